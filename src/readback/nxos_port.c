/*
 * NX-OS: ports, LAGs and routed VLANs, a stanza each.
 */
#include "readback/nxos_read.h"

#include "base/str.h"

static bool
port_stp(struct port *p, const struct line *l)
{
	if (line_is(l, "spanning-tree port type edge ...")) {
		p->edge = true;
		p->edge_access = !line_is(l, "* * * edge trunk ...");
		p->edge_line = l->no;
	} else if (line_is(l, "spanning-tree port type network")) {
		p->network_type = true;
	} else {
		return reader_port_guard(p, l);
	}
	return true;
}

static bool
port_line(struct view *v, struct port *p, const struct stanza *s)
{
	static const char *const quiet[] = { "lacp ...", "no lacp ...",
		"lldp ...", "no lldp ...", "cdp ...", "no cdp ...",
		"duplex ...", "negotiate ...", "no negotiate ...",
		"bandwidth ...", "load-interval ...", "logging ...", "snmp ...",
		"storm-control ...", "switchport ...", "no switchport ...",
		"ip ...", "no ip ...", "ipv6 ...", "no ipv6 ...", "hsrp ...",
		"fec ...", "beacon", "medium ...", "vpc orphan-port ...",
		"udld ...", "bfd ...", "no bfd ...", "flowcontrol ...",
		"no flowcontrol ...", "priority-flow-control ...", "fabric ...",
		"member ...", "carrier-delay ...", "delay ...", "management",
		"no mtu", "port-type ...", "rate-limit ...", "hardware ...",
		"source-interface ...", "host-reachability ...",
		"spanning-tree ...", "link ...", "vtp ...", "mac ...",
		"no spanning-tree ...", "no logging ...", "isis ...",
		"no isis ...", "mac-address ...", "ospf ...", "evpn ...",
		NULL };
	const struct line *l = &s->head;
	long n;

	if (reader_port_protect(p, l)) {
		;
	} else if (line_is(l, "speed *") || line_is(l, "speed auto ...")) {
		p->speed_mbps = reader_speed(line_word(l, 1));
		p->speed_set = p->speed_mbps > 0;
	} else if (line_is(l, "vpc peer-link")) {
		p->peer_link = true;
		v->domain.peer_link = p->name;
		v->domain.peer_link_line = l->no;
		view_ref(v, "feature", "vpc", l->no);
	} else if (line_is(l, "vpc *")) {
		n = reader_num(v, l, 1, 1, 4096);
		p->mclag = n > 0 ? (int)n : 0;
		p->mclag_line = l->no;
		view_ref(v, "feature", "vpc", l->no);
	} else if (line_is(l, "vrf member *")) {
		p->vrf = line_word(l, 2);
		view_ref(v, "vrf", p->vrf, l->no);
	} else if (line_is(l, "priority-flow-control mode on ...")) {
		p->pfc_line = l->no;
	} else if (line_is(l, "priority-flow-control mode off ...")) {
		p->pfc_line = 0;
	} else if (line_is(l, "vpc orphan-port suspend")) {
		p->suspended = true;
		view_ref(v, "feature", "vpc", l->no);
	} else if (line_is(l, "service-policy type qos input *")) {
		p->dcb = line_word(l, 4);
		p->dcb_line = l->no;
		nxos_policy_applied(l, &p->classes, &p->ets, NULL);
		return nxos_policy_ref(v, l);
	} else if (line_is(l, "flowcontrol * on")) {
		p->flow_line = l->no;
	} else if (line_is(l, "lacp min-links *")) {
		p->min_links = (int)reader_num(v, l, 2, 1, 32);
		p->min_links_line = l->no;
	} else if (line_is(l, "channel-group * mode *") ||
	    line_is(l, "channel-group * force mode *")) {
		if (!line_is(l, "channel-group * mode on") &&
		    !line_is(l, "channel-group * force mode on"))
			view_ref(v, "feature", "lacp", l->no);
		return reader_port_lag(v, p, l);
	} else {
		nxos_policy_applied(l, &p->classes, &p->ets, NULL);
		return nxos_policy_ref(v, l) || port_stp(p, l) ||
		    reader_port_switchport(v, p, l) ||
		    reader_port_lag(v, p, l) || reader_port_basics(v, p, l) ||
		    reader_port_ip(v, p, l) || reader_passed(v, s, quiet);
	}
	return true;
}

/* what a port is before its lines */
static void
begin(struct view *v, struct port *p, const struct line *l)
{
	if (p->kind == PORT_VLAN && !str_eq(p->name, "vl1"))
		view_ref(v, "feature", "interface-vlan", l->no);
	if (p->kind == PORT_MGMT && !p->vrf)
		p->vrf = "management";
}

void
nxos_interface(struct view *v, const struct stanza *s)
{
	if (reader_subinterface(v, s))
		return;
	if (line_word_starts(line_word(&s->head, 1), "nve"))
		view_pass(v, s);
	else
		reader_interface(v, s, line_rest(v->a, &s->head, 1), begin,
		    port_line);
}
