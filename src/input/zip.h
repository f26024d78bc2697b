/*
 * A zip archive in memory: the fence around libzip.  Knows no format that is
 * kept in one.  What a part unpacks to is bounded by its reader, whatever the
 * archive says of its size, and its checksum is compared.  All belongs to the
 * arena.
 */
#ifndef INPUT_ZIP_H
#define INPUT_ZIP_H

#include "base/diag.h"

struct zip_part {
	const char *name; /* UTF-8, as it stands in the archive */
	size_t index;
	bool locked; /* with a password */
};

struct zip_list {
	const struct source *src;
	struct zip_part *part; /* in the archive's order */
	size_t n;
};

/* does it begin as an archive does? */
bool zip_is(const struct source *src);
/* NULL after a finding */
const struct zip_list *
zip_read(struct arena *a, struct diags *d, const struct source *src);
/* the first part of this name, letters of either case; or NULL */
const struct zip_part *zip_find(const struct zip_list *z, const char *name);
/* a part's content, named ARCHIVE(PART); NULL after a finding, also where it is
 * of more than max bytes */
const struct source *zip_unpack(struct arena *a, struct diags *d,
    const struct zip_list *z, const struct zip_part *p, size_t max);

#endif
