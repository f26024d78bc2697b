/*
 * XML to a tree of elements: the fence around expat.  Knows no vocabulary.
 * A document type, and so every entity of its own, is refused; depth and number
 * of elements have the limits of input/node.h.  Names lose their prefix and
 * attributes are not kept.  All belongs to the arena.
 */
#ifndef INPUT_XML_H
#define INPUT_XML_H

#include "base/diag.h"

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
