/*
 * Section `plan`: kept as it is for the command that reads it, but its keys are
 * looked at now, so that a slip there shows with all others.
 */
#include "model/read.h"

#include <string.h>

#include "base/num.h"

struct plan_row {
	const char *from;
	int64_t starter_cents;
	const struct node *budgets;
};

struct budget_row {
	int64_t year, amount_cents;
};

#define AT(member) offsetof(struct plan_row, member)
static const struct field plan_field[] = {
	{ .key = "from", .kind = FIELD_TEXT, .offset = AT(from),
	    .required = true, .example = "2026-12",
	    .doc = "the date the plan starts, year and month" },
	{ .key = "starter", .kind = FIELD_MONEY, .offset = AT(starter_cents),
	    .example = "8000", .doc = "money there at the start; default 0" },
	{ .key = "budgets", .kind = FIELD_NODE, .offset = AT(budgets),
	    .example = "[{year: 2027, amount: 30000}]",
	    .doc = "money of each year; default none" },
};
#undef AT
const struct model_table plan_table = {
	"plan", "the plan", plan_field, COUNT(plan_field)
};

#define AT(member) offsetof(struct budget_row, member)
static const struct field budget_field[] = {
	{ .key = "year", .kind = FIELD_INT, .offset = AT(year),
	    .required = true, .min = 2000, .max = 2199, .example = "2027",
	    .doc = "ascending" },
	{ .key = "amount", .kind = FIELD_MONEY, .offset = AT(amount_cents),
	    .required = true, .example = "30000",
	    .doc = "in the site's currency" },
};
#undef AT
const struct model_table plan_budget_table = {
	"plan.budgets[]", "a budget of the plan", budget_field,
	COUNT(budget_field)
};

/* 2026-12 or 2026-12-31, roughly; 0 or the year */
static int64_t
date_year(const char *s)
{
	static const char form[] = "dddd-dd-dd";
	int64_t month;
	size_t i;

	for (i = 0; s[i] != '\0' && i < sizeof(form); i++)
		if (form[i] == 'd' ? s[i] < '0' || s[i] > '9' :
		    s[i] != form[i])
			return 0;
	if (i != 7 && i != 10)
		return 0;
	month = (s[5] - '0') * 10 + s[6] - '0';
	if (month < 1 || month > 12)
		return 0;
	return (s[0] - '0') * 1000 + (s[1] - '0') * 100 + (s[2] - '0') * 10 +
	    s[3] - '0';
}

void
plan_read(struct reader *r, const struct node *n)
{
	struct plan_row row = { .from = NULL };
	int64_t year = 0, before;
	size_t i;

	if (n == NULL || node_is_null(n))
		return;
	r->m->plan = n;
	table_read(r, n, &plan_table, &row);
	if (row.from != NULL) {
		year = date_year(row.from);
		if (year == 0)
			diag_error(r->d, node_at(n, "from"), "bad-date",
			    "'from' of the plan is '%s': a date such as "
			    "2026-12 is meant", row.from);
	}
	if (row.budgets == NULL)
		return;
	if (row.budgets->kind != NODE_LIST) {
		list_each(r, row.budgets, "budgets", NULL);
		return;
	}
	for (i = 0; i < row.budgets->n; i++) {
		struct budget_row b = { .year = 0 };

		before = year;
		if (!table_read(r, row.budgets->item[i], &plan_budget_table,
		    &b))
			continue;
		if (b.year < before || (i > 0 && b.year == before)) {
			diag_error(r->d, node_at(row.budgets->item[i],
			    "year"), "plan-years", "the year %lld comes "
			    "after %lld", (long long)b.year,
			    (long long)before);
			diag_hint(r->d, "budgets are listed by year, each "
			    "once, none before 'from'");
		}
		year = b.year;
	}
}
