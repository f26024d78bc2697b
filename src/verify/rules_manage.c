/* Rules on how a switch is reached and managed: addresses, SSH, services. */
#include "base/ip.h"
#include "base/str.h"
#include "verify/rules.h"

/* what is shown of ports alone, or of a few things: it says nothing of how the
 * switch is run, and nothing is known of that */
bool
rule_is_excerpt(const struct judge *j, const struct view *v)
{
	bool ports = false;

	if (j->bundle || v->hostname || v->nuser || v->nserver || v->ntp ||
	    v->syslog || v->snmp || v->community_line || v->telnet_line ||
	    v->no_ssh_line)
		return false;
	for (size_t i = 0; i < v->nport; i++) {
		ports = ports || v->port[i]->line;
		if (v->port[i]->kind == PORT_MGMT && v->port[i]->line)
			return false;
	}
	/* routes and filters without any port are a part, too */
	if (v->has_gateway && ports)
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
	/* reported once, at the later of the two */
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

/* an address made unreadable before a config was given away is one too */
static bool
has_address(const struct judge *j, const struct port *p)
{
	return p->has_ip || p->dhcp || (!j->bundle && p->ip_masked);
}

static const struct port *
management(const struct judge *j, const struct view *v)
{
	for (size_t i = 0; i < v->nport; i++)
		if (v->port[i]->kind == PORT_MGMT && has_address(j, v->port[i]))
			return v->port[i];
	return NULL;
}

static void
gateway(struct judge *j, const struct view *v)
{
	const struct port *p = management(j, v);
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
is_in_band(const struct judge *j, const struct view *v)
{
	for (size_t i = 0; i < v->nport; i++)
		if (v->port[i]->kind != PORT_MGMT && has_address(j, v->port[i]))
			return true;
	return false;
}

/* what runs need not use its management port, and may not say that it does */
static bool
may_do_without(const struct judge *j, const struct view *v)
{
	return !j->bundle &&
	    (v->traits->mgmt_asks || is_in_band(j, v) || rule_is_excerpt(j, v));
}

static void
mgmt(struct judge *j, const struct view *v)
{
	const struct port *p = management(j, v);

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

/* auditing: a text typed to be added to what a switch has, and not what it
 * shows: it has no header, no account and no management port */
static bool
is_addition(const struct judge *j, const struct view *v)
{
	if (j->bundle || v->version || v->nuser || v->telnet_line ||
	    v->http_line)
		return false;
	for (size_t i = 0; i < v->nport; i++)
		if (v->port[i]->kind == PORT_MGMT && v->port[i]->line)
			return false;
	return true;
}

static void
ssh(struct judge *j, const struct view *v)
{
	/* some show what they came with, of which this text says nothing */
	if (rule_is_excerpt(j, v) || (!v->no_ssh_line && is_addition(j, v)))
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
		    "an SNMP user without both authentication and encryption");
}

static void
setting_notices(struct judge *j, const struct view *v)
{
	for (size_t i = 0; j->bundle && i < v->nsetting_notice; i++)
		rule_found_as(j, v->setting_notice[i].rule ? ERR : WARN, v,
		    v->setting_notice[i].line, "%s", v->setting_notice[i].text);
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

static bool
has(const struct named *s, size_t n, const struct named *x)
{
	for (size_t i = 0; i < n; i++)
		if (str_eq(s[i].kind, x->kind) &&
		    line_word_eq(s[i].name, x->name))
			return true;
	return false;
}

static void
servers(struct judge *j, const struct view *v)
{
	const struct bundle_around *w = j->bundle ? &j->bundle->around : NULL;

	for (size_t i = 0; w && w->said && i < w->nserver; i++)
		if (!has(v->server, v->nserver, &w->server[i]))
			rule_found(j, v, 0,
			    "the design's %s server %s is not set here",
			    w->server[i].kind, w->server[i].name);
	for (size_t i = 0; w && w->said && i < v->nserver; i++)
		if (!has(w->server, w->nserver, &v->server[i]))
			rule_found_as(j, WARN, v, v->server[i].line,
			    "%s server %.60s is not in the design",
			    v->server[i].kind, v->server[i].name);
}

/* a time or log server that somebody added: not the design's, which is warned
 * of, or where that isn't known, beside one that can be reached */
static bool
added(const struct judge *j, const struct view *v, const struct asked *x)
{
	const struct bundle_around *w = &j->bundle->around;
	bool time = str_eq(x->what, "time server");
	struct named n = { .kind = time ? "ntp" : "syslog", .name = x->name };

	if (!time && !str_eq(x->what, "log server"))
		return false;
	for (size_t i = 0; !w->said && i < v->nasked; i++)
		if (str_eq(v->asked[i].what, x->what) &&
		    str_eq(v->asked[i].vrf, view_management_vrf(v)))
			return true;
	return w->said && !has(w->server, w->nserver, &n);
}

/* out of the management port nothing else goes than its VRF's */
static void
asked(struct judge *j, const struct view *v)
{
	const char *vrf = view_management_vrf(v);
	bool any = false;

	for (size_t i = 0; i < v->nport; i++)
		any = any ||
		    (v->port[i]->kind == PORT_MGMT && v->port[i]->has_ip &&
		        v->port[i]->up);
	for (size_t i = 0; j->bundle && any && i < v->nasked; i++)
		if (!str_eq(v->asked[i].vrf, vrf) && !added(j, v, &v->asked[i]))
			rule_found(j, v, v->asked[i].line,
			    "%s %.60s is in %s%.40s, the management port is in "
			    "%s%.40s",
			    v->asked[i].what, v->asked[i].name,
			    v->asked[i].vrf ? "VRF " : "no VRF",
			    v->asked[i].vrf ? v->asked[i].vrf : "",
			    vrf ? "VRF " : "no VRF", vrf ? vrf : "");
}

/* a port with an address, or the address of one */
static bool
can_send(struct judge *j, const struct view *v, const char *name)
{
	const char *own = v->traits->mgmt_name;
	const struct port *p = view_find(v,
	    own && str_eq(name, own) ? "ma0" : ports_normal(j->arena, name));
	uint32_t ip;

	if (ip_parse(name, &ip)) {
		for (size_t i = 0; i < v->nport; i++)
			if (v->port[i]->has_ip && v->port[i]->ip == ip)
				return true;
		return false;
	}
	return p && p->line && has_address(j, p);
}

static void
sends_from(struct judge *j, const struct view *v)
{
	for (size_t i = 0; j->bundle && i < v->nsource; i++)
		if (!can_send(j, v, v->source[i].name))
			rule_found(j, v, v->source[i].line,
			    "%.30s is to send from %.60s, which has no address "
			    "here: it sends nothing",
			    v->source[i].kind, v->source[i].name);
}

static void
enabling(struct judge *j, const struct view *v)
{
	if (j->bundle && j->bundle->around.said && v->traits->enable_asks &&
	    !v->enable_line)
		rule_found(j, v, 0,
		    "no enable password: the design has one for those who may "
		    "change the switch");
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
	VIEW_RULE("servers", ERR, servers,
	    "time and log servers are those of the design"),
	VIEW_RULE("servers-vrf", ERR, asked,
	    "servers are asked in the management port's VRF"),
	VIEW_RULE("source-missing", ERR, sends_from,
	    "services send from a port that has an address"),
	VIEW_RULE("enable-open", WARN, enabling,
	    "those who may change the switch have a password of their own"),
	VIEW_RULE("switch-setting", WARN, setting_notices,
	    "no setting that the design does without"),
	VIEW_RULE("services", WARN, services, "time and syslog servers"), { 0 }
};
