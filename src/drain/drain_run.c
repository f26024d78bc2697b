/*
 * DOC: moves against the clock.  They start in order as slots of source, target
 * and cluster allow (one that must wait delays none after it); each is a
 * migration (migration.c) whose passes are flows (solve/flow.c).  Time goes
 * from event to event; what held each copy back meanwhile is added up.
 */
#include <math.h>
#include <string.h>

#include "drain/drain_state.h"

struct drain_running {
	size_t move;
	struct migration m;
	size_t flow; /* or FLOW_NONE while it waits */
	double wait_until_s;
	size_t link[DRAIN_ROUTE], nlink;
	bool sending; /* its first pass has begun */
	bool dark;    /* its last */
	double cap_Bps;
	double alone_Bps; /* the most it could ever get */
	size_t cap_link;  /* the team or the LAG that sets it; DRAIN_NONE: the
			  * platform */
	size_t one_link;  /* the narrowest LAG on its way, or DRAIN_NONE */
};

struct loop {
	struct drain_state *s;
	struct drain_move *move;
	size_t nmove, first; /* all before that have begun */
	size_t slots;
	bool *begun;
	struct drain_running *run;
	size_t nrun;
	size_t *group; /* scratch: streams by other target, or source */
	bool changed;  /* who shares a team */
	bool freed;    /* slots, since moves were last started */
	struct drain_clock *out;
};

static const struct drain_team *
team_of(const struct drain_team *t, size_t host)
{
	return t != NULL && t[host].members > 1 ? &t[host] : NULL;
}

double
drain_alone_Bps(const struct drain_problem *p, size_t from, size_t to,
    const size_t *link, size_t n)
{
	const struct drain_team *tx = team_of(p->net->tx, from),
	                        *rx = team_of(p->net->rx, to);
	double best = p->stream_cap_Bps;

	for (size_t i = 0; i < n; i++) {
		best = fmin(best, p->net->capacity_Bps[link[i]]);
		if (p->net->one_Bps != NULL)
			best = fmin(best, p->net->one_Bps[link[i]]);
	}
	if (tx != NULL)
		best = fmin(best, tx->member_Bps);
	if (rx != NULL)
		best = fmin(best, rx->member_Bps);
	return best;
}

/* ---- teams and LAGs ---- */

/* the LAG whose member carries least of a way; DRAIN_NONE: any copy may have
 * all there is */
static size_t
narrowest(const struct drain_net *net, const size_t *link, size_t n)
{
	size_t at = DRAIN_NONE;

	for (size_t i = 0; net->one_Bps != NULL && i < n; i++)
		if (!isinf(net->one_Bps[link[i]]) &&
		    (at == DRAIN_NONE ||
		        net->one_Bps[link[i]] < net->one_Bps[at]))
			at = link[i];
	return at;
}

/* what the platform lets it send */
static double
platform_cap(const struct loop *l, const struct drain_running *r)
{
	return r->dark && l->s->p->rules.stop_lifts_cap ?
	    INFINITY :
	    l->s->p->stream_cap_Bps;
}

/* that, by one member of each LAG */
static double
stream_cap(const struct loop *l, const struct drain_running *r)
{
	return r->one_link == DRAIN_NONE ?
	    platform_cap(l, r) :
	    fmin(platform_cap(l, r), l->s->p->net->one_Bps[r->one_link]);
}

/* ... and which of both it is: the LAG, or DRAIN_NONE for the platform */
static size_t
stream_cap_link(const struct loop *l, const struct drain_running *r)
{
	return r->one_link != DRAIN_NONE &&
	        l->s->p->net->one_Bps[r->one_link] < platform_cap(l, r) ?
	    r->one_link :
	    DRAIN_NONE;
}

/* what migration r gets of the team of one of its ends, all others beside it;
 * out: its source's, else its target's */
static double
share(struct loop *l, const struct drain_running *r, const struct drain_team *t,
    bool out)
{
	const struct drain_problem *p = l->s->p;
	const struct drain_move *mine = &l->move[r->move];
	size_t n = 0, own = 1, k;

	for (size_t i = 0; i < l->nrun; i++) {
		const struct drain_move *m = &l->move[l->run[i].move];
		size_t other = out ? m->to : m->from;

		if (&l->run[i] == r || !l->run[i].sending ||
		    (out ? m->from != mine->from : m->to != mine->to))
			continue;
		if (!t->by_pair) {
			l->group[n++] = 1;
			continue;
		}
		if (other == (out ? mine->to : mine->from)) {
			own++;
			continue;
		}
		/* with the first of those that share its other end */
		for (k = 0; k < i; k++) {
			const struct drain_move *x = &l->move[l->run[k].move];

			if (&l->run[k] != r && l->run[k].sending &&
			    x->from == m->from && x->to == m->to)
				break;
		}
		if (k < i)
			continue;
		l->group[n] = 0;
		for (k = i; k < l->nrun; k++) {
			const struct drain_move *x = &l->move[l->run[k].move];

			l->group[n] += &l->run[k] != r && l->run[k].sending &&
			    x->from == m->from && x->to == m->to;
		}
		n++;
	}
	return team_share_Bps(t, own, l->group, n, stream_cap(l, r), p->luck);
}

static void
find_cap(struct loop *l, struct drain_running *r)
{
	const struct drain_problem *p = l->s->p;
	const struct drain_move *m = &l->move[r->move];
	const struct drain_team *tx = team_of(p->net->tx, m->from),
	                        *rx = team_of(p->net->rx, m->to);
	double x;

	r->cap_Bps = stream_cap(l, r);
	r->cap_link = stream_cap_link(l, r);
	if (tx != NULL && (x = share(l, r, tx, true)) < r->cap_Bps) {
		r->cap_Bps = x;
		r->cap_link = tx->link;
	}
	if (rx != NULL && (x = share(l, r, rx, false)) < r->cap_Bps) {
		r->cap_Bps = x;
		r->cap_link = rx->link;
	}
}

static void
find_caps(struct loop *l)
{
	if (!l->changed ||
	    (l->s->p->net->tx == NULL && l->s->p->net->rx == NULL))
		return;
	l->changed = false;
	for (size_t k = 0; k < l->nrun; k++) {
		find_cap(l, &l->run[k]);
		if (l->run[k].flow != FLOW_NONE)
			flow_recap(l->s->sim, l->run[k].flow,
			    l->run[k].cap_Bps);
	}
}

/* ---- migrations ---- */

static bool
slot_free(const struct loop *l, size_t host)
{
	size_t limit = l->s->p->host[host].slots;

	if (l->slots > 0 && l->slots < limit)
		limit = l->slots;
	return l->s->busy[host] < (limit > 0 ? limit : 1);
}

static void
start_moves(struct loop *l)
{
	const struct drain_problem *p = l->s->p;

	if (!l->freed)
		return;
	l->freed = false;
	while (l->first < l->nmove && l->begun[l->first])
		l->first++;
	for (size_t i = l->first; i < l->nmove; i++) {
		struct drain_move *m = &l->move[i];
		struct drain_running *r;

		if (p->parallel > 0 && l->nrun >= p->parallel)
			return;
		if (l->begun[i] || !slot_free(l, m->from) ||
		    !slot_free(l, m->to))
			continue;
		l->begun[i] = true;
		l->s->busy[m->from]++;
		l->s->busy[m->to]++;
		m->start_s = flow_now(l->s->sim);
		r = &l->run[l->nrun++];
		r->move = i;
		r->sending = r->dark = false;
		r->flow = FLOW_NONE;
		r->wait_until_s = m->start_s;
		r->nlink = p->net->route(p->net->ctx, m->from, m->to, r->link);
		r->one_link = narrowest(p->net, r->link, r->nlink);
		r->cap_Bps = stream_cap(l, r);
		r->cap_link = stream_cap_link(l, r);
		r->alone_Bps =
		    drain_alone_Bps(p, m->from, m->to, r->link, r->nlink);
		migration_begin(&r->m, &p->rules, &p->vm[m->vm].load,
		    m->start_s);
	}
}

static void
end_move(struct loop *l, size_t k, bool done)
{
	const struct drain_running *r = &l->run[k];
	struct drain_move *m = &l->move[r->move];

	l->s->busy[m->from]--;
	l->s->busy[m->to]--;
	m->done = done;
	m->end_s = done ? flow_now(l->s->sim) : INFINITY;
	m->downtime_s = done ? r->m.downtime_s : INFINITY;
	m->bytes = r->m.sent_bytes;
	l->out->bytes += m->bytes;
	l->out->done += done;
	l->changed = l->freed = true;
	l->run[k] = l->run[--l->nrun];
}

/* every migration that can takes its next step; true if any did */
static bool
step_all(struct loop *l)
{
	const struct drain_problem *p = l->s->p;
	struct flow_sim *sim = l->s->sim;
	bool any = false;
	size_t k = 0;

	while (k < l->nrun) {
		struct drain_running *r = &l->run[k];
		struct migration_step s;

		if (r->flow != FLOW_NONE || r->wait_until_s > flow_now(sim)) {
			k++;
			continue;
		}
		any = true;
		s = migration_next(&r->m, flow_now(sim), r->alone_Bps);
		switch (s.what) {
		case MIGRATION_WAIT:
			r->wait_until_s = flow_now(sim) + s.seconds;
			k++;
			break;
		case MIGRATION_SEND:
			l->changed |= !r->sending;
			r->sending = true;
			r->dark = s.dark;
			if (s.dark && p->rules.stop_lifts_cap &&
			    !isinf(p->stream_cap_Bps)) {
				find_cap(l, r);
				l->changed = true;
			}
			r->flow = flow_add(sim,
			    &(struct flow_spec){ .bytes = s.bytes,
			        .cap_Bps = r->cap_Bps,
			        .link = r->link,
			        .nlink = r->nlink });
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
account_bottleneck(struct loop *l, double until_s)
{
	struct drain_state *s = l->s;
	size_t nlink = s->p->net->nlink, flows = 0;
	double dt = until_s - flow_now(s->sim);

	for (size_t k = 0; k < l->nrun; k++) {
		size_t b;

		if (l->run[k].flow == FLOW_NONE)
			continue;
		flows++;
		b = flow_bottleneck(s->sim, l->run[k].flow);
		if (b == FLOW_NONE && l->run[k].cap_link != DRAIN_NONE)
			b = l->run[k].cap_link;
		s->held_s[b == FLOW_NONE ? nlink : b] += dt;
	}
	if (flows == 0)
		s->held_s[nlink + 1] += dt;
}

/* the worst of those that held anything, all set back to nothing */
static void
pick_bottleneck(struct loop *l)
{
	struct drain_state *s = l->s;
	const struct drain_net *net = s->p->net;
	size_t nlink = net->nlink, link[DRAIN_ROUTE], n, worst;
	double most = s->held_s[nlink];

	worst = nlink;
	if (s->held_s[nlink + 1] > most) {
		worst = nlink + 1;
		most = s->held_s[worst];
	}
	for (size_t i = 0; i < l->nmove; i++) {
		n = net->route(net->ctx, l->move[i].from, l->move[i].to, link);
		for (size_t k = 0; k < n; k++) {
			if (s->held_s[link[k]] > most * (1 + 1e-9)) {
				most = s->held_s[link[k]];
				worst = link[k];
			}
			s->held_s[link[k]] = 0;
		}
	}
	s->held_s[nlink] = s->held_s[nlink + 1] = 0;
	l->out->held_link = most > 0 && worst < nlink ? worst : DRAIN_NONE;
	l->out->held_stream = most > 0 && worst == nlink;
	l->out->held_overhead = most > 0 && worst == nlink + 1;
}

static void
scratch(struct drain_state *s, size_t n)
{
	if (n + 1 > s->room) {
		s->room = n + 1;
		s->run = NEW(s->a, struct drain_running, s->room);
		s->begun = NEW(s->a, bool, s->room);
		s->group = NEW(s->a, size_t, s->room);
	}
	memset(s->begun, 0, (n + 1) * sizeof *s->begun);
	memset(s->run, 0, (n + 1) * sizeof *s->run);
}

/* too late already: what still runs, or has not begun, is not done */
static void
give_up(struct loop *l)
{
	while (l->nrun > 0) {
		if (l->run[0].flow != FLOW_NONE)
			flow_remove(l->s->sim, l->run[0].flow);
		end_move(l, 0, false);
	}
}

struct drain_clock
drain_run(struct drain_state *s, struct drain_move *move, size_t n,
    size_t slots)
{
	struct drain_clock out = { 0 };
	struct loop l;

	scratch(s, n);
	l = (struct loop){ s, move, n, 0, slots, s->begun, s->run, 0, s->group,
		false, true, &out };
	flow_restart(s->sim);
	for (;;) {
		double until = INFINITY, next;
		size_t done;

		start_moves(&l);
		if (step_all(&l))
			continue;
		if (l.nrun == 0)
			break;
		if (s->give_up_s > 0 && flow_now(s->sim) > s->give_up_s) {
			give_up(&l);
			break;
		}
		find_caps(&l);
		for (size_t k = 0; k < l.nrun; k++)
			if (l.run[k].flow == FLOW_NONE)
				until = fmin(until, l.run[k].wait_until_s);
		next = flow_next(s->sim);
		if (isinf(next) && isinf(until)) {
			/* a link of no capacity: these never end */
			while (l.nrun > 0) {
				flow_remove(s->sim, l.run[0].flow);
				end_move(&l, 0, false);
			}
			continue;
		}
		if (s->ask)
			account_bottleneck(&l, fmin(next, until));
		done = flow_advance(s->sim, until);
		for (size_t k = 0; k < l.nrun; k++)
			if (done != FLOW_NONE && l.run[k].flow == done) {
				l.run[k].flow = FLOW_NONE;
				l.run[k].wait_until_s = flow_now(s->sim);
			}
	}
	out.seconds = flow_now(s->sim);
	out.held_link = DRAIN_NONE;
	if (s->ask)
		pick_bottleneck(&l);
	return out;
}
