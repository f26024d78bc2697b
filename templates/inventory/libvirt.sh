#!/bin/sh
#
# How fast the VMs of libvirt hosts dirty their memory, as a table for
# `eastwest import`: the memory of each VM, its host and the host's memory, and
# how much the VM dirtied within how many seconds, measured by QEMU itself (virsh
# domdirtyrate-calc, libvirt 7.2 or later). It changes nothing on a host. All VMs
# of a host are measured at the same time, about a minute and a half per host:
#
#   sh libvirt.sh >busy.csv                               # this host
#   sh libvirt.sh qemu+ssh://hv1/system qemu+ssh://hv2/system >busy.csv
#
# Run it at the busiest hour; where maintenance is done at a quiet hour, run it
# then too, into another file: each file makes a site file of its own. Of several
# runs in one file (>>busy.csv) the highest value counts.
#
# Limits: QEMU compares 512 pages of each GiB, so that a few dirty MiB may be
# missed, and it reports whole MiB a second; a page that is overwritten with the
# same content is not counted, and is sent all the same. A VM with less than
# 128 MiB, and one whose QEMU can't measure, has no seconds in the table.
LC_ALL=C
export LC_ALL
periods='1 4 15 60'

# cell TEXT: quoted for CSV
cell() {
	printf '"%s"' "$(printf '%s' "$1" | sed 's/"/""/g')"
}

# sample URI: prints the rows of one host
sample() {
	host=$(virsh -c "$1" hostname | head -n 1)
	total=$(virsh -c "$1" nodeinfo | sed -n 's/^Memory size: *\([0-9]*\) KiB.*/\1/p')
	vms=$(virsh -c "$1" list --uuid --state-running)
	if [ -z "$host" ] || [ -z "$total" ]; then
		echo "$1: no answer" >&2
		return 1
	fi
	for p in $periods; do
		begun=
		for u in $vms; do
			virsh -c "$1" domdirtyrate-calc "$u" --seconds "$p" \
			    >/dev/null 2>&1 && begun="$begun $u"
		done
		sleep $((p + 2))
		for u in $vms; do
			row "$1" "$u" "$p"
		done
	done
}

# row URI UUID SECONDS: prints the row of a VM, if it is still there
row() {
	stats=$(virsh -c "$1" domstats "$2" --balloon --dirtyrate 2>/dev/null ||
	    virsh -c "$1" domstats "$2" --balloon 2>/dev/null) || return 0
	value() {
		printf '%s\n' "$stats" | sed -n "s/^ *$1=\([0-9]*\)\$/\1/p"
	}
	memory=$(value balloon.current)
	rate=$(value dirtyrate.megabytes_per_second)
	name=$(virsh -c "$1" domname "$2" | head -n 1)
	test -n "$memory" || return 0
	measured=,
	# 2: measured, and now, not by somebody before
	case "$begun " in
	*" $2 "*)
		if [ "$(value dirtyrate.calc_status)" = 2 ] &&
		    [ -n "$rate" ] && [ "$memory" -ge 131072 ] &&
		    [ "$(value dirtyrate.calc_period)" = "$3" ]; then
			measured="$3,$((rate * $3))"
		fi
		;;
	esac
	cell "$name"
	printf ',%s,%s,' "$2" "$((memory / 1024))"
	cell "$host"
	printf ',%s,%s\n' "$((total / 1024))" "$measured"
}

echo 'VM,UUID,Memory MiB,Host,Host Memory MiB,Seconds,Rewritten MiB'
status=0
if [ $# -eq 0 ]; then
	set -- qemu:///system
fi
for uri; do
	sample "$uri" || status=1
done
exit $status
