/*
 * Findings about the input or about the machine, kept as a list. Never prints
 * by itself, never exits; main calls diag_print once. The list and all text
 * belong to the arena it was made with.
 */
#ifndef BASE_DIAG_H
#define BASE_DIAG_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#include "base/arena.h"

/* a text that was read: a file, or "command line" */
struct source {
	const char *name; /* as the user wrote it */
	const char *text; /* NUL after len bytes */
	size_t len;
};

/*
 * A place: 1-based line and column (columns count code points, not bytes) and
 * the number of columns underlined.  line 0: no place but the source; src NULL:
 * no place at all.
 */
struct span {
	const struct source *src;
	int line, col, width;
};

#define SPAN_NONE ((struct span){ 0 })

/* what a finding does to the exit status (contract: 1, 3, 4) */
enum diag_kind {
	DIAG_WARNING,    /* 0 */
	DIAG_INPUT,      /* 1: the text is wrong */
	DIAG_INFEASIBLE, /* 3: no design meets the requirements */
	DIAG_MACHINE     /* 4: a file, a folder, a library */
};

struct diag {
	enum diag_kind kind;
	struct span at;
	const char *id; /* stable, as in tests/errors/ID.yaml */
	const char *message;
	const char *hint; /* NULL: none */
	/* lines below the message, such as a table; as wrap.h breaks them */
	const char *detail; /* NULL: none */
	bool shown;         /* among the first of its kind and id, so shown */
};

/* at most so many findings of one kind and id are shown, the rest are counted:
 * a broken file of a million lines gives one page of findings, and no work is
 * spent on what nobody reads */
#define DIAG_SHOWN_MAX 100

struct diags {
	struct arena *a;
	struct diag *item;
	size_t n, cap;
	size_t errors, warnings;
	struct diag_count *count; /* of each kind and id */
	size_t ncount, count_cap;
};

struct diags *diags_new(struct arena *a);

/* each adds one finding and returns false, so that a check is one statement */
bool diag_error(struct diags *d, struct span at, const char *id,
    const char *fmt, ...) __attribute__((format(printf, 4, 5)));
bool diag_infeasible(struct diags *d, struct span at, const char *id,
    const char *fmt, ...) __attribute__((format(printf, 4, 5)));
bool diag_machine(struct diags *d, struct span at, const char *id,
    const char *fmt, ...) __attribute__((format(printf, 4, 5)));
/* ... but this one returns true, since a warning stops nothing */
bool diag_warn(struct diags *d, struct span at, const char *id, const char *fmt,
    ...) __attribute__((format(printf, 4, 5)));
/* will the finding added last be shown? If not, a hint need not be searched
 * for */
bool diag_shown(const struct diags *d);
/* a hint for the finding added last */
void diag_hint(struct diags *d, const char *fmt, ...)
    __attribute__((format(printf, 2, 3)));

/* lines that belong to the finding added last, each with its line break; a tab
 * is where their continuation begins */
void diag_detail(struct diags *d, const char *lines);

/* 0, 1, 3 or 4: the gravest finding; 4 before 1 before 3 */
int diag_status(const struct diags *d);

/*
 * FILE:LINE:COL: error: TEXT [id], the source line, a caret, the hint; findings
 * in the order of their places within a file, files in order of first finding.
 * Control characters of the source are shown as '?', hidden ones as \u{200b}.
 * Exact repeats are shown once; of each kind and id the first DIAG_SHOWN_MAX,
 * the rest are counted.
 */
void diag_print(FILE *out, const struct diags *d, bool color, bool warnings);
/* the same for a terminal of that many columns: lines are broken between words,
 * and the source line is cut to what fits */
void diag_print_wide(FILE *out, const struct diags *d, bool color,
    bool warnings, size_t columns);

#endif
