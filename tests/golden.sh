#!/bin/bash
# golden.sh COUNT PROGRAM CASES: the program as its user sees it.
# A case is a folder: `args` (one command line, words quoted as for a shell) or
# `run` (a script that calls $EASTWEST), and want/{stdout,stderr,rc}.  If
# want/out is there, the folder `out` the run leaves must be the same.  Each
# runs in a copy of its folder, where examples/ catalogs/ templates/ are those
# of the tree; $TESTS is tests/ (show.sh there keeps of a bundle what a reviewer
# reads; that the whole of it agrees with itself is the suite `bundles`).
# UPDATE=1 writes what is seen as what is wanted.
count=$1 cases=$3
EASTWEST=$(realpath "$2")
top=$PWD
TESTS=$top/tests
export EASTWEST TESTS
scratch=$(mktemp -d)
trap 'chmod -R u+w "$scratch"; rm -rf "$scratch"' EXIT
unset NO_COLOR
passed=0 failed=0
for c in "$cases"/*/; do
	name=$(basename "$c")
	test -e "$c/args" -o -e "$c/run" || continue
	w=$scratch/$name
	cp -r "$c" "$w"
	rm -rf "$w/want"
	for l in examples catalogs templates; do
		test -e "$w/$l" || ln -s "$top/$l" "$w/$l"
	done
	mkdir "$scratch/got"
	(
		cd "$w" || exit 99
		if [ -e run ]; then
			bash ./run
		else
			eval "set -- $(cat args)"
			"$EASTWEST" "$@"
		fi
	) >"$scratch/got/stdout" 2>"$scratch/got/stderr" </dev/null
	echo $? >"$scratch/got/rc"
	test ! -e "$c/want/out" || cp -r "$w/out" "$scratch/got/out"
	if [ -n "$UPDATE" ]; then
		test ! -e "$w/out" -o ! -e "$c/want/out" ||
		    cp -r "$w/out" "$scratch/got/"
		rm -rf "$c/want"
		cp -r "$scratch/got" "$c/want"
	fi
	if diff -r "$c/want" "$scratch/got" >"$scratch/diff"; then
		passed=$((passed + 1))
	else
		failed=$((failed + 1))
		echo "FAIL golden $name (< wanted, > seen)"
		head -n 40 "$scratch/diff" | sed "s|$scratch/||; s/^/    /"
	fi
	chmod -R u+w "$w"
	rm -rf "$w" "$scratch/got"
done
echo "$passed $failed" >"$count"
test "$failed" -eq 0
