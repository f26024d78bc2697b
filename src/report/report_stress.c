/*
 * What happens when something fails, how loaded the links are, and the
 * maintenance of a cluster hour by hour.
 */
#include <string.h>

#include "report/report_ctx.h"

#define SHOWN_NAMES 6
#define SHOWN_FAILURES 60

/* ---- failures ---- */

static bool
same_hosts(const struct loss *x, const struct loss *y)
{
	if (x->n != y->n || (x->instead == NULL) != (y->instead == NULL))
		return false;
	for (size_t i = 0; i < x->n; i++)
		if (strcmp(x->host[i], y->host[i]) != 0)
			return false;
	return true;
}

/* "12 hosts (hv1 to hv12): smb1, smb2"; networks lost by the same hosts are
 * listed at the first of them */
static void
loss_words(struct report_ctx *k, struct buf *b, const struct failure *f,
    size_t i)
{
	const struct loss *x = &f->loss[i];

	for (size_t j = 0; j < i; j++)
		if (x->instead == NULL && same_hosts(&f->loss[j], x))
			return;
	buf_printf(b, "%s%s (%s): %s", b->len > 0 ? "; " : "",
	    str_count(k->a, x->n, "host"),
	    chart_name_runs(k->a, x->host, x->n, SHOWN_NAMES), x->network);
	if (x->instead != NULL) {
		buf_printf(b, ", failing over to %s", x->instead);
		return;
	}
	for (size_t j = i + 1; j < f->nloss; j++)
		if (same_hosts(&f->loss[j], x))
			buf_printf(b, ", %s", f->loss[j].network);
}

static const char *
lost(struct report_ctx *k, const struct failure *f)
{
	struct buf b = buf_new(k->a);

	for (size_t i = 0; i < f->nloss; i++)
		loss_words(k, &b, f, i);
	return b.len > 0 ? b.text : "none";
}

/* networks no host loses */
static const char *
kept(struct report_ctx *k, const struct failure *f)
{
	const struct design *g = k->g;
	struct buf b = buf_new(k->a);
	size_t j;

	for (size_t i = 0; i < g->nnet; i++) {
		for (j = 0; j < f->nloss; j++)
			if (strcmp(f->loss[j].network, g->net[i].net->name) ==
			    0)
				break;
		if (j == f->nloss && g->net[i].carried)
			buf_printf(&b, "%s%s", b.len > 0 ? ", " : "",
			    g->net[i].net->name);
	}
	return b.len > 0 ? b.text : "none";
}

static const char *
stays(struct report_ctx *k, const struct failure *f)
{
	if (f->nloss == 0)
		return "every host keeps every network";
	if (f->cut_off == 0)
		return str_fmt(k->a,
		    "every host, over the failover network; unaffected: %s",
		    kept(k, f));
	if (f->cut_off < k->g->nhost)
		return str_fmt(k->a,
		    "everything on the other %s; on all "
		    "hosts: %s",
		    str_count(k->a, k->g->nhost - f->cut_off, "host"),
		    kept(k, f));
	return str_fmt(k->a, "on all hosts: %s", kept(k, f));
}

/* were hosts drained during the failures, and is there one that can be? */
static bool
with_drains(const struct report_ctx *k)
{
	return k->stress->drained && report_has_drains(k);
}

static void
failure_row(struct report_ctx *k, const struct failure *f)
{
	tree_cell_as(k->t, CELL_NAME, f->kind, NULL);
	tree_cell(k->t,
	    f->n == 1 ? f->name[0] :
	                str_fmt(k->a, "each of %zu: %s", f->n,
	                    chart_name_runs(k->a, f->name, f->n, SHOWN_NAMES)));
	tree_cell_as(k->t, f->cut_off > 0 ? CELL_BAD : CELL_TEXT, lost(k, f),
	    NULL);
	tree_cell(k->t, stays(k, f));
	tree_cell(k->t,
	    f->busiest != NULL ?
	        str_fmt(k->a, "%.1f %%, %s", f->load * 100, f->busiest) :
	        "no steady load");
	if (with_drains(k))
		tree_cell(k->t,
		    f->drain_s >= 0 ?
		        str_fmt(k->a, "%s (%s)", report_time(k, f->drain_s),
		            f->slowest) :
		        "can't be drained during the failure");
}

/* will the VMs of a rack that is gone start again elsewhere? */
static const char *
restarts(struct report_ctx *k, const struct rack_failure *f)
{
	const char *all = str_fmt(k->a, "%s (%.0f GB)",
	    str_count(k->a, f->vms, "VM"), num_gb(f->vm_bytes));

	if (f->vms == 0)
		return "no VM runs there";
	if (f->homeless == 0)
		return str_fmt(k->a,
		    "all restart: hosts of their clusters in other racks have "
		    "memory for its %s",
		    all);
	return str_fmt(k->a,
	    "of its %s, %zu (%.0f GB) can't restart: too little memory on "
	    "hosts of their cluster in other racks",
	    all, f->homeless, num_gb(f->homeless_bytes));
}

static const char *
rack_losses(struct report_ctx *k, const struct rack_failure *f)
{
	struct buf b = buf_new(k->a);

	buf_printf(&b, "all of its %s", str_count(k->a, f->hosts, "host"));
	for (size_t i = 0; i < f->rest.nloss; i++)
		loss_words(k, &b, &f->rest, i);
	return b.text;
}

static const char *
rack_busiest(struct report_ctx *k, const struct rack_failure *f)
{
	return f->rest.busiest != NULL ?
	    str_fmt(k->a, "%.1f %%, %s", f->rest.load * 100, f->rest.busiest) :
	    "no steady load";
}

/* racks whose rows would say the same have the same */
static const char *
rack_key(struct report_ctx *k, const struct rack_failure *x)
{
	return str_fmt(k->a, "%s|%zu|%s|%s", restarts(k, x), x->rest.cut_off,
	    rack_losses(k, x), rack_busiest(k, x));
}

static void
rack_row(struct report_ctx *k, const struct rack_failure *f,
    const char *const *rack, size_t n)
{
	tree_cell_as(k->t, CELL_NAME, f->rest.kind, NULL);
	tree_cell(k->t,
	    n == 1 ? f->rack :
	             str_fmt(k->a, "each of %zu: %s", n,
	                 chart_name_runs(k->a, rack, n, SHOWN_NAMES)));
	tree_cell_as(k->t, f->rest.cut_off > 0 ? CELL_BAD : CELL_TEXT,
	    rack_losses(k, f), NULL);
	tree_cell_as(k->t, f->homeless > 0 ? CELL_BAD : CELL_TEXT,
	    restarts(k, f), NULL);
	tree_cell(k->t, rack_busiest(k, f));
	if (with_drains(k))
		tree_cell(k->t, "-");
}

/* racks whose loss does the same are one row */
static void
rack_rows(struct report_ctx *k)
{
	const struct stress *s = k->stress;
	const char **rack = NEW(k->a, const char *, s->nrack + 1);
	bool *done = NEW(k->a, bool, s->nrack + 1);
	const char **key = NEW(k->a, const char *, s->nrack + 1);
	size_t j, n, rows = 0, left = 0;

	for (size_t i = 0; i < s->nrack; i++)
		key[i] = rack_key(k, &s->rack[i]);
	for (size_t i = 0; i < s->nrack; i++) {
		if (done[i])
			continue;
		if (rows == SHOWN_FAILURES) {
			left++;
			continue;
		}
		for (j = i, n = 0; j < s->nrack; j++)
			if (!done[j] && strcmp(key[j], key[i]) == 0) {
				done[j] = true;
				rack[n++] = s->rack[j].rack;
			}
		rack_row(k, &s->rack[i], rack, n);
		rows++;
	}
	if (left > 0)
		tree_text(k->t,
		    str_fmt(k->a, "and %s.",
		        str_count(k->a, left, "more rack")));
}

static void
failures(struct report_ctx *k)
{
	const struct stress *s = k->stress;

	tree_heading(k->t, 3, "What happens when something fails");
	tree_text(k->t,
	    str_fmt(k->a,
	        "Each switch, one cable of each group of links between "
	        "switches, and each cable of a host was failed on its own, "
	        "with everything else in normal operation%s.%s%s",
	        s->nrack > 0 ? ", as was each rack with everything in it" : "",
	        s->sampled ?
	            " The site is large: one of each kind (same role, model "
	            "and ports) was simulated and represents the others." :
	            "",
	        with_drains(k) ?
	            " The last column is the longest drain of a host during "
	            "the failure." :
	            s->drained ?
	            "" :
	            " Drains during the failure are not simulated here: hosts "
	            "not migrated yet are still on today's network."));
	tree_table(k->t,
	    "Single-failure analysis (equivalent failures grouped)",
	    str_fmt(k->a,
	        "failure|component|hosts losing connectivity|what remains|most "
	        "utilised remaining link%s",
	        with_drains(k) ? "|longest drain during the failure" : ""));
	for (size_t i = 0; i < s->nfailure && i < SHOWN_FAILURES; i++)
		failure_row(k, &s->failure[i]);
	rack_rows(k);
	if (s->nfailure > SHOWN_FAILURES)
		tree_text(k->t,
		    str_fmt(k->a, "and %s of failure.",
		        str_count(k->a, s->nfailure - SHOWN_FAILURES,
		            "more kind")));
}

const struct failure *
report_worst_failure(const struct report_ctx *k, bool several)
{
	const struct stress *s = k->stress;
	const struct failure *worst = NULL;

	for (size_t i = 0; i < s->nfailure; i++)
		if (s->failure[i].several == several &&
		    s->failure[i].cut_off > 0 &&
		    (worst == NULL || s->failure[i].cut_off >= worst->cut_off))
			worst = &s->failure[i];
	return worst;
}

const char *
report_failure_words(const struct report_ctx *k, const struct failure *f)
{
	struct buf names = buf_new(k->a);
	size_t n = 0;

	for (size_t i = 0; i < f->nloss; i++)
		if (f->loss[i].instead == NULL)
			buf_printf(&names, "%s%s", n++ > 0 ? ", " : "",
			    f->loss[i].network);
	return str_fmt(k->a, "%s the %s %s",
	    f->cut_off == 1 ?
	        "one host loses" :
	        str_fmt(k->a,
	            f->cut_off == k->g->nhost ? "all %zu hosts lose" :
	                                        "%zu hosts lose",
	            f->cut_off),
	    n == 1 ? "network" : "networks", names.text);
}

/* ---- load ---- */

static void
loads(struct report_ctx *k)
{
	double limit = num_share(k->g->model->want.utilisation_ppm);
	struct drawing *d = chart_loads(k->a, k->stress, limit);

	tree_heading(k->t, 3, "Link utilisation");
	if (d == NULL) {
		tree_text(k->t,
		    "The site lists no steady load for the networks moving to "
		    "the new switches.");
		return;
	}
	tree_figure(k->t,
	    "Steady load of the most utilised links against their capacity, in "
	    "normal operation and with any one switch failed",
	    "diagrams/load.svg", d);
}

/* ---- maintenance ---- */

static void
rolling(struct report_ctx *k)
{
	const struct rolling_result *r = &k->then->rolling;
	double moving = 0;

	tree_heading(k->t, 3, "Rolling maintenance of a whole cluster");
	for (size_t i = 0; i < k->then->nroll && k->then->nroll > 1; i++)
		tree_item(k->t,
		    str_fmt(k->a, "%s, %s: %s", k->then->roll[i].cluster,
		        str_count(k->a, k->then->roll[i].norder, "host"),
		        k->then->roll[i].finished ?
		            report_time(k, k->then->roll[i].seconds) :
		            k->then->roll[i].why),
		    NULL);
	if (k->then->nroll > 1 && k->then->all_s >= 0)
		tree_item(k->t,
		    str_fmt(k->a, "all clusters, one after another: %s",
		        report_time(k, k->then->all_s)),
		    NULL);
	if (!r->finished || r->norder == 0) {
		tree_text(k->t,
		    str_fmt(k->a,
		        "Rolling maintenance of the whole cluster is not "
		        "possible: %s.",
		        r->why != NULL ? r->why : "it has no hosts"));
		return;
	}
	if (!report_has_drains(k)) {
		tree_text(k->t,
		    str_fmt(k->a,
		        "%s of cluster %s, one after another: %s, all of it "
		        "work on the hosts, since there is no VM to migrate.",
		        str_count(k->a, r->norder, "host"), r->cluster,
		        report_time(k, r->seconds)));
		return;
	}
	for (size_t i = 0; i < r->norder; i++)
		moving += r->out_s[i] + r->back_s[i];
	tree_text(k->t,
	    str_fmt(k->a,
	        "%s of cluster %s, one after another: %s in total, of which %s "
	        "are live migrations.",
	        str_count(k->a, r->norder, "host"), r->cluster,
	        report_time(k, r->seconds), report_time(k, moving)));
	tree_figure(k->t, "Rolling maintenance, host by host",
	    "diagrams/rolling.svg",
	    chart_rolling(k->a, r, results_rolling(k->today, r->cluster)));
}

void
report_stress(struct report_ctx *k)
{
	failures(k);
	loads(k);
	rolling(k);
}
