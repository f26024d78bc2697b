/*
 * A design that can be built on: what a host or a rack more leaves as it was,
 * by the numbering itself.
 */
#include "site.h"

#include "design/numbering.h"

TestSuite(grow, .init = setup, .fini = teardown, .timeout = 900);

/* so many racks of so many hosts each; what stands in the middle of the file */
static const char *
text(int racks, int hosts, const char *rack, const char *more)
{
	return str_fmt(a,
	    "eastwest: 1\n"
	    "site: {name: a, currency: EUR}\n"
	    "requirements: {drain: 15 min, %s}\n"
	    "policy: {models: {standalone: [dell-s4148f-on], leaf: "
	    "[dell-s4128f-on], spine: [dell-s4148f-on]}}\n"
	    "racks: [{name: 'r[1-%d]', units: 42%s}]\n"
	    "clusters: [{name: prod, hypervisor: hyper-v, version: '2019'}]\n"
	    "hosts:\n"
	    "  - {name: 'r[1-%d]-hv[1-%d]', rack: 'r[1-%d]', memory: 256 GiB, "
	    "height: 2, cores: 16}\n"
	    "vms: [{name: 'vm[1-60]', memory: 16 GiB, hot: 96 MiB, "
	    "hot_window: 2 s, dirty_rate: 2 MB/s}]\n"
	    "networks:\n"
	    "  - {name: lm, purpose: live-migration, vlan: 120, "
	    "subnet: 10.0.120.0/24}\n"
	    "  - {name: csv, purpose: csv, vlan: 110, subnet: 10.0.110.0/24}\n"
	    "  - {name: smb, purpose: storage, vlan: 130, "
	    "subnet: 10.0.130.0/24}\n"
	    "  - {name: oob, purpose: oob, subnet: 10.0.0.0/24, "
	    "gateway: 10.0.0.20}\n",
	    more, racks, rack, racks, hosts, racks);
}

static const struct design *
made(const char *site)
{
	return choose(site)->design;
}

static bool
same_cable(const struct dlink *x, const struct dlink *y)
{
	return strcmp(x->a.device, y->a.device) == 0 &&
	    strcmp(x->a.port_name, y->a.port_name) == 0 &&
	    strcmp(x->b.device, y->b.device) == 0 &&
	    strcmp(x->b.port_name, y->b.port_name) == 0 &&
	    strcmp(x->cable->family, y->cable->family) == 0 &&
	    x->length == y->length;
}

/* everything of the first is in the second as it was */
static void
in_use(const struct design *x, const struct design *y)
{
	size_t i, k;

	cr_assert_eq(x->topology, y->topology);
	for (i = 0; i < x->naddr; i++) {
		for (k = 0; k < y->naddr; k++)
			if (strcmp(x->addr[i].device, y->addr[k].device) == 0 &&
			    strcmp(x->addr[i].interface,
			        y->addr[k].interface) == 0)
				break;
		cr_assert(k < y->naddr);
		cr_assert_eq(x->addr[i].address, y->addr[k].address, "%s %s",
		    x->addr[i].device, x->addr[i].interface);
	}
	for (i = 0; i < x->nlink; i++) {
		for (k = 0; k < y->nlink; k++)
			if (strcmp(x->link[i].id, y->link[k].id) == 0)
				break;
		cr_assert(k < y->nlink, "no %s", x->link[i].id);
		cr_assert(same_cable(&x->link[i], &y->link[k]), "%s is another",
		    x->link[i].id);
	}
	for (i = 0; i < x->nsw; i++) {
		for (k = 0; k < y->nsw; k++)
			if (strcmp(x->sw[i].name, y->sw[k].name) == 0)
				break;
		cr_assert(k < y->nsw && x->sw[i].rack == y->sw[k].rack &&
		    x->sw[i].position_u == y->sw[k].position_u);
	}
}

static void
distinct(const struct design *g)
{
	size_t i, k;

	for (i = 0; i < g->nlink; i++)
		for (k = 0; k < i; k++)
			cr_assert_str_neq(g->link[i].id, g->link[k].id);
	for (i = 0; i < g->naddr; i++)
		for (k = 0; k < i; k++)
			cr_assert_neq(g->addr[i].address, g->addr[k].address);
}

Test(grow, a_host_or_a_rack_more_moves_nothing_that_stands)
{
	const struct design *g = made(text(3, 6, "", "growth: 20 %"));

	distinct(g);
	in_use(g, made(text(3, 7, "", "growth: 20 %")));
	in_use(g, made(text(4, 6, "", "growth: 20 %")));
}

Test(grow, a_pair_keeps_a_block_of_ports_for_each_rack)
{
	const struct design *g =
	    made(text(2, 6, "", "failure_domain: site, topology: linked"));

	distinct(g);
	in_use(g, made(text(2, 9, "",
	    "failure_domain: site, topology: linked")));
}

Test(grow, spines_stand_where_the_site_says)
{
	const struct design *g = made(str_fmt(a, "%s",
	    text(4, 6, ", spines: true", "growth: 20 %")));

	cr_assert(g->sw[0].rack == 0 && g->sw[1].rack == 1);
	g = made(text(9, 2, "", "growth: 20 %, topology: spine-leaf"));
	/* the middle of the first eight */
	cr_assert(g->sw[0].rack == 3 && g->sw[1].rack == 4);
}

Test(grow, numbers_are_distinct_whatever_the_racks_hold)
{
	struct rack rack[3] = {{.units = 42}, {.units = 100}, {.units = 42}};
	struct nic_group few = {.n = 4}, many = {.n = 16};
	struct host host[4] = {{.rack = 0, .height_u = 1, .nports = 16,
	        .group = &many, .ngroup = 1},
	    {.rack = 2, .height_u = 2, .nports = 4, .group = &few, .ngroup = 1},
	    {.rack = 2, .height_u = 2, .nports = 4, .group = &few, .ngroup = 1},
	    {.rack = 1, .height_u = 1, .nports = 16, .group = &many,
	        .ngroup = 1}};
	struct model m = {.rack = rack, .nrack = 3, .host = host, .nhost = 4,
	    .nend = 4};
	struct numbering *n = numbering_new(a, &m, TOPOLOGY_SPINE_LEAF);
	struct network net = {.base = 0x0a000000, .prefix = 22,
	    .gateway = 0x0a00000c};
	static const size_t most[] = {1, 1, 1, 1, 12, 4, 3, 4};
	bool *used = NEW(a, bool, 1000000);
	int64_t last = 0;
	size_t s, where, part, nth, i;

	cr_assert_eq(n->block, 10000); /* 100 hosts of 16 ports */
	for (s = CABLES_PEER; s <= CABLES_LEAF; s++)
		for (where = 0; where < 3; where++)
			for (part = 0; part < most[s]; part++)
				for (nth = 0; nth < 15; nth++) {
					size_t id;

					if ((s >= CABLES_FABRIC &&
					        s <= CABLES_MANAGE &&
					        where > 0) ||
					    ((s == CABLES_MANAGE ||
					         s == CABLES_LEAF) && nth > 0))
						continue;
					id = numbering_cable(n,
					    (enum cable_section)s, where, part,
					    nth);
					cr_assert(id > 0 && !used[id],
					    "%zu %zu %zu %zu: %zu", s, where,
					    part, nth, id);
					used[id] = true;
				}
	cr_assert(numbering_fits(n, &net, 1) && numbering_fits(n, &net, 5) &&
	    !numbering_fits(n, &net, 6));
	for (i = 0; i < 4; i++) {
		int64_t x = numbering_address(n, &net, 5, i, 0);

		cr_assert(x > 0 && x < 1023 && net.base + (uint32_t)x !=
		    net.gateway);
	}
	for (nth = 0; nth < 5; nth++) {
		int64_t x = numbering_address(n, &net, 5, 0, nth);

		cr_assert(x > last && net.base + (uint32_t)x != net.gateway);
		last = x;
	}
	/* as many as its rack can hold, before those of the next */
	cr_assert_eq(numbering_address(n, &net, 5, 3, 0), 11 + 42 * 5 + 1);
	net.prefix = 28;
	cr_assert_eq(numbering_manage(n, &net, 2, 1), 10);
	net.prefix = 29;
	cr_assert_eq(numbering_manage(n, &net, 2, 1), 0);
}
