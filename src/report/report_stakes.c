/*
 * The rest of what who decides must know: what the money buys and what it does
 * not, power and life of the equipment, each risk with how it is held, dates,
 * and the alternatives with today as one of them.
 */
#include "report/report_ctx.h"

#include <string.h>

#include "base/num.h"

#define SHOWN_REASONS 2

bool
report_asked(const struct requirement *r)
{
	return strcmp(r->wanted, "not asked") != 0;
}

const char *
report_why_never(const struct host_result *h)
{
	return h->nunfinished > 0 && h->why[0] != NULL ?
	    h->why[0] :
	    "its VMs never finish migrating";
}

bool
report_has_vms(const struct report_ctx *k)
{
	size_t i;

	/* of a host that can't be drained none are counted */
	for (i = 0; i < k->today->nhost; i++)
		if (k->today->host[i].vms > 0)
			return true;
	return k->g->model->nvm > 0;
}

bool
report_met_today(const struct report_ctx *k, const struct requirement *r)
{
	const struct limits *w = &k->g->model->want;
	int64_t us = strcmp(r->name, "drain") == 0 ? w->drain_us :
	    strcmp(r->name, "rolling") == 0        ? w->rolling_us :
	    strcmp(r->name, "backup") == 0         ? w->backup_us :
	                                             0;

	return r->timed && us > 0 && r->today_s >= 0 &&
	    r->today_s * 1e6 <= (double)us;
}

const char *
report_cost(const struct report_ctx *k)
{
	const struct design *g = k->g;

	if (g->low_cents == g->high_cents)
		return report_money(k, g->total_cents);
	return str_fmt(k->a, "about %s %s to %s (%s %s at the middle)",
	    g->model->currency, num_money_rough(k->a, g->low_cents),
	    num_money_rough(k->a, g->high_cents), g->model->currency,
	    num_money_rough(k->a, g->total_cents));
}

/* "EUR 240", to two digits */
static const char *
rough(const struct report_ctx *k, int64_t cents)
{
	return str_fmt(k->a, "%s %s", k->g->model->currency,
	    num_money_rough(k->a, cents));
}

/* ---- cost ---- */

const char *
report_watts(struct arena *a, const struct draw *d)
{
	const char *low = str_fmt(a, "%.0f", (double)d->low_mw / 1e3);
	const char *high = str_fmt(a, "%.0f", (double)d->high_mw / 1e3);

	return str_eq(low, high) ?
	    str_fmt(a, "%s W", high) :
	    str_fmt(a, "typically %.0f W, between %s and %s W",
	        (double)d->mw / 1e3, low, high);
}

static void
power_words(struct report_ctx *k)
{
	const struct design *g = k->g;
	const struct draw *d = &g->draw;

	if (d->unknown > 0) {
		tree_text(k->t,
		    str_fmt(k->a,
		        "Power: not known for %s; ask before ordering.",
		        report_count(k, d->unknown, "switch", "switches")));
		return;
	}
	tree_text(k->t,
	    str_fmt(k->a, "Power: %s; about %.2g MWh a year%s.",
	        report_watts(k->a, d), power_kwh_a_year(d->mw) / 1e3,
	        g->energy_cents > 0 ? str_fmt(k->a, ", %s over %lld years",
	                                  rough(k, g->energy_cents),
	                                  (long long)g->model->policy.years) :
	                              ""));
}

/* without the key at its end, which is for who writes the site file */
static const char *
plain_words(struct arena *a, const char *s)
{
	const char *p = s + strlen(s);

	if (p == s || p[-1] != ')')
		return s;
	while (p > s && *p != '(')
		p--;
	return p > s + 1 && p[-1] == ' ' ? str_dup(a, s, (size_t)(p - 1 - s)) :
	                                   s;
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
	size_t i, j;

	for (i = 0; i < g->nsw; i++) {
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
	size_t n, i;

	tree_heading(k->t, 3, "Cost, power and life");
	if (g->nbom == 0)
		tree_text(k->t, "Nothing is bought: what stands is enough.");
	else
		tree_text(k->t,
		    str_fmt(k->a, "%s costs %s. %s",
		        k->phase != NULL ? "The network after this phase" :
		            g->model->previous != NULL ?
		                           "What is added to what stands" :
		                           "The network",
		        report_cost(k),
		        g->estimate_cents > 0 ?
		            str_fmt(k->a,
		                "%s of it (%s) is based on estimated prices: get "
		                "quotes before ordering.",
		                rough(k, g->estimate_cents),
		                report_share(k, g->estimate_cents,
		                    g->total_cents)) :
		            "No price in it is an estimate."));
	if (g->reseller_saving_cents > 0)
		tree_text(k->t,
		    str_fmt(k->a,
		        "Assumes direct purchase; a reseller would add %s to "
		        "%s on the %s that resellers sell.",
		        rough(k, g->reseller_low_cents),
		        rough(k, g->reseller_high_cents),
		        rough(k, g->resold_cents)));
	left = design_left_out(k->a, g, &n);
	for (i = 0; i < n; i++)
		buf_printf(&b, "%s%s", i > 0 ? "; " : "",
		    plain_words(k->a, left[i]));
	if (n > 0)
		tree_text(k->t, str_fmt(k->a, "Not included: %s.", b.text));
	power_words(k);
	life_words(k);
}

/* ---- risks ---- */

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

	if (g->estimate_cents == 0 && g->low_cents == g->high_cents)
		return;
	risk(k,
	    str_fmt(k->a, "prices are higher than expected: up to %s",
	        rough(k, g->high_cents)),
	    budget == 0 ?
	        "no budget is set; get quotes before ordering" :
	        str_fmt(k->a,
	            g->high_cents <= budget ?
	                "even so the budget of %s is kept" :
	                "the budget of %s would be exceeded: get quotes "
	                "before deciding",
	            report_money(k, budget)));
}

static void
time_risks(struct report_ctx *k)
{
	const struct net_result *n = k->then;
	size_t i;

	for (i = 0; i < k->g->nreq; i++) {
		const struct requirement *r = &k->g->req[i];

		if (!report_asked(r) || !r->met || !r->banded || r->certain)
			continue;
		risk(k,
		    str_fmt(k->a, "%s: busy VMs could make it %s (required %s)",
		        r->name, r->worst_s < 0 ? "never end" : r->worst,
		        r->wanted),
		    n->nmeasure > 0 ?
		        str_fmt(k->a,
		            "measure how fast VMs dirty memory, first %s",
		            n->measure[0].name) :
		        "the expected time meets it");
	}
}

static void
failure_risk(struct report_ctx *k)
{
	const struct stress *s = k->stress;
	const struct failure *one = report_worst_failure(k, false);
	const struct failure *all = report_worst_failure(k, true);
	size_t i, homeless = 0;

	if (s->nfailure > 0 && one == NULL)
		risk(k, "a switch or a cable fails",
		    "no single point of failure: any one may fail, or be taken "
		    "out for an upgrade, and every host stays connected");
	if (one != NULL)
		risk(k,
		    str_fmt(k->a, "single point of failure: if %s fails, %s",
		        one->name[0], report_failure_words(k, one)),
		    "not held by this design; requirements.survive asks for "
		    "it");
	if (all != NULL)
		risk(k,
		    str_fmt(k->a,
		        "every cable of the peer link (%s) fails at once: %s",
		        all->name[0], report_failure_words(k, all)),
		    "it has several cables; any one may fail");
	for (i = 0; i < s->nrack; i++)
		if (s->rack[i].homeless > homeless)
			homeless = s->rack[i].homeless;
	if (homeless > 0)
		risk(k,
		    str_fmt(k->a,
		        "a whole rack fails: up to %zu VMs find no memory on "
		        "hosts in other racks",
		        homeless),
		    "not a matter of the network: it takes more memory in "
		    "other racks");
}

/* links that the steady load overfills, asked for or not */
static void
load_risk(struct report_ctx *k)
{
	size_t i;

	for (i = 0; i < k->g->nreq; i++) {
		const struct requirement *r = &k->g->req[i];

		if (strcmp(r->name, "utilisation") != 0 ||
		    r->reached <= 1 + 1e-9)
			continue;
		risk(k,
		    str_fmt(k->a,
		        "the steady traffic is more than a link carries: %s "
		        "(%s)",
		        r->achieved, r->note),
		    report_asked(r) ?
		        "not held by this design: more or faster ports there, "
		        "or less traffic" :
		        "not held by this design: more or faster ports there, "
		        "or less traffic; requirements.utilisation sets a "
		        "limit");
	}
}

/* models that their maker sells no more, each once */
static void
sold_no_more(struct report_ctx *k)
{
	const struct design *g = k->g;
	struct buf b = buf_new(k->a);
	size_t i, j;

	for (i = 0; i < g->nsw; i++) {
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
		    "bought used, with spare parts from the same source; "
		    "check what support is left");
}

static void
life_risk(struct report_ctx *k)
{
	const struct design *g = k->g;
	size_t i, n = 0;

	sold_no_more(k);

	for (i = 0; i < g->nsw; i++)
		n += g->sw[i].model->life.end_of_support == NULL;
	if (n > 0)
		risk(k,
		    str_fmt(k->a, "how long %s supported is not known",
		        n == 1 ? "one switch is" :
		                 str_fmt(k->a, "%zu switches are", n)),
		    "ask the maker before ordering");
}

static void
risks(struct report_ctx *k)
{
	size_t i;

	tree_heading(k->t, 3, "Risks");
	tree_table(k->t, "Risks and how each is held", "risk|how it is held");
	failure_risk(k);
	load_risk(k);
	price_risk(k);
	time_risks(k);
	life_risk(k);
	for (i = 0; k->phase != NULL && i < k->phase->nrisk; i++)
		risk(k, k->phase->risk[i],
		    k->phase->next != NULL ?
		        str_fmt(k->a,
		            "until a later phase; the next is from "
		            "%s",
		            k->phase->next) :
		        "remains");
	risk(k, "the move itself",
	    "one host at a time while the others work, each step with its "
	    "rollback; acceptance tests before the first VM moves");
}

/* ---- dates ---- */

static const char *
month_text(struct arena *a, int month)
{
	return str_fmt(a, "%04d-%02d", month / 12, month % 12 + 1);
}

struct dated {
	int64_t day; /* YYYYMMDD, a month its first; 0: words */
	const char *when, *what;
};

struct dates {
	struct report_ctx *k;
	struct dated *row;
	size_t n, cap;
};

static int64_t
day_of(const char *s)
{
	int64_t day = 0;
	size_t i;

	if (!catalog_is_date(s))
		return 0;
	for (i = 0; s[i] != '\0'; i++)
		if (s[i] != '-')
			day = day * 10 + s[i] - '0';
	return strlen(s) == 4 ? day * 10000 : strlen(s) == 7 ? day * 100 : day;
}

/* in order; of one day in that of the calls */
static void
date(struct dates *d, const char *when, const char *what)
{
	struct dated x = { day_of(when), when, what };
	size_t i;

	PUSH(d->k->a, d->row, d->n, d->cap, x);
	for (i = d->n - 1; i > 0 && d->row[i - 1].day > x.day; i--)
		d->row[i] = d->row[i - 1];
	d->row[i] = x;
}

static void
funds(struct dates *d)
{
	struct report_ctx *k = d->k;
	const struct money_plan *m = &k->g->model->money;
	int64_t sum = m->starter_cents;
	bool enough = false;
	size_t i;

	for (i = 0; i < m->nloan; i++)
		sum += m->loan[i].cents;
	for (i = 0; i <= m->nbudget; i++) {
		const char *cover = "";

		if (i > 0)
			sum += m->budget[i - 1].cents;
		if (!enough && sum >= k->g->total_cents) {
			enough = true;
			cover = ", enough for all of it";
		}
		date(d,
		    month_text(k->a,
		        i == 0 ? m->from_month : m->budget[i - 1].month),
		    str_fmt(k->a, "%s in funds by then%s", report_money(k, sum),
		        cover));
	}
}

static void
timeline(struct report_ctx *k)
{
	const struct proposal *p = &k->g->model->proposal;
	const struct report_phase *ph = k->phase;
	bool planned = k->g->model->plan != NULL;
	struct dates d = { .k = k };
	size_t i;

	if (p->decision_by == NULL && !planned && ph == NULL)
		return;
	tree_heading(k->t, 3, "Timeline");
	tree_table(k->t, "Dates", "date|what");
	if (p->decision_by != NULL)
		date(&d, p->decision_by, "decision");
	if (ph != NULL) {
		date(&d, ph->from,
		    str_fmt(k->a,
		        "this phase: %s; %s of %s in funds spent after it",
		        report_money(k, ph->cost_cents),
		        report_money(k, ph->spent_cents),
		        report_money(k, ph->money_cents)));
		if (ph->next != NULL)
			date(&d, ph->next,
			    str_fmt(k->a,
			        "the next phase; until then the longest drain "
			        "of a remaining host is %s",
			        ph->remaining_s < 0 ?
			            "impossible" :
			            report_time(k, ph->remaining_s)));
	} else if (planned) {
		funds(&d);
	}
	for (i = 0; i < d.n; i++) {
		tree_cell_as(k->t, CELL_NAME, d.row[i].when, NULL);
		tree_cell(k->t, d.row[i].what);
	}
	if (ph == NULL && planned)
		tree_text(k->t,
		    "'eastwest plan' divides the design into phases that these "
		    "funds allow.");
	if (ph != NULL && p->decision_by != NULL &&
	    day_of(ph->from) / 100 < day_of(p->decision_by) / 100)
		tree_text(k->t,
		    "This phase is dated before the decision is needed.");
}

/* ---- alternatives and requirements ---- */

static const char *
verdict(const struct report_ctx *k, const struct candidate *c)
{
	struct buf why = buf_new(k->a);
	size_t i;

	if (c->topology == k->g->topology)
		buf_puts(&why, "recommended");
	else if (!c->feasible)
		buf_puts(&why, "ruled out");
	else
		buf_puts(&why,
		    c->cost_cents > k->g->total_cents ?
		        "meets all requirements, but costs more" :
		        "meets all requirements");
	for (i = 0; i < c->nreason && i < SHOWN_REASONS; i++)
		buf_printf(&why, "%s%s", i == 0 ? ": " : "; ", c->reason[i]);
	if (c->nreason > SHOWN_REASONS)
		buf_printf(&why, "; and %zu more reasons",
		    c->nreason - SHOWN_REASONS);
	return why.text;
}

static const char *
today_verdict(const struct report_ctx *k)
{
	struct buf b = buf_new(k->a);
	size_t i, timed = 0;

	for (i = 0; i < k->g->nreq; i++) {
		const struct requirement *r = &k->g->req[i];

		if (!report_asked(r) || !r->timed)
			continue;
		timed++;
		if (!report_met_today(k, r))
			buf_printf(&b, "%s%s", b.len > 0 ? ", " : "misses ",
			    r->name);
	}
	if (timed == 0)
		return "no time is required";
	return b.len > 0 ? b.text : "meets every time that is required";
}

static void
alternatives(struct report_ctx *k)
{
	size_t i;
	double longest = chart_longest_drain(k->today);

	tree_heading(k->t, 3, "Alternatives");
	tree_table(k->t, "Alternatives considered",
	    "topology|switches|cost|longest drain|result");
	tree_cell_as(k->t, CELL_NAME, "today", NULL);
	tree_cell(k->t, k->today->what);
	tree_cell_as(k->t, CELL_NUMBER, "-", NULL);
	tree_cell_as(k->t, CELL_NUMBER,
	    !report_has_vms(k) ? "-" :
	        longest < 0    ? "impossible" :
	                         report_time(k, longest),
	    NULL);
	tree_cell(k->t, today_verdict(k));
	for (i = 0; i < k->ncand; i++) {
		const struct candidate *c = &k->cand[i];

		tree_cell_as(k->t, CELL_NAME, model_topology_word[c->topology],
		    NULL);
		tree_cell(k->t, c->summary != NULL ? c->summary : "-");
		tree_cell_as(k->t, CELL_NUMBER,
		    c->nswitches > 0 ? rough(k, c->cost_cents) : "-", NULL);
		tree_cell_as(k->t, CELL_NUMBER,
		    c->drain_s >= 0 && report_has_vms(k) ?
		        report_time(k, c->drain_s) :
		        "-",
		    NULL);
		tree_cell(k->t, verdict(k, c));
	}
}

/* hosts of all racks on one pair, where that is cheaper and nobody chose */
static void
one_domain(struct report_ctx *k)
{
	const struct relief_line *l;

	if (k->why == NULL || k->why->domain.saves_cents <= 0)
		return;
	l = &k->why->domain;
	tree_text(k->t,
	    str_fmt(k->a,
	        "With %s: %s (not chosen here) the network would cost %s, %s "
	        "less (%s); hosts of all racks would then depend on one pair of "
	        "switches.",
	        l->name, l->to, rough(k, l->cost_cents),
	        rough(k, l->saves_cents), l->what));
}

static void
requirements(struct report_ctx *k)
{
	const struct design *g = k->g;
	size_t i;

	tree_table(k->t, "Requirements",
	    "requirement|required|today|new network|met");
	for (i = 0; i < g->nreq; i++) {
		const struct requirement *r = &g->req[i];
		bool unsure = r->banded && !r->certain;

		if (!report_asked(r))
			continue;
		tree_cell_as(k->t, CELL_NAME, r->name, NULL);
		tree_cell(k->t, r->wanted);
		tree_cell(k->t,
		    !r->timed ? "-" :
		        r->today == NULL ?
		                "impossible" :
		        report_met_today(k, r) ?
		                str_fmt(k->a, "%s: already met", r->today) :
		                r->today);
		tree_cell(k->t, r->achieved);
		tree_cell_as(k->t,
		    !r->met    ? CELL_BAD :
		        unsure ? CELL_TEXT :
		                 CELL_GOOD,
		    !r->met    ? "NO" :
		        unsure ? "yes, but not with certainty" :
		                 "yes",
		    NULL);
	}
}

void
report_stakes(struct report_ctx *k)
{
	money_words(k);
	risks(k);
	timeline(k);
	alternatives(k);
	one_domain(k);
	requirements(k);
}
