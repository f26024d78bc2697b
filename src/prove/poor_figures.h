/*
 * Poor figures of a design without a target: reported, never required. The
 * limits are where such figures begin to have an effect, not where a design is
 * wrong.
 */
#ifndef PROVE_POOR_FIGURES_H
#define PROVE_POOR_FIGURES_H

#include "design/design.h"

/*
 * Leaves are commonly built with 3:1 between their hosts' ports and their
 * uplinks; twice that is reported.  A link is planned to be at most so full,
 * since queues grow without bound as it nears all of its rate (M/M/1: five
 * packets wait at 80 %, ten at 90 %).
 */
enum { POOR_OVERSUBSCRIPTION = 6, POOR_UTILISATION_PERCENT = 80 };

struct poor_figure {
	bool load; /* of a link; else oversubscription */
	const char *text, *hint;
};
/* in the order of the requirements; requirements must have been checked */
struct poor_figure *
poor_figures_of(struct arena *a, const struct design *g, size_t *n);

#endif
