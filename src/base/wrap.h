/*
 * Lines of text broken between words to the width of a terminal.  Knows no
 * terminal but its colours (ESC [ ... m): the width is the caller's.  A word is
 * never cut; one that is wider than the line gets a line of its own.
 */
#ifndef BASE_WRAP_H
#define BASE_WRAP_H

#include "base/str.h"

/* width of a terminal whose width is unknown, and of piped output */
enum { WRAP_COLUMNS = 80 };
/* marks the start of a line that is left unwrapped: a command to be copied */
#define WRAP_NOT "\v"

/*
 * Continuation lines begin two columns right of their line's first word, or at
 * a tab, which is not printed.  Blanks at a line's end go, and a number stays
 * with the short word after it, its unit, and with the currency before it.
 */
void wrap_text(struct buf *out, const char *text, size_t columns);

#endif
