/*
 * How money works (buying.yaml): what a reseller adds, rates between
 * currencies, and how wide estimates are.
 */
#include "catalog/catalog_read.h"

#include <stddef.h>
#include <string.h>

#include "base/str.h"

#define AT(x) offsetof(struct raw_buying, x)

struct raw_buying {
	const struct node *reseller, *exchange, *estimates, *accessories;
};

/* clang-format off */
static const struct field buying_fields[] = {
	{ .key = "accessories", .kind = FIELD_NODE, .offset = AT(accessories),
	  .doc = "accessories for any switch or cable: cords, panels, labels, "
	  "management switches" },
	{ .key = "reseller", .kind = FIELD_NODE, .offset = AT(reseller),
	  .doc = "surcharge of a reseller on a direct price" },
	{ .key = "exchange", .kind = FIELD_NODE, .offset = AT(exchange),
	  .doc = "rates between currencies" },
	{ .key = "estimates", .kind = FIELD_NODE, .offset = AT(estimates),
	  .doc = "the range of estimates that give none of their own" },
};
/* clang-format on */

struct raw_rate {
	const char *from, *to, *rate, *source, *date;
};

struct raw_reseller {
	int64_t add, low, high;
	struct name_list sells;
	const char *source;
};

#undef AT
#define AT(x) offsetof(struct raw_reseller, x)
#define ADDS .kind = FIELD_UNIT, .unit = UNIT_SHARE, .min = 0, .max = 10000000

/* clang-format off */
static const struct field reseller_fields[] = {
	{ .key = "add", ADDS, .required = true, .offset = AT(add),
	  .example = "8 %", .doc = "share of the direct price" },
	{ .key = "low", ADDS, .offset = AT(low), .example = "6 %",
	  .doc = "lower end of its range; default as 'add'" },
	{ .key = "high", ADDS, .offset = AT(high), .example = "10 %",
	  .doc = "upper end of its range; default as 'add'" },
	{ .key = "sells", .kind = FIELD_NAMES, .offset = AT(sells),
	  .doc = "categories of the parts that are bought from a reseller; "
	  "others are unchanged; default all" },
	{ .key = "source", .kind = FIELD_TEXT, .required = true,
	  .offset = AT(source), .example = "a trade magazine of 2014",
	  .doc = "source" },
};
#undef ADDS
/* clang-format on */

struct raw_estimates {
	int64_t low, high;
	const char *source;
};

/* clang-format off */
static const struct field estimates_fields[] = {
	{ .key = "low", .kind = FIELD_UNIT, .required = true,
	  .offset = offsetof(struct raw_estimates, low), .unit = UNIT_SHARE,
	  .min = 1, .max = WHOLE_PPM, .example = "60 %",
	  .doc = "lower end, as a share of the amount" },
	{ .key = "high", .kind = FIELD_UNIT, .required = true,
	  .offset = offsetof(struct raw_estimates, high), .unit = UNIT_SHARE,
	  .min = WHOLE_PPM, .max = 100000000, .example = "150 %",
	  .doc = "upper end, as a share of the amount" },
	{ .key = "source", .kind = FIELD_TEXT, .required = true,
	  .offset = offsetof(struct raw_estimates, source),
	  .example = "errors of earlier estimates",
	  .doc = "reason for the width" },
};
/* clang-format on */

/* clang-format off */
static const struct field exchange_fields[] = {
	{ .key = "from", .kind = FIELD_NAME, .required = true,
	  .offset = offsetof(struct raw_rate, from), .example = "EUR",
	  .doc = "the currency that is converted" },
	{ .key = "to", .kind = FIELD_NAME, .required = true,
	  .offset = offsetof(struct raw_rate, to), .example = "USD",
	  .doc = "the currency it is converted to: one unit of 'from' is worth "
	  "'rate' of it" },
	{ .key = "rate", .kind = FIELD_TEXT, .required = true,
	  .offset = offsetof(struct raw_rate, rate), .example = "1.0389",
	  .doc = "at most six decimals" },
	{ .key = "source", .kind = FIELD_TEXT, .required = true,
	  .offset = offsetof(struct raw_rate, source),
	  .example = "ECB euro reference rates", .doc = "source" },
	{ .key = "date", .kind = FIELD_TEXT, .required = true,
	  .offset = offsetof(struct raw_rate, date), .example = "2024-12-31",
	  .doc = "date of the rate" },
};
/* clang-format on */

struct exchange *
catalog_exchange_read(struct arena *a, struct diags *d, const struct node *list,
    size_t *n)
{
	struct exchange *e = NEW(a, struct exchange, list->n + 1);

	*n = 0;
	for (size_t i = 0; i < list->n; i++) {
		struct exchange *x = &e[*n];
		struct raw_rate r = { NULL, NULL, NULL, NULL, NULL };

		if (!decode_map(a, d, list->item[i], exchange_fields,
		        COUNT(exchange_fields), &r, "an exchange rate"))
			continue;
		if (!catalog_is_currency(r.from) ||
		    !catalog_is_currency(r.to)) {
			diag_error(d,
			    node_at(list->item[i],
			        catalog_is_currency(r.from) ? "to" : "from"),
			    "catalog-currency",
			    "'%s' is not a currency code: expected three "
			    "capital letters such as USD",
			    catalog_is_currency(r.from) ? r.to : r.from);
			continue;
		}
		if (str_eq(r.from, r.to)) {
			diag_error(d, node_at(list->item[i], "to"),
			    "catalog-currency",
			    "a rate from %s to %s: expected two currencies",
			    r.from, r.to);
			continue;
		}
		if (!catalog_is_date(r.date)) {
			diag_error(d, node_at(list->item[i], "date"),
			    "catalog-date",
			    "'%s' is not a date: expected YYYY, YYYY-MM or "
			    "YYYY-MM-DD",
			    r.date);
			continue;
		}
		if (!catalog_ppm_parse(r.rate, &x->ppm)) {
			diag_error(d, node_at(list->item[i], "rate"),
			    "catalog-rate",
			    "'%s' is not a rate: expected a decimal such as "
			    "1.0389, above 0, at most six decimals",
			    r.rate);
			continue;
		}
		for (size_t k = 0; k < *n; k++)
			if ((strcmp(e[k].from, r.from) == 0 &&
			        strcmp(e[k].to, r.to) == 0) ||
			    (strcmp(e[k].from, r.to) == 0 &&
			        strcmp(e[k].to, r.from) == 0))
				diag_error(d, list->item[i]->at, "catalog-rate",
				    "the rate between %s and %s is listed "
				    "twice",
				    r.from, r.to);
		x->from = r.from;
		x->to = r.to;
		x->source = r.source;
		x->date = r.date;
		++*n;
	}
	return e;
}

void
catalog_buying_read(struct thing *t, struct catalog *c)
{
	struct raw_buying b = { .accessories = NULL };
	struct raw_reseller r = { .low = -1, .high = -1 };
	struct raw_estimates w = { 500000, 1500000,
		"no range is given: 50 to 150 % of the amount" };
	const struct node *list;

	decode_map(t->a, t->d, t->map, buying_fields, COUNT(buying_fields), &b,
	    "buying.yaml");
	if (b.reseller != NULL)
		decode_map(t->a, t->d, b.reseller, reseller_fields,
		    COUNT(reseller_fields), &r, "'reseller'");
	c->reseller_ppm = r.add;
	c->reseller_low_ppm = r.low >= 0 ? r.low : r.add;
	c->reseller_high_ppm = r.high >= 0 ? r.high : r.add;
	if (r.low > r.add || (r.high >= 0 && r.high < r.add))
		diag_error(t->d, node_at(b.reseller, "add"), "reseller-range",
		    "'add' of what a reseller adds is not between its 'low' "
		    "and its 'high'");
	if (r.sells.n > 0) {
		struct name_list *l = NEW(t->a, struct name_list, 1);

		*l = r.sells;
		c->reseller_sells = l;
	}
	c->reseller_source = r.source != NULL ? r.source : "none";
	if (b.estimates != NULL)
		decode_map(t->a, t->d, b.estimates, estimates_fields,
		    COUNT(estimates_fields), &w, "'estimates'");
	c->estimate_low_ppm = w.low;
	c->estimate_high_ppm = w.high;
	list = catalog_list_of(t, b.exchange, "'exchange'");
	c->exchange = catalog_exchange_read(t->a, t->d, list, &c->nexchange);
	c->accessory = catalog_accessories_read(t, b.accessories, "generic",
	    NULL, &c->naccessory);
}
