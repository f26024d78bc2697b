/* Two readings of one switch: what is a difference and what is none. */
#include "reading.h"

#include "readback/compare.h"

TestSuite(compare, .init = setup, .fini = teardown);

/* where, what, designed, running, line; one a line */
static const char *
told(const char *nos, const char *designed, const char *running)
{
	struct view_diffs all;
	struct buf b = buf_new(a);

	view_compare(a, reading(nos, designed), reading(nos, running), &all);
	for (size_t i = 0; i < all.n; i++)
		buf_printf(&b, "%s: %s: %s, %s (%d) %s\n", all.item[i].where,
		    all.item[i].what, all.item[i].designed, all.item[i].running,
		    all.item[i].line, all.item[i].error ? "error" : "warning");
	return b.text ? b.text : "";
}

#define TOLD(nos, x, y, want) \
	cr_expect_str_eq(told(nos, x, y), want, "%s", told(nos, x, y))

static const char eos[] = "hostname sw1\n"
    "vlan 110,120\n"
    "interface Ethernet1\n   description hv1\n   switchport mode trunk\n"
    "   switchport trunk allowed vlan 110,120\n"
    "   spanning-tree portfast\n   spanning-tree bpduguard enable\n"
    "interface Ethernet2\n   shutdown\n";

Test(compare, order_defaults_and_abbreviations_are_no_difference)
{
	TOLD("eos", eos, eos, "");
	/* ports in another order, defaults written out, an unused port more */
	TOLD("eos", eos, "hostname sw1\nspanning-tree mode mstp\n"
	    "vlan 110\nvlan 120\ninterface Ethernet2\n   shutdown\n"
	    "interface Ethernet3\n   shutdown\n"
	    "interface Et1\n   no shutdown\n   description hv1\n"
	    "   switchport trunk allowed vlan 110\n"
	    "   switchport trunk allowed vlan add 120\n"
	    "   switchport mode trunk\n"
	    "   spanning-tree bpduguard enable\n   spanning-tree portfast\n",
	    "");
}

static const char routeros[] = "/system identity\nset name=sw1\n"
    "/ip service\nset telnet disabled=yes\nset www disabled=yes\n"
    "/interface ethernet\n"
    "set [ find default-name=sfp-sfpplus1 ] comment=\"hv1\" l2mtu=9216\n"
    "/interface bridge\nadd name=bridge priority=8192 vlan-filtering=yes\n"
    "/interface bridge port\nadd bpdu-guard=yes bridge=bridge edge=yes "
    "frame-types=admit-only-vlan-tagged interface=sfp-sfpplus1\n"
    "/interface bridge vlan\nadd bridge=bridge tagged=sfp-sfpplus1 "
    "vlan-ids=110,120\n";

Test(compare, an_export_in_another_order_and_with_other_names_is_the_same)
{
	TOLD("routeros", routeros, routeros, "");
	/* another order, wrapped, slashes, a port and a bridge renamed, a
	 * number otherwise, defaults written out, VLANs one by one */
	TOLD("routeros", routeros, "# by RouterOS 7.19.4\n"
	    "/interface/ethernet/set [find default-name=sfp-sfpplus1] "
	    "name=host l2mtu=9216 disabled=no\n"
	    "/interface ethernet set comment=\"hv1\" host\n"
	    "/interface bridge\nadd admin-mac=02:00:00:00:00:01 auto-mac=no "
	    "name=main \\\n    priority=0x2000 protocol-mode=rstp "
	    "vlan-filtering=\\\n    yes\n/interface bridge port\n"
	    "add bridge=main interface=host frame-types=\\\n    "
	    "admit-only-vlan-tagged edge=yes bpdu-guard=yes\n"
	    "/interface bridge vlan\nadd bridge=main tagged=main,host "
	    "vlan-ids=120\nadd bridge=main tagged=host vlan-ids=110\n"
	    "/ip service\nset www disabled=yes\nset telnet disabled=yes\n"
	    "/system identity set name=sw1\n", "");
	TOLD("routeros", routeros, "/system identity\nset name=sw1\n"
	    "/ip service\nset telnet disabled=yes\nset www disabled=yes\n"
	    "/interface ethernet\n"
	    "set [ find default-name=sfp-sfpplus1 ] comment=\"hv2\"\n"
	    "/interface bridge\nadd name=bridge vlan-filtering=yes\n"
	    "/interface bridge port\nadd bridge=bridge edge=yes "
	    "interface=sfp-sfpplus1 pvid=7\n"
	    "/interface bridge vlan\nadd bridge=bridge tagged=sfp-sfpplus1 "
	    "vlan-ids=110\n",
	    "switch: bridge priority: 8192, 32768 (0) error\n"
	    "VLANs: defined: 110,120, 7,110 (0) error\n"
	    "sfp-sfpplus1: maximum frame size: 9234, 1602 (7) error\n"
	    "sfp-sfpplus1: tagged VLANs: 110,120, 110 (13) error\n"
	    "sfp-sfpplus1: untagged VLAN: none, 7 (11) error\n"
	    "sfp-sfpplus1: BPDU guard: on, off (7) error\n"
	    "sfp-sfpplus1: description: hv1, hv2 (7) warning\n");
}

static const char nvue[] = "nv set system hostname sw1\n"
    "nv set bridge domain br_default vlan 110,120\n"
    "nv set bridge domain br_default stp priority 8192\n"
    "nv set interface swp1 description 'hv1'\n"
    "nv set interface swp1 bridge domain br_default untagged none\n"
    "nv set interface swp1 bridge domain br_default vlan 110,120\n"
    "nv set interface swp1 bridge domain br_default stp admin-edge enabled\n"
    "nv set interface bond1 bond member swp2-3\n"
    "nv set interface bond1 bond mlag id 1\n";

Test(compare, what_nvue_calls_otherwise_in_its_releases_is_the_same)
{
	TOLD("nvue", nvue, nvue, "");
	/* another order, ranges, on for enabled, defaults written out */
	TOLD("nvue", nvue, "cumulus@sw1:mgmt:~$ nv set interface bond1 bond "
	    "mlag id 1\nnv set interface bond1 bond member swp2\n"
	    "nv set interface bond1 bond member swp3\n"
	    "nv set interface bond1 bond mode lacp\n"
	    "nv set interface swp1-3,bond1 link state up\n"
	    "nv set interface swp1 link mtu 9216\n"
	    "nv set interface swp1 description hv1\n"
	    "nv set interface swp1 bridge domain br_default stp admin-edge "
	    "on\nnv set interface swp1 bridge domain br_default vlan 120\n"
	    "nv set interface swp1 bridge domain br_default vlan 110\n"
	    "nv set interface swp1 bridge domain br_default untagged none\n"
	    "nv set bridge domain br_default vlan 120\n"
	    "nv set bridge domain br_default vlan 110\n"
	    "nv set bridge domain br_default stp mode rstp\n"
	    "nv set bridge domain br_default stp priority 8192\n"
	    "nv set system hostname \"sw1\"\nnv config apply -y\n", "");
	TOLD("nvue", nvue, "nv set system hostname sw1\n"
	    "nv set bridge domain br_default vlan 110,120\n"
	    "nv set interface swp1 description 'hv2'\n"
	    "nv set interface swp1 link mtu 1500\n"
	    "nv set interface swp1 bridge domain br_default vlan 110\n"
	    "nv set interface bond1 bond member swp2-3\n"
	    "nv set interface bond1 bond mode static\n"
	    "nv set interface bond1 bond mlag id 2\n",
	    "switch: bridge priority: 8192, 32768 (0) error\n"
	    "po1: MC-LAG: 1, 2 (8) error\n"
	    "swp1: maximum frame size: 9234, 1518 (4) error\n"
	    "swp1: tagged VLANs: 110,120, 110 (5) error\n"
	    "swp1: untagged VLAN: none, 1 (3) error\n"
	    "swp1: edge port: on, off (3) error\n"
	    "swp1: description: hv1, hv2 (3) warning\n"
	    "swp2: LACP: active, static (6) error\n"
	    "swp3: LACP: active, static (6) error\n");
	/* what it keeps in a file, and shows by itself */
	TOLD("nvue", nvue, "- header:\n    model: SN2410\n"
	    "    rev-id: 1.0\n- set:\n    bridge:\n      domain:\n"
	    "        br_default:\n          stp:\n            priority: 8192\n"
	    "          vlan:\n            '110': {}\n            '120': {}\n"
	    "    interface:\n      bond1:\n        bond:\n"
	    "          member:\n            swp2: {}\n            swp3: {}\n"
	    "          mlag:\n            id: 1\n        type: bond\n"
	    "      swp1:\n        bridge:\n          domain:\n"
	    "            br_default:\n              stp:\n"
	    "                admin-edge: on\n              untagged: none\n"
	    "              vlan:\n                110,120: {}\n"
	    "        description: hv1\n        type: swp\n"
	    "      swp1-3:\n        link:\n          state:\n"
	    "            up: {}\n    system:\n      hostname: sw1\n", "");
}

static const char aoscx[] = "hostname sw1\nssh server vrf mgmt\n"
    "vlan 110,120\nspanning-tree\nspanning-tree mode mstp\n"
    "spanning-tree priority 2\nqos trust cos\n"
    "qos queue-profile P\n    map queue 0 local-priority 0,1,2,4,5,6\n"
    "    map queue 1 local-priority 3\n    map queue 2 local-priority 7\n"
    "qos schedule-profile P\n    dwrr queue 0 weight 50\n"
    "    dwrr queue 1 weight 50\n    strict queue 2\n"
    "apply qos queue-profile P schedule-profile P\n"
    "interface lag 2\n    no shutdown\n    no routing\n    vlan trunk native "
    "1\n    vlan trunk allowed 110,120\n    lacp mode active\n"
    "vsx\n    system-mac 02:00:00:00:00:01\n    inter-switch-link lag 2\n"
    "    role primary\n    linkup-delay-timer 180\n"
    "interface 1/1/1\n    no shutdown\n    mtu 9198\n    description hv1\n"
    "    flow-control priority rxtx 3\n    no routing\n"
    "    vlan trunk native 1\n    vlan trunk allowed 110,120\n"
    "    spanning-tree port-type admin-edge\n"
    "interface 1/1/17\n    no shutdown\n    mtu 9198\n    lag 2\n";

Test(compare, what_aoscx_leaves_out_and_orders_is_no_difference)
{
	TOLD("aoscx", aoscx, aoscx, "");
	/* defaults left out, VLANs one by one, lists in parts, weights that
	 * are the same shares, the pair at the end, a port that is down */
	TOLD("aoscx", aoscx, "Current configuration:\n!\n"
	    "!Version AOS-CX GL.10.13.1000\nhostname sw1\n"
	    "ssh server vrf mgmt\nvlan 1\nvlan 110\nvlan 120\nspanning-tree\n"
	    "spanning-tree priority 2\nqos queue-profile P\n    map queue 0 "
	    "local-priority 0\n    map queue 0 local-priority 1,2,4,5,6\n"
	    "    map queue 1 local-priority 3\n    map queue 2 local-priority "
	    "7\nqos schedule-profile P\n    dwrr queue 0 weight 1\n"
	    "    dwrr queue 1 weight 1\n    strict queue 2\napply qos "
	    "queue-profile P schedule-profile P\nqos trust cos\n"
	    "interface lag 2\n    no shutdown\n    no routing\n    vlan trunk "
	    "native 1\n    vlan trunk allowed 110\n    vlan trunk allowed "
	    "120\n    lacp mode active\ninterface 1/1/1\n    no shutdown\n"
	    "    mtu 9198\n    description hv1\n    no routing\n    vlan trunk "
	    "native 1\n    vlan trunk allowed 110,120\n    spanning-tree "
	    "port-type admin-edge\n    flow-control priority rxtx 3\n"
	    "interface 1/1/2\n    shutdown\ninterface 1/1/17\n    no "
	    "shutdown\n    mtu 9198\n    lag 2\nvsx\n    system-mac "
	    "02:00:00:00:00:01\n    inter-switch-link lag 2\n    role "
	    "primary\n", "");
	TOLD("aoscx", aoscx, "hostname sw1\nssh server vrf default\n"
	    "vlan 110\nspanning-tree\nspanning-tree priority 1\n"
	    "qos trust cos\nqos queue-profile P\n    map queue 0 "
	    "local-priority 0,1,2,4,5,6\n    map queue 1 local-priority 3\n"
	    "    map queue 2 local-priority 7\nqos schedule-profile P\n"
	    "    dwrr queue 0 weight 9\n    dwrr queue 1 weight 9\n"
	    "    strict queue 2\napply qos queue-profile P schedule-profile "
	    "P\ninterface lag 2 multi-chassis\n    no shutdown\n    no "
	    "routing\n    vlan trunk allowed 110,120\n    lacp mode passive\n"
	    "vsx\n    system-mac 02:00:00:00:00:02\n    inter-switch-link lag "
	    "2\n    role secondary\n    linkup-delay-timer 60\n"
	    "interface 1/1/1\n    no shutdown\n    description hv2\n"
	    "    flow-control priority rx 3\n    no routing\n    vlan access "
	    "110\n    spanning-tree bpdu-guard\n"
	    "interface 1/1/17\n    no shutdown\n    mtu 9198\n    lag 2\n",
	    "switch: bridge priority: 8192, 4096 (5) error\n"
	    "MC-LAG domain: id: 02:00:00:00:00:01, 02:00:00:00:00:02 (22) error\n"
	    "MC-LAG domain: MC-LAGs wait, s: 180, 60 (25) error\n"
	    "MC-LAG domain: unit: 0, 1 (24) error\n"
	    "MC-LAG domain: MAC: 02:00:00:00:00:01, 02:00:00:00:00:02 (22) error\n"
	    "VLANs: defined: 1,110,120, 1,110 (0) error\n"
	    "eth1/1/1: maximum frame size: 9220, 1522 (26) error\n"
	    "eth1/1/1: tagged VLANs: 110,120, none (31) error\n"
	    "eth1/1/1: untagged VLAN: none, 110 (31) error\n"
	    "eth1/1/1: edge port: on, off (26) error\n"
	    "eth1/1/1: BPDU guard: off, on (32) error\n"
	    "eth1/1/1: lossless priorities: 3, none (29) error\n"
	    "eth1/1/1: description: hv1, hv2 (28) warning\n"
	    "eth1/1/17: LACP: active, passive (36) error\n"
	    "po2: tagged VLANs: 110,120, 110 (19) error\n"
	    "po2: MC-LAG: none, 2 (16) error\n");
}

static const char junos[] = "system {\n    host-name sw1;\n"
    "    services {\n        ssh;\n    }\n}\ninterfaces {\n"
    "    xe-0/0/0 {\n        description \"hv1 a\";\n        mtu 9216;\n"
    "        unit 0 {\n            family ethernet-switching {\n"
    "                interface-mode trunk;\n                vlan {\n"
    "                    members [ 110 120 ];\n                }\n"
    "            }\n        }\n    }\n    ae0 {\n"
    "        aggregated-ether-options {\n            lacp {\n"
    "                active;\n            }\n        }\n    }\n}\n"
    "protocols {\n    rstp {\n        bridge-priority 8k;\n"
    "        interface xe-0/0/0 {\n            edge;\n        }\n"
    "        bpdu-block-on-edge;\n    }\n}\nvlans {\n    v110 {\n"
    "        description csv;\n        vlan-id 110;\n    }\n    lm {\n"
    "        vlan-id 120;\n    }\n}\n";

Test(compare, braces_and_set_lines_groups_and_ranges_are_the_same)
{
	TOLD("junos", junos, junos, "");
	/* set lines in another order, names for numbers, a group, a range, a
	 * number otherwise, something more that is inactive */
	TOLD("junos", junos, "root@sw1> show configuration | display set\n"
	    "set version 21.4R3.15\nset vlans lm vlan-id 120\n"
	    "set vlans csv vlan-id 110\n"
	    "set groups G interfaces <ae*> aggregated-ether-options lacp "
	    "active\nset groups G interfaces <xe-*> mtu 9216\n"
	    "set interfaces apply-groups G\n"
	    "set interfaces interface-range H member xe-0/0/[0-0]\n"
	    "set interfaces interface-range H unit 0 family "
	    "ethernet-switching interface-mode trunk\n"
	    "set interfaces interface-range H unit 0 family "
	    "ethernet-switching vlan members lm\n"
	    "set interfaces xe-0/0/0 description \"hv1 a\"\n"
	    "set interfaces xe-0/0/0.0 family ethernet-switching vlan "
	    "members 110-110\nset interfaces ae0 apply-groups-except X\n"
	    "set interfaces xe-0/0/7 disable\n"
	    "set interfaces xe-0/0/0 ether-options flow-control\n"
	    "deactivate interfaces xe-0/0/0 ether-options\n"
	    "set protocols rstp bridge-priority 8192\n"
	    "set protocols rstp interface H edge\n"
	    "set protocols rstp bpdu-block-on-edge\n"
	    "set system host-name sw1\nset system services ssh\n", "");
	TOLD("junos", junos, "set system host-name sw1\n"
	    "set system services ssh\nset system services telnet\n"
	    "set vlans csv vlan-id 110\nset vlans csv vlan-id 111\n"
	    "set vlans lm vlan-id 120\n"
	    "set interfaces xe-0/0/0 description hv2\n"
	    "set interfaces xe-0/0/0 native-vlan-id 120\n"
	    "set interfaces xe-0/0/0 unit 0 family ethernet-switching "
	    "interface-mode trunk\nset interfaces xe-0/0/0 unit 0 family "
	    "ethernet-switching vlan members all\n"
	    "set interfaces ae0 disable\n"
	    "set protocols rstp interface all\n",
	    "switch: bridge priority: 8192, 32768 (0) error\n"
	    "switch: telnet: off, on (3) error\n"
	    "VLANs: defined: 110,120, 111,120 (0) error\n"
	    "po10000: state: on, off (11) error\n"
	    "xe-0/0/0: maximum frame size: 9220, 1518 (7) error\n"
	    "xe-0/0/0: tagged VLANs: 110,120, 111 (10) error\n"
	    "xe-0/0/0: untagged VLAN: none, 120 (8) error\n"
	    "xe-0/0/0: edge port: on, off (7) error\n"
	    "xe-0/0/0: BPDU guard: on, off (7) error\n"
	    "xe-0/0/0: description: hv1 a, hv2 (7) warning\n");
}

Test(compare, a_port_of_fastpath_is_the_same_in_general_mode)
{
	static const char trunk[] = "hostname \"sw1\"\n"
	    "no ip telnet server enable\nvlan database\nvlan 110,120,200\n"
	    "exit\nconfigure\nspanning-tree\nspanning-tree mode rstp\n"
	    "interface lag 1\nno port-channel static\nswitchport mode trunk\n"
	    "switchport trunk allowed vlan 200\nexit\ninterface 1/0/1\n"
	    "description \"hv1\"\nmtu 9198\nswitchport mode trunk\n"
	    "switchport trunk native vlan 200\nswitchport trunk allowed vlan "
	    "110,120,200\nexit\ninterface 1/0/24\naddport lag 1\nexit\nexit\n";

	TOLD("fastpath", trunk, trunk, "");
	/* defaults left out, the LAG after its member and by its slot */
	TOLD("fastpath", trunk, "!Current Configuration:\n!\n"
	    "hostname \"sw1\"\nno ip telnet server enable\nvlan database\n"
	    "vlan 110,120,200\nexit\nconfigure\ninterface 1/0/1\n"
	    "description 'hv1'\nvlan pvid 200\nvlan participation exclude 1\n"
	    "vlan participation include 110,120,200\nvlan tagging 110,120\n"
	    "exit\ninterface 1/0/24\naddport 3/1\nexit\ninterface lag 1\n"
	    "no port-channel static\nswitchport mode trunk\nswitchport trunk "
	    "allowed vlan 200\nexit\nexit\n", "");
	TOLD("fastpath", trunk, "hostname \"sw1\"\nvlan database\n"
	    "vlan 110,120,200\nexit\nconfigure\ninterface 1/0/1\n"
	    "description 'hv1'\nswitchport trunk native vlan 200\n"
	    "switchport trunk allowed vlan 110,120,200\nexit\n"
	    "interface 1/0/24\naddport lag 1\nexit\ninterface lag 1\n"
	    "switchport mode trunk\nswitchport trunk allowed vlan 200\nexit\n"
	    "exit\n", "switch: telnet: off, on (1) error\n"
	    "eth1/0/1: tagged VLANs: 110,120, none (9) error\n"
	    "eth1/0/1: untagged VLAN: 200, 1 (8) error\n"
	    "eth1/0/24: LACP: active, static (12) error\n");
}

/* it was given a password while the text went in; nobody can remove it */
Test(compare, the_account_that_a_switch_comes_with_is_no_difference)
{
#define FACTORY                                                        \
	"$6$q9QBeYjZ$jfxzVqGhkxX3smxJSH9DDz7/3OJc6m5wjF8nnLD7/"        \
	"VKx8SloIhp4NoGZs0I/UNwh8WVuxwfd9q4pWIgNs5BKH."
	TOLD("os10", "username net password Own-1 role sysadmin\n",
	    "username admin password $6$own$own role sysadmin priv-lvl 15\n"
	    "username net password $6$a$a role sysadmin priv-lvl 15\n"
	    "system-user linuxadmin password $6$own$own\n",
	    "");
	TOLD("os10", "username net password Own-1 role sysadmin\n",
	    "username admin password " FACTORY " role sysadmin\n"
	    "username net password $6$a$a role sysadmin priv-lvl 15\n",
	    "switch: account: none, admin (1) error\n");
	TOLD("nxos", "username net password Own-1 role network-admin\n",
	    "username admin password 5 $5$x  role network-admin\n"
	    "username net password 5 $5$y  role network-admin\n",
	    "");
	TOLD("aoscx", "user net group administrators password plaintext x\n",
	    "user admin group administrators password ciphertext AQBa\n"
	    "user net group administrators password ciphertext AQBb\n",
	    "");
	/* but an account that anybody added, or one without a password, is */
	TOLD("eos", "username net privilege 15 secret x\n",
	    "username admin privilege 15 role network-admin nopassword\n"
	    "username net privilege 15 secret sha512 $6$x\n",
	    "switch: account: none, admin (1) error\n");
	TOLD("nxos", "username net password Own-1 role network-admin\n",
	    "username bob password 5 $5$x  role network-admin\n"
	    "username net password 5 $5$y  role network-admin\n",
	    "switch: account: none, bob (1) error\n");
}

Test(compare, what_a_port_does_otherwise_is_an_error_at_its_line)
{
	TOLD("eos", eos, "hostname sw1\nvlan 110,120\n"
	    "interface Ethernet1\n   description hv2\n"
	    "   switchport mode trunk\n"
	    "   switchport trunk allowed vlan 110\n"
	    "   spanning-tree portfast\n",
	    "eth1: tagged VLANs: 110,120, 110 (6) error\n"
	    "eth1: BPDU guard: on, off (3) error\n"
	    "eth1: description: hv1, hv2 (4) warning\n");
	TOLD("os9", "hostname sw1\ninterface TenGigabitEthernet 0/1\n"
	    " mtu 9216\n switchport\n no shutdown\n"
	    "interface Vlan 110\n tagged TenGigabitEthernet 0/1\n",
	    "hostname sw1\ninterface TenGigabitEthernet 0/1\n"
	    " mtu 9000\n switchport\n shutdown\n"
	    "interface Vlan 110\n tagged TenGigabitEthernet 0/1\n",
	    "te0/1: state: on, off (5) error\n"
	    "te0/1: maximum frame size: 9216, 9000 (3) error\n");
}

/* a limit of broadcast may be tuned, up to twenty times as much */
Test(compare, a_limit_raised_too_far_is_an_error)
{
	static const char port[] = "hostname sw1\ninterface Ethernet1\n"
	    "   storm-control broadcast level %s\n";

	TOLD("eos", str_fmt(a, port, "1"), str_fmt(a, port, "20"),
	    "eth1: storm control: 1 %, 20 % (3) warning\n");
	TOLD("eos", str_fmt(a, port, "1"), str_fmt(a, port, "20.01"),
	    "eth1: storm control: 1 %, 20.01 % (3) error\n");
}

Test(compare, a_port_on_one_side_only_is_told)
{
	TOLD("eos", eos, "hostname sw1\nvlan 110,120\n",
	    "eth1: the port: configured, missing (0) error\n");
	TOLD("eos", "hostname sw1\nvlan 110,120\n", eos,
	    "eth1: the port: missing, configured (3) error\n");
}

/* a file that was written names the ports of its model; what a switch shows of
 * itself has more of them */
Test(compare, an_idle_port_of_another_model_is_told_of_files_alone)
{
	const char *x = str_fmt(a, "nv set system hostname sw1\n"
	    "nv set interface swp9 link state down\n");
	const char *y = str_fmt(a, "nv set system hostname sw1\n"
	    "nv set interface swp99 link state down\n");
	struct view_diffs all;

	TOLD("nvue", x, y, "");
	view_compare_files(a, reading("nvue", x), reading("nvue", y), &all);
	cr_assert_eq(all.n, 2);
	cr_expect_str_eq(all.item[0].where, "swp9");
	cr_expect_str_eq(all.item[1].where, "swp99");
	cr_expect(!all.item[0].error && !all.item[1].error);
}

Test(compare, the_switch_and_its_domain_are_compared_too)
{
	TOLD("nxos", "hostname sw1\nfeature vpc\nvpc domain 1\n"
	    "  role priority 100\n"
	    "  peer-keepalive destination 10.0.0.2 source 10.0.0.1\n"
	    "spanning-tree mode mst\nspanning-tree mst 0 priority 8192\n",
	    "hostname sw1\nfeature vpc\nvpc domain 2\n"
	    "  role priority 100\n"
	    "  peer-keepalive destination 10.0.0.3 source 10.0.0.1\n"
	    "spanning-tree mode mst\nspanning-tree mst 0 priority 4096\n",
	    "switch: bridge priority: 8192, 4096 (7) error\n"
	    "MC-LAG domain: id: 1, 2 (3) error\n"
	    "MC-LAG domain: address of the peer: 10.0.0.2, 10.0.0.3 (5) "
	    "error\n");
}

Test(compare, followers_of_an_uplink_are_compared)
{
	static const char one[] = "hostname sw1\n"
	    "interface TenGigabitEthernet 0/1\n no shutdown\n"
	    "interface TenGigabitEthernet 0/2\n no shutdown\n"
	    "interface Port-channel 1\n no shutdown\n"
	    "uplink-state-group 1\n downstream TenGigabitEthernet 0/1-2\n"
	    " downstream disable links all\n upstream Port-channel 1\n";
	static const char two[] = "hostname sw1\n"
	    "interface TenGigabitEthernet 0/1\n no shutdown\n"
	    "interface TenGigabitEthernet 0/2\n no shutdown\n"
	    "interface Port-channel 1\n no shutdown\n"
	    "uplink-state-group 1\n downstream TenGigabitEthernet 0/1\n"
	    " downstream disable links all\n upstream Port-channel 1\n";

	TOLD("os9", one, two, "uplink group 1: followers: te0/1,te0/2, te0/1 "
	    "(9) error\n");
}

Test(compare, what_was_not_understood_is_counted_and_not_compared)
{
	const struct view *v =
	    reading("eos", str_fmt(a, "%sfrobnicate the network\n", eos));
	struct view_diffs all;

	view_compare(a, reading("eos", eos), v, &all);
	cr_expect_eq(all.n, 0);
	cr_expect_eq(v->not_understood, 1);
}

/* a letter a line: none, read, passed, unknown */
static const char *
fates(const char *nos, const char *text)
{
	const struct view *v = reading(nos, text);
	struct buf b = buf_new(a);
	int n = 1;

	for (const char *s = text; *s; s++)
		if (*s == '\n')
			buf_putc(&b, ".rpu"[view_fate(v, n++)]);
	return b.text;
}

Test(compare, a_line_is_read_passed_over_or_not_understood)
{
	cr_expect_str_eq(fates("eos",
	    "hostname sw1\n! a comment\n\ninterface Ethernet1\n"
	    "   switchport access vlan 7\n   l2 protocol x\n   whatever 1\n"
	    "router bgp 1\n   neighbor 10.0.0.1\nntp server 10.0.0.9\n"
	    "wrong line\n   and below\n"), "r..rrpupppuu");
	cr_expect_str_eq(fates("nxos",
	    "hostname sw1\nfeature lldp\nbanner motd ^\ntext\n^\n"
	    "vlan 7\n  shutdown\n"), "rrp..rr");
	cr_expect_str_eq(fates("os9",
	    "hostname sw1\ninterface TenGigabitEthernet 0/1\n no shutdown\n"
	    " protocol lldp\n  advertise x\n"), "rrrpp");
	cr_expect_str_eq(fates("os6",
	    "configure\nhostname \"sw1\"\nslot 1/0 1\ninterface Te1/0/1\n"
	    "udld enable\nexit\nexit\n"), "rrprprr");
	cr_expect_str_eq(fates("routeros",
	    "# by RouterOS 7.19\n/system identity\nset name=sw1\n"
	    "/interface bridge\nadd fast-forward=no name=b\n"
	    "add name=c \\\n    pvdi=7\n/ip firewall filter\n"
	    "add action=drop chain=input\n/system note\nset note=x\n"
	    "/interface frobnicate\nadd name=x\nwrong line\n:delay 1s\n"),
	    ".rrrpuurprprpup");
	cr_expect_str_eq(fates("nvue",
	    "# sw1\nnv set system hostname sw1\nnv set system wjh state x\n"
	    "nv set system message post-login 'a\nb'\nnv set acl a rule 1\n"
	    "nv set interface swp1 link mtu 1500\n"
	    "nv set interface swp1 lnik mtu 1500\nnv config apply\n"
	    "nv unset interface swp1 link\nnv unset intrface swp1\n"
	    "ip link set swp1 up\n"), ".rpppprupruu");
	cr_expect_str_eq(fates("aoscx",
	    "!Version AOS-CX GL.10.13\nhostname sw1\ninterface lag 1 "
	    "multi-chassis\n    no routing\n    lacp rate fast\n"
	    "interface 1/1/1\n    vlan trunk allowed 7\n    frobnicate\n"
	    "vsx\n    vsx-sync vsx-global\n    whatever 1\nrouter bgp 1\n"
	    "    neighbor 10.0.0.1\nwrong line\n    and below\n"),
	    ".rrrprrurpuppuu");
	cr_expect_str_eq(fates("junos",
	    "## a comment\nversion 21.4;\nsystem {\n    host-name sw1;\n"
	    "    ports console;\n}\nvlans {\n    a {\n        vlan-id 7;\n"
	    "        vlan-odd 7;\n    }\n}\nfirewall {\n    family inet;\n"
	    "}\nfrobnicate;\nset interfaces xe-0/0/0 mtu 9216\n"
	    "set interfaces xe-0/0/0 hold-time up 5\nset interfaces "
	    "xe-0/0/0 odd\n"), ".prrprrrrurrrprurpu");
	/* within quotes all is text, also what would be a remark */
	cr_expect_str_eq(fates("nvue",
	    "nv set system message pre-login '#####\n# it'\"'\"'s #\n\n"
	    "nv set system hostname no\n#####'\nnv set system hostname sw1\n"
	    "# a remark\n"), "pppppr.");
	cr_expect_str_eq(fates("fastpath",
	    "!Current Configuration:\nhostname \"s\"\nvlan database\nvlan 7\n"
	    "vlan routing 7 1\nexit\nconfigure\nline console\nexit\n"
	    "interface 1/0/1\naddport lag 1\nudld enable\nfrobnicate\nexit\n"
	    "wrong line\nexit\n"), ".rrrprrprrrpurur");
	cr_expect_str_eq(fates("sonic",
	    "{\n\"PORT\": {\n\"Ethernet0\": {\n\"mtu\": \"9100\",\n"
	    "\"lanes\": \"1\"\n}\n},\n\"CRM\": {\n\"Config\": {\n"
	    "\"a\": \"1\"\n}\n},\n\"ODD\": {\n\"b\": {\n}\n}\n}\n"),
	    ".rrrp..ppp..uu...");
}

Test(compare, a_feature_that_is_gone_is_a_difference)
{
	TOLD("nxos", "hostname sw1\nfeature lldp\nfeature vpc\n",
	    "hostname sw1\nfeature vpc\nfeature telnet\n",
	    "switch: telnet: off, on (3) error\n"
	    "switch: LLDP: on, off (3) error\n"
	    "feature lldp: it: there, none (0) error\n"
	    "feature telnet: it: none, there (3) error\n");
}

/* a platform, what a config has, and what is added to it */
static const struct {
	const char *nos, *config, *filter, *where;
} filter[] = {
	{ "junos", "interfaces { xe-0/0/1 { unit 0 { family "
	    "ethernet-switching { vlan { members 110; } } } } }\n"
	    "vlans { v110 { vlan-id 110; } }\n",
	    "interfaces { xe-0/0/1 { unit 0 { family ethernet-switching { "
	    "filter { input BLOCK; } } } } }\n", "xe-0/0/1" },
	{ "junos", "vlans { v110 { vlan-id 110; } }\n",
	    "vlans { v110 { forwarding-options { filter { input B; } } } }\n",
	    "VLAN v110" },
	{ "junos", "interfaces { xe-0/0/1 { mtu 9216; } }\n",
	    "protocols { dot1x { authenticator { interface xe-0/0/1.0 { "
	    "supplicant single; } } } }\n", "xe-0/0/1" },
	{ "routeros", "/interface ethernet\nset [ find "
	    "default-name=sfp-sfpplus1 ] l2mtu=9216\n",
	    "/interface bridge filter\nadd action=drop chain=forward "
	    "in-interface=sfp-sfpplus1\n", "sfp-sfpplus1" },
	{ "routeros", "/interface ethernet\nset [ find "
	    "default-name=sfp-sfpplus1 ] l2mtu=9216\n",
	    "/interface ethernet switch rule\nadd new-dst-ports=\"\" "
	    "ports=sfp-sfpplus1 switch=switch1\n", "sfp-sfpplus1" },
	{ "routeros", "/interface ethernet\nset [ find "
	    "default-name=sfp-sfpplus1 ] l2mtu=9216\n",
	    "/ip firewall filter\nadd action=drop chain=input\n",
	    "management" },
	{ "nvue", "nv set interface swp1 link state up\n",
	    "nv set acl B rule 1 action deny\n"
	    "nv set interface swp1 acl B inbound\n", "swp1" },
	{ "sonic", "{\"PORT\": {\"Ethernet0\": {\"admin_status\": \"up\"}}\n}\n",
	    "{\"PORT\": {\"Ethernet0\": {\"admin_status\": \"up\"}},\n"
	    "\"ACL_TABLE\": {\"B\": {\"type\": \"L3\", \"ports\": "
	    "[\"Ethernet0\"]}},\n\"ACL_RULE\": {\"B|R1\": "
	    "{\"PACKET_ACTION\": \"DROP\"}}\n}\n", "eth0" },
	{ "aoscx", "vlan 110\ninterface 1/1/1\n    no shutdown\n",
	    "vlan 110\n    apply access-list ip B in\n", "VLAN 110" },
	{ "nxos", "interface Ethernet1/1\n  switchport\n",
	    "interface Ethernet1/1\n  switchport port-security\n", "eth1/1" },
	{ "os6", "interface Te1/0/1\nexit\n",
	    "ip access-group B in 1\n", "switch" }
};

Test(compare, a_filter_is_a_difference_wherever_it_is_applied)
{
	for (size_t i = 0; i < sizeof(filter) / sizeof(filter[0]); i++) {
		struct view_diffs all;
		bool doc = *filter[i].config == '{';
		bool found = false;

		view_compare(a, reading(filter[i].nos, filter[i].config),
		    reading(filter[i].nos, str_fmt(a, "%s%s",
		    doc ? "" : filter[i].config, filter[i].filter)), &all);
		for (size_t k = 0; k < all.n; k++)
			found = found || (str_eq(all.item[k].what, "filter") &&
			    all.item[k].error &&
			    str_eq(all.item[k].where, filter[i].where));
		cr_expect(found, "%s: %s: %s", filter[i].nos, filter[i].filter,
		    all.n ? all.item[0].where : "nothing");
	}
	/* one that is off, or lets through */
	TOLD("routeros", filter[3].config, str_fmt(a, "%s"
	    "/interface bridge filter\nadd action=drop chain=forward "
	    "disabled=yes\nadd action=accept chain=forward\n",
	    filter[3].config), "");
	TOLD("nvue", filter[6].config, str_fmt(a, "%snv set acl B rule 1 "
	    "action deny\n", filter[6].config), "");
}
