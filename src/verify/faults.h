/*
 * Single failures: every switch and every cable of a bundle failed, one after
 * another, on the graph of what the configs say about both ends of each cable.
 * Knows no design but its tables; simulates no migration.  For the rules' files
 * only; all belongs to the arena.
 */
#ifndef VERIFY_FAULTS_H
#define VERIFY_FAULTS_H

#include "readback/bundle_read.h"
#include "solve/graph.h"

#define NO_FAULT ((size_t)-1)

/* a network some host loses */
struct fault_loss {
	size_t net;
	size_t *host, nhost; /* hosts that lose it */
	bool core;           /* the core is no longer reached */
	/* switches whose hosts don't reach each other; x == y: none */
	size_t x, y;
};

struct fault {
	size_t sw;        /* of the bundle; NO_FAULT: a cable */
	size_t cable;     /* first row of it; NO_FAULT: a switch */
	bool peer;        /* with all cables between the same two switches */
	const char *name; /* a switch's name, a cable's id, "sw1 and sw2" */
	struct fault_loss *loss;
	size_t n, cap;
	/* the longest drain of all hosts meanwhile takes at least that; how
	 * much longer is up to the other traffic, which isn't known here.
	 * Negative: not known, INFINITY: a host can't be drained */
	double drain_s;
	const char *slowest;
};

/* what fails are rows of cabling.csv; a LAG below its minimum of links is down,
 * and so are ports that follow uplinks that are all down */
struct cable_graph {
	const struct bundle *b;
	struct graph graph; /* edges are rows */
	bool *carry;        /* net * rows + row: at each end that is ours,
	                     * whatever is down */
	bool *down;         /* by row */
};

struct sweep {
	const struct bundle *b;
	struct cable_graph *cables;
	struct fault_loss *whole; /* what is in pieces with nothing failed */
	size_t nwhole, whole_cap;
	struct fault *fault;
	size_t n, cap;
	const char **host; /* that have a cable, in order of appearance */
	size_t nhost, host_cap;
	double drain_s;      /* with nothing failed; negative: not known */
	bool *used;          /* by network: read, and some host has it */
	const char **unread; /* networks not checked, a config is missing */
	size_t nunread, unread_cap;
};

struct sweep *sweep_make(struct arena *a, const struct bundle *b);

/* does the row of cabling.csv fail with the fault? */
bool fault_takes(const struct bundle *b, const struct fault *f, size_t cable);

struct cable_graph *cable_graph_new(struct arena *a, struct sweep *s);
/* NULL: all is well */
void cable_graph_fail(struct cable_graph *w, const struct fault *f);
const bool *cable_graph_carry(const struct cable_graph *w, size_t net);
/* the host of a row, NO_FAULT: none of its ends is one */
size_t cable_graph_host(const struct cable_graph *w, size_t row);

/*
 * How much a host can send to all the other hosts together, Mbit/s: the
 * bottleneck of all paths there, over the networks of a purpose, by the one
 * port in use where its bond sends by one at a time; in the state set last, or
 * as promised: every cable up, every switch carrying what design.json has on
 * it.
 */
struct host_bandwidth;
struct host_bandwidth *
host_bandwidth_new(struct arena *a, const struct sweep *s);
void host_bandwidth_select(struct host_bandwidth *c, const char *purpose,
    bool promised);
long host_bandwidth_of(struct host_bandwidth *c, size_t host);
/* ... once these rows, ports of hosts, are gone from what was looked at */
long host_bandwidth_without(struct host_bandwidth *c, size_t host,
    const size_t *row, size_t nrow);

#endif
