/* The summary of bom.xlsx: what the other sheets come to. */
#include <math.h>
#include <string.h>

#include "order/order_book.h"
#include "size/size.h"

/* as ROUND(x, 2) of a spreadsheet */
static double
cents(double x)
{
	return round(x * 100) / 100;
}

static size_t
categories_table(struct sheets *k, struct spreadsheet_sheet *s, size_t row)
{
	const struct design *g = k->g;
	size_t j, end = g->nbom + 1;

	spreadsheet_head(k->b, s, row++, "category|pieces|cost");
	for (size_t i = 0; i < g->nbom; i++) {
		const char *c = g->bom[i].part->category;
		double pieces = 0, cost = 0;

		for (j = 0; strcmp(g->bom[j].part->category, c) != 0; j++)
			continue;
		if (j < i)
			continue;
		for (; j < g->nbom; j++)
			if (strcmp(g->bom[j].part->category, c) == 0) {
				pieces += (double)g->bom[j].quantity;
				cost += book_money(g->bom[j].total_cents);
			}
		spreadsheet_text(k->b, s, row, 0, BOOK_PLAIN, c);
		spreadsheet_formula(k->b, s, row, 1, BOOK_COUNT, pieces,
		    "=SUMIF(Lines!C2:C%zu,A%zu,Lines!E2:E%zu)", end, row + 1,
		    end);
		spreadsheet_formula(k->b, s, row, 2, BOOK_MONEY, cost,
		    "=SUMIF(Lines!C2:C%zu,A%zu,Lines!H2:H%zu)", end, row + 1,
		    end);
		row++;
	}
	return row;
}

/* between which the total lies: every price at its end */
static size_t
range(struct sheets *k, struct spreadsheet_sheet *s, size_t row)
{
	static const char *const what[] = { "total, every price at its low end",
		"total, every price at its high end" };
	const struct design *g = k->g;
	int64_t at[] = { g->low_cents, g->high_cents };

	for (size_t i = 0; i < 2 && at[0] < at[1]; i++, row++) {
		spreadsheet_text(k->b, s, row, 0, BOOK_PLAIN, what[i]);
		spreadsheet_formula(k->b, s, row, 2, BOOK_MONEY,
		    book_money(at[i]),
		    "=SUMPRODUCT(Lines!E2:E%zu,Lines!%c2:%c%zu)", g->nbom + 1,
		    "LM"[i], "LM"[i], g -> nbom + 1);
		spreadsheet_text(k->b, s, row, 3, BOOK_PLAIN,
		    "a quote is entered on the sheet Lines as price, low and "
		    "high");
	}
	return row;
}

static size_t
budget(struct sheets *k, struct spreadsheet_sheet *s, size_t row, size_t total)
{
	int64_t all = k->g->model->want.budget_cents;

	if (all == 0)
		return row;
	spreadsheet_text(k->b, s, row, 0, BOOK_PLAIN, "budget");
	spreadsheet_number(k->b, s, row, 2, BOOK_INPUT_MONEY, book_money(all));
	row++;
	spreadsheet_text(k->b, s, row, 0, BOOK_PLAIN, "remaining budget");
	spreadsheet_formula(k->b, s, row, 2, BOOK_MONEY,
	    book_money(all - k->g->total_cents), "=C%zu-C%zu", row, total);
	return row + 1;
}

static size_t
estimates(struct sheets *k, struct spreadsheet_sheet *s, size_t row,
    size_t total)
{
	const struct design *g = k->g;
	size_t end = g->nbom + 1;

	spreadsheet_text(k->b, s, row, 0, BOOK_PLAIN, "of which estimated");
	spreadsheet_formula(k->b, s, row, 2, BOOK_MONEY,
	    book_money(g->estimate_cents),
	    "=SUMIF(Lines!I2:I%zu,\"estimate\",Lines!H2:H%zu)", end, end);
	row++;
	spreadsheet_text(k->b, s, row, 0, BOOK_PLAIN, "share of the total");
	spreadsheet_formula(k->b, s, row, 2, BOOK_PERCENT,
	    g->total_cents > 0 ?
	        (double)g->estimate_cents / (double)g->total_cents :
	        0,
	    "=IF(C%zu=0,0,C%zu/C%zu)", total, row, total);
	spreadsheet_text(k->b, s, row, 3, BOOK_PLAIN,
	    "ask for quotes on these "
	    "first: sheet Lines, basis estimate");
	return row + 1;
}

/* the sum of the lines that a reseller may add to */
static const char *
resold_formula(struct sheets *k)
{
	const struct design *g = k->g;
	struct buf b = buf_new(k->a);
	int64_t low, high;

	buf_puts(&b, "=0");
	for (size_t i = 0; i < g->nbom; i++)
		if (price_reseller_ppm(g->model, g->bom[i].part, &low, &high) >
		    0)
			buf_printf(&b, "+Lines!H%zu", book_lines_row(i));
	return b.text;
}

static size_t
sellers(struct sheets *k, struct spreadsheet_sheet *s, size_t row, size_t total)
{
	const struct model *m = k->g->model;
	double share =
	    (double)(m->policy.reseller_given ? m->policy.reseller_ppm :
	                                        m->catalog->reseller_ppm) /
	    WHOLE_PPM;
	double sum = book_money(k->g->total_cents),
	       sold = book_money(k->g->resold_cents);
	double other = sum - sold;
	double direct =
	    m->policy.reseller ? cents(other + sold / (1 + share)) : sum;
	double resold =
	    m->policy.reseller ? sum : cents(other + sold * (1 + share));

	spreadsheet_head(k->b, s, row++, "seller||cost");
	spreadsheet_text(k->b, s, row, 0, BOOK_PLAIN,
	    "of which sold by resellers");
	spreadsheet_formula(k->b, s, row, 2, BOOK_MONEY, sold, "%s",
	    resold_formula(k));
	row++;
	spreadsheet_text(k->b, s, row, 0, BOOK_PLAIN, "reseller surcharge");
	spreadsheet_number(k->b, s, row, 2, BOOK_PERCENT, share);
	spreadsheet_text(k->b, s, row, 3, BOOK_PLAIN,
	    m->policy.reseller_given ? "from the site file" :
	        m->catalog->reseller_source != NULL ?
	                               m->catalog->reseller_source :
	                               "not in the catalogs");
	row++;
	spreadsheet_text(k->b, s, row, 0, BOOK_PLAIN, "bought direct");
	spreadsheet_formula(k->b, s, row, 2, BOOK_MONEY, direct,
	    m->policy.reseller ? "=ROUND(C%zu-C%zu+C%zu/(1+C%zu),2)" : "=C%zu",
	    total, row - 1, row - 1, row);
	if (!m->policy.reseller)
		spreadsheet_text(k->b, s, row, 3, BOOK_PLAIN,
		    "as on this bill");
	row++;
	spreadsheet_text(k->b, s, row, 0, BOOK_PLAIN, "through a reseller");
	spreadsheet_formula(k->b, s, row, 2, BOOK_MONEY, resold,
	    m->policy.reseller ? "=C%zu" : "=ROUND(C%zu+C%zu*C%zu,2)", total,
	    row - 2, row - 1);
	if (m->policy.reseller)
		spreadsheet_text(k->b, s, row, 3, BOOK_PLAIN,
		    "as on this bill");
	row++;
	spreadsheet_text(k->b, s, row, 0, BOOK_PLAIN, "saved by buying direct");
	spreadsheet_formula(k->b, s, row, 2, BOOK_MONEY, resold - direct,
	    "=C%zu-C%zu", row, row - 1);
	return row + 1;
}

static size_t
optics(struct sheets *k, struct spreadsheet_sheet *s, size_t row)
{
	static const char *const what[] = { "compatible",
		"the switch vendor's own", "saved by compatible" };
	double v[3] = { k->compatible, k->oem, k->oem - k->compatible };

	if (k->optic_total == 0)
		return row;
	spreadsheet_head(k->b, s, row++, "optics||cost");
	for (int i = 0; i < 3; i++, row++) {
		spreadsheet_text(k->b, s, row, 0, BOOK_PLAIN, what[i]);
		spreadsheet_formula(k->b, s, row, 2, BOOK_MONEY, v[i],
		    "=Optics!%c%zu", "EHI"[i], k -> optic_total);
		if (i < 2 && (i == 1) == k->g->model->policy.oem_optics)
			spreadsheet_text(k->b, s, row, 3, BOOK_PLAIN,
			    "as on this bill where both are priced");
	}
	return row + 1;
}

static void
not_priced(struct sheets *k, struct spreadsheet_sheet *s, size_t row)
{
	size_t n;
	const char *const *out = design_left_out(k->a, k->g, &n);

	spreadsheet_head(k->b, s, row++, "not in the total||");
	for (size_t i = 0; i < n; i++)
		spreadsheet_text(k->b, s, row++, 0, BOOK_PLAIN, out[i]);
}

void
book_summary(struct sheets *k, struct spreadsheet_sheet *s)
{
	static const double width[] = { 44, 10, 15, 60 };
	const struct design *g = k->g;
	size_t row = 0, total;

	memcpy(s->width, width, sizeof width);
	spreadsheet_text(k->b, s, row++, 0, BOOK_TITLE,
	    str_fmt(k->a,
	        "%s: bill of "
	        "materials",
	        g->model->site));
	spreadsheet_text(k->b, s, row++, 0, BOOK_PLAIN,
	    str_fmt(k->a, "%s, %s, %s; all in %s",
	        model_topology_word[g->topology],
	        str_count(k->a, g->nsw, "switch"),
	        str_count(k->a, design_cables_of(g, NULL, g->nlink), "cable"),
	        g->model->currency));
	spreadsheet_text(k->b, s, row++, 0, BOOK_PLAIN,
	    "Blue cells are inputs; everything else is computed from them.");
	row = categories_table(k, s, row + 1);
	spreadsheet_text(k->b, s, row, 0, BOOK_BOLD, "total");
	spreadsheet_formula(k->b, s, row, 2, BOOK_MONEY_BOLD,
	    book_money(g->total_cents), "=SUM(Lines!H2:H%zu)", g->nbom + 1);
	total = ++row;
	row = range(k, s, row);
	row = budget(k, s, row, total);
	row = estimates(k, s, row, total);
	row = sellers(k, s, row + 1, total);
	row = optics(k, s, row + 1);
	not_priced(k, s, row + 1);
}
