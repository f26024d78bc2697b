/*
 * Where racks, hosts, devices and the management switch were in an earlier
 * design, for those whose place the site file does not give.  Knows nothing of
 * switches and cables.
 */
#ifndef MODEL_PREVIOUS_PLACES_H
#define MODEL_PREVIOUS_PLACES_H

#include "input/doc.h"
#include "model/model.h"

/* doc: its design.json.  One without places, or with impossible ones, changes
 * nothing. */
void previous_places(struct arena *a, struct model *m, const struct node *doc);

#endif
