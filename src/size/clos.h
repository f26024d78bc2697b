/*
 * A routed leaf-and-spine fabric (folded Clos), sized and priced for comparison
 * with what is built here: any number of spines, ECMP over all of them.  Knows
 * no addresses or routing protocol and lays nothing out.
 */
#ifndef SIZE_CLOS_H
#define SIZE_CLOS_H

#include "size/size.h"

/* the fewest cores of P ports for E edges of U uplinks each;
 * 0: no number does */
int64_t clos_cores(int64_t edges, int64_t uplinks, int64_t ports);

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
	const char **reason; /* its assumptions, or why there is none */
	size_t nreason, capreason;
};
struct clos clos_size(struct arena *a, const struct model *m);

#endif
