/*
 * Commands that set up the network of a host: its virtual switches, teams and
 * interfaces, the settings of its ports, addresses.
 */
#include "readback/powershell.h"

#include <string.h>
#include <strings.h>

#include "base/num.h"
#include "base/str.h"

/* names of the host's own interfaces that a command without a name means */
static void
each_vnic(struct call *k, const char *name, const char *key, const char *v)
{
	struct host_config *c = k->s->c;

	if (name) {
		powershell_needs(k, powershell_object(k, "interface", name));
		powershell_put(k, powershell_object(k, "interface", name), key,
		    v);
		return;
	}
	for (size_t i = 0; i < c->n; i++)
		if (str_eq(c->fact[i].key, "on-switch"))
			powershell_put(k, c->fact[i].object, key, v);
}

static void
vnic_vlan(struct call *k)
{
	const char *name = powershell_value(k, "VMNetworkAdapterName", 0),
	           *v = NULL;

	if (powershell_arg(k, "Access", -1))
		v = powershell_value(k, "VlanId", 1);
	else if (powershell_arg(k, "Untagged", -1))
		v = "0";
	else
		host_config_note(k->s->c, "host-unread", true, k->line,
		    "neither -Access nor -Untagged: its effect is not "
		    "modelled");
	each_vnic(k, name, "vlan", v);
}

static void
vnic_add(struct call *k)
{
	const char *o =
	    powershell_object(k, "interface", powershell_value(k, "Name", 0));
	const char *sw = powershell_value(k, "SwitchName", 1);

	if (sw)
		powershell_needs(k, powershell_object(k, "switch", sw));
	powershell_put(k, o, "on-switch", sw ? sw : "?");
}

static void
vnic_set(struct call *k)
{
	static const char *const key[][2] = { { "VrssEnabled", "vrss" },
		{ "IeeePriorityTag", "priority-tag" },
		{ "MaximumBandwidth", "bandwidth-most" },
		{ "MinimumBandwidthWeight", "bandwidth-weight" },
		{ "VmqWeight", "queue-weight" },
		{ "MacAddressSpoofing", "spoofing" },
		{ "RdmaWeight", "rdma-weight" } };
	const char *name = powershell_value(k, "Name", 0);

	for (size_t i = 0; i < 7; i++) {
		const char *v = powershell_value(k, key[i][0], -1);

		if (v)
			each_vnic(k, name, key[i][1],
			    i < 2 ? powershell_truth(v) : v);
	}
}

static void
vnic_map(struct call *k)
{
	each_vnic(k, powershell_value(k, "VMNetworkAdapterName", 0), "mapped",
	    powershell_value(k, "PhysicalNetAdapterName", 1));
	(void)powershell_value(k, "SwitchName", -1);
}

static void
vnic_unmap(struct call *k)
{
	const char *name = powershell_value(k, "VMNetworkAdapterName", 0);

	host_config_drop(k->s->c, powershell_object(k, "interface", name),
	    "mapped");
}

static void
vnic_remove(struct call *k)
{
	host_config_drop(k->s->c,
	    powershell_object(k, "interface", powershell_value(k, "Name", 0)),
	    NULL);
}

static void
switch_new(struct call *k)
{
	const char *o =
	    powershell_object(k, "switch", powershell_value(k, "Name", 0));
	struct arg *x = powershell_arg(k, "NetAdapterName", 1);

	powershell_members(k, o, "member", x);
	powershell_put(k, o, "embedded",
	    powershell_arg(k, "EnableEmbeddedTeaming", -1) ?
	        powershell_truth(
	            powershell_value(k, "EnableEmbeddedTeaming", -1)) :
	        x && x->n > 1 ? "true" :
	                        "false");
	powershell_put(k, o, "host",
	    powershell_arg(k, "AllowManagementOS", -1) ?
	        powershell_truth(powershell_value(k, "AllowManagementOS", -1)) :
	        "true");
}

static void
switch_set(struct call *k)
{
	const char *o =
	    powershell_object(k, "switch", powershell_value(k, "Name", 0));
	const char *v = powershell_value(k, "AllowManagementOS", -1);

	powershell_needs(k, o);
	if (v)
		powershell_put(k, o, "host", powershell_truth(v));
}

static void
switch_team(struct call *k)
{
	const char *o =
	    powershell_object(k, "switch", powershell_value(k, "Name", 0));
	struct arg *x = powershell_arg(k, "NetAdapterName", -1);

	powershell_needs(k, o);
	if (str_eq(host_config_get(k->s->c, o, "embedded", NULL), "false"))
		host_config_note(k->s->c, "host-stops", true, k->line,
		    "%s has no embedded team", o);
	powershell_put(k, o, "hash",
	    powershell_value(k, "LoadBalancingAlgorithm", -1));
	powershell_put(k, o, "mode", powershell_value(k, "TeamingMode", -1));
	if (x)
		powershell_members(k, o, "member", x);
}

static void
switch_remove(struct call *k)
{
	host_config_drop(k->s->c,
	    powershell_object(k, "switch", powershell_value(k, "Name", 0)),
	    NULL);
}

static void
team_new(struct call *k)
{
	const char *o =
	    powershell_object(k, "team", powershell_value(k, "Name", 0));
	const char *mode = powershell_value(k, "TeamingMode", 2);

	powershell_members(k, o, "member", powershell_arg(k, "TeamMembers", 1));
	powershell_put(k, o, "mode", mode ? mode : "SwitchIndependent");
	powershell_put(k, o, "hash",
	    powershell_value(k, "LoadBalancingAlgorithm", 3));
}

static void
team_set(struct call *k)
{
	const char *o =
	    powershell_object(k, "team", powershell_value(k, "Name", 0));

	powershell_needs(k, o);
	powershell_put(k, o, "mode", powershell_value(k, "TeamingMode", -1));
	powershell_put(k, o, "hash",
	    powershell_value(k, "LoadBalancingAlgorithm", -1));
}

static void
team_remove(struct call *k)
{
	host_config_drop(k->s->c,
	    powershell_object(k, "team", powershell_value(k, "Name", 0)), NULL);
}

static void
member_add(struct call *k)
{
	bool sw = strcasecmp(k->name, "Add-VMSwitchTeamMember") == 0;
	const char *name =
	    powershell_value(k, sw ? "NetAdapterName" : "Name", sw ? 1 : 0);
	const char *to =
	    powershell_value(k, sw ? "VMSwitchName" : "Team", sw ? 0 : 1);

	host_config_add(k->s->c,
	    powershell_object(k, sw ? "switch" : "team", to), "member",
	    name ? name : "?", k->line);
}

static void
member_remove(struct call *k)
{
	bool sw = strcasecmp(k->name, "Remove-VMSwitchTeamMember") == 0;
	const char *name =
	    powershell_value(k, sw ? "NetAdapterName" : "Name", sw ? 1 : 0);
	const char *o = powershell_object(k, sw ? "switch" : "team",
	    powershell_value(k, sw ? "VMSwitchName" : "Team", sw ? 0 : 1));
	struct host_config *c = k->s->c;
	size_t kept = 0;

	for (size_t i = 0; i < c->n; i++)
		if (!name || strcasecmp(c->fact[i].object, o) != 0 ||
		    !str_eq(c->fact[i].key, "member") ||
		    strcasecmp(c->fact[i].value, name) != 0)
			c->fact[kept++] = c->fact[i];
	c->n = kept;
}

/* bytes with the Ethernet header -> of the IP packet */
static void
jumbo(struct call *k, const char *o, const char *bytes)
{
	int64_t n;

	powershell_put(k, o, "mtu",
	    num_int(bytes ? bytes : "", &n) && n >= 14 ?
	        str_fmt(k->s->c->a, "%lld", (long long)n - 14) :
	        bytes);
}

/* what the switch of a name may be on, if it is there already */
static void
our_switch(struct call *k)
{
	powershell_members(k,
	    powershell_object(k, "expected switch",
	        powershell_value(k, "Name", 0)),
	    "on", powershell_arg(k, "Ports", 1));
}

/* on that virtual switch and no other */
static void
our_interface(struct call *k)
{
	const char *o =
	    powershell_object(k, "interface", powershell_value(k, "Name", 0));
	const char *sw = powershell_value(k, "Switch", 1);

	powershell_put(k, o, "connection", powershell_value(k, "Alias", 2));
	if (sw)
		powershell_needs(k, powershell_object(k, "switch", sw));
	powershell_put(k, o, "on-switch", sw ? sw : "?");
}

static void
our_jumbo(struct call *k)
{
	jumbo(k, powershell_adapter(k, powershell_value(k, "Name", 0)),
	    powershell_value(k, "Bytes", 1));
}

static void
our_pause(struct call *k)
{
	powershell_put(k, powershell_adapter(k, powershell_value(k, "Name", 0)),
	    "pause", "false");
}

static void
our_address(struct call *k)
{
	const char *o = powershell_adapter(k, powershell_value(k, "Alias", 0));
	const char *ip = powershell_value(k, "Address", 1), *gw;
	const char *prefix = powershell_value(k, "Prefix", 2);

	powershell_put(k, o, "address",
	    str_fmt(k->s->c->a, "%s/%s", ip ? ip : "", prefix ? prefix : ""));
	gw = powershell_value(k, "Gateway", 3);
	if (gw)
		powershell_put(k, o, "gateway", gw);
}

static void
address_new(struct call *k)
{
	const char *o =
	    powershell_adapter(k, powershell_value(k, "InterfaceAlias", -1));
	const char *ip = powershell_value(k, "IPAddress", 0);
	const char *prefix = powershell_value(k, "PrefixLength", -1);

	host_config_add(k->s->c, o, "address",
	    str_fmt(k->s->c->a, "%s/%s", ip ? ip : "", prefix ? prefix : ""),
	    k->line);
	powershell_put(k, o, "gateway",
	    powershell_value(k, "DefaultGateway", -1));
}

static void
address_remove(struct call *k)
{
	const char *alias = powershell_value(k, "InterfaceAlias", -1);
	const char *ip = powershell_value(k, "IPAddress", 0);
	struct host_config *c = k->s->c;
	size_t kept = 0;

	for (size_t i = 0; i < c->n; i++) {
		const struct host_fact *f = &c->fact[i];

		if (!str_eq(f->key, "address") ||
		    (alias &&
		        strcasecmp(f->object, powershell_adapter(k, alias)) !=
		            0) ||
		    (ip && strncmp(f->value, ip, strlen(ip)) != 0))
			c->fact[kept++] = *f;
	}
	c->n = kept;
}

static void
property(struct call *k)
{
	const char *o = powershell_adapter(k, powershell_value(k, "Name", 0));
	const char *word = powershell_value(k, "RegistryKeyword", -1);
	const char *show = powershell_value(k, "DisplayName", -1);
	const char *v = powershell_value(k, "RegistryValue", -1);

	if (!v)
		v = powershell_value(k, "DisplayValue", -1);
	if ((word && strcasecmp(word, "*JumboPacket") == 0) ||
	    (show && strncasecmp(show, "Jumbo", 5) == 0))
		jumbo(k, o, v);
	else if (word && strcasecmp(word, "*FlowControl") == 0)
		powershell_put(k, o, "pause",
		    v && (str_eq(v, "0") || strcasecmp(v, "disabled") == 0) ?
		        "false" :
		        "true");
	else
		powershell_put(k, o,
		    str_fmt(k->s->c->a, "property %s",
		        word     ? word :
		            show ? show :
		                   "?"),
		    v ? v : "?");
}

static void
queues(struct call *k)
{
	const char *o = powershell_adapter(k, powershell_value(k, "Name", 0));

	powershell_put(k, o, "queue-base",
	    powershell_value(k, "BaseProcessorNumber", -1));
	powershell_put(k, o, "queue-count",
	    powershell_value(k, "MaxProcessors", -1));
	powershell_put(k, o, "queue-last",
	    powershell_value(k, "MaxProcessorNumber", -1));
}

/* of a pattern of names: each adapter that is known by now */
static void
each_like(struct call *k, const char *pattern, const char *key)
{
	struct host_config *c = k->s->c;
	size_t n = c->n;

	for (size_t i = 0; i < n; i++) {
		const char *o =
		    str_dup(c->a, c->fact[i].object, strlen(c->fact[i].object));
		const char *name = host_config_name(o, "port");
		const char *vnic = host_config_name(o, "interface");

		if (vnic)
			name = str_fmt(c->a, "vEthernet (%s)", vnic);
		if (name && powershell_like(pattern, name))
			powershell_put(k, o, key, powershell_on_off(k));
	}
}

static void
switch_on(struct call *k)
{
	static const char *const row[][2] = { { "Rdma", "rdma" },
		{ "Qos", "dcb" }, { "Vmq", "queues" }, { "Rss", "queues" } };
	struct arg *x = powershell_arg(k, "Name", 0);

	for (size_t i = 0; i < 4; i++) {
		size_t n = strlen(k->name);

		if (strcasecmp(k->name + n - 3,
		        row[i][0] + strlen(row[i][0]) - 3) != 0)
			continue;
		for (size_t m = 0; x && m < x->n; m++)
			if (powershell_is_pattern(x->v[m]))
				each_like(k, x->v[m], row[i][1]);
			else
				powershell_put(k,
				    powershell_adapter(k, x->v[m]), row[i][1],
				    powershell_on_off(k));
	}
}

static void
adapter_set(struct call *k)
{
	powershell_put(k, powershell_adapter(k, powershell_value(k, "Name", 0)),
	    "vlan", powershell_value(k, "VlanID", -1));
}

static void
adapter_off(struct call *k)
{
	powershell_put(k, powershell_adapter(k, powershell_value(k, "Name", 0)),
	    "off", str_eq(powershell_on_off(k), "true") ? "false" : "true");
}

static void
dhcp(struct call *k)
{
	const char *v = powershell_value(k, "Dhcp", -1);
	const char *mtu = powershell_value(k, "NlMtuBytes", -1);
	const char *o =
	    powershell_adapter(k, powershell_value(k, "InterfaceAlias", 0));

	if (v && strcasecmp(v, "Enabled") == 0)
		powershell_put(k, o, "dhcp4", "true");
	if (mtu)
		powershell_put(k, o, "mtu", mtu);
	(void)powershell_value(k, "AddressFamily", -1);
}

static void
dns(struct call *k)
{
	const char *o =
	    powershell_adapter(k, powershell_value(k, "InterfaceAlias", 0));

	powershell_members(k, o, "dns",
	    powershell_arg(k, "ServerAddresses", 1));
}

const struct powershell_command powershell_net[] = {
	{ "Assert-Switch", our_switch },
	{ "Add-Interface", our_interface },
	{ "Set-Address", our_address },
	{ "Set-Jumbo", our_jumbo },
	{ "Set-PauseOff", our_pause },
	{ "New-NetIPAddress", address_new },
	{ "Remove-NetIPAddress", address_remove },
	{ "Set-NetIPInterface", dhcp },
	{ "Set-DnsClientServerAddress", dns },
	{ "Set-NetAdapterAdvancedProperty", property },
	{ "Set-NetAdapter", adapter_set },
	{ "Enable-NetAdapter", adapter_off },
	{ "Disable-NetAdapter", adapter_off },
	{ "Set-NetAdapterVmq", queues },
	{ "Set-NetAdapterRss", queues },
	{ "Enable-NetAdapterVmq", switch_on },
	{ "Disable-NetAdapterVmq", switch_on },
	{ "Enable-NetAdapterRss", switch_on },
	{ "Disable-NetAdapterRss", switch_on },
	{ "Enable-NetAdapterRdma", switch_on },
	{ "Disable-NetAdapterRdma", switch_on },
	{ "Enable-NetAdapterQos", switch_on },
	{ "Disable-NetAdapterQos", switch_on },
	{ "New-VMSwitch", switch_new },
	{ "Set-VMSwitch", switch_set },
	{ "Set-VMSwitchTeam", switch_team },
	{ "Remove-VMSwitch", switch_remove },
	{ "Add-VMSwitchTeamMember", member_add },
	{ "Remove-VMSwitchTeamMember", member_remove },
	{ "New-NetLbfoTeam", team_new },
	{ "Set-NetLbfoTeam", team_set },
	{ "Remove-NetLbfoTeam", team_remove },
	{ "Add-NetLbfoTeamMember", member_add },
	{ "Remove-NetLbfoTeamMember", member_remove },
	{ "Add-VMNetworkAdapter", vnic_add },
	{ "Set-VMNetworkAdapter", vnic_set },
	{ "Remove-VMNetworkAdapter", vnic_remove },
	{ "Set-VMNetworkAdapterVlan", vnic_vlan },
	{ "Set-VMNetworkAdapterTeamMapping", vnic_map },
	{ "Remove-VMNetworkAdapterTeamMapping", vnic_unmap },
	{ NULL, NULL },
};
