/*
 * DOC: time.  A set of rates holds until a flow comes or goes, so the clock
 * moves from completion to completion.  When a flow ends is kept in one array,
 * with the least of each block of it: one change often moves thousands of ends,
 * and that beats a heap.  A flow's bytes are brought up to date only when its
 * rate changes.  Rates: flow_fill.c.
 */
#include "solve/flow.h"

#include <math.h>
#include <string.h>

#include "solve/flow_sim.h"

/* two times within this part of each other are one */
static const double same = 1e-13;

struct flow_sim *
flow_new(struct arena *a, const double *capacity_Bps, size_t nlink,
    const struct flow_class *cls, size_t ncls)
{
	struct flow_sim *s = NEW(a, struct flow_sim, 1);

	s->a = a;
	s->capacity = capacity_Bps;
	s->link = NEW(a, struct flow_link, nlink + 1);
	s->nlink = nlink;
	s->cls = cls;
	s->ncls = ncls;
	s->floor = INFINITY;
	s->touched = NEW(a, uint32_t, nlink + 1);
	s->queue = NEW(a, uint32_t, nlink + 1);
	s->key = NEW(a, double, nlink + 1);
	if (ncls > 1) {
		s->class_room = NEW(a, double, ncls *nlink + 1);
		s->class_used = NEW(a, double, ncls *nlink + 1);
		s->class_wants = NEW(a, bool, ncls *nlink + 1);
		s->class_there = NEW(a, double, nlink + 1);
	}
	return s;
}

double
flow_now(const struct flow_sim *s)
{
	return s->now;
}

void
flow_restart(struct flow_sim *s)
{
	s->now = 0;
}

/* ---- the next to end ---- */

enum { BLOCK = 64 };

void
flow_time(struct flow_sim *s, size_t flow)
{
	const struct flow *f = &s->flow[flow];
	double t = INFINITY;

	if (f->left <= 0 || isinf(f->rate))
		t = f->since;
	else if (f->rate > 0)
		t = f->since + f->left / f->rate;
	s->ends[f->active] = t;
	s->stale[f->active / BLOCK] = true;
}

/* the place in `active` of the first to end */
static size_t
first(struct flow_sim *s)
{
	size_t nblock = (s->nactive + BLOCK - 1) / BLOCK, b, i, best = 0;
	double least = INFINITY;

	for (b = 0; b < nblock; b++) {
		size_t from = b * BLOCK, to = from + BLOCK;

		if (to > s->nactive)
			to = s->nactive;
		if (s->stale[b]) {
			s->least[b] = INFINITY;
			for (i = from; i < to; i++)
				s->least[b] = fmin(s->least[b], s->ends[i]);
			s->stale[b] = false;
		}
		if (s->least[b] > least)
			continue;
		for (i = from; i < to; i++)
			if (s->ends[i] < least ||
			    (s->ends[i] <= least &&
			        s->active[i] < s->active[best])) {
				least = s->ends[i];
				best = i;
			}
	}
	return best;
}

/* ---- flows that come and go ---- */

static size_t
number(struct flow_sim *s)
{
	struct flow none = { 0 };

	if (s->nfree > 0)
		return s->free[--s->nfree];
	PUSH(s->a, s->flow, s->n, s->cap, none);
	return s->n - 1;
}

static void
room_for_ends(struct flow_sim *s)
{
	size_t cap = s->capends > 0 ? 2 * s->capends : BLOCK;

	if (s->nactive < s->capends)
		return;
	s->ends = arena_grow(s->a, s->ends, s->nactive, cap, sizeof *s->ends);
	s->least = NEW(s->a, double, cap / BLOCK);
	s->stale = NEW(s->a, bool, cap / BLOCK);
	memset(s->stale, 1, cap / BLOCK);
	s->capends = cap;
}

/* where a flow with a cap stands, or would, among those by level */
static size_t
cap_place(const struct flow_sim *s, size_t id)
{
	double level = s->flow[id].cap / s->flow[id].weight;
	size_t lo = 0, hi = s->ncapped;

	while (lo < hi) {
		size_t mid = (lo + hi) / 2;
		const struct flow *y = &s->flow[s->capped[mid]];
		double other = y->cap / y->weight;

		if (other < level || (other <= level && s->capped[mid] < id))
			lo = mid + 1;
		else
			hi = mid;
	}
	return lo;
}

static void
cap_in(struct flow_sim *s, size_t id)
{
	size_t at = cap_place(s, id);

	PUSH(s->a, s->capped, s->ncapped, s->capcapped, (uint32_t)id);
	memmove(s->capped + at + 1, s->capped + at,
	    (s->ncapped - 1 - at) * sizeof *s->capped);
	s->capped[at] = (uint32_t)id;
}

static void
cap_out(struct flow_sim *s, size_t id)
{
	size_t at = cap_place(s, id);

	s->ncapped--;
	memmove(s->capped + at, s->capped + at + 1,
	    (s->ncapped - at) * sizeof *s->capped);
}

size_t
flow_add(struct flow_sim *s, const struct flow_spec *f)
{
	size_t id = number(s), k;
	struct flow *x = &s->flow[id];

	if (x->caplink < f->nlink) {
		x->link = NEW(s->a, uint32_t, 2 * f->nlink);
		x->caplink = (uint32_t)f->nlink;
	}
	x->used = true;
	x->left = f->bytes;
	x->since = s->now;
	x->cap = f->cap_Bps > 0 ? f->cap_Bps : INFINITY;
	x->weight = f->weight > 0 ? f->weight : 1;
	x->cls = f->cls < s->ncls ? (uint32_t)f->cls : 0;
	x->rate = 0;
	x->bottleneck = NO_LINK;
	x->nlink = (uint32_t)f->nlink;
	x->in = 0;
	for (k = 0; k < f->nlink; k++) {
		struct flow_link *l = &s->link[f->link[k]];
		struct member m = { (uint32_t)id, (uint32_t)k };
		size_t n = l->n;

		x->link[k] = (uint32_t)f->link[k];
		x->link[x->nlink + k] = l->n;
		PUSH(s->a, l->member, n, l->cap, m);
		l->n = (uint32_t)n;
	}
	s->floor = 0;
	s->crossings += f->nlink;
	room_for_ends(s);
	x->active = (uint32_t)s->nactive;
	PUSH(s->a, s->active, s->nactive, s->capactive, (uint32_t)id);
	flow_time(s, id);
	if (!isinf(x->cap))
		cap_in(s, id);
	PUSH(s->a, s->came, s->ncame, s->capcame, id);
	return id;
}

void
flow_remove(struct flow_sim *s, size_t id)
{
	struct flow *x = &s->flow[id];
	uint32_t k, last;

	for (k = 0; k < x->nlink; k++) {
		struct flow_link *l = &s->link[x->link[k]];
		struct member m = l->member[--l->n];
		struct flow *y = &s->flow[m.flow];

		l->member[x->link[x->nlink + k]] = m;
		y->link[y->nlink + m.k] = x->link[x->nlink + k];
		PUSH(s->a, s->gone, s->ngone, s->capgone, x->link[k]);
	}
	s->floor = fmin(s->floor, x->rate / x->weight);
	s->crossings -= x->nlink;
	last = s->active[--s->nactive];
	s->active[x->active] = last;
	s->flow[last].active = x->active;
	s->ends[x->active] = s->ends[s->nactive];
	s->stale[x->active / BLOCK] = true;
	s->stale[s->nactive / BLOCK] = true;
	if (!isinf(x->cap))
		cap_out(s, id);
	x->used = false;
	PUSH(s->a, s->free, s->nfree, s->capfree, id);
}

void
flow_recap(struct flow_sim *s, size_t id, double cap_Bps)
{
	struct flow *x = &s->flow[id];
	double cap = cap_Bps > 0 ? cap_Bps : INFINITY;
	size_t k;

	if (cap <= x->cap && cap >= x->cap)
		return;
	if (!isinf(x->cap))
		cap_out(s, id);
	x->cap = cap;
	if (!isinf(x->cap))
		cap_in(s, id);
	PUSH(s->a, s->came, s->ncame, s->capcame, id);
	for (k = 0; k < x->nlink; k++)
		PUSH(s->a, s->gone, s->ngone, s->capgone, x->link[k]);
	s->floor = 0;
}

/* Completions that fall together but for rounding are taken one after the
 * other at one time, before rates are found again. */
static double
due(struct flow_sim *s, size_t *at)
{
	if (s->nactive == 0)
		return INFINITY;
	*at = first(s);
	if (s->ncame + s->ngone > 0 && s->ends[*at] > s->now * (1 + same)) {
		flow_settle(s);
		*at = first(s);
	}
	return fmax(s->ends[*at], s->now);
}

double
flow_next(struct flow_sim *s)
{
	size_t at;

	return due(s, &at);
}

size_t
flow_advance(struct flow_sim *s, double until_s)
{
	size_t at = 0, id;
	double next = due(s, &at);

	if (next > until_s || isinf(next)) {
		if (!isinf(until_s))
			s->now = fmax(s->now, until_s);
		return FLOW_NONE;
	}
	if (next > s->now * (1 + same))
		s->now = next;
	id = s->active[at];
	flow_remove(s, id);
	return id;
}

double
flow_rate_Bps(struct flow_sim *s, size_t flow)
{
	flow_settle(s);
	return s->flow[flow].rate;
}

size_t
flow_bottleneck(struct flow_sim *s, size_t flow)
{
	flow_settle(s);
	return s->flow[flow].bottleneck == NO_LINK ? FLOW_NONE :
	                                             s->flow[flow].bottleneck;
}

/* ---- all at once ---- */

struct arrival {
	double at;
	size_t flow;
};

static void
sort_arrivals(struct arrival *v, struct arrival *tmp, size_t n)
{
	size_t h = n / 2, i = 0, j = h, k = 0;

	if (n < 2)
		return;
	sort_arrivals(v, tmp, h);
	sort_arrivals(v + h, tmp, n - h);
	while (i < h || j < n)
		tmp[k++] =
		    j >= n || (i < h && v[i].at <= v[j].at) ? v[i++] : v[j++];
	memcpy(v, tmp, n * sizeof *v);
}

void
flow_batch(struct arena *a, const double *capacity_Bps, size_t nlink,
    const struct flow_class *cls, size_t ncls, const struct flow_spec *flow,
    size_t n, double *finish_s)
{
	struct flow_sim *s = flow_new(a, capacity_Bps, nlink, cls, ncls);
	struct arrival *v = NEW(a, struct arrival, n + 1);
	struct arrival *tmp = NEW(a, struct arrival, n + 1);
	size_t *owner = NEW(a, size_t, n + 1), i, next = 0, done;

	for (i = 0; i < n; i++) {
		v[i].at = flow[i].start_s;
		v[i].flow = i;
		finish_s[i] = INFINITY;
	}
	sort_arrivals(v, tmp, n);
	for (;;) {
		double until = next < n ? v[next].at : INFINITY;

		done = flow_advance(s, until);
		if (done != FLOW_NONE) {
			finish_s[owner[done]] = s->now;
			continue;
		}
		if (next >= n)
			break;
		/* all that start at this moment, before rates are found */
		for (; next < n && v[next].at <= s->now; next++)
			owner[flow_add(s, &flow[v[next].flow])] = v[next].flow;
	}
}
