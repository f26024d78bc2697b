/*
 * DOC: cost against drain time.  For each topology the cheapest design with no
 * drain asked for, then the cheapest that drains in less than that one by a
 * second, and so on until none does; of all those, the ones that no other beats
 * in both.  Everything else stays as asked but the budget.  Every point is a
 * design that was decided with exactly the drain and topology it is shown with.
 */
#include "prove/decide.h"
#include "prove/why.h"

#include <stdlib.h>
#include <string.h>

enum { POINTS = 32 };

static void
topology_points(struct trial_cache *cache, struct model x, struct why *y)
{
	for (int i = 0; i < POINTS; i++) {
		struct decision d = prove_decide(cache, cache->a, &x, false);
		struct pareto_point p = { 0 };

		if (!d.feasible || d.drain_s < 0 || d.reached[WANT_DRAIN] < 0)
			break;
		x.want.drain_us =
		    want_askable(WANT_DRAIN, d.reached[WANT_DRAIN]);
		p.topology = model_topology_word[d.topology];
		p.drain = want_text(cache->a, &x, WANT_DRAIN);
		p.drain_s = d.drain_s;
		p.cost_cents = d.cents;
		p.what = d.what;
		PUSH(cache->a, y->point, y->npoint, y->cappoint, p);
		x.want.drain_us = want_harder(WANT_DRAIN, x.want.drain_us);
		if (x.want.drain_us <= 0)
			break;
	}
}

static int
by_cost(const void *u, const void *v)
{
	const struct pareto_point *x = u, *y = v;

	if (x->cost_cents != y->cost_cents)
		return x->cost_cents < y->cost_cents ? -1 : 1;
	if (x->drain_s != y->drain_s)
		return x->drain_s < y->drain_s ? -1 : 1;
	return strcmp(x->topology, y->topology);
}

void
why_pareto(struct trial_cache *cache, struct why *y)
{
	struct model x = *cache->m;
	size_t n = 0;

	want_let_go(&x, WANT_DRAIN);
	want_let_go(&x, WANT_BUDGET);
	for (size_t i = 0; i < TOPOLOGIES; i++) {
		if (want_asked(cache->m, WANT_TOPOLOGY) &&
		    cache->m->want.topology != trial_order[i])
			continue;
		x.want.topology = trial_order[i];
		topology_points(cache, x, y);
	}
	if (y->npoint > 0)
		qsort(y->point, y->npoint, sizeof *y->point, by_cost);
	for (size_t i = 0; i < y->npoint; i++)
		if (n == 0 || y->point[i].drain_s < y->point[n - 1].drain_s)
			y->point[n++] = y->point[i];
	y->npoint = n;
}
