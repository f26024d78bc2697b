/*
 * Which lines of a text reach its reading?  A line that is taken out, or that
 * says the opposite or another number, and the reading is the same: then no
 * rule and no comparison depends on it, and that two readings are equal proves
 * nothing about it.  Found by reading the text again without the line, so that
 * it holds of each dialect, whatever its reader knows.  Knows no rule.  All
 * belongs to the arena.
 */
#ifndef READBACK_COVERAGE_H
#define READBACK_COVERAGE_H

#include "readback/compare.h"
#include "readback/outline.h"

struct coverage;

/* of a view and its outline, which both live as long; it is the designed one,
 * or the one that stands, which other texts are held against as the designed */
struct coverage *coverage_new(struct arena *a, const struct view *v,
    const struct outline *o, bool designed);
/* does the reading depend on the line, or on an equal one at other ports? */
bool coverage_reads(struct coverage *c, const struct outline_line *l);
/* does it become another with the line of another text in the line's place? */
bool coverage_distinguishes(struct coverage *c, const struct outline_line *l,
    const struct coverage *other, const struct outline_line *k);
/* key=value of both: is each that one of them lacks or has otherwise read? */
bool coverage_values_read(struct coverage *c, const struct outline_line *l,
    struct coverage *other, const struct outline_line *k);
/* is each word that one of them lacks read?  Then two readings that are alike
 * mean the same, however it is said */
bool coverage_words_read(struct coverage *c, const struct outline_line *l,
    struct coverage *other, const struct outline_line *k);
/* is what a line's absence changes among the differences? */
bool coverage_explains(struct coverage *c, const struct outline_line *l,
    const struct view_diffs *diff);

#endif
