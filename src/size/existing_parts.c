#include "size/existing_parts.h"
#include "base/str.h"

#include <string.h>

bool
existing_goes_on(const struct model *m, enum topology t)
{
	return m->previous != NULL &&
	    str_eq(m->previous->topology, model_topology_word[t]);
}

const struct previous_switch *
existing_switch(const struct model *m, const char *name)
{
	for (size_t i = 0; m->previous != NULL && i < m->previous->nsw; i++)
		if (str_eq(m->previous->sw[i].name, name))
			return &m->previous->sw[i];
	return NULL;
}

/* what an existing switch or cable belongs to; false: to nothing a plan has (a
 * rack that is gone) */
static bool
existing_section(const struct model *m, const struct previous_switch *s,
    struct section *out)
{
	*out = (struct section){ CLASS_PAIR, 0 };
	if (str_eq(s->role, "standalone"))
		return true;
	if (str_eq(s->role, "leaf")) {
		*out = (struct section){ CLASS_RACKS, s->rack };
		return s->rack < m->nrack;
	}
	*out = (struct section){ CLASS_SPINES, s->nth / 2 };
	return true;
}

static bool
existing_link_section(const struct model *m, const struct previous_link *l,
    struct section *out)
{
	const struct previous_switch *a = l->end[0].sw, *b = l->end[1].sw;

	if (a == NULL && b == NULL)
		return false;
	if (a != NULL && b != NULL && str_eq(l->kind, "uplink")) {
		*out = (struct section){ CLASS_FABRIC, 0 };
		if (str_eq(a->role, "spine") && str_eq(b->role, "spine"))
			return true;
		return existing_section(m, str_eq(b->role, "leaf") ? b : a,
		    out);
	}
	return existing_section(m, a != NULL ? a : b, out);
}

static bool
same_section(struct section x, struct section y)
{
	return x.kind == y.kind && x.of == y.of;
}

/* work on what exists, whether it was priced then or not */
static void
work_done(struct ledger *l, const struct model *m, enum work_per per)
{
	for (size_t i = 0; i < m->policy.nwork; i++)
		if (m->policy.work[i].per == per)
			ledger_add(l, &m->policy.work[i].part, 1);
}

/* is a host, or one of its rack, cabled already? */
static bool
host_stands(const struct model *m, const char *name, bool any_of_rack)
{
	const struct previous *p = m->previous;
	size_t k;

	for (k = 0; k < m->nhost; k++)
		if (str_eq(m->host[k].name, name))
			break;
	for (size_t i = 0; k < m->nhost && i < p->nlink; i++)
		if (p->link[i].host == k ||
		    (any_of_rack && p->link[i].host < m->nhost &&
		        m->host[p->link[i].host].rack == m->host[k].rack))
			return true;
	return false;
}

struct ledger
existing_parts(struct arena *a, const struct model *m, enum topology t,
    struct section s)
{
	const struct previous *p = m->previous;
	struct ledger l = { a, NULL, 0, 0 };
	struct section x;
	size_t k;

	if (!existing_goes_on(m, t))
		return l;
	for (size_t i = 0; i < p->nsw; i++) {
		if (!existing_section(m, &p->sw[i], &x) || !same_section(x, s))
			continue;
		ledger_add(&l, &p->sw[i].model->part, 1);
		for (k = 0; k < p->sw[i].noption; k++)
			ledger_add(&l, p->sw[i].option[k], 1);
	}
	for (size_t i = 0; i < p->nstock; i++)
		if (p->stock[i].sw != NULL &&
		    existing_section(m, p->stock[i].sw, &x) &&
		    same_section(x, s))
			ledger_add(&l, p->stock[i].part, p->stock[i].quantity);
	for (size_t i = 0; i < p->nlink; i++) {
		const struct previous_link *n = &p->link[i];

		if (!existing_link_section(m, n, &x) || !same_section(x, s))
			continue;
		/* of links that share a cable the first brings it */
		for (k = 0; n->breakout != NULL && k < i; k++)
			if (p->link[k].breakout != NULL &&
			    str_eq(p->link[k].breakout, n->breakout))
				break;
		if (n->breakout != NULL && k < i)
			continue;
		if (n->cable != NULL)
			ledger_add(&l, n->cable, n->over ? 2 : 1);
		for (k = 0; k < 2; k++)
			if (n->end[k].optic != NULL)
				ledger_add(&l, n->end[k].optic, 1);
	}
	return l;
}

struct ledger
existing_stock(struct arena *a, const struct model *m, const char *of)
{
	const struct previous *p = m->previous;
	struct ledger l = { a, NULL, 0, 0 };

	for (size_t i = 0; p != NULL && i < p->nstock; i++)
		if (p->stock[i].sw == NULL && str_eq(p->stock[i].of, of))
			ledger_add(&l, p->stock[i].part, p->stock[i].quantity);
	if (p == NULL || m->policy.nwork == 0)
		return l;
	if (*of == '\0')
		work_done(&l, m, WORK_PER_SITE);
	if (*of != '\0' && host_stands(m, of, false))
		work_done(&l, m, WORK_PER_HOST);
	if (*of != '\0' && host_stands(m, of, true))
		work_done(&l, m, WORK_PER_RACK);
	return l;
}

/* switches of the list that exist */
static int64_t
switches_owned(const struct ledger *l, const struct ledger *owned)
{
	int64_t n = 0, most;

	for (size_t i = 0; i < l->n; i++)
		for (size_t k = 0; k < owned->n; k++) {
			if (owned->line[k].part != l->line[i].part ||
			    !str_eq(l->line[i].part->category, "switch"))
				continue;
			most = owned->line[k].quantity;
			n += most < l->line[i].quantity ? most :
			                                  l->line[i].quantity;
		}
	return n;
}

static bool
work_of_switches(const struct model *m, const struct part *p)
{
	for (size_t i = 0; i < m->policy.nwork; i++)
		if (p == &m->policy.work[i].part)
			return m->policy.work[i].per == WORK_PER_SWITCH;
	return false;
}

void
existing_credit(const struct model *m, struct ledger *l,
    const struct ledger *owned)
{
	const int64_t switches =
	    m->policy.nwork > 0 ? switches_owned(l, owned) : 0;
	size_t n = 0;

	for (size_t i = 0; i < l->n; i++) {
		struct ledger_line x = l->line[i];
		bool work = work_of_switches(m, x.part);

		if (work)
			x.quantity -= switches;
		for (size_t k = 0; k < owned->n && !work; k++)
			if (owned->line[k].part == x.part)
				x.quantity -= owned->line[k].quantity;
		if (x.quantity > 0)
			l->line[n++] = x;
	}
	l->n = n;
}

void
existing_place(const struct model *m, enum topology t, size_t nth,
    struct place *at)
{
	const struct previous *p = m->previous;
	bool pair = t == TOPOLOGY_STANDALONE || t == TOPOLOGY_LINKED;
	size_t seen = 0;

	if (!existing_goes_on(m, t))
		return;
	for (size_t i = 0; i < p->nsw; i++) {
		const struct previous_switch *s = &p->sw[i];

		if (!str_eq(s->role, pair ? "standalone" : "spine") ||
		    seen++ != nth)
			continue;
		if (s->rack == at->rack)
			at->u = s->unit + s->model->height_u - 1;
	}
}

/* of the two spines, or the pair, from the first-th on: racks and the lower's
 * height; 0: they don't both exist */
static int64_t
two_stand(const struct model *m, enum topology t, size_t first, size_t out[2])
{
	const struct previous *p = m->previous;
	bool pair = t == TOPOLOGY_STANDALONE || t == TOPOLOGY_LINKED;
	int64_t height = 0;
	size_t seen = 0, found = 0;

	if (!existing_goes_on(m, t))
		return 0;
	for (size_t i = 0; i < p->nsw; i++) {
		const struct previous_switch *s = &p->sw[i];

		if (!str_eq(s->role, pair ? "standalone" : "spine"))
			continue;
		/* the rack of spines is given by the existing network or by the
		 * site */
		if (seen >= first && seen < first + 2 && s->rack < m->nrack &&
		    m->rack[s->rack].spines) {
			if (found == 0 || s->model->height_u < height)
				height = s->model->height_u;
			out[seen - first] = s->rack;
			found++;
		}
		seen++;
	}
	return found == 2 ? height : 0;
}

bool
existing_racks(const struct model *m, enum topology t, size_t first,
    size_t out[2])
{
	return two_stand(m, t, first, out) > 0;
}

int64_t
existing_height(const struct model *m, enum topology t, size_t first)
{
	size_t rack[2];

	return two_stand(m, t, first, rack);
}

size_t
existing_domain(const struct model *m, enum topology t, size_t rack)
{
	const struct previous *p = m->previous;

	if (!existing_goes_on(m, t))
		return (size_t)-1;
	for (size_t i = 0; i < p->nlink; i++)
		for (size_t e = 0; e < 2; e++) {
			const struct previous_switch
			    *leaf = p->link[i].end[e].sw,
			    *spine = p->link[i].end[1 - e].sw;

			if (leaf != NULL && spine != NULL &&
			    str_eq(leaf->role, "leaf") && leaf->rack == rack &&
			    str_eq(spine->role, "spine"))
				return spine->nth / 2;
		}
	return (size_t)-1;
}

int64_t
existing_links(struct arena *a, const struct model *m, enum topology t,
    struct section s, const char *kind, int64_t speed_bps)
{
	const struct previous *p = m->previous;
	int64_t *n, most = 0;
	struct section x;

	if (!existing_goes_on(m, t))
		return 0;
	n = NEW(a, int64_t, p->nsw + 1);
	for (size_t i = 0; i < p->nlink; i++) {
		const struct previous_link *l = &p->link[i];

		if (!str_eq(l->kind, kind) || l->speed_bps != speed_bps ||
		    !existing_link_section(m, l, &x) || !same_section(x, s))
			continue;
		for (size_t end = 0; end < 2; end++) {
			const struct previous_switch *w = l->end[end].sw;

			if (w != NULL &&
			    (s.kind != CLASS_RACKS ||
			        str_eq(w->role, "leaf")) &&
			    ++n[w - p->sw] > most)
				most = n[w - p->sw];
		}
	}
	return most;
}
