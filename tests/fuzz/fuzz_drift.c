/*
 * Any bytes as two configs of a switch, designed and running, a line `====`
 * between them; the first byte chooses the reader.  No crash, no hang, and a
 * config does not differ from itself.
 */
#include "fuzz.h"

#include "readback/compare.h"
#include "readback/dialect.h"

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const char between[] = "\n====\n";
	struct arena *a;
	struct diags *d;
	struct source src[2] = { { .name = "x" }, { .name = "y" } };
	struct view *v[2];
	struct view_diffs diff = { 0 };
	const struct dialect *nos;
	const char *cut;
	size_t n = 0;

	if (size < 2 || size > 16384)
		return 0;
	a = arena_new();
	d = diags_new(a);
	while (dialect_at(n))
		n++;
	nos = dialect_at(data[0] % n);
	src[0].text = str_dup(a, (const char *)data + 1, size - 1);
	src[0].len = size - 1;
	src[1] = src[0];
	cut = memmem(src[0].text, src[0].len, between, sizeof between - 1);
	if (cut != NULL) {
		src[1].text = cut + sizeof between - 1;
		src[1].len = src[0].len -
		    (size_t)(src[1].text - src[0].text);
		src[0].len = (size_t)(cut - src[0].text) + 1;
		src[0].text = str_dup(a, src[0].text, src[0].len);
	}
	v[0] = view_read(a, d, nos, &src[0], "a");
	v[1] = cut != NULL ? view_read(a, d, nos, &src[1], "a") : v[0];
	if (v[0] != NULL && v[1] != NULL)
		view_compare(a, v[0], v[1], &diff);
	for (size_t i = 0; i < diff.n; i++)
		if (diff.item[i].where == NULL || diff.item[i].line < 0)
			abort();
	if (cut == NULL && diff.n > 0)
		abort();
	fuzz_print(d, false);
	arena_free(a);
	return 0;
}
