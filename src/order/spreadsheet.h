/*
 * A workbook as plain cells: texts, numbers, and formulas with the value they
 * come to.  Knows neither networks nor the file format; xlsx.c alone writes it
 * (the fence around libxlsxwriter).  Rows and columns count from 0; text from
 * the user is only ever a text, never a formula.  Everything belongs to the
 * book's arena.
 */
#ifndef ORDER_SPREADSHEET_H
#define ORDER_SPREADSHEET_H

#include "base/diag.h"
#include "base/str.h"

enum book_kind { BOOK_TEXT, BOOK_NUMBER, BOOK_FORMULA };

enum book_style {
	BOOK_PLAIN, BOOK_TITLE, BOOK_HEAD, BOOK_BOLD, BOOK_WRAP,
	BOOK_COUNT,		/* whole number */
	BOOK_MONEY, BOOK_MONEY_BOLD,
	BOOK_PERCENT, BOOK_METRES,
	BOOK_INPUT_COUNT, BOOK_INPUT_MONEY,	/* the buyer's to change */
	BOOK_STYLES
};

struct book_cell {
	size_t row, col;
	enum book_kind kind;
	enum book_style style;
	const char *text;	/* the text, or the formula with its '=' */
	double number;		/* the number, or what the formula comes to */
};

struct book_sheet {
	const char *name;	/* at most 31 characters, a constant of ours */
	struct book_cell *cell;
	size_t n, cap;
	double width[16];	/* of the columns, in characters; 0: default */
	size_t frozen;		/* rows that stay in sight */
	size_t filter_rows, filter_cols;	/* below the frozen row; 0: none */
};

struct book {
	struct arena *a;
	const char *title;
	struct book_sheet *sheet[8];
	size_t n;
};

struct book *book_new(struct arena *a, const char *title);
struct book_sheet *book_add(struct book *b, const char *name);

/* NULL is no text */
void book_text(struct book *b, struct book_sheet *s, size_t row, size_t col,
    enum book_style style, const char *text);
void book_number(struct book *b, struct book_sheet *s, size_t row, size_t col,
    enum book_style style, double v);
void book_formula(struct book *b, struct book_sheet *s, size_t row, size_t col,
    enum book_style style, double v, const char *fmt, ...)
    __attribute__((format(printf, 7, 8)));
/* a row of headings, their names apart by '|' */
void book_head(struct book *b, struct book_sheet *s, size_t row,
    const char *names);

/*
 * The workbook as bytes of an .xlsx file, the same for the same cells.  False
 * after a finding: more rows than a sheet has, or the library could not write
 * its temporary files whole.  A text longer than a cell takes is cut.
 */
bool book_xlsx(struct diags *d, const struct book *b, const char **data,
    size_t *len);

#endif
