#include "input/sheet.h"

#include <string.h>

#include "base/str.h"

#define COLUMNS_MAX 10000u

/* where the reading has come to */
struct cursor {
	const struct source *src;
	const char *s, *end;
	int line, col;
	char comma; /* what separates cells */
};

static struct span
here(const struct cursor *c)
{
	return (struct span){ c->src, c->line, c->col, 1 };
}

/* one character on, whatever its length */
static void
step(struct cursor *c)
{
	uint32_t cp;
	size_t n = str_utf8_next(c->s, (size_t)(c->end - c->s), &cp);

	c->s += n;
	c->col++;
	if (cp == '\n') {
		c->line++;
		c->col = 1;
	}
}

static bool
at_break(const struct cursor *c)
{
	return c->s == c->end || *c->s == '\n' ||
	    (*c->s == '\r' && (c->s + 1 == c->end || c->s[1] == '\n'));
}

static bool
encoding(struct diags *d, struct span at, const char *what, const char *hint)
{
	diag_error(d, at, "sheet-encoding", "%s", what);
	diag_hint(d, "%s", hint);
	return false;
}

/* UTF-8 text throughout? */
static bool
check_text(struct diags *d, struct cursor c)
{
	const char *save = "export it as CSV in UTF-8";
	uint32_t cp;

	if (c.src->len >= 4 && memcmp(c.src->text, "PK\3\4", 4) == 0)
		return encoding(d, here(&c),
		    "this is a workbook, not a table "
		    "of text",
		    save);
	if (c.src->len >= 2 &&
	    (memcmp(c.src->text, "\xff\xfe", 2) == 0 ||
	        memcmp(c.src->text, "\xfe\xff", 2) == 0))
		return encoding(d, here(&c), "the file is UTF-16", save);
	while (c.s < c.end) {
		str_utf8_next(c.s, (size_t)(c.end - c.s), &cp);
		if (cp == UTF8_BAD)
			return encoding(d, here(&c), "this byte is no UTF-8",
			    save);
		if (cp == 0)
			return encoding(d, here(&c),
			    "a NUL character: is "
			    "this a text file?",
			    save);
		step(&c);
	}
	return true;
}

/* the separator the first line has most of, outside quotes */
static char
separator(struct cursor c)
{
	static const char kind[] = ",;\t";
	size_t count[3] = { 0 }, i, best = 0;
	bool quoted = false;

	for (; c.s < c.end && (quoted || !at_break(&c)); step(&c)) {
		if (*c.s == '"')
			quoted = !quoted;
		for (i = 0; i < 3 && !quoted; i++)
			count[i] += *c.s == kind[i];
	}
	for (i = 1; i < 3; i++)
		if (count[i] > count[best])
			best = i;
	return kind[best];
}

static const char *
trimmed(struct arena *a, const struct buf *b)
{
	const char *s = b->len > 0 ? b->text : "";
	size_t n;

	s += strspn(s, " \t\r\n");
	n = strlen(s);
	while (n > 0 && strchr(" \t\r\n", s[n - 1]) != NULL)
		n--;
	return str_dup(a, s, n);
}

/* one cell; false after a finding */
static bool
read_cell(struct arena *a, struct diags *d, struct cursor *c, struct cell *out)
{
	struct buf b = buf_new(a);
	struct span open = here(c);
	const char *from;
	int col = c->col;
	bool quoted = c->s < c->end && *c->s == '"';

	if (quoted)
		step(c);
	while (
	    c->s < c->end && (quoted || (!at_break(c) && *c->s != c->comma))) {
		from = c->s;
		step(c);
		if (!quoted || *from != '"') {
			buf_add(&b, from, (size_t)(c->s - from));
		} else if (c->s < c->end && *c->s == '"') {
			buf_putc(&b, '"');
			step(c);
		} else {
			quoted = false;
		}
	}
	if (quoted)
		return diag_error(d, open, "sheet-quote",
		    "this quote is never closed");
	out->text = trimmed(a, &b);
	out->at = open;
	if (c->line == open.line && c->col > col)
		out->at.width = c->col - col;
	return true;
}

/* the cells of a line; NULL after a finding */
static struct cell *
read_row(struct arena *a, struct diags *d, struct cursor *c, size_t *n)
{
	struct cell *row = NULL, one;
	size_t cap = 0;

	*n = 0;
	for (;;) {
		if (!read_cell(a, d, c, &one))
			return NULL;
		if (*n == COLUMNS_MAX) {
			diag_error(d, here(c), "sheet-row",
			    "a row of more "
			    "than %u cells",
			    COLUMNS_MAX);
			return NULL;
		}
		PUSH(a, row, *n, cap, one);
		if (c->s == c->end || *c->s != c->comma)
			break;
		step(c);
	}
	if (c->s < c->end && *c->s == '\r')
		step(c);
	if (c->s < c->end)
		step(c);
	return row;
}

const struct sheet *
sheet_read(struct arena *a, struct diags *d, const struct source *src)
{
	struct sheet *t = NEW(a, struct sheet, 1);
	struct cursor c = { src, src->text, src->text + src->len, 1, 1, ',' };
	struct cell *row;
	size_t n;

	if (src->len >= 3 && memcmp(c.s, "\xef\xbb\xbf", 3) == 0)
		c.s += 3;
	if (!check_text(d, c))
		return NULL;
	while (c.s < c.end && at_break(&c))
		step(&c);
	if (c.s == c.end) {
		diag_error(d, here(&c), "sheet-empty",
		    "a table without a heading");
		return NULL;
	}
	c.comma = separator(c);
	t->src = src;
	t->head = read_row(a, d, &c, &t->ncol);
	if (t->head == NULL)
		return NULL;
	while (c.s < c.end) {
		if (at_break(&c)) {
			step(&c);
			continue;
		}
		row = read_row(a, d, &c, &n);
		if (row == NULL)
			return NULL;
		if (n == t->ncol)
			PUSH(a, t->row, t->n, t->cap, row);
		else
			diag_error(d, row[0].at, "sheet-row",
			    "a row of %zu "
			    "cells under a heading of %zu",
			    n, t->ncol);
	}
	return t;
}
