/*
 * Switches that are there: sections `existing` and `oob`.  Their places are
 * checked here, since nothing else depends on them.
 */
#include "model/read.h"

#include "base/num.h"

const char *const model_existing_role_word[] = { "any", "standalone", "leaf",
	"spine", NULL };

struct existing_row {
	const char *name, *model, *rack;
	int64_t unit;
	int role;
};

#define AT(member) offsetof(struct existing_row, member)
/* clang-format off */
static const struct field existing_field[] = {
	{ .key = "name", .kind = FIELD_NAME, .offset = AT(name),
	    .required = true, .example = "sw1",
	    .doc = "its name, which it keeps in the design" },
	{ .key = "model", .kind = FIELD_NAME, .offset = AT(model),
	    .required = true, .example = "acme-4848",
	    .doc = "a switch of the catalogs, whether still sold or not" },
	{ .key = "rack", .kind = FIELD_NAME, .offset = AT(rack),
	    .example = "r1",
	    .doc = "its rack; it may be moved; default unknown" },
	{ .key = "unit", .kind = FIELD_INT, .offset = AT(unit),
	    .min = 1, .max = 100, .example = "40",
	    .doc = "its lowest rack unit; default unknown" },
	{ .key = "role", .kind = FIELD_WORD, .offset = AT(role),
	    .words = model_existing_role_word, .example = "leaf",
	    .doc = "the only one it may take: standalone, leaf or spine; "
	    "default any" },
};
/* clang-format on */
#undef AT
const struct model_table read_existing_table = { "existing[]",
	"an existing switch", existing_field, COUNT(existing_field) };

struct oob_row {
	bool buy;
	const char *sw, *rack;
	int64_t unit;
};

#define AT(member) offsetof(struct oob_row, member)
/* clang-format off */
static const struct field oob_field[] = {
	{ .key = "buy", .kind = FIELD_BOOL, .offset = AT(buy),
	    .example = "true",
	    .doc = "one of the catalog's management switches is on the bill "
	    "(two and more where the site is large); default false" },
	{ .key = "switch", .kind = FIELD_NAME, .offset = AT(sw),
	    .example = "mgmt1",
	    .doc = "the switch of 'existing' that the management ports are "
	    "cabled to" },
	{ .key = "rack", .kind = FIELD_NAME, .offset = AT(rack),
	    .example = "r1",
	    .doc = "rack of the purchased one; default the first" },
	{ .key = "unit", .kind = FIELD_INT, .offset = AT(unit),
	    .min = 1, .max = 100, .example = "20",
	    .doc = "its rack unit; default the lowest without a host" },
};
/* clang-format on */
#undef AT
const struct model_table read_oob_table = { "oob", "the management switch",
	oob_field, COUNT(oob_field) };

/* NO_INDEX where no rack is named, or after a finding */
static size_t
rack_of(struct reader *r, const struct node *map, const char *who,
    const char *rack)
{
	return rack == NULL ? NO_INDEX :
	                      read_ref_find(r, &r->rack, "unknown-rack", who,
	                          rack, node_at(map, "rack"));
}

static const struct switch_model *
model_of(struct reader *r, const struct node *map, const char *id)
{
	const struct catalog *c = r->m->catalog;
	const struct switch_model *s = catalog_switch(c, id);
	const char **name, *near;

	if (s != NULL)
		return s;
	name = NEW(r->a, const char *, c->nsw + 1);
	for (size_t i = 0; i < c->nsw; i++)
		name[i] = c->sw[i].id;
	diag_error(r->d, node_at(map, "model"), "unknown-model",
	    "no catalog has the switch '%s'", id);
	near = str_nearest(id, name, c->nsw);
	if (near != NULL)
		diag_hint(r->d, "did you mean '%s'?", near);
	else
		diag_hint(r->d, "'eastwest catalog list' shows all");
	return NULL;
}

/* a host's name, a core's, or another's of the section */
static bool
name_taken(const struct model *m, const char *name)
{
	for (size_t i = 0; i < m->nexisting; i++)
		if (str_eq(m->existing[i].name, name))
			return true;
	return model_host_named(m, name) != NO_INDEX;
}

static void
existing_read(struct reader *r, const struct node *map)
{
	struct existing_row row = { .role = EXISTING_ANY };
	struct model *m = r->m;
	struct existing x = { .node = map, .at = node_at(map, "name") };
	const struct occupant *taken = NULL;

	read_by_table(r, map, &read_existing_table, &row);
	if (row.name == NULL)
		return;
	if (name_taken(m, row.name)) {
		diag_error(r->d, x.at, "duplicate-name",
		    "the name '%s' is already used in the site", row.name);
		return;
	}
	x.name = row.name;
	x.model = row.model != NULL ? model_of(r, map, row.model) : NULL;
	x.rack = rack_of(r, map,
	    str_fmt(r->a, "existing switch '%s'", row.name), row.rack);
	x.unit = (size_t)row.unit;
	x.role = (enum existing_role)row.role;
	if (x.rack != NO_INDEX && x.model != NULL && x.unit > 0 &&
	    (int64_t)x.unit + x.model->height_u - 1 > m->rack[x.rack].units)
		diag_error(r->d, node_at(map, "unit"), "existing-unit",
		    "'%s' of %lld U at U%zu does not fit in rack '%s' of %lld "
		    "U",
		    x.name, (long long)x.model->height_u, x.unit,
		    m->rack[x.rack].name, (long long)m->rack[x.rack].units);
	if (x.rack != NO_INDEX && x.model != NULL && x.unit > 0)
		taken =
		    rack_occupant(&m->rack[x.rack], x.unit, x.model->height_u);
	if (taken != NULL)
		diag_error(r->d, node_at(map, "unit"), "existing-unit",
		    "'%s' at U%zu is where rack '%s' has '%s'", x.name, x.unit,
		    m->rack[x.rack].name, taken->name);
	PUSH(r->a, m->existing, m->nexisting, r->capexisting, x);
}

void
read_existing(struct reader *r, const struct node *n)
{
	read_list_each(r, n, "existing", existing_read);
}

size_t
read_free_unit(const struct model *m, size_t rack)
{
	size_t i;

	for (int64_t u = 1; u <= m->rack[rack].units; u++) {
		if (rack_occupant(&m->rack[rack], (size_t)u, 1) != NULL)
			continue;
		for (i = 0; i < m->nend; i++)
			if (m->host[i].rack == rack &&
			    (int64_t)m->host[i].position_u <= u &&
			    u < (int64_t)m->host[i].position_u +
			            m->host[i].height_u)
				break;
		if (i == m->nend)
			return (size_t)u;
	}
	return 1;
}

/* what a management switch that is there can be, for the finding before */
static void
suggest_existing(struct reader *r, const char *name)
{
	enum { SHOWN = 8 };
	const struct model *m = r->m;
	const char **cand = NEW(r->a, const char *, m->nexisting + 1), *near;
	struct buf b = buf_new(r->a);

	for (size_t i = 0; i < m->nexisting; i++) {
		cand[i] = m->existing[i].name;
		if (i < SHOWN)
			buf_printf(&b, "%s%s", i > 0 ? ", " : "", cand[i]);
	}
	near = str_nearest(name, cand, m->nexisting);
	if (near != NULL)
		diag_hint(r->d, "did you mean '%s'?", near);
	else if (m->nexisting > 0)
		diag_hint(r->d, "it has %s%s", b.text,
		    m->nexisting > SHOWN ? ", and more" : "");
	else
		diag_hint(r->d,
		    "it names none: list the switch there, or set 'buy: true'");
}

void
read_oob(struct reader *r, const struct node *n)
{
	struct oob_row row = { .buy = false };
	struct oob *o = &r->m->oob;
	const struct occupant *taken;

	o->sw = o->rack = NO_INDEX;
	if (n == NULL || node_is_null(n))
		return;
	read_by_table(r, n, &read_oob_table, &row);
	o->node = n;
	o->buy = row.buy;
	o->unit = (size_t)row.unit;
	o->given = row.buy || row.sw != NULL;
	if (row.buy && row.sw != NULL) {
		diag_error(r->d, node_at(n, "switch"), "oob-both",
		    "a management switch is either bought or existing: 'buy' "
		    "and 'switch' exclude each other");
		return;
	}
	if (row.sw != NULL) {
		for (size_t i = 0; i < r->m->nexisting; i++)
			if (str_eq(r->m->existing[i].name, row.sw))
				o->sw = i;
		if (o->sw == NO_INDEX) {
			diag_error(r->d, node_at(n, "switch"), "unknown-switch",
			    "'existing' has no switch '%s'", row.sw);
			suggest_existing(r, row.sw);
			return;
		}
		o->rack = r->m->existing[o->sw].rack;
		o->unit = r->m->existing[o->sw].unit;
	} else if (row.buy) {
		o->rack = row.rack != NULL ?
		    rack_of(r, n, "the management switch", row.rack) :
		    0;
	}
	if (o->rack == NO_INDEX || o->rack >= r->m->nrack) {
		o->rack = NO_INDEX;
		return;
	}
	o->placed = o->unit == 0;
	if (o->placed)
		o->unit = read_free_unit(r->m, o->rack);
	taken = rack_occupant(&r->m->rack[o->rack], o->unit, 1);
	if (taken != NULL && row.unit > 0)
		diag_error(r->d, node_at(n, "unit"), "existing-unit",
		    "the management switch at U%zu is where rack '%s' has '%s'",
		    o->unit, r->m->rack[o->rack].name, taken->name);
	if ((int64_t)o->unit > r->m->rack[o->rack].units)
		diag_error(r->d, node_at(n, "unit"), "existing-unit",
		    "the management switch at U%zu does not fit in rack '%s' "
		    "of %lld U",
		    o->unit, r->m->rack[o->rack].name,
		    (long long)r->m->rack[o->rack].units);
}
