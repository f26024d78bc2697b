/*
 * What is printed and what is plugged in: a label for each plug, and for each
 * rack its cables in the order they are put in.  A breakout cable is one cable
 * with one label at its trunk and one at each tail.
 */
#include <stdlib.h>
#include <string.h>

#include "order/csv.h"
#include "order/order.h"

/*
 * The two halves of a label: "x / y" on one end is "y / x" on the other, and
 * that shows where to cut, whatever the ports are called.
 */
static void
halves(struct arena *a, const char *here, const char *there, const char **near,
    const char **far)
{
	size_t all = strlen(here), i;

	*near = here;
	*far = "";
	for (i = 0; i + 3 <= all; i++) {
		size_t rest = all - i - 3;

		if (memcmp(here + i, " / ", 3) == 0 && strlen(there) == all &&
		    memcmp(there, here + i + 3, rest) == 0 &&
		    memcmp(there + rest + 3, here, i) == 0) {
			*near = str_dup(a, here, i);
			*far = here + i + 3;
			return;
		}
	}
}

static size_t
rack_of(const struct design *g, const struct dend *e)
{
	if (e->sw != NONE)
		return g->sw[e->sw].rack;
	return e->host != NONE ? g->model->host[e->host].rack : NONE;
}

size_t
order_unit(const struct design *g, const struct dend *e)
{
	if (e->sw != NONE)
		return g->sw[e->sw].position_u;
	return e->host != NONE ? g->model->host[e->host].position_u : 0;
}

const char *
order_rack_name(const struct design *g, const struct dend *e)
{
	size_t r = rack_of(g, e);

	return r != NONE ? g->model->rack[r].name : "";
}

static const char *
number(struct arena *a, size_t n)
{
	return n > 0 ? str_fmt(a, "%zu", n) : "";
}

static const char *
or_nothing(const char *s)
{
	return s != NULL ? s : "";
}

static const char *
length_m(struct arena *a, const struct dlink *l)
{
	return csv_decimal(a, l->cable->length[l->length].mm, 3);
}

/* ---- labels ---- */

/* the far halves of all links of a breakout cable,
 * for the label of its trunk */
static const char *
all_far(struct arena *a, const struct design *g, size_t first, bool trunk_a)
{
	struct buf b = buf_new(a);
	const char *near, *far;

	for (size_t i = first; i < g->nlink; i++) {
		const struct dlink *l = &g->link[i];

		if (l->bundle != g->link[first].bundle)
			continue;
		halves(a, trunk_a ? l->a.label : l->b.label,
		    trunk_a ? l->b.label : l->a.label, &near, &far);
		if (b.len > 0)
			buf_puts(&b, "; ");
		buf_puts(&b, far);
	}
	return b.text;
}

/* false: the trunk of a breakout cable that has its label already */
static bool
label_make(struct arena *a, const struct design *g, size_t link, bool end_a,
    struct label *x)
{
	const struct dlink *l = &g->link[link];
	const struct dend *e = end_a ? &l->a : &l->b;
	const struct dend *o = end_a ? &l->b : &l->a;

	*x = (struct label){ .cable = design_cable_id(a, l),
		.link = l,
		.end = e,
		.side = end_a ? "a" : "b",
		.text = e->label };
	halves(a, e->label, o->label, &x->near, &x->far);
	if (l->bundle > 0 && bom_trunk_a(g, link) == end_a) {
		if (!bom_own_cable(g, link))
			return false;
		x->far = all_far(a, g, link, end_a);
		if (x->far[0] != '\0')
			x->text = str_fmt(a, "%s / %s", x->near, x->far);
	}
	return true;
}

/* the other end of the cord that an end has a label of */
static struct label
at_panel(struct arena *a, const struct label *end)
{
	struct label x = *end;

	x.panel = design_link_fibre(a, end->link);
	x.side = str_fmt(a, "%s panel", end->side);
	x.near = x.panel;
	x.far = end->near;
	x.text = str_fmt(a, "%s / %s", x.near, x.far);
	return x;
}

struct label *
order_labels(struct arena *a, const struct design *g, size_t *n)
{
	struct label *list = NEW(a, struct label, 4 * g->nlink + 1);

	*n = 0;
	for (size_t i = 0; i < g->nlink; i++)
		for (size_t e = 0; e < 2; e++) {
			*n += label_make(a, g, i, e == 0, &list[*n]);
			if (g->link[i].fibre == NULL)
				continue;
			list[*n] = at_panel(a, &list[*n - 1]);
			++*n;
		}
	return list;
}

void
labels_csv(struct buf *b, const struct design *g)
{
	struct arena *a = b->a;
	size_t n;
	const struct label *x = order_labels(a, g, &n);

	buf_puts(b,
	    "cable,end,device,port,label,near,far,rack,unit,medium,"
	    "colour,length_m,print\n");
	for (size_t i = 0; i < n; i++, x++) {
		csv_cell(b, x->cable, false);
		csv_cell(b, x->side, false);
		csv_cell(b,
		    x->panel != NULL ? x->link->fibre->name : x->end->device,
		    false);
		csv_cell(b,
		    x->panel != NULL ? number(a, (size_t)x->link->strand) :
		                       x->end->port_name,
		    false);
		csv_cell(b, x->text, false);
		csv_cell(b, x->near, false);
		csv_cell(b, x->far, false);
		csv_cell(b, order_rack_name(g, x->end), false);
		csv_cell(b,
		    x->panel != NULL ? "" : number(a, order_unit(g, x->end)),
		    false);
		csv_cell(b, x->link->cable->family, false);
		csv_cell(b, or_nothing(x->link->cable->colour), false);
		csv_cell(b, length_m(a, x->link), false);
		csv_cell(b, str_fmt(a, "%s %s", x->cable, x->text), true);
	}
}

/* ---- cut sheets ---- */

static int
compare(size_t x, size_t y)
{
	return (x > y) - (x < y);
}

/* within the rack first, then rack by rack; each from the top unit down and
 * by port */
static int
by_work(const void *px, const void *py)
{
	const struct plug *x = px, *y = py;
	int c = x->stage - y->stage;

	if (c == 0 && x->stage == 1)
		c = compare(rack_of(x->g, x->there), rack_of(y->g, y->there));
	if (c == 0)
		c = compare(order_unit(y->g, y->here),
		    order_unit(x->g, x->here));
	if (c == 0)
		c = strcmp(x->here->device, y->here->device);
	if (c == 0)
		c = compare(x->here->port, y->here->port);
	return c != 0 ? c : compare(x->link, y->link);
}

struct plug *
order_plugs(struct arena *a, const struct design *g, size_t rack, size_t *n)
{
	struct plug *list = NULL;
	size_t cap = 0;

	*n = 0;
	for (size_t i = 0; i < g->nlink; i++) {
		const struct dlink *l = &g->link[i];
		bool a_here = rack_of(g, &l->a) == rack;
		bool b_here = rack_of(g, &l->b) == rack;
		struct plug p = { g, i, a_here ? &l->a : &l->b,
			a_here ? &l->b : &l->a, 0 };

		if (!a_here && !b_here)
			continue;
		p.stage = a_here && b_here      ? 0 :
		    rack_of(g, p.there) != NONE ? 1 :
		                                  2;
		PUSH(a, list, *n, cap, p);
	}
	if (*n > 0)
		qsort(list, *n, sizeof *list, by_work);
	return list;
}

bool
labels_cutsheet_csv(struct buf *b, const struct design *g, size_t rack)
{
	struct arena *a = b->a;
	size_t n;
	struct plug *p = order_plugs(a, g, rack, &n);

	if (n == 0)
		return false;
	buf_printf(b,
	    "step,cable,kind,device,unit,port,optic,to_rack,to_device,"
	    "to_unit,to_port,to_optic,medium,connector,colour,length_m,"
	    "label_here,label_there,%sdone\n",
	    g->model->nfibre > 0 ? "fibre," : "");
	for (size_t i = 0; i < n; i++) {
		const struct dlink *l = &g->link[p[i].link];
		const struct dend *h = p[i].here, *t = p[i].there;

		csv_cell(b, number(a, i + 1), false);
		csv_cell(b, design_cable_id(a, l), false);
		csv_cell(b, design_link_kind_word[l->kind], false);
		csv_cell(b, h->device, false);
		csv_cell(b, number(a, order_unit(g, h)), false);
		csv_cell(b, h->port_name, false);
		csv_cell(b, h->optic, false);
		csv_cell(b, order_rack_name(g, t), false);
		csv_cell(b, t->device, false);
		csv_cell(b, number(a, order_unit(g, t)), false);
		csv_cell(b, t->port_name, false);
		csv_cell(b, t->optic, false);
		csv_cell(b, l->cable->family, false);
		csv_cell(b, or_nothing(l->cable->connector), false);
		csv_cell(b, or_nothing(l->cable->colour), false);
		csv_cell(b, length_m(a, l), false);
		csv_cell(b, h->label, false);
		csv_cell(b, t->label, false);
		if (g->model->nfibre > 0)
			csv_cell(b, design_link_fibre(a, l), false);
		csv_cell(b, "", true);
	}
	return true;
}
