/*
 * Platform parameters from measured migrations: the fixed time, the cap of a
 * stream and the share of memory that is sent, fitted by least squares of
 * log(estimate / measured).  A cap and a share are only reported where they
 * clearly improve AICc (Akaike; Hurvich and Tsai, Biometrika 1989), so that
 * what the data can't show is left out.  Knows no file.
 */
#ifndef DRAIN_CALIBRATE_H
#define DRAIN_CALIBRATE_H

#include "drain/migration.h"

enum { CALIBRATE_LEAST = 4 }; /* measurements */

struct measured {
	double memory_bytes;  /* as given to the VM */
	double bandwidth_Bps; /* payload the stream could use */
	double seconds;       /* > 0 */
	double bytes;         /* as sent; 0: not measured */
	struct dirty dirty;
};

struct calibration {
	double overhead_s, overhead_low_s, overhead_high_s;
	bool has_cap, has_share;
	double cap_Bps, cap_low_Bps, cap_high_Bps;
	double share, share_low, share_high;
	/* |estimate / measured - 1|, by the fit and by the rules as they
	 * were */
	double median, p90, most, before_median;
	double bytes_median; /* of those with bytes; negative: none */
	/* measurements that never converge under the rules */
	size_t unending;
};

/* n >= CALIBRATE_LEAST.  The intervals are where the sum of squares stays
 * within what two more parameters would have to gain.  cap_Bps: the stream's
 * cap as it was, for before_median; INFINITY: none. */
struct calibration
calibrate_fit(struct arena *a, const struct migration_rules *r, double cap_Bps,
    double compression, const struct measured *m, size_t n);

#endif
