"""xlsx.py edit BUNDLE OUT: bom.xlsx and bom.csv as a buyer changed them, every
cached figure of a formula wiped.
xlsx.py same BUNDLE SHEETS: bom.csv and the sheets LibreOffice made of bom.xlsx
say the same, and every sum is the sum of what it sums."""
import csv
import pathlib
import re
import sys
import zipfile


def table(path):
    with open(path, encoding='utf-8', newline='') as f:
        return list(csv.reader(f))


def sheet_path(z, name):
    book = z.read('xl/workbook.xml').decode()
    names = re.findall(r'<sheet name="([^"]*)"', book)
    return f'xl/worksheets/sheet{names.index(name) + 1}.xml'


def edit(bundle, out):
    rows = table(bundle / 'bom.csv')
    head = rows[0]
    quantity, unit = head.index('quantity'), head.index('unit_price')
    total = head.index('total')
    changed = {}
    rows[1][quantity] = str(int(rows[1][quantity]) + 3)
    changed['E2'] = rows[1][quantity]
    rows[2][unit] = '12.34'
    changed['F3'] = '12.34'
    for r in rows[1:]:
        r[total] = f'{int(r[quantity]) * float(r[unit]):.2f}'
    with open(out / 'bom.csv', 'w', encoding='utf-8', newline='') as f:
        csv.writer(f, lineterminator='\n').writerows(rows)
    with zipfile.ZipFile(bundle / 'bom.xlsx') as z, \
            zipfile.ZipFile(out / 'bom.xlsx', 'w') as new:
        lines = sheet_path(z, 'Lines')
        for name in z.namelist():
            data = z.read(name)
            if name.startswith('xl/worksheets/'):
                text = data.decode()
                text = re.sub(r'(</f>)<v>[^<]*</v>', r'\1<v>0</v>', text)
                for cell, v in changed.items() if name == lines else ():
                    text, n = re.subn(
                        rf'(<c r="{cell}"[^>]*>)<v>[^<]*</v>',
                        rf'\g<1><v>{v}</v>', text)
                    assert n == 1, cell
                data = text.encode()
            new.writestr(name, data)


def near(what, x, y):
    if abs(x - y) > 0.006:
        raise SystemExit(f'{what}: {x} where {y} is right')


def number(s):
    if s.endswith('%'):
        return float(s[:-1]) / 100
    return float(s.replace(',', '') or 0)


def beside(sheet, label, col=2):
    for r in sheet:
        if r and r[0] == label:
            return number(r[col])
    raise SystemExit(f'no row {label}')


def same_lines(bom, lines):
    col = {h: i for i, h in enumerate(bom[0])}
    for b, x in zip(bom[1:], lines[1:]):
        for name, k in ('part', 0), ('description', 1), ('category', 2), \
                ('currency', 6), ('price_basis', 8), ('price_source', 9), \
                ('price_date', 10):
            want = b[col[name]]
            # csv guards what looks like a formula, a workbook need not
            if want[:1] == "'" and want[1:2] in '=+-@':
                want = want[1:]
            if x[k] != want:
                raise SystemExit(f'{name}: {x[k]!r} where {want!r} is right')
        near(f'{x[0]} quantity', number(x[4]), float(b[col['quantity']]))
        near(f'{x[0]} price', number(x[5]), float(b[col['unit_price']]))
        near(f'{x[0]} total', number(x[7]), float(b[col['total']]))
    return [r for r in lines[1:len(bom)]]


def same_summary(rows, summary, optics):
    total = sum(number(r[7]) for r in rows)
    near('total', beside(summary, 'total'), total)
    estimate = sum(number(r[7]) for r in rows if r[8] == 'estimate')
    near('estimates', beside(summary, 'of which estimated'), estimate)
    for c in {r[2] for r in rows}:
        near(c, beside(summary, c), sum(number(r[7]) for r in rows
                                        if r[2] == c))
        near(f'{c} pieces', beside(summary, c, 1),
             sum(number(r[4]) for r in rows if r[2] == c))
    share = beside(summary, 'reseller surcharge')
    direct = beside(summary, 'bought direct')
    sold = beside(summary, 'of which sold by resellers')
    near('reseller', beside(summary, 'through a reseller'),
         direct + sold * share)
    near('direct saves', beside(summary, 'saved by buying direct'),
         beside(summary, 'through a reseller') - direct)
    if any(r[0] == 'budget' for r in summary):
        near('left', beside(summary, 'remaining budget'),
             beside(summary, 'budget') - total)
    if any(r[0] == 'compatible' for r in summary):
        both = [r for r in optics[1:] if len(r) > 8 and r[3]
                and r[8] not in ('', 'not priced') and r[0] != 'Both priced']
        near('compatible', beside(summary, 'compatible'),
             sum(number(r[1]) * number(r[3]) for r in both))
        near('own', beside(summary, "the switch vendor's own"),
             sum(number(r[1]) * number(r[6]) for r in both))


def same(bundle, sheets):
    bom = table(bundle / 'bom.csv')
    read = {n: table(sheets / f'bom-{n}.csv') for n in
            ('Summary', 'Lines', 'Pull list', 'Lengths', 'Optics', 'Sources')}
    rows = same_lines(bom, read['Lines'])
    same_summary(rows, read['Summary'], read['Optics'])
    for r in read['Lengths'][1:]:
        if r[0] and r[0] != 'Total':
            near('all', number(r[6]), number(r[4]) + number(r[5]))
            near('metres', number(r[8]), number(r[3]) * number(r[6]))
    if any('#' in c or 'Err:' in c for t in read.values() for r in t
           for c in r if c[:1] == '#' or c[:4] == 'Err:'):
        raise SystemExit('a cell is an error')


def main():
    what, x, y = sys.argv[1], pathlib.Path(sys.argv[2]), \
        pathlib.Path(sys.argv[3])
    (edit if what == 'edit' else same)(x, y)


main()
