/* The report's tree as Markdown (GitHub's tables). */
#include <string.h>

#include "report/tree.h"

void
markdown_text(struct buf *b, const char *s)
{
	/* what would start a list or a quote at a line's start */
	if (*s != '\0' && strchr("-+", *s) != NULL)
		buf_putc(b, '\\');
	for (; *s != '\0'; s++) {
		if (strchr("\\`*_<>[]#&|~", *s) != NULL)
			buf_putc(b, '\\');
		buf_putc(b, *s == '\n' ? ' ' : *s);
	}
}

static void
linked(struct buf *b, const char *text, const char *href)
{
	if (href == NULL) {
		markdown_text(b, text);
		return;
	}
	buf_putc(b, '[');
	markdown_text(b, text);
	buf_printf(b, "](%s)", href);
}

static void
table(struct buf *b, const struct block *x)
{
	if (x->text != NULL && x->text[0] != '\0') {
		buf_puts(b, "**");
		markdown_text(b, x->text);
		buf_puts(b, "**\n\n");
	}
	for (size_t i = 0; i < x->ncell; i += x->columns) {
		for (size_t k = 0; k < x->columns && i + k < x->ncell; k++) {
			buf_puts(b, "| ");
			linked(b, x->cell[i + k].text, x->cell[i + k].href);
			buf_putc(b, ' ');
		}
		buf_puts(b, "|\n");
		for (size_t k = 0; i == 0 && k < x->columns; k++) {
			size_t below = x->columns + k;

			buf_puts(b,
			    below < x->ncell &&
			            x->cell[below].kind == CELL_NUMBER ?
			        "|---:" :
			        "|---");
			if (k + 1 == x->columns)
				buf_puts(b, "|\n");
		}
	}
	buf_putc(b, '\n');
}

void
tree_markdown(struct buf *out, const struct tree *t)
{
	for (size_t i = 0; i < t->n; i++) {
		const struct block *x = &t->block[i];
		bool last = i + 1 == t->n || t->block[i + 1].kind != x->kind;

		switch (x->kind) {
		case BLOCK_HEADING:
			buf_printf(out, "%.*s ", x->level, "###");
			markdown_text(out, x->text);
			buf_puts(out, "\n\n");
			break;
		case BLOCK_TEXT:
			markdown_text(out, x->text);
			buf_puts(out, "\n\n");
			break;
		case BLOCK_ITEM:
			buf_puts(out, "* ");
			linked(out, x->text, x->href);
			buf_puts(out, last ? "\n\n" : "\n");
			break;
		case BLOCK_FACT:
			buf_puts(out, "* ");
			markdown_text(out, x->label);
			buf_puts(out, ": **");
			markdown_text(out, x->text);
			buf_puts(out, "** (");
			markdown_text(out, x->note);
			buf_puts(out, last ? ")\n\n" : ")\n");
			break;
		case BLOCK_TABLE:
			table(out, x);
			break;
		case BLOCK_SLIDERS:
			break;
		case BLOCK_FIGURE:
			buf_putc(out, '!');
			linked(out, x->text, x->href);
			buf_puts(out, "\n\n");
			break;
		}
	}
	/* one line break at the end, not two */
	if (out->len > 1 && out->text[out->len - 2] == '\n')
		out->text[--out->len] = '\0';
}
