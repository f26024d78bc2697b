/*
 * What an experienced engineer would look at in a design, on whole sites of a
 * few lines: where networks live, which link is the busiest, what was proven,
 * how far it can grow.
 */
#include <criterion/criterion.h>
#include <math.h>
#include <string.h>

#include "base/str.h"
#include "input/doc.h"
#include "prove/outage.h"
#include "prove/prove.h"

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

TestSuite(engineer, .init = setup, .fini = teardown, .timeout = 120);

static struct model *
site(const char *text)
{
	static const char *const catalogs[] = {"catalogs"};
	static const char *const templates[] = {"templates"};
	struct source *src = NEW(a, struct source, 1);
	struct model *m;

	*src = (struct source){"site", text, strlen(text)};
	m = model_read(a, d, doc_read(a, d, src), src, catalog_read(a, d,
	    catalogs, 1, templates, 1));
	if (m == NULL || !model_check(a, d, m)) {
		diag_print(stderr, d, false, false);
		cr_assert_fail("the site is not valid");
	}
	return m;
}

static const struct selection *
choose(const char *text)
{
	const struct selection *v = prove_choose(a, d, site(text), false);

	if (v->design == NULL)
		diag_print(stderr, d, false, false);
	cr_assert_not_null(v->design);
	return v;
}

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
		const struct design *g = choose(str_fmt(a, "%s  - {name: bak, "
		    "purpose: backup, vlan: 140, subnet: 10.0.140.0/24%s}\n",
		    ONE_RACK("drain: 15 min, growth: 10 %", ""),
		    how[i]))->design;

		cr_expect_eq(g->topology, TOPOLOGY_STANDALONE);
		cr_expect(on_switch(g, "bak", 0) && !on_switch(g, "bak", 1));
		cr_expect_eq(g->total_cents, 635480);
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

Test(engineer, a_data_network_may_move_though_there_is_no_core)
{
	const struct design *g = choose(ONE_RACK("drain: 15 min",
	    "  - {name: data, purpose: data, vlan: 200, "
	    "subnet: 10.0.200.0/24, on: new}\n"))->design;

	cr_expect_eq(g->topology, TOPOLOGY_LINKED);
	cr_expect(on_switch(g, "data", 0) && on_switch(g, "data", 1));
	cr_expect_eq(g->total_cents, 644144);
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
	cr_expect_eq(g->total_cents, 656850);
}
