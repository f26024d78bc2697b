/* Section `hosts`: where they stand, what they have, which networks. */
#include "model/read.h"

struct host_row {
	const char *name, *rack, *cluster;
	int64_t memory_bytes, height, position, cores, power_mw;
	const struct node *nics;
	struct name_list networks;
};

#define AT(member) offsetof(struct host_row, member)
/* clang-format off */
static const struct field host_field[] = {
	{ .key = "name", .kind = FIELD_PATTERN, .offset = AT(name),
	    .required = true, .example = "r[1-2]-hv[1-6]",
	    .doc = "one host, or several identical ones by ranges" },
	{ .key = "rack", .kind = FIELD_PATTERN, .offset = AT(rack),
	    .example = "r[1-2]",
	    .doc = "a range here pairs with the one of the name that has the "
	    "same text, else the same length; default: the only rack" },
	{ .key = "cluster", .kind = FIELD_PATTERN, .offset = AT(cluster),
	    .example = "prod",
	    .doc = "paired like 'rack'; default: the only cluster" },
	{ .key = "memory", .kind = FIELD_UNIT, .unit = UNIT_BYTES,
	    .offset = AT(memory_bytes), .required = true, .min = 1,
	    .max = INT64_C(1) << 50, .usual_min = INT64_C(1) << 30, .usual_max = INT64_C(1) << 46,
	    .example = "256 GiB",
	    .doc = "memory available to its VMs" },
	{ .key = "height", .kind = FIELD_INT, .offset = AT(height),
	    .min = 0, .max = 50, .example = "2",
	    .doc = "rack units; 0: a blade or a node of a chassis, whose units "
	    "are 'reserved' in the rack and the lowest of which is its "
	    "position; default 1" },
	{ .key = "position", .kind = FIELD_INT, .offset = AT(position),
	    .min = 1, .max = 100, .example = "1",
	    .doc = "lowest rack unit of the first of a range, the others of "
	    "the rack above it; default: the lowest that is free, in the order "
	    "listed" },
	{ .key = "cores", .kind = FIELD_INT, .offset = AT(cores),
	    .min = 1, .max = 4096, .example = "16",
	    .doc = "physical processor cores, for the queues of its ports; "
	    "default unknown" },
	{ .key = "power", .kind = FIELD_UNIT, .unit = UNIT_POWER,
	    .offset = AT(power_mw), .max = INT64_MAX, .example = "450 W",
	    .doc = "its maximum power draw, for racks with a power limit; "
	    "default not counted" },
	{ .key = "nics", .kind = FIELD_NODE, .offset = AT(nics),
	    .example = "{ports: 2, speed: 10G, media: sfp+}",
	    .doc = "its ports if all are identical, or a list of groups of "
	    "identical ports, each with a role of its own; default two of 10G "
	    "sfp+" },
	{ .key = "networks", .kind = FIELD_NAMES, .offset = AT(networks),
	    .example = "[lm, csv]",
	    .doc = "the networks it is limited to; default all" },
};
/* clang-format on */
#undef AT
const struct model_table read_host_table = { "hosts[]", "a host", host_field,
	COUNT(host_field) };

/* which networks the host may be on, and then each group: those it names, or
 * all that no other group names */
static void
narrow(struct reader *r, const struct node *map, const struct host_row *row,
    struct host *h)
{
	struct model *m = r->m;
	bool *may = NEW(r->a, bool, m->nnetwork + 1);
	size_t k;

	h->network = NEW(r->a, bool, m->nnetwork + 1);
	for (size_t i = 0; i < m->nnetwork; i++)
		may[i] = !node_says(map, "networks");
	for (size_t i = 0; i < row->networks.n; i++) {
		k = read_ref_find(r, &r->network, "unknown-network",
		    str_fmt(r->a, "host '%s'", row->name),
		    row->networks.name[i], row->networks.at[i]);
		if (k != NO_INDEX)
			may[k] = true;
	}
	for (size_t i = 0; i < m->nnetwork; i++) {
		bool named = false;

		for (size_t g = 0; g < h->ngroup; g++)
			named |= h->group[g].network[i];
		for (size_t g = 0; g < h->ngroup; g++) {
			struct nic_group *x = &h->group[g];

			if (!named && !x->networks_given && !x->on_today)
				x->network[i] = true;
			x->network[i] &= may[i];
			h->network[i] |= x->network[i] && !x->on_today;
		}
	}
}

size_t
read_only_one(struct reader *r, const struct node *map, const struct index *x,
    const char *key, const char *what)
{
	const struct node *n = node_get(map, key);

	if (n != NULL && !node_is_null(n))
		return NO_INDEX; /* given, but it could not be read */
	if (x->n == 1)
		return 0;
	if (!*x->unread) {
		diag_error(r->d, map->at, "missing-key",
		    "%s needs the key '%s'", what, key);
		diag_hint(r->d,
		    "there are %zu; it may be omitted only where there is one",
		    x->n);
	}
	return NO_INDEX;
}

void
read_belong(struct reader *r, const struct node *map, const char *kind,
    const char *key, const char *text, const char *name,
    const struct name_set *names, const struct index *x, const char *id,
    size_t *to)
{
	struct pairing p;
	size_t only;
	bool said = false;

	if (text == NULL || !read_pair(r, map, key, text, name, names, &p)) {
		only = text != NULL ?
		    NO_INDEX :
		    read_only_one(r, map, x, key, str_fmt(r->a, "a %s", kind));
		for (size_t i = 0; i < names->n; i++)
			to[i] = only;
		return;
	}
	for (size_t i = 0; i < names->n; i++) {
		const char *want = read_pair_name(&p, names, i);

		to[i] = read_index_find(x, want);
		if (to[i] == NO_INDEX && !said) {
			read_ref_find(r, x, id,
			    str_fmt(r->a, "%s '%s'", kind, names->name[i]),
			    want, node_at(map, key));
			said = true;
		}
	}
}

static void
host_read(struct reader *r, const struct node *map)
{
	struct host_row row = { .height = 1 };
	struct model *m = r->m;
	struct host h = { .node = map };
	struct name_set names;
	size_t *rack, *cluster, *above;

	read_by_table(r, map, &read_host_table, &row);
	if (!read_names(r, map, row.name, m->nhost, NAMES_MAX, &m->unread.hosts,
	        &names)) {
		m->unread.members = true;
		return;
	}
	h.at = node_at(map, "name");
	h.memory_bytes = row.memory_bytes;
	h.height_u = row.height;
	h.cores = row.cores;
	h.power_mw = row.power_mw;
	read_nics(r, row.nics, row.name, &h);
	narrow(r, map, &row, &h);
	rack = NEW(r->a, size_t, names.n);
	cluster = NEW(r->a, size_t, names.n);
	above = NEW(r->a, size_t, m->nrack + 1);
	read_belong(r, map, "host", "rack", row.rack, row.name, &names,
	    &r->rack, "unknown-rack", rack);
	read_belong(r, map, "host", "cluster", row.cluster, row.name, &names,
	    &r->cluster, "unknown-cluster", cluster);
	for (size_t i = 0; i < names.n; i++) {
		h.name = names.name[i];
		h.rack = rack[i];
		h.cluster = cluster[i];
		h.position_u = 0;
		if (row.position > 0 && h.rack != NO_INDEX)
			h.position_u = (size_t)row.position +
			    (size_t)h.height_u * above[h.rack]++;
		m->unread.members |= h.cluster == NO_INDEX;
		PUSH(r->a, m->host, m->nhost, r->caphost, h);
	}
}

/*
 * RDMA does not pass through a team of the older kind (LBFO), so its lossless
 * networks need ports of their own: of a host that says nothing of the jobs of
 * its four ports or more, half are the team's and half are left alone for them.
 */
static void
split_for_rdma(struct reader *r, struct host *h)
{
	const struct model *m = r->m;
	const struct cluster *c =
	    h->cluster != NO_INDEX ? &m->cluster[h->cluster] : NULL;
	struct nic_group *g = h->group, *two;
	size_t alone = g->n / 4 * 2;
	bool lossless = false;

	for (size_t i = 0; i < m->nnetwork; i++)
		lossless |= g->network[i] && m->network[i].lossless;
	if (c == NULL || c->version == NULL || c->set || h->ngroup != 1 ||
	    alone < 2 || g->rdma == RDMA_NONE || g->teaming_given ||
	    g->networks_given || !lossless)
		return;
	two = NEW(r->a, struct nic_group, 3);
	two[0] = two[1] = *g;
	two[0].n = g->n - alone;
	two[0].rdma = RDMA_NONE;
	two[1].first = g->first + two[0].n;
	two[1].n = alone;
	two[1].teaming = TEAMING_NONE;
	if (g->ncard > 0) {
		two[0].ncard = (two[0].n + g->card->ports - 1) / g->card->ports;
		two[1].ncard = g->ncard - two[0].ncard;
	}
	for (size_t i = 0; i < 2; i++) {
		two[i].networks_given = true;
		two[i].network = NEW(r->a, bool, m->nnetwork + 1);
	}
	two[1].teaming_given = true;
	for (size_t i = 0; i < m->nnetwork; i++) {
		two[0].network[i] = g->network[i] && !m->network[i].lossless;
		two[1].network[i] = g->network[i] && m->network[i].lossless;
	}
	h->group = two;
	h->ngroup = 2;
}

/* 802.3ad bonds are a LAG of the switches too */
static void
lacp_by_bond(const struct model *m, struct host *h)
{
	if (h->cluster == NO_INDEX || m->cluster[h->cluster].bond != BOND_LACP)
		return;
	for (size_t g = 0; g < h->ngroup; g++)
		if (!h->group[g].teaming_given && !h->group[g].on_today)
			h->group[g].teaming = TEAMING_LACP;
}

/* hosts of each cluster, in order of mention */
static void
members(struct reader *r)
{
	struct model *m = r->m;
	size_t i;

	for (i = 0; i < m->nhost; i++)
		if (m->host[i].cluster != NO_INDEX)
			m->cluster[m->host[i].cluster].nhost++;
	for (i = 0; i < m->ncluster; i++) {
		struct cluster *c = &m->cluster[i];

		c->host = NEW(r->a, size_t, c->nhost + 1);
		if (c->reserve < 0)
			c->reserve = c->nhost > 1;
		c->nhost = 0;
	}
	for (i = 0; i < m->nhost; i++)
		if (m->host[i].cluster != NO_INDEX) {
			struct cluster *c = &m->cluster[m->host[i].cluster];

			c->host[c->nhost++] = i;
		}
}

void
read_hosts(struct reader *r, const struct node *n)
{
	struct model *m = r->m;
	const char **name;
	struct span *at;

	read_list_each(r, n, "hosts", host_read);
	if (n != NULL && n->kind == NODE_LIST && n->n == 0)
		diag_error(r->d, n->at, "empty-list", "a site needs a host");
	if (m->nhost == 0)
		m->unread.hosts = m->unread.members = true;
	name = NEW(r->a, const char *, m->nhost + 1);
	at = NEW(r->a, struct span, m->nhost + 1);
	for (size_t i = 0; i < m->nhost; i++) {
		name[i] = m->host[i].name;
		at[i] = m->host[i].at;
	}
	read_index_make(r, &r->host, "host", name, at, m->nhost,
	    &m->unread.hosts);
	m->nend = m->nhost;
	for (size_t i = 0; i < m->nhost; i++)
		if (m->host[i].ngroup > 0) {
			split_for_rdma(r, &m->host[i]);
			lacp_by_bond(m, &m->host[i]);
		}
	members(r);
}
