/*
 * What the run-books share: code spans no text can end, lists that stay short.
 * Knows Markdown, no network.
 */
#ifndef PHASES_MD_H
#define PHASES_MD_H

#include "base/str.h"

/* `text`, in a table too: a bar there is none of the text's */
const char *md_code(struct arena *a, const char *s);
/* `text` to be typed, sign for sign: one line, never in a table */
const char *md_typed(struct arena *a, const char *s);
/* text with Markdown's signs escaped */
const char *md_text(struct arena *a, const char *s);
/* "a, b, c and 7 more": at most `most` of n names */
const char *
md_few(struct arena *a, const char *const *name, size_t n, size_t most);

#endif
