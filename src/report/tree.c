#include "report/tree.h"

#include <string.h>

static struct block *
add(struct tree *t, enum block_kind kind, const char *text)
{
	struct block b = { 0 };

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
tree_lead(struct tree *t, const char *text)
{
	add(t, BLOCK_TEXT, text)->level = 1;
}

void
tree_item(struct tree *t, const char *text, const char *href)
{
	add(t, BLOCK_ITEM, text)->href = href;
}

void
tree_fact(struct tree *t, const char *label, const char *value,
    const char *note)
{
	struct block *b = add(t, BLOCK_FACT, value);

	b->label = label;
	b->note = note;
}

void
tree_figure(struct tree *t, const char *caption, const char *href,
    const struct drawing *d)
{
	struct block *b = add(t, BLOCK_FIGURE, caption);

	b->href = href;
	b->drawing = d;
}

void
tree_sliders(struct tree *t, const struct what_if *w, const char *currency)
{
	add(t, BLOCK_SLIDERS, currency)->what_if = w;
}

void
tree_table(struct tree *t, const char *caption, const char *head)
{
	size_t n = 0, len;

	add(t, BLOCK_TABLE, caption);
	for (;; head += len + 1) {
		len = strcspn(head, "|");
		tree_cell(t, str_dup(t->a, head, len));
		n++;
		if (head[len] == '\0')
			break;
	}
	t->block[t->n - 1].columns = n;
}

void
tree_cell_as(struct tree *t, enum cell_kind kind, const char *text,
    const char *href)
{
	struct block *b = &t->block[t->n - 1];
	struct cell c = { kind, text != NULL ? text : "", href };

	PUSH(t->a, b->cell, b->ncell, b->capcell, c);
}

void
tree_cell(struct tree *t, const char *text)
{
	tree_cell_as(t, CELL_TEXT, text, NULL);
}
