/*
 * Every topology tried, the cheapest that meets the requirements chosen; where
 * none does, why, and how near the designs come.
 */
#include "prove/prove.h"

#include <string.h>

#include "base/num.h"
#include "base/str.h"
#include "prove/trial.h"
#include "prove/why.h"
#include "size/clos.h"

/* what prevents a design for the site, whatever is bought */
static void
say_apart(struct buf *b, const struct model *m)
{
	const struct apart_count *n = model_apart_counts(b->a, m);

	for (size_t i = 1; i <= m->napart; i++) {
		const struct cluster *c = &m->cluster[n[i].cluster];

		if (n[i].vms < 2 || n[i].vms != c->nhost)
			continue;
		buf_printf(b,
		    "  apart: \tone VM fewer marked '%s', or one more host in "
		    "cluster '%s': %zu VMs on %zu hosts prevent each other "
		    "from being migrated, and no network can drain these "
		    "hosts\n",
		    m->apart[i], c->name, n[i].vms, c->nhost);
	}
}

/* the nearest value of one requirement, all else as required */
static void
say_nearest(struct buf *b, const struct model *m, const struct conflict_line *l)
{
	buf_printf(b, "  %s: \t%s instead of %s for about %s %s (%s)", l->name,
	    why_words(b->a, l->nearest), l->wanted, m->currency,
	    num_money_rough(b->a, l->cost_cents), l->what);
	if (l->without != NULL)
		buf_printf(b, ", or %s for %s", why_words(b->a, l->without),
		    num_money_rough(b->a, l->without_cents));
	buf_putc(b, '\n');
}

/* of each of several sets one must change */
static void
say_sets(struct buf *b, const struct model *m, const struct why *y)
{
	bool any = true;

	for (size_t set = 0; any; set++) {
		any = false;
		for (size_t i = 0; i < y->napart; i++) {
			const struct conflict_line *l = &y->apart[i];

			if (l->set != set)
				continue;
			if (!any)
				buf_puts(b,
				    set == 0 ? "change one of these:\n" :
				               "and one of these:\n");
			any = true;
			if (l->possible)
				say_nearest(b, m, l);
			else
				buf_printf(b,
				    "  %s: \tcannot be met at any "
				    "value\n",
				    l->name);
		}
	}
}

/* the smallest set of requirements that can't be met together, as a list of
 * which any one is enough */
static void
say_changes(struct buf *b, const struct model *m, const struct why *y)
{
	struct buf list = buf_new(b->a), stuck = buf_new(b->a);
	bool lone; /* VMs that no network helps */

	say_apart(&list, m);
	lone = list.len > 0;
	for (size_t i = 0; (lone || y->napart == 0) && i < y->nconflict; i++) {
		const struct conflict_line *l = &y->conflict[i];

		if (l->possible)
			say_nearest(&list, m, l);
		else
			buf_printf(&stuck, "%s%s %s", stuck.len > 0 ? ", " : "",
			    l->name, l->wanted);
	}
	for (size_t i = 0; i < y->ninstead; i++) {
		const struct relief_line *l = &y->instead[i];

		buf_printf(&list,
		    "  %s: \t%s instead of %s for about %s %s (%s)\n", l->name,
		    l->to, l->from, m->currency,
		    num_money_rough(b->a, l->cost_cents), l->what);
	}
	if (y->hopeless)
		buf_puts(b,
		    "the requirements are not the cause: there is no design "
		    "even without them\n");
	if (list.len > 0)
		buf_printf(b, "change one of these:\n%s", list.text);
	if (!lone)
		say_sets(b, m, y);
	if (stuck.len > 0)
		buf_printf(b,
		    "no help alone, since the others fail too: \t%s\n",
		    stuck.text);
}

/* is it the required one? */
static bool
is_asked(const struct model *m, const struct candidate *c)
{
	return m->want.topology == TOPOLOGY_AUTO ||
	    c->topology == m->want.topology;
}

static const char *
cost_text(struct arena *a, const struct candidate *c)
{
	return c->summary == NULL ? "-" : num_money_rough(a, c->cost_cents);
}

/* a row for each topology: what it would cost, and what is against it */
static void
say_candidates(struct buf *b, const struct model *m, const struct selection *v)
{
	int name = 0, cost = 0, n;

	for (size_t i = 0; i < v->ncand; i++) {
		const struct candidate *c = &v->cand[i];

		if (!is_asked(m, c))
			continue;
		n = (int)strlen(model_topology_word[c->topology]);
		name = n > name ? n : name;
		n = (int)strlen(cost_text(b->a, c));
		cost = n > cost ? n : cost;
	}
	for (size_t i = 0; i < v->ncand; i++) {
		const struct candidate *c = &v->cand[i];

		if (!is_asked(m, c))
			continue;
		buf_printf(b, "%-*s  %*s  \t", name,
		    model_topology_word[c->topology], cost, cost_text(b->a, c));
		for (size_t k = 0; k < c->nreason && k < 4; k++)
			buf_printf(b, "%s%s", k > 0 ? "; " : "", c->reason[k]);
		if (c->nreason > 4)
			buf_printf(b, "; and %zu more", c->nreason - 4);
		if (c->summary != NULL)
			buf_printf(b, "; with %s", c->summary);
		buf_putc(b, '\n');
	}
}

/* which of the requirements nothing meets, and how near the designs come: one
 * finding, a table and a list */
static void
explain(struct trial_cache *cache, const struct selection *v)
{
	const struct model *m = cache->m;
	const struct limits *w = &m->want;
	struct span at = node_at(w->node, "topology");
	struct buf b = buf_new(cache->a);

	if (w->topology == TOPOLOGY_AUTO)
		diag_infeasible(cache->d, at, "no-design",
		    "no topology meets the requirements (costs in %s)",
		    m->currency);
	else
		diag_infeasible(cache->d, at, "no-design",
		    "a%s %s design does not meet the requirements (costs in "
		    "%s)",
		    w->topology == TOPOLOGY_EVLT ? "n" : "",
		    model_topology_word[w->topology], m->currency);
	say_candidates(&b, m, v);
	say_changes(&b, m, v->why);
	diag_detail(cache->d, b.text);
	diag_hint(cache->d,
	    "'eastwest compare' shows every alternative with all reasons");
	for (size_t i = 0; i < cache->kept->n; i++) {
		const struct diag *x = &cache->kept->item[i];

		if (x->kind == DIAG_INFEASIBLE)
			diag_infeasible(cache->d, x->at, x->id, "%s",
			    x->message);
		else
			diag_error(cache->d, x->at, x->id, "%s", x->message);
	}
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

/* what a choice is for */
enum choose_for {
	FOR_DESIGN,  /* with notes; other topologies beside the required one, if
		      * there is a design */
	FOR_COMPARE, /* those in any case, and no notes */
	FOR_TIMES,   /* the times of the best, or of the nearest */
	FOR_LAYOUT   /* what is built, and no times */
};

struct choice {
	struct selection *v;
	const struct model *m;
	enum choose_for wanted;
	struct trial kept;
	size_t best, near; /* of the candidates; NONE */
};

static struct trial
try_one(struct choice *x, struct arena *a, size_t i)
{
	struct selection *v = x->v;
	bool layout = x->wanted == FOR_LAYOUT;
	/* callers that need times need those of the best */
	int64_t ceiling = x->wanted == FOR_TIMES && x->best != NONE ?
	    cost_with_energy(&v->cand[x->best]) :
	    0;

	return trial_run(v->cache, a, x->m, trial_order[i],
	    layout ? TRIAL_LAYOUT : TRIAL_FULL, ceiling, &v->cand[i]);
}

static void
try_asked(struct choice *x, struct arena *a, size_t i)
{
	struct candidate *cand = x->v->cand, *c = &cand[i];
	struct trial t = try_one(x, a, i);

	if (c->feasible &&
	    (x->best == NONE ||
	        cost_with_energy(c) < cost_with_energy(&cand[x->best]))) {
		x->best = i;
		keep_trial(&x->kept, &t);
	} else if (x->best == NONE && t.design != NULL &&
	    (x->near == NONE || c->cost_cents < cand[x->near].cost_cents)) {
		/* the nearest, in case none meets everything */
		x->near = i;
		keep_trial(&x->kept, &t);
	} else if (x->kept.own == NULL && t.plan != NULL &&
	    t.plan->lp != NULL) {
		keep_trial(&x->kept, &t); /* for its program */
	}
	trial_drop(&t);
}

static void
try_others(struct choice *x, struct arena *a)
{
	for (size_t i = 0; i < x->v->ncand; i++) {
		struct trial t;

		if (is_asked(x->m, &x->v->cand[i]))
			continue;
		t = try_one(x, a, i);
		trial_drop(&t);
	}
}

static struct selection *
choose(struct arena *a, struct diags *d, const struct model *m,
    enum choose_for wanted)
{
	struct selection *v = NEW(a, struct selection, 1);
	struct choice x = { v, m, wanted, { 0 }, NONE, NONE };

	v->cache = trial_cache_new(a, d, m);
	v->why = NEW(a, struct why, 1);
	v->ncand = TOPOLOGIES;
	v->cand = NEW(a, struct candidate, v->ncand);
	for (size_t i = 0; i < v->ncand; i++) {
		v->cand[i].topology = trial_order[i];
		v->cand[i].drain_s = -1;
		if (is_asked(m, &v->cand[i]))
			try_asked(&x, a, i);
	}
	if (wanted == FOR_COMPARE || (wanted == FOR_DESIGN && x.best != NONE))
		try_others(&x, a);
	if (wanted == FOR_DESIGN && x.best != NONE)
		trial_notes(v->cache, m, &x.kept);
	v->lp = x.kept.plan != NULL ? x.kept.plan->lp : NULL;
	v->results = x.kept.results;
	v->shown = x.kept.design;
	v->design = x.best != NONE ? x.kept.design : NULL;
	trial_keep(&x.kept, a);
	if (v->results == NULL && wanted == FOR_TIMES) {
		v->results = NEW(a, struct results, 1);
		*v->results = *trial_cache_today(v->cache);
	}
	if (x.best != NONE || diag_status(d) != 0)
		return v;
	if (wanted == FOR_TIMES && x.near != NONE)
		diag_warn(d, node_at(m->want.node, "topology"), "no-design-met",
		    "no design meets every requirement; times are for the "
		    "nearest design, %s (%s); see 'eastwest compare'",
		    model_topology_word[trial_order[x.near]],
		    v->cand[x.near].summary);
	else {
		why_conflict(v->cache, v->why);
		why_instead(v->cache, v->why);
		explain(v->cache, v);
	}
	return v;
}

struct selection *
prove_choose(struct arena *a, struct diags *d, const struct model *m,
    bool times_only)
{
	return choose(a, d, m, times_only ? FOR_TIMES : FOR_DESIGN);
}

struct selection *
prove_compare(struct arena *a, struct diags *d, const struct model *m)
{
	return choose(a, d, m, FOR_COMPARE);
}

struct selection *
prove_layout(struct arena *a, struct diags *d, const struct model *m)
{
	return choose(a, d, m, FOR_LAYOUT);
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
