/*
 * Prices over all things: a folder's prices.yaml, which prices parts of any
 * folder without repeating their facts; the range of estimates that give none;
 * and currencies that nothing converts.
 */
#include "catalog/catalog_read.h"

#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "base/str.h"

#include "base/sort.h"

static int
by_part(const void *x, const void *y)
{
	const struct part *const *p = x, *const *q = y;

	return strcmp((*p)->id, (*q)->id);
}

static void
add(struct arena *a, struct part ***v, size_t *n, size_t *cap,
    const struct part *p)
{
	/* an optic without a vendor's own has no such part */
	if (p->id != NULL)
		PUSH(a, *v, *n, *cap, (struct part *)p);
}

struct part **
catalog_parts(struct arena *a, const struct catalog *c, size_t *n)
{
	struct part **v = NULL;
	size_t cap = 0;

	*n = 0;
	for (size_t i = 0; i < c->nsw; i++) {
		add(a, &v, n, &cap, &c->sw[i].part);
		for (size_t k = 0; k < c->sw[i].noption; k++)
			add(a, &v, n, &cap, &c->sw[i].option[k].part);
		for (size_t k = 0; k < c->sw[i].naccessory; k++)
			add(a, &v, n, &cap, &c->sw[i].accessory[k].part);
	}
	for (size_t i = 0; i < c->naccessory; i++)
		add(a, &v, n, &cap, &c->accessory[i].part);
	for (size_t i = 0; i < c->ncable; i++)
		for (size_t k = 0; k < c->cable[i].nlength; k++)
			add(a, &v, n, &cap, &c->cable[i].length[k].part);
	for (size_t i = 0; i < c->noptic; i++) {
		add(a, &v, n, &cap, &c->optic[i].part);
		add(a, &v, n, &cap, &c->optic[i].oem);
	}
	for (size_t i = 0; i < c->nnic; i++)
		add(a, &v, n, &cap, &c->nic[i].part);
	if (*n > 1)
		qsort(v, *n, sizeof(struct part *), by_part);
	return v;
}

static int
part_of_id(const void *id, const void *part)
{
	return strcmp(id, (*(const struct part *const *)part)->id);
}

struct part *
catalog_part_find(struct part *const *v, size_t n, const char *id)
{
	struct part *const *at = sort_find(id, v, n, sizeof(*v), part_of_id);

	return at != NULL ? *at : NULL;
}

/* is there a rate from or to this currency at all? */
static bool
catalog_has_currency(const struct catalog *c, const char *currency)
{
	for (size_t i = 0; i < c->nexchange; i++)
		if (strcmp(c->exchange[i].from, currency) == 0 ||
		    strcmp(c->exchange[i].to, currency) == 0)
			return true;
	return false;
}

/* ---- prices.yaml ---- */

struct raw_prices {
	const struct node *prices, *sources;
};

/* clang-format off */
static const struct field prices_fields[] = {
	{ .key = "prices", .kind = FIELD_NODE, .required = true,
	  .offset = offsetof(struct raw_prices, prices),
	  .doc = "a map of parts and their prices" },
	{ .key = "sources", .kind = FIELD_NODE,
	  .offset = offsetof(struct raw_prices, sources),
	  .doc = "short names of where prices are from" },
};
/* clang-format on */

static void
unknown_part(const struct thing *t, struct part *const *v, size_t n,
    const struct node *key)
{
	const char **name, *near;

	diag_error(t->d, key->at, "catalog-unknown-part",
	    "no file of the catalogs has the part '%s'", key->text);
	if (!diag_shown(t->d))
		return;
	name = NEW(t->a, const char *, n + 1);
	for (size_t i = 0; i < n; i++)
		name[i] = v[i]->id;
	near = str_nearest(key->text, name, n);
	if (near != NULL)
		diag_hint(t->d, "did you mean '%s'?", near);
}

void
catalog_prices_read(struct thing *t, struct part *const *v, size_t n,
    bool *done)
{
	struct raw_prices r = { NULL, NULL };
	size_t k;

	decode_map(t->a, t->d, t->map, prices_fields, COUNT(prices_fields), &r,
	    "prices.yaml");
	catalog_sources_read(t, r.sources);
	if (r.prices == NULL || node_is_null(r.prices))
		return;
	if (r.prices->kind != NODE_MAP) {
		diag_error(t->d, r.prices->at, "wrong-kind",
		    "'prices' must be a map of part ids and prices");
		return;
	}
	for (size_t i = 0; i < r.prices->n; i++) {
		const struct node *key = r.prices->key[i];
		struct part *p = catalog_part_find(v, n, key->text);
		struct price price;

		if (p == NULL) {
			unknown_part(t, v, n, key);
			continue;
		}
		for (k = 0; v[k] != p; k++)
			continue;
		if (done[k])
			continue;
		catalog_price_read(t, r.prices->item[i], NULL, &price, p->id);
		if (price.known) {
			p->price = price;
			done[k] = true;
		}
	}
}

void
catalog_prices_finish(struct diags *d, const struct catalog *c,
    struct part *const *v, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		struct price *p = &v[i]->price;

		if (!p->known)
			continue;
		if (p->basis == PRICE_ESTIMATE && p->high_cents == 0) {
			p->low_cents =
			    num_scale(p->cents, c->estimate_low_ppm, WHOLE_PPM);
			p->high_cents = num_scale(p->cents,
			    c->estimate_high_ppm, WHOLE_PPM);
		}
		if (c->nexchange > 0 && !catalog_has_currency(c, p->currency)) {
			diag_warn(d, p->at, "catalog-no-rate",
			    "no exchange rate leads from %s, in which '%s' is "
			    "priced, to any other currency",
			    p->currency, v[i]->id);
			diag_hint(d,
			    "a line {from: EUR, to: %s, rate: ...} of "
			    "'exchange' in buying.yaml, or 'policy.exchange' "
			    "of a site, gives one",
			    p->currency);
		}
	}
}
