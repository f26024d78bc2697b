/* What holds together when parts fail, on a few nodes drawn by hand. */
#include <criterion/criterion.h>

#include "solve/graph.h"
#include "solve/maxflow.h"

static struct arena *a;
static struct graph *g;
static bool down[16], carries[16];

#define EDGE(k, n, t) { .kind = (k), .node = (n), .to = (t) }

/* two nodes joined by an edge (0), each with a way outside (1, 2); leaves 0 and
 * 1 hang on both, leaf 2 on the second only */
static void
setup(void)
{
	static struct graph_edge edge[] = { EDGE(GRAPH_INNER, 0, 1),
		EDGE(GRAPH_OUTSIDE, 0, 0), EDGE(GRAPH_OUTSIDE, 1, 0),
		EDGE(GRAPH_LEAF, 0, 0), EDGE(GRAPH_LEAF, 1, 0),
		EDGE(GRAPH_LEAF, 0, 1), EDGE(GRAPH_LEAF, 1, 1),
		EDGE(GRAPH_LEAF, 1, 2) };
	size_t i;

	a = arena_new();
	g = NEW(a, struct graph, 1);
	g->nnode = 2;
	g->nleaf = 3;
	g->edge = edge;
	g->nedge = sizeof(edge) / sizeof(edge[0]);
	for (i = 0; i < g->nedge; i++)
		edge[i].one = edge[i].preferred = false;
	for (i = 0; i < 16; i++) {
		down[i] = false;
		carries[i] = true;
	}
}

static void
teardown(void)
{
	arena_free(a);
}

TestSuite(graph, .init = setup, .fini = teardown);

/* which leaves have the layer, in the present state */
static const struct graph_layer *
look(bool outside, bool x, bool y, bool z)
{
	struct graph_layer *l = graph_layer_new(a, g, carries);

	graph_look(l, down, outside);
	cr_expect_eq(graph_has(l, 0), x, "leaf 0");
	cr_expect_eq(graph_has(l, 1), y, "leaf 1");
	cr_expect_eq(graph_has(l, 2), z, "leaf 2");
	return l;
}

Test(graph, all_well_is_one_piece)
{
	const struct graph_layer *l = look(true, true, true, true);

	cr_expect(l->outside && !l->cut);
	cr_expect_eq(l->x, l->y);
}

/* the leaves' edges to the smaller piece stay up, and they send there */
Test(graph, two_pieces_are_told_and_leaves_between_them_have_lost_it)
{
	const struct graph_layer *l;

	down[0] = true;
	l = look(false, false, false, true);
	cr_expect_eq(l->main, l->root[1]);
	cr_expect_neq(l->x, l->y);
}

Test(graph, the_outside_joins_pieces_of_layers_that_go_there)
{
	down[0] = true;
	cr_expect(look(true, true, true, true)->outside);
	/* then the piece that goes there is the main one, whatever its size */
	down[2] = true;
	cr_expect_eq(look(true, false, false, false)->cut, false);
	down[4] = down[6] = true;
	cr_expect(look(true, true, true, false)->outside);
}

Test(graph, a_way_outside_that_is_gone_is_lost_by_all)
{
	const struct graph_layer *l;

	down[1] = down[2] = true;
	l = look(true, false, false, false);
	cr_expect(l->cut && !l->outside);
	cr_expect_eq(l->x, l->y);
	/* a layer that never went there loses nothing */
	carries[1] = carries[2] = false;
	cr_expect_not(look(true, true, true, true)->cut);
	carries[1] = carries[2] = true;
	look(false, true, true, true);
}

/* ... and is no way outside for leaves none of whose nodes it can be got from */
Test(graph, an_outside_no_leaf_gets_to_is_cut_off)
{
	const struct graph_layer *l;

	down[0] = down[2] = down[3] = down[5] = true;
	l = look(true, false, false, false);
	cr_expect(l->cut);
	cr_expect_eq(l->main, l->root[1]);
}

Test(graph, what_an_edge_does_not_carry_is_as_good_as_down)
{
	carries[7] = false;
	look(true, true, true, false);
	carries[0] = false;
	cr_expect_neq(look(false, false, false, false)->x, 1);
}

/* leaves' edges at the first node follow its edge to the other, which follows
 * one to the outside: a chain */
Test(graph, what_follows_goes_down_with_the_last_it_follows)
{
	size_t up[] = { 1, 2 }, inner[] = { 0 }, ports[] = { 3, 5 };
	struct graph_follow f[] = {
		{ .lead = inner, .nlead = 1, .tail = ports, .ntail = 2,
		    .least = 1 },
		{ .lead = up, .nlead = 2, .tail = inner, .ntail = 1,
		    .least = 2 },
	};

	g->follow = f;
	g->nfollow = 2;
	graph_propagate(g, down);
	cr_expect(!down[0] && !down[3] && !down[5]);
	cr_expect_not(graph_follows(&f[1], down));
	down[2] = true;
	cr_expect(graph_follows(&f[1], down));
	graph_propagate(g, down);
	cr_expect(down[0] && down[3] && down[5] && !down[4] && !down[7]);
	look(false, true, true, true);
}

/* by trying every set of nodes with the first in it and the last not: what
 * leads out of the narrowest of them is what can be sent */
static long
narrowest(size_t nodes, const long *cap)
{
	long best = -1;
	unsigned set;

	for (set = 0; set < 1u << nodes; set++) {
		long sum = 0;
		size_t x, y;

		if (!(set & 1) || (set >> (nodes - 1) & 1))
			continue;
		for (x = 0; x < nodes; x++)
			for (y = 0; y < nodes; y++)
				if ((set >> x & 1) && !(set >> y & 1))
					sum += cap[x * nodes + y];
		if (best < 0 || sum < best)
			best = sum;
	}
	return best;
}

/* the second node shuts what hangs on it when the edge between them is gone,
 * but not when the first node is what failed */
Test(graph, what_follows_may_do_so_only_while_something_else_is_up)
{
	size_t lead[] = { 0 }, tail[] = { 2, 4, 6 }, still[] = { 1, 3, 5 };
	struct graph_follow f = { .lead = lead, .nlead = 1, .tail = tail,
		.ntail = 3, .still = still, .nstill = 3, .least = 1 };

	g->follow = &f;
	g->nfollow = 1;
	down[0] = true;
	graph_propagate(g, down);
	cr_expect(down[2] && down[4] && down[6] && !down[7]);
	look(true, true, true, false);
	for (size_t i = 0; i < 16; i++)
		down[i] = i == 0 || i == 1 || i == 3 || i == 5;
	graph_propagate(g, down);
	cr_expect(!down[2] && !down[4] && !down[6]);
	look(true, true, true, true);
}

Test(graph, most_that_can_be_sent_is_the_narrowest_place)
{
	enum { NODES = 7 };
	unsigned seed = 1;
	int world;

	for (world = 0; world < 200; world++) {
		struct maxflow *f = maxflow_new(a, NODES, NODES * NODES);
		long cap[NODES * NODES] = { 0 };
		size_t x, y, arcs;

		for (x = 0; x < NODES; x++)
			for (y = x + 1; y < NODES; y++) {
				seed = seed * 1103515245u + 12345u;
				cap[x * NODES + y] = seed >> 16 & 7;
				cap[y * NODES + x] = seed >> 20 & 7;
				if (!(seed >> 24 & 1))
					cap[x * NODES + y] =
					    cap[y * NODES + x] = 0;
				maxflow_arc(f, x, y, cap[x * NODES + y],
				    cap[y * NODES + x]);
			}
		cr_expect_eq(maxflow_look(f, 0, NODES - 1),
		    narrowest(NODES, cap), "world %d", world);
		/* one more arc is one more way, and gone again */
		arcs = maxflow_arcs(f);
		maxflow_arc(f, 0, NODES - 1, 5, 0);
		cr_expect_eq(maxflow_look(f, 0, NODES - 1),
		    narrowest(NODES, cap) + 5);
		maxflow_cut_back(f, arcs);
		cr_expect_eq(maxflow_look(f, 0, NODES - 1),
		    narrowest(NODES, cap));
	}
}

/* two bonds active on the first node lose nothing with the edge between both;
 * the third leaf is on the other alone */
Test(graph, of_edges_in_turn_one_that_is_up_is_in_use)
{
	const struct graph_layer *l;

	for (size_t i = 3; i <= 6; i++)
		g->edge[i].one = true;
	look(false, true, true, true);
	down[0] = true;
	l = look(false, true, true, false);
	cr_expect_eq(l->main, l->root[0]);
	/* one of the two has gone over to the other node */
	down[3] = true;
	l = look(false, true, false, true);
	cr_expect_eq(l->main, l->root[1]);
}

Test(graph, of_edges_in_turn_that_preferred_is_in_use)
{
	const struct graph_layer *l;

	for (size_t i = 3; i <= 6; i++)
		g->edge[i].one = true;
	g->edge[4].preferred = g->edge[6].preferred = true;
	down[0] = true;
	l = look(false, true, true, true);
	cr_expect_eq(l->main, l->root[1]);
	/* ... as long as it is up */
	down[6] = true;
	look(false, true, false, true);
}

/* a leaf may have edges of both kinds */
Test(graph, an_edge_in_turn_waits_for_its_own_kind_alone)
{
	g->edge[4].one = true;
	down[0] = true;
	look(false, false, false, true);
}
