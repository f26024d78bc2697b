/*
 * An offer to compare with the recommended one: the cheapest design that keeps
 * every requirement without a switch of the vendor most of the money for
 * switches goes to.  Of the other vendors those that `policy.vendors` names are
 * asked first; where none of them can, all there are.
 */
#include "prove/decide.h"
#include "prove/why.h"

#include <string.h>

#include "base/str.h"

/* the vendor of the switches that cost most together; NULL: none is bought */
static const char *
main_maker(struct arena *a, const struct design *g)
{
	const char **vendor = NEW(a, const char *, g->nsw + 1), *most = NULL;
	int64_t *sum = NEW(a, int64_t, g->nsw + 1), cents, best = 0;
	size_t k, n = 0;

	for (size_t i = 0; i < g->nsw; i++) {
		const struct switch_model *s = g->sw[i].model;

		if (g->sw[i].existing != NULL ||
		    !price_unit(g->model, &s->part, &cents))
			continue;
		for (k = 0; k < n && !str_eq(vendor[k], s->vendor); k++)
			continue;
		if (k == n)
			vendor[n++] = s->vendor;
		sum[k] += cents;
		if (sum[k] > best) {
			best = sum[k];
			most = vendor[k];
		}
	}
	return most;
}

/* the vendors a site may buy of, but one; any: of all in the catalogs */
static struct name_list
others(struct arena *a, const struct model *m, const char *but, bool any)
{
	const struct catalog *c = m->catalog;
	const struct name_list *allowed = &m->policy.vendors;
	struct name_list l = { .n = 0 };
	size_t k;

	l.name = NEW(a, const char *, allowed->n + c->nsw + 1);
	for (size_t i = 0; i < (any ? c->nsw : allowed->n); i++) {
		const char *one = any ? c->sw[i].vendor : allowed->name[i];

		for (k = 0; k < l.n && !str_eq(l.name[k], one); k++)
			continue;
		if (k == l.n && !str_eq(one, but))
			l.name[l.n++] = one;
	}
	return l;
}

void
why_other_maker(struct trial_cache *cache, const struct design *g,
    struct why *y)
{
	const char *vendor =
	    g->model->previous == NULL ? main_maker(cache->a, g) : NULL;
	bool named = cache->m->policy.vendors.n > 0;

	for (int any = named ? 0 : 1; vendor != NULL && any < 2; any++) {
		struct model x = *cache->m;
		struct decision d;

		x.policy.vendors = others(cache->a, cache->m, vendor, any == 1);
		if (x.policy.vendors.n == 0)
			continue;
		if (want_asked(cache->m, WANT_MODELS))
			want_let_go(&x, WANT_MODELS);
		/* what it would cost, whether or not there is the money */
		x.want.budget_cents = 0;
		d = prove_decide(cache, cache->a, &x, false);
		if (!d.feasible)
			continue;
		y->offer = (struct offer){ vendor, d.cents,
			d.cents - g->total_cents, d.what,
			(named && any == 1) ||
			    want_asked(cache->m, WANT_MODELS),
			cache->m->want.budget_cents > 0 &&
			    d.cents > cache->m->want.budget_cents,
			cache->m->policy.extras != 0 ||
			    cache->m->policy.support_years > 0 };
		return;
	}
}
