/*
 * One VM's live migration by pre-copy: passes over what was rewritten while the
 * pass before was sent, until the platform's own rule stops it. A state machine
 * that is notified when its bytes have been sent, so that the same code runs
 * alone on a constant stream and among others in a drain. Knows no network and
 * no platform by name: rules are data.  A struct migration points into its
 * rules and load, which must outlive it.
 */
#ifndef DRAIN_MIGRATION_H
#define DRAIN_MIGRATION_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "drain/dirty.h"

/* when the last pass begins; same order as the catalog's stop words */
enum migration_stop {
	MIGRATION_PASSES,   /* little left, or max_passes made: whatever
				 * is left is then copied with it suspended */
	MIGRATION_DOWNTIME, /* the rest can be sent within downtime_s; no
				 * limit on passes: may never end */
	MIGRATION_XEN_OLD,  /* little left, max_passes, or more than
				 * max_factor times its memory sent */
	MIGRATION_XEN_NEW,  /* little left or max_passes */
	MIGRATION_STUN      /* as DOWNTIME, but a VM that dirties memory too
				 * fast is throttled until it converges */
};

struct migration_rules {
	enum migration_stop stop;
	size_t max_passes;      /* before the last copy; 0: no limit */
	double downtime_s;      /* limit of DOWNTIME and STUN; elsewhere what
				 * is a long blackout */
	double threshold_bytes; /* "little left" */
	double max_factor;      /* XEN_OLD; 0: no such rule */
	double overhead_s;      /* set-up: holds a slot, no bandwidth */
	double overhead_low_s, overhead_high_s; /* the range */
	double page_header_bytes; /* sent with each 4 KiB page; 0: none */
	double zero_page_bytes; /* bytes a zero page costs in the first pass */
	double zero_page_s;     /* and time, at the target */
	/* DOWNTIME: the copy loop checks this often, and a pass ends when what
	 * is left of it fits the limit; the rest goes on with what was dirtied
	 * meanwhile (QEMU).  0: a pass runs to its end */
	double loop_s;
	/* the last copy goes at this speed at least, not limited by what
	 * limits the others (QEMU lifts its max-bandwidth); 0: as they do */
	double stop_Bps;
	/* among others: the last copy is limited by links only, not by the
	 * stream cap */
	bool stop_lifts_cap;
	bool post_copy;     /* after one pass it runs at the target, and
	 * the rest is sent once */
	double give_up_s;   /* ends as not converging; 0: never */
	bool auto_converge; /* slowed 20 %, then 10 % more, up to 99 % */
};

/* textbook rules: DOWNTIME, 300 ms, nothing else */
struct migration_rules migration_rules_plain(void);

struct migration_load {
	double memory_bytes;  /* assigned; only zero pages depend on it */
	double nonzero_bytes; /* what must be sent */
	double compression;   /* share of bytes left; 0: 1 */
	struct dirty dirty;
};

/* ---- alone, on a constant stream ---- */

struct migration_result {
	bool finishes;     /* false: never under its rule */
	bool converges;    /* its rule was met, no limit cut it short */
	bool slowed;       /* the VM had to be slowed */
	double seconds;    /* all of it; INFINITY if it never finishes */
	double bytes;      /* as sent; of the passes tried if it never does */
	size_t passes;     /* with the last copy */
	double downtime_s; /* INFINITY if it never finishes */
	double lower_bound_s; /* overhead and each byte once */
};

/* bandwidth: payload bytes/s of the stream, > 0 */
struct migration_result migration_run(const struct migration_rules *r,
    const struct migration_load *l, double bandwidth_Bps);

/* the ends of the range: cold only and low overhead; hot set rewritten in every
 * pass and high overhead */
struct migration_result migration_optimistic(const struct migration_rules *r,
    const struct migration_load *l, double bandwidth_Bps);
struct migration_result migration_pessimistic(const struct migration_rules *r,
    const struct migration_load *l, double bandwidth_Bps);

/* nb x nd results, row by bandwidth, column by downtime limit (INFINITY: any,
 * one pass with the VM suspended) */
struct migration_result *
migration_table(struct arena *a, const struct migration_rules *r,
    const struct migration_load *l, const double *bandwidth_Bps, size_t nb,
    const double *downtime_s, size_t nd);

/* bytes of the first pass, as sent: no migration sends less */
double migration_first_bytes(const struct migration_rules *r,
    const struct migration_load *l);

/* ---- step by step ---- */

enum migration_do {
	MIGRATION_WAIT, /* for `seconds`, then call again */
	MIGRATION_SEND, /* `bytes`, then call again */
	MIGRATION_DONE,
	MIGRATION_NEVER /* it does not converge */
};
struct migration_step {
	enum migration_do what;
	double seconds, bytes;
	bool dark; /* the VM is suspended meanwhile */
};

struct migration {
	const struct migration_rules *r;
	const struct migration_load *l;
	int phase;
	double begin_s, pass_begin_s;
	double pass_bytes, sent_bytes;
	double rest;      /* memory of this pass not sent yet */
	double queue;     /* memory this pass began with */
	double Bps;       /* of the last pass */
	double ends_from; /* it can end with so much left */
	double throttle;  /* 0: runs at full speed */
	size_t passes, heavy;
	bool converges, slowed;
	bool whole; /* passes run to their end from now on */
	double downtime_s;
};
void migration_begin(struct migration *m, const struct migration_rules *r,
    const struct migration_load *l, double now_s);
/* the next action, after the last one is done; alone_Bps: the most the stream
 * could ever get (which decides whether it can converge at all; the last pass's
 * own speed decides when it ends) */
struct migration_step
migration_next(struct migration *m, double now_s, double alone_Bps);

#endif
