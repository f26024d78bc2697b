/*
 * The command line: one table of options for parsing, help and completion.
 * Knows no command's meaning.  Text belongs to argv or the arena.
 */
#ifndef COMMAND_OPTIONS_H
#define COMMAND_OPTIONS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#include "base/arena.h"

struct options {
	const char *command;	/* NULL: none given */
	const char **arg;	/* what is not an option, without the command */
	size_t narg;
	const char *out, *host, *nos, *lp;
	const char *memory, *bandwidth, *dirty_rate, *working_set, *downtime;
	const char *hypervisor;
	const char **catalog, **templates;
	size_t ncatalog, ntemplates;
	bool json, quiet, ready, table, pareto, help, version;
	const char *color;	/* auto always never */
};

/* false after a message to err: the command line is wrong (status 2) */
bool options_parse(struct arena *a, int argc, char **argv,
    struct options *out, FILE *err);
/* help of one command, or of all where it is NULL */
void options_help(const char *command, FILE *out);

#endif
