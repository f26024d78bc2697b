"""What must hold of any bundle, whatever its site.

Reads only the files of the folder: each property takes the same fact from two
files that were written by different code, or counts what must be complete.
A property is a function of a Bundle that yields a line for each breach; it
raises Nothing where the bundle has nothing it could be asked of.
"""
import csv
import glob
import io
import json
import os
import re
import xml.etree.ElementTree as ET
import zipfile
from collections import Counter
from decimal import Decimal

import yaml

PROPERTIES = {}


class Nothing(Exception):
    """the bundle has nothing this property speaks of"""


def prop(name):
    def add(f):
        PROPERTIES[name] = f
        return f
    return add


def no_twins(pairs):
    keys = [k for k, _ in pairs]
    if len(keys) != len(set(keys)):
        raise ValueError('a key twice: %s' % keys)
    return dict(pairs)


def no_constant(word):
    raise ValueError('%s is no JSON' % word)


def parse_json(text):
    return json.loads(text, object_pairs_hook=no_twins,
                      parse_constant=no_constant)


class Bundle:
    def __init__(self, folder, secrets=()):
        self.folder = folder
        # texts that must be in no file, such as the folder it was written to
        self.secrets = secrets
        self.cache = {}

    def files(self):
        if 'files' not in self.cache:
            self.cache['files'] = sorted(
                os.path.relpath(os.path.join(at, f), self.folder)
                for at, _, names in os.walk(self.folder) for f in names)
        return self.cache['files']

    def has(self, path):
        return path in self.files()

    def data(self, path):
        with open(os.path.join(self.folder, path), 'rb') as f:
            return f.read()

    def text(self, path):
        return self.data(path).decode('utf-8')

    def rows(self, path):
        if path not in self.cache:
            self.cache[path] = list(csv.DictReader(io.StringIO(
                self.text(path)), strict=True))
        return self.cache[path]

    def design(self):
        if 'design' not in self.cache:
            self.cache['design'] = parse_json(self.text('design.json'))
        return self.cache['design']

    def switches(self):
        return {s['name']: s for s in self.design()['switches']}

    def cabling(self):
        return self.rows('cabling.csv')

    def hosts(self):
        """a host is what stands at the far end of a cable of that kind"""
        return {r['b_device'] for r in self.cabling() if r['kind'] == 'host'}

    def machines(self):
        """the hosts of clusters, which have files; a device has none"""
        return self.hosts() - {d['name'] for d in
                               self.design().get('devices') or ()}

    def config(self, name):
        found = [f for f in self.files()
                 if re.fullmatch(r'configs/%s\.[a-z]+' % re.escape(name), f)]
        return found[0] if len(found) == 1 else None

    def script(self, name):
        found = [f for f in self.files()
                 if re.fullmatch(r'hosts/%s\.[a-z0-9]+' % re.escape(name), f)]
        return found[0] if len(found) == 1 else None


def cable_of(row):
    """the strands of a breakout cable share one; else a link is its cable"""
    return row['cable'] or row['id']


def ends(row):
    return ((row['a_device'], row['a_port']), (row['b_device'], row['b_port']))


def differences(what, left, right):
    for x in sorted(set(left) - set(right)):
        yield '%s: only on the left: %s' % (what, x)
    for x in sorted(set(right) - set(left)):
        yield '%s: only on the right: %s' % (what, x)


# ---------------------------------------------------------------- the folder

@prop('the manifest and the folder agree')
def manifest(b):
    listed = {}
    if not b.has('MANIFEST'):
        raise Nothing           # a phase: the plan has one for all of them
    for line in b.text('MANIFEST').splitlines():
        m = re.fullmatch(r'([0-9a-f]{16}) (\d+) (.+)', line)
        if not m:
            yield 'no line of a manifest: %s' % line
            continue
        if m.group(3) in listed:
            yield 'listed twice: %s' % m.group(3)
        listed[m.group(3)] = m.group(1), int(m.group(2))
    yield from differences('manifest, folder', listed,
                           [f for f in b.files() if f != 'MANIFEST'])
    for path, (digest, size) in listed.items():
        if not b.has(path):
            continue
        data = b.data(path)
        if len(data) != size:
            yield '%s has %d bytes, listed are %d' % (path, len(data), size)
        h = 0xcbf29ce484222325  # FNV-1a, 64 bits
        for byte in data:
            h = (h ^ byte) * 0x100000001b3 & 0xffffffffffffffff
        if '%016x' % h != digest:
            yield '%s is not what was written' % path


@prop('every file is well formed')
def well_formed(b):
    for path in b.files():
        if path.startswith('input/'):
            continue            # the user's own
        try:
            data = b.data(path)
            if path.endswith('.xlsx'):
                with zipfile.ZipFile(io.BytesIO(data)) as z:
                    if z.testzip():
                        yield '%s is damaged' % path
                    for part in z.namelist():
                        ET.fromstring(z.read(part))
                continue
            text = data.decode('utf-8')
            if '\r' in text or '\0' in text or text.startswith('\ufeff'):
                yield '%s has a carriage return, a NUL or a BOM' % path
            if not text.endswith('\n'):
                yield '%s does not end its last line' % path
            if path.endswith('.svg'):
                ET.fromstring(text)
            elif path.endswith('.json'):
                parse_json(text)
            elif path.endswith('.yaml'):
                yaml.safe_load(text)
            elif path.endswith('.csv'):
                rows = list(csv.reader(io.StringIO(text), strict=True))
                if not rows or not all(rows[0]) or \
                        len(set(rows[0])) != len(rows[0]):
                    yield '%s has no names for its columns' % path
                if len({len(r) for r in rows}) != 1:
                    yield '%s has rows of different lengths' % path
        except (ValueError, ET.ParseError, yaml.YAMLError, csv.Error,
                zipfile.BadZipFile) as e:
            yield '%s: %s' % (path, e)


NO_NUMBER = re.compile(r'(?<![\w.-])[-+]?(nan|inf|infinity)(?![\w-])', re.I)


@prop('no number is none, nothing says where it was made')
def tidy(b):
    for path in b.files():
        if path.startswith('input/'):
            continue
        data = b.data(path)
        if path.endswith('.xlsx'):
            with zipfile.ZipFile(io.BytesIO(data)) as z:
                data = b''.join(z.read(p) for p in z.namelist())
        for s in b.secrets:
            if s.encode() in data:
                yield '%s has %s in it' % (path, s)
        if path.endswith(('.csv', '.svg', '.json', '.md', '.html')):
            m = NO_NUMBER.search(data.decode('utf-8', 'replace'))
            if m:
                yield '%s has %s in it' % (path, m.group(0))


# --------------------------------------------------------- links and devices

@prop('the links of design.json are the rows of cabling.csv')
def links_cabling(b):
    links, rows = b.design()['links'], b.cabling()
    if len(links) != len(rows):
        yield '%d links, %d rows' % (len(links), len(rows))
    for link, row in zip(links, rows):
        same = (
            link['id'] == row['id'] and
            (link['a']['device'], link['a']['port']) == ends(row)[0] and
            (link['b']['device'], link['b']['port']) == ends(row)[1] and
            link['kind'] == row['kind'] and
            link['medium'] == row['medium'] and
            Decimal(str(link['speed_gbps'])) == Decimal(row['speed_gbps']) and
            Decimal(str(link['length_m'])) == Decimal(row['length_m']))
        if not same:
            yield '%s is not %s' % (link, dict(row))


@prop('no port and no number of a cable twice')
def once(b):
    ids = Counter(r['id'] for r in b.cabling())
    ports = Counter(e for r in b.cabling() for e in ends(r) if e[1])
    for what, n in list(ids.items()) + list(ports.items()):
        if n > 1:
            yield '%s is there %d times' % (what, n)


@prop('lags have members that are cabled, none in two')
def lags(b):
    cabled = {e for r in b.cabling() for e in ends(r)}
    seen = Counter()
    found = False
    for lag in b.design()['lags']:
        found = True
        for m in lag['members']:
            seen[lag['device'], m] += 1
            if (lag['device'], m) not in cabled:
                yield '%s of %s has %s, which has no cable' % (
                    lag['name'], lag['device'], m)
    for m, n in seen.items():
        if n > 1:
            yield '%s is in %d LAGs' % (m, n)
    if not found:
        raise Nothing


def described(b, path):
    """port -> description, out of a configuration of any kind we write"""
    text = b.text(path)
    if path.endswith('.json'):
        return {k: v.get('description', '')
                for k, v in json.loads(text)['PORT'].items()}
    if path.endswith('.md'):
        ports = text.split('\n## Ports\n')[1].split('\n## ')[0]
        return {c[1].strip(): c[2].strip() for c in (
            line.split('|') for line in ports.splitlines()
            if line.startswith('|')) if len(c) > 2}
    if path.endswith('.rsc'):
        return dict(re.findall(r'^set \[ find default-name=(\S+) \] '
                               r'comment="([^"]*)"', text, re.M))
    if 'nv set ' in text:
        return dict(re.findall(r"^nv set interface (\S+) description '([^']*)'",
                               text, re.M))
    if path.endswith('.conf'):
        # of a port or a LAG: what stands right below `interfaces`, and there
        # are several of it
        return {port: said for part in text.split('\ninterfaces {\n')[1:]
                for port, said in re.findall(
                    r'^    (\S+) \{\n(?:        (?!description).*\n)*?'
                    r'        description "([^"]*)";',
                    part.split('\n}\n')[0], re.M)}
    out, at = {}, None
    for line in text.splitlines():
        word = line.strip().split(' ', 1)
        if word[0] == 'interface':
            at = word[1]
        elif word[0] == 'description' and at is not None and at not in out:
            out[at] = word[1].strip('"')
    return out


@prop('every switch has one configuration, which says what each port leads to')
def config_ports(b):
    text = {}
    for name in b.switches():
        path = b.config(name)
        if path is None:
            yield 'no configuration of %s, or two' % name
        else:
            text[name] = described(b, path)
    for path in b.files():
        if path.startswith('configs/') and \
                os.path.basename(path).rsplit('.', 1)[0] not in b.switches():
            yield '%s is of no switch' % path
    for r in b.cabling():
        if r['kind'] == 'oob':
            continue
        for here, there in (ends(r), ends(r)[::-1]):
            if here[0] not in text:
                continue
            said = text[here[0]].get(here[1])
            if said is None:
                yield '%s has no port %s' % here
            elif there[0] not in said.split() or there[1] not in said:
                yield '%s %s says "%s", and leads to %s %s' % (
                    here + (said,) + there)


@prop('what is not cabled is said to lead nowhere')
def config_unused(b):
    devices = set(b.switches()) | {d for r in b.cabling()
                                   for d in (r['a_device'], r['b_device'])}
    lag = {(x['device'], x['name']) for x in b.design()['lags']}
    cabled = {e for r in b.cabling() for e in ends(r)}
    for name in b.switches():
        for port, said in described(b, b.config(name)).items():
            if (name, port) not in cabled and (name, port) not in lag and \
                    set(said.split()) & devices and \
                    not re.match(r'(?i)(vlan|port-?channel)', port):
                yield '%s %s says "%s", and has no cable' % (name, port, said)


# ----------------------------------------------------- labels and cut sheets

@prop('two labels a cable, one the mirror of the other')
def labels(b):
    by = {}
    for r in b.rows('labels.csv'):
        by.setdefault(r['cable'], []).append(r)
    cables = {}
    for r in b.cabling():
        cables.setdefault(cable_of(r), []).append(r)
    yield from differences('labels, cabling', by, cables)
    for cable in sorted(set(by) & set(cables)):
        rows = cables[cable]
        if len(rows) > 1:
            continue            # a breakout: its own labels
        if sorted(x['end'] for x in by[cable]) != ['a', 'b']:
            yield '%s has the labels %s' % (
                cable, [x['end'] for x in by[cable]])
            continue
        a, z = sorted(by[cable], key=lambda x: x['end'])
        if (a['near'], a['far']) != (z['far'], z['near']):
            yield '%s: the ends are not mirrored' % cable
        for end, side in ((a, 'a'), (z, 'b')):
            if end['label'] != '%s / %s' % (end['near'], end['far']) or \
                    end['label'] != rows[0][side + '_label']:
                yield '%s %s: "%s", in cabling.csv "%s"' % (
                    cable, side, end['label'], rows[0][side + '_label'])
            if (end['device'], end['port']) != (rows[0][side + '_device'],
                                                rows[0][side + '_port']):
                yield '%s %s: at %s %s' % (cable, side, end['device'],
                                           end['port'])
            if (end['medium'], end['length_m']) != (rows[0]['medium'],
                                                    rows[0]['length_m']):
                yield '%s %s: another medium or length' % (cable, side)


@prop('the cut sheets together hold every cable, each as it is')
def cutsheets(b):
    cables = {}
    for r in b.cabling():
        cables.setdefault(cable_of(r), []).append(r)
    seen = set()
    for path in b.files():
        if not re.fullmatch(r'cutsheets/.*\.csv', path):
            continue
        mine = Counter()
        for s in b.rows(path):
            seen.add(s['cable'])
            here, there = (s['device'], s['port']), (s['to_device'],
                                                     s['to_port'])
            mine[s['cable'], here] += 1
            if not any({here, there} == set(ends(r)) and
                       r['medium'] == s['medium'] and
                       r['length_m'] == s['length_m']
                       for r in cables.get(s['cable'], ())):
                yield '%s: %s is not in cabling.csv like that' % (
                    path, s['cable'])
        for (cable, _), n in mine.items():
            if n > 1 and len(cables.get(cable, ())) < 2:
                yield '%s has %s %d times' % (path, cable, n)
    yield from differences('cut sheets, cabling', seen, cables)


# -------------------------------------------------------------------- money

def money(text):
    return Decimal(text).quantize(Decimal('0.01'))


@prop('the bill: quantity times price is the sum, the sums are the total')
def bill(b):
    total = Decimal(0)
    for r in b.rows('bom.csv'):
        if int(r['quantity']) < 1:
            yield '%s: quantity %s' % (r['part'], r['quantity'])
        if int(r['quantity']) * money(r['unit_price']) != money(r['total']):
            yield '%s x %s of %s is not %s' % (
                r['quantity'], r['unit_price'], r['part'], r['total'])
        if r['currency'] != b.design()['cost']['currency']:
            yield '%s is in %s' % (r['part'], r['currency'])
        if not (r['price_basis'] and r['price_source'] and r['price_date']):
            yield '%s has a price from nowhere' % r['part']
        total += money(r['total'])
    if total != money(str(b.design()['cost']['total'])):
        yield 'the bill is %s, cost.total %s' % (total,
                                                 b.design()['cost']['total'])


@prop('the range of the bill holds its total, and adds up')
def bill_range(b):
    low = high = Decimal(0)
    for r in b.rows('bom.csv'):
        if not money(r['total_low']) <= money(r['total']) <= \
                money(r['total_high']):
            yield '%s: %s is not within %s and %s' % (
                r['part'], r['total'], r['total_low'], r['total_high'])
        low += money(r['total_low'])
        high += money(r['total_high'])
    cost = b.design()['cost']
    if (low, high) != (money(str(cost['low'])), money(str(cost['high']))):
        yield 'the bill is %s to %s, cost %s to %s' % (low, high, cost['low'],
                                                       cost['high'])


@prop('the bill has what cabling and switches need, each part once')
def bill_enough(b):
    have, kinds = Counter(), Counter()
    for r in b.rows('bom.csv'):
        have[r['part']] += int(r['quantity'])
        kinds[r['part']] += 1
    for part, n in kinds.items():
        if n > 1:
            yield '%s stands on %d lines' % (part, n)
    need = Counter(s['model'] for s in b.design()['switches']
                   if not s.get('existing'))
    for r in b.cabling():
        need.update(o for o in (r['a_optic'], r['b_optic']) if o)
    for part, n in need.items():
        if have[part] < n:
            yield '%d %s are needed, %d are on the bill' % (n, part,
                                                            have[part])
    # which cable it is, cabling.csv says by medium and length alone
    medium = {}
    for path in glob.glob('catalogs/cables/*.yaml'):
        with open(path, encoding='utf-8') as f:
            medium[os.path.basename(path)[:-5]] = yaml.safe_load(f)['family']
    cords = Counter()
    for part, n in have.items():
        m = re.fullmatch(r'(.+)-([\d.]+)(c?m)', part)
        if m and m.group(1) in medium:
            cords[medium[m.group(1)], Decimal(m.group(2)) / (
                100 if m.group(3) == 'cm' else 1)] += n
    cables = {cable_of(r): (r['medium'], Decimal(r['length_m']))
              for r in b.cabling()}
    for (kind, length), n in Counter(cables.values()).items():
        if cords[kind, length] < n:
            yield '%d cables %s of %s m are needed, %d are on the bill' % (
                n, kind, length, cords[kind, length])


def book_rows(b):
    """the rows of all sheets of bom.xlsx, as texts"""
    ns = '{http://schemas.openxmlformats.org/spreadsheetml/2006/main}'
    with zipfile.ZipFile(io.BytesIO(b.data('bom.xlsx'))) as z:
        shared = [''.join(t.text or '' for t in s.iter(ns + 't')) for s in
                  ET.fromstring(z.read('xl/sharedStrings.xml'))]
        sheets = [ET.fromstring(z.read(p)) for p in sorted(z.namelist())
                  if p.startswith('xl/worksheets/sheet')]
    rows = []
    for row in (r for sheet in sheets for r in sheet.iter(ns + 'row')):
        cells = []
        for c in row.iter(ns + 'c'):
            v = c.findtext(ns + 'v')
            cells.append(shared[int(v)] if c.get('t') == 's' else v)
        rows.append(cells)
    return rows


@prop('the workbook has the lines of the bill')
def workbook(b):
    rows = book_rows(b)
    for r in b.rows('bom.csv'):
        want = {money(r['quantity']), money(r['unit_price'])}
        if not any(r['part'] in cells and want <= {
                money(c) for c in cells if c and re.fullmatch(r'[\d.]+', c)}
                for cells in rows):
            yield '%s x %s at %s is not in it' % (
                r['quantity'], r['part'], r['unit_price'])


@prop('the pull lists add up to the bill, and nothing less than none is spare')
def pull_lists(b):
    rows = book_rows(b)
    head = ['rack', 'row', 'part', 'description', 'category', 'quantity']
    at = rows.index(head) if head in rows else None
    pulled = Counter()
    for cells in rows[at + 1:] if at is not None else []:
        if len(cells) != len(head):
            break
        pulled[cells[2]] += int(cells[5])
    for r in b.rows('bom.csv'):
        if at is not None and pulled[r['part']] != int(r['quantity']):
            yield '%s: %s are bought, %d are on pull lists' % (
                r['part'], r['quantity'], pulled[r['part']])
    at = [i for i, cells in enumerate(rows) if cells[:2] == ['medium', 'connector']]
    for cells in rows[at[0] + 1:] if at else []:
        if len(cells) < 9:
            break
        if int(cells[5]) < 0:
            yield '%s of %s m: %s are spare' % (cells[0], cells[3], cells[5])


@prop('the report says the total of the bill')
def report_total(b):
    cost = b.design()['cost']
    # whole units where it rests on estimates
    said = '{:,}'.format(int(cost['total'] + .5)), '{:,.2f}'.format(cost['total'])
    for path in ('report.md', 'report.html'):
        if not any(re.search(r'(?<![\d,])%s(?![\d,.]*\d)' % re.escape(x),
                             b.text(path)) for x in said):
            yield '%s does not say %s' % (path, said[0])


def time_words(s):
    """seconds as reports say them"""
    if s < 0.9995:
        return '%.0f ms' % (s * 1000)
    if s < 9.95:
        return '%.1f s' % s
    n = int(s + 0.5)
    if n < 60:
        return '%d s' % n
    if n < 3600:
        return '%d min %d s' % divmod(n, 60) if n % 60 else '%d min' % (n // 60)
    n = (n + 30) // 60
    if n < 24 * 60:
        return '%d h %02d min' % divmod(n, 60) if n % 60 else '%d h' % (n // 60)
    return '%d h' % ((n + 30) // 60)


def two_digits(amount):
    unit, cents = 100, round(amount * 100)
    while cents // unit >= 100:
        unit *= 10
    return '{:,}'.format((cents + unit // 2) // unit * unit // 100)


@prop('the first page says what design.json says')
def first_page(b):
    d = b.design()
    page = b.text('report.md').split('## For the architect')[0]
    page = page.replace('\u00a0', ' ')
    cost = d['cost']
    wanted = []
    if cost['low'] != cost['high']:
        wanted.append('%s %s to %s' % (cost['currency'], two_digits(
            cost['low']), two_digits(cost['high'])))
    drains = [[h['seconds'] for h in n['hosts']]
              for n in d['drain']['networks']]
    if any(h['vms'] for h in d['drain']['networks'][0]['hosts']) and \
            None not in drains[0] + drains[-1]:
        told = [time_words(max(x)) for x in (drains[0], drains[-1])]
        # what is told alike is told once
        wanted.append(told[0] if told[0] == told[1] else
                      ' \u2192 '.join(told))
    year = d['yearly']
    for key in 'waiting_today_seconds', 'waiting_seconds':
        if year[key] is not None:
            wanted.append(time_words(year[key]))
    for r in d['requirements']:
        if r['wanted'] != 'not asked':
            wanted.append('| %s | %s |' % (r['name'], {
                'any-one': 'any one switch or cable may fail'}.get(
                    r['wanted'], r['wanted'])))
    for x in wanted:
        if x not in page:
            yield 'it does not say ' + x


def minutes(text):
    """"32 h", "10 h 39 min"; None: told to the second"""
    if re.search(r'\d s\b|\d ms\b', text):
        return None
    unit = {'h': 60, 'min': 1}
    return sum(int(n) * unit[u] for n, u in re.findall(r'(\d+) (h|min)', text))


def md_table(page, caption):
    """the rows of a table of report.md, its head left out"""
    part = page.split('**%s' % caption)
    if len(part) < 2:
        return []
    rows = []
    for line in part[1].split('\n')[1:]:
        if line.startswith('|'):
            rows.append([c.strip() for c in re.split(r'(?<!\\)\|', line)[1:-1]])
        elif rows:
            break
    return rows[2:]


@prop('figures of the report that stand beside each other add up')
def adds_up(b):
    page = b.text('report.md').replace('\u00a0', ' ')
    cost = b.design()['cost']
    ours = two_digits(cost['total'])
    whole = int(ours.replace(',', ''))
    for said, gap, way in re.findall(
            r'costs? [A-Z]{3} ([\d,]+), [A-Z]{3} ([\d,]+) (less|more)\b', page):
        theirs, gap = (int(x.replace(',', '')) for x in (said, gap))
        if theirs != whole and \
                theirs - whole != (gap if way == 'more' else -gap):
            yield '%s is not %d %s than %s' % (said, gap, way, ours)
    for now, then, less in re.findall(
            r'(.*) a year are spent waiting for migrations, against (.*) on the '
            r'new network: (.*) less\.', page):
        t = [minutes(x) for x in (now, then, less)]
        # of whole hours, half of one either way
        if None not in t and abs(t[0] - t[1] - t[2]) > (
                60 if re.fullmatch(r'\d+ h', now) else 0):
            yield '%s less %s is not %s' % (now, then, less)
    table = md_table(page, 'Cost by category')
    known = [r for r in table if re.fullmatch(r'[\d,.]+', r[1])]
    if known and known[-1][0] == 'total' and len(known) == len(table):
        for k in (1, 2):
            if sum(money(r[k].replace(',', '')) for r in known[:-1]) != \
                    money(known[-1][k].replace(',', '')):
                yield 'categories are not the total, column %d' % k
    for r in md_table(page, 'Alternatives considered'):
        if r[4].startswith('recommended') and r[2] != '%s %s' % (
                cost['currency'], ours):
            yield 'the recommended alternative costs %s, not %s' % (r[2], ours)
    met = md_table(page, 'Requirements')
    said = re.search(r'Requirements: \*\*(\d+) of (\d+) met', page)
    if said and [int(x) for x in said.groups()] != [
            sum(r[4].startswith('yes') for r in met), len(met)]:
        yield '%s, but the table has %d' % (said.group(), len(met))


# ---------------------------------------------------------------- addresses

def number(address):
    p = [int(x) for x in address.split('.')]
    assert len(p) == 4 and all(0 <= x <= 255 for x in p), address
    return p[0] << 24 | p[1] << 16 | p[2] << 8 | p[3]


def says_address(text, address):
    return re.search(r'(?<![\d.])%s(?![\d]|\.\d)' % re.escape(address), text)


@prop('addresses: each once, in its subnet, and not its first or last')
def addresses(b):
    seen = Counter()
    nets = {n['name']: n for n in b.design()['networks']}
    for r in b.rows('addresses.csv'):
        address, bits = r['address'].split('/')
        n = number(address)
        seen[address] += 1
        mask = 0xffffffff << (32 - int(bits)) & 0xffffffff
        if int(bits) < 31 and n & ~mask in (0, ~mask & 0xffffffff):
            yield '%s is the first or last of its subnet' % r['address']
        net = nets.get(r['network'])
        if net is None:
            if r['network'] != 'oob':
                yield '%s is of no network' % r['network']
            continue
        base, size = net['subnet'].split('/')
        if size != bits or number(base) != n & mask:
            yield '%s is not in %s' % (r['address'], net['subnet'])
        if (r['vlan'] or None) != (str(net['vlan']) if net['vlan'] else None):
            yield '%s: VLAN %s, in design.json %s' % (r['address'], r['vlan'],
                                                      net['vlan'])
    for a, n in seen.items():
        if n > 1:
            yield '%s is given %d times' % (a, n)


@prop('every address is in the file of its device')
def addresses_used(b):
    silent = b.hosts() - b.machines()
    for r in b.rows('addresses.csv'):
        if r['device'] in silent:
            continue
        address, bits = r['address'].split('/')
        path = b.config(r['device']) if r['device'] in b.switches() else \
            b.script(r['device'])
        if path is None:
            yield 'no file of %s' % r['device']
        elif not says_address(b.text(path), address):
            yield '%s is not in %s' % (r['address'], path)


@prop('every host has its one file, with each port and where it leads')
def host_files(b):
    for name in b.machines():
        if b.script(name) is None:
            yield 'no file of %s, or two' % name
    for path in b.files():
        if path.startswith('hosts/') and \
                os.path.basename(path).rsplit('.', 1)[0] not in b.machines():
            yield '%s is of no host that is cabled' % path
    for r in b.cabling():
        path = r['kind'] == 'host' and b.script(r['b_device'])
        if not path:
            continue
        text = b.text(path)
        for s in (r['b_port'], 'to %s, %s' % ends(r)[0]):
            if s not in text:
                yield '%s does not name %s' % (path, s)


# --------------------------------------------------------- acceptance, books

@prop('acceptance: no id twice, every cable and every switch is tested')
def acceptance(b):
    rows = b.rows('acceptance.csv')
    ids = Counter(r['id'] for r in rows)
    for i, n in ids.items():
        if n > 1:
            yield '%s is there %d times' % (i, n)
    for r in b.cabling():
        if r['kind'] == 'oob':
            if 'oob-' + r['a_device'] not in ids:
                yield '%s is not tested' % r['a_device']
            continue
        test = [t for t in rows if t['id'] == 'link-' + r['id']]
        if not test:
            yield '%s is not tested' % r['id']
        elif (test[0]['device'], test[0]['port_or_peer'], Decimal(
                test[0]['must_reach'])) != (
                r['a_device'], '%s to %s' % (r['a_port'], r['b_device']),
                Decimal(r['speed_gbps'])):
            yield '%s is tested as %s' % (r['id'], dict(test[0]))
    text = b.text('acceptance.md').replace('\\', '')
    for i in ids:
        if '| %s |' % i not in text:
            yield '%s is not in acceptance.md' % i


@prop('firmware.md names every switch')
def firmware(b):
    said = set(re.findall(r'`([^`]+)`', b.text('firmware.md')))
    for name in b.switches():
        if name not in said:
            yield '%s is not there' % name


@prop('loading.md names every switch, its file and what is to be filled in')
def loading(b):
    text = b.text('loading.md')
    said = set(re.findall(r'`([^`]+)`', text))
    for name in b.switches():
        if name not in said:
            yield '%s is not there' % name
    # what stands is changed, line by line, and its whole text not loaded
    stands = set(re.findall(r'(?m)^\| `([^`]+)` \| ',
                            text.partition('\n## Existing switches\n')[2]
                            .partition('\n## ')[0]))
    for path in b.files():
        if not path.startswith('configs/') or path.endswith('.md'):
            continue
        name = re.sub(r'\.[a-z]+$', '', path[len('configs/'):])
        if path not in said and name not in stands:
            yield '%s is not there' % path
        for hole in set(re.findall(r'<<[A-Z][A-Z0-9_]*>>', b.text(path))):
            if '  * `%s`: ' % hole not in text:
                yield '%s of %s is not named' % (hole, path)


@prop('moving.md names every host that moves, with its cables')
def moving(b):
    if not b.has('moving.md'):
        raise Nothing
    text = b.text('moving.md')
    new = 'cabling-new.csv' if b.has('cabling-new.csv') else 'cabling.csv'
    told = set(re.findall(r'(?m)^## \d+: `([^`]+)`$', text))
    yield from differences('moving.md, %s' % new, told, {
        r['b_device'] for r in b.rows(new) if r['kind'] == 'host'})
    for r in b.rows(new):
        if r['kind'] == 'host' and '| `%s` | `%s` | `%s` | `%s` |' % (
                cable_of(r), r['b_port'], *ends(r)[0]) not in text:
            yield '%s is not there as it is' % r['id']


@prop('core-request.md names every cable to the core')
def core_request(b):
    core = [r for r in b.cabling() if r['kind'] == 'core']
    if not core:
        if b.has('core-request.md'):
            yield 'there is one, and no cable to the core'
            return
        raise Nothing
    text = b.text('core-request.md')
    for r in core:
        row = [s for s in text.splitlines() if '| `%s` |' % r['id'] in s]
        if len(row) != 1 or any('`%s`' % s not in row[0] for s in (
                r['a_device'], r['a_port'], r['b_device'])):
            yield '%s is not there as it is' % r['id']


# ----------------------------------------------------- files for other tools

def known_links(b):
    return {frozenset(ends(r)): r for r in b.cabling()
            if r['kind'] != 'oob' and r['a_port'] and r['b_port']}


@prop('NetBox has the devices, ports and cables, and no other')
def netbox(b):
    devices = {r['name']: r for r in b.rows('netbox/devices.csv')}
    yield from differences('netbox, design', devices,
                           set(b.switches()) | b.hosts())
    for name, s in b.switches().items():
        d = devices.get(name)
        if d and (d['device_type'], d['platform'], d['rack'],
                  d['position']) != (s['model'], s['nos'], s['rack'],
                                     str(s['unit'])):
            yield '%s is %s' % (name, dict(d))
    places = Counter()
    for d in devices.values():
        places[d['rack'], d['position']] += 1
    for p, n in places.items():
        if p[1] and n > 1:
            yield '%d devices begin at %s' % (n, p)
    for file, column, other in (
            ('device-types', 'slug', 'device_type'),
            ('racks', 'name', 'rack'), ('sites', 'name', 'site'),
            ('manufacturers', 'slug', 'manufacturer')):
        names = {r[column] for r in b.rows('netbox/%s.csv' % file)}
        for d in devices.values():
            if d[other] not in names:
                yield '%s of %s is not in %s.csv' % (d[other], d['name'], file)
    faces = Counter((r['device'], r['name'])
                    for r in b.rows('netbox/interfaces.csv'))
    for f, n in faces.items():
        if n > 1:
            yield '%s is there %d times' % (f, n)
        if f[0] not in devices:
            yield '%s is of no device' % (f,)
    said = {(r['device'], r['name']): r['description']
            for r in b.rows('netbox/interfaces.csv')}
    for r in b.cabling():
        for here, there in (ends(r), ends(r)[::-1]):
            if here[0] not in devices or not here[1]:
                continue
            if here not in said:
                yield '%s %s is not in interfaces.csv' % here
            elif r['kind'] != 'oob' and here[0] in b.switches() and (
                    there[0] not in said[here].split() or
                    there[1] not in said[here]):
                yield '%s %s says "%s"' % (here + (said[here],))
    cables = {}
    for r in b.rows('netbox/cables.csv'):
        key = frozenset(((r['side_a_device'], r['side_a_name']),
                         (r['side_b_device'], r['side_b_name'])))
        cables[key] = r['label'], Decimal(r['length'])
    want = {k: (cable_of(r), Decimal(r['length_m']))
            for k, r in known_links(b).items()}
    if cables != want:
        yield 'cables differ: %s' % list(
            set(cables.items()) ^ set(want.items()))[:4]


@prop('Ansible has the switches by their files and addresses, and the hosts')
def ansible(b):
    def collect(group, out):
        for name, v in (group.get('hosts') or {}).items():
            out.setdefault(name, {}).update(v or {})
        for g in (group.get('children') or {}).values():
            collect(g, out)
        return out

    top = yaml.safe_load(b.text('ansible/inventory.yaml'))['all']['children']
    switches = collect(top['switches'], {})
    yield from differences('ansible, design', switches, b.switches())
    yield from differences('ansible, hosts', collect(
        top.get('hypervisors') or {}, {}), b.machines())
    given = {(r['device'], r['address'].split('/')[0])
             for r in b.rows('addresses.csv')}
    for name, v in switches.items():
        if name not in b.switches():
            continue
        if v.get('eastwest_config') != b.config(name):
            yield '%s: %s' % (name, v.get('eastwest_config'))
        if v.get('eastwest_rack') != b.switches()[name]['rack']:
            yield '%s: rack %s' % (name, v.get('eastwest_rack'))
        if 'ansible_host' in v and (name, v['ansible_host']) not in given:
            yield '%s: %s' % (name, v['ansible_host'])
    for role in {s['role'] for s in b.switches().values()}:
        yield from differences('ansible role_%s' % role, collect(
            top['switches']['children']['role_' + role], {}), {
                n for n, s in b.switches().items() if s['role'] == role})


@prop('topology.dot has the links whose ports are known')
def topology_dot(b):
    seen = Counter(frozenset(((m[0], m[1]), (m[2], m[3]))) for m in re.findall(
        r'(?m)^\s*"([^"]+)":"([^"]+)" -- "([^"]+)":"([^"]+)"$',
        b.text('topology.dot')))
    if seen != Counter(known_links(b).keys()):
        yield 'links differ: %s' % [sorted(x) for x in
                                    set(seen) ^ set(known_links(b))][:4]


@prop('the lab has the devices and as many links between each two')
def containerlab(b):
    if not b.has('containerlab/topology.clab.yaml'):
        raise Nothing
    lab = yaml.safe_load(b.text('containerlab/topology.clab.yaml'))['topology']
    yield from differences('lab, design', lab['nodes'],
                           set(b.switches()) | b.hosts())
    for name in b.switches():
        path = lab['nodes'].get(name, {}).get('startup-config', '')
        if os.path.normpath('containerlab/' + path) != b.config(name):
            yield '%s starts with %s' % (name, path)
    used = Counter(e for x in lab['links'] for e in x['endpoints'])
    for e, n in used.items():
        if n > 1:
            yield '%s is used %d times' % (e, n)
    seen = Counter(frozenset(e.split(':')[0] for e in x['endpoints'])
                   for x in lab['links'])
    want = Counter(frozenset(d for d, _ in k) for k in known_links(b))
    if seen != want:
        yield 'links differ: %s' % [sorted(x) for x in set(
            seen.items()) ^ set(want.items())][:4]


@prop('drawings: one of every switch, two of every rack')
def drawings(b):
    racks = {r['rack'] for r in b.rows('netbox/devices.csv')}
    want = {'diagrams/ports-%s.svg' % n for n in b.switches()} | \
        {'diagrams/%s-%s.svg' % (k, r) for k in ('rack', 'rear')
         for r in racks}
    have = {f for f in b.files()
            if re.match(r'diagrams/(ports|rack|rear)-', f)}
    yield from differences('drawings, design', have, want)
    for name in b.switches():
        if b.has('diagrams/ports-%s.svg' % name):
            text = ''.join(ET.fromstring(b.text(
                'diagrams/ports-%s.svg' % name)).itertext())
            for r in b.cabling():
                if r['a_device'] == name and r['kind'] != 'oob' and \
                        r['b_device'] not in text:
                    yield 'ports-%s.svg does not show %s' % (name,
                                                             r['b_device'])
