/*
 * The steady load, as sums: what leaves and enters each host and each rack.
 * A sender's rate is split evenly over its receivers (contract, `traffic:`).
 */
#include "size/size.h"

static const struct network *
traffic_network(const struct model *m, const struct traffic *t)
{
	size_t i;

	if (t->network != (size_t)-1)
		return &m->network[t->network];
	for (i = 0; i < m->nnetwork; i++)
		if (m->network[i].purpose == t->purpose)
			return &m->network[i];
	return NULL;
}

bool
network_carried(const struct model *m, const struct network *n,
    enum topology t)
{
	if (n->purpose == PURPOSE_OOB)
		return false;
	if (n->east_west)
		return true;
	if (t == TOPOLOGY_STANDALONE || n->on_today)
		return false;
	return m->core.given;
}

static void
traffic_add(const struct model *m, size_t from, size_t to, double bps,
    struct rack_load *rack, double *host)
{
	size_t rf = m->host[from].rack, rt = m->host[to].rack;

	if (from == to)
		return;
	if (host != NULL) {
		host[2 * from] += bps;
		host[2 * to + 1] += bps;
	}
	if (rack == NULL)
		return;
	if (rf == rt) {
		rack[rf].inside_bps += bps;
	} else {
		rack[rf].out_bps += bps;
		rack[rt].in_bps += bps;
	}
}

static void
traffic_walk(const struct model *m, bool today, bool lossless,
    struct rack_load *rack, double *host)
{
	size_t i, k, j;

	for (i = 0; i < m->ntraffic; i++) {
		const struct traffic *t = &m->traffic[i];
		const struct network *n = traffic_network(m, t);

		if (lossless && (n == NULL || !n->lossless))
			continue;
		if (!today && (n == NULL ||
		    !network_carried(m, n, TOPOLOGY_SPINE_LEAF)))
			continue;
		if (t->between_hosts) {
			for (k = 0; k < m->nhost; k++) {
				const struct cluster *c =
				    &m->cluster[m->host[k].cluster];

				for (j = 0; j < c->nhost && c->nhost > 1; j++)
					traffic_add(m, k, c->host[j],
					    (double)t->rate_bps /
					    (double)(c->nhost - 1), rack, host);
			}
			continue;
		}
		for (k = 0; k < t->nfrom; k++)
			for (j = 0; j < t->nto; j++)
				traffic_add(m, m->vm[t->from[k]].host,
				    m->vm[t->to[j]].host, (double)t->rate_bps /
				    (double)t->nto, rack, host);
	}
}

struct rack_load *
traffic_racks(struct arena *a, const struct model *m)
{
	struct rack_load *r = NEW(a, struct rack_load, m->nrack + 1);

	traffic_walk(m, false, false, r, NULL);
	return r;
}

struct rack_load *
traffic_racks_lossless(struct arena *a, const struct model *m)
{
	struct rack_load *r = NEW(a, struct rack_load, m->nrack + 1);

	traffic_walk(m, false, true, r, NULL);
	return r;
}

double *
traffic_hosts_lossless(struct arena *a, const struct model *m)
{
	double *h = NEW(a, double, 2 * m->nhost + 1);

	traffic_walk(m, false, true, NULL, h);
	return h;
}

double *
traffic_hosts(struct arena *a, const struct model *m, bool today)
{
	double *h = NEW(a, double, 2 * m->nhost + 1);

	traffic_walk(m, today, false, NULL, h);
	return h;
}
