/*
 * Arista EOS.  Ports are up, switched and trunks carry every VLAN by default; a
 * VLAN in a trunk group goes only where the group does.
 */
#include "readback/eos_read.h"

#include <string.h>

#include "base/ip.h"
#include "base/str.h"
#include "readback/lldp_parts.h"

static void
vlan(struct view *v, const struct stanza *s)
{
	static const char *const quiet[] = { "state active", "private-vlan ...",
		"no private-vlan", NULL };
	struct vlan_set ids = { 0 };
	bool off = false;

	if (!reader_vlans(v, &s->head, line_rest(v->a, &s->head, 1), &ids))
		return;
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
			o->has_backup = reader_ip(v, l, 1, &o->backup);
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

		reader_vlans(v, l, line_word(l, 3), &off);
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
		reader_mst_region(v, s);
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

/* the agent answers in no VRF by default */
static void
agent(struct view *v, const struct stanza *root)
{
	bool in_vrf = false;
	int line = 0;

	for (size_t i = 0; i < root->n; i++) {
		const struct line *l = &root->child[i].head;

		in_vrf = in_vrf || line_is(l, "snmp-server vrf *");
		if (line_is(l, "snmp-server user * ...") ||
		    line_is(l, "snmp-server community * ..."))
			line = l->no;
	}
	if (line && !in_vrf)
		view_asked(v, "the SNMP", "agent", NULL, line);
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
	static const char *const quiet[] = { "stun", "transceiver ...",
		"management ...", "daemon ...", "terminattr ...", "switch ...",
		"dcbx ...", "platform ...", "load-interval ...",
		"queue-monitor ...", "no queue-monitor ...", "hostname ...",
		"dns ...", "ip virtual-router ...", "vlan internal ...",
		"lacp ...", "no vlan ...", "mac ...", "no ip ...",
		"class-map ...", "policy-map ...", "peer-filter ...",
		"patch ...", "ptp ...", "no enable ...", "schedule ...",
		"agent ...", "email ...", "port-channel ...", "ip nat ...",
		"no sflow ...", "prompt ...", "priority-flow-control ...",
		"tcam ...", "tap aggregation", "system ...", "dynamic ...",
		"mpls ...", "traffic-policies", "ip security", "no ...",
		"maintenance", "application ...", "router-...",
		"ip address virtual ...", "sync-e", "cvx", "dhcp ...",
		"l2-protocol", "address ...", "eof", "event-monitor",
		"virtual-network ...", "ip icmp ...", "directflow", "power ...",
		"environment ...", "ip msdp ...", "default snmp-server ...",
		"default ip ...", "default ipv6 ...", "default mrp ...",
		"default switch ...", "default logging ...",
		"default load-interval ...", NULL };
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
		eos_interface(v, s);
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
		eos_qos_classes(v, l);
	} else if (line_is(l, "qos profile *")) {
		eos_qos_profile(v, s);
	} else if (line_is(l, "link tracking group *")) {
		group = line_word(l, 3);
		view_group(v, group, l->no);
		view_def(v, "tracking group", group, l->no);
		for (size_t i = 0; i < s->n; i++)
			if (line_is(&s->child[i].head, "links minimum *")) {
				struct group *g = view_group(v, group, l->no);

				g->least = line_num(&s->child[i].head, 2);
				g->least_line = s->child[i].head.no;
				if (g->least < 1)
					view_notice(v, "bad-value",
					    g->least_line,
					    "a group that needs no link never "
					    "fails: %.60s",
					    s->child[i].head.text);
			} else {
				view_pass(v, &s->child[i]);
			}
	} else if (line_is(l, "ip route vrf * 0.0.0.0/0 * ...") ||
	    line_is(l, "ip route vrf * 0.0.0.0 0.0.0.0 * ...")) {
		size_t by = strchr(line_word(l, 4), '/') ? 5 : 6;

		/* the management VRF's, if the management port is in it */
		view_pass(v, s);
		for (size_t i = 0; i < v->nport; i++)
			if (v->port[i]->kind == PORT_MGMT &&
			    str_eq(v->port[i]->vrf, line_word(l, 3))) {
				v->has_gateway =
				    ip_parse(line_word(l, by), &v->gateway);
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
	} else if (line_is(l, "snmp-server vrf *")) {
		v->snmp = true;
		view_asked(v, "the SNMP", "agent", line_word(l, 2), l->no);
		view_pass(v, s);
	} else {
		return stp(v, s) || reader_services(v, s) ||
		    reader_skipped(v, s) || reader_passed(v, s, quiet);
	}
	return true;
}

/* they speak to each other in the VRF that has no name */
static void
peers_meet(struct view *v)
{
	const struct port *p = view_find(v, v->domain.local_if);

	if (p && p->vrf)
		view_setting_notice(v, true, p->line,
		    "%s is in VRF %.40s: the peers don't reach each other",
		    p->name, p->vrf);
}

/* an account that has none needs none */
static void
ssh_way(struct view *v, const struct stanza *s)
{
	for (size_t i = 0; i < s->n; i++) {
		const struct line *l = &s->child[i].head;

		if (line_is(l, "authentication empty-passwords permit"))
			view_setting_notice(v, true, l->no,
			    "SSH lets in accounts without a password");
	}
}

static bool
read_config(struct view *v, struct diags *d)
{
	struct text t;
	struct stanza root;

	if (!reader_text(v, d, &t))
		return false;
	stanza_text_nest(v->a, &t, &root);
	v->ssh = true;
	reader_stanzas(v, &root, top_line);
	for (size_t i = 0; i < root.n; i++)
		if (line_is(&root.child[i].head, "management ssh"))
			ssh_way(v, &root.child[i]);
	v->ssh_elsewhere = is_elsewhere(v, &root);
	agent(v, &root);
	if (t.first_comment && strstr(t.first_comment, "EOS-")) {
		const char *w = strstr(t.first_comment, "EOS-");

		v->version = str_dup(v->a, w, strcspn(w, " )\n"));
		v->stops_line = t.ended ? 0 : t.last_no;
		if (!t.ended)
			view_notice(v, "file-truncated", t.last_no,
			    "the config doesn't end with `end`");
	}
	if (!v->stp && !v->stp_off_line)
		v->stp = "mst";
	peers_meet(v);
	reader_finish_switchports(v, true, !v->ports_routed, true);
	for (size_t i = 0; i < v->nport; i++)
		eos_qos_ways(v, v->port[i]);
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

static const char *const shows[] = { "transceiver qsfp default-mode ...",
	"service routing protocols model ...", "agent PowerManager shutdown",
	"agent * shutdown supervisor ...", "no aaa root", "ip routing vrf *",
	"no ip routing", "no ip routing vrf *", "speed auto",
	"no flowcontrol send", "no flowcontrol receive", "flowcontrol send off",
	"flowcontrol receive off", "logging event link-status use-global",
	"no dcbx mode", "no mac-address", "no switchport port-security",
	"snmp trap link-status", "no snmp trap link-status",
	"no switchport dot1q ethertype", "switchport dot1q ethertype 0x8100",
	"no logging host", "no l2 mtu", "l2 mtu 0",
	"no l2-protocol forwarding ...", "no switchport private-vlan mapping",
	"no shape rate", "no qos trust", "lldp transmit", "lldp receive",
	"lldp run", "no logging trap ...", "no traffic-loopback",
	"default logging ...",
	"hardware access-list update default-result permit",
	"platform trident ...", "no error-correction encoding", NULL };

static const char *const looks[] = { "network-operator", NULL };

/* beside a design; a shutdown of SSH is read where it shuts what is in use */
static const char *const ssh[] = { "idle-timeout ...", "login timeout ...",
	"connection ...", "log-level ...", "shutdown", NULL };
static const char *const top[] = { "management console", "daemon TerminAttr",
	"sflow ...", "queue-monitor ...", "snmp-server vrf *", NULL };
static const struct lines_in aside[] = { { .place = "management ssh",
	                                     .line = ssh },
	{ .place = "management console" }, { .place = "daemon TerminAttr" },
	{ .place = "", .line = top }, { 0 } };
static const char *const said_once[] = { "mlag *", NULL };
static const char *const gate[] = { "management ssh", NULL };
static const char *const filter[] = { "shape rate * ...", "pvlan * ...", NULL };
static const char *const dcbx_off[] = { "dcbx mode none", NULL };

static const struct bound bounds[] = {
	{ "recovery delay *", 2, 1, 3600 },
	{ "reload-delay *", 1, 0, 86400 },
	{ "reload-delay mlag *", 2, 0, 86400 },
	{ "reload-delay non-mlag *", 2, 0, 86400 },
	{ "dual-primary detection delay * ...", 3, 0, 86400 },
	{ "tx-queue *", 1, 0, 7 },
	{ "uc-tx-queue *", 1, 0, 7 },
	{ 0 },
};

const struct dialect dialect_eos = {
	.name = "eos",
	.read = read_config,
	.traits = {
		.bound = bounds,
		.enable_asks = true,
		.svi_vlan = true,
		.lag_last = 999999,
		.snmp_access = true,
		.native_in_list = true,
		.trunk_groups = true,
		.beat_acts_if_configured = true,
		.frame_fixed = 9236, /* layer 2 forwards jumbo as it comes */
		.peer_link_mtu = PEER_MTU_AUTO,
		.pair_root = ROOT_SHARED,
		.lossless = LOSSLESS_PORT,
	},
	.mark = marks,
	.lldp = &lldp_eos,
	.looks = looks,
	.shows = shows,
	.aside = aside,
	.said_once = said_once,
	.gate = gate,
	.filter = filter,
	.dcbx_off = dcbx_off,
};
