/*
 * The drain engine against size, and how near it comes to its bounds.  First a
 * cluster rolled and every host of it emptied, from 50 to 1,000 hosts with 20
 * machines each: CPU seconds and the exponent of a line through the logarithms.
 * Then random clusters: seconds over lower bound, by policy.
 */
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "drain/drain.h"

static uint64_t state = 1;

static uint32_t
rnd(uint32_t n)
{
	state = state * 6364136223846793005u + 1442695040888963407u;
	return (uint32_t)(state >> 33) % n;
}

static double
cpu_s(void)
{
	struct timespec t;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

enum { RACK = 25 };

/* two ports a host, one on each leaf of its rack; targets take them in turn */
static size_t
route(const void *ctx, size_t from, size_t to, size_t *link)
{
	const size_t *nhost = ctx;
	size_t mx = (from + to) % 2, my = to / 2 % 2, n = 0;
	size_t up = 4 * *nhost;

	link[n++] = 4 * from + mx;
	if (from / RACK != to / RACK || mx != my) {
		link[n++] = up + 4 * (from / RACK) + mx;
		link[n++] = up + 4 * (to / RACK) + 2 + my;
	}
	link[n++] = 4 * to + 2 + my;
	return n;
}

static struct drain_problem
cluster(struct arena *a, size_t nhost, size_t each)
{
	struct drain_problem p = {0};
	struct drain_net *net = NEW(a, struct drain_net, 1);
	struct drain_host *host = NEW(a, struct drain_host, nhost);
	struct drain_vm *vm = NEW(a, struct drain_vm, nhost * each);
	size_t nlink = 4 * nhost + 4 * (nhost / RACK + 1), i;
	size_t *ctx = NEW(a, size_t, 1);
	double *cap = NEW(a, double, nlink);

	*ctx = nhost;
	for (i = 0; i < nlink; i++)
		cap[i] = i < 4 * nhost ? 1.24e9 : 19.8e9;
	net->nlink = nlink;
	net->capacity_Bps = cap;
	net->route = route;
	net->ctx = ctx;
	for (i = 0; i < nhost; i++) {
		host[i].memory_bytes = 1024e9;
		host[i].slots = 2;
	}
	for (i = 0; i < nhost * each; i++) {
		vm[i].host = i % nhost;
		vm[i].memory_bytes = 1e9 * (2 + rnd(30));
		vm[i].load.memory_bytes = vm[i].memory_bytes;
		vm[i].load.nonzero_bytes = vm[i].memory_bytes * 0.8;
		vm[i].load.dirty = dirty_hot(1e8, 2, 2e6);
	}
	p.net = net;
	p.host = host;
	p.nhost = nhost;
	p.vm = vm;
	p.nvm = nhost * each;
	p.rules = migration_rules_plain();
	p.rules.stop = MIGRATION_PASSES;
	p.rules.max_passes = 10;
	p.rules.threshold_bytes = 1 << 20;
	p.rules.overhead_s = 3;
	p.stream_cap_Bps = 5e8;
	return p;
}

static void
sizes(void)
{
	static const size_t nhost[] = {50, 100, 200, 500, 1000};
	double sx = 0, sy = 0, sxx = 0, sxy = 0;
	size_t i, k;

	printf("%8s %8s %12s %12s   CPU seconds\n", "hosts", "machines",
	    "rolled", "each emptied");
	for (i = 0; i < 5; i++) {
		struct arena *a = arena_new();
		struct drain_problem p = cluster(a, nhost[i], 20);
		double t = cpu_s(), u, x, y;
		const struct rolling_answer *r = rolling_run(a, &p, 1800,
		    false);

		t = cpu_s() - t;
		u = cpu_s();
		for (k = 0; k < nhost[i]; k++)
			if (!drain_host(a, &p, k, DRAIN_BEST)->finished)
				printf("host %zu can't be emptied\n", k);
		u = cpu_s() - u;
		printf("%8zu %8zu %12.2f %12.2f   bytes over bound %.4f\n",
		    nhost[i], p.nvm, t, u, r->finished ? r->bytes /
		    r->bytes_lower_bound : INFINITY);
		x = log((double)nhost[i]);
		y = log(t);
		sx += x;
		sy += y;
		sxx += x * x;
		sxy += x * y;
		arena_free(a);
	}
	printf("exponent of rolling %.2f\n\n", (5 * sxy - sx * sy) /
	    (5 * sxx - sx * sx));
}

static int
ascending(const void *x, const void *y)
{
	double a = *(const double *)x, b = *(const double *)y;

	return (a > b) - (a < b);
}

static void
quality(void)
{
	enum { N = 300 };
	static const char *const name[] = {"default", "largest first", "best"};
	double ratio[3][N];
	int i, k;

	for (i = 0; i < N; i++) {
		struct arena *a = arena_new();
		struct drain_problem p;
		double *cap;
		size_t l;

		state = (uint64_t)i + 77;
		p = cluster(a, 4 + rnd(30), 4 + rnd(30));
		cap = NEW(a, double, p.net->nlink);
		for (l = 0; l < p.net->nlink; l++)
			cap[l] = p.net->capacity_Bps[l] * (rnd(4) ? 1 : 0.4);
		((struct drain_net *)p.net)->capacity_Bps = cap;
		if (rnd(2))
			p.stream_cap_Bps = INFINITY;
		p.rules.overhead_s = rnd(4);
		for (k = 0; k < 3; k++) {
			const struct drain_answer *r = drain_host(a, &p, 0,
			    (enum drain_policy)k);

			ratio[k][i] = r->finished ? r->seconds /
			    r->lower_bound_s : INFINITY;
		}
		arena_free(a);
	}
	printf("seconds over lower bound, %d random clusters\n"
	    "%-14s %8s %8s %8s\n", N, "", "median", "p90", "most");
	for (k = 0; k < 3; k++) {
		qsort(ratio[k], N, sizeof ratio[k][0], ascending);
		printf("%-14s %8.3f %8.3f %8.3f\n", name[k], ratio[k][N / 2],
		    ratio[k][N * 9 / 10], ratio[k][N - 1]);
	}
}

int
main(void)
{
	sizes();
	quality();
	return 0;
}
