/*
 * A workbook as plain cells: texts, numbers, and formulas with their value.
 * Knows neither networks nor the file format; xlsx.c alone writes it (the fence
 * around libxlsxwriter).  Rows and columns count from 0; text from the user is
 * always a text, never a formula.  Everything belongs to the book's arena.
 */
#ifndef ORDER_SPREADSHEET_H
#define ORDER_SPREADSHEET_H

#include "base/diag.h"
#include "base/str.h"

enum book_kind { BOOK_TEXT, BOOK_NUMBER, BOOK_FORMULA };

enum book_style {
	BOOK_PLAIN,
	BOOK_TITLE,
	BOOK_HEAD,
	BOOK_BOLD,
	BOOK_WRAP,
	BOOK_COUNT, /* whole number */
	BOOK_MONEY,
	BOOK_MONEY_BOLD,
	BOOK_PERCENT,
	BOOK_METRES,
	BOOK_INPUT_COUNT, /* the buyer's to change, as the next */
	BOOK_INPUT_MONEY,
	BOOK_INPUT_DATE,
	BOOK_INPUT_TEXT,
	BOOK_STYLES
};

struct spreadsheet_cell {
	size_t row, col;
	enum book_kind kind;
	enum book_style style;
	const char *text; /* the text, or the formula with its '=' */
	double number;    /* the number, or the formula's value */
};

struct spreadsheet_sheet {
	const char *name; /* at most 31 characters, a constant of ours */
	struct spreadsheet_cell *cell;
	size_t n, cap;
	double width[16]; /* of the columns, in characters; 0: default */
	size_t frozen;    /* frozen rows */
	size_t filter_rows, filter_cols; /* below the frozen row; 0: none */
};

struct spreadsheet {
	struct arena *a;
	const char *title;
	struct spreadsheet_sheet *sheet[8];
	size_t n;
};

struct spreadsheet *spreadsheet_new(struct arena *a, const char *title);
struct spreadsheet_sheet *
spreadsheet_add(struct spreadsheet *b, const char *name);

/* NULL is no text */
void spreadsheet_text(struct spreadsheet *b, struct spreadsheet_sheet *s,
    size_t row, size_t col, enum book_style style, const char *text);
void spreadsheet_number(struct spreadsheet *b, struct spreadsheet_sheet *s,
    size_t row, size_t col, enum book_style style, double v);
void spreadsheet_formula(struct spreadsheet *b, struct spreadsheet_sheet *s,
    size_t row, size_t col, enum book_style style, double v, const char *fmt,
    ...) __attribute__((format(printf, 7, 8)));
/* a row of headings, their names apart by '|' */
void spreadsheet_head(struct spreadsheet *b, struct spreadsheet_sheet *s,
    size_t row, const char *names);

/*
 * The workbook as bytes of an .xlsx file, the same for the same cells.  False
 * after a finding: more rows than a sheet has, or the library could not write
 * its temporary files completely.  A text longer than a cell takes is cut.
 */
bool spreadsheet_xlsx(struct diags *d, const struct spreadsheet *b,
    const char **data, size_t *len);

#endif
