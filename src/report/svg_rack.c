/*
 * A rack from the front and from behind: units from the bottom up, switches and
 * hosts.  Hosts have their network ports behind; the switches are drawn with
 * theirs on the same side, as the cables are measured, so their power supplies
 * are in front.
 */

#include "report/diagrams.h"
#include "report/svg_panel.h"

#include <string.h>

enum {
	UNIT_H = 14,
	TOP = 44,
	SIDE = 34,
	RACK_W = 300,
	REAR_W = 500,
	WHAT_W = 130,
	NAME_W = 116,
	PORT_W = 8,
	LINE_H = 13,
	IDS_SHOWN = 5
};

/* the switch that the management cables lead to, where it is in this rack and
 * not of this design: its name, else NULL */
static const char *
management_switch(const struct design *g, size_t rack)
{
	const struct model *m = g->model;
	const char *name;

	if (m->oob.rack != rack || m->oob.unit == 0)
		return NULL;
	name = design_management_name(m);
	return name != NULL && design_switch_named(g, name) == NONE ? name :
	                                                              NULL;
}

size_t *
svg_racks_used(struct arena *a, const struct design *g, size_t *n)
{
	const struct model *m = g->model;
	bool *used = NEW(a, bool, m->nrack + 1);
	size_t *list = NEW(a, size_t, m->nrack + 1), i;

	for (i = 0; i < g->nsw; i++)
		used[g->sw[i].rack] = true;
	for (i = 0; i < m->nend; i++)
		used[m->host[i].rack] = true;
	*n = 0;
	for (i = 0; i < m->nrack; i++)
		if (used[i] || management_switch(g, i) != NULL)
			list[(*n)++] = i;
	return list;
}

const char *
svg_rack_path(struct arena *a, const struct design *g, size_t rack)
{
	return str_fmt(a, "diagrams/rack-%s.svg", g->model->rack[rack].name);
}

const char *
svg_rear_path(struct arena *a, const struct design *g, size_t rack)
{
	return str_fmt(a, "diagrams/rear-%s.svg", g->model->rack[rack].name);
}

/* units [u, u + height): its middle */
static double
box(struct drawing *d, int64_t units, const char *class, double w, double room,
    size_t u, int64_t height, const char *name, const char *what)
{
	double y = TOP + UNIT_H * (double)(units - (int64_t)u - height + 1);
	double h = UNIT_H * (double)height;

	svg_rect(d, class, SIDE + 1, y + 0.5, w - 2, h - 1,
	    str_fmt(d->body.a, "%s: %s, unit %zu", name, what, u));
	svg_name(d, "s b", SIDE + 8, y + h / 2 + 3.8, SVG_START, room, name);
	return y + h / 2;
}

static void
device(struct drawing *d, int64_t units, const char *class, size_t u,
    int64_t height, const char *name, const char *what)
{
	double right = svg_text_width("s", what), y;
	double left = RACK_W - 24 - svg_text_width("s b", name);

	/* where both are long, the name goes before what it is */
	if (left < WHAT_W)
		left = WHAT_W;
	if (right > left)
		right = left;
	y = box(d, units, class, RACK_W, RACK_W - 24 - right, u, height, name,
	    what);
	svg_name(d, "s", SIDE + RACK_W - 8, y + 3.8, SVG_END, right, what);
}

/* "hv1" in front, "hv1 L1001 L1002" from behind */
static const char *
blade_text(struct arena *a, const struct design *g, const struct dhost *h,
    bool rear)
{
	struct buf b = buf_new(a);

	buf_puts(&b, h->host->name);
	for (size_t i = 0; rear && i < h->nnic; i++) {
		size_t link = h->nic[i].sw == NONE ?
		    NONE :
		    g->sw[h->nic[i].sw].port[h->nic[i].port].link;

		if (link != NONE)
			buf_printf(&b, " %s",
			    design_cable_id(a, &g->link[link]));
	}
	return b.text;
}

static bool
stands_in(const struct design *g, const struct rack *r,
    const struct occupant *x, const struct host *h)
{
	return h->height_u == 0 && &g->model->rack[h->rack] == r &&
	    rack_occupant(r, h->position_u, 1) == x;
}

/* n hosts in a chassis: as many lines as it is high, then side by side */
static void
blades(struct drawing *d, const struct design *g, const struct rack *r,
    const struct occupant *x, size_t n, double w, bool rear)
{
	double high = UNIT_H * (double)x->height_u;
	double y =
	    TOP + UNIT_H * (double)(r->units - (int64_t)x->unit + 1) - high;
	size_t lines = (size_t)(high / LINE_H), i, per, at = 0;

	per = (n + lines - 1) / lines;
	lines = (n + per - 1) / per;
	w = (w - NAME_W - 20) / (double)per;
	for (i = 0; i < g->nend; i++) {
		if (!stands_in(g, r, x, g->host[i].host))
			continue;
		svg_name(d, "s", SIDE + NAME_W + 16 + w * (double)(at % per),
		    y + high * ((double)(at / per) + 0.5) / (double)lines + 3.8,
		    SVG_START, w - 6,
		    blade_text(d->body.a, g, &g->host[i], rear));
		at++;
	}
}

/* what is there and is not cabled here, or only what is in it */
static void
occupants(struct drawing *d, const struct design *g, const struct rack *r,
    double w, struct buf *words, bool rear)
{
	for (size_t i = 0; i < r->ntaken; i++) {
		const struct occupant *x = &r->taken[i];
		size_t n = 0, h;

		for (h = 0; h < g->nend; h++)
			n += stands_in(g, r, x, g->host[h].host);
		box(d, r->units, n > 0 ? "c2" : "rack", w,
		    n > 0 ? NAME_W : w - 16, x->unit, x->height_u, x->name,
		    n > 0 ? "chassis" : "reserved");
		if (n > 0)
			blades(d, g, r, x, n, w, rear);
		buf_printf(words, "Reserved for %s at unit %zu. ", x->name,
		    x->unit);
	}
}

static void
frame(struct drawing *d, const struct rack *r, double w, const char *side)
{
	struct arena *a = d->body.a;

	svg_name(d, "b", SIDE, 18, SVG_START, w,
	    str_fmt(a, "Rack %s%s%s", r->name,
	        r->row != NULL && r->row[0] != '\0' ? ", row " : "",
	        r->row != NULL ? r->row : ""));
	svg_text(d, "s d", SIDE, 34, SVG_START, 0,
	    str_fmt(a, "%s, %lld units", side, (long long)r->units));
	svg_rect(d, "rack", SIDE, TOP, w, UNIT_H * (double)r->units, NULL);
	for (int64_t u = 1; u <= r->units; u++) {
		double y = TOP + UNIT_H * (double)(r->units - u);

		if (u < r->units)
			svg_line(d, "unit", SIDE, y, SIDE + w, y, 0.5);
		svg_text(d, "s d", SIDE - 6, y + UNIT_H - 3.5, SVG_END, 0,
		    str_fmt(a, "%lld", (long long)u));
	}
}

/* hosts as in every drawing; what is none, plain */
static const char *
end_class(const struct host *h)
{
	return h->device != DEVICE_NO ? "host" : "c2";
}

struct drawing *
svg_rack_draw(struct arena *a, const struct design *g, size_t rack)
{
	const struct model *m = g->model;
	const struct rack *r = &m->rack[rack];
	const char *other = management_switch(g, rack);
	struct drawing *d =
	    svg_new(a, SIDE + RACK_W + 12, TOP + UNIT_H * (double)r->units + 10,
	        str_fmt(a, "Rack %s, front", r->name), NULL);
	struct buf words = buf_new(a);

	d->layout = "rack";
	frame(d, r, RACK_W, "front");
	occupants(d, g, r, RACK_W, &words, false);
	for (size_t i = 0; i < g->nsw; i++) {
		const struct dswitch *s = &g->sw[i];

		if (s->rack != rack)
			continue;
		device(d, r->units, "sw", s->position_u, s->model->height_u,
		    s->name, s->model->name);
		buf_printf(&words, "Switch %s at unit %zu. ", s->name,
		    s->position_u);
	}
	if (other != NULL) {
		device(d, r->units, "c6", m->oob.unit, 1, other,
		    "management switch");
		buf_printf(&words, "Management switch %s at unit %zu. ", other,
		    m->oob.unit);
	}
	for (size_t i = 0; i < m->nend; i++) {
		const struct host *h = &m->host[i];

		if (h->rack != rack)
			continue;
		if (h->height_u == 0) {
			buf_printf(&words,
			    "Host %s in the chassis at unit "
			    "%zu. ",
			    h->name, h->position_u);
			continue;
		}
		device(d, r->units, end_class(h), h->position_u, h->height_u,
		    h->name,
		    h->device != DEVICE_NO ?
		        model_device_word[h->device - 1] :
		        str_fmt(a, "cluster %s", m->cluster[h->cluster].name));
		buf_printf(&words, "%s %s at unit %zu. ",
		    h->device != DEVICE_NO ? "Device" : "Host", h->name,
		    h->position_u);
	}
	d->desc = words.len > 0 ? words.text : "Empty.";
	return d;
}

/* ---- from behind ---- */

/* its management cable at the right,
 * as far as there is room beside its ports */
static void
management(struct drawing *d, const struct design *g, size_t sw, double y,
    double left)
{
	struct arena *a = d->body.a;
	double right = SIDE + REAR_W - 8, room = right - left - 12;
	const char *words;

	for (size_t i = 0; i < g->nlink; i++) {
		const struct dlink *l = &g->link[i];

		if (l->kind != LINK_OOB || l->a.sw != sw)
			continue;
		words = str_fmt(a, "%s mgmt \u2192 %s", l->id, l->b.device);
		if (svg_text_width("s", words) > room)
			words = str_fmt(a, "%s \u2192 %s", l->id, l->b.device);
		if (room > 60)
			svg_name(d, "s", right, y + 3.8, SVG_END, room, words);
		return;
	}
}

/* a port of the strip; one that was broken out is a slice for each part */
static void
port_box(struct drawing *d, const struct dswitch *s,
    const struct port_group *group, const size_t *of, size_t i, double x,
    double y, double h)
{
	double w = PORT_W - 1.5;
	size_t n = 0, at = 0;

	for (size_t k = 0; k < s->nport; k++)
		n += s->port[k].parent == i;
	if (n == 0 && of[i] != NONE)
		svg_rect(d, group[of[i]].class, x, y, w, h,
		    str_fmt(d->body.a, "%s: %s", s->port[i].name,
		        s->port[i].description));
	for (size_t k = 0; k < s->nport && n > 0; k++)
		if (s->port[k].parent == i && of[k] != NONE)
			svg_rect(d, group[of[k]].class,
			    x + w * (double)at++ / (double)n, y, w / (double)n,
			    h,
			    str_fmt(d->body.a, "%s: %s", s->port[k].name,
			        s->port[k].description));
}

/* its ports as on its panel, in the colours of its own drawing;
 * where they end */
static double
port_strip(struct drawing *d, const struct design *g, const struct dswitch *s,
    double y)
{
	struct arena *a = d->body.a;
	size_t *of = NEW(a, size_t, s->nport + 1), n, i;
	const struct port_group *group = svg_port_groups(a, g, s, of, &n);
	const struct panel_cells p = svg_panel(a, s);
	double x = SIDE + NAME_W + 16, high = 13.0 / (double)p.rows;
	size_t room = (size_t)((SIDE + REAR_W - 4 - x) / PORT_W);

	for (i = 0; i < p.n; i++)
		if (p.cell[i].column < room)
			port_box(d, s, group, of, p.cell[i].port,
			    x + PORT_W * (double)p.cell[i].column,
			    p.rows == 1 ? y - 2.5 :
			                  y - 6 + high * (double)p.cell[i].row,
			    p.rows == 1 ? 5.5 : high - 1);
	if (p.columns > room)
		svg_text(d, "s", SIDE + REAR_W - 4, y + 3.8, SVG_END, 0,
		    "\u2026");
	return p.columns > room ? SIDE + REAR_W :
	                          x + PORT_W * (double)p.columns;
}

/* "port 1 to ew1 0/3, port 2 to ew2 0/3" */
static const char *
cables_of(struct arena *a, const struct design *g, const struct dhost *h)
{
	struct buf b = buf_new(a);

	for (size_t i = 0; i < h->nnic; i++) {
		const struct dswitch *s;

		if (h->nic[i].sw == NONE)
			continue;
		s = &g->sw[h->nic[i].sw];
		buf_printf(&b, "%s%s \u2192 %s %s", b.len > 0 ? ", " : "",
		    h->nic[i].name, s->name,
		    svg_port_number(s, &s->port[h->nic[i].port]));
	}
	return b.len > 0 ? b.text : "no cable of the new network";
}

/* one cable in its place: "L1001 NIC1 \u2192 r1-leaf1 3"; cut: without the
 * host's own port, where there is no room for it */
static void
cable(struct drawing *d, const struct design *g, const struct dnic *nic,
    double x, double y, double w, bool cut)
{
	struct arena *a = d->body.a;
	const struct dswitch *s = &g->sw[nic->sw];
	size_t link = s->port[nic->port].link;
	const char *id = link != NONE ? design_cable_id(a, &g->link[link]) : "";
	const char *from = cut ? str_fmt(a, "%s ", id) :
	                         str_fmt(a, "%s %s \u2192 ", id, nic->name);
	const char *to =
	    str_fmt(a, " %s", svg_port_number(s, &s->port[nic->port]));
	double room =
	    w - 6 - svg_text_width("s", from) - svg_text_width("s", to);

	svg_name(d, "s", x, y + 3.8, SVG_START, w - 4,
	    str_fmt(a, "%s%s%s", from,
	        svg_name_clip(a, "s", s->name, room > 12 ? room : 12), to));
}

/* the cables of a host in the order of its ports: two a line where it is high
 * enough for that, else side by side, and of many only the far ends */
static void
cables(struct drawing *d, const struct design *g, const struct dhost *h,
    double y)
{
	struct arena *a = d->body.a;
	double x = SIDE + NAME_W + 16, w, high;
	size_t n = 0, at = 0, lines, per;

	for (size_t i = 0; i < h->nnic; i++)
		n += h->nic[i].sw != NONE;
	if (n == 0) {
		svg_text(d, "s", x, y + 3.8, SVG_START, REAR_W - NAME_W - 24,
		    cables_of(a, g, h));
		return;
	}
	lines = n > 2 ? (size_t)h->host->height_u : 1;
	if (lines > (n + 1) / 2)
		lines = (n + 1) / 2;
	per = (n + lines - 1) / lines;
	w = (REAR_W - NAME_W - 20) / (double)per;
	high = (double)(lines - 1) * LINE_H;
	for (size_t i = 0; i < h->nnic; i++) {
		if (h->nic[i].sw == NONE)
			continue;
		cable(d, g, &h->nic[i], x + w * (double)(at % per),
		    y - high / 2 + LINE_H * (double)(at / per), w, per > 2);
		at++;
	}
}

/* "10 cables: L0990, L0991, L1990 and 7 more" */
static const char *
cables_to(struct arena *a, const struct design *g, const char *name)
{
	const char **id = NEW(a, const char *, g->nlink + 1);
	size_t n = 0;

	for (size_t i = 0; i < g->nlink; i++)
		if (g->link[i].kind == LINK_OOB &&
		    strcmp(g->link[i].b.device, name) == 0)
			id[n++] = g->link[i].id;
	return str_fmt(a, "%zu cable%s: %s", n, n == 1 ? "" : "s",
	    chart_name_runs(a, id, n, IDS_SHOWN));
}

/* where the places of some switch's ports are not known, nothing is claimed of
 * them */
static const char *
rear_words(const struct design *g, size_t rack)
{
	for (size_t i = 0; i < g->nsw; i++)
		if (g->sw[i].rack == rack && g->sw[i].model->npanel == 0)
			return "rear view, where the cables leave; ports of "
			       "switches by number, not by place";
	return "rear view, where the cables leave";
}

struct drawing *
svg_rear_draw(struct arena *a, const struct design *g, size_t rack)
{
	const struct model *m = g->model;
	const struct rack *r = &m->rack[rack];
	const char *other = management_switch(g, rack), *ids;
	struct drawing *d =
	    svg_new(a, SIDE + REAR_W + 12, TOP + UNIT_H * (double)r->units + 10,
	        str_fmt(a, "Rack %s, rear", r->name), NULL);
	struct buf words = buf_new(a);
	double y;

	d->layout = "rack rear";
	frame(d, r, REAR_W, rear_words(g, rack));
	occupants(d, g, r, REAR_W, &words, true);
	for (size_t i = 0; i < g->nsw; i++) {
		const struct dswitch *s = &g->sw[i];

		if (s->rack != rack)
			continue;
		y = box(d, r->units, "sw", REAR_W, NAME_W, s->position_u,
		    s->model->height_u, s->name, s->model->name);
		management(d, g, i, y, port_strip(d, g, s, y));
		buf_printf(&words,
		    "Switch %s at unit %zu, ports on this side. ", s->name,
		    s->position_u);
	}
	if (other != NULL) {
		ids = cables_to(a, g, other);
		y = box(d, r->units, "c6", REAR_W, NAME_W, m->oob.unit, 1,
		    other, "management switch");
		svg_name(d, "s", SIDE + NAME_W + 16, y + 3.8, SVG_START,
		    REAR_W - NAME_W - 24, ids);
		buf_printf(&words, "Management switch %s at unit %zu: %s. ",
		    other, m->oob.unit, ids);
	}
	for (size_t i = 0; i < g->nend; i++) {
		const struct host *h = g->host[i].host;
		const char *to;

		if (h->rack != rack)
			continue;
		to = cables_of(a, g, &g->host[i]);
		if (h->height_u == 0) {
			buf_printf(&words,
			    "Host %s in the chassis at unit %zu: %s. ", h->name,
			    h->position_u, to);
			continue;
		}
		cables(d, g, &g->host[i],
		    box(d, r->units, end_class(h), REAR_W, NAME_W,
		        h->position_u, h->height_u, h->name, to));
		buf_printf(&words, "%s %s at unit %zu: %s. ",
		    h->device != DEVICE_NO ? "Device" : "Host", h->name,
		    h->position_u, to);
	}
	d->desc = words.len > 0 ? words.text : "Empty.";
	return d;
}
