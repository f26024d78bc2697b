/*
 * What is bought beside a switch: a second supply, rails, cords, licences,
 * support by the year; and panels, labels, management switches.  None needs a
 * price: a bill says that a quote is needed, rather than nothing.
 */
#include "catalog/catalog_read.h"

#include <stddef.h>

#include "base/str.h"

const char *const catalog_accessory_word[] = { "supplies", "rails", "cords",
	"licences", "panels", "labels", "support", "management", NULL };
/* as the bill says it of one */
static const char *const category[] = { "psu", "rails", "cord", "licence",
	"panel", "label", "support", "management" };
const char *const catalog_airflow_word[] = { "any", "from-ports", "to-ports",
	NULL };

#define AT(x) offsetof(struct raw_accessory, x)

struct raw_accessory {
	const char *id, *description, *connector, *vendor;
	int kind;
	int64_t count;
	const struct node *price;
};

/* clang-format off */
static const struct field accessory_fields[] = {
	{ .key = "kind", .kind = FIELD_WORD, .required = true,
	  .offset = AT(kind), .words = catalog_accessory_word,
	  .example = "rails",
	  .doc = "supplies, rails, cords, licences, panels, labels, support or "
	  "management" },
	{ .key = "part", .kind = FIELD_NAME, .required = true,
	  .offset = AT(id), .example = "ABC-500",
	  .doc = "part number, or an id of your own" },
	{ .key = "description", .kind = FIELD_TEXT, .required = true,
	  .offset = AT(description),
	  .doc = "what stands on the bill of materials" },
	{ .key = "vendor", .kind = FIELD_NAME, .offset = AT(vendor),
	  .example = "acme", .doc = "for discounts; default the switch's, or "
	  "generic" },
	{ .key = "count", .kind = FIELD_INT, .offset = AT(count),
	  .min = 0, .max = 10000, .example = "1",
	  .doc = "of each switch, 0: the price of the switch has it; cables a "
	  "panel takes, cable ends a pack of labels, ports a management switch; "
	  "default 1" },
	{ .key = "connector", .kind = FIELD_TEXT, .offset = AT(connector),
	  .example = "LC duplex", .doc = "of the cords a panel takes" },
	{ .key = "price", .kind = FIELD_NODE, .offset = AT(price),
	  .doc = "of one; default none, and a quote is needed" },
};
/* clang-format on */

static void
accessory_read(const struct thing *t, const struct node *map,
    const char *vendor, struct accessory *out)
{
	struct raw_accessory r = { .count = 1, .vendor = vendor };

	if (!decode_map(t->a, t->d, map, accessory_fields,
	        COUNT(accessory_fields), &r, "an accessory"))
		return;
	out->kind = (enum accessory_kind)r.kind;
	out->count = (size_t)r.count;
	out->connector = r.connector;
	out->part = (struct part){ .id = r.id,
		.description = r.description,
		.category = category[r.kind],
		.vendor = r.vendor,
		.optional = true };
	catalog_price_read(t, r.price, NULL, &out->part.price, r.id);
}

struct accessory *
catalog_accessories_read(const struct thing *t, const struct node *list,
    const char *vendor, size_t *n)
{
	struct accessory *out;
	size_t i;

	*n = 0;
	if (list == NULL || node_is_null(list))
		return NULL;
	list = catalog_list_of(t, list, "'accessories'");
	out = NEW(t->a, struct accessory, list->n + 1);
	for (i = 0; i < list->n; i++) {
		accessory_read(t, list->item[i], vendor, &out[*n]);
		*n += out[*n].part.id != NULL;
	}
	return out;
}

static const struct accessory *
of_kind(const struct accessory *v, size_t n, enum accessory_kind kind)
{
	size_t i;

	for (i = 0; i < n; i++)
		if (v[i].kind == kind)
			return &v[i];
	return NULL;
}

/* what its file does not name: a line that asks for a quote */
static void
ask_for(const struct thing *t, struct switch_model *s, enum accessory_kind kind,
    const char *what)
{
	struct accessory *x = &s->accessory[s->naccessory];

	if (of_kind(s->accessory, s->naccessory, kind) != NULL)
		return;
	s->naccessory++;
	x->kind = kind;
	x->count = 1;
	x->part = (struct part){ .id = str_fmt(t->a, "%s-%s", t->id,
		                     catalog_accessory_word[kind]),
		.description = str_fmt(t->a, "%s for %s", what, s->name),
		.category = category[kind],
		.vendor = s->vendor,
		.optional = true };
}

/* clang-format off */
static const struct field airflow_fields[] = {
	{ .key = "from-ports", .kind = FIELD_NAME,
	  .offset = AIRFLOW_FROM_PORTS * sizeof(const char *),
	  .example = "ABC-F",
	  .doc = "part number of the variant that takes in air at its ports" },
	{ .key = "to-ports", .kind = FIELD_NAME,
	  .offset = AIRFLOW_TO_PORTS * sizeof(const char *),
	  .example = "ABC-R",
	  .doc = "and of the one that blows it out there" },
};
/* clang-format on */

void
catalog_switch_accessories(const struct thing *t, const struct node *list,
    const struct node *airflow, struct switch_model *s)
{
	struct accessory *own =
	    catalog_accessories_read(t, list, s->vendor, &s->naccessory);
	size_t i;

	s->accessory = NEW(t->a, struct accessory, s->naccessory + 5);
	for (i = 0; i < s->naccessory; i++)
		s->accessory[i] = own[i];
	ask_for(t, s, ACCESSORY_SUPPLY,
	    "second power supply, where the price of the switch has one only,");
	ask_for(t, s, ACCESSORY_RAILS,
	    "rail kit, where none is shipped with it,");
	ask_for(t, s, ACCESSORY_LICENCE,
	    "software licence, where the price of the switch has none,");
	ask_for(t, s, ACCESSORY_SUPPORT,
	    "support and software updates of one year");
	if (airflow != NULL && !node_is_null(airflow))
		decode_map(t->a, t->d, airflow, airflow_fields,
		    COUNT(airflow_fields), s->variant, "'airflow'");
}

const struct accessory *
catalog_accessory(const struct catalog *c, const struct switch_model *s,
    enum accessory_kind kind)
{
	const struct accessory *x =
	    s == NULL ? NULL : of_kind(s->accessory, s->naccessory, kind);

	return x != NULL ? x : of_kind(c->accessory, c->naccessory, kind);
}
