/*
 * A switch's ports: a grid of all of them in the order of its panel, the
 * meaning of the colours and letters, and the name at the other end of each.
 * Each role has its colour, and ports of one role with the same VLANs a letter.
 */
#include <string.h>

#include "base/num.h"
#include "report/diagrams.h"
#include "report/svg_panel.h"

enum {
	LEFT = 12,
	WIDTH = 680,
	FACE_H = 30,
	BLOCK_GAP = 10,
	PEER_W = 328,
	PEER_H = 17,
	PEERS = 2,
	LEGEND_H = 18
};

const char *
svg_ports_path(struct arena *a, const struct dswitch *s)
{
	return str_fmt(a, "diagrams/ports-%s.svg", s->name);
}

/* ---- short numbers ---- */

/* the pattern that a port's name is made by */
static const char *
pattern(const struct dport *p, const struct port_block *b)
{
	if (p->parent != NONE)
		return b->breakout_name;
	return b->speed_name != NULL && p->name == p->speed_name ?
	    b->speed_name :
	    b->name;
}

const char *
svg_port_number(const struct dswitch *s, const struct dport *p)
{
	const char *of = pattern(p, &s->model->block[p->block]);

	return p->name + strcspn(of, "{");
}

/* ---- what is equal ---- */

static const char *
role_words(const struct dport *p)
{
	static const char *const words[] = { [PORT_UNUSED] = ("unused, shut "
		                                              "down"),
		[PORT_SPLIT] = "broken out",
		[PORT_TAKEN] = "unusable beside a broken-out port",
		[PORT_HOST] = "hosts",
		[PORT_UPLINK] = "uplinks",
		[PORT_DOWNLINK] = "leaves",
		[PORT_PEER] = "peer link",
		[PORT_FABRIC] = "other domain",
		[PORT_CORE] = "core",
		[PORT_MANAGE] = "management" };

	return words[p->role];
}

static const char *
role_class(enum port_role role)
{
	static const char *const class[] = { [PORT_UNUSED] = "host",
		[PORT_SPLIT] = "host",
		[PORT_TAKEN] = "host",
		[PORT_HOST] = "c2",
		[PORT_UPLINK] = "c0",
		[PORT_DOWNLINK] = "c0",
		[PORT_PEER] = "c3",
		[PORT_FABRIC] = "c4",
		[PORT_CORE] = "c1",
		[PORT_MANAGE] = "c6" };

	return class[role];
}

static const char *
vlan_words(struct arena *a, const struct design *g, const struct dport *p)
{
	const struct dlag *l = p->lag != NONE ? &g->lag[p->lag] : NULL;
	const int *tagged = l != NULL ? l->tagged : p->tagged;
	size_t n = l != NULL ? l->ntagged : p->ntagged;
	int untagged = l != NULL ? l->untagged : p->untagged;

	if (n == 0 && untagged == 0)
		return "";
	return str_fmt(a, "%s%s%s%s",
	    n == 1 && untagged == 0 ? ", VLAN " : ", VLANs ",
	    str_ranges(a, tagged, n), n > 0 && untagged != 0 ? ", " : "",
	    untagged != 0 ? str_fmt(a, "%d untagged", untagged) : "");
}

struct port_group *
svg_port_groups(struct arena *a, const struct design *g,
    const struct dswitch *s, size_t *of, size_t *n)
{
	struct port_group *list = NULL;
	size_t cap = 0, used = 0, k;

	*n = 0;
	for (size_t i = 0; i < s->nport; i++) {
		const struct dport *p = &s->port[i];
		struct port_group x = { NULL, '-', NULL, 0 };

		of[i] = NONE;
		if (p->role == PORT_SPLIT)
			continue;
		x.words = str_fmt(a, "%s%s", role_words(p),
		    p->role == PORT_UNUSED ? "" : vlan_words(a, g, p));
		for (k = 0; k < *n; k++)
			if (strcmp(list[k].words, x.words) == 0)
				break;
		if (k == *n) {
			x.class = role_class(p->role);
			if (p->role != PORT_UNUSED && p->role != PORT_TAKEN)
				x.letter = (char)('A' + used++ % 26);
			PUSH(a, list, *n, cap, x);
		}
		list[k].n++;
		of[i] = k;
	}
	return list;
}

/* ---- the drawing ---- */

struct face {
	struct drawing *d;
	struct arena *a;
	const struct design *g;
	const struct dswitch *s;
	const struct port_group *group;
	size_t ngroup;
	size_t *of;
	double y;
};

static const struct dend *
far_end(const struct design *g, const struct dswitch *s, const struct dport *p)
{
	const struct dlink *l;

	if (p->link == NONE)
		return NULL;
	l = &g->link[p->link];
	return l->a.sw != NONE && &g->sw[l->a.sw] == s &&
	        &s->port[l->a.port] == p ?
	    &l->b :
	    &l->a;
}

static const char *
tip(const struct face *f, size_t i)
{
	const struct dport *p = &f->s->port[i];
	const struct dend *e = far_end(f->g, f->s, p);

	if (e == NULL)
		return str_fmt(f->a, "%s: %s", p->name, role_words(p));
	return str_fmt(f->a, "%s: %s %s, %s", p->name, e->device, e->port_name,
	    num_text(f->a, p->speed_bps, UNIT_RATE));
}

enum { CELL_W = 24, CELL_MIN = 17, PART_W = 9, PART_Y = 14 };

/* as it is printed on the panel: what identifies the port, without the system's
 * prefix: "49" of "49/1" */
static const char *
panel_number(struct arena *a, const struct dswitch *s, size_t i)
{
	const char *text = svg_port_number(s, &s->port[i]);
	size_t n = strspn(text, "0123456789");

	return n > 0 ? str_dup(a, text, n) : text;
}

static size_t
parts_of(const struct dswitch *s, size_t port)
{
	size_t n = 0;

	for (size_t i = 0; i < s->nport; i++)
		n += s->port[i].parent == port;
	return n;
}

static void
letter(struct face *f, size_t i, double x, double y)
{
	if (f->of[i] != NONE)
		svg_text(f->d, "s", x, y, SVG_MIDDLE, 0,
		    str_fmt(f->a, "%c", f->group[f->of[i]].letter));
}

/* a port that was broken out has as many boxes as it has parts, each with its
 * letter, below its number */
static void
cell(struct face *f, size_t i, double x, double y, double w)
{
	const struct dswitch *s = f->s;
	size_t n = parts_of(s, i), at = 0, k;
	const char *class =
	    n == 0 && f->of[i] != NONE ? f->group[f->of[i]].class : "host";

	svg_rect(f->d, class, x, y, w, FACE_H - 2, tip(f, i));
	svg_text(f->d, "s b", x + w / 2, y + (n > 0 ? 11 : 12), SVG_MIDDLE, 0,
	    panel_number(f->a, s, i));
	if (n == 0)
		letter(f, i, x + w / 2, y + 24);
	for (k = 0; k < s->nport && n > 0; k++) {
		double part = w / (double)n;

		if (s->port[k].parent != i)
			continue;
		svg_rect(f->d,
		    f->of[k] != NONE ? f->group[f->of[k]].class : "host",
		    x + part * (double)at, y + PART_Y, part,
		    FACE_H - 2 - PART_Y, tip(f, k));
		letter(f, k, x + part * ((double)at + 0.5), y + 25);
		at++;
	}
}

/* the widths of the columns, each of its widest number or of its parts side by
 * side, at least `least`; what they take with the gaps between blocks */
static double
column_widths(const struct face *f, const struct panel_cells *p, double least,
    double *width)
{
	double all = 0;

	for (size_t i = 0; i < p->columns; i++)
		width[i] = least;
	for (size_t i = 0; i < p->n; i++) {
		const struct panel_cell *c = &p->cell[i];
		double w =
		    svg_text_width("s b", panel_number(f->a, f->s, c->port)) +
		    3;
		double parts = PART_W * (double)parts_of(f->s, c->port) + 2;

		w = parts > w ? parts : w;
		if (w > width[c->column])
			width[c->column] = w;
		if (i > 0 && c->block != c[-1].block)
			all += BLOCK_GAP;
	}
	for (size_t i = 0; i < p->columns; i++)
		all += width[i];
	return all;
}

/* blocks of ports side by side; a panel wider than the page goes on below */
static void
grid(struct face *f, const struct panel_cells *p)
{
	double *width = NEW(f->a, double, p->columns + 1);
	double x = LEFT, least = CELL_W;
	size_t i, column;

	while (column_widths(f, p, least, width) > WIDTH - 2 * LEFT &&
	    least > CELL_MIN)
		least--;
	for (i = column = 0; i < p->n; i++) {
		const struct panel_cell *c = &p->cell[i];

		for (; column < c->column; column++)
			x += width[column];
		if (i > 0 && c->block != c[-1].block)
			x += BLOCK_GAP;
		if (x + width[column] > WIDTH - LEFT) {
			x = LEFT;
			f->y += (double)p->rows * FACE_H + BLOCK_GAP;
		}
		cell(f, c->port, x, f->y + FACE_H * (double)c->row,
		    width[column] - 2);
	}
	f->y += (double)p->rows * FACE_H + 12;
}

static void
legend(struct face *f)
{
	for (size_t i = 0; i < f->ngroup; i++, f->y += LEGEND_H) {
		const struct port_group *x = &f->group[i];

		svg_rect(f->d, x->class, LEFT, f->y, 16, 14, NULL);
		svg_text(f->d, "s", LEFT + 8, f->y + 11, SVG_MIDDLE, 0,
		    str_fmt(f->a, "%c", x->letter));
		svg_text(f->d, "s", LEFT + 24, f->y + 11, SVG_START,
		    WIDTH - 2 * LEFT - 24,
		    str_fmt(f->a, "%s: %s", str_count(f->a, x->n, "port"),
		        x->words));
	}
	f->y += 8;
}

/* what the port says of the other end, at the line's right */
static const char *
far_port(const struct face *f, const struct dend *e)
{
	return e->sw == NONE || e->port == NONE ?
	    e->port_name :
	    str_fmt(f->a, "port %s",
	        svg_port_number(&f->g->sw[e->sw],
	            &f->g->sw[e->sw].port[e->port]));
}

struct peer {
	const char *from, *class, *tip;
	const struct dend *far;
};

/* the management port is none of the grid's */
static void
management(const struct face *f, struct peer *list, size_t *n)
{
	const struct design *g = f->g;

	for (size_t i = 0; i < g->nlink; i++) {
		const struct dlink *l = &g->link[i];
		const struct dend *far;

		if (l->kind != LINK_OOB ||
		    ((l->a.sw == NONE || &g->sw[l->a.sw] != f->s) &&
		        (l->b.sw == NONE || &g->sw[l->b.sw] != f->s)))
			continue;
		far =
		    l->a.sw != NONE && &g->sw[l->a.sw] == f->s ? &l->b : &l->a;
		list[(*n)++] = (struct peer){ "mgmt", "c6",
			str_fmt(f->a, "%s: %s %s",
			    far == &l->b ? l->a.port_name : l->b.port_name,
			    far->device, far->port_name),
			far };
	}
}

/* without what is said once: the first `cut` bytes of `like` */
static const char *
short_name(struct arena *a, const char *like, size_t cut, const char *name)
{
	return cut > 0 && strncmp(name, like, cut) == 0 ?
	    str_fmt(a, "\u2026%s", name + cut) :
	    name;
}

/* one line a port, down the left column and then the right: number, device,
 * port there; the common beginning of all names is printed once where one is
 * too long */
static void
peers(struct face *f)
{
	const struct dswitch *s = f->s;
	struct peer *list = NEW(f->a, struct peer, s->nport + f->g->nlink + 1);
	const char **name = NEW(f->a, const char *, s->nport + f->g->nlink + 1);
	double number = 0;
	size_t n = 0, rows, cut = 0, hosts = 0;

	for (size_t i = 0; i < s->nport; i++) {
		const struct dend *e = far_end(f->g, s, &s->port[i]);

		if (e != NULL)
			list[n++] = (struct peer){ svg_port_number(s,
				                       &s->port[i]),
				f->of[i] != NONE ? f->group[f->of[i]].class :
				                   "host",
				tip(f, i), e };
	}
	management(f, list, &n);
	for (size_t i = 0; i < n; i++) {
		double w = svg_text_width("s b", list[i].from);

		if (list[i].far->host != NONE && list[i].far->sw == NONE)
			name[hosts++] = list[i].far->device;
		number = w > number ? w : number;
	}
	for (size_t i = 0; i < hosts && cut == 0; i++)
		if (svg_text_width("s", name[i]) > PEER_W - 90 - number)
			cut = svg_name_prefix(name, hosts);
	if (cut > 0) {
		svg_name(f->d, "s d", LEFT, f->y + 11, SVG_START,
		    WIDTH - 2 * LEFT,
		    str_fmt(f->a, "\u2026 = %s", str_dup(f->a, name[0], cut)));
		f->y += LEGEND_H;
	}
	rows = (n + PEERS - 1) / PEERS;
	for (size_t i = 0; i < n; i++) {
		double x = LEFT + PEER_W * (double)(i / rows);
		double y = f->y + PEER_H * (double)(i % rows);
		double there = svg_text_width("s", far_port(f, list[i].far));

		if (there > (PEER_W - 20 - number) / 2)
			there = (PEER_W - 20 - number) / 2;
		svg_rect(f->d, list[i].class, x, y, PEER_W - 4, PEER_H - 2,
		    list[i].tip);
		svg_text(f->d, "s b", x + 4, y + 11.5, SVG_START, 0,
		    list[i].from);
		svg_name(f->d, "s", x + 10 + number, y + 11.5, SVG_START,
		    PEER_W - 26 - number - there,
		    short_name(f->a, name[0], cut, list[i].far->device));
		svg_name(f->d, "s", x + PEER_W - 8, y + 11.5, SVG_END, there,
		    far_port(f, list[i].far));
	}
	f->y += PEER_H * (double)rows;
}

/* names too long for it are cut each on its own, so that neither the rack nor
 * the switch loses what tells it from the others */
static const char *
heading(struct arena *a, const struct design *g, const struct dswitch *s)
{
	const struct model *m = g->model;
	const char **rack = NEW(a, const char *, m->nrack + 1);
	const char *name = s->name, *in = m->rack[s->rack].name;
	const double room = WIDTH - 2 * LEFT;
	const double rest = svg_text_width("b",
	    str_fmt(a, ": %s, rack , unit %zu", s->model->name, s->position_u));

	for (size_t i = 0; i < m->nrack; i++)
		rack[i] = m->rack[i].name;
	if (rest + svg_text_width("b", name) + svg_text_width("b", in) > room) {
		name = svg_name_clip(a, "b", name, (room - rest) / 2);
		in = svg_name_among(a, "b", in,
		    room - rest - svg_text_width("b", name), rack, m->nrack);
	}
	return str_fmt(a, "%s: %s, rack %s, unit %zu", name, s->model->name, in,
	    s->position_u);
}

struct drawing *
svg_ports_draw(struct arena *a, const struct design *g, const struct dswitch *s)
{
	struct face f = { svg_new(a, WIDTH, 0,
		              str_fmt(a, "Ports of %s", s->name), NULL),
		a, g, s, NULL, 0, NEW(a, size_t, s->nport + 1), 48 };
	struct buf words = buf_new(a);
	const struct panel_cells panel = svg_panel(a, s);

	f.d->layout = "chart ports";
	f.group = svg_port_groups(a, g, s, f.of, &f.ngroup);
	svg_name(f.d, "b", LEFT, 20, SVG_START, WIDTH - 2 * LEFT,
	    heading(a, g, s));
	svg_text(f.d, "s d", LEFT, 37, SVG_START, WIDTH - 2 * LEFT,
	    panel.known && catalog_switch_recalled(s->model, "panel") ?
	        "in the order of the panel (recalled: follow the numbers); "
	        "below each port, what it connects to" :
	        panel.known ?
	        "in the order of the panel, not to scale; below each port, "
	        "what it connects to" :
	        "drawn in pairs, the first above: follow the numbers on the "
	        "panel; below each port, what it connects to");
	grid(&f, &panel);
	legend(&f);
	peers(&f);
	f.d->height = f.y + 10;
	for (size_t i = 0; i < f.ngroup; i++)
		buf_printf(&words, "%s%s: %s", i > 0 ? "; " : "",
		    str_count(f.a, f.group[i].n, "port"), f.group[i].words);
	buf_puts(&words, ".");
	f.d->desc = words.text;
	return f.d;
}
