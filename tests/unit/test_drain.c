/* Drains against hand-worked cases, published measurements and models. */
#include <criterion/criterion.h>
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "drain/drain.h"
#include "drain/goodput.h"

/* one non-blocking switch: a link up and a link down for each host */
static size_t
star(const void *ctx, size_t from, size_t to, size_t *link)
{
	(void)ctx;
	link[0] = 2 * from;
	link[1] = 2 * to + 1;
	return 2;
}

struct site {
	struct drain_problem p;
	struct drain_net net;
	struct drain_host host[16];
	struct drain_vm vm[400];
	double capacity[32];
};

static void
site_init(struct site *s, size_t nhost, size_t each, double bytes,
    double line_Bps, size_t slots)
{
	size_t i;

	memset(s, 0, sizeof *s);
	for (i = 0; i < 2 * nhost; i++)
		s->capacity[i] = line_Bps;
	for (i = 0; i < nhost; i++) {
		s->host[i].memory_bytes = bytes * (double)each * 1.5;
		s->host[i].slots = slots;
	}
	for (i = 0; i < nhost * each; i++) {
		s->vm[i].host = i % nhost;
		s->vm[i].memory_bytes = s->vm[i].load.memory_bytes =
		    s->vm[i].load.nonzero_bytes = bytes;
	}
	s->net = (struct drain_net){.nlink = 2 * nhost,
	    .capacity_Bps = s->capacity, .route = star};
	s->p = (struct drain_problem){&s->net, s->host, nhost, s->vm,
	    nhost * each, migration_rules_plain(), INFINITY, 0, 0, NULL, 0, 0, NULL};
}

/* 6 hosts of 20 machines of 12 GiB each, nothing rewritten, no fixed time: a
 * quotient, and the rolled bytes 7 M, or 12 M with failback */
Test(drain, meets_the_worked_case_of_six_hosts)
{
	static const struct {
		int64_t line_bps;
		double stream_bps;
		size_t slots;
		double drain_s, chain_min, failback_min;
	} row[] = {
		{1000000000, INFINITY, 2, 2172, 253, 434},
		{10000000000, INFINITY, 2, 217, 25.3, 43.4},
		{10000000000, 4e9, 1, 515, 60, 103},
		{10000000000, 4e9, 2, 258, 30, 51.5},
		{25000000000, INFINITY, 2, 87, 10.1, 17.4},
		{25000000000, 4e9, 2, 258, 30, 51.5},
		{25000000000, 15e9, 1, 137, 16, 27.5},
	};
	size_t i;

	for (i = 0; i < sizeof row / sizeof row[0]; i++) {
		struct arena *a = arena_new();
		struct site *s = NEW(a, struct site, 1);
		const struct drain_answer *r;
		const struct rolling_answer *chain, *back;

		site_init(s, 6, 20, 12 * 1073741824.0,
		    goodput_Bps(row[i].line_bps, GOODPUT_TCP, 1500, false),
		    row[i].slots);
		s->p.stream_cap_Bps = row[i].stream_bps / 8;
		r = drain_host(a, &s->p, 0, DRAIN_BEST);
		cr_expect(r->finished && fabs(r->seconds - row[i].drain_s) <
		    1, "row %zu: %.1f s", i, r->seconds);
		cr_expect(r->seconds <= r->lower_bound_s * 1.001,
		    "row %zu: bound %.1f s", i, r->lower_bound_s);
		cr_expect(r->by_stream == (row[i].stream_bps < 5e9 ||
		    row[i].slots == 1) || r->by_slots, "row %zu", i);
		chain = rolling_run(a, &s->p, 0, false);
		back = rolling_run(a, &s->p, 0, true);
		cr_expect(fabs(chain->seconds / 60 - row[i].chain_min) <
		    0.01 * row[i].chain_min, "row %zu: %.2f min", i,
		    chain->seconds / 60);
		cr_expect(fabs(back->seconds / 60 - row[i].failback_min) <
		    0.01 * row[i].failback_min, "row %zu: %.2f min", i,
		    back->seconds / 60);
		cr_expect(fabs(chain->bytes / chain->bytes_lower_bound - 1) <
		    1e-9);
		arena_free(a);
	}
}

/* a LAG of two members between the hosts: one copy gets one of them, and two at
 * once both; and it is the LAG that holds it back, not the platform */
Test(drain, a_stream_gets_one_member_of_a_lag)
{
	struct arena *a = arena_new();
	struct site *s = NEW(a, struct site, 1);
	double one[4] = {INFINITY, INFINITY, INFINITY, INFINITY};
	const struct drain_answer *r;

	site_init(s, 2, 2, 1000, 100, 1);
	s->host[1].memory_bytes *= 10;
	r = drain_host(a, &s->p, 0, DRAIN_BEST);
	cr_expect_float_eq(r->seconds, 20, 1e-6);
	one[0] = 50;
	s->net.one_Bps = one;
	r = drain_host(a, &s->p, 0, DRAIN_BEST);
	cr_expect_float_eq(r->seconds, 40, 1e-6);
	cr_expect_float_eq(r->lower_bound_s, 40, 1e-6);
	cr_expect(!r->by_stream);
	/* the platform's own limit is the narrower one */
	s->p.stream_cap_Bps = 40;
	r = drain_host(a, &s->p, 0, DRAIN_BEST);
	cr_expect_float_eq(r->seconds, 50, 1e-6);
	/* two at once are on both members, as a hash that is kind has it */
	s->p.stream_cap_Bps = INFINITY;
	s->host[0].slots = s->host[1].slots = 2;
	r = drain_host(a, &s->p, 0, DRAIN_BEST);
	cr_expect_float_eq(r->seconds, 20, 1e-6);
	cr_expect_eq(r->bottleneck, 0);
	arena_free(a);
}

/* one machine, host to host; at an end of the band if given */
static double
one_way(double bytes, double Bps, const struct migration_rules *rules,
    struct dirty d)
{
	struct arena *a = arena_new();
	struct site *s = NEW(a, struct site, 1);
	const struct drain_answer *r;
	double t;

	site_init(s, 2, 1, bytes, Bps, 1);
	s->host[1].memory_bytes = 4 * bytes;
	s->vm[0].load.dirty = d;
	s->p.rules = *rules;
	r = drain_host(a, &s->p, 0, DRAIN_BEST);
	t = r->finished ? r->seconds : INFINITY;
	arena_free(a);
	return t;
}

/*
 * V. Kherbache, doctoral thesis and UCC'15: 2,000 migrations of KVM on
 * Grid'5000 (github.com/btrplace/kherbache-thesis, accuracy/), medians of
 * hundreds; the instances say 96 MB hot within 2 s, then 2 MB/s.  1 Gbit/s TCP
 * with time stamps; 500 Mbit/s by HTB, which counts frames of 1,514 bytes.
 */
static size_t
dice(unsigned *bits, size_t n)
{
	*bits = *bits * 1103515245 + 12345;
	return (*bits >> 16) % n;
}

static void
vm_bytes(struct site *s, size_t vm, double bytes)
{
	s->vm[vm].memory_bytes = s->vm[vm].load.memory_bytes =
	    s->vm[vm].load.nonzero_bytes = bytes;
}

/* rooms that one packing fills to the last byte: the largest first into the
 * first that has room gets stuck, and so does a search that gives up early */
Test(drain, finds_a_packing_that_leaves_no_room)
{
	unsigned bits = 1;
	size_t seed, i, n;

	for (seed = 0; seed < 40; seed++) {
		struct arena *a = arena_new();
		struct site *s = NEW(a, struct site, 1);
		const struct drain_answer *r;

		n = 9 + dice(&bits, 5);
		site_init(s, 4, n, 1e9, 1.25e9, 2);
		s->p.nvm = n;
		for (i = 0; i < 4; i++)
			s->host[i].memory_bytes = 0;
		for (i = 0; i < n; i++) {
			vm_bytes(s, i, 1e9 * (double)(3 + dice(&bits, 17)));
			s->vm[i].host = 0;
			s->host[0].memory_bytes += s->vm[i].memory_bytes;
			s->host[1 + dice(&bits, 3)].memory_bytes +=
			    s->vm[i].memory_bytes;
		}
		r = drain_host(a, &s->p, 0, 0);
		cr_expect(r->finished, "packing %zu: %zu of %zu stay", seed,
		    r->nunfinished, n);
		arena_free(a);
	}
}

/* with one host out and reserve - 1 more lost, the machines need a place */
Test(drain, says_where_the_reserve_is_not_kept_meanwhile)
{
	/* of 4 hosts of 30 GB: three are left; less one or two of them */
	static const struct {
		size_t reserve;
		double used;
		bool is_short;
	} row[] = {{0, 80e9, false}, {1, 80e9, false}, {2, 60e9, false},
	    {2, 60.8e9, true}, {3, 30e9, false}, {3, 30.8e9, true}};
	size_t i;

	for (i = 0; i < sizeof row / sizeof row[0]; i++) {
		struct arena *a = arena_new();
		struct site *s = NEW(a, struct site, 1);

		site_init(s, 4, 4, row[i].used / 16, 1e9, 2);
		for (size_t h = 0; h < 4; h++)
			s->host[h].memory_bytes = 30e9;
		s->p.reserve = row[i].reserve;
		cr_expect_eq(drain_host(a, &s->p, 0, 0)->short_of_reserve,
		    row[i].is_short, "row %zu", i);
		arena_free(a);
	}
}

/* one small machine: neither link nor slot nor stream would make it quicker */
Test(drain, names_the_fixed_time_where_that_holds_it_up)
{
	struct arena *a = arena_new();
	struct site *s = NEW(a, struct site, 1);
	const struct drain_answer *r;

	site_init(s, 2, 1, 1e6, 1.25e9, 2);
	s->p.nvm = 1;
	s->p.rules.overhead_s = 10;
	s->p.stream_cap_Bps = 1e9;
	r = drain_host(a, &s->p, 0, DRAIN_BEST);
	cr_expect(r->finished && r->by_overhead);
	cr_expect(!r->by_slots && !r->by_stream);
	cr_expect_eq(r->bottleneck, DRAIN_NONE);
	cr_expect_lt(r->helped_s, 6);
	/* and where it does not, not */
	site_init(s, 2, 1, 1e9, 1.25e6, 2);
	s->p.nvm = 1;
	s->p.rules.overhead_s = 0;
	r = drain_host(a, &s->p, 0, DRAIN_BEST);
	cr_expect(r->finished && !r->by_overhead);
	cr_expect_neq(r->bottleneck, DRAIN_NONE);
	/* nor is it forgotten where one VM fits nowhere and the drain has no end */
	site_init(s, 2, 2, 1.25e9, 1.25e9, 2);
	s->p.rules.overhead_s = 10;
	s->p.nvm = 2;
	s->vm[0].host = s->vm[1].host = 0;
	s->vm[1].memory_bytes = 1e18;
	r = drain_host(a, &s->p, 0, DRAIN_BEST);
	cr_expect(!r->finished && r->nunfinished == 1);
	cr_expect(r->by_overhead && r->bottleneck == DRAIN_NONE);
	arena_free(a);
}

/* with little room, orders that begin with one host and go on from the heaviest
 * send less than those that begin with the lightest, or get through at all */
Test(drain, rolling_looks_from_the_heaviest_as_well)
{
	static const struct {
		unsigned seed, few;
		double bytes;
	} row[] = {{49, 6, 168e9}, {61, 6, 156e9}, {749, 9, 258e9},
	    {755, 9, 252e9}};
	size_t i, h, n;

	for (i = 0; i < sizeof row / sizeof row[0]; i++) {
		struct arena *a = arena_new();
		struct site *s = NEW(a, struct site, 1);
		unsigned bits = row[i].seed * 7919 + 1;
		const struct rolling_answer *r;

		n = row[i].few + dice(&bits, 4);
		site_init(s, n, 3, 1e9, 1.25e9, 2);
		for (h = 0; h < n; h++)
			s->host[h].memory_bytes = 0;
		for (h = 0; h < s->p.nvm; h++) {
			vm_bytes(s, h, 1e9 * (double)(1 + dice(&bits, 12)));
			s->host[s->vm[h].host].memory_bytes +=
			    s->vm[h].memory_bytes;
		}
		for (h = 0; h < n; h++)
			s->host[h].memory_bytes += 1e9 *
			    (double)(2 + dice(&bits, 10));
		r = rolling_run(a, &s->p, 60, false);
		cr_expect(r->finished, "row %zu is stuck", i);
		cr_expect_leq(r->bytes, row[i].bytes * 1.0001,
		    "row %zu: %.4g bytes", i, r->bytes);
		arena_free(a);
	}
}

/* as many hosts as are more than few, and fewer than are tried as the first */
Test(drain, rolling_serves_each_host_once)
{
	size_t n, i, k, seed, served = 0;

	for (n = 5; n <= 9; n++)
		for (seed = 0; seed < 20; seed++) {
			struct arena *a = arena_new();
			struct site *s = NEW(a, struct site, 1);
			const struct rolling_answer *r;
			unsigned bits = (unsigned)(seed * 97 + n);
			size_t times[16] = {0};

			/* unlike loads, and little room: no order is as good
			 * as the bound */
			site_init(s, n, 4, 1e9, 1.25e9, 2);
			for (i = 0; i < n; i++)
				s->host[i].memory_bytes = 0;
			for (i = 0; i < s->p.nvm; i++) {
				vm_bytes(s, i, 1e9 *
				    (double)(1 + dice(&bits, 12)));
				s->host[s->vm[i].host].memory_bytes +=
				    s->vm[i].memory_bytes;
			}
			for (i = 0; i < n; i++)
				s->host[i].memory_bytes += 8e9;
			r = rolling_run(a, &s->p, 60, false);
			served += r->finished;
			for (k = 0; k < n; k++)
				times[r->order[k]]++;
			for (i = 0; i < n; i++)
				cr_expect_eq(times[i], 1, "%zu hosts, seed "
				    "%zu: host %zu is served %zu times", n,
				    seed, i, times[i]);
			arena_free(a);
		}
	cr_expect_gt(served, 50);
}

Test(drain, is_near_kherbaches_medians)
{
	static const struct { double gib, Bps, median_s; bool near; } row[] = {
		{2, 125e6 * 1448 / 1538, 20, true},
		{3, 125e6 * 1448 / 1538, 29, true},
		{2, 62.5e6 * 1448 / 1514, 39, false},
		{3, 62.5e6 * 1448 / 1514, 57, false},
	};
	struct migration_rules r = migration_rules_plain();
	struct dirty d = dirty_hot(96e6, 2, 2e6), low, high;
	size_t i;

	r.overhead_s = 0.1;
	r.loop_s = 0.05;
	r.page_header_bytes = 8;
	low = dirty_optimistic(&d);
	high = dirty_pessimistic(&d);
	for (i = 0; i < 4; i++) {
		double m = row[i].gib * 1073741824, t, from, to;

		t = one_way(m, row[i].Bps, &r, d);
		cr_expect(!row[i].near || fabs(t / row[i].median_s - 1) <
		    0.05, "row %zu: %.1f s, measured %.0f", i, t,
		    row[i].median_s);
		r.overhead_s = 0;
		from = one_way(m, row[i].Bps, &r, low);
		r.overhead_s = 1.5;
		to = fmax(t, one_way(m, row[i].Bps, &r, high));
		r.overhead_s = 0.1;
		cr_expect(from <= row[i].median_s && row[i].median_s <= to,
		    "row %zu: %.1f to %.1f s, measured %.0f", i, from, to,
		    row[i].median_s);
	}
}

/* the closed form of mVM (Kherbache, Hermenier, Madelaine; CNetworkView.java of
 * BtrPlace), a yardstick: M, S in MB, D in MB/s */
static double
mvm_s(double M, double mbps, double S, double d, double D)
{
	double B = floor(mbps / 9), T = M / B, last = S / d;

	if (T > d)
		return T + (S + (T - d) * D) / (B - D) + S / B * last /
		    (B - last);
	return T + last * T / (B - last);
}

Test(drain, beats_the_closed_form_on_what_was_measured)
{
	static const struct { double mb, mbps; int says; double real; } row[] =
	    {{2000, 500, 51, 39}, {3000, 500, 70, 57}, {2000, 1000, 20, 20},
	    {3000, 1000, 29, 29}};
	struct migration_rules r = migration_rules_plain();
	double ours = 0, theirs = 0;
	size_t i;

	r.overhead_s = 0.1;
	r.loop_s = 0.05;
	for (i = 0; i < 4; i++) {
		double s = mvm_s(row[i].mb, row[i].mbps, 96, 2, 2);
		double B = row[i].mbps * 1e6 / 8 * 1448 /
		    (row[i].mbps < 1000 ? 1514 : 1538);

		cr_expect_eq((int)lround(s), row[i].says, "%.2f", s);
		theirs += fabs(s / row[i].real - 1);
		ours += fabs(one_way(row[i].mb / 1000 * 1073741824, B, &r,
		    dirty_hot(96e6, 2, 2e6)) / row[i].real - 1);
	}
	cr_expect_lt(ours, theirs);
}

static int
ascending(const void *x, const void *y)
{
	double a = *(const double *)x, b = *(const double *)y;

	return (a > b) - (a < b);
}

/* tests/oracle/README.md: drains of two to four machines over one shaped link */
Test(drain, is_near_measured_drains)
{
	FILE *f = fopen("tests/oracle/qemu-drains.csv", "r");
	double time[32], bytes[32];
	char line[512], id[64] = "";
	size_t n = 0, m = 0;
	struct arena *a = arena_new();
	struct site *s = NEW(a, struct site, 1);
	double total = 0, sent = 0;
	bool more;

	cr_assert_not_null(f);
	cr_assert_not_null(fgets(line, sizeof line, f));
	do {
		char *v[14], *p = line;
		size_t k;

		more = fgets(line, sizeof line, f) != NULL;
		for (k = 0; more && k < 14; k++)
			v[k] = strsep(&p, ",");
		if (m > 0 && (!more || strcmp(v[0], id) != 0)) {
			const struct drain_answer *r;

			s->p.nvm = m;
			r = drain_host(a, &s->p, 0, DRAIN_DEFAULT);
			cr_expect(r->finished, "%s", id);
			time[n] = fabs(r->seconds / total - 1);
			bytes[n++] = fabs(r->bytes / sent - 1);
			m = 0;
		}
		if (!more)
			break;
		if (m == 0) {
			site_init(s, 2, 1, 1, atof(v[3]) * 1448 / 1514,
			    (size_t)atoi(v[2]));
			s->host[1].memory_bytes = 1e12;
			s->p.rules.loop_s = 0.05;
			s->p.rules.page_header_bytes = 8;
			s->p.rules.zero_page_bytes = 9;
			s->p.rules.zero_page_s = 4e-6;
			s->p.rules.overhead_s = 0.1;
			snprintf(id, sizeof id, "%s", v[0]);
			total = atof(v[4]);
			sent = 0;
		}
		s->vm[m].host = 0;
		s->vm[m].memory_bytes = s->vm[m].load.memory_bytes =
		    atof(v[6]);
		s->vm[m].load.nonzero_bytes = atof(v[7]);
		s->vm[m].load.dirty = atof(v[10]) > 0 ?
		    dirty_uniform(atof(v[8]), atof(v[10])) : dirty_none();
		sent += atof(v[13]);
		m++;
	} while (more);
	fclose(f);
	qsort(time, n, sizeof time[0], ascending);
	qsort(bytes, n, sizeof bytes[0], ascending);
	printf("%zu drains: time off by %.1f %% (median), %.1f %% (most); "
	    "bytes %.1f %%, %.1f %%\n", n, 100 * time[n / 2],
	    100 * time[n - 1], 100 * bytes[n / 2], 100 * bytes[n - 1]);
	cr_expect_geq(n, 8);
	cr_expect_lt(time[n / 2], 0.03);
	cr_expect_lt(time[n - 1], 0.10);
	cr_expect_lt(bytes[n / 2], 0.01);
	cr_expect_lt(bytes[n - 1], 0.03);
	arena_free(a);
}

Test(drain, says_why_a_host_can_not_be_emptied)
{
	struct arena *a = arena_new();
	struct site *s = NEW(a, struct site, 1);
	const struct drain_answer *r;

	/* larger than any other host */
	site_init(s, 3, 4, 10e9, 1e9, 2);
	s->vm[0].memory_bytes = 100e9;
	s->host[0].memory_bytes = 200e9;
	r = drain_host(a, &s->p, 0, DRAIN_BEST);
	cr_expect(!r->finished && r->nunfinished == 1 &&
	    r->unfinished[0] == 0 && r->why[0] == DRAIN_NO_ROOM);
	cr_expect_eq(r->moved, 3);
	/* one of its mark on each other host */
	site_init(s, 3, 4, 10e9, 1e9, 2);
	s->vm[0].apart = s->vm[1].apart = s->vm[2].apart = 1;
	r = drain_host(a, &s->p, 0, DRAIN_BEST);
	cr_expect(!r->finished && r->why[0] == DRAIN_APART);
	/* rewrites faster than the link, and nothing stops it */
	site_init(s, 3, 4, 10e9, 1e8, 2);
	s->vm[0].load.dirty = dirty_uniform(8e9, 5e8);
	r = drain_host(a, &s->p, 0, DRAIN_BEST);
	cr_expect(!r->finished && r->nunfinished == 1 &&
	    r->unfinished[0] == 0 && r->why[0] == DRAIN_NO_END);
	/* a cluster of one */
	site_init(s, 1, 4, 10e9, 1e9, 2);
	r = drain_host(a, &s->p, 0, DRAIN_BEST);
	cr_expect(!r->finished && r->nunfinished == 4);
	cr_expect(!rolling_run(a, &s->p, 60, false)->finished);
	/* nothing to move */
	site_init(s, 3, 4, 10e9, 1e9, 2);
	s->p.nvm = 0;
	r = drain_host(a, &s->p, 0, DRAIN_BEST);
	cr_expect(r->finished && r->seconds <= 0 && r->lower_bound_s <= 0);
	/* links of no capacity */
	site_init(s, 3, 4, 10e9, 0, 2);
	r = drain_host(a, &s->p, 0, DRAIN_BEST);
	cr_expect(!r->finished && r->nunfinished == 4);
	arena_free(a);
}

/* 6, 5, 5 and 4, 4, 3, 3, 2 into free 10, 9, 6, 7: only some ways fit */
Test(drain, finds_a_packing_where_simple_rules_fail)
{
	static const double size[] = {7, 6, 5, 5, 4, 3, 2}, room[] = {12, 11, 9};
	struct arena *a = arena_new();
	struct site *s = NEW(a, struct site, 1);
	const struct drain_answer *r;
	size_t i;

	site_init(s, 4, 1, 1, 1e9, 2);
	for (i = 0; i < 3; i++)
		s->host[i + 1].memory_bytes = room[i] * 1e9;
	for (i = 0; i < 7; i++) {
		s->vm[i].host = 0;
		s->vm[i].memory_bytes = s->vm[i].load.nonzero_bytes =
		    size[i] * 1e9;
	}
	s->p.nvm = 7;
	r = drain_host(a, &s->p, 0, DRAIN_BEST);
	cr_expect(r->finished);
	arena_free(a);
}

/* two machines rewrite so fast that they end only alone: one at a time */
Test(drain, does_fewer_at_once_where_that_is_what_ends)
{
	struct arena *a = arena_new();
	struct site *s = NEW(a, struct site, 1);
	const struct drain_answer *r;
	size_t i;

	site_init(s, 4, 2, 20e9, 1e8, 2);
	for (i = 0; i < 8; i++)
		s->vm[i].load.dirty = dirty_hot(120e6, 2, 0);
	r = drain_host(a, &s->p, 0, DRAIN_BEST);
	cr_expect(r->finished, "%zu unfinished", r->nunfinished);
	arena_free(a);
}

static uint64_t draw_state;

static size_t
draw(size_t n)
{
	draw_state = draw_state * 6364136223846793005u + 1442695040888963407u;
	return (size_t)(draw_state >> 33) % n;
}

/* equal streams, so many at once, each on a member drawn for good when it
 * starts: what all of them take */
static double
drawn_s(size_t streams, size_t at_once, size_t members, double each_s)
{
	double rest[8], now = 0;
	size_t on[8], n = 0, i;

	while (streams > 0 || n > 0) {
		size_t with[8] = {0};
		double dt = INFINITY;

		for (; streams > 0 && n < at_once; streams--, n++) {
			rest[n] = each_s;
			on[n] = draw(members);
		}
		for (i = 0; i < n; i++)
			with[on[i]]++;
		for (i = 0; i < n; i++)
			dt = fmin(dt, rest[i] * (double)with[on[i]]);
		now += dt;
		for (i = 0; i < n; i++)
			rest[i] -= dt / (double)with[on[i]];
		for (i = 0; i < n;)
			if (rest[i] > 1e-9 * each_s) {
				i++;
			} else {
				rest[i] = rest[--n];
				on[i] = on[n];
			}
	}
	return now;
}

/*
 * A team's hash, drawn: the headline is the time at the mean rate, which no draw
 * on average keeps (a stream that shares a member holds it longer); the ends of
 * the band are where one draw in twenty lies beyond, and hold the mean.
 */
Test(drain, ends_of_the_band_hold_what_a_hash_may_do)
{
	static const struct { size_t members, slots, n; } row[] = {
		{2, 2, 16}, {2, 2, 32}, {2, 4, 32}, {3, 3, 24}, {4, 4, 32},
	};
	enum { DRAWS = 4000 };
	size_t i, k;

	for (i = 0; i < sizeof row / sizeof row[0]; i++) {
		struct arena *a = arena_new();
		struct site *s = NEW(a, struct site, 1);
		struct drain_team *tx = NEW(a, struct drain_team, 16);
		double t[DRAWS], mean = 0, end[3], B = 1e9;

		site_init(s, 10, row[i].n, 10e9, B * (double)row[i].members,
		    row[i].slots);
		for (k = 1; k < 10; k++) {
			s->capacity[2 * k + 1] = 1e15;
			s->host[k].memory_bytes *= 10;
		}
		tx[0] = (struct drain_team){row[i].members, B, false, 0};
		s->net.tx = tx;
		for (k = 0; k < 3; k++) {
			s->p.luck = ((double)k - 1) * DRAIN_ONE_IN_TWENTY /
			    sqrt((double)(row[i].n / row[i].slots));
			end[k] = drain_host(a, &s->p, 0,
			    DRAIN_DEFAULT)->seconds;
		}
		draw_state = 7;
		for (k = 0; k < DRAWS; k++) {
			t[k] = drawn_s(row[i].n, row[i].slots,
			    row[i].members, 10e9 / B);
			mean += t[k] / DRAWS;
		}
		qsort(t, DRAWS, sizeof t[0], ascending);
		printf("%zu of %zu at once over %zu: %.0f s (%.0f to %.0f), "
		    "drawn %.0f (%.0f to %.0f)\n", row[i].slots, row[i].n,
		    row[i].members, end[1], end[2], end[0], mean,
		    t[DRAWS / 20], t[DRAWS * 19 / 20]);
		cr_expect(end[1] < mean && mean < end[0]);
		cr_expect(fabs(end[0] / t[DRAWS * 19 / 20] - 1) < 0.06);
		cr_expect(end[2] < t[DRAWS / 20] * 1.06);
		arena_free(a);
	}
}

/* VMs that write the same in another time are not alike; of several differences
 * the first decides, so that the order is one */
Test(drain, points_of_a_load_are_compared_one_by_one)
{
	static const double s1[] = {1, 5}, s2[] = {1, 9}, s3[] = {2, 5};
	static const double b1[] = {100, 300}, b2[] = {200, 300};
	const struct drain_vm like = {.memory_bytes = 1e9, .load.dirty = {
	    .kind = DIRTY_POINTS, .point_s = s1, .point_bytes = b1,
	    .npoint = 2}};
	struct drain_vm other = like;

	cr_expect_eq(drain_vm_compare(&like, &other), 0);
	other.load.dirty.point_s = s2;
	cr_expect_gt(drain_vm_compare(&like, &other), 0);
	cr_expect_lt(drain_vm_compare(&other, &like), 0);
	other.load.dirty.point_s = s3;
	cr_expect_gt(drain_vm_compare(&like, &other), 0);
	/* more bytes come first, in however much less time */
	other.load.dirty.point_bytes = b2;
	cr_expect_gt(drain_vm_compare(&like, &other), 0);
	cr_expect_lt(drain_vm_compare(&other, &like), 0);
	other.load.dirty.point_s = (const double[]){0.5, 5};
	cr_expect_gt(drain_vm_compare(&like, &other), 0);
}
