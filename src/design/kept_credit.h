/*
 * What exists already is not bought again: it is taken off a design's bill, by
 * the same sums as the plan's patterns (size/existing_parts.h).  Knows parts
 * and numbers of them, no price.  A design without an earlier one keeps its
 * bill as it is. Private to the room.
 */
#ifndef DESIGN_KEPT_CREDIT_H
#define DESIGN_KEPT_CREDIT_H

#include "design/design.h"

/* switches, cables, optics, cards: all that is of a section of the design */
void kept_credit(struct arena *a, const struct design *g, struct ledger *bill);
/* the same of what follows from the cabling: panels, labels */
void kept_credit_after(struct arena *a, const struct design *g,
    struct ledger *after);

#endif
