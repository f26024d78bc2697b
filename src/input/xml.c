#include "input/xml.h"

#include <ctype.h>
#include <expat.h>
#include <limits.h>
#include <string.h>

#include "base/str.h"
#include "input/node.h"

struct xml_reader {
	struct arena *a;
	XML_Parser parser;
	struct xml *top, *now;
	struct xml **place[NODE_DEPTH_MAX + 1];
	struct buf text[NODE_DEPTH_MAX + 1];
	int line;
	size_t depth, n;
	const char *refused; /* why it was stopped */
};

static void
stop(struct xml_reader *r, const char *why)
{
	r->refused = why;
	XML_StopParser(r->parser, XML_FALSE);
}

static void XMLCALL
on_start(void *data, const XML_Char *name, const XML_Char **attribute)
{
	struct xml_reader *r = data;
	const char *colon = strrchr(name, ':');
	struct xml *x;

	(void)attribute;
	if (r->refused)
		return;
	if (r->depth == NODE_DEPTH_MAX) {
		stop(r, "elements nest too deep");
		return;
	}
	if (r->n++ == NODE_COUNT_MAX) {
		stop(r, "too many elements");
		return;
	}
	name = colon ? colon + 1 : name;
	x = NEW(r->a, struct xml, 1);
	x->name = str_dup(r->a, name, strlen(name));
	x->text = "";
	x->line = r->line - 1 + (int)XML_GetCurrentLineNumber(r->parser);
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
}

static void XMLCALL
on_end(void *data, const XML_Char *name)
{
	struct xml_reader *r = data;
	struct buf *b = &r->text[r->depth];
	size_t from = 0, to = b->len;

	(void)name;
	if (r->refused)
		return;
	while (from < to && isspace((unsigned char)b->text[from]))
		from++;
	while (to > from && isspace((unsigned char)b->text[to - 1]))
		to--;
	if (to > from)
		r->now->text = str_dup(r->a, b->text + from, to - from);
	r->now = r->now->up;
	r->depth--;
}

static void XMLCALL
on_text(void *data, const XML_Char *s, int len)
{
	struct xml_reader *r = data;

	if (!r->refused && len > 0)
		buf_add(&r->text[r->depth], s, (size_t)len);
}

static void XMLCALL
on_doctype(void *data, const XML_Char *name, const XML_Char *system,
    const XML_Char *public, int internal)
{
	(void)name;
	(void)system;
	(void)public;
	(void)internal;
	stop(data, "a document type is not read");
}

const struct xml *
xml_read(struct arena *a, struct diags *d, const struct source *src,
    const char *text, size_t len, int line)
{
	struct xml_reader *r = NEW(a, struct xml_reader, 1);
	struct span at = { src, line, 1, 1 };
	const char *why = NULL;

	if (len > INT_MAX || len > NODE_BYTES_MAX) {
		diag_error(d, at, "xml-syntax", "%zu bytes of XML, at most %zu",
		    len, NODE_BYTES_MAX);
		return NULL;
	}
	r->parser = XML_ParserCreate("UTF-8");
	if (r->parser == NULL)
		arena_no_memory();
	r->a = a;
	r->line = line;
	XML_SetUserData(r->parser, r);
	XML_SetElementHandler(r->parser, on_start, on_end);
	XML_SetCharacterDataHandler(r->parser, on_text);
	XML_SetStartDoctypeDeclHandler(r->parser, on_doctype);
	if (XML_Parse(r->parser, text, (int)len, XML_TRUE) != XML_STATUS_OK) {
		why = r->refused ? r->refused :
		                   XML_ErrorString(XML_GetErrorCode(r->parser));
		at.line += (int)XML_GetCurrentLineNumber(r->parser) - 1;
		at.col = (int)XML_GetCurrentColumnNumber(r->parser) + 1;
	}
	XML_ParserFree(r->parser);
	if (why) {
		diag_error(d, at, "xml-syntax", "no valid XML: %s", why);
		return NULL;
	}
	return r->top;
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

	for (;;) {
		if (x != after && str_eq(x->name, name))
			return x;
		if (x->child) {
			x = x->child;
			continue;
		}
		while (x != top && !x->next)
			x = x->up;
		if (x == top)
			return NULL;
		x = x->next;
	}
}
