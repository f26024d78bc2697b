/*
 * A workbook is an archive of XML parts: workbook.xml names the sheets,
 * workbook.xml.rels their parts, sharedStrings.xml holds the texts, styles.xml
 * the formats, which alone tell a date from a number.  Sizes are bounded here
 * and not by what the archive says: a few kilobytes can unpack to gigabytes,
 * and a single cell at the far corner makes a sheet of 17 thousand million.
 */
#include "input/workbook.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/str.h"
#include "input/xml.h"
#include "input/zip.h"

#define PART_MAX ((size_t)256 << 20) /* bytes unpacked, of any part */
#define ROWS_MAX 1048576u            /* of the format */
#define COLUMNS_MAX 16384u
#define CELLS_MAX 8000000u /* rows with text times the sheet's width */

struct workbook_parts {
	const struct zip_list *zip;
	const char **string;
	size_t nstring;
	const unsigned char *style; /* enum shown by index of a cell's style */
	size_t nstyle;
	bool from_1904; /* days are counted from then */
	bool stale;     /* formulas were never computed */
};

enum shown { SHOWN_NUMBER, SHOWN_DATE, SHOWN_TIME };

static bool
refuse(struct diags *d, const struct source *src, const char *what,
    const char *hint)
{
	diag_error(d, (struct span){ src, 0, 0, 0 }, "workbook-kind", "%s",
	    what);
	diag_hint(d, "%s", hint);
	return false;
}

static bool
is_true(const char *s)
{
	return s != NULL && (str_eq(s, "1") || str_eq(s, "true"));
}

/* a whole number, or -1 */
static long
whole(const char *s, long most)
{
	long n = 0;

	if (s == NULL || *s == '\0')
		return -1;
	for (; *s >= '0' && *s <= '9'; s++)
		if ((n = n * 10 + (*s - '0')) > most)
			return -1;
	return *s == '\0' ? n : -1;
}

/* ---- parts ---- */

/* the events of a part; false after a finding */
static bool
walk_part(struct arena *a, struct diags *d, const struct zip_list *z,
    const struct zip_part *p, const struct xml_events *on)
{
	struct arena *scratch = arena_new();
	const struct source *src = zip_unpack(scratch, d, z, p, PART_MAX);
	bool ok = src != NULL && xml_walk(d, src, src->text, src->len, 1, on);

	if (ok)
		arena_free(scratch);
	else
		arena_join(a, scratch); /* the finding's place */
	return ok;
}

/* where a target of a part's relations leads, from the part's folder */
static const char *
resolved(struct arena *a, const char *part, const char *target)
{
	const char *slash = strrchr(part, '/');
	size_t n = slash != NULL ? (size_t)(slash - part) : 0;

	if (*target == '/')
		return target + 1;
	for (; str_starts(target, "../"); target += 3)
		while (n > 0 && part[--n] != '/')
			;
	return n > 0 ? str_fmt(a, "%.*s/%s", (int)n, part, target) : target;
}

struct relation {
	const char *id, *type, *target;
};
struct relations {
	struct arena *a;
	struct relation *item;
	size_t n, cap;
};

static const char *
relation_start(void *data, const char *name, const char *const *attribute,
    int line)
{
	struct relations *r = data;
	const char *id = xml_attribute(attribute, "Id");
	const char *type = xml_attribute(attribute, "Type");
	const char *target = xml_attribute(attribute, "Target");
	struct relation x;

	(void)line;
	if (!str_eq(name, "Relationship") || !id || !type || !target)
		return NULL;
	x.id = str_dup(r->a, id, strlen(id));
	x.type = str_dup(r->a, type, strlen(type));
	x.target = str_dup(r->a, target, strlen(target));
	PUSH(r->a, r->item, r->n, r->cap, x);
	return NULL;
}

/* of a part ("": of the whole); none where it has none */
static bool
relations_of(struct arena *a, struct diags *d, const struct zip_list *z,
    const char *part, struct relations *out)
{
	const char *slash = strrchr(part, '/');
	const char *base = slash != NULL ? slash + 1 : part;
	const struct zip_part *p = zip_find(z,
	    str_fmt(a, "%.*s_rels/%s.rels", (int)(base - part), part, base));
	struct xml_events on = { out, relation_start, NULL, NULL };

	out->a = a;
	return p == NULL || walk_part(a, d, z, p, &on);
}

/* the part of a kind a relation leads to, or NULL */
static const struct zip_part *
related(struct arena *a, const struct zip_list *z, const struct relations *r,
    const char *part, const char *kind)
{
	size_t i;

	for (i = 0; i < r->n; i++)
		if (str_ends(r->item[i].type, kind))
			return zip_find(z,
			    resolved(a, part, r->item[i].target));
	return NULL;
}

/* ---- workbook.xml ---- */

struct front {
	struct arena *a;
	struct workbook *w;
	struct workbook_parts *p;
	const struct relations *rel;
	const char *part;
	size_t cap;
};

static const char *
front_start(void *data, const char *name, const char *const *attribute,
    int line)
{
	struct front *f = data;
	struct workbook_sheet s = { NULL, NULL, false };
	const char *id, *state;
	size_t i;

	(void)line;
	if (str_eq(name, "workbookPr"))
		f->p->from_1904 = is_true(xml_attribute(attribute, "date1904"));
	if (str_eq(name, "calcPr"))
		f->p->stale =
		    is_true(xml_attribute(attribute, "fullCalcOnLoad"));
	if (!str_eq(name, "sheet"))
		return NULL;
	s.name = xml_attribute(attribute, "name");
	id = NULL;
	for (i = 0; attribute[i] != NULL; i += 2)
		if (str_ends(attribute[i], ":id"))
			id = attribute[i + 1];
	if (s.name == NULL || id == NULL)
		return NULL;
	s.name = str_dup(f->a, s.name, strlen(s.name));
	state = xml_attribute(attribute, "state");
	s.hidden = state != NULL && !str_eq(state, "visible");
	for (i = 0; i < f->rel->n; i++)
		if (str_eq(f->rel->item[i].id, id) &&
		    str_ends(f->rel->item[i].type, "/worksheet"))
			s.part =
			    resolved(f->a, f->part, f->rel->item[i].target);
	/* a sheet of a chart alone has no cells */
	if (s.part != NULL)
		PUSH(f->a, f->w->sheet, f->w->n, f->cap, s);
	return NULL;
}

/* ---- texts ---- */

/* text of <t> elements, those of readings (rPh) aside */
struct run_text {
	struct buf b;
	size_t in_t, in_reading;
};

static void
run_start(struct run_text *r, const char *name)
{
	r->in_t += str_eq(name, "t");
	r->in_reading += str_eq(name, "rPh");
}

static void
run_end(struct run_text *r, const char *name)
{
	r->in_t -= str_eq(name, "t");
	r->in_reading -= str_eq(name, "rPh");
}

static int
hex(char c)
{
	return c >= '0' && c <= '9' ? c - '0' :
	    c >= 'A' && c <= 'F'    ? c - 'A' + 10 :
	    c >= 'a' && c <= 'f'    ? c - 'a' + 10 :
	                              -1;
}

/* the character of _x000D_ at s, or -1 */
static int32_t
escaped(const char *s)
{
	int32_t cp = 0;
	int i;

	if (s[0] != '_' || s[1] != 'x')
		return -1;
	for (i = 2; i < 6; i++) {
		if (hex(s[i]) < 0)
			return -1;
		cp = cp * 16 + hex(s[i]);
	}
	return s[6] == '_' ? cp : -1;
}

/* a text in the arena on one line, escapes undone */
static const char *
plain_text(struct arena *a, const char *s, size_t len)
{
	struct buf b = buf_new(a);
	const char *end = s + len;

	while (s < end) {
		int32_t cp = end - s >= 7 ? escaped(s) : -1;

		if (cp >= 0) {
			s += 7;
			if (cp >= ' ' && cp != 0x7f &&
			    (cp < 0xd800 || cp > 0xdfff))
				buf_put_utf8(&b, (uint32_t)cp);
			else
				buf_putc(&b, ' ');
			continue;
		}
		buf_putc(&b, (unsigned char)*s < ' ' ? ' ' : *s);
		s++;
	}
	return b.len > 0 ? b.text : "";
}

struct strings {
	struct arena *a;
	struct workbook_parts *p;
	struct run_text run;
	size_t cap;
};

static const char *
strings_start(void *data, const char *name, const char *const *attribute,
    int line)
{
	struct strings *s = data;

	(void)attribute;
	(void)line;
	if (str_eq(name, "si"))
		s->run.b.len = 0;
	run_start(&s->run, name);
	return NULL;
}

static const char *
strings_end(void *data, const char *name)
{
	struct strings *s = data;

	run_end(&s->run, name);
	if (str_eq(name, "si"))
		PUSH(s->a, s->p->string, s->p->nstring, s->cap,
		    plain_text(s->a, s->run.b.text, s->run.b.len));
	return NULL;
}

static const char *
strings_text(void *data, const char *text, size_t len)
{
	struct strings *s = data;

	if (s->run.in_t > 0 && s->run.in_reading == 0)
		buf_add(&s->run.b, text, len);
	return NULL;
}

/* ---- formats ---- */

/* what a format of numbers shows: literal texts, colours and the like aside,
 * letters of a date or of a time; only its first section counts */
static enum shown
format_shows(const char *s)
{
	enum shown out = SHOWN_NUMBER;

	for (; *s != '\0' && *s != ';'; s++) {
		const char *end = *s == '"' ? strchr(s + 1, '"') :
		    *s == '['               ? strchr(s, ']') :
		                              s;

		if (end == NULL)
			return out;
		if (end > s) {
			s = end;
		} else if (strchr("\\_*", *s) != NULL) {
			if (*++s == '\0')
				return out;
		} else if (strchr("dDyYmM", *s) != NULL) {
			if (out == SHOWN_NUMBER || strchr("mM", *s) == NULL)
				out = SHOWN_DATE;
		} else if (strchr("hHsS", *s) != NULL && out == SHOWN_NUMBER) {
			out = SHOWN_TIME;
		}
	}
	return out;
}

struct format {
	long id;
	enum shown shows;
};
struct styles {
	struct arena *a;
	struct format *format;
	size_t nformat, cap;
	long *xf; /* a style's format */
	size_t nxf, xcap;
	bool in_cells;
};

static const char *
styles_start(void *data, const char *name, const char *const *attribute,
    int line)
{
	struct styles *s = data;
	const char *code = xml_attribute(attribute, "formatCode");
	long id = whole(xml_attribute(attribute, "numFmtId"), 1 << 20);

	(void)line;
	if (str_eq(name, "cellXfs"))
		s->in_cells = true;
	if (str_eq(name, "numFmt") && code != NULL && id >= 0) {
		struct format f = { id, format_shows(code) };

		PUSH(s->a, s->format, s->nformat, s->cap, f);
	}
	if (str_eq(name, "xf") && s->in_cells)
		PUSH(s->a, s->xf, s->nxf, s->xcap, id);
	return NULL;
}

static const char *
styles_end(void *data, const char *name)
{
	struct styles *s = data;

	if (str_eq(name, "cellXfs"))
		s->in_cells = false;
	return NULL;
}

/* formats that have a number and no code (ECMA-376 part 1, 18.8.30) */
static enum shown
format_known(long id)
{
	if ((id >= 14 && id <= 17) || id == 22 || (id >= 27 && id <= 31) ||
	    id == 36 || (id >= 50 && id <= 54) || (id >= 57 && id <= 58))
		return SHOWN_DATE;
	if ((id >= 18 && id <= 21) || (id >= 32 && id <= 35) || id == 45)
		return SHOWN_TIME;
	return SHOWN_NUMBER;
}

static void
styles_settle(const struct styles *s, struct workbook_parts *p)
{
	unsigned char *style = NEW(s->a, unsigned char, s->nxf + 1);
	size_t i, k;

	for (i = 0; i < s->nxf; i++) {
		style[i] = (unsigned char)format_known(s->xf[i]);
		for (k = 0; k < s->nformat; k++)
			if (s->format[k].id == s->xf[i])
				style[i] = (unsigned char)s->format[k].shows;
	}
	p->style = style;
	p->nstyle = s->nxf;
}

/* ---- the whole ---- */

bool
workbook_is(const struct source *src)
{
	return zip_is(src) ||
	    (src->len >= 8 &&
	        memcmp(src->text, "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 8) == 0);
}

static const char save_hint[] =
    "save it as an Excel workbook (.xlsx), without a password, or as CSV";

/* the part that names the sheets; NULL after a finding */
static const struct zip_part *
front_part(struct arena *a, struct diags *d, const struct source *src,
    const struct zip_list *z)
{
	struct relations top = { .a = a };
	const struct zip_part *p = NULL;

	if (!relations_of(a, d, z, "", &top))
		return NULL;
	p = related(a, z, &top, "", "/officeDocument");
	if (p != NULL && !str_ends(p->name, ".bin"))
		return p;
	refuse(d, src,
	    p != NULL ? "a binary workbook (.xlsb) is not read" :
	        zip_find(z, "content.xml") != NULL ?
	                "an OpenDocument file is not read" :
	                "this is an archive, but not a workbook",
	    save_hint);
	return NULL;
}

/* texts and formats; a workbook may have none of them */
static bool
read_rest(struct arena *a, struct diags *d, const struct zip_list *z,
    const struct relations *rel, const char *part, struct workbook_parts *p)
{
	struct strings s = { .a = a, .p = p, .run = { buf_new(a), 0, 0 } };
	struct styles f = { .a = a };
	struct xml_events of_strings = { &s, strings_start, strings_end,
		strings_text };
	struct xml_events of_styles = { &f, styles_start, styles_end, NULL };
	const struct zip_part *strings =
	    related(a, z, rel, part, "/sharedStrings");
	const struct zip_part *styles = related(a, z, rel, part, "/styles");

	if (strings != NULL && !walk_part(a, d, z, strings, &of_strings))
		return false;
	if (styles != NULL && !walk_part(a, d, z, styles, &of_styles))
		return false;
	styles_settle(&f, p);
	return true;
}

const struct workbook *
workbook_read(struct arena *a, struct diags *d, const struct source *src)
{
	struct workbook *w = NEW(a, struct workbook, 1);
	struct workbook_parts *p = NEW(a, struct workbook_parts, 1);
	struct relations rel = { .a = a };
	const struct zip_part *part;
	struct front f = { a, w, p, &rel, NULL, 0 };
	struct xml_events on = { &f, front_start, NULL, NULL };

	w->src = src;
	w->parts = p;
	if (!zip_is(src)) {
		refuse(d, src,
		    "a workbook with a password, or of the format before 2007 "
		    "(.xls), is not read",
		    save_hint);
		return NULL;
	}
	p->zip = zip_read(a, d, src);
	part = p->zip != NULL ? front_part(a, d, src, p->zip) : NULL;
	if (part == NULL || !relations_of(a, d, p->zip, part->name, &rel))
		return NULL;
	f.part = part->name;
	if (!walk_part(a, d, p->zip, part, &on) ||
	    !read_rest(a, d, p->zip, &rel, part->name, p))
		return NULL;
	if (w->n == 0) {
		refuse(d, src, "this workbook has no sheet with cells",
		    save_hint);
		return NULL;
	}
	return w;
}

size_t
workbook_front(const struct workbook *w)
{
	size_t i;

	for (i = 0; i < w->n && w->sheet[i].hidden; i++)
		;
	return i < w->n ? i : 0;
}

int
workbook_find(const struct workbook *w, const char *name)
{
	size_t i;

	for (i = 0; i < w->n; i++)
		if (str_eq(w->sheet[i].name, name))
			return (int)i;
	return -1;
}

/* ---- a sheet ---- */

struct cell {
	size_t row, col; /* from 0 */
	const char *text;
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
	/* of the cell being read */
	char type; /* first letter of its type, r: inlineStr */
	long style;
	bool in_cell, in_value, in_formula, formula;
	struct buf value, code;
	struct run_text run;
};

/* 0-based column of F5, and its row from 1; false: no such cell */
static bool
reference(const char *s, size_t *col, size_t *row)
{
	size_t c = 0;
	long r;

	for (; *s >= 'A' && *s <= 'Z' && c <= COLUMNS_MAX; s++)
		c = c * 26 + (size_t)(*s - 'A' + 1);
	r = whole(s, ROWS_MAX);
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
		return "a cell's place is no place of its row";
	else
		s->col++;
	if (s->col > COLUMNS_MAX)
		return "a row has more cells than a sheet can have";
	s->in_cell = true;
	s->style = whole(xml_attribute(attribute, "s"), 1 << 20);
	s->type = t == NULL        ? 'n' :
	    str_eq(t, "inlineStr") ? 'r' :
	    str_eq(t, "str")       ? 't' :
	                             *t;
	s->formula = s->in_value = s->in_formula = false;
	s->value.len = s->code.len = s->run.b.len = 0;
	return NULL;
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
		run_start(&s->run, name);
		return NULL;
	}
	if (str_eq(name, "row")) {
		const char *r = xml_attribute(attribute, "r");
		long at = r != NULL ? whole(r, ROWS_MAX) : (long)s->row + 1;

		if (at <= (long)s->row || at > (long)ROWS_MAX)
			return "rows are not in order";
		s->row = (size_t)at;
		s->col = 0;
	}
	return str_eq(name, "c") ? cell_start(s, attribute) : NULL;
}

static const char *
sheet_text(void *data, const char *text, size_t len)
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
date_text(struct arena *a, const struct workbook_parts *p, enum shown shown,
    double v)
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
	enum shown shown = SHOWN_NUMBER;
	const char *date;

	if (*end != '\0' || end == text || !isfinite(v) ||
	    strspn(text, "0123456789.+-eE") != strlen(text))
		return text;
	if (s->style >= 0 && (size_t)s->style < s->p->nstyle)
		shown = (enum shown)s->p->style[s->style];
	date = shown != SHOWN_NUMBER ? date_text(a, s->p, shown, v) : NULL;
	return date != NULL ? date : str_fmt(a, "%.15g", v);
}

static const char *
cell_text(struct sheet *s)
{
	const char *v = plain_text(s->a, s->value.text, s->value.len);
	long i;

	if (s->formula && (s->p->stale || *v == '\0'))
		return str_fmt(s->a, "=%s",
		    plain_text(s->a, s->code.text, s->code.len));
	switch (s->type) {
	case 's':
		i = whole(v, 1 << 30);
		return i >= 0 && (size_t)i < s->p->nstring ? s->p->string[i] :
		                                             NULL;
	case 'r':
		return plain_text(s->a, s->run.b.text, s->run.b.len);
	case 'b':
		return *v == '\0' ? v : is_true(v) ? "TRUE" : "FALSE";
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
	run_end(&s->run, name);
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
	size_t i, k, line = 1;

	for (i = 0; i < s->n;) {
		for (; line < s->cell[i].row; line++)
			buf_putc(b, '\n');
		memset(row, 0, s->width * sizeof *row);
		for (; i < s->n && s->cell[i].row == line; i++)
			row[s->cell[i].col] = s->cell[i].text;
		for (k = 0; k < s->width; k++) {
			if (k > 0)
				buf_putc(b, WORKBOOK_SEPARATOR);
			if (row[k] != NULL)
				put_cell(b, row[k]);
		}
		buf_putc(b, '\n');
		line++;
	}
}

const struct source *
workbook_text(struct arena *a, struct diags *d, const struct workbook *w,
    size_t sheet)
{
	const struct workbook_sheet *x = &w->sheet[sheet];
	const struct zip_part *part = zip_find(w->parts->zip, x->part);
	struct source *out = NEW(a, struct source, 1);
	struct sheet *s = NEW(a, struct sheet, 1);
	struct xml_events on = { s, sheet_start, sheet_end, sheet_text };
	struct buf b = buf_new(a);
	bool ok;

	out->name = sheet == workbook_front(w) ?
	    w->src->name :
	    str_fmt(a, "%s[%s]", w->src->name, x->name);
	if (part == NULL) {
		refuse(d, out,
		    str_fmt(a, "the sheet '%s' is missing in it", x->name),
		    save_hint);
		return NULL;
	}
	s->a = arena_new();
	s->p = w->parts;
	s->value = buf_new(s->a);
	s->code = buf_new(s->a);
	s->run.b = buf_new(s->a);
	ok = walk_part(a, d, w->parts->zip, part, &on);
	if (ok)
		put_lines(&b, s);
	arena_free(s->a);
	out->text = b.len > 0 ? b.text : "";
	out->len = b.len;
	return ok ? out : NULL;
}
