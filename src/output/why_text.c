/* Why there is no design, what each requirement costs, what else there is. */
#include "base/num.h"
#include "base/str.h"
#include "output/output.h"

static struct value *
money(struct arena *a, bool there, int64_t cents)
{
	return there ? value_money(a, cents) : value_null(a);
}

static struct value *
conflict_value(struct arena *a, const struct conflict_line *l)
{
	struct value *v = value_map(a), *without = value_null(a);

	value_set(a, v, "requirement", value_text(a, l->name));
	value_set(a, v, "wanted", value_text(a, l->wanted));
	value_set(a, v, "nearest", value_text(a, l->nearest));
	value_set(a, v, "cost", money(a, l->possible, l->cost_cents));
	value_set(a, v, "models", value_text(a, l->what));
	if (l->without != NULL) {
		without = value_map(a);
		value_set(a, without, "reached", value_text(a, l->without));
		value_set(a, without, "cost", value_money(a, l->without_cents));
	}
	value_set(a, v, "not_asked", without);
	return v;
}

struct value *
output_offer_value(struct arena *a, const struct why *y)
{
	const struct offer *o = &y->offer;
	struct value *v = value_map(a);

	if (o->what == NULL)
		return value_null(a);
	value_set(a, v, "without", value_text(a, o->without));
	value_set(a, v, "cost", value_money(a, o->cost_cents));
	value_set(a, v, "more", value_money(a, o->more_cents));
	value_set(a, v, "models", value_text(a, o->what));
	value_set(a, v, "beyond_policy", value_bool(a, o->beyond));
	value_set(a, v, "over_budget", value_bool(a, o->over));
	return v;
}

void
output_why_value(struct arena *a, const struct why *y, struct value *compare)
{
	struct value *conflict = value_list(a), *relief = value_list(a);
	struct value *point = value_list(a);

	for (size_t i = 0; i < y->nconflict; i++)
		value_push(a, conflict, conflict_value(a, &y->conflict[i]));
	for (size_t i = 0; i < y->nrelief; i++) {
		const struct relief_line *l = &y->relief[i];
		struct value *v = value_map(a);

		value_set(a, v, "requirement", value_text(a, l->name));
		value_set(a, v, "from", value_text(a, l->from));
		value_set(a, v, "to", value_text(a, l->to));
		value_set(a, v, "cost", value_money(a, l->cost_cents));
		value_set(a, v, "saves", value_money(a, l->saves_cents));
		value_set(a, v, "models", value_text(a, l->what));
		value_push(a, relief, v);
	}
	value_set(a, compare, "conflict", conflict);
	value_set(a, compare, "relief", relief);
	value_set(a, compare, "other_maker", output_offer_value(a, y));
	if (y->npoint == 0)
		return;
	for (size_t i = 0; i < y->npoint; i++) {
		const struct pareto_point *p = &y->point[i];
		struct value *v = value_map(a);

		value_set(a, v, "topology", value_text(a, p->topology));
		value_set(a, v, "drain", value_text(a, p->drain));
		value_set(a, v, "drain_seconds", value_real(a, p->drain_s));
		value_set(a, v, "cost", value_money(a, p->cost_cents));
		value_set(a, v, "models", value_text(a, p->what));
		value_push(a, point, v);
	}
	value_set(a, compare, "pareto", point);
}

static void
relief_text(struct buf *b, const struct model *m, const struct why *y,
    bool ranged)
{
	struct arena *a = b->a;
	size_t i, n = 0;

	buf_puts(b,
	    "\ncost of each requirement (relaxed by one step, all others "
	    "unchanged):\n");
	for (i = 0; i < y->nrelief; i++) {
		const struct relief_line *l = &y->relief[i];

		if (l->saves_cents <= 0)
			continue;
		n++;
		buf_printf(b, "  %-16s %s -> %s: %s %s, saves %s (%s)\n",
		    l->name, l->from, l->to, m->currency,
		    num_money_shown(a, l->cost_cents, ranged),
		    num_money_shown(a, l->saves_cents, ranged), l->what);
	}
	if (n < y->nrelief)
		buf_puts(b, "  no saving from relaxing");
	for (i = 0, n = 0; i < y->nrelief; i++)
		if (y->relief[i].saves_cents <= 0)
			buf_printf(b, "%s %s", n++ > 0 ? "," : "",
			    y->relief[i].name);
	if (n > 0)
		buf_putc(b, '\n');
}

static void
conflict_line_text(struct buf *b, const struct model *m,
    const struct conflict_line *l, bool ranged)
{
	struct arena *a = b->a;

	buf_printf(b, "  %s %s\n", l->name, l->wanted);
	if (!l->possible) {
		buf_puts(b,
		    "      relaxing it alone does not help: the other "
		    "requirements fail too\n");
		return;
	}
	buf_printf(b,
	    "      nearest possible %s: %s %s "
	    "(%s)\n",
	    why_words(a, l->nearest), m->currency,
	    num_money_shown(a, l->cost_cents, ranged), l->what);
	if (l->without != NULL)
		buf_printf(b, "      with %s: %s %s\n",
		    why_words(a, l->without), m->currency,
		    num_money_shown(a, l->without_cents, ranged));
}

static void
conflict_text(struct buf *b, const struct model *m, const struct why *y,
    bool ranged)
{
	size_t n, set;

	if (y->napart == 0)
		buf_puts(b,
		    y->nconflict > 1 ? "\nthese can't be met together:\n" :
		                       "\ncannot be met:\n");
	for (size_t i = 0; y->napart == 0 && i < y->nconflict; i++)
		conflict_line_text(b, m, &y->conflict[i], ranged);
	/* one of each set must change; each is reported with the others
	 * relaxed */
	for (set = 0, n = 0; n < y->napart; set++) {
		buf_puts(b,
		    set == 0 ? "\ncannot be met, even without the other "
		               "requirements:\n" :
		               "also cannot, independently:\n");
		for (size_t i = 0; i < y->napart; i++)
			if (y->apart[i].set == set) {
				conflict_line_text(b, m, &y->apart[i], ranged);
				n++;
			}
	}
}

/* the next best without the maker of the most switches */
static void
offer_text(struct buf *b, const struct model *m, const struct why *y,
    bool ranged)
{
	struct arena *a = b->a;
	int64_t more = y->offer.more_cents, cost = y->offer.cost_cents;
	/* from figure to figure as printed, here and in the report */
	bool same = ranged ?
	    num_money_rounded(cost) == num_money_rounded(cost - more) :
	    more == 0;
	const char *gap = ranged ? num_money_gap(a, cost, cost - more) :
	                           num_money_brief(a, more < 0 ? -more : more);

	buf_printf(b, "\nwithout switches of %s: %s %s, %s (%s)%s%s%s\n",
	    catalog_vendor_name(a, m->catalog, y->offer.without), m->currency,
	    num_money_shown(a, cost, ranged),
	    same && ranged ? "about the same" :
	        same       ? "as much" :
	                     str_fmt(a, "%s %s", gap, more < 0 ? "less" : "more"),
	    y->offer.what,
	    y->offer.beyond ? ", which the policy does not allow" : "",
	    y->offer.over ? ", over the budget" : "",
	    y->offer.aside ? ", not counting parts without a price" : "");
}

void
output_why_text(struct buf *b, const struct model *m, const struct why *y,
    bool ranged)
{
	struct arena *a = b->a;

	if (y->nconflict > 0)
		conflict_text(b, m, y, ranged);
	if (y->nrelief > 0)
		relief_text(b, m, y, ranged);
	if (y->offer.what != NULL)
		offer_text(b, m, y, ranged);
	if (y->npoint == 0)
		return;
	buf_printf(b,
	    "\ncost against drain time (without the budget and drain targets, "
	    "all others unchanged):\n  %14s  %-12s %-14s %s\n",
	    str_fmt(a, "cost (%s)", m->currency), "drain:", "topology:", "");
	for (size_t i = 0; i < y->npoint; i++) {
		const struct pareto_point *p = &y->point[i];

		buf_printf(b, "  %14s  %-12s %-14s %s\n",
		    num_money_shown(a, p->cost_cents, ranged), p->drain,
		    p->topology, p->what);
	}
}

void
output_domain_text(struct buf *b, const char *currency, const struct why *y)
{
	const struct relief_line *l = &y->domain;

	if (l->saves_cents > 0)
		buf_printf(b,
		    "  %s: %s would cost about %s %s, %s less (%s): hosts of "
		    "several racks then depend on one pair of switches\n",
		    l->name, l->to, currency,
		    num_money_rough(b->a, l->cost_cents),
		    num_money_gap(b->a, l->cost_cents + l->saves_cents,
		        l->cost_cents),
		    l->what);
}
