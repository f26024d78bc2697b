/* Which quotes matter, for a terminal and for design.json. */
#include "base/num.h"
#include "output/output.h"

static void
change_value(struct arena *a, struct value *list, const struct quote_change *c,
    const char *side)
{
	struct value *v, *needs = value_list(a);

	if (c->what == NULL)
		return;
	for (size_t i = 0; i < c->nneed; i++) {
		const struct quote_need *x = &c->need[i];

		v = value_map(a);
		value_set(a, v, "part", value_text(a, x->part));
		value_set(a, v, "maker",
		    value_text(a, x->maker != NULL ? x->maker : ""));
		value_set(a, v, "description", value_text(a, x->description));
		value_set(a, v, "quantity", value_int(a, x->quantity));
		value_push(a, needs, v);
	}
	v = value_map(a);
	value_set(a, v, side, value_money(a, c->at_cents));
	value_set(a, v, "design", value_text(a, c->what));
	value_set(a, v, "saves", value_money(a, c->saves_cents));
	value_set(a, v, "quantity", value_int(a, c->quantity));
	value_set(a, v, "needs", needs);
	value_push(a, list, v);
}

struct value *
output_quotes_value(struct arena *a, const struct why *y)
{
	struct value *list = value_list(a);

	for (size_t i = 0; i < y->nquote; i++) {
		const struct quote_that_matters *q = &y->quote[i];
		struct value *v = value_map(a), *to = value_list(a);

		value_set(a, v, "part", value_text(a, q->part));
		value_set(a, v, "maker",
		    value_text(a, q->maker != NULL ? q->maker : ""));
		value_set(a, v, "description", value_text(a, q->description));
		value_set(a, v, "low", value_money(a, q->low_cents));
		value_set(a, v, "high", value_money(a, q->high_cents));
		change_value(a, to, &q->low, "at_most");
		change_value(a, to, &q->high, "at_least");
		value_set(a, v, "changes_to", to);
		value_push(a, list, v);
	}
	return list;
}

static void
text_open(struct buf *b, const struct why *y)
{
	const char *open = why_quotes_open(b->a, y);

	if (open != NULL)
		buf_printf(b,
		    "  not proven for the prices of %s: the search ended at its "
		    "limit\n",
		    open);
}

/* what the question left aside, after a semicolon */
static const char *
not_counted(struct arena *a, const struct design *g)
{
	const char *unpriced = design_unpriced(a, g);

	return unpriced != NULL ? str_fmt(a, "; %s", unpriced) : "";
}

void
output_quotes_text(struct buf *b, const struct design *g, const struct why *y)
{
	if (y->nquote == 0) {
		buf_printf(b,
		    "  no single price, within its range, changes what is "
		    "chosen%s\n",
		    not_counted(b->a, g));
		text_open(b, y);
		return;
	}
	buf_printf(b, "  ask for %s first: ",
	    y->nquote == 1 ? "this quote" : "these quotes");
	for (size_t i = 0; i < y->nquote; i++)
		buf_printf(b, "%s%s", i > 0 ? ", " : "", y->quote[i].part);
	buf_printf(b,
	    " (%s, within its range, changes what is chosen: report.html "
	    "says how%s)\n",
	    y->nquote == 1 ? "its price alone" : "the price of each alone",
	    not_counted(b->a, g));
	text_open(b, y);
}
