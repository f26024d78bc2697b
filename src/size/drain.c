/*
 * DOC: a drain is a list of moves (machine, from, to).  Targets are chosen
 * first, by memory and marks; then moves start in order as slots of source,
 * target and cluster allow, each a migration (migration.c) whose passes are
 * flows (solve/flow.c).  Time goes from event to event.
 *
 * Lower bound: no migration takes less than its fixed time and its first pass
 * at its own best rate; slots of the source serve so many at once; and all
 * bytes leave through the source's links.
 */
#include "size/drain.h"

#include <math.h>
#include <string.h>

#include "solve/flow.h"

struct move { size_t vm, from, to; };

struct running {
	size_t move;
	struct migration m;
	size_t flow;		/* or FLOW_NONE while it waits */
	double wait_until_s;
};

struct state {
	struct arena *a;
	const struct drain_problem *p;
	size_t *at;		/* host of each machine */
	double *used;		/* memory in use on each host */
	size_t *stream;		/* machine's ordinal, for hashing */
};

static struct state
state_new(struct arena *a, const struct drain_problem *p)
{
	struct state s = {a, p, NEW(a, size_t, p->nvm + 1),
	    NEW(a, double, p->nhost + 1), NEW(a, size_t, p->nvm + 1)};
	size_t *seen = NEW(a, size_t, p->nhost + 1), i;

	for (i = 0; i < p->nvm; i++) {
		s.at[i] = p->vm[i].host;
		s.used[p->vm[i].host] += p->vm[i].memory_bytes;
		s.stream[i] = seen[p->vm[i].host]++;
	}
	return s;
}

static bool
apart_ok(const struct state *s, size_t vm, size_t host)
{
	size_t i;

	if (s->p->vm[vm].apart == 0)
		return true;
	for (i = 0; i < s->p->nvm; i++)
		if (i != vm && s->at[i] == host &&
		    s->p->vm[i].apart == s->p->vm[vm].apart)
			return false;
	return true;
}

static void
place(struct state *s, size_t vm, size_t host)
{
	s->used[s->at[vm]] -= s->p->vm[vm].memory_bytes;
	s->used[host] += s->p->vm[vm].memory_bytes;
	s->at[vm] = host;
}

/* machines of a host, largest memory first, ties in order given */
static size_t *
machines_of(const struct state *s, size_t host, size_t *n)
{
	size_t *v = NEW(s->a, size_t, s->p->nvm + 1), i, k;

	*n = 0;
	for (i = 0; i < s->p->nvm; i++) {
		if (s->at[i] != host)
			continue;
		for (k = (*n)++; k > 0 && s->p->vm[v[k - 1]].memory_bytes <
		    s->p->vm[i].memory_bytes; k--)
			v[k] = v[k - 1];
		v[k] = i;
	}
	return v;
}

/* where a machine goes: `done` hosts first if given; among them the one with
 * the fewest bytes coming (or, tight, the least room that still fits) */
static size_t
target_of(const struct state *s, size_t vm, size_t from, const bool *done,
    const double *coming, bool tight, bool *room)
{
	const struct drain_problem *p = s->p;
	size_t h, best = DRAIN_NONE;

	*room = false;
	for (h = 0; h < p->nhost; h++) {
		double free = p->host[h].memory_bytes - s->used[h], have;
		bool better;

		if (h == from || free < p->vm[vm].memory_bytes)
			continue;
		*room = true;
		if (!apart_ok(s, vm, h))
			continue;
		if (best == DRAIN_NONE) {
			best = h;
			continue;
		}
		have = p->host[best].memory_bytes - s->used[best];
		if (done != NULL && done[h] != done[best])
			better = done[h];
		else if (tight)
			better = free < have;
		else if (coming[h] < coming[best] || coming[h] > coming[best])
			better = coming[h] < coming[best];
		else
			better = free > have;
		if (better)
			best = h;
	}
	return best;
}

/* all moves of a drain; false if some machine has nowhere to go */
static bool
plan_moves(struct state *s, size_t host, const bool *done, bool tight,
    struct move *move, size_t *nmove, struct drain_answer *out)
{
	double *coming = NEW(s->a, double, s->p->nhost + 1);
	size_t n, i, *vm = machines_of(s, host, &n);

	*nmove = 0;
	out->nunfinished = 0;
	for (i = 0; i < n; i++) {
		bool room;
		size_t to = target_of(s, vm[i], host, done, coming, tight,
		    &room);

		if (to == DRAIN_NONE) {
			out->why[out->nunfinished] = room ? DRAIN_APART :
			    DRAIN_NO_ROOM;
			out->unfinished[out->nunfinished++] = vm[i];
			continue;
		}
		coming[to] += s->p->vm[vm[i]].load.nonzero_bytes;
		place(s, vm[i], to);
		move[(*nmove)++] = (struct move){vm[i], host, to};
	}
	return out->nunfinished == 0;
}

/* the most one stream between two hosts could get, alone */
static double
alone(const struct drain_problem *p, const size_t *link, size_t n)
{
	double best = p->stream_cap_Bps;
	size_t i;

	for (i = 0; i < n; i++)
		if (p->net->capacity_Bps[link[i]] < best)
			best = p->net->capacity_Bps[link[i]];
	return best;
}

struct loop {
	struct state *s;
	struct flow_sim *sim;
	const struct move *move;
	size_t nmove;
	bool *begun;
	struct running *run;
	size_t nrun;
	size_t *busy;		/* slots taken on each host */
	double *held_s;		/* by each link, then stream, then overhead */
	struct drain_answer *out;
};

static size_t
move_route(const struct loop *l, size_t i, size_t *link)
{
	const struct drain_net *n = l->s->p->net;

	return n->route(n->ctx, l->move[i].from, l->move[i].to,
	    l->s->stream[l->move[i].vm], link);
}

static void
start_moves(struct loop *l)
{
	const struct drain_problem *p = l->s->p;
	size_t i;

	for (i = 0; i < l->nmove; i++) {
		const struct move *m = &l->move[i];
		struct running *r;

		if (l->begun[i] || (p->parallel > 0 && l->nrun >= p->parallel))
			continue;
		if (l->busy[m->from] >= p->host[m->from].slots)
			continue;
		if (l->busy[m->to] >= p->host[m->to].slots)
			continue;
		l->begun[i] = true;
		l->busy[m->from]++;
		l->busy[m->to]++;
		r = &l->run[l->nrun++];
		r->move = i;
		r->flow = FLOW_NONE;
		r->wait_until_s = flow_now(l->sim);
		migration_begin(&r->m, &p->rules, &p->vm[m->vm].load,
		    flow_now(l->sim));
	}
}

static void
end_move(struct loop *l, size_t k, bool done)
{
	const struct running *r = &l->run[k];
	const struct move *m = &l->move[r->move];
	struct drain_answer *out = l->out;

	l->busy[m->from]--;
	l->busy[m->to]--;
	out->bytes += r->m.sent_bytes;
	if (done) {
		out->moved++;
		out->downtime_s[m->vm] = r->m.downtime_s;
		out->target[m->vm] = m->to;
	} else {
		out->why[out->nunfinished] = DRAIN_NO_END;
		out->unfinished[out->nunfinished++] = m->vm;
	}
	l->run[k] = l->run[--l->nrun];
}

/* every migration whose turn it is takes its next step; true if any did */
static bool
step_all(struct loop *l)
{
	const struct drain_problem *p = l->s->p;
	bool any = false;
	size_t k = 0;

	while (k < l->nrun) {
		struct running *r = &l->run[k];
		struct migration_step s;
		size_t link[DRAIN_ROUTE], n;

		if (r->flow != FLOW_NONE ||
		    r->wait_until_s > flow_now(l->sim) + 1e-12) {
			k++;
			continue;
		}
		any = true;
		n = move_route(l, r->move, link);
		s = migration_next(&r->m, flow_now(l->sim), alone(p, link, n));
		switch (s.what) {
		case MIGRATION_WAIT:
			r->wait_until_s = flow_now(l->sim) + s.seconds;
			k++;
			break;
		case MIGRATION_SEND:
			r->flow = flow_add(l->sim, &(struct flow_spec){
			    .bytes = s.bytes, .cap_Bps = p->stream_cap_Bps,
			    .link = link, .nlink = n});
			k++;
			break;
		case MIGRATION_DONE:
			end_move(l, k, true);
			break;
		case MIGRATION_NEVER:
			end_move(l, k, false);
			break;
		}
	}
	return any;
}

/* what held the copies back until now */
static void
blame(struct loop *l, double until_s)
{
	size_t nlink = l->s->p->net->nlink, k, flows = 0;
	double dt = until_s - flow_now(l->sim);

	for (k = 0; k < l->nrun; k++) {
		size_t b;

		if (l->run[k].flow == FLOW_NONE)
			continue;
		flows++;
		b = flow_bottleneck(l->sim, l->run[k].flow);
		l->held_s[b == FLOW_NONE ? nlink : b] += dt;
	}
	if (flows == 0)
		l->held_s[nlink + 1] += dt;
}

static void
run_moves(struct state *s, const struct move *move, size_t nmove,
    struct drain_answer *out)
{
	const struct drain_problem *p = s->p;
	struct loop l = {s, flow_new(s->a, p->net->capacity_Bps,
	    p->net->nlink), move, nmove, NEW(s->a, bool, nmove + 1),
	    NEW(s->a, struct running, nmove + 1), 0,
	    NEW(s->a, size_t, p->nhost + 1),
	    NEW(s->a, double, p->net->nlink + 2), out};
	size_t k, worst = 0;

	for (;;) {
		double until = INFINITY, next;
		size_t done;

		start_moves(&l);
		if (step_all(&l))
			continue;
		if (l.nrun == 0)
			break;
		for (k = 0; k < l.nrun; k++)
			if (l.run[k].flow == FLOW_NONE &&
			    l.run[k].wait_until_s < until)
				until = l.run[k].wait_until_s;
		next = flow_next(l.sim);
		if (isinf(next) && isinf(until)) {
			/* a link of no capacity: these never end */
			while (l.nrun > 0)
				end_move(&l, 0, false);
			break;
		}
		blame(&l, next < until ? next : until);
		done = flow_advance(l.sim, until);
		for (k = 0; k < l.nrun; k++)
			if (done != FLOW_NONE && l.run[k].flow == done) {
				l.run[k].flow = FLOW_NONE;
				l.run[k].wait_until_s = flow_now(l.sim);
			}
	}
	out->seconds += flow_now(l.sim);
	for (k = 1; k < p->net->nlink + 2; k++)
		if (l.held_s[k] > l.held_s[worst] * (1 + 1e-9))
			worst = k;
	out->by_stream = worst == p->net->nlink;
	out->by_overhead = worst == p->net->nlink + 1;
	out->bottleneck = worst < p->net->nlink ? worst : DRAIN_NONE;
}

static double
lower_bound(const struct state *s, const struct move *move, size_t n,
    size_t host)
{
	const struct drain_problem *p = s->p;
	double *by_link = NEW(s->a, double, p->net->nlink + 1);
	double held = 0, longest = 0, best, bytes, t;
	size_t link[DRAIN_ROUTE], k, i, nl;

	for (i = 0; i < n; i++) {
		bytes = migration_first_bytes(&p->rules,
		    &p->vm[move[i].vm].load);
		nl = p->net->route(p->net->ctx, move[i].from, move[i].to,
		    s->stream[move[i].vm], link);
		for (k = 0; k < nl; k++)
			by_link[link[k]] += bytes;
		t = p->rules.overhead_s;
		best = alone(p, link, nl);
		if (!isinf(best) && best > 0)
			t += bytes / best;
		held += t;
		longest = fmax(longest, t);
	}
	best = fmax(longest, held / (double)(p->host[host].slots > 0 ?
	    p->host[host].slots : 1));
	for (k = 0; k < p->net->nlink; k++)
		if (by_link[k] > 0 && p->net->capacity_Bps[k] > 0)
			best = fmax(best, by_link[k] /
			    p->net->capacity_Bps[k]);
	return best;
}

static struct drain_answer *
answer_new(struct arena *a, const struct drain_problem *p)
{
	struct drain_answer *out = NEW(a, struct drain_answer, 1);
	size_t i;

	out->downtime_s = NEW(a, double, p->nvm + 1);
	out->target = NEW(a, size_t, p->nvm + 1);
	out->unfinished = NEW(a, size_t, 2 * p->nvm + 1);
	out->why = NEW(a, enum drain_why, 2 * p->nvm + 1);
	out->bottleneck = DRAIN_NONE;
	for (i = 0; i < p->nvm; i++)
		out->target[i] = DRAIN_NONE;
	return out;
}

struct drain_answer *
drain_host(struct arena *a, const struct drain_problem *p, size_t host,
    enum drain_policy policy)
{
	struct drain_answer *out = answer_new(a, p);
	struct state s = state_new(a, p);
	struct move *move = NEW(a, struct move, p->nvm + 1), x;
	size_t n = 0, i, k;
	bool fits = plan_moves(&s, host, NULL, false, move, &n, out);

	if (!fits) {
		/* spread evenly it does not fit: once more, packed tight */
		s = state_new(a, p);
		fits = plan_moves(&s, host, NULL, true, move, &n, out);
	}
	if (policy == DRAIN_DEFAULT)
		for (i = 1; i < n; i++) {
			x = move[i];
			for (k = i; k > 0 && move[k - 1].vm > x.vm; k--)
				move[k] = move[k - 1];
			move[k] = x;
		}
	out->lower_bound_s = lower_bound(&s, move, n, host);
	run_moves(&s, move, n, out);
	out->finished = fits && out->nunfinished == 0;
	return out;
}

struct drain_answer *
drain_best(struct arena *a, const struct drain_problem *p, size_t host)
{
	struct drain_answer *x = drain_host(a, p, host, DRAIN_DEFAULT);
	struct drain_answer *y = drain_host(a, p, host, DRAIN_LARGEST_FIRST);

	return y->finished && y->seconds < x->seconds ? y : x;
}

struct rolling_answer *
rolling_run(struct arena *a, const struct drain_problem *p, double service_s,
    bool failback)
{
	struct rolling_answer *out = NEW(a, struct rolling_answer, 1);
	struct state s = state_new(a, p);
	double *load = NEW(a, double, p->nhost + 1), least = INFINITY;
	bool *done = NEW(a, bool, p->nhost + 1);
	size_t i, k, n;

	for (i = 0; i < p->nvm; i++) {
		double b = migration_first_bytes(&p->rules, &p->vm[i].load);

		load[p->vm[i].host] += b;
		out->bytes_lower_bound += b;
	}
	out->order = NEW(a, size_t, p->nhost + 1);
	for (i = 0; i < p->nhost; i++) {
		for (k = i; k > 0 && load[out->order[k - 1]] > load[i]; k--)
			out->order[k] = out->order[k - 1];
		out->order[k] = i;
		least = fmin(least, load[i]);
	}
	if (p->nhost > 0)
		out->bytes_lower_bound += least;
	for (i = 0; i < p->nhost; i++) {
		struct arena_mark mark = arena_save(a);
		struct drain_answer *one = answer_new(a, p);
		struct move *move = NEW(a, struct move, p->nvm + 1);
		size_t host = out->order[i];
		bool ok = plan_moves(&s, host, failback ? NULL : done, false,
		    move, &n, one);

		if (ok) {
			run_moves(&s, move, n, one);
			ok = one->nunfinished == 0;
		}
		for (k = 0; ok && failback && k < n; k++) {
			place(&s, move[k].vm, host);
			move[k].from = move[k].to;
			move[k].to = host;
		}
		if (ok && failback) {
			run_moves(&s, move, n, one);
			ok = one->nunfinished == 0;
		}
		out->bytes += one->bytes;
		out->seconds += one->seconds + service_s;
		arena_restore(a, mark);
		if (!ok) {
			out->stuck = host;
			return out;
		}
		done[host] = true;
	}
	out->finished = true;
	return out;
}
