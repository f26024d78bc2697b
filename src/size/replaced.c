/*
 * Why an existing switch is not used again at its place: tried with what its
 * place may be equipped with, at the minimum bandwidths of the plan that was
 * chosen; of what all of a kind depends on, by the plan there is with it alone.
 */
#include "size/existing_parts.h"

#include <string.h>

#include "base/num.h"
#include "base/str.h"

static const struct rack_class *
class_of(const struct rack_class *cls, size_t n, struct section s)
{
	for (size_t i = 0; i < n; i++) {
		const struct rack_class *c = &cls[i];

		if (c->kind != s.kind)
			continue;
		if (c->kind == CLASS_PAIR ||
		    (c->kind == CLASS_SPINES && c->domain == s.of))
			return c;
		for (size_t k = 0; c->kind == CLASS_RACKS && k < c->n; k++)
			if (c->rack[k] == s.of)
				return c;
	}
	return NULL;
}

/* is it equipped with the model in any pattern, whatever that costs? */
static bool
may_have(const struct rack_class *c, const struct switch_model *s)
{
	for (size_t i = 0; i < c->npattern; i++)
		if (c->pattern[i].model == s)
			return true;
	return c->npattern == 0;
}

/* the texts "MODEL: why" of a list that are of this model, without its name */
static void
add_reasons(struct buf *b, const struct switch_model *s,
    const char *const *list, size_t n)
{
	enum { FEW = 3 };
	size_t len = strlen(s->id), i, said = 0;

	for (i = 0; i < n && said < FEW; i++)
		if (strncmp(list[i], s->id, len) == 0 && list[i][len] == ':')
			buf_printf(b, "%s%s", said++ > 0 ? "; " : "",
			    list[i] + len + 2);
}

/* what the site would come to with this model as the only spine, or pair */
static const char *
by_the_whole(struct arena *a, const struct model *m, const struct sizing *plan,
    struct section s, const struct switch_model *sw)
{
	struct model *q = NEW(a, struct model, 1);
	const char **only = NEW(a, const char *, 1);
	const struct name_list list = { .name = only, .n = 1 };
	const struct sizing *p;

	only[0] = sw->id;
	*q = *m;
	if (s.kind == CLASS_SPINES)
		q->policy.models_spine = list;
	else
		q->policy.models_standalone = list;
	p = pick_cheapest(a, NULL, q, plan->topology, &plan->minimum);
	if (p->status != LP_OPTIMAL && p->status != LP_FEASIBLE)
		return p->over_budget ? "beyond the budget with it" :
		    p->nreason > 0    ? p->reason[0] :
		                        "no design meets the requirements with "
		                        "it";
	if (sizing_whole(p) <= sizing_whole(plan))
		return "it could be reused, at the same total cost";
	return str_fmt(a, "it could be reused, at a total of %s %s more",
	    m->currency,
	    num_money_brief(a, sizing_whole(p) - sizing_whole(plan)));
}

const char *
existing_why_replaced(struct arena *a, const struct model *m,
    const struct sizing *plan, struct section s, const struct switch_model *sw)
{
	struct sizing *again = NEW(a, struct sizing, 1);
	const struct rack_class *c;
	struct rack_class *cls;
	struct buf b = buf_new(a);
	size_t n;

	again->topology = plan->topology;
	again->share = plan->share;
	again->minimum = plan->minimum;
	if (!patterns_make(a, NULL, m, again, &plan->minimum, &cls, &n) ||
	    (c = class_of(cls, n, s)) == NULL)
		return "that place no longer exists";
	add_reasons(&b, sw, c->out, c->nout);
	if (b.len == 0 && !may_have(c, sw))
		add_reasons(&b, sw, c->reason, c->nreason);
	if (b.len > 0)
		return b.text;
	return s.kind == CLASS_RACKS ?
	    "it could be reused there, but the total would not be lower" :
	    by_the_whole(a, m, plan, s, sw);
}
