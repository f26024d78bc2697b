#!/bin/bash
# what: topology.dot read by Graphviz, the inventory by Ansible, the lab as YAML
# needs: graphviz ansible-core python3-yaml python3
program=$1 out=$2
passed=0 failed=0
try() {
	local what=$1
	shift
	if "$@"; then
		passed=$((passed + 1))
	else
		failed=$((failed + 1))
		echo "FAIL $what"
	fi
}
for f in examples/*.yaml tests/golden/bundle-eos/site.yaml; do
	grep -q '^eastwest:' "$f" || continue
	n=$(basename "$(dirname "$f")")-$(basename "$f" .yaml)
	d=$out/$n
	"$program" design --quiet "$f" -o "$d"
	try "$n: design" test -e "$d/design.json"
	dot -Tdot_json "$d/topology.dot" >"$d.dot.json" 2>"$d.dot.log"
	ansible-inventory -i "$d/ansible/inventory.yaml" --list \
	    >"$d.inventory.json"
	try "$n: as designed" python3 tests/rendered/tools.py "$d" \
	    "$d.dot.json" "$d.inventory.json"
done
echo "$passed passed, $failed failed"
test "$failed" -eq 0
