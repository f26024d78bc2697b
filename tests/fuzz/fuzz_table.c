/*
 * Any bytes as an inventory: no crash, no hang; cells stand within their table,
 * and every name that comes of it is valid and there once.
 */
#include "fuzz.h"

#include <stdlib.h>
#include <string.h>

#include "command/import_inventory.h"
#include "input/json.h"
#include "input/table.h"

/* UTF-8, and no blank around it */
static bool
valid_text(const char *s)
{
	size_t len = s != NULL ? strlen(s) : 0, n, i;
	uint32_t cp;

	for (i = 0; i < len; i += n) {
		n = str_utf8_next(s + i, len - i, &cp);
		if (cp == UTF8_BAD)
			return false;
	}
	return s != NULL &&
	    (len == 0 || (strchr(" \t", s[0]) == NULL &&
	        strchr(" \t", s[len - 1]) == NULL));
}

static void
check_table(struct arena *a, const struct source *src)
{
	const struct table *t = table_read(a, diags_new(a), src);
	size_t i, k;

	for (i = 0; t != NULL && i < t->n; i++)
		for (k = 0; k < t->ncol; k++)
			if (!valid_text(t->row[i][k].text) ||
			    t->row[i][k].at.line < 1 ||
			    t->row[i][k].at.col < 1 ||
			    t->row[i][k].at.width < 1)
				abort();
}

static int
by_bytes(const void *x, const void *y)
{
	return strcmp(*(const char *const *)x, *(const char *const *)y);
}

static void
check_names(const char **name, size_t n)
{
	size_t i;

	for (i = 0; i < n; i++)
		if (!str_is_name(name[i]))
			abort();
	if (n > 1)
		qsort(name, n, sizeof *name, by_bytes);
	for (i = 1; i < n; i++)
		if (strcmp(name[i - 1], name[i]) == 0)
			abort();
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *a = arena_new();
	struct options o = {.color = "never", .memory = "1 GiB"};
	struct run r = {.a = a, .d = diags_new(a), .o = &o};
	struct source src = fuzz_source(a, data, size);
	struct inventory v = {.hypervisor = NULL};
	struct draft w = {.name = "x", .racks = 1, .speed_bps = 1};
	const char **name;
	size_t i;

	check_table(a, &src);
	if (json_begins(a, &src))
		import_json(&r, &src, &v);
	else
		import_sheet(&r, &src, &v);
	import_ports(&r, &v);
	if (import_draft(&r, &v, &w)) {
		name = NEW(a, const char *, w.nhost + w.nvm + 1);
		for (i = 0; i < w.nhost; i++)
			name[i] = w.host[i].name;
		check_names(name, w.nhost);
		for (i = 0; i < w.nvm; i++)
			name[i] = w.vm[i].name;
		check_names(name, w.nvm);
	}
	fuzz_print(r.d, false);
	arena_free(a);
	return 0;
}
