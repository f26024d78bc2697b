/*
 * DOC: patterns that can't be in a cheapest design are left out of the program.
 *
 * Put A in the place of B in one rack: the design still holds if A takes no
 * more of any spine and makes no more LAGs.  Of a part of which A has a and B b
 * the spares, a share s of all rounded up, grow by no more than
 * ceil(s (a - b)) <= ceil(s a) - floor(s b).  So where A with its spares
 * rounded up costs less than B with its own rounded down, no cheapest design
 * has B.  It must be strictly less: of
 * designs that cost the same all stay.  Where energy counts it is added on both
 * sides, and A must cost no more to buy besides.  Of two that are the same in
 * everything the first stays.  What is there (existing:) may make B cheaper by
 * its switches: B is then taken for that cheap, but not beside an A of the same
 * model, which uses them as well.
 *
 * Both relations are transitive, so whether A itself is left out does not
 * matter.  What fits in whose place is no matter of prices: those that ask the
 * same are one group, and groups are compared once for all prices.
 */
#include "size/recipes.h"

#include <string.h>

#include "base/num.h"
#include "size/prefer.h"
#include "size/existing_parts.h"

/* are there only so many: those that exist, or those an offer is for? */
static bool
few(const struct model *m, const struct switch_model *s)
{
	return s != NULL &&
	    (s->part.price.bounded ||
	        ((m->nexisting > 0 || m->previous != NULL) &&
	            candidate_only_existing(m, s)));
}

/* may a replace b, as far as the spines are concerned? */
static bool
fits_in_place(const struct rack_class *c, const struct pattern *a,
    const struct pattern *b, const struct model *m, bool limited)
{
	/* what is preferred may be of the model, and there are only so many of
	 * some */
	if (a->model != b->model && (prefer_any(m) || few(m, a->model)))
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
	for (int q = 0; q < POOLS; q++)
		if (a->use.n[q] > b->use.n[q])
			return false;
	return a->lags <= b->lags;
}

static void
order_groups(struct arena *a, struct rack_class *c)
{
	size_t *end = NEW(a, size_t, c->ngroup + 1), g, i;

	c->order = NEW(a, size_t, c->nrecipe + 1);
	c->first = NEW(a, size_t, c->ngroup + 2);
	for (i = 0; i < c->nrecipe; i++)
		c->first[c->group[i] + 1]++;
	for (g = 0; g < c->ngroup; g++) {
		c->first[g + 1] += c->first[g];
		end[g] = c->first[g];
	}
	for (i = 0; i < c->nrecipe; i++)
		c->order[end[c->group[i]]++] = i;
}

void
recipes_group(struct arena *a, const struct model *m, struct rack_class *c)
{
	bool limited =
	    c->kind == CLASS_RACKS && m->rack[c->rack[0]].power_mw > 0;
	struct arena *own = arena_new();
	const struct pattern **of =
	    NEW(own, const struct pattern *, c->nrecipe + 1);
	size_t k;

	c->group = NEW(a, size_t, c->nrecipe + 1);
	c->ngroup = 0;
	for (size_t i = 0; i < c->nrecipe; i++) {
		const struct pattern *p = c->recipe[i].is;

		/* those of one pattern follow one another */
		if (i > 0 && p == c->recipe[i - 1].is) {
			c->group[i] = c->group[i - 1];
			continue;
		}
		for (k = 0; k < c->ngroup &&
		     (!fits_in_place(c, of[k], p, m, limited) ||
		         !fits_in_place(c, p, of[k], m, limited));
		     k++)
			continue;
		if (k == c->ngroup)
			of[c->ngroup++] = p;
		c->group[i] = k;
	}
	c->fits = NEW(a, bool, c->ngroup * c->ngroup + 1);
	for (size_t i = 0; i < c->ngroup; i++)
		for (k = 0; k < c->ngroup; k++)
			c->fits[i * c->ngroup + k] =
			    fits_in_place(c, of[i], of[k], m, limited);
	arena_free(own);
	order_groups(a, c);
}

static bool
same_parts(const struct ledger *x, const struct ledger *y)
{
	if (x->n != y->n)
		return false;
	for (size_t i = 0; i < x->n; i++)
		if (x->line[i].part != y->line[i].part ||
		    x->line[i].quantity != y->line[i].quantity)
			return false;
	return true;
}

/* the least cost at most, by group: of its recipes, and of all groups that fit
 * in its place */
struct least {
	const struct switch_model *model; /* of recipes of this alone; NULL: of
					   * all */
	int64_t *own, *other;
};

/* what pruning knows of a class at some prices */
struct prune {
	struct arena *a;
	const struct rack_class *c;
	const struct recipe_costs *of;
	struct least all;
	/* of the models that may be there already, as they are met */
	struct least *there;
	size_t nthere, capthere;
	bool energy; /* some has a cost of it */
};

static struct least
least_of(const struct prune *u, const struct switch_model *model)
{
	const struct rack_class *c = u->c;
	const size_t n = c->ngroup;
	struct least x = { model, NEW(u->a, int64_t, n + 1),
		NEW(u->a, int64_t, n + 1) };
	size_t k;

	for (size_t g = 0; g < n; g++) {
		x.own[g] = x.other[g] = INT64_MAX;
		for (size_t i = c->first[g]; i < c->first[g + 1]; i++) {
			k = c->order[i];
			if ((model == NULL ||
			        c->recipe[k].is->model == model) &&
			    u->of->most[k] < x.own[g])
				x.own[g] = u->of->most[k];
		}
	}
	for (size_t g = 0; g < n; g++)
		for (k = 0; k < n; k++)
			if (c->fits[g * n + k] && x.own[g] < x.other[k])
				x.other[k] = x.own[g];
	return x;
}

static const struct least *
least_there(struct prune *u, const struct switch_model *model)
{
	size_t i;

	for (i = 0; i < u->nthere && u->there[i].model != model; i++)
		continue;
	if (i == u->nthere)
		PUSH(u->a, u->there, u->nthere, u->capthere,
		    least_of(u, model));
	return &u->there[i];
}

/* is there one of these that costs less than recipe i, which is taken for so
 * cheap? */
static bool
costs_more_than(const struct prune *u, const struct least *l, size_t i,
    int64_t cents)
{
	const struct rack_class *c = u->c;
	const struct recipe_costs *o = u->of;

	if (l->other[c->group[i]] > cents)
		return false;
	if (!u->energy)
		return l->other[c->group[i]] < cents;
	for (size_t g = 0; g < c->ngroup; g++) {
		if (!c->fits[g * c->ngroup + c->group[i]] || l->own[g] > cents)
			continue;
		/* more expensive to buy may exceed the budget */
		for (size_t k = c->first[g]; k < c->first[g + 1]; k++) {
			size_t x = c->order[k];

			if ((l->model == NULL ||
			        c->recipe[x].is->model == l->model) &&
			    o->most[x] <= cents &&
			    o->most[x] + o->energy[x] < cents + o->energy[i])
				return true;
		}
	}
	return false;
}

static bool
costs_more_than_some(struct prune *u, size_t i)
{
	const int64_t least = u->of->least[i], there = u->of->there[i];

	if (costs_more_than(u, &u->all, i, least - there))
		return true;
	return there != 0 &&
	    costs_more_than(u, least_there(u, u->c->recipe[i].is->model), i,
	        least);
}

static bool
same_as_an_earlier(struct arena *a, const struct prices *p,
    const struct recipes *s, const struct prune *u, size_t i)
{
	const struct rack_class *c = u->c;
	const struct recipe *y = &c->recipe[i];

	for (size_t k = c->first[c->group[i]]; c->order[k] < i; k++) {
		const size_t x = c->order[k];

		if (u->of->most[x] == u->of->most[i] &&
		    c->recipe[x].is->model == y->is->model &&
		    same_parts(recipe_bought(a, p, s, c, u->of, x),
		        recipe_bought(a, p, s, c, u->of, i)))
			return true;
	}
	return false;
}

void
recipes_prune(struct arena *a, const struct prices *p, const struct recipes *s,
    const struct rack_class *c, const struct recipe_costs *costs, bool *out)
{
	struct prune u = { .a = a, .c = c, .of = costs };

	u.all = least_of(&u, NULL);
	for (size_t i = 0; i < c->nrecipe; i++)
		u.energy |= costs->energy[i] != 0;
	for (size_t i = 0; i < c->nrecipe; i++)
		out[i] = costs_more_than_some(&u, i) ||
		    same_as_an_earlier(a, p, s, &u, i);
}
