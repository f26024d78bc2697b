/*
 * A site asked again at other prices, with what is remembered of it, against a
 * catalog of those prices, asked as if it were the first: the same plan to the
 * last part, and on sites of the catalogs the same decision.  A few parts at
 * random prices each time, cables and optics as well as switches, on random
 * sites with spares, energy, budgets and limits of power; wants that change in
 * between.
 */
#include <stdio.h>
#include <string.h>

#include "input/doc.h"
#include "prove/decide.h"

#include "world.h"

enum { PARTS = 8 };

struct question {
	const struct part *part[PARTS];
	int64_t cents[PARTS];
	struct repriced r;
};

/* the other way to ask it: the catalog's own prices, until asked back */
static void
swap_prices(struct question *q, bool back)
{
	size_t i;

	for (i = 0; i < q->r.n; i++) {
		size_t at = back ? i : q->r.n - 1 - i;
		struct part *p = (struct part *)(uintptr_t)q->part[at];
		int64_t cents = p->price.cents;

		p->price.cents = q->cents[at];
		q->cents[at] = cents;
	}
}

static void
ask(struct question *q, struct part **part, size_t n)
{
	size_t i;

	q->r = (struct repriced){ q->part, q->cents, 1 + rnd(PARTS) };
	for (i = 0; i < q->r.n; i++) {
		const struct part *p = part[rnd((uint32_t)n)];

		q->part[i] = p;
		q->cents[i] = p->price.cents * (40 + rnd(160)) / 100;
	}
}

static size_t
parts_of(const struct catalog *c, struct part **out)
{
	size_t n = 0, i, k;

	for (i = 0; i < c->nsw; i++)
		out[n++] = (struct part *)(uintptr_t)&c->sw[i].part;
	for (i = 0; i < c->ncable; i++)
		for (k = 0; k < c->cable[i].nlength; k++)
			out[n++] = (struct part *)(uintptr_t)
			    &c->cable[i].length[k].part;
	for (i = 0; i < c->noptic; i++)
		out[n++] = (struct part *)(uintptr_t)&c->optic[i].part;
	return n;
}

static bool
same_pattern(const struct pattern *x, const struct pattern *y)
{
	size_t i;

	if (x == NULL || y == NULL)
		return x == y;
	if (x->model != y->model || x->options != y->options ||
	    x->uplinks != y->uplinks || x->uplink_speed != y->uplink_speed ||
	    x->peers != y->peers || x->peer_speed != y->peer_speed ||
	    x->host_family != y->host_family ||
	    x->uplink_family != y->uplink_family ||
	    x->peer_family != y->peer_family || x->cents != y->cents ||
	    x->energy_cents != y->energy_cents || x->parts.n != y->parts.n)
		return false;
	for (i = 0; i < x->parts.n; i++)
		if (x->parts.line[i].part != y->parts.line[i].part ||
		    x->parts.line[i].quantity != y->parts.line[i].quantity)
			return false;
	return true;
}

static const char *
differ(const struct sizing *x, const struct sizing *y)
{
	size_t i;

	if (x->status != y->status || x->over_budget != y->over_budget)
		return "status";
	if (x->nvar != y->nvar || x->nrow != y->nrow)
		return "program";
	if (x->nreason != y->nreason)
		return "number of reasons";
	for (i = 0; i < x->nreason; i++)
		if (strcmp(x->reason[i], y->reason[i]) != 0)
			return "a reason";
	if (x->status != LP_OPTIMAL)
		return NULL;
	if (x->cents != y->cents || x->bound_cents != y->bound_cents ||
	    x->energy_cents != y->energy_cents ||
	    x->whole_bound_cents != y->whole_bound_cents ||
	    x->energy_bound_cents != y->energy_bound_cents)
		return "cost";
	for (i = 0; i < 2; i++)
		if (!same_pattern(x->spine_pattern[i], y->spine_pattern[i]) ||
		    x->spine[2 * i].rack != y->spine[2 * i].rack ||
		    x->spine[2 * i].u != y->spine[2 * i].u)
			return "spines";
	for (i = 0; x->rack_pattern != NULL && i < x->nrack; i++)
		if (!same_pattern(x->rack_pattern[i], y->rack_pattern[i]))
			return "leaves";
	return same_pattern(x->fabric, y->fabric) ? NULL : "fabric";
}

static int passed, failed, moved, unproven;

static void
plans(int seed)
{
	static const enum topology kind[] = { TOPOLOGY_LINKED,
		TOPOLOGY_SPINE_LEAF, TOPOLOGY_EVLT };
	struct arena *a = arena_new();
	struct part *part[64];
	struct catalog *c;
	struct size_memo *memo;
	struct model *m;
	int64_t before = -1;
	int round;
	size_t n;

	state = (uint64_t)seed * 6271;
	c = random_catalog(a);
	m = random_site(a, c);
	if (seed % 3 == 0)
		m->want.failure_domain_rack = false;
	if (seed % 4 == 1) {
		m->policy.prefer[PREFER_UNIFORM_LEAVES].ppm = 50000;
		m->policy.prefer[PREFER_ONE_NOS].cents = 30000;
	}
	for (size_t i = 0; i < c->nsw; i++)
		((struct switch_model *)(uintptr_t)&c->sw[i])->emclag = true;
	n = parts_of(c, part);
	memo = size_memo_new(a, m);
	for (round = 0; round < 12; round++) {
		struct min_bandwidth minimum = { 0 };
		struct question q;
		struct model x = *m;
		struct sizing *quick, *plain;
		bool above, above_plain;
		int64_t limit;
		enum topology t = kind[seed % 3 == 0 ? 0 : 1 + round % 2];
		const char *no;

		if (round > 0) {
			ask(&q, part, n);
			x.repriced = &q.r;
		}
		if (round % 5 == 4)
			x.want.growth_ppm = 100000;
		if (round % 7 == 6)
			minimum.uplink_bps = 25 * G;
		quick = pick_cheapest(a, memo, &x, t, &minimum);
		/* a bound of other prices is used where it holds */
		limit = quick->status == LP_OPTIMAL ?
		    quick->cents * (90 + rnd(12)) / 100 :
		    1000;
		above = pick_above(a, memo, &x, t, &minimum, limit);
		x.repriced = NULL;
		if (round > 0)
			swap_prices(&q, false);
		plain = pick_cheapest(a, NULL, &x, t, &minimum);
		above_plain = pick_above(a, NULL, &x, t, &minimum, limit);
		if (round > 0)
			swap_prices(&q, true);
		no = above == above_plain ? differ(quick, plain) : "above";
		if (no != NULL)
			printf("seed %d round %d: %s\n", seed, round, no);
		failed += no != NULL;
		passed += no == NULL;
		moved += before >= 0 && quick->status == LP_OPTIMAL &&
		    quick->cents != before;
		before = quick->status == LP_OPTIMAL ? quick->cents : -1;
	}
	arena_free(a);
}

/* ---- decisions on the catalogs ---- */

#define SITE(want, host) \
	"eastwest: 1\n" \
	"site: {name: s, currency: EUR}\n" \
	"requirements: {" want "}\n" \
	"racks: [{name: r1}, {name: r2}, {name: r3}]\n" \
	"clusters: [{name: c, hypervisor: kvm}]\n" \
	"hosts:\n" \
	"  - {name: 'a[1-6]', rack: r1, memory: 256 GiB, nics: {" host "}}\n" \
	"  - {name: 'b[1-5]', rack: r2, memory: 256 GiB, nics: {" host "}}\n" \
	"  - {name: 'c[1-6]', rack: r3, memory: 256 GiB, nics: {" host "}}\n" \
	"vms: [{name: 'v[1-51]', memory: 24 GiB, dirty_rate: 2 MB/s, " \
	"hot: 64 MiB}]\n" \
	"networks:\n" \
	"  - {name: lm, purpose: live-migration, vlan: 120, " \
	"subnet: 10.1.0.0/24}\n" \
	"  - {name: st, purpose: storage, vlan: 110, subnet: 10.2.0.0/24}\n" \
	"  - {name: data, purpose: data, vlan: 20, subnet: 10.3.0.0/24}\n" \
	"core: {switches: [k1, k2], speed: 10G, links: 2, media: sfp+}\n" \
	"today: {speed: 1G, ports: 1}\n"

static const char *const site[] = {
	SITE("drain: 70 s", "ports: 2, speed: 10G, media: sfp+"),
	SITE("growth: 20 %, budget: 36000", "ports: 2, speed: 10G, media: sfp+"),
	SITE("failure_domain: site", "ports: 2, speed: 25G, media: sfp28"),
	SITE("growth: 20 %", "ports: 2, speed: 10G, media: sfp+")
	"policy: {vendors: [dell], prefer: {uniform_leaves: 5 %}}\n"
	"existing: [{name: x, model: dell-s4128f-on, role: spine}, "
	"{name: y, model: dell-s4128f-on}, "
	"{name: z, model: dell-s4128f-on}]\n",
};

static const struct model *
site_read(struct arena *a, const char *text)
{
	static const char *const catalogs[] = { "catalogs" };
	static const char *const templates[] = { "templates" };
	struct source *src = NEW(a, struct source, 1);
	struct diags *d = diags_new(a);
	struct model *m;

	*src = (struct source){ "site", text, strlen(text) };
	m = model_read(a, d, doc_read(a, d, src), src, catalog_read(a, d,
	    catalogs, 1, templates, 1));
	if (m == NULL || !model_check(a, d, m)) {
		diag_print(stdout, d, false, false);
		return NULL;
	}
	return m;
}

static bool
same_decision(const struct decision *x, const struct decision *y)
{
	int w;

	if (x->feasible != y->feasible)
		return false;
	for (w = 0; x->feasible && w < WANTS; w++)
		if (x->reached[w] < y->reached[w] ||
		    x->reached[w] > y->reached[w])
			return false;
	return !x->feasible ||
	    (x->topology == y->topology && x->cents == y->cents &&
	        x->energy_cents == y->energy_cents &&
	        x->quantity == y->quantity && strcmp(x->what, y->what) == 0);
}

/* nodes: the limit of a search, 0: as usual.  What is said to be proven is what
 * is found without the limit */
static void
decisions(const char *text, int seed, long nodes)
{
	struct arena *a = arena_new();
	const struct model *m = site_read(a, text);
	struct trial_cache *cache;
	struct part **part;
	size_t n = 0, i, k;
	int round;

	if (m == NULL) {
		failed++;
		arena_free(a);
		return;
	}
	part = catalog_parts(a, m->catalog, &n);
	for (i = k = 0; i < n; i++)
		if (part[i]->price.known && part[i]->price.cents > 0)
			part[k++] = part[i];
	state = (uint64_t)seed * 31337;
	cache = trial_cache_new(a, diags_new(a), m);
	size_memo_limit(cache->memo, nodes);
	for (round = 0; round < (nodes > 0 ? 6 : 14); round++) {
		struct question q;
		struct model x = *m;
		struct decision quick, plain;
		bool same;

		ask(&q, part, k);
		/* all of a kind cheaper or dearer, so that others are chosen */
		for (i = 0; round % 2 == 0 && i < q.r.n; i++) {
			q.part[i] = &m->catalog->sw[rnd((uint32_t)
			    m->catalog->nsw)].part;
			q.cents[i] = q.part[i]->price.cents / (1 + rnd(8));
		}
		x.repriced = round > 0 ? &q.r : NULL;
		quick = prove_decide(cache, a, &x, false);
		x.repriced = NULL;
		if (round > 0)
			swap_prices(&q, false);
		plain = prove_decide(trial_cache_new(a, diags_new(a), m), a, &x,
		    false);
		if (round > 0)
			swap_prices(&q, true);
		plain.quantity = quick.quantity;
		same = !quick.proven || !plain.proven ||
		    same_decision(&quick, &plain);
		unproven += !quick.proven;
		if (!same)
			printf("site %d round %d: %s %lld, plain %s %lld\n",
			    seed, round, quick.feasible ? quick.what : "none",
			    (long long)quick.cents,
			    plain.feasible ? plain.what : "none",
			    (long long)plain.cents);
		failed += !same;
		passed += same;
	}
	arena_free(a);
}

/* a design asked for by itself is the one that is chosen with all its times */
static void
layouts(const char *text, int seed)
{
	struct arena *a = arena_new();
	const struct model *m = site_read(a, text);
	const struct design *x =
	    prove_layout(a, diags_new(a), m)->design;
	const struct design *y =
	    prove_choose(a, diags_new(a), m, false)->design;
	bool same = x != NULL && y != NULL && x->topology == y->topology &&
	    x->nsw == y->nsw && x->nlink == y->nlink &&
	    x->total_cents == y->total_cents;
	size_t i;

	for (i = 0; same && i < x->nsw; i++)
		same = x->sw[i].model == y->sw[i].model;
	for (i = 0; same && i < x->nlink; i++)
		same = strcmp(x->link[i].id, y->link[i].id) == 0 &&
		    x->link[i].cable == y->link[i].cable;
	if (!same)
		printf("site %d: another layout\n", seed);
	passed += same;
	failed += !same;
	arena_free(a);
}

int
main(void)
{
	int seed;

	for (seed = 1; seed <= 90; seed++)
		plans(seed);
	if (moved < 200) {
		printf("only %d plans cost something else\n", moved);
		failed++;
	}
	for (seed = 0; seed < (int)(sizeof site / sizeof site[0]); seed++)
		decisions(site[seed], seed + 1, 0);
	if (unproven > 0) {
		printf("%d decisions are not proven\n", unproven);
		failed++;
	}
	for (seed = 0; seed < (int)(sizeof site / sizeof site[0]); seed++)
		decisions(site[seed], seed + 1, 1);
	if (unproven == 0) {
		printf("every decision is proven within one node\n");
		failed++;
	}
	for (seed = 0; seed < (int)(sizeof site / sizeof site[0]); seed++)
		layouts(site[seed], seed + 1);
	printf("prop_prices: %d passed, %d failed (%d plans moved)\n", passed,
	    failed, moved);
	return failed != 0;
}
