#!/bin/bash
# golden.sh COUNT PROGRAM CASES: the program as its user sees it.
# A case is a folder: `args` (one command line, words quoted as for a shell) or
# `run` (a script that calls $EASTWEST), and want/{stdout,stderr,rc}.  If
# want/out is there, the folder `out` the run leaves must be the same.  Each
# runs in a copy of its folder, where examples/ catalogs/ templates/ are those
# of the tree; $TESTS is tests/ (show.sh there keeps of a bundle what a reviewer
# reads; that the whole of it agrees with itself is the suite `bundles`).
# UPDATE=1 writes what is seen as what is wanted.  JOBS cases run at once (as
# many as there are processors); what they say is said in their order.
count=$1 cases=$3
JOBS=${JOBS:-$(nproc)}
EASTWEST=$(realpath "$2")
top=$PWD
TESTS=$top/tests
export EASTWEST TESTS
scratch=$(mktemp -d)
trap 'chmod -R u+w "$scratch"; rm -rf "$scratch"' EXIT
unset NO_COLOR

# of SCRATCH: the case itself, what was seen (got), what is said, its verdict
one() {
	local c=$1 s=$2 name w
	name=$(basename "$c") w=$s/$(basename "$c")
	mkdir -p "$s/got"
	cp -r "$c" "$w"
	rm -rf "$w/want"
	for l in examples catalogs templates; do
		test -e "$w/$l" || ln -s "$top/$l" "$w/$l"
	done
	(
		cd "$w" || exit 99
		if [ -e run ]; then
			bash ./run
		else
			eval "set -- $(cat args)"
			"$EASTWEST" "$@"
		fi
	) >"$s/got/stdout" 2>"$s/got/stderr" </dev/null
	echo $? >"$s/got/rc"
	test ! -e "$c/want/out" || cp -r "$w/out" "$s/got/out"
	if [ -n "$UPDATE" ]; then
		test ! -e "$w/out" -o ! -e "$c/want/out" ||
		    cp -r "$w/out" "$s/got/"
		rm -rf "$c/want"
		cp -r "$s/got" "$c/want"
	fi
	if diff -r "$c/want" "$s/got" >"$s/diff"; then
		: >"$s/passed"
	else
		echo "FAIL golden $name (< wanted, > seen)"
		head -n 40 "$s/diff" | sed "s|$s/||; s/^/    /"
	fi >"$s/said"
	chmod -R u+w "$w"
	rm -rf "$w" "$s/got"
}

n=0
for c in "$cases"/*/; do
	test -e "$c/args" -o -e "$c/run" || continue
	test "$n" -lt "$JOBS" || wait -n
	n=$((n + 1))
	# a folder of its own, so that a case sees nothing of another
	mkdir "$scratch/$n"
	one "$c" "$scratch/$n" &
done
wait
passed=0 failed=0
for i in $(seq "$n"); do
	cat "$scratch/$i/said"
	if [ -e "$scratch/$i/passed" ]; then
		passed=$((passed + 1))
	else
		failed=$((failed + 1))
	fi
done
echo "$passed $failed" >"$count"
test "$failed" -eq 0
