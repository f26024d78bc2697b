/*
 * A cluster of the site as the drain engine takes it, on a network, and the
 * same at the ends of the range.  Knows no result.
 */
#ifndef PROVE_DRAIN_INPUT_H
#define PROVE_DRAIN_INPUT_H

#include "prove/engine_input.h"
#include "prove/netgraph.h"

struct drain_input {
	struct drain_problem p;
	size_t *vm, *host; /* of the model */
	size_t *class;     /* of each host: equal where nothing tells them
			    * apart, so that their answers are one */
	const struct drain_net *even; /* teams at their best; NULL: as p.net */
	size_t *type; /* of each VM: equal where all its loads are */
	/* the VMs at the ends of the range, by enum rules_end */
	struct drain_vm *end[RULES_SLOW + 1];
};

/* hosts and VMs in an order of what they are (alike.h): names and places
 * in the file change no figure */
struct drain_input drain_input_new(struct arena *a, const struct model *m,
    size_t cluster, const struct netgraph *f);
/* an end of the range; luck with the hash of a team is drawn anew for every
 * round of migrations */
struct drain_problem
drain_input_at_end(struct arena *a, const struct drain_input *x,
    const struct cluster *c, double rounds, enum rules_end end);

#endif
