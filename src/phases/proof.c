#include "phases/proof.h"

#include <string.h>

#include "phases/schedule.h"

/* is a network on the isolated switches?  Live migration and CSV; storage where
 * it has two, one for each */
static bool
takes_part(const struct model *m, const struct network *n)
{
	size_t storage = 0;

	if (n->purpose == PURPOSE_LM || n->purpose == PURPOSE_CSV)
		return true;
	for (size_t i = 0; i < m->nnetwork; i++)
		storage += m->network[i].purpose == PURPOSE_STORAGE;
	return n->purpose == PURPOSE_STORAGE && storage == 2;
}

static bool
can_be(const struct pieces *p, size_t rack)
{
	const struct model *m = p->g->model;
	size_t nets = 0, leaves = 0, hosts = 0;

	for (size_t i = 0; i < m->nnetwork; i++)
		nets += takes_part(m, &m->network[i]);
	for (size_t i = 0; i < p->g->nsw; i++)
		leaves += p->g->sw[i].role == ROLE_LEAF &&
		    p->g->sw[i].rack == rack && p->g->sw[i].model->standalone;
	for (size_t i = 0; i < m->nhost; i++)
		hosts += m->host[i].rack == rack;
	return nets > 1 && leaves == 2 && hosts > 1;
}

/* which hosts: the first of the rack, in the model's order */
static bool *
hosts_of(struct arena *a, const struct model *m, size_t rack, size_t hosts)
{
	bool *in = NEW(a, bool, m->nend + 1);

	for (size_t i = 0; i < m->nhost && hosts > 0; i++)
		if (m->host[i].rack == rack) {
			in[i] = true;
			hosts--;
		}
	return in;
}

static bool
is_leaf(const struct design *g, size_t sw, size_t rack)
{
	return sw != NONE && g->sw[sw].role == ROLE_LEAF &&
	    g->sw[sw].rack == rack;
}

static bool
link_in(const struct design *g, const struct dlink *l, size_t rack,
    const bool *host)
{
	if (l->kind == LINK_HOST)
		return host[l->b.host];
	return l->kind == LINK_OOB && is_leaf(g, l->a.sw, rack);
}

/* what it is made of; false: the rack can't be one */
static bool
proof_parts(struct arena *a, const struct pieces *p, size_t rack, size_t hosts,
    bool *link, struct ledger *l)
{
	const struct design *g = p->g;
	const bool *host = hosts_of(a, g->model, rack, hosts);

	if (!can_be(p, rack))
		return false;
	for (size_t i = 0; i < g->nsw; i++)
		if (is_leaf(g, i, rack))
			build_units_switch(l, g, i);
	for (size_t i = 0; i < g->nlink; i++) {
		bool in = link_in(g, &g->link[i], rack, host);

		if (in)
			build_units_link(l, g, i);
		if (link != NULL)
			link[i] = in;
	}
	for (size_t i = 0; i < g->model->nhost; i++)
		if (host[i])
			ledger_add_host(l, g->model, i);
	/* its management ports are cabled as well */
	ledger_add_management(l, g->model);
	return true;
}

int64_t
proof_cents(struct arena *a, const struct pieces *p, size_t rack, size_t hosts,
    bool *link)
{
	struct ledger l = { a, NULL, 0, 0 };
	int64_t cents;

	return proof_parts(a, p, rack, hosts, link, &l) &&
	        schedule_cost(p->g->model, &l, &cents) ?
	    cents :
	    -1;
}

/* only the networks that take part are carried: the rest stays on today's */
static struct model *
proof_model(struct arena *a, const struct model *m, const bool *host)
{
	struct model *p = subset_model(a, m, host);

	p->network = NEW(a, struct network, m->nnetwork + 1);
	for (size_t i = 0; i < m->nnetwork; i++) {
		p->network[i] = m->network[i];
		if (takes_part(m, &m->network[i]))
			continue;
		p->network[i].on_today = true;
		p->network[i].east_west = false;
		p->network[i].jumbo = false;
	}
	return p;
}

static void
leaf_alone(struct arena *a, struct dswitch *s, const struct dswitch *from,
    size_t pair, const size_t *link)
{
	*s = *from;
	s->role = ROLE_STANDALONE;
	s->pair = pair;
	s->ufd = false;
	s->uplink_lag = NONE;
	s->nvlan = 0;
	s->stp_priority = 61440;
	s->port = NEW(a, struct dport, from->nport + 1);
	for (size_t i = 0; i < from->nport; i++) {
		s->port[i] = from->port[i];
		s->port[i].link = from->port[i].link == NONE ?
		    NONE :
		    link[from->port[i].link];
		if (s->port[i].link == NONE &&
		    design_port_is_whole(&s->port[i]))
			subset_port_unused(s, &s->port[i]);
		s->port[i].ntagged = 0;
		s->port[i].untagged = 0;
		s->port[i].lossless = false;
	}
}

/* switches and links, hosts numbered by `number` */
static void
lay_out(struct arena *a, const struct design *g, struct design *out,
    const struct proof *p, const size_t *number)
{
	size_t *link = NEW(a, size_t, g->nlink + 1), leaf[2] = { NONE, NONE };
	size_t n = 0;

	out->sw = NEW(a, struct dswitch, 2);
	out->nsw = 2;
	out->link = NEW(a, struct dlink, g->nlink + 1);
	out->caplink = g->nlink + 1;
	for (size_t i = 0; i < g->nsw; i++)
		if (is_leaf(g, i, p->rack))
			leaf[n++] = i;
	for (size_t i = 0; i < g->nlink; i++) {
		struct dlink *l = &out->link[out->nlink];

		link[i] = p->link[i] ? out->nlink : NONE;
		if (!p->link[i])
			continue;
		*l = g->link[i];
		l->a.sw = l->a.sw == leaf[0] ? 0 : 1;
		if (l->b.host != NONE)
			l->b.host = number[l->b.host];
		out->nlink++;
	}
	for (size_t i = 0; i < 2; i++)
		leaf_alone(a, &out->sw[i], &g->sw[leaf[i]], 1 - i, link);
}

/* the address the whole design gives a device on a network: of the interface
 * of that name, else of its first there */
static uint32_t
address_of(const struct design *g, const char *device, const char *interface,
    size_t net)
{
	uint32_t first = 0;

	for (size_t i = 0; i < g->naddr; i++) {
		if (g->addr[i].net != net ||
		    strcmp(g->addr[i].device, device) != 0)
			continue;
		if (strcmp(g->addr[i].interface, interface) == 0)
			return g->addr[i].address;
		if (first == 0)
			first = g->addr[i].address;
	}
	return first;
}

static void
keep_addresses(const struct design *g, struct design *out)
{
	size_t k;

	for (size_t i = 0; i < out->naddr; i++)
		out->addr[i].address = address_of(g, out->addr[i].device,
		    out->addr[i].interface, out->addr[i].net);
	for (size_t i = 0; i < out->nhost; i++)
		for (k = 0; k < out->host[i].nvnic; k++)
			if (out->host[i].vnic[k].address != 0)
				out->host[i].vnic[k].address =
				    address_of(g, out->host[i].host->name,
				        out->host[i].vnic[k].name,
				        out->host[i].vnic[k].net);
	for (size_t i = 0; i < out->nsw; i++) {
		k = design_switch_named(g, out->sw[i].name);
		if (k != NONE)
			out->sw[i].oob_address = g->sw[k].oob_address;
	}
}

/* the hosts of the whole model, those that take part with their ports */
static struct design *
as_site(struct arena *a, const struct design *g, const struct proof *p)
{
	const struct model *m = g->model;
	struct design *x = NEW(a, struct design, 1);
	size_t i, n = 0, *back = NEW(a, size_t, m->nhost + 1);

	*x = *p->g;
	x->model = m;
	x->host = NEW(a, struct dhost, m->nend + 1);
	x->nhost = m->nhost;
	x->nend = m->nend;
	for (i = 0; i < m->nend; i++) {
		/* of the others nothing but what their ports are for */
		x->host[i].group = g->host[i].group;
		x->host[i].ngroup = g->host[i].ngroup;
		if (p->host[i]) {
			back[n] = i;
			x->host[i] = p->g->host[n++];
		}
		x->host[i].host = &m->host[i];
	}
	x->link = NEW(a, struct dlink, x->nlink + 1);
	for (i = 0; i < x->nlink; i++) {
		x->link[i] = p->g->link[i];
		if (x->link[i].b.host != NONE)
			x->link[i].b.host = back[x->link[i].b.host];
	}
	return x;
}

struct proof *
proof_make(struct arena *a, struct diags *d, const struct pieces *pieces,
    size_t rack, int64_t cents)
{
	const struct design *g = pieces->g;
	const struct model *m = g->model;
	struct proof *p = NEW(a, struct proof, 1);
	size_t *number = NEW(a, size_t, m->nend + 1), n = 0, i;
	struct sizing sums = { .status = g->whole_optimal ? LP_OPTIMAL :
		                                            LP_FEASIBLE };

	p->rack = rack;
	p->link = NEW(a, bool, g->nlink + 1);
	for (i = 0; i < m->nhost; i++)
		n += m->host[i].rack == rack;
	for (; n >= 2; n--) {
		struct ledger l = { a, NULL, 0, 0 };
		int64_t own;

		if (!proof_parts(a, pieces, rack, n, p->link, &l) ||
		    !schedule_cost(m, &l, &own) ||
		    !ledger_cost(m, &l, &p->cents, NULL))
			return NULL;
		if (own <= cents)
			break;
	}
	if (n < 2)
		return NULL;
	p->nhost = n;
	p->host = hosts_of(a, m, rack, n);
	for (i = 0, n = 0; i < m->nend; i++)
		number[i] = p->host[i] ? n++ : NONE;
	p->g = NEW(a, struct design, 1);
	p->g->model = proof_model(a, m, p->host);
	p->g->topology = TOPOLOGY_STANDALONE;
	p->g->minimum = g->minimum;
	lay_out(a, g, p->g, p, number);
	sums.cents = sums.whole_bound_cents = p->cents;
	sums.bound_cents = g->optimal ? p->cents : 0;
	if (!design_networks(a, d, p->g) || !design_hosts(a, d, p->g) ||
	    !design_bom(a, d, p->g, &sums))
		return NULL;
	keep_addresses(g, p->g);
	if (!design_check(a, d, p->g))
		return NULL;
	p->site = as_site(a, g, p);
	return p;
}
