#!/bin/bash
# What design says of prices that change its choice is true: quoted there, the
# design it names is chosen; two cents before, the one it has; and at all prices
# between, with ranges at random, nothing else changes it.
. tests/comfort/lib
/usr/bin/python3 tests/comfort/quotes.py "$EASTWEST" "$scratch" \
    >"$scratch/judged" 2>&1
sed '$d' "$scratch/judged" | head -n 40
if read -r p f <<<"$(tail -n 1 "$scratch/judged")" && [ "$p" -gt 20 ]; then
	passed=$((passed + p)) failed=$((failed + f))
else
	failed=$((failed + 1))
	tail -n 5 "$scratch/judged"
fi
counted
