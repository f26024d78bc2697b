/*
 * How much memory a running VM has rewritten t seconds after a clean
 * state: W(t), never decreasing, never more than its memory in use.
 * Knows nothing of migrations.
 */
#ifndef DRAIN_DIRTY_H
#define DRAIN_DIRTY_H

#include <stdbool.h>
#include <stddef.h>

enum dirty_kind {
	DIRTY_HOT,     /* hot_bytes evenly within hot_window_s (at once if 0),
			 * and then new memory at cold_Bps */
	DIRTY_UNIFORM, /* writes fall evenly on up to two sets of pages:
			 * sum of set (1 - exp(-rate t / set)) */
	DIRTY_POINTS   /* measured: linear between points, last slope goes on;
			 * from (0, 0), or worst case, see dirty_points */
};

struct dirty {
	enum dirty_kind kind;
	double hot_bytes, hot_window_s, cold_Bps;
	double set_bytes[2], rate_Bps[2];
	const double *point_s, *point_bytes; /* ascending */
	size_t npoint;
	double origin_bytes; /* DIRTY_POINTS: W(0) */
	double speed;        /* speed factor; 0: 1 */
};

/* all zero: nothing is ever rewritten */
struct dirty dirty_none(void);
struct dirty dirty_hot(double hot_bytes, double hot_window_s, double cold_Bps);
/* set 0: the whole memory */
struct dirty dirty_uniform(double set_bytes, double rate_Bps);
/* the first slope drawn back to 0 s where that is above nothing */
struct dirty
dirty_points(const double *point_s, const double *point_bytes, size_t n);

/* W(seconds), at most memory_bytes */
double dirty_bytes(const struct dirty *d, double seconds, double memory_bytes);
/*
 * Of `rest` bytes of a queue of pages that were rewritten before, so many are
 * rewritten again within `seconds`: of h bytes rewritten one after the other
 * W(t) + W(seconds) - W(t + seconds) are, where W(t) = h. This distinguishes a
 * writer that cycles through its set (nothing, until it starts over) from
 * writes spread evenly (the same share of all).
 */
double dirty_again(const struct dirty *d, double rest, double queue,
    double seconds, double memory_bytes);
/* the same writes at a multiple of the speed: W(factor t) */
struct dirty dirty_faster(const struct dirty *d, double factor);
/* the range's ends: only what is beyond the hot set; the hot set whole in
 * every pass however short (dirty_bytes of the result at any t > 0) */
struct dirty dirty_optimistic(const struct dirty *d);
struct dirty dirty_pessimistic(const struct dirty *d);

#endif
