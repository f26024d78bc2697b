#include "prove/drain_input.h"

#include <math.h>
#include <stdlib.h>

/* migrations at once over ports of a speed */
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

/* a VM with all its loads, to be told from others */
struct kind {
	const struct drain_vm *likely, *quick, *slow;
	size_t vm;
};

static int
by_loads(const void *p, const void *q)
{
	const struct kind *x = p, *y = q;
	int c = drain_vm_compare(x->likely, y->likely);

	c = c != 0 ? c : drain_vm_compare(x->quick, y->quick);
	return c != 0 ? c : drain_vm_compare(x->slow, y->slow);
}

/* the ends of the range, and which VMs are one at all of them */
static void
cast_ends(struct arena *a, const struct model *m, struct drain_input *x)
{
	struct kind *kind = NEW(a, struct kind, x->p.nvm + 1);
	size_t i, n = 0, e;

	for (e = RULES_QUICK; e <= RULES_SLOW; e++)
		x->end[e] = NEW(a, struct drain_vm, x->p.nvm + 1);
	x->type = NEW(a, size_t, x->p.nvm + 1);
	for (i = 0; i < x->p.nvm; i++) {
		for (e = RULES_QUICK; e <= RULES_SLOW; e++) {
			x->end[e][i] = x->p.vm[i];
			x->end[e][i].load = engine_load_at_end(m,
			    &m->vm[x->vm[i]], (enum rules_end)e);
		}
		kind[i] = (struct kind){ &x->p.vm[i], &x->end[RULES_QUICK][i],
			&x->end[RULES_SLOW][i], i };
	}
	qsort(kind, x->p.nvm, sizeof *kind, by_loads);
	for (i = 0; i < x->p.nvm; i++) {
		n += i > 0 && by_loads(&kind[i - 1], &kind[i]) != 0;
		x->type[kind[i].vm] = n;
	}
}

/* hosts and VMs in an order of what they are (alike.h): names and places
 * in the file change no figure */
struct drain_input
drain_input_new(struct arena *a, const struct model *m, size_t cluster,
    const struct netgraph *f)
{
	const struct cluster *c = &m->cluster[cluster];
	struct alike_host *like = NEW(a, struct alike_host, c->nhost + 1);
	struct drain_host *host = NEW(a, struct drain_host, c->nhost + 1);
	size_t *index = NEW(a, size_t, m->nhost + 1), i, n = 0;
	size_t *order = NEW(a, size_t, c->nhost + 1), *vorder, *vm_of;
	size_t *class = NEW(a, size_t, c->nhost + 1);
	bool *together = NEW(a, bool, c->nhost + 1);
	struct drain_vm *raw, *vm;
	struct drain_input x = { 0 };

	for (i = 0; i < m->nvm; i++)
		n += m->vm[i].cluster == cluster;
	raw = NEW(a, struct drain_vm, n + 1);
	vm = NEW(a, struct drain_vm, n + 1);
	vm_of = NEW(a, size_t, n + 1);
	vorder = NEW(a, size_t, n + 1);
	x.vm = NEW(a, size_t, n + 1);
	x.host = NEW(a, size_t, c->nhost + 1);
	x.class = NEW(a, size_t, c->nhost + 1);
	for (i = 0; i < c->nhost; i++) {
		index[c->host[i]] = i;
		like[i] = netgraph_alike(f, c->host[i]);
	}
	for (i = n = 0; i < m->nvm; i++) {
		if (m->vm[i].cluster != cluster)
			continue;
		raw[n].host = index[m->vm[i].host];
		raw[n].memory_bytes = (double)m->vm[i].memory_bytes;
		raw[n].load = engine_load_of_vm(m, &m->vm[i]);
		raw[n].apart = m->vm[i].apart;
		vm_of[n++] = i;
	}
	alike_order(a, like, c->nhost, raw, n, order, vorder, class);
	for (i = 0; i < c->nhost; i++) {
		size_t h = c->host[order[i]];

		x.host[i] = h;
		index[h] = i;
		x.class[i] = class[order[i]];
		together[i] = netgraph_moved(f, h);
		host[i].name = m->host[h].name;
		host[i].memory_bytes = (double)m->host[h].memory_bytes;
		host[i].slots = at_once(c, netgraph_port_bps(f, h));
	}
	for (i = 0; i < n; i++) {
		x.vm[i] = vm_of[vorder[i]];
		vm[i] = raw[vorder[i]];
		vm[i].host = index[m->vm[x.vm[i]].host];
	}
	x.p.net = netgraph_net(a, f, cluster, x.host, c->nhost);
	x.p.host = host;
	x.p.nhost = c->nhost;
	x.p.vm = vm;
	x.p.nvm = n;
	x.p.rules = engine_rules_of_cluster(c);
	x.p.stream_cap_Bps = engine_stream_cap_Bps(c, RULES_LIKELY);
	x.p.parallel = (size_t)c->parallel;
	x.p.reserve = (size_t)c->reserve;
	x.p.together = together;
	x.p.effort = effort_for(c->nhost);
	cast_ends(a, m, &x);
	return x;
}

/* a network with one more link a host, which all its streams cross */
struct capped {
	const struct drain_net *net;
	size_t from; /* first of those links */
};

static size_t
capped_route(const void *ctx, size_t from, size_t to, size_t *link)
{
	const struct capped *x = ctx;
	size_t n = x->net->route(x->net->ctx, from, to, link);

	if (n + 2 <= DRAIN_ROUTE) {
		link[n++] = x->from + from;
		link[n++] = x->from + to;
	}
	return n;
}

static const struct drain_net *
capped_net(struct arena *a, const struct drain_net *net, size_t nhost,
    double cap_Bps)
{
	struct drain_net *out = NEW(a, struct drain_net, 1);
	struct capped *x = NEW(a, struct capped, 1);
	double *capacity = NEW(a, double, net->nlink + nhost + 1);
	size_t i;

	*x = (struct capped){ net, net->nlink };
	for (i = 0; i < net->nlink + nhost; i++)
		capacity[i] = i < net->nlink ? net->capacity_Bps[i] : cap_Bps;
	out->nlink = net->nlink + nhost;
	out->capacity_Bps = capacity;
	out->route = capped_route;
	out->place = net->place;
	out->tx = net->tx;
	out->rx = net->rx;
	out->ctx = x;
	return out;
}

/* an end of the range; luck with the hash of a team is drawn anew for every
 * round of migrations */
struct drain_problem
drain_input_at_end(struct arena *a, const struct drain_input *x,
    const struct cluster *c, double rounds, enum rules_end end)
{
	struct drain_problem p = x->p;
	double cap = engine_host_cap_Bps(c, end);

	p.vm = x->end[end];
	p.rules = engine_rules_at_end(c, end);
	if (end == RULES_QUICK && x->even != NULL)
		p.net = x->even;
	p.stream_cap_Bps = engine_stream_cap_Bps(c, end);
	p.luck =
	    (end == RULES_SLOW ? -DRAIN_ONE_IN_TWENTY : DRAIN_ONE_IN_TWENTY) /
	    sqrt(fmax(1, rounds));
	if (!isinf(cap))
		p.net = capped_net(a, p.net, p.nhost, cap);
	return p;
}
