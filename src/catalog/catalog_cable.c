/*
 * Cables of the catalog: lengths as sold, each a part with a price.
 */
#include "catalog/catalog_read.h"

#include <stddef.h>

#include "base/str.h"

#define AT(x) offsetof(struct raw_cable, x)

static const char *const cable_kind_word[] = { "dac", "aoc", "fibre", "copper",
	NULL };

struct raw_cable {
	const char *family, *description, *vendor, *connector, *colour;
	const char *polarity;
	int kind, media, media_b;
	int64_t speed, into;
	const struct node *lengths, *price, *sources, *facts;
};

/* clang-format off */
static const struct field cable_fields[] = {
	{ .key = "kind", .kind = FIELD_WORD, .required = true,
	  .offset = AT(kind), .words = cable_kind_word, .example = "dac",
	  .doc = "attached ends (dac, aoc), a cord for optics, or copper" },
	{ .key = "family", .kind = FIELD_NAME, .required = true,
	  .offset = AT(family), .example = "om4",
	  .doc = "the value of the column 'medium' in cabling.csv" },
	{ .key = "description", .kind = FIELD_TEXT, .required = true,
	  .offset = AT(description),
	  .doc = "description on the bill of materials, before the length" },
	{ .key = "vendor", .kind = FIELD_NAME, .offset = AT(vendor),
	  .example = "generic", .doc = "for discounts; default generic" },
	{ .key = "media", .kind = FIELD_WORD, .offset = AT(media),
	  .words = catalog_media_word, .example = "sfp+",
	  .doc = "the transceiver cage it fits; not of fibre" },
	{ .key = "media_b", .kind = FIELD_WORD, .offset = AT(media_b),
	  .words = catalog_media_word, .example = "sfp+",
	  .doc = "the cage at the other end, where it differs" },
	{ .key = "speed", .kind = FIELD_UNIT, .offset = AT(speed),
	  .unit = UNIT_SPEED, .min = 1, .max = 1000 * GBPS,
	  .example = "10G", .doc = "of one link; not of fibre" },
	{ .key = "into", .kind = FIELD_INT, .offset = AT(into), .min = 1,
	  .max = 8, .example = "4",
	  .doc = "links of a breakout cable" },
	{ .key = "connector", .kind = FIELD_TEXT, .offset = AT(connector),
	  .example = "LC duplex",
	  .doc = "connector of a cord, in the optics' spelling" },
	{ .key = "colour", .kind = FIELD_TEXT, .offset = AT(colour),
	  .example = "aqua", .doc = "of the jacket" },
	{ .key = "polarity", .kind = FIELD_TEXT, .offset = AT(polarity),
	  .example = "A-B", .doc = "how the fibres cross" },
	{ .key = "lengths", .kind = FIELD_NODE, .required = true,
	  .offset = AT(lengths), .doc = "as sold, ascending" },
	{ .key = "price", .kind = FIELD_NODE, .offset = AT(price),
	  .doc = "terms common to the prices of all lengths" },
	{ .key = "sources", .kind = FIELD_NODE, .offset = AT(sources),
	  .doc = "short names of where facts are from" },
	{ .key = "facts", .kind = FIELD_NODE, .offset = AT(facts),
	  .doc = "sources of the figures, and others" },
};
/* clang-format on */

static const char *const cable_rests[] = { "lengths", NULL };

struct raw_length {
	int64_t mm;
	const char *part;
	const struct node *price;
};

/* clang-format off */
static const struct field length_fields[] = {
	{ .key = "length", .kind = FIELD_UNIT, .required = true,
	  .offset = offsetof(struct raw_length, mm), .unit = UNIT_LENGTH,
	  .min = 1, .max = 10000000, .example = "3 m", .doc = "end to end" },
	{ .key = "part", .kind = FIELD_NAME,
	  .offset = offsetof(struct raw_length, part),
	  .doc = "part number; default the file's name and the length" },
	{ .key = "price", .kind = FIELD_NODE,
	  .offset = offsetof(struct raw_length, price), .doc = "of one" },
};
/* clang-format on */

static void
lengths_read(const struct thing *t, const struct raw_cable *r, struct cable *c)
{
	const struct node *list = catalog_list_of(t, r->lengths, "'lengths'");
	struct price terms;

	catalog_price_terms(t, r->price, &terms);
	if (r->lengths != NULL && list->n == 0)
		diag_error(t->d, r->lengths->at, "catalog-no-lengths",
		    "a cable without lengths");
	c->length = NEW(t->a, struct cable_length, list->n + 1);
	for (size_t i = 0; i < list->n; i++) {
		struct raw_length x = { 0, NULL, NULL };
		struct cable_length *l = &c->length[c->nlength];
		const char *m;

		if (!decode_map(t->a, t->d, list->item[i], length_fields,
		        COUNT(length_fields), &x, "a length"))
			continue;
		if (c->nlength > 0 && x.mm <= l[-1].mm)
			diag_error(t->d, node_at(list->item[i], "length"),
			    "catalog-lengths-order",
			    "lengths must ascend: "
			    "%s m after %s m",
			    catalog_metres_text(t->a, x.mm),
			    catalog_metres_text(t->a, l[-1].mm));
		m = catalog_metres_text(t->a, x.mm);
		l->mm = x.mm;
		l->part.id =
		    x.part != NULL ? x.part : str_fmt(t->a, "%s-%sm", t->id, m);
		l->part.description = str_fmt(t->a, "%s, %s m",
		    r->description != NULL ? r->description : t->id, m);
		l->part.category = "cable";
		l->part.vendor = r->vendor;
		catalog_part_price(t, x.price, &terms, &l->part,
		    list->item[i]->at);
		c->nlength++;
	}
}

static void
cable_check(const struct thing *t, const struct raw_cable *r)
{
	bool fixed = r->kind == CABLE_DAC || r->kind == CABLE_AOC;

	if (r->kind != CABLE_FIBRE && r->media < 0)
		diag_error(t->d, node_at(t->map, "kind"), "catalog-cable",
		    "a %s cable needs 'media': the cage it fits",
		    cable_kind_word[r->kind]);
	if (fixed && r->speed == 0)
		diag_error(t->d, node_at(t->map, "kind"), "catalog-cable",
		    "a %s cable needs 'speed'", cable_kind_word[r->kind]);
	if (r->kind == CABLE_FIBRE && (r->media >= 0 || r->speed > 0))
		diag_error(t->d,
		    node_at(t->map, r->media >= 0 ? "media" : "speed"),
		    "catalog-cable",
		    "a fibre cord has no cage and "
		    "no speed: its optics have");
	if (r->kind == CABLE_FIBRE && r->connector == NULL)
		diag_error(t->d, node_at(t->map, "kind"), "catalog-cable",
		    "a fibre cord needs 'connector', as its optics say it");
	if (fixed && r->connector != NULL)
		diag_error(t->d, node_at(t->map, "connector"), "catalog-cable",
		    "the ends of a %s cable are fixed: it "
		    "has no connector",
		    cable_kind_word[r->kind]);
	if (r->media >= 0 &&
	    r->speed * r->into > catalog_media_speed_bps((enum media)r->media))
		diag_error(t->d, node_at(t->map, "speed"), "catalog-limits",
		    "%lld links of %s are more than a %s cage carries",
		    (long long)r->into, num_text(t->a, r->speed, UNIT_SPEED),
		    catalog_media_word[r->media]);
}

bool
catalog_cable_read(struct thing *t, void *out)
{
	struct cable *c = out;
	struct raw_cable r = { .kind = -1,
		.media = -1,
		.media_b = -1,
		.into = 1,
		.vendor = "generic" };

	decode_map(t->a, t->d, t->map, cable_fields, COUNT(cable_fields), &r,
	    "a cable");
	catalog_sources_read(t, r.sources);
	if (r.kind >= 0)
		cable_check(t, &r);
	c->id = t->id;
	c->at = catalog_thing_at(t, "description");
	c->family = r.family != NULL ? r.family : "";
	c->kind = r.kind >= 0 ? (enum cable_kind)r.kind : CABLE_DAC;
	c->speed_bps = r.speed;
	c->media_a = r.media >= 0 ? (enum media)r.media : MEDIA_SFPP;
	c->media_b = r.media_b >= 0 ? (enum media)r.media_b : c->media_a;
	c->into = (size_t)r.into;
	c->connector = r.connector;
	c->colour = r.colour;
	c->polarity = r.polarity;
	lengths_read(t, &r, c);
	catalog_facts_read(t, r.facts, cable_rests, &c->fact, &c->nfact);
	return true;
}
