/*
 * The rest of what who decides must know: what the money buys and what it does
 * not, power and life of the equipment, and the alternatives with today as one
 * of them; risks and dates in files of their own.
 */
#include "report/report_ctx.h"

#include <string.h>

#include "base/num.h"

#define SHOWN_REASONS 2

const char *
report_wanted(const struct requirement *r)
{
	if (!design_asked(r))
		return "no target set";
	if (str_eq(r->name, "survive"))
		return "any one switch or cable may fail";
	return r->wanted;
}

void
report_met(struct report_ctx *k, const struct requirement *r)
{
	bool asked = design_asked(r), unsure = r->banded && !r->certain;
	const char *says = !r->met ? "NO" :
	    !asked                 ? "-" :
	    unsure                 ? "yes, but not with certainty" :
	                             "yes";

	tree_cell_as(k->t,
	    !r->met                                ? CELL_BAD :
	        asked && !unsure && r->but == NULL ? CELL_GOOD :
	                                             CELL_TEXT,
	    r->but != NULL ? str_fmt(k->a, "%s; %s", says, r->but) : says,
	    NULL);
}

/* of a cluster that has no other? */
static bool
is_alone(const struct model *m, const char *host)
{
	for (size_t i = 0; i < m->nhost; i++)
		if (str_eq(m->host[i].name, host))
			return m->cluster[m->host[i].cluster].nhost == 1;
	return false;
}

const char *
report_why_never(const struct report_ctx *k, const struct host_result *h)
{
	if (is_alone(k->g->model, h->host))
		return "its cluster, which has no other host: VMs migrate "
		       "within their cluster only";
	return h->nunfinished > 0 && h->why[0] != NULL ?
	    h->why[0] :
	    "VMs that never finish migrating";
}

bool
report_has_vms(const struct report_ctx *k)
{
	for (size_t i = 0; i < k->today->nhost; i++)
		if (k->today->host[i].vms > 0)
			return true;
	return k->g->model->nvm > 0;
}

bool
report_has_drains(const struct report_ctx *k)
{
	return report_has_vms(k) && results_any_drain(k->r);
}

bool
report_met_today(const struct report_ctx *k, const struct requirement *r)
{
	return design_met_today(k->g, r);
}

const char *
report_cost(const struct report_ctx *k)
{
	const struct design *g = k->g;

	return num_money_range(k->a, g->model->currency, g->total_cents,
	    g->low_cents, g->high_cents);
}

/* "EUR 240", to two digits */
const char *
report_rough(const struct report_ctx *k, int64_t cents)
{
	return str_fmt(k->a, "%s %s", k->g->model->currency,
	    num_money_rough(k->a, cents));
}

/* between two amounts as printed */
static const char *
report_gap(const struct report_ctx *k, int64_t x_cents, int64_t y_cents)
{
	return str_fmt(k->a, "%s %s", k->g->model->currency,
	    num_money_gap(k->a, x_cents, y_cents));
}

const char *
report_watts(struct arena *a, const struct draw *d)
{
	const char *low = str_fmt(a, "%.0f", num_watts(d->low_mw));
	const char *high = str_fmt(a, "%.0f", num_watts(d->high_mw));

	return str_eq(low, high) ?
	    str_fmt(a, "%s W", high) :
	    str_fmt(a, "typically %.0f W, between %s and %s W",
	        num_watts(d->mw), low, high);
}

static void
power_words(struct report_ctx *k)
{
	const struct design *g = k->g;
	const struct draw *d = &g->draw;

	if (d->unknown > 0) {
		tree_text(k->t,
		    str_fmt(k->a,
		        "Power: not known for %s; ask before ordering.%s",
		        str_count(k->a, d->unknown, "switch"),
		        g->energy_cents > 0 ?
		            str_fmt(k->a,
		                " In the choice, energy over %s counts "
		                "as about %s.",
		                str_count(k->a, (size_t)g->model->policy.years,
		                    "year"),
		                report_rough(k, g->energy_cents)) :
		            ""));
		return;
	}
	tree_text(k->t,
	    str_fmt(k->a, "Power: %s; about %.2g MWh a year%s.",
	        report_watts(k->a, d), power_kwh_a_year(d->mw) / 1e3,
	        g->energy_cents > 0 ?
	            str_fmt(k->a, ", %s over %s",
	                report_rough(k, g->energy_cents),
	                str_count(k->a, (size_t)g->model->policy.years,
	                    "year")) :
	            ""));
}

static const char *
until(struct arena *a, const char *what, const char *date)
{
	return date != NULL ? str_fmt(a, "%s %s", what, date) :
	                      str_fmt(a, "%s unknown", what);
}

/* each model once */
static void
life_words(struct report_ctx *k)
{
	const struct design *g = k->g;
	struct buf b = buf_new(k->a);
	size_t j;

	for (size_t i = 0; i < g->nsw; i++) {
		const struct switch_model *s = g->sw[i].model;

		for (j = 0; j < i && g->sw[j].model != s; j++)
			continue;
		if (j < i)
			continue;
		buf_printf(&b, "%s%s: %s, %s", b.len > 0 ? "; " : "", s->name,
		    until(k->a, "end of sale", s->life.end_of_sale),
		    until(k->a, "end of support", s->life.end_of_support));
	}
	if (b.len > 0)
		tree_text(k->t,
		    str_fmt(k->a, "Life of the equipment: %s.", b.text));
}

static void
money_words(struct report_ctx *k)
{
	const struct design *g = k->g;
	const char *const *left;
	struct buf b = buf_new(k->a);
	size_t n;

	tree_heading(k->t, 3, "Cost, power and life");
	if (g->nbom == 0)
		tree_text(k->t,
		    "Nothing is bought: what is already built is "
		    "enough.");
	else
		tree_text(k->t,
		    str_fmt(k->a, "%s costs %s. %s",
		        k->phase != NULL ?
		            "The network after this phase" :
		            g->model->previous != NULL ?
		            "Additions to what is already built" :
		            "The network",
		        report_cost(k),
		        g->estimate_cents > 0 ?
		            str_fmt(k->a,
		                "%s of it (%s) is based on estimated prices: get "
		                "quotes before ordering.",
		                report_rough(k, g->estimate_cents),
		                report_share(k, g->estimate_cents,
		                    g->total_cents)) :
		            "No price in it is an estimate."));
	if (g->touched != NULL && k->phase == NULL)
		tree_text(k->t,
		    str_fmt(k->a,
		        "Changes to the existing network of the previous "
		        "design: %s. The assumptions and limits below say why.",
		        g->touched));
	if (g->used_cents > 0)
		tree_text(k->t,
		    str_fmt(k->a,
		        "%s of it (%s) is at used prices (refurbished, "
		        "auctions): new parts cost more.",
		        report_rough(k, g->used_cents),
		        report_share(k, g->used_cents, g->total_cents)));
	if (g->list_cents > 0)
		tree_text(k->t,
		    str_fmt(k->a,
		        "%s of it (%s) is at list prices, before any "
		        "discount.",
		        report_rough(k, g->list_cents),
		        report_share(k, g->list_cents, g->total_cents)));
	if (design_split_text(k->a, g) != NULL)
		tree_text(k->t,
		    str_fmt(k->a, "%s.", design_split_text(k->a, g)));
	if (g->reseller_saving_cents > 0)
		tree_text(k->t,
		    str_fmt(k->a,
		        "Assumes direct purchase; a reseller would add %s to "
		        "%s on the %s that resellers sell.",
		        report_rough(k, g->reseller_low_cents),
		        report_rough(k, g->reseller_high_cents),
		        report_rough(k, g->resold_cents)));
	left = design_left_out(k->a, g, &n);
	for (size_t i = 0; i < n; i++)
		buf_printf(&b, "%s%s", i > 0 ? "; " : "",
		    design_left_out_plain(k->a, left[i]));
	if (n > 0)
		tree_text(k->t, str_fmt(k->a, "Not included: %s.", b.text));
	power_words(k);
	life_words(k);
}

static const char *
verdict(const struct report_ctx *k, const struct candidate *c)
{
	struct buf why = buf_new(k->a);

	if (c->topology == k->g->topology)
		buf_puts(&why, "recommended");
	else if (!c->feasible)
		buf_puts(&why, "ruled out");
	else
		buf_puts(&why,
		    c->cost_cents > k->g->total_cents ?
		        "meets all requirements, but costs more" :
		        "meets all requirements");
	for (size_t i = 0; i < c->nreason && i < SHOWN_REASONS; i++)
		buf_printf(&why, "%s%s", i == 0 ? ": " : "; ", c->reason[i]);
	if (c->nreason > SHOWN_REASONS)
		buf_printf(&why, "; and %s",
		    str_count(k->a, c->nreason - SHOWN_REASONS, "more reason"));
	return why.text;
}

static const char *
today_verdict(const struct report_ctx *k)
{
	const char *said = design_today_verdict(k->a, k->g);

	return said == NULL ? "no time limit is required" :
	    *said != '\0'   ? said :
	                      "meets every required time";
}

static void
alternatives(struct report_ctx *k)
{
	double longest = chart_longest_drain(k->today);

	tree_heading(k->t, 3, "Alternatives");
	tree_table(k->t, "Alternatives considered",
	    "topology|switches|cost|longest drain|result");
	tree_cell_as(k->t, CELL_NAME, "today", NULL);
	tree_cell(k->t, k->today->what);
	tree_cell_as(k->t, CELL_NUMBER, "-", NULL);
	tree_cell_as(k->t, CELL_NUMBER,
	    !report_has_drains(k) ? "-" :
	        longest < 0       ? "impossible" :
	                            report_time(k, longest),
	    NULL);
	tree_cell(k->t, today_verdict(k));
	for (size_t i = 0; i < k->ncand; i++) {
		const struct candidate *c = &k->cand[i];

		tree_cell_as(k->t, CELL_NAME, model_topology_word[c->topology],
		    NULL);
		tree_cell(k->t,
		    c->summary != NULL ? report_named(k, c->summary) : "-");
		tree_cell_as(k->t, CELL_NUMBER,
		    c->nswitches > 0 ? report_rough(k, c->cost_cents) : "-",
		    NULL);
		tree_cell_as(k->t, CELL_NUMBER,
		    c->drain_s >= 0 && report_has_drains(k) ?
		        report_time(k, c->drain_s) :
		        "-",
		    NULL);
		tree_cell(k->t, report_named(k, verdict(k, c)));
	}
}

/* hosts of all racks on one pair, where that is cheaper and the site leaves it
 * open */
static void
one_domain(struct report_ctx *k)
{
	const struct relief_line *l;

	if (k->why == NULL || k->why->domain.saves_cents <= 0)
		return;
	l = &k->why->domain;
	tree_text(k->t,
	    str_fmt(k->a,
	        "If hosts of several racks may depend on one pair of switches "
	        "(not chosen here), the network costs %s, %s less (%s).",
	        report_rough(k, l->cost_cents),
	        report_gap(k, l->cost_cents + l->saves_cents, l->cost_cents),
	        report_named(k, l->what)));
}

/* what another vendor would cost, to hold against this one's offer */
static void
other_maker(struct report_ctx *k)
{
	const struct offer *o = k->why != NULL ? &k->why->offer : NULL;
	const char *vendor;
	int64_t ours;

	if (o == NULL || o->what == NULL)
		return;
	ours = o->cost_cents - o->more_cents;
	vendor = catalog_vendor_name(k->a, k->g->model->catalog, o->without);
	tree_text(k->t,
	    str_fmt(k->a,
	        "Without switches of %s the cheapest design that meets every "
	        "requirement costs %s, %s (%s)%s%s%s. Compare the offer of %s "
	        "with it.",
	        vendor, report_rough(k, o->cost_cents),
	        num_money_rounded(o->cost_cents) == num_money_rounded(ours) ?
	            "about the same" :
	            str_fmt(k->a, "%s %s", report_gap(k, o->cost_cents, ours),
	                o->more_cents < 0 ? "less" : "more"),
	        report_named(k, o->what),
	        o->beyond ? ", though the policy does not allow it" : "",
	        o->over ? ", over the budget" : "",
	        o->aside ? ", not counting parts without a price" : "",
	        vendor));
}

static void
requirements(struct report_ctx *k)
{
	const struct design *g = k->g;

	tree_table(k->t, "Requirements",
	    "requirement|required|today|new network|met");
	for (size_t i = 0; i < g->nreq; i++) {
		const struct requirement *r = &g->req[i];

		if (!design_asked(r))
			continue;
		tree_cell_as(k->t, CELL_NAME, r->name, NULL);
		tree_cell(k->t, report_wanted(r));
		tree_cell(k->t,
		    !r->timed ? "-" :
		        r->today == NULL ?
		                "impossible" :
		        report_met_today(k, r) ?
		                str_fmt(k->a, "%s: already met", r->today) :
		                r->today);
		tree_cell(k->t, r->achieved);
		report_met(k, r);
	}
}

void
report_stakes(struct report_ctx *k)
{
	money_words(k);
	report_risks(k);
	report_timeline(k);
	alternatives(k);
	one_domain(k);
	other_maker(k);
	requirements(k);
}
