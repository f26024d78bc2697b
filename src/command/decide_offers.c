#include "command/decide_offers.h"

#include "base/str.h"
#include "prove/why.h"

static struct selection *
once(struct run *r, struct diags *d, const struct model *m, enum decide how)
{
	return how == DECIDE_COMPARE ?
	    prove_compare(r->a, d, m) :
	    how == DECIDE_LAYOUT ?
	    prove_layout(r->a, d, m) :
	    prove_choose(r->a, d, m, how == DECIDE_TIMES);
}

/* the next cheapest offer, at last the catalog's price; false: neither */
static bool
step(struct part *p)
{
	const struct price *x =
	    p->price.next != NULL ? p->price.next : p->price.before;

	if (p->price.basis != PRICE_QUOTE || x == NULL)
		return false;
	p->price = *x;
	return true;
}

static int64_t
bought(const struct design *g, const struct part *p)
{
	int64_t n = 0;
	size_t i;

	for (i = 0; i < g->nbom; i++)
		if (g->bom[i].part == p)
			n += g->bom[i].quantity;
	return n;
}

struct aside {
	const struct part *part;
	struct price price;
	int64_t bought;
};

/* an offer that can be left aside, since the part has another price */
static bool
leave(struct run *r, const struct model *m, struct part *p)
{
	struct part as = *p;
	size_t steps = 0;
	int64_t cents;

	while (step(&as)) {
		steps++;
		if (!as.price.known || !price_unit(m, &as, &cents))
			continue;
		p->price = as.price;
		for (; steps > 0; steps--)
			PUSH(r->a, r->not_used, r->nnot_used, r->capnot_used,
			    p->id);
		return true;
	}
	return false;
}

static void
tell(struct run *r, const struct selection *v, const struct aside *x)
{
	diag_warn(r->d, x->price.pieces_at, "quote-quantity",
	    "the offer of %s of '%s' is not used: %lld %s (%s)",
	    str_count(r->a, (size_t)x->price.pieces, "piece"), x->part->id,
	    (long long)x->bought,
	    v->design != NULL && bought(v->design, x->part) == x->bought ?
	        "are bought" :
	        "would be bought in the design chosen at its price",
	    x->price.source);
	diag_hint(r->d, "%s counts for all of them: ask for an offer of all",
	    x->part->price.basis == PRICE_QUOTE ? "the next offer" :
	                                          "the catalog's price");
}

/* findings of the decision that counts */
static void
take_over(struct diags *to, const struct diags *from)
{
	size_t i;

	for (i = 0; i < from->n; i++) {
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
	struct part **part;
	struct aside *aside = NULL;
	size_t n, i, naside = 0, cap = 0, was;
	struct selection *v;
	struct diags *d;

	if (r->nquotes == 0)
		return once(r, r->d, m, how);
	part = catalog_parts(r->a, m->catalog, &n);
	for (;;) {
		d = diags_new(r->a);
		v = once(r, d, m, how);
		was = naside;
		for (i = 0; v->design != NULL && i < n; i++) {
			const struct aside x = { part[i], part[i]->price,
				bought(v->design, part[i]) };

			if (x.price.known && x.price.basis == PRICE_QUOTE &&
			    x.price.pieces > 0 && x.price.pieces < x.bought &&
			    leave(r, m, part[i]))
				PUSH(r->a, aside, naside, cap, x);
		}
		if (naside == was)
			break;
		trial_cache_free(v->lab);
	}
	if (v->lab != NULL)
		v->lab->d = r->d;
	take_over(r->d, d);
	for (i = 0; i < naside; i++)
		tell(r, v, &aside[i]);
	return v;
}

void
decide_not_used_again(struct arena *a, const struct catalog *c,
    const struct node *input)
{
	const struct node *list = node_get(input, "offers_not_used");
	struct part **part, *p;
	size_t n, i;

	if (list == NULL || list->kind != NODE_LIST)
		return;
	part = catalog_parts(a, c, &n);
	for (i = 0; i < list->n; i++) {
		p = list->item[i]->kind == NODE_SCALAR ?
		    catalog_part_find(part, n, list->item[i]->text) :
		    NULL;
		if (p != NULL)
			step(p);
	}
}
