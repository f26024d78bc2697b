"""What our own texts name is there.

Files, folders, links, make targets, commands, options and tests of HACKING.md,
README.md and docs/; and each room of src/LAYERS has its row in docs/design.md.
In HACKING.md capitals stand for a name of the reader's: at least one is there.
"""
import glob
import os
import re
import subprocess
import sys

TEXTS = ['HACKING.md', 'README.md', 'templates/CONTEXT.md',
         *sorted(glob.glob('docs/*.md')), *sorted(glob.glob('tests/*/README.md'))]
TREE = re.compile(r'(src|tests|catalogs|templates|docs|examples|\.ci)/[^\s<>|…]+')
YOURS = re.compile(r'(?<![A-Za-z])(X|ID|NAME|CASE|RULE|FOLDER)(?![A-Za-z])')
wrong = []


def expect(right, what):
    if not right:
        wrong.append(what)
        print('FAIL', what)


def said(text):
    """What stands in `backquotes`, and the lines of blocks."""
    blocks = re.findall(r'^```\n(.*?)^```', text, re.M | re.S)
    rest = re.sub(r'^```\n.*?^```', '', text, flags=re.M | re.S)
    return re.findall(r'`([^`]+)`', rest) + \
        [line for b in blocks for line in b.splitlines()]


def out(*command):
    return subprocess.run(command, capture_output=True, text=True,
                          stdin=subprocess.DEVNULL).stdout


def main():
    program = os.environ['EASTWEST']
    makefile = out('make', '-pRrq', 'MAKEFLAGS=')
    targets = set(re.findall(r'^([a-z][a-z-]*):', makefile, re.M))
    commands = set(re.findall(r'^  ([a-z]+) ', out(program, '--help'), re.M))
    expect(len(commands) > 15 and len(targets) > 20, 'commands and targets')
    for name in TEXTS:
        with open(name) as f:
            text = f.read()
        words = [re.sub(r'\s+#.*', '', s) for s in said(text)]
        paths = sorted({m.group().rstrip('.,:;)') for s in words
                        for m in re.finditer(r'(?<![\w/.])' + TREE.pattern, s)})
        for p in paths:
            expect(glob.glob(YOURS.sub('*', p).replace('**', '*')),
                   '%s names %s' % (name, p))
        for p in sorted({p for s in words
                         for p in re.findall(r'^[a-z]+/\w+\.[ch]$', s)} - set(paths)):
            expect(os.path.exists('src/' + p), '%s names %s' % (name, p))
        for link in re.findall(r'\]\(([^)#:]+)\)', text):
            expect(os.path.exists(os.path.join(os.path.dirname(name), link)),
                   '%s links to %s' % (name, link))
        made = {t for s in words for m in re.finditer(r'\bmake ([a-z][a-z -]*)', s)
                for t in m.group(1).split()}
        for t in sorted(made):
            expect(t in targets, '%s says make %s' % (name, t))
        for c in sorted({m.group(1) for s in words
                         for m in re.finditer(r'\beastwest ([a-z]+)\b', s)}):
            expect(c in commands, '%s says eastwest %s' % (name, c))
        for suite, test in re.findall(r"--filter '(\w+)/(\w+)\*?'", text):
            expect(out('grep', '-rEl', r'^Test\(%s, %s' % (suite, test),
                       'tests/unit'), '%s runs %s/%s' % (name, suite, test))
        if name == 'HACKING.md':
            expect(len(paths) > 60, 'HACKING.md names its files')
            expect(len(text.splitlines()) < 145, 'HACKING.md is one page')
    with open('src/LAYERS') as f:
        rooms = re.findall(r'^(\w+):(?: |$)', f.read(), re.M)
    with open('docs/design.md') as f:
        rows = re.findall(r'^\| `(\w+)/` \| .{20}', f.read(), re.M)
    rooms = [r for r in rooms if r != 'libc']
    expect(rows == rooms, 'docs/design.md has the rooms of src/LAYERS, in their '
           'order: %s, not %s' % (rooms, rows))
    # a text is a test, and so is the map
    print('%d passed, %d failed' % (0 if wrong else len(TEXTS) + 1, len(wrong)))
    sys.exit(bool(wrong))


main()
