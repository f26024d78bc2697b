/*
 * Section `plan`: when there is how much money, and what is replaced anyway.
 * The node is kept too, so that the normal form prints it as it was.
 */
#include "model/read.h"

#include <string.h>

#define MOST_CENTS 100000000000000 /* 10^12 units: sums stay exact */
#define LOANS_MAX 100u

struct plan_row {
	const char *from, *purpose;
	int64_t starter_cents;
	const struct node *budgets, *borrow, *refresh, *consumables;
};

struct budget_row {
	int64_t year, amount_cents;
	const char *quarter, *purpose;
};

struct loan_row {
	const char *from, *by;
	int64_t amount_cents;
};

struct consumables_row {
	struct name_list categories;
	const char *paid_by;
};

struct refresh_row {
	const struct node *hosts;
	const char *switches;
};

struct refresh_hosts_row {
	struct name_list racks;
	const char *date;
	int64_t earlier, cents;
};

#define AT(member) offsetof(struct plan_row, member)
/* clang-format off */
static const struct field plan_field[] = {
	{ .key = "from", .kind = FIELD_TEXT, .offset = AT(from),
	    .required = true, .example = "2026-12",
	    .doc = "the date the plan starts, year and month" },
	{ .key = "purpose", .kind = FIELD_TEXT, .offset = AT(purpose),
	    .example = "memory for every host by 2028",
	    .doc = "what the plan is for, in its title; default none" },
	{ .key = "starter", .kind = FIELD_MONEY, .offset = AT(starter_cents),
	    .min = 0, .max = MOST_CENTS, .example = "8000",
	    .doc = "initial funds; default 0" },
	{ .key = "budgets", .kind = FIELD_NODE, .offset = AT(budgets),
	    .example = "[{year: 2027, amount: 30000}]",
	    .doc = "budget of each year or quarter; default none" },
	{ .key = "borrow", .kind = FIELD_NODE, .offset = AT(borrow),
	    .example = "[{from: ward-3, amount: 5000, by: 2028-01}]",
	    .doc = "money borrowed at the start and repaid; default none" },
	{ .key = "consumables", .kind = FIELD_NODE,
	    .offset = AT(consumables),
	    .example = "{categories: [cable, optic], paid_by: operations}",
	    .doc = "what other budgets pay for: ordered with each phase and "
	    "not counted against the plan's funds; default nothing" },
	{ .key = "refresh", .kind = FIELD_NODE, .offset = AT(refresh),
	    .example = "{hosts: [{racks: [r1], date: 2027-06}]}",
	    .doc = "hardware that is replaced anyway, and when; default "
	        "nothing" },
};
/* clang-format on */
#undef AT
const struct model_table read_plan_table = { "plan", "the plan", plan_field,
	COUNT(plan_field) };

#define AT(member) offsetof(struct budget_row, member)
/* clang-format off */
static const struct field budget_field[] = {
	{ .key = "year", .kind = FIELD_INT, .offset = AT(year),
	    .min = 2000, .max = 2199, .example = "2027",
	    .doc = "available from January; ascending" },
	{ .key = "quarter", .kind = FIELD_TEXT, .offset = AT(quarter),
	    .example = "2027-Q1",
	    .doc = "instead of a year: available from its first month" },
	{ .key = "amount", .kind = FIELD_MONEY, .offset = AT(amount_cents),
	    .required = true, .min = 1, .max = MOST_CENTS,
	    .usual_min = 100 * 100,
	    .hint = "60000, or 60000.00: no marks between thousands",
	    .example = "30000", .doc = "in the site's currency" },
	{ .key = "purpose", .kind = FIELD_TEXT, .offset = AT(purpose),
	    .example = "network",
	    .doc = "its purpose; default not given" },
};
/* clang-format on */
#undef AT
const struct model_table read_plan_budget_table = { "plan.budgets[]",
	"a budget of the plan", budget_field, COUNT(budget_field) };

#define AT(member) offsetof(struct loan_row, member)
/* clang-format off */
static const struct field loan_field[] = {
	{ .key = "from", .kind = FIELD_TEXT, .offset = AT(from),
	    .required = true, .example = "ward-3",
	    .doc = "the project that lends it" },
	{ .key = "amount", .kind = FIELD_MONEY, .offset = AT(amount_cents),
	    .required = true, .min = 1, .max = MOST_CENTS, .example = "5000",
	    .doc = "available when the plan starts" },
	{ .key = "by", .kind = FIELD_TEXT, .offset = AT(by),
	    .required = true, .example = "2028-01",
	    .doc = "repaid from the budgets in this month" },
};
/* clang-format on */
#undef AT
const struct model_table read_plan_loan_table = { "plan.borrow[]",
	"borrowed money of the plan", loan_field, COUNT(loan_field) };

#define AT(member) offsetof(struct consumables_row, member)
/* clang-format off */
static const struct field consumables_field[] = {
	{ .key = "categories", .kind = FIELD_NAMES, .offset = AT(categories),
	    .required = true, .example = "[cable, optic]",
	    .doc = "of the bill (bom.csv): cable, optic, panel, label, cord, "
	    "rails, psu, module, nic, licence, support, management, labour or "
	    "approval" },
	{ .key = "paid_by", .kind = FIELD_TEXT, .offset = AT(paid_by),
	    .example = "operations",
	    .doc = "whose budget that is; default none" },
};
/* clang-format on */
#undef AT
const struct model_table read_plan_consumables_table = { "plan.consumables",
	"the consumables of the plan", consumables_field,
	COUNT(consumables_field) };

#define AT(member) offsetof(struct refresh_row, member)
/* clang-format off */
static const struct field refresh_field[] = {
	{ .key = "hosts", .kind = FIELD_NODE, .offset = AT(hosts),
	    .example = "[{racks: [r1], date: 2027-06}]",
	    .doc = "racks whose hosts are replaced; default none" },
	{ .key = "switches", .kind = FIELD_TEXT, .offset = AT(switches),
	    .example = "2028-06",
	    .doc = "when today's switches are to be removed; default any "
	        "time" },
};
/* clang-format on */
#undef AT
const struct model_table read_plan_refresh_table = { "plan.refresh",
	"'refresh' of the plan", refresh_field, COUNT(refresh_field) };

#define AT(member) offsetof(struct refresh_hosts_row, member)
/* clang-format off */
static const struct field refresh_hosts_field[] = {
	{ .key = "racks", .kind = FIELD_NAMES, .offset = AT(racks),
	    .required = true, .example = "[r1, \"r[3-4]\"]",
	    .doc = "each at most once in all entries" },
	{ .key = "date", .kind = FIELD_TEXT, .offset = AT(date),
	    .required = true, .example = "2027-06",
	    .doc = "the new hosts come with the network cards: the rack is not "
	    "migrated before" },
	{ .key = "earlier", .kind = FIELD_INT, .offset = AT(earlier),
	    .min = 0, .max = 120, .example = "6",
	    .doc = "how many months it may be brought forward: to the start of "
	    "that time, or to a date on which funds come that pay for it and "
	    "shorten the rack's wait; default 0" },
	{ .key = "price", .kind = FIELD_MONEY, .offset = AT(cents),
	    .min = 0, .max = MOST_CENTS, .example = "150",
	    .doc = "price of each rack and month it comes earlier (such as "
	    "what is written off); default 0" },
};
/* clang-format on */
#undef AT
const struct model_table read_plan_refresh_hosts_table = {
	"plan.refresh.hosts[]", "replaced hosts of the plan",
	refresh_hosts_field, COUNT(refresh_hosts_field)
};

/* text as a form where d is a digit */
static bool
has_form(const char *s, const char *form)
{
	for (; *s != '\0' && *form != '\0'; s++, form++)
		if (*form == 'd' ? *s < '0' || *s > '9' : *s != *form)
			return false;
	return *s == *form;
}

static int
year_of(const char *s)
{
	return (s[0] - '0') * 1000 + (s[1] - '0') * 100 + (s[2] - '0') * 10 +
	    s[3] - '0';
}

/* the month of 2026-12 or 2026-12-31; 0 after a finding */
static int
month_read(struct reader *r, const struct node *map, const char *key,
    const char *what, const char *s)
{
	int month = 0, day = 1;

	if (s == NULL)
		return 0;
	if (has_form(s, "dddd-dd") || has_form(s, "dddd-dd-dd"))
		month = (s[5] - '0') * 10 + s[6] - '0';
	if (strlen(s) == 10)
		day = (s[8] - '0') * 10 + s[9] - '0';
	if (month >= 1 && month <= 12 && day >= 1 && day <= 31 &&
	    year_of(s) > 0)
		return year_of(s) * 12 + month - 1;
	diag_error(r->d, node_at(map, key), "bad-date",
	    "'%s' of %s is '%s': expected a date such as 2026-12", key, what,
	    s);
	return 0;
}

/* first month and how many; false after a finding */
static bool
budget_time(struct reader *r, const struct node *map,
    const struct budget_row *b, int *month, int *months)
{
	bool year = node_says(map, "year"), quarter = node_says(map, "quarter");

	if (year == quarter) {
		diag_error(r->d, map->at, "plan-budget-time",
		    year ?
		        "a budget has a year or a quarter, not both" :
		        "a budget of the plan needs the key 'year' or 'quarter'");
		diag_hint(r->d,
		    "for example '{year: 2027, amount: 30000}' or "
		    "'{quarter: 2027-Q1, amount: 7500}'");
		return false;
	}
	if (year) {
		*month = (int)b->year * 12;
		*months = 12;
		return b->year > 0;
	}
	if (b->quarter == NULL)
		return false;
	if (!has_form(b->quarter, "dddd-Qd") || b->quarter[6] < '1' ||
	    b->quarter[6] > '4' || year_of(b->quarter) < 2000 ||
	    year_of(b->quarter) > 2199)
		return diag_error(r->d, node_at(map, "quarter"), "bad-date",
		    "'%s' is not a quarter: expected one such as "
		    "2027-Q1",
		    b->quarter);
	*month = year_of(b->quarter) * 12 + 3 * (b->quarter[6] - '1');
	*months = 3;
	return true;
}

/* next: the first month that no budget before it covers */
static void
budget_read(struct reader *r, const struct node *map, int *next,
    const char **before)
{
	struct money_plan *p = &r->m->money;
	struct budget_row b = { .year = 0 };
	bool ok = read_by_table(r, map, &read_plan_budget_table, &b);
	struct money m = { .cents = b.amount_cents, .purpose = b.purpose };
	int month = 0, months = 0;

	if (map->kind != NODE_MAP || !budget_time(r, map, &b, &month, &months))
		return;
	m.name = b.quarter != NULL ? b.quarter :
	                             str_fmt(r->a, "%lld", (long long)b.year);
	m.at = node_at(map, b.quarter != NULL ? "quarter" : "year");
	/* that of the month the plan starts in may have begun already */
	if (month < *next || month + months <= p->from_month) {
		diag_error(r->d, m.at, "plan-years", "%s %s", m.name,
		    month < *next ? str_fmt(r->a, "comes after %s", *before) :
		                    "ends before the plan starts");
		diag_hint(r->d,
		    "budgets are listed in order, none overlaps another, none "
		    "ends before 'from'");
	} else if (ok) {
		m.month = month < p->from_month ? p->from_month : month;
		PUSH(r->a, p->budget, p->nbudget, p->capbudget, m);
	}
	*next = month + months;
	*before = m.name;
}

static void
budgets_read(struct reader *r, const struct node *list)
{
	const char *before = NULL;
	int next = 0;

	if (list == NULL || node_is_null(list))
		return;
	if (list->kind != NODE_LIST) {
		read_list_each(r, list, "budgets", NULL);
		return;
	}
	for (size_t i = 0; i < list->n; i++)
		budget_read(r, list->item[i], &next, &before);
}

/* false after a finding: what lies before the plan */
static bool
not_before(struct reader *r, const struct node *map, const char *key,
    const char *what, int month)
{
	if (month == 0 || month > r->m->money.from_month)
		return true;
	return diag_error(r->d, node_at(map, key), "plan-before",
	    "%s is not "
	    "after 'from' of the plan, %04d-%02d",
	    what, r->m->money.from_month / 12, r->m->money.from_month % 12 + 1);
}

static void
loan_read(struct reader *r, const struct node *map)
{
	struct money_plan *p = &r->m->money;
	struct loan_row row = { .from = NULL };
	struct loan l;

	if (!read_by_table(r, map, &read_plan_loan_table, &row))
		return;
	l = (struct loan){ row.from, row.amount_cents,
		month_read(r, map, "by", "borrowed money", row.by),
		node_at(map, "amount") };
	if (l.month == 0 ||
	    !not_before(r, map, "by", "the date of repayment", l.month))
		return;
	if (p->nloan == LOANS_MAX) {
		diag_error(r->d, map->at, "plan-loans", "more than %u loans",
		    LOANS_MAX);
		return;
	}
	PUSH(r->a, p->loan, p->nloan, p->caploan, l);
}

static void
refresh_hosts_read(struct reader *r, const struct node *map)
{
	struct money_plan *p = &r->m->money;
	struct refresh_hosts_row row = { .date = NULL };
	int month;
	size_t k;

	read_by_table(r, map, &read_plan_refresh_hosts_table, &row);
	month = month_read(r, map, "date", "replaced hosts", row.date);
	if (row.cents > 0 && row.earlier == 0) {
		diag_error(r->d, node_at(map, "price"), "plan-window",
		    "a price for months that the hosts come earlier, but "
		    "'earlier' allows none");
		diag_hint(r->d, "'earlier: 6' allows up to six");
	}
	if (!not_before(r, map, "date", "the date the hosts are replaced",
	        month))
		month = 0;
	if (row.racks.n == 0 && node_says(map, "racks"))
		diag_error(r->d, node_at(map, "racks"), "plan-rack-none",
		    "hosts are replaced in no rack");
	for (size_t i = 0; i < row.racks.n; i++) {
		k = read_ref_find(r, &r->rack, "unknown-rack", "'refresh'",
		    row.racks.name[i], row.racks.at[i]);
		if (k == NO_INDEX)
			continue;
		if (p->rack_month[k] != 0) {
			diag_error(r->d, row.racks.at[i], "plan-rack-twice",
			    "the hosts of rack '%s' are replaced twice",
			    row.racks.name[i]);
			diag_hint(r->d, "a rack has one date in 'refresh'");
		}
		p->rack_earlier[k] = (int)row.earlier;
		p->rack_earlier_cents[k] = row.cents;
		/* a mark where the date was bad, so that twice still shows */
		p->rack_month[k] = month != 0 ? month : p->from_month;
	}
}

static void
refresh_read(struct reader *r, const struct node *map)
{
	struct money_plan *p = &r->m->money;
	struct refresh_row row = { .hosts = NULL };

	if (map == NULL || node_is_null(map))
		return;
	read_by_table(r, map, &read_plan_refresh_table, &row);
	read_list_each(r, row.hosts, "hosts", refresh_hosts_read);
	p->switches_month =
	    month_read(r, map, "switches", "'refresh'", row.switches);
	not_before(r, map, "switches",
	    "the date today's switches are to be removed", p->switches_month);
}

static void
consumables_read(struct reader *r, const struct node *map)
{
	static const char *const word[] = { "cable", "optic", "panel", "label",
		"cord", "rails", "psu", "module", "nic", "licence", "support",
		"management", "labour", "approval" };
	struct money_plan *p = &r->m->money;
	struct consumables_row row = { .paid_by = NULL };
	const char *near;
	size_t k;

	if (map == NULL || node_is_null(map))
		return;
	read_by_table(r, map, &read_plan_consumables_table, &row);
	for (size_t i = 0; i < row.categories.n; i++) {
		const char *name = row.categories.name[i];

		for (k = 0; k < i && !str_eq(row.categories.name[k], name); k++)
			continue;
		if (k < i) {
			diag_error(r->d, row.categories.at[i],
			    "plan-consumables", "'%s' is listed twice", name);
			continue;
		}
		for (k = 0; k < COUNT(word) && !str_eq(word[k], name); k++)
			continue;
		if (k < COUNT(word))
			continue;
		near = str_nearest(name, word, COUNT(word));
		diag_error(r->d, row.categories.at[i], "plan-consumables",
		    str_eq(name, "switch") ?
		        "switches are what the plan is for: its budgets pay "
		        "for them" :
		        "the bill has no category '%s'",
		    name);
		if (near != NULL)
			diag_hint(r->d, "did you mean '%s'?", near);
		else
			diag_hint(r->d, "see column 'category' of bom.csv");
	}
	if (row.categories.n == 0 && node_says(map, "categories")) {
		diag_error(r->d, node_at(map, "categories"), "plan-consumables",
		    "'categories' lists none");
		diag_hint(r->d,
		    "leave out 'consumables' where the plan's budgets pay "
		    "everything");
	}
	if (row.paid_by != NULL &&
	    row.paid_by[strspn(row.paid_by, " ")] == '\0')
		diag_error(r->d, node_at(map, "paid_by"), "plan-consumables",
		    "'paid_by' is empty");
	p->elsewhere = row.categories;
	p->elsewhere_by = row.paid_by;
}

void
read_plan(struct reader *r, const struct node *n)
{
	struct money_plan *p = &r->m->money;
	struct plan_row row = { .from = NULL };

	p->rack_month = NEW(r->a, int, r->m->nrack + 1);
	p->rack_earlier = NEW(r->a, int, r->m->nrack + 1);
	p->rack_earlier_cents = NEW(r->a, int64_t, r->m->nrack + 1);
	if (n == NULL || node_is_null(n))
		return;
	r->m->plan = n;
	read_by_table(r, n, &read_plan_table, &row);
	if (n->kind != NODE_MAP)
		return;
	p->from_month = month_read(r, n, "from", "the plan", row.from);
	p->starter_cents = row.starter_cents;
	p->purpose = row.purpose;
	budgets_read(r, row.budgets);
	read_list_each(r, row.borrow, "borrow", loan_read);
	refresh_read(r, row.refresh);
	consumables_read(r, row.consumables);
}
