/*
 * DOC: rolling maintenance.  Every VM moves at least once;
 * those of the first host wait on hosts still to be served, so they move twice:
 * no plan sends less than sum(M) + min(M).  It is reached by starting with the
 * lightest host and sending each next host's VMs to hosts that are done
 * already, the emptiest first: where those have room.  Where they haven't, the
 * order of the hosts decides how much has to move twice; so orders are tried by
 * what they would send, without a clock: all of a few hosts, of many each of
 * the lightest first with the rest by size either way.  The best is then run.
 */
#include <math.h>
#include <string.h>

#include "drain/drain_known.h"

#include "base/sort.h"

/* hosts all of whose orders are tried; of more, so many are tried first, as far
 * as so many looks at a host for a VM allow */
enum { FEW = 5, FIRST = 8, LOOKS = 2000000 };

static int
lightest_first(const void *px, const void *py, const void *of)
{
	double x = ((const double *)of)[*(const size_t *)px];
	double y = ((const double *)of)[*(const size_t *)py];

	return (x > y) - (x < y);
}

struct rolling_step {
	struct drain_state *s;
	size_t *vm, *sorted;
	struct drain_move *move, *ordered;
	struct drain_stuck *stuck;
	struct drain_known *known; /* NULL: nothing is run */
};

static struct rolling_step
rolling_step_new(struct arena *a, const struct drain_problem *p)
{
	return (struct rolling_step){ drain_state_new(a, p),
		NEW(a, size_t, p->nvm + 1), NEW(a, size_t, p->nvm + 1),
		NEW(a, struct drain_move, p->nvm + 1),
		NEW(a, struct drain_move, p->nvm + 1),
		NEW(a, struct drain_stuck, p->nvm + 1), NULL };
}

/* VMs of a host placed elsewhere, in some way that fits */
static bool
find_targets(struct rolling_step *t, size_t host, const bool *done,
    size_t *nmove)
{
	static const enum drain_how how[] = { DRAIN_FREE, DRAIN_EVEN,
		DRAIN_TIGHT };
	size_t n = drain_vms(t->s, host, t->vm), nstuck, i;

	drain_by_memory(t->s->p, t->vm, n, t->sorted);
	for (i = 0; i < 3; i++) {
		if (drain_targets(t->s, host, t->sorted, n, how[i], false, done,
		        t->move, nmove, t->stuck, &nstuck))
			return true;
		drain_undo(t->s, t->move, *nmove);
	}
	return drain_search(t->s, host, t->sorted, n, t->move, nmove);
}

/* the mean over the orders the platform may take of runs of t->move; false:
 * some VM is left behind in one of them */
static bool
back_home(struct rolling_step *t, size_t n, double *seconds,
    struct rolling_answer *out)
{
	size_t norder;
	bool all = true;

	memcpy(t->ordered, t->move, n * sizeof *t->move);
	drain_sort(t->s->p, t->ordered, n, DRAIN_LISTED);
	for (size_t i = 0; i < n; i++)
		t->vm[i] = t->ordered[i].vm;
	drain_by_memory(t->s->p, t->vm, n, t->sorted);
	norder = drain_orders(t->s->p, t->sorted, n);
	for (size_t k = 0; k < norder && all; k++) {
		struct drain_clock c;

		drain_arrange(t->sorted, n, k, t->vm);
		drain_in_order(t->vm, n, t->ordered, n);
		c = drain_known_run(t->known, t->s, t->ordered, n);
		*seconds += c.seconds / (double)norder;
		out->bytes += c.bytes / (double)norder;
		all = c.done == n;
	}
	return all;
}

/* a host drained as for its drain alone, each order with targets of its own
 * (drain.c): to hosts that are done first, where given */
static bool
leave(struct rolling_step *t, size_t host, const bool *done, double *seconds,
    struct rolling_answer *out)
{
	size_t n = drain_vms(t->s, host, t->vm), norder, k, m, nstuck;
	bool all = true;

	drain_by_memory(t->s->p, t->vm, n, t->sorted);
	norder = drain_orders(t->s->p, t->sorted, n);
	for (k = 0; k < norder && all; k++) {
		struct drain_clock c;

		drain_arrange(t->sorted, n, k, t->vm);
		if (!drain_place_all(t->s, host, t->vm, t->sorted, n,
		        DRAIN_FREE, k % 2 != 0, done, t->ordered, &m, t->stuck,
		        &nstuck))
			return false;
		drain_in_order(t->vm, n, t->ordered, m);
		c = drain_known_run(t->known, t->s, t->ordered, m);
		*seconds += c.seconds / (double)norder;
		out->bytes += c.bytes / (double)norder;
		all = c.done == n;
	}
	return all;
}

static bool
serve(struct rolling_step *t, size_t i, const bool *done, bool failback,
    struct rolling_answer *out)
{
	const bool *first = t->s->p->together;
	size_t host = out->order[i], n;

	if (!failback && i > 0)
		first = done;
	else if (first != NULL && !first[host])
		first = NULL;
	if (!leave(t, host, first, &out->out_s[i], out))
		return false;
	out->seconds += out->out_s[i];
	if (!find_targets(t, host, failback ? NULL : done, &n))
		return false;
	if (!failback)
		return true;
	for (size_t k = 0; k < n; k++) {
		drain_place(t->s, t->move[k].vm, host);
		t->move[k].from = t->move[k].to;
		t->move[k].to = host;
	}
	out->away = !back_home(t, n, &out->back_s[i], out);
	if (out->away)
		return false;
	out->seconds += out->back_s[i];
	return true;
}

/* bytes of an order, were nothing rewritten; INFINITY: some host is stuck */
static double
order_bytes(struct rolling_step *t, const size_t *order, bool *done)
{
	const struct drain_problem *p = t->s->p;
	double bytes = 0;
	size_t n;

	for (size_t i = 0; i < p->nvm; i++)
		drain_place(t->s, i, p->vm[i].host);
	memset(done, 0, p->nhost * sizeof *done);
	for (size_t i = 0; i < p->nhost; i++) {
		if (!find_targets(t, order[i], done, &n))
			return INFINITY;
		for (size_t k = 0; k < n; k++)
			bytes += migration_first_bytes(&p->rules,
			    &p->vm[t->move[k].vm].load);
		done[order[i]] = true;
	}
	return bytes;
}

struct orders {
	struct rolling_step t;
	bool *done;
	size_t *now, *best;
	double least, enough;
	size_t left; /* orders */
};

static void
try_order(struct orders *o)
{
	double bytes;

	if (o->least <= o->enough || o->left == 0)
		return;
	o->left--;
	bytes = order_bytes(&o->t, o->now, o->done);
	if (bytes >= o->least * (1 - 1e-9))
		return;
	o->least = bytes;
	memcpy(o->best, o->now, o->t.s->p->nhost * sizeof *o->best);
}

/* all orders of now[from..n), in the order they come in */
static void
permute(struct orders *o, size_t from, size_t n)
{
	size_t x;

	if (from + 1 >= n) {
		try_order(o);
		return;
	}
	for (size_t i = from; i < n; i++) {
		x = o->now[i];
		for (size_t k = i; k > from; k--)
			o->now[k] = o->now[k - 1];
		o->now[from] = x;
		permute(o, from + 1, n);
		for (size_t k = from; k < i; k++)
			o->now[k] = o->now[k + 1];
		o->now[i] = x;
	}
}

/* sorted[first], then the others from the front or from the back */
static void
one_first(struct orders *o, const size_t *sorted, size_t n, size_t first,
    bool back)
{
	size_t k = 0;

	o->now[k++] = sorted[first];
	for (size_t i = 0; i < n; i++)
		if ((back ? n - 1 - i : i) != first)
			o->now[k++] = sorted[back ? n - 1 - i : i];
	try_order(o);
}

/* the order that sends least, to out; it holds the lightest first */
static void
best_order(struct arena *a, const struct drain_problem *p, double enough,
    size_t *out)
{
	struct arena_mark mark = arena_save(a);
	struct orders o = { rolling_step_new(a, p), NEW(a, bool, p->nhost + 1),
		NEW(a, size_t, p->nhost + 1), out, INFINITY,
		enough * (1 + 1e-9), 1 + LOOKS / (p->nvm * p->nhost + 1) };
	size_t *sorted = NEW(a, size_t, p->nhost + 1), i;

	memcpy(sorted, out, p->nhost * sizeof *out);
	memcpy(o.now, out, p->nhost * sizeof *out);
	if (p->nhost <= FEW)
		permute(&o, 0, p->nhost);
	for (i = 0; p->nhost > FEW && i < FIRST && i < p->nhost; i++) {
		one_first(&o, sorted, p->nhost, i, false);
		one_first(&o, sorted, p->nhost, i, true);
	}
	if (p->nhost > FEW)
		one_first(&o, sorted, p->nhost, p->nhost - 1, true);
	arena_restore(a, mark);
}

static void
roll(struct arena *a, const struct drain_problem *p, double service_s,
    bool failback, struct rolling_answer *out)
{
	bool *done = NEW(a, bool, p->nhost + 1);
	struct rolling_step t = rolling_step_new(a, p);

	t.known = drain_known_new(a, p);
	out->seconds = out->bytes = 0;
	out->finished = false;
	for (size_t i = 0; i < p->nhost; i++) {
		if (!serve(&t, i, done, failback, out)) {
			out->stuck = out->order[i];
			return;
		}
		out->seconds += service_s;
		done[out->order[i]] = true;
	}
	out->finished = true;
}

static void
rooms(struct arena *a, const struct drain_problem *p,
    struct rolling_answer *out)
{
	out->order = NEW(a, size_t, p->nhost + 1);
	out->out_s = NEW(a, double, p->nhost + 1);
	out->back_s = NEW(a, double, p->nhost + 1);
}

struct rolling_answer *
rolling_run(struct arena *a, const struct drain_problem *p, double service_s,
    bool failback)
{
	struct rolling_answer *out = NEW(a, struct rolling_answer, 1);
	double *load = NEW(a, double, p->nhost + 1), least = INFINITY;
	struct arena_mark mark;

	rooms(a, p, out);
	for (size_t i = 0; i < p->nvm; i++) {
		double b = migration_first_bytes(&p->rules, &p->vm[i].load);

		load[p->vm[i].host] += b;
		out->bytes_lower_bound += b;
	}
	for (size_t i = 0; i < p->nhost; i++)
		least = fmin(least, load[i]);
	if (p->nhost > 0)
		out->bytes_lower_bound += least;
	for (size_t i = 0; i < p->nhost; i++)
		out->order[i] = i;
	sort_stable(out->order, p->nhost, sizeof *out->order, lightest_first,
	    load);
	if (!failback)
		best_order(a, p, out->bytes_lower_bound, out->order);
	mark = arena_save(a);
	roll(a, p, service_s, failback, out);
	arena_restore(a, mark);
	return out;
}
