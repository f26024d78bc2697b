/*
 * Names and the order of hosts and VMs in the file change no figure, whatever
 * platform runs there and however its ports are teamed: random sites, each
 * written a second time with other names from another end.
 */
#include "site.h"

#include <math.h>

#include "prove/results.h"

TestSuite(permute, .init = setup, .fini = teardown);

static uint64_t state;

static uint32_t
rnd(uint32_t n)
{
	state = state * 6364136223846793005u + 1442695040888963407u;
	return (uint32_t)(state >> 33) % n;
}

enum { HOSTS = 6, VMS = 18 };

struct parts {
	size_t nhost, nvm;
	const char *host[HOSTS], *vm[VMS]; /* what follows the name */
	size_t at[VMS];                    /* its host */
};

static void
shuffle(size_t *order, size_t n)
{
	size_t i, k, x;

	for (i = 0; i < n; i++)
		order[i] = i;
	for (i = n; i > 1; i--) {
		k = rnd((uint32_t)i);
		x = order[i - 1];
		order[i - 1] = order[k];
		order[k] = x;
	}
}

static void
parts_make(struct parts *x, bool racks, bool lacp)
{
	static const char *const load[] = {"", "", ", nonzero: 60 %",
	    ", dirty_rate: 20 MB/s, working_set: 1 GiB", ", dirty_rate: 40 MB/s",
	    ", hot: 512 MiB, hot_window: 2 s"};
	static const int GiB[] = {2, 4, 4, 8, 16};
	size_t i;

	x->nhost = 3 + rnd(HOSTS - 2);
	x->nvm = 6 + rnd(VMS - 5);
	for (i = 0; i < x->nhost; i++)
		x->host[i] = str_fmt(a, "rack: r%u, memory: %u GiB, nics: "
		    "[{ports: 2, speed: 10G, media: sfp+%s}]",
		    racks ? 1 + (unsigned)i % 2 : 1, rnd(3) ? 256 : 192,
		    lacp ? ", teaming: lacp" : "");
	for (i = 0; i < x->nvm; i++) {
		x->at[i] = rnd((uint32_t)x->nhost);
		x->vm[i] = str_fmt(a, "memory: %d GiB%s%s", GiB[rnd(5)],
		    load[rnd(6)], i < 2 ? ", apart: k" : "");
	}
	x->at[1] = (x->at[0] + 1) % x->nhost;
}

/* i-th name of that kind: by turns before and after the one before it */
static const char *
name_of(bool other, char kind, size_t i)
{
	return other ? str_fmt(a, "%c%c%zu", "zbxc"[i % 4], kind, 90 - i) :
	    str_fmt(a, "%c%zu", kind, 10 + i);
}

static const struct results *
results_of(const struct parts *x, const char *cluster, const char *topology,
    const char *today, bool other)
{
	size_t h[HOSTS], v[VMS], i;
	const char *text = str_fmt(a, "eastwest: 1\nsite: {name: t}\n"
	    "requirements: {topology: %s}\nracks: [{name: r1}, {name: r2}]\n"
	    "clusters: [{name: c, reserve: 0, hypervisor: %s}]\ntoday: {%s}\n"
	    "networks:\n  - {name: lm, purpose: live-migration, vlan: 120, "
	    "subnet: 10.0.120.0/24}\n  - {name: csv, purpose: csv, vlan: 110, "
	    "subnet: 10.0.110.0/24}\nhosts:\n", topology, cluster, today);
	const struct selection *s;
	const struct model *m;

	for (i = 0; i < HOSTS; i++)
		h[i] = i;
	for (i = 0; i < VMS; i++)
		v[i] = i;
	if (other) {
		shuffle(h, x->nhost);
		shuffle(v, x->nvm);
	}
	for (i = 0; i < x->nhost; i++)
		text = str_fmt(a, "%s  - {name: %s, %s}\n", text,
		    name_of(other, 'h', h[i]), x->host[h[i]]);
	text = str_fmt(a, "%svms:\n", text);
	for (i = 0; i < x->nvm; i++)
		text = str_fmt(a, "%s  - {name: %s, host: %s, %s}\n", text,
		    name_of(other, 'v', v[i]), name_of(other, 'h', x->at[v[i]]),
		    x->vm[v[i]]);
	m = site_text(text);
	s = prove_choose(a, d, m, true);
	cr_assert(s->results != NULL && s->results->nnet == 2, "%s",
	    d->n > 0 ? d->item[0].message : "no design");
	advise_drains(a, m, s->shown, NULL, s->results);
	return s->results;
}

static const struct host_result *
named(const struct net_result *n, const char *name)
{
	size_t i;

	for (i = 0; i < n->nhost; i++)
		if (str_eq(n->host[i].host, name))
			return &n->host[i];
	cr_assert(false, "no host '%s'", name);
	return NULL;
}

static void
same(double x, double y, const char *what, const char *cluster)
{
	cr_expect(fabs(x - y) <= 1e-8 * fabs(x), "%s, %s: %.9f and %.9f",
	    cluster, what, x, y);
}

static void
same_results(const struct parts *p, const struct results *x,
    const struct results *y, const char *cluster)
{
	size_t n, i;

	for (n = 0; n < 2; n++) {
		const struct net_result *nx = &x->net[n], *ny = &y->net[n];

		for (i = 0; i < p->nhost; i++) {
			const struct host_result *f =
			    named(nx, name_of(false, 'h', i));
			const struct host_result *g =
			    named(ny, name_of(true, 'h', i));

			cr_expect(f->finished == g->finished &&
			    f->open_end == g->open_end &&
			    f->nunfinished == g->nunfinished &&
			    f->advice_slots == g->advice_slots, "%s, host %zu",
			    cluster, i);
			same(f->seconds, g->seconds, "time", cluster);
			same(f->low_s, g->low_s, "low end", cluster);
			same(f->high_s, g->high_s, "high end", cluster);
			same(f->bytes, g->bytes, "bytes", cluster);
			same(f->lower_bound_s, g->lower_bound_s, "bound",
			    cluster);
			same(f->advice_s, g->advice_s, "advice", cluster);
		}
		cr_expect_eq(nx->rolling.finished, ny->rolling.finished);
		same(nx->rolling.seconds, ny->rolling.seconds, "rolling",
		    cluster);
		same(nx->rolling.bytes, ny->rolling.bytes, "rolled", cluster);
	}
}

Test(permute, no_name_and_no_place_in_the_file)
{
	static const struct {
		const char *cluster, *topology, *today;
		bool lacp;
	} x[] = {
		{"hyper-v, version: 2012r2, transport: tcp, simultaneous: 4",
		    "standalone", "speed: 1G, ports: 2", false},
		{"hyper-v, version: \"2019\", transport: smb", "linked",
		    "speed: 10G, ports: 2", false},
		{"hyper-v, version: \"2022\", team_hash: pair", "linked",
		    "speed: 1G, ports: 2", false},
		{"kvm, bond: active-backup, simultaneous: 3", "linked",
		    "speed: 10G, ports: 2", false},
		{"kvm, bond: balance-alb, simultaneous: 3", "linked",
		    "speed: 10G, ports: 2", false},
		{"kvm, bond: balance-tlb, parallel: 2", "linked",
		    "speed: 10G, ports: 1", false},
		{"kvm, bond: 802.3ad, simultaneous: 3", "linked",
		    "speed: 10G, ports: 2", true},
		{"kvm, bond: 802.3ad, team_hash: pair", "linked",
		    "speed: 1G, ports: 2", true},
		{"kvm, orchestrator: kubevirt", "evlt", "speed: 1G, ports: 1",
		    false},
		{"kvm, orchestrator: proxmox, simultaneous: 2", "spine-leaf",
		    "speed: 10G, ports: 2", false},
		{"vsphere, streams: 3", "evlt", "speed: 10G, ports: 2", false},
		{"xen, orchestrator: xapi", "linked", "speed: 1G, ports: 2",
		    false},
		{"xen-old, encryption: ssh", "linked", "speed: 1G, ports: 1",
		    false},
	};
	size_t i;

	for (i = 0; i < sizeof x / sizeof x[0]; i++) {
		struct parts p;
		const struct results *one;

		state = 7919 + i;
		parts_make(&p, strcmp(x[i].topology, "evlt") == 0 ||
		    strcmp(x[i].topology, "spine-leaf") == 0, x[i].lacp);
		one = results_of(&p, x[i].cluster, x[i].topology, x[i].today,
		    false);
		same_results(&p, one, results_of(&p, x[i].cluster,
		    x[i].topology, x[i].today, true), x[i].cluster);
	}
}

/* fifteen hosts of a rack on leaves of twelve ports for cables of their own: which
 * share a breakout cable follows from where they are mounted */
static int64_t
cost_listed(const size_t *order, size_t n)
{
	const char *text = "eastwest: 1\nsite: {name: t}\npolicy: {models: "
	    "{leaf: [dell-s4112f-on], spine: [dell-s4128f-on]}}\nrequirements: "
	    "{topology: spine-leaf}\nracks: [{name: r1, units: 42}, {name: r2, "
	    "units: 42}]\nclusters: [{name: c, hypervisor: kvm}]\nnetworks:\n"
	    "  - {name: lm, purpose: live-migration, vlan: 120, subnet: "
	    "10.0.120.0/24}\nvms: [{name: v, memory: 8 GiB}]\nhosts:\n";
	const struct selection *s;
	size_t i;

	for (i = 0; i < n; i++)
		text = str_fmt(a, "%s  - {name: h%zu, rack: r%zu, position: "
		    "%zu, height: 2, memory: 256 GiB, nics: {ports: 2, speed: "
		    "10G, media: sfp+}}\n", text, order[i], 1 + order[i] % 2,
		    1 + order[i] / 2 * 2);
	s = prove_choose(a, d, site_text(text), false);
	cr_assert_not_null(s->design, "%s",
	    d->n > 0 ? d->item[0].message : "no design");
	return s->design->total_cents;
}

Test(permute, no_place_in_the_file_decides_what_shares_a_cable)
{
	enum { N = 30 };
	size_t order[N], i;
	int64_t cents;

	for (i = 0; i < N; i++)
		order[i] = i;
	cents = cost_listed(order, N);
	state = 11;
	for (i = 0; i < 3; i++) {
		shuffle(order, N);
		cr_expect_eq(cost_listed(order, N), cents);
	}
}
