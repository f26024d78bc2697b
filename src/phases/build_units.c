/* Which piece of a design a switch, a link, a part belongs to. */
#include "phases/subset.h"

#include <string.h>

#include "base/str.h"
#include "size/existing_parts.h"

#include "base/sort.h"

/* a base is a pair of spines, in the order of their numbers; a small site's
 * pair is base 0 */
static size_t
base_of_switch(const struct design *g, size_t sw)
{
	return g->sw[sw].role == ROLE_SPINE ? sw / 2 : 0;
}

static size_t
base_of_rack(const struct design *g, size_t rack)
{
	for (size_t i = 0; i < g->nsw; i++)
		if (g->sw[i].role == ROLE_LEAF && g->sw[i].rack == rack)
			return g->lag[g->sw[i].uplink_lag].peer / 2;
	return 0;
}

static struct build_unit *
piece_of_rack(const struct pieces *p, size_t rack)
{
	for (size_t i = 0; i < p->nrack; i++)
		if (p->rack[i].rack == rack)
			return &p->rack[i];
	return NULL;
}

static struct build_unit *
piece_of_switch(const struct pieces *p, size_t sw)
{
	if (p->g->sw[sw].role == ROLE_LEAF)
		return piece_of_rack(p, p->g->sw[sw].rack);
	return &p->base[base_of_switch(p->g, sw)];
}

/* a host's link is its rack's, an uplink its leaf's; between two bases it
 * comes with the second */
static struct build_unit *
piece_of_link(const struct pieces *p, const struct dlink *l)
{
	struct build_unit *x, *y;

	if (l->kind == LINK_HOST)
		return piece_of_rack(p, p->g->model->host[l->b.host].rack);
	x = l->a.sw != NONE ? piece_of_switch(p, l->a.sw) : NULL;
	y = l->b.sw != NONE ? piece_of_switch(p, l->b.sw) : NULL;
	if (x == NULL || y == NULL)
		return x != NULL ? x : y;
	if (x->rack != NONE || y->rack != NONE)
		return x->rack != NONE ? x : y;
	return x->base > y->base ? x : y;
}

bool
build_units_alike(const struct build_unit *x, const struct build_unit *y)
{
	if (x->base != y->base || x->parts.n != y->parts.n)
		return false;
	for (size_t i = 0; i < x->parts.n; i++)
		if (x->parts.line[i].quantity != y->parts.line[i].quantity ||
		    strcmp(x->parts.line[i].part->id,
		        y->parts.line[i].part->id) != 0)
			return false;
	return true;
}

static int
rack_by_name(const void *x, const void *y, const void *of)
{
	const struct pieces *p = of;

	return str_natural(p->rack[*(const size_t *)x].name,
	    p->rack[*(const size_t *)y].name);
}

struct build_class *
build_units_classes(struct arena *a, const struct pieces *p,
    build_same_fn *same, const void *of, size_t *n)
{
	struct build_class *cls = NEW(a, struct build_class, p->nrack + 1);
	size_t *order = NEW(a, size_t, p->nrack + 1), i, c;

	for (i = 0; i < p->nrack; i++)
		order[i] = i;
	sort_stable(order, p->nrack, sizeof *order, rack_by_name, p);
	for (i = *n = 0; i < p->nrack; i++) {
		for (c = 0; c < *n; c++)
			if (same(of, cls[c].rack[0], order[i]))
				break;
		if (c == *n)
			cls[(*n)++].rack = NEW(a, size_t, p->nrack);
		cls[c].rack[cls[c].n++] = order[i];
	}
	return cls;
}

void
build_units_switch(struct ledger *l, const struct design *g, size_t sw)
{
	if (g->sw[sw].existing == NULL)
		ledger_add_switch(l, g->model, g->sw[sw].model, 0, 1);
	for (size_t k = 0; k < g->sw[sw].noption; k++)
		ledger_add(l, &g->sw[sw].option[k]->part, 1);
}

void
build_units_link(struct ledger *l, const struct design *g, size_t link)
{
	/* links that share a cable are of one piece: the first brings it */
	bom_count_link(g, l, link);
}

/* of an existing pair, what is a rack's (the cables of its hosts), or NONE: all
 * the rest */
static struct ledger
pair_owned(struct arena *a, const struct design *g, size_t rack)
{
	const struct model *m = g->model;
	struct ledger all = existing_parts(a, m, g->topology,
	    (struct section){ CLASS_PAIR, 0 });
	struct ledger cables = { a, NULL, 0, 0 };
	size_t k;

	for (size_t i = 0; all.n > 0 && i < m->previous->nlink; i++) {
		const struct previous_link *l = &m->previous->link[i];

		for (k = 0; k < m->nend; k++)
			if (strcmp(l->kind, "host") == 0 &&
			    strcmp(l->end[1].device, m->host[k].name) == 0 &&
			    (rack == NONE || m->host[k].rack == rack))
				break;
		if (k == m->nend)
			continue;
		if (l->cable != NULL)
			ledger_add(&cables, l->cable, 1);
		for (k = 0; k < 2; k++)
			if (l->end[k].optic != NULL)
				ledger_add(&cables, l->end[k].optic, 1);
	}
	if (rack != NONE)
		return cables;
	existing_credit(m, &all, &cables);
	return all;
}

/* existing parts of a build unit are not ordered */
static void
take_off(struct arena *a, const struct pieces *p, struct build_unit *x,
    enum class_kind kind, size_t of)
{
	const bool pair = p->g->topology == TOPOLOGY_STANDALONE ||
	    p->g->topology == TOPOLOGY_LINKED;
	struct ledger owned = pair ?
	    pair_owned(a, p->g, x->rack) :
	    existing_parts(a, p->g->model, p->g->topology,
	        (struct section){ kind, of });

	existing_credit(p->g->model, &x->parts, &owned);
}

static void
count_parts(struct arena *a, const struct pieces *p)
{
	for (size_t i = 0; i < p->g->nsw; i++)
		build_units_switch(&piece_of_switch(p, i)->parts, p->g, i);
	for (size_t i = 0; i < p->g->nlink; i++)
		build_units_link(&piece_of_link(p, &p->g->link[i])->parts, p->g,
		    i);
	for (size_t i = 0; i < p->nrack; i++)
		ledger_add_fixed(&p->rack[i].parts, p->g->model,
		    p->rack[i].rack);
	if (p->nbase > 0)
		ledger_add_management(&p->base[0].parts, p->g->model);
	for (size_t i = 0; i < p->nrack; i++)
		take_off(a, p, &p->rack[i], CLASS_RACKS, p->rack[i].rack);
	for (size_t i = 0; i < p->nbase; i++)
		take_off(a, p, &p->base[i], CLASS_SPINES, i);
	if (p->nbase > 1)
		take_off(a, p, &p->base[1], CLASS_FABRIC, 0);
}

struct pieces *
build_units_of(struct arena *a, const struct design *g)
{
	const struct model *m = g->model;
	struct pieces *p = NEW(a, struct pieces, 1);
	size_t k;

	p->g = g;
	p->rack = NEW(a, struct build_unit, m->nrack + 1);
	p->base = NEW(a, struct build_unit, BASES);
	for (size_t i = 0; i < g->nsw; i++)
		if (g->sw[i].role != ROLE_LEAF &&
		    base_of_switch(g, i) + 1 > p->nbase)
			p->nbase = base_of_switch(g, i) + 1;
	for (size_t i = 0; i < p->nbase; i++)
		p->base[i] = (struct build_unit){ p->nbase > 1 ?
			    str_fmt(a, "the spines of domain %zu", i + 1) :
			    "the pair",
			NONE, i, { a, NULL, 0, 0 } };
	for (size_t i = 0; i < m->nrack; i++) {
		for (k = 0; k < m->nend && m->host[k].rack != i; k++)
			continue;
		if (k < m->nend)
			p->rack[p->nrack++] =
			    (struct build_unit){ m->rack[i].name, i,
				    base_of_rack(g, i), { a, NULL, 0, 0 } };
	}
	count_parts(a, p);
	return p;
}

bool
subset_has_link(const struct pieces *p, size_t link, const bool *rack_done)
{
	const struct build_unit *x = piece_of_link(p, &p->g->link[link]);
	size_t i;

	if (x->rack != NONE)
		return rack_done[x->rack];
	for (i = 0; i < p->nrack; i++)
		if (rack_done[p->rack[i].rack] && p->rack[i].base == x->base)
			break;
	return i < p->nrack;
}
