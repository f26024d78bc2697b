/*
 * A sheet of a workbook as a text of lines. Sizes are bounded: a single cell at
 * the far corner makes a sheet of 17 thousand million.
 */
#include "input/workbook_parts.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define ROWS_MAX 1048576u /* of the format */
#define COLUMNS_MAX 16384u
#define CELLS_MAX 8000000u /* rows with text times the sheet's width */

struct cell {
	size_t row, col; /* from 0 */
	const char *text;
};

/* cells of several rows shown as one */
struct merged {
	const char *area;
	size_t row, col, last; /* as of its first cell, and its last row */
};

struct sheet {
	struct arena *a; /* of the cells: gone when the text is made */
	const struct workbook_parts *p;
	struct cell *cell;
	size_t n, cap;
	size_t row, col; /* where the reading is; row: 1-based */
	size_t width;    /* columns with any text */
	size_t rows;     /* with any text */
	size_t last;     /* 1-based row of the cell before, 0: none */
	struct merged *merged;
	size_t nmerged, capmerged;
	bool hidden;                  /* the row being read */
	size_t first_hidden, nhidden; /* with any text; 1-based */
	/* of the cell being read */
	char type; /* first letter of its type, r: inlineStr */
	long style;
	bool in_cell, in_value, in_formula, formula;
	struct buf value, code;
	struct workbook_run run;
};

/* 0-based column of F5, and its row from 1; false: no such cell */
static bool
reference(const char *s, size_t *col, size_t *row)
{
	size_t c = 0;
	long r;

	for (; *s >= 'A' && *s <= 'Z' && c <= COLUMNS_MAX; s++)
		c = c * 26 + (size_t)(*s - 'A' + 1);
	r = workbook_number(s, ROWS_MAX);
	*col = c - 1;
	*row = (size_t)r;
	return c >= 1 && c <= COLUMNS_MAX && r >= 1;
}

static const char *
cell_start(struct sheet *s, const char *const *attribute)
{
	const char *r = xml_attribute(attribute, "r");
	const char *t = xml_attribute(attribute, "t");
	size_t row;

	if (r == NULL)
		s->col++;
	else if (!reference(r, &s->col, &row) || row != s->row)
		return "a cell's reference names another row";
	else
		s->col++;
	if (s->col > COLUMNS_MAX)
		return "a row has more cells than a sheet can have";
	s->in_cell = true;
	s->style = workbook_number(xml_attribute(attribute, "s"), 1 << 20);
	s->type = t == NULL        ? 'n' :
	    str_eq(t, "inlineStr") ? 'r' :
	    str_eq(t, "str")       ? 't' :
	                             *t;
	s->formula = s->in_value = s->in_formula = false;
	s->value.len = s->code.len = s->run.b.len = 0;
	return NULL;
}

static void
take_merged(struct sheet *s, const char *const *attribute)
{
	const char *area = xml_attribute(attribute, "ref");
	const char *to = area != NULL ? strchr(area, ':') : NULL;
	struct merged m = { NULL, 0, 0, 0 };
	size_t col;

	if (to == NULL ||
	    !reference(str_dup(s->a, area, (size_t)(to - area)), &m.col,
	        &m.row) ||
	    !reference(to + 1, &col, &m.last) || m.last <= m.row)
		return;
	m.area = str_dup(s->a, area, strlen(area));
	PUSH(s->a, s->merged, s->nmerged, s->capmerged, m);
}

static const char *
sheet_start(void *data, const char *name, const char *const *attribute,
    int line)
{
	struct sheet *s = data;

	(void)line;
	if (s->in_cell) {
		s->in_value |= str_eq(name, "v");
		if (str_eq(name, "f"))
			s->in_formula = s->formula = true;
		workbook_run_start(&s->run, name);
		return NULL;
	}
	if (str_eq(name, "mergeCell"))
		take_merged(s, attribute);
	if (str_eq(name, "row")) {
		const char *r = xml_attribute(attribute, "r");
		long at =
		    r != NULL ? workbook_number(r, ROWS_MAX) : (long)s->row + 1;

		if (at <= (long)s->row || at > (long)ROWS_MAX)
			return "rows are not in order";
		s->row = (size_t)at;
		s->col = 0;
		s->hidden = workbook_true(xml_attribute(attribute, "hidden"));
	}
	return str_eq(name, "c") ? cell_start(s, attribute) : NULL;
}

static const char *
sheet_chars(void *data, const char *text, size_t len)
{
	struct sheet *s = data;

	if (s->in_value)
		buf_add(&s->value, text, len);
	else if (s->in_formula)
		buf_add(&s->code, text, len);
	else if (s->in_cell && s->run.in_t > 0 && s->run.in_reading == 0)
		buf_add(&s->run.b, text, len);
	return NULL;
}

/* days after 1899-12-30 as YYYY-MM-DD (H. Hinnant, days to civil) */
static const char *
day_text(struct arena *a, long day)
{
	long z = day - 25569 + 719468, era = z / 146097, doe = z % 146097;
	long yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
	long doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
	long mp = (5 * doy + 2) / 153, month = mp < 10 ? mp + 3 : mp - 9;

	return str_fmt(a, "%04ld-%02ld-%02ld", yoe + era * 400 + (month <= 2),
	    month, doy - (153 * mp + 2) / 5 + 1);
}

/* NULL: no day of a calendar */
static const char *
date_text(struct arena *a, const struct workbook_parts *p,
    enum workbook_shown shown, double v)
{
	long day, s;
	const char *time;

	if (!(v >= 0 && v < 2958466))
		return NULL;
	day = (long)v;
	s = lround((v - (double)day) * 86400);
	if (s == 86400) {
		day++;
		s = 0;
	}
	time = str_fmt(a, "%02ld:%02ld:%02ld", s / 3600, s / 60 % 60, s % 60);
	if (shown == SHOWN_TIME && day == 0)
		return time;
	/* 1900 was no leap year; the format has a 29th of February in it */
	if (!p->from_1904 && day == 60)
		return NULL;
	day += p->from_1904 ? 1462 : day < 60;
	return s == 0 ? day_text(a, day) :
	                str_fmt(a, "%s %s", day_text(a, day), time);
}

static const char *
number_text(struct arena *a, const struct sheet *s, const char *text)
{
	char *end;
	double v = strtod(text, &end);
	enum workbook_shown shown = SHOWN_NUMBER;
	const char *date;

	if (*end != '\0' || end == text || !isfinite(v) ||
	    strspn(text, "0123456789.+-eE") != strlen(text))
		return text;
	if (s->style >= 0 && (size_t)s->style < s->p->nstyle)
		shown = (enum workbook_shown)s->p->style[s->style];
	date = shown != SHOWN_NUMBER ? date_text(a, s->p, shown, v) : NULL;
	return date != NULL ? date : str_fmt(a, "%.15g", v);
}

static const char *
cell_text(struct sheet *s)
{
	const char *v = workbook_plain(s->a, s->value.text, s->value.len);
	long i;

	if (s->formula && (s->p->stale || *v == '\0'))
		return str_fmt(s->a, "=%s",
		    workbook_plain(s->a, s->code.text, s->code.len));
	switch (s->type) {
	case 's':
		i = workbook_number(v, 1 << 30);
		return i >= 0 && (size_t)i < s->p->nstring ? s->p->string[i] :
		                                             NULL;
	case 'r':
		return workbook_plain(s->a, s->run.b.text, s->run.b.len);
	case 'b':
		return *v == '\0' ? v : workbook_true(v) ? "TRUE" : "FALSE";
	case 'n':
		return *v == '\0' ? v : number_text(s->a, s, v);
	case 'd': /* 2026-12-31T00:00:00 */
		return str_ends(v, "T00:00:00") ?
		    str_dup(s->a, v, strlen(v) - 9) :
		    v;
	default: /* a formula's text, an error */
		return v;
	}
}

static const char *
cell_end(struct sheet *s)
{
	struct cell c = { s->row, s->col - 1, cell_text(s) };

	s->in_cell = false;
	if (c.text == NULL)
		return "a cell has a text that is not in the workbook";
	if (c.text[strspn(c.text, " ")] == '\0')
		return NULL;
	s->rows += s->row != s->last;
	if (s->hidden && s->row != s->last && s->nhidden++ == 0)
		s->first_hidden = s->row;
	s->last = s->row;
	if (s->col > s->width)
		s->width = s->col;
	if (s->rows * s->width > CELLS_MAX)
		return "it has too many cells";
	PUSH(s->a, s->cell, s->n, s->cap, c);
	return NULL;
}

static const char *
sheet_end(void *data, const char *name)
{
	struct sheet *s = data;

	if (!s->in_cell)
		return NULL;
	workbook_run_end(&s->run, name);
	s->in_value &= !str_eq(name, "v");
	s->in_formula &= !str_eq(name, "f");
	return str_eq(name, "c") ? cell_end(s) : NULL;
}

static void
put_cell(struct buf *b, const char *s)
{
	bool quoted = *s == '"' || strchr(s, WORKBOOK_SEPARATOR) != NULL;

	if (!quoted) {
		buf_puts(b, s);
		return;
	}
	buf_putc(b, '"');
	for (; *s != '\0'; s++) {
		if (*s == '"')
			buf_putc(b, '"');
		buf_putc(b, *s);
	}
	buf_putc(b, '"');
}

/* the cells as lines; of two at one place the later one holds */
static void
put_lines(struct buf *b, const struct sheet *s)
{
	const char **row = NEW(s->a, const char *, s->width + 1);
	size_t line = 1;

	for (size_t i = 0; i < s->n;) {
		for (; line < s->cell[i].row; line++)
			buf_putc(b, '\n');
		memset(row, 0, s->width * sizeof *row);
		for (; i < s->n && s->cell[i].row == line; i++)
			row[s->cell[i].col] = s->cell[i].text;
		for (size_t k = 0; k < s->width; k++) {
			if (k > 0)
				buf_putc(b, WORKBOOK_SEPARATOR);
			if (row[k] != NULL)
				put_cell(b, row[k]);
		}
		buf_putc(b, '\n');
		line++;
	}
}

/* the text at a place; NULL: there is none */
static const char *
text_at(const struct sheet *s, size_t row, size_t col)
{
	size_t low = 0, high = s->n;

	while (low < high) {
		size_t mid = low + (high - low) / 2;

		if (s->cell[mid].row < row)
			low = mid + 1;
		else
			high = mid;
	}
	for (; low < s->n && s->cell[low].row == row; low++)
		if (s->cell[low].col == col)
			return s->cell[low].text;
	return NULL;
}

/* who merged them meant their text for all of these rows, or for all together:
 * it is read in the first */
static void
tell_merged(struct diags *d, const struct sheet *s, const struct source *src)
{
	const struct merged *first = NULL;
	size_t n = 0;

	for (size_t i = 0; i < s->nmerged; i++) {
		const struct merged *m = &s->merged[i];

		if (text_at(s, m->row, m->col) == NULL)
			continue;
		if (n++ == 0)
			first = m;
	}
	if (first == NULL)
		return;
	diag_warn(d,
	    (struct span){ .src = src, .line = (int)first->row, .col = 1 },
	    "workbook-merged",
	    "the cells %s are merged: '%s' is read in row %zu only, the other "
	    "rows have nothing there%s",
	    first->area, text_at(s, first->row, first->col), first->row,
	    n == 1     ? "" :
	        n == 2 ? " (one more such area)" :
	                 str_fmt(d->a, " (%zu more such areas)", n - 1));
	diag_hint(d,
	    "unmerge them and write in each row what holds for it: of a price, "
	    "that of one piece");
}

/* what a filter leaves out on the screen is in the file all the same */
static void
tell_hidden(struct diags *d, const struct sheet *s, const struct source *src)
{
	if (s->nhidden == 0)
		return;
	diag_warn(d,
	    (struct span){ .src = src, .line = (int)s->first_hidden, .col = 1 },
	    "workbook-hidden",
	    "%s hidden or filtered out: read like the others",
	    s->nhidden == 1 ?
	        "this row is" :
	        str_fmt(d->a, "this row and %zu more are", s->nhidden - 1));
	diag_hint(d, "delete rows that are not meant");
}

const struct source *
workbook_text(struct arena *a, struct diags *d, const struct workbook *w,
    size_t sheet)
{
	const struct workbook_sheet *x = &w->sheet[sheet];
	const struct zip_part *part = zip_find(w->parts->zip, x->part);
	struct source *out = NEW(a, struct source, 1);
	struct sheet *s = NEW(a, struct sheet, 1);
	struct xml_events on = { s, sheet_start, sheet_end, sheet_chars };
	struct buf b = buf_new(a);
	bool ok;

	out->name = sheet == workbook_front(w) ?
	    w->src->name :
	    str_fmt(a, "%s[%s]", w->src->name, x->name);
	if (part == NULL) {
		workbook_refuse(d, out,
		    str_fmt(a, "the sheet '%s' is missing in it", x->name),
		    workbook_save_hint);
		return NULL;
	}
	s->a = arena_new();
	s->p = w->parts;
	s->value = buf_new(s->a);
	s->code = buf_new(s->a);
	s->run.b = buf_new(s->a);
	ok = workbook_walk(a, d, w->parts->zip, part, &on);
	if (ok)
		put_lines(&b, s);
	out->text = b.len > 0 ? b.text : "";
	out->len = b.len;
	if (ok) {
		tell_merged(d, s, out);
		tell_hidden(d, s, out);
	}
	arena_free(s->a);
	return ok ? out : NULL;
}
