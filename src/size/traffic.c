/*
 * The steady load, as sums: what leaves and enters each host and each rack; and
 * which networks, host ports and core links a topology has.
 * A sender's rate is split evenly over its receivers (contract, `traffic:`).
 */
#include "size/size.h"

#include "base/num.h"
#include "base/str.h"

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
size_network_carried(const struct network *n, enum topology t)
{
	if (n->purpose == PURPOSE_OOB)
		return false;
	if (n->east_west)
		return true;
	return t != TOPOLOGY_STANDALONE && !n->on_today;
}

size_t
size_network_island(const struct model *m, size_t net)
{
	size_t i, nth = 0;

	for (i = 0; i < net; i++)
		nth += m->network[i].purpose == m->network[net].purpose;
	switch (m->network[net].purpose) {
	case PURPOSE_CSV:
		return (nth + 1) % 2;
	case PURPOSE_LM:
	case PURPOSE_STORAGE:
	case PURPOSE_DATA:
	case PURPOSE_MANAGEMENT:
	case PURPOSE_BACKUP:
	case PURPOSE_OOB:
		break;
	}
	return nth % 2;
}

int64_t
size_core_links_of(const struct model *m, size_t which)
{
	return (m->core.links + (which == 0 ? 1 : 0)) / 2;
}

bool
size_core_used(const struct model *m, enum topology t)
{
	size_t i;

	for (i = 0; m->core.given && i < m->nnetwork; i++)
		if (!m->network[i].east_west &&
		    size_network_carried(&m->network[i], t))
			return true;
	return false;
}

size_t
size_host_ports_used(const struct host *h, enum topology t)
{
	if (t == TOPOLOGY_STANDALONE)
		return h->nports >= 2 ? 2 : h->nports;
	return h->nports - h->nports % 2;
}

/* to another network than it is sent on: asked so, or the receiver's host is
 * not on it.  The core routes it, even within a host. */
static bool
routed(const struct model *m, const struct traffic *t, size_t to_host)
{
	const struct network *n = traffic_network(m, t);

	if (n == NULL || t->between_hosts || n->east_west || !m->core.given ||
	    !size_network_carried(n, TOPOLOGY_SPINE_LEAF))
		return false;
	return t->to_network != (size_t)-1 ||
	    !m->host[to_host].network[n - m->network];
}

static void
traffic_add(const struct model *m, size_t from, size_t to, double bps,
    bool by_core, struct rack_load *rack, double *host)
{
	size_t rf = m->host[from].rack, rt = m->host[to].rack;

	if (from == to && !by_core)
		return;
	if (host != NULL) {
		host[2 * from] += bps;
		host[2 * to + 1] += bps;
	}
	if (rack == NULL)
		return;
	if (rf == rt && !by_core) {
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
		if (!today &&
		    (n == NULL ||
		        !size_network_carried(n, TOPOLOGY_SPINE_LEAF)))
			continue;
		if (t->between_hosts) {
			for (k = 0; k < m->nhost; k++) {
				const struct cluster *c =
				    &m->cluster[m->host[k].cluster];

				for (j = 0; j < c->nhost && c->nhost > 1; j++)
					traffic_add(m, k, c->host[j],
					    (double)t->rate_bps /
					        (double)(c->nhost - 1),
					    false, rack, host);
			}
			continue;
		}
		for (k = 0; k < t->nfrom; k++)
			for (j = 0; j < t->nto; j++)
				traffic_add(m, m->vm[t->from[k]].host,
				    m->vm[t->to[j]].host,
				    (double)t->rate_bps / (double)t->nto,
				    routed(m, t, m->vm[t->to[j]].host), rack,
				    host);
	}
}

/* hosts send by the first port alone, which is on the first leaf, or by all */
static struct rack_load *
racks(struct arena *a, const struct model *m, bool lossless)
{
	struct rack_load *r = NEW(a, struct rack_load, m->nrack + 1);
	double *host = NEW(a, double, 2 * m->nhost + 1), *all, *lone;
	size_t i;

	all = NEW(a, double, m->nrack + 1);
	lone = NEW(a, double, m->nrack + 1);
	traffic_walk(m, false, lossless, r, host);
	for (i = 0; i < m->nhost; i++) {
		const struct host *h = &m->host[i];
		double bps = host[2 * i] + host[2 * i + 1];

		all[h->rack] += bps;
		if (m->cluster[h->cluster].bond == BOND_ACTIVE_BACKUP)
			lone[h->rack] += bps;
	}
	for (i = 0; i < m->nrack; i++)
		r[i].lean = 0.5 + (all[i] > 0 ? lone[i] / all[i] / 2 : 0);
	return r;
}

struct rack_load *
traffic_racks(struct arena *a, const struct model *m)
{
	return racks(a, m, false);
}

struct rack_load *
traffic_racks_lossless(struct arena *a, const struct model *m)
{
	return racks(a, m, true);
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

struct hairpin *
traffic_hairpins(struct arena *a, const struct model *m, size_t *n)
{
	struct hairpin *list = NEW(a, struct hairpin, m->ntraffic + 1);
	size_t i, j;

	*n = 0;
	for (i = 0; i < m->ntraffic; i++) {
		const struct traffic *t = &m->traffic[i];
		double core_bps = (double)m->core.switches.n *
		    (double)m->core.links * (double)m->core.speed_bps,
		       bps = 0;
		size_t flows = 0;

		for (j = 0; j < t->nto; j++)
			if (routed(m, t, m->vm[t->to[j]].host)) {
				bps += (double)t->nfrom * (double)t->rate_bps /
				    (double)t->nto;
				flows += t->nfrom;
			}
		if (flows == 0)
			continue;
		list[*n].at = t->at;
		list[*n].bps = bps;
		list[*n].flows = flows;
		list[(*n)++].text = str_fmt(a,
		    "%.4g Gbit/s of traffic on '%s' "
		    "(%zu flows) go to another network%s%s%s: up to the core "
		    "that routes and back again, %.0f %% of its links each "
		    "way",
		    bps / 1e9, traffic_network(m, t)->name, flows,
		    t->to_network != (size_t)-1 ? " ('" : "",
		    t->to_network != (size_t)-1 ?
		        m->network[t->to_network].name :
		        "",
		    t->to_network != (size_t)-1 ? "')" : "",
		    core_bps > 0 ? bps / core_bps * 100 : 0);
	}
	return list;
}
