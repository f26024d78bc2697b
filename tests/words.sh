#!/bin/sh
# words.sh COUNT: what a maker or a model is called is said in catalogs/ and
# templates/; of the program only the readers of such text know it.  What a system
# of switches is called is known by its own files, X.c, X_*.c and X_*.h, and by the
# row that registers it; elsewhere it is an example of a value at most.
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
	src/readback/*)
		echo "$f" | grep -qE "/($own)(_[a-z0-9]+)?\.[ch]$" && continue
		words="$systems|$makers"
		;;
	*) words="$systems|$makers|$models" ;;
	esac
	grep -qiE "$words" "$f" || continue
	if sed -E '/^extern const struct|^static const struct dialect/,/;/d
	    /--nos|\.example = /d' "$f" |
	    grep -niE --label="$f" -H "(^|[^a-z])($words)([^a-z]|\$)"
	then
		failed=$((failed + 1))
	fi
done
test "$failed" -eq 0 ||
    echo 'a maker, a model or a system is named in src/ (see above)'
echo "$((failed == 0)) $failed" >"$count"
test "$failed" -eq 0
