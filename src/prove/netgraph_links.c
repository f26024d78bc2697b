/*
 * The links of a network: of today's, of a design, half-way; and what of each
 * the steady load leaves.
 */
#include "prove/netgraph_links.h"

#include <math.h>

#include "base/num.h"
#include "base/str.h"
#include "drain/goodput.h"
#include "model/bond.h"
#include "size/size.h"

static size_t
link_new(struct netgraph *f, enum group group, double line_Bps,
    struct steady_load s, const char *name)
{
	double left = line_Bps - s.all_bps / 8,
	       own = f->own_lossless ? s.lossless_bps :
	                               s.all_bps - s.lossless_bps;
	bool full;

	if (left < line_Bps * f->own_share - own / 8)
		left = line_Bps * f->own_share - own / 8;
	full = left < line_Bps / 2;
	if (left < line_Bps / 10)
		left = line_Bps / 10;
	PUSH(f->a, f->capacity, f->n, f->cap, left);
	f->n--;
	PUSH(f->a, f->one, f->n, f->capone, INFINITY);
	f->n--;
	PUSH(f->a, f->full, f->n, f->capfull, full);
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
		if (m->network[i].migrates && m->network[i].lossless)
			return GOODPUT_ROCE;
	/* Windows sends no time stamps by default, the others do */
	return c->version != NULL ? GOODPUT_TCP : GOODPUT_TCP_STAMPED;
}

static double
payload(const struct model *m, size_t host, double bps, int64_t mtu)
{
	struct fraction x =
	    goodput_fraction(wire_of(m, &m->cluster[m->host[host].cluster]),
	        mtu, true);

	return bps / 8 * (double)x.num / (double)x.den;
}

static struct netgraph *
fabric_new(struct arena *a, const struct model *m)
{
	struct netgraph *f = NEW(a, struct netgraph, 1);

	f->a = a;
	f->m = m;
	f->host = NEW(a, struct ends, m->nend + 1);
	f->peer = f->quarter = f->fabric[0] = f->fabric[1] = NONE;
	return f;
}

/* what a team of ports of line_Bps each sends by; the steady load is spread
 * evenly over all */
static void
send_link(struct netgraph *f, struct ends *e, double line_Bps,
    struct steady_load tx, struct steady_load rx, const char *name)
{
	e->line_Bps = line_Bps;
	e->in = rx;
	e->tx = link_new(f, PORTS, line_Bps * (double)e->n, tx, name);
	e->tx_Bps = f->capacity[e->tx] / (double)e->n;
}

/* What all receive by comes after what any sends by: of links that hold a
 * stream alike the lowest is named, whichever host is first in the file. */
static void
receive_links(struct netgraph *f)
{
	for (size_t i = 0; i < f->m->nend; i++) {
		struct ends *e = &f->host[i];
		double n = (double)e->n, m = e->ideal || e->takes ? n : 1;

		if (e->n == 0)
			continue;
		e->rx = link_new(f, PORTS, e->line_Bps * m,
		    (struct steady_load){ e->in.all_bps * m / n,
		        e->in.lossless_bps * m / n },
		    f->name[e->tx]);
	}
}

/* the site says nothing of how today's ports are teamed */
static bool
team_unknown(const struct model *m, const struct cluster *c)
{
	return m->today.ports > 1 && !c->bond_given && !c->team_hash_given;
}

/* SMB Multichannel connects each of today's ports by itself, teamed or not,
 * where the site doesn't say how a team spreads */
static bool
multichannel(const struct cluster *c)
{
	return c->transport == TRANSPORT_SMB && !c->team_hash_given;
}

static struct netgraph *
today_by(struct arena *a, const struct model *m, bool even)
{
	struct netgraph *f = fabric_new(a, m);
	const double *load = traffic_hosts(a, m, true);
	int64_t ports = m->today.ports > 0 ? m->today.ports : 1;

	f->flat = f->today = true;
	if (ports > MEMBERS)
		ports = MEMBERS;
	for (size_t i = 0; i < m->nend; i++) {
		struct ends *e = &f->host[i];
		const char *name;
		double line =
		    payload(m, i, (double)m->today.speed_bps, MTU_PLAIN);

		const struct cluster *c = &m->cluster[m->host[i].cluster];

		e->limit = NONE;
		e->n = (size_t)ports;
		if (c->bond_given && c->bond == BOND_ACTIVE_BACKUP)
			e->n = 1;
		e->ideal = e->n > 1 &&
		    (model_spreads_evenly(c->team_hash, c->bond) ||
		        multichannel(c) || (even && team_unknown(m, c)));
		e->takes = c->bond_given && c->bond == BOND_BALANCE_ALB;
		e->bonded = c->bond_given && c->bond != BOND_NO;
		for (int64_t k = 0; k < ports; k++)
			e->sw[k] = NONE;
		name = str_fmt(a, "the %s port%s of %s",
		    num_text(a, m->today.speed_bps, UNIT_SPEED),
		    e->ideal && !even ? "s" : "", m->host[i].name);
		send_link(f, e, line, (struct steady_load){ load[2 * i], 0 },
		    (struct steady_load){ load[2 * i + 1], 0 }, name);
	}
	receive_links(f);
	return f;
}

struct netgraph *
netgraph_today(struct arena *a, const struct model *m)
{
	return today_by(a, m, false);
}

struct netgraph *
netgraph_today_even(struct arena *a, const struct model *m)
{
	for (size_t i = 0; i < m->ncluster; i++)
		if (team_unknown(m, &m->cluster[i]))
			return today_by(a, m, true);
	return NULL;
}

/* the network live migration of a host uses: its first, or the next one's
 * where no port that carries that is left; NONE: by any port of a team.  Or,
 * for what is no migration, the network that is asked for */
static size_t
lm_net(const struct dhost *h, size_t asked)
{
	for (size_t n = 0; asked != NONE && n < h->nnic; n++)
		if (h->nic[n].sw != NONE && h->nic[n].net[asked])
			return asked;
	for (size_t k = 0; k < h->nlm_order; k++)
		for (size_t n = 0; n < h->nnic; n++)
			if (h->nic[n].sw != NONE &&
			    h->nic[n].net[h->lm_order[k]])
				return h->lm_order[k];
	return NONE;
}

/* the packets live migration is sent in: large ones, except on a network that
 * leaves the new switches. Other traffic takes its share of large ones */
static int64_t
lm_mtu(const struct netgraph *f, const struct design *g, size_t host)
{
	size_t net = f->asked != NONE ? NONE : lm_net(&g->host[host], NONE);

	return net != NONE ? design_net_mtu(f->m, &f->m->host[host], net) :
	                     design_host_mtu(f->m, &f->m->host[host]);
}

/* does live migration use this port of the host? */
static bool
port_carries(const struct dhost *h, size_t nic, size_t net)
{
	return h->nic[nic].sw != NONE &&
	    (net != NONE ? h->nic[nic].net[net] :
	                   h->nlm_order == 0 && h->nic[nic].team);
}

/* the group of ports that live migration uses */
static const struct dgroup *
lm_group(const struct dhost *h, size_t asked)
{
	size_t net = lm_net(h, asked), i;

	for (i = 0; i < h->nnic; i++)
		if (port_carries(h, i, net))
			return &h->group[h->nic[i].group];
	for (i = 0; i < h->ngroup; i++)
		if (!h->group[i].asked->on_today)
			return &h->group[i];
	return &h->group[0];
}

static void
design_host(struct netgraph *f, const struct design *g, size_t i,
    const double *load, const double *lossless)
{
	const struct model *m = f->m;
	const struct cluster *c = &m->cluster[m->host[i].cluster];
	const struct dhost *h = &g->host[i];
	struct ends *e = &f->host[i];
	const struct dgroup *x = lm_group(h, f->asked);
	int64_t speed = x->asked->speed_bps;
	size_t k, most, net = lm_net(h, f->asked);
	double line = payload(m, i, (double)speed, lm_mtu(f, g, i));
	const char *name;

	most = x->bond == BOND_ACTIVE_BACKUP ? 1 : MEMBERS;
	for (k = 0; k < h->nnic && e->n < most; k++)
		if (port_carries(h, k, net))
			e->sw[e->n++] = h->nic[k].sw;
	for (k = 1; k < e->n; k++)
		e->both |= e->sw[k] != e->sw[0];
	e->port_bps = speed;
	e->ideal = x->team && e->n > 1 &&
	    (model_spreads_evenly(c->team_hash, x->bond) ||
	        (c->transport == TRANSPORT_SMB && c->set));
	e->lacp = x->lacp && e->n > 1;
	e->takes = (x->bond == BOND_BALANCE_ALB && e->n > 1) || e->lacp;
	e->bonded = x->bond != BOND_NO && !e->lacp;
	if (speed != f->speed || f->speed_text == NULL) {
		f->speed = speed;
		f->speed_text = num_text(f->a, speed, UNIT_SPEED);
	}
	name = str_fmt(f->a, "the %s port%s of %s", f->speed_text,
	    e->ideal ? "s" : "", m->host[i].name);
	if (e->n > 0)
		send_link(f, e, line,
		    (struct steady_load){ load[2 * i], lossless[2 * i] },
		    (struct steady_load){ load[2 * i + 1],
		        lossless[2 * i + 1] },
		    name);
	e->limit = NONE;
	if (h->smb_limit_bps > 0)
		e->limit = link_new(f, LIMITS, (double)h->smb_limit_bps / 8,
		    (struct steady_load){ 0, 0 },
		    str_fmt(f->a, "the SMB bandwidth limit of %s",
		        m->host[i].name));
}

/* the slowest port of that role; a LAG puts a stream on one of them, and the
 * steady load evenly on all */
static double
member_bps(const struct design *g, size_t sw, enum port_role role)
{
	double bps = INFINITY;

	for (size_t i = 0; i < g->sw[sw].nport; i++)
		if (g->sw[sw].port[i].role == role)
			bps = fmin(bps, (double)g->sw[sw].port[i].speed_bps);
	return bps;
}

/* a link of members of which the slowest is so fast, of line_Bps together */
static size_t
lag_new(struct netgraph *f, const struct design *g, enum group group,
    double line_Bps, double member_bps, struct steady_load s, const char *name)
{
	size_t link = link_new(f, group, line_Bps, s, name);

	if (!isinf(member_bps) && line_Bps > 0)
		f->one[link] = f->capacity[link] *
		    payload(f->m, 0, member_bps, lm_mtu(f, g, 0)) / line_Bps;
	return link;
}

/* the same link for flows of which only one in `part` crosses it */
static size_t
link_copy(struct netgraph *f, size_t link, double part)
{
	PUSH(f->a, f->capacity, f->n, f->cap, f->capacity[link] * part);
	f->n--;
	PUSH(f->a, f->one, f->n, f->capone, f->one[link]);
	f->n--;
	PUSH(f->a, f->full, f->n, f->capfull, f->full[link]);
	f->n--;
	PUSH(f->a, f->name, f->n, f->capname, f->name[link]);
	f->n--;
	PUSH(f->a, f->group, f->n, f->capgroup, f->group[link]);
	return f->n - 1;
}

static double
lag_Bps(const struct netgraph *f, const struct design *g, size_t sw,
    enum port_role role)
{
	double bps = 0;

	for (size_t i = 0; i < g->sw[sw].nport; i++)
		if (g->sw[sw].port[i].role == role)
			bps += (double)g->sw[sw].port[i].speed_bps;
	return payload(f->m, 0, bps, lm_mtu(f, g, 0));
}

/* parts of what goes through and of what stays inside; each way the same */
static struct steady_load
part(double through, double some_through, double of_it, double inside,
    double some_inside, double crosses)
{
	return (struct steady_load){ of_it * through + crosses * inside,
		of_it * some_through + crosses * some_inside };
}

static void
design_inner(struct netgraph *f, const struct design *g)
{
	const struct model *m = f->m;
	const struct rack_load *load = traffic_racks(f->a, m);
	const struct rack_load *lossless = traffic_racks_lossless(f->a, m);
	struct steady_load inside = { 0, 0 }, across = { 0, 0 };

	f->up = NEW(f->a, size_t, g->nsw + 1);
	f->down = NEW(f->a, size_t, g->nsw + 1);
	f->domain = NEW(f->a, size_t, g->nsw + 1);
	f->rack_of = NEW(f->a, size_t, g->nsw + 1);
	f->rack_up = NEW(f->a, size_t, m->nrack + 1);
	f->rack_down = NEW(f->a, size_t, m->nrack + 1);
	f->half = NEW(f->a, size_t, m->nrack + 1);
	for (size_t i = 0; i < m->nrack; i++) {
		double x = load[i].lean * (1 - load[i].lean);

		inside.all_bps += (load[i].inside_bps + load[i].out_bps) * x;
		x = lossless[i].lean * (1 - lossless[i].lean);
		inside.lossless_bps +=
		    (lossless[i].inside_bps + lossless[i].out_bps) * x;
		across.all_bps += load[i].out_bps / 2;
		across.lossless_bps += lossless[i].out_bps / 2;
	}
	for (size_t i = 0; i < g->nsw; i++) {
		const struct dswitch *s = &g->sw[i];
		const struct rack_load *all = &load[s->rack];
		const struct rack_load *some = &lossless[s->rack];
		double line = lag_Bps(f, g, i, PORT_UPLINK), other, own, one, x;
		struct steady_load out, in;
		const char *name;

		f->rack_of[i] = s->rack;
		if (s->role != ROLE_LEAF)
			continue;
		f->domain[i] = g->lag[s->uplink_lag].peer / 2;
		/* half of what stays in the rack is between its leaves; with
		 * one of the two out nothing crosses, and the other has all */
		other = lag_Bps(f, g, s->pair, PORT_UPLINK);
		own = i < s->pair ? all->lean : 1 - all->lean;
		own = other > 0 ? own : 1;
		x = own * (1 - own);
		out = part(all->out_bps, some->out_bps, own, all->inside_bps,
		    some->inside_bps, x);
		in = part(all->in_bps, some->in_bps, own, all->inside_bps,
		    some->inside_bps, x);
		name = str_fmt(f->a, "the uplinks of %s", s->name);
		one = member_bps(g, i, PORT_UPLINK);
		f->up[i] = lag_new(f, g, UPLINKS, line, one, out, name);
		f->down[i] = lag_new(f, g, UPLINKS, line, one, in, name);
		if (i < s->pair)
			continue;
		name = str_fmt(f->a, "the uplinks of rack %s",
		    m->rack[s->rack].name);
		out = part(all->out_bps, some->out_bps, 1, all->inside_bps,
		    some->inside_bps, 2 * x);
		in = part(all->in_bps, some->in_bps, 1, all->inside_bps,
		    some->inside_bps, 2 * x);
		one = fmin(one, member_bps(g, s->pair, PORT_UPLINK));
		f->rack_up[s->rack] =
		    lag_new(f, g, UPLINKS, line + other, one, out, name);
		f->rack_down[s->rack] =
		    lag_new(f, g, UPLINKS, line + other, one, in, name);
		f->half[s->rack] = link_copy(f,
		    f->capacity[f->rack_up[s->rack]] <
		            f->capacity[f->rack_down[s->rack]] ?
		        f->rack_up[s->rack] :
		        f->rack_down[s->rack],
		    2);
	}
	if (g->topology == TOPOLOGY_LINKED) {
		f->peer = lag_new(f, g, PEER_LINK, lag_Bps(f, g, 0, PORT_PEER),
		    member_bps(g, 0, PORT_PEER), inside, "the peer link");
		f->quarter = link_copy(f, f->peer, 4);
	}
	if (g->topology == TOPOLOGY_EVLT)
		for (size_t n = 0; n < 2; n++)
			f->fabric[n] = lag_new(f, g, BETWEEN,
			    lag_Bps(f, g, 0, PORT_FABRIC) +
			        lag_Bps(f, g, 1, PORT_FABRIC),
			    fmin(member_bps(g, 0, PORT_FABRIC),
			        member_bps(g, 1, PORT_FABRIC)),
			    across, "the LAG between the domains");
}

struct netgraph *
netgraph_design(struct arena *a, const struct model *m, const struct design *g)
{
	return netgraph_on(a, m, g, NONE);
}

struct netgraph *
netgraph_on(struct arena *a, const struct model *m, const struct design *g,
    size_t net)
{
	struct netgraph *f = fabric_new(a, m);
	size_t *group = NEW(a, size_t, m->nend + 1);
	const double *load, *lossless;

	f->asked = net;
	for (size_t i = 0; i < m->nend; i++)
		group[i] =
		    (size_t)(lm_group(&g->host[i], net) - g->host[i].group);
	load = traffic_groups(a, m, group, false);
	lossless = traffic_groups(a, m, group, true);
	for (size_t i = 0; i < m->nnetwork; i++)
		f->own_lossless |=
		    m->network[i].migrates && m->network[i].lossless;
	if (g->qos.used)
		f->own_share = (f->own_lossless ? g->qos.lossless_percent :
		                                  g->qos.default_percent) /
		    100.0;
	f->flat = g->topology == TOPOLOGY_STANDALONE;
	for (size_t i = 0; i < m->nend; i++)
		design_host(f, g, i, load, lossless);
	receive_links(f);
	if (!f->flat)
		design_inner(f, g);
	return f;
}

/* those of clusters that are over to the last host */
static const bool *
clusters_over(struct arena *a, const struct model *m, const bool *moved)
{
	bool *over = NEW(a, bool, m->nend + 1);
	size_t k;

	for (size_t i = 0; i < m->ncluster; i++) {
		const struct cluster *c = &m->cluster[i];

		for (k = 0; k < c->nhost && moved[c->host[k]]; k++)
			continue;
		if (k < c->nhost)
			continue;
		for (k = 0; k < c->nhost; k++)
			over[c->host[k]] = true;
	}
	return over;
}

struct netgraph *
netgraph_mixed(struct arena *a, const struct model *m, const struct design *g,
    const bool *moved)
{
	struct netgraph *f = netgraph_design(a, m, g),
	                *old = netgraph_today(a, m);

	f->old = old;
	f->old_first = f->n;
	f->over = clusters_over(a, m, moved);
	for (size_t i = 0; i < old->n; i++) {
		PUSH(a, f->capacity, f->n, f->cap, old->capacity[i]);
		f->n--;
		PUSH(a, f->one, f->n, f->capone, old->one[i]);
		f->n--;
		PUSH(a, f->full, f->n, f->capfull, old->full[i]);
		f->n--;
		PUSH(a, f->name, f->n, f->capname, old->name[i]);
		f->n--;
		PUSH(a, f->group, f->n, f->capgroup, (size_t)TODAY);
	}
	return f;
}

double
netgraph_port_load(enum bond bond, double port_bps, double ports, double tx_bps,
    double rx_bps)
{
	double tx = ports, rx = ports;

	if (bond == BOND_ACTIVE_BACKUP)
		tx = rx = ports < 1 ? ports : 1;
	else if (bond == BOND_BALANCE_TLB)
		rx = ports < 1 ? ports : 1;
	if (port_bps <= 0 || ports <= 0)
		return 0;
	tx_bps /= port_bps * tx;
	rx_bps /= port_bps * rx;
	return tx_bps > rx_bps ? tx_bps : rx_bps;
}

double
netgraph_tcp_share(const struct model *m, const struct host *h, bool today,
    int64_t mtu)
{
	const struct cluster *c = &m->cluster[h->cluster];
	struct fraction is = goodput_fraction(wire_of(m, c),
	    today ? MTU_PLAIN : design_host_mtu(m, h), true);
	struct fraction want =
	    goodput_fraction(c->version != NULL ? GOODPUT_TCP :
	                                          GOODPUT_TCP_STAMPED,
	        mtu, true);

	return (double)want.num / (double)want.den /
	    ((double)is.num / (double)is.den);
}
