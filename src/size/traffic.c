/*
 * The steady load, as sums: what leaves and enters each host and each rack; and
 * which networks, host ports and core links a topology has.
 * A sender's rate is split evenly over its receivers (contract, `traffic:`).
 */
#include "size/size.h"

#include <string.h>

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
	case PURPOSE_ISCSI:
	case PURPOSE_NFS:
	case PURPOSE_CEPH:
	case PURPOSE_VSAN:
	case PURPOSE_REPLICATION:
	case PURPOSE_HEARTBEAT:
	case PURPOSE_FT:
		break;
	}
	return nth % 2;
}

int64_t
size_core_links_of(const struct model *m, size_t core, size_t which)
{
	return m->core.links / 2 +
	    (m->core.links % 2 != 0 && core % 2 == which);
}

int64_t
size_core_links(const struct model *m, size_t which)
{
	int64_t n = 0;
	size_t i;

	for (i = 0; i < m->core.switches.n; i++)
		n += size_core_links_of(m, i, which);
	return n;
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

/* to another network than it is sent on: so requested, or the receiver's host
 * is not on it.  The core routes it, even within a host. */
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

/* so many of a list's VMs on each host; routed: those whose network another
 * one is, or the others */
static struct traffic_end *
ends_of(struct arena *a, const struct model *m, const struct traffic *t,
    const size_t *vm, size_t nvm, const size_t *device, size_t ndevice,
    bool *routed_only, size_t *n)
{
	double *count = NEW(a, double, m->nend + 1);
	struct traffic_end *end;
	size_t i;

	*n = 0;
	for (i = 0; i < nvm; i++) {
		size_t h = m->vm[vm[i]].host;

		if (routed_only == NULL || routed(m, t, h) == *routed_only)
			count[h]++;
	}
	for (i = 0; i < ndevice; i++)
		if (routed_only == NULL ||
		    routed(m, t, device[i]) == *routed_only)
			count[device[i]]++;
	for (i = 0; i < m->nend; i++)
		*n += count[i] > 0;
	end = NEW(a, struct traffic_end, *n + 1);
	for (i = *n = 0; i < m->nend; i++)
		if (count[i] > 0)
			end[(*n)++] = (struct traffic_end){ i, count[i] };
	return end;
}

static struct traffic_end *
ends_of_cluster(struct arena *a, const struct model *m, size_t cluster)
{
	const struct cluster *c = &m->cluster[cluster];
	struct traffic_end *end = NEW(a, struct traffic_end, c->nhost + 1);
	size_t i, n = 0;

	for (i = 0; i < m->nhost; i++)
		if (m->host[i].cluster == cluster)
			end[n++] = (struct traffic_end){ i, 1 };
	return end;
}

/* the storage that is on a network */
static struct traffic_end *
devices_on(struct arena *a, const struct model *m, const struct network *net,
    size_t *n)
{
	struct traffic_end *end =
	    NEW(a, struct traffic_end, m->nend - m->nhost + 1);
	size_t i;

	*n = 0;
	for (i = m->nhost; i < m->nend && net != NULL; i++)
		if (m->host[i].device == DEVICE_STORAGE &&
		    m->host[i].network[net - m->network])
			end[(*n)++] = (struct traffic_end){ i, 1 };
	return end;
}

struct traffic_term *
traffic_terms(struct arena *a, const struct model *m, size_t *n)
{
	struct traffic_term *list = NULL;
	size_t cap = 0, i, k;

	*n = 0;
	for (i = 0; i < m->ntraffic; i++) {
		const struct traffic *t = &m->traffic[i];
		struct traffic_term x = { 0 };
		struct traffic_end *device = NULL;
		size_t ndevice = 0;

		x.net = traffic_network(m, t);
		if (t->between_hosts)
			device = devices_on(a, m, x.net, &ndevice);
		for (k = 0; t->between_hosts && k < m->ncluster; k++) {
			x.nfrom = x.nto = m->cluster[k].nhost;
			x.from = x.to = ends_of_cluster(a, m, k);
			if (ndevice > 0) {
				/* to what serves the network, and back */
				x.bps = (double)t->rate_bps / (double)ndevice;
				x.to = device;
				x.nto = ndevice;
				PUSH(a, list, *n, cap, x);
				x.to = x.from;
				x.nto = x.nfrom;
				x.from = device;
				x.nfrom = ndevice;
				PUSH(a, list, *n, cap, x);
				continue;
			}
			if (x.nfrom < 2)
				continue;
			x.bps = (double)t->rate_bps / (double)(x.nfrom - 1);
			PUSH(a, list, *n, cap, x);
		}
		if (t->between_hosts)
			continue;
		x.from = ends_of(a, m, t, t->from, t->nfrom, t->from_device,
		    t->nfrom_device, NULL, &x.nfrom);
		x.bps = (double)t->rate_bps / (double)(t->nto + t->nto_device);
		for (k = 0; k < 2; k++) {
			x.by_core = k == 1;
			x.to = ends_of(a, m, t, t->to, t->nto, t->to_device,
			    t->nto_device, &x.by_core, &x.nto);
			if (x.nto > 0)
				PUSH(a, list, *n, cap, x);
		}
	}
	return list;
}

/* what the ends of a term are to one host and to one rack */
struct sum {
	double from, to, both; /* both: from * to of each host */
};

static void
term_add(const struct traffic_term *x, const struct model *m, struct sum *host,
    struct sum *rack, struct rack_load *load, double *of_host,
    const size_t *group)
{
	struct sum all = { 0 };
	size_t i;

	for (i = 0; i < x->nfrom; i++)
		host[x->from[i].host].from = x->from[i].n;
	for (i = 0; i < x->nto; i++)
		host[x->to[i].host].to = x->to[i].n;
	for (i = 0; i < m->nend; i++) {
		const struct sum *h = &host[i];
		struct sum *r = &rack[m->host[i].rack];

		r->from += h->from;
		r->to += h->to;
		r->both += h->from * h->to;
		all.from += h->from;
		all.to += h->to;
	}
	for (i = 0; of_host != NULL && i < m->nend; i++) {
		double self = x->by_core ? 0 : host[i].from * host[i].to;

		if (group != NULL &&
		    model_network_group(&m->host[i],
		        (size_t)(x->net - m->network)) != group[i])
			continue;
		of_host[2 * i] += x->bps * (host[i].from * all.to - self);
		of_host[2 * i + 1] += x->bps * (host[i].to * all.from - self);
	}
	for (i = 0; load != NULL && i < m->nrack; i++) {
		const struct sum *r = &rack[i];
		double stays = x->by_core ? 0 : r->from * r->to;

		load[i].out_bps += x->bps * (r->from * all.to - stays);
		load[i].in_bps += x->bps * (r->to * all.from - stays);
		load[i].inside_bps +=
		    x->bps * (x->by_core ? 0 : stays - r->both);
	}
}

static void
traffic_walk(struct arena *a, const struct model *m, bool today, bool lossless,
    struct rack_load *rack, double *host, const size_t *group)
{
	struct arena_mark mark = arena_save(a);
	size_t n, i;
	const struct traffic_term *term = traffic_terms(a, m, &n);
	struct sum *by_host = NEW(a, struct sum, m->nend + 1);
	struct sum *by_rack = NEW(a, struct sum, m->nrack + 1);

	for (i = 0; i < n; i++) {
		const struct network *net = term[i].net;

		if ((lossless && (net == NULL || !net->lossless)) ||
		    (!today &&
		        (net == NULL ||
		            !size_network_carried(net, TOPOLOGY_SPINE_LEAF))))
			continue;
		memset(by_host, 0, m->nend * sizeof *by_host);
		memset(by_rack, 0, m->nrack * sizeof *by_rack);
		term_add(&term[i], m, by_host, by_rack, rack, host, group);
	}
	arena_restore(a, mark);
}

/* hosts send by the first port alone, which is on the first leaf, or by all */
static struct rack_load *
racks(struct arena *a, const struct model *m, bool lossless)
{
	struct rack_load *r = NEW(a, struct rack_load, m->nrack + 1);
	double *host = NEW(a, double, 2 * m->nend + 1), *all, *lone;
	size_t i;

	all = NEW(a, double, m->nrack + 1);
	lone = NEW(a, double, m->nrack + 1);
	traffic_walk(a, m, false, lossless, r, host, NULL);
	for (i = 0; i < m->nend; i++) {
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
traffic_groups(struct arena *a, const struct model *m, const size_t *group,
    bool lossless)
{
	double *h = NEW(a, double, 2 * m->nend + 1);

	traffic_walk(a, m, false, lossless, NULL, h, group);
	return h;
}

double *
traffic_hosts(struct arena *a, const struct model *m, bool today)
{
	double *h = NEW(a, double, 2 * m->nend + 1);

	traffic_walk(a, m, today, false, NULL, h, NULL);
	return h;
}

double
traffic_across(struct arena *a, const struct model *m, const size_t *domain)
{
	size_t n, i, k;
	const struct traffic_term *t = traffic_terms(a, m, &n);
	double to_first = 0, to_second = 0;

	for (i = 0; i < n; i++) {
		double from[2] = { 0 }, to[2] = { 0 };

		if (t[i].net == NULL ||
		    !size_network_carried(t[i].net, TOPOLOGY_EVLT))
			continue;
		for (k = 0; k < t[i].nfrom; k++)
			from[domain[m->host[t[i].from[k].host].rack]] +=
			    t[i].from[k].n;
		for (k = 0; k < t[i].nto; k++)
			to[domain[m->host[t[i].to[k].host].rack]] +=
			    t[i].to[k].n;
		to_first +=
		    t[i].bps * from[1] * (t[i].by_core ? to[0] + to[1] : to[0]);
		to_second += t[i].bps * to[1] *
		    (t[i].by_core ? from[0] + from[1] : from[0]);
	}
	return to_first > to_second ? to_first : to_second;
}

/* is a host reached from either switch, by a LAG over both? */
static bool
by_either(const struct model *m, size_t host, const struct network *net)
{
	const struct host *h = &m->host[host];
	size_t g = model_network_group(h, (size_t)(net - m->network));

	return g != NO_GROUP && model_group_lacp(&h->group[g]);
}

/* the part a host sends, or receives, by the first of its two switches */
static double
first_part(const struct model *m, size_t host, const struct network *net,
    bool rx)
{
	enum bond b = m->cluster[m->host[host].cluster].bond;

	if (by_either(m, host, net))
		return 0.5;
	return b == BOND_ACTIVE_BACKUP || (rx && b == BOND_BALANCE_TLB) ? 1 :
	                                                                  0.5;
}

double
traffic_peer(struct arena *a, const struct model *m, enum topology topology)
{
	size_t n, i, k, j;
	const struct traffic_term *t = traffic_terms(a, m, &n);
	bool second = size_core_links(m, 1) > 0;
	double there = 0, back = 0; /* from the first to the second */

	for (i = 0; i < n; i++) {
		double tx[2] = { 0 }, rx[2] = { 0 }, local = 0, bps = t[i].bps;

		if (t[i].net == NULL ||
		    !size_network_carried(t[i].net, topology))
			continue;
		for (k = 0; k < t[i].nfrom; k++) {
			double part =
			    first_part(m, t[i].from[k].host, t[i].net, false);

			tx[0] += t[i].from[k].n * part;
			tx[1] += t[i].from[k].n * (1 - part);
		}
		for (k = 0; k < t[i].nto; k++) {
			double part =
			    first_part(m, t[i].to[k].host, t[i].net, true);

			if (by_either(m, t[i].to[k].host, t[i].net)) {
				local += t[i].to[k].n;
				continue;
			}
			rx[0] += t[i].to[k].n * part;
			rx[1] += t[i].to[k].n * (1 - part);
		}
		if (t[i].by_core) {
			/* up by a switch's own link, where it has one; back by
			 * either of those that have */
			double to = rx[0] + rx[1] + local, from = tx[0] + tx[1];

			there += bps * from * rx[1] * (second ? 0.5 : 1);
			back +=
			    second ? bps * from * rx[0] / 2 : bps * tx[1] * to;
			continue;
		}
		there += bps * tx[0] * rx[1];
		back += bps * tx[1] * rx[0];
		for (k = j = 0; k < t[i].nfrom; k++) {
			size_t h = t[i].from[k].host;
			double own, x, y;

			while (j < t[i].nto && t[i].to[j].host < h)
				j++;
			if (j == t[i].nto || t[i].to[j].host != h ||
			    by_either(m, h, t[i].net))
				continue;
			own = bps * t[i].from[k].n * t[i].to[j].n;
			x = first_part(m, h, t[i].net, false);
			y = first_part(m, h, t[i].net, true);
			there -= own * x * (1 - y);
			back -= own * (1 - x) * y;
		}
	}
	return there > back ? there : back;
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
				bps += (double)(t->nfrom + t->nfrom_device) *
				    (double)t->rate_bps /
				    (double)(t->nto + t->nto_device);
				flows += t->nfrom + t->nfrom_device;
			}
		if (flows == 0)
			continue;
		list[*n].at = t->at;
		list[*n].bps = bps;
		list[(*n)++].text = str_fmt(a,
		    "%.4g Gbit/s of traffic on '%s' (%s) go to another "
		    "network%s%s%s: routed by the core, there and back, %.0f "
		    "%% of its links in each direction",
		    num_gbps(bps), traffic_network(m, t)->name,
		    str_count(a, flows, "flow"),
		    t->to_network != (size_t)-1 ? " ('" : "",
		    t->to_network != (size_t)-1 ?
		        m->network[t->to_network].name :
		        "",
		    t->to_network != (size_t)-1 ? "')" : "",
		    core_bps > 0 ? bps / core_bps * 100 : 0);
	}
	return list;
}
