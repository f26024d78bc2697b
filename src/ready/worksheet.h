/*
 * Pages for installers: one per rack, to print or to tick off on a phone, and
 * sheets of labels. Entries stay in the browser and are saved as a file that
 * `accept` reads; without scripting they are paper forms. Computes nothing:
 * cables and tests are the design's and the list's.
 */
#ifndef READY_WORKSHEET_H
#define READY_WORKSHEET_H

#include "ready/acceptance.h"

/* cutsheets/RACK.html of each rack that has cables, and labels.html */
void
worksheets_write(struct arena *a, const struct design *g, struct fileset *out);

#endif
