/*
 * keep_templates FOLDER FILE: a tool of the Makefile, which compiles the
 * templates once (render/jinja.h).  The program does without the file.
 */
#include <stdio.h>

#include "base/diag.h"
#include "base/file.h"
#include "render/jinja.h"

int
main(int argc, char **argv)
{
	struct arena *a = arena_new();
	struct diags *d = diags_new(a);
	const char *dir, *data = NULL;
	struct jinja *j;
	size_t n = 0;
	FILE *f;
	bool ok;

	if (argc != 3) {
		fputs("usage: keep_templates FOLDER FILE\n", stderr);
		return 2;
	}
	dir = argv[1];
	j = jinja_open(a, d, &dir, 1);
	ok = j != NULL && jinja_keep(j, d, &data, &n);
	if (j != NULL)
		jinja_close(j);
	diag_print(stderr, d, false, true);
	if (ok) {
		f = fopen(argv[2], "wb");
		ok = f != NULL && fwrite(data, 1, n, f) == n;
		ok = f != NULL && fclose(f) == 0 && ok;
		if (!ok)
			perror(argv[2]);
	}
	arena_free(a);
	return ok ? 0 : 1;
}
