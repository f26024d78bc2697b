/* Which rack comes when, of pieces by hand: two spine pairs, a rack at each. */
#include "arena.h"

#include "phases/schedule.h"

TestSuite(schedule, .init = setup, .fini = teardown);

#define PRICED(name, amount) \
	{ \
		.id = name, .description = name, .category = "switch", \
		.price = { .known = true, .cents = amount, .currency = "EUR", \
			.basis = PRICE_LIST, .source = "shop", \
			.date = "2016" } \
	}

static const struct part spines = PRICED("spines", 100000);
static const struct part leaves = PRICED("leaves", 50000);
static const struct catalog catalog = { 0 };
static const int at_once[] = { 0, 0 };

enum { FIRST = 2027 * 12, LATER = FIRST + 12 };

/* when each rack comes: by the program, and by the interim networks,
 * which save what their racks weigh; money: at either date */
static void
both(const int64_t *money, const int64_t *weight, const int *earliest,
    const size_t *want)
{
	struct model m = { .currency = "EUR", .catalog = &catalog };
	struct build_unit base[2], rack[2];
	struct pieces p = { NULL, 2, base, rack, 2 };
	struct period period[] = { { FIRST, money[0] }, { LATER, money[1] } };
	const struct schedule_asked q = { &m, &p, period, 2, weight, earliest,
		NULL, NULL };
	const size_t kind[] = { 0, 1 };
	const struct schedule *made;
	struct interim_networks *st;
	size_t i, k;

	for (i = 0; i < 2; i++) {
		base[i] = (struct build_unit){ "", NONE, i, { .a = a } };
		ledger_add(&base[i].parts, &spines, 1);
		rack[i] = (struct build_unit){ i == 0 ? "r2" : "r1", i, i,
			{ .a = a } };
		ledger_add(&rack[i].parts, &leaves, 1);
	}
	made = schedule_make(a, &q);
	cr_assert_eq(made->status, LP_OPTIMAL);
	for (i = 0; i < 2; i++)
		cr_expect_eq(made->period[i], want[i], "program, rack %zu: %zu", i,
		    made->period[i]);

	st = interim_networks_of(a, &q, kind, 10);
	cr_assert_not_null(st);
	for (i = 0; i < st->n; i++)
		for (k = 0; k < 2; k++)
			st->interim[i].saved +=
			    st->interim[i].done[k] ? weight[k] : 0;
	made = interim_networks_schedule(a, st);
	cr_assert_eq(made->status, LP_OPTIMAL);
	for (i = 0; i < 2; i++)
		cr_expect_eq(made->period[i], want[i], "interim, rack %zu: %zu",
		    i, made->period[i]);
}

/* the first pair of spines has the links to the core: however much more the rack
 * at the second saves, it does not come before them */
Test(schedule, the_second_spines_wait_for_the_first)
{
	const int64_t money[] = { 150000, 300000 };

	both(money, (const int64_t[]){ 10, 1000 }, at_once,
	    (const size_t[]){ 0, 1 });
	/* nor for its name, which is the first */
	both(money, (const int64_t[]){ 10, 10 }, at_once,
	    (const size_t[]){ 0, 1 });
}

/* with the money for all of it nothing waits; a cent less, and something does */
Test(schedule, what_the_money_pays_to_the_cent_comes_at_once)
{
	const int64_t weight[] = { 10, 1000 };

	both((const int64_t[]){ 300000, 300000 }, weight, at_once,
	    (const size_t[]){ 0, 0 });
	both((const int64_t[]){ 299999, 300000 }, weight, at_once,
	    (const size_t[]){ 0, 1 });
}

/* hosts that are replaced in a month move in that month, not in the one after */
Test(schedule, a_rack_comes_in_its_earliest_month)
{
	const int64_t money[] = { 300000, 300000 }, weight[] = { 10, 1000 };

	both(money, weight, (const int[]){ FIRST, FIRST },
	    (const size_t[]){ 0, 0 });
	both(money, weight, (const int[]){ FIRST, FIRST + 1 },
	    (const size_t[]){ 0, 1 });
	both(money, weight, (const int[]){ FIRST, LATER },
	    (const size_t[]){ 0, 1 });
}
