/*
 * OS10: ports, LAGs and routed VLANs, a stanza each.
 */
#include "readback/os10_read.h"

static bool
port_stp(struct port *p, const struct line *l)
{
	if (line_is(l, "spanning-tree port type edge ...")) {
		p->edge = true;
		p->edge_line = l->no;
	} else if (line_is(l, "spanning-tree disable")) {
		p->no_stp = true;
		p->no_stp_line = l->no;
	} else {
		return reader_port_guard(p, l);
	}
	return true;
}

static bool
port_line(struct view *v, struct port *p, const struct stanza *s)
{
	static const char *const quiet[] = { "lldp ...", "no lldp ...",
		"duplex ...", "speed auto", "negotiation ...",
		"no negotiation ...", "fec ...", "lacp ...", "no lacp ...",
		"dcbx ...", "no dcbx ...", "no flowcontrol ...", "ip ...",
		"no ip ...", "ipv6 ...", "no ipv6 ...", "storm-control ...",
		"dot1x ...", "vrrp ...", "vrrp-group ...",
		"vrrp-ipv6-group ...", "virtual-address ...",
		"load-interval ...", "beacon ...", "no switchport trunk ...",
		"vrrp-ipv4 ...", "no mtu", "enable ...", "virtual-network ...",
		"mode ...", "wavelength ...", "snmp ...", "bfd ...", "mac ...",
		"random-detect ...", "rate-interval ...", "spanning-tree ...",
		"no spanning-tree ...", NULL };
	const struct line *l = &s->head;
	long n;

	if (line_is(l, "speed *") && reader_speed(line_word(l, 1)) > 0) {
		p->speed_mbps = reader_speed(line_word(l, 1));
		p->speed_set = true;
		return true;
	} else if (line_is(l, "switchport trunk native vlan ...")) {
		view_notice(v, "native-keyword", l->no,
		    "%s: no such command "
		    "here: the untagged VLAN of a trunk is its `switchport "
		    "access vlan`",
		    p->name);
		return true;
	}
	if (line_is(l, "switchport trunk allowed vlan ...") &&
	    p->mode != MODE_TRUNK)
		view_notice(v, "order-trunk-mode", l->no,
		    "%s: the allowed "
		    "list before `switchport mode trunk` is refused",
		    p->name);
	if (reader_port_protect(p, l)) {
		;
	} else if (line_is(l, "vlt-port-channel *")) {
		n = reader_num(v, l, 1, 1, 4094);
		p->mclag = n > 0 ? (int)n : 0;
		p->mclag_line = l->no;
	} else if (line_is(l, "vlt delay-restore orphan-port enable")) {
		p->suspended = true;
	} else if (line_is(l, "no switchport access vlan")) {
		p->access = 0;
	} else if (line_is(l, "minimum-links *")) {
		p->min_links = (int)reader_num(v, l, 1, 1, 32);
		p->min_links_line = l->no;
	} else if (line_is(l, "ip vrf forwarding *")) {
		p->vrf = line_word(l, 3);
		view_ref(v, "vrf", p->vrf, l->no);
	} else if (line_is(l, "no ip address dhcp")) {
		p->dhcp = false;
	} else {
		return os10_port_qos(v, p, l) || port_stp(p, l) ||
		    reader_port_switchport(v, p, l) ||
		    reader_port_lag(v, p, l) || reader_port_basics(v, p, l) ||
		    reader_port_ip(v, p, l) ||
		    reader_passed(v, s, os10_qos_quiet) ||
		    reader_passed(v, s, quiet);
	}
	return true;
}

/* what a port is before its lines */
static void
begin(struct view *v, struct port *p, const struct line *l)
{
	long id = ports_number_of(p->name);

	if (p->kind == PORT_VLAN && id >= 1 && id <= VLAN_MAX)
		view_vlan(v, (int)id, l->no);
	if (p->kind == PORT_LAG && id == 1000)
		view_notice(v, "reserved-lag", l->no,
		    "port-channel 1000 is the interconnect's own");
}

void
os10_interface(struct view *v, const struct stanza *s)
{
	size_t at = line_word_eq(line_word(&s->head, 1), "range") ? 2 : 1;

	reader_interface(v, s, line_rest(v->a, &s->head, at), begin, port_line);
}
