/*
 * The inside of the flow simulator, shared by flow.c (time) and flow_fill.c
 * (rates), and by nobody else.
 */
#ifndef SOLVE_FLOW_SIM_H
#define SOLVE_FLOW_SIM_H

#include <stdint.h>

#include "solve/flow.h"

#define NO_LINK UINT32_MAX

/* what the inner loops read comes first: a cache line */
struct flow {
	double rate, fresh; /* fresh: the rate being found */
	double weight, cap;
	uint32_t *link; /* its links, then its place on each */
	uint32_t nlink, bottleneck;
	uint32_t in; /* stamp: among those being found */
	bool frozen, used;
	double left, since; /* bytes left at that time */
	uint32_t active, caplink;
	uint32_t cls;
};

struct member {
	uint32_t flow, k;
};

struct flow_link {
	struct member *member;
	double room, weight; /* while rates are found */
	uint32_t n, open;    /* members; those not frozen */
	uint32_t in, seen;   /* stamps */
	size_t cap;
};

struct flow_sim {
	struct arena *a;
	const double *capacity;
	struct flow_link *link;
	size_t nlink;
	const struct flow_class *cls;
	size_t ncls;
	double now;
	struct flow *flow;
	size_t n, cap;
	size_t *free, nfree, capfree;
	uint32_t *active;
	size_t nactive, capactive;
	/* when each active flow ends, in the order of `active`; the least of
	 * every 64 of them; and whether that must be looked for again */
	double *ends, *least;
	bool *stale;
	size_t capends;
	/* what changed since rates were found */
	size_t *came, ncame, capcame; /* flows */
	size_t *gone, ngone, capgone; /* links of flows gone */
	double floor;                 /* the lowest level among those */
	/* scratch of flow_fill.c */
	uint32_t stamp, mark;
	uint32_t *set;
	size_t nset, capset;
	uint32_t *touched;
	size_t ntouched;
	size_t near, crossings; /* members of those; of all links */
	uint32_t *queue;        /* heap of links by level */
	double *key;
	uint32_t *capped; /* flows with a cap, by its level */
	size_t ncapped, capcapped;
	double *class_room, *class_used; /* nlink x ncls */
	bool *class_wants;
	double *class_there; /* by place in touched */
};

/* brings all rates up to date and the completions with them */
void flow_settle(struct flow_sim *s);
/* when a flow ends, after its rate changed */
void flow_time(struct flow_sim *s, size_t flow);

#endif
