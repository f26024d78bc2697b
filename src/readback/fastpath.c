/*
 * NETGEAR FASTPATH: M4300, M4350.  A script from privileged mode on, where the
 * name, the service port and the VLANs are set; nothing is indented, and modes
 * are closed by `exit`.  A port is up, and general until it is access or trunk:
 * in VLAN 1 untagged, and in others by participation and tagging.
 */
#include "readback/reader.h"

#include <stdlib.h>
#include <string.h>

#include "base/str.h"
#include "readback/fastpath_read.h"
#include "readback/lldp_parts.h"
#include "readback/undo.h"

static bool
opens(const struct line *l, const struct line *parent)
{
	static const char *const top[] = { "configure", "vlan database",
		"stack", NULL };
	static const char *const below[] = { "interface ...", "lineconfig",
		"line ...", "router ...", "ipv6 router ...", "class-map ...",
		"policy-map ...", "ip dhcp pool ...", "ipv6 dhcp pool ...",
		"mac access-list extended ...", "ip access-list ...",
		"ipv6 access-list ...", "captive-portal", "wireless",
		"tacacs-server host ...", "radius server ...", NULL };

	if (!parent)
		return line_any(l, top);
	if (line_is(parent, "configure"))
		return line_any(l, below);
	return line_is(parent, "policy-map ...") && line_is(l, "class *");
}

/* vlan 10,20-22; vlan name 10 "csv" */
static void
vlans(struct view *v, const struct stanza *s)
{
	static const char *const quiet[] = { "vlan ...", "protocol ...",
		"private-vlan ...", NULL };
	struct vlan_set ids;

	for (size_t i = 0; i < s->n; i++) {
		const struct line *l = &s->child[i].head;

		ids = (struct vlan_set){ 0 };
		if (line_is(l, "vlan name * ...")) {
			long id = reader_num(v, l, 2, 1, FASTPATH_VLANS);

			if (id > 0 && !vlan_set_has(&v->vlans, (int)id))
				view_notice(v, "bad-value", l->no,
				    "VLAN %ld has a name but is not defined",
				    id);
			else if (id > 0)
				view_vlan(v, (int)id, l->no)->name =
				    line_word(l, 3);
		} else if (line_is(l, "vlan *")) {
			if (vlan_set_parse(line_word(l, 1), &ids) &&
			    !vlan_set_has(&ids, FASTPATH_VLANS + 1))
				view_vlans(v, &ids, l->no);
			else
				view_notice(v, "bad-value", l->no,
				    "not a list of VLANs: %.60s", l->text);
		} else if (!reader_no_vlan(v, l) &&
		    !fastpath_passed(v, &s->child[i], quiet)) {
			view_unknown(v, &s->child[i]);
		}
	}
}

static void
service_port(struct view *v, const struct line *l)
{
	struct port *p = view_stanza_port(v, "ma0", l->no);

	/* the last one holds */
	p->has_ip = false;
	if (!view_port_address(p, line_word(l, 2), line_word(l, 3), l->no)) {
		if (!line_word_eq(line_word(l, 2), "none"))
			view_notice(v, "bad-value", l->no,
			    "not an address and its mask: %.60s", l->text);
	}
	v->has_gateway = l->nword == 5 && reader_ip(v, l, 4, &v->gateway);
	v->gateway_line = l->no;
}

static bool
stp(struct view *v, const struct stanza *s)
{
	static const char *const quiet[] = { "spanning-tree ...", NULL };
	const struct line *l = &s->head;
	struct vlan_set ids = { 0 };
	long n;

	if (line_is(l, "spanning-tree")) {
		v->stp_line = l->no;
		v->stp_off_line = 0;
	} else if (line_is(l, "no spanning-tree")) {
		v->stp_off_line = l->no;
	} else if (line_is(l, "spanning-tree mode *")) {
		v->stp = line_word(l, 2);
		v->stp_line = l->no;
	} else if (line_is(l, "spanning-tree mst priority 0 *") ||
	    line_is(l, "spanning-tree vlan * priority *")) {
		v->stp_priority = reader_num(v, l, l->nword - 1, 0, 61440);
		v->stp_priority_line = l->no;
	} else if (line_is(l, "spanning-tree bpduguard")) {
		v->guard_global = true;
	} else if (line_is(l, "no spanning-tree bpduguard")) {
		v->guard_global = false;
	} else if (line_is(l, "spanning-tree configuration name *")) {
		v->mst.name = line_word(l, 3);
		v->mst.line = l->no;
	} else if (line_is(l, "spanning-tree configuration revision *")) {
		v->mst.revision = line_num(l, 3);
		v->mst.line = l->no;
	} else if (line_is(l, "spanning-tree mst vlan * *")) {
		n = line_num(l, 3);
		v->mst.line = l->no;
		if (n >= 0 && n < MST_MAX &&
		    vlan_set_parse(line_word(l, 4), &ids))
			vlan_set_join(&v->mst.of[n], &ids);
	} else {
		return fastpath_passed(v, s, quiet);
	}
	return true;
}

/* telnet is on until it is switched off */
static bool
services(struct view *v, const struct stanza *s, bool *telnet)
{
	static const char *const quiet[] = { "logging syslog ...",
		"no logging ...", "ip domain name *", "ip name server ...",
		"snmptrap ...", "no snmptrap ...", "users ...", "no users ...",
		NULL };
	const struct line *l = &s->head;

	if (line_is(l, "ip telnet server enable")) {
		v->telnet_line = l->no;
		*telnet = true;
	} else if (line_is(l, "no ip telnet server enable")) {
		v->telnet_line = 0;
		*telnet = false;
	} else if (line_is(l, "ip ssh")) {
		v->ssh = true;
	} else if (line_is(l, "logging host * ...")) {
		v->syslog = true;
		view_server(v, "syslog", line_word(l, 2), l->no);
		view_pass(v, s);
	} else {
		return reader_passed(v, s, quiet) || reader_services(v, s);
	}
	return true;
}

static bool
top_line(struct view *v, const struct stanza *s, bool *telnet)
{
	static const char *const quiet[] = { "line ...", "lineconfig",
		"class-map ...", "policy-map ...", "diffserv",
		"classofservice ...", "cos-queue ...", "mac ...",
		"port-channel ...", "set ...", "isdp ...", "udld ...",
		"dot1x ...", "authentication ...", "captive-portal",
		"green-mode ...", "dos-control ...", "poe ...", "passwords ...",
		"bridge ...", "vlan ...", "storm-control ...", "voip ...",
		"voice ...", "errdisable ...", "link-flap ...", "dhcp ...",
		"ip ...", "ipv6 ...", "serviceport ...", "network ...",
		"switchport mode auto", "port-channel auto", "rmon ...",
		"sshcon ...", "telnetcon ...", "script ...", "exit", "garp ...",
		"gvrp ...", "mvr ...", "cut-through ...", "router ...",
		"time-range ...", "time-range", "radius ...",
		"tacacs-server ...", "auto-dos", "ptp ...", "msrp ...",
		"random-detect ...", "openflow ...", "no link ...",
		"keepalive ...", NULL };
	const struct line *l = &s->head;

	if (line_is(l, "configure")) {
		for (size_t i = 0; i < s->n; i++)
			if (!top_line(v, &s->child[i], telnet))
				view_unknown(v, &s->child[i]);
	} else if (line_is(l, "hostname *")) {
		reader_hostname(v, l);
	} else if (line_is(l, "snmp-server sysname *")) {
		if (!v->hostname)
			reader_hostname(v,
			    &(struct line){ .no = l->no,
			        .text = l->text,
			        .word = l->word + 1,
			        .nword = 2 });
	} else if (line_is(l, "vlan database")) {
		vlans(v, s);
	} else if (line_is(l, "interface ...")) {
		reader_interface(v, s, fastpath_port_name(v, l),
		    fastpath_port_begin, fastpath_port_line);
	} else if (line_is(l, "stack")) {
		for (size_t i = 0; i < s->n; i++)
			if (line_is(&s->child[i].head, "member ..."))
				v->units++;
		v->units_line = l->no;
		view_pass(v, s);
	} else if (line_is(l, "serviceport protocol dhcp") ||
	    line_is(l, "serviceport protocol bootp")) {
		view_say(v, "management port", "protocol", line_word(l, 2),
		    l->no);
		view_notice(v, "half-set", l->no,
		    "the management port requests an address, and ignores a "
		    "configured one");
	} else if (line_is(l, "serviceport ip * ...")) {
		service_port(v, l);
	} else if (line_is(l, "link state group * action *")) {
		view_group(v, line_word(l, 3), l->no);
		if (line_word_eq(line_word(l, 5), "up"))
			view_notice(v, "ufd-inverted", l->no,
			    "`action up` brings the ports up when the uplink "
			    "is lost");
	} else if (line_is(l, "flowcontrol ...")) {
		v->flow_global = true;
		view_pass(v, s);
	} else if (line_is(l, "no flowcontrol ...")) {
		v->flow_global = false;
	} else {
		return stp(v, s) || services(v, s, telnet) ||
		    fastpath_passed(v, s, quiet) || reader_skipped(v, s);
	}
	return true;
}

/* ---- what a text comes to ---- */

/* the LAG says whether its members speak LACP */
static void
finish(struct view *v)
{
	vlan_set_add(&v->vlans, 1);
	for (size_t i = 0; i < v->nport; i++)
		fastpath_in_general(v->port[i]);
	reader_finish_switchports(v, true, true, true);
	for (size_t i = 0; i < v->nport; i++) {
		struct port *p = v->port[i], *lag = view_lag_of(v, p);

		if (p->lag)
			p->lacp = lag && lag->lacp ? lag->lacp : LACP_STATIC;
	}
	for (size_t i = 0; i < v->nport; i++)
		if (v->port[i]->kind == PORT_LAG)
			v->port[i]->lacp = LACP_NONE;
}

static bool
read_config(struct view *v, struct diags *d)
{
	struct text t;
	struct stanza root;
	int unbalanced;
	bool telnet = true;
	const char *w;

	if (!reader_text(v, d, &t))
		return false;
	stanza_text_nest_exit(v->a, &t, opens, &root, &unbalanced);
	v->unbalanced_line = unbalanced;
	view_root(v, &root);
	undo_apply(v, &root);
	for (size_t i = 0; i < root.n; i++)
		if (!top_line(v, &root.child[i], &telnet))
			view_unknown(v, &root.child[i]);
	undo_tell(v, &root);
	fastpath_half_set(v, &root);
	if (telnet && !v->telnet_line)
		v->telnet_line = v->hostname_line ? v->hostname_line : 1;
	/* RSTP is on from the factory */
	if (v->stp_off_line)
		v->stp = NULL;
	else if (!v->stp)
		v->stp = "rstp";
	w = t.first_comment ?
	    strstr(t.first_comment, "System Software Version \"") :
	    NULL;
	if (w)
		v->version = str_dup(v->a, w + 25, strcspn(w + 25, "\"\n"));
	finish(v);
	return true;
}

/* how its lines begin, and those of no other */
static const struct mark marks[] = {
	{ 3, "vlan database" },
	{ 2, "vlan name " },
	{ 3, "interface 1/0/" },
	{ 3, "addport lag " },
	{ 3, "no port-channel static" },
	{ 3, "serviceport " },
	{ 2, "interface lag " },
	{ 2, "vlan participation " },
	{ 2, "spanning-tree edgeport" },
	{ 2, "spanning-tree mst priority " },
	{ 2, "link state group " },
	{ 1, "exit" },
	{ 0, NULL },
};

static const char *const shows[] = { "snmp-server sysname ...", "router rip",
	"slot * ...", "set slot ...", "stack", "member * ...",
	"application install ...", "no set igmp", "lldp transmit-tlv ...",
	NULL };
static const char *const hides[] = { "spanning-tree", "spanning-tree mode rstp",
	"lldp transmit", "lldp receive", NULL };
static const char *const harmless[] = { "no isdp ...", NULL };

static const struct bound bounds[] = {
	{ "serial timeout *", 2, 0, 43200 },
	{ "clock timezone * minutes *", 2, 0, 14 },
	{ "clock timezone * minutes *", 4, 0, 59 },
	{ "spanning-tree mst priority * *", 3, 0, 4094 },
	{ "spanning-tree mst priority * *", 4, 0, 61440 },
	{ 0 },
};

const struct dialect dialect_fastpath = {
	.name = "fastpath",
	.read = read_config,
	.traits = {
		.bound = bounds,
		.quotes_close = true,
		.edge_found = true,
		.ports_implicit = true,
		.lag_implicit = true,
		.stanza_again = true,
		.native_in_list = true,
		.own_vlan = FASTPATH_VLANS + 1,
		.frame_default = 9198,
		.stack_no_peer = true,
		.ssh_starts_off = true,
	},
	.mark = marks,
	.lldp = &lldp_os6,
	.shows = shows,
	.hides = hides,
	.harmless = harmless,
};
