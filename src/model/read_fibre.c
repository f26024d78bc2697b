/* Section `fibre`: what is there between racks. */
#include "model/read.h"

#include "base/str.h"

struct fibre_row {
	const char *name, *from, *to, *cord;
	int64_t links, length_mm;
};

#define AT(member) offsetof(struct fibre_row, member)
/* clang-format off */
static const struct field fibre_field[] = {
	{ .key = "name", .kind = FIELD_NAME, .offset = AT(name),
	    .required = true, .example = "F1",
	    .doc = "the name of its panels, used for cables and labels" },
	{ .key = "from", .kind = FIELD_NAME, .offset = AT(from),
	    .required = true, .example = "r1",
	    .doc = "the rack that one of its panels is in" },
	{ .key = "to", .kind = FIELD_NAME, .offset = AT(to),
	    .required = true, .example = "r5",
	    .doc = "the rack of the other" },
	{ .key = "cord", .kind = FIELD_NAME, .offset = AT(cord),
	    .required = true, .example = "om3-lc",
	    .doc = "the cord of the catalogs that fits its panels: same kind "
	    "of fibre, same connector" },
	{ .key = "links", .kind = FIELD_INT, .offset = AT(links),
	    .min = 1, .max = 10000, .required = true, .example = "12",
	    .doc = "number of links it carries: pairs of fibres where the cord "
	    "is duplex, shared evenly among the leaves and spines it "
	    "may serve; a link goes over it where that costs no more than a "
	    "cable of its own" },
	{ .key = "length", .kind = FIELD_UNIT, .unit = UNIT_LENGTH,
	    .offset = AT(length_mm), .min = 1, .max = INT64_C(100000000),
	    .example = "40 m",
	    .doc = "from panel to panel, counted against the reach of optics; "
	    "default: the length of a cable laid between the racks" },
};
/* clang-format on */
#undef AT
const struct model_table read_fibre_table = { "fibre[]", "existing fibre",
	fibre_field, COUNT(fibre_field) };

/* the catalogs' cord of that name; NULL after a finding */
static const struct cable *
cord_of(struct reader *r, const struct node *map, const char *id)
{
	const struct catalog *c = r->m->catalog;
	const char **name = NEW(r->a, const char *, c->ncable + 1), *near;
	struct buf b = buf_new(r->a);
	size_t n = 0;

	for (size_t i = 0; i < c->ncable; i++) {
		if (c->cable[i].kind != CABLE_FIBRE || c->cable[i].into > 1)
			continue;
		if (str_eq(c->cable[i].id, id))
			return &c->cable[i];
		buf_printf(&b, "%s%s", n > 0 ? ", " : "", c->cable[i].id);
		name[n++] = c->cable[i].id;
	}
	diag_error(r->d, node_at(map, "cord"), "fibre-cord",
	    "'%s' is no fibre cord of the catalogs", id);
	near = str_nearest(id, name, n);
	if (near != NULL)
		diag_hint(r->d, "did you mean '%s'?", near);
	else
		diag_hint(r->d, "the cords are %s", b.text);
	return NULL;
}

static bool
same_ends(const struct fibre *x, const struct fibre *y)
{
	return (x->rack[0] == y->rack[0] && x->rack[1] == y->rack[1]) ||
	    (x->rack[0] == y->rack[1] && x->rack[1] == y->rack[0]);
}

static void
fibre_read(struct reader *r, const struct node *map)
{
	struct fibre_row row = { .links = 0 };
	struct model *m = r->m;
	struct fibre x = { .at = node_at(map, "name") };
	const char *who;

	read_by_table(r, map, &read_fibre_table, &row);
	if (row.name == NULL || row.from == NULL || row.to == NULL ||
	    row.cord == NULL)
		return;
	who = str_fmt(r->a, "fibre '%s'", row.name);
	x.name = row.name;
	x.links = row.links;
	x.length_mm = row.length_mm;
	x.rack[0] = read_ref_find(r, &r->rack, "unknown-rack", who, row.from,
	    node_at(map, "from"));
	x.rack[1] = read_ref_find(r, &r->rack, "unknown-rack", who, row.to,
	    node_at(map, "to"));
	x.cord = cord_of(r, map, row.cord);
	if (x.rack[0] == NO_INDEX || x.rack[1] == NO_INDEX || x.cord == NULL)
		return;
	if (x.rack[0] == x.rack[1]) {
		diag_error(r->d, node_at(map, "to"), "fibre-ends",
		    "fibre '%s' begins and ends in rack '%s'", x.name,
		    m->rack[x.rack[0]].name);
		diag_hint(r->d, "it must connect two racks");
		return;
	}
	for (size_t i = 0; i < m->nfibre; i++) {
		if (str_eq(m->fibre[i].name, x.name)) {
			diag_error(r->d, x.at, "duplicate-name",
			    "fibre '%s' is already defined", x.name);
			return;
		}
		if (!same_ends(&m->fibre[i], &x))
			continue;
		diag_error(r->d, node_at(map, "to"), "fibre-ends",
		    "fibre '%s' is between racks '%s' and '%s' already",
		    m->fibre[i].name, m->rack[x.rack[0]].name,
		    m->rack[x.rack[1]].name);
		diag_hint(r->d, "use one entry with the links of both");
		return;
	}
	if (x.links > 0)
		PUSH(r->a, m->fibre, m->nfibre, r->capfibre, x);
}

void
read_fibre(struct reader *r, const struct node *n)
{
	read_list_each(r, n, "fibre", fibre_read);
}
