/*
 * The program's answer as a plan: which rack, pair and LAG is equipped as which
 * pattern, what is bought for it, what it costs and what no plan is below.
 */
#include "size/program.h"

#include <math.h>

void
program_take_answer(struct program *g, const struct lp_answer *ans)
{
	struct sizing *plan = g->plan;
	size_t k, r;

	plan->parts.a = g->a;
	for (size_t i = 0; i < g->ncls; i++) {
		struct rack_class *c = &g->cls[i];

		for (k = 0, r = 0; k < c->npattern; k++) {
			int64_t n = llround(ans->x[g->first[i] + k]);
			const struct pattern *p = &c->pattern[k];

			if (n <= 0)
				continue;
			ledger_merge(&plan->parts, &p->parts, n);
			plan->energy_cents += n * p->energy_cents;
			switch (c->kind) {
			case CLASS_RACKS:
				for (; n > 0 && r < c->n; n--)
					plan->rack_pattern[c->rack[r++]] = p;
				break;
			case CLASS_PAIR:
				plan->spine_pattern[0] = p;
				break;
			case CLASS_SPINES:
				plan->spine_pattern[c->domain] = p;
				break;
			case CLASS_FABRIC:
				plan->fabric = p;
				break;
			}
		}
	}
	program_take_existing(g);
	ledger_add_fixed(&plan->parts, g->m, NONE_RACK);
	if (!ledger_cost(g->m, &plan->parts, &plan->cents, NULL))
		plan->status = LP_ERROR;
	for (size_t i = 0; i < g->ncls; i++)
		plan->energy_bound_cents +=
		    g->cls[i].least_energy_cents * (int64_t)g->cls[i].n;
	if (g->premium != NULL) {
		struct prefer_count against = prefer_against(g->m, plan);

		plan->premium_cents = prefer_pays(&against, g->premium);
	}
	plan->whole_bound_cents = plan->status == LP_OPTIMAL ?
	    sizing_whole(plan) :
	    (int64_t)ceil(ans->bound - 1e-6);
	/* with energy a bound on the whole says little of what is bought:
	 * pick_purchase_bound asks */
	plan->bound_cents =
	    plan->energy_bound_cents == 0 && plan->energy_cents == 0 ?
	    plan->whole_bound_cents :
	    0;
}
