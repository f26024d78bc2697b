/*
 * Drain times on many small variations of a design: with each switch failed,
 * one after another, or some racks migrated. Knows no reason for the change.
 */
#ifndef PROVE_DRAIN_VARIANTS_H
#define PROVE_DRAIN_VARIANTS_H

#include "prove/prove.h"

/* what all such simulations of a site share.  m outlives it. */
struct drain_variants;
struct drain_variants *
drain_variants_new(struct arena *a, const struct model *m);

/* each host's drain in seconds, negative: it can't be drained; host: those
 * selected, the others stay 0; NULL: all.  moved: half-way, when only those
 * hosts (by host of the model) are on it; NULL: all are */
double *drain_variants_seconds(struct arena *a, struct drain_variants *k,
    const struct design *g, const bool *moved, const bool *host);
/* the longest drain of the selected hosts, and whose it is; negative: one can't
 * be drained, or none is selected */
double drain_variants_worst(struct arena *a, struct drain_variants *k,
    const struct design *g, const bool *moved, const bool *host, size_t *worst);
/* clusters that were simulated; all others were found in the cache.  For
 * tests */
size_t drain_variants_simulated(const struct drain_variants *k);

#endif
