/*
 * What an experienced engineer would look at in a design, on whole sites of a
 * few lines: where networks live, which link is the busiest, what was proven,
 * how far it can grow.
 */
#include "site.h"

#include <math.h>

#include "output/energy.h"
#include "prove/outage.h"
#include "prove/steady.h"
#include "prove/stress.h"

TestSuite(engineer, .init = setup, .fini = teardown, .timeout = 900);

static const struct requirement *
row(const struct design *g, const char *name)
{
	size_t i;

	for (i = 0; i < g->nreq; i++)
		if (strcmp(g->req[i].name, name) == 0)
			return &g->req[i];
	cr_assert_fail("no row %s", name);
	return NULL;
}

static bool
on_switch(const struct design *g, const char *net, size_t sw)
{
	size_t i, k;

	for (i = 0; i < g->nnet; i++)
		for (k = 0; strcmp(g->net[i].net->name, net) == 0 &&
		     k < g->net[i].nsw; k++)
			if (g->net[i].sw[k] == sw)
				return true;
	return false;
}

static bool
noted(const struct design *g, const char *text)
{
	size_t i;

	for (i = 0; i < g->nnote; i++)
		if (strstr(g->note[i], text) != NULL)
			return true;
	return false;
}

#define ONE_RACK(requirements, more)                                          \
	"eastwest: 1\n"                                                       \
	"site: {name: a, currency: EUR}\n"                                    \
	"requirements: {" requirements "}\n"                                  \
	"racks: [{name: r1, units: 42}]\n"                                    \
	"clusters: [{name: prod, hypervisor: hyper-v, version: '2012r2'}]\n"  \
	"hosts:\n"                                                            \
	"  - {name: 'hv[1-6]', memory: 256 GiB, height: 2, cores: 16}\n"      \
	"vms:\n"                                                              \
	"  - {name: 'vm[1-60]', memory: 16 GiB, hot: 96 MiB, "                \
	"hot_window: 2 s, dirty_rate: 2 MB/s}\n"                              \
	"networks:\n"                                                         \
	"  - {name: lm, purpose: live-migration, vlan: 120, "                 \
	"subnet: 10.0.120.0/24}\n"                                            \
	"  - {name: csv, purpose: csv, vlan: 110, subnet: 10.0.110.0/24}\n"   \
	"  - {name: oob, purpose: oob, subnet: 10.0.0.0/24, "                 \
	"gateway: 10.0.0.1}\n" more

/* ---- where networks live ---- */

Test(engineer, backup_is_east_west_and_lives_on_one_of_two_unlinked_switches)
{
	static const char *const how[] = {", on: new", ""};
	size_t i;

	for (i = 0; i < 2; i++) {
		const struct design *g = choose(str_fmt(a,
		    "policy: {vendors: [dell]}\n%s  - {name: bak, "
		    "purpose: backup, vlan: 140, subnet: 10.0.140.0/24%s}\n",
		    ONE_RACK("drain: 15 min, growth: 10 %", ""),
		    how[i]))->design;

		cr_expect_eq(g->topology, TOPOLOGY_STANDALONE);
		cr_expect(on_switch(g, "bak", 0) && !on_switch(g, "bak", 1));
		cr_expect_eq(g->total_cents, 728412);
		cr_expect(!noted(g, "'bak' stays"));
	}
}

Test(engineer, backup_stays_on_todays_network_where_the_site_says_so)
{
	const struct design *g = choose(ONE_RACK("drain: 15 min",
	    "  - {name: bak, purpose: backup, vlan: 140, "
	    "subnet: 10.0.140.0/24, on: today}\n"))->design;

	cr_expect(!on_switch(g, "bak", 0) && !on_switch(g, "bak", 1));
	cr_expect(noted(g, "'bak' stays"));
}

Test(engineer, heartbeats_may_stay_on_switches_of_their_own)
{
	const struct design *g = choose(ONE_RACK("drain: 15 min",
	    "  - {name: hb0, purpose: heartbeat, vlan: 151, "
	    "subnet: 10.0.151.0/24, on: today}\n"
	    "  - {name: hb1, purpose: heartbeat, vlan: 152, "
	    "subnet: 10.0.152.0/24, on: today}\n"))->design;

	cr_expect(!on_switch(g, "hb0", 0) && !on_switch(g, "hb0", 1));
	cr_expect(!on_switch(g, "hb1", 0) && !on_switch(g, "hb1", 1));
	cr_expect(noted(g, "'hb0' stays"));
}

Test(engineer, a_data_network_may_move_though_there_is_no_core)
{
	const struct design *g = choose("policy: {vendors: [dell]}\n"
	    ONE_RACK("drain: 15 min",
	    "  - {name: data, purpose: data, vlan: 200, "
	    "subnet: 10.0.200.0/24, on: new}\n"))->design;

	cr_expect_eq(g->topology, TOPOLOGY_LINKED);
	cr_expect(on_switch(g, "data", 0) && on_switch(g, "data", 1));
	cr_expect_eq(g->total_cents, 742496);
	cr_expect(noted(g, "'data' is on the new switches"));
}

/* a backup server on the backup network alone: two unlinked switches would
 * leave it one cable */
Test(engineer, a_host_on_one_network_is_not_cut_in_two)
{
	const struct design *g = choose(
	    "eastwest: 1\n"
	    "site: {name: veeam, currency: EUR}\n"
	    "requirements: {drain: 15 min, backup: 8 h}\n"
	    "policy: {vendors: [dell]}\n"
	    "racks: [{name: r1, units: 42}]\n"
	    "clusters: [{name: prod, hypervisor: hyper-v, version: '2012r2'}, "
	    "{name: bk, hypervisor: hyper-v, version: '2012r2'}]\n"
	    "hosts:\n"
	    "  - {name: 'hv[1-6]', cluster: prod, memory: 256 GiB, height: 2, "
	    "cores: 16}\n"
	    "  - {name: veeam, cluster: bk, memory: 64 GiB, height: 2, "
	    "cores: 16, networks: [bak]}\n"
	    "vms:\n"
	    "  - {name: 'vm[1-60]', cluster: prod, memory: 16 GiB, "
	    "hot: 96 MiB, hot_window: 2 s, dirty_rate: 2 MB/s}\n"
	    "networks:\n"
	    "  - {name: lm, purpose: live-migration, vlan: 120, "
	    "subnet: 10.0.120.0/24}\n"
	    "  - {name: csv, purpose: csv, vlan: 110, subnet: 10.0.110.0/24}\n"
	    "  - {name: bak, purpose: backup, vlan: 140, "
	    "subnet: 10.0.140.0/24, on: new}\n"
	    "  - {name: oob, purpose: oob, subnet: 10.0.0.0/24, "
	    "gateway: 10.0.0.1}\n"
	    "backup: {method: in-host, snapshot: lun, data: 20 TB, "
	    "change: 5 %, target: veeam, network: bak, streams: 4}\n")->design;

	cr_expect_eq(g->topology, TOPOLOGY_LINKED);
	cr_expect_float_eq(row(g, "backup")->reached, 807, 1);
	cr_expect_eq(g->total_cents, 746368);
}

/* ---- how loaded links are ---- */

static const struct link_group_load *
group(const struct design *g, const char *name)
{
	size_t n, i;
	const struct link_group_load *l = outage_loads(a, g, &n);

	for (i = 0; i < n; i++)
		if (strcmp(l[i].name, name) == 0)
			return &l[i];
	cr_assert_fail("no group %s", name);
	return NULL;
}

#define TO_THE_CORE(requirements, links)                                      \
	"eastwest: 1\n"                                                       \
	"site: {name: coreload, currency: EUR}\n"                             \
	"requirements: {" requirements "}\n"                                  \
	"racks: [{name: 'r[1-4]'}]\n"                                         \
	"clusters: [{name: prod}]\n"                                          \
	"hosts: [{name: 'r[1-4]-h[1-6]', rack: 'r[1-4]', memory: 256 GiB}]\n" \
	"vms: [{name: 'web[1-24]', memory: 8 GiB}, "                          \
	"{name: 'sql[1-24]', memory: 8 GiB}]\n"                               \
	"networks:\n"                                                         \
	"  - {name: lm, purpose: live-migration, vlan: 120, "                 \
	"subnet: 10.0.120.0/24}\n"                                            \
	"  - {name: csv, purpose: csv, vlan: 110, subnet: 10.0.110.0/24}\n"   \
	"  - {name: data, purpose: data, vlan: 200, subnet: 10.0.200.0/24}\n" \
	"  - {name: dmz, purpose: data, vlan: 201, subnet: 10.0.201.0/24}\n"  \
	"  - {name: oob, purpose: oob, subnet: 10.0.0.0/24}\n"                \
	"core: {switches: [core1, core2], speed: 10G, links: " links "}\n"    \
	"traffic:\n"                                                          \
	"  - {from: 'web[1-24]', to: 'sql[1-24]', rate: 2 Gbit/s, "           \
	"network: data, to_network: dmz}\n"

/* 48 Gbit/s go up to the core and come back over two times two links of 10G:
 * 120 %, and twice that with a spine out */
Test(engineer, links_to_the_core_are_links)
{
	const struct design *g = choose(TO_THE_CORE("topology: spine-leaf",
	    "2"))->design;
	const struct link_group_load *l = group(g, "the links to the core");

	cr_expect_float_eq(l->load, 1.2, 1e-9);
	cr_expect_float_eq(l->worst, 2.4, 1e-9);
	cr_expect_float_eq(row(g, "utilisation")->reached, 2.4, 1e-9);
	cr_expect_float_eq(group(g, "the uplinks of r1-leaf1")->worst, .6,
	    1e-9);
}

Test(engineer, no_design_keeps_a_limit_the_core_links_break)
{
	const struct selection *v = prove_choose(a, d,
	    site_text(TO_THE_CORE("utilisation: 70 %", "2")), false);
	size_t i;

	cr_assert_null(v->design);
	for (i = 0; i < v->ncand; i++)
		cr_expect(!v->cand[i].feasible);
	/* eight to each: 30 %, and 60 % with a spine out */
	v = choose(TO_THE_CORE("utilisation: 70 %", "8"));
	cr_expect_float_eq(group(v->design, "the links to the core")->worst,
	    .6, 1e-9);
}

/* one link to each of two core switches: each of ours has one, so that a switch
 * of either side may fail; alone at its switch it is no multi-chassis LAG */
Test(engineer, odd_links_to_the_core_are_spread_over_our_two)
{
	const struct design *g = choose(TO_THE_CORE("topology: spine-leaf",
	    "1"))->design;
	size_t i, n[2] = { 0 };
	const char *to[2] = { NULL };

	for (i = 0; i < g->nlink; i++)
		if (g->link[i].kind == LINK_CORE && g->link[i].a.sw < 2) {
			n[g->link[i].a.sw]++;
			to[g->link[i].a.sw] = g->link[i].b.device;
		}
	cr_assert(n[0] == 1 && n[1] == 1, "%zu and %zu", n[0], n[1]);
	/* as the run-book and the core's owner have it: the first at the first */
	cr_expect_str_eq(to[0], "core1");
	cr_expect_str_eq(to[1], "core2");
	for (i = 0; i < g->nlag; i++)
		if (g->lag[i].purpose == LAG_CORE)
			cr_expect(g->lag[i].nport == 1 && g->lag[i].mclag == 0);
	/* three: two here, one there, and the other way round */
	g = choose(TO_THE_CORE("topology: spine-leaf", "3"))->design;
	for (i = n[0] = n[1] = 0; i < g->nlink; i++)
		if (g->link[i].kind == LINK_CORE && g->link[i].a.sw < 2)
			n[g->link[i].a.sw]++;
	cr_expect(n[0] == 3 && n[1] == 3, "%zu and %zu", n[0], n[1]);
	for (i = 0; i < g->nlag; i++)
		if (g->lag[i].purpose == LAG_CORE)
			cr_expect(g->lag[i].mclag == g->lag[i].number);
}

#define FIVE_RACKS                                                            \
	"eastwest: 1\n"                                                       \
	"site: {name: s11, currency: GBP}\n"                                  \
	"requirements: {utilisation: 70 %}\n"                                 \
	"racks: [{name: 'r[1-3]', units: 47, row: A}, "                       \
	"{name: 'r[4-5]', units: 47, row: B}]\n"                              \
	"clusters: [{name: prod, hypervisor: kvm, bond: balance-alb}]\n"                         \
	"hosts: [{name: 'r[1-5]-h[01-10]', rack: 'r[1-5]', "                  \
	"memory: 128 GiB, height: 1}]\n"                                      \
	"vms: [{name: 'vm[1-250]', memory: 4 GiB, dirty_rate: 1 MB/s}]\n"     \
	"networks:\n"                                                         \
	"  - {name: lm, purpose: live-migration, vlan: 120, "                 \
	"subnet: 10.0.120.0/23}\n"                                            \
	"  - {name: csv, purpose: csv, vlan: 110, subnet: 10.0.110.0/23}\n"   \
	"traffic: [{purpose: csv, rate: 800 Mbit/s}]\n"

/* each host sends 800 Mbit/s to 49 others, 40 of them in other racks.  A cable
 * of one out: its leaf's twin has 9/2 + 1 hosts' worth of what leaves the rack,
 * half of what that host sends to nine, and a quarter of what nine send to
 * eight */
Test(engineer, a_hosts_cable_out_loads_the_other_leaf)
{
	const struct design *g = choose(FIVE_RACKS)->design;
	const struct stress *s = stress_look(a, g, NULL);
	double leaves = .8 * 40 / 49, to_nine = .8 * 9 / 49;
	double on_twin = (4.5 + 1) * leaves + to_nine / 2 +
	    9 * .8 * 8 / 49 / 4;
	size_t i;

	cr_assert_eq(g->topology, TOPOLOGY_SPINE_LEAF);
	for (i = 0; i < s->nfailure; i++) {
		if (strcmp(s->failure[i].kind, "one cable of a host") != 0)
			continue;
		cr_expect_eq(s->failure[i].n, 100);
		cr_expect_float_eq(s->failure[i].load, on_twin / 20, 1e-9);
		cr_expect_str_eq(s->failure[i].busiest,
		    "the uplinks of r1-leaf2");
		return;
	}
	cr_assert_fail("no such row");
}

/* ---- the same by every pair of hosts ---- */

struct by_pairs {
	double up[16], down[16], across[2], core;
};

static double
part_on(const struct design *g, size_t host, size_t sw, bool rx,
    const bool *down, const bool *cut)
{
	const struct dhost *h = &g->host[host];
	bool one = h->bond == BOND_ACTIVE_BACKUP ||
	    (rx && h->bond == BOND_BALANCE_TLB);
	double all = 0, here = 0;
	size_t i;

	for (i = 0; i < h->nnic && !(one && all > 0); i++) {
		size_t x = h->nic[i].sw;

		if (down[x] || cut[g->sw[x].port[h->nic[i].port].link])
			continue;
		all++;
		here += x == sw;
	}
	return all > 0 ? here / all : 0;
}

static void
send(struct by_pairs *p, const struct design *g, size_t from, size_t to,
    double bps, bool by_core, const bool *down, const bool *cut)
{
	size_t x, y;

	if (from == to && !by_core)
		return;
	for (x = 0; x < g->nsw; x++)
		for (y = 0; y < g->nsw; y++) {
			double b = bps * part_on(g, from, x, false, down, cut) *
			    part_on(g, to, y, true, down, cut);
			size_t dx, dy;

			if (b <= 0 || (x == y && !by_core))
				continue;
			dx = g->lag[g->sw[x].uplink_lag].peer / 2;
			dy = g->lag[g->sw[y].uplink_lag].peer / 2;
			p->up[x] += b;
			p->down[y] += b;
			if (by_core) {
				p->core += b;
				p->across[0] += dx == 1 ? b : 0;
				p->across[1] += dy == 1 ? b : 0;
			} else if (dx != dy) {
				p->across[dx == 0 ? 1 : 0] += b;
			}
		}
}

/* two domains, traffic of each kind, each switch and some cables out */
static void
add_up(const char *cluster)
{
	const char *text = TO_THE_CORE("topology: evlt", "2")
	    "  - {purpose: csv, rate: 300 Mbit/s}\n"
	    "  - {from: 'web[1-7]', to: 'web[1-24]', rate: 90 Mbit/s, "
	    "network: data}\n", *at = strstr(text, "{name: prod}");
	struct model *m = site_text(str_fmt(a, "%.*s%s%s", (int)(at - text), text,
	    cluster, at + strlen("{name: prod}")));
	const struct design *g = prove_choose(a, d, m, false)->design;
	struct group_load *load;
	bool *down;
	size_t out, i, k, j;

	cr_assert_not_null(g);
	cr_assert(g->nsw <= 16);
	load = NEW(a, struct group_load, steady_groups(g));
	down = NEW(a, bool, g->nsw);
	for (out = 0; out < g->nsw + 6; out++) {
		bool *cut = NEW(a, bool, g->nlink);
		struct by_pairs p = { 0 };
		double between = 0;

		for (i = 0; i < g->nsw; i++)
			down[i] = i == out;
		for (i = k = 0; out >= g->nsw && i < g->nlink; i++)
			if (g->link[i].kind == LINK_HOST && k++ == 5 *
			    (out - g->nsw))
				cut[i] = true;
		for (i = 0; i < m->ntraffic; i++) {
			const struct traffic *t = &m->traffic[i];

			for (k = 0; t->between_hosts && k < m->nhost; k++)
				for (j = 0; j < m->nhost; j++)
					send(&p, g, k, j, (double)t->rate_bps /
					    (double)(m->nhost - 1), false, down,
					    cut);
			for (k = 0; !t->between_hosts && k < t->nfrom; k++)
				for (j = 0; j < t->nto; j++)
					send(&p, g, m->vm[t->from[k]].host,
					    m->vm[t->to[j]].host,
					    (double)t->rate_bps /
					    (double)t->nto, i == 0, down, cut);
		}
		steady_look(steady_new(a, g), down, cut, load);
		for (i = 4; i < g->nsw; i++) {
			if (down[i])
				continue;
			cr_expect_float_eq(load[g->nhost + i].bps,
			    fmax(p.up[i], p.down[i]), 10, "%zu out, %s: %f "
			    "for %f", out, g->sw[i].name,
			    load[g->nhost + i].bps, fmax(p.up[i], p.down[i]));
		}
		between = load[g->nhost + 2 * g->nsw].bps;
		cr_expect_float_eq(between, fmax(p.across[0], p.across[1]), 10,
		    "%zu out: %f", out, between);
		cr_expect_float_eq(load[g->nhost + 2 * g->nsw + 1].bps, p.core,
		    10);
	}
}

Test(engineer, loads_are_what_all_pairs_of_hosts_add_up_to)
{
	add_up("{name: prod}");
	add_up("{name: prod, hypervisor: kvm, bond: active-backup}");
}

/* ---- what is proven ---- */

#define SIX_HOSTS(policy)                                                     \
	"eastwest: 1\n"                                                       \
	"site: {name: energy, currency: EUR}\n"                               \
	"requirements: {topology: standalone}\n" policy                       \
	"racks: [{name: r1}]\n"                                               \
	"clusters: [{name: prod}]\n"                                          \
	"hosts: [{name: 'hv[1-6]', memory: 256 GiB}]\n"                       \
	"vms: [{name: 'web[1-30]', memory: 8 GiB}]\n"                         \
	"networks:\n"                                                         \
	"  - {name: lm, purpose: live-migration, vlan: 120, "                 \
	"subnet: 10.0.120.0/24}\n"                                            \
	"  - {name: csv, purpose: csv, vlan: 110, subnet: 10.0.110.0/24}\n"   \
	"  - {name: oob, purpose: oob, subnet: 10.0.0.0/24, "                 \
	"gateway: 10.0.0.1}\n"

Test(engineer, a_proof_says_what_it_proved)
{
	const struct design *g = choose(SIX_HOSTS("policy: {vendors: [dell], used: true}\n"))->design;
	int64_t cheapest = g->total_cents;

	cr_expect_eq(cheapest, 534764);
	cr_expect(g->optimal && g->whole_optimal);
	cr_expect_eq(g->bound_cents, cheapest);
	cr_expect_eq(g->whole_bound_cents, cheapest);
	cr_expect_eq(g->energy_cents, 0);

	/* what is dearest to run gives way; it is not called the cheapest */
	g = choose(SIX_HOSTS("policy: {vendors: [dell], used: true, energy: 1, years: 10}\n"))->design;
	cr_assert_gt(g->total_cents, cheapest);
	cr_expect(!g->optimal && g->whole_optimal);
	cr_expect_eq(g->bound_cents, cheapest);
	cr_expect_eq(g->whole_bound_cents, g->total_cents + g->energy_cents);
	cr_expect_gt(g->energy_bound_cents, 0);
	cr_expect_leq(g->energy_bound_cents, g->energy_cents);
	cr_expect_eq(g->energy_cents, power_energy_cents(g->model,
	    g->draw.mw));
}

/* counted rack by rack, each rounded: the sum isn't what the whole draw costs,
 * and its range is about the sum */
Test(engineer, energy_is_within_its_range)
{
	struct model m = {.policy = {.energy_micro = 210000, .years = 5}};
	struct design g = {.model = &m,
		.draw = {.low_mw = 922000, .mw = 922000, .high_mw = 922000}};

	g.energy_cents = power_energy_cents(&m, g.draw.mw) + 2;
	cr_expect_eq(output_energy_cents(&g, g.draw.low_mw), g.energy_cents);
	cr_expect_eq(output_energy_cents(&g, g.draw.high_mw), g.energy_cents);

	/* more and less of draw cost as much more and less */
	g.draw.low_mw -= 100000;
	g.draw.high_mw += 100000;
	cr_expect_eq(output_energy_cents(&g, g.draw.low_mw), 756595);
	cr_expect_eq(output_energy_cents(&g, g.draw.high_mw), 940681);
}

/* only the most is known of one: as much of it as is typical of the other */
Test(engineer, draws_are_typical_or_a_range)
{
	struct switch_model sw[4] = {
		{.part = {.id = "a", .category = "switch"}, .max_mw = 200000,
		 .typical_mw = 100000},
		{.part = {.id = "b", .category = "switch"}, .max_mw = 300000},
		{.part = {.id = "c", .category = "switch"}},
		{.part = {.id = "d", .category = "switch"}, .max_mw = 100000,
		 .typical_mw = 80000}
	};
	struct catalog c = {.sw = sw, .nsw = 4};
	struct model m = {.catalog = &c};
	struct ledger l = {.a = a};
	struct draw x;

	ledger_add(&l, &sw[0].part, 2);
	x = ledger_draw(&m, &l);
	cr_expect(x.low_mw == 200000 && x.mw == 200000 && x.high_mw == 200000);
	ledger_add(&l, &sw[1].part, 1);
	x = ledger_draw(&m, &l);
	cr_expect_eq(x.low_mw, 200000 + 150000);
	cr_expect_eq(x.mw, 200000 + 240000);
	cr_expect_eq(x.high_mw, 200000 + 300000);
	cr_expect_eq(x.unknown, 0);
	/* nothing known: between the least and the most of the others */
	l.n = 0;
	ledger_add(&l, &sw[2].part, 3);
	x = ledger_draw(&m, &l);
	cr_expect_eq(x.low_mw, 3 * 80000);
	cr_expect_eq(x.high_mw, 3 * 300000);
	cr_expect_eq(x.mw, 3 * 190000);
	cr_expect_eq(x.unknown, 3);
}

/* ---- maintenance ---- */

static const struct selection *
two_clusters(const char *first, const char *second)
{
	return choose(str_fmt(a,
	    "eastwest: 1\n"
	    "site: {name: rolls, currency: EUR}\n"
	    "requirements: {rolling: 100 h, topology: linked}\n"
	    "racks: [{name: r1}]\n"
	    "clusters: [{name: %s}, {name: %s}]\n"
	    "hosts:\n"
	    "- {name: 'i[1-4]', cluster: idle, memory: 256 GiB}\n"
	    "- {name: 'b[1-4]', cluster: busy, memory: 256 GiB}\n"
	    "vms:\n"
	    "- {name: 'w[1-4]', cluster: idle, memory: 4 GiB}\n"
	    "- {name: 'v[1-40]', cluster: busy, memory: 16 GiB}\n"
	    "networks:\n"
	    "  - {name: lm, purpose: live-migration, vlan: 120, "
	    "subnet: 10.0.120.0/24}\n"
	    "  - {name: oob, purpose: oob, subnet: 10.0.0.0/24}\n",
	    first, second));
}

/* the longest of them, however they are written down */
Test(engineer, every_cluster_is_judged_by_its_service)
{
	const struct selection *v[2];
	int i;

	v[0] = two_clusters("idle", "busy");
	v[1] = two_clusters("busy", "idle");
	for (i = 0; i < 2; i++) {
		const struct net_result *n = &v[i]->results->net[1];
		const struct rolling_result *idle = results_rolling(n, "idle");
		const struct rolling_result *busy = results_rolling(n, "busy");

		cr_assert(n->nroll == 2 && idle != NULL && busy != NULL);
		cr_expect_gt(busy->seconds, idle->seconds + 10);
		cr_expect_str_eq(n->rolling.cluster, "busy");
		cr_expect_float_eq(n->all_s, idle->seconds + busy->seconds,
		    1e-6);
		cr_expect_float_eq(row(v[i]->design, "rolling")->reached,
		    busy->seconds, 1e-6);
		cr_expect_null(results_rolling(n, "none"));
	}
}

/* ---- how far it can grow ---- */

#define THIRTEEN_RACKS(wants)                                                 \
	"eastwest: 1\n"                                                       \
	"site: {name: full, currency: EUR}\n"                                 \
	"requirements: {growth: 20 %, topology: spine-leaf" wants "}\n"       \
	"policy: {vendors: [dell]}\n"                                         \
	"racks: [{name: 'r[01-13]', units: 42}]\n"                            \
	"clusters: [{name: prod}]\n"                                          \
	"hosts: [{name: 'r[01-13]-hv[1-4]', rack: 'r[01-13]', "               \
	"memory: 64 GiB}]\n"                                                  \
	"vms: [{name: 'vm[1-52]', memory: 8 GiB}]\n"                          \
	"networks:\n"                                                         \
	"  - {name: lm, purpose: live-migration, vlan: 120, "                 \
	"subnet: 10.1.0.0/20}\n"                                              \
	"  - {name: oob, purpose: oob, subnet: 10.0.0.0/24, "                 \
	"gateway: 10.0.0.1}\n"

/* each limit again, from the design's ports alone */
static double
free_of(const struct design *g, enum port_role role)
{
	double least = INFINITY;
	size_t i, k;

	for (i = 0; i < g->nsw; i++) {
		double used = 0, left = 0;

		for (k = 0; k < g->sw[i].nport; k++) {
			const struct dport *p = &g->sw[i].port[k];

			used += p->role == role;
			/* all 10G sites: the large ports are no host's */
			left += p->role == PORT_UNUSED && p->speed_bps ==
			    10000000000;
		}
		if (used > 0)
			least = fmin(least, left / used);
	}
	return least;
}

Test(engineer, growth_of_the_whole_is_the_least_of_its_limits)
{
	const struct design *g = choose(THIRTEEN_RACKS(""))->design;
	const struct requirement *r = row(g, "expansion");
	int64_t plain = g->total_cents;

	cr_expect(r->reported && r->met);
	cr_expect_leq(r->reached, free_of(g, PORT_HOST) + 1e-9);
	cr_expect_leq(r->reached, free_of(g, PORT_DOWNLINK) + 1e-9);
	cr_expect_lt(r->reached, 0.2, "%s", r->note);
	cr_expect(row(g, "growth")->met, "host ports alone");

	/* asked for, it costs what it takes and is there */
	g = choose(THIRTEEN_RACKS(", expansion: 50 %"))->design;
	r = row(g, "expansion");
	cr_expect(!r->reported && r->met);
	cr_expect_geq(r->reached, 0.5);
	cr_expect_geq(free_of(g, PORT_DOWNLINK), 0.5);
	cr_expect_gt(g->total_cents, plain);
	cr_expect(g->optimal);
}

/* of all ports for hosts the share that is free: what is asked beyond it, be it
 * a millionth, is not met */
Test(engineer, growth_is_met_up_to_the_share_of_ports_left)
{
	const struct selection *v = decided(site_file("examples/small.yaml"));
	struct design *g = (struct design *)(uintptr_t)v->design;
	struct model *m = (struct model *)(uintptr_t)g->model;
	struct drain_times t = {.drain_s = 1, .rolling_s = 1};
	double left = free_of(g, PORT_HOST);
	int i;

	cr_expect_float_eq(row(g, "growth")->reached, left / (1 + left), 1e-9);
	for (i = -1; i < 2; i++) {
		m->want.growth_ppm = (int64_t)(row(g, "growth")->reached * 1e6 +
		    0.5) + i;
		requirements_judge(a, g, &t, &t);
		cr_expect_eq(row(g, "growth")->met, i < 1, "%d", i);
	}
}

/* eight copper ports and eight hosts: one more is needed to manage it by */
Test(engineer, a_switch_without_a_management_port_keeps_one)
{
	const struct design *g = choose(
	    "eastwest: 1\n"
	    "site: {name: copper, currency: EUR}\n"
	    "requirements: {topology: standalone}\n"
	    "policy: {vendors: [netgear]}\n"
	    "racks: [{name: r1}]\n"
	    "clusters: [{name: prod}]\n"
	    "hosts: [{name: 'hv[1-8]', memory: 64 GiB, nics: {ports: 2, "
	    "speed: 10G, media: 10gbase-t}}]\n"
	    "vms: [{name: 'vm[1-8]', memory: 8 GiB}]\n"
	    "networks:\n"
	    "  - {name: lm, purpose: live-migration, vlan: 120, "
	    "subnet: 10.1.0.0/24}\n"
	    "  - {name: csv, purpose: csv, vlan: 110, subnet: 10.2.0.0/24}\n"
	    "  - {name: oob, purpose: oob, subnet: 10.0.0.0/24}\n")->design;
	size_t i, k, kept;

	for (i = 0; i < g->nsw; i++) {
		cr_expect_null(g->sw[i].model->oob_port);
		for (k = kept = 0; k < g->sw[i].nport; k++) {
			const struct dport *p = &g->sw[i].port[k];

			if (p->role != PORT_MANAGE)
				continue;
			kept++;
			cr_assert_neq(p->link, (size_t)-1);
			cr_expect_eq(g->link[p->link].kind, LINK_OOB);
			cr_expect_str_eq(g->link[p->link].a.port_name,
			    p->name);
		}
		cr_expect_eq(kept, 1, "%s", g->sw[i].name);
	}
}

/* ---- how old prices are ---- */

/* those of 2016 against the newest of the bill, of May 2026 */
Test(engineer, prices_older_than_asked_are_listed)
{
	const struct design *g = choose(SIX_HOSTS(
	    "policy: {vendors: [dell], used: true, price_age: 24 months}\n"))->design;

	cr_expect(noted(g, "older than 24 months as of 2026-05"));
	cr_expect(noted(g, "dell-8132f (20"));
	g = choose(SIX_HOSTS("policy: {vendors: [dell], used: true, price_age: 200 months}\n"))
	    ->design;
	cr_expect(!noted(g, "older than"));
	g = choose(SIX_HOSTS("policy: {vendors: [dell], used: true}\n"))->design;
	cr_expect(!noted(g, "older than"));
}

/* ---- what is preferred ---- */

#define FOUR_RACKS(policy)                                                    \
	"eastwest: 1\n"                                                       \
	"site: {name: os, currency: EUR}\n"                                   \
	"requirements: {drain: 15 min, growth: 10 %, oversubscription: 2}\n"  \
	"policy: {models: {spine: [dell-s4810], leaf: [dell-n4032f, "         \
	"dell-n4064f]}" policy "}\n"                                          \
	"racks: [{name: 'r[1-4]', units: 42}]\n"                              \
	"clusters: [{name: c, hypervisor: hyper-v, version: '2019'}]\n"       \
	"hosts: [{name: 'r[1-4]-hv[01-16]', rack: 'r[1-4]', memory: "         \
	"256 GiB, height: 1, cores: 16}]\n"                                   \
	"vms: [{name: 'vm[01-64]', memory: 8 GiB}]\n"                        \
	"networks:\n"                                                         \
	"  - {name: lm, purpose: live-migration, vlan: 120, subnet: "         \
	"10.1.0.0/20}\n"                                                      \
	"  - {name: csv, purpose: csv, vlan: 110, subnet: 10.2.0.0/20}\n"     \
	"core: {switches: [core1, core2], speed: 10G, links: 2}\n"

static size_t
leaf_models(const struct design *g)
{
	size_t i, k, n = 0;

	for (i = 0; i < g->nsw; i++) {
		for (k = 0; k < i && (g->sw[k].role != ROLE_LEAF ||
		    g->sw[k].model != g->sw[i].model); k++)
			continue;
		n += g->sw[i].role == ROLE_LEAF && k == i;
	}
	return n;
}

/* with no port that can be broken out: few leaves fit then */
static const struct design *
choose_whole(const char *text)
{
	struct model *m = site_text(text);
	size_t i, k;

	for (i = 0; i < m->catalog->nsw; i++)
		for (k = 0; k < m->catalog->sw[i].nblock; k++)
			m->catalog->sw[i].block[k].into = 0;
	return decided(m)->design;
}

Test(engineer, alike_racks_have_one_leaf_model_at_a_stated_price)
{
	const struct design *cheap = choose_whole(FOUR_RACKS("")), *g;
	int64_t mixed = cheap->total_cents;

	cr_assert_eq(leaf_models(cheap), 2);
	cr_expect(cheap->optimal && cheap->cheapest_cents == 0);
	cr_expect(noted(cheap, "one leaf model throughout (leaves "
	    "dell-n4064f, spines dell-s4810): 5."));
	g = choose_whole(FOUR_RACKS(", prefer: {uniform_leaves: 3 %}"));
	cr_expect_eq(leaf_models(g), 2);
	cr_expect_eq(g->total_cents, mixed);
	cr_expect(g->optimal && g->premium_cents == (mixed * 3 + 50) / 100);
	cr_expect(noted(g, "is not available at that premium"));
	g = choose_whole(FOUR_RACKS(", prefer: {uniform_leaves: 8 %}"));
	cr_expect_eq(leaf_models(g), 1);
	cr_expect(g->total_cents > mixed && g->premium_cents == 0);
	/* the bound is of what is bought, the objective has its own */
	cr_expect(!g->optimal && g->bound_cents == mixed &&
	    g->cheapest_cents == mixed);
	cr_expect(g->whole_optimal && g->whole_bound_cents ==
	    g->total_cents);
	cr_expect(noted(g, "as 'policy.prefer' allows"));
}

Test(engineer, a_spine_may_be_the_layer_the_money_is_spent_on)
{
	const struct design *g = choose(ONE_RACK("topology: spine-leaf", ""))
	    ->design, *h;
	int64_t cheap = g->total_cents;

	h = choose(
	    "policy: {prefer: {spine_above: dell-s5232f-on}}\n"
	    ONE_RACK("topology: spine-leaf", ""))->design;
	cr_expect_geq(h->sw[0].model->part.price.cents,
	    catalog_switch(h->model->catalog, "dell-s5232f-on")->part.price
	        .cents, "%s", h->sw[0].model->id);
	cr_expect(h->total_cents > cheap && !h->optimal);
	cr_expect_eq(h->bound_cents, cheap);
}

#define FAR(policy)                                                           \
	"eastwest: 1\n"                                                       \
	"site: {name: far, currency: EUR}\n"                                  \
	"requirements: {drain: 15 min}\n" policy                              \
	"racks: [{name: r1, units: 42, position: 1}, {name: r2, units: 42, "  \
	"position: 14}]\n"                                                    \
	"clusters: [{name: c, hypervisor: hyper-v, version: '2019'}]\n"       \
	"hosts: [{name: 'r[1-2]-hv[1-8]', rack: 'r[1-2]', memory: 256 GiB, "  \
	"height: 1}]\n"                                                       \
	"vms: [{name: 'vm[01-16]', memory: 8 GiB}]\n"                         \
	"networks:\n"                                                         \
	"  - {name: lm, purpose: live-migration, vlan: 120, subnet: "         \
	"10.1.0.0/20}\n"                                                      \
	"  - {name: csv, purpose: csv, vlan: 110, subnet: 10.2.0.0/20}\n"     \
	"core: {switches: [core1, core2], speed: 10G, links: 2}\n"

Test(engineer, a_rack_that_stands_far_has_fibre_where_it_is_far_alone)
{
	const struct design *g = choose(FAR(""))->design;
	size_t i, near = 0, far = 0;

	for (i = 0; i < g->nlink; i++) {
		const struct dlink *l = &g->link[i];

		if (l->kind != LINK_UPLINK)
			continue;
		if (g->sw[l->a.sw].rack == g->sw[l->b.sw].rack) {
			cr_expect_eq(l->cable->kind, CABLE_DAC);
			near++;
		} else {
			cr_expect_neq(l->cable->kind, CABLE_DAC);
			far++;
		}
	}
	cr_expect(near > 0 && near == far);
	g = choose(FAR("policy: {twinax: 1 m}\n"))->design;
	for (i = 0; i < g->nlink; i++)
		cr_expect(g->link[i].cable->kind != CABLE_DAC ||
		    g->link[i].cable->length[g->link[i].length].mm <= 1000);
}

#define RACK(n) \
	"  - {name: r" #n ", units: 42, position: " #n "}\n"
#define STANDING(racks, topology) \
	"eastwest: 1\n" \
	"site: {name: a, currency: EUR}\n" \
	"requirements: {topology: " topology ", failure_domain: rack}\n" \
	"policy: {vendors: [dell]}\n" \
	"racks:\n" racks \
	"clusters: [{name: prod, hypervisor: kvm}]\n" \
	"hosts:\n" \
	"  - {name: 'r[1-4]-h[1-4]', rack: 'r[1-4]', memory: 256 GiB, " \
	"cores: 16, nics: {ports: 2, speed: 10G, media: sfp+}}\n" \
	"vms:\n" \
	"  - {name: 'vm[1-32]', memory: 16 GiB}\n" \
	"networks:\n" \
	"  - {name: lm, purpose: live-migration, vlan: 120, subnet: " \
	"10.1.0.0/20}\n"

/* racks as a file has them, and as they stand */
Test(engineer, the_order_of_racks_in_a_file_changes_no_price)
{
	static const char *const text[2][2] = {
		{ STANDING(RACK(1) RACK(2) RACK(3) RACK(4), "spine-leaf"),
		    STANDING(RACK(4) RACK(1) RACK(3) RACK(2), "spine-leaf") },
		{ STANDING(RACK(1) RACK(2) RACK(3) RACK(4), "evlt"),
		    STANDING(RACK(1) RACK(3) RACK(4) RACK(2), "evlt") },
	};
	size_t i, k;

	for (i = 0; i < 2; i++) {
		const struct design *g[2];

		for (k = 0; k < 2; k++)
			g[k] = choose(text[i][k])->design;
		cr_expect_eq(g[0]->total_cents, g[1]->total_cents,
		    "%lld and %lld", (long long)g[0]->total_cents,
		    (long long)g[1]->total_cents);
		for (k = 0; k < g[0]->nsw; k++)
			if (g[0]->sw[k].role == ROLE_SPINE)
				cr_expect_str_eq(
				    g[0]->model->rack[g[0]->sw[k].rack].name,
				    g[1]->model->rack[g[1]->sw[k].rack].name);
	}
}

/* two hosts of eight ports need more uplinks to be drained over; the racks of
 * small ones do not get them too */
Test(engineer, racks_that_need_no_more_uplinks_get_none)
{
	const struct design *g = choose(
	    "eastwest: 1\n"
	    "site: {name: fl, currency: EUR}\n"
	    "requirements: {drain: 50 s}\n"
	    "policy: {models: {leaf: [dell-s4148f-on], spine: [dell-s4148f-on]}}\n"
	    "racks: [{name: 'r[1-4]', units: 42}]\n"
	    "clusters: [{name: big, hypervisor: hyper-v, version: '2019', transport: smb, simultaneous: 16}, {name: small, hypervisor: hyper-v, version: '2019', transport: smb, simultaneous: 16}]\n"
	    "hosts:\n"
	    "  - {name: 'r[1-2]-hv1', rack: 'r[1-2]', cluster: big, memory: 2048 GiB, height: 1, cores: 64, nics: {ports: 8, speed: 10G, media: sfp+}}\n"
	    "  - {name: 'r[3-4]-hv[1-10]', rack: 'r[3-4]', cluster: small, memory: 512 GiB, height: 1, cores: 16, nics: {ports: 2, speed: 10G, media: sfp+}}\n"
	    "vms:\n"
	    "  - {name: 'b[01-40]', cluster: big, memory: 12 GiB}\n"
	    "  - {name: 's[01-20]', cluster: small, memory: 4 GiB}\n"
	    "networks:\n"
	    "  - {name: lm, purpose: live-migration, vlan: 120, subnet: 10.1.0.0/20}\n"
	    "  - {name: csv, purpose: csv, vlan: 110, subnet: 10.2.0.0/20}\n")->design;
	size_t i;

	for (i = 0; i < g->nsw; i++) {
		int64_t bps = 0;
		size_t k;

		for (k = 0; k < g->sw[i].nport; k++)
			if (g->sw[i].port[k].role == PORT_UPLINK)
				bps += g->sw[i].port[k].speed_bps;
		if (g->sw[i].role == ROLE_LEAF)
			cr_expect(g->sw[i].rack < 2 ? bps > 20000000000 :
			    bps == 20000000000, "%s", g->sw[i].name);
	}
	cr_expect(row(g, "drain")->met);
	cr_assert_not_null(g->minimum.rack_bps);
	cr_expect(g->minimum.rack_bps[0] > 0 && g->minimum.rack_bps[3] == 0);
}

/* ---- room in racks ---- */

/* four units free: no room for leaves of two units and a spine, but for lower
 * ones, and the spines stand below those */
Test(engineer, leaves_that_leave_room_for_spines_are_taken_where_racks_are_full)
{
	const struct design *g = choose(
	    "eastwest: 1\n"
	    "site: {name: full, currency: EUR}\n"
	    "requirements: {topology: spine-leaf}\n"
	    "racks: [{name: r1, units: 10}, {name: r2, units: 10}]\n"
	    "clusters: [{name: prod, hypervisor: kvm}]\n"
	    "hosts:\n"
	    "  - {name: 'a[1-3]', rack: r1, memory: 64 GiB, height: 2}\n"
	    "  - {name: 'b[1-3]', rack: r2, memory: 64 GiB, height: 2}\n"
	    "vms: [{name: 'vm[1-6]', memory: 8 GiB}]\n"
	    "networks:\n"
	    "  - {name: lm, purpose: live-migration, vlan: 120, "
	    "subnet: 10.1.0.0/24}\n"
	    "  - {name: st, purpose: storage, vlan: 110, "
	    "subnet: 10.2.0.0/24}\n")->design;
	size_t i;

	for (i = 0; i < g->nsw; i++) {
		cr_expect_eq(g->sw[i].model->height_u, 1, "%s", g->sw[i].name);
		cr_expect_gt(g->sw[i].position_u, 6, "%s", g->sw[i].name);
	}
}

/* ---- leaves that serve more than one rack ---- */

#define SITE_DOMAIN(domain)                                                   \
	"eastwest: 1\n"                                                       \
	"site: {name: s, currency: EUR}\n"                                    \
	"requirements: {topology: spine-leaf, drain: 15 min, growth: 20 %, "   \
	"failure_domain: "                                                    \
	domain "}\n"                                                          \
	"policy: {vendors: [dell]}\n"                                         \
	"racks: [{name: 'r[1-4]', units: 42}]\n"                              \
	"clusters: [{name: c, hypervisor: hyper-v, version: '2019'}]\n"       \
	"hosts: [{name: 'r[1-4]-hv[01-16]', rack: 'r[1-4]', memory: "         \
	"256 GiB, height: 1}]\n"                                              \
	"vms: [{name: 'vm[01-96]', memory: 8 GiB}]\n"                         \
	"networks:\n"                                                         \
	"  - {name: lm, purpose: live-migration, vlan: 120, subnet: "         \
	"10.1.0.0/20}\n"                                                      \
	"  - {name: csv, purpose: csv, vlan: 110, subnet: 10.2.0.0/20}\n"

Test(engineer, leaves_serve_neighbours_where_the_site_is_the_failure_domain)
{
	const struct design *by_rack = choose(SITE_DOMAIN("rack"))->design;
	const struct design *g = choose(SITE_DOMAIN("site"))->design;
	size_t i, k, leaves = 0;

	cr_expect_null(by_rack->head);
	cr_assert_eq(g->topology, TOPOLOGY_SPINE_LEAF);
	cr_expect_lt(g->total_cents, by_rack->total_cents);
	for (i = 0; i < g->nsw; i++)
		leaves += g->sw[i].role == ROLE_LEAF;
	cr_expect_eq(leaves, 4);
	cr_expect(noted(g, "also serve"));
	/* every host by both switches of one pair, by cables that reach */
	for (i = 0; i < g->nhost; i++) {
		const struct dhost *h = &g->host[i];

		cr_assert(h->nic[0].sw != NONE && h->nic[1].sw != NONE);
		cr_expect_eq(g->sw[h->nic[0].sw].pair, h->nic[1].sw);
	}
	for (i = 0; i < g->nlink; i++)
		cr_expect_geq(g->link[i].cable->length[g->link[i].length].mm,
		    g->link[i].raw_mm);
	for (i = 0; i < g->nsw; i++)
		for (k = 0; k < g->sw[i].nport; k++)
			if (g->sw[i].port[k].role == PORT_HOST)
				cr_expect_gt(g->sw[i].port[k].ntagged, 0);
	cr_expect(by_rack->optimal && g->optimal);
}

/* ---- RDMA beside a team ---- */

#define LBFO(ports, smb)                                                      \
	"eastwest: 1\n"                                                       \
	"site: {name: b, currency: EUR}\n"                                    \
	"requirements: {drain: 10 min, growth: 20 %}\n"                       \
	"racks: [{name: 'r[1-2]', units: 42}]\n"                              \
	"clusters: [{name: prod, hypervisor: hyper-v, version: '2012r2'}]\n"  \
	"hosts:\n"                                                            \
	"  - {name: 'r[1-2]-hv[1-4]', rack: 'r[1-2]', memory: 256 GiB, "      \
	"height: 2, cores: 16, nics: {ports: " ports ", speed: 10G, media: "  \
	"sfp+, rdma: roce}}\n"                                                \
	"vms: [{name: 'vm[1-40]', memory: 12 GiB}]\n"                         \
	"networks:\n"                                                         \
	"  - {name: lm, purpose: live-migration, vlan: 120, "                \
	"subnet: 10.0.120.0/24}\n"                                            \
	"  - {name: csv, purpose: csv, vlan: 110, subnet: 10.0.110.0/24}\n"  \
	"  - {name: data, purpose: data, vlan: 200}\n" smb                    \
	"core: {switches: [core1, core2], speed: 10G, links: 2}\n"
#define SMB(name, vlan)                                                       \
	"  - {name: " name ", purpose: storage, vlan: " vlan ", subnet: 10.0." \
	vlan ".0/24, lossless: true}\n"

Test(engineer, two_ports_stay_out_of_a_team_that_takes_rdma_away)
{
	static const char *const text[] = {LBFO("4", SMB("smb", "130")),
	    LBFO("4", SMB("smb1", "130") SMB("smb2", "131"))};
	size_t i, k, n;

	for (i = 0; i < 2; i++) {
		const struct design *g = choose(text[i])->design;
		const struct dhost *h = &g->host[0];

		cr_assert_eq(g->topology, TOPOLOGY_SPINE_LEAF);
		for (k = 0; k < 4; k++) {
			const struct dport *p = &g->sw[h->nic[k].sw].port[
			    h->nic[k].port];

			cr_expect_eq(h->nic[k].team, k < 2);
			/* one of each kind at either leaf */
			cr_expect_eq(g->sw[h->nic[k].sw].pair,
			    h->nic[k ^ 1].sw);
			cr_expect_eq(p->lossless, k >= 2);
			cr_expect_eq(p->ntagged, k < 2 ? 3 : 1);
		}
		for (k = n = 0; k < h->nvnic; k++) {
			const struct dvnic *v = &h->vnic[k];

			if (!v->lossless)
				continue;
			cr_expect(v->rdma && v->vswitch == NULL &&
			    v->nic == 2 + n && v->address != 0);
			cr_expect(design_rdma_works(g->model, h, v));
			n++;
		}
		cr_expect_eq(n, 2);
		cr_expect_eq(noted(g, "use one port per subnet"), i == 0);
	}
}

Test(engineer, two_ports_alone_are_too_few_for_a_team_and_rdma)
{
	const struct selection *v = prove_choose(a, d,
	    site_text(LBFO("2", SMB("smb", "130"))), false);
	size_t i;

	cr_assert_null(v->design);
	for (i = 0; i < v->ncand; i++)
		if (v->cand[i].topology == TOPOLOGY_SPINE_LEAF)
			cr_expect(v->cand[i].nreason > 0 &&
			    strstr(v->cand[i].reason[0], "four RDMA ports"));
}

/* ---- LAGs to hosts ---- */

#define LACP_PAIR(hosts, more)                                                \
	"eastwest: 1\n"                                                       \
	"site: {name: a}\n"                                                   \
	"policy: {vendors: [dell]}\n"                                         \
	"requirements: {topology: linked}\n"                                  \
	"racks: [{name: r1}]\n"                                               \
	"clusters: [{name: c, hypervisor: kvm, bond: 802.3ad}]\n"             \
	"hosts: [{name: 'h[1-4]', memory: 64 GiB" hosts "}]\n"                \
	"vms: [{name: 'v[1-8]', memory: 8 GiB}]\n"                            \
	"networks:\n"                                                         \
	"  - {name: lm, purpose: live-migration, vlan: 20, "                  \
	"subnet: 10.0.20.0/24}\n"                                             \
	"  - {name: st, purpose: nfs, vlan: 30, subnet: 10.0.30.0/24}\n"      \
	"  - {name: oob, purpose: oob, subnet: 10.0.0.0/24, "                 \
	"gateway: 10.0.0.1}\n"                                                \
	"traffic: [{network: st, rate: 6 Gbit/s}]\n" more

static double
peer_load_bps(const struct design *g, const bool *cut)
{
	struct group_load *load =
	    NEW(a, struct group_load, steady_groups(g) + 1);

	steady_look(steady_new(a, g), NEW(a, bool, g->nsw + 1), cut, load);
	return load[g->nend + g->nsw].bps;
}

/* each of four sends 6 Gbit/s, and takes as much where it arrives; but a host
 * with one cable left takes the half of that by the peer link */
Test(engineer, a_lag_over_both_switches_leaves_the_peer_link_idle)
{
	const struct design *g = choose(LACP_PAIR("", ""))->design;
	bool *cut = NEW(a, bool, g->nlink + 1);
	size_t i;

	cr_expect(fabs(peer_load_bps(g, NULL)) < 1);
	for (i = 0; i < g->nlink; i++)
		if (g->link[i].kind == LINK_HOST && g->link[i].b.host == 1) {
			cut[i] = true;
			break;
		}
	cr_expect(fabs(peer_load_bps(g, cut) - 3e9) < 1, "%.0f",
	    peer_load_bps(g, cut));
}

Test(engineer, a_lag_has_a_host_of_its_own_and_both_switches)
{
	const struct design *g = choose(LACP_PAIR("", "devices: [{name: san, "
	    "kind: storage, teaming: lacp, ports: [{name: 'e[1-4]', "
	    "network: st, lag: x}]}]\n"))->design;
	size_t i, k, n = 0;

	for (i = 0; i < g->nlag; i++) {
		const struct dlag *l = &g->lag[i];

		if (l->purpose != LAG_HOST)
			continue;
		n++;
		cr_expect(l->lacp && l->edge && l->mclag == l->number);
		for (k = 0; k < l->nport; k++)
			cr_expect_str_eq(
			    g->link[g->sw[l->sw].port[l->port[k]].link]
			        .b.device,
			    l->peer_name);
		cr_expect_eq(l->nport, strcmp(l->peer_name, "san") ? 1 : 2);
		cr_expect_eq(l->untagged, strcmp(l->peer_name, "san") ? 0 : 30);
		for (k = 0; k < i; k++)
			if (g->lag[k].sw == l->sw)
				cr_expect_neq(g->lag[k].number, l->number);
			else if (g->lag[k].number == l->number)
				cr_expect_str_eq(g->lag[k].peer_name,
				    l->peer_name);
	}
	cr_expect_eq(n, 10);
	cr_expect(noted(g, "team by LACP"));
}

/* the second switch shuts its side while it still hears the first */
Test(engineer, hosts_with_a_lag_outlive_the_peer_link_of_their_switches)
{
	const struct design *g = choose(LACP_PAIR("", ""))->design;
	bool *cut = NEW(a, bool, g->nlink + 1);
	size_t i;

	for (i = 0; i < g->nlink; i++)
		cut[i] = g->link[i].kind == LINK_PEER;
	cr_expect_eq(outage_links(a, NULL, g, cut)->cut_off, 0);
	g = choose(LACP_PAIR(", nics: {ports: 2, teaming: "
	                     "switch-independent}", ""))->design;
	cut = NEW(a, bool, g->nlink + 1);
	for (i = 0; i < g->nlink; i++)
		cut[i] = g->link[i].kind == LINK_PEER;
	/* and with it the ports of hosts that have no LAG */
	cr_expect_eq(outage_links(a, NULL, g, cut)->cut_off, 0);
}

/* ---- ports that are broken out ---- */

#define HALL(models, hosts)                                                   \
	"eastwest: 1\n"                                                       \
	"site: {name: a}\n"                                                   \
	"policy: {models: " models "}\n"                                      \
	"requirements: {topology: linked}\n"                                  \
	"racks: [{name: r1}]\n"                                               \
	"clusters: [{name: c, hypervisor: kvm}]\n"                            \
	"hosts: [{name: 'h[1-" hosts "]', memory: 64 GiB, nics: {ports: 2, "   \
	"speed: 25G, media: sfp28}}]\n"                                       \
	"vms: [{name: 'v[1-8]', memory: 8 GiB}]\n"                            \
	"networks:\n"                                                         \
	"  - {name: lm, purpose: live-migration, vlan: 20, "                  \
	"subnet: 10.0.20.0/24}\n"

/* links of a switch to hosts by cables they share; most: of one cable */
static size_t
shared_links(const struct design *g, size_t sw, size_t *cables, size_t *most)
{
	size_t n = 0, i, k, of;

	*cables = *most = 0;
	for (i = 0; i < g->nlink; i++) {
		const struct dlink *l = &g->link[i];

		if (l->kind != LINK_HOST || l->a.sw != sw || l->bundle == 0)
			continue;
		n++;
		*cables += bom_own_cable(g, i);
		for (k = of = 0; k < g->nlink; k++)
			of += g->link[k].bundle == l->bundle;
		*most = of > *most ? of : *most;
		cr_expect_eq(l->cable->into, 4);
		cr_expect_geq(l->cable->length[l->length].mm, l->raw_mm);
		cr_expect_eq(g->sw[sw].port[l->a.port].speed_bps, 25000000000);
		cr_expect_eq(g->sw[sw].port[g->sw[sw].port[l->a.port].parent]
		    .role, PORT_SPLIT);
	}
	return n;
}

Test(engineer, hosts_of_25g_hang_off_ports_of_100g_by_cables_they_share)
{
	const struct design *g = choose(HALL("{standalone: [dell-s5232f-on]}",
	    "10"))->design;
	size_t cables, most, w;

	for (w = 0; w < 2; w++) {
		cr_expect_eq(shared_links(g, w, &cables, &most), 10);
		cr_expect_eq(cables, 3);
		cr_expect_eq(most, 4);
	}
	/* two have no port of their own, and a cable for them may take two more,
	 * whose own cables then aren't bought */
	g = choose(HALL("{standalone: [dell-s5212f-on]}", "14"))->design;
	for (w = 0; w < 2; w++) {
		cr_expect_eq(shared_links(g, w, &cables, &most), 4);
		cr_expect_eq(cables, 1);
	}
	g = choose(HALL("{standalone: [dell-s5212f-on]}", "12"))->design;
	cr_expect_eq(shared_links(g, 0, &cables, &most), 0);
}

/* ids of cables to devices begin with a zero.  Where both ports to one fabric
 * share a cable, the other fabric takes its place */
Test(engineer, devices_share_cables_as_hosts_do)
{
	const struct selection *t = choose(
	    "eastwest: 1\n"
	    "site: {name: a}\n"
	    "policy: {models: {standalone: [dell-s5232f-on]}}\n"
	    "requirements: {topology: linked}\n"
	    "racks: [{name: r1}]\n"
	    "clusters: [{name: c, hypervisor: kvm}]\n"
	    "hosts: [{name: 'h[1-10]', memory: 64 GiB, nics: ["
	    "{ports: 2, speed: 25G, media: sfp28, networks: [lm]}, "
	    "{ports: 2, speed: 25G, media: sfp28, networks: [a, b], "
	    "teaming: none}]}]\n"
	    "vms: [{name: 'v[1-8]', memory: 8 GiB}]\n"
	    "networks:\n"
	    "  - {name: lm, purpose: live-migration, vlan: 20, "
	    "subnet: 10.0.20.0/24}\n"
	    "  - {name: a, purpose: iscsi, vlan: 31, subnet: 10.0.31.0/24}\n"
	    "  - {name: b, purpose: iscsi, vlan: 32, subnet: 10.0.32.0/24}\n"
	    "devices: [{name: san, kind: storage, rack: r1, ports: ["
	    "{name: 'x[1-2]', speed: 25G, media: sfp28, network: a}, "
	    "{name: 'y[1-2]', speed: 25G, media: sfp28, network: b}]}]\n");
	const struct design *g;
	size_t i, of[2] = { 0, 0 };

	cr_assert_not_null(t->design);
	g = t->design;
	for (i = 0; i < g->nlink; i++) {
		const struct dlink *l = &g->link[i];

		if (l->kind != LINK_HOST)
			continue;
		cr_expect_gt(l->bundle, 0, "%s", l->id);
		if (strcmp(l->b.device, "san") != 0)
			continue;
		cr_expect(of[l->a.sw] == 0 || of[l->a.sw] == l->bundle);
		of[l->a.sw] = l->bundle;
	}
	cr_expect(of[0] > 0 && of[1] > 0 && of[0] != of[1]);
	for (i = 0; i < g->nreq; i++)
		if (strcmp(g->req[i].name, "survive") == 0)
			cr_expect(g->req[i].met, "%s", g->req[i].note);
}

/* its 100G ports take the ports beside them: not broken out here */
Test(engineer, ports_that_can_not_be_broken_out_are_not)
{
	struct model *m = site_text(HALL("{standalone: [dell-z9264f-on]}",
	    "4"));

	cr_expect_null(prove_choose(a, d, m, false)->design);
}

/* what is bought for more hosts, or more racks, is never less: by each design
 * that is chosen, over the sizes where models and ports run out */
Test(engineer, more_hosts_or_racks_never_cost_less)
{
	static const char *const nic[] = {"speed: 10G, media: sfp+",
	    "speed: 25G, media: sfp28"};
	size_t k, n;

	for (k = 0; k < 4; k++) {
		int64_t last = 0;

		for (n = 2; n <= (k < 2 ? 24 : 6); n += k < 2 ? 2 : 1) {
			bool racks = k >= 2;
			const struct design *g = choose(str_fmt(a,
			    "eastwest: 1\n"
			    "site: {name: a}\n"
			    "requirements: {growth: 10 %%}\n"
			    "racks: [{name: 'r[1-%zu]'}]\n"
			    "clusters: [{name: c, hypervisor: kvm}]\n"
			    "hosts: [{name: 'r[1-%zu]-h[1-%zu]', rack: "
			    "'r[1-%zu]', memory: 64 GiB, nics: {ports: 2, %s}}]"
			    "\nvms: [{name: 'v[1-8]', memory: 8 GiB}]\n"
			    "networks:\n"
			    "  - {name: lm, purpose: live-migration, vlan: 20, "
			    "subnet: 10.0.20.0/24}\n"
			    "  - {name: csv, purpose: csv, vlan: 21, "
			    "subnet: 10.0.21.0/24}\n",
			    racks ? n - 1 : 1, racks ? n - 1 : 1,
			    racks ? (size_t)7 : n, racks ? n - 1 : 1,
			    nic[k % 2]))->design;

			cr_expect_geq(g->total_cents, last,
			    "%zu %s of %s", n, racks ? "racks" : "hosts",
			    nic[k % 2]);
			last = g->total_cents;
		}
	}
}

/* nothing but the vendor is said: the spines stay, the leaves are the ones before
 * those that were pinned, which cost less */
Test(engineer, the_period_site_keeps_its_spines_where_no_model_is_pinned)
{
	const struct source *src =
	    file_read(a, d, "examples/period.yaml", 1 << 20);
	const char *pinned = strstr(src->text, "\n  models: {"), *rest;
	const struct design *g;
	size_t i;

	cr_assert_not_null(pinned);
	rest = strchr(pinned + 1, '\n');
	g = choose(str_fmt(a, "%.*s%s", (int)(pinned - src->text), src->text,
	    rest))->design;
	cr_expect_eq(g->topology, TOPOLOGY_SPINE_LEAF);
	for (i = 0; i < g->nsw; i++)
		cr_expect_str_eq(g->sw[i].model->id,
		    g->sw[i].role == ROLE_SPINE ? "dell-s4810" : "dell-8132f",
		    "%s", g->sw[i].name);
}

/* uplinks by rack, or as many on every leaf as the one that needs most */
Test(engineer, uplinks_are_alike_where_that_is_asked_for)
{
	static const char *const policy[] = { "{}", "{uplinks: uniform}" };
	int64_t least[2], most[2];

	for (size_t k = 0; k < 2; k++) {
		const struct design *g = choose(str_fmt(a,
		    "eastwest: 1\nsite: {name: a, currency: EUR}\n"
		    "requirements: {growth: 20 %%, oversubscription: 3}\n"
		    "policy: %s\nracks: [{name: 'r[1-2]', units: 42}]\n"
		    "clusters: [{name: c, hypervisor: kvm}]\nhosts:\n"
		    "  - {name: 'a[1-4]', rack: r1, memory: 64 GiB}\n"
		    "  - {name: 'b[1-16]', rack: r2, memory: 64 GiB}\n"
		    "vms: [{name: 'v[1-8]', memory: 8 GiB}]\nnetworks:\n"
		    "  - {name: lm, purpose: live-migration, vlan: 20, "
		    "subnet: 10.0.20.0/24}\n", policy[k]))->design;

		least[k] = INT64_MAX;
		most[k] = 0;
		for (size_t i = 0; i < g->nsw; i++) {
			int64_t n = 0;

			for (size_t j = 0; j < g->nlink; j++)
				n += g->link[j].kind == LINK_UPLINK &&
				    g->link[j].b.sw == i;
			if (g->sw[i].role != ROLE_LEAF)
				continue;
			least[k] = n < least[k] ? n : least[k];
			most[k] = n > most[k] ? n : most[k];
		}
	}
	cr_expect_lt(least[0], most[0]);
	cr_expect_eq(least[1], most[1]);
	cr_expect_eq(most[1], most[0]);
}

/* a pair of models two units high, one below the other: as leaves stand */
Test(engineer, high_switches_of_one_rack_stand_below_each_other)
{
	static const char *const model[] = { "{standalone: "
	                                     "[cisco-nexus-93240yc-fx2]}",
		"{spine: [dell-z9264f-on]}" };
	static const char *const topology[] = { "linked", "spine-leaf" };
	size_t i, k, j;

	for (i = 0; i < 2; i++) {
		const struct design *g = choose(str_fmt(a,
		    "eastwest: 1\nsite: {name: s}\n"
		    "requirements: {topology: %s}\npolicy: {models: %s}\n"
		    "racks: [{name: r1, units: 42}]\n"
		    "clusters: [{name: c, hypervisor: kvm}]\n"
		    "hosts: [{name: 'h[1-12]', memory: 64 GiB}]\n"
		    "vms: [{name: 'v[1-12]', memory: 8 GiB}]\n"
		    "networks:\n"
		    "  - {name: lm, purpose: live-migration, vlan: 3, subnet: "
		    "10.0.0.0/24}\n"
		    "  - {name: oob, purpose: oob, subnet: 10.9.0.0/24}\n",
		    topology[i], model[i]))->design;

		cr_assert_not_null(g);
		for (k = 0; k < g->nsw; k++)
			for (j = 0; j < k; j++) {
				const struct dswitch *x = &g->sw[j];
				const struct dswitch *y = &g->sw[k];

				int64_t apart = (int64_t)x->position_u -
				    (int64_t)y->position_u;

				cr_expect(apart >= y->model->height_u ||
				        -apart >= x->model->height_u,
				    "%s at %zu, %s at %zu", x->name,
				    x->position_u, y->name, y->position_u);
			}
	}
}

/* lengths from the unit of a low spine are told where no loop covers the rest */
Test(engineer, cables_of_high_spines_are_short_only_without_a_loop)
{
	static const char *const loop[] = { "300 mm", "0 mm" };
	size_t i;

	for (i = 0; i < 2; i++) {
		const struct design *g = choose(str_fmt(a,
		    "eastwest: 1\nsite: {name: s}\n"
		    "requirements: {topology: spine-leaf}\n"
		    "policy: {models: {spine: [dell-z9264f-on]}}\n"
		    "geometry: {loop: %s}\n"
		    "racks: [{name: r1, units: 42}]\n"
		    "clusters: [{name: c, hypervisor: kvm}]\n"
		    "hosts: [{name: 'h[1-4]', memory: 64 GiB}]\n"
		    "vms: [{name: 'v[1-4]', memory: 8 GiB}]\n"
		    "networks:\n"
		    "  - {name: lm, purpose: live-migration, vlan: 3, subnet: "
		    "10.0.0.0/24}\n"
		    "  - {name: oob, purpose: oob, subnet: 10.9.0.0/24}\n",
		    loop[i]))->design;

		cr_assert_not_null(g);
		cr_expect_eq(noted(g, "counted from the unit of"), i == 1, "loop %s", loop[i]);
	}
}
