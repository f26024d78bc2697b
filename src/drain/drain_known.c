/*
 * DOC: a fingerprint of moves is all their run depends on, in numbers of its
 * own: for every move what its VM is, where it leaves and arrives and the links
 * of its way, each host with its slots and teams and each link with its
 * capacity where it comes up first.  Moves of equal fingerprints, to the last
 * bit, are one run.
 */
#include "drain/drain_known.h"

#include "drain/fingerprint.h"
struct drain_known {
	struct arena *a;
	const struct drain_problem *p;
	struct run {
		struct fingerprint of;
		size_t next;
		struct drain_clock clock;
	} * run;
	size_t nrun, caprun;
	size_t bucket[512];     /* 1 + the newest run there */
	struct fingerprint now; /* the latest */
	size_t *host, *link;    /* numbers in it, 0: not met */
	size_t *met, *met_link, nmet, nmet_link, capmet, capmet_link;
};

struct drain_known *
drain_known_new(struct arena *a, const struct drain_problem *p)
{
	struct drain_known *k = NEW(a, struct drain_known, 1);

	k->a = k->now.a = a;
	k->p = p;
	k->host = NEW(a, size_t, p->nhost + 1);
	k->link = NEW(a, size_t, p->net->nlink + 1);
	return k;
}

static void
put_host(struct drain_known *k, size_t host)
{
	if (k->host[host] == 0) {
		PUSH(k->a, k->met, k->nmet, k->capmet, host);
		k->host[host] = k->nmet;
		fingerprint_put(&k->now, k->p->host[host].slots);
		fingerprint_put_team(&k->now, k->p->net->tx, host);
		fingerprint_put_team(&k->now, k->p->net->rx, host);
	}
	fingerprint_put(&k->now, k->host[host]);
}

static void
put_link(struct drain_known *k, size_t link)
{
	if (k->link[link] == 0) {
		PUSH(k->a, k->met_link, k->nmet_link, k->capmet_link, link);
		k->link[link] = k->nmet_link;
		fingerprint_put_rate(&k->now, k->p->net->capacity_Bps[link]);
		if (k->p->net->one_Bps != NULL)
			fingerprint_put_rate(&k->now, k->p->net->one_Bps[link]);
	}
	fingerprint_put(&k->now, k->link[link]);
}

static void
draw(struct drain_known *k, const struct drain_move *move, size_t n)
{
	const struct drain_net *net = k->p->net;
	size_t link[DRAIN_ROUTE], nlink;

	k->now.n = k->nmet = k->nmet_link = 0;
	k->now.hash = n;
	for (size_t i = 0; i < n; i++) {
		const struct drain_move *m = &move[i];

		fingerprint_put(&k->now, k->p->type[m->vm]);
		put_host(k, m->from);
		put_host(k, m->to);
		nlink = net->route(net->ctx, m->from, m->to, link);
		fingerprint_put(&k->now, nlink);
		for (size_t j = 0; j < nlink; j++)
			put_link(k, link[j]);
	}
	for (size_t i = 0; i < k->nmet; i++)
		k->host[k->met[i]] = 0;
	for (size_t i = 0; i < k->nmet_link; i++)
		k->link[k->met_link[i]] = 0;
}

/* the answer kept for the current fingerprint; NULL: none */
static const struct run *
find(const struct drain_known *k)
{
	const size_t nbucket = sizeof k->bucket / sizeof *k->bucket;
	size_t i;

	for (i = k->bucket[k->now.hash % nbucket]; i > 0;
	     i = k->run[i - 1].next) {
		const struct run *r = &k->run[i - 1];

		if (r->of.hash == k->now.hash &&
		    fingerprint_same(&r->of, &k->now))
			return r;
	}
	return NULL;
}

static void
remember(struct drain_known *k, struct drain_clock clock)
{
	const size_t nbucket = sizeof k->bucket / sizeof *k->bucket;
	size_t *bucket = &k->bucket[k->now.hash % nbucket];
	struct run x = { .of = k->now, .next = *bucket, .clock = clock };

	x.of.word = arena_grow(k->a, k->now.word, k->now.n, k->now.n + 1,
	    sizeof *k->now.word);
	PUSH(k->a, k->run, k->nrun, k->caprun, x);
	*bucket = k->nrun;
}

struct drain_clock
drain_known_run(struct drain_known *k, struct drain_state *s,
    struct drain_move *move, size_t n)
{
	const struct run *r;
	struct drain_clock clock;

	if (k->p->type == NULL)
		return drain_run(s, move, n, 0);
	draw(k, move, n);
	if ((r = find(k)) != NULL)
		return r->clock;
	clock = drain_run(s, move, n, 0);
	remember(k, clock);
	return clock;
}

bool
drain_known_met(struct drain_known *k, const struct drain_move *move, size_t n)
{
	if (k->p->type == NULL)
		return false;
	draw(k, move, n);
	if (find(k) != NULL)
		return true;
	remember(k, (struct drain_clock){ 0 });
	return false;
}
