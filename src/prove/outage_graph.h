/*
 * What is the same of a design whatever is out: its links as a graph, which of
 * them follow others, and each network's layer of it.  Made once by
 * outage_base_new (outage.h); states are looked at one after the other, since a
 * layer keeps the last.  Says nothing of hosts or load.  Private to the room.
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
};

#endif
