/*
 * Arista EOS.  Ports are up, switched and trunks carry every VLAN until told
 * otherwise; a VLAN in a trunk group goes only where the group does.
 */
#include "readback/reader.h"

#include <stdlib.h>
#include <string.h>

#include "base/ip.h"
#include "base/str.h"
#include "readback/qos.h"
#include "readback/undo.h"

static bool
port_stp(struct port *p, const struct line *l)
{
	if (line_is(l, "spanning-tree portfast") ||
	    line_is(l, "spanning-tree portfast edge")) {
		p->edge = true;
		p->edge_line = l->no;
	} else if (line_is(l, "spanning-tree portfast network")) {
		p->network_type = true;
	} else if (line_is(l, "spanning-tree bpduguard enable")) {
		p->guard = true;
		p->guard_line = l->no;
	} else if (line_is(l, "spanning-tree bpduguard disable")) {
		p->unguarded_line = l->no;
	} else if (line_is(l, "spanning-tree bpdufilter enable")) {
		p->no_stp = true;
		p->no_stp_line = l->no;
	} else {
		return false;
	}
	return true;
}

static bool
port_qos(struct view *v, struct port *p, const struct line *l)
{
	long n;

	if (line_is(l, "priority-flow-control on") ||
	    line_is(l, "priority-flow-control mode on")) {
		p->dcb = "pfc";
		p->dcb_line = l->no;
	} else if (line_is(l, "priority-flow-control priority * no-drop")) {
		n = reader_num(v, l, 2, 0, 7);
		if (n >= 0)
			p->pfc |= (uint8_t)(1 << n);
		p->pfc_line = l->no;
	} else if (line_is(l, "qos trust cos")) {
		p->no_trust = false;
	} else if (line_is(l, "qos trust dscp") ||
	    line_is(l, "no qos trust ...")) {
		p->no_trust = true;
	} else if (line_is(l, "service-profile *")) {
		p->ets = line_word(l, 1);
		view_ref(v, "qos profile", p->ets, l->no);
	} else if (line_is(l, "flowcontrol * on") ||
	    line_is(l, "flowcontrol * desired")) {
		p->flow_line = l->no;
	} else {
		return false;
	}
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
		"no snmp ...", "eof", NULL };
	const struct line *l = &s->head;
	const char *word;
	long n;

	if (reader_port_protect(p, l)) {
		;
	} else if (line_is(l, "speed *") || line_is(l, "speed forced *")) {
		p->speed_mbps = reader_speed(line_word(l, l->nword - 1));
	} else if (line_is(l, "ip address unnumbered ...")) {
		view_pass(v, s);
	} else if (line_is(l, "switchport trunk group *")) {
		p->trunk_group = p->trunk_group ?
		    str_fmt(v->a, "%s,%s", p->trunk_group, line_word(l, 3)) :
		    line_word(l, 3);
	} else if (line_is(l, "l2 mtu *")) {
		p->l2_mtu = reader_num(v, l, 2, 68, 65535);
		p->l2_mtu_line = l->no;
	} else if (line_is(l, "port-channel min-links *")) {
		p->min_links = (int)reader_num(v, l, 2, 0, 128);
		p->min_links_line = l->no;
	} else if (line_is(l, "mlag *")) {
		n = reader_num(v, l, 1, 1, 2000);
		p->mclag = n > 0 ? (int)n : 0;
		p->mclag_line = l->no;
	} else if (line_is(l, "vrf *")) {
		p->vrf = line_word(l, 1);
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
		return port_qos(v, p, l) || port_stp(p, l) ||
		    reader_port_switchport(v, p, l) ||
		    reader_port_lag(v, p, l) || reader_port_basics(v, p, l) ||
		    reader_port_ip(v, p, l) || reader_passed(v, s, quiet);
	}
	return true;
}

static void
interface(struct view *v, const struct stanza *s)
{
	struct port_list n = ports_parse(v->a, line_rest(v->a, &s->head, 1));

	if (reader_subinterface(v, s))
		return;
	/* Dps1: paths of a wide-area fabric */
	if (line_word_starts(line_word(&s->head, 1), "dps") ||
	    line_word_eq(line_word(&s->head, 1), "defaults")) {
		view_skip(v, s);
		return;
	}
	if (n.bad || n.n == 0) {
		view_unknown(v, s);
		return;
	}
	for (size_t k = 0; k < n.n; k++) {
		struct port *p;

		if (undo_gone(v, &s->head, n.name[k]))
			continue;
		p = view_stanza_port(v, n.name[k], s->head.no);
		reader_port_stanza(v, p, s, port_line, k == 0);
	}
}

static void
vlan(struct view *v, const struct stanza *s)
{
	static const char *const quiet[] = { "state active", "private-vlan ...",
		NULL };
	struct vlan_set ids = { 0 };
	bool off = false;

	if (!vlan_set_parse(line_rest(v->a, &s->head, 1), &ids)) {
		view_notice(v, "bad-value", s->head.no,
		    "not a list of VLANs: %.60s", s->head.text);
		return;
	}
	view_vlans(v, &ids, s->head.no);
	for (int id = vlan_set_next(&ids, 0); id;
	     id = vlan_set_next(&ids, id)) {
		struct vlan *x = view_vlan(v, id, s->head.no);

		for (size_t i = 0; i < s->n; i++) {
			const struct line *l = &s->child[i].head;

			if (line_is(l, "name ..."))
				x->name = line_rest(v->a, l, 1);
			else if (line_is(l, "state suspend"))
				off = true;
			else if (line_is(l, "trunk group *"))
				x->trunk_group = line_word(l, 2);
		}
	}
	if (off)
		view_vlans_gone(v, &ids);
	for (size_t i = 0; i < s->n; i++)
		if (!line_is(&s->child[i].head, "name ...") &&
		    !line_is(&s->child[i].head, "trunk group *") &&
		    !line_is(&s->child[i].head, "state suspend") &&
		    !reader_passed(v, &s->child[i], quiet))
			view_unknown(v, &s->child[i]);
}

static void
mlag(struct view *v, const struct stanza *s)
{
	static const char *const quiet[] = { "reload-delay ...",
		"dual-primary ...", "heartbeat-interval *", "lacp ...", NULL };
	struct domain *o = &v->domain;
	struct port_list n;

	o->line = s->head.no;
	for (size_t i = 0; i < s->n; i++) {
		const struct line *l = &s->child[i].head;

		if (line_is(l, "shutdown")) {
			o->down_line = l->no;
		} else if (line_is(l, "no shutdown")) {
			o->down_line = 0;
		} else if (line_is(l, "domain-id *")) {
			o->id = line_word(l, 1);
			o->id_line = l->no;
		} else if (line_is(l, "local-interface *") ||
		    line_is(l, "local-interface * *")) {
			n = ports_parse(v->a, line_rest(v->a, l, 1));
			if (n.n == 1) {
				o->local_if = n.name[0];
				view_refer(v, n.name[0], l->no);
			}
		} else if (line_is(l,
		               "dual-primary detection delay * action "
		               "errdisable all-interfaces")) {
			o->shuts_all = true;
		} else if (line_is(l, "peer-address heartbeat * ...")) {
			o->beat_line = l->no;
			o->has_beat = ip_parse(line_word(l, 2), &o->beat);
			o->beat_vrf =
			    line_is(l, "* * * vrf *") ? line_word(l, 4) : NULL;
			if (!o->has_beat)
				view_notice(v, "bad-value", l->no,
				    "not an address: %.60s", l->text);
		} else if (line_is(l, "peer-address *")) {
			o->backup_line = l->no;
			o->has_backup = ip_parse(line_word(l, 1), &o->backup);
			if (!o->has_backup)
				view_notice(v, "bad-value", l->no,
				    "not an address: %.60s", l->text);
		} else if (line_is(l, "peer-link ...")) {
			n = ports_parse(v->a, line_rest(v->a, l, 1));
			if (n.n == 1) {
				o->peer_link = n.name[0];
				o->peer_link_line = l->no;
				view_refer(v, n.name[0], l->no);
			}
		} else if (line_is(l, "reload-delay mlag *") ||
		    line_is(l, "reload-delay non-mlag *")) {
			long *to = line_word_eq(line_word(l, 1), "mlag") ?
			    &o->wait_lags :
			    &o->wait_others;

			*to = line_num(l, 2);
			o->wait_line = l->no;
		} else if (!reader_passed(v, &s->child[i], quiet)) {
			view_unknown(v, &s->child[i]);
		}
	}
	if (!o->id)
		o->id = "(none)";
}

static void
profile(struct view *v, const struct stanza *s)
{
	struct shares sh = { .name = line_word(&s->head, 2),
		.line = s->head.no };

	for (int i = 0; i < 8; i++)
		sh.queue[i] = -1;
	view_def(v, "qos profile", sh.name, s->head.no);
	for (size_t i = 0; i < s->n; i++) {
		const struct stanza *q = &s->child[i];
		long n = line_num(&q->head, 1);

		view_pass(v, q);
		if (line_is(&q->head, "qos trust dscp") ||
		    line_is(&q->head, "no qos trust"))
			qos_map(v, "untrusted", sh.name, s->head.no);
		for (size_t k = 0; k < q->n; k++) {
			const struct line *l = &q->child[k].head;

			if (line_is(l, "random-detect ecn ...") && n >= 0 &&
			    n < 8 && !line_is(&q->head, "mc-tx-queue *"))
				sh.ecn[n] = true;
			/* of multicast there is a set of queues apart */
			if (!line_is(l, "bandwidth percent *") ||
			    line_is(&q->head, "mc-tx-queue *"))
				continue;
			sh.n++;
			sh.sum += line_num(l, 2);
			if (n >= 0 && n < 8)
				sh.queue[n] = line_num(l, 2);
		}
	}
	/* what is not given is strict or shares the rest: no sum to judge */
	if (sh.sum < 100)
		sh.n = 0;
	if (v->nshare < 64)
		PUSH(v->a, v->share, v->nshare, v->share_cap, sh);
}

/* cos 3 to traffic-class 3, traffic-class 3 to tx-queue 3 */
static void
classes(struct view *v, const struct line *l)
{
	const char *to = line_word(l, l->nword - 2);
	const char *of = line_word(l, 2);
	long n = line_num(l, l->nword - 1);
	bool ok = true;

	if (l->nword < 7 || n < 0 || n > 7)
		return;
	if (line_word_eq(of, "cos") && line_word_eq(to, "traffic-class"))
		ok = qos_set(qos_map(v, "class", "", l->no), l, 3, 3, n);
	else if (line_word_eq(of, "traffic-class") &&
	    (line_word_eq(to, "tx-queue") || line_word_eq(to, "uc-tx-queue")))
		ok = qos_set(qos_map(v, "queue", "", l->no), l, 3, 3, n);
	if (!ok)
		view_notice(v, "bad-value", l->no,
		    "not numbers of 0 to 7: %.60s", l->text);
}

/* the way of each priority through a port */
static void
ways(const struct view *v, struct port *p)
{
	/* the platform's own classes of priorities; queues are numbered alike */
	static const signed char own[8] = { 1, 0, 2, 3, 4, 5, 6, 7 };
	const struct qos_map *class = qos_find(v, "class", "");
	const struct qos_map *queue = qos_find(v, "queue", "");
	const struct port *lag = view_l2(v, p);
	const char *profile = p->ets ? p->ets : lag->ets;

	for (int i = 0; i < 8; i++) {
		int c = qos_of(class, i) >= 0 ? qos_of(class, i) : own[i];
		int q = qos_of(queue, c) >= 0 ? qos_of(queue, c) : c;

		qos_queue(p, i,
		    p->no_trust || lag->no_trust ||
		            qos_find(v, "untrusted", profile) ?
		        -1 :
		        q);
	}
	qos_shares(p, qos_policy(v, profile));
}

static bool
stp(struct view *v, const struct stanza *s)
{
	static const char *const quiet[] = { "spanning-tree ...",
		"no spanning-tree ...", NULL };
	const struct line *l = &s->head;

	if (line_is(l, "spanning-tree mode none")) {
		v->stp = NULL;
		v->stp_off_line = l->no;
	} else if (line_is(l, "no spanning-tree vlan-id *") ||
	    line_is(l, "no spanning-tree vlan *")) {
		struct vlan_set off = { 0 };

		if (!vlan_set_parse(line_word(l, 3), &off))
			view_notice(v, "bad-value", l->no,
			    "not a list of VLANs: %.60s", l->text);
		vlan_set_join(&v->no_stp, &off);
	} else if (line_is(l, "spanning-tree vlan-id *")) {
		struct vlan_set on = { 0 };

		if (vlan_set_parse(line_word(l, 2), &on))
			vlan_set_cut(&v->no_stp, &on);
	} else if (line_is(l, "spanning-tree mode *")) {
		v->stp = line_word_eq(line_word(l, 2), "mstp") ?
		    "mst" :
		    line_word(l, 2);
		v->stp_line = l->no;
		v->stp_off_line = 0;
	} else if (line_is(l, "spanning-tree mst 0 priority *") ||
	    line_is(l, "spanning-tree priority *")) {
		v->stp_priority = reader_num(v, l, l->nword - 1, 0, 61440);
		v->stp_priority_line = l->no;
	} else if (line_is(l, "spanning-tree mst configuration")) {
		for (size_t i = 0; i < s->n; i++)
			if (!reader_mst(v, &s->child[i].head))
				view_pass(v, &s->child[i]);
	} else if (line_is(l, "spanning-tree edge-port bpduguard default")) {
		v->guard_global = true;
	} else {
		return reader_passed(v, s, quiet);
	}
	return true;
}

/* is the service on: its own lines and those of the VRFs below */
static bool
is_on(struct view *v, const struct stanza *s, bool by_default)
{
	static const char *const quiet[] = { "vrf *", "no vrf ...", NULL };
	bool on = by_default;

	for (size_t i = 0; i < s->n; i++)
		if (line_is(&s->child[i].head, "no shutdown"))
			on = true;
		else if (line_is(&s->child[i].head, "shutdown"))
			on = false;
	for (size_t i = 0; i < s->n; i++)
		if (line_is(&s->child[i].head, "vrf *"))
			on = is_on(v, &s->child[i], false) || on;
		else if (!line_is(&s->child[i].head, "no shutdown") &&
		    !line_is(&s->child[i].head, "shutdown") &&
		    !reader_passed(v, &s->child[i], quiet))
			view_pass(v, &s->child[i]);
	return on;
}

/* ... in this VRF alone, NULL being the default one */
static bool
is_on_in(const struct stanza *s, const char *vrf, bool on)
{
	for (size_t i = 0; i < s->n; i++) {
		const struct line *l = &s->child[i].head;

		if (vrf && line_is(l, "vrf *") && str_eq(line_word(l, 1), vrf))
			on = is_on_in(&s->child[i], NULL, on);
		else if (!vrf && line_is(l, "no shutdown"))
			on = true;
		else if (!vrf && line_is(l, "shutdown"))
			on = false;
	}
	return on;
}

/* SSH is on somewhere, but not where the management port is */
static bool
is_elsewhere(const struct view *v, const struct stanza *root)
{
	const char *vrf = NULL;
	bool on, any = false;

	for (size_t i = 0; i < v->nport; i++)
		if (v->port[i]->kind == PORT_MGMT && v->port[i]->has_ip) {
			vrf = v->port[i]->vrf;
			any = true;
		}
	on = !vrf;
	for (size_t i = 0; i < root->n; i++)
		if (line_is(&root->child[i].head, "management ssh"))
			on = is_on_in(&root->child[i], vrf, on);
	return any && v->ssh && !on;
}

static bool
management(struct view *v, const struct stanza *s)
{
	if (line_is(&s->head, "management ssh")) {
		v->ssh = is_on(v, s, true);
		for (size_t i = 0; i < s->n; i++) {
			const struct line *l = &s->child[i].head;

			if (!line_is(l, "ip access-group * ..."))
				continue;
			v->ssh_access = line_word(l, 2);
			v->ssh_access_line = l->no;
		}
	} else if (line_is(&s->head, "management telnet")) {
		v->telnet_line = is_on(v, s, false) ? s->head.no : 0;
	} else if (line_is(&s->head, "management api http-commands")) {
		int plain = 0;

		for (size_t i = 0; i < s->n; i++)
			if (line_is(&s->child[i].head, "protocol http ..."))
				plain = s->child[i].head.no;
		v->http_line = is_on(v, s, false) ? plain : 0;
	} else {
		return false;
	}
	return true;
}

static bool
top_line(struct view *v, const struct stanza *s)
{
	static const char *const quiet[] = { "transceiver ...",
		"management ...", "daemon ...", "terminattr ...", "switch ...",
		"no aaa ...", "dcbx ...", "platform ...", "load-interval ...",
		"queue-monitor ...", "no queue-monitor ...", "hostname ...",
		"dns ...", "ip virtual-router ...", "vlan internal ...",
		"lacp ...", "no vlan ...", "mac ...", "no ip ...",
		"class-map ...", "policy-map ...", "peer-filter ...",
		"patch ...", "ptp ...", "no enable ...", "schedule ...",
		"agent ...", "email ...", "port-channel ...", "ip nat ...",
		"sflow ...", "no sflow ...", "prompt ...",
		"priority-flow-control ...", "tcam ...", "tap aggregation",
		"system ...", "dynamic ...", "mpls ...", "traffic-policies",
		"ip security", "monitor ...", "no ...", "maintenance",
		"application ...", "router-...", "ip address virtual ...",
		"sync-e", "cvx", "dhcp ...", "l2-protocol", "address ...",
		"eof", "virtual-network ...", "ip icmp ...", NULL };
	const struct line *l = &s->head;
	const char *group;

	if (line_is(l, "hostname *")) {
		reader_hostname(v, l);
	} else if (line_is(l, "hardware speed-group * serdes *")) {
		/* 25g is how its ports come */
		if (strcmp(line_word(l, 4), "25g") != 0)
			PUSH(v->a, v->speed_group, v->nspeed_group,
			    v->speed_group_cap,
			    str_fmt(v->a, "%s: %s", line_word(l, 2),
			        line_word(l, 4)));
	} else if (line_is(l, "interface ...")) {
		interface(v, s);
	} else if (line_is(l, "switchport default mode *")) {
		v->ports_routed = line_word_eq(line_word(l, 3), "routed");
	} else if (reader_no_vlan(v, l) || management(v, s)) {
		;
	} else if (line_is(l, "vlan internal ...")) {
		view_pass(v, s);
	} else if (line_is(l, "vlan *")) {
		vlan(v, s);
	} else if (line_is(l, "mlag configuration")) {
		mlag(v, s);
	} else if (line_is(l, "vrf instance *") ||
	    line_is(l, "vrf definition *")) {
		view_def(v, "vrf", line_word(l, 2), l->no);
		for (size_t i = 0; i < s->n; i++)
			view_pass(v, &s->child[i]);
	} else if (line_is(l, "qos map ...")) {
		view_pass(v, s);
		classes(v, l);
	} else if (line_is(l, "qos profile *")) {
		profile(v, s);
	} else if (line_is(l, "link tracking group *")) {
		group = line_word(l, 3);
		view_group(v, group, l->no);
		view_def(v, "tracking group", group, l->no);
		for (size_t i = 0; i < s->n; i++)
			if (line_is(&s->child[i].head, "links minimum *")) {
				struct group *g = view_group(v, group, l->no);

				g->least = line_num(&s->child[i].head, 2);
				g->least_line = s->child[i].head.no;
			} else {
				view_pass(v, &s->child[i]);
			}
	} else if (line_is(l, "ip route vrf * 0.0.0.0/0 * ...")) {
		/* the management VRF's, if the management port is in it */
		view_pass(v, s);
		for (size_t i = 0; i < v->nport; i++)
			if (v->port[i]->kind == PORT_MGMT &&
			    str_eq(v->port[i]->vrf, line_word(l, 3))) {
				v->has_gateway =
				    ip_parse(line_word(l, 5), &v->gateway);
				v->gateway_line = l->no;
			}
	} else if (line_is(l, "aaa root ...")) {
		reader_user(v, "root", l);
		view_pass(v, s);
	} else if (line_is(l, "ntp server vrf * *") ||
	    line_is(l, "ntp server vrf * * ...")) {
		v->ntp = true;
		reader_server(v, "ntp", l);
		view_pass(v, s);
	} else {
		return stp(v, s) || reader_services(v, s) ||
		    reader_skipped(v, s) || reader_passed(v, s, quiet);
	}
	return true;
}

static bool
read_config(struct view *v, struct diags *d)
{
	struct text t;
	struct stanza root;

	if (!reader_text(v, d, &t))
		return false;
	stanza_text_nest(v->a, &t, &root);
	view_root(v, &root);
	v->ssh = true;
	undo_apply(v, &root);
	for (size_t i = 0; i < root.n; i++)
		if (!top_line(v, &root.child[i]))
			view_unknown(v, &root.child[i]);
	undo_tell(v, &root);
	v->ssh_elsewhere = is_elsewhere(v, &root);
	if (t.first_comment && strstr(t.first_comment, "EOS-")) {
		const char *w = strstr(t.first_comment, "EOS-");

		v->version = str_dup(v->a, w, strcspn(w, " )\n"));
		if (!t.ended)
			view_notice(v, "file-truncated", t.last_no,
			    "the config doesn't end with `end`");
	}
	if (!v->stp && !v->stp_off_line)
		v->stp = "mst";
	reader_finish_switchports(v, true, !v->ports_routed, true);
	for (size_t i = 0; i < v->nport; i++)
		ways(v, v->port[i]);
	return true;
}

/* how its lines begin, and those of no other */
static const struct mark marks[] = {
	{ 3, "mlag configuration" },
	{ 3, "vrf instance " },
	{ 3, "interface Management1" },
	{ 3, "interface Management0" },
	{ 2, "interface Port-Channel" },
	{ 1, "   switchport " },
	{ 1, "   channel-group " },
	{ 2, "transceiver qsfp " },
	{ 1, "interface Ethernet1\n" },
	{ 2, "management api " },
	{ 2, "   mlag " },
	{ 2, "link tracking group " },
	{ 0, NULL },
};

const struct dialect dialect_eos = {
	.name = "eos",
	.read = read_config,
	.traits = {
		.snmp_access = true,
		.native_in_list = true,
		.trunk_groups = true,
		.frame_fixed = 9236, /* layer 2 forwards jumbo as it comes */
		.peer_link_mtu = PEER_MTU_AUTO,
		.pair_root = ROOT_SHARED,
		.lossless = LOSSLESS_PORT,
	},
	.mark = marks,
};
