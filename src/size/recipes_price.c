/*
 * DOC: what recipes cost.
 *
 * All are priced once at the catalogs' prices.  A question that moves a few
 * prices changes the recipes that have such a part, or a link that such a part
 * may make: only these are priced anew, and a class that has none of them keeps
 * its patterns.
 */
#include "size/recipes.h"

#include <string.h>

#include "base/num.h"
#include "size/existing_parts.h"

/* a class at the catalogs' prices */
struct listed {
	struct recipe_costs cost;
	/* of each recipe; NULL: not computed yet */
	const struct ledger **bought;
	struct pattern *pattern;
	size_t npattern;
	int64_t least_energy_cents;
	struct arena *a;
	const struct prices *at;
};

/* which halves have a line, and which recipes a half: those of i from first[i]
 * on */
struct uses {
	size_t nline;
	struct use {
		size_t cls, which; /* of halves the class is no matter */
	} * line, *half;
	size_t *line_first, *half_first;
};

/* one question and its prices */
struct pricing {
	struct arena *a;
	const struct model *m;
	enum topology topology;
	struct prices *p;
	const struct recipes *s;
	const int64_t *half_cents;
	struct kit_spares *spares; /* of each half, as they are asked for */
	/* the last model used, and how many of it may exist already */
	const struct switch_model *there;
	int64_t there_cents;
};

static const struct ledger *
bought(struct arena *a, const struct prices *p, const struct recipes *s,
    const struct rack_class *c, size_t i)
{
	struct ledger *l = NEW(a, struct ledger, 1);

	l->a = a;
	for (size_t h = 0; h < 2 && c->recipe[i].half[h] != NONE_HALF; h++)
		kit_parts(p, s->half[c->recipe[i].half[h]], l);
	existing_credit(prices_model(p), l, &c->owned);
	return l;
}

const struct ledger *
recipe_bought(struct arena *a, const struct prices *p, const struct recipes *s,
    const struct rack_class *c, const struct recipe_costs *of, size_t i)
{
	struct listed *l = c->listed;

	if (of->changed != NULL && of->changed[i]) {
		if (of->bought[i] == NULL)
			of->bought[i] = bought(a, p, s, c, i);
		return of->bought[i];
	}
	if (l->bought[i] == NULL)
		l->bought[i] = bought(l->a, l->at, s, c, i);
	return l->bought[i];
}

/* to buy: what does not exist already, without spares, with those it surely
 * adds and with its own */
static void
price_bought(struct pricing *k, const struct rack_class *c, size_t i,
    const struct recipe_costs *out)
{
	const struct ledger *l = bought(k->a, k->p, k->s, c, i);
	int64_t unit, cents = 0, least = 0;

	for (size_t j = 0; j < l->n; j++) {
		const struct ledger_line *x = &l->line[j];

		if (!price_unit(k->m, x->part, &unit))
			continue;
		cents += unit * x->quantity;
		least += unit *
		    (x->quantity +
		        price_spares_certain(k->m, x->part, x->quantity));
	}
	out->cents[i] = cents;
	out->least[i] = least;
	if (!ledger_cost(k->m, l, &out->most[i], NULL))
		out->most[i] = INT64_MAX;
}

/* what of a pattern's switches may be there already, at their price */
static int64_t
there_cents(struct pricing *k, const struct pattern *p)
{
	struct ledger l = { k->a, NULL, 0, 0 };
	int64_t n = 0, cents;

	if (p->model == NULL || k->m->nexisting == 0)
		return 0;
	if (p->model == k->there)
		return k->there_cents;
	for (int role = EXISTING_ANY; role <= EXISTING_SPINE; role++)
		n += size_existing(k->m, k->topology, p->model,
		    (enum existing_role)role);
	ledger_add_switch(&l, k->m, p->model, 0, n < 2 ? n : 2);
	k->there = p->model;
	k->there_cents = ledger_cost(k->m, &l, &cents, NULL) ? cents : 0;
	return k->there_cents;
}

static const struct kit_spares *
half_spares(struct pricing *k, size_t half)
{
	struct kit_spares *x;

	if (k->spares == NULL)
		k->spares = NEW(k->a, struct kit_spares, k->s->nhalf + 1);
	x = &k->spares[half];
	if (!x->known)
		kit_spares(k->p, k->s->half[half], x);
	return x;
}

/* with spares; recipes are pairs of far fewer halves */
static void
price_spares(struct pricing *k, const struct recipe *r, int64_t *least,
    int64_t *most)
{
	const struct kit_spares *x = half_spares(k, r->half[0]);

	if (r->half[1] == NONE_HALF) {
		*least = x->least;
		*most = x->most;
	} else if (!kit_spares_both(x, half_spares(k, r->half[1]), least,
	               most)) {
		kit_with_spares(k->p, k->s->half[r->half[0]],
		    k->s->half[r->half[1]], least, most);
	}
}

static void
price_recipe(struct pricing *k, const struct rack_class *c, size_t i,
    const struct recipe_costs *out)
{
	const struct recipe *r = &c->recipe[i];
	const struct policy *y = &k->m->policy;
	const struct kit *first = k->s->half[r->half[0]], *second = NULL;
	int64_t draw;

	if (r->half[1] != NONE_HALF)
		second = k->s->half[r->half[1]];
	if (c->owned.n > 0) {
		price_bought(k, c, i, out);
	} else {
		out->cents[i] = out->least[i] = out->most[i] =
		    k->half_cents[r->half[0]] +
		    (second != NULL ? k->half_cents[r->half[1]] : 0);
		if (y->spare_optics_ppm > 0 || y->spare_cables_ppm > 0)
			price_spares(k, r, &out->least[i], &out->most[i]);
	}
	out->there[i] = there_cents(k, r->is);
	if (y->energy_micro == 0)
		return;
	/* all of it draws power, and what exists is not bought */
	draw = kit_draw_mw(k->p, first);
	if (second != NULL)
		draw += kit_draw_mw(k->p, second);
	out->energy[i] = power_energy_cents(k->m, draw);
}

static int64_t
least_energy(const struct rack_class *c, const struct recipe_costs *of)
{
	int64_t least = c->nrecipe > 0 ? of->energy[0] : 0;

	for (size_t i = 1; i < c->nrecipe; i++)
		if (of->energy[i] < least)
			least = of->energy[i];
	return least;
}

static int64_t *
numbers(struct arena *a, const struct rack_class *c, const int64_t *from)
{
	return arena_grow(a, from, from != NULL ? c->nrecipe : 0,
	    c->nrecipe + 1, sizeof *from);
}

/* from NULL: nothing is priced yet.  What is the same for every price, or as
 * cents are, is there once: classes have thousands of recipes. */
static struct recipe_costs
costs_new(const struct pricing *k, const struct rack_class *c,
    const struct recipe_costs *from)
{
	static const struct recipe_costs none = { 0 };
	const struct policy *y = &k->m->policy;
	const struct recipe_costs *was = from != NULL ? from : &none;
	bool spares = y->spare_optics_ppm > 0 || y->spare_cables_ppm > 0;
	struct recipe_costs to = { 0 };

	to.cents = numbers(k->a, c, was->cents);
	to.least = to.most = to.cents;
	if (spares || c->owned.n > 0) {
		to.least = numbers(k->a, c, was->least);
		to.most = numbers(k->a, c, was->most);
	}
	to.energy = was->energy;
	if (from == NULL || y->energy_micro > 0)
		to.energy = numbers(k->a, c, was->energy);
	to.there = was->there;
	if (from == NULL || k->m->nexisting > 0)
		to.there = numbers(k->a, c, was->there);
	return to;
}

/* the recipes that may be in a cheapest design; of each its parts by
 * recipe_bought */
static void
patterns_keep(struct pricing *k, struct rack_class *c,
    const struct recipe_costs *of)
{
	bool *out = NEW(k->a, bool, c->nrecipe + 1);
	struct pattern pt;

	recipes_prune(k->a, k->p, k->s, c, of, out);
	for (size_t i = 0; i < c->nrecipe; i++) {
		if (out[i])
			continue;
		pt = *c->recipe[i].is;
		pt.host_family = c->recipe[i].host_family;
		pt.uplink_family = c->recipe[i].uplink_family;
		pt.cents = of->cents[i];
		pt.energy_cents = of->energy[i];
		pt.parts = *recipe_bought(k->a, k->p, k->s, c, of, i);
		PUSH(k->a, c->pattern, c->npattern, c->cappattern, pt);
	}
}

/* what is in the recipes' arena does not live as long as an answer */
static void
patterns_own(struct arena *a, struct rack_class *c)
{
	for (size_t i = 0; i < c->npattern; i++) {
		struct ledger *l = &c->pattern[i].parts;

		l->line =
		    arena_grow(a, l->line, l->n, l->n + 1, sizeof *l->line);
		l->a = a;
		l->cap = l->n + 1;
	}
}

/* like: the same recipes, listed before; NULL: they are not */
static void
list_class(struct pricing *k, struct rack_class *c, const struct listed *like)
{
	struct listed *l = NEW(k->a, struct listed, 1);

	c->pattern = NULL;
	c->npattern = c->cappattern = 0;
	if (like != NULL) {
		*l = *like;
	} else {
		l->cost = costs_new(k, c, NULL);
		l->bought = NEW(k->a, const struct ledger *, c->nrecipe + 1);
		l->a = k->a;
		l->at = k->p;
		for (size_t i = 0; i < c->nrecipe; i++)
			price_recipe(k, c, i, &l->cost);
	}
	c->listed = l;
	patterns_keep(k, c, &l->cost);
	l->pattern = c->pattern;
	l->npattern = c->npattern;
	l->least_energy_cents = least_energy(c, &l->cost);
	c->least_energy_cents = l->least_energy_cents;
}

/* a class with its patterns at these prices, from what it is at the catalogs';
 * changed NULL: it is the same */
static void
price_class(struct pricing *k, struct rack_class *c, const bool *changed)
{
	const struct listed *l = c->listed;
	struct recipe_costs of;

	c->pattern = NULL;
	c->npattern = c->cappattern = 0;
	c->least_energy_cents = l->least_energy_cents;
	if (changed == NULL) {
		c->pattern = arena_grow(k->a, l->pattern, l->npattern,
		    l->npattern + 1, sizeof *c->pattern);
		c->npattern = l->npattern;
		c->cappattern = l->npattern + 1;
		patterns_own(k->a, c);
		return;
	}
	of = costs_new(k, c, &l->cost);
	of.changed = changed;
	of.bought = NEW(k->a, const struct ledger *, c->nrecipe + 1);
	for (size_t i = 0; i < c->nrecipe; i++)
		if (changed[i])
			price_recipe(k, c, i, &of);
	c->least_energy_cents = least_energy(c, &of);
	patterns_keep(k, c, &of);
	patterns_own(k->a, c);
}

/* calls for each line of each half */
static void
each_line(const struct recipes *s,
    void (*fn)(void *to, size_t at, struct use u), void *to)
{
	for (size_t i = 0; i < s->nhalf; i++)
		for (size_t n = 0; n < s->half[i]->n; n++)
			fn(to, kit_line_number(&s->half[i]->line[n]),
			    (struct use){ 0, i });
}

/* ... for each half of each recipe */
static void
each_half(const struct recipes *s,
    void (*fn)(void *to, size_t at, struct use u), void *to)
{
	size_t i, h;

	for (i = 0; i < s->ncls; i++)
		for (size_t k = 0; k < s->cls[i].nrecipe; k++) {
			const struct recipe *r = &s->cls[i].recipe[k];

			for (h = 0; h < 2 && r->half[h] != NONE_HALF; h++)
				fn(to, r->half[h], (struct use){ i, k });
		}
}

static void
count(void *to, size_t at, struct use u)
{
	(void)u;
	((size_t *)to)[at + 1]++;
}

struct filling {
	struct use *use;
	size_t *next;
};

static void
fill(void *to, size_t at, struct use u)
{
	struct filling *f = to;

	f->use[f->next[at]++] = u;
}

/* counts in first[1..n] to where each begins */
static struct use *
uses_begin(struct arena *a, size_t *first, size_t n, struct filling *f)
{
	for (size_t i = 0; i < n; i++)
		first[i + 1] += first[i];
	f->use = NEW(a, struct use, first[n] + 1);
	f->next = arena_grow(a, first, n, n + 1, sizeof *first);
	return f->use;
}

static struct uses *
uses_new(struct arena *a, const struct recipes *s)
{
	struct uses *u = NEW(a, struct uses, 1);
	struct filling f;

	u->nline = market_lines(s->market);
	u->line_first = NEW(a, size_t, u->nline + 2);
	each_line(s, count, u->line_first);
	u->line = uses_begin(a, u->line_first, u->nline, &f);
	each_line(s, fill, &f);
	u->half_first = NEW(a, size_t, s->nhalf + 2);
	each_half(s, count, u->half_first);
	u->half = uses_begin(a, u->half_first, s->nhalf, &f);
	each_half(s, fill, &f);
	return u;
}

static void
recipe_mark(struct arena *a, const struct recipes *s, struct use u,
    bool **changed)
{
	if (changed[u.cls] == NULL)
		changed[u.cls] = NEW(a, bool, s->cls[u.cls].nrecipe + 1);
	changed[u.cls][u.which] = true;
}

/* what the prices change: recipes by class (NULL: none), and halves */
static bool **
changed_by(struct arena *a, const struct recipes *s, const struct prices *p,
    bool *half)
{
	const struct uses *u = s->uses;
	bool **changed = NEW(a, bool *, s->ncls + 1);
	size_t k;

	for (size_t i = 0; i < u->nline; i++)
		for (k = u->line_first[i];
		     k < u->line_first[i + 1] && prices_moved(p, i); k++)
			half[u->line[k].which] = true;
	for (size_t i = 0; i < s->nhalf; i++)
		for (k = u->half_first[i]; k < u->half_first[i + 1] && half[i];
		     k++)
			recipe_mark(a, s, u->half[k], changed);
	return changed;
}

static int64_t *
halves_price(struct arena *a, const struct recipes *s, const struct prices *p)
{
	int64_t *cents = NEW(a, int64_t, s->nhalf + 1);

	for (size_t i = 0; i < s->nhalf; i++)
		cents[i] = kit_cents(p, s->half[i]);
	return cents;
}

/* at the catalogs' prices; one that is used once, at the prices of that use */
static void
stock_list(struct arena *a, const struct model *m, struct recipes *s)
{
	struct pricing k = { .a = a,
		.m = m,
		.topology = s->plan.topology,
		.s = s };
	struct model *plain = NEW(a, struct model, 1);

	*plain = *m;
	if (s->kept)
		plain->repriced = NULL;
	k.m = plain;
	if (s->of != NULL) {
		if (s->of->half_cents == NULL)
			stock_list(s->of->a, m, s->of);
		s->half_cents = s->of->half_cents;
		s->uses = s->of->uses;
	} else {
		k.p = prices_new(a, s->market, plain);
		s->half_cents = halves_price(a, s, k.p);
	}
	k.half_cents = s->half_cents;
	for (size_t i = 0; i < s->ncls; i++)
		list_class(&k, &s->cls[i],
		    s->of != NULL ? s->of->cls[i].listed : NULL);
}

struct rack_class *
recipes_price(struct arena *a, const struct model *m, struct recipes *s)
{
	struct pricing k = { .a = a,
		.m = m,
		.topology = s->plan.topology,
		.s = s };
	struct rack_class *cls = NEW(a, struct rack_class, s->ncls + 1);
	bool **changed = NULL, *half;
	int64_t *cents;

	if (s->half_cents == NULL)
		stock_list(s->kept ? s->a : a, m, s);
	if (s->ncls > 0)
		memcpy(cls, s->cls, s->ncls * sizeof *cls);
	if (!s->kept)
		return cls;
	k.half_cents = s->half_cents;
	if (m->repriced != NULL) {
		k.p = prices_new(a, s->market, m);
		if (s->uses == NULL)
			s->uses = uses_new(s->a, s);
		half = NEW(a, bool, s->nhalf + 1);
		changed = changed_by(a, s, k.p, half);
		k.half_cents = cents = arena_grow(a, s->half_cents, s->nhalf,
		    s->nhalf + 1, sizeof *cents);
		for (size_t i = 0; i < s->nhalf; i++)
			if (half[i])
				cents[i] = kit_cents(k.p, s->half[i]);
	}
	for (size_t i = 0; i < s->ncls; i++)
		price_class(&k, &cls[i], changed != NULL ? changed[i] : NULL);
	return cls;
}
