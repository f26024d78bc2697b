/*
 * A cluster of the site on a network, as input for the drain engine: hosts and
 * VMs ordered by their properties (canonical_order.h), so that names and
 * positions in the file change no figure. What depends on VMs only is made once
 * for all networks.  Private to the room. Knows no network; made in the arena
 * given, const afterwards.
 */
#ifndef PROVE_DRAIN_INPUT_H
#define PROVE_DRAIN_INPUT_H

#include "prove/engine_input.h"
#include "prove/netgraph.h"

/* the VMs of a cluster, as the site lists them */
struct drain_vms {
	size_t n;
	size_t *vm;           /* of the model */
	struct drain_vm *raw; /* .host: nothing yet */
	/* equal where they are: in numbers that rank them; with all their loads
	 * at the ends of the range */
	size_t *rank, *type;
	size_t *by_type; /* in the order of their types */
	/* the same at the ends of the range, by enum rules_end */
	struct drain_vm *end[RULES_SLOW + 1];
};
struct drain_vms *
drain_vms_new(struct arena *a, const struct model *m, size_t cluster);

struct drain_input {
	struct drain_problem p;
	size_t *vm, *host;            /* of the model */
	size_t *class;                /* of each host: equal where they are
			    * indistinguishable, so that their answers are
			    * equal */
	const struct drain_net *even; /* teams at their best; NULL: as p.net */
	size_t *type;  /* of each VM: equal where all its loads are */
	size_t *order; /* of each VM: its place in drain_vms */
	/* the VMs at the ends of the range; NULL before drain_input_ends */
	struct drain_vm *end[RULES_SLOW + 1];
};
struct drain_input
drain_input_new(struct arena *a, const struct drain_vms *kept,
    const struct model *m, size_t cluster, const struct netgraph *f);
void drain_input_ends(struct arena *a, const struct drain_vms *kept,
    struct drain_input *x);

/*
 * Pictures, in numbers of their own: answers are the same, host by host in the
 * engine's order, where all three are equal to the last bit.  What the rules
 * are and what each type of VM is; which VM is where; hosts and the
 * network between them.
 */
void drain_input_fingerprint_rules(const struct drain_vms *kept,
    const struct model *m, size_t cluster, struct buf *to);
void drain_input_fingerprint_vms(struct arena *a, const struct drain_input *x,
    struct buf *to);
void drain_input_fingerprint(struct arena *a, const struct drain_input *x,
    const struct netgraph *f, struct buf *to);

#endif
