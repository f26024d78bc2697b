/*
 * DOC: two layers, after Solnushkin's fat-tree tool (arXiv:1301.6179), with one
 * rule changed.  There a bundle between an edge and a core is the same number of
 * links everywhere, so that the cores jump to the next divisor; here the
 * uplinks of an edge go round the cores, and a core may have one link more of
 * one edge than of another.  ECMP then sends that core more than its links to
 * the other edges are made for: said where it happens.
 */
#include "size/clos.h"

int64_t
clos_cores(int64_t edges, int64_t uplinks, int64_t ports)
{
	int64_t cores;

	if (ports == 0 || edges > ports)
		return 0;
	cores = (edges * uplinks + ports - 1) / ports;
	/* each edge has a link to each core */
	return cores <= uplinks ? cores : 0;
}

static void
try_edges(struct clos_flat *best, struct clos_flat x,
    const struct clos_box *edge, const struct clos_box *core, size_t ncore,
    int64_t nodes, int64_t cable_cents)
{
	for (x.core_box = 0; x.core_box < ncore; x.core_box++) {
		x.cores =
		    clos_cores(x.edges, x.uplinks, core[x.core_box].ports);
		if (x.cores == 0)
			continue;
		x.found = true;
		x.uneven = x.uplinks % x.cores != 0;
		x.cables = nodes + x.edges * x.uplinks;
		x.cents = x.edges * edge[x.edge_box].cents +
		    x.cores * core[x.core_box].cents + x.cables * cable_cents;
		if (!best->found || x.cents < best->cents)
			*best = x;
	}
}

struct clos_flat
clos_flat(const struct clos_box *edge, size_t nedge,
    const struct clos_box *core, size_t ncore, int64_t nodes,
    int64_t blocking_ppm, int64_t cable_cents)
{
	struct clos_flat best = { 0 }, x = { 0 };

	for (x.edge_box = 0; x.edge_box < nedge; x.edge_box++) {
		const struct clos_box *e = &edge[x.edge_box];

		if (e->ports >= nodes) {
			struct clos_flat star = { true, x.edge_box, 0, 1, 0, 0,
				nodes, false, e->cents + nodes * cable_cents };

			if (!best.found || star.cents < best.cents)
				best = star;
		}
		/* more edges with fewer nodes each: until the edges alone
		 * cost more than the best */
		for (x.edges = 2; x.edges <= nodes; x.edges++) {
			int64_t down = (nodes + x.edges - 1) / x.edges;

			if (best.found && x.edges * e->cents >= best.cents)
				break;
			x.uplinks =
			    (down * 1000000 + blocking_ppm - 1) / blocking_ppm;
			if (down + x.uplinks <= e->ports)
				try_edges(&best, x, edge, core, ncore, nodes,
				    cable_cents);
		}
	}
	return best;
}
