/* Racks and what stands between them: sections `racks` and `geometry`. */
#include "model/read.h"

struct rack_row {
	const char *name, *row;
	int64_t units, power_mw, position;
	const struct node *reserved;
	bool spines;
};
struct occupant_row {
	const char *name;
	int64_t unit, height;
};
#define AT(member) offsetof(struct rack_row, member)

/* clang-format off */
static const struct field rack_field[] = {
	{ .key = "name", .kind = FIELD_PATTERN, .offset = AT(name),
	    .required = true, .example = "r[1-4]",
	    .doc = "one rack, or several by a range" },
	{ .key = "units", .kind = FIELD_INT, .offset = AT(units),
	    .min = 1, .max = 100, .example = "42",
	    .doc = "height in rack units; default 42" },
	{ .key = "row", .kind = FIELD_PATTERN, .offset = AT(row),
	    .example = "A",
	    .doc = "its row; rows lie side by side in the order they are first "
	    "named in; a range pairs with one of the name; default A" },
	{ .key = "position", .kind = FIELD_INT, .offset = AT(position),
	    .min = 1, .max = 10000, .example = "1",
	    .doc = "place in its row, from 1, of the first of a range; "
	    "default: next to the previous one" },
	{ .key = "power", .kind = FIELD_UNIT, .unit = UNIT_POWER,
	    .offset = AT(power_mw), .example = "5 kW",
	    .doc = "power limit of its hosts (where their power is given) and "
	    "its switches; default: not checked" },
	{ .key = "reserved", .kind = FIELD_NODE, .offset = AT(reserved),
	    .example = "[{name: UPS, unit: 1, height: 3}]",
	    .doc = "units taken by things without a port for the new switches: "
	    "no host, device or switch is placed there; default none" },
	{ .key = "spines", .kind = FIELD_BOOL, .offset = AT(spines),
	    .example = "true",
	    .doc = "spines are placed here, or the two switches of a site "
	    "without spines; if set for two racks, one in each; default: the "
	    "first two racks with room; from eight racks on, two in the "
	    "middle" },
};
/* clang-format on */
#undef AT
const struct model_table read_rack_table = { "racks[]", "a rack", rack_field,
	COUNT(rack_field) };

#define AT(member) offsetof(struct occupant_row, member)
/* clang-format off */
static const struct field occupant_field[] = {
	{ .key = "name", .kind = FIELD_TEXT, .offset = AT(name),
	    .required = true, .example = "patch panel",
	    .doc = "what is there, free text on one line, for the drawings" },
	{ .key = "unit", .kind = FIELD_INT, .offset = AT(unit),
	    .required = true, .min = 1, .max = 100, .example = "42",
	    .doc = "its lowest rack unit" },
	{ .key = "height", .kind = FIELD_INT, .offset = AT(height),
	    .min = 1, .max = 100, .example = "3",
	    .doc = "rack units; default 1" },
};
/* clang-format on */
#undef AT
const struct model_table read_occupant_table = { "racks[].reserved[]",
	"what takes units of a rack", occupant_field, COUNT(occupant_field) };

#define AT(member) offsetof(struct geometry, member)
#define MM .kind = FIELD_UNIT, .unit = UNIT_LENGTH, .min = 0, .max = 1000000
/* clang-format off */
static const struct field geometry_field[] = {
	{ .key = "rack_pitch", MM, .offset = AT(rack_pitch_mm),
	    .example = "600 mm",
	    .doc = "from a rack to the next of its row; default 600 mm" },
	{ .key = "row_pitch", MM, .offset = AT(row_pitch_mm),
	    .example = "2.4 m",
	    .doc = "from a row to the next; default 2.4 m" },
	{ .key = "side", MM, .offset = AT(side_mm), .example = "300 mm",
	    .doc = "from a port to the side of its rack, at each end of a "
	    "cable; default 300 mm" },
	{ .key = "loop", MM, .offset = AT(loop_mm), .example = "300 mm",
	    .doc = "service loop of each cable; default 300 mm" },
	{ .key = "tray", MM, .offset = AT(tray_mm), .example = "500 mm",
	    .doc = "from the top of a rack to the tray; default 500 mm" },
	{ .key = "slack", .kind = FIELD_UNIT, .unit = UNIT_SHARE,
	    .offset = AT(slack_ppm), .min = 0, .max = 10000000,
	    .example = "10 %",
	    .doc = "added to runs between racks; default 10 %" },
	{ .key = "core", MM, .offset = AT(core_mm), .example = "15 m",
	    .doc = "length of a link to the core; default 15 m" },
};
/* clang-format on */
#undef AT
const struct model_table read_geometry_table = { "geometry", "the geometry",
	geometry_field, COUNT(geometry_field) };

static size_t
row_index(const struct model *m, const char *row, size_t nrow)
{
	/* the racks before it; rows are few, but racks of one row are many */
	for (size_t i = nrow; i-- > 0;)
		if (str_eq(m->rack[i].row, row))
			return m->rack[i].row_index;
	return NO_INDEX;
}

/* beside the last rack of the row, of those from first on */
static size_t
next_in_row(const struct model *m, size_t row, size_t first)
{
	for (size_t i = m->nrack; i-- > first;)
		if (m->rack[i].row_index == row)
			return m->rack[i].position + 1;
	return NO_INDEX;
}

const struct occupant *
rack_occupant(const struct rack *k, size_t unit, int64_t height_u)
{
	for (size_t i = 0; i < k->ntaken; i++) {
		const struct occupant *y = &k->taken[i];

		if (unit < y->unit + (size_t)y->height_u &&
		    y->unit < unit + (size_t)height_u)
			return y;
	}
	return NULL;
}

/* for every rack of the range the same; k: the first of them */
static void
occupants_read(struct reader *r, const struct node *list, struct rack *k)
{
	struct occupant *taken;

	if (list == NULL)
		return;
	if (list->kind != NODE_LIST) {
		read_list_each(r, list, "reserved", NULL);
		return;
	}
	taken = NEW(r->a, struct occupant, list->n + 1);
	k->taken = taken;
	for (size_t i = 0; i < list->n; i++) {
		struct occupant_row row = { .height = 1 };
		struct occupant x;
		const struct occupant *y;

		if (!read_by_table(r, list->item[i], &read_occupant_table,
		        &row) ||
		    row.name == NULL || row.unit == 0)
			continue;
		x = (struct occupant){ row.name, (size_t)row.unit, row.height,
			node_at(list->item[i], "unit") };
		y = rack_occupant(k, x.unit, x.height_u);
		if (row.unit + row.height - 1 > k->units) {
			diag_error(r->d, x.at, "rack-reserved",
			    "'%s' of %lld U at U%zu does not fit in rack '%s' "
			    "of %lld U",
			    x.name, (long long)x.height_u, x.unit, k->name,
			    (long long)k->units);
			continue;
		}
		if (y != NULL) {
			diag_error(r->d, x.at, "rack-reserved",
			    "'%s' and '%s' occupy the same units of rack '%s'",
			    y->name, x.name, k->name);
			continue;
		}
		k->taken_u += (size_t)x.height_u;
		taken[k->ntaken++] = x;
	}
}

static void
rack_read(struct reader *r, const struct node *map)
{
	struct rack_row row = { .units = 42, .row = "A" };
	struct model *m = r->m;
	struct name_set names;
	struct pairing rows;
	struct rack same = { 0 };
	size_t first = m->nrack;

	read_by_table(r, map, &read_rack_table, &row);
	if (!read_names(r, map, row.name, m->nrack, FEW_MAX, &m->unread.racks,
	        &names))
		return;
	if (!read_pair(r, map, "row", row.row, row.name, &names, &rows))
		read_pair(r, map, "row", "A", row.name, &names, &rows);
	same.name = names.name[0];
	same.units = row.units;
	occupants_read(r, row.reserved, &same);
	for (size_t i = 0; i < names.n; i++) {
		struct rack k = {
			.name = names.name[i],
			.units = row.units,
			.row = read_pair_name(&rows, &names, i),
			.power_mw = row.power_mw,
			.spines = row.spines,
			.taken = same.taken,
			.ntaken = same.ntaken,
			.taken_u = same.taken_u,
			.at = node_at(map, "name"),
			.node = map,
		};

		k.row_index = row_index(m, k.row, m->nrack);
		if (k.row_index == NO_INDEX)
			k.row_index = m->nrow++;
		k.position = next_in_row(m, k.row_index, first);
		if (row.position > 0 && k.position == NO_INDEX)
			k.position = (size_t)row.position - 1;
		else if (k.position == NO_INDEX)
			k.position = next_in_row(m, k.row_index, 0);
		if (k.position == NO_INDEX)
			k.position = 0;
		PUSH(r->a, m->rack, m->nrack, r->caprack, k);
	}
}

void
read_racks(struct reader *r, const struct node *n)
{
	struct model *m = r->m;
	const char **name;
	struct span *at;

	read_list_each(r, n, "racks", rack_read);
	if (n != NULL && n->kind == NODE_LIST && n->n == 0)
		diag_error(r->d, n->at, "empty-list", "a site needs a rack");
	/* a section of the wrong kind has been reported; so is a missing one */
	m->unread.racks |= m->nrack == 0;
	name = NEW(r->a, const char *, m->nrack + 1);
	at = NEW(r->a, struct span, m->nrack + 1);
	for (size_t i = 0; i < m->nrack; i++) {
		name[i] = m->rack[i].name;
		at[i] = m->rack[i].at;
	}
	read_index_make(r, &r->rack, "rack", name, at, m->nrack,
	    &m->unread.racks);
}

void
read_geometry(struct reader *r, const struct node *n)
{
	r->m->geometry = (struct geometry){
		.rack_pitch_mm = 600,
		.row_pitch_mm = 2400,
		.side_mm = 300,
		.loop_mm = 300,
		.tray_mm = 500,
		.slack_ppm = 100000,
		.core_mm = 15000,
	};
	read_by_table(r, n, &read_geometry_table, &r->m->geometry);
}
