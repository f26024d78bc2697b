/*
 * What a switch shows of itself beside what was entered: lines that its
 * platform makes, and lines that it doesn't show though they are in effect.
 * Only what takes no part in traffic or management, or says what is so anyway.
 * What one platform alone shows or hides is its dialect's to say.  Knows no
 * meaning.
 */
#ifndef READBACK_PRINTED_H
#define READBACK_PRINTED_H

#include "readback/outline.h"

/* a line that was not entered */
bool printed_shows(const struct view *v, const struct outline_line *l);
/* a line that was entered and is not shown */
bool printed_hides(const struct view *v, const struct outline_line *l);
/* ... as what it says is so without it, too */
bool printed_default(const struct view *v, const struct outline_line *l);
/* without words that change nothing a design depends on, that the platform
 * makes of others, and secrets, which it hides */
struct outline_line printed_bare(const struct view *v, struct arena *a,
    const struct outline_line *l, bool secrets);

#endif
