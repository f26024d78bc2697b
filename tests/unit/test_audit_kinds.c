/*
 * Audit of what people run and hand on: parts of configs, several in one file,
 * addresses that were made unreadable, texts typed by hand.  Each kind twice:
 * where it is meant so, and where it is a mistake.
 */
#include <criterion/criterion.h>
#include <stdio.h>
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
	/* one pasted twice is one */
	cr_expect(tells("eos", EOS_SW("a", "10") EOS_SW("a", "10"),
	    "duplicate-stanza@"));
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
