#!/bin/sh
#
# How fast the VMs of a Proxmox VE node dirty their memory, as a table for
# `eastwest import`: the memory of each VM, the node and its memory, and how much
# the VM dirtied within how many seconds, measured by QEMU itself
# (calc_dirty_rate, Proxmox VE 7.2 or later). It changes nothing. All running VMs
# of the node are measured at the same time, in about a minute and a half. Run it
# as root, on one node after the other:
#
#   for n in pve1 pve2 pve3; do ssh root@$n sh -s <proxmox.sh; done >busy.csv
#
# Run it at the busiest hour; where maintenance is done at a quiet hour, run it
# then too, into another file: each file makes a site file of its own. Of several
# runs in one file (>>busy.csv) the highest value counts.
#
# Limits: QEMU compares 512 pages of each GiB, so that a few dirty MiB may be
# missed, and it reports whole MiB a second; a page that is overwritten with the
# same content is not counted, and is sent all the same. A VM with less than
# 128 MiB, and one whose QEMU can't measure, has no seconds in the table.
# Containers are left out: they have no live migration.
LC_ALL=C
export LC_ALL
periods='1 4 15 60'

# ask VMID COMMAND: prints the answer of the VM's QEMU monitor
ask() {
	printf '%s\n' "$2" | qm monitor "$1" 2>/dev/null | tr -d '\r'
}

host=$(hostname -s)
total=$(sed -n 's/^MemTotal: *\([0-9]*\) kB.*/\1/p' /proc/meminfo)
cluster=$(sed -n 's/^ *cluster_name: *\([A-Za-z0-9._-]*\).*/\1/p' \
    /etc/pve/corosync.conf 2>/dev/null | head -n 1)
# number, name and memory of the running VMs; names have no blanks
vms=$(qm list | sed -n 's/^ *\([0-9][0-9]*\)  *\([^ ]*\)  *running  *\([0-9][0-9]*\) .*/\1,\2,\3/p')
if [ -z "$host" ] || [ -z "$total" ]; then
	echo 'no answer from Proxmox VE on this host' >&2
	exit 1
fi

echo 'VM,UUID,Memory MiB,Host,Host Memory MiB,Seconds,Rewritten MiB,Cluster,System'
for p in $periods; do
	for v in $vms; do
		ask "${v%%,*}" "calc_dirty_rate $p" >/dev/null
	done
	sleep $((p + 2))
	for v in $vms; do
		id=${v%%,*} memory=${v##*,} name=${v#*,}
		name=${name%,*}
		told=$(ask "$id" 'info dirty_rate')
		measured=,
		# measured, and now: for the time that was asked for
		case $told in
		*'Status: measured'*"Period: $p (sec"*)
			rate=$(printf '%s\n' "$told" |
			    sed -n 's/^Dirty rate: *\([0-9]*\) (MB\/s).*/\1/p')
			if [ -n "$rate" ] && [ "$memory" -ge 128 ]; then
				measured="$p,$((rate * p))"
			fi
			;;
		esac
		printf '%s,%s,%s,%s,%s,%s,%s,proxmox\n' "$name" "$id" \
		    "$memory" "$host" "$((total / 1024))" "$measured" "$cluster"
	done
done
