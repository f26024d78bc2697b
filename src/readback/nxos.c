/*
 * Cisco NX-OS.  Command families need their `feature`; trunks carry every VLAN
 * until told otherwise; lossless priorities are named in a network-qos
 * policy of the whole switch.
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
	if (line_is(l, "spanning-tree port type edge ...")) {
		p->edge = true;
		p->edge_access = !line_is(l, "* * * edge trunk ...");
		p->edge_line = l->no;
	} else if (line_is(l, "spanning-tree port type network")) {
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
policy_ref(struct view *v, const struct line *l)
{
	const char *name = line_word(l, l->nword - 1), *type;

	if (!line_is(l, "service-policy ...") || l->nword < 3)
		return false;
	type = line_word_eq(line_word(l, 1), "type") ? line_word(l, 2) : "qos";
	if (line_word_starts(name, "default-"))
		return true;
	view_ref(v, str_fmt(v->a, "policy-map %s", type), name, l->no);
	view_pass_line(v, l);
	return true;
}

/* which policy sorts, shares out, or keeps from dropping */
static void
applied(const struct line *l, const char **classes, const char **shares,
    const char **net)
{
	const char *name = line_word(l, l->nword - 1);

	if (line_is(l, "service-policy type qos input *") ||
	    line_is(l, "service-policy input *"))
		*classes = name;
	else if (line_is(l, "service-policy type queuing output *"))
		*shares = name;
	else if (net && line_is(l, "service-policy type network-qos *"))
		*net = name;
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
		"no mtu", "rate-limit ...", "hardware ...",
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
		applied(l, &p->classes, &p->ets, NULL);
		return policy_ref(v, l);
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
		applied(l, &p->classes, &p->ets, NULL);
		return policy_ref(v, l) || port_stp(p, l) ||
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
	if (n.bad || n.n == 0) {
		view_pass(v, s);
		if (!line_word_starts(line_word(&s->head, 1), "nve"))
			view_unknown(v, s);
		return;
	}
	for (size_t k = 0; k < n.n; k++) {
		struct port *p;

		if (undo_gone(v, &s->head, n.name[k]))
			continue;
		p = view_stanza_port(v, n.name[k], s->head.no);
		if (p->kind == PORT_VLAN && !str_eq(p->name, "vl1"))
			view_ref(v, "feature", "interface-vlan", s->head.no);
		if (p->kind == PORT_MGMT && !p->vrf)
			p->vrf = "management";
		reader_port_stanza(v, p, s, port_line, k == 0);
	}
}

static bool
vlan(struct view *v, const struct stanza *s)
{
	static const char *const quiet[] = { "vn-segment *", "state ...",
		"no state ...", NULL };
	struct vlan_set ids = { 0 };
	int first;

	if (line_is(&s->head, "vlan configuration ...") ||
	    line_is(&s->head, "vlan dot1q ...")) {
		view_pass(v, s);
		return true;
	}
	if (!vlan_set_parse(line_rest(v->a, &s->head, 1), &ids)) {
		view_notice(v, "bad-value", s->head.no,
		    "not a list of VLANs: %.60s", s->head.text);
		return true;
	}
	view_vlans(v, &ids, s->head.no);
	first = vlan_set_next(&ids, 0);
	for (size_t i = 0; i < s->n && first; i++)
		if (line_is(&s->child[i].head, "shutdown") ||
		    line_is(&s->child[i].head, "state suspend"))
			view_vlans_gone(v, &ids);
		else if (line_is(&s->child[i].head, "no shutdown"))
			view_vlans(v, &ids, s->head.no);
		else if (line_is(&s->child[i].head, "name ..."))
			view_vlan(v, first, s->head.no)->name =
			    line_rest(v->a, &s->child[i].head, 1);
		else if (!reader_passed(v, &s->child[i], quiet))
			view_unknown(v, &s->child[i]);
	return true;
}

static void
vpc(struct view *v, const struct stanza *s)
{
	static const char *const quiet[] = { "delay ...", "peer-gateway ...",
		"peer-switch", "ip ...", "ipv6 ...", "layer3 ...",
		"system-priority *", "fast-convergence", "graceful ...",
		"no graceful ...", "dual-active ...", "track *",
		"mac-address ...", "virtual ...", NULL };
	struct domain *o = &v->domain;

	o->line = o->id_line = s->head.no;
	o->id = line_word(&s->head, 2);
	reader_num(v, &s->head, 2, 1, 1000);
	view_ref(v, "feature", "vpc", s->head.no);
	for (size_t i = 0; i < s->n; i++) {
		const struct line *l = &s->child[i].head;

		if (line_is(l, "shutdown")) {
			o->down_line = l->no;
		} else if (line_is(l, "no shutdown")) {
			o->down_line = 0;
		} else if (line_is(l, "role priority *")) {
			o->priority = reader_num(v, l, 2, 1, 65535);
			o->priority_line = l->no;
		} else if (line_is(l, "auto-recovery ...")) {
			o->recovers = true;
		} else if (line_is(l, "peer-keepalive destination * ...")) {
			o->backup_line = l->no;
			o->has_backup = ip_parse(line_word(l, 2), &o->backup);
			if (!o->has_backup)
				view_notice(v, "bad-value", l->no,
				    "not an address: %.60s", l->text);
			for (size_t k = 3; k + 1 < l->nword; k++)
				if (line_word_eq(l->word[k], "source"))
					o->has_source = ip_parse(l->word[k + 1],
					    &o->source);
				else if (line_word_eq(l->word[k], "vrf"))
					o->backup_vrf = l->word[k + 1];
			if (o->backup_vrf &&
			    !line_word_eq(o->backup_vrf, "default"))
				view_ref(v, "vrf", o->backup_vrf, l->no);
		} else if (line_is(l, "system-mac *")) {
			o->mac = line_word(l, 1);
			o->mac_line = l->no;
		} else if (!reader_passed(v, &s->child[i], quiet)) {
			view_unknown(v, &s->child[i]);
		}
	}
}

static void
context(struct view *v, const struct stanza *s)
{
	bool mgmt = line_word_eq(line_word(&s->head, 2), "management");

	view_def(v, "vrf", line_word(&s->head, 2), s->head.no);
	if (mgmt)
		v->mgmt_vrf = "management";
	for (size_t i = 0; i < s->n; i++) {
		const struct line *l = &s->child[i].head;

		if (mgmt && line_is(l, "ip route 0.0.0.0/0 * ...")) {
			v->has_gateway = ip_parse(line_word(l, 3), &v->gateway);
			v->gateway_line = l->no;
		} else {
			view_pass(v, &s->child[i]);
		}
	}
}

/* the number a class of queues or of frames without drop is named by, the
 * platform's own (c-8q-nq3, c-out-8q-q3, ...-default) or a class-map's; -1 */
static int
class_number(const struct view *v, const char *type, const char *class)
{
	const struct qos_map *m = qos_find(v, type, class);
	size_t len = strlen(class);
	const char *q;

	if (m)
		return m->to[0];
	if ((len > 8 && str_eq(class + len - 8, "-default")) ||
	    str_eq(class, "class-default"))
		return 0;
	q = strrchr(class, 'q');
	return line_word_starts(class, "c-") && q && q[1] >= '0' &&
	        q[1] <= '7' && q[2] == '\0' ?
	    q[1] - '0' :
	    -1;
}

static void
class_of_policy(struct view *v, const struct stanza *c, const char *type,
    const char *policy, struct dcb_map *m, struct shares *sh)
{
	const char *class = line_word(&c->head, c->head.nword - 1);
	int number = class_number(v, type, class);

	for (size_t k = 0; k < c->n; k++) {
		const struct line *l = &c->child[k].head;
		long n = line_num(l, l->nword - 1);

		if (line_is(l, "set qos-group *") && n >= 0 && n < QOS_MAX) {
			const struct qos_map *cos = qos_find(v, "cos", class);
			struct qos_map *to =
			    qos_map(v, "policy", policy, l->no);

			for (int i = 0; i < 8; i++)
				if (qos_of(cos, i) >= 0)
					to->to[i] = (int)n;
		} else if (line_is(l, "pause pfc-cos *")) {
			for (const char *w = line_word(l, 2); *w; w++)
				if (*w >= '0' && *w <= '7') {
					m->prios |= (uint8_t)(1 << (*w - '0'));
					qos_map(v, "pause", policy, l->no)
					    ->to[*w - '0'] = number;
				}
		} else if (line_is(l, "pause no-drop ...")) {
			/* the priorities are those sorted into the group */
			qos_map(v, "no-drop", policy, l->no)
			    ->to[number > 0 ? number : 0] = 1;
			for (size_t w = 2; w + 1 < l->nword; w++)
				if (line_word_eq(l->word[w], "pfc-cos"))
					m->prios |= (uint8_t)(1
					    << (line_num(l, w + 1) & 7));
		} else if (line_is(l, "mtu *") &&
		    reader_num(v, l, 1, 576, 9216) > 0) {
			if (n > v->mtu_global) {
				v->mtu_global = n;
				v->mtu_global_line = l->no;
			}
			if (number >= 0)
				qos_map(v, "mtu", policy, l->no)->to[number] =
				    (int)n;
		} else if (line_is(l, "random-detect ...") &&
		    line_word_eq(line_word(l, l->nword - 1), "ecn")) {
			if (number >= 0)
				sh->ecn[number] = true;
		} else if (line_is(l, "bandwidth percent *") ||
		    line_is(l, "bandwidth remaining percent *")) {
			sh->n++;
			sh->sum += n;
			if (number >= 0)
				sh->queue[number] = n;
		}
	}
}

static void
policy_map(struct view *v, const struct stanza *s)
{
	bool typed = line_word_eq(line_word(&s->head, 1), "type");
	const char *type = typed ? line_word(&s->head, 2) : "qos";
	const char *name = line_word(&s->head, s->head.nword - 1);
	struct dcb_map m = { .name = name, .line = s->head.no };
	struct shares sh = { .name = name, .line = s->head.no };

	for (int i = 0; i < 8; i++)
		sh.queue[i] = m.share[i] = -1;
	view_def(v, str_fmt(v->a, "policy-map %s", type), name, s->head.no);
	view_pass(v, s);
	for (size_t i = 0; i < s->n; i++) {
		const struct stanza *c = &s->child[i];
		const char *class = line_word(&c->head, c->head.nword - 1);

		if (!line_is(&c->head, "class ..."))
			continue;
		if (!line_word_starts(class, "c-") &&
		    !line_word_starts(class, "class-") &&
		    !line_word_eq(line_word(&c->head, 1), "class-default"))
			view_ref(v, str_fmt(v->a, "class-map %s", type), class,
			    c->head.no);
		class_of_policy(v, c, type, name, &m, &sh);
	}
	if (str_eq(type, "network-qos") && v->nmap < 256)
		PUSH(v->a, v->map, v->nmap, v->map_cap, m);
	if (str_eq(type, "queuing") && v->nshare < 64 &&
	    !line_word_starts(name, "default-"))
		PUSH(v->a, v->share, v->nshare, v->share_cap, sh);
}

/* match cos 3,5; match qos-group 3; match queue 3 */
static void
class_map(struct view *v, const struct stanza *s)
{
	const char *name = line_word(&s->head, s->head.nword - 1);
	const char *type = line_word_eq(line_word(&s->head, 1), "type") ?
	    line_word(&s->head, 2) :
	    "qos";

	view_pass(v, s);
	view_def(v, str_fmt(v->a, "class-map %s", type), name, s->head.no);
	for (size_t i = 0; i < s->n; i++) {
		const struct line *l = &s->child[i].head;
		long n = line_num(l, 2);

		if (line_is(l, "match cos *")) {
			struct qos_map *m = qos_map(v, "cos", name, l->no);

			qos_set(m, l, 2, 0, 1);
			for (int k = 0; k < 8; k++)
				if (qos_of(m, k) >= 0)
					v->cos |= (uint8_t)(1 << k);
		} else if ((line_is(l, "match qos-group *") ||
		               line_is(l, "match queue *")) &&
		    n >= 0 && n < 8) {
			qos_map(v, type, name, l->no)->to[0] = (int)n;
		}
	}
}

static bool
stp(struct view *v, const struct stanza *s)
{
	static const char *const quiet[] = { "spanning-tree ...",
		"no spanning-tree ...", NULL };
	const struct line *l = &s->head;

	if (line_is(l, "no spanning-tree mode ...")) {
		; /* there is no mode without a tree: the default one is left */
	} else if (line_is(l, "spanning-tree mode *")) {
		v->stp = line_word(l, 2);
		v->stp_line = l->no;
	} else if (line_is(l, "spanning-tree mst 0 priority *") ||
	    line_is(l, "spanning-tree mst 0-* priority *") ||
	    line_is(l, "spanning-tree mst * priority *") ||
	    line_is(l, "spanning-tree vlan * priority *")) {
		/* the tree of all VLANs says it last; instances say nothing */
		if (v->stp_priority < 0 || line_is(l, "* mst 0 * *")) {
			v->stp_priority =
			    reader_num(v, l, l->nword - 1, 0, 61440);
			v->stp_priority_line = l->no;
		}
	} else if (line_is(l, "spanning-tree mst configuration")) {
		for (size_t i = 0; i < s->n; i++)
			if (!reader_mst(v, &s->child[i].head))
				view_pass(v, &s->child[i]);
	} else if (line_is(l,
	               "spanning-tree port type edge bpduguard default")) {
		v->guard_global = true;
	} else {
		return reader_passed(v, s, quiet);
	}
	return true;
}

static bool
top_line(struct view *v, const struct stanza *s)
{
	static const char *const quiet[] = { "version ...", "vdc ...",
		"limit-resource ...", "install ...", "switchname ...",
		"cfs ...", "line ...", "copp ...", "rmon ...", "system ...",
		"no system ...", "vtp ...", "hostname ...", "cli ...",
		"nxapi ...", "fabric ...", "nv ...", "vlan ...", "slot ...",
		"port ...", "congestion-control ...", "no password ...",
		"power ...", "lacp ...", "icam ...", "flow ...", "ip pim ...",
		"no vtp ...", "no cdp ...", "evpn ...", "vni ...",
		"errdisable ...", "callhome", "no mac ...", "mac ...",
		"fips ...", "diagnostic ...", "no banner ...", "telemetry",
		"logging ...", "ip sla ...", "clock ...", "switch-profile ...",
		"scheduler ...", "no spanning-tree ...", "policy-map ...",
		"poap ...", "guestshell ...", "no poap ...", "ip adjacency ...",
		"vmtracker ...", "object-group ...", "time-range ...",
		"no logging ...", "license ...", "no ssh ...", "user ...",
		"userpassphrase ...", "port-channel ...", "xml ...",
		"no xml ...", "switching-mode ...", NULL };
	const struct line *l = &s->head;

	for (size_t i = 1; i + 1 < l->nword; i++)
		if (line_word_eq(l->word[i], "use-vrf") &&
		    !line_word_eq(l->word[i + 1], "default"))
			view_ref(v, "vrf", l->word[i + 1], l->no);
	if (line_is(l, "system default switchport shutdown"))
		v->ports_down = true;
	if (line_is(l, "hostname *") || line_is(l, "switchname *")) {
		reader_hostname(v, l);
	} else if (line_is(l, "feature *") || line_is(l, "feature * *")) {
		view_def(v, "feature", line_word(l, 1), l->no);
		if (line_word_eq(line_word(l, 1), "http-server"))
			v->http_line = l->no;
		if (line_word_eq(line_word(l, 1), "telnet"))
			v->telnet_line = l->no;
	} else if (line_is(l, "nxapi http ...")) {
		v->http_line = l->no;
	} else if (line_is(l, "no feature *")) {
		; /* what is switched on above is cut out already */
	} else if (line_is(l, "interface breakout module * port * map *")) {
		struct port_list n = ports_parse(v->a,
		    str_fmt(v->a, "ethernet%s/%s", line_word(l, 3),
		        line_word(l, 5)));

		for (size_t i = 0; i < n.n && v->nquad < 512; i++)
			PUSH(v->a, v->quad, v->nquad, v->quad_cap, n.name[i]);
	} else if (line_is(l, "line vty ...")) {
		reader_line_access(v, s);
	} else if (line_is(l, "interface ...")) {
		interface(v, s);
	} else if (reader_no_vlan(v, l)) {
		;
	} else if (line_is(l, "vlan * ...")) {
		return vlan(v, s);
	} else if (line_is(l, "vpc domain *")) {
		vpc(v, s);
	} else if (line_is(l, "vrf context *")) {
		context(v, s);
	} else if (line_is(l, "policy-map ...")) {
		policy_map(v, s);
	} else if (line_is(l, "class-map ...")) {
		class_map(v, s);
	} else if (line_is(l, "system qos")) {
		for (size_t i = 0; i < s->n; i++)
			if (!policy_ref(v, &s->child[i].head))
				view_unknown(v, &s->child[i]);
			else
				applied(&s->child[i].head, &v->classes, &v->ets,
				    &v->net);
	} else {
		return stp(v, s) || reader_services(v, s) ||
		    reader_passed(v, s, quiet) || reader_skipped(v, s);
	}
	return true;
}

/*
 * A priority is sorted into a group, the group has its queue, and what the
 * policy for the whole switch says of the group makes it without drop.  Where
 * nothing sorts, all that is said to be lossless is taken for it.
 */
static void
ways(struct view *v, struct port *p)
{
	const struct port *lag = view_l2(v, p);
	const char *name = p->classes ? p->classes :
	    lag->classes              ? lag->classes :
	                                v->classes;
	const struct qos_map *group = qos_find(v, "policy", name);
	const struct qos_map *pause = qos_find(v, "pause", v->net);
	const struct qos_map *drop = qos_find(v, "no-drop", v->net);
	const struct qos_map *mtu = qos_find(v, "mtu", v->net);
	uint8_t prios = 0;

	for (size_t i = 0; i < v->nmap; i++)
		if (!v->net || str_eq(v->map[i].name, v->net))
			prios |= v->map[i].prios;
	for (int i = 0; i < 8; i++) {
		int to = qos_of(group, i) >= 0 ? qos_of(group, i) : 0;
		bool on = prios >> i & 1;

		if (group)
			qos_queue(p, i, to);
		if (drop && group && to && qos_of(drop, to) == 1)
			on = true;
		if (p->pfc_line && on)
			p->pfc |= (uint8_t)(1 << i);
		if (p->pfc_line && on && group && pause &&
		    qos_of(pause, i) >= 0 && qos_of(pause, i) != to) {
			p->slip = str_fmt(v->a,
			    "priority %d is in group %d, lossless priorities "
			    "is group %d",
			    i, to, qos_of(pause, i));
			p->slip_line = pause->line;
		}
		/* a class of the switch passes less than the port */
		if (p->pfc_line && mtu && qos_of(mtu, to) > 0 &&
		    qos_of(mtu, to) < p->mtu) {
			p->slip = str_fmt(v->a,
			    "group %d passes %d bytes, the port %ld", to,
			    qos_of(mtu, to), p->mtu);
			p->slip_line = mtu->line;
		}
	}
	if (!v->net && p->pfc_line && v->nmap && p->pfc) {
		p->slip = "no network-qos policy is applied to the switch";
		p->slip_line = v->map[0].line;
	}
	qos_shares(p, qos_policy(v, p->ets ? p->ets : v->ets));
}

static bool
read_config(struct view *v, struct diags *d)
{
	struct text t;
	struct stanza root;

	if (!reader_text(v, d, &t))
		return false;
	view_def(v, "vrf", "management", 0);
	stanza_text_nest(v->a, &t, &root);
	view_root(v, &root);
	undo_apply(v, &root);
	for (size_t i = 0; i < root.n; i++) {
		const struct stanza *s = &root.child[i];

		if (line_is(&s->head, "version * ..."))
			v->version = line_word(&s->head, 1);
		if (!top_line(v, s))
			view_unknown(v, s);
	}
	undo_tell(v, &root);
	v->ssh = true;
	if (!v->stp && !v->stp_off_line)
		v->stp = "rapid-pvst";
	vlan_set_add(&v->vlans, 1);
	reader_finish_switchports(v, !v->ports_down, true, true);
	for (size_t i = 0; i < v->nport; i++) {
		struct port *p = v->port[i];

		if (p->edge_access && p->mode == MODE_TRUNK)
			p->edge = false;
		ways(v, p);
	}
	return true;
}

/* how its lines begin, and those of no other */
static const struct mark marks[] = {
	{ 2, "feature " },
	{ 3, "interface mgmt0" },
	{ 3, "vrf context " },
	{ 2, "interface Ethernet1/" },
	{ 2, "interface Ethernet101/" },
	{ 1, "interface port-channel" },
	{ 2, "  vpc " },
	{ 3, "  peer-keepalive destination " },
	{ 2, "boot nxos " },
	{ 2, "!Command: show " },
	{ 1, "  switchport " },
	{ 0, NULL },
};

const struct dialect dialect_nxos = {
	.name = "nxos",
	.read = read_config,
	.traits = {
		.peer_lost_lags = true,
		.snmp_access = true,
		.stanza_again = true,
		.native_in_list = true,
		.own_vlan = 3968,
		/* said of the payload: header, tag and FCS come on top */
		.frame_extra = 22,
		.peer_link_mtu = PEER_MTU_AUTO,
		.peer_link_network = true,
		.recovery_said = true,
		.pair_root = ROOT_EITHER,
		.no_ufd = true,
		.lossless = LOSSLESS_CLASS,
	},
	.mark = marks,
};
