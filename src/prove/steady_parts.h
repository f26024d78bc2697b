/*
 * One account of the steady load in the making (steady.h): a state of a design,
 * with switches and links out, and what of it is left.  steady.c sums traffic
 * over the switches; the ports of hosts and the peer links are read off those
 * sums.  Rates are bit/s, the more loaded direction.  Of steady.c and its parts
 * only. Knows no drains.
 */
#ifndef PROVE_STEADY_PARTS_H
#define PROVE_STEADY_PARTS_H

#include "prove/steady.h"

struct steady {
	struct arena *a;
	const struct design *g;
	struct term *term;
	size_t nterm;
	double *host_bps; /* tx and rx of each, by network */
	size_t *pair_of;  /* of each host: its lower switch, or NONE */
	const bool *down;
	const bool *cut;  /* by link, or NULL */
	bool *changed;    /* by switch: its pair's hosts' ports changed */
	double *out, *in; /* by switch: leaves it, enters it */
	double *core_out, *core_in; /* the part of that the core routes */
	double core_bps;            /* up, and as much down */
	double across[2][2];        /* from domain to domain */
};

/* ---- steady_left.c: what is left ---- */

/* both ends in, and the link itself */
bool steady_link_left(const struct steady *s, const struct dlink *l);
/* connected, and so is what it is connected to */
bool steady_nic_left(const struct steady *s, const struct dnic *x);
/* of all ports of a switch with this role */
double
steady_role_left_bps(const struct steady *s, size_t sw, enum port_role role);
/* the share of what a host sends (or receives) on a network that is on a
 * switch's ports, 0 to 1 */
double steady_share(const struct steady *s, size_t host, size_t sw,
    const struct network *net, bool rx);
/* of the two pairs of a design with two: 0 or 1, a leaf's by its uplinks */
size_t steady_domain(const struct design *g, size_t sw);

/* ---- read off the sums ---- */

/* steady_host.c: the group of a host's ports that is busiest */
struct group_load steady_host_look(const struct steady *s, size_t host);
/* steady_peer.c: of two spines, the first by its number; empty unless one
 * lacks a link */
double steady_spines_peer_bps(const struct steady *s, size_t first);
/* of two switches that hosts connect to: what crosses, and what the core is
 * reached or comes back by */
double steady_pair_peer_bps(const struct steady *s);

#endif
