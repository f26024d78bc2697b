/*
 * The topologies compared, as JSON.
 */
#include "output/design_json.h"

#include "size/size.h"

/* what was minimised: the purchase, with energy where that has a price */
struct value *
output_objective_value(struct arena *a, int64_t cents, int64_t bound_cents,
    bool optimal)
{
	struct value *v = value_map(a);

	value_set(a, v, "total", value_money(a, cents));
	value_set(a, v, "lower_bound", value_money(a, bound_cents));
	value_set(a, v, "optimal", value_bool(a, optimal));
	return v;
}

struct value *
output_compare_value(struct arena *a, const struct model *m,
    const struct candidate *cand, size_t n, const struct design *chosen)
{
	struct value *v = value_map(a), *list = value_list(a);
	struct value *out = value_list(a);

	for (size_t i = 0; i < m->catalog->nsw; i++) {
		const struct switch_model *s = &m->catalog->sw[i];
		struct value *x = value_map(a);

		if (s->platform != NULL && s->platform->rendered)
			continue;
		value_set(a, x, "model", value_text(a, s->id));
		value_set(a, x, "reason",
		    value_text(a,
		        str_fmt(a, "no templates for its NOS (%s) yet",
		            s->nos_name != NULL ? s->nos_name : "unknown")));
		value_push(a, out, x);
	}
	for (size_t i = 0; i < n; i++) {
		const struct candidate *c = &cand[i];
		struct value *x = value_map(a);

		value_set(a, x, "topology",
		    value_text(a, model_topology_word[c->topology]));
		/* only priced: not compared with every requirement */
		value_set(a, x, "feasible",
		    value_bool(a, c->feasible && !c->priced_only));
		value_set(a, x, "cost",
		    c->nswitches > 0 ? value_money(a, c->cost_cents) :
		                       value_null(a));
		/* every price at an end of its range */
		value_set(a, x, "low",
		    c->high_cents > 0 ? value_money(a, c->low_cents) :
		                        value_null(a));
		value_set(a, x, "high",
		    c->high_cents > 0 ? value_money(a, c->high_cents) :
		                        value_null(a));
		value_set(a, x, "energy",
		    c->energy_cents > 0 ? value_money(a, c->energy_cents) :
		                          value_null(a));
		value_set(a, x, "switches",
		    value_int(a, (int64_t)c->nswitches));
		value_set(a, x, "models", value_text(a, c->summary));
		value_set(a, x, "optimal", value_bool(a, c->optimal));
		value_set(a, x, "objective",
		    c->nswitches > 0 && !c->priced_only ?
		        output_objective_value(a,
		            c->cost_cents + c->energy_cents + c->premium_cents,
		            c->whole_bound_cents, c->whole_optimal) :
		        value_null(a));
		value_set(a, x, "rendered", value_bool(a, !c->priced_only));
		value_set(a, x, "drain_seconds",
		    c->drain_s >= 0 ? value_real(a, c->drain_s) :
		                      value_null(a));
		value_set(a, x, "reasons",
		    value_texts(a, c->reason, c->nreason));
		value_push(a, list, x);
	}
	value_set(a, v, "candidates", list);
	value_set(a, v, "chosen",
	    value_text(a,
	        chosen != NULL ? model_topology_word[chosen->topology] : NULL));
	value_set(a, v, "no_candidates", out);
	return v;
}
