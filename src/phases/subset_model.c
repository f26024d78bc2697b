/*
 * The site reduced to some hosts.  Racks, networks and everything else that has
 * no host of its own stay as they are, so that lengths, VLANs and names do.
 */
#include "phases/subset.h"

#include "base/num.h"

struct cut {
	struct arena *a;
	const struct model *m;
	struct model *part;
	size_t *host, *cluster, *vm; /* new index of the old, or NONE */
};

static void
cut_hosts(struct cut *c, const bool *host)
{
	const struct model *m = c->m;

	c->part->host = NEW(c->a, struct host, m->nend + 1);
	c->part->nend = 0;
	for (size_t i = 0; i < m->nend; i++) {
		if (i == m->nhost)
			c->part->nhost = c->part->nend;
		c->host[i] = NONE;
		if (!host[i])
			continue;
		c->host[i] = c->part->nend;
		c->part->host[c->part->nend++] = m->host[i];
	}
	if (m->nend == m->nhost)
		c->part->nhost = c->part->nend;
}

/* a cluster without a host is none */
static void
cut_clusters(struct cut *c)
{
	const struct model *m = c->m;
	struct model *p = c->part;
	size_t i;

	p->cluster = NEW(c->a, struct cluster, m->ncluster + 1);
	p->ncluster = 0;
	for (i = 0; i < m->ncluster; i++) {
		struct cluster x = m->cluster[i];

		x.host = NEW(c->a, size_t, m->cluster[i].nhost + 1);
		x.nhost = x.nvm = 0;
		for (size_t k = 0; k < m->cluster[i].nhost; k++)
			if (c->host[m->cluster[i].host[k]] != NONE)
				x.host[x.nhost++] =
				    c->host[m->cluster[i].host[k]];
		x.part = x.nhost < m->cluster[i].nhost;
		c->cluster[i] = x.nhost > 0 ? p->ncluster : NONE;
		if (x.nhost == 0)
			continue;
		p->cluster[p->ncluster++] = x;
	}
	p->cluster[p->ncluster] = m->cluster[m->ncluster];
	for (i = 0; i < p->nhost; i++)
		p->host[i].cluster = c->cluster[p->host[i].cluster];
	for (; i < p->nend; i++)
		p->host[i].cluster = p->ncluster;
}

static void
cut_vms(struct cut *c)
{
	const struct model *m = c->m;
	struct model *p = c->part;

	p->vm = NEW(c->a, struct vm, m->nvm + 1);
	p->nvm = 0;
	for (size_t i = 0; i < m->nvm; i++) {
		struct vm *v = &p->vm[p->nvm];

		c->vm[i] = NONE;
		if (c->host[m->vm[i].host] == NONE)
			continue;
		*v = m->vm[i];
		v->host = c->host[v->host];
		v->cluster = c->cluster[v->cluster];
		p->cluster[v->cluster].nvm++;
		c->vm[i] = p->nvm++;
	}
}

/* those of a list that are here, by their new indices */
static size_t *
cut_list(struct cut *c, const size_t *is, const size_t *list, size_t n,
    size_t *out)
{
	size_t *to = NEW(c->a, size_t, n + 1), i;

	*out = 0;
	for (i = 0; i < n; i++)
		if (is[list[i]] != NONE)
			to[(*out)++] = is[list[i]];
	return to;
}

/* a sender whose receivers all are elsewhere sends nothing here; one with some
 * of them here sends those their share */
static void
cut_traffic(struct cut *c)
{
	const struct model *m = c->m;
	struct model *p = c->part;

	p->traffic = NEW(c->a, struct traffic, m->ntraffic + 1);
	p->ntraffic = 0;
	for (size_t i = 0; i < m->ntraffic; i++) {
		struct traffic t = m->traffic[i];

		if (!t.between_hosts) {
			const struct traffic *w = &m->traffic[i];

			t.from =
			    cut_list(c, c->vm, w->from, w->nfrom, &t.nfrom);
			t.to = cut_list(c, c->vm, w->to, w->nto, &t.nto);
			t.from_device = cut_list(c, c->host, w->from_device,
			    w->nfrom_device, &t.nfrom_device);
			t.to_device = cut_list(c, c->host, w->to_device,
			    w->nto_device, &t.nto_device);
			if (t.nfrom + t.nfrom_device == 0 ||
			    t.nto + t.nto_device == 0)
				continue;
			t.rate_bps = num_scale(t.rate_bps,
			    (int64_t)(t.nto + t.nto_device),
			    (int64_t)(w->nto + w->nto_device));
		}
		p->traffic[p->ntraffic++] = t;
	}
}

static void
cut_backup(struct cut *c)
{
	struct model *p = c->part;

	if (!p->backup.given)
		return;
	p->backup.target = c->host[p->backup.target];
	if (p->backup.target != NONE)
		return;
	p->backup.given = false;
	p->want.backup_us = 0;
}

struct model *
subset_model(struct arena *a, const struct model *m, const bool *host)
{
	struct model *p = NEW(a, struct model, 1);
	struct cut c = { a, m, p, NEW(a, size_t, m->nend + 1),
		NEW(a, size_t, m->ncluster + 1), NEW(a, size_t, m->nvm + 1) };

	*p = *m;
	cut_hosts(&c, host);
	cut_clusters(&c);
	cut_vms(&c);
	cut_traffic(&c);
	cut_backup(&c);
	return p;
}
