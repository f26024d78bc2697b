/* What a terminal shows: compare and the last screen of design. */
#include <stdint.h>
#include <string.h>

#include "base/num.h"
#include "base/str.h"
#include "output/energy.h"
#include "output/output.h"
#include "output/parts.h"
#include "size/size.h"

/* beyond so many clusters the last screen shows one */
enum { MANY_CLUSTERS = 8 };

/* models that nothing can be rendered for, one line an operating system */
static void
no_templates(struct buf *b, const struct model *m, bool all)
{
	const struct catalog *c = m->catalog;
	bool any = false;
	size_t k, n = 0;

	for (size_t i = 0; !all && i < c->nsw; i++)
		n += c->sw[i].platform == NULL || !c->sw[i].platform->rendered;
	if (n > 0)
		buf_printf(b,
		    "\nNot candidates, because there are no templates for "
		    "their NOS yet: %zu models (--all lists them)\n",
		    n);

	for (size_t i = 0; all && i < c->nsw; i++) {
		const struct switch_model *s = &c->sw[i];

		if (s->platform != NULL && s->platform->rendered)
			continue;
		for (k = 0; k < i; k++)
			if (str_eq(c->sw[k].nos_name, s->nos_name))
				break;
		if (k < i)
			continue; /* reported with the first of its kind */
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

/* which one, and why not another, in a line */
static void
compare_headline(struct buf *b, const struct model *m,
    const struct candidate *cand, size_t n, const struct design *chosen)
{
	size_t met = 0, all = 0;

	/* what is there for comparison alone is none of them */
	for (size_t i = 0; i < n; i++) {
		all += !cand[i].priced_only;
		met += cand[i].feasible && !cand[i].priced_only;
	}
	if (chosen == NULL)
		buf_printf(b, "%s: no topology meets all requirements\n\n",
		    m->site);
	else
		buf_printf(b,
		    "%s: %s is recommended, at %s; %zu of %zu topologies "
		    "meet%s all requirements\n\n",
		    m->site, model_topology_word[chosen->topology],
		    num_money_about(b->a, m->currency, chosen->total_cents,
		        chosen->low_cents, chosen->high_cents),
		    met, all, met == 1 ? "s" : "");
}

/* which of the times that are required today's network keeps */
static const char *
today_verdict(struct arena *a, const struct design *g)
{
	const char *said = g != NULL ? design_today_verdict(a, g) : NULL;

	return said == NULL ? "no new switches" :
	    *said != '\0'   ? said :
	                      "meets every required time";
}

/* without a layout no range is known: it is printed as one figure */
bool
output_ranged(const struct candidate *cand, size_t n)
{
	bool known = false;

	for (size_t i = 0; i < n; i++) {
		if (cand[i].low_cents < cand[i].high_cents)
			return true;
		known |= cand[i].high_cents > 0;
	}
	return !known;
}

static void
left_out_line(struct buf *b, const struct design *g)
{
	size_t n;
	const char *const *left = design_left_out(b->a, g, &n);

	buf_puts(b, "  not in the cost: ");
	for (size_t i = 0; i < n; i++)
		buf_printf(b, "%s%s", left[i], i + 1 < n ? "; " : "\n");
}

/* "EUR 26,000 to 63,000, " */
static const char *
range_of(struct arena *a, const struct model *m, const struct candidate *c)
{
	const char *low = num_money_rough(a, c->low_cents);
	const char *high = num_money_rough(a, c->high_cents);

	if (c->low_cents >= c->high_cents)
		return "";
	/* a narrow range: two digits give equal ends */
	return str_eq(low, high) ?
	    str_fmt(a, "; about %s %s", m->currency, low) :
	    str_fmt(a, "; %s %s to %s", m->currency, low, high);
}

void
output_compare_text(struct buf *b, const struct model *m,
    const struct candidate *cand, size_t n, const struct design *chosen,
    const struct results *r, bool all)
{
	struct arena *a = b->a;
	bool ranged = output_ranged(cand, n);
	size_t k = 0;

	compare_headline(b, m, cand, n, chosen);
	buf_printf(b, "%-12s %14s %9s %12s\n", "topology",
	    str_fmt(a, "cost (%s)", m->currency), "switches", "drain");
	if (r != NULL)
		buf_printf(b, "%-12s %14s %9s %12s  %s\n", "today", "-", "-",
		    output_longest(a, &r->net[0], false),
		    today_verdict(a, chosen));
	for (size_t i = 0; i < n; i++) {
		const struct candidate *c = &cand[i];

		buf_printf(b, "%-12s %14s %9s %12s  %s\n",
		    model_topology_word[c->topology],
		    c->nswitches > 0 ?
		        num_money_shown(a, c->cost_cents, ranged) :
		        "-",
		    c->nswitches > 0 ? str_fmt(a, "%zu", c->nswitches) : "-",
		    c->drain_s < 0  ? "-" :
		        m->nvm == 0 ? "no VMs" :
		                      num_time_pretty(a, c->drain_s),
		    chosen != NULL && chosen->topology == c->topology ?
		        "recommended" :
		        c->priced_only ? "for comparison" :
		        c->feasible    ? "meets all requirements" :
		                         "ruled out");
		if (c->summary != NULL)
			buf_printf(b, "    %s%s%s%s\n", c->summary,
			    range_of(a, m, c),
			    c->energy_cents > 0 ?
			        str_fmt(a, "; %s with %s of energy%s",
			            num_money_shown(a,
			                c->cost_cents + c->energy_cents,
			                ranged),
			            num_money_shown(a, c->energy_cents, ranged),
			            !c->whole_optimal ?
			                "" :
			                str_fmt(a, ", proven lowest%s",
			                    c->of_priced != NULL ?
			                        c->of_priced :
			                        "")) :
			        "",
			    c->optimal ?
			        str_fmt(a,
			            ", lowest cost%s for its topology (proven)",
			            c->of_priced != NULL ? c->of_priced : "") :
			        "");
		for (k = 0; k < c->nreason; k++)
			buf_printf(b, "    - %s\n", c->reason[k]);
	}
	if (chosen != NULL) {
		buf_putc(b, '\n');
		left_out_line(b, chosen);
	}
	no_templates(b, m, all);
	buf_puts(b,
	    "\nNever considered:\n  stacking: one control plane, so a firmware "
	    "upgrade or a fault takes down both switches\n  InfiniBand: the "
	    "networks here are Ethernet, which it reaches only through "
	    "gateways\n");
}

/* of the last screen's table: name, required, achieved and a remark */
enum { REQ_NAME, REQ_WANTED, REQ_ACHIEVED, REQ_MORE, REQ_COLUMNS };

static void
requirement_cells(struct arena *a, const struct requirement *r, bool vms,
    const char *cell[REQ_COLUMNS])
{
	bool asked = strcmp(r->wanted, "not asked") != 0;
	const char *more = !r->met ?
	    "NOT MET" :
	    asked && r->banded && !r->certain ?
	    str_fmt(a, "not certain: %s %s", r->timed ? "worst case" : "up to",
	        r->worst) :
	    "";

	cell[REQ_NAME] = r->name;
	cell[REQ_WANTED] = asked ? r->wanted : "-";
	cell[REQ_ACHIEVED] =
	    !vms && strcmp(r->name, "drain") == 0 ? "no VMs" : r->achieved;
	cell[REQ_MORE] = r->but == NULL ?
	    more :
	    str_fmt(a, "%s%s%s", more, *more != '\0' ? "; " : "", r->but);
}

/* in columns as wide as their longest cell; a long last one is beside nothing
 * and widens none */
static void
requirement_lines(struct buf *b, const struct design *g)
{
	int width[REQ_COLUMNS] = { 17, 13, 19, 0 }, n;
	const char *cell[REQ_COLUMNS];

	for (size_t i = 0; i < g->nreq; i++) {
		requirement_cells(b->a, &g->req[i], g->model->nvm > 0, cell);
		for (size_t k = 0; k < REQ_MORE; k++) {
			if (k == REQ_ACHIEVED && *cell[REQ_MORE] == '\0')
				continue;
			n = (int)strlen(cell[k]);
			if (n > width[k])
				width[k] = n;
		}
	}
	buf_printf(b, "  %-*s %-*s  %s\n", width[REQ_NAME], "",
	    width[REQ_WANTED], "required", "achieved");
	for (size_t i = 0; i < g->nreq; i++) {
		requirement_cells(b->a, &g->req[i], g->model->nvm > 0, cell);
		buf_printf(b, "  %-*s %-*s  %-*s \t%s\n", width[REQ_NAME],
		    cell[REQ_NAME], width[REQ_WANTED], cell[REQ_WANTED],
		    width[REQ_ACHIEVED], cell[REQ_ACHIEVED], cell[REQ_MORE]);
	}
}

/* "3 h today, 2 h on the new network"; of two that read the same one */
static const char *
both_shown(struct arena *a, const char *now, const char *then)
{
	return str_eq(now, then) ?
	    str_fmt(a, "%s, today and on the new network", now) :
	    str_fmt(a, "%s today, %s on the new network", now, then);
}

/* every cluster, or of very many the one that takes longest */
static void
rolling_lines(struct buf *b, const struct net_result *t,
    const struct net_result *n)
{
	struct arena *a = b->a;

	for (size_t i = 0; i < n->nroll; i++) {
		const struct rolling_result *r = &n->roll[i];
		const struct rolling_result *now =
		    results_rolling(t, r->cluster);

		if (n->nroll > MANY_CLUSTERS &&
		    strcmp(r->cluster, n->rolling.cluster) != 0)
			continue;
		buf_printf(b, "  rolling maintenance of %s%s: %s\n", r->cluster,
		    n->nroll > MANY_CLUSTERS ?
		        str_fmt(a, ", the longest of %zu clusters", n->nroll) :
		        "",
		    both_shown(a,
		        output_time_shown(a, now != NULL && now->finished,
		            now != NULL ? now->seconds : 0),
		        output_time_shown(a, r->finished, r->seconds)));
	}
	if (n->nroll > 1)
		buf_printf(b,
		    "  rolling maintenance of the whole site, one cluster "
		    "after another: %s\n",
		    both_shown(a, output_time_shown(a, t->all_s >= 0, t->all_s),
		        output_time_shown(a, n->all_s >= 0, n->all_s)));
}

/* what was minimised where energy counts, each part with its bound */
static void
energy_lines(struct buf *b, const struct design *g)
{
	struct arena *a = b->a;
	const char *currency = g->model->currency;
	int64_t low, high;

	if (g->cheapest_cents > 0 && g->cheapest_cents < g->total_cents)
		buf_printf(b,
		    "  %s %s above the lowest cost (%s %s), as preferred\n",
		    currency,
		    num_money_shown(a, g->total_cents - g->cheapest_cents,
		        g->low_cents < g->high_cents),
		    currency,
		    num_money_shown(a, g->cheapest_cents,
		        g->low_cents < g->high_cents));
	if (g->energy_cents == 0)
		return;
	low = output_energy_cents(g, g->draw.low_mw);
	high = output_energy_cents(g, g->draw.high_mw);
	buf_printf(b, "  draws about %.0f W (%.0f to %.0f W%s): %s for energy",
	    num_watts(g->draw.mw), num_watts(g->draw.low_mw),
	    num_watts(g->draw.high_mw),
	    g->draw.unknown > 0 ? str_fmt(a, ", power of %s unknown",
	                              str_count(a, g->draw.unknown, "switch")) :
	                          "",
	    num_money_range(a, currency, g->energy_cents, low, high));
	buf_printf(b,
	    " over %lld years; no design of this topology takes less than %s "
	    "at the middle of the power ranges\n",
	    (long long)g->model->policy.years,
	    num_money_about(a, currency, g->energy_bound_cents, low, high));
	low += g->low_cents;
	high += g->high_cents;
	buf_printf(b, "  purchase and energy%s %s, %s\n",
	    g->premium_cents > 0 ? " and premiums" : "",
	    num_money_about(a, currency,
	        g->total_cents + g->energy_cents + g->premium_cents, low, high),
	    g->whole_optimal ? str_fmt(a, "lowest%s for this topology (proven)",
	                           design_lowest_of(a, g)) :
	                       str_fmt(a, "not proven lowest: lower bound %s",
	                           num_money_about(a, currency,
	                               g->whole_bound_cents, low, high)));
}

void
output_design_text(struct buf *b, const struct design *g,
    const struct candidate *cand, size_t ncand, const struct results *r)
{
	struct arena *a = b->a;
	const struct net_result *t = &r->net[0], *n = &r->net[1];
	size_t nhairpin, nnote;
	const char **note;
	const struct hairpin *hairpin =
	    traffic_hairpins(a, g->model, &nhairpin);

	for (size_t i = 0; i < ncand; i++)
		if (cand[i].topology == g->topology)
			buf_printf(b, "%s: %s: %s\n", g->model->site,
			    model_topology_word[g->topology], cand[i].summary);
	buf_printf(b, "  costs %s, %s%s\n",
	    num_money_range(a, g->model->currency, g->total_cents, g->low_cents,
	        g->high_cents),
	    g->optimal ? str_fmt(a, "lowest cost%s for this topology (proven)",
	                     design_lowest_of(a, g)) :
	        g->bound_cents > 0 ?
	                 str_fmt(a, "lower bound for this topology %s %s",
	                     g->model->currency,
	                     num_money_shown(a, g->bound_cents,
	                         g->low_cents < g->high_cents)) :
	                 "not proven lowest cost",
	    g->estimate_cents == 0 ?
	        "" :
	        str_fmt(a, "; %s of that is based on estimated prices",
	            num_money_about(a, g->model->currency, g->estimate_cents,
	                g->low_cents, g->high_cents)));
	note = design_price_notes(a, g, false, &nnote);
	for (size_t i = 0; i < nnote; i++)
		buf_printf(b, "  %s\n", note[i]);
	if (g->touched != NULL)
		buf_printf(b,
		    "  changes to the existing network of the previous design: "
		    "%s\n",
		    g->touched);
	energy_lines(b, g);
	requirement_lines(b, g);
	if (g->model->nvm > 0)
		rolling_lines(b, t, n);
	for (size_t i = 0; i < nhairpin; i++)
		buf_printf(b, "  note: %s\n", hairpin[i].text);
	left_out_line(b, g);
}

void
output_design_next(struct buf *b, const struct design *g,
    const struct fileset *files, const char *dir)
{
	buf_printf(b,
	    "%zu files in %s: start with report.html; then configs/, "
	    "hosts/, cabling.csv, bom.csv\n",
	    files->n, dir);
	buf_printf(b, "next: %s\n",
	    g->estimate_cents > 0 ?
	        str_fmt(b->a,
	            "'eastwest quote %s -o request.csv' writes a request for "
	            "quotation",
	            dir) :
	        str_fmt(b->a, "'eastwest verify %s' reads the files back",
	            dir));
}
