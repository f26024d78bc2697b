/*
 * What the files of bom.xlsx share: the workbook that is made, and where on it
 * the others find a line of the bill.  Private to the two. Decides nothing: the
 * bill is order.h's.
 */
#ifndef ORDER_ORDER_BOOK_H
#define ORDER_ORDER_BOOK_H

#include "order/order.h"

struct sheets {
	struct arena *a;
	const struct design *g;
	struct spreadsheet *b;
	struct optic_choice *optic;
	size_t noptic;
	size_t optic_total;     /* row of the sheet Optics, from 1 */
	double compatible, oem; /* of the optics */
};

/* hundredths of the currency as a cell has them */
double book_money(int64_t cents);
/* the row of a line of the bill on the sheet Lines, as a spreadsheet counts */
size_t book_lines_row(size_t line);

/* order_book_summary.c: the first sheet, which looks at all others */
void book_summary(struct sheets *k, struct spreadsheet_sheet *s);

#endif
