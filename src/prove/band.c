#include "prove/band.h"

#include <math.h>

/* a network with one more link per host, which all its streams cross */
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
	double *one = NEW(a, double, net->nlink + nhost + 1);

	*x = (struct capped){ net, net->nlink };
	for (size_t i = 0; i < net->nlink + nhost; i++) {
		capacity[i] = i < net->nlink ? net->capacity_Bps[i] : cap_Bps;
		one[i] = i < net->nlink && net->one_Bps != NULL ?
		    net->one_Bps[i] :
		    INFINITY;
	}
	out->one_Bps = net->one_Bps != NULL ? one : NULL;
	out->nlink = net->nlink + nhost;
	out->capacity_Bps = capacity;
	out->route = capped_route;
	out->place = net->place;
	out->tx = net->tx;
	out->rx = net->rx;
	out->ctx = x;
	return out;
}

struct drain_problem
band_end(struct arena *a, const struct drain_input *x, const struct cluster *c,
    double rounds, enum rules_end end)
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
