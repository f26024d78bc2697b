/*
 * Drawings of a design: the topology with its LAGs, racks from the front, and
 * the report's charts. Decides nothing.
 */
#ifndef REPORT_DIAGRAMS_H
#define REPORT_DIAGRAMS_H

#include "design/design.h"
#include "prove/results.h"
#include "prove/stress_result.h"
#include "prove/why_result.h"
#include "report/svg.h"

/* more racks than DRAWN_RACKS are drawn as groups of like ones */
#define DRAWN_RACKS 12
struct drawing *svg_topology_draw(struct arena *a, const struct design *g);

/* racks with something of ours in them, each once, in the site's order */
size_t *svg_racks_used(struct arena *a, const struct design *g, size_t *n);
struct drawing *
svg_rack_draw(struct arena *a, const struct design *g, size_t rack);
const char *svg_rack_path(struct arena *a, const struct design *g, size_t rack);
/* the same from behind, where hosts and switches have their cables */
struct drawing *
svg_rear_draw(struct arena *a, const struct design *g, size_t rack);
const char *svg_rear_path(struct arena *a, const struct design *g, size_t rack);

/* ports of a switch that serve one role with the same VLANs */
struct port_group {
	const char *class; /* of svg_style */
	char letter;       /* for paper without colours; '-': unused */
	const char *words;
	size_t n;
};
/* of: the group of each port; NONE where it was broken out */
struct port_group *svg_port_groups(struct arena *a, const struct design *g,
    const struct dswitch *s, size_t *of, size_t *n);
/* "12" of "Interface 0/12", where all ports of the switch start with 0/ */
const char *svg_port_number(const struct dswitch *s, const struct dport *p);
struct drawing *svg_ports_draw(struct arena *a, const struct design *g,
    const struct dswitch *s);
const char *svg_ports_path(struct arena *a, const struct dswitch *s);

/* hosts with equal drains (as printed), in the order of their first */
struct drain_group {
	size_t *host; /* indices into both networks' hosts */
	size_t n, cap;
	const struct host_result *today, *then;
};
struct drain_group *
chart_drain_groups(struct arena *a, const struct results *r, size_t *n);
/* what limits a host's drain, without its own name */
const char *chart_limited_by(struct arena *a, const struct host_result *x);
/* "hv01 to hv10, hv12": runs of consecutive names */
const char *chart_name_runs(struct arena *a, const char *const *name, size_t n,
    size_t most);

/* a swatch and its meaning, at the top of a chart; class NULL: none */
void
chart_key(struct drawing *d, const char *class, double x, const char *words);
/* at most so many groups, the slowest first */
enum { DRAWN_DRAINS = 12 };
struct drawing *
chart_drains(struct arena *a, const struct results *r, size_t most);
struct category {
	const char *name;
	int64_t cents, estimate_cents, low_cents, high_cents;
	size_t nline, nunpriced; /* of the bill; without a price */
};
/* in order of the bill; names for people */
struct category *
chart_categories(struct arena *a, const struct design *g, size_t *n);
/* its amount, where some or all of its parts need a quote first */
const char *chart_category_cost(struct arena *a, const struct category *c,
    const char *amount);
struct drawing *chart_costs(struct arena *a, const struct design *g);

/* maintenance of the hosts of a cluster, one after another; norder > 0,
 * finished.  now: the same cluster on today's network; NULL */
struct drawing *chart_rolling(struct arena *a, const struct rolling_result *r,
    const struct rolling_result *now);
/* the busiest links, all in and any one switch out; limit: of the load, 0: none
 * is required.  NULL where there is no steady load */
struct drawing *
chart_loads(struct arena *a, const struct stress *s, double limit);
/* designs by what they cost and how long their slowest drain takes */
struct pareto_dot {
	const char *topology, *label; /* label: "" or what distinguishes it */
	double drain_s;
	int64_t cost_cents;
	bool today; /* existing: nothing is bought */
};
/* ranged: costs are the middles of ranges, and labelled so */
struct drawing *chart_pareto(struct arena *a, const struct pareto_dot *dot,
    size_t n, const char *currency, bool ranged);
/* topologies that were considered and simulated, and the points of why where
 * there are some (why may be NULL), beside today (today_s negative: it has no
 * time); NULL: fewer than three in all */
struct drawing *chart_candidates(struct arena *a, const struct design *g,
    const struct candidate *cand, size_t n, const struct why *why,
    double today_s);
/* of its slowest host; negative: one can't be drained */
double chart_longest_drain(const struct net_result *n);

/* diagrams/: topology.svg, rack-NAME.svg, rear-NAME.svg, ports-NAME.svg,
 * drain.svg, cost.svg, and where there is something to show rolling.svg,
 * load.svg, pareto.svg */
void diagrams_write(struct arena *a, const struct design *g,
    const struct candidate *cand, size_t ncand, const struct results *r,
    const struct stress *stress, const struct why *why, struct fileset *out);

#endif
