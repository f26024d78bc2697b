/*
 * EOS: ports, LAGs and routed VLANs, a stanza each.
 */
#include "readback/eos_read.h"

#include "base/str.h"

static bool
port_stp(struct port *p, const struct line *l)
{
	if (line_is(l, "spanning-tree portfast") ||
	    line_is(l, "spanning-tree portfast edge")) {
		p->edge = true;
		p->edge_line = l->no;
	} else if (line_is(l, "spanning-tree portfast network")) {
		p->network_type = true;
	} else {
		return reader_port_guard(p, l);
	}
	return true;
}

/* `no` of what is passed over anyway, as `show running-config all` has it */
static bool
is_quiet_not(struct view *v, const struct stanza *s, const char *const *quiet)
{
	struct line bare = s->head;

	if (!line_is(&bare, "no * ..."))
		return false;
	bare.word++;
	bare.nword--;
	if (!line_any(&bare, quiet))
		return false;
	view_pass(v, s);
	return true;
}

static bool
port_line(struct view *v, struct port *p, const struct stanza *s)
{
	static const char *const quiet[] = { "lacp ...", "no lacp ...",
		"lldp ...", "no lldp ...", "speed auto ...",
		"load-interval ...", "logging ...", "no logging ...",
		"snmp ...", "storm-control ...", "no autostate", "autostate",
		"l2 ...", "no l2 ...", "error-correction ...", "ip ...",
		"no ip ...", "ipv6 ...", "no ipv6 ...", "sflow ...",
		"no sflow ...", "evpn ...", "port-channel ...", "bfd ...",
		"isis ...", "ptp ...", "encapsulation ...", "arp ...",
		"pvlan ...", "mpls ...", "switchport ...", "no switchport ...",
		"dot1x ...", "transceiver ...", "phy ...", "poe ...",
		"vmtracer ...", "comment ...", "vxlan ...",
		"service-policy ...", "mac ...", "unidirectional ...",
		"traffic-loopback ...", "traffic-policy ...", "multicast ...",
		"pim ...", "profile ...", "tunnel ...", "vrrp ...", "no mtu",
		"spanning-tree ...", "no spanning-tree ...",
		"priority-flow-control ...", "no priority-flow-control ...",
		"flowcontrol ...", "qos ...", "dcbx ...", "no qos ...",
		"tx-queue ...", "uc-tx-queue ...", "mc-tx-queue ...",
		"mac-address ...", "flow ...", "node-segment ...",
		"no isis ...", "dhcp ...", "link-debounce ...", "shape ...",
		"bgp ...", "address ...", "l2-protocol ...", "no mpls ...",
		"tcp ...", "vlan id ...", "bandwidth ...", "sync-e ...",
		"no snmp ...", "eof", "default load-interval ...",
		"default logging ...", "default unidirectional ...",
		"default encapsulation ...", "default qos ...",
		"default snmp ...", "default ip ...", "default ipv6 ...",
		"no dcbx ...", "no mac-address", "no link-debounce",
		"no flowcontrol ...", "no mac ...", "no msrp", "no mvrp",
		"no storm-control ...", "no shape ...", "no port-channel ...",
		"no l2-protocol ...", "mld ...", "mfib ...", "igmp ...",
		"mdns ...", "flow-spec ...", "forwarding ...", NULL };
	const struct line *l = &s->head;
	const char *word;
	long n;

	if (reader_port_protect(p, l)) {
		;
	} else if (line_is(l, "speed *") || line_is(l, "speed forced *")) {
		p->speed_mbps = reader_speed(line_word(l, l->nword - 1));
		p->speed_set = p->speed_mbps > 0;
	} else if (line_is(l, "ip address unnumbered ...")) {
		view_pass(v, s);
	} else if (line_is(l, "switchport trunk group *")) {
		p->trunk_group = p->trunk_group ?
		    str_fmt(v->a, "%s,%s", p->trunk_group, line_word(l, 3)) :
		    line_word(l, 3);
	} else if (line_is(l, "switchport mode trunk phone")) {
		/* the native VLAN, and that of a phone: no other */
		p->mode = MODE_HYBRID;
		p->mode_line = p->list_line = l->no;
		vlan_set_join(&p->tagged, &p->general);
	} else if (line_is(l, "switchport phone vlan *")) {
		n = reader_num(v, l, 3, 1, VLAN_MAX);
		if (n > 0)
			vlan_set_add(&p->general, (int)n);
		if (n > 0 && p->mode_line && p->list_line == p->mode_line)
			vlan_set_add(&p->tagged, (int)n);
	} else if (line_is(l, "dcbx mode *")) {
		p->dcbx = line_word_eq(line_word(l, 2), "none") ?
		    NULL :
		    line_word(l, 2);
	} else if (line_is(l, "l2 mtu *")) {
		p->l2_mtu = reader_num(v, l, 2, 68, 65535);
	} else if (line_is(l, "port-channel lacp fallback ...")) {
		view_pass_line(v, l);
		if (l->nword > 3 && !line_is(l, "* * * timeout *"))
			view_setting_notice(v, false, l->no,
			    "%s forwards on a member whose other end sends no "
			    "LACP",
			    p->name);
	} else if (line_is(l, "port-channel min-links *")) {
		p->min_links = (int)reader_num(v, l, 2, 0, 128);
		p->min_links_line = l->no;
	} else if (line_is(l, "mlag *")) {
		n = reader_num(v, l, 1, 1, 2000);
		p->mclag = n > 0 ? (int)n : 0;
		p->mclag_line = l->no;
	} else if (line_is(l, "vrf *") || line_is(l, "vrf forwarding *")) {
		p->vrf = line_word(l, l->nword - 1);
		view_ref(v, "vrf", p->vrf, l->no);
	} else if (line_is(l, "ip address virtual * ...")) {
		/* both peers have it: no address of this switch's own */
		struct port one = { 0 };

		view_pass(v, s);
		if (!view_port_address(&one, line_word(l, 3), line_word(l, 4),
		        l->no))
			view_notice(v, "bad-value", l->no,
			    "not an address "
			    "with its prefix: %.60s",
			    l->text);
	} else if (line_is(l, "link tracking group * *")) {
		struct group *g = view_group(v, line_word(l, 3), l->no);

		word = line_word(l, 4);
		p->group = line_word(l, 3);
		view_ref(v, "tracking group", p->group, l->no);
		if (line_word_eq(word, "upstream"))
			view_group_up(v, g, p->name, l->no);
		else
			view_group_down(v, g, p->name, l->no);
	} else {
		return eos_port_qos(v, p, l) || port_stp(p, l) ||
		    reader_port_switchport(v, p, l) ||
		    reader_port_lag(v, p, l) || reader_port_basics(v, p, l) ||
		    reader_port_ip(v, p, l) || reader_passed(v, s, quiet) ||
		    is_quiet_not(v, s, quiet);
	}
	return true;
}

void
eos_interface(struct view *v, const struct stanza *s)
{
	if (reader_subinterface(v, s))
		return;
	/* Dps1: paths of a wide-area fabric; ports of the chip that no cage
	 * has, and what recirculates through them */
	static const char *const other[] = { "dps", "defaults",
		"recirc-channel", "unconnectedethernet", NULL };
	const char *name = line_word(&s->head, 1);

	for (size_t i = 0; other[i]; i++)
		if (line_word_starts(name, other[i])) {
			view_skip(v, s);
			return;
		}
	reader_interface(v, s, line_rest(v->a, &s->head, 1), NULL, port_line);
}
