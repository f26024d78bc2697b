/*
 * Emptying hosts: which machine goes where, in which order, and how long it
 * takes when all copies share the links.  Arrays in, times out; knows no site
 * file and no switch.  A problem's arrays must outlive the calls.
 */
#ifndef SIZE_DRAIN_H
#define SIZE_DRAIN_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "size/migration.h"

#define DRAIN_NONE ((size_t)-1)
enum { DRAIN_ROUTE = 16 };

/* links in one direction each, and the way between two hosts over them */
struct drain_net {
	size_t nlink;
	const double *capacity_Bps;	/* payload, steady load subtracted */
	const char *const *name;	/* as a reader knows them */
	/* links of stream number `stream` from host to host, at most
	 * DRAIN_ROUTE; the number of them */
	size_t (*route)(const void *ctx, size_t from, size_t to,
	    size_t stream, size_t *link);
	const void *ctx;
};

struct drain_host {
	const char *name;
	double memory_bytes;
	size_t slots;		/* migrations it takes part in at once */
};

struct drain_vm {
	size_t host;		/* where it runs now */
	double memory_bytes;
	struct migration_load load;
	size_t apart;		/* no two with one mark on a host; 0: none */
};

/* one cluster */
struct drain_problem {
	const struct drain_net *net;
	const struct drain_host *host;
	size_t nhost;
	const struct drain_vm *vm;
	size_t nvm;
	struct migration_rules rules;
	double stream_cap_Bps;	/* INFINITY: none */
	size_t parallel;	/* of the whole cluster; 0: no limit */
};

enum drain_policy {
	DRAIN_DEFAULT,		/* in the order given */
	DRAIN_LARGEST_FIRST	/* the longest copies first (LPT) */
};

enum drain_why { DRAIN_NO_ROOM, DRAIN_APART, DRAIN_NO_END };

struct drain_answer {
	bool finished;
	double seconds, bytes, lower_bound_s;
	size_t moved;
	size_t bottleneck;	/* link; DRAIN_NONE: none of them, see below */
	bool by_stream, by_overhead;	/* the stream's cap; the fixed time */
	double *downtime_s;	/* nvm; of those that moved */
	size_t *target;		/* nvm; DRAIN_NONE: did not move */
	size_t *unfinished;	/* machines */
	enum drain_why *why;
	size_t nunfinished;
};

/* host emptied onto the others of the problem */
struct drain_answer *drain_host(struct arena *a, const struct drain_problem *p,
    size_t host, enum drain_policy policy);
/* the quicker of the policies */
struct drain_answer *drain_best(struct arena *a, const struct drain_problem *p,
    size_t host);

struct rolling_answer {
	bool finished;
	size_t stuck;		/* host that can't be emptied */
	double seconds, bytes, bytes_lower_bound;
	size_t *order;		/* nhost */
};
/*
 * Service on every host, one after the other: the lightest first, the next
 * ones' machines into the hosts just finished as far as memory allows, which
 * needs sum(M) + min(M) bytes at least; with failback each machine goes home
 * after its host's service.
 */
struct rolling_answer *rolling_run(struct arena *a,
    const struct drain_problem *p, double service_s, bool failback);

#endif
