/*
 * Explanations of a sizing, for text and JSON: which requirements can't be met
 * together, what relaxing each would save, cost against drain time. Filled in
 * prove/, printed in output/. Judges nothing.
 */
#ifndef PROVE_WHY_RESULT_H
#define PROVE_WHY_RESULT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"

/* one requirement of a smallest set that no design meets together */
struct conflict_line {
	const char *name, *wanted;
	bool possible;       /* another value of it alone is enough */
	const char *nearest; /* that value, as in a site file */
	int64_t cost_cents;  /* of the cheapest design with it */
	const char *what;    /* its topology and switches */
	const char *without; /* what the cheapest reaches if it is not required;
				 * NULL: the same design, or no figure */
	int64_t without_cents;
	size_t set; /* of several such sets, which; each needs a change */
};

/* that value for users: "13171 s" is shown as 3 h 40 min, not less; other
 * values are unchanged */
const char *why_words(struct arena *a, const char *value);

/* one requirement relaxed by a step, all others unchanged */
struct relief_line {
	const char *name, *from, *to;
	int64_t cost_cents, saves_cents;
	const char *what;
};

/* a possible design: topology and drain as in a site file */
struct pareto_point {
	const char *topology, *drain;
	double drain_s;
	int64_t cost_cents;
	const char *what;
};

/* a part of which another design takes more than the one chosen */
struct quote_need {
	const char *part, *maker, *description; /* maker NULL: of no vendor */
	int64_t quantity;
};

/*
 * A part whose price, at an end of its range, changes what is chosen.  All
 * prices are of one, in the site's currency.
 */
struct quote_that_matters {
	const char *part, *maker, *description; /* maker NULL: of no vendor */
	int64_t low_cents, high_cents;
	struct quote_change {
		const char *what; /* the design then; NULL: nothing changes */
		int64_t at_cents; /* from this price on (the high end), or down
				    * from it (the low end), exact to a cent of
				    * the part's own currency */
		int64_t saves_cents; /* against the design as it is, at the
				      * end; none meets the budget: 0 */
		int64_t quantity;    /* of the part that design takes */
		/* what else must be quoted before the two can be compared */
		struct quote_need *need;
		size_t nneed;
	} low, high;
};

/* the best design without a vendor; what NULL: not asked, or there is none */
struct offer {
	const char *without;
	int64_t cost_cents, more_cents; /* more than the chosen design costs */
	const char *what;
	bool beyond; /* ruled out by policy.vendors or policy.models */
	bool over;   /* it costs more than the budget */
	bool aside;  /* parts without a price are in neither sum */
};

struct what_if;

struct why {
	const struct what_if *what_if;    /* what_if.h; NULL: not asked */
	struct quote_that_matters *quote; /* the most influential first */
	size_t nquote, capquote;
	/* parts of which it is not known whether their prices alone change what
	 * is chosen, or from which price on: the search ended at its limit */
	const char **open;
	size_t nopen, capopen;
	bool others_open; /* the same of all that are not in the design */
	bool quotes_asked;
	struct conflict_line *conflict;
	size_t nconflict, capconflict;
	/* where a change in that set alone is not enough: all sets that hold a
	 * design back, each line with the other sets let go; else none */
	struct conflict_line *apart;
	size_t napart, capapart;
	bool hopeless; /* no design even without requirements */
	/* no requirement, but what else would give a design; saves_cents: 0 */
	struct relief_line *instead;
	size_t ninstead, capinstead;
	struct relief_line *relief;
	size_t nrelief, caprelief;
	/* what a failure domain of the site would save, where hosts are in
	 * several racks and that is worth saying; saves_cents 0: it isn't */
	struct relief_line domain;
	struct offer offer;
	struct pareto_point *point; /* ascending cost, descending time */
	size_t npoint, cappoint;
};

/* of which prices it is not known whether they change what is chosen: "PART,
 * PART and parts that are not in the design"; NULL: of none */
const char *why_quotes_open(struct arena *a, const struct why *y);

#endif
