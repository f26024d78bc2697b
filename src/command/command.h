/*
 * The commands: each chains the stages, fills standard output and leaves
 * findings behind; main prints those and turns them into the exit status. A
 * command writes to `out` only output that is complete.
 */
#ifndef COMMAND_COMMAND_H
#define COMMAND_COMMAND_H

#include "base/diag.h"
#include "base/num.h"
#include "base/str.h"
#include "command/options.h"

struct model;
struct catalog;
struct hypervisor;
struct node;
struct fileset;
struct offers;

struct run {
	struct arena *a;
	struct diags *d;
	const struct options *o;
	struct buf out; /* standard output */
	/* out is for people: broken to the screen's width, or to 80 columns
	 * where it is piped; lines: only on a screen, since a line is a finding
	 * and may be looked for by a program */
	bool wrapped, lines;
	bool screen;    /* standard output is a terminal */
	size_t columns; /* of the terminal standard error goes to; 0: none */
	/* the exit status is at least this; findings may raise it */
	int status;
	/* written aside; renamed into place when all of out is printed */
	struct pending **pending;
	size_t npending, cappending;
	const char **catalog, **templates; /* folders, in order */
	size_t ncatalog, ntemplates;
	const struct source **quotes; /* read, in order */
	size_t nquotes;
	/* ids of parts, one for each offer that was not used */
	const char **not_used;
	size_t nnot_used, capnot_used;
	/* and of those with no more pieces than they are for */
	const char **bounded;
	size_t nbounded, capbounded;
	struct offers *offers; /* of the last decision; NULL: no quotes */
	/* of the site file that was read last; NULL before */
	const struct node *site_doc;
	const struct source *site_src;
	const struct catalog *site_catalog;
};

/* files that are renamed into place once the answer is printed: a folder, or a
 * new file; false after a finding */
bool command_write(struct run *r, const char *dir, const struct fileset *files);
bool command_write_new(struct run *r, const char *path, const char *data,
    size_t len);

/* false: the command line was wrong, reported on standard error (2) */
bool command_check(struct run *r);
bool command_design(struct run *r);
bool command_plan(struct run *r);
bool command_drain(struct run *r);
bool command_compare(struct run *r);
bool command_print(struct run *r);
bool command_context(struct run *r);
bool command_verify(struct run *r);
bool command_audit(struct run *r);
bool command_cables(struct run *r);
bool command_drift(struct run *r);
bool command_migration(struct run *r);
bool command_flows(struct run *r);
bool command_calibrate(struct run *r); /* drain --calibrate */
bool command_catalog(struct run *r);
bool command_init(struct run *r);
bool command_import(struct run *r);
bool command_schema(struct run *r);
bool command_man(struct run *r);
bool command_completion(struct run *r);

/* the place of an option's value, for findings */
struct span command_place(struct run *r, const char *option, const char *value);
/* that value as a quantity; false after a finding.  zero: it may be 0 */
bool command_quantity(struct run *r, const char *option, const char *text,
    enum unit unit, bool zero, int64_t *out);

/* one of the catalog's; NULL after a finding at `--hypervisor ID` */
const struct hypervisor *
command_hypervisor(struct run *r, const struct catalog *c, const char *which);
bool command_readiness(struct run *r);
bool command_accept(struct run *r);
bool command_quote(struct run *r);
bool command_backup(struct run *r);

/* "FILE expected" and the like, to standard error; returns false */
bool command_usage(const struct run *r, const char *what);

/* a site file read and checked; NULL after findings */
struct model *command_read_site(struct run *r, const char *path,
    const struct catalog **catalog);

#endif
