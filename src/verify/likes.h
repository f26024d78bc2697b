/*
 * Two configurations of one switch, as designed and as found, line by line in
 * their stanzas: which line has a counterpart in the other, with placeholders
 * filled in or not.  Knows no meaning and no rule.  All belongs to the arena.
 */
#ifndef VERIFY_LIKES_H
#define VERIFY_LIKES_H

#include "readback/outline.h"

struct likes {
	struct arena *arena;
	struct outline a, b;   /* as designed, as found */
	bool *a_done, *b_done; /* has a counterpart in the other */
	/* what a line of a with a placeholder was filled in to, or NULL */
	const struct outline_line **filled;
};

void likes_make(struct arena *a, const struct view *x, const struct view *y,
    struct likes *out);
/* the line without a counterpart in the place of x, of the same stanza; b.n:
 * none */
size_t likes_in_place_of(const struct likes *c, const struct outline_line *x);

#endif
