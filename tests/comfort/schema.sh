#!/bin/bash
# The schema is one, takes every good site file, refuses what is wrong in form.
. tests/comfort/lib
try 'schema is written' "$EASTWEST" schema
cp "$scratch/log" "$scratch/schema.json"
cat >"$scratch/judge.py" <<'PY'
import json
import sys
sys.path.insert(0, 'tests')
import jsonschema
import schema_files

passed = failed = 0
schema = json.load(open(sys.argv[1]))
jsonschema.Draft7Validator.check_schema(schema)
judge = jsonschema.Draft7Validator(schema)
for path, wanted in schema_files.files():
    error = next(iter(judge.iter_errors(schema_files.document(path))), None)
    if (error is None) == (wanted == 'good'):
        passed += 1
    else:
        failed += 1
        print('FAIL', path, 'is', wanted + ':', error and error.message)
print(passed, failed)
PY
python=/usr/bin/python3
"$python" "$scratch/judge.py" "$scratch/schema.json" >"$scratch/judged" 2>&1
sed '$d' "$scratch/judged"
if read -r p f <<<"$(tail -n 1 "$scratch/judged")" && [ "$p" -gt 70 ]; then
	passed=$((passed + p)) failed=$((failed + f))
else
	echo 'FAIL the schema was not judged'
	cat "$scratch/judged"
	failed=$((failed + 1))
fi
counted
