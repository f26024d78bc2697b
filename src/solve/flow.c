/*
 * DOC: time.  A set of rates holds until a flow comes or goes, so the clock
 * moves from completion to completion.  Flows of one path are a lane
 * (flow_lane.c); when the first of each ends is kept in one array, with the
 * least of each block of it: one change often moves thousands of ends, and that
 * beats a heap.  Rates: flow_fill.c.
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
	s->full = NEW(a, double, nlink + 1);
	s->nlink = nlink;
	s->cls = cls;
	s->ncls = ncls;
	s->queue = NEW(a, uint32_t, nlink + 1);
	for (size_t i = 0; i < nlink; i++) {
		s->full[i] = INFINITY;
		s->link[i].place = NO_PLACE;
	}
	s->patience = 64;
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
	flow_settle(s);
	s->now = 0;
}

/* ---- the next to end ---- */

/* the number of the first to end of lane active[i] */
static uint32_t
first_of(const struct flow_sim *s, size_t i)
{
	const struct flow_lane *l = &s->lane[s->active[i]];

	return l->nflow > 0 ? l->flow[0] : UINT32_MAX;
}

/* the place in `active` of the first to end */
static size_t
first(struct flow_sim *s)
{
	size_t nblock = (s->nactive + FLOW_BLOCK - 1) / FLOW_BLOCK, b, i;
	size_t best = 0;
	double least = INFINITY;

	if (s->known)
		return s->soonest;
	for (b = 0; b < nblock; b++) {
		size_t from = b * FLOW_BLOCK, to = from + FLOW_BLOCK;

		if (to > s->nactive)
			to = s->nactive;
		if (s->stale[b]) {
			double x = INFINITY;

			for (i = from; i < to; i++)
				x = s->ends[i] < x ? s->ends[i] : x;
			s->least[b] = x;
			s->stale[b] = false;
		}
		if (s->least[b] > least)
			continue;
		for (i = from; i < to; i++)
			if (s->ends[i] < least ||
			    (s->ends[i] <= least &&
			        first_of(s, i) < first_of(s, best))) {
				least = s->ends[i];
				best = i;
			}
	}
	s->known = true;
	s->soonest = best;
	return best;
}

/* ---- flows that come and go ---- */

size_t
flow_add(struct flow_sim *s, const struct flow_spec *f)
{
	struct flow none = { 0 };
	size_t id;

	if (s->nfree > 0) {
		id = s->free[--s->nfree];
	} else {
		id = s->n;
		PUSH(s->a, s->flow, s->n, s->cap, none);
	}
	lane_enter(s, id, f);
	return id;
}

void
flow_remove(struct flow_sim *s, size_t id)
{
	lane_leave(s, id);
	PUSH(s->a, s->free, s->nfree, s->capfree, id);
}

void
flow_recap(struct flow_sim *s, size_t id, double cap_Bps)
{
	const struct flow_lane *l = &s->lane[s->flow[id].lane];
	double weight = s->flow[id].weight;
	double cap = cap_Bps > 0 ? cap_Bps / weight : INFINITY;
	struct flow_spec f = { .bytes = lane_left(s, id),
		.cap_Bps = cap_Bps,
		.weight = weight,
		.cls = l->cls,
		.nlink = l->nlink };

	if (cap <= l->cap && cap >= l->cap)
		return;
	if (s->cappath < l->nlink) {
		s->path = NEW(s->a, size_t, l->nlink);
		s->cappath = l->nlink;
	}
	for (size_t k = 0; k < l->nlink; k++)
		s->path[k] = l->link[k];
	f.link = s->path;
	lane_leave(s, id);
	lane_enter(s, id, &f);
}

/* Completions that fall together but for rounding are taken one after the
 * other at one time, before rates are found again. */
static double
due(struct flow_sim *s, size_t *at)
{
	if (s->nactive == 0)
		return INFINITY;
	*at = first(s);
	if (s->nchanged > 0 && s->ends[*at] > s->now * (1 + same)) {
		flow_settle(s);
		if (s->nactive == 0)
			return INFINITY;
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
	id = s->lane[s->active[at]].flow[0];
	flow_remove(s, id);
	return id;
}

double
flow_rate_Bps(struct flow_sim *s, size_t flow)
{
	flow_settle(s);
	return s->lane[s->flow[flow].lane].level * s->flow[flow].weight;
}

size_t
flow_bottleneck(struct flow_sim *s, size_t flow)
{
	flow_settle(s);
	return flow_lane_bottleneck(s, s->flow[flow].lane);
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
