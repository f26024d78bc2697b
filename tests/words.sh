#!/bin/sh
# words.sh COUNT: what a maker or a model is called is said in catalogs/ and
# templates/; of the program only the readers of such text know it.
count=$1
makers='dell|force10|cisco|arista|netgear|juniper|mellanox|nvidia|brocade'
makers="$makers|huawei|hpe|aruba|ubiquiti|mikrotik|edgecore|celestica|lenovo"
models='s4810|s4048|s5248|s6000|n4032|n4064|n3k|m4300|sn2010'
failed=0
for f in src/main.c src/*/*.[ch]; do
	case $f in
	src/readback/*) continue ;;
	esac
	test -e "$f" || continue
	# not within a word: "modelled" is no maker
	if grep -niE "(^|[^a-z])($makers|$models)([^a-z]|\$)" "$f" /dev/null
	then
		failed=$((failed + 1))
	fi
done
test "$failed" -eq 0 || echo 'a maker or model is named in src/ (see above)'
echo "$((failed == 0)) $failed" >"$count"
test "$failed" -eq 0
