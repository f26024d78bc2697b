/*
 * What all fuzzers need: the bytes as a file, findings that must be printable,
 * and a catalog small enough to be read thousands of times.
 */
#ifndef TESTS_FUZZ_H
#define TESTS_FUZZ_H

#include <locale.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/diag.h"
#include "base/str.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static inline struct source
fuzz_source(struct arena *a, const uint8_t *data, size_t size)
{
	return (struct source){ "fuzz", str_dup(a, (const char *)data, size),
		size };
}

static inline void
fuzz_print(const struct diags *d, bool color)
{
	static FILE *null;
	static locale_t held; /* the library doesn't map it anew meanwhile */

	if (null == NULL) {
		null = fopen("/dev/null", "w");
		held = newlocale(LC_CTYPE_MASK, "C.UTF-8", (locale_t)0);
		if (null == NULL || held == (locale_t)0)
			exit(1);
	}
	diag_print(null, d, color, true);
}

/* a name under which the bytes are a regular file, until the next call */
static inline const char *
fuzz_file(const uint8_t *data, size_t size)
{
	static char path[40];
	static int fd = -1;

	if (fd < 0) {
		fd = memfd_create("fuzz", MFD_CLOEXEC);
		snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
	}
	if (fd < 0 || ftruncate(fd, 0) < 0 ||
	    pwrite(fd, data, size, 0) != (ssize_t)size)
		exit(1);
	return path;
}

/* a folder of this process's own, gone when it ends; started at the top */
static inline const char *
fuzz_folder(void)
{
	static char path[200];

	if (path[0] == '\0') {
		snprintf(path, sizeof path, "%s/eastwest-fuzz-XXXXXX",
		    getenv("TMPDIR") != NULL ? getenv("TMPDIR") : "/tmp");
		if (mkdtemp(path) == NULL)
			exit(1);
	}
	return path;
}

static inline void
fuzz_folder_remove(void)
{
	char command[300];

	snprintf(command, sizeof command, "rm -rf '%s'", fuzz_folder());
	if (system(command) != 0)
		fprintf(stderr, "%s is left\n", fuzz_folder());
}

/* catalogs/ with three switches and no network cards; not parts: of the
 * hypervisors and their hosts alone */
static inline const char *
fuzz_catalog(bool parts)
{
	static char path[220];
	char command[2000];

	if (path[0] != '\0')
		return path;
	snprintf(path, sizeof path, "%s/catalogs", fuzz_folder());
	snprintf(command, sizeof command,
	    "cd catalogs && p='%s' && mkdir -p $p/switches $p/nics $p/cables "
	    "$p/optics $p/platforms && cp buying.yaml "
	    "purposes.yaml $p/ && "
	    "cp -r hypervisors $p/ && %s",
	    path,
	    parts ? "cp -r cables optics platforms $p/ && "
	            "cp switches/dell-s4112f-on.yaml "
	            "switches/dell-s4128f-on.yaml "
	            "switches/dell-s4148f-on.yaml $p/switches/" :
	            "for h in $(sed -n 's/^host_platform: *\\([a-z-]*\\).*/\\1/p' "
	            "hypervisors/*); do cp platforms/$h.yaml $p/platforms/; "
	            "done");
	if (system(command) != 0)
		exit(1);
	atexit(fuzz_folder_remove);
	return path;
}

#endif
