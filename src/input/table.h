/*
 * A table as spreadsheets and scripts export it (RFC 4180): a heading, then
 * rows, every cell with its place.  Commas, semicolons or tabs between cells;
 * UTF-8, UTF-16 or, where it is neither, Windows-1252; or a sheet of a workbook
 * (input/workbook.h), whatever the file's name.  Knows no column.  Everything
 * belongs to the arena.
 */
#ifndef INPUT_TABLE_H
#define INPUT_TABLE_H

#include "base/diag.h"
#include "input/workbook.h"

struct table_cell {
	const char *text; /* UTF-8, surrounding blanks removed; no NUL */
	struct span at;
};

struct table {
	const struct source *src; /* the text in UTF-8 */
	char separator;           /* ',', ';', a tab, or what sep= says */
	struct table_cell *head;
	size_t ncol;
	struct table_cell **row; /* each of ncol cells */
	size_t n, cap;
};

/*
 * NULL after a finding where no table can be read.  A row whose length differs
 * from the heading's is a finding and left out; rows without any text are
 * skipped, and so are a first line `sep=;` (which says the separator; otherwise
 * it is what the heading has most of) and the `#TYPE` of PowerShell's
 * Export-Csv. Of a workbook its front sheet.
 */
const struct table *
table_read(struct arena *a, struct diags *d, const struct source *src);
/* the same, but of a workbook the first sheet shown that has this column; the
 * front sheet where none has */
const struct table *table_read_with(struct arena *a, struct diags *d,
    const struct source *src, const char *column);
/* a sheet of a workbook; NULL after a finding */
const struct table *table_of_sheet(struct arena *a, struct diags *d,
    const struct workbook *w, size_t sheet);

/* lines of the text, before it is read; 0 of a workbook */
size_t table_lines(const struct source *src);

/* the column of this name, or -1 */
int table_column(const struct table *t, const char *name);
/* the text of a cell; "" where col is -1 */
const char *table_text(const struct table *t, size_t row, int col);
/* the place of a cell, or of the row's first where col is -1 */
struct span table_at(const struct table *t, size_t row, int col);
/* the same of the heading: of its first cell where col is -1 */
struct span table_head_at(const struct table *t, int col);

/*
 * A number's text with a point before its decimals: a single comma in it, and
 * no point, is a decimal comma, unless commas separate the cells.  Any other
 * text as it is.  Not for whole numbers with groups of thousands.
 */
const char *
table_decimal(struct arena *a, const struct table *t, const char *text);

/*
 * A date as YYYY-MM-DD where it is written as a spreadsheet shows it:
 * 31/12/2026, 31.12.2026 or 31-12-2026; the day comes first, but where commas
 * separate the cells the program may be American, and the order must be clear
 * from the figures. Any other text as it is.
 */
const char *
table_date(struct arena *a, const struct table *t, const char *text);

#endif
