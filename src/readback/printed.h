/*
 * What a switch shows of itself beside what was entered: lines that its
 * platform makes, and lines that it doesn't show though they are in effect.
 * Only what takes no part in traffic or management, or says what is so anyway.
 * Knows no meaning.
 */
#ifndef READBACK_PRINTED_H
#define READBACK_PRINTED_H

#include "readback/outline.h"

/* a line nobody entered */
bool printed_shows(const struct view *v, const struct outline_line *l);
/* a line that was entered and is not shown */
bool printed_hides(const struct view *v, const struct outline_line *l);

#endif
