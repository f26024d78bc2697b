/*
 * SONiC's config_db.json: tables of keys, every value a string.  Read by the
 * document reader, JSON being a subset of what it takes, so that each key has
 * its place.
 */
#include "readback/sonic_read.h"

#include <stdlib.h>
#include <string.h>

#include "base/ip.h"
#include "base/str.h"
#include "readback/lldp_parts.h"

/* what runs at all: an image may have a service and not start it */
static void
feature(struct view *v, const struct node *key, const struct node *val)
{
	const char *state = sonic_field(v, val, "state");

	if (str_eq(state, "enabled") || str_eq(state, "always_enabled"))
		view_def(v, "feature", key->text, sonic_place(key));
	else if (str_eq(key->text, "lldp"))
		v->no_lldp_line = sonic_place(key);
}

static void
domain(struct view *v, const struct node *key, const struct node *val)
{
	struct domain *o = &v->domain;

	if (o->line) {
		view_notice(v, "bad-value", sonic_place(key),
		    "a second MCLAG domain: only one is possible");
		return;
	}
	o->line = o->id_line = sonic_place(key);
	o->id = key->text;
	view_ref(v, "feature", "iccpd", sonic_place(key));
	o->has_backup = ip_parse(sonic_field(v, val, "peer_ip"), &o->backup);
	o->has_source = ip_parse(sonic_field(v, val, "source_ip"), &o->source);
	o->backup_line = sonic_place(key);
	if (!o->has_backup || !o->has_source)
		view_notice(v, "bad-value", sonic_place(key),
		    "source_ip and peer_ip must be addresses");
	if (*sonic_field(v, val, "peer_link")) {
		o->peer_link = sonic_name(v, sonic_field(v, val, "peer_link"));
		o->peer_link_line = sonic_place(key);
		view_refer(v, o->peer_link, sonic_place(key));
	}
	o->keepalive = sonic_number(sonic_field(v, val, "keepalive_interval"));
	o->timeout = sonic_number(sonic_field(v, val, "session_timeout"));
}

static int
last_line(const struct node *n)
{
	int last = n->at.line;

	for (size_t i = 0; i < n->n; i++)
		if (last_line(n->item[i]) > last)
			last = last_line(n->item[i]);
	return last;
}

/* "Ethernet0,Ethernet4" or a list of them */
static void
ports_of(struct view *v, struct group *g, const struct node *n, bool up)
{
	if (!n)
		return;
	for (size_t i = 0; i < n->n && n->kind == NODE_LIST; i++) {
		if (up)
			view_group_up(v, g, sonic_text(n->item[i]),
			    n->item[i]->at.line);
		else
			view_group_down(v, g, sonic_text(n->item[i]),
			    n->item[i]->at.line);
	}
	if (n->kind == NODE_SCALAR) {
		if (up)
			view_group_up(v, g, sonic_text(n), n->at.line);
		else
			view_group_down(v, g, sonic_text(n), n->at.line);
	}
}

static void
monitor(struct view *v, const struct node *key, const struct node *val)
{
	struct group *g = view_group(v, key->text, sonic_place(key));

	view_mark(v, sonic_place(key), last_line(val), LINE_READ);
	ports_of(v, g, node_get(val, "monitored-links"), true);
	ports_of(v, g, node_get(val, "uplinks"), true);
	ports_of(v, g, node_get(val, "managed-links"), false);
	ports_of(v, g, node_get(val, "downlinks"), false);
}

static void
metadata(struct view *v, const struct node *key, const struct node *val)
{
	if (!str_eq(key->text, "localhost"))
		return;
	if (*sonic_field(v, val, "hostname")) {
		v->hostname = sonic_field(v, val, "hostname");
		v->hostname_line = sonic_place(key);
	}
}

/* has a table a rule that lets something not through? */
static bool
drops(struct view *v, const struct node *rules, const char *table)
{
	for (size_t i = 0; rules && rules->kind == NODE_MAP && i < rules->n;
	     i++) {
		const char *of, *name;
		const char *what =
		    sonic_field(v, rules->item[i], "PACKET_ACTION");

		if (sonic_halves(v, rules->key[i], &of, &name) &&
		    str_eq(of, table) && *what &&
		    !line_word_eq(what, "FORWARD") &&
		    !line_word_eq(what, "ACCEPT") &&
		    !line_word_eq(what, "COPY"))
			return true;
	}
	return false;
}

static void
filter_at(struct view *v, const char *name, const char *text, int line)
{
	const char *normal = sonic_name(v, name);
	enum port_kind kind = ports_kind_of(normal);

	if (kind == PORT_PLAIN || kind == PORT_LAG)
		view_filter(view_refer(v, normal, line), text, line);
	else
		view_filter_of(v, name, text, line);
}

/* tables of rules, at the ports they are bound to */
static void
filters(struct view *v, const struct node *root)
{
	const struct node *all = node_get(root, "ACL_TABLE");
	const struct node *rules = node_get(root, "ACL_RULE");

	for (size_t i = 0; all && all->kind == NODE_MAP && i < all->n; i++) {
		const struct node *t = all->item[i], *ports;
		const char *type = sonic_field(v, t, "type"), *list;
		int line = sonic_place(all->key[i]);
		const char *text =
		    str_fmt(v->a, "ACL_TABLE %.60s", all->key[i]->text);

		if (!drops(v, rules, all->key[i]->text))
			continue;
		if (line_word_eq(type, "CTRLPLANE")) {
			view_filter_of(v, "management", text, line);
			continue;
		}
		ports = node_get(t, "ports");
		for (size_t k = 0;
		     ports && ports->kind == NODE_LIST && k < ports->n; k++)
			filter_at(v, sonic_text(ports->item[k]), text, line);
		/* as a release writes a list: ports@ */
		list = sonic_field(v, t, ports ? "ports" : "ports@");
		while (*list) {
			size_t n = strcspn(list, ",");

			filter_at(v, str_dup(v->a, list, n), text, line);
			list += n + (list[n] == ',');
		}
	}
}

static void
lldp_port(struct view *v, const struct node *key, const struct node *val)
{
	struct port *p = view_find(v, ports_normal(v->a, key->text));

	if (p && str_eq(sonic_field(v, val, "enabled"), "false"))
		p->no_lldp_line = sonic_place(key);
}

/* 4x25G[10G]: what begins there is one of four ports of 25 Gbit/s */
static void
breakout(struct view *v, const struct node *key, const struct node *val)
{
	const char *mode = sonic_field(v, val, "brkout_mode");
	struct port *p = view_find(v, ports_normal(v->a, key->text));
	char *end;
	long n = strtol(mode, &end, 10), each;

	if (!p || n < 2 || *end != 'x' || p->speed_set)
		return;
	each = strtol(end + 1, &end, 10);
	if (each < 1 || each > 800 || *end != 'G')
		return;
	p->speed_mbps = each * 1000;
	p->speed_set = true;
}

static void
community(struct view *v, const struct node *key, const struct node *val)
{
	sonic_field(v, val, "TYPE");
	v->community = key->text;
	v->community_line = sonic_place(key);
}

typedef void
table_fn(struct view *v, const struct node *key, const struct node *val);

/* in the order they must be read: a LAG before its members */
static const struct {
	const char *name;
	table_fn *read;
} table[] = { { "DEVICE_METADATA", metadata }, { "PORT", sonic_port },
	{ "PORTCHANNEL", sonic_port }, { "VLAN", sonic_vlan },
	{ "VLAN_MEMBER", sonic_vlan_member },
	{ "PORTCHANNEL_MEMBER", sonic_lag_member },
	{ "MGMT_PORT", sonic_mgmt_port }, { "MGMT_INTERFACE", sonic_mgmt },
	{ "VLAN_INTERFACE", sonic_interface },
	{ "LOOPBACK_INTERFACE", sonic_interface },
	{ "INTERFACE", sonic_interface },
	{ "PORTCHANNEL_INTERFACE", sonic_interface }, { "FEATURE", feature },
	{ "MCLAG_DOMAIN", domain }, { "MCLAG_INTERFACE", sonic_mclag_member },
	{ "PORT_QOS_MAP", sonic_port_qos }, { "SCHEDULER", sonic_scheduler },
	{ "QUEUE", sonic_queue }, { "MONITOR_LINK_GROUP", monitor },
	{ "PORT_STORM_CONTROL", sonic_storm }, { "LLDP_PORT", lldp_port },
	{ "BREAKOUT_CFG", breakout }, { "SNMP_COMMUNITY", community } };
#define NTABLE (sizeof(table) / sizeof(table[0]))

/* known tables that say nothing to the rules */
static bool
is_quiet(const char *name)
{
	static const char *const quiet[] = { "MGMT_VRF_CONFIG", "NTP",
		"NTP_SERVER", "SYSLOG_SERVER", "SNMP", "CRM", "LOOPBACK",
		"DEVICE_NEIGHBOR", "DEVICE_NEIGHBOR_METADATA",
		"FLEX_COUNTER_TABLE", "MCLAG_UNIQUE_IP", "VERSIONS", "KDUMP",
		"AUTO_TECHSUPPORT", "AUTO_TECHSUPPORT_FEATURE", "BFD_SESSION",
		"BFD_SESSION_TABLE", "PFC_WATCHDOG", "LLDP", "AAA", "TACPLUS",
		"TACPLUS_SERVER", "RADIUS", "BANNER_MESSAGE", "CONSOLE_SWITCH",
		"PASSW_HARDENING", "RESTAPI", "TELEMETRY", "GNMI",
		"SYSTEM_DEFAULTS", "LOGGER", "DHCP_SERVER", "DNS_NAMESERVER",
		"XCVRD_LOG", "MGMT_VRF", "SSH_SERVER", "BUFFER_PG",
		"BUFFER_POOL", "BUFFER_PROFILE", "BUFFER_QUEUE", "WRED_PROFILE",
		"DSCP_TO_TC_MAP", "DOT1P_TO_TC_MAP", "TC_TO_QUEUE_MAP",
		"TC_TO_PRIORITY_GROUP_MAP", "MAP_PFC_PRIORITY_TO_QUEUE",
		"PFC_PRIORITY_TO_PRIORITY_GROUP_MAP", "CABLE_LENGTH", "PFC_WD",
		"DEFAULT_LOSSLESS_BUFFER_PARAMETER", "LOSSLESS_TRAFFIC_PATTERN",
		"COREDUMP", "SWITCH", "HARDWARE", "USER", "ZTP",
		"SYSLOG_CONFIG", "SYSLOG_CONFIG_FEATURE", "MUX_LINKMGR",
		"NTP_KEY", "FIPS", "MEMORY_STATISTICS", "SYSTEM_PORT",
		"VOQ_INBAND_INTERFACE", "SRV6_MY_LOCATORS", "SRV6_MY_SIDS",
		"SRV6_MY_SOURCE", "ASIC_SENSORS", "GEARBOX_SENSORS", "BMP",
		"CHASSIS_MODULE", "DEBUG_COUNTER", "DEBUG_COUNTER_DROP_REASON",
		"DEBUG_DROP_MONITOR", "DHCP_RELAY", "DHCPV4_RELAY",
		"DHCP_SERVER_IPV4", "DHCP_SERVER_IPV4_CUSTOMIZED_OPTIONS",
		"DHCP_SERVER_IPV4_PORT", "DHCP_SERVER_IPV4_RANGE",
		"DSCP_TO_FC_MAP", "EXP_TO_FC_MAP", "MPLS_TC_TO_TC_MAP",
		"TC_TO_DSCP_MAP", "FABRIC_MONITOR", "FABRIC_PORT",
		"SUPPRESS_ASIC_SDK_HEALTH_EVENT", "GRPCCLIENT", "HEARTBEAT",
		"SWITCH_HASH", "SWITCH_TRIMMING", "KUBERNETES_MASTER",
		"MACSEC_PROFILE", "COPP_GROUP", "COPP_TRAP", "SFLOW",
		"SFLOW_COLLECTOR", "SFLOW_SESSION", "SYSTEM_HEALTH",
		"TELEMETRY_CLIENT", "GNMI_CLIENT_CERT", "WARM_RESTART",
		"WATERMARK_TABLE", "RADIUS_SERVER", "LDAP", "LDAP_SERVER",
		"DPU", "DPUS", "REMOTE_DPU", "VDPU", "MID_PLANE_BRIDGE",
		"CONSOLE_PORT", "SERIAL_CONSOLE", "SNMP_AGENT_ADDRESS_CONFIG",
		"SNMP_USER", "BUFFER_PORT_INGRESS_PROFILE_LIST",
		"BUFFER_PORT_EGRESS_PROFILE_LIST", "DASH_HA_GLOBAL_CONFIG" };

	for (size_t i = 0; i < sizeof(quiet) / sizeof(quiet[0]); i++)
		if (str_eq(name, quiet[i]))
			return true;
	return false;
}

static bool
is_past(const char *name)
{
	return line_word_starts(name, "BGP") || line_word_starts(name, "ACL") ||
	    line_word_starts(name, "ROUTE") ||
	    line_word_starts(name, "STATIC_ROUTE") ||
	    line_word_starts(name, "NAT") || line_word_starts(name, "VXLAN") ||
	    line_word_starts(name, "VRF") || line_word_starts(name, "OSPF") ||
	    line_word_starts(name, "PREFIX") ||
	    line_word_starts(name, "POLIC") ||
	    line_word_starts(name, "CLASSIFIER") ||
	    line_word_starts(name, "ECMP") ||
	    line_word_starts(name, "MIRROR") || line_word_starts(name, "STP") ||
	    line_word_starts(name, "NEIGH") ||
	    line_word_starts(name, "MUX_CABLE") ||
	    line_word_starts(name, "PEER_SWITCH") ||
	    line_word_starts(name, "TUNNEL") ||
	    line_word_starts(name, "SUBNET_DECAP") ||
	    line_word_starts(name, "VNET") || line_word_starts(name, "PBH_") ||
	    line_word_starts(name, "FG_NHG");
}

static void
unread(struct view *v, const struct node *key, const struct node *val)
{
	/* a remark about the device it came from is no table */
	if (is_quiet(key->text) || val->kind == NODE_SCALAR)
		return;
	if (str_eq(key->text, "STATIC_ROUTE"))
		for (size_t i = 0; i < val->n; i++)
			if (val->kind == NODE_MAP &&
			    strstr(val->key[i]->text, "0.0.0.0/0"))
				view_setting_notice(v, false,
				    sonic_place(val->key[i]),
				    "a default route beside the management "
				    "port's own");
	if (is_past(key->text)) {
		const char *word = key->text;
		struct line l = { .no = sonic_place(key),
			.word = &word,
			.nword = 1 };
		struct stanza s = { .head = l };

		view_skip(v, &s);
		return;
	}
	view_mark(v, sonic_place(key), last_line(val), LINE_UNKNOWN);
	v->not_understood += 1 + val->n;
	view_notice(v, "not-understood", sonic_place(key),
	    "table not understood, with %zu keys: %.60s", val->n, key->text);
}

/* lines with a key or a value that nothing above has used */
static void
pass_rest(struct view *v, const struct node *n)
{
	if (view_fate(v, n->at.line) == LINE_NONE)
		view_mark(v, n->at.line, n->at.line, LINE_PASSED);
	for (size_t i = 0; i < n->n; i++) {
		int line = n->kind == NODE_MAP ? sonic_place(n->key[i]) : 0;

		if (line && view_fate(v, line) == LINE_NONE)
			view_mark(v, line, line, LINE_PASSED);
		pass_rest(v, n->item[i]);
	}
}

static void
resolve(struct view *v)
{
	for (size_t i = 0; i < v->nport; i++) {
		struct port *p = v->port[i];

		if (p->kind == PORT_VLAN || p->kind == PORT_OTHER)
			p->up = true;
		sonic_resolve_shares(v, p);
	}
}

/*
 * What a terminal put before and after the document: lines before the one that
 * opens it and after the one that closes it become blank, so that places stay.
 */
static const struct source *
unpasted(struct view *v)
{
	struct source *s = NEW(v->a, struct source, 1);
	const char *from = NULL, *to = NULL;
	const char *p = v->src->text, *end = p + v->src->len;
	char *text;

	while (p < end) {
		const char *nl = memchr(p, '\n', (size_t)(end - p));

		if (!from && *p == '{')
			from = p;
		if (*p == '}')
			to = nl ? nl : end;
		p = nl ? nl + 1 : end;
	}
	/* what is no document at all is reported as it is */
	if (!from || !to || to < from)
		return v->src;
	text = str_dup(v->a, v->src->text, v->src->len);
	for (size_t i = 0; i < v->src->len; i++) {
		const char *at = v->src->text + i;

		if ((at >= from && at < to) || *at == '\n' || *at == ' ' ||
		    *at == '\r' || *at == '\t')
			continue;
		/* the mark before UTF-8 is a reader's business */
		if (i < 3 && memcmp(v->src->text, "\xef\xbb\xbf", 3) == 0)
			continue;
		text[i] = ' ';
		s->name = v->src->name;
	}
	if (!s->name)
		return v->src;
	s->text = text;
	s->len = v->src->len;
	view_notice(v, "pasted-text", 1,
	    "there is text around the document: ignored");
	return s;
}

static void
servers(struct view *v, const char *kind, const struct node *n)
{
	for (size_t i = 0; n && n->kind == NODE_MAP && i < n->n; i++)
		view_server(v, kind, n->key[i]->text, sonic_place(n->key[i]));
}

static bool
read_config(struct view *v, struct diags *d)
{
	const struct node *root = json_read(v->a, d, unpasted(v));

	if (!root)
		return false;
	if (root->kind != NODE_MAP || root->n == 0)
		return diag_error(d, (struct span){ v->src, 1, 1, 1 },
		    "config-empty", "it has no table of a config_db");
	v->doc = root;
	v->ssh = v->stp_unknown = true;
	sonic_maps(v, root);
	for (size_t t = 0; t < NTABLE; t++) {
		const struct node *m = node_get(root, table[t].name);

		if (!m)
			continue;
		if (m->kind != NODE_MAP) {
			view_notice(v, "bad-value", m->at.line,
			    "%s is not a table", table[t].name);
			continue;
		}
		view_mark(v, m->at.line, m->at.line, LINE_READ);
		for (size_t i = 0; i < m->n; i++) {
			view_mark(v, sonic_place(m->key[i]),
			    sonic_place(m->key[i]), LINE_READ);
			table[t].read(v, m->key[i], m->item[i]);
		}
	}
	for (size_t i = 0; i < root->n; i++) {
		bool known = false;

		for (size_t t = 0; t < NTABLE; t++)
			known =
			    known || str_eq(table[t].name, root->key[i]->text);
		if (known)
			view_mark(v, sonic_place(root->key[i]),
			    sonic_place(root->key[i]), LINE_READ);
		v->nline += root->item[i]->n + 1;
		if (!known)
			unread(v, root->key[i], root->item[i]);
	}
	filters(v, root);
	servers(v, "ntp", node_get(root, "NTP_SERVER"));
	servers(v, "syslog", node_get(root, "SYSLOG_SERVER"));
	sonic_beside(v, root);
	v->ntp = node_get(root, "NTP_SERVER") != NULL;
	v->syslog = node_get(root, "SYSLOG_SERVER") != NULL;
	resolve(v);
	pass_rest(v, root);
	return true;
}

/* how its lines begin, and those of no other */
static const struct mark marks[] = {
	{ 4, "{\n" },
	{ 4, "{\r" },
	{ 0, NULL },
};

static const char *const shows[] = { "polling_interval: ...", "platform: ...",
	"hwsku: ...", "mac: ...", "type: ...", "auto_restart: ...",
	"high_mem_alert: ...", "has_timer: ...", "has_global_scope: ...",
	"has_per_asic_scope: ...", "set_owner: ...", "check_up_status: ...",
	"support_syslog_rate_limit: ...", "delayed: ...", "index: ...",
	"lanes: ...", "alias: ...", "default_bgp_status: ...",
	"default_pfcwd_status: ...", "synchronous_mode: ...", "timezone: ...",
	"bgp_asn: ...", "deployment_id: ...", "docker_routing_config_mode: ...",
	"peer_switch: ...", "buffer_model: ...", "region: ...",
	"cloudtype: ...", "DATABASE: ...", "VERSION: ...", "subport: ...",
	"tpid: ...", "NULL: NULL", "fec: none", "fallback: false",
	"fast_rate: false", NULL };

/* an earlier release's list of a VLAN's members; what runs anyway; tables that
 * count, name and log */
static const char *const members[] = { "members: ...", NULL };
static const char *const on[] = { "state: enabled", "state: always_enabled",
	NULL };
static const struct lines_in shows_in[] = {
	{ .place = "VLAN / ", .line = members },
	{ .place = "FEATURE / ", .line = on },
	{ .place = "CRM" },
	{ .place = "FLEX_COUNTER_TABLE" },
	{ .place = "LOGGER" },
	{ .place = "VERSIONS" },
	{ .place = "AUTO_TECHSUPPORT" },
	{ .place = "KDUMP" },
	{ .place = "BANNER_MESSAGE" },
	{ .place = "DEVICE_NEIGHBOR" },
	{ .place = "SYSLOG_CONFIG" },
	{ .place = "CABLE_LENGTH" },
	{ .place = "BGP_DEVICE_GLOBAL" },
	{ .place = "COPP_GROUP" },
	{ .place = "COPP_TRAP" },
	{ .place = "PASSW_HARDENING" },
	{ 0 },
};

/* beside a design: features that run, tables of services and counters */
static const char *const running[] = { "state: enabled",
	"state: always_enabled", "auto_restart: ...", "high_mem_alert: ...",
	"has_timer: ...", "has_global_scope: ...", "has_per_asic_scope: ...",
	NULL };
static const char *const fast[] = { "fast_rate: ...", NULL };
static const char *const off[] = { "state: ...", "auto_restart: ...",
	"high_mem_alert: ...", "has_timer: ...", "has_global_scope: ...",
	"has_per_asic_scope: ...", "delayed: ...", NULL };
static const struct lines_in aside[] = {
	/* of what carries no traffic and tells nobody of the switch */
	{ .place = "FEATURE / telemetry", .line = off },
	{ .place = "FEATURE / gnmi", .line = off },
	{ .place = "FEATURE / sflow", .line = off },
	{ .place = "FEATURE / nat", .line = off },
	{ .place = "FEATURE / dhcp_relay", .line = off },
	{ .place = "FEATURE / dhcp_server", .line = off },
	{ .place = "FEATURE / mgmt-framework", .line = off },
	{ .place = "FEATURE / macsec", .line = off },
	{ .place = "FEATURE / eventd", .line = off },
	{ .place = "FEATURE / restapi", .line = off },
	{ .place = "FEATURE / p4rt", .line = off },
	{ .place = "FEATURE / mux", .line = off },
	{ .place = "FEATURE / ", .line = running },
	{ .place = "PORTCHANNEL / ", .line = fast },
	{ .place = "PORT_STORM_CONTROL" },
	{ .place = "NTP_SERVER" },
	{ .place = "SYSLOG_SERVER" },
	{ .place = "DNS_NAMESERVER" },
	{ .place = "SNMP / LOCATION" },
	{ .place = "SNMP / CONTACT" },
	{ .place = "BANNER_MESSAGE" },
	{ .place = "DEVICE_NEIGHBOR" },
	{ .place = "FLEX_COUNTER_TABLE" },
	{ .place = "CRM" },
	{ .place = "LOGGER" },
	{ .place = "VERSIONS" },
	{ .place = "AUTO_TECHSUPPORT" },
	{ .place = "KDUMP" },
	{ 0 },
};

const struct dialect dialect_sonic = {
	.name = "sonic",
	.read = read_config,
	.traits = {
		.mgmt_asks = true,
		.lag_last = 9999,
		.lag_zero = true,
		.member_not = MEMBER_NO_SWITCHPORT,
		.mgmt_name = "eth0",
		.both_kinds_clash = true,
		/* given for the payload, as its kernel has it */
		.frame_extra = 22,
		.peer_link_mtu = PEER_MTU_AUTO,
		.no_backup = true,
		.no_ufd = true,
		.lossless = LOSSLESS_TABLE,
		.shares_by_port = true,
		.features_come = true,
		.users_apart = true,
	},
	.mark = marks,
	.lldp = &lldp_sonic,
	.opens = "{",
	.shows = shows,
	.shows_in = shows_in,
	.aside = aside,
};
