"""quotes.py PROGRAM FOLDER [SEED]: break points of prices, tried from outside.

For each price that design says changes its choice, a quote of that price is
given back (--quotes) and the design that was named must come out; a quote two
cents nearer to today's price must leave the choice as it is; quotes at the
middle of every range change nothing.  Then with ranges at random: every price
of a switch is tried at steps through its whole range, each by a choice of its
own, and the choice must change where design says so and nowhere else.  Last
line: `passed failed`.
"""
import csv
import json
import os
import random
import subprocess
import sys

program, folder = sys.argv[1:3]
passed = failed = 0


def check(what, ok, seen=''):
    global passed, failed
    if ok:
        passed += 1
    else:
        failed += 1
        print('FAIL quotes %s %s' % (what, seen))


def design(site, name, rows=None):
    out = os.path.join(folder, name)
    args = [program, 'design', site, '-o', out, '--json']
    if rows is not None:
        path = out + '.csv'
        with open(path, 'w', newline='') as f:
            w = csv.writer(f)
            w.writerow(['part', 'unit_price', 'currency'])
            w.writerows(rows)
        args += ['--quotes', path]
    run = subprocess.run(args, capture_output=True, text=True)
    if run.returncode == 3:
        return None, 'no design meets the requirements'
    if run.returncode != 0:
        sys.exit(run.stderr)
    d = json.loads(run.stdout)
    models = {}
    for s in d['switches']:
        models.setdefault((s['role'], s['model']), []).append(s)
    return d, (d['topology'], sorted((k[0], k[1], len(v))
                                     for k, v in models.items()))


def named(text):
    """('spine-leaf', [(role, model, n)]) of 'spine-leaf: 2 x (spine), ...'"""
    if ': ' not in text:
        return text
    topology, rest = text.split(': ', 1)
    what = []
    for part in rest.split(', '):
        n, model, *role = part.split(' ')
        what.append((role[0].strip('()') if role else 'standalone', model,
                     int(n)))
    return topology, sorted(what)


MONEY = ('MANIFEST', 'bom.csv', 'bom.xlsx', 'design.json', 'report.html',
         'report.md', 'cost.svg', 'pareto.svg')


def files(name):
    """what a bundle builds, to the byte: no prices, and not its own input"""
    top = os.path.join(folder, name)
    return {os.path.relpath(os.path.join(at, f), top):
            open(os.path.join(at, f), 'rb').read()
            for at, _, names in os.walk(top) for f in names
            if f not in MONEY and os.path.relpath(at, top).split(os.sep)[0] !=
            'input'}


# two domains, whose two floors come down one by one
affordable = os.path.join(folder, 'trade.yaml')
with open('tests/why/trade.yaml') as f:
    text = f.read()
with open(affordable, 'w') as f:
    f.write(text.replace('budget: 31400', 'budget: 36000'))
for site in ('examples/small.yaml', 'examples/linked.yaml',
             'examples/kvm.yaml', 'examples/period.yaml',
             'examples/medium.yaml', affordable):
    base, choice = design(site, 'base')
    if base is None:
        continue
    name = os.path.basename(site)
    currency = base['cost']['currency']
    with open(os.path.join(folder, 'base', 'bom.csv')) as f:
        middle = [(r['part'], r['unit_price'], currency)
                  for r in csv.DictReader(f)]
    same, seen = design(site, 'same', middle)
    check('%s: quoted at the middle' % name, seen == choice, seen)
    check('%s: the same total' % name,
          same['cost']['total'] == base['cost']['total'])
    built, seen = files('base'), files('same')
    check('%s: the same configs, scripts and cables' % name,
          len(built) > 20 and built == seen,
          [f for f in sorted(set(built) | set(seen))
           if built.get(f) != seen.get(f)])
    if name == 'medium.yaml':
        continue
    for q in base['cost']['quotes_that_matter']:
        check('%s %s: a range' % (name, q['part']), q['low'] < q['high'], q)
        check('%s %s: changes to something' % (name, q['part']),
              len(q['changes_to']) > 0)
        for c in q['changes_to']:
            low = 'at_most' in c
            at = c['at_most'] if low else c['at_least']
            check('%s %s: within its range' % (name, q['part']),
                  q['low'] <= at <= q['high'], c)
            _, seen = design(site, 'there', [(q['part'], '%.2f' % at,
                                              currency)])
            check('%s %s at %.2f' % (name, q['part'], at),
                  seen == named(c['design']), (seen, c))
            near = at + (0.02 if low else -0.02)
            _, seen = design(site, 'near', [(q['part'], '%.2f' % near,
                                             currency)])
            check('%s %s at %.2f' % (name, q['part'], near), seen == choice,
                  (seen, c))


def chosen(site, catalog, rows):
    """what compare recommends at these quotes"""
    path = os.path.join(folder, 'one.csv')
    with open(path, 'w', newline='') as f:
        w = csv.writer(f)
        w.writerow(['part', 'unit_price', 'currency'])
        w.writerows(rows)
    run = subprocess.run([program, 'compare', site, '--json', '--catalog',
                          catalog, '--quotes', path],
                         capture_output=True, text=True)
    if run.returncode == 3:
        return 'no design meets the requirements'
    if run.returncode != 0:
        sys.exit(run.stderr)
    d = json.loads(run.stdout)
    return '%s: %s' % (d['chosen'], next(
        c['models'] for c in d['candidates'] if c['topology'] == d['chosen']))


STEPS = 4
dice = random.Random(int(sys.argv[3]) if len(sys.argv) > 3 else 20261130)
models = ['dell-s4112f-on', 'dell-s4128f-on', 'dell-s4148f-on',
          'dell-s5212f-on', 'dell-s5224f-on']
for world, source in enumerate(('examples/small.yaml', 'examples/linked.yaml',
                                'examples/small.yaml')):
    site = os.path.join(folder, 'random%d.yaml' % world)
    with open(source) as f, open(site, 'w') as out:
        out.writelines(l for l in f if not l.startswith('policy:'))
        out.write('policy: {vendors: [dell], models: {standalone: [%s]}}\n' %
                  ', '.join(models))
    catalog = os.path.join(folder, 'catalog%d' % world)
    os.makedirs(catalog, exist_ok=True)
    span = {}
    with open(os.path.join(catalog, 'prices.yaml'), 'w') as f:
        f.write('prices:\n')
        for m in models:
            mid = dice.randrange(250000, 450000) / 100
            span[m] = (round(mid * dice.uniform(.5, .95), 2), mid,
                       round(mid * dice.uniform(1.05, 1.8), 2))
            f.write('  %s: {amount: %.2f, low: %.2f, high: %.2f, currency: '
                    'EUR, basis: estimate, source: thrown dice, date: 2026-11}\n' %
                    (m, span[m][1], span[m][0], span[m][2]))
    out = os.path.join(folder, 'world%d' % world)
    run = subprocess.run([program, 'design', site, '-o', out, '--json',
                          '--catalog', catalog],
                         capture_output=True, text=True)
    if run.returncode != 0:
        sys.exit(run.stderr)
    said = {q['part']: q['changes_to'] for q in
            json.loads(run.stdout)['cost']['quotes_that_matter']}
    base = chosen(site, catalog, [])
    for m in models:
        low, mid, high = span[m]
        ends = dict((k, c[k]) for c in said.get(m, [])
                    for k in ('at_most', 'at_least') if k in c)
        tries = [round(low + (high - low) * i / STEPS, 2)
                 for i in range(STEPS + 1)]
        for at in tries:
            new = (at <= ends.get('at_most', -1) or
                   at >= ends.get('at_least', 1e12))
            seen = chosen(site, catalog, [(m, '%.2f' % at, 'EUR')])
            check('world %d %s at %.2f' % (world, m, at),
                  (seen != base) == new, (seen, base, ends))

# of all parts that are not in the design the cheapest plan may use some that change
# nothing: with optical cables at their low price the design's own switches are the
# cheapest, and with breakout cables alone at theirs others are
site = os.path.join(folder, 'cables.yaml')
with open('examples/small.yaml') as f, open(site, 'w') as out:
    out.writelines(l for l in f if not l.startswith('policy:'))
    out.write('policy: {models: {standalone: [dell-s4112f-on, nvidia-sn2100]}}\n')
catalog = os.path.join(folder, 'cables')
os.makedirs(catalog, exist_ok=True)
with open(os.path.join(catalog, 'prices.yaml'), 'w') as f:
    f.write('prices:\n')
    for parts, price in (
            (['dell-s4112f-on'], (3000, 3000, 3000)),
            (['nvidia-sn2100'], (3050, 3050, 3050)),
            (['dac-sfpp-%s' % l for l in '0.5m 1m 2m 3m 5m 7m'.split()],
             (20, 20, 20)),
            (['dac-qsfpp-4sfpp-%s' % l for l in '1m 3m 5m'.split()], (60, 5, 70)),
            (['aoc-sfpp-%s' % l for l in '3m 5m 10m 15m 20m 30m'.split()],
             (40, 1, 50))):
        for part in parts:
            f.write('  %s: {amount: %d, low: %d, high: %d, currency: EUR, basis: '
                    'estimate, source: chosen for this test, date: 2026-11}\n' %
                    (part, *price))
run = subprocess.run([program, 'design', site, '-o', os.path.join(folder, 'cabled'),
                      '--json', '--catalog', catalog],
                     capture_output=True, text=True)
if run.returncode != 0:
    sys.exit(run.stderr)
said = {q['part']: q['changes_to'] for q in
        json.loads(run.stdout)['cost']['quotes_that_matter']}
check('cables: the one price that matters', list(said) == ['dac-qsfpp-4sfpp-3m'],
      list(said))
base = chosen(site, catalog, [])
for part, changes in said.items():
    at = changes[0]['at_most']
    for price, new in ((at, True), (at + .02, False)):
        seen = chosen(site, catalog, [(part, '%.2f' % price, 'EUR')])
        check('cables: %s at %.2f' % (part, price), (seen != base) == new, seen)
print(passed, failed)
