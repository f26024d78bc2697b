/*
 * DOC: offers for a number of pieces.
 *
 * A design that pays an offer for all it buys of a part costs no more than
 * where the offer is left aside or kept to, so its cost bounds those of both:
 * branch and bound.  Where more switches of a model are bought than are
 * offered, the site is decided without the offer, and once more with no more
 * switches of the model than it is for (a row of the sizing program); the
 * cheaper of the two is kept.  That is exact for switches.  Of cables, optics
 * and the like, whose numbers follow from the switches, an offer for too few is
 * left aside, and taken back once where what is chosen in the end buys as many
 * as it is for.
 */
#include "prove/offer_search.h"

#include <string.h>

#include "size/size.h"

/* decisions in which offers may be kept to; from then on they are left aside */
enum { ASKED_MOST = 16 };

bool
offers_step(struct part *p)
{
	const struct price *x =
	    p->price.next != NULL ? p->price.next : p->price.before;
	const struct price *offers = p->price.offers;

	if (p->price.basis != PRICE_QUOTE || x == NULL)
		return false;
	p->price = *x;
	p->price.offers = offers;
	return true;
}

/* none of its offers is followed by a lower price */
static bool
is_rising(const struct model *m, const struct part *p)
{
	struct part as = *p;
	int64_t was, is;

	while (price_unit(m, &as, &was) && offers_step(&as))
		if (price_unit(m, &as, &is) && is < was)
			return false;
	return true;
}

struct offers *
offers_new(struct arena *a, const struct model *m)
{
	struct offers *o = NEW(a, struct offers, 1);
	size_t n;
	struct part **all = catalog_parts(a, m->catalog, &n);

	o->a = a;
	o->m = m;
	o->part = NEW(a, struct part *, n + 1);
	o->rising = true;
	for (size_t i = 0; i < n; i++) {
		if (all[i]->price.basis != PRICE_QUOTE)
			continue;
		o->part[o->npart++] = all[i];
		o->rising = o->rising && is_rising(m, all[i]);
	}
	o->root = offers_prices(o, a);
	o->steps = NEW(a, size_t, o->npart + 1);
	o->tried = NEW(a, bool, o->npart + 1);
	o->best_steps = NEW(a, size_t, o->npart + 1);
	return o;
}

bool
offers_limited(const struct offers *o)
{
	for (size_t i = 0; i < o->npart; i++)
		if (o->root[i].pieces > 0)
			return true;
	return false;
}

struct price *
offers_prices(const struct offers *o, struct arena *a)
{
	struct price *list = NEW(a, struct price, o->npart + 1);

	for (size_t i = 0; i < o->npart; i++)
		list[i] = o->part[i]->price;
	return list;
}

void
offers_put(struct offers *o, const struct price *list)
{
	for (size_t i = 0; i < o->npart; i++)
		o->part[i]->price = list[i];
}

void
offers_take_root(struct offers *o)
{
	offers_put(o, o->root);
	memset(o->steps, 0, o->npart * sizeof *o->steps);
	memset(o->tried, 0, o->npart * sizeof *o->tried);
	o->naside = o->nkept = o->asked = 0;
	o->cut = false;
	memset(&o->best, 0, sizeof o->best);
	o->best_price = NULL;
}

bool
offers_at_root(const struct offers *o)
{
	for (size_t i = 0; i < o->npart; i++)
		if (o->steps[i] > 0 || o->part[i]->price.bounded)
			return false;
	return true;
}

/* is the offer for fewer than are bought, and is there another price? */
static bool
is_short(const struct offers *o, size_t i, int64_t bought)
{
	const struct price *x = &o->part[i]->price;
	struct part as = *o->part[i];
	int64_t cents;

	if (!x->known || x->basis != PRICE_QUOTE || x->bounded ||
	    x->pieces == 0 || x->pieces >= bought)
		return false;
	while (offers_step(&as))
		if (as.price.known && price_unit(o->m, &as, &cents))
			return true;
	return false;
}

static void
leave(struct offers *o, size_t i, int64_t bought)
{
	struct part *p = o->part[i];
	int64_t cents;

	PUSH(o->a, o->aside, o->naside, o->capaside,
	    ((struct offer_aside){ p, p->price, bought, o->steps[i], false }));
	do
		o->steps[i] += offers_step(p);
	while (!p->price.known || !price_unit(o->m, p, &cents));
}

static bool
is_switch(const struct part *p)
{
	return strcmp(p->category, "switch") == 0;
}

static void
drop(const struct offers_ask *ask, struct offers_answer x)
{
	if (ask->drop != NULL)
		ask->drop(x.is);
}

static void
keep_best(struct offers *o, const struct offers_ask *ask,
    struct offers_answer x)
{
	if (o->best_price != NULL)
		drop(ask, o->best);
	o->best = x;
	o->best_price = offers_prices(o, o->a);
	memcpy(o->best_steps, o->steps, o->npart * sizeof *o->steps);
	o->best_aside = NEW(o->a, struct offer_aside, o->naside + 1);
	o->nbest_aside = o->naside;
	if (o->naside > 0)
		memcpy(o->best_aside, o->aside, o->naside * sizeof *o->aside);
	o->best_kept = NEW(o->a, struct offer_kept, o->nkept + 1);
	o->nbest_kept = o->nkept;
	if (o->nkept > 0)
		memcpy(o->best_kept, o->kept, o->nkept * sizeof *o->kept);
}

/* what a node of the search starts with, to go back to */
struct node_state {
	struct price *price;
	size_t *steps, naside, nkept;
};

static struct node_state
remember(const struct offers *o)
{
	struct node_state s = { offers_prices(o, o->a),
		NEW(o->a, size_t, o->npart + 1), o->naside, o->nkept };

	memcpy(s.steps, o->steps, o->npart * sizeof *o->steps);
	return s;
}

static void
go_back(struct offers *o, const struct node_state *s)
{
	offers_put(o, s->price);
	memcpy(o->steps, s->steps, o->npart * sizeof *o->steps);
	o->naside = s->naside;
	o->nkept = s->nkept;
}

/* the first offer left aside that is enough for what is bought now, in use once
 * more: its part; npart: there is none.  Switches are asked the other way. */
static size_t
take_back(struct offers *o, const struct offers_ask *ask, const void *is)
{
	size_t i;

	for (size_t k = 0; k < o->naside; k++) {
		struct offer_aside *x = &o->aside[k];
		int64_t n = ask->bought(is, x->part);

		for (i = 0; o->part[i] != x->part; i++)
			continue;
		if (o->tried[i] || is_switch(x->part) || n == 0 ||
		    n > x->price.pieces)
			continue;
		o->tried[i] = x->back = true;
		x->part->price = x->price;
		o->steps[i] = x->before;
		return i;
	}
	return o->npart;
}

static void
leave_again(struct offers *o, size_t part)
{
	o->tried[part] = false;
	for (size_t k = 0; k < o->naside; k++)
		if (o->aside[k].part == o->part[part])
			o->aside[k].back = false;
}

/* leaves what is for too few pieces, but of switches only one, and not beside
 * anything else: its part, with how many are bought; npart: none of those */
static size_t
leave_short(struct offers *o, const struct offers_ask *ask, const void *is,
    int64_t *more)
{
	const size_t before = o->naside;
	size_t of = o->npart;

	for (size_t i = 0; i < o->npart; i++) {
		int64_t n = ask->bought(is, o->part[i]);

		if (!is_short(o, i, n))
			continue;
		if (!is_switch(o->part[i]) || o->asked >= ASKED_MOST) {
			o->cut = o->cut || is_switch(o->part[i]);
			leave(o, i, n);
		} else if (of == o->npart) {
			of = i;
			*more = n;
		}
	}
	if (o->naside > before)
		return o->npart;
	if (of < o->npart)
		leave(o, of, *more);
	return of;
}

static void
search(struct offers *o, const struct offers_ask *ask)
{
	struct offers_answer x = ask->decide(ask->ctx);
	struct node_state was = remember(o);
	size_t of, back;
	int64_t more = 0;

	o->asked++;
	if (o->best.found &&
	    (!x.found || (o->rising && x.cents >= o->best.cents))) {
		drop(ask, x);
		return;
	}
	of = x.found ? leave_short(o, ask, x.is, &more) : o->npart;
	back = x.found && o->naside == was.naside ? take_back(o, ask, x.is) :
	                                            o->npart;
	if (o->naside == was.naside && back == o->npart) {
		if (!o->best.found || x.cents < o->best.cents)
			keep_best(o, ask, x);
		else
			drop(ask, x);
		return;
	}
	drop(ask, x);
	search(o, ask);
	go_back(o, &was);
	if (back < o->npart)
		leave_again(o, back);
	if (of == o->npart)
		return;
	o->part[of]->price.bounded = true;
	PUSH(o->a, o->kept, o->nkept, o->capkept,
	    ((struct offer_kept){ o->part[of], more }));
	search(o, ask);
	go_back(o, &was);
}

struct offers_answer
offers_search(struct offers *o, const struct offers_ask *ask)
{
	offers_take_root(o);
	search(o, ask);
	/* the first decision is kept if no other is, so there are prices */
	if (o->best_price != NULL)
		offers_put(o, o->best_price);
	memcpy(o->steps, o->best_steps, o->npart * sizeof *o->steps);
	return o->best;
}
