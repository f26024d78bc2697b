#!/usr/bin/env python3
"""duplicates.py COUNT FOLDER: no run of thirty lines stands there twice, and no
function twice under two names.

Blank lines, comments and indentation do not count.  What stands twice is a
fact that is decided twice: one of the two will be forgotten.
"""
import pathlib
import re
import sys

RUN = 30
BODY = 6  # lines of a function, with its braces
FUNCTION = re.compile(r'\n(\w+)\([^;{}]*\)\n(\{\n.*?\n\}\n)', re.S)
COMMENT = re.compile(r'/\*.*?\*/', re.S)


def lines(path):
    """The lines that count, each with its number in the file."""
    text = COMMENT.sub(lambda m: '\n' * m.group().count('\n'),
                       path.read_text(encoding='utf-8'))
    return [(i, ' '.join(x.split())) for i, x in enumerate(text.split('\n'), 1)
            if x.strip()]


def repeated(files):
    """(where, where before) of each run; files: [(name, lines)]"""
    seen, found, last = {}, [], None
    for name, body in files:
        for i in range(len(body) - RUN + 1):
            here = (name, i, body[i][0])
            there = seen.setdefault(tuple(x for _, x in body[i:i + RUN]), here)
            if there is here:
                continue
            # a longer run is told once, at its first line
            if last != ((name, i - 1), (there[0], there[1] - 1)):
                found.append((f'{name}:{here[2]}', f'{there[0]}:{there[2]}'))
            last = ((name, i), there[:2])
    return found


def bodies(files):
    """(where, where before) of each function that is another's; files:
    [(name, text)]"""
    seen, found = {}, []
    for name, text in files:
        for f, body in FUNCTION.findall(COMMENT.sub('', text)):
            key = tuple(' '.join(x.split()) for x in body.split('\n')
                        if x.strip())
            there = seen.setdefault(key, f'{name}: {f}')
            if len(key) >= BODY and there != f'{name}: {f}':
                found.append((f'{name}: {f}', there))
    return found


def main(count, folder):
    # what finds none must be able to find one
    body = [(i, f'x{i}') for i in range(RUN + 1)]
    assert repeated([('a', body), ('b', body)]) == [('b:0', 'a:0')]
    assert not repeated([('a', body), ('b', body[:-2])])
    same = '(int n)\n{\n\n a;\n b;\n c;\n d;\n}\n'
    assert bodies([('a', '\nx' + same), ('b', '\ny' + same)])
    assert not bodies([('a', '\nx' + same), ('b', '\ny' + same[:-4] + '}\n')])
    paths = sorted(pathlib.Path(folder).rglob('*.[ch]'))
    found = repeated([(p, lines(p)) for p in paths])
    for here, there in found:
        print(f'{here}: {RUN} lines or more stand at {there} already')
    twice = bodies([(p, p.read_text(encoding='utf-8')) for p in paths])
    for here, there in twice:
        print(f'{here} is {there}')
    found += twice
    pathlib.Path(count).write_text(f'{len(paths)} {len(found)}\n')
    sys.exit(bool(found))


if __name__ == '__main__':
    main(*sys.argv[1:])
