/*
 * The life of a thing: until when it is sold and supported.
 */
#include "catalog/catalog_read.h"

#include <stddef.h>
#include <string.h>

#define AT(x) offsetof(struct raw_life, x)

struct raw_life {
	const char *end_of_sale, *end_of_support, *as_of, *source, *successor;
};

/* clang-format off */
static const struct field life_fields[] = {
	{ .key = "end_of_sale", .kind = FIELD_TEXT, .offset = AT(end_of_sale),
	  .example = "2019-06-30",
	  .doc = "YYYY, YYYY-MM, YYYY-MM-DD or unknown" },
	{ .key = "end_of_support", .kind = FIELD_TEXT,
	  .offset = AT(end_of_support), .example = "2024-06-30",
	  .doc = "YYYY, YYYY-MM, YYYY-MM-DD or unknown" },
	{ .key = "as_of", .kind = FIELD_TEXT, .required = true,
	  .offset = AT(as_of), .example = "2026-03",
	  .doc = "date of the source" },
	{ .key = "source", .kind = FIELD_TEXT, .required = true,
	  .offset = AT(source), .example = "the vendor's end-of-life list",
	  .doc = "a short name of 'sources', or text" },
	{ .key = "successor", .kind = FIELD_NAME, .offset = AT(successor),
	  .example = "acme-4848", .doc = "id of the vendor's successor "
	      "product" },
};
/* clang-format on */

static const char *
date_of(const struct thing *t, const struct node *n, const char *key,
    const char *text)
{
	if (text == NULL || strcmp(text, "unknown") == 0)
		return NULL;
	if (catalog_is_date(text))
		return text;
	diag_error(t->d, node_at(n, key), "catalog-date",
	    "'%s' is not a date: expected YYYY, YYYY-MM, YYYY-MM-DD or unknown",
	    text);
	return NULL;
}

/* the last day it covers, as YYYYMMDD */
static int64_t
last_day(const char *s)
{
	int64_t y = 0, m = 12, d = 31;
	size_t n = strlen(s), i;

	for (i = 0; i < 4; i++)
		y = y * 10 + (s[i] - '0');
	if (n >= 7)
		m = (s[5] - '0') * 10 + (s[6] - '0');
	if (n >= 10)
		d = (s[8] - '0') * 10 + (s[9] - '0');
	return (y * 100 + m) * 100 + d;
}

bool
catalog_date_past(const char *end, const char *on)
{
	return end != NULL && on != NULL && last_day(end) <= last_day(on);
}

int64_t
catalog_date_month(const char *date)
{
	int64_t day = last_day(date);

	return day / 10000 * 12 + day / 100 % 100 - 1;
}

const char *
catalog_switch_fact(const struct switch_model *s, const char *name)
{
	for (size_t i = 0; i < s->nfact; i++)
		if (strcmp(s->fact[i].name, name) == 0)
			return s->fact[i].value;
	return NULL;
}

bool
catalog_switch_recalled(const struct switch_model *s, const char *name)
{
	for (size_t i = 0; i < s->nfact; i++)
		if (strcmp(s->fact[i].name, name) == 0)
			return s->fact[i].confidence == CONFIDENCE_RECALLED;
	return false;
}

const char *
catalog_limit_doubt(const struct switch_model *s, const char *name)
{
	return catalog_switch_recalled(s, name) ?
	    " (from memory, check the data sheet)" :
	    "";
}

bool
catalog_life_over(const struct life *l, const char *on)
{
	return l->given &&
	    catalog_date_past(l->end_of_sale, on != NULL ? on : l->as_of);
}

void
catalog_life_read(const struct thing *t, const struct node *n, struct life *out)
{
	struct raw_life r = { NULL, NULL, NULL, NULL, NULL };

	*out = (struct life){ .given = false };
	if (n == NULL || node_is_null(n))
		return;
	if (!decode_map(t->a, t->d, n, life_fields, COUNT(life_fields), &r,
	        "the status"))
		return;
	out->given = true;
	out->at = n->at;
	out->end_of_sale = date_of(t, n, "end_of_sale", r.end_of_sale);
	out->end_of_support = date_of(t, n, "end_of_support", r.end_of_support);
	out->as_of = date_of(t, n, "as_of", r.as_of);
	out->source = catalog_source_text(t, r.source, node_at(n, "source"));
	out->successor = r.successor;
	if (out->end_of_sale != NULL && out->end_of_support != NULL &&
	    last_day(out->end_of_support) < last_day(out->end_of_sale))
		diag_error(t->d, node_at(n, "end_of_support"), "catalog-life",
		    "the end of support, %s, is before the end of sale, %s",
		    out->end_of_support, out->end_of_sale);
}
