/*
 * Two readings of one switch compared: what was designed and
 * what is running.  Compares what the texts mean, port by port, so that order,
 * defaults written out and abbreviations are no difference.  Sees what the
 * view holds: of a line that the reader passed over or did not understand
 * (view_fate), no difference here does not mean that there is none.  Knows no
 * rule and no design.  All belongs to the arena.
 */
#ifndef READBACK_COMPARE_H
#define READBACK_COMPARE_H

#include "readback/view.h"

struct view_diff {
	const char *where; /* a port's normal name, or the part it is of */
	const char *what;  /* of it: "VLANs", "MTU", ... */
	const char *designed, *running;
	int designed_line, line; /* of each text; 0: of no line */
	bool error; /* traffic or access changes; else it is a name's, ... */
};

struct view_diffs {
	struct view_diff *item; /* the switch's own first, then by port */
	size_t n, cap;
	size_t errors;
};

void view_compare(struct arena *a, const struct view *designed,
    const struct view *running, struct view_diffs *out);
/* ... where both are files to be loaded: what a platform does not show is
 * missing, and an unplanned limit is one */
void view_compare_files(struct arena *a, const struct view *designed,
    const struct view *file, struct view_diffs *out);

#endif
