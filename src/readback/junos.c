/*
 * Juniper Junos with the enhanced layer 2 commands (EX, QFX).  The text is made
 * one tree first (junos_text.c); each of its leaves is read here as the `set`
 * line it is, in the order it was said, so that the last one holds.
 */
#include "readback/junos_read.h"

#include "base/str.h"
#include "readback/lldp_parts.h"
#include "readback/reader.h"

/* what a profile lets through, of all together that it does not leave out */
static bool
storm_profile(struct junos *r, const struct line *l)
{
	const char *name = line_word(l, 2);
	long n;

	if (!junos_fact_of(r, "profile of storms", name))
		view_def(r->v, "storm-control-profile", name, l->no);
	junos_fact(r, "profile of storms", name, "", 0, l->no);
	if (line_is(l, "* * * all bandwidth-percentage *")) {
		n = reader_num(r->v, l, 5, 0, 100);
		junos_fact(r, "percent of storms", name, "",
		    n < 0 ? n : n * 10000, l->no);
	} else if (line_is(l, "* * * all bandwidth-level *")) {
		junos_fact(r, "kbps of storms", name, "",
		    reader_num(r->v, l, 5, 100, 400000000), l->no);
	} else if (line_is(l, "* * * all no-broadcast")) {
		junos_fact(r, "no storms", name, "", 0, l->no);
	} else if (l->nword > 4) {
		view_pass_line(r->v, l);
	}
	return true;
}

static void
storms(struct junos *r)
{
	for (size_t i = 0; i < r->nfact; i++) {
		const struct junos_fact *at = &r->fact[i], *f, *k;
		struct port *p;

		if (!str_eq(at->key, "at storm") ||
		    junos_fact_of(r, "no storms", at->value))
			continue;
		p = view_find(r->v, at->name);
		f = junos_fact_of(r, "percent of storms", at->value);
		k = junos_fact_of(r, "kbps of storms", at->value);
		if (!p)
			continue;
		p->storm.unit = f || !k ? STORM_PPM : STORM_KBPS;
		p->storm.level = f ? f->number : k ? k->number : -1;
		p->storm.line = at->line;
	}
}

static bool
line_read(struct junos *r, const struct line *l)
{
	static const char *const quiet[] = { "version *",
		"forwarding-options analyzer ...",
		"forwarding-options enhanced-hash-key ...",
		"forwarding-options hash-key ...", "event-options ...",
		"poe ...", "applications ...", "accounting-options ...",
		"services ...", "virtual-chassis ...", "apply-macro ...",
		"diameter-engine ...", "chassis apply-macro ...",
		"multi-chassis ...", "switch-options ...",
		"ethernet-switching-options ...", NULL };
	static const char *const past[] = { "firewall ...",
		"policy-options ...", "routing-instances ...", "security ...",
		"access ...", "forwarding-options ...", "jsrc ...",
		"access-profile ...", "logical-systems ...",
		"dynamic-profiles ...", "multicast-snooping-options ...",
		"bridge-domains ...", "fabric ...", "tenants ...", NULL };
	struct stanza s = { .head = *l };
	const char *w = line_word(l, 0);
	struct view *v = r->v;

	if (junos_is_control_acl(r, l))
		return true;
	if (str_eq(w, "interfaces"))
		return junos_interfaces(r, l);
	if (str_eq(w, "vlans"))
		return true; /* read before */
	if (str_eq(w, "protocols"))
		return junos_protocols(r, l);
	if (str_eq(w, "system"))
		return junos_system(r, l);
	if (str_eq(w, "snmp"))
		return junos_snmp(r, l);
	if (str_eq(w, "chassis"))
		return junos_chassis(r, l);
	if (str_eq(w, "class-of-service"))
		return junos_service_class(r, l);
	if (str_eq(w, "routing-options") ||
	    line_is(l, "routing-instances mgmt_junos routing-options ..."))
		return true; /* read after the interfaces */
	if (line_is(l, "forwarding-options storm-control-profiles * ..."))
		return storm_profile(r, l);
	if (line_is(l,
	        "multi-chassis multi-chassis-protection * interface *")) {
		junos_fact(r, "protection", line_word(l, 2), line_word(l, 4), 0,
		    l->no);
	} else if (line_is(l, "switch-options service-id *")) {
		v->domain.id = line_word(l, 2);
		v->domain.id_line = l->no;
		reader_num(v, l, 2, 1, 65535);
	} else if (line_is(l, "virtual-chassis member * ...")) {
		if (!junos_fact_of(r, "member", line_word(l, 2)))
			v->units++;
		v->units_line = l->no;
		junos_fact(r, "member", line_word(l, 2), "", 0, l->no);
	} else if (line_any(l, quiet)) {
		if (str_eq(w, "version"))
			v->version = line_word(l, 1);
		view_pass_line(v, l);
	} else if (line_any(l, past)) {
		view_skip(v, &s);
	} else {
		return false;
	}
	return true;
}

/* VLANs that name their interfaces */
static void
vlan_interfaces(struct junos *r, const struct line *line, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		const char *const *each;
		size_t many;

		if (!line_is(&line[i], "vlans * interface * ..."))
			continue;
		each = junos_interfaces_of(r, line_word(&line[i], 3), &many);
		for (size_t k = 0; k < many; k++)
			junos_member(r, junos_port_of(r, each[k], line[i].no),
			    &line[i], line_word(&line[i], 1));
	}
}

/* a tree runs on the interfaces that it names */
static void
no_tree(struct junos *r)
{
	struct view *v = r->v;
	bool any = false;

	/* an older switch's tree runs on all ports, whichever are named */
	if (r->tree && junos_fact_of(r, "port-mode", ""))
		r->tree_all = true;
	for (size_t i = 0; i < v->nport; i++) {
		struct port *p = v->port[i];

		any = any || p->switched_line;
		if (v->stp && p->switched_line && !r->tree_all && !p->no_stp &&
		    !junos_fact_of(r, "tree", p->name)) {
			p->no_stp = true;
			p->no_stp_line = p->switched_line;
		}
	}
	if (v->stp_off_line) {
		v->stp = NULL;
	} else if (!r->tree && any) {
		v->stp_off_line = v->hostname_line ? v->hostname_line : 1;
	} else if (!r->tree) {
		v->stp_unknown = true;
	}
}

static void
resolve(struct junos *r)
{
	struct view *v = r->v;

	reader_finish_switchports(v, true, false, false);
	for (size_t i = 0; i < v->nport; i++) {
		struct port *p = v->port[i];

		if (r->instance && p->kind == PORT_MGMT)
			p->vrf = "mgmt_junos";
		/* what comes without a tag is a unit's, and no VLAN's */
		if (!p->switched_line &&
		    junos_fact_of(r, "routed by VLAN", p->name))
			p->untagged = 0;
		if (p->switched && p->mode != MODE_TRUNK) {
			/* an access port's one VLAN */
			p->untagged_line = p->list_line;
		}
	}
	for (size_t i = 0; i < v->ngroup; i++)
		v->group[i].off = v->group[i].off || r->ufd_log_line;
	junos_peers_vlan(r);
	junos_groups_said(r);
}

/* what its list says is an access port's one */
static void
access_ports(struct junos *r)
{
	for (size_t i = 0; i < r->v->nport; i++) {
		struct port *p = r->v->port[i];
		int first = vlan_set_next(&p->tagged, 0);

		if (!p->switched_line || p->mode == MODE_TRUNK)
			continue;
		if (p->mode == MODE_NONE)
			p->mode = MODE_ACCESS;
		p->access = first;
		if (first && vlan_set_next(&p->tagged, first))
			view_notice(r->v, "bad-value", p->list_line,
			    "%s is an access port in more than one VLAN",
			    p->name);
		if (p->untagged)
			view_notice(r->v, "bad-value", p->untagged_line,
			    "%s is not a trunk, but has a native VLAN",
			    p->name);
	}
}

/* what is off until it is said; and what a commit asks for */
static void
left_out(struct view *v, const struct line *line, size_t n)
{
	bool root = false, lldp = false, named = false;
	int all = 0;

	for (size_t i = 0; i < n; i++) {
		root = root || line_is(&line[i], "system root-auth* ...") ||
		    line_is(&line[i], "system root-authentication ...");
		lldp = lldp || line_is(&line[i], "protocols lldp ...");
		if (line_is(&line[i], "protocols lldp interface all disable"))
			all = line[i].no;
		else if (line_is(&line[i], "protocols lldp interface * ...") &&
		    !line_is(&line[i], "protocols lldp interface * disable") &&
		    !line_word_eq(line_word(&line[i], 3), "all"))
			named = true;
	}
	if (!root)
		view_setting_notice(v, true, v->hostname_line,
		    "a commit is refused: root-authentication is missing");
	if (!lldp && !v->no_lldp_line)
		v->no_lldp_line = v->hostname_line;
	/* a port's own line goes before the one of all */
	if (all && named)
		view_say(v, "switch", "LLDP", "off where no port says it", all);
	else if (all)
		junos_lldp_off(v, all);
}

static bool
read_config(struct view *v, struct diags *d)
{
	struct junos r = { .v = v, .a = v->a };
	struct text whole;
	struct line *line;
	size_t n;

	if (!reader_text(v, d, &whole))
		return false;
	junos_text_read(&r.text, v);
	line = junos_text_lines(&r.text, &n);
	if (n == 0) {
		diag_error(d, (struct span){ v->src, 0, 0, 0 }, "config-empty",
		    "it has no statement of a config");
		if (r.text.pasted)
			diag_hint(d,
			    "it shows what other commands print: `show "
			    "configuration` prints one");
		return false;
	}
	v->nline = n > r.text.nstatement ? n : r.text.nstatement;
	junos_text_tree(v, line, n);
	junos_default_classes(&r);
	junos_code_points(&r, line, n);
	junos_control_acl(&r, line, n);
	junos_let_in(&r, line, n);
	for (size_t i = 0; i < n; i++) {
		struct line l = line[i];
		struct stanza s = { .head = line[i] };

		/* a switch of its own within the switch has VLANs that ports
		 * name as they name the others */
		if (line_is(&l, "routing-instances * vlans * ...")) {
			l.word += 3;
			l.nword -= 3;
			junos_vlan_line(&r, &l);
			continue;
		}
		if (!str_eq(line_word(&l, 0), "vlans"))
			continue;
		l.word++;
		l.nword--;
		if (l.nword && !junos_vlan_line(&r, &l))
			view_unknown(v, &s);
	}
	junos_vlans(&r);
	junos_stanzas(&r);
	for (size_t i = 0; i < n; i++) {
		struct stanza s = { .head = line[i] };

		if (!line_read(&r, &line[i]))
			view_unknown(v, &s);
	}
	for (size_t i = 0; i < n; i++)
		if (line_is(&line[i], "routing-options ..."))
			junos_routing(&r, &line[i], 1, false);
		else if (line_is(&line[i],
		             "routing-instances mgmt_junos routing-options "
		             "..."))
			junos_routing(&r, &line[i], 3, true);
	for (size_t i = 0; i < r.nclass; i++)
		view_def(v, "forwarding-class", r.class[i].name,
		    r.class[i].line);
	vlan_interfaces(&r, line, n);
	junos_peer_link(&r);
	junos_mclags(&r);
	junos_users(&r);
	junos_lags(&r);
	no_tree(&r);
	access_ports(&r);
	resolve(&r);
	storms(&r);
	junos_ways(&r);
	left_out(v, line, n);
	return true;
}

/* how its lines begin, and those of no other */
static const struct mark marks[] = {
	{ 4, "set system " },
	{ 4, "set interfaces " },
	{ 3, "set protocols " },
	{ 3, "set vlans " },
	{ 4, "system {" },
	{ 4, "interfaces {" },
	{ 4, "protocols {" },
	{ 3, "vlans {" },
	{ 3, "    host-name " },
	{ 2, "class-of-service {" },
	{ 2, "set class-of-service " },
	{ 0, NULL },
};

/* what its ports are called */
static const struct port_word words_of[] = {
	{ "et-", "et-", PORT_PLAIN, 0 },
	{ "xe-", "xe-", PORT_PLAIN, 10000 },
	{ "ge-", "ge-", PORT_PLAIN, 1000 },
	{ "mge-", "mge-", PORT_PLAIN, 0 },
	{ "ae", "po", PORT_LAG, 0 },
	{ "irb.", "vl", PORT_VLAN, 0 },
	{ "em", "ma", PORT_MGMT, 0 },
	{ "me", "ma", PORT_MGMT, 0 },
	{ "fxp", "ma", PORT_MGMT, 0 },
	{ "vme", "ma", PORT_MGMT, 0 },
	{ NULL, NULL, 0, 0 },
};

/* beside a design, by the words before a line's last ones */
static const char *const login[] = { "message ...", "announcement ...",
	"retry-options ...", NULL };
static const char *const named[] = { "time-zone *", "domain-name *",
	"name-server *", "location *", "contact *",
	"max-configurations-on-flash *", "max-configuration-rollbacks *",
	"commit ...", NULL };
static const char *const lacp[] = { "aggregated-ether-options lacp periodic *",
	NULL };
static const char *const limits[] = { "ssh connection-limit *",
	"ssh rate-limit *", "ssh max-sessions-per-connection *",
	"ssh client-alive-interval *", "ssh client-alive-count-max *",
	/* by the accounts that SSH has */
	"netconf ssh", "netconf rfc-compliant", NULL };
static const char *const heads[] = { "system archival", NULL };
static const struct lines_in aside[] = {
	{ .place = "", .line = heads, .exactly = true },
	{ .place = "system login", .line = login },
	{ .place = "interfaces ae", .line = lacp },
	{ .place = "system services", .line = limits },
	{ .place = "system syslog" },
	{ .place = "system archival" },
	{ .place = "system ntp" },
	{ .place = "firewall " },
	{ .place = "forwarding-options storm-control-profiles" },
	{ .place = "system", .line = named, .exactly = true },
	{ .place = "snmp", .line = named, .exactly = true },
	{ 0 },
};

static const char *const secret[] = { "encrypted-password",
	"plain-text-password-value", "authentication-password",
	"privacy-password", "privacy-key", NULL };
static const char *const secret_after[] = { "authorization", NULL };

const struct dialect dialect_junos = {
	.name = "junos",
	.statement = "set",
	.read = read_config,
	.traits = {
		.stanza_again = true, /* one tree, whatever the order */
		.edge_found = true,
		.member_not = MEMBER_NO_SWITCHPORT | MEMBER_NO_VLAN,
		.vlan_needs_switchport = true,
		.native_in_list = true,
		.frame_default = 1514 + 4,
		.frame_extra = 4, /* an MTU has the header, and no FCS */
		.peer_link_mtu = PEER_MTU_SET,
		.peer_lost_lags = true,
		.stack_no_peer = true,
		.pair_root = ROOT_APART,
		.lossless = LOSSLESS_POLICY,
		.ssh_starts_off = true,
		.snmp_access = true,
	},
	.mark = marks,
	.lldp = &lldp_junos,
	.opens = "{master", /* what a terminal shows before a prompt */
	.port_word = words_of,
	.aside = aside,
	.secret = secret,
	.secret_after = secret_after,
};
