/*
 * The answers of commands, as text for a terminal and as JSON.  Decides
 * nothing; does not know files or reports.  A value belongs to the arena and
 * points into what it was made of; text is added to the end of the buffer.  In
 * JSON seconds are numbers, money is exact to the cent in the site's currency,
 * and what is not known is null; for people both are rounded.
 */
#ifndef OUTPUT_OUTPUT_H
#define OUTPUT_OUTPUT_H

#include "base/file.h"
#include "base/value.h"
#include "design/design.h"
#include "prove/results.h"
#include "prove/what_if.h"
#include "prove/why_result.h"

struct value *output_design_value(struct arena *a, const struct design *g,
    const struct candidate *cand, size_t ncand, const struct results *r);
/* host NULL: all */
struct value *
output_drain_value(struct arena *a, const struct results *r, const char *host);
struct value *output_compare_value(struct arena *a, const struct model *m,
    const struct candidate *cand, size_t n, const struct design *chosen);

/* one line, or none: the saving with another failure domain */
void
output_domain_text(struct buf *b, const char *currency, const struct why *y);
/* keys `conflict`, `relief` and, where there are points, `pareto` */
void
output_why_value(struct arena *a, const struct why *y, struct value *compare);

/* cost.quotes_that_matter of design.json */
struct value *output_quotes_value(struct arena *a, const struct why *y);
/* other_maker, of cost in design.json and of compare;
 * null where there is none */
struct value *output_offer_value(struct arena *a, const struct why *y);
/* one line: which to ask for first */
void
output_quotes_text(struct buf *b, const struct design *g, const struct why *y);

/* what_if of design.json; and a line or two for a terminal */
struct value *output_what_if_value(struct arena *a, const struct what_if *w);
void output_what_if_text(struct buf *b, const struct what_if *w);

/* for a terminal */
/* ranged: costs are based on ranges of prices, and stated so */
void output_why_text(struct buf *b, const struct model *m, const struct why *y,
    bool ranged);
/* do the prices of what is compared have ranges? */
bool output_ranged(const struct candidate *cand, size_t n);
void output_drain_text(struct buf *b, const struct results *r, const char *host,
    bool all); /* all: a line per host, equal ones not grouped */
void output_compare_text(struct buf *b, const struct model *m,
    const struct candidate *cand, size_t n, const struct design *chosen,
    const struct results *r, /* NULL: today is not known */
    bool all);               /* also the models that are not candidates */
void output_design_text(struct buf *b, const struct design *g,
    const struct candidate *cand, size_t ncand, const struct results *r);
/* the last lines: where the files are, and what to do with them */
void output_design_next(struct buf *b, const struct design *g,
    const struct fileset *files, const char *dir);

#endif
