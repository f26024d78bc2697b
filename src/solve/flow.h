/*
 * Flows sharing links: max-min fair rates, times of completion. Knows links by
 * number, bytes and seconds; no names, no network.  A flow has a weight and may
 * have a cap; classes of flows are served by strict priority and, within a
 * priority, each has at least its share of a link, what it leaves going to the
 * others (802.1Qaz).  When a flow starts or ends, rates are recomputed only as
 * far as the change has an effect. Everything belongs to the arena of flow_new;
 * a flow's `link` array is copied.
 */
#ifndef SOLVE_FLOW_H
#define SOLVE_FLOW_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"

#define FLOW_NONE ((size_t)-1)

struct flow_class {
	unsigned priority; /* 0 is served first */
	double share;      /* > 0: weight among classes of a priority */
};

struct flow_spec {
	double bytes;       /* >= 0; INFINITY: never ends by itself */
	double start_s;     /* flow_batch only */
	double cap_Bps;     /* INFINITY or 0: none */
	double weight;      /* 0 is taken as 1 */
	size_t cls;         /* index of its class; 0 where there are none */
	const size_t *link; /* no link twice */
	size_t nlink;
};

/* finish_s[i] of every flow; INFINITY where it never ends (a link of no
 * capacity).  cls NULL, ncls 0: all equal. */
void flow_batch(struct arena *a, const double *capacity_Bps, size_t nlink,
    const struct flow_class *cls, size_t ncls, const struct flow_spec *flow,
    size_t n, double *finish_s);

/* step by step: a clock, flows that come and go */
struct flow_sim;
struct flow_sim *flow_new(struct arena *a, const double *capacity_Bps,
    size_t nlink, const struct flow_class *cls, size_t ncls);
double flow_now(const struct flow_sim *s);
/* the clock back to 0; no flow may be left */
void flow_restart(struct flow_sim *s);
/* a flow that starts now; its number is unique until it ends */
size_t flow_add(struct flow_sim *s, const struct flow_spec *f);
void flow_remove(struct flow_sim *s, size_t flow);
/* changes its cap from now on; INFINITY or 0: none */
void flow_recap(struct flow_sim *s, size_t flow, double cap_Bps);
/* time of the next completion; INFINITY: none to come */
double flow_next(struct flow_sim *s);
/* moves the clock to the next completion, if not after until_s, and returns
 * that flow, which is gone; else to until_s (if finite) and FLOW_NONE.  Of
 * completions at one time the lowest number comes first. */
size_t flow_advance(struct flow_sim *s, double until_s);
/* for tests, which check that the rates are max-min fair */
double flow_rate_Bps(struct flow_sim *s, size_t flow);
/* its bottleneck link; FLOW_NONE: its own cap */
size_t flow_bottleneck(struct flow_sim *s, size_t flow);

#endif
