#!/bin/bash
# Names and free text of a site file stay names and text in every file of a
# bundle, whatever they mean to a shell, a switch, a spreadsheet or YAML.
. tests/comfort/lib
/usr/bin/python3 tests/comfort/hostile.py "$EASTWEST" "$scratch" \
    >"$scratch/judged" 2>&1
sed '$d' "$scratch/judged" | head -n 40
if read -r p f <<<"$(tail -n 1 "$scratch/judged")" && [ "$p" -gt 500 ]; then
	passed=$((passed + p)) failed=$((failed + f))
else
	failed=$((failed + 1))
	tail -n 5 "$scratch/judged"
fi
counted
