#!/bin/bash
# The manual pages: well formed, complete, and their example is a site.
. tests/comfort/lib
for s in 1 5; do
	page=$scratch/eastwest.$s
	try "page $s is written" "$EASTWEST" man $s
	cp "$scratch/log" "$page"
	# the other page need not be installed; [] at the end of a name is no
	# full stop
	mandoc -T lint -W style "$page" |
	    grep -v 'referenced manual not found' >"$scratch/lint"
	same "page $s: lint" '' "$(cat "$scratch/lint")"
	if command -v man >/dev/null && command -v groff >/dev/null; then
		same "page $s: groff" '' "$(man --warnings -E UTF-8 -l -Tutf8 \
		    -Z "$page" 2>&1 >/dev/null)"
	fi
	mandoc -T ascii "$page" | col -b >"$scratch/page$s.txt"
done

# asked for by the names they go by
for n in eastwest 'eastwest(1)'; do
	same "$n is page 1" "$("$EASTWEST" man 1)" "$("$EASTWEST" man "$n")"
done
for n in eastwest-site 'eastwest-site(5)'; do
	same "$n is page 5" "$("$EASTWEST" man 5)" "$("$EASTWEST" man "$n")"
done

# every command and option of --help is there
for c in $("$EASTWEST" --help | sed -n '/^commands:/,/^$/s/^  \([a-z]*\) .*/\1/p'); do
	try "page 1 has $c" grep -q "^     $c" "$scratch/page1.txt"
	for o in $("$EASTWEST" "$c" --help |
	    sed -n 's/^  \(-[a-z-]*\).*/\1/p'); do
		try "page 1 has $c $o" grep -q -- "$o" "$scratch/page1.txt"
	done
done
# every key of the schema is in page 5
keys=$("$EASTWEST" schema | /usr/bin/python3 -c '
import json, sys
def walk(s):
    for key, v in s.get("properties", {}).items():
        print(key)
        walk(v)
        walk(v.get("items", {}))
walk(json.load(sys.stdin))' | sort -u)
try 'the schema has keys' test "$(wc -l <<<"$keys")" -gt 60
missing=$(for k in $keys; do
	grep -q "^     $k\( \|$\)" "$scratch/page5.txt" || echo "$k"
done)
same 'every key is in page 5' '' "$missing"

sed -n '/^\.Bd -literal/,/^\.Ed/{/^\./d; s/\\-/-/g; p}' "$scratch/eastwest.5" \
    >"$scratch/site.yaml"
try 'the example of page 5 checks' "$EASTWEST" check "$scratch/site.yaml"
try 'the example of page 5 designs' "$EASTWEST" design "$scratch/site.yaml" \
    -o "$scratch/design"
for s in '' 2 '1 5'; do
	"$EASTWEST" man $s >"$scratch/out" 2>/dev/null
	same "man $s is refused" 2 $?
done
counted
