/*
 * The sizing program against exhaustive search: hundreds of small random sites
 * and catalogs, every rack tried with every leaf, uplink and cable there is,
 * every spine and peer link; costs, ports, spares, energy and power counted
 * here in another way (one rack at a time, ports given out one by one).  Same
 * optimum, or neither finds a design; of equal ones the fewest distinct parts.
 * Every other site has preferences, whose premiums are part of what is compared.
 * And again with switches that are there, some of them sold no more; and with
 * offers of switches for a few pieces only, each of which counts for all that
 * are bought or for none.
 */
#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "prove/offer_search.h"
#include "world.h"

/* ---- the oracle ---- */

struct bag { const struct part *part[64]; int64_t n[64]; size_t k; };

static void
bag_put(struct bag *b, const struct part *p, int64_t n)
{
	size_t i;

	for (i = 0; i < b->k && b->part[i] != p; i++)
		continue;
	if (i == b->k) {
		b->part[b->k] = p;
		b->n[b->k++] = 0;
	}
	b->n[i] += n;
}

/* of the cheapest of its offers that is for so many, else the catalog's */
static int64_t
price_for(const struct part *p, int64_t n)
{
	const struct price *x = &p->price;

	while (x->basis == PRICE_QUOTE && x->pieces > 0 && x->pieces < n)
		x = x->next != NULL ? x->next : p->price.before;
	return x->cents;
}

static int64_t
bag_cost(const struct model *m, const struct bag *b)
{
	int64_t sum = 0;
	size_t i;

	for (i = 0; i < b->k; i++) {
		int64_t ppm = strcmp(b->part[i]->category, "optic") == 0 ?
		    m->policy.spare_optics_ppm :
		    strcmp(b->part[i]->category, "cable") == 0 ?
		    m->policy.spare_cables_ppm : 0;
		int64_t spare = 0;

		while (spare * 1000000 < b->n[i] * ppm)
			spare++;
		sum += (b->n[i] + spare) * price_for(b->part[i], b->n[i]);
	}
	return sum;
}

/* a switch with the work on it that the site prices */
static void
switch_put(const struct model *m, struct bag *b, const struct switch_model *s,
    int64_t n)
{
	size_t i;

	bag_put(b, &s->part, n);
	for (i = 0; i < m->policy.nwork; i++)
		if (m->policy.work[i].per == WORK_PER_SWITCH)
			bag_put(b, &m->policy.work[i].part, n);
}

/* work whatever is chosen */
static void
work_put(const struct model *m, struct bag *b)
{
	size_t i;

	for (i = 0; i < m->policy.nwork; i++) {
		const struct work *w = &m->policy.work[i];

		if (w->per != WORK_PER_SWITCH)
			bag_put(b, &w->part, w->per == WORK_PER_SITE ? 1 :
			    w->per == WORK_PER_RACK ? (int64_t)m->nrack :
			    (int64_t)m->nhost);
	}
}

/* each kind of work in every second of these sites, dear enough to matter */
static void
with_work(struct arena *a, struct model *m, uint32_t of)
{
	static const char *const name[] = {"w0", "w1", "w2", "w3"};
	size_t i;

	m->policy.work = NEW(a, struct work, 4);
	for (i = 0; i < 4; i++)
		if ((of >> i & 1) != 0)
			m->policy.work[m->policy.nwork++] = (struct work){
			    .per = (enum work_per)i,
			    .part = {.id = name[i], .description = name[i],
				.category = i == 0 ? "approval" : "labour",
				.vendor = "site", .price = {.known = true,
				    .cents = 100 + 7300 * (int64_t)(of % 23),
				    .currency = "EUR",
				    .basis = PRICE_CONTRACT}}};
}

/* ports one by one: the slowest free port that can do the speed */
static bool
ports_ok(const struct switch_model *s, int64_t n10, int64_t n40, int64_t n100)
{
	int64_t want[3], bps[3] = {10 * G, 40 * G, 100 * G}, left[2] = {0, 0};
	int t;
	size_t b;

	want[0] = n10;
	want[1] = n40;
	want[2] = n100;
	for (b = 0; b < s->nblock; b++)
		left[b] = (int64_t)s->block[b].count;
	for (t = 2; t >= 0; t--)
		while (want[t] > 0) {
			for (b = 0; b < s->nblock; b++)
				if (left[b] > 0 && (s->block[b].speed_bps ==
				    bps[t] || s->block[b].speeds_bps[0] ==
				    bps[t]))
					break;
			if (b == s->nblock)
				return false;
			left[b]--;
			want[t]--;
		}
	return true;
}

/* one link of a family put into the bag; false if nothing reaches */
static bool
link_put(const struct model *m, struct bag *b, int64_t bps, int64_t raw,
    const char *family, int64_t n)
{
	const struct cable *best = NULL;
	const struct optic *bo = NULL;
	size_t i, k, o, bl = 0;
	int64_t cost = INT64_MAX;

	for (i = 0; i < m->catalog->ncable; i++) {
		const struct cable *c = &m->catalog->cable[i];

		if (family != NULL && strcmp(c->family, family) != 0)
			continue;
		for (k = 0; k < c->nlength; k++) {
			if (c->length[k].mm < raw)
				continue;
			if (c->kind == CABLE_DAC) {
				if (c->speed_bps == bps &&
				    c->length[k].part.price.cents < cost) {
					cost = c->length[k].part.price.cents;
					best = c;
					bl = k;
					bo = NULL;
				}
				break; /* the shortest that reaches */
			}
			for (o = 0; o < m->catalog->noptic; o++) {
				const struct optic *x = &m->catalog->optic[o];
				int64_t both = c->length[k].part.price.cents +
				    2 * x->part.price.cents;

				if (x->speed_bps == bps && strcmp(x->connector,
				    c->connector) == 0 && both < cost) {
					cost = both;
					best = c;
					bl = k;
					bo = x;
				}
			}
			break;
		}
	}
	if (best == NULL)
		return false;
	bag_put(b, &best->length[bl].part, n);
	if (bo != NULL)
		bag_put(b, &bo->part, 2 * n);
	return true;
}

struct leaf_choice {
	const struct switch_model *s;
	int64_t u, bps;
	struct bag bag;
};

static size_t
leaf_choices(const struct model *m, const struct place spine[2], size_t rack,
    struct leaf_choice *out)
{
	static const char *const family[] = {"dac", "om3", NULL};
	static const int64_t speed[] = {10, 40, 100};
	size_t i, t, f, g, h, n = 0;
	int64_t u, hosts = 0;

	for (h = 0; h < m->nhost; h++)
		hosts += m->host[h].rack == rack;
	for (i = 0; i < m->catalog->nsw; i++)
		for (t = 0; t < 3; t++)
			for (u = 2; u <= 8; u += 2)
				for (f = 0; f < 3; f++)
					for (g = 0; g < 3; g++) {
	const struct switch_model *s = &m->catalog->sw[i];
	struct leaf_choice c = {s, u, speed[t] * G, {{0}, {0}, 0}};
	int64_t need = 0;
	bool ok = s->leaf && (size_t)u <= s->lag_members;
	size_t l, k;

	/* the fewest ports of which the growth share stays free */
	while (need * (1000000 - m->want.growth_ppm) < hosts * 1000000)
		need++;
	ok = ok && ports_ok(s, need + (t == 0 ? u : 0), t == 1 ? u : 0,
	    t == 2 ? u : 0);
	if (m->want.oversubscription_ppm > 0)
		ok = ok && hosts * 10 * 1000000 <= u * speed[t] *
		    m->want.oversubscription_ppm;
	for (l = 0; l < 2 && ok; l++) {
		struct place at = {rack, m->rack[rack].units - (int64_t)l};

		switch_put(m, &c.bag, s, 1);
		for (h = 0; h < m->nhost && ok; h++) {
			struct place x = {rack, (int64_t)m->host[h].position_u};

			if (m->host[h].rack == rack)
				ok = link_put(m, &c.bag, 10 * G,
				    place_length_mm(m, at, x), family[f], 1);
		}
		for (k = 0; k < 2 && ok; k++)
			ok = link_put(m, &c.bag, c.bps, place_length_mm(m, at,
			    spine[k]), family[g], u / 2);
	}
	if (ok)
		out[n++] = c;
					}
	return n;
}

/* kilowatts of a switch over the years, cents */
static int64_t
energy(const struct model *m, const struct switch_model *s)
{
	return s->max_mw / 1000000 * 8766 * m->policy.years *
	    (m->policy.energy_micro / 10000);
}

static bool
power_ok(const struct model *m, const struct sizing *p,
    const struct switch_model *spine, struct leaf_choice *const leaf[2])
{
	size_t r, i;

	for (r = 0; r < m->nrack; r++) {
		int64_t mw = 2 * leaf[r]->s->max_mw;

		for (i = 0; i < 2; i++)
			if (p->spine[i].rack == r)
				mw += spine->max_mw;
		if (m->rack[r].power_mw > 0 && mw > m->rack[r].power_mw)
			return false;
	}
	return true;
}

/* what a plan of these pays for what goes against the preferences */
static int64_t
premium(const int64_t price[PREFERS], const struct switch_model *spine,
    struct leaf_choice *const leaf[2], bool two)
{
	const struct switch_model *x = leaf[0]->s, *y = two ? leaf[1]->s : x;
	int64_t systems = 1 + (x->platform != spine->platform) +
	    (y->platform != spine->platform && y->platform != x->platform);

	return (x != y ? price[PREFER_UNIFORM_LEAVES] : 0) + (systems - 1) *
	    price[PREFER_ONE_NOS];
}

/* what need not be bought of a spine pair and leaf pairs, as it is there;
 * negative: it takes more than there are of what is sold no more */
static int64_t
there(const struct model *m, const struct switch_model *spine,
    struct leaf_choice *const leaf[2])
{
	struct bag one = {{0}, {0}, 0};
	int64_t saved = 0;
	size_t i, k, r;

	for (i = 0; i < m->catalog->nsw; i++) {
		const struct switch_model *s = &m->catalog->sw[i];
		int64_t used[2], own = 0, left, have[EXISTING_SPINE + 1] = {0};

		used[0] = spine == s ? 2 : 0;
		for (r = 0, used[1] = 0; r < m->nrack; r++)
			used[1] += leaf[r]->s == s ? 2 : 0;
		for (k = 0; k < m->nexisting; k++)
			have[m->existing[k].role] += m->existing[k].model == s;
		for (left = used[0]; left > 0 && have[EXISTING_SPINE] > 0;
		    left--, own++)
			have[EXISTING_SPINE]--;
		for (left += used[1]; used[1] > 0 && have[EXISTING_LEAF] > 0;
		    left--, own++) {
			have[EXISTING_LEAF]--;
			used[1]--;
		}
		for (; left > 0 && have[EXISTING_ANY] > 0; left--, own++)
			have[EXISTING_ANY]--;
		if (left > 0 && s->life.given)
			return -1;
		one.k = 0;
		switch_put(m, &one, s, 1);
		saved += own * bag_cost(m, &one);
	}
	return saved;
}

struct found {
	int64_t best;		/* bought, its energy, its premiums */
	size_t parts;		/* distinct, the fewest at that */
	int64_t buy, run;	/* the least of each, of any */
};

static void
found_take(struct found *f, int64_t buy, int64_t run, int64_t pays,
    size_t parts)
{
	int64_t cost = buy + run + pays;

	if (buy < f->buy)
		f->buy = buy;
	if (run < f->run)
		f->run = run;
	if (cost < f->best || (cost == f->best && parts < f->parts)) {
		f->best = cost;
		f->parts = parts;
	}
}

/* all: without regard to the budget; within: in it */
static void
search(const struct model *m, const struct sizing *p,
    const int64_t price[PREFERS], struct found *every, struct found *within)
{
	static struct leaf_choice leaf[2][1024];
	static const char *const family[] = {"dac", "om3"};
	static const int64_t speed[] = {10, 40, 100};
	size_t n[2] = {0, 1}, i, t, f, x, y, k;

	every->best = within->best = INT64_MAX;
	every->buy = every->run = within->buy = within->run = INT64_MAX;
	n[0] = leaf_choices(m, p->spine, 0, leaf[0]);
	if (m->nrack > 1)
		n[1] = leaf_choices(m, p->spine, 1, leaf[1]);
	for (i = 0; i < m->catalog->nsw; i++)
		for (t = 0; t < 3; t++)
			for (f = 0; f < 2; f++) {
	const struct switch_model *s = &m->catalog->sw[i];
	struct bag peer = {{0}, {0}, 0};

	if (!s->spine || s->mclag_kind == NULL)
		continue;
	/* the peer link is on the fastest ports */
	if (t != (s->nblock == 1 ? 0u : s->block[1].media == MEDIA_QSFPP ? 1u :
	    2u))
		continue;
	switch_put(m, &peer, s, 2);
	work_put(m, &peer);
	if (!link_put(m, &peer, speed[t] * G, place_length_mm(m, p->spine[0],
	    p->spine[1]), family[f], 2))
		continue;
	for (x = 0; x < n[0]; x++)
		for (y = 0; y < n[1]; y++) {
			struct leaf_choice *const here[2] = {&leaf[0][x],
			    &leaf[1][y]};
			struct bag all = peer;
			int64_t want[3] = {0, 0, 0}, cost, run, pays;

			want[t] += 2;
			want[leaf[0][x].bps == 10 * G ? 0 : leaf[0][x].bps ==
			    40 * G ? 1 : 2] += leaf[0][x].u;
			for (k = 0; k < leaf[0][x].bag.k; k++)
				bag_put(&all, leaf[0][x].bag.part[k],
				    leaf[0][x].bag.n[k]);
			if (m->nrack > 1) {
				want[leaf[1][y].bps == 10 * G ? 0 :
				    leaf[1][y].bps == 40 * G ? 1 : 2] +=
				    leaf[1][y].u;
				for (k = 0; k < leaf[1][y].bag.k; k++)
					bag_put(&all, leaf[1][y].bag.part[k],
					    leaf[1][y].bag.n[k]);
			}
			if (!ports_ok(s, want[0], want[1], want[2]) ||
			    !power_ok(m, p, s, here))
				continue;
			cost = bag_cost(m, &all);
			if (there(m, s, here) < 0)
				continue;
			cost -= there(m, s, here);
			run = 2 * energy(m, s);
			for (k = 0; k < m->nrack; k++)
				run += 2 * energy(m, here[k]->s);
			pays = premium(price, s, here, m->nrack > 1);
			found_take(every, cost, run, pays, all.k);
			if (cost <= m->want.budget_cents)
				found_take(within, cost, run, pays, all.k);
		}
			}
}

/* premiums of a random site, shares and amounts; what they come to */
static void
prefer(struct model *m, struct sizing *(*plan)(struct arena *, struct model *),
    struct arena *a, int64_t price[PREFERS])
{
	const struct sizing *cheapest = plan(a, m);
	size_t i;

	memset(price, 0, PREFERS * sizeof *price);
	for (i = 0; i < PREFERS; i++) {
		struct premium *x = &m->policy.prefer[i];

		if (rnd(3) == 0)
			continue;
		if (rnd(2) == 0)
			x->cents = 1000 * (1 + rnd(300));
		else
			x->ppm = 10000 * (1 + rnd(40));
		price[i] = x->cents + (cheapest->cents * x->ppm + 500000) /
		    1000000;
	}
}

static struct sizing *
plain(struct arena *a, struct model *m)
{
	struct min_bandwidth none = {0};

	return pick_cheapest(a, NULL, m, TOPOLOGY_SPINE_LEAF, &none);
}

/* the same site with switches that are there, and in every second a
 * model that is sold no more */
static bool
with_existing(struct arena *a, const struct model *m)
{
	struct min_bandwidth none = {0};
	struct model x = *m;
	struct switch_model *sw = (struct switch_model *)(uintptr_t)
	    m->catalog->sw;
	int64_t none_paid[PREFERS] = {0};
	struct found every, within;
	struct sizing *p;
	size_t i;
	bool have;

	x.oob.sw = (size_t)-1;
	x.nexisting = 1 + (size_t)rnd(5);
	x.existing = NEW(a, struct existing, x.nexisting);
	for (i = 0; i < x.nexisting; i++) {
		static const enum existing_role role[] = {EXISTING_ANY,
		    EXISTING_LEAF, EXISTING_SPINE, EXISTING_STANDALONE};

		x.existing[i].model = &sw[rnd(i % 2 == 0 ? 2 :
		    (uint32_t)m->catalog->nsw)];
		x.existing[i].role = role[rnd(4)];
		x.existing[i].rack = (size_t)-1;
	}
	/* one of them is sold no more, or any model is */
	if (rnd(2) == 0)
		sw[rnd(3) == 0 ? rnd((uint32_t)m->catalog->nsw) :
		    (uint32_t)(x.existing[0].model - sw)].life =
		    (struct life){.given = true, .end_of_sale = "2020",
		    .as_of = "2026"};
	x.want.budget_cents = 0;
	memset(x.policy.prefer, 0, sizeof x.policy.prefer);
	p = pick_cheapest(a, NULL, &x, TOPOLOGY_SPINE_LEAF, &none);
	have = p->status == LP_OPTIMAL;
	search(&x, p, none_paid, &every, &within);
	if (have ? p->cents + p->energy_cents == every.best &&
	    p->whole_bound_cents == every.best : every.best == INT64_MAX)
		return true;
	printf("there: program %s %" PRId64 ", search %" PRId64 "\n",
	    have ? "found" : "none", p->cents + p->energy_cents, every.best);
	return false;
}

/* ---- offers ---- */

struct offered_site {
	struct arena *a;
	const struct model *m;
};

static struct offers_answer
decide(void *ctx)
{
	const struct offered_site *k = ctx;
	struct min_bandwidth none = {0};
	struct sizing *p = pick_cheapest(k->a, NULL, k->m,
	    TOPOLOGY_SPINE_LEAF, &none);

	return (struct offers_answer){p->status == LP_OPTIMAL,
	    sizing_whole(p), p};
}

static int64_t
plan_bought(const void *is, const struct part *part)
{
	const struct sizing *p = is;

	return ledger_quantity(&p->parts, part);
}

/* one or two offers of a model, the dearer for more pieces, none above what
 * the catalog has */
static void
offer(struct arena *a, struct part *p)
{
	struct price *was = NEW(a, struct price, 1), *next = NULL;

	*was = p->price;
	if (rnd(3) == 0) {
		next = NEW(a, struct price, 1);
		*next = *was;
		next->basis = PRICE_QUOTE;
		next->before = was;
		next->pieces = 4 + 2 * rnd(3);
		next->cents = was->cents * (70 + rnd(30)) / 100;
	}
	p->price.basis = PRICE_QUOTE;
	p->price.before = was;
	p->price.next = next;
	p->price.pieces = 1 + rnd(4);
	p->price.cents = (next != NULL ? next : was)->cents *
	    (20 + rnd(80)) / 100;
}

/* told: the offers were for too few in the design that pays them for all; kept:
 * and one is chosen that keeps to some */
static bool
with_offers(struct arena *a, const struct model *m, int *told, int *kept)
{
	struct model x = *m;
	struct switch_model *sw = (struct switch_model *)(uintptr_t)
	    m->catalog->sw;
	struct offered_site k = {a, &x};
	const struct offers_ask ask = {decide, plan_bought, NULL, &k};
	int64_t none_paid[PREFERS] = {0};
	struct found every, within;
	struct offers_answer got;
	struct offers *o;
	size_t i;

	x.want.budget_cents = 0;
	memset(x.policy.prefer, 0, sizeof x.policy.prefer);
	for (i = 0; i < m->catalog->nsw; i++) {
		sw[i].life = (struct life){0};
		if (rnd(2) == 0)
			offer(a, &sw[i].part);
	}
	o = offers_new(a, &x);
	got = offers_search(o, &ask);
	*told += o->asked > 1;
	for (i = 0; i < o->npart; i++)
		*kept += o->part[i]->price.bounded;
	offers_take_root(o);
	search(&x, got.is, none_paid, &every, &within);
	if (got.found ? got.cents == every.best : every.best == INT64_MAX)
		return true;
	printf("offers: program %s %" PRId64 ", search %" PRId64 "\n",
	    got.found ? "found" : "none", got.cents, every.best);
	return false;
}

int
main(void)
{
	int told = 0, kept = 0;
	int passed = 0, failed = 0, found = 0, paid = 0, dearer = 0, seed;
	int above = 0;
	struct min_bandwidth none = {0};

	for (seed = 1; seed <= 800; seed++) {
		struct arena *a = arena_new();
		struct model *m;
		int64_t price[PREFERS] = {0};
		struct sizing *p;
		struct found every, within, *best = &every;
		bool have, ok, in;

		state = (uint64_t)seed * 7919;
		m = random_site(a, random_catalog(a));
		if (seed % 3 == 0)
			with_work(a, m, (uint32_t)seed / 3);
		if (seed % 2 == 0)
			prefer(m, plain, a, price);
		p = pick_cheapest(a, NULL, m, TOPOLOGY_SPINE_LEAF, &none);
		have = p->status == LP_OPTIMAL;
		search(m, p, price, &every, &within);
		paid += have && p->premium_cents > 0;
		dearer += have && p->cheapest_cents > 0 && p->cents >
		    p->cheapest_cents;
		in = within.best != INT64_MAX;
		if (m->want.budget_cents > 0 && in)
			best = &within;
		ok = have ? sizing_whole(p) == best->best &&
		    p->parts.n == best->parts : best->best == INT64_MAX;
		if (have && m->want.budget_cents > 0 && p->over_budget == in)
			ok = false;
		/* bounds of what was not minimised alone */
		if (have) {
			pick_purchase_bound(a, NULL, m, p);
			if (p->bound_cents != best->buy ||
			    p->energy_bound_cents > best->run ||
			    p->whole_bound_cents != best->best) {
				printf("seed %d: bounds %" PRId64 " %" PRId64
				    ", search %" PRId64 " %" PRId64 "\n", seed,
				    p->bound_cents, p->energy_bound_cents,
				    best->buy, best->run);
				ok = false;
			}
		}
		/* what is too dear by the relaxed program is too dear */
		if (have && pick_above(a, NULL, m, TOPOLOGY_SPINE_LEAF, &none,
		    p->cents + p->energy_cents + 1)) {
			printf("seed %d: there is a cheaper one\n", seed);
			ok = false;
		}
		above += have && pick_above(a, NULL, m, TOPOLOGY_SPINE_LEAF,
		    &none, (p->cents + p->energy_cents) / 2);
		if (!ok) {
			printf("seed %d: program %s %" PRId64 ", search %"
			    PRId64 "; parts %zu, %zu\n", seed, have ? "found" :
			    "none", sizing_whole(p), best->best,
			    p->parts.n, best->parts);
			failed++;
		} else {
			passed++;
		}
		found += have;
		if (!with_existing(a, m)) {
			printf("seed %d: with existing switches\n", seed);
			failed++;
		}
		if (!with_offers(a, m, &told, &kept)) {
			printf("seed %d: with offers\n", seed);
			failed++;
		}
		arena_free(a);
	}
	/* a generator that never finds a design would prove nothing */
	if (found < 50 || above < 50) {
		printf("only %d of the sites have a design, %d a bound\n",
		    found, above);
		failed++;
	}
	if (paid < 10 || dearer < 10) {
		printf("only %d pay a premium, %d cost more for it\n", paid,
		    dearer);
		failed++;
	}
	if (told < 50 || kept < 10) {
		printf("only %d of the sites have offers for too few, %d keep "
		    "to some\n", told, kept);
		failed++;
	}
	printf("prop_pick: %d passed, %d failed (%d sites with a design, %d "
	    "pay premiums, %d cost more for preferences, %d keep to offers)\n",
	    passed, failed, found, paid, dearer, kept);
	return failed != 0;
}
