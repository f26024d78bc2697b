#!/bin/bash
# config_db.json as the platform's own models describe it.
. tests/comfort/lib
/usr/bin/python3 tests/comfort/sonic.py \
    tests/golden/bundle-sonic/want/out/configs/*.json >"$scratch/judged" 2>&1
sed '$d' "$scratch/judged" | head -n 40
if read -r p f <<<"$(tail -n 1 "$scratch/judged")" && [ "$p" -gt 100 ]; then
	passed=$((passed + p)) failed=$((failed + f))
else
	failed=$((failed + 1))
	tail -n 5 "$scratch/judged"
fi
counted
