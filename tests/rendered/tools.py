"""tools.py BUNDLE DOT_JSON INVENTORY_JSON: what Graphviz and Ansible read, and
the lab where there is one, hold the switches, hosts and cables of the design."""
import json
import pathlib
import sys

import yaml


def same(what, got, want):
    if sorted(got) != sorted(want):
        raise SystemExit(f'{what}: {sorted(set(got) ^ set(want))[:5]}')


def main():
    bundle = pathlib.Path(sys.argv[1])
    dot = json.loads(pathlib.Path(sys.argv[2]).read_text())
    inventory = json.loads(pathlib.Path(sys.argv[3]).read_text())
    design = json.loads((bundle / 'design.json').read_text())
    ends = [(x['a'], x['b']) for x in design['links']
            if x['kind'] != 'oob' and x['b']['port']]
    name = [o['name'] for o in dot['objects']]
    same('edges', [f"{name[e['tail']]}:{e['tailport']} "
                   f"{name[e['head']]}:{e['headport']}"
                   for e in dot['edges']],
         [f"{a['device']}:{a['port']} {b['device']}:{b['port']}"
          for a, b in ends])
    switches = {s['name']: s for s in design['switches']}
    hosts = {b['device'] for a, b in ends if b['device'] not in switches}
    told = inventory['_meta']['hostvars']
    for s in switches:
        for k in 'ansible_host', 'eastwest_config':
            if k not in told[s]:
                raise SystemExit(f'{s} has no {k}')
        if not (bundle / told[s]['eastwest_config']).exists():
            raise SystemExit(f"{s}: no {told[s]['eastwest_config']}")
    groups = [g for g in inventory if g.startswith(('nos_', 'cluster_'))]
    same('inventory', [h for g in groups for h in inventory[g]['hosts']],
         list(switches) + list(hosts))
    lab = bundle / 'containerlab/topology.clab.yaml'
    if all(s['nos'] == 'eos' for s in switches.values()) != lab.exists():
        raise SystemExit('the lab is there where it should not be, or not')
    if lab.exists():
        top = yaml.safe_load(lab.read_text())['topology']
        same('nodes', top['nodes'], list(switches) + list(hosts))
        plugs = [p for x in top['links'] for p in x['endpoints']]
        if len(plugs) != 2 * len(ends) or len(set(plugs)) != len(plugs):
            raise SystemExit('the lab has not the cables of the design')
        for x in top['nodes'].values():
            path = x.get('startup-config')
            if path and not (lab.parent / path).exists():
                raise SystemExit(f'no {path}')


main()
