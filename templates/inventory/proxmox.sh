#!/bin/sh
#
# What the VMs of a Proxmox VE node rewrite, as a table for `eastwest import`:
# their memory, the node and its memory, and what of theirs was rewritten in so
# many seconds, measured by QEMU itself (calc_dirty_rate, Proxmox VE 7.2 or
# later). It changes nothing. All running VMs of the node are measured at the
# same time, in about a minute and a half; as root, on one node after the other:
#
#   for n in pve1 pve2 pve3; do ssh root@$n sh -s <proxmox.sh; done >busy.csv
#
# Take it at the busiest hour, and where maintenance is done at a quiet one,
# then too, into another file: each makes a site file of its own. Several runs
# in one file (>>busy.csv) count as one, of which the most is taken.
#
# What it can't tell: QEMU compares 512 pages of each GiB, so that little is
# seen of less than a few MiB, and it tells whole MiB a second; a page that is
# rewritten with what it held already is not seen, and is sent all the same. A
# VM with less than 128 MiB, and one whose QEMU can't measure, has no seconds
# in the table. Containers are left out: they can't move while they run.
LC_ALL=C
export LC_ALL
periods='1 4 15 60'

# ask VMID COMMAND: what the monitor of its QEMU answers
ask() {
	printf '%s\n' "$2" | qm monitor "$1" 2>/dev/null | tr -d '\r'
}

host=$(hostname -s)
total=$(sed -n 's/^MemTotal: *\([0-9]*\) kB.*/\1/p' /proc/meminfo)
cluster=$(sed -n 's/^ *cluster_name: *\([A-Za-z0-9._-]*\).*/\1/p' \
    /etc/pve/corosync.conf 2>/dev/null | head -n 1)
# number, name and memory of those that run; names have no blanks
vms=$(qm list | sed -n 's/^ *\([0-9][0-9]*\)  *\([^ ]*\)  *running  *\([0-9][0-9]*\) .*/\1,\2,\3/p')
if [ -z "$host" ] || [ -z "$total" ]; then
	echo 'this is no node of Proxmox VE that answers' >&2
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
