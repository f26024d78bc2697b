/*
 * A folder of a test's own, below $TMPDIR, which tests/run.sh looks through and
 * clears away afterwards: what is left there was not cleaned up.
 */
#ifndef TESTS_UNIT_SCRATCH_H
#define TESTS_UNIT_SCRATCH_H

#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/file.h"

enum { SCRATCH_MAX = 200 };

static inline bool
fileset_write(struct arena *own, struct diags *found, const char *dir,
    const struct fileset *s)
{
	struct pending *p = fileset_ready(own, found, dir, s);

	return p != NULL && pending_take(found, p);
}

static inline void
scratch_make(char dir[SCRATCH_MAX])
{
	const char *top = getenv("TMPDIR");

	snprintf(dir, SCRATCH_MAX, "%s/eastwest-test-XXXXXX",
	    top != NULL && *top != '\0' ? top : "/tmp");
	cr_assert(mkdtemp(dir) != NULL, "%s", dir);
}

/* with all in it, also what may not be written to */
static inline void
scratch_remove(const char *dir)
{
	char command[3 * SCRATCH_MAX];

	snprintf(command, sizeof command, "chmod -R u+w '%s'; rm -rf '%s'",
	    dir, dir);
	cr_assert(system(command) == 0);
}

/* a file in it, or in a folder there */
static inline void
scratch_put(const char *dir, const char *path, const char *text, size_t len)
{
	char whole[3 * SCRATCH_MAX], *slash;
	FILE *f;

	snprintf(whole, sizeof whole, "%s/%s", dir, path);
	slash = strrchr(whole, '/');
	*slash = '\0';
	mkdir(whole, 0777);
	*slash = '/';
	f = fopen(whole, "w");
	cr_assert(f != NULL && fwrite(text, 1, len, f) == len, "%s", whole);
	fclose(f);
}

#endif
