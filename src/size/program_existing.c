/*
 * Switches that are there already (existing:), in the program and in its
 * answer: what is there and is used is not bought.  And of how many there is an
 * offer: no more are bought.
 */
#include "size/program.h"

#include <math.h>

#include "base/str.h"
#include "size/existing_parts.h"

/* what a switch costs with what is bought beside it */
static int64_t
switch_cents(const struct program *g, const struct switch_model *s)
{
	struct ledger l = { g->a, NULL, 0, 0 };
	int64_t cents;

	ledger_add_switch(&l, g->m, s, 0, 1);
	return ledger_cost(g->m, &l, &cents, NULL) ? cents : 0;
}

int64_t
program_standing(const struct rack_class *c, const struct switch_model *s)
{
	int64_t n = 0;

	for (size_t i = 0; i < c->owned.n; i++)
		if (c->owned.line[i].part == &s->part)
			n += c->owned.line[i].quantity;
	return n < 2 ? n : 2;
}

int64_t
program_bought(const struct rack_class *c, const struct pattern *p)
{
	return p->model != NULL ? 2 - program_standing(c, p->model) : 0;
}

/* switches of a model that a pattern puts into a role (EXISTING_ANY: any),
 * beside those already there by an earlier design */
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
	return (double)program_bought(c, p);
}

/* of a model, how many may be bought */
static double
most_bought(const struct model *m, const struct switch_model *s)
{
	return candidate_only_existing(m, s) ? 0 :
	    s->part.price.bounded            ? (double)s->part.price.pieces :
	                                       INFINITY;
}

/*
 * Of an odd number n of switches one is over where pairs are equipped: with k
 * patterns that use any, no more than min(2 k, n) <= k + (n - 1) / 2 are used,
 * and without integers 2 k could be odd.
 */
static void
round_down(struct program *g, const struct switch_model *s,
    enum existing_role role, const size_t *var, size_t nvar, int64_t n)
{
	size_t row;

	if (n % 2 == 0)
		return;
	row = lp_row(g->lp, str_fmt(g->a, "pairs.%s.%d", s->id, (int)role),
	    -INFINITY, (double)(n / 2));
	for (size_t i = 0; i < nvar; i++)
		lp_term(g->lp, row, var[i], 1);
	for (size_t i = 0; i < g->ncls; i++)
		for (size_t k = 0; k < g->cls[i].npattern; k++)
			if (switches_used(&g->cls[i], &g->cls[i].pattern[k], s,
			        role) > 0)
				lp_term(g->lp, row, g->first[i] + k, -1);
}

static void
add_existing_of(struct program *g, const struct switch_model *s)
{
	static const char *const word[] = { "any", "pair", "leaf", "spine" };
	size_t all = lp_row(g->lp, str_fmt(g->a, "there.%s", s->id),
	           -most_bought(g->m, s), 0),
	       i, k, var[EXISTING_SPINE + 1], nvar = 0;
	int64_t sum = 0;

	for (int role = EXISTING_ANY; role <= EXISTING_SPINE; role++) {
		int64_t n = size_existing(g->m, g->plan->topology, s,
		    (enum existing_role)role);
		size_t row, v;

		if (n == 0)
			continue;
		v = lp_var(g->lp,
		    str_fmt(g->a, "existing.%s.%s", s->id, word[role]), 0,
		    (double)n, -(double)switch_cents(g, s), true);
		lp_term(g->lp, all, v, 1);
		var[nvar++] = v;
		sum += n;
		if (role == EXISTING_ANY)
			continue;
		round_down(g, s, (enum existing_role)role, &v, 1, n);
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
	round_down(g, s, EXISTING_ANY, var, nvar, sum);
}

/* the models of which there may be switches, or only so many bought, each
 * once */
static const struct switch_model **
models_there(const struct program *g, size_t *n)
{
	const struct model *m = g->m;
	const struct previous *was =
	    existing_goes_on(m, g->plan->topology) ? m->previous : NULL;
	size_t all = m->nexisting + (was != NULL ? was->nsw : 0), i, k;
	const struct switch_model **list =
	    NEW(g->a, const struct switch_model *, all + m->catalog->nsw + 1);

	*n = 0;
	for (i = 0; i < all; i++) {
		const struct switch_model *s = i < m->nexisting ?
		    m->existing[i].model :
		    was->sw[i - m->nexisting].model;

		/* existing switches are limited only where they are no longer
		 * sold */
		if (s == NULL ||
		    (i >= m->nexisting && !candidate_only_existing(m, s)))
			continue;
		for (k = 0; k < *n && list[k] != s; k++)
			continue;
		if (k == *n)
			list[(*n)++] = s;
	}
	for (i = 0; i < m->catalog->nsw; i++) {
		const struct switch_model *s = &m->catalog->sw[i];

		for (k = 0; k < *n && list[k] != s; k++)
			continue;
		if (k == *n && s->part.price.bounded)
			list[(*n)++] = s;
	}
	return list;
}

void
program_add_existing(struct program *g)
{
	size_t n;
	const struct switch_model **s = models_there(g, &n);

	for (size_t i = 0; i < n; i++)
		add_existing_of(g, s[i]);
}

/* by role, the switches of a model that have no place yet */
static void
count_bought(const struct program *g, const struct switch_model *s,
    int64_t used[EXISTING_SPINE + 1])
{
	const struct sizing *p = g->plan;

	for (size_t i = 0; i < g->ncls; i++) {
		const struct rack_class *c = &g->cls[i];
		const struct pattern *x = NULL;

		for (size_t k = 0; c->kind == CLASS_RACKS && k < c->n; k++) {
			x = p->rack_pattern != NULL ?
			    p->rack_pattern[c->rack[k]] :
			    NULL;
			if (x != NULL && x->model == s)
				used[EXISTING_LEAF] += program_bought(c, x);
		}
		if (c->kind != CLASS_PAIR && c->kind != CLASS_SPINES)
			continue;
		x = p->spine_pattern[c->kind == CLASS_PAIR ? 0 : c->domain];
		if (x != NULL && x->model == s)
			used[c->kind == CLASS_PAIR ? EXISTING_STANDALONE :
			                             EXISTING_SPINE] +=
			    program_bought(c, x);
	}
}

void
program_take_existing(struct program *g)
{
	const struct model *m = g->m;
	size_t k;
	int role;

	for (size_t i = 0; i < m->nexisting; i++) {
		const struct switch_model *s = m->existing[i].model;
		int64_t used[EXISTING_SPINE + 1] = { 0 }, own = 0, n;

		for (k = 0; k < i && m->existing[k].model != s; k++)
			;
		if (k < i || s == NULL)
			continue;
		count_bought(g, s, used);
		for (role = EXISTING_STANDALONE; role <= EXISTING_SPINE;
		     role++) {
			n = size_existing(m, g->plan->topology, s,
			    (enum existing_role)role);
			n = n < used[role] ? n : used[role];
			used[EXISTING_ANY] += used[role] - n;
			own += n;
		}
		n = size_existing(m, g->plan->topology, s, EXISTING_ANY);
		own += n < used[EXISTING_ANY] ? n : used[EXISTING_ANY];
		ledger_add_switch(&g->plan->parts, m, s, 0, -own);
	}
}
