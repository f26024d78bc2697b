/*
 * Comma-separated values with a heading, fields quoted as RFC 4180 has it; a
 * byte order mark and both line ends are taken.  Knows no column's meaning.
 * Text belongs to the arena.
 */
#ifndef INPUT_CSV_H
#define INPUT_CSV_H

#include "base/arena.h"
#include "base/diag.h"

struct csv_row {
	int line;
	const char **cell;
	int *col;		/* where each begins; a quoted one may have
				 * begun on a later line: then 1 */
};

struct csv {
	const struct source *src;
	const char *file;
	const char **head;
	int *head_col;
	size_t ncol;
	struct csv_row *row;
	size_t n, cap;
};

/* false after findings (no heading, rows of another number of fields); every
 * row that could be read is in out all the same */
bool csv_read(struct arena *a, struct diags *d, const struct source *src,
    struct csv *out);
/* column by its heading; -1: there is none */
int csv_col(const struct csv *c, const char *name);
/* the place of a field; row (size_t)-1: of the heading */
struct span csv_at(const struct csv *c, size_t row, int col);

#endif
