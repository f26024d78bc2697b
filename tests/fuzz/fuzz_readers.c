/*
 * Any bytes as a switch's config: the first byte chooses the reader, and whether
 * a second switch has the same text, its peer if it has any (half the speed).
 * No crash, no hang, no rule that trips over what was read, and messages that
 * are printable text.  Short texts: a line that breaks something does so alone.
 */
#include "fuzz.h"

#include <stdlib.h>
#include <string.h>

#include "readback/view.h"
#include "verify/rules.h"

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *a;
	struct diags *d;
	struct source src;
	struct findings out = {0};
	struct view *v[2];
	struct judge j = {.out = &out, .view = v};
	const struct dialect *nos;
	size_t n = 0;

	if (size < 2 || size > 16384)
		return 0;
	a = arena_new();
	d = diags_new(a);
	while (dialect_at(n))
		n++;
	nos = dialect_at((data[0] & 0x7f) % n);
	j.arena = a;
	src = fuzz_source(a, data + 1, size - 1);
	for (int i = 0; i < (data[0] & 0x80 ? 2 : 1); i++) {
		v[j.nview] = view_read(a, d, nos, &src, i ? "b" : "a");
		if (!v[j.nview])
			break;
		if (v[j.nview]->hostname)
			v[j.nview]->hostname = i ? "b" : "a";
		j.nview++;
	}
	if (j.nview)
		rules_run(&j);
	for (size_t i = 0; i < out.n; i++)
		if (!str_is_text(out.item[i].message) || out.item[i].line < 0)
			abort();
	arena_free(a);
	return 0;
}
