/*
 * Cable lengths from positions.  A rack unit is 44.45 mm (EIA-310). In a rack:
 * the height between the two, both sides, a service loop.  Between racks: up to
 * the top, a tray, along the row and across rows (Manhattan), down again, with
 * slack on the whole run.
 */
#include "size/size.h"

#include <stdlib.h>

#include "base/num.h"

static int64_t
units_mm(int64_t u)
{
	return (u * 4445 + 99) / 100;
}

int64_t
place_length_mm(const struct model *m, struct place x, struct place y)
{
	const struct geometry *g = &m->geometry;
	const struct rack *rx = &m->rack[x.rack], *ry = &m->rack[y.rack];
	int64_t across, mm;

	mm = 2 * g->side_mm + g->loop_mm;
	if (x.rack == y.rack)
		return mm + units_mm(llabs(x.u - y.u));
	across = llabs((int64_t)rx->position - (int64_t)ry->position) *
	        g->rack_pitch_mm +
	    llabs((int64_t)rx->row_index - (int64_t)ry->row_index) *
	        g->row_pitch_mm;
	mm += units_mm(rx->units - x.u) + units_mm(ry->units - y.u) +
	    2 * g->tray_mm + across;
	return mm + num_scale(mm, g->slack_ppm, WHOLE_PPM);
}

int64_t
place_fibre_mm(const struct model *m, const struct fibre *f)
{
	struct place x = { f->rack[0], 1 }, y = { f->rack[1], 1 };

	return f->length_mm > 0 ? f->length_mm : place_length_mm(m, x, y);
}

int64_t
place_cord_mm(const struct model *m, const struct fibre *f)
{
	int64_t x = m->rack[f->rack[0]].units, y = m->rack[f->rack[1]].units;

	return 2 * m->geometry.side_mm + m->geometry.loop_mm +
	    units_mm((x > y ? x : y) - 1);
}

int64_t
place_core_length_mm(const struct model *m)
{
	return m->geometry.core_mm;
}

int64_t
place_oob_length_mm(const struct model *m, struct place x)
{
	/* to the one that is named, else one at the bottom or the top of the
	 * rack */
	int64_t units = m->rack[x.rack].units;

	if (m->oob.given && m->oob.rack < m->nrack)
		return place_length_mm(m, x,
		    (struct place){ m->oob.rack, (int64_t)m->oob.unit });
	return 2 * m->geometry.side_mm + m->geometry.loop_mm +
	    units_mm(units - x.u > x.u ? x.u : units - x.u);
}

int64_t
place_ceiling(const struct model *m, size_t rack)
{
	return m->rack[rack].ceiling > 0 ? m->rack[rack].ceiling :
	                                   m->rack[rack].units;
}

int64_t
place_free_top(const struct model *m, size_t rack)
{
	int64_t ceiling = place_ceiling(m, rack), top = 0;

	for (size_t i = 0; i < m->rack[rack].ntaken; i++) {
		const struct occupant *x = &m->rack[rack].taken[i];
		int64_t end = (int64_t)x->unit + x->height_u - 1;

		if (end > top && end <= ceiling)
			top = end;
	}
	for (size_t i = 0; i < m->nend; i++) {
		const struct host *h = &m->host[i];
		int64_t end = (int64_t)h->position_u + h->height_u - 1;

		if (h->rack == rack && end > top && end <= ceiling)
			top = end;
	}
	return ceiling - top;
}

struct place
place_top(const struct model *m, size_t rack, int64_t above, int64_t height)
{
	struct place p = { rack, place_ceiling(m, rack) - above - height + 1 };

	return p;
}

struct place
place_of_two(const struct place tops[2], size_t i, int64_t height)
{
	struct place p = tops[i];

	if (i == 1 && p.rack == tops[0].rack && p.u <= tops[0].u &&
	    p.u > tops[0].u - height)
		p.u = tops[0].u - height;
	p.u -= height - 1;
	return p;
}
