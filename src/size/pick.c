/*
 * The cheapest plan of a topology: its program (program.c) made and solved, for
 * racks with a pair of leaves each and for neighbours that share one, without
 * what is preferred and with it; and what no plan costs less than.
 */
#include "size/size.h"

#include <math.h>
#include <string.h>

#include "base/num.h"
#include "size/program.h"

/* racks beside each other that may have one pair of leaves */
enum { SHARE_MOST = 4 };

/* switches that are there make many choices equal, and the tree wide: the gap
 * is printed where it stays */
enum { NODES = 20000, NODES_EXISTING = 1000 };

static struct lp_answer
solve_once(struct program *g, bool budget)
{
	long nodes = size_memo_nodes(g->memo);

	if (nodes == 0)
		nodes = g->m->nexisting > 0 ? NODES_EXISTING : NODES;
	program_make(g, budget);
	g->plan->nrow = g->lp->nrow;
	g->plan->nvar = g->lp->nvar;
	/* costs are whole cents; tie breaking needs the same, so that it is
	 * computed once */
	return lp_solve_known(size_memo_programs(g->memo), g->a, g->lp, nodes,
	    size_memo_known(g->memo, g->m, g->plan, g->premium) + 1,
	    SQUEEZE_STEPS);
}

/* what a plan pays for preferences beyond those of its topology */
static int64_t
pays_beyond(const struct model *m, const struct sizing *plan,
    struct prefer_price *price)
{
	struct prefer_count against = prefer_against(m, plan);

	*price = prefer_prices(m, plan->cents);
	return prefer_pays(&against, price) -
	    (int64_t)against.n[PREFER_ONE_DOMAIN] *
	    price->cents[PREFER_ONE_DOMAIN];
}

/* of several optima the one by the rule of tie_break.c; where a plan with
 * preferences is searched for next, any will do */
static void
take_optimum(struct program *g, struct lp_answer *ans,
    const struct model *prefers)
{
	struct sizing *plan = g->plan, untaken = *plan;
	struct prefer_price price;

	if (size_memo_any(g->memo, ans->objective)) {
		program_take_answer(g, ans);
		return;
	}
	if (prefers != NULL) {
		program_take_answer(g, ans);
		if (pays_beyond(prefers, plan, &price) > 0)
			return;
		*plan = untaken;
		if (plan->rack_pattern != NULL)
			memset(plan->rack_pattern, 0,
			    plan->nrack * sizeof(*plan->rack_pattern));
	}
	if (!tie_break(g->a, size_memo_programs(g->memo), g->lp, g->cls,
	        g->ncls, g->first, ans))
		sizing_reason(g->a, plan,
		    "other designs may cost the same and have fewer kinds of "
		    "parts: the search among them ended at its limit");
	program_take_answer(g, ans);
}

/* prefers: the site, where it prefers something that is left out here */
static struct sizing *
pick(struct arena *a, struct size_memo *memo, const struct model *m,
    enum topology t, const struct min_bandwidth *minimum, size_t share,
    const struct prefer_price *premium, const struct model *prefers)
{
	struct sizing *plan = NEW(a, struct sizing, 1);
	/* a caller with other prices prints no program */
	struct program g = { a, memo, m, plan, NULL, 0, NULL, NULL, 0, premium,
		m->repriced == NULL };
	struct lp_answer ans;

	plan->topology = t;
	plan->minimum = *minimum;
	plan->share = share;
	plan->nrack = m->nrack;
	plan->spine = NEW(a, struct place, 4);
	plan->status = LP_INFEASIBLE;
	if (!patterns_make(a, memo, m, plan, minimum, &g.cls, &g.ncls))
		return plan;
	for (size_t i = 0; i < g.ncls; i++)
		if (g.cls[i].npattern == 0) {
			program_explain_classes(&g);
			return plan;
		}
	for (size_t i = 0; i < g.ncls; i++)
		if (g.cls[i].kind == CLASS_SPINES)
			program_drop_small_spines(&g, &g.cls[i]);
	g.first = NEW(a, size_t, g.ncls);
	ans = solve_once(&g, m->want.budget_cents > 0);
	plan->lp = g.lp;
	if (ans.status == LP_INFEASIBLE && m->want.budget_cents > 0) {
		ans = solve_once(&g, false);
		plan->over_budget =
		    ans.status == LP_OPTIMAL || ans.status == LP_FEASIBLE;
	}
	plan->status = ans.status;
	plan->nodes = ans.nodes;
	if (ans.status == LP_OPTIMAL) {
		take_optimum(&g, &ans, prefers);
		if (plan->status == LP_OPTIMAL && !plan->over_budget)
			size_memo_keep(memo, m, plan);
	} else if (ans.status == LP_FEASIBLE) {
		program_take_answer(&g, &ans);
		sizing_reason(a, plan,
		    "not proven lowest cost: the search ended with a gap; "
		    "lower bound %s %s%s",
		    m->currency, num_money_pretty(a, plan->whole_bound_cents),
		    m->policy.energy_micro > 0 ? " with energy" :
		        premium != NULL        ? " with premiums" :
		                                 "");
	} else if (ans.status == LP_INFEASIBLE) {
		program_explain_ports(&g);
	} else {
		plan->whole_bound_cents = (int64_t)ceil(ans.bound - 1e-6);
		sizing_reason(a, plan,
		    "the solver found no design within its limit of search "
		    "nodes");
	}
	return plan;
}

static bool
has_plan(const struct sizing *p)
{
	return p->status == LP_OPTIMAL || p->status == LP_FEASIBLE;
}

static struct sizing *
pick_shared(struct arena *a, struct size_memo *memo, const struct model *m,
    enum topology t, const struct min_bandwidth *minimum, size_t share)
{
	struct model plain = *m;
	struct sizing *cheapest, *p;
	struct prefer_price price;
	int64_t beyond;

	memset(plain.policy.prefer, 0, sizeof plain.policy.prefer);
	cheapest = pick(a, memo, &plain, t, minimum, share, NULL,
	    prefer_any(m) ? m : NULL);
	if (!prefer_any(m) || !has_plan(cheapest))
		return cheapest;
	beyond = pays_beyond(m, cheapest, &price);
	cheapest->cheapest_cents = cheapest->cents;
	cheapest->premium_cents = beyond +
	    (cheapest->ndomain > 1 ? price.cents[PREFER_ONE_DOMAIN] : 0);
	cheapest->whole_bound_cents +=
	    cheapest->ndomain > 1 ? price.cents[PREFER_ONE_DOMAIN] : 0;
	/* nothing to gain by paying: it is the best of these as well */
	if (beyond == 0)
		return cheapest;
	p = pick(a, memo, m, t, minimum, share, &price, NULL);
	if (!has_plan(p) || sizing_whole(p) > sizing_whole(cheapest)) {
		sizing_reason(a, cheapest,
		    "the preferred properties were not found within the limit "
		    "of search nodes");
		cheapest->status = LP_FEASIBLE;
		return cheapest;
	}
	if (p->status == LP_FEASIBLE && p->ndomain > 1)
		p->whole_bound_cents += price.cents[PREFER_ONE_DOMAIN];
	p->cheapest_cents = cheapest->cents;
	p->bound_cents =
	    m->policy.energy_micro == 0 ? cheapest->bound_cents : 0;
	return p;
}

/* how many neighbouring racks may have one pair of leaves: not all, since one
 * pair needs no spines; and none in a plan, whose phases are of racks */
static size_t
share_most(const struct model *m, enum topology t)
{
	size_t racks = 0, k;

	if (m->want.failure_domain_rack || m->plan != NULL ||
	    (t != TOPOLOGY_SPINE_LEAF && t != TOPOLOGY_EVLT))
		return 1;
	for (size_t i = 0; i < m->nrack; i++) {
		for (k = 0; k < m->nend && m->host[k].rack != i; k++)
			continue;
		racks += k < m->nend;
	}
	return racks < 2 ? 1 : racks <= SHARE_MOST ? racks - 1 : SHARE_MOST;
}

struct sizing *
pick_cheapest(struct arena *a, struct size_memo *memo, const struct model *m,
    enum topology t, const struct min_bandwidth *minimum)
{
	struct sizing *best = pick_shared(a, memo, m, t, minimum, 1), *p;
	int64_t bound = best->bound_cents, whole = best->whole_bound_cents;
	int64_t energy = best->energy_bound_cents;
	/* no plan that was not found costs less */
	int64_t missed =
	    best->status == LP_UNKNOWN ? best->whole_bound_cents : INT64_MAX;
	bool found = has_plan(best);

	for (size_t share = 2; share <= share_most(m, t); share++) {
		p = pick_shared(a, memo, m, t, minimum, share);
		if (p->status == LP_UNKNOWN && p->whole_bound_cents < missed)
			missed = p->whole_bound_cents;
		if (!has_plan(p))
			continue;
		if (!found || p->bound_cents < bound)
			bound = p->bound_cents;
		if (!found || p->whole_bound_cents < whole)
			whole = p->whole_bound_cents;
		if (!found || p->energy_bound_cents < energy)
			energy = p->energy_bound_cents;
		if (!found || sizing_whole(p) < sizing_whole(best))
			best = p;
		found = true;
	}
	if (found && missed < whole) {
		whole = missed;
		bound =
		    energy > 0 || best->energy_cents > 0 || missed >= bound ?
		    0 :
		    missed;
	}
	if (found && best->status == LP_OPTIMAL && whole < sizing_whole(best))
		best->status = LP_FEASIBLE;
	if (found) {
		best->bound_cents = bound;
		best->whole_bound_cents = whole;
		best->energy_bound_cents = energy;
	}
	return best;
}

/* what its relaxed program says that every plan costs at least; INFINITY: there
 * is none */
static double
shared_least(struct arena *a, struct size_memo *memo, const struct model *m,
    enum topology t, const struct min_bandwidth *minimum, size_t share)
{
	struct program g = { .a = a,
		.memo = memo,
		.m = m,
		.plan = NEW(a, struct sizing, 1) };
	double least;

	g.plan->topology = t;
	g.plan->share = share;
	g.plan->nrack = m->nrack;
	g.plan->spine = NEW(a, struct place, 4);
	if (!patterns_make(a, memo, m, g.plan, minimum, &g.cls, &g.ncls))
		return INFINITY;
	for (size_t i = 0; i < g.ncls; i++)
		if (g.cls[i].npattern == 0)
			return INFINITY;
	g.first = NEW(a, size_t, g.ncls);
	program_make(&g, false);
	return lp_relaxed(a, g.lp, &least) ? least : INFINITY;
}

/* the cheapest model for a role; INFINITY: there is none */
static double
cheapest_switch(struct arena *a, const struct model *m, enum topology t,
    bool spine)
{
	const struct catalog *c = m->catalog;
	double least = INFINITY;
	int64_t cents;

	for (size_t i = 0; i < c->nsw; i++)
		if (price_unit(m, &c->sw[i].part, &cents) &&
		    (double)cents < least &&
		    candidate_model_out(a, m, &c->sw[i], t, spine) == NULL)
			least = (double)cents;
	return least;
}

/* what every plan costs at least, by the number of its switches alone: no
 * pattern is made for that.  0: not known, since some may be there already */
static double
switches_least(struct arena *a, const struct model *m, enum topology t,
    size_t share)
{
	const double spines = t == TOPOLOGY_EVLT ? 4 : 2;
	size_t racks = 0;

	if (m->nexisting > 0 || m->previous != NULL)
		return 0;
	if (t == TOPOLOGY_STANDALONE || t == TOPOLOGY_LINKED)
		return 2 * cheapest_switch(a, m, t, false);
	for (size_t i = 0; i < m->nrack; i++)
		racks += model_rack_has_hosts(m, i);
	/* as few pairs of leaves as racks that share them can have */
	return spines * cheapest_switch(a, m, t, true) +
	    2 * (double)((racks + share - 1) / share) *
	    cheapest_switch(a, m, t, false);
}

bool
pick_above(struct arena *a, struct size_memo *memo, const struct model *m,
    enum topology t, const struct min_bandwidth *minimum, int64_t cents)
{
	/* costs are whole cents */
	const double above = (double)cents - 0.5;
	bool any = minimum->uplink_bps == 0 && minimum->peer_bps == 0 &&
	    minimum->fabric_bps == 0 && minimum->pools == 0 &&
	    minimum->rack_bps == NULL;
	double least = INFINITY;
	size_t share;

	if (any && size_memo_least(memo, m, t) > above)
		return true;
	if (switches_least(a, m, t, share_most(m, t)) > above)
		return true;
	for (share = 1; share <= share_most(m, t) && least > above; share++)
		least =
		    fmin(least, shared_least(a, memo, m, t, minimum, share));
	if (any && least > above)
		size_memo_bound(memo, m, t, least);
	return least > above;
}

void
pick_purchase_bound(struct arena *a, struct size_memo *memo,
    const struct model *m, struct sizing *plan)
{
	struct model plain = *m;
	const struct sizing *p;

	if (m->policy.energy_micro == 0 && !prefer_any(m) &&
	    m->policy.spine_above == NULL)
		return;
	plain.policy.energy_micro = 0;
	memset(plain.policy.prefer, 0, sizeof plain.policy.prefer);
	plain.policy.spine_above = NULL;
	p = pick_cheapest(a, memo, &plain, plan->topology, &plan->minimum);
	if (p->status == LP_OPTIMAL || p->status == LP_FEASIBLE)
		plan->bound_cents = p->bound_cents;
}
