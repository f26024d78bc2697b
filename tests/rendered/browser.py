"""Chromium for tests: over its own pipe, no port, no extension, no network."""
import base64
import json
import os
import subprocess
import urllib.parse

FLAGS = ['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic',
         '--no-first-run', '--disable-background-networking',
         '--disable-component-update', '--disable-sync', '--mute-audio',
         '--hide-scrollbars', '--remote-debugging-pipe']


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

    def ask(self, script):
        """the value of an expression in the page"""
        got = self.call('Runtime.evaluate', expression=script,
                        returnByValue=True)
        if 'exceptionDetails' in got:
            raise SystemExit(str(got['exceptionDetails'])[:2000])
        return got['result'].get('value')

    def screen(self, width, dark=False, media='', height=800, script=True):
        self.call('Emulation.setDeviceMetricsOverride', width=width,
                  height=height, deviceScaleFactor=1, mobile=width < 500)
        self.call('Emulation.setEmulatedMedia', media=media, features=[
            {'name': 'prefers-color-scheme',
             'value': 'dark' if dark else 'light'}])
        self.call('Emulation.setScriptExecutionDisabled', value=not script)

    def key(self, name, code):
        for kind in ('rawKeyDown', 'keyUp'):
            self.call('Input.dispatchKeyEvent', type=kind, key=name,
                      code=name, windowsVirtualKeyCode=code)

    def picture(self, path, selector='body'):
        """what an element looks like, into a PNG"""
        box = self.ask('(() => {const r = document.querySelector(%s)'
                       '.getBoundingClientRect(); return [r.x + scrollX, r.y + '
                       'scrollY, r.width, r.height]})()' %
                       json.dumps(selector))
        got = self.call('Page.captureScreenshot', captureBeyondViewport=True,
                        clip=dict(zip(('x', 'y', 'width', 'height'), box),
                                  scale=1))
        with open(path, 'wb') as f:
            f.write(base64.b64decode(got['data']))

    def pdf(self):
        return base64.b64decode(self.call('Page.printToPDF',
                                          preferCSSPageSize=True)['data'])

    def stop(self):
        self.process.terminate()
        self.process.wait(20)

    def complaints(self):
        return [e['params'] for e in self.events if e.get('method') in (
            'Log.entryAdded', 'Runtime.exceptionThrown',
            'Runtime.consoleAPICalled')]

    def fetched(self):
        return [e['params']['request']['url'] for e in self.events
                if e.get('method') == 'Network.requestWillBeSent']
