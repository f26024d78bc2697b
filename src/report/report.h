/*
 * The report of a design: one tree (report/tree.h), written as HTML and as
 * Markdown.  Knows no terminal and no JSON; decides nothing.
 */
#ifndef REPORT_REPORT_H
#define REPORT_REPORT_H

#include "base/file.h"
#include "design/design.h"
#include "prove/results.h"
#include "prove/stress_result.h"
#include "prove/why_result.h"

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
