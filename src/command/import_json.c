/*
 * An inventory in JSON.  Keys we do not know are passed over: whoever gathers
 * may gather more.
 */
#include <string.h>

#include "command/import_inventory.h"
#include "input/decode.h"
#include "input/json.h"

struct root_row {
	int64_t version;
	const struct node *hosts, *vms;
};

struct nic_row {
	const char *name;
	int64_t speed_bps;
};

struct host_row {
	const char *name, *cluster, *os;
	int64_t memory_bytes, cores;
	const struct node *nics;
};

struct vm_row {
	const char *name, *host, *cluster, *state;
	int64_t memory_bytes;
};

#define COUNT(x) (sizeof(x) / sizeof((x)[0]))
#define MEMORY_MAX (INT64_C(1) << 50)

#define AT(member) offsetof(struct root_row, member)
/* clang-format off */
static const struct field root_field[] = {
	{ .key = "eastwest_inventory", .kind = FIELD_INT,
	    .offset = AT(version), .required = true, .example = "1" },
	{ .key = "hosts", .kind = FIELD_NODE, .offset = AT(hosts),
	    .required = true },
	{ .key = "vms", .kind = FIELD_NODE, .offset = AT(vms),
	    .required = true },
};
/* clang-format on */
#undef AT
#define AT(member) offsetof(struct nic_row, member)
/* clang-format off */
static const struct field nic_field[] = {
	{ .key = "name", .kind = FIELD_TEXT, .offset = AT(name) },
	{ .key = "speed_bps", .kind = FIELD_INT, .offset = AT(speed_bps) },
};
/* clang-format on */
#undef AT
#define AT(member) offsetof(struct host_row, member)
/* clang-format off */
static const struct field host_field[] = {
	{ .key = "name", .kind = FIELD_TEXT, .offset = AT(name),
	    .required = true, .example = "\"hv1\"" },
	{ .key = "cluster", .kind = FIELD_TEXT, .offset = AT(cluster) },
	{ .key = "memory_bytes", .kind = FIELD_INT,
	    .offset = AT(memory_bytes), .max = MEMORY_MAX,
	    .example = "274877906944" },
	{ .key = "cores", .kind = FIELD_INT, .offset = AT(cores),
	    .max = 4096, .example = "16" },
	{ .key = "os", .kind = FIELD_TEXT, .offset = AT(os) },
	{ .key = "nics", .kind = FIELD_NODE, .offset = AT(nics) },
};
/* clang-format on */
#undef AT
#define AT(member) offsetof(struct vm_row, member)
/* clang-format off */
static const struct field vm_field[] = {
	{ .key = "name", .kind = FIELD_TEXT, .offset = AT(name),
	    .required = true, .example = "\"web1\"" },
	{ .key = "host", .kind = FIELD_TEXT, .offset = AT(host) },
	{ .key = "cluster", .kind = FIELD_TEXT, .offset = AT(cluster) },
	{ .key = "state", .kind = FIELD_TEXT, .offset = AT(state) },
	{ .key = "memory_bytes", .kind = FIELD_INT,
	    .offset = AT(memory_bytes), .required = true, .max = MEMORY_MAX,
	    .example = "8589934592" },
};
/* clang-format on */
#undef AT

/* decode_map, but for the keys the table does not have */
static bool
decode(struct run *r, const struct node *map, const struct field *f, size_t n,
    void *out, const char *what)
{
	struct node known = *map;
	size_t i, k;

	if (map->kind == NODE_MAP) {
		known.n = 0;
		known.key = NEW(r->a, struct node *, n + 1);
		known.item = NEW(r->a, struct node *, n + 1);
		for (i = 0; i < map->n; i++)
			for (k = 0; k < n; k++)
				if (strcmp(map->key[i]->text, f[k].key) == 0) {
					known.key[known.n] = map->key[i];
					known.item[known.n++] = map->item[i];
				}
	}
	return decode_map(r->a, r->d, &known, f, n, out, what);
}

/* false after a finding; a list that is not there is empty */
static bool
is_list(struct run *r, const struct node *n, const char *key)
{
	if (n == NULL || node_is_null(n))
		return false;
	if (n->kind == NODE_LIST)
		return true;
	return diag_error(r->d, n->at, "wrong-kind", "'%s' must be a list",
	    key);
}

static void
read_nics(struct run *r, const struct node *list, struct inv_host *h)
{
	size_t i, cap = 0;

	if (!is_list(r, list, "nics"))
		return;
	for (i = 0; i < list->n; i++) {
		struct nic_row row = { .name = "" };
		struct inv_nic one;

		decode(r, list->item[i], nic_field, COUNT(nic_field), &row,
		    "a NIC");
		one = (struct inv_nic){ row.name, row.speed_bps };
		PUSH(r->a, h->nic, h->nnic, cap, one);
	}
}

/* what the system calls itself, as a site file has it; NULL: neither */
static const char *
version(const char *os)
{
	static const char *const known[][2] = {
		{ "2012 R2", "2012r2" },
		{ "2016", "2016" },
		{ "2019", "2019" },
		{ "2022", "2022" },
		{ "2025", "2025" },
	};
	size_t i;

	for (i = 0; os != NULL && i < COUNT(known); i++)
		if (strstr(os, known[i][0]) != NULL)
			return known[i][1];
	return NULL;
}

static void
read_host(struct run *r, const struct node *n, struct inventory *out)
{
	struct host_row row = { .name = NULL };
	struct inv_host h;

	if (!decode(r, n, host_field, COUNT(host_field), &row, "a host"))
		out->partial = true;
	if (row.name == NULL)
		return;
	h = (struct inv_host){ .name = row.name,
		.cluster = row.cluster,
		.version = version(row.os),
		.memory_bytes = row.memory_bytes,
		.cores = row.cores,
		.at = node_at(n, "name"),
		.cluster_at = node_at(n, "cluster") };
	read_nics(r, row.nics, &h);
	PUSH(r->a, out->host, out->nhost, out->caphost, h);
}

static void
read_vm(struct run *r, const struct node *n, struct inventory *out,
    size_t *idle)
{
	struct vm_row row = { .memory_bytes = -1 };
	struct inv_vm v;

	if (!decode(r, n, vm_field, COUNT(vm_field), &row, "a VM") ||
	    row.memory_bytes < 0) {
		out->partial = true;
		return;
	}
	/* Running, Paused and the like have their memory on the host */
	if (row.memory_bytes == 0 ||
	    (row.state != NULL &&
	        (strcmp(row.state, "Off") == 0 ||
	            strcmp(row.state, "Saved") == 0))) {
		(*idle)++;
		return;
	}
	v = (struct inv_vm){ row.name, row.host, row.cluster, row.memory_bytes,
		node_at(n, "name"), node_at(n, "host"), node_at(n, "cluster") };
	PUSH(r->a, out->vm, out->nvm, out->capvm, v);
}

bool
import_json(struct run *r, const struct source *src, struct inventory *out)
{
	const struct node *doc = json_read(r->a, r->d, src);
	struct root_row row = { .version = 1 };
	size_t before = r->d->errors, i, idle = 0;

	if (doc == NULL)
		return false;
	decode(r, doc, root_field, COUNT(root_field), &row, "an inventory");
	if (row.version != 1)
		return diag_error(r->d, node_at(doc, "eastwest_inventory"),
		    "inventory-version",
		    "an inventory of version %lld; this "
		    "program reads version 1",
		    (long long)row.version);
	out->hypervisor = "hyper-v";
	if (is_list(r, row.hosts, "hosts"))
		for (i = 0; i < row.hosts->n; i++)
			read_host(r, row.hosts->item[i], out);
	if (is_list(r, row.vms, "vms"))
		for (i = 0; i < row.vms->n; i++)
			read_vm(r, row.vms->item[i], out, &idle);
	if (idle > 0)
		diag_warn(r->d, node_at(doc, "vms"), "vms-idle",
		    "%zu VMs "
		    "that do not run are left out",
		    idle);
	return r->d->errors == before;
}
