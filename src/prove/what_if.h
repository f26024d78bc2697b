/*
 * What if: a grid over a few variables (the drain target, the budget, hosts,
 * concurrent migrations, prices), each point solved and simulated like the site
 * itself.  Knows no site file: the models of the points are the caller's, and
 * so are the words.  Everything belongs to the arena of the grid.
 */
#ifndef PROVE_WHAT_IF_H
#define PROVE_WHAT_IF_H

#include "base/value.h"
#include "prove/offer_search.h"
#include "prove/prove.h"

enum what_if_which {
	WHAT_IF_DRAIN,
	WHAT_IF_BUDGET,
	WHAT_IF_HOSTS,
	WHAT_IF_ONCE,
	WHAT_IF_PRICES,
	WHAT_IF_AXES
};

struct what_if_value {
	const char *label;
	/* the change as site-file text for users, and as a JSON Patch (RFC
	 * 6902); NULL: unchanged */
	const char *said;
	const struct value *patch;
	/* microseconds of a drain and cents of a budget, 0: none; an enum
	 * price_end; elsewhere unused */
	int64_t figure;
};

struct what_if_axis {
	const char *name, *title; /* of JSON, for people */
	struct what_if_value *value;
	size_t n, cap;
	size_t base; /* the value of the proposal */
};

struct what_if_point {
	size_t at[WHAT_IF_AXES];
	bool feasible;
	int64_t cents, low_cents, high_cents; /* low, high: each price there */
	double drain_s;   /* of the longest host; negative: can't be done */
	double rolling_s; /* likewise, of the longest cluster */
	size_t nswitches;
	const char *what; /* "spine-leaf: 2 x (spine), 8 y (leaf)" */
	const char *why;  /* not feasible: the reason */
};

struct what_if {
	struct arena *a;
	struct what_if_axis axis[WHAT_IF_AXES];
	const struct value *prepare; /* a patch that goes before any other */
	struct what_if_point *point; /* the first axis varies slowest */
	size_t npoint;
	const struct what_if_point *base;
	/* the gain by a setting alone, at no cost; NULL: none */
	const char *advice;
	/* offers that say for how many pieces they are, of which each point
	 * uses what costs least; NULL: none does */
	struct offers *offers;
	size_t ndecided; /* points that were solved individually */
};

/* room for the points of the axes as they are */
void what_if_open(struct what_if *w);
/* the amount of work, printed before it starts; at most 40 characters */
const char *what_if_work(const struct what_if *w);
/*
 * All points with one number of hosts: m[i] is the site with those and the i-th
 * number of concurrent migrations; NULL: left to what_if_none.
 */
void
what_if_decide(struct what_if *w, const struct model *const *m, size_t hosts);
/* the same where there is no such site */
void
what_if_none(struct what_if *w, size_t hosts, size_t once, const char *why);
/* when all points are there */
void what_if_close(struct what_if *w);
/* the point that differs from the proposal in one value */
const struct what_if_point *
what_if_beside(const struct what_if *w, enum what_if_which axis, size_t value);

#endif
