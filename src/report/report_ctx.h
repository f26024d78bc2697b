/*
 * The parts of the report, in the order of its readers.  Each adds blocks to
 * the tree; the texts are for readers who don't know the program.
 */
#ifndef REPORT_REPORT_CTX_H
#define REPORT_REPORT_CTX_H

#include "report/report.h"
#include "report/diagrams.h"
#include "report/tree.h"

struct report_ctx {
	struct arena *a;
	struct tree *t;
	const struct design *g;
	const struct candidate *cand;
	size_t ncand;
	const struct results *r;
	const struct net_result *today, *then;
	const struct stress *stress;
	const struct why *why; /* NULL: not requested */
	const struct to_fill *fill;
	size_t nfill;
	const struct report_phase *phase; /* NULL: the whole */
	const struct fileset *files;      /* to link to */
};

void report_decision(struct report_ctx *k);
void report_request(struct report_ctx *k);
void report_stakes(struct report_ctx *k);
void report_risks(struct report_ctx *k);
void report_timeline(struct report_ctx *k);
void report_architect(struct report_ctx *k);
void report_what_if(struct report_ctx *k); /* nothing where not required */
void report_stress(struct report_ctx *k);
void report_engineer(struct report_ctx *k);
void report_ports(struct report_ctx *k);

/* "about EUR 600 to 840 (EUR 710 at the middle)" */
const char *report_cost(const struct report_ctx *k);
/* "2 of this model, 4 of that": switches that are bought; NULL: none */
const char *report_bought(const struct report_ctx *k, size_t *total);
/* the report's title: the proposal's, or the site and what it is `otherwise`;
 * of a phase which one it is */
const char *report_title(const struct report_ctx *k, const char *otherwise);
/* a drain that is so many times faster is noticeably so */
#define REPORT_GAIN 1.1
/* whose drains a phase makes shorter, where the longest is not: a sentence */
const char *report_phase_gain(const struct report_ctx *k);
/* what is required, in words for people */
const char *report_wanted(const struct requirement *r);
/* the cell that says whether a row is met, and how sure that is */
void report_met(struct report_ctx *k, const struct requirement *r);
/* does today's network meet a time? */
bool report_met_today(const struct report_ctx *k, const struct requirement *r);
/* is there anything to be drained? */
bool report_has_vms(const struct report_ctx *k);
/* is there a host that can be drained, today or on the new network? */
bool report_has_drains(const struct report_ctx *k);
/* why a host can't be drained */
const char *
report_why_never(const struct report_ctx *k, const struct host_result *h);
/* "EUR 1,234.50", "EUR 1,200" */
const char *report_money(const struct report_ctx *k, int64_t cents);
/* what rests on the design's prices: "about EUR 1,200" where they are ranges */
const char *report_about(const struct report_ctx *k, int64_t cents);
/* the amount of a row alone, "1,234.50"; "1,235" where the total is a range,
 * since no estimate is printed to the cent, and so that the rows add up: by how
 * much the rounded sum of them grows.  *before: of the rows so far, to the
 * cent */
const char *
report_part(const struct report_ctx *k, int64_t *before, int64_t cents);
/* "85 %" of a sum */
const char *
report_share(const struct report_ctx *k, int64_t part, int64_t whole);
/* "EUR 240", to two digits */
const char *report_rough(const struct report_ctx *k, int64_t cents);
/* a power draw for users: "732 W", or the typical value and its range */
const char *report_watts(struct arena *a, const struct draw *d);
/* the failure that costs most hosts a network: of one thing, or of several
 * cables at once; NULL: none does */
const struct failure *
report_worst_failure(const struct report_ctx *k, bool several);
/* "12 hosts lose the network lm" */
const char *
report_failure_words(const struct report_ctx *k, const struct failure *f);
/* the same with blanks that don't break */
const char *report_keep(struct arena *a, const char *s);
/* a text with models by name instead of catalog id, leaving out what a name
 * shares with the one before it: "2 Acme X1, 8 X2" */
const char *report_named(const struct report_ctx *k, const char *text);
/* a time, likewise */
const char *report_time(const struct report_ctx *k, double s);
/* "4 × 10 Gbit/s", likewise */
const char *
report_link_group(const struct report_ctx *k, size_t n, int64_t bps);
/* FOLDER/NAME.ext where the bundle has it, or NULL */
const char *report_file_text(const struct report_ctx *k, const char *folder,
    const char *name);
/* VLANs "50,110-112" */
const char *
report_vlans(struct arena *a, const int *tagged, size_t n, int untagged);

#endif
