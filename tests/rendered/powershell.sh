#!/bin/bash
# what: every PowerShell file and command of ours, by tree-sitter-powershell
# needs: nodejs python3
# powershell.sh [PROGRAM] FOLDER: the scripts that take inventories, the hosts' scripts of the
# examples, the repairs that readiness prints.  The parser comes from npm, into
# the folder.
out=$(realpath -m "${!#}")/powershell
program=${EASTWEST:-$PWD/build/eastwest}
test $# -lt 2 || program=$(realpath "$1")
mkdir -p "$out"
if ! command -v npm >/dev/null; then
	echo 'npm is not there: the parser can'"'"'t be had'
	exit 1
fi
(cd "$out" && npm install --no-audit --no-fund --ignore-scripts --silent \
    tree-sitter-powershell@0.26.4 web-tree-sitter@0.27.1) || exit 1
rm -rf "$out/scripts"
mkdir -p "$out/scripts"
cp templates/inventory/*.ps1 "$out/scripts/"
for f in examples/*.yaml; do
	grep -q '^eastwest:' "$f" || continue
	n=$(basename "$f" .yaml)
	"$program" design "$f" -o "$out/bundle" --quiet
	for h in "$out"/bundle/hosts/*.ps1; do
		test -e "$h" && cp "$h" "$out/scripts/$n-$(basename "$h")"
	done
	rm -rf "$out/bundle"
done
# what a person would paste, hostile names and all
python3 tests/golden/readiness/make.py all >"$out/inventory.json"
"$program" readiness --json "$out/inventory.json" >"$out/found.json" || test $? -eq 1
python3 - "$out/found.json" >"$out/scripts/repairs.ps1" <<'PY'
import json
import sys
for f in json.load(open(sys.argv[1]))['findings']:
    for r in f['repairs']:
        print('\n'.join(r['commands']))
PY
cp tests/rendered/powershell.mjs "$out/"
cd "$out" && exec node powershell.mjs scripts/*.ps1
