/* Measurements made from known figures give those figures back. */
#include <criterion/criterion.h>
#include <math.h>
#include <stdint.h>

#include "drain/calibrate.h"

static uint64_t state;

static double
noise(double most)
{
	state = state * 6364136223846793005u + 1442695040888963407u;
	return 1 + most * ((double)(state >> 40) / 8388608.0 - 1);
}

/* n migrations, some over a slow and some over a fast link */
static void
measure(struct measured *m, size_t n, double overhead, double cap,
    double share, double spread)
{
	struct migration_rules r = migration_rules_plain();
	size_t i;

	r.stop = MIGRATION_PASSES;
	r.max_passes = 10;
	r.overhead_s = overhead;
	for (i = 0; i < n; i++) {
		struct migration_load l = {0};
		struct migration_result x;

		m[i] = (struct measured){.memory_bytes = 2e9 * (double)(1 + i %
		    8), .bandwidth_Bps = i % 2 ? 117e6 : 1180e6,
		    .dirty = dirty_hot(50e6, 1, 1e6)};
		l.memory_bytes = m[i].memory_bytes;
		l.nonzero_bytes = share * l.memory_bytes;
		l.dirty = m[i].dirty;
		x = migration_run(&r, &l, fmin(cap, m[i].bandwidth_Bps));
		m[i].seconds = x.seconds * noise(spread);
	}
}

static struct calibration
fit(struct arena *a, const struct measured *m, size_t n)
{
	struct migration_rules r = migration_rules_plain();

	r.stop = MIGRATION_PASSES;
	r.max_passes = 10;
	return calibrate_fit(a, &r, INFINITY, 1, m, n);
}

Test(calibrate, finds_what_was_put_in)
{
	struct arena *a = arena_new();
	struct measured m[24];
	struct calibration c;

	state = 7;
	measure(m, 24, 3, 440e6, 0.7, 0);
	c = fit(a, m, 24);
	cr_expect(c.has_cap && c.has_share);
	/* exact data, to the last figure printed */
	cr_expect(fabs(c.overhead_s - 3) < 5e-4, "%.5f s", c.overhead_s);
	cr_expect(fabs(c.cap_Bps / 440e6 - 1) < 5e-4, "%.6g B/s", c.cap_Bps);
	cr_expect(fabs(c.share - 0.7) < 5e-4, "%.5f", c.share);
	cr_expect(c.median < 0.01 && c.before_median > 0.1);
	arena_free(a);
}

Test(calibrate, lives_with_noise_and_says_how_sure_it_is)
{
	struct arena *a = arena_new();
	struct measured m[24];
	int seed, held = 0;

	for (seed = 1; seed <= 10; seed++) {
		struct calibration c;

		state = (uint64_t)seed;
		measure(m, 24, 3, 440e6, 0.7, 0.05);
		c = fit(a, m, 24);
		cr_expect(c.has_cap && c.has_share, "seed %d", seed);
		cr_expect(fabs(c.share - 0.7) < 0.05, "seed %d: %.3f", seed,
		    c.share);
		cr_expect(c.overhead_low_s <= c.overhead_s && c.overhead_s <=
		    c.overhead_high_s);
		held += c.cap_low_Bps <= 440e6 && 440e6 <= c.cap_high_Bps;
	}
	cr_expect_geq(held, 7);
	arena_free(a);
}

/* neither a cap nor a share is claimed where none was */
Test(calibrate, claims_no_more_than_the_rows_tell)
{
	struct arena *a = arena_new();
	struct measured m[24];
	struct calibration c;

	state = 3;
	measure(m, 24, 2, INFINITY, 1, 0.03);
	c = fit(a, m, 24);
	cr_expect(!c.has_cap && !c.has_share, "cap %d share %d", c.has_cap,
	    c.has_share);
	cr_expect(fabs(c.overhead_s - 2) < 0.5, "%.2f s", c.overhead_s);
	arena_free(a);
}
