/*
 * The flow simulator against another way to get max-min shares: rates found by
 * bisection on the common level in exact order of bottlenecks, in long double,
 * with time cut at every arrival and completion.  Hundreds of random instances
 * with caps and staggered starts, and of classes, which leave nothing that
 * somebody could have.  The quick way to rates against the plain one, after
 * every change on fabrics of hundreds of flows.  And drains: no time below its
 * bound, every machine on a host with room, rolling at least sum(M) + min(M).
 */
#include <math.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>


#include "drain/drain.h"
#include "solve/flow.h"
#include "solve/flow_sim.h"

static uint64_t state;

static uint32_t
rnd(uint32_t n)
{
	state = state * 6364136223846793005u + 1442695040888963407u;
	return (uint32_t)(state >> 33) % n;
}

enum { N = 24, L = 8 };

struct one { long double left, start, cap, rate; bool on[L]; bool fixed; };

/* the largest level at which every link holds, all free flows at it */
static long double
level(const struct one *f, size_t n, const long double *cap, size_t nl)
{
	long double lo = 0, hi = 1e12L;
	int i;

	for (i = 0; i < 200; i++) {
		long double mid = (lo + hi) / 2;
		bool ok = true;
		size_t l, k;

		for (l = 0; l < nl; l++) {
			long double sum = 0;

			for (k = 0; k < n; k++)
				if (f[k].on[l])
					sum += f[k].fixed ? f[k].rate :
					    fminl(mid, f[k].cap);
			ok = ok && sum <= cap[l] * (1 + 1e-15L);
		}
		if (ok)
			lo = mid;
		else
			hi = mid;
	}
	return lo;
}

static void
shares(struct one *f, size_t n, const long double *cap, size_t nl)
{
	size_t k, l, left = n;

	for (k = 0; k < n; k++)
		f[k].fixed = false;
	while (left > 0) {
		long double x = level(f, n, cap, nl);
		bool stop[N] = {false};

		for (k = 0; k < n; k++)
			stop[k] = !f[k].fixed && f[k].cap <= x;
		for (l = 0; l < nl; l++) {
			long double sum = 0;

			for (k = 0; k < n; k++)
				if (f[k].on[l])
					sum += f[k].fixed ? f[k].rate :
					    fminl(x, f[k].cap);
			for (k = 0; k < n && sum >= cap[l] * (1 - 1e-12L); k++)
				stop[k] |= f[k].on[l] && !f[k].fixed;
		}
		for (k = 0; k < n; k++)
			if (stop[k]) {
				f[k].rate = fminl(x, f[k].cap);
				f[k].fixed = true;
				left--;
			}
	}
}

static bool
flows_agree(int seed)
{
	struct arena *a = arena_new();
	double cap[L], finish[N];
	long double lcap[L], t = 0, want[N];
	struct flow_spec spec[N] = {{0}};
	size_t link[N][L], n, nl, i, k, ended = 0;
	struct one all[N];
	bool over[N] = {false}, ok = true;

	state = (uint64_t)seed * 2654435761u;
	n = 1 + rnd(N);
	nl = 1 + rnd(L);
	for (i = 0; i < nl; i++)
		lcap[i] = cap[i] = 1e6 * (1 + rnd(1000));
	for (i = 0; i < n; i++) {
		memset(&all[i], 0, sizeof all[i]);
		spec[i].bytes = 1e6 * (1 + rnd(5000));
		spec[i].start_s = rnd(3) ? rnd(40) / 4.0 : 0;
		spec[i].cap_Bps = rnd(3) ? INFINITY : 1e5 * (1 + rnd(3000));
		for (k = 0; k < nl; k++)
			if (rnd(3) == 0 || k == i % nl) {
				link[i][spec[i].nlink++] = k;
				all[i].on[k] = true;
			}
		spec[i].link = link[i];
		all[i].left = spec[i].bytes;
		all[i].start = spec[i].start_s;
		all[i].cap = spec[i].cap_Bps;
	}
	flow_batch(a, cap, nl, NULL, 0, spec, n, finish);
	while (ended < n) {
		struct one now[N];
		size_t id[N], m = 0;
		long double step = 1e18L;

		for (i = 0; i < n; i++)
			if (!over[i] && all[i].start <= t) {
				id[m] = i;
				now[m++] = all[i];
			} else if (!over[i] && all[i].start - t < step) {
				step = all[i].start - t;
			}
		shares(now, m, lcap, nl);
		for (k = 0; k < m; k++)
			step = fminl(step, now[k].left / now[k].rate);
		t += step;
		for (k = 0; k < m; k++) {
			all[id[k]].left -= now[k].rate * step;
			if (all[id[k]].left <= spec[id[k]].bytes * 1e-13L) {
				over[id[k]] = true;
				want[id[k]] = t;
				ended++;
			}
		}
	}
	for (i = 0; i < n; i++)
		if (fabsl(want[i] - finish[i]) > 1e-6L * fmaxl(want[i], 1e-3L)) {
			printf("seed %d flow %zu: %.9f, other way %.9Lf\n",
			    seed, i, finish[i], want[i]);
			ok = false;
		}
	arena_free(a);
	return ok;
}

/* classes: no link carries more than it can, and nobody could have more: each
 * flow is at its cap, or crosses a link that is full */
static bool
classes_leave_nothing(int seed)
{
	struct arena *a = arena_new();
	double cap[L], used[L] = {0}, rate[N];
	struct flow_class cls[4] = {{0}};
	struct flow_spec spec[N] = {{0}};
	size_t link[N][L], id[N], n, nl, nc, i, k;
	struct flow_sim *s;
	bool ok = true;

	state = (uint64_t)seed * 40503u;
	n = 1 + rnd(N);
	nl = 1 + rnd(L);
	nc = 2 + rnd(3);
	for (i = 0; i < nl; i++)
		cap[i] = 1e6 * (1 + rnd(1000));
	for (i = 0; i < nc; i++)
		cls[i] = (struct flow_class){rnd(4) ? 0 : rnd(2), 1 + rnd(9)};
	s = flow_new(a, cap, nl, cls, nc);
	for (i = 0; i < n; i++) {
		spec[i].bytes = 1e12;
		spec[i].cap_Bps = rnd(3) ? INFINITY : 1e5 * (1 + rnd(3000));
		spec[i].weight = 1 + rnd(3);
		spec[i].cls = rnd((uint32_t)nc);
		for (k = 0; k < nl; k++)
			if (rnd(3) == 0 || k == i % nl)
				link[i][spec[i].nlink++] = k;
		spec[i].link = link[i];
		id[i] = flow_add(s, &spec[i]);
	}
	for (i = 0; i < n; i++) {
		rate[i] = flow_rate_Bps(s, id[i]);
		for (k = 0; k < spec[i].nlink; k++)
			used[link[i][k]] += rate[i];
	}
	for (i = 0; i < nl; i++)
		ok = ok && used[i] <= cap[i] * (1 + 1e-9);
	for (i = 0; i < n; i++) {
		bool held = rate[i] >= spec[i].cap_Bps * (1 - 1e-9);

		for (k = 0; k < spec[i].nlink; k++)
			held |= used[link[i][k]] >= cap[link[i][k]] * (1 - 1e-9);
		ok = ok && held && rate[i] >= 0;
	}
	if (!ok)
		printf("seed %d: classes\n", seed);
	arena_free(a);
	return ok;
}

/* ---- quick and plain ---- */

enum { RACKS = 5, IN_RACK = 4, FLOWS = 200, PORTS = 2 * RACKS * IN_RACK };

/* racks of hosts, an uplink each way; some flows share path and cap */
static struct flow_spec
random_flow(size_t *link)
{
	size_t x = rnd(RACKS * IN_RACK), y = rnd(RACKS * IN_RACK), n = 0;
	static const double cap[] = {INFINITY, 5e7, 2.5e8, 0};

	link[n++] = 2 * x;
	if (x / IN_RACK != y / IN_RACK) {
		link[n++] = PORTS + 2 * (x / IN_RACK);
		link[n++] = PORTS + 2 * (y / IN_RACK) + 1;
	}
	link[n++] = 2 * y + 1;
	return (struct flow_spec){.bytes = 5e10 * rnd(1u << 30) / (1u << 30),
	    .cap_Bps = rnd(8) ? cap[rnd(4)] : 1e6 * (1 + rnd(900)),
	    .weight = rnd(4) ? 1 : 1 + rnd(3), .link = link, .nlink = n};
}

/* one change to both; the flow that ended, as both number it */
static void
change(struct flow_sim *quick, struct flow_sim *plain, size_t *there,
    size_t *n)
{
	size_t link[4], x, y, i;

	if (*n == 0 || (*n < FLOWS && rnd(3) == 0)) {
		struct flow_spec f = random_flow(link);

		x = flow_add(quick, &f);
		y = flow_add(plain, &f);
		there[(*n)++] = x == y ? x : FLOW_NONE;
		return;
	}
	if (rnd(4) == 0) {
		double cap = rnd(2) ? INFINITY : 1e6 * (1 + rnd(900));

		x = there[rnd((uint32_t)*n)];
		flow_recap(quick, x, cap);
		flow_recap(plain, x, cap);
		return;
	}
	x = flow_advance(quick, INFINITY);
	y = flow_advance(plain, INFINITY);
	if (x == FLOW_NONE && y == x)
		return; /* links of no capacity */
	for (i = 0; i < *n && there[i] != x; i++)
		continue;
	if (i == *n || x != y)
		there[0] = FLOW_NONE;
	else
		there[i] = there[--*n];
}

static bool
quick_is_plain(int seed)
{
	struct arena *a = arena_new();
	double cap[PORTS + 2 * RACKS];
	struct flow_sim *quick, *plain;
	size_t there[FLOWS], n = 0, i;
	bool ok = true;
	int k;

	state = (uint64_t)seed * 7368787u;
	for (i = 0; i < PORTS + 2 * RACKS; i++)
		cap[i] = rnd(20) ? (i < PORTS ? 1.25e8 : 2.5e8) : 1e8 * rnd(9);
	quick = flow_new(a, cap, PORTS + 2 * RACKS, NULL, 0);
	plain = flow_new(a, cap, PORTS + 2 * RACKS, NULL, 0);
	plain->patience = 0;
	/* many at the start, so that what changes is felt far away */
	for (; n < FLOWS / 2; n++) {
		size_t link[4];
		struct flow_spec f = random_flow(link);

		there[n] = flow_add(quick, &f);
		flow_add(plain, &f);
	}
	for (k = 0; k < 400 && ok; k++) {
		change(quick, plain, there, &n);
		ok = there[0] != FLOW_NONE;
		for (i = 0; i < n && ok; i++) {
			double x = flow_rate_Bps(quick, there[i]);
			double y = flow_rate_Bps(plain, there[i]);

			ok = fabs(x - y) <= 1e-9 * y;
		}
		ok = ok && fabs(flow_now(quick) - flow_now(plain)) <=
		    1e-9 * flow_now(plain);
	}
	if (!ok)
		printf("seed %d: quick and plain differ at change %d\n", seed,
		    k);
	arena_free(a);
	return ok;
}

/* ---- drains on one switch ---- */

static size_t
star(const void *ctx, size_t from, size_t to, size_t *link)
{
	(void)ctx;
	link[0] = 2 * from;
	link[1] = 2 * to + 1;
	return 2;
}

static bool
drain_holds(int seed)
{
	struct arena *a = arena_new();
	struct drain_host host[8] = {{0}};
	struct drain_vm vm[80] = {{0}};
	double cap[16], used[8] = {0}, sum = 0;
	struct drain_net net = {.nlink = 16, .capacity_Bps = cap,
	    .route = star};
	struct drain_problem p = {0};
	struct drain_answer *r;
	struct rolling_answer *roll;
	size_t i;
	bool ok = true;

	state = (uint64_t)seed * 40503u;
	p.net = &net;
	p.host = host;
	p.vm = vm;
	p.nhost = 3 + rnd(6);
	p.rules = migration_rules_plain();
	p.rules.stop = MIGRATION_PASSES;
	p.rules.max_passes = 10;
	p.rules.overhead_s = rnd(4);
	p.stream_cap_Bps = rnd(2) ? INFINITY : 1e8 * (1 + rnd(9));
	for (i = 0; i < 16; i++)
		cap[i] = 1e8 * (1 + rnd(12));
	for (i = 0; i < p.nhost; i++) {
		host[i].memory_bytes = 256e9;
		host[i].slots = 1 + rnd(4);
	}
	p.nvm = p.nhost * (1 + rnd(10));
	for (i = 0; i < p.nvm; i++) {
		vm[i].host = i % p.nhost;
		vm[i].memory_bytes = 1e9 * (1 + rnd(16));
		vm[i].load.memory_bytes = vm[i].memory_bytes;
		vm[i].load.nonzero_bytes = vm[i].memory_bytes;
		if (rnd(2))
			vm[i].load.dirty = dirty_hot(1e7 * rnd(50), 2, 1e5 *
			    rnd(100));
		used[vm[i].host] += vm[i].memory_bytes;
		sum += vm[i].memory_bytes;
	}
	r = drain_host(a, &p, 0, DRAIN_BEST);
	if (!r->finished || r->seconds < r->lower_bound_s * (1 - 1e-9)) {
		printf("seed %d: %.6f s, bound %.6f\n", seed, r->seconds,
		    r->lower_bound_s);
		ok = false;
	}
	for (i = 0; i < r->nmove; i++) {
		ok = ok && r->move[i].to != 0 && vm[r->move[i].vm].host == 0;
		used[r->move[i].to] += vm[r->move[i].vm].memory_bytes;
	}
	for (i = 0; i < p.nvm; i++)
		used[0] -= vm[i].host == 0 ? vm[i].memory_bytes : 0;
	ok = ok && r->nmove == r->moved && fabs(used[0]) < 1;
	for (i = 1; i < p.nhost; i++)
		ok = ok && used[i] <= host[i].memory_bytes;
	roll = rolling_run(a, &p, 60, false);
	if (roll->finished && roll->bytes < roll->bytes_lower_bound *
	    (1 - 1e-9)) {
		printf("seed %d: rolled %.0f bytes, bound %.0f\n", seed,
		    roll->bytes, roll->bytes_lower_bound);
		ok = false;
	}
	ok = ok && roll->bytes_lower_bound >= sum;
	if (!ok)
		printf("seed %d: a drain is not as it must be\n", seed);
	arena_free(a);
	return ok;
}

/* equal hosts of equal machines and room: exactly (n + 1) M, against 2 n M with
 * failback */
static bool
rolling_is_least(size_t n)
{
	struct arena *a = arena_new();
	struct drain_host host[8] = {{0}};
	struct drain_vm vm[160] = {{0}};
	double cap[16];
	struct drain_net net = {.nlink = 16, .capacity_Bps = cap,
	    .route = star};
	struct drain_problem p = {&net, host, n, vm, 20 * n,
	    migration_rules_plain(), INFINITY, 0, 0, NULL, 0, 0, NULL};
	struct rolling_answer *x, *y;
	size_t i;
	bool ok;

	for (i = 0; i < 16; i++)
		cap[i] = 1e9;
	for (i = 0; i < n; i++) {
		host[i].memory_bytes = 24 * 24e9;
		host[i].slots = 2;
	}
	for (i = 0; i < 20 * n; i++) {
		vm[i].host = i % n;
		vm[i].memory_bytes = vm[i].load.memory_bytes =
		    vm[i].load.nonzero_bytes = 12e9;
	}
	x = rolling_run(a, &p, 0, false);
	y = rolling_run(a, &p, 0, true);
	ok = x->finished && y->finished &&
	    fabs(x->bytes - (double)(n + 1) * 240e9) < 1e6 &&
	    fabs(y->bytes - (double)(2 * n) * 240e9) < 1e6;
	if (!ok)
		printf("%zu hosts rolled: %.3e and %.3e bytes\n", n, x->bytes,
		    y->bytes);
	arena_free(a);
	return ok;
}

int
main(void)
{
	int i, passed = 0, failed = 0;

	for (i = 1; i <= 300; i++) {
		bool ok = flows_agree(i);

		passed += ok;
		failed += !ok;
		ok = classes_leave_nothing(i);
		passed += ok;
		failed += !ok;
		ok = quick_is_plain(i);
		passed += ok;
		failed += !ok;
		ok = drain_holds(i);
		passed += ok;
		failed += !ok;
	}
	for (i = 3; i <= 8; i++) {
		bool ok = rolling_is_least((size_t)i);

		passed += ok;
		failed += !ok;
	}
	printf("prop_flow: %d passed, %d failed\n", passed, failed);
	return failed != 0;
}
