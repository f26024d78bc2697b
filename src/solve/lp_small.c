#include "solve/lp_small.h"

#include <math.h>

/* what costs by this share more than a bound is not left out by trials: each of
 * them takes long where a program is large, and few of them tell */
static const double far_above = 0.1;

struct lp *
lp_copy(struct arena *a, const struct lp *from)
{
	struct lp *lp = lp_new(a);

	for (size_t i = 0; i < from->nvar; i++)
		lp_var(lp, from->var[i].name, from->var[i].lo, from->var[i].hi,
		    from->var[i].cost, from->var[i].integer);
	for (size_t i = 0; i < from->nrow; i++)
		lp_row(lp, from->row[i].name, from->row[i].lo, from->row[i].hi);
	for (size_t i = 0; i < from->nterm; i++)
		lp_term(lp, from->term[i].row, from->term[i].var,
		    from->term[i].coef);
	return lp;
}

/* does a row hold where all its variables are 0? */
static bool
holds_empty(const struct lp_row *r)
{
	return r->lo <= 0 && r->hi >= 0;
}

struct lp *
lp_compact(struct arena *a, const struct lp *from, size_t *at)
{
	struct lp *lp = lp_new(a);
	size_t *var = NEW(a, size_t, from->nvar + 1);
	size_t *row = NEW(a, size_t, from->nrow + 1), i;

	for (i = 0; i < from->nvar; i++) {
		const struct lp_var *v = &from->var[i];

		if (v->lo == 0 && v->hi == 0)
			continue;
		at[lp->nvar] = i;
		var[i] =
		    1 + lp_var(lp, v->name, v->lo, v->hi, v->cost, v->integer);
	}
	for (i = 0; i < from->nterm; i++) {
		const struct lp_term *t = &from->term[i];
		const struct lp_row *r = &from->row[t->row];

		if (var[t->var] == 0)
			continue;
		if (row[t->row] == 0)
			row[t->row] = 1 + lp_row(lp, r->name, r->lo, r->hi);
		lp_term(lp, row[t->row] - 1, var[t->var] - 1, t->coef);
	}
	for (i = 0; i < from->nrow; i++)
		if (row[i] == 0 && !holds_empty(&from->row[i]))
			return NULL;
	return lp;
}

/* an answer of the small program as one of the large */
static double *
spread(struct arena *a, const double *x, size_t n, const size_t *at,
    size_t nvar)
{
	double *y = NEW(a, double, nvar + 1);

	for (size_t i = 0; i < n; i++)
		y[at[i]] = x[i];
	return y;
}

/* is what is known too dear to leave much out by?  By what every answer costs
 * at least */
static bool
is_far(struct arena *a, const struct lp *lp, double known)
{
	double least;

	return lp_relaxed(a, lp, &least) &&
	    known - least > far_above * fmax(fabs(least), 1);
}

struct lp_answer
lp_solve_known(struct lp_memo *memo, struct arena *a, const struct lp *lp,
    long nodes, double known, long work)
{
	struct lp *all, *some;
	struct lp_answer ans;
	size_t *at;

	if (isinf(known))
		return lp_memo_solve(memo, a, lp, nodes);
	if (lp_memo_within(memo, a, lp, nodes, known, &ans))
		return ans;
	if (is_far(a, lp, known)) {
		ans = lp_memo_solve(memo, a, lp, nodes);
		if (ans.status == LP_OPTIMAL)
			return ans;
	}
	all = lp_copy(a, lp);
	at = NEW(a, size_t, lp->nvar + 1);
	lp_memo_squeeze(memo, a, all, known, work);
	some = lp_compact(a, all, at);
	if (some != NULL) {
		ans = lp_memo_solve(memo, a, some, nodes);
		/* what is above it may be beaten by what was left out */
		if (ans.status == LP_OPTIMAL && ans.objective <= known) {
			ans.unused = NULL;
			ans.x = spread(a, ans.x, some->nvar, at, lp->nvar);
			ans.reduced =
			    spread(a, ans.reduced, some->nvar, at, lp->nvar);
			return ans;
		}
	}
	return lp_memo_solve(memo, a, lp, nodes);
}
