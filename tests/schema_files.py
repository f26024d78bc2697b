"""Site files as the JSON a schema judges.

Plain scalars by YAML 1.2's core schema, as an editor's language server reads
them.  `schema_files.py list` prints a line a file: PATH and what a schema must
say of it, good or bad; a file whose only mistakes no schema can see is good.
`schema_files.py json PATH` prints one file as JSON.
"""
import glob
import json
import re
import sys

import yaml

# mistakes in the form of a file; the others are of sense
STRUCTURE = {
    'bad-address', 'bad-currency', 'bad-date', 'bad-money', 'bad-quantity',
    'bad-ratio', 'bad-subnet', 'bad-text', 'bad-word', 'empty-list', 'format-version',
    'missing-key', 'out-of-range', 'policy-extras', 'unknown-key', 'vlan-range',
    'wrong-kind',
}


class Core(yaml.SafeLoader):
    yaml_implicit_resolvers = {}


for tag, form, first in (
        ('null', r'^(?:~|null|Null|NULL|)$', ['~', 'n', 'N', '']),
        ('bool', r'^(?:true|True|TRUE|false|False|FALSE)$', list('tTfF')),
        ('int', r'^[-+]?[0-9]+$', list('-+0123456789')),
        ('float', r'^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?$',
         list('-+.0123456789'))):
    Core.add_implicit_resolver(f'tag:yaml.org,2002:{tag}', re.compile(form),
                               first)
# 010 is ten in YAML 1.2
Core.add_constructor('tag:yaml.org,2002:int',
                     lambda loader, node: int(node.value, 10))


def document(path):
    with open(path, encoding='utf-8') as f:
        return yaml.load(f, Core)


def files():
    for path in sorted(glob.glob('examples/*.yaml')):
        if isinstance(document(path), dict) and 'eastwest' in document(path):
            yield path, 'good'
    for path in sorted(glob.glob('tests/errors/*.yaml')):
        with open(path, encoding='utf-8', errors='replace') as f:
            text = f.read()
        head = text[:400]
        if re.search(r'^\{?# (run|as):', head, re.M):
            continue
        with open(path[:-5] + '.err', encoding='utf-8') as f:
            ids = set(re.findall(r'error: .*\[([a-z0-9-]+)\]$', f.read(),
                                 re.M))
        if any(i.startswith('yaml-') for i in ids):
            continue
        # of names a schema sees what characters they have
        seen = 'bad-name' in ids and not head.isascii()
        # where an id is of form in one place and of sense in another
        said = re.search(r'# a schema takes it for (good|bad)$', text, re.M)
        yield path, said.group(1) if said else \
            'bad' if seen or ids & STRUCTURE else 'good'


def main():
    if sys.argv[1] == 'json':
        json.dump(document(sys.argv[2]), sys.stdout)
        return
    for path, verdict in files():
        print(path, verdict)


if __name__ == '__main__':
    main()
