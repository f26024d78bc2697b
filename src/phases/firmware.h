/*
 * Firmware upgrades, one switch at a time: the order, each step simulated with
 * that switch out of service, and the run-book. Knows no version of any
 * firmware.
 */
#ifndef PHASES_FIRMWARE_H
#define PHASES_FIRMWARE_H

#include "base/file.h"
#include "prove/outage.h"

/* switches out of service together; more than one never occurs in our own
 * order */
struct firmware_stage {
	size_t sw[2];
	size_t n;
	struct outage *o; /* filled by firmware_walk */
};

/* spines, then leaves; of a pair the secondary first, and all secondaries
 * before the first primary */
struct firmware_stage *
firmware_order(struct arena *a, const struct design *g, size_t *n);
/* the switches, and where only some racks are done the whole design and by its
 * hosts who was moved; whole NULL: all are.  meanwhile: drains known, of the
 * whole; NULL: none are */
struct firmware_site {
	const struct design *g, *whole;
	const bool *moved;
	struct drain_variants *meanwhile;
};

/* the first step that disconnects a host from a network without a fallback, or
 * NONE; every step is simulated, drains too where requested */
size_t firmware_walk(struct arena *a, const struct firmware_site *s,
    struct firmware_stage *step, size_t n, bool drains);

/* firmware.md */
void firmware_markdown(struct buf *b, const struct firmware_site *s);

#endif
