/*
 * The inside of the flow simulator, shared by flow.c (time), flow_lane.c (flows
 * of one path), flow_fill.c (rates) and flow_plain.c (rates from nothing, and
 * of classes), and by nobody else. Knows no networks: links and flows are
 * numbers.
 */
#ifndef SOLVE_FLOW_SIM_H
#define SOLVE_FLOW_SIM_H

#include <stdint.h>

#include "solve/flow.h"

#define NO_PLACE UINT32_MAX

/* what ends when its lane has served so much per weight */
struct flow {
	double end, weight;
	uint32_t lane, place; /* in the lane's heap */
};

/*
 * Flows of one path, one cap per weight and one class: they have the same level
 * (rate per weight) at all times, so one number says how much each has sent,
 * and they end in the order of `end`.  A lane lives on without flows until
 * rates are found again: the next pass of the same migration changes nothing.
 */
struct flow_lane {
	double cap;     /* per weight; INFINITY: none */
	uint32_t *link; /* its links, then its place on each */
	uint32_t nlink;
	bool changed, moved; /* weight; level */
	bool frozen;         /* flow_plain.c */
	double weight;       /* of its flows */
	double level, fresh; /* in force since `since`; being found */
	double had;          /* weight when rates were found */
	uint32_t cls;
	double served, since; /* bytes per weight, until that time */
	uint32_t *flow;       /* heap by `end`, then number */
	size_t nflow, capflow;
	uint64_t hash;
	uint32_t next;   /* of the same bucket, 1 + number */
	uint32_t active; /* place in `active` */
	uint32_t caplink;
	uint32_t bottleneck; /* of classes: a link; NO_PLACE: its cap */
};

struct member {
	uint32_t lane, k;
};

struct flow_link {
	struct member *member;
	size_t n, cap;
	double used;
	double key; /* while it is queued */
	uint32_t place;
	/* While `split`: of its members the first nheld are at its level and
	 * have `held` weight; the others are held by something else, use
	 * `rest` (`lost`: its rounding) and have `top` per weight at most. */
	bool split;
	size_t nheld;
	double held, rest, lost, top;
	/* flow_plain.c: not taken, weight and number of its lanes not frozen */
	double room, weight;
	size_t open;
};

struct flow_sim {
	struct arena *a;
	const double *capacity;
	struct flow_link *link;
	double *full; /* level at which a link is; INFINITY: it is not */
	size_t nlink;
	const struct flow_class *cls;
	size_t ncls;
	double now;
	struct flow *flow;
	size_t n, cap;
	size_t *free, nfree, capfree;
	struct flow_lane *lane;
	size_t nlane, caplane;
	size_t *idle, nidle, capidle; /* lanes */
	uint32_t *bucket;             /* 1 + number of the first */
	size_t nbucket;
	uint32_t *active;
	size_t nactive, capactive;
	/* when the first flow of each active lane ends, in the order of
	 * `active`; the least of every 64 of them; and whether that must be
	 * looked for again */
	double *ends, *least;
	bool *stale;
	size_t capends;
	size_t soonest; /* place in `active` of the first to end, if known */
	bool known;
	uint32_t *changed; /* lanes whose weight is not what it was */
	size_t nchanged, capchanged;
	size_t *path, cappath; /* scratch of flow_recap */
	/* scratch of flow_fill.c */
	uint32_t *queue; /* heap of links by key */
	size_t nqueue;
	uint32_t *moved; /* lanes whose level is not what it was */
	size_t nmoved, capmoved;
	double *bound, *share; /* of a link's members */
	size_t capbound;
	/* after so many links for each link and lane there is, all rates are
	 * found plainly; 0: always */
	size_t patience;
	/* scratch of flow_plain.c: by link and class; by link */
	double *class_room, *class_used, *there;
	bool *class_wants;
};

/* ---- flow_lane.c ---- */

/* a flow of that number into the lane of its path, made if there is none */
void lane_enter(struct flow_sim *s, size_t flow, const struct flow_spec *f);
void lane_leave(struct flow_sim *s, size_t flow);
/* bytes a flow has still to send */
double lane_left(const struct flow_sim *s, size_t flow);
/* onto its links, and off them, gone */
void lane_attach(struct flow_sim *s, size_t lane);
void lane_drop(struct flow_sim *s, size_t lane);
/* `fresh` into force */
void lane_take(struct flow_sim *s, size_t lane);

enum { FLOW_BLOCK = 64 };

/* ---- flow_fill.c ---- */

/* brings all rates up to date and the completions with them */
void flow_settle(struct flow_sim *s);
/* a lane's bottleneck link; FLOW_NONE: its own cap */
size_t flow_lane_bottleneck(const struct flow_sim *s, size_t lane);

/* its `fresh` is another */
void flow_moved(struct flow_sim *s, uint32_t lane);

/* ---- flow_plain.c ---- */

/* `fresh` of all lanes, from nothing; with one class links' levels, with
 * more lanes' bottlenecks */
void flow_fill_plainly(struct flow_sim *s);

#endif
