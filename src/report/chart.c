/*
 * The report's charts: bars that start at nothing, on a linear scale, each with
 * its figure beside it, so that a length may be trusted and need not be read.
 */
#include <math.h>
#include <string.h>

#include "base/num.h"
#include "base/sort.h"
#include "report/diagrams.h"

/* ---- hosts that are alike ---- */

static const char *
when(struct arena *a, const struct host_result *h)
{
	return h->finished ? num_time_pretty(a, h->seconds) :
	                     "can't be drained";
}

/* with the host's own name taken out, so that it may stand for others */
const char *
chart_limited_by(struct arena *a, const struct host_result *x)
{
	const char *s = x->bottleneck, *at;
	size_t n = strlen(x->host);

	if (s == NULL || n == 0 || (at = strstr(s, x->host)) == NULL ||
	    (at != s && at[-1] != ' ') || (at[n] != '\0' && at[n] != ' '))
		return s != NULL ? s : "";
	return str_fmt(a, "%s%s%s", str_dup(a, s, (size_t)(at - s)),
	    "the host itself", at + n);
}

/* all that is printed of a host, so that equal keys mean equal rows */
static const char *
key_of(struct arena *a, const struct host_result *x)
{
	return str_fmt(a, "%s|%zu|%zu|%s|%s|%s|%s|%s|%d", when(a, x), x->vms,
	    x->nunfinished, chart_limited_by(a, x),
	    num_time_pretty(a, x->lower_bound_s), num_time_pretty(a, x->low_s),
	    num_time_pretty(a, x->high_s), x->nunfinished > 0 ? x->why[0] : "",
	    x->open_end);
}

struct drain_group *
chart_drain_groups(struct arena *a, const struct results *r, size_t *n)
{
	const struct net_result *t = &r->net[0], *d = &r->net[r->nnet - 1];
	size_t cap = 0, i, k, hosts = t->nhost < d->nhost ? t->nhost : d->nhost;
	struct drain_group *g = NULL;
	const char **key = NEW(a, const char *, hosts + 1);

	*n = 0;
	for (i = 0; i < hosts; i++) {
		const char *mine = str_fmt(a, "%s|%s", key_of(a, &t->host[i]),
		    key_of(a, &d->host[i]));

		for (k = 0; k < *n; k++)
			if (str_eq(key[k], mine))
				break;
		if (k == *n) {
			struct drain_group x = { NULL, 0, 0, &t->host[i],
				&d->host[i] };

			key[k] = mine;
			PUSH(a, g, *n, cap, x);
		}
		PUSH(a, g[k].host, g[k].n, g[k].cap, i);
	}
	return g;
}

/* where the digits at its end start */
static size_t
stem(const char *s)
{
	size_t n = strlen(s);

	while (n > 0 && s[n - 1] >= '0' && s[n - 1] <= '9')
		n--;
	return n;
}

/* y is x counted on by one: hv09 and hv10 */
static bool
follows(const char *x, const char *y)
{
	size_t n = stem(x);
	int64_t i = 0, k = 0;
	const char *p;

	if (n != stem(y) || strncmp(x, y, n) != 0 || x[n] == '\0' ||
	    strlen(x + n) > 9 || strlen(y + n) > 9)
		return false;
	for (p = x + n; *p != '\0'; p++)
		i = 10 * i + (*p - '0');
	for (p = y + n; *p != '\0'; p++)
		k = 10 * k + (*p - '0');
	return k == i + 1;
}

const char *
chart_name_runs(struct arena *a, const char *const *name, size_t n, size_t most)
{
	struct buf b = buf_new(a);
	size_t i, k, runs = 0, left;

	for (i = 0; i < n; i = k) {
		for (k = i + 1; k < n && follows(name[k - 1], name[k]); k++)
			continue;
		if (runs == most) {
			left = n - i;
			buf_printf(&b, " and %zu more", left);
			break;
		}
		if (k - i < 3)
			k = i + 1;
		buf_printf(&b, "%s%s", runs++ > 0 ? ", " : "", name[i]);
		if (k - i >= 3)
			buf_printf(&b, " to %s", name[k - 1]);
	}
	return b.len > 0 ? b.text : "";
}

/* ---- drains ---- */

enum { LABEL_W = 190, BAR_W = 380, ROW_H = 44, BARS = 12 };

static const char *
group_name(struct arena *a, const struct drain_group *x,
    const struct net_result *net)
{
	const char *first = net->host[x->host[0]].host;

	if (x->n == 1)
		return first;
	return str_fmt(a, "%s and %zu more", first, x->n - 1);
}

static void
bar(struct drawing *d, const char *class, double y, double share, bool never,
    const char *text)
{
	double w = never ? BAR_W : fmax(2, share * BAR_W);

	svg_rect(d, never ? "never" : class, LABEL_W, y, w, 14, NULL);
	if (never)
		svg_text(d, "s", LABEL_W + 8, y + 11, SVG_START, 0, text);
	else
		svg_text(d, "s", LABEL_W + w + 6, y + 11, SVG_START, 0, text);
}

/* worst first: what is not drawn is no surprise then */
static double
badness(const struct drain_group *g)
{
	return g->today->finished ? g->today->seconds : 1e300;
}

static int
worst_first(const void *x, const void *y, const void *of)
{
	double bx = badness(x), by = badness(y);

	(void)of;
	return (bx < by) - (bx > by);
}

struct drawing *
chart_drains(struct arena *a, const struct results *r)
{
	size_t n, i;
	struct drain_group *g = chart_drain_groups(a, r, &n);
	struct drawing *d;
	double most = 1, y = 30;
	size_t shown = n < BARS ? n : BARS;

	sort_stable(g, n, sizeof *g, worst_first, NULL);
	for (i = 0; i < n; i++) {
		if (g[i].today->finished)
			most = fmax(most, g[i].today->seconds);
		if (g[i].then->finished)
			most = fmax(most, g[i].then->seconds);
	}
	d = svg_new(a, 680, 34 + ROW_H * (double)shown + (n > BARS ? 18 : 0),
	    "Drain time of each host, today and on the new network",
	    "Two bars for each group of identical hosts, as long as the drain "
	    "takes; the times are written beside them.");
	svg_rect(d, "today", LABEL_W, 6, 12, 12, NULL);
	svg_text(d, "s", LABEL_W + 18, 16, SVG_START, 0, "today");
	svg_rect(d, "then", LABEL_W + 80, 6, 12, 12, NULL);
	svg_text(d, "s", LABEL_W + 98, 16, SVG_START, 0, "new network");
	for (i = 0; i < shown; i++, y += ROW_H) {
		svg_name(d, "", LABEL_W - 8, y + 20, SVG_END, LABEL_W - 12,
		    group_name(a, &g[i], &r->net[0]));
		bar(d, "today", y + 1, g[i].today->seconds / most,
		    !g[i].today->finished, when(a, g[i].today));
		bar(d, "then", y + 18, g[i].then->seconds / most,
		    !g[i].then->finished, when(a, g[i].then));
	}
	if (n > BARS)
		svg_text(d, "s d", LABEL_W, y + 10, SVG_START, 0,
		    str_fmt(a, "the %d slowest of %zu groups", BARS, n));
	svg_line(d, "axis", LABEL_W, 26, LABEL_W, 30 + ROW_H * (double)shown,
	    1);
	return d;
}

/* ---- money ---- */

static const char *
category_name(const char *word)
{
	static const char *const name[][2] = { { "switch", "switches" },
		{ "module", "modules" }, { "licence", "licences" },
		{ "psu", "power supplies" }, { "optic", "optics" },
		{ "cable", "cables" }, { "nic", "network cards" },
		{ "rails", "rail kits" }, { "cord", "power cords" },
		{ "panel", "patch panels" }, { "label", "labels" },
		{ "management", "management switches" } };
	size_t i;

	for (i = 0; i < sizeof name / sizeof name[0]; i++)
		if (str_eq(word, name[i][0]))
			return name[i][1];
	return word;
}

struct category *
chart_categories(struct arena *a, const struct design *g, size_t *n)
{
	struct category *c = NEW(a, struct category, g->nbom + 1);
	size_t i, k;

	*n = 0;
	for (i = 0; i < g->nbom; i++) {
		const struct bom_line *b = &g->bom[i];
		const char *name = category_name(b->part->category);

		for (k = 0; k < *n; k++)
			if (str_eq(c[k].name, name))
				break;
		if (k == *n)
			c[(*n)++].name = name;
		c[k].cents += b->total_cents;
		if (b->estimate)
			c[k].estimate_cents += b->total_cents;
	}
	return c;
}

struct drawing *
chart_costs(struct arena *a, const struct design *g)
{
	size_t n, i;
	struct category *c = chart_categories(a, g, &n);
	struct drawing *d = svg_new(a, 680, 34 + 26 * (double)n,
	    "Cost by category",
	    "One bar for each category, the part based on estimated prices in "
	    "another colour; the sums are written beside them.");
	double most = 1, y = 30;

	for (i = 0; i < n; i++)
		most = fmax(most, (double)c[i].cents);
	svg_rect(d, "then", LABEL_W, 6, 12, 12, NULL);
	svg_text(d, "s", LABEL_W + 18, 16, SVG_START, 0, "sourced prices");
	svg_rect(d, "guess", LABEL_W + 130, 6, 12, 12, NULL);
	svg_text(d, "s", LABEL_W + 148, 16, SVG_START, 0, "estimated prices");
	for (i = 0; i < n; i++, y += 26) {
		double w = BAR_W * (double)c[i].cents / most;
		double e = BAR_W * (double)c[i].estimate_cents / most;

		svg_text(d, "", LABEL_W - 8, y + 14, SVG_END, LABEL_W - 12,
		    c[i].name);
		if (w - e > 0)
			svg_rect(d, "then", LABEL_W, y + 2, fmax(1, w - e), 16,
			    NULL);
		if (e > 0)
			svg_rect(d, "guess", LABEL_W + w - e, y + 2, fmax(1, e),
			    16, NULL);
		svg_text(d, "s", LABEL_W + w + 6, y + 14, SVG_START, 0,
		    str_fmt(a, "%s %s", g->model->currency,
		        num_money_pretty(a, c[i].cents)));
	}
	svg_line(d, "axis", LABEL_W, 26, LABEL_W, 30 + 26 * (double)n, 1);
	return d;
}

void
diagrams_write(struct arena *a, const struct design *g,
    const struct candidate *cand, size_t ncand, const struct results *r,
    const struct stress *stress, const struct why *why, struct fileset *out)
{
	size_t n, i, *rack = svg_racks_used(a, g, &n);
	const struct rolling_result *roll = &r->net[r->nnet - 1].rolling;
	struct drawing *load = chart_loads(a, stress,
	    (double)g->model->want.utilisation_ppm / 1e6);
	struct drawing *plot = chart_candidates(a, g, cand, ncand, why);

	svg_file(out, "diagrams/topology.svg", svg_topology_draw(a, g));
	svg_file(out, "diagrams/drain.svg", chart_drains(a, r));
	svg_file(out, "diagrams/cost.svg", chart_costs(a, g));
	if (roll->finished && roll->norder > 0)
		svg_file(out, "diagrams/rolling.svg", chart_rolling(a, roll));
	if (load != NULL)
		svg_file(out, "diagrams/load.svg", load);
	if (plot != NULL)
		svg_file(out, "diagrams/pareto.svg", plot);
	for (i = 0; i < n; i++) {
		svg_file(out, svg_rack_path(a, g, rack[i]),
		    svg_rack_draw(a, g, rack[i]));
		svg_file(out, svg_rear_path(a, g, rack[i]),
		    svg_rear_draw(a, g, rack[i]));
	}
	for (i = 0; i < g->nsw; i++)
		svg_file(out, svg_ports_path(a, &g->sw[i]),
		    svg_ports_draw(a, g, &g->sw[i]));
}
