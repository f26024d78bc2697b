/*
 * Any bytes as a table of measured migrations: no crash, no hang; an answer, or
 * something said.
 */
#include "fuzz.h"

#include "command/command.h"

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const char *catalog[] = { fuzz_catalog(false) };
	const char *templates[] = { "templates" };
	struct arena *a = arena_new();
	struct options o = { .color = "never" };
	struct run r = { .a = a, .d = diags_new(a), .o = &o,
		.out = buf_new(a), .catalog = catalog, .ncatalog = 1,
		.templates = templates, .ntemplates = 1 };

	o.calibrate = fuzz_file(data, size);
	o.json = size % 2 == 1;
	o.hypervisor = size % 3 == 1 ? "kvm" : NULL;
	if (!command_calibrate(&r) ||
	    (r.out.len == 0) != (diag_status(r.d) != 0))
		abort();
	fuzz_print(r.d, false);
	arena_free(a);
	return 0;
}
