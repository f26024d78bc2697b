/*
 * Tables of VMs or hosts, exported as CSV or as a workbook.  RVTools' vInfo (a
 * row a VM) and vHost (a row a host) have two generations of headings: "VM" or
 * "vInfoVMName", "# Memory" or "vHostMemorySize"; vNIC has a row a port, and
 * its workbook has all three as sheets among many.  Hyper-V's Get-VM and
 * Virtual Machine Manager's Get-SCVirtualMachine name the host "ComputerName"
 * and "VMHost".  Memory is in MiB, MemoryAssigned of Get-VM in bytes.
 * PowerCLI's Get-VM and Get-VMHost name the unit in the heading and have
 * decimals.  NetBox's virtual machines have the unit in the cell or are in MiB;
 * its devices have no memory, and are hosts where they are in a cluster.
 */
#include <string.h>
#include <strings.h>

#include "command/import_inventory.h"
#include "command/sheet_cell.h"
#include "input/encoding.h"
#include "input/table.h"

static bool
named(struct run *r, const struct table_cell *c, const char *what)
{
	return *c->text != '\0' ||
	    diag_error(r->d, c->at, "sheet-empty-cell",
	        "the name of the %s is missing here", what);
}

/* where nothing reads what somebody has */
static const char own_table[] =
    "write two tables: 'VM,Memory,Host', memory in MiB, and 'Host,# "
    "Memory,Cluster'; --hypervisor names the hypervisor";

/* one of a table's columns; false after a finding */
static bool
needed(struct run *r, const struct table *t, size_t col, const char *name)
{
	return col != SHEET_NONE ||
	    diag_error(r->d, t->head[0].at, "sheet-column",
	        "no column '%s' in this table of VMs", name);
}

static bool
is_one_of(const char *s, const char *const *list, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (strcasecmp(s, list[i]) == 0)
			return true;
	return false;
}

/* switched off, or its memory on disk: nothing of it migrates live */
static bool
is_off(const char *power)
{
	static const char *const off[] = { "poweredOff", "Powered Off",
		"suspended", "Off", "PowerOff", "Saved", "SavedState", "Stored",
		"Stopped", "Shut off", "shutoff",
		/* as a console in another language shows it */
		"Aus", "Ausgeschaltet", "Beendet", "Gespeichert",
		"D\u00e9sactiv\u00e9", "D\u00e9sactiv\u00e9e",
		"Arr\u00eat\u00e9", "Arr\u00eat\u00e9e", "\u00c9teint",
		"Enregistr\u00e9", "Enregistr\u00e9e", "Uit", "Uitgeschakeld",
		"Apagado", "Desactivado", "Spento" };

	return is_one_of(power, off, sizeof off / sizeof off[0]);
}

/* is it known to run, or to keep its memory? */
static bool
is_on(const char *power)
{
	static const char *const on[] = { "", "poweredOn", "Powered On",
		"Running", "On", "Paused", "Active", "up", "Starting",
		"Migrating", "UnderMigration", "Under Migration" };

	return is_one_of(power, on, sizeof on / sizeof on[0]);
}

/* vSphere's own in each cluster ("vCLS-4c4c...", "vCLS (1)"): it ends them by
 * itself where a host is drained */
static bool
is_agent(const struct inventory *v, const char *name)
{
	return str_eq(v->hypervisor, "vsphere") &&
	    (strncmp(name, "vCLS-", 5) == 0 || strncmp(name, "vCLS (", 6) == 0);
}

static bool
sheet_vms(struct run *r, const struct table *t, size_t vm,
    struct sheet_memory memory, struct inventory *out)
{
	size_t host =
	    sheet_column(r->a, t, " host vmhost computername device ");
	size_t cluster = sheet_column(r->a, t, " cluster ");
	size_t power =
	    sheet_column(r->a, t, " powerstate state virtualmachinestate ");
	size_t template = sheet_column(r->a, t, " template ");
	size_t stand_in = sheet_column(r->a, t, " srmplaceholder ");
	bool netbox = sheet_column(r->a, t, " vcpus ") != SHEET_NONE &&
	    power == SHEET_NONE;
	size_t status = netbox ? sheet_column(r->a, t, " status ") : SHEET_NONE;
	size_t off = 0, agents = 0, odd = 0, before = r->d->errors;
	const struct table_cell *first_odd = NULL;

	/* System Center's word for it, where it gives no state beside */
	if (power == SHEET_NONE && !netbox)
		power = sheet_column(r->a, t, " status ");
	if (!needed(r, t, memory.col, "Memory") ||
	    (sheet_column(r->a, t, " vcpus ") != SHEET_NONE &&
	                host == SHEET_NONE ?
	            !needed(r, t, cluster, "Cluster") :
	            !needed(r, t, host, "Host")))
		return false;
	for (size_t i = 0; i < t->n; i++) {
		const struct table_cell *row = t->row[i];
		struct inv_vm v = { .name = row[vm].text,
			.host = sheet_text(row, host),
			.cluster = sheet_text(row, cluster),
			.at = row[vm].at,
			.host_at = row[host != SHEET_NONE ? host : vm].at,
			.cluster_at =
			    row[cluster != SHEET_NONE ? cluster : vm].at };

		if (sheet_is_true(sheet_text(row, template)) ||
		    sheet_is_true(sheet_text(row, stand_in)) ||
		    is_off(sheet_text(row, power)) ||
		    /* of what is assigned, whatever the state is called */
		    (memory.unit == MEMORY_BYTES &&
		        str_eq(sheet_text(row, memory.col), "0")) ||
		    (*sheet_text(row, status) != '\0' &&
		        strcasecmp(sheet_text(row, status), "active") != 0)) {
			struct inv_mention of = { v.host, v.host_at };

			off++;
			if (*v.host != '\0' &&
			    !sheet_is_true(sheet_text(row, stand_in)))
				PUSH(r->a, out->mention, out->nmention,
				    out->capmention, of);
			continue;
		}
		if (is_agent(out, v.name)) {
			agents++;
			continue;
		}
		if (!named(r, &row[vm], "VM") ||
		    !sheet_memory_bytes(r->a, r->d, &row[memory.col], &memory,
		        &v.memory_bytes))
			continue;
		if (*v.host == '\0' && *v.cluster == '\0') {
			diag_error(r->d, v.host_at, "sheet-empty-cell",
			    "VM '%s' has neither host nor cluster", v.name);
			continue;
		}
		if (!is_on(sheet_text(row, power)) &&
		    memory.unit != MEMORY_BYTES && odd++ == 0)
			first_odd = &row[power];
		PUSH(r->a, out->vm, out->nvm, out->capvm, v);
	}
	if (odd > 0) {
		diag_warn(r->d, first_odd->at, "vm-state-unknown",
		    "the power state '%s' is not known: %s taken as running",
		    first_odd->text,
		    odd == 1 ? "it is" :
		               str_fmt(r->a, "it and %zu more are", odd - 1));
		diag_hint(r->d,
		    "if it is off, remove its row, or write Off there");
	}
	if (agents > 0)
		diag_warn(r->d, t->head[vm].at, "vms-agents",
		    "left out: %s of vSphere itself (vCLS), which it stops "
		    "when a host is drained",
		    str_count(r->a, agents, "VM"));
	if (off > 0)
		diag_warn(r->d, t->head[vm].at, "vms-idle",
		    "left out as not running, or templates: %s",
		    str_count(r->a, off, "VM"));
	return r->d->errors == before;
}

/* PowerCLI: the parent of a host is a cluster, or a folder of the tree */
static bool
in_folder(const char *parent_id)
{
	return strncmp(parent_id, "Folder", 6) == 0;
}

static bool
sheet_hosts(struct run *r, const struct table *t, size_t name,
    struct sheet_memory memory, struct inventory *out)
{
	size_t cluster = sheet_column(r->a, t, " cluster parent ");
	size_t parent_id = sheet_column(r->a, t, " parentid ");
	size_t cores = sheet_column(r->a, t,
	    parent_id != SHEET_NONE || memory.unit != MEMORY_MIB ?
	        " numcpu " :
	        " cores numcpucores ");
	size_t before = r->d->errors;

	for (size_t i = 0; i < t->n; i++) {
		const struct table_cell *row = t->row[i];
		struct inv_host h = { .name = row[name].text,
			.cluster = sheet_text(row, cluster),
			.at = row[name].at,
			.cluster_at =
			    row[cluster != SHEET_NONE ? cluster : name].at };

		if (!named(r, &row[name], "host") ||
		    !sheet_memory_bytes(r->a, r->d, &row[memory.col], &memory,
		        &h.memory_bytes)) {
			out->partial = true;
			continue;
		}
		if (in_folder(sheet_text(row, parent_id)))
			h.cluster = "";
		if (*sheet_text(row, cores) != '\0' &&
		    (!sheet_whole_number(row[cores].text, &h.cores) ||
		        h.cores > 4096)) {
			diag_error(r->d, row[cores].at, "sheet-number",
			    "'%s' is not a number of cores", row[cores].text);
			continue;
		}
		PUSH(r->a, out->host, out->nhost, out->caphost, h);
	}
	return r->d->errors == before;
}

/* "10.0", as NetBox counts; 0: none, or half of one */
static int64_t
unit_of(const char *s)
{
	size_t whole = strspn(s, "0123456789");
	const char *rest = s + whole;
	int64_t u = 0;

	if (*rest == '.' || *rest == ',')
		rest += 1 + strspn(rest + 1, "0");
	if (whole > 3 || *rest != '\0')
		return 0;
	for (size_t i = 0; i < whole; i++)
		u = u * 10 + (s[i] - '0');
	return u;
}

/* NetBox's devices: those of a cluster are hosts, the others switches and the
 * like */
static bool
sheet_devices(struct run *r, const struct table *t, size_t name,
    struct inventory *out)
{
	size_t cluster = sheet_column(r->a, t, " cluster ");
	size_t status = sheet_column(r->a, t, " status ");
	size_t rack = sheet_column(r->a, t, " rack ");
	size_t position = sheet_column(r->a, t, " position ");
	size_t other = 0, before = r->d->errors;

	if (cluster == SHEET_NONE) {
		diag_error(r->d, t->head[0].at, "sheet-column",
		    "no column 'Cluster' in this table of devices: nothing "
		    "else shows which of them are hosts");
		diag_hint(r->d,
		    "add the column to NetBox's table of devices, and export "
		    "it again");
		return false;
	}
	for (size_t i = 0; i < t->n; i++) {
		const struct table_cell *row = t->row[i];
		struct inv_host h = { .name = row[name].text,
			.cluster = row[cluster].text,
			.rack = sheet_text(row, rack),
			.unit = unit_of(sheet_text(row, position)),
			.at = row[name].at,
			.cluster_at = row[cluster].at };

		if (*h.cluster == '\0' ||
		    (*sheet_text(row, status) != '\0' &&
		        strcasecmp(sheet_text(row, status), "active") != 0)) {
			struct inv_occupant o = { h.name, h.rack, h.unit,
				h.at };

			other++;
			if (h.unit > 0 && *o.name != '\0')
				PUSH(r->a, out->occupant, out->noccupant,
				    out->capoccupant, o);
			continue;
		}
		if (named(r, &row[name], "host"))
			PUSH(r->a, out->host, out->nhost, out->caphost, h);
		else
			out->partial = true;
	}
	if (position != SHEET_NONE && rack != SHEET_NONE) {
		diag_warn(r->d, t->head[position].at, "devices-position",
		    "this table doesn't say how high a device is: each is taken "
		    "as one unit, hosts and what else the racks have");
		diag_hint(r->d,
		    "give hosts their 'height', and 'reserved' units of a rack "
		    "too; what has ports for the new switches belongs under "
		    "'devices' or 'existing' instead");
	}
	if (other > 0)
		diag_warn(r->d, t->head[name].at, "devices-other",
		    "%zu devices that are in no cluster or not active are not "
		    "hosts of VMs and are left out",
		    other);
	return r->d->errors == before;
}

/* RVTools' vNIC: a row a port, its speed in Mbit/s, 0 where it has no link */
static bool
sheet_ports(struct run *r, const struct table *t, size_t host, size_t name,
    struct inventory *out)
{
	size_t speed = sheet_column(r->a, t, " speed "), i,
	       before = r->d->errors;

	if (speed == SHEET_NONE)
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
		    (!sheet_whole_number(row[speed].text, &p.nic.speed_bps) ||
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
	    sheet_column(r->a, t,
	        " memorytotalgb memorytotalmb memorygb vmhostid ") !=
	        SHEET_NONE ||
	    (sheet_column(r->a, t, " vmhost ") != SHEET_NONE &&
	        sheet_column(r->a, t, " powerstate numcpu ") != SHEET_NONE);
	struct sheet_memory memory = sheet_memory_column(r->a, t, powercli);
	size_t of = sheet_column(r->a, t, " vmhost computername ");
	size_t name = sheet_column(r->a, t, " name "), vm, host;

	if (import_is_samples(t))
		return import_samples(r, t, out);
	if (of == SHEET_NONE && name != SHEET_NONE &&
	    sheet_column(r->a, t, " vcpus ") != SHEET_NONE &&
	    sheet_column(r->a, t, " host ") == SHEET_NONE)
		return needs_hypervisor(r, t, out) &&
		    sheet_vms(r, t, name, memory, out);
	if (of == SHEET_NONE && name != SHEET_NONE &&
	    memory.col == SHEET_NONE &&
	    sheet_column(r->a, t, " rack devicetype manufacturer ") !=
	        SHEET_NONE &&
	    sheet_column(r->a, t, " uheight ") == SHEET_NONE)
		return needs_hypervisor(r, t, out) &&
		    sheet_devices(r, t, name, out);
	host = sheet_column(r->a, t, " host ");
	vm = sheet_column(r->a, t, " networkdevice ");
	if (host != SHEET_NONE && vm != SHEET_NONE)
		return sheet_ports(r, t, host, vm, out);
	out->hypervisor = of != SHEET_NONE && !powercli ? "hyper-v" : "vsphere";
	vm = sheet_column(r->a, t,
	    of != SHEET_NONE ? " name vmname " : " vm vmname ");
	if (vm != SHEET_NONE)
		return sheet_vms(r, t, vm, memory, out);
	host = sheet_column(r->a, t, " host name ");
	if (host == SHEET_NONE || memory.col == SHEET_NONE) {
		diag_error(r->d, t->head[0].at, "sheet-column",
		    "this heading is neither that of VMs (VM, Memory, Host) "
		    "nor of hosts (Host, # Memory)");
		if (sheet_column(r->a, t, " memoryassignedm ") == SHEET_NONE)
			diag_hint(r->d, "%s", own_table);
		else
			diag_hint(r->d,
			    "the output of Get-VM names no host: Get-VM | "
			    "Select-Object VMName, ComputerName, State, "
			    "MemoryAssigned | Export-Csv FILE "
			    "-NoTypeInformation");
		return false;
	}
	/* NetBox's VMs without the column that distinguishes them from hosts */
	if (host == name && !powercli &&
	    sheet_column(r->a, t, " status ") != SHEET_NONE)
		return diag_error(r->d, t->head[0].at, "sheet-column",
		    "it is not known whether these are VMs (a column vCPUs) or "
		    "hosts (a column Host)");
	return sheet_hosts(r, t, host, memory, out);
}

/* somebody hid it: the one that is seen may be meant */
static void
warn_hidden(struct run *r, const struct workbook *w, const struct table *t,
    size_t at)
{
	const char *name = w->sheet[at].name;
	size_t i;

	if (!w->sheet[at].hidden)
		return;
	diag_warn(r->d, t->head[0].at, "sheet-hidden",
	    "the sheet '%s' is hidden in the workbook, and is read", name);
	for (i = 0; i < w->n; i++)
		if (i != at && !w->sheet[i].hidden &&
		    strncasecmp(w->sheet[i].name, name, strlen(name)) == 0)
			break;
	if (i < w->n)
		diag_hint(r->d,
		    "'%s' is not read: if it is the one to read, delete the "
		    "hidden sheet and give this one its name",
		    w->sheet[i].name);
	else
		diag_hint(r->d, "delete it if it is not to be read");
}

/* RVTools' own sheets of VMs, hosts and their ports;
 * of any other workbook the front one */
static bool
import_book(struct run *r, const struct source *src, struct inventory *out)
{
	static const char *const known[] = { "vInfo", "vHost", "vNIC" };
	const struct workbook *w = workbook_read(r->a, r->d, src);
	size_t before = r->d->errors, found = 0;
	const struct table *t;
	int at;

	if (w == NULL)
		return false;
	for (size_t i = 0; i < sizeof known / sizeof known[0]; i++) {
		at = workbook_find(w, known[i]);
		if (at < 0)
			continue;
		found++;
		t = table_of_sheet(r->a, r->d, w, (size_t)at);
		out->partial |= r->d->errors > before;
		if (t == NULL)
			continue;
		warn_hidden(r, w, t, (size_t)at);
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
		{ "Name ", "MemoryAssigned(M)",
		    "the output of Get-VM names no host",
		    "Get-VM | Select-Object VMName, ComputerName, State, "
		    "MemoryAssigned | Export-Csv FILE -NoTypeInformation" },
		{ "Id ", "Name ",
		    "'virsh list' names neither the memory nor the host of a "
		    "VM",
		    "give the output of: sh templates/inventory/libvirt.sh" },
		{ "Id: ", "", "'virsh dominfo' doesn't name the host of a VM",
		    "give the output of: sh templates/inventory/libvirt.sh" },
		{ "uuid ( RO)", "", "lists of 'xe' are not read", own_table },
		{ "VM name ", "VM UUID",
		    "Nutanix AHV is not a supported hypervisor",
		    "catalogs/hypervisors does not describe its migrations, "
		    "and nothing is guessed" },
		{ "<domain", "",
		    "XML is not read here: a domain of libvirt doesn't name "
		    "the host it runs on",
		    "give the output of: sh templates/inventory/libvirt.sh" },
		{ "<", "", "HTML and XML are not read here",
		    "open it in a spreadsheet and save it as CSV or .xlsx" },
	};
	const char *s = encoding_utf8(r->a, src)->text, *line;

	s += strspn(s, " \t\r\n");
	line = str_dup(r->a, s, strcspn(s, "\r\n"));
	for (size_t i = 0; i < sizeof known / sizeof known[0]; i++) {
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
