/* Section `networks`. */
#include "model/read.h"

#include <string.h>

#include "base/ip.h"
#include "base/num.h"

#define NO_VLAN INT64_MIN /* not given, or not read */

struct network_row {
	const char *name, *subnet, *description;
	int64_t vlan;
	uint32_t gateway;
	int purpose, on;
	bool lossless, live_migration;
};

static const char *const on_word[] = { "new", "today", NULL };

static const struct slip purpose_slip[] = {
	{ "vmotion", "live-migration", NULL },
	{ "lm", "live-migration", NULL },
	{ "cluster", NULL,
	    "'csv' is cluster traffic and redirected I/O; 'heartbeat' is heartbeats alone" },
	{ "vm", "data", NULL },
	{ "vms", "data", NULL },
	{ "tenant", "data", NULL },
	{ "client", "data", NULL },
	{ "clients", "data", NULL },
	{ "mgmt", "management", NULL },
	{ "san", "storage", NULL },
	{ "smb", "storage", NULL },
	{ "ipmi", "oob", NULL },
	{ "bmc", "oob", NULL },
	{ "idrac", "oob", NULL },
	{ "ilo", "oob", NULL },
	{ "ft", "fault-tolerance", NULL },
	{ "fc", NULL, "Fibre Channel is no Ethernet network: leave it out" },
	{ "fcoe", NULL, "FCoE is not designed for here: leave it out" },
	{ NULL, NULL, NULL },
};

#define AT(member) offsetof(struct network_row, member)
/* clang-format off */
static const struct field network_field[] = {
	{ .key = "name", .kind = FIELD_NAME, .offset = AT(name),
	    .required = true, .example = "lm",
	    .doc = "its name in configs and reports" },
	{ .key = "purpose", .kind = FIELD_WORD, .offset = AT(purpose),
	    .required = true, .words = catalog_purpose_word,
	    .slips = purpose_slip,
	    .example = "live-migration",
	    .doc = "live-migration, csv, storage, iscsi, nfs, ceph, vsan, "
	    "replication, heartbeat, fault-tolerance and backup stay east-west "
	    "(a backup target beyond the core: on: today); data and management "
	    "reach the core; oob manages the switches; of two networks for "
	    "iscsi, or two for heartbeat, each is on one switch of a pair" },
	{ .key = "vlan", .kind = FIELD_INT, .offset = AT(vlan),
	    .min = NO_VLAN + 1, .max = INT64_MAX, .example = "120",
	    .doc = "2 to 4094, or 1 where it stays on today's; needed unless "
	    "the network is oob or stays" },
	{ .key = "subnet", .kind = FIELD_TEXT, .offset = AT(subnet),
	    .example = "10.0.120.0/24",
	    .doc = "subnet to assign addresses from; default: none, a "
	    "placeholder is written (an oob network needs one)" },
	{ .key = "gateway", .kind = FIELD_IP, .offset = AT(gateway),
	    .example = "10.0.0.1", .doc = "in the subnet; default none" },
	{ .key = "lossless", .kind = FIELD_BOOL, .offset = AT(lossless),
	    .example = "true",
	    .doc = "PFC and ETS, for RDMA over Ethernet; default false" },
	{ .key = "live_migration", .kind = FIELD_BOOL,
	    .offset = AT(live_migration), .example = "true",
	    .doc = "live migration also uses it, after networks of that "
	    "purpose: the storage networks of Storage Spaces Direct, the "
	    "management network of a Proxmox VE cluster; for management, "
	    "storage, csv, nfs, ceph, replication and backup; default false, "
	    "but a csv network takes over where no other is left, unless this "
	    "is set to false" },
	{ .key = "on", .kind = FIELD_WORD, .offset = AT(on),
	    .words = on_word, .example = "today",
	    .doc = "today: it stays where it is; new: the new switches carry "
	    "it; default: new for east-west networks and where the site has a "
	    "core, else today; of east-west networks, only backup, heartbeat "
	    "and replication may be on today, and storage, ceph and vsan, as "
	    "over cables from host to host" },
	{ .key = "description", .kind = FIELD_TEXT,
	    .offset = AT(description), .example = "VMs",
	    .doc = "free text; default none" },
};
/* clang-format on */
#undef AT
const struct model_table read_network_table = { "networks[]", "a network",
	network_field, COUNT(network_field) };

/* blocks no host has an address of: RFC 6890, its tables of special purposes */
static const struct special {
	uint32_t base;
	int prefix;
	const char *what;
	bool on_link; /* of use between neighbours that no router joins */
} special[] = {
	{ 0x00000000u, 8, "0.0.0.0/8 is \"this network\"", false },
	{ 0x7f000000u, 8, "127.0.0.0/8 is a host's loopback", false },
	{ 0xa9fe0000u, 16, "169.254.0.0/16 is link-local: nothing is routed",
	    true },
	{ 0xe0000000u, 4, "224.0.0.0/4 is multicast", false },
	{ 0xf0000000u, 4, "240.0.0.0/4 is reserved", false },
};

static void
special_check(struct reader *r, const struct node *map, const char *text,
    const struct network *n)
{
	bool neighbours = n->need->east_west && n->purpose != PURPOSE_BACKUP;

	for (size_t i = 0; i < COUNT(special); i++) {
		const struct special *s = &special[i];
		int shorter = n->prefix < s->prefix ? n->prefix : s->prefix;

		if (((n->base ^ s->base) & ip_mask(shorter)) != 0 ||
		    (s->on_link && neighbours))
			continue;
		diag_error(r->d, node_at(map, "subnet"), "subnet-special",
		    "hosts of network '%s' can't have addresses of %s: %s",
		    n->name, text, s->what);
		diag_hint(r->d,
		    "10.0.0.0/8, 172.16.0.0/12 and 192.168.0.0/16 are the "
		    "private ranges");
		return;
	}
}

static void
subnet_read(struct reader *r, const struct node *map, const char *text,
    struct network *n)
{
	const char *slash;
	char ip[16];
	uint32_t v;
	int64_t bits;

	if (text == NULL)
		return;
	n->has_subnet = ip_subnet_parse(text, &n->base, &n->prefix);
	if (n->has_subnet) {
		special_check(r, map, text, n);
		return;
	}
	diag_error(r->d, node_at(map, "subnet"), "bad-subnet",
	    "'%s' of network '%s' is not a subnet such as 10.0.120.0/24", text,
	    n->name);
	slash = strchr(text, '/');
	if (slash == NULL) {
		if (ip_parse(text, &v))
			diag_hint(r->d, "its length is missing: '%s/24'?",
			    text);
		return;
	}
	if ((size_t)(slash - text) >= sizeof(ip))
		return;
	memcpy(ip, text, (size_t)(slash - text));
	ip[slash - text] = '\0';
	if (ip_parse(ip, &v) && num_int(slash + 1, &bits) && bits >= 0 &&
	    bits <= 32)
		diag_hint(r->d, "that is an address in %s/%d",
		    ip_text(r->a, v & ip_mask((int)bits)), (int)bits);
}

/* what the catalog says that it needs; never NULL */
static const struct purpose_need *
need_of(struct reader *r, const struct node *map, enum purpose p)
{
	static const struct purpose_need nothing = { .source = "" };

	if (r->m->catalog == NULL)
		return &nothing;
	if (!r->m->catalog->need[p].given) {
		diag_error(r->d, node_at(map, "purpose"), "purpose-unknown",
		    "no catalog has the needs of networks for '%s'",
		    catalog_purpose_word[p]);
		diag_hint(r->d,
		    "purposes.yaml of the first catalog that has one counts; "
		    "yours does not list it");
		return &nothing;
	}
	return &r->m->catalog->need[p];
}

static void
network_read(struct reader *r, const struct node *map)
{
	struct network_row row = { .vlan = NO_VLAN, .purpose = -1, .on = -1 };
	struct model *m = r->m;
	struct network n = { .node = map };

	read_by_table(r, map, &read_network_table, &row);
	if (row.name == NULL || row.purpose < 0) {
		/* a network whose purpose is not known serves no rule */
		m->unread.networks = true;
		return;
	}
	if (m->nnetwork == FEW_MAX) {
		m->unread.networks = true;
		diag_error(r->d, map->at, "too-many-names",
		    "a site has at most %u networks", FEW_MAX);
		return;
	}
	n.name = row.name;
	n.at = node_at(map, "name");
	n.purpose = (enum purpose)row.purpose;
	n.need = need_of(r, map, n.purpose);
	n.vlan = row.vlan >= 2 && row.vlan <= 4094 ? (int)row.vlan : 0;
	n.vlan_one = row.vlan == 1;
	if (row.vlan != NO_VLAN && n.vlan == 0 && !n.vlan_one)
		diag_error(r->d, node_at(map, "vlan"), "vlan-range",
		    "VLAN %lld of network '%s': from 2 to 4094",
		    (long long)row.vlan, n.name);
	subnet_read(r, map, row.subnet, &n);
	n.gateway = row.gateway;
	n.lossless = row.lossless;
	n.migrates = n.purpose == PURPOSE_LM || row.live_migration;
	n.spared = !row.live_migration && node_says(map, "live_migration");
	if (n.purpose == PURPOSE_LM && n.spared)
		diag_error(r->d, node_at(map, "live_migration"),
		    "network-migrates",
		    "network '%s' is for live migration, and 'live_migration' "
		    "says that it is not",
		    n.name);
	n.description = row.description;
	n.on_today = row.on == 1;
	n.east_west = n.need->east_west && (!n.need->may_stay || !n.on_today);
	n.jumbo = n.east_west && n.need->jumbo;
	PUSH(r->a, m->network, m->nnetwork, r->capnetwork, n);
}

/* where there are two of a purpose whose paths are redundant */
static void
one_switch_each(struct model *m)
{
	size_t k, n;

	for (size_t i = 0; i < m->nnetwork; i++) {
		for (k = n = 0; k < m->nnetwork; k++)
			n += m->network[k].purpose == m->network[i].purpose &&
			    m->network[k].east_west;
		m->network[i].one_switch = m->network[i].east_west &&
		    m->network[i].need->multipath && n > 1;
	}
}

void
read_networks(struct reader *r, const struct node *n)
{
	struct model *m = r->m;
	const char **name;
	struct span *at;

	read_list_each(r, n, "networks", network_read);
	if (n == NULL || n->kind != NODE_LIST)
		m->unread.networks = true;
	one_switch_each(m);
	name = NEW(r->a, const char *, m->nnetwork + 1);
	at = NEW(r->a, struct span, m->nnetwork + 1);
	for (size_t i = 0; i < m->nnetwork; i++) {
		name[i] = m->network[i].name;
		at[i] = m->network[i].at;
	}
	read_index_make(r, &r->network, "network", name, at, m->nnetwork,
	    &m->unread.networks);
}

/* data and management stay where they are unless there is a core to reach over
 * the new switches, or the site says otherwise */
void
read_network_defaults(struct reader *r)
{
	struct model *m = r->m;

	for (size_t i = 0; i < m->nnetwork; i++) {
		struct network *n = &m->network[i];

		if (!m->core.given && !n->east_west &&
		    n->purpose != PURPOSE_OOB && !node_says(n->node, "on"))
			n->on_today = true;
	}
}
