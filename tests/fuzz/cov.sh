#!/bin/sh
# cov.sh BUILD CORPUS: each harness of BUILD/run over its seeds and what CORPUS
# has of it, once; then the lines of src that all of them reached together, by
# file; `llvm-cov show` says which lines, with the profile left in BUILD.
build=$1 corpus=$2
rm -rf "$build/raw" && mkdir -p "$build/raw" || exit 1
objects=
for f in "$build"/run/fuzz_*; do
	name=${f##*/fuzz_}
	set --
	for d in "tests/fuzz/seeds/$name" "$corpus/$name"; do
		test -d "$d" && set -- "$@" "$d"
	done
	echo "  RUN   $name"
	LLVM_PROFILE_FILE="$build/raw/$name.raw" "$f" -runs=0 -timeout=60 "$@" \
	    >"$build/raw/$name.log" 2>&1 || {
		tail -n 5 "$build/raw/$name.log"
		exit 1
	}
	objects="$objects -object $f"
done
llvm-profdata merge -sparse "$build"/raw/*.raw -o "$build/all.profile" &&
# shellcheck disable=SC2086
llvm-cov report $objects -instr-profile="$build/all.profile" \
    -show-branch-summary=false -show-region-summary=false \
    -ignore-filename-regex='^tests/|/tests/' >"$build/report" || exit 1
cat "$build/report"
