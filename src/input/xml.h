/*
 * XML as events or as a tree of elements: the fence around expat.  Knows no
 * vocabulary.  A document type, and so every entity of its own, is refused;
 * depth has the limit of input/node.h, and so have size and number of elements
 * of a tree.  Names lose their prefix.  All belongs to the arena.
 */
#ifndef INPUT_XML_H
#define INPUT_XML_H

#include "base/diag.h"

/* what is called while a text is read; texts are gone after the call.  Each
 * returns NULL, or why reading stops.  text may come in pieces. */
struct xml_events {
	void *data;
	/* attribute: name, value, ..., NULL; names with their prefix */
	const char *(*start)(void *data, const char *name,
	    const char *const *attribute, int line);
	const char *(*end)(void *data, const char *name);
	const char *(*text)(void *data, const char *s, size_t len);
};

/* an attribute's value, or NULL; name is without prefix */
const char *xml_attribute(const char *const *attribute, const char *name);
/* false after a finding; see xml_read; not above 1 GiB */
bool xml_walk(struct diags *d, const struct source *src, const char *text,
    size_t len, int line, const struct xml_events *on);

/* an element of a tree; attributes are not kept */
struct xml {
	const char *name; /* without `prefix:` */
	const char *text; /* of itself, blanks around it cut; "" */
	int line;         /* of the source it is a part of */
	struct xml *up, *child, *next;
};

/*
 * Part of a source, len bytes from text on, which begins in line `line` of it;
 * NULL after a finding.
 */
const struct xml *xml_read(struct arena *a, struct diags *d,
    const struct source *src, const char *text, size_t len, int line);

/* the first child of that name, or NULL (also when x is) */
const struct xml *xml_child(const struct xml *x, const char *name);
/* its text, "" where there is none */
const char *xml_text(const struct xml *x, const char *name);
/* the next element of that name in the tree below top, in the order of the
 * text; after NULL: the first */
const struct xml *
xml_next(const struct xml *top, const struct xml *after, const char *name);

#endif
