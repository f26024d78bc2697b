/*
 * The requirements and policies as a table (the requirement, how it is dropped,
 * how it is relaxed), and the cheapest design of a changed site as figures.
 * Knows no reasons: those are a trial's.  Texts belong to the arena of the
 * call.
 */
#ifndef PROVE_DECIDE_H
#define PROVE_DECIDE_H

#include "prove/trial.h"

/* in the order they are dropped when a conflict is searched for: the easiest to
 * negotiate (money, time) last, so that those remain */
enum want {
	WANT_VENDORS,
	WANT_MODELS,
	WANT_TOPOLOGY,
	WANT_FAILURE_DOMAIN,
	WANT_SURVIVE,
	WANT_GROWTH,
	WANT_EXPANSION,
	WANT_UTILISATION,
	WANT_OVERSUBSCRIPTION,
	WANT_BACKUP,
	WANT_ROLLING,
	WANT_DRAIN,
	WANT_BUDGET,
	WANTS
};
extern const char *const want_word[]; /* as in a site file */

bool want_asked(const struct model *m, enum want w);
void want_let_go(struct model *m, enum want w);
/* "8 min", "spine-leaf": as required */
const char *want_text(struct arena *a, const struct model *m, enum want w);
/* the figure behind it; NULL: a word, not a figure.  In the model's units:
 * microseconds, ppm, cents */
int64_t *want_figure(struct model *m, enum want w);
/* the achieved value, rounded to a requirement that is not harder */
int64_t want_askable(enum want w, double reached);
/* the next harder possible requirement */
int64_t want_harder(enum want w, int64_t figure);
/* is x harder to meet than y? */
bool want_is_harder(enum want w, int64_t x, int64_t y);

struct decision {
	bool feasible;
	enum topology topology;
	int64_t cents, energy_cents, premium_cents;
	int64_t low_cents, high_cents; /* every price at that end */
	double drain_s;
	double reached[WANTS]; /* negative: no figure */
	size_t nswitches;
	/* none is cheaper, or there is none; false: a search ended at its
	 * limit, and what it missed may cost open_cents */
	bool proven;
	int64_t open_cents;
	int64_t quantity; /* of the first part of m->repriced, spares too */
	/* with spares */
	const struct ledger_line *bill;
	size_t nbill;
	const char *what; /* "spine-leaf: 2 x (spine), 8 y (leaf)" */
	const char *why;  /* not feasible: what the nearest design lacks */
};

/* the key for comparing decisions */
int64_t decision_whole(const struct decision *d);
/* the cheapest design of m that meets all its requirements; any: the first
 * found. m differs from the cache's in requirements and policy only */
struct decision prove_decide(struct trial_cache *cache, struct arena *a,
    const struct model *m, bool any);
/* what topologies other than d's cost at least at these prices: remembered by
 * the cache, so that decisions at prices no lower need not ask again whether
 * one of them is cheaper than d */
void prove_bound_others(struct trial_cache *cache, const struct model *m,
    const struct decision *d);

#endif
