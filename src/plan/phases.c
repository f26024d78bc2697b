/*
 * DOC: a phase is what is bought on one date.  Its network is the part of the
 * whole design that stands then (part.h), simulated and judged on its own.
 * Its orders are the difference of two bills: that of its network, less that
 * of the phase before.  So the orders of all phases add up to the bill of the
 * whole, spares and all, however they are rounded.
 */
#include "plan/phases.h"

#include <string.h>

#include "base/num.h"
#include "base/str.h"

struct making {
	struct arena *a;
	struct diags *d;
	const struct verdict *whole;
	const struct model *m;
	struct pieces *pieces;
	struct period *period;
	size_t nperiod;
	struct phases *out;
};

const char *
month_text(struct arena *a, int month)
{
	return str_fmt(a, "%04d-%02d", month / 12, month % 12 + 1);
}

static const char *
money(const struct making *k, int64_t cents)
{
	return str_fmt(k->a, "%s %s", k->m->currency, money_pretty(k->a,
	    cents));
}

/* seconds a drain gets shorter, over the hosts of a rack.  A host that can't be
 * emptied today counts as long as the longest that can, or as on the new
 * network where none can. */
static int64_t
weight(const struct making *k, size_t rack)
{
	const struct net_result *now = &k->whole->results->net[0];
	const struct net_result *then = &k->whole->results->net[1];
	double longest = 0, sum = 0;
	size_t i;

	for (i = 0; i < k->m->nhost; i++)
		if (now->host[i].finished && now->host[i].seconds > longest)
			longest = now->host[i].seconds;
	for (i = 0; i < k->m->nhost; i++) {
		double x = now->host[i].finished ? now->host[i].seconds :
		    longest > 0 ? longest : 2 * then->host[i].seconds;

		if (k->m->host[i].rack == rack && then->host[i].finished &&
		    x > then->host[i].seconds)
			sum += x - then->host[i].seconds;
	}
	return (int64_t)(sum + 0.5);
}

static int64_t
slice_cents(const struct making *k, size_t rack)
{
	const struct piece *r = &k->pieces->rack[rack];
	struct ledger l = {k->a, NULL, 0, 0};
	int64_t cents = 0;
	size_t i;

	for (i = 0; i <= r->base; i++)
		ledger_merge(&l, &k->pieces->base[i].parts, 1);
	ledger_merge(&l, &r->parts, 1);
	ledger_cost(k->m, &l, &cents, NULL);
	return cents;
}

static bool
enough_money(struct making *k)
{
	const struct money_plan *p = &k->m->money;
	const char *last = month_text(k->a, k->period[k->nperiod - 1].month);
	int64_t missing = money_missing(k->period, k->nperiod,
	    k->whole->design->total_cents);

	if (missing == 0)
		return true;
	diag_infeasible(k->d, node_at(k->m->plan, "budgets"), "plan-money",
	    "no schedule fits: the design costs %s, and by %s the plan has "
	    "%s", money(k, k->whole->design->total_cents), last, money(k,
	    k->period[k->nperiod - 1].money_cents));
	diag_hint(k->d, "%s more is the least that makes it fit, whenever it "
	    "comes until %s%s", money(k, missing), last, p->nloan > 0 ?
	    "; what is borrowed is given back and does not count" : "");
	return false;
}

static void
note(struct making *k, const char *text)
{
	struct phases *o = k->out;

	PUSH(k->a, o->note, o->nnote, o->capnote, text);
}

static void
look_at_starter(struct making *k)
{
	int64_t least = INT64_MAX, have = k->period[0].money_cents;
	size_t i, best = 0;

	for (i = 0; i < k->pieces->nrack; i++)
		if (k->pieces->rack[i].base == 0 && slice_cents(k, i) < least) {
			best = i;
			least = slice_cents(k, i);
		}
	k->out->smallest_cents = least;
	if (have > 0 && have < least) {
		const char *text = str_fmt(k->a, "the money at the start, %s, "
		    "buys no network that works: the smallest is the pair "
		    "with rack %s for %s; it is kept for the next date",
		    money(k, have), k->pieces->rack[best].name,
		    money(k, least));

		note(k, text);
		diag_warn(k->d, node_at(k->m->plan, "starter"),
		    "plan-starter", "%s", text);
	}
}

static bool
solve(struct making *k)
{
	const struct model *m = k->m;
	int64_t *w = NEW(k->a, int64_t, m->nrack + 1);
	int *earliest = NEW(k->a, int, m->nrack + 1);
	struct schedule_asked q = {m, k->pieces, k->period, k->nperiod, w,
	    earliest};
	struct schedule *s;
	size_t i;

	for (i = 0; i < k->pieces->nrack; i++) {
		w[i] = weight(k, k->pieces->rack[i].rack);
		earliest[i] = m->money.rack_month[k->pieces->rack[i].rack];
	}
	s = schedule_make(k->a, &q);
	k->out->schedule = s;
	if (s->status != LP_OPTIMAL && s->status != LP_FEASIBLE)
		return diag_infeasible(k->d, m->plan->at, "plan-search",
		    "the search for a schedule ended at its limit of nodes "
		    "without one");
	if (s->status == LP_FEASIBLE)
		note(k, "not proven to be the schedule with the least waiting: "
		    "the search ended at its limit of nodes");
	return true;
}

/* ---- one phase ---- */

static void
name_phase(struct making *k, struct phase *p)
{
	bool first = p->number == 1;
	bool last = p->number == k->out->n;

	if (first && last)
		p->name = "all";
	else if (first && p->month == k->period[0].month)
		p->name = "proof";
	else if (first)
		p->name = "first-pair";
	else if (p->nrack == 1)
		p->name = str_fmt(k->a, "rack-%s", k->m->rack[p->rack[0]].name);
	else
		p->name = str_fmt(k->a, "%zu-racks", p->nrack);
	p->folder = str_fmt(k->a, "phase-%zu-%s", p->number, p->name);
	p->title = first && last ? "everything at once" :
	    strcmp(p->name, "proof") == 0 ? "proof of concept" :
	    first ? "the first pair" : p->new_pair ? "the second pair" :
	    "rack by rack";
}

static void
take_racks(struct making *k, struct phase *p, size_t period,
    const struct phase *before)
{
	const struct model *m = k->m;
	bool had[BASES] = {false};
	size_t i;

	p->rack = NEW(k->a, size_t, k->pieces->nrack + 1);
	p->done = NEW(k->a, bool, m->nrack + 1);
	p->host = NEW(k->a, size_t, m->nhost + 1);
	for (i = 0; i < k->pieces->nrack; i++) {
		const struct piece *r = &k->pieces->rack[i];

		if (before != NULL && before->done[r->rack]) {
			p->done[r->rack] = true;
			had[r->base] = true;
		}
	}
	for (i = 0; i < k->pieces->nrack; i++) {
		const struct piece *r = &k->pieces->rack[i];

		if (k->out->schedule->period[i] != period)
			continue;
		p->rack[p->nrack++] = r->rack;
		p->done[r->rack] = true;
		p->new_pair |= !had[r->base];
	}
	for (i = 0; i < m->nhost; i++)
		if (p->done[m->host[i].rack] && (before == NULL ||
		    !before->done[m->host[i].rack]))
			p->host[p->nhost++] = i;
}

/* the results of the hosts of some racks */
static struct net_result
only_done(struct making *k, const struct phase *p, const struct net_result *n)
{
	struct net_result out = *n;
	size_t i;

	out.host = NEW(k->a, struct host_result, k->m->nhost + 1);
	out.nhost = 0;
	for (i = 0; i < k->m->nhost; i++)
		if (p->done[k->m->host[i].rack])
			out.host[out.nhost++] = n->host[i];
	return out;
}

static double
worst(const struct net_result *n, const char **bottleneck)
{
	double s = 0;
	size_t i;

	*bottleneck = NULL;
	for (i = 0; i < n->nhost; i++) {
		if (!n->host[i].finished) {
			*bottleneck = n->host[i].nunfinished > 0 ?
			    n->host[i].why[0] : "it can't be emptied";
			return -1;
		}
		if (n->host[i].seconds >= s) {
			s = n->host[i].seconds;
			*bottleneck = n->host[i].bottleneck;
		}
	}
	return s;
}

static const char *
summary(struct arena *a, const struct design *g)
{
	struct buf b = buf_new(a);
	size_t i, k, n;

	for (i = 0; i < g->nsw; i++) {
		for (k = 0, n = 0; k < g->nsw; k++)
			if (g->sw[k].model == g->sw[i].model &&
			    g->sw[k].role == g->sw[i].role) {
				if (k < i)
					break;
				n++;
			}
		if (k == g->nsw)
			buf_printf(&b, "%s%zu %s (%s)", b.len > 0 ? ", " : "",
			    n, g->sw[i].model->id,
			    switch_role_word[g->sw[i].role]);
	}
	return b.text;
}

/* how the site does when the phase is over: the moved hosts on the new network,
 * the others on today's, which the moved ones are still on too */
static void
simulate(struct making *k, struct phase *p)
{
	struct results *r = NEW(k->a, struct results, 1);
	bool *moved = NEW(k->a, bool, k->m->nhost + 1);
	struct net_result all;
	size_t i;

	for (i = 0; i < k->m->nhost; i++)
		moved[i] = p->done[k->m->host[i].rack];
	all = p->number < k->out->n ? simulate_mixed(k->a, k->m,
	    k->whole->design, moved) : k->whole->results->net[1];
	for (i = 0; i < k->m->nhost && p->today_s >= 0; i++) {
		if (moved[i])
			continue;
		if (!all.host[i].finished)
			p->today_s = -1;
		else if (all.host[i].seconds > p->today_s)
			p->today_s = all.host[i].seconds;
	}
	*r = *k->whole->results;
	r->net = NEW(k->a, struct net_result, 2);
	r->net[0] = only_done(k, p, &k->whole->results->net[0]);
	r->net[1] = only_done(k, p, &all);
	p->verdict.results = r;
}

/* the network it leaves: laid out, simulated, judged */
static bool
make_network(struct making *k, struct phase *p)
{
	struct verdict *v = &p->verdict;
	struct model *part = part_model(k->a, k->m, p->done);
	struct net_result *n;
	const char *bottleneck;

	v->design = part_design(k->a, k->d, k->pieces, part, p->done);
	if (v->design == NULL)
		return false;
	simulate(k, p);
	n = &v->results->net[1];
	p->drain_s = worst(n, &bottleneck);
	requirements_judge(k->a, v->design, p->drain_s, n->rolling.finished ?
	    n->rolling.seconds : -1, bottleneck);
	design_note(k->a, v->design, "this is phase %zu of a plan: the racks "
	    "still to come are on today's network", p->number);
	v->cand = NEW(k->a, struct candidate, 1);
	v->ncand = 1;
	v->cand[0] = (struct candidate){.topology = v->design->topology,
	    .feasible = true, .optimal = v->design->optimal,
	    .cost_cents = v->design->total_cents,
	    .bound_cents = v->design->total_cents,
	    .nswitches = v->design->nsw, .drain_s = p->drain_s,
	    .summary = summary(k->a, v->design)};
	return true;
}

static void
make_orders(struct making *k, struct phase *p, const struct phase *before)
{
	const struct design *g = p->verdict.design;
	size_t i, n;

	for (i = 0; i < g->nbom; i++) {
		struct bom_line x = g->bom[i];
		const struct design *had = before != NULL ?
		    before->verdict.design : NULL;

		for (n = 0; had != NULL && n < had->nbom; n++)
			if (strcmp(had->bom[n].part->id, x.part->id) == 0) {
				x.quantity -= had->bom[n].quantity;
				x.total_cents -= had->bom[n].total_cents;
			}
		x.description = x.part->description;
		if (x.quantity > 0)
			PUSH(k->a, p->order, p->norder, p->caporder, x);
		p->cost_cents += x.total_cents;
	}
	p->spent_cents = g->total_cents;
	p->link = NEW(k->a, size_t, k->whole->design->nlink + 1);
	for (i = 0; i < k->whole->design->nlink; i++)
		if (part_has_link(k->pieces, i, p->done) && (before == NULL ||
		    !part_has_link(k->pieces, i, before->done)))
			p->link[p->nlink++] = i;
}

static bool
make_phase(struct making *k, size_t number, size_t period, size_t next)
{
	struct phase *p = &k->out->phase[number - 1];
	const struct phase *before = number > 1 ? p - 1 : NULL;

	p->number = number;
	p->month = k->period[period].month;
	p->next_month = next < k->nperiod ? k->period[next].month : 0;
	p->money_cents = k->period[period].money_cents;
	take_racks(k, p, period, before);
	name_phase(k, p);
	if (!make_network(k, p))
		return false;
	make_orders(k, p, before);
	phase_risks(k->a, k->out, p);
	if (p->spent_cents > p->money_cents)
		return diag_error(k->d, SPAN_NONE, "bug-plan", "phase %zu "
		    "spends %s and has %s", number, money(k, p->spent_cents),
		    money(k, p->money_cents));
	return true;
}

static bool
make_phases(struct making *k)
{
	bool *used = NEW(k->a, bool, k->nperiod + 1);
	size_t i, next, number = 0;

	for (i = 0; i < k->pieces->nrack; i++)
		used[k->out->schedule->period[i]] = true;
	for (i = 0; i < k->nperiod; i++)
		k->out->n += used[i];
	k->out->phase = NEW(k->a, struct phase, k->out->n + 1);
	for (i = 0; i < k->nperiod; i = next) {
		for (next = i + 1; next < k->nperiod && !used[next]; next++)
			continue;
		if (used[i] && !make_phase(k, ++number, i, next))
			return false;
	}
	if (k->out->phase[k->out->n - 1].spent_cents !=
	    k->whole->design->total_cents)
		return diag_error(k->d, SPAN_NONE, "bug-plan", "the phases "
		    "come to %s, the design to %s", money(k,
		    k->out->phase[k->out->n - 1].spent_cents), money(k,
		    k->whole->design->total_cents));
	return true;
}

struct phases *
phases_make(struct arena *a, struct diags *d, const struct verdict *whole)
{
	const struct model *m = whole->design->model;
	struct phases *out = NEW(a, struct phases, 1);
	struct making k = {a, d, whole, m, pieces_of(a, whole->design), NULL,
	    0, out};

	out->m = m;
	out->g = whole->design;
	out->results = whole->results;
	k.period = periods_of(a, &m->money, m->nrack, &k.nperiod);
	if (!enough_money(&k))
		return NULL;
	look_at_starter(&k);
	if (!solve(&k) || !make_phases(&k))
		return NULL;
	return out;
}
