#include "order/quote.h"

#include <string.h>

#include "base/num.h"
#include "base/str.h"
#include "order/csv.h"

#define HEAD "line,maker,part,description,quantity,"
#define ASKED "unit_price,currency,valid_until,lead_time_days,seller,remark"

/* what the site prices itself (policy.work) is in no request */
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

	for (size_t i = 0; i < 5; i++) {
		col[i] = table_column(bom, name[i]);
		if (col[i] < 0) {
			diag_error(d, table_head_at(bom, -1), "quote-column",
			    "the bill has no column '%s': it is not from a "
			    "bundle of this program, or is from an older "
			    "version",
			    name[i]);
			return NULL;
		}
	}
	l = NEW(a, struct quote_line, bom->n + 1);
	*n = 0;
	for (size_t i = 0; i < bom->n; i++)
		if (is_sold(table_text(bom, i, col[4])))
			l[(*n)++] =
			    (struct quote_line){ table_text(bom, i, col[0]),
				    table_text(bom, i, col[1]),
				    table_text(bom, i, col[2]),
				    table_text(bom, i, col[3]) };
	return l;
}

/* the request while the designs that may be chosen instead are added to it */
struct asking {
	struct arena *a;
	const struct quote_line *bill;
	size_t nbill;
	struct quote_asked *asked;
	struct wanted {
		const char *maker, *part, *what;
		int64_t most;  /* of any of the designs */
		struct buf of; /* their numbers */
		size_t last, nof;
	} * wanted;
	size_t nwanted, capwanted;
};

static const struct quote_line *
of_bill(const struct asking *k, const char *part)
{
	for (size_t i = 0; i < k->nbill; i++)
		if (strcmp(k->bill[i].part, part) == 0)
			return &k->bill[i];
	return NULL;
}

/* the number of a design, from 1 on */
static size_t
number_of(struct asking *k, const char *design)
{
	struct quote_asked *q = k->asked;

	for (size_t i = 0; i < q->nalternative; i++)
		if (strcmp(q->alternative[i], design) == 0)
			return i + 1;
	PUSH(k->a, q->alternative, q->nalternative, q->capalternative, design);
	return q->nalternative;
}

static void
want(struct asking *k, const struct node *need, int64_t quantity,
    size_t alternative)
{
	const char *part = node_given(need, "part");
	const char *what = node_given(need, "description");
	struct wanted *w;
	size_t i;

	if (part == NULL || what == NULL || quantity <= 0)
		return;
	for (i = 0; i < k->nwanted && strcmp(k->wanted[i].part, part) != 0; i++)
		continue;
	if (i == k->nwanted) {
		struct wanted new = { node_text(need, "maker"), part, what, 0,
			buf_new(k->a), 0, 0 };

		PUSH(k->a, k->wanted, k->nwanted, k->capwanted, new);
	}
	w = &k->wanted[i];
	if (quantity > w->most)
		w->most = quantity;
	if (w->last == alternative)
		return;
	buf_printf(&w->of, "%s%zu", w->nof > 0 ? ", " : "", alternative);
	w->last = alternative;
	w->nof++;
}

static int64_t
count_of(const struct node *n)
{
	const char *text = node_given(n, "quantity");
	int64_t q;

	return text != NULL && num_int(text, &q) ? q : 0;
}

/* what the designs need that one price may change the choice to */
static void
take_changes(struct asking *k, const struct node *quote)
{
	const struct node *to = node_get(quote, "changes_to"), *needs;
	size_t n;

	for (size_t i = 0; to != NULL && i < to->n; i++) {
		const char *design = node_given(to->item[i], "design");

		needs = node_get(to->item[i], "needs");
		if (design == NULL || (needs != NULL && needs->n == 0))
			continue;
		n = number_of(k, design);
		for (size_t j = 0; needs != NULL && j < needs->n; j++)
			want(k, needs->item[j], count_of(needs->item[j]), n);
		/* an older version had no more than the part itself */
		if (needs == NULL &&
		    of_bill(k, node_given(quote, "part")) == NULL)
			want(k, quote, count_of(to->item[i]), n);
	}
}

static const char *
numbers(struct arena *a, const struct wanted *w)
{
	return str_fmt(a, "alternative%s %s", w->nof == 1 ? "" : "s",
	    w->of.text);
}

struct quote_line *
quote_alternatives(struct arena *a, const struct node *design,
    const struct quote_line *l, size_t *n, struct quote_asked *asked)
{
	const struct node *cost = node_get(design, "cost");
	const struct node *list = node_get(cost, "quotes_that_matter");
	size_t nlist = list != NULL ? list->n : 0, at;
	struct asking k = { .a = a, .bill = l, .nbill = *n, .asked = asked };
	struct buf b = buf_new(a);
	struct quote_line *out;

	for (size_t i = 0; i < nlist; i++)
		if (node_given(list->item[i], "part") != NULL)
			take_changes(&k, list->item[i]);
	out = NEW(a, struct quote_line, *n + k.nwanted + 1);
	memcpy(out, l, *n * sizeof *l);
	for (size_t i = 0; i < k.nwanted; i++) {
		const struct wanted *w = &k.wanted[i];
		const struct quote_line *had = of_bill(&k, w->part);

		if (had != NULL) {
			at = (size_t)(had - l);
			out[at].description =
			    str_fmt(a, "%s; %lld for %s", had->description,
			        (long long)w->most, numbers(a, w));
			continue;
		}
		out[(*n)++] = (struct quote_line){ w->maker, w->part,
			str_fmt(a, "%s, not to be added up: %s", numbers(a, w),
			    w->what),
			str_fmt(a, "%lld", (long long)w->most) };
	}
	for (size_t i = 0; i < nlist; i++) {
		const char *part = node_given(list->item[i], "part");

		if (part != NULL)
			buf_printf(&b, "%s%s%s", b.len > 0 ? ", " : "", part,
			    of_bill(&k, part) != NULL ? "" :
			                                " (an alternative)");
	}
	asked->first = b.len > 0 ? b.text : "";
	return out;
}

void
quote_csv(struct buf *b, const struct quote_line *l, size_t n)
{
	buf_puts(b, HEAD ASKED "\n");
	for (size_t i = 0; i < n; i++) {
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
	/* a day typed into a cell that counts would come back as a number */
	static const enum book_style input[] = { BOOK_INPUT_MONEY,
		BOOK_INPUT_TEXT, BOOK_INPUT_DATE, BOOK_INPUT_COUNT,
		BOOK_INPUT_TEXT, BOOK_INPUT_TEXT };
	struct spreadsheet *b = spreadsheet_new(a, "Request for quotation");
	struct spreadsheet_sheet *s = spreadsheet_add(b, "Quotation");

	for (size_t k = 0; k < sizeof width / sizeof width[0]; k++)
		s->width[k] = width[k];
	s->frozen = 1;
	spreadsheet_head(b, s, 0,
	    "line|maker|part|description|quantity|unit_price|currency|"
	    "valid_until|lead_time_days|seller|remark");
	for (size_t i = 0; i < n; i++) {
		int64_t count = 0;

		num_int(l[i].quantity, &count);
		spreadsheet_number(b, s, i + 1, 0, BOOK_COUNT, (double)(i + 1));
		spreadsheet_text(b, s, i + 1, 1, BOOK_PLAIN, l[i].maker);
		spreadsheet_text(b, s, i + 1, 2, BOOK_PLAIN, l[i].part);
		spreadsheet_text(b, s, i + 1, 3, BOOK_WRAP, l[i].description);
		spreadsheet_number(b, s, i + 1, 4, BOOK_COUNT, (double)count);
		for (size_t k = 0; k < sizeof input / sizeof input[0]; k++)
			spreadsheet_text(b, s, i + 1, k + 5, input[k], "");
	}
	return b;
}
