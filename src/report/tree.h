/*
 * A report as a tree of blocks, built once and written as HTML and Markdown.
 * Knows neither networks nor files.  Text is plain; each writer escapes it.
 * Everything belongs to the tree's arena.
 */
#ifndef REPORT_TREE_H
#define REPORT_TREE_H

#include "base/str.h"
#include "report/svg.h"

struct what_if;

enum block_kind {
	BLOCK_HEADING,
	BLOCK_TEXT,
	BLOCK_ITEM,
	BLOCK_FACT,
	BLOCK_TABLE,
	BLOCK_FIGURE,
	BLOCK_SLIDERS /* of design --what-if; in Markdown nothing */
};

enum cell_kind {
	CELL_TEXT,
	CELL_NUMBER, /* to the right */
	CELL_NAME,   /* heads its row */
	CELL_GOOD,
	CELL_BAD /* as CELL_TEXT, highlighted */
};

struct cell {
	enum cell_kind kind;
	const char *text;
	const char *href; /* a file beside the report; NULL */
};

struct block {
	enum block_kind kind;
	int level;        /* heading: 1 to 3; text: 1 stands out */
	const char *text; /* heading, text, item, caption; fact: value */
	const char *label, *note; /* fact */
	const char *href;         /* item, figure: its file; NULL */
	const struct drawing *drawing;
	const struct what_if *what_if; /* sliders; text: the currency */
	size_t columns; /* table: cells[0..columns) is its head */
	struct cell *cell;
	size_t ncell, capcell;
};

struct tree {
	struct arena *a;
	const char *title;
	struct block *block;
	size_t n, cap;
};

void tree_heading(struct tree *t, int level, const char *text);
void tree_text(struct tree *t, const char *text);
/* what is read first */
void tree_lead(struct tree *t, const char *text);
void tree_item(struct tree *t, const char *text, const char *href);
/* one key figure; adjacent ones are shown side by side */
void tree_fact(struct tree *t, const char *label, const char *value,
    const char *note);
void tree_figure(struct tree *t, const char *caption, const char *href,
    const struct drawing *d);
void
tree_sliders(struct tree *t, const struct what_if *w, const char *currency);
/* head: its columns' names, apart by '|'; then cells row by row */
void tree_table(struct tree *t, const char *caption, const char *head);
void tree_cell(struct tree *t, const char *text);
void tree_cell_as(struct tree *t, enum cell_kind kind, const char *text,
    const char *href);

void tree_html(struct buf *out, const struct tree *t);
void tree_markdown(struct buf *out, const struct tree *t);
/* plain text with Markdown's special characters escaped */
void markdown_text(struct buf *b, const char *s);

#endif
