#!/bin/bash
# lp.sh COUNT PROGRAM SCRATCH: the sizing program as written by --write-lp,
# solved by another solver (coinor-cbc): the same least cost.  Each example is
# tried as it is and under other requirements; a site without a design must be
# one without a solution there too.
count=$1 program=$2 scratch=$3
if ! command -v cbc >/dev/null; then
	echo 'lp: skipped, there is no cbc here (Debian package coinor-cbc)'
	echo '0 0' >"$count"
	exit 0
fi
rm -rf "$scratch"
mkdir -p "$scratch"
passed=0 failed=0

# the cost our program finds, energy with it, in cents, or "none"
ours() {
	"$program" compare "$1" --json --write-lp "$2" 2>/dev/null |
	    python3 -c '
import json, sys
v = json.load(sys.stdin)
cost = [c["cost"] + (c["energy"] or 0) for c in v["candidates"] if c["topology"] == v["chosen"]]
print(round(cost[0] * 100) if cost else "none")'
}
theirs() {
	cbc "$1" solve solution "$1.out" >"$1.log" 2>&1
	sed -n '1{
		s/^Optimal.*objective value *\([0-9]*\)\(\.0*\)\{0,1\}$/\1/p
		s/^Infeasible.*/none/p
		s/^Integer infeasible.*/none/p
	}' "$1.out"
}

try() {
	local site=$1 name=$2 want got
	want=$(ours "$site" "$scratch/$name.lp")
	got=$(theirs "$scratch/$name.lp")
	if [ -n "$want" ] && [ "$want" = "$got" ]; then
		passed=$((passed + 1))
	else
		failed=$((failed + 1))
		echo "FAIL lp $name: ours '$want', cbc '$got'"
	fi
}

for s in small period; do
	try "examples/$s.yaml" "$s"
	n=0
	while IFS= read -r change; do
		n=$((n + 1))
		sed -E "$change" "examples/$s.yaml" >"$scratch/$s-$n.yaml"
		try "$scratch/$s-$n.yaml" "$s-$n"
	done <<'CHANGES'
s/^( *growth:) .*/\1 50 %/
s/^( *budget: .*)/\1\n  topology: spine-leaf/; /topology: auto/d; s/^  budget:.*/  budget: 90000/
s/^( *budget: .*)/\1\n  topology: spine-leaf/; /topology: auto/d; s/^  budget:.*/  budget: 7000/
s/^  optics: .*/  optics: oem/; s/optics: 5 %, cables: 5 %/optics: 7 %, cables: 13 %/
s/^  optics: compatible.*/  energy: 0.1925/; s/row: A\}/row: A, power: 1 kW}/
s/^( *growth:) .*/\1 0 %/; s/^  models: .*//
CHANGES
done
try tests/lp/evlt.yaml evlt
echo "$passed $failed" >"$count"
test "$failed" -eq 0
