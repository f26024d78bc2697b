#!/bin/bash
# what: bom.xlsx of every example, recalculated by LibreOffice
# needs: libreoffice-calc-nogui python3
# As it was written, by its cached figures; again with all of them recalculated;
# and after a buyer changed a quantity and a price and every cached figure was
# wiped.  The sheets must come to what bom.csv, and then arithmetic, say.
program=$1 out=$2
passed=0 failed=0

# what LibreOffice does on opening: 0 recalculates always, 1 never
for mode in 0 1; do
	mkdir -p "$out/lo$mode/user"
	cat >"$out/lo$mode/user/registrymodifications.xcu" <<EOF
<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load">
<prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>$mode</value></prop>
</item>
</oor:items>
EOF
done

# calc MODE FILE FOLDER: each sheet as a table, FOLDER/bom-SHEET.csv
calc() {
	mkdir -p "$3"
	timeout 300 soffice "-env:UserInstallation=file://$(realpath "$out")/lo$1" \
	    --headless --convert-to \
	    'csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,false,false,false,false,-1' \
	    --outdir "$3" "$2" >"$3.log" 2>&1
	test -e "$3/bom-Summary.csv"
}

try() {
	local what=$1
	shift
	if "$@"; then
		passed=$((passed + 1))
	else
		failed=$((failed + 1))
		echo "FAIL $what"
		return 1
	fi
}

for f in examples/*.yaml; do
	grep -q '^eastwest:' "$f" || continue
	n=$(basename "$f" .yaml)
	d=$out/$n
	try "$n: design" "$program" design --quiet "$f" -o "$d" || continue
	check=(python3 tests/rendered/xlsx.py)
	try "$n: opened" calc 1 "$d/bom.xlsx" "$out/$n-cached" &&
	    try "$n: adds up" "${check[@]}" same "$d" "$out/$n-cached"
	try "$n: recalculated" calc 0 "$d/bom.xlsx" "$out/$n-again" &&
	    try "$n: adds up again" "${check[@]}" same "$d" "$out/$n-again"
	mkdir -p "$out/$n-edit"
	try "$n: edited" "${check[@]}" edit "$d" "$out/$n-edit" &&
	    try "$n: opened edited" calc 0 "$out/$n-edit/bom.xlsx" \
	    "$out/$n-edited" &&
	    try "$n: still adds up" "${check[@]}" same "$out/$n-edit" \
	    "$out/$n-edited"
done
echo "$passed passed, $failed failed"
test "$failed" -eq 0
