#!/bin/bash
# docs/catalog.md shows a price list and a switch: both are read as they stand.
. tests/comfort/lib
python3 - "$scratch" <<'PY'
import os
import re
import sys
folder = sys.argv[1] + '/mine'
os.makedirs(folder + '/switches')
blocks = re.findall(r'```yaml\n(.*?)```', open('docs/catalog.md').read(), re.S)
assert len(blocks) == 2
open(folder + '/prices.yaml', 'w').write(blocks[0])
open(folder + '/switches/acme-4848.yaml', 'w').write(blocks[1])
PY
try 'the examples of docs/catalog.md are right' \
    "$EASTWEST" catalog check --catalog "$scratch/mine"
"$EASTWEST" catalog list --catalog "$scratch/mine" >"$scratch/list"
try 'its switch is listed' grep -q acme-4848 "$scratch/list"
"$EASTWEST" catalog show dell-s4128f-on --catalog "$scratch/mine" >"$scratch/show"
try 'and its price is the one that counts' grep -q 'amount: 5120' "$scratch/show"
try 'what is not known of a switch is said' grep -q 'max power w: unknown' "$scratch/show"
# a reference that misses a key is none: every key of the tables, under its heading
cat >"$scratch/keys.py" <<'PY'
import glob
import re
text = open('docs/catalog.md').read().split('## Every key')[1]
missing = []
for path in sorted(glob.glob('src/catalog/catalog_*.c')):
    if re.search('(run|how|firmware|purposes)[.]c$', path):
        continue  # of platforms, hypervisors and networks
    for key in re.findall(r'[.]key = "(\w+)"', open(path).read()):
        if '| `%s` |' % key not in text and '| **`%s`** |' % key not in text:
            missing.append('%s of %s' % (key, path))
assert not missing, missing
PY
try 'docs/catalog.md has every key' python3 "$scratch/keys.py"
counted
