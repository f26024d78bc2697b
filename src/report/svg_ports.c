/*
 * A switch's ports: a grid of all of them in the order of its panel, what
 * the colours and letters stand for, and the name at the other end of each.
 * Each role has its colour, and ports of one role with the same VLANs a letter.
 */
#include <string.h>

#include "base/num.h"
#include "report/diagrams.h"

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

/* the figure before what begins at p, past one sign between them; p: none is */
static const char *
figure_before(const char *name, const char *p)
{
	const char *q = p - 1;

	while (q > name && q[-1] >= '0' && q[-1] <= '9')
		q--;
	if (q == p - 1)
		return p;
	return q;
}

/* the figures at a port name's end: "0/12", "53:2"; with those of the port that
 * was broken out, as "1s0" of swp1s0 and "1-2" of qsfp28-1-2 */
static const char *
figures(const char *name)
{
	const char *p = name + strlen(name), *q;

	while (p > name && strchr("0123456789/:.", p[-1]) != NULL)
		p--;
	if (*p == '\0')
		return name;
	q = p > name ? figure_before(name, p) : p;
	if (q < p &&
	    (p[-1] == 's' || (p[-1] == '-' && q > name && q[-1] == '-')))
		return q;
	return p;
}

/* how much of the figures all ports of a switch share: "0/" */
static size_t
shared(const struct dswitch *s)
{
	const char *first = s->nport > 0 ? figures(s->port[0].name) : "";
	size_t n = 0, next, i;

	for (;;) {
		next = strcspn(first + n, "/");
		if (first[n + next] == '\0')
			return n;
		next += n + 1;
		for (i = 1; i < s->nport; i++)
			if (strncmp(figures(s->port[i].name), first, next) != 0)
				return n;
		n = next;
	}
}

const char *
svg_port_number(const struct dswitch *s, const struct dport *p)
{
	return figures(p->name) + shared(s);
}

/* ---- what is alike ---- */

static const char *
role_words(const struct dport *p)
{
	static const char *const words[] = { [PORT_UNUSED] = ("unused, shut "
		                                              "down"),
		[PORT_SPLIT] = "broken out",
		[PORT_TAKEN] = "without use beside one that is broken out",
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
	size_t cap = 0, used = 0, i, k;

	*n = 0;
	for (i = 0; i < s->nport; i++) {
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
	double cell_w, y;
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

/* a port that was broken out is as many strips as it has children */
static void
cell(struct face *f, size_t i, double x, double y)
{
	const struct dswitch *s = f->s;
	double w = f->cell_w - 2;
	size_t k, n = 0, at = 0;

	for (k = 0; k < s->nport; k++)
		n += s->port[k].parent == i;
	for (k = 0; k < s->nport && n > 0; k++)
		if (s->port[k].parent == i) {
			svg_rect(f->d, f->group[f->of[k]].class,
			    x + w * (double)at / (double)n, y, w / (double)n,
			    FACE_H - 2, tip(f, k));
			at++;
		}
	if (n == 0)
		svg_rect(f->d,
		    f->of[i] != NONE ? f->group[f->of[i]].class : "host", x, y,
		    w, FACE_H - 2, tip(f, i));
	svg_text(f->d, "s b", x + w / 2, y + 12, SVG_MIDDLE, 0,
	    svg_port_number(s, &s->port[i]));
	if (f->of[i] != NONE)
		svg_text(f->d, "s", x + w / 2, y + 24, SVG_MIDDLE, 0,
		    str_fmt(f->a, "%c", f->group[f->of[i]].letter));
}

size_t
svg_panel_rows(const struct dswitch *s, bool *said)
{
	const char *panel = catalog_switch_fact(s->model, "panel");

	*said = panel != NULL;
	return panel != NULL && strcmp(panel, "one row") == 0 ? 1 : 2;
}

/* in the order of the panel: the first above, the next below it, where it has
 * two rows; blocks of ports side by side */
static void
grid(struct face *f)
{
	const struct dswitch *s = f->s;
	bool said;
	size_t rows = svg_panel_rows(s, &said), i, block = NONE, at = 0;
	double x = LEFT;

	for (i = 0; i < s->nport; i++) {
		if (s->port[i].parent != NONE)
			continue;
		if (s->port[i].block != block && block != NONE) {
			x += at % rows != 0 ? f->cell_w + BLOCK_GAP : BLOCK_GAP;
			at = 0;
		}
		block = s->port[i].block;
		if (at % rows == 0 && x + f->cell_w > WIDTH - LEFT) {
			x = LEFT;
			f->y += (double)rows * FACE_H + BLOCK_GAP;
		}
		cell(f, i, x, f->y + FACE_H * (double)(at % rows));
		if (++at % rows == 0)
			x += f->cell_w;
	}
	f->y += (double)rows * FACE_H + 12;
}

static void
legend(struct face *f)
{
	size_t i;

	for (i = 0; i < f->ngroup; i++, f->y += LEGEND_H) {
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
	size_t i;

	for (i = 0; i < g->nlink; i++) {
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
 * port there; what all names begin with is said once where one is too long */
static void
peers(struct face *f)
{
	const struct dswitch *s = f->s;
	struct peer *list = NEW(f->a, struct peer, s->nport + f->g->nlink + 1);
	const char **name = NEW(f->a, const char *, s->nport + f->g->nlink + 1);
	double number = 0;
	size_t i, n = 0, rows, cut = 0, hosts = 0;

	for (i = 0; i < s->nport; i++) {
		const struct dend *e = far_end(f->g, s, &s->port[i]);

		if (e != NULL)
			list[n++] = (struct peer){ svg_port_number(s,
				                       &s->port[i]),
				f->of[i] != NONE ? f->group[f->of[i]].class :
				                   "host",
				tip(f, i), e };
	}
	management(f, list, &n);
	for (i = 0; i < n; i++) {
		double w = svg_text_width("s b", list[i].from);

		if (list[i].far->host != NONE && list[i].far->sw == NONE)
			name[hosts++] = list[i].far->device;
		number = w > number ? w : number;
	}
	for (i = 0; i < hosts && cut == 0; i++)
		if (svg_text_width("s", name[i]) > PEER_W - 90 - number)
			cut = svg_name_prefix(name, hosts);
	if (cut > 0) {
		svg_name(f->d, "s d", LEFT, f->y + 11, SVG_START,
		    WIDTH - 2 * LEFT,
		    str_fmt(f->a, "\u2026 = %s", str_dup(f->a, name[0], cut)));
		f->y += LEGEND_H;
	}
	rows = (n + PEERS - 1) / PEERS;
	for (i = 0; i < n; i++) {
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

struct drawing *
svg_ports_draw(struct arena *a, const struct design *g, const struct dswitch *s)
{
	struct face f = { svg_new(a, WIDTH, 0,
		              str_fmt(a, "Ports of %s", s->name), NULL),
		a, g, s, NULL, 0, NEW(a, size_t, s->nport + 1), 24, 48 };
	struct buf words = buf_new(a);
	bool said;
	size_t rows = svg_panel_rows(s, &said), i;

	f.d->layout = "chart ports";
	f.group = svg_port_groups(a, g, s, f.of, &f.ngroup);
	for (i = 0; i < s->nport; i++) {
		double w =
		    svg_text_width("s b", svg_port_number(s, &s->port[i])) + 5;

		if (s->port[i].parent == NONE && w > f.cell_w)
			f.cell_w = w;
	}
	svg_name(f.d, "b", LEFT, 20, SVG_START, WIDTH - 2 * LEFT,
	    str_fmt(a, "%s: %s, rack %s, unit %zu", s->name, s->model->name,
	        g->model->rack[s->rack].name, s->position_u));
	svg_text(f.d, "s d", LEFT, 37, SVG_START, WIDTH - 2 * LEFT,
	    rows == 1 ? "in the order of the panel, not to scale; below, what "
	                "each connects to" :
	        said ? "in the order of the panel, pairs above each other, not "
	               "to scale; below, what each connects to" :
	               "drawn in pairs, the first above: go by the numbers on "
	               "the panel; below, what each connects to");
	grid(&f);
	legend(&f);
	peers(&f);
	f.d->height = f.y + 10;
	for (i = 0; i < f.ngroup; i++)
		buf_printf(&words, "%s%s: %s", i > 0 ? "; " : "",
		    str_count(f.a, f.group[i].n, "port"), f.group[i].words);
	buf_puts(&words, ".");
	f.d->desc = words.text;
	return f.d;
}
