/*
 * A design with some of its switches failed: which host loses which network,
 * what the remaining links carry, and how long a drain takes meanwhile. Knows
 * no reason for the failure and no order of steps.  Answers belong to the
 * arena.
 */
#ifndef PROVE_OUTAGE_H
#define PROVE_OUTAGE_H

#include "design/design.h"
#include "prove/drain_variants.h"
#include "prove/stress_result.h"

struct lost {
	size_t host, net;
	size_t instead; /* the network that replaces it, or NONE */
};

struct outage {
	struct lost *lost; /* by host, then by network */
	size_t nlost, caplost;
	size_t cut_off;      /* hosts that lose one without a replacement */
	double load;         /* of the busiest link left, steady load only */
	const char *busiest; /* NULL: no steady load */
	/* the longest drain of the site meanwhile (half-way: of the hosts that
	 * have moved); negative: not simulated, since a host is without live
	 * migration, or impossible */
	double drain_s;
	const char *slowest; /* that host; NULL with negative drain_s */
};

/* out: by switch.  A leaf that has no uplink left and shuts its host ports
 * counts as out for its hosts.  meanwhile: of the design's site; NULL: no drain
 * is simulated */
struct outage *outage_look(struct arena *a, struct drain_variants *meanwhile,
    const struct design *g, const bool *out);
/* the same with all switches in and some links out: by link */
struct outage *outage_links(struct arena *a, struct drain_variants *meanwhile,
    const struct design *g, const bool *cut);
/* ... those of one cable, which may be several */
struct outage *outage_cable(struct arena *a, struct drain_variants *meanwhile,
    const struct design *g, size_t link);
/* some switches out, without the drain, which takes its time */
struct outage *
outage_networks(struct arena *a, const struct design *g, const bool *out);
/* what is independent of the failure, for evaluating networks many times.
 * Belongs to the arena a, which the answers may not outlive */
struct outage_base;
struct outage_base *outage_base_new(struct arena *a, const struct design *g);
struct outage *
outage_networks_on(struct arena *a, struct outage_base *base, const bool *out);
/* ... of all links of one cable */
struct outage *
outage_cable_networks(struct arena *a, struct outage_base *base, size_t link);
/* the same with the load, but no drain */
struct outage *
outage_load(struct arena *a, const struct design *g, const bool *out);
/* load and networks of a part of a design, the drain on the site half-way: the
 * part's switches are found in the whole by their names, moved is by host of
 * the whole, all other hosts are on today's network */
struct outage *outage_halfway(struct arena *a, struct drain_variants *meanwhile,
    const struct design *part, const bool *out, const struct design *whole,
    const bool *moved);
/* the steady load of every link group, in normal operation and with each switch
 * failed */
struct link_group_load *
outage_loads(struct arena *a, const struct design *g, size_t *n);

#endif
