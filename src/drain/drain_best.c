/*
 * DOC: a plan is a list of moves, in the order they are given slots.  Its
 * neighbours: two moves change places or targets, one goes to another place,
 * one goes to another host.  Each that is faster is kept at once, in the order
 * of the list, round after round, until a whole round helps no more.  A run is
 * given up when it is later than the plan it would have to beat; a plan that is
 * one tried before but for hosts and VMs that are alike is not run: it was no
 * faster than what is the best by now.
 */
#include <string.h>

#include "drain/drain_known.h"
#include "drain/drain_state.h"

struct climb {
	struct drain_state *s;
	struct drain_move *move, *trial;
	size_t n, slots, left; /* moves that may still be simulated */
	double enough_s;
	struct drain_clock *clock;
	struct drain_known *known; /* plans that were tried */
};

static bool
over(const struct climb *c)
{
	return c->left < c->n || c->clock->seconds <= c->enough_s;
}

/* c->trial, if it is faster */
static bool
take(struct climb *c)
{
	struct drain_clock t;

	c->left -= c->n;
	if (drain_known_met(c->known, c->trial, c->n))
		return false;
	c->s->give_up_s = c->clock->seconds;
	t = drain_run(c->s, c->trial, c->n, c->slots);
	c->s->give_up_s = 0;
	if (t.done < c->n || t.seconds >= c->clock->seconds * (1 - 1e-6))
		return false;
	*c->clock = t;
	memcpy(c->move, c->trial, c->n * sizeof *c->move);
	return true;
}

static void
start(struct climb *c)
{
	memcpy(c->trial, c->move, c->n * sizeof *c->move);
}

/* move i to every other host with room */
static bool
elsewhere(struct climb *c, size_t i)
{
	struct drain_state *s = c->s;
	size_t vm = c->move[i].vm;
	bool any = false;

	for (size_t h = 0; h < s->p->nhost && !over(c); h++) {
		if (h == c->move[i].from || h == c->move[i].to ||
		    !drain_fits(s, vm, h))
			continue;
		start(c);
		c->trial[i].to = h;
		if (!take(c))
			continue;
		drain_place(s, vm, h);
		any = true;
	}
	return any;
}

static bool
same_vm(const struct climb *c, size_t i, size_t k)
{
	const struct drain_vm *vm = c->s->p->vm;

	return drain_vm_compare(&vm[c->move[i].vm], &vm[c->move[k].vm]) == 0;
}

/* i and k change places in the order; or what is at k goes before i */
static bool
reorder(struct climb *c, size_t i, size_t k, bool shift)
{
	struct drain_move x;

	if (over(c) || (c->move[i].to == c->move[k].to && same_vm(c, i, k)))
		return false;
	start(c);
	x = c->trial[k];
	if (shift) {
		for (size_t j = k; j > i; j--)
			c->trial[j] = c->trial[j - 1];
	} else {
		c->trial[k] = c->trial[i];
	}
	c->trial[i] = x;
	return take(c);
}

/* the targets of i and k change places, if both have room */
static bool
trade(struct climb *c, size_t i, size_t k)
{
	struct drain_state *s = c->s;
	size_t vi = c->move[i].vm, vk = c->move[k].vm;
	size_t ti = c->move[i].to, tk = c->move[k].to;
	bool ok;

	if (over(c) || ti == tk || same_vm(c, i, k))
		return false;
	drain_place(s, vi, c->move[i].from);
	drain_place(s, vk, c->move[k].from);
	ok = drain_fits(s, vi, tk);
	if (ok) {
		drain_place(s, vi, tk);
		ok = drain_fits(s, vk, ti);
	}
	if (ok) {
		start(c);
		c->trial[i].to = tk;
		c->trial[k].to = ti;
		ok = take(c);
	}
	drain_place(s, vi, c->move[i].to);
	drain_place(s, vk, c->move[k].to);
	return ok;
}

static bool
climb_round(struct climb *c)
{
	bool any = false;

	for (size_t i = 0; i < c->n; i++)
		any |= elsewhere(c, i);
	for (size_t i = 0; i < c->n; i++)
		for (size_t k = i + 1; k < c->n; k++) {
			any |= reorder(c, i, k, false);
			any |= trade(c, i, k);
			any |= reorder(c, i, k, true);
		}
	return any;
}

void
drain_improve(struct drain_state *s, struct drain_move *move, size_t n,
    size_t slots, double bound_s, size_t effort, struct drain_clock *clock)
{
	struct arena *own = arena_child(s->a);
	struct climb c = { s, move, NEW(own, struct drain_move, n + 1), n,
		slots, effort, bound_s * 1.001, clock,
		drain_known_new(own, s->p) };

	for (size_t i = 0; i < n; i++)
		drain_place(s, move[i].vm, move[i].to);
	while (n > 0 && clock->done == n && !over(&c) && climb_round(&c))
		continue;
	drain_undo(s, move, n);
	arena_free(own);
}
