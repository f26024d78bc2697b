/*
 * DOC: the timeline.  A host is drained over today's network; its cables and
 * settings take the time of a service (`maintenance.service`); its VMs
 * come back the way they went, so that takes as long again.  One host at a
 * time, so every other host of the cluster is there for its VMs.
 */
#include "phases/moving.h"

#include <string.h>

#include "base/str.h"
#include "model/previous.h"

struct moving_ctx {
	struct arena *a;
	const struct model *m;
	struct moving *out;
	const bool *now;
};

/* where the order of service of its cluster has a host */
static size_t
rank(const struct moving_ctx *k, size_t host)
{
	const struct rolling_result *r = results_rolling(&k->out->r->net[0],
	    k->m->cluster[k->m->host[host].cluster].name);
	size_t i;

	for (i = 0; r != NULL && i < r->norder; i++)
		if (strcmp(r->order[i], k->m->host[host].name) == 0)
			return i;
	return host;
}

/* is a host cabled by the earlier design as it is by this one? */
static bool
is_built(const struct design *g, size_t host)
{
	const struct previous *p = g->model->previous;
	size_t i, k, n = 0;

	for (i = 0; p != NULL && i < g->nlink; i++) {
		const struct dlink *l = &g->link[i];

		if (l->kind != LINK_HOST || l->b.host != host)
			continue;
		for (k = 0; k < p->nlink; k++)
			if (str_eq(p->link[k].id, l->id) &&
			    str_eq(p->link[k].end[0].device, l->a.device) &&
			    str_eq(p->link[k].end[1].device, l->b.device) &&
			    str_eq(p->link[k].end[1].port, l->b.port_name))
				break;
		if (k == p->nlink)
			return false;
		n++;
	}
	return n > 0;
}

/* of the other hosts of its cluster, all that were migrated before remain */
static bool
joins(const struct moving *m, size_t host)
{
	const struct model *x = m->g->model;
	size_t i;

	for (i = 0; i < x->nhost; i++)
		if (i != host && x->host[i].cluster == x->host[host].cluster &&
		    is_built(m->g, i))
			return true;
	return false;
}

static void
memory_left(const struct moving_ctx *k, struct moving_host *x)
{
	const struct cluster *c = &k->m->cluster[k->m->host[x->host].cluster];
	size_t cluster = k->m->host[x->host].cluster, i;

	for (i = 0; i < c->nhost; i++)
		if (c->host[i] != x->host)
			x->total_bytes +=
			    (double)k->m->host[c->host[i]].memory_bytes;
	x->free_bytes = x->total_bytes;
	for (i = 0; i < k->m->nvm; i++)
		if (k->m->vm[i].cluster == cluster)
			x->free_bytes -= (double)k->m->vm[i].memory_bytes;
}

/* somebody of the cluster to test the new network with */
static size_t
partner(const struct moving_ctx *k, size_t host)
{
	const struct moving *m = k->out;
	size_t i;

	for (i = m->n; i-- > 0;)
		if (k->m->host[m->host[i].host].cluster ==
		    k->m->host[host].cluster)
			return m->host[i].host;
	for (i = 0; i < k->m->nhost; i++)
		if (m->before[i] &&
		    k->m->host[i].cluster == k->m->host[host].cluster)
			return i;
	return NONE;
}

static void
add_host(struct moving_ctx *k, size_t host)
{
	const struct host_result *r = &k->out->r->net[0].host[host];
	struct moving *m = k->out;
	struct moving_host *x = &m->host[m->n];

	x->host = host;
	x->empties = r->finished;
	x->why = !r->finished && r->nunfinished > 0 ? r->why[0] : NULL;
	x->partner = partner(k, host);
	x->start_s = m->seconds;
	x->joins = joins(m, host);
	x->empties |= x->joins;
	x->drain_s = x->back_s = r->finished && !x->joins ? r->seconds : 0;
	x->work_s = num_seconds(k->m->maintenance.service_us);
	memory_left(k, x);
	m->seconds += x->drain_s + x->work_s + x->back_s;
	m->n++;
}

static void
add_cluster(struct moving_ctx *k, size_t cluster)
{
	const struct cluster *c = &k->m->cluster[cluster];
	size_t *order = NEW(k->a, size_t, c->nhost + 1), n = 0, left = 0, i, p;

	for (i = 0; i < c->nhost; i++) {
		left += !k->now[c->host[i]] && !k->out->before[c->host[i]];
		if (!k->now[c->host[i]])
			continue;
		for (p = n++;
		     p > 0 && rank(k, order[p - 1]) > rank(k, c->host[i]); p--)
			order[p] = order[p - 1];
		order[p] = c->host[i];
	}
	for (i = 0; i < n; i++)
		add_host(k, order[i]);
	if (n > 0)
		k->out->host[k->out->n - 1].last =
		    left == 0 && !k->out->host[k->out->n - 1].joins;
}

struct moving *
moving_make(struct arena *a, const struct design *g, const struct results *r,
    const bool *now, const bool *before)
{
	const struct model *m = g->model;
	struct moving *out = NEW(a, struct moving, 1);
	bool *to_do = NEW(a, bool, m->nhost + 1);
	struct moving_ctx k = { a, m, out, to_do };
	size_t i;

	out->g = g;
	out->r = r;
	out->host = NEW(a, struct moving_host, m->nhost + 1);
	out->before = NEW(a, bool, m->nhost + 1);
	for (i = 0; i < m->nhost; i++) {
		out->before[i] =
		    (before != NULL && before[i]) || is_built(g, i);
		out->nbefore += out->before[i];
		to_do[i] = now[i] && !out->before[i];
	}
	for (i = 0; i < m->ncluster; i++)
		add_cluster(&k, i);
	return out;
}
