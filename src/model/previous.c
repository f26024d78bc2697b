#include "model/previous.h"

#include <stdlib.h>
#include <string.h>

#include "base/ip.h"
#include "base/num.h"
#include "base/str.h"
#include "input/json.h"
#include "model/check.h"
#include "model/previous_places.h"

struct reading {
	struct arena *a;
	struct diags *d;
	struct model *m;
	struct previous *p;
	struct part **part;
	size_t npart;
	struct str_set seen; /* cable numbers and addresses */
};

/* the items of a list; one that is none is a finding */
static const struct node *
list_of(struct reading *r, const struct node *map, const char *key)
{
	const struct node *n = node_get(map, key);

	if (n != NULL && n->kind == NODE_LIST)
		return n;
	diag_error(r->d, node_at(map, key), "previous-lacks",
	    "the earlier bundle's design.json has no list of '%s'", key);
	diag_hint(r->d,
	    "it is not a bundle of this program, or its version did not record "
	    "what is built; first design its site again with this version");
	return NULL;
}

static bool
lacks(struct reading *r, const struct node *map, const char *key)
{
	diag_error(r->d, node_at(map, key), "previous-lacks",
	    "the earlier bundle has no '%s' here", key);
	return false;
}

static bool
once(struct reading *r, const char *text, struct span at)
{
	if (str_set_add(r->a, &r->seen, text))
		return true;
	diag_error(r->d, at, "previous-twice",
	    "'%s' is there twice in the earlier bundle", text);
	diag_hint(r->d, "its design.json was changed after it was written");
	return false;
}

static const struct part *
part_named(struct reading *r, const char *part)
{
	return part != NULL ? catalog_part_find(r->part, r->npart, part) : NULL;
}

static bool
switch_read(struct reading *r, const struct node *n)
{
	struct previous_switch s = { .at = node_at(n, "name") };
	const struct node *option = node_get(n, "options");
	const char *model = node_given(n, "model"),
	           *unit = node_given(n, "unit");

	s.name = node_given(n, "name");
	s.role = node_given(n, "role");
	if (s.name == NULL)
		return lacks(r, n, "name");
	if (s.role == NULL)
		return lacks(r, n, "role");
	if (unit == NULL || !num_int(unit, &s.unit) || s.unit < 1)
		return lacks(r, n, "unit");
	if (option == NULL || option->kind != NODE_LIST)
		return lacks(r, n, "options");
	s.model = model != NULL ? catalog_switch(r->m->catalog, model) : NULL;
	if (s.model == NULL) {
		diag_error(r->d, node_at(n, "model"), "previous-model",
		    "'%s' is a '%s', which the catalogs don't have", s.name,
		    model != NULL ? model : "");
		diag_hint(r->d,
		    "pass the catalog it was designed with as --catalog");
		return false;
	}
	s.rack = model_rack_named(r->m, node_given(n, "rack"));
	s.option = NEW(r->a, const struct part *, option->n + 1);
	for (size_t i = 0; i < option->n; i++)
		if (option->item[i]->kind == NODE_SCALAR &&
		    (s.option[s.noption] =
		            part_named(r, option->item[i]->text)) != NULL)
			s.noption++;
	PUSH(r->a, r->p->sw, r->p->nsw, r->p->capsw, s);
	return true;
}

static bool
link_read(struct reading *r, const struct node *n)
{
	static const char *const end[2] = { "a", "b" };
	const struct node *optic = node_get(n, "optics");
	struct previous_link l = { .at = node_at(n, "id"),
		.host = NO_INDEX,
		.port = NO_INDEX };
	const char *speed = node_given(n, "speed_gbps"), *why;

	l.id = node_given(n, "id");
	l.kind = node_given(n, "kind");
	if (l.id == NULL)
		return lacks(r, n, "id");
	if (l.kind == NULL)
		return lacks(r, n, "kind");
	if (speed == NULL ||
	    !num_parse(r->a, str_fmt(r->a, "%s Gbit/s", speed), UNIT_RATE,
	        &l.speed_bps, &why))
		return lacks(r, n, "speed_gbps");
	if (node_given(n, "cable") == NULL)
		return lacks(r, n, "cable");
	if (optic == NULL || optic->kind != NODE_LIST || optic->n != 2)
		return lacks(r, n, "optics");
	if (!once(r, l.id, l.at))
		return false;
	l.cable = part_named(r, node_given(n, "cable"));
	l.breakout = node_given(n, "breakout");
	l.over = node_get(n, "fibre") != NULL;
	for (size_t i = 0; i < 2; i++) {
		const struct node *e = node_get(n, end[i]);
		const struct node *o = optic->item[i];

		l.end[i].device = node_given(e, "device");
		l.end[i].port = node_given(e, "port");
		if (l.end[i].device == NULL)
			return lacks(r, n, end[i]);
		if (l.end[i].port == NULL)
			l.end[i].port = "";
		if (o->kind == NODE_SCALAR && !node_is_null(o))
			l.end[i].optic = part_named(r, o->text);
	}
	PUSH(r->a, r->p->link, r->p->nlink, r->p->caplink, l);
	return true;
}

static bool
address_read(struct reading *r, const struct node *n)
{
	struct previous_address x = { node_given(n, "device"),
		node_given(n, "interface"), 0 };
	const char *ip = node_given(n, "address");

	if (x.device == NULL)
		return lacks(r, n, "device");
	if (x.interface == NULL)
		return lacks(r, n, "interface");
	if (ip == NULL || !ip_parse(ip, &x.address))
		return lacks(r, n, "address");
	if (!once(r, ip, node_at(n, "address")))
		return false;
	PUSH(r->a, r->p->addr, r->p->naddr, r->p->capaddr, x);
	return true;
}

static bool
lag_read(struct reading *r, const struct node *n)
{
	const struct node *port = node_get(n, "members");
	struct previous_member x = { node_given(n, "device"), NULL, 0 };
	const char *number = node_given(n, "number");

	if (x.device == NULL)
		return lacks(r, n, "device");
	if (number == NULL || !num_int(number, &x.number) || x.number < 1 ||
	    x.number > 100000)
		return lacks(r, n, "number");
	if (port == NULL || port->kind != NODE_LIST)
		return lacks(r, n, "members");
	for (size_t i = 0; i < port->n; i++) {
		x.port = port->item[i]->kind == NODE_SCALAR ?
		    port->item[i]->text :
		    "";
		PUSH(r->a, r->p->member, r->p->nmember, r->p->capmember, x);
	}
	return true;
}

static bool
stock_read(struct reading *r, const struct node *n)
{
	struct previous_stock x = { node_given(n, "of"), NULL, NULL, 0 };
	const char *quantity = node_given(n, "quantity"),
	           *part = node_given(n, "part");

	if (x.of == NULL)
		return lacks(r, n, "of");
	if (part == NULL)
		return lacks(r, n, "part");
	if (quantity == NULL || !num_int(quantity, &x.quantity) ||
	    x.quantity < 1 || x.quantity > 1000000)
		return lacks(r, n, "quantity");
	/* what the catalogs have no more is on no bill */
	x.part = part_named(r, part);
	if (x.part != NULL)
		PUSH(r->a, r->p->stock, r->p->nstock, r->p->capstock, x);
	return true;
}

static bool
each(struct reading *r, const struct node *doc, const char *key,
    bool (*read)(struct reading *, const struct node *))
{
	const struct node *list = list_of(r, doc, key);

	for (size_t i = 0; list != NULL && i < list->n; i++)
		if (!read(r, list->item[i]))
			return false;
	return list != NULL;
}

static int
by_name(const void *x, const void *y)
{
	const struct previous_switch *const *p = x, *const *q = y;

	return strcmp((*p)->name, (*q)->name);
}

static const struct previous_switch *
switch_of(const struct previous_switch **by, size_t n, const char *name)
{
	const struct previous_switch key = { .name = name }, *x = &key, **found;

	found = n > 0 ? bsearch(&x, by, n, sizeof *by, by_name) : NULL;
	return found != NULL ? *found : NULL;
}

static int
by_host(const void *x, const void *y)
{
	const struct host *const *p = x, *const *q = y;

	return strcmp((*p)->name, (*q)->name);
}

/* which ports of the site's hosts and devices the cables are of */
static void
resolve_hosts(struct reading *r)
{
	const struct model *m = r->m;
	const struct host **by = NEW(r->a, const struct host *, m->nend + 1);

	for (size_t i = 0; i < m->nend; i++)
		by[i] = &m->host[i];
	qsort(by, m->nend, sizeof *by, by_host);
	for (size_t i = 0; i < r->p->nlink; i++) {
		struct previous_link *l = &r->p->link[i];
		const struct host key = { .name = l->end[1].device }, *x = &key,
		                  **found;

		found = m->nend > 0 ?
		    bsearch(&x, by, m->nend, sizeof *by, by_host) :
		    NULL;
		if (strcmp(l->kind, "host") != 0 || found == NULL)
			continue;
		l->host = (size_t)(*found - m->host);
		for (size_t k = 0; k < (*found)->nports; k++)
			if (strcmp((*found)->port_name[k], l->end[1].port) == 0)
				l->port = k;
	}
}

/* which switches the cables are of, and what was bought beside them; and of
 * each role, which is which */
static void
resolve(struct reading *r)
{
	struct previous *p = r->p;
	const struct previous_switch **by =
	    NEW(r->a, const struct previous_switch *, p->nsw + 1);

	for (size_t i = 0; i < p->nsw; i++) {
		by[i] = &p->sw[i];
		for (size_t k = 0; k < i; k++)
			p->sw[i].nth +=
			    strcmp(p->sw[k].role, p->sw[i].role) == 0;
	}
	qsort(by, p->nsw, sizeof *by, by_name);
	for (size_t i = 0; i < p->nlink; i++)
		for (size_t k = 0; k < 2; k++)
			p->link[i].end[k].sw =
			    switch_of(by, p->nsw, p->link[i].end[k].device);
	resolve_hosts(r);
	for (size_t i = 0; i < p->nstock; i++)
		p->stock[i].sw = switch_of(by, p->nsw, p->stock[i].of);
}

/* what is there and is used already is not there twice */
static void
mark_existing(struct reading *r)
{
	for (size_t i = 0; i < r->m->nexisting; i++)
		for (size_t k = 0; k < r->p->nsw; k++)
			if (strcmp(r->m->existing[i].name, r->p->sw[k].name) ==
			    0)
				r->m->existing[i].in_use = true;
}

/* hosts that are cabled to another rack, where that is no longer allowed */
static void
domain_check(struct reading *r)
{
	const struct model *m = r->m;
	const struct previous_link *first = NULL;
	size_t i, n = 0;

	for (i = 0; m->want.failure_domain_rack && i < r->p->nlink; i++) {
		const struct previous_link *l = &r->p->link[i];
		const struct previous_switch *s = l->end[0].sw;
		size_t h;

		if (strcmp(l->kind, "host") != 0 || s == NULL ||
		    strcmp(s->role, "leaf") != 0)
			continue;
		h = model_host_named(m, l->end[1].device);
		if (h >= m->nhost || s->rack == m->host[h].rack)
			continue;
		n++;
		if (first == NULL)
			first = l;
	}
	if (first == NULL)
		return;
	diag_warn(r->d, node_at(m->want.node, "failure_domain"),
	    "previous-domain",
	    "%zu cable(s) of the previous design lead to leaves of another "
	    "rack (%s of '%s' to '%s'), and the failure domain is the rack: "
	    "those hosts get new cables",
	    n, first->id, first->end[1].device, first->end[0].device);
	diag_hint(r->d, "'failure_domain: site' keeps those cables");
}

/* the key that gives the place of a host or a device; NULL: none does */
static const char *
unit_key(const struct host *h)
{
	const char *key = h->device == DEVICE_NO ? "position" : "unit";

	return h->height_u > 0 && node_says(h->node, key) ? key : NULL;
}

/* what the site puts into the units of a switch; NULL: nothing */
static const char *
unit_taken(const struct model *m, const struct previous_switch *s,
    struct span *at)
{
	const struct rack *k = &m->rack[s->rack];
	size_t unit = (size_t)s->unit, height = (size_t)s->model->height_u, i;
	const struct occupant *taken =
	    rack_occupant(k, unit, s->model->height_u);

	if (taken != NULL) {
		*at = taken->at;
		return taken->name;
	}
	for (i = 0; i < m->nend; i++) {
		const struct host *h = &m->host[i];

		if (h->rack != s->rack || unit_key(h) == NULL ||
		    h->position_u >= unit + height ||
		    unit >= h->position_u + (size_t)h->height_u)
			continue;
		*at = node_at(h->node, unit_key(h));
		return h->name;
	}
	return NULL;
}

/* nothing else is put into the units of one of its switches */
static bool
units_check(struct reading *r)
{
	const struct model *m = r->m;
	bool clear = true;

	for (size_t i = 0; i < r->p->nsw; i++) {
		const struct previous_switch *s = &r->p->sw[i];
		struct span at = SPAN_NONE;
		const char *name =
		    s->rack != NO_INDEX ? unit_taken(m, s, &at) : NULL;

		if (name == NULL)
			continue;
		clear = false;
		diag_error(r->d, at, "previous-unit",
		    "'%s' is placed where switch '%s' of the previous design "
		    "is: unit %lld of rack '%s'",
		    name, s->name, (long long)s->unit, m->rack[s->rack].name);
		diag_hint(r->d,
		    "give it other units; a design without --previous places "
		    "and cables all switches anew");
	}
	return clear;
}

/* the racks of its spines, or its pair: as if the site had given them */
static void
take_places(struct reading *r)
{
	struct model *m = r->m;

	for (size_t i = 0; i < m->nrack; i++)
		if (m->rack[i].spines)
			return;
	for (size_t i = 0; i < r->p->nsw; i++)
		if (strcmp(r->p->sw[i].role, "leaf") != 0 &&
		    r->p->sw[i].rack != NO_INDEX)
			m->rack[r->p->sw[i].rack].spines = true;
}

bool
previous_read(struct arena *a, struct diags *d, struct model *m,
    const struct source *src)
{
	const struct node *doc = json_read(a, d, src);
	struct reading r = { a, d, m, NEW(a, struct previous, 1), NULL, 0,
		{ NULL, 0, 0 } };
	const char *site = node_given(doc, "site");

	if (doc == NULL)
		return false;
	r.part = catalog_parts(a, m->catalog, &r.npart);
	r.p->src = src;
	r.p->topology = node_given(doc, "topology");
	if (site == NULL || r.p->topology == NULL)
		return lacks(&r, doc, site == NULL ? "site" : "topology");
	if (strcmp(site, m->site) != 0) {
		diag_error(d, node_at(doc, "site"), "previous-site",
		    "the earlier bundle is of the site '%s', this file of '%s'",
		    site, m->site);
		diag_hint(d, "--previous takes a bundle of the same site");
		return false;
	}
	if (!each(&r, doc, "switches", switch_read) || !units_check(&r) ||
	    !each(&r, doc, "links", link_read) ||
	    !each(&r, doc, "addresses", address_read) ||
	    !each(&r, doc, "lags", lag_read) ||
	    /* an older one does not say it: what it bought is billed again */
	    (node_get(doc, "stock") != NULL &&
	        !each(&r, doc, "stock", stock_read)))
		return false;
	previous_places(a, m, doc);
	resolve(&r);
	mark_existing(&r);
	domain_check(&r);
	take_places(&r);
	m->previous = r.p;
	return true;
}
