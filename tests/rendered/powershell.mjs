// powershell.mjs FILE...: parses each, says where it can't, counts.
import {readFileSync} from 'node:fs';
import {Language, Parser} from 'web-tree-sitter';

await Parser.init();
const parser = new Parser();
parser.setLanguage(await Language.load(
    'node_modules/tree-sitter-powershell/tree-sitter-powershell.wasm'));

// The grammar has no digit within a parameter's name; PowerShell has, and
// New-NetQosPolicy needs it.
const plain = text => text.replace(/-PriorityValue8021Action\b/g,
    '-PriorityValueAction');

// a parser that finds nothing wrong with anything proves nothing
if (!parser.parse("if ($x) { Get-VM -Name 'a\n").rootNode.hasError) {
  console.log('the parser accepts half a script');
  process.exit(1);
}

let passed = 0, failed = 0;
const walk = (file, n) => {
  if (n.isError || n.isMissing) {
    const at = n.startPosition;
    console.log(`FAIL ${file}:${at.row + 1}:${at.column + 1}: ` +
        JSON.stringify(n.text.slice(0, 80)));
  } else if (n.hasError) {
    n.children.forEach(c => walk(file, c));
  }
};
for (const file of process.argv.slice(2)) {
  const tree = parser.parse(plain(readFileSync(file, 'utf8')));
  if (tree.rootNode.hasError) {
    walk(file, tree.rootNode);
    failed++;
  } else {
    passed++;
  }
}
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed > 0 || passed === 0 ? 1 : 0);
