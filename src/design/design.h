/*
 * The decided world: which switch, which port, which VLAN, which address, which
 * cable, at what price.  Every object points back to what it serves in the
 * model.  Made by design_make from a sizing, const afterwards; renderers and
 * writers print it and decide nothing.  Indices are into the arrays of struct
 * design; NONE means there is none.
 */
#ifndef DESIGN_DESIGN_H
#define DESIGN_DESIGN_H

#include "model/model.h"
#include "size/size.h"

#define NONE ((size_t)-1)

enum switch_role { ROLE_STANDALONE, ROLE_LEAF, ROLE_SPINE };
extern const char *const design_switch_role_word[]; /* standalone leaf spine */

enum port_role {
	PORT_UNUSED, /* shut down, described as spare */
	PORT_SPLIT,  /* broken out: its children follow it */
	PORT_TAKEN,  /* unusable: the one before it is broken out */
	PORT_HOST,
	PORT_UPLINK,   /* leaf to spine, or a linked switch to the core */
	PORT_DOWNLINK, /* spine to leaf */
	PORT_PEER,     /* peer link of a pair, or of a plain LAG pair */
	PORT_FABRIC,   /* between two VLT domains */
	PORT_CORE,     /* to the core */
	PORT_MANAGE,   /* in band, of a switch without a port for it */
	PORT_ROLES
};

struct dport {
	const char *speed_name; /* its name where its group is not at its own
				 * speed */
	const char *name;       /* as the device says it */
	size_t block;           /* of the model's port blocks */
	size_t index;           /* within the block */
	size_t parent;          /* child of this port of the switch, or NONE */
	enum media media;
	int64_t speed_bps;
	enum port_role role;
	const char *description; /* printable, no quotes */
	size_t lag;              /* index into design.lag, or NONE */
	size_t link;             /* index into design.link, or NONE */
	int *tagged;             /* VLANs, ascending (empty for LAG members: see
				 * the LAG) */
	size_t ntagged;
	int untagged;  /* 0: none */
	bool lossless; /* PFC and ETS on */
	bool kept;     /* an existing cable is in it and stays */
	/* of a switch that has modules for 10GBASE-T: it may hold one, and is
	 * reserved for one */
	bool may_copper, for_copper;
	int64_t kept_bps; /* as fast as that is */
	bool edge;        /* host port: edge port with BPDU guard */
};

/* can something be plugged into the port in its current state? */
static inline bool
design_port_is_whole(const struct dport *p)
{
	return p->role != PORT_SPLIT && p->role != PORT_TAKEN;
}

enum lag_purpose {
	LAG_PEER,
	LAG_UPLINK,
	LAG_DOWNLINK,
	LAG_CORE,
	LAG_FABRIC,
	LAG_HOST /* ports of a host or a device that team by LACP */
};
extern const char *const design_lag_purpose_word[];

struct dlag {
	size_t sw;
	int number;
	const char *name; /* as the device says it */
	enum lag_purpose purpose;
	const char *description;
	size_t *port; /* members, indices into the switch's ports */
	size_t nport;
	bool lacp;
	int mclag;   /* multi-chassis LAG id, equal on both peers; 0 */
	size_t peer; /* switch at the other end, or NONE (core) */
	const char *peer_name;
	int *tagged;
	size_t ntagged;
	int untagged; /* 0: none; only to a device */
	bool lossless;
	bool bpdu_filter; /* core with stp: separate */
	bool edge;        /* to a host or a device */
};

/* the parts of `policy.protect` and `services.manage_from` that apply to this
 * switch: those required, where they apply and its system supports them */
struct dprotect {
	int storm_percent; /* broadcast on host ports; 0: not limited */
	bool root_guard;   /* on its LAGs to leaves */
	bool manage_from;  /* SSH and SNMP are open to those subnets only */
	bool ecn;          /* its lossless queue marks frames */
};

struct dswitch {
	const char *name;
	/* it exists already (existing:): not bought, keeps its name; what it
	 * lacks (options, optics) is bought. NULL: it is new */
	const struct existing *existing;
	enum switch_role role;
	const struct switch_model *model;
	const struct option **option; /* modules bought with it */
	size_t noption;
	size_t rack;
	size_t position_u; /* lowest unit */
	struct dport *port;
	size_t nport;
	size_t pair; /* the other of its pair (rack's other leaf,
				 * other spine, other standalone), or NONE */
	/* multi-chassis domain; domain 0: not in one */
	int domain;
	int unit_id;            /* 0 or 1 */
	int role_priority;      /* lower is primary */
	const char *system_mac; /* 02:xx:..., equal on both peers */
	int stp_priority;
	uint32_t oob_address; /* 0: no oob network */
	int oob_prefix;
	uint32_t oob_gateway; /* 0: none */
	int *vlan;            /* all VLANs it carries, ascending */
	size_t nvlan;
	struct dprotect protect;
	/* ports still to be assigned, by pool, and those that stay free for
	 * growth; used while it is cabled */
	struct need left, spare;
	bool contested;    /* two of these pools want the same ports */
	bool ufd;          /* host ports follow the uplink LAG */
	size_t uplink_lag; /* what they follow, or NONE */
};

enum link_kind { LINK_HOST, LINK_UPLINK, LINK_PEER, LINK_CORE, LINK_OOB };
extern const char
    *const design_link_kind_word[]; /* host uplink peer core oob */

/* one end: a switch, a host, or something outside the design (core, oob
 * switch) */
struct dend {
	size_t sw, host;       /* NONE if not that */
	const char *device;    /* its name */
	size_t port;           /* of the switch or of the host; NONE: unknown */
	const char *port_name; /* "" where not known */
	const char *optic; /* catalog id, "" where the cable has its ends on */
	const char *label; /* what is printed on this end */
};

struct dlink {
	const char *id; /* L0001 */
	enum link_kind kind;
	struct dend a, b; /* a: nearer the spine, or the switch */
	int64_t speed_bps;
	const struct cable *cable;
	size_t length;  /* index into cable->length */
	int64_t raw_mm; /* by geometry; the length ordered is not less */
	/* over existing fibre, with that number on its panels: a cord at each
	 * end; NULL: an end-to-end cable */
	const struct fibre *fibre;
	int64_t strand;
	size_t bundle; /* links that share one breakout cable have one
				 * number, of its first link; 0: a cable of its
				 * own */
};

struct dnet {
	const struct network *net;
	bool carried; /* by the new switches */
	size_t *sw;   /* that carry it */
	size_t nsw;
	bool reaches_core;
};

/* a physical port of a host */
struct dnic {
	const char *name;          /* as the host's system calls it */
	size_t sw, port;           /* NONE: left as it is */
	size_t group;              /* of the host's groups of ports */
	bool team;                 /* member of its group's team */
	bool *net;                 /* nnetwork: carries it */
	const char *vswitch;       /* NULL: address directly on the port */
	int64_t vmq_base, vmq_max; /* disjoint processors; max 0: not set */
};
/* an interface of the host with a network of its own */
struct dvnic {
	size_t net;          /* index into model networks */
	const char *name;    /* LM, CSV, SMB1 ... unique in the host */
	const char *vswitch; /* NULL: on a port directly */
	size_t nic;          /* the port it sits on or is mapped to, or NONE */
	size_t group;        /* of the host's groups of ports */
	int vlan;            /* 0: untagged */
	uint32_t address;    /* 0: a placeholder, the site's own address */
	int prefix;
	bool rdma, lossless;
};
/* ports of a host with one job */
struct dgroup {
	const struct nic_group *asked;
	size_t nth;          /* of the host's teams */
	bool team;           /* one team of its cabled ports */
	bool lacp;           /* whose ports the switches have in one LAG */
	enum bond bond;      /* as that of the host */
	const char *vswitch; /* what holds the team's ports together */
};
struct dhost {
	const struct host *host;
	struct dgroup *group; /* one for each of the host's */
	size_t ngroup;
	struct dnic *nic;
	size_t nnic;
	struct dvnic *vnic;
	size_t nvnic;
	bool team;             /* any of its groups is a team */
	enum bond bond;        /* ... and the bonding mode of those of live
				* migration; BOND_NO: a team of another kind, or
				* none */
	int64_t smb_limit_bps; /* for live migration; 0: none */
	size_t *lm_order;      /* networks (model indices) live migration may
				 * use, most preferred first */
	size_t nlm_order;
};

struct daddr {
	const char *device, *interface;
	size_t net;
	uint32_t address;
	int prefix;
};

/* the traffic classes every lossless port and host has, shares in percent */
struct dqos {
	bool used;
	int priority; /* 3 */
	int lossless_percent, default_percent;
	int heartbeat_percent; /* of priority 7, on all switches or none; 0 */
};

struct bom_line {
	const struct part *part;
	const char *description;
	int64_t quantity;
	int64_t unit_cents, total_cents; /* site currency, discounted */
	int64_t low_cents, high_cents;   /* the total at its range's ends */
	const char *basis, *source, *date;
	bool estimate;
	bool unpriced; /* basis "quote needed": an optional part that counts
			* nothing until a quote is given */
};

struct requirement {
	const char *name;              /* drain rolling oversubscription ... */
	const char *wanted, *achieved; /* for people, with units */
	bool met;
	/* no target, never checked: met is meaningless */
	bool reported;
	const char *note; /* the assumption or limit it is based on; NULL */
	double reached;   /* achieved, as a figure: seconds, a ratio, a share,
				 * cents; negative: there is none. Of times, the
				 * end of the range they are checked at */
	/* of times: what today's network reaches (negative: it can't), what is
	 * expected, and at the worst end of the range (negative: it never
	 * ends).  banded without timed: a sum, which at the high end of its
	 * prices is `worst` */
	bool timed, banded;
	double today_s, expected_s, worst_s;
	const char *today, *worst; /* the same for people */
	bool certain;              /* met at the worst end too */
	const char *but; /* what achieved leaves out, stated with it; NULL */
};

/* a topology that was considered */
struct candidate {
	enum topology topology;
	bool feasible, optimal;
	bool priced_only; /* sized and priced, never laid out or chosen */
	int64_t cost_cents, bound_cents; /* to buy */
	int64_t low_cents, high_cents; /* every price at its end; 0: unknown */
	/* counted in the choice beside the cost; and the bound of all */
	int64_t energy_cents, premium_cents, whole_bound_cents;
	bool whole_optimal;
	const char *of_priced; /* see design_lowest_of; NULL: not priced */
	size_t nswitches;
	double drain_s;      /* worst host; negative: not simulated */
	const char **reason; /* why it is ruled out, or its risks */
	size_t nreason, capreason;
	struct str_set reasons; /* those texts */
	const char *summary;    /* "2 X (spine), 8 Y (leaf)" */
};

struct numbering;
struct kept;

/* other items of a switch, a host or the site (of: ""), apart from switches,
 * options, cables and optics, bought with this design or before */
struct dstock {
	const char *of;
	const struct part *part;
	int64_t quantity;
};

struct design {
	const struct model *model;
	struct numbering *number; /* of its cables and addresses */
	struct kept *kept;        /* what existed already */
	enum topology topology;
	const size_t *head; /* nrack: the rack whose leaves serve its hosts;
			     * NULL: each its own */
	struct min_bandwidth minimum; /* its plan was the cheapest above */
	struct dswitch *sw;
	size_t nsw;
	struct dlag *lag;
	size_t nlag, caplag;
	struct dlink *link;
	size_t nlink, caplink;
	struct dnet *net; /* one for each network of the model */
	size_t nnet;
	struct dhost *host; /* one for each host of the model, then each
			     * device: nend in all */
	size_t nhost, nend;
	struct daddr *addr;
	size_t naddr, capaddr;
	struct dqos qos;
	struct bom_line *bom;
	size_t nbom, capbom;
	struct dstock *stock;
	size_t nstock, capstock;
	int64_t total_cents, estimate_cents, bound_cents;
	int64_t used_cents; /* at prices of used parts */
	int64_t list_cents; /* at list prices that no discount is known of */
	bool offers_cut; /* not every use of offers for few pieces was tried */
	/* the bill with every price at the end of its range */
	int64_t low_cents, high_cents;
	struct draw draw; /* of switches and optics, typically */
	/* over the policy's years at its price; 0: none is given, and only what
	 * is bought was minimised.  No design of the topology needs less
	 * energy, or is cheaper with it, than its bound */
	int64_t energy_cents, energy_bound_cents, whole_bound_cents;
	int64_t premium_cents, cheapest_cents; /* as of a sizing */
	/* of the total, what follows from the cables and no program decides:
	 * panels and labels; in every bound above as well */
	int64_t after_cents;
	bool whole_optimal; /* proven: all that was minimised at its bound */
	bool optimal;       /* proven: the purchase at its bound */
	/* the surcharge of a reseller on a direct purchase, and its range; 0:
	 * bought from a reseller. resold: the part of the bill that resellers
	 * sell */
	int64_t reseller_saving_cents, reseller_low_cents, reseller_high_cents,
	    resold_cents;
	struct requirement *req;
	size_t nreq, capreq;
	const char **note; /* what readers must know: limits, assumptions */
	size_t nnote, capnote;
	const char *touched; /* existing parts that change from the earlier
	                      * design; NULL: nothing */
};

/*
 * Lay a plan out.  NULL after findings (infeasible: an address plan that does
 * not fit; or a bug of ours caught by design_check).
 */
struct design *design_make(struct arena *a, struct diags *d,
    const struct model *m, const struct sizing *plan);

/* the parts of design_make, in its order; each fills what its name says */
bool design_switches(struct arena *a, struct diags *d, struct design *g,
    const struct sizing *plan);
bool design_cables(struct arena *a, struct diags *d, struct design *g,
    const struct sizing *plan);
/* assigns existing switches to places in the design */
void design_existing(struct arena *a, struct design *g);
void design_lags(struct arena *a, struct design *g, const struct sizing *plan);
/* each switch's protect, once its ports, LAGs and networks are known */
void design_protect(struct design *g);
/* why a switch lacks a required capability (CAN_STORM_CONTROL to CAN_ECN);
 * NULL: it has it, or it is not required */
const char *design_not_protected(const struct design *g, size_t sw, enum can c);
bool design_networks(struct arena *a, struct diags *d, struct design *g);
bool design_hosts(struct arena *a, struct diags *d, struct design *g);
/* of the hosts' interfaces; and of the switches on their management network */
bool design_addresses(struct arena *a, struct diags *d, struct design *g);
bool design_manage_addresses(struct arena *a, struct diags *d, struct design *g,
    size_t net);
bool design_bom(struct arena *a, struct diags *d, struct design *g,
    const struct sizing *plan);
/* what the total leaves out, once for every output that shows it: things not
 * requested, with the key that requests them; what has no price yet; what no
 * bill of ours has.  A few lines for people */
const char **
design_left_out(struct arena *a, const struct design *g, size_t *n);
/* one of them without the key at its end, which is for authors of the site
 * file */
const char *design_left_out_plain(struct arena *a, const char *s);
/* do cables between racks cross rows? */
bool design_several_rows(const struct model *m);
/* "6 parts have no price and are not in the total", of lines of the bill that
 * need a quote or more pieces than are offered; NULL: none does */
const char *design_unpriced(struct arena *a, const struct design *g);
/* a line of the bill whose offer is for fewer pieces */
struct short_offer {
	const struct bom_line *line;
	int64_t pieces;     /* that it lacks */
	int64_t more_cents; /* what they cost more at the next prices */
	bool known;         /* else a price of them is not known */
};
struct short_offer *
design_short_offers(struct arena *a, const struct design *g, size_t *n);
/* "43 of 63 dac-sfpp-3m (EUR 354.00 more)"; NULL: none is */
const char *design_short_text(struct arena *a, const struct design *g);
/*
 * A line of the bill for which cheaper offers of fewer pieces are left aside,
 * since a part has one price: what it would cost less bought in parts.
 */
struct split_offer {
	const struct bom_line *line;
	size_t offers;
	int64_t less_cents;
	const char *how; /* "40 at EUR 10.00, 23 at EUR 19.36" */
};
struct split_offer *
design_split_offers(struct arena *a, const struct design *g, size_t *n);
/* "2 offers for fewer pieces than are bought are not used; ..."; NULL: none */
const char *design_split_text(struct arena *a, const struct design *g);
/* warns of offers for fewer pieces, and for more, at their places */
void design_check_offers(struct diags *d, const struct design *g);
/* the reservation of a statement that no design costs less: " of what has a
 * price (6 parts have none and are not in it)", and which offers are for fewer
 * pieces than are bought, were not used, or were not tried in every way; ""
 * where there is none */
const char *design_lowest_of(struct arena *a, const struct design *g);
/* its words where not every use of the offers was tried */
extern const char *const design_offers_cut_text;
/* what the total rests on, a line each: estimates where asked for, used prices,
 * list prices, offers for fewer pieces that are not in it */
const char **design_price_notes(struct arena *a, const struct design *g,
    bool estimates, size_t *n);
/* the part that is bought for an optic: the vendor's own where the policy says
 * so and it has a price */
const struct part *bom_optic(const struct model *m, const char *id);
/* does today's network meet any required time? */
bool design_met_today(const struct design *g, const struct requirement *r);
/* was it required, or is it reported for information? */
bool design_asked(const struct requirement *r);
/* which times that are required today's network misses: "misses drain, backup";
 * "" where it meets all, NULL where none is required */
const char *design_today_verdict(struct arena *a, const struct design *g);
/* "2 VENDOR-MODEL (spine), 4 ...": its switches, by role and model; the same
 * text for the same switches in other racks */
const char *design_switches_text(struct arena *a, const struct design *g);
/* of a pair the one that the other follows: the MC-LAG primary, without a
 * domain the first; one alone is */
bool design_is_primary(const struct design *g, size_t sw);
/* are they links of one cable? */
bool design_one_cable(const struct dlink *x, const struct dlink *y);
/* how many cables n links are of; NULL: the first n of the design */
size_t design_cables_of(const struct design *g, const size_t *link, size_t n);
/* does it come up where both ends negotiate its speed?  Else it is set on both.
 * Of links to hosts and to the core */
bool design_link_negotiates(const struct design *g, const struct dlink *l);
/* what is printed on the cable of a link: several share one */
const char *design_cable_id(struct arena *a, const struct dlink *l);
/* what its cords lead to, "F1:3"; "": no existing fibre */
const char *design_link_fibre(struct arena *a, const struct dlink *l);
/* the parts of one link */
void bom_count_link(const struct design *g, struct ledger *l, size_t link);
/* does this link bring a cable of its own?  Links that share a breakout cable
 * have one, counted at the first of them, and one optic at its trunk end */
bool bom_own_cable(const struct design *g, size_t link);
/* the a end is the trunk of a breakout cable (its port is a child of one that
 * was broken out) */
bool bom_trunk_a(const struct design *g, size_t link);
/* does a port of a host, cabled to this switch, carry a network? */
bool design_port_carries(const struct design *g, const struct host *h,
    size_t port, size_t net, size_t sw);
/* the nth of names that count up: vSwitch1 vSwitch2, bond0 bond1, team team2 */
const char *design_name_nth(struct arena *a, const char *name, size_t nth);
/* the existing or purchased switch for management cables; NULL: none given */
const char *design_management_name(const struct model *m);
/* NONE: no switch has the name */
size_t design_switch_named(const struct design *g, const char *name);
/* what must hold of any design; each breach is a bug, reported as such */
bool design_check(struct arena *a, struct diags *d, const struct design *g);

/* the platform whose templates make a host's file, or NULL: none does */
const struct platform *
design_host_platform(const struct model *m, const struct host *h);
/* how its teams share what they send, as its system says it; NULL: otherwise */
const char *
design_balancing_word(const struct platform *p, const struct cluster *c);
/*
 * Bytes of IP packets: of every network that not only our switches carry and of
 * today's, and where a host says nothing else of those that they do; of a
 * host's east-west networks; of one of its networks.  A host's settings may
 * count a header too: as the platform says it.
 */
enum { MTU_PLAIN = 1500, MTU_JUMBO = 9000 };
int64_t design_host_mtu(const struct model *m, const struct host *h);
int64_t design_net_mtu(const struct model *m, const struct host *h, size_t net);
int64_t design_said_mtu(const struct platform *p, bool jumbo);
/* the settings of a switch for all its ports */
int64_t design_switch_mtu(const struct platform *p);
/* RDMA of an interface, as far as the host's platform lets it through */
bool design_rdma_works(const struct model *m, const struct dhost *h,
    const struct dvnic *v);

/* once it is known which ports are still to be assigned (left, spare) */
void design_ports_expect(struct dswitch *s);
/* would the free ports still do for what is left, if this one were used for
 * that pool?  Of a switch whose model was found to do, they do for one of them.
 * heed: PORTS_ bits, what is to stay as well where it can */
enum { PORTS_KEPT = 1, PORTS_SPARE = 2, PORTS_COPPER = 4 };
bool design_ports_allow(const struct dswitch *s, size_t port,
    enum speed_class pool, unsigned heed);
/* keep n ports for modules for 10GBASE-T, of a switch that has no other */
void design_ports_reserve(struct dswitch *s, int64_t n);
/* a free port for a pool, marked with its role; NONE if there is none. Not one
 * reserved for an existing cable, while there are others.  From the slowest
 * block that serves it and leaves enough for the others; the last free port
 * where `last`. */
size_t design_ports_take(struct dswitch *s, enum speed_class pool, bool last,
    enum port_role role);
/* the next unused port of those that were broken out into ports of this speed,
 * of the first or the last that was, marked with its role; NONE: there is
 * none */
size_t design_ports_child(struct dswitch *s, int64_t speed_bps, bool last,
    enum port_role role);
/* ... the first of a group that others have slowed to the pool's speed; NONE:
 * there is none */
size_t design_ports_beside(struct dswitch *s, enum speed_class pool,
    enum port_role role);
/* can an unused port do what a pool's ports do?  One that is broken out can do
 * what it is, a whole one what its model can */
bool design_port_serves(const struct dswitch *s, const struct dport *p,
    enum speed_class pool);
/* has the port's group no port in use at another speed; nor one that is kept at
 * another? */
bool design_ports_group_open(const struct dswitch *s, size_t port,
    int64_t speed_bps);
bool design_ports_group_free(const struct dswitch *s, size_t port,
    int64_t speed_bps);
/* a port that is known, marked with its role; its whole group is at the speed
 * then, used or not, under the names it has at that */
void design_ports_use(struct dswitch *s, size_t port, enum speed_class pool,
    enum port_role role);
/* may one network replace the other?  Two switches without a link are each
 * other's fallback: live migration and CSV run over either's network, storage
 * and backup over another of their own */
bool design_network_replaces(const struct design *g, size_t net, size_t other);
void design_note(struct arena *a, struct design *g, const char *fmt, ...)
    __attribute__((format(printf, 3, 4)));
/* adds v to an ascending list that has room for it, once */
void design_vlan_add(int *list, size_t *n, int v);

#endif
