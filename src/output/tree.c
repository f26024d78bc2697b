#include "output/tree.h"

static struct block *
add(struct tree *t, enum block_kind kind, const char *text)
{
	struct block b = {0};

	b.kind = kind;
	b.text = text;
	PUSH(t->a, t->block, t->n, t->cap, b);
	return &t->block[t->n - 1];
}

void
tree_heading(struct tree *t, int level, const char *text)
{
	add(t, BLOCK_HEADING, text)->level = level;
}

void
tree_text(struct tree *t, const char *text)
{
	add(t, BLOCK_TEXT, text);
}

void
tree_item(struct tree *t, const char *text)
{
	add(t, BLOCK_ITEM, text);
}

void
tree_table(struct tree *t, const char *caption, size_t columns)
{
	add(t, BLOCK_TABLE, caption)->columns = columns;
}

void
tree_cell(struct tree *t, const char *text)
{
	struct block *b = &t->block[t->n - 1];

	PUSH(t->a, b->cell, b->ncell, b->capcell, text);
}

void
tree_bars(struct tree *t, const char *caption, const char *x_name,
    const char *y_name)
{
	struct block *b = add(t, BLOCK_BARS, caption);

	b->x_name = x_name;
	b->y_name = y_name;
}

void
tree_bar(struct tree *t, const char *label, double x, double y)
{
	struct block *b = &t->block[t->n - 1];
	struct bar v = {label, x, y};

	PUSH(t->a, b->bar, b->nbar, b->capbar, v);
}
