/*
 * A site file read and checked, for the commands that start with one. The model
 * is in the arena given, or the run's.
 */
#ifndef COMMAND_COMMAND_SITE_H
#define COMMAND_COMMAND_SITE_H

#include "command/command.h"
#include "model/model.h"

/* the file of the first argument; NULL after findings */
struct model *command_site_arg(struct run *r);
/* the same site from a changed tree of that file */
struct model *command_site_of(struct run *r, struct arena *a, struct diags *d,
    const struct node *doc);

#endif
