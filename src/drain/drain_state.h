/*
 * The inside of the drain engine: where VMs are (drain_plan.c), moves run
 * against the clock (drain_run.c); for those, drain.c and rolling.c only. Knows
 * numbers, not names.
 */
#ifndef DRAIN_DRAIN_STATE_H
#define DRAIN_DRAIN_STATE_H

#include "drain/drain.h"
#include "solve/flow.h"

struct drain_state {
	struct arena *a;
	const struct drain_problem *p;
	size_t *at;          /* host of each VM */
	size_t *head, *next; /* VMs of a host, as a list */
	double *used;        /* memory in use on each host */
	/* scratch, all zero between calls */
	double *coming; /* bytes, by host */
	double *load_s; /* by link */
	size_t *busy;   /* slots taken, by host */
	double *held_s; /* by link, then the stream, then fixed time */
	struct flow_sim *sim;
	struct drain_free *free;   /* drain_free.c; NULL: places not known */
	double give_up_s;          /* runs end there, unfinished; 0: never */
	bool ask;                  /* runs determine what limited the copies */
	struct drain_running *run; /* scratch of drain_run, room moves */
	bool *begun;
	size_t *group, room;
};

struct drain_state *
drain_state_new(struct arena *a, const struct drain_problem *p);
void drain_place(struct drain_state *s, size_t vm, size_t host);
/* memory that is not in use on a host */
static inline double
drain_free_bytes(const struct drain_state *s, size_t host)
{
	return s->p->host[host].memory_bytes - s->used[host];
}
/* VMs on a host, in the order of the problem; room for all in v */
size_t drain_vms(const struct drain_state *s, size_t host, size_t *v);

/* who has the most memory free, kept up to date (drain_free.c) */
struct drain_free *drain_free_new(const struct drain_state *s);
void drain_free_changed(const struct drain_state *s, size_t host);
/* from now on without `from` (DRAIN_NONE: with all), hosts of `done`
 * distinguished (NULL: none is) */
void
drain_free_look(const struct drain_state *s, size_t from, const bool *done);
/* until the next look nothing is asked: changes take less */
void drain_free_rest(const struct drain_state *s);
/* a host other than from with room for so much, `done` first, then the most
 * free, then the fewest links away, or most if `far`, then the first */
size_t drain_free_most(const struct drain_state *s, double bytes, bool far);

enum drain_how {
	DRAIN_EVEN,      /* the host with the fewest bytes coming */
	DRAIN_FREE,      /* the most memory free */
	DRAIN_TIGHT,     /* the least that is enough */
	DRAIN_ROUTE_LOAD /* the least loaded way */
};

struct drain_stuck {
	size_t vm;
	enum drain_why why;
};

/*
 * Targets for all of vm[0..n), in that order, `done` hosts first where given,
 * of equal ones the one fewest links away, or most if `far`;
 * fills move and places the VMs.  Those without a target go to stuck
 * (room for n).  False if there are any.
 */
bool
drain_targets(struct drain_state *s, size_t host, const size_t *vm, size_t n,
    enum drain_how how, bool far, const bool *done, struct drain_move *move,
    size_t *nmove, struct drain_stuck *stuck, size_t *nstuck);
/* the same by search, when no simple rule fits; false: none was found */
bool drain_search(struct drain_state *s, size_t host, const size_t *vm,
    size_t n, struct drain_move *move, size_t *nmove);
/* targets for all of a host's VMs by a rule, in the order of `order`; where
 * it leaves some out, packed tight, then searched.  VMs stay where they
 * are.  False if some have no target: those go to stuck. */
bool drain_place_all(struct drain_state *s, size_t host, const size_t *order,
    const size_t *sorted, size_t n, enum drain_how how, bool far,
    const bool *done, struct drain_move *move, size_t *nmove,
    struct drain_stuck *stuck, size_t *nstuck);
/* largest memory first, else as given; out: not vm itself */
void drain_by_memory(const struct drain_problem *p, const size_t *vm, size_t n,
    size_t *out);
/* moves in the order of order[0..n), whatever found their targets */
void drain_in_order(const size_t *order, size_t n, struct drain_move *move,
    size_t nmove);
/* room for a VM there, and none it must be apart from */
bool drain_fits(const struct drain_state *s, size_t vm, size_t host);
/* all VMs back on their `from` */
void drain_undo(struct drain_state *s, const struct drain_move *move, size_t n);

enum drain_order {
	DRAIN_LISTED, /* as the problem lists them */
	DRAIN_LONGEST,
	DRAIN_SHORTEST
};

/* the orders DRAIN_DEFAULT is the mean of: order k of VMs sorted by size,
 * to out; they depend on sizes only */
enum { DRAIN_ORDERS = 4 };
void drain_arrange(const size_t *sorted, size_t n, size_t k, size_t *out);
/* how many of the orders differ: 1 where all of vm[0..n) are equal */
size_t drain_orders(const struct drain_problem *p, const size_t *vm, size_t n);
void drain_sort(const struct drain_problem *p, struct drain_move *move,
    size_t n, enum drain_order order);

struct drain_clock {
	double seconds, bytes;
	size_t done; /* moves */
	/* the main bottleneck, where requested: a link, or DRAIN_NONE */
	size_t held_link;
	bool held_stream, held_overhead;
};
/* all moves, at most `slots` at once on a host besides its own limit (0: no
 * such limit); rules, stream cap, parallel and the clock's links are s->p's */
struct drain_clock drain_run(struct drain_state *s, struct drain_move *move,
    size_t n, size_t slots);
/*
 * A plan made faster step by step, VMs in another order or to another
 * host, `slots` at once, until nothing helps, it is as quick as bound_s, or
 * `effort` moves were simulated; with its clock.  VMs stay where they are.
 */
void drain_improve(struct drain_state *s, struct drain_move *move, size_t n,
    size_t slots, double bound_s, size_t effort, struct drain_clock *clock);
/* the most a stream from host to host over these links could get, alone */
double drain_alone_Bps(const struct drain_problem *p, size_t from, size_t to,
    const size_t *link, size_t n);

#endif
