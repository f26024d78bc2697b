/*
 * The working folder beside a name that is to be replaced:
 * PARENT/.NAME.eastwest with `lock`, `new` and, on file systems that can't
 * exchange two names, `old`.  Nobody's but the writers of base/file.h.  One run
 * holds it at a time, by a lock that ends with the process; so what lies in a
 * folder whose lock is free was left by a run that was killed.  Ways below a
 * folder follow no link.
 */
#ifndef BASE_ASIDE_H
#define BASE_ASIDE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/diag.h"

struct aside {
	const char *path; /* of the working folder */
	int fd, lock;
};

/* PARENT/.NAME.eastwest of PARENT/NAME */
const char *aside_name(struct arena *a, const char *parent, const char *name);

/* held until aside_close; false after a finding.  shown: the name as the user
 * wrote it. */
bool aside_open(struct diags *d, const char *path, const char *shown,
    struct aside *out);
/* given back, and removed unless something is in it */
void aside_close(struct aside *w);

/* a lock on an open file, not waited for; *mine: no other run has it (also
 * where the file system knows no locks and the file is new); false: errno */
bool aside_lock(int fd, bool is_new, bool *mine);
bool aside_busy(struct diags *d, const char *shown);

/* a new file below the folder root, its folders made; false: errno */
bool aside_write(struct arena *a, int root, const char *path, const char *data,
    size_t len, bool executable);
/* all of it into an open file; false: errno */
bool aside_fill(int fd, const char *data, size_t len);
/* the files named, in this order, and the folders that are empty then */
void aside_remove(struct arena *a, int root, const char *const *path, size_t n);
/* nothing else is in a folder */
bool aside_holds_only(int root, const char *name);
/* onto the disk; false: errno */
bool aside_sync(const char *dir);

#endif
