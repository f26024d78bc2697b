"""Every id of a finding the sources can make, one a line.

An id is the text handed over as the parameter `id` of a function: of
diag_error and its like, and of any function of ours that takes one to hand on.
"""
import pathlib
import re
import sys

COMMENT = re.compile(r'/\*.*?\*/', re.S)
DEFINED = re.compile(r'\b(\w+)\s*\(([^(){};]*\bconst char \*id\b[^(){};]*)\)')
LITERAL = re.compile(r'"([a-z0-9]+(?:-[a-z0-9]+)*)"')


def arguments(text, start):
    """The arguments of a call whose '(' stands just before start."""
    args, depth, here, i = [], 0, start, start
    while i < len(text):
        c = text[i]
        if c in '"\'':
            j = i + 1
            while text[j] != c:
                j += 2 if text[j] == '\\' else 1
            i = j
        elif c in '([{':
            depth += 1
        elif c in ')]}':
            if depth == 0:
                return args + [text[here:i]]
            depth -= 1
        elif c == ',' and depth == 0:
            args.append(text[here:i])
            here = i + 1
        i += 1
    return args


def main():
    files = sorted(pathlib.Path(sys.argv[1]).rglob('*.[ch]'))
    texts = {f: COMMENT.sub(' ', f.read_text()) for f in files}
    place = {}      # (file or None for all, function) -> position of id
    for f, text in texts.items():
        for m in DEFINED.finditer(text):
            params = [p.strip() for p in m.group(2).split(',')]
            at = next((i for i, p in enumerate(params)
                       if p == 'const char *id'), None)
            if at is not None:
                place[None if f.suffix == '.h' else f, m.group(1)] = at
    found = set()
    for f, text in texts.items():
        mine = {n: i for (where, n), i in place.items() if where is None}
        mine.update({n: i for (where, n), i in place.items() if where == f})
        if not mine:
            continue
        call = re.compile(r'\b(' + '|'.join(sorted(mine)) + r')\s*\(')
        for m in call.finditer(text):
            args = arguments(text, m.end())
            if len(args) > mine[m.group(1)]:
                found.update(LITERAL.findall(args[mine[m.group(1)]]))
    print('\n'.join(sorted(found)))


main()
