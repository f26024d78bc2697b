/*
 * Results of a simulation of drains, for text and JSON.  Filled in prove/,
 * printed in output/.  Seconds are finite; impossible drains are marked by
 * flags and names. Judges nothing.
 */
#ifndef PROVE_RESULTS_H
#define PROVE_RESULTS_H

#include <stdbool.h>
#include <stddef.h>

struct named_seconds {
	const char *name;
	double seconds;
};

struct move_result {
	const char *vm, *to;
	double start_s, end_s, downtime_s;
};

/* VM and host of the model */
struct planned_move {
	size_t vm, to;
};

struct host_result {
	const char *host;
	bool finished;                 /* else the times mean nothing */
	double seconds, low_s, high_s; /* the range */
	bool open_end; /* at its upper end some would never end */
	bool may_end;  /* not finished, but at low_s it would be */
	bool default_ends;
	double default_s;         /* as the platform itself would order them */
	bool short_of_reserve;    /* too little memory is free meanwhile */
	struct move_result *move; /* in the order they are started */
	size_t nmove;
	struct planned_move *planned; /* with those that never end */
	size_t nplanned;
	double lower_bound_s;
	double bytes;
	size_t vms;             /* of the host, with those that never end */
	const char *bottleneck; /* the bottleneck */
	const char *help;       /* the one purchase or setting that would
				 * help; NULL */
	/* with another order or number of concurrent migrations; advised: it
	 * was requested */
	bool advised, advice_ends;
	const char *advice;
	double advice_s;
	size_t advice_slots;
	const char **unfinished, **why; /* VMs, and the reason of each */
	size_t nunfinished;
	struct named_seconds *blackout; /* VMs with a long last copy */
	size_t nblackout;
};

struct rolling_result {
	bool finished;
	const char *cluster;
	double seconds, bytes, bytes_lower_bound;
	double high_s; /* at the worst end of its range */
	bool open_end; /* there, it can't be done */
	const char **order;
	const double *out_s, *back_s; /* of each in that order: VMs on
					 * their way out, failback */
	double service_s;             /* the work between */
	size_t norder;
	const char *why; /* not finished: the reason */
};

struct net_result {
	const char *name; /* today, design */
	const char *what; /* "1 x 1 Gbit/s, one switch" for people */
	struct host_result *host;
	size_t nhost;
	struct rolling_result *roll; /* of each cluster that has hosts */
	size_t nroll;
	/* the one that is checked: the longest, or the first that is
	 * impossible */
	struct rolling_result rolling;
	double all_s; /* one cluster after the other; negative: not all can */
	/* VMs without a given dirty rate, and the drain of that host if one of
	 * them had the dirty rate of the slow end of the range (INFINITY: it
	 * would never end), the slowest first */
	const char *measure_host;
	struct named_seconds *measure;
	size_t nmeasure;
};

struct results {
	struct net_result *net; /* [0] today, [1] design */
	size_t nnet;
	const char **assumption;
	size_t nassumption;
};

/* why a VM stays, without its name */
const char *results_why(const struct host_result *h, size_t unfinished);
/* of a cluster by its name; NULL: it has none */
const struct rolling_result *
results_rolling(const struct net_result *n, const char *cluster);

/* which of the clusters is checked, and all together, from roll[] */
void results_sum_rolls(struct net_result *n);
/* is there a host with VMs that can be drained, on any of the networks? */
bool results_any_drain(const struct results *r);
/* waiting for live migrations in one maintenance round of all clusters;
 * negative: not all can be done */
double results_waiting_s(const struct net_result *n);

#endif
