/* Rules on networks: VLANs, addresses, and what each purpose needs. */
#include "model/check.h"

#include <stdlib.h>
#include <string.h>

#include "base/ip.h"
#include "base/str.h"
#include "model/gateway_reach.h"

static uint32_t
last_of(const struct network *n)
{
	return n->base | ~ip_mask(n->prefix);
}

static void
vlans_check(struct checker *c)
{
	const struct model *m = c->m;
	size_t *by = NEW(c->a, size_t, 4096), i;

	for (i = 0; i < m->nnetwork; i++) {
		const struct network *n = &m->network[i];
		bool ours = n->east_west || !n->on_today;

		if (n->vlan_one && ours) {
			diag_error(c->d, node_at(n->node, "vlan"), "vlan-range",
			    "VLAN 1 of network '%s': from 2 to 4094 on the new "
			    "switches, since every port that is not configured "
			    "is in VLAN 1",
			    n->name);
			if (n->east_west)
				diag_hint(c->d, "any unused number");
			else
				diag_hint(c->d,
				    "'on: today' leaves it where it is; to "
				    "move it, first give it another number on "
				    "today's switches and the core, ports and "
				    "the gateway's address alike, then here");
			continue;
		}
		if (n->vlan == 0) {
			if (n->purpose == PURPOSE_OOB || !ours ||
			    node_says(n->node, "vlan"))
				continue;
			diag_error(c->d, n->at, "vlan-missing",
			    "network '%s' needs a VLAN, as the new switches "
			    "carry it",
			    n->name);
			diag_hint(c->d, "for example 'vlan: 120'%s",
			    n->east_west ? "" : ", or 'on: today' if it stays");
			continue;
		}
		if (by[n->vlan] != 0) {
			diag_error(c->d, node_at(n->node, "vlan"),
			    "vlan-duplicate",
			    "networks '%s' and '%s' have the same VLAN, %d",
			    m->network[by[n->vlan] - 1].name, n->name, n->vlan);
			diag_hint(c->d, "the first is on line %d",
			    m->network[by[n->vlan] - 1].at.line);
			continue;
		}
		by[n->vlan] = i + 1;
	}
}

static int
by_base(const void *px, const void *py)
{
	const struct network *x = *(const struct network *const *)px;
	const struct network *y = *(const struct network *const *)py;

	if (x->base != y->base)
		return x->base < y->base ? -1 : 1;
	if (x->prefix != y->prefix)
		return x->prefix < y->prefix ? -1 : 1;
	return x < y ? -1 : x > y;
}

static void
overlaps_check(struct checker *c)
{
	const struct model *m = c->m;
	const struct network **s, *x, *y;
	size_t n = 0, wide = 0;

	s = NEW(c->a, const struct network *, m->nnetwork + 1);
	for (size_t i = 0; i < m->nnetwork; i++)
		if (m->network[i].has_subnet)
			s[n++] = &m->network[i];
	if (n > 1)
		qsort(s, n, sizeof(*s), by_base);
	/* subnets nest or are apart: the one that reaches furthest is enough */
	for (size_t i = 1; i < n; i++) {
		if (s[i]->base > last_of(s[wide])) {
			wide = i;
			continue;
		}
		x = s[wide] < s[i] ? s[wide] : s[i];
		y = x == s[i] ? s[wide] : s[i];
		diag_error(c->d, node_at(y->node, "subnet"), "subnet-overlap",
		    "the subnet %s of network '%s' overlaps "
		    "with %s of '%s'",
		    ip_net_text(c->a, y->base, y->prefix), y->name,
		    ip_net_text(c->a, x->base, x->prefix), x->name);
		diag_hint(c->d, "that is on line %d",
		    node_at(x->node, "subnet").line);
	}
}

/* addresses the hosts take of it */
static int64_t
addresses(const struct model *m, size_t net)
{
	const struct network *n = &m->network[net];
	int64_t sum = 0;

	if (!n->east_west)
		return 0; /* they have theirs already */
	for (size_t i = m->nhost; i < m->nend; i++)
		for (size_t k = 0; k < m->host[i].ngroup; k++)
			sum += m->host[i].group[k].network[net];
	for (size_t i = 0; i < m->nhost; i++) {
		const struct host *h = &m->host[i];

		if (!h->network[net])
			continue;
		/* one a teamed member for SMB Multichannel; two isolated
		 * switches have a network each */
		sum += n->purpose == PURPOSE_STORAGE &&
		        h->group[model_network_group(h, net)].n > 1 &&
		        m->want.topology != TOPOLOGY_STANDALONE ?
		    2 :
		    1;
	}
	return sum;
}

static void
subnet_check(struct checker *c, size_t net)
{
	const struct network *n = &c->m->network[net];
	int64_t has, needs;

	if (n->purpose == PURPOSE_OOB && !node_says(n->node, "subnet")) {
		diag_error(c->d, n->at, "oob-subnet",
		    "network '%s' is oob and needs a subnet", n->name);
		diag_hint(c->d,
		    "the switches' management addresses are "
		    "taken from it, as in 'subnet: 10.0.0.0/24'");
	}
	if (!n->has_subnet) {
		if (n->gateway != 0 && !node_says(n->node, "subnet"))
			diag_error(c->d, node_at(n->node, "gateway"),
			    "gateway-outside",
			    "network '%s' has a gateway "
			    "but no subnet",
			    n->name);
		return;
	}
	has = n->prefix >= 31 ? 0 : (INT64_C(1) << (32 - n->prefix)) - 2;
	if (n->gateway != 0 &&
	    (n->gateway <= n->base || n->gateway >= last_of(n))) {
		diag_error(c->d, node_at(n->node, "gateway"), "gateway-outside",
		    "the gateway %s of network '%s' is not a host address in "
		    "%s",
		    ip_text(c->a, n->gateway), n->name,
		    ip_net_text(c->a, n->base, n->prefix));
	} else if (n->gateway != 0) {
		has -= has > 0;
		if (n->east_west) {
			diag_warn(c->d, node_at(n->node, "gateway"),
			    "gateway-unused",
			    "network '%s' is east-west: no traffic leaves it "
			    "through a gateway",
			    n->name);
			diag_hint(c->d,
			    "its address is reserved, but not configured "
			    "anywhere");
		}
	}
	needs = addresses(c->m, net);
	if (needs > has) {
		diag_error(c->d, node_at(n->node, "subnet"), "subnet-small",
		    "the subnet %s of network '%s' has %lld addresses, its "
		    "hosts need %lld",
		    ip_net_text(c->a, n->base, n->prefix), n->name,
		    (long long)has, (long long)needs);
		diag_hint(c->d,
		    "one per host; on storage networks one for each of two "
		    "ports");
	}
}

/* does any host, of cluster k unless NO_INDEX, on the network have RDMA? */
static bool
rdma_there(const struct model *m, size_t net, size_t k, bool roce)
{
	for (size_t i = 0; i < m->nhost; i++) {
		const struct host *h = &m->host[i];
		enum rdma has;

		if (!h->network[net] || (k != NO_INDEX && h->cluster != k))
			continue;
		has = h->group[model_network_group(h, net)].rdma;
		if (roce ? has == RDMA_ROCE : has != RDMA_NONE)
			return true;
	}
	return false;
}

static void
rdma_check(struct checker *c, size_t net)
{
	const struct model *m = c->m;
	const struct network *n = &m->network[net];

	if (n->lossless && m->nhost > 0 && !m->unread.hosts &&
	    !rdma_there(m, net, NO_INDEX, false)) {
		diag_warn(c->d, node_at(n->node, "lossless"), "lossless-unused",
		    "network '%s' is lossless, but none "
		    "of its hosts has RDMA",
		    n->name);
		diag_hint(c->d,
		    "'rdma: roce' at the nics of the hosts, or remove "
		    "'lossless'");
	}
	if (n->need->lossless == LOSSLESS_RDMA && !n->lossless &&
	    rdma_there(m, net, NO_INDEX, true)) {
		diag_warn(c->d, n->at, "roce-lossy",
		    "network '%s' is for storage and not lossless, though "
		    "its hosts have RoCE: RDMA stays off there",
		    n->name);
		diag_hint(c->d, "'lossless: true'");
	}
}

static void
smb_check(struct checker *c)
{
	const struct model *m = c->m;

	for (size_t i = 0; i < m->ncluster; i++) {
		bool roce = false, lossless = false, any = false;

		if (m->cluster[i].transport != TRANSPORT_SMB)
			continue;
		for (size_t k = 0; k < m->nnetwork; k++) {
			if (!m->network[k].migrates)
				continue;
			any = true;
			lossless |= m->network[k].lossless;
			roce |= rdma_there(m, k, i, true);
		}
		if (!any || lossless || !roce || m->unread.networks)
			continue;
		diag_error(c->d, node_at(m->cluster[i].node, "transport"),
		    "smb-lossless",
		    "cluster '%s' migrates by smb over RoCE, "
		    "and no live-migration network is lossless",
		    m->cluster[i].name);
		diag_hint(c->d,
		    "'lossless: true' at that network, or "
		    "another transport");
	}
}

/* of the clusters whose hosts are on it: why it can't be theirs */
static const char *
cluster_never(const struct checker *c, const struct network *n, size_t net)
{
	const struct model *m = c->m;

	for (size_t i = 0; i < m->nhost; i++) {
		const struct cluster *k;

		if (!m->host[i].network[net] ||
		    m->host[i].cluster >= m->ncluster)
			continue;
		k = &m->cluster[m->host[i].cluster];
		if (platform_word_int(model_host_platform(m, k),
		        "migration_alone", 0) != 0)
			return str_fmt(c->a,
			    "hosts of cluster '%s' migrate only over an "
			    "interface of their own",
			    k->name);
		if (k->transport == TRANSPORT_SMB &&
		    n->purpose == PURPOSE_MANAGEMENT)
			return str_fmt(c->a,
			    "cluster '%s' migrates by smb, which takes an "
			    "interface on each port of a team",
			    k->name);
	}
	return NULL;
}

/* networks of another purpose that live migration is to use */
static void
migrates_check(struct checker *c)
{
	const struct model *m = c->m;

	for (size_t i = 0; i < m->nnetwork; i++) {
		const struct network *n = &m->network[i];
		struct span at = node_at(n->node, "live_migration");
		const char *why;

		if (n->purpose == PURPOSE_LM || !n->migrates)
			continue;
		why = n->need->no_migration;
		if (why == NULL && n->on_today)
			why = "it stays on today's network";
		if (why == NULL && !n->has_subnet)
			why = "it has no subnet, by which hosts identify it";
		if (why == NULL)
			why = cluster_never(c, n, i);
		if (why == NULL)
			continue;
		diag_error(c->d, at, "network-migrates",
		    "live migration can't go over network '%s' (%s): %s",
		    n->name, catalog_purpose_word[n->purpose], why);
		diag_hint(c->d,
		    "%sa network of purpose live-migration, with a VLAN of its "
		    "own on the same ports",
		    n->on_today && n->need->no_migration == NULL ?
		        "'on: new' here, or " :
		        "");
	}
}

static bool
migrates_on(const struct model *m, const struct nic_group *g)
{
	for (size_t k = 0; k < m->nnetwork; k++)
		if (g->network[k] && m->network[k].migrates)
			return true;
	return false;
}

/* a heartbeat network of the host, each of which is on ports that migrate;
 * nnetwork: it has none, or one that is on others */
static size_t
heartbeat_shared(const struct model *m, const struct host *h)
{
	size_t found = m->nnetwork;

	for (size_t k = 0; k < m->nnetwork; k++) {
		if (m->network[k].purpose != PURPOSE_HEARTBEAT)
			continue;
		if (m->network[k].on_today)
			return m->nnetwork;
		for (size_t i = 0; i < h->ngroup; i++)
			if (!h->group[i].network[k])
				continue;
			else if (h->group[i].on_today ||
			    !migrates_on(m, &h->group[i]))
				return m->nnetwork;
			else if (found == m->nnetwork)
				found = k;
	}
	return found;
}

/* Proxmox VE, cluster manager (pvecm.adoc): the cluster's network apart from
 * those that may fill its links; hosts under HA restart without a quorum */
static void
heartbeats_check(struct checker *c, const struct cluster *k)
{
	const struct model *m = c->m;
	size_t net;

	if (k->driver == NULL || !str_eq(k->driver->name, "proxmox") ||
	    m->unread.networks || m->unread.members)
		return;
	for (size_t i = 0; i < k->nhost; i++) {
		net = heartbeat_shared(m, &m->host[k->host[i]]);
		if (net == m->nnetwork)
			continue;
		diag_warn(c->d, m->network[net].at, "heartbeat-shared",
		    "network '%s' (%s) shares the ports of host '%s' with live "
		    "migration, and cluster '%s' has no heartbeat elsewhere: "
		    "%s",
		    m->network[net].name,
		    catalog_purpose_word[m->network[net].purpose],
		    m->host[k->host[i]].name, k->name,
		    m->network[net].need->no_migration);
		diag_hint(c->d,
		    "a second network for heartbeats on ports of its own, "
		    "'networks: [...]' at 'nics' of the hosts");
		return;
	}
}

static void
reach_check(struct checker *c)
{
	const struct model *m = c->m;
	const struct node *last = NULL;
	size_t k;
	bool any = false;

	for (size_t i = 0; i < m->nnetwork; i++) {
		const struct network *n = &m->network[i];

		any |= n->migrates;
		if (n->east_west && n->on_today) {
			diag_error(c->d, node_at(n->node, "on"),
			    "east-west-today",
			    "network '%s' is for %s, which the new switches "
			    "are designed for: it can't stay on today's",
			    n->name, catalog_purpose_word[n->purpose]);
			diag_hint(c->d,
			    "remove 'on'; if it runs over cables from host to "
			    "host, without a switch, leave the network out: "
			    "those are not designed here");
		}
	}
	if (!any && !m->unread.networks) {
		diag_error(c->d, m->nnetwork > 0 ? m->network[0].at : SPAN_NONE,
		    "live-migration-missing",
		    "the site has no network for live migration");
		diag_hint(c->d,
		    "for example '{name: lm, purpose: live-migration, vlan: "
		    "120, subnet: 10.0.120.0/24}', or 'live_migration: true' at "
		    "a storage or management network that it uses");
	}
	for (size_t i = 0; any && i < m->nhost; i++) {
		const struct host *h = &m->host[i];

		if (h->node == last)
			continue;
		last = h->node;
		for (k = 0; k < m->nnetwork; k++)
			if (h->network[k] && m->network[k].migrates)
				break;
		if (k < m->nnetwork || m->unread.networks)
			continue;
		diag_warn(c->d, node_at(h->node, "networks"), "host-unreached",
		    "host '%s' is on no live-migration network: no VM can "
		    "migrate to or from it",
		    h->name);
	}
}

/* a gateway of today's, of a network that moves to switches without an
 * uplink */
static void
gateway_reach_check(struct checker *c, size_t net)
{
	const struct model *m = c->m;
	const struct network *n = &m->network[net];

	if (!model_cut_off(m, n))
		return;
	diag_warn(c->d, node_at(n->node, "gateway"), "gateway-cut-off",
	    "network '%s' moves to the new switches, and nothing on them can "
	    "be its gateway %s: no core and no device",
	    n->name, ip_text(c->a, n->gateway));
	diag_hint(c->d,
	    "give 'core:' or a device that is the gateway, or leave it 'on: "
	    "today'; otherwise what moves can't reach any other network");
}

/* switches that are given no resolver look up no name */
static void
server_names_check(struct checker *c, const struct name_list *l,
    const char *key)
{
	uint32_t ip;

	for (size_t i = 0; i < l->n; i++) {
		if (ip_parse(l->name[i], &ip) || strchr(l->name[i], ':'))
			continue;
		diag_warn(c->d, l->at[i], "server-name",
		    "'%s' of services.%s is a name: the switches' configs have "
		    "no resolver to look it up",
		    l->name[i], key);
		diag_hint(c->d, "give its address, as 10.0.5.10");
	}
}

/* servers that the switches use, from addresses of the oob network */
static void
servers_check(struct checker *c, const struct name_list *l, const char *key)
{
	const struct model *m = c->m;
	const struct network *oob = NULL;
	uint32_t ip;

	for (size_t i = 0; i < m->nnetwork && oob == NULL; i++)
		if (m->network[i].purpose == PURPOSE_OOB)
			oob = &m->network[i];
	if (oob == NULL || !oob->has_subnet || oob->gateway != 0 ||
	    node_says(oob->node, "gateway"))
		return;
	for (size_t i = 0; i < l->n; i++) {
		if (!ip_parse(l->name[i], &ip) ||
		    (ip >= oob->base && ip <= last_of(oob)))
			continue;
		diag_warn(c->d, l->at[i], "server-unreached",
		    "the switches can't reach %s of services.%s: it is outside "
		    "%s of network '%s', which has no gateway",
		    l->name[i], key, ip_net_text(c->a, oob->base, oob->prefix),
		    oob->name);
		diag_hint(c->d,
		    "'gateway:' at that network, or a server inside it");
	}
}

void
check_networks(struct checker *c)
{
	vlans_check(c);
	overlaps_check(c);
	for (size_t i = 0; i < c->m->nnetwork; i++) {
		subnet_check(c, i);
		gateway_reach_check(c, i);
		rdma_check(c, i);
	}
	smb_check(c);
	migrates_check(c);
	reach_check(c);
	for (size_t i = 0; i < c->m->ncluster; i++)
		heartbeats_check(c, &c->m->cluster[i]);
	servers_check(c, &c->m->services.ntp, "ntp");
	server_names_check(c, &c->m->services.ntp, "ntp");
	servers_check(c, &c->m->services.syslog, "syslog");
	server_names_check(c, &c->m->services.syslog, "syslog");
	servers_check(c, &c->m->services.snmp_traps, "snmp_traps");
	server_names_check(c, &c->m->services.snmp_traps, "snmp_traps");
}
