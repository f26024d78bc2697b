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

#define VLAN_LAST 4093
#define LAG_LAST 128

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

/* ---- ports ---- */

/* include, exclude, auto; tagged is what is both */
static bool
general(struct view *v, struct port *p, const struct line *l)
{
	struct vlan_set s = { 0 };
	bool no = line_is(l, "no vlan ...");
	const char *list = line_word(l, l->nword - 1);

	if (line_is(l, "vlan pvid *")) {
		long n = reader_num(v, l, 2, 1, VLAN_LAST);

		p->pvid = n > 0 ? (int)n : 1;
		p->untagged_line = l->no;
	} else if (line_is(l, "vlan participation * *")) {
		if (!reader_vlans(v, l, list, &s))
			;
		else if (line_word_eq(line_word(l, 2), "include"))
			vlan_set_join(&p->member, &s);
		else
			vlan_set_cut(&p->member, &s);
		p->list_line = l->no;
	} else if (line_is(l, "vlan tagging *")) {
		reader_vlans(v, l, list, &s);
		vlan_set_join(&p->general, &s);
	} else if (line_is(l, "no vlan tagging *")) {
		if (vlan_set_parse(list, &s))
			vlan_set_cut(&p->general, &s);
	} else if (line_is(l, "switchport mode general")) {
		p->mode = MODE_HYBRID;
		p->mode_line = l->no;
	} else if (line_is(l, "no switchport mode")) {
		p->mode = MODE_NONE;
	} else {
		return no || line_is(l, "vlan ...");
	}
	return true;
}

/* lag 3; or 3/3, its number as a port of the slot of all LAGs */
static int
lag_number(struct view *v, const struct line *l, size_t i)
{
	const char *w = line_word(l, i);

	if (line_word_eq(w, "lag"))
		return (int)reader_num(v, l, i + 1, 1, LAG_LAST);
	w = strrchr(w, '/');
	return w ? (int)strtol(w + 1, NULL, 10) : -1;
}

static bool
port_lag(struct view *v, struct port *p, const struct line *l)
{
	if (line_is(l, "addport ...")) {
		int n = lag_number(v, l, 1);

		if (n < 1)
			return n == 0 || line_is(l, "addport lag *");
		if (p->lag && p->lag != n)
			p->lag_twice_line = l->no;
		p->lag = n;
		p->lag_line = l->no;
	} else if (line_is(l, "deleteport ...")) {
		p->lag = 0;
	} else if (line_is(l, "no port-channel static")) {
		p->lacp = LACP_ACTIVE;
	} else if (line_is(l, "port-channel static")) {
		p->lacp = LACP_STATIC;
	} else if (line_is(l, "port-channel min-links *")) {
		p->min_links = (int)reader_num(v, l, 2, 1, 8);
		p->min_links_line = l->no;
	} else {
		return false;
	}
	return true;
}

static bool
port_stp(struct port *p, const struct line *l)
{
	if (line_is(l, "spanning-tree edgeport")) {
		p->edge = true;
		p->edge_line = l->no;
	} else if (line_is(l, "no spanning-tree auto-edge")) {
		p->edge_not_found = true;
	} else if (line_is(l, "spanning-tree guard *")) {
		p->root_guard_line =
		    line_word_eq(line_word(l, 2), "root") ? l->no : 0;
	} else if (line_is(l, "no spanning-tree guard")) {
		p->root_guard_line = 0;
	} else if (line_is(l, "spanning-tree bpdufilter") ||
	    line_is(l, "no spanning-tree port mode")) {
		p->no_stp = true;
		p->no_stp_line = l->no;
	} else if (line_is(l, "spanning-tree port mode")) {
		p->no_stp = false;
	} else {
		return false;
	}
	return true;
}

/* enabled without a level it keeps the one it has, 5 % if none is said */
static bool
storm(struct port *p, const struct line *l)
{
	if (line_is(l, "storm-control broadcast")) {
		if (p->storm.unit == STORM_NONE)
			p->storm = (struct storm){ STORM_PPM, 50000, l->no };
		return true;
	}
	return !line_is(l, "storm-control broadcast action ...") &&
	    (line_is(l, "storm-control broadcast ...") ||
	        line_is(l, "no storm-control broadcast ...")) &&
	    reader_port_protect(p, l);
}

static bool
link_state(struct view *v, struct port *p, const struct line *l)
{
	struct group *g;

	if (!line_is(l, "link state group * *"))
		return false;
	g = view_group(v, line_word(l, 3), l->no);
	if (line_is(l, "link state group * upstream"))
		view_group_up(v, g, p->name, l->no);
	else if (line_is(l, "link state group * downstream"))
		view_group_down(v, g, p->name, l->no);
	return true;
}

/* of what nothing here decides by: the line, and what takes it back */
static bool
passed(struct view *v, const struct stanza *s, const char *const *pattern)
{
	struct line l = s->head;

	if (reader_passed(v, s, pattern))
		return true;
	if (!line_is(&l, "no ..."))
		return false;
	l.word++;
	l.nword--;
	if (!line_any(&l, pattern))
		return false;
	view_pass(v, s);
	return true;
}

static bool
port_line(struct view *v, struct port *p, const struct stanza *s)
{
	static const char *const quiet[] = { "lldp ...", "speed ...",
		"auto-negotiate", "spanning-tree ...", "lacp ...",
		"storm-control ...", "port-channel ...", "ip ...", "ipv6 ...",
		"isdp ...", "dot1x ...", "authentication ...", "mac ...",
		"classofservice ...", "cos-queue ...", "service-policy ...",
		"udld ...", "dhcp ...", "green-mode ...", "snmp ...", "poe ...",
		"poe", "traffic-shape ...", "hardware ...", "debounce ...",
		"link debounce ...", "port-security ...", "switchport ...",
		"voice ...", "routing", "rmon ...", "keepalive ...",
		"protocol ...", "no link state ...", "gvrp adminmode",
		"garp ...", "no deleteport ...", "snmp-server ...", "no mtu",
		"openflow ...", NULL };
	const struct line *l = &s->head;

	if ((line_is(l, "speed *") || line_is(l, "speed * full-duplex")) &&
	    reader_speed(line_word(l, 1)) > 0) {
		p->speed_mbps = reader_speed(line_word(l, 1));
		p->speed_set = true;
		return true;
	}
	/* such a port is in no VLAN */
	if (line_is(l, "routing") &&
	    (p->kind == PORT_PLAIN || p->kind == PORT_LAG)) {
		p->unswitched_line = l->no;
		return true;
	}
	if (line_is(l, "no routing")) {
		p->unswitched_line = 0;
		return true;
	}
	if (line_is(l, "description ...")) {
		const char *w = line_rest(v->a, l, 1);
		size_t n = strlen(w);

		/* the switch prints 'hv1' of "hv1" */
		p->desc = n > 1 && *w == '\'' && w[n - 1] == '\'' ?
		    str_dup(v->a, w + 1, n - 2) :
		    w;
		p->desc_line = l->no;
	} else if (line_is(l, "mtu *")) {
		long n = reader_num(v, l, 1, 1518, 9216);

		p->mtu = n > 0 ? n : 0;
		p->mtu_line = l->no;
	} else if (line_is(l, "flowcontrol ...")) {
		p->flow_line = l->no;
	} else if (line_is(l, "no flowcontrol ...")) {
		p->flow_line = 0;
	} else {
		return general(v, p, l) || port_lag(v, p, l) ||
		    port_stp(p, l) || storm(p, l) || link_state(v, p, l) ||
		    reader_port_switchport(v, p, l) ||
		    reader_port_basics(v, p, l) || reader_port_ip(v, p, l) ||
		    passed(v, s, quiet);
	}
	return true;
}

/* what a port is before its lines */
static void
begin(struct view *v, struct port *p, const struct line *l)
{
	reader_lag_number(v, p, l, LAG_LAST);
	if (!p->again_line)
		vlan_set_add(&p->member, 1);
}

/* ---- the switch ---- */

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
			long id = reader_num(v, l, 2, 1, VLAN_LAST);

			if (id > 0 && !vlan_set_has(&v->vlans, (int)id))
				view_notice(v, "bad-value", l->no,
				    "VLAN %ld has a name and is not there", id);
			else if (id > 0)
				view_vlan(v, (int)id, l->no)->name =
				    line_word(l, 3);
		} else if (line_is(l, "vlan *")) {
			if (vlan_set_parse(line_word(l, 1), &ids) &&
			    !vlan_set_has(&ids, VLAN_LAST + 1))
				view_vlans(v, &ids, l->no);
			else
				view_notice(v, "bad-value", l->no,
				    "not a list of VLANs: %.60s", l->text);
		} else if (!reader_no_vlan(v, l) &&
		    !passed(v, &s->child[i], quiet)) {
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
		return passed(v, s, quiet);
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

/*
 * A switch that can't be stacked has slot 0 for its ports, another for its
 * LAGs: 0/7 is a port, 1/2 or 3/2 is lag 2.
 */
static const char *
port_name(struct view *v, const struct line *l)
{
	const char *w = line_rest(v->a, l, 1), *at;
	size_t slot = strspn(w, "0123456789");

	if (!slot || w[slot] != '/')
		return w;
	at = w + slot + 1;
	if (at[strspn(at, "0123456789")] == '/')
		return w;
	return strtol(w, NULL, 10) == 0 ? str_fmt(v->a, "ethernet %s", w) :
	                                  str_fmt(v->a, "lag %s", at);
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
		reader_interface(v, s, port_name(v, l), begin, port_line);
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
		    "the management port asks for an address, and takes none "
		    "of its own");
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
		    passed(v, s, quiet) || reader_skipped(v, s);
	}
	return true;
}

/* ---- what a text comes to ---- */

/* a port that is neither access nor trunk; what those say is inert then */
static void
in_general(struct port *p)
{
	struct vlan_set bare = p->member;

	if (p->mode == MODE_NONE)
		p->access = 0;
	if (p->mode != MODE_HYBRID && (p->mode != MODE_NONE || !p->list_line))
		return;
	p->mode = MODE_HYBRID;
	p->mode_line = p->mode_line ? p->mode_line : p->list_line;
	p->all_vlans = false;
	for (size_t i = 0; i < sizeof(bare.bit) / sizeof(bare.bit[0]); i++)
		p->tagged.bit[i] = p->general.bit[i] & p->member.bit[i];
	vlan_set_cut(&bare, &p->tagged);
	p->pvid = p->pvid ? p->pvid : 1;
	p->untagged = vlan_set_has(&bare, p->pvid) ? p->pvid : 0;
	for (int id = vlan_set_next(&bare, 0); id;
	     id = vlan_set_next(&bare, id))
		if (id != p->pvid)
			p->untagged_twice_line = p->list_line;
}

/* the LAG says whether its members speak LACP */
static void
finish(struct view *v)
{
	vlan_set_add(&v->vlans, 1);
	for (size_t i = 0; i < v->nport; i++)
		in_general(v->port[i]);
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

const struct dialect dialect_fastpath = {
	.name = "fastpath",
	.read = read_config,
	.traits = {
		.quotes_close = true,
		.edge_found = true,
		.ports_implicit = true,
		.lag_implicit = true,
		.stanza_again = true,
		.native_in_list = true,
		.own_vlan = VLAN_LAST + 1,
		.frame_default = 9198,
		.stack_no_peer = true,
		.ssh_starts_off = true,
	},
	.mark = marks,
	.lldp = &lldp_os6,
	.shows = shows,
	.hides = hides,
};
