#!/usr/bin/env python3
"""report_files.py FOLDER [WORD...]: the readable files of a bundle or of a plan,
looked at.

Drawings parse as XML, have a name and a description and nothing that runs;
the page has headings in order, links that lead to files of the bundle, tables
and drawings with names, text that stands out from its ground; Markdown has no
raw HTML; a workbook's parts parse; a table's cell is no formula.  WORD: free
text that must be found in each of the report's files, as text.
Ends with `N passed, M failed`.
"""
import csv
import html.parser
import io
import os
import re
import sys
import zipfile
import xml.etree.ElementTree as ET

SVG = '{http://www.w3.org/2000/svg}'
DRAWN = {'svg', 'title', 'desc', 'style', 'rect', 'line', 'text'}
VOID = {'meta', 'input', 'br'}
FORM = {'ol', 'label', 'input', 'button', 'span', 'script', 'b', 'br', 'small'}
PAGE = {'html', 'head', 'meta', 'title', 'style', 'body', 'main', 'nav', 'a',
        'h1', 'h2', 'h3', 'p', 'ul', 'li', 'dl', 'dt', 'dd', 'div', 'table',
        'caption', 'thead', 'tbody', 'tr', 'th', 'td', 'figure', 'figcaption',
        'svg', 'desc', 'rect', 'line', 'text', 'span'}
passed = failed = 0


def check(what, good, seen=''):
    global passed, failed
    if good:
        passed += 1
    else:
        failed += 1
        print('FAIL', what, str(seen)[:300])


def read(path):
    with open(path, encoding='utf-8', newline='') as f:
        return f.read()


def drawing(path):
    try:
        root = ET.fromstring(read(path))
    except ET.ParseError as e:
        check(path + ' is XML', False, e)
        return
    check(path + ' is XML', root.tag == SVG + 'svg')
    kinds = {e.tag.replace(SVG, '') for e in root.iter()}
    check(path + ' has only shapes and text', kinds <= DRAWN, kinds - DRAWN)
    check(path + ' has a name', root.get('role') == 'img' and
          root.get('aria-label') == root.findtext(SVG + 'title') != '')
    check(path + ' is described', bool(root.findtext(SVG + 'desc')))
    keys = {k for e in root.iter() for k in e.attrib}
    check(path + ' does nothing', not any(
        k.startswith('on') or 'href' in k for k in keys), keys)
    text = ''.join(root.itertext())
    check(path + ' has numbers', not re.search(r'\b(nan|inf)\b', text))
    w, h = float(root.get('width')), float(root.get('height'))
    for e in root.iter():
        x, y = e.get('x'), e.get('y')
        if x is None or e.get('text-anchor', 'start') != 'start':
            continue
        if not (-1 <= float(x) <= w + 1 and -1 <= float(y) <= h + 1):
            check(path + ' is within its frame', False, e.attrib)
            break
    else:
        check(path + ' is within its frame', True)


class Page(html.parser.HTMLParser):
    def __init__(self, more=()):
        super().__init__(convert_charrefs=True)
        self.allowed, self.tests = PAGE | set(more), []
        self.open, self.heads, self.links, self.ids = [], [], [], []
        self.bad, self.unnamed, self.text = [], [], io.StringIO()
        self.scopes = 0

    def handle_starttag(self, tag, attrs):
        a = dict(attrs)
        if tag not in self.allowed:
            self.bad.append(tag)
        if a.get('data-test'):
            self.tests.append(a['data-test'])
        self.bad += [k for k in a if k.startswith('on') or k in
                     ('src', 'srcset', 'action', 'style')]
        if tag in ('h1', 'h2', 'h3'):
            self.heads.append(int(tag[1]))
        if tag == 'a':
            self.links.append(a.get('href', ''))
        if 'id' in a:
            self.ids.append(a['id'])
        if tag in ('svg', 'nav') and not a.get('aria-label'):
            self.unnamed.append(tag)
        if 'tabindex' in a and not a.get('aria-label'):
            self.unnamed.append('scroll')
        if tag == 'th' and a.get('scope') not in ('col', 'row'):
            self.unnamed.append('th')
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.handle_starttag(tag, attrs)
        self.handle_endtag(tag)

    def handle_endtag(self, tag):
        if not self.open or self.open.pop() != tag:
            self.bad.append('/' + tag)

    def handle_data(self, data):
        self.text.write(data)


def lum(colour):
    c = colour.lstrip('#')
    c = ''.join(x * 2 for x in c) if len(c) == 3 else c
    v = [int(c[i:i + 2], 16) / 255 for i in (0, 2, 4)]
    v = [x / 12.92 if x <= 0.03928 else ((x + 0.055) / 1.055) ** 2.4
         for x in v]
    return 0.2126 * v[0] + 0.7152 * v[1] + 0.0722 * v[2]


def contrast(x, y):
    x, y = sorted((lum(x), lum(y)))
    return (y + 0.05) / (x + 0.05)


def rules(css):
    """selector -> {property: value}, later ones over earlier"""
    out = {}
    for names, body in re.findall(r'([^{}]+)\{([^{}]*)\}', css):
        for name in names.split(','):
            out.setdefault(name.strip(), {}).update(
                p.split(':', 1) for p in body.split(';') if ':' in p)
    return out


def media(css, dark):
    """what applies on a screen: dark rules only where it is dark"""
    out, at = '', 0
    for m in re.finditer(r'@media ([^{]*)\{((?:[^{}]*\{[^{}]*\})*)\}', css):
        out += css[at:m.start()]
        if dark and 'dark' in m.group(1):
            out += m.group(2)
        at = m.end()
    return rules(out + css[at:])


def stands_out(css, name):
    for dark in (False, True):
        r = media(css, dark)
        mode = name + (' dark' if dark else ' light')
        body = r['body']
        for s in ('body', 'a', 'figcaption', '.fact .n', 'td.good', 'td.bad'):
            check(f'{mode}: {s} on the page', contrast(r[s]['color'],
                  body['background']) >= 4.5, r[s]['color'])
        # text on every ground it may stand on; grey text only on plain ones
        for s in ('.bg', '.rack', '.sw', '.host', '.outside', '.pill', '.c0',
                  '.c1', '.c2', '.c3', '.c4', '.c6', '.never', '.today', '.guess'):
            ground = r['.ew ' + s]['fill']
            check(f'{mode}: text on {s}', contrast(r['.ew text']['fill'],
                  ground) >= 4.5, ground)
            if s in ('.bg', '.rack', '.sw', '.host'):
                check(f'{mode}: grey text on {s}', contrast(
                      r['.ew .d']['fill'], ground) >= 4.5, ground)
        # bars and lines against the ground
        for s, p in (('.today', 'stroke'), ('.then', 'fill'), ('.work', 'fill'),
                     ('.guess', 'stroke'), ('.worst', 'stroke'),
                     ('.lag', 'stroke'), ('.peer', 'stroke'),
                     ('.hosts', 'stroke'), ('.fabric', 'stroke'),
                     ('.oob', 'stroke'), ('.whisk', 'stroke'),
                     ('.core', 'stroke'), ('.limit', 'stroke'),
                     ('.never', 'stroke')):
            check(f'{mode}: {s} is seen', contrast(r['.ew ' + s][p],
                  r['.ew .bg']['fill']) >= 3, r['.ew ' + s][p])


def page(folder, words, name='report.html'):
    text = read(os.path.join(folder, name))
    p = Page()
    p.feed(text)
    p.close()
    check('the page is closed and has only what it should',
          not p.bad and not p.open, (p.bad, p.open))
    check('the page fetches nothing', 'url(' not in text and
          '@import' not in text)
    check('one title', p.heads[:1] == [1] and p.heads.count(1) == 1)
    check('headings in order', all(y <= x + 1 for x, y in
          zip(p.heads, p.heads[1:])), p.heads)
    check('everything has a name', not p.unnamed, p.unnamed)
    check('no name twice', len(p.ids) == len(set(p.ids)))
    for link in sorted(set(p.links)):
        check('link ' + link, link[1:] in p.ids if link.startswith('#') else
              os.path.isfile(os.path.join(folder, link)))
    for w in words:
        check('the page says ' + w, w in p.text.getvalue())
    stands_out(re.search(r'<style>(.*?)</style>', text, re.S).group(1),
               'report')


def worksheets(folder):
    """what a technician prints or ticks off: nothing fetched, and each result
    is one that is asked for"""
    with open(os.path.join(folder, 'acceptance.csv'), newline='') as f:
        asked = {r['id'] for r in csv.DictReader(f)}
    seen = set()
    for name in ['labels.html'] + sorted(
            os.path.join('cutsheets', f) for f in
            os.listdir(os.path.join(folder, 'cutsheets'))
            if f.endswith('.html')):
        text = read(os.path.join(folder, name))
        p = Page(FORM)
        p.feed(text)
        p.close()
        check(name + ' is closed and has only what it should',
              not p.bad and not p.open, (p.bad, p.open))
        check(name + ' fetches nothing', not re.search(
            r'url\(|@import|fetch\(|XMLHttp|https?:', text))
        check(name + ' asks for what is tested', set(p.tests) <= asked,
              set(p.tests) - asked)
        seen |= set(p.tests)
    check('every link is on a cut sheet', seen == {
        x for x in asked if x.startswith('link-')})


def plain(text):
    """Markdown's escapes taken out"""
    return re.sub(r'\\([\\`*_<>\[\]#&|~+-])', r'\1', text)


def markdown(folder, words):
    for name in sorted(os.listdir(folder)):
        if not name.endswith('.md'):
            continue
        text = read(os.path.join(folder, name))
        inside = re.sub(r'```.*?```|`[^`\n]*`', '', text, flags=re.S)
        check(name + ' has no raw HTML', not re.search(
            r'(?<!\\)<\s*[a-zA-Z/!]', inside),
            re.findall(r'.{20}(?<!\\)<\s*[a-zA-Z/!].{20}', inside)[:1])
    if not os.path.exists(os.path.join(folder, 'report.md')):
        return
    text = read(os.path.join(folder, 'report.md'))
    for link in sorted(set(re.findall(r'(?<!\\)\]\(([^)]*)\)', text))):
        check('report.md: link ' + link, os.path.isfile(
            os.path.join(folder, link)))
    for line in text.split('\n'):
        if line.startswith('|') and len(re.findall(r'(?<!\\)\|', line)) < 3:
            check('report.md: a row has its cells', False, line)
    for w in words:
        check('report.md says ' + w, w in plain(text))


def tables(path, folder):
    for at, _, files in os.walk(path):
        for f in sorted(files):
            name = os.path.join(at, f)
            if f.endswith('.csv'):
                rows = list(csv.reader(io.StringIO(read(name))))
                check(name + ' is a table', len({len(r) for r in rows}) <= 1)
                check(name + ' runs nothing', not any(
                    c[:1] in ('=', '+', '-', '@', '\t', '\r') and
                    not re.fullmatch(r'-?[\d.]*|-', c)
                    for r in rows for c in r))
            elif f.endswith('.xlsx'):
                with zipfile.ZipFile(name) as z:
                    for part in z.namelist():
                        if part.endswith(('.xml', '.rels')):
                            ET.fromstring(z.read(part))
                    bad = [s for s in re.findall(
                        '<f>(.*?)</f>', ''.join(z.read(p).decode() for p in
                        z.namelist() if '/worksheets/' in p)) if re.search(
                        'HYPERLINK|DDE|cmd|WEBSERVICE', s)]
                check(name + ' runs only our formulas', not bad, bad[:1])
            elif f.endswith('.svg'):
                drawing(name)


def main():
    folder, words = sys.argv[1], sys.argv[2:]
    if os.path.exists(os.path.join(folder, 'plan.html')):
        # of a plan its own page and charts; its phases are bundles
        for f in sorted(os.listdir(os.path.join(folder, 'diagrams'))):
            drawing(os.path.join(folder, 'diagrams', f))
        page(folder, words, 'plan.html')
    else:
        tables(folder, folder)
        page(folder, words)
        worksheets(folder)
    markdown(folder, words)
    print(f'{passed} passed, {failed} failed')
    sys.exit(failed > 0)


main()
