/*
 * Racks as shown in the topology drawing: each with its leaves, uplinks and
 * hosts, or one for all identical ones where there are many.  Everything
 * belongs to the arena.
 */
#ifndef REPORT_RACK_KINDS_H
#define REPORT_RACK_KINDS_H

#include "design/design.h"

/* a rack, or several identical ones */
struct rack_kind {
	size_t rack;       /* the first of the equal ones */
	const char **name; /* all of them */
	size_t n, cap;
	size_t sharing; /* racks whose hosts are on its leaves, itself too */
	size_t leaf[2]; /* NONE: the rack has none */
	const struct dlag *up[2];
	size_t nhost, ndevice;
	size_t cables;     /* of hosts to the first of the two switches */
	int64_t speed_bps; /* of a host's */
	bool mixed;        /* host ports of several speeds */
	size_t cluster[4], ncluster;
	bool others; /* and hosts of other clusters */
	size_t domain;
};

/* each rack by itself up to DRAWN_RACKS of them, domain by domain; beyond, the
 * like ones together, whatever their clusters if need be */
struct rack_kind *
rack_kinds(struct arena *a, const struct design *g, size_t *n);

#endif
