"""hostile.py PROGRAM SCRATCH: nothing a site file may say becomes structure.

Each site of a platform's golden case is designed twice: with names and free
text that are plain, and with ones that mean something to a shell, a switch, a
spreadsheet, a browser, YAML.  Same files, same lines, every format parses, and
what was text stays text.  Last line: passed failed."""
import csv
import io
import json
import os
import re
import subprocess
import sys
import xml.etree.ElementTree as xml
import zipfile

import yaml

PROGRAM, SCRATCH = sys.argv[1:]
PLATFORMS = 'eos nxos os10 os9 os6 sonic routeros nvue aoscx junos fastpath netgear networkd'.split()
# free text: printable, one line; all that quotes, ends, starts or runs something
TEXT = ('=HYPERLINK("http://x") \' " ` $(id) ${IFS} ; | & # ! ?> <script>'
        'alert(1)</script> {{ 7+7 }} {% raw %} ]]> --> \\ \\n %s %n ../../etc '
        '@{a} <<FAKE>> || [x](y) **b** exit end')
PLAIN = 'plain text'
# of a port: what its system refuses in such a name is left out
PORT = "x' {{ 7+7 }} {% raw %} $(id) ; & # %s == __b__ (y) @{a} caf\u00e9"
# names the rules of names allow, and other readers take for something else
NASTY = {'r1': 'end', 'prod': 'no', 'csv': '1e5', 'lm': 'true', 'smb': 'null',
         'data': 'exit', 'mgmt': '0x1F', 'oob': 'on', 'core1': 'NaN',
         'core2': '2026-01-01', 'core': 'off', 'vm': 'if'}
NAMED = ('name', 'rack', 'cluster', 'host', 'network', 'networks', 'switches',
         'from', 'to', 'target')
passed = failed = 0


def check(what, good, say=''):
    global passed, failed
    passed += bool(good)
    failed += not good
    if not good:
        print('FAIL', what, say)


def rename(value, key=None):
    """Nasty names wherever a name stands; ranges keep theirs."""
    if isinstance(value, dict):
        return {k: rename(v, k) for k, v in value.items()}
    if isinstance(value, list):
        return [rename(v, key) for v in value]
    if key not in NAMED or not isinstance(value, str):
        return value
    stem = re.match('[a-z]+(?=\\[)', value)
    if stem:
        return {'hv': '1e', 'node': '1e'}.get(
            stem.group(), NASTY.get(stem.group(), stem.group())) + \
            value[stem.end():]
    return NASTY.get(value, value)


def dress(site, text, nasty):
    """The site with text in each place that takes any, and nasty names."""
    tree = yaml.safe_load(site)
    if nasty:
        tree = rename(tree)
    tree['site']['description'] = text
    for net in tree['networks']:
        net['description'] = text
    hypervisors = {c.get('hypervisor', 'hyper-v') for c in tree['clusters']}
    for host in tree['hosts'] if hypervisors == {'hyper-v'} else []:
        nics = host.setdefault('nics', {})
        nics['names'] = ['%s %d' % (PORT if nasty else PLAIN, i)
                         for i in range(nics.get('ports', 2))]
    return yaml.safe_dump(tree, sort_keys=False, allow_unicode=True,
                          width=10 ** 6)


def run(*args):
    return subprocess.run([PROGRAM, *args], stdin=subprocess.DEVNULL,
                          capture_output=True)


def tree(top):
    out = {}
    for folder, _, files in os.walk(top):
        for f in files:
            path = os.path.join(folder, f)
            with open(path, 'rb') as s:
                out[os.path.relpath(path, top)] = s.read()
    return out


def strings(value):
    if isinstance(value, dict):
        for k, v in value.items():
            yield from strings(k)
            yield from strings(v)
    elif isinstance(value, list):
        for v in value:
            yield from strings(v)
    else:
        yield value


def parse(where, name, data):
    """What the file is made of, to be compared; raises if it is none."""
    if name.endswith(('.xlsx',)):
        cells = []
        with zipfile.ZipFile(io.BytesIO(data)) as z:
            for part in z.namelist():
                if part.endswith('.xml'):
                    xml.fromstring(z.read(part))
                if '/worksheets/' in part:
                    cells += re.findall(rb'<f>(.*?)</f>', z.read(part))
        # formulas are ours: none has a name in it
        return sorted(cells)
    text = data.decode()
    if name.endswith('.json'):
        json.loads(text)
        return None
    if name.endswith(('.yml', '.yaml')):
        list(yaml.safe_load_all(text))
        return text.count('\n')
    if name.endswith('.csv'):
        rows = list(csv.reader(io.StringIO(text), strict=True))
        check('%s %s: every row as wide' % (where, name),
              len({len(r) for r in rows}) == 1)
        for r in rows:
            for c in r:
                check('%s %s: no cell is a formula' % (where, name),
                      not c.startswith(('=', '@', '+', '\t', '\r')) and
                      not re.match(r'-[^0-9]', c), c) if c[:1] in '=@+-\t\r' \
                    and c else None
        return [len(rows), len(rows[0])]
    if name.endswith('.svg'):
        return sorted(e.tag for e in xml.fromstring(text).iter())
    if name.endswith('.html'):
        check('%s %s: no script of theirs' % (where, name),
              '<script>alert' not in text)
        # a word that begins with hyphens is kept whole, whoever wrote it
        text = re.sub(r'<span class="k">([^<]*)</span>', r'\1', text)
        return sorted(re.findall(r'<[a-z/!][a-z0-9]*', text))
    if name.endswith('.dot'):
        dot = subprocess.run(['dot', '-Tplain'], input=data,
                             capture_output=True) if has_dot else None
        check('%s %s is a graph' % (where, name),
              dot is None or dot.returncode == 0)
    if name.endswith('.sh'):
        sh = subprocess.run(['bash', '-n'], input=data, capture_output=True)
        check('%s %s is a script' % (where, name), sh.returncode == 0)
    return text.count('\n')


has_dot = any(os.access(os.path.join(p, 'dot'), os.X_OK)
              for p in os.environ.get('PATH', '').split(':'))

for platform in PLATFORMS:
    with open('tests/comfort/os6.yaml' if platform == 'os6' else
              'tests/golden/bundle-%s/site.yaml' % platform) as f:
        original = f.read()
    bundles = []
    for n, (text, nasty) in enumerate(((PLAIN, False), (TEXT, False),
                                       (TEXT, True))):
        site = '%s/%s-%d.yaml' % (SCRATCH, platform, n)
        out = '%s/%s-%d' % (SCRATCH, platform, n)
        with open(site, 'w') as f:
            f.write(dress(original, text, nasty))
        r = run('design', site, '-o', out, '--quiet')
        check('%s, way %d: designed' % (platform, n), r.returncode == 0,
              r.stderr.decode()[:600])
        v = run('verify', out)
        check('%s, way %d: verified' % (platform, n), v.returncode == 0,
              v.stdout.decode()[:600])
        bundles.append(tree(out) if r.returncode == 0 else {})
    plain, spoken, named = bundles
    check('%s: the same files' % platform, set(plain) == set(spoken))
    check('%s: as many files' % platform, len(plain) == len(named),
          sorted(set(plain) ^ set(named))[:8])
    for name in sorted(plain):
        want = parse(platform, name, plain[name])
        if name in spoken:
            seen = parse(platform, name, spoken[name])
            # a page may break a long line of text: its tags are counted
            check('%s %s: same shape' % (platform, name), want == seen,
                  (str(want)[:80], str(seen)[:80]))
        # the site file as it was read has their words as they are
        if not name.endswith(('.md', '.csv', '.xlsx', '.dot')) and \
                not name.startswith('input/'):
            check('%s %s: no marker of theirs' % (platform, name),
                  b'<<FAKE>>' not in spoken.get(name, b''))
    for name in sorted(named):
        try:
            parse(platform + ', nasty names,', name, named[name])
        except Exception as e:
            check('%s, nasty names: %s' % (platform, name), False, repr(e))
        # what was a name is one still, and no number, date or truth
        if name.startswith(('ansible/', 'hosts/')) and \
                name.endswith(('.yml', '.yaml')):
            for doc in yaml.safe_load_all(named[name].decode()):
                wrong = [s for s in strings(doc) if s is None or
                         isinstance(s, float) or (s is not True and
                         s is not False and
                         not isinstance(s, (str, int)))]
                check('%s %s: names are text' % (platform, name), not wrong,
                      wrong[:3])
# a table changed by another program: its names are no commands to a terminal,
# and lines that say nothing are told of once
out = '%s/eos-0' % SCRATCH
with open(out + '/cabling.csv', 'rb') as f:
    table = f.read()
with open(out + '/cabling.csv', 'wb') as f:
    f.write(table.replace(b'-hv1,', b'\x1b]0;x\x07\xe2\x80\xae,'))
script = out + '/hosts/' + sorted(os.listdir(out + '/hosts'))[0]
with open(script, 'a') as f:
    f.write('\n' * 10000)
said = run('verify', out)
told = said.stdout + said.stderr
check('verify: a hostile table is told of', said.returncode == 1)
check('verify: no command reaches a terminal',
      not re.search(rb'[\x00-\x08\x0b-\x1f\x7f]|\xe2\x80[\xaa-\xae]', told))
warned = re.search(rb'(\d+) warnings', told)
check('verify: blank lines are one warning',
      warned and int(warned.group(1)) < 1000)
# a plan in phases: each is a bundle, and the orders say what they are for
plans = []
for n, text in enumerate((PLAIN, TEXT)):
    with open('examples/small.yaml') as f:
        site = f.read()
    site += 'plan: ' + json.dumps({
        'from': '2026-12', 'starter': 8000, 'purpose': text,
        'budgets': [{'year': 2027, 'amount': 9000, 'purpose': text}]}) + '\n'
    path, out = '%s/plan-%d.yaml' % (SCRATCH, n), '%s/plan-%d' % (SCRATCH, n)
    with open(path, 'w') as f:
        f.write(site)
    r = run('plan', path, '-o', out, '--quiet')
    check('plan, way %d' % n, r.returncode == 0, r.stderr.decode()[:600])
    plans.append(tree(out) if r.returncode == 0 else {})
check('plan: the same files', set(plans[0]) == set(plans[1]))
for name in sorted(set(plans[0]) & set(plans[1])):
    check('plan %s: same shape' % name, parse('plan', name, plans[0][name]) ==
          parse('plan', name, plans[1][name]))
print(passed, failed)
