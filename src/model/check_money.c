/*
 * The rules on money that no design is needed for: the site's currency, and the
 * models that the policy names (their price, their life).
 */
#include "model/check.h"

/* can a price be given in the site's currency? */
static bool
usable(const struct model *m, const struct price *p)
{
	int64_t cents;

	return p->known &&
	    catalog_convert(m->catalog, p->cents, p->currency, m->currency,
	        &cents, NULL);
}

static void
currency_check(struct checker *c)
{
	const struct model *m = c->m;
	size_t n, foreign = 0, own = 0;
	struct part **v = catalog_parts(c->a, m->catalog, &n);
	const struct node *site;

	for (size_t i = 0; i < n; i++)
		if (usable(m, &v[i]->price))
			own++;
		else if (v[i]->price.known)
			foreign++;
	if (own > 0 || foreign == 0)
		return;
	site = m->site_node;
	diag_error(c->d, node_at(site, "currency"), "no-exchange-rate",
	    "no exchange rate leads to %s from any currency of the catalogs",
	    m->currency);
	diag_hint(c->d,
	    "'policy: {exchange: [{from: EUR, to: %s, rate: ..., date: ..., "
	    "source: ...}]}' gives one",
	    m->currency);
}

static void
model_priced(struct checker *c, const struct name_list *l, size_t i,
    const struct switch_model *s, bool any)
{
	const struct price *p = &s->part.price;
	bool (*const say)(struct diags *, struct span, const char *,
	    const char *, ...) = any ? diag_warn : diag_error;

	if (!p->known) {
		say(c->d, l->at[i], "model-no-price",
		    "'%s' has no price: a design with it can't be priced",
		    s->id);
		diag_hint(c->d,
		    "a prices.yaml in a folder of your own (--catalog), or a "
		    "quote (--quotes), gives one");
	} else {
		say(c->d, l->at[i], "model-no-price",
		    "'%s' is priced in %s, and no exchange rate leads from "
		    "there to %s",
		    s->id, p->currency, c->m->currency);
		diag_hint(c->d,
		    "'policy: {exchange: [{from: %s, to: %s, rate: ..., date: "
		    "..., source: ...}]}' gives one",
		    p->currency, c->m->currency);
	}
}

static void
models_check(struct checker *c, const struct name_list *l)
{
	const struct model *m = c->m;
	bool any = false;

	for (size_t i = 0; i < l->n; i++) {
		const struct switch_model *s =
		    catalog_switch(m->catalog, l->name[i]);

		any |= s == NULL || usable(m, &s->part.price);
	}
	for (size_t i = 0; i < l->n; i++) {
		const struct switch_model *s =
		    catalog_switch(m->catalog, l->name[i]);

		if (s == NULL)
			continue; /* has been reported */
		if (!usable(m, &s->part.price))
			model_priced(c, l, i, s, any);
		if (m->policy.used || !catalog_life_over(&s->life, m->on))
			continue;
		diag_warn(c->d, l->at[i], "end-of-sale",
		    "'%s' is past its end of sale, %s (%s)", s->id,
		    s->life.end_of_sale, s->life.source);
		if (s->life.successor != NULL)
			diag_hint(c->d,
			    "its successor is '%s'; 'policy: {used: true}' "
			    "allows used ones",
			    s->life.successor);
		else
			diag_hint(c->d,
			    "'policy: {used: true}' allows used ones");
	}
}

void
check_money(struct checker *c)
{
	size_t errors = c->d->errors;

	currency_check(c);
	/* what follows from that is not given again */
	if (c->d->errors > errors)
		return;
	models_check(c, &c->m->policy.models_standalone);
	models_check(c, &c->m->policy.models_spine);
	models_check(c, &c->m->policy.models_leaf);
}
