/*
 * Hosts and VMs of oVirt, as its REST API answers in JSON, each collection a
 * file: {"host": [...]} of hosts?follow=cluster and {"vm": [...]} of
 * vms?follow=host,cluster (oVirt 4.2 or later).  Without `follow` it refers by
 * number alone, and such an answer is refused.
 */
#include "command/import_inventory.h"
#include "input/json.h"

static const char how[] =
    "curl -u USER -H 'Accept: application/json' "
    "'https://ENGINE/ovirt-engine/api/hosts?follow=cluster', and of "
    "'vms?follow=host,cluster' the same, each into a file";

static const struct node *
collection(const struct node *doc, const char *of)
{
	const struct node *x = doc->kind == NODE_MAP ? node_get(doc, of) : NULL;

	return x != NULL && x->kind == NODE_LIST ? x : NULL;
}

bool
import_is_ovirt(const struct node *doc)
{
	return node_get(doc, "eastwest_inventory") == NULL &&
	    (collection(doc, "host") != NULL || collection(doc, "vm") != NULL);
}

/* what a thing refers to: its name, "" where it refers to none; NULL after a
 * finding */
static const char *
name_of(struct run *r, const struct node *x, const char *key)
{
	const struct node *to = node_get(x, key);

	if (to == NULL || to->kind != NODE_MAP)
		return "";
	if (*node_text(to, "name") != '\0')
		return node_text(to, "name");
	diag_error(r->d, node_at(x, key), "inventory-name",
	    "the %s of '%s' is given by its number only", key,
	    node_text(x, "name"));
	diag_hint(r->d, "%s", how);
	return NULL;
}

static bool
nameless(struct run *r, const struct node *x, const char *what)
{
	if (x->kind == NODE_MAP && *node_text(x, "name") != '\0')
		return false;
	diag_error(r->d, x->kind == NODE_MAP ? node_at(x, "name") : x->at,
	    "inventory-name", "the name of this %s is missing", what);
	return true;
}

static bool
host(struct run *r, const struct node *x, struct inventory *out)
{
	struct inv_host h = { .cluster_at = node_at(x, "cluster") };

	if (nameless(r, x, "host"))
		return false;
	h.name = node_text(x, "name");
	h.at = node_at(x, "name");
	h.cluster = name_of(r, x, "cluster");
	h.memory_bytes = import_bytes(r, x, "memory");
	if (h.cluster == NULL || h.memory_bytes < 0)
		return false;
	if (*h.cluster == '\0')
		h.cluster = NULL;
	PUSH(r->a, out->host, out->nhost, out->caphost, h);
	return true;
}

/* its memory is on no host: down, suspended, being made */
static bool
is_idle(const struct node *x)
{
	return x->kind == NODE_MAP && node_get(x, "host") == NULL;
}

static bool
vm(struct run *r, const struct node *x, struct inventory *out)
{
	struct inv_vm v = { .host_at = node_at(x, "host"),
		.cluster_at = node_at(x, "cluster") };

	if (nameless(r, x, "VM"))
		return false;
	v.name = node_text(x, "name");
	v.at = node_at(x, "name");
	v.host = name_of(r, x, "host");
	v.cluster = name_of(r, x, "cluster");
	v.memory_bytes = import_bytes(r, x, "memory");
	if (v.memory_bytes == 0)
		return diag_error(r->d, v.at, "vm-memory-unknown",
		    "the memory of VM '%s' is not given", v.name);
	if (v.host == NULL || v.cluster == NULL || v.memory_bytes < 0)
		return false;
	if (*v.cluster == '\0')
		v.cluster = NULL;
	PUSH(r->a, out->vm, out->nvm, out->capvm, v);
	return true;
}

bool
import_ovirt(struct run *r, const struct node *doc, struct inventory *out)
{
	const struct node *hosts = collection(doc, "host");
	const struct node *vms = collection(doc, "vm");
	size_t before = r->d->errors, idle = 0;

	for (size_t i = 0; hosts != NULL && i < hosts->n; i++)
		out->partial |= !host(r, hosts->item[i], out);
	for (size_t i = 0; vms != NULL && i < vms->n; i++) {
		if (is_idle(vms->item[i]))
			idle++;
		else
			vm(r, vms->item[i], out);
	}
	out->hypervisor = "kvm";
	out->orchestrator = "ovirt";
	if (idle > 0)
		diag_warn(r->d, vms->at, "vms-idle",
		    "left out as not running: %s", str_count(r->a, idle, "VM"));
	return r->d->errors == before;
}

bool
import_ovirt_whole(struct run *r, struct inventory *v)
{
	if (v->partial || v->orchestrator == NULL ||
	    !str_eq(v->orchestrator, "ovirt") || v->nhost > 0)
		return true;
	diag_error(r->d, v->nvm > 0 ? v->vm[0].host_at : SPAN_NONE,
	    "inventory-kind", "these are VMs of oVirt, without its hosts");
	diag_hint(r->d, "%s", how);
	v->partial = true;
	return false;
}
