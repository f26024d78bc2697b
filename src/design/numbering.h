/*
 * Numbers that stay when a host or a rack is added: of addresses, cables and
 * ports, each rack has a block as large as the hosts it can hold, in the order
 * the racks are mentioned, and a host its place in it.  Knows no device and no
 * word; what has no room for blocks is counted through, and the caller says so.
 */
#ifndef DESIGN_NUMBERING_H
#define DESIGN_NUMBERING_H

#include "model/model.h"
#include "size/size.h"

struct numbering {
	const struct model *m;
	/* nend: of a rack's hosts, 0-based;
	 * of devices, the ports of those before */
	size_t *order;
	size_t *room;   /* nrack: hosts it can hold, or has */
	size_t *start;  /* nrack: the room of the racks before it */
	size_t total;   /* of all racks */
	size_t ports;   /* cabled of a host, at most; even, if any has two */
	size_t devices; /* ports of all devices */
	size_t block;   /* cable numbers of a rack */
	size_t beyond;  /* cables given numbers after all blocks */
};

struct numbering *
numbering_new(struct arena *a, const struct model *m, enum topology t);

/* what a cable belongs to; where: the rack, or the domain */
enum cable_section {
	CABLES_PEER,   /* of a pair, by domain */
	CABLES_FABRIC, /* between the domains */
	CABLES_CORE,
	CABLES_DEVICE, /* by port of all devices */
	CABLES_MANAGE, /* of switches that are no leaves, by switch */
	CABLES_HOST,   /* by rack: a host's place in it, and its port */
	CABLES_UPLINK, /* by rack: a leaf of its two, and which of its links */
	CABLES_LEAF    /* by rack: management of its leaves */
};
/* the number of a cable: one never twice for different arguments.  part: which
 * host, leaf or switch; nth: which of its cables */
size_t numbering_cable(struct numbering *n, enum cable_section section,
    size_t where, size_t part, size_t nth);

/* is there room for a block a rack of addresses, each host taking `each`?  The
 * number in the subnet of a host's nth address; the first ten of a subnet are
 * commonly taken by routers and tools, and left where it is large enough */
bool numbering_fits(const struct numbering *n, const struct network *net,
    size_t each);
int64_t numbering_address(const struct numbering *n, const struct network *net,
    size_t each, size_t host, size_t nth);
/* the last number before those that follow all blocks: devices begin there */
int64_t numbering_address_after(const struct numbering *n,
    const struct network *net, size_t each);
/* the number of a switch's management address, nth of the spines (or of the
 * pair: rack NONE_RACK), or of a rack's leaves; 0: there is no room for fixed
 * ones */
int64_t numbering_manage(const struct numbering *n, const struct network *net,
    size_t rack, size_t nth);

/* the place of a host's nth port among `have` ports of a switch that serves all
 * racks; NONE_RACK: they don't hold a block a rack */
size_t
numbering_port(const struct numbering *n, size_t host, size_t nth, size_t have);

#endif
