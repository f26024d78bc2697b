#!/usr/bin/env python3
"""A big site as YAML: racks of hosts that are alike, full of VMs of two kinds.

A tenth of the VMs are large.  Two kinds of load, by what the VMs rewrite and how
many migrate at once:

calm  two at once; some VMs end on today's network only while they have a port
      for themselves, so each passes over its memory again until the other ends.
busy  eight at once, memory twice as large, each VM's working set as large as
      what a few streams at once carry within the pause a platform allows: some
      twenty thousand passes a drain, of eight streams whose rates change at
      each.  What a drain is simulated for decides here how long a run takes.
"""
import argparse

p = argparse.ArgumentParser(description=__doc__)
p.add_argument("--racks", type=int, default=17)
p.add_argument("--hosts", type=int, default=24, help="a rack")
p.add_argument("--vms", type=int, default=20, help="a host")
p.add_argument("--hypervisor", choices=["kvm", "hyper-v"], default="kvm")
p.add_argument("--load", choices=["calm", "busy"], default="calm")
p.add_argument("--today", default="1G", help="speed of a host's port")
o = p.parse_args()

# a Hyper-V cluster has 64 hosts at most
group = max(1, 48 // o.hosts) if o.hypervisor == "hyper-v" else o.racks
width = [len(str(o.racks)), len(str(o.hosts)),
         len(str(o.racks * o.hosts * o.vms))]
at_once = 8 if o.load == "busy" else 2
SQL = {"calm": "memory: 32 GiB, hot: 30 MiB, hot_window: 5 s, dirty_rate: 5 MB/s",
       "busy": "memory: 64 GiB, hot: 31 MiB, hot_window: 1 s, dirty_rate: 1 MB/s"}
APP = {"calm": "memory: 8 GiB, nonzero: 80 %, hot: 24 MiB, hot_window: 2 s, "
               "dirty_rate: 2 MB/s",
       "busy": "memory: 16 GiB, hot: 16 MiB, hot_window: 1 s, dirty_rate: 1 MB/s"}
kind = "csv" if o.hypervisor == "hyper-v" else "storage"
# a network for twice the hosts
bits = 32 - max(8, (2 * o.racks * o.hosts + 40).bit_length())


def span(low, high, digits):
    return f"[{low:0{digits}}-{high:0{digits}}]"


def rows(of):
    for first in range(1, o.racks + 1, group):
        last = min(first + group - 1, o.racks)
        yield of(first, last, f"c{first}", (last - first + 1) * o.hosts)


def cluster(first, last, name, hosts):
    way = ("hyper-v, version: \"2019\", transport: compression"
           if o.hypervisor == "hyper-v" else "kvm")
    return (f"  - {{name: {name}, hypervisor: {way}, simultaneous: {at_once}, "
            f"reserve: 1}}")


def host(first, last, name, hosts):
    rack = "r" + span(first, last, width[0])
    return f"""  - name: "{rack}-h{span(1, o.hosts, width[1])}"
    rack: "{rack}"
    cluster: {name}
    memory: 512 GiB
    height: 2
    cores: 48
    nics: {{ports: 2, speed: 10G, media: sfp+}}"""


def vms(first, last, name, hosts):
    large = hosts * o.vms // 10
    small = hosts * o.vms - large
    return f"""\
  - {{name: "{name}-sql{span(1, large, width[2])}", cluster: {name}, {SQL[o.load]}}}
  - {{name: "{name}-app{span(1, small, width[2])}", cluster: {name}, {APP[o.load]}}}"""


def lines(of):
    return "\n".join(rows(of))


print(f"""eastwest: 1
site: {{name: big, currency: EUR}}
requirements: {{failure_domain: rack}}
policy: {{optics: compatible}}
racks:
  - {{name: "r{span(1, o.racks, width[0])}", units: 52, row: A}}
clusters:
{lines(cluster)}
hosts:
{lines(host)}
vms:
{lines(vms)}
networks:
  - {{name: lm, purpose: live-migration, vlan: 120, subnet: 10.16.0.0/{bits}}}
  - {{name: st, purpose: {kind}, vlan: 110, subnet: 10.32.0.0/{bits}}}
  - {{name: data, purpose: data, vlan: 200, subnet: 10.48.0.0/{bits}}}
  - {{name: mgmt, purpose: management, vlan: 50, subnet: 10.64.0.0/{bits}}}
traffic:
  - {{purpose: {kind}, rate: 100 Mbit/s}}
core: {{switches: [core1, core2], speed: 10G, links: 2, media: sfp+, mclag: false}}
today: {{speed: {o.today}, ports: 1}}
maintenance: {{service: 30 min, failback: none}}""")
