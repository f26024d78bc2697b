/*
 * MANIFEST, the list of a folder's files that this program has written: a line
 * `CHECKSUM SIZE PATH` each, which distinguishes files that are ours and
 * unchanged from a user's work.  Knows nothing of what the files are.
 */
#ifndef BASE_MANIFEST_H
#define BASE_MANIFEST_H

#include "base/file.h"

#define MANIFEST "MANIFEST"
#define MANIFEST_MAX FILE_TEXT_MAX /* bytes */

struct names {
	const char **s;
	size_t n, cap;
};

struct manifest {
	struct manifest_file {
		const char *path;
		uint64_t sum;
		size_t size;
	} * file;
	size_t n, cap;
	/* it has a line that is not ours, which is not among them */
	bool broken;
};

void
manifest_read(struct arena *a, const struct source *src, struct manifest *out);
/* is the file as it is listed? */
bool manifest_is(const struct manifest_file *f, const struct source *src);
/* has it more bytes than are listed, so that it need not be read? */
bool manifest_is_outgrown(const struct manifest_file *f, const char *path);

/* every file below dir/sub, also hidden ones, by its path below dir; sorted
 * where sub is "".  No link is followed.  false after a finding */
bool manifest_walk(struct arena *a, struct diags *d, const char *dir,
    const char *sub, struct names *out);

/* the existing folder, as its MANIFEST lists it */
struct old {
	bool exists;
	bool lost;         /* a file that is listed is not there */
	const char **path; /* sorted, without the MANIFEST */
	size_t n, cap;
	const char **printed; /* not listed, but made from a listed file */
	size_t nprinted, capprinted;
	struct names all; /* to be removed, in this order; the MANIFEST last */
};

/* report.html of report.pdf, which is printed from it; NULL: no such file */
const char *manifest_printed_from(struct arena *a, const char *path);

/* is it a plain relative path: no empty, `.` or `..` step, no leading slash? */
bool manifest_is_below(const char *path);

/* a finding: dir is not a folder of ours; false */
bool manifest_foreign(struct diags *d, const char *dir, const char *why);

/* is the folder dir ours and unchanged? A missing one is.  false after a
 * finding */
bool manifest_check(struct arena *a, struct diags *d, const char *dir,
    struct old *old);

/* what is listed in one of our folders, the list itself last; nothing is
 * checked, and what can't be read is not listed */
void manifest_names(struct arena *a, const char *dir, struct names *out);

#endif
