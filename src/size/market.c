#include "size/market.h"

#include <assert.h>
#include <string.h>

#include "base/num.h"

struct way {
	struct link_choice choice; /* without its cents */
	size_t cable, optic;       /* parts; optic NONE_PART: fixed ends */
};

struct asked {
	struct cage x, y;
	size_t into;
	int64_t speed_bps, raw_mm;
	const char *family;
	struct way *way;
	size_t nway, capway;
	size_t best; /* at the catalogs' prices, and its cents */
	int64_t cents;
};

struct good {
	const struct part *part;
	int64_t cents; /* at the catalogs' price; negative: it has none */
	int64_t mw;    /* negative: not computed yet */
	int64_t spares_ppm;
	size_t *link; /* those with a way it is in */
	size_t nlink, caplink;
};

struct market {
	struct arena *a;
	struct model plain; /* the site at the catalogs' prices */
	struct asked *link;
	size_t nlink, caplink;
	struct good *part;
	size_t npart, cappart;
	size_t *link_slot, *part_slot; /* 1 + index; powers of two of them */
	size_t nlink_slot, npart_slot;
};

struct prices {
	const struct market *k;
	const struct model *m;
	int64_t *cents; /* of each part */
	size_t *best;   /* way of each link, and its cents */
	int64_t *way;
	/* whose cents, or whose best way, is not that of the catalogs' prices;
	 * NULL: none's */
	bool *part_new, *link_new;
	int64_t *sum; /* scratch: of each part, all 0 between calls */
	size_t *met;
};

#define NONE_PART ((size_t)-1)

const struct model *
prices_model(const struct prices *p)
{
	return p->m;
}

struct market *
market_new(struct arena *a, const struct model *m)
{
	struct market *k = NEW(a, struct market, 1);

	k->a = a;
	k->plain = *m;
	k->plain.repriced = NULL;
	k->nlink_slot = 1024;
	k->npart_slot = 1024;
	k->link_slot = NEW(a, size_t, k->nlink_slot);
	k->part_slot = NEW(a, size_t, k->npart_slot);
	return k;
}

bool
market_serves(const struct market *k, const struct model *m)
{
	const struct policy *x = &k->plain.policy, *y = &m->policy;

	return k->plain.catalog == m->catalog &&
	    k->plain.currency == m->currency &&
	    x->oem_optics == y->oem_optics && x->prices == y->prices &&
	    x->reseller == y->reseller && x->discount == y->discount &&
	    x->ndiscount == y->ndiscount && x->work == y->work &&
	    x->spare_optics_ppm == y->spare_optics_ppm &&
	    x->spare_cables_ppm == y->spare_cables_ppm;
}

static size_t
spread(uint64_t h, size_t slots)
{
	h *= 0x9e3779b97f4a7c15u;
	return (size_t)(h >> 32) & (slots - 1);
}

static size_t
part_hash(const struct part *p, size_t slots)
{
	return spread((uint64_t)(uintptr_t)p, slots);
}

static void
part_slots(struct market *k)
{
	size_t s;

	k->npart_slot *= 2;
	k->part_slot = NEW(k->a, size_t, k->npart_slot);
	for (size_t i = 0; i < k->npart; i++) {
		for (s = part_hash(k->part[i].part, k->npart_slot);
		     k->part_slot[s] != 0; s = (s + 1) & (k->npart_slot - 1))
			continue;
		k->part_slot[s] = i + 1;
	}
}

/* the slot of a part, or the empty one it would have */
static size_t
part_at(const struct market *k, const struct part *p)
{
	size_t s = part_hash(p, k->npart_slot);

	while (k->part_slot[s] != 0 && k->part[k->part_slot[s] - 1].part != p)
		s = (s + 1) & (k->npart_slot - 1);
	return s;
}

static size_t
part_of(struct market *k, const struct part *p)
{
	struct good g = { p, -1, -1, 0, NULL, 0, 0 };
	size_t s = part_at(k, p);

	if (k->part_slot[s] != 0)
		return k->part_slot[s] - 1;
	if (!price_unit(&k->plain, p, &g.cents))
		g.cents = -1;
	g.spares_ppm = price_spares_ppm(&k->plain, p);
	PUSH(k->a, k->part, k->npart, k->cappart, g);
	k->part_slot[s] = k->npart;
	if (2 * k->npart > k->npart_slot)
		part_slots(k);
	return k->npart - 1;
}

static bool
asked_is(const struct asked *l, const struct asked *q)
{
	return l->raw_mm == q->raw_mm && l->speed_bps == q->speed_bps &&
	    l->family == q->family && l->into == q->into &&
	    media_cage_is(l->x, q->x) && media_cage_is(l->y, q->y);
}

static size_t
link_hash(const struct asked *q, size_t slots)
{
	uint64_t h = (uint64_t)q->raw_mm * 31 + (uint64_t)q->speed_bps;

	h = h * 31 + (uint64_t)q->x.media * 8 + (uint64_t)q->y.media;
	h = h * 31 + (uint64_t)(q->x.dac_max_mm + 3 * q->y.dac_max_mm);
	h = h * 31 + (uint64_t)(uintptr_t)q->family + q->into;
	h = h * 31 + (uint64_t)(uintptr_t)q->x.fibre;
	return spread(h, slots);
}

static void
link_slots(struct market *k)
{
	size_t s;

	k->nlink_slot *= 2;
	k->link_slot = NEW(k->a, size_t, k->nlink_slot);
	for (size_t i = 0; i < k->nlink; i++) {
		for (s = link_hash(&k->link[i], k->nlink_slot);
		     k->link_slot[s] != 0; s = (s + 1) & (k->nlink_slot - 1))
			continue;
		k->link_slot[s] = i + 1;
	}
}

/* by prices in cents, or where there are none by the parts' own */
static int64_t
way_cents(const struct way *w, const int64_t *cents, const struct good *part)
{
	int64_t sum;

	assert(cents != NULL || part != NULL);
	sum = media_link_cables(&w->choice) *
	    (cents != NULL ? cents[w->cable] : part[w->cable].cents);
	if (w->optic != NONE_PART)
		sum += w->choice.noptic *
		    (cents != NULL ? cents[w->optic] : part[w->optic].cents);
	return sum;
}

/* the first of the cheapest */
static size_t
best_way(const struct asked *l, const int64_t *cents, const struct good *part)
{
	int64_t least = 0, c;
	size_t best = 0;

	for (size_t i = 0; i < l->nway; i++) {
		c = way_cents(&l->way[i], cents, part);
		if (i == 0 || c < least) {
			best = i;
			least = c;
		}
	}
	return best;
}

/* the link that comes next is of a part, once */
static void
part_link(struct market *k, size_t part)
{
	struct good *g = &k->part[part];

	if (g->nlink == 0 || g->link[g->nlink - 1] != k->nlink)
		PUSH(k->a, g->link, g->nlink, g->caplink, k->nlink);
}

static void
ways_find(struct market *k, struct asked *l)
{
	struct link_ways w = media_ways(&k->plain, l->x, l->y, l->into,
	    l->speed_bps, l->raw_mm, l->family);
	struct way x;

	while (media_way_next(&w, &x.choice)) {
		const struct link_choice *c = &x.choice;

		x.cable = part_of(k, &c->cable->length[c->length].part);
		x.optic =
		    c->optic != NULL ? part_of(k, c->optic_part) : NONE_PART;
		part_link(k, x.cable);
		if (x.optic != NONE_PART)
			part_link(k, x.optic);
		PUSH(k->a, l->way, l->nway, l->capway, x);
	}
	l->best = best_way(l, NULL, k->part);
	if (l->nway > 0)
		l->cents = way_cents(&l->way[l->best], NULL, k->part);
}

int
market_link(struct market *k, struct cage x, struct cage y, size_t into,
    int64_t speed_bps, int64_t raw_mm, const char *family)
{
	struct asked q = { x, y, into, speed_bps, raw_mm, family, NULL, 0, 0, 0,
		0 };
	size_t s = link_hash(&q, k->nlink_slot), i;

	while (k->link_slot[s] != 0 &&
	    !asked_is(&k->link[k->link_slot[s] - 1], &q))
		s = (s + 1) & (k->nlink_slot - 1);
	i = k->link_slot[s];
	if (i == 0) {
		ways_find(k, &q);
		PUSH(k->a, k->link, k->nlink, k->caplink, q);
		i = k->link_slot[s] = k->nlink;
		if (2 * k->nlink > k->nlink_slot)
			link_slots(k);
	}
	return k->link[i - 1].nway > 0 ? (int)(i - 1) : NONE_LINK;
}

void
kit_part(struct market *k, struct arena *a, struct kit *to,
    const struct part *p, int64_t n)
{
	struct kit_line l = { false, part_of(k, p), n };

	if (k->part[l.which].cents < 0 &&
	    (to->unpriced == NULL || strcmp(p->id, to->unpriced->id) < 0))
		to->unpriced = p;
	PUSH(a, to->line, to->n, to->cap, l);
}

void
kit_link(struct arena *a, struct kit *to, int link, int64_t n)
{
	struct kit_line l = { true, (size_t)link, n };

	PUSH(a, to->line, to->n, to->cap, l);
}

void
kit_clear(struct kit *kit)
{
	kit->n = 0;
	kit->unpriced = NULL;
}

struct kit
kit_kept(struct arena *a, const struct kit *kit)
{
	struct kit out = { NULL, kit->n, kit->n, kit->unpriced };

	if (kit->n > 0)
		out.line =
		    arena_grow(a, kit->line, kit->n, kit->n, sizeof *kit->line);
	return out;
}

const struct part *
kit_unpriced(const struct market *k, const struct kit *base,
    const struct kit *kit, const struct ledger *owned)
{
	const struct kit *both[] = { base, kit };
	const struct part *first = NULL;
	size_t i;

	for (size_t j = 0; j < 2; j++)
		/* ways are of priced parts */
		for (i = 0; both[j] != NULL && both[j]->unpriced != NULL &&
		     i < both[j]->n;
		     i++) {
			const struct kit_line *l = &both[j]->line[i];
			const struct good *g = &k->part[l->which];

			if (!l->link && g->cents < 0 &&
			    ledger_quantity(owned, g->part) < l->n &&
			    (first == NULL ||
			        strcmp(g->part->id, first->id) < 0))
				first = g->part;
		}
	return first;
}

/* a part at a price of its own, and the links it may be in */
static void
part_reprice(struct prices *p, size_t part)
{
	const struct good *g = &p->k->part[part];

	if (!price_unit(p->m, g->part, &p->cents[part]))
		p->cents[part] = -1;
	if (p->cents[part] == g->cents)
		return;
	p->part_new[part] = true;
	for (size_t i = 0; i < g->nlink; i++)
		p->link_new[g->link[i]] = true;
}

struct prices *
prices_new(struct arena *a, const struct market *k, const struct model *m)
{
	struct prices *p = NEW(a, struct prices, 1);
	const struct repriced *r = m->repriced;
	size_t s;

	p->k = k;
	p->m = m;
	p->cents = NEW(a, int64_t, k->npart + 1);
	p->best = NEW(a, size_t, k->nlink + 1);
	p->way = NEW(a, int64_t, k->nlink + 1);
	p->sum = NEW(a, int64_t, k->npart + 1);
	p->met = NEW(a, size_t, k->npart + 1);
	for (size_t i = 0; i < k->npart; i++)
		p->cents[i] = k->part[i].cents;
	for (size_t i = 0; i < k->nlink; i++) {
		p->best[i] = k->link[i].best;
		p->way[i] = k->link[i].cents;
	}
	if (r == NULL)
		return p;
	p->part_new = NEW(a, bool, k->npart + 1);
	p->link_new = NEW(a, bool, k->nlink + 1);
	for (size_t i = 0; i < r->n; i++) {
		s = k->part_slot[part_at(k, r->part[i])];
		if (s > 0)
			part_reprice(p, s - 1);
	}
	for (size_t i = 0; i < k->nlink; i++) {
		const struct asked *l = &k->link[i];

		if (!p->link_new[i])
			continue;
		p->best[i] = best_way(l, p->cents, NULL);
		p->way[i] = way_cents(&l->way[p->best[i]], p->cents, NULL);
		p->link_new[i] = p->best[i] != l->best || p->way[i] != l->cents;
	}
	return p;
}

/* parts and links alternating */
size_t
market_lines(const struct market *k)
{
	return 2 * (k->npart > k->nlink ? k->npart : k->nlink);
}

size_t
kit_line_number(const struct kit_line *l)
{
	return 2 * l->which + l->link;
}

bool
prices_moved(const struct prices *p, size_t line)
{
	const bool link = line % 2 == 1;

	return p->part_new != NULL &&
	    line / 2 < (link ? p->k->nlink : p->k->npart) &&
	    (link ? p->link_new : p->part_new)[line / 2];
}

static const struct way *
way_of(const struct prices *p, const struct kit_line *l)
{
	return &p->k->link[l->which].way[p->best[l->which]];
}

int64_t
kit_cents(const struct prices *p, const struct kit *kit)
{
	int64_t sum = 0;

	for (size_t i = 0; i < kit->n; i++) {
		const struct kit_line *l = &kit->line[i];

		sum += l->n * (l->link ? p->way : p->cents)[l->which];
	}
	return sum;
}

static size_t
sum_add(struct prices *p, size_t met, size_t part, int64_t n)
{
	if (n == 0)
		return met;
	if (p->sum[part] == 0)
		p->met[met++] = part;
	p->sum[part] += n;
	return met;
}

static size_t
sum_kit(struct prices *p, size_t met, const struct kit *kit)
{
	for (size_t i = 0; kit != NULL && i < kit->n; i++) {
		const struct kit_line *l = &kit->line[i];
		const struct way *w = l->link ? way_of(p, l) : NULL;

		if (w == NULL) {
			met = sum_add(p, met, l->which, l->n);
			continue;
		}
		met = sum_add(p, met, w->cable,
		    media_link_cables(&w->choice) * l->n);
		if (w->optic != NONE_PART)
			met =
			    sum_add(p, met, w->optic, w->choice.noptic * l->n);
	}
	return met;
}

/* of the parts met, which are forgotten; bits: those that need spares */
static void
with_spares(struct prices *p, size_t n, int64_t *least, int64_t *most,
    uint64_t *bits)
{
	*least = *most = 0;
	for (size_t i = 0; i < n; i++) {
		size_t at = p->met[i];
		const int64_t ppm = p->k->part[at].spares_ppm;
		int64_t q = p->sum[at], total;

		p->sum[at] = 0;
		if (ppm > 0)
			*bits |= (uint64_t)1 << at % 64;
		if (!num_mul(p->cents[at], q + price_spares_up(ppm, q),
		        &total) ||
		    !num_add(*most, total, most))
			*most = INT64_MAX;
		if (*most == INT64_MAX)
			continue;
		*least += p->cents[at] * (q + price_spares_down(ppm, q));
	}
}

void
kit_with_spares(struct prices *p, const struct kit *base, const struct kit *kit,
    int64_t *least, int64_t *most)
{
	uint64_t bits = 0;

	with_spares(p, sum_kit(p, sum_kit(p, 0, base), kit), least, most,
	    &bits);
}

void
kit_spares(struct prices *p, const struct kit *kit, struct kit_spares *out)
{
	out->known = true;
	out->bits = 0;
	with_spares(p, sum_kit(p, 0, kit), &out->least, &out->most, &out->bits);
}

bool
kit_spares_both(const struct kit_spares *x, const struct kit_spares *y,
    int64_t *least, int64_t *most)
{
	if ((x->bits & y->bits) != 0 || x->most == INT64_MAX ||
	    y->most == INT64_MAX || !num_add(x->most, y->most, most))
		return false;
	*least = x->least + y->least;
	return true;
}

static int64_t
part_mw(const struct prices *p, size_t part)
{
	struct good *g = &p->k->part[part];
	struct ledger_line one = { g->part, 1 };
	struct ledger l = { NULL, &one, 1, 1 };

	if (g->mw < 0)
		g->mw = ledger_draw(p->m, &l).mw;
	return g->mw;
}

int64_t
kit_draw_mw(struct prices *p, const struct kit *kit)
{
	int64_t sum = 0;

	for (size_t i = 0; i < kit->n; i++) {
		const struct kit_line *l = &kit->line[i];
		const struct way *w = l->link ? way_of(p, l) : NULL;

		if (w == NULL)
			sum += l->n * part_mw(p, l->which);
		else if (w->optic != NONE_PART)
			sum += w->choice.noptic * l->n * part_mw(p, w->optic);
	}
	return sum;
}

void
kit_parts(const struct prices *p, const struct kit *kit, struct ledger *to)
{
	for (size_t i = 0; i < kit->n; i++) {
		const struct kit_line *l = &kit->line[i];

		if (l->link)
			media_link_parts(to, &way_of(p, l)->choice, l->n);
		else
			ledger_add(to, p->k->part[l->which].part, l->n);
	}
}
