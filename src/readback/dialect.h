/*
 * What sets one platform's configs apart, as data: its name, the function that
 * reads them, and the traits the view and the rules go by.  A new platform is
 * one reader file that ends with a `const struct dialect`, and its row in
 * DIALECTS; no rule and no other reader knows of it.  Knows no rule.
 */
#ifndef READBACK_DIALECT_H
#define READBACK_DIALECT_H

#include <stdbool.h>
#include <stddef.h>

struct diags;
struct lldp_form;
struct view;

/* what a LAG's members may not say of themselves */
enum { MEMBER_NO_SWITCHPORT = 1, MEMBER_NO_VLAN = 2, MEMBER_NO_MODE = 4 };

/* how the peers' bridge priorities go together */
enum pair_root {
	ROOT_APART,  /* two bridges: the primary's is the lower one */
	ROOT_SHARED, /* one bridge to all others: both the same */
	ROOT_EITHER  /* as the pair is set up */
};

/* is the peer link's MTU set as that of other ports? */
enum peer_mtu { PEER_MTU_SET, PEER_MTU_IF_SAID, PEER_MTU_AUTO };

/* where a port is set to carry a lossless priority */
enum lossless {
	LOSSLESS_MAP,    /* a map applied to the port, and a switch for all */
	LOSSLESS_PORT,   /* the port: on, and which priorities */
	LOSSLESS_SWITCH, /* on or auto at the port, priorities at the port; on
	                    without a priority is harmless */
	LOSSLESS_POLICY, /* on at the port, priorities in a policy */
	LOSSLESS_CLASS,  /* ... whose classes must match them */
	LOSSLESS_TABLE   /* one table says all */
};

/* a number that no rule checks: a word of a line (line_is()) and its range */
struct bound {
	const char *pattern;
	size_t word;
	long min, max;
};

/* all false, 0 or the first value where a platform has nothing special */
struct traits {
	/* ports and LAGs */
	bool starts_down;    /* a port is down by default */
	bool ports_implicit; /* a port needs no stanza to be there */
	bool lag_implicit;   /* nor does a LAG */
	unsigned member_not; /* MEMBER_NO_... */
	bool member_own_mtu; /* a member does not take its LAG's MTU */
	bool split_is_gone;  /* a split port's own name is there no more */
	bool stanza_again;   /* a second stanza of a port is usual */
	/* of the management port, where its type does not show it */
	const char *mgmt_name;

	/* VLANs */
	bool vlan_needs_switchport; /* else membership is refused */
	bool vlan_needs_hybrid;     /* ... for both kinds on one port */
	bool native_in_list;     /* the untagged VLAN must be in the list too */
	bool both_kinds_clash;   /* tagged and untagged at once is refused */
	bool trunk_groups;       /* they keep VLANs off a trunk without list */
	int own_vlan;            /* the first that the switch uses itself */
	bool own_vlan_of_domain; /* ... where it has an MC-LAG domain */

	/* frames, as the largest untagged one with FCS */
	long frame_default; /* without an MTU; 0: not known */
	long frame_extra;   /* what an MTU of the payload lacks of it */
	long frame_fixed;   /* layer 2 passes this whatever the MTU; 0: no */

	/* MC-LAG */
	bool peer_link_bare;   /* in every VLAN by itself, and no switchport */
	bool peer_link_static; /* the manual requires a LAG without LACP */
	enum peer_mtu peer_link_mtu;
	bool
	    peer_link_network; /* must be a network port of its spanning tree */
	bool no_backup;        /* has no way to the peer but the peer link */
	bool backup_names_vrf; /* `vrf management` where there is one */
	const char
	    *domain_macs; /* how those begin that its vendor keeps for it */
	bool keepalive_enable; /* off until a line of its own switches it on */
	bool peer_lost_lags;   /* without it the secondary shuts its MC-LAGs */
	bool stack_no_peer;    /* a stack can't be a peer */
	bool orphans_refused;  /* a VLAN on MC-LAGs is on no single port */
	enum pair_root pair_root;
	bool recovery_said; /* a missing peer is waited for by default */

	/* the rest */
	bool mgmt_asks;  /* its management port uses DHCP by default */
	bool no_ufd;     /* no uplink-failure detection */
	bool edge_found; /* a port without BPDUs becomes an edge port itself */
	bool ssh_starts_off;
	bool beat_acts_if_configured; /* a heartbeat shuts what a line says */
	bool quotes_close;            /* a line with an open quote is refused */
	bool telnet_starts_on;        /* until a line of its own disables it */
	bool snmp_access;             /* access by SNMPv3 can be limited */
	bool lossless_marks; /* a lossless queue marks frames by default */
	bool access_permits; /* a list of who may log in ends in "anybody" */
	/* a password of its own lets those in who may change it */
	bool enable_asks;
	enum lossless lossless;
	const signed char *dot1p_queue; /* of 8 priorities, where it is fixed */
	/* queuing policies are a port's, not the switch's */
	bool shares_by_port;
	bool features_come; /* what runs lists those it came with */
	bool users_unsaid;  /* what runs is shown without accounts */
	bool users_apart;   /* no config has accounts */
	bool bridge_lists;  /* a port without a list has its bridge's */
	int lag_last;       /* the largest number of a LAG; 0: not looked at */
	bool lag_zero;      /* ... and 0 is one, too */
	bool svi_vlan;      /* the interface of a VLAN has its number */
	const struct bound *bound; /* ended by a pattern of NULL */
	/* factory accounts that can't be removed, NULL at the end */
	const char *const *own_user;
	/* the hashes of passwords that every one of them comes with */
	const char *const *factory_hash;
};

/* a line that one platform writes and the others don't, by how it begins */
struct mark {
	int weight;
	const char *begins;
};

/* what a platform's ports are called that no other has: a word, then numbers
 * with - / : between them, or with an s before that of a split port's part;
 * ended by a word of NULL */
struct port_word {
	const char *word, *normal;
	int kind; /* an enum port_kind */
	long speed_mbps;
};

/* lines in a place of the outline, a path that begins so ("": anywhere), or is
 * exactly so: patterns as line_any() has them, NULL at the end; NULL: all of
 * them.  Of a place that a line is in the first row decides. */
struct lines_in {
	const char *place;
	const char *const *line;
	bool exactly;
};

struct dialect {
	const char *name; /* as --nos and catalogs call it */
	bool (*read)(struct view *v, struct diags *d); /* false: a finding */
	struct traits traits;
	const struct mark *mark; /* ended by weight 0 */
	const char *opens;       /* a text that starts so is surely its; NULL */
	const struct port_word *port_word; /* NULL: none of its own */
	/* a line of the outline is a statement so begun, however the text has
	 * it; NULL: it is a line of the text */
	const char *statement;
	/* lines, each a pattern as line_any() has it, that it shows though they
	 * were not entered, and lines written to it that it does not show, or
	 * that do something once and leave nothing to be shown; NULL: none but
	 * those of every platform */
	const char *const *shows, *const *hides, *const *once;
	/* ... that a document shows so in a place; that add something beside a
	 * design and change nothing of it (outline_aside()).  Ended by a place
	 * of NULL; NULL: none but those of every platform */
	const struct lines_in *shows_in, *aside;
	/* words of a line that are so without them, and how words begin that
	 * it makes by itself; NULL: none but those of every platform */
	const char *const *spare, *const *makes;
	const struct lldp_form *lldp; /* how neighbours look (lldp_parts.h) */
	/* its roles and groups of those who may only look; its features that
	 * bring commands and nothing else; NULL: no other */
	const char *const *looks, *const *features;

	/* words of its own beside those of every platform, each list ended by
	 * NULL; NULL: none.  Words that a secret value follows, that say before
	 * it how it is written, that may come after it (secret.c; those of one
	 * platform are hidden in the text of any) */
	const char *const *secret, *const *secret_form, *const *secret_after;
	/* lines, as line_any() has them: what a mode can say once only, what a
	 * `no` may take away without effect on traffic (undo.c) */
	const char *const *said_once, *const *harmless;
	/* modes whose lines name the list of those who may log in (guards.c) */
	const char *const *gate;
	/* what filters or limits a port or a VLAN, what switches LLDP, DCBX and
	 * SSH off, and SSH on again (common_settings.c) */
	const char *const *filter, *const *lldp_off, *const *dcbx_off;
	const char *const *ssh_off, *const *ssh_on;
};

/* the dialect of a name, or NULL; all of them, NULL past the end */
const struct dialect *dialect_find(const char *name);
const struct dialect *dialect_at(size_t i);

/* each is at the end of its reader's file; a row here is all that says so */
#define DIALECTS(ROW) \
	ROW(os9) \
	ROW(os6) \
	ROW(os10) \
	ROW(eos) \
	ROW(nxos) \
	ROW(sonic) \
	ROW(routeros) \
	ROW(nvue) \
	ROW(aoscx) \
	ROW(junos) \
	ROW(fastpath)

#define DIALECT_DECLARED(name) extern const struct dialect dialect_##name;
DIALECTS(DIALECT_DECLARED)

#endif
