#include "order/spreadsheet.h"

#include <string.h>

struct spreadsheet *
spreadsheet_new(struct arena *a, const char *title)
{
	struct spreadsheet *b = NEW(a, struct spreadsheet, 1);

	b->a = a;
	b->title = title;
	return b;
}

struct spreadsheet_sheet *
spreadsheet_add(struct spreadsheet *b, const char *name)
{
	struct spreadsheet_sheet *s = NEW(b->a, struct spreadsheet_sheet, 1);

	s->name = name;
	b->sheet[b->n++] = s;
	return s;
}

void
spreadsheet_text(struct spreadsheet *b, struct spreadsheet_sheet *s, size_t row,
    size_t col, enum book_style style, const char *text)
{
	struct spreadsheet_cell c = { row, col, BOOK_TEXT, style,
		text != NULL ? text : "", 0 };

	PUSH(b->a, s->cell, s->n, s->cap, c);
}

void
spreadsheet_number(struct spreadsheet *b, struct spreadsheet_sheet *s,
    size_t row, size_t col, enum book_style style, double v)
{
	struct spreadsheet_cell c = { row, col, BOOK_NUMBER, style, NULL, v };

	PUSH(b->a, s->cell, s->n, s->cap, c);
}

void
spreadsheet_formula(struct spreadsheet *b, struct spreadsheet_sheet *s,
    size_t row, size_t col, enum book_style style, double v, const char *fmt,
    ...)
{
	struct spreadsheet_cell c = { row, col, BOOK_FORMULA, style, NULL, v };
	va_list ap;

	va_start(ap, fmt);
	c.text = str_vfmt(b->a, fmt, ap);
	va_end(ap);
	PUSH(b->a, s->cell, s->n, s->cap, c);
}

void
spreadsheet_head(struct spreadsheet *b, struct spreadsheet_sheet *s, size_t row,
    const char *names)
{
	size_t col = 0;

	for (;;) {
		const char *end = strchr(names, '|');
		size_t n = end != NULL ? (size_t)(end - names) : strlen(names);

		spreadsheet_text(b, s, row, col++, BOOK_HEAD,
		    str_dup(b->a, names, n));
		if (end == NULL)
			return;
		names = end + 1;
	}
}
