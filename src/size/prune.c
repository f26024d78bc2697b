/*
 * DOC: patterns that can't be in a cheapest design are left out of the program.
 *
 * Put A in the place of B in one rack: the design still holds if A takes no
 * more of any spine and makes no more LAGs.  Its parts cost cents(A) - cents(B)
 * more, and the spares grow by no more than A would need on its own, since a
 * share rounded up is subadditive.  So where cents(A) with its own spares is
 * below cents(B), no cheapest design has B.  It must be strictly below: of
 * designs that cost the same all stay.  Where energy counts it is added on both
 * sides, and A must be no dearer to buy besides.  Of two that are the same in
 * everything the first stays.
 */
#include "size/size.h"

#include <string.h>

#include "base/num.h"
#include "size/prefer.h"

static bool
same_parts(const struct ledger *x, const struct ledger *y)
{
	size_t i;

	if (x->n != y->n)
		return false;
	for (i = 0; i < x->n; i++)
		if (x->line[i].part != y->line[i].part ||
		    x->line[i].quantity != y->line[i].quantity)
			return false;
	return true;
}

/* may a stand where b does, as far as the spines are concerned? */
static bool
fits_in_place(const struct rack_class *c, const struct pattern *a,
    const struct pattern *b, bool limited, bool models_count)
{
	int q;

	/* what is preferred may be of the model */
	if (models_count && a->model != b->model)
		return false;

	/* what a spine has is its model's */
	if (c->kind == CLASS_SPINES &&
	    (a->model != b->model || a->options != b->options))
		return false;
	/* what is in a rack may have a limit */
	if (c->kind == CLASS_RACKS && a->model != b->model &&
	    power_switch_most_mw(a->model) > power_switch_most_mw(b->model) &&
	    limited)
		return false;
	for (q = 0; q < SPEED_CLASSES; q++)
		if (a->use.n[q] > b->use.n[q])
			return false;
	return a->lags <= b->lags;
}

/* ledger_cost, with prices asked for before */
static bool
alone_cost(const struct model *m, struct link_memo *memo,
    const struct ledger *l, int64_t *cents)
{
	int64_t sum = 0, unit, total;
	size_t i;

	for (i = 0; i < l->n; i++) {
		const struct ledger_line *x = &l->line[i];

		if (!link_memo_unit(memo, x->part, &unit) ||
		    !num_mul(unit,
		        x->quantity +
		            price_spares_wanted(m, x->part, x->quantity),
		        &total) ||
		    !num_add(sum, total, &sum))
			return false;
	}
	*cents = sum;
	return true;
}

void
patterns_prune(struct arena *a, const struct model *m, struct link_memo *memo,
    struct rack_class *c)
{
	int64_t *alone = NEW(a, int64_t, c->npattern + 1);
	bool *out = NEW(a, bool, c->npattern + 1);
	bool limited =
	    c->kind == CLASS_RACKS && m->rack[c->rack[0]].power_mw > 0;
	bool count = prefer_any(m);
	size_t i, k, n = 0;

	for (i = 0; i < c->npattern; i++)
		if (!alone_cost(m, memo, &c->pattern[i].parts, &alone[i]))
			alone[i] = INT64_MAX;
	for (i = 0; i < c->npattern; i++)
		for (k = 0; k < c->npattern && !out[i]; k++) {
			const struct pattern *x = &c->pattern[k];
			const struct pattern *y = &c->pattern[i];
			/* dearer to buy may be over the budget */
			const bool dear = alone[k] <= y->cents &&
			    alone[k] + x->energy_cents <
			        y->cents + y->energy_cents;

			if (k == i || out[k] ||
			    !(dear || (k < i && x->cents == y->cents)) ||
			    !fits_in_place(c, x, y, limited, count))
				continue;
			out[i] = dear ||
			    (x->model == y->model &&
			        fits_in_place(c, y, x, limited, count) &&
			        same_parts(&x->parts, &y->parts));
		}
	for (i = 0; i < c->npattern; i++)
		if (!out[i])
			c->pattern[n++] = c->pattern[i];
	c->npattern = n;
}
