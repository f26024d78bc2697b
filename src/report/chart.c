/*
 * The report's charts: bars that start at nothing, on a linear scale, each with
 * its figure beside it, so that a length may be trusted and need not be read.
 */
#include <math.h>
#include <string.h>

#include "base/num.h"
#include "base/sort.h"
#include "report/diagrams.h"

void
chart_key(struct drawing *d, const char *class, double x, const char *words)
{
	if (class == NULL)
		return;
	svg_rect(d, class, x, 4, 12, 12, NULL);
	svg_text(d, "s", x + 18, 14, SVG_START, 0, words);
}

/* ---- equal hosts ---- */

static const char *
when(struct arena *a, const struct host_result *h)
{
	return h->finished ? num_time_pretty(a, h->seconds) :
	                     "can't be drained";
}

/* without the host's own name, so that it may represent others */
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
	size_t cap = 0, k, hosts = t->nhost < d->nhost ? t->nhost : d->nhost;
	struct drain_group *g = NULL;
	const char **key = NEW(a, const char *, hosts + 1);

	*n = 0;
	for (size_t i = 0; i < hosts; i++) {
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
	size_t k, runs = 0, left;

	for (size_t i = 0; i < n; i = k) {
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

/* as wide as a phone: two fit side by side on a desktop and on paper */
enum {
	LEFT = 2,
	WIDTH = 360,
	BAR_W = 270,
	BAR_H = 13,
	ROW_H = 56,
	COST_H = 38
};

static const char *
group_name(struct arena *a, const struct drain_group *x,
    const struct net_result *net)
{
	const char *first = net->host[x->host[0]].host;

	if (x->n == 1)
		return first;
	return str_fmt(a, "%s and %zu more", first, x->n - 1);
}

/* a range over a bar: closed at both ends, open where it has no end or leaves
 * the drawing */
static void
whisker(struct drawing *d, double y, double from, double to, double room)
{
	double end = fmin(to, room);

	svg_line(d, "whisk", LEFT + from, y, LEFT + end, y, 1.5);
	svg_line(d, "whisk", LEFT + from, y - 4, LEFT + from, y + 4, 1.5);
	if (to <= room)
		svg_line(d, "whisk", LEFT + end, y - 4, LEFT + end, y + 4, 1.5);
}

/* to: where its scale ends */
static void
drain_bar(struct drawing *d, const char *class, double y,
    const struct host_result *h, double to)
{
	struct arena *a = d->body.a;
	double w = fmax(2, h->seconds / to * BAR_W), end = w;

	if (!h->finished) {
		svg_rect(d, "never", LEFT, y, BAR_W, BAR_H, NULL);
		svg_text(d, "s", LEFT + 8, y + 10.5, SVG_START, BAR_W - 12,
		    when(a, h));
		return;
	}
	svg_rect(d, class, LEFT, y, w, BAR_H,
	    str_fmt(a, "expected range %s to %s", num_time_pretty(a, h->low_s),
	        h->open_end ? "never" : num_time_pretty(a, h->high_s)));
	if (h->open_end || h->high_s > h->low_s) {
		double high = h->open_end ? 2 * BAR_W : h->high_s / to * BAR_W;

		whisker(d, y + BAR_H / 2.0, h->low_s / to * BAR_W, high, BAR_W);
		end = fmax(end, fmin(high, BAR_W));
	}
	svg_text(d, "s", LEFT + end + 6, y + 10.5, SVG_START, 0, when(a, h));
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

/* the scale: all bars, and their ranges as far as they don't make the bars
 * small */
static double
drain_scale(const struct drain_group *g, size_t n)
{
	double bars = 1, all = 1;

	for (size_t i = 0; i < n; i++) {
		const struct host_result *h[] = { g[i].today, g[i].then };

		for (size_t k = 0; k < 2; k++) {
			if (!h[k]->finished)
				continue;
			bars = fmax(bars, h[k]->seconds);
			all = fmax(all, h[k]->seconds);
			if (!h[k]->open_end)
				all = fmax(all, h[k]->high_s);
		}
	}
	return fmin(all, 3 * bars);
}

struct drawing *
chart_drains(struct arena *a, const struct results *r, size_t most)
{
	size_t n;
	struct drain_group *g = chart_drain_groups(a, r, &n);
	struct drawing *d;
	size_t shown = n < most ? n : most;
	double y = 26, to;

	sort_stable(g, n, sizeof *g, worst_first, NULL);
	to = drain_scale(g, n);
	d = svg_new(a, WIDTH, 28 + ROW_H * (double)shown + (n > shown ? 16 : 0),
	    "Drain time of each host, today and on the new network",
	    "Two bars for each group of identical hosts: the expected drain "
	    "time, with its range as a line; the times are written beside "
	    "them.");
	chart_key(d, "today", LEFT, "today");
	chart_key(d, "then", LEFT + 74, "new network");
	whisker(d, 10, 182, 206, WIDTH);
	svg_text(d, "s", LEFT + 212, 14, SVG_START, 0,
	    "range (figure: expected)");
	for (size_t i = 0; i < shown; i++, y += ROW_H) {
		svg_name(d, "", LEFT, y + 12, SVG_START, WIDTH - 2 * LEFT,
		    group_name(a, &g[i], &r->net[0]));
		drain_bar(d, "today", y + 18, g[i].today, to);
		drain_bar(d, "then", y + 35, g[i].then, to);
	}
	if (n > shown)
		svg_text(d, "s d", LEFT, y + 10, SVG_START, 0,
		    str_fmt(a, "the %zu slowest of %zu groups", shown, n));
	svg_line(d, "axis", LEFT, 40, LEFT, 26 + ROW_H * (double)shown - 4, 1);
	return d;
}

double
chart_longest_drain(const struct net_result *n)
{
	double longest = 0;

	for (size_t i = 0; i < n->nhost; i++) {
		if (!n->host[i].finished)
			return -1;
		longest = fmax(longest, n->host[i].seconds);
	}
	return longest;
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
		{ "approval", "approvals" },
		{ "management", "management switches" } };

	for (size_t i = 0; i < sizeof name / sizeof name[0]; i++)
		if (str_eq(word, name[i][0]))
			return name[i][1];
	return word;
}

struct category *
chart_categories(struct arena *a, const struct design *g, size_t *n)
{
	struct category *c = NEW(a, struct category, g->nbom + 1);
	size_t k;

	*n = 0;
	for (size_t i = 0; i < g->nbom; i++) {
		const struct bom_line *b = &g->bom[i];
		const char *name = category_name(b->part->category);

		for (k = 0; k < *n; k++)
			if (str_eq(c[k].name, name))
				break;
		if (k == *n)
			c[(*n)++].name = name;
		c[k].nline++;
		c[k].nunpriced += b->unpriced;
		c[k].cents += b->total_cents;
		c[k].low_cents += b->low_cents;
		c[k].high_cents += b->high_cents;
		if (b->estimate)
			c[k].estimate_cents += b->total_cents;
	}
	return c;
}

const char *
chart_category_cost(struct arena *a, const struct category *c,
    const char *amount)
{
	return c->nunpriced == 0 ? amount :
	    c->nunpriced == c->nline ?
	                           "quote needed" :
	                           str_fmt(a, "%s, and a quote needed", amount);
}

/* "EUR 540 to 1,600", "about EUR 41" where both ends round to that, "EUR 45" */
static const char *
category_span(struct arena *a, const char *currency, const struct category *c)
{
	const char *low = num_money_rough(a, c->low_cents);
	const char *high = num_money_rough(a, c->high_cents);

	if (c->low_cents >= c->high_cents)
		return str_fmt(a, "%s %s", currency,
		    num_money_rough(a, c->cents));
	return str_eq(low, high) ?
	    str_fmt(a, "about %s %s", currency, low) :
	    str_fmt(a, "%s %s to %s", currency, low, high);
}

struct drawing *
chart_costs(struct arena *a, const struct design *g)
{
	size_t n;
	struct category *c = chart_categories(a, g, &n);
	struct drawing *d = svg_new(a, WIDTH, 28 + COST_H * (double)n,
	    "Cost by category",
	    "One bar for each category, the part based on estimated prices in "
	    "another colour, the range of its prices as a line over it; the "
	    "amounts are written above.");
	double most = 1, y = 26;
	bool sourced = false, guessed = false, ranged = false;

	for (size_t i = 0; i < n; i++) {
		most = fmax(most, (double)c[i].high_cents);
		sourced |= c[i].estimate_cents < c[i].cents;
		guessed |= c[i].estimate_cents > 0;
		ranged |= c[i].high_cents > c[i].low_cents;
	}
	chart_key(d, sourced ? "then" : NULL, LEFT, "sourced prices");
	chart_key(d, guessed ? "guess" : NULL, LEFT + 112, "estimates");
	if (ranged) {
		whisker(d, 10, 206, 230, WIDTH);
		svg_text(d, "s", LEFT + 236, 14, SVG_START, 0, "price range");
	}
	for (size_t i = 0; i < n; i++, y += COST_H) {
		double unit = (WIDTH - 2 * LEFT) / most;
		double w = unit * (double)c[i].cents;
		double e = unit * (double)c[i].estimate_cents;

		svg_text(d, "", LEFT, y + 12, SVG_START, 150, c[i].name);
		svg_text(d, "s", WIDTH - LEFT, y + 12, SVG_END, 0,
		    chart_category_cost(a, &c[i],
		        category_span(a, g->model->currency, &c[i])));
		if (w - e > 0)
			svg_rect(d, "then", LEFT, y + 17, fmax(1, w - e), BAR_H,
			    NULL);
		if (e > 0)
			svg_rect(d, "guess", LEFT + w - e, y + 17, fmax(1, e),
			    BAR_H, NULL);
		if (c[i].high_cents > c[i].low_cents)
			whisker(d, y + 17 + BAR_H / 2.0,
			    unit * (double)c[i].low_cents,
			    unit * (double)c[i].high_cents, WIDTH);
	}
	return d;
}

void
diagrams_write(struct arena *a, const struct design *g,
    const struct candidate *cand, size_t ncand, const struct results *r,
    const struct stress *stress, const struct why *why, struct fileset *out)
{
	size_t n, i, *rack = svg_racks_used(a, g, &n);
	const struct rolling_result *roll = &r->net[r->nnet - 1].rolling;
	struct drawing *load =
	    chart_loads(a, stress, num_share(g->model->want.utilisation_ppm));
	/* of no drain no length is drawn */
	bool drains = results_any_drain(r);
	struct drawing *plot = !drains ?
	    NULL :
	    chart_candidates(a, g, cand, ncand, why,
	        chart_longest_drain(&r->net[0]));

	svg_file(out, "diagrams/topology.svg", svg_topology_draw(a, g));
	if (drains)
		svg_file(out, "diagrams/drain.svg",
		    chart_drains(a, r, DRAWN_DRAINS));
	if (g->nbom > 0)
		svg_file(out, "diagrams/cost.svg", chart_costs(a, g));
	if (drains && roll->finished && roll->norder > 0)
		svg_file(out, "diagrams/rolling.svg",
		    chart_rolling(a, roll,
		        results_rolling(&r->net[0], roll->cluster)));
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
