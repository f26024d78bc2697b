/* Sections `traffic` and `backup`: what moves without anybody migrating. */
#include "model/read.h"

struct traffic_row {
	struct name_list from, to;
	int64_t rate_bps;
	const char *network, *to_network;
	int purpose;
};

#define AT(member) offsetof(struct traffic_row, member)
/* clang-format off */
static const struct field traffic_field[] = {
	{ .key = "from", .kind = FIELD_NAMES, .offset = AT(from),
	    .example = "web[1-60]", .doc = "VMs or devices that send" },
	{ .key = "to", .kind = FIELD_NAMES, .offset = AT(to),
	    .example = "sql[1-4]",
	    .doc = "VMs or devices that receive, an equal share each" },
	{ .key = "rate", .kind = FIELD_UNIT, .unit = UNIT_RATE,
	    .offset = AT(rate_bps), .required = true,
	    .usual_max = 400 * GBPS,
	    .example = "20 Mbit/s",
	    .doc = "of each sender; without 'from', of each host: to all "
	    "others of its cluster evenly, or, where storage devices are on "
	    "the network, to those and as much back" },
	{ .key = "network", .kind = FIELD_NAME, .offset = AT(network),
	    .example = "data",
	    .doc = "the network that carries it; default: between VMs the only "
	    "data network, with a device the only network it is on" },
	{ .key = "to_network", .kind = FIELD_NAME, .offset = AT(to_network),
	    .example = "dmz",
	    .doc = "the receivers' network, if different: the core routes "
	    "between the two; default the same" },
	{ .key = "purpose", .kind = FIELD_WORD, .offset = AT(purpose),
	    .words = catalog_purpose_word, .example = "csv",
	    .doc = "instead of a network: the first one with this purpose" },
};
/* clang-format on */
#undef AT
const struct model_table read_traffic_table = { "traffic[]", "a traffic entry",
	traffic_field, COUNT(traffic_field) };

struct backup_row {
	int method, snapshot;
	int64_t data_bytes, change_ppm, streams;
	int64_t volumes, snapshots, snapshot_us, source_bps, repository_bps;
	int64_t cores, io_bps;
	const char *target, *network;
	int redirected;
};

static const char *const method_word[] = { "off-host", "in-host", NULL };
static const char *const snapshot_word[] = { "lun", "vm", NULL };
static const char *const redirected_word[] = { "never", "snapshot", "always",
	NULL };

static const struct slip method_slip[] = {
	{ "agent", "in-host", NULL },
	{ "on-host", "in-host", NULL },
	{ "proxy", "off-host", NULL },
	{ NULL, NULL, NULL },
};

#define AT(member) offsetof(struct backup_row, member)
/* clang-format off */
static const struct field backup_field[] = {
	{ .key = "method", .kind = FIELD_WORD, .offset = AT(method),
	    .words = method_word, .slips = method_slip,
	    .example = "off-host",
	    .doc = "off-host: the target reads the storage; in-host: each "
	    "host reads its own VMs; default off-host" },
	{ .key = "snapshot", .kind = FIELD_WORD, .offset = AT(snapshot),
	    .words = snapshot_word, .example = "lun",
	    .doc = "snapshots of a LUN with everything on it, or of one VM at "
	    "a time; default lun" },
	{ .key = "data", .kind = FIELD_UNIT, .unit = UNIT_BYTES,
	    .offset = AT(data_bytes), .required = true, .min = 1,
	    .max = INT64_C(1) << 60, .usual_min = INT64_C(1000000),
	    .example = "40 TB",
	    .doc = "all that is backed up" },
	{ .key = "change", .kind = FIELD_UNIT, .unit = UNIT_SHARE,
	    .offset = AT(change_ppm), .min = 0, .max = WHOLE_PPM,
	    .example = "5 %",
	    .doc = "share of it that changes each night; default 100 %" },
	{ .key = "target", .kind = FIELD_NAME, .offset = AT(target),
	    .required = true, .example = "r1-hv1",
	    .doc = "the target host or device" },
	{ .key = "streams", .kind = FIELD_INT, .offset = AT(streams),
	    .min = 1, .max = 1000, .example = "4",
	    .doc = "concurrent streams; default 1" },
	{ .key = "network", .kind = FIELD_NAME, .offset = AT(network),
	    .example = "mgmt",
	    .doc = "network that carries it; default the first of purpose "
	    "backup, management or data" },
	{ .key = "volumes", .kind = FIELD_INT, .offset = AT(volumes),
	    .min = 1, .max = 10000, .example = "4",
	    .doc = "of each cluster, its VMs spread evenly; default 1" },
	{ .key = "snapshots", .kind = FIELD_INT, .offset = AT(snapshots),
	    .min = 1, .max = 1000, .example = "4",
	    .doc = "concurrent snapshots per volume, where each VM has its "
	    "own; default 4" },
	{ .key = "snapshot_time", .kind = FIELD_UNIT, .unit = UNIT_TIME,
	    .offset = AT(snapshot_us), .min = 0,
	    .max = 86400 * SECOND_US, .example = "30 s",
	    .doc = "time to take one snapshot; default none" },
	{ .key = "source", .kind = FIELD_UNIT, .unit = UNIT_RATE,
	    .offset = AT(source_bps), .min = 1, .max = INT64_C(1) << 50,
	    .example = "1 GB/s",
	    .doc = "read rate of the storage; default no limit" },
	{ .key = "repository", .kind = FIELD_UNIT, .unit = UNIT_RATE,
	    .offset = AT(repository_bps), .min = 1, .max = INT64_C(1) << 50,
	    .example = "800 MB/s",
	    .doc = "write rate of the target; default no limit" },
	{ .key = "cores", .kind = FIELD_INT, .offset = AT(cores), .min = 1,
	    .max = 10000, .example = "16",
	    .doc = "of each proxy that compresses: the target where it is "
	    "off-host, else every host; default that host's own" },
	{ .key = "io", .kind = FIELD_UNIT, .unit = UNIT_RATE,
	    .offset = AT(io_bps), .min = 1, .max = INT64_C(1) << 50,
	    .example = "300 MB/s",
	    .doc = "I/O of all VMs during the backup; it crosses the network "
	    "while a volume is redirected" },
	{ .key = "redirected", .kind = FIELD_WORD, .offset = AT(redirected),
	    .words = redirected_word, .example = "snapshot",
	    .doc = "when volumes are: never, while a snapshot is taken, "
	    "always (ReFS on a Cluster Shared Volume); default snapshot "
	    "off-host, never in-host" },
};
/* clang-format on */
#undef AT
const struct model_table read_backup_table = { "backup", "the backup",
	backup_field, COUNT(backup_field) };

/* what a key of traffic names: VMs, and devices into another list */
static size_t *
ends_find(struct reader *r, const struct node *map, const char *key,
    const struct name_list *names, size_t *n, size_t **device, size_t *ndevice)
{
	size_t *to = NEW(r->a, size_t, names->n + 1), i, k;
	bool said = false;

	*device = NEW(r->a, size_t, names->n + 1);
	*n = *ndevice = 0;
	for (i = 0; i < names->n; i++) {
		k = read_index_find(&r->device, names->name[i]);
		if (k != NO_INDEX) {
			(*device)[(*ndevice)++] = r->m->nhost + k;
			continue;
		}
		k = read_index_find(&r->vm, names->name[i]);
		if (k != NO_INDEX) {
			to[(*n)++] = k;
		} else if (!said) {
			read_ref_find(r, &r->vm, "unknown-vm",
			    str_fmt(r->a, "'%s' of traffic", key),
			    names->name[i], names->at[i]);
			said = true;
		}
	}
	if (node_get(map, key)->kind == NODE_LIST && node_get(map, key)->n == 0)
		diag_error(r->d, node_at(map, key), "empty-list",
		    "'%s' of traffic names no VM", key);
	return to;
}

/* the network of traffic with a device that names none: the only one that the
 * devices are on; NO_INDEX: they are on several */
static size_t
device_network(const struct model *m, const struct traffic *t)
{
	size_t found = NO_INDEX;

	for (size_t i = 0; i < m->nnetwork; i++) {
		bool on = true;

		for (size_t k = 0; k < t->nfrom_device; k++)
			on &= m->host[t->from_device[k]].network[i];
		for (size_t k = 0; k < t->nto_device; k++)
			on &= m->host[t->to_device[k]].network[i];
		if (on && found != NO_INDEX)
			return NO_INDEX;
		if (on)
			found = i;
	}
	return found;
}

/* devices are on the network their traffic is on */
static void
devices_on(struct reader *r, const struct traffic *t, const size_t *device,
    size_t n, size_t net)
{
	const struct model *m = r->m;

	for (size_t i = 0; i < n && net != NO_INDEX; i++)
		if (!m->host[device[i]].network[net]) {
			diag_error(r->d, t->at, "traffic-device",
			    "device '%s' has no port on network '%s'",
			    m->host[device[i]].name, m->network[net].name);
			diag_hint(r->d,
			    "'network' of one of its ports says so");
		}
}

/* the network of traffic between VMs that names none, or NO_INDEX */
static size_t
only_data(struct reader *r, const struct node *map)
{
	size_t n = 0, found = NO_INDEX;

	for (size_t i = 0; i < r->m->nnetwork; i++)
		if (r->m->network[i].purpose == PURPOSE_DATA) {
			found = i;
			n++;
		}
	if (n == 1)
		return found;
	if (!r->m->unread.networks)
		diag_error(r->d, map->at, "missing-key",
		    "a traffic entry needs the key 'network': there are %zu "
		    "networks for data",
		    n);
	return NO_INDEX;
}

/* the network the receivers are on, or NO_INDEX where it is the same */
static size_t
routed_to(struct reader *r, const struct node *map, const char *name,
    const struct traffic *t)
{
	const struct network *n = r->m->network;
	size_t to;

	if (name == NULL)
		return NO_INDEX;
	to = read_ref_find(r, &r->network, "unknown-network", "a traffic entry",
	    name, node_at(map, "to_network"));
	if (to == NO_INDEX || t->network == NO_INDEX || to == t->network)
		return NO_INDEX;
	if (t->between_hosts || n[to].east_west || n[t->network].east_west ||
	    n[to].purpose == PURPOSE_OOB ||
	    n[t->network].purpose == PURPOSE_OOB) {
		diag_error(r->d, node_at(map, "to_network"), "traffic-routed",
		    "nothing is routed from '%s' to '%s': both must be "
		    "networks between VMs that reach the core",
		    n[t->network].name, n[to].name);
		return NO_INDEX;
	}
	return to;
}

static void
entry_read(struct reader *r, const struct node *map)
{
	struct traffic_row row = { .purpose = -1 };
	struct traffic t = { .network = NO_INDEX, .to_network = NO_INDEX };
	struct model *m = r->m;
	bool from = node_says(map, "from"), to = node_says(map, "to");

	read_by_table(r, map, &read_traffic_table, &row);
	if (map->kind != NODE_MAP)
		return;
	t.at = map->at;
	t.rate_bps = row.rate_bps;
	if (from != to) {
		diag_error(r->d, map->at, "missing-key",
		    "a traffic entry "
		    "with '%s' needs the key '%s'",
		    from ? "from" : "to", from ? "to" : "from");
		diag_hint(r->d,
		    "without both, an entry of a network is of each of its "
		    "hosts: to the storage devices on it and as much back, "
		    "else to the other hosts");
		return;
	}
	if (row.network != NULL && row.purpose >= 0) {
		diag_error(r->d, node_at(map, "purpose"), "traffic-both",
		    "either 'network' or 'purpose' of a traffic entry, not "
		    "both");
		return;
	}
	t.between_hosts = !from;
	if (from) {
		t.from = ends_find(r, map, "from", &row.from, &t.nfrom,
		    &t.from_device, &t.nfrom_device);
		t.to = ends_find(r, map, "to", &row.to, &t.nto, &t.to_device,
		    &t.nto_device);
	}
	if (t.nfrom == 1 && t.nto == 1 && t.from[0] == t.to[0]) {
		diag_warn(r->d, node_at(map, "to"), "traffic-self",
		    "'%s' sends to itself: that is on no network",
		    m->vm[t.to[0]].name);
		diag_hint(r->d, "name those that receive it");
	}
	if (row.network != NULL) {
		t.network = read_ref_find(r, &r->network, "unknown-network",
		    "a traffic entry", row.network, node_at(map, "network"));
	} else if (node_says(map, "network") || node_says(map, "purpose")) {
		; /* where it could not be read, that has been reported */
	} else if (from && t.nfrom_device + t.nto_device > 0) {
		t.network = device_network(m, &t);
		if (t.network == NO_INDEX) {
			diag_error(r->d, map->at, "missing-key",
			    "a traffic entry needs the key 'network': its "
			    "devices are on several, or on none in common");
			return;
		}
	} else if (from) {
		t.network = only_data(r, map);
	} else {
		diag_error(r->d, map->at, "missing-key",
		    "a traffic entry needs the keys 'from' and 'to', or "
		    "'purpose'");
		diag_hint(r->d,
		    "for example '{purpose: csv, rate: 500 "
		    "Mbit/s}'");
		return;
	}
	t.to_network = routed_to(r, map, row.to_network, &t);
	if (t.network != NO_INDEX)
		t.purpose = m->network[t.network].purpose;
	else if (row.purpose >= 0)
		t.purpose = (enum purpose)row.purpose;
	else
		return;
	devices_on(r, &t, t.from_device, t.nfrom_device, t.network);
	devices_on(r, &t, t.to_device, t.nto_device,
	    t.to_network != NO_INDEX ? t.to_network : t.network);
	PUSH(r->a, m->traffic, m->ntraffic, r->captraffic, t);
}

void
read_traffic(struct reader *r, const struct node *n)
{
	read_list_each(r, n, "traffic", entry_read);
}

void
read_backup(struct reader *r, const struct node *n)
{
	struct backup_row row = { .change_ppm = WHOLE_PPM,
		.streams = 1,
		.volumes = 1,
		.snapshots = 4,
		.redirected = -1 };
	struct backup *b = &r->m->backup;

	if (n == NULL || node_is_null(n))
		return;
	read_by_table(r, n, &read_backup_table, &row);
	b->given = true;
	b->off_host = row.method == 0;
	b->per_lun = row.snapshot == 0;
	b->data_bytes = row.data_bytes;
	b->change_ppm = row.change_ppm;
	b->streams = row.streams;
	b->volumes = row.volumes;
	b->snapshots = row.snapshots;
	b->snapshot_us = row.snapshot_us;
	b->source_bps = row.source_bps;
	b->repository_bps = row.repository_bps;
	b->cores = row.cores;
	b->io_bps = row.io_bps;
	b->redirected = row.redirected;
	b->at = n->at;
	b->target = b->network = NO_INDEX;
	if (row.network != NULL)
		b->network = read_ref_find(r, &r->network, "unknown-network",
		    "the backup", row.network, node_at(n, "network"));
	if (row.target != NULL)
		b->target = read_index_find(&r->device, row.target);
	if (b->target != NO_INDEX)
		b->target += r->m->nhost;
	else if (row.target != NULL)
		b->target = read_ref_find(r, &r->host, "unknown-host",
		    "the backup", row.target, node_at(n, "target"));
}
