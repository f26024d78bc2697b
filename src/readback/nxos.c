/*
 * Cisco NX-OS.  Command families need their `feature`; trunks carry every VLAN
 * by default; lossless priorities are named in a network-qos policy of the
 * whole switch.
 */
#include "readback/nxos_read.h"

#include <string.h>

#include "base/ip.h"
#include "base/str.h"
#include "readback/lldp_parts.h"

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
	if (!reader_vlans(v, &s->head, line_rest(v->a, &s->head, 1), &ids))
		return true;
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
		} else if (line_is(l, "delay restore *")) {
			o->wait_lags = reader_num(v, l, 2, 1, 3600);
			o->wait_line = l->no;
		} else if (line_is(l, "auto-recovery ...")) {
			o->recovers = true;
		} else if (line_is(l, "peer-keepalive destination * ...")) {
			o->backup_line = l->no;
			o->has_backup = reader_ip(v, l, 2, &o->backup);
			for (size_t k = 3; k + 1 < l->nword; k++)
				if (line_word_eq(l->word[k], "source"))
					o->has_source = ip_parse(l->word[k + 1],
					    &o->source);
				else if (line_word_eq(l->word[k], "vrf"))
					o->backup_vrf = l->word[k + 1];
			if (o->backup_vrf &&
			    !line_word_eq(o->backup_vrf, "default"))
				view_ref(v, "vrf", o->backup_vrf, l->no);
		} else if (line_is(l, "virtual peer-link destination * ...")) {
			o->no_wire = true;
			view_pass(v, &s->child[i]);
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

		if (mgmt &&
		    (line_is(l, "ip route 0.0.0.0/0 * ...") ||
		        line_is(l, "ip route 0.0.0.0 0.0.0.0 * ..."))) {
			v->has_gateway =
			    ip_parse(line_word(l,
			                 strchr(line_word(l, 2), '/') ? 3 : 4),
			        &v->gateway);
			v->gateway_line = l->no;
		} else {
			view_pass(v, &s->child[i]);
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
	} else if (line_is(l, "spanning-tree mst * priority *")) {
		/* the tree between regions is that of instance 0: others say
		 * nothing of it */
		if (line_num(l, 2) == 0 ||
		    line_word_starts(line_word(l, 2), "0-") ||
		    line_word_starts(line_word(l, 2), "0,")) {
			v->stp_priority =
			    reader_num(v, l, l->nword - 1, 0, 61440);
			v->stp_priority_line = l->no;
		} else {
			view_pass(v, s);
		}
	} else if (line_is(l, "spanning-tree vlan * priority *")) {
		/* of a tree a VLAN, which this mode has none of */
		if (v->stp && line_word_eq(v->stp, "mst")) {
			view_pass(v, s);
		} else if (v->stp_priority < 0) {
			v->stp_priority =
			    reader_num(v, l, l->nword - 1, 0, 61440);
			v->stp_priority_line = l->no;
		}
	} else if (line_is(l, "spanning-tree mst configuration")) {
		reader_mst_region(v, s);
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
	static const char *const quiet[] = { "version ...", "vdc ...", "exit",
		"limit-resource ...", "install ...", "switchname ...",
		"cfs ...", "line ...", "copp ...", "rmon ...", "system ...",
		"no system ...", "vtp ...", "hostname ...", "cli ...",
		"nxapi ...", "fabric ...", "nv ...", "vlan ...", "slot ...",
		"port ...", "congestion-control ...", "no password ...",
		"power ...", "lacp ...", "icam ...", "ip pim ...", "no vtp ...",
		"evpn ...", "vni ...", "callhome", "no mac ...", "mac ...",
		"fips ...", "diagnostic ...", "no banner ...", "telemetry",
		"logging ...", "ip sla ...", "switch-profile ...",
		"scheduler ...", "no spanning-tree ...", "policy-map ...",
		"poap ...", "guestshell ...", "no poap ...", "ip adjacency ...",
		"vmtracker ...", "object-group ...", "time-range ...",
		"license ...", "no ssh ...", "user ...", "userpassphrase ...",
		"port-channel ...", "xml ...", "no xml ...",
		"switching-mode ...", NULL };
	const struct line *l = &s->head;

	for (size_t i = 1; i + 1 < l->nword; i++)
		if (line_word_eq(l->word[i], "use-vrf") &&
		    !line_word_eq(l->word[i + 1], "default"))
			view_ref(v, "vrf", l->word[i + 1], l->no);
	if (line_is(l, "system default switchport shutdown"))
		v->ports_down = true;
	if (line_is(l, "version * ..."))
		v->version = line_word(l, 1);
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
		nxos_interface(v, s);
	} else if (reader_no_vlan(v, l)) {
		;
	} else if (line_is(l, "vlan * ...")) {
		return vlan(v, s);
	} else if (line_is(l, "vpc domain *")) {
		vpc(v, s);
	} else if (line_is(l, "vrf context *")) {
		context(v, s);
	} else if (line_is(l, "policy-map ...")) {
		nxos_policy_map(v, s);
	} else if (line_is(l, "class-map ...")) {
		nxos_class_map(v, s);
	} else if (line_is(l, "system qos")) {
		for (size_t i = 0; i < s->n; i++)
			if (!nxos_policy_ref(v, &s->child[i].head))
				view_unknown(v, &s->child[i]);
			else
				nxos_policy_applied(&s->child[i].head,
				    &v->classes, &v->ets, &v->net);
	} else {
		return stp(v, s) || reader_services(v, s) ||
		    reader_passed(v, s, quiet) || reader_skipped(v, s);
	}
	return true;
}

/* off until its feature is there, in what names features at all */
static void
without_lldp(struct view *v)
{
	bool lldp = false;
	int line = 0;

	for (size_t i = 0; i < v->ndef; i++)
		if (str_eq(v->def[i].kind, "feature")) {
			line = v->def[i].line;
			lldp = lldp || str_eq(v->def[i].name, "lldp");
		}
	if (!lldp && line && !v->no_lldp_line)
		v->no_lldp_line = line;
}

/* one that is made without a password can't log in, unless by a key */
static void
no_password(struct view *v, const struct stanza *root)
{
	static const char *const by[] = { "username * password ...",
		"username * sshkey ...", "username * keypair ...", NULL };

	for (size_t i = 0; i < v->nuser; i++) {
		bool can = false;

		for (size_t k = 0; k < root->n && !can; k++) {
			const struct line *l = &root->child[k].head;

			can = line_any(l, by) &&
			    line_word_eq(l->word[1], v->user[i].name);
		}
		if (!can)
			view_setting_notice(v, true, v->user[i].line,
			    "account %.40s has no password: it can't log in",
			    v->user[i].name);
	}
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
	reader_stanzas(v, &root, top_line);
	no_password(v, &root);
	v->ssh = true;
	if (!v->stp && !v->stp_off_line)
		v->stp = "rapid-pvst";
	vlan_set_add(&v->vlans, 1);
	reader_finish_switchports(v, !v->ports_down, true, true);
	without_lldp(v);
	for (size_t i = 0; i < v->nport; i++) {
		struct port *p = v->port[i];

		if (p->edge_access && p->mode == MODE_TRUNK)
			p->edge = false;
		nxos_qos_ways(v, p);
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

static const char *const own_users[] = { "admin", NULL };
static const char *const features[] = { "udld", "scp-server", "sftp-server",
	"tacacs+", "ldap", "interface-vlan", "sflow", "scheduler", "privilege",
	NULL };

static const char *const domain[] = { "peer-gateway", "ip arp synchronize",
	"ipv6 nd synchronize", "auto-recovery reload-delay ...",
	"delay restore interface-vlan *", NULL };
static const char *const top[] = { "port-channel load-balance ...", NULL };
static const struct lines_in aside[] = { { .place = "vpc domain ",
	                                     .line = domain },
	{ .place = "", .line = top }, { 0 } };
static const char *const shows[] = { "vdc * id *", "limit-resource ...",
	"no password strength-check", "line console", "line vty",
	"copp profile strict", "copp profile ...", "rmon event ...",
	"rmon alarm ...", "system default switchport",
	"no system default switchport shutdown", "cfs eth distribute",
	"install feature-set ...", "allow feature-set ...", "switchname *",
	"no cli alias ...", "icam monitor scale", "exec-timeout ...",
	"ip domain-lookup", "no ip source-route", "hardware forwarding ...",
	"userpassphrase ...", "no system default switchport", "vlan 1",
	"vlan 1,*", "no ip redirects", "no ipv6 redirects", NULL };
static const char *const hides[] = { "no feature telnet", "no feature ...",
	NULL };

static const char *const looks[] = { "network-operator", "vdc-operator", NULL };
static const char *const secret_after[] = { "use-ipv4acl", NULL };
static const char *const said_once[] = { "vpc *", "vrf member *", NULL };
static const char *const filter[] = { "ip port access-group * ...",
	"ipv6 port traffic-filter * ...", "mac port access-group * ...", NULL };
static const char *const lldp_off[] = { "no feature lldp", NULL };
static const char *const ssh_off[] = { "no feature ssh", NULL };
static const char *const ssh_on[] = { "feature ssh", NULL };

static const struct bound bounds[] = {
	{ "delay restore *", 2, 1, 3600 },
	{ "match qos-group *", 2, 0, 7 },
	{ "set qos-group *", 2, 0, 7 },
	{ 0 },
};

const struct dialect dialect_nxos = {
	.name = "nxos",
	.read = read_config,
	.traits = {
		.bound = bounds,
		.svi_vlan = true,
		.lag_last = 4096,
		.own_user = own_users,
		.peer_lost_lags = true,
		.snmp_access = true,
		.stanza_again = true,
		.native_in_list = true,
		.own_vlan = 3968,
		/* given for the payload: header, tag and FCS come on top */
		.frame_extra = 22,
		.peer_link_mtu = PEER_MTU_AUTO,
		.peer_link_network = true,
		.recovery_said = true,
		.pair_root = ROOT_EITHER,
		.no_ufd = true,
		.lossless = LOSSLESS_CLASS,
	},
	.mark = marks,
	.lldp = &lldp_nxos,
	.looks = looks,
	.features = features,
	.shows = shows,
	.aside = aside,
	.hides = hides,
	.secret_after = secret_after,
	.said_once = said_once,
	.filter = filter,
	.lldp_off = lldp_off,
	.ssh_off = ssh_off,
	.ssh_on = ssh_on,
};
