/*
 * DOC: Ford and Fulkerson 1956: as long as there is a way with room left, send
 * more along it, and what was sent may be sent back.  Ways are found shortest
 * first (Edmonds and Karp 1972), which bounds how many there are.
 */
#include "solve/maxflow.h"

#include <assert.h>
#include <limits.h>
#include <stdbool.h>

#define NO_ARC ((size_t)-1)

struct arc {
	size_t from, to;
	long most, left;
};

struct maxflow {
	size_t nodes;
	struct arc *arc; /* in pairs: forward and reverse */
	size_t n, most;
	size_t *first, *next; /* arcs by node, as chains */
	size_t *prev, *queue;
};

struct maxflow *
maxflow_new(struct arena *a, size_t nodes, size_t arcs)
{
	struct maxflow *f = NEW(a, struct maxflow, 1);

	f->nodes = nodes;
	f->most = 2 * arcs;
	f->arc = NEW(a, struct arc, f->most + 1);
	f->next = NEW(a, size_t, f->most + 1);
	f->first = NEW(a, size_t, nodes);
	f->prev = NEW(a, size_t, nodes);
	f->queue = NEW(a, size_t, nodes);
	maxflow_clear(f);
	return f;
}

void
maxflow_clear(struct maxflow *f)
{
	f->n = 0;
	for (size_t i = 0; i < f->nodes; i++)
		f->first[i] = NO_ARC;
}

static void
arc(struct maxflow *f, size_t from, size_t to, long most)
{
	assert(f->n < f->most);
	f->arc[f->n] = (struct arc){ from, to, most, 0 };
	f->next[f->n] = f->first[from];
	f->first[from] = f->n++;
}

void
maxflow_arc(struct maxflow *f, size_t from, size_t to, long there, long back)
{
	arc(f, from, to, there);
	arc(f, to, from, back);
}

size_t
maxflow_arcs(const struct maxflow *f)
{
	return f->n / 2;
}

/* the last are the first of their chains */
void
maxflow_cut_back(struct maxflow *f, size_t n)
{
	while (f->n > 2 * n) {
		f->n--;
		f->first[f->arc[f->n].from] = f->next[f->n];
	}
}

/* arcs by which nodes are reached, the nearest first, until `to` is */
static bool
reach(struct maxflow *f, size_t from, size_t to)
{
	size_t head = 0, tail = 0, k;

	for (size_t i = 0; i < f->nodes; i++)
		f->prev[i] = NO_ARC;
	f->queue[tail++] = from;
	while (head < tail && f->prev[to] == NO_ARC) {
		for (k = f->first[f->queue[head++]]; k != NO_ARC;
		     k = f->next[k]) {
			size_t y = f->arc[k].to;

			if (f->arc[k].left <= 0 || y == from ||
			    f->prev[y] != NO_ARC)
				continue;
			f->prev[y] = k;
			f->queue[tail++] = y;
		}
	}
	return f->prev[to] != NO_ARC;
}

long
maxflow_look(struct maxflow *f, size_t from, size_t to)
{
	long sum = 0, room;

	for (size_t i = 0; i < f->n; i++)
		f->arc[i].left = f->arc[i].most;
	while (reach(f, from, to)) {
		room = LONG_MAX;
		for (size_t y = to; y != from; y = f->arc[f->prev[y]].from)
			if (f->arc[f->prev[y]].left < room)
				room = f->arc[f->prev[y]].left;
		for (size_t y = to; y != from; y = f->arc[f->prev[y]].from) {
			f->arc[f->prev[y]].left -= room;
			f->arc[f->prev[y] ^ 1].left += room;
		}
		sum += room;
	}
	return sum;
}
