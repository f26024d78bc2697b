/*
 * A price of the catalog as a tree and as people read it, for the printers of
 * this room.  Knows no bill: the price of one, in its own currency, with
 * nothing added or converted.  Both belong to the arena.  Private to the room.
 */
#ifndef MANUAL_CATALOG_SHOW_H
#define MANUAL_CATALOG_SHOW_H

#include "base/value.h"
#include "catalog/catalog.h"

/* {"amount","currency","basis","source","date"}, null where unknown */
struct value *
manual_catalog_price_value(struct arena *a, const struct price *p);
/* USD 5,500 (estimate, 2016) */
const char *manual_catalog_price_text(struct arena *a, const struct price *p);

#endif
