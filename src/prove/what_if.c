/*
 * DOC: a grid of decisions.
 *
 * Every point is decided by prove_decide, as every other question about a
 * changed site is.  Three things are alike and decided once.  A budget chooses
 * nothing: the program minimises what is bought, so a point with a budget is
 * the one without where that costs no more, and none where it costs more;
 * only where energy or preferences count beside the purchase may a more costly
 * design have been chosen, and then it is decided with its budget.  A drain
 * target that the design without one keeps chooses that design.  And sizing
 * asks nothing about migrations: points that differ in the number at once
 * alone share what it remembers, and points of the same number share what was
 * simulated.  What is remembered at one end of the prices is freed before the
 * next.
 */
#include "prove/what_if.h"

#include <string.h>

#include "base/num.h"
#include "prove/decide.h"

static size_t
index_of(const struct what_if *w, const size_t at[WHAT_IF_AXES])
{
	size_t n = 0;

	for (size_t i = 0; i < WHAT_IF_AXES; i++)
		n = n * w->axis[i].n + at[i];
	return n;
}

static const struct what_if_point *
what_if_at(const struct what_if *w, const size_t at[WHAT_IF_AXES])
{
	return &w->point[index_of(w, at)];
}

const struct what_if_point *
what_if_beside(const struct what_if *w, enum what_if_which axis, size_t value)
{
	size_t at[WHAT_IF_AXES];

	for (size_t i = 0; i < WHAT_IF_AXES; i++)
		at[i] = w->axis[i].base;
	at[axis] = value;
	return what_if_at(w, at);
}

void
what_if_open(struct what_if *w)
{
	w->npoint = 1;
	for (size_t i = 0; i < WHAT_IF_AXES; i++)
		w->npoint *= w->axis[i].n;
	w->point = NEW(w->a, struct what_if_point, w->npoint + 1);
}

const char *
what_if_work(const struct what_if *w)
{
	return str_fmt(w->a, "what if: solving %s",
	    str_count(w->a, w->npoint, "point"));
}

static void
put(struct what_if *w, const size_t at[WHAT_IF_AXES],
    const struct what_if_point *p)
{
	struct what_if_point *to = &w->point[index_of(w, at)];

	*to = *p;
	memcpy(to->at, at, sizeof to->at);
}

static struct what_if_point
point_of(struct arena *a, const struct decision *d, const struct diags *wrong)
{
	struct what_if_point p = { .drain_s = -1, .rolling_s = -1 };

	if (d->feasible) {
		p.feasible = true;
		p.cents = d->cents;
		p.low_cents = d->low_cents;
		p.high_cents = d->high_cents;
		p.drain_s = d->drain_s;
		p.rolling_s = d->reached[WANT_ROLLING];
		p.nswitches = d->nswitches;
		p.what = d->what;
		return p;
	}
	p.why = d->why != NULL ? d->why : "no topology is possible";
	for (size_t i = 0; i < wrong->n; i++)
		if (wrong->item[i].kind != DIAG_WARNING) {
			p.why = str_dup(a, wrong->item[i].message,
			    strlen(wrong->item[i].message));
			break;
		}
	return p;
}

/* does the choice minimise anything beside the purchase? */
static bool
counts_more(const struct model *m)
{
	for (int i = 0; i < PREFERS; i++)
		if (m->policy.prefer[i].ppm > 0 ||
		    m->policy.prefer[i].cents > 0)
			return true;
	return m->policy.energy_micro > 0;
}

/* does the design that nothing was asked of keep this target too?  Then it is
 * the first that is tried with it, and the cheapest */
static bool
keeps(const struct decision *untargeted, int64_t drain_us)
{
	double s = untargeted->reached[WANT_DRAIN];

	return untargeted->feasible && s >= 0 &&
	    s * SECOND_US <= (double)drain_us;
}

/* what one point asks, and the answers */
struct point_ask {
	struct what_if *w;
	struct trial_cache *cache;
	const struct model *m;
};

/* what is remembered of bills is of the offers that were used; times are not */
static struct trial_cache
forget_bills(struct trial_cache *cache)
{
	const struct trial_cache was = *cache;

	cache->evaluated = NULL;
	cache->nevaluated = cache->capevaluated = 0;
	return was;
}

static void
remember_bills(struct trial_cache *cache, const struct trial_cache *was)
{
	cache->memo = was->memo;
	cache->evaluated = was->evaluated;
	cache->nevaluated = was->nevaluated;
	cache->capevaluated = was->capevaluated;
}

static struct offers_answer
ask_decide(void *ctx)
{
	const struct point_ask *k = ctx;
	struct decision *d = NEW(k->w->a, struct decision, 1);
	struct trial_cache was;
	struct arena *own;

	if (offers_at_root(k->w->offers)) {
		*d = prove_decide(k->cache, k->w->a, k->m, false);
	} else {
		own = arena_new();
		was = forget_bills(k->cache);
		k->cache->memo = size_memo_new(own, k->m);
		*d = prove_decide(k->cache, k->w->a, k->m, false);
		remember_bills(k->cache, &was);
		arena_free(own);
	}
	return (struct offers_answer){ d->feasible, decision_whole(d), d };
}

static int64_t
ask_bought(const void *is, const struct part *p)
{
	const struct decision *d = is;

	for (size_t i = 0; i < d->nbill; i++)
		if (d->bill[i].part == p)
			return d->bill[i].quantity;
	return 0;
}

static struct decision
decide(struct what_if *w, struct trial_cache *cache, const struct model *m)
{
	struct point_ask k = { w, cache, m };
	const struct offers_ask ask = { ask_decide, ask_bought, NULL, &k };
	struct decision *d;

	w->ndecided++;
	if (w->offers == NULL)
		return prove_decide(cache, w->a, m, false);
	d = offers_search(w->offers, &ask).is;
	offers_take_root(w->offers);
	return *d;
}

/* one target and one end of prices, with every budget; untargeted: the decision
 * without a target, made where this is it */
static void
decide_budgets(struct what_if *w, struct trial_cache *cache, struct model *x,
    struct decision *untargeted, size_t at[WHAT_IF_AXES])
{
	const struct what_if_axis *budget = &w->axis[WHAT_IF_BUDGET];
	const char *currency = x->currency;
	struct what_if_point free, p;
	struct decision d;

	x->want.budget_cents = 0;
	if (x->want.drain_us > 0 && keeps(untargeted, x->want.drain_us)) {
		d = *untargeted;
	} else {
		d = decide(w, cache, x);
	}
	if (x->want.drain_us == 0)
		*untargeted = d;
	free = point_of(w->a, &d, cache->d);
	for (size_t i = 0; i < budget->n; i++) {
		int64_t most = budget->value[i].figure;

		at[WHAT_IF_BUDGET] = i;
		p = free;
		if (most > 0 && free.feasible && free.cents > most) {
			memset(&p, 0, sizeof p);
			p.drain_s = p.rolling_s = -1;
			if (counts_more(x)) {
				x->want.budget_cents = most;
				d = decide(w, cache, x);
				p = point_of(w->a, &d, cache->d);
			}
			if (!p.feasible)
				p.why = str_fmt(w->a,
				    "the cheapest that meets the rest costs "
				    "%s, over the budget of %s",
				    num_money_against(w->a, currency,
				        free.cents, most,
				        free.low_cents < free.high_cents),
				    num_money_in(w->a, currency, most));
		}
		put(w, at, &p);
	}
}

/* one end of prices and one number at once; x: the site with those */
static void
decide_targets(struct what_if *w, struct trial_cache *cache, struct model *x,
    size_t at[WHAT_IF_AXES])
{
	const struct what_if_axis *drain = &w->axis[WHAT_IF_DRAIN];
	struct decision untargeted = { .feasible = false };

	for (size_t k = 0; k < drain->n; k++) {
		at[WHAT_IF_DRAIN] = k;
		x->want.drain_us = drain->value[k].figure;
		decide_budgets(w, cache, x, &untargeted, at);
	}
}

void
what_if_decide(struct what_if *w, const struct model *const *m, size_t hosts)
{
	const struct what_if_axis *prices = &w->axis[WHAT_IF_PRICES];
	const size_t nonce = w->axis[WHAT_IF_ONCE].n;
	struct arena *own = arena_new();
	struct trial_cache **cache = NEW(own, struct trial_cache *, nonce + 1);
	struct model *site = NEW(own, struct model, nonce + 1), *x = NULL;
	size_t at[WHAT_IF_AXES] = { 0 }, i, k;
	struct price *as = NULL;

	/* each point begins with all offers */
	if (w->offers != NULL) {
		as = offers_prices(w->offers, own);
		offers_take_root(w->offers);
	}
	at[WHAT_IF_HOSTS] = hosts;
	for (k = 0; k < nonce; k++) {
		if (m[k] == NULL)
			continue;
		/* one site of all of them, but for their clusters */
		site[k] = x != NULL ? *x : *m[k];
		site[k].cluster = m[k]->cluster;
		x = &site[k];
		cache[k] = trial_cache_new(own, diags_new(w->a), &site[k]);
	}
	for (i = 0; i < prices->n && x != NULL; i++) {
		struct arena *sizing = arena_new();
		struct model *at_prices = NEW(own, struct model, 1);
		struct size_memo *memo;

		*at_prices = *x;
		at_prices->policy.prices =
		    (enum price_end)prices->value[i].figure;
		memo = size_memo_new(sizing, at_prices);
		at[WHAT_IF_PRICES] = i;
		for (k = 0; k < nonce; k++) {
			if (m[k] == NULL)
				continue;
			at[WHAT_IF_ONCE] = k;
			at_prices->cluster = site[k].cluster;
			cache[k]->memo = memo;
			decide_targets(w, cache[k], at_prices, at);
		}
		arena_free(sizing);
	}
	if (as != NULL)
		offers_put(w->offers, as);
	arena_free(own);
}

void
what_if_none(struct what_if *w, size_t hosts, size_t once, const char *why)
{
	struct what_if_point p = { .drain_s = -1, .rolling_s = -1, .why = why };
	size_t at[WHAT_IF_AXES] = { 0 };

	at[WHAT_IF_HOSTS] = hosts;
	at[WHAT_IF_ONCE] = once;
	for (at[WHAT_IF_DRAIN] = 0;
	     at[WHAT_IF_DRAIN] < w->axis[WHAT_IF_DRAIN].n; at[WHAT_IF_DRAIN]++)
		for (at[WHAT_IF_BUDGET] = 0;
		     at[WHAT_IF_BUDGET] < w->axis[WHAT_IF_BUDGET].n;
		     at[WHAT_IF_BUDGET]++)
			for (at[WHAT_IF_PRICES] = 0;
			     at[WHAT_IF_PRICES] < w->axis[WHAT_IF_PRICES].n;
			     at[WHAT_IF_PRICES]++)
				put(w, at, &p);
}

/* a setting costs nothing: the best number at once, if it is worth a word */
static const char *
free_advice(const struct what_if *w)
{
	const struct what_if_axis *once = &w->axis[WHAT_IF_ONCE];
	const struct what_if_point *best = w->base, *p;
	size_t i;

	for (i = 0; i < once->n; i++) {
		p = what_if_beside(w, WHAT_IF_ONCE, i);
		if (p->feasible && p->cents <= w->base->cents &&
		    p->drain_s >= 0 && p->drain_s < best->drain_s)
			best = p;
	}
	if (best == w->base || best->drain_s > w->base->drain_s * 0.99)
		return NULL;
	i = best->at[WHAT_IF_ONCE];
	return str_fmt(w->a,
	    "with %s concurrent migrations per host%s (%s) the longest drain "
	    "takes %s instead of %s, %.0f %% less, %s",
	    once->value[i].label,
	    strspn(once->value[once->base].label, "0123456789") > 0 ?
	        str_fmt(w->a, " instead of %s", once->value[once->base].label) :
	        "",
	    once->value[i].said, num_time_pretty(w->a, best->drain_s),
	    num_time_pretty(w->a, w->base->drain_s),
	    100 * (1 - best->drain_s / w->base->drain_s),
	    best->cents == w->base->cents ? "at no further cost" :
	                                    "with a cheaper design");
}

void
what_if_close(struct what_if *w)
{
	size_t at[WHAT_IF_AXES];

	for (size_t i = 0; i < WHAT_IF_AXES; i++)
		at[i] = w->axis[i].base;
	w->base = what_if_at(w, at);
	w->advice =
	    w->base->feasible && w->base->drain_s > 0 ? free_advice(w) : NULL;
}
