/*
 * DOC: a picture is all a drain's answer depends on, in numbers of its own: for
 * every placement tried the targets in the order they come up, for every move
 * the links of its way in the order they come up, with what they carry.  Equal
 * pictures are one problem to the clock.  Rates that are sums differ in their
 * last digits with the order they were added in, so they are rounded.
 */
#include "drain/twin.h"

#include "drain/drain_state.h"
#include "drain/picture.h"

/* of a host's drain */
struct drawn {
	struct picture of;
	size_t *host, nhost, caphost; /* targets, by their numbers here */
	size_t *link, nlink, caplink;
	size_t *vm, nvm; /* VMs of the host drained */
	size_t drained;
};

struct drain_twins {
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
	struct drawn now, then;
	size_t *number, *link_number; /* 1 + that in the picture drawn */
	size_t *sorted, *turn;
	struct drain_move *move;
	struct drain_stuck *stuck;
};

struct drain_twins *
drain_twins_new(struct arena *a, const struct drain_problem *p,
    const size_t *class, const size_t *type, enum drain_policy policy)
{
	struct drain_twins *t = NEW(a, struct drain_twins, 1);
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
	t->turn = NEW(a, size_t, most + 1);
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
put_link(struct drain_twins *t, size_t link)
{
	const struct drain_net *net = t->p->net;
	size_t *number = &t->link_number[link];

	if (*number == 0) {
		PUSH(t->a, t->now.link, t->now.nlink, t->now.caplink, link);
		*number = t->now.nlink;
		picture_put_rate(&t->now.of, net->capacity_Bps[link]);
		if (net->one_Bps != NULL)
			picture_put_rate(&t->now.of, net->one_Bps[link]);
		picture_put(&t->now.of,
		    net->group != NULL ? net->group[link] : 0);
	}
	picture_put(&t->now.of, *number);
}

static void
put_target(struct drain_twins *t, size_t from, size_t to)
{
	const struct drain_net *net = t->p->net;
	size_t link[DRAIN_ROUTE], n, i;

	if (t->number[to] == 0) {
		PUSH(t->a, t->now.host, t->now.nhost, t->now.caphost, to);
		t->number[to] = t->now.nhost;
		picture_put(&t->now.of, t->p->host[to].slots);
		picture_put_team(&t->now.of, net->rx, to);
	}
	picture_put(&t->now.of, t->number[to]);
	n = net->route(net->ctx, from, to, link);
	picture_put(&t->now.of, n);
	for (i = 0; i < n; i++)
		put_link(t, link[i]);
}

/* VMs by their place on the host: the order of the moves is found by
 * those, and so are the targets */
static void
put_placement(struct drain_twins *t, size_t host, const size_t *turn,
    enum drain_how how, bool far)
{
	size_t n, nstuck, i, k;
	const bool *first = t->p->together;
	bool room = drain_place_all(t->s, host, turn, t->sorted, t->now.nvm,
	    how, far, first != NULL && first[host] ? first : NULL, t->move, &n,
	    t->stuck, &nstuck);

	picture_put(&t->now.of, room);
	picture_put(&t->now.of, n);
	for (i = 0; i < n; i++) {
		for (k = 0; t->now.vm[k] != t->move[i].vm; k++)
			continue;
		picture_put(&t->now.of, k);
		put_target(t, host, t->move[i].to);
	}
	for (i = 0; i < nstuck && !room; i++) {
		for (k = 0; t->now.vm[k] != t->stuck[i].vm; k++)
			continue;
		picture_put(&t->now.of, k);
		picture_put(&t->now.of, t->stuck[i].why);
	}
}

/* to t->now */
static void
draw(struct drain_twins *t, size_t host)
{
	struct drawn *x = &t->now;
	size_t i, norder;

	x->of.n = x->nhost = x->nlink = 0;
	x->of.hash = 0;
	x->drained = host;
	x->nvm = drain_vms(t->s, host, x->vm);
	drain_by_memory(t->p, x->vm, x->nvm, t->sorted);
	picture_put(&t->now.of, t->class[host]);
	picture_put(&t->now.of, t->p->host[host].slots);
	picture_put_team(&t->now.of, t->p->net->tx, host);
	picture_put(&t->now.of, x->nvm);
	for (i = 0; i < x->nvm; i++)
		picture_put(&t->now.of, t->type[x->vm[i]]);
	norder = drain_orders(t->p, t->sorted, x->nvm);
	picture_put(&t->now.of, norder);
	for (i = 0; i < norder; i++) {
		drain_arrange(t->sorted, x->nvm, i, t->turn);
		put_placement(t, host, t->turn, DRAIN_FREE, i % 2 != 0);
	}
	if (t->policy == DRAIN_LARGEST_FIRST)
		put_placement(t, host, t->sorted, DRAIN_EVEN, false);
	for (i = 0; i < x->nhost; i++)
		t->number[x->host[i]] = 0;
	for (i = 0; i < x->nlink; i++)
		t->link_number[x->link[i]] = 0;
}

static void
swap(struct drain_twins *t)
{
	struct drawn x = t->now;

	t->now = t->then;
	t->then = x;
}

/* both pictures are there afterwards: now of host, then of first */
static bool
same(struct drain_twins *t, size_t host, size_t first)
{
	if (t->then.drained != first) {
		if (t->now.drained != first)
			draw(t, first);
		swap(t);
	}
	if (t->now.drained != host)
		draw(t, host);
	return picture_same(&t->now.of, &t->then.of);
}

size_t
drain_twin(struct drain_twins *t, size_t host)
{
	struct first x = { 0, host, 0 };
	size_t *b, i;

	/* the best goes to hosts that are in no picture */
	if (t->policy == DRAIN_BEST)
		return DRAIN_NONE;
	draw(t, host);
	x.hash = t->now.of.hash;
	b = &t->bucket[x.hash % t->nbucket];
	for (i = *b; i > 0; i = t->first[i - 1].next)
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
drain_twin_answer(struct arena *a, struct drain_twins *t, size_t first,
    const struct drain_answer *of_first, size_t host)
{
	struct drain_answer *out = NEW(a, struct drain_answer, 1);
	const struct drawn *x = &t->then, *y = &t->now;
	size_t i, n = of_first->nunfinished;

	same(t, host, first);
	*out = *of_first;
	out->move = NEW(a, struct drain_move, out->nmove + 1);
	out->unfinished = NEW(a, size_t, n + 1);
	for (i = 0; i < out->nmove; i++) {
		struct drain_move *m = &out->move[i];

		*m = of_first->move[i];
		m->vm = y->vm[place(x->vm, x->nvm, m->vm)];
		m->from = host;
		m->to = y->host[place(x->host, x->nhost, m->to)];
	}
	for (i = 0; i < n; i++)
		out->unfinished[i] =
		    y->vm[place(x->vm, x->nvm, of_first->unfinished[i])];
	if (out->bottleneck != DRAIN_NONE)
		out->bottleneck =
		    y->link[place(x->link, x->nlink, out->bottleneck)];
	return out;
}
