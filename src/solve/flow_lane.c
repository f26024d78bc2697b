/*
 * DOC: fair queueing's virtual time (Parekh and Gallager, 1993): all flows of a
 * lane are served alike, so a flow that comes when the lane has served V bytes
 * per weight ends when it has served V + bytes / weight, whatever its rates are
 * until then.  A change of rate moves one number, not every flow of the lane.
 */
#include <math.h>
#include <string.h>

#include "solve/flow_sim.h"

/* ---- flows of a lane, by their end ---- */

static bool
before(const struct flow_sim *s, uint32_t x, uint32_t y)
{
	const struct flow *fx = &s->flow[x], *fy = &s->flow[y];

	return fx->end < fy->end || (!(fy->end < fx->end) && x < y);
}

static void
put(struct flow_sim *s, struct flow_lane *l, size_t i, uint32_t flow)
{
	l->flow[i] = flow;
	s->flow[flow].place = (uint32_t)i;
}

static void
rise(struct flow_sim *s, struct flow_lane *l, size_t i)
{
	uint32_t x = l->flow[i];

	for (; i > 0 && before(s, x, l->flow[(i - 1) / 2]); i = (i - 1) / 2)
		put(s, l, i, l->flow[(i - 1) / 2]);
	put(s, l, i, x);
}

static void
sink(struct flow_sim *s, struct flow_lane *l, size_t i)
{
	uint32_t x = l->flow[i];
	size_t k;

	for (; (k = 2 * i + 1) < l->nflow; i = k) {
		if (k + 1 < l->nflow && before(s, l->flow[k + 1], l->flow[k]))
			k++;
		if (!before(s, l->flow[k], x))
			break;
		put(s, l, i, l->flow[k]);
	}
	put(s, l, i, x);
}

/* ---- time ---- */

/* per weight, until now */
static double
served(const struct flow_sim *s, const struct flow_lane *l)
{
	return s->now > l->since && !isinf(l->level) ?
	    l->served + l->level * (s->now - l->since) :
	    l->served;
}

double
lane_left(const struct flow_sim *s, size_t flow)
{
	const struct flow *f = &s->flow[flow];

	return fmax(0, (f->end - served(s, &s->lane[f->lane])) * f->weight);
}

/* when its first flow ends, after its level or its flows changed */
static void
lane_time(struct flow_sim *s, size_t lane)
{
	const struct flow_lane *l = &s->lane[lane];
	double t = INFINITY, left;

	if (l->nflow > 0) {
		left = s->flow[l->flow[0]].end - l->served;
		if (left <= 0 || isinf(l->level))
			t = l->since;
		else if (l->level > 0)
			t = l->since + left / l->level;
	}
	s->ends[l->active] = t;
	s->stale[l->active / FLOW_BLOCK] = true;
	s->known = false;
}

void
lane_take(struct flow_sim *s, size_t lane)
{
	struct flow_lane *l = &s->lane[lane];

	l->served = served(s, l);
	l->since = s->now;
	l->level = l->fresh;
	lane_time(s, lane);
}

/* ---- lanes ---- */

static uint64_t
mix(uint64_t hash, uint64_t word)
{
	hash = (hash ^ word) * 0x9e3779b97f4a7c15u;
	return hash ^ hash >> 29;
}

static uint64_t
hash_of(const struct flow_spec *f, double cap, uint32_t cls)
{
	uint64_t bits, hash = mix(f->nlink, cls);

	memcpy(&bits, &cap, sizeof bits);
	hash = mix(hash, bits);
	for (size_t k = 0; k < f->nlink; k++)
		hash = mix(hash, f->link[k]);
	return hash;
}

static bool
fits(const struct flow_lane *l, const struct flow_spec *f, double cap,
    uint32_t cls)
{
	if (l->nlink != f->nlink || l->cls != cls || l->cap < cap ||
	    l->cap > cap)
		return false;
	for (size_t k = 0; k < f->nlink; k++)
		if (l->link[k] != f->link[k])
			return false;
	return true;
}

static void
room_for_ends(struct flow_sim *s)
{
	size_t cap = s->capends > 0 ? 2 * s->capends : FLOW_BLOCK;

	if (s->nactive < s->capends)
		return;
	s->ends = arena_grow(s->a, s->ends, s->nactive, cap, sizeof *s->ends);
	s->least = NEW(s->a, double, cap / FLOW_BLOCK);
	s->stale = NEW(s->a, bool, cap / FLOW_BLOCK);
	memset(s->stale, 1, cap / FLOW_BLOCK);
	s->capends = cap;
}

static void
more_buckets(struct flow_sim *s)
{
	size_t n = s->nbucket > 0 ? 2 * s->nbucket : 64;
	uint32_t *bucket = NEW(s->a, uint32_t, n);

	for (size_t i = 0; i < s->nactive; i++) {
		struct flow_lane *l = &s->lane[s->active[i]];
		uint32_t *at = &bucket[l->hash & (n - 1)];

		l->next = *at;
		*at = s->active[i] + 1;
	}
	s->bucket = bucket;
	s->nbucket = n;
}

static size_t
lane_new(struct flow_sim *s, const struct flow_spec *f, double cap,
    uint32_t cls, uint64_t hash)
{
	struct flow_lane none = { 0 }, *l;
	uint32_t *at;
	size_t id;

	if (s->nactive >= s->nbucket)
		more_buckets(s);
	if (s->nidle > 0) {
		id = s->idle[--s->nidle];
	} else {
		id = s->nlane;
		PUSH(s->a, s->lane, s->nlane, s->caplane, none);
	}
	l = &s->lane[id];
	if (l->caplink < f->nlink) {
		l->link = NEW(s->a, uint32_t, 2 * f->nlink);
		l->caplink = (uint32_t)f->nlink;
	}
	l->nlink = (uint32_t)f->nlink;
	for (size_t k = 0; k < f->nlink; k++)
		l->link[k] = (uint32_t)f->link[k];
	l->cap = cap;
	l->cls = cls;
	l->level = l->fresh = l->weight = l->had = l->served = 0;
	l->since = s->now;
	l->nflow = 0;
	l->hash = hash;
	at = &s->bucket[hash & (s->nbucket - 1)];
	l->next = *at;
	*at = (uint32_t)id + 1;
	room_for_ends(s);
	l->active = (uint32_t)s->nactive;
	PUSH(s->a, s->active, s->nactive, s->capactive, (uint32_t)id);
	return id;
}

static size_t
lane_of(struct flow_sim *s, const struct flow_spec *f, double cap)
{
	uint32_t cls = f->cls < s->ncls ? (uint32_t)f->cls : 0;
	uint64_t hash = hash_of(f, cap, cls);
	uint32_t i;

	for (i = s->nbucket > 0 ? s->bucket[hash & (s->nbucket - 1)] : 0; i > 0;
	     i = s->lane[i - 1].next)
		if (s->lane[i - 1].hash == hash &&
		    fits(&s->lane[i - 1], f, cap, cls))
			return i - 1;
	return lane_new(s, f, cap, cls, hash);
}

static void
weight_changed(struct flow_sim *s, size_t lane)
{
	struct flow_lane *l = &s->lane[lane];

	lane_time(s, lane);
	if (l->changed)
		return;
	l->changed = true;
	PUSH(s->a, s->changed, s->nchanged, s->capchanged, (uint32_t)lane);
}

void
lane_enter(struct flow_sim *s, size_t flow, const struct flow_spec *f)
{
	double weight = f->weight > 0 ? f->weight : 1;
	size_t id =
	    lane_of(s, f, f->cap_Bps > 0 ? f->cap_Bps / weight : INFINITY);
	struct flow_lane *l = &s->lane[id];

	s->flow[flow].lane = (uint32_t)id;
	s->flow[flow].weight = weight;
	s->flow[flow].end = served(s, l) + f->bytes / weight;
	PUSH(s->a, l->flow, l->nflow, l->capflow, (uint32_t)flow);
	rise(s, l, l->nflow - 1);
	l->weight += weight;
	weight_changed(s, id);
}

void
lane_leave(struct flow_sim *s, size_t flow)
{
	struct flow_lane *l = &s->lane[s->flow[flow].lane];
	uint32_t last = l->flow[--l->nflow];
	size_t at = s->flow[flow].place;

	if (last != flow) {
		put(s, l, at, last);
		rise(s, l, at);
		sink(s, l, s->flow[last].place);
	}
	l->weight = l->nflow > 0 ? l->weight - s->flow[flow].weight : 0;
	weight_changed(s, s->flow[flow].lane);
}

void
lane_attach(struct flow_sim *s, size_t lane)
{
	struct flow_lane *l = &s->lane[lane];
	uint32_t k;

	for (k = 0; k < l->nlink; k++) {
		struct flow_link *y = &s->link[l->link[k]];
		struct member m = { (uint32_t)lane, k };

		y->split = false;
		l->link[l->nlink + k] = (uint32_t)y->n;
		PUSH(s->a, y->member, y->n, y->cap, m);
	}
}

static void
unlist(struct flow_sim *s, size_t lane)
{
	struct flow_lane *l = &s->lane[lane];
	uint32_t *at = &s->bucket[l->hash & (s->nbucket - 1)], last;

	while (*at != lane + 1)
		at = &s->lane[*at - 1].next;
	*at = l->next;
	last = s->active[--s->nactive];
	s->active[l->active] = last;
	s->lane[last].active = l->active;
	s->ends[l->active] = s->ends[s->nactive];
	s->stale[l->active / FLOW_BLOCK] = true;
	s->stale[s->nactive / FLOW_BLOCK] = true;
	s->known = false;
}

void
lane_drop(struct flow_sim *s, size_t lane)
{
	struct flow_lane *l = &s->lane[lane];
	uint32_t k;

	for (k = 0; k < l->nlink && l->had > 0; k++) {
		struct flow_link *y = &s->link[l->link[k]];
		struct member m = y->member[--y->n];
		struct flow_lane *x = &s->lane[m.lane];

		y->split = false;
		y->member[l->link[l->nlink + k]] = m;
		x->link[x->nlink + m.k] = l->link[l->nlink + k];
	}
	unlist(s, lane);
	PUSH(s->a, s->idle, s->nidle, s->capidle, lane);
}
