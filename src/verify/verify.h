/*
 * Reading configs back and checking them: the rules on a bundle's own text
 * (verify), or on any running configs (audit). Never sees what a config was
 * rendered from.  Findings belong to the arena; files that can't be read at all
 * are diagnostics.
 */
#ifndef VERIFY_VERIFY_H
#define VERIFY_VERIFY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/value.h"

struct fileset;

enum severity { SEVERITY_WARNING, SEVERITY_ERROR };

struct finding {
	const char *rule;
	enum severity severity;
	const char *device;
	const char *file; /* its line is of, in the bundle; NULL: the device */
	int line;         /* 0: none */
	const char *message;
};

/* a switch, a cable or all of a peer link that fails, and what is lost then */
struct failed_part {
	const char *name;
	bool cable, peer;  /* neither: a switch */
	const char **host; /* that lose a network */
	size_t nhost;
	const char **lost; /* networks that a host, or the core, loses */
	size_t nlost;
	const char **whole; /* networks that no host loses */
	size_t nwhole;
	/* the longest drain meanwhile takes at least as long as the design's
	 * and as what is left needs; negative: not known, INFINITY: `slowest`
	 * can't be drained */
	double drain_s;
	const char *slowest;
};

struct findings {
	struct finding *item;
	size_t n, cap;
	size_t errors, warnings;
	size_t rules_checked;
	size_t files;
	size_t lines, not_understood;
	size_t unended; /* configs whose last line has no line end */
	/* kinds of lines that are recognised but not checked, those of most
	 * configs first */
	struct skipped {
		const char *kind, *device; /* the first config that has it */
		size_t configs;
	} * skipped;
	size_t nskipped, skipped_cap;
	struct failed_part *failure; /* of a bundle: switches, then cables */
	size_t nfailure;
	double drain_s;      /* with nothing failed; negative: not known */
	const char **unread; /* networks with a switch that wasn't read */
	size_t nunread;
};

/* what a system requires of the administrator's password, or it rejects the
 * line */
struct verify_demand {
	const char *device;
	int min, max; /* characters; max 0: no limit */
	const char
	    *kinds;  /* of characters: letter capital small digit special */
	bool hashed; /* its place is the hash's, of the privileged mode's too */
};

/* what the input that a bundle carries makes now */
struct verify_regen {
	bool carried;                /* it carries any */
	bool listed;                 /* it was written with a MANIFEST */
	const struct fileset *files; /* configs/, hosts/, cabling.csv,
				       addresses.csv; NULL: none were made */
	const char *why;             /* ... because */
	const char *other; /* how else it was made than this program makes
			      it, or NULL */
	/* the design as design.json has it: its drains in JSON, its price;
	 * NULL: not simulated */
	const char *drain;
	int64_t total_cents;
	const struct verify_demand *demand;
	size_t ndemand;
	/* hosts whose file takes the names of their ports from the site, which
	 * gives none */
	const char **unnamed;
	size_t nunnamed;
};

/* false after a diagnostic that prevents checking the bundle; ready:
 * placeholders left are errors; again: NULL where the bundle is not compared
 * with its design */
bool verify_bundle(struct arena *a, struct diags *d, const char *dir,
    bool ready, const struct verify_regen *again, struct findings *out);
/* ... of one that is not written yet: against itself */
bool verify_files(struct arena *a, struct diags *d, const struct fileset *files,
    struct findings *out);
bool verify_audit(struct arena *a, struct diags *d, const char *nos,
    const char *const *path, size_t n, struct findings *out);

/* one line a cause, the first place of it and how many there are, errors
 * first; all: a line a place; quiet: errors alone.  Rules may be NULL */
void verify_causes_print(FILE *f, struct arena *a, const struct finding *item,
    size_t nitem, bool quiet, bool all);
/* ... and a summary of what was not verified */
void verify_findings_print(FILE *f, struct arena *a, const struct findings *s,
    bool quiet, bool all);
/* {"findings":[...],"rules_checked":N, ...} */
struct value *verify_findings_value(struct arena *a, const struct findings *s);

/* for tests and documentation: the i-th rule's id and title, NULL past the
 * end */
const char *verify_rule(size_t i, const char **title);

#endif
