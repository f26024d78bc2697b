/*
 * What switches and optics draw, and what that costs.  For what a rack may draw
 * the most counts, for energy what is typical (where no more is known, the
 * most).  Cooling and losses on the way are not counted.
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

/* of one whose draw is not in the catalog: as the hungriest there */
static int64_t
hungriest_mw(const struct catalog *c)
{
	int64_t most = 0;
	size_t i;

	for (i = 0; i < c->nsw; i++)
		if (power_switch_most_mw(&c->sw[i]) > most)
			most = power_switch_most_mw(&c->sw[i]);
	return most;
}

static int64_t
part_mw(const struct catalog *c, const struct part *p, bool *guessed)
{
	size_t i;

	for (i = 0; i < c->nsw; i++)
		if (&c->sw[i].part == p) {
			const struct switch_model *s = &c->sw[i];

			if (s->typical_mw > 0)
				return s->typical_mw;
			if (power_switch_most_mw(s) > 0)
				return power_switch_most_mw(s);
			*guessed = true;
			return hungriest_mw(c);
		}
	for (i = 0; i < c->noptic; i++)
		if (&c->optic[i].part == p || &c->optic[i].oem == p)
			return c->optic[i].max_mw;
	return 0;
}

int64_t
ledger_draw_mw(const struct model *m, const struct ledger *l, bool *guessed)
{
	int64_t sum = 0;
	size_t i;

	*guessed = false;
	for (i = 0; i < l->n; i++)
		if (strcmp(l->line[i].part->category, "cable") != 0)
			sum += l->line[i].quantity *
			    part_mw(m->catalog, l->line[i].part, guessed);
	return sum;
}

int64_t
power_energy_cents(const struct model *m, int64_t draw_mw)
{
	/* mW hours and millionths of the currency to cents of kWh */
	return num_scale(draw_mw,
	    m->policy.energy_micro * YEAR_H * m->policy.years,
	    INT64_C(10000000000));
}

int64_t
power_rack_left_mw(const struct model *m, size_t rack)
{
	int64_t left = m->rack[rack].power_mw;
	size_t i;

	if (left == 0)
		return INT64_MAX;
	for (i = 0; i < m->nhost; i++)
		if (m->host[i].rack == rack)
			left -= m->host[i].power_mw;
	return left > 0 ? left : 0;
}
