/*
 * Section `devices`: storage arrays, filers, backup appliances, firewalls.
 * They stand among the hosts, after the last, as what is cabled does; a port of
 * one without a team is a group of its own.
 */
#include "model/read.h"

#include <string.h>
#include <strings.h>

#define PORTS_MAX 256u

struct device_row {
	const char *name, *rack;
	int kind, teaming;
	int64_t height, unit, power_mw;
	const struct node *ports;
};

struct port_row {
	const char *name;
	int64_t speed_bps;
	int media;
	struct name_list network;
	const char *lag;
};

const char *const model_device_word[] = { "storage", "backup", "network",
	"other", NULL };

static const struct slip kind_slip[] = {
	{ "san", "storage", NULL },
	{ "nas", "storage", NULL },
	{ "filer", "storage", NULL },
	{ "array", "storage", NULL },
	{ "firewall", "network", NULL },
	{ "router", "network", NULL },
	{ "appliance", "backup", NULL },
	{ NULL, NULL, NULL },
};

#define AT(member) offsetof(struct device_row, member)
/* clang-format off */
static const struct field device_field[] = {
	{ .key = "name", .kind = FIELD_PATTERN, .offset = AT(name),
	    .required = true, .example = "san",
	    .doc = "one device, or several identical ones by ranges" },
	{ .key = "kind", .kind = FIELD_WORD, .offset = AT(kind),
	    .required = true, .words = model_device_word,
	    .slips = kind_slip,
	    .example = "storage",
	    .doc = "storage: an array or a filer; backup: an appliance; "
	    "network: a firewall or a router; other" },
	{ .key = "rack", .kind = FIELD_PATTERN, .offset = AT(rack),
	    .example = "r1",
	    .doc = "where it stands, paired as a host's; default: the only "
	    "rack" },
	{ .key = "unit", .kind = FIELD_INT, .offset = AT(unit),
	    .min = 1, .max = 100, .example = "20",
	    .doc = "its lowest rack unit; default: the lowest that is free "
	    "above the hosts" },
	{ .key = "height", .kind = FIELD_INT, .offset = AT(height),
	    .min = 1, .max = 50, .example = "2",
	    .doc = "rack units; default 1" },
	{ .key = "power", .kind = FIELD_UNIT, .unit = UNIT_POWER,
	    .offset = AT(power_mw), .max = INT64_MAX, .example = "450 W",
	    .doc = "its maximum power draw, for racks with a power limit; "
	    "default not counted" },
	{ .key = "ports", .kind = FIELD_NODE, .offset = AT(ports),
	    .required = true,
	    .example = "[{name: \"a[1-2]\", network: iscsi-a}]",
	    .doc = "its ports that are cabled to the new switches" },
	{ .key = "teaming", .kind = FIELD_WORD, .offset = AT(teaming),
	    .words = model_teaming_word, .example = "none",
	    .doc = "none: each port separate, with an address of its own; "
	    "switch-independent: ports of one network are a team; lacp: those "
	    "of one 'lag' are one LAG over both switches; default none" },
};
/* clang-format on */
#undef AT
const struct model_table read_device_table = { "devices[]", "a device",
	device_field, COUNT(device_field) };

#define AT(member) offsetof(struct port_row, member)
/* clang-format off */
static const struct field port_field[] = {
	{ .key = "name", .kind = FIELD_TEXT, .offset = AT(name),
	    .required = true, .example = "\"CT0.ETH4\"",
	    .doc = "as the device calls it, free text on one line; a name with "
	    "ranges stands for several identical ports" },
	{ .key = "speed", .kind = FIELD_UNIT, .unit = UNIT_SPEED,
	    .offset = AT(speed_bps), .min = 1, .max = INT64_MAX,
	    .example = "10G",
	    .doc = "1G, 10G, 25G, 40G or 100G; default: what the media can "
	    "do" },
	{ .key = "media", .kind = FIELD_WORD, .offset = AT(media),
	    .hint = READ_MEDIA_HINT,
	    .words = catalog_media_word, .example = "sfp+",
	    .doc = "the cage, as of a host's port" },
	{ .key = "network", .kind = FIELD_NAMES, .offset = AT(network),
	    .required = true, .example = "iscsi-a",
	    .doc = "the network it is on, untagged unless that is lossless; "
	    "or a list of networks, all tagged" },
	{ .key = "lag", .kind = FIELD_NAME, .offset = AT(lag),
	    .example = "lag1",
	    .doc = "with 'teaming: lacp': ports of one mark are one LAG" },
};
/* clang-format on */
#undef AT
const struct model_table read_device_port_table = { "devices[].ports[]",
	"a port of a device", port_field, COUNT(port_field) };

/* a device while its ports are read */
struct device_ctx {
	struct reader *r;
	const struct device_row *row;
	struct host *h;
	size_t capport, capat, capgroup;
	const char *lag;   /* mark of the last group */
	bool lag_reported; /* that marks have no effect */
};

static bool
same_networks(const struct model *m, const struct nic_group *x,
    const struct nic_group *y)
{
	for (size_t i = 0; i < m->nnetwork; i++)
		if (x->network[i] != y->network[i])
			return false;
	return true;
}

/* does a port join the group before it? */
static bool
joins(const struct device_ctx *k, const struct nic_group *g, const char *lag)
{
	const struct host *h = k->h;
	const struct nic_group *x;

	if (h->ngroup == 0 || g->teaming == TEAMING_NONE)
		return false;
	x = &h->group[h->ngroup - 1];
	return x->media == g->media && x->speed_bps == g->speed_bps &&
	    same_networks(k->r->m, x, g) &&
	    (g->teaming != TEAMING_LACP ||
	        (lag != NULL && k->lag != NULL && strcmp(lag, k->lag) == 0));
}

static void
port_add(struct device_ctx *k, const char *name, struct span at,
    const struct nic_group *g, const char *lag)
{
	struct host *h = k->h;

	for (size_t i = 0; i < h->nports; i++)
		if (strcasecmp(h->port_name[i], name) == 0) {
			diag_error(k->r->d, at, "nic-names",
			    "two ports of device '%s' are called '%s'",
			    k->row->name, name);
			return;
		}
	if (!joins(k, g, lag)) {
		struct nic_group x = *g;

		x.first = h->nports;
		PUSH(k->r->a, h->group, h->ngroup, k->capgroup, x);
	}
	k->lag = lag;
	h->group[h->ngroup - 1].n++;
	PUSH(k->r->a, h->port_name, h->nports, k->capport, name);
	h->nports--;
	PUSH(k->r->a, h->port_at, h->nports, k->capat, at);
}

static void
port_read(struct device_ctx *k, const struct node *map)
{
	struct reader *r = k->r;
	struct port_row row = { .media = -1 };
	struct name_list name = { .n = 1 };
	struct nic_group g = { .networks_given = true, .node = map };
	struct span at;
	size_t net;

	read_by_table(r, map, &read_device_port_table, &row);
	if (map->kind != NODE_MAP || row.name == NULL)
		return;
	at = node_at(map, "name");
	g.at = at;
	g.teaming = (enum teaming)k->row->teaming;
	if (row.lag != NULL && g.teaming != TEAMING_LACP && !k->lag_reported) {
		k->lag_reported = true;
		diag_warn(r->d, node_at(map, "lag"), "lag-unused",
		    "'lag: %s' has no effect: device '%s' teams %s", row.lag,
		    k->row->name,
		    g.teaming == TEAMING_NONE ? "nothing ('teaming: none')" :
		                                "switch-independent");
		diag_hint(r->d,
		    "'teaming: lacp' at the device, or leave 'lag' "
		    "out");
	}
	g.speed_bps = row.speed_bps;
	read_port_defaults(r, map, "the ports of a device", row.media,
	    &g.speed_bps, &g.media);
	g.network = NEW(r->a, bool, r->m->nnetwork + 1);
	for (size_t i = 0; i < row.network.n; i++) {
		net = read_ref_find(r, &r->network, "unknown-network",
		    str_fmt(r->a, "a port of device '%s'", k->row->name),
		    row.network.name[i], row.network.at[i]);
		if (net != NO_INDEX)
			g.network[net] = true;
	}
	name.name = NEW(r->a, const char *, 1);
	name.name[0] = row.name;
	name.at = &at;
	read_texts_expand(r, &name);
	for (size_t i = 0; i < name.n && k->h->nports < PORTS_MAX; i++)
		port_add(k, name.name[i], at, &g, row.lag);
}

static void
device_read(struct reader *r, const struct node *map)
{
	struct device_row row = { .height = 1,
		.kind = -1,
		.teaming = TEAMING_NONE };
	struct model *m = r->m;
	struct host h = { .node = map, .height_u = 1 };
	struct device_ctx k = { .r = r, .row = &row, .h = &h };
	struct name_set names;
	size_t *rack, *above;

	read_by_table(r, map, &read_device_table, &row);
	if (!read_names(r, map, row.name, m->nend, NAMES_MAX,
	        &m->unread.devices, &names))
		return;
	h.at = node_at(map, "name");
	h.device =
	    row.kind < 0 ? DEVICE_OTHER : (enum device_kind)(row.kind + 1);
	h.height_u = row.height;
	h.power_mw = row.power_mw;
	h.cluster = m->ncluster;
	if (row.ports != NULL && row.ports->kind == NODE_LIST)
		for (size_t i = 0; i < row.ports->n; i++)
			port_read(&k, row.ports->item[i]);
	else if (row.ports != NULL)
		diag_error(r->d, row.ports->at, "wrong-kind",
		    "'ports' of a device must be a list");
	if (row.ports != NULL && row.ports->kind == NODE_LIST &&
	    row.ports->n == 0) {
		diag_error(r->d, row.ports->at, "empty-list",
		    "'ports' is an empty list: a device needs a port");
		diag_hint(r->d,
		    "give what only takes rack units under 'reserved' of its "
		    "rack: 'reserved: [{name: UPS, unit: 1, height: 3}]'");
	}
	h.network = NEW(r->a, bool, m->nnetwork + 1);
	for (size_t i = 0; i < h.ngroup; i++)
		for (size_t n = 0; n < m->nnetwork; n++)
			h.network[n] |= h.group[i].network[n];
	rack = NEW(r->a, size_t, names.n);
	above = NEW(r->a, size_t, m->nrack + 1);
	read_belong(r, map, "device", "rack", row.rack, row.name, &names,
	    &r->rack, "unknown-rack", rack);
	m->host = arena_grow(r->a, m->host, m->nend, m->nend + names.n + 1,
	    sizeof *m->host);
	for (size_t i = 0; i < names.n; i++) {
		h.name = names.name[i];
		h.rack = rack[i];
		h.position_u = 0;
		if (row.unit > 0 && h.rack != NO_INDEX)
			h.position_u = (size_t)row.unit +
			    (size_t)h.height_u * above[h.rack]++;
		m->host[m->nend++] = h;
	}
}

/* a cluster no host is of, for what is looked up of any host's cluster */
static void
no_cluster(struct reader *r)
{
	struct model *m = r->m;

	m->cluster = arena_grow(r->a, m->cluster, m->ncluster, m->ncluster + 1,
	    sizeof *m->cluster);
	m->cluster[m->ncluster] = (struct cluster){ .name = "" };
}

void
read_devices(struct reader *r, const struct node *n)
{
	struct model *m = r->m;
	const char **name;
	struct span *at;
	size_t k, many;

	no_cluster(r);
	read_list_each(r, n, "devices", device_read);
	many = m->nend - m->nhost;
	name = NEW(r->a, const char *, many + 1);
	at = NEW(r->a, struct span, many + 1);
	for (size_t i = 0; i < many; i++) {
		name[i] = m->host[m->nhost + i].name;
		at[i] = m->host[m->nhost + i].at;
	}
	read_index_make(r, &r->device, "device", name, at, many,
	    &m->unread.devices);
	for (size_t i = 0; i < many; i++) {
		k = read_index_find(&r->host, name[i]);
		if (k == NO_INDEX)
			continue;
		diag_error(r->d, at[i], "name-taken",
		    "device '%s' has the name of a host", name[i]);
		diag_hint(r->d,
		    "the host is on line %d; their cables could not be "
		    "distinguished",
		    m->host[k].at.line);
	}
}
