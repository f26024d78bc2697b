/*
 * A zip archive in memory: the fence around libzip.  Knows no format stored in
 * one. The unpacked size of a part is bounded by its reader, whatever size the
 * archive states, and its checksum is verified.  All belongs to the arena.
 */
#ifndef INPUT_ZIP_H
#define INPUT_ZIP_H

#include "base/diag.h"

struct zip_part {
	const char *name; /* UTF-8, as in the archive */
	size_t index;
	bool locked; /* with a password */
};

struct zip_list {
	const struct source *src;
	struct zip_part *part; /* in the archive's order */
	size_t n;
};

/* does it begin like an archive? */
bool zip_is(const struct source *src);
/* NULL after a finding */
const struct zip_list *
zip_read(struct arena *a, struct diags *d, const struct source *src);
/* the first part of this name, ignoring case; or NULL */
const struct zip_part *zip_find(const struct zip_list *z, const char *name);
/* a part's content, named ARCHIVE(PART); NULL after a finding, also where it
 * has more than max bytes */
const struct source *zip_unpack(struct arena *a, struct diags *d,
    const struct zip_list *z, const struct zip_part *p, size_t max);

#endif
