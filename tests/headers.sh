#!/bin/sh
# headers.sh COUNT CC FLAGS...: each header of src/ compiles alone, and so do
# the sources of tests that no suite builds.
count=$1
shift
passed=0 failed=0
for f in src/*/*.h tests/bench/*.c tests/fuzz/*.c; do
	case $f in
	*.h) include=${f#src/} ;;
	*) include=$PWD/$f ;;
	esac
	if printf '#include "%s"\n' "$include" |
	    "$@" -fsyntax-only -x c -; then
		passed=$((passed + 1))
	else
		echo "$f does not compile alone"
		failed=$((failed + 1))
	fi
done
echo "$passed $failed" >"$count"
test "$failed" -eq 0
