/*
 * Pages for who plugs the cables in: one a rack, to print or to tick off on a
 * phone, and sheets of labels.  What is entered stays in the browser and is
 * saved as a file that `accept` takes; without a script they are paper forms.
 */
#ifndef READY_WORKSHEET_H
#define READY_WORKSHEET_H

#include "ready/acceptance.h"

/* cutsheets/RACK.html of each rack that has cables, and labels.html */
void
worksheets_write(struct arena *a, const struct design *g, struct fileset *out);

#endif
