/*
 * A table of a bundle, of no more rows than its design can have.  Private to
 * the room. Knows no columns.
 */
#ifndef READBACK_BUNDLE_TABLE_H
#define READBACK_BUNDLE_TABLE_H

#include "input/table.h"

/* known: the rows of its design, 0 in a bundle of an older version; src: NULL
 * gives NULL.  NULL after a finding, also where one row can't be read. */
const struct table *bundle_table(struct arena *a, struct diags *d,
    const struct source *src, size_t known);

#endif
