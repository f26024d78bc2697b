/*
 * Dell SmartFabric OS10.  A trunk carries the VLANs listed and the access VLAN
 * untagged; the interconnect is made of bare ports, and a VLAN has no name.
 */
#include "readback/os10_read.h"

#include <string.h>

#include "base/ip.h"
#include "base/str.h"
#include "readback/lldp_parts.h"

#define OS10_WAIT_DEFAULT 90 /* s; recalled from the manual */

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
vlt_line(struct view *v, const struct stanza *s)
{
	static const char *const quiet[] = { "delay-restore ...",
		"peer-routing-timeout ...", "multicast ...", "no peer-routing",
		NULL };
	const struct line *l = &s->head;
	struct domain *o = &v->domain;

	if (line_is(l, "backup destination * ...")) {
		o->backup_line = l->no;
		o->has_backup = reader_ip(v, l, 2, &o->backup);
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
	} else if (line_is(l, "delay-restore *")) {
		o->wait_lags = reader_num(v, l, 1, 1, 1200);
		o->wait_line = l->no;
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
		"defer-time ...", "name ...", NULL };
	struct group *g = view_group(v, line_word(&s->head, 1), s->head.no);
	bool all = false;

	g->off = true; /* until it is enabled */
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
		else if (line_is(l, "enable"))
			g->off = false;
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
		reader_mst_region(v, s);
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

/* 1/1/3 as 10g-4x; one that is none is as it was */
static void
split(struct view *v, const char *port, const char *mode)
{
	if (v->nquad < 512 && strchr(mode, '-') && !strstr(mode, "-1x"))
		PUSH(v->a, v->quad, v->nquad, v->quad_cap,
		    str_fmt(v->a, "eth%s", port));
}

/* its ports are one as fast as a cage is (100g-1x) unless it says else */
static void
port_group(struct view *v, const struct stanza *s)
{
	for (size_t i = 0; i < s->n; i++) {
		const struct line *l = &s->child[i].head;

		if (line_is(l, "port * mode * *") ||
		    line_is(l, "port * mode *"))
			split(v, line_word(l, 1), line_word(l, l->nword - 1));
		else if (line_is(l, "profile *"))
			view_pass(v, &s->child[i]);
		else if (!line_is(l, "mode * *"))
			view_unknown(v, &s->child[i]);
		else if (strcmp(line_word(l, 2), "100g-1x") != 0)
			PUSH(v->a, v->speed_group, v->nspeed_group,
			    v->speed_group_cap,
			    str_fmt(v->a, "%s: %s", line_word(&s->head, 1),
			        line_word(l, 2)));
	}
}

/* of its Linux, and reported only where its password is public */
static void
system_user(struct view *v, const struct stanza *s)
{
	size_t n = v->nuser;

	reader_user(v, line_word(&s->head, 1), &s->head);
	if (v->nuser > n && !v->user[n].factory)
		v->nuser = n;
	view_pass(v, s);
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
		"rest ...", "scale-profile ...", "management ...",
		"ip anycast-mac ...", "ip multicast-routing ...", "openflow",
		"nve", "no feature ...", "virtual-network ...", "mac ...",
		"ztd ...", "password-attributes ...", "control-plane",
		"logging ...", "ip virtual-router ...", "exec-timeout ...",
		"no ip igmp ...", "no ipv6 mld ...", NULL };
	const struct line *l = &s->head;

	if (line_is(l, "hostname *")) {
		reader_hostname(v, l);
	} else if (line_is(l, "interface breakout * map *")) {
		split(v, line_word(l, 2), line_word(l, 4));
	} else if (line_is(l, "port-group *")) {
		port_group(v, s);
	} else if (line_is(l, "line vty ...")) {
		reader_line_access(v, s);
	} else if (line_is(l, "system-user * password ...")) {
		system_user(v, s);
	} else if (line_is(l, "evpn") ||
	    line_is(l, "interface virtual-network ...") ||
	    (line_is(l, "interface *") &&
	        line_word_starts(line_word(l, 1), "virtual-network"))) {
		view_skip(v, s);
	} else if (line_is(l, "interface ...")) {
		os10_interface(v, s);
	} else if (line_is(l, "vlt-domain *")) {
		v->domain.line = v->domain.id_line = l->no;
		v->domain.id = line_word(l, 1);
		v->domain.wait_lags = OS10_WAIT_DEFAULT;
		reader_num(v, l, 1, 1, 255);
		for (size_t i = 0; i < s->n; i++)
			if (!vlt_line(v, &s->child[i]))
				view_unknown(v, &s->child[i]);
	} else if (line_is(l, "uplink-state-group *")) {
		ufd(v, s);
	} else if (line_is(l, "class-map ...")) {
		os10_class_map(v, s);
	} else if (line_is(l, "wred ...")) {
		os10_thresholds(v, s);
		view_pass(v, s);
	} else if (line_is(l, "policy-map ...")) {
		os10_policy_map(v, s);
	} else if (line_is(l, "trust dot1p-map *") ||
	    line_is(l, "trust dscp-map *")) {
		view_def(v, "trust-map", line_word(l, 2), l->no);
		view_pass(v, s);
		os10_qos_steps(v, s, "dot1p");
	} else if (line_is(l, "qos-map traffic-class *")) {
		view_def(v, "qos-map", line_word(l, 2), l->no);
		view_pass(v, s);
		os10_qos_steps(v, s, "qos-group");
	} else if (line_is(l, "system qos")) {
		os10_system_qos(v, s);
	} else if (line_is(l, "ip vrf *")) {
		vrf(v, s);
	} else if (line_is(l, "management route 0.0.0.0/0 * ...")) {
		v->has_gateway = ip_parse(line_word(l, 3), &v->gateway);
		v->gateway_line = l->no;
	} else if (line_is(l, "default mtu *") || line_is(l, "mtu *")) {
		v->mtu_global = reader_num(v, l, l->nword - 1, 1280, 9216);
		v->mtu_global = v->mtu_global > 0 ? v->mtu_global : 0;
	} else {
		return stp(v, s) || reader_services(v, s) ||
		    reader_passed(v, s, quiet) || reader_skipped(v, s);
	}
	return true;
}

/* typed by hand: what is in a class need not be set further in than the class
 */
static void
gather(struct arena *a, struct stanza *policy)
{
	struct stanza *in = NULL;
	size_t n = 0;

	for (size_t i = 0; i < policy->n; i++) {
		struct stanza c = policy->child[i];

		if (line_is(&c.head, "class ...")) {
			policy->child[n] = c;
			in = c.n ? NULL : &policy->child[n];
			n++;
		} else if (in) {
			PUSH(a, in->child, in->n, in->cap, c);
		} else {
			policy->child[n++] = c;
		}
	}
	policy->n = n;
}

static void
resolve(struct view *v, const struct stanza *root)
{
	bool dcbx = false;

	/* for all ports, off as it comes */
	for (size_t i = 0; i < root->n; i++)
		dcbx = dcbx || line_is(&root->child[i].head, "dcbx enable");
	/* one command says it of all of a kind, and is in no view */
	if (v->mgmt_vrf)
		v->nasked = 0;
	if (!v->stp && !v->stp_off_line)
		v->stp = "rapid-pvst";
	reader_finish_switchports(v, true, true, false);
	for (size_t i = 0; i < v->nport; i++) {
		struct port *p = v->port[i];

		if (p->mode == MODE_TRUNK)
			p->untagged = p->access;
	}
	for (size_t i = 0; i < v->nport; i++) {
		struct port *p = v->port[i];

		os10_qos_ways(v, p);
		if (p->dhcp && p->has_ip)
			view_setting_notice(v, false, p->line,
			    "%s has an address and requests another by DHCP",
			    p->name);
		if (dcbx && !v->no_dcbx_line && !p->no_dcbx_line)
			p->dcbx = "on";
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
	v->ssh = true; /* as it comes */
	if (stanza_text_is_flat(&t))
		stanza_text_nest_exit(v->a, &t, opens, &root, &unbalanced);
	else
		stanza_text_nest(v->a, &t, &root);
	for (size_t i = 0; i < root.n; i++)
		if (line_is(&root.child[i].head, "policy-map ..."))
			gather(v->a, &root.child[i]);
	reader_stanzas(v, &root, top_line);
	if (t.first_comment && strstr(t.first_comment, "Version ")) {
		const char *w = strstr(t.first_comment, "Version ") + 8;

		v->version = str_dup(v->a, w, strcspn(w, "\n"));
	}
	resolve(v, &root);
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

static const char *const own_users[] = { "admin", "linuxadmin", NULL };
/* of admin and of linuxadmin, the same in every image */
static const char *const factory_hashes[] = {
	"$6$q9QBeYjZ$jfxzVqGhkxX3smxJSH9DDz7/3OJc6m5wjF8nnLD7/"
	"VKx8SloIhp4NoGZs0I/UNwh8WVuxwfd9q4pWIgNs5BKH.",
	"$6$5DdOHYg5$JCE1vMSmkQOrbh31U74PIPv7lyOgRmba1IxhkYibppMXs1KM4Y."
	"gbTPcxyMP/PHUkMc5rdk/ZLv9Sfv3ALtB61",
	NULL
};

static const char *const shows[] = { "iscsi enable", "iscsi target port ...",
	"logging audit disable", "logging console disable",
	"no logging console", "ip vrf default", "interface breakout ...",
	"system-user linuxadmin ...", "aaa authentication login default local",
	"aaa authentication login console local",
	"class-map type application ...", "policy-map type application ...",
	"switch-port-profile ...", "default interface ...",
	"hardware forwarding-table mode ...", "forwarding-options ...",
	"ipv6 mld snooping enable", "ip igmp snooping enable",
	"rest https session timeout 30", "no multicast snooping flood-restrict",
	"userrole inherit ...", "userrole default inherit *", "support-assist",
	"no rest api restconf", "interface vlan1",
	"password-attributes character-restriction ...", NULL };
static const char *const hides[] = { "lldp enable", "flowcontrol receive off",
	"flowcontrol transmit off", "no ip telnet server enable",
	"ip ssh server enable", "no switchport access vlan", NULL };

static const char *const looks[] = { "netoperator", "network-operator", NULL };
static const char *const secret_after[] = { "priv-lvl", NULL };
static const char *const said_once[] = { "vlt-port-channel *", NULL };
static const char *const lldp_off[] = { "no lldp enable", NULL };
static const char *const dcbx_off[] = { "no dcbx enable", NULL };

static const struct bound bounds[] = {
	{ "delay-restore *", 1, 1, 3600 },
	{ "match queue *", 2, 0, 7 },
	{ "match qos-group *", 2, 0, 7 },
	{ "set qos-group *", 2, 0, 7 },
	{ "qos-group * dot1p ...", 1, 0, 7 },
	{ "queue * qos-group ...", 1, 0, 7 },
	{ "uplink-state-group * ...", 1, 1, 32 },
	{ 0 },
};

const struct dialect dialect_os10 = {
	.name = "os10",
	.read = read_config,
	.traits = {
		.bound = bounds,
		.enable_asks = true,
		.svi_vlan = true,
		.lag_last = 1000,
		.own_user = own_users,
		.factory_hash = factory_hashes,
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
	.lldp = &lldp_os10,
	.looks = looks,
	.shows = shows,
	.hides = hides,
	.secret_after = secret_after,
	.said_once = said_once,
	.lldp_off = lldp_off,
	.dcbx_off = dcbx_off,
};
