/*
 * Cells of a table for other tools: RFC 4180, and text that a spreadsheet would
 * take as a formula gets an apostrophe in front. The tables of a bundle in such
 * cells.  Text is added to the end of the buffer, lines end in \n alone; what
 * is not known is an empty cell, never 0.
 */
#ifndef ORDER_CSV_H
#define ORDER_CSV_H

#include <stdint.h>

#include "base/str.h"
#include "design/design.h"

/* last: of its row, which ends; else a comma follows */
void csv_cell(struct buf *b, const char *s, bool last);
/* v / 10^digits, exactly, without needless zeros */
const char *csv_decimal(struct arena *a, int64_t v, int digits);

/* of all links, the bill, all addresses.  Other tools read these columns by
 * name: none is renamed or moved, new ones come last.  Speeds are Gbit/s,
 * lengths metres, money in the site's currency with a point */
void csv_cabling(struct buf *b, const struct design *g);
void csv_bom(struct buf *b, const struct design *g);
void csv_addresses(struct buf *b, const struct design *g);

#endif
