#include "input/xml.h"

#include <ctype.h>
#include <expat.h>
#include <string.h>

#include "base/file.h"
#include "base/str.h"
#include "input/node.h"

#define WALK_BYTES_MAX ((size_t)1 << 30)

/* ---- events ---- */

struct walker {
	const struct xml_events *on;
	XML_Parser parser;
	int line;
	size_t depth;
	const char *refused; /* why it was stopped */
};

static void
stop(struct walker *w, const char *why)
{
	w->refused = why;
	XML_StopParser(w->parser, XML_FALSE);
}

static const char *
without_prefix(const char *name)
{
	const char *colon = strrchr(name, ':');

	return colon ? colon + 1 : name;
}

static void XMLCALL
on_start(void *data, const XML_Char *name, const XML_Char **attribute)
{
	struct walker *w = data;
	const char *why = NULL;

	if (w->refused)
		return;
	if (w->depth++ == NODE_DEPTH_MAX)
		why = "elements nest too deep";
	else if (w->on->start)
		why = w->on->start(w->on->data, without_prefix(name),
		    (const char *const *)attribute,
		    w->line - 1 + (int)XML_GetCurrentLineNumber(w->parser));
	if (why)
		stop(w, why);
}

static void XMLCALL
on_end(void *data, const XML_Char *name)
{
	struct walker *w = data;
	const char *why = NULL;

	if (w->refused)
		return;
	w->depth--;
	if (w->on->end)
		why = w->on->end(w->on->data, without_prefix(name));
	if (why)
		stop(w, why);
}

static void XMLCALL
on_text(void *data, const XML_Char *s, int len)
{
	struct walker *w = data;
	const char *why = NULL;

	if (!w->refused && len > 0 && w->on->text)
		why = w->on->text(w->on->data, s, (size_t)len);
	if (why)
		stop(w, why);
}

static void XMLCALL
on_doctype(void *data, const XML_Char *name, const XML_Char *system,
    const XML_Char *public, int internal)
{
	(void)name;
	(void)system;
	(void)public;
	(void)internal;
	stop(data, "document types are not supported");
}

static bool
too_large(struct diags *d, struct span at, size_t len, size_t most)
{
	diag_error(d, at, "xml-syntax", "%zu bytes of XML, at most %zu", len,
	    most);
	return true;
}

bool
xml_walk(struct diags *d, const struct source *src, const char *text,
    size_t len, int line, const struct xml_events *on)
{
	struct walker w = { .on = on, .line = line };
	struct span at = { src, line, 1, 1 };
	const char *why = NULL;

	if (len > WALK_BYTES_MAX && too_large(d, at, len, WALK_BYTES_MAX))
		return false;
	w.parser = XML_ParserCreate("UTF-8");
	if (w.parser == NULL)
		arena_no_memory();
	XML_SetUserData(w.parser, &w);
	XML_SetElementHandler(w.parser, on_start, on_end);
	XML_SetCharacterDataHandler(w.parser, on_text);
	XML_SetStartDoctypeDeclHandler(w.parser, on_doctype);
	if (XML_Parse(w.parser, text, (int)len, XML_TRUE) != XML_STATUS_OK) {
		why = XML_ErrorString(XML_GetErrorCode(w.parser));
		at.line += (int)XML_GetCurrentLineNumber(w.parser) - 1;
		at.col = (int)XML_GetCurrentColumnNumber(w.parser) + 1;
	}
	XML_ParserFree(w.parser);
	if (w.refused)
		return diag_error(d, at, "xml-syntax", "%s", w.refused);
	return why == NULL ||
	    diag_error(d, at, "xml-syntax", "not valid XML: %s", why);
}

const char *
xml_attribute(const char *const *attribute, const char *name)
{
	for (; *attribute != NULL; attribute += 2)
		if (str_eq(without_prefix(attribute[0]), name))
			return attribute[1];
	return NULL;
}

/* ---- the tree ---- */

struct xml_reader {
	struct arena *a;
	struct xml *top, *now;
	struct xml **place[NODE_DEPTH_MAX + 1];
	struct buf text[NODE_DEPTH_MAX + 1];
	size_t depth, n;
};

static const char *
tree_start(void *data, const char *name, const char *const *attribute, int line)
{
	struct xml_reader *r = data;
	struct xml *x;

	(void)attribute;
	if (r->n++ == NODE_COUNT_MAX)
		return "too many elements";
	x = NEW(r->a, struct xml, 1);
	x->name = str_dup(r->a, name, strlen(name));
	x->text = "";
	x->line = line;
	x->up = r->now;
	if (r->now)
		*r->place[r->depth] = x;
	else
		r->top = x;
	r->place[r->depth] = &x->next;
	r->now = x;
	r->depth++;
	r->place[r->depth] = &x->child;
	r->text[r->depth] = buf_new(r->a);
	return NULL;
}

static const char *
tree_end(void *data, const char *name)
{
	struct xml_reader *r = data;
	struct buf *b = &r->text[r->depth];
	size_t from = 0, to = b->len;

	(void)name;
	while (from < to && isspace((unsigned char)b->text[from]))
		from++;
	while (to > from && isspace((unsigned char)b->text[to - 1]))
		to--;
	if (to > from)
		r->now->text = str_dup(r->a, b->text + from, to - from);
	r->now = r->now->up;
	r->depth--;
	return NULL;
}

static const char *
add_text(void *data, const char *s, size_t len)
{
	struct xml_reader *r = data;

	buf_add(&r->text[r->depth], s, len);
	return NULL;
}

const struct xml *
xml_read(struct arena *a, struct diags *d, const struct source *src,
    const char *text, size_t len, int line)
{
	struct xml_reader *r = NEW(a, struct xml_reader, 1);
	struct xml_events on = { r, tree_start, tree_end, add_text };

	r->a = a;
	if (len > FILE_TEXT_MAX &&
	    too_large(d, (struct span){ src, line, 1, 1 }, len, FILE_TEXT_MAX))
		return NULL;
	return xml_walk(d, src, text, len, line, &on) ? r->top : NULL;
}

const struct xml *
xml_child(const struct xml *x, const char *name)
{
	for (x = x ? x->child : NULL; x; x = x->next)
		if (str_eq(x->name, name))
			return x;
	return NULL;
}

const char *
xml_text(const struct xml *x, const char *name)
{
	x = xml_child(x, name);
	return x ? x->text : "";
}

const struct xml *
xml_next(const struct xml *top, const struct xml *after, const char *name)
{
	const struct xml *x = after ? after : top;

	while (x) {
		if (x != after && str_eq(x->name, name))
			return x;
		if (x->child) {
			x = x->child;
			continue;
		}
		while (x != top && !x->next)
			x = x->up;
		if (x == top)
			break;
		x = x->next;
	}
	return NULL;
}
