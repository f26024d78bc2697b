/*
 * The dates of the decision: of funds, ends of sale and of support, and works.
 */
#include "report/report_ctx.h"
#include "base/num.h"

#include <string.h>

struct dated {
	int64_t day; /* YYYYMMDD, a month its first; 0: words */
	const char *when, *what;
};

struct dates {
	struct report_ctx *k;
	struct dated *row;
	size_t n, cap;
};

static int64_t
day_of(const char *s)
{
	int64_t day = 0;

	if (!catalog_is_date(s))
		return 0;
	for (size_t i = 0; s[i] != '\0'; i++)
		if (s[i] != '-')
			day = day * 10 + s[i] - '0';
	return strlen(s) == 4 ? day * 10000 : strlen(s) == 7 ? day * 100 : day;
}

/* in order; of one day in that of the calls */
static void
date(struct dates *d, const char *when, const char *what)
{
	struct dated x = { day_of(when), when, what };
	size_t i;

	PUSH(d->k->a, d->row, d->n, d->cap, x);
	for (i = d->n - 1; i > 0 && d->row[i - 1].day > x.day; i--)
		d->row[i] = d->row[i - 1];
	d->row[i] = x;
}

static void
funds(struct dates *d)
{
	struct report_ctx *k = d->k;
	const struct money_plan *m = &k->g->model->money;
	int64_t sum = m->starter_cents;
	bool enough = false;

	for (size_t i = 0; i < m->nloan; i++)
		sum += m->loan[i].cents;
	for (size_t i = 0; i <= m->nbudget; i++) {
		const char *cover = "";

		if (i > 0)
			sum += m->budget[i - 1].cents;
		if (!enough && sum >= k->g->total_cents) {
			enough = true;
			cover = ", enough for all of it";
		}
		date(d,
		    num_month_text(k->a,
		        i == 0 ? m->from_month : m->budget[i - 1].month),
		    str_fmt(k->a, "%s in funds by then%s", report_money(k, sum),
		        cover));
	}
}

/* the part that is quoted to come last; NULL: no quote says */
static const struct part *
slowest_delivery(const struct report_ctx *k)
{
	const struct part *last = NULL;

	for (size_t i = 0; i < k->g->nbom; i++) {
		const struct part *p = k->g->bom[i].part;

		if (p->price.lead_days >
		    (last != NULL ? last->price.lead_days : 0))
			last = p;
	}
	return last;
}

/* counted from the order, which has no date */
static void
delivery(struct report_ctx *k)
{
	const struct part *last = slowest_delivery(k);

	if (last == NULL)
		return;
	tree_cell_as(k->t, CELL_NAME,
	    str_fmt(k->a, "order + %s",
	        str_count(k->a, (size_t)last->price.lead_days, "day")),
	    NULL);
	tree_cell(k->t,
	    str_fmt(k->a, "the latest quoted delivery: %s", last->id));
}

void
report_timeline(struct report_ctx *k)
{
	const struct proposal *p = &k->g->model->proposal;
	const struct report_phase *ph = k->phase;
	bool planned = k->g->model->plan != NULL;
	struct dates d = { .k = k };

	/* the date of the decision alone is in the lead */
	if (!planned && ph == NULL && slowest_delivery(k) == NULL)
		return;
	tree_heading(k->t, 3, "Timeline");
	tree_table(k->t, "Dates", "date|what");
	if (p->decision_by != NULL)
		date(&d, p->decision_by, "decision");
	if (ph != NULL) {
		date(&d, ph->from,
		    str_fmt(k->a,
		        "this phase: %s; %s of %s in funds spent after it",
		        report_about(k, ph->cost_cents),
		        report_about(k, ph->spent_cents),
		        report_money(k, ph->money_cents)));
		if (ph->next != NULL)
			date(&d, ph->next,
			    str_fmt(k->a,
			        "the next phase; until then the longest drain "
			        "of a remaining host is %s",
			        ph->remaining_s < 0 ?
			            "impossible" :
			            report_time(k, ph->remaining_s)));
	} else if (planned) {
		funds(&d);
	}
	for (size_t i = 0; i < d.n; i++) {
		tree_cell_as(k->t, CELL_NAME, d.row[i].when, NULL);
		tree_cell(k->t, d.row[i].what);
	}
	delivery(k);
	if (ph == NULL && planned)
		tree_text(k->t,
		    "'eastwest plan' divides the design into phases that these "
		    "funds allow.");
	if (ph != NULL && p->decision_by != NULL &&
	    day_of(ph->from) / 100 < day_of(p->decision_by) / 100)
		tree_text(k->t,
		    "This phase is dated before the decision date.");
}
