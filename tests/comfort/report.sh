#!/bin/bash
# The report, drawings, tables and workbook of every example; of a site whose
# texts and names, and a catalog whose models, are made to break them.
. tests/comfort/lib
python=/usr/bin/python3
# looked WHAT FOLDER WORD...: what the checker counts
looked() {
	local what=$1 p f
	shift
	"$python" tests/report_files.py "$@" >"$scratch/seen" 2>&1
	read -r p f < <(sed -n \
	    's/^\([0-9]*\) passed, \([0-9]*\) failed$/\1 \2/p' "$scratch/seen")
	if [ "${p:-0}" -gt 100 ]; then
		passed=$((passed + p)) failed=$((failed + f))
		test "$f" -eq 0 || sed "s|^|$what: |" "$scratch/seen"
	else
		echo "FAIL $what was not looked at"
		cat "$scratch/seen"
		failed=$((failed + 1))
	fi
}
for f in examples/*.yaml; do
	grep -q '^eastwest:' "$f" || continue
	n=$(basename "$f" .yaml)
	try "$n: design" "$EASTWEST" design "$f" -o "$scratch/$n" --quiet
	looked "$n" "$scratch/$n"
done

# hostile.py FOLDER: a catalog and sites whose texts are made to break readers
cat >"$scratch/hostile.py" <<'PY'
import json
import re
import sys
out = sys.argv[1]
SCRIPT = '</title></style></svg><script>alert(1)</script><img src=x ' \
    'onerror=alert(2)> \'single\' "double" & ]]> -->'
RTL = '\u05e9\u05dc\u05d5\u05dd \u0639\u0627\u0644\u0645 42 (left) <b>bold'
FORMULA = '=HYPERLINK("http://x.example","click") | cell & `code` ' \
    '[a](javascript:x) ![i](http://x.example/i.png) #h *b* _i_'
LONG = 'abcdefghijklmnopqrstuvwxyz.0123456789_ABCDEFGHIJKLMNOPQRSTUVWX'
text = open('catalogs/switches/dell-s4810.yaml').read()
for key, value in (('name', SCRIPT), ('description', FORMULA)):
    text = re.sub('^%s:.*$' % key, lambda m: key + ': ' + json.dumps(
        value), text, flags=re.M)
text = re.sub('(airflow: {value: )"[^"]*"', lambda m: m.group(1) +
              json.dumps(RTL), text)
open(out + '/catalog/switches/evil.yaml', 'w').write(text)
for name, topology, rack, host in (
        ('long', 'standalone', 'r' + LONG, LONG[:58]),
        ('long-leaf', 'spine-leaf', 'r' + LONG[:24], LONG[:58]),
        ('rtl', 'linked', 'r1', 'hv')):
    site = {
        'eastwest': 1,
        'site': {'name': 's' + LONG, 'currency': 'EUR',
                 'description': RTL if name == 'rtl' else SCRIPT},
        'requirements': {'topology': topology},
        'policy': {'models': {'standalone': ['evil'], 'leaf': ['evil'],
                              'spine': ['evil']}},
        'racks': [{'name': rack, 'units': 42}],
        'clusters': [{'name': 'c' + LONG, 'hypervisor': 'hyper-v',
                      'version': '2022'}],
        'hosts': [{'name': host + '-[1-6]', 'rack': rack,
                   'cluster': 'c' + LONG, 'memory': '256 GiB',
                   'nics': {'ports': 2, 'speed': '10G', 'media': 'sfp+'}}],
        'vms': [{'name': LONG[:58] + '-[1-48]', 'cluster': 'c' + LONG,
                 'memory': '8 GiB'}],
        'networks': [
            {'name': 'l' + LONG, 'purpose': 'live-migration', 'vlan': 120,
             'subnet': '10.0.120.0/24', 'description': FORMULA},
            {'name': 'm' + LONG, 'purpose': 'csv', 'vlan': 110,
             'subnet': '10.0.110.0/24', 'description': RTL},
            {'name': 'o' + LONG, 'purpose': 'oob', 'subnet': '10.0.0.0/24'}],
        'traffic': [{'purpose': 'csv', 'rate': '500 Mbit/s'}],
    }
    # JSON is YAML
    json.dump(site, open('%s/%s.yaml' % (out, name), 'w'), indent=1)
print(SCRIPT, FORMULA, RTL, 's' + LONG, sep='\n')
PY
mkdir -p "$scratch/catalog/switches"
"$python" "$scratch/hostile.py" "$scratch" >"$scratch/words"
mapfile -t word <"$scratch/words"
for n in long long-leaf rtl; do
	try "$n: design" "$EASTWEST" design "$scratch/$n.yaml" \
	    --catalog "$scratch/catalog" -o "$scratch/$n" --quiet
	looked "$n" "$scratch/$n" "${word[@]}"
	try "$n: verify" "$EASTWEST" verify "$scratch/$n"
done
same 'nothing of a formula is left bare' '' "$(grep -rlE '(^|,)=HYPER' \
    "$scratch"/{long,long-leaf,rtl} --include=*.csv)"
same 'no script but that of the cut sheets' '' "$(grep -rl '<script' \
    "$scratch"/{long,long-leaf,rtl} --include=*.svg --include=*.html |
    grep -v /cutsheets/)"
same 'which is the same in all, whatever the names' 1 "$(for f in \
    "$scratch"/{long,long-leaf,rtl}/cutsheets/*.html; do
	sed -n '/<script/,/<\/script>/p' "$f" | sed 's/.*<script/<script/; s/<\/script>.*/<\/script>/' | sha256sum
done | sort -u | wc -l)"
counted
