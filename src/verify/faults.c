/* The sweep: one state after the other, and what is lost in each. */
#include "verify/faults.h"

#include <math.h>
#include <string.h>

#include "base/sort.h"
#include "base/str.h"

/* networks a host may send its migrations by, the first before the others;
 * NULL: of another purpose that may be used.  The last is for two islands that
 * stand in for one another */
enum { USES = 3 };
static const char *const use_purpose[USES] = { "live-migration", NULL, "csv" };

struct work {
	struct arena *a;
	struct sweep *s;
	struct graph_layer **layer; /* by network */
	bool *read; /* by network: so was every switch that is to carry it */
	bool *had;  /* net * nhost + host: has it, all well */
	bool *core; /* by network: the core is reached, all well */
	struct host_bandwidth *bandwidth;
	double *base;    /* by host: what it can send as promised */
	double *well;    /* ... as read, with nothing failed */
	double *seconds; /* by host: of the design; negative: none */
	double *bytes;   /* sent in them */
	bool whole;      /* all well nothing is down, no network in pieces */
	bool *leads;     /* by row: others go down when it does */
	size_t *hung;    /* net * nhost + host: rows it has it by, all well */
	size_t *hanging; /* by network: of all hosts */
	size_t *row;     /* that the fault takes, all of them ports of hosts */
	size_t nrow;
	struct host_bandwidth *well_by[USES]; /* as read, all well */
};

/* a network in the present state */
static const struct graph_layer *
look(struct work *w, size_t net, bool core)
{
	graph_look(w->layer[net], w->s->cables->down, core);
	return w->layer[net];
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

/* the rows each host has the network by; a standby port must be as good as the
 * one in use */
static void
count_rows(struct work *w, size_t net, const struct graph_layer *l)
{
	const struct cable_graph *x = w->s->cables;
	const bool *carries = cable_graph_carry(x, net);

	for (size_t i = 0; i < x->b->ncable; i++) {
		size_t h = cable_graph_host(x, i);

		if (h == NO_FAULT || !carries[i])
			continue;
		w->hung[net * w->s->nhost + h]++;
		w->hanging[net]++;
		w->whole =
		    w->whole && l->root[x->graph.edge[i].node] == l->main;
	}
}

static void
find_leads(struct work *w)
{
	const struct graph *g = &w->s->cables->graph;

	for (size_t i = 0; i < g->nfollow; i++)
		for (size_t k = 0; k < g->follow[i].nlead; k++)
			w->leads[g->follow[i].lead[k]] = true;
	w->whole = true;
	for (size_t i = 0; i < g->nedge; i++)
		w->whole = w->whole && !w->s->cables->down[i];
}

static void
all_well(struct work *w)
{
	struct sweep *s = w->s;

	cable_graph_fail(s->cables, NULL);
	find_leads(w);
	for (size_t k = 0; k < s->b->nnet; k++) {
		const struct bundle_net *n = &s->b->net[k];
		const struct graph_layer *l;

		w->read[k] = is_read(s->b, n);
		if (!w->read[k]) {
			if (n->vlan && n->nsw)
				PUSH(w->a, s->unread, s->nunread, s->unread_cap,
				    n->name);
			continue;
		}
		l = look(w, k, n->reaches_core);
		w->core[k] = l->outside;
		/* if no host reaches the core, hosts reach each other */
		if (l->cut)
			l = look(w, k, false);
		for (size_t h = 0; h < s->nhost; h++) {
			w->had[k * s->nhost + h] = graph_has(l, h);
			s->used[k] = s->used[k] || graph_has(l, h);
		}
		if (l->x != l->y)
			PUSH(w->a, s->whole, s->nwhole, s->whole_cap,
			    ((struct fault_loss){ .net = k,
			        .x = l->x,
			        .y = l->y }));
		w->whole = w->whole && l->x == l->y;
		count_rows(w, k, l);
	}
}

/*
 * Most cables are those of hosts, and nothing is reached through a host: what
 * held together with such a cable does without it, and its host keeps what
 * another of its ports carries.  True, and the rows in row[], where the fault
 * takes such cables alone and leaves each network some host.
 */
static bool
takes_hosts_alone(struct work *w, const struct fault *f)
{
	const struct sweep *s = w->s;
	const bool one = f->cable != NO_FAULT && !f->peer &&
	    !*s->b->cable[f->cable].breakout;

	w->nrow = 0;
	if (!w->whole || f->cable == NO_FAULT || f->peer)
		return false;
	for (size_t i = one ? f->cable : 0;
	     i < (one ? f->cable + 1 : s->b->ncable); i++) {
		if (!fault_takes(s->b, f, i))
			continue;
		if (w->leads[i] || cable_graph_host(s->cables, i) == NO_FAULT)
			return false;
		w->row[w->nrow++] = i;
	}
	for (size_t k = 0; k < s->b->nnet; k++)
		if (w->read[k] && w->hanging[k] <= w->nrow)
			return false;
	return true;
}

/* the rows carry the networks no longer, or again */
static void
count_again(struct work *w, size_t net, bool gone)
{
	const struct cable_graph *x = w->s->cables;

	for (size_t i = 0; i < w->nrow; i++) {
		size_t h = cable_graph_host(x, w->row[i]);

		if (cable_graph_carry(x, net)[w->row[i]])
			w->hung[net * w->s->nhost + h] += gone ? (size_t)-1 : 1;
	}
}

static void
losses_of_hosts(struct work *w, struct fault *f)
{
	const struct sweep *s = w->s;
	size_t first = s->nhost, last = 0;

	for (size_t i = 0; i < w->nrow; i++) {
		size_t h = cable_graph_host(s->cables, w->row[i]);

		first = h < first ? h : first;
		last = h > last ? h : last;
	}
	for (size_t k = 0; k < s->b->nnet; k++) {
		struct fault_loss l = { .net = k };
		size_t cap = 0;

		if (!w->read[k])
			continue;
		count_again(w, k, true);
		for (size_t h = first; h <= last; h++)
			if (w->had[k * s->nhost + h] &&
			    w->hung[k * s->nhost + h] == 0)
				PUSH(w->a, l.host, l.nhost, cap, h);
		count_again(w, k, false);
		if (l.nhost)
			PUSH(w->a, f->loss, f->n, f->cap, l);
	}
}

static void
losses(struct work *w, struct fault *f)
{
	struct sweep *s = w->s;

	for (size_t k = 0; k < s->b->nnet; k++) {
		struct fault_loss l = { .net = k };
		const struct graph_layer *now;
		size_t cap = 0;

		if (!w->read[k])
			continue;
		now = look(w, k, w->core[k]);
		for (size_t h = 0; h < s->nhost; h++)
			if (w->had[k * s->nhost + h] && !graph_has(now, h))
				PUSH(w->a, l.host, l.nhost, cap, h);
		l.core = w->core[k] && !now->outside;
		l.x = now->x;
		l.y = now->y;
		if (l.nhost || l.core || l.x != l.y)
			PUSH(w->a, f->loss, f->n, f->cap, l);
	}
}

/* is there a host that has nothing to send by yet? */
static bool
any_silent(const struct work *w, const double *out, size_t only)
{
	for (size_t h = 0; h < w->s->nhost; h++)
		if ((only == NO_FAULT || only == h) && out[h] <= 0)
			return true;
	return false;
}

static size_t
uses(const struct work *w)
{
	return str_eq(w->s->b->topology, "standalone") ? USES : USES - 1;
}

/*
 * What every host can send over live migration, or where two isolated switches
 * replace one another over CSV, as the host settings say.
 */
static void
sending(struct work *w, double *out, size_t only, bool promised)
{
	size_t n = uses(w);

	for (size_t h = 0; h < w->s->nhost; h++)
		if (only == NO_FAULT || only == h)
			out[h] = 0;
	for (size_t i = 0; i < n && (i == 0 || any_silent(w, out, only)); i++) {
		host_bandwidth_select(w->bandwidth, use_purpose[i], promised);
		for (size_t h = 0; h < w->s->nhost; h++)
			if ((only == NO_FAULT || only == h) && out[h] <= 0)
				out[h] =
				    (double)host_bandwidth_of(w->bandwidth, h);
	}
}

/* the host a fault is reported for, when it takes ports of hosts alone */
static void
sending_of_hosts(struct work *w, double *out, size_t only)
{
	size_t n = uses(w);

	out[only] = 0;
	for (size_t i = 0; i < n && out[only] <= 0; i++)
		out[only] = (double)host_bandwidth_without(w->well_by[i], only,
		    w->row, w->nrow);
}

static void
drain(struct work *w, struct fault *f, double *now)
{
	struct sweep *s = w->s;
	size_t only = f->cable == NO_FAULT ?
	    NO_FAULT :
	    cable_graph_host(s->cables, f->cable);

	f->drain_s = -1;
	if (s->nunread)
		return; /* what was not read may be what is left */
	memcpy(now, w->well, s->nhost * sizeof(*now));
	if (w->nrow > 0)
		sending_of_hosts(w, now, only);
	else
		sending(w, now, only, false);
	for (size_t h = 0; h < s->nhost; h++) {
		double least = w->seconds[h];

		if (least < 0 || w->base[h] <= 0)
			continue;
		if (now[h] <= 0) {
			least = (double)INFINITY;
		} else if (now[h] < w->base[h]) {
			double wire = w->bytes[h] * 8 / (now[h] * 1e6);
			double share = least * w->base[h] / now[h];

			least = fmin(share, fmax(least, wire));
		}
		if (least > f->drain_s) {
			f->drain_s = least;
			f->slowest = s->host[h];
		}
	}
}

static bool
loses(const struct fault *f, size_t net, size_t host)
{
	for (size_t i = 0; i < f->n; i++)
		for (size_t h = 0; h < f->loss[i].nhost; h++)
			if (f->loss[i].net == net && f->loss[i].host[h] == host)
				return true;
	return false;
}

/* has the host another network for live migration, and keeps it? */
static bool
migrates_still(const struct work *w, const struct fault *f, size_t host)
{
	const struct sweep *s = w->s;

	for (size_t k = 0; k < s->b->nnet; k++)
		if (w->read[k] && w->had[k * s->nhost + host] &&
		    s->b->net[k].migrates && !loses(f, k, host))
			return true;
	return false;
}

/* hosts that send into both halves of a network have migrations that never
 * arrive, however much each half carries */
static void
apart(struct work *w, struct fault *f)
{
	const struct bundle *b = w->s->b;

	for (size_t i = 0; i < f->n && f->drain_s >= 0; i++) {
		const struct fault_loss *l = &f->loss[i];

		if (!b->net[l->net].migrates)
			continue;
		for (size_t h = 0; h < l->nhost; h++)
			if (!migrates_still(w, f, l->host[h])) {
				f->drain_s = (double)INFINITY;
				f->slowest = w->s->host[l->host[h]];
				break;
			}
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
	for (size_t i = 0; i < uses(w); i++) {
		w->well_by[i] = host_bandwidth_new(w->a, s);
		host_bandwidth_select(w->well_by[i], use_purpose[i], false);
	}
}

static int
by_breakout(const void *x, const void *y, const void *of)
{
	(void)of;
	return strcmp(((const struct bundle_named *)x)->name,
	    ((const struct bundle_named *)y)->name);
}

/* the rows of breakout cables, by cable and then in their order */
static const struct bundle_named *
breakouts(struct arena *a, const struct bundle *b, size_t *n)
{
	struct bundle_named *row = NEW(a, struct bundle_named, b->ncable + 1);

	*n = 0;
	for (size_t i = 0; i < b->ncable; i++)
		if (*b->cable[i].breakout)
			row[(*n)++] =
			    (struct bundle_named){ b->cable[i].breakout, i };
	sort_stable(row, *n, sizeof(*row), by_breakout, NULL);
	return row;
}

static void
list(struct arena *a, struct sweep *s)
{
	const struct bundle *b = s->b;
	size_t n;
	const struct bundle_named *row = breakouts(a, b, &n), *first;

	for (size_t i = 0; i < b->nsw; i++)
		PUSH(a, s->fault, s->n, s->cap,
		    ((struct fault){ .sw = i,
		        .cable = NO_FAULT,
		        .name = b->sw[i].name }));
	for (size_t i = 0; i < b->ncable; i++) {
		const struct bundle_cable *c = &b->cable[i];
		bool again = false;

		/* management alone; and the same cable, reported by its first
		 * row */
		if (bundle_cable_oob(c) || (!c->end[0].sw && !c->end[1].sw))
			continue;
		if (*c->breakout) {
			first = sort_find(c->breakout, row, n, sizeof(*row),
			    sort_by_name);
			again = first && first->at < i;
		}
		if (!again)
			PUSH(a, s->fault, s->n, s->cap,
			    ((struct fault){ .sw = NO_FAULT,
			        .cable = i,
			        .name = *c->breakout ? c->breakout : c->id }));
	}
}

/* the peer links of several cables, each as a whole */
static void
list_peers(struct arena *a, struct sweep *s)
{
	const struct bundle *b = s->b;

	for (size_t i = 0; i < b->ncable; i++) {
		const struct bundle_cable *c = &b->cable[i];
		struct fault f = { .sw = NO_FAULT, .cable = i, .peer = true };
		size_t n = 0, first = i;

		if (!str_eq(c->kind, "peer") || !c->end[0].sw || !c->end[1].sw)
			continue;
		for (size_t k = 0; k < b->ncable; k++)
			if (fault_takes(b, &f, k)) {
				first = k < first ? k : first;
				n++;
			}
		f.name =
		    str_fmt(a, "%s and %s", c->end[0].device, c->end[1].device);
		if (n > 1 && first == i)
			PUSH(a, s->fault, s->n, s->cap, f);
	}
}

struct sweep *
sweep_make(struct arena *a, const struct bundle *b)
{
	struct sweep *s = NEW(a, struct sweep, 1);
	struct work w = { .a = a, .s = s };
	double *now;

	s->b = b;
	s->cables = cable_graph_new(a, s);
	s->used = NEW(a, bool, b->nnet + 1);
	w.layer = NEW(a, struct graph_layer *, b->nnet + 1);
	for (size_t i = 0; i < b->nnet; i++)
		w.layer[i] = graph_layer_new(a, &s->cables->graph,
		    cable_graph_carry(s->cables, i));
	w.read = NEW(a, bool, b->nnet + 1);
	w.had = NEW(a, bool, b->nnet * s->nhost + 1);
	w.core = NEW(a, bool, b->nnet + 1);
	w.base = NEW(a, double, s->nhost + 1);
	w.well = NEW(a, double, s->nhost + 1);
	w.seconds = NEW(a, double, s->nhost + 1);
	w.bytes = NEW(a, double, s->nhost + 1);
	w.leads = NEW(a, bool, b->ncable + 1);
	w.hung = NEW(a, size_t, b->nnet * s->nhost + 1);
	w.hanging = NEW(a, size_t, b->nnet + 1);
	w.row = NEW(a, size_t, b->ncable + 1);
	now = NEW(a, double, s->nhost + 1);
	w.bandwidth = host_bandwidth_new(a, s);
	all_well(&w);
	design_drain(&w, now);
	list(a, s);
	list_peers(a, s);
	for (size_t i = 0; i < s->n; i++) {
		if (takes_hosts_alone(&w, &s->fault[i])) {
			losses_of_hosts(&w, &s->fault[i]);
		} else {
			w.nrow = 0;
			cable_graph_fail(s->cables, &s->fault[i]);
			losses(&w, &s->fault[i]);
		}
		drain(&w, &s->fault[i], now);
		if (s->fault[i].peer)
			apart(&w, &s->fault[i]);
	}
	return s;
}
