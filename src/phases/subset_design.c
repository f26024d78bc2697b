/*
 * A design cut down to the racks that are done.  Ports keep their places: a
 * port whose cable is still to come is an unused one, shut as any other.
 */
#include "phases/subset.h"

#include <string.h>

#include "model/previous.h"
#include "size/existing_parts.h"

struct cut {
	struct arena *a;
	const struct pieces *p;
	const struct design *g;
	struct design *part;
	const bool *done;
	bool base[BASES];
	size_t *sw, *lag, *link, *host; /* new index of the old, or NONE */
};

static size_t
moved(const size_t *map, size_t i)
{
	return i == NONE ? NONE : map[i];
}

static bool
switch_stays(const struct cut *c, size_t i)
{
	const struct dswitch *s = &c->g->sw[i];

	if (s->role == ROLE_LEAF)
		return c->done[s->rack];
	return s->role != ROLE_SPINE || c->base[i / 2];
}

static bool
lag_stays(const struct cut *c, const struct dlag *l)
{
	const struct dport *p = &c->g->sw[l->sw].port[l->port[0]];

	/* one to a host comes with its cables */
	if (l->purpose == LAG_HOST)
		return c->link[p->link] != NONE;
	return c->sw[l->sw] != NONE &&
	    (l->peer == NONE || c->sw[l->peer] != NONE);
}

/* new indices of everything, in the old order */
static void
number(struct cut *c)
{
	const struct design *g = c->g;
	size_t i, n;

	for (i = 0, n = 0; i < g->nsw; i++)
		c->sw[i] = switch_stays(c, i) ? n++ : NONE;
	for (i = 0, n = 0; i < g->nlink; i++)
		c->link[i] = subset_has_link(c->p, i, c->done) ? n++ : NONE;
	for (i = 0, n = 0; i < g->nlag; i++)
		c->lag[i] = lag_stays(c, &g->lag[i]) ? n++ : NONE;
	for (i = 0, n = 0; i < g->nend; i++)
		c->host[i] = c->done[g->host[i].host->rack] ? n++ : NONE;
}

void
subset_port_unused(const struct dswitch *s, struct dport *p)
{
	p->role = PORT_UNUSED;
	p->description = "spare";
	p->lag = NONE;
	p->ntagged = 0;
	p->untagged = 0;
	p->lossless = p->edge = false;
	/* ports that share a speed keep it, and the names they have by it: the
	 * others of the group may be in use */
	if (p->parent == NONE && s->model->block[p->block].group < 2)
		p->speed_bps = s->model->block[p->block].speed_bps;
}

static struct dport *
cut_ports(struct cut *c, const struct dswitch *s)
{
	struct dport *port = NEW(c->a, struct dport, s->nport + 1);

	for (size_t i = 0; i < s->nport; i++) {
		struct dport *p = &port[i];

		*p = s->port[i];
		p->lag = moved(c->lag, p->lag);
		p->link = moved(c->link, p->link);
		if (p->link == NONE && design_port_is_whole(p))
			subset_port_unused(s, p);
	}
	return port;
}

static void
cut_switches(struct cut *c)
{
	const struct design *g = c->g;
	struct design *p = c->part;

	p->sw = NEW(c->a, struct dswitch, g->nsw + 1);
	p->nsw = 0;
	for (size_t i = 0; i < g->nsw; i++) {
		struct dswitch *s = &p->sw[p->nsw];

		if (c->sw[i] == NONE)
			continue;
		*s = g->sw[i];
		s->port = cut_ports(c, &g->sw[i]);
		s->pair = moved(c->sw, s->pair);
		if (s->ufd)
			s->uplink_lag = moved(c->lag, s->uplink_lag);
		p->nsw++;
	}
	p->lag = NEW(c->a, struct dlag, g->nlag + 1);
	p->nlag = 0;
	p->caplag = g->nlag + 1;
	for (size_t i = 0; i < g->nlag; i++) {
		struct dlag l = g->lag[i];

		if (c->lag[i] == NONE)
			continue;
		l.sw = c->sw[l.sw];
		l.peer = moved(c->sw, l.peer);
		p->lag[p->nlag++] = l;
	}
}

static void
cut_links(struct cut *c)
{
	const struct design *g = c->g;
	struct design *p = c->part;

	p->link = NEW(c->a, struct dlink, g->nlink + 1);
	p->nlink = 0;
	p->caplink = g->nlink + 1;
	for (size_t i = 0; i < g->nlink; i++) {
		struct dlink l = g->link[i];

		if (c->link[i] == NONE)
			continue;
		l.a.sw = moved(c->sw, l.a.sw);
		l.b.sw = moved(c->sw, l.b.sw);
		l.a.host = moved(c->host, l.a.host);
		l.b.host = moved(c->host, l.b.host);
		p->link[p->nlink++] = l;
	}
}

static void
cut_hosts(struct cut *c)
{
	const struct design *g = c->g;
	struct design *p = c->part;

	p->host = NEW(c->a, struct dhost, g->nend + 1);
	p->nend = 0;
	p->nhost = p->model->nhost;
	for (size_t i = 0; i < g->nend; i++) {
		struct dhost *h = &p->host[p->nend];

		if (c->host[i] == NONE)
			continue;
		*h = g->host[i];
		h->host = &p->model->host[p->nend++];
		h->nic = NEW(c->a, struct dnic, h->nnic + 1);
		for (size_t k = 0; k < h->nnic; k++) {
			h->nic[k] = g->host[i].nic[k];
			h->nic[k].sw = moved(c->sw, h->nic[k].sw);
		}
	}
}

/* is an address's device here? */
static bool
device_stays(const struct cut *c, const char *name)
{
	for (size_t i = 0; i < c->part->nsw; i++)
		if (strcmp(c->part->sw[i].name, name) == 0)
			return true;
	for (size_t i = 0; i < c->part->nend; i++)
		if (strcmp(c->part->host[i].host->name, name) == 0)
			return true;
	return false;
}

static void
cut_networks(struct cut *c)
{
	const struct design *g = c->g;
	struct design *p = c->part;

	p->net = NEW(c->a, struct dnet, g->nnet + 1);
	for (size_t i = 0; i < g->nnet; i++) {
		struct dnet *n = &p->net[i];

		*n = g->net[i];
		n->sw = NEW(c->a, size_t, g->nsw + 1);
		n->nsw = 0;
		for (size_t k = 0; k < g->net[i].nsw; k++)
			if (c->sw[g->net[i].sw[k]] != NONE)
				n->sw[n->nsw++] = c->sw[g->net[i].sw[k]];
		n->carried = n->nsw > 0;
		n->reaches_core = n->carried && n->reaches_core;
	}
	p->addr = NEW(c->a, struct daddr, g->naddr + 1);
	p->naddr = 0;
	p->capaddr = g->naddr + 1;
	for (size_t i = 0; i < g->naddr; i++)
		if (device_stays(c, g->addr[i].device))
			p->addr[p->naddr++] = g->addr[i];
}

/* the bill, compared with the pieces: both must come to one sum */
static bool
cut_bom(struct cut *c, struct diags *d)
{
	struct sizing sums = { .status = c->g->whole_optimal ? LP_OPTIMAL :
		                                               LP_FEASIBLE };
	struct ledger all = { c->a, NULL, 0, 0 };

	for (size_t i = 0; i < c->p->nbase; i++)
		if (c->base[i])
			ledger_merge(&all, &c->p->base[i].parts, 1);
	for (size_t i = 0; i < c->p->nrack; i++)
		if (c->done[c->p->rack[i].rack])
			ledger_merge(&all, &c->p->rack[i].parts, 1);
	if (!c->base[0])
		ledger_add_management(&all, c->g->model);
	if (!ledger_cost(c->g->model, &all, &sums.cents, NULL))
		return false;
	sums.whole_bound_cents = sums.cents;
	sums.bound_cents = c->g->optimal ? sums.cents : 0;
	return design_bom(c->a, d, c->part, &sums);
}

/* the first of two domains alone is spines and leaves: what exists of the two
 * is so too */
static const struct model *
stands_as(struct arena *a, const struct model *m, enum topology was,
    enum topology is)
{
	struct model *part;
	struct previous *p;

	if (!existing_goes_on(m, was))
		return m;
	part = NEW(a, struct model, 1);
	p = NEW(a, struct previous, 1);
	*part = *m;
	*p = *m->previous;
	p->topology = model_topology_word[is];
	part->previous = p;
	return part;
}

struct design *
subset_design(struct arena *a, struct diags *d, const struct pieces *pieces,
    const struct model *part, const bool *rack_done)
{
	const struct design *g = pieces->g;
	struct design *p = NEW(a, struct design, 1);
	struct cut c = { .a = a,
		.p = pieces,
		.g = g,
		.part = p,
		.done = rack_done };

	for (size_t i = 0; i < pieces->nrack; i++)
		if (rack_done[pieces->rack[i].rack])
			c.base[pieces->rack[i].base] = true;
	c.sw = NEW(a, size_t, g->nsw + 1);
	c.lag = NEW(a, size_t, g->nlag + 1);
	c.link = NEW(a, size_t, g->nlink + 1);
	c.host = NEW(a, size_t, g->nend + 1);
	number(&c);
	p->model = part;
	p->minimum = g->minimum;
	p->topology =
	    g->topology == TOPOLOGY_EVLT && !(c.base[0] && c.base[1]) ?
	    TOPOLOGY_SPINE_LEAF :
	    g->topology;
	if (p->topology != g->topology)
		p->model = stands_as(a, part, g->topology, p->topology);
	cut_switches(&c);
	cut_links(&c);
	cut_hosts(&c);
	p->nnet = g->nnet;
	cut_networks(&c);
	p->qos = g->qos;
	p->note = g->note;
	p->nnote = p->capnote = g->nnote;
	if (!cut_bom(&c, d) || !design_check(a, d, p))
		return NULL;
	return p;
}
