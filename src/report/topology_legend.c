#include "report/topology_layout.h"

#include <string.h>

bool
topology_has_core(const struct design *g)
{
	for (size_t i = 0; i < g->nlink; i++)
		if (g->link[i].kind == LINK_CORE)
			return true;
	return false;
}

static const char *
where(struct topology_layout *l, const struct dnet *n)
{
	const struct design *g = l->g;
	struct buf b = buf_new(l->a);

	if (!n->carried)
		return "stays where it is today";
	if (n->nsw == g->nsw)
		buf_puts(&b, "on every switch");
	else
		for (size_t i = 0; i < n->nsw && i < 4; i++)
			buf_printf(&b, "%s%s", i > 0 ? ", " : "on ",
			    g->sw[n->sw[i]].name);
	if (n->nsw != g->nsw && n->nsw > 4)
		buf_printf(&b, " and %zu more", n->nsw - 4);
	buf_puts(&b,
	    n->reaches_core ? ", reaches the core" :
	                      ", isolated from the "
	                      "core");
	return b.text;
}

/* ---- the legend: lines that are drawn, then networks in words ---- */

/* does the drawing have such links? */
static bool
has_link(const struct design *g, enum link_kind kind)
{
	for (size_t i = 0; i < g->nlink; i++)
		if (g->link[i].kind == kind)
			return true;
	return false;
}

static bool
has_lag(const struct design *g, enum lag_purpose purpose)
{
	for (size_t i = 0; i < g->nlag; i++)
		if (g->lag[i].purpose == purpose)
			return true;
	return false;
}

static void
line_key(struct topology_layout *l, const char *class, double width, double *x,
    double y, const char *words)
{
	svg_line(l->d, class, *x, y + 6, *x + 26, y + 6, width);
	svg_text(l->d, "s", *x + 32, y + 10, SVG_START, 0, words);
	*x += 32 + svg_text_width("s", words) + 18;
}

static void
lines_legend(struct topology_layout *l, double y)
{
	const struct design *g = l->g;
	double x = l->left;

	if (has_link(g, LINK_HOST))
		line_key(l, "hosts", 2, &x, y, "host cables");
	if (has_link(g, LINK_UPLINK))
		line_key(l, "lag", 1.5, &x, y, "uplinks");
	if (has_link(g, LINK_PEER))
		line_key(l, "peer", 4, &x, y,
		    g->sw[0].domain != 0 ? "peer link" : "LAG of the pair");
	if (has_lag(g, LAG_FABRIC))
		line_key(l, "fabric", 6, &x, y, "between the domains");
	if (topology_has_core(g))
		line_key(l, "core", 3, &x, y, "to the core");
	if (l->oob != NULL)
		line_key(l, "oob", 2, &x, y, "management cables");
}

size_t
topology_legend_rows(const struct design *g)
{
	return 1 + (g->nnet < 12 ? g->nnet : 12) + (g->nnet > 12);
}

void
topology_legend(struct topology_layout *l, double y)
{
	const struct design *g = l->g;
	bool core = topology_has_core(g);

	lines_legend(l, y);
	y += 18;
	for (size_t i = 0; i < g->nnet && i < 12; i++, y += 18) {
		const struct network *n = g->net[i].net;
		const char *at = where(l, &g->net[i]), *comma;

		/* nothing to be kept from where no link goes there */
		if (!core && (comma = strstr(at, ", isolated from")) != NULL)
			at = str_dup(l->a, at, (size_t)(comma - at));
		if (n->purpose == PURPOSE_OOB)
			at = l->oob != NULL ?
			    str_fmt(l->a, "management ports, cabled to %s",
			        l->oob) :
			    "management ports of the switches, cabled "
			    "separately (not drawn)";
		svg_text(l->d, "s", l->left, y + 10, SVG_START,
		    l->width - 2 * l->left,
		    n->vlan > 0 ?
		        str_fmt(l->a, "%s, VLAN %d (%s): %s",
		            svg_name_clip(l->a, "s", n->name, 160), n->vlan,
		            catalog_purpose_word[n->purpose], at) :
		        str_fmt(l->a, "%s (%s): %s",
		            svg_name_clip(l->a, "s", n->name, 160),
		            catalog_purpose_word[n->purpose], at));
	}
	if (g->nnet > 12)
		svg_text(l->d, "s", l->left, y + 10, SVG_START, 0,
		    str_fmt(l->a,
		        g->nnet == 13 ? "and %zu more network" :
		                        "and %zu more networks",
		        g->nnet - 12));
}

/* ---- what is drawn once for many, and what is not drawn ---- */

size_t
topology_note_rows(const struct topology_layout *l)
{
	size_t n = 0;

	for (size_t i = 0; i < l->nbox; i++)
		n += l->box[i].n > 1;
	return n + (l->nall > l->nbox);
}

void
topology_notes(struct topology_layout *l, double y)
{
	const char **rest = NULL;
	size_t i, n = 0, cap = 0;

	for (i = 0; i < l->nbox; i++) {
		const struct rack_kind *b = &l->box[i];

		if (b->n < 2)
			continue;
		svg_text(l->d, "s", l->left, y + 10, SVG_START,
		    l->width - 2 * l->left,
		    str_fmt(l->a,
		        "drawn once for %s, each with these switches and "
		        "links: %s",
		        b->sharing > 1 ?
		            str_fmt(l->a, "%zu identical groups of %zu racks",
		                b->n, b->sharing) :
		            str_fmt(l->a, "%zu identical racks", b->n),
		        chart_name_runs(l->a, b->name, b->n, 8)));
		y += 18;
	}
	for (; i < l->nall; i++)
		for (size_t k = 0; k < l->box[i].n; k++)
			PUSH(l->a, rest, n, cap, l->box[i].name[k]);
	if (n > 0)
		svg_text(l->d, "s", l->left, y + 10, SVG_START,
		    l->width - 2 * l->left,
		    str_fmt(l->a,
		        "not drawn, different from these: %s of %s: %s",
		        str_count(l->a, n, "rack"),
		        str_count(l->a, l->nall - l->nbox, "kind"),
		        chart_name_runs(l->a, rest, n, 8)));
}
