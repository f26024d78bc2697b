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
	# its contents say on which page each part begins
	parts=$(sed -n 's/.*<h2[^>]*id="s[0-9]*">\([^<]*\)<.*/\1/p' \
	    "$out/$n/report.html")
	while read -r part; do
		page=$(tr '\n\f' '  ' <"$out/$n.txt" | tr -s ' \302\240' ' ' |
		    grep -o "$part [0-9][0-9]*" | head -n 1 | grep -o '[0-9]*$')
		try "$n: $part on page ${page:-?}" sh -c "pdftotext -f ${page:-0} \
		    -l ${page:-0} '$out/$n/report.pdf' - | grep -qx '$part'"
	done <<<"$parts"
	# no line of the browser's own, with a date or a path
	try "$n: nothing of the machine" sh -c "! grep -q -e file:// -e /tmp \
	    '$out/$n.txt'"
done
echo "$passed passed, $failed failed"
test "$failed" -eq 0
