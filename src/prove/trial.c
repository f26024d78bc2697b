/*
 * DOC: plan, lay out, simulate; and again with a minimum under the links that
 * held the simulation back, until the requirements are met or no minimum helps.
 *
 * The sizing program knows a drain only as "so many bit/s of uplink"; how many
 * are needed is what the simulation says.  The minimum is raised to the next
 * pair of links at a time, so the first plan that meets the target is the
 * cheapest that does under one minimum for all leaves: a smaller minimum was
 * tried and failed.  Then the minimum of the racks that are equipped alike is
 * lowered, one kind after the other, as far as the target allows.  Between two
 * domains there are two minimum bandwidths, raised together and then each
 * lowered again as far as the target allows.  A topology whose drain misses the
 * target even with links between the switches that never hold it back is out,
 * with the first plan that is as fast as it gets.
 */
#include "prove/trial.h"

#include <string.h>

#include "base/str.h"
#include "prove/attempt.h"
#include "prove/evaluated.h"
#include "prove/poor_figures.h"
#include "prove/uniform.h"

const enum topology trial_order[] = { TOPOLOGY_STANDALONE, TOPOLOGY_LINKED,
	TOPOLOGY_SPINE_LEAF, TOPOLOGY_EVLT };
_Static_assert(sizeof trial_order / sizeof *trial_order == TOPOLOGIES,
    "every topology of a site file is tried");

enum { ROUNDS = 40, STILL = 3, KINDS = 12 };

/* above what a plan has: less than any link, and more than the rounding of a
 * number of links forgives */
static const int64_t step_bps = 1000000;

struct trial_cache *
trial_cache_new(struct arena *a, struct diags *d, const struct model *m)
{
	struct trial_cache *cache = NEW(a, struct trial_cache, 1);

	cache->a = a;
	cache->m = m;
	cache->d = d;
	cache->kept = diags_new(a);
	cache->own = arena_child(a);
	cache->memo = size_memo_new(cache->own, m);
	return cache;
}

void
trial_cache_free(struct trial_cache *cache)
{
	arena_free(cache->own);
	cache->own = NULL;
	cache->memo = NULL;
	cache->nknown = cache->nevaluated = 0;
}

const struct results *
trial_cache_today(struct trial_cache *cache)
{
	if (cache->today == NULL)
		cache->today = simulate_today(cache->a, cache->m);
	return cache->today;
}

void
trial_drop(struct trial *t)
{
	arena_free(t->own);
	memset(t, 0, sizeof *t);
}

void
trial_keep(struct trial *t, struct arena *a)
{
	if (t->own != NULL)
		arena_join(a, t->own);
	t->own = NULL;
}

/* the minimum bandwidths one step above what a plan has; false if there is
 * nothing to raise in this topology */
static bool
raise_minimum(const struct sizing *p, struct min_bandwidth *f)
{
	int64_t low = INT64_MAX, bps;

	switch (p->topology) {
	case TOPOLOGY_LINKED:
		f->peer_bps = p->spine_pattern[0]->peers *
		        speed_class_bps[p->spine_pattern[0]->peer_speed] +
		    step_bps;
		return true;
	case TOPOLOGY_SPINE_LEAF:
	case TOPOLOGY_EVLT:
		for (size_t i = 0; i < p->nrack; i++) {
			if (p->rack_pattern[i] == NULL)
				continue;
			bps = p->rack_pattern[i]->uplinks *
			    speed_class_bps[p->rack_pattern[i]->uplink_speed];
			if (bps < low)
				low = bps;
		}
		f->uplink_bps = low + step_bps;
		if (p->fabric != NULL)
			f->fabric_bps = p->fabric->uplinks *
			        speed_class_bps[p->fabric->uplink_speed] +
			    step_bps;
		return low != INT64_MAX;
	case TOPOLOGY_AUTO:
	case TOPOLOGY_STANDALONE:
	case TOPOLOGY_CLOS:
		break;
	}
	return false;
}

const struct requirement *
trial_requirement_find(const struct design *g, const char *name)
{
	for (size_t i = 0; i < g->nreq; i++)
		if (strcmp(g->req[i].name, name) == 0)
			return &g->req[i];
	return NULL;
}

static bool
times_met(const struct design *g)
{
	return trial_requirement_find(g, "drain")->met &&
	    trial_requirement_find(g, "rolling")->met;
}

/* a lossless network that a team of the older kind (LBFO) would carry: RDMA
 * does not work on one.  NULL: there is none */
static const struct network *
rdma_in_team(const struct model *m, const struct cluster *c)
{
	size_t g;

	if (c->hyp->host_platform == NULL || c->version == NULL || c->set)
		return NULL;
	for (size_t i = 0; i < c->nhost; i++)
		for (size_t n = 0; n < m->nnetwork; n++) {
			const struct host *h = &m->host[c->host[i]];

			g = model_network_group(h, n);
			if (m->network[n].lossless && g != NO_GROUP &&
			    h->group[g].teaming != TEAMING_NONE)
				return &m->network[n];
		}
	return NULL;
}

/* every topology but standalone teams */
static bool
team_allows(struct arena *a, const struct model *m, enum topology t,
    struct candidate *c)
{
	for (size_t i = 0; i < m->ncluster && t != TOPOLOGY_STANDALONE; i++) {
		const struct network *n = rdma_in_team(m, &m->cluster[i]);

		if (n == NULL)
			continue;
		attempt_reason(a, c,
		    str_fmt(a,
		        "cluster '%s' teams with LBFO (version %s), and RDMA "
		        "does not work on an LBFO team: network '%s' is "
		        "lossless; hosts with four RDMA ports keep two out of "
		        "the team for it",
		        m->cluster[i].name, m->cluster[i].version, n->name));
		return false;
	}
	return true;
}

static void
take_plan_reasons(struct arena *a, const struct sizing *p, struct candidate *c)
{
	for (size_t i = 0; i < p->nreason; i++)
		attempt_reason(a, c, p->reason[i]);
}

/* what the requirements make of a design, into its candidate */
static void
take_design(struct arena *a, const struct trial *t, struct candidate *c)
{
	const struct design *g = t->design;

	c->feasible = true;
	c->drain_s = t->t.drain_s;
	c->cost_cents = t->plan->cents + g->after_cents;
	c->low_cents = g->low_cents;
	c->high_cents = g->high_cents;
	c->bound_cents = t->plan->bound_cents + g->after_cents;
	c->energy_cents = t->plan->energy_cents;
	c->premium_cents = t->plan->premium_cents;
	c->whole_bound_cents = t->plan->whole_bound_cents + g->after_cents;
	c->whole_optimal = t->plan->status == LP_OPTIMAL;
	c->optimal = t->plan->bound_cents == t->plan->cents;
	c->of_priced = design_lowest_of(a, g);
	c->summary = design_switches_text(a, g);
	c->nswitches = g->nsw;
	for (size_t i = 0; i < g->nreq; i++) {
		const struct requirement *r = &g->req[i];
		/* certainty is of times */
		bool worst = r->timed && r->banded && g->model->want.certain;

		if (r->met)
			continue;
		c->feasible = false;
		attempt_reason(a, c,
		    str_eq(r->name, "budget") ?
		        str_fmt(a, "costs %s, over the budget of %s",
		            r->achieved, r->wanted) :
		        str_fmt(a, "%s: required %s%s, achieved %s (%s)",
		            r->name, r->wanted,
		            worst ? " in the worst case" : "",
		            worst ? r->worst : r->achieved,
		            r->note != NULL ? r->note : "no more is known"));
	}
}

/* a time; where it never ends, far from any target */
static double
judged(const struct trial *t, const char *name)
{
	double s = trial_requirement_find(t->design, name)->reached;

	return s < 0 ? 1e9 : s;
}

/* how far the times are from the targets, as shares of them */
static double
miss(const struct model *m, const struct trial *t)
{
	double drain = num_seconds(m->want.drain_us), sum = 0;
	double rolling = num_seconds(m->want.rolling_us);
	double got = judged(t, "drain");

	if (drain > 0 && got > drain)
		sum += got / drain - 1;
	got = judged(t, "rolling");
	if (rolling > 0 && got > rolling)
		sum += got / rolling - 1;
	return sum;
}

/* two domains: each of the two minimum bandwidths relaxed, the other kept, as
 * far as the times allow it */
static void
relax_minimum(struct trial_cache *cache, struct arena *a, const struct model *m,
    struct trial *best, struct min_bandwidth had, enum trial_depth depth,
    struct candidate *c)
{
	for (int which = 0; which < 2; which++) {
		struct min_bandwidth f = had;

		if (which == 0)
			f.fabric_bps = 0;
		else
			f.uplink_bps = 0;
		for (int round = 0; round < ROUNDS; round++) {
			struct trial t = attempt_run(cache, a, m, TOPOLOGY_EVLT,
			    &f, depth, 0, c);
			struct min_bandwidth next = f;
			bool met = t.design != NULL && times_met(t.design), on;

			if (met &&
			    sizing_whole(t.plan) < sizing_whole(best->plan)) {
				trial_drop(best);
				*best = t;
				had = f;
				break;
			}
			on = !met && t.design != NULL &&
			    sizing_whole(t.plan) < sizing_whole(best->plan) &&
			    raise_minimum(t.plan, &next);
			trial_drop(&t);
			if (!on)
				break;
			if (which == 0)
				f.fabric_bps = next.fabric_bps;
			else
				f.uplink_bps = next.uplink_bps;
		}
	}
}

/* racks that are equipped the same way; those of the first that is after rack
 * `from` and has none before it.  False: there are no more */
static bool
next_kind(const struct sizing *p, size_t *from, bool *in)
{
	size_t i, k;

	for (i = *from; i < p->nrack; i++) {
		for (k = 0; k < i && p->rack_pattern[k] != p->rack_pattern[i];
		     k++)
			continue;
		if (p->rack_pattern[i] != NULL && k == i)
			break;
	}
	if (i >= p->nrack)
		return false;
	for (k = 0; k < p->nrack; k++)
		in[k] = p->rack_pattern[k] == p->rack_pattern[i];
	*from = i + 1;
	return true;
}

/* the minimum of one kind of racks one step above what a plan gives the least
 * of them; false if it is where it was */
static bool
raise_kind(const struct sizing *p, const bool *in, int64_t *least)
{
	int64_t low = INT64_MAX, bps;

	for (size_t i = 0; i < p->nrack; i++) {
		if (!in[i] || p->rack_pattern[i] == NULL)
			continue;
		bps = p->rack_pattern[i]->uplinks *
		    speed_class_bps[p->rack_pattern[i]->uplink_speed];
		if (bps < low)
			low = bps;
	}
	if (low == INT64_MAX || low + step_bps <= *least)
		return false;
	*least = low + step_bps;
	return true;
}

/* one minimum was for all leaves: each kind of racks by itself,
 * the others kept */
static void
let_racks_down(struct trial_cache *cache, struct arena *a,
    const struct model *m, enum topology topology, struct trial *best,
    struct min_bandwidth had, enum trial_depth depth, struct candidate *c)
{
	const size_t n = best->plan->nrack;
	bool *in = NEW(a, bool, n + 1), *next_in = NEW(a, bool, n + 1);
	int64_t *least = NEW(a, int64_t, n + 1), low;
	size_t from = 0, kinds = 0;

	for (size_t i = 0; i < n; i++)
		least[i] = had.uplink_bps;
	while (next_kind(best->plan, &from, next_in))
		kinds++;
	if (kinds < 2 || kinds > KINDS)
		return;
	from = 0;
	while (next_kind(best->plan, &from, in)) {
		low = 0;
		for (int round = 0; round < ROUNDS; round++) {
			int64_t *f = NEW(a, int64_t, n + 1);
			struct min_bandwidth try = had;
			struct trial t;
			bool met, on;

			for (size_t i = 0; i < n; i++)
				f[i] = in[i] ? low : least[i];
			try.rack_bps = f;
			t = attempt_run(cache, a, m, topology, &try, depth, 0,
			    c);
			met = t.design != NULL && times_met(t.design);
			if (met &&
			    sizing_whole(t.plan) < sizing_whole(best->plan)) {
				trial_drop(best);
				*best = t;
				least = f;
				break;
			}
			on = !met && t.design != NULL &&
			    sizing_whole(t.plan) < sizing_whole(best->plan) &&
			    raise_kind(t.plan, in, &low);
			trial_drop(&t);
			if (!on)
				break;
		}
	}
}

/* what a single failure costs a design that is kept: of one that is no more
 * than a cached evaluation, as it was found before; else it is laid out for
 * that */
static void
survive(struct trial_cache *cache, struct arena *a, const struct model *m,
    struct trial *t, struct candidate *c)
{
	struct requirement r;

	if (t->from_cache && !evaluated_survives(cache, m, t, &r)) {
		struct design *g =
		    attempt_lay_out(cache, t->own, a, m, t->plan, c);

		if (g == NULL) {
			t->design = NULL;
			return;
		}
		survive_requirement(t->own, g);
		r = g->req[g->nreq - 1];
	} else if (!t->from_cache) {
		survive_requirement(t->own, t->design);
		evaluated_keep_survives(cache, m, t,
		    &t->design->req[t->design->nreq - 1]);
		return;
	}
	evaluated_keep_survives(cache, m, t, &r);
	t->design->req = arena_grow(t->own, t->design->req, t->design->nreq,
	    t->design->nreq + 1, sizeof *t->design->req);
	t->design->req[t->design->nreq++] = r;
}

bool
trial_too_dear(struct trial_cache *cache, const struct model *m,
    enum topology topology, int64_t cents)
{
	struct min_bandwidth none = { 0 };
	struct arena *scratch = arena_new();
	bool above =
	    pick_above(scratch, cache->memo, m, topology, &none, cents);

	arena_free(scratch);
	return above;
}

void
trial_notes(struct trial_cache *cache, const struct model *m, struct trial *t)
{
	const struct poor_figure *u;
	size_t n;

	uniform_notes(t->own, cache->memo, m, t->plan, t->design);
	u = poor_figures_of(t->own, t->design, &n);
	for (size_t i = 0; i < n; i++)
		design_note(t->own, t->design, "no target set: %s", u[i].text);
}

struct trial
trial_run(struct trial_cache *cache, struct arena *a, const struct model *m,
    enum topology topology, enum trial_depth depth, int64_t ceiling_cents,
    struct candidate *c)
{
	struct trial best = { 0 };
	struct min_bandwidth f = { 0 };
	int still = 0;

	memset(c, 0, sizeof *c);
	c->topology = topology;
	c->drain_s = -1;
	if (!team_allows(a, m, topology, c))
		return best;
	/* minimum bandwidths only make it more expensive */
	if (ceiling_cents > 0 && depth == TRIAL_TIMES &&
	    trial_too_dear(cache, m, topology, ceiling_cents))
		return best;
	for (int round = 0; round < ROUNDS && still < STILL; round++) {
		struct min_bandwidth used = f;
		/* one of the two minimum bandwidths may come down again, and
		 * with it the cost below the ceiling */
		bool both_raised = topology == TOPOLOGY_EVLT && round > 0;
		struct trial t = attempt_run(cache, a, m, topology, &f, depth,
		    both_raised ? 0 : ceiling_cents, c);
		bool more;

		if (t.design == NULL) {
			/* no larger plan: what we had is the most there is */
			take_plan_reasons(a, t.plan, c);
			if (best.own == NULL && t.design == NULL)
				best = t;
			else
				trial_drop(&t);
			break;
		}
		more = t.t.drain_s >= 0 && raise_minimum(t.plan, &f);
		if (times_met(t.design)) {
			trial_drop(&best);
			best = t;
			if (both_raised)
				relax_minimum(cache, a, m, &best, used, depth,
				    c);
			else if (round > 0 && topology == TOPOLOGY_SPINE_LEAF)
				let_racks_down(cache, a, m, topology, &best,
				    used, depth, c);
			break;
		}
		/* steps that gain nothing: the links between the switches are
		 * not what holds it back, and the plan before them will do */
		if (best.own == NULL || miss(m, &t) < miss(m, &best) - 1e-3) {
			trial_drop(&best);
			best = t;
			still = 0;
		} else {
			trial_drop(&t);
			still++;
		}
		if (!more)
			break;
	}
	if (best.design != NULL) {
		if (depth == TRIAL_FULL) {
			if (best.results == NULL)
				best.results = attempt_results(cache, best.own,
				    m, best.design);
			pick_purchase_bound(best.own, cache->memo, m,
			    best.plan);
			best.design->bound_cents =
			    best.plan->bound_cents + best.design->after_cents;
			best.design->optimal =
			    best.plan->bound_cents == best.plan->cents;
		}
		survive(cache, a, m, &best, c);
		if (best.design == NULL)
			return best;
		take_plan_reasons(a, best.plan, c);
		take_design(a, &best, c);
	}
	return best;
}
