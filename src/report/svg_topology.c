/*
 * The topology in three tiers: the core (not ours), spines or the pair, racks
 * with their leaves and hosts.  A bundle is drawn as one line a pair of
 * switches with one label for the LAG they make.  Racks beyond a page's width
 * are drawn once for all that are alike, so that 400 racks are as readable as
 * four.
 */
#include <string.h>

#include "report/diagrams.h"
#include "report/topology_layout.h"

enum {
	GAP = 12,
	SWITCH_H = 34,
	LEAF_Y = 8,
	LEAF_H = 30,
	HOST_Y = 68,
	HOST_H = 52,
	RACK_H = 142,
	CORE_H = 30
};

static const char *
rate(struct arena *a, int64_t bps)
{
	return str_fmt(a, "%lldG", (long long)(bps / GBPS));
}

/* ---- places ---- */

static double
box_x(const struct topology_layout *l, size_t i)
{
	return l->left + (double)i * (l->box_w + GAP);
}

/* middle of spine or pair switch i */
static double
top_x(const struct topology_layout *l, size_t i)
{
	size_t n = 0;

	for (size_t k = 0; k < l->g->nsw; k++)
		n += l->g->sw[k].role != ROLE_LEAF;
	return l->width * (2 * (double)i + 1) / (2 * (double)n);
}

static double
core_x(const struct topology_layout *l, size_t i)
{
	/* over the first domain, which alone reaches it */
	double width = l->g->topology == TOPOLOGY_EVLT ? l->width / 2 :
	    l->oob != NULL                             ? l->width - 124 :
	                                                 l->width;

	return width * (2 * (double)i + 1) /
	    (2 * (double)l->g->model->core.switches.n);
}

static double
leaf_x(const struct topology_layout *l, size_t box, int k)
{
	return box_x(l, box) + l->box_w * (k == 0 ? 0.27 : 0.73);
}

/* ---- the tiers ---- */

static void
draw_switch(struct topology_layout *l, const struct dswitch *s, double x,
    double y, double w, double h, const char *name)
{
	svg_rect(l->d, "sw", x - w / 2, y, w, h,
	    str_fmt(l->a,
	        "%s: %s, rack "
	        "%s, unit %zu",
	        s->name, s->model->name, l->g->model->rack[s->rack].name,
	        s->position_u));
	svg_name(l->d, "b", x, y + h / 2 - (h > 32 ? 2 : -4), SVG_MIDDLE, w - 4,
	    name);
	if (h > 32)
		svg_text(l->d, "s d", x, y + h / 2 + 11, SVG_MIDDLE, w - 4,
		    s->model->name);
}

/* links to one switch of the core from `ours` of our switches: one LAG where
 * those are one domain, else each has its own */
static const char *
core_words(struct topology_layout *l, size_t total, size_t ours, int64_t speed)
{
	const char *each = rate(l->a, speed);

	if (total > 1 && (ours < 2 || l->g->sw[0].domain != 0))
		return str_fmt(l->a, "LAG %zu \u00d7 %s", total, each);
	return total > ours ?
	    str_fmt(l->a, "%zu LAGs %zu \u00d7 %s", ours, total / ours, each) :
	    str_fmt(l->a, "%zu \u00d7 %s", total, each);
}

static void
core_lines(struct topology_layout *l)
{
	const struct design *g = l->g;
	const struct core *c = &g->model->core;
	size_t total, ours = 0, all = 0;
	int64_t speed = 0;

	for (size_t i = 0; i < c->switches.n; i++) {
		total = ours = 0;
		for (size_t s = 0; s < g->nsw; s++) {
			size_t n = 0;

			for (size_t k = 0; k < g->nlink; k++)
				if (g->link[k].kind == LINK_CORE &&
				    g->link[k].a.sw == s &&
				    str_eq(g->link[k].b.device,
				        c->switches.name[i])) {
					n++;
					speed = g->link[k].speed_bps;
				}
			if (n > 0)
				svg_line(l->d, "core", top_x(l, s), l->y_top,
				    core_x(l, i), l->y_core + CORE_H,
				    n > 1 ? 3 : 2);
			total += n;
			ours += n > 0;
		}
		all += total;
		if (total > 0 && !c->mclag)
			svg_pill(l->d, core_x(l, i), l->y_core + CORE_H + 16,
			    core_words(l, total, ours, speed));
	}
	if (c->mclag && all > 0)
		svg_pill(l->d,
		    (core_x(l, 0) + core_x(l, c->switches.n - 1)) / 2,
		    l->y_core + CORE_H + 16,
		    ours < 2 || g->sw[0].domain != 0 ?
		        str_fmt(l->a, "one LAG %zu \u00d7 %s", all,
		            rate(l->a, speed)) :
		        str_fmt(l->a, "%zu \u00d7 %s", all, rate(l->a, speed)));
}

static void
draw_core(struct topology_layout *l)
{
	const struct core *c = &l->g->model->core;

	if (!topology_has_core(l->g))
		return;
	core_lines(l);
	for (size_t i = 0; i < c->switches.n; i++) {
		svg_rect(l->d, "outside", core_x(l, i) - 60, l->y_core, 120,
		    CORE_H, "the existing core, left as it is");
		svg_name(l->d, "b", core_x(l, i), l->y_core + CORE_H / 2 + 4,
		    SVG_MIDDLE, 114, c->switches.name[i]);
	}
}

/* peer links, domains, and the LAG between two of them */
static void
draw_peers(struct topology_layout *l)
{
	const struct design *g = l->g;
	double y = l->y_top + SWITCH_H / 2, w = l->top_w;
	size_t fabric = 0;
	int64_t speed = 0;

	for (size_t i = 0; i < g->nlag; i++) {
		const struct dlag *x = &g->lag[i];
		const struct dswitch *s = &g->sw[x->sw];
		int64_t bps = s->port[x->port[0]].speed_bps;

		if (x->purpose == LAG_FABRIC && x->sw < 2) {
			fabric += x->nport;
			speed = bps;
		}
		if (x->purpose != LAG_PEER || x->sw > s->pair)
			continue;
		svg_line(l->d, "peer", top_x(l, x->sw) + w / 2, y,
		    top_x(l, s->pair) - w / 2, y, 4);
		svg_pill(l->d, (top_x(l, x->sw) + top_x(l, s->pair)) / 2, y,
		    str_fmt(l->a, "%s%zu \u00d7 %s",
		        l->top_w < 150     ? "" :
		            s->domain != 0 ? "peer link " :
		                             "LAG ",
		        x->nport, rate(l->a, bps)));
		if (s->domain == 0)
			continue;
		svg_rect(l->d, "domain", top_x(l, x->sw) - w / 2 - 8,
		    l->y_top - 20, top_x(l, s->pair) - top_x(l, x->sw) + w + 16,
		    SWITCH_H + 28, NULL);
		svg_text(l->d, "s d", (top_x(l, x->sw) + top_x(l, s->pair)) / 2,
		    l->y_top - 8, SVG_MIDDLE, 0,
		    str_fmt(l->a, "%s domain %d", s->model->mclag_kind,
		        s->domain));
	}
	if (fabric > 0) {
		double x1 = top_x(l, 1) + w / 2 + 8,
		       x2 = top_x(l, 2) - w / 2 - 8;

		svg_line(l->d, "fabric", x1, y, x2, y, 6);
		svg_pill(l->d, (x1 + x2) / 2, l->y_top - 28,
		    str_fmt(l->a, "LAG %zu \u00d7 %s", fabric,
		        rate(l->a, speed)));
	}
	for (size_t i = 0; i < g->nsw; i++)
		if (g->sw[i].role == ROLE_STANDALONE && g->nlag == 0 &&
		    i < g->sw[i].pair && g->sw[i].pair != NONE)
			svg_text(l->d, "s d",
			    (top_x(l, i) + top_x(l, g->sw[i].pair)) / 2, y + 4,
			    SVG_MIDDLE, 0, "no link between them");
}

static const char *
host_words(struct topology_layout *l, const struct rack_kind *b)
{
	struct buf s = buf_new(l->a);

	for (size_t i = 0; i < b->ncluster; i++)
		buf_printf(&s, "%s%s", i > 0 ? ", " : "",
		    l->g->model->cluster[b->cluster[i]].name);
	if (b->others)
		buf_puts(&s, ", others");
	return s.len > 0 ? s.text : "";
}

/* "10 hosts, 2 devices" */
static const char *
ends_words(struct arena *a, const struct rack_kind *b)
{
	const char *hosts = str_count(a, b->nhost, "host");
	const char *devices = str_count(a, b->ndevice, "device");

	if (b->ndevice == 0)
		return hosts;
	return b->nhost == 0 ? devices : str_fmt(a, "%s, %s", hosts, devices);
}

static void
draw_hosts(struct topology_layout *l, size_t i)
{
	const struct rack_kind *b = &l->box[i];
	double x = box_x(l, i), y = l->y_rack + HOST_Y;
	size_t per = b->nhost > 0 ? b->cables / b->nhost : 0;

	if (b->nhost + b->ndevice == 0)
		return;
	svg_rect(l->d, b->nhost > 0 ? "c2" : "host", x + 6, y, l->box_w - 12,
	    HOST_H, NULL);
	svg_text(l->d, "b", x + l->box_w / 2, y + 17, SVG_MIDDLE, l->box_w - 16,
	    ends_words(l->a, b));
	if (b->nhost == 0)
		return;
	svg_text(l->d, "s", x + l->box_w / 2, y + 31, SVG_MIDDLE, l->box_w - 16,
	    b->mixed || per * b->nhost != b->cables ?
	        str_fmt(l->a, "%zu cables to each switch", b->cables) :
	        str_fmt(l->a, "%zu \u00d7 %s to each", per,
	            rate(l->a, b->speed_bps)));
	svg_text(l->d, "s d", x + l->box_w / 2, y + 45, SVG_MIDDLE,
	    l->box_w - 16, host_words(l, b));
}

/* "r1-leaf1" is "leaf1" in rack r1's box when that is narrow */
static const char *
short_name(const struct topology_layout *l, const struct rack_kind *b,
    const char *name)
{
	const char *rack = l->g->model->rack[b->rack].name;
	size_t n = strlen(rack);

	if ((b->n > 1 || l->box_w < 140 ||
	        svg_text_width("b", name) > l->box_w * 0.44 - 4) &&
	    strncmp(rack, name, n) == 0 &&
	    (name[n] == '-' || name[n] == '.' || name[n] == '_') &&
	    name[n + 1] != '\0')
		return name + n + 1;
	return name;
}

static void
draw_leaf(struct topology_layout *l, size_t i, int k)
{
	const struct rack_kind *b = &l->box[i];
	const struct dswitch *s = &l->g->sw[b->leaf[k]];
	const struct dlag *up = b->up[k];
	double x = leaf_x(l, i, k), y = l->y_rack + LEAF_Y;

	svg_line(l->d, "hosts", x, y + LEAF_H, x, l->y_rack + HOST_Y, 2);
	draw_switch(l, s, x, y, l->box_w * 0.44, LEAF_H,
	    short_name(l, b, s->name));
	if (up != NULL)
		svg_pill(l->d, x, l->y_rack - 11,
		    str_fmt(l->a,
		        l->box_w < 140 ? "%zu\u00d7%s" : "LAG %zu\u00d7%s",
		        up->nport, rate(l->a, s->port[up->port[0]].speed_bps)));
}

static void
uplink_lines(struct topology_layout *l, size_t i)
{
	const struct rack_kind *b = &l->box[i];
	size_t s;

	for (size_t k = 0; k < 2; k++) {
		double x = leaf_x(l, i, (int)k);

		if (b->leaf[k] != NONE && b->up[k] != NULL &&
		    b->up[k]->peer != NONE) {
			s = b->up[k]->peer & ~(size_t)1;
			for (size_t t = s; t < s + 2 && t < l->g->nsw; t++)
				svg_line(l->d, "lag", x, l->y_rack + LEAF_Y,
				    top_x(l, t), l->y_top + SWITCH_H,
				    b->up[k]->nport > 4 ? 2.5 : 1.5);
		} else if (b->leaf[0] == NONE && b->nhost > 0) {
			svg_line(l->d, "hosts", x, l->y_rack + HOST_Y,
			    top_x(l, k), l->y_top + SWITCH_H, 2.5);
		}
	}
}

static const char *
rack_name(struct topology_layout *l, const char *name, double room)
{
	const struct model *m = l->g->model;
	const char **all = NEW(l->a, const char *, m->nrack + 1);

	for (size_t i = 0; i < m->nrack; i++)
		all[i] = m->rack[i].name;
	return svg_name_among(l->a, "s b", name, room, all, m->nrack);
}

/* "rack ", "23 racks like ", "4 racks of ", "23 \u00d7 4 racks like ", before
 * the name of the first */
static const char *
kind_words(struct arena *a, const struct rack_kind *b)
{
	if (b->sharing > 1)
		return b->n == 1 ?
		    str_fmt(a, "%zu racks of ", b->sharing) :
		    str_fmt(a, "%zu \u00d7 %zu racks like ", b->n, b->sharing);
	return b->n == 1 ? "rack " : str_fmt(a, "%zu racks like ", b->n);
}

static void
draw_racks(struct topology_layout *l)
{
	for (size_t i = 0; i < l->nbox; i++)
		svg_rect(l->d, "rack", box_x(l, i), l->y_rack, l->box_w, RACK_H,
		    str_fmt(l->a, "rack %s", l->box[i].name[0]));
	for (size_t i = 0; i < l->nbox; i++)
		uplink_lines(l, i);
	for (size_t i = 0; i < l->nbox; i++) {
		const struct rack_kind *b = &l->box[i];

		const char *of = kind_words(l->a, b);

		svg_name(l->d, "s b", box_x(l, i) + l->box_w / 2,
		    l->y_rack + RACK_H - 7, SVG_MIDDLE, l->box_w - 8,
		    str_fmt(l->a, "%s%s", of,
		        rack_name(l, b->name[0],
		            l->box_w - 8 - svg_text_width("s b", of))));
		for (int k = 0; k < 2; k++)
			if (b->leaf[k] != NONE)
				draw_leaf(l, i, k);
		draw_hosts(l, i);
	}
}

/* ---- management ---- */

/* what management cables end on, where the site says: one switch or several */
static void
find_oob(struct topology_layout *l)
{
	const struct design *g = l->g;
	const char **name = NEW(l->a, const char *, g->nlink + 1);
	size_t k, n = 0;

	for (size_t i = 0; i < g->nlink; i++) {
		if (g->link[i].kind != LINK_OOB)
			continue;
		l->noob++;
		for (k = 0; k < n; k++)
			if (str_eq(name[k], g->link[i].b.device))
				break;
		if (k == n)
			name[n++] = g->link[i].b.device;
	}
	if (n > 0 && g->model->oob.given)
		l->oob = n == 1 ?
		    name[0] :
		    str_fmt(l->a, "%s and %zu more", name[0], n - 1);
}

/* at the right of the top tier, its cables as one line */
static void
draw_oob(struct topology_layout *l)
{
	double x = l->width - 62, y = l->y_core;
	size_t last = NONE;

	if (l->oob == NULL)
		return;
	for (size_t i = 0; i < l->g->nsw; i++)
		if (l->g->sw[i].role != ROLE_LEAF)
			last = i;
	if (last != NONE)
		svg_line(l->d, "oob", x + 20, y + CORE_H, x + 20, l->y_top + 8,
		    2);
	if (last != NONE)
		svg_line(l->d, "oob", x + 20, l->y_top + 8,
		    top_x(l, last) + l->top_w / 2, l->y_top + 8, 2);
	svg_rect(l->d, "outside", x - 50, y, 106, CORE_H,
	    "where the switches are managed");
	svg_name(l->d, "s b", x + 3, y + 13, SVG_MIDDLE, 98, l->oob);
	svg_text(l->d, "s", x + 3, y + 25, SVG_MIDDLE, 98,
	    str_count(l->a, l->noob, "cable"));
}

/* the networks a switch carries, above it; only where the two differ */
static void
chips(struct topology_layout *l, size_t sw)
{
	const struct design *g = l->g;
	double x = top_x(l, sw) - l->top_w / 2, w;
	const char *name;
	size_t i;

	if (g->topology != TOPOLOGY_STANDALONE)
		return;
	for (i = 0; i < g->nnet; i++)
		for (size_t k = 0; k < g->net[i].nsw; k++) {
			const struct network *n = g->net[i].net;

			if (g->net[i].sw[k] != sw || !g->net[i].carried)
				continue;
			name = svg_name_clip(l->a, "s", n->name, 70);
			w = svg_text_width("s", name) + 12;
			if (x + w > top_x(l, sw) + l->top_w / 2)
				return;
			svg_pill(l->d, x + w / 2, l->y_top - 12, name);
			x += w + 2;
		}
}

struct drawing *
svg_topology_draw(struct arena *a, const struct design *g)
{
	struct topology_layout l = { 0 };
	size_t tops = 0;
	double height, racks;

	l.a = a;
	l.g = g;
	l.box = rack_kinds(a, g, &l.nall);
	l.nbox = l.nall < DRAWN_RACKS ? l.nall : DRAWN_RACKS;
	for (size_t i = 0; i < g->nsw; i++)
		tops += g->sw[i].role != ROLE_LEAF;
	l.box_w = l.nbox <= 3 ? 196 : l.nbox <= 6 ? 164 : 112;
	racks = (double)l.nbox * (l.box_w + GAP) - GAP;
	l.width = racks + 24;
	if (l.width < (tops > 2 ? 860 : 640))
		l.width = tops > 2 ? 860 : 640;
	l.left = (l.width - racks) / 2;
	l.top_w = tops > 2 ? 132 : 170;
	find_oob(&l);
	l.y_core = 12;
	l.y_top = topology_has_core(g) || l.oob != NULL ? 116 :
	    g->topology == TOPOLOGY_EVLT                ? 46 :
	                                                  34;
	l.y_rack = l.y_top + SWITCH_H +
	    (tops > 0 && g->sw[0].role == ROLE_STANDALONE ? 64 : 130);
	height = l.y_rack + RACK_H + 18 +
	    18 * (double)(topology_legend_rows(g) + 1 + topology_note_rows(&l));
	l.d = svg_new(a, l.width, height,
	    str_fmt(a, "Topology of %s: %s", g->model->site,
	        model_topology_word[g->topology]),
	    str_fmt(a,
	        "%s, %s, %s, %s in %s. The tables of the report have the same "
	        "in words.",
	        str_fmt(a, "%zu switches", g->nsw),
	        str_count(a, g->nlink, "link"), str_count(a, g->nlag, "LAG"),
	        str_count(a, g->nhost, "host"),
	        str_count(a, g->model->nrack, "rack")));
	draw_racks(&l);
	draw_core(&l);
	draw_oob(&l);
	draw_peers(&l);
	for (size_t i = 0; i < g->nsw; i++)
		if (g->sw[i].role != ROLE_LEAF) {
			draw_switch(&l, &g->sw[i], top_x(&l, i), l.y_top,
			    l.top_w, SWITCH_H, g->sw[i].name);
			chips(&l, i);
		}
	if (l.left > 12)
		l.left = 12;
	topology_notes(&l, l.y_rack + RACK_H + 18);
	topology_legend(&l,
	    l.y_rack + RACK_H + 18 + 18 * (double)topology_note_rows(&l));
	return l.d;
}
