/*
 * Draining hosts: which VM goes where, in which order, and how long it
 * takes when all copies share the links.  Arrays in, times out; knows no site
 * file and no switch.  A problem's arrays must outlive the calls; answers
 * belong to the arena.
 */
#ifndef DRAIN_DRAIN_H
#define DRAIN_DRAIN_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "drain/migration.h"
#include "drain/team.h"

#define DRAIN_NONE ((size_t)-1)
enum { DRAIN_ROUTE = 16 };

/* links, each of one direction, and the paths between hosts over them */
struct drain_net {
	size_t nlink;
	const double *capacity_Bps; /* payload, steady load subtracted */
	/* what one copy gets from a link of several members: what its stream's
	 * member carries, INFINITY for all of it; NULL: all of each */
	const double *one_Bps;
	const char *const *name; /* as a reader knows them */
	const bool *full;        /* the steady load takes more than half of a
			      * link; NULL: of none */
	const size_t *group;     /* groups of links that would be upgraded
				 * together; NULL: none are */
	const char *const *group_name;
	/* links from host to host, at most DRAIN_ROUTE; the number of them */
	size_t (*route)(const void *ctx, size_t from, size_t to, size_t *link);
	const void *ctx;
	/* by host: hosts of one place are the same number of links away from
	 * any other; numbers below the number of hosts.  NULL: not known */
	const size_t *place;
	/* by host: the team its streams leave by, and arrive on; NULL: none */
	const struct drain_team *tx, *rx;
};

struct drain_host {
	const char *name;
	double memory_bytes;
	size_t slots; /* migrations it takes part in at once */
};

struct drain_vm {
	size_t host; /* where it runs now */
	double memory_bytes;
	struct migration_load load;
	size_t apart; /* no two with the same mark on a host; 0: none */
};

/*
 * One cluster.  Where nothing else decides, what comes first in host and vm
 * goes first: a caller who wants answers that don't depend on the order of a
 * file gives them in an order of what they are (canonical_order.h).
 */
struct drain_problem {
	const struct drain_net *net;
	const struct drain_host *host;
	size_t nhost;
	const struct drain_vm *vm;
	size_t nvm;
	struct migration_rules rules;
	double stream_cap_Bps; /* INFINITY: none */
	size_t parallel;       /* of the whole cluster; 0: no limit */
	size_t reserve;        /* hosts it must be able to lose */
	/* by host: these hosts are drained onto one another as far as memory
	 * allows, before any other; NULL: none are */
	const bool *together;
	/* how much better or worse than average streams are spread over the
	 * members of teams, in standard deviations of one round of them */
	double luck;
	size_t effort; /* BEST: moves simulated to make a plan faster, for
			* each number at once; 0: only simple plans */
	/* of each VM: equal where two are indistinguishable in migration; NULL:
	 * not known */
	const size_t *type;
};

enum drain_policy {
	DRAIN_DEFAULT,       /* as platforms do: each VM to the host with the
				 * most memory free, the mean over orders of the
				 * VMs, which no platform documents */
	DRAIN_LARGEST_FIRST, /* evenly spread, the longest copies first */
	DRAIN_BEST           /* the fastest of several placements and orders,
				 * with every number of concurrent migrations up
				 * to the host's, improved step by step */
};

enum drain_why { DRAIN_NO_ROOM, DRAIN_APART, DRAIN_NO_END };

struct drain_move {
	size_t vm, from, to;
	bool done;
	double start_s, end_s, downtime_s, bytes;
};

struct drain_answer {
	bool finished;
	double seconds, bytes;
	double lower_bound_s; /* of any plan for the VMs it moves */
	size_t moved;
	/* the bottleneck: a link; else DRAIN_NONE and the stream's cap, the
	 * fixed time, or the number of concurrent migrations */
	size_t bottleneck;
	bool by_group; /* all links of that one's group */
	bool by_stream, by_overhead, by_slots;
	double helped_s;  /* seconds with that doubled (of slots: one more) */
	double default_s; /* by DRAIN_DEFAULT; INFINITY: not finished */
	/* DRAIN_DEFAULT: its fastest and slowest order.  `seconds` and `bytes`
	 * are their mean then, `move` the order that comes nearest to it */
	double order_low_s, order_high_s;
	/* concurrent migrations of that plan; 0: as the hosts say */
	size_t slots;
	bool short_of_reserve;   /* during it, too little memory is free to lose
				 * further hosts */
	struct drain_move *move; /* in the order they were given slots */
	size_t nmove;
	size_t *unfinished; /* VMs */
	enum drain_why *why;
	size_t nunfinished;
};

/* host drained onto the others of the problem */
struct drain_answer *drain_host(struct arena *a, const struct drain_problem *p,
    size_t host, enum drain_policy policy);

/* what a migration and a drain depend on: below 0, 0, above 0; biggest first.
 * Having a mark of `apart` counts, which mark does not. */
int drain_vm_compare(const struct drain_vm *x, const struct drain_vm *y);

struct rolling_answer {
	bool finished;
	size_t stuck; /* host that can't be drained */
	bool away;    /* it can, but not all of its VMs can fail back */
	double seconds, bytes, bytes_lower_bound;
	size_t *order;          /* nhost */
	double *out_s, *back_s; /* of each step, in that order: VMs migrating
				 * away, and failback */
};
/*
 * Maintenance of every host, one after the other: the lightest first, the VMs
 * of the next ones to the hosts just finished as far as memory allows, which
 * needs sum(M) + min(M) bytes at least; with failback each VM fails back after
 * its host's service.
 */
struct rolling_answer *rolling_run(struct arena *a,
    const struct drain_problem *p, double service_s, bool failback);

#endif
