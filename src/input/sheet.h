/*
 * A table as spreadsheets export it (RFC 4180): a heading, then rows, every
 * cell with its place.  Separated by commas, semicolons or tabs, whichever the
 * heading has most of; quoted cells may hold line breaks.  Knows no column.
 * Everything belongs to the arena.
 */
#ifndef INPUT_SHEET_H
#define INPUT_SHEET_H

#include "base/diag.h"

struct cell {
	const char *text; /* UTF-8, blanks around it taken off */
	struct span at;
};

struct sheet {
	const struct source *src;
	struct cell *head;
	size_t ncol;
	struct cell **row; /* each of ncol cells */
	size_t n, cap;
};

/*
 * NULL after a finding where no table can be read.  A row of another length
 * than the heading is a finding and left out; empty lines are passed over.
 */
const struct sheet *
sheet_read(struct arena *a, struct diags *d, const struct source *src);

#endif
