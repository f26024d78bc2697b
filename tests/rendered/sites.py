"""sites.py FOLDER: site files that pages are tried on, their names on standard
output: of 1 to 100 racks, names of 1 to 63 characters, and what is hardly there (one
host, no VM that moves, no money).
"""
import os
import sys

# racks, characters of a name, hosts of a rack, VMs, failure domain
SHAPES = [(1, 1, 4, 30), (1, 63, 6, 60), (4, 12, 6, 150), (4, 40, 3, 60),
          (12, 40, 3, 100), (12, 1, 2, 60), (4, 63, 2, 40), (40, 12, 2, 200),
          (100, 12, 1, 200)]


def name(prefix, number, length, width=1):
    """`prefix-number`, made longer at its end"""
    text = '%s%0*d' % (prefix, width, number)
    if len(text) >= length:
        return text
    return (text + '-' + 'fra1-row-of-the-long-names-' * 3)[:length].rstrip(
        '-') if length - len(text) > 1 else text


def site(racks, length, hosts, vms):
    out = ['eastwest: 1',
           'site: {name: %s, currency: EUR}' % name('s', racks, length),
           'requirements: {drain: 20 min, growth: 5 %%, budget: 900000%s}' % (
               ', failure_domain: site' if racks > 40 else ''),
           'racks:']
    out += ['  - {name: %s, units: 42, row: A}' % name('r', r + 1, length)
            for r in range(racks)]
    out += ['clusters:',
            '  - {name: %s, hypervisor: kvm, simultaneous: 2, reserve: %d}' % (
                name('c', 1, length), 1),
            'hosts:']
    out += ['  - {name: %s, rack: %s, memory: 256 GiB}' % (
        name('h', r * hosts + h + 1, length), name('r', r + 1, length))
        for r in range(racks) for h in range(hosts)]
    out += ['vms:']
    out += ['  - {name: %s, memory: 8 GiB, hot: 64 MiB, hot_window: 2 s}' %
            name('v', v + 1, length) for v in range(vms)]
    out += ['networks:']
    out += ['  - {name: %s, purpose: %s, vlan: %d, subnet: 10.%d.0.0/16}' % (
        name(p[0] + 'n', i, length), p, 100 + i, i) for i, p in enumerate(
            ('live-migration', 'storage', 'data', 'management'))]
    out += ['core: {switches: [%s, %s], speed: 10G, links: 2}' % (
        name('k', 1, length), name('k', 2, length)),
        'today: {speed: 1G, ports: 1}']
    return '\n'.join(out) + '\n'


HEAD = '''eastwest: 1
site: {name: %s}
racks: [{name: r1, units: 42}]
clusters: [{name: c, hypervisor: kvm}]
networks: [{name: lm, purpose: live-migration, vlan: 3, subnet: 10.0.0.0/24}]
'''
FEW = {
    'one-host': 'hosts: [{name: h1, memory: 64 GiB}]\n'
                'vms: [{name: v1, memory: 8 GiB}]\n',
    'no-move': 'hosts: [{name: "h[1-2]", memory: 64 GiB}]\n'
               'vms: [{name: v1, memory: 60 GiB, host: h1},'
               ' {name: v2, memory: 60 GiB, host: h2}]\n',
    'no-vms': 'hosts: [{name: "h[1-3]", memory: 64 GiB}]\nvms: []\n',
    'no-money': 'hosts: [{name: "h[1-3]", memory: 64 GiB}]\n'
                'vms: [{name: "v[1-6]", memory: 8 GiB}]\n'
                'requirements: {budget: 1}\n',
}


def main():
    os.makedirs(sys.argv[1], exist_ok=True)
    sites = {'%d-racks-%d-letters' % s[:2]: site(*s) for s in SHAPES}
    sites.update({k: HEAD % k + v for k, v in FEW.items()})
    for k, text in sites.items():
        with open(os.path.join(sys.argv[1], k + '.yaml'), 'w') as f:
            f.write(text)
        print(k)


main()
