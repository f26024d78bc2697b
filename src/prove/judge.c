/*
 * DOC: plan, lay out, simulate; and again with a floor under the links that
 * held the simulation back, until the requirements are met or no floor helps.
 *
 * The sizing program knows a drain only as "so many bit/s of uplink"; how many
 * are needed is what the simulation says.  The floor is raised to the next pair
 * of links at a time, so the first plan that meets the target is the cheapest
 * that does: a smaller floor was tried and failed.  A topology whose drain
 * misses the target even with links between the switches that never hold it
 * back is out, with the time it reaches.
 */
#include "prove/prove.h"

#include <string.h>

#include "base/num.h"
#include "base/str.h"

enum { ROUNDS = 40 };

static void
reason(struct arena *a, struct candidate *c, const char *text)
{
	size_t i;

	for (i = 0; i < c->nreason; i++)
		if (strcmp(c->reason[i], text) == 0)
			return;
	c->reason = arena_grow(a, c->reason, c->nreason, c->nreason + 1,
	    sizeof *c->reason);
	c->reason[c->nreason++] = text;
}

static double
worst_drain(const struct net_result *n, const char **bottleneck)
{
	double worst = 0;
	size_t i;

	*bottleneck = NULL;
	for (i = 0; i < n->nhost; i++) {
		if (!n->host[i].finished) {
			*bottleneck = n->host[i].nunfinished > 0 ?
			    n->host[i].why[0] : "it can't be emptied";
			return -1;
		}
		if (n->host[i].seconds >= worst) {
			worst = n->host[i].seconds;
			*bottleneck = n->host[i].bottleneck;
		}
	}
	return worst;
}

/* the floors one step above what a plan has; false if there is nothing to
 * raise in this topology */
static bool
raise_floors(const struct plan *p, struct floors *f)
{
	int64_t low = INT64_MAX, bps;
	size_t i;

	switch (p->topology) {
	case TOPOLOGY_LINKED:
		f->peer_bps = p->spine_pattern[0]->peers *
		    pool_bps[p->spine_pattern[0]->peer_pool] + 1;
		return true;
	case TOPOLOGY_SPINE_LEAF:
	case TOPOLOGY_EVLT:
		for (i = 0; i < p->nrack; i++) {
			if (p->rack_pattern[i] == NULL)
				continue;
			bps = p->rack_pattern[i]->uplinks *
			    pool_bps[p->rack_pattern[i]->uplink_pool];
			if (bps < low)
				low = bps;
		}
		f->uplink_bps = low + 1;
		if (p->fabric != NULL)
			f->fabric_bps = p->fabric->uplinks *
			    pool_bps[p->fabric->uplink_pool] + 1;
		return low != INT64_MAX;
	case TOPOLOGY_AUTO:
	case TOPOLOGY_STANDALONE:
		break;
	}
	return false;
}

static const struct requirement *
requirement(const struct design *g, const char *name)
{
	size_t i;

	for (i = 0; i < g->nreq; i++)
		if (strcmp(g->req[i].name, name) == 0)
			return &g->req[i];
	return NULL;
}

static bool
times_met(const struct design *g)
{
	return requirement(g, "drain")->met && requirement(g, "rolling")->met;
}

static void
summary(struct arena *a, const struct design *g, struct candidate *c)
{
	struct buf b = buf_new(a);
	size_t i, k, n;

	for (i = 0; i < g->nsw; i++) {
		for (k = 0; k < i && (g->sw[k].model != g->sw[i].model ||
		    g->sw[k].role != g->sw[i].role); k++)
			continue;
		if (k < i)
			continue;
		for (n = 0, k = i; k < g->nsw; k++)
			n += g->sw[k].model == g->sw[i].model &&
			    g->sw[k].role == g->sw[i].role;
		buf_printf(&b, "%s%zu %s (%s)", b.len > 0 ? ", " : "", n,
		    g->sw[i].model->id, switch_role_word[g->sw[i].role]);
	}
	c->summary = b.text;
	c->nswitches = g->nsw;
}

/* RDMA never works on an LBFO team, and every topology but standalone teams */
static bool
team_allows(struct arena *a, const struct model *m, enum topology t,
    struct candidate *c)
{
	size_t i, n;

	if (t == TOPOLOGY_STANDALONE)
		return true;
	for (i = 0; i < m->ncluster; i++)
		for (n = 0; n < m->nnetwork; n++)
			if (m->cluster[i].hyp->host_platform != NULL &&
			    m->cluster[i].version != NULL &&
			    !m->cluster[i].set && m->network[n].lossless) {
				reason(a, c, str_fmt(a, "cluster '%s' teams "
				    "with LBFO (version %s), and RDMA does not "
				    "work on an LBFO team: network '%s' is "
				    "lossless", m->cluster[i].name,
				    m->cluster[i].version,
				    m->network[n].name));
				return false;
			}
	return true;
}

struct trial {
	struct arena *a;
	struct diags *d;
	const struct model *m;
	const struct results *today;
	struct design *design;	/* of the last round */
	struct results *results;
	const char *lp;
	struct diags *kept;	/* why layouts failed, told if nothing is left */
};

static void
take_plan_reasons(struct trial *t, const struct plan *p, struct candidate *c)
{
	size_t i;

	for (i = 0; i < p->nreason; i++)
		reason(t->a, c, p->reason[i]);
}

/* reasons of requirements that are not met */
static void
take_unmet(struct trial *t, struct candidate *c)
{
	const struct design *g = t->design;
	size_t i;

	c->feasible = true;
	for (i = 0; i < g->nreq; i++) {
		const struct requirement *r = &g->req[i];

		if (r->met)
			continue;
		c->feasible = false;
		reason(t->a, c, str_fmt(t->a, "%s: wanted %s, reached: %s (%s)",
		    r->name, r->wanted, r->achieved, r->note != NULL ?
		    r->note : "no more is known"));
	}
}

static void
tell_again(struct diags *to, const struct diag *x)
{
	if (x->kind == DIAG_INFEASIBLE)
		diag_infeasible(to, x->at, x->id, "%s", x->message);
	else
		diag_error(to, x->at, x->id, "%s", x->message);
}

/* a plan that can't be laid out (a subnet too small for it) puts its topology
 * out, not the others; anything else that goes wrong is told at once */
static struct design *
lay_out(struct trial *t, const struct plan *p, struct candidate *c)
{
	struct diags *own = diags_new(t->a);
	struct design *g = design_make(t->a, own, t->m, p);
	size_t i;

	for (i = 0; i < own->n; i++) {
		bool out = own->item[i].kind == DIAG_INFEASIBLE;

		tell_again(out ? t->kept : t->d, &own->item[i]);
		if (out)
			reason(t->a, c, own->item[i].message);
	}
	return g;
}

/* plan, lay out and simulate once */
static struct plan *
attempt(struct trial *t, enum topology topology, const struct floors *f,
    struct candidate *c)
{
	struct plan *p = pick(t->a, t->m, topology, f);
	struct results *r;
	const char *bottleneck;
	double drain;

	if (p->lp != NULL)
		t->lp = p->lp;
	if (p->status != LP_OPTIMAL && p->status != LP_FEASIBLE)
		return p;
	t->design = lay_out(t, p, c);
	if (t->design == NULL) {
		p->status = LP_ERROR;
		return p;
	}
	r = NEW(t->a, struct results, 1);
	*r = *t->today;
	simulate_design(t->a, t->m, t->design, r);
	t->results = r;
	drain = worst_drain(&r->net[1], &bottleneck);
	requirements_judge(t->a, t->design, drain, r->net[1].rolling.finished ?
	    r->net[1].rolling.seconds : -1, bottleneck);
	c->drain_s = drain;
	c->cost_cents = p->cents;
	c->bound_cents = p->bound_cents;
	c->optimal = p->status == LP_OPTIMAL;
	summary(t->a, t->design, c);
	return p;
}

static void
try_topology(struct trial *t, enum topology topology, struct candidate *c)
{
	struct floors f = {0, 0, 0};
	struct plan *p = NULL, *next;
	double before = -1;
	int round, still = 0;

	c->topology = topology;
	c->drain_s = -1;
	t->design = NULL;
	if (!team_allows(t->a, t->m, topology, c))
		return;
	p = attempt(t, topology, &f, c);
	for (round = 0; round < ROUNDS && t->design != NULL &&
	    p->status != LP_ERROR && !times_met(t->design); round++) {
		struct design *had = t->design;
		struct results *have = t->results;
		struct candidate was = *c;

		/* three steps that gain nothing: the links between the
		 * switches are not what holds it back */
		still = c->drain_s >= 0 && before >= 0 &&
		    c->drain_s >= before - 1e-6 ? still + 1 : 0;
		before = c->drain_s;
		if (still >= 3 || c->drain_s < 0 || !raise_floors(p, &f))
			break;
		next = attempt(t, topology, &f, c);
		if (next->status != LP_OPTIMAL && next->status != LP_FEASIBLE) {
			/* no larger plan: what we had is the most there is */
			t->design = had;
			t->results = have;
			*c = was;
			take_plan_reasons(t, next, c);
			break;
		}
		p = next;
	}
	take_plan_reasons(t, p, c);
	if (t->design != NULL)
		take_unmet(t, c);
}

/* which of the requirements nothing meets, and how near the designs come */
static void
explain(struct trial *t, const struct verdict *v)
{
	const struct limits *w = &t->m->want;
	struct span at = node_at(w->node, "topology");
	size_t i, k;

	if (w->topology == TOPOLOGY_AUTO)
		diag_infeasible(t->d, at, "no-design", "no topology meets the "
		    "requirements; the nearest designs follow");
	else
		diag_infeasible(t->d, at, "no-design", "a %s design does not "
		    "meet the requirements", topology_word[w->topology]);
	for (i = 0; i < v->ncand; i++) {
		const struct candidate *c = &v->cand[i];
		struct buf b = buf_new(t->a);

		if (w->topology != TOPOLOGY_AUTO && c->topology != w->topology)
			continue;
		if (c->summary != NULL)
			buf_printf(&b, "%s for %s %s; ", c->summary,
			    t->m->currency, money_pretty(t->a, c->cost_cents));
		for (k = 0; k < c->nreason && k < 4; k++)
			buf_printf(&b, "%s%s", k > 0 ? "; " : "",
			    c->reason[k]);
		if (c->nreason > 4)
			buf_printf(&b, "; and %zu more", c->nreason - 4);
		diag_infeasible(t->d, at, "no-design", "%s: %s",
		    topology_word[c->topology], b.text);
	}
	for (i = 0; i < t->kept->n; i++)
		tell_again(t->d, &t->kept->item[i]);
	diag_hint(t->d, "'eastwest compare' shows every candidate with all "
	    "reasons");
}

struct verdict *
judge(struct arena *a, struct diags *d, const struct model *m, bool times_only)
{
	static const enum topology order[] = {
		TOPOLOGY_STANDALONE, TOPOLOGY_LINKED, TOPOLOGY_SPINE_LEAF,
		TOPOLOGY_EVLT
	};
	struct verdict *v = NEW(a, struct verdict, 1);
	struct trial t = {a, d, m, simulate_today(a, m), NULL, NULL, NULL,
	    diags_new(a)};
	size_t i, best = NONE, near = NONE;

	v->ncand = sizeof order / sizeof order[0];
	v->cand = NEW(a, struct candidate, v->ncand);
	v->results = NEW(a, struct results, 1);
	*v->results = *t.today;
	for (i = 0; i < v->ncand; i++) {
		struct candidate *c = &v->cand[i];

		try_topology(&t, order[i], c);
		if (v->lp == NULL)
			v->lp = t.lp;
		if (m->want.topology != TOPOLOGY_AUTO &&
		    m->want.topology != order[i])
			continue;
		/* the nearest design, in case none meets everything */
		if (best == NONE && t.design != NULL && (near == NONE ||
		    c->cost_cents < v->cand[near].cost_cents)) {
			near = i;
			v->results = t.results;
			v->shown = t.design;
		}
		if (!c->feasible)
			continue;
		if (best != NONE && v->cand[best].cost_cents <= c->cost_cents)
			continue;
		best = i;
		v->design = v->shown = t.design;
		v->results = t.results;
		v->lp = t.lp;
	}
	if (best != NONE || diag_status(d) != 0)
		return v;
	if (times_only && near != NONE)
		diag_warn(d, node_at(m->want.node, "topology"), "no-design-met",
		    "no design meets every requirement; the times are those of "
		    "the nearest, %s (%s); see 'eastwest compare'",
		    topology_word[order[near]], v->cand[near].summary);
	else
		explain(&t, v);
	return v;
}
