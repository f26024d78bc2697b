#include "order/order.h"

#include <stdlib.h>
#include <string.h>

#include "size/size.h"
#include "size/existing_parts.h"

static size_t
end_rack(const struct design *g, const struct dend *e)
{
	if (e->sw != NONE)
		return g->sw[e->sw].rack;
	if (e->host != NONE)
		return g->model->host[e->host].rack;
	return NONE;
}

static size_t
line_of(const struct design *g, const struct part *p)
{
	for (size_t i = 0; i < g->nbom; i++)
		if (g->bom[i].part == p ||
		    strcmp(g->bom[i].part->id, p->id) == 0)
			return i;
	return NONE;
}

/* ---- what exists ---- */

/* cables of an earlier design, by number */
struct owned {
	const struct previous_link **by;
	size_t n;
};

static int
by_id(const void *px, const void *py)
{
	const struct previous_link *const *x = px, *const *y = py;

	return strcmp((*x)->id, (*y)->id);
}

static struct owned
existing_new(struct arena *a, const struct design *g)
{
	const struct previous *p = g->model->previous;
	struct owned s = { NULL, 0 };

	if (!existing_goes_on(g->model, g->topology))
		return s;
	s.by = NEW(a, const struct previous_link *, p->nlink + 1);
	for (size_t i = 0; i < p->nlink; i++)
		s.by[s.n++] = &p->link[i];
	if (s.n > 1)
		qsort(s.by, s.n, sizeof(*s.by), by_id);
	return s;
}

/* the cable as it stands; NULL: it is new, or another one */
static const struct previous_link *
existing_link(const struct owned *s, const struct dlink *x)
{
	struct previous_link key = { .id = x->id };
	const struct previous_link *k = &key, **at;

	at = s->n > 0 ? bsearch(&k, s->by, s->n, sizeof(*s->by), by_id) : NULL;
	return at != NULL && (*at)->cable == &x->cable->length[x->length].part ?
	    *at :
	    NULL;
}

/* ---- pull lists ---- */

/* how many of each line of the bill go to each rack;
 * the last row is the core */
struct grid {
	const struct design *g;
	struct owned existing;
	int64_t *n;
};

static void
carry(struct grid *t, size_t rack, const struct part *p)
{
	size_t line = line_of(t->g, p);

	if (rack == NONE)
		rack = t->g->model->nrack;
	if (line != NONE && !price_is_work(t->g->model, p))
		t->n[rack * t->g->nbom + line]++;
}

static void
carry_link(struct grid *t, size_t link)
{
	const struct design *g = t->g;
	const struct dlink *x = &g->link[link];
	bool first = bom_own_cable(g, link), trunk_a = bom_trunk_a(g, link);
	bool trunk_b = x->bundle > 0 && !trunk_a;
	const struct previous_link *was = existing_link(&t->existing, x);
	const struct part *optic;

	if (first && was == NULL)
		carry(t, end_rack(g, &x->a), &x->cable->length[x->length].part);
	if (x->fibre != NULL && was == NULL)
		carry(t, end_rack(g, &x->b), &x->cable->length[x->length].part);
	if (x->a.optic[0] != '\0' && (first || !trunk_a)) {
		optic = bom_optic(g->model, x->a.optic);
		if (was == NULL || was->end[0].optic != optic)
			carry(t, end_rack(g, &x->a), optic);
	}
	if (x->b.optic[0] != '\0' && (first || !trunk_b)) {
		optic = bom_optic(g->model, x->b.optic);
		if (was == NULL || was->end[1].optic != optic)
			carry(t, end_rack(g, &x->b), optic);
	}
}

/* a switch, its options and what is bought beside it, less what exists */
static struct ledger
switch_parts(struct arena *a, const struct design *g, const struct dswitch *s)
{
	const struct previous *p = g->model->previous;
	const struct previous_switch *was =
	    existing_goes_on(g->model, g->topology) ?
	    existing_switch(g->model, s->name) :
	    NULL;
	struct ledger own = { a, NULL, 0, 0 }, owned = { a, NULL, 0, 0 };

	if (s->existing == NULL)
		ledger_add_switch(&own, g->model, s->model, 0, 1);
	for (size_t i = 0; i < s->noption; i++)
		ledger_add(&own, &s->option[i]->part, 1);
	if (was == NULL || was->model != s->model)
		return own;
	ledger_add(&owned, &was->model->part, 1);
	for (size_t i = 0; i < was->noption; i++)
		ledger_add(&owned, was->option[i], 1);
	for (size_t i = 0; i < p->nstock; i++)
		if (p->stock[i].sw == was)
			ledger_add(&owned, p->stock[i].part,
			    p->stock[i].quantity);
	existing_credit(g->model, &own, &owned);
	return own;
}

struct pull *
order_pulls(struct arena *a, const struct design *g, size_t *n)
{
	size_t racks = g->model->nrack, cap = 0;
	struct grid t = { g, existing_new(a, g),
		NEW(a, int64_t, (racks + 2) * (g->nbom + 1)) };
	struct pull *list = NULL;

	*n = 0;
	for (size_t i = 0; i < g->nsw; i++) {
		struct ledger own = switch_parts(a, g, &g->sw[i]);
		int64_t c;

		for (size_t k = 0; k < own.n; k++)
			for (c = 0; c < own.line[k].quantity; c++)
				carry(&t, g->sw[i].rack, own.line[k].part);
	}
	for (size_t i = 0; i < g->nlink; i++)
		carry_link(&t, i);
	for (size_t i = 0; i < g->model->nhost; i++) {
		struct ledger own = { a, NULL, 0, 0 };
		int64_t c;

		ledger_add_host(&own, g->model, i);
		for (size_t k = 0; k < own.n; k++)
			for (c = 0; c < own.line[k].quantity; c++)
				carry(&t, g->model->host[i].rack,
				    own.line[k].part);
	}
	/* what no link uses is a spare part */
	for (size_t k = 0; k < g->nbom; k++) {
		int64_t rest = g->bom[k].quantity;

		for (size_t i = 0; i <= racks; i++)
			rest -= t.n[i * g->nbom + k];
		t.n[(racks + 1) * g->nbom + k] = rest;
	}
	for (size_t i = 0; i < racks + 2; i++)
		for (size_t k = 0; k < g->nbom; k++) {
			struct pull p = { i < racks ? i : NONE,
				i < racks      ? g->model->rack[i].name :
				    i == racks ? "core" :
				    g->bom[k].part->optional ? "site" :
				                               "spares",
				g->bom[k].part, t.n[i * g->nbom + k] };

			if (p.quantity > 0 && !price_is_work(g->model, p.part))
				PUSH(a, list, *n, cap, p);
		}
	return list;
}

/* ---- lengths ---- */

struct by_length *
order_lengths(struct arena *a, const struct design *g, size_t *n)
{
	const struct catalog *c = g->model->catalog;
	const struct owned existing = existing_new(a, g);
	struct by_length *list = NULL;
	size_t cap = 0, i, m;

	*n = 0;
	for (i = 0; i < c->ncable; i++)
		for (size_t k = 0; k < c->cable[i].nlength; k++) {
			struct by_length x = { &c->cable[i], k, 0, 0, 0 };

			for (m = 0; m < g->nlink; m++) {
				const struct dlink *l = &g->link[m];

				if (l->cable != x.cable || l->length != k ||
				    existing_link(&existing, l) != NULL)
					continue;
				x.used +=
				    l->fibre != NULL ? 2 : bom_own_cable(g, m);
				if (l->raw_mm > x.longest_mm)
					x.longest_mm = l->raw_mm;
			}
			if (x.used == 0)
				continue;
			m = line_of(g, &c->cable[i].length[k].part);
			if (m != NONE)
				x.spare = g->bom[m].quantity - x.used;
			PUSH(a, list, *n, cap, x);
		}
	return list;
}

/* ---- optics ---- */

struct optic_choice *
order_optics(struct arena *a, const struct design *g, size_t *n)
{
	const struct model *m = g->model;
	struct optic_choice *list = NULL;
	size_t cap = 0;

	*n = 0;
	for (size_t i = 0; i < m->catalog->noptic; i++) {
		const struct optic *o = &m->catalog->optic[i];

		for (size_t k = 0; k < g->nbom; k++) {
			struct optic_choice x = { o, k, false, 0, 0, false,
				false };

			if (g->bom[k].part != &o->part &&
			    g->bom[k].part != &o->oem)
				continue;
			x.oem = g->bom[k].part == &o->oem;
			x.compatible_known =
			    price_unit(m, &o->part, &x.compatible_cents);
			x.oem_known = price_unit(m, &o->oem, &x.oem_cents);
			PUSH(a, list, *n, cap, x);
		}
	}
	return list;
}
