/* Geometry, port arithmetic, parts. */
#include <criterion/criterion.h>
#include <string.h>

#include "design/design.h"
#include "size/size.h"

static const int64_t G = 1000000000;

Test(size, measures_cables_as_the_racks_stand)
{
	struct rack rack[3] = {
		{.name = "a", .units = 42, .position = 0},
		{.name = "b", .units = 42, .position = 2},
		{.name = "c", .units = 48, .position = 1, .row_index = 1}
	};
	struct model m = {.rack = rack, .nrack = 3,
	    .geometry = {600, 2400, 300, 300, 500, 100000, 15000}};
	struct place x = {0, 42}, y = {0, 1}, z = {1, 40}, w = {2, 48};

	/* 41 units of 44.45 mm, two sides, a loop */
	cr_assert_eq(place_length_mm(&m, x, y), 1823 + 900);
	/* up 0 and 2 units, two trays, two racks along, and a tenth more */
	cr_assert_eq(place_length_mm(&m, x, z), 900 + 89 + 1000 + 1200 +
	    319);
	/* one rack along and one row across; either way round alike */
	cr_assert_eq(place_length_mm(&m, x, w), 900 + 1000 + 600 + 2400 +
	    490);
	cr_assert_eq(place_length_mm(&m, w, x), place_length_mm(&m, x, w));
	cr_assert_eq(place_length_mm(&m, x, x), 900);
}

Test(size, knows_when_ports_of_several_speeds_fit)
{
	struct port_block b[3] = {
		{.media = MEDIA_SFPP, .count = 4, .speed_bps = 10 * G},
		{.media = MEDIA_QSFPP, .count = 2, .speed_bps = 40 * G},
		{.media = MEDIA_QSFP28, .count = 2, .speed_bps = 100 * G,
		    .speeds_bps = {40 * G}, .module = "bay"}
	};
	struct option bay = {.id = "bay"};
	struct capability can = {CAN_SPEED_CHANGE, true, NULL};
	struct platform nos = {.can = &can, .ncan = 1};
	struct switch_model s = {.block = b, .nblock = 3, .option = &bay,
	    .noption = 1, .platform = &nos};
	static const struct {
		int64_t n10, n40, n100;
		unsigned options;
		bool fits;
	} cases[] = {
		{4, 2, 0, 0, true}, {5, 0, 0, 0, false}, {0, 3, 0, 0, false},
		{0, 0, 1, 0, false}, {4, 4, 0, 1, true}, {4, 3, 1, 1, true},
		{4, 3, 2, 1, false}, {0, 2, 2, 1, true}, {0, 4, 1, 1, false}
	};
	size_t i;

	for (i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		struct need n = {.n = {[SPEED_10G] = cases[i].n10,
		    [SPEED_40G] = cases[i].n40, [SPEED_100G] = cases[i].n100}};

		cr_assert_eq(media_ports_fit(&s, cases[i].options, &n),
		    cases[i].fits, "case %zu", i);
	}
	/* a NOS that can't run a 100G port at 40G has two ports of 40G */
	can = (struct capability){CAN_SPEED_CHANGE, false, "it can't"};
	cr_assert(!media_ports_fit(&s, 1, &(struct need){.n = {[SPEED_40G] = 3}}));
	cr_assert(media_ports_fit(&s, 1,
	    &(struct need){.n = {[SPEED_40G] = 2, [SPEED_100G] = 2}}));
}

/* eight ports of which four can be broken out, each at the cost of the next */
Test(size, a_breakout_that_takes_the_next_port_counts_twice)
{
	static const struct {
		int64_t split, whole;
		bool fit;
	} need[] = { { 4, 0, true }, { 5, 0, false }, { 0, 8, true },
		{ 1, 6, true }, { 1, 7, false }, { 3, 2, true },
		{ 3, 3, false } };
	struct capability can = { CAN_BREAKOUT, true, NULL };
	struct platform nos = { .can = &can, .ncan = 1 };
	struct port_block block = { .media = MEDIA_QSFP28, .count = 8,
		.speed_bps = 100 * G, .into = 4, .breakout_bps = 25 * G,
		.breakout_max = 4, .breakout_takes_next = true };
	struct switch_model s = { .platform = &nos, .block = &block,
		.nblock = 1 };
	size_t i;

	for (i = 0; i < sizeof need / sizeof need[0]; i++) {
		struct need n = { .n = { [SPLIT_25G] = need[i].split,
			[SPEED_100G] = need[i].whole } };

		cr_expect_eq(media_ports_fit(&s, 0, &n), need[i].fit, "%zu", i);
	}
	block.breakout_takes_next = false;
	cr_expect(media_ports_fit(&s, 0,
	    &(struct need){ .n = { [SPLIT_25G] = 4, [SPEED_100G] = 4 } }));
}

/* eight SFP+ ports, of which every second may hold a module for 10GBASE-T */
Test(size, modules_for_copper_take_ports_of_their_cage)
{
	static const struct {
		int64_t copper, sfpp;
		bool fit;
	} need[] = { { 4, 0, true }, { 5, 0, false }, { 4, 4, true },
		{ 4, 5, false }, { 0, 8, true }, { 1, 7, true } };
	struct platform nos = { 0 };
	struct port_block block = { .media = MEDIA_SFPP, .count = 8,
		.speed_bps = 10 * G, .copper_every = 2 };
	struct switch_model s = { .platform = &nos, .block = &block,
		.nblock = 1 };
	struct cage cage;
	size_t i;

	for (i = 0; i < sizeof need / sizeof need[0]; i++) {
		struct need n = { .n = { [SPEED_COPPER] = need[i].copper,
			[SPEED_10G] = need[i].sfpp } };

		cr_expect_eq(media_ports_fit(&s, 0, &n), need[i].fit, "%zu", i);
	}
	cr_assert(speed_class_cage(&s, 0, SPEED_COPPER, &cage));
	cr_expect_eq(cage.media, MEDIA_SFPP);
	block.copper_every = 0;
	cr_expect_not(media_ports_fit(&s, 0,
	    &(struct need){ .n = { [SPEED_COPPER] = 1 } }));
}

static const struct port_block gigabit_cages = { .media = MEDIA_SFPP,
	.count = 4, .speed_bps = 10 * G, .speeds_bps = { G } };
static const struct port_block gigabit_sockets = { .media = MEDIA_10GT,
	.count = 4, .speed_bps = 10 * G, .speeds_bps = { G } };

/* ports of four cages, and of four sockets, that take 1 Gbit/s */
Test(size, ports_take_a_gigabit_by_module_or_by_negotiation)
{
	static const struct {
		int64_t copper_1g, fibre_1g, copper_10g, fibre_10g;
		bool cages, sockets, both;
	} need[] = {
		{ 4, 0, 0, 0, true, true, true },
		{ 2, 2, 0, 0, true, false, true },
		{ 1, 1, 0, 2, true, false, true },
		{ 2, 0, 0, 3, false, false, true },
		{ 5, 0, 0, 0, false, false, false },
		{ 3, 0, 1, 0, false, true, true },
		{ 4, 4, 0, 0, false, false, true },
		{ 4, 1, 1, 0, false, false, false },
	};
	struct capability can[] = { { CAN_GIGABIT, true, NULL } };
	struct platform nos = { .can = can, .ncan = 1 };
	struct port_block block[] = { gigabit_cages, gigabit_sockets };
	struct switch_model s = { .platform = &nos, .block = block };
	struct cage cage;
	size_t i;

	for (i = 0; i < sizeof need / sizeof need[0]; i++) {
		struct need n = { .n = { [SPEED_COPPER_1G] = need[i].copper_1g,
			[SPEED_1G] = need[i].fibre_1g,
			[SPEED_COPPER] = need[i].copper_10g,
			[SPEED_10G] = need[i].fibre_10g } };

		s.block = block;
		s.nblock = 1;
		cr_expect_eq(media_ports_fit(&s, 0, &n), need[i].cages,
		    "cages, %zu", i);
		s.block = block + 1;
		cr_expect_eq(media_ports_fit(&s, 0, &n), need[i].sockets,
		    "sockets, %zu", i);
		s.block = block;
		s.nblock = 2;
		cr_expect_eq(media_ports_fit(&s, 0, &n), need[i].both,
		    "both, %zu", i);
	}
	cr_assert(speed_class_cage(&s, 0, SPEED_COPPER_1G, &cage));
	cr_expect_eq(cage.media, MEDIA_10GT);
	s.nblock = 1;
	cr_assert(speed_class_cage(&s, 0, SPEED_COPPER_1G, &cage));
	cr_expect_eq(cage.media, MEDIA_SFPP);
	cr_expect_eq(speed_class_of(MEDIA_10GT, G), SPEED_COPPER_1G);
	cr_expect_eq(speed_class_of(MEDIA_SFP28, G), SPEED_1G);
}

/* sockets negotiate whatever their system can; a group's speed is not known */
Test(size, modules_for_a_gigabit_are_for_systems_that_can)
{
	struct need copper = { .n = { [SPEED_COPPER_1G] = 1 } },
	            fibre = { .n = { [SPEED_1G] = 1 } };
	struct capability can[] = { { CAN_GIGABIT, false, "no" } };
	struct platform nos = { .can = can, .ncan = 1 };
	struct port_block block = gigabit_cages;
	struct switch_model s = { .platform = &nos, .block = &block,
		.nblock = 1 };

	cr_expect_not(media_ports_fit(&s, 0, &copper));
	cr_expect_not(media_ports_fit(&s, 0, &fibre));
	can[0].yes = true;
	cr_expect(media_ports_fit(&s, 0, &copper));
	cr_expect(media_ports_fit(&s, 0, &fibre));
	block.group = 4;
	cr_expect_not(media_ports_fit(&s, 0, &fibre));
	can[0].yes = false;
	block = gigabit_sockets;
	cr_expect(media_ports_fit(&s, 0, &copper));
	block.speeds_bps[0] = 0;
	cr_expect_not(media_ports_fit(&s, 0, &copper));
}

Test(size, counts_parts_in_order_and_rounds_spares_up)
{
	struct arena *a = arena_new();
	struct part x = {"x", "x", "optic", "v", {0}, false, NULL};
	struct part y = {"y", "y", "cable", "v", {0}, false, NULL};
	struct model m = {.policy = {.spare_optics_ppm = 50000}};
	struct ledger l = {a, NULL, 0, 0};

	ledger_add(&l, &y, 2);
	ledger_add(&l, &x, 20);
	ledger_add(&l, &y, 3);
	ledger_add(&l, &x, 0);
	cr_assert_eq(l.n, 2);
	cr_assert_str_eq(l.line[0].part->id, "x");
	cr_assert_eq(l.line[1].quantity, 5);
	cr_assert_eq(price_spares_wanted(&m, &x, 20), 1);
	cr_assert_eq(price_spares_wanted(&m, &x, 21), 2);
	cr_assert_eq(price_spares_wanted(&m, &x, 0), 0);
	cr_assert_eq(price_spares_wanted(&m, &y, 100), 0);
	arena_free(a);
}

Test(size, keeps_vlan_lists_sorted_and_distinct)
{
	int list[8];
	size_t n = 0;

	design_vlan_add(list, &n, 30);
	design_vlan_add(list, &n, 10);
	design_vlan_add(list, &n, 30);
	design_vlan_add(list, &n, 20);
	cr_assert_eq(n, 3);
	cr_assert(list[0] == 10 && list[1] == 20 && list[2] == 30);
}

/* ports of hosts: "01-" is the first to the first switch, the second to the
 * second, the third to none; "a.b" what each carries: network 0, 1, both */
Test(size, ports_with_jobs_go_to_both_switches_in_turn)
{
	static bool smb[4] = {true, true}, all[4] = {true, true, true, true},
	    lm[4] = {[2] = true, [3] = true}, one[4] = {true},
	    other[4] = {[1] = true}, none[4];
	static const struct network net[4] = {
		{.name = "smb1", .purpose = PURPOSE_STORAGE, .east_west = true},
		{.name = "smb2", .purpose = PURPOSE_STORAGE, .east_west = true},
		{.name = "lm", .purpose = PURPOSE_LM, .east_west = true},
		{.name = "data", .purpose = PURPOSE_DATA}
	};
	static const struct {
		struct nic_group g[3];
		size_t ngroup, turn;
		enum topology t;
		const char *side, *carries;
	} row[] = {
		{{{.n = 4, .network = all}}, 1, 0, TOPOLOGY_SPINE_LEAF, "0101",
		    "0123.0123.0123.0123"},
		{{{.n = 3, .network = all}}, 1, 0, TOPOLOGY_LINKED, "01-",
		    "0123.0123."},
		{{{.n = 1, .network = all}}, 1, 0, TOPOLOGY_LINKED, "0",
		    "0123"},
		{{{.n = 1, .network = all}}, 1, 3, TOPOLOGY_LINKED, "1",
		    "0123"},
		/* two jobs, and ports that stay */
		{{{.n = 2, .network = smb}, {.n = 2, .network = none,
		    .on_today = true}, {.n = 2, .network = lm}}, 3, 0,
		    TOPOLOGY_LINKED, "01--01", "01.01...23.23"},
		/* no team: a network a port, least first */
		{{{.n = 2, .network = smb, .teaming = TEAMING_NONE},
		    {.n = 2, .network = lm}}, 2, 1, TOPOLOGY_EVLT, "0101",
		    "0.1.23.23"},
		{{{.n = 2, .network = all, .teaming = TEAMING_NONE}}, 1, 0,
		    TOPOLOGY_LINKED, "01", "02.13"},
		/* two groups of one port are on two switches */
		{{{.n = 1, .network = one}, {.n = 1, .network = other}}, 2, 0,
		    TOPOLOGY_SPINE_LEAF, "01", "0.1"},
		{{{.n = 1, .network = one}, {.n = 1, .network = other}}, 2, 1,
		    TOPOLOGY_SPINE_LEAF, "10", "0.1"},
		/* without a link: storage and live migration on one each, the
		 * second storage network on the other */
		{{{.n = 4, .network = all}}, 1, 0, TOPOLOGY_STANDALONE, "01--",
		    "02.1.."},
		{{{.n = 2, .network = other}, {.n = 2, .network = lm}}, 2, 0,
		    TOPOLOGY_STANDALONE, "1-0-", "1..2."},
	};
	struct model m = {.network = (struct network *)net, .nnetwork = 4};
	struct arena *a = arena_new();
	size_t i, k, n;

	for (i = 0; i < sizeof(row) / sizeof(row[0]); i++) {
		struct host h = {.ngroup = row[i].ngroup, .turn = row[i].turn};
		struct buf side = buf_new(a), carries = buf_new(a);

		h.group = NEW(a, struct nic_group, 3);
		memcpy(h.group, row[i].g, sizeof(row[i].g));
		for (k = 0; k < h.ngroup; k++) {
			h.group[k].first = h.nports;
			h.nports += h.group[k].n;
		}
		for (k = 0; k < h.nports; k++) {
			size_t s = size_port_side(&m, &h, k, row[i].t);

			buf_putc(&side, s == NO_SIDE ? '-' : (char)('0' + s));
			if (k > 0)
				buf_putc(&carries, '.');
			for (n = 0; n < 4; n++)
				if (size_port_carries(&m, &h, k, n, row[i].t))
					buf_putc(&carries, (char)('0' + n));
		}
		cr_expect_str_eq(side.text, row[i].side, "%zu: %s", i,
		    side.text);
		cr_expect_str_eq(carries.text, row[i].carries, "%zu: %s", i,
		    carries.text);
	}
	arena_free(a);
}

Test(size, routed_traffic_leaves_the_rack_and_turns_round_at_the_core)
{
	struct arena *a = arena_new();
	bool on[2] = {true, true};
	struct rack rack[1] = {{.name = "r", .units = 42}};
	struct host host[2] = {{.network = on}, {.network = on}};
	struct vm vm[2] = {{.name = "web", .host = 0}, {.name = "sql",
	    .host = 1}};
	struct network net[2] = {
		{.name = "front", .purpose = PURPOSE_DATA},
		{.name = "back", .purpose = PURPOSE_DATA}
	};
	size_t from[1] = {0}, to[1] = {1}, n;
	struct traffic t[1] = {{.from = from, .to = to, .nfrom = 1, .nto = 1,
	    .network = 0, .to_network = (size_t)-1, .rate_bps = 1000000000,
	    .purpose = PURPOSE_DATA}};
	struct model m = {.rack = rack, .nrack = 1, .host = host, .nhost = 2, .nend = 2,
	    .vm = vm, .nvm = 2, .network = net, .nnetwork = 2, .traffic = t,
	    .ntraffic = 1};
	struct cluster cluster = {.name = "c"};
	const struct rack_load *load;

	m.cluster = &cluster;
	m.ncluster = 1;
	m.core.given = true;
	m.core.links = 2;
	m.core.switches.n = 2;
	m.core.speed_bps = 10000000000;
	load = traffic_racks(a, &m);
	cr_expect_float_eq(load[0].inside_bps, 1e9, 1);
	traffic_hairpins(a, &m, &n);
	cr_expect_eq(n, 0);

	t[0].to_network = 1;
	load = traffic_racks(a, &m);
	cr_expect_float_eq(load[0].inside_bps, 0, 1);
	cr_expect_float_eq(load[0].out_bps, 1e9, 1);
	cr_expect_float_eq(load[0].in_bps, 1e9, 1);
	cr_expect_float_eq(traffic_hairpins(a, &m, &n)[0].bps, 1e9, 1);
	cr_expect_eq(n, 1);

	/* the receiver's host is not on the network it is sent on */
	t[0].to_network = (size_t)-1;
	on[0] = false;
	cr_expect_float_eq(traffic_racks(a, &m)[0].out_bps, 1e9, 1);

	/* no core to route it */
	m.core.given = false;
	traffic_hairpins(a, &m, &n);
	cr_expect_eq(n, 0);
	arena_free(a);
}

Test(size, a_reseller_adds_to_what_it_sells_and_to_no_offer)
{
	struct part x = {"x", "x", "switch", "v", {.known = true,
	    .cents = 100000, .currency = "EUR", .basis = PRICE_STREET}, false, NULL};
	struct name_list sells = {0};
	const char *word[] = {"switch"};
	struct catalog c = {.reseller_ppm = 75000, .reseller_low_ppm = 64000,
	    .reseller_high_ppm = 87000, .reseller_sells = &sells};
	struct model m = {.catalog = &c, .currency = "EUR"};
	int64_t cents, low, high;

	sells.name = word;
	sells.n = 1;
	m.policy.reseller = true;
	cr_assert(price_unit(&m, &x, &cents) && cents == 107500);
	cr_assert_eq(price_reseller_ppm(&m, &x, &low, &high), 75000);
	cr_assert(low == 64000 && high == 87000);
	m.policy.reseller_given = true;
	m.policy.reseller_ppm = 50000;
	cr_assert(price_unit(&m, &x, &cents) && cents == 105000);
	x.price.basis = PRICE_QUOTE;
	cr_assert(price_unit(&m, &x, &cents) && cents == 100000);
	x.price.basis = PRICE_STREET;
	x.category = "cable";
	cr_assert(price_unit(&m, &x, &cents) && cents == 100000);
}

/* of a block of eight in fours: what is left of a group is no port of another
 * speed */
Test(size, ports_of_a_group_have_one_speed)
{
	static const struct {
		int64_t slow, fast;
		bool fit;
	} need[] = { { 8, 0, true }, { 0, 8, true }, { 4, 1, true },
		{ 1, 4, true }, { 5, 1, false }, { 1, 5, false },
		{ 3, 2, true }, { 9, 0, false } };
	struct capability can[] = { { CAN_GROUP_SPEED, true, NULL } };
	struct platform nos = { .can = can, .ncan = 1 };
	struct port_block block = { .media = MEDIA_SFP28, .count = 8,
		.speed_bps = 25000000000, .speeds_bps = { 10000000000 },
		.group = 4 };
	struct switch_model s = { .platform = &nos, .block = &block,
		.nblock = 1 };
	size_t i;

	for (i = 0; i < sizeof need / sizeof need[0]; i++) {
		struct need n = { .n = { [SPEED_10G] = need[i].slow,
			[SPEED_25G] = need[i].fast } };

		cr_expect_eq(media_ports_fit(&s, 0, &n), need[i].fit, "%zu", i);
	}
	can[0] = (struct capability){ CAN_GROUP_SPEED, false, "no" };
	cr_expect_not(media_ports_fit(&s, 0,
	    &(struct need){ .n = { [SPEED_10G] = 1 } }));
}
