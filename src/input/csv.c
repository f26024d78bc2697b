#include "input/csv.h"

#include <string.h>

#include "base/str.h"

struct cursor {
	struct arena *a;
	const char *s, *end;
	struct csv_at at;
	struct csv_at open; /* a quote that is never closed; line 0: none */
};

/* one character on, whatever it is */
static char
next(struct cursor *c)
{
	char x = *c->s++;

	if (x == '\n') {
		c->at.line++;
		c->at.col = 1;
	} else if (((unsigned char)x & 0xc0) != 0x80) {
		c->at.col++;
	}
	return x;
}

/* one field, up to the comma or the line's end after it */
static const char *
field(struct cursor *c)
{
	struct buf b = buf_new(c->a);
	struct csv_at from = c->at;
	bool quoted = c->s < c->end && *c->s == '"';

	if (quoted)
		next(c);
	while (c->s < c->end) {
		char x = *c->s;

		if (quoted && x == '"') {
			next(c);
			if (c->s < c->end && *c->s == '"') {
				buf_putc(&b, '"');
				next(c);
			} else {
				quoted = false;
			}
			continue;
		}
		if (!quoted && (x == ',' || x == '\n'))
			break;
		next(c);
		if (x != '\r' && x != '\0')
			buf_putc(&b, x);
	}
	if (quoted)
		c->open = from;
	return b.len > 0 ? b.text : "";
}

static size_t
record(struct cursor *c, struct csv_row *r)
{
	size_t n = 0, cap = 0, m = 0, mcap = 0;
	const char *text;

	*r = (struct csv_row){ .line = c->at.line };
	for (;;) {
		PUSH(c->a, r->at, m, mcap, c->at);
		text = field(c);
		PUSH(c->a, r->cell, n, cap, text);
		if (c->s >= c->end || next(c) == '\n')
			return n;
	}
}

bool
csv_read(struct arena *a, struct diags *d, const struct source *src,
    struct csv *out)
{
	struct cursor c = { a, src->text, src->text + src->len, { 1, 1 },
		{ 0, 0 } };
	struct csv_row r;
	bool ok = true;

	*out = (struct csv){ .file = src->name, .src = src };
	if (src->len >= 3 && memcmp(c.s, "\xef\xbb\xbf", 3) == 0)
		c.s += 3;
	if (c.s >= c.end)
		return diag_error(d, (struct span){ src, 1, 1, 1 }, "csv-empty",
		    "a table without a heading");
	out->ncol = record(&c, &r);
	out->head = r.cell;
	out->head_at = r.at;
	while (c.s < c.end) {
		size_t n = record(&c, &r);

		if (n == 1 && *r.cell[0] == '\0')
			continue;
		if (n != out->ncol) {
			ok = diag_error(d, (struct span){ src, r.line, 1, 1 },
			    "csv-row", "%zu fields under a heading of %zu", n,
			    out->ncol);
			continue;
		}
		PUSH(a, out->row, out->n, out->cap, r);
	}
	if (c.open.line > 0)
		ok = diag_error(d,
		    (struct span){ src, c.open.line, c.open.col, 1 },
		    "csv-quote", "this quote is never closed");
	return ok;
}

int
csv_col(const struct csv *c, const char *name)
{
	for (size_t i = 0; i < c->ncol; i++)
		if (str_eq(c->head[i], name))
			return (int)i;
	return -1;
}

struct span
csv_at(const struct csv *c, size_t row, int col)
{
	bool head = row == (size_t)-1;
	struct span at = { c->src, 1, 1, 1 };
	const struct csv_at *place;
	const char *text;

	if (col < 0 || (size_t)col >= c->ncol)
		return at;
	place = head ? &c->head_at[col] : &c->row[row].at[col];
	text = head ? c->head[col] : c->row[row].cell[col];
	at.line = place->line;
	at.col = place->col;
	at.width = *text != '\0' ? (int)strlen(text) : 1;
	return at;
}
