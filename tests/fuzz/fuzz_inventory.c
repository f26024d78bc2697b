/*
 * Any bytes as an inventory: no crash, no hang; what is accepted is judged, and
 * every message and command of the answer is printable text on one line.
 */
#include "fuzz.h"

#include <stdlib.h>

#include "input/json.h"
#include "ready/readiness.h"

static void
judge_it(struct arena *a, const struct inventory *v)
{
	const struct readiness *r = readiness_judge(a, v, NULL);
	struct buf text = buf_new(a), json = buf_new(a);
	size_t i, k, n;

	for (i = 0; i < r->n; i++) {
		const struct ready_finding *f = &r->item[i];

		if (!str_is_text(f->message))
			abort();
		for (k = 0; k < f->nrepair; k++)
			for (n = 0; n < f->repair[k].ncommand; n++)
				if (!str_is_text(f->repair[k].command[n]))
					abort();
	}
	readiness_text(&text, r, false, false);
	json_print(&json, readiness_value(a, r));
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *a = arena_new();
	struct source src = fuzz_source(a, data, size);
	struct diags *d = diags_new(a);
	struct inventory v = {.nhost = 0};
	bool ok;

	ok = inventory_read(a, d, &src, &v);
	if (ok != (d->errors == 0))
		abort();
	if (ok && v.nhost > 0)
		judge_it(a, &v);
	fuzz_print(d, false);
	arena_free(a);
	return 0;
}
