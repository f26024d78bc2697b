"""again.py COUNT PROGRAM SCRATCH N: random sites printed again, and planned.

The sites of tests/random, each command within ten seconds of the processor: what
is printed is read and printed the same; a plan with money enough is made, unless
no design is, and each of its phases verifies.
"""
import glob
import json
import os
import resource
import shutil
import subprocess
import sys

sys.path.insert(0, os.path.join(os.path.dirname(__file__), '..', 'random'))
import sites                                                    # noqa: E402

count, program, scratch = sys.argv[1], *map(os.path.abspath, sys.argv[2:4])
passed = failed = none = 0
CPU_S = 10


def run(*args, text=None):
    p = subprocess.run(
        [program, *args], input=text, capture_output=True, text=True,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_CPU,
                                              (CPU_S, CPU_S)))
    return p.returncode, p.stdout, p.stderr


def judge(number):
    site = sites.site(number)
    path = os.path.join(scratch, 'site.yaml')
    with open(path, 'w', encoding='utf-8') as f:
        json.dump(site, f, indent=1)
    rc, one, err = run('print', path)
    if rc:
        return ['print ends with %d: %s' % (rc, err)]
    rc, two, err = run('print', '-', text=one)
    if rc or one != two:
        return ['printed again: %d: %s' % (rc, err)]
    site['plan'] = {'from': '2026-12', 'starter': 10000000}
    with open(path, 'w', encoding='utf-8') as f:
        json.dump(site, f, indent=1)
    folder = os.path.join(scratch, 'plan')
    shutil.rmtree(folder, ignore_errors=True)
    rc, out, err = run('plan', path, '-o', folder, '--quiet')
    if rc == 3:
        return None
    if rc:
        return ['plan ends with %d: %s' % (rc, err)]
    wrong = []
    for phase in sorted(glob.glob(folder + '/phase-*')):
        rc, out, err = run('verify', phase)
        if rc:
            wrong.append('verify of a phase ends with %d: %s%s' % (
                rc, out, err))
    return wrong


shutil.rmtree(scratch, ignore_errors=True)
os.makedirs(scratch)
for number in range(int(sys.argv[4])):
    wrong = judge(number)
    if wrong is None:
        none += 1
    elif wrong:
        failed += 1
        print('FAIL random site %d' % number)
        for w in wrong[:3]:
            print('    ' + w.replace('\n', '\n    ')[:600])
    else:
        passed += 1
print("%d random sites printed again and planned: %d can't be had" % (
    int(sys.argv[4]), none))
if passed == 0:
    failed += 1
with open(count, 'w') as f:
    print(passed, failed, file=f)
sys.exit(failed > 0)
