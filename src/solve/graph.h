/*
 * Connectivity after failures: nodes, edges between them, leaves attached to
 * nodes by one edge or more, and the outside, to which edges may lead.  Knows
 * no switch, host or VLAN: the caller says what fails and which edges carry
 * what, so that a design and its configurations as read are evaluated the same
 * way.  All belongs to the arena.
 */
#ifndef SOLVE_GRAPH_H
#define SOLVE_GRAPH_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"

#define GRAPH_NONE ((size_t)-1)

enum graph_edge_kind { GRAPH_INNER, GRAPH_LEAF, GRAPH_OUTSIDE };

struct graph_edge {
	enum graph_edge_kind kind;
	size_t node; /* GRAPH_NONE: it has no part in this */
	size_t to;   /* of GRAPH_INNER a node, of GRAPH_LEAF a leaf */
	bool one;    /* of a leaf's edges so marked one that is up is in use and
	              * the others wait: the first, or the one preferred */
	bool preferred;
};

/* edges that go down when fewer than `least` of others are up; where there are
 * any in still, only while one of those is */
struct graph_follow {
	size_t *lead, nlead, caplead;
	size_t *tail, ntail, captail;
	size_t *still, nstill, capstill;
	size_t least;
};

struct graph {
	size_t nnode, nleaf;
	struct graph_edge *edge;
	size_t nedge, capedge;
	struct graph_follow *follow;
	size_t nfollow, capfollow;
};

/* down: by edge, some of them set; sets those that follow */
void graph_propagate(const struct graph *g, bool *down);
/* ... because of this one */
bool graph_follows(const struct graph_follow *f, const bool *down);

/*
 * One layer, which is what some of the edges carry, in one state.  Pieces that
 * lead outside are one.  The main piece is that one where the layer is to lead
 * outside and leaves can get there, else the piece with most edges to leaves,
 * in use, of equals that of the first node.
 */
struct graph_layer {
	const struct graph *g;
	size_t *way, nway;   /* edges of it between nodes and to the outside */
	size_t *hang, nhang; /* ... and to leaves */
	size_t *root;   /* by node; equal: one piece; the last is the outside */
	size_t *leaves; /* edges in use to leaves of a piece, at its root */
	size_t main;    /* a root; GRAPH_NONE: no leaf is on the layer */
	bool outside;   /* the main piece leads there */
	bool cut;       /* edges lead there, and leaves can't get to them */
	/* two nodes with leaves in two pieces; equal: there is one piece */
	size_t x, y;
	bool *there,
	    *astray; /* by leaf: an edge to the main piece, to others */
	size_t *use; /* ... of its edges marked `one` the one in use */
};

/* an edge to a leaf that is up, after those before it: of those marked `one`,
 * `use`, at first GRAPH_NONE, becomes the one in use */
void graph_take_up(const struct graph *g, size_t edge, size_t *use);
/* ... once all were: does the leaf send by this one? */
bool graph_sends(const struct graph *g, size_t edge, size_t use);

/* carries: by edge, at both its ends */
struct graph_layer *
graph_layer_new(struct arena *a, const struct graph *g, const bool *carries);
/* outside: the layer is to lead there */
void graph_look(struct graph_layer *l, const bool *down, bool outside);
/* a leaf has the layer as long as each of its edges that is in use and carries
 * it leads to the main piece (a team doesn't notice that what is behind a port
 * is lost, and keeps sending there), and that outside where it is to */
bool graph_has(const struct graph_layer *l, size_t leaf);

#endif
