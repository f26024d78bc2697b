/*
 * What the files that make patterns share: pattern.c asks for each class,
 * pattern_leaf.c and pattern_pair.c make them of a model that pattern_model.c
 * lets through, of ports assigned by pattern_ports.c, and pattern_kit.c puts
 * together what they are made of.  Private to the room. Chooses none of them:
 * that is the program's.
 */
#ifndef SIZE_PATTERN_H
#define SIZE_PATTERN_H

#include "size/recipes.h"

struct pattern_run;
struct pattern_port;

/* two leaves with the cables to their hosts: the same for all racks with equal
 * hosts at equal units */
struct pattern_bases {
	struct pattern_base {
		const struct switch_model *model;
		unsigned options;
		const char *family;
		int64_t from[POOLS - SPLIT_10G]; /* as in pattern_shares */
		size_t half; /* of the recipes'; NONE_HALF: none */
	} * base;
	size_t n, cap, next;
};

/* how ports to hosts are assigned: some as they are, some broken out */
struct pattern_shares {
	int64_t from[POOLS - SPLIT_10G], ports[POOLS - SPLIT_10G];
};

/* ports to hosts by rack, and the ways to assign them that were found */
struct pattern_tally {
	struct pattern_count {
		int64_t n[POOLS - SPLIT_10G][2]; /* by switch */
	} * rack;
	size_t nrack;
	struct need hosts;
	struct pattern_ways {
		const struct switch_model *model;
		unsigned options;
		struct need need;
		const struct pattern_shares *share;
		size_t n;
	} * ways;
	size_t n, cap, next;
};

struct pattern_ctx {
	struct arena *a;
	struct arena *scratch; /* empty between two calls */
	struct arena *growing; /* a class's recipes until all are there */
	const struct model *m;
	struct sizing *plan;
	const struct min_bandwidth *minimum;
	const char **family;
	size_t nfamily;
	struct recipes *recipes;
	int64_t cabled[SPEED_CLASSES]; /* existing uplinks of each leaf */
	/* cables to hosts: the lists found so far, and the last used */
	struct pattern_runs {
		struct pattern_run *run;
		size_t n;
		struct pattern_bases bases; /* where none is broken out */
	} * runs;
	size_t nruns, capruns, run;
	/* the same by what decides which ports share a cable */
	struct pattern_order {
		struct pattern_port *port;
		size_t n;
		struct pattern_bases bases;
	} * orders;
	size_t norder, caporder, order;
	struct pattern_tally *tally;
	size_t ntally, captally, tallied; /* the last used */
	const struct rack_class *tally_of;
	size_t *by_rack; /* of size_by_rack */
	/* whom the last used are for */
	struct pattern_switches {
		bool there;
		size_t rack;
		struct place at[2];
	} run_for, order_for;
	int64_t run_from[POOLS - SPLIT_10G];
	/* why models may not be chosen at all, as leaf and as spine: by model
	 * of the catalog; NULL: not determined yet */
	const char **out[2];
	bool quiet;      /* no reason is needed: it has patterns */
	unsigned trunks; /* pools of uplinks that some spine can break out */
	struct kit draft, own; /* scratch: most that are drafted go again */
	/* the recipes' halves by content: 1 + the newest of a bucket, of each
	 * the one before it */
	size_t half_bucket[256], *half_before, nhalf, caphalf;
};

/* ---- pattern_model.c: which models may be in a pattern, and why not ---- */

/* a reason why models don't fit, once */
void pattern_reason(struct pattern_ctx *k, struct rack_class *c,
    const char *fmt, ...) __attribute__((format(printf, 3, 4)));
/* a model that is not a candidate at all, with the reason */
bool pattern_model_out(struct pattern_ctx *k, struct rack_class *c,
    const struct switch_model *s, bool spine);
/* do so many of a model stay within a rack's power limit? */
bool pattern_power_fits(struct pattern_ctx *k, struct rack_class *c,
    const struct switch_model *s, size_t rack, int64_t n);
/* how many subsets there are, of the first eight */
unsigned pattern_options_end(const struct switch_model *s);
/* subsets of the options that add ports */
bool pattern_options_sensible(const struct switch_model *s, unsigned options);
/* why ports that could be broken out are not, where that is its NOS's */
const char *pattern_whole_why(struct pattern_ctx *k, const struct rack_class *c,
    const struct switch_model *s);
/* why its cages take no module for 1 Gbit/s, or "" */
const char *
pattern_gigabit_why(struct pattern_ctx *k, const struct switch_model *s);

/* ---- pattern_ports.c: how ports are assigned ---- */

extern const int64_t pattern_no_split[POOLS - SPLIT_10G];
/* the fewest links at a pool's speed, even,
 * that carry bps and are at least 2 */
int64_t pattern_links_for(double bps, enum speed_class p);
/* The ways to give out ports to hosts: all as they are, and for each kind of
 * which there are too few as many as are lacking broken out, with few or more
 * links on those; and where neither is enough, of both.  need: what else the
 * switch has ports for.  At most PATTERN_SHARES of them, kept. */
enum { PATTERN_SHARES = 2 + SPLIT_INTO * (POOLS - SPLIT_10G) };
size_t pattern_shares_find(struct pattern_ctx *k, const struct rack_class *c,
    const struct switch_model *s, unsigned options, const struct need *need,
    const struct pattern_shares **out);
/* what hosts take of a switch's ports, with what growth keeps */
void
pattern_shares_need(const struct pattern_ctx *k, const struct rack_class *c,
    const struct pattern_shares *x, struct need *need);

/* ---- pattern_kit.c: what a pattern is made of ---- */

void pattern_switch_parts(struct pattern_ctx *k, struct kit *to,
    const struct switch_model *s, unsigned options, int64_t times);
/* cables between two cages, of which each is broken out into so many at x; and
 * those that are not.  False: none in the catalog joins them */
bool pattern_cables_add(struct pattern_ctx *k, struct kit *to, struct cage x,
    struct cage y, size_t into, int64_t speed_bps, int64_t raw_mm,
    const char *family, int64_t times);
bool pattern_links_add(struct pattern_ctx *k, struct kit *to, struct cage x,
    struct cage y, int64_t speed_bps, int64_t raw_mm, const char *family,
    int64_t times);
/* the management cable of a switch; left out where the catalog has none */
void pattern_oob_parts(struct pattern_ctx *k, struct kit *to, struct place at);
/* cables from every host of a rack to its two switches */
bool pattern_host_links(struct pattern_ctx *k, struct kit *to,
    const struct switch_model *s, unsigned options, size_t rack,
    const struct place *at, enum topology t, const char *family,
    const int64_t *from);
/* what is known of leaves for racks with the same cables as this one; NULL:
 * what an earlier design has makes each different */
struct pattern_bases *pattern_bases_of(struct pattern_ctx *k, size_t rack,
    const struct place *at, enum topology t, const int64_t *from);
/* a kit, which patterns of the same content share; a pattern that recipes
 * share: both are copied */
size_t pattern_half(struct pattern_ctx *k, const struct kit *kit);
const struct pattern *
pattern_kept(struct pattern_ctx *k, const struct pattern *p);
/* second NONE_HALF: the first has all it needs */
void pattern_add(struct pattern_ctx *k, struct rack_class *c,
    const struct pattern *p, const char *host_family, const char *uplink_family,
    size_t first, size_t second);

/* ---- pattern_leaf.c, pattern_pair.c: the patterns of a class ---- */

/* of equal racks: two leaves each, with their uplinks */
void pattern_leaves(struct pattern_ctx *k, struct rack_class *c);
/* of the pair of a small site, or of a domain's spines */
void pattern_pairs(struct pattern_ctx *k, struct rack_class *c);

#endif
