#!/bin/sh
# run.sh COUNT LOGS PROGRAM...: runs test programs, two at a time, and counts.
# A Criterion program says what it ran in its last line; a plain one may end
# with a line `N passed, M failed`, else it is one test by its exit status.
count=$1 logs=$2
shift 2
mkdir -p "$logs"
rm -f "$logs"/*.log "$logs"/*.rc
# what a test needs a folder for is below this one, and is gone when it ends
TMPDIR=$(mktemp -d)
export TMPDIR
trap 'chmod -R u+w "$TMPDIR"; rm -rf "$TMPDIR"' EXIT
printf '%s\n' "$@" | xargs -P 2 -I @ sh -c '
	n=$(basename @)
	@ >"$1/$n.log" 2>&1 </dev/null
	echo $? >"$1/$n.rc"' sh "$logs"

passed=0 failed=0
for t; do
	n=$(basename "$t") rc=$(cat "$logs/$(basename "$t").rc")
	set -- $(sed -n \
	    -e 's/.*Tested: .*Passing: \([0-9]*\).*Failing: \([0-9]*\).*Crashing: \([0-9]*\).*/\1 \2 \3/p' \
	    -e 's/^\([0-9]*\) passed, \([0-9]*\) failed$/\1 \2 0/p' \
	    "$logs/$n.log" | tail -n 1)
	if [ $# -eq 3 ]; then
		p=$1 f=$(($2 + $3))
	elif [ "$rc" -eq 0 ]; then
		p=1 f=0
	else
		p=0 f=0
	fi
	# a filter that matches nothing, a crash at the end: not a success
	if { [ "$rc" -ne 0 ] || [ "$p" -eq 0 ]; } && [ "$f" -eq 0 ]; then
		f=1
	fi
	if [ "$f" -gt 0 ]; then
		echo "FAIL $n (exit status $rc)"
		tail -n 60 "$logs/$n.log" | sed 's/^/    /'
	fi
	passed=$((passed + p)) failed=$((failed + f))
done
left=$(ls -A "$TMPDIR")
if [ -n "$left" ] && [ "$failed" -eq 0 ]; then
	echo "FAIL left behind in TMPDIR:" $left
	failed=1
fi
echo "$passed $failed" >"$count"
test "$failed" -eq 0
