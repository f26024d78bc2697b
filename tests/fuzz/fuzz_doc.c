/*
 * Any bytes as a YAML file: no crash, no hang, and if nothing is said about
 * them, a tree that can be walked.  Findings must be printable.
 */
#include "fuzz.h"

#include <stdlib.h>
#include <string.h>

#include "base/num.h"
#include "input/doc.h"

/* aliases make a million of a few: the texts of the first are tried */
enum { TEXTS = 5000 };

static size_t
walk(struct arena *a, const struct node *n, int depth, size_t *texts)
{
	struct name_set set;
	size_t i, count = 1;
	const char *why;
	int64_t v;
	int u;

	if (depth > 64 || n->at.line < 1 || n->at.col < 1)
		abort();
	if (n->kind == NODE_SCALAR) {
		if (++*texts > TEXTS)
			return 1;
		for (u = UNIT_RATE; u <= UNIT_POWER; u++)
			if (num_parse(a, n->text, (enum unit)u, &v, &why) &&
			    v < 0)
				abort();
		/* not the ones that only cost memory */
		if (strlen(n->text) < 12)
			name_range_expand(a, n->text, &set, &why);
		return 1;
	}
	for (i = 0; i < n->n; i++) {
		if (n->kind == NODE_MAP && node_get(n, n->key[i]->text) == NULL)
			abort();
		count += walk(a, n->item[i], depth + 1, texts);
	}
	return count;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *a = arena_new();
	struct diags *d = diags_new(a);
	struct source src = fuzz_source(a, data, size);
	const struct node *n;
	size_t texts = 0;

	n = doc_read(a, d, &src);
	if ((n == NULL) != (d->errors > 0))
		abort();
	if (n != NULL && walk(a, n, 0, &texts) > 1000001)
		abort();
	fuzz_print(d, size % 2 == 0);
	arena_free(a);
	return 0;
}
