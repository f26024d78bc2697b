#!/usr/bin/env python3
"""circles.py COUNT OBJECT...: no circle between rooms, by what is linked.

Headers say what a room may look into (src/LAYERS); the symbols of the object
files say what it really calls.  A room is the folder an object file is in.
"""
import collections
import pathlib
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


def main(count, *objects):
    # what finds none must be able to find one
    assert circle({'a': 'b', 'b': 'c', 'c': 'a'}) == ['a', 'b', 'c', 'a']
    assert not circle({'a': 'bc', 'b': 'c', 'c': ''})
    defined, wanted = symbols(objects)
    calls = collections.defaultdict(dict)
    for room, name in wanted:
        if defined.get(name, room) != room:
            calls[room].setdefault(defined[name], name)
    assert len(calls) > 10, f'{len(calls)} rooms: are the objects there?'
    way = circle(calls)
    for x, y in zip(way, way[1:]):
        print(f'{x} calls {y}: {calls[x][y]}')
    pathlib.Path(count).write_text(f'{len(calls)} {int(bool(way))}\n')
    sys.exit(bool(way))


if __name__ == '__main__':
    main(*sys.argv[1:])
