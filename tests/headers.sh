#!/bin/sh
# headers.sh COUNT CC FLAGS...: each header of src/ compiles alone.
count=$1
shift
passed=0 failed=0
for h in src/*/*.h; do
	if printf '#include "%s"\n' "${h#src/}" |
	    "$@" -fsyntax-only -x c -; then
		passed=$((passed + 1))
	else
		echo "$h does not compile alone"
		failed=$((failed + 1))
	fi
done
echo "$passed $failed" >"$count"
test "$failed" -eq 0
