/*
 * Dell OS9 (FTOS): Force10 S4810, S4048-ON.  Membership in a VLAN is written
 * under the VLAN, in a static LAG under the LAG, in an LACP LAG under the
 * member; everything is shut down until it says `no shutdown`.
 */
#include "readback/reader.h"

#include <stdlib.h>
#include <string.h>

#include "base/ip.h"
#include "base/str.h"
#include "readback/qos.h"
#include "readback/undo.h"

static bool
opens(const struct line *l, const struct line *parent)
{
	static const char *const top[] = { "interface ...", "vlt domain *",
		"protocol lldp", "protocol spanning-tree ...",
		"uplink-state-group *", "dcb-map *", "dcb-input *",
		"dcb-output *", "priority-group *", "qos-policy-output *",
		"line ...", "reload-type", "ip access-list ...", NULL };
	static const char *const sub[] = { "protocol lldp",
		"port-channel-protocol *", NULL };

	return line_any(l, parent ? sub : top);
}

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
			long number = strtol(p->name + 2, NULL, 10);

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
	static const char *const quiet[] = { "protocol lldp", "lacp ...",
		"no lacp ...", "speed ...", "duplex ...", "negotiation ...",
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
		NULL };
	const struct line *l = &s->head;

	if (line_is(l, "port-channel-protocol lacp"))
		return port_lacp(v, p, s);
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
	/* up to 9.5 the map is in two: what comes in, and what goes out */
	if (line_is(l, "dcb-policy output *")) {
		view_ref(v, "dcb-output", line_word(l, 2), l->no);
		view_pass(v, s);
		return true;
	}
	if (line_is(l, "dcb-policy input *")) {
		p->dcb = line_word(l, 2);
		p->dcb_line = l->no;
		view_ref(v, "dcb-input", p->dcb, l->no);
		return true;
	}
	if (line_is(l, "dcb-map *")) {
		p->dcb = line_word(l, 1);
		p->dcb_line = l->no;
		view_ref(v, "dcb-map", p->dcb, l->no);
		return true;
	}
	if (line_is(l, "service-class dynamic dot1p")) {
		p->trust = "dot1p";
		return true;
	}
	if (line_is(l, "flowcontrol ...")) {
		for (size_t i = 2; i < l->nword; i++)
			if (line_word_eq(l->word[i], "on"))
				p->flow_line = l->no;
		return true;
	}
	if (line_is(l, "speed *") && line_num(l, 1) > 0) {
		p->speed_mbps = line_num(l, 1);
		return true;
	}
	return reader_port_protect(p, l) || port_stp(p, l) ||
	    port_lag(v, p, l) || reader_port_basics(v, p, l) ||
	    reader_port_ip(v, p, l) || reader_passed(v, s, quiet);
}

static void
interface(struct view *v, const struct stanza *s)
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

static bool
backup(struct view *v, const struct line *l, size_t i)
{
	struct domain *o = &v->domain;

	o->backup_line = l->no;
	o->has_backup = ip_parse(line_word(l, i), &o->backup);
	if (!o->has_backup)
		view_notice(v, "bad-value", l->no, "not an address: %.60s",
		    l->text);
	for (; i + 1 < l->nword; i++)
		if (line_word_eq(l->word[i], "vrf"))
			o->backup_vrf = l->word[i + 1];
	return true;
}

static bool
vlt_line(struct view *v, const struct stanza *s)
{
	static const char *const quiet[] = { "delay-restore ...",
		"peer-routing-timeout ...", "multicast ...",
		"proxy-gateway ...", "peer-down-vlan ...", "lacp-ungroup ...",
		"lacp ...", NULL };
	const struct line *l = &s->head;
	struct domain *o = &v->domain;

	if (line_is(l, "peer-link port-channel *")) {
		o->peer_link = str_fmt(v->a, "po%s", line_word(l, 2));
		o->peer_link_line = l->no;
		view_refer(v, o->peer_link, l->no);
	} else if (line_is(l, "back-up destination * ...")) {
		return backup(v, l, 2);
	} else if (line_is(l, "primary-priority *")) {
		o->priority = reader_num(v, l, 1, 0, 65535);
		o->priority_line = l->no;
	} else if (line_is(l, "system-mac mac-address *")) {
		o->mac = line_word(l, 2);
		o->mac_line = l->no;
	} else if (line_is(l, "unit-id *")) {
		o->unit = reader_num(v, l, 1, 0, 1);
		o->unit_line = l->no;
	} else if (line_is(l, "peer-routing")) {
		o->peer_routing = true;
	} else {
		return reader_passed(v, s, quiet);
	}
	return true;
}

static void
vlt(struct view *v, const struct stanza *s)
{
	v->domain.line = v->domain.id_line = s->head.no;
	v->domain.id = line_word(&s->head, 2);
	reader_num(v, &s->head, 2, 1, 1000);
	for (size_t i = 0; i < s->n; i++)
		if (!vlt_line(v, &s->child[i]))
			view_unknown(v, &s->child[i]);
}

static void
stp(struct view *v, const struct stanza *s)
{
	static const char *const quiet[] = { "hello-time ...", "max-age ...",
		"forward-delay ...", "name ...", "revision ...", "msti ...",
		"vlan ...", "edge-port ...", "disable", "debug ...", NULL };
	const char *w = line_word(&s->head, 2);
	const char *flavour = line_word_eq(w, "mstp") ? "mst" :
	    line_word_eq(w, "rstp")                   ? "rstp" :
	    line_word_eq(w, "pvst")                   ? "pvst" :
	                                                "stp";
	bool on = false;

	for (size_t i = 0; i < s->n; i++) {
		const struct line *l = &s->child[i].head;

		if (line_is(l, "no disable")) {
			on = true;
		} else if (line_is(l, "disable")) {
			on = false;
			if (str_eq(v->stp, flavour))
				v->stp = NULL;
			v->stp_off_line = l->no;
		} else if (line_is(l, "bridge-priority *") ||
		    line_is(l, "msti 0 bridge-priority *")) {
			v->stp_priority =
			    reader_num(v, l, l->nword - 1, 0, 61440);
			v->stp_priority_line = l->no;
		} else if (!str_eq(flavour, "mst") || !reader_mst(v, l)) {
			if (!reader_passed(v, &s->child[i], quiet))
				view_unknown(v, &s->child[i]);
		}
	}
	if (on) {
		if (v->stp && !str_eq(v->stp, flavour))
			view_notice(v, "stp-two-flavours", s->head.no,
			    "%s beside %s: only one can be active", flavour,
			    v->stp);
		v->stp = flavour;
		v->stp_line = s->head.no;
	} else if (!v->stp_off_line) {
		v->stp_off_line = s->head.no;
	}
}

static void
dcb_map(struct view *v, const struct stanza *s)
{
	struct dcb_map m = { .name = line_word(&s->head, 1),
		.line = s->head.no };

	for (int i = 0; i < 8; i++)
		m.share[i] = -1;
	for (size_t i = 0; i < s->n; i++) {
		const struct line *l = &s->child[i].head;

		if (line_is(l, "priority-group * bandwidth * pfc *") ||
		    line_is(l, "priority-group * strict-priority pfc *")) {
			long g = reader_num(v, l, 1, 0, 7);

			if (g < 0)
				continue;
			m.share[g] = line_num(l, 3) < 0 ? 0 : line_num(l, 3);
			m.pfc[g] =
			    line_word_eq(line_word(l, l->nword - 1), "on");
		} else if (line_is(l, "priority-pgid ...")) {
			m.pgid_line = l->no;
			for (size_t k = 1; k < l->nword && m.npgid < 16; k++)
				m.pgid[m.npgid++] = line_num(l, k);
		} else if (!line_is(l, "no pfc mode on")) {
			view_unknown(v, &s->child[i]);
		}
	}
	view_def(v, "dcb-map", m.name, m.line);
	if (v->nmap < 256)
		PUSH(v->a, v->map, v->nmap, v->map_cap, m);
}

/* dcb-input NAME / pfc priority 3,4 */
static void
dcb_input(struct view *v, const struct stanza *s)
{
	static const char *const quiet[] = { "pfc ...", "no pfc ...",
		"description ...", NULL };
	struct dcb_map m = { .name = line_word(&s->head, 1),
		.line = s->head.no };

	for (int i = 0; i < 8; i++)
		m.share[i] = -1;
	for (size_t i = 0; i < s->n; i++) {
		const struct line *l = &s->child[i].head;

		if (line_is(l, "pfc priority *")) {
			for (const char *w = line_word(l, 2); *w; w++)
				if (*w >= '0' && *w <= '7')
					m.prios |= (uint8_t)(1 << (*w - '0'));
		} else if (!reader_passed(v, &s->child[i], quiet)) {
			view_unknown(v, &s->child[i]);
		}
	}
	view_def(v, "dcb-input", m.name, m.line);
	if (v->nmap < 256)
		PUSH(v->a, v->map, v->nmap, v->map_cap, m);
}

/* what goes out: groups of priorities and their bandwidths, not judged */
static void
dcb_output(struct view *v, const struct stanza *s)
{
	view_def(v, line_word(&s->head, 0), line_word(&s->head, 1), s->head.no);
	view_pass(v, s);
	for (size_t i = 0; i < s->n; i++) {
		const struct line *l = &s->child[i].head;

		view_pass(v, &s->child[i]);
		if (line_is(l, "priority-group * qos-policy *"))
			view_ref(v, "priority-group", line_word(l, 1), l->no);
	}
}

static void
ufd(struct view *v, const struct stanza *s)
{
	static const char *const quiet[] = { "description ...",
		"downstream auto-recover", "no downstream auto-recover",
		"defer-timer ...", "enable", NULL };
	struct group *g = view_group(v, line_word(&s->head, 1), s->head.no);
	bool all = false;

	reader_num(v, &s->head, 1, 1, 32);
	for (size_t i = 0; i < s->n; i++) {
		const struct line *l = &s->child[i].head;

		if (line_is(l, "downstream disable links all"))
			all = true;
		else if (line_is(l, "downstream disable links *"))
			all = false;
		else if (line_is(l, "no enable"))
			g->off = true;
		else if (reader_passed(v, &s->child[i], quiet))
			;
		else if (line_is(l, "downstream ..."))
			view_group_down(v, g, line_rest(v->a, l, 1), l->no);
		else if (line_is(l, "upstream ..."))
			view_group_up(v, g, line_rest(v->a, l, 1), l->no);
		else
			view_unknown(v, &s->child[i]);
	}
	/* the platform's default is one link for each upstream lost */
	g->partial = !all;
}

/* `no disable` is how it is switched on: nothing is taken back */
static void
lldp(struct view *v, const struct stanza *s)
{
	for (size_t i = 0; i < s->n; i++)
		if (!line_is(&s->child[i].head, "no disable"))
			view_pass(v, &s->child[i]);
}

static bool
stack_unit(struct view *v, const struct stanza *s)
{
	static const char *const quiet[] = { "stack-unit ...",
		"no stack-unit ...", NULL };
	const struct line *l = &s->head;

	if (line_is(l, "stack-unit * port * portmode quad ...")) {
		const char *unit = line_word(l, 1), *port = line_word(l, 3);
		const char *name = str_fmt(v->a, "fo%s/%s", unit, port);

		if (v->nquad < 512)
			PUSH(v->a, v->quad, v->nquad, v->quad_cap, name);
		return true;
	}
	if (line_is(l, "stack-unit * provision *"))
		v->units++;
	return reader_passed(v, s, quiet);
}

static bool
top_line(struct view *v, const struct stanza *s)
{
	static const char *const quiet[] = { "redundancy ...", "cam-acl ...",
		"line ...", "reload-type", "hash-algorithm ...",
		"no hash-algorithm ...", "service-class ...", "management ...",
		"no management ...", "default-vlan ...", "lacp ungroup ...",
		"default ...", "ip unknown-unicast", "cam-acl-vlan ...",
		"feature ...", "ip vrf ...", "eula-consent ...", "no ip ...",
		"class-map ...", "policy-map-input ...",
		"policy-map-output ...", "qos-policy-input ...",
		"qos-policy-output ...", "dcb pfc-...",
		"dcb-buffer-threshold ...", "iscsi ...", "no iscsi ...",
		"ip multicast-routing", "vlan-stack ...",
		"mac-address-table ...", "mac ...", "cam-optimization ...",
		"buffer-profile ...", "ip tcp ...", "openflow ...", "gvrp ...",
		"fefd-global ...", "stack-unit ...", "wred-profile ...",
		"support-assist", "system-flow ...", "logging ...", "ip sg ...",
		"configure ...", "control-plane-cpuqos", "script ...",
		"errdisable ...", "ecmp-group ...", NULL };
	const struct line *l = &s->head;

	if (line_is(l, "hostname *")) {
		reader_hostname(v, l);
	} else if (line_is(l, "line vty ...")) {
		reader_line_access(v, s);
	} else if (line_is(l, "interface ...")) {
		interface(v, s);
	} else if (line_is(l, "vlt domain *")) {
		vlt(v, s);
	} else if (line_is(l, "protocol spanning-tree *")) {
		stp(v, s);
	} else if (line_is(l, "protocol lldp")) {
		lldp(v, s);
	} else if (line_is(l, "dcb-map *")) {
		dcb_map(v, s);
	} else if (line_is(l, "dcb-input *")) {
		dcb_input(v, s);
	} else if (line_is(l, "dcb-output *") ||
	    line_is(l, "priority-group *")) {
		dcb_output(v, s);
	} else if (line_is(l, "service-class dynamic dot1p")) {
		v->trust = "dot1p";
	} else if (line_is(l, "dcb enable ...")) {
		v->dcb_on = true;
		v->dcb_line = l->no;
	} else if (line_is(l, "no dcb enable ...")) {
		v->dcb_on = false;
		v->dcb_line = l->no;
	} else if (line_is(l, "dcb ...")) {
		view_pass(v, s);
	} else if (line_is(l, "uplink-state-group *")) {
		ufd(v, s);
	} else if (line_is(l, "management route 0.0.0.0/0 *") ||
	    line_is(l, "management route 0.0.0.0 0.0.0.0 *")) {
		v->has_gateway =
		    ip_parse(line_word(l, l->nword - 1), &v->gateway);
		v->gateway_line = l->no;
		if (!v->has_gateway && l->nword == 4)
			view_notice(v, "bad-value", l->no,
			    "not an address: %.60s", l->text);
	} else {
		return stack_unit(v, s) || reader_services(v, s) ||
		    reader_passed(v, s, quiet) || reader_skipped(v, s);
	}
	return true;
}

/* lossless priorities: those whose group has pfc on */
static uint8_t
lossless(const struct dcb_map *m)
{
	uint8_t prios = 0;

	for (size_t i = 0; i < m->npgid && i < 8; i++)
		if (m->pgid[i] >= 0 && m->pgid[i] < 8 && m->pfc[m->pgid[i]])
			prios |= (uint8_t)(1 << i);
	return prios;
}

/* the bandwidths of the priorities' groups */
static void
shares(struct port *p, const struct dcb_map *m)
{
	for (int i = 0; i < 8 && m->npgid == 8; i++)
		if (m->pgid[i] >= 0 && m->pgid[i] < 8)
			reader_share(p, i, m->share[m->pgid[i]]);
}

static void
settle(struct view *v)
{
	for (size_t i = 0; i < v->nmap; i++)
		v->map[i].prios |= lossless(&v->map[i]);
	for (size_t i = 0; i < v->nport; i++) {
		struct port *p = v->port[i];

		p->up = p->kind == PORT_PLAIN || p->kind == PORT_LAG ?
		    p->up_line > 0 :
		    !p->down_line;
		p->switched = p->switched_line > 0;
		if (p->switched && p->mode == MODE_NONE)
			p->mode = MODE_ACCESS;
		for (int k = 0; k < 8; k++)
			qos_queue(p, k,
			    p->trust || v->trust ? v->traits->dot1p_queue[k] :
			                           -1);
		for (size_t k = 0; k < v->nmap && p->dcb; k++)
			if (str_eq(v->map[k].name, p->dcb) &&
			    view_dcb_map_empty(&v->map[k]) &&
			    !v->map[k].prios) {
				/* `no pfc mode on`: it is how to turn it off */
				p->dcb_line = 0;
			} else if (str_eq(v->map[k].name, p->dcb)) {
				p->pfc = v->map[k].prios;
				p->pfc_line = p->dcb_line;
				shares(p, &v->map[k]);
			}
	}
}

static bool
read_config(struct view *v, struct diags *d)
{
	struct text t;
	struct stanza root;
	int unbalanced = 0;

	if (!reader_text(v, d, &t))
		return false;
	if (stanza_text_is_flat(&t))
		stanza_text_nest_exit(v->a, &t, opens, &root, &unbalanced);
	else
		stanza_text_nest(v->a, &t, &root);
	view_root(v, &root);
	undo_apply(v, &root);
	for (size_t i = 0; i < root.n; i++)
		if (!top_line(v, &root.child[i]))
			view_unknown(v, &root.child[i]);
	undo_tell(v, &root);
	if (t.first_comment && strstr(t.first_comment, "Version ")) {
		const char *w = strstr(t.first_comment, "Version ") + 8;

		v->version = str_dup(v->a, w, strcspn(w, "\n"));
		if (!t.ended)
			view_notice(v, "file-truncated", t.last_no,
			    "the config doesn't end with `end`");
	}
	settle(v);
	return true;
}

/* how its lines begin, and those of no other */
static const struct mark marks[] = {
	{ 3, "vlt domain " },
	{ 2, "interface TenGigabitEthernet " },
	{ 2, "interface fortyGigE " },
	{ 3, "interface ManagementEthernet " },
	{ 1, "interface Port-channel " },
	{ 1, "interface Vlan " },
	{ 3, "stack-unit " },
	{ 3, "protocol spanning-tree " },
	{ 1, "protocol lldp" },
	{ 2, " portmode hybrid" },
	{ 2, " port-channel-protocol LACP" },
	{ 2, " vlt-peer-lag " },
	{ 0, NULL },
};

/* what the platform does with dot1p 0..7 */
static const signed char queue_of_dot1p[8] = { 0, 0, 0, 1, 2, 3, 3, 3 };

const struct dialect dialect_os9 = {
	.name = "os9",
	.read = read_config,
	.traits = {
		.peer_lost_lags = true,
		.starts_down = true,
		.member_not = MEMBER_NO_SWITCHPORT | MEMBER_NO_VLAN,
		.member_own_mtu = true,
		.split_is_gone = true,
		.vlan_needs_switchport = true,
		.vlan_needs_hybrid = true,
		.both_kinds_clash = true,
		.frame_default = 1554,
		.peer_link_bare = true,
		.peer_link_static = true,
		.ssh_starts_off = true,
		.lossless = LOSSLESS_MAP,
		.dot1p_queue = queue_of_dot1p,
	},
	.mark = marks,
};
