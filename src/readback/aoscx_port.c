/*
 * AOS-CX: ports.  Routed and down by default; a trunk's list adds up; what a
 * LAG is, its own stanza says, and the MTU its members'.
 */
#include "readback/aoscx_read.h"

#include "base/str.h"

#define LAG_MAX 256

static bool
port_stp(struct port *p, const struct line *l)
{
	if (line_is(l, "spanning-tree port-type admin-edge ...")) {
		p->edge = true;
		p->edge_line = l->no;
	} else if (line_is(l, "spanning-tree port-type admin-network ...")) {
		p->network_type = true;
	} else if (line_is(l, "spanning-tree bpdu-guard ...")) {
		p->guard = true;
		p->guard_line = l->no;
	} else if (line_is(l, "spanning-tree root-guard ...")) {
		p->root_guard_line = l->no;
	} else if (line_is(l, "spanning-tree bpdu-filter ...")) {
		p->no_stp = true;
		p->no_stp_line = l->no;
	} else {
		return false;
	}
	return true;
}

static void
everything(struct vlan_set *s)
{
	for (int id = 1; id <= VLAN_MAX; id++)
		vlan_set_add(s, id);
}

/* lists add up; `no` takes from them */
static void
allowed(struct view *v, struct port *p, const struct line *l, size_t i,
    bool take)
{
	const char *list = line_rest(v->a, l, i);
	struct vlan_set s = { 0 };

	p->mode = MODE_TRUNK;
	p->mode_line = p->mode_line ? p->mode_line : l->no;
	if (line_word_eq(list, "all")) {
		p->list_line = l->no;
		p->all_vlans = !take;
		p->tagged = s;
	} else if (!*list) {
		p->list_line = l->no;
		p->list_empty = !take;
	} else if (!reader_vlans(v, l, list, &s)) {
		;
	} else if (take) {
		if (!p->list_line || p->all_vlans)
			everything(&p->tagged);
		p->all_vlans = false;
		p->list_line = l->no;
		vlan_set_cut(&p->tagged, &s);
	} else {
		p->list_line = l->no;
		p->all_vlans = false;
		vlan_set_join(&p->tagged, &s);
	}
}

static bool
port_vlan(struct view *v, struct port *p, const struct line *l)
{
	long n;

	if (line_is(l, "no routing")) {
		p->switched_line = l->no;
		p->unswitched_line = 0;
		v->ports_routed = true;
	} else if (line_is(l, "routing")) {
		p->unswitched_line = l->no;
		p->switched_line = 0;
	} else if (line_is(l, "vlan access *")) {
		n = reader_num(v, l, 2, 1, VLAN_MAX);
		p->mode = MODE_ACCESS;
		p->mode_line = l->no;
		p->access = n > 0 ? (int)n : 0;
		p->untagged_line = l->no;
	} else if (line_is(l, "vlan trunk native *") ||
	    line_is(l, "vlan trunk native * tag")) {
		n = reader_num(v, l, 3, 1, VLAN_MAX);
		p->mode = MODE_TRUNK;
		p->mode_line = l->no;
		/* until the lists are complete; negative: with a tag */
		p->pvid = n > 0 ? l->nword == 5 ? -(int)n : (int)n : 1;
		p->untagged_line = l->no;
	} else if (line_is(l, "vlan trunk allowed ...") ||
	    line_is(l, "vlan trunk allow ...")) {
		allowed(v, p, l, 3, false);
	} else if (line_is(l, "no vlan trunk allowed * ...")) {
		allowed(v, p, l, 4, true);
	} else {
		return line_is(l, "no vlan ...");
	}
	return true;
}

static bool
port_lag(struct view *v, struct port *p, const struct line *l)
{
	long n;

	if (line_is(l, "lag *")) {
		n = reader_num(v, l, 1, 1, LAG_MAX);
		if (n < 0)
			return true;
		if (p->lag && p->lag != n)
			p->lag_twice_line = l->no;
		p->lag = (int)n;
		p->lag_line = l->no;
	} else if (line_is(l, "multi-chassis") ||
	    line_is(l, "multi-chassis static")) {
		p->mclag = (int)ports_number_of(p->name);
		p->mclag_line = l->no;
		/* which takes no LACP */
		if (l->nword == 2)
			p->lacp = LACP_STATIC;
	} else if (p->lacp == LACP_STATIC && line_is(l, "lacp mode ...")) {
		/* refused */
	} else if (line_is(l, "lacp mode active")) {
		p->lacp = LACP_ACTIVE;
	} else if (line_is(l, "lacp mode passive")) {
		p->lacp = LACP_PASSIVE;
	} else {
		return false;
	}
	return true;
}

static bool
port_ip(struct view *v, struct port *p, const struct line *l)
{
	if (line_is(l, "ip static *")) {
		/* the last one holds */
		p->has_ip = false;
		if (!view_port_address(p, line_word(l, 2), "", l->no))
			view_notice(v, "bad-value", l->no,
			    "not an address with its prefix: %.60s", l->text);
	} else if (line_is(l, "ip dhcp")) {
		p->dhcp = true;
	} else if (line_is(l, "default-gateway *") && p->kind == PORT_MGMT) {
		v->has_gateway = reader_ip(v, l, 1, &v->gateway);
		v->gateway_line = l->no;
	} else if (line_is(l, "vrf attach *")) {
		p->vrf = line_word(l, 2);
		view_ref(v, "vrf", p->vrf, l->no);
	} else if (line_is(l, "ip mtu *") && p->kind == PORT_VLAN) {
		p->mtu = reader_num(v, l, 2, 68, AOSCX_MTU_MAX);
		p->mtu = p->mtu > 0 ? p->mtu : 0;
		p->mtu_line = l->no;
	} else {
		return false;
	}
	return true;
}

/* rate-limit broadcast 100000 kbps, 19000 pps, 1 percent */
static bool
storm(struct view *v, struct port *p, const struct line *l)
{
	const char *unit = line_word(l, 3);
	long n;

	if (line_is(l, "no rate-limit broadcast ...")) {
		p->storm.unit = STORM_NONE;
		return true;
	}
	if (!line_is(l, "rate-limit broadcast * *"))
		return false;
	n = reader_num(v, l, 2, 0, 999999999);
	p->storm.unit = line_word_eq(unit, "kbps") ? STORM_KBPS :
	    line_word_eq(unit, "percent")          ? STORM_PPM :
	                                             STORM_PPS;
	p->storm.level = n > 0 && p->storm.unit == STORM_PPM ? n * 10000 : n;
	p->storm.line = l->no;
	return true;
}

static bool
port_line(struct view *v, struct port *p, const struct stanza *s)
{
	static const char *const quiet[] = { "lacp ...", "no lacp ...",
		"lldp ...", "no lldp ...", "cdp ...", "no cdp ...",
		"default-gateway ...", "nameserver ...", "ip ...", "no ip ...",
		"ipv6 ...", "no ipv6 ...", "active-gateway ...",
		"vsx active-forwarding", "vsx-sync ...", "qos ...",
		"no qos ...", "apply ...", "no apply ...", "rate-limit ...",
		"loop-protect ...", "no loop-protect ...", "storm-control ...",
		"power-over-ethernet ...", "no power-over-ethernet ...",
		"persona ...", "error-control ...", "aaa ...",
		"port-access ...", "arp ...", "track ...", "l3-counters ...",
		"bfd ...", "udld ...", "no udld ...", "sflow ...", "exit",
		"spanning-tree ...", "no spanning-tree ...", "source ...",
		"vni ...", "inter-vxlan-bridging-mode ...",
		"dhcpv4-snooping ...", "dhcpv6-snooping ...", "nd-snooping ...",
		"vrrp ...", "mvrp", "mac-notify ...", "ptp ...",
		"downshift-enable", "energy-efficient-ethernet",
		"portfilter ...", "client ...", "no track ...", "macsec ...",
		"port-security ...", "queue-monitor", "enable", "trap ...",
		"no trap ...", "encapsulation ...", "isis ...", "mgmt-if ...",
		"no mtu", NULL };
	const struct line *l = &s->head;

	if (line_is(l, "mtu *")) {
		long n = reader_num(v, l, 1, 46, 9500);

		if (n > 0) {
			p->mtu = n;
			p->mtu_line = l->no;
		}
	} else if (line_is(l, "speed * ...")) {
		p->speed_mbps =
		    reader_speed(line_word(l, line_is(l, "speed auto *") + 1u));
		p->speed_set = p->speed_mbps > 0;
		view_pass_line(v, l);
	} else if (line_is(l, "split ...")) {
		if (v->nquad < 512)
			PUSH(v->a, v->quad, v->nquad, v->quad_cap, p->name);
	} else if (line_is(l, "vsx shutdown-on-split")) {
		p->suspended = true;
	} else {
		return port_vlan(v, p, l) || port_lag(v, p, l) ||
		    aoscx_port_qos(v, p, l) || port_ip(v, p, l) ||
		    port_stp(p, l) || storm(v, p, l) ||
		    reader_port_basics(v, p, l) || reader_port_ip(v, p, l) ||
		    reader_passed(v, s, quiet);
	}
	return true;
}

/* what a port is before its lines */
static void
begin(struct view *v, struct port *p, const struct line *l)
{
	reader_lag_number(v, p, l, LAG_MAX);
	if (p->kind == PORT_MGMT)
		p->vrf = "mgmt";
}

void
aoscx_interface(struct view *v, const struct stanza *s)
{
	if (reader_subinterface(v, s))
		return;
	if (line_is(&s->head, "interface persona ...")) {
		view_skip(v, s);
		return;
	}
	reader_interface(v, s, line_rest(v->a, &s->head, 1), begin, port_line);
}

/* the untagged VLAN of a trunk is carried if the list has it */
static void
native(struct port *p)
{
	int id = p->pvid ? p->pvid : 1;

	p->pvid = 0;
	p->untagged = id;
	if (id < 0)
		p->untagged = 0;
	else if (id == 1 && !p->all_vlans && !vlan_set_has(&p->tagged, 1))
		p->untagged = 0;
}

/* what a port says of VLANs while it is routed is refused */
static void
routed(struct view *v, struct port *p)
{
	if (!v->ports_routed || p->switched_line || p->lag ||
	    (p->kind != PORT_PLAIN && p->kind != PORT_LAG) || !p->switched)
		return;
	view_notice(v, "bad-value", p->mode_line,
	    "%s is routed: its VLANs are rejected without `no routing`",
	    p->name);
	p->switched = false;
}

/* members have the MTU, the LAG says whether they speak LACP */
static void
member(const struct view *v, struct port *p)
{
	struct port *lag = view_lag_of(v, p);

	p->lacp = !lag || lag->lacp == LACP_NONE ? LACP_STATIC : lag->lacp;
	if (lag && p->mtu && (!lag->mtu || p->mtu < lag->mtu)) {
		lag->mtu = p->mtu;
		lag->mtu_line = p->mtu_line;
	}
}

void
aoscx_resolve_port(struct view *v, struct port *p)
{
	if (p->kind == PORT_LAG)
		p->up = p->up_line && !p->down_line;
	if (p->switched && p->mode == MODE_TRUNK)
		native(p);
	routed(v, p);
	if (p->lag)
		member(v, p);
}
