/*
 * Drains with each switch out in turn, and with some racks moved: what is
 * remembered of outages and standings that are alike, against each simulated by
 * itself, host by host and to the last bit; so is the advice.  Random sites of racks some of which
 * are alike, of several topologies, hypervisors and teams.
 */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/str.h"
#include "input/doc.h"
#include "prove/drain_variants.h"
#include "prove/outage.h"
#include "prove/prove.h"
#include "prove/simulate.h"

static uint64_t state;

static uint32_t
rnd(uint32_t n)
{
	state = state * 6364136223846793005u + 1442695040888963407u;
	return (uint32_t)(state >> 33) % n;
}

/* racks of a kind have the same hosts; their machines may differ */
static const char *
site_text(struct arena *a, int seed)
{
	static const char *const topology[] = { "spine-leaf", "evlt",
		"spine-leaf", "linked" };
	static const char *const kind[] = { "kvm", "kvm, bond: balance-tlb",
		"hyper-v, version: \"2019\"", "kvm, team_hash: flow" };
	struct buf b = buf_new(a);
	size_t r, racks = 3 + rnd(4), odd = rnd((uint32_t)racks);
	/* of every five sites one of two clusters that are alike */
	bool one = seed % 4 == 3, twins = seed % 5 == 4, two;
	const char *way;
	unsigned slots;

	buf_printf(&b, "eastwest: 1\nsite: {name: s, currency: EUR}\n"
	    "requirements: {topology: %s%s}\nracks:\n", topology[seed % 4],
	    one ? ", failure_domain: site" : "");
	if (one)
		racks = 2;
	else if (twins)
		racks = odd = 4;
	for (r = 0; r < racks; r++)
		buf_printf(&b, "  - {name: r%zu}\n", r);
	way = kind[rnd(4)];
	slots = 1 + rnd(4);
	two = rnd(2) || twins;
	buf_printf(&b, "clusters:\n  - {name: c0, hypervisor: %s, "
	    "simultaneous: %u}\n", way, slots);
	if (two)
		buf_printf(&b, "  - {name: c1, hypervisor: %s, "
		    "simultaneous: %u}\n", way, slots);
	buf_puts(&b, "hosts:\n");
	for (r = 0; r < racks; r++)
		buf_printf(&b, "  - {name: 'h%zu-[1-%u]', rack: r%zu, "
		    "cluster: c%zu, memory: 512 GiB, nics: {ports: 2, speed: 10G, media: "
		    "sfp+}}\n", r, r == odd ? 3u : 4u, r, two ? r % 2 : 0);
	buf_puts(&b, "vms:\n");
	for (r = 0; r < racks; r++)
		buf_printf(&b, "  - {name: 'v%zu-[1-3]-[1-5]', host: 'h%zu-[1-3]', "
		    "memory: %u GiB, dirty_rate: %u MB/s}\n", r, r,
		    r % 3 == 1 && rnd(2) && !twins ? 24u : 16u,
		    twins ? 2u : 1 + rnd(2));
	for (r = 0; rnd(2) && r < racks && !twins; r++)
		buf_printf(&b, "  - {name: 'w%zu-[1-2]', host: 'h%zu-[1-2]', "
		    "memory: 8 GiB, apart: m%zu}\n", r, r, r);
	buf_puts(&b, "networks:\n"
	    "  - {name: lm, purpose: live-migration, vlan: 120, "
	    "subnet: 10.1.0.0/24}\n"
	    "  - {name: st, purpose: storage, vlan: 110, "
	    "subnet: 10.2.0.0/24}\n"
	    "traffic: [{purpose: storage, rate: 200 Mbit/s}]\n"
	    "today: {speed: 1G, ports: 1}\n");
	return b.text;
}

static int passed, failed, sites, asked, again;

static void
compare(struct arena *a, struct drain_variants *k, const struct design *g,
    const bool *moved, int seed)
{
	size_t before = drain_variants_simulated(k), i;
	const double *quick = drain_variants_seconds(a, k, g, moved, NULL);
	const double *plain = drain_variants_seconds(a, drain_variants_new(a, g->model),
	    g, moved, NULL);
	bool same = true;

	for (i = 0; i < g->nhost; i++)
		same &= quick[i] >= plain[i] && quick[i] <= plain[i];
	if (!same)
		printf("seed %d: a host drains in another time\n", seed);
	asked++;
	again += drain_variants_simulated(k) == before;
	passed += same;
	failed += !same;
}

/* every cluster's rolling is what it is by itself, whichever was like it */
static void
rolls(struct arena *a, const struct model *m, const struct selection *v,
    int seed)
{
	const struct net_result *n = &v->results->net[1];
	size_t i, k;

	for (i = 0; i < m->ncluster; i++) {
		const struct simulate_problem x = simulate_problem(a, m,
		    netgraph_design(a, m, v->design), i);
		const struct rolling_answer *y = rolling_run(a, &x.p,
		    (double)m->maintenance.service_us / 1e6,
		    m->maintenance.failback_immediate);
		const struct rolling_result *r = &n->roll[i];
		bool same = r->finished == y->finished &&
		    r->seconds >= y->seconds && r->seconds <= y->seconds &&
		    r->bytes >= y->bytes && r->bytes <= y->bytes;

		for (k = 0; same && y->finished && k < r->norder; k++)
			same = strcmp(r->order[k],
			    x.p.host[y->order[k]].name) == 0;
		if (!same)
			printf("seed %d: cluster %zu rolls otherwise\n", seed,
			    i);
		passed += same;
		failed += !same;
	}
}

static struct results
advised(struct arena *a, const struct model *m, const struct selection *v,
    const char *only)
{
	struct results r = *v->results;
	size_t i, k;

	r.net = NEW(a, struct net_result, r.nnet);
	for (i = 0; i < r.nnet; i++) {
		r.net[i] = v->results->net[i];
		r.net[i].host = NEW(a, struct host_result, m->nhost + 1);
		for (k = 0; k < m->nhost; k++) {
			r.net[i].host[k] = v->results->net[i].host[k];
			r.net[i].host[k].advised = false;
		}
	}
	advise_drains(a, m, v->design, only, &r);
	return r;
}

/* the advice for a host is what it is where no other is asked for */
static void
advises(struct arena *a, const struct model *m, const struct selection *v,
    int seed)
{
	const struct results all = advised(a, m, v, NULL);
	size_t i, k;

	for (k = 0; k < m->nhost; k++) {
		const struct results one = advised(a, m, v, m->host[k].name);

		for (i = 0; i < all.nnet; i++) {
			const struct host_result *x = &all.net[i].host[k];
			const struct host_result *y = &one.net[i].host[k];
			bool same = x->advised && y->advised &&
			    strcmp(x->advice, y->advice) == 0 &&
			    x->advice_ends == y->advice_ends &&
			    x->advice_slots == y->advice_slots &&
			    x->advice_s >= y->advice_s &&
			    x->advice_s <= y->advice_s;

			if (!same)
				printf("seed %d: %s is advised otherwise alone\n",
				    seed, m->host[k].name);
			passed += same;
			failed += !same;
		}
	}
}

/* the design with a switch's ports leading nowhere */
static struct design *
without(struct arena *a, const struct design *g, size_t sw)
{
	struct design *x = NEW(a, struct design, 1);
	size_t i, n;

	*x = *g;
	x->sw = NEW(a, struct dswitch, g->nsw + 1);
	x->host = NEW(a, struct dhost, g->nhost + 1);
	for (i = 0; i < g->nsw; i++) {
		x->sw[i] = g->sw[i];
		x->sw[i].port = NEW(a, struct dport, g->sw[i].nport + 1);
		for (n = 0; n < g->sw[i].nport; n++) {
			const struct dport *p = &g->sw[i].port[n];
			const struct dlink *l;

			x->sw[i].port[n] = *p;
			if (p->link == (size_t)-1)
				continue;
			l = &g->link[p->link];
			if (l->a.sw == sw || l->b.sw == sw)
				x->sw[i].port[n].role = PORT_UNUSED;
		}
	}
	for (i = 0; i < g->nhost; i++) {
		x->host[i] = g->host[i];
		x->host[i].nic = NEW(a, struct dnic, g->host[i].nnic + 1);
		for (n = 0; n < g->host[i].nnic; n++) {
			x->host[i].nic[n] = g->host[i].nic[n];
			if (x->host[i].nic[n].sw == sw)
				x->host[i].nic[n].sw = (size_t)-1;
		}
	}
	return x;
}

static void
one_site(int seed)
{
	static const char *const catalogs[] = { "catalogs" };
	static const char *const templates[] = { "templates" };
	struct arena *a = arena_new();
	struct diags *d = diags_new(a);
	struct source *src = NEW(a, struct source, 1);
	const struct selection *v;
	struct drain_variants *k;
	struct model *m;
	const char *text;
	size_t i, r;

	state = (uint64_t)seed * 7919;
	text = site_text(a, seed);
	*src = (struct source){ "site", text, strlen(text) };
	m = model_read(a, d, doc_read(a, d, src), src, catalog_read(a, d,
	    catalogs, 1, templates, 1));
	v = m != NULL && model_check(a, d, m) ? prove_choose(a, d, m, true) :
	    NULL;
	if (v == NULL || v->design == NULL) {
		if (v == NULL) {
			diag_print(stdout, d, false, false);
			failed++;
		}
		arena_free(a);
		return;
	}
	sites++;
	rolls(a, m, v, seed);
	advises(a, m, v, seed);
	k = drain_variants_new(a, m);
	for (i = 0; i < v->design->nsw; i++)
		compare(a, k, without(a, v->design, i), NULL, seed);
	for (r = 0; r < m->nrack; r++) {
		bool *moved = NEW(a, bool, m->nhost + 1);

		for (i = 0; i < m->nhost; i++)
			moved[i] = m->host[i].rack == r;
		compare(a, k, v->design, moved, seed);
	}
	arena_free(a);
}

int
main(void)
{
	int seed;

	for (seed = 0; seed < 16; seed++)
		one_site(seed);
	if (sites < 10 || 4 * again < asked) {
		printf("%d sites, %d of %d asked before\n", sites, again, asked);
		failed++;
	}
	printf("prop_drain_variants: %d passed, %d failed (%d sites; %d of %d were "
	    "remembered)\n", passed, failed, sites, again, asked);
	return failed != 0;
}
