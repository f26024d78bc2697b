/*
 * Loading each switch with its configuration: what is missing before the first
 * step, the order, and the commands (from the catalog). Knows no device's
 * syntax.
 */
#ifndef PHASES_LOADING_H
#define PHASES_LOADING_H

#include "base/file.h"
#include "design/design.h"

/* how the configuration of an existing switch differs from its earlier one */
struct loading_change {
	const char *where, *what, *was, *is;
};
struct loading_existing {
	const char *name;
	bool known; /* the earlier configuration is available for comparison */
	struct loading_change *change;
	size_t n, cap;
};
/* the bundle before this one, where there is one */
struct loading_earlier {
	const char
	    *folder; /* its name in the text: `../phase-1-proof`, EARLIER */
	/* it was a proof of concept: its switches are reset and loaded again */
	bool proof;
	struct loading_existing *sw;
	size_t n;
};

/* loading.md of the switches whose configs are in the files; earlier NULL: all
 * are new */
void loading_markdown(struct buf *b, const struct design *g,
    const struct fileset *files, const struct loading_earlier *earlier);

/* loading_change.c: the existing switches, what changes on them and how */
void loading_changes(struct buf *b, const struct loading_earlier *earlier);

/* loading_existing.c: the n switches already in use that no earlier bundle
 * loaded: what is done before they are treated as new */
void loading_in_use(struct buf *b, const struct design *g, const size_t *sw,
    size_t n);

#endif
