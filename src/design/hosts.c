/*
 * Configuration of each host: ports, team, interfaces of networks, addresses.
 *
 * A team (linked, spine-leaf, evlt) is switch-independent over all cabled
 * ports.  Two unlinked switches carry none: it would be cut in two, half of it
 * on each island, so each network's interface sits on its own port.
 */
#include "design/design.h"

#include "base/num.h"
#include "base/str.h"
#include "size/size.h"

/* the port of the host on a switch, or NONE */
static size_t
nic_on(const struct dhost *h, size_t sw)
{
	size_t i;

	for (i = 0; i < h->nnic; i++)
		if (h->nic[i].sw == sw)
			return i;
	return NONE;
}

const struct platform *
design_host_platform(const struct model *m, const struct host *h)
{
	return model_host_platform(m, &m->cluster[h->cluster]);
}

int64_t
design_said_mtu(const struct platform *p, bool east_west)
{
	int64_t plain = platform_word_int(p, "mtu_plain", MTU_PLAIN);

	/* what the host counts beside the packet is the same in both */
	return east_west ?
	    platform_word_int(p, "mtu", MTU_JUMBO + plain - MTU_PLAIN) :
	    plain;
}

int64_t
design_host_mtu(const struct model *m, const struct host *h)
{
	const struct platform *p = design_host_platform(m, h);

	return MTU_PLAIN + design_said_mtu(p, true) - design_said_mtu(p, false);
}

int64_t
design_net_mtu(const struct model *m, const struct host *h, size_t net)
{
	return m->network[net].east_west ? design_host_mtu(m, h) : MTU_PLAIN;
}

bool
design_rdma_works(const struct model *m, const struct dhost *h,
    const struct dvnic *v)
{
	return v->rdma &&
	    (v->vswitch == NULL || !h->team ||
	        platform_cannot(design_host_platform(m, h->host),
	            CAN_RDMA_IN_TEAM) == NULL);
}

/* what holds the ports of a team together, a virtual switch or a bond */
static const char *
vswitch_of(const struct cluster *c)
{
	return c->vswitch != NULL ? c->vswitch : "team";
}

static void
host_nics(struct arena *a, struct design *g, size_t host)
{
	struct dhost *h = &g->host[host];
	const struct cluster *c;
	size_t i, team = 0, nth = 0;
	int64_t per;

	h->host = &g->model->host[host];
	h->nnic = h->host->nports;
	h->nic = NEW(a, struct dnic, h->nnic + 1);
	for (i = 0; i < h->nnic; i++) {
		h->nic[i].name = h->host->port_name[i];
		h->nic[i].sw = h->nic[i].port = NONE;
	}
	for (i = 0; i < g->nlink; i++) {
		const struct dlink *l = &g->link[i];

		if (l->kind == LINK_HOST && l->b.host == host) {
			h->nic[l->b.port].sw = l->a.sw;
			h->nic[l->b.port].port = l->a.port;
			team++;
		}
	}
	c = &g->model->cluster[h->host->cluster];
	h->team = g->topology != TOPOLOGY_STANDALONE;
	h->bond = h->team ? c->bond : BOND_NO;
	for (i = 0; i < h->nnic; i++) {
		if (h->nic[i].sw == NONE || !h->team)
			continue;
		h->nic[i].team = true;
		h->nic[i].vswitch = vswitch_of(c);
		/* sum of queues: a range of processors for each member, none
		 * shared, the first core left to the system; numbers count
		 * logical processors, two a core */
		per = team > 0 ? (h->host->cores - 1) / (int64_t)team : 0;
		if (per > 0) {
			h->nic[i].vmq_base = 2 + 2 * per * (int64_t)nth++;
			h->nic[i].vmq_max = per;
		}
	}
}

/* on a port alone: a virtual switch is needed only for more than one network */
static void
island_switch(struct arena *a, struct design *g, struct dhost *h, size_t nic)
{
	const struct dport *p = &g->sw[h->nic[nic].sw].port[h->nic[nic].port];

	if (p->ntagged > 1)
		h->nic[nic].vswitch = str_fmt(a, "EastWest%zu", nic + 1);
}

static void
vnic_add(struct design *g, struct dhost *h, size_t net, size_t nic,
    const char *name)
{
	const struct network *n = &g->model->network[net];
	struct dvnic *v = &h->vnic[h->nvnic++];

	v->net = net;
	v->name = name;
	v->nic = nic;
	v->vlan = n->vlan;
	v->lossless = n->lossless;
	v->rdma = h->host->rdma != RDMA_NONE &&
	    (n->lossless || h->host->rdma == RDMA_IWARP) &&
	    (n->purpose == PURPOSE_STORAGE || n->purpose == PURPOSE_LM);
	if (h->team)
		v->vswitch = vswitch_of(&g->model->cluster[h->host->cluster]);
	else
		v->vswitch = h->nic[nic].vswitch;
	if (!h->team && v->vswitch == NULL &&
	    g->sw[h->nic[nic].sw].port[h->nic[nic].port].untagged != 0)
		v->vlan = 0;
	/* networks that were there before have their addresses already */
	if (n->east_west && n->has_subnet)
		v->prefix = n->prefix;
}

/* a network whose streams may use every member at once has an interface on
 * each, mapped to it (SMB Multichannel); others have one, wherever the team
 * puts it */
static bool
per_member(const struct design *g, const struct dhost *h, size_t net)
{
	const struct network *n = &g->model->network[net];
	const struct cluster *c = &g->model->cluster[h->host->cluster];

	if (!c->set)
		return false;
	return n->purpose == PURPOSE_STORAGE ||
	    (n->purpose == PURPOSE_LM && c->transport == TRANSPORT_SMB);
}

static void
host_vnics(struct arena *a, struct design *g, size_t host)
{
	const struct model *m = g->model;
	struct dhost *h = &g->host[host];
	size_t net, i, nth;

	h->vnic = NEW(a, struct dvnic, m->nnetwork * (h->nnic + 1) + 1);
	for (net = 0; net < m->nnetwork; net++) {
		const struct network *n = &m->network[net];

		/* data is the VMs'; they are on the switch */
		if (!g->net[net].carried || !h->host->network[net] ||
		    n->purpose == PURPOSE_DATA)
			continue;
		if (!h->team) {
			size_t nic = nic_on(h, g->net[net].sw[0]);

			if (nic == NONE)
				continue;
			island_switch(a, g, h, nic);
			vnic_add(g, h, net, nic, n->name);
			continue;
		}
		if (!per_member(g, h, net)) {
			vnic_add(g, h, net, NONE, n->name);
			continue;
		}
		for (i = 0, nth = 1; i < h->nnic; i++)
			if (h->nic[i].team)
				vnic_add(g, h, net, i,
				    str_fmt(a, "%s%zu", n->name, nth++));
	}
}

/* live migration prefers its own networks, then CSV's: each is the other's
 * fallback where the two live on different switches */
static void
host_lm_order(struct arena *a, struct design *g, struct dhost *h)
{
	const struct model *m = g->model;
	static const enum purpose order[] = { PURPOSE_LM, PURPOSE_CSV };
	size_t p, net;

	h->lm_order = NEW(a, size_t, m->nnetwork + 1);
	for (p = 0; p < 2; p++)
		for (net = 0; net < m->nnetwork; net++)
			if (m->network[net].purpose == order[p] &&
			    g->net[net].carried && h->host->network[net])
				h->lm_order[h->nlm_order++] = net;
}

bool
design_hosts(struct arena *a, struct diags *d, struct design *g)
{
	const struct model *m = g->model;
	size_t i, k;

	g->nhost = m->nhost;
	g->host = NEW(a, struct dhost, m->nhost + 1);
	for (i = 0; i < m->nhost; i++) {
		const struct cluster *c = &m->cluster[m->host[i].cluster];
		int64_t bps = 0;

		host_nics(a, g, i);
		host_vnics(a, g, i);
		host_lm_order(a, g, &g->host[i]);
		for (k = 0; k < g->host[i].nnic; k++)
			if (g->host[i].nic[k].sw != NONE)
				bps += m->host[i].port_speed_bps;
		if (c->transport == TRANSPORT_SMB && c->smb_cap_ppm > 0)
			g->host[i].smb_limit_bps =
			    num_scale(bps, c->smb_cap_ppm, 1000000);
	}
	return design_addresses(a, d, g);
}
