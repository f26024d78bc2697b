/*
 * A report as a tree of blocks, built once and written as HTML and Markdown.
 * Knows neither networks nor files.  Text is plain; each writer escapes it.
 */
#ifndef OUTPUT_TREE_H
#define OUTPUT_TREE_H

#include "base/str.h"

enum block_kind {
	BLOCK_HEADING, BLOCK_TEXT, BLOCK_ITEM, BLOCK_TABLE, BLOCK_BARS
};

struct block {
	enum block_kind kind;
	int level;		/* heading: 1 to 3 */
	const char *text;	/* heading, text, item, caption */
	size_t columns;		/* table: cells[0..columns) is its head */
	const char **cell;
	size_t ncell, capcell;
	/* bars: label and two values, on one logarithmic scale of seconds */
	struct bar { const char *label; double x, y; } *bar;
	size_t nbar, capbar;
	const char *x_name, *y_name;
};

struct tree {
	struct arena *a;
	const char *title;
	struct block *block;
	size_t n, cap;
};

void tree_heading(struct tree *t, int level, const char *text);
void tree_text(struct tree *t, const char *text);
void tree_item(struct tree *t, const char *text);
/* a table of `columns` columns; then cells row by row, the head first */
void tree_table(struct tree *t, const char *caption, size_t columns);
void tree_cell(struct tree *t, const char *text);
void tree_bars(struct tree *t, const char *caption, const char *x_name,
    const char *y_name);
void tree_bar(struct tree *t, const char *label, double x, double y);

void tree_html(struct buf *out, const struct tree *t);
void tree_markdown(struct buf *out, const struct tree *t);

#endif
