"""squeeze.py FILE...: a text for the eye of a reviewer, with nothing lost.

Where blocks of lines follow each other that differ only in numbers, each
number by the same step from block to block (the unused ports of a switch, the
cables of a rack), the first block is shown, then how many follow and the last
one's lines that differ.  Everything between follows from those.  Of text in
braces, `--braces` shows what is between them on one line where it fits.  Of
JSON, `--shape` shows each path once, with the kinds of its values, and
`--lines` the whole, an object without others in it on one line.  `--beyond
FIRST FILE` tells of the second what it has beyond the first: runs of lines that
stand in the first are named by their ends.
"""
import difflib
import json
import re
import sys

NUMBER = re.compile(r'\d+')
MAX_BLOCK = 40
SAME_RUN = 6


def numbers(lines):
    return [int(n) for line in lines for n in NUMBER.findall(line)]


def repeats(lines, forms, at, size):
    """how many blocks of this size follow in equal steps, and where they end"""
    first = lines[at:at + size]
    if at + 2 * size > len(lines):
        return 1
    was, step, n = numbers(first), None, 1
    while forms[at + n * size:at + (n + 1) * size] == forms[at:at + size]:
        now = numbers(lines[at + n * size:at + (n + 1) * size])
        change = [b - a for a, b in zip(was, now)]
        if step is not None and change != step:
            break
        was, step, n = now, change, n + 1
    return n


def squeeze(text):
    lines = text.split('\n')
    forms = [NUMBER.sub('#', line) for line in lines]
    out, at = [], 0
    while at < len(lines):
        best = None
        for size in range(1, MAX_BLOCK + 1):
            if forms[at:at + size] != forms[at + size:at + 2 * size]:
                continue
            n = repeats(lines, forms, at, size)
            saved = (n - 1) * size
            if n > 2 and saved > 4 and (best is None or saved > best[0]):
                best = saved, size, n
        if best is None:
            out.append(lines[at])
            at += 1
            continue
        _, size, n = best
        end = at + size * n
        first, last = lines[at:at + size], lines[end - size:end]
        out += first
        out.append('~ and %d more in equal steps, the last of them:' % (n - 1))
        out += ['~ ' + b for a, b in zip(first, last) if a != b]
        at = end
    return '\n'.join(out)


def beyond(first, text):
    """what is not in the first; runs that are in it are named"""
    a, b = squeeze(first).split('\n'), squeeze(text).split('\n')
    out = []
    same = difflib.SequenceMatcher(None, a, b, autojunk=False)
    for tag, _, _, at, end in same.get_opcodes():
        if tag == 'equal' and end - at >= SAME_RUN:
            out.append('~ %d lines as in the first, from "%s" to "%s"' % (
                end - at, b[at].strip(), b[end - 1].strip()))
        else:
            out += b[at:end]
    return '\n'.join(out)


def braces(text):
    """what is between braces on one line where it fits"""
    out = []
    for line in text.split('\n'):
        if line.strip() == '}':
            indent = len(line) - len(line.lstrip())
            at = next(i for i in reversed(range(len(out)))
                      if out[i].endswith('{') and
                      len(out[i]) - len(out[i].lstrip()) == indent)
            inside = ' '.join(x.strip() for x in out[at + 1:])
            one = '%s %s }' % (out[at], inside)
            if len(one) <= 80 and not any('#' in x for x in out[at:]):
                out[at:] = [one]
                continue
        out.append(line)
    return '\n'.join(out)


def shape(value, path, seen):
    if isinstance(value, dict):
        for k in value:
            shape(value[k], path + '.' + k, seen)
        return
    if isinstance(value, list):
        if not value:
            shape(None, path + '[]', seen)
        for v in value:
            shape(v, path + '[]', seen)
        return
    kind = {str: 'text', bool: 'truth', int: 'number', float: 'number',
            type(None): 'nothing'}[type(value)]
    seen.setdefault(path[1:], set()).add(kind)


def is_flat(value):
    return not isinstance(value, (dict, list)) or not value or \
        isinstance(value, list) and not any(
            isinstance(v, (dict, list)) for v in value)


def lines(value, indent=''):
    if is_flat(value) or isinstance(value, dict) and \
            all(is_flat(v) for v in value.values()):
        # numbers stand as they are written
        return indent + re.sub(r'"\\u0000([^"]*)"', r'\1',
                               json.dumps(value, ensure_ascii=False))
    if isinstance(value, list):
        return '\n'.join(lines(v, indent) for v in value)
    out, row = [], {}
    for k, v in list(value.items()) + [(None, None)]:
        if k is not None and is_flat(v):
            row[k] = v
            continue
        if row:
            out.append(lines(row, indent))
        row = {}
        if k is not None:
            out += [indent + k + ':', lines(v, indent + '  ')]
    return '\n'.join(out)


def main():
    how = sys.argv[1] if sys.argv[1].startswith('--') else ''
    paths = sys.argv[1 + bool(how):]
    first = ''
    if how == '--beyond':
        with open(paths.pop(0), encoding='utf-8', newline='') as f:
            first = f.read()
    for path in paths:
        with open(path, encoding='utf-8', newline='') as f:
            text = f.read()
        if how == '--shape':
            seen = {}
            shape(json.loads(text), '', seen)
            for p in seen:
                print(p + ':', ' or '.join(sorted(seen[p])))
        elif how == '--braces':
            sys.stdout.write(squeeze(braces(text)))
        elif how == '--beyond':
            sys.stdout.write(beyond(first, text))
        elif how == '--lines':
            print(lines(json.loads(text, parse_float='\0'.__add__)))
        else:
            sys.stdout.write(squeeze(text))


main()
