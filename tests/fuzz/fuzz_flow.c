/*
 * Any bytes as a flow file: no crash, no hang; every flow of a file that is
 * accepted ends, and no sooner than it starts.
 */
#include "fuzz.h"

#include <math.h>

#include "drain/flowfile.h"

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *a = arena_new();
	struct diags *d = diags_new(a);
	struct source src = fuzz_source(a, data, size);
	const struct flow_file *f = flowfile_parse(a, d, &src);
	const double *t;
	size_t i;

	if ((f != NULL) != (d->errors == 0))
		abort();
	/* many flows are the business of tests/bench */
	if (f != NULL && f->nflow <= 60 && f->nlink <= 60) {
		t = flowfile_solve(a, f);
		for (i = 0; i < f->nflow; i++)
			if (!isfinite(t[i]) || t[i] < f->flow[i].start_s)
				abort();
		if (flowfile_text(a, f, t) == NULL)
			abort();
	}
	fuzz_print(d, false);
	arena_free(a);
	return 0;
}
