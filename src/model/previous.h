/*
 * What exists already, from the design.json of an earlier bundle: switches and
 * where they are, cables by number with the ports they join, addresses, and
 * other items bought with them. Names are resolved against the site and the
 * catalogs; knows nothing about which of it may be kept.  Everything belongs to
 * the arena and is const once read.
 */
#ifndef MODEL_PREVIOUS_H
#define MODEL_PREVIOUS_H

#include "model/model.h"

struct previous_switch {
	const char *name, *role; /* role as in design.json */
	const struct switch_model *model;
	size_t rack; /* index; NO_INDEX: no longer in the site */
	int64_t unit;
	size_t nth; /* of those of its role, 0-based */
	const struct part **option;
	size_t noption;
	struct span at;
};

struct previous_link {
	const char *id, *kind; /* as in design.json */
	struct {
		const char *device, *port;
		/* NULL: the cable has attached ends */
		const struct part *optic;
		const struct previous_switch *sw; /* NULL: none of these */
	} end[2];
	int64_t speed_bps;
	const struct part *cable; /* NULL: no longer in the catalogs */
	const char *breakout;     /* the cable it shares with others, or NULL */
	bool over;                /* existing fibre: a cord at each end */
	size_t host,
	    port; /* of the site, that its far end is; NO_INDEX: none */
	struct span at;
};

struct previous_address {
	const char *device, *interface;
	uint32_t address;
};

/* one port of a LAG of a switch */
struct previous_member {
	const char *device, *port;
	int64_t number; /* of the LAG */
};

/* other items of a switch, a host or the site (of: ""), apart from switches,
 * options, cables and optics: a supply, a cord, years of support, a network
 * card */
struct previous_stock {
	const char *of;
	const struct previous_switch *sw; /* NULL: none of these */
	const struct part *part;
	int64_t quantity;
};

struct previous {
	const struct source *src;
	const char *topology;
	struct previous_switch *sw;
	size_t nsw, capsw;
	struct previous_link *link;
	size_t nlink, caplink;
	struct previous_address *addr;
	size_t naddr, capaddr;
	struct previous_member *member;
	size_t nmember, capmember;
	struct previous_stock *stock;
	size_t nstock, capstock;
};

/* puts it into the model, and its spines' racks where the site names none;
 * false after a finding: no design.json, of another site, or of a version that
 * didn't record its parts */
bool previous_read(struct arena *a, struct diags *d, struct model *m,
    const struct source *src);

#endif
