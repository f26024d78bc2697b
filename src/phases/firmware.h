/*
 * Firmware upgrades, one switch at a time: the order, each step simulated with
 * that switch out of service, and the run-book. Knows no version of any
 * firmware.
 */
#ifndef PHASES_FIRMWARE_H
#define PHASES_FIRMWARE_H

#include "base/file.h"
#include "prove/outage.h"

/* one switch out of service */
struct firmware_stage {
	size_t sw;
	struct outage *o;
};

/* the switches of g, and the site they are upgraded on: whole, which is g
 * unless only some racks are done, with the hosts that have moved there, by
 * host; NULL: all.  meanwhile: of the whole */
struct firmware_site {
	const struct design *g, *whole;
	const bool *moved;
	struct drain_variants *meanwhile;
};

/* spines, then leaves; of a pair the secondary first, and all secondaries
 * before the first primary; every step is simulated */
struct firmware_stage *
firmware_stages(struct arena *a, const struct firmware_site *s, size_t *n);

/* firmware.md */
void firmware_markdown(struct buf *b, const struct firmware_site *s);

#endif
