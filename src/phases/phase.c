/* One phase: what it buys, the network it leaves, what that does. */
#include "phases/phases_ctx.h"

#include <string.h>

#include "model/previous.h"

#include "base/num.h"
#include "base/str.h"

/* the first phase with spines, or of a small site */
static bool
is_first(const struct phase *p)
{
	return p->number == 1 || p[-1].proof;
}

/* are the racks of a phase built already, with their switches? */
static bool
is_built(const struct model *m, const struct phase *p)
{
	size_t k;

	for (size_t i = 0; m->previous != NULL && i < p->nrack; i++) {
		for (k = 0; k < m->previous->nsw; k++)
			if (strcmp(m->previous->sw[k].role, "standalone") ==
			        0 ||
			    (strcmp(m->previous->sw[k].role, "leaf") == 0 &&
			        m->previous->sw[k].rack == p->rack[i]))
				break;
		if (k == m->previous->nsw)
			return false;
	}
	return m->previous != NULL;
}

static void
name_phase(struct phases_ctx *k, struct phase *p)
{
	bool first = is_first(p), all = p->number == 1 && k->out->n == 1;

	if (all)
		p->name = "all";
	else if (p->proof)
		p->name = "proof";
	else if (first && is_built(k->m, p))
		p->name = "standing";
	else if (first)
		p->name = "first-pair";
	else if (p->nrack == 1)
		p->name = str_fmt(k->a, "rack-%s", k->m->rack[p->rack[0]].name);
	else
		p->name = str_fmt(k->a, "%zu-racks", p->nrack);
	p->folder = str_fmt(k->a, "phase-%zu-%s", p->number, p->name);
	p->title = all                 ? "everything at once" :
	    p->proof                   ? "proof of concept" :
	    first && is_built(k->m, p) ? "already built" :
	    first                      ? "the first pair" :
	    p->new_pair                ? "the second pair" :
	                                 "rack by rack";
}

static void
phase_new(struct phases_ctx *k, struct phase *p, size_t period, size_t next)
{
	p->number = (size_t)(p - k->out->phase) + 1;
	p->month = k->period[period].month;
	p->next_month = next < k->nperiod ? k->period[next].month : 0;
	p->money_cents = k->period[period].money_cents;
	p->rack = NEW(k->a, size_t, k->pieces->nrack + 1);
	p->done = NEW(k->a, bool, k->m->nrack + 1);
	p->moved = NEW(k->a, bool, k->m->nend + 1);
	p->has_link = NEW(k->a, bool, k->whole->design->nlink + 1);
	p->host = NEW(k->a, size_t, k->m->nhost + 1);
	p->site = k->whole->design;
}

static void
take_racks(struct phases_ctx *k, struct phase *p, size_t period)
{
	const struct phase *before = p->number > 1 ? p - 1 : NULL;
	bool had[BASES] = { false };
	size_t i;

	for (i = 0; i < k->pieces->nrack; i++) {
		const struct build_unit *r = &k->pieces->rack[i];

		if (before != NULL && before->done[r->rack])
			p->done[r->rack] = had[r->base] = true;
	}
	for (i = 0; i < k->pieces->nrack; i++) {
		const struct build_unit *r = &k->pieces->rack[i];

		if (k->out->schedule->period[i] != period)
			continue;
		p->rack[p->nrack++] = r->rack;
		p->done[r->rack] = true;
		p->new_pair |= !had[r->base];
	}
	for (i = 0; i < k->whole->design->nlink; i++)
		p->has_link[i] = subset_has_link(k->pieces, i, p->done);
	/* hosts of a proof move again, to their team */
	for (i = 0; i < k->m->nhost; i++) {
		p->moved[i] = p->done[k->m->host[i].rack];
		if (p->moved[i] &&
		    (before == NULL || before->proof || !before->moved[i]))
			p->host[p->nhost++] = i;
	}
	for (; i < k->m->nend; i++)
		p->moved[i] = p->done[k->m->host[i].rack];
}

/* the results of the hosts that are moved */
static struct net_result
only_done(struct phases_ctx *k, const struct phase *p,
    const struct net_result *n)
{
	struct net_result out = *n;

	out.host = NEW(k->a, struct host_result, k->m->nhost + 1);
	out.nhost = 0;
	for (size_t i = 0; i < k->m->nhost; i++)
		if (p->moved[i])
			out.host[out.nhost++] = n->host[i];
	/* and of the clusters that have some: the others are as they were */
	out.roll = NEW(k->a, struct rolling_result, n->nroll + 1);
	for (size_t c = out.nroll = 0; c < n->nroll; c++)
		for (size_t i = 0; i < k->m->nhost; i++)
			if (p->moved[i] &&
			    strcmp(k->m->cluster[k->m->host[i].cluster].name,
			        n->roll[c].cluster) == 0) {
				out.roll[out.nroll++] = n->roll[c];
				break;
			}
	results_sum_rolls(&out);
	return out;
}

/* the site at the end of the phase: the moved hosts on the new network, the
 * others on today's, which the moved ones are still on too */
static void
simulate(struct phases_ctx *k, struct phase *p)
{
	struct results *r = NEW(k->a, struct results, 1);
	struct net_result all = p->number < k->out->n ?
	    simulate_mixed(k->a, k->m, p->site, p->moved) :
	    k->whole->results->net[1];

	for (size_t i = 0; i < k->m->nhost && p->today_s >= 0; i++) {
		if (p->moved[i])
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

/* its network simulated and checked, as the only candidate */
static void
judge_network(struct phases_ctx *k, struct phase *p, struct design *g)
{
	struct selection *v = &p->verdict;
	const struct net_result *n;
	struct drain_times t, today;

	v->design = g;
	for (size_t i = 0; i < k->m->nhost; i++)
		v->halfway |= !p->moved[i];
	simulate(k, p);
	n = &v->results->net[1];
	t = requirements_drain_times(n);
	today = requirements_drain_times(&v->results->net[0]);
	p->drain_s = t.drain_s;
	requirements_judge(k->a, g, &t, &today);
	if (p->number == k->out->n)
		survive_requirement(k->a, g);
	design_note(k->a, g,
	    "this is phase %zu of a plan: the remaining racks are on today's "
	    "network",
	    p->number);
	v->cand = NEW(k->a, struct candidate, 1);
	v->ncand = 1;
	v->cand[0] = (struct candidate){ .topology = g->topology,
		.feasible = true,
		.optimal = g->optimal,
		.cost_cents = g->total_cents,
		.bound_cents = g->total_cents,
		.nswitches = g->nsw,
		.drain_s = p->drain_s,
		.summary = design_switches_text(k->a, g) };
}

int
phase_early_months(const struct money_plan *m, const struct phase *p,
    size_t rack)
{
	return m->rack_month[rack] > p->month && !p->proof ?
	    m->rack_month[rack] - p->month :
	    0;
}

static void
make_orders(struct phases_ctx *k, struct phase *p)
{
	const struct phase *before = p->number > 1 ? p - 1 : NULL;
	const struct design *g = p->verdict.design;

	for (size_t i = 0; i < g->nbom; i++) {
		struct bom_line x = g->bom[i];
		const struct design *had =
		    before != NULL ? before->verdict.design : NULL;

		for (size_t n = 0; had != NULL && n < had->nbom; n++)
			if (strcmp(had->bom[n].part->id, x.part->id) == 0) {
				x.quantity -= had->bom[n].quantity;
				x.total_cents -= had->bom[n].total_cents;
				x.low_cents -= had->bom[n].low_cents;
				x.high_cents -= had->bom[n].high_cents;
			}
		x.description = x.part->description;
		if (x.quantity > 0)
			PUSH(k->a, p->order, p->norder, p->caporder, x);
		p->cost_cents += x.total_cents;
		if (!schedule_pays(k->m, x.part)) {
			p->now_elsewhere_cents += x.total_cents;
			p->elsewhere_cents += g->bom[i].total_cents;
		}
	}
	for (size_t i = 0; i < p->nrack; i++)
		p->now_early_cents +=
		    phase_early_months(&k->m->money, p, p->rack[i]) *
		    k->m->money.rack_earlier_cents[p->rack[i]];
	p->early_cents =
	    p->now_early_cents + (before != NULL ? before->early_cents : 0);
	p->spent_cents = g->total_cents - p->elsewhere_cents + p->early_cents;
	p->link = NEW(k->a, size_t, k->whole->design->nlink + 1);
	for (size_t i = 0; i < k->whole->design->nlink; i++)
		if (p->has_link[i] && (before == NULL || !before->has_link[i]))
			p->link[p->nlink++] = i;
}

static bool
finish(struct phases_ctx *k, struct phase *p)
{
	make_orders(k, p);
	phase_risks(k->a, k->out, p);
	if (p->spent_cents <= p->money_cents)
		return true;
	return diag_error(k->d, SPAN_NONE, "bug-plan",
	    "phase %zu spends %s "
	    "%s and has %s",
	    p->number, k->m->currency, num_money_pretty(k->a, p->spent_cents),
	    num_money_pretty(k->a, p->money_cents));
}

bool
phase_make(struct phases_ctx *k, struct phase *p, size_t period, size_t next)
{
	struct design *g;

	phase_new(k, p, period, next);
	take_racks(k, p, period);
	name_phase(k, p);
	g = subset_design(k->a, k->d, k->pieces,
	    subset_model(k->a, k->m, p->moved), p->done);
	if (g == NULL)
		return false;
	judge_network(k, p, g);
	return finish(k, p);
}

bool
phase_proof(struct phases_ctx *k, struct phase *p, const struct proof *proof,
    size_t next)
{
	phase_new(k, p, 0, next);
	p->proof = true;
	p->rack[p->nrack++] = proof->rack;
	for (size_t i = 0; i < k->m->nhost; i++) {
		p->moved[i] = proof->host[i];
		if (p->moved[i])
			p->host[p->nhost++] = i;
	}
	for (size_t i = 0; i < k->whole->design->nlink; i++)
		p->has_link[i] = proof->link[i];
	p->site = proof->site;
	name_phase(k, p);
	judge_network(k, p, proof->g);
	return finish(k, p);
}
