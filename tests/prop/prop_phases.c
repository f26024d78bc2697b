/*
 * Whole plans of real sites under random money: quarters, loans, replaced
 * hosts.  There is a plan exactly where the money is enough; no date sees more
 * spent than has come; orders add up to the whole bill; every cable is laid
 * once; a phase's ports are the whole design's; a rack has both its leaves and
 * the pair they hang on.
 */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/file.h"
#include "phases/phases.h"

static uint64_t state;

static uint32_t
rnd(uint32_t n)
{
	state = state * 6364136223846793005u + 1442695040888963407u;
	return (uint32_t)(state >> 33) % n;
}

static const char *const change[][6] = {
	{"examples/period.yaml", "topology: spine-leaf\n  drain: 10 min",
	    "drain: 10 min", NULL, NULL, NULL},
	{"examples/period.yaml", "topology: evlt\n  drain: 10 min",
	    "drain: 10 min", NULL, NULL, NULL},
	{"examples/linked.yaml", "failure_domain: site\n  drain: 7 min",
	    "drain: 7 min", "{name: \"r[1-2]-hv[1-4]\", rack: \"r[1-2]\"",
	    "{name: \"hv[01-08]\", rack: r1", "{name: \"r[1-2]\", units"},
};

/* the text with `was` replaced once, everything else as it is */
static const char *
replaced(struct arena *a, const char *text, const char *was, const char *with)
{
	const char *at = was != NULL ? strstr(text, was) : NULL;

	if (at == NULL)
		return text;
	return str_fmt(a, "%.*s%s%s", (int)(at - text), text, with,
	    at + strlen(was));
}

static const struct selection *
site(struct arena *a, struct diags *d, size_t i)
{
	const char *const catalogs[] = {"catalogs"}, *const templates[] = {
	    "templates"};
	const char *const *c = change[i];
	struct source *src = NEW(a, struct source, 1);
	struct model *m;

	*src = *file_read(a, d, c[0], 1 << 20);
	src->text = replaced(a, src->text, c[2], c[1]);
	src->text = replaced(a, src->text, c[4], c[3]);
	src->text = replaced(a, src->text, c[5] != NULL ? "{name: r1, units" :
	    NULL, c[5]);
	/* parsed for the place of the section, filled below */
	src->text = str_fmt(a, "%s\nplan: {from: 2026-12}\n", src->text);
	src->len = strlen(src->text);
	m = model_read(a, d, doc_read(a, d, src), src, catalog_read(a, d,
	    catalogs, 1, templates, 1));
	if (m == NULL || !model_check(a, d, m))
		return NULL;
	return prove_choose(a, d, m, false);
}

static void
random_money(struct arena *a, struct model *m, int64_t cents)
{
	struct money_plan *p = &m->money;
	int month = p->from_month;
	size_t i, n = rnd(6);

	p->starter_cents = rnd(3) == 0 ? 0 : cents / 100 * rnd(60);
	p->budget = NULL;
	p->loan = NULL;
	p->nbudget = p->capbudget = p->nloan = p->caploan = 0;
	for (i = 0; i < n; i++) {
		struct money b = {0};

		month += 1 + (int)rnd(6);
		b.month = month;
		b.cents = cents / 100 * (1 + rnd(50));
		b.name = "a budget";
		PUSH(a, p->budget, p->nbudget, p->capbudget, b);
	}
	/* often enough in the end */
	if (rnd(4) != 0) {
		struct money b = {0};

		b.month = month + 3;
		b.cents = cents;
		b.name = "the rest";
		PUSH(a, p->budget, p->nbudget, p->capbudget, b);
	}
	if (rnd(3) == 0) {
		struct loan l = {"ward", cents / 100 * (1 + rnd(30)),
		    p->from_month + 1 + (int)rnd(24), SPAN_NONE};

		PUSH(a, p->loan, p->nloan, p->caploan, l);
	}
	for (i = 0; i < m->nrack; i++) {
		p->rack_month[i] = rnd(4) == 0 ? p->from_month + 1 +
		    (int)rnd(20) : 0;
		p->rack_earlier[i] = rnd(3) == 0 ? (int)rnd(12) : 0;
		p->rack_earlier_cents[i] = p->rack_earlier[i] > 0 ?
		    100 * rnd(300) : 0;
	}
}

static const char *
phase_wrong(const struct phases *all, const struct phase *p, bool *laid)
{
	const struct design *g = all->g, *x = p->verdict.design;
	size_t i, k, leaves = 0;

	for (i = 0; i < p->nlink; i++) {
		if (laid[p->link[i]])
			return "a cable is laid twice";
		laid[p->link[i]] = true;
	}
	for (i = k = 0; i < g->nlink; i++) {
		if (p->has_link[i] != laid[i])
			return "a cable is gone";
		if (!laid[i])
			continue;
		if (strcmp(x->link[k].id, g->link[i].id) != 0 ||
		    strcmp(x->link[k].a.port_name, g->link[i].a.port_name) !=
		    0 || strcmp(x->link[k].b.device, g->link[i].b.device) != 0)
			return "a cable is another one";
		k++;
	}
	if (k != x->nlink)
		return "a cable too many";
	for (i = 0; i < x->nsw; i++) {
		leaves += x->sw[i].role == ROLE_LEAF;
		if (x->sw[i].pair == NONE || x->sw[x->sw[i].pair].pair != i)
			return "half a pair";
		if (x->sw[i].role == ROLE_LEAF && x->lag[x->sw[i].uplink_lag]
		    .peer >= x->nsw)
			return "a leaf without spines";
	}
	if (!p->proof && g->topology != TOPOLOGY_LINKED && leaves == 0)
		return "spines without a leaf";
	if (p->proof && (x->nsw != 2 || p->nhost < 2))
		return "that proves nothing";
	return NULL;
}

static const char *
plan_wrong(const struct phases *all, const struct period *period, size_t n)
{
	bool laid[4096] = {false};
	const struct name_list *other = &all->m->money.elsewhere;
	int64_t spent = 0, elsewhere = 0, early = 0;
	size_t i, k, t;

	for (i = 0; i < all->n; i++) {
		const struct phase *p = &all->phase[i];
		const char *why = phase_wrong(all, p, laid);
		int64_t orders = 0, own = 0;

		if (why != NULL)
			return why;
		for (k = 0; k < p->norder; k++) {
			const struct bom_line *l = &p->order[k];
			int64_t cents = l->quantity * l->unit_cents;

			orders += cents;
			own += other->n > 0 && strcmp(l->part->category,
			    other->name[0]) == 0 ? 0 : cents;
		}
		for (k = 0; k < p->nrack; k++)
			if (!p->proof && all->m->money.rack_month[p->rack[k]] >
			    p->month)
				early += (all->m->money.rack_month[p->rack[k]] -
				    p->month) * all->m->money.
				    rack_earlier_cents[p->rack[k]];
		spent += own;
		elsewhere += orders - own;
		if (orders != p->cost_cents || spent + early != p->spent_cents ||
		    early != p->early_cents || orders - own != p->now_elsewhere_cents ||
		    elsewhere != p->elsewhere_cents)
			return "orders and costs differ";
		for (t = 0; t < n; t++)
			if (period[t].month >= p->month && (p->next_month ==
			    0 || period[t].month < p->next_month) &&
			    spent + early > period[t].money_cents)
				return "more is spent than there is";
		for (k = 0; k < p->nrack; k++)
			if (schedule_earliest(&all->m->money, p->rack[k]) > p->month)
				return "a rack comes before its hosts";
	}
	for (i = 0; i < all->g->nlink; i++)
		if (!laid[i])
			return "a cable is never laid";
	return spent + elsewhere == all->g->total_cents ? NULL : "the orders are not the "
	    "whole bill";
}

int
main(void)
{
	int passed = 0, failed = 0, phases = 0, proofs = 0, round;
	size_t s;

	for (s = 0; s < sizeof change / sizeof change[0]; s++) {
		struct arena *a = arena_new();
		struct diags *d = diags_new(a);
		const struct selection *v = site(a, d, s);
		struct model *m;

		if (v == NULL || v->design == NULL) {
			diag_print(stdout, d, false, true);
			failed++;
			arena_free(a);
			continue;
		}
		m = (struct model *)(uintptr_t)v->design->model;
		for (round = 0; round < 16; round++) {
			const struct phases *all;
			const struct period *period;
			static const char *other[] = {"cable"};
			const struct design *g = v->design;
			int64_t pays = g->total_cents;
			const char *why = NULL;
			size_t n, k;
			bool enough;

			state = 7919 * (uint64_t)(round + 1) + s;
			m->money.elsewhere = (struct name_list){other, NULL,
			    round % 3 == 0};
			for (k = 0; k < g->nbom; k++)
				if (round % 3 == 0 && strcmp(
				    g->bom[k].part->category, "cable") == 0)
					pays -= g->bom[k].total_cents;
			random_money(a, m, pays);
			period = periods_of(a, &m->money, m->nrack, &n);
			enough = periods_money_missing(period, n, pays) == 0;
			all = phases_make(a, d, v);
			if ((all != NULL) != enough)
				why = enough ? "no plan" : "a plan without "
				    "money";
			else if (all != NULL)
				why = plan_wrong(all, period, n);
			if (why != NULL)
				printf("site %zu round %d: %s\n", s, round,
				    why);
			failed += why != NULL;
			passed += why == NULL;
			phases += all != NULL ? (int)all->n : 0;
			proofs += all != NULL && all->phase[0].proof;
		}
		arena_free(a);
	}
	if (phases < 80 || proofs < 3) {
		printf("only %d phases, %d proofs\n", phases, proofs);
		failed++;
	}
	printf("prop_phases: %d passed, %d failed (%d phases, %d proofs)\n",
	    passed, failed, phases, proofs);
	return failed != 0;
}
