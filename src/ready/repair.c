/*
 * DOC: a VM that writes to an .avhdx though it has no checkpoint.
 *
 * The file is what a checkpoint left behind when its merge failed, most often
 * one that a backup made.  Everything written since is in it; nothing is lost
 * as long as nobody deletes or merges it by hand.  The repairs are in the order
 * of what they can break: making and deleting a checkpoint lets Hyper-V merge
 * its own chain; an export reads the chain and writes a new disk; merging by
 * hand bypasses Hyper-V's own records, so it is done on copies.  A copy made
 * from inside the guest does not touch the chain at all.
 *
 * Every name goes through PowerShell's own quoting, and VMs are found by their
 * GUID: -Name takes wildcards, and names need not be unique.
 */

#include "ready/readiness.h"
#include "render/device_text.h"

static const char *
quoted(struct arena *a, const char *s)
{
	return device_text_quoted(a, QUOTE_POWERSHELL, s);
}

const char *
repair_vm(struct arena *a, const struct inv_vm *m)
{
	const char *on = m->host != NULL && m->host[0] != '\0' ?
	    str_fmt(a, " -ComputerName %s", quoted(a, m->host)) :
	    "";

	if (m->id != NULL && m->id[0] != '\0')
		return str_fmt(a, "$vm = Get-VM%s -Id %s", on,
		    quoted(a, m->id));
	return str_fmt(a, "$vm = Get-VM%s | Where-Object { $_.Name -eq %s }",
	    on, quoted(a, m->name));
}

static void
by_checkpoint(struct readiness *r, struct ready_finding *f,
    const struct inv_vm *m)
{
	struct repair *p = ready_repair(r, f,
	    "make a checkpoint and delete "
	    "it: Hyper-V then merges the whole chain itself");

	ready_warn(r, p, "back up the VM first, by any method that works");
	ready_warn(r, p,
	    "the merge needs free space, I/O and time on the volume: don't "
	    "shut the host down while it runs");
	ready_warn(r, p,
	    "if the checkpoint can't be made, stop here and use the next fix");
	ready_do(r, p, "%s", repair_vm(r->a, m));
	ready_do(r, p, "Checkpoint-VM -VM $vm -SnapshotName 'eastwest-merge'");
	ready_do(r, p,
	    "Get-VMSnapshot -VM $vm | Where-Object { $_.Name -eq "
	    "'eastwest-merge' } | Remove-VMSnapshot");
	ready_do(r, p,
	    "Get-VM -ComputerName $vm.ComputerName -Id $vm.Id | "
	    "Select-Object -Property @('Name', 'OperationalStatus')");
	ready_do(r, p, "Get-VMHardDiskDrive -VM $vm | Select-Object Path");
}

static void
by_export(struct readiness *r, struct ready_finding *f, const struct inv_vm *m)
{
	struct repair *p = ready_repair(r, f,
	    "shut it down, make a "
	    "checkpoint, and export that checkpoint: a merged copy, with the "
	    "old files untouched");

	ready_warn(r, p, "the VM is off from here on");
	ready_warn(r, p,
	    "the export holds dynamic VHDX files, whatever the "
	    "disks were: convert them where they must be fixed");
	ready_warn(r, p,
	    "a new VM has to be built on them: network, VLAN, addresses bound "
	    "to the old MAC, cluster role and backup jobs have to be set "
	    "again");
	ready_warn(r, p,
	    "keep the old VM, off and with its network disconnected, until the "
	    "new one has been backed up");
	ready_do(r, p, "%s", repair_vm(r->a, m));
	ready_do(r, p, "$to = '<<EXPORT_FOLDER>>'");
	ready_do(r, p, "Stop-VM -VM $vm");
	ready_do(r, p,
	    "Checkpoint-VM -VM $vm -SnapshotName "
	    "'eastwest-export'");
	ready_do(r, p,
	    "Get-VMSnapshot -VM $vm | Where-Object { $_.Name -eq "
	    "'eastwest-export' } | Export-VMSnapshot -Path $to");
	ready_do(r, p,
	    "Get-ChildItem -Path $to -Recurse -Include @("
	    "'*.vhd', '*.vhdx') | ForEach-Object { Get-VHD -Path $_.FullName }");
}

static void
by_hand(struct readiness *r, struct ready_finding *f, const struct inv_vm *m,
    const struct inv_disk *disk)
{
	struct repair *p = ready_repair(r, f,
	    "merge by hand, on copies: only as a last resort");

	ready_warn(r, p,
	    "a merge in the wrong order, or into a parent that "
	    "has changed since, destroys the disk: never work on the only "
	    "copy");
	ready_warn(r, p,
	    "copy every file of the chain; Get-VHD names each "
	    "one's parent, and there may be more than one to merge, the "
	    "youngest first");
	ready_warn(r, p,
	    "the VM stays off until the merged copy is attached and has "
	    "started");
	ready_do(r, p, "%s", repair_vm(r->a, m));
	ready_do(r, p, "Stop-VM -VM $vm");
	ready_do(r, p, "$file = %s", quoted(r->a, disk->path));
	ready_do(r, p, "$to = '<<COPY_FOLDER>>'");
	ready_do(r, p, "$parent = (Get-VHD -Path $file).ParentPath");
	ready_do(r, p,
	    "$copy = (Copy-Item -LiteralPath $file -Destination "
	    "$to -PassThru).FullName");
	ready_do(r, p,
	    "$base = (Copy-Item -LiteralPath $parent -Destination "
	    "$to -PassThru).FullName");
	ready_do(r, p, "Set-VHD -Path $copy -ParentPath $base");
	ready_do(r, p, "Test-VHD -Path $copy");
	ready_do(r, p, "Merge-VHD -Path $copy -DestinationPath $base");
	ready_do(r, p, "Get-VHD -Path $base");
}

static void
from_inside(struct readiness *r, struct ready_finding *f)
{
	struct repair *p = ready_repair(r, f,
	    "the safe alternative: copy the disks from inside the running "
	    "guest with Sysinternals Disk2vhd, and build a new VM on the copy");

	ready_warn(r, p,
	    "the old chain is not touched; data written after the copy began "
	    "is not in it, so stop the applications first");
	ready_warn(r, p,
	    "write the copy to another disk or a share, never to "
	    "a disk that is being copied");
	ready_warn(r, p,
	    "VMs that must not exist twice (domain controllers) need their own "
	    "procedure; never run both copies on one network");
	ready_do(r, p, "# in the guest: disk2vhd64.exe * <<SHARE>>\\disk.vhdx");
}

void
repair_avhdx(struct readiness *r, struct ready_finding *f,
    const struct inv_vm *m, const struct inv_disk *disk)
{
	by_checkpoint(r, f, m);
	by_export(r, f, m);
	by_hand(r, f, m, disk);
	from_inside(r, f);
}
