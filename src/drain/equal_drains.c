/*
 * DOC: a fingerprint is all a drain's answer depends on, in numbers of its own:
 * for every placement tried the targets in the order they come up, for every
 * move the links of its way in the order they come up, with what they carry.
 * Equal fingerprints take the same time.  Rates that are sums differ in their
 * last digits with the order they were added in, so they are rounded.
 */
#include "drain/equal_drains.h"

#include "drain/drain_state.h"
#include "drain/fingerprint.h"

/* of a host's drain */
struct drain_trace {
	struct fingerprint of;
	size_t *host, nhost, caphost; /* targets, by their numbers here */
	size_t *link, nlink, caplink;
	size_t *vm, nvm; /* VMs of the host drained */
	size_t drained;
};

struct equal_drains {
	struct arena *a;
	const struct drain_problem *p;
	const size_t *class, *type;
	enum drain_policy policy;
	struct drain_state *s;
	struct first {
		uint64_t hash;
		size_t host, next;
	} * first;
	size_t nfirst, capfirst;
	size_t *bucket, nbucket;
	struct drain_trace now, then;
	/* 1 + its number in the current fingerprint */
	size_t *number, *link_number;
	size_t *sorted, *order;
	struct drain_move *move;
	struct drain_stuck *stuck;
};

struct equal_drains *
equal_drains_new(struct arena *a, const struct drain_problem *p,
    const size_t *class, const size_t *type, enum drain_policy policy)
{
	struct equal_drains *t = NEW(a, struct equal_drains, 1);
	size_t *count = NEW(a, size_t, p->nhost + 1), most = 0, i;

	for (i = 0; i < p->nvm; i++)
		if (++count[p->vm[i].host] > most)
			most = count[p->vm[i].host];
	t->a = a;
	t->p = p;
	t->class = class;
	t->type = type;
	t->policy = policy;
	t->s = drain_state_new(a, p);
	t->nbucket = 2 * p->nhost + 1;
	t->bucket = NEW(a, size_t, t->nbucket);
	t->number = NEW(a, size_t, p->nhost + 1);
	t->link_number = NEW(a, size_t, p->net->nlink + 1);
	t->sorted = NEW(a, size_t, most + 1);
	t->order = NEW(a, size_t, most + 1);
	t->now.vm = NEW(a, size_t, most + 1);
	t->then.vm = NEW(a, size_t, most + 1);
	t->move = NEW(a, struct drain_move, most + 1);
	t->stuck = NEW(a, struct drain_stuck, most + 1);
	t->now.of.a = t->then.of.a = a;
	/* to 32 bits of 53 */
	t->now.of.blurred = t->then.of.blurred = 21;
	t->now.drained = t->then.drained = DRAIN_NONE;
	return t;
}

static void
put_link(struct equal_drains *t, size_t link)
{
	const struct drain_net *net = t->p->net;
	size_t *number = &t->link_number[link];

	if (*number == 0) {
		PUSH(t->a, t->now.link, t->now.nlink, t->now.caplink, link);
		*number = t->now.nlink;
		fingerprint_put_rate(&t->now.of, net->capacity_Bps[link]);
		if (net->one_Bps != NULL)
			fingerprint_put_rate(&t->now.of, net->one_Bps[link]);
		fingerprint_put(&t->now.of,
		    net->group != NULL ? net->group[link] : 0);
	}
	fingerprint_put(&t->now.of, *number);
}

static void
put_target(struct equal_drains *t, size_t from, size_t to)
{
	const struct drain_net *net = t->p->net;
	size_t link[DRAIN_ROUTE], n;

	if (t->number[to] == 0) {
		PUSH(t->a, t->now.host, t->now.nhost, t->now.caphost, to);
		t->number[to] = t->now.nhost;
		fingerprint_put(&t->now.of, t->p->host[to].slots);
		fingerprint_put_team(&t->now.of, net->rx, to);
	}
	fingerprint_put(&t->now.of, t->number[to]);
	n = net->route(net->ctx, from, to, link);
	fingerprint_put(&t->now.of, n);
	for (size_t i = 0; i < n; i++)
		put_link(t, link[i]);
}

/* VMs by their place on the host: the order of the moves is found by
 * those, and so are the targets */
static void
put_placement(struct equal_drains *t, size_t host, const size_t *order,
    enum drain_how how, bool far)
{
	size_t n, nstuck, k;
	const bool *first = t->p->together;
	bool room = drain_place_all(t->s, host, order, t->sorted, t->now.nvm,
	    how, far, first != NULL && first[host] ? first : NULL, t->move, &n,
	    t->stuck, &nstuck);

	fingerprint_put(&t->now.of, room);
	fingerprint_put(&t->now.of, n);
	for (size_t i = 0; i < n; i++) {
		for (k = 0; t->now.vm[k] != t->move[i].vm; k++)
			continue;
		fingerprint_put(&t->now.of, k);
		put_target(t, host, t->move[i].to);
	}
	for (size_t i = 0; i < nstuck && !room; i++) {
		for (k = 0; t->now.vm[k] != t->stuck[i].vm; k++)
			continue;
		fingerprint_put(&t->now.of, k);
		fingerprint_put(&t->now.of, t->stuck[i].why);
	}
}

/* to t->now */
static void
draw(struct equal_drains *t, size_t host)
{
	struct drain_trace *x = &t->now;
	size_t norder;

	x->of.n = x->nhost = x->nlink = 0;
	x->of.hash = 0;
	x->drained = host;
	x->nvm = drain_vms(t->s, host, x->vm);
	drain_by_memory(t->p, x->vm, x->nvm, t->sorted);
	fingerprint_put(&t->now.of, t->class[host]);
	fingerprint_put(&t->now.of, t->p->host[host].slots);
	fingerprint_put_team(&t->now.of, t->p->net->tx, host);
	fingerprint_put(&t->now.of, x->nvm);
	for (size_t i = 0; i < x->nvm; i++)
		fingerprint_put(&t->now.of, t->type[x->vm[i]]);
	norder = drain_orders(t->p, t->sorted, x->nvm);
	fingerprint_put(&t->now.of, norder);
	for (size_t i = 0; i < norder; i++) {
		drain_arrange(t->sorted, x->nvm, i, t->order);
		put_placement(t, host, t->order, DRAIN_FREE, i % 2 != 0);
	}
	if (t->policy == DRAIN_LARGEST_FIRST)
		put_placement(t, host, t->sorted, DRAIN_EVEN, false);
	for (size_t i = 0; i < x->nhost; i++)
		t->number[x->host[i]] = 0;
	for (size_t i = 0; i < x->nlink; i++)
		t->link_number[x->link[i]] = 0;
}

static void
swap(struct equal_drains *t)
{
	struct drain_trace x = t->now;

	t->now = t->then;
	t->then = x;
}

/* both fingerprints are there afterwards: now of host, then of first */
static bool
same(struct equal_drains *t, size_t host, size_t first)
{
	if (t->then.drained != first) {
		if (t->now.drained != first)
			draw(t, first);
		swap(t);
	}
	if (t->now.drained != host)
		draw(t, host);
	return fingerprint_same(&t->now.of, &t->then.of);
}

size_t
equal_drain_find(struct equal_drains *t, size_t host)
{
	struct first x = { 0, host, 0 };
	size_t *b;

	/* the best goes to hosts that are in no fingerprint */
	if (t->policy == DRAIN_BEST)
		return DRAIN_NONE;
	draw(t, host);
	x.hash = t->now.of.hash;
	b = &t->bucket[x.hash % t->nbucket];
	for (size_t i = *b; i > 0; i = t->first[i - 1].next)
		if (t->first[i - 1].hash == x.hash &&
		    same(t, host, t->first[i - 1].host))
			return t->first[i - 1].host;
	x.next = *b;
	PUSH(t->a, t->first, t->nfirst, t->capfirst, x);
	*b = t->nfirst;
	return DRAIN_NONE;
}

static size_t
place(const size_t *list, size_t n, size_t x)
{
	size_t i;

	for (i = 0; i < n && list[i] != x; i++)
		continue;
	return i;
}

struct drain_answer *
equal_drain_answer(struct arena *a, struct equal_drains *t, size_t first,
    const struct drain_answer *of_first, size_t host)
{
	struct drain_answer *out = NEW(a, struct drain_answer, 1);
	const struct drain_trace *x = &t->then, *y = &t->now;
	size_t n = of_first->nunfinished;

	same(t, host, first);
	*out = *of_first;
	out->move = NEW(a, struct drain_move, out->nmove + 1);
	out->unfinished = NEW(a, size_t, n + 1);
	for (size_t i = 0; i < out->nmove; i++) {
		struct drain_move *m = &out->move[i];

		*m = of_first->move[i];
		m->vm = y->vm[place(x->vm, x->nvm, m->vm)];
		m->from = host;
		m->to = y->host[place(x->host, x->nhost, m->to)];
	}
	for (size_t i = 0; i < n; i++)
		out->unfinished[i] =
		    y->vm[place(x->vm, x->nvm, of_first->unfinished[i])];
	if (out->bottleneck != DRAIN_NONE)
		out->bottleneck =
		    y->link[place(x->link, x->nlink, out->bottleneck)];
	return out;
}
