#!/bin/bash
# What every command shows on a terminal of 60, 80 and 120 columns.
. tests/comfort/lib
/usr/bin/python3 tests/comfort/screens.py "$EASTWEST" "$scratch/screens" \
    >"$scratch/judged" 2>&1
sed '$d' "$scratch/judged" | head -n 40
if read -r p f <<<"$(tail -n 1 "$scratch/judged" |
    sed -n 's/^\([0-9]*\) passed, \([0-9]*\) failed$/\1 \2/p')" &&
    [ "${p:-0}" -gt 400 ]; then
	passed=$((passed + p)) failed=$((failed + f))
else
	failed=$((failed + 1))
	tail -n 5 "$scratch/judged"
fi
counted
