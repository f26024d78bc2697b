/* Rules on racks: what stands where, and whether there is room. */
#include "model/check.h"

#include "base/num.h"
#include "base/str.h"

bool
model_rack_has_hosts(const struct model *m, size_t rack)
{
	for (size_t i = 0; i < m->nend; i++)
		if (m->host[i].rack == rack)
			return true;
	return false;
}

#define UNITS_MAX 100
#define ROOM_MM 20000 /* farther apart, rows are taken for rooms */

static struct span
position_at(const struct host *h)
{
	return node_at(h->node, h->device == DEVICE_NO ? "position" : "unit");
}

/* a device without units of its own is in a chassis, which has some */
static void
chassis_check(struct checker *c, const struct host *h)
{
	const struct model *m = c->m;
	bool placed = node_says(h->node, "position");

	if (placed && h->rack != NO_INDEX && h->position_u > 0 &&
	    rack_occupant(&m->rack[h->rack], h->position_u, 1) != NULL)
		return;
	diag_error(c->d, node_at(h->node, placed ? "position" : "height"),
	    "host-chassis",
	    "'%s' takes no unit of its own ('height: 0'), and its position is "
	    "not in a unit reserved for a chassis",
	    h->name);
	diag_hint(c->d,
	    "'reserved: [{name: chassis1, unit: 10, height: 2}]' of the rack, "
	    "and 'position: 10' of the host");
}

/* hosts with a position of their own: within the rack, on none before */
static void
positions_check(struct checker *c)
{
	const struct model *m = c->m;
	const struct node *last = NULL;
	size_t(*by)[UNITS_MAX + 1], i, u;

	by = arena_array(c->a, m->nrack + 1, sizeof(*by));
	for (i = 0; i < m->nend; i++) {
		const struct host *h = &m->host[i];
		size_t top = h->position_u + (size_t)h->height_u - 1;
		const struct occupant *taken;
		size_t other = 0;

		if (h->height_u == 0) {
			if (h->node != last && !m->unread.racks)
				chassis_check(c, h);
			last = h->node;
			continue;
		}
		if (h->rack == NO_INDEX || h->position_u == 0 ||
		    !node_says(h->node,
		        h->device == DEVICE_NO ? "position" : "unit"))
			continue;
		if ((int64_t)top > m->rack[h->rack].units) {
			diag_error(c->d, position_at(h), "host-position",
			    "'%s' of %lld U at U%zu does not fit in rack "
			    "'%s' of %lld U",
			    h->name, (long long)h->height_u, h->position_u,
			    m->rack[h->rack].name,
			    (long long)m->rack[h->rack].units);
			diag_hint(c->d,
			    "the position is that of the lowest unit; a range "
			    "continues upwards");
			continue;
		}
		taken = rack_occupant(&m->rack[h->rack], h->position_u,
		    h->height_u);
		if (taken != NULL) {
			diag_error(c->d, position_at(h), "host-position",
			    "'%s' at U%zu is where rack '%s' has '%s'", h->name,
			    h->position_u, m->rack[h->rack].name, taken->name);
			diag_hint(c->d,
			    "'reserved' of the rack, U%zu to U%zu, line %d",
			    taken->unit,
			    taken->unit + (size_t)taken->height_u - 1,
			    taken->at.line);
			continue;
		}
		for (u = h->position_u; u <= top; u++) {
			if (by[h->rack][u] != 0)
				other = by[h->rack][u];
			by[h->rack][u] = i + 1;
		}
		if (other != 0)
			diag_error(c->d, position_at(h), "host-position",
			    "'%s' and '%s' occupy the same units of rack "
			    "'%s'",
			    m->host[other - 1].name, h->name,
			    m->rack[h->rack].name);
	}
}

static void
room_check(struct checker *c)
{
	const struct model *m = c->m;
	bool *reported = NEW(c->a, bool, m->nrack + 1);
	size_t k;

	for (size_t i = 0; i < m->nend; i++) {
		const struct host *h = &m->host[i];

		if (h->rack == NO_INDEX || h->position_u > 0 ||
		    h->height_u == 0 || reported[h->rack])
			continue;
		reported[h->rack] = true;
		k = h->rack;
		diag_error(c->d, m->rack[k].at, "rack-full",
		    "rack '%s' has %lld units%s, its hosts need %zu: no room "
		    "for '%s'",
		    m->rack[k].name, (long long)m->rack[k].units,
		    m->rack[k].taken_u == 0 ?
		        "" :
		        str_fmt(c->a, ", %zu of them reserved",
		            m->rack[k].taken_u),
		    m->rack[k].used_u, h->name);
		diag_hint(c->d,
		    (int64_t)(m->rack[k].used_u + m->rack[k].taken_u) >
		            m->rack[k].units ?
		        "and its switches need units as well; move hosts to "
		        "another rack" :
		        "the free units are not contiguous; check the "
		        "positions given");
	}
}

static void
rows_check(struct checker *c)
{
	const struct model *m = c->m;
	size_t k;

	for (size_t i = 0; i < m->nrack; i++) {
		if (!node_says(m->rack[i].node, "position"))
			continue;
		for (k = 0; k < m->nrack; k++)
			if (k != i &&
			    m->rack[k].row_index == m->rack[i].row_index &&
			    m->rack[k].position == m->rack[i].position &&
			    (k < i || !node_says(m->rack[k].node, "position")))
				break;
		if (k < m->nrack)
			diag_error(c->d, node_at(m->rack[i].node, "position"),
			    "rack-position",
			    "racks '%s' and '%s' are both in place %zu of row "
			    "'%s'",
			    m->rack[k].name, m->rack[i].name,
			    m->rack[i].position + 1, m->rack[i].row);
	}
}

/* rows that are rooms apart: both spines in one of them go with it */
static void
rooms_check(struct checker *c)
{
	const struct model *m = c->m;
	size_t row = NO_INDEX;
	bool several = false;

	/* two domains have spines of their own each */
	if (m->geometry.row_pitch_mm < ROOM_MM || m->unread.racks ||
	    m->unread.hosts || m->want.topology == TOPOLOGY_EVLT)
		return;
	for (size_t i = 0; i < m->nrack; i++)
		if (m->rack[i].spines)
			return;
	for (size_t i = 0; i < m->nhost; i++) {
		if (m->host[i].rack == NO_INDEX)
			return;
		several |= row != NO_INDEX &&
		    m->rack[m->host[i].rack].row_index != row;
		row = m->rack[m->host[i].rack].row_index;
	}
	if (!several)
		return;
	diag_warn(c->d, m->rack[0].at, "spines-apart",
	    "rows are %s apart, and no rack has 'spines: true': both spines "
	    "(or the pair, without spines) may be in one row, and fail "
	    "together with that room",
	    num_text(c->a, m->geometry.row_pitch_mm, UNIT_LENGTH));
	diag_hint(c->d, "'spines: true' at one rack of each of two rows");
}

void
check_racks(struct checker *c)
{
	positions_check(c);
	room_check(c);
	rows_check(c);
	rooms_check(c);
}
