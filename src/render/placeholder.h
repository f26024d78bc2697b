/*
 * Secrets are never invented: a config has <<ADMIN_PASSWORD>> and its owner
 * fills it in.  One regular form: two angle brackets, a capital letter, capital
 * letters, digits and underscores.  Knows no config; needs base/ only.
 */
#ifndef RENDER_PLACEHOLDER_H
#define RENDER_PLACEHOLDER_H

#include "base/str.h"

struct placeholder {
	const char *name; /* without the brackets */
	int line;         /* first seen at, 1-based */
	size_t count;
};

/* each name once, in order of first appearance; how many in *n */
struct placeholder *
placeholder_list(struct arena *a, const char *text, size_t *n);

/* "<<PREFIX_REST>>", other characters of the rest replaced */
const char *
placeholder_make(struct arena *a, const char *prefix, const char *rest);

#endif
