/*
 * A routed leaf-and-spine fabric (folded Clos), sized and priced for comparison
 * with what is built here: any number of spines, ECMP over all of them.  Knows
 * no addresses or routing protocol and lays nothing out.
 */
#ifndef SIZE_CLOS_H
#define SIZE_CLOS_H

#include "size/size.h"

/* ---- two layers of boxes, no racks: for comparison with published ones ---- */

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
/*
 * The cheapest that connects `nodes` ports with at most blocking_ppm (1000000:
 * none) at every edge.  Each edge has a link to each core at least; where
 * uplinks are no multiple of the cores the rest goes round, so no core has two
 * more than another.
 */
struct clos_flat clos_flat(const struct clos_box *edge, size_t nedge,
    const struct clos_box *core, size_t ncore, int64_t nodes,
    int64_t blocking_ppm, int64_t cable_cents);

/* the fewest cores of P ports for E edges of U uplinks each; 0: no number does */
int64_t clos_cores(int64_t edges, int64_t uplinks, int64_t ports);

/* ---- a site ---- */

struct clos {
	bool found;
	int layers;                     /* switches above a host: 2 or 3 */
	size_t leaves, fabrics, spines; /* fabrics: the middle layer's */
	size_t pods;
	const struct switch_model *fabric, *spine;
	int64_t uplinks;       /* of each leaf */
	enum speed_class pool; /* of those */
	bool uneven;
	struct ledger parts;
	int64_t cents;
	const char *summary;
	const char **reason; /* what it rests on, or why there is none */
	size_t nreason, capreason;
};
struct clos clos_size(struct arena *a, const struct model *m);

#endif
