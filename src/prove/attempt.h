/*
 * One attempt at a design of a topology: a plan for given minimum bandwidths,
 * laid out and simulated once.  Which minimum bandwidths to try is trial.c's.
 * What is made belongs to the trial it returns, or to the arena given.  Private
 * to the room.
 */
#ifndef PROVE_ATTEMPT_H
#define PROVE_ATTEMPT_H

#include "prove/trial.h"

/* plan, lay out and simulate once; no more than a plan where that costs
 * ceiling_cents or more (0: any will do) */
struct trial
attempt_run(struct trial_cache *cache, struct arena *a, const struct model *m,
    enum topology topology, const struct min_bandwidth *f,
    enum trial_depth depth, int64_t ceiling_cents, struct candidate *c);

/* a plan that can't be laid out (a subnet too small for it, a defect of ours)
 * rules out its topology, not the others; any other error is reported at
 * once */
struct design *
attempt_lay_out(struct trial_cache *cache, struct arena *own, struct arena *a,
    const struct model *m, const struct sizing *p, struct candidate *c);

/* all drains, today's and the design's */
struct results *attempt_results(struct trial_cache *cache, struct arena *a,
    const struct model *m, const struct design *g);

/* why a candidate is ruled out, each text once */
void attempt_reason(struct arena *a, struct candidate *c, const char *text);

#endif
