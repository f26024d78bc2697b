/*
 * Dell OS9: ports.  Membership in a VLAN is written under the VLAN, in a static
 * LAG under the LAG, in an LACP LAG under the member.
 */
#include "readback/os9_read.h"

#include <string.h>

#include "readback/undo.h"

static void
vlan_ports(struct view *v, int vlan, const struct line *l, bool tag)
{
	struct port_list n = ports_parse(v->a, line_rest(v->a, l, 1));

	if (n.bad || n.n == 0)
		view_notice(v, "bad-value", l->no, "not a list of ports: %.60s",
		    l->text);
	for (size_t i = 0; i < n.n; i++) {
		struct port *p = view_refer(v, n.name[i], l->no);

		if (tag) {
			vlan_set_add(&p->tagged, vlan);
			p->list_line = l->no;
		} else if (p->untagged && p->untagged != vlan) {
			p->untagged_twice_line = l->no;
		} else {
			p->untagged = vlan;
			p->untagged_line = l->no;
		}
	}
}

/* no tagged te 0/1, no untagged te 0/1 */
static void
no_vlan_ports(struct view *v, int vlan, const struct line *l)
{
	struct port_list n = ports_parse(v->a, line_rest(v->a, l, 2));
	struct vlan_set one = { 0 };

	vlan_set_add(&one, vlan);
	for (size_t i = 0; i < n.n; i++) {
		struct port *p = view_refer(v, n.name[i], l->no);

		if (line_word_eq(line_word(l, 1), "tagged"))
			vlan_set_cut(&p->tagged, &one);
		else if (p->untagged == vlan)
			p->untagged = 0;
	}
}

static void
vlan_stanza(struct view *v, const struct stanza *s, const char *name)
{
	static const char *const quiet[] = { "shutdown", "no shutdown",
		"vrrp-group ...", "ip ...", "no ip ...", "ipv6 ...",
		"no ipv6 ...", "vlan-stack ...", NULL };
	long id = strlen(name) > 2 ?
	    line_num(&(struct line){ .word = (const char *[]){ name + 2 },
	                 .nword = 1 },
	        0) :
	    -1;
	struct port *svi = view_stanza_port(v, name, s->head.no);
	struct vlan *vlan;

	if (id < 1 || id > VLAN_MAX) {
		view_notice(v, "bad-value", s->head.no, "not a VLAN id: %.60s",
		    s->head.text);
		return;
	}
	vlan = view_vlan(v, (int)id, s->head.no);
	for (size_t i = 0; i < s->n; i++) {
		const struct line *l = &s->child[i].head;

		if (undo_gone(v, l, name))
			continue;
		if (line_is(l, "no tagged ...") ||
		    line_is(l, "no untagged ..."))
			no_vlan_ports(v, (int)id, l);
		else if (line_is(l, "tagged ..."))
			vlan_ports(v, (int)id, l, true);
		else if (line_is(l, "untagged ..."))
			vlan_ports(v, (int)id, l, false);
		else if (line_is(l, "name ..."))
			vlan->name = line_rest(v->a, l, 1);
		else if (!reader_port_basics(v, svi, l) &&
		    !reader_port_ip(v, svi, l) &&
		    !reader_passed(v, &s->child[i], quiet))
			view_unknown(v, &s->child[i]);
	}
}

static bool
port_stp(struct port *p, const struct line *l)
{
	const char *flavour = line_word(l, 1);

	if (line_is(l, "no spanning-tree")) {
		p->no_stp = true;
		p->no_stp_line = l->no;
		return true;
	}
	/* filtered, it takes no part in the tree at all: not a host's edge */
	if (line_is(l, "spanning-tree * edge-port bpdufilter ...")) {
		p->no_stp = true;
		p->no_stp_line = l->no;
		return true;
	}
	if (line_is(l, "spanning-tree * edge-port ...") ||
	    line_is(l, "spanning-tree * portfast ...")) {
		p->edge = true;
		p->edge_line = l->no;
		p->stp_flavour = line_word_eq(flavour, "mstp") ? "mst" :
		    line_word_eq(flavour, "rstp")              ? "rstp" :
		    line_word_eq(flavour, "pvst")              ? "pvst" :
		                                                 "stp";
		if (line_word_eq(line_word(l, 3), "bpduguard")) {
			p->guard = true;
			p->guard_line = l->no;
		}
		return true;
	}
	return false;
}

static bool
port_lacp(struct view *v, struct port *p, const struct stanza *s)
{
	static const char *const quiet[] = { "lacp ...", NULL };

	for (size_t i = 0; i < s->n; i++) {
		const struct line *l = &s->child[i].head;
		long n;

		if (!line_is(l, "port-channel * mode *")) {
			if (!reader_passed(v, &s->child[i], quiet))
				view_unknown(v, &s->child[i]);
			continue;
		}
		n = reader_num(v, l, 1, 1, 4096);
		if (n < 0)
			continue;
		if (p->lag && p->lag != n)
			p->lag_twice_line = l->no;
		p->lag = (int)n;
		p->lag_line = l->no;
		p->lacp = line_word_eq(line_word(l, 3), "passive") ?
		    LACP_PASSIVE :
		    LACP_ACTIVE;
		if (line_word_eq(line_word(l, 3), "off"))
			view_notice(v, "bad-value", l->no,
			    "LACP is off on a member of port-channel %ld", n);
	}
	return true;
}

static bool
port_lag(struct view *v, struct port *p, const struct line *l)
{
	if (line_is(l, "channel-member ...")) {
		struct port_list n = ports_parse(v->a, line_rest(v->a, l, 1));

		if (n.bad || n.n == 0)
			view_notice(v, "bad-value", l->no,
			    "not a list of ports: %.60s", l->text);
		for (size_t i = 0; i < n.n; i++) {
			struct port *m = view_refer(v, n.name[i], l->no);
			long number = ports_number_of(p->name);

			if (m->lag && m->lag != number)
				m->lag_twice_line = l->no;
			m->lag = (int)number;
			m->lag_line = l->no;
			m->lacp = LACP_STATIC;
		}
		return true;
	}
	if (line_is(l, "vlt-peer-lag port-channel *")) {
		long n = reader_num(v, l, 2, 1, 4096);

		p->mclag = n > 0 ? (int)n : 0;
		p->mclag_line = l->no;
		return true;
	}
	if (line_is(l, "minimum-links *")) {
		p->min_links = (int)reader_num(v, l, 1, 1, 16);
		p->min_links_line = l->no;
		return true;
	}
	return false;
}

static bool
port_line(struct view *v, struct port *p, const struct stanza *s)
{
	static const char *const quiet[] = { "lacp ...", "no lacp ...",
		"speed ...", "duplex ...", "negotiation ...",
		"no negotiation ...", "rate-interval ...", "load-interval ...",
		"dampening ...", "keepalive ...", "no keepalive", "fec ...",
		"no fec ...", "service-class ...", "service-policy ...",
		"rate ...", "storm-control ...", "snmp ...", "ip ...",
		"no ip ...", "ipv6 ...", "no ipv6 ...", "vrrp-group ...",
		"wavelength ...", "mac ...", "no mac ...", "port-type ...",
		"hold-time ...", "dcb ...", "qos-policy-output ...",
		"no flowcontrol ...", "no portmode ...", "lldp ...",
		"carrier-delay ...", "channel-member-speed ...",
		"intf-type ...", "no vlan ...", "pfc ...", "no pfc ...",
		"ip vrf ...", "stack-group ...", "spanning-tree * * ...",
		"auto vlan", "fip-snooping ...", "link-bundle-monitor ...",
		NULL };
	const struct line *l = &s->head;

	if (line_is(l, "port-channel-protocol lacp"))
		return port_lacp(v, p, s);
	if (line_is(l, "protocol lldp")) {
		for (size_t i = 0; i < s->n; i++)
			if (line_is(&s->child[i].head, "disable"))
				p->no_lldp_line = s->child[i].head.no;
			else if (line_is(&s->child[i].head, "no disable"))
				p->no_lldp_line = 0;
		view_pass(v, s);
		return true;
	}
	if (line_is(l, "portmode hybrid")) {
		p->mode = MODE_HYBRID;
		p->mode_line = l->no;
		if (p->switched_line)
			view_notice(v, "order-portmode", l->no,
			    "%s: `portmode "
			    "hybrid` after `switchport` is refused",
			    p->name);
		return true;
	}
	if (line_is(l, "switchport")) {
		p->switched_line = l->no;
		return true;
	}
	if (line_is(l, "no switchport")) {
		p->switched_line = 0;
		return true;
	}
	/* an aggregator's ports name their VLANs themselves */
	if (line_is(l, "vlan tagged *")) {
		struct vlan_set ids = { 0 };

		if (!vlan_set_parse(line_word(l, 2), &ids))
			return false;
		vlan_set_join(&p->tagged, &ids);
		return true;
	}
	if (line_is(l, "vlan untagged *")) {
		p->untagged = (int)reader_num(v, l, 2, 1, VLAN_MAX);
		p->untagged_line = l->no;
		return true;
	}
	if (line_is(l, "speed *") && line_num(l, 1) > 0) {
		p->speed_mbps = line_num(l, 1);
		return true;
	}
	return os9_port_qos(v, p, s) || reader_port_protect(p, l) ||
	    port_stp(p, l) || port_lag(v, p, l) ||
	    reader_port_basics(v, p, l) || reader_port_ip(v, p, l) ||
	    reader_passed(v, s, quiet);
}

void
os9_interface(struct view *v, const struct stanza *s)
{
	size_t at = line_word_eq(line_word(&s->head, 1), "range") ? 2 : 1;
	struct port_list n = ports_parse(v->a, line_rest(v->a, &s->head, at));

	if (n.bad || n.n == 0) {
		view_unknown(v, s);
		return;
	}
	for (size_t k = 0; k < n.n; k++) {
		struct port *p;

		if (undo_gone(v, &s->head, n.name[k]))
			continue;
		if (ports_kind_of(n.name[k]) == PORT_VLAN) {
			vlan_stanza(v, s, n.name[k]);
			continue;
		}
		p = view_stanza_port(v, n.name[k], s->head.no);
		reader_port_stanza(v, p, s, port_line, k == 0);
	}
}
