/*
 * A text that was read, read again with one line of it otherwise.  Knows how a
 * text is written, not what it means.  The view and its outline live as long as
 * this; what is read belongs to the arena it is read with.  Private to the
 * room.
 */
#ifndef READBACK_REREAD_H
#define READBACK_REREAD_H

#include "readback/outline.h"
#include "readback/view.h"

struct reread;

struct reread_line {
	const struct outline_line *l; /* in place of it */
	const char *instead;          /* a line, or NULL: nothing */
	const char *const *word;      /* ... or its words, for a statement */
	size_t nword;
};

struct reread *
reread_new(struct arena *a, const struct view *v, const struct outline *o);
/* is it written again from the outline, one statement per line, and not
 * blanked? */
bool reread_is_rewritten(const struct reread *c);
/* no line of x: as it is */
const struct view *reread_with(struct arena *a, const struct reread *c,
    const struct reread_line *x);
/* a line of the text unchanged, with its continuation lines */
const char *reread_line_text(struct arena *a, const struct reread *c,
    const struct outline_line *l);

#endif
