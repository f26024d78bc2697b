#include "input/csv.h"

#include <string.h>

#include "base/str.h"

struct cursor {
	struct arena *a;
	const char *s, *end, *bol;	/* bol: where this line begins */
	int line;
};

/* one field; true: a record ends with it */
static bool
field(struct cursor *c, const char **text, int *col)
{
	struct buf b = buf_new(c->a);
	bool quoted = c->s < c->end && *c->s == '"';
	int line = c->line;

	*col = (int)(c->s - c->bol) + 1;
	if (quoted)
		c->s++;
	while (c->s < c->end) {
		char x = *c->s;

		if (quoted && x == '"') {
			if (c->s + 1 < c->end && c->s[1] == '"') {
				buf_putc(&b, '"');
				c->s += 2;
				continue;
			}
			quoted = false;
			c->s++;
			continue;
		}
		if (!quoted && (x == ',' || x == '\n'))
			break;
		c->s++;
		if (x == '\n') {
			c->line++;
			c->bol = c->s;
		}
		if (x != '\r' && x != '\0')
			buf_putc(&b, x);
	}
	*text = b.len > 0 ? b.text : "";
	if (c->line != line)
		*col = 1;
	if (c->s >= c->end)
		return true;
	if (*c->s++ != '\n')
		return false;
	c->line++;
	c->bol = c->s;
	return true;
}

static size_t
record(struct cursor *c, const char ***cell, int **col)
{
	size_t n = 0, cap = 0, capcol = 0;
	bool last;

	*cell = NULL;
	*col = NULL;
	do {
		const char *text;
		int at;

		last = field(c, &text, &at);
		PUSH(c->a, *cell, n, cap, text);
		n--;
		PUSH(c->a, *col, n, capcol, at);
	} while (!last);
	return n;
}

bool
csv_read(struct arena *a, struct diags *d, const struct source *src,
    struct csv *out)
{
	struct cursor c = {a, src->text, src->text + src->len, src->text, 1};
	bool ok = true;

	*out = (struct csv){.src = src, .file = src->name};
	if (src->len >= 3 && memcmp(c.s, "\xef\xbb\xbf", 3) == 0)
		c.s = c.bol += 3;
	if (c.s >= c.end)
		return diag_error(d, (struct span){src, 1, 1, 1}, "csv-empty",
		    "a table without a heading");
	out->ncol = record(&c, &out->head, &out->head_col);
	while (c.s < c.end) {
		struct csv_row r = {.line = c.line};
		size_t n = record(&c, &r.cell, &r.col);

		if (n == 1 && *r.cell[0] == '\0')
			continue;
		if (n != out->ncol) {
			ok = diag_error(d, (struct span){src, r.line, 1, 1},
			    "csv-row", "%zu fields under a heading of %zu", n,
			    out->ncol);
			continue;
		}
		PUSH(a, out->row, out->n, out->cap, r);
	}
	return ok;
}

int
csv_col(const struct csv *c, const char *name)
{
	size_t i;

	for (i = 0; i < c->ncol; i++)
		if (str_eq(c->head[i], name))
			return (int)i;
	return -1;
}

struct span
csv_at(const struct csv *c, size_t row, int col)
{
	bool head = row == (size_t)-1;
	struct span at = {c->src, 1, 1, 1};
	const char *text;

	if (col < 0 || (size_t)col >= c->ncol)
		return at;
	text = head ? c->head[col] : c->row[row].cell[col];
	at.line = head ? 1 : c->row[row].line;
	at.col = head ? c->head_col[col] : c->row[row].col[col];
	at.width = *text != '\0' ? (int)strlen(text) : 1;
	return at;
}
