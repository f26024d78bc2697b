/*
 * The decided world as tables, JSON and text for people.  Writes into buffers
 * and trees; decides nothing.
 */
#ifndef OUTPUT_OUTPUT_H
#define OUTPUT_OUTPUT_H

#include "base/file.h"
#include "base/value.h"
#include "design/design.h"
#include "size/results.h"
#include "size/stress.h"
#include "size/why.h"

/* contract section 4: exactly those columns (cabling has `cable` besides) */
void csv_cabling(struct buf *b, const struct design *g);
void csv_bom(struct buf *b, const struct design *g);
void csv_addresses(struct buf *b, const struct design *g);

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

/* a placeholder somebody must fill in, and where */
struct to_fill {
	const char *file, *name;
	size_t count;
};
/* report.html and report.md, from one tree */
void report_write(struct arena *a, const struct design *g,
    const struct candidate *cand, size_t ncand, const struct results *r,
    const struct stress *stress, const struct why *why,
    const struct to_fill *fill, size_t nfill, struct fileset *out);

#endif
