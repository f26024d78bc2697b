#!/usr/bin/env python3
"""run.py COUNT PROGRAM FOLDER [long]: what a machine that fails does to a folder.

Each system call that changes something is spoiled in turn (inject.c) while
writer.c writes: it fails, or the program is killed before or after it.  Whatever
happens, the folder is the old one or the new one, whole; a run that says it
failed has left it as it was; the next run succeeds and leaves nothing behind.
`long`: more errors, a thousand kills at random times, and the whole program
spoiled at each of its calls.  COUNT gets `passed failed`.
"""
import errno
import os
import random
import shutil
import signal
import subprocess
import sys
import time

count_to, program, top = sys.argv[1:4]
long = sys.argv[4:] == ['long']
build = os.path.dirname(os.path.abspath(program))
inject, writer = (f'{build}/tests/faults/{x}' for x in ('inject', 'writer'))
program = os.path.abspath(program)
# its leak check can't trace what is traced; its shadow needs all addresses
san = '/san/' in program
os.environ['ASAN_OPTIONS'] = \
    os.environ.get('ASAN_OPTIONS', '') + ':detect_leaks=0'
passed = failed = 0
table = []


def run(*command, **more):
    return subprocess.run(command, stdout=subprocess.PIPE,
                          stderr=subprocess.PIPE, text=True, timeout=120,
                          **more)


def tree(path):
    """what is there: None, a file's text, or {path below: text}"""
    if os.path.isfile(path):
        with open(path, errors='replace') as f:
            return f.read()
    if not os.path.isdir(path):
        return None
    seen = {}
    for at, folders, files in os.walk(path):
        if not folders and not files:
            seen[os.path.relpath(at, path)] = None
        for f in files:
            with open(os.path.join(at, f), errors='replace') as g:
                seen[os.path.relpath(os.path.join(at, f), path)] = g.read()
    return seen


def check(what, good, shown=''):
    global passed, failed
    if good:
        passed += 1
    else:
        failed += 1
        print(f'FAIL {what} {str(shown)[:600]}')
    return good


def fresh(name):
    path = os.path.join(top, name)
    shutil.rmtree(path, ignore_errors=True)
    os.makedirs(path)
    return path


def whole(word):
    files = {f: word for f in ('a', 'configs/x.cfg', 'configs/deep/y.cfg',
                               'z.html', 'z.pdf')}
    return files


def same(seen, word, alone):
    """the folder of that word (its MANIFEST aside); None: none"""
    if word is None or alone or not isinstance(seen, dict):
        return seen == word
    seen = dict(seen)
    return seen.pop('MANIFEST', None) is not None and seen == whole(word)


def write(path, word, how, *options):
    return run(inject, *options, writer, path, word, *how)


def spoil(what, how, standing, options, spoilt):
    """one way of writing, each call spoiled in each way"""
    tries = bad = 0
    alone = how != []
    at = fresh('spoil')
    path = f'{at}/out'
    counter = f'{top}/counter'

    def prepare():
        shutil.rmtree(at)
        os.makedirs(at)
        if standing:
            assert write(path, 'old', how if how != ['-n'] else ['-f'],
                         ).returncode == 0

    prepare()
    r = write(path, 'new', how, *options, '-c', counter)
    check(f'{what}: unspoilt', r.returncode == 0, r.stderr)
    with open(counter) as f:
        calls = int(f.read())
    check(f'{what}: calls are seen', calls > (4 if alone else 20), calls)
    old = 'old' if standing else None
    for n in range(1, calls + 1):
        for kind in spoilt:
            tries += 1
            prepare()
            r = write(path, 'new', how, *options, '-n', str(n), *kind)
            seen = tree(path)
            name = f'{what}: call {n} of {calls}, {" ".join(kind)}'
            good = True
            if seen is None and standing and '-x' in options:
                # between two renames: whoever reads it next completes it
                back = run(writer, '-r', path)
                seen = tree(path)
                good = back.returncode == 0 and 'completed' in back.stderr
                if not good:
                    print('   ', back.returncode, back.stderr)
            good &= same(seen, old, alone) or same(seen, 'new', alone)
            if r.returncode == 4:
                good &= same(seen, old, alone) and 'error:' in r.stderr
            elif r.returncode == 0:
                good &= same(seen, 'new', alone)
            elif kind[0] == '-e':
                good = False
            if not check(name, good, (r.returncode, r.stderr, seen)):
                bad += 1
                continue
            if how == ['-n'] and tree(path) is not None:
                os.unlink(path)
            r = write(path, 'next', how, *options)
            if '-l' in options and r.returncode == 4:
                # without locks nobody knows whether it is at work still
                good = 'left by a run that was killed' in r.stderr or \
                    'in the way' in r.stderr
            else:
                good = r.returncode == 0 and \
                    same(tree(path), 'next', alone) and \
                    os.listdir(at) == ['out']
            if not check(f'{name}; then another run', good,
                         (r.returncode, r.stderr, os.listdir(at))):
                bad += 1
    table.append((what, tries, bad))


def two_runs():
    """one holds the folder; the other says so and changes nothing"""
    at = fresh('two')
    path = f'{at}/out'
    bad = 0
    write(path, 'old', [])
    # it waits at its standard output, which is full, with all made ready
    read, wr = os.pipe()
    os.set_blocking(wr, False)
    try:
        while True:
            os.write(wr, b'x' * 4096)
    except BlockingIOError:
        pass
    os.set_blocking(wr, True)
    first = subprocess.Popen([writer, path, 'first'], stdout=wr,
                             stderr=subprocess.PIPE)
    os.close(wr)
    for _ in range(400):
        if os.path.exists(f'{at}/.out.eastwest/new/z.pdf'):
            break
        time.sleep(0.05)
    second = run(writer, path, 'second')
    bad += not check('two runs: the second says so',
                     second.returncode == 4 and
                     'another run is writing' in second.stderr and
                     second.stdout == '' and same(tree(path), 'old', False),
                     second)
    os.read(read, 1 << 20)
    os.set_blocking(read, True)
    while os.read(read, 1 << 16):
        pass
    first.wait()
    bad += not check('two runs: the first wins',
                     first.returncode == 0 and
                     same(tree(path), 'first', False) and
                     os.listdir(at) == ['out'], tree(path))
    table.append(('two runs into one folder', 2, bad))


def many_runs(n):
    """many at once: whoever says it wrote, wrote; what stands is whole"""
    at = fresh('many')
    path = f'{at}/out'
    bad = 0
    for turn in range(n):
        runs = [subprocess.Popen([writer, path, f'w{i}'],
                                 stdout=subprocess.DEVNULL,
                                 stderr=subprocess.PIPE, text=True)
                for i in range(8)]
        said = [(i, p.communicate()[1], p.returncode)
                for i, p in enumerate(runs)]
        won = [f'w{i}' for i, _, rc in said if rc == 0]
        good = any(same(tree(path), w, False) for w in won) and \
            all(rc == 0 or 'another run' in err or 'File exists' in err
                for _, err, rc in said) and os.listdir(at) == ['out']
        bad += not check(f'many runs, turn {turn}', good,
                         (said, tree(path), os.listdir(at)))
    table.append(('eight runs at once into one folder', n * 8, bad))


def kills(what, command, path, judge, n, longest, seed):
    """killed at a random time: old or new"""
    bad = 0
    rng = random.Random(seed)
    for i in range(n):
        p = subprocess.Popen(command, stdout=subprocess.DEVNULL,
                             stderr=subprocess.DEVNULL)
        time.sleep(rng.random() * longest)
        p.send_signal(signal.SIGKILL)
        p.wait()
        good, shown = judge(path)
        bad += not check(f'{what}, kill {i}', good, shown)
    table.append((what, n, bad))


def kill_writer(n):
    at = fresh('kill')
    path = f'{at}/out'
    write(path, 'old', [])
    words = ['old', 'new']

    def judge(path):
        seen = tree(path)
        return any(same(seen, w, False) for w in words), seen

    t = time.time()
    run(writer, path, 'new')
    kills('a writer killed at random', [writer, path, 'new'], path, judge, n,
          (time.time() - t) * 1.2, 1)
    r = run(writer, path, 'old')
    check('after the kills: a run', r.returncode == 0 and
          os.listdir(at) == ['out'], (r.stderr, os.listdir(at)))


def second_file_system():
    """the folder of another file system, by a link and by its name"""
    other = '/dev/shm'
    here = fresh('here')
    if not os.path.isdir(other) or \
            os.stat(other).st_dev == os.stat(here).st_dev:
        print('     not run: no second file system at', other)
        return
    at = f'{other}/eastwest-faults-{os.getpid()}'
    os.makedirs(at)
    bad = 0
    try:
        os.symlink(f'{at}/out', f'{here}/link')
        os.makedirs(f'{at}/out')
        for word in 'one', 'two':
            r = write(f'{here}/link', word, [])
            bad += not check('by a link to another file system',
                             r.returncode == 0 and
                             same(tree(f'{at}/out'), word, False) and
                             os.path.islink(f'{here}/link') and
                             os.listdir(at) == ['out'], r.stderr)
    finally:
        shutil.rmtree(at)
    table.append(('a second file system', 2, bad))


def small_disk():
    """a file system of its own that is full, and one that is mounted there"""
    at = fresh('full')
    script = f'''
mount -t tmpfs -o size=256k none {at} || exit 77
cd {at} && mkdir room && {writer} room/out old || exit 1
head -c 1000000 /dev/zero >room/ballast 2>/dev/null
err=$({writer} room/out {"n" * 3000} 2>&1 >/dev/null); test $? = 4 || exit 2
case $err in *"No space left"*) ;; *) exit 3;; esac
test "$(cat room/out/configs/deep/y.cfg)" = old || exit 4
test "$(ls -A room)" = "ballast
out" || exit 5
rm room/ballast && {writer} room/out new || exit 6
test "$(cat room/out/configs/deep/y.cfg)" = new || exit 7
mkdir there && mount -t tmpfs -o size=256k none there || exit 8
{writer} there new 2>/dev/null; test $? = 4 || exit 9
test -z "$(ls -A there)" || exit 10
test "$(ls -A)" = "room
there" || exit 11
{program} design {os.path.abspath("examples/small.yaml")} -o room/big \\
    >/dev/null 2>&1; test $? = 4 || exit 12
test "$(ls -A room)" = out || exit 13
'''
    r = run('unshare', '-rm', 'sh', '-c', script)
    if r.returncode == 77 or 'unshare' in r.stderr:
        print('     not run: no file system may be mounted here')
        return
    good = check('a full file system', r.returncode == 0,
                 (r.returncode, r.stderr))
    table.append(('a file system too small, and a mount point', 3,
                  int(not good)))


def limited():
    """a machine that gives little: one message, exit 4, nothing changed"""
    at = fresh('limited')
    design = [program, 'design', 'examples/small.yaml', '-o', f'{at}/out']
    assert run(*design).returncode == 0
    old = tree(f'{at}/out')
    tries = bad = 0
    for limit in limits[:2] if san else limits:
        for shell in limit[1]:
            tries += 1
            r = run('bash', '-c', f'{shell}; exec "$@"', 'x', *design)
            ours = all(line.startswith(('eastwest: ', '      = hint'))
                       for line in r.stderr.splitlines())
            good = r.returncode in (0, 4) and tree(f'{at}/out') == old and \
                (r.returncode == 0 or r.stderr.strip() != '') and \
                (ours or r.returncode == 0) and os.listdir(at) == ['out']
            bad += not check(f'{limit[0]}: {shell}', good,
                             (r.returncode, r.stderr))
    for what, to in (('full', '>/dev/full'), ('closed', '>&-')):
        tries += 1
        r = run('bash', '-c', f'"$@" {to}', 'x', program, 'design',
                'examples/medium.yaml', '-o', f'{at}/out')
        bad += not check(f'standard output {what}: the folder is as it was',
                         r.returncode == 4 and tree(f'{at}/out') == old and
                         os.listdir(at) == ['out'], (r.returncode, r.stderr))
    # closed streams: no file gets what was meant for them
    for site, to in (('small', '2>&-'), ('small', '<&-'),
                     ('small', '<&- 2>&-'), ('medium', '<&- >&- 2>&-')):
        tries += 1
        run('bash', '-c', f'"$@" {to}', 'x', program, 'design',
            f'examples/{site}.yaml', '-o', f'{at}/out')
        bad += not check(f'closed: {to}', tree(f'{at}/out') == old and
                         os.listdir(at) == ['out'])
    table.append(('little of a machine, answers that go nowhere', tries, bad))


limits = [
    ('few descriptors', [f'ulimit -n {n}' for n in (4, 5, 6, 8, 12)]),
    ('small files', [f'ulimit -f {n}' for n in (0, 1, 16)]),
    ('little memory', [f'ulimit -v {n}' for n in
                       (60000, 90000, 120000, 200000)]),
    ('small stack', [f'ulimit -s {n}' for n in (64, 128, 256, 1024)]),
]
if long:
    limits = [
        ('few descriptors', [f'ulimit -n {n}' for n in range(4, 24)]),
        ('small files', [f'ulimit -f {n}' for n in range(0, 64, 3)]),
        ('little memory', [f'ulimit -v {n}' for n in
                           range(40000, 400000, 5000)]),
        ('small stack', [f'ulimit -s {n}' for n in
                         range(64, 2048, 64)]),
    ]


def whole_program():
    """the program itself, each of its calls spoiled"""
    at = fresh('program')
    path = f'{at}/out'
    sites = ['examples/small.yaml', 'tests/faults/other.yaml']
    bundle = []
    for site in sites:
        assert run(program, 'design', site, '-o', path).returncode == 0
        bundle.append(tree(path))
    counter = f'{top}/counter'
    command = [program, 'design', sites[0], '-o', path]
    run(inject, '-c', counter, *command)
    with open(counter) as f:
        calls = int(f.read())
    bad = tries = 0
    for n in range(1, calls + 1):
        for kind in (['-e', str(errno.ENOSPC)], ['-k'], ['-K']):
            assert run(program, 'design', sites[1], '-o', path,
                       ).returncode == 0
            tries += 1
            r = run(inject, '-n', str(n), *kind, *command)
            seen = tree(path)
            good = seen == bundle[1] if r.returncode == 4 else \
                seen == bundle[0] if r.returncode == 0 else seen in bundle
            bad += not check(f'the program, call {n} of {calls}, {kind}',
                             good and r.returncode in (0, 4, 137),
                             (r.returncode, r.stderr))
    table.append(('the program, each call spoiled', tries, bad))

    def judge(path):
        seen = tree(path)
        return seen in bundle, sorted(seen or {})[:5]

    t = time.time()
    run(*command)
    kills('the program killed at random', command, path, judge, 1000,
          (time.time() - t) * 1.2, 2)
    r = run(*command)
    check('after the kills: a run', r.returncode == 0 and
          os.listdir(at) == ['out'], r.stderr)


some = [['-e', str(errno.ENOSPC)], ['-k'], ['-K']]
every = [['-e', str(e)] for e in (errno.ENOSPC, errno.EIO, errno.EACCES,
         errno.EMFILE, errno.EROFS, errno.EDQUOT, errno.ENOENT,
         errno.EEXIST)] + [['-k'], ['-K']]
ways = every if long else some
spoil('a folder over an old one', [], True, [], ways)
spoil('a folder where none was', [], False, [], ways)
spoil('a folder, no exchange of names', [], True, ['-x'], ways)
spoil('a new folder, no exchange of names', [], False, ['-x'], ways)
spoil('a folder, no locks', [], True, ['-l'], ways)
spoil('a file over an old one', ['-f'], True, [], ways)
spoil('a file that takes no name taken', ['-n'], False, [], ways)
two_runs()
many_runs(50 if long else 5)
kill_writer(1000 if long else 50)
second_file_system()
small_disk()
limited()
if long:
    whole_program()
shutil.rmtree(top)
width = max(len(x[0]) for x in table)
for what, tries, bad in table:
    print(f'     {what:{width}} {tries:6} tries, {bad} failed')
with open(count_to, 'w') as f:
    print(passed, failed, file=f)
sys.exit(failed > 0)
