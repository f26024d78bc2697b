/* LLDP neighbours: each table as its switch prints it, and what is made of it. */
#include <criterion/criterion.h>
#include <string.h>

#include "base/str.h"
#include "verify/lldp_compare.h"
#include "verify/lldp_owner.h"

static struct arena *a;
static struct diags *d;

static void
setup(void)
{
	a = arena_new();
	d = diags_new(a);
}

static void
teardown(void)
{
	arena_free(a);
}

TestSuite(lldp, .init = setup, .fini = teardown);

static struct lldp_file
reads_as_it_is(const char *name, const char *text)
{
	struct source *s = NEW(a, struct source, 1);
	struct lldp_file f;

	s->name = name;
	s->text = text;
	s->len = strlen(text);
	cr_assert(lldp_read(a, d, s, &f), "%s: %s", name, d->n ?
	    d->item[d->n - 1].message : "");
	return f;
}

/* what a pager leaves where it stopped changes nothing */
static struct lldp_file
reads(const char *name, const char *text)
{
	struct lldp_file f = reads_as_it_is(name, text), g;
	struct buf b = buf_new(a);

	for (size_t i = 0, line = 0; text[i]; i++) {
		buf_putc(&b, text[i]);
		if (text[i] == '\n' && ++line % 3 == 0 && text[i + 1])
			buf_puts(&b, " --More-- \r          \r");
	}
	g = reads_as_it_is(name, b.text);
	cr_assert_eq(g.n, f.n, "%s: %zu of %zu", name, g.n, f.n);
	for (size_t i = 0; i < f.n; i++)
		cr_assert(str_eq(g.item[i].port, f.item[i].port) &&
		    str_eq(g.item[i].name, f.item[i].name) &&
		    str_eq(g.item[i].far, f.item[i].far) &&
		    g.item[i].cut == f.item[i].cut, "%s: %s", name,
		    f.item[i].port);
	return f;
}

static void
hears(const struct lldp_file *f, size_t i, const char *port, const char *name,
    const char *far)
{
	cr_assert_lt(i, f->n);
	cr_assert_str_eq(f->item[i].port, port);
	cr_assert_str_eq(f->item[i].name, name);
	cr_assert_str_eq(f->item[i].far, far);
}

Test(lldp, os9_prints_a_long_name_up_to_the_next_column)
{
	struct lldp_file f = reads("x", "sw1#show lldp neighbors\r\n"
	    " Loc PortID     Rem Host Name     Rem Port Id                     "
	    "   Rem Chassis Id\r\n"
	    " ----------------------------------------------------------------"
	    "----------------\r\n\r\n"
	    " Te 1/1         -                 24:8a:07:b9:d8:10              "
	    "    24:8a:07:b9:d8:10\r\n"
	    " Te 1/3         rack7-host00001...e4:1d:2d:bf:d7:e0               "
	    "    e4:1d:2d:bf:d7:e0\r\n"
	    " Fo 1/49        spine1            fortyGigE 0/60                 "
	    "    00:01:e8:8b:44:35\r\nsw1#\r\n");

	cr_assert_str_eq(f.prompt, "sw1");
	cr_assert_eq(f.n, 3);
	hears(&f, 0, "Te 1/1", "", "");
	hears(&f, 1, "Te 1/3", "rack7-host00001", "");
	cr_assert(f.item[1].cut && !f.item[2].cut);
	hears(&f, 2, "Fo 1/49", "spine1", "fortyGigE 0/60");
	cr_assert_eq(f.item[2].line, 7);
}

Test(lldp, os10_may_have_no_name_and_columns_a_blank_off)
{
	struct lldp_file f = reads("x", "Loc PortID          Rem Host Name     "
	    "   Rem Port Id                    Rem Chassis Id\n"
	    "------------------------------------------------------------------"
	    "--------------------\n"
	    "ethernet1/1/3:1     Not Advertised       00:78:57:aa:bb:cc        "
	    "     39373638-3935-5A43-4A39-\n"
	    "ethernet1/1/31      B-R03-U23-Swit...    Eth1/32                  "
	    "     24:8a:07:bb:cc:aa\n"
	    "mgmt1/1/1           LAB-7103-B-R04       19                       "
	    "     00:04:96:dd:ff:aa\n");

	cr_assert(f.n == 3 && f.prompt == NULL);
	hears(&f, 0, "ethernet1/1/3:1", "", "");
	hears(&f, 1, "ethernet1/1/31", "B-R03-U23-Swit", "Eth1/32");
	hears(&f, 2, "mgmt1/1/1", "LAB-7103-B-R04", "19");
}

Test(lldp, os6_lists_ports_that_hear_nobody)
{
	struct lldp_file f = reads("x", "console#show lldp remote-device all\n\n"
	    "LLDP Remote Device Summary\n\nLocal\n"
	    "Interface RemID   Chassis ID           Port ID           "
	    " System Name\n"
	    "--------- ------- -------------------- ------------------ "
	    "------------------\n"
	    "Te1/0/1   2       00:FC:E3:90:01:0F    NIC 1              hv1\n"
	    "Te1/0/2\n"
	    "Te1/0/3   3       00:FC:E3:90:01:0F    00:FC:E3:90:01:12\n"
	    "Te1/0/4   4       00:FC:E3:90:01:0F    TenGigabitEthernet spine1\n");

	cr_assert_eq(f.n, 3);
	hears(&f, 0, "Te1/0/1", "hv1", "NIC 1");
	hears(&f, 1, "Te1/0/3", "", "");
	hears(&f, 2, "Te1/0/4", "spine1", "TenGigabitEthernet");
}

Test(lldp, fastpath_prints_as_os6_and_has_its_name_in_brackets)
{
	struct lldp_file f = reads("x", "(ew1) #show lldp remote-device all\n\n"
	    "LLDP Remote Device Summary\n\nLocal\n"
	    "Interface  RemID    Chassis ID            Port ID             "
	    "System Name\n"
	    "---------  -------  --------------------  ------------------  "
	    "------------------\n"
	    "1/0/1      2        00:FC:E3:90:01:0F     NIC1                "
	    "hv1\n"
	    "1/0/2\n"
	    "1/0/24     1        00:FC:E3:90:01:10     1/0/24              "
	    "ew2\n\n(ew1) #");

	cr_assert_eq(f.n, 2);
	cr_assert_str_eq(f.prompt, "ew1");
	hears(&f, 0, "1/0/1", "hv1", "NIC1");
	hears(&f, 1, "1/0/24", "ew2", "1/0/24");
}

/* later releases of it: a column behind the name, names that are cut, and lines
 * that go on */
Test(lldp, what_fastpath_has_behind_the_name_is_no_name)
{
	struct lldp_file f = reads("x",
	    "Interface  RemID   Chassis ID            Port ID             "
	    "System Name         OUI          OUI Subtype\n"
	    "--------- -------  --------------------  ------------------  "
	    "------------------  -----------  -----------\n"
	    "1/0/1     12       62:C0:EB:01:59:14     NIC1                "
	    "hv1                 0x00120f     0x03\n"
	    "                                                             "
	    "                    0x00120f     0x01\n"
	    "1/0/14    18       8C:3B:AD:6B:BB:E0     1/0/1               "
	    "sw-netgear-m43 ...\n1/0/15\n");

	cr_assert_eq(f.n, 2);
	hears(&f, 0, "1/0/1", "hv1", "NIC1");
	hears(&f, 1, "1/0/14", "sw-netgear-m43", "1/0/1");
	cr_assert(!f.item[0].cut && f.item[1].cut);
}

Test(lldp, routeros_says_a_neighbour_in_words)
{
	struct lldp_file f = reads("x", "[admin@sw1] > /ip neighbor print "
	    "detail\r\n 0 interface=sfp-sfpplus2,bridge address=10.0.0.9 "
	    "address4=10.0.0.9\r\n   mac-address=02:00:00:00:00:09 "
	    "identity=\"hv1.example.org\" platform=\"Debian\"\r\n"
	    "   version=\"\" unpack=none age=2s interface-name=\"enp2s0\""
	    "\r\n   system-description=\"Debian GNU/Linux a=b "
	    "identity=\" discovered-by=lldp\r\n\r\n"
	    " 1   interface=bond1,sfp-sfpplus15 identity=\"sw2\"\r\n"
	    "     platform=\"MikroTik\" board=\"CRS317-1G-16S+\"\r\n"
	    "     interface-name=\"bridge/bond1/sfp-sfpplus16\" "
	    "discovered-by=cdp,lldp,mndp\r\n"
	    " 2 D interface=bridge identity=\"far\" discovered-by=mndp\r\n"
	    " 3 interface=sfp-sfpplus3 identity=\"core\" platform=\"Cisco\" "
	    "interface-name=\"Ethernet1/7\" discovered-by=lldp\r\n");

	cr_assert_eq(f.n, 3);
	cr_assert_str_eq(f.prompt, "sw1");
	hears(&f, 0, "sfp-sfpplus2", "hv1.example.org", "enp2s0");
	hears(&f, 1, "sfp-sfpplus15", "sw2", "sfp-sfpplus16");
	hears(&f, 2, "sfp-sfpplus3", "core", "Ethernet1/7");
	f = reads("x", " 0 interface=ether2 identity=sw3 interface-name=ether1 "
	    "system-description=a b c discovered-by=lldp\n");
	cr_assert_eq(f.n, 1);
	hears(&f, 0, "ether2", "sw3", "ether1");
}

Test(lldp, nvue_and_what_was_before_it)
{
	struct lldp_file f = reads("x", "cumulus@leaf01:mgmt:~$ nv show "
	    "interface --view=lldp\n"
	    "Interface  Speed  Type  Remote Host          Remote Port\n"
	    "---------  -----  ----  -------------------  -----------------\n"
	    "eth0       1G     eth   oob-mgmt-switch      swp10\n"
	    "swp1              swp   hv1.example.org      44:38:39:22:01:7a\n"
	    "swp49s0    25G    swp   spine1               Ethernet1/7\n"
	    "swp50      100G   swp   a host of two words  NIC 2\n");

	cr_assert_eq(f.n, 4);
	cr_assert_str_eq(f.prompt, "leaf01");
	hears(&f, 0, "eth0", "oob-mgmt-switch", "swp10");
	hears(&f, 1, "swp1", "hv1.example.org", "");
	hears(&f, 2, "swp49s0", "spine1", "Ethernet1/7");
	hears(&f, 3, "swp50", "a host of two words", "NIC 2");
	f = reads("x", "cumulus@leaf01:mgmt:~$ net show lldp\n\n"
	    "LocalPort  Speed  Mode          RemoteHost       RemotePort\n"
	    "---------  -----  ------------  ---------------  ----------\n"
	    "swp51      1G     Trunk/L2      spine01          swp1\n");
	cr_assert_eq(f.n, 1);
	hears(&f, 0, "swp51", "spine01", "swp1");
}

Test(lldp, aoscx_by_its_columns_and_in_paragraphs)
{
	struct lldp_file f = reads("x", "ew1# show lldp neighbor-info\n\n"
	    "LLDP Neighbor Information\n=========================\n\n"
	    "Total Neighbor Entries          : 4\n"
	    "Total Neighbor Entries Deleted  : 0\n\n"
	    "LOCAL-PORT  CHASSIS-ID         PORT-ID            "
	    "PORT-DESC         TTL      SYS-NAME\n"
	    "--------------------------------------------------"
	    "---------------------------------\n"
	    "1/1/1       00:11:22:33:44:55  00:11:22:33:44:55  "
	    "NIC1              120      hv1.example.org\n"
	    "1/1/2       00:11:22:33:44:66  NIC2               "
	    "                  120      \n"
	    "1/1/17      08:00:09:b0:ac:fa  1/1/17             "
	    "ew1 1/1/17        120      ew2\n"
	    "mgmt        08:00:09:b0:ac:01  7                  "
	    "                  120      oob1\n");

	cr_assert_eq(f.n, 4);
	cr_assert_str_eq(f.prompt, "ew1");
	hears(&f, 0, "1/1/1", "hv1.example.org", "");
	cr_assert_str_eq(f.item[0].far_also, "NIC1");
	hears(&f, 1, "1/1/2", "", "NIC2");
	hears(&f, 2, "1/1/17", "ew2", "1/1/17");
	hears(&f, 3, "mgmt", "oob1", "7");
	f = reads("x", "ew2# show lldp neighbor-info detail\r\n\r\n"
	    "LLDP Neighbor Information\r\n=========================\r\n"
	    "Total Neighbor Entries : 3\r\n\r\n"
	    "Port                           : 1/1/1\r\n"
	    "Neighbor Entries               : 2\r\n"
	    "Neighbor Chassis-Name          : hv1\r\n"
	    "Neighbor Chassis-Description   : Port : 1/1/9\r\n"
	    "Neighbor Chassis-ID            : 00:11:22:33:44:55\r\n"
	    "Neighbor Management-Address    : 10.0.120.1\r\n"
	    "Neighbor Port-ID               : NIC2\r\n"
	    "Neighbor Port-Desc             : Slot 3 Port 2\r\n"
	    "TTL                            : 120\r\n\r\n"
	    "Neighbor Chassis-Name          : guest\r\n"
	    "Neighbor Port-ID               : eth0\r\n"
	    "----------------------------------------------\r\n\r\n"
	    "Port                           : 1/1/2\r\n"
	    "Neighbor Entries               : 0\r\n"
	    "Neighbor Chassis-Name          : \r\n"
	    "Neighbor Port-ID               : \r\n"
	    "TTL                            : \r\n\r\n"
	    "Port                           : 1/1/17\r\n"
	    "Neighbor Chassis-Name          : ew1\r\n"
	    "Neighbor Port-ID               : 1/1/17\r\n");
	cr_assert_eq(f.n, 3);
	cr_assert_str_eq(f.prompt, "ew2");
	hears(&f, 0, "1/1/1", "hv1", "NIC2");
	cr_assert_str_eq(f.item[0].far_also, "Slot 3 Port 2");
	hears(&f, 1, "1/1/1", "guest", "eth0");
	hears(&f, 2, "1/1/17", "ew1", "1/1/17");
}

Test(lldp, junos_says_a_table_and_paragraphs)
{
	struct lldp_file f = reads("x", "{master:0}\nadmin@sw1> show lldp "
	    "neighbors \nLocal Interface    Parent Interface    Chassis Id"
	    "          Port info          System Name\n"
	    "et-0/0/48          ae5                 00:1c:73:ee:c0:46   "
	    "et-0/0/48          sw2                 \n"
	    "xe-0/0/0.0         -                   2c:6b:f5:a1:c2:c0   "
	    "Slot 3 Port 1 of a hv1.example.org\n"
	    "xe-0/0/2           -                   2c:6b:f5:a1:c2:c1   "
	    "eth0              \n\n{master:0}\nadmin@sw1> \n");

	cr_assert_eq(f.n, 3);
	cr_assert_str_eq(f.prompt, "sw1");
	hears(&f, 0, "et-0/0/48", "sw2", "et-0/0/48");
	hears(&f, 1, "xe-0/0/0", "hv1.example.org", "Slot 3 Port 1 of a");
	cr_expect(f.item[1].far_cut && !f.item[0].far_cut);
	hears(&f, 2, "xe-0/0/2", "", "eth0");
	f = reads("x", "LLDP Neighbor Information:\nLocal Information:\n"
	    "Index: 13 Time to live: 120 Age: 20 secs\n"
	    "Local Interface    : xe-0/0/1\nParent Interface   : -\n"
	    "Local Port ID      : 513\n\nNeighbour Information:\n"
	    "Chassis type       : Mac address\n"
	    "Chassis ID         : 28:8a:1c:ee:bf:c0\n"
	    "Port type          : Interface name\n"
	    "Port ID            : xe-0/1/0\n"
	    "Port description   : to sw1\nSystem name        : sw2\n\n"
	    "System Description : Juniper Networks, Inc. mx480\n"
	    "Management address\n        Address Type      : IPv4(1)\n"
	    "Organization Info\n        Info     : MTU Size (9192)\n"
	    "Local Interface    : xe-0/0/2\nNeighbour Information:\n"
	    "Port ID            : 7\nSystem name        : sw3\n");
	cr_assert_eq(f.n, 2);
	hears(&f, 0, "xe-0/0/1", "sw2", "xe-0/1/0");
	hears(&f, 1, "xe-0/0/2", "sw3", "7");
}

Test(lldp, eos_and_nxos)
{
	struct lldp_file f = reads("x", "Last table change time   : 0:00:23 "
	    "ago\nNumber of table inserts  : 24\n\n"
	    "Port          Neighbor Device ID       Neighbor Port ID    TTL\n"
	    "---------- ------------------------ ---------------------- ---\n"
	    "Et1           spine1.dc.example        Ethernet4           120\n"
	    "Et5           dc1-client3              aac1.abde.d7fa      120\n"
	    "Ma0           spine2                   Management0         120\n");

	cr_assert_eq(f.n, 3);
	hears(&f, 0, "Et1", "spine1.dc.example", "Ethernet4");
	hears(&f, 1, "Et5", "dc1-client3", "");
	f = reads("x", "CORE1# show lldp neighbors\nCapability codes:\n"
	    "  (R) Router, (B) Bridge, (T) Telephone, (C) DOCSIS Cable Device\n"
	    "Device ID            Local Intf      Hold-time  Capability  "
	    "Port ID  \n"
	    "A_SWITCH_WITH_A_LONG_NAME\n"
	    "                     Eth1/1          120        BR          eth0\n"
	    "c84b.d690.c7e5       Eth1/2          30                     "
	    "c84b.d690.c7e5\n"
	    "leaf2                Eth1/3          120                    "
	    "Eth1/49\n"
	    "leaf3                Eth1/4          120        B\n"
	    "Total entries displayed: 4\nCORE1#\n");
	cr_assert_eq(f.n, 4);
	cr_assert_str_eq(f.prompt, "CORE1");
	hears(&f, 0, "Eth1/1", "A_SWITCH_WITH_A_LONG_NAME", "eth0");
	hears(&f, 1, "Eth1/2", "", "");
	hears(&f, 2, "Eth1/3", "leaf2", "Eth1/49");
	hears(&f, 3, "Eth1/4", "leaf3", "");
}

Test(lldp, sonic_by_its_columns)
{
	struct lldp_file f = reads("x", "admin@tor-1:~$ show lldp table\n"
	    "Capability codes: (R) Router, (B) Bridge, (O) Other\n"
	    "LocalPort    RemoteDevice       RemotePortID       Capability  "
	    "RemotePortDescr\n"
	    "-----------  -----------------  -----------------  ----------  "
	    "-----------------\n"
	    "Ethernet112  T1-1               hundredGigE1/2     BR          "
	    "T0-2:hundredGigE1/29\n"
	    "Ethernet120                     aa:bb:cc:dd:ee:ff              "
	    "eth1\n"
	    "--------------------------------------------------\n"
	    "Total entries displayed:  2\n");

	cr_assert_str_eq(f.prompt, "tor-1");
	cr_assert_eq(f.n, 2);
	hears(&f, 0, "Ethernet112", "T1-1", "hundredGigE1/2");
	hears(&f, 1, "Ethernet120", "", "");
	cr_assert_str_eq(f.item[1].far_also, "eth1");
}

Test(lldp, lldpd_in_both_shapes_of_its_json)
{
	static const char *const text[] = {
		"{\"lldp\":{\"interface\":[{\"eth0\":{\"via\":\"LLDP\",\"chassis"
		"\":{\"leaf1\":{\"id\":{\"type\":\"mac\",\"value\":\"00:00:00:00"
		":00:02\"}}},\"port\":{\"id\":{\"type\":\"ifname\",\"value\":"
		"\"Te 0/1\"},\"descr\":\"hv1 eth0\"}}},{\"eth1\":{\"chassis\":{"
		"\"id\":{\"type\":\"mac\",\"value\":\"00:00:00:00:00:03\"}},"
		"\"port\":{\"id\":{\"type\":\"mac\",\"value\":\"00:00:00:00:00:"
		"03\"},\"descr\":\"x\"}}}]}}",
		"{\"lldp\":{\"interface\":{\"eth0\":{\"chassis\":{\"leaf1\":{"
		"\"id\":{\"type\":\"mac\",\"value\":\"00:00:00:00:00:02\"}}},"
		"\"port\":{\"id\":{\"type\":\"ifname\",\"value\":\"Te 0/1\"}}},"
		"\"eth1\":{\"port\":{}}}}}",
		"{\"lldp\":[{\"interface\":[{\"name\":\"eth0\",\"chassis\":[{"
		"\"id\":[{\"type\":\"mac\",\"value\":\"00:00:00:00:00:02\"}],"
		"\"name\":[{\"value\":\"leaf1\"}]}],\"port\":[{\"id\":[{\"type"
		"\":\"ifname\",\"value\":\"Te 0/1\"}],\"descr\":[{\"value\":"
		"\"hv1 eth0\"}]}]},{\"name\":\"eth1\"}]}]}"
	};

	for (size_t i = 0; i < 3; i++) {
		struct lldp_file f = reads("x", text[i]);

		cr_assert_eq(f.n, 2, "shape %zu", i);
		hears(&f, 0, "eth0", "leaf1", "Te 0/1");
		hears(&f, 1, "eth1", "", "");
	}
	cr_assert_not(lldp_read(a, d, &(struct source){"x", "{\"a\":1}", 7},
	    &(struct lldp_file){0}));
	cr_assert_str_eq(d->item[d->n - 1].id, "lldp-format");
	cr_assert_not(lldp_read(a, d, &(struct source){"x", "Local\0Intf", 10},
	    &(struct lldp_file){0}));
	cr_assert_not_null(strstr(d->item[d->n - 1].message, "NUL"));
}

/* each system's paragraphs: two neighbours, the second without a name */
Test(lldp, six_systems_print_details_in_six_ways)
{
	static const struct { const char *text, *port, *name, *far, *also; }
	row[] = {
		/* OS9 */
		{"sw1#show lldp neighbors detail\n"
		 "==========================================================\n"
		 " Local Interface Te 0/1 has 1 neighbor\n"
		 "  Total Frames Out: 678604\n"
		 "  The neighbors are given below:\n"
		 "  ---------------------------------------------------------\n\n"
		 "    Remote Chassis ID Subtype: Mac address (4)\n"
		 "    Remote Chassis ID:  f4:8e:38:0b:9f:eb\n"
		 "    Remote Port Subtype:  Interface name (5)\n"
		 "    Remote Port ID:  eth0\n"
		 "    Remote Port Description:  Intel 82599\n"
		 "    Local Port ID: TenGigabitEthernet 0/1\n"
		 "    Remote TTL:  120\n"
		 "    Remote System Name:  hv1\n"
		 "    Remote System Desc:  a system\n     of two lines: more\n"
		 "  ---------------------------------------------------------\n"
		 "    Remote Chassis ID Subtype: Mac address (4)\n"
		 "    Remote Port ID:  00:01:02:03:04:05\n"
		 "    Local Port ID: TenGigabitEthernet 0/2\n",
		 "TenGigabitEthernet 0/1", "hv1", "eth0", "Intel 82599"},
		/* OS10 */
		{"Remote Chassis ID Subtype: Mac address (4)\n"
		 "Remote Chassis ID: 34:17:eb:4c:1e:80\n"
		 "Remote Port Subtype: Interface name (5)\n"
		 "Remote Port ID: ethernet1/1/25\n"
		 "Remote Port Description: uplink\n"
		 "Local Port ID: ethernet1/1/1\n"
		 "Remote TTL: 120\nRemote System Name: spine1\n"
		 "----------------------------------\n"
		 "Remote Chassis ID Subtype: Mac address (4)\n"
		 "Local Port ID: ethernet1/1/2\n",
		 "ethernet1/1/1", "spine1", "ethernet1/1/25", "uplink"},
		/* OS6 */
		{"console#show lldp remote-device detail Te1/0/1\n"
		 "LLDP Remote Device Detail\n\nLocal Interface: Te1/0/1\n\n"
		 "Remote Identifier: 2\nChassis ID Subtype: MAC Address\n"
		 "Chassis ID: 00:FC:E3:90:01:0F\nPort ID Subtype: Local\n"
		 "Port ID: NIC 1\nSystem Name: hv1\nSystem Description:\n"
		 "Port Description: first\nTime to Live: 24 seconds\n"
		 "console#show lldp remote-device detail Te1/0/2\n"
		 "Local Interface: Te1/0/2\nRemote Identifier: 3\n"
		 "Port ID: 00:FC:E3:90:01:12\nSystem Name:\n",
		 "Te1/0/1", "hv1", "NIC 1", "first"},
		/* EOS */
		{"Interface Ethernet1 detected 1 LLDP neighbors:\n\n"
		 "  Neighbor 2cc2.6081.eaf9/\"Ethernet7\", age 12 seconds\n"
		 "  Discovered 0:01:11 ago; Last changed 0:01:11 ago\n"
		 "  - Chassis ID type: MAC address (4)\n"
		 "    Chassis ID     : 2cc2.6081.eaf9\n"
		 "  - Port ID type: Interface name (5)\n"
		 "    Port ID     : \"Ethernet7\"\n"
		 "  - Port Description: \"to tor-1\"\n"
		 "  - System Name: \"spine1.dc.example\"\n"
		 "  - IEEE802.1/IEEE802.3 Link Aggregation\n"
		 "    Port ID                : 0\n\n"
		 "Interface Ethernet2 detected 0 LLDP neighbors:\n\n"
		 "Interface Ethernet3 detected 1 LLDP neighbors:\n\n"
		 "  Neighbor 0050.56eb.3ef3/1, age 4 seconds\n"
		 "    - Port ID type: Locally assigned (7)\n",
		 "Ethernet1", "spine1.dc.example", "Ethernet7", "to tor-1"},
		/* NX-OS */
		{"CORE1# show lldp neighbors detail\nCapability codes:\n"
		 "  (R) Router, (B) Bridge, (T) Telephone\n"
		 "Device ID            Local Intf      Hold-time  Capability  "
		 "Port ID  \n\n"
		 "Chassis id: 5087.89a1.d8d6\nPort id: Ethernet1/1\n"
		 "Local Port id: Eth1/1\nPort Description: Ethernet1/1\n"
		 "System Name: leaf1\nSystem Description: a\nTAC support: b\n"
		 "Time remaining: 93 seconds\n\n\nChassis id: 547f.eeaf.7818\n"
		 "Port id: 547f.eeaf.7818\nLocal Port id: Eth1/2\n"
		 "System Name: null\n\nTotal entries displayed: 2\n",
		 "Eth1/1", "leaf1", "Ethernet1/1", "Ethernet1/1"},
		/* SONiC */
		{"admin@tor-1:~$ show lldp neighbors\n"
		 "--------------------------------------------------\n"
		 "LLDP neighbors:\n"
		 "--------------------------------------------------\n"
		 "Interface:    Ethernet112, via: LLDP, RID: 1, Time: 0 day\n"
		 "  Chassis:     \n    ChassisID:    mac 00:01:e8:8b:44:35\n"
		 "    SysName:      T1-1\n    SysDescr:     of two\n lines\n"
		 "    Capability:   Bridge, on\n  Port:        \n"
		 "    PortID:       ifname hundredGigE1/2\n"
		 "    PortDescr:    T0-2\n    TTL:          120\n"
		 "--------------------------------------------------\n"
		 "Interface:    eth0, via: LLDP, RID: 2, Time: 0 day\n"
		 "  Chassis:     \n    ChassisID:    mac 00:01:e8:8b:44:36\n"
		 "  Port:        \n    PortID:       mac 00:01:e8:8b:44:37\n",
		 "Ethernet112", "T1-1", "hundredGigE1/2", "T0-2"},
	};

	for (size_t i = 0; i < sizeof row / sizeof row[0]; i++) {
		struct lldp_file f = reads("x", row[i].text);

		cr_assert_eq(f.n, 2, "%zu: %zu", i, f.n);
		hears(&f, 0, row[i].port, row[i].name, row[i].far);
		cr_assert_str_eq(f.item[0].far_also, row[i].also);
		cr_assert_str_eq(f.item[1].name, "", "%zu", i);
		cr_assert_str_eq(f.item[1].far, "", "%zu", i);
		cr_assert_neq(f.item[1].port[0], '\0', "%zu", i);
	}
}

Test(lldp, a_line_of_form_feeds_in_a_table_is_an_empty_one)
{
	struct lldp_file f = reads("x",
	    "Interface RemID Chassis ID        Port ID       System Name\n"
	    "\f\v\n\f\n"
	    "Te1/0/1   1     00:FC:E3:90:01:0F NIC1          hv1\n");

	cr_assert_eq(f.n, 1);
	hears(&f, 0, "Te1/0/1", "hv1", "NIC1");
}

Test(lldp, a_paragraph_without_its_beginning_is_told)
{
	static const char text[] = "  - System Name: \"a\"\n"
	    "  Neighbor 2cc2.6081.eaf9/\"Ethernet7\", age 12 seconds\n"
	    "    Port ID     : \"Ethernet7\"\n";

	cr_assert_not(lldp_read(a, d, &(struct source){"x", text,
	    sizeof text - 1}, &(struct lldp_file){0}));
	cr_assert_str_eq(d->item[0].id, "lldp-row");
	cr_assert_eq(d->item[0].at.line, 2);
}

Test(lldp, switches_json_bare_or_in_the_answer_of_an_interface)
{
	static const char *const text[] = {
		"{\"tablesLastChangeTime\":1.5,\"lldpNeighbors\":[{\"port\":"
		"\"Ethernet1\",\"neighborDevice\":\"spine1\",\"neighborPort\":"
		"\"Ethernet7\",\"ttl\":120}]}",
		"{\"jsonrpc\":\"2.0\",\"result\":[{\"lldpNeighbors\":{"
		"\"Ethernet1\":{\"lldpNeighborInfo\":[{\"systemName\":\"spine1\""
		",\"neighborInterfaceInfo\":{\"interfaceId\":\"\\\"Ethernet7\\\""
		"\"}}]},\"Ethernet2\":{\"lldpNeighborInfo\":[]}}}]}",
		"{\"neigh_hdr\":\"neigh_hdr\",\"TABLE_nbor\":{\"ROW_nbor\":{"
		"\"chassis_id\":\"spine1\",\"l_port_id\":\"Ethernet1\","
		"\"port_id\":\"Ethernet7\"}}}",
		"{\"ins_api\":{\"outputs\":{\"output\":{\"body\":{"
		"\"TABLE_nbor_detail\":{\"ROW_nbor_detail\":[{\"chassis_id\":"
		"\"5087.89a1.d8d6\",\"l_port_id\":\"Ethernet1\",\"sys_name\":"
		"\"spine1\",\"port_id\":\"Ethernet7\",\"port_desc\":\"x\"}]}}}}}}"
	};

	for (size_t i = 0; i < 4; i++) {
		struct lldp_file f = reads("x", text[i]);

		cr_assert_eq(f.n, 1, "shape %zu", i);
		hears(&f, 0, "Ethernet1", "spine1", "Ethernet7");
	}
}

#define INTERFACE "<interface><name>ethernet1/1/1</name><type>e</type>" \
	"<lldp-rem-neighbor-info><info><rem-lldp-chassis-id-subtype>" \
	"mac-address</rem-lldp-chassis-id-subtype><rem-lldp-port-id>NIC1" \
	"</rem-lldp-port-id><rem-lldp-port-subtype>interface-name" \
	"</rem-lldp-port-subtype><rem-port-desc>a &amp; b</rem-port-desc>" \
	"<rem-system-name>hv1</rem-system-name></info>" \
	"</lldp-rem-neighbor-info></interface>"

Test(lldp, os10_prints_xml_a_document_after_the_other)
{
	struct lldp_file f = reads("x", "leaf1# show lldp neighbors | "
	    "display-xml\n<?xml version=\"1.0\"?>\n<rpc-reply xmlns=\"u:1\">"
	    "<data><interfaces></interfaces></data></rpc-reply>\n"
	    "<?xml version=\"1.0\"?>\n<rpc-reply><bulk><data>" INTERFACE
	    "</data></bulk></rpc-reply>\nleaf1#\n");

	cr_assert_str_eq(f.prompt, "leaf1");
	cr_assert_eq(f.n, 1);
	hears(&f, 0, "ethernet1/1/1", "hv1", "NIC1");
	cr_assert_str_eq(f.item[0].far_also, "a & b");
	cr_assert_eq(f.item[0].line, 5);
	f = reads("x", "<rpc-reply>" INTERFACE "</rpc-reply>\n<rpc-reply>"
	    INTERFACE "</rpc-reply>");
	cr_assert_eq(f.n, 2);
}

Test(lldp, xml_that_is_cut_or_defines_entities_is_refused)
{
	static const char *const text[] = {
		"<rpc-reply><data>" INTERFACE "</data>",
		"<?xml version=\"1.0\"?><!DOCTYPE x [<!ENTITY a \"b\">]>"
		"<rpc-reply>&a;</rpc-reply>"
	};

	for (size_t i = 0; i < 2; i++) {
		size_t before = d->n;

		cr_assert_not(lldp_read(a, d, &(struct source){"x", text[i],
		    strlen(text[i])}, &(struct lldp_file){0}));
		cr_assert_str_eq(d->item[before].id, "xml-syntax");
	}
}

/* ---- against a bundle ---- */

/* two leaves, a spine with a port to the core, two hosts */
static struct bundle *
plan(void)
{
	static const char *const row[][6] = {
		{"L1", "spine1", "fortyGigE 0/48", "leaf1", "ethernet1/1/25",
		    "uplink"},
		{"L2", "spine1", "fortyGigE 0/52", "leaf2", "ethernet1/1/25",
		    "uplink"},
		{"L3", "leaf1", "ethernet1/1/1", "hv1", "NIC1", "host"},
		{"L4", "leaf2", "ethernet1/1/1", "hv1", "NIC2", "host"},
		{"L5", "leaf1", "ethernet1/1/2", "hv2", "NIC1", "host"},
		{"L6", "spine1", "TenGigabitEthernet 0/47", "core1", "",
		    "core"},
		{"L7", "spine1", "ManagementEthernet 0/0", "oob", "", "oob"}
	};
	struct bundle *b = NEW(a, struct bundle, 1);

	b->nsw = 3;
	b->sw = NEW(a, struct bundle_switch, 3);
	b->sw[0].name = "spine1";
	b->sw[1].name = "leaf1";
	b->sw[2].name = "leaf2";
	b->ncable = sizeof row / sizeof row[0];
	b->cable = NEW(a, struct bundle_cable, b->ncable);
	for (size_t i = 0; i < b->ncable; i++) {
		b->cable[i].id = row[i][0];
		b->cable[i].kind = row[i][5];
		for (int e = 0; e < 2; e++) {
			struct bundle_cable_end *x = &b->cable[i].end[e];

			x->device = row[i][1 + 2 * e];
			x->port = row[i][2 + 2 * e];
			x->sw = bundle_switch(b, x->device);
			x->normal = *x->port ? ports_normal(a, x->port) : NULL;
		}
	}
	return b;
}

static struct cables_result
compared(struct bundle *b, struct lldp_file *f, size_t n)
{
	struct cables_result r;

	cr_assert(lldp_owners(a, d, b, f, n), "%s", d->n ?
	    d->item[0].message : "");
	lldp_cables_compare(a, b, f, n, &r);
	return r;
}

#define OS10 "Loc PortID          Rem Host Name        Rem Port Id          " \
	"          Rem Chassis Id\n"
#define OS9 " Loc PortID     Rem Host Name     Rem Port Id            " \
	"            Rem Chassis Id\n"

Test(lldp, a_right_cabling_has_no_finding)
{
	struct lldp_file f[3] = {
		reads("out/spine1.txt", OS9
		    " Fo 0/48        leaf1             ethernet1/1/25\n"
		    " Fo 0/52        LEAF2.dc.example  ethernet1/1/25\n"
		    " Te 0/47        core1             Ethernet7\n"
		    " Ma 0/0         oobsw             5\n"),
		reads("leaf1.old.log", OS10
		    "ethernet1/1/25      spine1               fortyGigE 0/48\n"
		    "ethernet1/1/1       hv1                  NIC1\n"
		    "ethernet1/1/2       -                    00:11:22:33:44:55\n"),
		reads("x", "leaf2# show lldp neighbors\n" OS10
		    "ethernet1/1/25      spi...               fortyGigE 0/52\n"
		    "ethernet1/1/1       hv1                  something else\n")
	};
	struct cables_result r = compared(plan(), f, 3);

	/* but for what one host calls its port */
	cr_assert(r.n == 1 && r.item[0].state == CABLE_NAMED &&
	    !r.item[0].error);
	cr_assert(r.planned == 6 && r.right == 5 && r.unnamed == 1 &&
	    r.port_unreported == 1 && r.unseen == 0 && r.errors == 0);
	cr_assert_eq(r.cut, 1);
}

Test(lldp, two_cables_swapped_are_two_plugs_to_move)
{
	struct lldp_file f[2] = {
		reads("spine1.txt", OS9
		    " Fo 0/48        leaf2             ethernet1/1/25\n"
		    " Fo 0/52        leaf1             ethernet1/1/25\n"
		    " Te 0/47        core1             Ethernet7\n"),
		/* the same again from the other side */
		reads("leaf1", OS10
		    "ethernet1/1/25      spine1               fortyGigE 0/52\n"
		    "ethernet1/1/1       hv1                  NIC1\n")
	};
	struct cables_result r = compared(plan(), f, 2);

	cr_assert_eq(r.n, 3);
	cr_assert_eq(r.errors, 2);
	cr_assert_str_eq(r.item[0].message, "is connected to leaf2 "
	    "ethernet1/1/25; move that plug to leaf1 ethernet1/1/25 (L1); "
	    "there L2 is planned, to spine1 fortyGigE 0/52");
	/* a host that nobody hears may not speak at all */
	cr_assert_eq(r.item[2].state, CABLE_MISSING);
	cr_assert_str_eq(r.item[2].cable, "L5");
	cr_assert_not(r.item[2].error);
	/* leaf2 gave no file */
	cr_assert_eq(r.unseen, 1);
}

Test(lldp, what_is_missing_wrong_or_not_planned)
{
	struct lldp_file f[1] = {
		reads("leaf1", OS10
		    "ethernet1/1/1       hv1                  NIC2\n"
		    "ethernet1/1/2       stranger             eth0\n"
		    "ethernet1/1/9       hv2                  NIC1\n"
		    "ethernet1/1/10      other                eth0\n"
		    "ethernet1/1/11      -                    -\n")
	};
	struct cables_result r = compared(plan(), f, 1);
	static const struct { enum cable_state state; bool error; } want[] = {
		{CABLE_MOVE, true}, {CABLE_MOVE, true}, {CABLE_MOVE, true},
		{CABLE_UNKNOWN, false}, {CABLE_UNKNOWN, false},
		{CABLE_MISSING, true}
	};

	cr_assert_eq(r.n, 6);
	for (size_t i = 0; i < 6; i++)
		cr_assert(r.item[i].state == want[i].state &&
		    r.item[i].error == want[i].error, "%zu: %s", i,
		    r.item[i].message);
	cr_assert_str_eq(r.item[1].message, "is connected to 'stranger'; move "
	    "that plug to hv2 NIC1 (L5)");
	cr_assert_str_eq(r.item[2].message, "is connected to hv2 NIC1, and no "
	    "cable is planned here; move this plug to leaf1 ethernet1/1/2 "
	    "(L5)");
	cr_assert_str_eq(r.item[5].cable, "L1");
}

Test(lldp, a_stranger_behind_the_right_neighbour_is_told)
{
	struct lldp_file f[1] = {
		reads("hv1.json", "{\"lldp\":{\"interface\":[{\"NIC1\":{"
		    "\"chassis\":{\"vm7\":{}},\"port\":{\"id\":{\"type\":"
		    "\"local\",\"value\":\"1\"}}}},{\"NIC1\":{\"chassis\":{"
		    "\"leaf1\":{}},\"port\":{\"id\":{\"type\":\"ifname\","
		    "\"value\":\"ethernet1/1/1\"}}}}]}}")
	};
	struct cables_result r = compared(plan(), f, 1);

	cr_assert_eq(r.right, 1);
	cr_assert_eq(r.n, 2);
	cr_assert_eq(r.item[0].state, CABLE_SHARED);
	cr_assert_not(r.item[0].error);
	cr_assert_str_eq(r.item[0].message, "has 2 LLDP neighbours: 'vm7', 'leaf1'; "
	    "leaf1 is as planned (L3): there is a switch or a hypervisor in "
	    "between, or one of them has been removed since");
	cr_assert_str_eq(r.item[1].cable, "L4");
}

Test(lldp, two_devices_of_ours_at_one_port_are_no_plug_to_move)
{
	struct lldp_file f[2] = {
		reads("leaf1", OS10
		    "ethernet1/1/1       hv2                  NIC1\n"
		    "ethernet1/1/1       hv1                  NIC1\n"),
		reads("leaf2", OS10
		    "ethernet1/1/1       printer              1\n"
		    "ethernet1/1/1       hv2                  NIC9\n")
	};
	struct cables_result r = compared(plan(), f, 2);

	cr_assert_eq(r.item[0].state, CABLE_SHARED);
	cr_assert_not(r.item[0].error);
	cr_assert_str_eq(r.item[0].message, "has 2 LLDP neighbours: 'hv2' (L5 is "
	    "planned to leaf1 ethernet1/1/2), 'hv1'; hv1 is as planned (L3): there "
	    "is a switch or a hypervisor in between, or one of them has been "
	    "removed since");
	cr_assert_eq(r.item[1].state, CABLE_SHARED);
	cr_assert(r.item[1].error);
	cr_assert_str_eq(r.item[1].message, "has 2 LLDP neighbours: 'printer', "
	    "'hv2'; not hv1 NIC2, which is planned there (L4): there is a "
	    "switch or a hypervisor in between, or one of them has been "
	    "removed since");
	cr_assert_eq(r.right, 1);
	for (size_t i = 0; i < r.n; i++)
		cr_assert_neq(r.item[i].state, CABLE_MOVE);
}

Test(lldp, what_a_neighbour_says_is_only_printed_where_it_is_text)
{
	struct lldp_file f[1] = {
		reads("leaf1", OS10
		    "ethernet1/1/9       e\x1b[31mvil            \xff\xfe\n")
	};
	struct cables_result r = compared(plan(), f, 1);

	hears(&f[0], 0, "ethernet1/1/9", "", "");
	for (size_t i = 0; i < r.n; i++)
		cr_assert(str_is_text(r.item[i].message));
}

Test(lldp, a_host_that_names_its_ports_otherwise_has_no_plug_to_move)
{
	struct lldp_file f[2] = {
		reads("hv1.json", "{\"lldp\":{\"interface\":[{\"ens1f0\":{"
		    "\"chassis\":{\"leaf1\":{}},\"port\":{\"id\":{\"type\":"
		    "\"ifname\",\"value\":\"ethernet1/1/1\"}}}},{\"ens1f1\":{"
		    "\"chassis\":{\"leaf2\":{}},\"port\":{\"id\":{\"type\":"
		    "\"ifname\",\"value\":\"ethernet1/1/1\"}}}}]}}"),
		reads("leaf1", OS10
		    "ethernet1/1/25      spine1               fortyGigE 0/48\n"
		    "ethernet1/1/1       hv1                  ens1f0\n"
		    "ethernet1/1/2       hv2                  ens1f0\n")
	};
	struct cables_result r = compared(plan(), f, 2);

	cr_assert_eq(r.errors, 0, "%s", r.n ? r.item[0].message : "");
	cr_assert_eq(r.right, 4);
	cr_assert_eq(r.n, 3);
	for (size_t i = 0; i < 3; i++)
		cr_assert_eq(r.item[i].state, CABLE_NAMED);
	cr_assert_str_eq(r.item[0].message, "is connected as planned (L3) except for "
	    "a name: hv1 reports its port as 'ens1f0', the bundle has 'NIC1'");
	/* at another switch's port than planned it has */
	f[0] = reads("hv1.json", "{\"lldp\":{\"interface\":[{\"ens1f0\":{"
	    "\"chassis\":{\"leaf1\":{}},\"port\":{\"id\":{\"type\":"
	    "\"ifname\",\"value\":\"ethernet1/1/2\"}}}}]}}");
	r = compared(plan(), f, 1);
	cr_assert_eq(r.item[0].state, CABLE_MOVE);
}

Test(lldp, a_name_that_fills_its_column_may_go_on)
{
	struct bundle *b = plan();
	struct lldp_file f[1] = {
		reads("leaf1", "Interface RemID   Chassis ID           Port ID"
		    "            System Name\n"
		    "--------- ------- -------------------- ------------------ "
		    "------------------\n"
		    "Te1/0/1   2       00:FC:E3:90:01:0F    NIC1               "
		    "rack7-hypervisor-0\n"
		    "Te1/0/2   3       00:FC:E3:90:01:0F    TenGigabitEthernet "
		    "hv2\n")
	};
	struct cables_result r;

	b->cable[2].end[1].device = "rack7-hypervisor-01";
	b->cable[2].end[0].port = "Te1/0/1";
	b->cable[2].end[0].normal = ports_normal(a, "Te1/0/1");
	b->cable[4].end[0].port = "Te1/0/2";
	b->cable[4].end[0].normal = ports_normal(a, "Te1/0/2");
	r = compared(b, f, 1);
	cr_assert_eq(r.right, 2, "%s", r.n ? r.item[0].message : "");
	cr_assert_eq(r.cut, 1);
	cr_assert_eq(r.port_unreported, 1);
}

Test(lldp, json_of_four_more_systems)
{
	struct lldp_file f = reads("x", "admin@ew1> show lldp neighbors | "
	    "display json\n{\n \"lldp-neighbors-information\" : [{\n"
	    "  \"lldp-neighbor-information\" : [\n"
	    "  {\"lldp-local-port-id\" : [{\"data\" : \"xe-0/0/0\"}],\n"
	    "   \"lldp-remote-port-id\" : [{\"data\" : \"NIC1\"}],\n"
	    "   \"lldp-remote-system-name\" : [{\"data\" : \"hv1\"}]},\n"
	    "  {\"lldp-local-interface\" : [{\"data\" : \"et-0/0/50.0\"}],\n"
	    "   \"lldp-remote-port-id-subtype\" : [{\"data\" : "
	    "\"Mac address\"}],\n"
	    "   \"lldp-remote-port-id\" : [{\"data\" : "
	    "\"00:11:22:33:44:55\"}],\n"
	    "   \"lldp-remote-port-description\" : [{\"data\" : \"p7\"}],\n"
	    "   \"lldp-remote-system-name\" : [{\"data\" : \"ew2\"}]}\n"
	    "  ]}]\n}\n\n{master:0}\nadmin@ew1> \n");

	cr_assert_eq(f.n, 2);
	cr_assert_str_eq(f.prompt, "ew1");
	hears(&f, 0, "xe-0/0/0", "hv1", "NIC1");
	cr_assert_eq(f.item[0].line, 5);
	hears(&f, 1, "et-0/0/50", "ew2", "");
	cr_assert_str_eq(f.item[1].far_also, "p7");
	f = reads("x", "{\"eth0\": {\"lldp\": {\"neighbor\": {\"oob1\": "
	    "{\"chassis\": {\"system-name\": \"oob1\"}, \"port\": {\"name\": "
	    "\"swp10\", \"type\": \"ifname\"}}}}}, \"swp1\": {\"lldp\": "
	    "{\"neighbor\": {\"hv1\": {\"chassis\": {\"chassis-id\": \"x\"}, "
	    "\"port\": {\"description\": \"NIC1\", \"name\": "
	    "\"00:11:22:33:44:55\", \"type\": \"mac\"}}}}}, "
	    "\"swp2\": {\"lldp\": {}}}");
	cr_assert_eq(f.n, 2);
	hears(&f, 0, "eth0", "oob1", "swp10");
	hears(&f, 1, "swp1", "hv1", "");
	cr_assert_str_eq(f.item[1].far_also, "NIC1");
	f = reads("x", "{\"1%2F1%2F1\": {\"lldp_neighbors\": {\"00:11,NIC1\": "
	    "{\"port_id\": \"NIC1\", \"neighbor_info\": {\"chassis_name\": "
	    "\"hv1\", \"port_description\": \"first\"}}}}}");
	cr_assert_eq(f.n, 1);
	hears(&f, 0, "1/1/1", "hv1", "NIC1");
	f = reads("x", "[{\".id\": \"*1\", \"interface\": "
	    "\"sfp-sfpplus15,bridge\", \"identity\": \"ew2\", "
	    "\"interface-name\": \"bridge/sfp-sfpplus15\", \"platform\": "
	    "\"MikroTik\", \"discovered-by\": \"cdp,lldp\"}, {\"interface\": "
	    "\"bridge\", \"identity\": \"far\", \"discovered-by\": "
	    "\"mndp\"}]");
	cr_assert_eq(f.n, 1);
	hears(&f, 0, "sfp-sfpplus15", "ew2", "sfp-sfpplus15");
	/* no JSON of neighbours */
	cr_assert_not(lldp_read(a, d, &(struct source){ "x",
	    "{\"a\": {\"b\": 1}}", 15 }, &(struct lldp_file){ 0 }));
}

Test(lldp, routeros_prints_a_table_too)
{
	struct lldp_file f = reads("sw1.txt", "[admin@sw1] > /ip neighbor "
	    "print\nColumns: INTERFACE, ADDRESS, MAC-ADDRESS, IDENTITY, "
	    "VERSION\n#  INTERFACE     ADDRESS   MAC-ADDRESS        IDENTITY  "
	    "VERSION\n0  sfp-sfpplus1  10.0.0.9  02:00:00:00:00:09  hv1       "
	    "7.19\n   bridge\n1  sfp-sfpplus2            02:00:00:00:00:0A  "
	    "hv2\n");

	cr_assert_eq(f.n, 2);
	hears(&f, 0, "sfp-sfpplus1", "hv1", "");
	hears(&f, 1, "sfp-sfpplus2", "hv2", "");
}

/* the place of a name is looked for at the interface's column only where that
 * comes first: a row may be shorter than a heading */
Test(lldp, routeros_columns_turned_are_no_table)
{
	static const char text[] = "#  IDENTITY  VERSION  INTERFACE\n"
	    "0  hv1       7.19\n";
	struct source src = { "sw1.txt", text, sizeof text - 1 };

	cr_assert_not(lldp_read(a, d, &src,
	    &(struct lldp_file){ 0 }));
}
