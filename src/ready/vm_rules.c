/* What keeps one VM from being moved or backed up. */
#include <string.h>
#include <strings.h>

#include "ready/readiness.h"
#include "render/device_text.h"

/* a file that has only what was written since a checkpoint */
static bool
is_avhd(const char *path)
{
	const char *type = path != NULL ? strrchr(path, '.') : NULL;

	return type != NULL &&
	    (strcasecmp(type, ".avhdx") == 0 || strcasecmp(type, ".avhd") == 0);
}

/* on a share or a cluster's own volume, so that other hosts reach it too */
static bool
is_shared(const char *path)
{
	const char *cluster = "\\ClusterStorage\\";

	if (strncmp(path, "\\\\", 2) == 0)
		return true;
	return strlen(path) > 2 && path[1] == ':' &&
	    strncasecmp(path + 2, cluster, strlen(cluster)) == 0;
}

static const char *
who(struct readiness *r, const struct inv_vm *m)
{
	if (!str_given(m->host))
		return str_fmt(r->a, "VM '%s'", m->name);
	return str_fmt(r->a, "VM '%s' on '%s'", m->name, m->host);
}

static struct ready_finding *
find(struct readiness *r, const struct inv_vm *m, const char *rule,
    enum ready_severity severity, struct span at, const char *text)
{
	struct ready_finding *f =
	    ready_add(r, rule, severity, at, "%s %s", who(r, m), text);

	f->vm = m->name;
	f->host = m->host;
	return f;
}

static bool
is_replica(const struct inv_vm *m)
{
	return str_given(m->replica) && strcasecmp(m->replica, "Disabled") != 0;
}

/* a chain deeper than its checkpoints; one parent is all that is known of it */
static void
avhdx(struct readiness *r, const struct inv_vm *m)
{
	size_t deep;

	if (is_replica(m) || m->backup_running || m->merging)
		return;
	for (size_t i = 0; i < m->ndisk; i++) {
		const struct inv_disk *k = &m->disk[i];
		struct ready_finding *f;

		if (!is_avhd(k->path))
			continue;
		deep = is_avhd(k->parent) ? 2 : 1;
		if (deep <= m->ncheckpoint)
			continue;
		f = find(r, m, "vm-avhdx", READY_ERROR, k->at,
		    m->ncheckpoint == 0 ?
		        str_fmt(r->a,
		            "writes to '%s', but it has no checkpoint, no "
		            "replica and no running backup that would explain "
		            "it",
		            k->path) :
		        str_fmt(r->a,
		            "writes to '%s' on top of '%s', but it has one "
		            "checkpoint, which explains only one of them",
		            k->path, k->parent));
		f->hint =
		    "a failed merge, most often after a backup; the VM can't "
		    "be replicated or resized, and the file grows";
		repair_avhdx(r, f, m, k);
	}
}

static void
leftover(struct readiness *r, const struct inv_vm *m)
{
	if (m->backup_running)
		return;
	for (size_t i = 0; i < m->ncheckpoint; i++) {
		const struct inv_checkpoint *c = &m->checkpoint[i];
		struct repair *p;
		struct ready_finding *f;

		if (!str_given(c->type) || strcasecmp(c->type, "Recovery") != 0)
			continue;
		f = find(r, m, "vm-backup-checkpoint", READY_WARNING, c->at,
		    str_fmt(r->a,
		        "has the checkpoint '%s' of a backup, and no backup is "
		        "running",
		        c->name != NULL ? c->name : ""));
		p = ready_repair(r, f, "delete it once no backup job needs it");
		ready_warn(r, p,
		    "ask the backup software first: a waiting or retrying job "
		    "still needs it");
		ready_do(r, p, "%s", repair_vm(r->a, m));
		ready_do(r, p,
		    "Get-VMSnapshot -VM $vm -SnapshotType Recovery "
		    "| Remove-VMSnapshot");
	}
}

static void
scsi(struct readiness *r, const struct inventory *v, const struct inv_vm *m)
{
	const struct inv_host *h = inventory_host(v, m->host);
	bool known = h != NULL && str_given(h->os);
	bool old = known && strstr(h->os, "2012 R2") != NULL;
	struct ready_finding *f;
	struct repair *p;

	if (m->scsi_controllers != 0 || (known && !old))
		return;
	f = find(r, m, "vm-no-scsi", old ? READY_ERROR : READY_WARNING, m->at,
	    old ? "has no SCSI controller: Windows Server 2012 R2 can't back "
	          "it up while it runs (event 10103)" :
	          "has no SCSI controller: a host with Windows Server 2012 R2 "
	          "could not back it up while it runs (event 10103), and the "
	          "host's operating system is unknown");
	p = ready_repair(r, f, "add an empty SCSI controller");
	ready_warn(r, p, "the VM must be off for it");
	ready_do(r, p, "%s", repair_vm(r->a, m));
	ready_do(r, p, "Stop-VM -VM $vm");
	ready_do(r, p, "Add-VMScsiController -VM $vm");
	ready_do(r, p, "Start-VM -VM $vm");
}

static void
vss(struct readiness *r, const struct inv_vm *m)
{
	struct ready_finding *f;

	if (m->vss)
		return;
	f = find(r, m, "vm-no-vss", READY_WARNING, m->at,
	    "has no volume "
	    "shadow copy service in the guest: a backup of it is "
	    "crash-consistent only");
	f->hint =
	    "enable the backup integration service, and keep the guest's "
	    "integration services current; a guest without one needs scripts "
	    "or an agent of its own for its databases";
}

static void
disks(struct readiness *r, const struct inv_vm *m)
{
	for (size_t i = 0; i < m->ndisk; i++) {
		const struct inv_disk *k = &m->disk[i];
		struct ready_finding *f;

		if (k->passthrough) {
			f = find(r, m, "vm-passthrough", READY_ERROR, k->at,
			    "has a pass-through disk: checkpoints, replicas "
			    "and host-level backups do not include it");
			f->hint =
			    "copy it into a VHDX on a volume of the "
			    "cluster, or back it up from inside the guest";
		} else if (m->clustered && str_given(k->path) &&
		    !is_shared(k->path)) {
			f = find(r, m, "vm-local-disk", READY_ERROR, k->at,
			    str_fmt(r->a,
			        "is a cluster role, but its disk '%s' is local "
			        "to its host: it can't run anywhere else",
			        k->path));
			f->hint = "move its storage to a Cluster Shared Volume "
			          "(Move-VMStorage)";
		}
	}
}

static void
iso(struct readiness *r, const struct inv_vm *m)
{
	for (size_t i = 0; i < m->iso.n; i++) {
		bool shared = is_shared(m->iso.name[i]);
		struct ready_finding *f = find(r, m, "vm-iso",
		    shared ? READY_WARNING : READY_ERROR, m->iso.at[i],
		    str_fmt(r->a,
		        shared ?
		            "has the image '%s' in its drive: it migrates only "
		            "to hosts that may read it" :
		            "has the image '%s' in its drive, a file of its "
		            "own host: it can't migrate to another host",
		        m->iso.name[i]));
		struct repair *p = ready_repair(r, f, "eject it");

		ready_do(r, p, "%s", repair_vm(r->a, m));
		ready_do(r, p,
		    "Get-VMDvdDrive -VM $vm | Where-Object { $_.Path "
		    "-eq %s } | Set-VMDvdDrive -Path $null",
		    device_text_quoted(r->a, QUOTE_POWERSHELL, m->iso.name[i]));
	}
}

static void
outside(struct readiness *r, const struct inventory *v, const struct inv_vm *m)
{
	const struct inv_host *h = inventory_host(v, m->host);
	const char *cluster = str_given(m->cluster) ? m->cluster :
	    h != NULL                               ? h->cluster :
	                                              NULL;
	struct ready_finding *f;
	struct repair *p;
	bool local = false;

	if (m->clustered || !str_given(cluster))
		return;
	for (size_t i = 0; i < m->ndisk; i++)
		local |=
		    str_given(m->disk[i].path) && !is_shared(m->disk[i].path);
	f = find(r, m, "vm-not-clustered", READY_ERROR, m->at,
	    str_fmt(r->a,
	        "is not a role of cluster '%s': draining its host leaves it "
	        "behind, and it is not restarted when the host fails",
	        cluster));
	p = ready_repair(r, f,
	    local ? "move its disks to a volume of the "
	            "cluster, then make it a role" :
	            "make it a cluster role");
	if (local)
		ready_warn(r, p,
		    "its disks are local to its host: they are moved while it "
		    "runs, which takes the time and space of a copy");
	ready_do(r, p, "%s", repair_vm(r->a, m));
	if (local)
		ready_do(r, p,
		    "Move-VMStorage -VM $vm -DestinationStoragePath "
		    "'C:\\ClusterStorage\\<<VOLUME_AND_FOLDER>>'");
	ready_do(r, p, "Add-ClusterVirtualMachineRole -Cluster %s -VMId $vm.Id",
	    device_text_quoted(r->a, QUOTE_POWERSHELL, cluster));
}

void
ready_vm(struct readiness *r, const struct inventory *v, const struct inv_vm *m)
{
	avhdx(r, m);
	leftover(r, m);
	scsi(r, v, m);
	vss(r, m);
	disks(r, m);
	iso(r, m);
	outside(r, v, m);
}
