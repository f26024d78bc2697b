#include "model/inventory.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/str.h"
#include "input/json.h"

#define COUNT(x) (sizeof(x) / sizeof((x)[0]))
#define TEXT(k, f, doc_) \
	{ \
		.key = (k), .kind = FIELD_TEXT, .offset = AT(f), .doc = (doc_) \
	}
#define NEEDED(k, f, ex, doc_) \
	{ \
		.key = (k), .kind = FIELD_TEXT, .offset = AT(f), \
		.required = true, .example = (ex), .doc = (doc_) \
	}
#define INT(k, f, most, doc_) \
	{ \
		.key = (k), .kind = FIELD_INT, .offset = AT(f), .min = 0, \
		.max = (most), .doc = (doc_) \
	}
#define BOOL(k, f, doc_) \
	{ \
		.key = (k), .kind = FIELD_BOOL, .offset = AT(f), .doc = (doc_) \
	}
#define TEXTS(k, f, doc_) \
	{ \
		.key = (k), .kind = FIELD_TEXTS, .offset = AT(f), \
		.doc = (doc_) \
	}
#define NODE(k, f, doc_) \
	{ \
		.key = (k), .kind = FIELD_NODE, .offset = AT(f), .doc = (doc_) \
	}
#define BYTES_MAX (INT64_C(1) << 60)

struct reader {
	struct arena *a;
	struct diags *d;
	struct inventory *v;
};

#define AT(member) offsetof(struct inv_nic, member)
static const struct field nic_field[] = {
	NEEDED("name", name, "\"NIC1\"", "its name in the operating system"),
	TEXT("description", description, "vendor and model"),
	TEXT("driver", driver, "version of its driver"),
	TEXT("firmware", firmware, "version of its firmware"),
	INT("speed_bps", speed_bps, INT64_C(1) << 50, "of its link"),
	INT("mtu", mtu, 1 << 20, "MTU (largest IP packet)"),
	BOOL("up", up, "is its link up"),
};
#undef AT

#define AT(member) offsetof(struct inv_nic, member)
static const struct field interface_field[] = {
	NEEDED("name", name, "\"vEthernet (lm)\"",
	    "its name in the operating "
	    "system"),
	INT("mtu", mtu, 1 << 20, "MTU (largest IP packet)"),
};
#undef AT

#define AT(member) offsetof(struct inv_team, member)
static const struct field team_field[] = {
	NEEDED("name", name, "\"Team1\"", "its name in the operating system"),
	TEXT("mode", mode, "SwitchIndependent, Lacp or Static"),
	TEXT("hash", hash, "load balancing"),
	TEXTS("members", members, "names of its network cards"),
};
#undef AT

struct lm_row {
	const char *transport;
	int64_t simultaneous;
	struct name_list networks;
};
#define AT(member) offsetof(struct lm_row, member)
static const struct field lm_field[] = {
	TEXT("transport", transport, "TCPIP, Compression or SMB"),
	INT("simultaneous", simultaneous, 1000, "concurrent live migrations"),
	TEXTS("networks", networks, "subnets it may use, in order"),
};
#undef AT

struct host_row {
	struct inv_host host;
	const struct node *nics, *interfaces, *teams, *lm;
};
#define AT(member) offsetof(struct host_row, member)
static const struct field host_field[] = {
	NEEDED("name", host.name, "\"hv1\"", "the host's name"),
	INT("memory_bytes", host.memory_bytes, BYTES_MAX, "installed memory"),
	INT("cores", host.cores, 1 << 20, "of its processors"),
	TEXT("cluster", host.cluster, "the cluster it belongs to"),
	TEXT("os", host.os, "its operating system"),
	TEXT("model", host.model, "server model"),
	TEXT("bios", host.bios, "version of its BIOS"),
	NODE("nics", nics, "its network cards"),
	NODE("interfaces", interfaces, "virtual ones of the host itself"),
	NODE("teams", teams, "its teams"),
	NODE("live_migration", lm, "its settings"),
};
#undef AT

#define AT(member) offsetof(struct inv_disk, member)
static const struct field disk_field[] = {
	TEXT("path", path, "the file written to now"),
	TEXT("controller", controller, "IDE or SCSI"),
	TEXT("format", format, "VHD or VHDX"),
	TEXT("type", type, "Fixed, Dynamic or Differencing"),
	TEXT("parent", parent, "parent of a differencing disk"),
	BOOL("passthrough", passthrough, "a pass-through disk"),
};
#undef AT

#define AT(member) offsetof(struct inv_checkpoint, member)
static const struct field checkpoint_field[] = {
	TEXT("name", name, "its name"),
	TEXT("type", type, "Standard, Recovery, ..."),
};
#undef AT

struct replica_row {
	const char *state;
};
#define AT(member) offsetof(struct replica_row, member)
static const struct field replica_field[] = {
	TEXT("state", state, "Disabled, Replicating, ..."),
};
#undef AT

struct integration_row {
	bool vss;
	const char *version;
};
#define AT(member) offsetof(struct integration_row, member)
static const struct field integration_field[] = {
	BOOL("vss", vss, "volume shadow copies in the guest"),
	TEXT("version", version, "of the integration services"),
};
#undef AT

struct vm_row {
	struct inv_vm vm;
	const struct node *disks, *checkpoints, *replica, *integration;
};
#define AT(member) offsetof(struct vm_row, member)
static const struct field vm_field[] = {
	NEEDED("name", vm.name, "\"sql1\"", "its name"),
	TEXT("id", vm.id, "its GUID"),
	TEXT("host", vm.host, "where it runs"),
	TEXT("cluster", vm.cluster, "the cluster of its host"),
	BOOL("clustered", vm.clustered, "is it a cluster role"),
	INT("generation", vm.generation, 9, "1 or 2"),
	TEXT("state", vm.state, "Running, Off, ..."),
	INT("memory_bytes", vm.memory_bytes, BYTES_MAX,
	    "assigned; the maximum where it is dynamic"),
	BOOL("dynamic", vm.dynamic, "dynamic memory"),
	NODE("disks", disks, "its disks"),
	NODE("checkpoints", checkpoints, "its checkpoints"),
	NODE("replica", replica, "Hyper-V Replica"),
	BOOL("backup_running", vm.backup_running, "a backup is running"),
	BOOL("merging", vm.merging, "disks are being merged"),
	TEXTS("iso", vm.iso, "images in its DVD drives"),
	INT("scsi_controllers", vm.scsi_controllers, 64, "how many"),
	NODE("integration", integration, "its integration services"),
};
#undef AT

struct top_row {
	int64_t version;
	const char *taken_by;
	const struct node *hosts, *vms;
};
#define AT(member) offsetof(struct top_row, member)
/* clang-format off */
static const struct field top_field[] = {
	{ .key = "eastwest_inventory", .kind = FIELD_INT,
	  .offset = AT(version), .required = true, .min = 0, .max = 1000000,
	  .example = "1", .doc = "the version of this format" },
	TEXT("taken_by", taken_by, "what wrote it"),
	{ .key = "hosts", .kind = FIELD_NODE, .offset = AT(hosts),
	  .required = true, .example = "[]", .doc = "the hosts" },
	{ .key = "vms", .kind = FIELD_NODE, .offset = AT(vms),
	  .required = true, .example = "[]", .doc = "the VMs" },
};
/* clang-format on */
#undef AT

bool
inventory_same(const char *x, const char *y)
{
	return x != NULL && y != NULL && strcasecmp(x, y) == 0;
}

const struct inv_host *
inventory_host(const struct inventory *v, const char *name)
{
	for (size_t i = 0; i < v->nhost; i++)
		if (inventory_same(v->host[i].name, name))
			return &v->host[i];
	return NULL;
}

/* the items of a list; a map alone is a list of one, as ConvertTo-Json of old
 * writes it */
static size_t
items(struct reader *r, const struct node *n, const char *what,
    struct node *const **item)
{
	struct node **one;

	*item = NULL;
	if (n == NULL || node_is_null(n))
		return 0;
	if (n->kind == NODE_LIST) {
		*item = n->item;
		return n->n;
	}
	if (n->kind == NODE_MAP && n->n > 0) {
		one = NEW(r->a, struct node *, 1);
		one[0] = NEW(r->a, struct node, 1);
		*one[0] = *n;
		*item = one;
		return 1;
	}
	diag_error(r->d, n->at, "wrong-kind", "%s must be a list", what);
	return 0;
}

/* what a name is made of, once more: never empty */
static void
not_empty(struct reader *r, const char *text, struct span at, const char *what)
{
	if (text != NULL && text[0] == '\0')
		diag_error(r->d, at, "bad-text", "the name of %s is empty",
		    what);
}

#define DECODE(r, n, table, out, what) \
	decode(r, n, table, COUNT(table), out, what)

/* decode_map, but that keys we don't know are passed over, as whoever gathers
 * may gather more; one that looks like a slip is reported */
static bool
decode(struct reader *r, const struct node *map, const struct field *f,
    size_t n, void *out, const char *what)
{
	struct node known = *map;
	const char **name = NEW(r->a, const char *, n + 1), *near;
	size_t k;

	for (k = 0; k < n; k++)
		name[k] = f[k].key;
	if (map->kind == NODE_MAP) {
		known.n = 0;
		known.key = NEW(r->a, struct node *, map->n + 1);
		known.item = NEW(r->a, struct node *, map->n + 1);
	}
	for (size_t i = 0; map->kind == NODE_MAP && i < map->n; i++) {
		for (k = 0; k < n; k++)
			if (strcmp(map->key[i]->text, name[k]) == 0)
				break;
		if (k < n) {
			known.key[known.n] = map->key[i];
			known.item[known.n++] = map->item[i];
			continue;
		}
		near = str_nearest(map->key[i]->text, name, n);
		if (near == NULL || node_get(map, near) != NULL)
			continue;
		diag_warn(r->d, map->key[i]->at, "inventory-key",
		    "'%s' of %s is not used", map->key[i]->text, what);
		diag_hint(r->d, "did you mean '%s'?", near);
	}
	return decode_map(r->a, r->d, &known, f, n, out, what);
}

static void
host_parts(struct reader *r, struct host_row *row)
{
	struct inv_host *h = &row->host;
	struct lm_row lm = { 0 };
	struct node *const *item;

	h->nnic = items(r, row->nics, "'nics' of a host", &item);
	h->nic = NEW(r->a, struct inv_nic, h->nnic + 1);
	for (size_t i = 0; i < h->nnic; i++) {
		DECODE(r, item[i], nic_field, &h->nic[i], "a NIC");
		h->nic[i].at = item[i]->at;
		not_empty(r, h->nic[i].name, item[i]->at, "a NIC");
	}
	h->ninterface =
	    items(r, row->interfaces, "'interfaces' of a host", &item);
	h->interface = NEW(r->a, struct inv_nic, h->ninterface + 1);
	for (size_t i = 0; i < h->ninterface; i++)
		DECODE(r, item[i], interface_field, &h->interface[i],
		    "an interface");
	h->nteam = items(r, row->teams, "'teams' of a host", &item);
	h->team = NEW(r->a, struct inv_team, h->nteam + 1);
	for (size_t i = 0; i < h->nteam; i++) {
		DECODE(r, item[i], team_field, &h->team[i], "a team");
		h->team[i].at = item[i]->at;
	}
	h->lm_at = h->at;
	if (row->lm == NULL)
		return;
	DECODE(r, row->lm, lm_field, &lm, "'live_migration' of a host");
	h->transport = lm.transport;
	h->simultaneous = lm.simultaneous;
	h->networks = lm.networks;
	h->lm_at = row->lm->at;
}

static void
hosts_read(struct reader *r, const struct node *n)
{
	struct inventory *v = r->v;
	struct node *const *item;
	size_t i, many = items(r, n, "'hosts'", &item);

	for (i = 0; i < many; i++) {
		struct host_row row = { 0 };

		v->partial |= !DECODE(r, item[i], host_field, &row, "a host");
		row.host.at = node_at(item[i], "name");
		row.host.cluster_at = node_at(item[i], "cluster");
		host_parts(r, &row);
		if (row.host.name == NULL)
			continue;
		not_empty(r, row.host.name, row.host.at, "a host");
		PUSH(r->a, v->host, v->nhost, v->caphost, row.host);
	}
}

static void
vm_parts(struct reader *r, struct vm_row *row)
{
	struct inv_vm *m = &row->vm;
	struct replica_row replica = { 0 };
	struct integration_row integration = { .vss = true };
	struct node *const *item;

	m->ndisk = items(r, row->disks, "'disks' of a VM", &item);
	m->disk = NEW(r->a, struct inv_disk, m->ndisk + 1);
	for (size_t i = 0; i < m->ndisk; i++) {
		DECODE(r, item[i], disk_field, &m->disk[i], "a disk");
		m->disk[i].at = node_at(item[i], "path");
	}
	m->ncheckpoint =
	    items(r, row->checkpoints, "'checkpoints' of a VM", &item);
	m->checkpoint = NEW(r->a, struct inv_checkpoint, m->ncheckpoint + 1);
	for (size_t i = 0; i < m->ncheckpoint; i++) {
		DECODE(r, item[i], checkpoint_field, &m->checkpoint[i],
		    "a checkpoint");
		m->checkpoint[i].at = item[i]->at;
	}
	if (row->replica != NULL)
		DECODE(r, row->replica, replica_field, &replica,
		    "'replica' of a VM");
	if (row->integration != NULL)
		DECODE(r, row->integration, integration_field, &integration,
		    "'integration' of a VM");
	m->replica = replica.state;
	m->vss = integration.vss;
	m->services = integration.version;
}

static void
vms_read(struct reader *r, const struct node *n)
{
	struct inventory *v = r->v;
	struct node *const *item;
	size_t i, many = items(r, n, "'vms'", &item);

	for (i = 0; i < many; i++) {
		struct vm_row row = { .vm.memory_bytes = -1,
			.vm.scsi_controllers = -1 };

		v->partial |= !DECODE(r, item[i], vm_field, &row, "a VM");
		row.vm.at = node_at(item[i], "name");
		row.vm.host_at = node_at(item[i], "host");
		row.vm.cluster_at = node_at(item[i], "cluster");
		vm_parts(r, &row);
		if (row.vm.name == NULL)
			continue;
		not_empty(r, row.vm.name, row.vm.at, "a VM");
		PUSH(r->a, v->vm, v->nvm, v->capvm, row.vm);
	}
}

/* what is looked at twice is wrong: by these texts, in this order */
struct entry {
	const char *major, *minor;
	struct span at;
	size_t index;
};

static int
by_entry(const void *px, const void *py)
{
	const struct entry *x = px, *y = py;
	int c = strcasecmp(x->major, y->major);

	if (c == 0)
		c = strcasecmp(x->minor, y->minor);
	if (c != 0)
		return c;
	return x->index < y->index ? -1 : x->index > y->index;
}

static void
twice(struct reader *r, struct entry *e, size_t n, const char *what)
{
	size_t first = 0;

	qsort(e, n, sizeof *e, by_entry);
	for (size_t i = 1; i < n; i++) {
		if (strcasecmp(e[first].major, e[i].major) != 0 ||
		    strcasecmp(e[first].minor, e[i].minor) != 0) {
			first = i;
			continue;
		}
		diag_error(r->d, e[i].at, "inventory-duplicate",
		    "%s '%s' is listed twice", what, e[i].major);
		diag_hint(r->d,
		    "first at line %d; did it migrate while the inventory was "
		    "taken, or are two inventories combined?",
		    e[first].at.line);
	}
}

static void
check_twice(struct reader *r)
{
	const struct inventory *v = r->v;
	struct entry *e = NEW(r->a, struct entry, v->nhost + v->nvm + 1);
	size_t i, n;

	for (i = n = 0; i < v->nhost; i++)
		e[n++] =
		    (struct entry){ v->host[i].name, "", v->host[i].at, i };
	twice(r, e, n, "the host");
	/* names need not be unique, GUIDs are; where there is none the name and
	 * the host must do */
	for (i = n = 0; i < v->nvm; i++)
		if (v->vm[i].id != NULL)
			e[n++] =
			    (struct entry){ v->vm[i].id, "", v->vm[i].at, i };
	twice(r, e, n, "the VM with the id");
	for (i = n = 0; i < v->nvm; i++)
		if (v->vm[i].id == NULL && v->vm[i].host != NULL)
			e[n++] = (struct entry){ v->vm[i].name, v->vm[i].host,
				v->vm[i].at, i };
	twice(r, e, n, "the VM");
}

static void
check_hosts(struct reader *r)
{
	const struct inventory *v = r->v;

	/* a host that could not be read may be the one */
	if (v->partial || v->nhost == 0)
		return;
	for (size_t i = 0; i < v->nvm; i++)
		if (v->vm[i].host != NULL &&
		    inventory_host(v, v->vm[i].host) == NULL)
			diag_error(r->d, v->vm[i].host_at, "inventory-host",
			    "the VM '%s' is on the host '%s', which the "
			    "inventory does not list",
			    v->vm[i].name, v->vm[i].host);
}

bool
inventory_read(struct arena *a, struct diags *d, const struct source *src,
    struct inventory *out)
{
	struct reader r = { a, d, out };
	struct top_row top = { 0 };
	size_t errors = d->errors;
	const struct node *doc = json_read(a, d, src), *version;

	if (doc == NULL)
		return false;
	/* another version may say anything: no word about the rest of it */
	version = node_get(doc, "eastwest_inventory");
	if (version != NULL && version->text != NULL &&
	    num_int(version->text, &top.version) &&
	    top.version != INVENTORY_VERSION) {
		diag_error(d, node_at(doc, "eastwest_inventory"),
		    "inventory-version",
		    "an inventory of version %lld; this "
		    "program reads version %d",
		    (long long)top.version, INVENTORY_VERSION);
		diag_hint(d,
		    "create it again with the inventory.ps1 of this program's "
		    "templates");
		return false;
	}
	if (!DECODE(&r, doc, top_field, &top, "an inventory") &&
	    version == NULL)
		return false;
	out->taken_by = top.taken_by;
	out->hypervisor = "hyper-v";
	hosts_read(&r, top.hosts);
	vms_read(&r, top.vms);
	check_twice(&r);
	check_hosts(&r);
	return d->errors == errors;
}
