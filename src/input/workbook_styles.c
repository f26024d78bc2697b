/*
 * Formats of a workbook: styles.xml, which alone distinguishes a date from a
 * number.
 */
#include "input/workbook_parts.h"

#include <string.h>

/* what a format of numbers shows: literal texts, colours and the like aside,
 * letters of a date or of a time; only its first section counts */
static enum workbook_shown
format_shows(const char *s)
{
	enum workbook_shown out = SHOWN_NUMBER;

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
	enum workbook_shown shows;
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
	long id =
	    workbook_number(xml_attribute(attribute, "numFmtId"), 1 << 20);

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
static enum workbook_shown
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

	for (size_t i = 0; i < s->nxf; i++) {
		style[i] = (unsigned char)format_known(s->xf[i]);
		for (size_t k = 0; k < s->nformat; k++)
			if (s->format[k].id == s->xf[i])
				style[i] = (unsigned char)s->format[k].shows;
	}
	p->style = style;
	p->nstyle = s->nxf;
}

bool
workbook_read_styles(struct arena *a, struct diags *d, const struct zip_list *z,
    const struct zip_part *part, struct workbook_parts *p)
{
	struct styles s = { .a = a };
	struct xml_events on = { &s, styles_start, styles_end, NULL };

	if (!workbook_walk(a, d, z, part, &on))
		return false;
	styles_settle(&s, p);
	return true;
}
