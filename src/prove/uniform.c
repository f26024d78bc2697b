#include "prove/uniform.h"

#include <string.h>

#include "base/num.h"
#include "base/str.h"
#include "size/prefer.h"

static const char *const what[PREFERS] = { "one leaf model throughout",
	"one spine model", "one operating system throughout",
	"one domain of spines" };

/* the largest possible premium: twice the cheapest */
/* the models of the leaves, or of the spines, each once */
static const char *
models_of(struct arena *a, const struct sizing *p, bool spines)
{
	const struct switch_model *seen[16];
	struct buf b = buf_new(a);
	size_t k, n = 0, all = spines ? p->ndomain : p->nrack;

	for (size_t i = 0; i < all && n < 16; i++) {
		const struct pattern *t =
		    spines ? p->spine_pattern[i] : p->rack_pattern[i];

		for (k = 0; t != NULL && k < n && seen[k] != t->model; k++)
			continue;
		if (t == NULL || k < n)
			continue;
		seen[n++] = t->model;
		buf_printf(&b, "%s%s", n > 1 ? ", " : "", t->model->id);
	}
	return b.text;
}

static double
percent(int64_t more, int64_t of)
{
	return of > 0 ? (double)more / (double)of * 100 : 0;
}

/* it was not required, and the design does not have it */
static void
would_cost(struct arena *a, struct size_memo *memo, const struct model *m,
    const struct sizing *plan, struct design *g, enum prefer which)
{
	struct arena *scratch = arena_new();
	struct model x = *m;
	const struct sizing *p;

	memset(x.policy.prefer, 0, sizeof x.policy.prefer);
	x.policy.prefer[which].ppm = WHOLE_PPM;
	/* the budget is what the site has, not what this would cost */
	x.want.budget_cents = 0;
	p = pick_cheapest(scratch, memo, &x, plan->topology, &plan->minimum);
	if ((p->status == LP_OPTIMAL || p->status == LP_FEASIBLE) &&
	    prefer_against(m, p).n[which] == 0 && p->cents >= plan->cents)
		design_note(a, g,
		    "%s (leaves %s, spines %s): %.1f %% more, %s %s; "
		    "'policy.prefer.%s' sets the premium you accept",
		    what[which], models_of(scratch, p, false),
		    models_of(scratch, p, true),
		    percent(p->cents - plan->cents, plan->cents), m->currency,
		    num_money_shown(scratch, p->cents,
		        g->low_cents < g->high_cents),
		    model_prefer_word[which]);
	arena_free(scratch);
}

void
uniform_notes(struct arena *a, struct size_memo *memo, const struct model *m,
    const struct sizing *plan, struct design *g)
{
	struct prefer_count against;

	if (plan->topology != TOPOLOGY_SPINE_LEAF &&
	    plan->topology != TOPOLOGY_EVLT)
		return;
	against = prefer_against(m, plan);
	if (plan->cheapest_cents > 0 && plan->cents > plan->cheapest_cents)
		design_note(a, g,
		    "%s %s (%.1f %%) above the lowest cost for this topology, "
		    "as 'policy.prefer' allows",
		    m->currency,
		    num_money_shown(a, plan->cents - plan->cheapest_cents,
		        g->low_cents < g->high_cents),
		    percent(plan->cents - plan->cheapest_cents,
		        plan->cheapest_cents));
	for (size_t i = 0; i < PREFERS; i++) {
		const struct premium *p = &m->policy.prefer[i];

		if (against.n[i] == 0 || i == PREFER_ONE_DOMAIN)
			continue;
		if (p->ppm > 0 || p->cents > 0)
			design_note(a, g,
			    "%s ('policy.prefer.%s') is not available at that "
			    "premium",
			    what[i], model_prefer_word[i]);
		else
			would_cost(a, memo, m, plan, g, (enum prefer)i);
	}
}
