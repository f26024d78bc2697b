/*
 * What the run-books share: code spans that no text can break out of, lists
 * that stay short. Knows Markdown, no network.
 */
#ifndef PHASES_MD_H
#define PHASES_MD_H

#include "base/str.h"

/* `text`, in a table too: bars in it are escaped */
const char *md_code(struct arena *a, const char *s);
/* `text` to be typed exactly: one line, never in a table */
const char *md_typed(struct arena *a, const char *s);
/* text with Markdown's signs escaped */
const char *md_text(struct arena *a, const char *s);
/* "a, b, c and 7 more": at most `most` of n names */
const char *
md_few(struct arena *a, const char *const *name, size_t n, size_t most);

#endif
