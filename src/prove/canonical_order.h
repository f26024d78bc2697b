/*
 * Hosts and VMs ordered by their properties: sizes, ports, rack and so on.
 * Neither names nor positions in a file count, so results in this order are the
 * same after either is changed.
 */
#ifndef PROVE_CANONICAL_ORDER_H
#define PROVE_CANONICAL_ORDER_H

#include <stddef.h>

#include "base/arena.h"

enum { CANONICAL_KEYS = 4 };

struct canonical_host {
	double key[CANONICAL_KEYS]; /* sizes and rates of its own */
	size_t rack;
	double rack_key[CANONICAL_KEYS]; /* of its rack's links */
};

/* VMs: equal in rank where they are, those of lower rank first */
struct canonical_vms {
	size_t n;
	const size_t *rank, *host, *apart; /* apart: marks, 0: none */
};

/*
 * host_order[0..nhost), vm_order[0..vm.n): old numbers in the new order, racks
 * kept together.  host_class, by old number: equal where two hosts are
 * indistinguishable.
 */
void canonical_order(struct arena *a, const struct canonical_host *host,
    size_t nhost, struct canonical_vms vm, size_t *host_order, size_t *vm_order,
    size_t *host_class);

#endif
