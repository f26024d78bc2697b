/*
 * What several commands print the same way: times and the longest of them, for
 * users.  Decides nothing.  Texts belong to the arena.  Private to the room.
 */
#ifndef OUTPUT_PARTS_H
#define OUTPUT_PARTS_H

#include "base/arena.h"
#include "prove/results.h"

/* s in seconds, as text in a sentence; "impossible", as in the report, where it
 * is not ok */
const char *output_time_shown(struct arena *a, bool ok, double s);
/* a network's longest drain; where hosts can't be drained "-", or their number
 * in words */
const char *
output_longest(struct arena *a, const struct net_result *n, bool words);

#endif
