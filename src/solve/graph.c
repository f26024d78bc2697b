/*
 * DOC: pieces are sets that grow as edges join them, each known by a root
 * (Tarjan 1975, by halving the ways).  The outside is one more node: two pieces
 * that reach it are one.
 */
#include "solve/graph.h"

#include <string.h>

struct graph_layer *
graph_layer_new(struct arena *a, const struct graph *g, const bool *carries)
{
	struct graph_layer *l = NEW(a, struct graph_layer, 1);

	l->g = g;
	l->way = NEW(a, size_t, g->nedge + 1);
	l->hang = NEW(a, size_t, g->nedge + 1);
	for (size_t i = 0; i < g->nedge; i++) {
		if (g->edge[i].node == GRAPH_NONE || !carries[i])
			continue;
		if (g->edge[i].kind == GRAPH_LEAF)
			l->hang[l->nhang++] = i;
		else
			l->way[l->nway++] = i;
	}
	l->root = NEW(a, size_t, g->nnode + 1);
	l->leaves = NEW(a, size_t, g->nnode + 1);
	l->there = NEW(a, bool, g->nleaf + 1);
	l->astray = NEW(a, bool, g->nleaf + 1);
	l->use = NEW(a, size_t, g->nleaf + 1);
	return l;
}

bool
graph_follows(const struct graph_follow *f, const bool *down)
{
	size_t up = 0, still = 0;

	for (size_t i = 0; i < f->nlead; i++)
		up += !down[f->lead[i]];
	for (size_t i = 0; i < f->nstill; i++)
		still += !down[f->still[i]];
	return up < f->least && (still > 0 || f->nstill == 0);
}

static bool
settle(const struct graph_follow *f, bool *down)
{
	bool changed = false;

	if (!graph_follows(f, down))
		return false;
	for (size_t i = 0; i < f->ntail; i++) {
		changed |= !down[f->tail[i]];
		down[f->tail[i]] = true;
	}
	return changed;
}

void
graph_propagate(const struct graph *g, bool *down)
{
	bool changed = true;

	while (changed) {
		changed = false;
		for (size_t i = 0; i < g->nfollow; i++)
			changed |= settle(&g->follow[i], down);
	}
}

static size_t
root(size_t *up, size_t i)
{
	while (up[i] != i)
		i = up[i] = up[up[i]];
	return i;
}

/* the pieces; does an edge lead outside, up or down? */
static bool
join(struct graph_layer *l, const bool *down, bool outside)
{
	const struct graph *g = l->g;
	bool leads = false;
	size_t far;

	for (size_t i = 0; i <= g->nnode; i++) {
		l->root[i] = i;
		l->leaves[i] = 0;
	}
	for (size_t i = 0; i < l->nway; i++) {
		const struct graph_edge *e = &g->edge[l->way[i]];

		if (e->kind == GRAPH_OUTSIDE && !outside)
			continue;
		far = e->kind == GRAPH_OUTSIDE ? g->nnode : e->to;
		leads |= far == g->nnode;
		if (!down[l->way[i]])
			l->root[root(l->root, far)] = root(l->root, e->node);
	}
	for (size_t i = 0; i <= g->nnode; i++)
		l->root[i] = root(l->root, i);
	return leads;
}

static size_t
largest(const struct graph_layer *l)
{
	size_t best = GRAPH_NONE;

	/* by its first node: a root's number says nothing */
	for (size_t i = 0; i < l->g->nnode; i++)
		if (l->leaves[l->root[i]] > 0 &&
		    (best == GRAPH_NONE ||
		        l->leaves[l->root[i]] > l->leaves[best]))
			best = l->root[i];
	return best;
}

void
graph_take_up(const struct graph *g, size_t edge, size_t *use)
{
	const struct graph_edge *e = &g->edge[edge];

	if (e->one &&
	    (*use == GRAPH_NONE || (e->preferred && !g->edge[*use].preferred)))
		*use = edge;
}

bool
graph_sends(const struct graph *g, size_t edge, size_t use)
{
	return !g->edge[edge].one || use == edge;
}

/* the edges by which leaves send that do so by one at a time */
static void
find_use(struct graph_layer *l, const bool *down)
{
	for (size_t i = 0; i < l->g->nleaf; i++)
		l->use[i] = GRAPH_NONE;
	for (size_t i = 0; i < l->nhang; i++)
		if (!down[l->hang[i]])
			graph_take_up(l->g, l->hang[i],
			    &l->use[l->g->edge[l->hang[i]].to]);
}

static bool
is_used(const struct graph_layer *l, const bool *down, size_t edge)
{
	return !down[edge] &&
	    graph_sends(l->g, edge, l->use[l->g->edge[edge].to]);
}

void
graph_look(struct graph_layer *l, const bool *down, bool outside)
{
	const struct graph *g = l->g;
	size_t first = GRAPH_NONE;

	outside = join(l, down, outside);
	find_use(l, down);
	for (size_t i = 0; i < l->nhang; i++)
		l->leaves[l->root[g->edge[l->hang[i]].node]] +=
		    is_used(l, down, l->hang[i]);
	l->outside = outside && l->leaves[l->root[g->nnode]] > 0;
	l->cut = outside && !l->outside;
	l->main = l->outside ? l->root[g->nnode] : largest(l);
	l->x = l->y = 0;
	memset(l->there, 0, (g->nleaf + 1) * sizeof(*l->there));
	memset(l->astray, 0, (g->nleaf + 1) * sizeof(*l->astray));
	for (size_t i = 0; i < l->nhang; i++) {
		const struct graph_edge *e = &g->edge[l->hang[i]];

		if (!is_used(l, down, l->hang[i]))
			continue;
		l->there[e->to] |= l->root[e->node] == l->main;
		l->astray[e->to] |= l->root[e->node] != l->main;
		if (first == GRAPH_NONE)
			first = l->x = l->y = e->node;
		else if (l->x == l->y && l->root[first] != l->root[e->node])
			l->y = e->node;
	}
}

bool
graph_has(const struct graph_layer *l, size_t leaf)
{
	return l->there[leaf] && !l->astray[leaf] && !l->cut;
}
