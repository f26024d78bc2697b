/*
 * Between what a design's energy costs: what was counted, and what more or less
 * of draw adds to it or takes from it.
 */
#include "output/energy.h"

#include "size/size.h"

int64_t
output_energy_cents(const struct design *g, int64_t draw_mw)
{
	return g->energy_cents + power_energy_cents(g->model, draw_mw) -
	    power_energy_cents(g->model, g->draw.mw);
}
