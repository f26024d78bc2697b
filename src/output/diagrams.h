/*
 * The design drawn: the topology with its bundles, racks from the front, and
 * the report's charts.  Shows what was decided, decides nothing.
 */
#ifndef OUTPUT_DIAGRAMS_H
#define OUTPUT_DIAGRAMS_H

#include "design/design.h"
#include "output/svg.h"
#include "size/results.h"

/* more racks than DRAWN_RACKS are drawn as groups of like ones */
#define DRAWN_RACKS 12
struct drawing *draw_topology(struct arena *a, const struct design *g);

/* racks with something of ours in them, each once, in the site's order */
size_t *racks_used(struct arena *a, const struct design *g, size_t *n);
struct drawing *draw_rack(struct arena *a, const struct design *g,
    size_t rack);
const char *rack_path(struct arena *a, const struct design *g, size_t rack);

/* hosts that drain alike (as printed), in the order of their first */
struct drain_group {
	size_t *host;		/* indices into both networks' hosts */
	size_t n, cap;
	const struct host_result *today, *then;
};
struct drain_group *drain_groups(struct arena *a, const struct results *r,
    size_t *n);
/* what holds a host back, its own name taken out */
const char *held_by(struct arena *a, const struct host_result *x);
/* "hv01 to hv10, hv12": runs of names that count on */
const char *names_runs(struct arena *a, const char *const *name, size_t n,
    size_t most);

struct drawing *draw_drains(struct arena *a, const struct results *r);
struct category { const char *name; int64_t cents, estimate_cents; };
/* in order of the bill; names for people */
struct category *categories(struct arena *a, const struct design *g,
    size_t *n);
struct drawing *draw_costs(struct arena *a, const struct design *g);

/* diagrams/topology.svg, rack-NAME.svg, drain.svg, cost.svg */
void diagrams_write(struct arena *a, const struct design *g,
    const struct results *r, struct fileset *out);

#endif
