/*
 * DOC: which port of a host goes to which switch of its pair, and what it
 * carries: decided here once, for the count of ports, the cables, the VLANs,
 * the hosts' own files and the simulations.
 *
 * A team's ports go to both switches in turn, an odd one left over to none; a
 * port alone to one of them, the hosts of a rack in turn, so that neither has
 * all.  Without a team each network of the group is on one port, and one that
 * lives on one switch is on a port to that.  Two switches without a link carry
 * no team: a group has a port to each switch that has a network of it.
 */
#include "size/size.h"

int64_t
size_lacp_groups(const struct model *m)
{
	int64_t n = 0;

	for (size_t i = 0; i < m->nend; i++)
		for (size_t g = 0; g < m->host[i].ngroup; g++)
			n += model_group_lacp(&m->host[i].group[g]);
	return n;
}

size_t
size_network_side(const struct model *m, size_t net, enum topology t)
{
	return t == TOPOLOGY_STANDALONE || m->network[net].one_switch ?
	    size_network_island(m, net) :
	    NO_SIDE;
}

/* is the network one that the new switches bring to this group? */
static bool
on_group(const struct model *m, const struct nic_group *g, size_t net,
    enum topology t)
{
	return !g->on_today && g->network[net] &&
	    size_network_carried(&m->network[net], t);
}

void
size_group_sides(const struct model *m, const struct nic_group *g,
    enum topology t, bool side[2])
{
	size_t s;

	side[0] = side[1] = false;
	for (size_t i = 0; i < m->nnetwork; i++) {
		s = size_network_side(m, i, t);
		if (s != NO_SIDE && on_group(m, g, i, t))
			side[s] = true;
	}
}

/* a group of one port: to the switch its network lives on, else alternating
 * over the hosts of the rack and the host's own groups of one; a device of
 * several ports begins at the first switch */
static size_t
lone_side(const struct model *m, const struct host *h,
    const struct nic_group *g, enum topology t)
{
	size_t turn = h->device == DEVICE_NO || h->ngroup == 1 ? h->turn : 0;
	bool side[2];

	size_group_sides(m, g, t, side);
	if (side[0] != side[1])
		return side[1];
	for (size_t i = 0; &h->group[i] != g; i++)
		turn += h->group[i].n == 1 && !h->group[i].on_today;
	return turn % 2;
}

size_t
size_port_side(const struct model *m, const struct host *h, size_t port,
    enum topology t)
{
	const struct nic_group *g = model_port(h, port);
	size_t nth = port - g->first;
	bool side[2];

	if (g->on_today)
		return NO_SIDE;
	if (t == TOPOLOGY_STANDALONE) {
		size_group_sides(m, g, t, side);
		if (side[0] != side[1])
			return nth == 0 ? side[1] : NO_SIDE;
		return nth < 2 ? nth : NO_SIDE;
	}
	if (g->n == 1)
		return lone_side(m, h, g, t);
	if (g->teaming == TEAMING_NONE)
		return nth % 2;
	return nth < g->n - g->n % 2 ? nth % 2 : NO_SIDE;
}

/* of a group without a team, the port a network is on: of those that lead to
 * where it lives the one with the fewest networks before it */
static size_t
port_alone(const struct model *m, const struct host *h,
    const struct nic_group *g, size_t net, enum topology t)
{
	size_t load[8] = { 0 }, i, k, best = NO_SIDE;

	for (i = 0; i <= net; i++) {
		size_t side = size_network_side(m, i, t);

		if (!on_group(m, g, i, t))
			continue;
		best = NO_SIDE;
		for (k = 0; k < g->n && k < 8; k++)
			if ((side == NO_SIDE ||
			        size_port_side(m, h, g->first + k, t) ==
			            side) &&
			    (best == NO_SIDE || load[k] < load[best]))
				best = k;
		if (best != NO_SIDE)
			load[best]++;
	}
	return best == NO_SIDE ? best : g->first + best;
}

bool
size_port_carries(const struct model *m, const struct host *h, size_t port,
    size_t net, enum topology t)
{
	const struct nic_group *g = model_port(h, port);
	size_t side = size_port_side(m, h, port, t),
	       want = size_network_side(m, net, t);

	if (side == NO_SIDE || !on_group(m, g, net, t) ||
	    (want != NO_SIDE && side != want))
		return false;
	return t == TOPOLOGY_STANDALONE || g->teaming != TEAMING_NONE ||
	    model_on_all_ports(m, h, net) ||
	    port_alone(m, h, g, net, t) == port;
}

bool
size_host_ports_left(const struct model *m, const struct host *h,
    enum topology t)
{
	for (size_t i = 0; i < h->nports; i++)
		if (size_port_side(m, h, i, t) == NO_SIDE &&
		    !model_port(h, i)->on_today)
			return true;
	return false;
}
