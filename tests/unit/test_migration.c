/* One machine's migration against published numbers and against itself. */
#include <criterion/criterion.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "drain/goodput.h"
#include "drain/migration.h"

/*
 * A. Gudkov, "Migration time prediction using calc-dirty-rate", qemu-devel,
 * 2023-04-27, cover letter of v2: a 32 GiB guest, dirty pages sampled at these
 * times, and the predicted time for each bandwidth and downtime limit.  Its
 * Gbps is 2^30 / 8 bytes/s; a dash: does not converge within an hour.
 */
static const double ms[] = {125, 250, 375, 500, 750, 1000, 1500, 2000, 3000,
    4001, 6000, 8000, 10000, 15000, 20000, 25000, 30000, 35000, 40000, 45000,
    50000, 60000};
static const double dirty[] = {33, 78, 119, 151, 217, 236, 293, 336, 425, 505,
    620, 756, 898, 1204, 1457, 1723, 1934, 2141, 2328, 2522, 2675, 2958};
enum { POINTS = sizeof ms / sizeof ms[0] };
static const double sampled = 16392, zero = 10060, total = 8392704;
static const double gbps[] = {100 / 1024.0, 1, 2, 2.5, 5, 10, 25, 40};
static const double limit[] = {0.125, 0.25, 0.5, 1, 5, INFINITY};
/* seconds, rounded up twice as the tool does; 0: a dash */
static const int want[8][6] = {
	{0, 0, 0, 0, 0, 1019}, {0, 0, 0, 0, 0, 100}, {0, 0, 0, 0, 101, 50},
	{0, 0, 0, 0, 67, 40}, {48, 46, 31, 28, 25, 20}, {13, 12, 12, 12, 12, 10},
	{5, 5, 5, 5, 4, 4}, {3, 3, 3, 3, 3, 3}
};

Test(migration, agrees_with_all_48_cells_of_the_published_table)
{
	double at[POINTS], bytes[POINTS];
	struct migration_rules r = migration_rules_plain();
	struct migration_load l = {0};
	size_t i, k;

	for (i = 0; i < POINTS; i++) {
		at[i] = ms[i] / 1000;
		bytes[i] = dirty[i] * total / sampled * 4096;
	}
	l.memory_bytes = total * 4096;
	l.nonzero_bytes = total * (sampled - zero) / sampled * 4096;
	l.dirty = dirty_points(at, bytes, POINTS);
	r.page_header_bytes = 8;
	r.zero_page_bytes = 8;
	r.give_up_s = 3600;
	for (i = 0; i < 8; i++)
		for (k = 0; k < 6; k++) {
			struct migration_result m;
			int s;

			r.downtime_s = limit[k];
			m = migration_run(&r, &l, gbps[i] * 1073741824 / 8);
			s = m.finishes ? (int)ceil(ceil(m.seconds * 1000) /
			    1000) : 0;
			cr_expect_eq(s, want[i][k], "%g Gbps, %g s: %d, "
			    "published %d", gbps[i], limit[k], s, want[i][k]);
		}
}

/* exact fractions from the frame formats of IEEE 802.3 */
Test(migration, knows_what_of_a_line_is_payload)
{
	static const struct {
		enum goodput_transport t;
		int64_t mtu;
		bool tagged;
		int64_t num, den;
	} cases[] = {
		{GOODPUT_TCP, 1500, false, 1460, 1538},
		{GOODPUT_TCP_STAMPED, 1500, false, 1448, 1538},
		{GOODPUT_TCP, 9000, true, 8960, 9042},
		{GOODPUT_TCP_STAMPED, 9000, false, 8948, 9038},
		{GOODPUT_ROCE, 1500, false, 1024, 1106},
		{GOODPUT_ROCE, 9000, false, 4096, 4178}
	};
	size_t i;

	for (i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		struct fraction f = goodput_fraction(cases[i].t, cases[i].mtu,
		    cases[i].tagged);

		cr_expect_eq(f.num, cases[i].num, "case %zu", i);
		cr_expect_eq(f.den, cases[i].den, "case %zu: %lld", i,
		    (long long)f.den);
	}
}

static uint64_t state;

static double
rnd(double lo, double hi)
{
	state = state * 6364136223846793005u + 1442695040888963407u;
	return lo + (hi - lo) * (double)(state >> 40) / 16777216.0;
}

/* more memory or rewriting never shortens, more bandwidth never lengthens, no
 * time is below its bound, and time scales */
Test(migration, behaves_as_physics_does)
{
	int i, done = 0;

	state = 11;
	for (i = 0; i < 2000; i++) {
		struct migration_rules r = migration_rules_plain(), slow;
		struct migration_load l = {0}, more, half;
		double B = rnd(3e7, 3e9);
		struct migration_result m, n;

		r.stop = i % 2 ? MIGRATION_PASSES : MIGRATION_DOWNTIME;
		r.max_passes = 10;
		r.overhead_s = rnd(0, 3);
		l.memory_bytes = l.nonzero_bytes = rnd(1e8, 6e10);
		if (i % 3 == 0)
			l.dirty = dirty_uniform(rnd(1e7, l.memory_bytes),
			    rnd(0, 1.2 * B));
		else
			l.dirty = dirty_hot(rnd(0, 1e9), rnd(0.5, 5),
			    rnd(0, 0.5 * B));
		m = migration_run(&r, &l, B);
		if (!m.finishes)
			continue;
		done++;
		cr_expect(m.seconds >= m.lower_bound_s * (1 - 1e-12), "%d", i);
		n = migration_run(&r, &l, 2 * B);
		cr_expect(n.finishes && n.seconds <= m.seconds * (1 + 1e-9),
		    "%d: twice the bandwidth %g, once %g", i, n.seconds,
		    m.seconds);
		more = l;
		more.dirty.hot_bytes *= 1.3;
		more.dirty.rate_Bps[0] *= 1.3;
		n = migration_run(&r, &more, B);
		cr_expect(!n.finishes || n.seconds >= m.seconds * (1 - 1e-9),
		    "%d: more rewriting %g, less %g", i, n.seconds, m.seconds);
		/* all rates halved, all times doubled */
		slow = r;
		slow.overhead_s *= 2;
		slow.downtime_s *= 2;
		half = l;
		half.dirty.hot_window_s *= 2;
		half.dirty.cold_Bps /= 2;
		half.dirty.rate_Bps[0] /= 2;
		n = migration_run(&slow, &half, B / 2);
		cr_expect(n.finishes && fabs(n.seconds - 2 * m.seconds) <=
		    1e-6 * m.seconds, "%d: %g, %g", i, n.seconds, m.seconds);
	}
	cr_expect(done > 500, "%d", done);
}

Test(migration, names_what_does_not_end_and_ends_what_must)
{
	struct migration_rules r = migration_rules_plain();
	struct migration_load l = {0};
	struct migration_result m;

	l.memory_bytes = l.nonzero_bytes = 8e9;
	l.dirty = dirty_uniform(4e9, 2e8);
	m = migration_run(&r, &l, 1e8);
	cr_expect(!m.finishes && !m.converges);
	r.stop = MIGRATION_PASSES;
	r.max_passes = 10;
	m = migration_run(&r, &l, 1e8);
	cr_expect(m.finishes && !m.converges && m.passes == 11);
	cr_expect_gt(m.downtime_s, 1);
	r.stop = MIGRATION_STUN;
	m = migration_run(&r, &l, 1e8);
	cr_expect(m.finishes && m.slowed);
}

Test(migration, ends_by_post_copy_and_by_a_faster_last_copy)
{
	struct migration_rules r = migration_rules_plain();
	struct migration_load l = {0};
	struct migration_result m, n;

	/* pass 1: 10 s, 10e8 bytes rewritten; then at the target: 10 s more */
	l.memory_bytes = l.nonzero_bytes = 4096 * 250000.0;
	l.dirty = dirty_hot(l.nonzero_bytes, 0, 0);
	cr_expect(!migration_run(&r, &l, 1.024e8).finishes);
	r.post_copy = true;
	m = migration_run(&r, &l, 1.024e8);
	cr_expect(m.finishes && m.converges && m.passes == 2);
	cr_expect_float_eq(m.seconds, 20, 1e-9);
	cr_expect_float_eq(m.downtime_s, 0, 1e-9);
	/* the rest at ten times the speed: less dark, never below the bound */
	r.post_copy = false;
	r.loop_s = 0.1;
	l.dirty = dirty_uniform(1e8, 2e7);
	m = migration_run(&r, &l, 1.024e8);
	r.stop_Bps = 1.024e9;
	n = migration_run(&r, &l, 1.024e8);
	cr_expect(m.finishes && n.finishes && n.downtime_s < m.downtime_s / 5);
	cr_expect(n.seconds < m.seconds && n.seconds >= n.lower_bound_s);
	/* pages of zeros take time at the target, not bytes */
	r.stop_Bps = 0;
	l.memory_bytes += 4096 * 100000.0;
	r.zero_page_s = 4e-6;
	n = migration_run(&r, &l, 1.024e8);
	cr_expect(n.seconds > m.seconds + 0.4 && n.bytes >= m.bytes);
}

/* OPNFV kvmfornfv, user guide: 8 GiB, nearly all of it zeros, in 2.27 s over
 * 10GbE.  What is not zero would have been sent within the limit: the pages of
 * zeros are looked at all the same. */
Test(migration, an_idle_guest_is_looked_through_before_it_stops)
{
	struct migration_rules r = migration_rules_plain();
	struct migration_load l = {0};
	struct migration_result m;

	r.downtime_s = 0.3;
	r.overhead_s = 0.1;
	r.page_header_bytes = 8;
	r.zero_page_bytes = 9;
	r.zero_page_s = 1e-6;
	l.memory_bytes = 8.0 * 1073741824;
	l.nonzero_bytes = 0.02 * l.memory_bytes;
	m = migration_run(&r, &l, 1.24e9);
	cr_expect(m.finishes && m.converges);
	cr_expect_float_eq(m.seconds, 2.27, 0.15, "%g", m.seconds);
	/* one that is small altogether goes at once */
	l.memory_bytes = 0.2 * 1073741824;
	l.nonzero_bytes = l.memory_bytes / 2;
	m = migration_run(&r, &l, 1.24e9);
	cr_expect(m.finishes && m.passes == 1 && m.seconds < 0.3);
}
