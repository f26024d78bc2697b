/*
 * Which rack is bought when: a mixed-integer program over the build units of a
 * design and the dates of funds.  Knows prices and spares, no ports and no
 * files.  Answers belong to the arena.
 */
#ifndef PHASES_SCHEDULE_H
#define PHASES_SCHEDULE_H

#include "phases/subset.h"
#include "solve/lp.h"

/* a date at which something changes: money comes or goes, hosts are replaced */
struct period {
	int month;
	int64_t money_cents; /* all funds received by then, less repayments;
				 * spent or not */
};

struct schedule_asked {
	const struct model *m;
	const struct pieces *pieces;
	const struct period *period; /* ascending */
	size_t nperiod;
	const int64_t *weight; /* of each rack of the pieces: drain seconds
				 * saved, summed over its hosts; not negative */
	const int *earliest;   /* of each: month, 0: any */
	/* of each: the month it may come at no cost, and the cost of each month
	 * before; NULL: no cost */
	const int *due;
	const int64_t *early_cents;
};

struct schedule {
	enum lp_status status;
	size_t *period;      /* of each rack of the pieces */
	int64_t waiting;     /* sum of weight times months waited */
	int64_t rack_months; /* sum of months waited */
	int64_t early_cents; /* the cost of racks that come before they are
			      * due */
	const char *lp;      /* the program as text; NULL: not solved */
};

/* when a rack of the model may come at the earliest; 0: any time */
int schedule_earliest(const struct money_plan *p, size_t rack);
/* the dates of the site's plan section */
struct period *periods_of(struct arena *a, const struct money_plan *p,
    size_t nrack, size_t *n);
/* do the plan's own funds pay a part, or other budgets (plan.consumables)? */
bool schedule_pays(const struct model *m, const struct part *p);
/* ledger_cost of what they pay */
bool
schedule_cost(const struct model *m, const struct ledger *l, int64_t *cents);
/* what is missing for the whole cost on the last date, 0: nothing.  With any
 * smaller amount no schedule fits; with this one, at any time until then, one
 * does. */
int64_t
periods_money_missing(const struct period *period, size_t n, int64_t cents);
/* call only where nothing is missing.  What racks save is added up: racks that
 * save only together are not known as such. */
struct schedule *schedule_make(struct arena *a, const struct schedule_asked *q);

/* a network that may be in place from one date to the next */
struct interim {
	size_t *count; /* racks done of each class, the first by name */
	bool *done;    /* by rack of the pieces */
	size_t n;
	bool asked;    /* it may be chosen: `saved` must be filled */
	int64_t saved; /* drain seconds, summed over the site's hosts */
};

struct walk;
struct interim_networks {
	struct interim *interim; /* the first: nothing, the last: all */
	size_t n;
	const struct walk *walk;
};

/* those of a plan; kind: racks of different kinds are distinguished.  The
 * caller fills `saved` of the last and of those asked.  NULL: more than `most`
 * would have to be. */
struct interim_networks *interim_networks_of(struct arena *a,
    const struct schedule_asked *q, const size_t *kind, size_t most);
/* the schedule with the least waiting, by what each intermediate network saves;
 * no weights */
struct schedule *
interim_networks_schedule(struct arena *a, const struct interim_networks *st);

#endif
