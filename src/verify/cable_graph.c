/*
 * A bundle as a graph: switches are the nodes, hosts the leaves, rows of
 * cabling.csv the edges, the core is outside; an edge carries what the ports at
 * its ends do as their configs say.
 */
#include "verify/faults.h"

#include <strings.h>

#include "base/str.h"

static bool
named(const struct view *v, const struct port *p, const char **name, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (str_eq(p->name, name[i]) ||
		    str_eq(view_l2(v, p)->name, name[i]))
			return true;
	return false;
}

/* host ports that are shut when all uplinks they follow are down */
static void
add_group(struct arena *a, struct cable_graph *w, const struct view *v,
    const struct group *u)
{
	struct graph_follow f = { .least = 1 };

	if (u->off || u->nup == 0)
		return;
	for (size_t i = 0; i < w->b->ncable; i++)
		for (int e = 0; e < 2; e++) {
			const struct bundle_cable_end *x =
			    &w->b->cable[i].end[e];
			const struct port *p = bundle_end_port(x);

			if (!p || x->sw->view != v)
				continue;
			if (named(v, p, u->up, u->nup))
				PUSH(a, f.lead, f.nlead, f.caplead, i);
			else if (!u->partial && named(v, p, u->down, u->ndown))
				PUSH(a, f.tail, f.ntail, f.captail, i);
		}
	if (f.nlead && f.ntail)
		PUSH(a, w->graph.follow, w->graph.nfollow, w->graph.capfollow,
		    f);
}

/* members of a LAG that needs more than one of them */
static void
add_lag(struct arena *a, struct cable_graph *w, const struct view *v,
    const struct port *lag)
{
	struct graph_follow f = { .least = (size_t)lag->min_links };

	for (size_t i = 0; i < w->b->ncable; i++)
		for (int e = 0; e < 2; e++) {
			const struct bundle_cable_end *x =
			    &w->b->cable[i].end[e];
			const struct port *p = bundle_end_port(x);

			if (!p || x->sw->view != v || view_lag_of(v, p) != lag)
				continue;
			PUSH(a, f.lead, f.nlead, f.caplead, i);
			PUSH(a, f.tail, f.ntail, f.captail, i);
		}
	if (f.nlead)
		PUSH(a, w->graph.follow, w->graph.nfollow, w->graph.capfollow,
		    f);
}

/* a peer link of the same two switches */
static bool
is_between(const struct bundle_cable *x, const struct bundle_cable *y)
{
	const struct bundle_cable_end *p = x->end, *q = y->end;

	return str_eq(x->kind, "peer") &&
	    ((p[0].sw == q[0].sw && p[1].sw == q[1].sw) ||
	        (p[0].sw == q[1].sw && p[1].sw == q[0].sw));
}

/* which of two peers gives way: the one of the higher priority, where there is
 * none the one that is set to, else the second (other systems ask for a MAC
 * address that no text has) */
static bool
gives_way(const struct view *v, const struct view *peer, bool second)
{
	long mine = v->domain.priority, other = peer->domain.priority;

	if (mine < 0 && other < 0 && v->domain.unit != peer->domain.unit)
		return v->domain.unit > peer->domain.unit;
	return mine >= 0 && other >= 0 && mine != other ? mine > other : second;
}

/*
 * What the secondary of two peers shuts when their link is lost, while they
 * still see each other by another path: its multi-chassis LAGs, the ports that
 * say so, or all.  Not when the primary failed: none of its links is up then.
 */
static void
add_peers(struct arena *a, struct cable_graph *w, const struct view *v,
    const struct view *peer)
{
	const struct domain *d = &v->domain;
	struct graph_follow f = { .least = 1 };

	if (d->shuts_all ? !d->has_beat :
	                   !v->traits->peer_lost_lags || !d->has_backup)
		return;
	for (size_t i = 0; i < w->b->ncable; i++) {
		const struct bundle_cable *c = &w->b->cable[i];

		for (int e = 0; e < 2; e++) {
			const struct port *p = bundle_end_port(&c->end[e]);
			const struct view *of =
			    c->end[e].sw ? c->end[e].sw->view : NULL;

			if (!p || bundle_cable_oob(c))
				continue;
			if (of == peer && !str_eq(c->kind, "peer"))
				PUSH(a, f.still, f.nstill, f.capstill, i);
			if (of != v)
				continue;
			if (str_eq(c->kind, "peer"))
				PUSH(a, f.lead, f.nlead, f.caplead, i);
			else if (d->shuts_all || p->suspended ||
			    view_l2(v, p)->mclag)
				PUSH(a, f.tail, f.ntail, f.captail, i);
		}
	}
	if (f.nlead && f.nstill && f.ntail)
		PUSH(a, w->graph.follow, w->graph.nfollow, w->graph.capfollow,
		    f);
}

/* each pair once, by the first cable between them */
static void
add_pairs(struct arena *a, struct cable_graph *w)
{
	const struct bundle *b = w->b;

	for (size_t i = 0; i < b->ncable; i++) {
		const struct bundle_cable_end *e = b->cable[i].end;
		const struct view *x = e[0].sw ? e[0].sw->view : NULL;
		const struct view *y = e[1].sw ? e[1].sw->view : NULL;
		bool again = false;

		if (!str_eq(b->cable[i].kind, "peer") || !x || !y ||
		    !x->domain.line || !y->domain.line)
			continue;
		for (size_t k = 0; k < i && !again; k++)
			again = is_between(&b->cable[k], &b->cable[i]);
		if (again)
			continue;
		if (gives_way(x, y, false))
			add_peers(a, w, x, y);
		else
			add_peers(a, w, y, x);
	}
}

static size_t
host_index(struct arena *a, struct sweep *s, const char *name)
{
	for (size_t i = s->nhost; i-- > 0;)
		if (str_eq(s->host[i], name))
			return i;
	PUSH(a, s->host, s->nhost, s->host_cap, name);
	return s->nhost - 1;
}

/* is a host's port in a bond that sends by one of them? */
static bool
is_in_turn(const struct bundle *b, const struct bundle_cable_end *e)
{
	return str_eq(bundle_port_mode(bundle_setting(b, e->device), e->port),
	    "active-backup");
}

/* does its host's file name it as the one to send by? */
static bool
is_primary(const struct bundle *b, const struct bundle_cable_end *e)
{
	const struct host_script *h = bundle_script(b, e->device);
	const struct host_config *c = h ? h->config : NULL;

	for (size_t i = 0; c && i < c->n; i++) {
		const struct host_fact *x = &c->fact[i];

		if (str_eq(x->key, "primary") &&
		    strcasecmp(x->value, e->port) == 0)
			return true;
	}
	return false;
}

static struct graph_edge
edge_of(struct arena *a, struct sweep *s, const struct bundle_cable *c)
{
	const struct bundle_switch *first = s->b->sw;
	const struct bundle_cable_end *e = c->end;
	bool other = !e[0].sw;
	struct graph_edge x = { .node = GRAPH_NONE };

	if (!e[0].sw && !e[1].sw)
		return x;
	x.node = (size_t)(e[other].sw - first);
	if (str_eq(c->kind, "host")) {
		x.kind = GRAPH_LEAF;
		x.to = host_index(a, s, e[!other].device);
		x.one = is_in_turn(s->b, &e[!other]);
		x.preferred = x.one && is_primary(s->b, &e[!other]);
	} else if (e[0].sw && e[1].sw) {
		x.to = (size_t)(e[1].sw - first);
	} else if (str_eq(c->kind, "core")) {
		x.kind = GRAPH_OUTSIDE;
	} else {
		x.node = GRAPH_NONE;
	}
	return x;
}

static bool
carries(const struct bundle_cable *c, int vlan)
{
	for (int e = 0; e < 2; e++) {
		const struct port *p = bundle_end_port(&c->end[e]);

		if (c->end[e].sw &&
		    (!p || !view_carries(c->end[e].sw->view, p, vlan)))
			return false;
	}
	return vlan && (c->end[0].sw || c->end[1].sw);
}

struct cable_graph *
cable_graph_new(struct arena *a, struct sweep *s)
{
	const struct bundle *b = s->b;
	struct cable_graph *w = NEW(a, struct cable_graph, 1);

	w->b = b;
	w->carry = NEW(a, bool, b->nnet * b->ncable + 1);
	w->down = NEW(a, bool, b->ncable + 1);
	w->graph.nnode = b->nsw;
	w->graph.nedge = b->ncable;
	w->graph.edge = NEW(a, struct graph_edge, b->ncable + 1);
	for (size_t i = 0; i < b->ncable; i++) {
		w->graph.edge[i] = edge_of(a, s, &b->cable[i]);
		for (size_t k = 0; k < b->nnet; k++)
			w->carry[k * b->ncable + i] =
			    carries(&b->cable[i], b->net[k].vlan);
	}
	w->graph.nleaf = s->nhost;
	for (size_t i = 0; i < b->nview; i++) {
		const struct view *v = b->view[i];

		for (size_t k = 0; k < v->nport; k++)
			if (v->port[k]->kind == PORT_LAG &&
			    v->port[k]->min_links > 1)
				add_lag(a, w, v, v->port[k]);
		for (size_t k = 0; k < v->ngroup; k++)
			add_group(a, w, v, &v->group[k]);
	}
	add_pairs(a, w);
	return w;
}

const bool *
cable_graph_carry(const struct cable_graph *w, size_t net)
{
	return &w->carry[net * w->b->ncable];
}

size_t
cable_graph_host(const struct cable_graph *w, size_t row)
{
	const struct graph_edge *e = &w->graph.edge[row];

	return e->node != GRAPH_NONE && e->kind == GRAPH_LEAF ? e->to :
	                                                        NO_FAULT;
}

bool
fault_takes(const struct bundle *b, const struct fault *f, size_t cable)
{
	const struct bundle_cable *c = &b->cable[cable];
	const char *whole;

	if (f->sw != NO_FAULT)
		return c->end[0].sw == &b->sw[f->sw] ||
		    c->end[1].sw == &b->sw[f->sw];
	if (f->peer)
		return is_between(c, &b->cable[f->cable]);
	whole = b->cable[f->cable].breakout;
	return cable == f->cable || (*whole && str_eq(whole, c->breakout));
}

/* without their link the second of two that still see each other shuts its side
 * of the LAGs they have together, here of those to hosts */
static bool
shuts(const struct cable_graph *w, const struct fault *f, size_t cable)
{
	const struct bundle_cable_end *end;
	const struct bundle_switch *s;
	const struct port *p, *lag;

	/* of a switch that fails there is no cable to look at */
	if (!f->peer || !str_eq(w->b->cable[cable].kind, "host"))
		return false;
	end = w->b->cable[f->cable].end;
	s = end[0].sw > end[1].sw ? end[0].sw : end[1].sw;
	for (int e = 0; e < 2; e++) {
		if (!end[e].sw->view || !end[e].sw->view->domain.has_backup)
			return false;
	}
	for (int e = 0; e < 2; e++) {
		const struct bundle_cable_end *x = &w->b->cable[cable].end[e];

		p = x->sw == s ? bundle_end_port(x) : NULL;
		lag = p ? view_lag_of(s->view, p) : NULL;
		if (lag && lag->mclag)
			return true;
	}
	return false;
}

void
cable_graph_fail(struct cable_graph *w, const struct fault *f)
{
	for (size_t i = 0; i < w->b->ncable; i++)
		w->down[i] = f && (fault_takes(w->b, f, i) || shuts(w, f, i));
	graph_propagate(&w->graph, w->down);
}
