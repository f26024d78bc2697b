"""An inventory in which nothing is wrong, and each defect put into it alone.

make.py clean | all | NAME [NAME...] writes the inventory; make.py names lists
the defects.
"""
import json
import sys


def host(n):
    nic = {'description': 'Intel X520-DA2', 'driver': '4.1.4.0',
           'firmware': '0x61bd0001', 'speed_bps': 10 * 10**9, 'mtu': 9000,
           'up': True}
    return {
        'name': f'hv{n}', 'memory_bytes': 64 * 2**30, 'cluster': 'prod',
        'os': 'Microsoft Windows Server 2012 R2 Datacenter',
        'model': 'R620', 'bios': '2.5.4',
        'nics': [dict(nic, name='NIC1'),
                 dict(nic, name='NIC2', description='Intel X520-DA2 #2')],
        'interfaces': [{'name': 'vEthernet (lm)', 'mtu': 9000}],
        'teams': [{'name': 'Team1', 'mode': 'SwitchIndependent',
                   'hash': 'Dynamic', 'members': ['NIC1', 'NIC2']}],
        'live_migration': {'transport': 'Compression', 'simultaneous': 2,
                           'networks': ['10.0.20.0/24']},
    }


def vm(n):
    return {
        'name': f'vm{n}', 'id': f'00000000-0000-4000-8000-{n:012}',
        'host': f'hv{(n - 1) % 3 + 1}', 'cluster': 'prod', 'clustered': True,
        'generation': 1, 'state': 'Running', 'memory_bytes': 8 * 2**30,
        'dynamic': False,
        'disks': [{'path': f'C:\\ClusterStorage\\Volume1\\vm{n}\\os.vhdx',
                   'controller': 'IDE', 'format': 'VHDX', 'type': 'Dynamic',
                   'parent': None, 'passthrough': False}],
        'checkpoints': [], 'replica': {'state': 'Disabled'},
        'backup_running': False, 'merging': False, 'iso': [],
        'scsi_controllers': 1,
        'integration': {'vss': True, 'version': '6.3.9600.18398'},
    }


AVHDX = 'C:\\ClusterStorage\\Volume1\\vm1\\os_1B2A.avhdx'
OLDER = 'C:\\ClusterStorage\\Volume1\\vm1\\os_07C4.avhdx'
VHDX = 'C:\\ClusterStorage\\Volume1\\vm1\\os.vhdx'


def disk(v, **change):
    v['vms'][0]['disks'][0].update(change)


def avhdx(v):
    disk(v, path=AVHDX, type='Differencing', parent=VHDX)


def avhdx_deep(v):
    disk(v, path=AVHDX, type='Differencing', parent=OLDER)
    v['vms'][0]['checkpoints'] = [{'name': 'before', 'type': 'Standard'}]


def avhdx_checkpoint(v):
    avhdx(v)
    v['vms'][0]['checkpoints'] = [{'name': 'before', 'type': 'Standard'}]


def avhdx_replica(v):
    avhdx(v)
    v['vms'][0]['replica'] = {'state': 'Replicating'}


def avhdx_backup(v):
    avhdx(v)
    v['vms'][0]['backup_running'] = True


def hostile(v):
    """A name that would end a string, a wildcard, a quote of another kind."""
    avhdx(v)
    v['vms'][0].update(name="a'; Remove-Item *; '\u2019[x]", id=None)
    disk(v, path='C:\\ClusterStorage\\Volume1\\it\'s\\o$(x)`s.avhdx')


def backup_checkpoint(v):
    v['vms'][0]['checkpoints'] = [{'name': 'vm1 - Backup',
                                   'type': 'Recovery'}]


def set_vm(**change):
    return lambda v: v['vms'][0].update(change)


def set_host(**change):
    return lambda v: v['hosts'][1].update(change)


def set_nic(**change):
    return lambda v: v['hosts'][1]['nics'][1].update(change)


def set_team(**change):
    return lambda v: v['hosts'][1]['teams'][0].update(change)


def set_lm(**change):
    return lambda v: v['hosts'][1]['live_migration'].update(change)


def local_disk(v):
    disk(v, path='D:\\VMs\\os.vhdx')


def not_clustered_local(v):
    v['vms'][0]['clustered'] = False
    local_disk(v)


def one_nic(v):
    v['hosts'][1]['nics'].pop()
    v['hosts'][1]['teams'][0]['members'].pop()


def two_differ(v):
    del v['hosts'][2:]
    v['vms'][:] = [x for x in v['vms'] if x['host'] != 'hv3']
    v['hosts'][1]['teams'][0]['hash'] = 'HyperVPort'
    v['hosts'][1]['nics'][0]['driver'] = '3.9.58.9101'


DEFECTS = {
    'avhdx': avhdx,
    'avhdx-deep': avhdx_deep,
    'hostile': hostile,
    'backup-checkpoint': backup_checkpoint,
    'no-scsi': set_vm(scsi_controllers=0),
    'no-vss': set_vm(integration={'vss': False, 'version': None}),
    'passthrough': lambda v: disk(v, passthrough=True, path=None),
    'local-disk': local_disk,
    'iso': set_vm(iso=['D:\\iso\\it\'s.iso']),
    'iso-shared': set_vm(iso=['\\\\files\\iso\\tools.iso']),
    'not-clustered': set_vm(clustered=False),
    'not-clustered-local': not_clustered_local,
    'os': set_host(os='Microsoft Windows Server 2016 Datacenter'),
    'nics': one_nic,
    'mtu': set_nic(mtu=1500),
    'mtu-interface': set_host(
        interfaces=[{'name': 'vEthernet (lm)', 'mtu': 1500}]),
    'slow': set_nic(speed_bps=10**9),
    'two-differ': two_differ,
    'no-room': set_vm(memory_bytes=60 * 2**30),
    'driver': set_nic(driver='3.9.58.9101'),
    'firmware': set_nic(firmware='0x2b2c0001'),
    'bios': set_host(bios='1.6.0'),
    'team-down': set_nic(up=False),
    'team-mode': set_team(mode='Lacp'),
    'team-hash': set_team(hash='HyperVPort'),
    'migration-transport': set_lm(transport='TCPIP'),
    'migration-count': set_lm(simultaneous=1),
    'migration-networks': set_lm(networks=['10.0.0.0/24']),
}
EXPLAINED = {
    'avhdx-checkpoint': avhdx_checkpoint,
    'avhdx-replica': avhdx_replica,
    'avhdx-backup': avhdx_backup,
}


def main():
    names = sys.argv[1:]
    if names == ['names']:
        print('\n'.join(DEFECTS))
        return
    if names == ['explained']:
        print('\n'.join(EXPLAINED))
        return
    v = {'eastwest_inventory': 1, 'taken_by': 'make.py',
         'hosts': [host(n) for n in (1, 2, 3)],
         'vms': [vm(n) for n in range(1, 7)]}
    if names == ['all']:
        # each on a machine or a host of its own, where it can be
        spoil = list(DEFECTS.values())
        v['hosts'] += [host(n) for n in range(4, 16)]
        v['vms'] = [vm(n) for n in range(1, 13)]
        for i, f in enumerate(spoil):
            part = {'vms': v['vms'][i % 12:i % 12 + 1],
                    'hosts': [None, v['hosts'][i % 12 + 3]]}
            f(part)
    elif names != ['clean']:
        for name in names:
            (DEFECTS | EXPLAINED)[name](v)
    json.dump(v, sys.stdout, indent=1, ensure_ascii=False)
    print()


main()
