/*
 * RouterOS 7: an export or a script.  Its commands are carried out on tables of
 * items first (routeros_text.c); what is in the tables at the end is read here,
 * so that a later line takes back an earlier one by itself.
 */
#include "readback/routeros_read.h"

#include <stdlib.h>
#include <string.h>

#include "base/str.h"
#include "readback/lldp_parts.h"

typedef void item_fn(struct ros_reading *r, struct ros_item *x);

static const char *const of_bridge[] = { "add-dhcp-option82", "admin-mac",
	"ageing-time", "arp", "arp-timeout", "auto-mac", "comment",
	"dhcp-snooping", "ether-type", "fast-forward", "forward-delay",
	"forward-reserved-addresses", "igmp-snooping", "igmp-version",
	"ingress-filtering", "last-member-interval", "last-member-query-count",
	"max-hops", "max-learned-entries", "max-message-age",
	"membership-interval", "mld-version", "multicast-querier",
	"multicast-router", "mvrp", "port-cost-mode", "querier-interval",
	"query-interval", "query-response-interval", "startup-query-count",
	"startup-query-interval", "transmit-hold-count", "region-name",
	"region-revision", "mlag-priority", "mlag-heartbeat", NULL };
static const char *const of_bridge_port[] = { "auto-isolate", "broadcast-flood",
	"fast-leave", "horizon", "hw", "ingress-filtering",
	"internal-path-cost", "learn", "multicast-router",
	"mvrp-applicant-state", "mvrp-registrar-state", "path-cost",
	"point-to-point", "priority", "restricted-role", "restricted-tcn",
	"tag-stacking", "trusted", "unknown-multicast-flood",
	"unknown-unicast-flood", NULL };
static const char *const of_bridge_vlan[] = { "mvrp-forbidden", NULL };
static const char *const of_ethernet[] = { "advertise", "arp", "arp-timeout",
	"auto-negotiation", "bandwidth", "cable-settings", "combo-mode",
	"disable-running-check", "fec-mode", "full-duplex", "ignore-rx-los",
	"loop-protect", "loop-protect-disable-time",
	"loop-protect-send-interval", "mac-address", "mdix-enable",
	"orig-mac-address", "passthrough-interval", "poe-out", "poe-priority",
	"poe-voltage", "power-cycle-interval", "power-cycle-ping-enabled",
	"power-cycle-ping-address", "power-cycle-ping-timeout", "rate-select",
	"sfp-ignore-rx-los", "sfp-rate-select", "sfp-shutdown-temperature",
	"speed", "switch", NULL };
static const char *const of_bonding[] = { "arp", "arp-interval",
	"arp-ip-targets", "arp-timeout", "down-delay", "forced-mac-address",
	"lacp-rate", "lacp-user-key", "lacp-system-id", "lacp-system-priority",
	"link-monitoring", "mii-interval", "primary", "transmit-hash-policy",
	"up-delay", NULL };
static const char *const of_vlan[] = { "arp", "arp-timeout", "loop-protect",
	"loop-protect-disable-time", "loop-protect-send-interval", "mvrp",
	"use-service-tag", NULL };
static const char *const of_vrf[] = { "place-before", NULL };
static const char *const of_table[] = { "comment", "fib", NULL };
static const char *const of_dhcp_client[] = { "add-default-route", "comment",
	"default-route-distance", "default-route-tables", "dhcp-options",
	"name", "script", "use-peer-dns", "use-peer-ntp", NULL };
static const char *const of_route[] = { "blackhole", "check-gateway",
	"distance", "pref-src", "scope", "suppress-hw-offload", "target-scope",
	"type", "vrf-interface", NULL };
static const char *const of_mlag[] = { "heartbeat", NULL };
static const char *const of_service[] = { "address", "certificate", "comment",
	"max-sessions", "tls-version", NULL };
static const char *const of_ntp[] = { "comment", "auth-key", "iburst",
	"max-poll", "min-poll", "primary-ntp", "secondary-ntp",
	"server-dns-names", NULL };
static const char *const of_chip_port[] = { "default-vlan-id", "egress-rate",
	"ingress-rate", "l3-hw-offloading", "limit-unknown-multicasts",
	"limit-unknown-unicasts", "mirror-egress", "mirror-ingress",
	"mirror-ingress-target", "vlan-header", "vlan-mode",
	"dscp-based-qos-dscp-to-dscp-mapping", NULL };
static const char *const of_log[] = { "prefix", "regex", "comment", NULL };
static const char *const of_action[] = { "bsd-syslog", "disk-file-count",
	"disk-file-name", "disk-lines-per-file", "disk-stop-on-full",
	"email-to", "memory-lines", "memory-stop-on-full", "number", "remember",
	"remote-log-format", "remote-port", "remote-protocol", "src-address",
	"syslog-facility", "syslog-severity", "syslog-time-format",
	"cef-event-delimiter", NULL };
static const char *const of_snmp[] = { "contact", "engine-id",
	"engine-id-suffix", "location", "src-address", "trap-community",
	"trap-generators", "trap-interfaces", "trap-target", "trap-version",
	NULL };
static const char *const of_community[] = { "addresses",
	"authentication-password", "authentication-protocol", "comment",
	"encryption-password", "encryption-protocol", "read-access",
	"write-access", NULL };
static const char *const of_user[] = { "address", "comment",
	"inactivity-policy", "inactivity-timeout", NULL };
static const char *const of_msti[] = { "bridge", "comment", "disabled",
	"priority", NULL };
/* as version 6 has it, a list of interfaces */
static const char *const of_mac_server[] = { "comment", "default", "disabled",
	"interface", NULL };
static const char *const of_tester[] = { "allocate-udp-ports-from",
	"allowed-addresses4", "allowed-addresses6", "authenticate",
	"max-sessions", NULL };
static const char *const of_discovery[] = { "discover-interval", "lldp-dcbx",
	"lldp-mac-phy-config", "lldp-max-frame-size",
	"lldp-med-net-policy-vlan", "lldp-poe-power", "lldp-vlan-info", "mode",
	NULL };
static const char *const none[] = { NULL };

/* in the order they must be read: names before what is called by them; what is
 * passed over is known, and the view has no place for it; NULL: of a filter, of
 * which only what it does and where is read */
static const struct {
	const char *path;
	item_fn *read;
	const char *const *passed;
} table[NTABLE] = {
	[T_ETHERNET] = { "interface ethernet", ros_read_ethernet, of_ethernet },
	[T_CHIP] = { "interface ethernet switch port", ros_read_chip_port,
	    of_chip_port },
	[T_BONDING] = { "interface bonding", ros_read_bonding, of_bonding },
	[T_BRIDGE] = { "interface bridge", ros_read_bridge, of_bridge },
	[T_MLAG] = { "interface bridge mlag", ros_read_mlag, of_mlag },
	[T_VLAN] = { "interface vlan", ros_read_vlan_interface, of_vlan },
	[T_MSTI] = { "interface bridge msti", ros_read_msti, of_msti },
	[T_PORT] = { "interface bridge port", ros_read_bridge_port,
	    of_bridge_port },
	[T_BRIDGE_VLAN] = { "interface bridge vlan", ros_read_bridge_vlan,
	    of_bridge_vlan },
	[T_VRF] = { "ip vrf", ros_read_vrf, of_vrf },
	[T_TABLE] = { "routing table", ros_read_table, of_table },
	[T_ADDRESS] = { "ip address", ros_read_address, none },
	[T_DHCP] = { "ip dhcp-client", ros_read_dhcp_client, of_dhcp_client },
	[T_ROUTE] = { "ip route", ros_read_route, of_route },
	[T_SERVICE] = { "ip service", ros_read_service, of_service },
	[T_IDENTITY] = { "system identity", ros_read_identity, none },
	[T_NTP] = { "system ntp client", ros_read_ntp_client, of_ntp },
	[T_NTP_SERVER] = { "system ntp client servers", ros_read_ntp_server,
	    of_ntp },
	[T_ACTION] = { "system logging action", ros_read_log_action,
	    of_action },
	[T_LOG] = { "system logging", ros_read_log_rule, of_log },
	[T_SNMP] = { "snmp", ros_read_snmp, of_snmp },
	[T_COMMUNITY] = { "snmp community", NULL, of_community },
	[T_USER] = { "user", ros_read_user, of_user },
	[T_BRIDGE_FILTER] = { "interface bridge filter", ros_read_bridge_filter,
	    NULL },
	[T_CHIP_RULE] = { "interface ethernet switch rule", ros_read_chip_rule,
	    NULL },
	[T_ISOLATION] = { "interface ethernet switch port-isolation",
	    ros_read_isolation, NULL },
	[T_FIREWALL] = { "ip firewall filter", ros_read_firewall, NULL },
	[T_MAC_SERVER] = { "tool mac-server", ros_read_mac_server,
	    of_mac_server },
	[T_MAC_WINBOX] = { "tool mac-server mac-winbox", ros_read_mac_winbox,
	    of_mac_server },
	[T_BANDWIDTH_SERVER] = { "tool bandwidth-server",
	    ros_read_bandwidth_server, of_tester },
	[T_DISCOVERY] = { "ip neighbor discovery-settings", ros_read_discovery,
	    of_discovery },
};

/* known, and they say nothing to any rule; what begins so is known too */
static const char *const quiet[] = { "port", "system", "ip dns", "ip settings",
	"ip ssh", "ip cloud", "ip neighbor discovery", "ip upnp", "ip smb",
	"ip proxy", "ip socks", "ip traffic-flow", "ip hotspot", "ip pool",
	"ip kid-control", "ip media", "ip nat-pmp", "ip tftp", "ip arp",
	"ip accounting", "ip dhcp-client option", "interface list",
	"interface lte", "interface wireless", "interface wifi",
	"interface detect-internet", "interface ethernet switch",
	"interface ethernet poe", "interface l2tp-server",
	"interface ovpn-server", "interface pptp-server",
	"interface sstp-server", "interface macsec", "interface dot1x",
	"interface bridge settings", "interface bridge port-controller",
	"interface bridge port mst-override", "interface bridge mdb",
	"interface bridge host", "tool", "user", "certificate", "console",
	"disk", "file", "ppp", "radius", "queue", "lora", "iot", "lcd",
	"special-login", "caps-man", "zerotier", "dude", "container",
	"partitions", "task", "log", NULL };
/* done once, and nothing is set by it */
static const char *const acts[] = { "log", "import", "ping", "quit",
	"system reboot", "system shutdown", "system backup", "tool fetch",
	"file", NULL };
/* routing, tunnels, filters: skipped, not checked */
static const char *const skipped[] = { "ip firewall", "ip route", "ip ipsec",
	"ip dhcp-server", "ip dhcp-relay", "ipv6", "routing", "mpls",
	"interface bridge filter", "interface bridge nat",
	"interface bridge calea", "interface vrrp", "interface vxlan",
	"interface wireguard", "interface gre", "interface gre6",
	"interface eoip", "interface ipip", "interface l2tp-client",
	"interface pppoe-client", "interface pppoe-server", "interface macvlan",
	"interface veth", "interface 6to4", "interface ovpn-client",
	"interface sstp-client", "interface pptp-client", "interface vpls",
	"interface", NULL };

static bool
begins(const char *path, const char *const *with)
{
	for (size_t i = 0; with[i]; i++) {
		size_t len = strlen(with[i]);

		if (strncmp(path, with[i], len) == 0 &&
		    (path[len] == '\0' || path[len] == ' '))
			return true;
	}
	return false;
}

static size_t
table_of(const char *path)
{
	for (size_t i = 0; i < NTABLE; i++)
		if (str_eq(table[i].path, path))
			return i;
	return NTABLE;
}

static bool
in(const char *const *list, const char *key)
{
	for (size_t i = 0; list[i]; i++)
		if (str_eq(list[i], key))
			return true;
	return false;
}

static void
unknown(struct ros_reading *r, const struct ros_command *c)
{
	struct stanza s = { .head = c->line };

	s.head.text = *c->path ?
	    str_fmt(r->a, "/%s %s", c->path, c->line.text) :
	    c->line.text;
	view_unknown(r->v, &s);
}

/* /interface disable: whatever kind it is of */
static void
any_interface(struct ros_reading *r, struct ros_command *c)
{
	static const size_t kind[] = { T_ETHERNET, T_BONDING, T_BRIDGE,
		T_VLAN };

	if (!str_eq(c->verb, "disable") && !str_eq(c->verb, "enable") &&
	    !str_eq(c->verb, "set"))
		return;
	for (size_t i = 0; i < sizeof(kind) / sizeof(*kind); i++)
		c->applied |= ros_script_apply(&r->script, &r->of[kind[i]], c);
}

/* what became of each command: read, passed over, skipped, not understood */
static void
fates(struct ros_reading *r)
{
	for (size_t i = 0; i < r->script.ncmd; i++) {
		const struct ros_command *c = &r->script.cmd[i];
		size_t t = table_of(c->path);
		struct stanza s = { .head = c->line };

		s.head.text = str_fmt(r->a, "%s", c->path);
		if (c->applied)
			continue;
		if (str_eq(c->verb, "export") || str_eq(c->verb, "print") ||
		    c->passed ||
		    (str_eq(c->verb, "?") && begins(c->path, acts))) {
			view_pass(r->v, &s);
		} else if (*c->path == '\0' || str_eq(c->verb, "?")) {
			unknown(r, c);
		} else if (t < NTABLE && table[t].passed) {
			bool all = true, know = true;

			/* `!key` sets a key to nothing */
			for (size_t k = 0; k < c->n; k++)
				if (in(table[t].passed,
				        c->attr[k].key +
				            (*c->attr[k].key == '!')))
					all = false;
				else if (!c->attr[k].used)
					know = false;
			if (!know)
				unknown(r, c);
			else if (!all || !table[t].read)
				view_pass_line(r->v, &c->line);
		} else if (begins(c->path, quiet)) {
			view_pass(r->v, &s);
		} else if (begins(c->path, skipped)) {
			struct line l = c->line;
			size_t n = strcspn(c->path, " ");
			const char *w[2] = { str_dup(r->a, c->path, n),
				c->path + n + (c->path[n] == ' ') };

			l.word = w;
			l.nword = 2;
			s.head = l;
			view_skip(r->v, &s);
		} else {
			unknown(r, c);
		}
	}
}

/* an attribute of an item that was used is known for its command too */
static void
used(struct ros_reading *r)
{
	for (size_t t = 0; t < NTABLE; t++) {
		const struct ros_items *of = &r->of[t];
		struct ros_used *u = &r->used[t];

		for (size_t i = 0; i < of->n; i++)
			for (size_t k = 0; k < of->item[i]->n; k++) {
				const struct ros_attr *x =
				    &of->item[i]->attr[k];
				bool had = !x->used;

				for (size_t m = 0; m < u->n && !had; m++)
					had = str_eq(u->key[m], x->key);
				if (!had)
					PUSH(r->a, u->key, u->n, u->cap,
					    x->key);
			}
	}
	for (size_t i = 0; i < r->script.ncmd; i++) {
		struct ros_command *c = &r->script.cmd[i];
		size_t t = table_of(c->path);

		for (size_t k = 0; t < NTABLE && k < c->n; k++)
			for (size_t m = 0; m < r->used[t].n; m++)
				if (str_eq(r->used[t].key[m], c->attr[k].key))
					c->attr[k].used = true;
	}
}

/* the tree that lines are held against: a path, and its commands below it */
static void
tree(struct ros_reading *r)
{
	struct stanza root = { 0 };

	for (size_t i = 0; i < r->script.ncmd; i++) {
		const struct ros_command *c = &r->script.cmd[i];
		struct stanza *at = NULL, s = { .head = c->line };

		for (size_t k = 0; k < root.n && !at; k++)
			if (root.child[k].head.text == c->path)
				at = &root.child[k];
		if (!at) {
			struct stanza p = { .head = { .no = c->line.no,
				                .last = c->line.no,
				                .text = c->path } };

			p.head.word = NEW(r->a, const char *, 1);
			p.head.word[0] = c->path;
			p.head.nword = 1;
			PUSH(r->a, root.child, root.n, root.cap, p);
			at = &root.child[root.n - 1];
		}
		PUSH(r->a, at->child, at->n, at->cap, s);
	}
	view_root(r->v, &root);
}

/* qsfpplus2-3: the third lane of the second cage; 0: no lane */
static long
lane_of(const char *name, size_t *cage)
{
	const char *dash = strrchr(name, '-');

	if (!dash ||
	    (!str_starts(name, "qsfpplus") && !str_starts(name, "qsfp28-")))
		return 0;
	*cage = (size_t)(dash - name);
	return strtol(dash + 1, NULL, 10);
}

/* a cage one of whose other lanes is in use is four ports of a quarter each */
static void
lanes(struct view *v)
{
	for (size_t i = 0; i < v->nport; i++) {
		const struct port *p = v->port[i];
		size_t cage, other;

		if (lane_of(p->name, &cage) < 2 || (!p->switched && !p->lag))
			continue;
		for (size_t k = 0; k < v->nport; k++) {
			struct port *q = v->port[k];

			if (lane_of(q->name, &other) > 0 && other == cage &&
			    strncmp(p->name, q->name, cage) == 0 &&
			    !q->speed_set && q->speed_mbps >= 40000)
				q->speed_mbps /= 4;
		}
	}
}

/* what holds once all is read */
static void
resolve(struct ros_reading *r)
{
	struct view *v = r->v;
	struct port *mgmt;

	lanes(v);
	for (size_t i = 0; i < v->nport; i++) {
		struct port *p = v->port[i], *lag;

		p->up = !p->down_line;
		lag = view_lag_of(v, p);
		/* a LAG passes what the least of its ports does */
		if (lag && p->mtu && (!lag->mtu || p->mtu < lag->mtu)) {
			lag->mtu = p->mtu;
			lag->mtu_line = p->mtu_line;
		}
	}
	mgmt = ros_manager(r);
	if (mgmt) {
		mgmt->kind = PORT_MGMT;
		v->mgmt_vrf = mgmt->vrf;
		if (mgmt->vrf && v->ssh && !r->ssh_vrf && r->services)
			view_notice(v, "bad-value", mgmt->ip_line,
			    "SSH is not served in VRF %s, which the management "
			    "port is in",
			    mgmt->vrf);
	}
	/* on by default, where the text is more than a part */
	if (r->whole && !r->telnet_off && !v->telnet_line)
		v->telnet_line = v->hostname_line ? v->hostname_line : 1;
	if (r->whole && !r->www_off && !v->http_line)
		v->http_line = v->hostname_line ? v->hostname_line : 1;
}

static bool
read_config(struct view *v, struct diags *d)
{
	struct ros_reading r = { .v = v, .a = v->a };
	struct text whole;

	if (!reader_text(v, d, &whole))
		return false;
	v->ssh = true;
	ros_script_read(&r.script, v);
	if (r.script.program) {
		diag_error(d, (struct span){ v->src, r.script.program, 0, 0 },
		    "config-script",
		    "a script with loops or conditions: its effect on a switch "
		    "can't be determined from its text");
		diag_hint(d,
		    "run it on the switch and pass the output of /export");
		return false;
	}
	v->nline = r.script.ncmd;
	for (size_t i = 0; i < v->nline; i++) {
		struct ros_command *c = &r.script.cmd[i];
		size_t t = table_of(c->path);

		if (t < NTABLE)
			ros_script_run(&r.script, &r.of[t], c);
		else if (str_eq(c->path, "interface"))
			any_interface(&r, c);
	}
	for (size_t t = 0; t < NTABLE; t++)
		for (size_t i = 0; table[t].read && i < r.of[t].n; i++)
			if (!r.of[t].item[i]->gone)
				table[t].read(&r, r.of[t].item[i]);
	ros_communities(&r);
	ros_factory_user(&r);
	ros_open_ways(&r);
	used(&r);
	fates(&r);
	tree(&r);
	resolve(&r);
	return true;
}

/* how its lines begin, and those of no other */
static const struct mark marks[] = {
	{ 4, "/interface bridge" },
	{ 4, "/interface/bridge" },
	{ 4, "/interface ethernet" },
	{ 3, "/system identity" },
	{ 3, "/ip address" },
	{ 3, "/ip service" },
	{ 2, "set [ find default-name=" },
	{ 2, "add bridge=" },
	{ 2, "/interface" },
	{ 0, NULL },
};

/* what its ports are called */
static const struct port_word words_of[] = {
	{ "sfp-sfpplus", "sfp-sfpplus", PORT_PLAIN, 10000 },
	{ "sfpplus", "sfpplus", PORT_PLAIN, 10000 },
	{ "sfp28-", "sfp28-", PORT_PLAIN, 25000 },
	{ "sfp56-", "sfp56-", PORT_PLAIN, 50000 },
	{ "sfp", "sfp", PORT_PLAIN, 1000 },
	{ "qsfpplus", "qsfpplus", PORT_PLAIN, 40000 },
	{ "qsfp28-", "qsfp28-", PORT_PLAIN, 100000 },
	{ "qsfp56-dd-", "qsfp56-dd-", PORT_PLAIN, 400000 },
	{ "combo", "combo", PORT_PLAIN, 10000 },
	{ "bond", "po", PORT_LAG, 0 },
	{ NULL, NULL, 0, 0 },
};

static const char *const once[] = { ":delay ...", NULL };

/* beside a design */
static const char *const menus[] = { "system*", NULL };
static const struct lines_in aside[] = { { .place = "system clock" },
	{ .place = "system note" },
	{ .place = "", .line = menus, .exactly = true }, { 0 } };
static const char *const spare[] = { "disabled=no", "protocol-mode=rstp",
	"pvid=1", NULL };
static const char *const makes[] = { "network=", "admin-mac=", "auto-mac=",
	"lacp-rate=", "allocate-udp-ports-from=", "max-sessions=", "contact=",
	"location=", NULL };
static const char *const secret[] = { "authentication-password",
	"encryption-password", NULL };

const struct dialect dialect_routeros = {
	.name = "routeros",
	.read = read_config,
	.traits = {
		.snmp_access = true,
		.users_unsaid = true, /* an export has no /user */
		.ports_implicit = true,
		.edge_found = true,
		.member_not = MEMBER_NO_SWITCHPORT | MEMBER_NO_VLAN,
		.member_own_mtu = true,
		.vlan_needs_switchport = true,
		.both_kinds_clash = true,
		.frame_default = 1584 + 18,
		.frame_extra = 18, /* an l2mtu is without header and FCS */
		.peer_link_mtu = PEER_MTU_SET,
		.no_backup = true,
		.no_ufd = true,
		.bridge_lists = true,
		/* on by default; off where configured */
		.ssh_starts_off = true,
	},
	.mark = marks,
	.lldp = &lldp_routeros,
	.port_word = words_of,
	.once = once,
	.aside = aside,
	.spare = spare,
	.makes = makes,
	.secret = secret,
};
