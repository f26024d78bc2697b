/* plan.json, and the tables of a phase. */
#include "phases/plan_write.h"

#include "base/num.h"
#include "order/csv.h"

/* the writers of tables take a design: one with nothing but what is new */
void
phase_orders_csv(struct buf *b, const struct phases *all, const struct phase *p)
{
	struct design g = { 0 };

	g.model = all->m;
	g.bom = p->order;
	g.nbom = p->norder;
	csv_bom(b, &g);
}

void
phase_cabling_csv(struct buf *b, const struct phases *all,
    const struct phase *p)
{
	struct design g = { 0 };

	g.model = all->m;
	g.link = NEW(b->a, struct dlink, p->nlink + 1);
	for (size_t i = 0; i < p->nlink; i++)
		g.link[g.nlink++] = all->g->link[p->link[i]];
	csv_cabling(b, &g);
}

static struct value *
orders(struct arena *a, const struct phase *p)
{
	struct value *list = value_list(a);

	for (size_t i = 0; i < p->norder; i++) {
		struct value *x = value_map(a);

		value_set(a, x, "part", value_text(a, p->order[i].part->id));
		value_set(a, x, "quantity", value_int(a, p->order[i].quantity));
		value_set(a, x, "total",
		    value_money(a, p->order[i].total_cents));
		value_push(a, list, x);
	}
	return list;
}

static struct value *
phase_value(struct arena *a, const struct phases *all, const struct phase *p)
{
	const struct rolling_result *roll = &p->verdict.results->net[1].rolling;
	struct value *v = value_map(a), *list, *early = value_list(a), *x;

	value_set(a, v, "number", value_int(a, (int64_t)p->number));
	value_set(a, v, "name", value_text(a, p->name));
	value_set(a, v, "folder", value_text(a, p->folder));
	value_set(a, v, "what", value_text(a, p->title));
	value_set(a, v, "date", value_text(a, num_month_text(a, p->month)));
	list = value_list(a);
	for (size_t i = 0; i < p->nrack; i++)
		value_push(a, list,
		    value_text(a, all->m->rack[p->rack[i]].name));
	value_set(a, v, "racks", list);
	list = value_list(a);
	for (size_t i = 0; i < p->nhost; i++)
		value_push(a, list,
		    value_text(a, all->m->host[p->host[i]].name));
	value_set(a, v, "hosts", list);
	for (size_t i = 0; i < p->nrack; i++)
		if (phase_early_months(&all->m->money, p, p->rack[i]) > 0) {
			x = value_map(a);
			value_set(a, x, "rack",
			    value_text(a, all->m->rack[p->rack[i]].name));
			value_set(a, x, "months",
			    value_int(a,
			        phase_early_months(&all->m->money, p,
			            p->rack[i])));
			value_push(a, early, x);
		}
	value_set(a, v, "cost", value_money(a, p->cost_cents));
	if (p->early_cents > 0 || early->n > 0) {
		value_set(a, v, "cost_earlier",
		    value_money(a, p->now_early_cents));
		value_set(a, v, "earlier", early);
	}
	if (all->m->money.elsewhere.n > 0)
		value_set(a, v, "cost_elsewhere",
		    value_money(a, p->now_elsewhere_cents));
	value_set(a, v, "spent", value_money(a, p->spent_cents));
	value_set(a, v, "money", value_money(a, p->money_cents));
	value_set(a, v, "left",
	    value_money(a, p->money_cents - p->spent_cents));
	value_set(a, v, "orders", orders(a, p));
	value_set(a, v, "cables",
	    value_int(a, (int64_t)design_cables_of(all->g, p->link, p->nlink)));
	value_set(a, v, "drain_seconds", value_seconds(a, p->drain_s));
	value_set(a, v, "drain_seconds_on_today",
	    p->number < all->n ? value_seconds(a, p->today_s) : value_null(a));
	value_set(a, v, "rolling_seconds",
	    value_seconds(a, roll->finished ? roll->seconds : -1));
	value_set(a, v, "risks", value_texts(a, p->risk, p->nrisk));
	value_set(a, v, "retired", value_texts(a, p->retire, p->nretire));
	return v;
}

struct value *
phases_plan_value(struct arena *a, const struct phases *all)
{
	const struct money_plan *m = &all->m->money;
	struct value *v = value_map(a), *list = value_list(a), *x;
	const char *const *left;
	size_t nleft;

	value_set(a, v, "eastwest", value_int(a, 1));
	value_set(a, v, "site", value_text(a, all->m->site));
	value_set(a, v, "purpose", value_text(a, m->purpose));
	value_set(a, v, "topology",
	    value_text(a, model_topology_word[all->g->topology]));
	value_set(a, v, "currency", value_text(a, all->m->currency));
	value_set(a, v, "from",
	    value_text(a, num_month_text(a, m->from_month)));
	value_set(a, v, "cost", value_money(a, all->g->total_cents));
	value_set(a, v, "smallest_slice", value_money(a, all->smallest_cents));
	x = value_map(a);
	value_set(a, x, "drain_seconds_months",
	    value_int(a, all->schedule->waiting));
	value_set(a, x, "rack_months",
	    value_int(a, all->schedule->rack_months));
	value_set(a, x, "optimal",
	    value_bool(a, all->schedule->status == LP_OPTIMAL));
	value_set(a, v, "waiting", x);
	for (size_t i = 0; i < all->n; i++)
		value_push(a, list, phase_value(a, all, &all->phase[i]));
	value_set(a, v, "phases", list);
	value_set(a, v, "notes", value_texts(a, all->note, all->nnote));
	left = design_left_out(a, all->g, &nleft);
	value_set(a, v, "left_out", value_texts(a, left, nleft));
	return v;
}
