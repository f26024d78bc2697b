/*
 * Charts with two measures: the maintenance of a cluster on a time line, the
 * load of links against what they carry, cost against drain time.
 */
#include <math.h>
#include <string.h>

#include "base/num.h"
#include "base/sort.h"
#include "report/diagrams.h"

enum {
	LABEL_W = 150,
	PLOT_W = 300,
	LOAD_X = 200,
	LOAD_W = 350,
	GAP_W = 30,
	WAIT_W = 110,
	WORDS_W = 150,
	TOP = 34,
	TURN_H = 17,
	TURNS = 40,
	LOAD_H = 40,
	LOADS = 12,
	PARETO_W = 520,
	PARETO_H = 170,
	PARETO_X = 100
};

/* ---- axes ---- */

/* the finest step that leaves at most `most` parts */
static double
time_step(double span, int most)
{
	static const double step[] = { 1, 2, 5, 10, 15, 30, 60, 120, 300, 600,
		900, 1800, 3600, 7200, 10800, 21600, 43200, 86400, 172800,
		604800 };
	size_t i, n = sizeof step / sizeof step[0];

	for (i = 0; i + 1 < n && span > step[i] * most; i++)
		continue;
	return span > step[i] * most ? ceil(span / most / step[i]) * step[i] :
	                               step[i];
}

/* 1, 2 or 5 times a power of ten */
static double
round_step(double span, int most)
{
	double p = pow(10, floor(log10(fmax(span, 1) / most)));

	for (;; p *= 10) {
		if (span <= p * most)
			return p;
		if (span <= 2 * p * most)
			return 2 * p;
		if (span <= 5 * p * most)
			return 5 * p;
	}
}

static const char *
mark(struct arena *a, double s)
{
	return s <= 0 ? "0" : num_time_pretty(a, s);
}

/* without cents: "20,000" */
static const char *
round_money(struct arena *a, double amount)
{
	return num_money_brief(a, (int64_t)amount * 100);
}

/* ---- maintenance ---- */

/* the migrations of a host have a scale of their own, beside today's */
struct maintenance_chart {
	struct drawing *d;
	const struct rolling_result *r, *now; /* now: NULL, not shown */
	double scale, wait;                   /* pixels a second */
	double at;
};

/* out and back of a host in today's round; negative: it has none */
static double
wait_today(const struct rolling_result *now, const char *host)
{
	for (size_t i = 0; now != NULL && i < now->norder; i++)
		if (str_eq(now->order[i], host))
			return now->out_s[i] + now->back_s[i];
	return -1;
}

/* drain, work and failback on the time line */
static void
maintenance_row(struct maintenance_chart *t, size_t i, double y)
{
	const struct rolling_result *r = t->r;
	struct arena *a = t->d->body.a;
	double part[] = { r->out_s[i], r->service_s, r->back_s[i] };
	static const char *const class[] = { "then", "work", "back" };
	static const char *const words[] = { "drain", "work", "failback" };

	svg_name(t->d, "s", LABEL_W - 8, y + 10.5, SVG_END, LABEL_W - 12,
	    r->order[i]);
	for (size_t k = 0; k < 3; k++) {
		if (part[k] > 0)
			svg_rect(t->d, class[k], LABEL_W + t->at * t->scale,
			    y + 1, fmax(1.5, part[k] * t->scale), TURN_H - 3,
			    str_fmt(a, "%s: %s, %s", r->order[i], words[k],
			        num_time_pretty(a, part[k])));
		t->at += part[k];
	}
}

/* its migrations alone: today's above, the new network's below */
static void
wait_bars(struct maintenance_chart *t, size_t i, double y)
{
	const struct rolling_result *r = t->r;
	struct arena *a = t->d->body.a;
	double x = LABEL_W + PLOT_W + GAP_W, s = r->out_s[i] + r->back_s[i];
	double today = wait_today(t->now, r->order[i]), end = s * t->wait;
	double high = today >= 0 ? (TURN_H - 3) / 2.0 : TURN_H - 3;
	const char *then = num_time_pretty(a, s);

	if (today >= 0) {
		svg_rect(t->d, "today", x, y + 1, fmax(1, today * t->wait),
		    high, NULL);
		y += high;
		end = fmax(end, today * t->wait);
	}
	svg_rect(t->d, "then", x, y + 1, fmax(1, s * t->wait), high, NULL);
	y -= today >= 0 ? high : 0;
	svg_text(t->d, "s", x + end + 5, y + 10.5, SVG_START, 0,
	    today >= 0 && !str_eq(num_time_pretty(a, today), then) ?
	        str_fmt(a, "%s \u2192 %s", num_time_pretty(a, today), then) :
	        then);
}

static void
maintenance_marks(struct maintenance_chart *t, double span, double bottom)
{
	double step = time_step(span, 6), x = LABEL_W + PLOT_W + GAP_W;

	for (size_t i = 0; step * (double)i <= span; i++) {
		double at = LABEL_W + step * (double)i * t->scale;

		svg_line(t->d, "axis", at, TOP - 4, at, bottom, 1);
		svg_text(t->d, "s d", at, bottom + 13, SVG_MIDDLE, 0,
		    mark(t->d->body.a, step * (double)i));
	}
	svg_line(t->d, "axis", x, TOP - 4, x, bottom, 1);
}

struct drawing *
chart_rolling(struct arena *a, const struct rolling_result *r,
    const struct rolling_result *now)
{
	size_t shown = r->norder < TURNS ? r->norder : TURNS;
	double span = 1, most = 1, y = TOP, bottom;
	struct maintenance_chart t = { NULL, r,
		now != NULL && now->finished ? now : NULL, 0, 0, 0 };
	bool back = false;

	for (size_t i = 0; i < shown; i++) {
		span += r->out_s[i] + r->service_s + r->back_s[i];
		most = fmax(most, r->out_s[i] + r->back_s[i]);
		most = fmax(most, wait_today(t.now, r->order[i]));
		back |= r->back_s[i] > 0;
	}
	t.scale = PLOT_W / span;
	t.wait = WAIT_W / most;
	bottom = TOP + TURN_H * (double)shown + 2;
	t.d = svg_new(a, LABEL_W + PLOT_W + GAP_W + WAIT_W + WORDS_W,
	    bottom + 22,
	    str_fmt(a,
	        "Rolling maintenance of cluster %s, host by "
	        "host",
	        r->cluster),
	    str_fmt(a,
	        "One bar per host, in maintenance order: first its drain, then "
	        "the work%s; to the right only the migrations, on a separate "
	        "scale, today and on the new network. All %zu hosts take %s.",
	        back ? ", then failback" : "", r->norder,
	        num_time_pretty(a, r->seconds)));
	chart_key(t.d, "then", LABEL_W, "drain");
	chart_key(t.d, "work", LABEL_W + 80, "work on the host");
	if (back)
		chart_key(t.d, "back", LABEL_W + 210, "failback");
	svg_text(t.d, "s b", LABEL_W + PLOT_W + GAP_W, 14, SVG_START, 0,
	    str_fmt(a, "%s%s", back ? "drain + failback" : "drain",
	        t.now != NULL ? ", today \u2192 new" : ""));
	maintenance_marks(&t, span, bottom);
	for (size_t i = 0; i < shown; i++, y += TURN_H) {
		maintenance_row(&t, i, y);
		wait_bars(&t, i, y);
	}
	if (shown < r->norder)
		svg_text(t.d, "s d", 4, 14, SVG_START, 0,
		    str_fmt(a, "the first %zu of %zu", shown, r->norder));
	return t.d;
}

/* ---- load ---- */

/* link groups with equal load, drawn once */
struct load_row {
	const struct link_group_load *b;
	size_t n;
};

static bool
looks_alike(const struct link_group_load *x, const struct link_group_load *y)
{
	return fabs(x->load - y->load) < 5e-4 &&
	    fabs(x->worst - y->worst) < 5e-4 &&
	    fabs(x->line_bps - y->line_bps) < 1 &&
	    strncmp(x->name, y->name, 8) == 0;
}

static int
worst_first(const void *px, const void *py, const void *of)
{
	const struct load_row *x = px, *y = py;

	(void)of;
	return (x->b->worst < y->b->worst) - (x->b->worst > y->b->worst);
}

static struct load_row *
load_rows(struct arena *a, const struct stress *s, size_t *n)
{
	struct load_row *row = NULL, x;
	size_t cap = 0, k;

	*n = 0;
	for (size_t i = 0; i < s->nbundle; i++) {
		x = (struct load_row){ &s->bundle[i], 1 };
		if (x.b->worst <= 0)
			continue;
		for (k = 0; k < *n; k++)
			if (looks_alike(row[k].b, x.b))
				break;
		if (k < *n) {
			row[k].n++;
			continue;
		}
		PUSH(a, row, *n, cap, x);
	}
	sort_stable(row, *n, sizeof *row, worst_first, NULL);
	return row;
}

static void
load_bar(struct drawing *d, const char *class, double y, double share,
    double full, const char *words)
{
	double w = LOAD_W * share / full;

	svg_rect(d, class, LOAD_X, y, fmax(1, w), 13, NULL);
	svg_text(d, "s", LOAD_X + w + 6, y + 10.5, SVG_START, 0, words);
}

static void
load_row(struct drawing *d, const struct load_row *row, double y, double full)
{
	struct arena *a = d->body.a;
	const struct link_group_load *b = row->b;

	svg_name(d, "", LOAD_X - 8, y + 12, SVG_END, LOAD_X - 12, b->name);
	svg_text(d, "s d", LOAD_X - 8, y + 26, SVG_END, LOAD_X - 12,
	    row->n == 1 ? num_text(a, (int64_t)b->line_bps, UNIT_RATE) :
	                  str_fmt(a, "and %zu identical, %s each", row->n - 1,
	                      num_text(a, (int64_t)b->line_bps, UNIT_RATE)));
	load_bar(d, "then", y + 1, b->load, full,
	    str_fmt(a, "%.1f %%", b->load * 100));
	load_bar(d, "worst", y + 17, b->worst, full,
	    b->without != NULL ?
	        str_fmt(a, "%.1f %% (%s failed)", b->worst * 100, b->without) :
	        str_fmt(a, "%.1f %%", b->worst * 100));
}

struct drawing *
chart_loads(struct arena *a, const struct stress *s, double limit)
{
	size_t n;
	struct load_row *row = load_rows(a, s, &n);
	size_t shown = n < LOADS ? n : LOADS;
	double full, bottom = TOP + LOAD_H * (double)shown, step;
	struct drawing *d;

	if (n == 0)
		return NULL;
	full = fmax(row[0].b->worst, limit) * 1.02;
	step = round_step(full * 100, 6) / 100;
	d = svg_new(a, LOAD_X + LOAD_W + 140,
	    bottom + 24 + (n > shown ? 16 : 0),
	    "Steady load of the most utilised links",
	    "Two bars for each group of links: its load in per cent of its "
	    "capacity, in normal operation and with the worst switch failed; "
	    "the figures are beside them.");
	chart_key(d, "then", LOAD_X, "normal operation");
	chart_key(d, "worst", LOAD_X + 140, "any one switch failed");
	for (size_t i = 0; step * (double)i <= full; i++) {
		double x = LOAD_X + LOAD_W * step * (double)i / full;

		svg_line(d, "axis", x, TOP - 6, x, bottom, 1);
		svg_text(d, "s d", x, bottom + 13, SVG_MIDDLE, 0,
		    str_fmt(a, "%g %%", step * (double)i * 100));
	}
	for (size_t i = 0; i < shown; i++)
		load_row(d, &row[i], TOP + LOAD_H * (double)i, full);
	if (limit > 0) {
		double x = LOAD_X + LOAD_W * limit / full;

		svg_line(d, "limit", x, TOP - 10, x, bottom, 2);
		svg_text(d, "s", x + 4, TOP - 3, SVG_START, 0,
		    str_fmt(a, "limit %g %%", limit * 100));
	}
	if (n > shown)
		svg_text(d, "s d", LOAD_X, bottom + 30, SVG_START, 0,
		    str_fmt(a, "the %d most utilised of %zu kinds", LOADS, n));
	return d;
}

/* ---- cost against drain time ---- */

/* another is no more expensive and no slower, and better in one of the two */
static bool
dominated(const struct pareto_dot *dot, size_t n, size_t i)
{
	for (size_t k = 0; k < n; k++)
		if (!dot[k].today && dot[k].cost_cents <= dot[i].cost_cents &&
		    dot[k].drain_s <= dot[i].drain_s &&
		    (dot[k].cost_cents < dot[i].cost_cents ||
		        dot[k].drain_s < dot[i].drain_s))
			return true;
	return false;
}

struct plane {
	struct drawing *d;
	double x_per_s, y_per_cent;
	double *taken; /* heights of labels on either side */
	size_t ntaken;
};

static double
dot_y(const struct plane *p, double cents)
{
	return TOP + PARETO_H - cents * p->y_per_cent;
}

static void
pareto_axes(struct plane *p, double most_s, double most_cents,
    const char *currency)
{
	struct arena *a = p->d->body.a;
	double sx = time_step(most_s, 7), sy = round_step(most_cents / 100, 6);

	for (size_t i = 0; sx * (double)i <= most_s; i++) {
		double x = PARETO_X + sx * (double)i * p->x_per_s;

		svg_line(p->d, "axis", x, TOP, x, TOP + PARETO_H, 1);
		svg_text(p->d, "s d", x, TOP + PARETO_H + 14, SVG_MIDDLE, 0,
		    mark(a, sx * (double)i));
	}
	for (size_t i = 0; sy * (double)i <= most_cents / 100; i++) {
		double y = dot_y(p, sy * (double)i * 100);

		svg_line(p->d, "axis", PARETO_X, y, PARETO_X + PARETO_W, y, 1);
		svg_text(p->d, "s d", PARETO_X - 8, y + 3.8, SVG_END, 0,
		    round_money(a, sy * (double)i));
	}
	svg_text(p->d, "s", 8, 20, SVG_START, 0,
	    str_fmt(a, "cost, %s", currency));
	svg_text(p->d, "s", PARETO_X + PARETO_W, TOP + PARETO_H + 30, SVG_END,
	    0, "longest drain of a host");
}

/* beside its dot, moved up past labels that are there already */
static void
dot_label(struct plane *p, double x, double y, const char *words)
{
	size_t i;
	bool again = true;

	while (again)
		for (again = false, i = 0; i < p->ntaken; i++)
			if (fabs(p->taken[i] - y) < 12.5) {
				y = p->taken[i] - 13;
				again = true;
			}
	p->taken[p->ntaken++] = y;
	if (x > PARETO_X + PARETO_W / 2)
		svg_text(p->d, "s", x - 10, y + 3.8, SVG_END, x - PARETO_X - 10,
		    words);
	else
		svg_text(p->d, "s", x + 10, y + 3.8, SVG_START,
		    PARETO_X + PARETO_W - x + 80, words);
}

struct drawing *
chart_pareto(struct arena *a, const struct pareto_dot *dot, size_t n,
    const char *currency, bool ranged)
{
	struct plane p = { svg_new(a, PARETO_X + PARETO_W + 100,
		               TOP + PARETO_H + 44, "Cost against drain time",
		               NULL),
		0, 0, NEW(a, double, n + 1), 0 };
	double most_s = 1, most_cents = 100;
	struct buf words = buf_new(a);
	bool worse = false;

	for (size_t i = 0; i < n; i++) {
		most_s = fmax(most_s, dot[i].drain_s * 1.08);
		most_cents = fmax(most_cents, (double)dot[i].cost_cents * 1.08);
	}
	p.x_per_s = PARETO_W / most_s;
	p.y_per_cent = PARETO_H / most_cents;
	for (size_t i = 0; i < n; i++)
		worse |= !dot[i].today && dominated(dot, n, i);
	chart_key(p.d, "then", PARETO_X, "Pareto-optimal");
	chart_key(p.d, worse ? "never" : NULL, PARETO_X + 130, "dominated");
	pareto_axes(&p, most_s, most_cents, currency);
	for (size_t i = 0; i < n; i++) {
		double x = PARETO_X + dot[i].drain_s * p.x_per_s;
		double y = dot_y(&p, (double)dot[i].cost_cents);
		const char *say = str_fmt(a, "%s%s%s", dot[i].topology,
		    dot[i].label[0] != '\0' ? ", " : "", dot[i].label);

		svg_rect(p.d,
		    dot[i].today             ? "today" :
		        dominated(dot, n, i) ? "never" :
		                               "then",
		    x - 5, y - 5, 10, 10,
		    str_fmt(a, "%s: %s %s, %s", say, currency,
		        num_money_shown(a, dot[i].cost_cents, ranged),
		        num_time_pretty(a, dot[i].drain_s)));
		dot_label(&p, x, dot[i].today ? y - 9 : y, say);
		buf_printf(&words, "%s: %s %s, %s. ", say, currency,
		    num_money_shown(a, dot[i].cost_cents, ranged),
		    num_time_pretty(a, dot[i].drain_s));
	}
	p.d->desc = words.len > 0 ? words.text : "No design.";
	return p.d;
}

static bool
has_dot(const struct pareto_dot *dot, size_t n, const struct pareto_point *p)
{
	for (size_t i = 0; i < n; i++)
		if (dot[i].cost_cents == p->cost_cents &&
		    str_eq(dot[i].topology, p->topology))
			return true;
	return false;
}

struct drawing *
chart_candidates(struct arena *a, const struct design *g,
    const struct candidate *cand, size_t n, const struct why *why,
    double today_s)
{
	size_t more = why != NULL ? why->npoint : 0, shown = 0;
	struct pareto_dot *dot = NEW(a, struct pareto_dot, n + more + 2);

	for (size_t i = 0; i < n; i++) {
		const struct candidate *c = &cand[i];

		if (c->nswitches > 0 && c->drain_s >= 0)
			dot[shown++] = (struct pareto_dot){
				model_topology_word[c->topology],
				c->topology == g->topology ? "recommended" :
				    c->feasible            ? "" :
				                             "ruled out",
				c->drain_s, c->cost_cents, false
			};
	}
	for (size_t i = 0; i < more; i++) {
		const struct pareto_point *p = &why->point[i];

		if (!has_dot(dot, shown, p))
			dot[shown++] = (struct pareto_dot){ p->topology,
				str_fmt(a, "drain: %s", p->drain), p->drain_s,
				p->cost_cents, false };
	}
	if (today_s >= 0)
		dot[shown++] =
		    (struct pareto_dot){ "today", "", today_s, 0, true };
	return shown > 2 ? chart_pareto(a, dot, shown, g->model->currency,
	                       g->low_cents < g->high_cents) :
	                   NULL;
}
