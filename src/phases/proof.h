/*
 * The proof of concept: the two leaves of one rack, before there is a spine.
 * Without a link between them they are two independent switches (topology
 * standalone): live migration on one, CSV on the other, for as many hosts of
 * the rack as the money buys cables for.  Its cables, ports and addresses are
 * those of the whole design; the leaves' and the hosts' settings change when
 * the spines come. Chooses no hardware.
 */
#ifndef PHASES_PROOF_H
#define PHASES_PROOF_H

#include "phases/subset.h"

struct proof {
	size_t rack;
	bool *host; /* by host of the model: takes part */
	size_t nhost;
	bool *link;          /* by link of the whole: is there */
	int64_t cents;       /* with spares */
	struct design *g;    /* of the hosts that take part alone */
	struct design *site; /* the same, its hosts numbered as the model's;
				 * the others have no port on it */
};

/* what the two leaves of a rack (of the model) and `hosts` of its hosts cost
 * the plan; -1: the rack can't be one.  link: by link of the whole, filled;
 * NULL: not */
int64_t proof_cents(struct arena *a, const struct pieces *p, size_t rack,
    size_t hosts, bool *link);
/* with as many hosts as the money buys, at least two; NULL: it does not */
struct proof *proof_make(struct arena *a, struct diags *d,
    const struct pieces *p, size_t rack, int64_t cents);

#endif
