/*
 * The narrowest place between a host and all the others: the largest flow from
 * its ports to theirs (Ford and Fulkerson 1956), paths found shortest first
 * (Edmonds and Karp 1972).  Hosts are not nodes: what they can take is an arc
 * from their switch to the sink.
 */
#include "verify/faults.h"

#include <limits.h>
#include <string.h>

#include "base/str.h"

struct arc {
	size_t from, to;
	long cap, left;
};

/* a host at a switch */
struct tie {
	size_t sw;
	long mbps;
};

struct cuts {
	const struct sweep *s;
	struct arc *arc; /* in twos: there and back */
	size_t n, arc_cap;
	size_t *first, *next; /* arcs by node, as chains */
	size_t *prev, *queue;
	long *take;        /* what all hosts at a switch take */
	struct tie *tie;   /* of all hosts, in one row */
	size_t *at, *ntie; /* a host's first, and how many */
	/* hosts with the same ties have the same answer: chains by switch */
	size_t *known, *like;
	long *answer;
};

#define SOURCE(c) ((c)->s->b->nsw)
#define SINK(c) ((c)->s->b->nsw + 1)

struct cuts *
cuts_new(struct arena *a, const struct sweep *s)
{
	struct cuts *c = NEW(a, struct cuts, 1);
	size_t nodes = s->b->nsw + 2;

	/* a row makes two arcs at most, and each switch four */
	c->arc_cap = 2 * s->b->ncable + 4 * s->b->nsw + 2;
	c->s = s;
	c->arc = NEW(a, struct arc, c->arc_cap);
	c->next = NEW(a, size_t, c->arc_cap);
	c->first = NEW(a, size_t, nodes);
	c->prev = NEW(a, size_t, nodes);
	c->queue = NEW(a, size_t, nodes);
	c->take = NEW(a, long, nodes);
	c->tie = NEW(a, struct tie, s->b->ncable + 1);
	c->at = NEW(a, size_t, s->nhost + 1);
	c->ntie = NEW(a, size_t, s->nhost + 1);
	c->known = NEW(a, size_t, nodes);
	c->like = NEW(a, size_t, s->nhost + 1);
	c->answer = NEW(a, long, s->nhost + 1);
	for (size_t i = 0; i < s->b->ncable; i++)
		if (graph_host(s->graph, i) != NO_FAULT)
			c->at[graph_host(s->graph, i) + 1]++;
	for (size_t i = 0; i < s->nhost; i++)
		c->at[i + 1] += c->at[i];
	return c;
}

static void
arc(struct cuts *c, size_t x, size_t y, long there, long back)
{
	for (int i = 0; i < 2; i++) {
		size_t k = c->n++;

		c->arc[k] =
		    (struct arc){ i ? y : x, i ? x : y, i ? back : there, 0 };
		c->next[k] = c->first[i ? y : x];
		c->first[i ? y : x] = k;
	}
}

static long
speed(const struct bundle_cable *c)
{
	long mbps = c->speed_mbps > 0 ? c->speed_mbps : 0;

	for (int e = 0; e < 2; e++) {
		const struct bundle_cable_end *x = &c->end[e];
		const struct port *p = x->sw && x->sw->view && x->normal ?
		    view_find(x->sw->view, x->normal) :
		    NULL;

		if (p && p->speed_mbps && p->speed_mbps < mbps)
			mbps = p->speed_mbps;
	}
	return mbps;
}

static bool
has_net(const struct bundle_net *n, const struct bundle_switch *s)
{
	for (size_t i = 0; i < n->nsw; i++)
		if (str_eq(n->sw[i], s->name))
			return true;
	return false;
}

/* does the row carry a network of the purpose at each end that is ours? */
static bool
usable(const struct cuts *c, size_t row, const char *purpose, bool promised)
{
	const struct bundle *b = c->s->b;

	if (!promised && !graph_up(c->s->graph, row))
		return false;
	for (size_t k = 0; k < b->nnet; k++) {
		bool all = str_eq(b->net[k].purpose, purpose);

		for (int e = 0; e < 2; e++)
			all = all &&
			    (!b->cable[row].end[e].sw ||
			        (promised ?
			                has_net(&b->net[k],
			                    b->cable[row].end[e].sw) :
			                graph_carries(c->s->graph, k, row, e)));
		if (all)
			return true;
	}
	return false;
}

/* ties are kept in the order of switches, one a switch */
static void
tie(struct cuts *c, size_t host, size_t sw, long mbps)
{
	struct tie *t = c->tie + c->at[host];
	size_t n = c->ntie[host], i = 0;

	while (i < n && t[i].sw < sw)
		i++;
	if (i == n || t[i].sw != sw) {
		memmove(t + i + 1, t + i, (n - i) * sizeof(*t));
		t[i] = (struct tie){ sw, 0 };
		c->ntie[host]++;
	}
	t[i].mbps += mbps;
	c->take[sw] += mbps;
}

void
cuts_look(struct cuts *c, const char *purpose, bool promised)
{
	const struct bundle *b = c->s->b;

	c->n = 0;
	for (size_t i = 0; i < b->nsw + 2; i++) {
		c->first[i] = c->known[i] = NO_FAULT;
		c->take[i] = 0;
	}
	memset(c->ntie, 0, (c->s->nhost + 1) * sizeof(*c->ntie));
	for (size_t i = 0; i < b->ncable; i++) {
		const struct bundle_cable *x = &b->cable[i];
		size_t h = graph_host(c->s->graph, i);

		if (!usable(c, i, purpose, promised))
			continue;
		if (h != NO_FAULT)
			tie(c, h,
			    (size_t)((x->end[0].sw ? x->end[0].sw :
			                             x->end[1].sw) -
			        b->sw),
			    speed(x));
		else if (x->end[0].sw && x->end[1].sw)
			arc(c, (size_t)(x->end[0].sw - b->sw),
			    (size_t)(x->end[1].sw - b->sw), speed(x), speed(x));
	}
}

/* the shortest way from source to sink that has room: how much, 0: none */
static long
way(struct cuts *c)
{
	size_t nodes = c->s->b->nsw + 2, head = 0, tail = 0;
	long room = LONG_MAX;

	for (size_t i = 0; i < nodes; i++)
		c->prev[i] = NO_FAULT;
	c->queue[tail++] = SOURCE(c);
	while (head < tail && c->prev[SINK(c)] == NO_FAULT) {
		size_t x = c->queue[head++];

		for (size_t k = c->first[x]; k != NO_FAULT; k = c->next[k]) {
			size_t y = c->arc[k].to;

			if (c->arc[k].left <= 0 || y == SOURCE(c) ||
			    c->prev[y] != NO_FAULT)
				continue;
			c->prev[y] = k;
			c->queue[tail++] = y;
		}
	}
	if (c->prev[SINK(c)] == NO_FAULT)
		return 0;
	for (size_t y = SINK(c); y != SOURCE(c); y = c->arc[c->prev[y]].from)
		if (c->arc[c->prev[y]].left < room)
			room = c->arc[c->prev[y]].left;
	for (size_t y = SINK(c); y != SOURCE(c); y = c->arc[c->prev[y]].from) {
		c->arc[c->prev[y]].left -= room;
		c->arc[c->prev[y] ^ 1].left += room;
	}
	return room;
}

static long
flow(struct cuts *c, size_t host)
{
	const struct tie *t = c->tie + c->at[host];
	size_t n = c->n, nsw = c->s->b->nsw, k = 0;
	long sum = 0, more;

	for (size_t i = 0; i < nsw; i++) {
		long own = k < c->ntie[host] && t[k].sw == i ? t[k++].mbps : 0;

		if (own)
			arc(c, SOURCE(c), i, own, 0);
		if (c->take[i] > own)
			arc(c, i, SINK(c), c->take[i] - own, 0);
	}
	for (size_t i = 0; i < c->n; i++)
		c->arc[i].left = c->arc[i].cap;
	while ((more = way(c)) > 0)
		sum += more;
	/* the host's own arcs off again: they are the chains' first */
	while (c->n > n) {
		c->n--;
		c->first[c->arc[c->n].from] = c->next[c->n];
	}
	return sum;
}

static bool
alike(const struct cuts *c, size_t x, size_t y)
{
	if (c->ntie[x] != c->ntie[y])
		return false;
	for (size_t i = 0; i < c->ntie[x]; i++)
		if (c->tie[c->at[x] + i].sw != c->tie[c->at[y] + i].sw ||
		    c->tie[c->at[x] + i].mbps != c->tie[c->at[y] + i].mbps)
			return false;
	return true;
}

long
cuts_of(struct cuts *c, size_t host)
{
	size_t *chain;

	if (c->ntie[host] == 0)
		return 0;
	chain = &c->known[c->tie[c->at[host]].sw];
	for (size_t i = *chain; i != NO_FAULT; i = c->like[i])
		if (alike(c, i, host))
			return c->answer[i];
	c->answer[host] = flow(c, host);
	c->like[host] = *chain;
	*chain = host;
	return c->answer[host];
}
