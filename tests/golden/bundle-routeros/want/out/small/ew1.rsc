# ew1: standalone in rack r1, MikroTik CRS309-1G-8S_IN, site small
# RouterOS 7.19 or later. In a password write \" for ", \\ for \ and \$ for $.
# Load it as in loading.md: by import, on a switch that was reset without defaults.
# Later changes in safe mode, Ctrl+X, at most 100 at a time: a lost session reverts them.
:delay 15s
/system identity
set name="ew1"
/user
set [ find name=admin ] name="admin" password="<<ADMIN_PASSWORD>>"
/ip vrf
add interfaces=ether1 name=mgmt
/ip address
add address=10.0.0.11/24 interface=ether1
/ip route
add dst-address=0.0.0.0/0 gateway=10.0.0.1@mgmt routing-table=mgmt
/ip service
set telnet disabled=yes
set ftp disabled=yes
set www disabled=yes
set api disabled=yes
set api-ssl disabled=yes
set winbox disabled=no vrf=mgmt
set ssh disabled=no vrf=mgmt
/ip ssh
set strong-crypto=yes
/ip neighbor discovery-settings
set discover-interface-list=all protocol=lldp
/tool mac-server
set allowed-interface-list=none
/tool mac-server mac-winbox
set allowed-interface-list=none
/tool bandwidth-server
set enabled=no
/interface ethernet
set [ find default-name=ether1 ] comment="out-of-band" disabled=no
set [ find default-name=sfp-sfpplus1 ] comment="hv1 NIC1" disabled=no l2mtu=9216 mtu=9216
set [ find default-name=sfp-sfpplus2 ] comment="hv2 NIC1" disabled=no l2mtu=9216 mtu=9216
set [ find default-name=sfp-sfpplus3 ] comment="hv3 NIC1" disabled=no l2mtu=9216 mtu=9216
set [ find default-name=sfp-sfpplus4 ] comment="hv4 NIC1" disabled=no l2mtu=9216 mtu=9216
set [ find default-name=sfp-sfpplus5 ] comment="hv5 NIC1" disabled=no l2mtu=9216 mtu=9216
set [ find default-name=sfp-sfpplus6 ] comment="hv6 NIC1" disabled=no l2mtu=9216 mtu=9216
set [ find default-name=sfp-sfpplus7 ] comment="spare" disabled=yes
set [ find default-name=sfp-sfpplus8 ] comment="spare" disabled=yes
/interface bridge
add frame-types=admit-only-vlan-tagged name=bridge priority=61440 protocol-mode=rstp vlan-filtering=yes
/interface bridge port
add bpdu-guard=yes bridge=bridge edge=yes frame-types=admit-only-untagged-and-priority-tagged interface=sfp-sfpplus1 pvid=120
add bpdu-guard=yes bridge=bridge edge=yes frame-types=admit-only-untagged-and-priority-tagged interface=sfp-sfpplus2 pvid=120
add bpdu-guard=yes bridge=bridge edge=yes frame-types=admit-only-untagged-and-priority-tagged interface=sfp-sfpplus3 pvid=120
add bpdu-guard=yes bridge=bridge edge=yes frame-types=admit-only-untagged-and-priority-tagged interface=sfp-sfpplus4 pvid=120
add bpdu-guard=yes bridge=bridge edge=yes frame-types=admit-only-untagged-and-priority-tagged interface=sfp-sfpplus5 pvid=120
add bpdu-guard=yes bridge=bridge edge=yes frame-types=admit-only-untagged-and-priority-tagged interface=sfp-sfpplus6 pvid=120
/interface bridge vlan
add bridge=bridge comment="lm" untagged=sfp-sfpplus1,sfp-sfpplus2,sfp-sfpplus3,sfp-sfpplus4,sfp-sfpplus5,sfp-sfpplus6 vlan-ids=120
/interface ethernet switch port
set sfp-sfpplus1 limit-broadcasts=yes limit-unknown-multicasts=no limit-unknown-unicasts=no storm-rate=1
set sfp-sfpplus2 limit-broadcasts=yes limit-unknown-multicasts=no limit-unknown-unicasts=no storm-rate=1
set sfp-sfpplus3 limit-broadcasts=yes limit-unknown-multicasts=no limit-unknown-unicasts=no storm-rate=1
set sfp-sfpplus4 limit-broadcasts=yes limit-unknown-multicasts=no limit-unknown-unicasts=no storm-rate=1
set sfp-sfpplus5 limit-broadcasts=yes limit-unknown-multicasts=no limit-unknown-unicasts=no storm-rate=1
set sfp-sfpplus6 limit-broadcasts=yes limit-unknown-multicasts=no limit-unknown-unicasts=no storm-rate=1
/system ntp client
set enabled=yes vrf=mgmt
/system ntp client servers
add address=10.0.0.7
/system logging action
add name=syslog1 remote=10.0.0.8 target=remote vrf=mgmt
/system logging
add action=syslog1 topics=info
add action=syslog1 topics=warning
add action=syslog1 topics=error
add action=syslog1 topics=critical
