/*
 * Small random sites with catalogs of their own, for property tests.  The same
 * seed gives the same world on any machine (no rand()).
 */
#ifndef TESTS_PROP_WORLD_H
#define TESTS_PROP_WORLD_H

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/str.h"
#include "size/size.h"

static uint64_t state;

static uint32_t
rnd(uint32_t n)
{
	state = state * 6364136223846793005u + 1442695040888963407u;
	return (uint32_t)(state >> 33) % n;
}

static const int64_t G = 1000000000;

/* ---- a random world ---- */

static struct part
part_of(struct arena *a, const char *id, const char *category, int64_t cents)
{
	struct part p = {id, id, category, "acme", {0}, false, NULL};

	(void)a;
	p.price.known = true;
	p.price.cents = cents;
	p.price.currency = "EUR";
	p.price.basis = PRICE_ESTIMATE;
	return p;
}

static struct capability nos_can[] = {
	{CAN_SPEED_CHANGE, true, NULL}, {CAN_LOSSLESS, true, NULL},
	{CAN_MCLAG, true, NULL}, {CAN_MCLAG_NO_OOB, true, NULL},
	{CAN_EMCLAG, true, NULL}, {CAN_UFD, true, NULL},
	{CAN_LACP, true, NULL}, {CAN_RSTP, true, NULL},
	{CAN_EDGE, true, NULL}, {CAN_BPDUGUARD, true, NULL},
	{CAN_BPDU_FILTER, true, NULL}, {CAN_JUMBO, true, NULL},
	{CAN_SNMPV3, true, NULL}, {CAN_BREAKOUT, true, NULL}
};
static const struct platform nos = {
	.can = nos_can, .ncan = sizeof(nos_can) / sizeof(nos_can[0]),
	.id = "nos", .name = "nos", .templates = "nos", .rendered = true
};

static const struct platform other_nos = {
	.can = nos_can, .ncan = sizeof(nos_can) / sizeof(nos_can[0]),
	.id = "other", .name = "other", .templates = "other", .rendered = true
};

static struct switch_model
random_switch(struct arena *a, size_t i)
{
	struct switch_model s = {0};
	size_t n = 0;

	s.id = str_fmt(a, "sw%zu", i);
	s.vendor = "acme";
	s.name = s.id;
	s.platform = &nos;
	s.standalone = true;
	s.leaf = rnd(4) != 0;
	s.spine = rnd(4) != 0;
	s.block = NEW(a, struct port_block, 2);
	s.block[n++] = (struct port_block){.media = MEDIA_SFPP,
	    .count = 8 + 4 * rnd(6), .step = 1, .name = "a{n}",
	    .speed_bps = 10 * G};
	if (rnd(3) != 0)
		s.block[n++] = (struct port_block){.media = rnd(2) ?
		    MEDIA_QSFPP : MEDIA_QSFP28, .count = 2 + 2 * rnd(4),
		    .step = 1, .name = "b{n}", .speed_bps = 40 * G};
	if (n == 2 && s.block[1].media == MEDIA_QSFP28) {
		s.block[1].speed_bps = 100 * G;
		s.block[1].speeds_bps[0] = 40 * G;
	}
	s.nblock = n;
	s.height_u = 1;
	s.lag_members = 4 + 4 * rnd(2);
	s.lags = 64;
	s.lacp = true;
	s.mclag_kind = rnd(4) != 0 ? "MC" : NULL;
	s.mclag_orphans = true;
	s.part = part_of(a, s.id, "switch", 100000 + 1000 * rnd(900));
	s.platform = s.part.price.cents % 2000 == 0 ? &other_nos : &nos;
	/* whole kilowatts, so that energy is whole cents */
	s.max_mw = 1000000 * (1 + rnd(4));
	return s;
}

static struct cable
cable_of(struct arena *a, const char *id, const char *family,
    enum cable_kind kind, int64_t bps, enum media m, const char *connector)
{
	static const int64_t mm[] = {1000, 3000, 5000, 10000, 30000};
	struct cable c = {0};
	size_t i, n = kind == CABLE_DAC ? 3 : 5;

	c.id = id;
	c.family = family;
	c.kind = kind;
	c.speed_bps = bps;
	c.media_a = c.media_b = m;
	c.into = 1;
	c.connector = connector;
	c.length = NEW(a, struct cable_length, n);
	c.nlength = n;
	for (i = 0; i < n; i++) {
		c.length[i].mm = mm[i];
		c.length[i].part = part_of(a, str_fmt(a, "%s-%zu", id, i),
		    "cable", 1000 + 100 * (int64_t)i * (1 + rnd(5)) +
		    10 * rnd(100));
	}
	return c;
}

static struct optic
optic_of(struct arena *a, const char *id, enum media m, int64_t bps,
    const char *connector)
{
	struct optic o = {0};

	o.id = id;
	o.media = m;
	o.speed_bps = bps;
	o.connector = connector;
	o.reach = NEW(a, struct reach, 1);
	o.reach[0] = (struct reach){"om3", 300000};
	o.nreach = 1;
	o.part = part_of(a, id, "optic", 1000 + 10 * rnd(900));
	return o;
}

/* prices so round that many designs cost the same */
static void
round_prices(struct switch_model *s, size_t nsw, struct cable *k, size_t ncable,
    struct optic *o, size_t noptic)
{
	size_t i, j;

	for (i = 0; i < nsw; i++)
		s[i].part.price.cents = 100000 * (1 + rnd(2));
	for (i = 0; i < ncable; i++)
		for (j = 0; j < k[i].nlength; j++)
			k[i].length[j].part.price.cents = k[i].kind ==
			    CABLE_DAC ? 4000 : 2000;
	for (i = 0; i < noptic; i++)
		o[i].part.price.cents = 1000;
}

static struct catalog *
random_catalog(struct arena *a)
{
	struct catalog *c = NEW(a, struct catalog, 1);
	struct switch_model *s;
	struct cable *k = NEW(a, struct cable, 5);
	struct optic *o = NEW(a, struct optic, 3);
	size_t i;

	c->nsw = 2 + rnd(3);
	s = NEW(a, struct switch_model, c->nsw);
	for (i = 0; i < c->nsw; i++)
		s[i] = random_switch(a, i);
	c->sw = s;
	k[0] = cable_of(a, "dac10", "dac", CABLE_DAC, 10 * G, MEDIA_SFPP, NULL);
	k[1] = cable_of(a, "dac40", "dac", CABLE_DAC, 40 * G, MEDIA_QSFPP, NULL);
	k[2] = cable_of(a, "om3lc", "om3", CABLE_FIBRE, 0, MEDIA_SFPP, "LC");
	k[3] = cable_of(a, "om3mpo", "om3", CABLE_FIBRE, 0, MEDIA_SFPP, "MPO");
	k[4] = cable_of(a, "dac100", "dac", CABLE_DAC, 100 * G, MEDIA_QSFP28,
	    NULL);
	c->cable = k;
	c->ncable = 5;
	o[0] = optic_of(a, "sr", MEDIA_SFPP, 10 * G, "LC");
	o[1] = optic_of(a, "sr4", MEDIA_QSFPP, 40 * G, "MPO");
	o[2] = optic_of(a, "sr4x", MEDIA_QSFP28, 100 * G, "MPO");
	if (rnd(3) == 0)
		round_prices(s, c->nsw, k, 5, o, 3);
	c->optic = o;
	c->noptic = 3;
	return c;
}

static struct model *
random_site(struct arena *a, const struct catalog *cat)
{
	struct model *m = NEW(a, struct model, 1);
	size_t i, k, per;

	m->catalog = cat;
	m->currency = "EUR";
	m->site = "test";
	m->geometry = (struct geometry){600, 2400, 300, 300, 500, 100000, 15000};
	m->want.failure_domain_rack = true;
	if (rnd(3) != 0)
		m->want.oversubscription_ppm = 1000000 * (1 + rnd(4));
	if (rnd(2) != 0)
		m->want.growth_ppm = 100000 * (1 + rnd(4));
	m->policy.spare_optics_ppm = 50000 * rnd(3);
	m->policy.spare_cables_ppm = 50000 * rnd(3);
	m->nrack = 1 + rnd(2);
	m->rack = NEW(a, struct rack, m->nrack);
	for (i = 0; i < m->nrack; i++)
		m->rack[i] = (struct rack){.name = str_fmt(a, "r%zu", i),
		    .units = 42, .position = i * (1 + rnd(8))};
	m->cluster = NEW(a, struct cluster, 1);
	m->ncluster = 1;
	m->network = NEW(a, struct network, 1);
	m->network[0] = (struct network){.name = "lm", .purpose = PURPOSE_LM,
	    .vlan = 10, .east_west = true, .jumbo = true, .has_subnet = true,
	    .base = 0x0a000000, .prefix = 24};
	m->nnetwork = 1;
	per = 1 + rnd(6);
	m->cluster[0] = (struct cluster){.name = "c", .set = true};
	m->cluster[0].host = NEW(a, size_t, m->nrack * 6);
	m->host = NEW(a, struct host, m->nrack * 6);
	for (i = 0; i < m->nrack; i++, per = rnd(2) ? per : 1 + rnd(6))
		for (k = 0; k < per; k++)
		{
			struct host *h = &m->host[m->nhost];

			*h = (struct host){.name = str_fmt(a, "h%zu", m->nhost),
			    .rack = i, .height_u = 2, .position_u = 1 + 2 * k,
			    .nports = 2, .ngroup = 1, .turn = k,
			    .cores = rnd(2) * 8};
			h->network = NEW(a, bool, 1);
			h->network[0] = true;
			h->group = NEW(a, struct nic_group, 1);
			h->group[0] = (struct nic_group){.n = 2,
			    .speed_bps = 10 * G, .media = MEDIA_SFPP,
			    .network = h->network};
			h->port_name = NEW(a, const char *, 2);
			h->port_name[0] = "nic1";
			h->port_name[1] = "nic2";
			m->cluster[0].host[m->cluster[0].nhost++] = m->nhost++;
		}
	m->nend = m->nhost;
	if (rnd(3) == 0)
		m->want.budget_cents = 400000 + 10000 * rnd(400);
	m->policy.years = 1;
	if (rnd(3) == 0)
		m->policy.energy_micro = 10000 * rnd(10);
	for (i = 0; i < m->nrack && rnd(3) == 0; i++)
		m->rack[i].power_mw = 1000000 * (4 + rnd(16));
	return m;
}

#endif
