/*
 * Which cable and which optics join two cages.  The reach of a link is the
 * least of what the standard, the cable and the switch's vendor allow.
 */
#include "size/size.h"

#include <string.h>

const int64_t speed_class_bps[SPEED_CLASSES] = { GBPS, GBPS, 10 * GBPS,
	10 * GBPS, 25 * GBPS, 40 * GBPS, 100 * GBPS };

enum speed_class
speed_class_of(enum media m, int64_t speed_bps)
{
	if (m == MEDIA_10GT)
		return speed_bps == GBPS ? SPEED_COPPER_1G :
		    speed_bps == speed_class_bps[SPEED_COPPER] ? SPEED_COPPER :
		                                                 SPEED_CLASSES;
	if (speed_bps == GBPS)
		return SPEED_1G;
	if (speed_bps == speed_class_bps[SPEED_10G])
		return SPEED_10G;
	if (speed_bps == speed_class_bps[SPEED_25G])
		return SPEED_25G;
	if (speed_bps == speed_class_bps[SPEED_40G])
		return SPEED_40G;
	return speed_bps == speed_class_bps[SPEED_100G] ? SPEED_100G :
	                                                  SPEED_CLASSES;
}

/* by its hardware alone; no module for copper where it has sockets: which a
 * cable is for would be two answers */
static bool
media_block_serves(const struct switch_model *s, const struct port_block *b,
    enum speed_class p)
{
	if (p == SPEED_COPPER)
		return b->media == MEDIA_10GT || b->copper_every > 0;
	if (b->media == MEDIA_10GT)
		return p == SPEED_COPPER_1G && port_block_runs(b, GBPS);
	return (p != SPEED_COPPER_1G || !catalog_has_sockets(s)) &&
	    port_block_runs(b, speed_class_bps[p]);
}

bool
media_model_serves(const struct switch_model *s, const struct port_block *b,
    enum speed_class p)
{
	if (!media_block_serves(s, b, p))
		return false;
	/* sockets negotiate; what a group is set to for it is not known */
	if (speed_class_bps[p] == GBPS)
		return b->media == MEDIA_10GT ||
		    (b->group < 2 &&
		        platform_cannot(s->platform, CAN_GIGABIT) == NULL);
	return b->speed_bps == speed_class_bps[p] ||
	    platform_cannot(s->platform,
	        b->group > 1 ? CAN_GROUP_SPEED : CAN_SPEED_CHANGE) == NULL;
}

bool
media_block_there(const struct switch_model *s, const struct port_block *b,
    unsigned options)
{
	if (b->off != NULL)
		return false;
	if (b->module == NULL)
		return true;
	for (size_t i = 0; i < s->noption; i++)
		if (strcmp(s->option[i].id, b->module) == 0)
			return (options >> i & 1) != 0;
	return false;
}

struct cage
speed_class_plug(enum speed_class p)
{
	static const enum media plug[SPEED_CLASSES] = { MEDIA_10GT, MEDIA_SFPP,
		MEDIA_10GT, MEDIA_SFPP, MEDIA_SFP28, MEDIA_QSFPP,
		MEDIA_QSFP28 };
	struct cage c = { plug[p], 0, true, NULL };

	return c;
}

bool
speed_class_cage(const struct switch_model *s, unsigned options,
    enum speed_class p, struct cage *out)
{
	const struct port_block *best = NULL;

	for (size_t i = 0; i < s->nblock; i++)
		if (media_block_there(s, &s->block[i], options) &&
		    media_model_serves(s, &s->block[i], p) &&
		    (best == NULL || s->block[i].speed_bps < best->speed_bps))
			best = &s->block[i];
	if (best == NULL)
		return false;
	*out = (struct cage){ best->media, s->dac_max_mm, true, NULL };
	return true;
}

bool
media_cage_is(struct cage x, struct cage y)
{
	return x.media == y.media && x.dac_max_mm == y.dac_max_mm &&
	    x.ours == y.ours && x.fibre == y.fibre;
}

static int64_t
optic_reach(const struct optic *o, const char *family)
{
	for (size_t i = 0; i < o->nreach; i++)
		if (strcmp(o->reach[i].family, family) == 0)
			return o->reach[i].mm;
	return 0;
}

static const struct part *
optic_buy(const struct model *m, const struct optic *o)
{
	return m->policy.oem_optics && o->oem.price.known ? &o->oem : &o->part;
}

static bool
same(const char *x, const char *y)
{
	return x != NULL && y != NULL && strcmp(x, y) == 0;
}

/* does an end need an optic (or a module) for this cable? */
static bool
needs_optic(struct cage at, const struct cable *c)
{
	return c->kind == CABLE_FIBRE ||
	    (c->kind == CABLE_COPPER && at.media != MEDIA_10GT);
}

static const struct fibre *
there(const struct link_ways *w)
{
	return w->x.fibre != NULL ? w->x.fibre : w->y.fibre;
}

/* what light goes through */
static int64_t
way_mm(const struct link_ways *w, const struct cable *c)
{
	int64_t mm = c->length[w->length].mm;

	return w->over ? 2 * mm + place_fibre_mm(w->m, there(w)) : mm;
}

/* is it an optic for a cord of this length, at each end that needs one? */
static bool
optic_fits(const struct optic *o, const struct link_ways *w,
    const struct cable *c)
{
	return o->speed_bps == w->speed_bps &&
	    (!needs_optic(w->x, c) ||
	        catalog_media_takes(w->x.media, o->media)) &&
	    (!needs_optic(w->y, c) ||
	        catalog_media_takes(w->y.media, o->media)) &&
	    same(o->connector, c->connector) &&
	    optic_reach(o, c->family) >= way_mm(w, c);
}

static bool
cable_fits(const struct model *m, const struct cable *c, struct cage x,
    struct cage y, size_t into, int64_t speed_bps, int64_t mm)
{
	if ((c->into > 1 ? c->into : 1) != into ||
	    (into > 1 && c->kind != CABLE_DAC && c->kind != CABLE_AOC))
		return false;
	switch (c->kind) {
	case CABLE_DAC:
	case CABLE_AOC:
		if (c->speed_bps != speed_bps || !x.ours || !y.ours ||
		    !catalog_media_takes(x.media, c->media_a) ||
		    !catalog_media_takes(y.media, c->media_b))
			return false;
		if (c->kind == CABLE_DAC && m->policy.twinax_mm > 0 &&
		    mm > m->policy.twinax_mm)
			return false;
		return c->kind == CABLE_AOC ||
		    ((x.dac_max_mm == 0 || mm <= x.dac_max_mm) &&
		        (y.dac_max_mm == 0 || mm <= y.dac_max_mm));
	case CABLE_FIBRE:
		return x.media != MEDIA_10GT && y.media != MEDIA_10GT;
	case CABLE_COPPER:
		/* one end may be a module in a cage of ours */
		return (x.media == MEDIA_10GT || y.media == MEDIA_10GT) &&
		    (x.media == MEDIA_10GT || x.ours) &&
		    (y.media == MEDIA_10GT || y.ours) &&
		    (c->speed_bps == 0 || c->speed_bps >= speed_bps);
	}
	return false;
}

struct link_ways
media_ways(const struct model *m, struct cage x, struct cage y, size_t into,
    int64_t speed_bps, int64_t raw_mm, const char *family)
{
	struct link_ways w = { .m = m,
		.x = x,
		.y = y,
		.into = into,
		.speed_bps = speed_bps,
		.raw_mm = raw_mm,
		.family = family };

	return w;
}

static void
next_cable(struct link_ways *w)
{
	w->cable++;
	w->length = w->optic = 0;
	w->found = false;
}

/* a cable in a length that may be bought for the link */
static bool
length_fits(struct link_ways *w, const struct cable *c)
{
	int64_t mm = c->length[w->length].mm;

	return mm >= (w->over ? place_cord_mm(w->m, there(w)) : w->raw_mm) &&
	    cable_fits(w->m, c, w->x, w->y, w->into, w->speed_bps, mm) &&
	    price_unit(w->m, &c->length[w->length].part, &w->cable_cents);
}

/* the next optic for a cord */
static bool
fibre_next(struct link_ways *w, const struct cable *c, struct link_choice *out)
{
	const struct catalog *k = w->m->catalog;
	int64_t cents;
	int n;

	for (; w->optic < k->noptic; w->optic++) {
		const struct optic *o = &k->optic[w->optic];
		const struct part *p = optic_buy(w->m, o);

		if (!optic_fits(o, w, c) || !price_unit(w->m, p, &cents))
			continue;
		n = needs_optic(w->x, c) + needs_optic(w->y, c);
		*out = (struct link_choice){ c, w->length, o, p, n,
			(w->over ? 2 : 1) * w->cable_cents + n * cents,
			w->over ? there(w) : NULL };
		w->optic++;
		w->found = true;
		return true;
	}
	return false;
}

/* the next optic for two cords, to panels of existing fibre */
static bool
over_next(struct link_ways *w, struct link_choice *out)
{
	const struct cable *c;

	if (there(w) == NULL)
		return false;
	if (!w->over) {
		w->over = true;
		w->length = w->optic = 0;
		w->found = false;
	}
	c = there(w)->cord;
	if (w->family != NULL && !same(c->family, w->family))
		return false;
	for (; w->length < c->nlength && !w->found; w->length++, w->optic = 0) {
		if (w->optic == 0 && !length_fits(w, c))
			continue;
		if (fibre_next(w, c, out))
			return true;
	}
	return w->length < c->nlength && fibre_next(w, c, out);
}

bool
media_way_next(struct link_ways *w, struct link_choice *out)
{
	const struct catalog *k = w->m->catalog;

	for (; w->cable < k->ncable; next_cable(w)) {
		const struct cable *c = &k->cable[w->cable];

		if (w->family != NULL && !same(c->family, w->family))
			continue;
		for (; w->length < c->nlength; w->length++, w->optic = 0) {
			if (w->optic == 0 && !length_fits(w, c))
				continue;
			if (!needs_optic(w->x, c) && !needs_optic(w->y, c)) {
				*out = (struct link_choice){ c, w->length, NULL,
					NULL, 0, w->cable_cents, NULL };
				next_cable(w);
				return true;
			}
			if (fibre_next(w, c, out))
				return true;
			/* a longer one is no bargain: slack */
			if (w->found)
				break;
		}
	}
	return over_next(w, out);
}

bool
media_link_choose(const struct model *m, struct cage x, struct cage y,
    size_t into, int64_t speed_bps, int64_t raw_mm, const char *family,
    struct link_choice *out)
{
	struct link_ways w =
	    media_ways(m, x, y, into, speed_bps, raw_mm, family);
	struct link_choice l;
	bool found = false;

	while (media_way_next(&w, &l))
		if (!found || l.cents < out->cents) {
			*out = l;
			found = true;
		}
	return found;
}

/* the farthest it goes over any fibre */
static int64_t
farthest(const struct optic *o)
{
	int64_t most = 0;

	for (size_t i = 0; i < o->nreach; i++)
		if (o->reach[i].mm > most)
			most = o->reach[i].mm;
	return most;
}

const struct part *
media_link_lacking(const struct model *m, struct cage x, struct cage y,
    size_t into, int64_t speed_bps, int64_t raw_mm, const struct link_choice *c)
{
	const struct catalog *k = m->catalog;
	int64_t unit;

	for (size_t i = 0; i < k->ncable; i++)
		for (size_t n = 0; n < k->cable[i].nlength; n++) {
			const struct cable *o = &k->cable[i];
			const struct cable_length *l = &o->length[n];

			if (strcmp(o->family, c->cable->family) == 0 &&
			    o->kind == c->cable->kind && l->mm >= raw_mm &&
			    l->mm < c->cable->length[c->length].mm &&
			    (o->connector == NULL ||
			        same(o->connector, c->cable->connector)) &&
			    cable_fits(m, o, x, y, into, speed_bps, l->mm) &&
			    !price_unit(m, &l->part, &unit))
				return &l->part;
		}
	for (size_t i = 0; c->optic != NULL && i < k->noptic; i++) {
		const struct optic *o = &k->optic[i];

		if (o->speed_bps == speed_bps &&
		    catalog_media_takes(x.media, o->media) &&
		    catalog_media_takes(y.media, o->media) &&
		    farthest(o) >= raw_mm && farthest(o) < farthest(c->optic) &&
		    !price_unit(m, optic_buy(m, o), &unit))
			return optic_buy(m, o);
	}
	return NULL;
}

int
media_link_cables(const struct link_choice *c)
{
	return c->fibre != NULL ? 2 : 1;
}

void
media_link_parts(struct ledger *l, const struct link_choice *c, int64_t times)
{
	ledger_add(l, &c->cable->length[c->length].part,
	    media_link_cables(c) * times);
	if (c->optic_part != NULL)
		ledger_add(l, c->optic_part, c->noptic * times);
}

const char **
media_cable_families(struct arena *a, const struct catalog *c, size_t *n)
{
	const char **f = NEW(a, const char *, c->ncable + 1);
	size_t k;

	*n = 0;
	for (size_t i = 0; i < c->ncable; i++) {
		for (k = 0; k < *n && strcmp(f[k], c->cable[i].family) != 0;
		     k++)
			continue;
		if (k == *n)
			f[(*n)++] = c->cable[i].family;
	}
	return f;
}
