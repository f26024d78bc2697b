/*
 * The planned cables of a bundle by what is at their ends: which cable is at a
 * port of a device, and which device a name means.  Management cables are none
 * of these.  Knows nothing about neighbours.  Made once; the arena and the
 * bundle outlive it.  Private to the room.
 */
#ifndef VERIFY_CABLE_PLACES_H
#define VERIFY_CABLE_PLACES_H

#include "readback/bundle_read.h"

/* one end of a cable of the bundle, sorted by device and port */
struct cable_place {
	const char *device, *port; /* port: its normal name, "" unknown */
	size_t cable;
	int end;
};

struct cable_places {
	struct arena *a;
	const struct bundle *b;
	struct cable_place *place;
	size_t nplace;
	const char **device; /* every device of the cabling, sorted */
	size_t ndevice;
};

struct cable_places cable_places_new(struct arena *a, const struct bundle *b);
/* the planned end at a port (its normal name), or NULL */
const struct cable_place *cable_place_at(const struct cable_places *k,
    const char *device, const char *port);
/* that end of its cable, or the other one */
const struct bundle_cable_end *cable_place_end(const struct cable_places *k,
    const struct cable_place *p, int other);
/* the device whose name is the first len bytes, without regard to case, and
 * where it is in device[]; NULL */
const char *cable_device_index(const struct cable_places *k, const char *name,
    size_t len, size_t *at);
/* the device a neighbour's name means: as it is, or without its domain; "" */
const char *cable_device(const struct cable_places *k, const char *name);
/* a truncated name: the one planned at the port (want) if it matches, else the
 * only one that does; "" */
const char *cable_device_cut(const struct cable_places *k, const char *start,
    const char *want);

#endif
