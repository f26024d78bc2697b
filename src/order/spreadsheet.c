#include "order/spreadsheet.h"

#include <string.h>

struct book *
book_new(struct arena *a, const char *title)
{
	struct book *b = NEW(a, struct book, 1);

	b->a = a;
	b->title = title;
	return b;
}

struct book_sheet *
book_add(struct book *b, const char *name)
{
	struct book_sheet *s = NEW(b->a, struct book_sheet, 1);

	s->name = name;
	b->sheet[b->n++] = s;
	return s;
}

void
book_text(struct book *b, struct book_sheet *s, size_t row, size_t col,
    enum book_style style, const char *text)
{
	struct book_cell c = {row, col, BOOK_TEXT, style, text != NULL ? text :
	    "", 0};

	PUSH(b->a, s->cell, s->n, s->cap, c);
}

void
book_number(struct book *b, struct book_sheet *s, size_t row, size_t col,
    enum book_style style, double v)
{
	struct book_cell c = {row, col, BOOK_NUMBER, style, NULL, v};

	PUSH(b->a, s->cell, s->n, s->cap, c);
}

void
book_formula(struct book *b, struct book_sheet *s, size_t row, size_t col,
    enum book_style style, double v, const char *fmt, ...)
{
	struct book_cell c = {row, col, BOOK_FORMULA, style, NULL, v};
	va_list ap;

	va_start(ap, fmt);
	c.text = str_vfmt(b->a, fmt, ap);
	va_end(ap);
	PUSH(b->a, s->cell, s->n, s->cap, c);
}

void
book_head(struct book *b, struct book_sheet *s, size_t row, const char *names)
{
	size_t col = 0;

	for (;;) {
		const char *end = strchr(names, '|');
		size_t n = end != NULL ? (size_t)(end - names) : strlen(names);

		book_text(b, s, row, col++, BOOK_HEAD, str_dup(b->a, names, n));
		if (end == NULL)
			return;
		names = end + 1;
	}
}
