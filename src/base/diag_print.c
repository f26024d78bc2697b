/*
 * Findings for people: declared in base/diag.h.  Findings come in the order of
 * their places, so one walk over each text finds all the lines: a broken file
 * of a million lines costs one pass, not one a finding.
 */
#include "base/diag.h"

#include <locale.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <wchar.h>

#include "base/str.h"
#include "base/wrap.h"

enum {
	LINE_COLUMNS = 112, /* of source text; 120 with the number */
	LINE_LEAST = 50     /* what a caret needs around it */
};

/* a finding on its way out */
struct entry {
	const struct diag *f;
	size_t file; /* rank of its source by first finding */
	size_t index;
	bool repeat;
};

/* where in a text the walk has come to */
struct cursor {
	const struct source *src;
	size_t line_off, off; /* start of the line, the place in it */
	int line, col;
	int columns;  /* of source text */
	size_t broad; /* of the terminal; 0: none, lines are not broken */
};

static bool
same_source(const struct source *x, const struct source *y)
{
	return x == y || (x != NULL && y != NULL && str_eq(x->name, y->name));
}

static int
by_place(const void *px, const void *py)
{
	const struct entry *x = px, *y = py;

	if (x->file != y->file)
		return x->file < y->file ? -1 : 1;
	if (x->f->at.line != y->f->at.line)
		return x->f->at.line < y->f->at.line ? -1 : 1;
	if (x->f->at.col != y->f->at.col)
		return x->f->at.col < y->f->at.col ? -1 : 1;
	return x->index < y->index ? -1 : x->index > y->index;
}

static int
by_words(const struct diag *x, const struct diag *y)
{
	int c;

	if (x->kind != y->kind)
		return x->kind < y->kind ? -1 : 1;
	c = strcmp(x->id, y->id);
	if (c == 0)
		c = strcmp(x->message, y->message);
	if (c == 0)
		c = strcmp(x->hint ? x->hint : "", y->hint ? y->hint : "");
	if (c == 0)
		c = strcmp(x->detail ? x->detail : "",
		    y->detail ? y->detail : "");
	return c;
}

/* as by_place, but equal findings are adjacent, the first of them first */
static int
by_sameness(const void *px, const void *py)
{
	const struct entry *x = *(struct entry *const *)px;
	const struct entry *y = *(struct entry *const *)py;
	int c;

	if (x->file != y->file)
		return x->file < y->file ? -1 : 1;
	if (x->f->at.line != y->f->at.line)
		return x->f->at.line < y->f->at.line ? -1 : 1;
	if (x->f->at.col != y->f->at.col)
		return x->f->at.col < y->f->at.col ? -1 : 1;
	c = by_words(x->f, y->f);
	if (c != 0)
		return c;
	return x->index < y->index ? -1 : x->index > y->index;
}

static struct entry *
ordered(const struct diags *d)
{
	struct entry *e = NEW(d->a, struct entry, d->n);
	struct entry **p = NEW(d->a, struct entry *, d->n);
	const struct source **file = NULL;
	size_t j, n = 0, cap = 0;

	for (size_t i = 0; i < d->n; i++) {
		for (j = 0; j < n; j++)
			if (same_source(file[j], d->item[i].at.src))
				break;
		if (j == n)
			PUSH(d->a, file, n, cap, d->item[i].at.src);
		e[i] = (struct entry){ &d->item[i], j, i, false };
	}
	qsort(e, d->n, sizeof(*e), by_place);
	for (size_t i = 0; i < d->n; i++)
		p[i] = &e[i];
	qsort(p, d->n, sizeof(struct entry *), by_sameness);
	for (size_t i = 1; i < d->n; i++)
		p[i]->repeat = p[i]->file == p[i - 1]->file &&
		    p[i]->f->at.line == p[i - 1]->f->at.line &&
		    p[i]->f->at.col == p[i - 1]->f->at.col &&
		    by_words(p[i]->f, p[i - 1]->f) == 0;
	return e;
}

/* invisible characters, and those that reverse the text, by number */
static const char *
by_number(char out[16], uint32_t cp)
{
	snprintf(out, 16, "\\u{%lx}", (unsigned long)cp);
	return out;
}

/* text of ours and of the user's: what isn't printable is shown as '?', or, as
 * hidden characters are, by its number */
static void
put_clean(FILE *out, const char *s)
{
	size_t len = strlen(s), n;
	char number[16];
	uint32_t cp;

	for (; len > 0; s += n, len -= n) {
		n = str_utf8_next(s, len, &cp);
		if (str_utf8_hidden(cp))
			fputs(by_number(number, cp), out);
		else if (str_utf8_printable(cp))
			fwrite(s, 1, n, out);
		else
			fputc('?', out);
	}
}

static bool
at_end_of_line(const struct source *src, size_t off)
{
	return off >= src->len || src->text[off] == '\n' ||
	    (src->text[off] == '\r' &&
	        (off + 1 == src->len || src->text[off + 1] == '\n'));
}

/* go to a place; false if the text has no such line */
static bool
walk_to(struct cursor *c, const struct span *at)
{
	const struct source *src = at->src;
	const char *nl;
	uint32_t cp;

	if (c->src != src || at->line < c->line ||
	    (at->line == c->line && at->col < c->col)) {
		*c = (struct cursor){ .src = src,
			.line = 1,
			.col = 1,
			.columns = c->columns,
			.broad = c->broad };
		if (src->len >= 3 && memcmp(src->text, "\xef\xbb\xbf", 3) == 0)
			c->line_off = c->off = 3;
	}
	while (c->line < at->line) {
		nl = memchr(src->text + c->off, '\n', src->len - c->off);
		if (nl == NULL)
			return false;
		c->off = c->line_off = (size_t)(nl - src->text) + 1;
		c->line++;
		c->col = 1;
	}
	for (; c->col < at->col && !at_end_of_line(src, c->off); c->col++)
		c->off +=
		    str_utf8_next(src->text + c->off, src->len - c->off, &cp);
	return true;
}

/* columns a code point takes when shown */
static int
columns(uint32_t cp, int at, bool cut)
{
	char number[16];
	int w;

	if (cp == '\t')
		return cut ? 1 : 8 - at % 8;
	if (str_utf8_hidden(cp))
		return (int)strlen(by_number(number, cp));
	if (!str_utf8_printable(cp))
		return 1;
	w = wcwidth((wchar_t)cp);
	return w < 0 ? 1 : w;
}

/* where the shown part of the line starts: at its start, or near the caret */
static size_t
window(const struct cursor *c)
{
	const char *s = c->src->text;
	size_t off = c->line_off, n;
	uint32_t cp;
	int w = 0;

	while (off < c->off && w <= c->columns - 40) {
		n = str_utf8_next(s + off, c->off - off, &cp);
		w += columns(cp, w, false);
		off += n;
	}
	if (off >= c->off && w <= c->columns - 40)
		return c->line_off;
	off = c->off;
	for (n = 0; n < 30 && off > c->line_off; n++) {
		off--;
		while (
		    off > c->line_off && ((unsigned char)s[off] & 0xc0) == 0x80)
			off--;
	}
	return off;
}

static void
put_source(struct arena *a, FILE *out, const struct cursor *c,
    const struct span *at, const char *hue, const char *end)
{
	const struct source *src = c->src;
	struct buf line = buf_new(a), mark = buf_new(a);
	size_t off = window(c), fits = 0, n;
	bool cut = off > c->line_off;
	int w = 0, width, left = at->width > 1 ? at->width : 1;
	int caret = -1, caret_end = -1;
	char number[16];
	uint32_t cp;

	if (cut) {
		buf_puts(&line, "...");
		w = 3;
	}
	for (;; off += n) {
		if (off == c->off)
			caret = w;
		if (caret >= 0 && left-- >= 0)
			caret_end = w;
		if (at_end_of_line(src, off))
			break;
		n = str_utf8_next(src->text + off, src->len - off, &cp);
		width = columns(cp, w, cut);
		if (w + width > c->columns) {
			line.len = fits;
			line.text[line.len] = '\0';
			buf_puts(&line, "...");
			break;
		}
		if (cp == '\t')
			for (int i = 0; i < width; i++)
				buf_putc(&line, ' ');
		else if (str_utf8_hidden(cp))
			buf_puts(&line, by_number(number, cp));
		else if (!str_utf8_printable(cp))
			buf_putc(&line, '?');
		else
			buf_add(&line, src->text + off, n);
		w += width;
		if (w <= c->columns - 3)
			fits = line.len;
	}
	if (caret < 0)
		caret = w;
	for (int i = 0; i < caret; i++)
		buf_putc(&mark, ' ');
	for (int i = caret; i == caret || i < caret_end; i++)
		buf_putc(&mark, '^');
	fprintf(out, "%5d | %s\n", at->line, line.text);
	fprintf(out, "      | %s%s%s\n", hue, mark.text, end);
}

/* one line, broken where it goes to a terminal */
static void
put_line(struct arena *a, FILE *out, FILE *line, char **text, size_t columns)
{
	struct arena_mark m = arena_save(a);
	struct buf b = buf_new(a);

	if (line == out)
		return;
	if (fclose(line) == 0) {
		wrap_text(&b, *text, columns);
		fwrite(b.text, 1, b.len, out);
	}
	free(*text);
	arena_restore(a, m);
}

/* lines of ours about names of the user's: control characters but for line
 * breaks and the tabs that wrap.h takes are none of them */
static void
put_detail(struct arena *a, FILE *to, const char *lines, size_t columns)
{
	struct arena_mark m = arena_save(a);
	struct buf in = buf_new(a), b = buf_new(a);
	const char *s, *nl;

	for (s = lines; *s != '\0'; s = nl + (*nl != '\0')) {
		nl = strchrnul(s, '\n');
		buf_puts(&in, "      ");
		buf_add(&in, s, (size_t)(nl - s));
		buf_putc(&in, '\n');
	}
	wrap_text(&b, in.text, columns > 0 ? columns : WRAP_COLUMNS);
	for (s = b.text; *s != '\0'; s = nl + (*nl != '\0')) {
		nl = strchrnul(s, '\n');
		put_clean(to, str_dup(a, s, (size_t)(nl - s)));
		fputc('\n', to);
	}
	arena_restore(a, m);
}

static void
put_finding(struct arena *a, FILE *to, const struct diag *f, struct cursor *c,
    bool color)
{
	const char *bold = color ? "\033[1m" : "",
	           *end = color ? "\033[0m" : "";
	const char *hue = "", *word;
	struct arena_mark m;
	char *text = NULL;
	size_t len;
	FILE *out = c->broad > 0 ? open_memstream(&text, &len) : to;

	if (out == NULL)
		return;
	word = f->kind == DIAG_WARNING ? "warning" : "error";
	if (color)
		hue = f->kind == DIAG_WARNING ? "\033[1;35m" : "\033[1;31m";
	fputs(bold, out);
	if (f->at.src == NULL) {
		fputs("eastwest: ", out);
	} else {
		put_clean(out, f->at.src->name);
		if (f->at.line > 0)
			fprintf(out, ":%d:%d", f->at.line, f->at.col);
		fputs(": ", out);
	}
	fprintf(out, "%s%s%s:%s ", end, hue, word, end);
	put_clean(out, f->message);
	fprintf(out, " [%s]\n", f->id);
	put_line(a, to, out, &text, c->broad);
	if (f->at.src != NULL && f->at.src->text != NULL && f->at.line > 0 &&
	    walk_to(c, &f->at)) {
		m = arena_save(a);
		put_source(a, to, c, &f->at, hue, end);
		arena_restore(a, m);
	}
	if (f->detail != NULL)
		put_detail(a, to, f->detail, c->broad);
	if (f->hint == NULL)
		return;
	text = NULL;
	out = c->broad > 0 ? open_memstream(&text, &len) : to;
	if (out == NULL)
		return;
	fprintf(out, "      = %shint:%s ", bold, end);
	put_clean(out, f->hint);
	fputc('\n', out);
	put_line(a, to, out, &text, c->broad);
}

/* an id of which more were found than shown */
struct rest {
	const struct diag *first;
	size_t n;
};

static void
put_rest(FILE *out, const struct rest *r, bool color)
{
	bool w = r->first->kind == DIAG_WARNING;

	fprintf(out,
	    "%seastwest: %s%s%s:%s %zu more of this kind %s not shown [%s]\n",
	    color ? "\033[1m" : "", color ? "\033[0m" : "",
	    color ? w ? "\033[1;35m" : "\033[1;31m" : "",
	    w ? "warning" : "error", color ? "\033[0m" : "", r->n,
	    r->n == 1 ? "is" : "are", r->first->id);
}

/* those that are not shown, by kind and id,
 * in the order of the first of each */
static void
put_rests(FILE *out, const struct diags *d, const struct entry *e, bool color,
    bool warnings)
{
	struct rest *rest = NULL;
	size_t k, n = 0, cap = 0;

	for (size_t i = 0; i < d->n; i++) {
		const struct diag *f = e[i].f;

		if (f->shown || e[i].repeat ||
		    (!warnings && f->kind == DIAG_WARNING))
			continue;
		for (k = n; k-- > 0;)
			if (rest[k].first->kind == f->kind &&
			    str_eq(rest[k].first->id, f->id))
				break;
		if (k == (size_t)-1) {
			PUSH(d->a, rest, n, cap, ((struct rest){ f, 0 }));
			k = n - 1;
		}
		rest[k].n++;
	}
	for (k = 0; k < n; k++)
		put_rest(out, &rest[k], color);
}

static void
put_all(FILE *out, const struct diags *d, bool color, bool warnings,
    size_t columns)
{
	struct cursor c = { .columns = LINE_COLUMNS, .broad = columns };
	const struct entry *e = ordered(d);

	if (columns > 0 && columns < LINE_COLUMNS + 8)
		c.columns =
		    columns > LINE_LEAST + 8 ? (int)columns - 8 : LINE_LEAST;
	for (size_t i = 0; i < d->n; i++)
		if (e[i].f->shown && !e[i].repeat &&
		    (warnings || e[i].f->kind != DIAG_WARNING))
			put_finding(d->a, out, e[i].f, &c, color);
	put_rests(out, d, e, color, warnings);
}

void
diag_print(FILE *out, const struct diags *d, bool color, bool warnings)
{
	diag_print_wide(out, d, color, warnings, 0);
}

void
diag_print_wide(FILE *out, const struct diags *d, bool color, bool warnings,
    size_t columns)
{
	locale_t utf8, before = (locale_t)0;
	FILE *all = NULL;
	char *text = NULL;
	size_t len = 0;

	if (d->n == 0)
		return;
	/* standard error has no buffer: a page at a time, not a letter */
	all = open_memstream(&text, &len);
	/* widths are those of UTF-8 in any locale the program runs in */
	utf8 = newlocale(LC_CTYPE_MASK, "C.UTF-8", (locale_t)0);
	if (utf8 != (locale_t)0)
		before = uselocale(utf8);
	put_all(all != NULL ? all : out, d, color, warnings, columns);
	if (utf8 != (locale_t)0) {
		uselocale(before);
		freelocale(utf8);
	}
	if (all != NULL && fclose(all) == 0)
		fwrite(text, 1, len, out);
	free(text);
}
