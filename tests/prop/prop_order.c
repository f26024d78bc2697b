/*
 * What is ordered for random sites, held against what anybody could count:
 * every port has one cable, one label, one row of a cut sheet; no cable is
 * shorter than its run; every optic fits its port, its fibre and its peer; the
 * bill, the pull lists and the workbook have as many of a part as the links
 * need.
 */
#include "world.h"

#include <math.h>

#include "design/design.h"
#include "order/exports.h"
#include "order/order.h"
#include "order/csv.h"
#include "output/output.h"
#include "report/report.h"

static bool
takes(enum media cage, enum media plug)
{
	return cage == plug || (cage == MEDIA_SFP28 && plug == MEDIA_SFPP) ||
	    (cage == MEDIA_QSFP28 && plug == MEDIA_QSFPP);
}

static enum media
cage_at(const struct design *g, const struct dend *e)
{
	return e->sw != NONE ? g->sw[e->sw].port[e->port].media :
	    model_port(&g->model->host[e->host], e->port)->media;
}

static const char *
wrong_optic(const struct design *g, const struct dlink *l,
    const struct dend *e)
{
	const struct optic *o = catalog_optic(g->model->catalog, e->optic);
	size_t i;

	if (o == NULL)
		return "an optic that is not in the catalog";
	if (!takes(cage_at(g, e), o->media))
		return "an optic does not fit its port";
	if (o->speed_bps != l->speed_bps)
		return "an optic of another speed";
	if (!str_eq(o->connector, l->cable->connector))
		return "an optic whose connector is not the cord's";
	for (i = 0; i < o->nreach; i++)
		if (str_eq(o->reach[i].family, l->cable->family) &&
		    o->reach[i].mm >= l->cable->length[l->length].mm)
			return NULL;
	return "an optic that does not reach over its fibre";
}

static const char *
wrong_link(const struct design *g, const struct dlink *l)
{
	const struct cable *c = l->cable;
	const char *no = NULL;

	if (c->length[l->length].mm < l->raw_mm)
		return "a cable shorter than its run";
	if (l->length > 0 && c->length[l->length - 1].mm >= l->raw_mm &&
	    c->length[l->length - 1].part.price.cents <=
	    c->length[l->length].part.price.cents)
		return "a longer and dearer cable than is needed";
	if (c->kind != CABLE_FIBRE) {
		if (l->a.optic[0] != '\0' || l->b.optic[0] != '\0')
			return "an optic on a cable with its ends on";
		return takes(cage_at(g, &l->a), c->media_a) &&
		    takes(cage_at(g, &l->b), c->media_b) ? NULL :
		    "a plug that does not fit its port";
	}
	if (strcmp(l->a.optic, l->b.optic) != 0)
		return "two optics of two kinds on one fibre";
	no = wrong_optic(g, l, &l->a);
	return no != NULL ? no : wrong_optic(g, l, &l->b);
}

/* how often a text stands at the start of a line, or after a heading's field */
static size_t
count(const char *text, const char *what)
{
	size_t n = 0;

	for (; (text = strstr(text, what)) != NULL; text += strlen(what))
		n++;
	return n;
}

static const char *
wrong_quantities(struct arena *a, const struct design *g)
{
	size_t n, i, k;
	struct pull *p = order_pulls(a, g, &n);
	struct by_length *len;
	int64_t used = 0;

	for (i = 0; i < g->nbom; i++) {
		const struct bom_line *x = &g->bom[i];
		int64_t pulled = 0, needed = 0;

		for (k = 0; k < n; k++)
			if (p[k].part == x->part)
				pulled += p[k].quantity;
		if (pulled != x->quantity)
			return "the pull lists have not what the bill has";
		for (k = 0; k < g->nlink; k++) {
			const struct dlink *l = &g->link[k];

			needed += &l->cable->length[l->length].part == x->part;
			needed += strcmp(l->a.optic, x->part->id) == 0;
			needed += strcmp(l->b.optic, x->part->id) == 0;
		}
		for (k = 0; k < g->nsw; k++)
			needed += &g->sw[k].model->part == x->part;
		if (x->quantity != needed + price_spares_wanted(g->model, x->part,
		    needed))
			return "the bill has not what the links need";
	}
	len = order_lengths(a, g, &n);
	for (i = 0; i < n; i++) {
		used += len[i].used;
		if (len[i].longest_mm > len[i].cable->length[len[i].length].mm)
			return "a length with a longer run";
	}
	return used == (int64_t)g->nlink ? NULL :
	    "the lengths are not as many as the links";
}

static const char *
wrong_book(struct arena *a, const struct design *g, bool write)
{
	struct diags *d = diags_new(a);
	struct spreadsheet *b = order_book(a, g);
	const struct spreadsheet_sheet *s = b->sheet[1];
	const char *x, *y;
	size_t nx, ny, i;
	double sum = 0;

	for (i = 0; i < s->n; i++)
		if (s->cell[i].col == 7 && s->cell[i].kind == BOOK_FORMULA &&
		    s->cell[i].row <= g->nbom) {
			const struct bom_line *l =
			    &g->bom[s->cell[i].row - 1];

			if (llround(s->cell[i].number * 100) !=
			    l->total_cents)
				return "a line of the workbook is off";
			sum += s->cell[i].number;
		}
	if (llround(sum * 100) != g->total_cents)
		return "the workbook does not add up to the bill";
	if (!write)
		return NULL;
	if (!spreadsheet_xlsx(d, b, &x, &nx) ||
	    !spreadsheet_xlsx(d, order_book(a, g), &y, &ny) || nx != ny ||
	    memcmp(x, y, nx) != 0)
		return "the workbook is not the same bytes twice";
	return NULL;
}

/* every end once: in the labels, in the cut sheets, as an interface */
static const char *
wrong_tables(struct arena *a, const struct design *g)
{
	struct buf labels = buf_new(a), sheets = buf_new(a);
	struct fileset *out = fileset_new(a);
	const char *interfaces = "", *cables = "";
	size_t i, k, racks = 0;

	labels_csv(&labels, g);
	for (i = 0; i < g->model->nrack; i++)
		labels_cutsheet_csv(&sheets, g, i);
	netbox_write(a, g, out);
	for (i = 0; i < out->n; i++) {
		if (strcmp(out->file[i].path, "netbox/interfaces.csv") == 0)
			interfaces = out->file[i].data;
		if (strcmp(out->file[i].path, "netbox/cables.csv") == 0)
			cables = out->file[i].data;
	}
	if (count(labels.text, "\n") != 2 * g->nlink + 1)
		return "not a label a plug";
	for (i = 0; i < g->nlink; i++)
		for (k = 0; k < 2; k++) {
			const struct dend *e = k == 0 ? &g->link[i].a :
			    &g->link[i].b;
			const char *both = str_fmt(a, ",%s,%s,", e->device,
			    e->port_name);
			const char *row = str_fmt(a, "\n%s,%s,", e->device,
			    e->port_name);

			if (count(labels.text, both) != 1)
				return "a plug without its label, or with two";
			if (count(interfaces, row) != 1)
				return "a plug that is no interface";
			if (count(cables, str_fmt(a, "%s,dcim.interface,%s,",
			    e->device, e->port_name)) != 1)
				return "a plug with no cable, or two";
		}
	for (i = 0; i < g->nlink; i++) {
		size_t x = g->sw[g->link[i].a.sw].rack;
		size_t y = g->link[i].b.sw != NONE ?
		    g->sw[g->link[i].b.sw].rack :
		    g->model->host[g->link[i].b.host].rack;

		racks += x == y ? 1 : 2;
		if (count(sheets.text, str_fmt(a, ",%s,%s,", g->link[i].id,
		    design_link_kind_word[g->link[i].kind])) != (x == y ? 1 : 2))
			return "a cable is not on the sheet of each its racks";
	}
	return count(sheets.text, "\n") == racks + count(sheets.text, "step,") ?
	    NULL : "a cut sheet has a row too many";
}


static const char *
wrong(struct arena *a, const struct design *g, bool write)
{
	const char *no;
	size_t i;

	for (i = 0; i < g->nlink; i++)
		if ((no = wrong_link(g, &g->link[i])) != NULL)
			return no;
	no = wrong_quantities(a, g);
	if (no == NULL)
		no = wrong_book(a, g, write);
	return no != NULL ? no : wrong_tables(a, g);
}

int
main(void)
{
	static const enum topology kind[] = {
		TOPOLOGY_STANDALONE, TOPOLOGY_LINKED, TOPOLOGY_SPINE_LEAF,
		TOPOLOGY_EVLT
	};
	int passed = 0, failed = 0, seed, made = 0, fibres = 0;
	struct min_bandwidth none = {0};
	size_t t, i;

	for (seed = 1; seed <= 150; seed++)
		for (t = 0; t < 4; t++) {
			struct arena *a = arena_new();
			struct diags *d = diags_new(a);
			struct catalog *c;
			struct model *m;
			struct sizing *p;
			const struct design *g;
			const char *no = NULL;

			state = (uint64_t)seed * 7368787 + t;
			c = random_catalog(a);
			m = random_site(a, c);
			m->want.budget_cents = 0;
			if (t < 2)
				m->want.failure_domain_rack = false;
			for (i = 0; i < c->nsw; i++) {
				struct switch_model *s = (struct switch_model *)
				    (uintptr_t)&c->sw[i];

				s->emclag = true;
				/* short twinax, so that there is fibre too */
				s->dac_max_mm = rnd(2) ? 1000 : 0;
			}
			p = pick_cheapest(a, NULL, m, kind[t], &none);
			if (p->status == LP_OPTIMAL) {
				g = design_make(a, d, m, p);
				no = g == NULL ? d->item[0].message :
				    wrong(a, g, made++ % 40 == 0);
				for (i = 0; g != NULL && i < g->nlink; i++)
					fibres += g->link[i].a.optic[0] != '\0';
			}
			if (no != NULL)
				printf("seed %d topology %s: %s\n", seed,
				    model_topology_word[kind[t]], no);
			failed += no != NULL;
			passed += no == NULL;
			arena_free(a);
		}
	if (made < 150 || fibres < 200) {
		printf("only %d designs with %d fibres were made\n", made,
		    fibres);
		failed++;
	}
	printf("prop_order: %d passed, %d failed (%d designs, %d fibres)\n",
	    passed, failed, made, fibres);
	return failed != 0;
}
