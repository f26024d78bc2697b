/*
 * The commands: each chains the stages, fills standard output and leaves
 * findings behind; main prints those and turns them into the exit status.
 * A command writes to `out` only what it would print whole.
 */
#ifndef COMMAND_COMMAND_H
#define COMMAND_COMMAND_H

#include "base/diag.h"
#include "base/str.h"
#include "command/options.h"
#include "model/catalog.h"

struct run {
	struct arena *a;
	struct diags *d;
	const struct options *o;
	struct buf out;		/* standard output */
	int status;		/* at least this; findings may make it graver */
	const char **catalog, **templates;	/* folders, in order */
	size_t ncatalog, ntemplates;
};

/* false: the command line was wrong and said so on standard error (2) */
bool command_site(struct run *r);	/* check design drain compare print
					 * context */
bool command_verify(struct run *r);	/* verify audit */
bool command_migration(struct run *r);
bool command_flows(struct run *r);
bool command_calibrate(struct run *r);	/* drain --calibrate */
bool command_catalog(struct run *r);

/* one of the catalog's; NULL after a finding at `--hypervisor ID` */
const struct hypervisor *command_hypervisor(struct run *r,
    const struct catalog *c, const char *which);

/* "FILE expected" and the like, to standard error; returns false */
bool command_usage(const struct run *r, const char *what);

#endif
