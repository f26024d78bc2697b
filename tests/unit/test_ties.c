/* What is left out before ties are broken, the rule for ties itself, and the
 * work a program may be: held against trying everything. */
#include <criterion/criterion.h>
#include <math.h>
#include <string.h>

#include "size/size.h"
#include "solve/lp_memo.h"

static unsigned
roll(unsigned *seed, unsigned n)
{
	*seed = *seed * 1664525u + 1013904223u;
	return (*seed >> 8) % n;
}

enum { CLASSES = 3, PATTERNS = 5, PARTS = 9 };

struct site {
	struct part part[PARTS];
	struct pattern pattern[CLASSES][PATTERNS];
	struct rack_class cls[CLASSES];
	size_t first[CLASSES];
	struct lp *lp;
	int use[CLASSES * PATTERNS];
	int limit;
};

/* racks of a few classes, patterns of a few parts, prices that often meet, and
 * one row that all of them share */
static void
site_make(struct arena *a, struct site *s, unsigned *seed)
{
	size_t i, k, j, row, shared;

	memset(s, 0, sizeof *s);
	for (j = 0; j < PARTS; j++) {
		static const char *const id[PARTS] = { "a", "b", "c", "d", "e",
			"f", "g", "h", "i" };

		s->part[j].id = id[j];
	}
	s->lp = lp_new(a);
	shared = lp_row(s->lp, "ports", -INFINITY, 0);
	for (i = 0; i < CLASSES; i++) {
		struct rack_class *c = &s->cls[i];

		c->n = 1 + roll(seed, 2);
		c->npattern = 2 + roll(seed, PATTERNS - 1);
		c->pattern = s->pattern[i];
		s->first[i] = s->lp->nvar;
		row = lp_row(s->lp, NULL, (double)c->n, (double)c->n);
		for (k = 0; k < c->npattern; k++) {
			struct pattern *p = &c->pattern[k];
			size_t v = lp_var(s->lp, NULL, 0, (double)c->n,
			    (double)(1000 * (3 + roll(seed, 4))), true);

			p->parts.a = a;
			for (j = 0; j < PARTS; j++)
				if (roll(seed, 3) == 0)
					ledger_add(&p->parts, &s->part[j], 1);
			s->use[v] = (int)roll(seed, 5);
			lp_term(s->lp, row, v, 1);
			lp_term(s->lp, shared, v, s->use[v]);
		}
	}
	s->limit = 6 + (int)roll(seed, 8);
	s->lp->row[shared].hi = s->limit;
}

/* every way to equip the racks: x is moved on to the next; false after all */
static bool
next(const struct site *s, int *x)
{
	size_t v;

	for (v = 0; v < s->lp->nvar; v++) {
		if (++x[v] <= (int)s->lp->var[v].hi)
			return true;
		x[v] = 0;
	}
	return false;
}

static bool
fits(const struct site *s, const int *x, double *cost)
{
	int used = 0;
	size_t i, k;

	*cost = 0;
	for (i = 0; i < CLASSES; i++) {
		int n = 0;

		for (k = s->first[i]; k < s->first[i] + s->cls[i].npattern;
		     k++) {
			n += x[k];
			used += x[k] * s->use[k];
			*cost += x[k] * s->lp->var[k].cost;
		}
		if (n != (int)s->cls[i].n)
			return false;
	}
	return used <= s->limit;
}

/* kinds of parts, then ranks, as one number */
static long
merit(const struct site *s, const int *x)
{
	bool has[PARTS] = { false };
	long n = 0;
	size_t i, k, j;

	for (i = 0; i < CLASSES; i++)
		for (k = 0; k < s->cls[i].npattern; k++) {
			const struct ledger *l = &s->cls[i].pattern[k].parts;

			n += x[s->first[i] + k] * (long)k;
			for (j = 0; j < l->n && x[s->first[i] + k] > 0; j++)
				has[l->line[j].part - s->part] = true;
		}
	for (j = 0; j < PARTS; j++)
		n += has[j] ? 1000 : 0;
	return n;
}

/* the least cost, the best merit of that cost, and which variables any answer
 * of at most `most` uses; false: nothing fits */
static bool
try_all(const struct site *s, double *cost, long *best, double most, bool *used)
{
	int x[CLASSES * PATTERNS] = { 0 };
	size_t v;

	*cost = INFINITY;
	do {
		double c;

		if (!fits(s, x, &c))
			continue;
		if (c < *cost || (c == *cost && merit(s, x) < *best)) {
			*cost = c;
			*best = merit(s, x);
		}
		for (v = 0; v < s->lp->nvar && c <= most; v++)
			used[v] |= x[v] > 0;
	} while (next(s, x));
	return !isinf(*cost);
}

Test(ties, are_broken_as_trying_everything_breaks_them)
{
	unsigned seed = 1;
	int n, solved = 0, moved = 0;

	for (n = 0; n < 60; n++) {
		struct arena *a = arena_new();
		struct site s;
		struct lp_answer ans;
		bool used[CLASSES * PATTERNS] = { false };
		int x[CLASSES * PATTERNS] = { 0 };
		double cost;
		long best = 0, was;
		size_t v;

		site_make(a, &s, &seed);
		ans = lp_solve(a, s.lp, 0);
		if (!try_all(&s, &cost, &best, 0, used)) {
			cr_assert_eq(ans.status, LP_INFEASIBLE);
			arena_free(a);
			continue;
		}
		cr_assert_float_eq(ans.objective, cost, 1e-6);
		for (v = 0; v < s.lp->nvar; v++)
			x[v] = (int)lround(ans.x[v]);
		was = merit(&s, x);
		cr_assert(
		    tie_break(a, NULL, s.lp, s.cls, CLASSES, s.first, &ans));
		for (v = 0; v < s.lp->nvar; v++)
			x[v] = (int)lround(ans.x[v]);
		cr_assert_eq(merit(&s, x), best, "site %d: %ld, best %ld", n,
		    merit(&s, x), best);
		solved++;
		moved += was != best;
		arena_free(a);
	}
	cr_assert_gt(solved, 30);
	cr_assert_gt(moved, 10);
}

Test(ties, squeeze_leaves_out_nothing_that_an_answer_uses)
{
	unsigned seed = 7;
	int n, out = 0;

	for (n = 0; n < 60; n++) {
		struct arena *a = arena_new();
		struct site s;
		bool used[CLASSES * PATTERNS] = { false };
		bool again[CLASSES * PATTERNS] = { false };
		double cost, most;
		long best;
		size_t v;

		site_make(a, &s, &seed);
		if (!try_all(&s, &cost, &best, 0, used)) {
			arena_free(a);
			continue;
		}
		most = cost + 1000 * (n % 3);
		try_all(&s, &cost, &best, most, again);
		lp_squeeze(a, s.lp, most + 1, 5000);
		for (v = 0; v < s.lp->nvar; v++) {
			cr_assert(!again[v] || s.lp->var[v].hi > 0,
			    "site %d: %zu is used", n, v);
			out += s.lp->var[v].hi == 0;
		}
		arena_free(a);
	}
	cr_assert_gt(out, 50);
}

Test(ties, a_program_is_solved_once_and_any_other_number_makes_another)
{
	struct arena *a = arena_new(), *other = arena_new();
	struct lp_memo *memo = lp_memo_new(a);
	struct lp *lp;
	struct lp_answer x, y;
	struct site s;
	unsigned seed = 1;
	size_t solved, again;

	site_make(other, &s, &seed);
	lp = s.lp;
	x = lp_memo_solve(memo, other, lp, 100);
	lp->var[0].name = "named";
	y = lp_memo_solve(memo, other, lp, 100);
	lp_memo_count(memo, &solved, &again);
	cr_assert(solved == 1 && again == 1);
	cr_assert_eq(memcmp(x.x, y.x, lp->nvar * sizeof *x.x), 0);
	cr_assert_neq(x.x, y.x);
	cr_assert_eq(x.objective, y.objective);
	lp_memo_solve(memo, other, lp, 101);
	lp_memo_squeeze(memo, other, lp, x.objective, 100);
	lp->row[0].hi += 1;
	lp_memo_solve(memo, other, lp, 100);
	lp->term[0].coef += 1;
	lp_memo_solve(memo, other, lp, 100);
	lp->term[0].row = 0;
	lp_memo_solve(memo, other, lp, 100);
	lp->var[1].cost += 1;
	lp_memo_solve(memo, other, lp, 100);
	lp->var[1].integer = false;
	lp_memo_solve(memo, other, lp, 100);
	lp_memo_count(memo, &solved, &again);
	cr_assert(solved == 8 && again == 1, "%zu %zu", solved, again);
	/* what was remembered outlives the caller's memory */
	arena_free(other);
	other = arena_new();
	seed = 1;
	site_make(other, &s, &seed);
	y = lp_memo_solve(memo, other, s.lp, 100);
	lp_memo_count(memo, &solved, &again);
	cr_assert(solved == 8 && again == 2, "%zu %zu", solved, again);
	x = lp_solve(other, s.lp, 100);
	cr_assert_eq(memcmp(x.x, y.x, s.lp->nvar * sizeof *x.x), 0);
	arena_free(other);
	arena_free(a);
}

Test(ties, squeezing_again_gives_the_same_bounds)
{
	struct arena *a = arena_new();
	struct lp_memo *memo = lp_memo_new(a);
	struct site s, t;
	unsigned seed = 1, twin = 1;
	size_t v, out = 0;
	double cost;

	site_make(a, &s, &seed);
	site_make(a, &t, &twin);
	cost = lp_solve(a, s.lp, 0).objective;
	lp_memo_squeeze(memo, a, s.lp, cost, 5000);
	lp_memo_squeeze(memo, a, t.lp, cost, 5000);
	for (v = 0; v < s.lp->nvar; v++) {
		cr_assert_eq(s.lp->var[v].hi, t.lp->var[v].hi);
		out += s.lp->var[v].hi == 0;
	}
	cr_assert_gt(out, 0);
	arena_free(a);
}

/* rows of random whole coefficients to be met exactly: no search ends soon */
static struct lp *
market_split(struct arena *a, size_t rows, size_t vars)
{
	struct lp *lp = lp_new(a);
	unsigned seed = 3;
	size_t i, k;

	for (k = 0; k < vars; k++)
		lp_var(lp, NULL, 0, 1, 0, true);
	for (i = 0; i < rows; i++) {
		double sum = 0;
		size_t row = lp_row(lp, NULL, 0, 0);

		for (k = 0; k < vars; k++) {
			double c = roll(&seed, 100);

			lp_term(lp, row, k, c);
			sum += c;
		}
		lp->row[row].lo = lp->row[row].hi = floor(sum / 2);
	}
	return lp;
}

Test(ties, a_large_program_gets_fewer_nodes)
{
	struct arena *a = arena_new();
	struct lp_answer small = lp_solve(a, market_split(a, 5, 40), 500);
	struct lp_answer large = lp_solve(a, market_split(a, 40, 400), 500);

	/* 500 nodes of 2,000 terms are 62 of 16,000; each way may end with the
	 * two it was about to look at */
	cr_assert_eq(small.status, LP_UNKNOWN);
	cr_assert_eq(large.status, LP_UNKNOWN);
	cr_assert_leq(large.nodes, 62 * 2 + 6 * 3, "%ld", large.nodes);
	cr_assert_geq(small.nodes, 500, "%ld", small.nodes);
	arena_free(a);
}
