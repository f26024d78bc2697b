/*
 * DOC: the order of the racks by what each network that would stand does.
 *
 * A rack saves little before the hosts its own move to have moved as well: what
 * it saves is no figure of its own, but one of the network that stands.  So a
 * plan is a walk: on each date an interim network (so many racks of each class
 * done, the first by name) that holds the one before, that the money of the
 * date pays, spares rounded as on the bill, and at the end all.  Its waiting is
 * the sum over the dates of the months to the next one times what the whole
 * saves and the interim network does not yet, by its own simulation.  Least
 * waiting, then least months of racks, then as many as early as can be, classes
 * by name: found date by date from the end (Bellman, 1957), which tries every
 * walk there is.
 */

#include "phases/schedule.h"

enum { MOST_STANDINGS = 1024 };

struct walk {
	struct arena *a;
	const struct schedule_asked *q;
	const size_t *kind;
	struct build_class *cls;
	size_t ncls;
	struct interim_networks *st;
	bool *fits; /* of each interim network and date */
};

static bool
same_class(const void *of, size_t i, size_t k)
{
	const struct walk *w = of;
	const struct pieces *p = w->q->pieces;

	return w->kind[i] == w->kind[k] &&
	    w->q->earliest[i] == w->q->earliest[k] &&
	    build_units_alike(&p->rack[i], &p->rack[k]);
}

/* the interim network of a number: its digits, the first class's first, are how
 * many racks of each class are done */
static void
fill(const struct walk *w, size_t number, struct interim *s)
{
	s->count = NEW(w->a, size_t, w->ncls + 1);
	s->done = NEW(w->a, bool, w->q->pieces->nrack + 1);
	for (size_t c = w->ncls; c-- > 0;) {
		s->count[c] = number % (w->cls[c].n + 1);
		number /= w->cls[c].n + 1;
		s->n += s->count[c];
		for (size_t k = 0; k < s->count[c]; k++)
			s->done[w->cls[c].rack[k]] = true;
	}
}

/* what it costs; false: it depends on later spines, or has no price */
static bool
costs(const struct walk *w, const struct interim *s, int64_t *cents)
{
	const struct pieces *p = w->q->pieces;
	struct ledger l = { w->a, NULL, 0, 0 };
	bool has[BASES] = { false };

	*cents = 0;
	for (size_t i = 0; i < p->nrack; i++)
		if (s->done[i]) {
			has[p->rack[i].base] = true;
			ledger_merge(&l, &p->rack[i].parts, 1);
		}
	for (size_t i = 0; i < p->nbase; i++) {
		if (has[i] && i > 0 && !has[i - 1])
			return false;
		if (has[i])
			ledger_merge(&l, &p->base[i].parts, 1);
	}
	return l.n == 0 || schedule_cost(w->q->m, &l, cents);
}

static bool
early(const struct walk *w, const struct interim *s, int month)
{
	for (size_t i = 0; i < w->q->pieces->nrack; i++)
		if (s->done[i] && month < w->q->earliest[i])
			return true;
	return false;
}

static bool *
fits_at(const struct walk *w, size_t s, size_t t)
{
	return &w->fits[s * w->q->nperiod + t];
}

static void
judge(const struct walk *w, size_t number)
{
	const struct schedule_asked *q = w->q;
	struct interim *s = &w->st->interim[number];
	size_t last = q->nperiod - 1;
	int64_t cents;
	bool sound = costs(w, s, &cents);

	for (size_t t = 0; t <= last; t++) {
		bool ok = sound && cents <= q->period[t].money_cents &&
		    !early(w, s, q->period[t].month);

		if (t == last)
			ok = s->n == q->pieces->nrack;
		*fits_at(w, number, t) = ok;
		s->asked |=
		    ok && t < last && s->n > 0 && s->n < q->pieces->nrack;
	}
}

/* the number of interim networks; more than most: as many as that, and one */
static size_t
how_many(const struct walk *w)
{
	size_t n = 1;

	for (size_t c = 0; c < w->ncls; c++) {
		n *= w->cls[c].n + 1;
		if (n > MOST_STANDINGS)
			return MOST_STANDINGS + 1;
	}
	return n;
}

struct interim_networks *
interim_networks_of(struct arena *a, const struct schedule_asked *q,
    const size_t *kind, size_t most)
{
	struct walk *w = NEW(a, struct walk, 1);
	struct interim_networks *st = NEW(a, struct interim_networks, 1);
	size_t asked = 0;

	*w = (struct walk){ a, q, kind, NULL, 0, st, NULL };
	st->walk = w;
	w->cls = build_units_classes(a, q->pieces, same_class, w, &w->ncls);
	st->n = how_many(w);
	if (st->n > MOST_STANDINGS)
		return NULL;
	st->interim = NEW(a, struct interim, st->n);
	w->fits = NEW(a, bool, st->n * q->nperiod);
	for (size_t i = 0; i < st->n; i++) {
		fill(w, i, &st->interim[i]);
		judge(w, i);
		asked += st->interim[i].asked;
	}
	return asked <= most ? st : NULL;
}

/* what a walk from an interim network on waits */
struct rest {
	bool some;
	int64_t waiting, rack_months;
	size_t next;
};

static bool
holds(const struct walk *w, const struct interim *x, const struct interim *y)
{
	for (size_t c = 0; c < w->ncls; c++)
		if (x->count[c] < y->count[c])
			return false;
	return true;
}

static struct rest
from_here(const struct walk *w, size_t s, size_t t, const struct rest *after)
{
	const struct schedule_asked *q = w->q;
	const struct interim_networks *st = w->st;
	const struct interim *x = &st->interim[s];
	int64_t gap = q->period[t + 1].month - q->period[t].month;
	struct rest best = { 0 };

	/* from the largest number down: of equals as many as can be */
	for (size_t y = st->n; y-- > s;) {
		const struct rest *r = &after[y];

		if (!r->some || !holds(w, &st->interim[y], x) ||
		    (best.some &&
		        (r->waiting > best.waiting ||
		            (r->waiting == best.waiting &&
		                r->rack_months >= best.rack_months))))
			continue;
		best = (struct rest){ true, r->waiting, r->rack_months, y };
	}
	best.waiting += gap * (st->interim[st->n - 1].saved - x->saved);
	best.rack_months += gap * (int64_t)(q->pieces->nrack - x->n);
	return best;
}

struct schedule *
interim_networks_schedule(struct arena *a, const struct interim_networks *st)
{
	const struct walk *w = st->walk;
	const struct schedule_asked *q = w->q;
	struct schedule *out = NEW(a, struct schedule, 1);
	struct rest *rest = NEW(a, struct rest, st->n * q->nperiod);
	const struct rest *best = NULL;
	size_t s, t, i;

	out->period = NEW(a, size_t, q->pieces->nrack + 1);
	for (t = q->nperiod; t-- > 0;)
		for (s = 0; s < st->n; s++) {
			struct rest *r = &rest[t * st->n + s];

			if (!*fits_at(w, s, t))
				continue;
			*r = t + 1 == q->nperiod ?
			    (struct rest){ true, 0, 0, s } :
			    from_here(w, s, t, &rest[(t + 1) * st->n]);
		}
	for (s = st->n; s-- > 0;) {
		const struct rest *r = &rest[s];

		if (r->some &&
		    (best == NULL || r->waiting < best->waiting ||
		        (r->waiting == best->waiting &&
		            r->rack_months < best->rack_months))) {
			best = r;
			i = s;
		}
	}
	out->status = best != NULL ? LP_OPTIMAL : LP_INFEASIBLE;
	if (best == NULL)
		return out;
	out->waiting = best->waiting;
	out->rack_months = best->rack_months;
	for (size_t c = 0; c < w->ncls; c++)
		for (size_t k = 0; k < w->cls[c].n; k++)
			for (t = 0, s = i; t < q->nperiod;
			     s = rest[t * st->n + s].next, t++)
				if (st->interim[s].count[c] > k) {
					out->period[w->cls[c].rack[k]] = t;
					break;
				}
	return out;
}
