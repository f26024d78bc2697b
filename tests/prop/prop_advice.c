/*
 * The best plan for emptying a host, held against a search that knows nothing of
 * how it is found: on small clusters every order, every target and every number
 * at once; on larger ones many plans at random.  It may be 2 % slower in one case
 * of ten at most, and is never slower with more allowed at once, nor than what
 * the platform does by itself.
 */
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "drain/drain_state.h"

enum { HOSTS = 5, VMS = 9, PLANS = 2000 };

static uint64_t state;

static uint32_t
rnd(uint32_t n)
{
	state = state * 6364136223846793005u + 1442695040888963407u;
	return (uint32_t)(state >> 33) % n;
}

/* out of the host, into the other; a link in the middle for half of them */
static size_t
star(const void *ctx, size_t from, size_t to, size_t *link)
{
	(void)ctx;
	link[0] = 2 * from;
	link[1] = 2 * to + 1;
	if (from % 2 == to % 2)
		return 2;
	link[2] = 2 * HOSTS;
	return 3;
}

struct cluster {
	struct drain_problem p;
	struct drain_net net;
	struct drain_host host[HOSTS];
	struct drain_vm vm[VMS + HOSTS];
	double capacity[2 * HOSTS + 1];
	struct drain_team tx[HOSTS];
	size_t n; /* machines on the first host */
};

static void
cluster_new(struct cluster *x, size_t nhost, size_t n)
{
	double B = 1e8 * (1 + rnd(10));
	size_t i;

	memset(x, 0, sizeof *x);
	for (i = 0; i <= 2 * HOSTS; i++)
		x->capacity[i] = rnd(4) ? B : B * (50 + rnd(100)) / 100;
	for (i = 0; i < HOSTS; i++)
		x->tx[i] = (struct drain_team){ 2, x->capacity[2 * i] / 2,
			rnd(2) == 0, 2 * i };
	x->net = (struct drain_net){ .nlink = 2 * HOSTS + 1,
		.capacity_Bps = x->capacity,
		.route = star,
		.tx = rnd(3) ? NULL : x->tx };
	for (i = 0; i < nhost; i++)
		x->host[i] = (struct drain_host){ "h", 1e12, 1 + rnd(3) };
	for (i = 0; i < n; i++) {
		double m = 4096.0 * (100000 + rnd(2000000));

		x->vm[i].host = 0;
		x->vm[i].memory_bytes = m;
		x->vm[i].load.memory_bytes = x->vm[i].load.nonzero_bytes = m;
		x->vm[i].apart = rnd(4) ? 0 : 1 + rnd(2);
		if (rnd(2))
			x->vm[i].load.dirty =
			    dirty_uniform(m * (1 + rnd(20)) / 40,
			        B * rnd(40) / 100);
	}
	x->n = n;
	x->p = (struct drain_problem){ .net = &x->net,
		.host = x->host,
		.nhost = nhost,
		.vm = x->vm,
		.nvm = n,
		.rules = migration_rules_plain(),
		.stream_cap_Bps = rnd(2) ? INFINITY : B * (20 + rnd(80)) / 100,
		.effort = 5000 };
	x->p.rules.overhead_s = rnd(3);
	for (i = 0; i < nhost; i++)
		x->host[i].slots = x->host[0].slots;
}

/* a plan: seconds with so many at once, INFINITY where it is none */
static double
plan_s(struct drain_state *s, const struct drain_move *plan, size_t n,
    size_t slots)
{
	struct drain_move move[VMS];
	struct drain_clock c;
	size_t i, k;

	for (i = 0; i < n; i++)
		for (k = 0; k < i; k++)
			if (plan[i].to == plan[k].to &&
			    s->p->vm[plan[i].vm].apart != 0 &&
			    s->p->vm[plan[i].vm].apart ==
			        s->p->vm[plan[k].vm].apart)
				return INFINITY;
	memcpy(move, plan, n * sizeof *plan);
	c = drain_run(s, move, n, slots);
	return c.done == n ? c.seconds : INFINITY;
}

static double
targets(struct drain_state *s, struct drain_move *m, size_t i, size_t n)
{
	double best = INFINITY;
	size_t k;

	if (i < n) {
		for (k = 1; k < s->p->nhost; k++) {
			m[i].to = k;
			best = fmin(best, targets(s, m, i + 1, n));
		}
		return best;
	}
	for (k = 1; k <= s->p->host[0].slots; k++)
		best = fmin(best, plan_s(s, m, n, k));
	return best;
}

static double
orders(struct drain_state *s, struct drain_move *m, size_t i, size_t n)
{
	double best = INFINITY;
	size_t k;

	if (i == n)
		return targets(s, m, 0, n);
	for (k = i; k < n; k++) {
		struct drain_move x = m[i];

		m[i] = m[k];
		m[k] = x;
		best = fmin(best, orders(s, m, i + 1, n));
		m[k] = m[i];
		m[i] = x;
	}
	return best;
}

static double
at_random(struct drain_state *s, struct drain_move *m, size_t n)
{
	double best = INFINITY;
	size_t i, k;

	for (i = 0; i < PLANS; i++) {
		for (k = 0; k < n; k++) {
			size_t o = k + rnd((uint32_t)(n - k));
			struct drain_move x = m[k];

			m[k] = m[o];
			m[o] = x;
			m[k].to = 1 + rnd((uint32_t)s->p->nhost - 1);
		}
		best = fmin(best, plan_s(s, m, n,
		    1 + rnd((uint32_t)s->p->host[0].slots)));
	}
	return best;
}

static double
advice_s(struct arena *a, struct cluster *x, size_t slots)
{
	const struct drain_answer *r;
	size_t i;

	for (i = 0; i < x->p.nhost; i++)
		x->host[i].slots = slots;
	r = drain_host(a, &x->p, 0, DRAIN_BEST);
	return r->finished ? r->seconds : INFINITY;
}

static bool
one(bool small, double *ratio)
{
	struct arena *a = arena_new();
	struct cluster x;
	struct drain_state *s;
	struct drain_move m[VMS];
	const struct drain_answer *r;
	size_t nhost = small ? 3 + rnd(2) : 4 + rnd(2), slots, i;
	size_t n = small ? nhost == 3 ? 5 : 4 : 7 + rnd(3);
	double found, mine, fewer;
	bool ok = true;

	cluster_new(&x, nhost, n);
	slots = x.host[0].slots;
	s = drain_state_new(a, &x.p);
	for (i = 0; i < n; i++)
		m[i] = (struct drain_move){ .vm = i, .from = 0 };
	found = small ? orders(s, m, 0, n) : at_random(s, m, n);
	mine = advice_s(a, &x, slots);
	*ratio = isinf(found) && isinf(mine) ? 1 : mine / found;
	for (i = 0, fewer = INFINITY; ok && i < slots + 2; i++) {
		double t = advice_s(a, &x, i + 1);

		ok = isinf(fewer) || t <= fewer * (1 + 1e-8);
		if (!ok)
			printf("%zu at once: %.9f s, one fewer %.9f\n", i + 1,
			    t, fewer);
		fewer = t;
	}
	r = drain_host(a, &x.p, 0, DRAIN_DEFAULT);
	ok = ok && (!r->finished || fewer <= r->seconds * (1 + 1e-8));
	arena_free(a);
	return ok;
}

static int
ascending(const void *x, const void *y)
{
	double a = *(const double *)x, b = *(const double *)y;

	return (a > b) - (a < b);
}

int
main(void)
{
	double ratio[40];
	size_t n = sizeof ratio / sizeof ratio[0], near = 0, i;
	uint64_t seed;
	int bad = 0;

	for (i = 0; i < n; i++) {
		state = seed = 77 + i;
		if (!one(i % 3 != 0, &ratio[i])) {
			printf("seed %llu\n", (unsigned long long)seed);
			bad++;
		}
		near += ratio[i] <= 1.02;
		if (ratio[i] > 1.02)
			printf("seed %llu: %.3f of what a search found\n",
			    (unsigned long long)seed, ratio[i]);
	}
	qsort(ratio, n, sizeof ratio[0], ascending);
	printf("advice over what a search found: %.4f (median), %.4f (p90), "
	    "%.4f (most)\n", ratio[n / 2], ratio[n * 9 / 10], ratio[n - 1]);
	if (near * 10 < n * 9)
		bad++;
	printf("prop_advice: %zu passed, %d failed\n", n - (size_t)bad, bad);
	return bad > 0;
}
