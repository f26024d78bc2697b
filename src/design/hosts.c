/*
 * Configuration of each host: ports, team, interfaces of networks, addresses.
 *
 * A team (linked, spine-leaf, evlt) is over all cabled ports of a group,
 * switch-independent or by LACP.  Two unlinked switches carry none: it would be
 * cut in two, half of it on each island, so each network's interface sits on
 * its own port.
 */
#include "design/design.h"

#include <assert.h>
#include <string.h>

#include "base/num.h"
#include "base/str.h"
#include "size/size.h"

/* the first port of the host that carries a network, or NONE */
static size_t
nic_of(const struct dhost *h, size_t net)
{
	for (size_t i = 0; i < h->nnic; i++)
		if (h->nic[i].sw != NONE && h->nic[i].net[net])
			return i;
	return NONE;
}

const struct platform *
design_host_platform(const struct model *m, const struct host *h)
{
	return model_host_platform(m, &m->cluster[h->cluster]);
}

/* the same that drains were counted with */
const char *
design_balancing_word(const struct platform *p, const struct cluster *c)
{
	static const char *const word[] = { "team_flow", "team_pair",
		"team_ideal" };

	return platform_word(p, word[c->team_hash], NULL);
}

int64_t
design_said_mtu(const struct platform *p, bool jumbo)
{
	int64_t plain = platform_word_int(p, "mtu_plain", MTU_PLAIN);

	/* what the host counts beside the packet is the same in both */
	return jumbo ?
	    platform_word_int(p, "mtu", MTU_JUMBO + plain - MTU_PLAIN) :
	    plain;
}

int64_t
design_switch_mtu(const struct platform *p)
{
	return platform_word_int(p, "mtu", 9216);
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
	return m->network[net].jumbo ? design_host_mtu(m, h) : MTU_PLAIN;
}

bool
design_rdma_works(const struct model *m, const struct dhost *h,
    const struct dvnic *v)
{
	return v->rdma &&
	    (v->vswitch == NULL || !h->group[v->group].team ||
	        platform_cannot(design_host_platform(m, h->host),
	            CAN_RDMA_IN_TEAM) == NULL);
}

/* the nth of names that count up: vSwitch1 vSwitch2, bond0 bond1, team team2 */
const char *
design_name_nth(struct arena *a, const char *name, size_t nth)
{
	size_t len = strlen(name), digits = len;
	int64_t n;

	while (digits > 0 && name[digits - 1] >= '0' && name[digits - 1] <= '9')
		digits--;
	if (nth == 0)
		return name;
	if (digits == len || !num_int(name + digits, &n))
		return str_fmt(a, "%s%zu", name, nth + 1);
	return str_fmt(a, "%.*s%lld", (int)digits, name,
	    (long long)n + (long long)nth);
}

/* each group a team, whose first holds the VMs' switch where one
 * of them has their networks */
static void
host_groups(struct arena *a, struct design *g, struct dhost *h)
{
	const struct model *m = g->model;
	const struct cluster *c = &m->cluster[h->host->cluster];
	const char *name = c->vswitch != NULL ? c->vswitch : "team";
	size_t nth = 0, first = NONE;

	h->ngroup = h->host->ngroup;
	h->group = NEW(a, struct dgroup, h->ngroup + 1);
	for (size_t i = 0; i < h->ngroup; i++) {
		struct dgroup *x = &h->group[i];

		x->asked = &h->host->group[i];
		x->team = g->topology != TOPOLOGY_STANDALONE &&
		    !x->asked->on_today && x->asked->teaming != TEAMING_NONE;
		x->lacp = x->team && model_group_lacp(x->asked);
		/* the cluster's word is that of the others' */
		x->bond = !x->team || c->bond == BOND_NO ? BOND_NO :
		    x->lacp                              ? BOND_LACP :
		    c->bond == BOND_LACP                 ? BOND_ACTIVE_BACKUP :
		                                           c->bond;
		h->team |= x->team;
		for (size_t net = 0; x->team && net < m->nnetwork; net++)
			if (first == NONE && x->asked->network[net] &&
			    m->network[net].purpose == PURPOSE_DATA)
				first = i;
	}
	if (first != NONE)
		h->group[first].nth = nth++;
	for (size_t i = 0; i < h->ngroup; i++)
		if (h->group[i].team && i != first)
			h->group[i].nth = nth++;
	for (size_t i = 0; i < h->ngroup; i++)
		if (h->group[i].team)
			h->group[i].vswitch =
			    design_name_nth(a, name, h->group[i].nth);
}

static void
nics_new(struct arena *a, struct design *g, size_t host)
{
	struct dhost *h = &g->host[host];
	const struct model *m = g->model;

	h->host = &m->host[host];
	host_groups(a, g, h);
	h->nnic = h->host->nports;
	h->nic = NEW(a, struct dnic, h->nnic + 1);
	for (size_t i = 0; i < h->nnic; i++) {
		h->nic[i].name = h->host->port_name[i];
		h->nic[i].sw = h->nic[i].port = NONE;
		h->nic[i].group = model_port_group(h->host, i);
		h->nic[i].net = NEW(a, bool, m->nnetwork + 1);
	}
}

/* which of its ports are cabled is known */
static void
host_nics(struct design *g, struct dhost *h)
{
	const struct model *m = g->model;
	size_t k, sets = 0, nth = 0;
	int64_t per, base;

	for (size_t i = 0; i < h->nnic; i++)
		sets += h->nic[i].sw != NONE &&
		    h->group[h->nic[i].group].team &&
		    !h->group[h->nic[i].group].lacp;
	for (size_t i = 0; i < h->ngroup; i++)
		sets += h->group[i].lacp;
	for (size_t i = 0; i < h->nnic; i++) {
		const struct dgroup *x = &h->group[h->nic[i].group];

		if (h->nic[i].sw == NONE)
			continue;
		for (k = 0; k < m->nnetwork; k++)
			h->nic[i].net[k] =
			    design_port_carries(g, h->host, i, k, h->nic[i].sw);
		if (!x->team)
			continue;
		h->nic[i].team = true;
		h->nic[i].vswitch = x->vswitch;
		/* sum of queues: a range of processors for each member, none
		 * shared, the first core left to the system; numbers count
		 * logical processors, two a core.  What comes in by LACP may
		 * come by any member, and all have the same (min queues) */
		assert(sets > 0); /* this one is among them */
		per = (h->host->cores - 1) / (int64_t)sets;
		if (per <= 0)
			continue;
		base = 2 + 2 * per * (int64_t)nth;
		for (k = 0; x->lacp && k < i; k++)
			if (h->nic[k].group == h->nic[i].group &&
			    h->nic[k].vmq_max > 0)
				break;
		if (x->lacp && k < i)
			base = h->nic[k].vmq_base;
		else
			nth++;
		h->nic[i].vmq_base = base;
		h->nic[i].vmq_max = per;
	}
}

/* on a port alone: a virtual switch is needed only for more than one network,
 * and not where the system makes VLAN interfaces on a port */
static void
island_switch(struct arena *a, struct design *g, struct dhost *h, size_t nic)
{
	const struct dport *p = &g->sw[h->nic[nic].sw].port[h->nic[nic].port];

	if (p->ntagged > 1 &&
	    strcmp(platform_word(design_host_platform(g->model, h->host),
	               "port_vlans", "one"),
	        "one") == 0)
		h->nic[nic].vswitch = str_fmt(a, "EastWest%zu", nic + 1);
}

static void
vnic_add(struct design *g, struct dhost *h, size_t group, size_t net,
    size_t nic, const char *name)
{
	const struct network *n = &g->model->network[net];
	struct dvnic *v = &h->vnic[h->nvnic++];
	const struct dgroup *x;

	v->net = net;
	v->name = name;
	v->nic = nic;
	v->vlan = n->vlan;
	v->lossless = n->lossless;
	v->group = group;
	x = &h->group[v->group];
	v->rdma = x->asked->rdma != RDMA_NONE &&
	    (n->lossless || x->asked->rdma == RDMA_IWARP) &&
	    (n->purpose == PURPOSE_STORAGE || (n->migrates && n->east_west));
	v->vswitch = x->team ? x->vswitch : h->nic[nic].vswitch;
	if (!x->team && v->vswitch == NULL &&
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
	    (n->migrates && c->transport == TRANSPORT_SMB);
}

/* on ports without a team: an interface on each that carries the network */
static void
alone_vnics(struct arena *a, struct design *g, struct dhost *h, size_t group,
    size_t net)
{
	const char *name = g->model->network[net].name;
	size_t n = 0, nth = 0;

	for (size_t i = 0; i < h->nnic; i++)
		n += h->nic[i].sw != NONE && h->nic[i].net[net];
	for (size_t i = 0; i < h->nnic; i++) {
		if (h->nic[i].sw == NONE || !h->nic[i].net[net])
			continue;
		island_switch(a, g, h, i);
		vnic_add(g, h, group, net, i,
		    n > 1 ? str_fmt(a, "%s%zu", name, ++nth) : name);
	}
}

static void
host_vnics(struct arena *a, struct design *g, size_t host)
{
	const struct model *m = g->model;
	struct dhost *h = &g->host[host];
	size_t i, nth, group;

	h->vnic = NEW(a, struct dvnic, m->nnetwork * (h->nnic + 1) + 1);
	for (size_t net = 0; net < m->nnetwork; net++) {
		const struct network *n = &m->network[net];

		/* data is the VMs'; they are on the switch */
		if (!g->net[net].carried || !h->host->network[net] ||
		    n->purpose == PURPOSE_DATA)
			continue;
		group = model_network_group(h->host, net);
		if (!h->group[group].team) {
			alone_vnics(a, g, h, group, net);
			continue;
		}
		if (!per_member(g, h, net)) {
			/* one that lives on one switch by a port to that */
			vnic_add(g, h, group, net,
			    n->one_switch ? nic_of(h, net) : NONE, n->name);
			continue;
		}
		for (i = 0, nth = 1; i < h->nnic; i++)
			if (h->nic[i].team && h->nic[i].group == group)
				vnic_add(g, h, group, net, i,
				    str_fmt(a, "%s%zu", n->name, nth++));
	}
}

/* the network's name, with a number where the device has it on a team before */
static const char *
team_vnic_name(struct arena *a, const struct dhost *h, const char *network)
{
	const char *name = network;
	size_t n = 1;

	for (size_t i = 0; i < h->nvnic; i++)
		if (str_eq(h->vnic[i].name, name)) {
			name = str_fmt(a, "%s%zu", network, ++n);
			i = (size_t)-1; /* from the first again */
		}
	return name;
}

/* a device has an address a port, or a team, on each network of ours; what it
 * calls it is the port, or the network */
static void
device_vnics(struct arena *a, struct design *g, size_t host)
{
	const struct model *m = g->model;
	struct dhost *h = &g->host[host];

	h->vnic = NEW(a, struct dvnic, m->nnetwork * (h->nnic + 1) + 1);
	for (size_t i = 0; i < h->ngroup; i++) {
		const struct nic_group *x = h->group[i].asked;
		size_t many = h->group[i].team ? 1 : x->n;

		for (size_t k = x->first; k < x->first + many; k++)
			for (size_t net = 0; net < m->nnetwork; net++)
				if (h->nic[k].sw != NONE &&
				    h->nic[k].net[net] &&
				    m->network[net].east_west)
					vnic_add(g, h, i, net,
					    h->group[i].team ? NONE : k,
					    h->group[i].team ?
					        team_vnic_name(a, h,
					            m->network[net].name) :
					        h->nic[k].name);
	}
}

static size_t
lm_rank(const struct network *n)
{
	return n->purpose == PURPOSE_LM             ? 0 :
	    n->migrates                             ? 1 :
	    n->purpose == PURPOSE_CSV && !n->spared ? 2 :
	                                              3;
}

/* live migration prefers its own networks, then those the site gives it, then
 * CSV's, unless it says no: each is the other's fallback where they live on
 * different switches */
static void
host_lm_order(struct arena *a, struct design *g, struct dhost *h)
{
	const struct model *m = g->model;
	bool alone = platform_word_int(model_host_platform(m,
	                                   &m->cluster[h->host->cluster]),
	                 "migration_alone", 0) != 0;

	h->lm_order = NEW(a, size_t, m->nnetwork + 1);
	for (size_t p = 0; p < (alone ? 1 : 3); p++)
		for (size_t net = 0; net < m->nnetwork; net++)
			if (lm_rank(&m->network[net]) == p &&
			    g->net[net].carried && h->host->network[net])
				h->lm_order[h->nlm_order++] = net;
}

/* what live migration uses: the ports its first network is on, all together;
 * and how they are shared out */
static void
lm_ports(const struct design *g, struct dhost *h, int64_t *bps)
{
	size_t group;

	group = h->nlm_order == 0 ?
	    NO_GROUP :
	    model_network_group(h->host, h->lm_order[0]);
	h->bond = BOND_NO;
	for (size_t i = 0; i < h->ngroup; i++)
		if (group == i || (group == NO_GROUP && h->bond == BOND_NO))
			h->bond = h->group[i].bond;
	for (size_t i = 0; i < h->nnic; i++)
		if (h->nic[i].sw != NONE &&
		    (group == NO_GROUP || g->topology == TOPOLOGY_STANDALONE ||
		        h->nic[i].group == group))
			*bps += h->group[h->nic[i].group].asked->speed_bps;
}

bool
design_hosts(struct arena *a, struct diags *d, struct design *g)
{
	const struct model *m = g->model;
	size_t i;

	g->nhost = m->nhost;
	g->nend = m->nend;
	g->host = NEW(a, struct dhost, m->nend + 1);
	for (i = 0; i < m->nend; i++)
		nics_new(a, g, i);
	for (i = 0; i < g->nlink; i++)
		if (g->link[i].kind == LINK_HOST) {
			const struct dend *e = &g->link[i].b;
			struct dnic *x = &g->host[e->host].nic[e->port];

			x->sw = g->link[i].a.sw;
			x->port = g->link[i].a.port;
		}
	for (i = 0; i < m->nhost; i++) {
		const struct cluster *c = &m->cluster[m->host[i].cluster];
		int64_t bps = 0;

		host_nics(g, &g->host[i]);
		host_vnics(a, g, i);
		host_lm_order(a, g, &g->host[i]);
		lm_ports(g, &g->host[i], &bps);
		if (c->transport == TRANSPORT_SMB && c->smb_cap_ppm > 0)
			g->host[i].smb_limit_bps =
			    num_scale(bps, c->smb_cap_ppm, WHOLE_PPM);
	}
	for (i = m->nhost; i < m->nend; i++) {
		host_nics(g, &g->host[i]);
		device_vnics(a, g, i);
	}
	return design_addresses(a, d, g);
}
