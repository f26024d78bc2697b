/*
 * Two configurations of one switch, as designed and as found, line by line in
 * their stanzas: which line has a counterpart in the other, with placeholders
 * filled in or not.  Knows no meaning and no rule.  All belongs to the arena.
 */
#ifndef VERIFY_LINE_MATCH_H
#define VERIFY_LINE_MATCH_H

#include "readback/outline.h"

struct line_match {
	struct arena *arena;
	struct outline a, b;   /* as designed, as found */
	bool *a_done, *b_done; /* has a counterpart in the other */
	/* what a line of a with a placeholder was filled in to, or NULL */
	const struct outline_line **filled;
};

void line_match_make(struct arena *a, const struct view *x,
    const struct view *y, struct line_match *out);
/* the line without a counterpart in the place of x, of the same stanza; b.n:
 * none */
size_t line_match_in_place_of(const struct line_match *c,
    const struct outline_line *x);

#endif
