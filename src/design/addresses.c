/*
 * Addresses of hosts' interfaces and of switches' management ports: from a
 * block a rack, so that a host or a rack more moves none; where a subnet has no
 * room for that, one after the other, and a note says so.
 */
#include "design/design.h"

#include "base/str.h"
#include "design/kept.h"
#include "design/numbering.h"

/* the next free host number of a network, in the order of hosts, from the 11th
 * of the subnet where it is large enough */
static int64_t
first_free(const struct model *m, const struct network *n)
{
	return ((int64_t)1 << (32 - n->prefix)) >= 2 * (int64_t)m->nend + 13 ?
	    10 :
	    0;
}

static bool
full(struct diags *d, const struct network *n)
{
	return diag_infeasible(d, node_at(n->node, "subnet"), "subnet-full",
	    "network '%s' has no address left: its /%d "
	    "holds %lld, and every host needs one (two for storage on "
	    "teamed ports)",
	    n->name, n->prefix, ((long long)1 << (32 - n->prefix)) - 2);
}

static bool
next_address(struct diags *d, const struct network *n, int64_t *next)
{
	int64_t last = ((int64_t)1 << (32 - n->prefix)) - 1;

	do
		++*next;
	while (n->base + (uint32_t)*next == n->gateway);
	if (*next < last)
		return true;
	return full(d, n);
}

/* what an interface has already, or the address of that number; 0 after a
 * finding: there is none left beside the existing ones */
static uint32_t
stays(struct diags *d, const struct design *g, const struct network *n,
    const char *device, const char *interface, int64_t number)
{
	uint32_t last = (uint32_t)(((uint64_t)1 << (32 - n->prefix)) - 1);
	uint32_t x = kept_address(g->kept, device, interface,
	    n->base + (uint32_t)number, n->base, n->base + last, n->gateway);

	if (x == 0)
		full(d, n);
	return x;
}

static bool
wants_address(const struct design *g, const struct dvnic *v)
{
	const struct network *n = &g->model->network[v->net];

	return n->east_west && n->has_subnet;
}

/* how many a host takes of each network, at most */
static size_t *
most_of(struct arena *a, const struct design *g)
{
	size_t *most = NEW(a, size_t, g->nnet + 1);
	size_t *mine = NEW(a, size_t, g->nnet + 1), i, k;

	for (i = 0; i < g->nhost; i++) {
		const struct dhost *h = &g->host[i];

		for (k = 0; k < h->nvnic; k++)
			mine[h->vnic[k].net]++;
		for (k = 0; k < h->nvnic; k++) {
			size_t *n = &mine[h->vnic[k].net];

			if (*n > most[h->vnic[k].net])
				most[h->vnic[k].net] = *n;
			*n = 0;
		}
	}
	return most;
}

bool
design_addresses(struct arena *a, struct diags *d, struct design *g)
{
	const struct model *m = g->model;
	size_t *most = most_of(a, g), i, k, j;
	int64_t *next = NEW(a, int64_t, g->nnet + 1);
	bool *after_blocks = NEW(a, bool, g->nnet + 1);

	for (i = 0; i < g->nnet; i++)
		next[i] = first_free(m, &m->network[i]);
	for (i = 0; i < g->nend; i++) {
		struct dhost *h = &g->host[i];

		for (k = 0; k < h->nvnic; k++) {
			struct dvnic *v = &h->vnic[k];
			const struct network *n = &m->network[v->net];
			struct daddr addr = { h->host->name, v->name, v->net, 0,
				n->prefix };
			size_t nth = 0;

			if (!wants_address(g, v))
				continue;
			for (j = 0; j < k; j++)
				nth += h->vnic[j].net == v->net;
			if (i >= g->nhost &&
			    numbering_fits(g->number, n, most[v->net]) &&
			    !after_blocks[v->net]) {
				next[v->net] =
				    numbering_address_after(g->number, n,
				        most[v->net]);
				after_blocks[v->net] = true;
			}
			if (i < g->nhost &&
			    numbering_fits(g->number, n, most[v->net]))
				next[v->net] = numbering_address(g->number, n,
				    most[v->net], i, nth);
			else if (!next_address(d, n, &next[v->net]))
				return false;
			v->address = addr.address = stays(d, g, n,
			    h->host->name, v->name, next[v->net]);
			if (v->address == 0)
				return false;
			PUSH(a, g->addr, g->naddr, g->capaddr, addr);
		}
	}
	for (i = 0; i < g->nnet; i++)
		if (most[i] > 0 && m->network[i].east_west &&
		    m->network[i].has_subnet &&
		    !numbering_fits(g->number, &m->network[i], most[i]))
			design_note(a, g,
			    "addresses of network '%s' follow one another: its "
			    "/%d has no room for a block a rack, so that a "
			    "host added moves those after it",
			    m->network[i].name, m->network[i].prefix);
	return true;
}

bool
design_manage_addresses(struct arena *a, struct diags *d, struct design *g,
    size_t net)
{
	const struct network *n = &g->model->network[net];
	int64_t size = (int64_t)1 << (32 - n->prefix), next, number;

	next = size < (int64_t)g->nsw + 13 ? 0 : 10;
	for (size_t i = 0; i < g->nsw; i++) {
		struct dswitch *s = &g->sw[i];
		bool leaf = s->role == ROLE_LEAF;
		struct daddr addr = { s->name,
			s->model->oob_port != NULL ? s->model->oob_port :
			                             "management",
			net, 0, n->prefix };

		number = numbering_manage(g->number, n,
		    leaf ? s->rack : NONE_RACK, leaf ? s->pair < i : i);
		if (number == 0) {
			do
				next++;
			while (n->base + (uint32_t)next == n->gateway);
			number = next;
		}
		if (number >= size - 1)
			return diag_infeasible(d, node_at(n->node, "subnet"),
			    "subnet-full",
			    "network '%s' has no "
			    "address left for the management port of '%s'",
			    n->name, s->name);
		s->oob_address = addr.address =
		    stays(d, g, n, s->name, addr.interface, number);
		if (s->oob_address == 0)
			return false;
		s->oob_prefix = n->prefix;
		s->oob_gateway = n->gateway;
		PUSH(a, g->addr, g->naddr, g->capaddr, addr);
	}
	return true;
}
