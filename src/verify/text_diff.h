/*
 * Two texts compared: as designed, with placeholders to fill in, and as found.
 * Knows no config and no rule. For the rules' files only; all belongs to the
 * arena.
 */
#ifndef VERIFY_TEXT_DIFF_H
#define VERIFY_TEXT_DIFF_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"

/* is y the text x, or what x becomes when its placeholders are filled in, with
 * a value each that doesn't end what it stands in? */
bool text_is_filled(const char *x, const char *y);

/* <<ONE_OF_THEM>> and nothing else */
bool text_is_placeholder(const char *word);

bool text_has_placeholder(const char *text);

/* lines without their ends and the blanks before those */
struct text_lines {
	const char **line;
	size_t n, cap;
	unsigned odd; /* distinguishes the layouts that this leaves out */
};
void
text_lines_split(struct arena *a, const char *text, struct text_lines *out);

/* lines a..a_end of one are in the place of b..b_end of the other */
struct text_hunk {
	size_t a, a_end, b, b_end;
};
struct text_hunk *text_hunks(struct arena *a, const struct text_lines *x,
    const struct text_lines *y, size_t *n);

/* the lines x with each placeholder filled in as the lines y have it where they
 * have it first: one that is filled in in two ways differs the second time */
const char *text_fill(struct arena *a, const struct text_lines *x,
    const struct text_lines *y);

#endif
