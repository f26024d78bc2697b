/*
 * Which VLAN is carried where.  A VLAN is on exactly the ports of the hosts
 * that are on the network, on the LAGs between switches that need it, and
 * towards the core only if the network is one that may leave.
 */
#include "design/design.h"

#include "design/numbering.h"
#include "size/size.h"

void
design_vlan_add(int *list, size_t *n, int v)
{
	size_t i;

	for (i = 0; i < *n && list[i] < v; i++)
		continue;
	if (i < *n && list[i] == v)
		return;
	for (size_t k = *n; k > i; k--)
		list[k] = list[k - 1];
	list[i] = v;
	(*n)++;
}

/* does live migration of some hosts keep to the network it was given? */
static bool
migrates_by_one(const struct model *m)
{
	for (size_t i = 0; i < m->ncluster; i++)
		if (platform_word_int(model_host_platform(m, &m->cluster[i]),
		        "migration_alone", 0) != 0)
			return true;
	return false;
}

bool
design_network_replaces(const struct design *g, size_t net, size_t other)
{
	enum purpose p = g->net[net].net->purpose,
	             q = g->net[other].net->purpose;

	if (net == other)
		return false;
	if (g->topology != TOPOLOGY_STANDALONE)
		return p == q && g->net[net].net->one_switch &&
		    size_network_side(g->model, net, g->topology) !=
		    size_network_side(g->model, other, g->topology);
	if ((p != PURPOSE_LM && p != PURPOSE_CSV) || migrates_by_one(g->model))
		return p == q && g->net[net].net->east_west;
	if (p == PURPOSE_LM && g->net[other].net->spared)
		return false;
	return q == PURPOSE_LM || q == PURPOSE_CSV ||
	    g->net[other].net->migrates;
}

static bool
on_switch(const struct design *g, size_t net, size_t sw)
{
	const struct network *n = &g->model->network[net];
	size_t side = size_network_side(g->model, net, g->topology), i;

	if (!size_network_carried(n, g->topology))
		return false;
	/* spines carry what any leaf does */
	if (g->sw[sw].role != ROLE_SPINE && side != NO_SIDE &&
	    side != (g->sw[sw].pair < sw ? 1 : 0))
		return false;
	if (g->sw[sw].role != ROLE_LEAF)
		return true;
	for (i = 0; i < g->model->nend; i++)
		if (size_head(g->head, g->model->host[i].rack) ==
		        g->sw[sw].rack &&
		    g->model->host[i].network[net])
			return true;
	return false;
}

static void
net_switches(struct arena *a, struct design *g)
{
	const struct model *m = g->model;

	g->nnet = m->nnetwork;
	g->net = NEW(a, struct dnet, m->nnetwork + 1);
	for (size_t s = 0; s < g->nsw; s++)
		g->sw[s].vlan = NEW(a, int, m->nnetwork + 1);
	for (size_t i = 0; i < m->nnetwork; i++) {
		struct dnet *n = &g->net[i];

		n->net = &m->network[i];
		n->sw = NEW(a, size_t, g->nsw + 1);
		for (size_t s = 0; s < g->nsw; s++) {
			if (!on_switch(g, i, s))
				continue;
			n->carried = true;
			n->sw[n->nsw++] = s;
			if (m->network[i].vlan > 0)
				design_vlan_add(g->sw[s].vlan, &g->sw[s].nvlan,
				    m->network[i].vlan);
		}
		n->reaches_core = n->carried && !m->network[i].east_west &&
		    size_core_used(m, g->topology);
	}
}

bool
design_port_carries(const struct design *g, const struct host *h, size_t port,
    size_t net, size_t sw)
{
	/* two switches without a link: whatever the port is cabled to */
	if (g->topology == TOPOLOGY_STANDALONE)
		return model_port(h, port)->network[net] &&
		    !model_port(h, port)->on_today && on_switch(g, net, sw);
	return size_port_carries(g->model, h, port, net, g->topology);
}

static void
host_port_vlans(struct arena *a, struct design *g, size_t sw, size_t port)
{
	const struct model *m = g->model;
	struct dport *p = &g->sw[sw].port[port];
	const struct dend *end = &g->link[p->link].b;
	size_t n = 0, only = NONE;

	p->tagged = NEW(a, int, m->nnetwork + 1);
	for (size_t i = 0; i < m->nnetwork; i++) {
		if (m->network[i].vlan == 0 ||
		    !design_port_carries(g, &m->host[end->host], end->port, i,
		        sw))
			continue;
		design_vlan_add(p->tagged, &p->ntagged, m->network[i].vlan);
		p->lossless |= m->network[i].lossless;
		n++;
		only = i;
	}
	/* alone on a port without a team, or on a device's, a network needs no
	 * tag, unless its priority must travel in one */
	if ((g->topology == TOPOLOGY_STANDALONE ||
	        m->host[end->host].device != DEVICE_NO) &&
	    n == 1 && !m->network[only].lossless) {
		p->untagged = p->tagged[0];
		p->ntagged = 0;
	}
}

/* what its members would carry, each alone */
static void
host_lag_vlans(struct design *g, struct dlag *l)
{
	struct dswitch *s = &g->sw[l->sw];

	for (size_t i = 0; i < l->nport; i++) {
		struct dport *p = &s->port[l->port[i]];

		for (size_t k = 0; k < p->ntagged; k++)
			design_vlan_add(l->tagged, &l->ntagged, p->tagged[k]);
		l->untagged = p->untagged;
		l->lossless |= p->lossless;
		p->ntagged = 0;
		p->untagged = 0;
	}
}

static void
lag_vlans(struct design *g, struct dlag *l)
{
	const struct model *m = g->model;
	const struct dswitch *s = &g->sw[l->sw];

	if (l->purpose == LAG_HOST) {
		host_lag_vlans(g, l);
		return;
	}
	for (size_t i = 0; i < m->nnetwork; i++) {
		const struct dnet *n = &g->net[i];
		bool here = false, there = l->purpose != LAG_PEER;

		for (size_t k = 0; k < n->nsw; k++) {
			here |= n->sw[k] ==
			    (l->purpose == LAG_DOWNLINK ? l->peer : l->sw);
			there |= n->sw[k] == l->peer;
		}
		if (!here || !there || m->network[i].vlan == 0 ||
		    (l->purpose == LAG_CORE && !n->reaches_core))
			continue;
		design_vlan_add(l->tagged, &l->ntagged, m->network[i].vlan);
		l->lossless |= m->network[i].lossless;
	}
	for (size_t i = 0; i < l->nport; i++)
		s->port[l->port[i]].lossless = l->lossless;
}

static void
classes(struct design *g)
{
	for (size_t i = 0; i < g->nnet; i++)
		g->qos.used |= g->net[i].carried && g->net[i].net->lossless;
	g->qos.priority = 3;
	/* Microsoft's converged allocation gives SMB half of a port; two
	 * classes only, so that every platform can have the same shares */
	g->qos.lossless_percent = 50;
	g->qos.default_percent = 50;
}

bool
design_networks(struct arena *a, struct diags *d, struct design *g)
{
	const struct model *m = g->model;
	size_t net = NONE;

	/* a part of a design that is laid out by itself has no cables of
	 * ours */
	if (g->number == NULL)
		g->number = numbering_new(a, m, g->topology);
	net_switches(a, g);
	for (size_t i = 0; i < g->nsw; i++)
		for (size_t k = 0; k < g->sw[i].nport; k++)
			if (g->sw[i].port[k].role == PORT_HOST)
				host_port_vlans(a, g, i, k);
	for (size_t i = 0; i < g->nlag; i++)
		lag_vlans(g, &g->lag[i]);
	classes(g);
	for (size_t i = 0; i < m->nnetwork && net == NONE; i++)
		if (m->network[i].purpose == PURPOSE_OOB)
			net = i;
	if (net == NONE)
		return true;
	if (!m->network[net].has_subnet)
		return true;
	return design_manage_addresses(a, d, g, net);
}
