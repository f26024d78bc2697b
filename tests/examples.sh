#!/bin/bash
# examples.sh COUNT PROGRAM FOLDER: every file of examples/ does what its
# reader will try: it checks, designs, verifies, drains; the same bytes come
# again in another locale, time zone and folder.
count=$1 program=$2 out=$3
mkdir -p "$out"
passed=0 failed=0
try() {
	local what=$1 rc
	shift
	"$@" >"$out/log" 2>&1
	rc=$?
	if [ $rc -eq 0 ]; then
		passed=$((passed + 1))
		return 0
	fi
	failed=$((failed + 1))
	echo "FAIL examples $what (exit status $rc)"
	tail -n 20 "$out/log" | sed 's/^/    /'
	return 1
}

for f in examples/*.yaml; do
	test -e "$f" || continue
	n=$(basename "$f" .yaml)
	grep -q '^eastwest:' "$f" || continue
	try "$n: check" "$program" check "$f" || continue
	rm -rf "$out/$n" "$out/$n-again"
	if try "$n: design" "$program" design "$f" -o "$out/$n"; then
		try "$n: verify" "$program" verify "$out/$n"
		try "$n: design again" env LC_ALL=C.UTF-8 LANG=C TZ=Asia/Tokyo \
		    "$program" design "$f" -o "$out/$n-again"
		try "$n: same bytes" diff -r "$out/$n" "$out/$n-again"
		try "$n: over itself" "$program" design "$f" -o "$out/$n"
		rm -rf "$out/$n-again"
	fi
	try "$n: drain" "$program" drain "$f"
done
# a copy of what is built in, to change a word in, is no stray file
"$program" check --catalog catalogs --templates templates examples/small.yaml \
    >"$out/own" 2>&1
try 'the built-in catalog and templates, given' test \
    "$(grep -c stray "$out/own")" = 0
for f in examples/*.flows; do
	test -e "$f" || continue
	try "$(basename "$f")" "$program" flows "$f"
done
echo "$passed $failed" >"$count"
test "$failed" -eq 0
