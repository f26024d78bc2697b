/*
 * Acceptance tests once everything is cabled and configured: for each link,
 * LAG, pair, host and switch what to run and what result is required.  Made of
 * a design and its drain times; knows no result.  All belongs to the arena.
 */
#ifndef READY_ACCEPTANCE_H
#define READY_ACCEPTANCE_H

#include "base/file.h"
#include "base/value.h"
#include "design/design.h"
#include "prove/results.h"

/* kinds of tests, in the order they should be run */
enum check_kind {
	CHECK_OOB,
	CHECK_LINK,
	CHECK_LAG,
	CHECK_PAIR,
	CHECK_KEEPALIVE,
	CHECK_PING,
	CHECK_RATE,
	CHECK_MIGRATION,
	CHECK_FAILOVER,
	CHECK_DRAIN,
	CHECKS
};
extern const char *const acceptance_check_word[CHECKS];

/* how a result is compared with the required one: given by the end of a unit */
#define UNIT_AT_LEAST "at least"
#define UNIT_AT_MOST "at most"
#define UNIT_AS_SAID "as said"
/* for people: "at least 1 reply", "at most 278 s", "yes" */
const char *
acceptance_criterion(struct arena *a, const char *must, const char *unit);

struct check {
	enum check_kind kind;
	const char *id, *device, *where, *command, *must, *unit;
	const char *most; /* the highest possible result; "": no limit */
};

struct acceptance {
	struct check *item;
	size_t n, cap;
};

const struct acceptance *acceptance_make(struct arena *a,
    const struct design *g, const struct results *r);
/* of the test of one link; NULL: it has none.  What it must reach, Gbit/s */
const char *acceptance_link_id(struct arena *a, const struct dlink *l);
const char *acceptance_link_must(struct arena *a, const struct dlink *l);
/* acceptance.csv and acceptance.md */
void acceptance_write(struct arena *a, const struct design *g,
    const struct acceptance *x, struct fileset *out);

/* ---- results ---- */

enum verdict_kind { ACCEPT_PASSED, ACCEPT_FAILED, ACCEPT_MISSING };

struct accept_row {
	const char *id, *device, *where, *test, *must, *unit, *result;
	enum verdict_kind verdict;
};

struct accepted {
	struct accept_row *row;
	size_t n;
	size_t count[3]; /* by verdict */
};

/* the list of a bundle and a filled-in copy of it; NULL after findings that
 * prevent it from being evaluated; findings about single rows go to d */
const struct accepted *acceptance_judge(struct arena *a, struct diags *d,
    const struct source *list, const struct source *results);
void acceptance_text(struct buf *b, const struct accepted *x, bool quiet);
struct value *acceptance_value(struct arena *a, const struct accepted *x);

#endif
