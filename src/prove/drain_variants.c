/*
 * DOC: a fingerprint of the whole problem, in numbers of its own: every host in
 * the engine's order with its links, teams, switch and rack as they come up,
 * every VM with its host and what it is.  That is all the answers depend on, so
 * where two fingerprints are equal to the last bit (one leaf out, then the
 * equivalent leaf of another rack) the answers are too, host by host.
 *
 * Of several clusters most are as they were when a switch of other racks goes:
 * a cluster's own network, its hosts as they stand in the site, is looked up
 * before any fingerprint is computed.
 */
#include "prove/drain_variants.h"

#include <string.h>

#include "base/num.h"
#include "base/str.h"
#include "drain/equal_drains.h"
#include "prove/drain_input.h"

struct drain_variants {
	struct arena *a;
	const struct model *m;
	struct drain_vms **cluster;
	size_t *like; /* of each cluster: the first that is run as it is */
	struct known {
		uint64_t hash;
		struct buf fingerprint;
		double *s; /* by host in the engine's order */
	} * known;
	size_t nknown, capknown;
	struct seen { /* of each cluster: its network before */
		uint64_t hash;
		struct buf net;
		const double *s; /* by host of the cluster */
		struct seen *next;
	} * *seen;
	struct buf *vms; /* VMs, the same in most fingerprints */
	size_t nvms, capvms;
};

struct drain_variants *
drain_variants_new(struct arena *a, const struct model *m)
{
	struct drain_variants *k = NEW(a, struct drain_variants, 1);
	struct arena *own = arena_new();
	struct buf *rules = NEW(own, struct buf, m->ncluster + 1);
	size_t n;

	k->a = a;
	k->m = m;
	k->cluster = NEW(a, struct drain_vms *, m->ncluster + 1);
	k->like = NEW(a, size_t, m->ncluster + 1);
	k->seen = NEW(a, struct seen *, m->ncluster + 1);
	for (size_t i = 0; i < m->ncluster; i++) {
		k->cluster[i] = drain_vms_new(a, m, i);
		rules[i] = buf_new(own);
		drain_input_fingerprint_rules(k->cluster[i], m, i, &rules[i]);
		for (n = 0; n < i &&
		     (rules[n].len != rules[i].len ||
		         memcmp(rules[n].text, rules[i].text, rules[i].len) !=
		             0);
		     n++)
			continue;
		k->like[i] = n;
	}
	arena_free(own);
	return k;
}

/* VMs in the engine's order, as one number */
static size_t
vms_of(struct arena *a, struct drain_variants *k, const struct drain_input *x)
{
	struct buf b = buf_new(a), kept = buf_new(k->a);

	drain_input_fingerprint_vms(a, x, &b);
	for (size_t i = 0; i < k->nvms; i++)
		if (k->vms[i].len == b.len &&
		    memcmp(k->vms[i].text, b.text, b.len) == 0)
			return i;
	buf_add(&kept, b.text, b.len);
	PUSH(k->a, k->vms, k->nvms, k->capvms, kept);
	return k->nvms - 1;
}

static struct buf
fingerprint_of(struct arena *a, struct drain_variants *k,
    const struct netgraph *f, const struct drain_input *x, size_t cluster,
    const bool *host)
{
	const size_t of[] = { k->like[cluster], vms_of(a, k, x) };
	struct buf b = buf_new(a);

	buf_add(&b, of, sizeof of);
	drain_input_fingerprint(a, x, f, &b);
	for (size_t i = 0; i < x->p.nhost; i++)
		buf_putc(&b, host == NULL || host[x->host[i]] ? '1' : '0');
	return b;
}

static const double *
remembered(const struct drain_variants *k, const struct buf *fingerprint,
    uint64_t hash)
{
	for (size_t i = 0; i < k->nknown; i++) {
		const struct known *x = &k->known[i];

		if (x->hash == hash && x->fingerprint.len == fingerprint->len &&
		    memcmp(x->fingerprint.text, fingerprint->text,
		        fingerprint->len) == 0)
			return x->s;
	}
	return NULL;
}

/* those whose drains are one by one run */
static void
simulate(struct arena *a, const struct drain_input *x, const bool *host,
    double *s)
{
	struct equal_drains *t =
	    equal_drains_new(a, &x->p, x->class, x->type, DRAIN_DEFAULT);

	for (size_t k = 0; k < x->p.nhost; k++) {
		const struct drain_answer *r;
		size_t first;

		if (host != NULL && !host[x->host[k]])
			continue;
		first = equal_drain_find(t, k);
		if (first != DRAIN_NONE) {
			s[k] = s[first];
			continue;
		}
		r = drain_host(a, &x->p, k, DRAIN_DEFAULT);
		s[k] = r->finished ? r->seconds : -1;
	}
}

/* out: by host of the model, of those selected */
static void
draw_cluster(struct arena *a, struct drain_variants *k,
    const struct netgraph *f, size_t cluster, const bool *host, double *out)
{
	struct drain_input x =
	    drain_input_new(a, k->cluster[cluster], k->m, cluster, f);
	struct buf fingerprint = fingerprint_of(a, k, f, &x, cluster, host);
	struct known now = { num_hash(fingerprint.text, fingerprint.len),
		buf_new(k->a), NULL };
	const double *s = remembered(k, &fingerprint, now.hash);

	if (s == NULL) {
		now.s = NEW(k->a, double, x.p.nhost + 1);
		simulate(a, &x, host, now.s);
		buf_add(&now.fingerprint, fingerprint.text, fingerprint.len);
		PUSH(k->a, k->known, k->nknown, k->capknown, now);
		s = now.s;
	}
	for (size_t i = 0; i < x.p.nhost; i++)
		if (host == NULL || host[x.host[i]])
			out[x.host[i]] = s[i];
}

/* all of a network that the answers of one cluster depend on */
static struct buf
net_of(struct arena *a, const struct netgraph *f, const struct cluster *c,
    const bool *host)
{
	struct buf b = buf_new(a);

	netgraph_fingerprint(a, f, c->host, c->nhost, &b);
	for (size_t i = 0; i < c->nhost; i++) {
		int64_t bps = netgraph_port_bps(f, c->host[i]);

		buf_add(&b, &bps, sizeof bps);
		buf_putc(&b, netgraph_over(f, c->host[i]) ? '1' : '0');
		buf_putc(&b, host == NULL || host[c->host[i]] ? '1' : '0');
	}
	return b;
}

/* no network of the only cluster comes twice */
static void
one_cluster(struct arena *a, struct drain_variants *k, const struct netgraph *f,
    size_t cluster, const bool *host, double *out)
{
	const struct cluster *c = &k->m->cluster[cluster];
	struct buf net;
	struct seen *x;
	double *s;
	uint64_t hash;

	if (k->m->ncluster < 2) {
		draw_cluster(a, k, f, cluster, host, out);
		return;
	}
	net = net_of(a, f, c, host);
	hash = num_hash(net.text, net.len);
	for (x = k->seen[cluster]; x != NULL; x = x->next)
		if (x->hash == hash && x->net.len == net.len &&
		    memcmp(x->net.text, net.text, net.len) == 0)
			break;
	if (x == NULL) {
		draw_cluster(a, k, f, cluster, host, out);
		s = NEW(k->a, double, c->nhost + 1);
		for (size_t i = 0; i < c->nhost; i++)
			s[i] = out[c->host[i]];
		x = NEW(k->a, struct seen, 1);
		*x = (struct seen){ hash, buf_new(k->a), s, k->seen[cluster] };
		buf_add(&x->net, net.text, net.len);
		k->seen[cluster] = x;
	}
	for (size_t i = 0; i < c->nhost; i++)
		if (host == NULL || host[c->host[i]])
			out[c->host[i]] = x->s[i];
}

double *
drain_variants_seconds(struct arena *a, struct drain_variants *k,
    const struct design *g, const bool *moved, const bool *host)
{
	double *s = NEW(a, double, k->m->nhost + 1);
	struct arena *own = arena_new();
	const struct netgraph *f = moved != NULL ?
	    netgraph_mixed(own, k->m, g, moved) :
	    netgraph_design(own, k->m, g);

	for (size_t i = 0; i < k->m->ncluster; i++)
		one_cluster(own, k, f, i, host, s);
	arena_free(own);
	return s;
}

double
drain_variants_worst(struct arena *a, struct drain_variants *k,
    const struct design *g, const bool *moved, const bool *host, size_t *worst)
{
	const double *s = drain_variants_seconds(a, k, g, moved, host);
	double most = -1;

	for (size_t i = 0; i < k->m->nhost; i++) {
		if (!host[i])
			continue;
		if (s[i] < 0) {
			*worst = i;
			return -1;
		}
		if (s[i] > most) {
			most = s[i];
			*worst = i;
		}
	}
	return most;
}

size_t
drain_variants_simulated(const struct drain_variants *k)
{
	return k->nknown;
}
