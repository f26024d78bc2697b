/* Tables: cabling by cable, addresses by device and interface. */
#include "verify/rules_regen.h"

#include <string.h>

#include "base/str.h"
#include "input/table.h"

/* what may be filled in, what is reported separately and what is a remark */
static enum severity
cell_severity(const char *column)
{
	return str_eq(column, "a_label") || str_eq(column, "b_label") ? WARN :
	                                                                ERR;
}

static bool
is_same_cell(const char *column, const char *x, const char *y)
{
	/* which of the core's ports its owner gives, is his to say */
	return str_eq(x, y) || (*x == '\0' && strstr(column, "_port"));
}

/* a label that is printed for another cable's end */
static bool
is_anothers(const struct table *x, const char *text, size_t row)
{
	static const char *const column[] = { "a_label", "b_label" };

	for (size_t k = 0; k < 2 && *text; k++) {
		int col = table_column(x, column[k]);

		for (size_t i = 0; col >= 0 && i < x->n; i++)
			if (i != row && str_eq(table_text(x, i, col), text))
				return true;
	}
	return false;
}

/* equal cells from the first column on, by the columns' names */
static size_t
alike(const struct table *x, const struct table *y, size_t i, size_t k)
{
	size_t c = 0;

	while (c < x->ncol &&
	    str_eq(x->row[i][c].text,
	        table_text(y, k, table_column(y, x->head[c].text))))
		c++;
	return c;
}

/* the row that is most like it, of those that are left; y->n: none */
static size_t
row_of(const struct table *x, const struct table *y, size_t i, const bool *done)
{
	size_t best = y->n, most = 0;

	for (size_t k = 0; k < y->n; k++) {
		size_t n = done[k] ? 0 : alike(x, y, i, k);

		if (n > most || (n > 0 && n == most && k == i)) {
			most = n;
			best = k;
		}
	}
	return best;
}

/* each row with the one that is the same, then the rest with what is left */
static size_t *
pairs(struct arena *a, const struct table *x, const struct table *y, bool *done)
{
	size_t *of = NEW(a, size_t, x->n + 1);
	bool *paired = NEW(a, bool, x->n + 1);

	for (size_t i = 0; i < x->n; i++)
		if (i < y->n && alike(x, y, i, i) == x->ncol) {
			paired[i] = done[i] = true;
			of[i] = i;
		}
	for (int whole = 1; whole >= 0; whole--)
		for (size_t i = 0; i < x->n; i++) {
			size_t k = paired[i] ? y->n : row_of(x, y, i, done);

			if (paired[i])
				continue;
			of[i] = k;
			if (k == y->n || (whole && alike(x, y, i, k) < x->ncol))
				continue;
			paired[i] = done[k] = true;
		}
	return of;
}

/* the other end's column of the same kind: a_port of b_port */
static const char *
other_end(struct arena *a, const char *name)
{
	return str_starts(name, "a_") ? str_fmt(a, "b_%s", name + 2) :
	    str_starts(name, "b_")    ? str_fmt(a, "a_%s", name + 2) :
	                                name;
}

static const char *
cell(struct arena *a, const struct table *y, size_t k, const char *column)
{
	return table_decimal(a, y, table_text(y, k, table_column(y, column)));
}

/* a cable has no direction: both ends are named for it, one end for other
 * rows */
static bool
is_turned(struct arena *a, const struct table *x, const struct table *y,
    size_t i, size_t k)
{
	bool same = true;

	for (size_t c = 0; c < x->ncol; c++) {
		const char *name = x->head[c].text;
		const char *want = x->row[i][c].text;

		same = same && is_same_cell(name, want, cell(a, y, k, name));
		if (!is_same_cell(name, want,
		        cell(a, y, k, other_end(a, name))))
			return false;
	}
	return !same;
}

static void
row(struct judge *j, const char *file, const struct table *x,
    const struct table *y, size_t i, size_t k)
{
	const char *id = table_text(x, i, 0);
	int line = table_at(y, k, 0).line;

	if (is_turned(j->arena, x, y, i, k)) {
		regen_found(j, WARN, file, line,
		    str_fmt(j->arena, "%s: its ends are swapped", id));
		return;
	}
	for (size_t c = 0; c < x->ncol; c++) {
		const char *name = x->head[c].text;
		const char *want = x->row[i][c].text;
		int col = table_column(y, name);
		const char *have =
		    table_decimal(j->arena, y, table_text(y, k, col));

		if (col < 0 || is_same_cell(name, want, have))
			continue;
		if (cell_severity(name) == WARN && is_anothers(x, have, i)) {
			regen_found(j, ERR, file, line,
			    str_fmt(j->arena,
			        "%s: %s: '%.*s' is the label of another cable",
			        id, name, QUOTED, have));
			continue;
		}
		if (cell_severity(name) == ERR && rule_accused(j, id, line))
			continue;
		regen_found(j, cell_severity(name), file, line,
		    str_fmt(j->arena, "%s: %s: '%.*s', designed '%.*s'", id,
		        name, QUOTED, have, QUOTED, want));
	}
}

/* a row's first cells, as many as identify it */
static const char *
row_name(struct arena *a, const struct table *x, size_t i)
{
	struct buf b = buf_new(a);
	bool alone = false;

	for (size_t c = 0; c < x->ncol && !alone; c++) {
		buf_printf(&b, "%s%s", c > 0 ? ", " : "", x->row[i][c].text);
		alone = true;
		for (size_t k = 0; k < x->n && alone; k++) {
			size_t s = 0;

			while (s <= c &&
			    str_eq(x->row[i][s].text, x->row[k][s].text))
				s++;
			alone = k == i || s <= c;
		}
	}
	return b.text;
}

void
regen_table(struct judge *j, const struct file *f, const struct source *src)
{
	struct source *made = NEW(j->arena, struct source, 1);
	struct diags *d = diags_new(j->arena);
	const struct table *x, *y;
	bool *done;
	size_t *of;
	size_t before = j->out->errors + j->out->warnings;

	*made = (struct source){ f->path, str_dup(j->arena, f->data, f->len),
		f->len };
	x = table_read(j->arena, d, made);
	y = table_read(j->arena, d, src);
	if (d->errors > 0)
		return; /* reported where it was read */
	for (size_t i = 0; i < x->ncol; i++)
		if (table_column(y, x->head[i].text) < 0)
			regen_found(j, ERR, f->path, 1,
			    str_fmt(j->arena, "no column '%s'",
			        x->head[i].text));
	done = NEW(j->arena, bool, y->n + 1);
	of = pairs(j->arena, x, y, done);
	for (size_t i = 0; i < x->n; i++)
		if (of[i] == y->n)
			regen_found(j, ERR, f->path, 0,
			    str_fmt(j->arena, "%s is missing",
			        row_name(j->arena, x, i)));
		else
			row(j, f->path, x, y, i, of[i]);
	for (size_t k = 0; k < y->n; k++)
		if (!done[k])
			regen_found(j, ERR, f->path, y->row[k][0].at.line,
			    str_fmt(j->arena, "%.*s is not in the design",
			        QUOTED, y->row[k][0].text));
	if (before == j->out->errors + j->out->warnings)
		regen_layout(j, f->path, f->path, f->data, y->src->text);
}
