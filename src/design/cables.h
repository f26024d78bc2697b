/*
 * Cabling, for its own files: what is cabled so far, and how one link comes to
 * be; then those of hosts, between switches, and out of the design.  Ports are
 * assigned in the order these are called, which is that of cables.c. Everything
 * belongs to the arena.
 */
#ifndef DESIGN_CABLES_H
#define DESIGN_CABLES_H

#include "design/design.h"
#include "design/kept.h"
#include "design/numbering.h"
#include "size/size.h"

struct cabling {
	struct arena *a;
	struct diags *d;
	struct design *g;
	const struct sizing *plan;
	size_t *free[2]; /* of a pair: ports for hosts, in order */
	size_t nfree[2];
	bool blocks; /* of those, each rack has a block */
	bool mixed;  /* hosts have ports of several speeds */
	/* of the switch whose hosts are cabled, by SPLIT_ pools less the first:
	 * which share a cable */
	struct splits *split; /* 2 a switch */
	size_t **trunk;       /* of each of their cables: the port broken out */
	/* what was chosen for links before */
	struct joined {
		struct cage x, y;
		size_t into;
		int64_t speed_bps, raw_mm;
		const char *family;
		struct link_choice by;
	} * joined;
	size_t njoined, capjoined;
};

/* cables_link.c: one link, of two ends and what they are plugged into */
/* the place lengths are counted from */
struct place
cables_switch_top(const struct design *g, const struct sizing *plan, size_t sw);
struct dend cables_end_switch(const struct design *g, size_t sw, size_t port);
/* what was decided for the switch's rack, pair or domain */
const struct pattern *cables_pattern_of(const struct cabling *k, size_t sw);
/* what a port of the switch that serves a pool is */
struct cage
cables_cage_of(const struct cabling *k, size_t sw, enum speed_class p);
/* chooses its cable, and enters it at both ports; false after a finding */
bool cables_link_add(struct cabling *k, enum link_kind kind, struct dend x,
    struct dend y, struct cage cx, struct cage cy, size_t into,
    enum speed_class p, int64_t raw_mm, const char *family,
    const struct previous_link *earlier, size_t number);

/* cables_host.c: ports for the modules of hosts and of a core that have
 * 10GBASE-T, before any are assigned */
void cables_reserve_copper(struct cabling *k, bool core);
/* cables_host.c: the ports of each switch for hosts and devices */
void cables_expect_hosts(struct cabling *k);

/* each of these false after a finding */
/* cables_host.c */
bool cables_hosts(struct cabling *k);
/* cables_switch.c: between two switches */
bool cables_peers(struct cabling *k);
bool cables_fabric(struct cabling *k);
bool cables_leaves(struct cabling *k);
/* cables_outside.c: to devices outside the design; `first` of the two switches
 * connected to the core */
bool cables_core(struct cabling *k, size_t first);
bool cables_oob(struct cabling *k);

/* cables_label.c: of all links, once they are there: which are of one cable,
 * and what is printed at their ends */
void cables_bundle(struct design *g);
void cables_label(struct arena *a, struct design *g);

#endif
