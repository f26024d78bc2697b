# 2026-03-02 09:11:40 by RouterOS 7.19.4
# software id = AAAA-0001
#
# model = CRS317-1G-16S+
# serial number = 000000000001
/interface bridge
add admin-mac=02:00:00:00:00:01 auto-mac=no comment=defconf \
    frame-types=admit-only-vlan-tagged name=core-bridge port-cost-mode=short \
    priority=0x2000 vlan-filtering=yes
/interface ethernet
set [ find default-name=ether1 ] comment="OOB Mgmt" name=oob
set [ find default-name=sfp-sfpplus1 ] comment="hv1 NIC1" l2mtu=9216 mtu=9000
set [ find default-name=sfp-sfpplus2 ] comment="hv2 NIC1" l2mtu=9216 mtu=9000 \
    name=sfp-hv2
set [ find default-name=sfp-sfpplus3 ] disabled=yes
set [ find default-name=sfp-sfpplus4 ] disabled=yes
set [ find default-name=sfp-sfpplus13 ] advertise="10M-baseT-half,10M-baseT-fu\
    ll,100M-baseT-half,1G-baseX,2.5G-baseX,10G-baseSR-LR,10G-baseCR" comment=\
    "sw2 sfp-sfpplus13" l2mtu=9216 mtu=9000
set [ find default-name=sfp-sfpplus14 ] comment="sw2 sfp-sfpplus14" l2mtu=9216 \
    mtu=9000
set [ find default-name=sfp-sfpplus16 ] comment="core1" l2mtu=9216 mtu=9000
/interface bonding
add mode=802.3ad mtu=9000 name=bond47 slaves=\
    sfp-sfpplus13,sfp-sfpplus14 transmit-hash-policy=layer-2-and-3
add mode=802.3ad mtu=9000 name=bond10 slaves=sfp-sfpplus16 \
    transmit-hash-policy=layer-2-and-3
/interface list
add name=MGMT
/interface wireless security-profiles
set [ find default=yes ] supplicant-identity=MikroTik
/ip vrf
add interfaces=oob name=vrf-oob
/port
set 0 name=serial0
/snmp community
set [ find default=yes ] disabled=yes
add authentication-password="a\$b\"c\\d;e" authentication-protocol=SHA1 \
    encryption-password=x1 encryption-protocol=AES name=watch security=private
/system logging action
add name=central remote=10.0.0.6 target=remote vrf=vrf-oob
/interface bridge port
add bpdu-guard=yes bridge=core-bridge edge=yes interface=sfp-sfpplus1 pvid=200
add bpdu-guard=yes bridge=core-bridge edge=yes-discover interface=sfp-hv2 \
    pvid=200
add bridge=core-bridge frame-types=admit-only-vlan-tagged interface=bond47
add bridge=core-bridge frame-types=admit-only-vlan-tagged interface=bond10
/interface bridge vlan
add bridge=core-bridge comment=mgmt tagged=bond47,bond10,sfp-sfpplus1,sfp-hv2 \
    vlan-ids=10
add bridge=core-bridge comment=csv tagged=bond47,sfp-sfpplus1,sfp-hv2 \
    vlan-ids=110
add bridge=core-bridge comment=lm tagged=bond47,sfp-sfpplus1,sfp-hv2 vlan-ids=\
    120
add bridge=core-bridge comment=data tagged=bond47,bond10 untagged=\
    sfp-sfpplus1,sfp-hv2 vlan-ids=200
/interface list member
add interface=oob list=MGMT
/ip address
add address=10.0.0.11/24 interface=oob network=10.0.0.0
/ip dns
set servers=10.0.0.5
/ip neighbor discovery-settings
set discover-interface-list=all protocol=lldp
/ip route
add disabled=no dst-address=0.0.0.0/0 gateway=10.0.0.1@vrf-oob \
    routing-table=vrf-oob suppress-hw-offload=no
/ip service
set telnet disabled=yes
set ftp disabled=yes
set www disabled=yes
set ssh vrf=vrf-oob
set api disabled=yes
set winbox vrf=vrf-oob
set api-ssl disabled=yes
/snmp
set enabled=yes trap-community=watch trap-target=10.0.0.6 trap-version=3 vrf=\
    vrf-oob
/system clock
set time-zone-name=Europe/Brussels
/system identity
set name=sw1
/system logging
add action=central topics=error
add action=central topics=warning
/system note
set show-at-login=no
/system ntp client
set enabled=yes vrf=vrf-oob
/system ntp client servers
add address=10.0.0.5
/system routerboard settings
set enter-setup-on=delete-key
/system swos
set address-acquisition-mode=static identity=MikroTik static-ip-address=\
    10.5.32.88
/tool romon
set enabled=no
/tool mac-server
set allowed-interface-list=none
/tool mac-server mac-winbox
set allowed-interface-list=none
