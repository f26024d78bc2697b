/*
 * A cluster of the site on a network as the drain engine takes it, for files of
 * this room that need more than simulate.c does.
 */
#ifndef PROVE_SIMULATE_H
#define PROVE_SIMULATE_H

#include "base/str.h"
#include "prove/netgraph.h"

struct simulate_problem {
	struct drain_problem p;
	size_t *vm, *host; /* of the model, by the problem's numbers */
	size_t *class;     /* of each host: equal where they are
			    * indistinguishable */
	struct buf
	    fingerprint; /* clusters with one fingerprint have one answer, host
			     * by host in their order */
};

struct simulate_problem simulate_problem(struct arena *a, const struct model *m,
    const struct netgraph *f, size_t cluster);

#endif
