/*
 * What a comparison of two readings of a switch leaves out: differing lines of
 * its designed and its running configuration that nothing that is read depends
 * on. Knows no rule.  All belongs to the arena.
 */
#ifndef VERIFY_UNCOMPARED_H
#define VERIFY_UNCOMPARED_H

#include "readback/view.h"

struct uncompared {
	const char *where;              /* the stanzas it is in; "": of none */
	const char *designed, *running; /* secrets hidden; NULL: no such line */
	int designed_line, line;
	bool bars; /* the running configuration may block frames or users */
};

size_t uncompared_find(struct arena *a, const struct view *designed,
    const struct view *running, struct uncompared **list);

#endif
