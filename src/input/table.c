#include "input/table.h"

#include <stdlib.h>
#include <string.h>

#include "base/str.h"
#include "input/encoding.h"

#define COLUMNS_MAX 10000u
#define BLANKS " \t\r\n"

/* where the reading has come to */
struct cursor {
	const struct source *src;
	const char *s, *end;
	int line, col;
	char separator;
};

static struct cursor
cursor_at_start(const struct source *src)
{
	return (
	    struct cursor){ src, src->text, src->text + src->len, 1, 1, ',' };
}

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

/* ---- the text ---- */

static bool
encoding_error(struct diags *d, struct span at, const char *what)
{
	diag_error(d, at, "csv-encoding", "%s", what);
	diag_hint(d, "export it as CSV in UTF-8");
	return false;
}

/* the first place that is no UTF-8, or the end; does any character before or
 * after it take more than a byte? */
static bool
is_utf8(struct cursor *c, bool *wide)
{
	struct cursor bad = { .s = NULL }, p = *c;
	uint32_t cp;

	*wide = false;
	while (p.s < p.end) {
		str_utf8_next(p.s, (size_t)(p.end - p.s), &cp);
		if (cp == UTF8_BAD && bad.s == NULL)
			bad = p;
		*wide |= cp != UTF8_BAD && cp > 0x7f;
		step(&p);
	}
	*c = bad.s != NULL ? bad : p;
	return bad.s == NULL;
}

/*
 * The source in UTF-8; NULL after a finding.  What is neither UTF-8 nor UTF-16
 * was saved by a program that asks nobody, as Excel does on Windows; not where
 * some of it is UTF-8, so that it is none of these.
 */
static const struct source *
decoded(struct arena *a, struct diags *d, const struct source *src)
{
	const struct source *utf8 = encoding_utf8(a, src), *other;
	struct cursor c = cursor_at_start(utf8);
	const char *nul = str_nul_fault(utf8->text, utf8->len);
	bool wide;

	if (nul != NULL) {
		while (*c.s != '\0')
			step(&c);
		encoding_error(d, here(&c), nul);
		return NULL;
	}
	if (!is_utf8(&c, &wide)) {
		other = wide ? NULL : encoding_cp1252(a, utf8);
		if (other == NULL) {
			encoding_error(d, here(&c), "this byte is not UTF-8");
			return NULL;
		}
		diag_warn(d, (struct span){ other, c.line, c.col, 1 },
		    "csv-encoding",
		    "the file is not UTF-8: it is read as Windows-1252");
		diag_hint(d, "if names look wrong, save it as CSV UTF-8");
		utf8 = other;
	}
	return utf8;
}

/* ---- cells ---- */

/* the separator the heading has most of, outside quotes */
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

static void
skip_line(struct cursor *c)
{
	while (c->s < c->end && *c->s != '\n')
		step(c);
	if (c->s < c->end)
		step(c);
}

static void
skip_empty(struct cursor *c)
{
	while (c->s < c->end && at_break(c))
		step(c);
}

/* to the heading; the separator is known then */
static void
to_heading(struct cursor *c)
{
	bool quoted, said = false;
	const char *p;

	skip_empty(c);
	if (str_starts(c->s, "#TYPE ")) {
		skip_line(c);
		skip_empty(c);
	}
	p = c->s + (quoted = *c->s == '"');
	if (str_starts(p, "sep=") && p[4] != '\0' &&
	    strchr("\"\r\n", p[4]) == NULL && (!quoted || p[5] == '"')) {
		p += 5 + quoted;
		p += *p == '\r';
		said = *p == '\n' || *p == '\0';
	}
	if (said) {
		c->separator = c->s[4 + quoted];
		skip_line(c);
		skip_empty(c);
	} else {
		c->separator = separator(*c);
	}
}

static const char *
trimmed(struct arena *a, const char *s, size_t n)
{
	while (n > 0 && strchr(BLANKS, *s) != NULL)
		s++, n--;
	while (n > 0 && strchr(BLANKS, s[n - 1]) != NULL)
		n--;
	return str_dup(a, s, n);
}

/* one cell; false after a finding */
static bool
read_cell(struct arena *a, struct diags *d, struct cursor *c,
    struct table_cell *out)
{
	const char *from = c->s;
	struct span open = here(c);
	bool quoted = c->s < c->end && *c->s == '"', plain = !quoted;
	struct buf b = buf_new(a);

	if (quoted)
		step(c);
	while (c->s < c->end &&
	    (quoted || (!at_break(c) && *c->s != c->separator))) {
		const char *x = c->s;

		step(c);
		if (plain)
			continue;
		if (!quoted || *x != '"') {
			buf_add(&b, x, (size_t)(c->s - x));
		} else if (c->s < c->end && *c->s == '"') {
			buf_putc(&b, '"');
			step(c);
		} else {
			quoted = false;
		}
	}
	if (quoted)
		return diag_error(d, open, "csv-quote",
		    "this quote is never closed");
	out->text = plain ? trimmed(a, from, (size_t)(c->s - from)) :
	    b.len > 0     ? trimmed(a, b.text, b.len) :
	                    "";
	out->at = open;
	if (c->line == open.line && c->col > open.col)
		out->at.width = c->col - open.col;
	return true;
}

/* the cells of a line; NULL after a finding */
static struct table_cell *
read_row(struct arena *a, struct diags *d, struct cursor *c, size_t *n)
{
	struct table_cell *row = NULL, one;
	size_t cap = 0;

	*n = 0;
	for (;;) {
		if (!read_cell(a, d, c, &one))
			return NULL;
		if (*n == COLUMNS_MAX) {
			diag_error(d, here(c), "csv-row",
			    "a row of more than %u cells", COLUMNS_MAX);
			return NULL;
		}
		PUSH(a, row, *n, cap, one);
		if (c->s == c->end || *c->s != c->separator)
			break;
		step(c);
	}
	if (c->s < c->end && *c->s == '\r')
		step(c);
	if (c->s < c->end)
		step(c);
	return row;
}

static bool
is_empty(const struct table_cell *row, size_t n)
{
	size_t i;

	for (i = 0; i < n && row[i].text[0] == '\0'; i++)
		;
	return i == n;
}

/* the cells from a place on, whose separator is known */
static const struct table *
read_cells(struct arena *a, struct diags *d, struct table *t, struct cursor c)
{
	struct table_cell *row;
	size_t n;

	if (c.s == c.end) {
		diag_error(d, here(&c), "csv-empty",
		    "a table without a heading");
		return NULL;
	}
	t->separator = c.separator;
	t->head = read_row(a, d, &c, &t->ncol);
	if (t->head == NULL)
		return NULL;
	while (skip_empty(&c), c.s < c.end) {
		row = read_row(a, d, &c, &n);
		if (row == NULL)
			return NULL;
		if (is_empty(row, n))
			continue;
		if (n == t->ncol)
			PUSH(a, t->row, t->n, t->cap, row);
		else
			diag_error(d, row[0].at, "csv-row",
			    "a row of %zu cells under a heading of %zu", n,
			    t->ncol);
	}
	return t;
}

const struct table *
table_of_sheet(struct arena *a, struct diags *d, const struct workbook *w,
    size_t sheet)
{
	struct table *t = NEW(a, struct table, 1);
	struct cursor c;

	t->src = workbook_text(a, d, w, sheet);
	if (t->src == NULL)
		return NULL;
	c = cursor_at_start(t->src);
	c.separator = WORKBOOK_SEPARATOR;
	skip_empty(&c);
	return read_cells(a, d, t, c);
}

/* the sheet of a workbook that has a column, else the first that can't be read,
 * else the front one */
static size_t
sheet_with(struct arena *a, const struct workbook *w, const char *column)
{
	size_t front = workbook_front(w), i, broken = w->n;

	for (i = front; column != NULL && i < w->n; i++) {
		const struct table *t;
		struct diags *d = diags_new(a);

		if (w->sheet[i].hidden)
			continue;
		t = table_of_sheet(a, d, w, i);
		if (t != NULL && table_column(t, column) >= 0)
			return i;
		if (t == NULL && broken == w->n &&
		    !str_eq(d->item[0].id, "csv-empty"))
			broken = i;
	}
	return broken < w->n ? broken : front;
}

/* column: NULL, or what the sheet of a workbook must have */
static const struct table *
read_any(struct arena *a, struct diags *d, const struct source *src,
    const char *column)
{
	struct table *t = NEW(a, struct table, 1);
	struct cursor c;

	if (workbook_is(src)) {
		const struct workbook *w = workbook_read(a, d, src);

		return w == NULL ?
		    NULL :
		    table_of_sheet(a, d, w, sheet_with(a, w, column));
	}
	t->src = decoded(a, d, src);
	if (t->src == NULL)
		return NULL;
	c = cursor_at_start(t->src);
	to_heading(&c);
	return read_cells(a, d, t, c);
}

const struct table *
table_read(struct arena *a, struct diags *d, const struct source *src)
{
	return read_any(a, d, src, NULL);
}

const struct table *
table_read_with(struct arena *a, struct diags *d, const struct source *src,
    const char *column)
{
	return read_any(a, d, src, column);
}

/* ---- questions about it ---- */

int
table_column(const struct table *t, const char *name)
{
	for (size_t i = 0; i < t->ncol; i++)
		if (strcmp(t->head[i].text, name) == 0)
			return (int)i;
	return -1;
}

const char *
table_text(const struct table *t, size_t row, int col)
{
	return col < 0 ? "" : t->row[row][col].text;
}

struct span
table_at(const struct table *t, size_t row, int col)
{
	return t->row[row][col < 0 ? 0 : col].at;
}

struct span
table_head_at(const struct table *t, int col)
{
	return t->head[col < 0 ? 0 : col].at;
}

const char *
table_decimal(struct arena *a, const struct table *t, const char *text)
{
	const char *comma = strchr(text, ',');
	char *s;

	if (comma == NULL || t->separator == ',' || strchr(text, '.') != NULL ||
	    strchr(comma + 1, ',') != NULL)
		return text;
	s = str_dup(a, text, strlen(text));
	s[comma - text] = '.';
	return s;
}

/* past at most that many digits, which are out; NULL: none, or more */
static const char *
digits(const char *s, size_t most, int *out)
{
	size_t n = strspn(s, "0123456789");

	if (n == 0 || n > most)
		return NULL;
	*out = (int)strtol(s, NULL, 10);
	return s + n;
}

const char *
table_date(struct arena *a, const struct table *t, const char *text)
{
	int x, y, year;
	const char *mark = digits(text, 2, &x), *s;

	/* a workbook's day with a time of day: the day alone */
	if (strlen(text) == 19 && text[4] == '-' && text[7] == '-' &&
	    text[10] == ' ' && text[13] == ':' && text[16] == ':' &&
	    strspn(text + 11, "0123456789:") == 8)
		return str_dup(a, text, 10);
	if (mark == NULL || *mark == '\0' || strchr("/.-", *mark) == NULL)
		return text;
	s = digits(mark + 1, 2, &y);
	if (s == NULL || *s != *mark || strlen(s + 1) != 4)
		return text;
	s = digits(s + 1, 4, &year);
	if (s == NULL || *s != '\0')
		return text;
	if (t->separator == ',' && y > 12)
		return str_fmt(a, "%04d-%02d-%02d", year, x, y);
	if (t->separator == ',' && x <= 12 && x != y)
		return text;
	return str_fmt(a, "%04d-%02d-%02d", year, y, x);
}

size_t
table_lines(const struct source *src)
{
	const char *p = src->text, *end = p + src->len;
	size_t n = 0;

	if (workbook_is(src))
		return 0;
	while (p < end && (p = memchr(p, '\n', (size_t)(end - p))) != NULL) {
		n++;
		p++;
	}
	return n;
}
