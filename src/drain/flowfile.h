/*
 * The flow file: text in, the simulator's arrays out, and its answer as text.
 * Knows the syntax and what is wrong with it; shares nothing itself.  All
 * belongs to the arena.
 */
#ifndef DRAIN_FLOWFILE_H
#define DRAIN_FLOWFILE_H

#include "base/diag.h"
#include "solve/flow.h"

struct flow_file {
	const char **link_name;
	double *capacity_Bps;
	size_t nlink;
	const char **flow_name;
	struct flow_spec *flow;
	size_t nflow;
};

/* NULL after findings: flow-syntax, flow-number, flow-name, flow-duplicate,
 * flow-unknown-link, flow-no-link */
const struct flow_file *
flowfile_parse(struct arena *a, struct diags *d, const struct source *src);
/* finish times, in the file's order; all finite (a capacity is > 0) */
const double *flowfile_solve(struct arena *a, const struct flow_file *f);
/* `ID FINISH_S`, nine decimals, a line a flow */
const char *flowfile_text(struct arena *a, const struct flow_file *f,
    const double *finish_s);

#endif
