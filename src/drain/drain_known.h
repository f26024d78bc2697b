/*
 * Results of runs, kept: moves that differ only in the numbers of hosts and
 * links take the same time.  Of one problem; for rolling.c, where host after
 * host leaves for hosts that are like the last one's, and drain_best.c, where
 * VMs that are alike change places. In the arena it was made with; knows no
 * sites.
 */
#ifndef DRAIN_DRAIN_KNOWN_H
#define DRAIN_DRAIN_KNOWN_H

#include "drain/drain_state.h"

struct drain_known;

/* p->type says which VMs are one; where it is NULL nothing is remembered.
 * p outlives it */
struct drain_known *
drain_known_new(struct arena *a, const struct drain_problem *p);
/* seconds, bytes and done of drain_run(s, move, n, 0); the moves themselves may
 * stay as they are */
struct drain_clock drain_known_run(struct drain_known *k, struct drain_state *s,
    struct drain_move *move, size_t n);
/* were such moves looked up before? Marks them as looked up. */
bool
drain_known_met(struct drain_known *k, const struct drain_move *move, size_t n);

#endif
