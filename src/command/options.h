/*
 * The command line: one table of commands with what runs them, one of options;
 * for parsing, running, help, the manual and completion.  Text belongs to argv
 * or the arena.
 */
#ifndef COMMAND_OPTIONS_H
#define COMMAND_OPTIONS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#include "base/arena.h"

struct run;

struct command_line {
	const char *name, *args, *what;
	const char *option; /* names of the options it takes, with blanks */
	/* false: the command line was wrong, reported on standard error */
	bool (*run)(struct run *r);
	const char *example; /* arguments of one line for a shell */
};

struct options {
	const struct command_line *command; /* NULL: none given */
	const char **arg; /* what is not an option, without the command */
	size_t narg;
	const char *out, *host, *nos, *lp, *previous;
	const char *memory, *bandwidth, *dirty_rate, *working_set, *downtime;
	const char *assigned, *link;
	const char *hypervisor, *policy, *calibrate, *on;
	const char *name, *hosts, *racks, *vms, *vm_memory, *speed;
	const char **catalog, **templates, **lldp, **quotes;
	size_t ncatalog, ntemplates, nlldp, nquotes;
	bool json, quiet, ready, table, pdf, pareto, all, what_if, help,
	    version;
	const char *color; /* auto always never */
};

struct option_line {
	const char *name, *value; /* value NULL: a flag */
	size_t offset;            /* in struct options */
	bool common;              /* every command takes it */
	const char *what;         /* NULL: of --nos, whose values are readers */
	const char *words;        /* its values, with blanks; NULL: any */
	const char *only;         /* the commands this line is for; NULL: those
				 * that no other line of this name is for */
};
/* words and text of an option, also of --nos */
const char *options_words(struct arena *a, const struct option_line *o);
const char *options_what(struct arena *a, const struct option_line *o);

/* false after a message to err: the command line is wrong (status 2) */
bool options_parse(struct arena *a, int argc, char **argv, struct options *out,
    FILE *err);
/* help of one command, or of all where it is NULL */
void options_help(struct arena *a, const struct command_line *c, size_t columns,
    FILE *out);

/* the tables, for the manual and for completion */
const struct command_line *options_commands(size_t *n);
const struct option_line *options_lines(size_t *n);
/* is this the line of an option for the command? */
bool options_takes(const struct command_line *c, const struct option_line *o);

#endif
