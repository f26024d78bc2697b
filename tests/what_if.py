"""what_if.py COUNT PROGRAM SCRATCH: points of `design --what-if` asked for.

A point is a site file with its patches on it (JSON Patch, in design.json).
Points of each grid are tried as a user would: the patched file is given to
`design --json`, which must come to exactly the point's cost, range, switches and
times, or to no design.  The proposal's own point is the design; the bundle
with the grid is verified; twice the same bytes.  So too with offers for a few
pieces, which a point with more hosts can't use.
"""
import copy
import json
import os
import shutil
import subprocess
import sys

import yaml

count, program, scratch = sys.argv[1:4]
passed = failed = 0

# nothing asked, no policy; a rack without room for another host; a preference
# and energy, which count beside the purchase; a cluster whose platform fixes
# how many migrate at once
BARE = '''
eastwest: 1
site: {name: bare}
racks: [{name: r1, units: 42}]
clusters: [{name: c, hypervisor: kvm, simultaneous: 1}]
hosts: [{name: "h[1-3]", rack: r1, cluster: c, memory: 64 GiB}]
vms: [{name: "v[1-9]", memory: 8 GiB, cluster: c}]
networks: [{name: lm, purpose: live-migration, vlan: 3, subnet: 10.1.0.0/24}]
'''
# drained in a little over 2 s: three quarters and a half of it round to one target
QUICK = BARE.replace('"v[1-9]", memory: 8 GiB', '"v[1-6]", memory: 1.25 GiB')
# hosts of two kinds, of which a rack has more of one: what one host more is
# like is no question of the order they are written in
MIXED = [
    '{name: a, memory: 64 GiB}', '{name: b, memory: 64 GiB}',
    '{name: c, memory: 64 GiB}',
    '{name: d, memory: 96 GiB, nics: {ports: 2, speed: 25G}}']


def mixed(hosts):
    return BARE.replace('[{name: "h[1-3]", rack: r1, cluster: c, memory: 64 '
                        'GiB}]', '[%s]' % ', '.join(hosts)).replace(
        '8 GiB, cluster: c', '4 GiB, host: a')


FULL = '''
eastwest: 1
site: {name: full}
requirements: {drain: 5 min}
policy: {vendors: [dell], energy: 0.2, prefer: {uniform_leaves: 5 %}}
racks: [{name: "r[1-2]", units: 12}]
clusters: [{name: c, hypervisor: vsphere}]
hosts: [{name: "r[1-2]-h[1-4]", rack: "r[1-2]", cluster: c, memory: 64 GiB, height: 2}]
vms: [{name: "v[1-40]", memory: 8 GiB, cluster: c}]
networks:
  - {name: lm, purpose: live-migration, vlan: 3, subnet: 10.1.0.0/24}
'''


def check(what, good, seen=''):
    global passed, failed
    if good:
        passed += 1
    else:
        failed += 1
        print('FAIL what-if', what, str(seen)[:600])


quotes = []  # further options of every design


def run(*args):
    if args[0] == 'design':
        args = (*args, *quotes)
    return subprocess.run([program, *args], capture_output=True, text=True)


def patched(site, patch):
    """RFC 6902, as far as ours goes"""
    for op in patch:
        at = site
        *way, last = op['path'].split('/')[1:]
        for word in way:
            at = at[int(word) if isinstance(at, list) else word]
        if op['op'] == 'remove':
            del at[last]
        elif isinstance(at, list):
            at.append(copy.deepcopy(op['value']))
        else:
            at[last] = copy.deepcopy(op['value'])


class Loader(yaml.SafeLoader):
    """`on` is a key of a network, and no truth"""


Loader.yaml_implicit_resolvers = {
    c: [(tag, r) for tag, r in rules if tag != 'tag:yaml.org,2002:bool' or
        c in 'tf'] for c, rules in
    yaml.SafeLoader.yaml_implicit_resolvers.items()}


def row(design, name):
    return [r for r in design['requirements'] if r['name'] == name][0]


def figures(design):
    cost = design['cost']
    return {'cost': cost['total'], 'low': cost['low'], 'high': cost['high'],
            'switches': len(design['switches']),
            'drain_seconds': row(design, 'drain')['achieved_seconds'],
            'rolling_seconds': row(design, 'rolling')['achieved_seconds'],
            'topology': design['topology']}


def told(point):
    f = {k: point[k] for k in ('cost', 'low', 'high', 'switches',
                               'drain_seconds', 'rolling_seconds')}
    f['topology'] = point['what'].split(':')[0]
    return f


def chosen(grid, most):
    """the proposal's neighbours, and others here and there"""
    points, base = grid['points'], [a['proposal'] for a in grid['axes']]
    near = [p for p in points if sum(
        x != y for x, y in zip(p['at'], base)) == 1]
    far = [p for p in points[::37] if p not in near]
    few = [p for p in points if p['feasible']][::23]
    return near[::2][:most] + far[:most // 2] + few[:most // 2]


def ask(name, site, grid, point):
    site = copy.deepcopy(site)
    for patch in [grid['prepare']] + [
            a['values'][i]['patch'] for a, i in zip(grid['axes'], point['at'])]:
        patched(site, patch)
    path = os.path.join(scratch, 'asked.json')
    with open(path, 'w') as f:
        json.dump(site, f, default=str)  # dates too
    p = run('design', path, '-o', os.path.join(scratch, 'asked'), '--json')
    at = '%s %s' % (name, point['at'])
    if point['feasible']:
        check(at, p.returncode == 0 and figures(json.loads(
            p.stdout)) == told(point), (told(point), p.returncode, p.stdout and
                                        figures(json.loads(p.stdout)),
                                        p.stderr[-300:]))
    else:
        check(at + ' none', p.returncode in (1, 3) and point['reason'],
              (point, p.returncode))


VARIES = {'drain': 'other drain targets', 'budget': 'other budgets',
          'hosts': 'more hosts', 'prices': 'prices at either end',
          'simultaneous': 'other numbers of concurrent migrations'}


def site(name, text, most=6):
    path = os.path.join(scratch, name + '.yaml')
    with open(path, 'w') as f:
        f.write(text)
    out = os.path.join(scratch, name)
    shutil.rmtree(out, ignore_errors=True)
    p = run('design', path, '-o', out, '--what-if', '--json')
    if p.returncode != 0:
        check(name, False, p.stderr)
        return None
    design = json.loads(p.stdout)
    grid = design['what_if']
    n = 1
    for a in grid['axes']:
        n *= len(a['values'])
    check(name + ': a hundred points', n == len(grid['points']) and
          (n >= 100 or name in ('full', 'quick')), n)
    for a in grid['axes']:
        labels = [v['label'] for v in a['values']]
        check('%s: %s, each value once' % (name, a['name']),
              len(labels) == len(set(labels)), labels)
    base = [q for q in grid['points'] if q['at'] ==
            [a['proposal'] for a in grid['axes']]][0]
    check(name + ': the proposal', told(base) == figures(design),
          (base, figures(design)))
    check(name + ': the proposal needs no patch', not any(
        a['values'][a['proposal']]['patch'] for a in grid['axes']))
    page = read(os.path.join(out, 'report.html'))
    at = page.find('solved and simulated like this one')
    check(name + ': the page names what varies', at > 0 and [
        VARIES[a['name']] in page[at:at + 300] for a in grid['axes']] == [
            len(a['values']) > 1 for a in grid['axes']], page[at:at + 300])
    check(name + ': verify', run('verify', out).returncode == 0,
          run('verify', out))
    check(name + ': again', run('design', path, '-o', out, '--what-if',
                                '--json').stdout == p.stdout)
    plain = json.loads(run('design', path, '-o', out, '--json').stdout)
    del design['what_if']
    check(name + ': nothing else changes', plain == design)
    for point in chosen(grid, most):
        ask(name, yaml.load(text, Loader), grid, point)
    return grid


def read(path):
    with open(path) as f:
        return f.read()


os.makedirs(scratch, exist_ok=True)
for s in ('small', 'linked', 'kvm'):
    site(s, read('examples/%s.yaml' % s))
site('medium', read('examples/medium.yaml'), 3)
g = site('slow', read('examples/small.yaml').replace('drain: 5 min',
                                                     'drain: 200 s'), 1)
check('slow: targets in minutes', g and g['axes'][0]['values'][1][
    'label'] == '3 min 20 s', g and g['axes'][0])
site('bare', BARE)
g = site('mixed', mixed(MIXED), 1)
h = site('mixed-back', mixed(MIXED[::-1]), 1)
figs = [[p[k] for p in x['points'] for k in (
    'cost', 'drain_seconds', 'rolling_seconds')] for x in (g, h) if x]
check('mixed: the order of hosts', len(figs) == 2 and figs[0] == figs[1], figs)
g = site('quick', QUICK)
check('quick: a target of 1 s', g and [v['label'] for v in g['axes'][
    0]['values']] == ['no target', '1 s'], g and g['axes'][0])
g = site('full', FULL)
if g:
    reasons = [p['reason'] for p in g['points'] if p['reason']]
    check('full: no room for more hosts', any(
        'rack' in r for r in reasons), set(reasons))
    check('full: the platform fixes the number at once',
          len(g['axes'][3]['values']) == 1, g['axes'][3])
# one switch where two are needed, as many cables as the proposal has; and two
# switches of a model that ten would be bought of
for name, lines in {
    'small': 'mikrotik-crs317,1,20.00\ndac-sfpp-3m,12,9.00\n',
        'medium': 'dell-s4128f-on,2,1500.00\ndac-sfpp-3m,64,11.00\n'}.items():
    path = os.path.join(scratch, name + '.csv')
    with open(path, 'w') as f:
        f.write('part,quantity,unit_price,currency\n' +
                lines.replace('\n', ',EUR\n'))
    quotes = ['--quotes', path]
    site(name + '-offers', read('examples/%s.yaml' % name), 2)
quotes = []
with open(count, 'w') as f:
    f.write('%d %d\n' % (passed, failed))
print('what-if: %d passed, %d failed' % (passed, failed))
sys.exit(failed != 0)
