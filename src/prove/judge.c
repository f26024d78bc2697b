/*
 * Every topology tried, the cheapest that meets the requirements chosen; where
 * none does, why, and how near the designs come.
 */
#include "prove/prove.h"

#include "base/num.h"
#include "base/str.h"
#include "prove/trial.h"
#include "prove/why.h"
#include "size/clos.h"

/* the smallest set that can't be met together, and the nearest of each */
static void
explain_conflict(struct trial_cache *lab, const struct why *y)
{
	struct arena *a = lab->a;
	const struct model *m = lab->m;
	struct buf b = buf_new(a);
	size_t i;

	if (y->hopeless)
		diag_infeasible(lab->d, node_at(m->want.node, "topology"),
		    "no-design",
		    "no requirement causes this: there is no design even "
		    "without them");
	for (i = 0; i < y->nconflict; i++)
		buf_printf(&b, "%s%s %s", i > 0 ? ", " : "",
		    y->conflict[i].name, y->conflict[i].wanted);
	if (y->nconflict > 0)
		diag_infeasible(lab->d, node_at(m->want.node, "topology"),
		    "no-design",
		    y->nconflict > 1 ? "these can't be met together: %s" :
		                       "cannot be met: %s",
		    b.text);
	for (i = 0; i < y->nconflict; i++) {
		const struct conflict_line *l = &y->conflict[i];
		struct span at = node_at(m->want.node, l->name);

		if (!l->possible)
			diag_infeasible(lab->d, at, "no-design",
			    "relaxing %s alone does not help: the other "
			    "requirements fail too",
			    l->name);
		else
			diag_infeasible(lab->d, at, "no-design",
			    "with %s %s "
			    "instead of %s: %s %s (%s)%s",
			    l->name, why_words(a, l->nearest), l->wanted,
			    m->currency, num_money_pretty(a, l->cost_cents),
			    l->what,
			    l->without == NULL ?
			        "" :
			        str_fmt(a, "; with %s %s: %s %s", l->name,
			            why_words(a, l->without), m->currency,
			            num_money_pretty(a, l->without_cents)));
	}
}

/* which of the requirements nothing meets, and how near the designs come */
static void
explain(struct trial_cache *lab, const struct selection *v)
{
	const struct model *m = lab->m;
	const struct limits *w = &m->want;
	struct span at = node_at(w->node, "topology");
	size_t i, k;

	if (w->topology == TOPOLOGY_AUTO)
		diag_infeasible(lab->d, at, "no-design",
		    "no topology meets "
		    "the requirements; the nearest designs follow");
	else
		diag_infeasible(lab->d, at, "no-design",
		    "a %s design does not "
		    "meet the requirements",
		    model_topology_word[w->topology]);
	diag_hint(lab->d,
	    "'eastwest compare' shows every alternative with all reasons");
	for (i = 0; i < v->ncand; i++) {
		const struct candidate *c = &v->cand[i];
		struct buf b = buf_new(lab->a);

		if (w->topology != TOPOLOGY_AUTO && c->topology != w->topology)
			continue;
		if (c->summary != NULL)
			buf_printf(&b, "%s for %s %s; ", c->summary,
			    m->currency,
			    num_money_pretty(lab->a, c->cost_cents));
		for (k = 0; k < c->nreason && k < 4; k++)
			buf_printf(&b, "%s%s", k > 0 ? "; " : "", c->reason[k]);
		if (c->nreason > 4)
			buf_printf(&b, "; and %zu more", c->nreason - 4);
		diag_infeasible(lab->d, at, "no-design", "%s: %s",
		    model_topology_word[c->topology], b.text);
	}
	for (i = 0; i < lab->kept->n; i++)
		diag_infeasible(lab->d, lab->kept->item[i].at,
		    lab->kept->item[i].id, "%s", lab->kept->item[i].message);
	explain_conflict(lab, v->why);
}

/* what is compared: with energy and premiums, where those count */
static int64_t
cost_with_energy(const struct candidate *c)
{
	return c->cost_cents + c->energy_cents + c->premium_cents;
}

/* the trial that is kept of those seen so far */
static void
keep_trial(struct trial *kept, struct trial *t)
{
	trial_drop(kept);
	*kept = *t;
	t->own = NULL;
}

static struct selection *
choose(struct arena *a, struct diags *d, const struct model *m, bool times_only,
    enum trial_depth depth)
{
	static const enum topology order[] = { TOPOLOGY_STANDALONE,
		TOPOLOGY_LINKED, TOPOLOGY_SPINE_LEAF, TOPOLOGY_EVLT };
	struct selection *v = NEW(a, struct selection, 1);
	struct trial kept = { 0 };
	size_t i, best = NONE, near = NONE;

	v->lab = trial_cache_new(a, d, m);
	v->why = NEW(a, struct why, 1);
	v->ncand = sizeof order / sizeof order[0];
	v->cand = NEW(a, struct candidate, v->ncand);
	for (i = 0; i < v->ncand; i++) {
		struct candidate *c = &v->cand[i];
		struct trial t = trial_run(v->lab, a, m, order[i], depth, 0, c);

		if (m->want.topology != TOPOLOGY_AUTO &&
		    m->want.topology != order[i]) {
			trial_drop(&t);
			continue;
		}
		if (c->feasible &&
		    (best == NONE ||
		        cost_with_energy(c) <
		            cost_with_energy(&v->cand[best]))) {
			best = i;
			keep_trial(&kept, &t);
		} else if (best == NONE && t.design != NULL &&
		    (near == NONE ||
		        c->cost_cents < v->cand[near].cost_cents)) {
			/* the nearest, in case none meets everything */
			near = i;
			keep_trial(&kept, &t);
		} else if (kept.own == NULL && t.plan != NULL &&
		    t.plan->lp != NULL) {
			keep_trial(&kept, &t); /* for its program */
		}
		trial_drop(&t);
	}
	v->lp = kept.plan != NULL ? kept.plan->lp : NULL;
	v->results = kept.results;
	v->shown = kept.design;
	v->design = best != NONE ? kept.design : NULL;
	trial_keep(&kept, a);
	if (v->results == NULL && times_only) {
		v->results = NEW(a, struct results, 1);
		*v->results = *trial_cache_today(v->lab);
	}
	if (best != NONE || diag_status(d) != 0)
		return v;
	if (times_only && near != NONE)
		diag_warn(d, node_at(m->want.node, "topology"), "no-design-met",
		    "no design meets every requirement; times are for the "
		    "nearest, %s (%s); see 'eastwest compare'",
		    model_topology_word[order[near]], v->cand[near].summary);
	else {
		why_conflict(v->lab, v->why);
		explain(v->lab, v);
	}
	return v;
}

struct selection *
prove_choose(struct arena *a, struct diags *d, const struct model *m,
    bool times_only)
{
	return choose(a, d, m, times_only, TRIAL_FULL);
}

struct selection *
prove_layout(struct arena *a, struct diags *d, const struct model *m)
{
	return choose(a, d, m, false, TRIAL_LAYOUT);
}

void
prove_add_clos(struct arena *a, const struct model *m, struct selection *v)
{
	const struct clos x = clos_size(a, m);
	struct candidate c = { 0 };

	c.topology = TOPOLOGY_CLOS;
	c.priced_only = true;
	c.drain_s = -1;
	c.reason = x.reason;
	c.nreason = x.nreason;
	if (x.found) {
		c.cost_cents = c.bound_cents = x.cents;
		c.nswitches = x.leaves + x.fabrics + x.spines;
		c.summary = x.summary;
		c.feasible = m->want.budget_cents == 0 ||
		    x.cents <= m->want.budget_cents;
	}
	v->cand =
	    arena_grow(a, v->cand, v->ncand, v->ncand + 1, sizeof *v->cand);
	v->cand[v->ncand++] = c;
}
