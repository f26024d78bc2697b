#include "command/decide_offers.h"

#include <string.h>

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
	struct part *part;
	struct price price;
	int64_t bought;
	size_t before; /* cheaper ones of its part that are left aside too */
	bool back;     /* in use again: a later design buys no more of it */
	bool tried;    /* has been once */
};

/* deciding, as far as offers go */
struct deciding {
	struct run *r;
	const struct model *m;
	struct part **part;
	size_t npart, *steps; /* of each part, from its cheapest offer */
	struct aside *aside;
	size_t naside, cap;
};

/* an offer that can be left aside, since the part has another price */
static bool
leave(struct deciding *k, size_t part)
{
	struct part as = *k->part[part];
	size_t steps = 0;
	int64_t cents;

	while (step(&as)) {
		steps++;
		if (!as.price.known || !price_unit(k->m, &as, &cents))
			continue;
		k->part[part]->price = as.price;
		k->steps[part] += steps;
		return true;
	}
	return false;
}

static void
put_aside(struct deciding *k, struct aside x)
{
	size_t i;

	for (i = 0; i < k->naside; i++)
		if (k->aside[i].part == x.part &&
		    k->aside[i].before == x.before) {
			k->aside[i].back = false;
			return;
		}
	PUSH(k->r->a, k->aside, k->naside, k->cap, x);
}

/* of what the design buys more pieces of than are offered; false: of none */
static bool
leave_short(struct deciding *k, const struct design *g)
{
	bool any = false;
	size_t i;

	for (i = 0; i < k->npart; i++) {
		struct part *p = k->part[i];
		const struct aside x = { p, p->price, bought(g, p), k->steps[i],
			false, false };

		if (x.price.known && x.price.basis == PRICE_QUOTE &&
		    x.price.pieces > 0 && x.price.pieces < x.bought &&
		    leave(k, i)) {
			put_aside(k, x);
			any = true;
		}
	}
	return any;
}

/* an offer left aside for a design that is not chosen any more, which is for as
 * many pieces as are bought now: once more; false: there is none.  Each is
 * taken back once, so that deciding ends. */
static bool
take_back(struct deciding *k, const struct design *g)
{
	size_t i, j;

	for (i = 0; i < k->naside; i++) {
		struct aside *x = &k->aside[i];
		int64_t n = bought(g, x->part);

		if (x->tried || x->back || n == 0 || n > x->price.pieces)
			continue;
		x->tried = x->back = true;
		x->part->price = x->price;
		for (j = 0; j < k->npart; j++)
			if (k->part[j] == x->part)
				k->steps[j] = x->before;
		return true;
	}
	return false;
}

/* what the steps come to, as part ids */
static void
note_not_used(struct deciding *k)
{
	struct run *r = k->r;
	size_t i, n;

	for (i = 0; i < k->npart; i++)
		for (n = 0; n < k->steps[i]; n++)
			PUSH(r->a, r->not_used, r->nnot_used, r->capnot_used,
			    k->part[i]->id);
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
	diag_hint(r->d, "%s counts for all of them: ask for an offer for all%s",
	    x->part->price.basis == PRICE_QUOTE ? "the next offer" :
	                                          "the catalog's price",
	    strcmp(x->part->category, "switch") == 0 ?
	        ", or try a design with fewer, which 'policy.models' asks for "
	        "by role" :
	        "");
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
	struct deciding k = { .r = r, .m = m };
	struct selection *v;
	struct diags *d;
	size_t i;

	if (r->nquotes == 0)
		return once(r, r->d, m, how);
	k.part = catalog_parts(r->a, m->catalog, &k.npart);
	k.steps = NEW(r->a, size_t, k.npart + 1);
	for (;;) {
		d = diags_new(r->a);
		v = once(r, d, m, how);
		if (v->design == NULL ||
		    (!leave_short(&k, v->design) && !take_back(&k, v->design)))
			break;
		trial_cache_free(v->lab);
	}
	if (v->lab != NULL)
		v->lab->d = r->d;
	take_over(r->d, d);
	for (i = 0; i < k.naside; i++)
		if (!k.aside[i].back)
			tell(r, v, &k.aside[i]);
	note_not_used(&k);
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
