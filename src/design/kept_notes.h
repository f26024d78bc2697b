/*
 * What was kept from an earlier design and what was not, in sentences for
 * users: found by comparing the two, not from what kept.h meant to keep.
 * Changes nothing of the design but its notes and `touched`.  Private to the
 * room.
 */
#ifndef DESIGN_KEPT_NOTES_H
#define DESIGN_KEPT_NOTES_H

#include "design/design.h"

/* of a design whose switches, cables and addresses are laid out, and the plan
 * it was made of; nothing where there is no earlier one.  The text belongs to
 * the arena */
void kept_notes(struct arena *a, struct design *g, const struct sizing *plan);

#endif
