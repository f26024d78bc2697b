#!/usr/bin/env python3
"""dict.py NAME PROGRAM FILE: the words a fuzzer is to know, from where they stand.

Site files: the keys and words of the schema.  Configs: the words of the good
bundles.  Catalogs: the keys of the catalogs.  What has no words gets an empty
file.
"""
import glob
import json
import re
import subprocess
import sys

name, program, out = sys.argv[1:]
words = set()


def keys(x):
    if isinstance(x, dict):
        for k, v in x.get('properties', {}).items():
            words.add(k + ': ')
            keys(v)
        for v in x.get('enum', []):
            words.add(str(v))
        for k, v in x.items():
            if k != 'properties':
                keys(v)
    elif isinstance(x, list):
        for v in x:
            keys(v)


def texts(pattern, what):
    for path in glob.glob(pattern):
        with open(path, errors='replace') as f:
            words.update(re.findall(what, f.read()))


if name in ('model', 'doc', 'plan'):
    keys(json.loads(subprocess.run([program, 'schema'], check=True,
                                   stdout=subprocess.PIPE).stdout))
elif name in ('readers', 'drift'):
    texts('tests/verify/bundles/*/configs/*', r'[A-Za-z"|_-][A-Za-z0-9"|_-]+')
    texts('tests/fuzz/seeds/drift/*', r'[A-Za-z"|_-][A-Za-z0-9"|_-]+')
elif name == 'hosts':
    texts('tests/fuzz/seeds/hosts/*', r'[A-Za-z$_-][A-Za-z0-9_-]+')
elif name == 'catalog':
    texts('catalogs/*/*.yaml', r'[a-z_]+: ')
    words.update('== %s/' % f for f in ('switches', 'cables', 'optics', 'nics',
                                        'hypervisors', 'platforms'))
elif name == 'flow':
    words.update(['link ', 'flow ', '1e308', '1e-308', ' - '])
elif name in ('quotes', 'calibrate', 'table', 'accept'):
    texts('tests/fuzz/seeds/%s/*' % name, r'[A-Za-z_-]+')
    words.update(['sep=;', '1.234,50', '31.12.2026', '"', '#TYPE'])
with open(out, 'w') as f:
    print('# an empty file is refused', file=f)
    for w in sorted(words)[:3000]:
        if 2 <= len(w.encode()) <= 60 and w.isascii() and w.isprintable():
            print('"%s"' % w.replace('\\', '\\\\').replace('"', '\\"'),
                  file=f)
