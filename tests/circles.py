#!/usr/bin/env python3
"""circles.py COUNT SOURCES OBJECT...: no circle between rooms, one meaning to a
name, of functions as of files, and no name without a caller, by what is linked.

Headers say what a room may look into (src/LAYERS); the symbols of the object
files say what it really calls.  A room is the folder an object file is in.  A
static function hides none that others can call: a search finds one.  What is
seen by all is used by another file, or by a test: else it is static, or dead.
Its name begins with a word of its file, its header, its room or a structure
there: who reads a call knows where to look.
"""
import collections
import pathlib
import re
import subprocess
import sys


def symbols(objects):
    """(defined: name -> file, wanted: (file, name))"""
    out = subprocess.run(['nm', '-A', '-P', *objects], check=True, text=True,
                         capture_output=True).stdout
    defined, wanted = {}, []
    for line in out.splitlines():
        file, rest = line.split(': ', 1)
        file, (name, kind) = pathlib.Path(file), rest.split()[:2]
        if kind == 'U':
            wanted.append((file, name))
        elif kind.isupper():
            defined[name] = file
    return defined, wanted


def circle(calls):
    """A list of rooms, the first again last; [] where there is none."""
    done = set()

    def walk(room, way):
        if room in way:
            return way[way.index(room):] + [room]
        if room in done:
            return []
        for to in sorted(calls.get(room, {})):
            found = walk(to, way + [room])
            if found:
                return found
        done.add(room)
        return []

    return next(filter(None, (walk(r, []) for r in sorted(calls))), [])


STATIC = re.compile(r'^static [^\n;=]*\n(\w+)\(', re.M)


def hidden(texts, defined):
    return [(file, name) for file, text in texts
            for name in STATIC.findall(text) if name in defined]


def alike(paths):
    """(path, path before) of files that have one name in two rooms"""
    seen = {}
    return [(p, seen[p.name]) for p in sorted(paths)
            if seen.setdefault(p.name, p) != p]


def uncalled(defined, wanted, tests):
    called = {name for file, name in wanted}
    return sorted(name for name in defined
                  if name not in called | tests | {'main'})


DECLARED = re.compile(r'\b(\w+)(?:\(|\[.*?\];)')
TAG = re.compile(r'^(?:struct|enum) ([a-z]+)\w*(?: \{|;)', re.M)


def strays(defined, headers):
    """(file, name) where a name does not say where it is; headers: [(path,
    text)]"""
    names = collections.defaultdict(set)
    for path, text in headers:
        room = path.parent.name
        names[room] |= {room, *TAG.findall(text)}
        for name in DECLARED.findall(text):
            names[room, name] |= set(path.stem.split('_'))

    def says(name, file):
        words = (names[file.parent.name] | names[file.parent.name, name] |
                 set(file.stem.split('_')))
        return name.split('_')[0].rstrip('s') in {w.rstrip('s') for w in words}

    return sorted((file, name) for name, file in defined.items()
                  if name != 'main' and not says(name, file))


def main(count, sources, *objects):
    # what finds none must be able to find one
    assert circle({'a': 'b', 'b': 'c', 'c': 'a'}) == ['a', 'b', 'c', 'a']
    assert not circle({'a': 'bc', 'b': 'c', 'c': ''})
    assert hidden([('f', 'static int\nx_y(int z)\n{')], {'x_y': 'r'})
    assert alike([pathlib.Path(p) for p in ('a/x.c', 'b/x.c', 'b/y.c')])
    header = (pathlib.Path('r/of_f.h'), 'struct s_x {\nint of(int);\n')
    there = {n: pathlib.Path('r/g_h.o') for n in
             ('of', 'r_a', 'h_a', 'ss_a', 'f_a')}
    assert strays(there, [header]) == [(there['f_a'], 'f_a')]
    assert uncalled({'x': 'f', 'y': 'f', 'z': 'f'}, [('g', 'y')], {'z'}) == ['x']
    defined, wanted = symbols(objects)
    calls = collections.defaultdict(dict)
    for file, name in wanted:
        there = defined.get(name, file).parent.name
        if there != file.parent.name:
            calls[file.parent.name].setdefault(there, name)
    assert len(calls) > 10, f'{len(calls)} rooms: are the objects there?'
    way = circle(calls)
    for x, y in zip(way, way[1:]):
        print(f'{x} calls {y}: {calls[x][y]}')
    files = [(p, p.read_text()) for p in pathlib.Path(sources).glob('*/*.c')]
    twice = sorted(hidden(files, defined))
    for file, name in twice:
        print(f"{file}: static {name} hides that of {defined[name]}")
    named = alike(p for p in pathlib.Path(sources).glob('*/*.[ch]'))
    for path, before in named:
        print(f'{path}: there is {before} already')
    tests = {w for p in pathlib.Path('tests').glob('*/*.[ch]')
             for w in re.findall(r'\w+', p.read_text())}
    unused = uncalled(defined, wanted, tests)
    for name in unused:
        print(f'{defined[name]}: {name} has no caller in another file')
    lost = strays(defined, [(p, p.read_text()) for p in
                            pathlib.Path(sources).glob('*/*.h')])
    for file, name in lost:
        print(f'{file}: {name} begins with no word of its file, header, room '
              'or structure')
    failed = bool(way) + len(twice) + len(named) + len(unused) + len(lost)
    pathlib.Path(count).write_text(
        f'{len(calls) + len(files) - len(twice)} {failed}\n')
    sys.exit(bool(failed))


if __name__ == '__main__':
    main(*sys.argv[1:])
