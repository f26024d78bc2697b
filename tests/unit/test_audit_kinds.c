/*
 * Audit of what people run and hand on: parts of configs, several in one file,
 * addresses that were made unreadable, texts typed by hand.  Each kind twice:
 * where it is meant so, and where it is a mistake.
 */
#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/str.h"
#include "readback/view.h"
#include "scratch.h"
#include "verify/verify.h"

static char base[SCRATCH_MAX];
static struct arena *mem;

static void
setup(void)
{
	scratch_make(base);
	mem = arena_new();
}

static void
teardown(void)
{
	arena_free(mem);
	scratch_remove(base);
}

TestSuite(audit_kinds, .init = setup, .fini = teardown);

/* what is found, as "rule@line", in its order */
static const char *
told(const char *nos, const char *text)
{
	const char *path = str_fmt(mem, "%s/text.cfg", base);
	FILE *f = fopen(path, "w");
	struct buf b = buf_new(mem);
	struct findings s;

	cr_assert(f != NULL && fputs(text, f) >= 0);
	fclose(f);
	cr_assert(verify_audit(mem, diags_new(mem), nos, &path, 1, &s));
	unlink(path);
	for (size_t i = 0; i < s.n; i++)
		buf_printf(&b, "%s%s@%d", b.len ? " " : "", s.item[i].rule,
		    s.item[i].line);
	return b.len ? b.text : "";
}

static bool
tells(const char *nos, const char *text, const char *rule)
{
	return strstr(told(nos, text), rule) != NULL;
}

/* what is printed of it */
static const char *
printed(const char *nos, const char *text)
{
	const char *path = str_fmt(mem, "%s/text.cfg", base);
	FILE *f = fopen(path, "w");
	struct findings s;
	char *out = NULL;
	size_t len = 0;
	const char *r;

	cr_assert(f != NULL && fputs(text, f) >= 0);
	fclose(f);
	cr_assert(verify_audit(mem, diags_new(mem), nos, &path, 1, &s));
	unlink(path);
	f = open_memstream(&out, &len);
	cr_assert(f != NULL);
	verify_causes_print(f, mem, s.item, s.n, false, false);
	fclose(f);
	r = str_dup(mem, out, len);
	free(out);
	return r;
}

#define EOS_TRUNK(n) \
	"interface Ethernet" n "\n   switchport mode trunk\n" \
	"   switchport trunk allowed vlan 77\n!\n"

Test(audit_kinds, places_in_one_file_are_its_lines)
{
	cr_expect(strstr(printed("eos", "hostname a\n!\n" EOS_TRUNK("1")
	    EOS_TRUNK("2")), "\n    also line 9\n"));
	cr_expect(strstr(printed("eos", "hostname a\n!\n" EOS_TRUNK("1")
	    EOS_TRUNK("2") EOS_TRUNK("3")), "\n    also lines 9, 13\n"));
}

Test(audit_kinds, one_of_a_kind_is_told_as_one)
{
	const char *t = "interface Ethernet1\n!\ninterface Ethernet2\n"
			"   switchport access vlan 7\n!\nend\n";

	cr_expect(strstr(printed("eos", t),
	    "1 single port that is up is not an edge (portfast) port"));
	cr_expect(strstr(printed("nxos", "interface Ethernet1/1\n"
	    "  switchport access vlan 1\n"
	    "  spanning-tree port type edge\n"),
	    "1 edge port without BPDU guard, eth1/1"));
}

#define OS9_PORTS \
	"interface TenGigabitEthernet 0/1\n mtu 9216\n portmode hybrid\n" \
	" switchport\n spanning-tree rstp edge-port bpduguard\n" \
	" dcb-map LOSSLESS\n no shutdown\n!\n" \
	"interface Vlan 20\n tagged TenGigabitEthernet 0/1\n no shutdown\n"

Test(audit_kinds, ports_alone_are_asked_for_nothing_of_the_switch)
{
	/* `show running-config interface` of a blade's switch */
	cr_expect_str_eq(told("os9",
	    "stack-unit 0 provision I/O-Aggregator\n!\n" OS9_PORTS), "");
	/* with a name it is a whole config */
	cr_expect(tells("os9", "hostname a\n" OS9_PORTS, "services@"));
	cr_expect(tells("os9", "hostname a\n" OS9_PORTS, "stp-off@"));
	cr_expect(tells("os9", "hostname a\n" OS9_PORTS, "ref-name@"));
	/* an account, a server: of a whole one that has no name */
	cr_expect(tells("os9", OS9_PORTS "ntp server 10.0.0.1\n",
	    "no-hostname@"));
	/* a part that has maps has all of them */
	cr_expect(tells("os9", OS9_PORTS "dcb-map OTHER\n", "ref-name@"));
	/* what it says stays wrong */
	cr_expect(tells("os9", OS9_PORTS "no ip ssh server enable\n",
	    "ssh-off@"));
	cr_expect(tells("os10", "interface vlan20\n!\n"
	    "interface ethernet1/1/1\n switchport mode trunk\n"
	    " switchport trunk allowed vlan 20,30\n", "ref-vlan@"));
}

#define EOS_SW(name, vlan) \
	"! Command: show running-config\n!\nhostname " name "\n!\n" \
	"vlan 10\n!\ninterface Ethernet1\n   switchport mode trunk\n" \
	"   switchport trunk allowed vlan " vlan "\n!\nend\n"

Test(audit_kinds, each_config_of_a_file_is_a_switch)
{
	/* 11 lines each: both are read, at their lines of the file */
	cr_expect(tells("eos", EOS_SW("a", "10") EOS_SW("b", "77"),
	    "ref-vlan@20"));
	cr_expect(tells("eos", EOS_SW("a", "77") EOS_SW("b", "10"),
	    "ref-vlan@9"));
	cr_expect(tells("eos",
	    EOS_SW("a", "10") EOS_SW("b", "10") EOS_SW("c", "77"),
	    "ref-vlan@31"));
	cr_expect(tells("eos", EOS_SW("a", "10") EOS_SW("b", "10"),
	    "two-configs@14"));
	cr_expect(!tells("eos", EOS_SW("a", "10") EOS_SW("b", "10"),
	    "duplicate-stanza@"));
	/* one pasted twice is one, and told once: not for each stanza */
	cr_expect(tells("eos", EOS_SW("a", "10") EOS_SW("a", "10"),
	    "two-configs@14"));
	cr_expect(!tells("eos", EOS_SW("a", "10") EOS_SW("a", "10"),
	    "duplicate-stanza@"));
	/* a stanza given twice within the first of two texts is told still */
	cr_expect(tells("os10", "hostname a\ninterface ethernet1/1/1\n"
	    " description x\n!\ninterface ethernet1/1/1\n mtu 9216\n!\n"
	    "hostname a\n", "duplicate-stanza@5"));
	/* no `end`: the second begins with its header, or with its name */
	cr_expect(tells("nxos", "hostname a\nvlan 10\ninterface Ethernet1/1\n"
	    "  switchport access vlan 10\n!Command: show running-config\n"
	    "feature lacp\nhostname b\ninterface Ethernet1/1\n"
	    "  switchport mode trunk\n  switchport trunk allowed vlan 10\n",
	    "ref-vlan@10"));
}

Test(audit_kinds, what_was_made_unreadable_is_no_mistake)
{
	cr_expect(!tells("os10", "hostname a\ninterface vlan20\n"
	    " ip address 100.**.**.**/26\n", "bad-value@"));
	cr_expect(!tells("eos", "hostname a\ninterface Ethernet1\n"
	    "   no switchport\n   ip address 10.x.x.1/24\n", "bad-value@"));
	cr_expect(tells("os10", "hostname a\ninterface vlan20\n"
	    " ip address 100.1.1.300/26\n", "bad-value@3"));
	/* a template's place is told as one, once */
	cr_expect(tells("sonic", "{\"DEVICE_METADATA\":{\"localhost\":{"
	    "\"hostname\":\"a\"}},\n\"MGMT_INTERFACE\":{\n"
	    "\"eth0|{{ address }}\":{}}}\n", "placeholder@3"));
	cr_expect(!tells("sonic", "{\"DEVICE_METADATA\":{\"localhost\":{"
	    "\"hostname\":\"a\"}},\n\"MGMT_INTERFACE\":{\n"
	    "\"eth0|{{ address }}\":{}}}\n", "bad-value@"));
}

Test(audit_kinds, a_switch_may_be_managed_by_any_of_its_addresses)
{
	cr_expect(!tells("nxos", "hostname a\ninterface Vlan10\n"
	    "  ip address 10.0.0.2/24\n", "mgmt-address@"));
	cr_expect(tells("nxos", "hostname a\ninterface Vlan10\n",
	    "mgmt-address@"));
	/* one that asks for its address unless it is told one */
	cr_expect(!tells("sonic", "{\"DEVICE_METADATA\":{\"localhost\":{"
	    "\"hostname\":\"a\"}}}\n", "mgmt-address@"));
	/* switched off on purpose */
	cr_expect(!tells("aoscx", "hostname a\ninterface mgmt\n    shutdown\n"
	    "    ip dhcp\ninterface vlan 1\n    ip address 10.0.0.2/24\n",
	    "mgmt-address@"));
	cr_expect(tells("aoscx", "hostname a\ninterface mgmt\n"
	    "    ip static 10.0.0.2/24\n", "mgmt-address@"));
}

Test(audit_kinds, the_last_word_on_a_service_counts)
{
	cr_expect(!tells("nxos", "hostname a\nno feature ssh\n"
	    "ssh key rsa 2048 force\nfeature ssh\n", "ssh-off@"));
	cr_expect(tells("nxos", "hostname a\nfeature ssh\nno feature ssh\n",
	    "ssh-off@3"));
}

Test(audit_kinds, a_group_without_ports_does_nothing)
{
	cr_expect(!tells("os9", "hostname a\nuplink-state-group 1\n",
	    "ufd-"));
	cr_expect(!tells("os9", "hostname a\nuplink-state-group 1\n"
	    " no enable\n", "ufd-"));
	cr_expect(tells("os9", "hostname a\ninterface TenGigabitEthernet 0/1\n"
	    "uplink-state-group 1\n downstream TenGigabitEthernet 0/1\n",
	    "ufd-ends@3"));
}

Test(audit_kinds, a_blade_comes_with_dcb)
{
	static const char ports[] =
	    "interface TenGigabitEthernet 0/1\n switchport\n dcb-map M\n"
	    " no shutdown\ndcb-map M\n priority-group 0 bandwidth 100 pfc on\n"
	    " priority-pgid 0 0 0 0 0 0 0 0\n";

	cr_expect(!tells("os9", str_fmt(mem, "hostname a\n"
	    "stack-unit 0 provision MXL-10/40GbE\n%s", ports), "dcb-off@"));
	cr_expect(tells("os9", str_fmt(mem, "hostname a\n"
	    "stack-unit 0 provision S4810\n%s", ports), "dcb-off@"));
	cr_expect(tells("os9", str_fmt(mem, "hostname a\nno dcb enable\n"
	    "stack-unit 0 provision MXL-10/40GbE\n%s", ports), "dcb-off@"));
}

Test(audit_kinds, what_is_in_a_class_need_not_be_set_further_in)
{
	static const char policy[] = "hostname a\n"
	    "class-map type network-qos C\n match qos-group 3\n!\n"
	    "policy-map type network-qos P\n!\n class C\n pause\n pfc-cos 3\n!\n"
	    "interface ethernet1/1/1\n flowcontrol receive off\n"
	    " flowcontrol transmit off\n priority-flow-control mode on\n"
	    " service-policy input type network-qos P\n no shutdown\n";

	cr_expect(!tells("os10", policy, "not-understood@"), "%s",
	    told("os10", policy));
	cr_expect(!tells("os10", policy, "names a priority"));
	cr_expect(!tells("os10", "hostname a\nport-group 1/1/2\n"
	    " profile restricted\n port 1/1/3 mode Eth 10g-4x\n"
	    " port 1/1/4 mode Eth Disabled\n", "not-understood@"));
	cr_expect(tells("os10", "hostname a\nport-group 1/1/2\n"
	    " no such line\n", "not-understood@3"));
}

Test(audit_kinds, an_export_with_all_defaults_is_understood)
{
	static const char all[] =
	    "# 2026-04-21 20:35:02 by RouterOS 7.18.2\n"
	    "# PPTP connections are considered unsafe, use a more modern VP\n"
	    "  protocol instead\n"
	    "/interface bridge\nadd mtu=auto name=bridge vlan-filtering=yes\n"
	    "/interface ethernet\nset [ find default-name=ether2 ] "
	    "advertise=1G-baseT-full full-duplex=yes mtu=1500 l2mtu=1592 "
	    "orig-mac-address=48:8F:5A:5A:90:02 !power-cycle-ping-address "
	    "!power-cycle-ping-timeout\n"
	    "/interface vlan\nadd disabled=no interface=ether2 mtu=1500 "
	    "name=v84 vlan-id=84\n"
	    "/interface bridge mlag\nset bridge=none heartbeat=5s "
	    "peer-port=none priority=128\n"
	    "/ip dhcp-client option\nset hostname code=12 name=hostname\n"
	    "/ip accounting\nset enabled=no\n"
	    "/ip service\nset winbox address=10.0.0.0/24 comment=\"from here\"\n"
	    "/system identity\nset name=a\n";

	cr_expect(!tells("routeros", all, "not-understood@"), "%s",
	    told("routeros", all));
	cr_expect(!tells("routeros", all, "bad-value@"));
	cr_expect(tells("routeros", "/interface ethernet\n"
	    "set [ find default-name=ether2 ] mtu=plenty\n", "bad-value@2"));
}

Test(audit_kinds, profiles_of_subscribers_are_read_past)
{
	cr_expect(!tells("junos", "dynamic-profiles {\n    <*> {\n"
	    "        variables {\n            junos-igmp-enable {\n"
	    "                internal;\n            }\n        }\n    }\n}\n"
	    "interfaces {\n    ge-0/0/0 {\n        unit 0 {\n"
	    "            family inet {\n                "
	    "address 10.0.0.1/24;\n            }\n        }\n    }\n}\n",
	    "not-understood@"));
}

Test(audit_kinds, an_address_that_nobody_can_read_is_one)
{
	static const char *const hidden[] = { "100.**.**.**/26", "x.x.x.x/24",
		"10.0.XX.XX/24", "a.b.c.d/24", "<removed>", "[REDACTED]" };
	static const char *const wrong[] = { "10.0.0.1O/24", "10.0.l.1/24",
		"<address>", "10.0.0/24", "10.0.0.300/24" };
	static const char text[] = "hostname a\ninterface mgmt1/1/1\n"
	                           " no ip address dhcp\n ip address %s\n";

	for (size_t i = 0; i < sizeof(hidden) / sizeof(hidden[0]); i++) {
		const char *all = str_fmt(mem, text, hidden[i]);

		cr_expect(!tells("os10", all, "mgmt-address@"), "%s",
		    hidden[i]);
		cr_expect(!tells("os10", all, "bad-value@"), "%s", hidden[i]);
	}
	for (size_t i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++)
		cr_expect(tells("os10", str_fmt(mem, text, wrong[i]),
		              "bad-value@4"),
		    "%s", wrong[i]);
	cr_expect(!tells("junos",
	    "system { host-name a; }\ninterfaces {\n"
	    "    em0 { unit 0 { family inet { address 10.1.x.x/24; } } }\n}\n",
	    "mgmt-address@"));
}

Test(audit_kinds, a_vlan_of_a_second_bridge_is_another)
{
	static const char bridges[] =
	    "/system identity set name=a\n"
	    "/interface bridge add name=b vlan-filtering=yes\n"
	    "/interface bridge add name=c\n"
	    "/interface vlan add interface=b name=v7 vlan-id=7\n"
	    "/interface vlan add interface=%s name=w7 vlan-id=7\n";

	cr_expect(!tells("routeros", str_fmt(mem, bridges, "c"),
	    "duplicate-stanza@"));
	cr_expect(tells("routeros", str_fmt(mem, bridges, "b"),
	    "duplicate-stanza@5"));
}

Test(audit_kinds, what_no_rule_asks_for_is_understood)
{
	static const char *const text[][2] = {
		{ "eos",
		    "hostname a\nevent-monitor\n!\n"
		    "interface Recirc-Channel1\n   no switchport\n!\n"
		    "interface UnconnectedEthernet1\n   description x\n" },
		{ "routeros",
		    "/ip neighbor discovery\n"
		    "set ether1 discover=no\n/log info \"done\"\n" },
		{ "junos",
		    "groups { G { interfaces { <*> { unit <*> {\n"
		    "family inet { mtu 9000; } } } } } }\napply-groups G;\n"
		    "interfaces { ge-0/0/1 { description a; }\n ge-0/0/2 {\n"
		    "unit 0 { family bridge { interface-mode trunk;\n"
		    "vlan-id-list 10-20; } } } }\n" },
		{ "sonic",
		    "{\"DEVICE_METADATA\":{\"localhost\":{"
		    "\"hostname\":\"a\"}},\n\"MUX_CABLE\":{\"Ethernet0\":{"
		    "\"state\":\"auto\"}},\n\"PEER_SWITCH\":{\"b\":{"
		    "\"address_ipv4\":\"10.1.0.33\"}},\n\"TUNNEL\":{"
		    "\"MuxTunnel0\":{\"tunnel_type\":\"IPINIP\"}}}\n" },
		{ "os10",
		    "hostname a\nno ip access-list X\n"
		    "ip access-list X\n seq 10 permit ip any any\n" },
	};

	for (size_t i = 0; i < sizeof(text) / sizeof(text[0]); i++)
		cr_expect(!tells(text[i][0], text[i][1], "not-understood@"),
		    "%s: %s", text[i][0], told(text[i][0], text[i][1]));
	cr_expect(tells("eos", "hostname a\ninterface Recirculate1\n",
	    "not-understood@2"));
	cr_expect(tells("os10", "hostname a\nno such access-list X\n",
	    "not-understood@2"));
}

Test(audit_kinds, commands_of_a_session_are_no_lines_of_a_config)
{
	static const char typed[] =
	    "hostname a\ninterface Vlan 717\n"
	    " no shutdown\n!\n interface range ethernet1/1/1-1/1/2\n"
	    " description x\n switchport mode trunk\n"
	    " switchport trunk allowed vlan 717%s\n!\n lldp enable\n!\n"
	    " end\n!\n clear logging log-file\n!\n write memory\n";

	cr_expect(!tells("os10", str_fmt(mem, typed, ""), "not-understood@"),
	    "%s", told("os10", str_fmt(mem, typed, "")));
	cr_expect(!tells("os10",
	    "hostname a\ncopy running-configuration "
	    "startup-configuration\n",
	    "not-understood@"));
	/* the ports of the range are read */
	cr_expect(tells("os10", str_fmt(mem, typed, ",719"), "ref-vlan@8"));
}

#define EOS_DUMP \
	"------------- show version detail -------------\n\n" \
	"Hardware version:    11.02\n\n"
#define EOS_CONFIG \
	"------------- show running-config sanitized -------------\n\n" \
	"hostname sw1\n!\nvlan 10\n!\ninterface Ethernet1\n" \
	"   switchport mode trunk\n   switchport trunk allowed vlan 10,20\n" \
	"!\nend\n------------- show interfaces -------------\n\n" \
	"Ethernet1 is up, line protocol is up (connected)\n"
#define JUNOS_DUMP \
	"root@a> show version | no-forwarding\nHostname: a\n\n" \
	"{master:0}\nroot@a> show interfaces extensive\n" \
	"Physical interface: xe-0/0/1, Enabled\n\n"
#define JUNOS_CONFIG \
	"root@a> show configuration | except SECRET-DATA\n" \
	"system { host-name a; services { telnet; } }\n\n" \
	"root@a> show route summary\nAutonomous system number: 65000\n"

Test(audit_kinds, of_a_dump_the_config_is_read)
{
	cr_expect(tells("eos", EOS_DUMP EOS_CONFIG, "ref-vlan@13"));
	cr_expect(!tells("eos", EOS_DUMP EOS_CONFIG, "not-understood@"));
	cr_expect(tells("eos", EOS_DUMP EOS_CONFIG, "pasted-text@1"));
	/* and the part of a session that prints it */
	cr_expect(!tells("os10",
	    "hostname a\nA#show vlan\nCodes: * - x\n"
	    "A#show run\nvlan 10\n",
	    "not-understood@3"));
	cr_expect(tells("junos", JUNOS_DUMP JUNOS_CONFIG, "telnet-on@9"));
	cr_expect(!tells("junos", JUNOS_DUMP JUNOS_CONFIG, "not-understood@"));
	cr_expect(!tells("junos", JUNOS_DUMP JUNOS_CONFIG, "bad-value@"));
}

Test(audit_kinds, a_dump_without_a_config_is_none)
{
	static const char *const dump[][2] = { { "eos", EOS_DUMP },
		{ "junos", JUNOS_DUMP } };

	for (size_t i = 0; i < 2; i++) {
		const char *path = str_fmt(mem, "%s/dump.txt", base);
		FILE *f = fopen(path, "w");
		struct diags *d = diags_new(mem);
		struct findings s;

		cr_assert(f != NULL && fputs(dump[i][1], f) >= 0);
		fclose(f);
		cr_expect(!verify_audit(mem, d, dump[i][0], &path, 1, &s));
		cr_expect(
		    d->n == 1 && strcmp(d->item[0].id, "config-empty") == 0);
		unlink(path);
	}
}

Test(audit_kinds, a_text_to_be_added_says_nothing_of_what_is_there)
{
	static const char typed[] =
	    "hostname a\nvlan 10\ninterface 1/1/1\n"
	    "    no shutdown\n    no routing\n    vlan access 10\n";

	cr_expect(!tells("aoscx", typed, "ssh-off@"));
	cr_expect(!tells("aoscx", str_fmt(mem, "! an AOS-CX switch\n%s", typed),
	    "ssh-off@"));
	cr_expect(tells("aoscx",
	    str_fmt(mem,
	        "%suser admin group "
	        "administrators password ciphertext AQBa\n",
	        typed),
	    "ssh-off@"));
	cr_expect(tells("aoscx",
	    str_fmt(mem,
	        "!Version ArubaOS-CX "
	        "FL.10.10.1000\n%s",
	        typed),
	    "ssh-off@"));
}

Test(audit_kinds, a_port_with_a_phone_carries_two_vlans)
{
	static const char port[] = "hostname a\nvlan 110,120\n!\n"
	    "interface Ethernet1\n   switchport phone vlan %s\n"
	    "   switchport trunk native vlan 110\n   switchport mode trunk%s\n";

	cr_expect(!tells("eos", str_fmt(mem, port, "120", " phone"),
	    "trunk-all@"));
	cr_expect(!tells("eos", str_fmt(mem, port, "120", " phone"),
	    "ref-vlan@"));
	cr_expect(tells("eos", str_fmt(mem, port, "121", " phone"),
	    "ref-vlan@7"));
	cr_expect(tells("eos", str_fmt(mem, port, "120", ""), "trunk-all@"));
}

Test(audit_kinds, routes_and_filters_alone_are_a_part)
{
	static const char part[] = "/ip firewall filter\n"
	    "add action=drop chain=output dst-address=192.0.2.1\n%s/ip route\n"
	    "add distance=1 gateway=192.0.2.2\n";

	cr_expect_str_eq(told("routeros", str_fmt(mem, part, "")), "");
	cr_expect(tells("routeros", str_fmt(mem, part, "/interface bridge\n"
	    "add name=b\n/interface bridge port\nadd bridge=b "
	    "interface=ether1\n"), "no-hostname@"));
}
