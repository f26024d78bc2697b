/*
 * What is cabled, by what devices hear of each other: LLDP neighbours read from
 * `lldpcli -f json show neighbors` (json and json0) and from what switches show,
 * and compared with a bundle's cabling.csv.  Of switches both forms are read,
 * tables and `detail`: show lldp neighbors (OS6: show lldp remote-device all,
 * detail PORT; SONiC: show lldp table, neighbors; RouterOS: /ip neighbor print
 * detail; Junos: show lldp neighbors, ... interface PORT), with `| json` on EOS and NX-OS, with `| display-xml` on OS10.  Knows
 * nothing of what cabling.csv was made from.  Everything belongs to the arena.
 */
#ifndef READBACK_LLDP_H
#define READBACK_LLDP_H

#include "readback/bundle_read.h"

struct neighbour {
	const char *port;     /* of the device that heard, as written */
	const char *name;     /* what it heard; "" where no name was given */
	bool cut;             /* only the start of the name is known */
	const char *far;      /* its port, as written; "" */
	bool far_cut;         /* only the start of that is known */
	const char *far_also; /* its port's description; "" */
	int line;
};

struct lldp_file {
	const struct source *src;
	const char *prompt; /* the device's name at its prompt, or NULL */
	const char *other;  /* of a second one that was asked, or NULL */
	int other_line;
	const char *device; /* of the bundle; set by lldp_owner */
	struct neighbour *item;
	size_t n, cap;
};

/* false after findings: no table that is known, or rows that are none */
bool lldp_read(struct arena *a, struct diags *d, const struct source *src,
    struct lldp_file *out);

/* CABLE_NAMED: right but for the name a host gives its port */
enum cable_state { CABLE_MOVE, CABLE_MISSING, CABLE_UNKNOWN, CABLE_NAMED };
extern const char *const lldp_cable_state_rule[];

struct cable_finding {
	enum cable_state state;
	bool error;
	const char *cable; /* planned there; "" */
	const char *device, *port;
	const char *file; /* NULL: of no line */
	int line;
	const char *message;
};

struct cables_result {
	struct cable_finding *item;
	size_t n, cap;
	size_t errors;
	size_t planned;     /* cables, but those out of range */
	size_t right;       /* joined as planned */
	size_t port_untold; /* of these, by the device's name alone */
	size_t cut;         /* names known by their start alone */
	size_t unnamed;     /* a neighbour that gives no name */
	size_t unseen;      /* no file of either end was given */
};

/* whose files these are; false after findings */
bool lldp_owners(struct arena *a, struct diags *d, const struct bundle *b,
    struct lldp_file *file, size_t n);
void lldp_cables_compare(struct arena *a, const struct bundle *b,
    const struct lldp_file *file, size_t n, struct cables_result *out);
/* the whole of it, from the paths; false after diagnostics */
bool lldp_cables_check(struct arena *a, struct diags *d, const char *dir,
    const char *const *path, size_t n, struct cables_result *out);

#endif
