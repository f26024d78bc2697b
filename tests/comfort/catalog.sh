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
counted
