#!/bin/bash
# what: report.html and the drawings, in Chromium, on a desk, a phone and A4
# needs: chromium python3
# report.sh [PROGRAM] FOLDER
out=$(realpath -m "${!#}")/report
program=${EASTWEST:-$PWD/build/eastwest}
test $# -lt 2 || program=$(realpath "$1")
mkdir -p "$out"
bundles=()
for f in examples/*.yaml; do
	grep -q '^eastwest:' "$f" || continue
	n=$(basename "$f" .yaml)
	rm -rf "${out:?}/$n"
	"$program" design "$f" -o "$out/$n" --quiet || exit 1
	bundles+=("$out/$n")
done
exec timeout 400 /usr/bin/python3 tests/rendered/report.py "${bundles[@]}"
