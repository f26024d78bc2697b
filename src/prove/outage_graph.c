/*
 * DOC: a network as a graph (solve/graph.h).  Switches are the nodes, hosts the
 * leaves, links the edges, by their number in the design; the core, for the
 * networks that reach it, is the outside.
 */
#include "prove/outage_graph.h"

#include <string.h>

#include "prove/outage.h"

/* is a host's port in a bond that sends by one of them? */
static bool
is_in_turn(const struct design *g, const struct dend *e)
{
	const struct dhost *h = &g->host[e->host];

	for (size_t i = 0; i < g->nnet; i++) {
		size_t group = h->nic[e->port].net[i] ?
		    model_network_group(h->host, i) :
		    NO_GROUP;

		if (group != NO_GROUP)
			return h->group[group].bond == BOND_ACTIVE_BACKUP;
	}
	return false;
}

static struct graph_edge
edge_of(const struct design *g, const struct dlink *l)
{
	struct graph_edge e = { .kind = GRAPH_INNER,
		.node = l->a.sw,
		.to = l->b.sw };

	if (l->kind == LINK_HOST) {
		e.kind = GRAPH_LEAF;
		e.to = l->b.host;
		e.one = is_in_turn(g, &l->b);
	} else if (l->kind == LINK_CORE) {
		e.kind = GRAPH_OUTSIDE;
		return e;
	}
	if (e.to == NONE || l->kind == LINK_OOB)
		e.node = GRAPH_NONE;
	return e;
}

/* a leaf whose host ports follow its uplinks is as good as out without them */
static void
follows_uplinks(struct arena *a, struct graph *x, const struct dswitch *s)
{
	struct graph_follow f = { .least = 1 };

	for (size_t i = 0; i < s->nport; i++) {
		const struct dport *p = &s->port[i];

		if (p->link == NONE)
			continue;
		PUSH(a, f.tail, f.ntail, f.captail, p->link);
		if (p->role == PORT_UPLINK)
			PUSH(a, f.lead, f.nlead, f.caplead, p->link);
	}
	PUSH(a, x->follow, x->nfollow, x->capfollow, f);
}

/*
 * When the peer link of a multi-chassis domain is lost and the peers still see
 * each other out of band, the secondary shuts what its system says: nothing,
 * its multi-chassis LAGs, host ports too, or all.  It does not where the
 * primary is what failed: none of that one's links is up then.
 */
enum peer_lost { LOST_NONE, LOST_LAGS, LOST_ORPHANS, LOST_ALL };

static enum peer_lost
peer_lost(const struct design *g, const struct dswitch *s)
{
	static const char *const word[] = { "none", "lags", "orphans", "all" };
	const char *is = platform_word(s->model->platform, "peer_lost", "none");
	size_t i = 0;

	if (s->domain == 0 || s->pair == NONE || s->oob_address == 0 ||
	    g->sw[s->pair].oob_address == 0 ||
	    design_is_primary(g, (size_t)(s - g->sw)))
		return LOST_NONE;
	while (i < 3 && strcmp(word[i], is) != 0)
		i++;
	return strcmp(word[i], is) == 0 ? (enum peer_lost)i : LOST_NONE;
}

static bool
is_shut(const struct design *g, const struct dport *p, enum peer_lost l)
{
	if (p->lag != NONE && g->lag[p->lag].mclag != 0)
		return true;
	return l == LOST_ALL || (l == LOST_ORPHANS && p->role == PORT_HOST);
}

static void
follows_peer(struct arena *a, struct graph *x, const struct design *g,
    const struct dswitch *s, enum peer_lost l)
{
	const struct dswitch *peer = &g->sw[s->pair];
	struct graph_follow f = { .least = 1 };

	for (size_t i = 0; i < s->nport; i++) {
		const struct dport *p = &s->port[i];

		if (p->link == NONE || g->link[p->link].kind == LINK_OOB)
			continue;
		if (p->role == PORT_PEER)
			PUSH(a, f.lead, f.nlead, f.caplead, p->link);
		else if (is_shut(g, p, l))
			PUSH(a, f.tail, f.ntail, f.captail, p->link);
	}
	for (size_t i = 0; i < peer->nport; i++)
		if (peer->port[i].link != NONE &&
		    peer->port[i].role != PORT_PEER &&
		    g->link[peer->port[i].link].kind != LINK_OOB)
			PUSH(a, f.still, f.nstill, f.capstill,
			    peer->port[i].link);
	if (f.nlead > 0 && f.nstill > 0)
		PUSH(a, x->follow, x->nfollow, x->capfollow, f);
}

static struct graph *
graph_of(struct arena *a, const struct design *g, size_t *who)
{
	struct graph *x = NEW(a, struct graph, 1);

	x->nnode = g->nsw;
	x->nleaf = g->nend;
	x->nedge = g->nlink;
	x->edge = NEW(a, struct graph_edge, g->nlink + 1);
	for (size_t i = 0; i < g->nlink; i++)
		x->edge[i] = edge_of(g, &g->link[i]);
	for (size_t i = 0; i < g->nsw; i++)
		if (g->sw[i].ufd) {
			who[x->nfollow] = i;
			follows_uplinks(a, x, &g->sw[i]);
		}
	for (size_t i = 0; i < g->nsw; i++)
		if (peer_lost(g, &g->sw[i]) != LOST_NONE) {
			who[x->nfollow] = i;
			follows_peer(a, x, g, &g->sw[i],
			    peer_lost(g, &g->sw[i]));
		}
	return x;
}

/* is the network on the host's port of a link? */
static bool
host_link_carries(const struct design *g, size_t link, size_t net)
{
	const struct dend *e = &g->link[link].b;

	return g->host[e->host].nic[e->port].net[net];
}

/* the links the network runs over, were all of them up */
static struct graph_layer *
layer_of(struct outage_base *b, size_t net)
{
	const struct design *g = b->g;
	struct arena *scratch = arena_new();
	bool *on_switch = NEW(scratch, bool, g->nsw + 1);
	bool *carries = NEW(scratch, bool, g->nlink + 1);
	struct graph_layer *l;

	for (size_t i = 0; i < g->net[net].nsw; i++)
		on_switch[g->net[net].sw[i]] = true;
	for (size_t i = 0; i < g->nlink; i++) {
		const struct graph_edge *e = &b->graph->edge[i];

		carries[i] = e->node != GRAPH_NONE && on_switch[e->node] &&
		    (e->kind != GRAPH_INNER || on_switch[e->to]) &&
		    (e->kind != GRAPH_LEAF || host_link_carries(g, i, net));
	}
	l = graph_layer_new(b->a, b->graph, carries);
	arena_free(scratch);
	return l;
}

static bool
equal_layers(const struct graph_layer *x, const struct graph_layer *y)
{
	return x->nway == y->nway && x->nhang == y->nhang &&
	    memcmp(x->way, y->way, x->nway * sizeof *x->way) == 0 &&
	    memcmp(x->hang, y->hang, x->nhang * sizeof *x->hang) == 0;
}

static size_t
first_alike(const struct outage_base *b, size_t net)
{
	for (size_t i = 0; i < net; i++)
		if (b->layer[i] != NULL && b->layer[net] != NULL &&
		    b->g->net[i].reaches_core == b->g->net[net].reaches_core &&
		    equal_layers(b->layer[i], b->layer[net]))
			return i;
	return net;
}

struct outage_base *
outage_base_new(struct arena *a, const struct design *g)
{
	struct outage_base *b = NEW(a, struct outage_base, 1);

	b->a = a;
	b->g = g;
	b->who = NEW(a, size_t, 2 * g->nsw + 1);
	b->graph = graph_of(a, g, b->who);
	b->layer = NEW(a, struct graph_layer *, g->nnet + 1);
	b->same = NEW(a, size_t, g->nnet + 1);
	for (size_t i = 0; i < g->nnet; i++) {
		if (g->net[i].carried)
			b->layer[i] = layer_of(b, i);
		b->same[i] = first_alike(b, i);
	}
	return b;
}
