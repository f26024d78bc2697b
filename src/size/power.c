/*
 * What switches and optics draw, and what that costs.  For what a rack may draw
 * the most counts, for energy what is typical, of every model alike: where only
 * the most is known, as much of it as is typical of the others, with a range.
 * Cooling and losses on the way are not counted.
 */
#include "size/size.h"

#include <string.h>

#include "base/num.h"

/* a mean year, hours */
enum { YEAR_H = 8766 };

int64_t
power_switch_most_mw(const struct switch_model *s)
{
	return s->max_mw > 0 ? s->max_mw : s->psu_mw;
}

/* typical of the most, millionths; 0: not both are in the catalog */
static int64_t
typical_share(const struct switch_model *s)
{
	return s->typical_mw > 0 && s->max_mw > 0 ?
	    s->typical_mw * WHOLE_PPM / s->max_mw :
	    0;
}

/* the shares of the catalog's switches that say both: least and middle */
struct shares {
	int64_t low, middle;
};

static struct shares
shares_of(const struct catalog *c)
{
	struct shares x = { 0, WHOLE_PPM };
	size_t n = 0;

	for (size_t i = 0; i < c->nsw; i++)
		n += typical_share(&c->sw[i]) > 0;
	for (size_t i = 0; i < c->nsw; i++) {
		int64_t mine = typical_share(&c->sw[i]);
		size_t below = 0, same = 0;

		if (mine == 0)
			continue;
		for (size_t k = 0; k < c->nsw; k++) {
			int64_t other = typical_share(&c->sw[k]);

			below += other > 0 && other < mine;
			same += other == mine;
		}
		if (below == 0)
			x.low = mine;
		if (below <= n / 2 && n / 2 < below + same)
			x.middle = mine;
	}
	return x;
}

/* typically: as the catalog says; else the part of the most that is typical of
 * the others, and somewhere between the least part and all of it */
static struct draw
switch_draw(const struct switch_model *s, const struct shares *x)
{
	int64_t most = power_switch_most_mw(s);
	struct draw d = { s->typical_mw, s->typical_mw, s->typical_mw, 0 };

	if (s->typical_mw > 0)
		return d;
	d.low_mw = num_scale(most, x->low, WHOLE_PPM);
	d.mw = num_scale(most, x->middle, WHOLE_PPM);
	d.high_mw = most;
	return d;
}

/* of one of whose draw nothing is known: from the least to the most of the
 * catalog's, in the middle of them */
static struct draw
unknown_draw(const struct catalog *c, const struct shares *x)
{
	struct draw d = { 0, 0, 0, 1 };

	for (size_t i = 0; i < c->nsw; i++) {
		struct draw k = switch_draw(&c->sw[i], x);

		if (k.mw == 0)
			continue;
		if (d.low_mw == 0 || k.low_mw < d.low_mw)
			d.low_mw = k.low_mw;
		if (k.high_mw > d.high_mw)
			d.high_mw = k.high_mw;
	}
	d.mw = (d.low_mw + d.high_mw) / 2;
	return d;
}

static struct draw
part_draw(const struct catalog *c, const struct part *p, const struct shares *x)
{
	struct draw d = { 0 };

	for (size_t i = 0; i < c->nsw; i++)
		if (&c->sw[i].part == p)
			return power_switch_most_mw(&c->sw[i]) > 0 ||
			        c->sw[i].typical_mw > 0 ?
			    switch_draw(&c->sw[i], x) :
			    unknown_draw(c, x);
	for (size_t i = 0; i < c->noptic; i++)
		if (&c->optic[i].part == p || &c->optic[i].oem == p)
			d.low_mw = d.mw = d.high_mw = c->optic[i].max_mw;
	return d;
}

struct draw
ledger_draw(const struct model *m, const struct ledger *l)
{
	struct shares x = shares_of(m->catalog);
	struct draw sum = { 0 };

	for (size_t i = 0; i < l->n; i++) {
		int64_t n = l->line[i].quantity;
		struct draw d;

		if (strcmp(l->line[i].part->category, "cable") == 0)
			continue;
		d = part_draw(m->catalog, l->line[i].part, &x);
		sum.low_mw += n * d.low_mw;
		sum.mw += n * d.mw;
		sum.high_mw += n * d.high_mw;
		sum.unknown += (size_t)n * d.unknown;
	}
	return sum;
}

int64_t
power_energy_cents(const struct model *m, int64_t draw_mw)
{
	/* mW hours and millionths of the currency to cents of kWh */
	return num_scale(draw_mw,
	    m->policy.energy_micro * YEAR_H * m->policy.years, 10 * GBPS);
}

double
power_kwh_a_year(int64_t draw_mw)
{
	return (double)draw_mw * (double)YEAR_H / 1e6;
}

int64_t
power_rack_left_mw(const struct model *m, size_t rack)
{
	int64_t left = m->rack[rack].power_mw;

	if (left == 0)
		return INT64_MAX;
	for (size_t i = 0; i < m->nend; i++)
		if (m->host[i].rack == rack)
			left -= m->host[i].power_mw;
	return left > 0 ? left : 0;
}
