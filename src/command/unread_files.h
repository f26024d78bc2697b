/*
 * Files in a user's --catalog and --templates folders that nothing reads: a
 * misspelt name there would silently have no effect. Knows names, not what is
 * in the files.
 */
#ifndef COMMAND_UNREAD_FILES_H
#define COMMAND_UNREAD_FILES_H

#include "catalog/catalog.h"
#include "command/command.h"
#include "render/config.h"

/* a warning for each file of catalogs, and of templates that no platform has */
void unread_files_look(struct run *r, const struct catalog *c);
/* templates of a platform that was rendered, and were not used.  dir: folders
 * of templates, ours the last */
void unread_files_unused(struct arena *a, struct diags *d,
    const char *const *dir, size_t ndir, const struct templates_used *used);

#endif
