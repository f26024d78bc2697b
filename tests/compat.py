"""compat.py COUNT PROGRAM: site files of an earlier day, read as on that day.

tests/compat/NAME.yaml never changes: somebody has such a file.  NAME.want is the
verdict that was given on it: exit statuses of check and design, the ids of what
was found where a design was refused, else the topology and each requirement, met
or missed (one that is judged since then must be met); and how many phases `plan`
made, where the file has a plan.  Its last line, what the design costs, may change
with prices and with better designs: UPDATE=1 writes that line anew, and no other.
"""
import collections
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile

COSTS = 'costs '


def run(*command):
    p = subprocess.run(command, capture_output=True, text=True,
                       stdin=subprocess.DEVNULL, check=False)
    return p.returncode, p.stdout, p.stderr


def ids(text):
    return ' '.join(sorted(set(re.findall(r': error: .*\[([a-z0-9-]+)\]$', text,
                                          re.M)))) or '-'


def verdict(program, site, scratch):
    """The lines of NAME.want for a site file."""
    status, _, said = run(program, 'check', str(site))
    lines = ['check %d %s' % (status, ids(said))]
    status, out, said = run(program, 'design', str(site), '-o',
                            '%s/%s' % (scratch, site.stem), '--json')
    lines.append('design %d %s' % (status, ids(said)))
    if status:
        return lines
    design = json.loads(out)
    lines.append('topology ' + design['topology'])
    for r in design['requirements']:
        if r['met'] is None:        # told, not judged
            continue
        lines.append('%s %s' % (r['name'], 'met' if r['met'] else 'missed'))
    if re.search(r'^plan:', site.read_text(), re.M):
        status, out, said = run(program, 'plan', str(site), '-o',
                                '%s/%s.plan' % (scratch, site.stem), '--json')
        lines.append('plan %d %s, %d phases' % (
            status, ids(said), len(json.loads(out)['phases'])))
    models = collections.Counter(s['model'] for s in design['switches'])
    lines.append(COSTS + '%s %.2f: ' % (design['cost']['currency'],
                                        design['cost']['total']) +
                 ', '.join('%d %s' % (n, m) for m, n in sorted(models.items())))
    return lines


def as_then(seen, wanted):
    """What is seen, without requirements that are met and were not judged."""
    then = {w.split()[0] for w in wanted if w.endswith((' met', ' missed'))}
    return [s for s in seen if not s.endswith(' met') or s.split()[0] in then]


def main():
    count, program = sys.argv[1], os.path.abspath(sys.argv[2])
    sites = sorted(pathlib.Path('tests/compat').glob('*.yaml'))
    passed, failed = 0, 0 if len(sites) >= 20 else 1
    with tempfile.TemporaryDirectory() as scratch:
        for site in sites:
            want = site.with_suffix('.want')
            seen = verdict(program, site, scratch)
            wanted = want.read_text().splitlines() if want.exists() else None
            if wanted is not None:
                seen = as_then(seen, wanted)
            if os.environ.get('UPDATE') and (
                    wanted is None or
                    [w for w in wanted if not w.startswith(COSTS)] ==
                    [s for s in seen if not s.startswith(COSTS)]):
                want.write_text('\n'.join(seen) + '\n')
                wanted = seen
            if wanted == seen:
                passed += 1
                continue
            failed += 1
            print('FAIL compat %s (< then, > now)' % site.stem)
            for line in wanted or ():
                if line not in seen:
                    print('    <', line)
            for line in seen:
                if line not in (wanted or ()):
                    print('    >', line)
    with open(count, 'w') as f:
        print(passed, failed, file=f)
    sys.exit(failed > 0)


main()
