/*
 * Any bytes as JSON: no crash, no hang, and if nothing is said about them, a
 * tree that can be walked and that its own print reads back into.
 */
#include "fuzz.h"

#include <stdlib.h>
#include <string.h>

#include "input/json.h"

/* texts as texts, the rest of the scalars as texts too: their digits */
static struct value *
value_of(struct arena *a, const struct node *n, int depth)
{
	struct value *v;
	size_t i;

	if (depth > NODE_DEPTH_MAX || n->at.line < 1 || n->at.col < 1)
		abort();
	if (n->kind == NODE_SCALAR)
		return value_text(a, n->text);
	v = value_list(a);
	for (i = 0; i < n->n; i++) {
		if (n->kind == NODE_MAP) {
			if (node_get(n, n->key[i]->text) != n->item[i])
				abort();
			value_push(a, v, value_text(a, n->key[i]->text));
		}
		value_push(a, v, value_of(a, n->item[i], depth + 1));
	}
	return v;
}

static void
check_round(struct arena *a, struct diags *d, const struct node *n)
{
	struct buf once = buf_new(a), twice = buf_new(a);
	struct source again = { "again", NULL, 0 };

	json_print(&once, value_of(a, n, 0));
	again.text = once.text;
	again.len = once.len;
	n = json_read(a, d, &again);
	if (n == NULL)
		abort();
	json_print(&twice, value_of(a, n, 0));
	if (strcmp(once.text, twice.text) != 0)
		abort();
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *a = arena_new();
	struct diags *d = diags_new(a);
	struct source src = fuzz_source(a, data, size);
	const struct node *n;

	n = json_read(a, d, &src);
	if ((n == NULL) != (d->errors > 0))
		abort();
	if (n != NULL)
		check_round(a, d, n);
	fuzz_print(d, size % 2 == 0);
	arena_free(a);
	return 0;
}
