/*
 * One topology decided for one set of requirements: planned, laid out,
 * simulated, and again with higher minimum bandwidths.  Knows nothing of the
 * choice among topologies.  A trial's plan, design and times live in an arena
 * of its own, which the caller drops or joins to another; texts of a candidate
 * live in the arena the call is given.
 */
#ifndef PROVE_TRIAL_H
#define PROVE_TRIAL_H

#include "base/diag.h"
#include "prove/prove.h"

/* the topologies of a site file, cheapest first where no price, want or policy
 * has changed that: of two that cost the same the first one here is taken */
enum { TOPOLOGIES = TOPOLOGY_CLOS - TOPOLOGY_STANDALONE };
extern const enum topology trial_order[];

/* what all trials of a site share */
struct trial_cache {
	struct arena *a;
	struct arena *own;     /* what is remembered, until trial_cache_free */
	const struct model *m; /* as the site has it */
	const struct results *today; /* NULL until needed */
	struct diags *d;             /* errors, as opposed to infeasibility */
	size_t last; /* topology of the last decision (decide.c) */
	/* why layouts failed, reported if no candidate remains */
	struct diags *kept;
	struct size_memo *memo; /* what sizing remembers */
	/* times of networks that were simulated once: a network is its
	 * capacities, whatever switches give them */
	struct known {
		const char *net;
		struct drain_times t;
	} * known;
	size_t nknown, capknown;
	struct evaluated {
		const unsigned char *key;
		size_t nkey;
		struct design *g;
		struct drain_times t;
		struct requirement *survive; /* NULL: not asked yet */
	} * evaluated;                       /* evaluated.h */
	size_t nevaluated, capevaluated;
};

struct trial_cache *
trial_cache_new(struct arena *a, struct diags *d, const struct model *m);
/* frees the cache after the last use; answers stay */
void trial_cache_free(struct trial_cache *cache);
const struct results *trial_cache_today(struct trial_cache *cache);

struct trial {
	struct arena *own; /* NULL: nothing is held */
	struct sizing *plan;
	struct design *design;   /* NULL: no plan, or none that can be laid out;
				* where only times were needed, with its models,
				* roles and requirements */
	struct results *results; /* NULL where only times were needed */
	struct drain_times t;
	bool from_cache; /* the design is from before (evaluated.h) */
};

enum trial_depth {
	TRIAL_FULL,   /* with all times, for reports */
	TRIAL_LAYOUT, /* the design; times where they decide, else none */
	TRIAL_TIMES   /* the worst drain and the rolling time will do */
};

/*
 * The cheapest plan that meets m->want, or the nearest: the cheapest that
 * drains as fast as any. m may differ from the cache's in requirements and
 * policy only.  Plans of ceiling_cents or more are given up (0: none is): c is
 * then not feasible.
 */
struct trial trial_run(struct trial_cache *cache, struct arena *a,
    const struct model *m, enum topology topology, enum trial_depth depth,
    int64_t ceiling_cents, struct candidate *c);
/* does every plan of the topology cost so much, by the relaxed program alone?
 * It is remembered for prices that are no lower */
bool trial_too_dear(struct trial_cache *cache, const struct model *m,
    enum topology topology, int64_t cents);
/* further notes of its design: the cost of fewer models, figures without a
 * target */
void
trial_notes(struct trial_cache *cache, const struct model *m, struct trial *t);
void trial_drop(struct trial *t);
/* its contents now live as long as `a` */
void trial_keep(struct trial *t, struct arena *a);

const struct requirement *
trial_requirement_find(const struct design *g, const char *name);

#endif
