/*
 * The narrowest place between a host and all the others: the largest flow from
 * its ports to theirs.  Hosts are not nodes: what they can take is an arc from
 * their switch to the sink.
 */
#include "verify/faults.h"

#include <string.h>

#include "base/str.h"
#include "solve/maxflow.h"

/* a host at a switch */
struct attachment {
	size_t sw;
	long mbps;
};

struct host_bandwidth {
	const struct sweep *s;
	struct maxflow *flow;
	long *take;                  /* what all hosts at a switch take */
	struct attachment *attached; /* of all hosts, in one row */
	size_t *at, *nattached;      /* a host's first, and how many */
	size_t *own; /* rows of hosts, each host's from its `at` */
	/* hosts with the same ties have the same answer: chains by switch */
	size_t *known, *like;
	long *answer;
	long *speed;         /* of each row, Mbit/s */
	bool *used;          /* by row: it carries what is looked at */
	bool *gone;          /* by row of a host: it is not to be counted */
	bool *down;          /* by row: it was, when this was looked at */
	const char *purpose; /* what is looked at */
	bool promised;
};

#define SOURCE(c) ((c)->s->b->nsw)
#define SINK(c) ((c)->s->b->nsw + 1)

static long
speed(const struct bundle_cable *c)
{
	long mbps = c->speed_mbps > 0 ? c->speed_mbps : 0;

	for (int e = 0; e < 2; e++) {
		const struct port *p = bundle_end_port(&c->end[e]);

		if (p && p->speed_mbps && p->speed_mbps < mbps)
			mbps = p->speed_mbps;
	}
	return mbps;
}

struct host_bandwidth *
host_bandwidth_new(struct arena *a, const struct sweep *s)
{
	struct host_bandwidth *c = NEW(a, struct host_bandwidth, 1);
	size_t nodes = s->b->nsw + 2;

	/* a row makes one arc at most, and each switch two */
	c->flow = maxflow_new(a, nodes, s->b->ncable + 2 * s->b->nsw);
	c->s = s;
	c->take = NEW(a, long, nodes);
	c->attached = NEW(a, struct attachment, s->b->ncable + 1);
	c->at = NEW(a, size_t, s->nhost + 1);
	c->nattached = NEW(a, size_t, s->nhost + 1);
	c->known = NEW(a, size_t, nodes);
	c->like = NEW(a, size_t, s->nhost + 1);
	c->answer = NEW(a, long, s->nhost + 1);
	c->speed = NEW(a, long, s->b->ncable + 1);
	c->used = NEW(a, bool, s->b->ncable + 1);
	c->gone = NEW(a, bool, s->b->ncable + 1);
	c->down = NEW(a, bool, s->b->ncable + 1);
	c->own = NEW(a, size_t, s->b->ncable + 1);
	for (size_t i = 0; i < s->b->ncable; i++)
		c->speed[i] = speed(&s->b->cable[i]);
	for (size_t i = 0; i < s->b->ncable; i++)
		if (cable_graph_host(s->cables, i) != NO_FAULT)
			c->at[cable_graph_host(s->cables, i) + 1]++;
	for (size_t i = 0; i < s->nhost; i++)
		c->at[i + 1] += c->at[i];
	for (size_t i = 0; i < s->b->ncable; i++) {
		size_t h = cable_graph_host(s->cables, i);

		if (h != NO_FAULT)
			c->own[c->at[h] + c->nattached[h]++] = i;
	}
	return c;
}

/* every end of the row that is ours is to carry the network */
static bool
is_promised(const struct bundle_net *n, const struct bundle_cable *x)
{
	return (!x->end[0].sw || bundle_net_on(n, x->end[0].sw)) &&
	    (!x->end[1].sw || bundle_net_on(n, x->end[1].sw));
}

static bool
is_looked_at(const struct host_bandwidth *c, size_t net)
{
	const struct bundle_net *n = &c->s->b->net[net];

	return c->purpose ? str_eq(n->purpose, c->purpose) : n->migrates;
}

/* does the row carry the network at each end that is ours? */
static bool
usable(const struct host_bandwidth *c, size_t row, size_t net)
{
	const struct bundle *b = c->s->b;

	if (c->promised)
		return is_promised(&b->net[net], &b->cable[row]);
	return !c->down[row] && cable_graph_carry(c->s->cables, net)[row];
}

static bool
usable_by_any(const struct host_bandwidth *c, size_t row)
{
	for (size_t k = 0; k < c->s->b->nnet; k++)
		if (is_looked_at(c, k) && usable(c, row, k))
			return true;
	return false;
}

/* ties are kept in the order of switches, one a switch */
static void
attach(struct host_bandwidth *c, size_t host, size_t sw, long mbps)
{
	struct attachment *t = c->attached + c->at[host];
	size_t n = c->nattached[host], i = 0;

	while (i < n && t[i].sw < sw)
		i++;
	if (i == n || t[i].sw != sw) {
		memmove(t + i + 1, t + i, (n - i) * sizeof(*t));
		t[i] = (struct attachment){ sw, 0 };
		c->nattached[host]++;
	}
	t[i].mbps += mbps;
	c->take[sw] += mbps;
}

static size_t
switch_of(const struct host_bandwidth *c, size_t row)
{
	const struct bundle_cable *x = &c->s->b->cable[row];

	return (
	    size_t)((x->end[0].sw ? x->end[0].sw : x->end[1].sw) - c->s->b->sw);
}

/* of a bond that sends by one of its ports, that one */
static void
use_rows(struct host_bandwidth *c, size_t host, size_t net)
{
	const struct graph *g = &c->s->cables->graph;
	size_t use = GRAPH_NONE;

	for (size_t i = c->at[host]; i < c->at[host + 1]; i++)
		if (!c->gone[c->own[i]] && usable(c, c->own[i], net))
			graph_take_up(g, c->own[i], &use);
	for (size_t i = c->at[host]; i < c->at[host + 1]; i++)
		if (!c->gone[c->own[i]] && usable(c, c->own[i], net) &&
		    graph_sends(g, c->own[i], use))
			c->used[c->own[i]] = true;
}

/* what the host sends by, anew */
static void
attach_host(struct host_bandwidth *c, size_t host)
{
	for (size_t i = 0; i < c->nattached[host]; i++) {
		const struct attachment *t = &c->attached[c->at[host] + i];

		c->take[t->sw] -= t->mbps;
	}
	c->nattached[host] = 0;
	for (size_t i = c->at[host]; i < c->at[host + 1]; i++)
		c->used[c->own[i]] = false;
	for (size_t k = 0; k < c->s->b->nnet; k++)
		if (is_looked_at(c, k))
			use_rows(c, host, k);
	for (size_t i = c->at[host]; i < c->at[host + 1]; i++)
		if (c->used[c->own[i]])
			attach(c, host, switch_of(c, c->own[i]),
			    c->speed[c->own[i]]);
}

void
host_bandwidth_select(struct host_bandwidth *c, const char *purpose,
    bool promised)
{
	const struct bundle *b = c->s->b;

	c->purpose = purpose;
	c->promised = promised;
	memcpy(c->down, c->s->cables->down, b->ncable * sizeof(*c->down));
	maxflow_clear(c->flow);
	for (size_t i = 0; i < b->nsw + 2; i++) {
		c->known[i] = NO_FAULT;
		c->take[i] = 0;
	}
	memset(c->nattached, 0, (c->s->nhost + 1) * sizeof(*c->nattached));
	for (size_t i = 0; i < c->s->nhost; i++)
		attach_host(c, i);
	for (size_t i = 0; i < b->ncable; i++) {
		const struct bundle_cable *x = &b->cable[i];

		if (cable_graph_host(c->s->cables, i) == NO_FAULT &&
		    x->end[0].sw && x->end[1].sw && usable_by_any(c, i))
			maxflow_arc(c->flow, (size_t)(x->end[0].sw - b->sw),
			    (size_t)(x->end[1].sw - b->sw), c->speed[i],
			    c->speed[i]);
	}
}

static long
flow(struct host_bandwidth *c, size_t host)
{
	const struct attachment *t = c->attached + c->at[host];
	size_t n = maxflow_arcs(c->flow), nsw = c->s->b->nsw, k = 0;
	long most;

	for (size_t i = 0; i < nsw; i++) {
		long own =
		    k < c->nattached[host] && t[k].sw == i ? t[k++].mbps : 0;

		if (own)
			maxflow_arc(c->flow, SOURCE(c), i, own, 0);
		if (c->take[i] > own)
			maxflow_arc(c->flow, i, SINK(c), c->take[i] - own, 0);
	}
	most = maxflow_look(c->flow, SOURCE(c), SINK(c));
	maxflow_cut_back(c->flow, n);
	return most;
}

static bool
alike(const struct host_bandwidth *c, size_t x, size_t y)
{
	if (c->nattached[x] != c->nattached[y])
		return false;
	for (size_t i = 0; i < c->nattached[x]; i++)
		if (c->attached[c->at[x] + i].sw !=
		        c->attached[c->at[y] + i].sw ||
		    c->attached[c->at[x] + i].mbps !=
		        c->attached[c->at[y] + i].mbps)
			return false;
	return true;
}

long
host_bandwidth_of(struct host_bandwidth *c, size_t host)
{
	size_t *chain;

	if (c->nattached[host] == 0)
		return 0;
	chain = &c->known[c->attached[c->at[host]].sw];
	for (size_t i = *chain; i != NO_FAULT; i = c->like[i])
		if (alike(c, i, host))
			return c->answer[i];
	c->answer[host] = flow(c, host);
	c->like[host] = *chain;
	*chain = host;
	return c->answer[host];
}

static void
take_away(struct host_bandwidth *c, const size_t *row, size_t nrow, bool gone)
{
	for (size_t i = 0; i < nrow; i++)
		c->gone[row[i]] = gone;
	for (size_t i = 0; i < nrow; i++)
		attach_host(c, cable_graph_host(c->s->cables, row[i]));
}

long
host_bandwidth_without(struct host_bandwidth *c, size_t host, const size_t *row,
    size_t nrow)
{
	long most;

	take_away(c, row, nrow, true);
	most = flow(c, host);
	take_away(c, row, nrow, false);
	return most;
}
