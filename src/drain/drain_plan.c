/*
 * DOC: who goes where.  A VM fits a host with its memory free and no
 * VM of its mark.  Simple rules first, in the order VMs are given;
 * where they leave somebody out, a search over all ways that is given up after
 * so many steps: packing is hard in general, but clusters keep room.
 */
#include <math.h>
#include <string.h>

#include "drain/drain_state.h"

#include "base/sort.h"

enum { STEPS = 50000 };

struct drain_state *
drain_state_new(struct arena *a, const struct drain_problem *p)
{
	struct drain_state *s = NEW(a, struct drain_state, 1);

	s->a = a;
	s->p = p;
	s->at = NEW(a, size_t, p->nvm + 1);
	s->next = NEW(a, size_t, p->nvm + 1);
	s->head = NEW(a, size_t, p->nhost + 1);
	s->used = NEW(a, double, p->nhost + 1);
	s->coming = NEW(a, double, p->nhost + 1);
	s->busy = NEW(a, size_t, p->nhost + 1);
	s->load_s = NEW(a, double, p->net->nlink + 1);
	s->held_s = NEW(a, double, p->net->nlink + 2);
	s->free = NULL;
	s->sim = flow_new(a, p->net->capacity_Bps, p->net->nlink, NULL, 0);
	for (size_t i = 0; i < p->nhost; i++)
		s->head[i] = DRAIN_NONE;
	for (size_t i = p->nvm; i-- > 0;) {
		s->at[i] = p->vm[i].host;
		s->next[i] = s->head[s->at[i]];
		s->head[s->at[i]] = i;
		s->used[s->at[i]] += p->vm[i].memory_bytes;
	}
	s->free = drain_free_new(s);
	return s;
}

void
drain_place(struct drain_state *s, size_t vm, size_t host)
{
	size_t *x = &s->head[s->at[vm]];

	while (*x != vm)
		x = &s->next[*x];
	*x = s->next[vm];
	s->used[s->at[vm]] -= s->p->vm[vm].memory_bytes;
	if (s->head[s->at[vm]] == DRAIN_NONE)
		s->used[s->at[vm]] = 0;
	s->used[host] += s->p->vm[vm].memory_bytes;
	drain_free_changed(s, s->at[vm]);
	drain_free_changed(s, host);
	s->at[vm] = host;
	for (x = &s->head[host]; *x != DRAIN_NONE && *x < vm;)
		x = &s->next[*x];
	s->next[vm] = *x;
	*x = vm;
}

size_t
drain_vms(const struct drain_state *s, size_t host, size_t *v)
{
	size_t n = 0;

	for (size_t i = s->head[host]; i != DRAIN_NONE; i = s->next[i])
		v[n++] = i;
	return n;
}

static bool
apart_ok(const struct drain_state *s, size_t vm, size_t host)
{
	size_t mark = s->p->vm[vm].apart;

	if (mark == 0)
		return true;
	for (size_t i = s->head[host]; i != DRAIN_NONE; i = s->next[i])
		if (i != vm && s->p->vm[i].apart == mark)
			return false;
	return true;
}

bool
drain_fits(const struct drain_state *s, size_t vm, size_t host)
{
	return drain_free_bytes(s, host) >= s->p->vm[vm].memory_bytes &&
	    apart_ok(s, vm, host);
}

static double
first_bytes(const struct drain_state *s, size_t vm)
{
	return migration_first_bytes(&s->p->rules, &s->p->vm[vm].load);
}

/* how long the busiest link of the way would be busy */
static double
way_s(const struct drain_state *s, size_t vm, size_t from, size_t to, bool take)
{
	const struct drain_net *net = s->p->net;
	size_t link[DRAIN_ROUTE], k, n = net->route(net->ctx, from, to, link);
	double bytes = first_bytes(s, vm), most = 0;

	for (k = 0; k < n; k++) {
		double c = net->capacity_Bps[link[k]];
		double t = s->load_s[link[k]] + (c > 0 ? bytes / c : INFINITY);

		most = fmax(most, t);
		if (take)
			s->load_s[link[k]] = t;
	}
	return most;
}

static int
order(double x, double y)
{
	return (x > y) - (x < y);
}

static size_t
hops(const struct drain_state *s, size_t from, size_t to)
{
	const struct drain_net *net = s->p->net;
	size_t link[DRAIN_ROUTE];

	return net->route(net->ctx, from, to, link);
}

struct choice {
	enum drain_how how;
	const bool *done;
	size_t from;
	bool far;
};

/* is host h better than b? */
static bool
better(const struct drain_state *s, const struct choice *x, size_t h,
    double way_h, size_t b, double way_b)
{
	const bool *done = x->done;
	int c = 0;

	if (done != NULL && done[h] != done[b])
		return done[h];
	switch (x->how) {
	case DRAIN_EVEN:
		c = order(s->coming[h], s->coming[b]);
		break;
	case DRAIN_FREE:
		break;
	case DRAIN_TIGHT:
		c = order(drain_free_bytes(s, h), drain_free_bytes(s, b));
		break;
	case DRAIN_ROUTE_LOAD:
		c = order(way_h, way_b * (1 - 1e-12));
		if (c >= 0)
			c = order(way_h, way_b * (1 + 1e-12)) > 0 ? 1 : 0;
		break;
	}
	if (c == 0)
		c = order(drain_free_bytes(s, b), drain_free_bytes(s, h));
	if (c == 0) {
		size_t nh = hops(s, x->from, h), nb = hops(s, x->from, b);

		c = x->far ? (nh < nb) - (nh > nb) : (nh > nb) - (nh < nb);
	}
	return c < 0;
}

static size_t
target_of(const struct drain_state *s, size_t vm, const struct choice *x,
    bool *room)
{
	const struct drain_problem *p = s->p;
	double way, way_best = 0;
	size_t best = DRAIN_NONE;

	if (x->how == DRAIN_FREE && s->free != NULL && p->vm[vm].apart == 0) {
		best = drain_free_most(s, p->vm[vm].memory_bytes, x->far);
		*room = best != DRAIN_NONE;
		return best;
	}
	*room = false;
	for (size_t h = 0; h < p->nhost; h++) {
		if (h == x->from ||
		    drain_free_bytes(s, h) < p->vm[vm].memory_bytes)
			continue;
		*room = true;
		if (!apart_ok(s, vm, h))
			continue;
		way = x->how == DRAIN_ROUTE_LOAD ?
		    way_s(s, vm, x->from, h, false) :
		    0;
		if (best != DRAIN_NONE && !better(s, x, h, way, best, way_best))
			continue;
		best = h;
		way_best = way;
	}
	return best;
}

static void
forget(struct drain_state *s, const struct drain_move *move, size_t n)
{
	const struct drain_net *net = s->p->net;
	size_t link[DRAIN_ROUTE], nl;

	for (size_t i = 0; i < n; i++) {
		s->coming[move[i].to] = 0;
		nl = net->route(net->ctx, move[i].from, move[i].to, link);
		for (size_t k = 0; k < nl; k++)
			s->load_s[link[k]] = 0;
	}
}

bool
drain_targets(struct drain_state *s, size_t host, const size_t *vm, size_t n,
    enum drain_how how, bool far, const bool *done, struct drain_move *move,
    size_t *nmove, struct drain_stuck *stuck, size_t *nstuck)
{
	const struct choice c = { how, done, host, far };

	*nmove = *nstuck = 0;
	if (how == DRAIN_FREE)
		drain_free_look(s, host, done);
	for (size_t i = 0; i < n; i++) {
		struct drain_move x = { 0 };
		bool room;
		size_t to = target_of(s, vm[i], &c, &room);

		if (to == DRAIN_NONE) {
			stuck[*nstuck].vm = vm[i];
			stuck[(*nstuck)++].why =
			    room ? DRAIN_APART : DRAIN_NO_ROOM;
			continue;
		}
		if (how == DRAIN_ROUTE_LOAD)
			way_s(s, vm[i], host, to, true);
		s->coming[to] += first_bytes(s, vm[i]);
		drain_place(s, vm[i], to);
		x.vm = vm[i];
		x.from = host;
		x.to = to;
		move[(*nmove)++] = x;
	}
	forget(s, move, *nmove);
	drain_free_rest(s);
	return *nstuck == 0;
}

void
drain_undo(struct drain_state *s, const struct drain_move *move, size_t n)
{
	for (size_t i = n; i-- > 0;)
		drain_place(s, move[i].vm, move[i].from);
}

/* depth first; a host that offers just what one tried before does is skipped */
static bool
search(struct drain_state *s, size_t host, const size_t *vm, size_t n, size_t i,
    struct drain_move *move, size_t *steps)
{
	const struct drain_problem *p = s->p;
	double tried[8];
	size_t k, ntried = 0;

	if (i == n)
		return true;
	for (size_t h = 0; h < p->nhost && *steps < STEPS; h++) {
		double room = drain_free_bytes(s, h);

		if (h == host || room < p->vm[vm[i]].memory_bytes ||
		    !apart_ok(s, vm[i], h))
			continue;
		for (k = 0; k < ntried; k++)
			if (!(tried[k] < room) && !(tried[k] > room) &&
			    p->vm[vm[i]].apart == 0)
				break;
		if (k < ntried)
			continue;
		if (ntried < 8)
			tried[ntried++] = room;
		++*steps;
		drain_place(s, vm[i], h);
		move[i].vm = vm[i];
		move[i].from = host;
		move[i].to = h;
		if (search(s, host, vm, n, i + 1, move, steps))
			return true;
		drain_place(s, vm[i], host);
	}
	return false;
}

bool
drain_search(struct drain_state *s, size_t host, const size_t *vm, size_t n,
    struct drain_move *move, size_t *nmove)
{
	size_t steps = 0;

	*nmove = n;
	if (search(s, host, vm, n, 0, move, &steps))
		return true;
	*nmove = 0;
	return false;
}

bool
drain_place_all(struct drain_state *s, size_t host, const size_t *order,
    const size_t *sorted, size_t n, enum drain_how how, bool far,
    const bool *done, struct drain_move *move, size_t *nmove,
    struct drain_stuck *stuck, size_t *nstuck)
{
	bool room;

	room = drain_targets(s, host, order, n, how, far, done, move, nmove,
	    stuck, nstuck);
	drain_undo(s, move, *nmove);
	if (room)
		return true;
	room = drain_targets(s, host, sorted, n, DRAIN_TIGHT, false, done, move,
	    nmove, stuck, nstuck);
	drain_undo(s, move, *nmove);
	if (room)
		return true;
	if (drain_search(s, host, sorted, n, move, nmove)) {
		drain_undo(s, move, *nmove);
		return true;
	}
	drain_targets(s, host, sorted, n, DRAIN_TIGHT, false, done, move, nmove,
	    stuck, nstuck);
	drain_undo(s, move, *nmove);
	return false;
}

static int
by_memory(const void *px, const void *py, const void *of)
{
	const struct drain_problem *p = of;
	double x = p->vm[*(const size_t *)px].memory_bytes;
	double y = p->vm[*(const size_t *)py].memory_bytes;

	return (x < y) - (x > y);
}

void
drain_by_memory(const struct drain_problem *p, const size_t *vm, size_t n,
    size_t *out)
{
	if (n > 0)
		memcpy(out, vm, n * sizeof *out);
	sort_stable(out, n, sizeof *out, by_memory, p);
}

void
drain_in_order(const size_t *order, size_t n, struct drain_move *move,
    size_t nmove)
{
	size_t k, at = 0;

	for (size_t i = 0; i < n; i++)
		for (k = at; k < nmove; k++)
			if (move[k].vm == order[i]) {
				struct drain_move x = move[k];

				move[k] = move[at];
				move[at++] = x;
				break;
			}
}

struct sorting {
	const struct drain_problem *p;
	enum drain_order by;
};

static int
by_turn(const void *px, const void *py, const void *of)
{
	const struct sorting *s = of;
	size_t x = ((const struct drain_move *)px)->vm;
	size_t y = ((const struct drain_move *)py)->vm;
	const struct drain_vm *vx = &s->p->vm[x], *vy = &s->p->vm[y];
	int c = 0;

	switch (s->by) {
	case DRAIN_LISTED:
		break;
	case DRAIN_LONGEST:
		c = order(vy->load.nonzero_bytes, vx->load.nonzero_bytes);
		break;
	case DRAIN_SHORTEST:
		c = order(vx->load.nonzero_bytes, vy->load.nonzero_bytes);
		break;
	}
	return c != 0 ? c : (x > y) - (x < y);
}

void
drain_sort(const struct drain_problem *p, struct drain_move *move, size_t n,
    enum drain_order by)
{
	struct sorting s = { p, by };

	sort_stable(move, n, sizeof *move, by_turn, &s);
}

static int
more_first(double x, double y)
{
	return (x < y) - (x > y);
}

static int
dirty_compare(const struct dirty *x, const struct dirty *y)
{
	int c = (x->kind > y->kind) - (x->kind < y->kind);

	c = c != 0 ? c : more_first(x->hot_bytes, y->hot_bytes);
	c = c != 0 ? c : more_first(x->cold_Bps, y->cold_Bps);
	c = c != 0 ? c : more_first(x->hot_window_s, y->hot_window_s);
	for (size_t i = 0; i < 2; i++) {
		c = c != 0 ? c : more_first(x->rate_Bps[i], y->rate_Bps[i]);
		c = c != 0 ? c : more_first(x->set_bytes[i], y->set_bytes[i]);
	}
	c = c != 0 ? c : more_first(x->origin_bytes, y->origin_bytes);
	c = c != 0 ? c : more_first(x->speed, y->speed);
	c = c != 0 ? c : (x->npoint > y->npoint) - (x->npoint < y->npoint);
	for (size_t i = 0; c == 0 && i < x->npoint; i++) {
		c = more_first(x->point_bytes[i], y->point_bytes[i]);
		c = c != 0 ? c : more_first(x->point_s[i], y->point_s[i]);
	}
	return c;
}

int
drain_vm_compare(const struct drain_vm *x, const struct drain_vm *y)
{
	int c = more_first(x->memory_bytes, y->memory_bytes);

	c = c != 0 ? c :
	             more_first(x->load.nonzero_bytes, y->load.nonzero_bytes);
	c = c != 0 ? c : more_first(x->load.compression, y->load.compression);
	c = c != 0 ? c : dirty_compare(&x->load.dirty, &y->load.dirty);
	return c != 0 ? c : (x->apart == 0) - (y->apart == 0);
}

static size_t
common(size_t x, size_t y)
{
	return y == 0 ? x : common(y, x % y);
}

/* largest first, smallest first, the two in order, and scattered: the next is
 * 0.618 of the list further on */
void
drain_arrange(const size_t *sorted, size_t n, size_t k, size_t *out)
{
	size_t i, step = (size_t)(0.6180339887498949 * (double)n);

	while (step > 1 && common(n, step) != 1)
		step--;
	if (step == 0)
		step = 1;
	for (i = 0; i < n; i++)
		switch (k) {
		case 1:
			out[i] = sorted[n - 1 - i];
			break;
		case 2:
			out[i] = sorted[i % 2 == 0 ? i / 2 : n - 1 - i / 2];
			break;
		case 3:
			out[i] = sorted[(i * step + step / 2) % n];
			break;
		default:
			out[i] = sorted[i];
		}
}

size_t
drain_orders(const struct drain_problem *p, const size_t *vm, size_t n)
{
	for (size_t i = 1; i < n; i++)
		if (drain_vm_compare(&p->vm[vm[0]], &p->vm[vm[i]]) != 0 ||
		    p->vm[vm[i]].apart != 0)
			return DRAIN_ORDERS;
	return 1;
}
