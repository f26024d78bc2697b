/*
 * Manual pages: mdoc(7) text being written, and the page on site files.  Knows
 * the language and what must be escaped in it, so that no text of ours or of a
 * catalog becomes a macro.  All is added to the end of the buffer; there are no
 * errors.
 */
#ifndef MANUAL_MDOC_H
#define MANUAL_MDOC_H

#include "base/str.h"

/* running text on a line of its own: no macro, no escape */
void mdoc_text(struct buf *out, const char *s);
/* one argument of a macro line, blanks and all */
void mdoc_arg(struct buf *out, const char *s);
/* title, section and one line on what it is */
void mdoc_head(struct buf *out, const char *name, int section,
    const char *version, const char *what);
/* a literal display */
void mdoc_literal(struct buf *out, const char *text);

/* eastwest-site(5), from the tables the reader decodes by */
void man_site(struct buf *out, const char *version);

#endif
