/* The fence around GLPK. */
#include <criterion/criterion.h>
#include <math.h>
#include <string.h>

#include "solve/lp.h"
#include "solve/lp_memo.h"
#include "solve/lp_small.h"

/* a knapsack: 5 things of value and weight, capacity 10, by hand 15 */
static struct lp *
knapsack(struct arena *a, bool integer)
{
	static const double value[] = {4, 2, 1, 10, 2};
	static const double weight[] = {12, 1, 1, 4, 2};
	struct lp *lp = lp_new(a);
	size_t row, i;

	row = lp_row(lp, "capacity", -INFINITY, 15);
	for (i = 0; i < 5; i++)
		lp_term(lp, row, lp_var(lp, NULL, 0, 1, -value[i], integer),
		    weight[i]);
	return lp;
}

Test(lp, finds_the_optimum_and_says_it_is_proven)
{
	struct arena *a = arena_new();
	struct lp_answer x = lp_solve(a, knapsack(a, true), 0);

	cr_assert_eq(x.status, LP_OPTIMAL);
	cr_assert_float_eq(x.objective, -15, 1e-9);
	cr_assert_float_eq(x.bound, -15, 1e-9);
	cr_assert_float_eq(x.x[0], 0, 1e-9);
	/* not integer: 7/12 of the heavy one fits as well */
	x = lp_solve(a, knapsack(a, false), 0);
	cr_assert_float_eq(x.objective, -15 - 4 * 7.0 / 12, 1e-6);
	arena_free(a);
}

Test(lp, the_relaxed_program_bounds_every_answer)
{
	struct arena *a = arena_new();
	struct lp *lp = knapsack(a, true);
	double least;

	cr_assert(lp_relaxed(a, lp, &least));
	cr_assert_float_eq(least, -15 - 4 * 7.0 / 12, 1e-6);
	/* of one of the things there are seven */
	lp_term(lp, lp_row(lp, "many", 7, INFINITY), 1, 1);
	cr_assert(!lp_relaxed(a, lp, &least));
	lp = lp_new(a);
	lp_var(lp, "x", 0, INFINITY, -1, true);
	cr_assert(lp_relaxed(a, lp, &least));
	cr_assert(isinf(least) && least < 0);
	arena_free(a);
}

Test(lp, says_infeasible_and_unbounded_and_recovers_from_misuse)
{
	struct arena *a = arena_new();
	struct lp *lp = lp_new(a);
	size_t v = lp_var(lp, "x", 0, 10, 1, true);
	size_t r = lp_row(lp, "much", 20, INFINITY);

	lp_term(lp, r, v, 1);
	cr_assert_eq(lp_solve(a, lp, 0).status, LP_INFEASIBLE);
	lp = lp_new(a);
	lp_var(lp, "x", 0, INFINITY, -1, true);
	lp_row(lp, "none", -INFINITY, 1);
	cr_assert_eq(lp_solve(a, lp, 0).status, LP_UNBOUNDED);
	/* bounds that cross make the library abort: we get an answer */
	lp = lp_new(a);
	v = lp_var(lp, "x", 5, 1, 1, true);
	r = lp_row(lp, "r", 0, 1);
	lp_term(lp, r, v, NAN);
	cr_assert_neq(lp_solve(a, lp, 0).status, LP_OPTIMAL);
	cr_assert_eq(lp_solve(a, knapsack(a, true), 0).status, LP_OPTIMAL);
	arena_free(a);
}

/* four racks, two ways each, within a budget; the simplex of GLPK 5.0 calls it
 * unbounded where it isn't scaled */
Test(lp, two_that_cost_a_cent_too_much_are_one)
{
	struct arena *a = arena_new();
	struct lp *lp = lp_new(a);
	size_t y = lp_var(lp, "y", 0, 2, -1, true), row;
	struct lp_answer x;

	row = lp_row(lp, "money", -INFINITY, 289631);
	lp_term(lp, row, y, 144816);
	/* fixed, so that the row is a bound of y alone to a presolver */
	lp_term(lp, row, lp_var(lp, "z", 0, 0, 0, true), 144816);
	x = lp_solve(a, lp, 0);
	cr_assert_eq(x.status, LP_OPTIMAL);
	cr_assert_float_eq(x.x[y], 1, 1e-9);
	arena_free(a);
}

Test(lp, a_program_is_not_unbounded_because_its_numbers_are_large)
{
	static const double cheap[] = {1024129, 1024129, 1080443, 1082205};
	static const double dear[] = {3632228, 3632228, 3633990, 3634871};
	struct arena *a = arena_new();
	struct lp *lp = lp_new(a);
	struct lp_answer x;
	size_t budget, had, i;
	double least;

	for (i = 0; i < 4; i++) {
		lp_var(lp, NULL, 0, 1, cheap[i], true);
		lp_var(lp, NULL, 0, 1, dear[i], true);
		lp_row(lp, NULL, 1, 1);
		lp_term(lp, i, 2 * i, 1);
		lp_term(lp, i, 2 * i + 1, 1);
	}
	budget = lp_row(lp, "budget", -INFINITY, 8000000);
	for (i = 8; i-- > 0;)
		lp_term(lp, budget, i, lp->var[i].cost);
	had = lp_var(lp, "had", 0, 1, 0, true);
	for (i = 0; i < 4; i++) {
		size_t row = lp_row(lp, NULL, -INFINITY, 0);

		lp_term(lp, row, had, -1);
		lp_term(lp, row, 2 * i, 1);
	}
	x = lp_solve(a, lp, 0);
	cr_assert_eq(x.status, LP_OPTIMAL);
	cr_assert_float_eq(x.objective, 4210906, 1e-6);
	cr_assert(lp_relaxed(a, lp, &least));
	cr_assert_float_eq(least, 4210906, 1);
	lp_squeeze(a, lp, 4210907, 100);
	for (i = 0; i < 4; i++) {
		cr_assert_float_eq(lp->var[2 * i].hi, 1, 0);
		cr_assert_float_eq(lp->var[2 * i + 1].hi, 0, 0);
	}
	arena_free(a);
}

Test(lp, adds_up_repeated_terms_and_writes_a_readable_program)
{
	struct arena *a = arena_new();
	struct lp *lp = lp_new(a);
	size_t v = lp_var(lp, "leaf switches", 0, 9, 2, true);
	size_t r = lp_row(lp, "ports", 4, INFINITY);
	const char *text;

	lp_term(lp, r, v, 1);
	lp_term(lp, r, v, 1);
	cr_assert_float_eq(lp_solve(a, lp, 0).x[v], 2, 1e-9);
	text = lp_text(a, lp, "a test");
	cr_assert(strstr(text, "+2 v0_leaf_switches >= 4") != NULL, "%s", text);
	cr_assert(strstr(text, "General") != NULL);
	arena_free(a);
}

/* one of two of each pair, too large a program for a tableau, and a plan known
 * that costs so much */
static size_t
programs_asked(struct arena *a, double known)
{
	struct lp_memo *memo = lp_memo_new(a);
	struct lp *lp = lp_new(a);
	struct lp_answer x;
	size_t i, solved, again;

	for (i = 0; i < 400; i++) {
		const size_t row = lp_row(lp, NULL, 1, INFINITY);

		lp_term(lp, row, lp_var(lp, NULL, 0, 1, 100, true), 1);
		lp_term(lp, row, lp_var(lp, NULL, 0, 1, 300, true), 1);
	}
	x = lp_solve_known(memo, a, lp, 0, known, 10000);
	cr_assert_eq(x.status, LP_OPTIMAL);
	cr_assert_float_eq(x.objective, 40000, 1e-6);
	lp_memo_count(memo, &solved, &again);
	return solved;
}

/* within what is known it is not to be solved here; with a plan that is far
 * above it is solved as it is, and not left out of first */
Test(lp, nothing_is_left_out_by_a_plan_that_costs_far_more)
{
	struct arena *a = arena_new();

	cr_assert_eq(programs_asked(a, 40001), 3);
	cr_assert_eq(programs_asked(a, 60000), 2);
	arena_free(a);
}
