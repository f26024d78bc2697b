/*
 * Dell OS6 (DNOS 6): N40xx, PowerConnect 81xx.  Nothing is indented: modes are
 * opened by words and closed by `exit`.  Ports are up and trunks carry every
 * VLAN by default.
 */
#include "readback/reader.h"

#include <ctype.h>
#include <string.h>

#include "base/ip.h"
#include "base/str.h"
#include "readback/lldp_parts.h"
#include "readback/qos.h"

static bool
opens(const struct line *l, const struct line *parent)
{
	static const char *const top[] = { "configure", "interface ...",
		"stack", "line ...", "vpc domain *", "radius-server host ...",
		"radius server ...", "tacacs-server host ...",
		"spanning-tree mst configuration", "link-dependency group *",
		"class-map ...", "policy-map ...", "vlan database",
		"ip access-list ...", "router ...", "captive-portal",
		"ip dhcp pool ...", "aaa ias-user ...", "mac access-list ...",
		"ip vrf *", "management access-list *", "ipv6 access-list ...",
		"ipv6 dhcp pool ...", "policy ...", "openflow", NULL };
	uint32_t ip;

	if (parent && !line_is(parent, "configure"))
		return (line_is(parent, "router bgp ...") &&
		           (line_is(l, "template peer *") ||
		               line_is(l, "address-family ..."))) ||
		    (line_is(parent, "template peer *") &&
		        line_is(l, "address-family ...")) ||
		    (line_is(parent, "interface ...") &&
		        line_is(l, "datacenter-bridging")) ||
		    (line_is(parent, "policy-map ...") &&
		        line_is(l, "class *"));
	if (line_is(l, "vlan *"))
		return line_is(l, "vlan database") ||
		    isdigit((unsigned char)*line_word(l, 1));
	if (line_is(l, "logging *"))
		return ip_parse(line_word(l, 1), &ip);
	return line_any(l, top);
}

static bool
general(struct view *v, struct port *p, const struct line *l)
{
	struct vlan_set s = { 0 };
	bool tagged = line_word_eq(line_word(l, l->nword - 1), "tagged");

	if (line_is(l, "switchport mode general")) {
		p->mode = MODE_HYBRID;
		p->mode_line = l->no;
	} else if (line_is(l, "switchport general pvid *")) {
		long n = reader_num(v, l, 3, 1, VLAN_MAX);

		p->pvid = n > 0 ? (int)n : 0;
	} else if (line_is(l, "switchport general allowed vlan add * ...")) {
		reader_vlans(v, l, line_word(l, 5), &s);
		if (tagged)
			vlan_set_join(&p->general, &s);
	} else {
		return false;
	}
	return true;
}

static bool
dcb(struct view *v, struct port *p, const struct stanza *s)
{
	static const char *const quiet[] = { "priority-flow-control ...",
		NULL };

	for (size_t i = 0; i < s->n; i++) {
		const struct line *l = &s->child[i].head;

		if (line_is(l, "priority-flow-control priority * no-drop")) {
			long n = reader_num(v, l, 2, 0, 7);

			if (n >= 0)
				p->pfc |= (uint8_t)(1 << n);
			p->pfc_line = l->no;
		} else if (line_is(l, "priority-flow-control mode off")) {
			p->dcb = NULL;
			p->dcb_line = 0;
		} else if (line_is(l, "priority-flow-control mode on")) {
			p->dcb = "pfc";
			p->dcb_line = l->no;
		} else if (!reader_passed(v, &s->child[i], quiet)) {
			view_unknown(v, &s->child[i]);
		}
	}
	return true;
}

static void
weights(struct view *v, const struct line *l, size_t from)
{
	struct shares s = qos_shares_new("traffic-class-group", l->no);

	for (size_t i = from; i < l->nword && s.n < 8; i++) {
		long n = reader_num(v, l, i, 0, 100);

		s.queue[s.n++] = n;
		s.sum += n > 0 ? n : 0;
	}
	qos_shares_keep(v, &s);
}

/* classofservice dot1p-mapping 3 3, traffic-class-group 3 1 */
static void
class_of(struct view *v, const struct line *l, const char *kind)
{
	long from = reader_num(v, l, 2, 0, 7), to = reader_num(v, l, 3, 0, 7);

	if (from >= 0 && to >= 0)
		qos_map(v, kind, "", l->no)->to[from] = (int)to;
}

static bool
port_line(struct view *v, struct port *p, const struct stanza *s)
{
	static const char *const quiet[] = { "lldp ...", "no lldp ...",
		"speed ...", "duplex ...", "negotiation ...",
		"no negotiation ...", "spanning-tree ...",
		"no spanning-tree portfast", "lacp ...", "no lacp ...",
		"storm-control ...", "no storm-control ...", "port-channel ...",
		"switchport ...", "no switchport ...", "ip ...", "no ip ...",
		"ipv6 ...", "no ipv6 ...", "hardware ...", "isdp ...",
		"no isdp ...", "dot1x ...", "authentication ...", "mac ...",
		"classofservice ...", "traffic-class-group ...",
		"service-policy ...", "udld ...", "name ...", "dhcp ...",
		"no dhcp ...", "green-mode ...", "load-interval ...",
		"snmp ...", "no snmp ...", "cos-queue ...", "power ...",
		"traffic-shape ...", "bandwidth ...", "debounce ...", NULL };
	const struct line *l = &s->head;

	if (line_is(l, "datacenter-bridging"))
		return dcb(v, p, s);
	if (line_is(l, "speed *") && reader_speed(line_word(l, 1)) > 0) {
		p->speed_mbps = reader_speed(line_word(l, 1));
		p->speed_set = true;
		return true;
	}
	if (line_is(l, "no classofservice trust ...") ||
	    line_is(l, "classofservice trust untrusted") ||
	    line_is(l, "classofservice trust ip-dscp")) {
		p->no_trust = true;
	} else if (line_is(l, "classofservice trust dot1p")) {
		p->no_trust = false;
	} else if (reader_port_protect(p, l)) {
		;
	} else if (line_is(l, "spanning-tree portfast")) {
		p->edge = true;
		p->edge_line = l->no;
	} else if (line_is(l, "port-channel min-links *")) {
		p->min_links = (int)reader_num(v, l, 2, 1, 8);
		p->min_links_line = l->no;
	} else if (line_is(l, "spanning-tree bpduguard ...")) {
		p->guard = true;
		p->guard_line = l->no;
	} else if (line_is(l, "spanning-tree disable")) {
		p->no_stp = true;
		p->no_stp_line = l->no;
	} else if (line_is(l, "vpc peer-link")) {
		p->peer_link = true;
		v->domain.peer_link = p->name;
		v->domain.peer_link_line = l->no;
		view_ref(v, "feature", "vpc", l->no);
	} else if (line_is(l, "vpc *")) {
		long n = reader_num(v, l, 1, 1, 4096);

		p->mclag = n > 0 ? (int)n : 0;
		p->mclag_line = l->no;
	} else if (p->kind == PORT_MGMT && line_is(l, "ip address * * *")) {
		reader_port_ip(v, p, l);
		v->has_gateway = ip_parse(line_word(l, 4), &v->gateway);
		v->gateway_line = l->no;
	} else if (line_is(l, "ip address none")) {
		;
	} else if (line_is(l, "traffic-class-group weight ...")) {
		weights(v, l, 2);
	} else if (line_is(l, "hardware profile portmode 4x10g")) {
		if (v->nquad < 512)
			PUSH(v->a, v->quad, v->nquad, v->quad_cap, p->name);
	} else if (line_is(l, "flowcontrol ...")) {
		p->flow_line = l->no;
	} else if (line_is(l, "no flowcontrol ...")) {
		;
	} else {
		return general(v, p, l) || reader_port_switchport(v, p, l) ||
		    reader_port_lag(v, p, l) || reader_port_basics(v, p, l) ||
		    reader_port_ip(v, p, l) || reader_passed(v, s, quiet);
	}
	return true;
}

static void
interface(struct view *v, const struct stanza *s)
{
	size_t at = line_word_eq(line_word(&s->head, 1), "range") ? 2 : 1;
	/* interface vlan 100 1: the second number is the routing's own */
	const char *names = line_is(&s->head, "interface vlan * *") ?
	    str_fmt(v->a, "vlan %s", line_word(&s->head, 2)) :
	    line_rest(v->a, &s->head, at);

	reader_interface(v, s, names, NULL, port_line);
}

static void
vlan(struct view *v, const struct stanza *s)
{
	static const char *const quiet[] = { "vlan ...", "ip ...",
		"private-vlan ...", NULL };
	struct vlan_set ids = { 0 };
	int first;

	if (!reader_vlans(v, &s->head, line_rest(v->a, &s->head, 1), &ids))
		return;
	view_vlans(v, &ids, s->head.no);
	first = vlan_set_next(&ids, 0);
	for (size_t i = 0; i < s->n; i++) {
		const struct line *l = &s->child[i].head;

		if (line_is(l, "name ...") && first)
			view_vlan(v, first, l->no)->name =
			    line_rest(v->a, l, 1);
		else if (!reader_passed(v, &s->child[i], quiet))
			view_unknown(v, &s->child[i]);
	}
}

static void
vpc(struct view *v, const struct stanza *s)
{
	static const char *const quiet[] = { "peer detection ...",
		"peer-keepalive timeout ...", "peer-keepalive interval ...",
		"udp-port ...", "system-priority ...", NULL };
	struct domain *o = &v->domain;

	o->line = o->id_line = s->head.no;
	o->id = line_word(&s->head, 2);
	reader_num(v, &s->head, 2, 1, 255);
	view_ref(v, "feature", "vpc", s->head.no);
	for (size_t i = 0; i < s->n; i++) {
		const struct line *l = &s->child[i].head;

		if (line_is(l, "role priority *") || line_is(l, "role *")) {
			o->priority = reader_num(v, l, l->nword - 1, 1, 255);
			o->priority_line = l->no;
			if (o->enable_line)
				view_notice(v, "order-keepalive", l->no,
				    "role priority after `peer-keepalive "
				    "enable` has no effect until it is "
				    "disabled and enabled again");
		} else if (line_is(l, "peer-keepalive destination * ...")) {
			o->backup_line = l->no;
			o->has_backup = reader_ip(v, l, 2, &o->backup);
			if (line_word_eq(line_word(l, 3), "source"))
				o->has_source =
				    ip_parse(line_word(l, 4), &o->source);
		} else if (line_is(l, "peer-keepalive enable")) {
			o->enable_line = l->no;
		} else if (line_is(l, "system-mac *")) {
			o->mac = line_word(l, 1);
			o->mac_line = l->no;
		} else if (!reader_passed(v, &s->child[i], quiet)) {
			view_unknown(v, &s->child[i]);
		}
	}
}

static void
dependency(struct view *v, const struct stanza *s)
{
	struct group *g = view_group(v, line_word(&s->head, 2), s->head.no);

	for (size_t i = 0; i < s->n; i++) {
		const struct line *l = &s->child[i].head;

		if (line_is(l, "add ..."))
			view_group_down(v, g, line_rest(v->a, l, 1), l->no);
		else if (line_is(l, "depends-on ..."))
			view_group_up(v, g, line_rest(v->a, l, 1), l->no);
		else if (line_is(l, "action up"))
			view_notice(v, "ufd-inverted", l->no,
			    "`action up` "
			    "brings the ports up when the uplink is lost");
		else if (!line_is(l, "action down"))
			view_unknown(v, &s->child[i]);
	}
}

static bool
stp(struct view *v, const struct stanza *s)
{
	static const char *const quiet[] = { "spanning-tree ...",
		"no spanning-tree ...", NULL };
	const struct line *l = &s->head;

	if (line_is(l, "spanning-tree mode *")) {
		v->stp = line_word(l, 2);
		v->stp_line = l->no;
	} else if (line_is(l, "spanning-tree mst configuration")) {
		reader_mst_region(v, s);
	} else if (line_is(l, "no spanning-tree")) {
		v->stp = NULL;
		v->stp_off_line = l->no;
	} else if (line_is(l, "spanning-tree")) {
		v->stp_off_line = 0;
	} else if (line_is(l, "no spanning-tree bpdu-protection")) {
		v->guard_global = false;
	} else if (line_is(l, "spanning-tree priority *") ||
	    line_is(l, "spanning-tree mst 0 priority *")) {
		v->stp_priority = reader_num(v, l, l->nword - 1, 0, 61440);
		v->stp_priority_line = l->no;
	} else if (line_is(l, "spanning-tree bpdu-protection")) {
		v->guard_global = true;
	} else {
		return reader_passed(v, s, quiet);
	}
	return true;
}

static bool
top_line(struct view *v, const struct stanza *s)
{
	static const char *const quiet[] = { "slot ...", "line ...",
		"radius ...", "ip default-gateway ...", "class-map ...",
		"policy-map ...", "classofservice ...", "no passwords ...",
		"passwords ...", "power ...", "no sntp ...", "mac ...",
		"port-channel ...", "no port-channel ...", "stack-port ...",
		"cut-through ...", "dhcp ...", "no dhcp ...", "no ip telnet",
		"iscsi ...", "no iscsi ...", "voice ...", "captive-portal",
		"green-mode ...", "isdp ...", "no isdp ...", "udld ...",
		"dot1x ...", "authentication ...", "set ...", "ip igmp ...",
		"ip arp ...", "bridge ...", "cos-queue ...",
		"traffic-class-group ...", "no boot ...", "application ...",
		"diffserv", "no diffserv", "ip vrf *", "management ...",
		"vlan ...", "openflow", "eula-consent ...", NULL };
	const struct line *l = &s->head;
	uint32_t ip;

	if (line_is(l, "configure")) {
		for (size_t i = 0; i < s->n; i++)
			if (!top_line(v, &s->child[i]))
				view_unknown(v, &s->child[i]);
	} else if (line_is(l, "hostname *")) {
		reader_hostname(v, l);
	} else if (line_is(l, "interface ...")) {
		interface(v, s);
	} else if (opens(l, NULL) && line_is(l, "vlan *") &&
	    !line_is(l, "vlan database")) {
		vlan(v, s);
	} else if (reader_no_vlan(v, l)) {
		;
	} else if (line_is(l, "vpc domain *")) {
		vpc(v, s);
	} else if (line_is(l, "feature *")) {
		view_def(v, "feature", line_word(l, 1), l->no);
	} else if (line_is(l, "link-dependency group *")) {
		dependency(v, s);
	} else if (line_is(l, "stack")) {
		for (size_t i = 0; i < s->n; i++)
			if (line_is(&s->child[i].head, "member ..."))
				v->units++;
		v->units_line = l->no;
		view_pass(v, s);
	} else if (line_is(l, "system jumbo mtu *")) {
		long n = reader_num(v, l, 3, 1500, 9216);

		v->mtu_global = n > 0 ? n : 0;
	} else if (line_is(l, "flowcontrol ...")) {
		v->flow_global = true;
		view_pass(v, s);
	} else if (line_is(l, "no flowcontrol")) {
		v->flow_global = false;
	} else if (line_is(l, "traffic-class-group weight ...")) {
		weights(v, l, 2);
	} else if (line_is(l, "no classofservice trust ...") ||
	    line_is(l, "classofservice trust untrusted") ||
	    line_is(l, "classofservice trust ip-dscp")) {
		v->trust = "none";
	} else if (line_is(l, "classofservice trust dot1p")) {
		v->trust = NULL;
	} else if (line_is(l, "classofservice dot1p-mapping * *")) {
		class_of(v, l, "class");
		view_pass(v, s);
	} else if (line_is(l, "classofservice traffic-class-group * *")) {
		class_of(v, l, "group");
		view_pass(v, s);
	} else if (line_is(l, "logging *") && ip_parse(line_word(l, 1), &ip)) {
		v->syslog = true;
		reader_server(v, "syslog", l);
		view_pass(v, s);
	} else {
		return stp(v, s) || reader_services(v, s) ||
		    reader_passed(v, s, quiet) || reader_skipped(v, s);
	}
	return true;
}

/* a lossless priority whose group has others too has no share of its own */
static void
grouped(const struct view *v, struct port *p, const int of[8])
{
	const struct qos_map *m = qos_find(v, "group", "");

	for (int i = 0; i < 8 && v->nshare && p->dcb; i++)
		for (int k = 0; k < 8 && p->pfc >> i & 1; k++) {
			if (of[k] != of[i] || p->pfc >> k & 1)
				continue;
			p->slip_line = m ? m->line : p->pfc_line;
			p->slip = str_fmt(v->a,
			    "lossless priority %d is in traffic-class group %d "
			    "with priority %d: it has no share of its own",
			    i, of[i], k);
		}
}

/* the way of each priority; its group's weight, all weights being one set */
static void
ways(const struct view *v, struct port *p)
{
	/* the platform's own classes of priorities */
	static const signed char own[8] = { 1, 0, 0, 1, 2, 2, 3, 3 };
	const struct qos_map *class = qos_find(v, "class", "");
	const struct qos_map *group = qos_find(v, "group", "");
	int of[8];

	for (int i = 0; i < 8; i++) {
		int c = qos_of(class, i) >= 0 ? qos_of(class, i) : own[i];
		int g = qos_of(group, c) >= 0 ? qos_of(group, c) : 0;

		of[i] = g;
		if (p->no_trust || v->trust || view_l2(v, p)->no_trust)
			continue;
		qos_queue(p, i, c);
		if (v->nshare == 1 && v->share[0].sum == 100)
			reader_share(p, i, v->share[0].queue[g]);
	}
	grouped(v, p, of);
}

static bool
read_config(struct view *v, struct diags *d)
{
	struct text t;
	struct stanza root;
	int unbalanced;

	if (!reader_text(v, d, &t))
		return false;
	stanza_text_nest_exit(v->a, &t, opens, &root, &unbalanced);
	v->unbalanced_line = unbalanced;
	reader_stanzas(v, &root, top_line);
	/* RSTP is on from the factory */
	if (!v->stp && !v->stp_off_line)
		v->stp = "rstp";
	if (t.first_comment) {
		const char *w =
		    strstr(t.first_comment, "System Software Version ");

		if (w) {
			w += strlen("System Software Version ");
			v->version = str_dup(v->a, w, strcspn(w, "\n"));
		}
	}
	/* a name without a stanza is a port at its default */
	reader_finish_switchports(v, true, true, true);
	for (size_t i = 0; i < v->nport; i++) {
		struct port *p = v->port[i];

		ways(v, p);
		if (p->mode == MODE_HYBRID) {
			p->tagged = p->general;
			p->untagged = p->pvid ? p->pvid : 1;
			p->all_vlans = false;
		}
	}
	return true;
}

/* how its lines begin, and those of no other */
static const struct mark marks[] = {
	{ 3, "interface out-of-band" },
	{ 3, "!System Description \"Dell" },
	{ 2, "interface Te1/0/" },
	{ 2, "interface Gi1/0/" },
	{ 2, "interface Fo1/" },
	{ 1, "hostname \"" },
	{ 3, "system jumbo mtu " },
	{ 1, "exit" },
	{ 2, "link-dependency group " },
	{ 1, "switchport trunk allowed vlan " },
	{ 1, "channel-group " },
	{ 0, NULL },
};

static const char *const shows[] = { "slot * ...", "stack", "member * ...",
	"application install ...", "lldp tlv-select ...", "lldp med ...",
	NULL };
static const char *const hides[] = { "lldp transmit", "lldp receive",
	"lldp transmit-tlv ...", NULL };
static const char *const secret[] = { "auth-md5", "auth-sha", "auth-sha256",
	"auth-sha512", "priv-des", "priv-aes", "priv-aes128", "priv-aes256",
	NULL };
static const char *const said_once[] = { "vpc *", NULL };
static const char *const harmless[] = { "no isdp ...", NULL };

static const struct bound bounds[] = {
	{ "link-dependency group *", 2, 1, 72 },
	{ 0 },
};

const struct dialect dialect_os6 = {
	.name = "os6",
	.read = read_config,
	.traits = {
		.bound = bounds,
		.enable_asks = true,
		.svi_vlan = true,
		.lag_last = 128,
		.peer_lost_lags = true,
		.ports_implicit = true,
		.lag_implicit = true,
		.native_in_list = true,
		.frame_default = 1518,
		.keepalive_enable = true,
		.stack_no_peer = true,
		.orphans_refused = true,
		.ssh_starts_off = true,
		.telnet_starts_on = true,
		.quotes_close = true,
		.lossless = LOSSLESS_SWITCH,
	},
	.mark = marks,
	.lldp = &lldp_os6,
	.shows = shows,
	.hides = hides,
	.secret = secret,
	.said_once = said_once,
	.harmless = harmless,
};
