/*
 * What is bought beside a switch: a second supply, rails, cords, licences,
 * support by the year; and panels, labels, management switches.  None needs a
 * price: a bill says that a quote is needed, rather than nothing.
 */
#include "catalog/catalog_read.h"

#include <stddef.h>
#include <string.h>

#include "base/str.h"

const char *const catalog_accessory_word[] = { "supplies", "rails", "cords",
	"licences", "panels", "labels", "support", "management", NULL };
/* as the bill says it of one */
static const char *const category[] = { "psu", "rails", "cord", "licence",
	"panel", "label", "support", "management" };
/* of those that are a switch's own */
static const char *const what_is[] = { "second power supply", "rail kit",
	"power cord", "software licence", "patch panel", "cable labels",
	"support and software updates of one year", "management switch" };
const char *const catalog_airflow_word[] = { "any", "from-ports", "to-ports",
	NULL };

#define AT(x) offsetof(struct raw_accessory, x)

struct raw_accessory {
	const char *id, *description, *connector, *vendor, *order;
	int kind;
	int64_t count;
	const struct node *price, *airflow;
};

/* clang-format off */
static const struct field accessory_fields[] = {
	{ .key = "kind", .kind = FIELD_WORD, .required = true,
	  .offset = AT(kind), .words = catalog_accessory_word,
	  .example = "rails",
	  .doc = "supplies, rails, cords, licences, panels, labels, support or "
	  "management" },
	{ .key = "part", .kind = FIELD_NAME,
	  .offset = AT(id), .example = "ABC-500",
	  .doc = "its id on the bill; default for an accessory of a switch: "
	  "the switch's id and the kind" },
	{ .key = "description", .kind = FIELD_TEXT,
	  .offset = AT(description),
	  .doc = "its description on the bill of materials; default for an "
	  "accessory of a switch: the kind and the switch's name" },
	{ .key = "order", .kind = FIELD_TEXT, .offset = AT(order),
	  .example = "ABC-500", .doc = "the vendor's part number" },
	{ .key = "airflow", .kind = FIELD_NODE, .offset = AT(airflow),
	  .doc = "the vendor's part numbers by airflow direction, as for a "
	  "switch" },
	{ .key = "vendor", .kind = FIELD_NAME, .offset = AT(vendor),
	  .example = "acme", .doc = "for discounts; default the switch's, or "
	  "generic" },
	{ .key = "count", .kind = FIELD_INT, .offset = AT(count),
	  .min = 0, .max = 10000, .example = "1",
	  .doc = "number per switch (0: included in the switch's price); "
	  "cables per panel, cable ends per pack of labels, ports per "
	  "management switch; default 1" },
	{ .key = "connector", .kind = FIELD_TEXT, .offset = AT(connector),
	  .example = "LC duplex", .doc = "of the cords a panel takes" },
	{ .key = "price", .kind = FIELD_NODE, .offset = AT(price),
	  .doc = "of one; default none, and a quote is needed" },
};
/* clang-format on */

/* clang-format off */
static const struct field airflow_fields[] = {
	{ .key = "from-ports", .kind = FIELD_TEXT,
	  .offset = AIRFLOW_FROM_PORTS * sizeof(const char *),
	  .example = "ABC-F",
	  .doc = "part number of the variant with air intake at its ports" },
	{ .key = "to-ports", .kind = FIELD_TEXT,
	  .offset = AIRFLOW_TO_PORTS * sizeof(const char *),
	  .example = "ABC-R",
	  .doc = "part number of the variant with air exhaust at its ports" },
};
/* clang-format on */

/* what part numbers rest on: the fact `supplies_part`, or where there is none
 * `supplies`; NULL: neither */
static const struct node *
part_fact(const struct thing *t, const char *fact)
{
	const struct node *facts = node_get(t->map, "facts");
	const struct node *own =
	    node_get(facts, str_fmt(t->a, "%s_part", fact));

	return own != NULL ? own : node_get(facts, fact);
}

static const struct ordering *
ordering_read(const struct thing *t, const char *order,
    const struct node *airflow, const char *fact)
{
	struct ordering *o = NEW(t->a, struct ordering, 1);

	if (airflow != NULL && !node_is_null(airflow))
		decode_map(t->a, t->d, airflow, airflow_fields,
		    COUNT(airflow_fields), o->number, "'airflow'");
	o->number[AIRFLOW_ANY] = order;
	o->recalled = strcmp(node_text(part_fact(t, fact), "confidence"),
	                  "recalled") == 0;
	return order != NULL || o->number[AIRFLOW_FROM_PORTS] != NULL ||
	        o->number[AIRFLOW_TO_PORTS] != NULL ?
	    o :
	    NULL;
}

/* a part number beside a switch rests on the fact of its kind */
static void
rests_on(const struct thing *t, const struct node *map, const char *kind)
{
	if (part_fact(t, kind) != NULL)
		return;
	diag_error(t->d, map->at, "catalog-no-fact",
	    "'facts' gives no source for '%s'", kind);
	diag_hint(t->d,
	    "for example 'facts: {%s: {confidence: verified, source: the "
	    "vendor's spec sheet}}'",
	    kind);
}

/* of: the switch it is for; NULL: it serves any */
static void
accessory_read(const struct thing *t, const struct node *map,
    const char *vendor, const char *of, struct accessory *out)
{
	struct raw_accessory r = { .count = 1, .vendor = vendor };
	const char *kind;

	if (!decode_map(t->a, t->d, map, accessory_fields,
	        COUNT(accessory_fields), &r, "an accessory"))
		return;
	kind = catalog_accessory_word[r.kind];
	if (of == NULL && (r.id == NULL || r.description == NULL)) {
		diag_error(t->d, map->at, "missing-key",
		    "an accessory needs '%s'",
		    r.id == NULL ? "part" : "description");
		return;
	}
	if (r.id == NULL)
		r.id = str_fmt(t->a, "%s-%s", t->id, kind);
	if (r.description == NULL)
		r.description = str_fmt(t->a, "%s for %s", what_is[r.kind], of);
	out->kind = (enum accessory_kind)r.kind;
	out->count = (size_t)r.count;
	out->connector = r.connector;
	out->part = (struct part){ .id = r.id,
		.description = r.description,
		.category = category[r.kind],
		.vendor = r.vendor,
		.order = ordering_read(t, r.order, r.airflow, kind),
		.optional = true };
	if (of != NULL && out->part.order != NULL)
		rests_on(t, map, kind);
	catalog_price_read(t, r.price, NULL, &out->part.price, r.id);
}

struct accessory *
catalog_accessories_read(const struct thing *t, const struct node *list,
    const char *vendor, const char *of, size_t *n)
{
	struct accessory *out;

	*n = 0;
	if (list == NULL || node_is_null(list))
		return NULL;
	list = catalog_list_of(t, list, "'accessories'");
	out = NEW(t->a, struct accessory, list->n + 1);
	for (size_t i = 0; i < list->n; i++) {
		accessory_read(t, list->item[i], vendor, of, &out[*n]);
		*n += out[*n].part.id != NULL;
	}
	return out;
}

static const struct accessory *
of_kind(const struct accessory *v, size_t n, enum accessory_kind kind)
{
	for (size_t i = 0; i < n; i++)
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

void
catalog_switch_accessories(const struct thing *t, const struct node *list,
    const char *order, const struct node *airflow, struct switch_model *s)
{
	struct accessory *own = catalog_accessories_read(t, list, s->vendor,
	    s->name, &s->naccessory);

	s->accessory = NEW(t->a, struct accessory, s->naccessory + 5);
	for (size_t i = 0; i < s->naccessory; i++)
		s->accessory[i] = own[i];
	ask_for(t, s, ACCESSORY_SUPPLY,
	    "second power supply, where the price of the switch has one only,");
	ask_for(t, s, ACCESSORY_RAILS,
	    "rail kit, where none is shipped with it,");
	ask_for(t, s, ACCESSORY_LICENCE,
	    "software licence, where the price of the switch has none,");
	ask_for(t, s, ACCESSORY_SUPPORT,
	    "support and software updates of one year");
	s->part.order = ordering_read(t, order, airflow,
	    order != NULL ? "order" : "airflow");
}

const struct accessory *
catalog_accessory(const struct catalog *c, const struct switch_model *s,
    enum accessory_kind kind)
{
	const struct accessory *x =
	    s == NULL ? NULL : of_kind(s->accessory, s->naccessory, kind);

	return x != NULL ? x : of_kind(c->accessory, c->naccessory, kind);
}

/* what vendors sell under numbers of theirs */
static bool
has_number(const struct part *p)
{
	static const char *const kind[] = { "switch", "module", "psu", "rails",
		"licence", "support" };

	for (size_t i = 0; i < COUNT(kind); i++)
		if (strcmp(p->category, kind[i]) == 0)
			return p->vendor != NULL &&
			    strcmp(p->vendor, "generic") != 0;
	return false;
}

const char *
catalog_order_text(struct arena *a, const struct part *p, enum airflow way)
{
	static const char *const air[] = { "", "air in at its ports",
		"air out at its ports" };
	const struct ordering *o = p->order;
	const char *sure = o != NULL && o->recalled ? "to be confirmed" : NULL;
	const char *in, *out, *any;

	if (o == NULL)
		return !has_number(p) ?
		    NULL :
		    way != AIRFLOW_ANY && strcmp(p->category, "switch") == 0 ?
		    str_fmt(a,
		        "the variant with %s; seller: state its part number",
		        air[way]) :
		    "seller: state its part number";
	any = o->number[AIRFLOW_ANY];
	in = o->number[AIRFLOW_FROM_PORTS];
	out = o->number[AIRFLOW_TO_PORTS];
	if (way != AIRFLOW_ANY && o->number[way] != NULL)
		return str_fmt(a, "order %s (%s%s%s)", o->number[way], air[way],
		    sure != NULL ? ", " : "", sure != NULL ? sure : "");
	if (way != AIRFLOW_ANY && strcmp(p->category, "switch") == 0 &&
	    (in != NULL || out != NULL || any == NULL))
		return str_fmt(a,
		    "the variant with %s; seller: state its part number",
		    air[way]);
	if (any == NULL && in != NULL && out != NULL)
		return str_fmt(a, "order %s (%s) or %s (%s)%s%s", in,
		    air[AIRFLOW_FROM_PORTS], out, air[AIRFLOW_TO_PORTS],
		    sure != NULL ? ", " : "", sure != NULL ? sure : "");
	if (any == NULL)
		any = in != NULL ? in : out;
	if (strstr(p->description, any) != NULL)
		return sure;
	return str_fmt(a, "order %s%s%s", any, sure != NULL ? ", " : "",
	    sure != NULL ? sure : "");
}
