/*
 * Every switch and every cable between switches failing in turn, and every
 * cable of a host: its effect, failures with equal effect grouped.  Knows what
 * an outage does (outage.h); prints nothing.
 */
#ifndef PROVE_STRESS_H
#define PROVE_STRESS_H

#include "design/design.h"
#include "prove/drain_variants.h"
#include "prove/stress_result.h"

/* with the longest drain meanwhile; NULL: without */
struct stress *stress_look(struct arena *a, const struct design *g,
    struct drain_variants *meanwhile);

#endif
