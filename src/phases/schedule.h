/*
 * Which rack is bought when: a mixed-integer program over the pieces of a
 * design and the dates money comes.  Knows prices and spares, no ports and no
 * files.  Answers belong to the arena.
 */
#ifndef PHASES_SCHEDULE_H
#define PHASES_SCHEDULE_H

#include "phases/subset.h"
#include "solve/lp.h"

/* a date at which something changes: money comes or goes, hosts are replaced */
struct period {
	int month;
	int64_t money_cents; /* all that has come by then, less what was
				 * given back; spent or not */
};

struct schedule_asked {
	const struct model *m;
	const struct pieces *pieces;
	const struct period *period; /* ascending */
	size_t nperiod;
	const int64_t *weight; /* of each rack of the pieces: drain seconds
				 * saved, summed over its hosts; not negative */
	const int *earliest;   /* of each: month, 0: any */
};

struct schedule {
	enum lp_status status;
	size_t *period;      /* of each rack of the pieces */
	int64_t waiting;     /* sum of weight times months waited */
	int64_t rack_months; /* sum of months waited */
	const char *lp;      /* the program as text; NULL: not solved */
};

/* the dates of the site's plan section */
struct period *periods_of(struct arena *a, const struct money_plan *p,
    size_t nrack, size_t *n);
/* what is missing for the whole cost on the last date, 0: nothing.  Any amount
 * less makes no schedule fit; this one does, whenever it comes until then. */
int64_t
periods_money_missing(const struct period *period, size_t n, int64_t cents);
/* call only where nothing is missing */
struct schedule *schedule_make(struct arena *a, const struct schedule_asked *q);

#endif
