/* What a terminal shows: drain, compare and the last screen of design. */
#include <math.h>
#include <stdint.h>
#include <string.h>

#include "base/num.h"
#include "base/str.h"
#include "output/output.h"
#include "size/size.h"

/* beyond so many clusters the last screen shows one */
enum { MANY_CLUSTERS = 8 };

/* "6 s .. 9 s"; "6 s .. never"; "-" */
static const char *
band(struct arena *a, const struct host_result *h)
{
	if (!h->finished && !h->may_end)
		return "-";
	return str_fmt(a, "%s .. %s", num_time_pretty(a, h->low_s),
	    !h->finished || h->open_end ? "never" :
	                                  num_time_pretty(a, h->high_s));
}

/* among many hosts only what makes a difference is shown */
static bool
worth_it(const struct host_result *h)
{
	return h->advice_ends &&
	    (!h->finished || h->advice_s < 0.9 * h->seconds);
}

static void
measure(struct buf *b, const struct net_result *n)
{
	size_t i;

	if (n->nmeasure == 0)
		return;
	buf_printf(b,
	    "  measure first on %s the dirty rate of:", n->measure_host);
	for (i = 0; i < n->nmeasure; i++)
		buf_printf(b, "%s %s (%s)", i > 0 ? "," : "",
		    n->measure[i].name,
		    isinf(n->measure[i].seconds) ?
		        "may never converge" :
		        str_fmt(b->a, "up to %s",
		            num_time_pretty(b->a, n->measure[i].seconds)));
	buf_puts(b, "\n");
}

static const char *
when(struct arena *a, bool ok, double s)
{
	return ok ? num_time_pretty(a, s) : "-";
}

static void
roll_line(struct buf *b, const struct rolling_result *r)
{
	if (r->finished)
		buf_printf(b,
		    "  rolling maintenance of %s: %s, %.1f GB migrated (lower "
		    "bound %.1f GB)\n",
		    r->cluster, num_time_pretty(b->a, r->seconds),
		    r->bytes / 1e9, r->bytes_lower_bound / 1e9);
	else
		buf_printf(b, "  rolling maintenance of %s: not possible: %s\n",
		    r->cluster, r->why);
}

void
output_drain_text(struct buf *b, const struct results *r, const char *host)
{
	struct arena *a = b->a;
	size_t i, k, u;

	for (i = 0; i < r->nnet; i++) {
		const struct net_result *n = &r->net[i];

		buf_printf(b, "%s%s (%s)\n  %-20s %12s %12s %27s %4s  %s\n",
		    i > 0 ? "\n" : "", n->name, n->what, "host", "drain",
		    "lower bound", "expected range", "VMs", "limited by");
		for (k = 0; k < n->nhost; k++) {
			const struct host_result *h = &n->host[k];

			if (host != NULL && strcmp(host, h->host) != 0)
				continue;
			buf_printf(b, "  %-20s %12s %12s %27s %4zu  %s\n",
			    h->host, when(a, h->finished, h->seconds),
			    num_time_pretty(a, h->lower_bound_s), band(a, h),
			    h->vms, h->bottleneck);
			for (u = 0; u < h->nunfinished; u++)
				buf_printf(b, "      can't be drained: %s\n",
				    h->why[u]);
			if (h->nblackout > 0)
				buf_printf(b,
				    "      VMs with a long blackout: %zu, for "
				    "example %s, %s\n",
				    h->nblackout, h->blackout[0].name,
				    num_time_pretty(a, h->blackout[0].seconds));
			if (h->short_of_reserve)
				buf_puts(b,
				    "      during the drain too little memory "
				    "is free to lose further hosts "
				    "('reserve')\n");
			if (host != NULL && h->finished)
				buf_printf(b,
				    "      in the platform's own order: %s\n",
				    when(a, h->default_ends, h->default_s));
			for (u = 0; host != NULL && u < h->nmove; u++)
				buf_printf(b,
				    "      %10s .. %-10s  %s to "
				    "%s\n",
				    num_time_pretty(a, h->move[u].start_s),
				    num_time_pretty(a, h->move[u].end_s),
				    h->move[u].vm, h->move[u].to);
			if (host != NULL && h->help != NULL)
				buf_printf(b,
				    "      most effective change: "
				    "%s\n",
				    h->help);
			if (h->advised && (host != NULL || worth_it(h)))
				buf_printf(b, "      advice: %s\n", h->advice);
		}
		measure(b, n);
		for (k = 0; k < n->nroll; k++)
			roll_line(b, &n->roll[k]);
		if (n->nroll > 1 && n->all_s >= 0)
			buf_printf(b,
			    "  rolling maintenance of the whole site, one "
			    "cluster after another: %s\n",
			    num_time_pretty(a, n->all_s));
	}
	buf_puts(b, "\nassumptions:\n");
	for (i = 0; i < r->nassumption; i++)
		buf_printf(b, "  %s\n", r->assumption[i]);
}

/* models that nothing can be rendered for, one line an operating system */
static void
no_templates(struct buf *b, const struct model *m)
{
	const struct catalog *c = m->catalog;
	bool any = false;
	size_t i, k;

	for (i = 0; i < c->nsw; i++) {
		const struct switch_model *s = &c->sw[i];

		if (s->platform != NULL && s->platform->rendered)
			continue;
		for (k = 0; k < i; k++)
			if (str_eq(c->sw[k].nos_name, s->nos_name))
				break;
		if (k < i)
			continue; /* told with the first of its kind */
		buf_printf(b,
		    "%sNot candidates, because there are no templates for "
		    "their NOS (%s) yet:\n ",
		    any ? "" : "\n", s->nos_name);
		any = true;
		for (k = i; k < c->nsw; k++)
			if (str_eq(c->sw[k].nos_name, s->nos_name))
				buf_printf(b, " %s", c->sw[k].id);
		buf_putc(b, '\n');
	}
}

void
output_compare_text(struct buf *b, const struct model *m,
    const struct candidate *cand, size_t n, const struct design *chosen)
{
	struct arena *a = b->a;
	size_t i, k = 0;

	buf_printf(b, "%-12s %14s %9s %12s  %s\n", "topology",
	    str_fmt(a, "cost (%s)", m->currency), "switches", "drain", "");
	for (i = 0; i < n; i++) {
		const struct candidate *c = &cand[i];

		buf_printf(b, "%-12s %14s %9s %12s  %s\n",
		    model_topology_word[c->topology],
		    c->nswitches > 0 ? num_money_pretty(a, c->cost_cents) : "-",
		    c->nswitches > 0 ? str_fmt(a, "%zu", c->nswitches) : "-",
		    c->drain_s >= 0 ? num_time_pretty(a, c->drain_s) : "-",
		    chosen != NULL && chosen->topology == c->topology ?
		        "recommended" :
		        c->priced_only ? "for comparison" :
		        c->feasible    ? "meets all requirements" :
		                         "ruled out");
		if (c->summary != NULL)
			buf_printf(b, "    %s%s%s\n", c->summary,
			    c->energy_cents > 0 ?
			        str_fmt(a, "; %s with %s of energy%s",
			            num_money_pretty(a,
			                c->cost_cents + c->energy_cents),
			            num_money_pretty(a, c->energy_cents),
			            c->whole_optimal ? ", proven lowest" : "") :
			        "",
			    c->optimal ? ", lowest cost for its topology "
			                 "(proven)" :
			                 "");
		for (k = 0; k < c->nreason; k++)
			buf_printf(b, "    - %s\n", c->reason[k]);
	}
	no_templates(b, m);
	buf_puts(b,
	    "\nNever considered:\n  stacking: one control plane, so a firmware "
	    "upgrade or a fault takes down both switches\n  InfiniBand: the "
	    "networks here are Ethernet, which it reaches only through "
	    "gateways\n");
}

static void
requirement_line(struct arena *a, struct buf *b, const struct requirement *r)
{
	bool asked = strcmp(r->wanted, "not asked") != 0;
	const char *more = !r->met ?
	    "NOT MET" :
	    asked && r->banded && !r->certain ?
	    str_fmt(a, "not certain: worst case %s", r->worst) :
	    "";

	buf_printf(b, "  %-17s required %-14s achieved %-16s %s\n", r->name,
	    asked ? r->wanted : "no target set", r->achieved, more);
}

/* every cluster, or of very many the one that takes longest */
static void
rolling_lines(struct buf *b, const struct net_result *t,
    const struct net_result *n)
{
	struct arena *a = b->a;
	size_t i;

	for (i = 0; i < n->nroll; i++) {
		const struct rolling_result *r = &n->roll[i];
		const struct rolling_result *now = rolling_of(t, r->cluster);

		if (n->nroll > MANY_CLUSTERS &&
		    strcmp(r->cluster, n->rolling.cluster) != 0)
			continue;
		buf_printf(b,
		    "  rolling maintenance of %s%s: %s today, %s on the new "
		    "network\n",
		    r->cluster,
		    n->nroll > MANY_CLUSTERS ?
		        str_fmt(a, ", the longest of %zu clusters", n->nroll) :
		        "",
		    when(a, now != NULL && now->finished,
		        now != NULL ? now->seconds : 0),
		    when(a, r->finished, r->seconds));
	}
	if (n->nroll > 1)
		buf_printf(b,
		    "  rolling maintenance of the whole site, one cluster "
		    "after another: %s today, %s on the new network\n",
		    when(a, t->all_s >= 0, t->all_s),
		    when(a, n->all_s >= 0, n->all_s));
}

/* what was minimised where energy counts, each part with its bound */
static void
energy_lines(struct buf *b, const struct design *g)
{
	struct arena *a = b->a;
	const char *currency = g->model->currency;

	if (g->cheapest_cents > 0 && g->cheapest_cents < g->total_cents)
		buf_printf(b,
		    "  %s %s above the lowest cost (%s %s), as preferred\n",
		    currency,
		    num_money_pretty(a, g->total_cents - g->cheapest_cents),
		    currency, num_money_pretty(a, g->cheapest_cents));
	if (g->energy_cents == 0)
		return;
	buf_printf(b,
	    "  draws about %.0f W (%.0f to %.0f W%s): %s %s for energy over "
	    "%lld years (%s to %s), lower bound %s\n",
	    (double)g->draw.mw / 1e3, (double)g->draw.low_mw / 1e3,
	    (double)g->draw.high_mw / 1e3,
	    g->draw.unknown > 0 ?
	        str_fmt(a, ", power of %zu switches unknown", g->draw.unknown) :
	        "",
	    currency, num_money_pretty(a, g->energy_cents),
	    (long long)g->model->policy.years,
	    num_money_pretty(a, power_energy_cents(g->model, g->draw.low_mw)),
	    num_money_pretty(a, power_energy_cents(g->model, g->draw.high_mw)),
	    num_money_pretty(a, g->energy_bound_cents));
	buf_printf(b, "  purchase and energy%s %s %s, %s\n",
	    g->premium_cents > 0 ? " and premiums" : "", currency,
	    num_money_pretty(a,
	        g->total_cents + g->energy_cents + g->premium_cents),
	    g->whole_optimal ?
	        "lowest for this topology (proven)" :
	        str_fmt(a, "not proven lowest: lower bound %s %s", currency,
	            num_money_pretty(a, g->whole_bound_cents)));
}

void
output_design_text(struct buf *b, const struct design *g,
    const struct candidate *cand, size_t ncand, const struct results *r,
    const struct fileset *files, const char *dir)
{
	struct arena *a = b->a;
	const struct net_result *t = &r->net[0], *n = &r->net[1];
	size_t i, nhairpin;
	const struct hairpin *hairpin =
	    traffic_hairpins(a, g->model, &nhairpin);

	for (i = 0; i < ncand; i++)
		if (cand[i].topology == g->topology)
			buf_printf(b, "%s: %s: %s\n", g->model->site,
			    model_topology_word[g->topology], cand[i].summary);
	buf_printf(b,
	    "  costs %s, %s; %s %s of that is based on estimated "
	    "prices\n",
	    num_money_range(a, g->model->currency, g->total_cents, g->low_cents,
	        g->high_cents),
	    g->optimal ?
	        "lowest cost for this topology (proven)" :
	        g->bound_cents > 0 ?
	        str_fmt(a, "lower bound for this topology %s %s",
	            g->model->currency, num_money_pretty(a, g->bound_cents)) :
	        "not proven lowest cost",
	    g->model->currency, num_money_pretty(a, g->estimate_cents));
	energy_lines(b, g);
	rolling_lines(b, t, n);
	for (i = 0; i < g->nreq; i++)
		requirement_line(a, b, &g->req[i]);
	for (i = 0; i < nhairpin; i++)
		buf_printf(b, "  note: %s\n", hairpin[i].text);
	buf_printf(b,
	    "%zu files in %s: start with report.html; then configs/, "
	    "hosts/, cabling.csv, bom.csv\n",
	    files->n, dir);
}
