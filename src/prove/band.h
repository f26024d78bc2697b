/*
 * An end of the range of a drain: the same cluster on the same network, with
 * VMs, stream limits, fixed times and luck as they are at that end (enum
 * rules_end).  Runs nothing and knows no results.  Private to the room.
 */
#ifndef PROVE_BAND_H
#define PROVE_BAND_H

#include "prove/drain_input.h"

/* of a cluster with its ends (drain_input_ends).  rounds: of migrations, one
 * after the other, since luck with the hash of a team is drawn anew for each.
 * What the problem points to is the drain input's, or belongs to the arena */
struct drain_problem band_end(struct arena *a, const struct drain_input *x,
    const struct cluster *c, double rounds, enum rules_end end);

#endif
