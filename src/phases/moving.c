/*
 * DOC: the timeline.  A host is drained over today's network; its cables and
 * settings take the time of a service (`maintenance.service`); its VMs
 * come back the way they went, so that takes as long again.  One host at a
 * time, so every other host of the cluster is there for its VMs.
 */
#include "phases/moving.h"

#include <string.h>

#include "base/sort.h"
#include "base/str.h"
#include "model/previous.h"

struct moving_ctx {
	struct arena *a;
	const struct model *m;
	struct moving *out;
	const bool *now;
	double *host_bytes, *vm_bytes; /* of each cluster */
};

struct served {
	const char *name;
	size_t nth;
};

static int
by_name(const void *x, const void *y, const void *of)
{
	(void)of;
	return strcmp(((const struct served *)x)->name,
	    ((const struct served *)y)->name);
}

/* where the order of service of a cluster has each of its hosts, in the order
 * the model lists them */
static size_t *
ranks(const struct moving_ctx *k, const struct cluster *c)
{
	const struct rolling_result *r =
	    results_rolling(&k->out->r->net[0], c->name);
	size_t n = r != NULL ? r->norder : 0;
	struct served *by = NEW(k->a, struct served, n + 1);
	size_t *out = NEW(k->a, size_t, c->nhost + 1);

	for (size_t i = 0; i < n; i++) {
		by[i].name = r->order[i];
		by[i].nth = i;
	}
	sort_stable(by, n, sizeof *by, by_name, NULL);
	for (size_t i = 0; i < c->nhost; i++) {
		const struct served *x = sort_find(k->m->host[c->host[i]].name,
		    by, n, sizeof *by, sort_by_name);

		out[i] = x != NULL ? x->nth : c->host[i];
	}
	return out;
}

/* is a host cabled by the earlier design as it is by this one? */
static bool
is_built(const struct design *g, size_t host)
{
	const struct previous *p = g->model->previous;
	size_t k, n = 0;

	for (size_t i = 0; p != NULL && i < g->nlink; i++) {
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

	for (size_t i = 0; i < x->nhost; i++)
		if (i != host && x->host[i].cluster == x->host[host].cluster &&
		    is_built(m->g, i))
			return true;
	return false;
}

static void
memory_left(const struct moving_ctx *k, struct moving_host *x)
{
	const struct host *h = &k->m->host[x->host];

	x->total_bytes = k->host_bytes[h->cluster] - (double)h->memory_bytes;
	x->free_bytes = x->total_bytes - k->vm_bytes[h->cluster];
}

static void
count_memory(struct moving_ctx *k)
{
	const struct model *m = k->m;

	k->host_bytes = NEW(k->a, double, m->ncluster + 1);
	k->vm_bytes = NEW(k->a, double, m->ncluster + 1);
	for (size_t i = 0; i < m->nhost; i++)
		k->host_bytes[m->host[i].cluster] +=
		    (double)m->host[i].memory_bytes;
	for (size_t i = 0; i < m->nvm; i++)
		k->vm_bytes[m->vm[i].cluster] += (double)m->vm[i].memory_bytes;
}

/* somebody of the cluster to test the new network with */
static size_t
partner(const struct moving_ctx *k, size_t host)
{
	const struct moving *m = k->out;

	for (size_t i = m->n; i-- > 0;)
		if (k->m->host[m->host[i].host].cluster ==
		    k->m->host[host].cluster)
			return m->host[i].host;
	for (size_t i = 0; i < k->m->nhost; i++)
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
	m->nth[host] = m->n;
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
	size_t *rank = ranks(k, c);

	for (i = 0; i < c->nhost; i++) {
		left += !k->now[c->host[i]] && !k->out->before[c->host[i]];
		if (!k->now[c->host[i]])
			continue;
		for (p = n++; p > 0 && rank[order[p - 1]] > rank[i]; p--)
			order[p] = order[p - 1];
		order[p] = i;
	}
	for (i = 0; i < n; i++)
		add_host(k, c->host[order[i]]);
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
	struct moving_ctx k = { a, m, out, to_do, NULL, NULL };

	out->g = g;
	out->r = r;
	out->host = NEW(a, struct moving_host, m->nhost + 1);
	out->before = NEW(a, bool, m->nhost + 1);
	out->nth = NEW(a, size_t, m->nhost + 1);
	count_memory(&k);
	for (size_t i = 0; i < m->nhost; i++) {
		out->before[i] =
		    (before != NULL && before[i]) || is_built(g, i);
		out->nbefore += out->before[i];
		out->nth[i] = NONE;
		to_do[i] = now[i] && !out->before[i];
	}
	for (size_t i = 0; i < m->ncluster; i++)
		add_cluster(&k, i);
	return out;
}
