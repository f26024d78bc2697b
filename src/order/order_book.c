/*
 * bom.xlsx: the bill with formulas, so that it still adds up when a buyer
 * changes a price or a quantity (the blue cells of the sheet Lines); every
 * other sheet looks at those cells.
 */
#include <math.h>
#include <string.h>

#include "base/num.h"
#include "order/order_book.h"
#include "size/size.h"

double
book_money(int64_t cents)
{
	return (double)cents / 100;
}

size_t
book_lines_row(size_t line)
{
	return line + 2;
}

static const char *
vendor(const struct part *p)
{
	return p->vendor != NULL ? p->vendor : "";
}

/* the ends of a unit price: of a quote, and of a price without a range, the
 * price itself */
static void
line_range(struct sheets *k, struct spreadsheet_sheet *s, size_t i)
{
	const struct bom_line *x = &k->g->bom[i];
	double n = (double)(x->quantity > 0 ? x->quantity : 1);

	if (x->unpriced)
		return;
	spreadsheet_number(k->b, s, i + 1, 11, BOOK_INPUT_MONEY,
	    book_money(x->low_cents) / n);
	spreadsheet_number(k->b, s, i + 1, 12, BOOK_INPUT_MONEY,
	    book_money(x->high_cents) / n);
}

static void
sheet_lines(struct sheets *k, struct spreadsheet_sheet *s)
{
	static const double width[] = { 18, 52, 10, 10, 9, 12, 9, 13, 10, 70,
		11, 12, 12 };
	const struct design *g = k->g;
	size_t n = g->nbom;

	memcpy(s->width, width, sizeof width);
	s->frozen = 1;
	s->filter_rows = n;
	s->filter_cols = 13;
	spreadsheet_head(k->b, s, 0,
	    "part|description|category|vendor|quantity|"
	    "unit price|currency|total|basis|price source|price date|"
	    "unit low|unit high");
	for (size_t i = 0; i < n; i++) {
		const struct bom_line *x = &g->bom[i];

		spreadsheet_text(k->b, s, i + 1, 0, BOOK_PLAIN, x->part->id);
		spreadsheet_text(k->b, s, i + 1, 1, BOOK_PLAIN, x->description);
		spreadsheet_text(k->b, s, i + 1, 2, BOOK_PLAIN,
		    x->part->category);
		spreadsheet_text(k->b, s, i + 1, 3, BOOK_PLAIN,
		    vendor(x->part));
		spreadsheet_number(k->b, s, i + 1, 4, BOOK_INPUT_COUNT,
		    (double)x->quantity);
		if (x->unpriced)
			spreadsheet_text(k->b, s, i + 1, 5, BOOK_INPUT_MONEY,
			    "");
		else
			spreadsheet_number(k->b, s, i + 1, 5, BOOK_INPUT_MONEY,
			    book_money(x->unit_cents));
		spreadsheet_text(k->b, s, i + 1, 6, BOOK_PLAIN,
		    g->model->currency);
		spreadsheet_formula(k->b, s, i + 1, 7, BOOK_MONEY,
		    book_money(x->total_cents), "=E%zu*F%zu", book_lines_row(i),
		    book_lines_row(i));
		spreadsheet_text(k->b, s, i + 1, 8, BOOK_PLAIN, x->basis);
		spreadsheet_text(k->b, s, i + 1, 9, BOOK_PLAIN, x->source);
		spreadsheet_text(k->b, s, i + 1, 10, BOOK_PLAIN, x->date);
		line_range(k, s, i);
	}
	spreadsheet_text(k->b, s, n + 2, 0, BOOK_BOLD, "Total");
	spreadsheet_formula(k->b, s, n + 2, 7, BOOK_MONEY_BOLD,
	    book_money(g->total_cents), "=SUM(H2:H%zu)", n + 1);
}

static void
sheet_pulls(struct sheets *k, struct spreadsheet_sheet *s)
{
	static const double width[] = { 16, 8, 18, 52, 10, 9 };
	size_t n;
	struct pull *p = order_pulls(k->a, k->g, &n);

	memcpy(s->width, width, sizeof width);
	s->frozen = 1;
	s->filter_rows = n;
	s->filter_cols = 6;
	spreadsheet_head(k->b, s, 0,
	    "rack|row|part|description|category|quantity");
	for (size_t i = 0; i < n; i++) {
		const struct rack *r =
		    p[i].rack != NONE ? &k->g->model->rack[p[i].rack] : NULL;

		spreadsheet_text(k->b, s, i + 1, 0, BOOK_PLAIN, p[i].where);
		spreadsheet_text(k->b, s, i + 1, 1, BOOK_PLAIN,
		    r != NULL && r->row != NULL ? r->row : "");
		spreadsheet_text(k->b, s, i + 1, 2, BOOK_PLAIN, p[i].part->id);
		spreadsheet_text(k->b, s, i + 1, 3, BOOK_PLAIN,
		    p[i].part->description);
		spreadsheet_text(k->b, s, i + 1, 4, BOOK_PLAIN,
		    p[i].part->category);
		spreadsheet_number(k->b, s, i + 1, 5, BOOK_COUNT,
		    (double)p[i].quantity);
	}
	spreadsheet_text(k->b, s, n + 2, 0, BOOK_WRAP,
	    "A cable between two racks is listed at the rack of its a end (see "
	    "cabling.csv). Quantities are those of the design, without what is "
	    "already built, and do not follow the sheet Lines.");
}

static void
sheet_lengths(struct sheets *k, struct spreadsheet_sheet *s)
{
	static const double width[] = { 12, 14, 10, 12, 8, 8, 8, 14, 12 };
	size_t n;
	struct by_length *x = order_lengths(k->a, k->g, &n);
	double metres = 0, cables = 0;

	memcpy(s->width, width, sizeof width);
	s->frozen = 1;
	spreadsheet_head(k->b, s, 0,
	    "medium|connector|colour|length m|in use|spare|"
	    "all|longest run m|metres in all");
	for (size_t i = 0; i < n; i++) {
		const struct cable *c = x[i].cable;
		double mm = (double)c->length[x[i].length].mm;
		double all = (double)(x[i].used + x[i].spare);

		spreadsheet_text(k->b, s, i + 1, 0, BOOK_PLAIN, c->family);
		spreadsheet_text(k->b, s, i + 1, 1, BOOK_PLAIN,
		    c->connector != NULL ? c->connector : "attached");
		spreadsheet_text(k->b, s, i + 1, 2, BOOK_PLAIN,
		    c->colour != NULL ? c->colour : "");
		spreadsheet_number(k->b, s, i + 1, 3, BOOK_METRES, mm / 1000);
		spreadsheet_number(k->b, s, i + 1, 4, BOOK_COUNT,
		    (double)x[i].used);
		spreadsheet_number(k->b, s, i + 1, 5, BOOK_COUNT,
		    (double)x[i].spare);
		spreadsheet_formula(k->b, s, i + 1, 6, BOOK_COUNT, all,
		    "=E%zu+F%zu", i + 2, i + 2);
		spreadsheet_number(k->b, s, i + 1, 7, BOOK_METRES,
		    (double)x[i].longest_mm / 1000);
		spreadsheet_formula(k->b, s, i + 1, 8, BOOK_METRES,
		    all * mm / 1000, "=D%zu*G%zu", i + 2, i + 2);
		cables += all;
		metres += all * mm / 1000;
	}
	if (n == 0)
		return;
	spreadsheet_text(k->b, s, n + 2, 0, BOOK_BOLD, "Total");
	spreadsheet_formula(k->b, s, n + 2, 6, BOOK_COUNT, cables,
	    "=SUM(G2:G%zu)", n + 1);
	spreadsheet_formula(k->b, s, n + 2, 8, BOOK_METRES, metres,
	    "=SUM(I2:I%zu)", n + 1);
}

/* one side of the comparison: its unit price, and the total below it */
static double
optic_side(struct sheets *k, struct spreadsheet_sheet *s, size_t i, bool oem)
{
	const struct optic_choice *x = &k->optic[i];
	bool known = oem ? x->oem_known : x->compatible_known;
	double unit = book_money(oem ? x->oem_cents : x->compatible_cents);
	double total = unit * (double)k->g->bom[x->line].quantity;
	size_t col = oem ? 6 : 3;

	spreadsheet_text(k->b, s, i + 1, col - 1, BOOK_PLAIN,
	    oem ? x->optic->oem.id : x->optic->part.id);
	if (!known) {
		spreadsheet_text(k->b, s, i + 1, col, BOOK_PLAIN, "not priced");
		spreadsheet_text(k->b, s, i + 1, col + 1, BOOK_PLAIN,
		    "not priced");
		return 0;
	}
	/* the one on the bill follows the bill */
	if (x->oem == oem)
		spreadsheet_formula(k->b, s, i + 1, col, BOOK_MONEY, unit,
		    "=Lines!F%zu", book_lines_row(x->line));
	else
		spreadsheet_number(k->b, s, i + 1, col, BOOK_INPUT_MONEY, unit);
	spreadsheet_formula(k->b, s, i + 1, col + 1, BOOK_MONEY, total,
	    "=B%zu*%c%zu", i + 2, oem ? 'G' : 'D', i + 2);
	return total;
}

static void
sheet_optics(struct sheets *k, struct spreadsheet_sheet *s)
{
	static const double width[] = { 16, 9, 16, 13, 13, 20, 13, 13, 14, 11,
		13 };
	size_t n = k->noptic;
	double first = 0;

	memcpy(s->width, width, sizeof width);
	s->frozen = 1;
	spreadsheet_head(k->b, s, 0,
	    "optic|quantity|compatible|unit|total|"
	    "vendor's own|unit|total|saved by compatible|test first|"
	    "test costs");
	for (size_t i = 0; i < n; i++) {
		const struct optic_choice *x = &k->optic[i];
		double c, o;

		spreadsheet_text(k->b, s, i + 1, 0, BOOK_PLAIN, x->optic->name);
		spreadsheet_formula(k->b, s, i + 1, 1, BOOK_COUNT,
		    (double)k->g->bom[x->line].quantity, "=Lines!E%zu",
		    book_lines_row(x->line));
		c = optic_side(k, s, i, false);
		o = optic_side(k, s, i, true);
		if (!x->compatible_known || !x->oem_known) {
			spreadsheet_text(k->b, s, i + 1, 8, BOOK_PLAIN,
			    "not priced");
			continue;
		}
		k->compatible += c;
		k->oem += o;
		spreadsheet_formula(k->b, s, i + 1, 8, BOOK_MONEY, o - c,
		    "=H%zu-E%zu", i + 2, i + 2);
		spreadsheet_number(k->b, s, i + 1, 9, BOOK_INPUT_COUNT, 2);
		spreadsheet_formula(k->b, s, i + 1, 10, BOOK_MONEY,
		    2 * book_money(x->compatible_cents), "=J%zu*D%zu", i + 2,
		    i + 2);
		first += 2 * book_money(x->compatible_cents);
	}
	if (n == 0) {
		spreadsheet_text(k->b, s, 2, 0, BOOK_PLAIN,
		    "no optics needed: every cable has attached ends");
		return;
	}
	k->optic_total = n + 3;
	spreadsheet_text(k->b, s, n + 2, 0, BOOK_BOLD, "Both priced");
	/* only rows with both sides, so that the saving is the difference */
	spreadsheet_formula(k->b, s, n + 2, 4, BOOK_MONEY_BOLD, k->compatible,
	    "=SUMIF(I2:I%zu,\"<>not priced\",E2:E%zu)", n + 1, n + 1);
	spreadsheet_formula(k->b, s, n + 2, 7, BOOK_MONEY_BOLD, k->oem,
	    "=SUMIF(I2:I%zu,\"<>not priced\",H2:H%zu)", n + 1, n + 1);
	spreadsheet_formula(k->b, s, n + 2, 8, BOOK_MONEY_BOLD,
	    k->oem - k->compatible, "=H%zu-E%zu", n + 3, n + 3);
	spreadsheet_formula(k->b, s, n + 2, 10, BOOK_MONEY_BOLD, first,
	    "=SUM(K2:K%zu)", n + 1);
	spreadsheet_text(k->b, s, n + 4, 0, BOOK_PLAIN,
	    "Compatible optics: buy two of each first (they are part of the "
	    "quantity), connect two switches of the model they are for,");
	spreadsheet_text(k->b, s, n + 5, 0, BOOK_PLAIN,
	    "check that the link comes up and the module's readings, run "
	    "traffic for a day, then order the rest.");
}

static void
sheet_sources(struct sheets *k, struct spreadsheet_sheet *s)
{
	static const double width[] = { 18, 12, 10, 10, 11, 90 };
	const struct design *g = k->g;
	const struct model *m = g->model;
	size_t row = 0;

	memcpy(s->width, width, sizeof width);
	spreadsheet_text(k->b, s, row++, 0, BOOK_TITLE,
	    "Where each price is from");
	spreadsheet_head(k->b, s, row++,
	    "part|price|currency|basis|date|how the unit price follows from "
	    "it");
	for (size_t i = 0; i < g->nbom; i++, row++) {
		const struct bom_line *x = &g->bom[i];
		const struct price *p = &x->part->price;

		spreadsheet_text(k->b, s, row, 0, BOOK_PLAIN, x->part->id);
		if (p->known) {
			spreadsheet_number(k->b, s, row, 1, BOOK_MONEY,
			    book_money(p->cents));
			spreadsheet_text(k->b, s, row, 2, BOOK_PLAIN,
			    p->currency);
		}
		spreadsheet_text(k->b, s, row, 3, BOOK_PLAIN, x->basis);
		spreadsheet_text(k->b, s, row, 4, BOOK_PLAIN, x->date);
		spreadsheet_text(k->b, s, row, 5, BOOK_PLAIN, x->source);
	}
	row++;
	spreadsheet_text(k->b, s, row++, 0, BOOK_TITLE, "Assumptions");
	spreadsheet_text(k->b, s, row++, 0, BOOK_PLAIN,
	    str_fmt(k->a,
	        "Cable lengths: racks %s apart in a row, rows %s; %s from port "
	        "to the rack's side and %s of loop, %s from the rack's top to "
	        "the tray, %s of slack between racks; then rounded up to the "
	        "next length sold.",
	        num_text(k->a, m->geometry.rack_pitch_mm, UNIT_LENGTH),
	        num_text(k->a, m->geometry.row_pitch_mm, UNIT_LENGTH),
	        num_text(k->a, m->geometry.side_mm, UNIT_LENGTH),
	        num_text(k->a, m->geometry.loop_mm, UNIT_LENGTH),
	        num_text(k->a, m->geometry.tray_mm, UNIT_LENGTH),
	        num_text(k->a, m->geometry.slack_ppm, UNIT_SHARE)));
	spreadsheet_text(k->b, s, row++, 0, BOOK_PLAIN,
	    str_fmt(k->a,
	        "Spare parts: %s of the optics, %s of the cables, rounded up "
	        "for each part; no spare switch.",
	        num_text(k->a, m->policy.spare_optics_ppm, UNIT_SHARE),
	        num_text(k->a, m->policy.spare_cables_ppm, UNIT_SHARE)));
	for (size_t i = 0; i < m->policy.ndiscount; i++)
		spreadsheet_text(k->b, s, row++, 0, BOOK_PLAIN,
		    str_fmt(k->a,
		        "Discount of %s: %s, as the site file says, off "
		        "prices that are no quotes, of no contract and new.",
		        m->policy.discount[i].vendor,
		        num_text(k->a, m->policy.discount[i].ppm, UNIT_SHARE)));
	for (size_t i = 0; i < g->nnote; i++)
		spreadsheet_text(k->b, s, row++, 0, BOOK_PLAIN, g->note[i]);
}

struct spreadsheet *
order_book(struct arena *a, const struct design *g)
{
	struct sheets k = { a, g,
		spreadsheet_new(a,
		    str_fmt(a,
		        "%s: bill of "
		        "materials",
		        g->model->site)),
		NULL, 0, 0, 0, 0 };
	struct spreadsheet_sheet *summary = spreadsheet_add(k.b, "Summary");

	k.optic = order_optics(a, g, &k.noptic);
	sheet_lines(&k, spreadsheet_add(k.b, "Lines"));
	sheet_pulls(&k, spreadsheet_add(k.b, "Pull list"));
	sheet_lengths(&k, spreadsheet_add(k.b, "Lengths"));
	sheet_optics(&k, spreadsheet_add(k.b, "Optics"));
	sheet_sources(&k, spreadsheet_add(k.b, "Sources"));
	/* last, for it looks at the others */
	book_summary(&k, summary);
	return k.b;
}
