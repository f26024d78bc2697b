/*
 * Quotes that came back: a request for quotation (order/quote.h) filled in.
 * Sets the prices of the catalog's parts, before any model is read.  Knows
 * tables, not files.
 */
#ifndef CATALOG_CATALOG_QUOTES_H
#define CATALOG_CATALOG_QUOTES_H

#include "catalog/catalog.h"
#include "input/table.h"

/*
 * Every row with a unit_price gives its part a price of basis `quote`, which
 * goes before any other; of several the cheapest (compared in the catalog's
 * currencies), which knows the next ones: an offer may be for fewer pieces than
 * are bought (design/offers.c).  on: YYYY-MM-DD, quotes whose valid_until is
 * before it are not used, with a warning; NULL: none expires.  A price far from
 * what the catalog knows counts, with a warning.  False after findings, each at
 * its cell.
 */
bool catalog_quotes_read(struct arena *a, struct diags *d,
    const struct catalog *c, const struct table *table, const char *on);

#endif
