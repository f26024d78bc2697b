"""Sites by number: the same site for the same number, on every machine.

All platforms we write configurations for, all topologies, host files of every
kind; sizes small enough for a design in a fraction of a second.  Some can't be
had, as some that people ask for can't.
"""
import random
import re

# of a platform: models for a pair, for leaves, for spines.  Where a platform
# makes no leaves or no spines, those of others stand in
MODELS = {
    'eos': (['arista-7050sx-64', 'arista-7050sx-72q', 'arista-7050sx3-48yc8',
             'arista-7050tx3-48c8'], None, None),
    'nxos': (['cisco-nexus-9372px', 'cisco-nexus-93180yc-ex',
              'cisco-nexus-93108tc-fx', 'cisco-nexus-93240yc-fx2'],
             ['arista-7050sx-64', 'dell-s4148f-on', 'dell-s5248f-on'],
             ['cisco-nexus-9372px', 'cisco-nexus-9336c-fx2',
              'cisco-nexus-93180yc-ex']),
    'nvue': (['nvidia-sn2010', 'nvidia-sn2410', 'nvidia-sn3420', 'nvidia-sn2100'],
             None,
             ['nvidia-sn2100', 'nvidia-sn2700', 'nvidia-sn3700c',
              'nvidia-sn2010']),
    'os10': (['dell-s4112f-on', 'dell-s4148f-on', 'dell-s5224f-on',
              'dell-s4148t-on', 'dell-s5248f-on'], None, None),
    'os9': (['dell-s4810', 'dell-s4048-on'], None, None),
    'os6': (['dell-n4032f', 'dell-n4064f', 'dell-8132f', 'dell-8164f'],
            ['dell-n4032f', 'dell-n4064f'],
            ['dell-s4810', 'dell-s4048-on', 'dell-s4112f-on']),
    'sonic': (['edgecore-as5835-54x', 'edgecore-as7326-56x',
               'edgecore-as5835-54t'],
              ['arista-7050sx-64', 'dell-s4148f-on', 'dell-s5248f-on'],
              ['edgecore-as5835-54x', 'edgecore-as7726-32x',
               'edgecore-as7326-56x']),
}
PLATFORMS = sorted(MODELS)
# of these in every third forty, so that the sites before stay as they were
LATER = {
    'aoscx': (['hpe-aruba-8325-48y8c', 'hpe-aruba-8360-32y4c',
               'hpe-aruba-8360-48y6c', 'hpe-aruba-8360-48xt4c'], None,
              ['hpe-aruba-8325-32c', 'hpe-aruba-8325-48y8c',
               'hpe-aruba-8360-32y4c', 'hpe-aruba-8360-48y6c']),
    'fastpath': (['netgear-m4300-24xf', 'netgear-m4300-24x24f',
                  'netgear-m4300-48xf', 'netgear-m4350-24f4v'],
                 None, ['dell-s4048-on', 'dell-s4112f-on',
                        'arista-7050sx-64']),
    'junos': (['juniper-qfx5110-48s', 'juniper-qfx5120-48y',
               'juniper-qfx5100-48s', 'juniper-qfx5120-48t'], None,
              ['juniper-qfx5110-48s', 'juniper-qfx5120-32c',
               'juniper-qfx5120-48y', 'juniper-qfx5100-48s']),
    'routeros': (['mikrotik-crs317', 'mikrotik-crs309', 'mikrotik-crs312',
                  'mikrotik-crs326-24s', 'mikrotik-crs518',
                  'mikrotik-crs510'], None, ['dell-s4048-on',
                                             'dell-s4112f-on',
                                             'arista-7050sx-64']),
}
MODELS.update(LATER)
TOPOLOGIES = ['standalone', 'linked', 'spine-leaf', 'evlt', 'auto']
HYPERVISORS = ['hyper-v', 'hyper-v', 'hyper-v', 'kvm', 'kvm', 'vsphere', 'xen']
NICS = [('10G', 'sfp+')] * 8 + [
    ('25G', 'sfp28'), ('25G', 'sfp28'), ('10G', '10gbase-t'),
    ('10G', '10gbase-t'), ('40G', 'qsfp+'), ('100G', 'qsfp28')]
TENS = [('10G', 'sfp+')] * 4 + [('10G', '10gbase-t')]


def cluster(r, hypervisor, rdma, data):
    c = {'name': 'prod', 'hypervisor': hypervisor}
    if hypervisor == 'hyper-v':
        c['version'] = r.choice(['2012r2', '2016', '2019', '2022', '2025'])
        if rdma != 'none' and c['version'] == '2012r2' and r.random() < .8:
            c['version'] = '2019'
        if r.random() < .2:
            c['transport'] = r.choice(['tcp', 'compression'] + ['smb'] *
                                      (rdma != 'roce'))
        if r.random() < .2:
            c['switch'] = 'vSwitch'
    if hypervisor == 'kvm':
        if r.random() < .3:
            c['orchestrator'] = 'proxmox'
        else:
            c['host_files'] = r.choice(['netplan', 'networkd', 'interfaces'])
        if r.random() < .5:
            # the others write addresses of their own over bridged VMs'
            c['bond'] = 'active-backup' if data else \
                r.choice(['balance-tlb', 'balance-alb'])
    return c


def networks(r, hypervisor, core, rdma, islands):
    n = [{'name': 'lm', 'purpose': 'live-migration', 'vlan': 120,
          'subnet': '10.0.120.0/24'}]
    if hypervisor == 'hyper-v' or islands or r.random() < .2:
        n.append({'name': 'csv', 'purpose': 'csv', 'vlan': 110,
                  'subnet': '10.0.110.0/24'})
    for k in range(r.choice([0, 2] if islands else [0, 0, 1, 1, 2])):
        n.append({'name': 'smb%d' % k, 'purpose': 'storage', 'vlan': 130 + k,
                  'subnet': '10.0.%d.0/24' % (130 + k)})
        if rdma == 'roce' and r.random() < .8:
            n[-1]['lossless'] = True
    if r.random() < .8:
        n.append({'name': 'oob', 'purpose': 'oob', 'subnet': '10.0.0.0/24'})
        if r.random() < .6:
            n[-1]['gateway'] = '10.0.0.1'
    for name, purpose, vlan, odds in (('data', 'data', 200, .8),
                                      ('mgmt', 'management', 50, .5),
                                      ('dmz', 'data', 210, .2),
                                      ('bck', 'backup', 60, .2)):
        if core and r.random() < odds:
            n.append({'name': name, 'purpose': purpose, 'vlan': vlan,
                      'subnet': '10.0.%d.0/24' % vlan})
            if r.random() < .6:
                n[-1]['gateway'] = '10.0.%d.1' % vlan
            if r.random() < .15:
                n[-1]['on'] = 'today'
    for x in n:
        if r.random() < .05 and x['purpose'] not in ('oob', 'live-migration'):
            x.pop('subnet'), x.pop('gateway', None)
    return n


def core_of(r):
    n = r.choice([1, 2, 2, 2, 3])
    mclag = r.random() < .5
    c = {'switches': ['core%d' % (i + 1) for i in range(n)],
         'links': r.choice([1, 1, 2, 2, 3, 4]), 'mclag': mclag,
         'stp': 'separate' if r.random() < .15 and (mclag or n == 1)
         else 'joined'}
    c['speed'], c['media'] = r.choice(
        [('10G', 'sfp+')] * 9 + [('40G', 'qsfp+'), ('1G', '10gbase-t'),
                                 ('25G', 'sfp28')])
    if r.random() < .5:
        c['stp_priority'] = r.choice([0, 4096, 8192, 24576])
    return c


def site(number):
    r = random.Random('site %d' % number)
    topology = TOPOLOGIES[number % len(TOPOLOGIES)]
    platform = (PLATFORMS + [None])[
        number // len(TOPOLOGIES) % (len(PLATFORMS) + 1)]
    if number // 40 % 3 == 1:
        platform = sorted(LATER)[number // len(TOPOLOGIES) % len(LATER)]
    racks = 1 if topology in ('standalone', 'linked') else \
        r.choice([2, 2, 4]) if topology == 'evlt' else r.choice([1, 2, 2, 3])
    per = r.choice([1, 2, 3, 3, 4, 6])
    if racks * per < 2:
        per = 2
    hypervisor = r.choice(HYPERVISORS)
    core = core_of(r) if topology != 'standalone' and r.random() < .75 else None
    speed, media = r.choice(TENS if platform in ('os6', 'os9') else NICS)
    rdma = r.choice(['none', 'none', 'roce', 'iwarp']) \
        if hypervisor == 'hyper-v' else 'none'
    nics = {'speed': speed, 'media': media,
            'ports': 1 if r.random() < .03 else r.choice([2, 2, 2, 4])}
    if rdma != 'none':
        nics['rdma'] = rdma
    if r.random() < .3:
        nics['names'] = ['ens%df%d' % (1 + k // 2, k % 2)
                         for k in range(nics['ports'])]
    many = racks > 1
    nets = networks(r, hypervisor, core, rdma, topology == 'standalone')
    data = any(x['purpose'] == 'data' for x in nets)
    y = {
        'eastwest': 1,
        'site': {'name': 'random%d' % number, 'currency': 'EUR'},
        'requirements': {'topology': topology},
        'racks': [{'name': 'r[1-%d]' % racks if many else 'r1'}],
        'clusters': [cluster(r, hypervisor, rdma, data)],
        'hosts': [{
            'name': 'r[1-%d]-hv[1-%d]' % (racks, per) if many else
                    'hv[1-%d]' % per if per > 1 else 'hv1',
            'rack': 'r[1-%d]' % racks if many else 'r1',
            'memory': '256 GiB', 'nics': nics}],
        'vms': [{'name': 'vm[1-%d]' % (racks * per * 2), 'memory': '8 GiB'}],
        'networks': nets,
    }
    if many and per == 1:
        y['hosts'][0]['name'] = 'r[1-%d]-hv' % racks
    if r.random() < .8:
        y['hosts'][0]['cores'] = r.choice([4, 8, 16, 32, 64])
    if core:
        y['core'] = core
    if platform:
        pair, leaf, spine = MODELS[platform]
        y['policy'] = {'used': True, 'models': {
            role: [r.choice(of)] if r.random() < .3 else of
            for role, of in (('standalone', pair), ('leaf', leaf or pair),
                             ('spine', spine or pair))}}
    if r.random() < .3:
        y['requirements']['growth'] = r.choice(['10 %', '20 %'])
    if r.random() < .2:
        y['requirements']['drain'] = r.choice(['10 min', '60 min'])
    if racks > 1 and r.random() < .15:
        y['requirements']['failure_domain'] = 'site'
    if r.random() < .5:
        s = y['services'] = {}
        for key, value, odds in (
                ('admin', 'netadmin', .7), ('domain', 'example.org', .7),
                ('ntp', ['10.0.0.5', '10.0.0.15'], .7),
                ('syslog', ['10.0.0.6'], .6),
                ('snmp_traps', ['10.0.0.7'],
                 0 if platform in ('sonic', 'fastpath') else .4)):
            if r.random() < odds:
                s[key] = value
        if not s:
            del y['services']
    # of their own, so that the sites before stay as they were
    p = random.Random('protect %d' % number)
    if p.random() < .3:
        y.setdefault('services', {})['manage_from'] = p.choice(
            [['10.0.0.0/24'], ['10.0.0.0/24', '10.9.8.7/32'], '10.0.0.0/16'])
    if p.random() < .3:
        y.setdefault('policy', {})['protect'] = p.choice(
            [{'storm_control': '0 %'}, {'storm_control': '5 %'},
             {'heartbeat': '2 %', 'ecn': True}, {'heartbeat': '1 %'},
             {'root_guard': False}])
    if r.random() < .3:
        y['traffic'] = [{'purpose': 'live-migration', 'rate': '200 Mbit/s'}]
    if topology == 'linked':
        lags(random.Random('lags %d' % number), y)
    if topology != 'standalone':
        arrays(random.Random('arrays %d' % number), y)
        # of some, so that those that once found something stay as they were
        if number % 4 == 3:
            mixed(random.Random('mixed %d' % number), y, platform)
    if number % 3 == 1:
        racked(random.Random('racked %d' % number), y, racks, per)
        shared(random.Random('shared %d' % number), y)
    return y


def racked(r, y, racks, per):
    """what else takes units of the racks, and hosts in a chassis"""
    reserved = []
    if r.random() < .6:
        reserved.append({'name': 'UPS', 'unit': 1, 'height': 3})
    if r.random() < .6:
        reserved.append({'name': 'patch panel', 'unit': r.choice([42, 41])})
    if r.random() < .3 and len(y['hosts']) == 1 and 'position' not in \
            y['hosts'][0]:
        reserved.append({'name': 'chassis 1', 'unit': 10,
                         'height': r.choice([2, 4])})
        y['hosts'][0].update(height=0, position=10)
    if reserved:
        y['racks'][0]['reserved'] = reserved


def shared(r, y):
    """live migration over a network of another purpose, beside its own or not"""
    c = y['clusters'][0]
    if c['hypervisor'] == 'vsphere' or r.random() < .4:
        return
    fit = [n for n in y['networks'] if 'subnet' in n and
           n.get('on') != 'today' and
           n['purpose'] in ('csv', 'storage', 'backup', 'management') and
           (n['purpose'] != 'management' or c.get('transport') != 'smb')]
    if not fit:
        return
    for n in r.sample(fit, min(len(fit), r.choice([1, 1, 2]))):
        n['live_migration'] = True
    if r.random() < .6 and 'traffic' not in y:
        y['networks'] = [n for n in y['networks'] if n['name'] != 'lm']


def mixed(r, y, platform):
    """hosts and a firewall of another speed beside the others"""
    if platform in ('os6', 'os9'):
        return
    first = y['hosts'][0]
    nics = first['nics']
    if isinstance(nics, list) or nics['media'] == '10gbase-t':
        return
    other = {'10G': ('25G', 'sfp28')}.get(nics['speed'], ('10G', 'sfp+'))
    nets = [n['name'] for n in y['networks']
            if n['purpose'] in ('data', 'management') and
            n.get('on') != 'today']
    if r.random() < .6:
        more = {k: v for k, v in first.items() if k != 'nics'}
        more['name'] = re.sub('hv', 'two', first['name'])
        more['nics'] = {'ports': 2, 'speed': other[0], 'media': other[1]}
        y['hosts'].append(more)
    if nets:
        y.setdefault('devices', []).append({
            'name': 'fw', 'kind': 'network', 'rack': 'r1',
            'teaming': 'switch-independent',
            'ports': [{'name': 'x[1-2]', 'speed': other[0],
                       'media': other[1], 'network': nets}]})


def arrays(r, y):
    """an array with as fast ports as the hosts', which may share cables"""
    nics = y['hosts'][0]['nics']
    nets = [n['name'] for n in y['networks'] if n.get('on') != 'today' and
            n['purpose'] in ('storage', 'csv', 'iscsi', 'nfs')]
    if nets and r.random() < .4:
        y.setdefault('devices', []).append({
            'name': 'array', 'kind': 'storage', 'rack': 'r1',
            'ports': [{'name': 'c%d-[1-2]' % k, 'speed': nics['speed'],
                       'media': nics['media'], 'network': nets}
                      for k in range(r.choice([1, 1, 2]))]})


def lags(r, y):
    """LAGs over both switches, where hosts can end one"""
    c, nics = y['clusters'][0], y['hosts'][0]['nics']
    can = c['hypervisor'] in ('kvm', 'xen') or c.get('version') == '2012r2'
    if can and nics['ports'] > 1 and 'rdma' not in nics and r.random() < .6:
        nics['teaming'] = 'lacp'
        if c['hypervisor'] == 'kvm' and r.random() < .5:
            del nics['teaming']
            c['bond'] = '802.3ad'
        if c['hypervisor'] != 'xen' and r.random() < .3:
            c['team_hash'] = r.choice(['flow', 'pair'])
    if r.random() < .3:
        nets = [n['name'] for n in y['networks'] if n['purpose'] == 'csv' or
                n['purpose'] in ('data', 'backup') and n.get('on') != 'today']
        if nets:
            y['devices'] = [{
                'name': 'box', 'kind': 'other', 'rack': 'r1',
                'teaming': 'lacp', 'ports': [{
                    'name': 'e[1-%d]' % r.choice([2, 2, 4]),
                    'speed': nics['speed'], 'media': nics['media'],
                    'network': nets if r.random() < .5 else nets[0],
                    'lag': 'a'}]}]
