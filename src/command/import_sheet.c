/*
 * Tables of VMs or hosts, exported as CSV or as a workbook.  RVTools' vInfo (a
 * row a VM) and vHost (a row a host) have two generations of headings: "VM" or
 * "vInfoVMName", "# Memory" or "vHostMemorySize"; vNIC has a row a port, and
 * its workbook has all three as sheets among many.  Hyper-V's Get-VM and Virtual Machine Manager's
 * Get-SCVirtualMachine name the host "ComputerName" and "VMHost".  Memory is in
 * MiB, MemoryAssigned of Get-VM in bytes.  PowerCLI's Get-VM and Get-VMHost name
 * the unit in the heading and have decimals.  NetBox's virtual machines have the
 * unit in the cell or are in MiB; its devices have no memory, and are hosts
 * where they are in a cluster.
 */
#include <string.h>
#include <strings.h>

#include "command/import_inventory.h"
#include "input/encoding.h"
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
	else if (strncasecmp(s, "vNIC", 4) == 0)
		s += 4;
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

/* what the cells of a column of memory are in */
enum memory_unit { MEMORY_MIB, MEMORY_BYTES, MEMORY_DEC_MIB, MEMORY_DEC_GIB };

/* 262039.55 or 262039,55 of a unit of so many MiB, in whole MiB */
static bool
parse_decimal(const char *s, int64_t mib, int64_t *out)
{
	size_t n = strspn(s, "0123456789"), k, i;
	int64_t whole = 0, part = 0, of = 1;

	if (n == 0 || n > 12)
		return false;
	for (i = 0; i < n; i++)
		whole = whole * 10 + (s[i] - '0');
	if (s[n] == '.' || s[n] == ',') {
		k = strspn(s + n + 1, "0123456789");
		if (k == 0 || s[n + 1 + k] != '\0')
			return false;
		for (i = 0; i < k && i < 9; i++, of *= 10)
			part = part * 10 + (s[n + 1 + i] - '0');
	} else if (s[n] != '\0') {
		return false;
	}
	*out = whole * mib + part * mib / of;
	return true;
}

/* the memory of VMs or hosts: the column, what its cells are in, and the mark
 * between its thousands where other cells show that it is no decimal's ('\0') */
struct memory_column {
	size_t col;
	enum memory_unit unit;
	char thousands;
};

/* 7,5 in one cell makes 1.024 in another a thousand and more */
static char
thousands_of(const struct table *t, size_t col)
{
	size_t i;

	for (i = 0; i < t->n; i++) {
		const char *s = t->row[i][col].text;
		const char *mark = s + strspn(s, "0123456789");

		if ((*mark == ',' || *mark == '.') && mark > s &&
		    strspn(mark + 1, "0123456789") != 3 &&
		    mark[1 + strspn(mark + 1, "0123456789")] == '\0')
			return *mark == ',' ? '.' : ',';
	}
	return '\0';
}

static const char *
without(struct run *r, const char *s, char mark)
{
	struct buf b = buf_new(r->a);

	for (; *s != '\0'; s++)
		if (*s != mark)
			buf_putc(&b, *s);
	return b.len > 0 ? b.text : "";
}

static bool
memory_of(struct run *r, const struct table_cell *c,
    const struct memory_column *m, int64_t *out)
{
	static const char *const said[] = { "MiB", "bytes", "MB", "GB" };
	enum memory_unit unit = m->unit;
	const char *why;
	bool ok, whole = unit == MEMORY_MIB || unit == MEMORY_BYTES;

	ok = whole ? parse_whole_number(c->text, out) :
	             parse_decimal(m->thousands == '\0' ?
	                     c->text :
	                     without(r, c->text, m->thousands),
	                 unit == MEMORY_DEC_GIB ? 1024 : 1, out);
	if (ok && *out > 0 &&
	    *out / (unit == MEMORY_BYTES ? MIB : 1) <= INT64_C(1) << 30) {
		*out *= unit == MEMORY_BYTES ? 1 : MIB;
		return true;
	}
	/* 4 GiB */
	if (unit == MEMORY_MIB &&
	    num_parse(r->a, c->text, UNIT_BYTES, out, &why) && *out > 0 &&
	    *out / MIB <= INT64_C(1) << 30)
		return true;
	if (*c->text == '\0')
		return diag_error(r->d, c->at, "sheet-number",
		    "the memory is missing here");
	return diag_error(r->d, c->at, "sheet-number",
	    "'%s' is not a memory size in %s: expected a %s above 0", c->text,
	    said[unit], whole ? "whole number" : "number");
}

static struct memory_column
memory_column(struct run *r, const struct table *t, bool powercli)
{
	static const struct {
		const char *names;
		enum memory_unit unit, powercli;
	} known[] = {
		{ " memoryassigned ", MEMORY_BYTES, MEMORY_BYTES },
		{ " memory memorysize memorymib memorymb ", MEMORY_MIB,
		    MEMORY_DEC_MIB },
		{ " memorytotalmb ", MEMORY_DEC_MIB, MEMORY_DEC_MIB },
		{ " memorygb memorytotalgb ", MEMORY_DEC_GIB, MEMORY_DEC_GIB },
	};
	size_t i;

	for (i = 0; i < sizeof known / sizeof known[0]; i++) {
		struct memory_column m = { column(r, t, known[i].names),
			powercli ? known[i].powercli : known[i].unit, '\0' };

		if (m.col == NONE)
			continue;
		if (m.unit == MEMORY_DEC_MIB || m.unit == MEMORY_DEC_GIB)
			m.thousands = thousands_of(t, m.col);
		return m;
	}
	return (struct memory_column){ NONE, MEMORY_MIB, '\0' };
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
	static const char *const off[] = { "poweredOff", "Powered Off",
		"suspended", "Off", "PowerOff", "Saved", "SavedState",
		"Stored" };
	size_t i;

	for (i = 0; i < sizeof off / sizeof off[0]; i++)
		if (strcasecmp(power, off[i]) == 0)
			return true;
	return false;
}

/* vSphere's own in each cluster ("vCLS-4c4c...", "vCLS (1)"): it ends them by itself
 * where a host is drained */
static bool
is_agent(const struct inventory *v, const char *name)
{
	return str_eq(v->hypervisor, "vsphere") &&
	    (strncmp(name, "vCLS-", 5) == 0 || strncmp(name, "vCLS (", 6) == 0);
}

static bool
sheet_vms(struct run *r, const struct table *t, size_t vm,
    struct memory_column memory, struct inventory *out)
{
	size_t host = column(r, t, " host vmhost computername device ");
	size_t cluster = column(r, t, " cluster ");
	size_t power = column(r, t, " powerstate state virtualmachinestate ");
	size_t template = column(r, t, " template ");
	size_t stand_in = column(r, t, " srmplaceholder ");
	bool netbox = column(r, t, " vcpus ") != NONE && power == NONE;
	size_t status = netbox ? column(r, t, " status ") : NONE;
	size_t i, off = 0, agents = 0, before = r->d->errors;

	/* System Center's word for it, where it gives no state beside */
	if (power == NONE && !netbox)
		power = column(r, t, " status ");
	if (!needed(r, t, memory.col, "Memory") ||
	    (column(r, t, " vcpus ") != NONE && host == NONE ?
	            !needed(r, t, cluster, "Cluster") :
	            !needed(r, t, host, "Host")))
		return false;
	for (i = 0; i < t->n; i++) {
		const struct table_cell *row = t->row[i];
		struct inv_vm v = { .name = row[vm].text,
			.host = text(row, host),
			.cluster = text(row, cluster),
			.at = row[vm].at,
			.host_at = row[host != NONE ? host : vm].at,
			.cluster_at = row[cluster != NONE ? cluster : vm].at };

		if (is_true(text(row, template)) ||
		    is_true(text(row, stand_in)) || is_off(text(row, power)) ||
		    /* of what is assigned, whatever the state is called */
		    (memory.unit == MEMORY_BYTES &&
		        str_eq(text(row, memory.col), "0")) ||
		    (*text(row, status) != '\0' &&
		        strcasecmp(text(row, status), "active") != 0)) {
			off++;
			continue;
		}
		if (is_agent(out, v.name)) {
			agents++;
			continue;
		}
		if (!named(r, &row[vm], "VM") ||
		    !memory_of(r, &row[memory.col], &memory, &v.memory_bytes))
			continue;
		if (*v.host == '\0' && *v.cluster == '\0') {
			diag_error(r->d, v.host_at, "sheet-empty-cell",
			    "VM '%s' has neither host nor cluster", v.name);
			continue;
		}
		PUSH(r->a, out->vm, out->nvm, out->capvm, v);
	}
	if (agents > 0)
		diag_warn(r->d, t->head[vm].at, "vms-agents",
		    "%zu VMs of vSphere's own (vCLS) are left out: it ends "
		    "them by itself where a host is drained",
		    agents);
	if (off > 0)
		diag_warn(r->d, t->head[vm].at, "vms-idle",
		    "%zu VMs that are not running, including templates, are "
		    "left out",
		    off);
	return r->d->errors == before;
}

/* PowerCLI: what a host stands in is a cluster, or a folder of the tree */
static bool
in_folder(const char *parent_id)
{
	return strncmp(parent_id, "Folder", 6) == 0;
}

static bool
sheet_hosts(struct run *r, const struct table *t, size_t name,
    struct memory_column memory, struct inventory *out)
{
	size_t cluster = column(r, t, " cluster parent ");
	size_t parent_id = column(r, t, " parentid ");
	size_t cores = column(r, t,
	    parent_id != NONE || memory.unit != MEMORY_MIB ?
	        " numcpu " :
	        " cores numcpucores ");
	size_t i, before = r->d->errors;

	for (i = 0; i < t->n; i++) {
		const struct table_cell *row = t->row[i];
		struct inv_host h = { .name = row[name].text,
			.cluster = text(row, cluster),
			.at = row[name].at,
			.cluster_at =
			    row[cluster != NONE ? cluster : name].at };

		if (!named(r, &row[name], "host") ||
		    !memory_of(r, &row[memory.col], &memory, &h.memory_bytes)) {
			out->partial = true;
			continue;
		}
		if (in_folder(text(row, parent_id)))
			h.cluster = "";
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

/* NetBox's devices: those of a cluster are hosts, the others switches and the
 * like */
static bool
sheet_devices(struct run *r, const struct table *t, size_t name,
    struct inventory *out)
{
	size_t cluster = column(r, t, " cluster ");
	size_t status = column(r, t, " status ");
	size_t rack = column(r, t, " rack ");
	size_t position = column(r, t, " position ");
	size_t i, other = 0, before = r->d->errors;

	if (cluster == NONE) {
		diag_error(r->d, t->head[0].at, "sheet-column",
		    "no column 'Cluster' in this table of devices: nothing "
		    "else says which of them are hosts");
		diag_hint(r->d,
		    "add the column to NetBox's table of devices, and export "
		    "it again");
		return false;
	}
	for (i = 0; i < t->n; i++) {
		const struct table_cell *row = t->row[i];
		struct inv_host h = { .name = row[name].text,
			.cluster = row[cluster].text,
			.rack = text(row, rack),
			.at = row[name].at,
			.cluster_at = row[cluster].at };

		if (*h.cluster == '\0' ||
		    (*text(row, status) != '\0' &&
		        strcasecmp(text(row, status), "active") != 0)) {
			other++;
			continue;
		}
		if (named(r, &row[name], "host"))
			PUSH(r->a, out->host, out->nhost, out->caphost, h);
		else
			out->partial = true;
	}
	if (position != NONE && rack != NONE) {
		diag_warn(r->d, t->head[position].at, "devices-position",
		    "rack units are not taken over: hosts stand from the bottom "
		    "up, in this order, and what else is in the racks has none");
		diag_hint(r->d,
		    "list what else takes units under 'devices' or 'existing', "
		    "and compare netbox/devices.csv of a bundle before loading "
		    "it");
	}
	if (other > 0)
		diag_warn(r->d, t->head[name].at, "devices-other",
		    "%zu devices that are in no cluster or not active are no "
		    "hosts of VMs and left out",
		    other);
	return r->d->errors == before;
}

/* RVTools' vNIC: a row a port, its speed in Mbit/s, 0 where it has no link */
static bool
sheet_ports(struct run *r, const struct table *t, size_t host, size_t name,
    struct inventory *out)
{
	size_t speed = column(r, t, " speed "), i, before = r->d->errors;

	if (speed == NONE)
		return diag_error(r->d, t->head[0].at, "sheet-column",
		    "no column 'Speed' in this table of ports");
	for (i = 0; i < t->n; i++) {
		const struct table_cell *row = t->row[i];
		struct inv_port p = { .host = row[host].text,
			.nic = { .name = row[name].text, .at = row[name].at },
			.host_at = row[host].at };

		if (!named(r, &row[host], "host") ||
		    !named(r, &row[name], "port"))
			continue;
		if (*row[speed].text != '\0' &&
		    (!parse_whole_number(row[speed].text, &p.nic.speed_bps) ||
		        p.nic.speed_bps > 1000000)) {
			diag_error(r->d, row[speed].at, "sheet-number",
			    "'%s' is not a speed in Mbit/s", row[speed].text);
			continue;
		}
		p.nic.speed_bps *= 1000000;
		p.nic.up = p.nic.speed_bps > 0;
		PUSH(r->a, out->port, out->nport, out->capport, p);
	}
	return r->d->errors == before;
}

/* NetBox says what a VM is, and not what it runs on */
static bool
needs_hypervisor(struct run *r, const struct table *t, struct inventory *out)
{
	out->hypervisor = r->o->hypervisor;
	if (out->hypervisor != NULL)
		return true;
	diag_error(r->d, t->head[0].at, "hypervisor-unknown",
	    "this table doesn't say which hypervisor its hosts run");
	diag_hint(r->d, "give it: --hypervisor kvm, hyper-v or vsphere");
	return false;
}

/* what one table says */
static bool
one_table(struct run *r, const struct table *t, struct inventory *out)
{
	bool powercli =
	    column(r, t, " memorytotalgb memorytotalmb memorygb vmhostid ") !=
	        NONE ||
	    (column(r, t, " vmhost ") != NONE &&
	        column(r, t, " powerstate numcpu ") != NONE);
	struct memory_column memory = memory_column(r, t, powercli);
	size_t of = column(r, t, " vmhost computername ");
	size_t name = column(r, t, " name "), vm, host;

	if (import_is_samples(t))
		return import_samples(r, t, out);
	if (of == NONE && name != NONE && column(r, t, " vcpus ") != NONE &&
	    column(r, t, " host ") == NONE)
		return needs_hypervisor(r, t, out) &&
		    sheet_vms(r, t, name, memory, out);
	if (of == NONE && name != NONE && memory.col == NONE &&
	    column(r, t, " rack devicetype manufacturer ") != NONE &&
	    column(r, t, " uheight ") == NONE)
		return needs_hypervisor(r, t, out) &&
		    sheet_devices(r, t, name, out);
	host = column(r, t, " host ");
	vm = column(r, t, " networkdevice ");
	if (host != NONE && vm != NONE)
		return sheet_ports(r, t, host, vm, out);
	out->hypervisor = of != NONE && !powercli ? "hyper-v" : "vsphere";
	vm = column(r, t, of != NONE ? " name vmname " : " vm vmname ");
	if (vm != NONE)
		return sheet_vms(r, t, vm, memory, out);
	host = column(r, t, " host name ");
	if (host == NONE || memory.col == NONE) {
		diag_error(r->d, t->head[0].at, "sheet-column",
		    "this heading is neither that of VMs (VM, Memory, Host) "
		    "nor of hosts (Host, # Memory)");
		if (column(r, t, " memoryassignedm ") != NONE)
			diag_hint(r->d,
			    "what Get-VM shows names no host: Get-VM | "
			    "Select-Object VMName, ComputerName, State, "
			    "MemoryAssigned | Export-Csv FILE "
			    "-NoTypeInformation");
		return false;
	}
	/* NetBox's VMs without what tells them from hosts */
	if (host == name && !powercli && column(r, t, " status ") != NONE)
		return diag_error(r->d, t->head[0].at, "sheet-column",
		    "nothing tells whether these are VMs (a column vCPUs) or "
		    "hosts (a column Host)");
	return sheet_hosts(r, t, host, memory, out);
}

/* RVTools' own sheets of VMs, hosts and their ports; of any other workbook the front one */
static bool
import_book(struct run *r, const struct source *src, struct inventory *out)
{
	static const char *const known[] = { "vInfo", "vHost", "vNIC" };
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

/* what people have that lacks what is needed: one error, and where to get it */
static bool
is_other_output(struct run *r, const struct source *src)
{
	static const struct {
		const char *begins, *has, *what, *instead;
	} known[] = {
		{ "VMID ", "MEM(MB)",
		    "'qm list' doesn't name the node a VM runs on",
		    "give the output of: pvesh get /cluster/resources "
		    "--output-format json, or of sh "
		    "templates/inventory/proxmox.sh" },
		{ "\u250c", "", "a table drawn with lines is not read",
		    "give the output of: pvesh get /cluster/resources "
		    "--output-format json" },
		{ "Id ", "State",
		    "'virsh list' names neither the memory nor the host of a "
		    "VM",
		    "give the output of: sh templates/inventory/libvirt.sh" },
		{ "<", "",
		    "XML is not read here: a domain of libvirt doesn't name "
		    "the host it runs on",
		    "give the output of: sh templates/inventory/libvirt.sh" },
	};
	const char *s = encoding_utf8(r->a, src)->text, *line;
	size_t i;

	s += strspn(s, " \t\r\n");
	line = str_dup(r->a, s, strcspn(s, "\r\n"));
	for (i = 0; i < sizeof known / sizeof known[0]; i++) {
		if (!str_starts(line, known[i].begins) ||
		    strstr(line, known[i].has) == NULL)
			continue;
		diag_error(r->d, (struct span){ src, 1, 1, 1 },
		    "inventory-kind", "%s", known[i].what);
		diag_hint(r->d, "%s", known[i].instead);
		return true;
	}
	return false;
}

/* the heading of a table whose rows are wrong: where it is none of ours that is
 * the only finding, since no row of it matters */
static bool
suits(struct run *r, const struct table *t, struct inventory *out)
{
	struct run trial = *r;
	struct table head = *t;
	struct inventory none = *out;

	trial.d = diags_new(r->a);
	head.n = 0;
	return one_table(&trial, &head, &none) || one_table(r, &head, out);
}

bool
import_sheet(struct run *r, const struct source *src, struct inventory *out)
{
	struct diags *aside = diags_new(r->a);
	size_t before = r->d->errors;
	const struct table *t;

	if (workbook_is(src))
		return import_book(r, src, out);
	if (is_other_output(r, src))
		return false;
	t = table_read(r->a, aside, src);
	if (t != NULL && aside->errors > 0 && !suits(r, t, out))
		return false;
	if (aside->n > 0)
		t = table_read(r->a, r->d, src);
	out->partial |= r->d->errors > before;
	return t != NULL && one_table(r, t, out) && r->d->errors == before;
}
