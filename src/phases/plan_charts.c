#include "phases/plan_charts.h"

#include <math.h>

#include "base/num.h"

enum {
	LEFT = 2,
	WIDTH = 360,
	TOP = 26,
	BAR_H = 13,
	ROW_H = 38,
	TWO_H = 54,
	BAR_W = 262
};

static void
key(struct drawing *d, const char *class, double x, const char *words)
{
	svg_rect(d, class, x, 4, 12, 12, NULL);
	svg_text(d, "s", x + 18, 14, SVG_START, 0, words);
}

/* "1: the first pair", and at the right its month, then `more` */
static void
phase_head(struct drawing *d, const struct phase *p, double y, const char *more)
{
	struct arena *a = d->body.a;
	const char *right =
	    str_fmt(a, "%s%s", num_month_text(a, p->month), more);

	svg_text(d, "s", WIDTH - LEFT, y + 12, SVG_END, 0, right);
	svg_text(d, "", LEFT, y + 12, SVG_START,
	    WIDTH - 6 * LEFT - svg_text_width("s", right),
	    str_fmt(a, "%zu: %s", p->number, p->title));
}

/* ---- when ---- */

/* a whole number of months that leaves at most six marks */
static int
month_step(int months)
{
	static const int step[] = { 1, 2, 3, 6, 12, 24, 60, 120 };
	size_t i, n = sizeof step / sizeof step[0];

	for (i = 0; i + 1 < n && months > 5 * step[i]; i++)
		continue;
	return step[i];
}

struct drawing *
plan_chart_timeline(struct arena *a, const struct phases *all)
{
	int first = all->phase[0].month, last = all->phase[all->n - 1].month;
	int months = last - first + 2, step = month_step(months), m;
	double unit = (double)(WIDTH - 2 * LEFT - 30) / months;
	double bottom = TOP + ROW_H * (double)all->n;
	struct drawing *d = svg_new(a, WIDTH, bottom + 18,
	    "Timeline of the phases",
	    "One bar for each phase, from its month to that of the next; above "
	    "it, the hosts on the new network after it.");

	key(d, "then", LEFT, "phase");
	key(d, "back", LEFT + 70, "on the new network since");
	for (m = 0; m <= months; m += step) {
		double x = LEFT + unit * m;

		/* beside the bars, not through the words above them */
		for (size_t i = 0; i < all->n; i++)
			svg_line(d, "axis", x, TOP + ROW_H * (double)i + 15, x,
			    TOP + ROW_H * (double)i + 17 + BAR_H + 3, 1);
		if (x + svg_text_width("s", "2026-12") < WIDTH)
			svg_text(d, "s d", x, bottom + 13, SVG_START, 0,
			    num_month_text(a, first + m));
	}
	for (size_t i = 0; i < all->n; i++) {
		const struct phase *p = &all->phase[i];
		double y = TOP + ROW_H * (double)i;
		double x = LEFT + unit * (p->month - first);
		int next = i + 1 < all->n ? all->phase[i + 1].month : last + 1;
		double end = LEFT + unit * (next - first);
		double right = WIDTH - LEFT;
		size_t moved = 0;

		for (size_t k = 0; k < all->m->nhost; k++)
			moved += p->moved[k];
		phase_head(d, p, y,
		    str_fmt(a, ", %zu of %zu hosts", moved, all->m->nhost));
		svg_rect(d, "back", x, y + 17, right - x, BAR_H, NULL);
		svg_rect(d, "then", x, y + 17, fmax(2, end - x), BAR_H, NULL);
	}
	return d;
}

/* ---- money ---- */

static void
money_bar(struct drawing *d, const char *class, double y, double share,
    const char *words)
{
	double w = fmax(1, share * BAR_W);

	svg_rect(d, class, LEFT, y, w, BAR_H, NULL);
	svg_text(d, "s", LEFT + w + 6, y + 10.5, SVG_START, 0, words);
}

struct drawing *
plan_chart_money(struct arena *a, const struct phases *all)
{
	struct drawing *d = svg_new(a, WIDTH, TOP + TWO_H * (double)all->n,
	    "Funds and spending by phase",
	    "Two bars for each phase: the funds available by its date, and "
	    "total spending after it; the amounts are beside them.");
	double most = 1;

	/* two charts per row: text is beside this third one */
	d->layout = "half beside";
	for (size_t i = 0; i < all->n; i++)
		most = fmax(most,
		    fmax((double)all->phase[i].money_cents,
		        (double)all->phase[i].spent_cents));
	key(d, "worst", LEFT, "funds so far");
	key(d, "then", LEFT + 110, "spent so far");
	for (size_t i = 0; i < all->n; i++) {
		const struct phase *p = &all->phase[i];
		double y = TOP + TWO_H * (double)i;

		phase_head(d, p, y, "");
		money_bar(d, "worst", y + 17, (double)p->money_cents / most,
		    str_fmt(a, "%s %s", all->m->currency,
		        num_money_rough(a, p->money_cents)));
		money_bar(d, "then", y + 33, (double)p->spent_cents / most,
		    str_fmt(a, "%s %s", all->m->currency,
		        num_money_rough(a, p->spent_cents)));
	}
	return d;
}

/* ---- drains ---- */

static void
drain_bar(struct drawing *d, const char *class, double y, double s, double most)
{
	struct arena *a = d->body.a;

	if (s < 0) {
		svg_rect(d, "never", LEFT, y, BAR_W, BAR_H, NULL);
		svg_text(d, "s", LEFT + 8, y + 10.5, SVG_START, 0,
		    "can't be drained");
		return;
	}
	svg_rect(d, class, LEFT, y, fmax(2, s / most * BAR_W), BAR_H, NULL);
	svg_text(d, "s", LEFT + fmax(2, s / most * BAR_W) + 6, y + 10.5,
	    SVG_START, 0, num_time_pretty(a, s));
}

struct drawing *
plan_chart_drains(struct arena *a, const struct phases *all)
{
	struct drawing *d = svg_new(a, WIDTH, TOP + TWO_H * (double)all->n,
	    "Longest drain by phase",
	    "Two bars for each phase, at its end: the longest drain of a host "
	    "that has migrated, and of one that remains on today's network.");
	double most = 1;

	for (size_t i = 0; i < all->n; i++)
		most = fmax(most,
		    fmax(all->phase[i].drain_s, all->phase[i].today_s));
	key(d, "then", LEFT, "migrated hosts");
	key(d, "today", LEFT + 116, "remaining hosts");
	for (size_t i = 0; i < all->n; i++) {
		const struct phase *p = &all->phase[i];
		double y = TOP + TWO_H * (double)i;

		phase_head(d, p, y, "");
		drain_bar(d, "then", y + 17, p->drain_s, most);
		if (p->number < all->n)
			drain_bar(d, "today", y + 33, p->today_s, most);
		else
			svg_text(d, "s d", LEFT + 4, y + 43.5, SVG_START, 0,
			    "no host remains");
	}
	return d;
}
