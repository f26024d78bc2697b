/*
 * Amounts of money as written by hand and by spreadsheets.  Knows no currency.
 */
#ifndef CATALOG_CATALOG_AMOUNT_H
#define CATALOG_CATALOG_AMOUNT_H

#include <stddef.h>
#include <stdint.h>

/*
 * Reads an amount written by hand, in cents: 1234.5, 1 234,50, 1'234.50,
 * 1,234.50, 1.234,50.  NULL, or why it is ambiguous: "1,234" may be either.
 */
const char *catalog_amount_parse(const char *text, int64_t *cents);
/* bytes of what separates groups of thousands at s: a blank, a no-break blank
 * or an apostrophe; 0: none is there */
size_t catalog_amount_mark(const char *s);

#endif
