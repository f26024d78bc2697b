#!/bin/bash
# errors.sh COUNT PROGRAM: tests/errors/ID.yaml or ID.json must give ID.err, and
# every id of a finding in src/ must have a case or a reason in ELSEWHERE there.
# A case in JSON, which has no comments, runs `readiness FILE`, any other
# `check FILE`, or what a line of its first three says:
#   # run: ARGS      FILE stands for the case, OUT for a folder to write to
#   # as: PATH       it is put at PATH of the folder AS, and without a run line
#                    that folder is judged: `catalog check --catalog AS`
# A second case of an id is ID.2.yaml.  ID.err is what went to standard error,
# then a line with the exit status.  UPDATE=1 writes the .err files.
count=$(realpath -m "$1")
program=$(realpath "$2")
ids=$(python3 tests/ids.py src) || exit 1
cd tests/errors || exit 1
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
unset NO_COLOR
passed=0 failed=0
fail() {
	failed=$((failed + 1))
	echo "FAIL errors $*"
}

# what the line `# KEY: TEXT` says; a template has it in a comment of its own
said() {
	head -n 3 "$2" | tr -d '\0' |
	    sed -n "s/^{*# $1: //; T; s/ *#}\$//; p; q"
}

for f in *.yaml *.json; do
	test -e "$f" || continue
	id=${f%%.*} args='check FILE'
	test "$f" = "${f%.json}" || args='readiness FILE'
	as=$(said as "$f") run=$(said run "$f")
	if [ -n "$as" ]; then
		args='catalog check --catalog AS'
		mkdir -p "$scratch/as/$(dirname "$as")"
		cp "$f" "$scratch/as/$as"
	fi
	args=${run:-$args}
	args=${args//FILE/$f}
	args=${args//OUT/$scratch/out}
	args=${args//AS/$scratch/as}
	eval "set -- $args"
	"$program" "$@" >/dev/null 2>"$scratch/err" </dev/null
	echo "exit status $?" >>"$scratch/err"
	sed -i "s|$scratch/||g" "$scratch/err"
	rm -rf "$scratch/as" "$scratch/out"
	err=${f%.*}.err
	test -z "$UPDATE" || cp "$scratch/err" "$err"
	if ! grep -qF "[$id]" "$scratch/err"; then
		fail "$f does not give [$id]"
		head -n 5 "$scratch/err" | sed 's/^/    /'
	elif ! diff "$err" "$scratch/err" >"$scratch/diff" 2>&1; then
		fail "$f (< wanted, > seen)"
		head -n 20 "$scratch/diff" | sed 's/^/    /'
	else
		passed=$((passed + 1))
	fi
done
for id in $ids; do
	if [ ! -e "$id.yaml" ] && [ ! -e "$id.json" ] &&
	    ! grep -q "^$id  *[^ ]" ELSEWHERE; then
		fail "no tests/errors/$id.yaml for the finding [$id]"
	fi
done
cd ../..
echo "$passed $failed" >"$count"
test "$failed" -eq 0
