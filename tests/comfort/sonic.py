"""sonic.py CONFIG...: our config_db.json against what SONiC's published YANG
models say of each table (sonic-net/sonic-buildimage, src/sonic-yang-models:
sonic-port, sonic-portchannel, sonic-vlan, sonic-mclag, sonic-port-qos-map,
sonic-scheduler, sonic-queue, sonic-feature, sonic-dot1p-tc-map, sonic-mgmt_interface, as of
2026).  A port's lanes and speed, mandatory there, are the switch's own: the file
is loaded over what it has.  Last line: passed failed."""
import json
import re
import sys

passed = failed = 0


def check(good, *say):
    global passed, failed
    passed += bool(good)
    failed += not good
    if not good:
        print('FAIL', *say)


def number(low, high):
    return lambda v: v.isdigit() and low <= int(v) <= high


def like(pattern):
    return lambda v: re.fullmatch(pattern, v)


def text(low):
    return lambda v: low <= len(v) <= 255


STATE = like('up|down')
NAME = '[a-zA-Z0-9][-a-zA-Z0-9_]{0,31}'
LAG = 'PortChannel[0-9]{1,4}'
IP = like(r'[0-9.]+')


def ref(*table):
    return lambda v, c: any(v in c.get(t, {}) for t in table)


PRIORITY = {str(i): number(0, 7) for i in range(8)}
# table: the parts of a key, then the fields: a test each, `!` is mandatory
TABLES = {
    'PORT': (['Ethernet[0-9]+'], {
        'admin_status': STATE, 'mtu': number(68, 9216), 'description': text(0),
        'speed': number(1, 1600000), 'fec': like('rs|fc|none|auto'),
        'autoneg': like('on|off')}),
    'PORTCHANNEL': ([LAG], {
        'admin_status!': STATE, 'mtu': number(1, 9216), 'description': text(1),
        'min_links': number(1, 1024), 'lacp_key': like('auto|[0-9]+'),
        'fast_rate': like('true|false'), 'fallback': like('true|false')}),
    'PORTCHANNEL_MEMBER': ([ref('PORTCHANNEL'), ref('PORT')], {}),
    'VLAN': (['Vlan[0-9]{1,4}'], {
        'vlanid': number(2, 4094), 'description': text(1)}),
    'VLAN_MEMBER': ([ref('VLAN'), ref('PORT', 'PORTCHANNEL')], {
        'tagging_mode!': like('tagged|untagged')}),
    'VLAN_INTERFACE': ([ref('VLAN')], {}),
    'MCLAG_DOMAIN': ([number(1, 4095)], {
        'source_ip': IP, 'peer_ip': IP, 'peer_link': ref('PORT', 'PORTCHANNEL'),
        'keepalive_interval': number(1, 60),
        'session_timeout': number(1, 3600)}),
    'MCLAG_INTERFACE': ([ref('MCLAG_DOMAIN'), ref('PORTCHANNEL')], {
        'if_type': text(1)}),
    'DOT1P_TO_TC_MAP': ([NAME], PRIORITY),
    'TC_TO_QUEUE_MAP': ([NAME], PRIORITY),
    'TC_TO_PRIORITY_GROUP_MAP': ([NAME], PRIORITY),
    'MAP_PFC_PRIORITY_TO_QUEUE': ([NAME], PRIORITY),
    'PORT_QOS_MAP': ([ref('PORT')], {
        'pfc_enable': like('([0-7](,[0-7])*)?'),
        'dot1p_to_tc_map': ref('DOT1P_TO_TC_MAP'),
        'tc_to_queue_map': ref('TC_TO_QUEUE_MAP'),
        'tc_to_pg_map': ref('TC_TO_PRIORITY_GROUP_MAP'),
        'pfc_to_queue_map': ref('MAP_PFC_PRIORITY_TO_QUEUE')}),
    'SCHEDULER': ([text(1)], {
        'type': like('DWRR|WRR|STRICT'), 'weight': number(1, 100)}),
    'QUEUE': ([ref('PORT'), '[0-7](-[0-7])?'], {
        'scheduler': ref('SCHEDULER'), 'wred_profile': ref('WRED_PROFILE')}),
    'WRED_PROFILE': ([NAME], {
        'ecn': like('ecn_(none|green|yellow|red|green_yellow|green_red|'
                    'yellow_red|all)'),
        'wred_green_enable': like('true|false'),
        'green_min_threshold': number(0, 2**63),
        'green_max_threshold': number(0, 2**63),
        'green_drop_probability': number(0, 100)}),
    'PORT_STORM_CONTROL': (
        [ref('PORT'), 'broadcast|unknown-unicast|unknown-multicast'],
        {'kbps': number(0, 100000000)}),
    'MGMT_PORT': (['eth[0-9]'], {'admin_status': STATE, 'alias': text(1)}),
    'MGMT_INTERFACE': ([ref('MGMT_PORT'), '[0-9.]+/[0-9]+'], {'gwaddr': IP}),
    'NTP_SERVER': ([text(1)], {}),
    'SYSLOG_SERVER': ([text(1)], {}),
    'FEATURE': (['[a-z_-]{1,32}'], {
        'state!': like('enabled|disabled|always_enabled')}),
    'DEVICE_METADATA': (['localhost'], {'hostname': text(1)}),
}


def holds(test, value, config):
    if isinstance(test, str):
        return re.fullmatch(test, value)
    try:
        return test(value, config)
    except TypeError:
        return test(value)


def judge(path):
    with open(path) as f:
        config = json.load(f)
    for table, rows in config.items():
        if table not in TABLES:
            check(False, path, table, 'is no table of the models')
            continue
        keys, fields = TABLES[table]
        for key, row in rows.items():
            parts = key.split('|')
            check(len(parts) == len(keys) and all(
                holds(k, p, config) for k, p in zip(keys, parts)),
                path, table, 'key', key)
            known = {f.rstrip('!'): t for f, t in fields.items()}
            for f, v in row.items():
                check(isinstance(v, str) and f in known and
                      holds(known[f], v, config), path, table, key, f, v)
            for f in fields:
                check(not f.endswith('!') or f[:-1] in row, path, table, key,
                      'has no', f)
    ports, lags = config['PORT'], config.get('PORTCHANNEL', {})
    members = {}
    for key in config.get('PORTCHANNEL_MEMBER', {}):
        lag, port = key.split('|')
        check(port not in members, path, port, 'in two LAGs')
        members[port] = lag
        check(ports[port].get('mtu') in (None, lags[lag].get('mtu')), path,
              port, 'has another MTU than', lag)
    for name, vlan in config.get('VLAN', {}).items():
        check(name == 'Vlan' + vlan['vlanid'], path, name, vlan['vlanid'])
    bare = [k.split('|')[1] for k, v in config.get('VLAN_MEMBER', {}).items()
            if v['tagging_mode'] == 'untagged']
    check(len(bare) == len(set(bare)), path, 'untagged twice')
    for key in config.get('VLAN_MEMBER', {}):
        check(key.split('|')[1] not in members, path, key, 'is in a LAG')
    domains = config.get('MCLAG_DOMAIN', {})
    check(len(domains) <= 1, path, 'two domains')
    for d in domains.values():
        check(3 * int(d['keepalive_interval']) <= int(d['session_timeout']),
              path, 'the session times out before three keepalives')


for config in sys.argv[1:]:
    judge(config)
print(passed, failed)
