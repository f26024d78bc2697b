/* Rules on how a switch is reached and managed: addresses, SSH, services. */
#include "base/ip.h"
#include "base/str.h"
#include "verify/rules.h"

/* what is shown of ports alone, or of a few things: it says nothing of how the
 * switch is run, and nothing is known of that */
bool
rule_is_excerpt(const struct judge *j, const struct view *v)
{
	if (j->bundle || v->hostname || v->nuser || v->nserver || v->ntp ||
	    v->syslog || v->snmp || v->community_line || v->has_gateway ||
	    v->telnet_line || v->no_ssh_line)
		return false;
	for (size_t i = 0; i < v->nport; i++)
		if (v->port[i]->kind == PORT_MGMT && v->port[i]->line)
			return false;
	return true;
}

static void
address(struct judge *j, const struct view *v)
{
	for (size_t i = 0; i < v->nport; i++) {
		const struct port *p = v->port[i];
		uint32_t host;

		if (!p->has_ip)
			continue;
		host = p->prefix >= 31 ?
		    1 :
		    p->ip & (uint32_t)(0xffffffffu >> p->prefix);
		if (p->prefix < 31 &&
		    (host == 0 || host == 0xffffffffu >> p->prefix))
			rule_found(j, v, p->ip_line,
			    "%s: %s/%d is the "
			    "network's own or its broadcast address",
			    p->name, ip_text(j->arena, p->ip), p->prefix);
	}
}

/* a peer link's own little subnet is the same on every pair */
static bool
is_private(const struct view *v, const struct port *p)
{
	return (v->domain.local_if && str_eq(v->domain.local_if, p->name)) ||
	    p->ip >> 16 == 0xa9fe;
}

static void
same_address(struct judge *j, const struct view *v, const struct port *p,
    const struct view *w)
{
	for (size_t m = 0; m < w->nport; m++) {
		const struct port *q = w->port[m];

		if (q == p && w == v)
			return;
		if (!q->has_ip || p->ip != q->ip || !str_eq(p->vrf, q->vrf) ||
		    is_private(w, q))
			continue;
		rule_found_as(j, j->bundle ? ERR : WARN, v, p->ip_line,
		    "%s: %s is also %s of %s", p->name,
		    ip_text(j->arena, p->ip), q->name, w->device);
	}
}

static void
address_twice(struct judge *j, const struct view *v)
{
	/* told once, at the later of the two */
	for (size_t i = 0; i < j->nview; i++) {
		const struct view *w = j->view[i];

		for (size_t k = 0; k < v->nport; k++)
			if (v->port[k]->has_ip && !is_private(v, v->port[k]) &&
			    (w == v || !str_eq(w->hostname, v->hostname)))
				same_address(j, v, v->port[k], w);
		if (w == v)
			return;
	}
}

static const struct port *
management(const struct view *v)
{
	for (size_t i = 0; i < v->nport; i++)
		if (v->port[i]->kind == PORT_MGMT &&
		    (v->port[i]->has_ip || v->port[i]->dhcp))
			return v->port[i];
	return NULL;
}

static void
gateway(struct judge *j, const struct view *v)
{
	const struct port *p = management(v);
	uint32_t mask;

	/* a route to the switch itself throws away what comes: no gateway */
	if (!p || !p->has_ip || !v->has_gateway || v->gateway >> 24 == 127)
		return;
	mask = ip_mask(p->prefix);
	/* a router's way out is by any of its networks */
	for (size_t i = 0; i < v->nport && !j->bundle; i++) {
		const struct port *q = v->port[i];

		if (q != p && q->has_ip &&
		    (q->ip & ip_mask(q->prefix)) ==
		        (v->gateway & ip_mask(q->prefix)))
			return;
	}
	if ((p->ip & mask) != (v->gateway & mask))
		rule_found(j, v, v->gateway_line,
		    "the gateway %s is not in "
		    "the management port's subnet %s/%d",
		    ip_text(j->arena, v->gateway),
		    ip_text(j->arena, p->ip & mask), p->prefix);
	else if (p->ip == v->gateway)
		rule_found(j, v, v->gateway_line,
		    "the gateway is the switch's "
		    "own address");
}

/* one of its other ports has an address: it can be managed by that */
static bool
is_in_band(const struct view *v)
{
	for (size_t i = 0; i < v->nport; i++)
		if (v->port[i]->kind != PORT_MGMT &&
		    (v->port[i]->has_ip || v->port[i]->dhcp))
			return true;
	return false;
}

/* what runs need not use its management port, and may not say that it does */
static bool
may_do_without(const struct judge *j, const struct view *v)
{
	return !j->bundle &&
	    (v->traits->mgmt_asks || is_in_band(v) || rule_is_excerpt(j, v));
}

static void
mgmt(struct judge *j, const struct view *v)
{
	const struct port *p = management(v);

	if (!p && may_do_without(j, v))
		return;
	if (p && p->dhcp && p->down_line && may_do_without(j, v))
		return;
	if (!p)
		rule_found(j, v, 0, "no address on the management port");
	else if (!p->dhcp && p->down_line)
		rule_found_as(j, j->bundle ? ERR : WARN, v, p->down_line,
		    "the management port is shut "
		    "down");
	else if (v->traits->starts_down && !p->up_line)
		rule_found(j, v, p->line,
		    "the management port has no `no "
		    "shutdown`");
}

static void
telnet(struct judge *j, const struct view *v)
{
	if (j->bundle && v->traits->telnet_starts_on && !v->telnet_off_line)
		rule_found(j, v, 0,
		    "telnet is on until a line disables it: use SSH only");
	if (v->telnet_line)
		rule_found_as(j, j->bundle ? ERR : WARN, v, v->telnet_line,
		    "telnet is enabled: use SSH only");
}

static void
ssh(struct judge *j, const struct view *v)
{
	if (rule_is_excerpt(j, v))
		return;
	/* on without a line elsewhere */
	if (v->no_ssh_line || (v->traits->ssh_starts_off && !v->ssh))
		rule_found(j, v, v->no_ssh_line,
		    "the SSH server is not enabled");
	else if (j->bundle && v->ssh_elsewhere)
		rule_found(j, v, 0,
		    "SSH is not served in the VRF of the management port");
}

static void
community(struct judge *j, const struct view *v)
{
	if (v->community_line &&
	    (line_word_eq(v->community, "public") ||
	        line_word_eq(v->community, "private")))
		rule_found(j, v, v->community_line,
		    "a well-known default SNMP community: '%s'", v->community);
	if (j->bundle && v->snmp_open_line)
		rule_found_as(j, ERR, v, v->snmp_open_line,
		    "an SNMP user without a secret to authenticate and one to "
		    "encrypt");
}

static void
services(struct judge *j, const struct view *v)
{
	if (rule_is_excerpt(j, v))
		return;
	if (!v->ntp)
		rule_found(j, v, 0,
		    "no time server: logs of two switches "
		    "can't be compared");
	if (!v->syslog)
		rule_found(j, v, 0, "no syslog server");
}

const struct rule rules_manage[] = {
	VIEW_RULE("address-host", ERR, address,
	    "an address is a host's, not a network's"),
	VIEW_RULE("address-twice", ERR, address_twice, "addresses are unique"),
	VIEW_RULE("gateway-subnet", ERR, gateway,
	    "the gateway is in the management subnet"),
	VIEW_RULE("mgmt-address", WARN, mgmt, "the management port is usable"),
	VIEW_RULE("telnet-on", WARN, telnet, "no telnet"),
	VIEW_RULE("ssh-off", WARN, ssh, "SSH is on"),
	VIEW_RULE("snmp-community", WARN, community,
	    "no well-known SNMP community"),
	VIEW_RULE("services", WARN, services, "time and syslog servers"), { 0 }
};
