/*
 * Audit of what people run: what is right in a public config is no finding, and
 * what is wrong beside it still is one.
 */
#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/str.h"
#include "verify/verify.h"
#include "scratch.h"

static char base[SCRATCH_MAX];

static void
setup(void)
{
	scratch_make(base);
}

static void
teardown(void)
{
	scratch_remove(base);
}

TestSuite(audit_public, .init = setup, .fini = teardown);

/* how many findings of a rule an audit of a text has; -1: refused */
static int
count(struct arena *a, const char *nos, const char *text, const char *rule,
    bool *refused_by)
{
	const char *path = str_fmt(a, "%s/text.cfg", base);
	struct diags *d = diags_new(a);
	FILE *f = fopen(path, "w");
	struct findings s;
	int n = 0;
	bool ok;

	cr_assert(f != NULL && fputs(text, f) >= 0);
	fclose(f);
	ok = verify_audit(a, d, nos, &path, 1, &s);
	unlink(path);
	for (size_t i = 0; !ok && i < d->n; i++)
		if (str_eq(d->item[i].id, rule))
			*refused_by = true;
	if (!ok)
		return -1;
	for (size_t i = 0; i < s.n; i++)
		n += str_eq(s.item[i].rule, rule);
	return n;
}

#define ROS "/interface bridge\nadd name=br1"
#define OS9_PORT \
	"interface TenGigabitEthernet 0/1\n portmode hybrid\n switchport\n" \
	" flowcontrol rx on tx off\n dcb-map PFC_OFF\n no shutdown\n!\n"

static const struct {
	const char *nos, *text, *rule;
	int n;
} cases[] = {
	/* a bridge that tells no VLAN from another has no trunks */
	{ "routeros",
	    ROS "\n/interface bridge port\nadd bridge=br1 interface=ether2\n"
	        "add bridge=br1 interface=ether3\n",
	    "trunk-all", 0 },
	/* ... and VLANs on it are of no effect */
	{ "routeros",
	    ROS "\n/interface bridge port\nadd bridge=br1 interface=ether2\n"
	        "/interface bridge vlan\nadd bridge=br1 tagged=ether2 "
	        "vlan-ids=7\n",
	    "bad-value", 1 },
	/* a router's way out is by any of its networks, not by none */
	{ "routeros",
	    ROS "\n/ip address\nadd address=10.1.0.2/29 interface=ether1\n"
	        "add address=192.0.2.2/30 interface=ether2\n"
	        "/ip route\nadd distance=1 gateway=192.0.2.1\n",
	    "gateway-subnet", 0 },
	{ "routeros",
	    ROS "\n/ip address\nadd address=10.1.0.2/29 interface=ether1\n"
	        "/ip route\nadd distance=1 gateway=192.0.2.1\n",
	    "gateway-subnet", 1 },
	/* version 6 writes another table's route so */
	{ "routeros",
	    ROS "\n/ip address\nadd address=10.1.0.2/29 interface=ether1\n"
	        "/ip route\nadd disabled=yes gateway=192.0.2.1 "
	        "routing-mark=out\n",
	    "not-understood", 0 },
	/* a cage's lanes are four ports of a quarter each */
	{ "routeros",
	    ROS "\n/interface ethernet\n"
	        "set [ find default-name=qsfpplus1-1 ] auto-negotiation=no "
	        "speed=10Gbps\n"
	        "set [ find default-name=qsfpplus1-2 ] l2mtu=1592\n"
	        "/interface bonding\nadd mode=802.3ad name=bond1 "
	        "slaves=qsfpplus1-1,qsfpplus1-2\n"
	        "/interface bridge port\nadd bridge=br1 interface=bond1\n",
	    "lag-speed", 0 },
	{ "routeros",
	    ROS "\n/interface ethernet\n"
	        "set [ find default-name=qsfpplus1-1 ] l2mtu=1592\n"
	        "set [ find default-name=sfp-sfpplus1 ] l2mtu=1592\n"
	        "/interface bonding\nadd mode=802.3ad name=bond1 "
	        "slaves=qsfpplus1-1,sfp-sfpplus1\n"
	        "/interface bridge port\nadd bridge=br1 interface=bond1\n",
	    "lag-speed", 1 },
	/* a map that is not in the text may be one without flow control */
	{ "os9", "hostname s1\n" OS9_PORT, "dcb-flowcontrol", 0 },
	{ "os9", "hostname s1\n" OS9_PORT, "ref-name", 1 },
	{ "os9",
	    "hostname s1\ndcb enable\ndcb-map PFC_OFF\n"
	    " priority-group 0 bandwidth 50 pfc off\n"
	    " priority-group 1 bandwidth 50 pfc on\n"
	    " priority-pgid 0 0 0 1 0 0 0 0\n!\n" OS9_PORT,
	    "dcb-flowcontrol", 1 },
	/* an aggregator's ports name their VLANs themselves */
	{ "os9",
	    "hostname s1\ninterface TenGigabitEthernet 0/1\n portmode hybrid\n"
	    " switchport\n vlan tagged 33,36-37\n vlan untagged 48\n auto vlan\n"
	    " no shutdown\n!\n",
	    "not-understood", 0 },
	/* what shares leave over goes to those that ask */
	{ "junos",
	    "set system host-name s1\n"
	    "set class-of-service scheduler-maps m forwarding-class best-effort "
	    "scheduler s0\n"
	    "set class-of-service scheduler-maps m forwarding-class network-control "
	    "scheduler s1\n"
	    "set class-of-service schedulers s0 transmit-rate percent 20\n"
	    "set class-of-service schedulers s1 transmit-rate percent 40\n",
	    "dcb-sum", 0 },
	{ "junos",
	    "set system host-name s1\n"
	    "set class-of-service scheduler-maps m forwarding-class best-effort "
	    "scheduler s0\n"
	    "set class-of-service scheduler-maps m forwarding-class network-control "
	    "scheduler s1\n"
	    "set class-of-service schedulers s0 transmit-rate percent 80\n"
	    "set class-of-service schedulers s1 transmit-rate percent 40\n",
	    "dcb-sum", 1 },
	/* VLANs of a switch within the switch */
	{ "junos",
	    "set system host-name s1\n"
	    "set routing-instances evpn-1 instance-type mac-vrf\n"
	    "set routing-instances evpn-1 vlans red vlan-id 400\n"
	    "set interfaces xe-0/0/1 unit 0 family ethernet-switching "
	    "vlan members red\n",
	    "bad-value", 0 },
	{ "junos",
	    "set system host-name s1\n"
	    "set routing-instances evpn-1 instance-type mac-vrf\n"
	    "set routing-instances evpn-1 vlans red vlan-id 400\n"
	    "set interfaces xe-0/0/1 unit 0 family ethernet-switching "
	    "vlan members blue\n",
	    "bad-value", 1 },
	/* a profile that only answers the other side's pauses */
	{ "junos",
	    "set system host-name s1\nset interfaces xe-0/0/1 mtu 9216\n"
	    "set class-of-service congestion-notification-profile c output "
	    "ieee-802.1 code-point 011 flow-control-queue 3\n"
	    "set class-of-service interfaces xe-0/0/1 "
	    "congestion-notification-profile c\n",
	    "dcb-off", 0 },
	{ "junos",
	    "set system host-name s1\nset interfaces xe-0/0/1 mtu 9216\n"
	    "set class-of-service congestion-notification-profile c input "
	    "ieee-802.1 code-point 111 mru 9216\n"
	    "set class-of-service interfaces xe-0/0/1 "
	    "congestion-notification-profile c\n",
	    "dcb-off", 1 },
	/* what routes only has no tree to keep */
	{ "aoscx",
	    "hostname s1\ninterface 1/1/1\n    no shutdown\n    routing\n"
	    "    ip address 192.0.2.1/31\n",
	    "stp-off", 0 },
	{ "aoscx",
	    "hostname s1\nvlan 1,7\ninterface 1/1/1\n    no shutdown\n"
	    "    no routing\n    vlan access 7\n",
	    "stp-off", 1 },
	/* the address a keepalive goes out from may be one that DHCP gives */
	{ "aoscx",
	    "hostname s1\nvlan 1,7\ninterface mgmt\n    no shutdown\n"
	    "    ip dhcp\ninterface vlan 7\n    ip address 10.0.0.1/24\n"
	    "interface lag 1\n    no shutdown\n    no routing\n"
	    "    vlan trunk native 1\n    vlan trunk allowed all\n"
	    "    lacp mode active\ninterface 1/1/1\n    no shutdown\n    lag 1\n"
	    "vsx\n    inter-switch-link lag 1\n    role primary\n"
	    "    keepalive peer 192.0.2.2 source 192.0.2.1 vrf mgmt\n",
	    "peer-alive", 0 },
	/* a port without a list carries what its bridge lists */
	{ "nvue",
	    "cumulus@leaf01:mgmt:~$ nv set interface bond1 bond member swp1\n"
	    "cumulus@leaf01:mgmt:~$ nv set interface bond1 bridge domain br_default\n"
	    "cumulus@leaf01:mgmt:~$ nv set bridge domain br_default vlan 10,20\n",
	    "trunk-all", 0 },
	/* a prompt before each line is said once */
	{ "nvue",
	    "cumulus@leaf01:mgmt:~$ nv set interface bond1 bond member swp1\n"
	    "cumulus@leaf01:mgmt:~$ nv set bridge domain br_default vlan 9\n",
	    "pasted-text", 1 },
	{ "sonic",
	    "{\"PORT\": {\"Ethernet0\": {\"lanes\": \"1\", \"speed\": "
	    "\"25000\"}}, \"DEVICE_METADATA\": {\"localhost\": {\"hostname\": "
	    "\"s1\"}}, \"SYSTEM_PORT\": {\"a|b|c\": {\"core_index\": \"0\"}}, "
	    "\"VOQ_INBAND_INTERFACE\": {\"x\": {\"inband_type\": \"port\"}}, "
	    "\"SRV6_MY_SIDS\": {\"x|y\": {\"action\": \"uN\"}}}\n",
	    "not-understood", 0 },
	/* a port that hears no BPDU is an edge port by itself, unless told */
	{ "routeros",
	    ROS "\n/interface bridge port\nadd bridge=br1 interface=ether2\n",
	    "edge-missing", 0 },
	{ "routeros",
	    ROS "\n/interface bridge port\nadd bridge=br1 edge=no "
	        "interface=ether2\n",
	    "edge-missing", 1 },
	/* a port that nothing was said of is not in use */
	{ "eos", "interface Ethernet1\n!\ninterface Ethernet2\n!\nend\n",
	    "edge-missing", 0 },
	{ "eos",
	    "interface Ethernet1\n!\ninterface Ethernet2\n   switchport access "
	    "vlan 7\n!\nend\n",
	    "edge-missing", 1 },
	/* the line end that an editor left out is none that was cut off */
	{ "eos", "hostname a\ninterface Ethernet1\n   description x\nend",
	    "file-truncated", 0 },
	{ "eos", "hostname a\ninterface Ethernet1\n   switchpo",
	    "file-truncated", 1 },
	/* what was taken out before it was given away is not to be filled in */
	{ "nxos",
	    "hostname a\nsnmp-server community <removed> group x\n"
	    "ntp server <redacted_config>\n",
	    "placeholder", 0 },
	{ "nxos", "hostname a\nntp server <ntp-server>\n", "placeholder", 1 },
	{ "junos",
	    "system {\n host-name a;\n}\npolicy-options {\n prefix-list m {\n"
	    "  <removed>\n  192.0.2.0/24;\n }\n}\n",
	    "bad-value", 0 },
	/* a table of routes is there without a VRF */
	{ "routeros",
	    "/routing table\nadd fib name=out\n/ip route\nadd "
	    "dst-address=0.0.0.0/0 gateway=192.0.2.1 routing-table=out\n",
	    "ref-name", 0 },
	{ "routeros",
	    "/routing table\nadd fib name=out\n/ip route\nadd "
	    "dst-address=0.0.0.0/0 gateway=192.0.2.1 routing-table=other\n",
	    "ref-name", 1 },
	/* a peer may have an address of version 6 */
	{ "aoscx",
	    "hostname a\nvsx\n    inter-switch-link 1/1/1\n    role primary\n"
	    "    keepalive peer 2001:db8::2 source 2001:db8::1\n"
	    "interface 1/1/1\n    no shutdown\n",
	    "bad-value", 0 },
	/* what holds for the whole switch is no port's, a word is no table */
	{ "sonic",
	    "{\"PORT\": {\"Ethernet0\": {\"lanes\": \"1\"}}, \"PORT_QOS_MAP\": "
	    "{\"global\": {\"dscp_to_tc_map\": \"X\"}}, \"platform\": \"y\", "
	    "\"BFD_SESSION\": {}}\n",
	    "ref-interface", 0 },
	{ "sonic",
	    "{\"PORT\": {\"Ethernet0\": {\"lanes\": \"1\"}}, \"platform\": "
	    "\"y\", \"BFD_SESSION\": {}, \"WHATEVER\": {}}\n",
	    "not-understood", 1 },
	/* ports of a switch that can't be stacked, and its LAGs */
	{ "fastpath",
	    "configure\nhostname a\ninterface 0/7\naddport 1/2\nexit\n"
	    "interface 1/2\nmtu 9216\nexit\nexit\n",
	    "not-understood", 0 },
	{ "fastpath",
	    "configure\nhostname a\ninterface 0/7\naddport 1/2\nexit\n"
	    "interface 1/2\nmtu 9216\nexit\nexit\n",
	    "lag-empty", 0 },
	/* LAGs are counted, whatever their numbers; vlan.7 is an older irb.7 */
	{ "junos",
	    "set system host-name a\nset chassis aggregated-devices ethernet "
	    "device-count 2\nset interfaces ae100 unit 0 family "
	    "ethernet-switching\nset interfaces vlan unit 7 family inet "
	    "address 192.0.2.1/24\nset vlans v vlan-id 7\nset vlans v "
	    "l3-interface vlan.7\n",
	    "bad-value", 0 },
	{ "junos",
	    "set system host-name a\nset chassis aggregated-devices ethernet "
	    "device-count 1\nset interfaces ae0 unit 0 family "
	    "ethernet-switching\nset interfaces ae1 unit 0 family "
	    "ethernet-switching\n",
	    "bad-value", 1 },
	/* an older switch's tree runs on every port */
	{ "junos",
	    "set system host-name a\nset protocols rstp bridge-priority 8k\n"
	    "set interfaces ge-0/0/1 unit 0 family ethernet-switching "
	    "port-mode access\n",
	    "port-no-stp", 0 },
	{ "junos",
	    "set system host-name a\nset protocols rstp bridge-priority 8k\n"
	    "set interfaces ge-0/0/1 unit 0 family ethernet-switching "
	    "interface-mode access\n",
	    "port-no-stp", 1 },
	/* modes within a mode, and a pair that has no peer link yet */
	{ "os6",
	    "configure\nrouter bgp 7\ntemplate peer X\nremote-as 8\nexit\n"
	    "neighbor 192.0.2.1 remote-as 8\naddress-family ipv6\nexit\nexit\n"
	    "exit\n",
	    "not-understood", 0 },
	{ "os6",
	    "configure\nvlan 7\nexit\nfeature vpc\nvpc domain 1\nexit\n"
	    "interface Te1/0/1\nswitchport access vlan 7\nexit\n"
	    "interface port-channel 1\nswitchport access vlan 7\nvpc 1\nexit\n"
	    "exit\n",
	    "mclag-orphan", 0 },
	/* the words of before `vrf`, and routed uplinks that are up first */
	{ "eos",
	    "vrf definition M\ninterface Management1\n   vrf forwarding M\n"
	    "end\n",
	    "not-understood", 0 },
	{ "eos",
	    "vlan 4094\ninterface Ethernet1\n   no switchport\n   ip address "
	    "192.0.2.1/31\nmlag configuration\n   domain-id x\n   reload-delay "
	    "mlag 330\n   reload-delay non-mlag 300\nend\n",
	    "peer-alive", 0 },
	{ "eos",
	    "vlan 4094\ninterface Ethernet1\n   description x\nmlag "
	    "configuration\n   domain-id x\n   reload-delay mlag 330\n   "
	    "reload-delay non-mlag 300\nend\n",
	    "peer-alive", 1 },
	/* in a part of a config, what is not in it may stand in the rest */
	{ "nxos", "interface Vlan7\n  ip address 192.0.2.1/24\n",
	    "feature-missing", 0 },
	{ "nxos", "hostname a\ninterface Vlan7\n  ip address 192.0.2.1/24\n",
	    "feature-missing", 1 },
	{ "eos", "interface Ethernet8\n   switchport access vlan 10\n",
	    "ref-vlan", 0 },
	{ "eos",
	    "hostname a\ninterface Ethernet8\n   switchport access vlan 10\n",
	    "ref-vlan", 1 },
	/* a part's bridge stands elsewhere; a whole's that is missing is told */
	{ "routeros",
	    "/interface bridge port\nadd bridge=lan interface=ether4\n/interface "
	    "bridge vlan\nadd bridge=lan tagged=lan vlan-ids=30\n",
	    "bad-value", 0 },
	{ "routeros",
	    "/interface bridge port\nadd bridge=lan interface=ether4\n/system "
	    "identity\nset name=a\n",
	    "bad-value", 1 },
	{ "routeros",
	    ROS "\n/interface bridge port\nadd bridge=lan interface=ether4\n",
	    "bad-value", 1 },
	/* one trunk or two lead to switches; four are not all uplinks */
	{ "eos",
	    "interface Ethernet1\n   switchport trunk allowed vlan 7\n   "
	    "switchport mode trunk\n!\nend\n",
	    "edge-missing", 0 },
	{ "eos",
	    "interface Ethernet1\n   switchport mode trunk\ninterface "
	    "Ethernet2\n   switchport mode trunk\ninterface Ethernet3\n   "
	    "switchport mode trunk\ninterface Ethernet4\n   switchport mode "
	    "trunk\n!\nend\n",
	    "edge-missing", 1 },
	/* a port as it comes is not in use where VLAN 1 is said of each */
	{ "os10",
	    "hostname a\ninterface ethernet1/1/5\n no shutdown\n switchport "
	    "access vlan 1\n flowcontrol receive off\n!\n",
	    "edge-missing", 0 },
	{ "os10",
	    "hostname a\ninterface ethernet1/1/5\n no shutdown\n switchport "
	    "access vlan 12\n flowcontrol receive off\n!\n",
	    "edge-missing", 1 },
	/* an overlay's own stanzas are known and not checked */
	{ "os10",
	    "hostname a\nip virtual-router mac-address 00:00:5e:00:53:01\n"
	    "interface virtual-network70\n no shutdown\n ip address "
	    "192.0.2.1/24\n!\nevpn\n !\n evi 70\n  vni 10070\n  rd auto\n!\n",
	    "not-understood", 0 },
	/* a peer link through the fabric has no port of its own */
	{ "nxos",
	    "hostname a\nfeature vpc\nvpc domain 7\n  peer-keepalive "
	    "destination 192.0.2.2\n  virtual peer-link destination 192.0.2.4 "
	    "source 192.0.2.3\ninterface port-channel9\n  switchport mode "
	    "trunk\n  vpc peer-link\n",
	    "peer-link-members", 0 },
	{ "nxos",
	    "hostname a\nfeature vpc\nvpc domain 7\n  peer-keepalive "
	    "destination 192.0.2.2\ninterface port-channel9\n  switchport mode "
	    "trunk\n  vpc peer-link\n",
	    "peer-link-members", 1 },
	/* what goes to the switch itself is thrown away: no gateway */
	{ "eos",
	    "hostname a\nvrf instance M\ninterface Management1\n   vrf M\n   "
	    "ip address 192.0.2.4/24\nip route vrf M 0.0.0.0/0 127.0.0.1\nend\n",
	    "gateway-subnet", 0 },
	{ "eos",
	    "hostname a\nvrf instance M\ninterface Management1\n   vrf M\n   "
	    "ip address 192.0.2.4/24\nip route vrf M 0.0.0.0/0 198.51.100.1\n"
	    "end\n",
	    "gateway-subnet", 1 },
	{ "nxos", "!Time: now\nconfigure terminal\nhostname a\n",
	    "not-understood", 0 },
	/* what a session prints, and the short form of a unit */
	{ "nxos",
	    "a# configure terminal\nEnter configuration commands, one per "
	    "line. End with CNTL/Z.\na(config)# exit\nhostname a\na login:\n",
	    "not-understood", 0 },
	{ "junos",
	    "set system host-name a\nset interfaces xe-0/0/1.0 family inet "
	    "address 192.0.2.1/31\nset interfaces xe-0/0/2 unit 0 family inet "
	    "address 192.0.2.3/31\n",
	    "not-understood", 0 },
};

Test(audit_public, what_is_right_is_no_finding_and_what_is_wrong_is_one)
{
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct arena *a = arena_new();
		bool by = false;
		int n =
		    count(a, cases[i].nos, cases[i].text, cases[i].rule, &by);

		cr_expect(n == cases[i].n, "%zu: %s, %s: %d, not %d", i,
		    cases[i].nos, cases[i].rule, n, cases[i].n);
		arena_free(a);
	}
}

/* by its own words, whatever it has in common; one word says nothing */
Test(audit_public, a_config_of_another_maker_is_refused)
{
	struct arena *a = arena_new();
	bool by = false;

	cr_expect(count(a, "os10",
	              "ver 08.0.90\nstack unit 1\n  module 1 icx7450-48\n"
	              "global-stp\ninterface ethernet 1/1/1\n port-name a\n",
	              "wrong-nos", &by) == -1 &&
	    by);
	by = false;
	cr_expect(count(a, "os6",
	              "boot-start-marker\nboot-end-marker\nhostname a\n"
	              "ip forward-protocol nd\ninterface Gi1/0/1\nexit\n",
	              "wrong-nos", &by) == -1 &&
	    by);
	cr_expect(count(a, "eos", "hostname a\nstack unit 1\nend\n",
	              "wrong-nos", &by) == 0);
	arena_free(a);
}

/* systems that write in the manner of one that is read */
Test(audit_public, a_config_of_a_system_alike_is_refused_once)
{
	static const char *const text[][2] = {
		{ "junos", "interfaces {\n    ethernet eth0 {\n"
			   "        hw-id 00:50:56:00:00:01\n    }\n"
			   "    loopback lo {\n    }\n}\n" },
		{ "junos", "firewall {\n    all-ping enable\n}\ninterfaces {\n"
			   "    ethernet eth0 {\n    }\n}\nservice {\n"
			   "    gui {\n    }\n}\n" },
		{ "nxos", "!! IOS XR Configuration 7.3.2\nhostname a\n"
			  "interface Bundle-Ether1\n!\n"
			  "interface MgmtEth0/RP0/CPU0/0\n!\n" },
		{ "os10", "Current configuration : 5123 bytes\n!\n"
			  "no service pad\nhostname a\nline con 0\n" },
		{ "os6", "#config-version=FGT60F-7.0.5:opmode=0\n"
			 "config system global\n    set hostname \"a\"\nend\n"
			 "config firewall policy\n    edit \"1\"\n    next\n" },
		{ "eos", "# Module vlan configuration.\ncreate vlan \"a\"\n"
			 "configure vlan a tag 120\n" },
		{ "os9", "#\n sysname a\n#\ninterface Bridge-Aggregation1\n"
			 " port link-type trunk\n undo port trunk permit\n" },
		/* one word of ten is anybody's */
		{ "eos", "hostname a\nb 1\nb 2\nb 3\nb 4\nb 5\nb 6\nb 7\nb 8\n"
			 "b 9\nb 10\nb 11\n" },
	};

	for (size_t i = 0; i < sizeof(text) / sizeof(text[0]); i++) {
		struct arena *a = arena_new();
		bool by = false;

		cr_expect(count(a, text[i][0], text[i][1],
		              i == 7 ? "config-strange" : "wrong-nos",
		              &by) == -1 &&
		    by, "%zu", i);
		arena_free(a);
	}
}

/* what a loop makes of a switch depends on the switch */
Test(audit_public, a_script_with_loops_is_refused_at_its_line)
{
	struct arena *a = arena_new();
	bool by = false;

	cr_expect(count(a, "routeros",
	              ROS "\n:foreach i in={3;4} do={\n/interface bridge port "
	                  "add bridge=br1 interface=$i\n}\n",
	              "config-script", &by) == -1 &&
	    by);
	cr_expect(count(a, "routeros", ROS "\n:delay 1s\n", "config-script",
	              &by) == 0);
	arena_free(a);
}
