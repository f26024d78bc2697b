#include "readback/printed.h"

#include <string.h>

#include "base/str.h"

static const char *const any_shows[] = { "version ...", "boot ...", "exit",
	"end", "!", "quit", "load-interval ...", "ntp clock-period ...",
	"no logging console", "no description", NULL };
static const char *const any_hides[] = { "exit", "end", "!", "quit",
	"crypto key generate ...", "copy ...", "write ...", NULL };
static const char *const any_mode[] = { "configure", "configure terminal",
	"enable", NULL };

static const char *const eos_shows[] = { "transceiver qsfp default-mode ...",
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
static const char *const nxos_shows[] = { "vdc * id *", "limit-resource ...",
	"no password strength-check", "line console", "line vty",
	"copp profile strict", "copp profile ...", "rmon event ...",
	"rmon alarm ...", "system default switchport",
	"no system default switchport shutdown", "cfs eth distribute",
	"install feature-set ...", "allow feature-set ...", "switchname *",
	"no cli alias ...", "icam monitor scale", "exec-timeout ...",
	"ip domain-lookup", "no ip source-route", "hardware forwarding ...",
	"userpassphrase ...", "no system default switchport", "vlan 1",
	"vlan 1,*", "no ip redirects", "no ipv6 redirects", NULL };
static const char *const nxos_hides[] = { "no feature telnet", "no feature ...",
	NULL };
static const char *const os10_shows[] = { "iscsi enable",
	"iscsi target port ...", "logging audit disable",
	"logging console disable", "no logging console", "ip vrf default",
	"interface breakout ...", "system-user linuxadmin ...",
	"aaa authentication login default local",
	"aaa authentication login console local",
	"class-map type application ...", "policy-map type application ...",
	"switch-port-profile ...", "default interface ...",
	"hardware forwarding-table mode ...", "forwarding-options ...",
	"ipv6 mld snooping enable", "ip igmp snooping enable",
	"rest https session timeout 30", "no multicast snooping flood-restrict",
	"userrole inherit ...", "password-attributes character-restriction ...",
	NULL };
static const char *const os10_hides[] = { "lldp enable",
	"flowcontrol receive off", "flowcontrol transmit off",
	"no ip telnet server enable", "ip ssh server enable",
	"no switchport access vlan", NULL };
static const char *const os9_shows[] = { "boot system ...",
	"logging coredump ...", "hardware watchdog ...", "redundancy ...",
	"stack-unit * provision *", "!untagged ...", "no logging console",
	"ip ssh server version ...", "line ...", "reload-type", NULL };
static const char *const os9_hides[] = { "no ip telnet server enable",
	"no shutdown", NULL };
static const char *const os6_shows[] = { "slot * ...", "stack", "member * ...",
	"application install ...", "lldp tlv-select ...", "lldp med ...",
	NULL };
static const char *const os6_hides[] = { "lldp transmit", "lldp receive",
	"lldp transmit-tlv ...", NULL };
static const char *const aoscx_shows[] = { "led locator off", "vlan 1",
	"https-server rest access-mode read-write", "https-server vrf mgmt",
	"https-server vrf default", "vlan access 1", "no routing",
	"export-password: ...", "loop-protect re-enable-timer ...", NULL };
static const char *const aoscx_hides[] = { "ntp enable",
	"spanning-tree mode mstp", NULL };
static const char *const nvue_shows[] = { "set system timezone ...",
	"set system global fabric-mac *", "set system global system-mac *",
	"set system global fabric-id *", "set interface * type *",
	"set interface * base-interface *", "set interface * vlan *",
	"set system config auto-save ...", "set system wjh ...",
	"set platform ...", "set header ...", "set system api ...",
	"set system control-plane ...", "set system ssh-server state enabled",
	"set system reboot mode cold", NULL };
static const char *const nvue_hides[] = { "unset ...", NULL };
static const char *const sonic_shows[] = { "polling_interval: ...",
	"platform: ...", "hwsku: ...", "mac: ...", "type: ...",
	"auto_restart: ...", "high_mem_alert: ...", "has_timer: ...",
	"has_global_scope: ...", "has_per_asic_scope: ...", "set_owner: ...",
	"check_up_status: ...", "support_syslog_rate_limit: ...",
	"delayed: ...", "index: ...", "lanes: ...", "alias: ...",
	"default_bgp_status: ...", "default_pfcwd_status: ...",
	"synchronous_mode: ...", "timezone: ...", "bgp_asn: ...",
	"deployment_id: ...", "docker_routing_config_mode: ...",
	"peer_switch: ...", "buffer_model: ...", "region: ...",
	"cloudtype: ...", "DATABASE: ...", "VERSION: ...", "subport: ...",
	"tpid: ...", "NULL: NULL", "fec: none", "fallback: false",
	"fast_rate: false", NULL };

static const char *const fastpath_shows[] = { "snmp-server sysname ...",
	"router rip", "slot * ...", "set slot ...", "stack", "member * ...",
	"application install ...", "no set igmp", "lldp transmit-tlv ...",
	NULL };
static const char *const fastpath_hides[] = { "spanning-tree",
	"spanning-tree mode rstp", "lldp transmit", "lldp receive", NULL };

static const struct {
	const char *name;
	const char *const *shows, *const *hides;
} of[] = {
	{ "eos", eos_shows, NULL },
	{ "nxos", nxos_shows, nxos_hides },
	{ "os10", os10_shows, os10_hides },
	{ "os9", os9_shows, os9_hides },
	{ "os6", os6_shows, os6_hides },
	{ "aoscx", aoscx_shows, aoscx_hides },
	{ "nvue", nvue_shows, nvue_hides },
	{ "sonic", sonic_shows, NULL },
	{ "junos", NULL, NULL },
	{ "routeros", NULL, NULL },
	{ "fastpath", fastpath_shows, fastpath_hides },
};

static bool
is(const struct outline_line *l, const char *const *pattern)
{
	const struct line x = { .word = l->word, .nword = l->nword };

	return pattern && line_any(&x, pattern);
}

/* tables of a document that count, name and log, and nothing else */
static bool
is_idle_table(const char *path)
{
	static const char *const table[] = { "CRM", "FLEX_COUNTER_TABLE",
		"LOGGER", "VERSIONS", "AUTO_TECHSUPPORT",
		"AUTO_TECHSUPPORT_FEATURE", "KDUMP", "BANNER_MESSAGE",
		"DEVICE_NEIGHBOR", "DEVICE_NEIGHBOR_METADATA", "SYSLOG_CONFIG",
		"SYSLOG_CONFIG_FEATURE", "CABLE_LENGTH", "BGP_DEVICE_GLOBAL",
		"COPP_GROUP", "COPP_TRAP", "PASSW_HARDENING", NULL };

	for (size_t i = 0; table[i]; i++)
		if (str_starts(path, table[i]))
			return true;
	return false;
}

/* of a session: in a stanza it would switch the stanza on */
static bool
is_mode(const struct outline_line *l)
{
	return *l->path == '\0' && is(l, any_mode);
}

/* qos cos-map 2 local-priority 2: each is its own unless said otherwise */
static bool
is_same_number(const struct outline_line *l)
{
	static const char *const map[] = { "qos cos-map * local-priority *",
		NULL };

	return is(l, map) && line_word_eq(l->word[2], l->word[4]);
}

bool
printed_shows(const struct view *v, const struct outline_line *l)
{
	static const char *const on[] = { "state: enabled",
		"state: always_enabled", NULL };

	/* an earlier release's list of them */
	static const char *const members[] = { "members: ...", NULL };

	if (is(l, any_shows) || is_mode(l) ||
	    (v->doc && str_starts(l->path, "VLAN / ") && is(l, members)) ||
	    (v->doc && is_idle_table(l->path)) ||
	    line_word_eq(l->path, "version"))
		return true;
	for (size_t i = 0; i < sizeof(of) / sizeof(of[0]); i++)
		if (str_eq(of[i].name, v->dialect->name))
			return is(l, of[i].shows) ||
			    (v->doc && str_starts(l->path, "FEATURE / ") &&
			        is(l, on));
	return false;
}

bool
printed_hides(const struct view *v, const struct outline_line *l)
{
	if (is_same_number(l) || is(l, any_hides) || is_mode(l) ||
	    line_word_starts(l->word[0], ":delay"))
		return true;
	for (size_t i = 0; i < sizeof(of) / sizeof(of[0]); i++)
		if (str_eq(of[i].name, v->dialect->name))
			return is(l, of[i].hides);
	return false;
}

bool
printed_default(const struct view *v, const struct outline_line *l)
{
	static const char *const once[] = { "crypto ...", "copy ...",
		"write ...", "exit", "end", "quit", "unset ...", NULL };

	return printed_hides(v, l) && !is(l, once) && !is_mode(l) &&
	    !line_word_starts(l->word[0], ":delay");
}

static bool
is_made(const char *word, bool secrets)
{
	static const char *const made[] = { "network=", "admin-mac=",
		"auto-mac=", NULL };
	const char *eq = strchr(word, '=');

	for (size_t i = 0; made[i]; i++)
		if (str_starts(word, made[i]))
			return true;
	return secrets && eq && eq - word >= 8 &&
	    strncmp(eq - 8, "password", 8) == 0;
}

struct outline_line
printed_bare(struct arena *a, const struct outline_line *l, bool secrets)
{
	static const char *const spare[] = { "prefer", "iburst", "force",
		"facility", "local7", "disabled=no", "protocol-mode=rstp",
		"pvid=1", NULL };
	struct outline_line x = *l;

	x.word = NEW(a, const char *, l->nword + 1);
	x.nword = 0;
	for (size_t i = 0; i < l->nword; i++) {
		bool is_spare = false;

		for (size_t k = 0; i > 0 && spare[k]; k++)
			is_spare =
			    is_spare || line_word_eq(l->word[i], spare[k]);
		/* what it makes of others, and secrets, which it hides */
		is_spare = is_spare || is_made(l->word[i], secrets);
		if (!is_spare)
			x.word[x.nword++] = l->word[i];
	}
	return x;
}
