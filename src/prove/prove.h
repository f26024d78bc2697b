/*
 * Whether a design meets its requirements: the design as links and flows,
 * drains simulated on it and on today's network, each requirement checked, and
 * the lower limits of the sizing program raised where the simulation requires
 * it. Knows model, sizing and design; prints nothing.
 */
#ifndef PROVE_PROVE_H
#define PROVE_PROVE_H

#include "design/design.h"
#include "drain/drain.h"
#include "prove/results.h"
#include "prove/why_result.h"
#include "size/size.h"

struct trial_cache;

/* every topology that was considered, and the one that was chosen */
struct selection {
	struct candidate *cand;
	size_t ncand;
	struct design *design; /* NULL: none meets the requirements */
	struct design *shown;  /* the one the results are for: that, or the
				 * nearest; NULL: only today's */
	/* today's, and those of the design or the nearest; NULL where there is
	 * neither and times were not requested */
	struct results *results;
	const struct lp *lp; /* the chosen program, or the nearest's; NULL */
	struct trial_cache *cache; /* for why_* */
	struct why *why; /* never NULL; its conflict is filled where no
				 * design is chosen and one was required */
	bool halfway;    /* hosts that are not in the design are still on
				 * today's network */
};

/* never NULL; findings (infeasible) where no design is chosen.  times_only: the
 * times of the nearest design will do then, with a warning */
struct selection *prove_choose(struct arena *a, struct diags *d,
    const struct model *m, bool times_only);
/* the same, where the notes of the design are not needed */
struct selection *
prove_compare(struct arena *a, struct diags *d, const struct model *m);
/* the same design where only its layout is needed: no results, and drains are
 * simulated only where the site requires a time */
struct selection *
prove_layout(struct arena *a, struct diags *d, const struct model *m);

/* a routed fabric beside the candidates, for comparison; after judge */
void
prove_add_clos(struct arena *a, const struct model *m, struct selection *v);

/* drains on today's network alone, or on a design */
struct results *simulate_today(struct arena *a, const struct model *m);
void simulate_design(struct arena *a, const struct model *m,
    const struct design *g, struct results *out);
/* the same with VMs placed and ordered by another policy than the best */
struct results *simulate_today_by(struct arena *a, const struct model *m,
    enum drain_policy policy);
void simulate_design_by(struct arena *a, const struct model *m,
    const struct design *g, enum drain_policy policy, struct results *out);

/* fills each host's drain time with other settings, and what to measure first;
 * g: of the design's results, NULL where there are none; only: that host alone,
 * NULL: all */
void advise_drains(struct arena *a, const struct model *m,
    const struct design *g, const char *only, struct results *r);

/* half-way, when only the hosts moved (by host of the model) are on it */
struct net_result simulate_mixed(struct arena *a, const struct model *m,
    const struct design *g, const bool *moved);
/* summary of the drains on a network: seconds, negative: impossible */
struct drain_times {
	double drain_s, drain_worst_s; /* of the longest host: expected, and at
					* the worst end of its range */
	double rolling_s, rolling_worst_s; /* of the longest cluster */
	const char *rolling_cluster;       /* NULL: there is none */
	const char *bottleneck;            /* of the longest host */
};
struct drain_times requirements_drain_times(const struct net_result *n);

/* one more row: the effect of a single failure. Slow, so only for designs that
 * are kept */
void survive_requirement(struct arena *a, struct design *g);
/* fills g->req, but for that */
void requirements_judge(struct arena *a, struct design *g,
    const struct drain_times *t, const struct drain_times *today);
/* its cost only, after g->total_cents was set again; the rest stays */
void requirements_judge_cost(struct arena *a, struct design *g);

#endif
