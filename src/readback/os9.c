/*
 * Dell OS9 (FTOS), of Force10 S4810 and S4048-ON: what a text comes to.
 * Everything is shut down until it says `no shutdown`; spanning tree, uplink
 * groups and services are read here, the rest in files of their own.
 */
#include "readback/os9_read.h"

#include <string.h>

#include "base/ip.h"
#include "base/str.h"
#include "readback/lldp_parts.h"

static bool
opens(const struct line *l, const struct line *parent)
{
	static const char *const top[] = { "interface ...", "vlt domain *",
		"protocol lldp", "protocol spanning-tree ...",
		"uplink-state-group *", "dcb-map *", "dcb-input *",
		"dcb-output *", "priority-group *", "qos-policy-output *",
		"line ...", "reload-type ...", "ip access-list ...", NULL };
	static const char *const sub[] = { "protocol lldp",
		"port-channel-protocol *", NULL };

	return line_any(l, parent ? sub : top);
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
		if (line_is(&s->child[i].head, "disable"))
			v->no_lldp_line = s->child[i].head.no;
		else if (line_is(&s->child[i].head, "no disable"))
			v->no_lldp_line = 0;
		else
			view_pass(v, &s->child[i]);
}

/* the next start asks a server for a config, and takes none of its own */
static void
reload_type(struct view *v, const struct stanza *s)
{
	for (size_t i = 0; i < s->n; i++) {
		const struct line *l = &s->child[i].head;

		if (line_is(l, "boot-type bmp-reload"))
			view_setting_notice(v, false, l->no,
			    "the next start takes its config from a DHCP "
			    "server, not this one");
		view_say(v, "reload-type", line_word(l, 0),
		    line_rest(v->a, l, 1), l->no);
	}
}

static bool
stack_unit(struct view *v, const struct stanza *s)
{
	static const char *const quiet[] = { "stack-unit ...",
		"no stack-unit ...", NULL };
	/*
	 * In a chassis DCB needs no line.  MXL 10/40GbE Configuration Guide,
	 * "Enabling Data Center Bridging": enabled by default.  I/O Aggregator
	 * and FN I/O Aggregator Configuration Guides, "Auto-DCB-Enable Mode":
	 * it comes on where a peer sends DCBX.  For an FN in full-switch mode
	 * this is recalled, to be confirmed.
	 */
	static const char *const blade[] = {
		"stack-unit * provision MXL-10/40GbE",
		"stack-unit * provision I/O-Aggregator",
		"stack-unit * provision PE-FN-410S-IOM",
		"stack-unit * provision PE-FN-410T-IOM",
		"stack-unit * provision PE-FN-2210S-IOM", NULL
	};
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
	/* as they come */
	if (line_any(l, blade) && !v->dcb_line)
		v->dcb_on = true;
	return reader_passed(v, s, quiet);
}

static bool
top_line(struct view *v, const struct stanza *s)
{
	static const char *const quiet[] = { "redundancy ...", "cam-acl ...",
		"line ...", "hash-algorithm ...", "no hash-algorithm ...",
		"service-class ...", "management ...", "no management ...",
		"default-vlan ...", "lacp ungroup ...", "default ...",
		"ip unknown-unicast", "cam-acl-vlan ...", "feature ...",
		"ip vrf ...", "eula-consent ...", "no ip ...", "class-map ...",
		"policy-map-input ...", "policy-map-output ...",
		"qos-policy-input ...", "qos-policy-output ...", "dcb pfc-...",
		"dcb-buffer-threshold ...", "iscsi ...", "no iscsi ...",
		"ip multicast-routing", "vlan-stack ...",
		"mac-address-table ...", "mac ...", "cam-optimization ...",
		"buffer-profile ...", "ip tcp ...", "openflow ...", "gvrp ...",
		"fefd-global ...", "stack-unit ...", "wred-profile ...",
		"support-assist", "system-flow ...", "logging ...", "ip sg ...",
		"configure ...", "control-plane-cpuqos", "script ...",
		"ecmp-group ...", NULL };
	const struct line *l = &s->head;

	if (line_is(l, "hostname *")) {
		reader_hostname(v, l);
	} else if (line_is(l, "line vty ...")) {
		reader_line_access(v, s);
	} else if (line_is(l, "interface ...")) {
		os9_interface(v, s);
	} else if (line_is(l, "vlt domain *")) {
		os9_vlt(v, s);
	} else if (line_is(l, "protocol spanning-tree *")) {
		stp(v, s);
	} else if (line_is(l, "protocol lldp")) {
		lldp(v, s);
	} else if (line_is(l, "reload-type")) {
		reload_type(v, s);
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
		return os9_qos(v, s) || stack_unit(v, s) ||
		    reader_services(v, s) || reader_passed(v, s, quiet) ||
		    reader_skipped(v, s);
	}
	return true;
}

static void
resolve(struct view *v)
{
	os9_resolve_maps(v);
	for (size_t i = 0; i < v->nport; i++) {
		struct port *p = v->port[i];

		p->up = p->kind == PORT_PLAIN || p->kind == PORT_LAG ?
		    p->up_line > 0 :
		    !p->down_line;
		p->switched = p->switched_line > 0;
		if (p->switched && p->mode == MODE_NONE)
			p->mode = MODE_ACCESS;
		os9_resolve_port_qos(v, p);
	}
}

/* ten terminals, each with its own list; and what a text should not say */
static void
others_in(struct view *v, const struct stanza *root)
{
	unsigned listed = 0;

	for (size_t i = 0; i < root->n; i++) {
		const struct stanza *s = &root->child[i];
		const struct line *l = &s->head;
		long lo = line_num(l, 2);
		long hi = l->nword > 3 ? line_num(l, 3) : lo;

		if (line_is(l, "stack-unit * stack-group *"))
			view_setting_notice(v, true, l->no,
			    "ports of stack-group %.20s are none to networks "
			    "any more",
			    line_word(l, 3));
		if (line_is(l, "enable password 0 *"))
			view_setting_notice(v, false, l->no,
			    "what enables is kept in the text as it was typed");
		if (!line_is(l, "line vty * ...") || lo < 0 || hi > 9)
			continue;
		for (size_t k = 0; k < s->n; k++)
			if (line_is(&s->child[k].head, "access-class * ..."))
				listed |= (1U << (hi + 1)) - (1U << lo);
	}
	for (int i = 0; i < 10 && listed; i++)
		if (!(listed >> i & 1) && !v->way_beside)
			v->way_beside = i + 1;
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
	reader_stanzas(v, &root, top_line);
	if (t.first_comment && strstr(t.first_comment, "Version ")) {
		const char *w = strstr(t.first_comment, "Version ") + 8;

		v->version = str_dup(v->a, w, strcspn(w, "\n"));
		v->stops_line = t.ended ? 0 : t.last_no;
		if (!t.ended)
			view_notice(v, "file-truncated", t.last_no,
			    "the config doesn't end with `end`");
	}
	others_in(v, &root);
	resolve(v);
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

static const char *const shows[] = { "boot system ...", "logging coredump ...",
	"hardware watchdog ...", "redundancy ...", "stack-unit * provision *",
	"!untagged ...", "no logging console", "ip ssh server version ...",
	"line ...", "reload-type", "interface vlan 1", NULL };
static const char *const hides[] = { "no ip telnet server enable",
	"no shutdown", NULL };

static const char *const looks[] = { "netoperator", "network-operator", NULL };
static const char *const said_once[] = { "dcb-map *",
	"vlt-peer-lag port-channel *", NULL };
static const char *const filter[] = { "rate shape * ...", "rate police * ...",
	NULL };
static const char *const lldp_off[] = { "no protocol lldp", NULL };

static const struct bound bounds[] = {
	{ "delay-restore *", 1, 1, 3600 },
	{ "uplink-state-group * ...", 1, 1, 32 },
	{ "stack-unit * ...", 1, 0, 11 },
	{ "stack-unit * port * ...", 3, 0, 255 },
	{ "ip ssh server version *", 4, 1, 2 },
	{ 0 },
};

const struct dialect dialect_os9 = {
	.name = "os9",
	.read = read_config,
	.traits = {
		.bound = bounds,
		.enable_asks = true,
		.lag_last = 4096,
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
	.lldp = &lldp_os9,
	.looks = looks,
	.shows = shows,
	.hides = hides,
	.said_once = said_once,
	.filter = filter,
	.lldp_off = lldp_off,
};
