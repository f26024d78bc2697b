/*
 * The places of the spines, or of the pair of a site that has no leaves: in
 * racks with room that are near to all others, and that stay the same when a
 * rack is added.  Which racks use which spines.  Private to the room. Knows no
 * prices.
 */
#ifndef SIZE_SPINE_PLACES_H
#define SIZE_SPINE_PLACES_H

#include "size/size.h"

/* the racks by position, in whichever order a file has them */
size_t *places_along(struct arena *a, const struct model *m);
/* the rack nearest to all of racks [from, to) of a list */
size_t places_middle(const struct model *m, const size_t *rack, size_t from,
    size_t to);
/* which of two halves a rack is of (rack_domain), where spines come in two */
void
places_domains(struct arena *a, const struct model *m, struct sizing *plan);
/* the places of each domain's spines; false: no rack has room for them below
 * the units kept for leaves */
bool
places_of_spines(struct arena *a, const struct model *m, struct sizing *plan);
/* of a pair alone; false: no rack has two free units */
bool
places_of_pair(struct arena *a, const struct model *m, struct sizing *plan);

#endif
