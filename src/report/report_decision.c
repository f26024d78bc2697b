/*
 * What who decides must know, first: what is asked (in a file of its own), what
 * is recommended, today and the new network side by side, and what it means to
 * do nothing.  Words a neighbour understands, money rounded to what is known.
 */
#include "report/report_ctx.h"

#include <math.h>
#include <string.h>

#include "base/num.h"

#define CHART_GROUPS 4

/* the slowest host, or the first that can't be drained at all */
static const struct host_result *
slowest(const struct net_result *n)
{
	static const struct host_result none = { .host = "none" };
	const struct host_result *w = NULL;

	for (size_t i = 0; i < n->nhost; i++) {
		if (!n->host[i].finished)
			return &n->host[i];
		if (w == NULL || n->host[i].seconds > w->seconds)
			w = &n->host[i];
	}
	return w != NULL ? w : &none;
}

/* "node1", "node1 and 2 more hosts": those that can't be drained */
static const char *
stuck(const struct report_ctx *k, const struct net_result *n)
{
	const char *first = NULL;
	size_t all = 0;

	for (size_t i = 0; i < n->nhost; i++)
		if (!n->host[i].finished && all++ == 0)
			first = n->host[i].host;
	if (all < 2)
		return first;
	return str_fmt(k->a, "%s and %s", first,
	    str_count(k->a, all - 1, "more host"));
}

static const char *
span(const struct report_ctx *k, bool ok, double s)
{
	return ok ? report_time(k, s) : "impossible";
}

/* "15 times faster", or NULL where that is not known */
static const char *
gain(const struct report_ctx *k, const struct host_result *t,
    const struct host_result *n)
{
	double times;

	if (!t->finished || !n->finished || n->seconds <= 0)
		return NULL;
	times = t->seconds / n->seconds;
	if (times < REPORT_GAIN)
		return NULL;
	return str_fmt(k->a,
	    times < 10 ? "%.1f times faster" : "%.0f times faster", times);
}

/* do both read the same? */
static bool
same_time(const struct report_ctx *k, double x, double y)
{
	return str_eq(report_time(k, x), report_time(k, y));
}

/* "5 min \u2192 20 s"; of two that read the same only one */
static const char *
change(const struct report_ctx *k, const char *now, const char *then)
{
	return str_eq(now, then) ? now :
	                           str_fmt(k->a, "%s \u2192 %s", now, then);
}

/* of the longest drain: at the quiet end of every host's range, and at the busy
 * end; "never" where at that one of them would not end */
static const char *
band(const struct report_ctx *k, const struct net_result *n)
{
	double low = 0, high = 0;
	bool open = false;

	for (size_t i = 0; i < n->nhost; i++) {
		if (!n->host[i].finished)
			return "-";
		low = fmax(low, n->host[i].low_s);
		high = fmax(high, n->host[i].high_s);
		open |= n->host[i].open_end;
	}
	return str_fmt(k->a, "%s to %s", report_time(k, low),
	    open ? "never" : report_time(k, high));
}

/* the same cluster on today's network */
static const struct rolling_result *
roll_today(const struct report_ctx *k, const struct rolling_result *then)
{
	const struct rolling_result *r = then->cluster != NULL ?
	    results_rolling(k->today, then->cluster) :
	    NULL;

	return r != NULL ? r : &k->today->rolling;
}

/* ---- what is recommended ---- */

static size_t
feasible(const struct report_ctx *k)
{
	size_t n = 0;

	for (size_t i = 0; i < k->ncand; i++)
		n += k->cand[i].feasible && !k->cand[i].priced_only;
	return n;
}

static bool
cheapest(const struct report_ctx *k)
{
	for (size_t i = 0; i < k->ncand; i++)
		if (k->cand[i].feasible && !k->cand[i].priced_only &&
		    k->cand[i].topology != k->g->topology &&
		    k->cand[i].cost_cents < k->g->total_cents)
			return false;
	return true;
}

static const char *
because(const struct report_ctx *k)
{
	size_t n = feasible(k);

	if (k->phase != NULL)
		return "the step of the plan that the funds allow by then";
	if (k->g->model->want.topology != TOPOLOGY_AUTO)
		return "the topology that is asked for";
	if (n > 1)
		return str_fmt(k->a,
		    cheapest(k) ? "the cheapest%s of %zu topologies that meet "
		                  "all requirements" :
		                  "preferred%s among %zu topologies that meet "
		                  "all requirements",
		    cheapest(k) ? design_lowest_of(k->a, k->g) : "", n);
	return "the only topology that meets all requirements";
}

/* required, met, and met but not at the worst end */
static void
requirements_count(const struct report_ctx *k, size_t *asked, size_t *met,
    size_t *unsure)
{
	const struct design *g = k->g;

	*asked = *met = *unsure = 0;
	for (size_t i = 0; i < g->nreq; i++)
		if (design_asked(&g->req[i])) {
			++*asked;
			*met += g->req[i].met;
			*unsure += g->req[i].met && g->req[i].banded &&
			    !g->req[i].certain;
		}
}

static const char *
effect(const struct report_ctx *k, const struct host_result *t,
    const struct host_result *n)
{
	if (!report_has_vms(k))
		return "The site lists no VMs, so there is nothing to drain "
		       "and no time to save";
	if (!report_has_drains(k))
		return str_fmt(k->a,
		    "No host can be drained, today or on the new network: %s "
		    "can't because of %s",
		    stuck(k, k->then), report_why_never(k, n));
	if (!n->finished)
		return str_fmt(k->a,
		    "On the new network %s can't be drained, "
		    "because of %s",
		    stuck(k, k->then), report_why_never(k, n));
	if (!t->finished)
		return str_fmt(k->a,
		    "Any host is drained within %s (expected range %s); today "
		    "%s can't be drained at all",
		    report_time(k, n->seconds), band(k, k->then),
		    stuck(k, k->today));
	if (same_time(k, t->seconds, n->seconds))
		return str_fmt(k->a,
		    "The longest drain of a host takes %s, as it does today "
		    "(expected range %s, depending on how busy the VMs are)",
		    report_time(k, n->seconds), band(k, k->then));
	return str_fmt(k->a,
	    "The longest drain of a host takes %s instead of %s (expected "
	    "range %s, depending on how busy the VMs are)",
	    report_time(k, n->seconds), report_time(k, t->seconds),
	    band(k, k->then));
}

/* nothing that is required, and no drain, is better for it */
static bool
needless(const struct report_ctx *k, const struct host_result *t,
    const struct host_result *n)
{
	if (!report_has_vms(k) || k->g->nbom == 0 || gain(k, t, n) != NULL ||
	    t->finished != n->finished)
		return false;
	for (size_t i = 0; i < k->g->nreq; i++) {
		const struct requirement *r = &k->g->req[i];

		if (design_asked(r) && r->timed && !report_met_today(k, r))
			return false;
	}
	return true;
}

static void
recommendation(struct report_ctx *k, const struct host_result *t,
    const struct host_result *n)
{
	size_t some, asked, met, unsure;
	const char *what = report_bought(k, &some);

	requirements_count(k, &asked, &met, &unsure);
	tree_heading(k->t, 2, "Recommendation");
	tree_text(k->t,
	    str_fmt(k->a, "%s%s (%s): %s.", what != NULL ? "Buy " : "",
	        what != NULL ? what : "Use the existing switches",
	        model_topology_word[k->g->topology], because(k)));
	tree_text(k->t,
	    asked == 0 ?
	        str_fmt(k->a, "%s; no requirement is set.", effect(k, t, n)) :
	        str_fmt(k->a, "%s; %s met%s.", effect(k, t, n),
	            asked > 1   ? str_fmt(k->a, "%zu of %zu requirements are",
	                              met, asked) :
	                met > 0 ? "the only requirement is" :
	                          "the only requirement is not",
	            unsure > 0 ? str_fmt(k->a,
	                             ", %zu of them not with "
	                             "certainty",
	                             unsure) :
	                         ""));
	if (k->phase != NULL && k->phase->next != NULL &&
	    report_has_drains(k) && t->finished == n->finished &&
	    gain(k, t, n) == NULL)
		tree_text(k->t, report_phase_gain(k));
	else if (needless(k, t, n))
		tree_text(k->t,
		    "No required time calls for this purchase, and it shortens "
		    "no drain noticeably: its benefit is only what the other "
		    "requirements ask for.");
}

/* ---- figures ---- */

static const char *
hours(const struct report_ctx *k, double s)
{
	return s < 0 ? "impossible" : report_time(k, s);
}

static double
a_year(const struct report_ctx *k, const struct net_result *n)
{
	double s = results_waiting_s(n);

	return s < 0 ? s : s * (double)k->g->model->maintenance.per_year;
}

static void
roll_fact(struct report_ctx *k)
{
	const struct rolling_result *rn = &k->then->rolling;
	const struct rolling_result *rt = roll_today(k, rn);

	if (rn->cluster == NULL)
		return;
	tree_fact(k->t,
	    str_fmt(k->a, "Rolling maintenance of cluster %s (%s)", rn->cluster,
	        str_count(k->a, rn->norder, "host")),
	    change(k, span(k, rt->finished, rt->seconds),
	        span(k, rn->finished, rn->seconds)),
	    str_fmt(k->a, "%s%sone after another, including %s of work on each",
	        str_eq(span(k, rt->finished, rt->seconds),
	            span(k, rn->finished, rn->seconds)) ?
	            "no change; " :
	            "",
	        k->then->nroll > 1 ? "the longest cluster; " : "",
	        report_time(k, rn->service_s)));
}

static void
cost_fact(struct report_ctx *k)
{
	const struct design *g = k->g;
	const char *currency = g->model->currency;
	const char *label = k->phase != NULL ?
	    "Cost of the network after this phase" :
	    "Purchase cost";
	const char *guessed = str_fmt(k->a, "%s of it at estimated prices",
	    report_share(k, g->estimate_cents, g->total_cents));

	const char *low = num_money_rough(k->a, g->low_cents);
	const char *high = num_money_rough(k->a, g->high_cents);

	if (g->low_cents == g->high_cents) {
		tree_fact(k->t, label, report_money(k, g->total_cents),
		    guessed);
		return;
	}
	if (str_eq(low, high)) {
		tree_fact(k->t, label,
		    str_fmt(k->a, "about %s\u00a0%s", currency, low), guessed);
		return;
	}
	tree_fact(k->t, label,
	    str_fmt(k->a, "%s\u00a0%s to %s", currency, low, high),
	    str_fmt(k->a, "about %s\u00a0%s at the middle; %s", currency,
	        num_money_rough(k->a, g->total_cents), guessed));
}

static void
facts(struct report_ctx *k, const struct host_result *t,
    const struct host_result *n)
{
	const struct maintenance *m = &k->g->model->maintenance;
	const char *faster = gain(k, t, n);
	size_t asked, met, unsure;

	if (report_has_drains(k)) {
		const char *now = span(k, t->finished, t->seconds);
		const char *then = span(k, n->finished, n->seconds);

		tree_fact(k->t, "Draining one host (longest)",
		    change(k, now, then),
		    str_eq(now, then) ?
		        "no change: today as on the new network" :
		        faster != NULL ?
		        str_fmt(k->a, "today \u2192 new network, %s", faster) :
		        "today \u2192 new network");
		roll_fact(k);
	}
	cost_fact(k);
	if (report_has_drains(k) && m->per_year > 0) {
		double now = a_year(k, k->today), then = a_year(k, k->then);

		tree_fact(k->t, "Waiting for migrations per year",
		    change(k, hours(k, now), hours(k, then)),
		    str_fmt(k->a, "%s%s a year",
		        str_eq(hours(k, now), hours(k, then)) ? "no change; " :
		                                                "",
		        str_count(k->a, (size_t)m->per_year,
		            "maintenance round")));
	}
	requirements_count(k, &asked, &met, &unsure);
	tree_fact(k->t, "Requirements",
	    asked == 0 ? "none set" :
	                 str_fmt(k->a, "%zu of %zu met", met, asked),
	    unsure > 0 ?
	        str_fmt(k->a, "%zu of them not with certainty", unsure) :
	        "the table is below");
}

/* ---- before and after ---- */

static void
row(struct report_ctx *k, const char *what, const char *now, const char *then,
    const char *range)
{
	tree_cell_as(k->t, CELL_NAME, what, NULL);
	tree_cell(k->t, now);
	tree_cell(k->t, then);
	tree_cell(k->t, range);
}

static size_t
pausing(const struct net_result *n)
{
	size_t all = 0;

	for (size_t i = 0; i < n->nhost; i++)
		all += n->host[i].nblackout;
	return all;
}

static void
before_after(struct report_ctx *k, const struct host_result *t,
    const struct host_result *n)
{
	const struct rolling_result *rn = &k->then->rolling;
	const struct rolling_result *rt = roll_today(k, rn);
	double now = results_waiting_s(k->today);
	double then = results_waiting_s(k->then);

	if (!report_has_vms(k)) {
		tree_text(k->t,
		    "No VMs are listed for the site: drain and "
		    "maintenance times, and what they save, are not known.");
		return;
	}
	if (!report_has_drains(k)) {
		tree_text(k->t,
		    "There are no times to compare: no host can be drained on "
		    "either network, so work on a host is an outage of its "
		    "VMs.");
		return;
	}
	tree_table(k->t, "Today and the new network",
	    "measure|today|new network|expected range, new network");
	row(k, "draining one host (longest)", span(k, t->finished, t->seconds),
	    span(k, n->finished, n->seconds), band(k, k->then));
	if (rn->cluster != NULL)
		row(k,
		    str_fmt(k->a, "rolling maintenance of cluster %s",
		        rn->cluster),
		    span(k, rt->finished, rt->seconds),
		    span(k, rn->finished, rn->seconds),
		    !rn->finished || rn->open_end ?
		        "-" :
		        str_fmt(k->a, "up to %s", report_time(k, rn->high_s)));
	if (k->then->nroll > 1)
		row(k,
		    k->phase != NULL ? "the same, all clusters with migrated "
		                       "hosts" :
		                       "the same, all clusters in turn",
		    span(k, k->today->all_s >= 0, k->today->all_s),
		    span(k, k->then->all_s >= 0, k->then->all_s), "-");
	row(k, "of that, waiting for migrations", span(k, now >= 0, now),
	    span(k, then >= 0, then), "-");
	if (pausing(k->today) + pausing(k->then) > 0)
		row(k, "VMs that pause noticeably during a drain",
		    str_fmt(k->a, "%zu", pausing(k->today)),
		    str_fmt(k->a, "%zu", pausing(k->then)), "-");
	tree_text(k->t,
	    "Before a host can be opened, patched or given more memory, its "
	    "virtual machines (VMs) must migrate to other hosts: the host is "
	    "drained. The range is from quiet to busy VMs.");
}

/* ---- what it means to do nothing ---- */

static const char *
missed_today(struct report_ctx *k, bool met)
{
	struct buf b = buf_new(k->a);

	for (size_t i = 0; i < k->g->nreq; i++) {
		const struct requirement *r = &k->g->req[i];

		if (design_asked(r) && r->timed &&
		    report_met_today(k, r) == met)
			buf_printf(&b, "%s%s (required %s, %s)",
			    b.len > 0 ? ", " : "", r->name,
			    report_keep(k->a, r->wanted),
			    r->today != NULL ?
			        str_fmt(k->a, "today %s",
			            report_keep(k->a, r->today)) :
			        "impossible today");
	}
	return b.len > 0 ? b.text : NULL;
}

static void
nothing_done(struct report_ctx *k, const struct host_result *t,
    const struct host_result *n)
{
	double now = a_year(k, k->today), then = a_year(k, k->then);
	/* from figure to figure, as printed */
	double less = num_time_shown(now) - num_time_shown(then);
	const char *missed = missed_today(k, false);
	const char *met = missed_today(k, true);

	if (!report_has_drains(k))
		return;
	tree_heading(k->t, 3, "If nothing is done");
	if (k->g->model->maintenance.per_year > 0 && now >= 0 && then >= 0)
		tree_text(k->t,
		    str_eq(hours(k, now), hours(k, then)) ?
		        str_fmt(k->a,
		            "%s a year are spent waiting for migrations, as "
		            "many as on the new network.",
		            hours(k, now)) :
		        str_fmt(k->a,
		            "%s a year are spent waiting for migrations, "
		            "against %s on the new network: %s %s.",
		            hours(k, now), hours(k, then), hours(k, fabs(less)),
		            less < 0 ? "more" : "less"));
	else if (now >= 0 && k->g->model->maintenance.per_year == 0)
		tree_text(k->t,
		    str_fmt(k->a,
		        "Each maintenance round of all clusters spends %s "
		        "waiting for migrations. Hours a year are not known: "
		        "the site does not say how often its hosts are "
		        "maintained.",
		        report_time(k, results_waiting_s(k->today))));
	if (!t->finished)
		tree_text(k->t,
		    str_fmt(k->a,
		        "%s can't be drained at all%s, because of %s. Work on "
		        "a host that can't be drained means an outage for its "
		        "VMs.",
		        stuck(k, k->today),
		        n->finished ? "" :
		            str_eq(stuck(k, k->today), stuck(k, k->then)) ?
		                      ", nor on the new network" :
		                      str_fmt(k->a, " (on the new network: %s)",
		                          stuck(k, k->then)),
		        report_why_never(k, t)));
	if (missed != NULL)
		tree_text(k->t,
		    str_fmt(k->a, "Today's network misses: %s.", missed));
	if (met != NULL)
		tree_text(k->t, str_fmt(k->a, "Already met today: %s.", met));
	if (pausing(k->today) > 0)
		tree_text(k->t,
		    str_fmt(k->a,
		        "%s noticeably during live migration, because memory "
		        "is dirtied faster than today's network can copy it.",
		        pausing(k->today) == 1 ?
		            "One VM pauses" :
		            str_fmt(k->a, "%zu VMs pause", pausing(k->today))));
}

void
report_decision(struct report_ctx *k)
{
	const struct design *g = k->g;
	const struct host_result *t = slowest(k->today), *n = slowest(k->then);

	tree_heading(k->t, 1,
	    report_title(k,
	        !report_has_drains(k) || needless(k, t, n) ?
	            "network design" :
	            "a network for maintenance without waiting"));
	report_request(k);
	if (g->model->description != NULL)
		tree_text(k->t, g->model->description);
	recommendation(k, t, n);
	facts(k, t, n);
	if (report_has_drains(k))
		tree_figure(k->t,
		    "Drain time of each host, today and on the new network",
		    "diagrams/drain.svg",
		    chart_drains(k->a, k->r, CHART_GROUPS));
	if (g->nbom > 0) {
		struct drawing *d = chart_costs(k->a, g);

		if (!report_has_drains(k))
			d->layout = "half beside";
		tree_figure(k->t, "Cost by category", "diagrams/cost.svg", d);
	}
	before_after(k, t, n);
	nothing_done(k, t, n);
	report_stakes(k);
}
