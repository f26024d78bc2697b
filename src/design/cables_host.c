/*
 * Cabling: hosts.  In rack order on ports in order, the same on both switches
 * of a pair; a strand of a breakout cable on its share of a port.
 */
#include "design/cables.h"

#include <string.h>

#include "base/str.h"

/* the host's two switches: its rack's leaves, or the pair */
static size_t
first_switch(const struct design *g, size_t rack)
{
	for (size_t i = 0; i < g->nsw; i++)
		if (g->sw[i].role == ROLE_STANDALONE ||
		    (g->sw[i].role == ROLE_LEAF &&
		        g->sw[i].rack == size_head(g->head, rack)))
			return i;
	return NONE;
}

/* the free ports of a switch that serve a pool, slowest first, but those that
 * are kept to manage it by */
static size_t *
free_ports(struct arena *a, const struct model *m, const struct dswitch *s,
    enum speed_class p, size_t *n)
{
	size_t *list = NEW(a, size_t, s->nport + 1), i, k;
	int64_t keep = p == SPEED_COPPER || p == SPEED_COPPER_1G ?
	    size_manage_ports(m, s->model) :
	    0;

	*n = 0;
	for (i = 0; i < s->nport; i++) {
		const struct port_block *b = &s->model->block[s->port[i].block];

		if (s->port[i].role != PORT_UNUSED ||
		    s->port[i].parent != NONE ||
		    !design_port_serves(s, &s->port[i], p) ||
		    !design_ports_group_free(s, i, speed_class_bps[p]))
			continue;
		for (k = *n; k > 0 &&
		     s->model->block[s->port[list[k - 1]].block].speed_bps >
		         b->speed_bps;
		     k--)
			list[k] = list[k - 1];
		list[k] = i;
		++*n;
	}
	*n -= keep < (int64_t)*n ? (size_t)keep : *n;
	return list;
}

static enum speed_class
class_of(const struct nic_group *x)
{
	return speed_class_of(x->media, x->speed_bps);
}

/* which of a host's cables to the same switch a port's is */
static size_t
nth_on_side(const struct design *g, const struct host *h, size_t port)
{
	size_t side = size_port_side(g->model, h, port, g->topology), n = 0, i;

	for (i = 0; i < port; i++)
		n += size_port_side(g->model, h, i, g->topology) == side;
	return n;
}

/* do hosts and devices have ports of several speeds? */
static bool
speeds_mixed(const struct model *m)
{
	int64_t bps = 0;

	for (size_t i = 0; i < m->nend; i++)
		for (size_t n = 0; n < m->host[i].ngroup; n++) {
			const struct nic_group *x = &m->host[i].group[n];

			if (x->on_today)
				continue;
			if (bps != 0 && x->speed_bps != bps)
				return true;
			bps = x->speed_bps;
		}
	return false;
}

/* a pair that serves several racks: a block of its ports for each rack, where
 * all hosts take ports of one kind and the blocks hold them, and devices the
 * last */
static void
share_ports(struct cabling *k)
{
	const struct design *g = k->g;
	const struct model *m = g->model;
	enum speed_class p = SPEED_CLASSES;
	size_t w;

	k->blocks = true;
	for (size_t i = 0; i < m->nhost; i++)
		for (size_t n = 0; n < m->host[i].ngroup; n++) {
			const struct nic_group *x = &m->host[i].group[n];

			if (x->on_today)
				continue;
			if (p == SPEED_CLASSES)
				p = class_of(x);
			k->blocks &= class_of(x) == p;
		}
	for (w = 0; w < 2 && k->blocks; w++)
		k->free[w] = free_ports(k->a, m, &g->sw[w], p, &k->nfree[w]);
	for (size_t i = m->nhost; i < m->nend && k->blocks; i++)
		for (size_t n = 0; n < m->host[i].nports; n++) {
			w = size_port_side(m, &m->host[i], n, g->topology);
			if (w != NO_SIDE && k->nfree[w] > 0)
				k->nfree[w]--;
		}
	for (size_t i = 0; i < m->nhost && k->blocks; i++)
		for (size_t n = 0; n < m->host[i].nports; n++) {
			w = size_port_side(m, &m->host[i], n, g->topology);
			if (w != NO_SIDE)
				k->blocks &= numbering_port(g->number, i,
				                 nth_on_side(g, &m->host[i], n),
				                 k->nfree[w]) != NONE_RACK;
		}
}

static size_t
host_port(struct cabling *k, size_t sw, size_t host, size_t nth,
    const struct previous_link *earlier)
{
	struct design *g = k->g;
	const struct host *h = &g->model->host[host];
	const struct nic_group *x = model_port(h, nth);
	struct dswitch *s = &g->sw[sw];
	enum speed_class pool = class_of(x);
	size_t port = kept_take(g->kept, g, sw, earlier, PORT_HOST, pool);

	if (port != NONE)
		return port;
	if (s->role == ROLE_STANDALONE && k->blocks && h->device == DEVICE_NO)
		port = k->free[sw][numbering_port(g->number, host,
		    nth_on_side(g, h, nth), k->nfree[sw])];
	/* a group less that the faster ones can't have */
	if (port == NONE && k->mixed && x->media != MEDIA_10GT)
		port = design_ports_beside(s, pool, PORT_HOST);
	else if (port != NONE &&
	    (s->port[port].role != PORT_UNUSED || s->port[port].kept ||
	        !design_ports_group_free(s, port, x->speed_bps) ||
	        !design_ports_allow(s, port, pool, PORTS_KEPT | PORTS_SPARE)))
		port = NONE;
	else if (port != NONE)
		design_ports_use(s, port, pool, PORT_HOST);
	if (port == NONE)
		port = design_ports_take(s, pool, h->device != DEVICE_NO,
		    PORT_HOST);
	return port;
}

/* the breakout cable a port of a host is on; NULL: it has one of its own */
static const struct split_link *
split_of(struct cabling *k, size_t sw, size_t host, size_t port,
    enum speed_class p, const struct splits **of)
{
	const struct dswitch *s = &k->g->sw[sw];
	enum speed_class q = speed_class_split(p);
	const struct pattern *pt = cables_pattern_of(k, sw);
	struct splits *x;
	size_t side = s->pair != NONE && s->pair < sw;

	if (q == POOLS || pt->split_from[q - SPLIT_10G] == INT64_MAX)
		return NULL;
	x = &k->split[sw * (POOLS - SPLIT_10G) + (size_t)(q - SPLIT_10G)];
	if (x->link == NULL)
		*x = size_splits(k->a, k->g->model, k->g->head,
		    s->role == ROLE_STANDALONE ? NONE_RACK : s->rack,
		    k->g->topology, side, p,
		    cables_switch_top(k->g, k->plan, sw),
		    pt->split_from[q - SPLIT_10G]);
	for (size_t i = 0; i < x->nlink; i++)
		if (x->link[i].host == host && x->link[i].port == port) {
			*of = x;
			return &x->link[i];
		}
	return NULL;
}

/* the port whose children are these, that no cable has yet */
static bool
trunk_free(const struct dswitch *s, size_t port, int64_t speed_bps,
    const size_t *taken, size_t n)
{
	if (port == NONE || s->port[port].role != PORT_SPLIT ||
	    s->port[port + 1].speed_bps != speed_bps ||
	    s->port[port + 1].role != PORT_UNUSED)
		return false;
	for (size_t i = 0; i < n; i++)
		if (taken[i] == port)
			return false;
	return true;
}

/* the port that was broken out for a strand of an existing cable */
static size_t
trunk_before(const struct cabling *k, size_t sw, const struct split_link *l)
{
	const struct dswitch *s = &k->g->sw[sw];
	const struct host *h = &k->g->model->host[l->host];
	const struct previous_link *earlier = kept_link(k->g->kept, "host",
	    s->name, h->name, h->port_name[l->port], 0);

	for (size_t i = 0; earlier != NULL && i < s->nport; i++)
		if (s->port[i].parent != NONE &&
		    (strcmp(s->port[i].name, earlier->end[0].port) == 0 ||
		        strcmp(s->port[i].name, earlier->end[1].port) == 0))
			return s->port[i].parent;
	return NONE;
}

/* a port for each cable: the one it is in, and the first free ones */
static size_t *
trunks_of(struct cabling *k, size_t sw, const struct splits *x,
    int64_t speed_bps)
{
	const struct dswitch *s = &k->g->sw[sw];
	size_t *of = NEW(k->a, size_t, x->ncable + 1), i, c;

	for (c = 0; c < x->ncable; c++)
		of[c] = NONE;
	for (i = 0; i < x->nlink; i++) {
		size_t before = trunk_before(k, sw, &x->link[i]);

		c = x->link[i].cable;
		if (of[c] == NONE &&
		    trunk_free(s, before, speed_bps, of, x->ncable))
			of[c] = before;
	}
	for (c = 0; c < x->ncable; c++)
		for (i = 0; i < s->nport && of[c] == NONE; i++)
			if (trunk_free(s, i, speed_bps, of, x->ncable))
				of[c] = i;
	return of;
}

/* which of the ports of a trunk: the one it is in, or the first free one that
 * no existing cable uses */
static size_t
child_of(const struct dswitch *s, size_t trunk,
    const struct previous_link *earlier)
{
	size_t i, at = NONE, kept = NONE;

	for (i = trunk + 1; i < s->nport && s->port[i].parent == trunk; i++) {
		if (s->port[i].role != PORT_UNUSED)
			continue;
		if (earlier != NULL &&
		    (strcmp(s->port[i].name, earlier->end[0].port) == 0 ||
		        strcmp(s->port[i].name, earlier->end[1].port) == 0))
			return i;
		if (s->port[i].kept)
			kept = kept == NONE ? i : kept;
		else if (at == NONE)
			at = i;
	}
	return at != NONE ? at : kept;
}

/* the port of the switch that a strand of a cable is on */
static size_t
split_port(struct cabling *k, size_t sw, const struct splits *x,
    const struct split_link *l, const struct previous_link *earlier,
    int64_t speed_bps)
{
	struct dswitch *s = &k->g->sw[sw];
	size_t **of = &k->trunk[x - k->split], port;

	if (*of == NULL)
		*of = trunks_of(k, sw, x, speed_bps);
	if ((*of)[l->cable] == NONE)
		return NONE;
	port = child_of(s, (*of)[l->cable], earlier);
	if (port != NONE) {
		s->port[port].role = PORT_HOST;
		s->port[port].kept = false;
	}
	return port;
}

static bool
cable_host(struct cabling *k, size_t host)
{
	struct design *g = k->g;
	const struct host *h = &g->model->host[host];
	struct place here = { h->rack, (int64_t)h->position_u };
	size_t first = first_switch(g, h->rack), i, nth = 0;

	for (i = 0; i < h->nports; i++) {
		const struct nic_group *x = model_port(h, i);
		size_t side = size_port_side(g->model, h, i, g->topology), sw,
		       port;
		enum speed_class p = class_of(x);
		struct cage nic = { x->media, 0, true, NULL }, cage;
		const struct previous_link *earlier;
		const struct splits *split = NULL;
		const struct split_link *strand;
		int64_t mm;
		struct dend z,
		    y = { NONE, host, h->name, i, h->port_name[i], "", "" };

		if (side == NO_SIDE)
			continue;
		sw = first + side;
		earlier = kept_link(g->kept, "host", g->sw[sw].name, h->name,
		    h->port_name[i], 0);
		strand = split_of(k, sw, host, i, p, &split);
		port = strand != NULL ?
		    split_port(k, sw, split, strand, earlier, x->speed_bps) :
		    host_port(k, sw, host, i, earlier);
		if (port == NONE)
			return diag_error(k->d, h->at, "bug-ports",
			    "no port left on '%s' though the sizing had one",
			    g->sw[sw].name);
		g->sw[sw].port[port].edge = true;
		g->sw[sw].port[port].description =
		    str_fmt(k->a, "%s %s", h->name, h->port_name[i]);
		z = cables_end_switch(g, sw, port);
		cage = cables_cage_of(k, sw, p);
		mm = place_length_mm(g->model,
		    cables_switch_top(g, k->plan, sw), here);
		if (strand != NULL) {
			cage =
			    speed_class_trunk(p, g->sw[sw].model->dac_max_mm);
			nic = speed_class_plug(p);
			mm = split->cable_mm[strand->cable];
		}
		if (!cables_link_add(k, LINK_HOST, z, y, cage, nic,
		        strand != NULL ? SPLIT_INTO : 1, p, mm,
		        cables_pattern_of(k, sw)->host_family, earlier,
		        numbering_cable(g->number,
		            h->device != DEVICE_NO ? CABLES_DEVICE :
		                                     CABLES_HOST,
		            h->rack, g->number->order[host], nth++)))
			return false;
	}
	return true;
}

/* n of a kind: those that share a cable have no port of their own */
static void
expect_some(struct cabling *k, size_t sw, enum speed_class p, int64_t n)
{
	struct dswitch *s = &k->g->sw[sw];
	enum speed_class q = speed_class_split(p);
	int64_t from = q == POOLS ?
	    INT64_MAX :
	    cables_pattern_of(k, sw)->split_from[q - SPLIT_10G];

	s->left.n[p] += n < from ? n : from;
	if (n < from)
		s->spare.n[p] += pattern_with_growth(k->g->model, n) - n;
}

void
cables_expect_hosts(struct cabling *k)
{
	struct design *g = k->g;
	struct need *need = NEW(k->a, struct need, g->nsw + 1);

	for (size_t i = 0; i < g->model->nend; i++) {
		const struct host *h = &g->model->host[i];
		size_t first = first_switch(g, h->rack);

		for (size_t n = 0; n < h->nports; n++) {
			size_t side =
			    size_port_side(g->model, h, n, g->topology);

			if (side != NO_SIDE)
				need[first + side]
				    .n[class_of(model_port(h, n))]++;
		}
	}
	for (size_t i = 0; i < g->nsw; i++)
		for (int p = 0; p < SPEED_CLASSES; p++)
			if (need[i].n[p] > 0)
				expect_some(k, i, (enum speed_class)p,
				    need[i].n[p]);
}

bool
cables_hosts(struct cabling *k)
{
	const struct design *g = k->g;

	k->mixed = speeds_mixed(g->model);
	/* before any is taken: the kind of a host's port does not depend on
	 * which hosts exist */
	if (g->nsw > 0 && g->sw[0].role == ROLE_STANDALONE)
		share_ports(k);
	for (size_t i = 0; i < g->model->nend; i++)
		if (!cable_host(k, i))
			return false;
	return true;
}

void
cables_reserve_copper(struct cabling *k, bool core)
{
	struct design *g = k->g;
	const struct model *m = g->model;
	int64_t *n = NEW(k->a, int64_t, g->nsw + 2);
	size_t w, earlier;

	for (size_t i = 0; i < m->nend; i++)
		for (size_t p = 0; p < m->host[i].nports; p++) {
			const struct host *h = &m->host[i];
			size_t side = size_port_side(m, h, p, g->topology), sw;

			if (side == NO_SIDE ||
			    class_of(model_port(h, p)) != SPEED_COPPER)
				continue;
			sw = first_switch(g, h->rack) + side;
			earlier = kept_port(g->kept, g, sw,
			    kept_link(g->kept, "host", g->sw[sw].name, h->name,
			        h->port_name[p], 0));
			if (earlier == NONE)
				n[sw]++;
			else
				g->sw[sw].port[earlier].for_copper = true;
		}
	for (w = 0; core && w < 2 &&
	     speed_class_of(m->core.media, m->core.speed_bps) == SPEED_COPPER;
	     w++)
		n[w] += size_core_links(m, w);
	for (size_t i = 0; i < g->nsw; i++)
		design_ports_reserve(&g->sw[i], n[i]);
}
