/*
 * The largest flow from one node to another, which equals the bottleneck
 * between them.  Arcs have whole capacities, each way.  Knows nothing about
 * networks of sites.  All belongs to the arena.
 */
#ifndef SOLVE_MAXFLOW_H
#define SOLVE_MAXFLOW_H

#include <stddef.h>

#include "base/arena.h"

struct maxflow;

/* room for so many nodes and arcs at most */
struct maxflow *maxflow_new(struct arena *a, size_t nodes, size_t arcs);
void maxflow_clear(struct maxflow *f);
void
maxflow_arc(struct maxflow *f, size_t from, size_t to, long there, long back);
/* how many arcs there are; takes those after n off again */
size_t maxflow_arcs(const struct maxflow *f);
void maxflow_cut_back(struct maxflow *f, size_t n);
long maxflow_look(struct maxflow *f, size_t from, size_t to);

#endif
