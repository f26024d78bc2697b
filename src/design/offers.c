/*
 * Offers that are for fewer pieces than the bill buys, once the bill is
 * complete. Such an offer is left aside and all is decided again; it stays only
 * where its part has no other price.  What the rest of the pieces costs is
 * computed here: from the next cheapest offer, and at last from the catalog.
 */
#include "design/design.h"

#include "base/num.h"
#include "base/str.h"

/* one of it at another price, as this site pays it */
static bool
unit_of(const struct model *m, const struct part *p, const struct price *x,
    int64_t *cents)
{
	struct part as = *p;

	as.price = *x;
	return price_unit(m, &as, cents);
}

static struct short_offer
short_of(const struct model *m, const struct bom_line *l)
{
	const struct price *x = &l->part->price;
	struct short_offer s = { l, l->quantity - x->pieces, 0, true };
	int64_t rest = s.pieces, unit, n;
	bool last = false;

	while (rest > 0 && s.known) {
		last = x->next == NULL;
		x = last ? l->part->price.before : x->next;
		n = last || x->pieces == 0 || x->pieces > rest ? rest :
		                                                 x->pieces;
		rest -= n;
		s.known = x != NULL && x->known &&
		    unit_of(m, l->part, x, &unit) &&
		    num_mul(unit - l->unit_cents, n, &unit) &&
		    num_add(s.more_cents, unit, &s.more_cents);
	}
	return s;
}

struct short_offer *
design_short_offers(struct arena *a, const struct design *g, size_t *n)
{
	struct short_offer *out = NULL;
	size_t cap = 0;

	*n = 0;
	for (size_t i = 0; i < g->nbom; i++) {
		const struct price *p = &g->bom[i].part->price;

		if (p->known && p->basis == PRICE_QUOTE && p->pieces > 0 &&
		    p->pieces < g->bom[i].quantity)
			PUSH(a, out, *n, cap, short_of(g->model, &g->bom[i]));
	}
	return out;
}

static const char *
cost_of_rest(struct arena *a, const struct design *g,
    const struct short_offer *s)
{
	return !s->known ? "at no known price" :
	                   str_fmt(a, "%s %s more", g->model->currency,
	                       num_money_pretty(a, s->more_cents));
}

const char *
design_short_text(struct arena *a, const struct design *g)
{
	struct buf b = buf_new(a);
	size_t n;
	const struct short_offer *s = design_short_offers(a, g, &n);

	for (size_t i = 0; i < n; i++)
		buf_printf(&b, "%s%lld of %lld %s (%s)", i > 0 ? ", " : "",
		    (long long)s[i].pieces, (long long)s[i].line->quantity,
		    s[i].line->part->id, cost_of_rest(a, g, &s[i]));
	return n == 0 ? NULL : b.text;
}

/* of the offers before the price that counts, what saves something */
static struct split_offer
split_of(struct arena *a, const struct model *m, const struct bom_line *l)
{
	const struct price *now = &l->part->price, *x;
	struct split_offer s = { .line = l };
	struct buf b = buf_new(a);
	int64_t rest = l->quantity, unit, n;

	for (x = now->offers; x != NULL && rest > 0; x = x->next) {
		if (now->basis == PRICE_QUOTE && x->next == now->next)
			break;
		n = x->pieces == 0 || x->pieces > rest ? rest : x->pieces;
		if (!unit_of(m, l->part, x, &unit) || unit >= l->unit_cents)
			continue;
		s.offers++;
		s.less_cents += (l->unit_cents - unit) * n;
		rest -= n;
		buf_printf(&b, "%lld at %s %s, ", (long long)n, m->currency,
		    num_money_pretty(a, unit));
	}
	if (rest > 0)
		buf_printf(&b, "%lld at %s %s", (long long)rest, m->currency,
		    num_money_pretty(a, l->unit_cents));
	else if (b.len > 0)
		b.text[b.len -= 2] = '\0';
	s.how = b.text;
	return s;
}

struct split_offer *
design_split_offers(struct arena *a, const struct design *g, size_t *n)
{
	struct split_offer *out = NULL, s;
	size_t cap = 0;

	*n = 0;
	for (size_t i = 0; i < g->nbom; i++) {
		if (g->bom[i].part->price.offers == NULL ||
		    !g->bom[i].part->price.known)
			continue;
		s = split_of(a, g->model, &g->bom[i]);
		if (s.offers > 0)
			PUSH(a, out, *n, cap, s);
	}
	return out;
}

void
design_check_offers(struct diags *d, const struct design *g)
{
	struct arena *a = d->a;
	size_t n;
	const struct short_offer *s = design_short_offers(a, g, &n);
	const struct price *more = NULL;
	struct buf b = buf_new(a);

	for (size_t i = 0; i < n; i++) {
		const struct price *p = &s[i].line->part->price;

		diag_warn(d, p->pieces_at, "quote-quantity",
		    "%s of '%s' at this price, and %lld are bought: the total "
		    "counts all of them at it; the rest: %s",
		    str_count(a, (size_t)p->pieces, "piece"),
		    s[i].line->part->id, (long long)s[i].line->quantity,
		    cost_of_rest(a, g, &s[i]));
		diag_hint(d,
		    "ask for all of them, or leave the price empty: the next "
		    "offer, or the catalog's price, then counts for all");
	}
	for (size_t i = 0; i < g->nbom; i++) {
		const struct bom_line *l = &g->bom[i];
		const struct price *p = &l->part->price;

		if (!p->known || p->basis != PRICE_QUOTE ||
		    p->pieces <= l->quantity)
			continue;
		if (more == NULL)
			more = p;
		buf_printf(&b, "%s'%s' for %lld, bought %lld",
		    b.len > 0 ? "; " : "", l->part->id, (long long)p->pieces,
		    (long long)l->quantity);
	}
	if (more == NULL)
		return;
	diag_warn(d, more->pieces_at, "quote-quantity",
	    "offered for more pieces than are bought: %s", b.text);
	diag_hint(d,
	    "the prices count as given: ask whether they apply to fewer "
	    "pieces, and whether fewer are sold");
}
