/*
 * Each risk of the decision, with what holds it.
 */
#include "report/report_ctx.h"

#include <string.h>

static void
risk(struct report_ctx *k, const char *what, const char *held)
{
	tree_cell_as(k->t, CELL_NAME, what, NULL);
	tree_cell(k->t, held);
}

static void
price_risk(struct report_ctx *k)
{
	const struct design *g = k->g;
	int64_t budget = g->model->want.budget_cents;
	const char *without = design_unpriced(k->a, g);

	if (g->estimate_cents == 0 && g->low_cents == g->high_cents)
		return;
	risk(k,
	    str_fmt(k->a, "prices are higher than expected: up to %s",
	        report_rough(k, g->high_cents)),
	    /* a step of a plan is bought of the funds of its date */
	    k->phase != NULL ?
	        "plan.html says what the funds of each date allow; get quotes "
	        "before ordering" :
	        budget == 0 ?
	        "no budget is set; get quotes before ordering" :
	        str_fmt(k->a, "%s%s%s",
	            str_fmt(k->a,
	                g->high_cents <= budget ?
	                    "still within the budget of %s" :
	                    "the budget of %s would be exceeded: get quotes "
	                    "before deciding",
	                report_money(k, budget)),
	            without != NULL ? "; " : "",
	            without != NULL ? without : ""));
}

static void
time_risks(struct report_ctx *k)
{
	const struct net_result *n = k->then;

	for (size_t i = 0; i < k->g->nreq; i++) {
		const struct requirement *r = &k->g->req[i];

		if (!design_asked(r) || !r->met || !r->timed || !r->banded ||
		    r->certain)
			continue;
		risk(k,
		    str_fmt(k->a, "%s: busy VMs could make it %s (required %s)",
		        r->name, r->worst_s < 0 ? "never end" : r->worst,
		        r->wanted),
		    n->nmeasure > 0 ?
		        str_fmt(k->a,
		            "measure how fast VMs dirty memory, first %s",
		            n->measure[0].name) :
		        "measure how fast the VMs dirty memory before "
		        "ordering: no single VM is decisive");
	}
}

/* is the row required and met? */
static bool
survives(const struct design *g)
{
	for (size_t i = 0; i < g->nreq; i++)
		if (strcmp(g->req[i].name, "survive") == 0)
			return g->req[i].met && design_asked(&g->req[i]);
	return false;
}

static void
failure_risk(struct report_ctx *k)
{
	const struct stress *s = k->stress;
	const struct failure *one = report_worst_failure(k, false);
	const struct failure *all = report_worst_failure(k, true);
	size_t homeless = 0;

	if (s->nfailure > 0 && one == NULL)
		risk(k, "a switch or a cable fails",
		    "no single point of failure: any one may fail, or be taken "
		    "out for an upgrade, and every host stays connected");
	if (one != NULL)
		risk(k,
		    str_fmt(k->a, "single point of failure: if %s fails, %s",
		        one->name[0], report_failure_words(k, one)),
		    survives(k->g) ?
		        "the site gives hosts one port for it, or unteamed "
		        "ports: requirements.survive does not cover that" :
		        "not covered by this design; requirements.survive asks "
		        "for it");
	if (all != NULL)
		risk(k,
		    str_fmt(k->a,
		        "every cable of the peer link (%s) fails at once: %s",
		        all->name[0], report_failure_words(k, all)),
		    "it has several cables; any one may fail");
	for (size_t i = 0; i < s->nrack; i++)
		if (s->rack[i].homeless > homeless)
			homeless = s->rack[i].homeless;
	if (homeless > 0)
		risk(k,
		    str_fmt(k->a,
		        "a whole rack fails: up to %zu VMs find no free memory "
		        "on hosts in other racks",
		        homeless),
		    "not solved by the network: the other racks need more "
		    "memory");
}

/* links that the steady load overloads, required or not */
static void
load_risk(struct report_ctx *k)
{
	for (size_t i = 0; i < k->g->nreq; i++) {
		const struct requirement *r = &k->g->req[i];

		if (strcmp(r->name, "utilisation") != 0 ||
		    r->reached <= 1 + 1e-9)
			continue;
		risk(k,
		    str_fmt(k->a,
		        "the steady traffic is more than a link carries: %s "
		        "(%s)",
		        r->achieved, r->note),
		    design_asked(r) ?
		        "not covered by this design: needs more or faster "
		        "ports there, or less traffic" :
		        "not covered by this design: needs more or faster "
		        "ports there, or less traffic; "
		        "requirements.utilisation sets a limit");
	}
}

/* models that their vendor sells no more, each once */
static void
sold_no_more(struct report_ctx *k)
{
	const struct design *g = k->g;
	struct buf b = buf_new(k->a);
	size_t j;

	for (size_t i = 0; i < g->nsw; i++) {
		const struct switch_model *s = g->sw[i].model;

		if (!catalog_life_over(&s->life, g->model->on))
			continue;
		for (j = 0; j < i && g->sw[j].model != s; j++)
			continue;
		if (j == i)
			buf_printf(&b, "%s%s (%s)", b.len > 0 ? ", " : "",
			    s->name, s->life.end_of_sale);
	}
	if (b.len > 0)
		risk(k, str_fmt(k->a, "past their end of sale: %s", b.text),
		    "bought used, with spare parts from the same source; check "
		    "remaining support");
}

static void
life_risk(struct report_ctx *k)
{
	const struct design *g = k->g;
	size_t n = 0;

	sold_no_more(k);

	for (size_t i = 0; i < g->nsw; i++)
		n += g->sw[i].model->life.end_of_support == NULL;
	if (n > 0)
		risk(k,
		    str_fmt(k->a, "how long %s supported is not known",
		        n == 1 ? "one switch is" :
		                 str_fmt(k->a, "%zu switches are", n)),
		    "ask the vendor before ordering");
}

void
report_risks(struct report_ctx *k)
{
	tree_heading(k->t, 3, "Risks");
	tree_table(k->t, "Risks and mitigations", "risk|mitigation");
	failure_risk(k);
	load_risk(k);
	price_risk(k);
	time_risks(k);
	life_risk(k);
	for (size_t i = 0; k->phase != NULL && i < k->phase->nrisk; i++)
		risk(k, k->phase->risk[i],
		    k->phase->next != NULL ?
		        str_fmt(k->a,
		            "until a later phase; the next is from "
		            "%s",
		            k->phase->next) :
		        "remains");
	risk(k, "the migration itself",
	    k->g->model->today.given ?
	        "one host at a time while the others keep running, each step "
	        "with its rollback; acceptance tests before the first VM moves" :
	        "not planned: no steps were written, since the site doesn't "
	        "say which network hosts use today");
}
