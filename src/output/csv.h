/*
 * Cells of a table other people's tools read: RFC 4180, and what a spreadsheet
 * would take for a formula gets an apostrophe in front.  Knows no table.
 */
#ifndef OUTPUT_CSV_H
#define OUTPUT_CSV_H

#include <stdint.h>

#include "base/str.h"

void csv_cell(struct buf *b, const char *s, bool last);
/* v / 10^digits, exactly, without needless zeros */
const char *csv_decimal(struct arena *a, int64_t v, int digits);

#endif
