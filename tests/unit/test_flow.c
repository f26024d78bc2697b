/* Shares of links by weight and class, worked by hand. */
#include <criterion/criterion.h>
#include <math.h>

#include "solve/flow.h"

enum { MOST = 6 };

struct one { double cap, weight; size_t cls, link[2], nlink; };

static void
rates(const double *capacity, size_t nlink, const struct flow_class *cls,
    size_t ncls, const struct one *one, size_t n, double *out)
{
	struct arena *a = arena_new();
	struct flow_sim *s = flow_new(a, capacity, nlink, cls, ncls);
	size_t id[MOST], i;

	for (i = 0; i < n; i++)
		id[i] = flow_add(s, &(struct flow_spec){.bytes = 1e9,
		    .cap_Bps = one[i].cap, .weight = one[i].weight,
		    .cls = one[i].cls, .link = one[i].link,
		    .nlink = one[i].nlink});
	for (i = 0; i < n; i++)
		out[i] = flow_rate_Bps(s, id[i]);
	arena_free(a);
}

Test(flow, shares_by_weight_class_and_priority)
{
	static const struct flow_class ets[] = {{0, 70}, {0, 30}};
	static const struct flow_class three[] = {{1, 50}, {1, 50}, {0, 1}};
	static const struct {
		double capacity[2];
		const struct flow_class *cls;
		size_t ncls, n;
		struct one f[MOST];
		double want[MOST];
	} row[] = {
		/* weights 1, 2, 3 */
		{{60, 1}, NULL, 0, 3, {{0, 1, 0, {0}, 1}, {0, 2, 0, {0}, 1},
		    {0, 3, 0, {0}, 1}}, {10, 20, 30}},
		/* a cap leaves the rest to the others */
		{{60, 1}, NULL, 0, 3, {{6, 1, 0, {0}, 1}, {0, 1, 0, {0}, 1},
		    {0, 3, 0, {0}, 1}}, {6, 13.5, 40.5}},
		/* two classes, one flow and two: by class, not by flow */
		{{100, 1}, ets, 2, 3, {{0, 1, 0, {0}, 1}, {0, 1, 1, {0}, 1},
		    {0, 1, 1, {0}, 1}}, {70, 15, 15}},
		/* a class alone has all of it */
		{{100, 1}, ets, 2, 2, {{0, 1, 1, {0}, 1}, {0, 1, 1, {0}, 1}},
		    {50, 50}},
		/* what the first class does not want, the second has */
		{{100, 1}, ets, 2, 2, {{10, 1, 0, {0}, 1}, {0, 1, 1, {0}, 1}},
		    {10, 90}},
		/* held back elsewhere: 20 there, so 80 here for the other */
		{{100, 20}, ets, 2, 2, {{0, 1, 0, {0, 1}, 2},
		    {0, 1, 1, {0}, 1}}, {20, 80}},
		/* the first priority first, two classes share what is left */
		{{100, 1}, three, 3, 3, {{0, 1, 0, {0}, 1}, {0, 1, 1, {0}, 1},
		    {40, 1, 2, {0}, 1}}, {30, 30, 40}},
		/* nothing left for those behind it */
		{{100, 1}, three, 3, 2, {{0, 1, 0, {0}, 1}, {0, 1, 2, {0},
		    1}}, {0, 100}},
	};
	double got[MOST];
	size_t i, k;

	for (i = 0; i < sizeof row / sizeof row[0]; i++) {
		rates(row[i].capacity, 2, row[i].cls, row[i].ncls, row[i].f,
		    row[i].n, got);
		for (k = 0; k < row[i].n; k++)
			cr_expect_float_eq(got[k], row[i].want[k], 1e-6,
			    "row %zu flow %zu: %.9f", i, k, got[k]);
	}
}

Test(flow, ends_what_can_end_and_only_that)
{
	static const double capacity[] = {100, 0};
	static const size_t l0[] = {0}, l1[] = {1};
	const struct flow_spec f[] = {
		{.bytes = 0, .start_s = 3, .link = l0, .nlink = 1},
		{.bytes = 100, .start_s = 1, .link = l0, .nlink = 1},
		{.bytes = 100, .link = l1, .nlink = 1},
		{.bytes = INFINITY, .cap_Bps = 20, .link = l0, .nlink = 1},
		{.bytes = 5, .start_s = 2},
	};
	static const double want[] = {3, 1 + 100 / 80.0, INFINITY, INFINITY, 2};
	struct arena *a = arena_new();
	double got[5];
	size_t i;

	flow_batch(a, capacity, 2, NULL, 0, f, 5, got);
	for (i = 0; i < 5; i++)
		cr_expect(isinf(want[i]) ? isinf(got[i]) :
		    fabs(got[i] - want[i]) < 1e-9, "flow %zu: %.9f", i,
		    got[i]);
	arena_free(a);
}

/* 0.7 at 0.1 a second ends a rounding before 7 at 1: one moment, not two */
Test(flow, what_ends_together_but_for_rounding_ends_at_one_time)
{
	static const double capacity[] = {1, 0.1};
	static const size_t link[] = {0, 1};
	struct arena *a = arena_new();
	struct flow_sim *s = flow_new(a, capacity, 2, NULL, 0);
	double first;

	for (size_t i = 0; i < 2; i++)
		flow_add(s, &(struct flow_spec){.bytes = i == 0 ? 7 : 0.7,
		    .link = &link[i], .nlink = 1, .cap_Bps = INFINITY});
	cr_assert(0.7 / 0.1 < 7.0, "the two differ");
	cr_expect_eq(flow_advance(s, INFINITY), 1);
	first = flow_now(s);
	cr_expect_eq(flow_advance(s, INFINITY), 0);
	cr_expect(flow_now(s) <= first && flow_now(s) >= first,
	    "%.17g, then %.17g", first, flow_now(s));
	arena_free(a);
}

/* 15,000 bytes over each of two links of 800: what one class leaves the others
 * have at once, so neither link is idle before all has ended */
Test(flow, what_a_class_leaves_others_have)
{
	static const double capacity[] = {800, 800};
	static const struct flow_class cls[] = {{0, 5}, {0, 3}, {0, 8}};
	static const size_t link[] = {0, 1};
	static const struct flow_spec flow[] = {
		{.bytes = 9000, .cls = 2, .link = link + 1, .nlink = 1},
		{.bytes = 3000, .cls = 2, .link = link, .nlink = 2},
		{.bytes = 3000, .cls = 1, .link = link, .nlink = 2,
		    .cap_Bps = 400},
		{.bytes = 9000, .cls = 0, .link = link, .nlink = 1},
	};
	struct arena *a = arena_new();
	double end[4];

	flow_batch(a, capacity, 2, cls, 3, flow, 4, end);
	cr_expect_float_eq(end[0], 18.75, 1e-3, "%g", end[0]);
	cr_expect_float_eq(end[3], 18.75, 1e-3, "%g", end[3]);
	arena_free(a);
}

/* what one class leaves on a link moves the next flow, which moves the one
 * after it: six links on, the last is right as well */
Test(flow, what_classes_leave_each_other_goes_along_a_chain)
{
	static const double capacity[] = {20, 100, 200, 300, 400, 500, 600};
	static const struct flow_class two[] = {{0, 50}, {0, 50}};
	static const double want[] = {20, 80, 120, 180, 220, 280};
	struct arena *a = arena_new();
	struct flow_sim *s = flow_new(a, capacity, 7, two, 2);
	size_t id[6], i;

	for (i = 0; i < 6; i++)
		id[i] = flow_add(s, &(struct flow_spec){.bytes = 1e9,
		    .cls = i % 2, .link = (size_t[]){i, i + 1}, .nlink = 2});
	for (i = 0; i < 6; i++)
		cr_expect_float_eq(flow_rate_Bps(s, id[i]), want[i], 1e-6,
		    "flow %zu: %g", i, flow_rate_Bps(s, id[i]));
	arena_free(a);
}

/* the lowest number first, whichever began first */
Test(flow, of_those_that_end_together_the_lowest_number_is_first)
{
	static const double capacity[] = {1, 1};
	static const size_t link[] = {0, 1};
	struct arena *a = arena_new();
	struct flow_sim *s = flow_new(a, capacity, 2, NULL, 0);
	struct flow_spec f[] = {{.bytes = 1, .link = &link[0], .nlink = 1},
	    {.bytes = 1, .link = &link[1], .nlink = 1}};

	/* numbers are used again, the last freed first: 1 on the first link */
	flow_add(s, &f[0]);
	flow_add(s, &f[1]);
	flow_remove(s, 0);
	flow_remove(s, 1);
	cr_assert_eq(flow_add(s, &f[0]), 1);
	cr_assert_eq(flow_add(s, &f[1]), 0);
	cr_expect_eq(flow_advance(s, INFINITY), 0);
	cr_expect_eq(flow_advance(s, INFINITY), 1);
	arena_free(a);
}

/* more than the engine looks at in one go: those in the middle end last */
Test(flow, of_many_the_first_to_end_is_found_wherever_it_is)
{
	enum { MANY = 192 };
	struct arena *a = arena_new();
	double *capacity = NEW(a, double, MANY);
	struct flow_sim *s;
	size_t i;

	for (i = 0; i < MANY; i++)
		capacity[i] = 1;
	s = flow_new(a, capacity, MANY, NULL, 0);
	for (i = 0; i < MANY; i++)
		flow_add(s, &(struct flow_spec){.bytes = i < MANY / 3 ? 2 :
		    i < 2 * MANY / 3 ? 3 : 1, .link = &i, .nlink = 1});
	cr_expect_float_eq(flow_next(s), 1, 1e-9);
	cr_expect_eq(flow_advance(s, INFINITY), 2 * MANY / 3);
	cr_expect_float_eq(flow_now(s), 1, 1e-9);
	arena_free(a);
}
