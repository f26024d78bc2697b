/* Dates of the plan, and whether the money is enough at all. */
#include "phases/schedule.h"

#include "base/str.h"

static void
date_add(int *month, size_t *n, int m)
{
	size_t i;

	for (i = 0; i < *n && month[i] < m; i++)
		continue;
	if (m == 0 || (i < *n && month[i] == m))
		return;
	for (size_t k = *n; k > i; k--)
		month[k] = month[k - 1];
	month[i] = m;
	(*n)++;
}

int
schedule_earliest(const struct money_plan *p, size_t rack)
{
	int month = p->rack_month[rack] - p->rack_earlier[rack];

	if (p->rack_month[rack] == 0)
		return 0;
	return month > p->from_month ? month : p->from_month;
}

struct period *
periods_of(struct arena *a, const struct money_plan *p, size_t nrack, size_t *n)
{
	size_t most = 1 + p->nbudget + p->nloan + 2 * nrack;
	int *month = NEW(a, int, most + 1);
	struct period *out = NEW(a, struct period, most + 1);

	*n = 0;
	date_add(month, n, p->from_month);
	for (size_t i = 0; i < p->nbudget; i++)
		date_add(month, n, p->budget[i].month);
	for (size_t i = 0; i < p->nloan; i++)
		date_add(month, n, p->loan[i].month);
	for (size_t i = 0; i < nrack; i++) {
		date_add(month, n, p->rack_month[i]);
		if (p->rack_earlier[i] > 0 && p->rack_month[i] > 0)
			date_add(month, n, schedule_earliest(p, i));
	}
	for (size_t i = 0; i < *n; i++) {
		out[i].month = month[i];
		out[i].money_cents = p->starter_cents;
		for (size_t k = 0; k < p->nbudget; k++)
			if (p->budget[k].month <= month[i])
				out[i].money_cents += p->budget[k].cents;
		for (size_t k = 0; k < p->nloan; k++)
			if (p->loan[k].month > month[i])
				out[i].money_cents += p->loan[k].cents;
	}
	return out;
}

/*
 * Everything can be bought on the last date, by when all hosts that are
 * replaced have been; so it is enough that the money is there then.  Money lent
 * is gone again by then, since the day it is given back is a date too.
 */
int64_t
periods_money_missing(const struct period *period, size_t n, int64_t cents)
{
	int64_t least = cents - period[n - 1].money_cents;

	return least > 0 ? least : 0;
}

bool
schedule_pays(const struct model *m, const struct part *p)
{
	const struct name_list *other = &m->money.elsewhere;

	for (size_t i = 0; i < other->n; i++)
		if (str_eq(other->name[i], p->category))
			return false;
	return true;
}

bool
schedule_cost(const struct model *m, const struct ledger *l, int64_t *cents)
{
	struct ledger own = { l->a, NULL, 0, 0 };

	if (m->money.elsewhere.n == 0)
		return ledger_cost(m, l, cents, NULL);
	for (size_t i = 0; i < l->n; i++)
		if (schedule_pays(m, l->line[i].part))
			ledger_add(&own, l->line[i].part, l->line[i].quantity);
	return ledger_cost(m, &own, cents, NULL);
}
