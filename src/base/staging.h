/*
 * The working folder beside a name that is to be replaced:
 * PARENT/.NAME.eastwest with `lock`, `new` and, on file systems that can't
 * exchange two names, `old`.  For the writers of base/file.h only.  One run
 * holds it at a time, by a lock that ends with the process; so what lies in a
 * folder whose lock is free was left by a run that was killed.  Paths below a
 * folder follow no link.
 */
#ifndef BASE_STAGING_H
#define BASE_STAGING_H

#include <stdbool.h>
#include <stddef.h>

#include "base/diag.h"

struct staging {
	const char *path; /* of the working folder */
	int fd, lock;
};

/* PARENT/.NAME.eastwest of PARENT/NAME */
const char *staging_name(struct arena *a, const char *parent, const char *name);

/* held until staging_close; false after a finding.  shown: the name as the user
 * wrote it. */
bool staging_open(struct diags *d, const char *path, const char *shown,
    struct staging *out);
/* releases it, and removes it unless something is in it */
void staging_close(struct staging *w);

/* locks an open file without waiting; *mine: no other run holds the lock (also
 * where the file system has no locks and the file is new); false: errno */
bool staging_lock(int fd, bool is_new, bool *mine);
bool staging_busy(struct diags *d, const char *shown);

/* a new file below the folder root, its folders made; false: errno */
bool staging_write(struct arena *a, int root, const char *path,
    const char *data, size_t len, bool executable);
/* writes all of it to an open file; false: errno */
bool staging_fill(int fd, const char *data, size_t len);
/* removes the named files, in this order, and the folders that are then
 * empty */
void
staging_remove(struct arena *a, int root, const char *const *path, size_t n);
/* true if nothing else is in a folder */
bool staging_holds_only(int root, const char *name);
/* syncs it to the disk; false: errno */
bool staging_sync(const char *dir);

#endif
