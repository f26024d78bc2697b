/*
 * The bill of materials, from what was laid out: switches, options, cables and
 * optics of the links, spares.  It must come to what the plan promised.
 */
#include "design/design.h"

#include <string.h>

#include "base/num.h"
#include "base/str.h"
#include "design/kept.h"
#include "size/size.h"

const struct part *
bom_optic(const struct model *m, const char *id)
{
	const struct optic *o = catalog_optic(m->catalog, id);

	return m->policy.oem_optics && o->oem.price.known ? &o->oem : &o->part;
}

bool
design_one_cable(const struct dlink *x, const struct dlink *y)
{
	return x == y || (x->bundle > 0 && x->bundle == y->bundle);
}

const char *
design_cable_id(struct arena *a, const struct dlink *l)
{
	return l->bundle > 0 ? str_fmt(a, "C%04zu", l->bundle) : l->id;
}

bool
bom_own_cable(const struct design *g, size_t link)
{
	size_t i;

	for (i = 0; !design_one_cable(&g->link[i], &g->link[link]); i++)
		continue;
	return i == link;
}

static bool
is_child(const struct design *g, const struct dend *e)
{
	return e->sw != NONE && e->port != NONE &&
	    g->sw[e->sw].port[e->port].parent != NONE;
}

bool
bom_trunk_a(const struct design *g, size_t link)
{
	return g->link[link].bundle > 0 && is_child(g, &g->link[link].a);
}

void
bom_count_link(const struct design *g, struct ledger *l, size_t link)
{
	const struct dlink *x = &g->link[link];
	bool first = bom_own_cable(g, link), trunk_a = bom_trunk_a(g, link);
	bool trunk_b = x->bundle > 0 && !trunk_a;

	if (first)
		ledger_add(l, &x->cable->length[x->length].part, 1);
	if (x->a.optic[0] != '\0' && (first || !trunk_a))
		ledger_add(l, bom_optic(g->model, x->a.optic), 1);
	if (x->b.optic[0] != '\0' && (first || !trunk_b))
		ledger_add(l, bom_optic(g->model, x->b.optic), 1);
}

static void
count_parts(const struct design *g, struct ledger *l)
{
	size_t i, k;

	for (i = 0; i < g->nsw; i++) {
		ledger_add(l, &g->sw[i].model->part, 1);
		for (k = 0; k < g->sw[i].noption; k++)
			ledger_add(l, &g->sw[i].option[k]->part, 1);
	}
	for (i = 0; i < g->nlink; i++)
		bom_count_link(g, l, i);
}

/* switches first, then options, optics, cables; within one by part */
static int
category_rank(const char *c)
{
	static const char *const order[] = { "switch", "module", "licence",
		"psu", "optic", "cable" };
	int i;

	for (i = 0; i < 6; i++)
		if (strcmp(order[i], c) == 0)
			return i;
	return 6;
}

static bool
bom_line(struct arena *a, struct diags *d, struct design *g,
    const struct ledger_line *x)
{
	const struct part *p = x->part;
	int64_t spare = price_spares_wanted(g->model, p, x->quantity);
	int64_t adds, low, high;
	struct bom_line b = { 0 };

	b.part = p;
	b.quantity = x->quantity + spare;
	b.description = spare > 0 ?
	    str_fmt(a, "%s (%lld in use, spare parts: %lld)", p->description,
	        (long long)x->quantity, (long long)spare) :
	    p->description;
	if (!price_unit(g->model, p, &b.unit_cents))
		return diag_error(d, p->price.at, "no-price",
		    "'%s' has no "
		    "price in %s, so the design can't be totalled",
		    p->id, g->model->currency);
	if (!num_mul(b.unit_cents, b.quantity, &b.total_cents) ||
	    !num_add(g->total_cents, b.total_cents, &g->total_cents))
		return diag_error(d, p->price.at, "price-overflow",
		    "%lld times the price of '%s' is too large",
		    (long long)b.quantity, p->id);
	price_range(g->model, p, &b.low_cents, &b.high_cents);
	b.low_cents *= b.quantity;
	b.high_cents *= b.quantity;
	g->low_cents += b.low_cents;
	g->high_cents += b.high_cents;
	b.basis = catalog_price_basis_word[p->price.basis];
	b.source = price_how(a, g->model, p);
	b.date = p->price.date != NULL ? p->price.date : "";
	b.estimate = p->price.basis == PRICE_ESTIMATE;
	if (b.estimate)
		g->estimate_cents += b.total_cents;
	adds = price_reseller_ppm(g->model, p, &low, &high);
	if (adds > 0)
		g->resold_cents += b.total_cents;
	if (!g->model->policy.reseller) {
		g->reseller_saving_cents +=
		    num_scale(b.total_cents, adds, 1000000);
		g->reseller_low_cents += num_scale(b.total_cents, low, 1000000);
		g->reseller_high_cents +=
		    num_scale(b.total_cents, high, 1000000);
	}
	PUSH(a, g->bom, g->nbom, g->capbom, b);
	return true;
}

bool
design_bom(struct arena *a, struct diags *d, struct design *g,
    const struct sizing *plan)
{
	struct ledger l = { a, NULL, 0, 0 };
	size_t i;
	int rank;

	count_parts(g, &l);
	kept_credit(a, g, &l);
	for (rank = 0; rank <= 6; rank++)
		for (i = 0; i < l.n; i++)
			if (category_rank(l.line[i].part->category) == rank &&
			    !bom_line(a, d, g, &l.line[i]))
				return false;
	g->draw = ledger_draw(g->model, &l);
	g->energy_cents = plan->energy_cents;
	g->energy_bound_cents = plan->energy_bound_cents;
	g->whole_bound_cents = plan->whole_bound_cents;
	g->premium_cents = plan->premium_cents;
	g->cheapest_cents = plan->cheapest_cents;
	g->whole_optimal = plan->status == LP_OPTIMAL;
	g->bound_cents = plan->bound_cents;
	g->optimal = plan->bound_cents == plan->cents;
	if (g->total_cents != plan->cents)
		return diag_error(d, SPAN_NONE, "bug-total",
		    "the bill of materials totals %s, the sizing promised %s",
		    num_money_text(a, g->total_cents),
		    num_money_text(a, plan->cents));
	return true;
}
