/*
 * A bundle as a graph: switches, hosts and the rows of cabling.csv between
 * them, each end with the networks its port carries as its config says.
 */
#include "verify/faults.h"

#include <string.h>

#include "base/str.h"

/* rows that go down when too many of others have */
struct follow {
	size_t *lead, nlead, lead_cap;
	size_t *tail, ntail, tail_cap;
	size_t least; /* of lead that must be up */
};

struct graph {
	const struct bundle *b;
	bool *carry;  /* (net * rows + row) * 2 + end */
	bool *down;   /* by row */
	size_t *host; /* by row */
	struct follow *follow;
	size_t n, cap;
};

static const struct port *
port_of(const struct bundle_cable_end *e)
{
	return e->sw && e->sw->view && e->normal ?
	    view_find(e->sw->view, e->normal) :
	    NULL;
}

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
add_group(struct arena *a, struct graph *g, const struct view *v,
    const struct group *u)
{
	struct follow f = { .least = 1 };

	if (u->off || u->nup == 0)
		return;
	for (size_t i = 0; i < g->b->ncable; i++)
		for (int e = 0; e < 2; e++) {
			const struct bundle_cable_end *x =
			    &g->b->cable[i].end[e];
			const struct port *p = port_of(x);

			if (!p || x->sw->view != v)
				continue;
			if (named(v, p, u->up, u->nup))
				PUSH(a, f.lead, f.nlead, f.lead_cap, i);
			else if (!u->partial && named(v, p, u->down, u->ndown))
				PUSH(a, f.tail, f.ntail, f.tail_cap, i);
		}
	if (f.nlead && f.ntail)
		PUSH(a, g->follow, g->n, g->cap, f);
}

/* members of a LAG that wants more than one of them */
static void
add_lag(struct arena *a, struct graph *g, const struct view *v,
    const struct port *lag)
{
	struct follow f = { .least = (size_t)lag->min_links };

	for (size_t i = 0; i < g->b->ncable; i++)
		for (int e = 0; e < 2; e++) {
			const struct bundle_cable_end *x =
			    &g->b->cable[i].end[e];
			const struct port *p = port_of(x);

			if (!p || x->sw->view != v || view_lag_of(v, p) != lag)
				continue;
			PUSH(a, f.lead, f.nlead, f.lead_cap, i);
			PUSH(a, f.tail, f.ntail, f.tail_cap, i);
		}
	if (f.nlead)
		PUSH(a, g->follow, g->n, g->cap, f);
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

struct graph *
graph_new(struct arena *a, struct sweep *s)
{
	const struct bundle *b = s->b;
	struct graph *g = NEW(a, struct graph, 1);

	g->b = b;
	g->carry = NEW(a, bool, b->nnet * b->ncable * 2 + 1);
	g->down = NEW(a, bool, b->ncable + 1);
	g->host = NEW(a, size_t, b->ncable + 1);
	for (size_t i = 0; i < b->ncable; i++) {
		const struct bundle_cable *c = &b->cable[i];

		g->host[i] = NO_FAULT;
		if (str_eq(c->kind, "host") && (c->end[0].sw || c->end[1].sw))
			g->host[i] = host_index(a, s,
			    c->end[0].sw ? c->end[1].device : c->end[0].device);
		for (int e = 0; e < 2; e++) {
			const struct port *p = port_of(&c->end[e]);

			for (size_t k = 0; p && k < b->nnet; k++)
				g->carry[(k * b->ncable + i) * 2 + (size_t)e] =
				    b->net[k].vlan &&
				    view_carries(c->end[e].sw->view, p,
				        b->net[k].vlan);
		}
	}
	for (size_t i = 0; i < b->nview; i++) {
		const struct view *v = b->view[i];

		for (size_t k = 0; k < v->nport; k++)
			if (v->port[k]->kind == PORT_LAG &&
			    v->port[k]->min_links > 1)
				add_lag(a, g, v, v->port[k]);
		for (size_t k = 0; k < v->ngroup; k++)
			add_group(a, g, v, &v->group[k]);
	}
	return g;
}

bool
graph_carries(const struct graph *g, size_t net, size_t cable, int end)
{
	return g->carry[(net * g->b->ncable + cable) * 2 + (size_t)end];
}

bool
graph_up(const struct graph *g, size_t cable)
{
	return !g->down[cable];
}

size_t
graph_host(const struct graph *g, size_t cable)
{
	return g->host[cable];
}

bool
fault_takes(const struct bundle *b, const struct fault *f, size_t cable)
{
	const struct bundle_cable *c = &b->cable[cable];
	const char *whole;

	if (f->sw != NO_FAULT)
		return c->end[0].sw == &b->sw[f->sw] ||
		    c->end[1].sw == &b->sw[f->sw];
	whole = b->cable[f->cable].breakout;
	return cable == f->cable || (*whole && str_eq(whole, c->breakout));
}

static bool
settle(struct graph *g, const struct follow *f)
{
	size_t up = 0;
	bool changed = false;

	for (size_t i = 0; i < f->nlead; i++)
		up += !g->down[f->lead[i]];
	for (size_t i = 0; i < f->ntail && up < f->least; i++) {
		changed = changed || !g->down[f->tail[i]];
		g->down[f->tail[i]] = true;
	}
	return changed;
}

void
graph_fail(struct graph *g, const struct fault *f)
{
	bool changed = true;

	for (size_t i = 0; i < g->b->ncable; i++)
		g->down[i] = f && fault_takes(g->b, f, i);
	while (changed) {
		changed = false;
		for (size_t i = 0; i < g->n; i++)
			changed = settle(g, &g->follow[i]) || changed;
	}
}
