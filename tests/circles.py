#!/usr/bin/env python3
"""circles.py COUNT SOURCES OBJECT...: no circle between rooms, and one meaning
to a name, by what is linked.

Headers say what a room may look into (src/LAYERS); the symbols of the object
files say what it really calls.  A room is the folder an object file is in.  A
static function hides none that others can call: a search finds one.
"""
import collections
import pathlib
import re
import subprocess
import sys


def symbols(objects):
    """(defined: name -> room, wanted: (room, name))"""
    out = subprocess.run(['nm', '-A', '-P', *objects], check=True, text=True,
                         capture_output=True).stdout
    defined, wanted = {}, []
    for line in out.splitlines():
        file, rest = line.split(': ', 1)
        room, (name, kind) = pathlib.Path(file).parent.name, rest.split()[:2]
        if kind == 'U':
            wanted.append((room, name))
        elif kind.isupper():
            defined[name] = room
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


def main(count, sources, *objects):
    # what finds none must be able to find one
    assert circle({'a': 'b', 'b': 'c', 'c': 'a'}) == ['a', 'b', 'c', 'a']
    assert not circle({'a': 'bc', 'b': 'c', 'c': ''})
    assert hidden([('f', 'static int\nx_y(int z)\n{')], {'x_y': 'r'})
    defined, wanted = symbols(objects)
    calls = collections.defaultdict(dict)
    for room, name in wanted:
        if defined.get(name, room) != room:
            calls[room].setdefault(defined[name], name)
    assert len(calls) > 10, f'{len(calls)} rooms: are the objects there?'
    way = circle(calls)
    for x, y in zip(way, way[1:]):
        print(f'{x} calls {y}: {calls[x][y]}')
    files = [(p, p.read_text()) for p in pathlib.Path(sources).glob('*/*.c')]
    twice = sorted(hidden(files, defined))
    for file, name in twice:
        print(f"{file}: static {name} hides {defined[name]}'s")
    failed = bool(way) + len(twice)
    pathlib.Path(count).write_text(
        f'{len(calls) + len(files) - len(twice)} {failed}\n')
    sys.exit(bool(failed))


if __name__ == '__main__':
    main(*sys.argv[1:])
