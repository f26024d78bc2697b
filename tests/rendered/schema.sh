#!/bin/bash
# what: the schema of a site file, by ajv: every example, good and bad
# needs: nodejs python3-yaml
# schema.sh [PROGRAM] FOLDER: the validator comes from npm, into the folder.
top=$PWD out=$(realpath -m "${!#}")/schema
program=${EASTWEST:-$PWD/build/eastwest}
test $# -lt 2 || program=$(realpath "$1")
if ! command -v npm >/dev/null; then
	echo 'schema.sh needs npm, for the validator'
	exit 1
fi
mkdir -p "$out/files"
if [ ! -e "$out/node_modules/ajv" ]; then
	(cd "$out" && npm install --no-audit --no-fund --ignore-scripts \
	    --silent ajv@8.20.0) || exit 1
fi
"$program" schema >"$out/schema.json" || exit 1
/usr/bin/python3 tests/schema_files.py list >"$out/list" || exit 1
n=0
while read -r path verdict; do
	n=$((n + 1))
	/usr/bin/python3 tests/schema_files.py json "$path" \
	    >"$out/files/$n.json" || exit 1
	echo "$n $verdict $path"
done <"$out/list" >"$out/cases"
cat >"$out/judge.js" <<'JS'
const fs = require('fs');
const Ajv = require('ajv');
const read = (f) => fs.readFileSync(f, 'utf8');
/* strict: a keyword that says nothing is an error too */
const ajv = new Ajv({strict: true, allowUnionTypes: true});
const judge = ajv.compile(JSON.parse(read('schema.json')));
let passed = 0, failed = 0;
for (const line of read('cases').trim().split('\n')) {
	const [n, verdict, path] = line.split(' ');
	const good = judge(JSON.parse(read(`files/${n}.json`)));
	if (good === (verdict === 'good')) {
		passed++;
	} else {
		failed++;
		console.log('FAIL', path, 'is', verdict, judge.errors);
	}
}
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed > 0 || passed < 70 ? 1 : 0);
JS
cd "$out" && node judge.js
rc=$?
cd "$top" || exit 1
exit $rc
