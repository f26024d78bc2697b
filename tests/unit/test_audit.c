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
#define OS9_PORT                                                            \
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
};

Test(audit_public, what_is_right_is_no_finding_and_what_is_wrong_is_one)
{
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct arena *a = arena_new();
		bool by = false;
		int n = count(a, cases[i].nos, cases[i].text, cases[i].rule,
		    &by);

		cr_expect(n == cases[i].n, "%zu: %s, %s: %d, not %d", i,
		    cases[i].nos, cases[i].rule, n, cases[i].n);
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
