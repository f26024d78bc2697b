/*
 * Fills in what a bundle's look-ups go by, once its tables and configs are
 * read.  Private to the room; the look-ups are in bundle_read.h. Reads no file.
 */
#ifndef READBACK_BUNDLE_INDEX_H
#define READBACK_BUNDLE_INDEX_H

#include "readback/bundle_read.h"

void bundle_index(struct arena *a, struct bundle *b);

#endif
