/* From a site file to the model, and back to a site file. */
#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

#include "base/str.h"
#include "input/doc.h"
#include "model/model.h"

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

TestSuite(model, .init = setup, .fini = teardown);

/* a catalog of our own: rules, not facts, are tested here */
static const struct hypervisor hyps[] = {
	{ .id = "hyper-v", .name = "H", .stop = STOP_PASSES,
	    .simultaneous = 2, .max_hosts = 64, .max_vms = 8000 },
	{ .id = "kvm", .name = "K", .stop = STOP_DOWNTIME,
	    .simultaneous = 5 },
};
static const struct switch_model switches[] = {
	{ .id = "acme-10", .vendor = "acme" },
	{ .id = "acme-40", .vendor = "acme" },
};
static const struct catalog catalog = {
	.sw = switches, .nsw = 2, .hyp = hyps, .nhyp = 2,
	.need = {
		[PURPOSE_LM] = { .given = true, .east_west = true,
		    .jumbo = true },
		[PURPOSE_DATA] = { .given = true },
	},
};

static struct model *
read_with(const struct catalog *c, const char *text)
{
	struct source *s = NEW(a, struct source, 1);
	const struct node *doc;
	struct model *m;

	d = diags_new(a);
	s->name = "t.yaml";
	s->text = text;
	s->len = strlen(text);
	doc = doc_read(a, d, s);
	if (doc == NULL)
		return NULL;
	m = model_read(a, d, doc, s, c);
	if (m != NULL)
		model_check(a, d, m);
	return m;
}

static struct model *
read_(const char *text)
{
	return read_with(&catalog, text);
}

#define HEAD "eastwest: 1\nsite: {name: t}\n"
#define NETS "networks:\n  - {name: lm, purpose: live-migration, vlan: 20}\n"

/* a site of one cluster, with these hosts and VMs */
static struct model *
site(const char *racks, const char *hosts, const char *vms, const char *more)
{
	return read_(str_fmt(a, HEAD "racks: [%s]\nclusters: [{name: c}]\n"
	    "hosts: [%s]\nvms: [%s]\n%s%s", racks, hosts, vms, NETS, more));
}

static void
no_errors(void)
{
	size_t i;

	for (i = 0; i < d->n; i++)
		if (d->item[i].kind != DIAG_WARNING)
			cr_assert_fail("%d:%d [%s] %s", d->item[i].at.line,
			    d->item[i].at.col, d->item[i].id,
			    d->item[i].message);
}

Test(model, defaults_are_those_of_the_manual)
{
	const struct model *m = site("{name: r1}",
	    "{name: 'hv[1-2]', memory: 64 GiB}",
	    "{name: vm1, memory: 8 GiB, hot: 1 MiB}", "");

	no_errors();
	cr_expect_str_eq(m->currency, "EUR");
	cr_expect_eq(m->rack[0].units, 42);
	cr_expect_str_eq(m->rack[0].row, "A");
	cr_expect_str_eq(m->cluster[0].hyp->id, "hyper-v");
	cr_expect_str_eq(m->cluster[0].version, "2019");
	cr_expect(m->cluster[0].set);
	cr_expect_eq(m->cluster[0].transport, TRANSPORT_COMPRESSION);
	cr_expect_eq(m->cluster[0].simultaneous, 2);
	cr_expect_eq(m->cluster[0].reserve, 1);
	cr_expect_eq(m->cluster[0].team_hash, HASH_FLOW);
	cr_expect_eq(m->host[0].nports, 2);
	cr_expect_eq(m->host[0].group[0].speed_bps, 10000000000);
	cr_expect_eq(m->host[0].group[0].media, MEDIA_SFPP);
	cr_expect_str_eq(m->host[0].port_name[1], "NIC2");
	cr_expect_eq(m->vm[0].nonzero_bytes, m->vm[0].memory_bytes);
	cr_expect_eq(m->vm[0].hot_window_us, 1000000);
	cr_expect_eq(m->vm[0].dirty_bps, 0);
	cr_expect_eq(m->want.topology, TOPOLOGY_AUTO);
	cr_expect_not(m->want.failure_domain_rack);
	cr_expect_eq(m->today.speed_bps, 1000000000);
	cr_expect_eq(m->today.ports, 1);
	cr_expect_eq(m->maintenance.service_us, 1800000000);
	cr_expect_not(m->core.given);
	cr_expect_eq(m->geometry.rack_pitch_mm, 600);
	cr_expect_eq(m->policy.years, 5);
	m = site("{name: 'r[1-2]'}", "{name: 'r[1-2]', rack: 'r[1-2]', "
	    "memory: 1 GiB}", "", "core: {switches: x}\n");
	no_errors();
	cr_expect(m->want.failure_domain_rack);
	cr_expect_eq(m->core.links, 2);
	cr_expect_eq(m->core.speed_bps, 10000000000);
	cr_expect_eq(m->core.stp_priority, 32768);
	cr_expect(m->core.stp_joined);
	cr_expect_eq(m->rack[1].position, 1);
}

Test(model, a_speed_gives_the_media_and_media_the_speed)
{
	static const struct {
		const char *nics;
		int64_t gbps;
		enum media media;
	} t[] = {
		{ "{}", 10, MEDIA_SFPP }, { "{speed: 1G}", 1, MEDIA_10GT },
		{ "{speed: 25G}", 25, MEDIA_SFP28 },
		{ "{media: qsfp28}", 100, MEDIA_QSFP28 },
		{ "{media: 10gbase-t}", 10, MEDIA_10GT },
		{ "{speed: 10G, media: sfp28}", 10, MEDIA_SFP28 },
	};
	const struct model *m;
	size_t i;

	for (i = 0; i < sizeof(t) / sizeof(t[0]); i++) {
		m = site("{name: r1}", str_fmt(a, "{name: 'h[1-2]', memory: "
		    "1 GiB, nics: %s}", t[i].nics), "", "");
		no_errors();
		cr_expect_eq(m->host[0].group[0].speed_bps,
		    t[i].gbps * 1000000000, "%s", t[i].nics);
		cr_expect_eq(m->host[0].group[0].media, t[i].media, "%s", t[i].nics);
	}
}

Test(model, ranges_pair_by_text_then_by_length)
{
	static const struct {
		const char *name, *rack, *host, *in;
	} t[] = {
		{ "r[1-2]-h[1-3]", "r[1-2]", "r2-h1", "r2" },
		{ "h[1-3]-r[1-2]", "r[1-2]", "h3-r1", "r1" },
		/* same text wins over an earlier one of the same length */
		{ "a[5-6]-b[1-2]", "r[1-2]", "a5-b2", "r2" },
		{ "a[5-6]-b[7-8]", "r[1-2]", "a6-b7", "r2" },
		{ "h[1-4]", "r1", "h4", "r1" },
	};
	const struct model *m;
	size_t i, k;

	for (i = 0; i < sizeof(t) / sizeof(t[0]); i++) {
		m = site("{name: 'r[1-2]'}", str_fmt(a, "{name: '%s', rack: "
		    "'%s', memory: 1 GiB}", t[i].name, t[i].rack), "", "");
		no_errors();
		for (k = 0; k < m->nhost; k++)
			if (str_eq(m->host[k].name, t[i].host))
				break;
		cr_assert(k < m->nhost, "%s", t[i].name);
		cr_expect_str_eq(m->rack[m->host[k].rack].name, t[i].in,
		    "%s", t[i].name);
	}
}

/* the hosts the VMs are on, as digits: vm i on h[digit] */
static const char *
homes(const struct model *m)
{
	struct buf b = buf_new(a);
	size_t i;

	for (i = 0; i < m->nvm; i++)
		buf_puts(&b, m->host[m->vm[i].host].name + 1);
	return b.text;
}

Test(model, vms_are_spread_round_robin_where_they_fit)
{
	static const struct {
		const char *hosts, *vms, *on;
	} t[] = {
		{ "{name: 'h[1-3]', memory: 64 GiB}",
		    "{name: 'v[1-7]', memory: 1 GiB}", "1231231" },
		/* one counter for all VMs of the cluster */
		{ "{name: 'h[1-3]', memory: 64 GiB}",
		    "{name: 'v[1-2]', memory: 1 GiB}, "
		    "{name: 'w[1-3]', memory: 1 GiB}", "12312" },
		/* those with a host are there first */
		{ "{name: 'h[1-2]', memory: 8 GiB}",
		    "{name: 'v[1-2]', memory: 4 GiB}, "
		    "{name: w, host: h1, memory: 8 GiB}", "221" },
		/* past one that is full */
		{ "{name: h1, memory: 1 GiB}, {name: 'h[2-3]', memory: "
		    "64 GiB}", "{name: 'v[1-5]', memory: 1 GiB}", "12323" },
		/* past one with the same mark, as long as there is another */
		{ "{name: 'h[1-3]', memory: 64 GiB}",
		    "{name: a, host: h1, memory: 1 GiB, apart: x}, "
		    "{name: 'v[1-2]', memory: 1 GiB, apart: x}", "123" },
		{ "{name: 'h[1-2]', memory: 64 GiB}",
		    "{name: 'v[1-3]', memory: 1 GiB, apart: x}", "121" },
		/* a range of hosts pairs with one of the names */
		{ "{name: 'h[1-2]', memory: 64 GiB}",
		    "{name: 'v[1-2]-[1-3]', host: 'h[1-2]', memory: 1 GiB}",
		    "111222" },
	};
	size_t i;

	for (i = 0; i < sizeof(t) / sizeof(t[0]); i++) {
		const struct model *m = site("{name: r1}", t[i].hosts,
		    t[i].vms, "");

		cr_expect_str_eq(homes(m), t[i].on, "%s %s", t[i].hosts,
		    t[i].vms);
	}
}

Test(model, hosts_stand_bottom_up_around_those_with_a_position)
{
	const struct model *m = site("{name: 'r[1-2]'}",
	    "{name: 'a[1-2]', rack: r1, height: 2, memory: 1 GiB}, "
	    "{name: 'b[1-2]', rack: r1, height: 2, position: 3, memory: "
	    "1 GiB}, {name: c, rack: r1, memory: 1 GiB}, "
	    "{name: 'r[1-2]-d', rack: 'r[1-2]', position: 30, memory: 1 GiB}",
	    "", "");
	static const size_t want[] = { 1, 7, 3, 5, 9, 30, 30 };
	size_t i;

	no_errors();
	for (i = 0; i < m->nhost; i++)
		cr_expect_eq(m->host[i].position_u, want[i], "%s at U%zu",
		    m->host[i].name, m->host[i].position_u);
	cr_expect_eq(m->rack[0].used_u, 10);
}

Test(model, racks_have_places_in_their_rows)
{
	const struct model *m = site("{name: 'a[1-2]-[1-3]', row: 'row[1-2]'},"
	    " {name: x, row: row1, position: 7}, {name: y, row: row1}",
	    "{name: 'h[1-2]', rack: x, memory: 1 GiB}", "", "");
	static const size_t row[] = { 0, 0, 0, 1, 1, 1, 0, 0 };
	static const size_t place[] = { 0, 1, 2, 0, 1, 2, 6, 7 };
	size_t i;

	no_errors();
	cr_expect_eq(m->nrow, 2);
	for (i = 0; i < m->nrack; i++) {
		cr_expect_eq(m->rack[i].row_index, row[i]);
		cr_expect_eq(m->rack[i].position, place[i]);
	}
}

Test(model, the_largest_cluster_is_the_first_with_most_hosts)
{
	const struct model *m = read_(HEAD "racks: [{name: r1}]\n"
	    "clusters: [{name: a}, {name: b}, {name: c}]\n"
	    "hosts:\n"
	    "  - {name: 'a[1-2]', cluster: a, memory: 1 GiB}\n"
	    "  - {name: 'b[1-4]', cluster: b, memory: 1 GiB}\n"
	    "  - {name: 'c[1-4]', cluster: c, memory: 1 GiB}\n"
	    "vms: []\n" NETS);

	no_errors();
	cr_expect_eq(m->cluster[2].host[0], 6);
}

Test(model, oversubscription_is_exact)
{
	static const struct {
		const char *text;
		int64_t ppm;	/* 0: refused */
	} t[] = {
		{ "3", 3000000 }, { "2.5", 2500000 }, { "0.75", 750000 },
		{ "1000", 1000000000 }, { "1000.5", 0 }, { "0", 0 },
		{ "3:1", 0 }, { "-1", 0 }, { "three", 0 }, { "1e3", 0 },
	};
	const struct model *m;
	size_t i;

	for (i = 0; i < sizeof(t) / sizeof(t[0]); i++) {
		m = site("{name: r1}", "{name: 'h[1-2]', memory: 1 GiB}", "",
		    str_fmt(a, "requirements: {oversubscription: %s}\n",
		    t[i].text));
		cr_expect_eq(m->want.oversubscription_ppm, t[i].ppm, "%s",
		    t[i].text);
		cr_expect_eq(d->errors > 0, t[i].ppm == 0, "%s", t[i].text);
	}
}

Test(model, what_could_not_be_read_causes_no_other_finding)
{
	static const struct {
		const char *site, *id;
	} t[] = {
		{ "racks: [{name: r1}]\nclusters: [{name: c}]\n"
		    "hosts: [{name: 'h[2-1]', memory: 1 GiB}]\n"
		    "vms: [{name: v, host: h2, memory: 1 GiB}]\n" NETS,
		    "bad-name" },
		{ "racks: [{name: r1}]\nclusters: [{name: c}]\n"
		    "hosts: [{name: 'h[1-2]', memory: 1}]\n"
		    "vms: [{name: v, memory: 900 GiB}]\n" NETS,
		    "bad-quantity" },
		{ "racks: [{name: r1}]\nclusters: [{nme: c, name: ~}]\n"
		    "hosts: [{name: 'h[1-2]', cluster: c, memory: 1 GiB}]\n"
		    "vms: [{name: v, cluster: c, memory: 1 GiB}]\n" NETS,
		    "unknown-key" },
		{ "racks: [{name: r1}]\nclusters: [{name: c}]\n"
		    "hosts: [{name: 'h[1-2]', memory: 1 GiB}]\n"
		    "vms: [{name: 'v!', memory: 1 GiB}]\n" NETS
		    "traffic: [{from: v, to: v, rate: 1 MB/s, network: lm}]",
		    "bad-name" },
		{ "racks: [{name: r1}]\nclusters: [{name: c}]\n"
		    "hosts: [{name: 'h[1-2]', memory: 1 GiB, networks: [n]}]\n"
		    "vms: []\nnetworks: [{name: n, purpose: lm, vlan: 20}]\n",
		    "bad-word" },
		{ "racks: [{name: r1}]\nclusters: [{name: c}]\n"
		    "hosts: [{name: 'h[1-2]', cluster: d, memory: 1 GiB}]\n"
		    "vms: [{name: v, memory: 1 GiB}]\n" NETS,
		    "unknown-cluster" },
	};
	size_t i, k, other;

	for (i = 0; i < sizeof(t) / sizeof(t[0]); i++) {
		read_(str_fmt(a, HEAD "%s", t[i].site));
		/* an unknown key and the missing one are two mistakes */
		for (k = other = 0; k < d->n; k++)
			other += !str_eq(d->item[k].id, t[i].id) &&
			    !str_eq(d->item[k].id, "missing-key");
		cr_expect(d->n > 0 && other == 0, "%s: %zu others, the last "
		    "[%s] %s", t[i].id, other, d->n > 0 ?
		    d->item[d->n - 1].id : "", d->n > 0 ?
		    d->item[d->n - 1].message : "");
	}
}

static const char *
slurp(const char *path)
{
	char *text = arena_alloc(a, 1 << 20);
	FILE *f = fopen(path, "r");

	cr_assert(f != NULL, "%s", path);
	cr_assert(fread(text, 1, (1 << 20) - 1, f) > 0);
	fclose(f);
	return text;
}

/* equal in all that is decided here: the text says it, and what the text does
 * not say */
static void
same(const struct model *x, const struct model *y)
{
	size_t i;

	cr_assert_eq(x->nhost, y->nhost);
	cr_assert_eq(x->nend, y->nend);
	cr_assert_eq(x->nvm, y->nvm);
	cr_assert_eq(x->ntraffic, y->ntraffic);
	for (i = 0; i < x->nvm; i++)
		cr_assert(x->vm[i].host == y->vm[i].host &&
		    x->vm[i].placed == y->vm[i].placed &&
		    x->vm[i].nonzero_bytes == y->vm[i].nonzero_bytes &&
		    x->vm[i].apart == y->vm[i].apart, "%s", x->vm[i].name);
	for (i = 0; i < x->nend; i++)
		cr_assert(x->host[i].nports == y->host[i].nports &&
		    x->host[i].ngroup == y->host[i].ngroup &&
		    x->host[i].device == y->host[i].device &&
		    x->host[i].position_u == y->host[i].position_u &&
		    x->host[i].rack == y->host[i].rack, "%s",
		    x->host[i].name);
}

Test(model, the_normal_form_reads_to_the_same_and_prints_to_the_same)
{
	static const char *const more[] = {
		"",
		"requirements: {drain: 90 s, backup: 6 h, budget: 1234.5, "
		"oversubscription: 2.5, topology: evlt, growth: 7.5 %}\n"
		"policy: {vendors: acme, models: {leaf: [acme-10, acme-40]}, "
		"optics: oem, buy: reseller, twinax: 3 m, reseller: 7 %, discount: {acme: "
		"12.5 %}, prefer: {uniform_leaves: 5 %, one_domain: 1200}, "
		"spares: {optics: 5 %}, years: 7, energy: 0.1925}\n",
		"backup: {method: in-host, snapshot: vm, data: 1.5 TB, "
		"change: 3 %, target: h2, streams: 3}\n"
		"core: {switches: 'c[1-2]', speed: 10G, links: 3, media: "
		"sfp28, mclag: true, stp: separate}\n"
		"today: {speed: 100M, ports: 2}\n"
		"maintenance: {service: 0 s, failback: immediate, per_year: 12}\n",
		"devices: [{name: 'san[1-2]', kind: storage, rack: r1, ports: "
		"[{name: 'CT[0-1]', network: lm}, {name: '3, x y', "
		"speed: 25G, network: [lm]}]}, {name: fw, kind: network, "
		"rack: x, unit: 40, height: 2, power: 80 W, teaming: "
		"switch-independent, ports: [{name: 'p[1-3]', network: lm}]}]\n"
		"proposal: {title: \"It's: {a} \\\"plan\\\"\", date: "
		"2026-11-30, version: 1.20, asked_of: null-board}\n"
		"services: {ntp: [10.0.0.1, 'ntp[1-2]'], timezone: "
		"\"UTC \\\"+1\\\"\", admin: on}\n"
		"plan: {from: 2026-12, starter: 8000, budgets: [{year: 2027, "
		"amount: 1}]}\n"
		"traffic: [{from: 'v[1-3]', to: w, rate: 12345 bit/s, "
		"network: lm}, {from: [w, fw], to: w, rate: 1 B/s, network: lm, "
		"to_network: lm}, {purpose: live-migration, rate: 0 B/s}]\n",
		"existing: [{name: o1, model: acme-10, rack: x, unit: 3, "
		"role: leaf}, {name: o2, model: acme-40}]\noob: {switch: o2}\n"
		"policy: {support: 2 years, airflow: to-ports, extras: "
		"[labels, rails], work: [{name: w1, per: host, price: 1.50}, {name: "
		"w2, kind: approval, price: 7}]}\n",
		"oob: {buy: true, rack: r2, unit: 7}\npolicy: {prices: high}\n",
	};
	const struct model *m, *again;
	const char *one, *two;
	size_t i;

	for (i = 0; i < sizeof(more) / sizeof(more[0]); i++) {
		m = site("{name: 'r[1-2]', power: 5 kW}, {name: x, row: '7'}",
		    "{name: 'h[1-2]', rack: x, memory: 256 GiB, networks: "
		    "[lm], cores: 8, position: 9, power: 450 W}, {name: h3, "
		    "rack: r2, memory: 255 GB, networks: [], nics: {speed: 40G, "
		    "names: [\"SLOT 3, Port 1\", \"it's #2 {a} [b]\"]}}",
		    "{name: 'v[1-9]', memory: 8 GiB, nonzero: 33.3333 %, hot: "
		    "1 MiB, hot_window: 0.3 s, dirty_rate: 1 B/s, apart: "
		    "'null'}, {name: w, host: h3, memory: 1 B}", more[i]);
		cr_assert(m != NULL);
		/* more VMs of a mark than hosts, on purpose */
		one = model_print(a, m);
		again = read_(one);
		cr_assert(again != NULL, "%s", one);
		same(m, again);
		two = model_print(a, again);
		cr_expect_str_eq(one, two);
	}
	for (i = 0; i < 4; i++) {
		static const char *const file[] = {
			"small", "medium", "linked", "kvm"
		};

		m = read_(slurp(str_fmt(a, "examples/%s.yaml", file[i])));
		cr_assert(m != NULL && m->nvm > 0);
		one = model_print(a, m);
		again = read_(one);
		cr_assert(again != NULL);
		same(m, again);
		cr_expect_str_eq(one, model_print(a, again));
	}
}

Test(model, every_key_is_documented)
{
	const struct model_table *const *t;
	size_t n, i, k;

	t = model_tables(&n);
	cr_assert(n > 15);
	for (i = 0; i < n; i++)
		for (k = 0; k < t[i]->n; k++)
			cr_expect(t[i]->field[k].doc != NULL &&
			    t[i]->field[k].doc[0] != '\0', "%s %s",
			    t[i]->path, t[i]->field[k].key);
}

/* a core of 1G whose networks are to move: by a socket that negotiates it, or by
 * a module where the system can */
Test(model, says_which_core_no_switch_has_a_port_for)
{
	static const char text[] = HEAD "racks: [{name: r1}]\n"
	    "clusters: [{name: c, hypervisor: kvm}]\n"
	    "hosts: [{name: \"h[1-2]\", memory: 8 GiB}]\n"
	    "vms: [{name: \"v[1-2]\", memory: 1 GiB}]\n"
	    "networks:\n  - {name: lm, purpose: live-migration, vlan: 20}\n"
	    "  - {name: data, purpose: data, vlan: 30}\n"
	    "core: {switches: [c1], speed: 1G, media: %s}\n";
	static const struct {
		enum media media;
		int64_t slow_gbps;
		bool can;
		const char *core;
		bool told;
	} try[] = {
		{ MEDIA_10GT, 1, false, "10gbase-t", false },
		{ MEDIA_10GT, 0, true, "10gbase-t", true },
		{ MEDIA_10GT, 1, true, "sfp+", true },
		{ MEDIA_SFPP, 1, true, "sfp+", false },
		{ MEDIA_SFPP, 1, true, "10gbase-t", false },
		{ MEDIA_SFPP, 1, false, "10gbase-t", true },
		{ MEDIA_SFPP, 1, false, "sfp+", true },
		{ MEDIA_SFPP, 0, true, "sfp+", true },
	};
	size_t i, k;

	for (i = 0; i < sizeof try / sizeof try[0]; i++) {
		struct capability can = { CAN_GIGABIT, try[i].can, "no" };
		struct platform nos = { .rendered = true, .can = &can,
			.ncan = 1 };
		struct port_block block = { .media = try[i].media, .count = 8,
			.speed_bps = 10000000000,
			.speeds_bps = { try[i].slow_gbps * 1000000000 } };
		struct switch_model sw = { .id = "acme", .platform = &nos,
			.block = &block, .nblock = 1 };
		struct catalog c = catalog;
		bool told = false;

		c.sw = &sw;
		c.nsw = 1;
		read_with(&c, str_fmt(a, text, try[i].core));
		for (k = 0; k < d->n; k++)
			told |= strcmp(d->item[k].id, "core-no-port") == 0;
		cr_expect_eq(d->errors, 0, "%zu", i);
		cr_expect_eq(told, try[i].told, "%zu", i);
	}
}
