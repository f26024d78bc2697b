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

#include <math.h>
#include <string.h>

#include "base/str.h"
#include "prove/steady_parts.h"
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
		if (h->nic[i].group == group && steady_nic_left(s, &h->nic[i]))
			on[h->nic[i].sw % 2] = true;
	return on[0] && on[1];
}

static void
pair_sums(const struct steady *s, const struct traffic_term *t,
    const struct pair_sum *p, struct on_switch sum[2])
{
	for (size_t k = 0; k < 2; k++) {
		sum[k] = (struct on_switch){ k == 0 ? p->pair :
			                              s->g->sw[p->pair].pair,
			0, 0, 0, 0, 0 };
		if (sum[k].sw == NONE)
			continue;
		for (size_t i = 0; i < p->n; i++) {
			const struct member *x = &p->member[i];
			double tx =
			    steady_share(s, x->host, sum[k].sw, t->net, false);
			double rx =
			    steady_share(s, x->host, sum[k].sw, t->net, true);

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

	for (size_t i = 0; i < h->nnic; i++)
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

	for (size_t i = 0; i < g->nsw; i++)
		s->changed[i] = s->down[i];
	for (size_t i = 0; i < g->nlink && s->cut != NULL; i++)
		if (s->cut[i] && g->link[i].kind == LINK_HOST)
			s->changed[g->link[i].a.sw] = true;
	for (size_t i = 0; i < g->nsw; i++)
		if (s->changed[i] && g->sw[i].pair != NONE)
			s->changed[g->sw[i].pair] = true;
}

static void
term_look(struct steady *s, struct term *x)
{
	const struct design *g = s->g;
	double from = 0, to = 0, local = 0, dfrom[2] = { 0 }, dto[2] = { 0 };
	double bps = x->t->bps;

	for (size_t i = 0; i < x->npair; i++) {
		struct pair_sum *p = &x->pair[i];

		if (s->changed[p->pair]) {
			pair_sums(s, x->t, p, p->now);
		} else {
			memcpy(p->now, p->usual, sizeof p->now);
		}
		for (size_t k = 0; k < 2; k++) {
			size_t d = g->topology == TOPOLOGY_EVLT ?
			    steady_domain(g, p->pair) :
			    0;

			from += p->now[k].from;
			to += p->now[k].to;
			local += p->now[k].local;
			dfrom[d] += p->now[k].from;
			dto[d] += p->now[k].to;
		}
	}
	for (size_t i = 0; i < x->npair; i++)
		for (size_t k = 0; k < 2; k++) {
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

	for (size_t i = 0; i < g->nsw; i++) {
		const struct dswitch *x = &g->sw[i];

		if (s->down[i])
			continue;
		if (x->role == ROLE_LEAF) {
			uplink[i].line_bps =
			    steady_role_left_bps(s, i, PORT_UPLINK);
			uplink[i].bps = fmax(s->out[i], s->in[i]);
		} else if (x->pair != NONE && i < x->pair &&
		    !s->down[x->pair] && g->topology != TOPOLOGY_STANDALONE) {
			peer[i].line_bps =
			    steady_role_left_bps(s, i, PORT_PEER);
			peer[i].bps = x->role == ROLE_SPINE ?
			    steady_spines_peer_bps(s, i) :
			    steady_pair_peer_bps(s);
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
	for (size_t i = 0; i < s->nterm; i++)
		term_look(s, &s->term[i]);
	for (size_t i = 0; i < g->nsw; i++) {
		s->out[i] += s->core_out[i];
		s->in[i] += s->core_in[i];
	}
	for (size_t i = 0; i < g->nend; i++)
		out[i] = steady_host_look(s, i);
	switches_look(s, &out[g->nend], &out[g->nend + g->nsw]);
	if (g->topology == TOPOLOGY_EVLT) {
		for (size_t i = 0; i < 2; i++)
			between->line_bps +=
			    steady_role_left_bps(s, i, PORT_FABRIC);
		between->bps = fmax(s->across[0][1], s->across[1][0]);
	}
	for (size_t i = 0; i < g->nsw; i++)
		core->line_bps += steady_role_left_bps(s, i, PORT_CORE);
	core->bps = s->core_bps;
}
