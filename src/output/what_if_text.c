/* The grid of design --what-if, for design.json and for a terminal. */
#include "output/output.h"

static struct value *
axis_value(struct arena *a, const struct what_if_axis *x)
{
	struct value *v = value_map(a), *list = value_list(a);

	value_set(a, v, "name", value_text(a, x->name));
	value_set(a, v, "title", value_text(a, x->title));
	value_set(a, v, "proposal", value_int(a, (int64_t)x->base));
	for (size_t i = 0; i < x->n; i++) {
		struct value *y = value_map(a), *patch = value_list(a);
		size_t k;

		for (k = 0;
		     x->value[i].patch != NULL && k < x->value[i].patch->n; k++)
			value_push(a, patch, x->value[i].patch->item[k]);
		value_set(a, y, "label", value_text(a, x->value[i].label));
		value_set(a, y, "site", value_text(a, x->value[i].said));
		value_set(a, y, "patch", patch);
		value_push(a, list, y);
	}
	value_set(a, v, "values", list);
	return v;
}

static struct value *
point_value(struct arena *a, const struct what_if_point *p)
{
	struct value *v = value_map(a), *at = value_list(a);

	for (size_t i = 0; i < WHAT_IF_AXES; i++)
		value_push(a, at, value_int(a, (int64_t)p->at[i]));
	value_set(a, v, "at", at);
	value_set(a, v, "feasible", value_bool(a, p->feasible));
	value_set(a, v, "cost",
	    p->feasible ? value_money(a, p->cents) : value_null(a));
	value_set(a, v, "low",
	    p->feasible ? value_money(a, p->low_cents) : value_null(a));
	value_set(a, v, "high",
	    p->feasible ? value_money(a, p->high_cents) : value_null(a));
	value_set(a, v, "switches",
	    p->feasible ? value_int(a, (int64_t)p->nswitches) : value_null(a));
	value_set(a, v, "drain_seconds", value_seconds(a, p->drain_s));
	value_set(a, v, "rolling_seconds", value_seconds(a, p->rolling_s));
	value_set(a, v, "what", value_text(a, p->what));
	value_set(a, v, "reason", value_text(a, p->why));
	return v;
}

struct value *
output_what_if_value(struct arena *a, const struct what_if *w)
{
	struct value *v = value_map(a), *axes = value_list(a);
	struct value *points = value_list(a), *prepare = value_list(a);

	for (size_t i = 0; i < WHAT_IF_AXES; i++)
		value_push(a, axes, axis_value(a, &w->axis[i]));
	for (size_t i = 0; i < w->npoint; i++)
		value_push(a, points, point_value(a, &w->point[i]));
	for (size_t i = 0; i < w->prepare->n; i++)
		value_push(a, prepare, w->prepare->item[i]);
	value_set(a, v, "axes", axes);
	value_set(a, v, "prepare", prepare);
	value_set(a, v, "points", points);
	value_set(a, v, "advice", value_text(a, w->advice));
	return v;
}

void
output_what_if_text(struct buf *b, const struct what_if *w)
{
	size_t none = 0;

	for (size_t i = 0; i < w->npoint; i++)
		none += !w->point[i].feasible;
	buf_printf(b,
	    "  what if: %zu changed sites solved, %zu of them without a "
	    "design: see the sliders of report.html\n",
	    w->npoint, none);
	if (w->advice != NULL)
		buf_printf(b, "  free: %s\n", w->advice);
}
