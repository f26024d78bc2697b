#!/bin/sh
# words.sh COUNT: what a maker or a model is called is said in catalogs/ and
# templates/; of the program only the readers of such text know it.  What a system
# of switches is called is known by its own files, X.c, X_*.c and X_*.h, and by the
# row that registers it; elsewhere it is an example of a value at most.  And no
# line of a comment is too wide (wide.awk).
count=$1
makers='dell|force10|cisco|arista|netgear|juniper|mellanox|nvidia|brocade'
makers="$makers|huawei|hpe|aruba|ubiquiti|mikrotik|edgecore|celestica|lenovo"
models='s4810|s4048|s5248|s6000|n4032|n4064|n3k|m4300|sn2010'
systems=$(sed -n 's/^	\.name = "\(.*\)",$/\1/p' src/readback/*.c)
own=$(echo $systems | tr ' ' '|')
systems="$own|nx-os|aos-cx|cumulus"
failed=0
for f in src/main.c src/*/*.[ch]; do
	test -e "$f" || continue
	# not within a word: "modelled" is no maker
	case $f in
	# it refuses the configs of other makers by their names, foreign[]: one
	# of those may have a reader by now
	src/readback/dialect.c) words=$systems ;;
	src/readback/*)
		echo "$f" | grep -qE "/($own)(_[a-z0-9]+)?\.[ch]$" && continue
		words="$systems|$makers"
		;;
	*) words="$systems|$makers|$models" ;;
	esac
	grep -qiE "$words" "$f" || continue
	if sed -E '/^#define DIALECTS/,/^$/d
	    /^} foreign\[\] = /,/^};/d
	    /--nos|\.example = /d' "$f" |
	    grep -niE --label="$f" -H "(^|[^a-z])($words)([^a-z]|\$)"
	then
		failed=$((failed + 1))
	fi
done
test "$failed" -eq 0 ||
    echo 'a maker, a model or a system is named in src/ (see above)'

# words for which the field or plain English has another: computed, possible,
# airflow direction, unusable, existing fibre, in pairs, concurrent migrations,
# rollback, migrated, not in the design; by default, reported, distinguished,
# more costly, configured, attached to, assigned, no neighbour, reverts, routed
# back, range
odd='reckon|be had|way of the air|without use|fibre that is there|in twos'
odd="$odd|migrations? at once|the way back|(cluster|host|phase) is over"
odd="$odd|has a way to|hears [0-9%]|be emptied|until told|a finding of ours"
odd="$odd|told (apart|once|otherwise)|said otherwise|hangs? on|given out"
odd="$odd|hears nobody|takes itself back|turns round at|of the band"
if grep -niE "(^|[^a-z])($odd)([^a-z]|\$)" src/main.c src/*/*.[ch]
then
	echo 'odd words in src/: tests/words.sh says which are meant instead'
	failed=$((failed + 1))
fi

# a file that a comment names is there: x.c or x.h, or room/x without an ending
rooms=$(cd src && echo */ | sed 's,/ *,|,g; s,|$,,')
gone=$({
	find src tests -name '*.[ch]' | sed -E 'p; s,.*/,,'
	find src -name '*.[ch]' | sed -E 's,^src/,,; p; s,\.[ch]$,,'
	echo =
	grep -oHE '(^|[^A-Za-z0-9_./<-])([a-z_0-9]+/)*[a-z_0-9]+\.[ch]\>' \
		src/main.c src/*/*.[ch] HACKING.md docs/design.md
	grep -oHE "(^|[^A-Za-z0-9_./<-])($rooms)/[a-z_0-9]+([^A-Za-z0-9_./*-]|$)" \
		src/main.c src/*/*.[ch] HACKING.md docs/design.md
} | awk '/^=$/ { named = 1; next }
    !named { there[$0] = 1; next }
    { f = name = $0; sub(/:.*/, "", f); sub(/^[^:]*:[^a-z0-9_]*/, "", name)
      sub(/[^a-z0-9_]*$/, "", name)
      if (!(name in there)) print f ": there is no " name }' | sort -u)
if test -n "$gone"
then
	echo "$gone"
	failed=$((failed + 1))
fi

# comments no wider than 80 columns; the check finds what it is to find, first
wide() { LC_ALL=C awk -f tests/wide.awk "$@"; }
x() { printf "%${1}s" '' | tr ' ' x; }
sample=$(mktemp) || exit 1
{
	printf '/* %s */\n' "$(x 75)"
	printf '\t/* %s\n\t * %s */\n' "$(x 70)" "$(x 66)"
	printf 'f("/* %s");\n' "$(x 90)"
	printf 'f(\042\\\042 /* %s\042);\n' "$(x 90)"
	printf '/* \303\274%s */\n' "$(x 73)"
} >"$sample"
found=$(wide "$sample" | cut -d: -f2 | tr '\n' ' ')
rm -f "$sample"
if test "$found" != '1 2 '
then
	echo "tests/wide.awk finds lines '$found', not '1 2 '"
	failed=$((failed + 1))
fi
if ! wide src/main.c src/*/*.[ch]
then
	echo 'a comment is wider than 80 columns (see above)'
	failed=$((failed + 1))
fi
echo "$((failed == 0)) $failed" >"$count"
test "$failed" -eq 0
