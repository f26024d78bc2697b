/*
 * Dell SmartFabric OS10.  A trunk carries the VLANs listed and the access VLAN
 * untagged; the interconnect is made of bare ports, and a VLAN has no name.
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
	static const char *const top[] = { "interface ...", "vlt-domain *",
		"uplink-state-group *", "class-map ...", "policy-map ...",
		"trust ...", "qos-map ...", "system qos", "ip vrf ...",
		"spanning-tree mst configuration", "monitor session *", NULL };

	return parent ?
	    line_is(parent, "policy-map ...") && line_is(l, "class ...") :
	    line_any(l, top) && !line_is(l, "interface breakout ...");
}

static bool
port_qos(struct view *v, struct port *p, const struct line *l)
{
	if (line_is(l, "priority-flow-control mode on")) {
		p->pfc_line = l->no;
	} else if (line_is(l, "priority-flow-control mode off")) {
		p->pfc_line = 0;
	} else if (line_is(l, "service-policy * type network-qos *")) {
		p->dcb = line_word(l, 4);
		p->dcb_line = l->no;
		view_ref(v, "policy-map network-qos", p->dcb, l->no);
	} else if (line_is(l, "service-policy * type queuing *")) {
		p->ets = line_word(l, 4);
		view_ref(v, "policy-map queuing", p->ets, l->no);
	} else if (line_is(l, "service-policy * type qos *")) {
		view_ref(v, "policy-map qos", line_word(l, 4), l->no);
		view_pass_line(v, l);
	} else if (line_is(l, "qos-map traffic-class *")) {
		p->queues = line_word(l, 2);
		view_ref(v, "qos-map", p->queues, l->no);
		view_pass_line(v, l);
	} else if (line_is(l, "trust-map dot1p *")) {
		p->trust = line_word(l, 2);
		view_ref(v, "trust-map", p->trust, l->no);
		view_pass_line(v, l);
	} else if (line_is(l, "ets mode on")) {
		p->ets_on = true;
		p->ets_off = false;
	} else if (line_is(l, "ets mode off")) {
		p->ets_on = false;
		p->ets_off = true;
	} else if (line_is(l, "flowcontrol * on")) {
		p->flow_line = l->no;
	} else {
		return false;
	}
	return true;
}

/* of a port's quality of service or the whole switch's */
static const char *const qos_quiet[] = { "flowcontrol ...", "no ets mode ...",
	"trust ...", "no service-policy ...", NULL };

static bool
port_stp(struct port *p, const struct line *l)
{
	if (line_is(l, "spanning-tree port type edge ...")) {
		p->edge = true;
		p->edge_line = l->no;
	} else if (line_is(l, "spanning-tree bpduguard enable")) {
		p->guard = true;
		p->guard_line = l->no;
	} else if (line_is(l, "spanning-tree bpduguard disable")) {
		p->unguarded_line = l->no;
	} else if (line_is(l, "spanning-tree bpdufilter enable") ||
	    line_is(l, "spanning-tree disable")) {
		p->no_stp = true;
		p->no_stp_line = l->no;
	} else {
		return false;
	}
	return true;
}

static bool
port_line(struct view *v, struct port *p, const struct stanza *s)
{
	static const char *const quiet[] = { "lldp ...", "no lldp ...",
		"speed ...", "duplex ...", "negotiation ...",
		"no negotiation ...", "fec ...", "lacp ...", "no lacp ...",
		"dcbx ...", "no dcbx ...", "no flowcontrol ...", "ip ...",
		"no ip ...", "ipv6 ...", "no ipv6 ...", "storm-control ...",
		"dot1x ...", "vrrp ...", "vrrp-group ...", "load-interval ...",
		"beacon ...", "no switchport trunk ...", "vrrp-ipv4 ...",
		"no mtu", "enable ...", "virtual-network ...", "mode ...",
		"wavelength ...", "snmp ...", "bfd ...", "mac ...",
		"random-detect ...", "rate-interval ...", "spanning-tree ...",
		"no spanning-tree ...", NULL };
	const struct line *l = &s->head;
	long n;

	if (line_is(l, "switchport trunk native vlan ...")) {
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
	} else {
		return port_qos(v, p, l) || port_stp(p, l) ||
		    reader_port_switchport(v, p, l) ||
		    reader_port_lag(v, p, l) || reader_port_basics(v, p, l) ||
		    reader_port_ip(v, p, l) || reader_passed(v, s, qos_quiet) ||
		    reader_passed(v, s, quiet);
	}
	return true;
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
		long id;

		if (undo_gone(v, &s->head, n.name[k]))
			continue;
		p = view_stanza_port(v, n.name[k], s->head.no);
		id = strtol(p->name + 2, NULL, 10);
		if (p->kind == PORT_VLAN && id >= 1 && id <= VLAN_MAX)
			view_vlan(v, (int)id, s->head.no);
		if (p->kind == PORT_LAG && id == 1000)
			view_notice(v, "reserved-lag", s->head.no,
			    "port-channel 1000 is the interconnect's own");
		reader_port_stanza(v, p, s, port_line, k == 0);
	}
}

static bool
vlt_line(struct view *v, const struct stanza *s)
{
	static const char *const quiet[] = { "delay-restore ...",
		"peer-routing-timeout ...", "multicast ...", "no peer-routing",
		NULL };
	const struct line *l = &s->head;
	struct domain *o = &v->domain;

	if (line_is(l, "backup destination * ...")) {
		o->backup_line = l->no;
		o->has_backup = ip_parse(line_word(l, 2), &o->backup);
		if (!o->has_backup)
			view_notice(v, "bad-value", l->no,
			    "not an address: %.60s", l->text);
		for (size_t i = 3; i + 1 < l->nword; i++)
			if (line_word_eq(l->word[i], "vrf"))
				o->backup_vrf = l->word[i + 1];
	} else if (line_is(l, "discovery-interface ...")) {
		struct port_list n = ports_parse(v->a, line_rest(v->a, l, 1));

		o->discovery_line = l->no;
		if (n.bad)
			view_notice(v, "bad-value", l->no,
			    "not a list of ports: %.60s", l->text);
		for (size_t i = 0; i < n.n; i++) {
			view_refer(v, n.name[i], l->no);
			PUSH(v->a, o->discovery, o->ndiscovery,
			    o->discovery_cap, n.name[i]);
		}
	} else if (line_is(l, "primary-priority *")) {
		o->priority = reader_num(v, l, 1, 1, 65535);
		o->priority_line = l->no;
	} else if (line_is(l, "vlt-mac *")) {
		o->mac = line_word(l, 1);
		o->mac_line = l->no;
	} else if (line_is(l, "peer-routing")) {
		o->peer_routing = true;
	} else {
		return reader_passed(v, s, quiet);
	}
	return true;
}

static void
ufd(struct view *v, const struct stanza *s)
{
	static const char *const quiet[] = { "description ...",
		"downstream auto-recover", "no downstream auto-recover",
		"defer-time ...", "enable", "name ...", NULL };
	struct group *g = view_group(v, line_word(&s->head, 1), s->head.no);
	bool all = false;

	for (size_t i = 0; i < s->n; i++) {
		const struct line *l = &s->child[i].head;

		if (line_is(l, "downstream disable-links all") ||
		    line_is(l, "downstream disable links all"))
			all = true;
		else if (line_is(l, "downstream disable-links *") ||
		    line_is(l, "downstream disable links *"))
			all = false;
		else if (line_is(l, "no enable"))
			g->off = true;
		else if (reader_passed(v, &s->child[i], quiet))
			;
		else if (line_is(l, "downstream ..."))
			view_group_down(v, g, line_rest(v->a, l, 1), l->no);
		else if (line_is(l, "upstream vlti"))
			g->up_line = l->no;
		else if (line_is(l, "upstream *") ||
		    line_is(l, "upstream * track-vlt-status"))
			view_group_up(v, g, line_word(l, 1), l->no);
		else if (line_is(l, "upstream ..."))
			view_group_up(v, g, line_rest(v->a, l, 1), l->no);
		else
			view_unknown(v, &s->child[i]);
	}
	g->partial = !all;
}

static void
class_map(struct view *v, const struct stanza *s)
{
	const char *type = line_word_eq(line_word(&s->head, 1), "type") ?
	    line_word(&s->head, 2) :
	    "qos";
	const char *name = line_word(&s->head,
	    line_word_eq(line_word(&s->head, 1), "type") ? 3 : 1);

	view_def(v, str_fmt(v->a, "class-map %s", type), name, s->head.no);
	view_pass(v, s);
	/* `class-map type queuing Q3` / `match queue 3` gives the queue */
	for (size_t i = 0; i < s->n; i++)
		if (line_is(&s->child[i].head, "match queue *"))
			qos_map(v, "class", name, s->head.no)->to[0] =
			    (int)line_num(&s->child[i].head, 2);
		else if (line_is(&s->child[i].head, "match qos-group *"))
			qos_map(v, "group", name, s->head.no)->to[0] =
			    (int)line_num(&s->child[i].head, 2);
		else if (!line_is(&s->child[i].head, "match ..."))
			view_unknown(v, &s->child[i]);
}

/* does the profile mark frames rather than drop them? */
static bool
marks_frames(const struct view *v, const char *name)
{
	for (size_t i = 0; v->root && i < v->root->n; i++) {
		const struct stanza *s = &v->root->child[i];

		for (size_t k = 0; line_is(&s->head, "wred *") &&
		     str_eq(line_word(&s->head, 1), name) && k < s->n;
		     k++)
			if (line_is(&s->child[k].head, "random-detect ecn"))
				return true;
	}
	return false;
}

static void
policy_map(struct view *v, const struct stanza *s)
{
	bool typed = line_word_eq(line_word(&s->head, 1), "type");
	const char *type = typed ? line_word(&s->head, 2) : "qos";
	const char *name = line_word(&s->head, typed ? 3 : 1);
	struct dcb_map m = { .name = name, .line = s->head.no };
	struct shares sh = { .name = name, .line = s->head.no };

	for (int i = 0; i < 8; i++)
		sh.queue[i] = m.share[i] = -1;
	view_def(v, str_fmt(v->a, "policy-map %s", type), name, s->head.no);
	view_pass(v, s);
	for (size_t i = 0; i < s->n; i++) {
		const struct stanza *c = &s->child[i];
		const char *class = line_word(&c->head, 1);
		long q;
		int g;

		if (!line_is(&c->head, "class ...")) {
			view_unknown(v, c);
			continue;
		}
		if (!line_word_starts(class, "class-"))
			view_ref(v, str_fmt(v->a, "class-map %s", type), class,
			    c->head.no);
		q = qos_of(qos_find(v, "class", class), 0);
		g = qos_of(qos_find(v, "group", class), 0);
		for (size_t k = 0; k < c->n; k++) {
			const struct line *l = &c->child[k].head;

			if (line_is(l, "pfc-cos *")) {
				for (const char *w = line_word(l, 1); *w; w++)
					if (*w >= '0' && *w <= '7') {
						m.prios |=
						    (uint8_t)(1 << (*w - '0'));
						/* of which class's frames */
						qos_map(v, "pause", name, l->no)
						    ->to[*w - '0'] = g;
					}
			} else if (line_is(l, "random-detect *")) {
				if (q >= 0 && q < 8)
					sh.ecn[q] =
					    marks_frames(v, line_word(l, 1));
			} else if (line_is(l, "bandwidth percent *")) {
				long n = reader_num(v, l, 2, 0, 100);

				sh.n++;
				sh.sum += n > 0 ? n : 0;
				if (q >= 0 && q < 8)
					sh.queue[q] = n;
			}
		}
	}
	if (str_eq(type, "network-qos") && v->nmap < 256)
		PUSH(v->a, v->map, v->nmap, v->map_cap, m);
	if (str_eq(type, "queuing") && v->nshare < 64)
		PUSH(v->a, v->share, v->nshare, v->share_cap, sh);
}

/* qos-group 3 dot1p 3; queue 3 qos-group 3 */
static void
steps(struct view *v, const struct stanza *s, const char *from)
{
	for (size_t i = 0; i < s->n; i++) {
		const struct line *l = &s->child[i].head;
		long to = line_num(l, 1);

		if (line_word_eq(line_word(l, 2), from) && to >= 0 &&
		    to < QOS_MAX &&
		    !qos_set(qos_map(v, from, line_word(&s->head, 2),
		                 s->head.no),
		        l, 3, 0, to))
			view_notice(v, "bad-value", l->no,
			    "not numbers of 0 to 7: %.60s", l->text);
	}
}

static const char *
first_of(const char *own, const char *of_lag, const char *of_all)
{
	return own ? own : of_lag ? of_lag : of_all;
}

/* the way of each priority through a port, and whether it is without drop */
static void
ways(const struct view *v, struct port *p)
{
	const struct port *lag = view_l2(v, p);
	const struct qos_map *trust =
	    qos_find(v, "dot1p", first_of(p->trust, lag->trust, v->trust));
	const struct qos_map *queue = qos_find(v, "qos-group",
	    first_of(p->queues, lag->queues, v->queues));
	const char *net = first_of(p->dcb, lag->dcb, v->net);
	const struct qos_map *pause = qos_find(v, "pause", net);
	uint8_t prios = 0;

	for (size_t k = 0; k < v->nmap; k++)
		if (str_eq(v->map[k].name, net))
			prios = v->map[k].prios;
	for (int i = 0; i < 8; i++) {
		int group = trust ? qos_of(trust, i) : 0, g = qos_of(pause, i);

		/* a group without a line has the queue of its number */
		qos_queue(p, i,
		    !trust                        ? -1 :
		        qos_of(queue, group) >= 0 ? qos_of(queue, group) :
		                                    group);
		if (p->pfc_line && (prios >> i & 1))
			p->pfc |= (uint8_t)(1 << i);
		if (p->pfc_line && (prios >> i & 1) && trust && g >= 0 &&
		    g != group) {
			p->slip = str_fmt(v->a,
			    "priority %d is in class %d, lossless priorities "
			    "is class %d",
			    i, group, g);
			p->slip_line = pause->line;
		}
	}
	if (!p->ets_off && (p->ets_on || lag->ets_on || v->ets_on))
		qos_shares(p,
		    qos_policy(v, first_of(p->ets, lag->ets, v->ets)));
}

static void
system_qos(struct view *v, const struct stanza *s)
{
	struct port scratch = { .name = "system" };

	for (size_t i = 0; i < s->n; i++) {

		/* what it says of every port is not held at each */
		view_pass(v, &s->child[i]);

		if (!port_qos(v, &scratch, &s->child[i].head) &&
		    !reader_passed(v, &s->child[i], qos_quiet))
			view_unknown(v, &s->child[i]);
	}
	v->trust = scratch.trust;
	v->queues = scratch.queues;
	v->ets = scratch.ets;
	v->net = scratch.dcb;
	v->ets_on = scratch.ets_on;
}

static bool
stp(struct view *v, const struct stanza *s)
{
	static const char *const quiet[] = { "spanning-tree ...",
		"no spanning-tree ...", NULL };
	const struct line *l = &s->head;
	const char *flavour;

	if (line_is(l, "spanning-tree mode *")) {
		v->stp = line_word(l, 2);
		v->stp_line = l->no;
	} else if (line_is(l, "spanning-tree mst configuration")) {
		for (size_t i = 0; i < s->n; i++)
			if (!reader_mst(v, &s->child[i].head))
				view_pass(v, &s->child[i]);
	} else if (line_is(l, "spanning-tree disable")) {
		v->stp = NULL;
		v->stp_off_line = l->no;
	} else if (line_is(l, "no spanning-tree disable")) {
		v->stp_off_line = 0;
	} else if (line_is(l, "spanning-tree * priority *") ||
	    line_is(l, "spanning-tree * * priority *")) {
		flavour = line_word(l, 1);
		if (line_word_eq(flavour, "vlan")) {
			v->stp_other_line = l->no;
			flavour = "rapid-pvst";
		}
		if (line_word_eq(line_word(l, 2), "priority") ||
		    line_word_eq(line_word(l, 2), "0") ||
		    (line_word_eq(flavour, "rapid-pvst") &&
		        v->stp_priority < 0)) {
			v->stp_priority =
			    reader_num(v, l, l->nword - 1, 0, 61440);
			v->stp_priority_line = l->no;
		}
	} else {
		return reader_passed(v, s, quiet);
	}
	return true;
}

static void
vrf(struct view *v, const struct stanza *s)
{
	view_def(v, "vrf", line_word(&s->head, 2), s->head.no);
	if (!line_word_eq(line_word(&s->head, 2), "management"))
		return;
	v->mgmt_vrf = "management";
	for (size_t i = 0; i < v->nport; i++)
		if (v->port[i]->kind == PORT_MGMT && v->port[i]->has_ip)
			view_notice(v, "order-mgmt-vrf", s->head.no,
			    "the management VRF after the management address "
			    "clears the address");
}

/* its ports are one as fast as a cage is (100g-1x) unless it says else */
static void
port_group(struct view *v, const struct stanza *s)
{
	for (size_t i = 0; i < s->n; i++) {
		const struct line *l = &s->child[i].head;

		if (!line_is(l, "mode * *"))
			view_unknown(v, &s->child[i]);
		else if (strcmp(line_word(l, 2), "100g-1x") != 0)
			PUSH(v->a, v->speed_group, v->nspeed_group,
			    v->speed_group_cap,
			    str_fmt(v->a, "%s: %s", line_word(&s->head, 1),
			        line_word(l, 2)));
	}
}

static bool
top_line(struct view *v, const struct stanza *s)
{
	static const char *const quiet[] = { "dcbx ...", "no dcbx ...",
		"system-user ...", "iscsi ...", "no iscsi ...",
		"ip vrf default", "default ...", "mode ...", "line ...",
		"support-assist ...", "eula-consent ...", "hash-algorithm ...",
		"load-balancing ...", "feature ...", "switch-port-profile ...",
		"switchport ...", "no multicast ...", "multicast ...",
		"telemetry", "policy ...", "system ...", "no ip dhcp-relay ...",
		"ip telnet ...", "rest ...", "scale-profile ...",
		"management ...", "ip anycast-mac ...", "openflow", "nve",
		"virtual-network ...", "mac ...", "wred ...", "control-plane",
		"logging ...", "login ...", NULL };
	const struct line *l = &s->head;

	if (line_is(l, "hostname *")) {
		reader_hostname(v, l);
	} else if (line_is(l, "interface breakout * map *")) {
		const char *name = str_fmt(v->a, "eth%s", line_word(l, 2));

		if (v->nquad < 512 && strstr(line_word(l, 4), "-1x") == NULL)
			PUSH(v->a, v->quad, v->nquad, v->quad_cap, name);
	} else if (line_is(l, "port-group *")) {
		port_group(v, s);
	} else if (line_is(l, "line vty ...")) {
		reader_line_access(v, s);
	} else if (line_is(l, "interface ...")) {
		interface(v, s);
	} else if (line_is(l, "vlt-domain *")) {
		v->domain.line = v->domain.id_line = l->no;
		v->domain.id = line_word(l, 1);
		reader_num(v, l, 1, 1, 255);
		for (size_t i = 0; i < s->n; i++)
			if (!vlt_line(v, &s->child[i]))
				view_unknown(v, &s->child[i]);
	} else if (line_is(l, "uplink-state-group *")) {
		ufd(v, s);
	} else if (line_is(l, "class-map ...")) {
		class_map(v, s);
	} else if (line_is(l, "policy-map ...")) {
		policy_map(v, s);
	} else if (line_is(l, "trust dot1p-map *") ||
	    line_is(l, "trust dscp-map *")) {
		view_def(v, "trust-map", line_word(l, 2), l->no);
		view_pass(v, s);
		steps(v, s, "dot1p");
	} else if (line_is(l, "qos-map traffic-class *")) {
		view_def(v, "qos-map", line_word(l, 2), l->no);
		view_pass(v, s);
		steps(v, s, "qos-group");
	} else if (line_is(l, "system qos")) {
		system_qos(v, s);
	} else if (line_is(l, "ip vrf *")) {
		vrf(v, s);
	} else if (line_is(l, "management route 0.0.0.0/0 * ...")) {
		v->has_gateway = ip_parse(line_word(l, 3), &v->gateway);
		v->gateway_line = l->no;
	} else if (line_is(l, "default mtu *") || line_is(l, "mtu *")) {
		v->mtu_global = reader_num(v, l, l->nword - 1, 1280, 9216);
		v->mtu_global_line = l->no;
		v->mtu_global = v->mtu_global > 0 ? v->mtu_global : 0;
	} else {
		return stp(v, s) || reader_services(v, s) ||
		    reader_passed(v, s, quiet) || reader_skipped(v, s);
	}
	return true;
}

static void
settle(struct view *v)
{
	if (!v->stp && !v->stp_off_line)
		v->stp = "rapid-pvst";
	reader_finish_switchports(v, true, true, false);
	for (size_t i = 0; i < v->nport; i++) {
		struct port *p = v->port[i];

		if (p->mode == MODE_TRUNK)
			p->untagged = p->access;
	}
	for (size_t i = 0; i < v->nport; i++)
		ways(v, v->port[i]);
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
	}
	settle(v);
	return true;
}

/* how its lines begin, and those of no other */
static const struct mark marks[] = {
	{ 2, "interface ethernet1/1/" },
	{ 2, "interface ethernet 1/1/" },
	{ 3, "vlt-domain " },
	{ 3, "interface mgmt1/1/1" },
	{ 2, " discovery-interface " },
	{ 2, " vlt-port-channel " },
	{ 2, "spanning-tree rstp priority " },
	{ 1, "interface vlan" },
	{ 2, " no ip address dhcp" },
	{ 0, NULL },
};

const struct dialect dialect_os10 = {
	.name = "os10",
	.read = read_config,
	.traits = {
		.peer_lost_lags = true,
		.access_permits = true,
		.member_not = MEMBER_NO_MODE,
		.frame_default = 1554,
		.own_vlan = 4094,
		.own_vlan_of_domain = true,
		.peer_link_bare = true,
		.peer_link_mtu = PEER_MTU_IF_SAID,
		.backup_names_vrf = true,
		.ssh_starts_off = true,
		.lossless = LOSSLESS_POLICY,
	},
	.mark = marks,
};
