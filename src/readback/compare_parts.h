/*
 * What two readings of one switch differ in, for its own files: how a
 * difference is noted.  Everything belongs to the arena.
 */
#ifndef READBACK_COMPARE_PARTS_H
#define READBACK_COMPARE_PARTS_H

#include "readback/compare.h"

struct compare {
	struct arena *a;
	const struct view *x, *y; /* designed, running */
	struct view_diffs *out;
	bool files; /* neither is what a switch shows of itself */
	const char *where;
	int x_line, y_line; /* where a finding without a line of its own is */
};

/* a line of 0 means that of what is compared (x_line, y_line) */
void compare_differ(struct compare *c, bool error, const char *what,
    const char *x, const char *y, int x_line, int y_line);
/* each of these: a difference, unless both are the same */
void compare_texts(struct compare *c, bool error, const char *what,
    const char *x, const char *y, int x_line, int y_line);
void compare_flags(struct compare *c, bool error, const char *what, bool x,
    bool y, int x_line, int y_line);
void compare_numbers(struct compare *c, bool error, const char *what, long x,
    long y, int x_line, int y_line);

/* compare_port.c */
void compare_ports(struct compare *c);

#endif
