/*
 * LLDP neighbours (readback/lldp.h) against a bundle's cabling.csv: which plug
 * to move where, which cable is missing, which is unknown.  Knows nothing of
 * what cabling.csv was made from, and reads no configuration.  Everything
 * belongs to the arena.
 */
#ifndef VERIFY_LLDP_COMPARE_H
#define VERIFY_LLDP_COMPARE_H

#include "readback/bundle_read.h"
#include "readback/lldp.h"

/* CABLE_NAMED: right except for the name a host gives its port; CABLE_SHARED: a
 * port has more than one neighbour */
enum cable_state {
	CABLE_MOVE,
	CABLE_MISSING,
	CABLE_UNKNOWN,
	CABLE_NAMED,
	CABLE_SHARED
};
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
	size_t planned;         /* cables, but those out of range */
	size_t right;           /* connected as planned */
	size_t port_unreported; /* of these, by the device's name alone */
	size_t cut;             /* truncated names */
	size_t unnamed;         /* a neighbour without a name */
	size_t unseen;          /* no file of either end was given */
};

/* of files whose device is known */
void lldp_cables_compare(struct arena *a, const struct bundle *b,
    const struct lldp_file *file, size_t n, struct cables_result *out);
/* the whole of it, from the paths; false after diagnostics */
bool lldp_cables_check(struct arena *a, struct diags *d, const char *dir,
    const char *const *path, size_t n, struct cables_result *out);

#endif
