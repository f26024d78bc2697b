/*
 * DOC: a phase is what is bought on one date.  Its network is the part of the
 * whole design that stands then (subset.h), simulated and judged on its own.
 * Its orders are the difference of two bills: that of its network, less that
 * of the phase before.  So the orders of all phases add up to the bill of the
 * whole, spares and all, however they are rounded.
 */
#include "phases/phases_ctx.h"

#include <limits.h>

#include "base/num.h"
#include "base/str.h"
#include "size/existing_parts.h"

static const char *
money(const struct phases_ctx *k, int64_t cents)
{
	return num_money_in(k->a, k->m->currency, cents);
}

/* the design's prices are ranges */
static bool
ranged(const struct phases_ctx *k)
{
	const struct design *g = k->whole->design;

	return g->low_cents < g->high_cents;
}

/* what rests on its prices, beside what there is to pay it with */
static const char *
price(const struct phases_ctx *k, int64_t cents, int64_t funds_cents)
{
	return num_money_against(k->a, k->m->currency, cents, funds_cents,
	    ranged(k));
}

/* so much is enough, rounded or not */
static const char *
enough(const struct phases_ctx *k, int64_t cents)
{
	return ranged(k) ?
	    num_money_threshold(k->a, k->m->currency, cents, INT64_MAX) :
	    money(k, cents);
}

static int64_t
slice_cents(const struct phases_ctx *k, size_t rack)
{
	const struct build_unit *r = &k->pieces->rack[rack];
	struct ledger l = { k->a, NULL, 0, 0 };
	int64_t cents = 0;

	for (size_t i = 0; i <= r->base; i++)
		ledger_merge(&l, &k->pieces->base[i].parts, 1);
	ledger_merge(&l, &r->parts, 1);
	schedule_cost(k->m, &l, &cents);
	return cents;
}

/* what the plan's funds pay of the whole bill */
static int64_t
bill_cents(const struct phases_ctx *k)
{
	const struct design *g = k->whole->design;
	int64_t cents = 0;

	for (size_t i = 0; i < g->nbom; i++)
		if (schedule_pays(k->m, g->bom[i].part))
			cents += g->bom[i].total_cents;
	return cents;
}

static bool
enough_money(struct phases_ctx *k)
{
	const struct money_plan *p = &k->m->money;
	const char *last =
	    num_month_text(k->a, k->period[k->nperiod - 1].month);
	const int64_t all = bill_cents(k);
	const int64_t missing =
	    periods_money_missing(k->period, k->nperiod, all);
	const int64_t last_cents = k->period[k->nperiod - 1].money_cents;

	if (missing == 0)
		return true;
	diag_infeasible(k->d, node_at(k->m->plan, "budgets"), "plan-money",
	    "no schedule fits: the design costs %s%s, and by %s the plan has "
	    "%s",
	    price(k, all, last_cents),
	    all < k->whole->design->total_cents ?
	        " beside what other budgets pay" :
	        "",
	    last, money(k, last_cents));
	diag_hint(k->d, "%s more is needed, at any time until %s%s",
	    enough(k, missing), last,
	    p->nloan > 0 ? "; loans are repaid and do not count" : "");
	return false;
}

static void
note(struct phases_ctx *k, const char *text)
{
	struct phases *o = k->out;

	PUSH(k->a, o->note, o->nnote, o->capnote, text);
}

/* the cheapest network that works: two leaves with two hosts, or the pair with
 * a rack */
static const char *
smallest(struct phases_ctx *k)
{
	const char *what = "";
	int64_t least = INT64_MAX;

	for (size_t i = 0; i < k->pieces->nrack; i++) {
		const struct build_unit *r = &k->pieces->rack[i];
		int64_t proof = proof_cents(k->a, k->pieces, r->rack, 2, NULL);

		if (proof >= 0 && proof < least) {
			least = proof;
			what = str_fmt(k->a,
			    "the leaves of rack %s with two "
			    "hosts",
			    r->name);
		}
		if (r->base == 0 && slice_cents(k, i) < least) {
			least = slice_cents(k, i);
			what = str_fmt(k->a, "the pair with rack %s", r->name);
		}
	}
	k->out->smallest_cents = least;
	return what;
}

/* the first month in which a rack's hosts are not waiting to be replaced */
static int
first_refresh(const struct phases_ctx *k)
{
	int first = INT_MAX;

	for (size_t i = 0; i < k->pieces->nrack; i++) {
		int month =
		    schedule_earliest(&k->m->money, k->pieces->rack[i].rack);

		if (month < first)
			first = month;
	}
	return first;
}

static void
starter_unused(struct phases_ctx *k, const char *what)
{
	const int64_t cents = k->period[0].money_cents;
	const char *cash = money(k, cents), *text;
	int first = first_refresh(k);

	text = first > k->period[0].month ?
	    str_fmt(k->a,
	        "the initial funds, %s, buy nothing yet: the hosts of every "
	        "rack are replaced later, the first in %s, and their network "
	        "comes with them; the funds are carried forward until then",
	        cash, num_month_text(k->a, first)) :
	    k->out->smallest_cents <= cents ?
	    str_fmt(k->a,
	        "the initial funds, %s, buy no network in the racks that come "
	        "first; they are carried forward to the next date",
	        cash) :
	    str_fmt(k->a,
	        "the initial funds, %s, buy no working network: the smallest "
	        "is %s for %s; they are carried forward to the next date",
	        cash, what, enough(k, k->out->smallest_cents));

	note(k, text);
	diag_warn(k->d, node_at(k->m->plan, "starter"), "plan-starter", "%s",
	    text);
}

/* budgets of months in which no phase begins: what becomes of each */
static void
budgets_unused(struct phases_ctx *k, const char *what)
{
	const struct money_plan *m = &k->m->money;
	const struct phases *o = k->out;
	size_t n, next;
	const char *text;

	for (size_t i = 0; i < m->nbudget; i++) {
		const struct money *b = &m->budget[i];
		int64_t spent = 0;
		bool used = b->cents <= 0 || b->month <= k->period[0].month;

		for (n = 0, next = o->n; n < o->n; n++) {
			used |= o->phase[n].month == b->month;
			if (o->phase[n].month < b->month)
				spent = o->phase[n].spent_cents;
			else if (next == o->n)
				next = n;
		}
		if (used)
			continue;
		if (next == o->n) {
			note(k,
			    str_fmt(k->a,
			        "the budget of %s, %s, is not needed: all is "
			        "bought by then",
			        b->name, money(k, b->cents)));
			continue;
		}
		text = spent > 0 ?
		    str_fmt(k->a,
		        "the budget of %s, %s, buys no further part of the "
		        "network; it is carried forward to %s",
		        b->name, money(k, b->cents),
		        num_month_text(k->a, o->phase[next].month)) :
		    str_fmt(k->a,
		        "the budget of %s, %s, buys nothing yet: the smallest "
		        "working network is %s for %s; it is carried forward "
		        "to %s",
		        b->name, money(k, b->cents), what,
		        enough(k, o->smallest_cents),
		        num_month_text(k->a, o->phase[next].month));
		note(k, text);
		diag_warn(k->d, b->at, "plan-budget-unused", "%s", text);
	}
}

/* phases whose hosts come earlier for more than a tenth of what is bought */
static void
earlier_dear(struct phases_ctx *k)
{
	const struct node *refresh = node_get(k->m->plan, "refresh");

	for (size_t i = 0; i < k->out->n; i++) {
		const struct phase *p = &k->out->phase[i];
		const char *text;

		if (p->now_early_cents <= p->cost_cents / 10)
			continue;
		text = str_fmt(k->a,
		    "phase %zu pays %s for hosts replaced earlier, more than a "
		    "tenth of its cost, %s",
		    p->number, money(k, p->now_early_cents),
		    price(k, p->cost_cents, 0));
		note(k, text);
		diag_warn(k->d, node_at(refresh, "hosts"), "plan-earlier-dear",
		    "%s", text);
		diag_hint(k->d,
		    "allow fewer months of 'earlier', or none: the hosts are "
		    "then replaced at their date");
	}
}

/* phases that begin before the month of the decision */
static void
before_decision(struct phases_ctx *k)
{
	const char *by = k->m->proposal.decision_by, *text;
	const struct phases *o = k->out;
	size_t n;

	if (by == NULL || !catalog_is_date(by))
		return;
	for (n = 0; n < o->n; n++)
		if (o->phase[n].month >= catalog_date_month(by))
			break;
	if (n == 0)
		return;
	text = str_fmt(k->a,
	    n == 1 ? "phase 1 is dated %s, before the decision date (%s)" :
	             "phases are dated from %s on, before the decision date "
	             "(%s)",
	    num_month_text(k->a, o->phase[0].month), by);
	note(k, text);
	diag_warn(k->d, node_at(k->m->plan, "from"), "plan-before-decision",
	    "%s", text);
	diag_hint(k->d,
	    "use a later 'from' of the plan, or an earlier 'decision_by' of "
	    "the proposal");
}

/*
 * Where the first racks come later than the money at the start: a proof of
 * concept of one of them, with as many hosts as that money buys.  Its parts are
 * some of those of its rack, so it changes nothing for later dates.
 */
static struct proof *
find_proof(struct phases_ctx *k, size_t first)
{
	int64_t money = INT64_MAX;
	struct proof *best = NULL, *p;

	/* an existing network needs none, and its switches would be bought
	 * again */
	if (existing_goes_on(k->m, k->whole->design->topology))
		return NULL;
	for (size_t i = 0; i < first; i++)
		if (k->period[i].money_cents < money)
			money = k->period[i].money_cents;
	for (size_t i = 0; i < k->pieces->nrack && first > 0; i++) {
		size_t rack = k->pieces->rack[i].rack;

		if (k->out->schedule->period[i] != first ||
		    k->m->money.rack_month[rack] > k->period[0].month)
			continue;
		p = proof_make(k->a, k->d, k->pieces, rack, money);
		if (p != NULL && (best == NULL || p->nhost > best->nhost))
			best = p;
	}
	return best;
}

static bool
make_phases(struct phases_ctx *k)
{
	bool *used = NEW(k->a, bool, k->nperiod + 1);
	const char *least = smallest(k);
	struct proof *proof;
	struct phase *p;
	size_t first, next, errors = k->d->errors;

	for (size_t i = 0; i < k->pieces->nrack; i++)
		used[k->out->schedule->period[i]] = true;
	for (size_t i = 0; i < k->nperiod; i++)
		k->out->n += used[i];
	for (first = 0; !used[first]; first++)
		continue;
	proof = find_proof(k, first);
	if (k->d->errors > errors)
		return false;
	if (proof == NULL && first > 0 && k->period[0].money_cents > 0)
		starter_unused(k, least);
	k->out->n += proof != NULL;
	p = k->out->phase = NEW(k->a, struct phase, k->out->n + 1);
	if (proof != NULL && !phase_proof(k, p++, proof, first))
		return false;
	for (size_t i = first; i < k->nperiod; i = next) {
		for (next = i + 1; next < k->nperiod && !used[next]; next++)
			continue;
		if (!phase_make(k, p++, i, next))
			return false;
	}
	if (p[-1].spent_cents - p[-1].early_cents + p[-1].elsewhere_cents !=
	    k->whole->design->total_cents)
		return diag_error(k->d, SPAN_NONE, "bug-plan",
		    "the phases "
		    "come to %s, the design to %s",
		    money(k,
		        p[-1].spent_cents - p[-1].early_cents +
		            p[-1].elsewhere_cents),
		    money(k, k->whole->design->total_cents));
	budgets_unused(k, least);
	before_decision(k);
	earlier_dear(k);
	return true;
}

struct phases *
phases_make(struct arena *a, struct diags *d, const struct selection *whole)
{
	const struct model *m = whole->design->model;
	struct phases *out = NEW(a, struct phases, 1);
	struct phases_ctx k = { a, d, whole, m, drain_variants_new(a, m),
		build_units_of(a, whole->design), NULL, 0, out };

	out->m = m;
	out->g = whole->design;
	out->results = whole->results;
	k.period = periods_of(a, &m->money, m->nrack, &k.nperiod);
	if (!enough_money(&k))
		return NULL;
	if (!phases_solve(&k) || !make_phases(&k))
		return NULL;
	return out;
}
