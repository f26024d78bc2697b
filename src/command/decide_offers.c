#include "command/decide_offers.h"

#include <string.h>

#include "base/str.h"
#include "prove/offer_search.h"
#include "prove/why.h"

/* the reservation of what was decided before the search ended at its limit */
static void
tell_cut(struct arena *a, struct selection *v)
{
	if (v->design != NULL)
		v->design->offers_cut = true;
	for (size_t i = 0; i < v->ncand; i++)
		if (v->cand[i].of_priced != NULL)
			v->cand[i].of_priced = str_fmt(a, "%s%s",
			    v->cand[i].of_priced, design_offers_cut_text);
}

static struct selection *
once(struct run *r, struct diags *d, const struct model *m, enum decide how)
{
	return how == DECIDE_COMPARE ?
	    prove_compare(r->a, d, m) :
	    how == DECIDE_LAYOUT ?
	    prove_layout(r->a, d, m) :
	    prove_choose(r->a, d, m, how == DECIDE_TIMES);
}

static int64_t
bought(const struct design *g, const struct part *p)
{
	int64_t n = 0;

	for (size_t i = 0; i < g->nbom; i++)
		if (g->bom[i].part == p)
			n += g->bom[i].quantity;
	return n;
}

/* one decision, with its findings */
struct decided {
	struct selection *v;
	struct diags *d;
};
struct deciding {
	struct run *r;
	const struct model *m;
	enum decide how;
};

static struct offers_answer
decide(void *ctx)
{
	const struct deciding *k = ctx;
	struct decided *x = NEW(k->r->a, struct decided, 1);
	struct offers_answer y = { .is = x };

	x->d = diags_new(k->r->a);
	x->v = once(k->r, x->d, k->m, k->how);
	for (size_t i = 0; x->v->design != NULL && i < x->v->ncand; i++) {
		const struct candidate *c = &x->v->cand[i];

		if (c->topology != x->v->design->topology)
			continue;
		y.found = true;
		y.cents = c->cost_cents + c->energy_cents + c->premium_cents;
	}
	return y;
}

static int64_t
bought_of(const void *is, const struct part *p)
{
	const struct decided *x = is;

	return bought(x->v->design, p);
}

static void
drop(void *is)
{
	struct decided *x = is;

	trial_cache_free(x->v->cache);
}

/* which offers are left aside and kept to, as part ids */
static void
note_not_used(struct run *r)
{
	const struct offers *o = r->offers;

	for (size_t i = 0; i < o->npart; i++) {
		for (size_t n = 0; n < o->steps[i]; n++)
			PUSH(r->a, r->not_used, r->nnot_used, r->capnot_used,
			    o->part[i]->id);
		if (o->part[i]->price.bounded)
			PUSH(r->a, r->bounded, r->nbounded, r->capbounded,
			    o->part[i]->id);
	}
}

static void
tell_aside(struct run *r, const struct selection *v,
    const struct offer_aside *x)
{
	const char *all = x->part->price.basis == PRICE_QUOTE ?
	    "the next offer" :
	    "the catalog's price";

	diag_warn(r->d, x->price.pieces_at, "quote-quantity",
	    "the offer of %s of '%s' is not used: %lld %s (%s)",
	    str_count(r->a, (size_t)x->price.pieces, "piece"), x->part->id,
	    (long long)x->bought,
	    v->design != NULL && bought(v->design, x->part) == x->bought ?
	        "are bought" :
	        "would be bought in the design chosen at its price",
	    x->price.source);
	if (strcmp(x->part->category, "switch") == 0 && r->offers->cut)
		diag_hint(r->d,
		    "%s counts for all of them; too many offers are for fewer "
		    "pieces than would be bought to try a design with each, so "
		    "one with at most %lld of it may cost less: ask for an "
		    "offer for all",
		    all, (long long)x->price.pieces);
	else if (strcmp(x->part->category, "switch") == 0 && v->design != NULL)
		diag_hint(r->d,
		    "no design with at most %lld of it costs less than the "
		    "one chosen; %s counts for all of them: ask for an offer "
		    "for all",
		    (long long)x->price.pieces, all);
	else
		diag_hint(r->d,
		    "%s counts for all of them: ask for an offer for all", all);
}

static void
tell_kept(struct run *r, const struct offer_kept *x)
{
	const struct price *p = &x->part->price;

	diag_warn(r->d, p->pieces_at, "quote-quantity",
	    "the design keeps to the %s of '%s' that are offered: with more "
	    "at this price another would be chosen, with %lld (%s)",
	    str_count(r->a, (size_t)p->pieces, "piece"), x->part->id,
	    (long long)x->bought, p->source);
	diag_hint(r->d, "ask for an offer for %lld", (long long)x->bought);
}

/* findings of the decision that counts */
static void
take_over(struct diags *to, const struct diags *from)
{
	for (size_t i = 0; i < from->n; i++) {
		const struct diag *x = &from->item[i];

		switch (x->kind) {
		case DIAG_WARNING:
			diag_warn(to, x->at, x->id, "%s", x->message);
			break;
		case DIAG_INPUT:
			diag_error(to, x->at, x->id, "%s", x->message);
			break;
		case DIAG_INFEASIBLE:
			diag_infeasible(to, x->at, x->id, "%s", x->message);
			break;
		case DIAG_MACHINE:
			diag_machine(to, x->at, x->id, "%s", x->message);
			break;
		}
		if (x->hint != NULL)
			diag_hint(to, "%s", x->hint);
		if (x->detail != NULL)
			diag_detail(to, x->detail);
	}
}

struct selection *
command_decide(struct run *r, const struct model *m, enum decide how)
{
	struct deciding k = { r, m, how };
	const struct offers_ask ask = { decide, bought_of, drop, &k };
	const struct decided *x;

	if (r->nquotes == 0)
		return once(r, r->d, m, how);
	r->offers = offers_new(r->a, m);
	x = offers_search(r->offers, &ask).is;
	if (x->v->cache != NULL)
		x->v->cache->d = r->d;
	take_over(r->d, x->d);
	for (size_t i = 0; i < r->offers->nbest_aside; i++)
		if (!r->offers->best_aside[i].back)
			tell_aside(r, x->v, &r->offers->best_aside[i]);
	for (size_t i = 0; i < r->offers->nbest_kept; i++)
		tell_kept(r, &r->offers->best_kept[i]);
	if (r->offers->cut)
		tell_cut(r->a, x->v);
	note_not_used(r);
	return x->v;
}

/* the parts a list of "input" names */
static struct part **
named(struct arena *a, const struct catalog *c, const struct node *list,
    size_t *n)
{
	struct part **part, **out, *p;
	size_t npart;

	*n = 0;
	if (list == NULL || list->kind != NODE_LIST)
		return NULL;
	part = catalog_parts(a, c, &npart);
	out = NEW(a, struct part *, list->n + 1);
	for (size_t i = 0; i < list->n; i++) {
		p = list->item[i]->kind == NODE_SCALAR ?
		    catalog_part_find(part, npart, list->item[i]->text) :
		    NULL;
		if (p != NULL)
			out[(*n)++] = p;
	}
	return out;
}

void
decide_not_used_again(struct arena *a, const struct catalog *c,
    const struct node *input)
{
	struct part **p;
	size_t n;

	p = named(a, c, node_get(input, "offers_not_used"), &n);
	for (size_t i = 0; i < n; i++)
		offers_step(p[i]);
	p = named(a, c, node_get(input, "offers_kept_to"), &n);
	for (size_t i = 0; i < n; i++)
		p[i]->price.bounded =
		    p[i]->price.basis == PRICE_QUOTE && p[i]->price.pieces > 0;
}
