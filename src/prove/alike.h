/*
 * Hosts and VMs ordered by their properties: sizes, ports, rack and so on.
 * Neither names nor positions in a file count, so results in this order are the
 * same after either is changed.
 */
#ifndef PROVE_ALIKE_H
#define PROVE_ALIKE_H

#include <stddef.h>

#include "base/arena.h"

enum { ALIKE_KEYS = 4 };

struct alike_host {
	double key[ALIKE_KEYS]; /* sizes and rates of its own */
	size_t rack;
	double rack_key[ALIKE_KEYS]; /* of its rack's links */
};

/* VMs: equal in rank where they are, those of lower rank first */
struct alike_vms {
	size_t n;
	const size_t *rank, *host, *apart; /* apart: marks, 0: none */
};

/*
 * host_order[0..nhost), vm_order[0..vm.n): old numbers in the new order, racks
 * kept together.  host_class, by old number: equal where two hosts are
 * indistinguishable.
 */
void alike_order(struct arena *a, const struct alike_host *host, size_t nhost,
    struct alike_vms vm, size_t *host_order, size_t *vm_order,
    size_t *host_class);

#endif
