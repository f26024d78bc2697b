/*
 * Any bytes as quotes that came back: no crash, no hang; a price that was taken
 * is one, and of what was refused something is said.
 */
#include "fuzz.h"

#include "catalog/catalog_quotes.h"
#include "input/table.h"

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *a = arena_new();
	struct diags *d = diags_new(a);
	struct switch_model sw[2] = {
		{ .id = "acme-10", .part = { .id = "acme-10" } },
		{ .id = "acme-40", .part = { .id = "acme-40" } },
	};
	struct exchange rate = { .from = "USD",
		.to = "EUR",
		.ppm = 850000,
		.source = "a bank",
		.date = "2026-11-01" };
	const struct catalog c = { .sw = sw, .nsw = 2, .exchange = &rate,
		.nexchange = 1 };
	struct source src = fuzz_source(a, data, size);
	const struct table *t = table_read(a, d, &src);
	size_t before = d->errors, i;
	bool ok = t != NULL &&
	    catalog_quotes_read(a, d, &c, t, size % 2 ? "2026-11-29" : NULL);

	if (t == NULL && d->errors == 0)
		abort();
	if (t != NULL && ok != (d->errors == before))
		abort();
	for (i = 0; i < 2; i++)
		if (sw[i].part.price.known &&
		    (sw[i].part.price.cents < 0 ||
		        sw[i].part.price.basis != PRICE_QUOTE))
			abort();
	fuzz_print(d, false);
	arena_free(a);
	return 0;
}
