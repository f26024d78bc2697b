#!/bin/bash
# rendered.sh COUNT PROGRAM FOLDER SCRIPT...: tests that open what we made in
# the programs people open it with.  Of a script's first lines,
#   # what: TEXT         says what it looks at
#   # needs: PACKAGE...  is installed first (tests/packages.sh)
# It is run as `bash SCRIPT PROGRAM FOLDER` and ends with `N passed, M failed`.
# OPTIONAL=1: a script whose packages can't be had is left out, and said so.
# rendered.sh --list SCRIPT...: what there is, a line each.
said() {
	sed -n "2,8s/^# $1: //p" "$2" | head -n 1
}

if [ "$1" = --list ]; then
	shift
	for s; do
		echo "left to check-rendered: $(said what "$s")"
	done
	exit 0
fi
count=$1 program=$(realpath "$2") out=$3
shift 3
passed=0 failed=0
mkdir -p "$out"
for s; do
	n=$(basename "$s" .sh)
	# shellcheck disable=SC2046
	if ! sh tests/packages.sh "$out/packages-$n" $(said needs "$s"); then
		if [ -n "$OPTIONAL" ]; then
			echo "left out, its packages can't be had: $(said what "$s")"
		else
			failed=$((failed + 1))
		fi
		continue
	fi
	rm -rf "${out:?}/$n"
	mkdir -p "$out/$n"
	bash "$s" "$program" "$out/$n" >"$out/$n.log" 2>&1 </dev/null
	rc=$?
	p=0 f=0
	read -r p f < <(sed -n \
	    's/^\([0-9]*\) passed, \([0-9]*\) failed$/\1 \2/p' "$out/$n.log" |
	    tail -n 1)
	if { [ $rc -ne 0 ] || [ "${p:-0}" -eq 0 ]; } && [ "${f:-0}" -eq 0 ]; then
		f=1
	fi
	if [ "$f" -gt 0 ]; then
		echo "FAIL rendered $n (exit status $rc)"
		tail -n 40 "$out/$n.log" | sed 's/^/    /'
	fi
	passed=$((passed + ${p:-0})) failed=$((failed + f))
done
echo "$passed $failed" >"$count"
echo "$passed passed, $failed failed"
test "$failed" -eq 0
