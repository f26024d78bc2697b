#!/bin/bash
# The script for an ESXi host, run on a small model of one.
. tests/comfort/lib
python=/usr/bin/python3
"$EASTWEST" design tests/verify/sites/esxcli/site.yaml -o "$scratch/b" --quiet ||
	exit 1
mkdir "$scratch/bin"
for p in esxcli hostname; do
	printf '#!/bin/sh\n' >"$scratch/bin/$p"
	chmod +x "$scratch/bin/$p"
done
echo "exec $python $PWD/tests/comfort/esxcli.py \"\$@\"" >>"$scratch/bin/esxcli"
echo 'echo "$NAME"' >>"$scratch/bin/hostname"
sed 's/<<ADDRESS_MGMT_HV1>>/10.0.50.31/' "$scratch/b/hosts/hv1.esxcli" \
    >"$scratch/hv1"
export STATE=$scratch/state NAME=hv1

# a host as its installer leaves it, with more on it
fresh() {
	cat >"$STATE" <<-'JSON'
	{"nic": ["vmnic0", "vmnic4", "vmnic5"], "gateway": "10.0.50.1",
	 "stack": ["defaultTcpipStack"],
	 "switch": {"vSwitch0": {"mtu": 1500, "uplinks": ["vmnic0"]}},
	 "group": {"VM Network": {"switch": "vSwitch0", "vlan": 0},
	  "Management Network": {"switch": "vSwitch0", "vlan": 50}},
	 "vmk": {"vmk0": {"group": "Management Network", "mtu": 1500,
	  "stack": "defaultTcpipStack", "tags": ["Management"]}}}
	JSON
}
# said VALUE of the state, by a Python expression
is() {
	$python -c 'import json, sys
s = json.load(open(sys.argv[1]))
print(eval(sys.argv[2]))' "$STATE" "$1"
}
runs() {
	PATH=$scratch/bin:$PATH sh "${1-$scratch/hv1}" ${2+"$2"} 2>&1
}

# hosts of the cluster that are still to come migrate over today's: no stack of
# its own for vMotion before it is asked for
fresh
same 'it runs' '' "$(runs)"
same 'no interface for live migration yet' 'vmk0 vmk12 vmk13 vmk14 vmk15' \
    "$(is '" ".join(sorted(s["vmk"]))')"
same 'no stack for it either' "['defaultTcpipStack']" "$(is 's["stack"]')"
same 'fault tolerance stays on today' '[]' "$(is 's["vmk"]["vmk15"]["tags"]')"
same 'another word is refused' 1 "$(runs "$scratch/hv1" migrate | grep -c 'Unknown argument migrate')"
same 'nothing is made then' 'vmk0 vmk12 vmk13 vmk14 vmk15' "$(is '" ".join(sorted(s["vmk"]))')"

same 'the cluster is over' '' "$(runs "$scratch/hv1" migration)"
same 'the switch is made' "9000 ['vmnic4', 'vmnic5'] ['vmnic4', 'vmnic5']" \
    "$(is '"%d %s %s" % (s["switch"]["vSwitch1"]["mtu"], s["switch"]["vSwitch1"]["uplinks"], s["switch"]["vSwitch1"]["active"])')"
same 'it is teamed without the switches' "['portid', 'link', 'true', 'true']" \
    "$(is 's["switch"]["vSwitch1"]["how"]')"
same 'live migration has a stack of its own' 'vmotion lm 9000' \
    "$(is '"%(stack)s %(group)s %(mtu)d" % s["vmk"]["vmk11"]')"
same 'its address' "['static', '10.0.120.11', '255.255.255.0']" \
    "$(is 's["vmk"]["vmk11"]["address"]')"
same 'storage is on the common stack' 'defaultTcpipStack' \
    "$(is 's["vmk"]["vmk12"]["stack"]')"
same 'management is said to be' "['Management'] 1500" \
    "$(is '"%(tags)s %(mtu)d" % s["vmk"]["vmk13"]')"
same 'vSAN has its interface' "['vmk14']" "$(is 's["vsan"]')"
same 'fault tolerance has its own' "['faultToleranceLogging']" \
    "$(is 's["vmk"]["vmk15"]["tags"]')"
same 'VLANs' '120 130 50 200' \
    "$(is '" ".join(str(s["group"][g]["vlan"]) for g in ("lm", "nfs", "mgmt", "data"))')"
same 'what was there stays' "['vmnic0'] vSwitch0" \
    "$(is '"%s %s" % (s["switch"]["vSwitch0"]["uplinks"], s["group"]["VM Network"]["switch"])')"
cp "$STATE" "$scratch/once"
same 'a second run' '' "$(runs)"
same 'a second change-over' '' "$(runs "$scratch/hv1" migration)"
try 'a second run changes nothing' cmp "$STATE" "$scratch/once"

# half of it was done when it was stopped
fresh
head -n "$(grep -n '^portgroup .nfs' "$scratch/hv1" | cut -d: -f1)" \
    "$scratch/hv1" >"$scratch/half"
same 'half of it' '' "$(runs "$scratch/half")"
same 'the rest' '' "$(runs "$scratch/hv1" migration)"
try 'ends where one run does' cmp "$STATE" "$scratch/once"

# what it did not make it refuses, and changes nothing of it
refused() {
	fresh
	sed -i "$2" "$STATE"
	cp "$STATE" "$scratch/before"
	seen=$(runs)
	same "$1: it ends with an error" 1 "$(PATH=$scratch/bin:$PATH sh "$scratch/hv1" >/dev/null 2>&1; echo $?)"
	same "$1: it says why" 1 "$(grep -c "$3" <<<"$seen")"
}
refused "today's switch has that name" 's/"vSwitch0": {/"vSwitch1": {/' \
    'vSwitch1 already exists, on vmnic0'
try 'nothing was changed' cmp "$STATE" "$scratch/before"
refused "the VMs' network is on today's switch" 's/"VM Network"/"data"/' \
    'port group data already exists'
same 'it was left there' vSwitch0 "$(is 's["group"]["data"]["switch"]')"
refused 'another interface of that name' 's/"vmk0"/"vmk12"/' \
    'interface vmk12 already exists'
refused 'another gateway' 's/10.0.50.1"/10.0.50.9"/' 'default gateway is 10.0.50.9'

fresh
cp "$STATE" "$scratch/before"
same 'on another host' 1 "$(NAME=hv2 runs | grep -c 'This file is for hv1')"
try 'nothing is done there' cmp "$STATE" "$scratch/before"
same 'what is not filled in' 1 \
    "$(runs "$scratch/b/hosts/hv1.esxcli" | grep -c 'Fill in <<ADDRESS_MGMT_HV1>>')"
counted
