/*
 * A workbook is an archive of XML parts: workbook.xml names the sheets,
 * workbook.xml.rels their parts, sharedStrings.xml holds the texts, styles.xml
 * the formats.  Sizes are bounded here and not by what the archive says: a few
 * kilobytes can unpack to gigabytes.
 */
#include "input/workbook_parts.h"

#include <string.h>

#define PART_MAX ((size_t)256 << 20) /* bytes unpacked, of any part */

bool
workbook_refuse(struct diags *d, const struct source *src, const char *what,
    const char *hint)
{
	diag_error(d, (struct span){ src, 0, 0, 0 }, "workbook-kind", "%s",
	    what);
	diag_hint(d, "%s", hint);
	return false;
}

bool
workbook_true(const char *s)
{
	return s != NULL && (str_eq(s, "1") || str_eq(s, "true"));
}

/* a whole number, or -1 */
long
workbook_number(const char *s, long most)
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
bool
workbook_walk(struct arena *a, struct diags *d, const struct zip_list *z,
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
	return p == NULL || workbook_walk(a, d, z, p, &on);
}

/* the part of a kind a relation leads to, or NULL */
static const struct zip_part *
related(struct arena *a, const struct zip_list *z, const struct relations *r,
    const char *part, const char *kind)
{
	for (size_t i = 0; i < r->n; i++)
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

	(void)line;
	if (str_eq(name, "workbookPr"))
		f->p->from_1904 =
		    workbook_true(xml_attribute(attribute, "date1904"));
	if (str_eq(name, "calcPr"))
		f->p->stale =
		    workbook_true(xml_attribute(attribute, "fullCalcOnLoad"));
	if (!str_eq(name, "sheet"))
		return NULL;
	s.name = xml_attribute(attribute, "name");
	id = NULL;
	for (size_t i = 0; attribute[i] != NULL; i += 2)
		if (str_ends(attribute[i], ":id"))
			id = attribute[i + 1];
	if (s.name == NULL || id == NULL)
		return NULL;
	s.name = str_dup(f->a, s.name, strlen(s.name));
	state = xml_attribute(attribute, "state");
	s.hidden = state != NULL && !str_eq(state, "visible");
	for (size_t i = 0; i < f->rel->n; i++)
		if (str_eq(f->rel->item[i].id, id) &&
		    str_ends(f->rel->item[i].type, "/worksheet"))
			s.part =
			    resolved(f->a, f->part, f->rel->item[i].target);
	/* a sheet of a chart alone has no cells */
	if (s.part != NULL)
		PUSH(f->a, f->w->sheet, f->w->n, f->cap, s);
	return NULL;
}

/* ---- the whole ---- */

bool
workbook_is(const struct source *src)
{
	return zip_is(src) ||
	    (src->len >= 8 &&
	        memcmp(src->text, "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 8) == 0);
}

const char workbook_save_hint[] =
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
	workbook_refuse(d, src,
	    p != NULL ? "a binary workbook (.xlsb) is not read" :
	        zip_find(z, "content.xml") != NULL ?
	                "an OpenDocument file is not read" :
	                "this is an archive, but not a workbook",
	    workbook_save_hint);
	return NULL;
}

/* texts and formats; a workbook may have none of them */
static bool
read_rest(struct arena *a, struct diags *d, const struct zip_list *z,
    const struct relations *rel, const char *part, struct workbook_parts *p)
{
	const struct zip_part *strings =
	    related(a, z, rel, part, "/sharedStrings");
	const struct zip_part *styles = related(a, z, rel, part, "/styles");

	return (strings == NULL ||
	           workbook_read_strings(a, d, z, strings, p)) &&
	    (styles == NULL || workbook_read_styles(a, d, z, styles, p));
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
		workbook_refuse(d, src,
		    "a workbook with a password, or of the format before 2007 "
		    "(.xls), is not read",
		    workbook_save_hint);
		return NULL;
	}
	p->zip = zip_read(a, d, src);
	part = p->zip != NULL ? front_part(a, d, src, p->zip) : NULL;
	if (part == NULL || !relations_of(a, d, p->zip, part->name, &rel))
		return NULL;
	f.part = part->name;
	if (!workbook_walk(a, d, p->zip, part, &on) ||
	    !read_rest(a, d, p->zip, &rel, part->name, p))
		return NULL;
	if (w->n == 0) {
		workbook_refuse(d, src, "this workbook has no sheet with cells",
		    workbook_save_hint);
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
	for (size_t i = 0; i < w->n; i++)
		if (str_eq(w->sheet[i].name, name))
			return (int)i;
	return -1;
}
