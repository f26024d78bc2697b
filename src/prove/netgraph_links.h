/*
 * The parts of a network of the drain engine, for the files that build it and
 * find paths in it. Private to them.
 */
#ifndef PROVE_NETGRAPH_LINKS_H
#define PROVE_NETGRAPH_LINKS_H

#include "prove/netgraph.h"

enum { MEMBERS = 8 };

/* all the steady load, and the part of it that is lossless */
struct steady_load {
	double all_bps, lossless_bps;
};

struct ends {
	size_t n;           /* members that live migration may use */
	bool ideal;         /* all at once */
	bool takes;         /* from each peer, or stream, on one of all */
	bool lacp;          /* one LAG: either switch hands over its part */
	bool bonded;        /* whose members go by peer */
	size_t tx, rx;      /* links; with n > 0 */
	double tx_Bps;      /* what one member carries */
	size_t sw[MEMBERS]; /* switch of each, NONE: one big switch */
	bool both;          /* on more than one switch */
	size_t limit;       /* sender's SMB limit, NONE: none */
	double line_Bps;    /* of one port */
	int64_t port_bps;
	struct steady_load in;
};

struct netgraph {
	struct arena *a;
	const struct model *m;
	double *capacity;
	double
	    *one;   /* what a member of a LAG carries of it; INFINITY: no LAG */
	bool *full; /* the steady load takes more than half of it */
	const char **name;
	size_t *group; /* of each link */
	size_t n, cap, capone, capfull, capname, capgroup;
	struct ends *host;
	/* of a design: by switch, and by rack for both its leaves; half: of
	 * the streams inside a rack; peer: of those of a pair with one end on
	 * one switch, and a quarter where both are on both */
	size_t *up, *down, *rack_up, *rack_down, *half, *domain, *rack_of;
	size_t peer, quarter, fabric[2];
	/* of a design: a network that is not for migrations, or NONE */
	size_t asked;
	bool today;
	/* one non-blocking switch, or independent switches */
	bool flat;
	double own_share;  /* of its ETS class; 0: no classes */
	bool own_lossless; /* live migration is in the lossless class */
	/* half-way: today's network, whose links follow ours, for hosts of
	 * clusters that are not migrated yet */
	const struct netgraph *old;
	size_t old_first;
	const bool *over;
	/* the speed of the last host's port, in words */
	int64_t speed;
	const char *speed_text;
};

/* links that are upgraded together */
enum group { PORTS, LIMITS, UPLINKS, PEER_LINK, BETWEEN, TODAY };

#endif
