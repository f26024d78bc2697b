/*
 * MANIFEST, the list of a folder's files that this program has written: a line
 * `CHECKSUM SIZE PATH` each, by which what is ours and as we left it is told from
 * somebody's work.  Knows nothing of what the files are.
 */
#ifndef BASE_MANIFEST_H
#define BASE_MANIFEST_H

#include "base/file.h"

#define MANIFEST "MANIFEST"

struct names {
	const char **s;
	size_t n, cap;
};

/* the folder that is there now, as its MANIFEST lists it */
struct old {
	bool exists;
	bool lost;         /* a file that is listed is not there */
	const char **path; /* sorted, without the MANIFEST */
	size_t n, cap;
	const char **printed; /* not listed, but of something that is */
	size_t nprinted, capprinted;
	struct names all; /* to be removed, in this order; the MANIFEST last */
};

/* a plain way down: no empty, `.` or `..` step, nothing before the first */
bool file_is_below(const char *path);

/* a finding: dir is not a folder of ours; false */
bool manifest_foreign(struct diags *d, const char *dir, const char *why);

/* is the folder dir ours, and as we left it?  One that isn't there is.  false
 * after a finding */
bool manifest_check(struct arena *a, struct diags *d, const char *dir,
    struct old *old);

/* what is listed in one of our folders, the list itself last; nothing is
 * checked, and what can't be read is not listed */
void manifest_names(struct arena *a, const char *dir, struct names *out);

#endif
