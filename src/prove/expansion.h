/*
 * How far a design can grow, and what runs out first.  Counts ports, rack units
 * and tables; knows no time and changes nothing.  Belongs to the arena.
 */
#ifndef PROVE_EXPANSION_H
#define PROVE_EXPANSION_H

#include "design/design.h"

struct expansion_limit {
	const char *what;  /* "spine ports" */
	const char *where; /* where fewest are left */
	int64_t used, left;
	double share; /* free against used: how much growth this allows */
};

struct expansion {
	struct expansion_limit *limit;
	size_t n, cap;
	size_t least;     /* the one that runs out first; n 0: no limit known */
	const char *next; /* what would then be bought; NULL: unknown */
};

const struct expansion *expansion_look(struct arena *a, const struct design *g);

#endif
