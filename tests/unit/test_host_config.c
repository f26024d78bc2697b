/* The three readers of hosts' files, and whether two readings mean the same. */
#include "arena.h"

#include "readback/host_config.h"

TestSuite(host_config, .init = setup, .fini = teardown);

static struct host_config
reading(const char *file, const char *text)
{
	struct source *src = NEW(a, struct source, 1);
	struct host_config c;

	*src = (struct source){file, text, strlen(text)};
	cr_assert(host_config_read(a, src, file, &c));
	return c;
}

static const char *
get(const char *file, const char *text, const char *object, const char *key)
{
	struct host_config c = reading(file, text);
	const char *v = host_config_get(&c, object, key, NULL);

	return v ? v : "";
}

#define ADDED \
	"New-VMSwitch -Name 'S' -NetAdapterName 'N1', 'N2' " \
	"-EnableEmbeddedTeaming $true -AllowManagementOS $false | Out-Null\n" \
	"Add-VMNetworkAdapter -ManagementOS -SwitchName S -Name 'lm'\n" \
	"set-vmnetworkadaptervlan -ManagementOS -VMNetworkAdapterName lm " \
	"-Access -VlanId 120\n"

Test(host_config, commands_are_read_in_order_undoing_ones_too)
{
	static const char *const row[][4] = {
		{ADDED, "interface lm", "vlan", "120"},
		{ADDED, "switch S", "embedded", "true"},
		{ADDED "Set-VMNetworkAdapterVlan -ManagementOS "
		 "-VMNetworkAdapterName 'lm' -Untagged\n",
		    "interface lm", "vlan", "0"},
		{ADDED "Remove-VMNetworkAdapter -ManagementOS -Name lm\n",
		    "interface lm", "vlan", ""},
		{"Set-Jumbo 'NIC1' 9014", "port NIC1", "mtu", "9000"},
		{"Set-Address 'vEthernet (lm)' `\n '10.0.0.1' '24' '10.0.0.9'",
		    "interface lm", "address", "10.0.0.1/24"},
		{"Enable-NetQosFlowControl -Priority 3\n"
		 "Disable-NetQosFlowControl 0,1,3",
		    "lossless", "priority 3", "false"},
		{"function F {\n  Enable-NetAdapterRdma -Name \"N\"\n}\nF",
		    "port N", "rdma", "true"},
		{"function F {\n  Enable-NetAdapterRdma -Name 'N'\n}\n",
		    "port N", "rdma", ""},
		{"<# Set-Jumbo A 1514 #> # Set-Jumbo A 1514\n", "port A", "mtu",
		    ""},
	};

	for (size_t i = 0; i < sizeof(row) / sizeof(*row); i++)
		cr_expect_str_eq(get("h.ps1", row[i][0], row[i][1], row[i][2]),
		    row[i][3], "%zu: %s", i,
		    get("h.ps1", row[i][0], row[i][1], row[i][2]));
}

#define UNIT(of) "put 1.network <<'EOF'\n[Match]\nName=n1\n[Network]\n" of "EOF\n"

/* with the bond, as in any other file: with which line it is said is its
 * system's */
Test(host_config, the_port_a_bond_sends_by_is_said_with_the_bond)
{
	static const char *const row[][3] = {
		{"h.sh", UNIT("Bond=b\nPrimarySlave=true\n"), "n1"},
		{"h.sh", UNIT("PrimarySlave=yes\nBond=b\n"), "n1"},
		{"h.sh", UNIT("Bond=b\nPrimarySlave=no\n"), ""},
		{"h.sh", UNIT("Bond=b\n"), ""},
		{"h.sh", UNIT("Bond=c\nPrimarySlave=true\n"), ""},
		{"h.interfaces", "iface b inet manual\n\tbond-slaves n1 n2\n"
		 "\tbond-primary n2\n", "n2"},
	};

	for (size_t i = 0; i < sizeof(row) / sizeof(*row); i++)
		cr_expect_str_eq(get(row[i][0], row[i][1], "team b", "primary"),
		    row[i][2], "%zu: %s", i,
		    get(row[i][0], row[i][1], "team b", "primary"));
}

Test(host_config, what_is_no_text_or_not_modelled_is_told)
{
	static const struct {
		const char *file, *text, *rule;
		bool error;
		int line;
	} row[] = {
		{"h.ps1", "if ($x) {\n", "host-syntax", true, 1},
		{"h.ps1", "\n)\n", "host-syntax", true, 2},
		{"h.ps1", "Set-Jumbo 'NIC1\n", "host-syntax", true, 1},
		{"h.ps1", "Clear-Everything\n", "host-unread", true, 1},
		{"h.ps1", "Set-Something 1\n", "host-unread", false, 1},
		{"h.ps1", "Set-Jumbo N 9014 -WhatIf\n", "host-unread", true, 1},
		{"h.ps1", "\nthrow 'no'\n", "host-stops", true, 2},
		{"h.ps1", "function F { F }\nF\n", "host-syntax", true, 1},
		{"h.ps1", "Set-VMNetworkAdapterVlan -VMNetworkAdapterName 'x' "
		 "-Access -VlanId 1\n", "host-stops", true, 1},
		{"h.ps1", "if ($y) {\n Set-NetQosTrafficClass -Name S "
		 "-BandwidthPercentage 60\n} else {\n New-NetQosTrafficClass "
		 "-Name S -BandwidthPercentage 50\n}\n", "host-rerun", true, 4},
		{"h.yaml", "network:\n\tversion: 2\n", "host-syntax", true, 2},
		{"h.yaml", "a: 1\n", "host-syntax", true, 1},
		{"h.yaml", "network:\n  wifis: {}\n", "host-unread", true, 2},
		{"h.sh", "put a.network <<'EOF'\n[Match]\n", "host-syntax",
		    true, 0},
		{"h.sh", "rm -rf /etc\n", "host-unread", true, 1},
		{"h.sh", "put a.netdev <<'EOF'\n[Wifi]\nEOF\n", "host-unread",
		    true, 2},
	};

	for (size_t i = 0; i < sizeof(row) / sizeof(*row); i++) {
		struct host_config c = reading(row[i].file, row[i].text);

		cr_assert_gt(c.nnotice, 0, "%zu: nothing told", i);
		cr_expect_str_eq(c.notice[0].rule, row[i].rule, "%zu: %s", i,
		    c.notice[0].message);
		cr_expect_eq(c.notice[0].error, row[i].error, "%zu", i);
		cr_expect_eq(c.notice[0].line, row[i].line, "%zu: line %d", i,
		    c.notice[0].line);
	}
}

Test(host_config, utf16_is_read_where_its_system_reads_it)
{
	static const char text[] = "\xff\xfeS\0e\0t\0-\0J\0u\0m\0b\0o\0 \0N\0"
	    " \0" "9\0" "0\0" "1\0" "4\0\n";
	struct source src = {"h", text, sizeof(text)};
	struct host_config c;

	cr_assert(host_config_read(a, &src, "h.ps1", &c));
	cr_expect_str_eq(host_config_get(&c, "port N", "mtu", NULL), "9000");
	cr_assert(host_config_read(a, &src, "h.yaml", &c));
	cr_expect_str_eq(c.notice[0].rule, "host-syntax");
}

Test(host_config, the_same_meaning_is_no_difference)
{
	static const struct {
		const char *file, *x, *y;
		size_t n;
		int line;
	} row[] = {
		{"h.ps1", "Set-Jumbo 'N' 9014\n", "# a\nset-jumbo \"n\" 9014\n",
		    0, 0},
		{"h.ps1", "Set-Jumbo 'N' 9014\n", "Set-Jumbo 'N' 4088\n", 1, 1},
		{"h.ps1", "Set-Jumbo 'N' 9014\n", "", 1, 0},
		{"h.ps1", "", "\nClear-Everything\n", 1, 2},
		{"h.ps1", "Set-Address A '<<ADDRESS_A>>' '24'",
		    "Set-Address A '10.0.0.1' '24'", 0, 0},
		{"h.yaml", "network: {ethernets: {a: {mtu: 9000}}}",
		    "network:\n  ethernets:\n    a:\n      dhcp4: no\n"
		    "      mtu: 9000\n", 0, 0},
		{"h.yaml", "network: {ethernets: {a: {mtu: 9000}}}",
		    "network:\n  ethernets:\n    a:\n      mtu: 1500\n", 1, 4},
		/* what is set up beside a network, and another start of it */
		{"h.yaml", "network: {ethernets: {a: {mtu: 9000}}}",
		    "network: {ethernets: {a: {mtu: 9000, optional: true, "
		    "match: {macaddress: x}, set-name: a}}}", 0, 0},
		{"h.yaml", "network: {ethernets: {a: {mtu: 9000}}}",
		    "network: {ethernets: {a: {mtu: 9000, match: {macaddress: x}"
		    "}}}", 1, 1},
		{"h.ps1", "", "Start-Transcript -Path 'C:\\a.log'\n", 0, 0},
		{"h.sh", "", "echo \"now: networkctl reload\"\n", 0, 0},
		{"h.sh", "", "echo $(rm -rf /etc)\n", 1, 1},
		{"h.esxcli", "", "esxcli system ntp set --server=10.0.0.5\n", 0,
		    0},
	};

	for (size_t i = 0; i < sizeof(row) / sizeof(*row); i++) {
		struct host_config x = reading(row[i].file, row[i].x);
		struct host_config y = reading(row[i].file, row[i].y);
		struct host_difference *all;
		size_t n = host_config_compare(a, &x, &y, &all);

		cr_expect_eq(n, row[i].n, "%zu: %zu, %s", i, n,
		    n ? all[0].where : "");
		if (n == 1)
			cr_expect_eq(all[0].line, row[i].line, "%zu: line %d", i,
			    all[0].line);
	}
}

Test(host_config, a_file_of_more_settings_than_a_host_has_is_not_held_against_any)
{
	struct buf b = buf_new(a);
	struct host_config c;
	size_t members = 0;

	for (int i = 0; i < 2100; i++)
		buf_printf(&b, "auto eth%d\niface eth%d inet static\n"
			       "\taddress 10.0.%d.%d/24\n",
		    i, i, i / 250, 1 + i % 250);
	c = reading("h.interfaces", b.text);
	cr_assert(c.no_text);
	cr_expect_eq(c.n, 0);
	cr_assert_gt(c.nnotice, 0);
	cr_expect_str_eq(c.notice[c.nnotice - 1].message,
	    "more settings than a host's file has (2000)");
	/* what is said again is no second member */
	c = reading("h.interfaces",
	    "auto b\niface b inet manual\n\tbond-slaves x y\n"
	    "\tbond-slaves x y\n\tbond-mode 802.3ad\n");
	cr_assert_not(c.no_text);
	for (size_t i = 0; i < c.n; i++)
		members += strcmp(c.fact[i].key, "member") == 0;
	cr_expect_eq(members, 2);
}

/* of its own servers for names each host may have several */
Test(host_config, name_servers_are_several_and_no_traffic_depends_on_them)
{
	static const char *const head =
	    "put a.network <<'EOF'\n[Match]\nName=a\n[Network]\n";

	struct host_config x = reading("h.sh",
	    str_fmt(a, "%sDNS=<<DNS>>\nEOF\n", head));
	struct host_config y = reading("h.sh",
	    str_fmt(a, "%sDNS=10.0.0.5 10.0.0.6\nDNS=10.0.0.7\n"
	        "Domains=a.example\nEOF\n", head));
	struct host_difference *all;
	size_t n = host_config_compare(a, &x, &y, &all);

	cr_expect_eq(n, 3);
	for (size_t k = 0; k < n; k++)
		cr_expect(!all[k].error, "%s: %s", all[k].where, all[k].running);
}
