/*
 * Switches that are there already (existing:), in the program and in its answer:
 * what is there and is used is not bought.
 */
#include "size/program.h"

#include <math.h>

#include "base/str.h"

/* what a switch costs with what is bought beside it */
static int64_t
switch_cents(const struct program *g, const struct switch_model *s)
{
	struct ledger l = { g->a, NULL, 0, 0 };
	int64_t cents;

	ledger_add_switch(&l, g->m, s, 0, 1);
	return ledger_cost(g->m, &l, &cents, NULL) ? cents : 0;
}

/* switches of a model that a pattern puts into a role (EXISTING_ANY: any) */
static double
switches_used(const struct rack_class *c, const struct pattern *p,
    const struct switch_model *s, enum existing_role role)
{
	enum existing_role is = c->kind == CLASS_RACKS ? EXISTING_LEAF :
	    c->kind == CLASS_SPINES                    ? EXISTING_SPINE :
	                                                 EXISTING_STANDALONE;

	if (c->kind == CLASS_FABRIC || p->model != s ||
	    (role != EXISTING_ANY && role != is))
		return 0;
	return 2;
}

static void
add_existing_of(struct program *g, const struct switch_model *s)
{
	static const char *const word[] = { "any", "pair", "leaf", "spine" };
	size_t all = lp_row(g->lp, str_fmt(g->a, "there.%s", s->id),
	           candidate_only_existing(g->m, s) ? 0 : -INFINITY, 0),
	       i, k;
	int role;

	for (role = EXISTING_ANY; role <= EXISTING_SPINE; role++) {
		int64_t n = size_existing(g->m, s, (enum existing_role)role);
		size_t row, v;

		if (n == 0)
			continue;
		v = lp_var(g->lp,
		    str_fmt(g->a, "existing.%s.%s", s->id, word[role]), 0,
		    (double)n, -(double)switch_cents(g, s), true);
		lp_term(g->lp, all, v, 1);
		if (role == EXISTING_ANY)
			continue;
		row = lp_row(g->lp,
		    str_fmt(g->a, "there.%s.%s", s->id, word[role]), -INFINITY,
		    0);
		lp_term(g->lp, row, v, 1);
		for (i = 0; i < g->ncls; i++)
			for (k = 0; k < g->cls[i].npattern; k++)
				lp_term(g->lp, row, g->first[i] + k,
				    -switches_used(&g->cls[i],
				        &g->cls[i].pattern[k], s,
				        (enum existing_role)role));
	}
	for (i = 0; i < g->ncls; i++)
		for (k = 0; k < g->cls[i].npattern; k++)
			lp_term(g->lp, all, g->first[i] + k,
			    -switches_used(&g->cls[i], &g->cls[i].pattern[k], s,
			        EXISTING_ANY));
}

void
program_add_existing(struct program *g)
{
	size_t i, k;

	for (i = 0; i < g->m->nexisting; i++) {
		const struct switch_model *s = g->m->existing[i].model;

		for (k = 0; k < i && g->m->existing[k].model != s; k++)
			;
		if (k == i && s != NULL)
			add_existing_of(g, s);
	}
}

void
program_take_existing(struct program *g)
{
	const struct model *m = g->m;
	size_t i, k;
	int role;

	for (i = 0; i < m->nexisting; i++) {
		const struct switch_model *s = m->existing[i].model;
		int64_t used[EXISTING_SPINE + 1] = { 0 }, own = 0, n;

		for (k = 0; k < i && m->existing[k].model != s; k++)
			;
		if (k < i || s == NULL)
			continue;
		for (k = 0; k < g->plan->nrack; k++)
			if (g->plan->rack_pattern != NULL &&
			    g->plan->rack_pattern[k] != NULL &&
			    g->plan->rack_pattern[k]->model == s)
				used[EXISTING_LEAF] += 2;
		for (k = 0; k < 2; k++)
			if (g->plan->spine_pattern[k] != NULL &&
			    g->plan->spine_pattern[k]->model == s)
				used[g->cls[0].kind == CLASS_PAIR ?
				        EXISTING_STANDALONE :
				        EXISTING_SPINE] += 2;
		for (role = EXISTING_STANDALONE; role <= EXISTING_SPINE;
		     role++) {
			n = size_existing(m, s, (enum existing_role)role);
			n = n < used[role] ? n : used[role];
			used[EXISTING_ANY] += used[role] - n;
			own += n;
		}
		n = size_existing(m, s, EXISTING_ANY);
		own += n < used[EXISTING_ANY] ? n : used[EXISTING_ANY];
		ledger_add_switch(&g->plan->parts, m, s, 0, -own);
	}
}
