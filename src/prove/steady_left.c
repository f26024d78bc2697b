/* What is left of links, ports and switches in a state. */
#include "prove/steady_parts.h"

#include "size/size.h"

bool
steady_link_left(const struct steady *s, const struct dlink *l)
{
	return (s->cut == NULL || !s->cut[l - s->g->link]) &&
	    (l->a.sw == NONE || !s->down[l->a.sw]) &&
	    (l->b.sw == NONE || !s->down[l->b.sw]);
}

bool
steady_nic_left(const struct steady *s, const struct dnic *x)
{
	return x->sw != NONE && !s->down[x->sw] &&
	    steady_link_left(s,
	        &s->g->link[s->g->sw[x->sw].port[x->port].link]);
}

double
steady_role_left_bps(const struct steady *s, size_t sw, enum port_role role)
{
	const struct dswitch *x = &s->g->sw[sw];
	double bps = 0;

	for (size_t i = 0; i < x->nport; i++)
		if (x->port[i].role == role &&
		    steady_link_left(s, &s->g->link[x->port[i].link]))
			bps += (double)x->port[i].speed_bps;
	return bps;
}

double
steady_share(const struct steady *s, size_t host, size_t sw,
    const struct network *net, bool rx)
{
	const struct design *g = s->g;
	const struct dhost *h = &g->host[host];
	size_t all = 0, here = 0, i, n = (size_t)(net - g->model->network),
	       group = model_network_group(h->host, n);
	/* one port of some bonds does it alone, the first that is up */
	bool one = group != NO_GROUP &&
	    (h->group[group].bond == BOND_ACTIVE_BACKUP ||
	        (rx && h->group[group].bond == BOND_BALANCE_TLB));

	for (i = 0; i < h->nnic && !(one && all > 0); i++) {
		bool left = h->nic[i].net[n] && steady_nic_left(s, &h->nic[i]);

		all += left;
		here += left && h->nic[i].sw == sw;
	}
	if (all > 0 || size_network_side(g->model, n, g->topology) == NO_SIDE)
		return all > 0 ? (double)here / (double)all : 0;
	/* where its switch is out another takes its place, on the other one */
	for (n = 0; n < g->nnet; n++) {
		if (!design_network_replaces(g,
		        (size_t)(net - g->model->network), n))
			continue;
		for (i = 0; i < h->nnic; i++)
			if (h->nic[i].net[n] && steady_nic_left(s, &h->nic[i]))
				return h->nic[i].sw == sw ? 1 : 0;
	}
	return 0;
}

size_t
steady_domain(const struct design *g, size_t sw)
{
	if (g->sw[sw].role != ROLE_LEAF)
		return sw / 2;
	return g->lag[g->sw[sw].uplink_lag].peer / 2;
}
