/*
 * Where things are that the site file leaves open.  Hosts: in the lowest free
 * units of their rack, in order of mention (switches go to the top later).
 * VMs: round robin over their cluster's hosts, one counter a cluster, going on
 * past hosts that lack the memory or have a VM of the same mark, as long as
 * another has neither; if none is free of marks memory alone counts, and if
 * none has the memory the next in turn is taken.  VMs with `host:` are there
 * before all others.
 */
#include "model/read.h"

#include <string.h>

#define UNITS_MAX 100

static bool
units_free(const bool *used, int64_t units, size_t from, int64_t height)
{
	if ((int64_t)from + height - 1 > units)
		return false;
	for (int64_t u = 0; u < height; u++)
		if (used[from + (size_t)u])
			return false;
	return true;
}

static void
units_take(bool *used, size_t from, int64_t height)
{
	for (int64_t u = 0; u < height && from + (size_t)u <= UNITS_MAX; u++)
		used[from + (size_t)u] = true;
}

/* units in which the two leaves of a rack and two spines stand */
enum { STACK_UNITS = 4 };

/* where a rack's top doesn't hold leaves and spines: the top of its largest run
 * of free units, the highest of those as large; 0: the rack's top */
static int64_t
ceiling_of(const bool *used, int64_t units)
{
	int64_t run = 0, most = 0, at = 0, top = 0;

	while (top < units && !used[units - top])
		top++;
	for (int64_t u = units; u >= 1; u--) {
		run = used[u] ? 0 : run + 1;
		if (run > most) {
			most = run;
			at = u + run - 1;
		}
	}
	return top >= STACK_UNITS || most <= top ? 0 : at;
}

void
read_place_units(struct arena *a, struct model *m, const size_t *kept_unit)
{
	bool(*used)[UNITS_MAX + 1];

	used = arena_array(a, m->nrack + 1, sizeof(*used));
	for (size_t i = 0; i < m->nrack; i++)
		for (size_t u = 0; u < m->rack[i].ntaken; u++)
			units_take(used[i], m->rack[i].taken[u].unit,
			    m->rack[i].taken[u].height_u);
	for (size_t i = 0; i < m->nend; i++)
		if (m->host[i].placed)
			m->host[i].position_u = 0;
		else if (m->host[i].rack != NO_INDEX)
			units_take(used[m->host[i].rack], m->host[i].position_u,
			    m->host[i].height_u);
	for (size_t i = 0; kept_unit != NULL && i < m->nend; i++) {
		struct host *h = &m->host[i];

		if (!h->placed || h->rack == NO_INDEX || kept_unit[i] == 0 ||
		    kept_unit[i] > UNITS_MAX ||
		    !units_free(used[h->rack], m->rack[h->rack].units,
		        kept_unit[i], h->height_u))
			continue;
		h->position_u = kept_unit[i];
		units_take(used[h->rack], kept_unit[i], h->height_u);
	}
	for (size_t i = 0; i < m->nend; i++) {
		struct host *h = &m->host[i];

		if (h->position_u > 0 || h->rack == NO_INDEX)
			continue;
		for (size_t u = 1; u <= UNITS_MAX; u++)
			if (units_free(used[h->rack], m->rack[h->rack].units, u,
			        h->height_u)) {
				h->position_u = u;
				units_take(used[h->rack], u, h->height_u);
				break;
			}
	}
	for (size_t i = 0; i < m->nrack; i++)
		m->rack[i].ceiling = m->rack[i].units > UNITS_MAX ?
		    0 :
		    ceiling_of(used[i], m->rack[i].units);
}

void
read_place_hosts(struct reader *r)
{
	struct model *m = r->m;
	size_t *next = NEW(r->a, size_t, m->nrack + 1), i;

	for (i = 0; i < m->nend; i++) {
		struct host *h = &m->host[i];

		h->placed = h->position_u == 0;
		if (h->rack == NO_INDEX)
			continue;
		h->turn = next[h->rack]++;
		m->rack[h->rack].used_u += (size_t)h->height_u;
	}
	read_place_units(r->a, m, NULL);
}

/* VMs being placed */
struct placing {
	struct model *m;
	int64_t *left; /* memory of each host; may go below zero */
	size_t *next;  /* of each cluster: the next host */
	/* of each cluster: the smallest VM for which there was no room,
	 * INT64_MAX: none */
	int64_t *lost;
	/* of each mark: a cluster, and the smallest VM of it for which no host
	 * had both the memory and no such mark */
	size_t *sated;
	int64_t *sated_bytes;
	/* marked VMs of each host: the last placed, and before each another */
	size_t *last, *before;
};

static bool
has_mark(const struct placing *p, size_t host, size_t apart)
{
	for (size_t v = p->last[host]; v != NO_INDEX; v = p->before[v])
		if (p->m->vm[v].apart == apart)
			return true;
	return false;
}

static void
place_vm(struct placing *p, size_t vm, size_t host)
{
	struct vm *v = &p->m->vm[vm];

	v->host = host;
	p->left[host] -= v->memory_bytes;
	if (v->apart > 0) {
		p->before[vm] = p->last[host];
		p->last[host] = vm;
	}
}

/* the place in the cluster's order of hosts */
static size_t
choose(struct placing *p, const struct vm *v)
{
	const struct cluster *c = &p->m->cluster[v->cluster];
	size_t next = p->next[v->cluster], k, roomy = NO_INDEX;
	bool marks = v->apart > 0 &&
	    (p->sated[v->apart] != v->cluster ||
	        v->memory_bytes < p->sated_bytes[v->apart]);

	if (v->memory_bytes >= p->lost[v->cluster])
		return next;
	for (size_t i = 0; i < c->nhost; i++) {
		k = (next + i) % c->nhost;
		if (p->left[c->host[k]] < v->memory_bytes)
			continue;
		if (!marks || !has_mark(p, c->host[k], v->apart))
			return k;
		if (roomy == NO_INDEX)
			roomy = k;
	}
	if (marks) {
		p->sated[v->apart] = v->cluster;
		p->sated_bytes[v->apart] = v->memory_bytes;
	}
	if (roomy != NO_INDEX)
		return roomy;
	p->lost[v->cluster] = v->memory_bytes;
	return next;
}

void
read_place_vms(struct reader *r)
{
	struct model *m = r->m;
	struct placing p = {
		.m = m,
		.left = NEW(r->a, int64_t, m->nhost + 1),
		.next = NEW(r->a, size_t, m->ncluster + 1),
		.lost = NEW(r->a, int64_t, m->ncluster + 1),
		.last = NEW(r->a, size_t, m->nhost + 1),
		.before = NEW(r->a, size_t, m->nvm + 1),
		.sated = NEW(r->a, size_t, m->napart + 1),
		.sated_bytes = NEW(r->a, int64_t, m->napart + 1),
	};
	size_t k;

	for (size_t i = 0; i < m->nhost; i++) {
		p.left[i] = m->host[i].memory_bytes;
		p.last[i] = NO_INDEX;
	}
	for (size_t i = 0; i <= m->napart; i++)
		p.sated[i] = NO_INDEX;
	for (size_t i = 0; i < m->ncluster; i++)
		p.lost[i] = INT64_MAX;
	for (size_t i = 0; i < m->nvm; i++)
		if (m->vm[i].host != NO_INDEX)
			place_vm(&p, i, m->vm[i].host);
	for (size_t i = 0; i < m->nvm; i++) {
		struct vm *v = &m->vm[i];
		const struct cluster *c;

		if (v->placed || v->cluster == NO_INDEX)
			continue;
		c = &m->cluster[v->cluster];
		if (c->nhost == 0)
			continue;
		k = choose(&p, v);
		place_vm(&p, i, c->host[k]);
		p.next[v->cluster] = (k + 1) % c->nhost;
	}
}
