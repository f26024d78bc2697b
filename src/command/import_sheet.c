/*
 * Tables of VMs or hosts, exported as CSV or as a workbook.  RVTools' vInfo (a
 * row a VM) and vHost (a row a host) have two generations of headings: "VM" or
 * "vInfoVMName", "# Memory" or "vHostMemorySize"; its workbook has both as
 * sheets among many.  Hyper-V's Get-VM and Virtual Machine Manager's
 * Get-SCVirtualMachine name the host "ComputerName" and "VMHost".  Memory is in
 * MiB, MemoryAssigned of Get-VM in bytes.
 */
#include <string.h>
#include <strings.h>

#include "command/import_inventory.h"
#include "input/table.h"

#define MIB (INT64_C(1) << 20)
#define NONE ((size_t)-1)

/* a heading without case, signs and the table's name before it */
static const char *
plain(struct arena *a, const char *s)
{
	struct buf b = buf_new(a);

	if (strncasecmp(s, "vInfo", 5) == 0 || strncasecmp(s, "vHost", 5) == 0)
		s += 5;
	for (; *s != '\0'; s++) {
		if (*s >= 'A' && *s <= 'Z')
			buf_putc(&b, (char)(*s - 'A' + 'a'));
		else if ((*s >= 'a' && *s <= 'z') || (*s >= '0' && *s <= '9'))
			buf_putc(&b, *s);
	}
	return b.len > 0 ? b.text : "";
}

/* the column with one of these names, with blanks between; NONE */
static size_t
column(struct run *r, const struct table *t, const char *names)
{
	size_t i;

	for (i = 0; i < t->ncol; i++) {
		const char *have =
		    str_fmt(r->a, " %s ", plain(r->a, t->head[i].text));

		if (have[1] != ' ' && strstr(names, have) != NULL)
			return i;
	}
	return NONE;
}

static const char *
text(const struct table_cell *row, size_t col)
{
	return col == NONE ? "" : row[col].text;
}

static bool
is_true(const char *s)
{
	return strcasecmp(s, "true") == 0 || strcmp(s, "1") == 0 ||
	    strcasecmp(s, "yes") == 0;
}

/* 4096, or 4,096 as a table for people has it */
static bool
parse_whole_number(const char *s, int64_t *out)
{
	size_t n, digits = 0, first = strspn(s, "0123456789");
	bool grouped = s[first] != '\0';

	*out = 0;
	for (; *s != '\0'; s += n) {
		n = strspn(s, "0123456789");
		if (n == 0 || digits + n > 15 ||
		    (grouped && digits > 0 ? n != 3 : grouped && n > 3))
			return false;
		digits += n;
		for (; n > 0; n--, s++)
			*out = *out * 10 + (*s - '0');
		/* a separator, and another group */
		n = *s == ',' || *s == '.' || *s == ' ' || *s == '\'' ? 1 :
		    strncmp(s, "\u00a0", 2) == 0                      ? 2 :
		    strncmp(s, "\u202f", 3) == 0                      ? 3 :
		                                                        0;
		if (*s != '\0' && (n == 0 || s[n] == '\0'))
			return false;
	}
	return digits > 0;
}

static bool
memory_of(struct run *r, const struct table_cell *c, bool bytes, int64_t *out)
{
	if (parse_whole_number(c->text, out) && *out > 0 &&
	    *out / (bytes ? MIB : 1) <= INT64_C(1) << 30) {
		*out *= bytes ? 1 : MIB;
		return true;
	}
	if (*c->text == '\0')
		return diag_error(r->d, c->at, "sheet-number",
		    "the memory is missing here");
	return diag_error(r->d, c->at, "sheet-number",
	    "'%s' is not a memory size in %s: expected a whole number above "
	    "0",
	    c->text, bytes ? "bytes" : "MiB");
}

static bool
named(struct run *r, const struct table_cell *c, const char *what)
{
	return *c->text != '\0' ||
	    diag_error(r->d, c->at, "sheet-empty-cell",
	        "the name of the %s is missing here", what);
}

/* one of a table's columns; false after a finding */
static bool
needed(struct run *r, const struct table *t, size_t col, const char *name)
{
	return col != NONE ||
	    diag_error(r->d, t->head[0].at, "sheet-column",
	        "no column '%s' in this table of VMs", name);
}

/* switched off, or its memory on disk: nothing of it migrates live */
static bool
is_off(const char *power)
{
	static const char *const off[] = { "poweredOff", "suspended", "Off",
		"PowerOff", "Saved", "Stored" };
	size_t i;

	for (i = 0; i < sizeof off / sizeof off[0]; i++)
		if (strcasecmp(power, off[i]) == 0)
			return true;
	return false;
}

static bool
sheet_vms(struct run *r, const struct table *t, size_t vm,
    struct inventory *out)
{
	size_t assigned = column(r, t, " memoryassigned ");
	size_t memory = assigned != NONE ?
	    assigned :
	    column(r, t, " memory memorymib memorymb ");
	size_t host = column(r, t, " host vmhost computername ");
	size_t cluster = column(r, t, " cluster ");
	size_t power = column(r, t, " powerstate state virtualmachinestate ");
	size_t template = column(r, t, " template ");
	size_t stand_in = column(r, t, " srmplaceholder ");
	size_t i, off = 0, before = r->d->errors;

	if (!needed(r, t, memory, "Memory") || !needed(r, t, host, "Host"))
		return false;
	for (i = 0; i < t->n; i++) {
		const struct table_cell *row = t->row[i];
		struct inv_vm v = { .name = row[vm].text,
			.host = row[host].text,
			.cluster = text(row, cluster),
			.at = row[vm].at,
			.host_at = row[host].at,
			.cluster_at = row[cluster != NONE ? cluster : vm].at };

		if (is_true(text(row, template)) ||
		    is_true(text(row, stand_in)) || is_off(text(row, power))) {
			off++;
			continue;
		}
		if (!named(r, &row[vm], "VM") ||
		    !memory_of(r, &row[memory], assigned != NONE,
		        &v.memory_bytes))
			continue;
		if (*v.host == '\0' && *v.cluster == '\0') {
			diag_error(r->d, row[host].at, "sheet-empty-cell",
			    "VM '%s' has neither host nor cluster", v.name);
			continue;
		}
		PUSH(r->a, out->vm, out->nvm, out->capvm, v);
	}
	if (off > 0)
		diag_warn(r->d, t->head[vm].at, "vms-idle",
		    "%zu VMs that are not running, including templates, are "
		    "left out",
		    off);
	return r->d->errors == before;
}

static bool
sheet_hosts(struct run *r, const struct table *t, size_t name, size_t memory,
    struct inventory *out)
{
	size_t cluster = column(r, t, " cluster ");
	size_t cores = column(r, t, " cores numcpucores ");
	size_t i, before = r->d->errors;

	for (i = 0; i < t->n; i++) {
		const struct table_cell *row = t->row[i];
		struct inv_host h = { .name = row[name].text,
			.cluster = text(row, cluster),
			.at = row[name].at,
			.cluster_at =
			    row[cluster != NONE ? cluster : name].at };

		if (!named(r, &row[name], "host") ||
		    !memory_of(r, &row[memory], false, &h.memory_bytes)) {
			out->partial = true;
			continue;
		}
		if (*text(row, cores) != '\0' &&
		    (!parse_whole_number(row[cores].text, &h.cores) ||
		        h.cores > 4096)) {
			diag_error(r->d, row[cores].at, "sheet-number",
			    "'%s' is not a number of cores", row[cores].text);
			continue;
		}
		PUSH(r->a, out->host, out->nhost, out->caphost, h);
	}
	return r->d->errors == before;
}

/* what one table says */
static bool
one_table(struct run *r, const struct table *t, struct inventory *out)
{
	size_t vm, host, memory;

	host = column(r, t, " vmhost computername ");
	out->hypervisor = host != NONE ? "hyper-v" : "vsphere";
	vm = column(r, t, host != NONE ? " name vmname " : " vm vmname ");
	if (vm != NONE)
		return sheet_vms(r, t, vm, out);
	host = column(r, t, " host name ");
	memory = column(r, t, " memory memorysize memorymib memorymb ");
	if (host == NONE || memory == NONE)
		return diag_error(r->d, t->head[0].at, "sheet-column",
		    "this heading is neither that of VMs (VM, Memory, Host) "
		    "nor of hosts (Host, # Memory)");
	return sheet_hosts(r, t, host, memory, out);
}

/* RVTools' own sheets of VMs and hosts; of any other workbook the front one */
static bool
import_book(struct run *r, const struct source *src, struct inventory *out)
{
	static const char *const known[] = { "vInfo", "vHost" };
	const struct workbook *w = workbook_read(r->a, r->d, src);
	size_t before = r->d->errors, i, found = 0;
	const struct table *t;
	int at;

	if (w == NULL)
		return false;
	for (i = 0; i < sizeof known / sizeof known[0]; i++) {
		at = workbook_find(w, known[i]);
		if (at < 0)
			continue;
		found++;
		t = table_of_sheet(r->a, r->d, w, (size_t)at);
		out->partial |= r->d->errors > before;
		if (t != NULL)
			one_table(r, t, out);
	}
	if (found == 0) {
		t = table_of_sheet(r->a, r->d, w, workbook_front(w));
		out->partial |= r->d->errors > before;
		if (t != NULL)
			one_table(r, t, out);
	}
	return r->d->errors == before;
}

bool
import_sheet(struct run *r, const struct source *src, struct inventory *out)
{
	size_t before = r->d->errors;
	const struct table *t;

	if (workbook_is(src))
		return import_book(r, src, out);
	t = table_read(r->a, r->d, src);
	out->partial |= r->d->errors > before;
	return t != NULL && one_table(r, t, out) && r->d->errors == before;
}
