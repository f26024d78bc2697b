"""run.py COUNT PROGRAM SCRATCH [N [FIRST]]: the bundles of N random sites.

What `design` writes, `verify` has no error against; its own configurations are
no drift; and what is plugged in as its cabling says is all as planned.  A site
that can't be had ends with 3 and the reason, never otherwise.  Where something
is wrong the site is left in SCRATCH, by its number.
"""
import concurrent.futures
import csv
import json
import os
import shutil
import subprocess
import sys

import sites

count, program, scratch = sys.argv[1], *map(os.path.abspath, sys.argv[2:4])
N = int(sys.argv[4]) if len(sys.argv) > 4 else 48
FIRST = int(sys.argv[5]) if len(sys.argv) > 5 else 0
# these once found something
AGAIN = [80, 90, 605]


def run(*args):
    p = subprocess.run([program, *args], capture_output=True, text=True,
                       stdin=subprocess.DEVNULL, timeout=600)
    return p.returncode, p.stdout, p.stderr


def heard(folder):
    """what each device hears of the others when all is cabled as planned"""
    all = {}
    with open(os.path.join(folder, 'cabling.csv'), encoding='utf-8') as f:
        for x in csv.DictReader(f):
            ends = [(x['a_device'], x['a_port']), (x['b_device'], x['b_port'])]
            for here, there in (ends, ends[::-1]):
                # which of its ports a core gives is not planned
                if x['kind'] != 'oob' and here[1]:
                    all.setdefault(here[0], []).append(
                        (here[1], (there[0], there[1] or x['id'])))
    for device, ports in sorted(all.items()):
        path = os.path.join(folder, device + '.lldp.json')
        with open(path, 'w', encoding='utf-8') as f:
            json.dump({'lldp': {'interface': [
                {port: {'via': 'LLDP', 'chassis': {name: {}},
                        'port': {'id': {'type': 'ifname', 'value': far}}}}
                for port, (name, far) in ports]}}, f)
        yield path


def judge(number):
    """what is wrong with the site of a number; None: it can't be had"""
    folder = os.path.join(scratch, str(number))
    path = folder + '.yaml'
    bundle = os.path.join(folder, 'bundle')
    shutil.rmtree(folder, ignore_errors=True)
    os.makedirs(folder)
    with open(path, 'w', encoding='utf-8') as f:
        json.dump(sites.site(number), f, indent=1)
    wrong = []
    rc, out, err = run('design', path, '-o', bundle, '--quiet')
    if rc == 3:
        shutil.rmtree(folder)
        os.remove(path)
        return None
    if rc:
        wrong.append('design ends with %d: %s' % (rc, err))
    else:
        rc, out, err = run('verify', bundle, '--json')
        said = json.loads(out)['findings'] if rc in (0, 1) else []
        for f in said:
            if f['severity'] == 'error':
                wrong.append('verify: %s: %s [%s]' % (
                    f['device'], f['message'], f['rule']))
            elif f['rule'] in ('differs', 'not-understood'):
                wrong.append('verify warns: %s: %s [%s]' % (
                    f['device'], f['message'], f['rule']))
        if rc not in (0, 1) or rc != any(
                f['severity'] == 'error' for f in said):
            wrong.append('verify ends with %d: %s' % (rc, err))
        configs = os.path.join(bundle, 'configs')
        read = [os.path.join(configs, c) for c in sorted(os.listdir(configs))
                if not c.endswith('.md')]
        if read:
            rc, out, err = run('drift', bundle, *read, '--json')
            if rc or any(d['differences'] for d in json.loads(out)['devices']):
                wrong.append('drift ends with %d: %s%s' % (rc, out, err))
        lldp = list(heard(bundle))
        if lldp:
            rc, out, err = run('cables', bundle, '--lldp', *lldp, '--json')
            if rc or json.loads(out)['findings']:
                wrong.append('cables ends with %d: %s%s' % (rc, out, err))
    shutil.rmtree(folder)
    if not wrong:
        os.remove(path)
    return wrong


os.makedirs(scratch, exist_ok=True)
passed = failed = none = 0
numbers = sorted({*range(FIRST, FIRST + N), *AGAIN})
with concurrent.futures.ThreadPoolExecutor(2) as pool:
    for number, wrong in zip(numbers, pool.map(judge, numbers)):
        if wrong is None:
            none += 1
        elif wrong:
            failed += 1
            print('FAIL random site %d (%s.yaml)' % (
                number, os.path.join(scratch, str(number))))
            for w in wrong[:5]:
                print('    ' + w.replace('\n', '\n    ')[:600])
        else:
            passed += 1
# sites that can't be had prove nothing
if (passed + failed) * 3 < len(numbers):
    failed += 1
    print('FAIL random: of %d sites %d could be had' % (
        len(numbers), passed + failed))
print('%d random sites: %d can\'t be had' % (len(numbers), none))
os.makedirs(os.path.dirname(os.path.abspath(count)), exist_ok=True)
with open(count, 'w') as f:
    f.write('%d %d\n' % (passed, failed))
sys.exit(failed > 0)
