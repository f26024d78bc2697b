"""For each property of check.py, ways to break it in one bundle's files.

WAYS: property -> [(bundle, function of its folder)].
"""
import csv
import io
import json
import os
import re
import zipfile

WAYS = {}


def of(what, bundle='small-dell'):
    def add(f):
        WAYS.setdefault(what, []).append((bundle, f))
        return f
    return add


def edit(folder, path, pattern, to, count=1):
    """one change in one file; that there was something to change is asked"""
    path = os.path.join(folder, path)
    with open(path, encoding='utf-8', newline='') as f:
        text = f.read()
    new, n = re.subn(pattern, to, text, count=count, flags=re.M)
    assert n > 0 and new != text, (path, pattern)
    with open(path, 'w', encoding='utf-8', newline='') as f:
        f.write(new)


def cell(folder, path, where, column, to):
    """one cell of a table: of the first row that has what `where` says"""
    path = os.path.join(folder, path)
    with open(path, encoding='utf-8', newline='') as f:
        rows = list(csv.DictReader(f))
    row = next(r for r in rows if where.items() <= r.items())
    new = to(row[column]) if callable(to) else to
    assert new != row[column], (path, where, new)
    row[column] = new
    out = io.StringIO()
    w = csv.DictWriter(out, rows[0].keys(), lineterminator='\n')
    w.writeheader()
    w.writerows(rows)
    with open(path, 'w', encoding='utf-8', newline='') as f:
        f.write(out.getvalue())


@of('the manifest and the folder agree')
def a_byte_changed(d):
    edit(d, 'configs/ew1.cfg', 'spanning-tree port type edge', 'spanning-tree port type edgE')


@of('the manifest and the folder agree')
def a_file_gone(d):
    os.remove(os.path.join(d, 'labels.csv'))


@of('the manifest and the folder agree')
def a_file_too_many(d):
    with open(os.path.join(d, 'notes.txt'), 'w', encoding='utf-8') as f:
        f.write('mine\n')


@of('every file is well formed')
def a_tag_left_open(d):
    edit(d, 'diagrams/topology.svg', '</svg>', '')


@of('every file is well formed')
def a_carriage_return(d):
    edit(d, 'bom.csv', '\n', '\r\n')


@of('every file is well formed')
def a_cell_too_many(d):
    edit(d, 'netbox/racks.csv', r'42$', '42,')


@of('every file is well formed')
def latin_1(d):
    with open(os.path.join(d, 'report.md'), 'ab') as f:
        f.write(b'caf\xe9\n')


@of('every file is well formed')
def a_key_twice(d):
    edit(d, 'design.json', r'\{', '{"site": "x",')


@of('every file is well formed')
def no_json_number(d):
    edit(d, 'design.json', r'"years": *\d+', '"years": NaN')


@of('every file is well formed')
def a_tab_in_yaml(d):
    edit(d, 'ansible/inventory.yaml', r'^  children', '\tchildren')


@of('no number is none, nothing says where it was made')
def not_a_number(d):
    edit(d, 'diagrams/drain.svg', r'x="[\d.]+"', 'x="nan"')


@of('no number is none, nothing says where it was made')
def minus_infinity(d):
    cell(d, 'acceptance.csv', {'test': 'link'}, 'must_reach', '-inf')


@of('no number is none, nothing says where it was made')
def where_it_was(d):
    edit(d, 'report.md', r'\Z', os.path.dirname(d) + '\n')


@of('the links of design.json are the rows of cabling.csv')
def another_length(d):
    cell(d, 'cabling.csv', {'id': 'L1004'}, 'length_m', '5')


@of('the links of design.json are the rows of cabling.csv')
def a_row_gone(d):
    edit(d, 'cabling.csv', r'^L1003.*\n', '')


@of('no port and no number of a cable twice')
def a_port_twice(d):
    cell(d, 'cabling.csv', {'id': 'L1003'}, 'a_port', 'ethernet1/1/1')


@of('no port and no number of a cable twice')
def a_number_twice(d):
    edit(d, 'cabling.csv', r'^L1003', 'L1004')


@of('lags have members that are cabled, none in two', 'period')
def a_member_not_cabled(d):
    edit(d, 'design.json', r'("members": *\[\s*"[A-Za-z]+1/0/)\d+', r'\g<1>19')


@of('lags have members that are cabled, none in two', 'period')
def a_member_twice(d):
    edit(d, 'design.json', r'("TenGigabitEthernet 0/)1("\s*\])', r'\g<1>2\2')


@of('every switch has one configuration, which says what each port leads to')
def another_host(d):
    edit(d, 'configs/ew1.cfg', 'description hv1 NIC1',
         'description hv2 NIC1')


@of('every switch has one configuration, which says what each port leads to')
def no_configuration(d):
    os.remove(os.path.join(d, 'configs/ew2.cfg'))


@of('every switch has one configuration, which says what each port leads to')
def a_configuration_too_many(d):
    os.rename(os.path.join(d, 'hosts/hv1.ps1'),
              os.path.join(d, 'configs/hv1.cfg'))


@of('every switch has one configuration, which says what each port leads to',
    'bundle-sonic')
def another_host_in_json(d):
    edit(d, 'configs/ew1.json', 'hv1 NIC1', 'hv2 NIC1')


@of('every switch has one configuration, which says what each port leads to',
    'bundle-netgear')
def another_host_in_a_worksheet(d):
    edit(d, 'configs/ew1.md', r'\| hv1 NIC1', '| hv3 NIC1')


@of('what is not cabled is said to lead nowhere')
def an_unused_port_named(d):
    edit(d, 'configs/ew1.cfg', 'description (spare|unused)',
         'description hv2 NIC1')


@of('two labels a cable, one the mirror of the other')
def not_mirrored(d):
    cell(d, 'labels.csv', {'cable': 'L1001', 'end': 'b'}, 'label', 'x / y')


@of('two labels a cable, one the mirror of the other')
def one_label(d):
    edit(d, 'labels.csv', r'^L1002,b.*\n', '')


@of('two labels a cable, one the mirror of the other')
def far_is_near(d):
    cell(d, 'labels.csv', {'cable': 'L1002', 'end': 'a'}, 'far', 'r1.U01:NIC1')


@of('the cut sheets together hold every cable, each as it is')
def a_cable_on_no_sheet(d):
    edit(d, 'cutsheets/r1.csv', r'^\d+,L1002,.*\n', '')


@of('the cut sheets together hold every cable, each as it is')
def another_port_on_the_sheet(d):
    cell(d, 'cutsheets/r1.csv', {'cable': 'L1001'}, 'port', 'ethernet1/1/2')


@of('the bill: quantity times price is the sum, the sums are the total')
def a_sum_off_by_a_cent(d):
    cell(d, 'bom.csv', {'category': 'cable'}, 'total',
         lambda v: '%.2f' % (float(v) + 0.01))


@of('the bill: quantity times price is the sum, the sums are the total')
def another_total(d):
    edit(d, 'design.json', r'"total": *7', '"total": 8')


@of('the bill: quantity times price is the sum, the sums are the total')
def no_date(d):
    cell(d, 'bom.csv', {'category': 'switch'}, 'price_date', '')


@of('the range of the bill holds its total, and adds up')
def a_low_end_above(d):
    cell(d, 'bom.csv', {'category': 'switch'}, 'total_low', '99999.00')


@of('the range of the bill holds its total, and adds up')
def another_high_end(d):
    cell(d, 'bom.csv', {'category': 'switch'}, 'total_high', '99999.00')


@of('the bill has what cabling and switches need, each part once')
def a_switch_too_few(d):
    cell(d, 'bom.csv', {'category': 'switch'}, 'quantity', '1')


@of('the bill has what cabling and switches need, each part once')
def a_cable_too_few(d):
    cell(d, 'bom.csv', {'part': 'dac-sfpp-3m'}, 'quantity', '11')


@of('the bill has what cabling and switches need, each part once', 'linked')
def optics_too_few(d):
    cell(d, 'bom.csv', {'part': 'sr-sfpp'}, 'quantity', '3')


@of('the bill has what cabling and switches need, each part once')
def two_lines_of_a_part(d):
    edit(d, 'bom.csv', r'^(cat6a-1m,.*\n)', r'\1\1')


@of('the workbook has the lines of the bill')
def another_quantity_in_the_workbook(d):
    path = os.path.join(d, 'bom.xlsx')
    with zipfile.ZipFile(path) as z:
        parts = {n: z.read(n) for n in z.namelist()}
    with zipfile.ZipFile(path, 'w') as z:
        for n, data in parts.items():
            if n.startswith('xl/worksheets/'):
                data = data.replace(b'<v>12</v>', b'<v>13</v>')
            z.writestr(n, data)


@of('the pull lists add up to the bill, and nothing less than none is spare')
def another_quantity_on_a_pull_list(d):
    another_quantity_in_the_workbook(d)


@of('the first page says what design.json says')
def another_drain_on_the_first_page(d):
    edit(d, 'report.md', '\u2192 (\\d)', '\u2192 9\\1')


@of('the first page says what design.json says')
def another_range_on_the_first_page(d):
    edit(d, 'report.md', r'EUR.([\d,]+) to', r'EUR 1\1 to', 0)


@of('figures of the report that stand beside each other add up', 'small')
def a_year_that_does_not_add_up(d):
    edit(d, 'report.md', r'(new network: \d+)(.h.\d+.min) less',
         r'\g<1>1\2 less')


@of('figures of the report that stand beside each other add up')
def a_category_of_another_cost(d):
    edit(d, 'report.md', r'^\| switches \| ', '| switches | 1')


@of('figures of the report that stand beside each other add up')
def a_requirement_that_is_not_counted(d):
    edit(d, 'report.md', r'Requirements: \*\*(\d+) of', 'Requirements: **9 of')


@of('figures of the report that stand beside each other add up')
def a_dearer_alternative(d):
    edit(d, 'report.md', r'(costs EUR.[\d,]+, EUR.)([\d,]+) (less|more)',
         r'\g<1>1\2 \3')


@of('the report says the total of the bill')
def another_total_in_the_report(d):
    with open(os.path.join(d, 'design.json'), encoding='utf-8') as f:
        total = '{:,}'.format(int(json.load(f)['cost']['total'] + .5))
    edit(d, 'report.html', re.escape(total), '1' + total, 0)


@of('addresses: each once, in its subnet, and not its first or last')
def an_address_twice(d):
    cell(d, 'addresses.csv', {'device': 'ew2'}, 'address',
         lambda v: v.replace('.12/', '.11/'))


@of('addresses: each once, in its subnet, and not its first or last')
def another_subnet(d):
    cell(d, 'addresses.csv', {'device': 'hv1'}, 'address',
         lambda v: re.sub(r'\.\d+(\.\d+/)', r'.99\1', v))


@of('addresses: each once, in its subnet, and not its first or last')
def the_broadcast_address(d):
    cell(d, 'addresses.csv', {'device': 'hv1'}, 'address',
         lambda v: re.sub(r'\.\d+/', '.255/', v))


@of('addresses: each once, in its subnet, and not its first or last')
def another_vlan(d):
    cell(d, 'addresses.csv', {'device': 'hv1'}, 'vlan', '999')


@of('every address is in the file of its device')
def an_address_not_set(d):
    edit(d, 'configs/ew2.cfg', r'10\.\d+\.0\.12/', '10.0.0.112/')


@of('every address is in the file of its device')
def an_address_of_a_host_not_set(d):
    edit(d, 'hosts/hv2.ps1', r"'(10\.\d+\.\d+\.1)(\d)'", r"'\g<1>1\2'", 0)


@of('every host has its one file, with each port and where it leads')
def no_script(d):
    os.remove(os.path.join(d, 'hosts/hv3.ps1'))


@of('every host has its one file, with each port and where it leads')
def another_switch_in_the_script(d):
    edit(d, 'hosts/hv1.ps1', 'to ew1, ', 'to ew2, ')


@of('acceptance: no id twice, every cable and every switch is tested')
def a_cable_not_tested(d):
    edit(d, 'acceptance.csv', r'^link-L1002.*\n', '')


@of('acceptance: no id twice, every cable and every switch is tested')
def an_id_twice(d):
    edit(d, 'acceptance.csv', r'^(oob-ew1,.*\n)', r'\1\1')


@of('acceptance: no id twice, every cable and every switch is tested')
def another_speed_tested(d):
    cell(d, 'acceptance.csv', {'id': 'link-L1002'}, 'must_reach', '1')


@of('acceptance: no id twice, every cable and every switch is tested')
def a_test_not_in_the_text(d):
    edit(d, 'acceptance.md', r'^.*link-L1002 .*\n', '')


@of('firmware.md names every switch')
def a_switch_without_a_turn(d):
    edit(d, 'firmware.md', '`ew2`', '`ew1`', 0)


@of('loading.md names every switch, its file and what is to be filled in')
def a_switch_that_is_not_loaded(d):
    edit(d, 'loading.md', '`ew2`', '`ew1`', 0)


@of('loading.md names every switch, its file and what is to be filled in')
def a_secret_nobody_is_told_of(d):
    edit(d, 'loading.md', r'^  \* `<<ADMIN_PASSWORD>>`.*\n', '')


@of('moving.md names every host that moves, with its cables')
def a_host_that_stays(d):
    edit(d, 'moving.md', r'^(## \d+: `)hv2`', r'\1hv22`')


@of('moving.md names every host that moves, with its cables')
def a_cable_to_another_port(d):
    edit(d, 'moving.md', r'^( *\| `L1002` \|.*`)ethernet1/1/1`', r'\1ethernet1/1/9`')


@of('core-request.md names every cable to the core', 'linked')
def a_cable_the_core_is_not_told(d):
    edit(d, 'core-request.md', r'^\| `L\d+` .*\n', '')


@of('core-request.md names every cable to the core', 'linked')
def another_core_switch(d):
    edit(d, 'core-request.md', r'^(\| `L\d+` \| `core)1', r'\g<1>2')


@of('core-request.md names every cable to the core')
def a_request_for_nothing(d):
    os.rename(os.path.join(d, 'firmware.md'),
              os.path.join(d, 'core-request.md'))


@of('NetBox has the devices, ports and cables, and no other')
def a_device_gone(d):
    edit(d, 'netbox/devices.csv', r'^hv2,.*\n', '')


@of('NetBox has the devices, ports and cables, and no other')
def another_rack_unit(d):
    cell(d, 'netbox/devices.csv', {'name': 'ew2'}, 'position', '20')


@of('NetBox has the devices, ports and cables, and no other')
def another_description(d):
    edit(d, 'netbox/interfaces.csv', r'hv1 NIC1', 'hv2 NIC1')


@of('NetBox has the devices, ports and cables, and no other')
def a_port_gone(d):
    edit(d, 'netbox/interfaces.csv', r'^hv3,NIC2,.*\n', '')


@of('NetBox has the devices, ports and cables, and no other')
def a_cable_gone(d):
    edit(d, 'netbox/cables.csv', r'^.*,L1003,.*\n', '')


@of('NetBox has the devices, ports and cables, and no other')
def a_type_gone(d):
    edit(d, 'netbox/device-types.csv', r'^dell.*\n', '')


@of('Ansible has the switches by their files and addresses, and the hosts')
def another_config(d):
    edit(d, 'ansible/inventory.yaml', 'configs/ew1', 'configs/ew2')


@of('Ansible has the switches by their files and addresses, and the hosts')
def another_address(d):
    edit(d, 'ansible/inventory.yaml', r'\.0\.11"', '.0.12"')


@of('Ansible has the switches by their files and addresses, and the hosts')
def a_host_gone(d):
    edit(d, 'ansible/inventory.yaml', r'^ *"hv2": .*\n', '')


@of('topology.dot has the links whose ports are known')
def a_link_gone(d):
    edit(d, 'topology.dot', r'^.*"hv2":"NIC1".*\n', '')


@of('topology.dot has the links whose ports are known')
def a_link_twice(d):
    edit(d, 'topology.dot', r'^(.*"hv2":"NIC1".*\n)', r'\1\1')


@of('the lab has the devices and as many links between each two',
    'bundle-eos')
def a_link_of_the_lab_gone(d):
    edit(d, 'containerlab/topology.clab.yaml', r'^.*endpoints.*r1-hv1.*\n', '')


@of('the lab has the devices and as many links between each two',
    'bundle-eos')
def another_start(d):
    edit(d, 'containerlab/topology.clab.yaml', 'configs/spine1',
         'configs/spine2')


@of('the lab has the devices and as many links between each two',
    'bundle-eos')
def an_end_twice(d):
    edit(d, 'containerlab/topology.clab.yaml', '"spine1:eth2"', '"spine1:eth1"')


@of('drawings: one of every switch, two of every rack')
def a_drawing_gone(d):
    os.remove(os.path.join(d, 'diagrams/rear-r1.svg'))


@of('drawings: one of every switch, two of every rack')
def a_port_not_drawn(d):
    edit(d, 'diagrams/ports-ew1.svg', 'hv3', 'hv2', 0)
