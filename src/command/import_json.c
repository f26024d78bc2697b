/* An inventory in JSON: the VMs of it that run.  Ours, what Proxmox VE lists of
 * a cluster (pvesh get /cluster/resources --output-format json), or oVirt's. */
#include <string.h>

#include "command/import_inventory.h"
#include "input/json.h"

/* Running, Paused and the like have their memory on the host */
static bool
is_idle(const struct inv_vm *v)
{
	return v->memory_bytes == 0 ||
	    (v->state != NULL &&
	        (strcmp(v->state, "Off") == 0 ||
	            strcmp(v->state, "Saved") == 0));
}

/* its maxcpu counts threads, and no cores; false where it does not run */
static bool
proxmox_node(struct run *r, const struct node *x, struct inventory *out)
{
	struct inv_host h = { .name = node_text(x, "node"),
		.cluster = "proxmox",
		.memory_bytes = import_bytes(r, x, "maxmem"),
		.at = node_at(x, "node"),
		.cluster_at = node_at(x, "node") };

	if (*node_text(x, "status") != '\0' &&
	    !str_eq(node_text(x, "status"), "online"))
		return false;
	if (*h.name == '\0')
		diag_error(r->d, h.at, "inventory-name",
		    "the name of this node is missing");
	if (*h.name == '\0' || h.memory_bytes < 0)
		out->partial = true;
	else
		PUSH(r->a, out->host, out->nhost, out->caphost, h);
	return true;
}

/* false where it does not run, or is a finding */
static bool
proxmox_vm(struct run *r, const struct node *x, struct inventory *out)
{
	struct inv_vm v = { .name = node_text(x, "name"),
		.host = node_text(x, "node"),
		.at = node_at(x, "name"),
		.host_at = node_at(x, "node"),
		.cluster_at = node_at(x, "node") };

	if (!str_eq(node_text(x, "status"), "running") ||
	    str_eq(node_text(x, "template"), "1"))
		return false;
	if (*v.name == '\0')
		v.name = str_fmt(r->a, "vm-%s", node_text(x, "vmid"));
	if (*v.host == '\0') {
		diag_error(r->d, v.at, "inventory-name",
		    "the node of VM '%s' is missing", v.name);
		return true;
	}
	v.memory_bytes = import_bytes(r, x, "maxmem");
	if (v.memory_bytes == 0)
		diag_error(r->d, v.at, "vm-memory-unknown",
		    "the memory of VM '%s' is not given", v.name);
	if (v.memory_bytes > 0)
		PUSH(r->a, out->vm, out->nvm, out->capvm, v);
	return true;
}

static bool
import_proxmox(struct run *r, const struct node *list, struct inventory *out)
{
	size_t before = r->d->errors, i, idle = 0, containers = 0, known = 0,
	       offline = 0;

	for (i = 0; i < list->n; i++) {
		const struct node *x = list->item[i];
		const char *type =
		    x->kind == NODE_MAP ? node_text(x, "type") : "";

		known += str_eq(type, "node") || str_eq(type, "qemu");
		containers += str_eq(type, "lxc");
		if (str_eq(type, "node"))
			offline += !proxmox_node(r, x, out);
		else if (str_eq(type, "qemu"))
			idle += !proxmox_vm(r, x, out);
	}
	if (known == 0) {
		diag_error(r->d, list->at, "inventory-kind",
		    "this list is not that of a cluster's nodes and VMs");
		diag_hint(r->d,
		    "of Proxmox VE give the output of: pvesh get "
		    "/cluster/resources --output-format json");
		return false;
	}
	out->hypervisor = "kvm";
	out->orchestrator = "proxmox";
	if (offline > 0) {
		diag_warn(r->d, list->at, "nodes-offline",
		    "%s that %s offline %s left out",
		    str_count(r->a, offline, "node"),
		    offline == 1 ? "is" : "are", offline == 1 ? "is" : "are");
		diag_hint(r->d,
		    "list them again once they are back: a node that is down "
		    "does not say what memory it has");
	}
	if (idle > 0)
		diag_warn(r->d, list->at, "vms-idle",
		    "left out as not running, or templates: %s",
		    str_count(r->a, idle, "VM"));
	if (containers > 0)
		diag_warn(r->d, list->at, "vms-containers",
		    "%zu containers are left out: they can't be live-migrated",
		    containers);
	return r->d->errors == before;
}

/* the list of pvesh, or what the same call of the web interface answers; NULL:
 * neither */
static const struct node *
proxmox_list(const struct node *doc)
{
	if (doc == NULL || doc->kind == NODE_LIST)
		return doc;
	return node_get(doc, "eastwest_inventory") == NULL &&
	        node_get(doc, "data") != NULL &&
	        node_get(doc, "data")->kind == NODE_LIST ?
	    node_get(doc, "data") :
	    NULL;
}

/* has it anything of an inventory of ours? */
static bool
is_ours(const struct node *doc)
{
	return node_get(doc, "eastwest_inventory") != NULL ||
	    node_get(doc, "hosts") != NULL || node_get(doc, "vms") != NULL;
}

bool
import_json(struct run *r, const struct source *src, struct inventory *out)
{
	size_t n = out->nvm, many, idle = 0;
	/* what it does not accept, inventory_read reports */
	const struct node *doc = json_read(r->a, diags_new(r->a), src);
	const struct node *list = proxmox_list(doc);
	struct span at = SPAN_NONE;
	bool ok;

	if (list != NULL)
		return import_proxmox(r, list, out);
	if (doc != NULL && import_is_ovirt(doc))
		return import_ovirt(r, doc, out);
	if (doc != NULL && doc->kind == NODE_MAP && !is_ours(doc)) {
		diag_error(r->d, doc->at, "inventory-kind",
		    "this JSON is not a known kind of inventory%s",
		    node_get(doc, "entities") != NULL ?
		        ": Nutanix AHV is not a supported hypervisor" :
		        "");
		diag_hint(r->d,
		    "supported are the answers of Proxmox VE (pvesh get "
		    "/cluster/resources --output-format json) and of oVirt, "
		    "and what the scripts of templates/inventory/ print");
		return false;
	}
	ok = inventory_read(r->a, r->d, src, out);
	out->partial |= !ok;
	many = out->nvm;
	for (size_t i = out->nvm = n; i < many; i++) {
		struct inv_vm *v = &out->vm[i];

		if (is_idle(v)) {
			at = idle++ == 0 ? v->at : at;
			continue;
		}
		if (v->memory_bytes < 0)
			ok = diag_error(r->d, v->at, "vm-memory-unknown",
			    "the memory of VM '%s' is not given", v->name);
		else
			out->vm[out->nvm++] = *v;
	}
	if (idle > 0)
		diag_warn(r->d, at, "vms-idle", "left out as not running: %s",
		    str_count(r->a, idle, "VM"));
	return ok;
}
