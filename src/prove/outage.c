/*
 * DOC: a network as a graph.  Switches that are in and carry its VLAN are the
 * nodes; a link between two of them, or the core for the networks that reach
 * it, is an edge.  A host is on the network as long as one of its ports is on
 * a switch of the largest piece of that graph, counted in hosts: the others
 * talk among themselves at most.
 */
#include "prove/outage.h"

#include <string.h>

#include "base/str.h"
#include "prove/prove.h"

struct look {
	struct arena *a;
	const struct design *g;
	bool *down;		/* switches, and leaves without a way up */
	struct outage *o;
};

static bool
link_up(const struct dlink *l, const bool *out)
{
	return (l->a.sw == NONE || !out[l->a.sw]) &&
	    (l->b.sw == NONE || !out[l->b.sw]);
}

/* a leaf whose host ports follow its uplinks, and no uplink is left */
static bool
without_uplink(const struct design *g, size_t sw, const bool *out)
{
	const struct dswitch *s = &g->sw[sw];
	size_t i;

	if (!s->ufd)
		return false;
	for (i = 0; i < s->nport; i++)
		if (s->port[i].role == PORT_UPLINK &&
		    link_up(&g->link[s->port[i].link], out))
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

		if (l->a.sw == NONE || !link_up(l, k->down) ||
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

static bool
attached(struct look *k, size_t host, size_t net, size_t nic)
{
	size_t sw = k->g->host[host].nic[nic].sw;

	return sw != NONE && !k->down[sw] && carries(k->g, net, sw);
}

/* which hosts are still on a network */
static bool *
still_on(struct look *k, size_t net)
{
	const struct design *g = k->g;
	const size_t *piece = components(k, net);
	size_t *hosts = NEW(k->a, size_t, g->nsw + 1), i, n, best = NONE;
	bool *on = NEW(k->a, bool, g->nhost + 1);

	for (i = 0; i < g->nhost; i++)
		for (n = 0; n < g->host[i].nnic; n++)
			if (g->host[i].host->network[net] &&
			    attached(k, i, net, n))
				hosts[piece[g->host[i].nic[n].sw]]++;
	for (i = 0; i < g->nsw; i++)
		if (hosts[i] > 0 && (best == NONE || hosts[i] > hosts[best]))
			best = i;
	for (i = 0; i < g->nhost; i++)
		for (n = 0; n < g->host[i].nnic; n++)
			if (attached(k, i, net, n) &&
			    piece[g->host[i].nic[n].sw] == best)
				on[i] = true;
	return on;
}

/* may one take the other's place?  Two switches without a link are each
 * other's fallback: live migration and CSV run over either network, storage
 * over its other one */
static bool
replaces(const struct design *g, size_t net, size_t other)
{
	enum purpose p = g->net[net].net->purpose, q = g->net[other].net->
	    purpose;

	if (g->topology != TOPOLOGY_STANDALONE || net == other)
		return false;
	if (p == PURPOSE_STORAGE || q == PURPOSE_STORAGE)
		return p == q;
	return g->net[net].net->east_west && g->net[other].net->east_west;
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
			struct lost l = {i, n, NONE};

			if (on[n] == NULL || on[n][i] ||
			    !g->host[i].host->network[n])
				continue;
			for (x = 0; x < g->nnet && l.instead == NONE; x++)
				if (on[x] != NULL && on[x][i] &&
				    replaces(g, n, x))
					l.instead = x;
			cut |= l.instead == NONE;
			PUSH(k->a, k->o->lost, k->o->nlost, k->o->caplost, l);
		}
		k->o->cut_off += cut;
	}
}

static struct look
look_new(struct arena *a, const struct design *g, const bool *out)
{
	struct look k = {a, g, NEW(a, bool, g->nsw + 1), NEW(a, struct outage,
	    1)};
	size_t i;

	for (i = 0; i < g->nsw; i++)
		k.down[i] = out[i] || without_uplink(g, i, out);
	k.o->drain_s = -1;
	return k;
}

struct outage *
outage_networks(struct arena *a, const struct design *g, const bool *out)
{
	struct look k = look_new(a, g, out);

	lost_networks(&k);
	return k.o;
}

/* ---- what remains ---- */

static void
busier(struct outage *o, double bps, double line_bps, const char *name)
{
	double r = line_bps > 0 ? bps / line_bps : 0;

	if (r > o->load) {
		o->load = r;
		o->busiest = name;
	}
}

/* bit/s of a switch's ports of a role whose cables still lead somewhere */
static double
left_bps(const struct look *k, size_t sw, enum port_role role)
{
	const struct dswitch *s = &k->g->sw[sw];
	double bps = 0;
	size_t i;

	for (i = 0; i < s->nport; i++)
		if (s->port[i].role == role &&
		    link_up(&k->g->link[s->port[i].link], k->down))
			bps += (double)s->port[i].speed_bps;
	return bps;
}

/* a rack's load over the leaves it has left; what crosses between its two
 * leaves does so only while both are in */
static void
leaf_load(struct look *k, size_t sw, const struct rack_load *load)
{
	const struct design *g = k->g;
	const struct dswitch *s = &g->sw[sw];
	bool both = s->pair != NONE && !k->down[s->pair];
	const struct rack_load *x = &load[s->rack];
	double bps = x->out_bps > x->in_bps ? x->out_bps : x->in_bps;

	bps = (bps + (both ? x->inside_bps / 2 : 0)) / (both ? 2 : 1);
	busier(k->o, bps, left_bps(k, sw, PORT_UPLINK), str_fmt(k->a,
	    "the uplinks of %s", s->name));
}

static void
remaining_load(struct look *k)
{
	const struct design *g = k->g;
	const struct rack_load *rack = traffic_racks(k->a, g->model);
	const double *host = traffic_hosts(k->a, g->model, false);
	double inside = 0;
	size_t i, n;

	for (i = 0; i < g->nhost; i++) {
		double line = 0;

		for (n = 0; n < g->host[i].nnic; n++)
			if (g->host[i].nic[n].sw != NONE &&
			    !k->down[g->host[i].nic[n].sw])
				line += (double)g->host[i].host->
				    port_speed_bps;
		busier(k->o, host[2 * i] > host[2 * i + 1] ? host[2 * i] :
		    host[2 * i + 1], line, str_fmt(k->a, "the ports of %s",
		    g->host[i].host->name));
	}
	for (i = 0; i < g->nsw; i++)
		if (g->sw[i].role == ROLE_LEAF && !k->down[i])
			leaf_load(k, i, rack);
	for (i = 0; i < g->model->nrack; i++)
		inside += rack[i].inside_bps + rack[i].out_bps;
	if (g->topology == TOPOLOGY_LINKED && !k->down[0] && !k->down[1])
		busier(k->o, inside / 4, left_bps(k, 0, PORT_PEER),
		    "the peer link");
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
			if (s->port[n].link != NONE && (k->down[i] || !link_up(
			    &g->link[s->port[n].link], k->down)))
				s->port[n].role = PORT_UNUSED;
		}
	}
	for (i = 0; i < g->nhost; i++) {
		struct dhost *h = &x->host[i];

		*h = g->host[i];
		h->nic = NEW(k->a, struct dnic, h->nnic + 1);
		for (n = 0; n < h->nnic; n++) {
			h->nic[n] = g->host[i].nic[n];
			if (h->nic[n].sw != NONE && k->down[h->nic[n].sw])
				h->nic[n].sw = NONE;
		}
	}
	return x;
}

/* hosts whose drain is worth a look: those that lost a port; where none did
 * (a spine is out) the first of each rack */
static bool *
who_feels_it(struct look *k)
{
	const struct design *g = k->g;
	bool *feels = NEW(k->a, bool, g->nhost + 1), any = false;
	size_t i, n;

	for (i = 0; i < g->nhost; i++)
		for (n = 0; n < g->host[i].nnic; n++)
			if (g->host[i].nic[n].sw != NONE &&
			    k->down[g->host[i].nic[n].sw])
				feels[i] = any = true;
	for (i = 0; !any && i < g->nhost; i++) {
		for (n = 0; n < i; n++)
			if (g->host[n].host->rack == g->host[i].host->rack)
				break;
		feels[i] = n == i;
	}
	return feels;
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
	bool *host = who_feels_it(k);
	size_t worst = NONE, i;

	for (i = 0; i < k->g->nhost; i++)
		host[i] = host[i] && (moved == NULL || moved[i]);
	k->o->drain_s = simulate_worst(k->a, k->g->model, what_is_left(k),
	    moved, host, &worst);
	k->o->slowest = k->o->drain_s >= 0 && worst != NONE ?
	    k->g->model->host[worst].name : NULL;
}

struct outage *
outage_look(struct arena *a, const struct design *g, const bool *out)
{
	struct look k = look_new(a, g, out);

	lost_networks(&k);
	remaining_load(&k);
	if (migrates_everywhere(k.o, g))
		simulate_drain(&k, NULL);
	return k.o;
}

struct outage *
outage_halfway(struct arena *a, const struct design *part, const bool *out,
    const struct design *whole, const bool *moved)
{
	struct look k = look_new(a, part, out), all;
	bool *there = NEW(a, bool, whole->nsw + 1);
	size_t i, n;

	lost_networks(&k);
	remaining_load(&k);
	for (i = 0; i < part->nsw; i++)
		for (n = 0; n < whole->nsw; n++)
			if (strcmp(part->sw[i].name, whole->sw[n].name) == 0)
				there[n] = out[i];
	all = look_new(a, whole, there);
	if (migrates_everywhere(k.o, part))
		simulate_drain(&all, moved);
	k.o->drain_s = all.o->drain_s;
	k.o->slowest = all.o->slowest;
	return k.o;
}
