/*
 * Two-layer fabrics against published ones (tests/oracle/clos.csv): never
 * dearer at the same blocking with the same switches and cables.  Then small
 * ones against a search that tries every number of edges, uplinks and cores and
 * lays every link.
 */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "size/clos.h"

struct clos_box {
	int64_t ports, cents;
};
struct clos_flat {
	bool found;
	size_t edge_box, core_box; /* indices; core_box unused if cores 0 */
	int64_t edges, cores;      /* cores 0: one switch is enough */
	int64_t uplinks;           /* of each edge */
	int64_t cables;
	bool uneven; /* uplinks are no multiple of the cores */
	int64_t cents;
};

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

/*
 * The cheapest that connects `nodes` ports with at most blocking_ppm (1000000:
 * none) at every edge.  Each edge has a link to each core at least; where
 * uplinks are no multiple of the cores the rest goes round, so no core has two
 * more than another.
 */
static struct clos_flat
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

static uint64_t state = 11;

static int64_t
rnd(int64_t n)
{
	state = state * 6364136223846793005u + 1442695040888963407u;
	return (int64_t)(state >> 33) % n;
}

/* links of every edge to the cores in turn: does each core have the ports,
 * each edge a link to each core? */
static bool
holds(int64_t edges, int64_t uplinks, int64_t cores, int64_t ports)
{
	int64_t used[64] = {0}, e, u, next = 0;

	for (e = 0; e < edges; e++)
		for (u = 0; u < uplinks; u++)
			used[next++ % cores]++;
	for (u = 0; u < cores; u++)
		if (used[u] > ports)
			return false;
	return uplinks >= cores;
}

static int64_t
search(struct clos_box e, struct clos_box c, int64_t nodes, int64_t blocking,
    int64_t cable)
{
	int64_t best = INT64_MAX, edges, up, cores;

	if (e.ports >= nodes)
		best = e.cents + nodes * cable;
	for (edges = 2; edges <= nodes; edges++) {
		int64_t down = (nodes + edges - 1) / edges;

		for (up = 1; down + up <= e.ports; up++)
			for (cores = 1; cores <= up; cores++) {
				int64_t cost = edges * e.cents + cores *
				    c.cents + (nodes + edges * up) * cable;

				if (down <= up * blocking && cost < best &&
				    holds(edges, up, cores, c.ports))
					best = cost;
			}
	}
	return best;
}

static bool
published(const char *line)
{
	char source[32];
	int64_t nodes, blocking, ports, price, cable, edges, cores, total;
	struct clos_box box;
	struct clos_flat x;

	if (sscanf(line, "%31[^,],%" SCNd64 ",%" SCNd64 ",%" SCNd64 ",%" SCNd64
	    ",%" SCNd64 ",%" SCNd64 ",%" SCNd64 ",%" SCNd64, source, &nodes,
	    &blocking, &ports, &price, &cable, &edges, &cores, &total) != 9)
		return false;
	box = (struct clos_box){ports, price};
	x = clos_flat(&box, 1, &box, 1, nodes, blocking * 1000000, cable);
	printf("%-9s %5" PRId64 " nodes %" PRId64 ":1  published %3" PRId64
	    " + %2" PRId64 " = %7" PRId64 "   here %3" PRId64 " + %2" PRId64
	    " = %7" PRId64 "%s\n", source, nodes, blocking, edges, cores, total,
	    x.edges, x.cores, x.cents, x.uneven ? ", uneven" : "");
	return x.found && x.cents <= total &&
	    nodes <= x.edges * (ports - x.uplinks);
}

int
main(void)
{
	FILE *f = fopen("tests/oracle/clos.csv", "r");
	int passed = 0, failed = 0, i;
	char line[256];

	while (f != NULL && fgets(line, sizeof line, f) != NULL) {
		if (line[0] == '#')
			continue;
		if (published(line))
			passed++;
		else
			failed++;
	}
	if (f == NULL)
		failed++;
	else
		fclose(f);
	for (i = 0; i < 300; i++) {
		struct clos_box e = {4 + rnd(12), 100 + rnd(900)};
		struct clos_box c = {4 + rnd(12), 100 + rnd(900)};
		int64_t nodes = 2 + rnd(60), blocking = 1 + rnd(3);
		int64_t cable = rnd(40);
		struct clos_flat x = clos_flat(&e, 1, &c, 1, nodes,
		    blocking * 1000000, cable);
		int64_t best = search(e, c, nodes, blocking, cable);

		if (x.found ? x.cents == best : best == INT64_MAX) {
			passed++;
			continue;
		}
		printf("%" PRId64 " nodes at %" PRId64 ":1: %" PRId64
		    ", search %" PRId64 "\n", nodes, blocking, x.cents, best);
		failed++;
	}
	printf("%d passed, %d failed\n", passed, failed);
	return failed != 0;
}
