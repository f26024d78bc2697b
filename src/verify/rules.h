/*
 * The rules: one row each, with a stable id. A rule checks one view, at a pair
 * of MC-LAG peers, or at the whole bundle, and reports through rule_found.  For
 * the rules' files only. No rule knows a platform's name: traits are the
 * dialect's.
 */
#ifndef VERIFY_RULES_H
#define VERIFY_RULES_H

#include "readback/bundle_read.h"
#include "readback/view.h"
#include "verify/verify.h"

struct peers {
	const struct view *a, *b;
};

struct judge {
	struct arena *arena;
	struct findings *out;
	struct view **view; /* in the order given */
	size_t nview;
	struct peers *pair;
	size_t npair;
	const struct bundle *bundle; /* NULL when auditing */
	/* what fails, one after another; NULL likewise */
	const struct sweep *sweep;
	const struct verify_regen *again; /* NULL: not requested */
	bool ready;
	/* the row being checked; verify.c alone sets them */
	const char *rule;
	enum severity severity;
};

/* RULE_READER: the reader noticed it; the row gives it severity and title */
enum scope { RULE_READER, RULE_VIEW, RULE_PAIR, RULE_BUNDLE };

struct rule {
	const char *id;
	enum severity severity;
	enum scope scope;
	const char *title;
	void (*view)(struct judge *j, const struct view *v);
	void (
	    *pair)(struct judge *j, const struct view *a, const struct view *b);
	void (*all)(struct judge *j);
};

/* the tables, each ended by a row without an id */
extern const struct rule rules_text[], rules_manage[], rules_port[],
    rules_ufd[], rules_mclag[], rules_dcb[], rules_tree[], rules_pair[],
    rules_bundle[], rules_link[], rules_reach[], rules_host[],
    rules_host_file[], rules_host_team[], rules_host_bond[],
    rules_host_service[], rules_host_cluster[], rules_cable[], rules_plan[],
    rules_fault[], rules_regen[], rules_lossless[], rules_meant[],
    rules_files[], rules_values[], rules_design[], rules_protect[],
    rules_place[], rules_host_guests[];

#define VIEW_RULE(ident, sev, fn, what) \
	{ \
		.id = ident, .severity = sev, .scope = RULE_VIEW, \
		.title = what, .view = fn \
	}
#define PAIR_RULE(ident, sev, fn, what) \
	{ \
		.id = ident, .severity = sev, .scope = RULE_PAIR, \
		.title = what, .pair = fn \
	}
#define ALL_RULE(ident, sev, fn, what) \
	{ \
		.id = ident, .severity = sev, .scope = RULE_BUNDLE, \
		.title = what, .all = fn \
	}
#define READER_RULE(ident, sev, what) \
	{ \
		.id = ident, .severity = sev, .scope = RULE_READER, \
		.title = what \
	}
#define ERR SEVERITY_ERROR
#define WARN SEVERITY_WARNING

void rule_found(struct judge *j, const struct view *v, int line,
    const char *fmt, ...) __attribute__((format(printf, 4, 5)));
/* ... where the row's severity is too hard or too soft */
void
rule_found_as(struct judge *j, enum severity severity, const struct view *v,
    int line, const char *fmt, ...) __attribute__((format(printf, 5, 6)));
/* about something that is no switch */
void rule_found_at(struct judge *j, const char *device, int line,
    const char *fmt, ...) __attribute__((format(printf, 4, 5)));
void
rule_found_at_as(struct judge *j, enum severity severity, const char *device,
    int line, const char *fmt, ...) __attribute__((format(printf, 5, 6)));
/* ... of another row than the one being checked, one without a function */
void rule_found_by(struct judge *j, const char *rule, enum severity severity,
    const char *device, int line, const char *fmt, ...)
    __attribute__((format(printf, 6, 7)));

/* a port or a LAG: what carries frames of VLANs */
static inline bool
rule_is_l2(const struct port *p)
{
	return p->kind == PORT_PLAIN || p->kind == PORT_LAG;
}

/* is there an error of a rule at this line of a device? */
bool rule_accused(const struct judge *j, const char *device, int line);

/* auditing: a part of a config that says nothing of how the switch is run */
bool rule_is_excerpt(const struct judge *j, const struct view *v);

/* the sweep as the findings' table */
void sweep_answer(struct judge *j);

/* every rule, over everything it looks at */
void rules_run(struct judge *j);
/* who is whose peer: by what the configs say of each other */
void rules_pairs(struct judge *j);
/* ... of those found so */
bool rules_are_peers(const struct judge *j, const struct view *x,
    const struct view *y);

#endif
