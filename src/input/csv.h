/*
 * Comma-separated values with a heading, fields quoted as RFC 4180 has it, each
 * with its place.  Knows no column's meaning.  All belongs to the arena.
 */
#ifndef INPUT_CSV_H
#define INPUT_CSV_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/diag.h"

/* a table with a heading: rows of as many texts as the heading */
struct csv {
	const char *file;
	const struct source *src;
	const char **head;
	struct csv_at *head_at;
	size_t ncol;
	struct csv_row {
		int line;
		const char **cell;
		struct csv_at {
			int line, col;
		} * at; /* of each cell */
	} * row;
	size_t n, cap;
};
/* false after findings: no heading, rows of another length, an open quote */
bool csv_read(struct arena *a, struct diags *d, const struct source *src,
    struct csv *out);
/* the column of a name, or -1 */
int csv_col(const struct csv *c, const char *name);
/* the place of a field; row (size_t)-1: of the heading */
struct span csv_at(const struct csv *c, size_t row, int col);

#endif
