/*
 * One switch of the catalog.  The ports are read in catalog_ports.c.
 */
#include "catalog/catalog_read.h"

#include <stddef.h>
#include <string.h>

#include "base/str.h"

#define AT(x) offsetof(struct raw_switch, x)

struct raw_switch {
	const char *vendor, *name, *nos, *part, *description, *oob, *order;
	int64_t height, max_power, typical_power, psu_rating;
	int64_t lag_members, lags, lossless_queues, lossless_pools, queues,
	    mac_entries, dac_max;
	int ecn_unit;
	const struct node *fits, *ports, *panel, *options, *mclag, *lacp,
	    *price;
	const struct node *sources, *facts, *status, *accessories, *airflow;
};

const char *const catalog_ecn_unit_word[] = { "unknown", "kbytes", "percent",
	NULL };

/* clang-format off */
static const struct field switch_fields[] = {
	{ .key = "vendor", .kind = FIELD_NAME, .offset = AT(vendor),
	  .required = true, .example = "acme",
	  .doc = "its vendor, as in 'policy.vendors' of a site" },
	{ .key = "name", .kind = FIELD_TEXT, .offset = AT(name),
	  .required = true, .example = "Acme 4810",
	  .doc = "its common name" },
	{ .key = "nos", .kind = FIELD_NAME, .offset = AT(nos),
	  .required = true, .example = "os9",
	  .doc = "its operating system, a file of platforms/" },
	{ .key = "fits", .kind = FIELD_NODE, .offset = AT(fits),
	  .required = true, .example = "[standalone, leaf, spine]",
	  .doc = "the roles it may have" },
	{ .key = "height", .kind = FIELD_INT, .offset = AT(height),
	  .required = true, .min = 1, .max = 60, .example = "1",
	  .doc = "rack units" },
	{ .key = "ports", .kind = FIELD_NODE, .offset = AT(ports),
	  .required = true, .doc = "runs of ports of one kind" },
	{ .key = "panel", .kind = FIELD_NODE, .offset = AT(panel),
	  .example = "[[1-47/2, 2-48/2], [49, 50]]",
	  .doc = "its ports as seen on the front: blocks from left to right, "
	  "each a list of its rows from top to bottom; ports are counted from "
	  "1 in the order of 'ports', 1-47/2 is every second one" },
	{ .key = "options", .kind = FIELD_NODE, .offset = AT(options),
	  .doc = "options to buy for more ports" },
	{ .key = "oob", .kind = FIELD_TEXT, .offset = AT(oob),
	  .example = "ManagementEthernet 0/0",
	  .doc = "its management port in the device's syntax" },
	{ .key = "max_power", .kind = FIELD_UNIT, .offset = AT(max_power),
	  .unit = UNIT_POWER, .min = 1, .max = INT64_C(1000000000),
	  .example = "350 W", .doc = "maximum power draw" },
	{ .key = "typical_power", .kind = FIELD_UNIT,
	  .offset = AT(typical_power), .unit = UNIT_POWER,
	  .min = 1, .max = INT64_C(1000000000), .example = "220 W",
	  .doc = "typical power draw" },
	{ .key = "psu_rating", .kind = FIELD_UNIT, .offset = AT(psu_rating),
	  .unit = UNIT_POWER, .min = 1, .max = INT64_C(1000000000),
	  .example = "460 W", .doc = "rated output of one power supply" },
	{ .key = "lag_members", .kind = FIELD_INT, .offset = AT(lag_members),
	  .min = 0, .max = 1024, .example = "8",
	  .doc = "maximum ports per LAG" },
	{ .key = "lags", .kind = FIELD_INT, .offset = AT(lags),
	  .min = 0, .max = 100000, .example = "128",
	  .doc = "maximum LAGs" },
	{ .key = "lossless_queues", .kind = FIELD_INT,
	  .offset = AT(lossless_queues), .min = 0, .max = 8, .example = "2",
	  .doc = "queues with priority flow control; 0: none" },
	{ .key = "lossless_pools", .kind = FIELD_INT,
	  .offset = AT(lossless_pools), .min = 0, .max = 8, .example = "3",
	  .doc = "pools of buffers that its configuration must set up before "
	         "a port is lossless; default 0: it does that by itself" },
	{ .key = "queues", .kind = FIELD_INT, .offset = AT(queues),
	  .min = 4, .max = 8, .example = "4",
	  .doc = "egress queues of a port, where its operating system names "
	         "classes by them; default 8" },
	{ .key = "ecn_unit", .kind = FIELD_WORD, .offset = AT(ecn_unit),
	  .words = catalog_ecn_unit_word, .example = "kbytes",
	  .doc = "what a queue's ECN threshold is counted in, where models of "
	         "its operating system differ" },
	{ .key = "mac_entries", .kind = FIELD_INT, .offset = AT(mac_entries),
	  .min = 0, .max = INT64_C(1000000000), .example = "131072",
	  .doc = "size of its MAC table" },
	{ .key = "mclag", .kind = FIELD_NODE, .offset = AT(mclag),
	  .doc = "LAGs over two of them" },
	{ .key = "lacp", .kind = FIELD_NODE, .offset = AT(lacp),
	  .doc = "true (the default), or {no: why not}" },
	{ .key = "dac_max", .kind = FIELD_UNIT, .offset = AT(dac_max),
	  .unit = UNIT_LENGTH, .min = 1, .max = 100000, .example = "7 m",
	  .doc = "the vendor's own limit for passive twinax" },
	{ .key = "part", .kind = FIELD_NAME, .offset = AT(part),
	  .example = "210-ABCD", .doc = "part number; default the file's name" },
	{ .key = "description", .kind = FIELD_TEXT, .offset = AT(description),
	  .required = true, .doc = "description on the bill of materials" },
	{ .key = "price", .kind = FIELD_NODE, .offset = AT(price),
	  .doc = "of the switch without options" },
	{ .key = "accessories", .kind = FIELD_NODE, .offset = AT(accessories),
	  .doc = "accessories bought with it: supplies, rails, licences, "
	  "support of a year; those not given are asked for in the request for "
	  "quotation" },
	{ .key = "order", .kind = FIELD_TEXT, .offset = AT(order),
	  .example = "ABC-48", .doc = "the vendor's part number, if it is the "
	  "same for both airflow directions" },
	{ .key = "airflow", .kind = FIELD_NODE, .offset = AT(airflow),
	  .example = "{from-ports: ABC-F, to-ports: ABC-R}",
	  .doc = "its part numbers by airflow direction" },
	{ .key = "status", .kind = FIELD_NODE, .offset = AT(status),
	  .doc = "end of sale and support" },
	{ .key = "sources", .kind = FIELD_NODE, .offset = AT(sources),
	  .doc = "short names of where facts are from" },
	{ .key = "facts", .kind = FIELD_NODE, .offset = AT(facts),
	  .doc = "sources of the figures, and others" },
};
/* clang-format on */

/* figures of which each must rest on a fact */
static const char *const switch_rests[] = { "nos", "height", "ports", "panel",
	"oob", "max_power", "typical_power", "psu_rating", "lag_members",
	"lags", "lossless_queues", "lossless_pools", "queues", "ecn_unit",
	"mac_entries", "mclag", "lacp", "dac_max", "order", NULL };

static void
fits_read(const struct thing *t, const struct node *n, struct switch_model *s)
{
	static const char *const role[] = { "standalone", "leaf", "spine",
		NULL };
	bool *const at[] = { &s->standalone, &s->leaf, &s->spine };
	const struct node *list = catalog_list_of(t, n, "'fits'");
	const char *near;
	size_t k;

	for (size_t i = 0; i < list->n; i++) {
		const struct node *x = list->item[i];
		const char *text = x->kind == NODE_SCALAR ? x->text : "";

		for (k = 0; role[k] != NULL; k++)
			if (strcmp(text, role[k]) == 0)
				break;
		if (role[k] != NULL) {
			*at[k] = true;
			continue;
		}
		diag_error(t->d, x->at, "bad-word",
		    "a role is standalone, "
		    "leaf or spine, not '%s'",
		    text);
		near = str_nearest(text, role, 3);
		if (near != NULL)
			diag_hint(t->d, "did you mean '%s'?", near);
	}
}

/* true, or {no: "why not"} */
static bool
yes_or_why(const struct thing *t, const struct node *n, const char *what,
    bool *yes, const char **why)
{
	const struct node *no = node_get(n, "no");

	if (n == NULL || node_is_null(n))
		return true;
	if (n->kind == NODE_SCALAR && !n->quoted &&
	    strcmp(n->text, "true") == 0) {
		*yes = true;
		return true;
	}
	*yes = false;
	if (n->kind == NODE_MAP && n->n == 1 && no != NULL &&
	    no->kind == NODE_SCALAR && no->text[0] != '\0' &&
	    str_is_text(no->text)) {
		*why = no->text;
		return true;
	}
	diag_error(t->d, n->at, "catalog-no-reason",
	    "%s must be true, or give the reason why not", what);
	diag_hint(t->d, "for example '{no: static LAGs only}'");
	return false;
}

struct raw_mclag {
	const char *kind;
	const struct node *orphans;
	bool joins;
};

/* clang-format off */
static const struct field mclag_fields[] = {
	{ .key = "kind", .kind = FIELD_TEXT, .required = true,
	  .offset = offsetof(struct raw_mclag, kind), .example = "VLT",
	  .doc = "the vendor's name for it" },
	{ .key = "orphans", .kind = FIELD_NODE, .required = true,
	  .offset = offsetof(struct raw_mclag, orphans), .example = "true",
	  .doc = "may ports be outside any LAG, as teamed hosts need"
	  },
	{ .key = "joins", .kind = FIELD_BOOL,
	  .offset = offsetof(struct raw_mclag, joins), .example = "true",
	  .doc = "can one LAG connect two domains" },
};
/* clang-format on */

static void
mclag_read(const struct thing *t, const struct node *n, struct switch_model *s)
{
	struct raw_mclag r = { NULL, NULL, false };

	if (n == NULL || node_is_null(n))
		return;
	if (!decode_map(t->a, t->d, n, mclag_fields, COUNT(mclag_fields), &r,
	        "'mclag'"))
		return;
	s->mclag_kind = r.kind;
	s->emclag = r.joins;
	yes_or_why(t, r.orphans, "'orphans'", &s->mclag_orphans,
	    &s->mclag_reason);
}

struct raw_option {
	const char *id, *part, *description, *category;
	const struct node *price;
};

/* clang-format off */
static const struct field option_fields[] = {
	{ .key = "id", .kind = FIELD_NAME, .required = true,
	  .offset = offsetof(struct raw_option, id), .example = "qsfp",
	  .doc = "its name in 'ports'" },
	{ .key = "part", .kind = FIELD_NAME,
	  .offset = offsetof(struct raw_option, part),
	  .doc = "part number; default the switch's id and this one's" },
	{ .key = "description", .kind = FIELD_TEXT, .required = true,
	  .offset = offsetof(struct raw_option, description),
	  .doc = "description on the bill of materials" },
	{ .key = "category", .kind = FIELD_NAME,
	  .offset = offsetof(struct raw_option, category),
	  .example = "module", .doc = "module, psu, licence, ..." },
	{ .key = "price", .kind = FIELD_NODE,
	  .offset = offsetof(struct raw_option, price), .doc = "of one" },
};
/* clang-format on */

static void
options_read(const struct thing *t, const struct node *n,
    struct switch_model *s)
{
	const struct node *list = catalog_list_of(t, n, "'options'");

	if (list->n > 16) {
		diag_error(t->d, list->at, "catalog-limits",
		    "%zu options; a switch has at most 16", list->n);
		return;
	}
	s->option = NEW(t->a, struct option, list->n + 1);
	for (size_t i = 0; i < list->n; i++) {
		struct raw_option r = { NULL, NULL, NULL, "module", NULL };
		struct option *o = &s->option[s->noption];

		if (!decode_map(t->a, t->d, list->item[i], option_fields,
		        COUNT(option_fields), &r, "an option"))
			continue;
		for (size_t k = 0; k < s->noption; k++)
			if (strcmp(s->option[k].id, r.id) == 0)
				diag_error(t->d, node_at(list->item[i], "id"),
				    "catalog-duplicate-id",
				    "two options have the name '%s'", r.id);
		o->id = r.id;
		o->part.id = r.part != NULL ?
		    r.part :
		    str_fmt(t->a, "%s-%s", t->id, r.id);
		o->part.description = r.description;
		o->part.category = r.category;
		o->part.vendor = s->vendor;
		catalog_part_price(t, r.price, NULL, &o->part,
		    list->item[i]->at);
		s->noption++;
	}
}

static bool
limits(const struct thing *t, const char *key, const char *text)
{
	return diag_error(t->d, node_at(t->map, key), "catalog-limits", "%s",
	    text);
}

static void
limits_check(const struct thing *t, const struct switch_model *s)
{
	if (s->max_mw > 0 && s->typical_mw > s->max_mw)
		limits(t, "typical_power",
		    "the typical power is above "
		    "the maximum");
	if (s->max_mw > 0 && s->max_mw == s->psu_mw) {
		diag_warn(t->d, node_at(t->map, "max_power"),
		    "catalog-power-is-rating",
		    "the maximum power equals the rating of a power supply: "
		    "most likely it is not the draw of the switch");
		diag_hint(t->d,
		    "data sheets often print the supply's rating; give the "
		    "draw, or omit the key");
	}
	if (s->lag_members > 0 && s->lags == 0)
		limits(t, "lag_members",
		    "'lag_members' is given, but no LAG is possible ('lags')");
	if (s->lags > 0 && s->lag_members == 0)
		limits(t, "lags",
		    "LAGs are possible, but 'lag_members' is not given");
	if (s->lacp && s->lags == 0)
		limits(t, "lacp",
		    "LACP needs LAGs: give 'lags' and "
		    "'lag_members', or say 'lacp: {no: ...}'");
	if (s->mclag_kind != NULL && s->lags == 0)
		limits(t, "mclag",
		    "an MC-LAG needs LAGs ('lags', "
		    "'lag_members')");
	if (!s->standalone && !s->leaf && !s->spine)
		limits(t, "fits", "it fits no role");
	if (s->spine && s->mclag_kind == NULL)
		limits(t, "fits",
		    "it can't be a spine without 'mclag': "
		    "spines are one MC-LAG domain");
}

bool
catalog_switch_read(struct thing *t, void *out)
{
	struct switch_model *s = out;
	struct raw_switch r = { .lacp = NULL };

	decode_map(t->a, t->d, t->map, switch_fields, COUNT(switch_fields), &r,
	    "a switch");
	catalog_sources_read(t, r.sources);
	s->id = t->id;
	s->src = t->src;
	s->at = catalog_thing_at(t, "name");
	s->nos_at = catalog_thing_at(t, "nos");
	s->vendor = r.vendor != NULL ? r.vendor : "";
	s->name = r.name != NULL ? r.name : t->id;
	s->nos_name = r.nos != NULL ? r.nos : "";
	s->oob_port = r.oob;
	s->height_u = r.height;
	s->max_mw = r.max_power;
	s->typical_mw = r.typical_power;
	s->psu_mw = r.psu_rating;
	s->lag_members = (size_t)r.lag_members;
	s->lags = (size_t)r.lags;
	s->lossless_queues = (size_t)r.lossless_queues;
	s->lossless_pools = r.lossless_pools;
	s->queues = r.queues;
	s->ecn_unit = (enum ecn_unit)r.ecn_unit;
	s->mac_entries = r.mac_entries;
	s->dac_max_mm = r.dac_max;
	s->lacp = true;
	yes_or_why(t, r.lacp, "'lacp'", &s->lacp, &s->lacp_reason);
	fits_read(t, r.fits, s);
	catalog_life_read(t, r.status, &s->life);
	mclag_read(t, r.mclag, s);
	s->part.id = r.part != NULL ? r.part : t->id;
	s->part.description = r.description != NULL ? r.description : s->name;
	s->part.category = "switch";
	s->part.vendor = s->vendor;
	catalog_part_price(t, r.price, NULL, &s->part, s->at);
	options_read(t, r.options, s);
	catalog_switch_accessories(t, r.accessories, r.order, r.airflow, s);
	catalog_facts_read(t, r.facts, switch_rests, &s->fact, &s->nfact);
	catalog_ports_read(t, r.ports, s);
	catalog_panel_read(t, r.panel, s);
	if (s->lacp_reason != NULL)
		catalog_fact_value(s->fact, s->nfact, "lacp", s->lacp_reason);
	if (s->mclag_kind != NULL)
		catalog_fact_value(s->fact, s->nfact, "mclag", s->mclag_kind);
	limits_check(t, s);
	return true;
}
