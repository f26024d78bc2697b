# ew1: standalone in rack r1, MikroTik CRS317-1G-16S_RM, site routeros
# RouterOS 7.19 or later. In a password write \" for ", \\ for \ and \$ for $.
# Load it as in loading.md: by import, on a switch that was reset without defaults.
# Later changes in safe mode, Ctrl+X, at most 100 at a time: a lost session reverts them.
:delay 15s
/system identity
set name="ew1"
/system clock
set time-zone-autodetect=no time-zone-name=Europe/Brussels
/user
set [ find name=admin ] name="netadmin" password="<<ADMIN_PASSWORD>>"
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
set [ find default-name=sfp-sfpplus5 ] comment="spare" disabled=yes
~ and 7 more in equal steps, the last of them:
~ set [ find default-name=sfp-sfpplus12 ] comment="spare" disabled=yes
set [ find default-name=sfp-sfpplus13 ] comment="uplink to core2" disabled=no l2mtu=9216 mtu=9216
set [ find default-name=sfp-sfpplus14 ] comment="uplink to core1" disabled=no l2mtu=9216 mtu=9216
set [ find default-name=sfp-sfpplus15 ] comment="ew2 sfp-sfpplus15" disabled=no l2mtu=9216 mtu=9216
set [ find default-name=sfp-sfpplus16 ] comment="ew2 sfp-sfpplus16" disabled=no l2mtu=9216 mtu=9216
/interface bonding
add comment="uplink to core" mode=802.3ad mtu=9216 name=bond1 slaves=sfp-sfpplus13,sfp-sfpplus14 transmit-hash-policy=layer-2-and-3
add comment="ew2" mode=802.3ad mtu=9216 name=bond2 slaves=sfp-sfpplus15,sfp-sfpplus16 transmit-hash-policy=layer-2-and-3
/interface bridge
add frame-types=admit-only-vlan-tagged name=bridge priority=8192 protocol-mode=rstp vlan-filtering=yes
/interface bridge port
add bpdu-guard=yes bridge=bridge edge=yes frame-types=admit-only-vlan-tagged interface=sfp-sfpplus1
add bpdu-guard=yes bridge=bridge edge=yes frame-types=admit-only-vlan-tagged interface=sfp-sfpplus2
add bpdu-guard=yes bridge=bridge edge=yes frame-types=admit-only-vlan-tagged interface=sfp-sfpplus3
add bpdu-guard=yes bridge=bridge edge=yes frame-types=admit-only-vlan-tagged interface=sfp-sfpplus4
add bridge=bridge edge=no frame-types=admit-only-vlan-tagged interface=bond1
add bridge=bridge edge=no frame-types=admit-only-vlan-tagged interface=bond2
/interface bridge vlan
add bridge=bridge comment="csv" tagged=sfp-sfpplus1,sfp-sfpplus2,sfp-sfpplus3,sfp-sfpplus4,bond2 vlan-ids=110
add bridge=bridge comment="lm" tagged=sfp-sfpplus1,sfp-sfpplus2,sfp-sfpplus3,sfp-sfpplus4,bond2 vlan-ids=120
add bridge=bridge comment="data" tagged=sfp-sfpplus1,sfp-sfpplus2,sfp-sfpplus3,sfp-sfpplus4,bond1,bond2 vlan-ids=200
/interface ethernet switch port
set sfp-sfpplus1 limit-broadcasts=yes limit-unknown-multicasts=no limit-unknown-unicasts=no storm-rate=1
set sfp-sfpplus2 limit-broadcasts=yes limit-unknown-multicasts=no limit-unknown-unicasts=no storm-rate=1
set sfp-sfpplus3 limit-broadcasts=yes limit-unknown-multicasts=no limit-unknown-unicasts=no storm-rate=1
set sfp-sfpplus4 limit-broadcasts=yes limit-unknown-multicasts=no limit-unknown-unicasts=no storm-rate=1
/system ntp client
set enabled=yes vrf=mgmt
/system ntp client servers
add address=10.0.0.5
/system logging action
add name=syslog1 remote=10.0.0.6 target=remote vrf=mgmt
/system logging
add action=syslog1 topics=info
add action=syslog1 topics=warning
add action=syslog1 topics=error
add action=syslog1 topics=critical
/snmp community
set [ find default=yes ] disabled=yes
add authentication-password="<<SNMP_AUTH>>" authentication-protocol=SHA1 encryption-password="<<SNMP_PRIV>>" encryption-protocol=AES name=eastwest security=private
/snmp
set enabled=yes trap-community=eastwest trap-target=10.0.0.6,10.0.0.7 trap-version=3 vrf=mgmt
/ip service
set winbox address=10.0.0.0/24,10.0.6.7/32
set ssh address=10.0.0.0/24,10.0.6.7/32
/snmp community
set [ find name=eastwest ] addresses=10.0.0.0/24,10.0.6.7/32
