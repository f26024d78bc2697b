/*
 * Texts of a workbook: sharedStrings.xml, and the runs that a text is made of.
 */
#include "input/workbook_parts.h"

void
workbook_run_start(struct workbook_run *r, const char *name)
{
	r->in_t += str_eq(name, "t");
	r->in_reading += str_eq(name, "rPh");
}

void
workbook_run_end(struct workbook_run *r, const char *name)
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

	if (s[0] != '_' || s[1] != 'x')
		return -1;
	for (int i = 2; i < 6; i++) {
		if (hex(s[i]) < 0)
			return -1;
		cp = cp * 16 + hex(s[i]);
	}
	return s[6] == '_' ? cp : -1;
}

/* a text in the arena on one line, escapes undone */
const char *
workbook_plain(struct arena *a, const char *s, size_t len)
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
	struct workbook_run run;
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
	workbook_run_start(&s->run, name);
	return NULL;
}

static const char *
strings_end(void *data, const char *name)
{
	struct strings *s = data;

	workbook_run_end(&s->run, name);
	if (str_eq(name, "si"))
		PUSH(s->a, s->p->string, s->p->nstring, s->cap,
		    workbook_plain(s->a, s->run.b.text, s->run.b.len));
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

bool
workbook_read_strings(struct arena *a, struct diags *d,
    const struct zip_list *z, const struct zip_part *part,
    struct workbook_parts *p)
{
	struct strings s = { .a = a, .p = p, .run = { buf_new(a), 0, 0 } };
	struct xml_events on = { &s, strings_start, strings_end, strings_text };

	return workbook_walk(a, d, z, part, &on);
}
