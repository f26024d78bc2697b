#include "command/import_inventory.h"

#include <assert.h>
#include <string.h>

#include "base/str.h"
#include "command/import_names.h"

/* what is being made of an inventory */
struct draft_ctx {
	struct run *r;
	const struct inventory *v;
	struct draft *w;
	struct import_names host, cluster; /* by the inventory's names */
	struct import_named *hosts, *clusters, *vms;
	struct span *cluster_at; /* of each host: where it is given */
	size_t ncluster, capcluster;
	size_t *cluster_of; /* of each host */
	const char *alone;  /* the cluster of hosts without one */
};

static bool
not_empty(const char *s)
{
	return s != NULL && *s != '\0';
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

	for (i = 0; os != NULL && i < sizeof known / sizeof known[0]; i++)
		if (strstr(os, known[i][0]) != NULL)
			return known[i][1];
	return NULL;
}

static size_t
cluster_index(struct draft_ctx *k, const char *was, struct span at)
{
	struct import_named one = { .was = was, .at = at };
	size_t i = import_name_find(&k->cluster, was);

	if (i != IMPORT_NONE)
		return i;
	import_name_put(&k->cluster, was, k->ncluster);
	PUSH(k->r->a, k->clusters, k->ncluster, k->capcluster, one);
	return k->ncluster - 1;
}

/* hosts of the inventory; where it lists none, those its VMs are on */
static void
gather_hosts(struct draft_ctx *k)
{
	const struct inventory *v = k->v;
	struct draft *w = k->w;
	struct draft_host h;

	for (size_t i = 0; i < v->nhost; i++) {
		const struct inv_host *x = &v->host[i];

		if (!import_name_put(&k->host, x->name, w->nhost)) {
			if (!v->partial)
				diag_error(k->r->d, x->at, "inventory-twice",
				    "the host '%s' is already "
				    "defined",
				    x->name);
			continue;
		}
		h = (struct draft_host){ .was = x->name,
			.cluster = x->cluster,
			.rack = not_empty(x->rack) ? x->rack : NULL,
			.unit = x->unit,
			.version = version(x->os),
			.memory_bytes = x->memory_bytes,
			.cores = x->cores };
		k->hosts[w->nhost] =
		    (struct import_named){ x->name, NULL, x->at };
		k->cluster_at[w->nhost] = x->cluster_at;
		PUSH(k->r->a, w->host, w->nhost, w->caphost, h);
	}
	for (size_t i = 0; v->nhost == 0 && i < v->nvm && !v->partial; i++) {
		const struct inv_vm *x = &v->vm[i];

		if (!not_empty(x->host) ||
		    !import_name_put(&k->host, x->host, w->nhost))
			continue;
		h = (struct draft_host){ .was = x->host,
			.cluster = x->cluster };
		k->hosts[w->nhost] =
		    (struct import_named){ x->host, NULL, x->host_at };
		k->cluster_at[w->nhost] = x->cluster_at;
		PUSH(k->r->a, w->host, w->nhost, w->caphost, h);
	}
}

/* hosts known by VMs alone: those on which none of them runs, and one that is
 * written in two ways */
static void
doubtful_hosts(struct draft_ctx *k)
{
	const struct inventory *v = k->v;
	struct import_names reported =
	    import_names_new(k->r->a, v->nmention + 1, false);
	size_t n = 0;

	if (v->nhost > 0 || v->partial)
		return;
	for (size_t i = 0; i < k->w->nhost; i++) {
		const char *was = k->w->host[i].was, *dot = strchr(was, '.');
		size_t other = dot == NULL ?
		    IMPORT_NONE :
		    import_name_find(&k->host,
		        str_dup(k->r->a, was, (size_t)(dot - was)));

		if (other == IMPORT_NONE || other == i)
			continue;
		diag_warn(k->r->d, k->hosts[i].at, "host-alike",
		    "'%s' and '%s' are taken as two hosts", was,
		    k->w->host[other].was);
		diag_hint(k->r->d,
		    "if they are the same host, write its name the same way "
		    "throughout the table");
	}
	for (size_t i = 0; i < v->nmention; i++) {
		const char *name = v->mention[i].host;

		if (import_name_find(&k->host, name) == IMPORT_NONE)
			n += import_name_put(&reported, name, n);
	}
	for (size_t i = 0; i < v->nmention && n > 0; i++) {
		const char *name = v->mention[i].host;

		if (import_name_find(&reported, name) == IMPORT_NONE)
			continue;
		diag_warn(k->r->d, v->mention[i].at, "host-idle",
		    "no VM runs on host '%s'%s: left out", name,
		    n == 1 ? "" : str_fmt(k->r->a, " and on %zu more", n - 1));
		diag_hint(k->r->d,
		    "add a table of hosts, such as RVTools' vHost, which has "
		    "them all");
		return;
	}
}

static void
gather_clusters(struct draft_ctx *k)
{
	struct draft *w = k->w;
	bool reported = false;

	for (size_t i = 0; i < w->nhost; i++) {
		struct draft_host *h = &w->host[i];

		if (!not_empty(h->cluster) && !reported) {
			diag_warn(k->r->d, k->hosts[i].at, "host-unclustered",
			    "the host '%s' is in no cluster", h->was);
			diag_hint(k->r->d,
			    "such hosts are put into a cluster called '%s': "
			    "check whether their VMs can migrate among them",
			    k->alone);
			reported = true;
		}
		k->cluster_of[i] = cluster_index(k,
		    not_empty(h->cluster) ? h->cluster : k->alone,
		    k->cluster_at[i]);
	}
	import_names_give(k->r, "cluster", false, k->clusters, k->ncluster);
	import_names_give(k->r, "host", false, k->hosts, w->nhost);
	for (size_t i = 0; i < k->ncluster; i++) {
		struct draft_cluster c = { .name = k->clusters[i].name };

		PUSH(k->r->a, w->cluster, w->ncluster, w->capcluster, c);
	}
	for (size_t i = 0; i < w->nhost; i++) {
		struct draft_host *h = &w->host[i];
		struct draft_cluster *c = &w->cluster[k->cluster_of[i]];

		/* each host was put into one, above */
		assert(w->cluster != NULL && k->clusters != NULL);
		/* they sort by age: 2012r2, 2016, ... */
		if (h->version != NULL &&
		    (c->version == NULL || strcmp(h->version, c->version) < 0))
			c->version = h->version;
		h->name = k->hosts[i].name;
		h->cluster = k->clusters[k->cluster_of[i]].name;
		if (str_eq(h->name, h->was))
			h->was = NULL;
	}
}

/* units of racks, each once: what comes second has none */
static void
take_units(struct draft_ctx *k, const struct import_names *seen,
    const struct import_named *rack)
{
	enum { UNITS = 100 };
	struct draft *w = k->w;
	bool(*used)[UNITS + 1] =
	    arena_array(k->r->a, (size_t)w->racks + 1, sizeof(*used));
	size_t at;

	for (size_t i = 0; i < w->nhost; i++) {
		struct draft_host *h = &w->host[i];

		for (at = 0; !str_eq(w->rack[at], h->rack); at++)
			continue;
		if (h->unit > UNITS || used[at][h->unit])
			h->unit = 0;
		used[at][h->unit] = h->unit > 0;
	}
	for (size_t i = 0; i < k->v->noccupant; i++) {
		const struct inv_occupant *x = &k->v->occupant[i];
		struct draft_occupant o = { .name = x->name, .unit = x->unit };

		at = import_name_find(seen, x->rack);
		if (at == IMPORT_NONE || x->unit > UNITS || used[at][x->unit] ||
		    !str_is_text(x->name))
			continue;
		used[at][x->unit] = true;
		o.rack = rack[at].name;
		PUSH(k->r->a, w->occupant, w->noccupant, w->capoccupant, o);
	}
}

/* the racks the inventory names, where it does so for every host and no option
 * gives their number; false: it does not */
static bool
take_racks(struct draft_ctx *k)
{
	struct draft *w = k->w;
	struct import_names seen = import_names_new(k->r->a, w->nhost, false);
	struct import_named *x =
	    NEW(k->r->a, struct import_named, w->nhost + 1);
	size_t n = 0, without = 0, last = 0;

	for (size_t i = 0; i < w->nhost; i++)
		if (w->host[i].rack == NULL) {
			without++;
			last = i;
		}
	if (k->r->o->racks != NULL || without == w->nhost)
		return false;
	if (without > 0) {
		diag_warn(k->r->d, k->hosts[last].at, "host-unracked",
		    "the host '%s' is in no rack: the racks of the others are "
		    "ignored too",
		    k->hosts[last].was);
		return false;
	}
	for (size_t i = 0; i < w->nhost; i++)
		if (import_name_put(&seen, w->host[i].rack, n))
			x[n++] = (struct import_named){ w->host[i].rack, NULL,
				k->hosts[i].at };
	import_names_give(k->r, "rack", false, x, n);
	for (size_t i = 0; i < w->nhost; i++)
		w->host[i].rack =
		    x[import_name_find(&seen, w->host[i].rack)].name;
	w->rack = NEW(k->r->a, const char *, n + 1);
	for (size_t i = 0; i < n; i++)
		w->rack[i] = x[i].name;
	w->racks = (int64_t)n;
	w->racks_known = true;
	take_units(k, &seen, x);
	return true;
}

/* racks in the order of the hosts, evenly, where the inventory has none; memory
 * where none was given */
static bool
complete_hosts(struct draft_ctx *k, int64_t memory_bytes)
{
	struct draft *w = k->w;
	bool taken = take_racks(k);
	size_t i, racks = (size_t)w->racks, silent = IMPORT_NONE;

	if (racks > w->nhost)
		return diag_error(k->r->d,
		    command_place(k->r, "--racks", k->r->o->racks),
		    "racks-empty",
		    "%zu hosts leave some of "
		    "%zu racks empty",
		    w->nhost, racks);
	for (i = 0; i < w->nhost; i++) {
		struct draft_host *h = &w->host[i];

		if (!taken) {
			h->rack =
			    str_fmt(k->r->a, "r%zu", i * racks / w->nhost + 1);
			h->unit = 0;
		}
		if (h->memory_bytes == 0)
			h->memory_bytes = memory_bytes;
		if (h->memory_bytes == 0 && silent == IMPORT_NONE)
			silent = i;
	}
	if (silent == IMPORT_NONE)
		return true;
	diag_error(k->r->d, k->hosts[silent].at, "host-memory-unknown",
	    "the memory of host '%s' is not given", k->hosts[silent].was);
	diag_hint(k->r->d,
	    "add a table of hosts that has it, such as RVTools' vHost, or give "
	    "it for all such hosts: --memory 256GiB");
	return false;
}

static const int64_t speeds[] = { 100, 40, 25, 10 };

/*
 * The fastest NICs of 10G and more are taken as the ports for the new switches,
 * if there are two; else ports are to be bought, as the draft says.
 */
static void
choose_nics(struct draft_ctx *k, struct draft_host *h, const struct inv_host *x)
{
	const char **name = NEW(k->r->a, const char *, 8);
	size_t i, n;
	bool usable;

	for (size_t s = 0; s < sizeof speeds / sizeof speeds[0]; s++) {
		usable = true;
		for (i = n = 0; i < x->nnic && n < 8; i++) {
			if (x->nic[i].speed_bps != speeds[s] * GBPS)
				continue;
			name[n] = x->nic[i].name;
			usable =
			    usable && name[n] != NULL && str_is_name(name[n]);
			for (size_t j = 0; usable && j < n; j++)
				usable = !str_eq(name[j], name[n]);
			n++;
		}
		if (n < 2)
			continue;
		h->ports = (int64_t)n;
		h->speed_bps = speeds[s] * GBPS;
		h->port_name = usable ? name : NULL;
		return;
	}
}

/* some hosts keep ports they have, others get cards: of another speed, in a
 * rack with them, these may need switches that do not exist */
static void
warn_of_cards(struct draft_ctx *k)
{
	size_t cards = 0, first = 0;
	int64_t own = 0;

	for (size_t i = 0; i < k->w->nhost; i++)
		if (k->w->host[i].ports > 0)
			own = k->w->host[i].speed_bps;
		else if (cards++ == 0)
			first = i;
	if (own == 0 || cards == 0 || own == k->w->speed_bps)
		return;
	diag_warn(k->r->d, k->hosts[first].at, "ports-to-buy",
	    "hosts without two ports of 10G or more that have a link, such as "
	    "'%s' (%zu in all), are assumed to get cards of %s",
	    k->hosts[first].was, cards,
	    num_text(k->r->a, k->w->speed_bps, UNIT_SPEED));
	diag_hint(k->r->d,
	    "others have ports of %s: connect the ports without a link, or "
	    "write the speed of such cards into the site file",
	    num_text(k->r->a, own, UNIT_SPEED));
}

static void
choose_ports(struct draft_ctx *k)
{
	int64_t best, least = 0;
	size_t j;

	for (size_t i = 0; i < k->v->nhost && k->v->nhost == k->w->nhost; i++) {
		const struct inv_host *x = &k->v->host[i];

		if (k->r->o->speed == NULL)
			choose_nics(k, &k->w->host[i], x);
		for (j = 0, best = 0; j < x->nnic; j++)
			if (x->nic[j].speed_bps > best)
				best = x->nic[j].speed_bps;
		if (best > 0 && (least == 0 || best < least))
			least = best;
	}
	warn_of_cards(k);
	k->w->today_bps = least;
	k->w->today_ports = 1;
}

/* false after a finding */
static bool
place_vm(struct draft_ctx *k, size_t i, struct draft_vm *out)
{
	const struct inv_vm *x = &k->v->vm[i];
	size_t at;

	if (not_empty(x->host)) {
		at = import_name_find(&k->host, x->host);
		if (at != IMPORT_NONE) {
			out->host = k->hosts[at].name;
			return true;
		}
		return k->v->partial ||
		    diag_error(k->r->d, x->host_at, "inventory-host",
		        "the VM '%s' is on the host '%s', which "
		        "the inventory does not list",
		        x->name, x->host);
	}
	at = not_empty(x->cluster) ? import_name_find(&k->cluster, x->cluster) :
	                             IMPORT_NONE;
	if (at == IMPORT_NONE && !not_empty(x->cluster))
		return diag_error(k->r->d, x->at, "inventory-host",
		    "the VM "
		    "'%s' has neither host nor cluster",
		    x->name);
	if (at == IMPORT_NONE)
		return k->v->partial ||
		    diag_error(k->r->d, x->at, "inventory-host",
		        "the VM '%s' is in cluster '%s', which has no host "
		        "here",
		        x->name, x->cluster);
	out->cluster = k->clusters[at].name;
	return true;
}

static void
add_vms(struct draft_ctx *k)
{
	const struct inventory *v = k->v;
	struct draft *w = k->w;

	for (size_t i = 0; i < v->nvm; i++)
		k->vms[i] =
		    (struct import_named){ v->vm[i].name, NULL, v->vm[i].at };
	import_names_give(k->r, "VM", true, k->vms, v->nvm);
	for (size_t i = 0; i < v->nvm; i++) {
		struct draft_vm x = { .name = k->vms[i].name,
			.memory_bytes = v->vm[i].memory_bytes,
			.point = v->vm[i].point,
			.npoint = v->vm[i].npoint,
			.was = k->vms[i].was };

		if (str_eq(x.name, x.was))
			x.was = NULL;
		if (place_vm(k, i, &x))
			PUSH(k->r->a, w->vm, w->nvm, w->capvm, x);
	}
}

bool
import_ports(struct run *r, struct inventory *v)
{
	struct import_names host = import_names_new(r->a, v->nhost, false);
	size_t before = r->d->errors, k, at, cap;

	for (size_t i = 0; i < v->nhost; i++)
		import_name_put(&host, v->host[i].name, i);
	if (v->nport > 0 && v->nhost == 0 && !v->partial) {
		diag_warn(r->d, v->port[0].host_at, "ports-unused",
		    "ports of hosts are read only with a table of the hosts");
		diag_hint(r->d, "add RVTools' vHost");
		return true;
	}
	for (size_t i = 0; i < v->nport; i = k) {
		for (k = i + 1; k < v->nport &&
		     inventory_same(v->port[k].host, v->port[i].host);
		     k++)
			continue;
		at = import_name_find(&host, v->port[i].host);
		if (at == IMPORT_NONE) {
			if (!v->partial)
				diag_error(r->d, v->port[i].host_at,
				    "inventory-host",
				    "these ports are of the host '%s', which "
				    "the inventory does not list",
				    v->port[i].host);
			continue;
		}
		cap = v->host[at].nnic;
		for (; i < k; i++)
			PUSH(r->a, v->host[at].nic, v->host[at].nnic, cap,
			    v->port[i].nic);
	}
	return r->d->errors == before;
}

int64_t
import_bytes(struct run *r, const struct node *map, const char *key)
{
	int64_t n = 0;

	if (*node_text(map, key) == '\0' ||
	    (num_int(node_text(map, key), &n) && n >= 0 &&
	        n <= INT64_C(1) << 50))
		return n;
	diag_error(r->d, node_at(map, key), "inventory-number",
	    "'%s' is not a whole number of bytes, at most 1 PiB",
	    node_text(map, key));
	return -1;
}

bool
import_draft(struct run *r, const struct inventory *v, struct draft *out)
{
	struct draft_ctx k = { .r = r,
		.v = v,
		.w = out,
		.alone = "unclustered" };
	size_t most = v->nhost > 0 ? v->nhost : v->nvm;
	size_t before = r->d->errors;
	int64_t memory = 0;

	if (r->o->memory != NULL &&
	    !command_quantity(r, "--memory", r->o->memory, UNIT_BYTES, false,
	        &memory))
		return false;
	if (out->hypervisor == NULL)
		out->hypervisor = v->hypervisor;
	out->orchestrator = v->orchestrator;
	k.host = import_names_new(r->a, most, false);
	k.cluster = import_names_new(r->a, most, false);
	k.hosts = NEW(r->a, struct import_named, most + 1);
	k.vms = NEW(r->a, struct import_named, v->nvm + 1);
	k.cluster_at = NEW(r->a, struct span, most + 1);
	k.cluster_of = NEW(r->a, size_t, most + 1);
	gather_hosts(&k);
	doubtful_hosts(&k);
	if (out->nhost == 0)
		return before > 0 ?
		    false :
		    diag_error(r->d, SPAN_NONE, "inventory-empty",
		        "the inventory has no host");
	gather_clusters(&k);
	if (!v->partial)
		complete_hosts(&k, memory);
	choose_ports(&k);
	add_vms(&k);
	out->size = out->nhost;
	return r->d->errors == before;
}
