/*
 * The part of a design that is built when some of its racks are done: the same
 * switches, ports, cables, names and addresses as in the whole, without those
 * of the racks still to come.  So no cable is ever laid twice. Knows no money
 * and no dates.  What a part shares with the whole design and its model belongs
 * to them; the rest to the arena given.
 *
 * A design consists of build units: a base for each pair of spines (or the one
 * pair of a small site) and a unit for each rack with hosts or devices. Each
 * link and each switch belongs to exactly one unit.
 */
#ifndef PHASES_SUBSET_H
#define PHASES_SUBSET_H

#include "design/design.h"
#include "size/size.h"

enum { BASES = 2 }; /* at most */

struct build_unit {
	const char *name; /* the rack's */
	size_t rack;      /* NONE: a base */
	size_t base;      /* of a rack: what it depends on; of a base: itself */
	struct ledger parts; /* without spares */
};

struct pieces {
	const struct design *g;
	size_t nbase;
	struct build_unit *base;
	struct build_unit *rack; /* racks with any, in the model's order */
	size_t nrack;
};

struct pieces *build_units_of(struct arena *a, const struct design *g);

/* the same parts on the same base */
bool build_units_alike(const struct build_unit *x, const struct build_unit *y);

/* identical racks, by their names (numbers in them as numbers) */
struct build_class {
	size_t *rack; /* of the pieces */
	size_t n;
};
typedef bool build_same_fn(const void *of, size_t i, size_t k);
/* the racks of the pieces in classes, those by their first rack */
struct build_class *build_units_classes(struct arena *a, const struct pieces *p,
    build_same_fn *same, const void *of, size_t *n);

/* a switch, a link of the design, as parts */
void build_units_switch(struct ledger *l, const struct design *g, size_t sw);
void build_units_link(struct ledger *l, const struct design *g, size_t link);

/* the model with some of its hosts and devices alone (nend), and what depends
 * on them */
struct model *
subset_model(struct arena *a, const struct model *m, const bool *host);

/* done: by rack of the model; the bases they depend on come with them.  NULL
 * after a finding, which is a defect of ours. */
struct design *subset_design(struct arena *a, struct diags *d,
    const struct pieces *p, const struct model *part, const bool *rack_done);

/* no cable in it any more, or not yet: in its initial state, and shut down */
void subset_port_unused(const struct dswitch *s, struct dport *p);

/* is this link there when these racks are done? */
bool
subset_has_link(const struct pieces *p, size_t link, const bool *rack_done);

#endif
