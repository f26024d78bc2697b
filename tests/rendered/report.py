"""report.py BUNDLE...: each report.html in Chromium, over its own pipe.

On a desk (1280), in the dark, on a phone (360) and as a page of A4: nothing is
wider than the screen, nothing goes wrong, nothing but the file is fetched, text
in drawings is large enough to be read, links lead to files of the bundle, what
scrolls can be reached by keyboard.  Printed, it has more than a page.  Each
drawing opens by itself.  Ends with `N passed, M failed`.
"""
import base64
import json
import os
import re
import subprocess
import sys
import tempfile
import urllib.parse

passed = failed = 0
FLAGS = ['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic',
         '--no-first-run', '--disable-background-networking',
         '--disable-component-update', '--disable-sync', '--mute-audio',
         '--hide-scrollbars', '--remote-debugging-pipe']
MEASURE = '''(() => {
  const d = document.documentElement, wide = [], small = [], deaf = [];
  const within = (e) => e.closest('.scroll') !== null;
  for (const e of document.querySelectorAll('body *')) {
    const r = e.getBoundingClientRect();
    if (!within(e) && r.width > 0 && r.right > d.clientWidth + 1)
      wide.push(e.tagName + ' ' + e.className + ' ' + r.right);
  }
  let least = 99;
  for (const s of document.querySelectorAll('svg')) {
    const r = s.getBoundingClientRect();
    const px = 10.5 * r.width / s.viewBox.baseVal.width;
    if (!s.closest('.broad')) least = Math.min(least, px);
  }
  for (const e of document.querySelectorAll('.scroll'))
    if (e.tabIndex < 0 || !e.getAttribute('aria-label')) deaf.push(e.innerText);
  return {scroll: d.scrollWidth, client: d.clientWidth, wide, least, deaf,
    links: [...document.querySelectorAll('a')].map((a) => a.href),
    broken: document.querySelectorAll('parsererror').length,
    root: d.tagName};
})()'''


def check(what, good, seen=''):
    global passed, failed
    if good:
        passed += 1
    else:
        failed += 1
        print('FAIL', what, str(seen)[:400])


class Browser:
    """Chromium's DevTools over file descriptors 3 and 4"""

    def __init__(self, profile):
        ours_in, theirs_out = os.pipe()
        theirs_in, ours_out = os.pipe()

        def plug():
            # out of the way first: one of them may be 3 or 4 already
            a, b = os.dup(theirs_in), os.dup(theirs_out)
            while a < 5:
                a = os.dup(a)
            while b < 5:
                b = os.dup(b)
            os.dup2(a, 3)
            os.dup2(b, 4)

        self.process = subprocess.Popen(
            ['chromium', *FLAGS, '--user-data-dir=' + profile, 'about:blank'],
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL, close_fds=False, preexec_fn=plug)
        os.close(theirs_in)
        os.close(theirs_out)
        self.read, self.write = ours_in, ours_out
        self.rest, self.number, self.events = b'', 0, []
        self.session = None

    def next(self):
        while b'\0' not in self.rest:
            piece = os.read(self.read, 1 << 20)
            if not piece:
                raise SystemExit('the browser is gone')
            self.rest += piece
        one, self.rest = self.rest.split(b'\0', 1)
        return json.loads(one)

    def call(self, method, **params):
        self.number += 1
        mine = self.number
        message = {'id': mine, 'method': method, 'params': params}
        if self.session:
            message['sessionId'] = self.session
        os.write(self.write, json.dumps(message).encode() + b'\0')
        while True:
            got = self.next()
            if got.get('id') == mine:
                if 'error' in got:
                    raise SystemExit(method + ': ' + str(got['error']))
                return got['result']
            self.events.append(got)

    def wait(self, method):
        while not any(e.get('method') == method for e in self.events):
            self.events.append(self.next())

    def start(self):
        target = self.call('Target.createTarget', url='about:blank')
        self.session = self.call('Target.attachToTarget', flatten=True,
                                 targetId=target['targetId'])['sessionId']
        for room in ('Page', 'Runtime', 'Log', 'Network'):
            self.call(room + '.enable')

    def open(self, path):
        self.events = []
        self.call('Page.navigate', url='file://' + urllib.parse.quote(path))
        self.wait('Page.loadEventFired')
        return self.call('Runtime.evaluate', expression=MEASURE,
                         returnByValue=True)['result']['value']

    def complaints(self):
        return [e['params'] for e in self.events if e.get('method') in (
            'Log.entryAdded', 'Runtime.exceptionThrown',
            'Runtime.consoleAPICalled')]

    def fetched(self):
        return [e['params']['request']['url'] for e in self.events
                if e.get('method') == 'Network.requestWillBeSent']


def leads_somewhere(link, folder):
    url = urllib.parse.urlparse(link)
    path = urllib.parse.unquote(url.path)
    return url.scheme == 'file' and os.path.isfile(path) and \
        os.path.realpath(path).startswith(folder + '/')


def page(b, folder):
    name = os.path.basename(folder)
    html = os.path.join(folder, 'report.html')
    # text that is small on purpose is 10.5 px; smaller than this is not read
    for what, width, media, dark, least in (
            ('on a desk', 1280, '', False, 10), ('in the dark', 1280, '',
             True, 10), ('on a phone', 360, '', False, 9),
            ('on A4', 688, 'print', False, 8)):
        b.call('Emulation.setDeviceMetricsOverride', width=width, height=800,
               deviceScaleFactor=1, mobile=width < 500)
        b.call('Emulation.setEmulatedMedia', media=media, features=[
            {'name': 'prefers-color-scheme',
             'value': 'dark' if dark else 'light'}])
        m = b.open(html)
        at = name + ' ' + what
        check(at + ': no wider than it', m['client'] == width and
              m['scroll'] <= m['client'], (m['scroll'], m['client']))
        check(at + ': nothing sticks out', not m['wide'] or media == 'print',
              m['wide'])
        check(at + ': nothing goes wrong', not b.complaints(),
              b.complaints())
        check(at + ': nothing else is fetched', b.fetched() == [
            'file://' + urllib.parse.quote(html)], b.fetched())
        check(at + ': drawings can be read', m['least'] >= least, m['least'])
        check(at + ': the keyboard gets everywhere', not m['deaf'], m['deaf'])
    check(name + ': links lead to its files', m['links'] and all(
        leads_somewhere(x, folder) for x in m['links']),
        [x for x in m['links'] if not leads_somewhere(x, folder)])
    b.call('Emulation.setEmulatedMedia', media='')
    pdf = base64.b64decode(b.call('Page.printToPDF', preferCSSPageSize=True)[
        'data'])
    with open(folder + '.pdf', 'wb') as f:
        f.write(pdf)
    check(name + ': more than a page', len(re.findall(
        rb'/Type\s*/Page\b', pdf)) > 1)


def drawings(b, folder):
    for f in sorted(os.listdir(os.path.join(folder, 'diagrams'))):
        m = b.open(os.path.join(folder, 'diagrams', f))
        check(f + ' opens', m['root'] == 'svg' and m['broken'] == 0 and
              not b.complaints() and len(b.fetched()) == 1,
              (m, b.complaints()))


def main():
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        b = Browser(profile)
        try:
            b.start()
            for folder in sys.argv[1:]:
                folder = os.path.realpath(folder)
                page(b, folder)
                drawings(b, folder)
        finally:
            b.process.terminate()
            b.process.wait(20)
    print(f'{passed} passed, {failed} failed')
    sys.exit(failed > 0)


main()
