/* Rules on one side of an MC-LAG pair. */
#include "verify/rules.h"

#include <stdlib.h>

#include "base/ip.h"

static bool
has_domain(const struct view *v)
{
	return v->domain.line > 0;
}

static const struct port *
peer_link(const struct view *v)
{
	return v->domain.peer_link ? view_find(v, v->domain.peer_link) : NULL;
}

static void
link_there(struct judge *j, const struct view *v)
{
	const struct port *p = peer_link(v);

	if (!has_domain(v) || v->domain.ndiscovery)
		return;
	if (!v->domain.peer_link)
		rule_found(j, v, v->domain.line, "domain %s has no peer link",
		    v->domain.id);
	else if (!p || !p->line)
		rule_found(j, v, v->domain.peer_link_line,
		    "the peer link %s is not configured", v->domain.peer_link);
}

static void
bare_port(struct judge *j, const struct view *v, const struct port *p)
{
	if (p->switched_line || (p->mode_line && p->switched))
		rule_found(j, v,
		    p->switched_line ? p->switched_line : p->mode_line,
		    "the interconnect's %s is a switchport: it must have no "
		    "such settings",
		    p->name);
	if (!vlan_set_empty(&p->tagged) || (p->untagged && p->untagged_line))
		rule_found(j, v, p->list_line ? p->list_line : p->untagged_line,
		    "the interconnect's %s is in a VLAN: it joins every VLAN "
		    "automatically",
		    p->name);
	if (p->has_ip)
		rule_found(j, v, p->ip_line,
		    "the interconnect's %s has an "
		    "address",
		    p->name);
	if (p->mclag)
		rule_found(j, v, p->mclag_line,
		    "the interconnect's %s is an "
		    "MC-LAG itself",
		    p->name);
}

static void
link_bare(struct judge *j, const struct view *v)
{
	const struct port *p = peer_link(v);

	if (!v->traits->peer_link_bare)
		return;
	if (p)
		bare_port(j, v, p);
	for (size_t i = 0; i < v->domain.ndiscovery; i++) {
		p = view_find(v, v->domain.discovery[i]);
		if (!p)
			continue;
		bare_port(j, v, p);
		if (p->lag)
			rule_found(j, v, p->lag_line,
			    "the interconnect's %s "
			    "is in LAG %d",
			    p->name, p->lag);
		if (p->line && !p->unswitched_line && !p->switched_line &&
		    !p->mode_line)
			rule_found(j, v, p->line,
			    "the interconnect's %s has "
			    "no `no switchport`",
			    p->name);
	}
}

static void
link_two(struct judge *j, const struct view *v)
{
	const struct port *p = peer_link(v);
	size_t n = p ? view_members(v, p) : v->domain.ndiscovery;

	if (!has_domain(v) || v->domain.no_wire ||
	    (!p && !v->domain.ndiscovery) || (p && p->kind != PORT_LAG))
		return;
	if (n == 0)
		rule_found(j, v, p ? p->line : v->domain.discovery_line,
		    "no port is in the peer link: the peers never connect");
	if (n == 1)
		rule_found(j, v, p ? p->line : v->domain.discovery_line,
		    "the peer link has 1 link: a single cable connects the "
		    "pair");
	if (n > 8 && v->traits->peer_link_bare)
		rule_found(j, v, p ? p->line : v->domain.discovery_line,
		    "the peer link has %zu links, the maximum is 8", n);
}

static void
link_up(struct judge *j, const struct view *v)
{
	const struct port *p = peer_link(v);

	if (p && p->line && !p->up)
		rule_found(j, v, p->down_line ? p->down_line : p->line,
		    "the peer link %s is shut down", p->name);
	for (size_t i = 0; i < v->domain.ndiscovery; i++) {
		p = view_find(v, v->domain.discovery[i]);
		if (p && p->line && !p->up)
			rule_found(j, v, p->down_line,
			    "the interconnect's %s "
			    "is shut down",
			    p->name);
	}
}

static void
link_static(struct judge *j, const struct view *v)
{
	const struct port *p = peer_link(v);

	if (!v->traits->peer_link_static || !p)
		return;
	for (size_t i = 0; i < v->nport; i++)
		if (view_lag_of(v, v->port[i]) == p &&
		    v->port[i]->lacp != LACP_STATIC) {
			rule_found(j, v, v->port[i]->lag_line,
			    "the peer link runs LACP; the manual asks for a "
			    "static LAG (pairs in operation are known to run "
			    "LACP)");
			return;
		}
}

static void
link_mtu(struct judge *j, const struct view *v)
{
	enum peer_mtu how = v->traits->peer_link_mtu;
	const struct port *p = peer_link(v);

	if (!p && v->domain.ndiscovery)
		p = view_find(v, v->domain.discovery[0]);
	if (!p || !p->line || !has_domain(v) || how == PEER_MTU_AUTO ||
	    (how == PEER_MTU_IF_SAID && !p->mtu))
		return;
	for (size_t i = 0; i < v->nport; i++) {
		const struct port *q = v->port[i];

		if (q->up && q->switched &&
		    (q->kind == PORT_PLAIN || q->kind == PORT_LAG) &&
		    view_frame(v, q) > 0 &&
		    view_frame(v, p) < view_frame(v, q)) {
			rule_found(j, v, p->mtu_line ? p->mtu_line : p->line,
			    "the peer link passes frames of %ld bytes, %s of "
			    "%ld",
			    view_frame(v, p), q->name, view_frame(v, q));
			return;
		}
	}
}

static void
backup(struct judge *j, const struct view *v)
{
	if (!has_domain(v) || v->traits->no_backup)
		return;
	if (!v->domain.has_backup && !v->domain.backup_line)
		rule_found(j, v, v->domain.line,
		    "domain %s has no backup "
		    "destination: peers can't tell a dead peer from a dead "
		    "link",
		    v->domain.id);
}

static void
backup_self(struct judge *j, const struct view *v)
{
	if (!v->domain.has_backup)
		return;
	for (size_t i = 0; i < v->nport; i++)
		if (v->port[i]->has_ip && v->port[i]->ip == v->domain.backup)
			rule_found(j, v, v->domain.backup_line,
			    "the backup "
			    "destination %s is the switch's own %s",
			    ip_text(j->arena, v->domain.backup),
			    v->port[i]->name);
	for (size_t i = 0; i < v->nport && v->domain.has_beat; i++)
		if (v->port[i]->has_ip && v->port[i]->ip == v->domain.beat)
			rule_found(j, v, v->domain.beat_line,
			    "the heartbeat "
			    "goes to the switch's own %s",
			    v->port[i]->name);
	if (v->domain.has_source && v->domain.source == v->domain.backup)
		rule_found(j, v, v->domain.backup_line,
		    "the keepalive goes from %s to itself",
		    ip_text(j->arena, v->domain.backup));
}

static void
backup_vrf(struct judge *j, const struct view *v)
{
	bool vrf = v->domain.backup_vrf != NULL;

	if (!v->traits->backup_names_vrf || !v->domain.has_backup)
		return;
	/* a path in the default VRF may be meant where the address is in it */
	for (size_t i = 0; i < v->nport; i++) {
		const struct port *p = v->port[i];
		uint32_t mask = ip_mask(p->prefix);

		if (p->kind != PORT_MGMT || !p->has_ip ||
		    ((p->ip ^ v->domain.backup) & mask) != 0)
			continue;
		if (v->mgmt_vrf && !vrf)
			rule_found(j, v, v->domain.backup_line,
			    "the backup destination must say `vrf %s`",
			    v->mgmt_vrf);
		if (!v->mgmt_vrf && vrf)
			rule_found(j, v, v->domain.backup_line,
			    "`vrf %s` here and no management VRF",
			    v->domain.backup_vrf);
	}
}

static bool
mac_first(const char *mac, unsigned *out)
{
	char *end;

	*out = (unsigned)strtoul(mac, &end, 16);
	if (end - mac == 4 && *end == '.') /* 0200.0000.0001 */
		*out >>= 8;
	else if (end - mac != 2 || (*end != ':' && *end != '-'))
		return false;
	return *out <= 0xff;
}

static void
mac(struct judge *j, const struct view *v)
{
	const char *kept = v->traits->domain_macs;
	unsigned first;

	if (!v->domain.mac)
		return;
	if (!mac_first(v->domain.mac, &first))
		rule_found(j, v, v->domain.mac_line,
		    "'%s' is not a MAC "
		    "address",
		    v->domain.mac);
	else if (first & 1)
		rule_found(j, v, v->domain.mac_line,
		    "%s is a multicast "
		    "address",
		    v->domain.mac);
	/* what runs may have one of the two's own, or any that its maker's
	 * examples have */
	else if (j->bundle && !(first & 2) &&
	    !(kept && line_word_starts(v->domain.mac, kept)))
		rule_found_as(j, WARN, v, v->domain.mac_line,
		    "%s is not locally administered: it may be in use "
		    "elsewhere",
		    v->domain.mac);
}

static void
no_mac(struct judge *j, const struct view *v)
{
	if (has_domain(v) && v->traits->peer_link_bare && !v->domain.mac)
		rule_found(j, v, v->domain.line,
		    "domain %s has no MAC of its "
		    "own: it changes with the primary",
		    v->domain.id);
}

static void
no_domain(struct judge *j, const struct view *v)
{
	if (has_domain(v))
		return;
	for (size_t i = 0; i < v->nport; i++)
		if (v->port[i]->mclag || v->port[i]->peer_link)
			rule_found(j, v, v->port[i]->mclag_line,
			    "%s belongs to an MC-LAG, but there is no domain",
			    v->port[i]->name);
}

static void
not_switched(struct judge *j, const struct view *v)
{
	for (size_t i = 0; i < v->nport; i++) {
		const struct port *p = v->port[i];

		if (p->mclag && p->line && !p->switched && !p->has_ip)
			rule_found(j, v, p->mclag_line,
			    "%s is an MC-LAG but not a switchport", p->name);
	}
}

static void
mclag_twice(struct judge *j, const struct view *v)
{
	for (size_t i = 0; i < v->nport; i++)
		for (size_t k = 0; k < i; k++)
			if (v->port[i]->mclag &&
			    v->port[i]->mclag == v->port[k]->mclag)
				rule_found(j, v, v->port[i]->mclag_line,
				    "MC-LAG %d is %s and %s", v->port[i]->mclag,
				    v->port[k]->name, v->port[i]->name);
}

static void
stacked(struct judge *j, const struct view *v)
{
	if (v->traits->stack_no_peer && has_domain(v) && v->units > 1)
		rule_found(j, v, v->units_line,
		    "a stack of %zu can't be an "
		    "MC-LAG peer",
		    v->units);
}

static void
orphans(struct judge *j, const struct view *v)
{
	const struct port *lag = NULL, *alone = NULL;

	/* without a peer link nothing is an MC-LAG yet: that is reported */
	if (!v->traits->orphans_refused || !has_domain(v) ||
	    (!j->bundle && !v->domain.peer_link))
		return;
	for (int id = vlan_set_next(&v->vlans, 1); id;
	     id = vlan_set_next(&v->vlans, id)) {
		lag = alone = NULL;
		for (size_t i = 0; i < v->nport; i++) {
			const struct port *p = v->port[i];

			if (p->lag || !p->line || p->peer_link ||
			    !view_carries(v, p, id))
				continue;
			if (p->mclag)
				lag = p;
			else if (p->kind == PORT_PLAIN)
				alone = p;
		}
		if (lag && alone)
			rule_found(j, v, alone->line,
			    "VLAN %d is on %s, an MC-LAG, and on %s, which is "
			    "not one: this platform forbids it",
			    id, lag->name, alone->name);
	}
}

static void
keepalive(struct judge *j, const struct view *v)
{
	const struct domain *o = &v->domain;

	if (v->traits->keepalive_enable && o->line && o->has_backup &&
	    !o->enable_line)
		rule_found(j, v, o->backup_line,
		    "the keepalive is not enabled");
	if (o->timeout > 0 && o->keepalive > 0 &&
	    (o->timeout < 3 * o->keepalive || o->timeout % o->keepalive))
		rule_found(j, v, o->line,
		    "a session timeout of %ld s is not a multiple (3 or more) "
		    "of the keepalive interval of %ld s",
		    o->timeout, o->keepalive);
}

static void
link_type(struct judge *j, const struct view *v)
{
	const struct port *p = peer_link(v);

	if (v->traits->peer_link_network && p && p->line && !p->network_type)
		rule_found(j, v, p->line,
		    "the peer link %s is not `spanning-tree port type network`",
		    p->name);
	for (size_t i = 0; j->bundle && i < j->bundle->ncable; i++) {
		const struct bundle_cable *c = &j->bundle->cable[i];

		for (int e = 0; e < 2 && str_eq(c->kind, "core"); e++) {
			p = bundle_end_port(&c->end[e]);
			if (p && c->end[e].sw->view == v)
				p = view_l2(v, p);
			else
				p = NULL;
			if (p && p->network_type)
				rule_found(j, v, p->line,
				    "%s leads to %s and is a network port: it "
				    "is blocked unless the other end is one, "
				    "too",
				    p->name, c->end[1 - e].device);
		}
	}
}

const struct rule rules_mclag[] = { VIEW_RULE("peer-link-missing", ERR,
	                                link_there,
	                                "a domain has its peer link"),
	VIEW_RULE("peer-link-bare", ERR, link_bare,
	    "the interconnect has no "
	    "switchport settings"),
	VIEW_RULE("peer-link-members", ERR, link_two,
	    "the peer link has at least two links"),
	VIEW_RULE("peer-link-down", ERR, link_up, "the peer link is up"),
	VIEW_RULE("peer-link-lacp", WARN, link_static,
	    "the interconnect is a static LAG"),
	VIEW_RULE("peer-link-mtu", ERR, link_mtu,
	    "the peer link passes the frames that the ports pass"),
	VIEW_RULE("peer-link-type", WARN, link_type,
	    "the peer link is a network port, and no link to the core is"),
	VIEW_RULE("backup-missing", WARN, backup,
	    "a domain has a backup destination"),
	VIEW_RULE("backup-self", ERR, backup_self,
	    "the backup destination is another switch"),
	VIEW_RULE("backup-vrf", ERR, backup_vrf,
	    "the backup destination is reached in its VRF"),
	VIEW_RULE("domain-mac", ERR, mac,
	    "a domain's MAC is a local unicast address"),
	VIEW_RULE("domain-no-mac", WARN, no_mac, "a domain has its own MAC"),
	VIEW_RULE("no-domain", ERR, no_domain, "an MC-LAG has a domain"),
	VIEW_RULE("mclag-no-switchport", ERR, not_switched,
	    "an MC-LAG is a switchport"),
	VIEW_RULE("mclag-twice", ERR, mclag_twice,
	    "an MC-LAG id belongs to "
	    "one LAG"),
	VIEW_RULE("mclag-stacked", ERR, stacked, "no MC-LAG peer is a stack"),
	VIEW_RULE("mclag-orphan", ERR, orphans,
	    "no VLAN on MC-LAGs and single ports where that is forbidden"),
	VIEW_RULE("keepalive", ERR, keepalive,
	    "the keepalive is enabled, with "
	    "valid intervals"),
	{ 0 } };
