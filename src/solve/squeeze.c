/*
 * DOC: variables that no answer of interest uses, left out of a tableau: by
 * their reduced costs, and by a trial of one of each.
 */
#include "solve/branch.h"

#include <math.h>
#include <stdint.h>

#include "solve/tableau.h"

/* for programs that are easy: most are done in a tenth of it */
static const double squeeze_most = 6e7;

double
tableau_rounded(double most)
{
	return most + 1e-6 + 1e-9 * fabs(most);
}

/* variables that are 0 in every answer of interest; until nothing changes */
struct squeeze {
	const struct lp *lp;
	struct tableau *t;
	double most, work;
	size_t in_vain; /* tries after which it is given up */
	double *x, *reduced;
	bool none; /* there is no answer of interest */
};

static bool
may_be_used(const struct squeeze *s, size_t i)
{
	return s->lp->var[i].integer && tableau_lo(s->t, i) == 0 &&
	    tableau_hi(s->t, i) >= 1;
}

/* false: no answer is left, or it is not known */
static bool
relax(struct squeeze *s)
{
	const enum tableau_end end = tableau_solve(s->t, s->most, &s->work);
	double least;

	s->none = end == TABLEAU_ABOVE || end == TABLEAU_NONE;
	if (end != TABLEAU_OPTIMAL)
		return false;
	least = tableau_least(s->t, s->reduced);
	for (size_t i = 0; i < s->lp->nvar; i++)
		if (may_be_used(s, i) && s->reduced[i] > 0 &&
		    least + s->reduced[i] > s->most)
			tableau_bounds(s->t, i, 0, 0);
	tableau_drop_fixed(s->t);
	tableau_values(s->t, s->x);
	return true;
}

/* one of each variable tried; false: nothing more was found */
static bool
try_each(struct squeeze *s)
{
	size_t i, tried = 0, gone = 0, since = 0;

	for (i = s->lp->nvar; i-- > 0 && since < s->in_vain && s->work > 0;) {
		const double hi = tableau_hi(s->t, i);
		enum tableau_end end;

		if (!may_be_used(s, i) || s->x[i] >= 1)
			continue;
		tableau_bounds(s->t, i, 1, hi);
		end = tableau_solve(s->t, s->most, &s->work);
		tableau_bounds(s->t, i, 0, hi);
		tried++;
		since++;
		if (end != TABLEAU_ABOVE && end != TABLEAU_NONE)
			continue;
		tableau_bounds(s->t, i, 0, 0);
		gone++;
		since = 0;
		if (s->x[i] > 1e-9 && !relax(s))
			return false;
	}
	return gone > 0 && (gone * 4 >= tried || s->in_vain == SIZE_MAX);
}

bool
tableau_squeeze(struct arena *a, const struct lp *lp, struct tableau *t,
    double most, size_t in_vain, double *work)
{
	struct squeeze s = { .lp = lp,
		.t = t,
		.most = tableau_rounded(most),
		.in_vain = in_vain,
		.work = *work };

	s.x = NEW(a, double, lp->nvar + 1);
	s.reduced = NEW(a, double, lp->nvar + 1);
	if (relax(&s))
		while (s.work > 0 && try_each(&s))
			continue;
	*work = s.work;
	return !s.none;
}

bool
branch_squeeze(struct lp *lp, double most)
{
	struct arena *scratch = arena_new();
	struct tableau *t = tableau_new(scratch, lp);
	double work = squeeze_most;

	if (t != NULL)
		tableau_squeeze(scratch, lp, t, most, SIZE_MAX, &work);
	for (size_t i = 0; t != NULL && i < lp->nvar; i++)
		if (lp->var[i].integer && lp->var[i].lo == 0 &&
		    tableau_hi(t, i) <= 0)
			lp->var[i].hi = 0;
	arena_free(scratch);
	return t != NULL;
}
