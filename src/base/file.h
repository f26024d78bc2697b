/*
 * The only file input and output: read a file whole, list a folder, write a
 * folder of files whole or not at all.  Everything read and to be written is in
 * memory, in the arena.
 */
#ifndef BASE_FILE_H
#define BASE_FILE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/diag.h"
#include "base/str.h"

/* bytes of a file beyond which it is refused, by who writes it: a fact, a
 * template, a host's settings; a person or a device (a site, an inventory, a
 * switch's configuration); programs (tables, a design); programs, at length */
#define FILE_PART_MAX ((size_t)1 << 20)
#define FILE_TEXT_MAX ((size_t)16 << 20)
#define FILE_TABLE_MAX ((size_t)64 << 20)
#define FILE_LARGE_MAX ((size_t)256 << 20)

/* NULL after a DIAG_MACHINE finding; "-" reads standard input.  Larger than
 * max bytes, or anything but a regular file (a folder, a pipe, a device), is
 * refused, so that no read waits for ever.  Text is not checked. */
const struct source *
file_read(struct arena *a, struct diags *d, const char *path, size_t max);

/* names in a folder ending in suffix (NULL: all; no dot files), sorted by
 * bytes; false if the folder can't be read (a finding) */
bool file_list(struct arena *a, struct diags *d, const char *dir,
    const char *suffix, const char ***name, size_t *n);
bool file_exists(const char *path);
/* checks that a folder given by the user and the folders in it can be listed;
 * else a finding, so that nothing in it is skipped silently */
bool file_folder(struct arena *a, struct diags *d, const char *dir);

/* FNV-1a: detects a change by hand, not an attack; before: the checksum of what
 * precedes, 0: nothing */
uint64_t file_checksum(uint64_t before, const char *data, size_t len);

/* files to be written, by path below a folder (slashes allowed, no "..") */
struct fileset {
	struct arena *a;
	struct file {
		const char *path;
		const char *data; /* of a text, NUL after len bytes */
		size_t len;
		bool executable, unlisted;
	} * file;
	size_t n, cap;
};
struct fileset *fileset_new(struct arena *a);
/* two files of one path, or a path that climbs out: assert */
void
fileset_add(struct fileset *s, const char *path, const char *data, size_t len);
/* the file of a path, or NULL */
const struct file *fileset_find(const struct fileset *s, const char *path);
void fileset_text(struct fileset *s, const char *path, const struct buf *b);
/* copies files from the from-th on into the set's own arena, so that theirs may
 * be freed */
void fileset_keep(struct fileset *s, size_t from);
/* a file that another program made from one here, and may make differently
 * another time: X.pdf from X.html. Not in the MANIFEST. */
void fileset_printed(struct fileset *s, const char *path, const char *data,
    size_t len);

/*
 * What is written, in two steps for what must happen in between: all but the
 * swap, then the swap or nothing.  NULL after a finding; each must be taken or
 * dropped.  A new file never replaces an existing one.
 */
struct pending;
struct pending *file_ready_new(struct arena *a, struct diags *d,
    const char *path, const char *data, size_t len);
/*
 * Once taken, the folder dir holds exactly these files, or is as it was.
 * Written beside it first, synced, then swapped (renameat2 RENAME_EXCHANGE, two
 * renames where the file system can't, or one where nothing was there).  A file
 * MANIFEST (a 64-bit checksum, size and path a line) is added; a folder that
 * exists must be empty or have a MANIFEST, and every file in it must be listed
 * and unchanged since, but for an X.pdf beside a listed X.html: anything else
 * is somebody's work and is refused with a finding, as is a folder that another
 * run is writing.  What a killed run has left beside it is removed.
 */
struct pending *fileset_ready(struct arena *a, struct diags *d, const char *dir,
    const struct fileset *s);
/* false after a finding; then the folder or file is as it was */
bool pending_take(struct diags *d, struct pending *p);
void pending_drop(struct pending *p);

/* one file, whole or not at all (written beside it, then renamed); a thing that
 * is no file is never replaced */
bool file_write(struct arena *a, struct diags *d, const char *path,
    const char *data, size_t len);

/*
 * Restores a folder that is missing because a run was killed between two
 * renames, with a warning; any other is left alone. For readers of a bundle.
 * false after a finding.
 */
bool fileset_recover(struct arena *a, struct diags *d, const char *dir);

#endif
