#!/bin/sh
# count.sh FOLDER: adds up what the suites really ran (a file `passed failed`
# each); the last line is `N passed, M failed`.
passed=0 failed=0
for f in "$1"/*; do
	test -e "$f" || continue
	read -r p q <"$f"
	printf '%-10s %5d passed, %d failed\n' "$(basename "$f")" "$p" "$q"
	passed=$((passed + p)) failed=$((failed + q))
done
echo "$passed passed, $failed failed"
test "$failed" -eq 0 && test "$passed" -gt 0
