#!/usr/bin/python3
"""A small model of an ESXi host: esxcli, as far as our script uses it, over a
state in the file $STATE.  What a host would refuse is refused; what is not
modelled is an error, so that a script that says more is noticed."""
import json
import os
import sys

PATH = os.environ['STATE']
with open(PATH) as f:
    before = json.load(f)
s = json.loads(json.dumps(before))


def stop(text):
    print(text)
    sys.exit(1)


words, opt, columns = [], {}, None
for x in sys.argv[1:]:
    if x.startswith('--format-param=fields='):
        columns = x.split('=', 2)[2].split(',')
    elif x.startswith('--'):
        k, _, v = x[2:].partition('=')
        opt[k] = v
    else:
        words.append(x)
what = ' '.join(words)
opt.pop('formatter', None)
switch, group, vmk = s['switch'], s['group'], s['vmk']


def need(table, name, kind):
    if name not in table:
        stop(f'Unable to find {kind} {name}')
    return table[name]


def rows(list_of_maps):
    print(','.join(columns) + ',')
    for r in list_of_maps:
        print(''.join(str(r[c]) + ',' for c in columns))


def get(name):
    return opt.pop(name)


if what == 'network vswitch standard list':
    v = need(switch, get('vswitch-name'), 'vswitch')
    print(f"   MTU: {v['mtu']}\n   Uplinks: {', '.join(v['uplinks'])}")
elif what == 'network vswitch standard add':
    n = get('vswitch-name')
    if n in switch:
        stop(f'A vswitch {n} exists')
    switch[n] = {'mtu': 1500, 'uplinks': []}
elif what == 'network vswitch standard set':
    need(switch, get('vswitch-name'), 'vswitch')['mtu'] = int(get('mtu'))
elif what == 'network vswitch standard uplink add':
    n, v = get('uplink-name'), need(switch, get('vswitch-name'), 'vswitch')
    if n not in s['nic'] or any(n in x['uplinks'] for x in switch.values()):
        stop(f'Uplink {n} is not there, or in use')
    v['uplinks'].append(n)
elif what == 'network vswitch standard policy failover set':
    v = need(switch, get('vswitch-name'), 'vswitch')
    v['active'] = get('active-uplinks').split(',')
    if not set(v['active']) <= set(v['uplinks']):
        stop('not an uplink')
    v['how'] = [get(k) for k in ('load-balancing', 'failure-detection',
                                 'notify-switches', 'failback')]
elif what == 'network vswitch standard portgroup list':
    rows({'Name': n, 'VirtualSwitch': g['switch']} for n, g in group.items())
elif what == 'network vswitch standard portgroup add':
    n, v = get('portgroup-name'), get('vswitch-name')
    need(switch, v, 'vswitch')
    if n in group:
        stop(f'A port group {n} exists')
    group[n] = {'switch': v, 'vlan': 0}
elif what == 'network vswitch standard portgroup set':
    need(group, get('portgroup-name'), 'port group')['vlan'] = int(get('vlan-id'))
elif what == 'network vswitch standard portgroup policy failover set':
    g = need(group, get('portgroup-name'), 'port group')
    g['active'] = get('active-uplinks')
    if g['active'] not in switch[g['switch']]['uplinks']:
        stop('not an uplink')
elif what == 'network ip netstack get':
    if get('netstack') not in s['stack']:
        stop('no such stack')
elif what == 'network ip netstack add':
    s['stack'].append(get('netstack'))
elif what == 'network ip interface list':
    rows({'Name': n, 'Portgroup': v['group'], 'NetstackInstance': v['stack']}
         for n, v in vmk.items())
elif what == 'network ip interface add':
    n, g, k = get('interface-name'), get('portgroup-name'), get('netstack')
    need(group, g, 'port group')
    if n in vmk or k not in s['stack']:
        stop(f'{n} exists, or no stack {k}')
    vmk[n] = {'group': g, 'stack': k, 'mtu': int(get('mtu')), 'tags': []}
elif what == 'network ip interface set':
    v = need(vmk, get('interface-name'), 'interface')
    v['mtu'] = int(get('mtu'))
    if v['mtu'] > switch[group[v['group']]['switch']]['mtu']:
        stop('MTU larger than that of the vswitch')
elif what == 'network ip interface ipv4 set':
    v = need(vmk, get('interface-name'), 'interface')
    v['address'] = [get('type'), get('ipv4'), get('netmask')]
elif what == 'network ip interface tag get':
    print('   Tags:', ', '.join(need(vmk, get('interface-name'), 'interface')['tags']))
elif what == 'network ip interface tag add':
    need(vmk, get('interface-name'), 'interface')['tags'].append(get('tagname'))
elif what == 'vsan network list':
    for n in s.setdefault('vsan', []):
        print(f'Interface\n   VmkNic Name: {n}\n   IP Protocol: IP')
elif what == 'vsan network ip add':
    n = get('interface-name')
    need(vmk, n, 'interface')
    if n in s.setdefault('vsan', []):
        stop(f'{n} is there already')
    s['vsan'].append(n)
elif what == 'network ip route ipv4 list':
    print('Network  Netmask  Gateway    Interface\n-------  -------  -------    ---------')
    if s['gateway']:
        print(f"default  0.0.0.0  {s['gateway']}  vmk0")
elif what == 'network ip route ipv4 add':
    if s['gateway'] or get('network') != 'default':
        stop('there is a default route')
    s['gateway'] = get('gateway')
else:
    stop(f'not modelled: {what}')
if opt:
    stop(f'not modelled: {what} {opt}')
if s != before:
    with open(PATH, 'w') as f:
        json.dump(s, f, indent=1, sort_keys=True)
