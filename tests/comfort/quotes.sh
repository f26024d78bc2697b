#!/bin/bash
# README shows three commands from an estimate to a budget based on quotes:
# run as they stand there, with a seller's prices filled in between, as CSV and as
# the workbook a spreadsheet saves.
. tests/comfort/lib
python3 - "$scratch" <<'PY' || exit 1
import re
import sys
text = open('README.md').read()
block = re.search(r'based on quotes takes three commands:\n\n```\n(.*?)```', text, re.S)
lines = [re.sub(r'\s+#.*', '', l[2:]) for l in block.group(1).splitlines()]
assert len(lines) == 3 and all(l.startswith('build/eastwest ') for l in lines), lines
for ending in ('csv', 'xlsx'):
    script = [l.replace('build/eastwest', '"$EASTWEST"').replace(
        'request.csv', 'request.' + ending) for l in lines]
    script.insert(2, 'fill request.' + ending)
    open('%s/%s' % (sys.argv[1], ending), 'w').write('\n'.join(script) + '\n')
PY
top=$PWD
EASTWEST=$(realpath "$EASTWEST")
# a seller's prices: 10 % below what the bill says, for every line
fill() { python3 - "$1" "$top" <<'PY'
import csv
import json
import subprocess
import sys
name, top = sys.argv[1:]
bill = list(csv.DictReader(open('first/bom.csv')))
unit = {r['part']: float(r['unit_price']) for r in bill}
many = {r['part']: int(r['quantity']) for r in bill}
head = ('line,maker,part,description,quantity,unit_price,currency,valid_until,'
        'lead_time_days,seller,remark').split(',')
if name.endswith('.csv'):
    rows = list(csv.DictReader(open(name)))
    assert list(rows[0]) == head
    for r in rows:
        # a rival's price is not asked of this seller
        if r['part'] in unit:
            r.update(unit_price='%.2f' % (unit[r['part']] * .9), currency='EUR',
                     seller='Example Ltd')
    with open(name, 'w', newline='') as f:
        w = csv.DictWriter(f, head)
        w.writeheader()
        w.writerows(rows)
else:
    sheet = [head] + [[i, '', p, '', many[p], round(u * .9, 2), 'EUR', None, None, 'Example Ltd', None]
                      for i, (p, u) in enumerate(unit.items(), 1)]
    subprocess.run([sys.executable, top + '/tests/book.py', name], check=True,
                   input=json.dumps({'Quotation': sheet}).encode())
PY
}
rests() { python3 -c "import csv, json
rows = list(csv.DictReader(open('final/bom.csv')))
cost = json.load(open('final/design.json'))['cost']
assert all(r['price_basis'] == 'quote' for r in rows), rows
assert cost['low'] == cost['total'] == cost['high'] and cost['estimates'] == 0, cost
first = json.load(open('first/design.json'))['cost']
assert abs(cost['total'] / first['total'] - .9) < .001, (cost, first)
assert first['low'] < first['total'] < first['high'], first"; }
for ending in csv xlsx; do
	mkdir "$scratch/in-$ending"
	cd "$scratch/in-$ending" || exit 1
	cp "$top/examples/small.yaml" site.yaml
	(set -e; . "$scratch/$ending") >"$scratch/out" 2>&1
	try "the three commands of README work ($ending)" test $? -eq 0
	try 'and the budget rests on quotes alone' rests
	cd "$top" || exit 1
done
counted
