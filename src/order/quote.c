#include "order/quote.h"

#include <string.h>

#include "base/num.h"
#include "base/str.h"
#include "order/csv.h"

#define HEAD "line,maker,part,description,quantity,"
#define ASKED "unit_price,currency,valid_until,lead_time_days,seller,remark"

/* what the site prices itself (policy.work) nobody is asked for */
static bool
is_sold(const char *category)
{
	return strcmp(category, "labour") != 0 &&
	    strcmp(category, "approval") != 0;
}

struct quote_line *
quote_lines(struct arena *a, struct diags *d, const struct table *bom,
    size_t *n)
{
	static const char *const name[] = { "maker", "part", "description",
		"quantity", "category" };
	struct quote_line *l;
	int col[5];
	size_t i;

	for (i = 0; i < 5; i++) {
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
	*n = 0;
	for (i = 0; i < bom->n; i++)
		if (is_sold(table_text(bom, i, col[4])))
			l[(*n)++] =
			    (struct quote_line){ table_text(bom, i, col[0]),
				    table_text(bom, i, col[1]),
				    table_text(bom, i, col[2]),
				    table_text(bom, i, col[3]) };
	return l;
}

static bool
has_part(const struct quote_line *l, size_t n, const char *part)
{
	size_t i;

	for (i = 0; i < n; i++)
		if (strcmp(l[i].part, part) == 0)
			return true;
	return false;
}

/* the most that any of the designs it changes to has of it; 0: not said */
static int64_t
most_of(const struct node *quote)
{
	const struct node *to = node_get(quote, "changes_to");
	int64_t most = 0, q;
	size_t i;

	for (i = 0; to != NULL && i < to->n; i++) {
		const char *text = node_given(to->item[i], "quantity");

		if (text != NULL && num_int(text, &q) && q > most)
			most = q;
	}
	return most;
}

struct quote_line *
quote_alternatives(struct arena *a, const struct node *design,
    const struct quote_line *l, size_t *n, const char **first)
{
	const struct node *cost = node_get(design, "cost");
	const struct node *list = node_get(cost, "quotes_that_matter");
	size_t nlist = list != NULL ? list->n : 0, nbill = *n, i;
	struct quote_line *out = NEW(a, struct quote_line, nbill + nlist + 1);
	struct buf b = buf_new(a);

	memcpy(out, l, nbill * sizeof *l);
	for (i = 0; i < nlist; i++) {
		const struct node *q = list->item[i];
		const char *part = node_given(q, "part");
		const char *maker = node_text(q, "maker");
		const char *what = node_given(q, "description");
		int64_t most = most_of(q);

		if (part == NULL)
			continue;
		if (has_part(l, nbill, part)) {
			buf_printf(&b, "%s%s", b.len > 0 ? ", " : "", part);
			continue;
		}
		/* an older version said no more than its name */
		if (what == NULL || most == 0)
			continue;
		buf_printf(&b, "%s%s (an alternative)", b.len > 0 ? ", " : "",
		    part);
		out[*n] = (struct quote_line){ maker, part,
			str_fmt(a, "alternative, not to be added up: %s", what),
			str_fmt(a, "%lld", (long long)most) };
		(*n)++;
	}
	*first = b.len > 0 ? b.text : "";
	return out;
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
