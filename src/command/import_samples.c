/*
 * What the samplers of templates/inventory/ measured (libvirt.sh, proxmox.sh,
 * vsphere.ps1, hyper-v.ps1): a row a VM and time, with its host.  Of a VM
 * measured several times for as long the most is taken; what was rewritten in a
 * longer time is at least what a shorter one had.
 */
#include <stdlib.h>
#include <string.h>

#include "command/import_inventory.h"

enum {
	VM,
	UUID,
	MEMORY,
	HOST,
	HOST_MEMORY,
	SECONDS,
	REWRITTEN,
	NEEDED,
	CLUSTER = NEEDED, /* a table may be without these */
	SYSTEM,
	COLUMNS
};
static const char *const heading[COLUMNS] = { "VM", "UUID", "Memory MiB",
	"Host", "Host Memory MiB", "Seconds", "Rewritten MiB", "Cluster",
	"System" };
/* whose VMs were sampled; the first where no column says so */
static const struct {
	const char *name, *hypervisor, *orchestrator;
} systems[] = {
	{ "libvirt", "kvm", NULL },
	{ "proxmox", "kvm", "proxmox" },
	{ "vsphere", "vsphere", NULL },
	{ "hyper-v", "hyper-v", NULL },
};
#define NSYSTEM (sizeof systems / sizeof systems[0])

struct sample {
	const char *uuid;
	int64_t memory, host_memory; /* MiB */
	int64_t seconds, rewritten;  /* -1: not measured */
	size_t system;
	size_t row;
};

struct measured_vm {
	struct inv_vm vm;
	size_t first; /* row */
};

bool
import_is_samples(const struct table *t)
{
	return table_column(t, heading[REWRITTEN]) >= 0;
}

/* a whole number from min to max */
static bool
number(struct run *r, const struct table *t, size_t row, int col, int64_t min,
    int64_t max, int64_t *out)
{
	const char *s = table_text(t, row, col);

	return (num_int(s, out) && *out >= min && *out <= max) ||
	    diag_error(r->d, table_at(t, row, col), "sheet-number",
	        "'%s' is not a whole number from %lld to %lld", s,
	        (long long)min, (long long)max);
}

/* whose VM it is: one of `systems`, and the same in all rows */
static bool
read_system(struct run *r, const struct table *t, size_t row, int col,
    struct sample *out)
{
	const char *s = col < 0 ? systems[0].name : table_text(t, row, col);

	for (out->system = 0; out->system < NSYSTEM; out->system++)
		if (str_eq(systems[out->system].name, s))
			return true;
	return diag_error(r->d, table_at(t, row, col), "sheet-word",
	    "'%s' is not libvirt, proxmox, vsphere or hyper-v", s);
}

static bool
read_sample(struct run *r, const struct table *t, size_t row, const int *col,
    struct sample *out)
{
	*out = (struct sample){ .uuid = table_text(t, row, col[UUID]),
		.seconds = -1,
		.rewritten = -1,
		.row = row };
	for (int i = VM; i <= HOST; i++)
		if (*table_text(t, row, col[i]) == '\0')
			return diag_error(r->d, table_at(t, row, col[i]),
			    "sheet-empty-cell", "'%s' is missing here",
			    heading[i]);
	return read_system(r, t, row, col[SYSTEM], out) &&
	    number(r, t, row, col[MEMORY], 1, INT64_C(1) << 30, &out->memory) &&
	    number(r, t, row, col[HOST_MEMORY], 1, INT64_C(1) << 30,
	        &out->host_memory) &&
	    (*table_text(t, row, col[SECONDS]) == '\0' ||
	        (number(r, t, row, col[SECONDS], 1, 86400, &out->seconds) &&
	            number(r, t, row, col[REWRITTEN], 0, INT64_C(1) << 30,
	                &out->rewritten)));
}

static int
by_vm(const void *px, const void *py)
{
	const struct sample *x = px, *y = py;
	int c = strcmp(x->uuid, y->uuid);

	if (c != 0)
		return c;
	if (x->seconds != y->seconds)
		return x->seconds < y->seconds ? -1 : 1;
	return x->row < y->row ? -1 : x->row > y->row;
}

static int
by_first(const void *px, const void *py)
{
	const struct measured_vm *x = px, *y = py;

	return x->first < y->first ? -1 : x->first > y->first;
}

/* a cell of a column that may be missing; NULL: nothing in it */
static const char *
optional(const struct table *t, size_t row, int col)
{
	const char *s = col < 0 ? "" : table_text(t, row, col);

	return *s == '\0' ? NULL : s;
}

static struct span
cluster_at(const struct table *t, const int *col, size_t row)
{
	return table_at(t, row,
	    optional(t, row, col[CLUSTER]) ? col[CLUSTER] : col[HOST]);
}

/* the samples of one VM, by time; it is where it was seen last */
static struct measured_vm
combined(struct run *r, const struct table *t, const int *col,
    const struct sample *s, size_t n)
{
	struct measured_vm m = { .first = s[0].row };
	struct inv_vm *v = &m.vm;
	size_t last = s[0].row;
	int64_t bytes = 0;

	v->point = NEW(r->a, struct inv_point, n + 1);
	for (size_t i = 0; i < n; i++) {
		if (s[i].row < m.first)
			m.first = s[i].row;
		if (s[i].row >= last) {
			last = s[i].row;
			v->memory_bytes = s[i].memory * MIB;
		}
	}
	for (size_t i = 0; i < n; i++) {
		if (s[i].seconds < 0)
			continue;
		if (s[i].rewritten * MIB > bytes)
			bytes = s[i].rewritten * MIB;
		if (bytes > v->memory_bytes)
			bytes = v->memory_bytes;
		if (v->npoint == 0 ||
		    v->point[v->npoint - 1].seconds != s[i].seconds)
			v->npoint++;
		v->point[v->npoint - 1] =
		    (struct inv_point){ s[i].seconds, bytes };
	}
	v->name = table_text(t, last, col[VM]);
	v->host = table_text(t, last, col[HOST]);
	v->at = table_at(t, last, col[VM]);
	v->host_at = table_at(t, last, col[HOST]);
	v->cluster = optional(t, last, col[CLUSTER]);
	v->cluster_at = cluster_at(t, col, last);
	return m;
}

static void
add_host(struct run *r, const struct table *t, const int *col,
    const struct sample *s, struct inventory *out)
{
	struct inv_host h = { .name = table_text(t, s->row, col[HOST]),
		.cluster = optional(t, s->row, col[CLUSTER]),
		.memory_bytes = s->host_memory * MIB,
		.at = table_at(t, s->row, col[HOST]),
		.cluster_at = cluster_at(t, col, s->row) };

	/* rows of a host follow each other */
	if ((out->nhost > 0 &&
	        inventory_same(out->host[out->nhost - 1].name, h.name)) ||
	    inventory_host(out, h.name) != NULL)
		return;
	PUSH(r->a, out->host, out->nhost, out->caphost, h);
}

bool
import_samples(struct run *r, const struct table *t, struct inventory *out)
{
	struct sample *s = NEW(r->a, struct sample, t->n + 1);
	struct measured_vm *m = NEW(r->a, struct measured_vm, t->n + 1);
	size_t before = r->d->errors, k, n = 0, many = 0, silent = 0;
	int col[COLUMNS];

	for (size_t i = 0; i < COLUMNS; i++) {
		col[i] = table_column(t, heading[i]);
		if (i < NEEDED && col[i] < 0)
			return diag_error(r->d, table_head_at(t, -1),
			    "sheet-column",
			    "no column '%s' in this table of samples",
			    heading[i]);
	}
	if (r->o->narg > 1) {
		diag_error(r->d, table_head_at(t, -1), "samples-alone",
		    "a table of samples has both hosts and VMs, and must be "
		    "the only table");
		diag_hint(r->d,
		    "join several runs in one file: cat first.csv second.csv");
		return false;
	}
	for (size_t i = 0; i < t->n; i++) {
		/* the heading of a run that was added */
		if (str_eq(table_text(t, i, col[VM]), heading[VM]) &&
		    str_eq(table_text(t, i, col[UUID]), heading[UUID]))
			continue;
		if (!read_sample(r, t, i, col, &s[n])) {
			out->partial = true;
			continue;
		}
		if (n > 0 && s[n].system != s[0].system) {
			diag_error(r->d, table_at(t, i, col[SYSTEM]),
			    "samples-mixed",
			    "VMs of %s and of %s are in one table",
			    systems[s[0].system].name,
			    systems[s[n].system].name);
			diag_hint(r->d,
			    "import each alone: a site has one file");
			return false;
		}
		add_host(r, t, col, &s[n++], out);
	}
	out->hypervisor = systems[n > 0 ? s[0].system : 0].hypervisor;
	out->orchestrator = systems[n > 0 ? s[0].system : 0].orchestrator;
	if (n > 0)
		qsort(s, n, sizeof *s, by_vm);
	for (size_t i = 0; i < n; i = k) {
		for (k = i + 1; k < n && str_eq(s[k].uuid, s[i].uuid); k++)
			continue;
		m[many] = combined(r, t, col, s + i, k - i);
		silent += m[many++].vm.npoint == 0;
	}
	if (many > 0)
		qsort(m, many, sizeof *m, by_first);
	for (size_t i = 0; i < many; i++)
		PUSH(r->a, out->vm, out->nvm, out->capvm, m[i].vm);
	if (silent > 0)
		diag_warn(r->d, table_head_at(t, col[REWRITTEN]),
		    "vms-unmeasured",
		    "the dirty rate of %zu of the VMs was not measured",
		    silent);
	return r->d->errors == before;
}
