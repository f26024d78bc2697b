/* Branch and bound of our own, against every answer tried. */
#include <criterion/criterion.h>
#include <math.h>

#include "solve/branch.h"

enum { CLASSES = 3, WAYS = 4, SPARES = 3 };

static unsigned
next(unsigned *seed)
{
	*seed = *seed * 1103515245u + 12345u;
	return *seed >> 16 & 0x7fff;
}

/* of each class one way; what they take of a thing that the last class gives;
 * and spares of three parts */
static struct lp *
random_program(struct arena *a, unsigned *seed)
{
	struct lp *lp = lp_new(a);
	size_t room = lp_row(lp, "room", -INFINITY, 0), c, w, k;

	for (c = 0; c < CLASSES; c++) {
		size_t one = lp_row(lp, NULL, 1, 1);

		for (w = 0; w < WAYS; w++) {
			size_t v =
			    lp_var(lp, NULL, 0, 1, 100 + next(seed) % 50, true);

			lp_term(lp, one, v, 1);
			lp_term(lp, room, v,
			    c + 1 < CLASSES ? 1 + next(seed) % 9 :
			                      -(double)(next(seed) % 20));
		}
	}
	for (k = 0; k < SPARES; k++) {
		size_t row = lp_row(lp, NULL, 0, INFINITY);

		lp_term(lp, row,
		    lp_var(lp, NULL, 0, INFINITY, 5 + next(seed) % 9, true), 1);
		for (c = 0; c < CLASSES * WAYS; c++)
			lp_term(lp, row, c, -0.1 * (next(seed) % 12));
	}
	return lp;
}

/* what a choice of ways costs with the spares it needs; INFINITY: no room */
static double
cost_of(struct arena *a, const struct lp *lp, size_t choice)
{
	double *x = NEW(a, double, lp->nvar), need[SPARES] = { 0 }, cost = 0;
	size_t c, i;

	for (c = 0; c < CLASSES; c++, choice /= WAYS)
		x[c * WAYS + choice % WAYS] = 1;
	for (i = 0; i < lp->nterm; i++)
		if (lp->term[i].row > CLASSES &&
		    lp->term[i].var < CLASSES * WAYS)
			need[lp->term[i].row - CLASSES - 1] -=
			    lp->term[i].coef * x[lp->term[i].var];
	for (i = 0; i < SPARES; i++)
		x[CLASSES * WAYS + i] = ceil(need[i] - 1e-9);
	for (i = 0; i < lp->nvar; i++)
		cost += lp->var[i].cost * x[i];
	return lp_holds(a, lp, x) ? cost : INFINITY;
}

Test(branch, finds_what_trying_everything_finds)
{
	unsigned seed = 7, turn, any = 0;

	for (turn = 0; turn < 400; turn++) {
		struct arena *a = arena_new();
		struct lp *lp = random_program(a, &seed);
		double best = INFINITY, least;
		bool used[CLASSES * WAYS] = { false }, some;
		struct lp_answer ans;
		size_t i, c, all = 1;

		for (c = 0; c < CLASSES; c++)
			all *= WAYS;
		for (i = 0; i < all; i++)
			best = fmin(best, cost_of(a, lp, i));
		cr_assert(branch_solve(a, lp, 1000, INFINITY, &ans));
		cr_assert(branch_relaxed(a, lp, &least, &some));
		if (isinf(best)) {
			cr_assert_eq(ans.status, LP_INFEASIBLE);
			arena_free(a);
			continue;
		}
		any++;
		cr_assert_eq(ans.status, LP_OPTIMAL);
		cr_assert_float_eq(ans.objective, best, 1e-6);
		cr_assert(lp_holds(a, lp, ans.x));
		cr_assert(some && least <= best + 1e-6);
		/* with a limit: as before at the best, and none below it */
		cr_assert(branch_solve(a, lp, 1000, best, &ans));
		cr_assert_eq(ans.status, LP_OPTIMAL);
		cr_assert_float_eq(ans.objective, best, 1e-6);
		cr_assert(branch_solve(a, lp, 1000, best - 1, &ans));
		cr_assert_eq(ans.status, LP_INFEASIBLE);
		/* what is used in an answer that is good enough stays */
		for (i = 0; i < all; i++)
			for (c = 0; c < CLASSES && cost_of(a, lp, i) < best + 4;
			     c++)
				used[c * WAYS +
				    i /
				        (c == 0        ? 1 :
				                c == 1 ? WAYS :
				                         WAYS * WAYS) %
				        WAYS] = true;
		cr_assert(branch_squeeze(lp, best + 3));
		for (i = 0; i < CLASSES * WAYS; i++)
			cr_assert(!used[i] || lp->var[i].hi > 0);
		arena_free(a);
	}
	cr_assert_gt(any, 100);
}

Test(branch, leaves_to_others_what_it_cannot_start_or_end)
{
	struct arena *a = arena_new();
	struct lp *lp = lp_new(a);
	struct lp_answer ans = { .status = LP_ERROR };
	unsigned seed = 3;
	size_t row = lp_row(lp, "much", -INFINITY, 9);

	/* better without end */
	lp_term(lp, row, lp_var(lp, NULL, 0, INFINITY, -1, true), 1);
	cr_assert(!branch_solve(a, lp, 1000, INFINITY, &ans));
	cr_assert_eq(ans.status, LP_ERROR);
	/* no nodes */
	cr_assert(
	    !branch_solve(a, random_program(a, &seed), 0, INFINITY, &ans));
	cr_assert_eq(ans.status, LP_ERROR);
	arena_free(a);
}
