/*
 * How much is needed and which hardware at least cost: one mixed-integer
 * program for each topology (program.c, asked by pick.c), over patterns
 * (pattern.c) whose links are chosen by reach and price (media.c) from the
 * racks' geometry (place.c).
 * Knows no port numbers, VLAN lists or addresses: design/ lays those out from a
 * struct plan.  A plan's parts are what the design's bill of materials must add
 * up to.
 */
#ifndef SIZE_SIZE_H
#define SIZE_SIZE_H

#include "base/str.h"
#include "model/model.h"
#include "solve/lp_small.h"

#define NONE_RACK ((size_t)-1)

/* ---- prices ---- */

/* what one of a part costs this site: converted, discounted, cents; false if
 * the part has no price or no exchange rate leads to the site's currency.  An
 * optional part without a price costs 0, and so does a switch that is there
 * (candidate_only_existing sees that no other is chosen). */
bool price_unit(const struct model *m, const struct part *p, int64_t *cents);
/* the catalogs' price of one, or the end of its range that the policy pays, in
 * the part's own currency */
int64_t price_asked(const struct model *m, const struct part *p);
/* the ends of its range, the same way; both are *cents of price_unit where it
 * has none.  Only for a part that price_unit can price. */
void price_range(const struct model *m, const struct part *p, int64_t *low,
    int64_t *high);
/* is it priced as its maker lists it, and lowered by no discount of the policy?
 */
bool price_is_list(const struct model *m, const struct part *p);
/* the share a reseller adds to this part's direct price; low, high: the ends of
 * what is known of it.  0 where none sells it, or its price is an offer already
 * or of the used market */
int64_t price_reseller_ppm(const struct model *m, const struct part *p,
    int64_t *low, int64_t *high);
/* "USD 5500.00 at 0.9626 EUR (...), less 30 %": how the figure was computed */
const char *
price_how(struct arena *a, const struct model *m, const struct part *p);

/* parts and how many, in order of part id */
struct ledger {
	struct arena *a;
	struct ledger_line {
		const struct part *part;
		int64_t quantity;
	} * line;
	size_t n, cap;
};
void ledger_add(struct ledger *l, const struct part *p, int64_t quantity);
void ledger_merge(struct ledger *l, const struct ledger *from, int64_t times);
int64_t ledger_quantity(const struct ledger *l, const struct part *p);
/* a switch with options, by bits of its model's list, and with what the policy
 * buys beside each (a second supply, rails, cords, a licence, years of
 * support); of one that is there (existing:) times -1 takes all of it from the
 * list again */
void ledger_add_switch(struct ledger *l, const struct model *m,
    const struct switch_model *s, unsigned options, int64_t times);
/* what is bought for a host: its network cards, the work on it, and with the
 * first of its rack the work there; add: less what it has already */
void ledger_need_host(struct ledger *l, const struct model *m, size_t host);
void ledger_add_host(struct ledger *l, const struct model *m, size_t host);
/* what is bought in any case: for a rack's hosts; and of all racks (NONE_RACK)
 * with the management switches and the work for the site */
void ledger_add_fixed(struct ledger *l, const struct model *m, size_t rack);
void ledger_need_management(struct ledger *l, const struct model *m);
void ledger_add_management(struct ledger *l, const struct model *m);
/* is it work or an approval (policy.work), which is not delivered? */
bool price_is_work(const struct model *m, const struct part *p);
/* how many switches of a model are there for a role (EXISTING_ANY: for no role
 * more than another), beside those that an earlier design of this topology
 * uses; and is one of them free so? */
int64_t size_existing(const struct model *m, enum topology t,
    const struct switch_model *s, enum existing_role role);
bool size_existing_free(const struct model *m, enum topology t, size_t which);
/* the share of spares the policy requires of a part; of so many, rounded up and
 * down */
int64_t price_spares_ppm(const struct model *m, const struct part *p);
int64_t price_spares_up(int64_t ppm, int64_t quantity);
int64_t price_spares_down(int64_t ppm, int64_t quantity);
/* spare parts the policy requires for `quantity` of a part: rounded up */
int64_t price_spares_wanted(const struct model *m, const struct part *p,
    int64_t quantity);
/* what so many more or fewer add to the spares or take from them, whatever else
 * is bought: the share rounded down, where the one above is rounded up */
int64_t price_spares_certain(const struct model *m, const struct part *p,
    int64_t quantity);
/* all lines with their spares, cents; false if a part has no price that needs
 * one (an optional part without counts nothing) */
bool ledger_cost(const struct model *m, const struct ledger *l, int64_t *cents,
    const struct part **unpriced);

/* ---- power ---- */

/* a switch's maximum power draw, milliwatts; 0: not in the catalog */
int64_t power_switch_most_mw(const struct switch_model *s);
/* what parts draw typically, milliwatts, and between what; unknown: switches
 * of whose draw nothing is in the catalog */
struct draw {
	int64_t low_mw, mw, high_mw;
	size_t unknown;
};
struct draw ledger_draw(const struct model *m, const struct ledger *l);
/* over policy.years at policy.energy; 0 where that is not required */
int64_t power_energy_cents(const struct model *m, int64_t draw_mw);
double power_kwh_a_year(int64_t draw_mw);
/* the power a rack's limit leaves for switches; INT64_MAX: it has none */
int64_t power_rack_left_mw(const struct model *m, size_t rack);

/* ---- ports by speed ---- */

enum speed_class {
	/* 1000BASE-T: a socket that negotiates it, or a module in a cage; and
	 * a fibre at 1 Gbit/s, by an SFP module in a cage for faster ones */
	SPEED_COPPER_1G,
	SPEED_1G,
	SPEED_COPPER,
	SPEED_10G,
	SPEED_25G,
	SPEED_40G,
	SPEED_100G,
	SPEED_CLASSES,
	/* faster ports of which each is broken out into SPLIT_INTO of these:
	 * pools of their own */
	SPLIT_10G = SPEED_CLASSES,
	SPLIT_25G,
	POOLS
};
enum { SPLIT_INTO = 4 };
extern const int64_t speed_class_bps[SPEED_CLASSES];
/* the pool a port of this cage at this speed is of; SPEED_CLASSES: none */
enum speed_class speed_class_of(enum media m, int64_t speed_bps);
/* is the block built in, or of an option that is bought, and can be used? */
bool media_block_there(const struct switch_model *s, const struct port_block *b,
    unsigned options);
/* also by the model's NOS, which must be able to run a port (or a group of
 * ports) below its own speed */
bool media_model_serves(const struct switch_model *s,
    const struct port_block *b, enum speed_class p);

/* that of ports broken out into ports of p; POOLS: none is */
enum speed_class speed_class_split(enum speed_class p);
bool split_block_can(const struct switch_model *s, const struct port_block *b,
    enum speed_class p);
/* has it such ports that its NOS can break out? */
bool split_model_can(const struct switch_model *s, unsigned options,
    enum speed_class p);

struct need {
	int64_t n[POOLS];
};
/* ports by what they may become: a set of pools (bit p), each port by itself,
 * or `group` of them together at one speed */
enum { PORT_ROOMS = 48 };
struct port_rooms {
	struct port_room {
		unsigned pools;
		int64_t ports, group;
		bool shared; /* port_rooms.c's own */
	} room[PORT_ROOMS];
	size_t n;
};
/* more ports of whole groups; equal ones are one room */
void port_rooms_add(struct port_rooms *r, unsigned pools, int64_t ports,
    int64_t group);
/* can they be assigned so that each pool has what it needs? Exact. */
bool port_rooms_fit(const struct port_rooms *r, const int64_t need[POOLS]);

/* can a switch with these options (bit i: model->option[i]) give these ports?
 * Exact: what it accepts, the cabling can assign. */
bool media_ports_fit(const struct switch_model *s, unsigned options,
    const struct need *need);
/* ports that could serve any pool of the set (bit p), less what groups of ports
 * lose at most where they are at several speeds: a bound that is linear */
int64_t media_ports_serving(const struct switch_model *s, unsigned options,
    unsigned pools);
/* the same two for one switch, for many sets: what its blocks serve as they
 * are, and broken out (bit p: a pool) */
struct port_uses {
	struct block_use {
		const struct port_block *b;
		unsigned whole, split;
	} * use;
	size_t n;
};
struct port_uses media_ports_uses(struct arena *a, const struct switch_model *s,
    unsigned options);
bool media_ports_uses_fit(const struct port_uses *x, const struct need *need);
int64_t media_ports_uses_serving(const struct port_uses *x, unsigned pools);

/* ---- cables ---- */

/* one end of a link: the cage and what its vendor allows */
struct cage {
	enum media media;
	int64_t dac_max_mm; /* 0: the cable's own limit */
	bool ours;          /* false: the core's, no fixed-end cable */
	/* that is there on the way to the other; NULL: none */
	const struct fibre *fibre;
};
bool media_cage_is(struct cage x, struct cage y);
struct link_choice {
	const struct cable *cable;
	size_t length;
	/* at both ends of a fibre, or a module for 10GBASE-T at the one that
	 * is no RJ45; NULL: fixed ends, or RJ45 at both */
	const struct optic *optic;
	const struct part *optic_part;
	int noptic;
	int64_t cents; /* cable and both optics, no spares */
	/* over existing fibre: a cord at each end; NULL: an end-to-end cable */
	const struct fibre *fibre;
};
/* cables bought for a link */
int media_link_cables(const struct link_choice *c);
/* the cage of a port that is broken out into ports of p */
struct cage speed_class_trunk(enum speed_class p, int64_t dac_max_mm);
/* the cheapest way to join the cages at this speed over raw_mm, of one family
 * ("dac", NULL: any), each cable in the shortest length that reaches; false if
 * nothing reaches.  into: links of the cable, which is broken out at x where it
 * is not 1: of those only cables with their ends on are known */
bool media_link_choose(const struct model *m, struct cage x, struct cage y,
    size_t into, int64_t speed_bps, int64_t raw_mm, const char *family,
    struct link_choice *out);
/* every way to join them, one after the other: each cable in the shortest
 * length that reaches, with each optic that goes with it */
struct link_ways {
	const struct model *m;
	struct cage x, y;
	size_t into;
	int64_t speed_bps, raw_mm;
	const char *family;
	size_t cable, length, optic; /* what comes next */
	int64_t cable_cents;
	bool found; /* an optic for this length */
	bool over;  /* after all cables: now over existing fibre */
};
struct link_ways media_ways(const struct model *m, struct cage x, struct cage y,
    size_t into, int64_t speed_bps, int64_t raw_mm, const char *family);
bool media_way_next(struct link_ways *w, struct link_choice *out);
/*
 * A part that would have been the natural one for a link that was chosen, but
 * has no price this site can use: a shorter length of the same cable, an optic
 * of less reach that reaches.  NULL: none; the choice is no substitute.
 */
const struct part *media_link_lacking(const struct model *m, struct cage x,
    struct cage y, size_t into, int64_t speed_bps, int64_t raw_mm,
    const struct link_choice *c);
void
media_link_parts(struct ledger *l, const struct link_choice *c, int64_t times);
/* families of the catalog's cables, each once, in order of first mention */
const char **
media_cable_families(struct arena *a, const struct catalog *c, size_t *n);
/* the cage of a pool's ports on a model: the slowest that serves it */
bool speed_class_cage(const struct switch_model *s, unsigned options,
    enum speed_class p, struct cage *out);

/* ---- geometry (all mm, documented keys of `geometry:`) ---- */

struct place {
	size_t rack;
	int64_t u;
}; /* lowest unit, 1-based */
int64_t place_length_mm(const struct model *m, struct place x, struct place y);
/* over existing fibre: from panel to panel, and a cord that reaches its panel
 * wherever in the rack that is, at either end */
int64_t place_fibre_mm(const struct model *m, const struct fibre *f);
int64_t place_cord_mm(const struct model *m, const struct fibre *f);
int64_t place_core_length_mm(const struct model *m);
int64_t place_oob_length_mm(const struct model *m, struct place x);
/* the unit below which, and into which, a rack's switches go: its top, where
 * that is free */
int64_t place_ceiling(const struct model *m, size_t rack);
/* free units from there down to the highest host */
int64_t place_free_top(const struct model *m, size_t rack);
/* the n-th of a pair of switches of height h at the top of the rack below
 * `above` units already taken */
struct place
place_top(const struct model *m, size_t rack, int64_t above, int64_t height);
/* the lowest unit of a pair's i-th switch; tops: what either reaches up to, of
 * two in one rack where they are one unit high each */
struct place place_of_two(const struct place tops[2], size_t i, int64_t height);

/* ---- steady traffic ---- */

/* one kind of steady traffic: host h sends bps * from.n * to.n to host j,
 * itself left out unless the core routes it */
struct traffic_end {
	size_t host;
	double n;
};
struct traffic_term {
	const struct network *net; /* NULL: the site has none of its purpose */
	double bps;
	struct traffic_end *from, *to; /* ascending by host */
	size_t nfrom, nto;
	bool by_core; /* from there to another network, and back */
};
struct traffic_term *
traffic_terms(struct arena *a, const struct model *m, size_t *n);

/* bit/s a rack sends to other racks / between its own hosts, on networks that
 * the new switches carry; and what its busiest host sends or receives */
struct rack_load {
	double out_bps, in_bps, inside_bps;
	/* of it, on the first of the rack's two leaves: a half where ports
	 * share it, more where one port of each host carries all */
	double lean;
};
struct rack_load *traffic_racks(struct arena *a, const struct model *m);
/* tx and rx of each host on carried networks: 2 * nhost values */
double *traffic_hosts(struct arena *a, const struct model *m, bool today);
/* the part of it that is on the networks of one group of each host's ports, of
 * lossless networks only where requested */
double *traffic_groups(struct arena *a, const struct model *m,
    const size_t *group, bool lossless);
/* the part of both that is on lossless networks of the design */
struct rack_load *
traffic_racks_lossless(struct arena *a, const struct model *m);
/* the more loaded direction between the racks of two domains, whose first has
 * the core; and of the peer link of a pair without spines, everything in */
double
traffic_across(struct arena *a, const struct model *m, const size_t *domain);
double traffic_peer(struct arena *a, const struct model *m, enum topology t);
/* traffic between two networks that reach the core: routed there and back */
struct hairpin {
	struct span at; /* of the traffic entry */
	double bps;
	const char *text;
};
struct hairpin *
traffic_hairpins(struct arena *a, const struct model *m, size_t *n);
bool size_network_carried(const struct network *n, enum topology t);
/* of a standalone pair, which of the two switches a network lives on: the first
 * live-migration and storage network on one, CSV and the second storage network
 * on the other, any other east-west networks alternate */
size_t size_network_island(const struct model *m, size_t net);

/* ---- breakouts to hosts ---- */

/* hosts and devices (indices of m->host) rack by rack, row by row: hosts from
 * below, then devices; not by where they stand in the file */
size_t *size_by_rack(struct arena *a, const struct model *m);

/* which ports of hosts share a cable from a switch */
struct splits {
	struct split_link {
		size_t host, port;
		size_t cable;
		int64_t raw_mm;
	} * link;
	size_t nlink, caplink;
	int64_t *cable_mm; /* each reaches its farthest */
	size_t ncable, capcable;
};
/* of the switch `side` of a rack's leaves (NONE_RACK: of a pair) at a place:
 * its ports of pool p to hosts from the from-th on, rack by rack */
struct splits size_splits(struct arena *a, const struct model *m,
    const size_t *head, size_t rack, enum topology t, size_t side,
    enum speed_class p, struct place at, int64_t from);

/* ---- the answer ---- */

/* where uplinks are broken out */
enum trunk { TRUNK_NONE, TRUNK_SPINE, TRUNK_LEAF };

/* one way to equip a rack, a pair or a spine pair */
struct pattern {
	const struct switch_model *model;
	unsigned options;
	enum speed_class uplink_speed, peer_speed;
	int64_t uplinks; /* of each leaf, over both spines */
	int64_t peers;   /* links of the peer LAG */
	enum trunk trunk;
	/* by SPLIT_ pools less the first: of each switch, ports to hosts from
	 * this one on share breakout cables; INT64_MAX: none do.  And how many
	 * of its ports are broken out for hosts and for uplinks */
	int64_t split_from[POOLS - SPLIT_10G], split_ports[POOLS - SPLIT_10G];
	/* NULL: the cheapest for each link, or there is none */
	const char *host_family, *uplink_family, *peer_family;
	struct need use; /* of each spine of its domain: a rack's
				 * uplinks, or its own peer and core links */
	int64_t lags;    /* LAGs it makes on each spine */
	struct ledger parts;
	int64_t cents;        /* parts without spares */
	int64_t energy_cents; /* of the parts, over the years */
};

/* racks that are equal for the program; or the pair, a spine pair, the LAG
 * between domains, as a class of one */
enum class_kind { CLASS_RACKS, CLASS_PAIR, CLASS_SPINES, CLASS_FABRIC };
struct rack_class {
	enum class_kind kind;
	const char *name;
	size_t *rack;
	size_t n;
	size_t domain;
	struct need hosts; /* ports for hosts on each switch of the pair */
	double host_bps;   /* what those can send, bit/s */
	double out_bps, inside_bps; /* worst of the class */
	struct pattern *pattern;
	size_t npattern, cappattern;
	struct ledger owned;   /* parts that exist already (existing_parts.h) */
	struct recipe *recipe; /* what patterns are made of (recipes.h) */
	size_t nrecipe, caprecipe;
	bool
	    *fits; /* one group of recipes in another's place: ngroup squared */
	size_t ngroup;
	size_t *group; /* of each recipe: those with the same needs of spines
			* and racks are one */
	size_t *order; /* recipes by group, in their order */
	size_t *first; /* of each group in it, and the end */
	struct listed *listed; /* at the catalogs' prices (recipes_price.c) */
	const char **reason;   /* why models do not fit */
	size_t nreason, capreason;
	const char **out; /* why others may not be chosen at all */
	size_t nout, capout;
	int64_t least_energy_cents; /* of all patterns there were */
};

/* minimum bandwidths that the simulation sets in the program, bit/s; 0: none */
struct min_bandwidth {
	int64_t uplink_bps; /* of each leaf */
	int64_t peer_bps;
	int64_t fabric_bps;      /* of each switch, between two domains */
	unsigned pools;          /* of uplinks, bit p each; 0: any */
	const int64_t *rack_bps; /* nrack: of each leaf of a rack, in the place
				  * of uplink_bps; NULL: the same for all */
};
size_t size_head(const size_t *head, size_t rack);
int64_t size_uplink_min(const struct min_bandwidth *f, size_t rack);

struct sizing {
	enum topology topology;
	struct min_bandwidth minimum; /* it was made above */
	enum lp_status status; /* LP_OPTIMAL, LP_FEASIBLE or what it is not */
	bool over_budget;      /* it would work but for the budget */
	size_t ndomain;
	struct place *spine; /* of domain i: 2i and 2i + 1 */
	const struct pattern
	    *spine_pattern[2]; /* of a domain; or of the pair */
	/* nrack; NULL: no leaves there */
	const struct pattern **rack_pattern;
	size_t share; /* neighbouring racks that have one pair of leaves, at
		       * most; 0 and 1: each has its own */
	size_t *head; /* nrack: the rack whose leaves serve its hosts; NULL:
		       * each its own */
	size_t *rack_domain, nrack;
	const struct pattern *fabric; /* evlt: uplinks of each switch */
	struct place pair[2];
	int64_t leaf_zone;   /* units kept at a rack's top for its leaves */
	struct ledger parts; /* all, without spares */
	int64_t cents, bound_cents; /* with spares, without energy; no plan of
				     * the same minimum bandwidths is cheaper to
				     * buy */
	int64_t energy_cents;       /* counted in the choice beside them */
	int64_t premium_cents;      /* and where it goes against what is
				     * preferred */
	int64_t cheapest_cents;     /* to buy, of the cheapest plan without
				     * preferences; 0: there are none */
	int64_t energy_bound_cents; /* no plan needs less */
	int64_t whole_bound_cents;  /* no plan is cheaper with energy and
				     * premiums */
	size_t nrow, nvar;          /* of the program */
	long nodes;                 /* of its search */
	const char **reason;
	size_t nreason, capreason;
	struct str_set reasons; /* those texts */
	const struct lp *lp;    /* the program; NULL where none was made */
};

/*
 * A cache for solving a site repeatedly: programs solved before, what its racks
 * may be equipped with. m outlives it.
 */
struct size_memo;
struct size_memo *size_memo_new(struct arena *a, const struct model *m);
struct lp_memo *size_memo_programs(struct size_memo *memo);
/* of all plans found, the parts of the cheapest at the model's prices, without
 * what is preferred; NULL: none costs less than so much */
const struct ledger *size_memo_cheaper(const struct size_memo *memo,
    const struct model *m, int64_t cents);
/* of several optima any will do from now on where they cost less than this (0:
 * none does); was one taken so until now? */
bool size_memo_any_below(struct size_memo *memo, int64_t cents);
/* nodes of a search at most from now on, for tests; 0: as many as usual */
void size_memo_limit(struct size_memo *memo, long nodes);

/* the cheapest plan of a topology above the minimum bandwidths; never NULL, its
 * status and reasons say whether there is one.  m may differ from the memo's
 * site in requirements, policy and prices; memo NULL: no cache */
struct sizing *
pick_cheapest(struct arena *a, struct size_memo *memo, const struct model *m,
    enum topology t, const struct min_bandwidth *minimum);

/* what was minimised: the purchase, its energy, its premiums */
int64_t sizing_whole(const struct sizing *p);
/* does every plan of a topology above the minimum bandwidths cost so much with
 * its energy, or is there none?  By the relaxed program; false: not known */
bool pick_above(struct arena *a, struct size_memo *memo, const struct model *m,
    enum topology t, const struct min_bandwidth *minimum, int64_t cents);

/* where energy or preferences count, the least a plan can cost to buy is
 * another problem than that of pick_cheapest: solved here, for an answer that
 * is kept */
void pick_purchase_bound(struct arena *a, struct size_memo *memo,
    const struct model *m, struct sizing *plan);

/* the classes of a topology with their patterns (class.c, recipes.c); false
 * where the topology itself is out, with reasons in the plan */
bool patterns_make(struct arena *a, struct size_memo *memo,
    const struct model *m, struct sizing *plan,
    const struct min_bandwidth *minimum, struct rack_class **cls, size_t *ncls);
/* the same for leaves alone, their uplinks to the middle of every pod_racks
 * racks (0: to the middle of all); plan->spine has the places, two a pod */
bool patterns_make_pods(struct arena *a, const struct model *m,
    struct sizing *plan, size_t pod_racks, const struct min_bandwidth *minimum,
    struct rack_class **cls, size_t *ncls);
/* an optimal answer moved to the one of fewest distinct parts (tie_break.c);
 * first: the program's variable of each class's first pattern.  False: the
 * search ended at its limit, and the answer is as it was */
/* steps of the simplex that leaving out what is in no cheapest plan may take */
enum { SQUEEZE_STEPS = 20000 };
bool tie_break(struct arena *a, struct lp_memo *memo, const struct lp *program,
    const struct rack_class *cls, size_t ncls, const size_t *first,
    struct lp_answer *ans);
void sizing_reason(struct arena *a, struct sizing *p, const char *fmt, ...)
    __attribute__((format(printf, 3, 4)));
/* links to one core switch from our switch `which` (0 or 1): half of them, and
 * an odd one from either, alternating, so that no switch of ours has all; to
 * all of them, of which the first has the most */
int64_t size_core_links_of(const struct model *m, size_t core, size_t which);
int64_t size_core_links(const struct model *m, size_t which);
/* the cage a link at a pool's speed needs where the model is not known yet */
struct cage speed_class_plug(enum speed_class p);

/* so many, and as many more as `requirements.expansion` asks for */
int64_t size_expanded(const struct model *m, int64_t n);
/* host ports with what is left free: for growth a share of all, for expansion
 * one of those used */
int64_t pattern_with_growth(const struct model *m, int64_t ports);
/* ports of a switch that it is managed by, besides one it may have for that */
int64_t size_manage_ports(const struct model *m, const struct switch_model *s);
/* MAC addresses a switch must hold: of VMs, and four a host */
int64_t size_mac_addresses(const struct model *m);
/* why a model is not a candidate for a role, or NULL */
const char *candidate_model_out(struct arena *a, const struct model *m,
    const struct switch_model *s, enum topology t, bool spine);

/* is a model no longer sold, or without a price, so that only the existing ones
 * may be used? */
bool
candidate_only_existing(const struct model *m, const struct switch_model *s);

/* are leaves in this rack, which hosts are cabled to? */
bool
size_has_leaves(const struct model *m, const struct sizing *plan, size_t rack);

/* existing fibre for the links of one of a rack's two leaves (side: 0, 1) to a
 * spine (of sizing.spine), how many of those it may carry, and the number the
 * first has on its panels, from 1, the next `step` further, so that more links
 * renumber none; fibre NULL: there is none */
struct fibre_share {
	const struct fibre *fibre;
	int64_t links, first, step;
};
struct fibre_share size_fibre(const struct model *m, const struct sizing *plan,
    size_t rack, size_t spine, size_t side);

/* does any network of the site need the core on the new switches? */
bool size_core_used(const struct model *m, enum topology t);
#define NO_SIDE ((size_t)-1)
/* the one switch of each pair that a network lives on, 0 or 1; NO_SIDE: both */
size_t size_network_side(const struct model *m, size_t net, enum topology t);
/* LAGs that a pair ends for hosts and devices, each on both of its switches */
int64_t size_lacp_groups(const struct model *m);
/* which switches the networks of a group live on that live on one of them */
void size_group_sides(const struct model *m, const struct nic_group *g,
    enum topology t, bool side[2]);
/* the switch of its pair that a host's port goes to, 0 or 1; NO_SIDE: it is
 * not cabled */
size_t size_port_side(const struct model *m, const struct host *h, size_t port,
    enum topology t);
/* does a port carry a network? */
bool size_port_carries(const struct model *m, const struct host *h, size_t port,
    size_t net, enum topology t);
/* has a host ports for the new switches that a topology leaves uncabled? */
bool size_host_ports_left(const struct model *m, const struct host *h,
    enum topology t);

#endif
