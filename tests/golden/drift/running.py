"""What a switch prints of a config it was given: headers, lines it makes itself,
defaults written out, short names, its own order.
    running.py NOS CONFIG >RUNNING"""
import json, re, sys
nos, path = sys.argv[1:]
text = open(path).read()
HEAD = {
    'eos': '! Command: show running-config\n! device: sw (DCS-7050SX-64, EOS-4.20.15M)\n!\n'
           '! boot system flash:/EOS.swi\n!\ntransceiver qsfp default-mode 4x10G\n!\n',
    'nxos': '!Command: show running-config\n!Time: Mon Jan  5 10:00:00 2026\n\nversion 7.0(3)I7(9)\n',
    'os9': 'Current Configuration ...\n! Version 9.14(2.10)\n'
           '! Last configuration change at Mon Jan  5 10:00:00 2026 by admin\n!\n',
    'os10': '! Version 10.5.2.3\n! Last configuration change at Jan  5 10:00:00 2026\n!\n',
    'os6': '!Current Configuration:\n!System Description "N4032F, 6.6.3.14, Linux 3.7.10"\n'
           '!System Software Version 6.6.3.14\n!\n',
}
if nos == 'sonic':
    d = json.loads(text)
    d.setdefault('FEATURE', {})['lldp'] = {'state': 'enabled'}
    d['CRM'] = {'Config': {'polling_interval': '300'}}
    print(json.dumps(d, indent=4, sort_keys=True))
    sys.exit()
if nos == 'routeros':
    # an export: tables in its own order, no account and no secret, numbers and
    # quotes its own way, what is by default left out, lines wrapped at 80
    tables, path = {}, ''
    for l in text.splitlines():
        if l.startswith('/'):
            path = l
        elif l[0] not in '#:':
            tables.setdefault(path, []).append(l)
    del tables['/user']
    print('# 2026-01-05 10:00:00 by RouterOS 7.19.4\n# software id = AAAA-0001\n#\n'
          '# model = CRS317-1G-16S+\n# serial number = 000000000001')
    for path in sorted(tables):
        print(path)
        for l in tables[path]:
            l = re.sub(r' disabled=no| protocol-mode=rstp| \\S*-password="[^"]*"', '', l)
            l = re.sub(r'="([\w.-]*)"', r'=\1', l)
            l = re.sub(r'priority=(\d+)', lambda m: 'priority=0x%X' % int(m[1]), l)
            l = re.sub(r'(address=(\d+\.\d+\.\d+)\.\d+/24) (interface=\S+)',
                       r'\1 \3 network=\2.0', l)
            l = l.replace('add frame-types', 'add admin-mac=02:00:00:00:00:01 auto-mac=no frame-types')
            while len(l) > 78:
                cut = 78 + (l[78] == ' ')
                print(l[:cut] + '\\')
                l = '    ' + l[cut:]
            print(l)
    sys.exit()
if nos == 'nvue':
    # nv config show -o commands: sorted, one line for interfaces alike, a hash
    # for the password, secrets masked, what it has by default beside it
    same = {}
    for l in text.splitlines():
        if l.startswith('nv set '):
            l = re.sub("password '.*'", "hashed-password '*'", l)
            l = re.sub("(auth-sha|encrypt-aes) '[^']*'", r"\1 '*'", l)
            w = l.split(' ', 4)
            if w[2] == 'interface':
                same.setdefault(' '.join(w[4:]), []).append(w[3])
            else:
                same[l] = None
    out = ['nv set system wjh state enabled', 'nv set system api state enabled',
           'nv set system reboot mode cold']
    for k, names in same.items():
        if names is None:
            out.append(k)
            continue
        if k == 'link state down' or k.startswith('description'):
            out += ['nv set interface %s %s' % (n, k) for n in names]
        else:
            out.append('nv set interface %s %s' % (','.join(names), k))
    print('\n'.join(sorted(out)))
    sys.exit()
if nos == 'fastpath':
    # quotes of its own, defaults left out, secrets ciphered, a LAG's stanza last,
    # what it is told once in one stanza and once in another
    head, ports, lags, here = [], [], [], None
    for l in text.splitlines()[:-1]:
        if l.startswith('interface '):
            here = [l]
            (lags if ' lag ' in l else ports).append(here)
        elif here is not None and here[-1] != 'exit':
            if l != 'mtu 9198':
                here.append(re.sub(r'^description "(.*)"', r"description '\1'", l))
        elif l[0] != '!' and l not in ('spanning-tree', 'spanning-tree mode rstp'):
            head.append(re.sub('password .* level', 'password 0f3ad1 encryption-type sha512 level', l))
    print('!Current Configuration:\n!\n!System Description "M4300-24XF, 12.0.17.13, 1.0.0.11"\n'
          '!System Software Version "12.0.17.13"\n!')
    for l in head:
        print(l)
    print('snmp-server sysname "%s"\n!' % re.search('hostname "(.*)"', text)[1])
    for s in reversed(ports):
        member = [l for l in s if l.startswith('addport')]
        if member:
            print('\n'.join([s[0], *member, 'exit']))
        print('\n'.join(l for l in s if l not in member))
    for s in lags:
        print('\n'.join(s))
    print('router rip\nexit\nexit')
    sys.exit()
if nos == 'junos':
    # stanzas of one name in one, in its own order, members a line each, no
    # comment, quotes where it needs them, a hash for the password
    def read(lines):
        here = []
        for l in lines:
            l = l.strip()
            if l == '}':
                return here
            if l.endswith('{'):
                here.append([l[:-1].strip(), read(lines)])
            elif l and l[0] not in '/*#':
                here.append(l)
        return here
    def one(stanzas):
        out = {}
        for x in stanzas:
            if isinstance(x, str):
                out[x] = None
            else:
                out.setdefault(x[0].replace('replace: ', ''), []).extend(x[1])
        return out
    def show(stanzas, pad=''):
        for name, below in one(stanzas).items():
            if below is None:
                name = re.sub(r'description "(\w+)";', r'description \1;', name)
                print(pad + re.sub(r'(password) .*;', r'\1 "$6$x$y"; ## SECRET-DATA', name))
            else:
                print(pad + name + ' {')
                show(below, pad + '    ')
                print(pad + '}')
    print('## Last commit: 2026-01-05 10:00:00 UTC by admin\nversion 21.4R3.15;')
    show(read(iter(text.splitlines())))
    sys.exit()
if nos == 'aoscx':
    # what is by default left out, secrets ciphered, VLAN 1 and what ports a
    # group has said, services and the pair where it prints them; lists by mask
    sections, top = [], []
    for l in text.splitlines():
        l = re.sub(r'(permit any [\d.]+)/32 ', r'\1 ', l)
        l = re.sub(r'(permit any [\d.]+)/24 ', r'\1/255.255.255.0 ', l)
        if l[0] == ' ':
            sections[-1].append(l)
        elif l[0] != '!':
            sections.append([l])
    for s in sections:
        s[:] = [l for l in s if l not in ('spanning-tree mode mstp', '    linkup-delay-timer 180')
                and not (m := re.fullmatch(r'qos cos-map (\d) local-priority (\d)', l)) or
                m and (m[1] != m[2] or m[1] in '01')]
        s[:] = [re.sub(r'(pass|word) plaintext .*?( priv|$)', r'\1 ciphertext AQBap\2', l) for l in s]
        if s and s[0].startswith('system interface-group'):
            s.append('    !interface group 1 contains ports 1/1/1-1/1/12')
    sections = [s for s in sections if s]
    late = [s for s in sections if re.match('vsx|https-server|snmp', s[0])]
    sections = [s for s in sections if s not in late]
    at = next(i for i, s in enumerate(sections) if s[0].startswith('vlan '))
    sections.insert(at, ['vlan 1'])
    print('Current configuration:\n!\n!Version AOS-CX LL.10.13.1000\n!export-password: default')
    for s in sections + late:
        print('\n'.join(s))
    print('!\n!')
    sys.exit()
lines = text.rstrip('\n').split('\n')
# the stanzas of ports in the opposite order
head, stanzas, tail, here = [], [], [], None
for l in lines:
    if re.match(r'interface (ethernet|tengig)', l, re.I):
        here = [l]
        stanzas.append(here)
    elif here is not None and (l[:1] == ' ' or l.strip() in ('!', 'exit') or nos == 'os6' and
                               not re.match(r'interface|exit', l) and here[-1] != 'exit'):
        here.append(l)
    else:
        (tail if stanzas else head).append(l)
        here = None
if nos != 'os6':
    lines = head + [l for s in reversed(stanzas) for l in s] + tail
out = []
for l in lines:
    if nos in ('eos', 'nxos'):
        l = re.sub(r'^interface Ethernet', 'interface Eth', l)
    if nos == 'os9':
        l = re.sub(r'^interface TenGigabitEthernet ', 'interface Te ', l)
    out.append(l)
    if nos in ('eos', 'nxos') and l.startswith('interface Eth'):
        out.append(('   ' if nos == 'eos' else '  ') + 'load-interval 300')
if nos == 'os6':
    out = [l for l in out if l not in ('configure', 'end')]
sys.stdout.write(HEAD[nos] + '\n'.join(out) + '\n')
