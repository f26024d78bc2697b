/*
 * The answers of commands, as text for a terminal and as JSON.  Decides
 * nothing; does not know files or reports.
 */
#ifndef OUTPUT_OUTPUT_H
#define OUTPUT_OUTPUT_H

#include "base/file.h"
#include "base/value.h"
#include "design/design.h"
#include "prove/results.h"
#include "prove/why_result.h"

struct value *design_value(struct arena *a, const struct design *g,
    const struct candidate *cand, size_t ncand, const struct results *r);
/* host NULL: all */
struct value *drain_value(struct arena *a, const struct results *r,
    const char *host);
struct value *compare_value(struct arena *a, const struct model *m,
    const struct candidate *cand, size_t n, const struct design *chosen);

/* keys `conflict`, `relief` and, where there are points, `pareto` */
void why_value(struct arena *a, const struct why *y, struct value *compare);

/* for a terminal */
void why_text(struct buf *b, const struct model *m, const struct why *y);
void drain_text(struct buf *b, const struct results *r, const char *host);
void compare_text(struct buf *b, const struct model *m,
    const struct candidate *cand, size_t n, const struct design *chosen);
void design_text(struct buf *b, const struct design *g,
    const struct candidate *cand, size_t ncand, const struct results *r,
    const struct fileset *files, const char *dir);

#endif
