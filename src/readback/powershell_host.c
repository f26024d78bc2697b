/*
 * Commands that set up the rest of a host: quality of service, live migration,
 * cluster, features.
 */
#include "readback/powershell.h"

#include <strings.h>

#include "base/str.h"

static void
policy(struct call *k)
{
	const char *o =
	    powershell_object(k, "policy", powershell_value(k, "Name", 0));
	const char *port =
	    powershell_value(k, "NetDirectPortMatchCondition", -1);

	if (port)
		powershell_put(k, o, "match",
		    str_fmt(k->s->c->a, "direct %s", port));
	if (powershell_arg(k, "Default", -1))
		powershell_put(k, o, "match", "default");
	if (powershell_arg(k, "SMB", -1))
		powershell_put(k, o, "match", "smb");
	if (powershell_arg(k, "Cluster", -1))
		powershell_put(k, o, "match", "cluster");
	powershell_put(k, o, "priority",
	    powershell_value(k, "PriorityValue8021Action", -1));
}

static void
policy_remove(struct call *k)
{
	host_config_drop(k->s->c,
	    powershell_object(k, "policy", powershell_value(k, "Name", 0)),
	    NULL);
}

static void
flow_control(struct call *k)
{
	struct arg *x = powershell_arg(k, "Priority", 0);

	for (size_t i = 0; x && i < x->n; i++)
		powershell_put(k, "lossless",
		    str_fmt(k->s->c->a, "priority %s", x->v[i]),
		    powershell_on_off(k));
}

static void
class_of(struct call *k)
{
	const char *o =
	    powershell_object(k, "class", powershell_value(k, "Name", 0));
	struct arg *x = powershell_arg(k, "Priority", 1);

	if (x)
		powershell_put(k, o, "priority", x->n > 0 ? x->v[0] : "");
	powershell_put(k, o, "percent",
	    powershell_value(k, "BandwidthPercentage", -1));
	powershell_put(k, o, "algorithm", powershell_value(k, "Algorithm", -1));
}

static void
class_remove(struct call *k)
{
	host_config_drop(k->s->c,
	    powershell_object(k, "class", powershell_value(k, "Name", 0)),
	    NULL);
}

static void
willing(struct call *k)
{
	powershell_put(k, "dcbx", "willing",
	    powershell_truth(powershell_value(k, "Willing", -1)));
}

static void
migration_on(struct call *k)
{
	powershell_put(k, "migration", "on", powershell_on_off(k));
}

static void
vm_host(struct call *k)
{
	static const char *const row[][2] = {
		{ "VirtualMachineMigrationAuthenticationType",
		    "authentication" },
		{ "VirtualMachineMigrationPerformanceOption", "transport" },
		{ "MaximumVirtualMachineMigrations", "simultaneous" },
		{ "MaximumStorageMigrations", "storage-simultaneous" }
	};
	const char *v = powershell_value(k, "UseAnyNetworkForMigration", -1);

	for (size_t i = 0; i < 4; i++)
		powershell_put(k, "migration", row[i][1],
		    powershell_value(k, row[i][0], -1));
	if (v)
		powershell_put(k, "migration", "any-network",
		    powershell_truth(v));
}

static void
migration_net(struct call *k)
{
	const char *o = powershell_object(k, "migration-network",
	    powershell_value(k, "Subnet", 0));
	const char *v = powershell_value(k, "Priority", 1);
	const char *v2 = powershell_value(k, "NewPriority", -1);

	if (v2)
		v = v2;
	powershell_put(k, o, "priority", v ? v : "0");
	if (strncasecmp(k->name, "Add", 3) == 0)
		powershell_put(k, o, "added", "true");
}

/* what is left of a filtered list: what is to be removed */
bool
powershell_rest_of_list(struct call *k)
{
	const char *v = powershell_value(k, "Subnet", 0);

	return k->piped && v && *v == '$';
}

static void
migration_net_remove(struct call *k)
{
	if (powershell_rest_of_list(k))
		return;
	host_config_drop(k->s->c,
	    powershell_object(k, "migration-network",
	        powershell_value(k, "Subnet", 0)),
	    NULL);
}

static void
smb_limit(struct call *k)
{
	powershell_put(k, "migration",
	    str_fmt(k->s->c->a, "limit %s",
	        powershell_value(k, "Category", 0) ?
	            powershell_value(k, "Category", 0) :
	            "?"),
	    powershell_value(k, "BytesPerSecond", 1));
}

static void
cluster_parameter(struct call *k)
{
	const char *name = powershell_value(k, "Name", 0),
	           *v = powershell_value(k, "Value", 1);

	powershell_put(k, "cluster", name ? name : "?", v ? v : "?");
}

static void
feature(struct call *k)
{
	powershell_put(k, "features",
	    powershell_value(k, "Name", 0) ? powershell_value(k, "Name", 0) :
	                                     "?",
	    strncasecmp(k->name, "Un", 2) == 0 ? "false" : "true");
}

static void
nothing(struct call *k)
{
	for (size_t i = 0; i < k->n; i++)
		k->arg[i].used = true;
}

const struct powershell_command powershell_host[] = {
	{ "Set-DnsClient", nothing },
	{ "Restart-NetAdapter", nothing },
	{ "Install-WindowsFeature", feature },
	{ "Add-WindowsFeature", feature },
	{ "Uninstall-WindowsFeature", feature },
	{ "New-NetQosPolicy", policy },
	{ "Set-NetQosPolicy", policy },
	{ "Remove-NetQosPolicy", policy_remove },
	{ "Enable-NetQosFlowControl", flow_control },
	{ "Disable-NetQosFlowControl", flow_control },
	{ "New-NetQosTrafficClass", class_of },
	{ "Set-NetQosTrafficClass", class_of },
	{ "Remove-NetQosTrafficClass", class_remove },
	{ "Set-NetQosDcbxSetting", willing },
	{ "Enable-VMMigration", migration_on },
	{ "Disable-VMMigration", migration_on },
	{ "Set-VMHost", vm_host },
	{ "Add-VMMigrationNetwork", migration_net },
	{ "Set-VMMigrationNetwork", migration_net },
	{ "Remove-VMMigrationNetwork", migration_net_remove },
	{ "Set-SmbBandwidthLimit", smb_limit },
	{ "Set-ClusterParameter", cluster_parameter },
	{ "Set-StrictMode", nothing },
	{ "Start-Sleep", nothing },
	{ "Select-Object", nothing },
	{ "Sort-Object", nothing },
	{ NULL, NULL },
};
