/*
 * What a more uniform design would cost: one leaf model, one spine model, one
 * operating system throughout, as notes of a design; and what its preferences
 * made it cost.  Asks the sizing program alone, with the design's own minimum
 * bandwidths. Changes nothing of the design but its notes.
 */
#ifndef PROVE_UNIFORM_H
#define PROVE_UNIFORM_H

#include "prove/trial.h"

void uniform_notes(struct arena *a, struct size_memo *memo,
    const struct model *m, const struct sizing *plan, struct design *g);

#endif
