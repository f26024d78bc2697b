/*
 * Where things stood that the site file leaves open: a rack, a host or a device
 * that is mentioned before others moves none of them where an earlier design
 * exists.  What the site says takes precedence; what is new comes after what
 * existed, in the lowest free units and at the end of its row.
 */
#include "model/previous_places.h"

#include <string.h>

#include "base/num.h"
#include "base/str.h"
#include "model/check.h"
#include "model/read.h"

struct earlier_place {
	const char *name, *where; /* its rack, or a rack's row */
	int64_t at;               /* unit, or position in the row, 1-based */
};

/* the place of the i-th of a list; false: an older bundle does not say */
static bool
earlier_place_read(const struct node *list, size_t i, const char *where,
    const char *at, struct earlier_place *out)
{
	const struct node *n = list->item[i];
	const char *number = node_given(n, at);

	out->name = node_given(n, "name");
	out->where = node_given(n, where);
	return out->name != NULL && out->where != NULL && number != NULL &&
	    num_int(number, &out->at) && out->at >= 1 && out->at <= 1000000;
}

static const struct node *
list_in(const struct node *doc, const char *key)
{
	const struct node *n = node_get(doc, key);

	return n != NULL && n->kind == NODE_LIST ? n : NULL;
}

static bool
says_position(const struct rack *k)
{
	return node_says(k->node, "position");
}

/* does a rack of the row have this place, of those already placed? */
static bool
place_taken(const struct model *m, const bool *settled, const char *row,
    size_t position)
{
	for (size_t i = 0; i < m->nrack; i++)
		if (settled[i] && m->rack[i].position == position &&
		    strcmp(m->rack[i].row, row) == 0)
			return true;
	return false;
}

/* rows in the order they had, new ones after them */
static void
order_rows(struct arena *a, struct model *m, const struct node *racks)
{
	const char **row = NEW(a, const char *, racks->n + m->nrack + 1);
	struct earlier_place x;
	size_t k, n = 0;

	for (size_t i = 0; i < racks->n + m->nrack; i++) {
		const char *one = NULL;

		if (i >= racks->n)
			one = m->rack[i - racks->n].row;
		else if (earlier_place_read(racks, i, "row", "position", &x))
			one = x.where;
		for (k = 0; k < n && one != NULL && strcmp(row[k], one) != 0;)
			k++;
		if (one != NULL && k == n)
			row[n++] = one;
	}
	for (size_t i = 0; i < m->nrack; i++)
		for (k = 0; k < n; k++)
			if (m->rack[i].row != NULL &&
			    strcmp(row[k], m->rack[i].row) == 0)
				m->rack[i].row_index = k;
}

static void
keep_racks(struct arena *a, struct model *m, const struct node *racks)
{
	bool *settled = NEW(a, bool, m->nrack + 1);
	struct earlier_place x;
	size_t k, last;

	for (size_t i = 0; i < m->nrack; i++)
		settled[i] = says_position(&m->rack[i]);
	for (size_t i = 0; i < racks->n; i++) {
		if (!earlier_place_read(racks, i, "row", "position", &x))
			continue;
		k = model_rack_named(m, x.name);
		if (k == NO_INDEX || settled[k] ||
		    strcmp(m->rack[k].row, x.where) != 0 ||
		    place_taken(m, settled, x.where, (size_t)x.at - 1))
			continue;
		m->rack[k].position = (size_t)x.at - 1;
		settled[k] = true;
	}
	for (size_t i = 0; i < m->nrack; i++) {
		if (settled[i])
			continue;
		for (k = last = 0; k < m->nrack; k++)
			if (settled[k] &&
			    strcmp(m->rack[k].row, m->rack[i].row) == 0 &&
			    m->rack[k].position + 1 > last)
				last = m->rack[k].position + 1;
		m->rack[i].position = last;
		settled[i] = true;
	}
	order_rows(a, m, racks);
}

static void
earlier_places_of(struct model *m, const struct node *list, size_t from,
    size_t to, size_t *unit)
{
	struct earlier_place x;

	for (size_t i = 0; list != NULL && i < list->n; i++) {
		if (!earlier_place_read(list, i, "rack", "unit", &x))
			continue;
		for (size_t k = from; k < to; k++)
			if (strcmp(m->host[k].name, x.name) == 0 &&
			    m->host[k].rack != NO_INDEX &&
			    strcmp(m->rack[m->host[k].rack].name, x.where) == 0)
				unit[k] = (size_t)x.at;
	}
}

/* a rack whose switches are above where new ones would go keeps its top */
static void
keep_tops(struct model *m, const struct node *list)
{
	struct earlier_place x;

	for (size_t i = 0; list != NULL && i < list->n; i++) {
		if (!earlier_place_read(list, i, "rack", "unit", &x))
			continue;
		for (size_t k = 0; k < m->nrack; k++)
			if (strcmp(m->rack[k].name, x.where) == 0 &&
			    x.at > m->rack[k].ceiling)
				m->rack[k].ceiling = 0;
	}
}

static void
keep_units(struct arena *a, struct model *m, const struct node *doc)
{
	size_t *unit = NEW(a, size_t, m->nend + 1), i;

	earlier_places_of(m, list_in(doc, "hosts"), 0, m->nhost, unit);
	earlier_places_of(m, list_in(doc, "devices"), m->nhost, m->nend, unit);
	read_place_units(a, m, unit);
	for (i = 0; i < m->nend && m->host[i].position_u > 0; i++)
		continue;
	/* what existed leaves gaps that are too low for what is new */
	if (i < m->nend)
		read_place_units(a, m, NULL);
	keep_tops(m, list_in(doc, "switches"));
}

/* the management switch that was bought */
static void
keep_management(struct model *m, const struct node *doc)
{
	const struct node *n = node_get(doc, "management");
	struct oob *o = &m->oob;
	const char *rack = node_given(n, "rack"), *unit = node_given(n, "unit");
	int64_t u;

	if (!o->placed || o->rack >= m->nrack)
		return;
	if (rack != NULL && unit != NULL && num_int(unit, &u) && u >= 1 &&
	    u <= m->rack[o->rack].units &&
	    strcmp(m->rack[o->rack].name, rack) == 0)
		o->unit = (size_t)u;
	else
		o->unit = read_free_unit(m, o->rack);
}

void
previous_places(struct arena *a, struct model *m, const struct node *doc)
{
	if (list_in(doc, "racks") != NULL)
		keep_racks(a, m, list_in(doc, "racks"));
	keep_units(a, m, doc);
	keep_management(m, doc);
}
