/*
 * Any bytes as XML: no crash, no hang, and if nothing is said about them, a
 * tree in the order of the text, whose elements know where they stand.
 */
#include "fuzz.h"

#include <stdlib.h>

#include "input/xml.h"

static void
check_below(const struct xml *up, size_t *n)
{
	int line = up->line;

	for (const struct xml *x = up->child; x; x = x->next) {
		if (x->up != up || !x->name || !x->text || x->line < line)
			abort();
		line = x->line;
		++*n;
		check_below(x, n);
	}
}

/* walking all of one name after the other finds each element once */
static size_t
count_named(const struct xml *top, const char *name)
{
	const struct xml *x = NULL;
	size_t n = 0;

	while ((x = xml_next(top, x, name)) != NULL)
		n++;
	return n;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *a = arena_new();
	struct diags *d = diags_new(a);
	struct source src = fuzz_source(a, data, size);
	const struct xml *top;
	size_t n = 1;

	top = xml_read(a, d, &src, src.text, size, 1);
	if ((top == NULL) != (d->errors > 0))
		abort();
	if (top) {
		check_below(top, &n);
		if (count_named(top, top->name) > n || top->up)
			abort();
	}
	fuzz_print(d, size % 2 == 0);
	arena_free(a);
	return 0;
}
