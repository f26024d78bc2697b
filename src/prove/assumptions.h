/*
 * The assumptions of a simulation of drains, in sentences for users: of the
 * site as it is, and of a design's teams.  Simulates nothing and knows no
 * result: only added to its list.  The sentences belong to the arena.  Private
 * to the room.
 */
#ifndef PROVE_ASSUMPTIONS_H
#define PROVE_ASSUMPTIONS_H

#include "design/design.h"
#include "prove/results.h"

/* today's network, the clusters and the engine's own */
void
assumptions_today(struct arena *a, const struct model *m, struct results *r);
/* how a design's bonds limit the streams of a cluster's hosts; none where
 * nothing is lost */
void assumptions_team(struct arena *a, const struct model *m,
    const struct design *g, size_t cluster, struct results *r);

#endif
