/*
 * A workbook (.xlsx, ECMA-376) as sheets of text, for the reader of tables
 * (input/table.h) only: it knows cells, no heading.  A cell is what a
 * spreadsheet shows of it without its format: a number with a point and at most
 * 15 digits, a date as YYYY-MM-DD, a text, TRUE or FALSE.  A formula is the
 * value the last program computed for it; where none did (a file written by a
 * script says so), it is the formula's text with = before it, which no reader
 * takes as a number.  All belongs to the arena.
 */
#ifndef INPUT_WORKBOOK_H
#define INPUT_WORKBOOK_H

#include "base/diag.h"

struct workbook_sheet {
	const char *name;
	const char *part; /* of the archive */
	bool hidden;
};

struct workbook {
	const struct source *src;
	struct workbook_sheet *sheet; /* as on its tab */
	size_t n;
	/* the rest is private to workbook.c */
	const struct workbook_parts *parts;
};

/* what separates the cells of a sheet's text */
#define WORKBOOK_SEPARATOR '|'

/* an archive, or the format of Excel before 2007 (which is refused, as is what
 * has a password): a file for workbook_read, whatever its name */
bool workbook_is(const struct source *src);
/* NULL after a finding */
const struct workbook *
workbook_read(struct arena *a, struct diags *d, const struct source *src);
/* the first sheet that is not hidden, else the first */
size_t workbook_front(const struct workbook *w);
/* the sheet of this name, or -1 */
int workbook_find(const struct workbook *w, const char *name);
/*
 * A sheet as a text of lines, line n its row n, cells quoted as in CSV; a row
 * with any text has as many cells as the sheet is wide.  It is named as the
 * file, and WORKBOOK[SHEET] where it is not the front sheet.  NULL after a
 * finding.
 */
const struct source *workbook_text(struct arena *a, struct diags *d,
    const struct workbook *w, size_t sheet);

#endif
