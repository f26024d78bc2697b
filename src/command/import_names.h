/*
 * Names of what an inventory lists: where each is, and its name in a site file.
 * Everything belongs to the arena given.
 */
#ifndef COMMAND_IMPORT_NAMES_H
#define COMMAND_IMPORT_NAMES_H

#include "command/command.h"

/* what import_name_find answers where there is none */
#define IMPORT_NONE ((size_t)-1)

/* texts and their numbers; open addressing, never iterated over */
struct import_names {
	const char **key;
	size_t *at;
	size_t cap;     /* a power of two, more than half free */
	bool same_case; /* else case is ignored */
};

/* one thing that needs a name */
struct import_named {
	const char *was, *name;
	struct span at;
};

/* room for n names */
struct import_names import_names_new(struct arena *a, size_t n, bool same_case);
size_t import_name_find(const struct import_names *l, const char *key);
/* false where it is there already */
bool import_name_put(struct import_names *l, const char *key, size_t at);

/*
 * Makes names valid and unique. Valid names are kept, whatever comes before
 * them; invalid and duplicate ones are replaced and reported.
 */
void import_names_give(struct run *r, const char *kind, bool same_case,
    struct import_named *x, size_t n);

#endif
