/*
 * DOC: progressive filling (Bertsekas and Gallager, Data Networks, 2nd ed.,
 * 6.5.2).  All flows not yet frozen are raised together, in proportion to their
 * weights, until a link is full or a flow meets its cap; those are frozen, and
 * the rest go on.  A set of rates holds until a flow comes or goes, so time
 * moves from completion to completion.
 *
 * The level (rate per weight) at which a link fills is residual / weight sum;
 * the least over links and over cap / weight is where the next flows freeze.
 * Everything that ties within a part in 10^12 freezes together, so the order of
 * the arrays does not show in the rates.
 */
#include "solve/flow.h"

#include <math.h>
#include <stdint.h>
#include <string.h>

struct flow {
	bool used;
	double left, cap, weight, rate;
	size_t bottleneck;
	size_t *link, nlink, caplink;
};

struct flow_sim {
	struct arena *a;
	const double *capacity;
	size_t nlink;
	double now;
	struct flow *flow;
	size_t n, cap;
	size_t *active, nactive, capactive;	/* numbers in use, ascending */
	size_t *free, nfree, capfree;
	double *residual, *weight;	/* nlink: while filling */
	size_t *touched, ntouched, *live;
	size_t *open, capopen, sizeopen;	/* not frozen yet */
	bool *seen;
	bool stale;		/* rates must be filled again */
};

struct flow_sim *
flow_new(struct arena *a, const double *capacity_Bps, size_t nlink)
{
	struct flow_sim *s = NEW(a, struct flow_sim, 1);

	s->a = a;
	s->capacity = capacity_Bps;
	s->nlink = nlink;
	s->residual = NEW(a, double, nlink + 1);
	s->weight = NEW(a, double, nlink + 1);
	s->touched = NEW(a, size_t, nlink + 1);
	s->live = NEW(a, size_t, nlink + 1);
	s->seen = NEW(a, bool, nlink + 1);
	return s;
}

double
flow_now(const struct flow_sim *s)
{
	return s->now;
}

size_t
flow_add(struct flow_sim *s, const struct flow_spec *f)
{
	struct flow *x;
	size_t id, i;

	if (s->nfree > 0) {
		id = s->free[--s->nfree];
	} else {
		struct flow none = {0};

		PUSH(s->a, s->flow, s->n, s->cap, none);
		id = s->n - 1;
	}
	x = &s->flow[id];
	if (x->caplink < f->nlink) {
		x->link = NEW(s->a, size_t, f->nlink);
		x->caplink = f->nlink;
	}
	x->used = true;
	x->left = f->bytes;
	x->cap = f->cap_Bps > 0 ? f->cap_Bps : INFINITY;
	x->weight = f->weight > 0 ? f->weight : 1;
	x->rate = 0;
	x->nlink = f->nlink;
	if (f->nlink > 0)
		memcpy(x->link, f->link, f->nlink * sizeof *f->link);
	PUSH(s->a, s->active, s->nactive, s->capactive, id);
	for (i = s->nactive - 1; i > 0 && s->active[i - 1] > id; i--)
		s->active[i] = s->active[i - 1];
	s->active[i] = id;
	s->stale = true;
	return id;
}

void
flow_remove(struct flow_sim *s, size_t id)
{
	size_t i;

	for (i = 0; i < s->nactive && s->active[i] != id; i++)
		continue;
	for (; i + 1 < s->nactive; i++)
		s->active[i] = s->active[i + 1];
	s->nactive--;
	s->flow[id].used = false;
	PUSH(s->a, s->free, s->nfree, s->capfree, id);
	s->stale = true;
}

static void
fill_start(struct flow_sim *s)
{
	size_t i, k;

	for (i = 0; i < s->ntouched; i++)
		s->seen[s->touched[i]] = false;
	s->ntouched = 0;
	for (i = 0; i < s->nactive; i++) {
		struct flow *x = &s->flow[s->active[i]];

		x->rate = 0;
		for (k = 0; k < x->nlink; k++) {
			size_t l = x->link[k];

			if (!s->seen[l]) {
				s->seen[l] = true;
				s->touched[s->ntouched++] = l;
				s->residual[l] = s->capacity[l];
				s->weight[l] = 0;
			}
			s->weight[l] += x->weight;
		}
	}
}

static void
freeze(struct flow_sim *s, struct flow *x, double level, size_t bottleneck)
{
	size_t k;

	x->rate = bottleneck == FLOW_NONE ? x->cap : level * x->weight;
	x->bottleneck = bottleneck;
	for (k = 0; k < x->nlink; k++) {
		s->residual[x->link[k]] -= x->rate;
		if (s->residual[x->link[k]] < 0)
			s->residual[x->link[k]] = 0;
		s->weight[x->link[k]] -= x->weight;
	}
}

/* the least level at which a link still in use fills or an open flow meets its
 * cap; links that nothing open crosses are dropped on the way */
static double
next_level(struct flow_sim *s, size_t *nlive)
{
	double level = INFINITY, at;
	size_t i, k = 0;

	for (i = 0; i < *nlive; i++) {
		size_t l = s->live[i];

		if (s->weight[l] <= 1e-12)
			continue;
		s->live[k++] = l;
		at = s->residual[l] / s->weight[l];
		if (at < level)
			level = at;
	}
	*nlive = k;
	return level;
}

/* what stops an open flow at this level: a link, its cap, or (nlink) nothing */
static size_t
stopped_by(const struct flow_sim *s, const struct flow *x, double edge)
{
	size_t k;

	if (x->cap <= edge * x->weight)
		return FLOW_NONE;
	for (k = 0; k < x->nlink; k++)
		if (s->residual[x->link[k]] <= edge * s->weight[x->link[k]])
			return x->link[k];
	return s->nlink;
}

static void
fill(struct flow_sim *s)
{
	size_t nopen = s->nactive, nlive, i, k;

	if (!s->stale)
		return;
	s->stale = false;
	fill_start(s);
	nlive = s->ntouched;
	memcpy(s->live, s->touched, nlive * sizeof *s->live);
	while (s->capopen < s->nactive) {
		size_t none = 0;

		PUSH(s->a, s->open, s->capopen, s->sizeopen, none);
	}
	if (nopen > 0)
		memcpy(s->open, s->active, nopen * sizeof *s->open);
	while (nopen > 0) {
		double level = next_level(s, &nlive), edge;

		for (i = 0; i < nopen; i++) {
			const struct flow *x = &s->flow[s->open[i]];

			if (x->cap < level * x->weight)
				level = x->cap / x->weight;
		}
		if (isinf(level))
			break;	/* no link, no cap: nothing bounds the rest */
		edge = level + fabs(level) * 1e-12;
		/* all that stop here, before any of them is taken off */
		for (i = 0; i < nopen; i++) {
			struct flow *x = &s->flow[s->open[i]];

			x->bottleneck = stopped_by(s, x, edge);
		}
		for (i = 0, k = 0; i < nopen; i++) {
			struct flow *x = &s->flow[s->open[i]];

			if (x->bottleneck == s->nlink)
				s->open[k++] = s->open[i];
			else
				freeze(s, x, level, x->bottleneck);
		}
		if (k == nopen)
			break;
		nopen = k;
	}
	for (i = 0; i < nopen; i++) {
		s->flow[s->open[i]].rate = INFINITY;
		s->flow[s->open[i]].bottleneck = FLOW_NONE;
	}
}

/* when a flow is done at its present rate */
static double
done_in(const struct flow *x)
{
	if (x->left <= 0 || isinf(x->rate))
		return 0;
	return x->rate > 0 ? x->left / x->rate : INFINITY;
}

/* from now; kept as a difference, since now + a little may be now */
static double
next_in(struct flow_sim *s)
{
	double best = INFINITY, t;
	size_t i;

	fill(s);
	for (i = 0; i < s->nactive; i++) {
		t = done_in(&s->flow[s->active[i]]);
		if (t < best)
			best = t;
	}
	return best;
}

double
flow_next(struct flow_sim *s)
{
	return s->now + next_in(s);
}

size_t
flow_advance(struct flow_sim *s, double until_s)
{
	double best = next_in(s), next = s->now + best, step;
	size_t i, first = FLOW_NONE;

	if (isinf(next) && isinf(until_s))
		return FLOW_NONE;
	step = next <= until_s ? best : until_s - s->now;
	if (step < 0)
		step = 0;
	for (i = 0; i < s->nactive; i++) {
		struct flow *x = &s->flow[s->active[i]];
		double t = done_in(x);

		if (next <= until_s && t <= best * (1 + 1e-12)) {
			x->left = 0;
			if (first == FLOW_NONE)
				first = s->active[i];
		} else if (!isinf(x->rate)) {
			x->left -= x->rate * step;
			if (x->left < 0)
				x->left = 0;
		}
	}
	s->now = next <= until_s ? next : until_s;
	if (first != FLOW_NONE)
		flow_remove(s, first);
	return first;
}

double
flow_rate_Bps(struct flow_sim *s, size_t flow)
{
	fill(s);
	return s->flow[flow].rate;
}

double
flow_left_bytes(struct flow_sim *s, size_t flow)
{
	return s->flow[flow].left;
}

size_t
flow_bottleneck(struct flow_sim *s, size_t flow)
{
	fill(s);
	return s->flow[flow].bottleneck;
}

struct arrival { double at; size_t flow; };

static void
sort_arrivals(struct arrival *v, struct arrival *tmp, size_t n)
{
	size_t h = n / 2, i = 0, j = h, k = 0;

	if (n < 2)
		return;
	sort_arrivals(v, tmp, h);
	sort_arrivals(v + h, tmp, n - h);
	while (i < h || j < n)
		tmp[k++] = j >= n || (i < h && v[i].at <= v[j].at) ? v[i++] :
		    v[j++];
	memcpy(v, tmp, n * sizeof *v);
}

void
flow_batch(struct arena *a, const double *capacity_Bps, size_t nlink,
    const struct flow_spec *flow, size_t n, double *finish_s)
{
	struct flow_sim *s = flow_new(a, capacity_Bps, nlink);
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
		/* all that start at this moment, before rates are filled */
		for (; next < n && v[next].at <= s->now; next++)
			owner[flow_add(s, &flow[v[next].flow])] = v[next].flow;
	}
}
