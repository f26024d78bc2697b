/*
 * Limits at their edge: what just fits, and what just does not.  Of racks,
 * tables, subnets, names, frames and links.
 */
#include "site.h"

#include <math.h>

#include "prove/outage.h"
#include "readback/dialect.h"
#include "readback/view.h"
#include "render/context.h"
#include "report/diagrams.h"
#include "size/size.h"

TestSuite(limits, .init = setup, .fini = teardown, .timeout = 900);

static const struct design *
design(const char *text)
{
	const struct model *m = site_try(text);
	const struct selection *v;

	cr_assert_not_null(m);
	v = prove_choose(a, d, m, false);
	if (v->design == NULL)
		diag_print(stderr, d, false, false);
	return v->design;
}

static bool
found(const char *id)
{
	size_t i;

	for (i = 0; i < d->n; i++)
		if (strcmp(d->item[i].id, id) == 0)
			return true;
	return false;
}

/* the parts of a site that differ from case to case */
#define SITE(requirements, policy, racks, cluster, hosts, vms, more)          \
	"eastwest: 1\nsite: {name: l, currency: EUR}\n"                       \
	"requirements: {" requirements "}\npolicy: {" policy "}\n"            \
	"racks: [" racks "]\nclusters: [{name: c, hypervisor: hyper-v, "      \
	"version: '2019'" cluster "}]\nhosts: [" hosts "]\nvms: [" vms "]\n"  \
	"networks:\n  - {name: lm, purpose: live-migration, vlan: 120, "      \
	"subnet: 10.0.120.0/24}\n  - {name: csv, purpose: csv, vlan: 110, "   \
	"subnet: 10.0.110.0/24}\n" more

#define VMS "{name: 'v[1-8]', cluster: c, memory: 8 GiB}"
#define NICS "nics: {ports: 2, speed: 10G, media: sfp+}"
#define FABRIC "models: {spine: [dell-s4810], leaf: [dell-n4032f]}"

/* ---- racks ---- */

Test(limits, units_above_the_highest_host_are_free)
{
	struct rack rack[1] = {{.name = "r", .units = 42}};
	struct host host[2] = {{.position_u = 1, .height_u = 2},
	    {.position_u = 39, .height_u = 2}};
	struct model m = {.rack = rack, .nrack = 1, .host = host, .nhost = 2, .nend = 2};

	cr_expect_eq(place_free_top(&m, 0), 2, "40 of 42 are taken");
	host[1].position_u = 41;
	cr_expect_eq(place_free_top(&m, 0), 0);
	m.nhost = m.nend = 0;
	cr_expect_eq(place_free_top(&m, 0), 42);
}

/* two leaves of one unit each go above hosts that leave two units */
Test(limits, two_leaves_need_two_units)
{
	static const struct {
		const char *units;
		bool fits;
	} row[] = {{"42", true}, {"41", false}};
	size_t i;

	for (i = 0; i < 2; i++) {
		const struct design *g = design(str_fmt(a, SITE(
		    "topology: spine-leaf", FABRIC,
		    "{name: r1, units: %s}, {name: r2, units: 42}", "",
		    "{name: 'h[1-20]', rack: r1, cluster: c, memory: 64 GiB, "
		    "height: 2, " NICS "}, {name: k1, rack: r2, cluster: c, "
		    "memory: 64 GiB, height: 2, " NICS "}", VMS, ""),
		    row[i].units));

		cr_expect_eq(g != NULL, row[i].fits, "%s units",
		    row[i].units);
		if (g == NULL)
			cr_expect(found("no-design"));
	}
}

/* ---- tables of a switch ---- */

/* an address a machine and four a host */
Test(limits, the_mac_table_holds_the_site)
{
	const struct model *m = site_try(SITE("", "", "{name: r1}", "",
	    "{name: 'h[1-3]', cluster: c, memory: 64 GiB, " NICS "}", VMS,
	    ""));
	struct switch_model s;
	struct model more;
	size_t i;

	cr_assert_not_null(m);
	for (i = 0; i < m->catalog->nsw; i++)
		if (strcmp(m->catalog->sw[i].id, "dell-s4048-on") == 0)
			break;
	cr_assert_lt(i, m->catalog->nsw);
	s = m->catalog->sw[i];
	s.life.given = false; /* what it was, not what is sold */
	s.mac_entries = 8 + 4 * 3;
	cr_expect_null(candidate_model_out(a, m, &s, TOPOLOGY_LINKED, false));
	s.mac_entries--;
	cr_expect_str_eq(candidate_model_out(a, m, &s, TOPOLOGY_LINKED, false),
	    "the MAC table holds 19, the site has 20");
	/* with room to grow by half, that of the larger site */
	more = *m;
	more.want.expansion_ppm = WHOLE_PPM / 2;
	s.mac_entries = 29;
	cr_expect_str_eq(
	    candidate_model_out(a, &more, &s, TOPOLOGY_LINKED, false),
	    "the MAC table holds 29, the site has 30");
	s.mac_entries = 19;
	/* none in the catalog: not known, so not checked */
	s.mac_entries = 0;
	cr_expect_null(candidate_model_out(a, m, &s, TOPOLOGY_LINKED, false));
}

/* a way in is needed before a text is made: no port for it, no VLAN interface */
Test(limits, without_a_port_for_management_a_system_must_do_it_in_band)
{
	static const char *const systems[] = {"dell-s4048-on", "dell-n4032f",
	    "dell-s4128f-on", "arista-7050sx3-48yc8", "mikrotik-crs317",
	    "cisco-nexus-93180yc-fx", "edgecore-as5835-54x",
	    "hpe-aruba-8325-48y8c", "nvidia-sn2410", "juniper-qfx5110-48s",
	    "netgear-m4300-24xf"};
	const struct model *m = site_try(SITE("", "", "{name: r1}", "",
	    "{name: 'h[1-3]', cluster: c, memory: 64 GiB, " NICS "}", VMS,
	    "  - {name: oob, purpose: oob, subnet: 10.0.0.0/24}\n"));
	size_t i, k, found_models = 0;

	cr_assert_not_null(m);
	for (i = 0; i < m->catalog->nsw; i++)
		for (k = 0; k < sizeof(systems) / sizeof(systems[0]); k++) {
			struct switch_model s = m->catalog->sw[i];
			const char *out;

			if (strcmp(s.id, systems[k]) != 0)
				continue;
			found_models++;
			s.life.given = false;
			cr_expect_null(candidate_model_out(a, m, &s,
			    TOPOLOGY_STANDALONE, false), "%s", s.id);
			s.oob_port = NULL;
			out = candidate_model_out(a, m, &s,
			    TOPOLOGY_STANDALONE, false);
			cr_expect(out != NULL &&
			    strstr(out, "no in-band management") != NULL,
			    "%s: %s", s.id, out);
		}
	cr_expect_eq(found_models, sizeof(systems) / sizeof(systems[0]));
}

/* an account that loading removes, or that no configuration may set, locks out */
Test(limits, an_account_of_the_systems_own_is_not_the_administrators)
{
	static const struct {
		const char *admin, *id;
		bool fits;
	} row[] = {
		{"cumulus", "nvidia-sn2410", false},
		{"cumulus", "dell-s5248f-on", true},
		{"root", "juniper-qfx5110-48s", false},
		{"linuxadmin", "dell-s5248f-on", false},
		{"mail", "cisco-nexus-93180yc-fx", false},
		{"mailer", "cisco-nexus-93180yc-fx", true},
		{"netadmin", "nvidia-sn2410", true},
	};
	size_t i, k;

	for (i = 0; i < sizeof(row) / sizeof(row[0]); i++) {
		const struct model *m = site_try(str_fmt(a, SITE("", "",
		    "{name: r1}", "", "{name: 'h[1-3]', cluster: c, memory: 64 "
		    "GiB, " NICS "}", VMS, "services: {admin: %s}\n"),
		    row[i].admin));

		cr_assert_not_null(m);
		for (k = 0; k < m->catalog->nsw; k++) {
			struct switch_model s = m->catalog->sw[k];
			const char *out;

			if (strcmp(s.id, row[i].id) != 0)
				continue;
			s.life.given = false;
			out = candidate_model_out(a, m, &s,
			    TOPOLOGY_STANDALONE, false);
			cr_expect_eq(out == NULL, row[i].fits, "%s on %s: %s",
			    row[i].admin, row[i].id, out);
		}
	}
}

/* whose models count differently: one that does not say how is told, not guessed */
Test(limits, no_threshold_is_written_in_a_unit_that_is_not_known)
{
	const struct model *m = site_try(SITE("", "protect: {ecn: true}",
	    "{name: r1}", "", "{name: 'h[1-3]', cluster: c, memory: 64 GiB, "
	    "nics: {ports: 2, speed: 10G, media: sfp+, rdma: roce}}", VMS,
	    ""));
	static const char *const id[] = {"hpe-aruba-8325-48y8c",
	    "hpe-aruba-8360-48y6c", "dell-s5248f-on"};
	static const enum ecn_unit unit[] = {ECN_UNIT_KBYTES,
	    ECN_UNIT_PERCENT, ECN_UNIT_UNKNOWN};
	size_t i, k;

	cr_assert_not_null(m);
	for (i = 0; i < 3; i++)
		for (k = 0; k < m->catalog->nsw; k++) {
			struct switch_model s = m->catalog->sw[k];
			struct dport port = {.lossless = true};
			struct dswitch sw = {.name = "x", .model = &s,
			    .port = &port, .nport = 1, .pair = NONE};
			struct design g = {.model = m, .sw = &sw, .nsw = 1};

			if (strcmp(s.id, id[i]) != 0)
				continue;
			cr_expect_eq(s.ecn_unit, unit[i], "%s", id[i]);
			cr_expect_null(design_not_protected(&g, 0, CAN_ECN),
			    "%s", id[i]);
			s.ecn_unit = ECN_UNIT_UNKNOWN;
			cr_expect_eq(design_not_protected(&g, 0, CAN_ECN) ==
			    NULL, i == 2, "%s", id[i]);
		}
}

/* one LAG to both switches of the core: half of its links at each of ours */
Test(limits, a_lag_to_the_core_holds_its_links)
{
	static const struct {
		const char *links;
		bool fits;
	} row[] = {{"4", true}, {"5", false}};
	size_t i;

	for (i = 0; i < sizeof(row) / sizeof(row[0]); i++) {
		const struct design *g = design(str_fmt(a, SITE(
		    "topology: linked", "models: {standalone: "
		    "[hpe-aruba-8360-32y4c]}", "{name: r1}", "",
		    "{name: 'h[1-3]', rack: r1, cluster: c, memory: 64 GiB, "
		    NICS "}", VMS, "  - {name: data, purpose: data, vlan: 200}\n"
		    "  - {name: oob, purpose: oob, subnet: 10.0.0.0/24}\n"
		    "core: {switches: [c1, c2], links: %s, speed: 10G, media: "
		    "sfp+, mclag: true, stp: joined}\n"), row[i].links));

		cr_expect_eq(g != NULL, row[i].fits, "%s links", row[i].links);
	}
	cr_expect(found("no-design"));
}

/* ---- clusters and networks ---- */

Test(limits, a_cluster_keeps_the_memory_of_its_reserve_free)
{
	static const struct {
		int reserve, gib;
		bool warned;
	} row[] = {{1, 12, false}, {1, 13, true}, {2, 8, false}, {2, 9, true}};
	size_t i;

	for (i = 0; i < sizeof row / sizeof row[0]; i++) {
		cr_assert_not_null(site_try(str_fmt(a, SITE("", "", "{name: r1}",
		    ", reserve: %d", "{name: 'h[1-4]', cluster: c, memory: "
		    "32 GiB, " NICS "}",
		    "{name: 'v[1-8]', cluster: c, memory: %d GiB}", ""),
		    row[i].reserve, row[i].gib)));
		cr_expect_eq(found("cluster-reserve"), row[i].warned,
		    "reserve %d, %d GiB each", row[i].reserve, row[i].gib);
	}
}

/* a /29 has six addresses: three hosts with two each, or six with one */
Test(limits, a_storage_subnet_has_room_for_two_addresses_a_host)
{
	static const struct {
		const char *purpose;
		int hosts;
		bool fits;
	} row[] = {{"storage", 3, true}, {"storage", 4, false},
	    {"backup", 6, true}, {"backup", 7, false}};
	size_t i;

	for (i = 0; i < sizeof row / sizeof row[0]; i++) {
		bool fits = site_try(str_fmt(a, SITE("topology: linked", "",
		    "{name: r1}", "", "{name: 'h[1-%d]', cluster: c, memory: "
		    "64 GiB, " NICS "}", VMS, "  - {name: x, purpose: %s, "
		    "vlan: 130, subnet: 10.0.130.0/29}\n"), row[i].hosts,
		    row[i].purpose)) != NULL;

		cr_expect_eq(fits, row[i].fits, "%d hosts, %s", row[i].hosts,
		    row[i].purpose);
		cr_expect_eq(found("subnet-small"), !row[i].fits);
	}
}

/* ---- names ---- */

static const char *
vlan_name(const char *network, const char *model)
{
	const struct design *g = design(str_fmt(a, SITE("topology: linked",
	    "models: {standalone: [%s]}", "{name: r1}", "", "{name: 'h[1-2]', "
	    "cluster: c, memory: 64 GiB, " NICS "}", VMS, "  - {name: %s, "
	    "purpose: backup, vlan: 3900, subnet: 10.0.200.0/24}\n  - {name: "
	    "oob, purpose: oob, subnet: 10.0.0.0/24}\n"), model,
	    network));
	const struct value *v;
	size_t i;

	cr_assert_not_null(g);
	v = value_get(context_switch(a, d, g, 0), "vlans");
	for (i = 0; i < v->n; i++)
		if (value_get(v->item[i], "id")->i == 3900)
			return value_get(v->item[i], "name")->text;
	return NULL;
}

/* of 32 characters one stays as it is, of 33 it is cut and told by its number */
Test(limits, a_vlan_name_is_no_longer_than_the_platform_takes)
{
	const char *fits = "storage-and-backup-of-building-1";
	const char *name;

	cr_assert_eq(strlen(fits), 32);
	cr_expect_str_eq(vlan_name(fits, "cisco-nexus-9372px"), fits);
	name = vlan_name("storage-and-backup-of-building-12",
	    "cisco-nexus-9372px");
	cr_expect_str_eq(name, "storage-and-backup-of-build-3900");
	cr_expect_eq(strlen(name), 32);
}

/* heartbeats are of the first priority that is theirs on, and of none before */
Test(limits, heartbeats_have_their_priorities)
{
	struct design *g = (struct design *)(uintptr_t)design(SITE("", "",
	    "{name: r1}", "", "{name: 'h[1-3]', cluster: c, memory: 64 GiB, "
	    NICS "}", VMS, ""));
	const struct value *v;
	size_t i;

	cr_assert_not_null(g);
	g->qos.heartbeat_percent = 2;
	v = value_get(context_qos(a, g, g->sw[0].model->platform, true),
	    "priorities");
	cr_assert_eq(v->n, 8);
	for (i = 0; i < 8; i++)
		cr_expect_eq(value_get(v->item[i], "heartbeat")->i, i == 7,
		    "%zu", i);
}

/* numbers of LAGs end after the largest, also where that follows another */
Test(limits, lag_numbers_end_after_the_largest)
{
	struct design *g = (struct design *)(uintptr_t)design(
	    SITE("topology: spine-leaf", "", "{name: r1}, {name: r2}", "",
	    "{name: 'h[1-2]', rack: r1, cluster: c, memory: 64 GiB, " NICS
	    "}, {name: 'k[1-2]', rack: r2, cluster: c, memory: 64 GiB, " NICS
	    "}", VMS, ""));
	size_t i, n = 0;

	cr_assert_not_null(g);
	for (i = 0; i < g->nlag; i++)
		if (g->lag[i].sw == 0)
			g->lag[i].number = ++n > 1 ? 2 : 1;
	cr_assert_gt(n, 1);
	cr_expect_eq(value_get(value_get(context_switch(a, d, g, 0), "switch"),
	    "lag_numbers")->i, 3);
}

/* ---- frames ---- */

static const struct view *
reading(const char *nos, const char *text)
{
	struct source *src = NEW(a, struct source, 1);
	const struct view *v;

	*src = (struct source){"x", text, strlen(text)};
	v = view_read(a, d, dialect_find(nos), src, NULL);
	cr_assert_not_null(v);
	return v;
}

/* the largest untagged frame, FCS and all: an MTU of the payload lacks 14 bytes
 * of header, 4 of FCS and 4 of a tag; others count the frame itself */
Test(limits, each_platform_counts_frames_its_own_way)
{
	static const struct {
		const char *nos, *text, *port;
		long frame;
	} row[] = {
		{"nxos", "hostname sw1\ninterface Ethernet1/1\n  mtu 9216\n",
		    "Ethernet1/1", 9238},
		{"sonic", "{\"PORT\": {\"Ethernet0\": {\"lanes\": \"1\", "
		    "\"speed\": \"10000\", \"mtu\": \"9216\"}}}",
		    "Ethernet0", 9238},
		{"os9", "hostname sw1\ninterface TenGigabitEthernet 0/1\n "
		    "mtu 9216\n", "TenGigabitEthernet 0/1", 9216},
	};
	size_t i;

	for (i = 0; i < sizeof row / sizeof row[0]; i++) {
		const struct view *v = reading(row[i].nos, row[i].text);
		const struct port *p = view_find(v, ports_normal(a,
		    row[i].port));

		cr_assert_not_null(p, "%s", row[i].nos);
		cr_expect_eq(view_frame(v, p), row[i].frame, "%s: %ld",
		    row[i].nos, view_frame(v, p));
	}
}

/* an access port that names no VLAN is in VLAN 1 */
Test(limits, an_access_port_is_in_vlan_1_by_itself)
{
	static const char *const row[][3] = {
		{"nxos", "Ethernet1/1", "Ethernet1/2"},
		{"eos", "Ethernet1", "Ethernet2"},
		{"os10", "ethernet1/1/1", "ethernet1/1/2"},
	};
	size_t i;

	for (i = 0; i < sizeof row / sizeof row[0]; i++) {
		const struct view *v = reading(row[i][0], str_fmt(a,
		    "hostname sw1\nvlan 7\ninterface %s\n  switchport mode "
		    "access\ninterface %s\n  switchport mode access\n"
		    "  switchport access vlan 7\n", row[i][1], row[i][2]));
		const struct port *p = view_find(v, ports_normal(a,
		    row[i][1]));
		const struct port *q = view_find(v, ports_normal(a,
		    row[i][2]));

		cr_assert(p != NULL && q != NULL, "%s", row[i][0]);
		cr_expect_eq(p->untagged, 1, "%s", row[i][0]);
		cr_expect_eq(q->untagged, 7, "%s", row[i][0]);
	}
}

/* a member that is up carries nothing while its LAG is shut */
Test(limits, a_lag_that_is_shut_carries_nothing)
{
	static const char *const state[] = {"no shutdown", "shutdown"};
	size_t i;

	for (i = 0; i < 2; i++) {
		const struct view *v = reading("nxos", str_fmt(a,
		    "hostname sw1\nfeature lacp\nvlan 7\n"
		    "interface port-channel5\n  switchport mode trunk\n"
		    "  switchport trunk allowed vlan 7\n  %s\n"
		    "interface Ethernet1/1\n  switchport mode trunk\n"
		    "  switchport trunk allowed vlan 7\n"
		    "  channel-group 5 mode active\n  no shutdown\n",
		    state[i]));
		const struct port *p = view_find(v, ports_normal(a,
		    "Ethernet1/1"));

		cr_assert(p != NULL && p->up);
		cr_expect_eq(view_carries(v, p, 7), i == 0, "%s", state[i]);
	}
}

/* a trunk without a list of VLANs carries all that there are */
Test(limits, a_trunk_without_a_list_carries_every_vlan)
{
	static const char *const list[] = {"", "switchport trunk allowed vlan 8"};
	size_t i;

	for (i = 0; i < 2; i++) {
		const struct view *v = reading("nxos", str_fmt(a,
		    "hostname sw1\nvlan 7\ninterface Ethernet1/1\n"
		    "  switchport mode trunk\n  %s\n  no shutdown\n", list[i]));
		const struct port *p = view_find(v, ports_normal(a,
		    "Ethernet1/1"));

		cr_assert_not_null(p);
		cr_expect_eq(view_carries(v, p, 7), i == 0, "%s", list[i]);
	}
}

/* ---- what stays in a rack ---- */

static double
carried_bps(const struct design *g, const char *name)
{
	size_t n, i;
	const struct link_group_load *b = outage_loads(a, g, &n);

	for (i = 0; i < n; i++)
		if (strncmp(b[i].name, name, strlen(name)) == 0)
			return b[i].load * b[i].line_bps;
	cr_assert_fail("no link '%s'", name);
	return 0;
}

/* four hosts that send 1 Gbit/s each to the other three: half of it is between
 * the two switches, half of that each way */
Test(limits, half_of_what_stays_in_a_rack_crosses_between_its_switches)
{
	static const char *const text = SITE("topology: %s", "models: {"
	    "standalone: [dell-s4048-on], spine: [dell-s4810], leaf: "
	    "[dell-n4032f]}", "{name: r1, units: 42}", "", "{name: 'h[1-4]', "
	    "rack: r1, cluster: c, memory: 64 GiB, height: 1, " NICS "}", VMS,
	    "traffic: [{purpose: csv, rate: 1 Gbit/s}]\n");
	const struct design *g;

	g = design(str_fmt(a, text, "linked"));
	cr_assert_not_null(g);
	cr_expect_float_eq(carried_bps(g, "the peer link"), 1e9, 1);
	g = design(str_fmt(a, text, "spine-leaf"));
	cr_assert_not_null(g);
	cr_expect_float_eq(carried_bps(g, "the uplinks of"), 1e9, 1);
}

/* with what goes from leaf to leaf one link is not enough, and the program knows
 * it before anything is simulated */
Test(limits, uplinks_are_bought_for_what_stays_in_a_rack_too)
{
	const struct design *g = design(SITE("topology: spine-leaf, "
	    "utilisation: 70 %", FABRIC, "{name: 'r[1-2]', units: 42}", "",
	    "{name: 'r[1-2]-h[1-20]', rack: 'r[1-2]', cluster: c, memory: "
	    "64 GiB, height: 1, " NICS "}", VMS,
	    "traffic: [{purpose: csv, rate: 1 Gbit/s}]\n"));

	cr_assert_not_null(g);
}

/* ... and what a drain finds of them is what that leaves */
Test(limits, a_drain_shares_uplinks_with_what_stays_in_a_rack)
{
	static const char *const rate[] = {"1 Gbit/s", "4 Gbit/s"};
	double seconds[2];
	size_t i, k;

	for (i = 0; i < 2; i++) {
		const struct model *m = site_try(str_fmt(a, "eastwest: 1\n"
		    "site: {name: l}\nrequirements: {topology: spine-leaf}\n"
		    "policy: {" FABRIC "}\n"
		    "racks: [{name: 'r[1-2]', units: 42}]\n"
		    "clusters: [{name: c1, hypervisor: hyper-v, version: "
		    "'2019'}, {name: c2, hypervisor: hyper-v, version: '2019'}]\n"
		    "hosts: [{name: 'r[1-2]-a1', rack: 'r[1-2]', cluster: c1, "
		    "memory: 64 GiB, height: 1, " NICS "}, {name: 'b[1-20]', "
		    "rack: r1, cluster: c2, memory: 64 GiB, height: 1, " NICS
		    "}]\nvms: [{name: 'v[1-8]', cluster: c1, memory: 8 GiB}]\n"
		    "networks:\n  - {name: lm, purpose: live-migration, vlan: "
		    "120, subnet: 10.0.120.0/24}\n  - {name: csv, purpose: csv, "
		    "vlan: 110, subnet: 10.0.110.0/24}\n"
		    "traffic: [{purpose: csv, rate: %s}]\n", rate[i]));
		const struct selection *v;

		cr_assert_not_null(m);
		v = prove_choose(a, d, m, false);
		cr_assert(v->design != NULL && v->results->nnet == 2);
		for (k = 0; k < v->results->net[1].nhost; k++)
			if (strcmp(v->results->net[1].host[k].host,
			    "r1-a1") == 0)
				break;
		cr_assert_lt(k, v->results->net[1].nhost);
		seconds[i] = v->results->net[1].host[k].seconds;
	}
	cr_expect_gt(seconds[1], 1.5 * seconds[0], "%.2f s, %.2f s",
	    seconds[0], seconds[1]);
}

/* ---- drawings ---- */

/* a switch's label leaves its rack out where one box stands for many racks, and
 * has it where there is room */
Test(limits, a_label_is_as_long_as_its_box_is_wide)
{
	static const char *const racks[] = {"2", "12"};
	size_t i;

	for (i = 0; i < 2; i++) {
		const struct design *g = design(str_fmt(a, SITE(
		    "topology: spine-leaf", FABRIC,
		    "{name: 'r[1-%s]', units: 42}", "",
		    "{name: 'r[1-%s]-h1', rack: 'r[1-%s]', cluster: c, memory: "
		    "64 GiB, height: 2, " NICS "}", VMS, ""), racks[i],
		    racks[i], racks[i]));
		const struct drawing *x;

		cr_assert_not_null(g);
		x = svg_topology_draw(a, g);
		cr_expect_eq(strstr(x->body.text, ">leaf1<") != NULL, i == 1);
		cr_expect_eq(strstr(x->body.text, ">r1-leaf1<") != NULL,
		    i == 0);
	}
}

/* units [from, from + height) of a rack become taken; they were free */
static void
stand(bool used[43], size_t from, size_t height, size_t unit, size_t tall)
{
	size_t u;

	for (u = from; u < from + height; u++) {
		cr_assert(u >= 1 && u <= 42, "%zu", u);
		cr_assert(!used[u], "unit %zu twice; %zu of %zu reserved", u,
		    tall, unit);
		used[u] = true;
	}
}

Test(limits, switches_find_room_around_any_reserved_unit)
{
	size_t tall, unit, r, i;

	for (tall = 1; tall <= 3; tall++)
		for (unit = 1; unit + tall <= 43; unit++) {
			bool used[2][43] = { { false } };
			const struct design *g;
			const struct model *m;

			teardown();
			setup();
			m = site_text(str_fmt(a,
			    "eastwest: 1\n"
			    "site: {name: t}\n"
			    "requirements: {topology: spine-leaf}\n"
			    "policy: {vendors: [dell]}\n"
			    "racks:\n"
			    "  - {name: r1, reserved: [{name: patch, unit: %zu,"
			    " height: %zu}]}\n"
			    "  - {name: r2, reserved: [{name: patch, unit: %zu,"
			    " height: %zu}]}\n"
			    "clusters: [{name: c, hypervisor: kvm}]\n"
			    "hosts: [{name: 'r[1-2]-h[1-3]', rack: 'r[1-2]',"
			    " memory: 256 GiB}]\n"
			    "vms: [{name: 'v[1-12]', memory: 10 GiB}]\n"
			    "networks:\n"
			    "  - {name: lm, purpose: live-migration, vlan: 10,"
			    " subnet: 10.0.10.0/24}\n"
			    "  - {name: oob, purpose: oob,"
			    " subnet: 10.9.0.0/24}\n",
			    unit, tall, unit, tall));
			g = prove_choose(a, d, m, false)->design;
			cr_assert_not_null(g, "no design: %zu units from %zu",
			    tall, unit);
			for (r = 0; r < 2; r++)
				stand(used[r], unit, tall, unit, tall);
			for (i = 0; i < m->nend; i++)
				stand(used[m->host[i].rack],
				    m->host[i].position_u,
				    (size_t)m->host[i].height_u, unit, tall);
			cr_assert_eq(g->nsw, 6);
			for (i = 0; i < g->nsw; i++)
				stand(used[g->sw[i].rack], g->sw[i].position_u,
				    (size_t)g->sw[i].model->height_u, unit,
				    tall);
		}
}
