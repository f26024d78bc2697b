#!/bin/bash
# what: report.pdf, printed by Chromium
# needs: chromium poppler-utils
# pdf.sh [PROGRAM] FOLDER
out=$(realpath -m "${!#}")/pdf
program=${EASTWEST:-$PWD/build/eastwest}
test $# -lt 2 || program=$(realpath "$1")
passed=0 failed=0
try() {
	local what=$1
	shift
	if "$@"; then
		passed=$((passed + 1))
	else
		failed=$((failed + 1))
		echo "FAIL $what"
	fi
}
mkdir -p "$out"
for f in examples/*.yaml; do
	grep -q '^eastwest:' "$f" || continue
	n=$(basename "$f" .yaml)
	rm -rf "${out:?}/$n"
	try "$n: design" "$program" design "$f" -o "$out/$n" --pdf --quiet
	pdftotext "$out/$n/report.pdf" "$out/$n.txt"
	try "$n: a page of text" test "$(wc -w <"$out/$n.txt")" -gt 300
	# no line of the browser's own, with a date or a path
	try "$n: nothing of the machine" sh -c "! grep -q -e file:// -e /tmp \
	    '$out/$n.txt'"
done
echo "$passed passed, $failed failed"
test "$failed" -eq 0
