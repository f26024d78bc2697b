/*
 * writer DIR WORD: a folder of a few files that all hold WORD, the answer
 * printed between making it ready and its taking its place, as the program
 * does.  writer FILE WORD -f: one file; -n: one that takes no name taken.
 * -r DIR: what a reader of a bundle does first.
 */
#include <signal.h>
#include <stdio.h>
#include <string.h>

#include "base/file.h"

int
main(int argc, char **argv)
{
	static const char *const name[] = { "a", "configs/x.cfg",
		"configs/deep/y.cfg", "z.html" };
	struct arena *a = arena_new();
	struct diags *d = diags_new(a);
	struct fileset *s = fileset_new(a);
	struct pending *p = NULL;
	const char *how = argc == 4 ? argv[3] : "";
	size_t i;
	bool ok;

	signal(SIGPIPE, SIG_IGN);
	if (argc < 3)
		return 99;
	if (strcmp(argv[1], "-r") == 0) {
		ok = fileset_recover(a, d, argv[2]);
	} else if (strcmp(how, "-f") == 0) {
		ok = file_write(a, d, argv[1], argv[2], strlen(argv[2]));
	} else {
		for (i = 0; i < sizeof name / sizeof name[0]; i++)
			fileset_add(s, name[i], argv[2], strlen(argv[2]));
		fileset_printed(s, "z.pdf", argv[2], strlen(argv[2]));
		if (strcmp(how, "-n") == 0)
			p = file_ready_new(a, d, argv[1], argv[2],
			    strlen(argv[2]));
		else
			p = fileset_ready(a, d, argv[1], s);
		ok = p != NULL;
		if (ok && (printf("%s\n", argv[2]) < 0 || fflush(stdout) != 0)) {
			pending_drop(p);
			fputs("standard output can't be written\n", stderr);
			ok = false;
			p = NULL;
			diag_machine(d, SPAN_NONE, "output", "output");
		}
		if (p != NULL)
			ok = pending_take(d, p);
	}
	diag_print(stderr, d, false, true);
	i = (size_t)diag_status(d);
	arena_free(a);
	return ok ? (int)i : 4;
}
