#include "order/quote.h"

#include "base/num.h"
#include "order/csv.h"

#define HEAD "line,maker,part,description,quantity,"
#define ASKED "unit_price,currency,valid_until,lead_time_days,seller,remark"

struct quote_line *
quote_lines(struct arena *a, struct diags *d, const struct table *bom,
    size_t *n)
{
	static const char *const name[] = { "maker", "part", "description",
		"quantity" };
	struct quote_line *l;
	int col[4];
	size_t i;

	for (i = 0; i < 4; i++) {
		col[i] = table_column(bom, name[i]);
		if (col[i] < 0) {
			diag_error(d, table_head_at(bom, -1), "quote-column",
			    "the bill has no column '%s': it is not from a "
			    "bundle of this program, or from an older version",
			    name[i]);
			return NULL;
		}
	}
	l = NEW(a, struct quote_line, bom->n + 1);
	for (i = 0; i < bom->n; i++)
		l[i] = (struct quote_line){ table_text(bom, i, col[0]),
			table_text(bom, i, col[1]), table_text(bom, i, col[2]),
			table_text(bom, i, col[3]) };
	*n = bom->n;
	return l;
}

void
quote_csv(struct buf *b, const struct quote_line *l, size_t n)
{
	size_t i;

	buf_puts(b, HEAD ASKED "\n");
	for (i = 0; i < n; i++) {
		buf_printf(b, "%zu,", i + 1);
		csv_cell(b, l[i].maker, false);
		csv_cell(b, l[i].part, false);
		csv_cell(b, l[i].description, false);
		csv_cell(b, l[i].quantity, false);
		buf_puts(b, ",,,,,\n");
	}
}

struct spreadsheet *
quote_book(struct arena *a, const struct quote_line *l, size_t n)
{
	static const double width[] = { 6, 12, 18, 52, 10, 12, 10, 12, 15, 20,
		30 };
	struct spreadsheet *b = spreadsheet_new(a, "Request for quotation");
	struct spreadsheet_sheet *s = spreadsheet_add(b, "Quotation");
	size_t i, k;

	for (k = 0; k < sizeof width / sizeof width[0]; k++)
		s->width[k] = width[k];
	s->frozen = 1;
	spreadsheet_head(b, s, 0,
	    "line|maker|part|description|quantity|unit_price|currency|"
	    "valid_until|lead_time_days|seller|remark");
	for (i = 0; i < n; i++) {
		int64_t count = 0;

		num_int(l[i].quantity, &count);
		spreadsheet_number(b, s, i + 1, 0, BOOK_COUNT, (double)(i + 1));
		spreadsheet_text(b, s, i + 1, 1, BOOK_PLAIN, l[i].maker);
		spreadsheet_text(b, s, i + 1, 2, BOOK_PLAIN, l[i].part);
		spreadsheet_text(b, s, i + 1, 3, BOOK_WRAP, l[i].description);
		spreadsheet_number(b, s, i + 1, 4, BOOK_COUNT, (double)count);
		for (k = 5; k < 11; k++)
			spreadsheet_text(b, s, i + 1, k,
			    k == 5 ? BOOK_INPUT_MONEY : BOOK_INPUT_COUNT, "");
	}
	return b;
}
