/*
 * What a switch would do, as read from its config: the one form all readers
 * fill and all rules read.  Knows no platform's words and no rule.  A line of 0
 * means: not given.  All belongs to the arena of the view.
 */
#ifndef READBACK_VIEW_H
#define READBACK_VIEW_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/diag.h"
#include "readback/dialect.h"
#include "readback/stanza.h"

#define VLAN_MAX 4094

struct node;

struct vlan_set {
	uint64_t bit[64];
};

enum port_kind {
	PORT_OTHER, /* loopback, tunnel, ... */
	PORT_PLAIN, /* a physical port */
	PORT_LAG,
	PORT_VLAN, /* a VLAN's own interface */
	PORT_MGMT
};
enum port_mode { MODE_NONE, MODE_ACCESS, MODE_TRUNK, MODE_HYBRID };
enum lacp { LACP_NONE, LACP_STATIC, LACP_ACTIVE, LACP_PASSIVE };

struct undo;

struct port {
	const char *name; /* normal form: te0/1, eth1/1/1, po10, vl7 */
	enum port_kind kind;
	int line;       /* of its stanza; 0: only referred to */
	int again_line; /* of a second stanza */
	/* an earlier stanza had another value; one of them is of a range */
	int clash_line, clash_with;
	bool clash_range;
	bool clash_off;     /* ... said whether it is shut down, nothing else */
	int ref_line;       /* first place that names it */
	struct port *chain; /* of the view's look-up */
	const char *desc;
	int desc_line;
	int up_line, down_line; /* no shutdown, shutdown */
	bool up;                /* in effect */
	long mtu;               /* as written, or 0 */
	int mtu_line;
	long l2_mtu; /* a bound on what it forwards, where that is apart */

	/* layer 2; tagged and untagged are what is in effect */
	int switched_line, unswitched_line;
	enum port_mode mode;
	int mode_line;
	bool switched;
	bool all_vlans; /* a trunk without a list */
	int list_line;  /* the allowed list */
	bool list_empty;
	struct vlan_set tagged;
	int untagged; /* VLAN id or 0 */
	int untagged_line, untagged_twice_line;
	const char *trunk_group; /* one or more, with commas */
	int access;              /* access VLAN, in effect in that mode */
	struct vlan_set general; /* tagged in general mode */
	struct vlan_set member;  /* ... if these are its VLANs at all */
	int pvid;

	/* LAG membership */
	int lag; /* number or 0 */
	enum lacp lacp;
	int lag_line, lag_twice_line;
	long speed_mbps; /* as its type or a speed command says, or 0 */
	bool speed_set;  /* it is the command's */
	/* forward error correction, and "off" or "on" of autonegotiation, as
	 * configured; NULL: left to the port */
	const char *fec, *negotiation;
	int fec_line, negotiation_line;

	/* spanning tree */
	bool edge, guard, no_stp;
	bool edge_access;    /* an edge port unless it is a trunk */
	bool edge_not_found; /* and doesn't become one by itself */
	int edge_line, guard_line, no_stp_line;
	int unguarded_line;      /* no guard here, whatever holds for all */
	const char *stp_flavour; /* of the port's own commands */
	bool network_type;

	int root_guard_line; /* takes no better root there */
	/* broadcast it takes in; the rest is dropped */
	struct storm {
		enum storm_unit {
			STORM_NONE,
			STORM_PPM,
			STORM_PPS,
			STORM_KBPS
		} unit;
		long level; /* -1: the system's own */
		int line;
	} storm;

	/* lossless */
	const char *dcb; /* map or policy applied */
	int dcb_line;
	uint8_t pfc; /* lossless priorities, a bit each */
	int pfc_line;
	const char *ets; /* queuing policy applied */
	/* the queue a priority's frames go to, 1 added; 0: none is given */
	signed char queue[8];
	/* percent a priority's queue gets, 1 added; 0: not given */
	uint8_t share[8];
	uint8_t ecn;    /* priorities whose queue marks frames when it fills */
	uint8_t strict; /* ... whose queue is served before all others */
	/* what sorts its frames, what gives classes their queue */
	const char *trust, *classes, *queues;
	const char *marks; /* thresholds of its queues */
	bool no_trust, ets_on, ets_off;
	/* what keeps a priority from being without drop, though it is to be */
	const char *slip;
	int slip_line;
	int flow_line; /* 802.3x switched on */

	const char *filter; /* what applies one to what passes, in its words */
	int filter_line;
	int no_lldp_line, no_dcbx_line;
	const char *dcbx; /* it sends DCBX, in this mode; NULL: none given */

	/* address */
	bool has_ip, dhcp;
	bool ip_masked; /* it has one that can't be read */
	uint32_t ip;
	int prefix;
	int ip_line;
	const char *vrf;

	/* of a LAG */
	int mclag; /* number or 0 */
	int mclag_line;
	bool peer_link;
	int min_links;
	int min_links_line;
	const char *group; /* UFD, where ports name it */
	bool suspended;    /* down with the peer link */
};

struct domain {        /* MC-LAG: VLT, vPC, MLAG, MCLAG */
	int line;      /* 0: none */
	int down_line; /* it is shut down */
	const char *id;
	int id_line;
	const char *peer_link; /* normal name of the LAG */
	int peer_link_line;
	bool no_wire;           /* the peer link runs through the fabric */
	const char **discovery; /* bare ports, normal names */
	size_t ndiscovery, discovery_cap;
	int discovery_line;
	bool has_backup, has_source;
	uint32_t backup, source; /* the other's, our own */
	int backup_line;
	const char *backup_vrf;
	long unit; /* -1: not given */
	int unit_line;
	const char *mac;
	int mac_line;
	long priority; /* -1: not given */
	int priority_line;
	bool peer_routing;
	int enable_line;      /* keepalive switched on */
	const char *local_if; /* whose address the peer link has */
	bool has_beat;        /* a second way to the other */
	uint32_t beat;
	int beat_line;
	const char *beat_vrf;
	/* seconds its MC-LAGs and its other ports wait after a start; -1 */
	long wait_lags, wait_others;
	int wait_line;
	bool shuts_all; /* the secondary shuts all when the peer link is lost */
	bool recovers;  /* takes over when the other never comes back */
	long keepalive, timeout; /* -1: not given */
};

struct vlan {
	int id;
	int line;
	const char *name;
	const char *trunk_group;
};

struct group { /* uplink-failure detection */
	const char *id;
	int line;
	const char **up, **down;
	size_t nup, nup_cap, ndown, ndown_cap;
	int up_line, down_line;
	bool partial; /* not all downstream links are disabled */
	bool off;
	long least; /* links up that the others need; 0: any */
	int least_line;
};

struct user {
	const char *name;
	int line;
	bool open;    /* without a password */
	bool factory; /* with the one that every switch comes with */
	bool weak;    /* it may look, and change nothing */
};

struct open_way { /* a service by which a switch can be reached */
	const char *what;
	int line;
	bool usual; /* as it comes, or to some only: no fault but in a design */
};

/* a server and the VRF it is used in; NULL: that of all that is in none */
struct asked {
	const char *what, *name, *vrf;
	int line;
};

#define MST_MAX 65

/* a list of those who may, in the order it is looked through */
struct access_list {
	const char *name;
	int line;
	struct access_entry {
		uint32_t base;
		int prefix; /* 0: anybody */
		bool permit;
		int line;
		long number; /* its place as written; 0: none */
	} * entry;
	size_t n, cap;
	bool odd; /* it matches on more than the source */
};

struct mst { /* the region: bridges of one name, revision and map */
	const char *name;
	long revision;
	int line;
	struct vlan_set of[MST_MAX]; /* VLANs by instance */
};

struct dcb_map { /* or a policy of lossless priorities */
	const char *name;
	int line;
	long share[8]; /* -1: no such group */
	bool pfc[8];
	long pgid[16];
	size_t npgid;
	int pgid_line;
	uint8_t prios; /* lossless priorities, a bit each */
};

#define QOS_MAX 16

/* one step of a priority's way: numbers to numbers, -1: not given */
struct qos_map {
	const char *kind, *name;
	int line;
	int to[QOS_MAX];
};

struct shares { /* a queuing policy's bandwidths */
	const char *name;
	int line;
	long sum;
	long queue[8];  /* -1: not given */
	bool ecn[8];    /* the queue marks frames */
	bool strict[8]; /* ... is served before all others */
	size_t n;
};

/* a thing with a name that others refer to: class, policy, map, vrf */
struct named {
	const char *kind, *name;
	int line;
};

/* a value of one platform's own that no rule speaks of: two texts of a switch
 * must say the same of it */
struct said {
	const char *where, *what, *value;
	int line;
};

/* ... a filter is applied to something that is no port */
#define SAID_FILTER "filter"
/* ... the key that LACP has of a LAG */
#define SAID_LACP_KEY "LACP admin-key"

/* a finding the reader can make best: order, values, words of another NOS */
struct notice {
	const char *rule;
	int line;
	const char *text;
};

/* what became of a line of the text */
enum line_fate {
	LINE_NONE,   /* no command: blank, a comment, a banner's text */
	LINE_READ,   /* its meaning is in the view */
	LINE_PASSED, /* a known command the view has no place for */
	LINE_UNKNOWN /* not understood */
};

struct view {
	struct arena *a;
	const struct dialect *dialect;
	const struct traits *traits; /* of the dialect */
	const struct source *src;
	const char *device; /* what findings call it */
	/* the text as it nests, or the document it is; NULL: the other */
	const struct stanza *root;
	const struct node *doc;
	const char *hostname;
	int hostname_line, hostname_again;
	const char *hostname_next; /* ... the second one */
	size_t others;  /* configs of its file that have views of their own */
	int cut_line;   /* the last line where it has no line end, or 0 */
	int stops_line; /* ... where something else is to follow, or 0 */
	const char *version; /* of the header, or NULL */

	struct port **port; /* stable addresses, in order of appearance */
	size_t nport, port_cap;
	struct vlan *vlan;
	size_t nvlan, vlan_cap;
	struct vlan_set vlans; /* ids defined */
	struct domain domain;
	struct group *group;
	size_t ngroup, group_cap;
	struct dcb_map *map;
	size_t nmap, map_cap;
	struct shares *share;
	size_t nshare, share_cap;
	struct qos_map *qmap;
	size_t nqmap, qmap_cap;
	/* what applies to all ports that say nothing else */
	const char *trust, *classes, *queues, *ets, *net;
	const char *marks; /* the thresholds of all ports */
	bool ets_on;
	struct named *def, *ref;
	size_t ndef, def_cap, nref, ref_cap;

	const char *stp; /* rstp, mst, pvst, rapid-pvst, stp; NULL: off */
	int stp_line;
	int stp_off_line;
	long stp_priority; /* -1: not given */
	int stp_priority_line;
	bool guard_global;      /* BPDU guard on every edge port */
	struct vlan_set no_stp; /* VLANs that take no part in it */
	bool stp_unknown;       /* the platform's config doesn't say */

	bool dcb_on;
	int dcb_line;
	bool flow_global; /* 802.3x on by default */
	long mtu_global;
	uint32_t gateway;
	bool has_gateway;
	int gateway_line;
	const char *mgmt_vrf;
	size_t units; /* of a stack */
	int units_line;
	const char **quad; /* ports split in four, normal names */
	size_t nquad, quad_cap;
	const char **taken; /* unusable, disabled by a quad port */
	size_t ntaken, taken_cap;
	const char **speed_group; /* "3: 10g": groups of ports that were set to
				   * another speed */
	size_t nspeed_group, speed_group_cap;

	int no_lldp_line, no_dcbx_line; /* off for all ports */
	int no_ssh_line;
	int stp_other_line; /* a priority of a mode not in force */
	bool ssh, ntp, syslog, snmp;
	bool ssh_elsewhere; /* ... not in the management port's VRF */
	uint8_t cos;        /* priorities that classes match */
	int telnet_line, http_line, community_line;
	int telnet_off_line;   /* where it is on without a line */
	struct open_way *open; /* other ways in that are to be shut */
	size_t nopen, open_cap;
	/* an SNMPv3 user without authentication, or without privacy */
	int snmp_open_line;
	const char *community;
	struct user *user;
	size_t nuser, user_cap;
	struct named *server; /* kinds ntp and syslog */
	size_t nserver, server_cap;
	struct asked *asked;
	size_t nasked, asked_cap;
	struct named *source; /* of a service (kind): a port or an address */
	size_t nsource, source_cap;
	int enable_line; /* a password for those who may change it */
	struct mst mst;
	struct access_list *access;
	size_t naccess, access_cap;
	/* what is looked up before a login and before an answer; NULL: any */
	const char *ssh_access, *snmp_access;
	int ssh_access_line, snmp_access_line;
	/* of several ways to log in one that such a list doesn't limit, its
	 * number and 1 more; 0: none */
	int way_beside;

	struct said *said;
	size_t nsaid, said_cap;

	struct notice *notice;
	size_t nnotice, notice_cap;
	/* what may be meant elsewhere, but serves no design; rule: NULL, or
	 * "" where the design fails by it */
	struct notice *setting_notice;
	size_t nsetting_notice, setting_notice_cap;
	size_t not_understood; /* lines, all of them */
	size_t nline;
	struct undo *undo;    /* of its readers */
	unsigned char *fate;  /* of each line, an enum line_fate */
	int nfate;            /* more than the last line's number */
	int unbalanced_line;  /* modes and exits don't balance from here */
	bool ports_down;      /* a port is shut down unless it says not */
	bool ports_routed;    /* ... is no switchport unless it says so */
	const char **skipped; /* routing, filters: skipped, not checked */
	size_t nskipped, skipped_cap;
	int skipped_line;

	struct port *by_hash[1024];
};

struct view *view_new(struct arena *a, const struct dialect *dialect,
    const struct source *src, const char *device);
/* reads with the dialect's reader; another dialect's text is a finding */
struct view *
view_read(struct arena *a, struct diags *d, const struct dialect *dialect,
    const struct source *src, const char *device);

/* the port of a normal name, made if new (line 0); never NULL */
struct port *view_port(struct view *v, const char *name);
struct port *view_find(const struct view *v, const char *name);
/* the port of a stanza's head; of a line that only names it */
struct port *view_stanza_port(struct view *v, const char *name, int line);
struct port *view_refer(struct view *v, const char *name, int line);
/* the VLANs of a stanza's list are defined there */
void view_vlans(struct view *v, const struct vlan_set *ids, int line);
struct group *view_group(struct view *v, const char *id, int line);
void
view_group_up(struct view *v, struct group *g, const char *ports, int line);
void
view_group_down(struct view *v, struct group *g, const char *ports, int line);
/* the LAG a port is in, or NULL */
struct port *view_lag_of(const struct view *v, const struct port *p);
struct vlan *view_vlan(struct view *v, int id, int line);
/* they are defined no longer */
void view_vlans_gone(struct view *v, const struct vlan_set *ids);
const struct vlan *view_find_vlan(const struct view *v, int id);
/* the port that takes part in layer 2: the LAG of a member, else itself */
const struct port *view_l2(const struct view *v, const struct port *p);
/* a limit of broadcast: `1 %`, `23496 frames/s` */
const char *view_storm_text(struct arena *a, const struct storm *s);
/* does it still limit, and lets ARP and DHCP through, though it is not the
 * designed one? */
bool view_storm_tuned(const struct storm *designed, const struct storm *s);
/* does the port carry the VLAN, also as a peer link that carries all? */
bool view_carries(const struct view *v, const struct port *p, int vlan);
/* is the trunk in the group? */
bool view_in_group(const struct port *p, const char *group);
bool view_is_peer_link(const struct view *v, const struct port *p);
size_t view_members(const struct view *v, const struct port *lag);
/* the mtu in effect, as the largest untagged frame with FCS, or 0: unknown */
long view_frame(const struct view *v, const struct port *p);

/* neither a group nor a priority is given */
bool view_dcb_map_empty(const struct dcb_map *m);

void view_setting_notice(struct view *v, bool fails, int line, const char *fmt,
    ...) __attribute__((format(printf, 4, 5)));
void view_notice(struct view *v, const char *rule, int line, const char *fmt,
    ...) __attribute__((format(printf, 4, 5)));
/* how the text nests, kept as it is now */
void view_root(struct view *v, const struct stanza *root);
void view_unknown(struct view *v, const struct stanza *s);
void view_skip(struct view *v, const struct stanza *s);
/* known, and no part of it is in the view */
void view_pass(struct view *v, const struct stanza *s);
void view_pass_line(struct view *v, const struct line *l);
/* the fate of lines, only ever made worse: one may be read for many ports */
void view_mark(struct view *v, int from, int to, enum line_fate fate);
/* LINE_NONE for what is no line of the text */
enum line_fate view_fate(const struct view *v, int line);
/* the last value given applies */
void view_say(struct view *v, const char *where, const char *what,
    const char *value, int line);
/* what may keep frames out of a port, or out of more than one: a VLAN, all */
void view_filter(struct port *p, const char *text, int line);
void
view_filter_of(struct view *v, const char *where, const char *text, int line);
void view_server(struct view *v, const char *kind, const char *name, int line);
/* vrf: as given, or NULL */
void view_asked(struct view *v, const char *what, const char *name,
    const char *vrf, int line);
/* the VRF that the management port is in; NULL: in none */
const char *view_management_vrf(const struct view *v);
void view_def(struct view *v, const char *kind, const char *name, int line);
void view_ref(struct view *v, const char *kind, const char *name, int line);

/* VLAN lists: 7,10-12; false if one is no VLAN id */
bool vlan_set_parse(const char *text, struct vlan_set *out);
void vlan_set_add(struct vlan_set *s, int id);
bool vlan_set_has(const struct vlan_set *s, int id);
bool vlan_set_empty(const struct vlan_set *s);
bool vlan_set_eq(const struct vlan_set *x, const struct vlan_set *y);
void vlan_set_join(struct vlan_set *s, const struct vlan_set *more);
void vlan_set_cut(struct vlan_set *s, const struct vlan_set *less);
int vlan_set_next(const struct vlan_set *s, int after); /* 0: no more */
char *vlan_set_text(struct arena *a, const struct vlan_set *s);

/*
 * Port names as written, one or a list with ranges, to normal names: `te0/1`
 * of TenGigabitEthernet 0/1, Te0/1, te 0/1.  n 0: no port in it.
 */
struct port_list {
	const char **name;
	size_t n, cap;
	bool bad; /* a part that is no port */
};
struct port_list ports_parse(struct arena *a, const char *text);
/* the normal name of one port; what is no port name is returned in lower
 * case */
const char *ports_normal(struct arena *a, const char *text);
enum port_kind ports_kind_of(const char *normal);
/* of a LAG or a VLAN, "po10" or "vl50": what it is numbered */
long ports_number_of(const char *normal);
long ports_speed_of(const char *normal);

/* a.b.c.d/len or a.b.c.d m.m.m.m into the port; false if it is neither */
bool
view_port_address(struct port *p, const char *addr, const char *mask, int line);

#endif
