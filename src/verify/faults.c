/*
 * The sweep.  A host has a network as long as each of its ports that is up and
 * carries it leads to where most hosts are: a team doesn't notice that what is
 * behind a port is gone, and goes on sending there.
 */
#include "verify/faults.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/str.h"

/* one network in the graph's present state */
struct state {
	size_t *root;        /* by switch */
	size_t *hosts;       /* of a component, at its root */
	bool *here, *astray; /* by host */
	size_t main;         /* root of the component with most hosts */
	size_t x, y;         /* switches in two pieces, or equal */
	bool core;
};

struct work {
	struct arena *a;
	struct sweep *s;
	struct state st;
	bool *had;  /* net * nhost + host: has it, all well */
	bool *core; /* by network, all well */
	struct cuts *cuts;
	double *base;    /* by host: what it can send as promised */
	double *well;    /* ... as read, with nothing failed */
	double *seconds; /* by host: of the design; negative: none */
	double *bytes;   /* sent in them */
};

static size_t
find(size_t *root, size_t i)
{
	while (root[i] != i)
		i = root[i] = root[root[i]];
	return i;
}

static const struct bundle_switch *
our_switch(const struct bundle_cable *c)
{
	return c->end[0].sw ? c->end[0].sw : c->end[1].sw;
}

static void
join(struct work *w, size_t net)
{
	const struct bundle *b = w->s->b;
	struct graph *g = w->s->graph;

	for (size_t i = 0; i < b->nsw; i++) {
		w->st.root[i] = i;
		w->st.hosts[i] = 0;
	}
	for (size_t i = 0; i < b->ncable; i++) {
		const struct bundle_cable *c = &b->cable[i];

		if (c->end[0].sw && c->end[1].sw && graph_up(g, i) &&
		    graph_carries(g, net, i, 0) && graph_carries(g, net, i, 1))
			w->st.root[find(w->st.root,
			    (size_t)(c->end[0].sw - b->sw))] =
			    find(w->st.root, (size_t)(c->end[1].sw - b->sw));
	}
}

/* the component of the row's switch if it is a live port with the network */
static bool
leads(struct work *w, size_t net, size_t row, size_t *sw, size_t *root)
{
	const struct bundle *b = w->s->b;
	const struct bundle_cable *c = &b->cable[row];

	if (!graph_up(w->s->graph, row) ||
	    !graph_carries(w->s->graph, net, row, c->end[0].sw ? 0 : 1))
		return false;
	*sw = (size_t)(our_switch(c) - b->sw);
	*root = find(w->st.root, *sw);
	return true;
}

static void
look(struct work *w, size_t net)
{
	const struct bundle *b = w->s->b;
	size_t sw, root, first = NO_FAULT;

	join(w, net);
	memset(w->st.here, 0, w->s->nhost * sizeof(bool));
	memset(w->st.astray, 0, w->s->nhost * sizeof(bool));
	w->st.main = NO_FAULT;
	w->st.x = w->st.y = 0;
	w->st.core = false;
	for (size_t i = 0; i < b->ncable; i++)
		if (graph_host(w->s->graph, i) != NO_FAULT &&
		    leads(w, net, i, &sw, &root))
			w->st.hosts[root]++;
	for (size_t i = 0; i < b->nsw; i++)
		if (w->st.hosts[i] &&
		    (w->st.main == NO_FAULT ||
		        w->st.hosts[i] > w->st.hosts[w->st.main]))
			w->st.main = i;
	for (size_t i = 0; i < b->ncable; i++) {
		size_t h = graph_host(w->s->graph, i);
		bool is_core = str_eq(b->cable[i].kind, "core") &&
		    our_switch(&b->cable[i]);

		if ((h == NO_FAULT && !is_core) ||
		    !leads(w, net, i, &sw, &root))
			continue;
		if (is_core) {
			w->st.core = w->st.core || root == w->st.main;
			continue;
		}
		w->st.here[h] = w->st.here[h] || root == w->st.main;
		w->st.astray[h] = w->st.astray[h] || root != w->st.main;
		if (first == NO_FAULT)
			first = w->st.x = w->st.y = sw;
		else if (find(w->st.root, first) != root && w->st.x == w->st.y)
			w->st.y = sw;
	}
}

static bool
has(const struct state *st, size_t host)
{
	return st->here[host] && !st->astray[host];
}

/* every switch that is to carry the network was read */
static bool
is_read(const struct bundle *b, const struct bundle_net *n)
{
	if (!n->vlan)
		return false;
	for (size_t i = 0; i < n->nsw; i++) {
		const struct bundle_switch *s = bundle_switch(b, n->sw[i]);

		if (!s || !s->view)
			return false;
	}
	return n->nsw > 0;
}

static void
all_well(struct work *w)
{
	struct sweep *s = w->s;

	graph_fail(s->graph, NULL);
	for (size_t k = 0; k < s->b->nnet; k++) {
		const struct bundle_net *n = &s->b->net[k];

		if (!is_read(s->b, n)) {
			if (n->vlan && n->nsw)
				PUSH(w->a, s->unread, s->nunread, s->unread_cap,
				    n->name);
			continue;
		}
		look(w, k);
		for (size_t h = 0; h < s->nhost; h++) {
			w->had[k * s->nhost + h] = has(&w->st, h);
			s->used[k] = s->used[k] || has(&w->st, h);
		}
		w->core[k] = w->st.core && n->reaches_core;
		if (w->st.x != w->st.y)
			PUSH(w->a, s->whole, s->nwhole, s->whole_cap,
			    ((struct fault_loss){ .net = k,
			        .x = w->st.x,
			        .y = w->st.y }));
	}
}

static void
losses(struct work *w, struct fault *f)
{
	struct sweep *s = w->s;

	for (size_t k = 0; k < s->b->nnet; k++) {
		struct fault_loss l = { .net = k };
		size_t cap = 0;

		if (!is_read(s->b, &s->b->net[k]))
			continue;
		look(w, k);
		for (size_t h = 0; h < s->nhost; h++)
			if (w->had[k * s->nhost + h] && !has(&w->st, h))
				PUSH(w->a, l.host, l.nhost, cap, h);
		l.core = w->core[k] && !w->st.core;
		l.x = w->st.x;
		l.y = w->st.y;
		if (l.nhost || l.core || l.x != l.y)
			PUSH(w->a, f->loss, f->n, f->cap, l);
	}
}

/*
 * What every host can send over live migration, or where two islands stand in
 * for one another over CSV, as the host settings say.
 */
static void
sending(struct work *w, double *out, size_t only, bool promised)
{
	static const char *const purpose[] = { "live-migration", "csv" };
	size_t n = str_eq(w->s->b->topology, "standalone") ? 2 : 1;

	for (size_t h = 0; h < w->s->nhost; h++)
		if (only == NO_FAULT || only == h)
			out[h] = 0;
	for (size_t i = 0; i < n; i++) {
		cuts_look(w->cuts, purpose[i], promised);
		for (size_t h = 0; h < w->s->nhost; h++)
			if ((only == NO_FAULT || only == h) && out[h] <= 0)
				out[h] = (double)cuts_of(w->cuts, h);
	}
}

static void
drain(struct work *w, struct fault *f, double *now)
{
	struct sweep *s = w->s;
	size_t only =
	    f->cable == NO_FAULT ? NO_FAULT : graph_host(s->graph, f->cable);

	f->drain_s = f->drain_most_s = -1;
	if (s->nunread)
		return; /* what was not read may be what is left */
	memcpy(now, w->well, s->nhost * sizeof(*now));
	sending(w, now, only, false);
	for (size_t h = 0; h < s->nhost; h++) {
		double least = w->seconds[h], most = least, wire;

		if (least < 0 || w->base[h] <= 0)
			continue;
		if (now[h] <= 0) {
			least = most = (double)INFINITY;
		} else if (now[h] < w->base[h]) {
			wire = w->bytes[h] * 8 / (now[h] * 1e6);
			most *= w->base[h] / now[h];
			least = fmin(most, fmax(least, wire));
		}
		if (least > f->drain_s) {
			f->drain_s = least;
			f->slowest = s->host[h];
		}
		f->drain_most_s = fmax(f->drain_most_s, most);
	}
}

static void
design_drain(struct work *w, double *now)
{
	struct sweep *s = w->s;
	struct fault nothing = { .sw = NO_FAULT, .cable = NO_FAULT };

	for (size_t h = 0; h < s->nhost; h++)
		w->seconds[h] = -1;
	for (size_t i = 0; i < s->b->ndrain; i++)
		for (size_t h = 0; h < s->nhost; h++)
			if (str_eq(s->b->drain[i].host, s->host[h])) {
				w->seconds[h] = s->b->drain[i].seconds;
				w->bytes[h] = s->b->drain[i].bytes;
			}
	sending(w, w->base, NO_FAULT, true);
	sending(w, w->well, NO_FAULT, false);
	drain(w, &nothing, now);
	s->drain_s = nothing.drain_s;
}

static void
list(struct arena *a, struct sweep *s)
{
	const struct bundle *b = s->b;

	for (size_t i = 0; i < b->nsw; i++)
		PUSH(a, s->fault, s->n, s->cap,
		    ((struct fault){ .sw = i,
		        .cable = NO_FAULT,
		        .name = b->sw[i].name }));
	for (size_t i = 0; i < b->ncable; i++) {
		const struct bundle_cable *c = &b->cable[i];
		bool again = false;

		/* management alone; and the same cable, told by its first row */
		if (str_eq(c->kind, "oob") || !our_switch(c))
			continue;
		for (size_t k = i; *c->breakout && k-- > 0 && !again;)
			again = str_eq(b->cable[k].breakout, c->breakout);
		if (!again)
			PUSH(a, s->fault, s->n, s->cap,
			    ((struct fault){ .sw = NO_FAULT,
			        .cable = i,
			        .name = *c->breakout ? c->breakout : c->id }));
	}
}

struct sweep *
sweep_make(struct arena *a, const struct bundle *b)
{
	struct sweep *s = NEW(a, struct sweep, 1);
	struct work w = { .a = a, .s = s };
	double *now;

	s->b = b;
	s->graph = graph_new(a, s);
	s->used = NEW(a, bool, b->nnet + 1);
	w.st.root = NEW(a, size_t, b->nsw + 1);
	w.st.hosts = NEW(a, size_t, b->nsw + 1);
	w.st.here = NEW(a, bool, s->nhost + 1);
	w.st.astray = NEW(a, bool, s->nhost + 1);
	w.had = NEW(a, bool, b->nnet * s->nhost + 1);
	w.core = NEW(a, bool, b->nnet + 1);
	w.base = NEW(a, double, s->nhost + 1);
	w.well = NEW(a, double, s->nhost + 1);
	w.seconds = NEW(a, double, s->nhost + 1);
	w.bytes = NEW(a, double, s->nhost + 1);
	now = NEW(a, double, s->nhost + 1);
	w.cuts = cuts_new(a, s);
	all_well(&w);
	design_drain(&w, now);
	list(a, s);
	for (size_t i = 0; i < s->n; i++) {
		graph_fail(s->graph, &s->fault[i]);
		losses(&w, &s->fault[i]);
		drain(&w, &s->fault[i], now);
	}
	return s;
}
