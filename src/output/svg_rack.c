/* A rack from the front: units from the bottom up, switches and hosts. */
#include <string.h>

#include "output/diagrams.h"

enum { UNIT_H = 15, TOP = 44, SIDE = 34, RACK_W = 300 };

size_t *
racks_used(struct arena *a, const struct design *g, size_t *n)
{
	const struct model *m = g->model;
	bool *used = NEW(a, bool, m->nrack + 1);
	size_t *list = NEW(a, size_t, m->nrack + 1), i;

	for (i = 0; i < g->nsw; i++)
		used[g->sw[i].rack] = true;
	for (i = 0; i < m->nhost; i++)
		used[m->host[i].rack] = true;
	*n = 0;
	for (i = 0; i < m->nrack; i++)
		if (used[i])
			list[(*n)++] = i;
	return list;
}

const char *
rack_path(struct arena *a, const struct design *g, size_t rack)
{
	return str_fmt(a, "diagrams/rack-%s.svg", g->model->rack[rack].name);
}

/* units [u, u + height) */
static void
device(struct drawing *d, int64_t units, const char *class, size_t u,
    int64_t height, const char *name, const char *what)
{
	struct arena *a = d->body.a;
	double y = TOP + UNIT_H * (double)(units - (int64_t)u - height + 1);
	double h = UNIT_H * (double)height;

	svg_rect(d, class, SIDE + 1, y + 0.5, RACK_W - 2, h - 1, str_fmt(a,
	    "%s: %s, unit %zu", name, what, u));
	svg_text(d, "s b", SIDE + 8, y + h / 2 + 3.8, SVG_START, 116, name);
	svg_text(d, "s", SIDE + RACK_W - 8, y + h / 2 + 3.8, SVG_END, 160,
	    what);
}

static void
frame(struct drawing *d, const struct rack *r)
{
	struct arena *a = d->body.a;
	int64_t u;

	svg_text(d, "b", SIDE, 18, SVG_START, RACK_W, str_fmt(a, "Rack %s%s%s",
	    r->name, r->row != NULL && r->row[0] != '\0' ? ", row " : "",
	    r->row != NULL ? r->row : ""));
	svg_text(d, "s d", SIDE, 34, SVG_START, 0, str_fmt(a,
	    "front, %lld units", (long long)r->units));
	svg_rect(d, "rack", SIDE, TOP, RACK_W, UNIT_H * (double)r->units,
	    NULL);
	for (u = 1; u <= r->units; u++) {
		double y = TOP + UNIT_H * (double)(r->units - u);

		if (u < r->units)
			svg_line(d, "unit", SIDE, y, SIDE + RACK_W, y, 0.5);
		svg_text(d, "s d", SIDE - 6, y + UNIT_H - 3.5, SVG_END, 0,
		    str_fmt(a, "%lld", (long long)u));
	}
}

struct drawing *
draw_rack(struct arena *a, const struct design *g, size_t rack)
{
	const struct model *m = g->model;
	const struct rack *r = &m->rack[rack];
	struct drawing *d = svg_new(a, SIDE + RACK_W + 12, TOP + UNIT_H *
	    (double)r->units + 10, str_fmt(a, "Rack %s from the front",
	    r->name), NULL);
	struct buf words = buf_new(a);
	size_t i;

	frame(d, r);
	for (i = 0; i < g->nsw; i++) {
		const struct dswitch *s = &g->sw[i];

		if (s->rack != rack)
			continue;
		device(d, r->units, "sw", s->position_u, s->model->height_u,
		    s->name, s->model->name);
		buf_printf(&words, "Switch %s at unit %zu. ", s->name,
		    s->position_u);
	}
	for (i = 0; i < m->nhost; i++) {
		const struct host *h = &m->host[i];

		if (h->rack != rack)
			continue;
		device(d, r->units, str_fmt(a, "c%zu", 1 + h->cluster % 6),
		    h->position_u, h->height_u, h->name, str_fmt(a,
		    "cluster %s", m->cluster[h->cluster].name));
		buf_printf(&words, "Host %s at unit %zu. ", h->name,
		    h->position_u);
	}
	d->desc = words.len > 0 ? words.text : "Empty.";
	return d;
}
