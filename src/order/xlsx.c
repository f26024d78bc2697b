/*
 * A book as an .xlsx file, by libxlsxwriter.  The library writes each part of
 * the file to a temporary file first and does not notice when that does not
 * succeed (a full /tmp): it says all is well and the workbook is damaged.  So
 * what it made is taken apart again, and every part must end as it began.
 */
#include <errno.h>
#include <stdint.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>
#include <xlsxwriter.h>

#include "input/zip.h"
#include "order/spreadsheet.h"

/* of a cell; the rest is cut, with a mark that says so */
#define TEXT_MAX 32000
/* 2016-01-01, so that the same book is the same bytes */
#define CREATED 1451606400

struct writer {
	struct arena *a;
	lxw_workbook *w;
	lxw_format *format[BOOK_STYLES];
	lxw_error err;
};

static void
formats(struct writer *x)
{
	static const char *const number[BOOK_STYLES] = { [BOOK_COUNT] = "0",
		[BOOK_INPUT_COUNT] = "0",
		[BOOK_MONEY] = "#,##0.00",
		[BOOK_MONEY_BOLD] = "#,##0.00",
		[BOOK_INPUT_MONEY] = "#,##0.00",
		[BOOK_INPUT_DATE] = "yyyy-mm-dd",
		[BOOK_PERCENT] = "0.0%",
		[BOOK_METRES] = "0.0##" };

	for (int i = 0; i < BOOK_STYLES; i++) {
		lxw_format *f = x->format[i] = workbook_add_format(x->w);

		if (number[i] != NULL)
			format_set_num_format(f, number[i]);
		if (i == BOOK_TITLE || i == BOOK_HEAD || i == BOOK_BOLD ||
		    i == BOOK_MONEY_BOLD)
			format_set_bold(f);
		if (i == BOOK_TITLE)
			format_set_font_size(f, 14);
		if (i == BOOK_HEAD)
			format_set_bottom(f, LXW_BORDER_THIN);
		if (i == BOOK_WRAP)
			format_set_text_wrap(f);
		if (i == BOOK_INPUT_COUNT || i == BOOK_INPUT_MONEY ||
		    i == BOOK_INPUT_DATE || i == BOOK_INPUT_TEXT)
			format_set_font_color(f, LXW_COLOR_BLUE);
	}
}

/* a text a cell takes: cut between characters where it is too long */
static const char *
fitting(struct arena *a, const char *s)
{
	size_t len = strlen(s), at = 0, n = 0;
	uint32_t cp;

	while (at < len && n < TEXT_MAX) {
		at += str_utf8_next(s + at, len - at, &cp);
		/* counted as UTF-16, as a spreadsheet does */
		n += cp > 0xffff && cp != UTF8_BAD ? 2 : 1;
	}
	return at == len ? s : str_fmt(a, "%.*s (cut)", (int)at, s);
}

static void
write_cell(struct writer *x, lxw_worksheet *s, const struct spreadsheet_cell *c)
{
	lxw_row_t row = (lxw_row_t)c->row;
	lxw_col_t col = (lxw_col_t)c->col;
	lxw_format *f = x->format[c->style];
	lxw_error e;

	if (c->kind == BOOK_TEXT)
		e = worksheet_write_string(s, row, col, fitting(x->a, c->text),
		    f);
	else if (c->kind == BOOK_NUMBER)
		e = worksheet_write_number(s, row, col, c->number, f);
	else
		e = worksheet_write_formula_num(s, row, col, c->text, f,
		    c->number);
	if (e != LXW_NO_ERROR)
		x->err = e;
}

static void
write_sheet(struct writer *x, const struct spreadsheet_sheet *b)
{
	lxw_worksheet *s = workbook_add_worksheet(x->w, b->name);

	if (s == NULL) {
		x->err = LXW_ERROR_MEMORY_MALLOC_FAILED;
		return;
	}
	for (size_t k = 0; k < sizeof b->width / sizeof b->width[0]; k++)
		if (b->width[k] > 0)
			worksheet_set_column(s, (lxw_col_t)k, (lxw_col_t)k,
			    b->width[k], NULL);
	for (size_t i = 0; i < b->n; i++)
		write_cell(x, s, &b->cell[i]);
	if (b->frozen > 0)
		worksheet_freeze_panes(s, (lxw_row_t)b->frozen, 0);
	if (b->filter_rows > 0)
		worksheet_autofilter(s, (lxw_row_t)b->frozen - 1, 0,
		    (lxw_row_t)(b->frozen - 1 + b->filter_rows),
		    (lxw_col_t)(b->filter_cols - 1));
	worksheet_set_landscape(s);
	worksheet_set_paper(s, 9); /* A4 */
	worksheet_fit_to_pages(s, 1, 0);
	if (b->frozen > 0)
		worksheet_repeat_rows(s, 0, (lxw_row_t)b->frozen - 1);
}

/* ---- what was written, read back ---- */

/* an XML text whose last tag closes its first element */
static bool
closed(const char *s, size_t len)
{
	const char *p = s, *end = s + len, *q;
	size_t n;

	while (p < end && (*p != '<' || p + 1 == end || p[1] == '?'))
		p++;
	if (p == end)
		return false;
	for (q = ++p; q < end && *q != ' ' && *q != '>' && *q != '/'; q++)
		continue;
	n = (size_t)(q - p);
	while (end > s && (end[-1] == '\n' || end[-1] == '\r'))
		end--;
	if (end - q >= (ptrdiff_t)n + 3 && end[-1] == '>' &&
	    memcmp(end - 1 - n, p, n) == 0 && memcmp(end - 3 - n, "</", 2) == 0)
		return true;
	/* one element alone: <a .../> */
	return end - s >= 2 && memcmp(end - 2, "/>", 2) == 0 &&
	    memchr(q, '<', (size_t)(end - q)) == NULL;
}

static bool
zip_whole(struct arena *a, const char *data, size_t len)
{
	struct source src = { "bom.xlsx", data, len };
	struct diags *d = diags_new(a);
	const struct zip_list *z = zip_read(a, d, &src);
	size_t i;

	for (i = 0; z != NULL && i < z->n; i++) {
		struct arena_mark m = arena_save(a);
		const struct source *part =
		    zip_unpack(a, d, z, &z->part[i], SIZE_MAX);
		bool ok = part != NULL && closed(part->text, part->len);

		arena_restore(a, m);
		if (!ok)
			return false;
	}
	return i > 0;
}

/* ---- */

static bool
rows_fit(struct diags *d, const struct spreadsheet *b)
{
	for (size_t i = 0; i < b->n; i++)
		for (size_t k = 0; k < b->sheet[i]->n; k++)
			if (b->sheet[i]->cell[k].row >= LXW_ROW_MAX)
				return diag_machine(d, SPAN_NONE, "xlsx-rows",
				    "bom.xlsx: the sheet '%s' would have more "
				    "than the %d rows of a spreadsheet",
				    b->sheet[i]->name, LXW_ROW_MAX);
	return true;
}

static bool
failed(struct diags *d, const char *why)
{
	diag_machine(d, SPAN_NONE, "xlsx-write", "bom.xlsx can't be made: %s",
	    why);
	diag_hint(d,
	    "it is assembled in TMPDIR, or /tmp: is there enough space?");
	return false;
}

static const char *
read_whole(struct arena *a, int fd, size_t *len)
{
	struct stat st;
	char *data;
	size_t at = 0;
	ssize_t n;

	if (fstat(fd, &st) != 0)
		return NULL;
	*len = (size_t)st.st_size;
	data = NEW(a, char, *len + 1);
	while (at < *len) {
		n = pread(fd, data + at, *len - at, (off_t)at);
		if (n <= 0)
			return NULL;
		at += (size_t)n;
	}
	return data;
}

static ssize_t
swallow(void *cookie, const char *text, size_t len)
{
	(void)cookie;
	(void)text;
	return (ssize_t)len;
}

/* the library prints its errors to standard error as well as returning them,
 * and we report them in our own words */
static lxw_error
close_silently(lxw_workbook *w)
{
	FILE *was = stderr;
	FILE *none =
	    fopencookie(NULL, "w", (cookie_io_functions_t){ .write = swallow });
	lxw_error e;

	if (none != NULL)
		stderr = none;
	e = workbook_close(w);
	stderr = was;
	if (none != NULL)
		fclose(none);
	return e;
}

bool
spreadsheet_xlsx(struct diags *d, const struct spreadsheet *b,
    const char **data, size_t *len)
{
	struct writer x = { b->a, NULL, { NULL }, LXW_NO_ERROR };
	lxw_doc_properties about;
	lxw_error e;
	int fd;

	if (!rows_fit(d, b))
		return false;
	fd = memfd_create("bom.xlsx", MFD_CLOEXEC);
	if (fd < 0)
		return failed(d, strerror(errno));
	x.w = workbook_new(str_fmt(b->a, "/proc/self/fd/%d", fd));
	if (x.w == NULL) {
		close(fd);
		return failed(d, "no memory");
	}
	memset(&about, 0, sizeof about);
	about.created = CREATED;
	about.title = str_dup(b->a, b->title, strlen(b->title));
	workbook_set_properties(x.w, &about);
	formats(&x);
	for (size_t i = 0; i < b->n; i++)
		write_sheet(&x, b->sheet[i]);
	e = close_silently(x.w);
	if (x.err == LXW_NO_ERROR)
		x.err = e;
	*data = read_whole(b->a, fd, len);
	close(fd);
	if (x.err != LXW_NO_ERROR)
		return failed(d, lxw_strerror(x.err));
	if (*data == NULL || !zip_whole(b->a, *data, *len))
		return failed(d, "part of it was truncated");
	return true;
}
