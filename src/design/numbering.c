#include "design/numbering.h"

/* the first of a subnet's addresses that are left alone, and what spines get
 * before the leaves begin */
enum { KEPT = 10, SPINES = 4 };

/* in the smallest block: a rack's hosts first, then 80 numbers a leaf, then the
 * management ports */
enum {
	BLOCK = 1000,
	UPLINKS = 800,
	EACH_LEAF = 80,
	DEVICES = 900, /* where no rack's */
	LEAVES = 990
};

/* twice as many as the busier switch of a host's two has of its ports */
static size_t
ports_of(const struct model *m, const struct host *h, enum topology t)
{
	size_t of[2] = { 0, 0 }, i, side;

	for (i = 0; i < h->nports; i++) {
		side = size_port_side(m, h, i, t);
		if (side != NO_SIDE)
			of[side]++;
	}
	return 2 * (of[0] > of[1] ? of[0] : of[1]);
}

struct numbering *
numbering_new(struct arena *a, const struct model *m, enum topology t)
{
	struct numbering *n = NEW(a, struct numbering, 1);
	size_t *count = NEW(a, size_t, m->nrack + 1), i;
	int64_t least = 0;

	n->m = m;
	n->order = NEW(a, size_t, m->nend + 1);
	n->room = NEW(a, size_t, m->nrack + 1);
	n->start = NEW(a, size_t, m->nrack + 1);
	n->ports = 1;
	for (i = 0; i < m->nhost; i++) {
		size_t ports = ports_of(m, &m->host[i], t);

		n->order[i] = count[m->host[i].rack]++;
		if (m->host[i].height_u > 0 &&
		    (least == 0 || m->host[i].height_u < least))
			least = m->host[i].height_u;
		if (ports > n->ports)
			n->ports = ports;
	}
	/* devices are numbered through, after the hosts' blocks */
	for (i = m->nhost; i < m->nend; i++) {
		n->order[i] = n->devices;
		n->devices += m->host[i].nports;
	}
	n->block = BLOCK;
	for (i = 0; i < m->nrack; i++) {
		n->room[i] = least > 0 ? (size_t)(m->rack[i].units / least) : 0;
		if (n->room[i] < count[i])
			n->room[i] = count[i];
		n->start[i] = n->total;
		n->total += n->room[i];
		while (n->room[i] * n->ports >= UPLINKS * n->block / BLOCK)
			n->block *= 10;
	}
	return n;
}

size_t
numbering_cable(struct numbering *n, enum cable_section section, size_t where,
    size_t part, size_t nth)
{
	size_t scale = n->block / BLOCK, first = 0, most = 0, rack = 0;

	switch (section) {
	case CABLES_PEER:
		first = 100 * where;
		most = where < 2 ? 100 : 0;
		break;
	case CABLES_FABRIC:
		first = 200;
		most = 200;
		break;
	case CABLES_CORE:
		first = 400;
		most = 500;
		break;
	case CABLES_DEVICE:
		first = DEVICES;
		most = LEAVES - DEVICES;
		nth += part;
		break;
	case CABLES_MANAGE:
		first = LEAVES;
		most = BLOCK - LEAVES;
		nth = part;
		break;
	case CABLES_HOST:
		rack = where + 1;
		nth += part * n->ports;
		most = UPLINKS * scale;
		break;
	case CABLES_UPLINK:
		rack = where + 1;
		first = (UPLINKS + part * EACH_LEAF) * scale;
		most = part < 2 ? EACH_LEAF * scale : 0;
		break;
	case CABLES_LEAF:
		rack = where + 1;
		first = LEAVES * scale;
		most = (BLOCK - LEAVES) * scale;
		nth = part;
		break;
	}
	/* number 0 is never assigned */
	if (nth + (first == 0) >= most)
		return n->block * (n->m->nrack + 1) + n->beyond++;
	return rack * n->block + first + nth + (first == 0);
}

static int64_t
size_of(const struct network *net)
{
	return (int64_t)1 << (32 - net->prefix);
}

/* the nth number of those from `first` on that are not the gateway */
static int64_t
but_gateway(const struct network *net, int64_t first, int64_t nth)
{
	int64_t gateway = (int64_t)net->gateway - (int64_t)net->base;

	return first + nth +
	    (net->gateway != 0 && gateway >= first && gateway <= first + nth);
}

static int64_t
kept(const struct network *net, int64_t wanted)
{
	return size_of(net) >= wanted + KEPT + 3 ? KEPT : 0;
}

bool
numbering_fits(const struct numbering *n, const struct network *net,
    size_t each)
{
	/* the network, the broadcast address and the gateway are no host's */
	return size_of(net) >= (int64_t)(n->total * each + n->devices) + 3;
}

int64_t
numbering_address(const struct numbering *n, const struct network *net,
    size_t each, size_t host, size_t nth)
{
	size_t at = n->start[n->m->host[host].rack] + n->order[host];

	return but_gateway(net, kept(net, (int64_t)(n->total * each)) + 1,
	    (int64_t)(at * each + nth));
}

int64_t
numbering_address_after(const struct numbering *n, const struct network *net,
    size_t each)
{
	int64_t all = (int64_t)(n->total * each);

	return all == 0 ? kept(net, all) :
	                  but_gateway(net, kept(net, all) + 1, all - 1);
}

int64_t
numbering_manage(const struct numbering *n, const struct network *net,
    size_t rack, size_t nth)
{
	int64_t all = SPINES + 2 * (int64_t)n->m->nrack, first;

	if (size_of(net) < all + 3)
		return 0;
	first = rack == NONE_RACK ? 0 : SPINES + 2 * (int64_t)rack;
	return but_gateway(net, kept(net, all) + 1, first + (int64_t)nth);
}

size_t
numbering_port(const struct numbering *n, size_t host, size_t nth, size_t have)
{
	const struct model *m = n->m;
	size_t each = (n->ports + 1) / 2, rack = m->host[host].rack, from, to;
	size_t at = n->order[host] * each + nth, last;

	if (n->total * each <= have)
		return n->start[rack] * each + at;
	/* the ports shared out by what the racks can hold */
	last = n->start[rack] + n->room[rack];
	from = have * n->start[rack] / n->total;
	to = have * last / n->total;
	return from + at < to ? from + at : NONE_RACK;
}
