#!/bin/bash
# what: pages and drawings in Chromium, on a phone, a desk and A4, light, dark and grey, and their sliders
# needs: chromium python3 fonts-dejavu-core
# report.sh [PROGRAM] FOLDER
out=$(realpath -m "${!#}")/report
program=${EASTWEST:-$PWD/build/eastwest}
test $# -lt 2 || program=$(realpath "$1")
mkdir -p "$out/sites"
# design NAME FILE [OPTION...]: a bundle, or none (exit status 3: no page then)
bundles=()
design() {
	local n=$1 f=$2
	shift 2
	rm -rf "${out:?}/$n"
	"$program" design "$f" -o "$out/$n" --quiet "$@"
	case $? in
	0) bundles+=("$out/$n") ;;
	3) echo "no design, and no page: $n" ;;
	*) exit 1 ;;
	esac
}
for f in examples/*.yaml; do
	grep -q '^eastwest:' "$f" || continue
	design "$(basename "$f" .yaml)" "$f" --what-if
done
# phases, each a bundle, and what there is of the whole
{
	cat examples/period.yaml
	echo 'plan: {from: 2026-12, starter: 8000, budgets: [{year: 2027,'
	echo ' amount: 30000}, {year: 2028, amount: 60000}]}'
} >"$out/sites/plan.yaml"
rm -rf "${out:?}/plan"
"$program" plan "$out/sites/plan.yaml" -o "$out/plan" --quiet || exit 1
bundles+=("$out/plan")
for n in $(/usr/bin/python3 tests/rendered/sites.py "$out/sites"); do
	case $n in
	4-racks-63-letters | 12-racks-1-letters | one-host | no-vms)
		design "$n" "$out/sites/$n.yaml" --what-if
		;;
	*) design "$n" "$out/sites/$n.yaml" ;;
	esac
done
exec timeout 3600 /usr/bin/python3 tests/rendered/report.py "${bundles[@]}"
