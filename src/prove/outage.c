/*
 * DOC: a network as a graph.  Switches that are in and carry its VLAN are the
 * nodes; a link between two of them, or the core for the networks that reach
 * it, is an edge.  A host is on the network as long as one of its ports is on
 * a switch of the largest piece of that graph, counted in hosts, or where the
 * network reaches the core, of the core's piece: the others talk among
 * themselves at most.
 */
#include "prove/outage.h"

#include <string.h>

#include "base/str.h"
#include "prove/prove.h"
#include "prove/steady.h"

struct look {
	struct arena *a;
	const struct design *g;
	bool *down;              /* switches, and leaves without a way up */
	const struct dlink *cut; /* a link that is out by itself, or NULL */
	struct outage *o;
};

static bool
link_up(const struct look *k, const struct dlink *l)
{
	return l != k->cut && (l->a.sw == NONE || !k->down[l->a.sw]) &&
	    (l->b.sw == NONE || !k->down[l->b.sw]);
}

/* a leaf whose host ports follow its uplinks, and no uplink is left */
static bool
without_uplink(const struct look *k, size_t sw)
{
	const struct dswitch *s = &k->g->sw[sw];
	size_t i;

	if (!s->ufd)
		return false;
	for (i = 0; i < s->nport; i++)
		if (s->port[i].role == PORT_UPLINK &&
		    link_up(k, &k->g->link[s->port[i].link]))
			return false;
	return true;
}

static bool
carries(const struct design *g, size_t net, size_t sw)
{
	size_t i;

	for (i = 0; i < g->net[net].nsw; i++)
		if (g->net[net].sw[i] == sw)
			return true;
	return false;
}

static size_t
root(size_t *up, size_t i)
{
	while (up[i] != i)
		i = up[i] = up[up[i]];
	return i;
}

/* the piece of the graph each switch is in; NONE: not on the network */
static size_t *
components(struct look *k, size_t net)
{
	const struct design *g = k->g;
	size_t *up = NEW(k->a, size_t, g->nsw + 1), core = NONE, i;

	for (i = 0; i < g->nsw; i++)
		up[i] = i;
	for (i = 0; i < g->nlink; i++) {
		const struct dlink *l = &g->link[i];

		if (l->a.sw == NONE || !link_up(k, l) ||
		    !carries(g, net, l->a.sw))
			continue;
		if (l->b.sw != NONE && carries(g, net, l->b.sw))
			up[root(up, l->b.sw)] = root(up, l->a.sw);
		if (l->kind == LINK_CORE && g->net[net].reaches_core) {
			if (core != NONE)
				up[root(up, l->a.sw)] = root(up, core);
			core = l->a.sw;
		}
	}
	for (i = 0; i < g->nsw; i++)
		up[i] = root(up, i);
	return up;
}

/* does a port of a host still lead to a switch? */
static bool
nic_up(const struct look *k, size_t host, size_t nic)
{
	const struct dnic *x = &k->g->host[host].nic[nic];

	return x->sw != NONE && !k->down[x->sw] &&
	    link_up(k, &k->g->link[k->g->sw[x->sw].port[x->port].link]);
}

static bool
attached(struct look *k, size_t host, size_t net, size_t nic)
{
	return nic_up(k, host, nic) &&
	    carries(k->g, net, k->g->host[host].nic[nic].sw);
}

/* a switch with a link to the core; left: one that is up.  NONE: none has */
static size_t
at_core(const struct look *k, bool left)
{
	size_t i;

	for (i = 0; i < k->g->nlink; i++)
		if (k->g->link[i].kind == LINK_CORE &&
		    (!left || link_up(k, &k->g->link[i])))
			return k->g->link[i].a.sw;
	return NONE;
}

/* which hosts are still on a network */
static bool *
still_on(struct look *k, size_t net)
{
	const struct design *g = k->g;
	const size_t *piece = components(k, net);
	size_t *hosts = NEW(k->a, size_t, g->nsw + 1), i, n, best = NONE;
	bool *on = NEW(k->a, bool, g->nhost + 1);
	bool core = g->net[net].reaches_core && at_core(k, false) != NONE;

	for (i = 0; i < g->nhost; i++)
		for (n = 0; n < g->host[i].nnic; n++)
			if (g->host[i].host->network[net] &&
			    attached(k, i, net, n))
				hosts[piece[g->host[i].nic[n].sw]]++;
	if (core) {
		best = at_core(k, true);
		best = best != NONE ? piece[best] : NONE;
	}
	for (i = 0; i < g->nsw && !core; i++)
		if (hosts[i] > 0 && (best == NONE || hosts[i] > hosts[best]))
			best = i;
	for (i = 0; i < g->nhost; i++)
		for (n = 0; n < g->host[i].nnic; n++)
			if (attached(k, i, net, n) &&
			    piece[g->host[i].nic[n].sw] == best)
				on[i] = true;
	return on;
}

static void
lost_networks(struct look *k)
{
	const struct design *g = k->g;
	bool **on = NEW(k->a, bool *, g->nnet + 1);
	size_t i, n, x;

	for (n = 0; n < g->nnet; n++)
		on[n] = g->net[n].carried ? still_on(k, n) : NULL;
	for (i = 0; i < g->nhost; i++) {
		bool cut = false;

		for (n = 0; n < g->nnet; n++) {
			struct lost l = { i, n, NONE };

			if (on[n] == NULL || on[n][i] ||
			    !g->host[i].host->network[n])
				continue;
			for (x = 0; x < g->nnet && l.instead == NONE; x++)
				if (on[x] != NULL && on[x][i] &&
				    design_network_replaces(g, n, x))
					l.instead = x;
			cut |= l.instead == NONE;
			PUSH(k->a, k->o->lost, k->o->nlost, k->o->caplost, l);
		}
		k->o->cut_off += cut;
	}
}

static struct look
look_new(struct arena *a, const struct design *g, const bool *out,
    const struct dlink *cut)
{
	struct look k = { a, g, NEW(a, bool, g->nsw + 1), cut,
		NEW(a, struct outage, 1) };
	size_t i;

	for (i = 0; i < g->nsw; i++)
		k.down[i] = out[i];
	/* uplinks lead to spines, which never follow anything */
	for (i = 0; i < g->nsw; i++)
		if (!k.down[i])
			k.down[i] = without_uplink(&k, i);
	k.o->drain_s = -1;
	return k;
}

struct outage *
outage_networks(struct arena *a, const struct design *g, const bool *out)
{
	struct look k = look_new(a, g, out, NULL);

	lost_networks(&k);
	return k.o;
}

/* ---- what remains ---- */

static void
remaining_load(struct look *k)
{
	struct arena_mark mark = arena_save(k->a);
	struct group_load *load =
	    NEW(k->a, struct group_load, steady_groups(k->g));
	size_t i, worst = NONE;

	steady_look(steady_new(k->a, k->g), k->down, k->cut, load);
	for (i = 0; i < steady_groups(k->g); i++)
		if (load[i].line_bps > 0 &&
		    load[i].bps / load[i].line_bps > k->o->load) {
			k->o->load = load[i].bps / load[i].line_bps;
			worst = i;
		}
	arena_restore(k->a, mark);
	if (worst != NONE)
		k->o->busiest = steady_name(k->a, k->g, worst);
}

/* the design without what is down: ports that lead nowhere are unused */
static struct design *
what_is_left(struct look *k)
{
	const struct design *g = k->g;
	struct design *x = NEW(k->a, struct design, 1);
	size_t i, n;

	*x = *g;
	x->sw = NEW(k->a, struct dswitch, g->nsw + 1);
	x->host = NEW(k->a, struct dhost, g->nhost + 1);
	for (i = 0; i < g->nsw; i++) {
		struct dswitch *s = &x->sw[i];

		*s = g->sw[i];
		s->port = NEW(k->a, struct dport, s->nport + 1);
		for (n = 0; n < s->nport; n++) {
			s->port[n] = g->sw[i].port[n];
			if (s->port[n].link != NONE &&
			    (k->down[i] ||
			        !link_up(k, &g->link[s->port[n].link])))
				s->port[n].role = PORT_UNUSED;
		}
	}
	for (i = 0; i < g->nhost; i++) {
		struct dhost *h = &x->host[i];

		*h = g->host[i];
		h->nic = NEW(k->a, struct dnic, h->nnic + 1);
		for (n = 0; n < h->nnic; n++) {
			h->nic[n] = g->host[i].nic[n];
			if (!nic_up(k, i, n))
				h->nic[n].sw = NONE;
		}
	}
	return x;
}

static bool
migrates_everywhere(const struct outage *o, const struct design *g)
{
	size_t i;

	for (i = 0; i < o->nlost; i++)
		if (g->net[o->lost[i].net].net->purpose == PURPOSE_LM &&
		    o->lost[i].instead == NONE)
			return false;
	return true;
}

/* moved NULL: all */
static void
simulate_drain(struct look *k, const bool *moved)
{
	bool *host = NEW(k->a, bool, k->g->nhost + 1);
	size_t worst = NONE, i;

	/* also of those that lost nothing: a machine goes to others, by links
	 * that others use, and the longest drain may be another cluster's */
	for (i = 0; i < k->g->nhost; i++)
		host[i] = moved == NULL || moved[i];
	k->o->drain_s = simulate_worst(k->a, k->g->model, what_is_left(k),
	    moved, host, &worst);
	k->o->slowest = k->o->drain_s >= 0 && worst != NONE ?
	    k->g->model->host[worst].name :
	    NULL;
}

static struct outage *
look(struct look *k, bool drain)
{
	lost_networks(k);
	remaining_load(k);
	if (drain && migrates_everywhere(k->o, k->g))
		simulate_drain(k, NULL);
	return k->o;
}

struct outage *
outage_look(struct arena *a, const struct design *g, const bool *out)
{
	struct look k = look_new(a, g, out, NULL);

	return look(&k, true);
}

struct outage *
outage_load(struct arena *a, const struct design *g, const bool *out)
{
	struct look k = look_new(a, g, out, NULL);

	return look(&k, false);
}

struct outage *
outage_link(struct arena *a, const struct design *g, size_t link, bool drain)
{
	struct look k =
	    look_new(a, g, NEW(a, bool, g->nsw + 1), &g->link[link]);

	return look(&k, drain);
}

struct outage *
outage_halfway(struct arena *a, const struct design *part, const bool *out,
    const struct design *whole, const bool *moved)
{
	struct look k = look_new(a, part, out, NULL), all;
	bool *there = NEW(a, bool, whole->nsw + 1);
	size_t i, n;

	lost_networks(&k);
	remaining_load(&k);
	for (i = 0; i < part->nsw; i++)
		for (n = 0; n < whole->nsw; n++)
			if (strcmp(part->sw[i].name, whole->sw[n].name) == 0)
				there[n] = out[i];
	all = look_new(a, whole, there, NULL);
	if (migrates_everywhere(k.o, part))
		simulate_drain(&all, moved);
	k.o->drain_s = all.o->drain_s;
	k.o->slowest = all.o->slowest;
	return k.o;
}

/* ---- every switch in turn ---- */

/* is a group worth a line?  The peer link of spines carries nothing but what
 * has lost its way */
static bool
worth_telling(const struct design *g, size_t group,
    const struct link_group_load *x)
{
	size_t sw = group - g->nhost - g->nsw;

	if (x->line_bps <= 0)
		return false;
	return group < g->nhost + g->nsw || sw >= g->nsw ||
	    g->sw[sw].role != ROLE_SPINE || x->worst > 0;
}

struct link_group_load *
outage_loads(struct arena *a, const struct design *g, size_t *n)
{
	size_t ngroup = steady_groups(g), i, k;
	struct link_group_load *list = NEW(a, struct link_group_load, ngroup);
	struct group_load *load = NEW(a, struct group_load, ngroup);
	struct steady *s = steady_new(a, g);
	bool *out = NEW(a, bool, g->nsw + 1);

	steady_look(s, out, NULL, load);
	for (i = 0; i < ngroup; i++) {
		list[i].line_bps = load[i].line_bps;
		list[i].load =
		    load[i].line_bps > 0 ? load[i].bps / load[i].line_bps : 0;
		list[i].worst = list[i].load;
	}
	for (k = 0; k < g->nsw; k++) {
		struct arena_mark mark = arena_save(a);
		struct look state;

		out[k] = true;
		state = look_new(a, g, out, NULL);
		steady_look(s, state.down, NULL, load);
		for (i = 0; i < ngroup; i++)
			if (load[i].line_bps > 0 &&
			    load[i].bps / load[i].line_bps > list[i].worst) {
				list[i].worst = load[i].bps / load[i].line_bps;
				list[i].without = g->sw[k].name;
			}
		out[k] = false;
		arena_restore(a, mark);
	}
	for (i = *n = 0; i < ngroup; i++)
		if (worth_telling(g, i, &list[i])) {
			list[*n] = list[i];
			list[(*n)++].name = steady_name(a, g, i);
		}
	return list;
}
