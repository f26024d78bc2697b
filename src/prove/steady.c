/*
 * DOC: who loads which link.
 *
 * A host sends and receives evenly over its ports that still lead somewhere, or
 * over the first of them where its bond uses one.
 * Traffic from a port on switch x to a port on switch y stays on the switch
 * where they are one; else it leaves x by its uplinks, enters y by its own, and
 * crosses the peer link of a pair without spines, or the LAG between domains.
 * What the core routes goes up to it and comes back, a host's own too.  A leaf
 * shares its traffic out over its uplinks evenly; what reaches a spine that has
 * no link left to where it must go crosses the spines' peer link.  Two switches
 * without a link: a network's traffic is on its switch, or where that is out
 * on the one that takes its place.
 *
 * All sums of one kind of traffic are products of what its ends have on each
 * switch (size_traffic), so a state costs one look at the hosts whose ports
 * changed, not at every pair of hosts.
 */
#include "prove/steady.h"

#include <string.h>

#include "base/str.h"
#include "prove/netgraph.h"
#include "size/size.h"

/* what the ends of a term have on a switch; own_out, own_in: of a host's
 * traffic with itself, what would cross between its ports, and does not */
struct on_switch {
	size_t sw;
	double from, to, own_out, own_in;
	double local; /* of what comes, to hosts that either switch reaches */
};

struct member {
	size_t host;
	double from, to;
};

/* hosts of a term that connect to one pair (or one switch) */
struct pair_sum {
	size_t pair; /* its lower switch */
	struct member *member;
	size_t n;
	struct on_switch usual[2], now[2]; /* all in, and in this state */
};

struct term {
	const struct traffic_term *t;
	struct pair_sum *pair;
	size_t npair;
};

struct steady {
	struct arena *a;
	const struct design *g;
	struct term *term;
	size_t nterm;
	double *host_bps; /* tx and rx of each, by network */
	size_t *pair_of;  /* of each host: its lower switch, or NONE */
	const bool *down;
	const bool *cut;  /* by link, or NULL */
	bool *changed;    /* by switch: its pair's hosts' ports changed */
	double *out, *in; /* by switch: leaves it, enters it */
	double *core_out, *core_in; /* the part of that the core routes */
	double core_bps;            /* up, and as much down */
	double across[2][2];        /* from domain to domain */
};

static bool
link_left(const struct steady *s, const struct dlink *l)
{
	return (s->cut == NULL || !s->cut[l - s->g->link]) &&
	    (l->a.sw == NONE || !s->down[l->a.sw]) &&
	    (l->b.sw == NONE || !s->down[l->b.sw]);
}

static bool
nic_left(const struct steady *s, const struct dnic *x)
{
	return x->sw != NONE && !s->down[x->sw] &&
	    link_left(s, &s->g->link[s->g->sw[x->sw].port[x->port].link]);
}

static double
role_left_bps(const struct steady *s, size_t sw, enum port_role role)
{
	const struct dswitch *x = &s->g->sw[sw];
	double bps = 0;
	size_t i;

	for (i = 0; i < x->nport; i++)
		if (x->port[i].role == role &&
		    link_left(s, &s->g->link[x->port[i].link]))
			bps += (double)x->port[i].speed_bps;
	return bps;
}

/* bit/s left from a leaf to a spine */
static double
to_spine_bps(const struct steady *s, size_t leaf, size_t spine)
{
	const struct dswitch *x = &s->g->sw[leaf];
	double bps = 0;
	size_t i;

	for (i = 0; i < x->nport; i++) {
		const struct dlink *l;

		if (x->port[i].role != PORT_UPLINK)
			continue;
		l = &s->g->link[x->port[i].link];
		if (l->a.sw == spine && link_left(s, l))
			bps += (double)x->port[i].speed_bps;
	}
	return bps;
}

/* the share of what a host sends (or receives) on a network that is on a
 * switch's ports */
static double
share(const struct steady *s, size_t host, size_t sw, const struct network *net,
    bool rx)
{
	const struct design *g = s->g;
	const struct dhost *h = &g->host[host];
	size_t all = 0, here = 0, i, n = (size_t)(net - g->model->network),
	       group = model_network_group(h->host, n);
	/* one port of some bonds does it alone, the first that is up */
	bool one = group != NO_GROUP &&
	    (h->group[group].bond == BOND_ACTIVE_BACKUP ||
	        (rx && h->group[group].bond == BOND_BALANCE_TLB));

	for (i = 0; i < h->nnic && !(one && all > 0); i++) {
		bool left = h->nic[i].net[n] && nic_left(s, &h->nic[i]);

		all += left;
		here += left && h->nic[i].sw == sw;
	}
	if (all > 0 || size_network_side(g->model, n, g->topology) == NO_SIDE)
		return all > 0 ? (double)here / (double)all : 0;
	/* where its switch is out another takes its place, on the other one */
	for (n = 0; n < g->nnet; n++) {
		if (!design_network_replaces(g,
		        (size_t)(net - g->model->network), n))
			continue;
		for (i = 0; i < h->nnic; i++)
			if (h->nic[i].net[n] && nic_left(s, &h->nic[i]))
				return h->nic[i].sw == sw ? 1 : 0;
	}
	return 0;
}

/* has a host a LAG over both switches, with ports left on both? */
static bool
on_both(const struct steady *s, size_t host, const struct network *net)
{
	const struct dhost *h = &s->g->host[host];
	size_t n = (size_t)(net - s->g->model->network), i;
	size_t group = model_network_group(h->host, n);
	bool on[2] = { false, false };

	if (group == NO_GROUP || !h->group[group].lacp)
		return false;
	for (i = 0; i < h->nnic; i++)
		if (h->nic[i].group == group && nic_left(s, &h->nic[i]))
			on[h->nic[i].sw % 2] = true;
	return on[0] && on[1];
}

static void
pair_sums(const struct steady *s, const struct traffic_term *t,
    const struct pair_sum *p, struct on_switch sum[2])
{
	size_t i, k;

	for (k = 0; k < 2; k++) {
		sum[k] = (struct on_switch){ k == 0 ? p->pair :
			                              s->g->sw[p->pair].pair,
			0, 0, 0, 0, 0 };
		if (sum[k].sw == NONE)
			continue;
		for (i = 0; i < p->n; i++) {
			const struct member *x = &p->member[i];
			double tx = share(s, x->host, sum[k].sw, t->net, false);
			double rx = share(s, x->host, sum[k].sw, t->net, true);

			sum[k].from += x->from * tx;
			if (on_both(s, x->host, t->net)) {
				sum[k].local += x->to * rx;
				continue;
			}
			sum[k].to += x->to * rx;
			sum[k].own_out += x->from * x->to * tx * (1 - rx);
			sum[k].own_in += x->from * x->to * rx * (1 - tx);
		}
	}
}

/* ---- made once ---- */

static size_t
lower_switch(const struct design *g, size_t host)
{
	const struct dhost *h = &g->host[host];
	size_t i;

	for (i = 0; i < h->nnic; i++)
		if (h->nic[i].sw != NONE) {
			size_t x = h->nic[i].sw, y = g->sw[x].pair;

			return y != NONE && y < x ? y : x;
		}
	return NONE;
}

static void
member_add(struct steady *s, struct term *x, size_t *index, size_t *cap,
    const struct traffic_end *e, bool from)
{
	size_t pair = s->pair_of[e->host], i;
	struct pair_sum *p;

	if (pair == NONE)
		return;
	if (index[pair] == NONE) {
		struct pair_sum fresh = { .pair = pair };

		index[pair] = x->npair;
		PUSH(s->a, x->pair, x->npair, *cap, fresh);
	}
	p = &x->pair[index[pair]];
	for (i = p->n; i > 0; i--)
		if (p->member[i - 1].host == e->host)
			break;
	if (i == 0) {
		p->member = arena_grow(s->a, p->member, p->n, p->n + 1,
		    sizeof *p->member);
		p->member[p->n++] = (struct member){ e->host, 0, 0 };
		i = p->n;
	}
	if (from)
		p->member[i - 1].from += e->n;
	else
		p->member[i - 1].to += e->n;
}

static void
host_sums(struct steady *s, const struct traffic_term *t)
{
	size_t n = (size_t)(t->net - s->g->model->network), i, k = 0;
	size_t nnet = s->g->nnet;
	double from = 0, to = 0;

	for (i = 0; i < t->nfrom; i++)
		from += t->from[i].n;
	for (i = 0; i < t->nto; i++)
		to += t->to[i].n;
	for (i = 0; i < t->nfrom; i++)
		s->host_bps[2 * (t->from[i].host * nnet + n)] +=
		    t->bps * t->from[i].n * to;
	for (i = 0; i < t->nto; i++)
		s->host_bps[2 * (t->to[i].host * nnet + n) + 1] +=
		    t->bps * t->to[i].n * from;
	/* not to itself, unless by the core */
	for (i = 0; i < t->nfrom && !t->by_core; i++) {
		while (k < t->nto && t->to[k].host < t->from[i].host)
			k++;
		if (k < t->nto && t->to[k].host == t->from[i].host) {
			double own = t->bps * t->from[i].n * t->to[k].n;
			double *bps =
			    &s->host_bps[2 * (t->to[k].host * nnet + n)];

			bps[0] -= own;
			bps[1] -= own;
		}
	}
}

struct steady *
steady_new(struct arena *a, const struct design *g)
{
	struct steady *s = NEW(a, struct steady, 1);
	size_t *index = NEW(a, size_t, g->nsw + 1), i, k, n;
	const struct traffic_term *t = traffic_terms(a, g->model, &n);

	s->a = a;
	s->g = g;
	s->down = NEW(a, bool, g->nsw + 1);
	s->changed = NEW(a, bool, g->nsw + 1);
	s->out = NEW(a, double, g->nsw + 1);
	s->in = NEW(a, double, g->nsw + 1);
	s->core_out = NEW(a, double, g->nsw + 1);
	s->core_in = NEW(a, double, g->nsw + 1);
	s->pair_of = NEW(a, size_t, g->nend + 1);
	s->host_bps = NEW(a, double, 2 * g->nend * g->nnet + 1);
	for (i = 0; i < g->nend; i++)
		s->pair_of[i] = lower_switch(g, i);
	s->term = NEW(a, struct term, n + 1);
	for (i = 0; i < n; i++) {
		struct term *x = &s->term[s->nterm];
		size_t cap = 0;

		if (t[i].net == NULL ||
		    !size_network_carried(t[i].net, g->topology))
			continue;
		x->t = &t[i];
		host_sums(s, x->t);
		for (k = 0; k < g->nsw; k++)
			index[k] = NONE;
		for (k = 0; k < t[i].nfrom; k++)
			member_add(s, x, index, &cap, &t[i].from[k], true);
		for (k = 0; k < t[i].nto; k++)
			member_add(s, x, index, &cap, &t[i].to[k], false);
		for (k = 0; k < x->npair; k++)
			pair_sums(s, x->t, &x->pair[k], x->pair[k].usual);
		s->nterm++;
	}
	return s;
}

/* ---- a state ---- */

/* pairs whose hosts send by other ports than they usually do */
static void
find_changed(struct steady *s)
{
	const struct design *g = s->g;
	size_t i;

	for (i = 0; i < g->nsw; i++)
		s->changed[i] = s->down[i];
	for (i = 0; i < g->nlink && s->cut != NULL; i++)
		if (s->cut[i] && g->link[i].kind == LINK_HOST)
			s->changed[g->link[i].a.sw] = true;
	for (i = 0; i < g->nsw; i++)
		if (s->changed[i] && g->sw[i].pair != NONE)
			s->changed[g->sw[i].pair] = true;
}

static size_t
domain_of(const struct design *g, size_t sw)
{
	if (g->sw[sw].role != ROLE_LEAF)
		return sw / 2;
	return g->lag[g->sw[sw].uplink_lag].peer / 2;
}

static void
term_look(struct steady *s, struct term *x)
{
	const struct design *g = s->g;
	double from = 0, to = 0, local = 0, dfrom[2] = { 0 }, dto[2] = { 0 };
	double bps = x->t->bps;
	size_t i, k;

	for (i = 0; i < x->npair; i++) {
		struct pair_sum *p = &x->pair[i];

		if (s->changed[p->pair]) {
			pair_sums(s, x->t, p, p->now);
		} else {
			memcpy(p->now, p->usual, sizeof p->now);
		}
		for (k = 0; k < 2; k++) {
			size_t d = g->topology == TOPOLOGY_EVLT ?
			    domain_of(g, p->pair) :
			    0;

			from += p->now[k].from;
			to += p->now[k].to;
			local += p->now[k].local;
			dfrom[d] += p->now[k].from;
			dto[d] += p->now[k].to;
		}
	}
	for (i = 0; i < x->npair; i++)
		for (k = 0; k < 2; k++) {
			const struct on_switch *w = &x->pair[i].now[k];

			if (w->sw == NONE)
				continue;
			if (x->t->by_core) {
				s->core_out[w->sw] +=
				    bps * w->from * (to + local);
				s->core_in[w->sw] += bps * w->to * from;
				continue;
			}
			s->out[w->sw] +=
			    bps * (w->from * (to - w->to) - w->own_out);
			s->in[w->sw] +=
			    bps * (w->to * (from - w->from) - w->own_in);
		}
	if (x->t->by_core) {
		/* the first domain has the core */
		s->core_bps += bps * from * (to + local);
		s->across[1][0] += bps * dfrom[1] * to;
		s->across[0][1] += bps * dto[1] * from;
		return;
	}
	s->across[0][1] += bps * dfrom[0] * dto[1];
	s->across[1][0] += bps * dfrom[1] * dto[0];
}

/* of what has to get to a leaf, or to the core: the part that reaches a spine
 * without a link there.  It comes from the other leaves as all they send does,
 * and from the core; at: bit/s left there from each spine */
static double
astray(const struct steady *s, const double at[2], size_t first, double bps,
    size_t except, bool from_core)
{
	const struct design *g = s->g;
	double arrive[2] = { 0 }, core[2] = { 0 }, sum;
	size_t i, k;

	if (bps <= 0 || (at[0] > 0) == (at[1] > 0))
		return 0;
	for (i = 0; i < g->nsw; i++) {
		double left[2], all;

		if (g->sw[i].role != ROLE_LEAF || i == except || s->down[i] ||
		    domain_of(g, i) != first / 2)
			continue;
		for (k = 0; k < 2; k++)
			left[k] = to_spine_bps(s, i, first + k);
		all = left[0] + left[1];
		for (k = 0; all > 0 && k < 2; k++)
			arrive[k] += s->out[i] * left[k] / all;
	}
	for (k = 0; k < 2 && from_core; k++)
		core[k] = role_left_bps(s, first + k, PORT_CORE);
	for (k = 0; k < 2 && core[0] + core[1] > 0; k++)
		arrive[k] += s->core_bps * core[k] / (core[0] + core[1]);
	sum = arrive[0] + arrive[1];
	return sum > 0 ? bps * arrive[at[0] > 0 ? 1 : 0] / sum : 0;
}

static double
larger(double x, double y)
{
	return x > y ? x : y;
}

/* the peer link of a pair of spines: empty unless one lacks a link */
static double
spines_peer_bps(const struct steady *s, size_t first)
{
	const struct design *g = s->g;
	double bps = 0, at[2];
	size_t i, k;

	if (s->down[first] || s->down[first + 1])
		return 0;
	for (i = 0; i < g->nsw; i++) {
		if (g->sw[i].role != ROLE_LEAF || s->down[i] ||
		    domain_of(g, i) != first / 2)
			continue;
		for (k = 0; k < 2; k++)
			at[k] = to_spine_bps(s, i, first + k);
		bps += astray(s, at, first, s->in[i], i, first == 0);
	}
	for (k = 0; k < 2; k++)
		at[k] = role_left_bps(s, first + k, PORT_CORE);
	return first == 0 ?
	    larger(bps, astray(s, at, first, s->core_bps, NONE, false)) :
	    bps;
}

/* the peer link of two switches that hosts connect to: what crosses, and what
 * the core is reached or comes back by */
static double
pair_peer_bps(const struct steady *s)
{
	double cross[2] = { s->out[0], s->out[1] }, core[2];
	size_t k;

	if (s->down[0] || s->down[1])
		return 0;
	/* what leaves holds the core's part too: told apart here */
	for (k = 0; k < 2; k++) {
		cross[k] -= s->core_out[k];
		core[k] = role_left_bps(s, k, PORT_CORE);
	}
	for (k = 0; k < 2; k++) {
		double all = core[0] + core[1];

		if (all <= 0)
			break;
		if (core[k] <= 0)
			cross[k] += s->core_out[k];
		cross[k] += s->core_in[1 - k] * core[k] / all;
	}
	return larger(cross[0], cross[1]);
}

/* tx and rx of a host on the networks of a group of its ports */
static void
host_dirs(const struct steady *s, size_t host, size_t group, double dir[2])
{
	const struct design *g = s->g;
	size_t n, k;

	dir[0] = dir[1] = 0;
	for (n = 0; n < g->nnet; n++) {
		const double *bps = &s->host_bps[2 * (host * g->nnet + n)];

		if (bps[0] + bps[1] <= 0 ||
		    model_network_group(g->model->host + host, n) != group)
			continue;
		for (k = 0; k < 2; k++)
			dir[k] += bps[k];
	}
}

/* does a port carry a network, or stand in for it? */
static bool
carries(const struct steady *s, const struct dnic *x, size_t net)
{
	size_t i;

	if (x->net[net])
		return true;
	for (i = 0; i < s->g->nnet; i++)
		if (x->net[i] && design_network_replaces(s->g, net, i))
			return true;
	return false;
}

/* ports to the same switch that carry a network, one without a team among them:
 * they share it evenly, as paths do.  A device's are a group each */
static size_t
beside(const struct steady *s, size_t host, const struct dnic *x, size_t net)
{
	const struct dhost *h = &s->g->host[host];
	size_t i, n = 0;

	for (i = 0; i < h->nnic; i++)
		n += !h->nic[i].team && h->nic[i].sw == x->sw &&
		    nic_left(s, &h->nic[i]) && carries(s, &h->nic[i], net);
	return n > 0 ? n : 1;
}

/* the same of one port without a team: its part of what its switch has of the
 * networks it carries, or stands in for */
static void
nic_dirs(const struct steady *s, size_t host, size_t nic, double dir[2])
{
	const struct design *g = s->g;
	const struct dnic *x = &g->host[host].nic[nic];
	size_t n, k;

	dir[0] = dir[1] = 0;
	for (n = 0; n < g->nnet; n++) {
		const double *bps = &s->host_bps[2 * (host * g->nnet + n)];
		double ports;

		if (bps[0] + bps[1] <= 0 || !carries(s, x, n))
			continue;
		ports = (double)beside(s, host, x, n);
		for (k = 0; k < 2; k++)
			dir[k] += bps[k] *
			    share(s, host, x->sw, g->net[n].net, k == 1) /
			    ports;
	}
}

/* ports of a team share all as it does; others are looked at one by one, since
 * what a switch has of the group is spread over its ports there */
static struct group_load
ports_look(const struct steady *s, size_t host, size_t group)
{
	const struct dhost *h = &s->g->host[host];
	const struct dgroup *x = &h->group[group];
	double line = (double)x->asked->speed_bps, dir[2];
	struct group_load most = { 0, 0 };
	size_t n, left = 0;

	for (n = 0; n < h->nnic; n++) {
		double bps;

		if (h->nic[n].group != group || !nic_left(s, &h->nic[n]))
			continue;
		left++;
		if (x->team)
			continue;
		nic_dirs(s, host, n, dir);
		bps = larger(dir[0], dir[1]);
		if (most.line_bps <= 0 || bps > most.bps)
			most = (struct group_load){ bps, line };
	}
	if (!x->team)
		return most;
	host_dirs(s, host, group, dir);
	most.line_bps = line * (double)left;
	most.bps = most.line_bps *
	    netgraph_port_load(x->bond, line, (double)left, dir[0], dir[1]);
	return most;
}

/* the group of its ports that is busiest */
static struct group_load
host_look(const struct steady *s, size_t host)
{
	const struct dhost *h = &s->g->host[host];
	struct group_load most = { 0, 0 };
	size_t i;

	for (i = 0; i < h->ngroup; i++) {
		struct group_load x = ports_look(s, host, i);

		if (x.line_bps > 0 &&
		    (most.line_bps <= 0 ||
		        x.bps * most.line_bps > most.bps * x.line_bps))
			most = x;
	}
	return most;
}

size_t
steady_groups(const struct design *g)
{
	return g->nend + g->nsw + g->nsw + 2;
}

const char *
steady_name(struct arena *a, const struct design *g, size_t group)
{
	size_t sw = group - g->nend;

	if (group < g->nend)
		return str_fmt(a,
		    g->topology == TOPOLOGY_STANDALONE ? "a port of %s" :
		                                         "the ports of %s",
		    g->host[group].host->name);
	if (sw < g->nsw)
		return str_fmt(a, "the uplinks of %s", g->sw[sw].name);
	sw -= g->nsw;
	if (sw < g->nsw)
		return g->sw[sw].role != ROLE_SPINE ?
		    "the peer link" :
		    str_fmt(a, "the peer link of %s and %s", g->sw[sw].name,
		        g->sw[g->sw[sw].pair].name);
	return sw == g->nsw ? "the LAG between the domains" :
	                      "the links to the core";
}

static void
switches_look(struct steady *s, struct group_load *uplink,
    struct group_load *peer)
{
	const struct design *g = s->g;
	size_t i;

	for (i = 0; i < g->nsw; i++) {
		const struct dswitch *x = &g->sw[i];

		if (s->down[i])
			continue;
		if (x->role == ROLE_LEAF) {
			uplink[i].line_bps = role_left_bps(s, i, PORT_UPLINK);
			uplink[i].bps = larger(s->out[i], s->in[i]);
		} else if (x->pair != NONE && i < x->pair &&
		    !s->down[x->pair] && g->topology != TOPOLOGY_STANDALONE) {
			peer[i].line_bps = role_left_bps(s, i, PORT_PEER);
			peer[i].bps = x->role == ROLE_SPINE ?
			    spines_peer_bps(s, i) :
			    pair_peer_bps(s);
		}
	}
}

void
steady_look(struct steady *s, const bool *down, const bool *cut,
    struct group_load *out)
{
	const struct design *g = s->g;
	struct group_load *between = &out[g->nend + 2 * g->nsw],
	                  *core = between + 1;
	size_t i;

	s->down = down;
	s->cut = cut;
	memset(out, 0, steady_groups(g) * sizeof *out);
	memset(s->out, 0, g->nsw * sizeof *s->out);
	memset(s->in, 0, g->nsw * sizeof *s->in);
	memset(s->core_out, 0, g->nsw * sizeof *s->core_out);
	memset(s->core_in, 0, g->nsw * sizeof *s->core_in);
	memset(s->across, 0, sizeof s->across);
	s->core_bps = 0;
	find_changed(s);
	for (i = 0; i < s->nterm; i++)
		term_look(s, &s->term[i]);
	for (i = 0; i < g->nsw; i++) {
		s->out[i] += s->core_out[i];
		s->in[i] += s->core_in[i];
	}
	for (i = 0; i < g->nend; i++)
		out[i] = host_look(s, i);
	switches_look(s, &out[g->nend], &out[g->nend + g->nsw]);
	if (g->topology == TOPOLOGY_EVLT) {
		for (i = 0; i < 2; i++)
			between->line_bps += role_left_bps(s, i, PORT_FABRIC);
		between->bps = larger(s->across[0][1], s->across[1][0]);
	}
	for (i = 0; i < g->nsw; i++)
		core->line_bps += role_left_bps(s, i, PORT_CORE);
	core->bps = s->core_bps;
}
