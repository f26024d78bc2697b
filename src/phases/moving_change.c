/*
 * DOC: what changes for a whole cluster at once, when its last host is
 * migrated.
 *
 * A host that takes the new networks only for live migration can't exchange VMs
 * with one that has none of them.  So no host's own file does that: until the
 * last host is migrated all drains go over today's network, and then each
 * system learns in its own way which network live migration uses.
 */
#include "phases/moving_steps.h"

#include <string.h>

#include "base/ip.h"
#include "phases/md.h"

/* "`lm` (VLAN 120)" where migrations go first, or NULL: no address there */
static const struct network *
first_network(const struct runbook *k, size_t host)
{
	const struct dvnic *v = runbook_lm(k, host);

	return v != NULL && k->g->net[v->net].net->has_subnet ?
	    k->g->net[v->net].net :
	    NULL;
}

/* the network that the hosts' own addresses are in, where migrations go by
 * that; most systems do so by themselves */
static const struct network *
own_network(const struct runbook *k, size_t host)
{
	const struct dhost *h = &k->g->host[host];
	const struct network *n;

	if (h->nlm_order == 0)
		return NULL;
	n = k->g->net[h->lm_order[0]].net;
	return n->purpose == PURPOSE_MANAGEMENT ? n : NULL;
}

/* every host of the cluster with its address for live migration */
static void
addresses(struct runbook *k, const struct cluster *c, const char *head,
    const char *pattern)
{
	buf_printf(k->b, "   | host | %s |\n   |---|---|\n", head);
	for (size_t i = 0; i < c->nhost; i++) {
		const struct dvnic *v = runbook_lm(k, c->host[i]);

		if (v == NULL)
			continue;
		buf_printf(k->b, "   | %s | %s |\n",
		    md_code(k->a, runbook_host_name(k, c->host[i])),
		    md_code(k->a,
		        str_fill(k->a, pattern, "address",
		            ip_text(k->a, v->address), NULL)));
	}
	buf_putc(k->b, '\n');
}

/* where the design knows no addresses, acceptance.md has no such test */
static const char seen[] =
    "   - check: one VM migrates there and back, and meanwhile the counters of "
    "the new ports rise by its memory (`ip -s link`, or on the switches)\n";

static const char proven[] =
    "   - check: one VM migrates there and back, and the migration tests of "
    "acceptance.md say over which network\n";

static void
hyper_v(struct runbook *k, const struct moving_host *x, const char *extension)
{
	buf_printf(k->b,
	    "Only now, because hosts not yet migrated have none of the new "
	    "networks:\n\n"
	    "1. On each host, its own file: `powershell -ExecutionPolicy "
	    "Bypass -File .\\HOST.%s -Migration`. Live migration goes over the "
	    "new networks only.\n"
	    "   - check: `Get-VMMigrationNetwork` shows them\n"
	    "%s"
	    "   - rollback: `Set-VMHost -UseAnyNetworkForMigration $true`\n"
	    "2. Once, on one node: `powershell -ExecutionPolicy Bypass -File "
	    ".\\%s.%s -ClusterNetworks`. It names the cluster's networks and "
	    "takes today's out of live migration.\n"
	    "   - check: `Get-ClusterNetwork` shows their names and roles\n"
	    "   - rollback: `Get-ClusterResourceType -Name 'Virtual Machine' | "
	    "Set-ClusterParameter -Name MigrationExcludeNetworks -Value "
	    "''`\n\n",
	    extension, proven, runbook_host_name(k, x->host), extension);
}

/* one setting of the cluster, which every host must be able to follow */
static void
proxmox(struct runbook *k, const struct cluster *c, const struct network *n,
    const char *check)
{
	buf_printf(k->b,
	    "Only now, because hosts not yet migrated have no address there: "
	    "once, on one node, `pvesh set /cluster/options --migration "
	    "type=%s,network=%s/%d`.\n"
	    "   - check: `grep migration /etc/pve/datacenter.cfg`\n"
	    "%s"
	    "   - rollback: `pvesh set /cluster/options --delete migration`\n"
	    "\n",
	    c->encrypts != NULL ? "secure" : "insecure", ip_text(k->a, n->base),
	    n->prefix, check);
}

/* without it the target's host name says where its memory is sent, which is an
 * address of today's (qemu.conf of libvirt: migration_host) */
static void
libvirt(struct runbook *k, const struct cluster *c, const struct network *n)
{
	buf_printf(k->b,
	    "Only now, because hosts not yet migrated have no address there: "
	    "live migration sends to what the target's own host name resolves "
	    "to, which is today's network, until each host names its address "
	    "on %s.\n\n"
	    "1. On each host, one line in `/etc/libvirt/qemu.conf`:\n\n",
	    md_code(k->a, n->name));
	addresses(k, c, "line", "migration_host = \"{address}\"");
	buf_printf(k->b,
	    "   - its firewall must let the other hosts in there, to the ports "
	    "49152 to 49215\n"
	    "2. On each host, `systemctl restart virtqemud`, or `libvirtd` "
	    "where that is what runs; VMs keep running.\n"
	    "%s   - rollback: the line out again, and the same restart\n"
	    "\nTo migrate over another network, as when the switch of that "
	    "network is down, name it in the command: `virsh migrate … "
	    "--migrateuri tcp://ADDRESS`, with an address of the target "
	    "(addresses.csv).\n"
	    "\n",
	    proven);
}

/* what drives the hosts says it for them */
static void
driven(struct runbook *k, const struct cluster *c, const char *driver,
    const struct network *n)
{
	const char *name = md_code(k->a, n->name);

	buf_puts(k->b,
	    "Only now, because hosts not yet migrated have no address there: ");
	if (str_eq(driver, "ovirt"))
		buf_printf(k->b,
		    "in the engine, Compute, Clusters, this cluster, Logical "
		    "Networks, Manage Networks: %s gets the role Migration "
		    "Network. Every host must have it attached, with its "
		    "address of addresses.csv (Setup Host Networks).\n"
		    "%s"
		    "   - rollback: the role back to today's network\n\n",
		    name, proven);
	else if (str_eq(driver, "nova")) {
		buf_puts(k->b,
		    "on each host, one line in the section `[libvirt]` of "
		    "`/etc/nova/nova.conf`, and a restart of its "
		    "nova-compute:\n\n");
		addresses(k, c, "line",
		    "live_migration_inbound_addr = {address}");
		buf_printf(k->b,
		    "%s"
		    "   - rollback: the line out again, and the same "
		    "restart\n\n",
		    proven);
	} else
		buf_printf(k->b,
		    "in the KubeVirt resource, "
		    "`spec.configuration.migrations.network` names a "
		    "NetworkAttachmentDefinition on the interface of %s, with "
		    "an address range of its own in %s/%d beside that of "
		    "addresses.csv.\n"
		    "%s"
		    "   - rollback: the name out again\n\n",
		    name, ip_text(k->a, n->base), n->prefix, proven);
}

/* its interface on the stack that vMotion has to itself, which a host uses
 * alone once it has one */
static void
esxi(struct runbook *k, const struct cluster *c, const struct dhost *h,
    const char *extension)
{
	struct buf remove = buf_new(k->a);
	size_t ft = 0;

	for (size_t i = 0; i < h->nvnic; i++) {
		if (k->g->net[h->vnic[i].net].net->purpose == PURPOSE_FT)
			ft = i + 1;
		if (k->g->net[h->vnic[i].net].net->purpose == PURPOSE_LM)
			buf_printf(&remove,
			    "`esxcli network ip interface remove "
			    "--interface-name=vmk1%zu`, ",
			    i + 1);
	}
	if (remove.len == 0)
		return;
	buf_printf(k->b,
	    "Only now, because a host with an interface on the vMotion stack "
	    "uses no other for vMotion, and hosts not yet migrated have "
	    "none:\n\n"
	    "1. Set the cluster's DRS to manual and wait until no migration "
	    "runs. Write down which interface has vMotion today, on each host: "
	    "`esxcli network ip interface tag get --interface-name=VMK`, for "
	    "each VMK of `esxcli network ip interface list`.\n"
	    "2. On each host, one directly after the other and without "
	    "draining any, its own file once more (copy it again if the host "
	    "has restarted): `sh /tmp/HOST.%s migration`. A host that is done "
	    "and one that isn't can't migrate VMs to each other; so go on to "
	    "the last, or roll back.\n"
	    "   - check: `esxcli network ip interface list` shows the stack "
	    "vmotion, and `vmkping -S vmotion -d -s 8972 ADDRESS` reaches each "
	    "host done before:\n\n",
	    extension);
	addresses(k, c, "address", "{address}");
	if (ft > 0)
		buf_printf(k->b,
		    "   - fault tolerance goes with it: first switch it off "
		    "for the VMs that have it, take its tag off today's VMK, "
		    "`esxcli network ip interface tag remove "
		    "--interface-name=VMK --tagname=faultToleranceLogging`, and "
		    "switch it on again after step 3; rollback: the tag off "
		    "vmk1%zu and onto today's VMK again\n",
		    ft);
	buf_printf(k->b,
	    "   - rollback, on every host that is done: %sthen `esxcli network "
	    "ip interface tag add --interface-name=VMK --tagname=VMotion` for "
	    "the VMK of step 1\n"
	    "3. Set DRS to what it was.\n"
	    "%s\n",
	    remove.text, proven);
}

static void
by_itself(struct runbook *k, const struct network *n)
{
	buf_printf(k->b,
	    "Live migration goes to where a host's own name leads, which is %s "
	    "on the new network now: there is nothing to set. If today's "
	    "settings name another network, remove them, only now.\n"
	    "%s   - rollback: today's settings\n"
	    "\n",
	    md_code(k->a, n->name), seen);
}

static void
change(struct runbook *k, const struct moving_host *x)
{
	const struct dhost *h = &k->g->host[x->host];
	const struct cluster *c = &k->m->cluster[h->host->cluster];
	const struct platform *p = design_host_platform(k->m, h->host);
	const struct network *n = first_network(k, x->host),
	                     *own = own_network(k, x->host);
	const char *driver = runbook_driver(k, x->host);

	switch (runbook_kind(k, x->host)) {
	case KIND_HYPER_V:
		if (p != NULL)
			hyper_v(k, x, p->extension);
		return;
	case KIND_ESXI:
		if (p != NULL)
			esxi(k, c, h, p->extension);
		return;
	case KIND_KVM:
		if (own != NULL && !str_eq(driver, "proxmox")) {
			by_itself(k, own);
			return;
		}
		if (own != NULL)
			n = own;
		if (n == NULL)
			return;
		if (str_eq(driver, "proxmox"))
			proxmox(k, c, n, own != NULL ? seen : proven);
		else if (str_eq(driver, "libvirt"))
			libvirt(k, c, n);
		else
			driven(k, c, driver, n);
		return;
	case KIND_OTHER:
		if (own != NULL) {
			by_itself(k, own);
			return;
		}
		if (n == NULL)
			return;
		buf_printf(k->b,
		    "Only now, because hosts not yet migrated have no address "
		    "there: have live migration use %s%s.\n"
		    "%s"
		    "   - rollback: today's network again\n\n",
		    md_code(k->a, n->name),
		    str_eq(driver, "xapi") ?
		        " (Xen Orchestra: the pool, Advanced, Default "
		        "migration network); by itself it uses the network of "
		        "the hosts' management" :
		        "",
		    proven);
		return;
	}
}

void
runbook_change_one(struct runbook *k, const struct moving_host *x)
{
	const struct dhost *h = &k->g->host[x->host];
	const struct platform *p = design_host_platform(k->m, h->host);
	const struct dvnic *v = runbook_lm(k, x->host);
	const char *name = runbook_host_name(k, x->host),
	           *driver = runbook_driver(k, x->host), *undo = NULL;

	buf_puts(k->b, " Its cluster uses the new networks for live migration");
	switch (runbook_kind(k, x->host)) {
	case KIND_HYPER_V:
		if (p == NULL)
			break;
		buf_printf(k->b,
		    ", so it does too: `powershell -ExecutionPolicy Bypass "
		    "-File .\\%s.%s -Migration`",
		    name, p->extension);
		undo = "`Set-VMHost -UseAnyNetworkForMigration $true`";
		break;
	case KIND_ESXI:
		if (p == NULL)
			break;
		buf_printf(k->b, ", so it does too: `sh /tmp/%s.%s migration`",
		    name, p->extension);
		undo = "`esxcli network ip interface remove` of the interface "
		       "on the stack vmotion";
		break;
	case KIND_KVM:
		if (v == NULL || str_eq(driver, "proxmox") ||
		    str_eq(driver, "ovirt") || str_eq(driver, "kubevirt"))
			break;
		if (str_eq(driver, "nova"))
			buf_printf(k->b,
			    ", so it does too: `live_migration_inbound_addr = "
			    "%s` in the section `[libvirt]` of "
			    "`/etc/nova/nova.conf`, and a restart of "
			    "nova-compute",
			    ip_text(k->a, v->address));
		else
			buf_printf(k->b,
			    ", so it does too: `migration_host = \"%s\"` in "
			    "`/etc/libvirt/qemu.conf`, and `systemctl restart "
			    "virtqemud` (or `libvirtd`)",
			    ip_text(k->a, v->address));
		undo = "the line out again, and the same restart";
		break;
	case KIND_OTHER:
		break;
	}
	buf_puts(k->b,
	    ". Then join it to its cluster, if it isn't in it yet.\n");
	buf_puts(k->b, proven);
	runbook_back(k,
	    undo == NULL ?
	        "migrate the VM back; then steps 3 and 2" :
	        str_fmt(k->a, "migrate the VM back; %s; then steps 3 and 2",
	            undo));
}

void
runbook_change(struct runbook *k, const struct moving_host *x)
{
	if (!x->last)
		return;
	buf_printf(k->b, "\n**Migration of cluster %s is complete.** ",
	    md_code(k->a, k->m->cluster[k->m->host[x->host].cluster].name));
	change(k, x);
	runbook_storage_finish(k, x);
	buf_puts(k->b,
	    "Only now remove the cables to today's switch, for those networks "
	    "that the new one carries.\n");
}
