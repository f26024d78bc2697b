/*
 * DOC: which quotes matter.
 *
 * One price at a time is moved to an end of its range and the site decided
 * anew; where another design is chosen, the price at which that happens is
 * searched for.  As long as only one price moves, the cost of each design is
 * linear in it, so a design is the cheapest on one interval (parametric
 * programming of the objective: Gass and Saaty, Naval Research Logistics
 * Quarterly 2, 1955), and a search on whole cents is exact.  Each price tried
 * is where the line of the design as it is and that of the other meet; both
 * pass through costs that were found, since a premium that is a share of the
 * cheapest design moves with the price as well.
 *
 * A part that is not in the design can matter only by being cheaper, and a
 * whole set of such parts at their low ends makes every plan at least as cheap
 * as any one of them does.  So all are tried at once.  Where the cheapest plan
 * then has none of them, no one of them makes a cheaper one; else those it has
 * are tried alone, and the rest at once again: also where its switches are
 * those of the design, since with cables at their low ends these may be cheaper
 * than others that one of the set alone would bring.
 *
 * Where a search ended at its limit the part is named as open.  What was proven
 * before is kept: that the choice changes at that price, and not that it does
 * not change nearer to today's.
 */
#include "prove/decide.h"
#include "prove/why.h"

#include <stdlib.h>
#include <string.h>

#include "base/str.h"

struct quotes_ctx {
	struct trial_cache *cache;
	struct arena *a;
	const struct design *g;
	struct why *y;
	const char *what; /* the design as it is */
	int64_t cents;
	/* other designs, by their texts: what each needs */
	struct rival {
		const char *what;
		struct quote_need *need;
		size_t n;
	} * rival;
	size_t nrival, caprival;
};

/* parts at other prices than the site's */
static struct model
repriced(const struct quotes_ctx *k, const struct repriced *r)
{
	struct model m = *k->cache->m;

	m.repriced = r;
	return m;
}

/* decided with these parts at these prices of theirs */
static struct decision
at_prices(const struct quotes_ctx *k, struct part *const *part,
    const int64_t *cents, size_t n)
{
	struct repriced r = { (const struct part *const *)part, cents, n };
	struct model m = repriced(k, &r);

	return prove_decide(k->cache, k->a, &m, false);
}

static bool
changes(const struct quotes_ctx *k, const struct decision *d)
{
	return !d->feasible || strcmp(d->what, k->what) != 0;
}

/* one of it at a price of its own, as this site pays it */
static int64_t
unit_at(const struct quotes_ctx *k, struct part *p, int64_t cents)
{
	const struct part *one[] = { p };
	struct repriced r = { one, &cents, 1 };
	struct model m = *k->cache->m;
	int64_t unit = 0;

	m.repriced = &r;
	price_unit(&m, p, &unit);
	return unit;
}

static int64_t
quantity(const struct design *g, const struct part *p)
{
	for (size_t i = 0; i < g->nbom; i++)
		if (g->bom[i].part == p)
			return g->bom[i].quantity;
	return 0;
}

/* what the design as it is comes to with one part at a price of its own */
static int64_t
kept_at(const struct quotes_ctx *k, struct part *p, int64_t cents)
{
	return k->cents +
	    quantity(k->g, p) *
	    (unit_at(k, p, cents) - unit_at(k, p, price_asked(k->cache->m, p)));
}

/* what a design comes to, by the price of one part: where it was decided last,
 * and by how much a cent more of the price changes that */
struct line {
	int64_t at, whole;
	double slope;
};

/* costs are rounded: of prices nearer than this no slope is taken */
enum { APART = 50 };

static void
line_through(struct line *l, int64_t at, const struct decision *d)
{
	if (llabs(at - l->at) >= APART)
		l->slope = (double)(decision_whole(d) - l->whole) /
		    (double)(at - l->at);
	l->at = at;
	l->whole = decision_whole(d);
}

/* a price on its way from where the design is kept to where it is not */
struct search {
	struct part *part;
	int64_t same, other;
	struct line kept, rival;
	struct decision d; /* at other */
	double unit;       /* a cent of the part's, as this site pays it */
	int64_t stride;    /* from an end that the lines meet beyond */
	bool measured;     /* the slope of kept is from costs */
};

enum { STRIDES = 4, NEAR = 4 };

/* is the other design the cheaper one at a price?  To the cent, where both are
 * as they were when they were decided last */
static bool
is_cheaper(const struct quotes_ctx *k, const struct search *s, int64_t x)
{
	const int64_t unit = unit_at(k, s->part, x);
	const int64_t other = s->rival.whole +
	    s->d.quantity * (unit - unit_at(k, s->part, s->rival.at));

	return other < s->kept.whole +
	    quantity(k->g, s->part) * (unit - unit_at(k, s->part, s->kept.at));
}

/* Where both lines meet, and of the prices there the first at which the other
 * design is cheaper in whole cents, since the next to that is tried then; where
 * that is not strictly between same and other, a step from the nearer of them,
 * two, four, and then the middle */
static int64_t
meeting(const struct quotes_ctx *k, struct search *s)
{
	const int64_t step = s->other > s->same ? 1 : -1;
	const int64_t most = (s->other - s->same) * step - 1;
	const double slope = s->rival.slope - s->kept.slope;
	const double gap = (double)(s->kept.whole - s->rival.whole) +
	    s->kept.slope * (double)(s->rival.at - s->kept.at);
	double x;

	if (!s->d.feasible || slope == 0)
		return s->same + (s->other - s->same) / 2;
	x = ((double)(s->rival.at - s->same) + gap / slope) * (double)step;
	if (x >= 1 && x <= (double)most) {
		int64_t steps = (int64_t)x;
		int near;

		s->stride = 1;
		for (near = 0;
		     near < NEAR && (double)steps + 1 <= (double)most &&
		     !is_cheaper(k, s, s->same + steps * step);
		     near++)
			steps++;
		return s->same + steps * step;
	}
	if (s->stride > (s->measured ? STRIDES : 1) || s->stride > most) {
		s->stride = 1;
		return s->same + (s->other - s->same) / 2;
	}
	x = x < 1 ? (double)s->stride : (double)(most + 1 - s->stride);
	s->stride *= 2;
	return s->same + (int64_t)x * step;
}

/* a price was decided */
static void
search_take(const struct quotes_ctx *k, struct search *s, int64_t x,
    const struct decision *d)
{
	if (!changes(k, d)) {
		s->same = x;
		s->measured = true;
		line_through(&s->kept, x, d);
		return;
	}
	if (s->d.what != NULL && d->feasible && strcmp(s->d.what, d->what) == 0)
		line_through(&s->rival, x, d);
	else
		s->rival = (struct line){ x, decision_whole(d),
			(double)d->quantity * s->unit };
	s->other = x;
	s->d = *d;
}

static void
take_needs(struct quotes_ctx *k, const struct design *g, struct rival *r)
{
	struct arena *a = k->cache->a;

	r->need = NEW(a, struct quote_need, g->nbom + 1);
	for (size_t i = 0; i < g->nbom; i++) {
		const struct bom_line *l = &g->bom[i];

		/* what the site prices itself nobody is asked for */
		if (strcmp(l->part->category, "labour") != 0 &&
		    strcmp(l->part->category, "approval") != 0 &&
		    l->quantity > quantity(k->g, l->part))
			r->need[r->n++] =
			    (struct quote_need){ l->part->id, l->part->vendor,
				    str_dup(a, l->description,
				        strlen(l->description)),
				    l->quantity };
	}
}

/* the whole bill of the design that is chosen at a price, as far as the one
 * that stands has less of it */
static const struct rival *
rival_of(struct quotes_ctx *k, struct part *p, int64_t at,
    const struct decision *d)
{
	const struct part *one[] = { p };
	struct repriced r = { one, &at, 1 };
	struct diags *kept = k->cache->kept, *diags = k->cache->d;
	struct rival new = { str_dup(k->cache->a, d->what, strlen(d->what)),
		NULL, 0 };
	struct model m = *k->cache->m;
	struct arena *scratch;
	struct candidate c;
	struct trial t;

	for (size_t i = 0; i < k->nrival; i++)
		if (strcmp(k->rival[i].what, d->what) == 0)
			return &k->rival[i];
	m.repriced = &r;
	scratch = arena_new();
	k->cache->kept = k->cache->d = diags_new(scratch);
	t = trial_run(k->cache, scratch, &m, d->topology, TRIAL_LAYOUT, 0, &c);
	if (t.design != NULL)
		take_needs(k, t.design, &new);
	trial_drop(&t);
	k->cache->kept = kept;
	k->cache->d = diags;
	arena_free(scratch);
	PUSH(k->cache->a, k->rival, k->nrival, k->caprival, new);
	return &k->rival[k->nrival - 1];
}

static void
leave_open(struct quotes_ctx *k, const struct part *p)
{
	struct why *y = k->y;

	if (y->nopen == 0 || strcmp(y->open[y->nopen - 1], p->id) != 0)
		PUSH(k->cache->a, y->open, y->nopen, y->capopen, p->id);
}

/* the end of a range tried; false: nothing changes there, or that is not
 * known */
static bool
end_of(struct quotes_ctx *k, struct part *p, int64_t end,
    struct quote_change *out)
{
	const int64_t asked = price_asked(k->cache->m, p);
	struct decision d = at_prices(k, &p, &end, 1);
	struct search s = { .part = p, .same = asked, .stride = 1 };

	if (end == asked)
		return false;
	if (!d.proven)
		leave_open(k, p);
	if (!d.proven || !changes(k, &d))
		return false;
	/* what neither design needs can't be why the other is chosen: both cost
	 * the same */
	if (d.feasible && d.quantity == 0 && quantity(k->g, p) == 0)
		return false;
	out->saves_cents =
	    d.feasible ? kept_at(k, p, end) - decision_whole(&d) : 0;
	s.unit = (double)unit_at(k, p, end) / (double)(end > 0 ? end : 1);
	s.kept = (struct line){ asked, k->cents,
		(double)quantity(k->g, p) * s.unit };
	search_take(k, &s, end, &d);
	/* every sixth turn halves what is left, so that it ends soon */
	for (int turn = 1; llabs(s.other - s.same) > 1; turn++) {
		const int64_t x = turn % 6 == 0 ?
		    s.same + (s.other - s.same) / 2 :
		    meeting(k, &s);

		d = at_prices(k, &p, &x, 1);
		if (!d.proven) {
			leave_open(k, p);
			break;
		}
		search_take(k, &s, x, &d);
	}
	out->what =
	    s.d.feasible ? s.d.what : "no design meets the requirements";
	out->at_cents = unit_at(k, p, s.other);
	out->quantity = s.d.quantity;
	if (s.d.feasible) {
		const struct rival *r = rival_of(k, p, s.other, &s.d);

		out->need = r->need;
		out->nneed = r->n;
	}
	return true;
}

static void
try_part(struct quotes_ctx *k, struct part *p, bool high)
{
	const char *order =
	    catalog_order_text(k->cache->a, p, k->cache->m->policy.airflow);
	struct quote_that_matters q = { p->id, p->vendor,
		order == NULL ?
		    p->description :
		    str_fmt(k->cache->a, "%s; %s", p->description, order),
		unit_at(k, p, p->price.low_cents),
		unit_at(k, p, p->price.high_cents), { NULL, 0, 0, 0, NULL, 0 },
		{ NULL, 0, 0, 0, NULL, 0 } };
	bool found = end_of(k, p, p->price.low_cents, &q.low);

	if (high)
		found |= end_of(k, p, p->price.high_cents, &q.high);
	if (found)
		PUSH(k->cache->a, k->y->quote, k->y->nquote, k->y->capquote, q);
}

static bool
uses(const struct decision *d, const struct part *p)
{
	for (size_t i = 0; i < d->nbill; i++)
		if (d->bill[i].part == p && d->bill[i].quantity > 0)
			return true;
	return false;
}

static bool
uses_any(const struct decision *d, struct part *const *p, size_t n)
{
	size_t i;

	for (i = 0; i < n && !uses(d, p[i]); i++)
		continue;
	return i < n;
}

static bool
has(const struct ledger *l, const struct part *p)
{
	for (size_t i = 0; l != NULL && i < l->n; i++)
		if (l->line[i].part == p && l->line[i].quantity > 0)
			return true;
	return false;
}

/* Which of these parts come first: any that a plan has that was found before
 * and costs less than the design with all of them at their low ends.  The
 * question about all is then smaller, and no answer depends on which these
 * are.  They are tried alone and taken out of p. */
static size_t
try_known(struct quotes_ctx *k, struct part **p, size_t n)
{
	int64_t *low = NEW(k->a, int64_t, n + 1);
	size_t left = n + 1;

	while (left > n && n > 1) {
		struct repriced r = { (const struct part *const *)p, low, n };
		struct model m = repriced(k, &r);
		const struct ledger *l;

		for (size_t i = 0; i < n; i++)
			low[i] = p[i]->price.low_cents;
		l = size_memo_cheaper(k->cache->memo, &m, k->cents);
		left = n;
		n = 0;
		for (size_t i = 0; i < left; i++)
			if (has(l, p[i]))
				try_part(k, p[i], false);
			else
				p[n++] = p[i];
	}
	return n;
}

/* parts that are not in the design: those that the other one has are tried one
 * by one, the rest again, since what it has is not why they would be chosen */
static void
try_others(struct quotes_ctx *k, struct part **p, size_t n)
{
	int64_t *low = NEW(k->a, int64_t, n + 1);
	struct part **rest = NEW(k->a, struct part *, n + 1);
	struct decision d;
	size_t nrest = 0;

	n = try_known(k, p, n);
	if (n == 0)
		return;
	if (n == 1) {
		try_part(k, p[0], false);
		return;
	}
	for (size_t i = 0; i < n; i++)
		low[i] = p[i]->price.low_cents;
	/* what costs less has one of them, and any such plan says which; where
	 * it has none after all, the rule among equals decides */
	size_memo_any_below(k->cache->memo, k->cents);
	d = at_prices(k, p, low, n);
	if (size_memo_any_below(k->cache->memo, 0) && !uses_any(&d, p, n))
		d = at_prices(k, p, low, n);
	if (!d.proven)
		k->y->others_open = true;
	if (!d.proven)
		return;
	for (size_t i = 0; i < n; i++)
		if (!uses(&d, p[i]))
			rest[nrest++] = p[i];
	/* one that has none of them costs no less than the design does */
	if (nrest == n && !changes(k, &d))
		return;
	for (size_t i = 0; i < n; i++)
		if (uses(&d, p[i]))
			try_part(k, p[i], false);
	if (nrest == n)
		for (size_t i = 0; i < n; i++)
			try_part(k, p[i], false);
	else
		try_others(k, rest, nrest);
}

/* has it a range, and is it for sale here? */
static bool
may_move(const struct model *m, const struct part *p)
{
	int64_t unit;

	return p->price.known && p->price.high_cents != 0 &&
	    p->price.low_cents != p->price.high_cents &&
	    price_unit(m, p, &unit);
}

/* Cables and optics at their low ends, all at once: they are cheap beside the
 * switches, and a topology that is out even so is out at any one of them. */
static void
bound_others(struct quotes_ctx *k, struct part **p, size_t n,
    const struct decision *d)
{
	const struct part **part = NEW(k->a, const struct part *, n + 1);
	int64_t *low = NEW(k->a, int64_t, n + 1);
	struct repriced r = { part, low, 0 };
	struct model m = repriced(k, &r);

	for (size_t i = 0; i < n; i++)
		if (may_move(&m, p[i]) &&
		    strcmp(p[i]->category, "switch") != 0) {
			part[r.n] = p[i];
			low[r.n++] = p[i]->price.low_cents;
		}
	prove_bound_others(k->cache, &m, d);
}

static int64_t
influence(const struct quote_that_matters *q)
{
	return q->low.saves_cents > q->high.saves_cents ? q->low.saves_cents :
	                                                  q->high.saves_cents;
}

static int
by_influence(const void *x, const void *y)
{
	const struct quote_that_matters *p = x, *q = y;

	if (influence(p) != influence(q))
		return influence(p) > influence(q) ? -1 : 1;
	return strcmp(p->part, q->part);
}

void
why_quotes(struct trial_cache *cache, const struct design *g, struct why *y)
{
	struct quotes_ctx k = { .cache = cache,
		.a = arena_new(),
		.g = g,
		.y = y };
	struct decision d = prove_decide(cache, k.a, cache->m, false);
	struct part **part, **other;
	size_t n, nother = 0;

	y->quotes_asked = true;
	k.what = d.what;
	k.cents = decision_whole(&d);
	part = catalog_parts(k.a, cache->m->catalog, &n);
	other = NEW(k.a, struct part *, n + 1);
	if (d.feasible)
		bound_others(&k, part, n, &d);
	for (size_t i = 0; d.feasible && i < n; i++) {
		if (!may_move(cache->m, part[i]))
			continue;
		if (quantity(g, part[i]) > 0)
			try_part(&k, part[i], true);
		else
			other[nother++] = part[i];
	}
	try_others(&k, other, nother);
	if (y->nquote > 1)
		qsort(y->quote, y->nquote, sizeof(*y->quote), by_influence);
	/* the texts of decisions outlive their arena */
	for (size_t i = 0; i < y->nquote; i++) {
		struct quote_change *c[] = { &y->quote[i].low,
			&y->quote[i].high };
		size_t j;

		for (j = 0; j < 2; j++)
			if (c[j]->what != NULL)
				c[j]->what = str_dup(cache->a, c[j]->what,
				    strlen(c[j]->what));
	}
	arena_free(k.a);
}

const char *
why_quotes_open(struct arena *a, const struct why *y)
{
	struct buf b = buf_new(a);

	for (size_t i = 0; i < y->nopen; i++)
		buf_printf(&b, "%s%s",
		    i == 0                                   ? "" :
		        i + 1 == y->nopen && !y->others_open ? " and " :
		                                               ", ",
		    y->open[i]);
	if (y->others_open)
		buf_printf(&b, "%sparts that are not in the design",
		    y->nopen > 0 ? " and " : "");
	return b.len > 0 ? b.text : NULL;
}
