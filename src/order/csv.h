/*
 * Cells of a table other people's tools read: RFC 4180, and what a spreadsheet
 * would take for a formula gets an apostrophe in front.  The tables of a
 * bundle in such cells.
 */
#ifndef ORDER_CSV_H
#define ORDER_CSV_H

#include <stdint.h>

#include "base/str.h"
#include "design/design.h"

void csv_cell(struct buf *b, const char *s, bool last);
/* v / 10^digits, exactly, without needless zeros */
const char *csv_decimal(struct arena *a, int64_t v, int digits);

/* contract section 4: exactly those columns (cabling has `cable` besides) */
void csv_cabling(struct buf *b, const struct design *g);
void csv_bom(struct buf *b, const struct design *g);
void csv_addresses(struct buf *b, const struct design *g);

#endif
