"""run.py COUNT PROGRAM SCRATCH: whole bundles, by what must hold of them.

Every example, every site of the goldens' bundles, a site of two domains, and
the phases of a plan: a counted case for each bundle and property of check.py,
for `verify`, and for the same bytes under another locale, time zone, umask and
folder.  Then each property is held against a bundle spoiled for it, and must
say so: a check that finds nothing wrong with it checks nothing.
"""
import glob
import hashlib
import os
import shutil
import subprocess
import sys

import check
import spoil

count, program, scratch = sys.argv[1], *map(os.path.abspath, sys.argv[2:4])
top = os.getcwd()
passed = failed = 0


def case(name, complaints):
    global passed, failed
    complaints = list(complaints)
    if not complaints:
        passed += 1
        return
    failed += 1
    print('FAIL bundles', name)
    for c in complaints[:5]:
        print('    ' + str(c)[:300])
    if len(complaints) > 5:
        print('    and %d more' % (len(complaints) - 5))


def run(*args, **more):
    p = subprocess.run([program, *args], capture_output=True, text=True,
                       stdin=subprocess.DEVNULL, **more)
    return p.returncode, p.stdout + p.stderr


def digest(folder):
    """one sum over the names and bytes of all files, in order"""
    total = hashlib.sha256()
    for path in check.Bundle(folder).files():
        with open(os.path.join(folder, path), 'rb') as f:
            total.update(('%s  %s\n' % (hashlib.sha256(
                f.read()).hexdigest(), path)).encode())
    return total.hexdigest()


def again(name, command, site, folder):
    """another place, time zone, locale and umask: the same bytes"""
    there = os.path.join(scratch, 'again')
    shutil.rmtree(there, ignore_errors=True)
    os.makedirs(there)
    env = dict(os.environ, LC_ALL='tr_TR.UTF-8', LANG='C', LANGUAGE='tr',
               TZ='Pacific/Chatham', HOME='/nowhere', TMPDIR=there,
               SOURCE_DATE_EPOCH='1')
    rc, out = run('--quiet', command, site, '-o', 'b', env=env, cwd=there,
                  preexec_fn=lambda: os.umask(0o077))
    if rc:
        case(name + ': made again', ['status %d' % rc, out])
        return
    case(name + ': the same bytes elsewhere', [] if digest(folder) == digest(
        os.path.join(there, 'b')) else [subprocess.run(
            ['diff', '-rq', folder, os.path.join(there, 'b')],
            capture_output=True, text=True).stdout])


seen = set()


def bundle(name, folder):
    b = check.Bundle(folder, [scratch, top])
    for what, holds in check.PROPERTIES.items():
        try:
            complaints = list(holds(b))
        except check.Nothing:
            continue
        except Exception as e:      # such as a column that is not there
            complaints = [repr(e)]
        seen.add(what)
        case('%s: %s' % (name, what), complaints)
    rc, out = run('verify', folder)
    case(name + ': verify', ['status %d' % rc, out] if rc else [])


def sites():
    for path in sorted(glob.glob('examples/*.yaml')):
        with open(path, encoding='utf-8') as f:
            if f.read().find('\neastwest:') >= 0:
                yield path
    yield from sorted(glob.glob('tests/golden/bundle-*/site.yaml'))
    yield from sorted(glob.glob('tests/bundles/*.yaml'))
    yield 'tests/lp/evlt.yaml'


shutil.rmtree(scratch, ignore_errors=True)
os.makedirs(scratch)
whole = None
for site in sites():
    name = site.replace('/site.yaml', '').split('/')[-1].replace('.yaml', '')
    folder = os.path.join(scratch, name)
    rc, out = run('--quiet', 'design', site, '-o', folder)
    if rc:
        case(name + ': design', ['status %d' % rc, out])
        continue
    bundle(name, folder)
    again(name, 'design', os.path.abspath(site), folder)
    whole = whole or folder

# a plan's phases are bundles too; its one manifest stands above them
with open('examples/period.yaml', encoding='utf-8') as f:
    site = f.read() + 'plan: {from: 2026-12, starter: 21000, budgets: [' \
        '{year: 2027, amount: 9500}, {year: 2028, amount: 30000}]}\n'
path = os.path.join(scratch, 'plan.yaml')
with open(path, 'w', encoding='utf-8') as f:
    f.write(site)
folder = os.path.join(scratch, 'plan')
rc, out = run('--quiet', 'plan', path, '-o', folder)
if rc:
    case('plan', ['status %d' % rc, out])
else:
    case('plan: the manifest and the folder agree',
         check.manifest(check.Bundle(folder)))
    for phase in sorted(glob.glob(folder + '/phase-*')):
        bundle('plan ' + os.path.basename(phase), phase)
    again('plan', 'plan', path, folder)

for what in check.PROPERTIES:
    case('some bundle is asked: ' + what,
         [] if what in seen else ['none has it'])

# what is checked must be seen where it is wrong
for what, ways in spoil.WAYS.items():
    for site, way in ways:
        good = os.path.join(scratch, site)
        bad = os.path.join(scratch, 'spoiled')
        shutil.rmtree(bad, ignore_errors=True)
        shutil.copytree(good, bad)
        try:
            way(bad)
        except Exception as e:
            case('spoil, %s: %s' % (way.__name__, what), [repr(e)])
            continue
        try:
            found = list(check.PROPERTIES[what](check.Bundle(
                bad, [scratch, top])))
        except check.Nothing:
            found = []
        except Exception as e:
            found = [repr(e)]
        case('spoiled, %s: %s' % (way.__name__, what),
             [] if found else ['nothing was found'])
for what in check.PROPERTIES:
    case('can be spoiled: ' + what,
         [] if what in spoil.WAYS else ['no way to spoil it is written'])

if not failed:
    shutil.rmtree(scratch)
with open(count, 'w', encoding='utf-8') as f:
    f.write('%d %d\n' % (passed, failed))
sys.exit(failed != 0)
