/* The ports of a host: what each group of them carries. */
#include "prove/steady_parts.h"

#include <math.h>

#include "prove/netgraph.h"

/* tx and rx of a host on the networks of a group of its ports */
static void
host_dirs(const struct steady *s, size_t host, size_t group, double dir[2])
{
	const struct design *g = s->g;

	dir[0] = dir[1] = 0;
	for (size_t n = 0; n < g->nnet; n++) {
		const double *bps = &s->host_bps[2 * (host * g->nnet + n)];

		if (bps[0] + bps[1] <= 0 ||
		    model_network_group(g->model->host + host, n) != group)
			continue;
		for (size_t k = 0; k < 2; k++)
			dir[k] += bps[k];
	}
}

/* does a port carry a network, or replace one that does? */
static bool
carries(const struct steady *s, const struct dnic *x, size_t net)
{
	if (x->net[net])
		return true;
	for (size_t i = 0; i < s->g->nnet; i++)
		if (x->net[i] && design_network_replaces(s->g, net, i))
			return true;
	return false;
}

/* ports to the same switch that carry a network, one without a team among them:
 * they share it evenly, as paths do.  A device's are a group each */
static size_t
beside(const struct steady *s, size_t host, const struct dnic *x, size_t net)
{
	const struct dhost *h = &s->g->host[host];
	size_t n = 0;

	for (size_t i = 0; i < h->nnic; i++)
		n += !h->nic[i].team && h->nic[i].sw == x->sw &&
		    steady_nic_left(s, &h->nic[i]) &&
		    carries(s, &h->nic[i], net);
	return n > 0 ? n : 1;
}

/* the same of one port without a team: its part of what its switch has of the
 * networks it carries or takes over */
static void
nic_dirs(const struct steady *s, size_t host, size_t nic, double dir[2])
{
	const struct design *g = s->g;
	const struct dnic *x = &g->host[host].nic[nic];

	dir[0] = dir[1] = 0;
	for (size_t n = 0; n < g->nnet; n++) {
		const double *bps = &s->host_bps[2 * (host * g->nnet + n)];
		double ports;

		if (bps[0] + bps[1] <= 0 || !carries(s, x, n))
			continue;
		ports = (double)beside(s, host, x, n);
		for (size_t k = 0; k < 2; k++)
			dir[k] += bps[k] *
			    steady_share(s, host, x->sw, g->net[n].net,
			        k == 1) /
			    ports;
	}
}

/* ports of a team share all as it does; others are looked at one by one, since
 * what a switch has of the group is spread over its ports there */
static struct group_load
ports_look(const struct steady *s, size_t host, size_t group)
{
	const struct dhost *h = &s->g->host[host];
	const struct dgroup *x = &h->group[group];
	double line = (double)x->asked->speed_bps, dir[2];
	struct group_load most = { 0, 0 };
	size_t left = 0;

	for (size_t n = 0; n < h->nnic; n++) {
		double bps;

		if (h->nic[n].group != group || !steady_nic_left(s, &h->nic[n]))
			continue;
		left++;
		if (x->team)
			continue;
		nic_dirs(s, host, n, dir);
		bps = fmax(dir[0], dir[1]);
		if (most.line_bps <= 0 || bps > most.bps)
			most = (struct group_load){ bps, line };
	}
	if (!x->team)
		return most;
	host_dirs(s, host, group, dir);
	most.line_bps = line * (double)left;
	most.bps = most.line_bps *
	    netgraph_port_load(x->bond, line, (double)left, dir[0], dir[1]);
	return most;
}

struct group_load
steady_host_look(const struct steady *s, size_t host)
{
	const struct dhost *h = &s->g->host[host];
	struct group_load most = { 0, 0 };

	for (size_t i = 0; i < h->ngroup; i++) {
		struct group_load x = ports_look(s, host, i);

		if (x.line_bps > 0 &&
		    (most.line_bps <= 0 ||
		        x.bps * most.line_bps > most.bps * x.line_bps))
			most = x;
	}
	return most;
}
