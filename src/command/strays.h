/*
 * Files in a user's --catalog and --templates folders that nothing reads: a
 * misspelt name there is a change that silently isn't made.
 */
#ifndef COMMAND_STRAYS_H
#define COMMAND_STRAYS_H

#include "catalog/catalog.h"
#include "command/command.h"
#include "render/config.h"

/* a warning each; of catalogs, and of templates nobody is called by */
void strays_look(struct run *r, const struct catalog *c);
/* templates of a platform that was rendered, and were not used.  dir: folders
 * of templates, ours the last */
void strays_unused(struct arena *a, struct diags *d, const char *const *dir,
    size_t ndir, const struct templates_used *used);

#endif
