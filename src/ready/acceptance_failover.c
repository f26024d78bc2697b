/*
 * What goes on while a switch is off.
 *
 * With one switch off, a link that goes down is noticed immediately and every
 * path has a second one, so at a ping a second two may be lost: the one under
 * way, and one while addresses are learned again.
 */
#include "ready/acceptance_tests.h"

#include "base/str.h"

enum { LOST = 2, FAILOVER_PINGS = 60 };

static bool
hangs_on(const struct design *g, size_t host, size_t sw)
{
	for (size_t i = 0; i < g->host[host].nnic; i++)
		if (g->host[host].nic[i].sw == sw)
			return true;
	return false;
}

/* two hosts whose path may use the switch: one of its own where it has any, and
 * the other elsewhere where it can be */
static bool
two_hosts(const struct design *g, size_t sw, size_t *x, size_t *y)
{
	*x = *y = NONE;
	for (size_t i = 0; i < g->nhost; i++) {
		if (acceptance_vnic(g, i) == NULL)
			continue;
		if (*x == NONE &&
		    (g->sw[sw].role == ROLE_SPINE || hangs_on(g, i, sw)))
			*x = i;
	}
	for (size_t i = 0; i < g->nhost && *x != NONE; i++) {
		const struct dvnic *v = acceptance_vnic(g, i);

		if (i == *x || v == NULL ||
		    v->net != acceptance_vnic(g, *x)->net)
			continue;
		if (g->topology == TOPOLOGY_STANDALONE &&
		    g->host[i].host->cluster != g->host[*x].host->cluster)
			continue; /* nothing migrates between them */
		if (*y == NONE)
			*y = i;
		if (g->host[i].host->rack != g->host[*x].host->rack) {
			*y = i;
			break;
		}
	}
	return *x != NONE && *y != NONE;
}

/* has the host a cabled port on the network that is not on this switch? */
static bool
keeps(const struct design *g, size_t host, size_t net, size_t sw)
{
	const struct dhost *h = &g->host[host];

	for (size_t i = 0; i < h->nnic; i++)
		if (h->nic[i].sw != NONE && h->nic[i].sw != sw &&
		    h->nic[i].net[net])
			return true;
	return false;
}

static const struct dvnic *
vnic_on(const struct design *g, size_t host, size_t net)
{
	const struct dhost *h = &g->host[host];

	for (size_t i = 0; i < h->nvnic; i++)
		if (h->vnic[i].net == net && h->vnic[i].address != 0)
			return &h->vnic[i];
	return NULL;
}

/* do two hosts keep it without the switch, each with an address on it? */
static bool
both_keep(const struct design *g, size_t x, size_t y, size_t net, size_t sw)
{
	return keeps(g, x, net, sw) && keeps(g, y, net, sw) &&
	    vnic_on(g, x, net) != NULL && vnic_on(g, y, net) != NULL;
}

/* the network that both keep without the switch, those of live migration
 * first and where asked for alone; NONE: there is none to test it by */
static size_t
kept_net(const struct design *g, size_t x, size_t y, size_t sw, bool migration)
{
	const struct dhost *h = &g->host[x];

	for (size_t i = 0; i < h->nlm_order; i++)
		if (both_keep(g, x, y, h->lm_order[i], sw))
			return h->lm_order[i];
	for (size_t i = 0; i < h->nvnic && !migration; i++)
		if (both_keep(g, x, y, h->vnic[i].net, sw))
			return h->vnic[i].net;
	return NONE;
}

void
acceptance_failovers(struct acceptance_ctx *m)
{
	const struct design *g = m->g;
	size_t x, y, net;

	for (size_t i = 0; i < g->nsw; i++) {
		const char *name = g->sw[i].name, *hx, *hy, *ping;
		const struct dvnic *from, *to;

		if (!two_hosts(g, i, &x, &y))
			continue;
		net = kept_net(g, x, y, i, g->topology == TOPOLOGY_STANDALONE);
		if (net == NONE)
			continue; /* nothing goes on: no test can pass */
		hx = g->host[x].host->name;
		hy = g->host[y].host->name;
		/* isolated switches: a network fails with its switch, and VMs
		 * migrate over the other one's */
		if (g->topology == TOPOLOGY_STANDALONE) {
			acceptance_add(m, CHECK_FAILOVER, name, name,
			    str_fmt(m->a, "%s to %s", hx, hy),
			    str_fmt(m->a,
			        "with %s powered off, live-migrate one VM from "
			        "%s to %s: does it finish, yes or no?",
			        name, hx, hy),
			    "yes", UNIT_AS_SAID);
			continue;
		}
		from = vnic_on(g, x, net);
		to = vnic_on(g, y, net);
		ping = acceptance_ping(m, x, from, to,
		    acceptance_mtu(g, x, from, y, to), FAILOVER_PINGS);
		acceptance_add(m, CHECK_FAILOVER, name, name,
		    str_fmt(m->a, "%s to %s", hx, hy),
		    ping[0] == '\0' ?
		        "" :
		        str_fmt(m->a,
		            "on %s: %s; power off %s after 10 s; count the "
		            "lost pings",
		            hx, ping, name),
		    str_fmt(m->a, "%d", LOST), "lost " UNIT_AT_MOST);
		acceptance_most(m, str_fmt(m->a, "%d", FAILOVER_PINGS));
	}
}
