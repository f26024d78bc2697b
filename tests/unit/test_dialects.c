/*
 * What EOS, NX-OS, SONiC, RouterOS, NVUE, AOS-CX, Junos and FASTPATH are told, of
 * the small design of render_world.h: the order a device wants, nothing of what is
 * not there, and hostile names.
 */
#include "render_world.h"

#include "input/doc.h"
#include "readback/dialect.h"
#include "readback/printed.h"
#include "readback/secret.h"
#include "readback/view.h"

TestSuite(dialects, .init = setup, .fini = teardown);

Test(dialects, eos_keeps_the_peers_vlan_on_the_peer_link)
{
	const struct fileset *s = rendered(eos());
	const char *spine = file_of(s, "configs/sw2.cfg"),
	    *leaf = file_of(s, "configs/sw3.cfg");

	IN_ORDER(spine, "\nhostname sw2\n", "\nusername admin privilege 15 "
	    "role network-admin secret <<ADMIN_PASSWORD>>\n",
	    "\nvrf instance MGMT\n", "\ninterface Management1\n",
	    "   vrf MGMT\n   ip address 10.0.0.12/24\n",
	    "\nip route vrf MGMT 0.0.0.0/0 10.0.0.1\n",
	    "\nspanning-tree mode rstp\n",
	    "\nno spanning-tree vlan-id 4094\n",
	    "\nvlan 4094\n   name mlag-peer\n   trunk group MLAG\n",
	    "\nqos map cos 3 to traffic-class 3\n",
	    "   tx-queue 3\n      bandwidth percent 50\n",
	    "\ninterface Port-Channel100\n",
	    "   switchport trunk allowed vlan 4094\n",
	    "   switchport trunk group MLAG\n",
	    "\ninterface Port-Channel10\n",
	    "   switchport trunk allowed vlan 200\n", "   mlag 10\n",
	    "   spanning-tree bpdufilter enable\n",
	    "\ninterface Ethernet1\n",
	    "   switchport trunk allowed vlan 110,120,130\n",
	    "   priority-flow-control priority 3 no-drop\n",
	    "   spanning-tree portfast\n   spanning-tree bpduguard enable\n",
	    "\ninterface Ethernet2\n", "   switchport trunk native vlan 200\n"
	    "   switchport trunk allowed vlan 110,120,130,200\n",
	    "\ninterface Ethernet3\n   description spare\n   shutdown\n",
	    "\ninterface Ethernet48/2\n", "   speed forced 10000full\n",
	    "   switchport access vlan 200\n",
	    "\ninterface Ethernet7\n", "   channel-group 100 mode on\n",
	    "\ninterface Vlan4094\n", "   ip address 169.254.0.1/31\n",
	    "\nmlag configuration\n   domain-id eastwest1\n",
	    "   peer-address 169.254.0.0\n"
	    "   peer-address heartbeat 10.0.0.11 vrf MGMT\n"
	    "   peer-link Port-Channel100\n",
	    "\nntp server vrf MGMT 10.0.2.7\n",
	    "\nlogging vrf MGMT host 10.0.2.7\n",
	    "v3 auth sha <<SNMP_AUTH>> priv aes <<SNMP_PRIV>>\n", "\nend\n");
	cr_expect_null(strstr(spine, "link tracking"));
	cr_expect_null(strstr(leaf, "mlag"));
	cr_expect_null(strstr(leaf, "4094"));
	IN_ORDER(leaf, "\nlink tracking group HOSTS\n",
	    "\ninterface Port-Channel10\n",
	    "   link tracking group HOSTS upstream\n",
	    "\ninterface Ethernet1\n",
	    "   link tracking group HOSTS downstream\n");
}

Test(dialects, nxos_has_a_feature_before_what_it_brings)
{
	const struct fileset *s = rendered(nxos());
	const char *spine = file_of(s, "configs/sw1.cfg"),
	    *leaf = file_of(s, "configs/sw3.cfg");

	IN_ORDER(spine, "\nhostname sw1\n", "\nfeature lacp\n",
	    "\nfeature vpc\n", "\nno feature telnet\n",
	    "\ninterface breakout module 1 port 48 map 10g-4x\n",
	    "\nvrf context management\n  ip route 0.0.0.0/0 10.0.0.1\n",
	    "\ninterface mgmt0\n", "  vrf member management\n"
	    "  ip address 10.0.0.11/24\n",
	    "\nspanning-tree mode mst\nspanning-tree mst 0 priority 8192\n",
	    "\nspanning-tree port type edge bpduguard default\n",
	    "\nvlan 110\n  name csv\n",
	    "\nclass-map type qos match-all LOSSLESS\n  match cos 3\n",
	    "  class type network-qos c-8q-nq3\n    mtu 9216\n"
	    "    pause pfc-cos 3\n", "  class type queuing c-out-8q-q3\n"
	    "    bandwidth remaining percent 50\n",
	    "\nvpc domain 1\n  role priority 4096\n",
	    "  peer-keepalive destination 10.0.0.12 source 10.0.0.11 vrf "
	    "management\n", "\ninterface port-channel100\n",
	    "  spanning-tree port type network\n",
	    "  vpc peer-link\n", "\ninterface port-channel10\n",
	    "  switchport trunk allowed vlan 200\n  mtu 9216\n"
	    "  spanning-tree bpdufilter enable\n", "  vpc 10\n",
	    "\ninterface Ethernet1/1\n", "  switchport\n"
	    "  switchport mode trunk\n"
	    "  switchport trunk allowed vlan 110,120,130\n  mtu 9216\n"
	    "  spanning-tree port type edge trunk\n"
	    "  priority-flow-control mode on\n"
	    "  service-policy type qos input CLASSIFY\n"
	    "  vpc orphan-port suspend\n  no shutdown\n",
	    "\ninterface Ethernet1/4\n",
	    "  channel-group 10 force mode active\n",
	    "\ninterface Ethernet1/48/2\n", "  switchport mode access\n"
	    "  switchport access vlan 200\n", "  spanning-tree port type "
	    "edge\n", "\nntp server 10.0.2.7 use-vrf management\n",
	    "\nlogging server 10.0.2.7 5 use-vrf management\n",
	    "auth sha <<SNMP_AUTH>> priv aes-128 <<SNMP_PRIV>>\n");
	cr_expect_null(strstr(leaf, "vpc"));
}

static struct node *
config_db(const struct fileset *s, const char *path)
{
	const char *text = file_of(s, path);
	struct source *src = NEW(a, struct source, 1);
	struct node *root;

	*src = (struct source){.name = path, .text = text,
	    .len = strlen(text)};
	root = (struct node *)(uintptr_t)doc_read(a, d, src);
	if (root == NULL)
		diag_print(stderr, d, false, true);
	cr_assert_not_null(root);
	return root;
}

static const char *
entry(const struct node *root, const char *table, const char *key,
    const char *field)
{
	const struct node *n = node_get(node_get(node_get(root, table), key),
	    field);

	return n != NULL && n->text != NULL ? n->text : "";
}

Test(dialects, nxos_names_classes_by_the_queues_of_the_model)
{
	struct design *g = nxos();
	struct switch_model *four = NEW(a, struct switch_model, 1);
	const char *text;

	*four = *g->sw[0].model;
	four->queues = 4;
	g->sw[0].model = four;
	text = file_of(rendered(g), "configs/sw1.cfg");
	IN_ORDER(text, "  class type network-qos c-nq3\n",
	    "    pause pfc-cos 3\n", "  class type network-qos c-nq-default\n",
	    "  class type queuing c-out-q1\n", "  class type queuing c-out-q3\n"
	    "    bandwidth remaining percent 50\n"
	    "  class type queuing c-out-q-default\n");
	cr_expect_null(strstr(text, "8q"));
	cr_expect_not_null(strstr(file_of(rendered(g), "configs/sw2.cfg"),
	    "  class type queuing c-out-8q-q7\n"));
}

Test(dialects, sonic_is_one_document_of_texts)
{
	const struct fileset *s = rendered(sonic());
	const struct node *r = config_db(s, "configs/sw1.json"),
	    *leaf = config_db(s, "configs/sw3.json");

	cr_expect_str_eq(entry(r, "DEVICE_METADATA", "localhost", "hostname"),
	    "sw1");
	cr_expect_str_eq(entry(r, "MGMT_INTERFACE", "eth0|10.0.0.11/24",
	    "gwaddr"), "10.0.0.1");
	cr_expect_str_eq(entry(r, "PORT", "Ethernet1", "mtu"), "9100");
	cr_expect_str_eq(entry(r, "PORT", "Ethernet1", "admin_status"), "up");
	cr_expect_str_eq(entry(r, "PORT", "Ethernet3", "admin_status"),
	    "down");
	cr_expect_str_eq(entry(r, "VLAN", "Vlan110", "vlanid"), "110");
	cr_expect_str_eq(entry(r, "VLAN_MEMBER", "Vlan110|Ethernet1",
	    "tagging_mode"), "tagged");
	cr_expect_str_eq(entry(r, "VLAN_MEMBER", "Vlan200|Ethernet2",
	    "tagging_mode"), "untagged");
	cr_expect_str_eq(entry(r, "VLAN_MEMBER", "Vlan110|PortChannel100",
	    "tagging_mode"), "tagged");
	cr_expect_str_eq(entry(r, "FEATURE", "iccpd", "state"), "enabled");
	cr_expect_str_eq(entry(r, "MCLAG_DOMAIN", "1", "peer_ip"),
	    "10.0.0.12");
	cr_expect_str_eq(entry(r, "MCLAG_DOMAIN", "1", "peer_link"),
	    "PortChannel100");
	cr_expect_str_eq(entry(r, "MCLAG_INTERFACE", "1|PortChannel10",
	    "if_type"), "PortChannel");
	cr_expect_str_eq(entry(r, "PORT_QOS_MAP", "Ethernet1", "pfc_enable"),
	    "3");
	cr_expect_str_eq(entry(r, "DOT1P_TO_TC_MAP", "EASTWEST", "7"), "0");
	cr_expect_null(node_get(leaf, "MCLAG_DOMAIN"));
	cr_expect_null(node_get(leaf, "FEATURE"));
}

Test(dialects, routeros_has_a_table_before_what_is_called_by_it)
{
	const struct fileset *s = rendered(routeros());
	const char *text = file_of(s, "configs/sw1.rsc");

	IN_ORDER(text, "\n/system identity\nset name=\"sw1\"\n",
	    "\n/user\nset [ find name=admin ] "
	    "name=\"admin\" password=\"<<ADMIN_PASSWORD>>\"\n",
	    "\n/ip vrf\nadd interfaces=ether1 name=mgmt\n",
	    "\nadd address=10.0.0.11/24 interface=ether1\n",
	    "gateway=10.0.0.1@mgmt routing-table=mgmt\n",
	    "\nset telnet disabled=yes\n", "\nset www disabled=yes\n",
	    "\nset ssh disabled=no vrf=mgmt\n",
	    "\n/ip neighbor discovery-settings\n"
	    "set discover-interface-list=all protocol=lldp\n",
	    "\n/interface ethernet\n",
	    "\nset [ find default-name=sfp-sfpplus1 ] comment=\"",
	    " disabled=no l2mtu=9216 mtu=9216\n",
	    "\nset [ find default-name=sfp-sfpplus3 ] comment=\"spare\" "
	    "disabled=yes\n",
	    "\n/interface bonding\n", "mode=802.3ad", "name=bond10 ",
	    "slaves=sfp-sfpplus4 ",
	    "\n/interface bridge\n", " name=bridge ", "protocol-mode=rstp "
	    "vlan-filtering=yes\n", "\n/interface bridge port\n",
	    "add bpdu-guard=yes bridge=bridge edge=yes "
	    "frame-types=admit-only-vlan-tagged interface=sfp-sfpplus1\n",
	    "edge=yes interface=sfp-sfpplus2 pvid=200\n",
	    "add bridge=bridge edge=no frame-types=admit-only-vlan-tagged "
	    "interface=bond10\n", "\n/interface bridge vlan\n",
	    "comment=\"csv\" tagged=sfp-sfpplus1,sfp-sfpplus2 "
	    "vlan-ids=110\n", "comment=\"data\" tagged=bond10 "
	    "untagged=sfp-sfpplus2 vlan-ids=200\n",
	    "\nset enabled=yes vrf=mgmt\n", "\nadd address=10.0.2.7\n",
	    "\nadd name=syslog1 remote=10.0.2.7 target=remote vrf=mgmt\n",
	    "\nadd action=syslog1 topics=error\n",
	    "\nset [ find default=yes ] disabled=yes\n",
	    "encryption-password=\"<<SNMP_PRIV>>\"", "trap-version=3");
	cr_expect_null(strstr(text, "mlag"));
	/* nothing but its own comment asks for what a reader must escape */
	cr_expect_null(strchr(strstr(text, "\n/"), '$'));
	cr_expect_null(strchr(strstr(text, "\n/"), '\\'));
}

Test(dialects, nvue_says_each_thing_of_its_object)
{
	const struct fileset *s = rendered(nvue());
	const char *spine = file_of(s, "configs/sw2.cfg"),
	    *leaf = file_of(s, "configs/sw3.cfg"), *p;

	IN_ORDER(spine, "# sw2: ", "\nnv set system hostname sw2\n",
	    "\nnv set system aaa user admin password '<<ADMIN_PASSWORD>>'\n",
	    "\nnv set system ssh-server vrf mgmt\n"
	    "nv unset interface eth0 ipv4 dhcp-client\n",
	    "\nnv set interface eth0 vrf mgmt\n"
	    "nv set interface eth0 ipv4 address 10.0.0.12/24\n"
	    "nv set interface eth0 ipv4 gateway 10.0.0.1\n",
	    "\nnv set system ntp server 10.0.2.7\n"
	    "nv set system ntp vrf mgmt\n",
	    "\nnv set system syslog server 10.0.2.7 vrf mgmt\n",
	    " listening-address 10.0.0.12 vrf mgmt\n",
	    "trap-destination 10.0.2.7 vrf mgmt username eastwest auth-sha "
	    "'<<SNMP_AUTH>>' encrypt-aes '<<SNMP_PRIV>>'\n",
	    "\nnv set bridge domain br_default stp mode rstp\n"
	    "nv set bridge domain br_default stp priority 8192\n",
	    "\n# VLAN 110: csv\nnv set bridge domain br_default vlan 110\n",
	    "\nnv set qos roce state enabled\nnv set qos roce mode lossless\n",
	    "\nnv set interface swp48 link breakout 4x\n",
	    "\nnv set interface swp1 link state up\n"
	    "nv set interface swp1 link mtu 9216\n"
	    "nv set interface swp1 bridge domain br_default untagged none\n"
	    "nv set interface swp1 bridge domain br_default vlan 110,120,130\n"
	    "nv set interface swp1 bridge domain br_default stp admin-edge "
	    "enabled\nnv set interface swp1 bridge domain br_default stp "
	    "bpdu-guard enabled\n", " lldp dcbx-pfc-tlv enabled\n",
	    "\nnv set interface swp2 bridge domain br_default untagged 200\n"
	    "nv set interface swp2 bridge domain br_default vlan "
	    "110,120,130,200\n",
	    "\nnv set interface swp3 description 'spare'\n"
	    "nv set interface swp3 link state down\n",
	    "\nnv set interface swp48s2 bridge domain br_default access "
	    "200\n", "\nnv set interface bond10 bond member swp4\n"
	    "nv set interface bond10 bond mode lacp\n",
	    "\nnv set interface bond10 bond mlag id 10\n",
	    "\nnv set interface bond10 bridge domain br_default vlan 200\n"
	    "nv set interface bond10 bridge domain br_default stp bpdu-filter "
	    "enabled\n", "\nnv set interface peerlink bond member swp7,swp8\n",
	    "\nnv set mlag mac-address 02:ea:57:00:00:01\n"
	    "nv set mlag peer-ip linklocal\n"
	    "nv set mlag backup 10.0.0.11 vrf mgmt\n"
	    "nv set mlag priority 8192\n");
	/* without it the peers would not find each other */
	cr_expect_null(strstr(spine, "peerlink bridge domain br_default "
	    "untagged"));
	cr_expect_null(strstr(spine, "link-tracking"));
	cr_expect_null(strstr(leaf, "mlag"));
	cr_expect_null(strstr(leaf, "peerlink"));
	IN_ORDER(leaf, "\nnv set system link-tracking state enabled\n"
	    "nv set system link-tracking group HOSTS watch-interface swp4\n",
	    "\nnv set interface swp1 link-tracking group HOSTS\n");
	/* whatever is no comment is a command */
	for (p = spine; *p != '\0'; p += strcspn(p, "\n") + 1)
		cr_expect(*p == '#' || strncmp(p, "nv set ", 7) == 0 ||
		    strncmp(p, "nv unset ", 9) == 0, "%.40s", p);
}

/* ---- what keeps a mistake at one port from the rest ---- */

static const struct guarded {
	const char *name;
	struct design *(*world)(void);
	const char *file, *port, *lag;
	enum storm_unit unit;
	long level;	/* 1 % of 10G */
	const char *words[6];
} guarded[] = {
	{ "os9", os9, "cfg", "te0/1", "po10", STORM_PPS, 23496,
	    { " storm-control broadcast 23496 in\n",
	    " spanning-tree rstp rootguard\n",
	    "\nip access-list standard MANAGE\n seq 1 permit 10.0.5.0/24\n!\n"
	    "line vty 0 9\n access-class MANAGE\n!\nend\n" } },
	{ "os6", os6, "cfg", "te1/0/1", "po10", STORM_PPM, 10000,
	    { "\nstorm-control broadcast level 1\n",
	    "\nspanning-tree guard root\nexit\n" } },
	{ "os10", os10, "cfg", "eth1/1/1", "po10", STORM_PPS, 23496,
	    { " spanning-tree guard root\n",
	    " storm-control broadcast 23496\n",
	    "\nip access-list MANAGE\n seq 1 permit ip 10.0.5.0/24 any\n"
	    " seq 100 deny ip any any\n!\nline vty\n ip access-class MANAGE\n"
	    } },
	{ "eos", eos, "cfg", "eth1", "po10", STORM_PPM, 10000,
	    { "   spanning-tree guard root\n",
	    "   storm-control broadcast level 1\n",
	    "\nip access-list standard MANAGE\n   1 permit 10.0.5.0/24\n!\n"
	    "management ssh\n   ip access-group MANAGE vrf MGMT in\n!\n"
	    "snmp-server ipv4 access-list MANAGE vrf MGMT\n" } },
	{ "nxos", nxos, "cfg", "eth1/1", "po10", STORM_PPM, 10000,
	    { "  spanning-tree guard root\n",
	    "  storm-control broadcast level 1.00\n",
	    "\nip access-list MANAGE\n  1 permit ip 10.0.5.0/24 any\n"
	    "line vty\n  access-class MANAGE in\n"
	    "snmp-server user eastwest use-ipv4acl MANAGE\n" } },
	{ "sonic", sonic, "json", "eth1", NULL, STORM_KBPS, 100000,
	    { "\"Ethernet1|broadcast\": {\"kbps\": \"100000\"}" } },
	{ "routeros", routeros, "rsc", "sfp-sfpplus1", NULL, STORM_PPM, 10000,
	    { "\nset sfp-sfpplus1 limit-broadcasts=yes "
	    "limit-unknown-multicasts=no limit-unknown-unicasts=no "
	    "storm-rate=1\n", "\nset ssh address=10.0.5.0/24\n",
	    "\nset [ find name=eastwest ] addresses=10.0.5.0/24\n" } },
	{ "junos", junos, "conf", "xe-0/0/1", "po10", STORM_PPM, 10000,
	    { "        interface ae10 {\n            no-root-port;\n",
	    "            bandwidth-percentage 1;\n",
	    "                storm-control STORM;\n            }\n",
	    "            term managers {\n                from {\n"
	    "                    source-address {\n"
	    "                        10.0.5.0/24;\n",
	    "                filter {\n                    input MANAGE;\n"
	    } },
};

/* the first switch of a world, its LAG going to a leaf */
static struct design *
guard(const struct guarded *x)
{
	struct design *g = x->world();
	struct services *s = &((struct model *)(uintptr_t)g->model)->services;
	struct policy *p = &((struct model *)(uintptr_t)g->model)->policy;

	for (size_t i = 0; i < g->nlag; i++)
		if (g->lag[i].sw == 0 && g->lag[i].purpose == LAG_CORE) {
			g->lag[i].purpose = LAG_DOWNLINK;
			g->lag[i].bpdu_filter = false;
		}
	s->manage_from.name = NEW(a, const char *, 1);
	s->manage_from.name[0] = "10.0.5.0/24";
	s->manage_from.n = 1;
	p->protect = (struct protect){ .storm_ppm = 10000,
	    .root_guard = true };
	design_protect(g);
	return g;
}

static const struct view *
read_again(const struct guarded *x, const char *text)
{
	struct source *src = NEW(a, struct source, 1);

	*src = (struct source){.name = "a", .text = text, .len = strlen(text)};
	return view_read(a, d, dialect_find(x->name), src, "sw1");
}

Test(dialects, protection_is_said_by_each_that_can_and_read_back_alike)
{
	for (size_t i = 0; i < sizeof(guarded) / sizeof(guarded[0]); i++) {
		const struct guarded *x = &guarded[i];
		struct design *g = guard(x);
		const char *text = file_of(rendered(g), str_fmt(a,
		    "configs/sw1.%s", x->file));
		const struct view *v = read_again(x, text);
		const struct port *p = view_find(v, x->port);
		const struct port *lag = x->lag ? view_find(v, x->lag) : NULL;

		for (size_t k = 0; x->words[k]; k++)
			cr_expect_not_null(strstr(text, x->words[k]),
			    "%s lacks\n%s\nin\n%s", x->name, x->words[k],
			    text);
		cr_assert(v && p, "%s: no %s", x->name, x->port);
		cr_expect(p->storm.unit == x->unit &&
		    p->storm.level == x->level, "%s: %d %ld", x->name,
		    (int)p->storm.unit, p->storm.level);
		cr_expect((x->lag != NULL) == g->sw[0].protect.root_guard);
		cr_expect(!x->lag || (lag && lag->root_guard_line), "%s",
		    x->name);
		cr_expect_eq(g->sw[0].protect.manage_from,
		    v->ssh_access != NULL, "%s", x->name);
		for (size_t k = 0; k < v->naccess; k++)
			cr_expect(v->access[k].n > 0 && !v->access[k].odd &&
			    v->access[k].entry[0].prefix == 24, "%s", x->name);
		cr_expect_eq(v->not_understood, 0, "%s", x->name);
	}
}

/* who may log in, as a list: a minus before whom it refuses */
static const char *
lets_in(const struct view *v)
{
	const char *s = "";

	for (size_t i = 0; v->ssh_access && i < v->naccess; i++)
		for (size_t k = 0; k < v->access[i].n &&
		    str_eq(v->access[i].name, v->ssh_access); k++)
			s = str_fmt(a, "%s%s%s/%d%s", s, *s ? " " : "",
			    v->access[i].entry[k].permit ? "" : "-",
			    v->access[i].entry[k].prefix,
			    v->access[i].odd ? "?" : "");
	return s;
}

Test(dialects, filters_of_junos_are_lists_of_who_may_log_in)
{
	static const char at[] = "set interfaces em0 unit 0 family inet filter "
	    "input M\n", all[] = "set interfaces lo0 unit 0 family inet filter "
	    "input M\n", term[] = "set firewall family inet filter M term ";
	static const struct {
		const char *at;
		const char *line[6]; /* behind `term`; else from `set` on */
		const char *says;
	} form[] = {
	    {at, {"a from source-address 10.0.0.0/8", "a then accept"},
	        "/8 -/0"},
	    {all, {"a from source-address 10.0.0.0/8", "a then accept",
	        "b then discard"}, "/8 -/0"},
	    /* all but some are refused, and those pass below */
	    {at, {"a from source-address 0.0.0.0/0",
	        "a from source-prefix-list ADMIN except",
	        "a from protocol tcp", "a from destination-port ssh",
	        "a then reject", "b then accept"}, "/16 -/0"},
	    {at, {"a from prefix-list ADMIN", "a from port 20-30",
	        "a then accept", "b then discard"}, "/16 -/0"},
	    {at, {"a from protocol icmp", "a then accept",
	        "b from destination-port 22", "b then discard",
	        "c then accept"}, "-/0"},
	    {at, {"a from source-address 10.0.0.0/8",
	        "a from destination-address 10.1.1.1/32", "a then accept"},
	        "/8? -/0?"},
	    /* what is open already opens nothing */
	    {at, {"a from tcp-established", "a then accept",
	        "b then discard"}, "-/0"},
	    {at, {"a then count all", "a then next term", "b then accept"},
	        "/0"},
	    {"", {"a from source-address 10.0.0.0/8", "a then accept"}, ""},
	};
	char why[16];

	for (size_t i = 0; i < sizeof(form) / sizeof(form[0]); i++) {
		const char *text = str_fmt(a, "set system host-name h\n%s"
		    "set policy-options prefix-list ADMIN 10.1.0.0/16\n",
		    form[i].at);
		struct source *src = NEW(a, struct source, 1);
		const struct view *v;

		for (size_t k = 0; k < 6 && form[i].line[k]; k++)
			text = str_fmt(a, "%s%s%s\n", text, term,
			    form[i].line[k]);
		*src = (struct source){.name = "a", .text = text,
		    .len = strlen(text)};
		snprintf(why, sizeof(why), "form %zu", i);
		v = view_read(a, d, dialect_find("junos"), src, NULL);
		cr_assert(v, "%s", why);
		cr_expect_str_eq(lets_in(v), form[i].says, "%s: %s", why,
		    lets_in(v));
	}
}

Test(dialects, a_unit_of_junos_may_be_said_short_and_deleted)
{
	static const char text[] = "set system host-name h\n"
	    "set vlans a vlan-id 7\n"
	    "set interfaces xe-0/0/1.0 family ethernet-switching vlan members "
	    "a\nset interfaces irb.7 family inet address 10.0.7.1/24\n"
	    "set vlans a l3-interface irb.7\n"
	    "set interfaces xe-0/0/2 description b\n"
	    "set interfaces xe-0/0/2 unit 0 family inet\n"
	    "delete interfaces xe-0/0/2 unit 0\n"
	    "set interfaces xe-0/0/3 flexible-vlan-tagging\n"
	    "set interfaces xe-0/0/3 native-vlan-id 7\n"
	    "set interfaces xe-0/0/3.0 vlan-id 7\n";
	struct source src = {.name = "a", .text = text, .len = strlen(text)};
	const struct view *v = view_read(a, d, dialect_find("junos"), &src,
	    NULL);

	cr_assert(v && v->not_understood == 0);
	cr_assert(view_find(v, "xe-0/0/1") && view_find(v, "vl7"));
	cr_expect_eq(view_find(v, "xe-0/0/1")->access, 7);
	cr_expect(view_find(v, "vl7")->has_ip);
	/* routed, and in no VLAN of the switch */
	cr_expect_eq(view_find(v, "xe-0/0/3")->untagged, 0);
}

Test(dialects, protection_that_is_off_says_nothing)
{
	for (size_t i = 0; i < sizeof(guarded) / sizeof(guarded[0]); i++) {
		const struct guarded *x = &guarded[i];
		struct design *g = guard(x);
		struct model *m = (struct model *)(uintptr_t)g->model;
		const char *text;

		m->policy.protect = (struct protect){ .given = true };
		m->services.manage_from.n = 0;
		design_protect(g);
		text = file_of(rendered(g), str_fmt(a, "configs/sw1.%s",
		    x->file));
		cr_expect(!strstr(text, "storm") && !strstr(text, "STORM") &&
		    !strstr(text, "guard root") &&
		    !strstr(text, "no-root-port") && !strstr(text, "rootguard") &&
		    !strstr(text, "MANAGE") && !strstr(text, "address=10.0.5"),
		    "%s", text);
	}
}

Test(dialects, marking_is_said_where_lossless_queues_mark_and_nowhere_else)
{
	static const struct {
		struct design *(*world)(void);
		const char *file, *words;
	} marks[] = {
	    {nxos, "cfg", "    random-detect minimum-threshold 300 kbytes "
	        "maximum-threshold 300 kbytes drop-probability 100 weight 0 "
	        "ecn\n"},
	    {eos, "cfg", "      random-detect ecn minimum-threshold 150 kbytes "
	        "maximum-threshold 1500 kbytes\n"},
	    {os10, "cfg", "\nwred ECN\n random-detect color green "
	        "minimum-threshold 150 maximum-threshold 1500 "
	        "drop-probability 100\n random-detect ecn\n!\n"},
	    {os10, "cfg", "\n  random-detect ECN\n"},
	    {junos, "conf", "explicit-congestion-notification;\n"},
	    {sonic, "json", "\"WRED_PROFILE\": {"},
	};

	for (size_t i = 0; i < sizeof(marks) / sizeof(marks[0]); i++)
		for (int on = 0; on < 2; on++) {
			struct design *g = marks[i].world();
			const char *text;

			g->sw[0].protect.ecn = on;
			text = file_of(rendered(g), str_fmt(a,
			    "configs/sw1.%s", marks[i].file));
			cr_expect_eq(strstr(text, marks[i].words) != NULL, on,
			    "%d: %s in\n%s", on, marks[i].words, text);
		}
}

Test(dialects, aoscx_has_lags_before_their_pair_and_pools_before_ports)
{
	const struct fileset *s = rendered(aoscx());
	const char *spine = file_of(s, "configs/sw2.cfg"),
	    *leaf = file_of(s, "configs/sw3.cfg");

	IN_ORDER(spine, "\nhostname sw2\n", "\nuser admin group "
	    "administrators password plaintext <<ADMIN_PASSWORD>>\n",
	    "\nip dns domain-name example.org vrf mgmt\n",
	    "\nntp server 10.0.2.7\nntp enable\nntp vrf mgmt\n",
	    "\nlogging 10.0.2.7 severity notice vrf mgmt\n",
	    "auth-pass plaintext <<SNMP_AUTH>> priv aes priv-pass plaintext "
	    "<<SNMP_PRIV>>\n", "\nssh server vrf mgmt\n",
	    "\ninterface mgmt\n    no shutdown\n    ip static "
	    "10.0.0.12/24\n    default-gateway 10.0.0.1\n",
	    "\nspanning-tree\nspanning-tree mode mstp\n"
	    "spanning-tree priority 2\n", "\nvlan 110\n    name csv\n",
	    "\nqos trust cos\nqos cos-map 0 local-priority 0\n",
	    "\nqos cos-map 7 local-priority 6\n", "\nqos pool 1 lossless ",
	    " priorities 3\n", "    map queue 1 local-priority 3\n",
	    "    map queue 2 local-priority 7\n",
	    "    dwrr queue 1 weight 50\n    strict queue 2\n",
	    "\napply qos queue-profile LOSSLESS schedule-profile LOSSLESS\n",
	    "\ninterface lag 100\n    no shutdown\n",
	    "    no routing\n    vlan trunk native 1\n",
	    "\ninterface lag 10 multi-chassis\n    no shutdown\n",
	    "    vlan trunk native 1\n    vlan trunk allowed 200\n"
	    "    lacp mode active\n    spanning-tree bpdu-filter\n",
	    "\nvsx\n    system-mac 02:ea:57:00:00:01\n"
	    "    inter-switch-link lag 100\n    role secondary\n"
	    "    keepalive peer 10.0.0.11 source 10.0.0.12 vrf mgmt\n",
	    "\ninterface 1/1/1\n    no shutdown\n    mtu 9198\n",
	    "    flow-control priority rxtx 3\n    no routing\n"
	    "    vlan trunk native 1\n    vlan trunk allowed 110,120,130\n"
	    "    spanning-tree bpdu-guard\n"
	    "    spanning-tree port-type admin-edge\n"
	    "    vsx shutdown-on-split\n", "\ninterface 1/1/2\n",
	    "    vlan access 200\n", "\ninterface 1/1/3\n    shutdown\n"
	    "    description spare\n", "\ninterface 1/1/4\n",
	    "    lag 10\n", "    lag 100\n");
	cr_expect_null(strstr(leaf, "vsx"));
	cr_expect_null(strstr(leaf, "multi-chassis"));
	cr_expect_not_null(strstr(leaf, "\ninterface lag 10\n"));
}

Test(dialects, junos_is_blocks_whose_braces_balance)
{
	const struct fileset *s = rendered(junos());
	const char *spine = file_of(s, "configs/sw2.conf"),
	    *leaf = file_of(s, "configs/sw3.conf");

	IN_ORDER(spine, "## sw2: ", "\nsystem {\n    host-name sw2;\n",
	    "    root-authentication {\n        encrypted-password "
	    "\"<<ENABLE_PASSWORD>>\";\n", "        user admin {\n"
	    "            class super-user;\n",
	    "encrypted-password \"<<ADMIN_PASSWORD>>\";\n",
	    "        ssh {\n            root-login deny;\n",
	    "        host 10.0.2.7 {\n            any notice;\n",
	    "        server 10.0.2.7;\n",
	    "            device-count 101;\n", "    em0 {\n",
	    "                address 10.0.0.12/24;\n",
	    "        route 0.0.0.0/0 next-hop 10.0.0.1;\n",
	    "authentication-password \"<<SNMP_AUTH>>\";\n",
	    "privacy-password \"<<SNMP_PRIV>>\";\n",
	    "    v110 {\n        description \"csv\";\n"
	    "        vlan-id 110;\n", "        bridge-priority 8192;\n"
	    "        interface xe-0/0/1 {\n            edge;\n        }\n",
	    "        interface ae10;\n        bpdu-block-on-edge;\n",
	    "loss-priority low code-points 011;\n",
	    "code-points [ 000 001 010 100 101 110 111 ];\n",
	    "        class lossless queue-num 3 no-loss;\n",
	    "                        pfc {\n                            "
	    "mru 9216;\n", "flow-control-queue 3;\n",
	    "        xe-0/0/1 {\n            congestion-notification-profile "
	    "LOSSLESS;\n            scheduler-map SHARES;\n",
	    "transmit-rate percent 50;\n", "    ae100 {\n",
	    "members [ 4094 ];\n", "    ae10 {\n",
	    "                system-id ", "                admin-key 10;\n",
	    "                mc-ae-id 10;\n                redundancy-group "
	    "1;\n                chassis-id 1;\n                mode "
	    "active-active;\n                status-control standby;\n",
	    "                    members [ 200 ];\n",
	    "    xe-0/0/1 {\n        description \"hv1 nic\";\n"
	    "        mtu 9216;\n        unit 0 {\n            family "
	    "ethernet-switching {\n                interface-mode trunk;\n"
	    "                vlan {\n                    members [ 110 120 "
	    "130 ];\n", "    xe-0/0/2 {\n", "        native-vlan-id 200;\n",
	    "members [ 110 120 130 200 ];\n", "    xe-0/0/3 {\n"
	    "        description \"spare\";\n        disable;\n    }\n",
	    "    xe-0/0/4 {\n", "            802.3ad ae10;\n",
	    "                interface-mode access;\n                vlan {"
	    "\n                    members 200;\n",
	    "        l3-interface irb.4094;\n",
	    "                address 169.254.0.1/31;\n",
	    "        local-ip-addr 169.254.0.1;\n        peer 169.254.0.0 {"
	    "\n", "                backup-peer-ip 10.0.0.11;\n",
	    "    multi-chassis-protection 169.254.0.0 {\n        interface "
	    "ae100;\n", "    service-id 1;\n");
	cr_expect_null(strstr(spine, "uplink-failure"));
	cr_expect_null(strstr(leaf, "mc-ae"));
	cr_expect_null(strstr(leaf, "4094"));
	IN_ORDER(leaf, "    uplink-failure-detection {\n        group HOSTS1 "
	    "{\n            link-to-monitor ae10;\n            "
	    "link-to-disable [ xe-0/0/1 xe-0/0/2 ");
	for (size_t i = 0; i < 2; i++) {
		const char *text = i ? leaf : spine;

		cr_expect_eq(count(text, "{"), count(text, "}"));
	}
}

Test(dialects, fastpath_is_a_script_and_a_group_has_its_upstream_first)
{
	const char *leaf = file_of(rendered(fastpath()), "configs/sw3.scr");

	IN_ORDER(leaf, "\nhostname \"sw3\"\nserviceport protocol none\n"
	    "serviceport ip 10.0.0.13 255.255.255.0 10.0.0.1\n",
	    "\nip ssh server enable\nno ip telnet server enable\n"
	    "vlan database\nvlan 110,120,130,200\nvlan name 110 \"csv\"\n",
	    "\nexit\nconfigure\nusername \"admin\" password "
	    "<<ADMIN_PASSWORD>> encryption-type sha512 level 15 "
	    "encrypted\n",
	    "\nip domain name \"example.org\"\nsntp client mode unicast\n"
	    "sntp server \"10.0.2.7\"\n",
	    "\nlogging host \"10.0.2.7\" ipv4 514 notice\nlogging syslog\n",
	    "\nspanning-tree\nspanning-tree mode rstp\n"
	    "spanning-tree mst priority 0 8192\nspanning-tree bpduguard\n",
	    "\nlink state group 1 action down\n", "\ninterface lag 10\n",
	    "\nno port-channel static\nmtu 9216\nswitchport mode trunk\n"
	    "switchport trunk allowed vlan 200\n",
	    "\nlink state group 1 upstream\nexit\n",
	    "\ninterface 1/0/1\n", "\nswitchport mode access\n"
	    "switchport access vlan 200\nspanning-tree edgeport\n"
	    "link state group 1 downstream\nexit\n",
	    "\ninterface 1/0/2\n", "\nlldp transmit\nlldp receive\n"
	    "switchport mode trunk\nswitchport trunk native vlan 200\n"
	    "switchport trunk allowed vlan 110,120,130,200\n",
	    "\ninterface 1/0/3\ndescription \"spare\"\nshutdown\nexit\n",
	    "\ninterface 1/0/4\n", "\naddport lag 10\nexit\n");
}

Test(dialects, without_the_optional_parts_nothing_of_them_is_said)
{
	struct design *g[] = {eos(), nxos(), sonic(), routeros(), nvue(), aoscx(), junos(), fastpath()};
	static const char *const path[] = {"configs/sw1.cfg",
	    "configs/sw1.cfg", "configs/sw1.json", "configs/sw1.rsc",
	    "configs/sw1.cfg", "configs/sw1.cfg", "configs/sw1.conf",
	    "configs/sw1.scr"};
	static const char *const never[] = {"mlag", "vpc", "MCLAG", "qos",
	    "PFC", "priority-flow", "snmp", "logging 1", "logging server",
	    "logging host", "SYSLOG", "ntp", "NTP", "tracking", "breakout",
	    "speed", "domain-name", "dns", "4094", "gwaddr", "ip route",
	    "vsx", "link state group", "lag 1", "flow-control",
	    "multi-chassis", "default-gateway", "None",
	    "True", "False", "[]", "mc-ae", "iccp", "class-of-service",
	    "uplink-failure"};
	size_t i, k, p;

	for (i = 0; i < sizeof(g) / sizeof(g[0]); i++) {
		struct model *m = NEW(a, struct model, 1);
		const char *text;

		*m = *g[i]->model;
		m->services = (struct services){.admin = "admin"};
		g[i]->model = m;
		g[i]->qos.used = false;
		g[i]->nlag = 0;
		for (k = 0; k < 3; k++) {
			struct dswitch *w = &g[i]->sw[k];

			w->domain = 0;
			w->ufd = false;
			w->oob_gateway = 0;
			w->nport = 3;
			for (p = 0; p < 3; p++)
				w->port[p].lossless = false;
		}
		text = file_of(rendered(g[i]), path[i]);
		for (k = 0; k < sizeof(never) / sizeof(never[0]); k++)
			cr_expect_null(strstr(text, never[k]), "'%s' in:\n%s",
			    never[k], text);
	}
}

static void
name_all(struct design *g, const char *name)
{
	struct model *m = NEW(a, struct model, 1);
	struct network *n = NEW(a, struct network, 1);

	*m = *g->model;
	m->services.admin = m->services.domain = m->site = name;
	m->rack = NEW(a, struct rack, 1);
	m->rack[0].name = name;
	g->model = m;
	g->sw[2].port[0].description = name;
	g->lag[2].description = name;
	*n = m->network[0];
	n->name = name;
	g->net[0].net = n;
}

Test(dialects, a_hostile_name_stays_one_word_of_one_line)
{
	static const char *const hostile[] = {"a\nno shutdown\n!",
	    "a\" b 'c' `d` $(e) ! #", "<<FAKE>>", "\342\200\256evil",
	    "exit\r\nend", "x\"}, \"PORT\": {", "{% raw %}{{ 7 }}", "\\", "|",
	    "a$b;c", "]; /system reset-configuration", "?",
	    "a' nv unset interface"};
	struct design *(*make[])(void) = {eos, nxos, sonic, routeros, nvue,
	    aoscx, junos, fastpath};
	static const char *const path_of[] = {"configs/sw3.cfg",
	    "configs/sw3.cfg", "configs/sw3.json", "configs/sw3.rsc",
	    "configs/sw3.cfg", "configs/sw3.cfg", "configs/sw3.conf",
	    "configs/sw3.scr"};
	size_t i, k;

	for (i = 0; i < sizeof(hostile) / sizeof(hostile[0]); i++)
		for (k = 0; k < sizeof(make) / sizeof(make[0]); k++) {
			const char *path = path_of[k], *want, *text, *p;
			struct design *g = make[k]();

			want = file_of(rendered(make[k]()), path);
			name_all(g, hostile[i]);
			text = file_of(rendered(g), path);
			cr_expect_eq(count(text, "\n"), count(want, "\n"),
			    "lines were added:\n%s", text);
			cr_expect_eq(count(text, "\""), count(want, "\""));
			cr_expect_eq(count(text, "'"), count(want, "'"));
			cr_expect_eq(count(text, "{"), count(want, "{"));
			for (p = text; *p != '\0'; p++)
				cr_expect((*p >= ' ' && *p < 0x7f) ||
				    *p == '\n', "byte %d", *p);
			cr_expect_null(strstr(text, "<<FAKE"));
		}
}

Test(dialects, what_the_platform_lacks_is_refused_with_its_reason)
{
	static const char *const why[] = {"lossless traffic classes",
	    "7.14.3", "BPDU filter", "a script could"};
	static const char *const lacks[] = {"keepalive", "follow the uplinks",
	    "may be split"};
	static const char *const misses[] = {"without storage",
	    "are stacked", "SNMPv1 or v2"};
	struct design *g = nxos();
	struct fileset *s = fileset_new(a);
	size_t i, k;

	g->sw[2].ufd = true;
	g->sw[0].oob_address = 0;
	cr_expect_not(renders(g, s));
	cr_assert_eq(d->n, 2);
	cr_expect_not_null(strstr(d->item[0].message, "keepalive"));
	cr_expect_not_null(strstr(d->item[1].message, "orphan"));
	/* two ways to the core want a spanning tree */
	d = diags_new(a);
	g = sonic();
	g->lag[1].mclag = 11;
	cr_expect_not(renders(g, s));
	cr_expect_not_null(strstr(d->item[0].message, "spanning tree"));
	/* its peers want a second way to each other */
	d = diags_new(a);
	g = nvue();
	g->sw[1].oob_address = 0;
	cr_expect_not(renders(g, s));
	cr_expect_not_null(strstr(d->item[0].message, "backup address"));
	/* what RouterOS may have and is not relied on */
	d = diags_new(a);
	g = routeros();
	g->sw[0].port[0].lossless = true;
	g->sw[0].domain = 1;
	g->sw[2].ufd = true;
	g->lag[0].bpdu_filter = true;
	cr_expect_not(renders(g, s));
	for (k = 0; k < sizeof(why) / sizeof(why[0]); k++) {
		bool said = false;

		for (i = 0; i < d->n; i++)
			said |= strstr(d->item[i].message, why[k]) != NULL;
		cr_expect(said, "nothing of '%s'", why[k]);
	}
	/* FASTPATH: nothing lossless, no domain, no traps of version 3 */
	d = diags_new(a);
	g = fastpath();
	g->sw[0].port[0].lossless = true;
	g->sw[0].domain = 1;
	((struct model *)(uintptr_t)g->model)->services.snmp_traps.n = 1;
	cr_expect_not(renders(g, s));
	for (k = 0; k < sizeof(misses) / sizeof(misses[0]); k++) {
		bool said = false;

		for (i = 0; i < d->n; i++)
			said |= strstr(d->item[i].message, misses[k]) != NULL;
		cr_expect(said, "nothing of '%s'", misses[k]);
	}
	/* AOS-CX: no uplink is followed, no port is split */
	d = diags_new(a);
	g = aoscx();
	g->sw[2].ufd = true;
	g->sw[2].port[4].role = PORT_SPLIT;
	g->sw[2].port[5].parent = 4;
	g->sw[0].oob_address = 0;
	cr_expect_not(renders(g, s));
	for (k = 0; k < sizeof(lacks) / sizeof(lacks[0]); k++) {
		bool said = false;

		for (i = 0; i < d->n; i++)
			said |= strstr(d->item[i].message, lacks[k]) != NULL;
		cr_expect(said, "nothing of '%s'", lacks[k]);
	}
	/* what Junos has no command for, or none whose name is known */
	d = diags_new(a);
	g = junos();
	g->lag[0].bpdu_filter = true;
	cr_expect_not(renders(g, s));
	cr_assert_eq(d->n, 1);
	cr_expect_not_null(strstr(d->item[0].message, "older command line"));
	cr_expect_eq(s->n, 0);
}

/* a reader looks for groups of uplinks just where a platform has them */
Test(dialects, readers_and_catalog_agree_on_what_there_is)
{
	const struct dialect *x;
	size_t i;

	os9();
	for (i = 0; (x = dialect_at(i)) != NULL; i++) {
		const struct platform *p = catalog_platform(catalog, x->name);

		cr_assert(p != NULL && p->rendered && !p->host, "%s", x->name);
		cr_expect_eq(platform_cannot(p, CAN_UFD) != NULL,
		    x->traits.no_ufd, "%s", x->name);
	}
	cr_expect_gt(i, 5);
}

static struct outline_line
one_line(const char *word[2])
{
	return (struct outline_line){
	    .path = "", .word = word, .nword = word[1] ? 2 : 1};
}

/* what one platform prints unasked, or keeps back, is no other's to do so */
Test(dialects, what_is_printed_unasked_is_each_dialects_own)
{
	static const struct {
		const char *nos, *word[2];
		bool hidden;
	} said[] = {
	    {"eos", {"lldp", "run"}, false},
	    {"nxos", {"switchname", "sw1"}, false},
	    {"nxos", {"no", "feature"}, true},
	    {"os10", {"iscsi", "enable"}, false},
	    {"os10", {"lldp", "enable"}, true},
	    {"os9", {"reload-type"}, false},
	    {"os9", {"no", "shutdown"}, true},
	    {"os6", {"lldp", "med"}, false},
	    {"aoscx", {"no", "routing"}, false},
	    {"aoscx", {"ntp", "enable"}, true},
	    {"nvue", {"unset", "x"}, true},
	    {"routeros", {":delay", "5s"}, true},
	    {"sonic", {"lanes:", "1"}, false},
	    {"fastpath", {"router", "rip"}, false},
	    {"fastpath", {"spanning-tree"}, true},
	};
	size_t n = sizeof(said) / sizeof(said[0]);
	const struct dialect *x;

	for (size_t i = 0; i < n; i++) {
		const char *word[] = {said[i].word[0], said[i].word[1]};
		const struct outline_line l = one_line(word);
		size_t by = 0;

		for (size_t k = 0; (x = dialect_at(k)) != NULL; k++) {
			const struct view v = {.dialect = x};
			bool does = said[i].hidden ? printed_hides(&v, &l) :
			                             printed_shows(&v, &l);

			by += does;
			cr_expect(does || strcmp(x->name, said[i].nos) != 0,
			    "%s: %s", x->name, word[0]);
		}
		cr_expect_lt(by, 3, "%s: %s is of %zu", said[i].nos, word[0],
		    by);
	}
}

static bool
may_only_look(const char *nos, const char *line, const char *role)
{
	const char *text = str_fmt(a, line, role);
	struct source src = {.name = "a", .text = text, .len = strlen(text)};
	const struct view *v =
	    view_read(a, diags_new(a), dialect_find(nos), &src, NULL);

	cr_assert(v != NULL && v->nuser == 1, "%s: %s", nos, text);
	return v->user[0].weak;
}

/* a maker's name of the role that may only look says nothing in another's */
Test(dialects, a_role_that_may_only_look_is_each_systems_own)
{
	static const char *const line[][2] = {
	    {"eos", "hostname a\nusername u privilege 15 role %s secret x\n"},
	    {"nxos", "hostname a\nusername u password 5 x role %s\n"},
	    {"os10", "hostname a\nusername u password x role %s\n"},
	    {"os9", "hostname a\nusername u password 7 x role %s\n"},
	    {"aoscx", "hostname a\nuser u group %s password plaintext x\n"}};
	static const struct {
		const char *role;
		bool weak[5];
	} said[] = {
	    {"operator", {true, true, true, true, true}},
	    {"network-operator", {true, true, true, true, false}},
	    {"netoperator", {false, false, true, true, false}},
	    {"vdc-operator", {false, true, false, false, false}},
	    {"operators", {false, false, false, false, true}},
	    {"auditors", {false, false, false, false, true}},
	    {"nvue-monitor", {false, false, false, false, false}},
	    {"network-admin", {false, false, false, false, false}}};

	for (size_t i = 0; i < sizeof(said) / sizeof(said[0]); i++)
		for (size_t k = 0; k < 5; k++)
			cr_expect_eq(may_only_look(line[k][0], line[k][1],
			                 said[i].role),
			    said[i].weak[k], "%s in %s", said[i].role,
			    line[k][0]);
}

/* a filter's words on one system are no command on another; what is secret
 * there is hidden wherever it is quoted, since nobody says whose text it is */
Test(dialects, filters_and_secrets_are_in_each_dialects_own_words)
{
	static const struct {
		const char *nos, *port, *line;
	} said[] = {
	    {"os9", "TenGigabitEthernet 1/1", "rate police 100"},
	    {"eos", "Ethernet1", "shape rate 100"},
	    {"nxos", "Ethernet1/1", "ip port access-group X in"},
	    {"aoscx", "1/1/1", "apply access-list ip X in"}};
	static const char *const secret[] = {
	    "user u auth-pass ciphertext abcde", "u hashed-password abcde",
	    "u encrypted-password abcde", "u encryption-password=abcde",
	    "u priv-aes128 abcde"};

	for (size_t i = 0; i < sizeof(said) / sizeof(said[0]); i++)
		for (size_t k = 0; k < sizeof(said) / sizeof(said[0]); k++) {
			struct source src = {.name = "a.cfg",
			    .text = str_fmt(a, "hostname a\ninterface %s\n  "
			        "%s\n", said[i].port, said[k].line)};
			const struct view *v;
			const struct port *p;

			src.len = strlen(src.text);
			v = view_read(a, diags_new(a),
			    dialect_find(said[i].nos), &src, NULL);
			cr_assert_not_null(v);
			p = view_find(v, ports_normal(a, said[i].port));
			cr_assert(p != NULL, "%s", said[i].nos);
			cr_expect_eq(p->filter_line > 0, i == k, "%s in %s",
			    said[k].line, said[i].nos);
		}
	for (size_t i = 0; i < sizeof(secret) / sizeof(secret[0]); i++) {
		const char *shown = secret_hidden(a, secret[i]);

		cr_expect(strstr(shown, "abcde") == NULL &&
		    strstr(shown, "***") != NULL, "%s", shown);
	}
}

/* a document's place, a number that is its own, words that are so anyway */
Test(dialects, what_says_nothing_is_each_dialects_own)
{
	static const char *words[] = {"qos", "cos-map", "2", "local-priority",
	    "2", "pvid=1", "admin-mac=x", "name=y"};
	const struct dialect *x;

	for (size_t k = 0; (x = dialect_at(k)) != NULL; k++) {
		const struct view v = {.dialect = x,
		    .doc = &(struct node){.kind = NODE_MAP}};
		struct outline_line l = {
		    .path = "", .word = words, .nword = 5};
		bool is = str_eq(x->name, "aoscx");

		cr_expect_eq(printed_default(&v, &l), is, "%s", x->name);
		words[4] = "3";
		cr_expect_not(printed_hides(&v, &l), "%s", x->name);
		words[4] = "2";
		is = str_eq(x->name, "routeros");
		l.nword = 8;
		cr_expect_eq(printed_bare(&v, a, &l, false).nword, is ? 6 : 8,
		    "%s", x->name);
		is = str_eq(x->name, "sonic");
		l.path = "CRM / Config";
		cr_expect_eq(printed_shows(&v, &l), is, "%s", x->name);
		l.path = "FEATURE / lldp";
		cr_expect_not(printed_shows(&v, &l), "%s", x->name);
		l.word = (const char *[]){"state:", "enabled"};
		l.nword = 2;
		cr_expect_eq(printed_shows(&v, &l), is, "%s", x->name);
	}
}

/* ... and so is what stands beside a design */
Test(dialects, what_is_beside_a_design_is_each_dialects_own)
{
	static const struct {
		const char *nos, *path, *word[2];
	} said[] = {
	    {"eos", "management ssh", {"idle-timeout", "5"}},
	    {"aoscx", "cli-session", {"timeout", "5"}},
	    {"junos", "system", {"location", "x"}},
	    {"junos", "system ntp", {"server", "x"}},
	    {"sonic", "LOGGER / orchagent", {"level:", "x"}},
	    {"", "system services", {"location", "x"}},
	    {"", "management ssh", {"vrf", "x"}},
	};
	const struct dialect *x;

	for (size_t i = 0; i < sizeof(said) / sizeof(said[0]); i++)
		for (size_t k = 0; (x = dialect_at(k)) != NULL; k++) {
			const struct view v = {.dialect = x};
			const char *word[] = {said[i].word[0], said[i].word[1]};
			const struct outline_line l = {.path = said[i].path,
			    .text = "", .word = word, .nword = 2};

			cr_expect_eq(outline_aside(&v, &l) == ASIDE_YES,
			    str_eq(x->name, said[i].nos), "%s: %s %s", x->name,
			    l.path, word[0]);
		}
}
