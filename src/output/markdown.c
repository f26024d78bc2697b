/* The report's tree as Markdown (GitHub's tables). */
#include <string.h>

#include "base/num.h"
#include "output/tree.h"

static void
escaped(struct buf *b, const char *s, bool cell)
{
	for (; *s != '\0'; s++) {
		if (strchr("\\`*_<>[]#", *s) != NULL || (cell && *s == '|'))
			buf_putc(b, '\\');
		buf_putc(b, *s == '\n' ? ' ' : *s);
	}
}

static void
table(struct buf *b, const struct block *x)
{
	size_t i, k;

	if (x->text != NULL && x->text[0] != '\0') {
		escaped(b, x->text, false);
		buf_puts(b, "\n\n");
	}
	for (i = 0; i < x->ncell; i += x->columns) {
		for (k = 0; k < x->columns && i + k < x->ncell; k++) {
			buf_puts(b, "| ");
			escaped(b, x->cell[i + k], true);
			buf_putc(b, ' ');
		}
		buf_puts(b, "|\n");
		for (k = 0; i == 0 && k < x->columns; k++)
			buf_puts(b, k + 1 == x->columns ? "|---|\n" : "|---");
	}
	buf_putc(b, '\n');
}

static void
bars(struct buf *b, const struct block *x)
{
	struct arena *a = b->a;
	size_t i;

	escaped(b, x->text, false);
	buf_printf(b, "\n\n| | %s | %s |\n|---|---|---|\n", x->x_name,
	    x->y_name);
	for (i = 0; i < x->nbar; i++) {
		buf_puts(b, "| ");
		escaped(b, x->bar[i].label, true);
		buf_printf(b, " | %s | %s |\n", x->bar[i].x >= 0 ?
		    time_pretty(a, x->bar[i].x) : "-", x->bar[i].y >= 0 ?
		    time_pretty(a, x->bar[i].y) : "-");
	}
	buf_putc(b, '\n');
}

void
tree_markdown(struct buf *out, const struct tree *t)
{
	size_t i;

	for (i = 0; i < t->n; i++) {
		const struct block *x = &t->block[i];

		switch (x->kind) {
		case BLOCK_HEADING:
			buf_printf(out, "%.*s ", x->level, "###");
			escaped(out, x->text, false);
			buf_puts(out, "\n\n");
			break;
		case BLOCK_TEXT:
			escaped(out, x->text, false);
			buf_puts(out, "\n\n");
			break;
		case BLOCK_ITEM:
			buf_puts(out, "* ");
			escaped(out, x->text, false);
			buf_puts(out, i + 1 < t->n && t->block[i + 1].kind ==
			    BLOCK_ITEM ? "\n" : "\n\n");
			break;
		case BLOCK_TABLE:
			table(out, x);
			break;
		case BLOCK_BARS:
			bars(out, x);
			break;
		}
	}
}
