#!/bin/bash
# The files of Linux hosts, read by the systems' own parsers: netplan's and
# ifupdown2's.  Their packages would take over the network of the machine at
# hand, so they are unpacked below build/ and installed nowhere; where there is
# no Debian to have them from, nothing is tried, and that is said.
. tests/comfort/lib
top=$PWD/build/packages/unpacked
root=$top/root
unpack() {
	mkdir -p "$top" && cd "$top" || return
	apt-get -q download ifupdown2 netplan.io libnetplan0 libglib2.0-0 ||
	    { apt-get -q update && apt-get -q download ifupdown2 netplan.io \
	        libnetplan0 libglib2.0-0; } || return
	rm -rf root.new
	for deb in *.deb; do
		dpkg -x "$deb" root.new || return
	done
	# its places are absolute in its sources
	grep -rlE "[\"']/(etc/network|var/lib|usr/share)/ifupdown2" \
	    root.new/usr/share/ifupdown2 |
	    xargs sed -i -E "s#([\"'])/((etc/network|var/lib|usr/share)/ifupdown2)#\1$root/\2#g"
	mkdir -p root.new/bin
	ln -s ../usr/share/ifupdown2/ifupdown2 root.new/bin/ifup
	ln -s ../usr/share/ifupdown2/ifupdown2 root.new/bin/ifquery
	mv root.new root
}
if [ ! -d "$root" ] && ! (unpack) >"$scratch/unpack" 2>&1; then
	echo "not tried: no packages of netplan and ifupdown2 can be had here"
	counted
	exit
fi
# what it says of the routing rules of this machine is none of the file's
ifupdown() {
	local as=$1 rc
	shift
	/usr/bin/python3 "$root/bin/$as" -a "$@" >"$scratch/said" 2>&1
	rc=$?
	grep -v '^warning: vrf: cache ' "$scratch/said"
	return $rc
}
generate=$root/usr/libexec/netplan/generate
libs=$(dirname "$(find "$root" -name 'libnetplan.so*' | head -n 1)")
for kind in netplan interfaces; do
	"$EASTWEST" design tests/verify/sites/$kind/site.yaml \
	    -o "$scratch/$kind" --quiet || exit 1
	for f in "$scratch/$kind"/hosts/*; do
		sed -i 's/<<ADDRESS_[A-Z0-9_]*>>/10.0.50.31/
			s/<<DNS_SERVER>>/10.0.50.5/' "$f"
	done
done
hosts=0
for f in "$scratch"/netplan/hosts/*.yaml; do
	name=$(basename "$f") as=$scratch/root/$(basename "$f" .yaml)
	mkdir -p "$as/etc/netplan"
	install -m 600 "$f" "$as/etc/netplan/60-eastwest.yaml"
	said=$(LD_LIBRARY_PATH=$libs "$generate" -r "$as" 2>&1)
	same "$name: netplan takes it" "0 " "$? $said"
	try "$name: the VMs' bridge has no address of the host's" grep -q \
	    '^LinkLocalAddressing=no' \
	    "$as/run/systemd/network/10-netplan-br200.network"
	# a parser that takes anything would prove nothing
	sed -i 's/dhcp4: /dhcp4x: /; s/mtu: 9000/mtu: many/' \
	    "$as/etc/netplan/60-eastwest.yaml"
	LD_LIBRARY_PATH=$libs "$generate" -r "$as" >/dev/null 2>&1
	try "$name: an MTU that is none is refused" test $? -ne 0
	hosts=$((hosts + 1))
done
for f in "$scratch"/interfaces/hosts/*.interfaces; do
	name=$(basename "$f")
	said=$(ifupdown ifup -s -i "$f" 2>&1)
	same "$name: ifupdown2 takes it" "0 " "$? $said"
	same "$name: what it reads is what was written" \
	    "$(grep -v '^#' "$f" | grep .)" \
	    "$(ifupdown ifquery -i "$f" 2>&1 | grep .)"
	sed 's/ipv6-addrgen off/ipv6-addrgen maybe/' "$f" >"$scratch/bad"
	ifupdown ifup -s -i "$scratch/bad" >/dev/null 2>&1
	try "$name: an option of no meaning is refused" test $? -ne 0
	hosts=$((hosts + 1))
done
try 'hosts of both kinds' test "$hosts" -ge 2
counted
