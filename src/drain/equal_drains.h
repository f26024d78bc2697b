/*
 * Hosts of one cluster whose drains are the same but for numbers: the same VMs
 * in the same order go to as many hosts over links as fast, shared alike.  Such
 * drains need one run.  Knows no names; other differences between hosts are in
 * the caller's `class`.
 */
#ifndef DRAIN_EQUAL_DRAINS_H
#define DRAIN_EQUAL_DRAINS_H

#include "drain/drain.h"

struct equal_drains;

/* class: of each host, what a bound and a reserve depend on; type: of each
 * VM, equal where all its loads are.  Both and p must outlive it. */
struct equal_drains *
equal_drains_new(struct arena *a, const struct drain_problem *p,
    const size_t *class, const size_t *type, enum drain_policy policy);
/* an earlier host whose drain equals this one's; DRAIN_NONE: none is (by
 * DRAIN_BEST none ever), and from now on this one is among them */
size_t equal_drain_find(struct equal_drains *t, size_t host);
/* the answer of `first`, its equal, in the numbers of host */
struct drain_answer *equal_drain_answer(struct arena *a, struct equal_drains *t,
    size_t first, const struct drain_answer *of_first, size_t host);

#endif
