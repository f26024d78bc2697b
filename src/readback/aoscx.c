/*
 * HPE Aruba AOS-CX: what a text comes to.  A LAG is one of two switches by a
 * word behind its number; its VLANs, spanning tree and services are read here,
 * the rest in files of their own.
 */
#include "readback/aoscx_read.h"

#include <string.h>

#include "base/str.h"
#include "readback/lldp_parts.h"
#include "readback/undo.h"

/*
 * `interface lag 10 multi-chassis static` is `interface lag 10` with a line
 * that says the rest, so that a second stanza may go without it.
 */
static void
split_head(struct view *v, struct stanza *s)
{
	struct line *l = &s->head;
	size_t at = line_is(l, "no interface lag * ...") ? 2 : 1;
	struct stanza kind = { .head = *l }, *child = NULL;
	const char **word;
	size_t n = 0, cap = 0;

	if (!(line_is(l, "interface lag * ...") || at == 2) ||
	    line_num(l, at + 1) < 0)
		return;
	word = NEW(v->a, const char *, at + 1);
	for (size_t i = 0; i < at; i++)
		word[i] = l->word[i];
	word[at] = str_fmt(v->a, "lag %s", l->word[at + 1]);
	kind.head.word = l->word + at + 2;
	kind.head.nword = l->nword - at - 2;
	if (kind.head.nword) {
		PUSH(v->a, child, n, cap, kind);
		for (size_t i = 0; i < s->n; i++)
			PUSH(v->a, child, n, cap, s->child[i]);
		s->child = child;
		s->n = n;
		s->cap = cap;
	}
	l->word = word;
	l->nword = at + 1;
}

/* ---- the switch ---- */

static void
vlan(struct view *v, const struct stanza *s)
{
	static const char *const quiet[] = { "description ...", "vsx-sync",
		"apply ...", "voice", "ip ...", "ipv6 ...", "no ip ...", "exit",
		"private-vlan ...", "rpvst-mstp ...", "mac-notify ...",
		"dhcpv4-snooping ...", "dhcpv6-snooping ...", "arp ...",
		"nd-snooping ...", "no description", "mirror ...", "client ...",
		"aaa ...", NULL };
	struct vlan_set ids = { 0 };
	int first;

	if (!reader_vlans(v, &s->head, line_rest(v->a, &s->head, 1), &ids))
		return;
	view_vlans(v, &ids, s->head.no);
	first = vlan_set_next(&ids, 0);
	for (size_t i = 0; i < s->n && first; i++)
		if (line_is(&s->child[i].head, "shutdown"))
			view_vlans_gone(v, &ids);
		else if (line_is(&s->child[i].head, "no shutdown"))
			view_vlans(v, &ids, s->head.no);
		else if (line_is(&s->child[i].head, "name ..."))
			view_vlan(v, first, s->head.no)->name =
			    line_rest(v->a, &s->child[i].head, 1);
		else if (!reader_passed(v, &s->child[i], quiet))
			view_unknown(v, &s->child[i]);
}

static void
instance(struct view *v, const struct line *l)
{
	long n = line_num(l, 2);
	struct vlan_set ids = { 0 };

	v->mst.line = l->no;
	if (n >= 0 && n < MST_MAX &&
	    vlan_set_parse(line_word(l, l->nword - 1), &ids))
		vlan_set_join(&v->mst.of[n], &ids);
	else
		view_notice(v, "bad-value", l->no,
		    "not an instance and its VLANs: %.60s", l->text);
}

static bool
stp(struct view *v, const struct stanza *s, const char **mode)
{
	static const char *const quiet[] = { "spanning-tree ...",
		"no spanning-tree ...", NULL };
	const struct line *l = &s->head;
	long n;

	if (line_is(l, "spanning-tree")) {
		v->stp_line = l->no;
		v->stp_off_line = 0;
	} else if (line_is(l, "no spanning-tree")) {
		v->stp_off_line = l->no;
		v->stp_line = 0;
	} else if (line_is(l, "spanning-tree mode *")) {
		*mode = line_word_eq(line_word(l, 2), "mstp") ? "mst" :
		    line_word_eq(line_word(l, 2), "rpvst")    ? "rapid-pvst" :
		                                                line_word(l, 2);
	} else if (line_is(l, "spanning-tree priority *") ||
	    line_is(l, "spanning-tree vlan * priority *")) {
		/* the tree of all VLANs says it last */
		if (v->stp_priority < 0 || l->nword == 3) {
			n = reader_num(v, l, l->nword - 1, 0, 15);
			v->stp_priority = n < 0 ? n : n * 4096;
			v->stp_priority_line = l->no;
		}
	} else if (line_is(l, "spanning-tree config-name *")) {
		v->mst.name = line_word(l, 2);
		v->mst.line = l->no;
	} else if (line_is(l, "spanning-tree config-revision *")) {
		v->mst.revision = reader_num(v, l, 2, 0, 65535);
		v->mst.line = l->no;
	} else if (line_is(l, "spanning-tree instance * vlan *")) {
		instance(v, l);
	} else {
		return reader_passed(v, s, quiet);
	}
	return true;
}

/* ---- what a text comes to ---- */

/* prompted for where it is not given; a key has its own line */
static bool
has_password(const struct line *l)
{
	if (!line_is(l, "user * group * ..."))
		return true;
	for (size_t i = 4; i + 1 < l->nword; i++)
		if (line_word_eq(l->word[i], "password"))
			return true;
	return false;
}

static bool
services(struct view *v, const struct stanza *s)
{
	static const char *const quiet[] = { "user * ...", "user-group ...",
		"https-server ...", "no https-server ...", "snmpv3 ...",
		"ntp enable", "ntp vrf ...", "ip dns ...", "no ssh ...",
		"no telnet ...", NULL };
	/* of the switch's own log, not of a server's */
	static const char *const own[] = { "logging console ...",
		"logging facility ...", "logging filter ...",
		"logging persistent-storage ...", "logging threshold ...",
		NULL };
	const struct line *l = &s->head;

	if (line_is(l, "ssh server vrf *")) {
		v->ssh = true;
	} else if (line_is(l, "telnet server vrf *")) {
		v->telnet_line = l->no;
	} else if (line_is(l, "logging * ...") && !line_any(l, own)) {
		v->syslog = true;
		view_server(v, "syslog", line_word(l, 1), l->no);
		view_asked(v, "log server", line_word(l, 1), reader_vrf(l),
		    l->no);
		view_pass(v, s);
	} else if (line_is(l, "user * ...")) {
		reader_user(v, line_word(l, 1), l);
		if (!has_password(l) && v->nuser)
			v->user[v->nuser - 1].open = true;
		view_pass(v, s);
	} else {
		return reader_passed(v, s, quiet) || reader_services(v, s);
	}
	return true;
}

static bool
top_line(struct view *v, const struct stanza *s, const char **mode)
{
	static const char *const quiet[] = { "profile ...", "module ...",
		"led ...", "cli-session", "lacp ...", "aruba-central", "exit",
		"access-list ...", "apply ...", "no apply ...", "ip icmp ...",
		"no ip icmp ...", "allow-unsupported-transceiver ...",
		"no allow-unsupported-transceiver ...", "loop-protect ...",
		"mirror ...", "class ...", "policy ...", "object-group ...",
		"system ...", "no system ...", "vsf ...", "usb ...", "usb",
		"copp-policy ...", "nae-script ...", "nae-agent ...",
		"port-access ...", "virtual-mac ...", "evpn", "dcbx ...",
		"dhcp-server ...", "dhcpv4-relay", "dhcpv4-snooping ...",
		"dhcp-relay ...", "no dhcp-relay ...", "udld ...", "mvrp",
		"vrf ...", "keychain ...", "config-drift-check ...",
		"configuration-lockout ...", "fault-monitor ...",
		"ip source-interface ...", "l3-counters ...", "mac-lockout ...",
		"no vlan ...", "ztp ...", "external-storage ...", "job ...",
		"qos ...", "no qos ...", "aspath-list ...", "arp ...",
		"ip aspath-list ...", "ipv6 ...", "mgmd ...", "ubt ...",
		"client ...", "erps ...", "tunnel ...", "forwarding-mode ...",
		NULL };
	const struct line *l = &s->head;

	if (line_is(l, "hostname *")) {
		reader_hostname(v, l);
	} else if (line_is(l, "system interface-group * speed *")) {
		/* 25g is how its ports come */
		if (!line_word_eq(line_word(l, 4), "25g"))
			PUSH(v->a, v->speed_group, v->nspeed_group,
			    v->speed_group_cap,
			    str_fmt(v->a, "%s: %s", line_word(l, 2),
			        line_word(l, 4)));
	} else if (line_is(l, "interface * ...")) {
		aoscx_interface(v, s);
	} else if (reader_no_vlan(v, l)) {
		;
	} else if (line_is(l, "vlan *")) {
		vlan(v, s);
	} else if (line_is(l, "vsx")) {
		aoscx_vsx(v, s);
	} else if (line_is(l, "vrf *")) {
		view_def(v, "vrf", line_word(l, 1), l->no);
		for (size_t i = 0; i < s->n; i++)
			view_pass(v, &s->child[i]);
	} else if (line_word_starts(l->text, "spanning-tree") ||
	    line_is(l, "no spanning-tree ...")) {
		return stp(v, s, mode);
	} else {
		return aoscx_access(v, s) || aoscx_qos(v, s) ||
		    services(v, s) || reader_passed(v, s, quiet) ||
		    reader_skipped(v, s);
	}
	return true;
}

/* SSH is on somewhere, but not where the management port is */
static bool
ssh_elsewhere(const struct view *v, const struct stanza *root)
{
	bool there = false, mgmt = false;

	for (size_t i = 0; i < root->n; i++)
		there = there ||
		    line_is(&root->child[i].head, "ssh server vrf mgmt");
	for (size_t i = 0; i < v->nport; i++)
		mgmt = mgmt ||
		    (v->port[i]->kind == PORT_MGMT && v->port[i]->has_ip);
	return mgmt && v->ssh && !there;
}

/* servers are used where the client is on, all in one VRF */
static void
time_servers(struct view *v, const struct stanza *root)
{
	const char *vrf = NULL;
	bool on = false;
	int line = 0, vrf_line = 0;

	for (size_t i = 0; i < root->n; i++) {
		const struct line *l = &root->child[i].head;

		on = line_is(l, "ntp enable") ||
		    (on && !line_is(l, "no ntp enable"));
		if (line_is(l, "ntp server * ...")) {
			line = l->no;
		} else if (line_is(l, "ntp vrf *")) {
			vrf = line_word(l, 2);
			vrf_line = l->no;
		}
	}
	for (size_t i = 0; i < v->nasked && vrf_line; i++)
		if (str_eq(v->asked[i].what, "time server")) {
			v->asked[i].vrf = str_eq(vrf, "default") ? NULL : vrf;
			v->asked[i].line = vrf_line;
		}
	if (line && !on)
		view_notice(v, "half-set", line,
		    "no time server is queried without `ntp enable`");
}

/* SNMPv2c with the community it comes with is on beside its SNMPv3 users */
static void
old_snmp(struct view *v, const struct stanza *root)
{
	int line = 0;
	bool only = false;

	for (size_t i = 0; i < root->n; i++) {
		const struct line *l = &root->child[i].head;

		if (line_is(l, "snmp-server vrf *"))
			line = l->no;
		only = line_is(l, "snmp-server snmpv3-only") ||
		    (only && !line_is(l, "no snmp-server snmpv3-only"));
	}
	if (line && !only)
		view_setting_notice(v, false, line,
		    "without `snmp-server snmpv3-only` SNMPv2c answers too");
}

/* where else its web pages are */
static void
web_elsewhere(struct view *v, const struct stanza *root)
{
	const char *vrf = view_management_vrf(v);

	for (size_t i = 0; i < root->n; i++) {
		const struct line *l = &root->child[i].head;

		if (line_is(l, "https-server vrf *") &&
		    !line_word_eq(line_word(l, 2), vrf ? vrf : "mgmt"))
			view_setting_notice(v, false, l->no,
			    "its web pages are served in VRF %.40s, too",
			    line_word(l, 2));
	}
}

static void
finish(struct view *v, const struct stanza *root)
{
	struct port *link = view_find(v, v->domain.peer_link);

	vlan_set_add(&v->vlans, 1);
	reader_finish_switchports(v, false, false, true);
	for (size_t i = 0; i < v->nport; i++)
		aoscx_resolve_port(v, v->port[i]);
	if (link && !link->mtu)
		link->mtu = AOSCX_MTU_MAX;
	for (size_t i = 0; i < v->nport; i++) {
		aoscx_ways(v, v->port[i]);
		/* what the text says of a LAG's LACP is its members' now */
		if (v->port[i]->kind == PORT_LAG)
			v->port[i]->lacp = LACP_NONE;
	}
	v->ssh_elsewhere = ssh_elsewhere(v, root);
	old_snmp(v, root);
	aoscx_schedule(v);
	aoscx_let_in(v, root);
	time_servers(v, root);
	web_elsewhere(v, root);
}

static bool
read_config(struct view *v, struct diags *d)
{
	const char *mode = "mst", *w;
	struct stanza root;
	struct text t;

	if (!reader_text(v, d, &t))
		return false;
	view_def(v, "vrf", "mgmt", 0);
	view_def(v, "vrf", "default", 0);
	v->mgmt_vrf = "mgmt";
	stanza_text_nest(v->a, &t, &root);
	for (size_t i = 0; i < root.n; i++)
		split_head(v, &root.child[i]);
	view_root(v, &root);
	undo_apply(v, &root);
	for (size_t i = 0; i < root.n; i++)
		if (!top_line(v, &root.child[i], &mode))
			view_unknown(v, &root.child[i]);
	undo_tell(v, &root);
	v->stp = v->stp_line ? mode : NULL;
	w = t.first_comment ? strstr(t.first_comment, "OS-CX ") : NULL;
	/* `AOS-CX switch` of a remark is none */
	if (w && strcspn(w, ".") < strcspn(w + 6, " \n") + 6)
		v->version = str_dup(v->a, w + 6, strcspn(w + 6, " \n"));
	finish(v, &root);
	return true;
}

/* how its lines begin, and those of no other */
static const struct mark marks[] = {
	{ 3, "!Version AOS-CX " },
	{ 3, "!Version ArubaOS-CX " },
	{ 3, "interface 1/1/" },
	{ 3, "interface lag " },
	{ 2, "    no routing" },
	{ 2, "    vlan trunk " },
	{ 2, "    vlan access " },
	{ 2, "ssh server vrf " },
	{ 2, "https-server vrf " },
	{ 3, "    inter-switch-link " },
	{ 2, "aruba-central" },
	{ 0, NULL },
};

static const struct port_word words_of[] = {
	{ "lag ", "po", PORT_LAG, 0 },
	{ "lag", "po", PORT_LAG, 0 },
	{ NULL, NULL, 0, 0 },
};

static const char *const own_users[] = { "admin", NULL };

static const char *const shows[] = { "led locator off", "vlan 1",
	"https-server rest access-mode read-write", "https-server vrf mgmt",
	"https-server vrf default", "aaa authentication login * local",
	"no ip icmp redirect", "vlan access 1", "no routing",
	"export-password: ...", "loop-protect re-enable-timer ...", NULL };
static const char *const hides[] = { "ntp enable", "spanning-tree mode mstp",
	/* each is separate unless configured otherwise */
	"qos cos-map 0 local-priority 0", "qos cos-map 1 local-priority 1",
	"qos cos-map 2 local-priority 2", "qos cos-map 3 local-priority 3",
	"qos cos-map 4 local-priority 4", "qos cos-map 5 local-priority 5",
	"qos cos-map 6 local-priority 6", "qos cos-map 7 local-priority 7",
	NULL };

/* beside a design */
static const char *const session[] = { "timeout ...", "max-per-user ...",
	NULL };
static const char *const locator[] = { "led locator ...", NULL };
static const struct lines_in aside[] = { { .place = "cli-session",
	                                     .line = session },
	{ .place = "", .line = locator }, { 0 } };

static const char *const looks[] = { "operators", "auditors", NULL };
static const char *const secret[] = { "auth-pass", "priv-pass", NULL };
static const char *const secret_form[] = { "plaintext", "ciphertext", NULL };
static const char *const said_once[] = { "lag *", "vlan access *",
	"vlan trunk native *", "vrf attach *", "ip static *", NULL };
static const char *const filter[] = { "apply access-list * ...",
	"apply policy ...", "aaa authentication port-access ...", NULL };

static const struct bound bounds[] = {
	{ "timeout *", 1, 0, 43200 },
	{ "name queue * ...", 2, 0, 7 },
	{ "strict queue *", 2, 0, 7 },
	{ "system interface-group * ...", 2, 1, 64 },
	{ "qos pool * ...", 2, 1, 3 },
	{ "qos pool * lossless size * percent headroom * ...", 8, 0, 1000000 },
	{ 0 },
};

const struct dialect dialect_aoscx = {
	.name = "aoscx",
	.read = read_config,
	.traits = {
		.bound = bounds,
		.mgmt_asks = true,
		.svi_vlan = true,
		.own_user = own_users,
		.starts_down = true,
		.native_in_list = true,
		/* header, tag and FCS come on top of the payload; default 1500
		 * of it */
		.frame_extra = 22,
		.frame_default = 1522,
		.peer_link_mtu = PEER_MTU_AUTO,
		.peer_lost_lags = true,
		.pair_root = ROOT_SHARED,
		.no_ufd = true,
		.ssh_starts_off = true,
		.snmp_access = true,
		.lossless = LOSSLESS_PORT,
	},
	.mark = marks,
	.lldp = &lldp_aoscx,
	.looks = looks,
	.port_word = words_of,
	.shows = shows,
	.hides = hides,
	.aside = aside,
	.secret = secret,
	.secret_form = secret_form,
	.said_once = said_once,
	.filter = filter,
};
