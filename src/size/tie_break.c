/*
 * DOC: of designs that cost the same, the one of the fewest distinct parts, and
 * of those the one whose patterns come first (they are in order of the models'
 * ids, then of the cables as the catalog lists them).
 *
 * First what is in no optimum is left out: a pattern whose use alone makes the
 * relaxed program more costly than the optimum is tried and dropped until
 * nothing more can be (lp_squeeze).  Few are left; then the program once more
 * with its cost held at the optimum:
 *   minimise  M sum_g w[g] y[g] + sum_cp rank[c,p] x[c,p]
 *   parts     sum of x[c,p] over the patterns of class c with the parts of g
 *             <= n_c y[g], y binary, for each class c
 * Parts that the same patterns have are one group g of w of them; parts that
 * every pattern of a class has are there whatever is chosen and have no y.
 * M is above any sum of ranks.  It must end within its search nodes, else the
 * first answer stays; either way the same program gives the same answer.
 */
#include "size/size.h"

#include <math.h>
#include <string.h>

enum { NODES = 5000 };

struct ties {
	struct arena *a;
	const struct rack_class *cls;
	size_t ncls;
	const size_t *first; /* variable of each class's first pattern */
	struct lp *lp;
	double most; /* M */
	/* parts in the order they were met: which patterns have them */
	struct group {
		const bool *has; /* by variable */
		size_t parts;
	} * group;
	size_t ngroup, capgroup;
};

static bool
has_part(const struct pattern *p, const struct part *part)
{
	for (size_t i = 0; i < p->parts.n; i++)
		if (p->parts.line[i].part == part)
			return true;
	return false;
}

/* the cost as a row */
static void
hold_cost(struct lp *lp, double cost)
{
	/* costs are whole cents */
	const size_t row = lp_row(lp, "cost", -INFINITY, cost + 0.5);

	for (size_t i = 0; i < lp->nvar; i++) {
		lp_term(lp, row, i, lp->var[i].cost);
		lp->var[i].cost = 0;
	}
}

/* every part of any pattern, once */
static struct ledger
all_parts(const struct ties *t)
{
	struct ledger l = { t->a, NULL, 0, 0 };

	for (size_t i = 0; i < t->ncls; i++)
		for (size_t k = 0; k < t->cls[i].npattern; k++)
			ledger_merge(&l, &t->cls[i].pattern[k].parts, 1);
	return l;
}

/* of the patterns of a class that are left: those with the part, all of them */
static void
class_count(const struct ties *t, size_t c, const bool *has, size_t *some,
    size_t *all)
{
	size_t k;

	*some = *all = 0;
	for (k = t->first[c]; k < t->first[c] + t->cls[c].npattern; k++) {
		*some += has[k];
		*all += t->lp->var[k].hi > 0;
	}
}

/* is there a choice about a part? */
static bool
in_question(const struct ties *t, const bool *has)
{
	bool met = false;
	size_t some, all;

	for (size_t c = 0; c < t->ncls; c++) {
		class_count(t, c, has, &some, &all);
		if (some == all && t->cls[c].n > 0)
			return false;
		met |= some > 0;
	}
	return met;
}

static void
group_add(struct ties *t, const struct part *part, size_t nvar)
{
	bool *has = NEW(t->a, bool, nvar + 1);
	struct group g = { has, 1 };

	for (size_t c = 0; c < t->ncls; c++)
		for (size_t k = 0; k < t->cls[c].npattern; k++)
			has[t->first[c] + k] =
			    t->lp->var[t->first[c] + k].hi > 0 &&
			    has_part(&t->cls[c].pattern[k], part);
	if (!in_question(t, has))
		return;
	for (size_t k = 0; k < t->ngroup; k++)
		if (memcmp(t->group[k].has, has, nvar * sizeof *has) == 0) {
			t->group[k].parts++;
			return;
		}
	PUSH(t->a, t->group, t->ngroup, t->capgroup, g);
}

/* its y and a row for each class */
static void
group_rows(struct ties *t, const struct group *g)
{
	const size_t y =
	    lp_var(t->lp, NULL, 0, 1, t->most * (double)g->parts, true);
	size_t some, all;

	for (size_t c = 0; c < t->ncls; c++) {
		size_t row;

		class_count(t, c, g->has, &some, &all);
		if (some == 0)
			continue;
		row = lp_row(t->lp, NULL, -INFINITY, 0);
		lp_term(t->lp, row, y, -(double)t->cls[c].n);
		for (size_t k = 0; k < t->cls[c].npattern; k++)
			if (g->has[t->first[c] + k])
				lp_term(t->lp, row, t->first[c] + k, 1);
	}
}

/* is there only one pattern left of each class? */
static bool
no_choice(const struct ties *t)
{
	for (size_t c = 0; c < t->ncls; c++) {
		size_t left = 0;

		for (size_t k = 0; k < t->cls[c].npattern; k++)
			left += t->lp->var[t->first[c] + k].hi > 0;
		if (left > 1)
			return false;
	}
	return true;
}

bool
tie_break(struct arena *a, struct lp_memo *memo, const struct lp *program,
    const struct rack_class *cls, size_t ncls, const size_t *first,
    struct lp_answer *ans)
{
	struct ties t = { a, cls, ncls, first, lp_copy(a, program), 1, NULL, 0,
		0 };
	struct ledger parts;
	struct lp_answer second;
	struct lp *rest;
	size_t *at;

	/* no answer of a cost above this one's has them, nor has this cost */
	for (size_t i = 0; ans->unused != NULL && i < program->nvar; i++)
		if (ans->unused[i])
			t.lp->var[i].hi = 0;
	lp_memo_squeeze(memo, a, t.lp, ans->objective + 1, SQUEEZE_STEPS);
	if (no_choice(&t))
		return true;
	hold_cost(t.lp, ans->objective);
	for (size_t i = 0; i < ncls; i++) {
		for (size_t k = 0; k < cls[i].npattern; k++)
			t.lp->var[first[i] + k].cost = (double)k;
		t.most += (double)(cls[i].n * cls[i].npattern);
	}
	parts = all_parts(&t);
	for (size_t i = 0; i < parts.n; i++)
		group_add(&t, parts.line[i].part, program->nvar);
	for (size_t i = 0; i < t.ngroup; i++)
		group_rows(&t, &t.group[i]);
	at = NEW(a, size_t, t.lp->nvar + 1);
	rest = lp_compact(a, t.lp, at);
	if (rest == NULL)
		return false;
	second = lp_memo_solve(memo, a, rest, NODES);
	if (second.status != LP_OPTIMAL)
		return false;
	memset(ans->x, 0, program->nvar * sizeof *ans->x);
	for (size_t i = 0; i < rest->nvar; i++)
		if (at[i] < program->nvar)
			ans->x[at[i]] = second.x[i];
	return true;
}
