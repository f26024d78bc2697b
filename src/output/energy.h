/*
 * The range of a design's energy cost. Knows the design's power draw and what
 * was counted of it, not how either is printed.
 */
#ifndef OUTPUT_ENERGY_H
#define OUTPUT_ENERGY_H

#include "design/design.h"

/* cents over the years, where the draw is draw_mw, an end of the design's
 * range.  The energy was rounded rack by rack as it was counted; both ends
 * carry that rounding, so that what was counted lies within them. */
int64_t output_energy_cents(const struct design *g, int64_t draw_mw);

#endif
