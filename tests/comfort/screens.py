"""screens.py PROGRAM FOLDER: what a terminal of 60, 80 and 120 columns shows.

Every command is run on a pseudo-terminal of each width: no line is wider than
the screen unless it is one word or a command to be copied, and the words are
the same at every width, none cut, none lost.  Piped, the bytes do not depend on
COLUMNS, and results are broken at 80.  Every command with results for people
says last what to do next; its help has an example that the command takes.
Ends with `N passed, M failed`.
"""
import fcntl
import os
import pty
import re
import shutil
import struct
import subprocess
import sys
import termios

program, scratch = os.path.abspath(sys.argv[1]), sys.argv[2]
passed = failed = 0


def check(what, good, seen=''):
    global passed, failed
    if good:
        passed += 1
    else:
        failed += 1
        print('FAIL', what, str(seen)[:700])


def on_screen(columns, args, folder):
    """exit status and what a terminal of its own gets"""
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ,
                struct.pack('HHHH', 40, columns, 0, 0))
    env = {k: v for k, v in os.environ.items() if k not in (
        'COLUMNS', 'LINES', 'NO_COLOR')}
    p = subprocess.Popen([program, *args], cwd=folder, env=env,
                         stdin=subprocess.DEVNULL, stdout=theirs,
                         stderr=theirs, start_new_session=True)
    os.close(theirs)
    seen = b''
    while True:
        try:
            piece = os.read(ours, 1 << 16)
        except OSError:
            break
        if not piece:
            break
        seen += piece
    os.close(ours)
    text = seen.decode('utf-8', 'replace').replace('\r\n', '\n')
    # progress goes back over its own line
    text = re.sub(r'^.*\r(?=[^\n])', '', text, flags=re.M)
    return p.wait(), re.sub('\033\\[[0-9;]*[mK]', '', text)


def words(text):
    # the lines of the source under a finding have what fits
    return ' '.join(x for x in text.split('\n') if not re.match(
        r' *\d* \|', x)).split()


def too_wide(text, columns):
    """lines that the terminal would cut in a word"""
    return [x for x in text.split('\n') if len(x) > columns and
            len(x.split()) > 1 and not re.match(r' {7}\S', x) and
            # a place, then no more than a word of it
            len(' '.join(x.split()[:-1])) > 0 and
            len(x) - len(x.lstrip()) + len(x.split()[0]) <= columns and
            not re.match(r' *\d* \|', x) and x.strip(' ^|') != '']


def screens(args, folder, after=None):
    name = ' '.join(a if len(a) < 40 else '...' for a in args)
    seen = {}
    for columns in (60, 80, 120):
        if after:
            after()
        status, text = on_screen(columns, args, folder)
        seen[columns] = (status, words(text))
        wide = too_wide(text, columns)
        check('%s at %d: no word cut' % (name, columns), not wide, wide[:3])
    check(name + ': the same words', seen[60] == seen[80] == seen[120],
          [next((a, b) for a, b in zip(x[1], seen[80][1]) if a != b)
           if x[1] != seen[80][1] and any(
               a != b for a, b in zip(x[1], seen[80][1])) else ''
           for x in seen.values()])
    return seen[80]


def piped(args, folder, after=None):
    got = []
    for columns in ('60', '200'):
        if after:
            after()
        p = subprocess.run([program, *args], cwd=folder, capture_output=True,
                           env=dict(os.environ, COLUMNS=columns))
        got.append((p.returncode, p.stdout, p.stderr))
    check(' '.join(args)[:60] + ': piped bytes', got[0] == got[1])
    return got[0][1].decode()


def run(*args):
    p = subprocess.run([program, *args], cwd=scratch, capture_output=True,
                       text=True)
    check(' '.join(args)[:60], p.returncode in (0, 1), p.stderr)
    return p


def write(path, text):
    with open(os.path.join(scratch, path), 'w') as f:
        f.write(text)


def prepare():
    shutil.rmtree(scratch, ignore_errors=True)
    os.makedirs(scratch)
    for s in ('small', 'medium', 'period'):
        shutil.copy('examples/%s.yaml' % s, scratch)
    with open('examples/period.yaml') as f:
        write('plan.yaml', f.read() +
              'plan: {from: 2026-12, starter: 8000, budgets: [{year: 2027, '
              'amount: 30000}, {year: 2028, amount: 60000}]}\n')
    with open('examples/small.yaml') as f:
        small = f.read()
    write('none.yaml', small.replace('drain: 15 min', 'drain: 2 s'))
    write('bad.yaml', small.replace('growth: 20 %', 'grwoth: 20 %').replace(
        'rack: r1', 'rack: r2'))
    write('backup.yaml', small +
          'backup: {data: 4 TB, change: 5 %, target: hv1}\n')
    run('design', 'small.yaml', '-o', 'small', '--quiet')
    run('design', 'medium.yaml', '-o', 'medium', '--quiet')
    shutil.copy('tests/golden/import-rvtools/vinfo.csv', scratch)
    shutil.copy('tests/golden/import-rvtools/vhost.csv', scratch)
    made = subprocess.run([sys.executable,
                           'tests/golden/readiness/make.py', 'avhdx'],
                          capture_output=True, text=True)
    write('inventory.json', made.stdout)
    with open(os.path.join(scratch, 'medium/configs/spine1.cfg')) as f:
        config = f.read()
    write('spine1.cfg', re.sub(r'mtu \d+', 'mtu 1500', config))
    write('lldp.json', '{"lldp": {"interface": []}}')
    write('cut.txt', '')


def gone(path):
    return lambda: os.path.exists(os.path.join(scratch, path)) and os.remove(
        os.path.join(scratch, path))


# what each command is tried with; True: its last line says what to do next
COMMANDS = [
    (['check', 'small.yaml'], False, None),
    (['check', 'bad.yaml'], False, None),
    (['check', 'none-there.yaml'], False, None),
    (['design', 'small.yaml', '-o', 'out', '--what-if'], True, None),
    (['design', 'medium.yaml', '-o', 'out'], True, None),
    (['design', 'none.yaml', '-o', 'out'], False, None),
    (['plan', 'plan.yaml', '-o', 'phases'], True, None),
    (['drain', 'medium.yaml'], True, None),
    (['drain', 'small.yaml', '--all'], True, None),
    (['compare', 'medium.yaml', '--pareto'], True, None),
    (['compare', 'none.yaml'], True, None),
    (['backup', 'backup.yaml'], False, None),
    (['verify', 'small'], True, None),
    (['verify', 'small', '--all'], True, None),
    (['verify', 'medium', '--ready'], True, None),
    (['audit', '--nos', 'os10', 'spine1.cfg'], True, None),
    (['audit', '--nos', 'os11', 'spine1.cfg'], False, None),
    (['drift', 'medium', 'spine1.cfg'], True, None),
    (['cables', 'medium', '--lldp', 'lldp.json'], False, None),
    (['accept', 'small', 'small/acceptance.csv'], True, None),
    (['readiness', 'inventory.json'], True, None),
    (['catalog', 'list'], True, None),
    (['catalog', 'check'], False, None),
    (['catalog', 'show', 'dell-s4048-on'], False, None),
    (['migration', '--memory', '8GiB', '--bandwidth', '118MB/s'], False,
     None),
    (['migration', '--memory', '8GiB', '--bandwidth', '10MB/s',
      '--dirty-rate', '200MB/s', '--hypervisor', 'kvm'], False, None),
    (['quote', 'small', '-o', 'rfq.csv'], False, 'rfq.csv'),
    (['import', 'vinfo.csv', 'vhost.csv', '--hypervisor', 'vsphere', '-o',
      'made.yaml'], False, 'made.yaml'),
    (['design', 'small.yaml', '--what-fi'], False, None),
    (['design', 'small.yaml'], False, None),
    (['verify', '--pareto', 'small'], False, None),
]


def names():
    p = subprocess.run([program, '--help'], capture_output=True, text=True)
    part = p.stdout.split('commands:\n')[1].split('\n\n')[0]
    return [x.split()[0] for x in part.split('\n') if re.match(r'  [a-z]', x)]


def helps():
    for name in names():
        status, text = screens([name, '--help'], scratch)
        p = subprocess.run([program, name, '--help'], capture_output=True,
                           text=True)
        check(name + ': help has an example of it', p.returncode == 0 and
              'example:\n  eastwest %s' % name in p.stdout, p.stdout[:300])
    screens(['--help'], scratch)
    screens([], scratch)


def suggestions():
    """an option that is not there: what is suggested, the command takes"""
    for name in names():
        taken = set(re.findall(r'^  (--?[a-z-]+)', subprocess.run(
            [program, name, '--help'], capture_output=True,
            text=True).stdout, re.M))
        for typo in ('--quite', '--al', '--jsn', '--nso', '--paretoo',
                     '--hosts1', '--previus', '--what-fi', '--readdy'):
            p = subprocess.run([program, name, typo, 'x'],
                               capture_output=True, text=True)
            said = re.search(r"did you mean '([^']*)'", p.stderr)
            check('%s %s: suggests what it takes' % (name, typo),
                  p.returncode == 2 and (said is None or
                                         said.group(1) in taken), p.stderr)


def main():
    prepare()
    for args, has_next, made in COMMANDS:
        after = gone(made) if made else None
        screens(args, scratch, after)
        text = piped(args, scratch, after)
        if has_next:
            lines = text.rstrip('\n').split('\n')
            last = [i for i, x in enumerate(lines) if x.startswith('next: ')]
            check(' '.join(args) + ': what to do next', last and all(
                x.startswith(' ') for x in lines[last[-1] + 1:]), lines[-3:])
    helps()
    suggestions()
    print('%d passed, %d failed' % (passed, failed))
    sys.exit(failed > 0)


main()
