"""report.py PROGRAM BUNDLE...: each page of a bundle in Chromium, over its own
pipe.

At 390, 1024 and 1440 pixels and as a page of A4, light, dark and grey: nothing
is wider than the screen, no text lies over another or leaves its box, each can
be told from what is behind it, nothing goes wrong, nothing but the file is
fetched, links lead to files of the bundle, what scrolls can be reached by
keyboard.  Printed, it has more than a page.  Each drawing opens by itself.  Where
a page has sliders, they are moved by keyboard and must say what the points of
design.json say.  Ends with `N passed, M failed`.
"""
import glob
import json
import os
import re
import sys
import tempfile
import urllib.parse

from browser import Browser

passed = failed = 0
WIDTHS = (('390', 390, ''), ('1024', 1024, ''), ('1440', 1440, ''),
          ('A4', 688, 'print'))
LIGHT = (('light', False, False), ('dark', True, False),
         ('grey', False, True))
with open(os.path.join(os.path.dirname(__file__), 'measure.js')) as f:
    MEASURE = re.sub(r'^/\*.*?\*/\s*', '', f.read(), flags=re.S)


def check(what, good, seen=''):
    global passed, failed
    if good:
        passed += 1
    else:
        failed += 1
        print('FAIL', what, str(seen)[:600])


def measure(b, grey=False, least_px=8):
    return b.ask('(%s)(%s, %g)' % (MEASURE, 'true' if grey else 'false',
                                   least_px))


def leads_somewhere(link, folder):
    url = urllib.parse.urlparse(link)
    path = urllib.parse.unquote(url.path)
    return url.scheme == 'file' and os.path.isfile(path) and \
        os.path.realpath(path).startswith(folder + '/')


def measured(b, at, html, width, media, grey):
    m = measure(b, grey, 7.5 if media else 9 if width < 500 else 10)
    # of a rack with one host there is no more to cable
    least = 10 if '/cutsheets/' in html else 20
    check(at + ': there is text', m['texts'] > least, m['texts'])
    check(at + ': no wider than it', m['client'] == width and
          m['scroll'] <= m['client'], (m['scroll'], m['client'], m['wide']))
    check(at + ': nothing sticks out', not m['wide'] or media == 'print',
          m['wide'])
    check(at + ': no text over another', not m['over'], m['over'])
    check(at + ': no text outside its box', not m['out'], m['out'])
    check(at + ': contrast', not m['faint'], m['faint'])
    check(at + ': large enough', not m['small'], m['small'])
    check(at + ': nothing goes wrong', not b.complaints(), b.complaints())
    check(at + ': nothing else is fetched', b.fetched() == [
        'file://' + urllib.parse.quote(html)], b.fetched())
    check(at + ': no column is empty', not m['hollow'], m['hollow'])
    check(at + ': no half of a row is empty', not m['lone'], m['lone'])
    check(at + ': no change to the same', not m['same'], m['same'])
    check(at + ': the keyboard gets everywhere', not m['deaf'], m['deaf'])
    return m


def page(b, name, folder, html):
    links = []
    for where, width, media in WIDTHS:
        for how, dark, grey in LIGHT:
            if media == 'print' and dark:
                continue
            if html.endswith('/labels.html'):
                # sheets of paper, without a margin and on no screen
                width = 794
                if not media:
                    continue
            b.screen(width, dark, media)
            b.open(html)
            links = measured(b, '%s %s %s' % (name, where, how), html, width,
                             media, grey)['links']
    check(name + ': links lead to its files', all(
        leads_somewhere(x, folder) for x in links),
        [x for x in links if not leads_somewhere(x, folder)])
    b.screen(1024)
    b.open(html)
    check(name + ': pages', len(re.findall(rb'/Type\s*/Page\b', b.pdf())) >
          html.endswith('/report.html'))


def drawings(b, name, folder):
    for f in sorted(os.listdir(os.path.join(folder, 'diagrams'))):
        b.screen(1024)
        b.open(os.path.join(folder, 'diagrams', f))
        m = measure(b)
        check('%s %s opens' % (name, f), m['root'] == 'svg' and
              m['broken'] == 0 and not b.complaints() and
              len(b.fetched()) == 1, (m, b.complaints()))


# of sites of which nothing, or no host, can be drained: what is not drawn there
FEW = {'no-vms': 'The site lists no VMs', 'one-host': 'No host can be drained',
       'no-move': 'No host can be drained'}
EMPTY = ('drain.svg', 'rolling.svg', 'pareto.svg')


def says_so(b, name, folder, html):
    """no page with a chart of nothing"""
    if name not in FEW:
        return
    b.screen(1024)
    b.open(html)
    text = b.ask('document.body.innerText')
    check(name + ': the page says so', FEW[name] in text)
    check(name + ': no empty chart', not [
        x for x in EMPTY if x in b.ask('document.body.innerHTML') or
        os.path.exists(os.path.join(folder, 'diagrams', x))])
    check(name + ': no times of nothing', not re.search(
        r'\b0\sms\b|impossible \u2192', text), text[:200])


def money(text):
    return float(text.replace(',', ''))


def rough(amount):
    step = 1
    while amount / step >= 100:
        step *= 10
    return int(amount / step + 0.5) * step


NAME = {}
for _file in glob.glob('catalogs/switches/*.yaml'):
    with open(_file) as _f:
        NAME[os.path.basename(_file)[:-5]] = re.search(
            r'^name: "?([^"\n]*)', _f.read(), re.M).group(1)


def named(text):
    """models by their names, as the page has them: what a name shares with the
    one before it is left out"""
    last = ['']

    def name(m):
        full = NAME.get(m.group())
        if not full:
            return m.group()
        shared = os.path.commonprefix([full, last[0]])
        last[0] = full
        return full[shared.rfind(' ') + 1:]
    return re.sub(r'[a-z0-9-]+', name, text)


SHOWN = '''[...document.querySelectorAll('.sliders [data-cell]')].map(
  (e) => e.textContent)'''
STATE = '''[...document.querySelectorAll('.sliders input')].map(
  (e) => [e.value, e.max])'''


def says(b, at, grid, place):
    """what the page shows against the point of design.json"""
    axes = [i for i, a in enumerate(grid['axes']) if len(a['values']) > 1]
    full = [a['proposal'] for a in grid['axes']]
    for i, p in zip(axes, place):
        full[i] = p
    point = [p for p in grid['points'] if p['at'] == full][0]
    shown = b.ask(SHOWN)
    if point['feasible']:
        # to two digits where estimates are in it, else to the cent
        check(at, money(shown[0]) in (point['cost'], rough(point['cost'])) and
              int(shown[6].split()[0]) == point['switches'] and
              (named(point['what']) == shown[7] or shown[7] == 'as proposed'),
              (shown, point))
    else:
        check(at, shown[0] == '\u2013' and named(point['reason']) in shown[7],
              (shown, point))


def sliders(b, name, folder, html):
    """each by arrow keys from end to end, then all of them at once"""
    with open(os.path.join(folder, 'design.json')) as f:
        grid = json.load(f).get('what_if')
    for width in (390, 1440):
        b.screen(width)
        b.open(html)
        there = b.ask("document.querySelectorAll('.sliders').length")
        check(name + ': sliders where asked for', there == (
            1 if grid else 0), there)
        if not grid:
            continue
        state = b.ask(STATE)
        for i, (value, most) in enumerate(state):
            b.ask("document.querySelectorAll('.sliders input')[%d].focus()" %
                  i)
            for step in range(2 * int(most)):
                b.key(*(('ArrowRight', 39) if step < int(most) else
                        ('ArrowLeft', 37)))
                says(b, '%s %d slider %d step %d' % (name, width, i, step),
                     grid, [int(v) for v, _ in b.ask(STATE)])
        b.ask("document.querySelectorAll('.sliders input').forEach((e) => "
              "{e.value = e.max; e.dispatchEvent(new Event('input'))})")
        says(b, '%s %d all at the end' % (name, width), grid,
             [int(v) for v, _ in b.ask(STATE)])
        b.ask("document.querySelector('.sliders button').click()")
        b.ask('new Promise((r) => setTimeout(r, 50))')
        check(name + ': back to the proposal', b.ask(STATE) == state)
        b.ask("document.querySelector('details.points').open = true")
        m = measure(b)
        check('%s %d: the table of points' % (name, width), not m['over'] and
              not m['out'] and m['scroll'] <= m['client'], (
                  m['over'], m['out'], m['scroll']))
        check(name + ': sliders: nothing goes wrong', not b.complaints(),
              b.complaints())
        # without a script, and in print, the table is there and they are not
        for media, script in (('', False), ('print', True)):
            b.screen(width, media=media, script=script)
            b.open(html)
            check('%s: a table instead (%s)' % (name, media or 'no script'),
                  b.ask("""getComputedStyle(document.querySelector(
                  '.sliders')).display === 'none' && document.body.innerText
                  .includes('One change, all else as proposed')"""))
        b.screen(width)


BROKEN = '''<!DOCTYPE html><meta name="viewport" content="width=device-width">
<body style="background:#fff;color:#111"><p style="margin:0">one line</p>
<p style="margin:-1.1em 0 9px">another on it</p>
<p style="width:60px;white-space:nowrap">a text that leaves its paragraph</p>
<p style="color:#bbb">hardly to be seen</p>
<p style="width:4000px">far too wide</p>
<div class="scroll">deaf</div>
<svg viewBox="0 0 200 60" width="200" height="60"><rect x="9" y="5"
width="40" height="20" fill="#369"/><text x="9" y="20" fill="#346"
font-size="12">overlong</text><text x="150" y="50" font-size="12">off the
sheet of it</text><text x="9" y="50" font-size="5">tiny</text></svg>
<table><thead><tr><th>full</th><th>hollow</th></tr></thead><tbody><tr><td>x</td>
<td></td></tr></tbody></table><p>5\u00a0min instead of 5\u00a0min</p>
<p>9\u00a0min\u00a057\u00a0s \u2192 57\u00a0s</p>
<figure class="half" style="width:300px">lone</figure>'''


def measures(b, folder):
    """each fault is found on a page that has it"""
    path = os.path.join(folder, 'broken.html')
    with open(path, 'w') as f:
        f.write(BROKEN)
    b.screen(1024)
    b.open(path)
    m = measure(b)
    for kind, text in (('over', 'one line'), ('out', 'leaves its'),
                       ('out', 'overlong (box'),
                       ('out', '(drawing)'), ('faint', 'hardly'),
                       ('faint', 'overlong'), ('wide', 'far too wide'),
                       ('deaf', 'deaf'), ('small', 'tiny'),
                       ('hollow', 'hollow'), ('lone', 'lone'),
                       ('same', 'instead of')):
        check('found: %s %s' % (kind, text), any(
            text in x for x in m[kind]), m[kind])
    check('not found: a change that ends in the same', len(m['same']) == 1,
          m['same'])


def main():
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        b = Browser(profile)
        try:
            b.start()
            measures(b, profile)
            for folder in sys.argv[1:]:
                folder = os.path.realpath(folder)
                check('%s is a folder' % folder, os.path.isdir(folder))
                name = os.path.basename(folder)
                for d, _, files in sorted(os.walk(folder)):
                    # a page for each rack: two of them
                    pages = [f for f in sorted(files) if f.endswith('.html')]
                    for f in pages[:2] if os.path.basename(
                            d) == 'cutsheets' else pages:
                        path = os.path.join(d, f)
                        page(b, name + ' ' + os.path.relpath(path, folder),
                             folder, path)
                report = os.path.join(folder, 'report.html')
                if os.path.exists(report):
                    says_so(b, name, folder, report)
                    sliders(b, name, folder, report)
                    drawings(b, name, folder)
        finally:
            b.stop()
    print(f'{passed} passed, {failed} failed')
    sys.exit(failed > 0)


main()
