/*
 * The report: first what the director must know (what it takes today and then,
 * what it costs, what it buys), in words a neighbour understands.
 */
#include "report/report_ctx.h"

#include <math.h>
#include <string.h>

#include "base/num.h"

const char *
report_money(const struct report_ctx *k, int64_t cents)
{
	return str_fmt(k->a, "%s %s", k->g->model->currency,
	    num_money_pretty(k->a, cents));
}

const char *
report_share(const struct report_ctx *k, int64_t part, int64_t whole)
{
	return whole > 0 ?
	    str_fmt(k->a, "%.0f %%", 100 * (double)part / (double)whole) :
	    "0 %";
}

static const char *
together(struct arena *a, const char *s)
{
	struct buf b = buf_new(a);

	for (; *s != '\0'; s++)
		if (*s == ' ')
			buf_puts(&b, "\u00a0");
		else
			buf_putc(&b, *s);
	return b.text;
}

/* a currency stays with its number; a range may break elsewhere */
static const char *
amounts(struct arena *a, const char *currency, const char *s)
{
	struct buf b = buf_new(a);
	size_t n = strlen(currency);

	for (; *s != '\0'; s++)
		if (*s == ' ' && b.len >= n &&
		    memcmp(b.text + b.len - n, currency, n) == 0)
			buf_puts(&b, "\u00a0");
		else
			buf_putc(&b, *s);
	return b.text;
}

const char *
report_time(const struct report_ctx *k, double s)
{
	return together(k->a, num_time_pretty(k->a, s));
}

const char *
report_link_group(const struct report_ctx *k, size_t n, int64_t bps)
{
	return together(k->a,
	    str_fmt(k->a, "%zu \u00d7 %s", n, num_text(k->a, bps, UNIT_RATE)));
}

const char *
report_file_text(const struct report_ctx *k, const char *folder,
    const char *name)
{
	size_t nf = strlen(folder), nn = strlen(name), i;

	for (i = 0; i < k->files->n; i++) {
		const char *p = k->files->file[i].path;

		if (strncmp(p, folder, nf) == 0 && p[nf] == '/' &&
		    strncmp(p + nf + 1, name, nn) == 0 &&
		    p[nf + 1 + nn] == '.' &&
		    strpbrk(p + nf + nn + 2, "./") == NULL)
			return p;
	}
	return NULL;
}

const char *
report_vlans(struct arena *a, const int *tagged, size_t n, int untagged)
{
	const char *s = str_ranges(a, tagged, n);

	if (untagged == 0)
		return s;
	return str_fmt(a, "%s%s%d untagged", s, n > 0 ? ", " : "", untagged);
}

/* the slowest host, or the first that can't be drained at all */
static const struct host_result *
slowest(const struct net_result *n)
{
	const struct host_result *w = NULL;
	size_t i;

	for (i = 0; i < n->nhost; i++) {
		if (!n->host[i].finished)
			return &n->host[i];
		if (w == NULL || n->host[i].seconds > w->seconds)
			w = &n->host[i];
	}
	return w;
}

static const char *
span(const struct report_ctx *k, bool ok, double s)
{
	return ok ? report_time(k, s) : "impossible";
}

/* "15 times faster", or NULL where that can't be said */
static const char *
gain(const struct report_ctx *k, const struct host_result *t,
    const struct host_result *n)
{
	double times;

	if (!t->finished || !n->finished || n->seconds <= 0)
		return NULL;
	times = t->seconds / n->seconds;
	if (times < 1.1)
		return NULL;
	return str_fmt(k->a,
	    times < 10 ? "%.1f times faster" : "%.0f times faster", times);
}

static double
service_s(const struct report_ctx *k)
{
	return (double)k->g->model->maintenance.service_us / 1e6;
}

/* the same cluster on today's network */
static const struct rolling_result *
roll_today(const struct report_ctx *k, const struct rolling_result *then)
{
	const struct rolling_result *r =
	    then->cluster != NULL ? rolling_of(k->today, then->cluster) : NULL;

	return r != NULL ? r : &k->today->rolling;
}

static void
facts(struct report_ctx *k, const struct host_result *t,
    const struct host_result *n)
{
	const struct design *g = k->g;
	const struct rolling_result *rn = &k->then->rolling;
	const struct rolling_result *rt = roll_today(k, rn);
	const char *faster = gain(k, t, n);
	size_t i, met = 0, asked = 0, unsure = 0;

	tree_fact(k->t, "Draining one host (longest)",
	    str_fmt(k->a, "%s \u2192 %s", span(k, t->finished, t->seconds),
	        span(k, n->finished, n->seconds)),
	    faster != NULL ?
	        str_fmt(k->a, "today \u2192 new network, %s", faster) :
	        "today \u2192 new network");
	tree_fact(k->t,
	    str_fmt(k->a, "Rolling maintenance of cluster %s (%s)", rn->cluster,
	        report_count(k, rn->norder, "host", "hosts")),
	    str_fmt(k->a, "%s \u2192 %s", span(k, rt->finished, rt->seconds),
	        span(k, rn->finished, rn->seconds)),
	    str_fmt(k->a, "%sone after another, including %s of work on each",
	        k->then->nroll > 1 ? "the longest cluster; " : "",
	        report_time(k, service_s(k))));
	if (k->then->nroll > 1)
		tree_fact(k->t, "Rolling maintenance of the whole site",
		    str_fmt(k->a, "%s \u2192 %s",
		        span(k, k->today->all_s >= 0, k->today->all_s),
		        span(k, k->then->all_s >= 0, k->then->all_s)),
		    "one cluster after another");
	tree_fact(k->t, "Purchase cost",
	    amounts(k->a, g->model->currency,
	        num_money_range(k->a, g->model->currency, g->total_cents,
	            g->low_cents, g->high_cents)),
	    str_fmt(k->a, "of which %s at estimated prices",
	        report_share(k, g->estimate_cents, g->total_cents)));
	for (i = 0; i < g->nreq; i++)
		if (strcmp(g->req[i].wanted, "not asked") != 0) {
			asked++;
			met += g->req[i].met;
			unsure += g->req[i].met && g->req[i].banded &&
			    !g->req[i].certain;
		}
	tree_fact(k->t, "Requirements",
	    unsure > 0 ? str_fmt(k->a,
	                     "%zu of %zu met, %zu of them not with "
	                     "certainty",
	                     met, asked, unsure) :
	                 str_fmt(k->a, "%zu of %zu met", met, asked),
	    "details below");
}

static const char *
why_never(const struct host_result *h)
{
	return h->nunfinished > 0 && h->why[0] != NULL ?
	    h->why[0] :
	    "its VMs never finish migrating";
}

static void
drain_words(struct report_ctx *k, const struct host_result *t,
    const struct host_result *n)
{
	if (t->finished && n->finished) {
		tree_text(k->t,
		    str_fmt(k->a,
		        "Before a host can be opened, patched or given more "
		        "memory, its virtual machines (VMs) must move to other "
		        "hosts: it is drained. That takes up to %s today and "
		        "up to %s on the new network (expected range %s to %s, "
		        "depending on how busy the VMs are).",
		        report_time(k, t->seconds), report_time(k, n->seconds),
		        report_time(k, n->low_s), report_time(k, n->high_s)));
		return;
	}
	if (!t->finished)
		tree_text(k->t,
		    str_fmt(k->a,
		        "Before a host can be opened, patched or given more "
		        "memory, its virtual machines (VMs) must move to other "
		        "hosts: it is drained. Today at least one host (%s) "
		        "can't be drained at all: %s.",
		        t->host, why_never(t)));
	if (!n->finished)
		tree_text(k->t,
		    str_fmt(k->a,
		        "On the new network at least one host (%s) can't be "
		        "drained either: %s.",
		        n->host, why_never(n)));
	else
		tree_text(k->t,
		    str_fmt(k->a,
		        "On the new network any host is drained within %s "
		        "(expected range %s to %s, depending on how busy the "
		        "VMs are).",
		        report_time(k, n->seconds), report_time(k, n->low_s),
		        report_time(k, n->high_s)));
}

/* what the money buys, in sentences */
static void
buys(struct report_ctx *k)
{
	const struct rolling_result *rn = &k->then->rolling;
	const struct rolling_result *rt = roll_today(k, rn);
	double work = (double)rn->norder * service_s(k);
	size_t i, pausing_today = 0, pausing_then = 0;

	if (rt->finished && rn->finished)
		tree_text(k->t,
		    str_fmt(k->a,
		        "A full maintenance round of cluster %s spends %s "
		        "waiting for live migrations today, and %s on the new "
		        "network; the work on the hosts themselves takes %s.",
		        rn->cluster,
		        report_time(k, fmax(0, rt->seconds - work)),
		        report_time(k, fmax(0, rn->seconds - work)),
		        report_time(k, work)));
	for (i = 0; i < k->today->nhost; i++)
		pausing_today += k->today->host[i].nblackout;
	for (i = 0; i < k->then->nhost; i++)
		pausing_then += k->then->host[i].nblackout;
	if (pausing_today > 0)
		tree_text(k->t,
		    str_fmt(k->a,
		        "Today %zu VM%s would pause noticeably during live "
		        "migration, because memory is dirtied faster than the "
		        "network can copy it; on the new network %s.",
		        pausing_today, pausing_today == 1 ? "" : "s",
		        pausing_then == 0     ? "none would" :
		            pausing_then == 1 ? "one would" :
		                                str_fmt(k->a, "%zu would",
		                                    pausing_then)));
}

/* what is asked, of whom and until when; then who proposes it, if that is given */
static void
asked(struct report_ctx *k)
{
	const struct proposal *p = &k->g->model->proposal;
	struct buf b = buf_new(k->a);

	if (p->decision_by != NULL || p->asked_of != NULL)
		tree_text(k->t,
		    str_fmt(k->a, "For decision%s%s%s%s: %s for %zu switches.",
		        p->asked_of != NULL ? " by " : "",
		        p->asked_of != NULL ? p->asked_of : "",
		        p->decision_by != NULL ? ", needed by " : "",
		        p->decision_by != NULL ? p->decision_by : "",
		        num_money_range(k->a, k->g->model->currency,
		            k->g->total_cents, k->g->low_cents,
		            k->g->high_cents),
		        k->g->nsw));
	if (p->author != NULL)
		buf_printf(&b, "Proposed by %s", p->author);
	if (p->date != NULL)
		buf_printf(&b, "%s%s", b.len > 0 ? ", " : "Proposed on ",
		    p->date);
	if (p->version != NULL)
		buf_printf(&b, "%s %s", b.len > 0 ? ", version" : "Version",
		    p->version);
	if (b.len > 0)
		tree_text(k->t, str_fmt(k->a, "%s.", b.text));
}

void
report_director(struct report_ctx *k)
{
	const struct design *g = k->g;
	static const struct host_result none = { .host = "none" };
	const struct host_result *t = slowest(k->today), *n = slowest(k->then);
	const char *safe = report_failures(k);

	if (t == NULL)
		t = &none;
	if (n == NULL)
		n = &none;
	tree_heading(k->t, 1,
	    g->model->proposal.title != NULL ?
	        g->model->proposal.title :
	        str_fmt(k->a, "%s: a network for maintenance without waiting",
	            g->model->site));
	asked(k);
	if (g->model->description != NULL)
		tree_text(k->t, g->model->description);
	facts(k, t, n);
	drain_words(k, t, n);
	tree_text(k->t,
	    str_fmt(k->a,
	        "%s costs %s: %zu switches with all cables, optics and spare "
	        "parts%s. %s of that is based on estimated prices%s%s",
	        g->model->previous != NULL ? "What is added" : "It",
	        num_money_range(k->a, g->model->currency, g->total_cents,
	            g->low_cents, g->high_cents),
	        g->nsw,
	        g->model->previous != NULL ? ", less what stands already" : "",
	        g->estimate_cents > 0 ? report_money(k, g->estimate_cents) :
	                                "Nothing",
	        g->estimate_cents > 0 ? ": get quotes before ordering." : ".",
	        g->reseller_saving_cents > 0 ?
	            str_fmt(k->a,
	                " Assumes direct purchase; a reseller would add about "
	                "%s (%s to %s) on the %s that resellers sell.",
	                report_money(k, g->reseller_saving_cents),
	                report_money(k, g->reseller_low_cents),
	                report_money(k, g->reseller_high_cents),
	                report_money(k, g->resold_cents)) :
	            ""));
	buys(k);
	if (safe != NULL)
		tree_text(k->t, safe);
	tree_figure(k->t,
	    "Drain time of each host, today and on the new network",
	    "diagrams/drain.svg", chart_drains(k->a, k->r));
	tree_figure(k->t, "Cost by category", "diagrams/cost.svg",
	    chart_costs(k->a, g));
}

void
report_write(struct arena *a, const struct design *g,
    const struct candidate *cand, size_t ncand, const struct results *r,
    const struct stress *stress, const struct why *why,
    const struct to_fill *fill, size_t nfill, struct fileset *out)
{
	struct tree t = { a, str_fmt(a, "%s: network design", g->model->site),
		NULL, 0, 0 };
	struct report_ctx k = { a, &t, g, cand, ncand, r, &r->net[0],
		&r->net[r->nnet - 1], stress, why, fill, nfill, out };
	struct buf html = buf_new(a), md = buf_new(a);

	report_director(&k);
	report_architect(&k);
	report_engineer(&k);
	report_ports(&k);
	tree_html(&html, &t);
	tree_markdown(&md, &t);
	fileset_text(out, "report.html", &html);
	fileset_text(out, "report.md", &md);
}
