/*
 * The steady load of every group of links of a design, with whatever is out:
 * computed in one place, for the requirement, the failures and the report. The
 * caller gives what is down; does not determine the loss of networks.
 */
#ifndef PROVE_STEADY_H
#define PROVE_STEADY_H

#include "design/design.h"
#include "prove/stress_result.h"

struct steady;

struct steady *steady_new(struct arena *a, const struct design *g);
/* groups there are: hosts, then switches (uplinks), then pairs (peer links),
 * the LAG between the domains, the links to the core */
size_t steady_groups(const struct design *g);
const char *steady_name(struct arena *a, const struct design *g, size_t group);
/* fills bps and line_bps of every group: the more loaded direction, and what
 * is left of its links; 0 bit/s of those: nothing, or not a group of this
 * design.  down: by switch; cut: by link, which are out by themselves, or NULL:
 * none */
struct group_load {
	double bps, line_bps;
};
void steady_look(struct steady *s, const bool *down, const bool *cut,
    struct group_load *out);

#endif
