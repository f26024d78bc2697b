/* Peer links: what crosses between two switches of a pair. */
#include "prove/steady_parts.h"

#include <math.h>

/* bit/s left from a leaf to a spine */
static double
to_spine_bps(const struct steady *s, size_t leaf, size_t spine)
{
	const struct dswitch *x = &s->g->sw[leaf];
	double bps = 0;

	for (size_t i = 0; i < x->nport; i++) {
		const struct dlink *l;

		if (x->port[i].role != PORT_UPLINK)
			continue;
		l = &s->g->link[x->port[i].link];
		if (l->a.sw == spine && steady_link_left(s, l))
			bps += (double)x->port[i].speed_bps;
	}
	return bps;
}

/* of what has to get to a leaf, or to the core: the part that reaches a spine
 * without a link there.  It comes from the other leaves as all they send does,
 * and from the core; at: bit/s left there from each spine */
static double
astray(const struct steady *s, const double at[2], size_t first, double bps,
    size_t except, bool from_core)
{
	const struct design *g = s->g;
	double arrive[2] = { 0 }, core[2] = { 0 }, sum;

	if (bps <= 0 || (at[0] > 0) == (at[1] > 0))
		return 0;
	for (size_t i = 0; i < g->nsw; i++) {
		double left[2], all;

		if (g->sw[i].role != ROLE_LEAF || i == except || s->down[i] ||
		    steady_domain(g, i) != first / 2)
			continue;
		for (size_t k = 0; k < 2; k++)
			left[k] = to_spine_bps(s, i, first + k);
		all = left[0] + left[1];
		for (size_t k = 0; all > 0 && k < 2; k++)
			arrive[k] += s->out[i] * left[k] / all;
	}
	for (size_t k = 0; k < 2 && from_core; k++)
		core[k] = steady_role_left_bps(s, first + k, PORT_CORE);
	for (size_t k = 0; k < 2 && core[0] + core[1] > 0; k++)
		arrive[k] += s->core_bps * core[k] / (core[0] + core[1]);
	sum = arrive[0] + arrive[1];
	return sum > 0 ? bps * arrive[at[0] > 0 ? 1 : 0] / sum : 0;
}

double
steady_spines_peer_bps(const struct steady *s, size_t first)
{
	const struct design *g = s->g;
	double bps = 0, at[2];

	if (s->down[first] || s->down[first + 1])
		return 0;
	for (size_t i = 0; i < g->nsw; i++) {
		if (g->sw[i].role != ROLE_LEAF || s->down[i] ||
		    steady_domain(g, i) != first / 2)
			continue;
		for (size_t k = 0; k < 2; k++)
			at[k] = to_spine_bps(s, i, first + k);
		bps += astray(s, at, first, s->in[i], i, first == 0);
	}
	for (size_t k = 0; k < 2; k++)
		at[k] = steady_role_left_bps(s, first + k, PORT_CORE);
	return first == 0 ?
	    fmax(bps, astray(s, at, first, s->core_bps, NONE, false)) :
	    bps;
}

double
steady_pair_peer_bps(const struct steady *s)
{
	double cross[2] = { s->out[0], s->out[1] }, core[2];

	if (s->down[0] || s->down[1])
		return 0;
	/* what leaves includes the core's part: separated here */
	for (size_t k = 0; k < 2; k++) {
		cross[k] -= s->core_out[k];
		core[k] = steady_role_left_bps(s, k, PORT_CORE);
	}
	for (size_t k = 0; k < 2; k++) {
		double all = core[0] + core[1];

		if (all <= 0)
			break;
		if (core[k] <= 0)
			cross[k] += s->core_out[k];
		cross[k] += s->core_in[1 - k] * core[k] / all;
	}
	return fmax(cross[0], cross[1]);
}
