/*
 * Rules on the ports of hosts.  What a port is called is free text as far as
 * the system that has it takes such names (words of its platform); writers
 * quote it for each output on their own.
 */
#include "model/check.h"

#include <string.h>

#include "base/num.h"
#include "base/str.h"

#define NAME_MAX_BYTES 64 /* as inventories hold */

const struct platform *
model_host_platform(const struct model *m, const struct cluster *c)
{
	const struct platform *p;
	const char *other;

	if (c->hyp == NULL || c->hyp->host_platform == NULL)
		return NULL;
	p = catalog_platform(m->catalog, c->hyp->host_platform);
	if (p != NULL && !c->set) {
		other = platform_word(p, "without_set", "");
		if (other[0] != '\0')
			p = catalog_platform(m->catalog, other);
	}
	if (p != NULL && c->host_files != NULL) {
		other = platform_word(p, c->host_files, "");
		if (other[0] != '\0')
			p = catalog_platform(m->catalog, other);
	}
	return p != NULL && p->rendered ? p : NULL;
}

size_t
model_port_group(const struct host *h, size_t port)
{
	for (size_t g = 0; g < h->ngroup; g++)
		if (port >= h->group[g].first &&
		    port < h->group[g].first + h->group[g].n)
			return g;
	return NO_GROUP;
}

const struct nic_group *
model_port(const struct host *h, size_t port)
{
	return &h->group[model_port_group(h, port)];
}

bool
model_group_lacp(const struct nic_group *g)
{
	return g->teaming == TEAMING_LACP && !g->on_today && g->n > 1;
}

size_t
model_network_group(const struct host *h, size_t net)
{
	for (size_t g = 0; g < h->ngroup; g++)
		if (!h->group[g].on_today && h->group[g].network[net])
			return g;
	return NO_GROUP;
}

/* is it one whose streams use several ports of a Windows host at once? */
static bool
multichannel(const struct model *m, const struct cluster *c, size_t net)
{
	return m->network[net].purpose == PURPOSE_STORAGE ||
	    (m->network[net].migrates && c->transport == TRANSPORT_SMB);
}

bool
model_on_all_ports(const struct model *m, const struct host *h, size_t net)
{
	const struct cluster *c;
	size_t g = model_network_group(h, net), i, n = 0;

	if (h->device != DEVICE_NO || h->cluster >= m->ncluster ||
	    g == NO_GROUP)
		return false;
	c = &m->cluster[h->cluster];
	for (i = 0; i < m->nnetwork; i++)
		n += h->group[g].network[i] && multichannel(m, c, i);
	return c->version != NULL && multichannel(m, c, net) && n == 1;
}

static bool
is_plain(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
	    (c >= '0' && c <= '9');
}

/* the first character of a name that its system can't have, or NULL */
static const char *
stranger(const struct platform *p, const char *name)
{
	const char *only = platform_word(p, "port_name_only", NULL);
	const char *bad = platform_word(p, "port_name_not", "");

	for (; *name != '\0'; name++)
		if (only != NULL ?
		        !is_plain(*name) && strchr(only, *name) == NULL :
		        strchr(bad, *name) != NULL)
			return name;
	return NULL;
}

static void
name_check(struct checker *c, const struct host *h, size_t port,
    const struct platform *p)
{
	const char *name = h->port_name[port], *bad = stranger(p, name);
	size_t len = strlen(name);
	int64_t most;

	if (bad != NULL) {
		diag_error(c->d, h->port_at[port], "nic-name",
		    "%s can't have a port called '%s': no name of its ports "
		    "contains '%.1s'",
		    p != NULL ? p->name : "a host", name,
		    (unsigned char)*bad < 0x80 ? bad : "?");
		diag_hint(c->d, "give the name as the system itself lists it");
	} else if (num_int(platform_word(p, "port_name_max", ""), &most) &&
	    (int64_t)len > most) {
		diag_error(c->d, h->port_at[port], "nic-name",
		    "%s can't have a port called '%s': %zu characters, its "
		    "names have %lld at most",
		    p->name, name, len, (long long)most);
		diag_hint(c->d, "give the name as the system itself lists it");
	} else if (len == 0 || strchr("=+-@ ", name[0]) != NULL ||
	    name[len - 1] == ' ' || len > NAME_MAX_BYTES) {
		diag_error(c->d, h->port_at[port], "nic-name",
		    "'%s' can't be the name of a port of '%s'", name, h->name);
		diag_hint(c->d,
		    "1 to %d bytes, no blank at either end, and none of "
		    "= + - @ first: tables can't hold that",
		    NAME_MAX_BYTES);
	}
}

/* the group that has a network already, or NO_GROUP */
static size_t
group_before(const struct host *h, size_t group, size_t net)
{
	for (size_t g = 0; g < group; g++)
		if (h->group[g].network[net])
			return g;
	return NO_GROUP;
}

/* what a group that stays behind, or one without a team, can't carry */
static void
group_carries(struct checker *c, const struct host *h,
    const struct nic_group *g, const struct network *n)
{
	if (g->on_today && !n->on_today && n->purpose != PURPOSE_OOB) {
		diag_error(c->d, node_at(g->node, "networks"), "nic-networks",
		    "ports of host '%s' stay on today's network, and network "
		    "'%s' does not",
		    h->name, n->name);
		diag_hint(c->d, "%s",
		    n->east_west ?
		        str_fmt(c->a, "give it to ports for the new switches%s",
		            n->need->may_stay ?
		                ", or say 'on: today' at the network where it "
		                "stays as it is, as over cables from host to "
		                "host" :
		                "") :
		        "give it to ports for the new switches, or say "
		        "'on: today' at the network");
	}
	if (n->one_switch && !g->on_today && g->n > 1 &&
	    g->teaming != TEAMING_NONE &&
	    strcmp(platform_word(model_host_platform(c->m,
	                             &c->m->cluster[h->cluster]),
	               "team_port", ""),
	        "mapped") != 0) {
		diag_error(c->d, g->node == NULL ? h->at : g->at,
		    "nic-multipath",
		    "network '%s' (%s) is on one of two switches only, and the "
		    "team of host '%s' sends over either",
		    n->name, catalog_purpose_word[n->purpose], h->name);
		diag_hint(c->d,
		    "give these networks a group of ports with 'teaming: "
		    "none': each then has a port of its own");
	}
	if (!g->on_today && g->teaming == TEAMING_NONE &&
	    n->purpose == PURPOSE_DATA && !n->on_today) {
		diag_error(c->d, node_at(g->node, "teaming"), "nic-networks",
		    "network '%s' is for VMs, and ports of host '%s' that are "
		    "not teamed get no virtual switch",
		    n->name, h->name);
		diag_hint(c->d,
		    "put it on a group that is a team; a team may have one "
		    "port");
	}
}

/* one port leads to one switch, and so do all networks that live on one */
static void
one_way(struct checker *c, const struct host *h, const struct nic_group *g)
{
	const struct model *m = c->m;
	size_t before = NO_GROUP;

	for (size_t i = 0; i < m->nnetwork && g->n == 1 && !g->on_today; i++) {
		if (!g->network[i] || !m->network[i].one_switch)
			continue;
		if (before != NO_GROUP &&
		    m->network[before].purpose == m->network[i].purpose) {
			diag_error(c->d, g->node == NULL ? h->at : g->at,
			    "nic-multipath",
			    "networks '%s' and '%s' are on one switch each, "
			    "and '%s' has one port for both",
			    m->network[before].name, m->network[i].name,
			    h->name);
			diag_hint(c->d, "give it a port for each");
			return;
		}
		before = i;
	}
}

/* racks with hosts or devices in them */
static size_t
racks_used(const struct model *m)
{
	size_t k, n = 0;

	for (size_t i = 0; i < m->nend; i++) {
		for (k = 0; k < i && m->host[k].rack != m->host[i].rack; k++)
			continue;
		n += k == i;
	}
	return n;
}

/* one LAG over both switches: what can't terminate it, and which hosts can't
 * have it */
static bool
names_none(const struct node *port)
{
	const struct node *n = node_get(port, "network");

	return n == NULL || (n->kind == NODE_LIST && n->n == 0);
}

static void
lacp_check(struct checker *c, const struct host *h)
{
	const struct model *m = c->m;
	const struct platform *p =
	    model_host_platform(m, &m->cluster[h->cluster]);
	bool device = h->device != DEVICE_NO;
	const char *what = device ? "device" : "host", *no;
	size_t racks;

	for (size_t g = 0; g < h->ngroup; g++) {
		const struct nic_group *x = &h->group[g];
		struct span at = device ?
		    node_at(h->node, "teaming") :
		    x->teaming_given ?
		    node_at(x->node, "teaming") :
		    node_at(m->cluster[h->cluster].node, "bond");

		if (x->teaming != TEAMING_LACP || x->on_today)
			continue;
		if (x->n < 2) {
			diag_error(c->d, device ? x->at : at, "nic-lacp",
			    "%s '%s' asks for LACP over one port: a LAG over "
			    "both switches needs one to each",
			    what, h->name);
			diag_hint(c->d,
			    device ? "list ports of one 'lag' next to each "
			             "other, with the same speed, media and "
			             "networks" :
			             "use two ports, or 'teaming: none'");
			return;
		}
		no = device || p == NULL ? NULL : platform_cannot(p, CAN_LACP);
		if (no != NULL) {
			diag_error(c->d, at, "nic-lacp",
			    "host '%s' asks for LACP, and %s has none: %s",
			    h->name, p->name, no);
			diag_hint(c->d,
			    "switch-independent teaming needs nothing from the "
			    "switches");
			return;
		}
		racks = racks_used(m);
		if (m->want.topology != TOPOLOGY_AUTO &&
		    m->want.topology != TOPOLOGY_LINKED)
			diag_error(c->d, at, "nic-lacp",
			    "%s '%s' asks for LACP, and the switches its ports "
			    "go to have no link to each other in 'topology: "
			    "%s', so they can't form one LAG",
			    what, h->name,
			    model_topology_word[m->want.topology]);
		else if (m->want.failure_domain_rack && racks > 1 &&
		    !m->unread.racks)
			diag_error(c->d, at, "nic-lacp",
			    "%s '%s' asks for LACP, which needs a pair of "
			    "switches joined by a link, and with a pair for "
			    "each of %zu racks ('failure_domain: rack') the "
			    "leaves have no such link",
			    what, h->name, racks);
		else
			continue;
		diag_hint(c->d,
		    "'topology: linked' with 'failure_domain: site', or "
		    "switch-independent teaming, which needs nothing from the "
		    "switches");
		return;
	}
}

static void
groups_check(struct checker *c, const struct host *h)
{
	const struct model *m = c->m;
	size_t other, fresh = 0;

	for (size_t g = 0; g < h->ngroup; g++) {
		const struct nic_group *x = &h->group[g];
		size_t has = 0;

		fresh += !x->on_today;
		one_way(c, h, x);
		for (size_t k = 0; k < m->nnetwork; k++) {
			if (!x->network[k])
				continue;
			has += m->network[k].on_today   ? 0 :
			    model_on_all_ports(m, h, k) ? x->n :
			                                  1;
			other = group_before(h, g, k);
			if (other != NO_GROUP) {
				diag_error(c->d,
				    x->node == NULL ?
				        h->at :
				        node_at(x->node, "networks"),
				    "nic-networks",
				    "network '%s' of host '%s' is on two "
				    "groups of ports",
				    m->network[k].name, h->name);
				diag_hint(c->d,
				    "'networks' of a group says what it is "
				    "for; the other group is on line %d",
				    h->group[other].at.line);
				break;
			}
			group_carries(c, h, x, &m->network[k]);
		}
		if (!x->on_today && h->ngroup > 1 && has == 0 &&
		    !m->unread.networks)
			diag_error(c->d, x->at, "nic-networks",
			    "ports of host '%s' that no network is on",
			    h->name);
		else if (!x->on_today && x->teaming == TEAMING_NONE &&
		    has < x->n && !m->unread.networks) {
			diag_error(c->d, node_at(x->node, "teaming"),
			    "nic-networks",
			    "%zu ports of host '%s' without a team, and %zu of its "
			    "networks for them: each would be on one port",
			    x->n, h->name, has);
			diag_hint(c->d,
			    "use fewer ports, or a team, which uses all of "
			    "them");
		}
	}
	lacp_check(c, h);
	if (fresh == 0 && h->ngroup > 0)
		diag_error(c->d, h->group[0].at, "nic-networks",
		    "host '%s' has no port for the new switches", h->name);
	for (size_t k = 0; k < m->nnetwork && fresh > 0; k++) {
		bool named = false;

		for (size_t g = 0; g < h->ngroup; g++)
			named |= h->group[g].network[k];
		if (named || m->network[k].on_today || !h->ngroup ||
		    m->network[k].purpose == PURPOSE_OOB ||
		    node_says(h->node, "networks"))
			continue;
		diag_warn(c->d, h->group[0].at, "nic-none",
		    "network '%s' is on no ports of host '%s'",
		    m->network[k].name, h->name);
		diag_hint(c->d,
		    "a group without 'networks' has all networks that no other "
		    "group names");
	}
}

/* every port of a device is on networks that the new switches carry */
static void
device_check(struct checker *c, const struct host *h)
{
	const struct model *m = c->m;

	for (size_t g = 0; g < h->ngroup; g++) {
		const struct nic_group *x = &h->group[g];
		size_t has = 0;

		one_way(c, h, x);
		for (size_t k = 0; k < m->nnetwork; k++) {
			if (!x->network[k])
				continue;
			has++;
			if (m->network[k].purpose != PURPOSE_OOB &&
			    !m->network[k].on_today)
				continue;
			diag_error(c->d, node_at(x->node, "network"),
			    "device-network",
			    "device '%s' has a port for the new switches on "
			    "network '%s', which %s",
			    h->name, m->network[k].name,
			    m->network[k].on_today ?
			        "stays on today's" :
			        "is that of their own management");
			diag_hint(c->d,
			    m->network[k].on_today ?
			        "'on: new' at the network, or leave the port "
			        "out" :
			        "leave the port out");
		}
		/* names that are no network have been reported */
		if (has == 0 && !m->unread.networks && names_none(x->node))
			diag_error(c->d, x->at, "device-network",
			    "a port of device '%s' is on no network", h->name);
	}
	lacp_check(c, h);
}

void
check_ports(struct checker *c)
{
	const struct model *m = c->m;
	const struct node *last = NULL;

	for (size_t i = 0; i < m->nend; i++) {
		const struct host *h = &m->host[i];
		const struct platform *p;

		/* one finding per entry: those of a range are equal */
		if (h->node == last || h->cluster == NO_INDEX)
			continue;
		last = h->node;
		p = model_host_platform(m, &m->cluster[h->cluster]);
		for (size_t k = 0; k < h->nports; k++)
			name_check(c, h, k, p);
		if (h->device == DEVICE_NO)
			groups_check(c, h);
		else
			device_check(c, h);
	}
}
