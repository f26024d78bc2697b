/*
 * The text that was made for each switch, and how it gets into it: what is
 * missing before the first step, the order, and what is typed (from the
 * catalog).  Knows no word of any device.
 */
#ifndef PHASES_LOADING_H
#define PHASES_LOADING_H

#include "base/file.h"
#include "design/design.h"

/* in what the text of a switch that stands differs from its earlier one */
struct loading_change {
	const char *where, *what, *was, *is;
};
struct loading_standing {
	const char *name;
	bool known; /* the earlier text is there to compare with */
	struct loading_change *change;
	size_t n, cap;
};
/* the bundle before this one, where there is one */
struct loading_earlier {
	const char
	    *folder; /* as the text calls it: `../phase-1-proof`, EARLIER */
	/* it was a proof: its switches are set back and loaded anew */
	bool proof;
	struct loading_standing *sw;
	size_t n;
};

/* loading.md of the switches whose configs are in the files; earlier NULL: all
 * are new */
void loading_markdown(struct buf *b, const struct design *g,
    const struct fileset *files, const struct loading_earlier *earlier);

/* loading_change.c: the switches that stand, what changes at them and how */
void loading_changes(struct buf *b, const struct loading_earlier *earlier);

/* loading_there.c: the n switches that are there and no earlier bundle loaded:
 * what is done before they are treated as new */
void loading_there(struct buf *b, const struct design *g, const size_t *sw,
    size_t n);

#endif
