/*
 * DOC: the same site at many prices.
 *
 * Nothing but the choice among ways to make a link, what a pattern costs and
 * which patterns are dominated depends on prices.  So classes and recipes are
 * made once for what is wanted, and each question prices them again
 * (recipes_price.c): the same patterns in the same order as if it were the
 * first.
 */
#include "size/recipes.h"

#include <math.h>
#include <string.h>

#include "base/str.h"
#include "size/existing_parts.h"

struct size_memo {
	struct arena *a;
	const struct model *site;
	struct lp_memo *programs;
	struct market *market;
	long nodes;
	/* an optimum that costs less is taken as it is; one was */
	int64_t any_below;
	bool any_taken;
	/* for the site's requirements, with preferences and without, by
	 * topology and minimum bandwidths */
	struct kept_recipes {
		bool plain;
		struct min_bandwidth minimum;
		size_t share;
		struct recipes *recipes;
	} * kept;
	size_t nkept, capkept, nrecipe; /* of all that are kept */
	struct kept_plan {
		enum topology topology;
		struct min_bandwidth minimum;
		size_t share;
		struct ledger parts;
		int64_t energy_cents;
		struct prefer_count against;
	} * plan;
	size_t nplan, capplan;
	/* without minimum bandwidths, at prices */
	struct kept_bound {
		enum topology topology;
		struct repriced at;
		double least;
	} * bound;
	size_t nbound, capbound;
};

/* more are not looked through, or kept: a hundred bytes each */
enum { PLANS = 50, BOUNDS = 60, RECIPES = 1 << 20 };

struct size_memo *
size_memo_new(struct arena *a, const struct model *m)
{
	struct size_memo *memo = NEW(a, struct size_memo, 1);

	memo->a = a;
	memo->site = m;
	memo->programs = lp_memo_new(a);
	memo->market = market_new(a, m);
	return memo;
}

void
size_memo_limit(struct size_memo *memo, long nodes)
{
	memo->nodes = nodes;
}

long
size_memo_nodes(const struct size_memo *memo)
{
	return memo != NULL ? memo->nodes : 0;
}

bool
size_memo_any_below(struct size_memo *memo, int64_t cents)
{
	const bool taken = memo->any_taken;

	memo->any_below = cents;
	memo->any_taken = false;
	return taken;
}

bool
size_memo_any(struct size_memo *memo, double cost)
{
	/* costs are whole cents */
	if (memo == NULL || cost > (double)memo->any_below - 0.5)
		return false;
	memo->any_taken = true;
	return true;
}

struct lp_memo *
size_memo_programs(struct size_memo *memo)
{
	return memo != NULL ? memo->programs : NULL;
}

static struct recipes *
recipes_new(struct arena *a, struct market *k, enum topology t, size_t share,
    const struct min_bandwidth *minimum)
{
	struct recipes *s = NEW(a, struct recipes, 1);

	s->a = a;
	s->market = k;
	s->plan.topology = t;
	s->plan.minimum = *minimum;
	s->plan.share = share;
	return s;
}

/*
 * Has it the requirements of the memo's site, preferences aside?  They are
 * copies of one site's; what differs in padding alone is solved again.
 */
static bool
wants_the_same(const struct size_memo *memo, const struct model *m)
{
	struct policy x = m->policy;

	memcpy(x.prefer, memo->site->policy.prefer, sizeof x.prefer);
	/* NOLINTBEGIN(bugprone-suspicious-memory-comparison) */
	return memcmp(&m->want, &memo->site->want, sizeof m->want) == 0 &&
	    memcmp(&x, &memo->site->policy, sizeof x) == 0;
	/* NOLINTEND(bugprone-suspicious-memory-comparison) */
}

/* does it prefer what the site does, or nothing?  Else it is no question that
 * comes again */
static bool
prefers_the_same(const struct size_memo *memo, const struct model *m)
{
	return !prefer_any(m) ||
	    /* NOLINTNEXTLINE(bugprone-suspicious-memory-comparison) */
	    memcmp(&m->policy, &memo->site->policy, sizeof m->policy) == 0;
}

static bool
minimum_same(const struct min_bandwidth *x, const struct min_bandwidth *y)
{
	return x->uplink_bps == y->uplink_bps && x->peer_bps == y->peer_bps &&
	    x->fabric_bps == y->fabric_bps && x->pools == y->pools;
}

/* the same recipes where what is preferred is another: which recipe may replace
 * which changes, and nothing else */
static struct recipes *
recipes_regrouped(struct arena *a, struct recipes *from, const struct model *m)
{
	struct recipes *s = NEW(a, struct recipes, 1);

	*s = *from;
	s->a = a;
	s->of = from;
	s->kept = false;
	s->half_cents = NULL;
	s->cls = NEW(a, struct rack_class, s->ncls + 1);
	for (size_t i = 0; i < s->ncls; i++) {
		s->cls[i] = from->cls[i];
		recipes_group(a, m, &s->cls[i]);
	}
	return s;
}

static bool
is_of(const struct kept_recipes *k, enum topology t, size_t share,
    const struct min_bandwidth *minimum)
{
	return k->recipes->plan.topology == t && k->share == share &&
	    minimum_same(&k->minimum, minimum);
}

static struct recipes *
recipes_of(struct arena *a, struct size_memo *memo, const struct model *m,
    enum topology t, size_t share, const struct min_bandwidth *minimum)
{
	struct kept_recipes x = { !prefer_any(m), *minimum, share, NULL };
	bool again = memo != NULL && market_serves(memo->market, m);
	bool same =
	    again && wants_the_same(memo, m) && minimum->rack_bps == NULL;
	bool kept =
	    same && prefers_the_same(memo, m) && memo->nrecipe < RECIPES;
	struct recipes *other = NULL;

	for (size_t i = 0; same && i < memo->nkept; i++)
		if (is_of(&memo->kept[i], t, share, minimum)) {
			other = memo->kept[i].recipes;
			if (kept && memo->kept[i].plain == x.plain)
				return other;
		}
	if (kept)
		a = memo->a;
	if (other != NULL && (kept || m->repriced == NULL)) {
		x.recipes = recipes_regrouped(a, other, m);
	} else {
		x.recipes = recipes_new(a,
		    again ? memo->market : market_new(a, m), t, share, minimum);
		recipes_fill(x.recipes, m, minimum);
	}
	if (kept) {
		x.recipes->kept = true;
		for (size_t i = 0; i < x.recipes->ncls; i++)
			memo->nrecipe += x.recipes->cls[i].nrecipe;
		PUSH(memo->a, memo->kept, memo->nkept, memo->capkept, x);
	}
	return x.recipes;
}

/* may an earlier plan be priced now?  What spines may cost at least changes
 * what a plan may be */
static bool
comparable(const struct size_memo *memo, const struct model *m,
    const struct min_bandwidth *minimum)
{
	return memo != NULL && minimum->rack_bps == NULL &&
	    m->policy.spine_above == NULL && wants_the_same(memo, m);
}

static bool
plan_is(const struct kept_plan *k, const struct sizing *plan)
{
	return k->topology == plan->topology && k->share == plan->share &&
	    minimum_same(&k->minimum, &plan->minimum);
}

static bool
parts_same(const struct ledger *x, const struct ledger *y)
{
	for (size_t i = 0; i < x->n && i < y->n; i++)
		if (x->line[i].part != y->line[i].part ||
		    x->line[i].quantity != y->line[i].quantity)
			return false;
	return x->n == y->n;
}

void
size_memo_keep(struct size_memo *memo, const struct model *m,
    const struct sizing *plan)
{
	struct kept_plan x = { plan->topology, plan->minimum, plan->share,
		plan->parts, plan->energy_cents, prefer_against(m, plan) };

	if (!comparable(memo, m, &plan->minimum) || memo->nplan >= PLANS)
		return;
	for (size_t i = 0; i < memo->nplan; i++)
		if (plan_is(&memo->plan[i], plan) &&
		    parts_same(&memo->plan[i].parts, &x.parts))
			return;
	x.parts.a = memo->a;
	x.parts.line = NEW(memo->a, struct ledger_line, x.parts.n + 1);
	if (x.parts.n > 0)
		memcpy(x.parts.line, plan->parts.line,
		    x.parts.n * sizeof *x.parts.line);
	x.parts.cap = x.parts.n;
	PUSH(memo->a, memo->plan, memo->nplan, memo->capplan, x);
}

double
size_memo_known(struct size_memo *memo, const struct model *m,
    const struct sizing *plan, const struct prefer_price *premium)
{
	double least = INFINITY;
	int64_t cents;

	if (!comparable(memo, m, &plan->minimum))
		return least;
	for (size_t i = 0; i < memo->nplan; i++) {
		const struct kept_plan *k = &memo->plan[i];

		if (!plan_is(k, plan) ||
		    !ledger_cost(m, &k->parts, &cents, NULL) ||
		    (m->want.budget_cents > 0 && cents > m->want.budget_cents))
			continue;
		cents += k->energy_cents;
		if (premium != NULL)
			cents += prefer_pays(&k->against, premium);
		least = fmin(least, (double)cents);
	}
	return least;
}

const struct ledger *
size_memo_cheaper(const struct size_memo *memo, const struct model *m,
    int64_t cents)
{
	const struct ledger *best = NULL;
	int64_t cost;
	size_t i;

	for (i = 0; memo != NULL && wants_the_same(memo, m) && i < memo->nplan;
	     i++) {
		const struct kept_plan *k = &memo->plan[i];

		if (!ledger_cost(m, &k->parts, &cost, NULL) ||
		    cost + k->energy_cents >= cents)
			continue;
		cents = cost + k->energy_cents;
		best = &k->parts;
	}
	return best;
}

static const int64_t *
price_in(const struct repriced *r, const struct part *p)
{
	for (size_t i = 0; i < r->n; i++)
		if (r->part[i] == p)
			return &r->cents[i];
	return NULL;
}

/* is every price of y as high as in x or lower? */
static bool
costs_no_more(const struct repriced *y, const struct repriced *x)
{
	for (size_t i = 0; i < y->n; i++) {
		const int64_t *c = price_in(x, y->part[i]);

		if ((c != NULL ? *c : y->part[i]->price.cents) < y->cents[i])
			return false;
	}
	for (size_t i = 0; i < x->n; i++)
		if (x->cents[i] < x->part[i]->price.cents &&
		    price_in(y, x->part[i]) == NULL)
			return false;
	return true;
}

void
size_memo_bound(struct size_memo *memo, const struct model *m, enum topology t,
    double least)
{
	static const struct min_bandwidth none = { 0 };
	struct kept_bound x = { t, { NULL, NULL, 0 }, least };
	const struct part **part;
	int64_t *cents;

	if (!comparable(memo, m, &none) || memo->nbound >= BOUNDS)
		return;
	if (m->repriced != NULL) {
		x.at = *m->repriced;
		part = NEW(memo->a, const struct part *, x.at.n + 1);
		cents = NEW(memo->a, int64_t, x.at.n + 1);
		memcpy(part, x.at.part, x.at.n * sizeof *part);
		memcpy(cents, x.at.cents, x.at.n * sizeof *cents);
		x.at.part = part;
		x.at.cents = cents;
	}
	PUSH(memo->a, memo->bound, memo->nbound, memo->capbound, x);
}

double
size_memo_least(const struct size_memo *memo, const struct model *m,
    enum topology t)
{
	static const struct min_bandwidth none = { 0 };
	static const struct repriced as_listed = { NULL, NULL, 0 };
	const struct repriced *at =
	    m->repriced != NULL ? m->repriced : &as_listed;
	double least = -INFINITY;

	for (size_t i = 0; comparable(memo, m, &none) && i < memo->nbound; i++)
		if (memo->bound[i].topology == t &&
		    memo->bound[i].least > least &&
		    costs_no_more(&memo->bound[i].at, at))
			least = memo->bound[i].least;
	return least;
}

/* what the recipes say of the plan, and its classes at the model's prices */
static bool
take(struct arena *a, const struct model *m, struct recipes *s,
    struct sizing *plan, struct rack_class **cls, size_t *ncls)
{
	for (size_t i = 0; i < s->plan.nreason; i++)
		sizing_reason(a, plan, "%s", s->plan.reason[i]);
	*cls = NULL;
	*ncls = 0;
	plan->ndomain = s->plan.ndomain;
	plan->leaf_zone = s->plan.leaf_zone;
	memcpy(plan->pair, s->plan.pair, sizeof plan->pair);
	if (s->plan.spine != NULL)
		plan->spine = arena_grow(a, s->plan.spine, 2 * s->plan.ndomain,
		    2 * s->plan.ndomain + 2, sizeof *plan->spine);
	if (s->plan.rack_domain != NULL) {
		plan->rack_domain = arena_grow(a, s->plan.rack_domain, m->nrack,
		    m->nrack + 1, sizeof *plan->rack_domain);
		plan->rack_pattern =
		    NEW(a, const struct pattern *, m->nrack + 1);
	}
	if (s->plan.head != NULL)
		plan->head = arena_grow(a, s->plan.head, m->nrack, m->nrack + 1,
		    sizeof *plan->head);
	if (!s->possible)
		return false;
	*ncls = s->ncls;
	*cls = recipes_price(a, m, s);
	return true;
}

bool
patterns_make(struct arena *a, struct size_memo *memo, const struct model *m,
    struct sizing *plan, const struct min_bandwidth *minimum,
    struct rack_class **cls, size_t *ncls)
{
	return take(a, m,
	    recipes_of(a, memo, m, plan->topology, plan->share, minimum), plan,
	    cls, ncls);
}

bool
patterns_make_pods(struct arena *a, const struct model *m, struct sizing *plan,
    size_t pod_racks, const struct min_bandwidth *minimum,
    struct rack_class **cls, size_t *ncls)
{
	struct recipes *s = recipes_new(a, market_new(a, m), plan->topology,
	    plan->share, minimum);

	recipes_fill_pods(s, m, pod_racks, minimum);
	return take(a, m, s, plan, cls, ncls);
}
