/*
 * The bill of materials, from what was laid out: switches, options, cables and
 * optics of the links, spares.  It must come to what the plan promised.
 */
#include "design/design.h"

#include <string.h>

#include "base/num.h"
#include "base/str.h"
#include "design/kept_credit.h"
#include "size/size.h"

#define RANKS 16 /* of categories on a bill */

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

size_t
design_cables_of(const struct design *g, const size_t *link, size_t n)
{
	size_t count = 0, k;

	for (size_t i = 0; i < n; i++) {
		const struct dlink *x = &g->link[link != NULL ? link[i] : i];

		for (k = x->bundle > 0 ? 0 : i; k < i; k++)
			if (g->link[link != NULL ? link[k] : k].bundle ==
			    x->bundle)
				break;
		count += k == i;
	}
	return count;
}

const char *
design_link_fibre(struct arena *a, const struct dlink *l)
{
	return l->fibre == NULL ?
	    "" :
	    str_fmt(a, "%s:%lld", l->fibre->name, (long long)l->strand);
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

	if (g->link[link].bundle == 0)
		return true;
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
		ledger_add(l, &x->cable->length[x->length].part,
		    x->fibre != NULL ? 2 : 1);
	if (x->a.optic[0] != '\0' && (first || !trunk_a))
		ledger_add(l, bom_optic(g->model, x->a.optic), 1);
	if (x->b.optic[0] != '\0' && (first || !trunk_b))
		ledger_add(l, bom_optic(g->model, x->b.optic), 1);
}

static void
count_parts(const struct design *g, struct ledger *l)
{
	for (size_t i = 0; i < g->nsw; i++) {
		if (g->sw[i].existing == NULL)
			ledger_add_switch(l, g->model, g->sw[i].model, 0, 1);
		for (size_t k = 0; k < g->sw[i].noption; k++)
			ledger_add(l, &g->sw[i].option[k]->part, 1);
	}
	for (size_t i = 0; i < g->nlink; i++)
		bom_count_link(g, l, i);
	for (size_t i = 0; i < g->model->nhost; i++)
		ledger_need_host(l, g->model, i);
	ledger_need_management(l, g->model);
}

static void
stock_add(struct arena *a, struct design *g, const char *of,
    const struct ledger *l, const struct part *but)
{
	for (size_t i = 0; i < l->n; i++) {
		struct dstock x = { of, l->line[i].part, l->line[i].quantity };

		if (x.part != but && !price_is_work(g->model, x.part))
			PUSH(a, g->stock, g->nstock, g->capstock, x);
	}
}

/* what whoever builds on this design need not buy again, beside its switches
 * and cables; what they take over has its own */
static void
take_stock(struct arena *a, struct design *g, const struct ledger *after)
{
	struct ledger site = { a, NULL, 0, 0 };

	for (size_t i = 0; i < g->nsw; i++) {
		struct ledger l = { a, NULL, 0, 0 };

		ledger_add_switch(&l, g->model, g->sw[i].model, 0, 1);
		stock_add(a, g, g->sw[i].name, &l, &g->sw[i].model->part);
	}
	for (size_t i = 0; i < g->model->nhost; i++) {
		struct ledger l = { a, NULL, 0, 0 };

		ledger_need_host(&l, g->model, i);
		stock_add(a, g, g->model->host[i].name, &l, NULL);
	}
	ledger_need_management(&site, g->model);
	ledger_merge(&site, after, 1);
	stock_add(a, g, "", &site, NULL);
}

/* switches first, then options, optics, cables; within one by part */
static int
category_rank(const char *c)
{
	static const char *const order[RANKS - 1] = { "switch", "module",
		"licence", "psu", "rails", "cord", "support", "management",
		"nic", "optic", "cable", "panel", "label", "labour",
		"approval" };

	for (int i = 0; i < RANKS - 1; i++)
		if (strcmp(order[i], c) == 0)
			return i;
	return RANKS - 1;
}

/* " as SFP-10G-SR": what a vendor calls its own of an optic; "": not known */
static const char *
as_called(struct arena *a, const struct catalog *c, const struct part *p,
    const char *vendor)
{
	for (size_t i = 0; i < c->noptic; i++) {
		const struct optic *o = &c->optic[i];

		if (p != &o->part && p != &o->oem)
			continue;
		for (size_t k = 0; k < o->ncode; k++)
			if (strcmp(o->code[k].vendor, vendor) == 0)
				return str_fmt(a, " as %s%s", o->code[k].number,
				    o->codes_recalled ? " (to be confirmed)" :
				                        "");
	}
	return "";
}

/* whose coding the optics of a part have: "24 coded for acme as SFP-10G-SR, 24
 * for the hosts' cards"; NULL where the part is no optic or all are for one */
static const char *
coded_for(struct arena *a, const struct design *g, const struct part *p)
{
	const char **who = NEW(a, const char *, g->nsw + 3);
	int64_t *count = NEW(a, int64_t, g->nsw + 3);
	struct buf b = buf_new(a);
	size_t i, k, n = 0;

	if (strcmp(p->category, "optic") != 0 || p->vendor == NULL)
		return NULL;
	for (i = 0; i < g->nlink; i++)
		for (size_t end = 0; end < 2; end++) {
			const struct dlink *l = &g->link[i];
			const struct dend *e = end == 0 ? &l->a : &l->b;
			const char *name = e->sw != NONE ?
			    g->sw[e->sw].model->vendor :
			    e->host != NONE ? "the hosts' cards" :
			                      "the core";
			bool trunk =
			    l->bundle > 0 && bom_trunk_a(g, i) == (end == 0);

			if (e->optic[0] == '\0' ||
			    bom_optic(g->model, e->optic) != p ||
			    (trunk && !bom_own_cable(g, i)))
				continue;
			for (k = 0; k < n && strcmp(who[k], name) != 0; k++)
				;
			who[k] = name;
			n += k == n;
			count[k]++;
		}
	for (k = 0; k < n; k++)
		buf_printf(&b, "%s%lld %sfor %s%s", k > 0 ? ", " : "",
		    (long long)count[k], k == 0 ? "coded " : "",
		    catalog_vendor_name(a, g->model->catalog, who[k]),
		    as_called(a, g->model->catalog, p, who[k]));
	return n > 0 ? b.text : NULL;
}

/* the cable whose length a part is, and which; NULL: it is none */
static const struct cable *
cable_of(const struct catalog *c, const struct part *p, size_t *length)
{
	for (size_t i = 0; i < c->ncable; i++)
		for (*length = 0; *length < c->cable[i].nlength; ++*length)
			if (&c->cable[i].length[*length].part == p)
				return &c->cable[i];
	return NULL;
}

/* that a longer cable of the same kind costs less, and why it is not bought;
 * NULL: none does */
static const char *
why_not_longer(struct arena *a, const struct model *m, const struct part *p)
{
	size_t length;
	const struct cable *c = cable_of(m->catalog, p, &length);
	int64_t cents, other;

	if (c == NULL || !p->price.known || !price_unit(m, p, &cents))
		return NULL;
	for (size_t k = length + 1; k < c->nlength; k++)
		if (c->length[k].part.price.known &&
		    price_unit(m, &c->length[k].part, &other) && other < cents)
			return str_fmt(a,
			    "%s costs less at these prices, and its slack "
			    "would be in the way: the shortest that fits is "
			    "bought",
			    num_text(a, c->length[k].mm, UNIT_LENGTH));
	return NULL;
}

static bool
bom_line(struct arena *a, struct diags *d, struct design *g,
    const struct ledger_line *x)
{
	const struct part *p = x->part;
	int64_t spare = price_spares_wanted(g->model, p, x->quantity);
	int64_t adds, low, high;
	const char *coded = coded_for(a, g, p), *order;
	const char *longer = why_not_longer(a, g->model, p);
	struct bom_line b = { 0 };

	order = catalog_order_text(a, p, g->model->policy.airflow);
	b.part = p;
	b.quantity = x->quantity + spare;
	b.description = spare > 0 ?
	    str_fmt(a, "%s (%lld in use, spare parts: %lld)", p->description,
	        (long long)x->quantity, (long long)spare) :
	    p->description;
	if (order != NULL)
		b.description = str_fmt(a, "%s; %s", b.description, order);
	if (coded != NULL)
		b.description = str_fmt(a, "%s; %s", b.description, coded);
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
	b.unpriced = !p->price.known;
	b.basis = b.unpriced ? "quote needed" :
	                       catalog_price_basis_word[p->price.basis];
	b.source = price_how(a, g->model, p);
	/* no seller reads this column */
	if (longer != NULL)
		b.source = str_fmt(a, "%s; %s", b.source, longer);
	b.date = p->price.date != NULL ? p->price.date : "";
	b.estimate = p->price.known && p->price.basis == PRICE_ESTIMATE;
	if (b.estimate)
		g->estimate_cents += b.total_cents;
	if (p->price.known &&
	    (p->price.basis == PRICE_REFURBISHED ||
	        p->price.basis == PRICE_AUCTION))
		g->used_cents += b.total_cents;
	if (price_is_list(g->model, p))
		g->list_cents += b.total_cents;
	adds = price_reseller_ppm(g->model, p, &low, &high);
	if (adds > 0)
		g->resold_cents += b.total_cents;
	if (!g->model->policy.reseller) {
		g->reseller_saving_cents +=
		    num_scale(b.total_cents, adds, WHOLE_PPM);
		g->reseller_low_cents +=
		    num_scale(b.total_cents, low, WHOLE_PPM);
		g->reseller_high_cents +=
		    num_scale(b.total_cents, high, WHOLE_PPM);
	}
	PUSH(a, g->bom, g->nbom, g->capbom, b);
	return true;
}

/* what follows from the cabling and was no part of the choice: panels at both
 * ends of cables between rows, labels.  The phases of a plan have none */
static void
count_after(const struct design *g, struct ledger *l)
{
	const struct catalog *c = g->model->catalog;
	const struct model *m = g->model;
	int64_t *ends = NEW(l->a, int64_t, c->naccessory + 1), labels = 0;

	if (m->phased)
		return;
	for (size_t i = 0; i < g->nlink; i++) {
		const struct dlink *x = &g->link[i];
		size_t ra = x->a.sw != NONE ? g->sw[x->a.sw].rack : NONE;
		size_t rb = x->b.sw != NONE ? g->sw[x->b.sw].rack :
		    x->b.host != NONE       ? m->host[x->b.host].rack :
		                              NONE;

		if (!bom_own_cable(g, i))
			continue;
		labels += x->fibre != NULL ? 4 : 2;
		/* its panels are there */
		if (x->fibre != NULL)
			continue;
		for (size_t k = 0; k < c->naccessory; k++)
			if (c->accessory[k].kind == ACCESSORY_PANEL &&
			    ra != NONE && rb != NONE &&
			    m->rack[ra].row_index != m->rack[rb].row_index &&
			    x->cable->connector != NULL &&
			    str_eq(c->accessory[k].connector,
			        x->cable->connector))
				ends[k] += 2;
	}
	for (size_t k = 0; k < c->naccessory; k++) {
		const struct accessory *x = &c->accessory[k];
		int64_t each = x->count > 0 ? (int64_t)x->count : 1;
		/* a panel is in one place, so each end has its own */
		int64_t n = x->kind == ACCESSORY_PANEL ?
		    2 * ((ends[k] / 2 + each - 1) / each) :
		    x->kind == ACCESSORY_LABEL ? (labels + each - 1) / each :
		                                 0;

		if (n > 0 && (m->policy.extras >> x->kind & 1) != 0)
			ledger_add(l, &x->part, n);
	}
}

static bool
bom_lines(struct arena *a, struct diags *d, struct design *g,
    const struct ledger *l)
{
	for (int rank = 0; rank < RANKS; rank++)
		for (size_t i = 0; i < l->n; i++)
			if (category_rank(l->line[i].part->category) == rank &&
			    !bom_line(a, d, g, &l->line[i]))
				return false;
	return true;
}

bool
design_bom(struct arena *a, struct diags *d, struct design *g,
    const struct sizing *plan)
{
	struct ledger l = { a, NULL, 0, 0 }, all = { a, NULL, 0, 0 };
	struct ledger after = { a, NULL, 0, 0 };
	int64_t gear;

	count_parts(g, &l);
	/* what is there draws as well */
	ledger_merge(&all, &l, 1);
	for (size_t i = 0; i < g->nsw; i++)
		if (g->sw[i].existing != NULL)
			ledger_add(&all, &g->sw[i].model->part, 1);
	g->draw = ledger_draw(g->model, &all);
	kept_credit(a, g, &l);
	if (!bom_lines(a, d, g, &l))
		return false;
	g->energy_cents = plan->energy_cents;
	g->energy_bound_cents = plan->energy_bound_cents;
	g->whole_bound_cents = plan->whole_bound_cents;
	g->premium_cents = plan->premium_cents;
	g->cheapest_cents = plan->cheapest_cents;
	g->whole_optimal = plan->status == LP_OPTIMAL;
	g->bound_cents = plan->bound_cents;
	g->optimal = plan->bound_cents == plan->cents;
	gear = g->total_cents;
	count_after(g, &after);
	take_stock(a, g, &after);
	kept_credit_after(a, g, &after);
	if (!bom_lines(a, d, g, &after))
		return false;
	g->after_cents = g->total_cents - gear;
	g->bound_cents += g->after_cents;
	g->whole_bound_cents += g->after_cents;
	if (g->cheapest_cents > 0)
		g->cheapest_cents += g->after_cents;
	if (gear != plan->cents)
		return diag_error(d, SPAN_NONE, "bug-total",
		    "the bill of materials totals %s, the sizing promised %s",
		    num_money_text(a, gear), num_money_text(a, plan->cents));
	return true;
}
