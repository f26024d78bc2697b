/*
 * Two texts compared: as designed, with placeholders to fill in, and as found.
 * Knows no config and no rule. For the rules' files only; all belongs to the
 * arena.
 */
#ifndef VERIFY_ANEW_H
#define VERIFY_ANEW_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"

/* is y the text x, or what x becomes when its placeholders are filled in, with
 * a value each that doesn't end what it stands in? */
bool anew_is_filled(const char *x, const char *y);

/* <<ONE_OF_THEM>> and nothing else */
bool anew_is_placeholder(const char *word);

/* lines without their ends and the blanks before those */
struct anew_text {
	const char **line;
	size_t n, cap;
	unsigned odd; /* distinguishes the layouts that this leaves out */
};
void anew_text(struct arena *a, const char *text, struct anew_text *out);

/* lines a..a_end of one are in the place of b..b_end of the other */
struct anew_hunk {
	size_t a, a_end, b, b_end;
};
struct anew_hunk *anew_hunks(struct arena *a, const struct anew_text *x,
    const struct anew_text *y, size_t *n);

#endif
