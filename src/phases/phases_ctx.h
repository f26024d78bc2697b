/*
 * Between phases.c, which has the money, waiting.c, which has the schedule, and
 * phase.c, which makes one phase.  Private to the three. Owned by phases.c.
 */
#ifndef PHASES_PHASES_CTX_H
#define PHASES_PHASES_CTX_H

#include "phases/phases.h"
#include "phases/proof.h"
#include "prove/drain_variants.h"

struct phases_ctx {
	struct arena *a;
	struct diags *d;
	const struct selection *whole;
	const struct model *m;
	struct drain_variants *meanwhile;
	struct pieces *pieces;
	struct period *period;
	size_t nperiod;
	struct phases *out;
};

/* when each rack comes: the schedule of the plan; false after a finding */
bool phases_solve(struct phases_ctx *k);
/* next: the period of the phase after it, k->nperiod: none; false after
 * findings */
bool
phase_make(struct phases_ctx *k, struct phase *p, size_t period, size_t next);
/* the first phase, of a proof alone */
bool phase_proof(struct phases_ctx *k, struct phase *p,
    const struct proof *proof, size_t next);

#endif
