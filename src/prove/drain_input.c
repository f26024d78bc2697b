#include "prove/drain_input.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/str.h"
#include "prove/canonical_order.h"

/* concurrent migrations over ports of a speed */
static size_t
at_once(const struct cluster *c, int64_t port_bps)
{
	const struct hypervisor *h = c->hyp;
	int64_t n = c->simultaneous;

	if (!c->simultaneous_given && h->slow_simultaneous > 0 &&
	    port_bps <= h->slow_link_bps && h->slow_simultaneous < n)
		n = h->slow_simultaneous;
	return n > 0 ? (size_t)n : 1;
}

/* moves simulated to better a plan, for each number at once: fewer for a host
 * of many, so that a site takes as long */
static size_t
effort_for(size_t nhost)
{
	size_t most = 5000, all = 100000;

	return nhost == 0 || all / nhost > most ? most : all / nhost;
}

/* consecutive VMs that are equal, distinguished from others by their loads */
struct kind {
	const struct drain_vm *likely, *quick, *slow;
	size_t vm, n; /* the first, and how many */
};

static int
by_loads(const void *p, const void *q)
{
	const struct kind *x = p, *y = q;
	int c = drain_vm_compare(x->likely, y->likely);

	c = c != 0 ? c : drain_vm_compare(x->quick, y->quick);
	return c != 0 ? c : drain_vm_compare(x->slow, y->slow);
}

/* which VMs are one */
static void
rank(struct arena *a, struct drain_vms *k)
{
	struct kind *kind = NEW(a, struct kind, k->n + 1);
	size_t n = 0, at = 0, rank = 0, type = 0;

	for (size_t i = 0; i < k->n; i++) {
		struct kind x = { &k->raw[i], &k->end[RULES_QUICK][i],
			&k->end[RULES_SLOW][i], i, 1 };

		if (n > 0 && by_loads(&kind[n - 1], &x) == 0)
			kind[n - 1].n++;
		else
			kind[n++] = x;
	}
	qsort(kind, n, sizeof *kind, by_loads);
	for (size_t i = 0; i < n; i++) {
		if (i > 0) {
			rank += drain_vm_compare(kind[i - 1].likely,
			            kind[i].likely) != 0;
			type += by_loads(&kind[i - 1], &kind[i]) != 0;
		}
		for (size_t j = 0; j < kind[i].n; j++) {
			k->rank[kind[i].vm + j] = rank;
			k->type[kind[i].vm + j] = type;
			k->by_type[at++] = kind[i].vm + j;
		}
	}
}

struct drain_vms *
drain_vms_new(struct arena *a, const struct model *m, size_t cluster)
{
	struct drain_vms *k = NEW(a, struct drain_vms, 1);
	size_t n = 0;

	for (size_t i = 0; i < m->nvm; i++)
		k->n += m->vm[i].cluster == cluster;
	k->vm = NEW(a, size_t, k->n + 1);
	k->raw = NEW(a, struct drain_vm, k->n + 1);
	k->rank = NEW(a, size_t, k->n + 1);
	k->type = NEW(a, size_t, k->n + 1);
	k->by_type = NEW(a, size_t, k->n + 1);
	for (size_t e = RULES_QUICK; e <= RULES_SLOW; e++)
		k->end[e] = NEW(a, struct drain_vm, k->n + 1);
	for (size_t i = 0; i < m->nvm; i++) {
		const struct vm *v = &m->vm[i];

		if (v->cluster != cluster)
			continue;
		k->vm[n] = i;
		k->raw[n].memory_bytes = (double)v->memory_bytes;
		k->raw[n].load = engine_load_of_vm(m, v);
		k->raw[n].apart = v->apart;
		for (size_t e = RULES_QUICK; e <= RULES_SLOW; e++) {
			k->end[e][n] = k->raw[n];
			k->end[e][n].load =
			    engine_load_at_end(m, v, (enum rules_end)e);
		}
		n++;
	}
	rank(a, k);
	return k;
}

struct drain_input
drain_input_new(struct arena *a, const struct drain_vms *kept,
    const struct model *m, size_t cluster, const struct netgraph *f)
{
	const struct cluster *c = &m->cluster[cluster];
	struct canonical_host *like =
	    NEW(a, struct canonical_host, c->nhost + 1);
	struct drain_host *host = NEW(a, struct drain_host, c->nhost + 1);
	size_t *index = NEW(a, size_t, m->nhost + 1), i, n = kept->n;
	size_t *order = NEW(a, size_t, c->nhost + 1);
	size_t *class = NEW(a, size_t, c->nhost + 1);
	size_t *on = NEW(a, size_t, n + 1), *apart = NEW(a, size_t, n + 1);
	bool *together = NEW(a, bool, c->nhost + 1);
	struct drain_vm *vm = NEW(a, struct drain_vm, n + 1);
	struct drain_input x = { 0 };

	x.order = NEW(a, size_t, n + 1);
	x.vm = NEW(a, size_t, n + 1);
	x.type = NEW(a, size_t, n + 1);
	x.host = NEW(a, size_t, c->nhost + 1);
	x.class = NEW(a, size_t, c->nhost + 1);
	for (i = 0; i < c->nhost; i++) {
		index[c->host[i]] = i;
		like[i] = netgraph_alike(f, c->host[i]);
	}
	for (i = 0; i < n; i++) {
		on[i] = index[m->vm[kept->vm[i]].host];
		apart[i] = kept->raw[i].apart;
	}
	canonical_order(a, like, c->nhost,
	    (struct canonical_vms){ n, kept->rank, on, apart }, order, x.order,
	    class);
	for (i = 0; i < c->nhost; i++) {
		size_t h = c->host[order[i]];

		x.host[i] = h;
		index[h] = i;
		x.class[i] = class[order[i]];
		together[i] = netgraph_over(f, h);
		host[i].name = m->host[h].name;
		host[i].memory_bytes = (double)m->host[h].memory_bytes;
		host[i].slots = at_once(c, netgraph_port_bps(f, h));
	}
	for (i = 0; i < n; i++) {
		x.vm[i] = kept->vm[x.order[i]];
		x.type[i] = kept->type[x.order[i]];
		vm[i] = kept->raw[x.order[i]];
		vm[i].host = index[m->vm[x.vm[i]].host];
	}
	x.p.net = netgraph_net(a, f, cluster, x.host, c->nhost);
	x.p.host = host;
	x.p.nhost = c->nhost;
	x.p.vm = vm;
	x.p.nvm = n;
	x.p.type = x.type;
	x.p.rules = engine_rules_of_cluster(c);
	x.p.stream_cap_Bps = engine_stream_cap_Bps(c, RULES_LIKELY);
	x.p.parallel = (size_t)c->parallel;
	x.p.reserve = (size_t)c->reserve;
	x.p.together = together;
	x.p.effort = effort_for(c->nhost);
	return x;
}

void
drain_input_ends(struct arena *a, const struct drain_vms *kept,
    struct drain_input *x)
{
	for (size_t e = RULES_QUICK; e <= RULES_SLOW; e++) {
		x->end[e] = NEW(a, struct drain_vm, x->p.nvm + 1);
		for (size_t i = 0; i < x->p.nvm; i++) {
			x->end[e][i] = kept->end[e][x->order[i]];
			x->end[e][i].host = x->p.vm[i].host;
		}
	}
}

/* ---- fingerprints ---- */

static void
put(struct buf *b, size_t x)
{
	uint32_t word = (uint32_t)x;
	char byte[sizeof word];

	memcpy(byte, &word, sizeof word);
	buf_add(b, byte, sizeof byte);
}

static void
put_number(struct buf *b, double x)
{
	char byte[sizeof x];

	memcpy(byte, &x, sizeof x);
	buf_add(b, byte, sizeof byte);
}

static void
put_load(struct buf *b, const struct migration_load *l)
{
	const struct dirty *d = &l->dirty;
	const double number[] = { l->memory_bytes, l->nonzero_bytes,
		l->compression, d->hot_bytes, d->hot_window_s, d->cold_Bps,
		d->set_bytes[0], d->set_bytes[1], d->rate_Bps[0],
		d->rate_Bps[1], d->origin_bytes, d->speed };

	put(b, (size_t)d->kind);
	for (size_t i = 0; i < sizeof number / sizeof number[0]; i++)
		put_number(b, number[i]);
	put(b, d->npoint);
	for (size_t i = 0; i < d->npoint; i++) {
		put_number(b, d->point_s[i]);
		put_number(b, d->point_bytes[i]);
	}
}

static void
put_rules(struct buf *b, const struct migration_rules *r)
{
	const double number[] = { r->downtime_s, r->threshold_bytes,
		r->max_factor, r->overhead_s, r->overhead_low_s,
		r->overhead_high_s, r->page_header_bytes, r->zero_page_bytes,
		r->zero_page_s, r->loop_s, r->stop_Bps, r->give_up_s };

	put(b, (size_t)r->stop);
	put(b, r->max_passes);
	put(b, r->stop_lifts_cap);
	put(b, r->post_copy);
	put(b, r->auto_converge);
	for (size_t i = 0; i < sizeof number / sizeof number[0]; i++)
		put_number(b, number[i]);
}

void
drain_input_fingerprint_rules(const struct drain_vms *kept,
    const struct model *m, size_t cluster, struct buf *to)
{
	const struct cluster *c = &m->cluster[cluster];
	size_t next = 0;

	for (size_t e = RULES_LIKELY; e <= RULES_SLOW; e++) {
		struct migration_rules r = e == RULES_LIKELY ?
		    engine_rules_of_cluster(c) :
		    engine_rules_at_end(c, (enum rules_end)e);

		put_rules(to, &r);
		put_number(to, engine_stream_cap_Bps(c, (enum rules_end)e));
		put_number(to, engine_host_cap_Bps(c, (enum rules_end)e));
	}
	put(to, (size_t)c->parallel);
	put(to, (size_t)c->reserve);
	put(to, (size_t)c->team_hash);
	/* a VM of each type, as they come up: types are numbered by what
	 * they are */
	for (size_t i = 0; i < kept->n; i++) {
		const struct drain_vm *v = &kept->raw[kept->by_type[i]];

		if (kept->type[kept->by_type[i]] < next)
			continue;
		next++;
		put_number(to, v->memory_bytes);
		put_load(to, &v->load);
		put_load(to, &kept->end[RULES_QUICK][kept->by_type[i]].load);
		put_load(to, &kept->end[RULES_SLOW][kept->by_type[i]].load);
	}
}

void
drain_input_fingerprint_vms(struct arena *a, const struct drain_input *x,
    struct buf *to)
{
	const struct drain_problem *p = &x->p;
	size_t most = 0, *mark, nmark = 0;

	for (size_t i = 0; i < p->nvm; i++)
		most = p->vm[i].apart > most ? p->vm[i].apart : most;
	mark = NEW(a, size_t, most + 1);
	for (size_t i = 0; i < p->nvm; i++) {
		size_t *of = &mark[p->vm[i].apart];

		if (p->vm[i].apart != 0 && *of == 0)
			*of = ++nmark;
		put(to, p->vm[i].host);
		put(to, x->type[i]);
		put(to, *of);
	}
}

void
drain_input_fingerprint(struct arena *a, const struct drain_input *x,
    const struct netgraph *f, struct buf *to)
{
	const struct drain_problem *p = &x->p;

	netgraph_fingerprint(a, f, x->host, p->nhost, to);
	for (size_t i = 0; i < p->nhost; i++) {
		put(to, x->class[i]);
		put(to, p->host[i].slots);
		put(to, (size_t)p->together[i]);
		put_number(to, p->host[i].memory_bytes);
	}
}
