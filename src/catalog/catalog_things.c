/*
 * Optics and network cards of the catalog.
 */
#include "catalog/catalog_read.h"

#include <stddef.h>
#include <string.h>

#include "base/str.h"

#define AT(x) offsetof(struct raw_optic, x)

struct raw_optic {
	const char *name, *description, *connector, *part, *vendor;
	int media;
	int64_t speed, into, max_power;
	const struct node *reach, *price, *oem, *sources, *facts, *status;
	const struct node *codes;
};

/* clang-format off */
static const struct field optic_fields[] = {
	{ .key = "name", .kind = FIELD_TEXT, .required = true,
	  .offset = AT(name), .example = "10GBASE-SR",
	  .doc = "its standard" },
	{ .key = "description", .kind = FIELD_TEXT, .required = true,
	  .offset = AT(description),
	  .doc = "description on the bill of materials" },
	{ .key = "vendor", .kind = FIELD_NAME, .offset = AT(vendor),
	  .example = "generic", .doc = "for discounts; default generic" },
	{ .key = "media", .kind = FIELD_WORD, .required = true,
	  .offset = AT(media), .words = catalog_media_word, .example = "sfp+",
	  .doc = "the transceiver cage it fits" },
	{ .key = "speed", .kind = FIELD_UNIT, .required = true,
	  .offset = AT(speed), .unit = UNIT_SPEED, .min = 1,
	  .max = 1000 * GBPS, .example = "10G",
	  .doc = "of the whole optic" },
	{ .key = "connector", .kind = FIELD_TEXT, .required = true,
	  .offset = AT(connector), .example = "LC duplex",
	  .doc = "connector, in the cords' spelling" },
	{ .key = "reach", .kind = FIELD_NODE, .required = true,
	  .offset = AT(reach), .example = "{om3: 300 m, om4: 400 m}",
	  .doc = "over each family of fibre" },
	{ .key = "into", .kind = FIELD_INT, .offset = AT(into), .min = 1,
	  .max = 8, .example = "4", .doc = "links when broken out" },
	{ .key = "max_power", .kind = FIELD_UNIT, .offset = AT(max_power),
	  .unit = UNIT_POWER, .min = 1, .max = 100000, .example = "1 W",
	  .doc = "maximum power draw" },
	{ .key = "part", .kind = FIELD_NAME, .offset = AT(part),
	  .doc = "part number; default the file's name" },
	{ .key = "price", .kind = FIELD_NODE, .offset = AT(price),
	  .doc = "of a compatible one" },
	{ .key = "oem", .kind = FIELD_NODE, .offset = AT(oem),
	  .doc = "the switch vendor's own: part, vendor, price" },
	{ .key = "codes", .kind = FIELD_NODE, .offset = AT(codes),
	  .example = "{acme: SFP-10G-SR}",
	  .doc = "the part number of each switch vendor's own, by which "
	  "compatible ones are coded" },
	{ .key = "status", .kind = FIELD_NODE, .offset = AT(status),
	  .doc = "end of sale and support" },
	{ .key = "sources", .kind = FIELD_NODE, .offset = AT(sources),
	  .doc = "short names of where facts are from" },
	{ .key = "facts", .kind = FIELD_NODE, .offset = AT(facts),
	  .doc = "sources of the figures, and others" },
};
/* clang-format on */

static const char *const optic_rests[] = { "reach", "max_power", "codes",
	NULL };

struct raw_oem {
	const char *part, *vendor, *description;
	const struct node *price;
};

/* clang-format off */
static const struct field oem_fields[] = {
	{ .key = "part", .kind = FIELD_NAME,
	  .offset = offsetof(struct raw_oem, part),
	  .doc = "part number; default the file's name and -oem" },
	{ .key = "vendor", .kind = FIELD_NAME,
	  .offset = offsetof(struct raw_oem, vendor), .example = "oem",
	  .doc = "for discounts; default oem" },
	{ .key = "description", .kind = FIELD_TEXT,
	  .offset = offsetof(struct raw_oem, description),
	  .doc = "description on the bill of materials" },
	{ .key = "price", .kind = FIELD_NODE, .required = true,
	  .offset = offsetof(struct raw_oem, price), .doc = "of one" },
};
/* clang-format on */

static void
reach_read(const struct thing *t, const struct node *n, struct optic *o)
{
	struct buf b = buf_new(t->a);
	const char *why;

	if (n == NULL || node_is_null(n))
		return;
	if (n->kind != NODE_MAP || n->n == 0) {
		diag_error(t->d, n->at, "wrong-kind",
		    "'reach' must be a map "
		    "of fibre families and lengths");
		diag_hint(t->d, "for example '{om3: 300 m, om4: 400 m}'");
		return;
	}
	o->reach = NEW(t->a, struct reach, n->n);
	for (size_t i = 0; i < n->n; i++) {
		struct reach *r = &o->reach[o->nreach];

		if (!catalog_key_is_name(t, n->key[i], "a family of fibre"))
			continue;
		if (n->item[i]->kind != NODE_SCALAR ||
		    !num_parse(t->a, n->item[i]->text, UNIT_LENGTH, &r->mm,
		        &why) ||
		    r->mm <= 0) {
			diag_error(t->d, n->item[i]->at, "bad-quantity",
			    "the reach over %s must be a length such as "
			    "300 m",
			    n->key[i]->text);
			continue;
		}
		r->family = n->key[i]->text;
		buf_printf(&b, "%s%s %s m", i > 0 ? ", " : "", r->family,
		    catalog_metres_text(t->a, r->mm));
		o->nreach++;
	}
	catalog_fact_value(o->fact, o->nfact, "reach", b.text);
}

static void
oem_read(const struct thing *t, const struct node *n, struct optic *o)
{
	struct raw_oem r = { NULL, "oem", NULL, NULL };

	o->oem.id = str_fmt(t->a, "%s-oem", t->id);
	o->oem.category = "optic";
	o->oem.vendor = "oem";
	o->oem.description =
	    str_fmt(t->a, "%s, switch vendor's own", o->part.description);
	if (n == NULL || node_is_null(n) ||
	    !decode_map(t->a, t->d, n, oem_fields, COUNT(oem_fields), &r,
	        "'oem'"))
		return;
	if (r.part != NULL)
		o->oem.id = r.part;
	if (r.description != NULL)
		o->oem.description = r.description;
	o->oem.vendor = r.vendor;
	catalog_price_read(t, r.price, NULL, &o->oem.price, o->oem.id);
}

static void
codes_read(const struct thing *t, const struct node *n, struct optic *o)
{
	const struct node *fact = node_get(node_get(t->map, "facts"), "codes");

	if (n == NULL || node_is_null(n))
		return;
	if (n->kind != NODE_MAP) {
		diag_error(t->d, n->at, "wrong-kind",
		    "'codes' must be a map of switch vendors and part numbers");
		return;
	}
	o->codes_recalled =
	    strcmp(node_text(fact, "confidence"), "recalled") == 0;
	o->code = NEW(t->a, struct optic_code, n->n + 1);
	for (size_t i = 0; i < n->n; i++) {
		const char *text = node_text(n, n->key[i]->text);

		if (!catalog_key_is_name(t, n->key[i], "a switch vendor"))
			continue;
		if (text[0] == '\0' || !str_is_text(text)) {
			diag_error(t->d, n->item[i]->at, "bad-text",
			    "the part number of '%s' must be printable text on "
			    "one line",
			    n->key[i]->text);
			continue;
		}
		o->code[o->ncode++] =
		    (struct optic_code){ n->key[i]->text, text };
	}
}

bool
catalog_optic_read(struct thing *t, void *out)
{
	struct optic *o = out;
	struct raw_optic r = { .into = 1, .vendor = "generic" };

	decode_map(t->a, t->d, t->map, optic_fields, COUNT(optic_fields), &r,
	    "an optic");
	catalog_sources_read(t, r.sources);
	o->id = t->id;
	o->at = catalog_thing_at(t, "name");
	o->name = r.name != NULL ? r.name : t->id;
	o->media = (enum media)r.media;
	o->speed_bps = r.speed;
	o->connector = r.connector != NULL ? r.connector : "";
	o->into = (size_t)r.into;
	o->max_mw = r.max_power;
	if (r.speed > catalog_media_speed_bps(o->media))
		diag_error(t->d, node_at(t->map, "speed"), "catalog-limits",
		    "%s is more than a %s cage carries",
		    num_text(t->a, r.speed, UNIT_SPEED),
		    catalog_media_word[o->media]);
	o->part.id = r.part != NULL ? r.part : t->id;
	o->part.description = r.description != NULL ? r.description : o->name;
	o->part.category = "optic";
	o->part.vendor = r.vendor;
	catalog_part_price(t, r.price, NULL, &o->part, o->at);
	catalog_life_read(t, r.status, &o->life);
	oem_read(t, r.oem, o);
	codes_read(t, r.codes, o);
	catalog_facts_read(t, r.facts, optic_rests, &o->fact, &o->nfact);
	reach_read(t, r.reach, o);
	return true;
}

/* ---- network cards ---- */

#undef AT
#define AT(x) offsetof(struct raw_nic, x)

const char *const catalog_rdma_word[] = { "none", "roce", "iwarp", NULL };

struct raw_nic {
	const char *vendor, *name, *part, *description;
	int media, rdma;
	int64_t ports, max_power;
	const struct node *sources, *facts, *status, *price;
};

/* clang-format off */
static const struct field nic_fields[] = {
	{ .key = "vendor", .kind = FIELD_NAME, .required = true,
	  .offset = AT(vendor), .example = "intel", .doc = "who makes it" },
	{ .key = "name", .kind = FIELD_TEXT, .required = true,
	  .offset = AT(name), .example = "Intel X710-DA2",
	  .doc = "its common name" },
	{ .key = "media", .kind = FIELD_WORD, .required = true,
	  .offset = AT(media), .words = catalog_media_word, .example = "sfp+",
	  .doc = "its cages" },
	{ .key = "ports", .kind = FIELD_INT, .required = true,
	  .offset = AT(ports), .min = 1, .max = 16, .example = "2",
	  .doc = "how many" },
	{ .key = "rdma", .kind = FIELD_WORD, .required = true,
	  .offset = AT(rdma), .words = catalog_rdma_word, .example = "roce",
	  .doc = "remote direct memory access" },
	{ .key = "max_power", .kind = FIELD_UNIT, .offset = AT(max_power),
	  .unit = UNIT_POWER, .min = 1, .max = 200000, .example = "6 W",
	  .doc = "maximum power draw" },
	{ .key = "part", .kind = FIELD_NAME, .offset = AT(part),
	  .example = "X710DA2BLK",
	  .doc = "part number; default the file's name" },
	{ .key = "description", .kind = FIELD_TEXT, .offset = AT(description),
	  .doc = "description on the bill of materials; default its name" },
	{ .key = "price", .kind = FIELD_NODE, .offset = AT(price),
	  .doc = "of one card; default none, and a quote is needed" },
	{ .key = "status", .kind = FIELD_NODE, .offset = AT(status),
	  .doc = "end of sale and support" },
	{ .key = "sources", .kind = FIELD_NODE, .offset = AT(sources),
	  .doc = "short names of where facts are from" },
	{ .key = "facts", .kind = FIELD_NODE, .offset = AT(facts),
	  .doc = "sources of the figures, and others" },
};
/* clang-format on */

static const char *const nic_rests[] = { "ports", "rdma", "max_power", NULL };

bool
catalog_nic_read(struct thing *t, void *out)
{
	struct nic *n = out;
	struct raw_nic r = { .ports = 0 };

	decode_map(t->a, t->d, t->map, nic_fields, COUNT(nic_fields), &r,
	    "a network card");
	catalog_sources_read(t, r.sources);
	n->id = t->id;
	n->at = catalog_thing_at(t, "name");
	n->vendor = r.vendor != NULL ? r.vendor : "";
	n->name = r.name != NULL ? r.name : t->id;
	n->media = (enum media)r.media;
	n->ports = (size_t)r.ports;
	n->rdma = (enum rdma)r.rdma;
	n->max_mw = r.max_power;
	n->part.id = r.part != NULL ? r.part : t->id;
	n->part.description = r.description != NULL ? r.description : n->name;
	n->part.category = "nic";
	n->part.optional = true;
	n->part.vendor = n->vendor;
	catalog_price_read(t, r.price, NULL, &n->part.price, n->part.id);
	catalog_life_read(t, r.status, &n->life);
	catalog_facts_read(t, r.facts, nic_rests, &n->fact, &n->nfact);
	return true;
}
