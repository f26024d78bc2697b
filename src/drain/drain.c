/*
 * DOC: a drain is targets for a host's VMs (drain_plan.c), an order, and a
 * run against the clock (drain_run.c).  DEFAULT is the mean over several orders
 * that depend on sizes only.  BEST tries placements, orders and
 * numbers at once and keeps the fastest: with memory rewritten while it is
 * copied, fewer at once can be faster than more.
 *
 * Lower bound, of any plan: no migration is faster than its fixed time and its
 * first pass over its best way; slots serve so many at once; all bytes leave
 * through the source's links, cross every link that is on all ways, and arrive
 * through the targets' links.
 *
 * What would help first is tried, not guessed: twice as much of what held the
 * copies, of a stream, half the fixed time, one more at once.
 */
#include <math.h>
#include <string.h>

#include "drain/drain_state.h"

/* a plan and what came of it */
struct attempt {
	struct drain_move *move;
	size_t n;
	struct drain_clock clock;
};

struct work {
	struct drain_state *s;
	size_t host;
	size_t *vm, n;  /* VMs of the host */
	size_t *sorted; /* largest memory first */
	size_t *order;  /* in the order they are given targets */
	struct drain_stuck *stuck;
	size_t nstuck;
	bool room; /* there is a target for each */
	struct attempt now, here,
	    best; /* here: the best with so many at once */
	size_t best_slots;
};

/* targets by a rule, or another where it leaves VMs out */
static void
targets(struct work *w, enum drain_how how, bool far, const size_t *order)
{
	const bool *first = w->s->p->together;

	w->room = drain_place_all(w->s, w->host, order, w->sorted, w->n, how,
	    far, first != NULL && first[w->host] ? first : NULL, w->now.move,
	    &w->now.n, w->stuck, &w->nstuck);
}

/* more VMs moved, then faster, then fewer bytes */
static bool
beats(const struct attempt *x, const struct attempt *y)
{
	if (x->clock.done != y->clock.done)
		return x->clock.done > y->clock.done;
	if (x->clock.seconds < y->clock.seconds * (1 - 1e-9))
		return true;
	return x->clock.seconds <= y->clock.seconds &&
	    x->clock.bytes < y->clock.bytes * (1 - 1e-9);
}

static void
copy(struct attempt *to, const struct attempt *from)
{
	memcpy(to->move, from->move, from->n * sizeof *from->move);
	to->n = from->n;
	to->clock = from->clock;
}

static void
keep(struct work *w, size_t slots)
{
	copy(&w->best, &w->now);
	w->best_slots = slots;
}

/* ---- the bound ---- */

struct cut {
	double first_Bps, last_Bps;
};

struct ways {
	struct work *w;
	double *count; /* by link: ways it is on */
	size_t *seen, nseen;
	double ways;
	struct cut cut;
};

static void
count_way(struct ways *x, const size_t *link, size_t n)
{
	const double *cap = x->w->s->p->net->capacity_Bps;

	x->ways += 1;
	for (size_t k = 0; k < n; k++) {
		x->count[link[k]] += 1;
		if (x->count[link[k]] > 1)
			continue;
		x->seen[x->nseen++] = link[k];
		if (k == 0)
			x->cut.first_Bps += cap[link[k]];
		if (k == n - 1)
			x->cut.last_Bps += cap[link[k]];
	}
}

/* the fastest a VM can move, alone; adds up the ways it could take */
static double
alone_s(struct ways *x, size_t vm)
{
	const struct drain_state *s = x->w->s;
	const struct drain_problem *p = s->p;
	size_t link[DRAIN_ROUTE], n;
	double most = 0, t = p->rules.overhead_s;

	for (size_t h = 0; h < p->nhost; h++) {
		if (h == x->w->host ||
		    p->host[h].memory_bytes < p->vm[vm].memory_bytes)
			continue;
		n = p->net->route(p->net->ctx, x->w->host, h, link);
		count_way(x, link, n);
		most = fmax(most, drain_alone_Bps(p, x->w->host, h, link, n));
	}
	if (most > 0 && !isinf(most))
		t += migration_first_bytes(&p->rules, &p->vm[vm].load) / most;
	return t;
}

/* of the VMs to be moved now, whatever their order, `at_once` at most (0:
 * as the host may) */
static double
lower_bound(struct work *w, size_t at_once)
{
	const struct drain_problem *p = w->s->p;
	const double *cap = p->net->capacity_Bps;
	double bytes = 0, longest = 0, held = 0, widest = INFINITY, slots;
	struct ways x = { w, w->s->held_s,
		NEW(w->s->a, size_t, p->net->nlink + 1), 0, 0, { 0, 0 } };

	drain_sort(p, w->now.move, w->now.n, DRAIN_LISTED);
	for (size_t i = 0; i < w->now.n; i++) {
		size_t vm = w->now.move[i].vm;
		double t = alone_s(&x, vm);

		bytes += migration_first_bytes(&p->rules, &p->vm[vm].load);
		longest = fmax(longest, t);
		held += t;
	}
	for (size_t i = 0; i < x.nseen; i++) {
		/* on every way there is */
		if (x.count[x.seen[i]] >= x.ways)
			widest = fmin(widest, cap[x.seen[i]]);
		x.count[x.seen[i]] = 0;
	}
	if (w->now.n == 0)
		return 0;
	if (x.cut.first_Bps > 0)
		widest = fmin(widest, x.cut.first_Bps);
	if (x.cut.last_Bps > 0)
		widest = fmin(widest, x.cut.last_Bps);
	slots =
	    (double)(p->host[w->host].slots > 0 ? p->host[w->host].slots : 1);
	if (at_once > 0)
		slots = fmin(slots, (double)at_once);
	if (p->parallel > 0)
		slots = fmin(slots, (double)p->parallel);
	longest = fmax(longest, held / slots);
	return widest > 0 && !isinf(widest) ?
	    fmax(longest, p->rules.overhead_s + bytes / widest) :
	    longest;
}

/* ---- what would help ---- */

/* the best plan again on a problem with more of something */
static double
again(struct work *w, const struct drain_problem *changed, size_t slots)
{
	const struct drain_problem *p = w->s->p;
	struct flow_sim *sim = w->s->sim;
	double seconds;

	if (changed->net != p->net)
		w->s->sim = flow_new(w->s->a, changed->net->capacity_Bps,
		    p->net->nlink, NULL, 0);
	memcpy(w->now.move, w->best.move, w->best.n * sizeof *w->best.move);
	w->s->p = changed;
	seconds = drain_run(w->s, w->now.move, w->best.n, slots).seconds;
	w->s->p = p;
	w->s->sim = sim;
	return seconds;
}

static bool
helps(struct drain_answer *out, double seconds)
{
	if (seconds >= out->helped_s * (1 - 1e-9))
		return false;
	out->helped_s = seconds;
	out->bottleneck = DRAIN_NONE;
	out->by_stream = out->by_overhead = out->by_slots = false;
	out->by_group = false;
	return true;
}

/* teams whose links have other capacities than they had */
static struct drain_team *
faster_teams(struct work *w, const struct drain_team *t, const double *had,
    const double *has)
{
	size_t n = w->s->p->nhost;
	struct drain_team *out = NEW(w->s->a, struct drain_team, n + 1);

	for (size_t i = 0; i < n; i++) {
		out[i] = t[i];
		if (t[i].members > 1 && had[t[i].link] > 0)
			out[i].member_Bps *= has[t[i].link] / had[t[i].link];
	}
	return out;
}

/* with twice the capacity of a link, or of all of its group */
static double
faster(struct work *w, size_t link, bool group)
{
	struct drain_problem q = *w->s->p;
	struct drain_net net = *q.net;
	double *capacity = NEW(w->s->a, double, net.nlink + 1);
	double *one = NEW(w->s->a, double, net.nlink + 1);

	for (size_t i = 0; i < net.nlink; i++)
		capacity[i] = net.capacity_Bps[i] *
		    (i == link || (group && net.group[i] == net.group[link]) ?
		            2 :
		            1);
	if (net.tx != NULL)
		net.tx = faster_teams(w, net.tx, net.capacity_Bps, capacity);
	if (net.rx != NULL)
		net.rx = faster_teams(w, net.rx, net.capacity_Bps, capacity);
	for (size_t i = 0; net.one_Bps != NULL && i < net.nlink; i++)
		one[i] = net.capacity_Bps[i] > 0 ?
		    net.one_Bps[i] * (capacity[i] / net.capacity_Bps[i]) :
		    net.one_Bps[i];
	if (net.one_Bps != NULL)
		net.one_Bps = one;
	net.capacity_Bps = capacity;
	q.net = &net;
	return again(w, &q, w->best_slots);
}

/* clearly better than by one link alone */
static bool
gains(struct drain_answer *out, double seconds)
{
	return seconds < out->helped_s - 0.1 * (out->seconds - out->helped_s) -
	        1e-9 * out->seconds &&
	    helps(out, seconds);
}

static void
what_helps(struct work *w, struct drain_answer *out, double plan_s)
{
	const struct drain_problem *p = w->s->p;
	const struct drain_clock *c = &w->best.clock;
	struct drain_problem q = *p;
	struct drain_host *host;
	double shown = out->seconds;

	out->seconds = plan_s;
	out->bottleneck = c->held_link;
	out->by_stream = c->held_stream;
	out->by_overhead = c->held_overhead;
	out->helped_s = out->seconds;
	if (w->best.n == 0 || !out->finished) {
		out->seconds = shown;
		return;
	}
	if (c->held_link != DRAIN_NONE) {
		if (helps(out, faster(w, c->held_link, false)))
			out->bottleneck = c->held_link;
		if (p->net->group != NULL &&
		    gains(out, faster(w, c->held_link, true))) {
			out->bottleneck = c->held_link;
			out->by_group = true;
		}
	}
	q.stream_cap_Bps *= 2;
	if (!isinf(p->stream_cap_Bps) &&
	    helps(out, again(w, &q, w->best_slots)))
		out->by_stream = true;
	q = *p;
	q.rules.overhead_s /= 2;
	if (p->rules.overhead_s > 0 && helps(out, again(w, &q, w->best_slots)))
		out->by_overhead = true;
	q = *p;
	host = NEW(w->s->a, struct drain_host, p->nhost + 1);
	for (size_t h = 0; h < p->nhost; h++) {
		host[h] = p->host[h];
		host[h].slots++;
	}
	q.host = host;
	if (w->best_slots == 0 && helps(out, again(w, &q, 0)))
		out->by_slots = true;
	/* what helps the plan helps the mean as much */
	if (plan_s > 0)
		out->helped_s *= shown / plan_s;
	out->seconds = shown;
}

/* memory is free for the other hosts that may be lost meanwhile */
static bool
reserve_kept(const struct drain_state *s, size_t host)
{
	const struct drain_problem *p = s->p;
	double room = 0, used = 0, most;
	bool *lost;

	if (p->reserve < 2)
		return true;
	lost = NEW(s->a, bool, p->nhost + 1);
	for (size_t h = 0; h < p->nhost; h++) {
		used += s->used[h];
		room += h == host ? 0 : p->host[h].memory_bytes;
	}
	for (size_t k = 1; k < p->reserve; k++) {
		size_t worst = DRAIN_NONE;

		most = 0;
		for (size_t h = 0; h < p->nhost; h++)
			if (h != host && !lost[h] &&
			    p->host[h].memory_bytes > most) {
				most = p->host[h].memory_bytes;
				worst = h;
			}
		if (worst == DRAIN_NONE)
			break;
		lost[worst] = true;
		room -= most;
	}
	return used <= room;
}

/* ---- the answer ---- */

static void
answer_fill(struct work *w, struct drain_answer *out)
{
	const struct attempt *x = &w->best;

	out->seconds = x->clock.seconds;
	out->bytes = x->clock.bytes;
	out->moved = x->clock.done;
	out->nmove = x->n;
	memcpy(out->move, x->move, x->n * sizeof *x->move);
	out->nunfinished = 0;
	if (!w->room)
		for (size_t i = 0; i < w->nstuck; i++) {
			out->unfinished[out->nunfinished] = w->stuck[i].vm;
			out->why[out->nunfinished++] = w->stuck[i].why;
		}
	for (size_t i = 0; i < x->n; i++)
		if (!x->move[i].done) {
			out->unfinished[out->nunfinished] = x->move[i].vm;
			out->why[out->nunfinished++] = DRAIN_NO_END;
		}
	out->finished = out->nunfinished == 0;
}

static void
run_order(struct work *w, size_t k, size_t slots)
{
	drain_arrange(w->sorted, w->n, k, w->order);
	targets(w, DRAIN_FREE, k % 2 != 0, w->order);
	drain_in_order(w->order, w->n, w->now.move, w->now.n);
	w->now.clock = drain_run(w->s, w->now.move, w->now.n, slots);
}

/*
 * As the platform does it: every order tried.  The plan kept is the one whose
 * time is nearest to the mean; where one order leaves a VM behind, that one,
 * since it can't be ruled out.
 */
static void
by_itself(struct work *w, struct drain_answer *out)
{
	size_t norder = drain_orders(w->s->p, w->sorted, w->n), k;
	double sum = 0, bytes = 0, low = INFINITY, high = 0, at[DRAIN_ORDERS];
	size_t worst = DRAIN_NONE, least = w->n, pick = 0;

	w->s->ask = true;
	for (k = 0; k < norder; k++) {
		run_order(w, k, 0);
		at[k] = w->now.clock.seconds;
		sum += at[k];
		bytes += w->now.clock.bytes;
		low = fmin(low, at[k]);
		high = fmax(high, at[k]);
		if (w->now.clock.done < w->n &&
		    (worst == DRAIN_NONE || w->now.clock.done < least)) {
			worst = k;
			least = w->now.clock.done;
		}
	}
	for (k = 1; k < norder; k++)
		if (fabs(at[k] * (double)norder - sum) <
		    fabs(at[pick] * (double)norder - sum) * (1 - 1e-9))
			pick = k;
	if (worst != DRAIN_NONE)
		pick = worst;
	if (pick + 1 != norder)
		run_order(w, pick, 0);
	w->s->ask = false;
	keep(w, 0);
	answer_fill(w, out);
	out->order_low_s = out->order_high_s = out->seconds;
	if (!out->finished)
		return;
	out->seconds = sum / (double)norder;
	out->bytes = bytes / (double)norder;
	out->order_low_s = low;
	out->order_high_s = high;
}

/* ---- the best ---- */

/* `now` with so many at once, if it is the best of those yet */
static void
judge(struct work *w)
{
	if (beats(&w->now, &w->here))
		copy(&w->here, &w->now);
}

static void
attempt(struct work *w, enum drain_order order, size_t slots)
{
	drain_sort(w->s->p, w->now.move, w->now.n, order);
	w->now.clock = drain_run(w->s, w->now.move, w->now.n, slots);
	judge(w);
}

/*
 * The fastest plan found with so many at once; it depends on no other number.
 * Every plan another policy takes is among those tried.
 */
static void
best_with(struct work *w, size_t slots, double bound_s)
{
	static const enum drain_how how[] = { DRAIN_EVEN, DRAIN_ROUTE_LOAD,
		DRAIN_FREE };
	size_t norder = drain_orders(w->s->p, w->sorted, w->n), i;

	w->here.n = 0;
	w->here.clock = (struct drain_clock){ .seconds = INFINITY };
	for (i = 0; i < norder; i++) {
		run_order(w, i, slots);
		judge(w);
	}
	for (i = 0; i < 3; i++) {
		if (w->here.clock.done == w->n &&
		    w->here.clock.seconds <= bound_s * (1 + 1e-9))
			return;
		targets(w, how[i], false, w->sorted);
		attempt(w, DRAIN_LONGEST, slots);
		attempt(w, DRAIN_LISTED, slots);
		attempt(w, DRAIN_SHORTEST, slots);
	}
	drain_improve(w->s, w->here.move, w->here.n, slots, bound_s,
	    w->s->p->effort, &w->here.clock);
}

/* every number at once up to what the host may: with more allowed, what was
 * found with fewer is found again */
static void
best_of_all(struct work *w)
{
	size_t most = w->s->p->host[w->host].slots;

	if (most > w->n)
		most = w->n;
	if (most < 1)
		most = 1;
	for (size_t c = most; c > 0; c--) {
		double bound_s = lower_bound(w, c);

		if (w->best.clock.done == w->n &&
		    w->best.clock.seconds <= bound_s)
			continue;
		best_with(w, c, bound_s);
		if (!beats(&w->here, &w->best))
			continue;
		copy(&w->best, &w->here);
		w->best_slots = c < w->s->p->host[w->host].slots ? c : 0;
		w->s->ask = true;
		w->best.clock = drain_run(w->s, w->best.move, w->best.n, c);
		w->s->ask = false;
	}
}

struct drain_answer *
drain_host(struct arena *a, const struct drain_problem *p, size_t host,
    enum drain_policy policy)
{
	struct drain_answer *out = NEW(a, struct drain_answer, 1);
	struct arena_mark mark;
	struct work w = { 0 };
	double rep;
	size_t n = 0;

	for (size_t i = 0; i < p->nvm; i++)
		n += p->vm[i].host == host;
	out->move = NEW(a, struct drain_move, n + 1);
	out->unfinished = NEW(a, size_t, n + 1);
	out->why = NEW(a, enum drain_why, n + 1);
	mark = arena_save(a);
	w.s = drain_state_new(a, p);
	w.host = host;
	w.vm = NEW(a, size_t, n + 1);
	w.order = NEW(a, size_t, n + 1);
	w.sorted = NEW(a, size_t, n + 1);
	w.stuck = NEW(a, struct drain_stuck, n + 1);
	w.now.move = NEW(a, struct drain_move, n + 1);
	w.here.move = NEW(a, struct drain_move, n + 1);
	w.best.move = NEW(a, struct drain_move, n + 1);
	w.n = drain_vms(w.s, host, w.vm);
	drain_by_memory(p, w.vm, w.n, w.sorted);
	out->short_of_reserve = !reserve_kept(w.s, host);
	by_itself(&w, out);
	out->lower_bound_s = lower_bound(&w, 0);
	out->default_s = out->finished ? out->seconds : INFINITY;
	rep = w.best.clock.seconds;
	/* with nowhere to go for some, other plans move others: not compared */
	if (policy == DRAIN_LARGEST_FIRST && w.room) {
		targets(&w, DRAIN_EVEN, false, w.sorted);
		out->lower_bound_s = lower_bound(&w, 0);
		drain_sort(p, w.now.move, w.now.n, DRAIN_LONGEST);
		w.s->ask = true;
		w.now.clock = drain_run(w.s, w.now.move, w.now.n, 0);
		w.s->ask = false;
		keep(&w, 0);
		answer_fill(&w, out);
		rep = out->seconds;
	}
	if (policy == DRAIN_BEST && w.room) {
		best_of_all(&w);
		answer_fill(&w, out);
		rep = out->seconds;
	}
	out->slots = w.best_slots;
	what_helps(&w, out, rep);
	/* rounding only */
	out->lower_bound_s = fmin(out->lower_bound_s,
	    out->finished ? out->seconds : out->lower_bound_s);
	arena_restore(a, mark);
	return out;
}
