/*
 * Lines that take others back: a config with them reads as the one without
 * what they take back.
 */
#include "reading.h"

#include "readback/compare.h"

TestSuite(undo, .init = setup, .fini = teardown);

static const struct {
	const char *nos, *with, *same;
} undone[] = {
	{ "nvue", "nv set bridge domain br_default vlan 7-9\n"
	    "nv set interface swp1-3 bridge domain br_default vlan 7,8\n"
	    "nv set interface swp1 link mtu 9000\n"
	    "nv set interface swp1 link mtu 9216\n"
	    "nv unset bridge domain br_default vlan 8-9\n"
	    "nv unset interface swp1-2 bridge domain br_default vlan 8\n"
	    "nv unset interface swp3\nnv set interface bond1-2 bond member "
	    "swp5\nnv unset interface bond2\n",
	    "nv set bridge domain br_default vlan 7\n"
	    "nv set interface swp1,swp2 bridge domain br_default vlan 7\n"
	    "nv set interface swp1 link mtu 9216\n"
	    "nv set interface bond1 bond member swp5\n" },
	{ "nvue", "nv set system ntp server 10.0.0.1\n"
	    "nv set qos roce mode lossy\nnv set qos roce mode lossless\n"
	    "nv unset system ntp\nnv set system ntp server 10.0.0.2\n"
	    "nv set mlag backup 10.0.0.1 vrf mgmt\nnv unset mlag\n"
	    "nv set interface swp1 bridge domain br_default\n"
	    "nv set interface swp1 bridge domain br_default access 7\n"
	    "nv unset interface swp1 bridge domain br_default access\n",
	    "nv set qos roce mode lossless\n"
	    "nv set system ntp server 10.0.0.2\n"
	    "nv set interface swp1 bridge domain br_default\n" },
	{ "nvue", "nv set system hostname a\nnv set mlag priority 7\n"
	    "nv unset\nnv set system hostname b\n",
	    "nv set system hostname b\n" },
	{ "routeros", "/interface bridge\nadd name=b vlan-filtering=yes\n"
	    "add name=c\n/interface bridge port\nadd bridge=b "
	    "interface=sfp-sfpplus1 pvid=7\nadd bridge=b "
	    "interface=sfp-sfpplus2\n/interface bridge vlan\n"
	    "add bridge=b vlan-ids=7\nadd bridge=b vlan-ids=8\n"
	    "remove [ find vlan-ids=8 ]\n/interface bridge port\n"
	    "set [ find interface=sfp-sfpplus1 ] pvid=9\n"
	    "set [ find where interface=\"sfp-sfpplus1\" ] pvid=7 edge=yes\n"
	    "remove 1\n/interface bridge set b priority=0x1000\n"
	    "/interface/bridge/remove c\n",
	    "/interface bridge\nadd name=b priority=4096 vlan-filtering=yes\n"
	    "/interface bridge port\nadd bridge=b edge=yes "
	    "interface=sfp-sfpplus1 pvid=7\n/interface bridge vlan\n"
	    "add bridge=b vlan-ids=7\n" },
	{ "routeros", "/interface ethernet\ndisable sfp-sfpplus1\n"
	    "set sfp-sfpplus2 disabled=yes\nenable sfp-sfpplus2\n",
	    "/interface ethernet\nset [ find default-name=sfp-sfpplus1 ] "
	    "disabled=yes\nset [ find default-name=sfp-sfpplus2 ]\n" },
	{ "aoscx", "vlan 7-9\nno vlan 8\n", "vlan 7,9\n" },
	{ "aoscx", "interface lag 3 multi-chassis\n    no shutdown\n"
	    "no interface lag 3\ninterface lag 3\n    no routing\n",
	    "interface lag 3\n    no routing\n" },
	{ "aoscx", "interface lag 3 multi-chassis static\ninterface lag 3\n"
	    "    lacp mode active\n    no lacp mode\n",
	    "interface lag 3 multi-chassis static\n" },
	{ "aoscx", "interface 1/1/1-1/1/3\n    no routing\n    vlan trunk "
	    "allowed 7-9\ninterface 1/1/2\n    no vlan trunk allowed 8\n",
	    "interface 1/1/1,1/1/3\n    no routing\n    vlan trunk allowed "
	    "7-9\ninterface 1/1/2\n    no routing\n    vlan trunk allowed "
	    "7,9\n" },
	{ "aoscx", "interface 1/1/1\n    flow-control priority rxtx 3\n"
	    "    spanning-tree bpdu-guard\n    vsx shutdown-on-split\n"
	    "interface 1/1/1\n    no flow-control\n    no spanning-tree "
	    "bpdu-guard\n    no vsx shutdown-on-split\n",
	    "interface 1/1/1\n" },
	{ "aoscx", "interface 1/1/1\n    no routing\n    vlan access 7\n"
	    "default interface 1/1/1\n", "interface 1/1/1\n" },
	{ "aoscx", "vsx\n    system-mac 02:00:00:00:00:01\n    role primary\n"
	    "vsx\n    no role\n    no system-mac\n", "vsx\n" },
	{ "aoscx", "vsx\n    role primary\nno vsx\n", "\n" },
	{ "aoscx", "spanning-tree\nspanning-tree priority 2\n"
	    "no spanning-tree priority\nno spanning-tree\n",
	    "no spanning-tree\n" },
	{ "aoscx", "qos trust cos\nqos cos-map 1 local-priority 1\n"
	    "no qos cos-map 1\nno qos trust\n", "\n" },
	{ "junos", "set vlans a vlan-id 7\nset vlans b vlan-id 8\n"
	    "set interfaces xe-0/0/0 mtu 9000\nset interfaces xe-0/0/0 "
	    "unit 0 family ethernet-switching vlan members [ a c ]\n"
	    "delete interfaces xe-0/0/0 mtu\ndelete interfaces xe-0/0/0 "
	    "unit 0 family ethernet-switching vlan members a\n"
	    "set interfaces xe-0/0/1 disable\ndelete interfaces xe-0/0/1\n"
	    "delete interfaces xe-0/0/9\nrename vlans b to c\n"
	    "set vlans c description one\nset vlans c description two\n",
	    "vlans { a { vlan-id 7; } c { description two; vlan-id 8; } }\n"
	    "interfaces { xe-0/0/0 { unit 0 { family ethernet-switching { "
	    "vlan { members c; } } } } }\n" },
	{ "junos", "interfaces {\n    xe-0/0/0 {\n        unit 0 {\n"
	    "            family ethernet-switching;\n        }\n    }\n"
	    "    inactive: xe-0/0/1 {\n        mtu 9000;\n    }\n"
	    "    xe-0/0/2 {\n        mtu 9000;\n    }\n}\n"
	    "deactivate interfaces xe-0/0/0 unit 0\n"
	    "activate interfaces xe-0/0/1\n"
	    "edit interfaces xe-0/0/2\ndelete mtu\nset disable\nup\n"
	    "delete xe-0/0/1 mtu\ntop set interfaces xe-0/0/1 disable\n",
	    "set interfaces xe-0/0/0\nset interfaces xe-0/0/1 disable\n"
	    "set interfaces xe-0/0/2 disable\n" },
	{ "junos", "protocols { rstp { interface xe-0/0/0; interface "
	    "xe-0/0/1; } }\ninterfaces { xe-0/0/0 { unit 0 { family "
	    "ethernet-switching; } } xe-0/0/1 { unit 0 { family "
	    "ethernet-switching; } } }\nprotocols { rstp { delete: "
	    "interface xe-0/0/1; bridge-priority 4k; } }\n"
	    "interfaces { replace: xe-0/0/1 { disable; } }\n",
	    "set protocols rstp bridge-priority 4096\nset protocols rstp "
	    "interface xe-0/0/0\nset interfaces xe-0/0/0 unit 0 family "
	    "ethernet-switching\nset interfaces xe-0/0/1 disable\n" },
	{ "fastpath", "vlan database\nvlan 7-9\nno vlan 8\nexit\n",
	    "vlan database\nvlan 7,9\nexit\n" },
	{ "fastpath", "configure\ninterface 1/0/1\nspanning-tree edgeport\n"
	    "switchport mode trunk\nexit\ninterface 1/0/1\nno spanning-tree "
	    "edgeport\nno switchport mode\nexit\nexit\n",
	    "configure\ninterface 1/0/1\nexit\nexit\n" },
	{ "fastpath", "configure\ninterface 1/0/1-1/0/3\naddport lag 3\nexit\n"
	    "interface 1/0/2\ndeleteport lag 3\nexit\nexit\n",
	    "configure\ninterface 1/0/1\naddport lag 3\nexit\ninterface 1/0/2\n"
	    "exit\ninterface 1/0/3\naddport lag 3\nexit\nexit\n" },
	{ "fastpath", "configure\ninterface 1/0/1\nvlan participation include "
	    "7-9\nvlan tagging 7-9\nvlan participation exclude 8\n"
	    "no vlan tagging 9\nvlan participation auto 9\nexit\nexit\n",
	    "configure\ninterface 1/0/1\nvlan participation include 7\n"
	    "vlan tagging 7\nexit\nexit\n" },
	{ "fastpath", "configure\nspanning-tree bpduguard\nno spanning-tree "
	    "bpduguard\nno spanning-tree\nspanning-tree\nexit\n",
	    "configure\nexit\n" },
	{ "fastpath", "ip telnet server enable\nno ip telnet server enable\n",
	    "no ip telnet server enable\n" },
	{ "eos", "vlan 7,8\ninterface Ethernet1\n   mtu 9000\n"
	    "   spanning-tree portfast\ninterface Ethernet1\n"
	    "   no spanning-tree portfast\n   no mtu\n",
	    "vlan 7,8\ninterface Ethernet1\n" },
	{ "eos", "interface Ethernet1-4\n   switchport mode trunk\n"
	    "default interface Ethernet2-3\n",
	    "interface Ethernet1,4\n   switchport mode trunk\n"
	    "interface Ethernet2-3\n" },
	{ "eos", "vlan 7-9\nno vlan 8\n", "vlan 7,9\n" },
	{ "eos", "spanning-tree mode rstp\nspanning-tree mode none\n",
	    "spanning-tree mode none\n" },
	{ "eos", "link tracking group A\nno link tracking group A\n", "\n" },
	{ "eos", "interface Port-Channel1\n   mlag 1\n"
	    "no interface Port-Channel1\n", "\n" },
	{ "nxos", "feature lldp\nfeature vpc\nno feature lldp\n",
	    "feature vpc\nno feature lldp\n" },
	{ "nxos", "vlan 7-9\nvlan 8\n  shutdown\n  no shutdown\n", "vlan 7-9\n" },
	{ "nxos", "interface Ethernet1/1\n  switchport mode trunk\n"
	    "  vpc orphan-port suspend\ninterface Ethernet1/1\n"
	    "  no vpc orphan-port suspend\n",
	    "interface Ethernet1/1\n  switchport mode trunk\n" },
	{ "nxos", "vpc domain 1\n  role priority 9\nvpc domain 1\n"
	    "  no role priority\n", "vpc domain 1\n" },
	{ "os10", "uplink-state-group 1\n downstream ethernet1/1/1\n"
	    "no uplink-state-group 1\ninterface ethernet1/1/1\n",
	    "interface ethernet1/1/1\n" },
	{ "os10", "interface ethernet1/1/1\n"
	    " vlt delay-restore orphan-port enable\n"
	    "interface ethernet1/1/1\n"
	    " no vlt delay-restore orphan-port enable\n",
	    "interface ethernet1/1/1\n" },
	{ "os10", "vlt-domain 1\n vlt-mac 02:00:00:00:00:01\nno vlt-domain 1\n",
	    "\n" },
	{ "os10", "interface range ethernet1/1/1-1/1/3\n"
	    " switchport mode trunk\ninterface ethernet1/1/2\n"
	    " no switchport mode\n",
	    "interface range ethernet1/1/1,1/1/3\n switchport mode trunk\n"
	    "interface ethernet1/1/2\n" },
	{ "os10", "spanning-tree mode rstp\nspanning-tree disable\n",
	    "spanning-tree disable\n" },
	{ "os6", "configure\ninterface Te1/0/1\nspanning-tree portfast\nexit\n"
	    "interface Te1/0/1\nno spanning-tree portfast\nexit\nexit\n",
	    "configure\ninterface Te1/0/1\nexit\nexit\n" },
	{ "os6", "configure\nvlan 7-9\nexit\nno vlan 8\nexit\n",
	    "configure\nvlan 7,9\nexit\nexit\n" },
	{ "os6", "configure\nspanning-tree bpdu-protection\n"
	    "no spanning-tree bpdu-protection\nexit\n", "configure\nexit\n" },
	{ "os9", "interface Vlan 7\n tagged Te 0/1-3\ninterface Vlan 7\n"
	    " no tagged Te 0/2\n",
	    "interface Vlan 7\n tagged Te 0/1,0/3\n" },
	{ "os9", "dcb enable\nno dcb enable\n", "no dcb enable\n" },
	{ "os9", "protocol lldp\n disable\n no disable\n"
	    "interface Te 0/1\n protocol lldp\n  disable\n  no disable\n",
	    "protocol lldp\n no disable\ninterface Te 0/1\n protocol lldp\n" },
	{ "os9", "interface Te 0/1\n no shutdown\n switchport\n"
	    "interface Te 0/1\n no switchport\n shutdown\n",
	    "interface Te 0/1\n shutdown\n" },
	{ "os9", "uplink-state-group 1\n downstream Te 0/1\n"
	    " downstream Te 0/2\nuplink-state-group 1\n"
	    " no downstream Te 0/2\ninterface Te 0/1\n",
	    "uplink-state-group 1\n downstream Te 0/1\ninterface Te 0/1\n" },
};

/* two lines nothing depends on, so that a config is never empty */
static const char *
whole(const char *nos, const char *text)
{
	return str_fmt(a, "hostname sw1\n%s%s", text,
	    str_eq(nos, "nxos") ? "feature lacp\n" : "");
}

Test(undo, a_config_reads_as_without_what_is_taken_back)
{
	for (size_t i = 0; i < sizeof(undone) / sizeof(undone[0]); i++) {
		const char *nos = undone[i].nos;
		struct view_diffs all;

		view_compare(a, reading(nos, whole(nos, undone[i].same)),
		    reading(nos, whole(nos, undone[i].with)), &all);
		for (size_t k = 0; k < all.n; k++)
			cr_expect_fail("%s\n%s: %s: %s, %s", undone[i].with,
			    all.item[k].where, all.item[k].what,
			    all.item[k].designed, all.item[k].running);
	}
}

/* it is as if it weren't there, and that it is shut down is told beside */
Test(undo, a_vlan_that_is_shut_down_is_carried_nowhere)
{
	static const struct {
		const char *nos, *text;
	} shut[] = {
		{ "aoscx", "vlan 7-9\nvlan 8\n    shutdown\n" },
		{ "eos", "vlan 7-9\nvlan 8\n   state suspend\n" },
		{ "nxos", "vlan 7-9\nvlan 8\n  shutdown\n" },
	};

	for (size_t i = 0; i < sizeof(shut) / sizeof(shut[0]); i++) {
		const char *nos = shut[i].nos;
		struct view_diffs all;

		view_compare(a, reading(nos, whole(nos, "vlan 7,9\n")),
		    reading(nos, whole(nos, shut[i].text)), &all);
		cr_assert_eq(all.n, 1, "%s: %zu", nos, all.n);
		cr_expect_str_eq(all.item[0].where, "VLAN 8");
		cr_expect_str_eq(all.item[0].what, "filter");
	}
}

/* the lines of the notices of the kind */
static const char *
told(const char *nos, const char *text)
{
	const struct view *v = reading(nos, text);
	struct buf b = buf_new(a);

	for (size_t i = 0; i < v->nnotice; i++)
		if (str_eq(v->notice[i].rule, "undone"))
			buf_printf(&b, "%d ", v->notice[i].line);
	return b.text ? b.text : "";
}

Test(undo, what_takes_back_or_is_not_known_is_told)
{
	cr_expect_str_eq(told("eos", "hostname sw1\nno logging console\n"
	    "vlan 7\nno vlan 7\nno frobnicate\n"), "4 5 ");
	/* nothing was taken back, and what it says is known */
	cr_expect_str_eq(told("nxos", "hostname sw1\nno feature telnet\n"
	    "interface Ethernet1/1\n  shutdown\n  no shutdown\n"
	    "  no switchport\n"), "");
	cr_expect(view_find(reading("os10", "hostname sw1\n"
	    "interface ethernet1/1/1\n"
	    " vlt delay-restore orphan-port enable\n"),
	    "eth1/1/1")->suspended);
	/* how it is switched on */
	cr_expect_str_eq(told("os9", "hostname sw1\nprotocol lldp\n"
	    " no disable\n no frobnicate\n"), "4 ");
}

Test(undo, a_port_set_up_twice_is_known_by_both_lines)
{
	const struct view *v = reading("nxos", "hostname sw1\n"
	    "interface Ethernet1/1\n  switchport access vlan 7\n"
	    "interface Ethernet1/2\n  mtu 9000\n"
	    "interface Ethernet1/1\n  switchport access vlan 8\n"
	    "interface Ethernet1/2\n  description x\n");
	const struct port *p = view_find(v, "eth1/1");

	cr_expect_eq(p->clash_line, 7);
	cr_expect_eq(p->clash_with, 3);
	cr_expect_not(p->clash_range);
	cr_expect_eq(p->untagged, 8);
	cr_expect_eq(view_find(v, "eth1/2")->clash_line, 0);
}

Test(undo, too_many_lines_for_too_many_ports_undo_nothing)
{
	struct buf b = buf_new(a);
	const struct view *v;

	buf_puts(&b, "hostname sw1\ninterface Ethernet1-500\n");
	for (int i = 0; i < 3000; i++)
		buf_puts(&b, i % 2 ? "   mtu 9000\n" : "   no mtu\n");
	v = reading("eos", b.text);
	cr_expect_gt(v->nnotice, 0);
}

static bool
is_refused(const char *nos, const char *text)
{
	const struct view *v = reading(nos, text);

	for (size_t i = 0; i < v->nnotice; i++)
		if (str_eq(v->notice[i].rule, "bad-value"))
			return true;
	return false;
}

/* the highest number that each system has for a LAG and a VLAN, and the next */
Test(undo, a_number_beyond_a_systems_range_is_told)
{
#define JUNOS "set chassis aggregated-devices ethernet device-count 2\n"
	static const struct {
		const char *nos, *good, *bad;
	} x[] = {
		{ "os6", "interface port-channel 128\nexit\n",
		    "interface port-channel 129\nexit\n" },
		{ "os9", "interface Port-channel 4096\n no shutdown\n",
		    "interface Port-channel 4097\n no shutdown\n" },
		{ "os10", "interface port-channel999\n no shutdown\n",
		    "interface port-channel1001\n no shutdown\n" },
		{ "eos", "interface Port-Channel999999\n   shutdown\n",
		    "interface Port-Channel1000000\n   shutdown\n" },
		{ "eos", "interface Ethernet1\n   channel-group 5001 mode on\n",
		    "interface Ethernet1\n   channel-group 0 mode on\n" },
		{ "nxos", "interface port-channel4096\n  shutdown\n",
		    "interface port-channel4097\n  shutdown\n" },
		{ "sonic",
		    "{\"PORTCHANNEL\":{\"PortChannel0\":{\"mtu\":\"9100\"}}}",
		    "{\"PORTCHANNEL\":{\"PortChannel10000\":{\"mtu\":"
		    "\"9100\"}}}" },
		{ "aoscx", "interface lag 256\n    no shutdown\n",
		    "interface lag 257\n    no shutdown\n" },
		{ "junos",
		    JUNOS "set interfaces ae1 description x\n"
		          "set interfaces xe-0/0/1 ether-options 802.3ad ae1\n",
		    JUNOS "set interfaces ae2 description x\n"
		          "set interfaces xe-0/0/1 ether-options 802.3ad "
		          "ae2\n" },
		{ "fastpath", "configure\ninterface lag 128\nexit\n",
		    "configure\ninterface lag 129\nexit\n" },
		{ "nvue", "nv set interface bond1 bond mlag id 65535\n",
		    "nv set interface bond1 bond mlag id 65536\n" },
		/* VLANs */
		{ "os6", "vlan 4093\nexit\n", "vlan 4095\nexit\n" },
		{ "os9", "interface Vlan 4094\n no shutdown\n",
		    "interface Vlan 4095\n no shutdown\n" },
		{ "os10", "interface vlan4093\n no shutdown\n",
		    "interface vlan4095\n no shutdown\n" },
		{ "eos", "vlan 4094\n", "vlan 4095\n" },
		{ "eos", "interface Vlan4094\n", "interface Vlan4095\n" },
		{ "nxos", "feature interface-vlan\ninterface Vlan3967\n",
		    "feature interface-vlan\ninterface Vlan4095\n" },
		{ "aoscx", "vlan 10\ninterface vlan 10\n",
		    "vlan 10\ninterface vlan 4095\n" },
		{ "nxos", "vlan 3967\n", "vlan 4095\n" },
		{ "sonic", "{\"VLAN\":{\"Vlan4094\":{\"vlanid\":\"4094\"}}}",
		    "{\"VLAN\":{\"Vlan4095\":{\"vlanid\":\"4095\"}}}" },
		{ "aoscx", "vlan 4094\n", "vlan 4095\n" },
		{ "junos", "set vlans x vlan-id 4094\n",
		    "set vlans x vlan-id 4095\n" },
		{ "fastpath", "vlan database\nvlan 4093\nexit\n",
		    "vlan database\nvlan 4094\nexit\n" },
		{ "nvue", "nv set bridge domain br_default vlan 4094\n",
		    "nv set bridge domain br_default vlan 4095\n" },
		{ "routeros",
		    "/interface bridge\nadd name=b vlan-filtering=yes\n"
		    "/interface bridge vlan\nadd bridge=b vlan-ids=4094\n",
		    "/interface bridge\nadd name=b vlan-filtering=yes\n"
		    "/interface bridge vlan\nadd bridge=b vlan-ids=4095\n" },
	};

	for (size_t i = 0; i < sizeof(x) / sizeof(x[0]); i++) {
		cr_expect(!is_refused(x[i].nos, x[i].good), "%s: %s", x[i].nos,
		    x[i].good);
		cr_expect(is_refused(x[i].nos, x[i].bad), "%s: %s", x[i].nos,
		    x[i].bad);
	}
}
