/*
 * For the architect: cost against time of what else was simulated, requirement
 * by requirement, what it costs and where each price is from, what was assumed.
 */
#include <string.h>

#include "base/num.h"
#include "report/report_ctx.h"

/* a sum as far as it is known: of ranges no cents */
static const char *
known_money(struct report_ctx *k, int64_t cents)
{
	int64_t before = 0;

	return str_fmt(k->a, "%s %s", k->g->model->currency,
	    report_part(k, &before, cents));
}

/* where design was asked for it */
static void
pareto(struct report_ctx *k)
{
	const struct why *y = k->why;

	if (y == NULL || y->npoint == 0)
		return;
	tree_table(k->t,
	    "Pareto-optimal designs: no other is better in both cost and drain "
	    "time (without the drain and budget targets, all others unchanged)",
	    "topology|drain target|cost|switches");
	for (size_t i = 0; i < y->npoint; i++) {
		const struct pareto_point *p = &y->point[i];

		tree_cell_as(k->t, CELL_NAME, p->topology, NULL);
		tree_cell(k->t, p->drain);
		tree_cell_as(k->t, CELL_NUMBER, known_money(k, p->cost_cents),
		    NULL);
		tree_cell(k->t, report_named(k, p->what));
	}
}

static void
candidates(struct report_ctx *k)
{
	struct drawing *plot = !report_has_drains(k) ?
	    NULL :
	    chart_candidates(k->a, k->g, k->cand, k->ncand, k->why,
	        chart_longest_drain(k->today));

	if (plot != NULL)
		tree_figure(k->t, "Cost against drain time of the alternatives",
		    "diagrams/pareto.svg", plot);
	pareto(k);
	tree_text(k->t,
	    "Stacking was not considered: a stack is one control plane, so a "
	    "firmware upgrade or a fault takes down both switches at once.");
}

static void
requirements(struct report_ctx *k)
{
	const struct design *g = k->g;

	tree_table(k->t, "Requirements in detail",
	    "requirement|required|achieved|today|worst case|met|determined by");
	for (size_t i = 0; i < g->nreq; i++) {
		const struct requirement *r = &g->req[i];
		bool nothing = !report_has_vms(k) && str_eq(r->name, "drain");

		tree_cell_as(k->t, CELL_NAME, r->name, NULL);
		tree_cell(k->t, report_wanted(r));
		tree_cell(k->t, nothing ? "no VMs" : r->achieved);
		tree_cell(k->t,
		    !r->timed || nothing ? "-" :
		        r->today != NULL ? r->today :
		                           "impossible");
		tree_cell(k->t, r->banded && !nothing ? r->worst : "-");
		report_met(k, r);
		tree_cell(k->t, report_named(k, r->note));
	}
}

/* cost and estimate: what the rows before come to */
static void
category_row(struct report_ctx *k, const struct category *c, int64_t *cost,
    int64_t *estimate)
{
	const bool none = c->nunpriced > 0 && c->nunpriced == c->nline;

	tree_cell_as(k->t, CELL_NAME, c->name, NULL);
	tree_cell_as(k->t, CELL_NUMBER,
	    chart_category_cost(k->a, c, report_part(k, cost, c->cents)), NULL);
	tree_cell_as(k->t, CELL_NUMBER,
	    none ? "" : report_part(k, estimate, c->estimate_cents), NULL);
	tree_cell_as(k->t, CELL_NUMBER,
	    none ? "" : report_share(k, c->cents, k->g->total_cents), NULL);
}

static void
quote_row(struct report_ctx *k, const struct quote_that_matters *q,
    const struct quote_change *c, int64_t end_cents, const char *side)
{
	if (c->what == NULL)
		return;
	tree_cell_as(k->t, CELL_NAME, q->part, NULL);
	tree_cell(k->t,
	    str_fmt(k->a, "%s to %s", known_money(k, q->low_cents),
	        known_money(k, q->high_cents)));
	tree_cell(k->t,
	    str_fmt(k->a, "%s or %s",
	        num_money_threshold(k->a, k->g->model->currency, c->at_cents,
	            end_cents),
	        side));
	tree_cell(k->t, report_named(k, c->what));
}

/* which prices the search says nothing of */
static void
quotes_open(struct report_ctx *k)
{
	const char *open = why_quotes_open(k->a, k->why);

	if (open != NULL)
		tree_text(k->t,
		    str_fmt(k->a,
		        "This is not proven for the prices of %s: the search "
		        "ended at its limit.",
		        open));
}

/* what the question left aside, a sentence after a space */
static const char *
not_counted(struct arena *a, const struct design *g)
{
	const char *unpriced = design_unpriced(a, g);

	return unpriced != NULL ? str_fmt(a, " %s.", unpriced) : "";
}

/* which quotes to ask for, since they change what is chosen */
static void
quotes(struct report_ctx *k)
{
	const struct why *y = k->why;

	if (y == NULL || !y->quotes_asked)
		return;
	tree_heading(k->t, 3, "Quotes to ask for first");
	if (y->nquote == 0) {
		tree_text(k->t,
		    str_fmt(k->a,
		        "No single price, within its range, changes what is "
		        "chosen: quotes change the total only.%s",
		        not_counted(k->a, k->g)));
		quotes_open(k);
		return;
	}
	tree_text(k->t,
	    str_fmt(k->a,
	        "Each of these prices alone, within its range, changes what is "
	        "chosen; the others change the total only.%s",
	        not_counted(k->a, k->g)));
	tree_table(k->t, "Prices that change the choice",
	    "part|price range|at|design then chosen");
	for (size_t i = 0; i < y->nquote; i++) {
		const struct quote_that_matters *q = &y->quote[i];

		quote_row(k, q, &q->low, q->low_cents, "less");
		quote_row(k, q, &q->high, q->high_cents, "more");
	}
	quotes_open(k);
}

/* what the rows before came to */
struct proof_sum {
	int64_t ours, bound;
};

static void
proof_row(struct report_ctx *k, struct proof_sum *sum, const char *what,
    int64_t cents, int64_t bound_cents, const char *says)
{
	tree_cell_as(k->t, CELL_NAME, what, NULL);
	tree_cell_as(k->t, CELL_NUMBER, report_part(k, &sum->ours, cents),
	    NULL);
	tree_cell_as(k->t, CELL_NUMBER,
	    report_part(k, &sum->bound, bound_cents), NULL);
	tree_cell(k->t, says);
}

/* what was spent above the cheapest */
static void
preference(struct report_ctx *k)
{
	const struct design *g = k->g;

	tree_text(k->t,
	    str_fmt(k->a,
	        "The lowest-cost design of this topology costs %s; %s more is "
	        "accepted by policy.prefer. For cost including those premiums, "
	        "%s.",
	        known_money(k, g->cheapest_cents),
	        known_money(k, g->total_cents - g->cheapest_cents),
	        g->whole_optimal ?
	            str_fmt(k->a, "this design is proven lowest%s",
	                design_lowest_of(k->a, g)) :
	            str_fmt(k->a, "none is below %s",
	                known_money(k, g->whole_bound_cents))));
}

/* what was minimised and what is proven: of energy too, where it counts */
static void
proof(struct report_ctx *k)
{
	const struct design *g = k->g;
	struct proof_sum sum = { 0, 0 }, whole = { 0, 0 };
	const char *proven =
	    str_fmt(k->a, "proven lowest%s", design_lowest_of(k->a, g));
	bool preferred =
	    g->cheapest_cents > 0 && g->cheapest_cents < g->total_cents;

	if (preferred)
		preference(k);
	if (g->energy_cents == 0 && preferred)
		return;
	if (g->energy_cents == 0) {
		tree_text(k->t,
		    g->optimal ?
		        str_fmt(k->a,
		            "Lowest-cost design%s for this topology and "
		            "catalog: optimality is proven (lower bound %s).",
		            design_lowest_of(k->a, g),
		            known_money(k, g->bound_cents)) :
		        str_fmt(k->a,
		            "Not proven to be the lowest cost: the lower bound "
		            "for this topology is %s, %s below this design.",
		            known_money(k, g->bound_cents),
		            known_money(k, g->total_cents - g->bound_cents)));
		return;
	}
	tree_text(k->t,
	    str_fmt(k->a,
	        "Purchase and energy over %s were minimised together; "
	        "%s",
	        str_count(k->a, (size_t)g->model->policy.years, "year"),
	        g->optimal ? str_fmt(k->a,
	                         "no design%s of this topology costs less to "
	                         "buy either.",
	                         design_lowest_of(k->a, g)) :
	                     "another design of this topology may cost less to "
	                     "buy and more to run."));
	tree_table(k->t,
	    str_fmt(k->a, "What was minimised, %s", g->model->currency),
	    "part|this design|lower bound|");
	proof_row(k, &sum, "purchase", g->total_cents, g->bound_cents,
	    g->optimal ? proven : "");
	proof_row(k, &sum, "energy", g->energy_cents, g->energy_bound_cents,
	    str_fmt(k->a, "%s%s", report_watts(k->a, &g->draw),
	        g->draw.unknown > 0 ?
	            str_fmt(k->a, "; the power of %zu switches is unknown",
	                g->draw.unknown) :
	            ""));
	if (g->premium_cents > 0)
		proof_row(k, &sum, "premiums of policy.prefer",
		    g->premium_cents, 0,
		    "not paid: added in the optimisation for what goes against "
		    "a preference");
	proof_row(k, &whole, g->premium_cents > 0 ? "all" : "both",
	    g->total_cents + g->energy_cents + g->premium_cents,
	    g->whole_bound_cents, g->whole_optimal ? proven : "");
}

/* how much of it is quoted, by contract, from lists, used, estimated */
static void
by_basis(struct report_ctx *k)
{
	const struct design *g = k->g;
	const char *const *basis = catalog_price_basis_word;
	int64_t before = 0;

	tree_table(k->t,
	    str_fmt(k->a, "Cost by basis of price, %s", g->model->currency),
	    "basis|cost|share");
	for (size_t i = 0; basis[i] != NULL; i++) {
		int64_t sum = 0;

		for (size_t j = 0; j < g->nbom; j++)
			if (!g->bom[j].unpriced &&
			    strcmp(g->bom[j].basis, basis[i]) == 0)
				sum += g->bom[j].total_cents;
		if (sum == 0)
			continue;
		tree_cell_as(k->t, CELL_NAME, basis[i], NULL);
		tree_cell_as(k->t, CELL_NUMBER, report_part(k, &before, sum),
		    NULL);
		tree_cell_as(k->t, CELL_NUMBER,
		    report_share(k, sum, g->total_cents), NULL);
	}
}

/* what plugs into a switch and is not its vendor's is tried before it is bought
 * for all */
static void
first_order(struct report_ctx *k)
{
	const struct design *g = k->g;
	bool optic = false, twinax = false;

	for (size_t i = 0; i < g->nbom; i++)
		optic |= strcmp(g->bom[i].part->category, "optic") == 0;
	for (size_t i = 0; i < g->nlink; i++)
		twinax |= g->link[i].cable->kind == CABLE_DAC ||
		    g->link[i].cable->kind == CABLE_AOC;
	optic &= !g->model->policy.oem_optics;
	if (g->nbom == 0 || (!optic && !twinax))
		return;
	tree_text(k->t,
	    str_fmt(k->a,
	        "Compatible %s: order two of each first (they are part of the "
	        "quantity), join two switches of the model they are for, check "
	        "that the link comes up, run traffic for a day, then order the "
	        "rest.",
	        optic && twinax ? "optics and twinax cables" :
	            optic       ? "optics" :
	                          "twinax cables"));
}

static void
costs(struct report_ctx *k)
{
	const struct design *g = k->g;
	const char *const *left;
	int64_t cost = 0, estimate = 0;
	size_t n;
	const struct category *c = chart_categories(k->a, g, &n);
	const struct category all = { "total", g->total_cents,
		g->estimate_cents, 0, 0, 0, 0 };

	quotes(k);
	tree_heading(k->t, 3, "What it costs");
	tree_table(k->t,
	    str_fmt(k->a, "Cost by category, %s", g->model->currency),
	    "category|cost|of which estimated|share");
	for (size_t i = 0; i < n; i++)
		category_row(k, &c[i], &cost, &estimate);
	cost = estimate = 0;
	category_row(k, &all, &cost, &estimate);
	if (g->nbom > 0)
		by_basis(k);
	tree_text(k->t,
	    str_fmt(k->a, "The bill totals %s.",
	        num_money_range(k->a, g->model->currency, g->total_cents,
	            g->low_cents, g->high_cents)));
	proof(k);
	tree_table(k->t,
	    str_fmt(k->a, "Bill of materials, %s (also in bom.csv)",
	        g->model->currency),
	    "part|description|quantity|each|total|price");
	for (size_t i = 0; i < g->nbom; i++) {
		const struct bom_line *b = &g->bom[i];

		tree_cell_as(k->t, CELL_NAME, b->part->id, NULL);
		tree_cell(k->t, b->description);
		tree_cell_as(k->t, CELL_NUMBER,
		    str_fmt(k->a, "%lld", (long long)b->quantity), NULL);
		tree_cell_as(k->t, CELL_NUMBER,
		    b->unpriced ? "" : num_money_pretty(k->a, b->unit_cents),
		    NULL);
		tree_cell_as(k->t, CELL_NUMBER,
		    b->unpriced ? "" : num_money_pretty(k->a, b->total_cents),
		    NULL);
		tree_cell(k->t, b->basis);
	}
	first_order(k);
	left = design_left_out(k->a, g, &n);
	tree_text(k->t, "Not in the total:");
	for (size_t i = 0; i < n; i++)
		tree_item(k->t, left[i], NULL);
}

static bool
lossless(const struct design *g)
{
	for (size_t i = 0; i < g->nnet; i++)
		if (g->net[i].carried && g->net[i].net->lossless)
			return true;
	return false;
}

/* each model once: until when it is sold and supported; and where a network is
 * lossless, what Microsoft's list of switches says of it */
static void
models(struct report_ctx *k)
{
	const struct design *g = k->g;
	bool listed = lossless(g);
	size_t j;

	tree_table(k->t, "Switch models",
	    listed ? "model|end of sale|end of support|as of|Azure Local list" :
	             "model|end of sale|end of support|as of");
	for (size_t i = 0; i < g->nsw; i++) {
		const struct switch_model *s = g->sw[i].model;
		const struct life *l = &s->life;
		const char *azure = catalog_switch_fact(s, "azure_local");

		for (j = 0; j < i && g->sw[j].model != s; j++)
			continue;
		if (j < i)
			continue;
		tree_cell(k->t, s->name);
		tree_cell(k->t,
		    l->end_of_sale != NULL ? l->end_of_sale : "unknown");
		tree_cell(k->t,
		    l->end_of_support != NULL ? l->end_of_support : "unknown");
		tree_cell(k->t,
		    l->given ?
		        str_fmt(k->a, "%s (%s)",
		            l->as_of != NULL ? l->as_of : "no date",
		            l->source != NULL ? l->source : "no source") :
		        "no statement in the catalog");
		if (listed)
			tree_cell(k->t, azure != NULL ? azure : "unknown");
	}
}

/* sources, each once */
static void
sources(struct report_ctx *k)
{
	const struct design *g = k->g;
	size_t j;

	tree_table(k->t, "Price sources",
	    "source|date|basis|total of its lines");
	for (size_t i = 0; i < g->nbom; i++) {
		const struct price *p = &g->bom[i].part->price;
		int64_t sum = 0;

		if (g->bom[i].unpriced)
			continue;
		for (j = 0; j < g->nbom; j++)
			if (str_eq(g->bom[j].part->price.source, p->source) &&
			    str_eq(g->bom[j].date, g->bom[i].date) &&
			    str_eq(g->bom[j].basis, g->bom[i].basis)) {
				if (j < i)
					break;
				sum += g->bom[j].total_cents;
			}
		if (j < g->nbom)
			continue;
		tree_cell(k->t, p->source);
		tree_cell(k->t, g->bom[i].date);
		tree_cell(k->t, g->bom[i].basis);
		tree_cell_as(k->t, CELL_NUMBER, num_money_pretty(k->a, sum),
		    NULL);
	}
}

/* how foreign prices became the site's, each currency once */
static void
exchange(struct report_ctx *k)
{
	const struct design *g = k->g;
	size_t j;

	for (size_t i = 0; i < g->nbom; i++) {
		const char *from = g->bom[i].part->price.currency;
		const struct exchange *how = NULL;
		int64_t ppm;

		for (j = 0; j < i; j++)
			if (str_eq(g->bom[j].part->price.currency, from))
				break;
		if (j < i || from == NULL || str_eq(from, g->model->currency) ||
		    !catalog_convert(g->model->catalog, 1000000, from,
		        g->model->currency, &ppm, &how) ||
		    how == NULL)
			continue;
		tree_item(k->t,
		    str_fmt(k->a,
		        "prices in %s were converted at "
		        "%lld.%06lld %s (%s, %s)",
		        from, (long long)(ppm / 1000000),
		        (long long)(ppm % 1000000), g->model->currency,
		        how->source != NULL ? how->source : "no source",
		        how->date != NULL ? how->date : "no date"),
		    NULL);
	}
}

static void
assumptions(struct report_ctx *k)
{
	tree_heading(k->t, 3, "Assumptions and limits");
	for (size_t i = 0; i < k->r->nassumption; i++)
		tree_item(k->t, k->r->assumption[i], NULL);
	for (size_t i = 0; i < k->g->nnote; i++)
		tree_item(k->t, report_named(k, k->g->note[i]), NULL);
	exchange(k);
}

void
report_architect(struct report_ctx *k)
{
	tree_heading(k->t, 2, "For the architect");
	tree_figure(k->t, "The new network", "diagrams/topology.svg",
	    svg_topology_draw(k->a, k->g));
	requirements(k);
	report_stress(k);
	candidates(k);
	costs(k);
	models(k);
	sources(k);
	assumptions(k);
}
