/*
 * DOC: which links a migration crosses.
 *
 * A host's stream leaves by one member of its team, put there by a hash of the
 * pair of hosts, or of the stream too (`team_hash`): which one nobody knows, so
 * the members stand in the graph as one link of all of them and the engine
 * gives each stream its mean over hashes (drain/team.h).  It reaches the target
 * on the member its interface's address is on: one member's rate.  SMB
 * Multichannel, and `ideal`, use all members at once.  An active-backup bond is
 * one port, its first that is up, so that the hosts of a rack meet in one leaf;
 * balance-tlb sends over all and receives on one, balance-alb from each peer on
 * one of all; both by the peer, since the files say nothing of a hash
 * (bonding.rst: layer2).  A LAG over both switches of a pair takes a stream on
 * whichever of its members leads from the switch the stream is on: one of all
 * too, and nothing crosses.
 *
 * Between members on different switches of a rack, and between racks, a stream
 * crosses the uplinks of leaves; on a linked pair the peer link; from one
 * domain to the other the LAG between them.  A LAG counts as one link of all
 * its members, of which a stream gets what one of them carries; the two leaves
 * of a rack count as one link of both.  Inside a rack, or on
 * a pair, only the streams whose ends fall on different switches cross: the
 * half of them, taken into account as a link twice as wide (a peer link: a
 * quarter each way, four times).  Where all ports of a host are on one switch,
 * since the other is out, that one's own links count, and every stream.
 */
#include "prove/netgraph_links.h"

#include <math.h>

#include "model/bond.h"
#include "size/size.h"

static const char *const group_name[] = { [PORTS] = "the ports of the hosts",
	[LIMITS] = "the SMB bandwidth limit",
	[UPLINKS] = "the uplinks of the leaves",
	[PEER_LINK] = "the peer link",
	[BETWEEN] = "the LAG between the domains",
	[TODAY] = "today's ports of the hosts" };

struct view {
	const struct netgraph *f;
	const size_t *host;
};

static size_t
inner(const struct netgraph *f, const struct ends *x, const struct ends *y,
    size_t *link)
{
	size_t sx = x->sw[0], sy = y->sw[0], n = 0;
	bool all = x->ideal && y->ideal;

	if (f->flat || x->n == 0 || y->n == 0)
		return 0;
	if (f->peer != NONE) {
		/* all members at once: like to like, so nothing crosses */
		if (all || (y->lacp && y->both) ||
		    (!x->both && !y->both && sx == sy))
			return 0;
		link[n++] = x->both && y->both ? f->quarter : f->peer;
		return n;
	}
	if (f->rack_of[sx] == f->rack_of[sy]) {
		if (all || (!x->both && !y->both && sx == sy))
			return 0;
		if (x->both && y->both) {
			link[n++] = f->half[f->rack_of[sx]];
			return n;
		}
	}
	link[n++] = x->both ? f->rack_up[f->rack_of[sx]] : f->up[sx];
	link[n++] = y->both ? f->rack_down[f->rack_of[sy]] : f->down[sy];
	if (f->domain[sx] != f->domain[sy])
		link[n++] = f->fabric[f->domain[sx] < f->domain[sy] ? 0 : 1];
	return n;
}

static size_t
way(const struct netgraph *f, size_t hx, size_t hy, size_t *link)
{
	const struct ends *x = &f->host[hx], *y = &f->host[hy];
	size_t n = 0;

	if (x->n > 0)
		link[n++] = x->tx;
	if (x->limit != NONE)
		link[n++] = x->limit;
	n += inner(f, x, y, link + n);
	if (y->n > 0)
		link[n++] = y->rx;
	return n;
}

static size_t
route(const void *ctx, size_t from, size_t to, size_t *link)
{
	const struct view *v = ctx;
	const struct netgraph *f = v->f;
	size_t hx = v->host[from], hy = v->host[to], n;

	if (f->old == NULL || (f->over[hx] && f->over[hy]))
		return way(f, hx, hy, link);
	n = way(f->old, hx, hy, link);
	for (size_t i = 0; i < n; i++)
		link[i] += f->old_first;
	return n;
}

/* what the number of links to a host depends on (way, inner),
 * by small numbers */
static const size_t *
places(struct arena *a, const struct netgraph *f, const size_t *host,
    size_t nhost)
{
	size_t *place = NEW(a, size_t, nhost + 1), most = 0, n = 0, i, *seen;
	struct arena_mark mark;

	for (i = 0; i < nhost; i++) {
		const struct ends *e = &f->host[host[i]];
		size_t x = e->n > 0;

		if (!f->flat && e->n > 0)
			x += 2 +
			    2 *
			        (2 *
			                (2 * (2 * e->sw[0] + (size_t)e->both) +
			                    (size_t)e->ideal) +
			            (size_t)e->lacp);
		if (f->old != NULL)
			x = f->over[host[i]] ? 1 + x : 0;
		place[i] = x;
		most = x > most ? x : most;
	}
	mark = arena_save(a);
	seen = NEW(a, size_t, most + 1);
	for (i = 0; i < nhost; i++) {
		if (seen[place[i]] == 0)
			seen[place[i]] = ++n;
		place[i] = seen[place[i]] - 1;
	}
	arena_restore(a, mark);
	return place;
}

/* what one migration of a cluster gets of each LAG, where no host's port holds
 * it back more: SMB has connections on all members, and where the site says so
 * any platform has; NULL: all of it */
static const double *
of_lags(struct arena *a, const struct netgraph *f, const struct cluster *c,
    const size_t *host, size_t nhost)
{
	double *one = NULL, most = 0, x;

	if (c->transport == TRANSPORT_SMB ||
	    model_spreads_evenly(c->team_hash, c->bond))
		return NULL;
	for (size_t i = 0; i < nhost; i++)
		if (f->host[host[i]].n > 0)
			most = fmax(most, f->host[host[i]].tx_Bps);
	for (size_t i = 0; i < f->n; i++) {
		x = f->one[i] * (double)(c->streams > 1 ? c->streams : 1);
		if (one == NULL && x >= most)
			continue;
		if (one == NULL) {
			size_t k;

			one = NEW(a, double, f->n);
			for (k = 0; k < i; k++)
				one[k] = INFINITY;
		}
		one[i] = x < most ? x : INFINITY;
	}
	return one;
}

static struct drain_net *
net_new(struct arena *a, const struct netgraph *f, const struct cluster *c,
    const size_t *host, size_t nhost)
{
	struct drain_net *net = NEW(a, struct drain_net, 1);
	struct drain_team *tx = NEW(a, struct drain_team, nhost + 1);
	struct drain_team *rx = NEW(a, struct drain_team, nhost + 1);
	struct view *v = NEW(a, struct view, 1);

	v->f = f;
	v->host = host;
	for (size_t i = 0; i < nhost; i++) {
		const struct netgraph *g =
		    f->old != NULL && !f->over[host[i]] ? f->old : f;
		const struct ends *e = &g->host[host[i]];

		if (e->ideal || e->n < 2)
			continue;
		tx[i].members = e->n;
		tx[i].member_Bps = e->tx_Bps;
		tx[i].by_pair = e->bonded || c->team_hash != HASH_FLOW;
		tx[i].link = e->tx + (g == f ? 0 : f->old_first);
		net->tx = tx;
		if (!e->takes)
			continue;
		rx[i] = tx[i];
		rx[i].member_Bps = g->capacity[e->rx] / (double)e->n;
		rx[i].by_pair = !e->lacp || c->team_hash != HASH_FLOW;
		rx[i].link = e->rx + (g == f ? 0 : f->old_first);
		net->rx = rx;
	}
	net->nlink = f->n;
	net->capacity_Bps = f->capacity;
	net->one_Bps = of_lags(a, f, c, host, nhost);
	net->full = f->full;
	net->name = f->name;
	net->group = f->group;
	net->group_name = group_name;
	net->route = route;
	net->ctx = v;
	net->place = places(a, f, host, nhost);
	return net;
}

const struct drain_net *
netgraph_net(struct arena *a, const struct netgraph *f, size_t cluster,
    const size_t *host, size_t nhost)
{
	return net_new(a, f, &f->m->cluster[cluster], host, nhost);
}

struct canonical_host
netgraph_alike(const struct netgraph *f, size_t host)
{
	const struct host *h = &f->m->host[host];
	const struct netgraph *g =
	    f->old != NULL && !f->over[host] ? f->old : f;
	const struct ends *e = &g->host[host];
	struct canonical_host x = { 0 };

	x.rack = h->rack;
	x.key[0] = -(double)h->memory_bytes;
	if (e->n > 0) {
		x.key[1] = -g->capacity[e->tx] * (g == f ? 1 : 1e-6);
		x.key[2] = -g->capacity[e->rx];
	}
	x.key[3] = (e->limit != NONE ? g->capacity[e->limit] : 0) +
	    (e->both ? 0 : 1) + (e->ideal ? 2 : 0) + (e->lacp ? 4 : 0);
	if (g->flat || g->rack_up == NULL || e->n == 0)
		return x;
	if (g->peer == NONE) {
		x.rack_key[0] = -g->capacity[g->rack_up[g->rack_of[e->sw[0]]]];
		x.rack_key[1] =
		    -g->capacity[g->rack_down[g->rack_of[e->sw[0]]]];
		if (!e->both) {
			x.rack_key[2] = g->capacity[g->up[e->sw[0]]];
			x.rack_key[3] = g->capacity[g->down[e->sw[0]]];
		}
	}
	return x;
}

static void
fingerprint_rate(struct buf *b, const struct netgraph *f, size_t link)
{
	double rate = link != NONE ? f->capacity[link] : -1;
	double one = link != NONE ? f->one[link] : -1;

	buf_add(b, &rate, sizeof rate);
	buf_add(b, &one, sizeof one);
}

/* numbers of a fingerprint, from 1 up in the order things come up */
struct numbers {
	size_t *sw, *rack, nsw, nrack;
};

/* a switch that hosts are on, with its links where it comes up first */
static void
fingerprint_switch(struct buf *b, const struct netgraph *f, size_t sw,
    struct numbers *n)
{
	size_t rack = f->rack_of[sw];

	if (n->sw[sw] != 0) {
		buf_add(b, &n->sw[sw], sizeof n->sw[sw]);
		return;
	}
	n->sw[sw] = ++n->nsw;
	buf_add(b, &n->nsw, sizeof n->nsw);
	if (f->peer != NONE)
		return;
	fingerprint_rate(b, f, f->up[sw]);
	fingerprint_rate(b, f, f->down[sw]);
	buf_add(b, &f->domain[sw], sizeof f->domain[sw]);
	if (n->rack[rack] == 0) {
		n->rack[rack] = ++n->nrack;
		fingerprint_rate(b, f, f->rack_up[rack]);
		fingerprint_rate(b, f, f->rack_down[rack]);
		fingerprint_rate(b, f, f->half[rack]);
	}
	buf_add(b, &n->rack[rack], sizeof n->rack[rack]);
}

static void
fingerprint_ends(struct buf *b, const struct netgraph *f, const struct ends *e,
    struct numbers *n)
{
	const size_t is[] = { e->n, e->ideal, e->takes, e->bonded, e->both,
		e->lacp };

	buf_add(b, is, sizeof is);
	fingerprint_rate(b, f, e->limit);
	if (e->n == 0)
		return;
	fingerprint_rate(b, f, e->tx);
	fingerprint_rate(b, f, e->rx);
	buf_add(b, &e->tx_Bps, sizeof e->tx_Bps);
	if (!f->flat)
		fingerprint_switch(b, f, e->sw[0], n);
}

void
netgraph_fingerprint(struct arena *a, const struct netgraph *f,
    const size_t *host, size_t nhost, struct buf *to)
{
	const size_t is[] = { nhost, f->flat, f->old != NULL };
	struct numbers n = { NULL, NULL, 0, 0 };
	size_t most = 0;

	for (size_t i = 0; !f->flat && i < nhost; i++)
		if (f->host[host[i]].n > 0 && f->host[host[i]].sw[0] > most)
			most = f->host[host[i]].sw[0];
	n.sw = NEW(a, size_t, most + 1);
	n.rack = NEW(a, size_t, f->m->nrack + 1);
	buf_add(to, is, sizeof is);
	fingerprint_rate(to, f, f->peer);
	fingerprint_rate(to, f, f->quarter);
	fingerprint_rate(to, f, f->fabric[0]);
	fingerprint_rate(to, f, f->fabric[1]);
	for (size_t i = 0; i < nhost; i++) {
		fingerprint_ends(to, f, &f->host[host[i]], &n);
		if (f->old == NULL)
			continue;
		buf_add(to, &f->over[host[i]], sizeof f->over[host[i]]);
		fingerprint_ends(to, f->old, &f->old->host[host[i]], &n);
	}
}

int64_t
netgraph_port_bps(const struct netgraph *f, size_t host)
{
	bool old = f->today || (f->old != NULL && !f->over[host]);

	return old ? f->m->today.speed_bps : f->host[host].port_bps;
}

bool
netgraph_over(const struct netgraph *f, size_t host)
{
	return f->old != NULL && f->over[host];
}

const struct drain_net *
netgraph_hosts(struct arena *a, const struct netgraph *f, size_t like,
    size_t streams, double luck)
{
	size_t n = f->m->nend, *host = NEW(a, size_t, n + 1), i, one = 1;
	double *capacity = NEW(a, double, f->n + 1), share;
	struct drain_net *all;

	for (i = 0; i < n; i++)
		host[i] = i;
	all = net_new(a, f, &f->m->cluster[like], host, n);
	for (i = 0; i < f->n; i++)
		capacity[i] = f->capacity[i];
	for (i = 0; all->tx != NULL && i < n; i++) {
		size_t *other = NEW(a, size_t, streams + 1), k;

		if (all->tx[i].members < 2)
			continue;
		for (k = 0; k + 1 < streams; k++)
			other[k] = one;
		share = team_share_Bps(&all->tx[i], 1, other,
		    streams > 0 ? streams - 1 : 0, INFINITY, luck);
		capacity[all->tx[i].link] =
		    share * (double)(streams > 0 ? streams : 1);
	}
	all->capacity_Bps = capacity;
	return all;
}
