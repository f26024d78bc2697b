/*
 * Columns and cells of tables that other programs export: which column a
 * heading means, and the numbers of people and machines in the cells.  Knows no
 * VM and no host.  Headings are compared without case, signs and the name of
 * the table before them (vInfo, vHost, vNIC).
 */
#ifndef COMMAND_SHEET_CELL_H
#define COMMAND_SHEET_CELL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/diag.h"
#include "input/table.h"

#define SHEET_NONE ((size_t)-1)

/* the first column with one of these names, which are between blanks (" host
 * vmhost "), in small letters; SHEET_NONE */
size_t sheet_column(struct arena *a, const struct table *t, const char *names);
/* the cell's text; "" of SHEET_NONE */
const char *sheet_text(const struct table_cell *row, size_t col);
/* True, 1, Yes */
bool sheet_is_true(const char *s);
/* 4096, or 4,096 as a table for people has it, of 15 digits at most */
bool sheet_whole_number(const char *s, int64_t *out);

/* what the cells of a column of memory are in */
enum memory_unit { MEMORY_MIB, MEMORY_BYTES, MEMORY_DEC_MIB, MEMORY_DEC_GIB };

/* the memory of VMs or hosts: the column, what its cells are in, and its
 * thousands separator, where other cells show that it is not a decimal mark
 * ('\0') */
struct sheet_memory {
	size_t col;
	enum memory_unit unit;
	char thousands;
};

/* powercli: its own words for units;
 * .col SHEET_NONE: there is no such column */
struct sheet_memory
sheet_memory_column(struct arena *a, const struct table *t, bool powercli);
/* above 0, in bytes; false after a finding at the cell */
bool sheet_memory_bytes(struct arena *a, struct diags *d,
    const struct table_cell *c, const struct sheet_memory *m, int64_t *out);

#endif
