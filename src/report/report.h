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
#include "report/tree.h"

/* a placeholder to fill in, and where it is */
struct to_fill {
	const char *file, *name;
	size_t count;
};
/* the step of a plan that the design is; money in the site's currency */
struct report_phase {
	size_t number, of;
	const char *title, *from; /* "the first pair", "2026-12" */
	const char *next;         /* when the next one starts; NULL: the last */
	const char *whole;        /* "spine-leaf", the design all come to */
	int64_t whole_cents;
	size_t hosts, moved, all; /* migrated in it, after it, of the site */
	const struct bom_line *order; /* what is bought now */
	size_t norder;
	int64_t cost_cents, spent_cents, money_cents;
	double remaining_s; /* longest drain of a host still to come, on
			     * today's network; negative: can't be drained */
	const char *const *risk;
	size_t nrisk;
};
/* what is reported */
struct report_from {
	const struct design *design;
	const struct candidate *cand;
	size_t ncand;
	const struct results *results;
	const struct stress *stress;
	const struct why *why;      /* NULL: not requested */
	const struct to_fill *fill; /* NULL: nothing */
	size_t nfill;
	const struct report_phase *phase; /* NULL: the whole */
};
/* report.html and report.md, from one tree */
void report_write(struct arena *a, const struct report_from *from,
    struct fileset *out);
/* who proposes it, when and in which version, as one sentence; nothing where
 * none of it is given */
void report_people(struct arena *a, struct tree *t, const struct proposal *p);

#endif
