/*
 * Facts and prices: what each figure of a catalog file rests on.
 */
#include "catalog/catalog_read.h"

#include <ctype.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "base/str.h"

const char *const catalog_confidence_word[] = { "verified", "secondary",
	"recalled", "derived", "estimate", NULL };
const char *const catalog_price_basis_word[] = { "quote", "contract", "list",
	"street", "refurbished", "auction", "estimate", NULL };

struct span
catalog_thing_at(const struct thing *t, const char *key)
{
	const struct node *n = node_get(t->map, key);

	return n != NULL ? n->at : (struct span){ .src = t->src };
}

const struct node *
catalog_list_of(const struct thing *t, const struct node *n, const char *what)
{
	static const struct node none = { .kind = NODE_LIST };

	if (n == NULL || node_is_null(n))
		return &none;
	if (n->kind != NODE_LIST) {
		diag_error(t->d, n->at, "wrong-kind", "%s must be a list",
		    what);
		return &none;
	}
	return n;
}

bool
catalog_key_is_name(const struct thing *t, const struct node *key,
    const char *what)
{
	if (str_is_name(key->text))
		return true;
	return diag_error(t->d, key->at, "bad-name",
	    "%s must be a name: 1 to "
	    "63 letters, digits, '-', '_' or '.', the first a letter or a "
	    "digit",
	    what);
}

void
catalog_sources_read(struct thing *t, const struct node *n)
{
	if (n == NULL || node_is_null(n))
		return;
	if (n->kind != NODE_MAP) {
		diag_error(t->d, n->at, "wrong-kind",
		    "'sources' must be a map of short names to sources");
		return;
	}
	for (size_t i = 0; i < n->n; i++)
		if (n->item[i]->kind != NODE_SCALAR ||
		    !str_is_text(n->item[i]->text) ||
		    n->item[i]->text[0] == '\0')
			diag_error(t->d, n->item[i]->at, "bad-text",
			    "source '%s' must be text on one line",
			    n->key[i]->text);
	t->sources = n;
}

const char *
catalog_source_text(const struct thing *t, const char *text, struct span at)
{
	const struct node *n = node_get(t->sources, text);
	const char **name, *near;
	size_t count = t->sources != NULL ? t->sources->n : 0;

	if (n != NULL)
		return n->kind == NODE_SCALAR ? n->text : NULL;
	if (strchr(text, ' ') != NULL || strchr(text, '/') != NULL)
		return text;
	diag_error(t->d, at, "catalog-unknown-source",
	    "'%s' is not a name of this file's 'sources', and one word is not "
	    "enough to find a source",
	    text);
	if (!diag_shown(t->d))
		return NULL;
	name = NEW(t->a, const char *, count + 1);
	for (size_t i = 0; i < count; i++)
		name[i] = t->sources->key[i]->text;
	near = str_nearest(text, name, count);
	if (near != NULL)
		diag_hint(t->d, "did you mean '%s'?", near);
	return NULL;
}

/* ---- facts ---- */

struct raw_fact {
	const struct node *value;
	int confidence;
	const char *source, *note;
};

/* clang-format off */
static const struct field fact_fields[] = {
	{ .key = "confidence", .kind = FIELD_WORD, .required = true,
	  .offset = offsetof(struct raw_fact, confidence),
	  .words = catalog_confidence_word, .example = "verified",
	  .doc = "confidence" },
	{ .key = "value", .kind = FIELD_NODE,
	  .offset = offsetof(struct raw_fact, value),
	  .doc = "omit it where the file's key of that name gives it" },
	{ .key = "source", .kind = FIELD_TEXT,
	  .offset = offsetof(struct raw_fact, source),
	  .example = "the vendor's spec sheet of 2012",
	  .doc = "a short name of 'sources', or text" },
	{ .key = "note", .kind = FIELD_TEXT,
	  .offset = offsetof(struct raw_fact, note),
	  .doc = "further notes" },
};
/* clang-format on */

static const char *
scalar_text(const struct node *n)
{
	return n != NULL && n->kind == NODE_SCALAR && !node_is_null(n) ?
	    n->text :
	    NULL;
}

static void
fact_read(const struct thing *t, const struct node *n, struct fact *f)
{
	struct raw_fact r = { .confidence = CONFIDENCE_RECALLED };
	const char *name = f->name;

	if (!decode_map(t->a, t->d, n, fact_fields, COUNT(fact_fields), &r,
	        str_fmt(t->a, "the fact '%s'", name)))
		return;
	f->confidence = (enum confidence)r.confidence;
	f->note = r.note;
	f->value = scalar_text(r.value);
	if (f->value == NULL)
		f->value = scalar_text(node_get(t->map, name));
	if (f->value != NULL && !str_is_text(f->value)) {
		diag_error(t->d, node_at(n, "value"), "bad-text",
		    "the value "
		    "of fact '%s' must be printable text on one line",
		    name);
		f->value = NULL;
	}
	if (r.source != NULL)
		f->source =
		    catalog_source_text(t, r.source, node_at(n, "source"));
	else if (f->confidence != CONFIDENCE_RECALLED)
		diag_error(t->d, n->at, "catalog-no-source",
		    "the fact '%s' is marked %s but names no source", name,
		    catalog_confidence_word[f->confidence]);
}

void
catalog_facts_read(const struct thing *t, const struct node *n,
    const char *const *rests, struct fact **out, size_t *nout)
{
	size_t k, count = 0;
	struct fact *f;

	if (n != NULL && !node_is_null(n)) {
		if (n->kind != NODE_MAP)
			diag_error(t->d, n->at, "wrong-kind",
			    "'facts' must be a map of names and facts");
		else
			count = n->n;
	}
	f = NEW(t->a, struct fact, count + 1);
	for (size_t i = 0; i < count; i++) {
		f[i].name = n->key[i]->text;
		f[i].confidence = CONFIDENCE_RECALLED;
		if (catalog_key_is_name(t, n->key[i], "a fact's key"))
			fact_read(t, n->item[i], &f[i]);
	}
	for (size_t i = 0; rests[i] != NULL; i++) {
		const struct node *v = node_get(t->map, rests[i]);

		if (v == NULL || node_is_null(v))
			continue;
		for (k = 0; k < count; k++)
			if (strcmp(f[k].name, rests[i]) == 0)
				break;
		if (k < count)
			continue;
		diag_error(t->d, v->at, "catalog-no-fact",
		    "'facts' gives no source for '%s'", rests[i]);
		diag_hint(t->d,
		    "for example 'facts: {%s: {confidence: "
		    "verified, source: the vendor's spec sheet}}'",
		    rests[i]);
	}
	*out = f;
	*nout = count;
}

void
catalog_fact_value(struct fact *f, size_t n, const char *name,
    const char *value)
{
	for (size_t i = 0; i < n; i++)
		if (f[i].value == NULL && strcmp(f[i].name, name) == 0)
			f[i].value = value;
}

/* ---- prices ---- */

struct raw_price {
	int64_t cents, low, high;
	const char *currency;
	int basis;
	const char *source, *date;
};

/* clang-format off */
static const struct field price_fields[] = {
	{ .key = "amount", .kind = FIELD_MONEY,
	  .offset = offsetof(struct raw_price, cents), .example = "5500",
	  .min = 0, .max = INT64_C(1000000000000),
	  .doc = "in the currency's own unit" },
	{ .key = "low", .kind = FIELD_MONEY,
	  .offset = offsetof(struct raw_price, low), .example = "4200",
	  .min = 0, .max = INT64_C(1000000000000),
	  .doc = "lower end of its range" },
	{ .key = "high", .kind = FIELD_MONEY,
	  .offset = offsetof(struct raw_price, high), .example = "7000",
	  .min = 0, .max = INT64_C(1000000000000),
	  .doc = "upper end of its range" },
	{ .key = "currency", .kind = FIELD_TEXT,
	  .offset = offsetof(struct raw_price, currency), .example = "USD",
	  .doc = "ISO 4217" },
	{ .key = "basis", .kind = FIELD_WORD,
	  .offset = offsetof(struct raw_price, basis),
	  .words = catalog_price_basis_word, .example = "street",
	  .doc = "quote, contract, list, street, refurbished, auction or "
	  "estimate" },
	{ .key = "source", .kind = FIELD_TEXT,
	  .offset = offsetof(struct raw_price, source),
	  .example = "the vendor's price list",
	  .doc = "source" },
	{ .key = "date", .kind = FIELD_TEXT,
	  .offset = offsetof(struct raw_price, date), .example = "2016-03",
	  .doc = "YYYY, YYYY-MM or YYYY-MM-DD" },
};
/* clang-format on */

bool
catalog_is_currency(const char *s)
{
	for (size_t i = 0; i < 3; i++)
		if (s[i] < 'A' || s[i] > 'Z')
			return false;
	return s[3] == '\0';
}

bool
catalog_is_date(const char *s)
{
	static const char shape[] = "dddd-dd-dd";
	static const int days[] = { 31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30,
		31 };
	size_t i, n = strlen(s);
	int year, month, day;

	if (n != 4 && n != 7 && n != 10)
		return false;
	for (i = 0; i < n; i++)
		if (shape[i] == 'd' ? s[i] < '0' || s[i] > '9' : s[i] != '-')
			return false;
	month = n >= 7 ? (s[5] - '0') * 10 + s[6] - '0' : 1;
	day = n == 10 ? (s[8] - '0') * 10 + s[9] - '0' : 1;
	year = (int)strtol(s, NULL, 10);
	if (month < 1 || month > 12 || day < 1 || day > days[month - 1])
		return false;
	return month != 2 || day < 29 ||
	    (year % 4 == 0 && (year % 100 != 0 || year % 400 == 0));
}

static bool
terms_decode(const struct thing *t, const struct node *n, struct price *out,
    int64_t *cents, const char *what)
{
	struct raw_price r = { -1, -1, -1, out->currency,
		out->currency != NULL ? (int)out->basis : -1, NULL, out->date };

	if (!decode_map(t->a, t->d, n, price_fields, COUNT(price_fields), &r,
	        what))
		return false;
	if (r.currency != NULL && !catalog_is_currency(r.currency))
		return diag_error(t->d, node_at(n, "currency"),
		    "catalog-currency",
		    "'%s' is not a valid currency code: expected three capital "
		    "letters such as USD",
		    r.currency);
	if (r.date != NULL && !catalog_is_date(r.date))
		return diag_error(t->d, node_at(n, "date"), "catalog-date",
		    "'%s' is not a date: expected YYYY, YYYY-MM or YYYY-MM-DD",
		    r.date);
	if (r.basis < 0) {
		diag_error(t->d, n->at, "catalog-price",
		    "%s: no basis is "
		    "given",
		    what);
		diag_hint(t->d,
		    "the basis is quote, contract, list, street, refurbished, "
		    "auction or estimate");
		return false;
	}
	out->currency = r.currency;
	out->basis = (enum price_basis)r.basis;
	out->date = r.date;
	if (r.source != NULL) {
		out->source =
		    catalog_source_text(t, r.source, node_at(n, "source"));
		if (out->source == NULL)
			return false;
	}
	*cents = r.cents;
	if (r.low < 0 && r.high < 0)
		return true;
	if (r.cents < 0)
		return diag_error(t->d, node_at(n, r.low >= 0 ? "low" : "high"),
		    "catalog-range", "%s: a range without its amount", what);
	if (r.low > r.cents || (r.high >= 0 && r.high < r.cents))
		return diag_error(t->d,
		    node_at(n, r.low > r.cents ? "low" : "high"),
		    "catalog-range",
		    "%s: the amount %s is not between low and high", what,
		    num_money_text(t->a, r.cents));
	out->low_cents = r.low >= 0 ? r.low : r.cents;
	out->high_cents = r.high >= 0 ? r.high : r.cents;
	return true;
}

void
catalog_price_terms(const struct thing *t, const struct node *n,
    struct price *out)
{
	int64_t cents = -1;

	*out = (struct price){ .basis = PRICE_ESTIMATE };
	if (n == NULL || node_is_null(n))
		return;
	if (terms_decode(t, n, out, &cents, "the prices' terms") && cents >= 0)
		diag_error(t->d, node_at(n, "amount"), "catalog-price",
		    "one amount for all lengths can't be right: give each its "
		    "own");
}

void
catalog_price_read(const struct thing *t, const struct node *n,
    const struct price *terms, struct price *out, const char *what)
{
	struct price p = { .basis = PRICE_ESTIMATE };
	int64_t cents = -1;
	const char *lack;

	*out = p;
	if (n == NULL || node_is_null(n))
		return;
	if (terms != NULL)
		p = *terms;
	p.at = n->at;
	if (n->kind == NODE_SCALAR) {
		if (n->quoted || !num_money(n->text, &cents) || cents < 0) {
			diag_error(t->d, n->at, "bad-money",
			    "the price of %s is '%s': expected an amount such "
			    "as 60 or 12.50",
			    what, n->text);
			return;
		}
	} else if (!terms_decode(t, n, &p, &cents,
	               str_fmt(t->a, "the price of %s", what))) {
		return;
	}
	lack = cents < 0       ? "amount" :
	    p.currency == NULL ? "currency" :
	    p.source == NULL   ? "source" :
	    p.date == NULL     ? "date" :
	                         NULL;
	if (lack != NULL) {
		diag_error(t->d, n->at, "catalog-price",
		    "the price of %s has no %s", what, lack);
		diag_hint(t->d,
		    "for example '{amount: 5500, currency: USD, "
		    "basis: street, source: a dealer's offer, date: "
		    "2016-03}'");
		return;
	}
	p.known = true;
	p.cents = cents;
	*out = p;
}

void
catalog_part_price(const struct thing *t, const struct node *n,
    const struct price *terms, struct part *p, struct span at)
{
	catalog_price_read(t, n, terms, &p->price, p->id);
	if (n != NULL && !node_is_null(n))
		return;
	diag_warn(t->d, at, "catalog-no-price",
	    "'%s' has no price: a design with it can't be priced", p->id);
	diag_hint(t->d,
	    "an estimate is better, marked as one: 'price: {amount: 5500, "
	    "currency: USD, basis: estimate, source: ..., date: 2016}'");
}

const char *
catalog_metres_text(struct arena *a, int64_t mm)
{
	char *s = str_fmt(a, "%lld.%03lld", (long long)(mm / 1000),
	    (long long)(mm % 1000));
	size_t n = strlen(s);

	while (s[n - 1] == '0')
		n--;
	if (s[n - 1] == '.')
		n--;
	s[n] = '\0';
	return s;
}

bool
catalog_ppm_parse(const char *text, int64_t *out)
{
	int64_t v = 0, unit = 1000000;
	bool digit = false;

	for (; isdigit((unsigned char)*text); text++) {
		if (v >= INT64_C(1000000))
			return false;
		v = v * 10 + (*text - '0');
		digit = true;
	}
	v *= unit;
	if (*text == '.')
		for (text++; isdigit((unsigned char)*text); text++) {
			unit /= 10;
			if (unit == 0)
				return false;
			v += (*text - '0') * unit;
			digit = true;
		}
	*out = v;
	return digit && *text == '\0' && v > 0;
}
