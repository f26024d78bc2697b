"""book.py FILE.xlsx: a workbook as a spreadsheet saves it, of the sheets in the
JSON on standard input: {"NAME": [[CELL, ...], ...], ...}.  A cell is a text, a
number, null, true, {"date": "2026-12-31"}, {"formula": "A1*2", "value": 3} or
{"inline": "text"}; a name with a ! before it is a hidden sheet; --stale: a script
wrote it, and no program has computed its formulas."""
import datetime, json, sys, zipfile
from xml.sax.saxutils import escape, quoteattr

args = [a for a in sys.argv[1:] if a != '--stale']
sheets = json.load(sys.stdin)
texts = []
MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
REL = 'http://schemas.openxmlformats.org/package/2006/relationships'
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


def column(i):
    s = ''
    while i >= 0:
        i, r = i // 26 - 1, i % 26
        s = chr(65 + r) + s
    return s


def shared(text):
    if text not in texts:
        texts.append(text)
    return texts.index(text)


def cell(at, x):
    if x is None:
        return f'<c r="{at}" s="0"/>'
    if x is True or x is False:
        return f'<c r="{at}" t="b"><v>{int(x)}</v></c>'
    if isinstance(x, str):
        return f'<c r="{at}" t="s"><v>{shared(x)}</v></c>'
    if isinstance(x, (int, float)):
        return f'<c r="{at}"><v>{x!r}</v></c>'
    if 'date' in x:
        day = datetime.date.fromisoformat(x['date']) - datetime.date(1899, 12, 30)
        return f'<c r="{at}" s="1"><v>{day.days}</v></c>'
    if 'inline' in x:
        return f'<c r="{at}" t="inlineStr"><is><t>{escape(x["inline"])}</t></is></c>'
    value = '' if x.get('value') is None else f'<v>{x["value"]}</v>'
    return f'<c r="{at}"><f>{escape(x["formula"])}</f>{value}</c>'


parts = {}
for k, rows in enumerate(sheets.values(), 1):
    out = [f'{HEAD}<worksheet xmlns="{MAIN}"><sheetData>']
    for r, row in enumerate(rows, 1):
        out.append(f'<row r="{r}">' + ''.join(
            cell(f'{column(c)}{r}', x) for c, x in enumerate(row)) + '</row>')
    parts[f'xl/worksheets/sheet{k}.xml'] = ''.join(out) + '</sheetData></worksheet>'
n = len(sheets)
parts['xl/sharedStrings.xml'] = f'{HEAD}<sst xmlns="{MAIN}">' + ''.join(
    f'<si><t xml:space="preserve">{escape(t)}</t></si>' for t in texts) + '</sst>'
parts['xl/styles.xml'] = (
    f'{HEAD}<styleSheet xmlns="{MAIN}"><cellXfs count="2"><xf numFmtId="0"/>'
    '<xf numFmtId="14" applyNumberFormat="1"/></cellXfs></styleSheet>')
parts['xl/workbook.xml'] = (
    f'{HEAD}<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>' + ''.join(
        f'<sheet name={quoteattr(s.lstrip("!"))} sheetId="{k}"'
        f'{" state=" + quoteattr("hidden") if s[0] == "!" else ""} r:id="rId{k}"/>'
        for k, s in enumerate(sheets, 1)) + '</sheets><calcPr calcId="191029"' +
    (' fullCalcOnLoad="1"' if '--stale' in sys.argv else '') + '/></workbook>')
kinds = [(f'worksheets/sheet{k}.xml', 'worksheet') for k in range(1, n + 1)] + [
    ('sharedStrings.xml', 'sharedStrings'), ('styles.xml', 'styles')]
parts['xl/_rels/workbook.xml.rels'] = f'{HEAD}<Relationships xmlns="{REL}">' + ''.join(
    f'<Relationship Id="rId{k}" Type="{OFFICE}/{t}" Target="{p}"/>'
    for k, (p, t) in enumerate(kinds, 1)) + '</Relationships>'
parts['_rels/.rels'] = (
    f'{HEAD}<Relationships xmlns="{REL}"><Relationship Id="rId1" '
    f'Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>')
with zipfile.ZipFile(args[0], 'w', zipfile.ZIP_DEFLATED) as z:
    for name in ['_rels/.rels'] + [p for p in parts if p != '_rels/.rels']:
        z.writestr(zipfile.ZipInfo(name, (2026, 1, 1, 0, 0, 0)), parts[name],
                   zipfile.ZIP_DEFLATED)
