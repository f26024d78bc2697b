/*
 * Ports that are broken out, against exhaustive search: hundreds of small random
 * sites whose 40G and 100G ports may be broken out, each rack tried with every
 * leaf, number and speed of uplinks, these broken out at the spine, at the leaf
 * or at neither, and ports given out one by one.  What may be asked for is said
 * as the rules say it: hosts share cables only where ports lack, on the ports
 * that must be broken out for it, uplinks by as many whole cables as carry what
 * they must.
 * Every second site has floors under its uplinks, another for each rack, and
 * every third has preferences, whose premiums are part of what is compared.  Same
 * least cost, or neither finds a design.
 */
#include <inttypes.h>
#include <stdio.h>

#include "world.h"

enum { T10, T40, T100, SPLIT, KINDS };

static const int64_t speed_bps[] = {10, 40, 100};

/* every way to give the second run of ports out, one port after the other */
static bool
ports_ok(const struct switch_model *s, const int64_t want[KINDS])
{
	const struct port_block *b = s->nblock > 1 ? &s->block[1] : NULL;
	int64_t fast = want[T40] + want[T100] + want[SPLIT];

	if (want[T10] > (int64_t)s->block[0].count)
		return false;
	if (fast == 0)
		return true;
	return b != NULL && fast <= (int64_t)b->count &&
	    (want[T100] == 0 || b->media == MEDIA_QSFP28) &&
	    (want[SPLIT] == 0 ||
	    (b->into == 4 && want[SPLIT] <= (int64_t)b->breakout_max));
}

/* the cheapest way over so far, so many links by one cable; -1: none reaches */
static int64_t
link_cents(const struct catalog *c, int64_t bps, int64_t raw, size_t into)
{
	int64_t least = -1, cents;
	size_t i, k, o;

	for (i = 0; i < c->ncable; i++) {
		const struct cable *x = &c->cable[i];

		/* the shortest that reaches */
		for (k = 0; k < x->nlength && x->length[k].mm < raw; k++)
			continue;
		if (k == x->nlength || x->into != into)
			continue;
		cents = x->length[k].part.price.cents;
		if (x->kind == CABLE_DAC) {
			if (x->speed_bps == bps && (least < 0 || cents < least))
				least = cents;
			continue;
		}
		for (o = 0; o < c->noptic && into == 1; o++) {
			int64_t all = cents + 2 * c->optic[o].part.price.cents;

			if (c->optic[o].speed_bps == bps &&
			    strcmp(c->optic[o].connector, x->connector) == 0 &&
			    (least < 0 || all < least))
				least = all;
		}
	}
	return least;
}

static void
add(int64_t *sum, int64_t cents, int64_t times)
{
	*sum = *sum < 0 || cents < 0 ? -1 : *sum + cents * times;
}

/* hosts of a rack by one leaf, all but the first `own` of them by cables they
 * share */
static int64_t
hosts_cents(const struct model *m, size_t rack, struct place at, int64_t own)
{
	int64_t sum = 0, n = 0, far = 0, on = 0;
	size_t h;

	for (h = 0; h < m->nhost; h++) {
		struct place x = {rack, (int64_t)m->host[h].position_u};
		int64_t mm = place_length_mm(m, at, x);

		if (m->host[h].rack != rack)
			continue;
		if (n++ < own) {
			add(&sum, link_cents(m->catalog, 10 * G, mm, 1), 1);
			continue;
		}
		far = mm > far ? mm : far;
		if (++on == 4) {
			add(&sum, link_cents(m->catalog, 10 * G, far, 4), 1);
			on = far = 0;
		}
	}
	if (on > 0)
		add(&sum, link_cents(m->catalog, 10 * G, far, 4), 1);
	return sum;
}

struct way {
	const struct switch_model *s;
	int64_t cents, take[KINDS]; /* of each spine */
	bool shared;                /* hosts do, or uplinks */
};

/* the fewest ports of which the growth share stays free */
static int64_t
with_growth(const struct model *m, int64_t hosts)
{
	int64_t n = 0;

	while (n * (1000000 - m->want.growth_ppm) < hosts * 1000000)
		n++;
	return n;
}

/* the ports broken out where all but `own` of those wanted share cables, which
 * are of one rack here, so that ports go by fours */
static int64_t
ports_shared(int64_t hosts, int64_t need, int64_t own)
{
	int64_t shared = (need - own + 3) / 4;

	if (own < hosts && (hosts - own + 3) / 4 > shared)
		shared = (hosts - own + 3) / 4;
	return shared;
}

/* the least for a rack's hosts by its two leaves, on so many ports broken out */
static int64_t
hosts_least(const struct model *m, size_t rack, int64_t hosts, int64_t need,
    int64_t *own)
{
	int64_t shared = ports_shared(hosts, need, *own), least = -1, n;
	bool whole = *own == need;

	for (n = *own; n >= 0 && ports_shared(hosts, need, n) == shared; n--) {
		int64_t cents = 0;
		size_t l;

		for (l = 0; l < 2; l++)
			add(&cents, hosts_cents(m, rack, (struct place){rack,
			    m->rack[rack].units - (int64_t)l}, n), 1);
		if (cents >= 0 && (least < 0 || cents < least)) {
			least = cents;
			*own = n;
		}
		/* the first that is looked at is *own itself */
		if (whole)
			break;
	}
	return least;
}

/* one leaf model with uplinks of one kind; trunk 0: whole, 1: broken out at the
 * spine, 2: at the leaf.  false: not to be had */
static bool
equip(const struct model *m, const struct place spine[2], size_t rack,
    const struct switch_model *s, int t, int64_t u, int trunk,
    struct way *out)
{
	int64_t hosts = 0, need, own, shared = 0;
	size_t h, l, k;

	for (h = 0; h < m->nhost; h++)
		hosts += m->host[h].rack == rack;
	need = with_growth(m, hosts);
	for (own = need; own >= 0; own--) {
		int64_t want[KINDS] = {0};

		shared = ports_shared(hosts, need, own);
		want[T10] = own;
		want[SPLIT] = shared;
		if (trunk == 2)
			want[SPLIT] += u / 4;
		else
			want[t] += u;
		if (ports_ok(s, want))
			break;
	}
	if (own < 0)
		return false;
	*out = (struct way){s, 2 * s->part.price.cents, {0}, false};
	add(&out->cents, hosts_least(m, rack, hosts, need, &own), 1);
	out->shared = own < hosts || trunk > 0;
	for (l = 0; l < 2; l++) {
		struct place at = {rack, m->rack[rack].units - (int64_t)l};

		for (k = 0; k < 2; k++)
			add(&out->cents, link_cents(m->catalog, speed_bps[t] * G,
			    place_length_mm(m, at, spine[k]),
			    trunk > 0 ? 4 : 1), u / 2 / (trunk > 0 ? 4 : 1));
	}
	if (trunk == 1)
		out->take[SPLIT] = u / 4;
	else
		out->take[t] = u;
	return out->cents >= 0;
}

static size_t
options(const struct model *m, const struct place spine[2], size_t rack,
    int64_t min_bps, struct way *out)
{
	size_t i, n = 0, h;
	int t, trunk;

	for (i = 0; i < m->catalog->nsw; i++)
		for (t = 0; t < 3; t++) {
			const struct switch_model *s = &m->catalog->sw[i];
			int64_t u = 2, hosts = 0;

			for (h = 0; h < m->nhost; h++)
				hosts += m->host[h].rack == rack;
			while (m->want.oversubscription_ppm > 0 &&
			    hosts * 10 * 1000000 > u * speed_bps[t] *
			    m->want.oversubscription_ppm)
				u += 2;
			while (u * speed_bps[t] * G < min_bps)
				u += 2;
			if (!s->leaf || u > (int64_t)s->lag_members)
				continue;
			for (trunk = 0; trunk < 3; trunk++) {
				int64_t v = trunk > 0 ? (u + 7) / 8 * 8 : u;

				if (trunk > 0 && (t != T10 ||
				    v > (int64_t)s->lag_members))
					continue;
				n += equip(m, spine, rack, s, t, v, trunk,
				    &out[n]);
			}
		}
	return n;
}

/* what a plan of these pays for what goes against the preferences */
static int64_t
premium(const struct model *m, const struct switch_model *spine,
    const struct switch_model *x, const struct switch_model *y)
{
	const struct premium *price = m->policy.prefer;
	int64_t systems = (x->platform != spine->platform) +
	    (y->platform != spine->platform && y->platform != x->platform);

	return (x != y ? price[PREFER_UNIFORM_LEAVES].cents : 0) + systems *
	    price[PREFER_ONE_NOS].cents;
}

/* the least that any design costs; -1: there is none */
static int64_t
search(const struct model *m, const struct sizing *p, const int64_t *min_bps,
    bool *shared)
{
	static struct way leaf[2][256];
	size_t n[2] = {0, 1}, i, x, y;
	int64_t least = -1;
	int k;

	n[0] = options(m, p->spine, 0, min_bps[0], leaf[0]);
	leaf[1][0] = (struct way){0};
	if (m->nrack > 1)
		n[1] = options(m, p->spine, 1, min_bps[1], leaf[1]);
	for (i = 0; i < m->catalog->nsw; i++) {
		const struct switch_model *s = &m->catalog->sw[i];
		int t = s->nblock == 1 ? T10 :
		    s->block[1].media == MEDIA_QSFPP ? T40 : T100;
		int64_t own = 2 * s->part.price.cents;

		add(&own, link_cents(m->catalog, speed_bps[t] * G,
		    place_length_mm(m, p->spine[0], p->spine[1]), 1), 2);
		if (!s->spine || s->mclag_kind == NULL || own < 0)
			continue;
		for (x = 0; x < n[0]; x++)
			for (y = 0; y < n[1]; y++) {
				int64_t want[KINDS] = {0}, all = own +
				    leaf[0][x].cents + leaf[1][y].cents +
				    premium(m, s, leaf[0][x].s, m->nrack > 1 ?
				    leaf[1][y].s : leaf[0][x].s);

				want[t] = 2;
				for (k = 0; k < KINDS; k++)
					want[k] += leaf[0][x].take[k] +
					    leaf[1][y].take[k];
				if (!ports_ok(s, want) || (least >= 0 &&
				    all >= least))
					continue;
				least = all;
				*shared = leaf[0][x].shared ||
				    leaf[1][y].shared;
			}
	}
	return least;
}

/* some fast ports may be broken out, and there are few others */
static void
break_out(struct arena *a, struct catalog *c)
{
	struct switch_model *s = (struct switch_model *)(uintptr_t)c->sw;
	struct cable *k = NEW(a, struct cable, c->ncable + 2);
	size_t i;

	for (i = 0; i < c->nsw; i++) {
		s[i].block[0].count = 2 + 2 * rnd(8);
		if (s[i].nblock < 2 || rnd(3) == 0)
			continue;
		s[i].block[1].into = 4;
		s[i].block[1].breakout_bps = 10 * G;
		s[i].block[1].breakout_max = 1 + rnd((uint32_t)
		    s[i].block[1].count);
		s[i].lag_members = 8;
	}
	memcpy(k, c->cable, c->ncable * sizeof *k);
	k[c->ncable] = cable_of(a, "dac4", "dac", CABLE_DAC, 10 * G,
	    MEDIA_QSFPP, NULL);
	k[c->ncable].media_b = MEDIA_SFPP;
	k[c->ncable].into = 4;
	c->cable = k;
	c->ncable++;
}

int
main(void)
{
	int passed = 0, failed = 0, found = 0, of_use = 0, seed;
	int paid = 0;

	for (seed = 1; seed <= 1500; seed++) {
		struct arena *a = arena_new();
		struct catalog *c;
		struct model *m;
		struct sizing *p;
		int64_t least;
		int64_t min_bps[2] = {0, 0};
		struct min_bandwidth minimum = {0};
		bool have, shared = false;
		size_t i;

		state = (uint64_t)seed * 104729;
		c = random_catalog(a);
		break_out(a, c);
		m = random_site(a, c);
		m->want.budget_cents = m->policy.energy_micro = 0;
		m->policy.spare_optics_ppm = m->policy.spare_cables_ppm = 0;
		for (i = 0; i < m->nrack; i++)
			m->rack[i].power_mw = 0;
		for (i = 0; seed % 2 == 0 && i < 2; i++)
			min_bps[i] = 5 * G * rnd(13);
		if (seed % 2 == 0)
			minimum.rack_bps = min_bps;
		if (seed % 3 == 0) {
			m->policy.prefer[PREFER_UNIFORM_LEAVES].cents =
			    1000 * rnd(200);
			m->policy.prefer[PREFER_ONE_NOS].cents =
			    1000 * rnd(200);
		}
		p = pick_cheapest(a, NULL, m, TOPOLOGY_SPINE_LEAF, &minimum);
		have = p->status == LP_OPTIMAL;
		least = search(m, p, min_bps, &shared);
		paid += have && p->premium_cents > 0;
		found += have;
		of_use += have && shared;
		if (have ? sizing_whole(p) == least : least < 0) {
			passed++;
		} else {
			printf("seed %d: program %s %" PRId64 ", search %"
			    PRId64 "\n", seed, have ? "found" : "none",
			    sizing_whole(p), least);
			failed++;
		}
		arena_free(a);
	}
	if (found < 300 || of_use < 60 || paid < 20) {
		printf("only %d designs, %d with ports broken out, %d pay "
		    "premiums\n", found, of_use, paid);
		failed++;
	}
	printf("prop_split: %d passed, %d failed (%d designs, %d with ports "
	    "broken out)\n", passed, failed, found, of_use);
	return failed != 0;
}
