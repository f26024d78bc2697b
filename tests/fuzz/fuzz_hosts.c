/*
 * Any bytes as a host's file, designed and running, a line `====` between them;
 * the first byte chooses among the five kinds.  No crash, no hang, facts that
 * stand on a line of the file, and a file that does not differ from itself.
 */
#include "fuzz.h"

#include "readback/host_config.h"

static void
check(const struct host_config *c, const struct source *src)
{
	int lines = 2;

	/* UTF-16 has bytes of zero */
	for (size_t i = 0; i < src->len; i++)
		lines += src->text[i] == '\n' || src->text[i] == '\r';
	for (size_t i = 0; i < c->n; i++)
		if (c->fact[i].object == NULL || c->fact[i].key == NULL ||
		    c->fact[i].value == NULL || c->fact[i].line < 0 ||
		    c->fact[i].line > lines)
			abort();
	for (size_t i = 0; i < c->nnotice; i++)
		if (c->notice[i].message == NULL || c->notice[i].line < 0 ||
		    c->notice[i].line > lines)
			abort();
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const char *const kind[] = { "hosts/h.ps1", "hosts/h.yaml",
		"hosts/h.sh", "hosts/h.interfaces", "hosts/h.esxcli" };
	static const char between[] = "\n====\n";
	struct host_config c[2];
	struct host_difference *diff;
	struct source src[2];
	struct arena *a;
	const char *cut, *file;
	size_t n;

	if (size < 2 || size > 8192)
		return 0;
	a = arena_new();
	file = kind[data[0] % (sizeof kind / sizeof *kind)];
	src[0] = fuzz_source(a, data + 1, size - 1);
	src[1] = src[0];
	cut = memmem(src[0].text, src[0].len, between, sizeof between - 1);
	if (cut != NULL) {
		src[1].text = cut + sizeof between - 1;
		src[1].len = src[0].len - (size_t)(src[1].text - src[0].text);
		src[0].len = (size_t)(cut - src[0].text) + 1;
		src[0].text = str_dup(a, src[0].text, src[0].len);
	}
	for (int i = 0; i < 2; i++) {
		if (!host_config_read(a, &src[i], file, &c[i]))
			abort();
		check(&c[i], &src[i]);
	}
	n = host_config_compare(a, &c[0], &c[1], &diff);
	if (cut == NULL && n > 0)
		abort();
	for (size_t i = 0; i < n; i++)
		if (diff[i].where == NULL || diff[i].designed == NULL ||
		    diff[i].running == NULL || diff[i].line < 0)
			abort();
	arena_free(a);
	return 0;
}
