/*
 * The sliders of design --what-if, as HTML: a form that a script shows, the
 * points as a table that it reads, and both in one element.  Without the script
 * the table is what there is; in print the text above it is. Solves nothing;
 * knows no site.
 */
#ifndef REPORT_REPORT_WHAT_IF_H
#define REPORT_REPORT_WHAT_IF_H

#include "base/str.h"

struct what_if;

extern const char report_what_if_style[];
void report_what_if_html(struct buf *b, const struct what_if *w,
    const char *currency);

#endif
