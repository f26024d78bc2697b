#!/bin/bash
# what: files of Linux hosts, by netplan's and ifupdown2's own parsers
# needs: netplan.io ifupdown2
# hostnet.sh [PROGRAM] FOLDER
out=$(realpath -m "${!#}")/hostnet
program=${EASTWEST:-$PWD/build/eastwest}
test $# -lt 2 || program=$(realpath "$1")
generate=/usr/libexec/netplan/generate
test -x $generate || generate=/lib/netplan/generate
passed=0 failed=0
says() {
	if [ "$1" = 0 ]; then
		passed=$((passed + 1))
	else
		failed=$((failed + 1))
		echo "FAIL: $2"
	fi
}

rm -rf "$out"
for kind in netplan interfaces; do
	"$program" design tests/verify/sites/$kind/site.yaml -o "$out/$kind" \
	    --quiet || exit 1
	for f in "$out/$kind"/hosts/*; do
		sed -i 's/<<ADDRESS_[A-Z0-9_]*>>/10.0.50.31/
			s/<<DNS_SERVER>>/10.0.50.5/' "$f"
	done
done
for f in "$out"/netplan/hosts/*.yaml; do
	root=$out/root/$(basename "$f" .yaml)
	mkdir -p "$root/etc/netplan"
	install -m 600 "$f" "$root/etc/netplan/60-eastwest.yaml"
	said=$($generate -r "$root" 2>&1)
	says $? "$f: $said"
	test -z "$said"
	says $? "$f: $said"
	# the VMs' bridge has no address of the host's
	grep -q '^LinkLocalAddressing=no' \
	    "$root/run/systemd/network/10-netplan-br200.network"
	says $? "$f: the bridge takes an address"
done
for f in "$out"/interfaces/hosts/*.interfaces; do
	said=$(ifup -a -s -i "$f" 2>&1)
	says $? "$f: $said"
	test -z "$said"
	says $? "$f: $said"
	# what it reads is what was written
	diff <(grep -v '^#' "$f" | grep .) \
	    <(ifquery -a -i "$f" 2>&1 | grep .) >"$out/diff"
	says $? "$f: $(head -5 "$out/diff")"
	# a parser that takes anything would prove nothing
	sed 's/ipv6-addrgen off/ipv6-addrgen maybe/' "$f" >"$out/bad"
	! ifup -a -s -i "$out/bad" >/dev/null 2>&1
	says $? "$f: an option of no meaning passes"
done
echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
