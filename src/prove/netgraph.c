/*
 * DOC: which links a migration crosses.
 *
 * A host's stream leaves by one member of its team: by the hash of the pair of
 * hosts, or of the pair and the stream (`team_hash`), and reaches the target on
 * the member its interface's address is on.  SMB Multichannel, and `ideal`, use
 * all members at once: the members count as one.  Between members on different
 * switches of a rack, and between racks, it crosses the uplinks of the leaf it
 * leaves by and of the leaf it arrives at; on a linked pair the peer link; from
 * one domain to the other the LAG between them.  A LAG counts as one link of
 * all its members.
 */
#include "prove/netgraph.h"

#include <string.h>

#include "base/num.h"
#include "base/str.h"
#include "drain/goodput.h"
#include "size/size.h"

enum { MEMBERS = 8 };

struct ends {
	size_t n;   /* members that live migration may use */
	bool ideal; /* all at once: member 0 stands for all */
	size_t tx[MEMBERS], rx[MEMBERS];
	size_t sw[MEMBERS]; /* switch of each, NONE: one big switch */
	size_t limit;       /* sender's SMB limit, NONE: none */
};

struct netgraph {
	struct arena *a;
	const struct model *m;
	double *capacity;
	const char **name;
	size_t *group; /* of each link */
	size_t n, cap, capname, capgroup;
	struct ends *host;
	/* of a design: by switch, and by rack for streams over all members */
	size_t *up, *down, *rack_up, *rack_down, *domain, *rack_of;
	size_t peer[2], fabric[2];
	bool flat;         /* one non-blocking switch, or islands */
	double own_share;  /* of its ETS class; 0: no classes */
	bool own_lossless; /* live migration is in the lossless class */
	/* half-way: today's network, whose links follow ours, for whoever is
	 * not moved yet */
	const struct netgraph *old;
	size_t old_first;
	const bool *moved;
};

struct view {
	const struct netgraph *f;
	const struct cluster *c;
};

/* links that are bought faster together */
enum group { PORTS, LIMITS, UPLINKS, PEER_LINK, BETWEEN, TODAY };
static const char *const group_name[] = { [PORTS] = "the ports of the hosts",
	[LIMITS] = "the SMB bandwidth limit",
	[UPLINKS] = "the uplinks of the leaves",
	[PEER_LINK] = "the peer link",
	[BETWEEN] = "the LAG between the domains",
	[TODAY] = "today's ports of the hosts" };

/* all the steady load, and the part of it that is lossless */
struct steady {
	double all_bps, lossless_bps;
};

static size_t
link_new(struct netgraph *f, enum group group, double line_Bps, struct steady s,
    const char *name)
{
	double left = line_Bps - s.all_bps / 8,
	       own = f->own_lossless ? s.lossless_bps :
	                               s.all_bps - s.lossless_bps;

	if (left < line_Bps * f->own_share - own / 8)
		left = line_Bps * f->own_share - own / 8;
	if (left < line_Bps / 10)
		left = line_Bps / 10;
	PUSH(f->a, f->capacity, f->n, f->cap, left);
	f->n--;
	PUSH(f->a, f->name, f->n, f->capname, name);
	f->n--;
	PUSH(f->a, f->group, f->n, f->capgroup, (size_t)group);
	return f->n - 1;
}

static enum goodput_transport
wire_of(const struct model *m, const struct cluster *c)
{
	size_t i;

	/* RDMA only over a lossless live-migration network */
	for (i = 0; i < m->nnetwork && c->transport == TRANSPORT_SMB; i++)
		if (m->network[i].purpose == PURPOSE_LM &&
		    m->network[i].lossless)
			return GOODPUT_ROCE;
	/* Windows sends no time stamps by default, the others do */
	return c->version != NULL ? GOODPUT_TCP : GOODPUT_TCP_STAMPED;
}

static double
payload(const struct model *m, size_t host, double bps, int64_t mtu,
    bool tagged)
{
	struct fraction x =
	    goodput_fraction(wire_of(m, &m->cluster[m->host[host].cluster]),
	        mtu, tagged);

	return bps / 8 * (double)x.num / (double)x.den;
}

static struct netgraph *
fabric_new(struct arena *a, const struct model *m)
{
	struct netgraph *f = NEW(a, struct netgraph, 1);

	f->a = a;
	f->m = m;
	f->host = NEW(a, struct ends, m->nhost + 1);
	f->peer[0] = f->peer[1] = f->fabric[0] = f->fabric[1] = NONE;
	return f;
}

struct netgraph *
netgraph_today(struct arena *a, const struct model *m)
{
	struct netgraph *f = fabric_new(a, m);
	const double *load = traffic_hosts(a, m, true);
	int64_t ports = m->today.ports > 0 ? m->today.ports : 1, k;
	size_t i;

	f->flat = true;
	if (ports > MEMBERS)
		ports = MEMBERS;
	for (i = 0; i < m->nhost; i++) {
		struct ends *e = &f->host[i];
		const char *name = str_fmt(a, "the %s port of %s",
		    num_text(a, m->today.speed_bps, UNIT_SPEED),
		    m->host[i].name);
		double line =
		    payload(m, i, (double)m->today.speed_bps, 1500, true);

		e->limit = NONE;
		e->ideal =
		    m->cluster[m->host[i].cluster].team_hash == HASH_IDEAL;
		e->n = e->ideal ? 1 : (size_t)ports;
		if (e->ideal)
			line *= (double)ports;
		for (k = 0; k < (int64_t)e->n; k++) {
			e->tx[k] = link_new(f, PORTS, line,
			    (struct steady){ load[2 * i] / (double)e->n, 0 },
			    name);
			e->rx[k] = link_new(f, PORTS, line,
			    (struct steady){ load[2 * i + 1] / (double)e->n,
			        0 },
			    name);
			e->sw[k] = NONE;
		}
	}
	return f;
}

static bool
nic_on_net(const struct design *g, const struct dhost *h, size_t nic,
    size_t net)
{
	size_t i;

	for (i = 0; i < g->net[net].nsw; i++)
		if (h->nic[nic].sw != NONE &&
		    g->net[net].sw[i] == h->nic[nic].sw)
			return true;
	return false;
}

/* does live migration use this port of the host? */
static bool
port_carries(const struct design *g, const struct dhost *h, size_t nic)
{
	size_t k, n;

	if (h->nic[nic].sw == NONE)
		return false;
	if (h->team)
		return true;
	/* apart: the port on the switch its first network lives on, or the
	 * next one's where that switch is out */
	for (k = 0; k < h->nlm_order; k++)
		for (n = 0; n < h->nnic; n++)
			if (nic_on_net(g, h, n, h->lm_order[k]))
				return nic_on_net(g, h, nic, h->lm_order[k]);
	return false;
}

static void
design_host(struct netgraph *f, const struct design *g, size_t i,
    const double *load, const double *lossless)
{
	const struct model *m = f->m;
	const struct cluster *c = &m->cluster[m->host[i].cluster];
	const struct dhost *h = &g->host[i];
	struct ends *e = &f->host[i];
	double line =
	           payload(m, i, (double)m->host[i].port_speed_bps, 9000, true),
	       all = 0, n;
	struct steady tx, rx;
	const char *name = str_fmt(f->a, "the %s port of %s",
	    num_text(f->a, m->host[i].port_speed_bps, UNIT_SPEED),
	    m->host[i].name);
	size_t k, used = 0;

	for (k = 0; k < h->nnic; k++)
		used += port_carries(g, h, k);
	n = used > 0 ? (double)used : 1;
	tx = (struct steady){ load[2 * i] / n, lossless[2 * i] / n };
	rx = (struct steady){ load[2 * i + 1] / n, lossless[2 * i + 1] / n };
	e->ideal = h->team &&
	    (c->team_hash == HASH_IDEAL ||
	        (c->transport == TRANSPORT_SMB && c->set));
	for (k = 0; k < h->nnic && e->n < MEMBERS; k++) {
		if (!port_carries(g, h, k))
			continue;
		all += line;
		if (e->ideal && e->n > 0)
			continue;
		e->sw[e->n] = h->nic[k].sw;
		if (!e->ideal) {
			e->tx[e->n] = link_new(f, PORTS, line, tx, name);
			e->rx[e->n] = link_new(f, PORTS, line, rx, name);
		}
		e->n++;
	}
	if (e->ideal) {
		name = str_fmt(f->a, "the %s ports of %s",
		    num_text(f->a, m->host[i].port_speed_bps, UNIT_SPEED),
		    m->host[i].name);
		e->tx[0] = link_new(f, PORTS, all,
		    (struct steady){ load[2 * i], lossless[2 * i] }, name);
		e->rx[0] = link_new(f, PORTS, all,
		    (struct steady){ load[2 * i + 1], lossless[2 * i + 1] },
		    name);
	}
	e->limit = NONE;
	if (h->smb_limit_bps > 0)
		e->limit = link_new(f, LIMITS, (double)h->smb_limit_bps / 8,
		    (struct steady){ 0, 0 },
		    str_fmt(f->a, "the SMB bandwidth limit of %s",
		        m->host[i].name));
}

static double
lag_Bps(const struct model *m, const struct design *g, size_t sw,
    enum port_role role)
{
	double bps = 0;
	size_t i;

	for (i = 0; i < g->sw[sw].nport; i++)
		if (g->sw[sw].port[i].role == role)
			bps += (double)g->sw[sw].port[i].speed_bps;
	return payload(m, 0, bps, 9000, true);
}

static struct steady
crossing(double through, double inside, double lossless_through,
    double lossless_inside, bool pair)
{
	double half = pair ? 0.5 : 0;

	return (struct steady){ through + half * inside,
		lossless_through + half * lossless_inside };
}

static void
design_inner(struct netgraph *f, const struct design *g)
{
	const struct model *m = f->m;
	const struct rack_load *load = traffic_racks(f->a, m);
	const struct rack_load *lossless = traffic_racks_lossless(f->a, m);
	struct steady inside = { 0, 0 }, across = { 0, 0 };
	size_t i, n;

	f->up = NEW(f->a, size_t, g->nsw + 1);
	f->down = NEW(f->a, size_t, g->nsw + 1);
	f->domain = NEW(f->a, size_t, g->nsw + 1);
	f->rack_of = NEW(f->a, size_t, g->nsw + 1);
	f->rack_up = NEW(f->a, size_t, m->nrack + 1);
	f->rack_down = NEW(f->a, size_t, m->nrack + 1);
	for (i = 0; i < m->nrack; i++) {
		inside.all_bps += (load[i].inside_bps + load[i].out_bps) / 4;
		inside.lossless_bps +=
		    (lossless[i].inside_bps + lossless[i].out_bps) / 4;
		across.all_bps += load[i].out_bps / 2;
		across.lossless_bps += lossless[i].out_bps / 2;
	}
	for (i = 0; i < g->nsw; i++) {
		const struct dswitch *s = &g->sw[i];
		const struct rack_load *all = &load[s->rack];
		const struct rack_load *some = &lossless[s->rack];
		double line = lag_Bps(m, g, i, PORT_UPLINK), other, leaves;
		struct steady out, in;
		const char *name;

		f->rack_of[i] = s->rack;
		if (s->role != ROLE_LEAF)
			continue;
		f->domain[i] = g->lag[s->uplink_lag].peer / 2;
		/* half of what stays in the rack is between its leaves; with
		 * one of the two out nothing crosses, and the other has all */
		other = lag_Bps(m, g, s->pair, PORT_UPLINK);
		leaves = other > 0 ? 2 : 1;
		out = crossing(all->out_bps, all->inside_bps, some->out_bps,
		    some->inside_bps, other > 0);
		in = crossing(all->in_bps, all->inside_bps, some->in_bps,
		    some->inside_bps, other > 0);
		name = str_fmt(f->a, "the uplinks of %s", s->name);
		f->up[i] = link_new(f, UPLINKS, line,
		    (struct steady){ out.all_bps / leaves,
		        out.lossless_bps / leaves },
		    name);
		f->down[i] = link_new(f, UPLINKS, line,
		    (struct steady){ in.all_bps / leaves,
		        in.lossless_bps / leaves },
		    name);
		if (i < s->pair)
			continue;
		name = str_fmt(f->a, "the uplinks of rack %s",
		    m->rack[s->rack].name);
		f->rack_up[s->rack] =
		    link_new(f, UPLINKS, line + other, out, name);
		f->rack_down[s->rack] =
		    link_new(f, UPLINKS, line + other, in, name);
	}
	if (g->topology == TOPOLOGY_LINKED)
		for (n = 0; n < 2; n++)
			f->peer[n] =
			    link_new(f, PEER_LINK, lag_Bps(m, g, 0, PORT_PEER),
			        inside, "the peer link");
	if (g->topology == TOPOLOGY_EVLT)
		for (n = 0; n < 2; n++)
			f->fabric[n] = link_new(f, BETWEEN,
			    2 * lag_Bps(m, g, 0, PORT_FABRIC), across,
			    "the LAG between the domains");
}

struct netgraph *
netgraph_design(struct arena *a, const struct model *m, const struct design *g)
{
	struct netgraph *f = fabric_new(a, m);
	const double *load = traffic_hosts(a, m, false);
	const double *lossless = traffic_hosts_lossless(a, m);
	size_t i;

	for (i = 0; i < m->nnetwork; i++)
		f->own_lossless |= m->network[i].purpose == PURPOSE_LM &&
		    m->network[i].lossless;
	if (g->qos.used)
		f->own_share = (f->own_lossless ? g->qos.lossless_percent :
		                                  g->qos.default_percent) /
		    100.0;
	f->flat = g->topology == TOPOLOGY_STANDALONE;
	for (i = 0; i < m->nhost; i++)
		design_host(f, g, i, load, lossless);
	if (!f->flat)
		design_inner(f, g);
	return f;
}

/* a fixed, well-mixed hash (splitmix64): which member a stream falls on */
static size_t
fall(uint64_t x, size_t n)
{
	x += 0x9e3779b97f4a7c15u;
	x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9u;
	x = (x ^ (x >> 27)) * 0x94d049bb133111ebu;
	x ^= x >> 31;
	return (size_t)(x % n);
}

static size_t
inner(const struct netgraph *f, const struct ends *x, size_t mx,
    const struct ends *y, size_t my, size_t *link)
{
	size_t sx = x->sw[mx], sy = y->sw[my], n = 0;
	bool all = x->ideal && y->ideal;

	if (f->flat)
		return 0;
	if (f->peer[0] != NONE) {
		if (!all && sx != sy)
			link[n++] = f->peer[sx < sy ? 0 : 1];
		return n;
	}
	/* all members at once: like to like, so nothing crosses in a rack */
	if (sx == sy || (all && f->rack_of[sx] == f->rack_of[sy]))
		return 0;
	link[n++] = all ? f->rack_up[f->rack_of[sx]] : f->up[sx];
	link[n++] = all ? f->rack_down[f->rack_of[sy]] : f->down[sy];
	if (f->domain[sx] != f->domain[sy])
		link[n++] = f->fabric[f->domain[sx] < f->domain[sy] ? 0 : 1];
	return n;
}

struct netgraph *
netgraph_mixed(struct arena *a, const struct model *m, const struct design *g,
    const bool *moved)
{
	struct netgraph *f = netgraph_design(a, m, g),
	                *old = netgraph_today(a, m);
	size_t i;

	f->old = old;
	f->old_first = f->n;
	f->moved = moved;
	for (i = 0; i < old->n; i++) {
		PUSH(a, f->capacity, f->n, f->cap, old->capacity[i]);
		f->n--;
		PUSH(a, f->name, f->n, f->capname, old->name[i]);
		f->n--;
		PUSH(a, f->group, f->n, f->capgroup, (size_t)TODAY);
	}
	return f;
}

static size_t
way(const struct netgraph *f, const struct view *v, size_t hx, size_t hy,
    size_t stream, size_t *link)
{
	const struct ends *x = &f->host[hx], *y = &f->host[hy];
	size_t mx = 0, my = 0, n = 0;

	if (x->n > 1)
		mx = fall(((uint64_t)hx << 40) ^ ((uint64_t)hy << 20) ^
		        (v->c->team_hash == HASH_FLOW ? stream : 0),
		    x->n);
	if (y->n > 1)
		my = hy % y->n;
	if (x->n > 0)
		link[n++] = x->tx[mx];
	if (x->limit != NONE)
		link[n++] = x->limit;
	n += inner(f, x, mx, y, my, link + n);
	if (y->n > 0)
		link[n++] = y->rx[my];
	return n;
}

static size_t
route(const void *ctx, size_t from, size_t to, size_t stream, size_t *link)
{
	const struct view *v = ctx;
	const struct netgraph *f = v->f;
	size_t hx = v->c->host[from], hy = v->c->host[to], n, i;

	if (f->old == NULL || (f->moved[hx] && f->moved[hy]))
		return way(f, v, hx, hy, stream, link);
	n = way(f->old, v, hx, hy, stream, link);
	for (i = 0; i < n; i++)
		link[i] += f->old_first;
	return n;
}

const struct drain_net *
netgraph_net(struct arena *a, const struct netgraph *f, size_t cluster)
{
	struct drain_net *net = NEW(a, struct drain_net, 1);
	struct view *v = NEW(a, struct view, 1);

	v->f = f;
	v->c = &f->m->cluster[cluster];
	net->nlink = f->n;
	net->capacity_Bps = f->capacity;
	net->name = f->name;
	net->group = f->group;
	net->group_name = group_name;
	net->route = route;
	net->ctx = v;
	return net;
}

/* ---- for what is no migration ---- */

const struct drain_net *
netgraph_hosts(struct arena *a, const struct netgraph *f, size_t like)
{
	struct drain_net *all = NEW(a, struct drain_net, 1);
	struct view *v = NEW(a, struct view, 1);
	struct cluster *c = NEW(a, struct cluster, 1);
	size_t i;

	*c = f->m->cluster[like];
	c->host = NEW(a, size_t, f->m->nhost + 1);
	for (i = 0; i < f->m->nhost; i++)
		c->host[i] = i;
	c->nhost = f->m->nhost;
	v->f = f;
	v->c = c;
	*all = *netgraph_net(a, f, like);
	all->ctx = v;
	return all;
}

double
netgraph_tcp_share(const struct model *m, size_t cluster, bool today,
    int64_t mtu)
{
	const struct cluster *c = &m->cluster[cluster];
	struct fraction is =
	    goodput_fraction(wire_of(m, c), today ? 1500 : 9000, true);
	struct fraction want =
	    goodput_fraction(c->version != NULL ? GOODPUT_TCP :
	                                          GOODPUT_TCP_STAMPED,
	        mtu, true);

	return (double)want.num / (double)want.den /
	    ((double)is.num / (double)is.den);
}
