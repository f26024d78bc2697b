/*
 * Any bytes as a folder of catalogs in front of ours: parts that begin with a
 * line `== PATH`.  No crash, no hang; it is read, or something is said, and what
 * is read can be listed and checked.
 */
#include "fuzz.h"

#include <dirent.h>

#include "base/manifest.h"
#include "catalog/catalog.h"
#include "manual/catalog_print.h"

/* KIND/ID.yaml and the like: small letters, digits, - . and one / */
static bool
is_plain(const char *path)
{
	const char *slash = strchr(path, '/');

	return *path >= 'a' && *path <= 'z' && manifest_is_below(path) &&
	    strlen(path) < 60 &&
	    path[strspn(path, "abcdefghijklmnopqrstuvwxyz0123456789-./")] ==
	    '\0' &&
	    (slash == NULL || strchr(slash + 1, '/') == NULL);
}

static void
put(const char *dir, const char *path, const char *text, size_t len)
{
	char to[400], *slash;
	FILE *f;

	snprintf(to, sizeof to, "%s/%s", dir, path);
	slash = strchr(to + strlen(dir) + 1, '/');
	if (slash != NULL) {
		*slash = '\0';
		mkdir(to, 0700);
		*slash = '/';
	}
	f = fopen(to, "w");
	if (f == NULL)
		return; /* a file and a folder of one name */
	fwrite(text, 1, len, f);
	fclose(f);
}

static void
remove_all(struct arena *a, const char *dir)
{
	struct names there = { .n = 0 };
	size_t i;

	manifest_walk(a, diags_new(a), dir, "", &there);
	for (i = 0; i < there.n; i++) {
		char *path = str_fmt(a, "%s/%s", dir, there.s[i]);

		unlink(path);
		*strrchr(path, '/') = '\0';
		rmdir(path);
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const char *templates[] = { "templates" }, *dir[2];
	struct arena *a = arena_new();
	struct diags *d = diags_new(a);
	char *text = str_dup(a, (const char *)data, size), *s, *end;
	const struct catalog *c;
	struct buf out = buf_new(a);
	size_t n = 0;

	dir[0] = str_fmt(a, "%s/input", fuzz_folder());
	dir[1] = fuzz_catalog(false);
	mkdir(dir[0], 0700);
	for (s = strstr(text, "== "); s != NULL && n < 8; s = end, n++) {
		size_t len = strcspn(s + 3, "\n");
		const char *path = str_dup(a, s + 3, len);

		s += 3 + len + (s[3 + len] != '\0');
		end = strstr(s, "\n== ");
		end = end != NULL ? end + 1 : NULL;
		if (is_plain(path))
			put(dir[0], path, s,
			    end != NULL ? (size_t)(end - s) : strlen(s));
	}
	c = catalog_read(a, d, dir, 2, templates, 1);
	if ((c != NULL) != (d->errors == 0))
		abort();
	if (c != NULL) {
		manual_catalog_list_text(a, &out, c);
		manual_catalog_check_text(a, &out, c);
	}
	fuzz_print(d, false);
	remove_all(a, dir[0]);
	arena_free(a);
	return 0;
}
