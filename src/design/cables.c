/*
 * Which port is joined to which, by what cable: the order in which ports are
 * given out.  What each link is, is decided in files of their own.
 */
#include "design/cables.h"

bool
design_cables(struct arena *a, struct diags *d, struct design *g,
    const struct sizing *plan)
{
	struct cabling k = { .a = a,
		.d = d,
		.g = g,
		.plan = plan,
		.split =
		    NEW(a, struct splits, g->nsw * (POOLS - SPLIT_10G) + 1),
		.trunk = NEW(a, size_t *, g->nsw * (POOLS - SPLIT_10G) + 1) };
	bool core = size_core_used(g->model, g->topology);

	cables_reserve_copper(&k, core);
	/* ports are given out in this order; the ends of the blocks first, so
	 * that hosts and downlinks count up from the start */
	if (!cables_peers(&k))
		return false;
	if (core && !cables_core(&k, 0))
		return false;
	if (!cables_fabric(&k) || !cables_leaves(&k) || !cables_hosts(&k) ||
	    !cables_oob(&k))
		return false;
	cables_bundle(g);
	cables_label(a, g);
	return true;
}
