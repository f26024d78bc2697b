#!/bin/bash
# config_db.json as the platform's own models describe it.
. tests/comfort/lib
try 'designs' "$EASTWEST" design tests/golden/bundle-sonic/site.yaml \
    -o "$scratch/b"
/usr/bin/python3 tests/comfort/sonic.py "$scratch"/b/configs/*.json >"$scratch/judged" 2>&1
sed '$d' "$scratch/judged" | head -n 40
if read -r p f <<<"$(tail -n 1 "$scratch/judged")" && [ "$p" -gt 100 ]; then
	passed=$((passed + p)) failed=$((failed + f))
else
	failed=$((failed + 1))
	tail -n 5 "$scratch/judged"
fi
counted
