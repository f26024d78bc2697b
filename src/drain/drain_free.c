/*
 * DOC: the host with the most free memory is needed once for every VM of every
 * drain, so each place (hosts as far from anywhere) has a tournament: the
 * winner of all below at every node, two such trees, one of hosts that are
 * taken first.  A change replays one path.  Of the places, which differ in how
 * far they are from where a drain begins, a tournament is made by the first
 * question of a drain, and ends with its answers.  Who is absent stays so until
 * the next look: his VMs come back without a replay.
 */
#include <string.h>

#include "drain/drain_state.h"

struct drain_free {
	size_t nplace;
	size_t *first, *count; /* of a place: its trees, its hosts */
	size_t *slot;          /* of a host, in its place */
	size_t *win[2];        /* hosts; [1]: those taken first */
	bool *done;
	size_t ndone, absent;
	/* links to each place from `from`; 0: not computed yet */
	size_t from, *far;
	bool farthest, ranked; /* the places' tournament: of equals, is there */
	size_t *best[2];       /* one */
};

static size_t
winner(const struct drain_state *s, size_t x, size_t y)
{
	if (x == DRAIN_NONE || y == DRAIN_NONE)
		return x == DRAIN_NONE ? y : x;
	if (drain_free_bytes(s, x) < drain_free_bytes(s, y))
		return y;
	if (drain_free_bytes(s, x) > drain_free_bytes(s, y))
		return x;
	return x < y ? x : y;
}

static size_t
links_to(const struct drain_state *s, size_t host)
{
	const struct drain_net *net = s->p->net;
	size_t link[DRAIN_ROUTE], *far = &s->free->far[net->place[host]];

	if (*far == 0)
		*far = 1 + net->route(net->ctx, s->free->from, host, link);
	return *far;
}

/* of two places' winners; equals by how far they are */
static size_t
better(const struct drain_state *s, size_t x, size_t y)
{
	size_t nx, ny;

	if (x == DRAIN_NONE || y == DRAIN_NONE ||
	    drain_free_bytes(s, x) != drain_free_bytes(s, y))
		return winner(s, x, y);
	nx = links_to(s, x);
	ny = links_to(s, y);
	if (nx == ny)
		return x < y ? x : y;
	return (nx < ny) != s->free->farthest ? x : y;
}

static size_t
place_winner(const struct drain_free *f, size_t place, size_t t)
{
	return f->count[place] == 0 ? DRAIN_NONE :
	                              f->win[t][f->first[place] + 1];
}

static void
rank_places(const struct drain_state *s)
{
	struct drain_free *f = s->free;

	f->ranked = true;
	for (size_t t = 0; t < 2; t++) {
		size_t *best = f->best[t];

		for (size_t i = 0; i < f->nplace; i++)
			best[f->nplace + i] = place_winner(f, i, t);
		for (size_t i = f->nplace; i-- > 1;)
			best[i] = better(s, best[2 * i], best[2 * i + 1]);
	}
}

static void
place_changed(const struct drain_state *s, size_t place, size_t t)
{
	const struct drain_free *f = s->free;
	size_t *best = f->best[t], i = f->nplace + place;

	best[i] = place_winner(f, place, t);
	for (i /= 2; i > 0; i /= 2)
		best[i] = better(s, best[2 * i], best[2 * i + 1]);
}

void
drain_free_changed(const struct drain_state *s, size_t host)
{
	struct drain_free *f = s->free;
	size_t place, i, leaf, was;

	if (f == NULL)
		return;
	place = s->p->net->place[host];
	for (size_t t = 0; t < 2; t++) {
		size_t *win = f->win[t] + f->first[place];

		i = f->count[place] + f->slot[host];
		leaf = host != f->absent && f->done[host] == (t == 1) ?
		    host :
		    DRAIN_NONE;
		if (leaf == DRAIN_NONE && win[i] == DRAIN_NONE)
			continue;
		win[i] = leaf;
		/* up to where another has won and still wins */
		for (i /= 2; i > 0; i /= 2) {
			was = win[i];
			win[i] = winner(s, win[2 * i], win[2 * i + 1]);
			if (was == win[i] && was != host)
				break;
		}
		if (f->ranked && i == 0)
			place_changed(s, place, t);
	}
}

struct drain_free *
drain_free_new(const struct drain_state *s)
{
	const struct drain_problem *p = s->p;
	size_t n = p->nhost;
	struct drain_free *f;

	if (p->net->place == NULL)
		return NULL;
	f = NEW(s->a, struct drain_free, 1);
	f->first = NEW(s->a, size_t, n + 1);
	f->count = NEW(s->a, size_t, n + 1);
	f->far = NEW(s->a, size_t, n + 1);
	f->slot = NEW(s->a, size_t, n + 1);
	f->done = NEW(s->a, bool, n + 1);
	f->absent = f->from = DRAIN_NONE;
	for (size_t h = 0; h < n; h++) {
		if (p->net->place[h] >= f->nplace)
			f->nplace = p->net->place[h] + 1;
		f->slot[h] = f->count[p->net->place[h]]++;
	}
	for (size_t i = 1; i < f->nplace; i++)
		f->first[i] = f->first[i - 1] + 2 * f->count[i - 1];
	for (size_t t = 0; t < 2; t++) {
		f->win[t] = NEW(s->a, size_t, 2 * n + 2);
		for (size_t i = 0; i < 2 * n + 2; i++)
			f->win[t][i] = DRAIN_NONE;
		f->best[t] = NEW(s->a, size_t, 2 * f->nplace + 2);
	}
	for (size_t h = 0; h < n; h++) {
		size_t place = p->net->place[h];

		f->win[0][f->first[place] + f->count[place] + f->slot[h]] = h;
	}
	for (size_t i = 0; i < f->nplace; i++) {
		size_t *win = f->win[0] + f->first[i];

		for (size_t h = f->count[i]; h-- > 1;)
			win[h] = winner(s, win[2 * h], win[2 * h + 1]);
	}
	return f;
}

void
drain_free_look(const struct drain_state *s, size_t from, const bool *done)
{
	struct drain_free *f = s->free;
	size_t was;

	if (f == NULL)
		return;
	f->ranked = false;
	if (f->absent != from) {
		was = f->absent;
		f->absent = from;
		if (was != DRAIN_NONE)
			drain_free_changed(s, was);
		if (from != DRAIN_NONE)
			drain_free_changed(s, from);
	}
	if (from != DRAIN_NONE && f->from != from) {
		f->from = from;
		memset(f->far, 0, f->nplace * sizeof *f->far);
	}
	if (done == NULL ?
	        f->ndone == 0 :
	        memcmp(done, f->done, s->p->nhost * sizeof *done) == 0)
		return;
	for (size_t h = 0; h < s->p->nhost; h++) {
		bool is = done != NULL && done[h];

		if (is == f->done[h])
			continue;
		f->done[h] = is;
		f->ndone += is ? 1 : (size_t)-1;
		drain_free_changed(s, h);
	}
}

void
drain_free_rest(const struct drain_state *s)
{
	if (s->free != NULL)
		s->free->ranked = false;
}

size_t
drain_free_most(const struct drain_state *s, double bytes, bool far)
{
	struct drain_free *f = s->free;
	size_t best;

	if (f->farthest != far) {
		f->farthest = far;
		f->ranked = false;
	}
	if (!f->ranked)
		rank_places(s);
	for (size_t t = f->ndone > 0 ? 2 : 1; t-- > 0;) {
		best = f->nplace > 0 ? f->best[t][1] : DRAIN_NONE;
		if (best != DRAIN_NONE && drain_free_bytes(s, best) >= bytes)
			return best;
	}
	return DRAIN_NONE;
}
