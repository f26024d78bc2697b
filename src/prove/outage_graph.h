/*
 * What is independent of the failure: a design's links as a graph, which of
 * them follow others, and each network's layer of it.  Made once by
 * outage_base_new (outage.h); states are evaluated one after the other, since a
 * layer keeps the last. Knows nothing about hosts or load.  Private to the
 * room.
 */
#ifndef PROVE_OUTAGE_GRAPH_H
#define PROVE_OUTAGE_GRAPH_H

#include "design/design.h"
#include "solve/graph.h"

struct outage_base {
	struct arena *a;
	const struct design *g;
	struct graph *graph;
	size_t *who; /* of each that follows, the switch whose ports they are */
	struct graph_layer **layer; /* by network; NULL: not carried */
	size_t *same; /* by network: the first that runs over the same links */
};

#endif
