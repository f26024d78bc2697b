/* What is done to one host, step by step, and how each is taken back. */
#include "phases/moving_steps.h"

#include <string.h>

#include "base/ip.h"
#include "base/num.h"
#include "phases/md.h"

enum host_kind
runbook_kind(const struct runbook *k, size_t host)
{
	const struct cluster *c = &k->m->cluster[k->m->host[host].cluster];

	if (c->version != NULL)
		return KIND_HYPER_V;
	return strcmp(c->hyp->id, "kvm") == 0  ? KIND_KVM :
	    strcmp(c->hyp->id, "vsphere") == 0 ? KIND_ESXI :
	                                         KIND_OTHER;
}

static void
step(struct runbook *k, size_t n, const char *what)
{
	buf_printf(k->b, "%zu. **%s.**", n, what);
}

static void
back(struct runbook *k, const char *how)
{
	buf_printf(k->b, "   - rollback: %s\n", how);
}

static void
check(struct runbook *k, const char *what)
{
	buf_printf(k->b, "   - check: %s\n", what);
}

bool
runbook_is_proxmox(const struct runbook *k, size_t host)
{
	const struct cluster *c = &k->m->cluster[k->m->host[host].cluster];

	return c->driver != NULL && str_eq(c->driver->name, "proxmox");
}

static bool
stays(const struct host_result *r, const char *vm)
{
	size_t i;

	for (i = 0; i < r->nunfinished; i++)
		if (str_eq(r->unfinished[i], vm))
			return true;
	return false;
}

/* only VMs that get there running */
static void
kvm_moves(struct runbook *k, const struct moving_host *x)
{
	const struct host_result *r = &k->mv->r->net[0].host[x->host];
	size_t i, n = 0;

	for (i = 0; i < r->nplanned; i++) {
		const char *vm = k->m->vm[r->planned[i].vm].name;
		const char *to = runbook_host_name(k, r->planned[i].to);

		if (stays(r, vm))
			continue;
		buf_puts(k->b, n++ == 0 ? "\n\n   ```\n" : "");
		if (runbook_is_proxmox(k, x->host))
			buf_printf(k->b,
			    "   qm migrate $(qm list | awk '$2 == \"%s\" { "
			    "print $1 }') %s --online\n",
			    vm, to);
		else
			buf_printf(k->b,
			    "   virsh migrate --live --persistent "
			    "--undefinesource %s qemu+ssh://%s/system\n",
			    vm, to);
	}
	buf_puts(k->b, n > 0 ? "   ```\n\n" : " No VM migrates running.\n");
}

/* what follows a VM's name in its reason */
static const char *
reason_of(const struct host_result *r, size_t i)
{
	return r->why[i] + strlen(r->unfinished[i]);
}

/* every VM that can't leave running, by reason */
static void
left_behind(struct runbook *k, const struct moving_host *x)
{
	const struct host_result *r = &k->mv->r->net[0].host[x->host];
	size_t i, n, others = 0;

	for (i = 0; i < r->nplanned; i++)
		others += !stays(r, k->m->vm[r->planned[i].vm].name);
	if (r->nunfinished == 0) {
		buf_puts(k->b,
		    " It can't be drained with all VMs running (no room): "
		    "shut down as many as it takes, or move them by hand.");
		return;
	}
	buf_printf(k->b,
	    " It can't be drained with all VMs running. First shut down "
	    "%s, or move %s by hand, and start no live migration of %s:\n",
	    r->nunfinished == 1 ? "this VM" : "these VMs",
	    r->nunfinished == 1 ? "it" : "them",
	    r->nunfinished == 1 ? "it" : "them");
	for (i = 0; i < r->nunfinished; i++) {
		for (n = 0; n < i; n++)
			if (str_eq(reason_of(r, n), reason_of(r, i)))
				break;
		if (n < i)
			continue;
		buf_puts(k->b, "   - ");
		for (n = i; n < r->nunfinished; n++)
			if (str_eq(reason_of(r, n), reason_of(r, i)))
				buf_printf(k->b, "%s%s", n > i ? ", " : "",
				    md_code(k->a, r->unfinished[n]));
		buf_printf(k->b, "%s\n", md_text(k->a, reason_of(r, i)));
	}
	buf_printf(k->b, "\n  %s", others > 0 ? " Then the others:" : "");
}

static void
drain(struct runbook *k, const struct moving_host *x)
{
	const char *h = runbook_host_name(k, x->host);

	step(k, 1, "Drain it");
	if (!x->empties)
		left_behind(k, x);
	else
		buf_printf(k->b, " About %s, over today's network.",
		    num_time_pretty(k->a, x->drain_s));
	switch (runbook_kind(k, x->host)) {
	case KIND_HYPER_V:
		buf_printf(k->b,
		    " `Suspend-ClusterNode -Name '%s' -Drain "
		    "-Wait`\n",
		    h);
		check(k,
		    str_fmt(k->a,
		        "`Get-ClusterGroup | Where-Object { $_.OwnerNode.Name "
		        "-eq '%s' }` shows no VM, `(Get-ClusterNode "
		        "'%s').DrainStatus` is Completed",
		        h, h));
		back(k,
		    str_fmt(k->a,
		        "`Resume-ClusterNode -Name '%s' "
		        "-Failback Immediate`",
		        h));
		break;
	case KIND_KVM:
		kvm_moves(k, x);
		if (runbook_is_proxmox(k, x->host)) {
			check(k, "`qm list` shows no VM running");
			back(k,
			    "on each target, the same with this host's name");
			break;
		}
		check(k,
		    str_fmt(k->a,
		        "`virsh -c qemu+ssh://%s/system list "
		        "--name` is empty",
		        h));
		back(k,
		    str_fmt(k->a,
		        "on each target, the same command with "
		        "`qemu+ssh://%s/system`",
		        h));
		break;
	case KIND_ESXI:
		buf_printf(k->b,
		    " On the host: `esxcli system maintenanceMode set --enable "
		    "true`; migrate its VMs with the tools you use today.\n");
		check(k, "no VM runs on it");
		back(k, "`esxcli system maintenanceMode set --enable false`");
		break;
	case KIND_OTHER:
		buf_puts(k->b,
		    " Migrate its VMs with the tools you use today.\n");
		check(k, "no VM runs on it");
		back(k, "migrate them back");
		break;
	}
}

static void
cables(struct runbook *k, const struct moving_host *x)
{
	static const char *const link_check[] = {
		[KIND_HYPER_V] = "`Get-NetAdapter` shows both ports Up at "
		                 "their full speed",
		[KIND_KVM] = "`ip -br link` shows both ports UP; `ethtool "
		             "PORT` their full speed",
		[KIND_ESXI] = "`esxcli network nic list` shows both ports Up "
		              "at their full speed",
		[KIND_OTHER] = "both ports are up at their full speed"
	};
	size_t i;

	step(k, 2, "Cable it");
	buf_puts(k->b,
	    " Today's cable stays in place.\n\n"
	    "   | cable | port of the host | switch | port | label |\n"
	    "   |---|---|---|---|---|\n");
	for (i = 0; i < k->g->nlink; i++) {
		const struct dlink *l = &k->g->link[i];

		if (l->kind == LINK_HOST && l->b.host == x->host)
			buf_printf(k->b, "   | %s | %s | %s | %s | %s |\n",
			    md_code(k->a, l->id), md_code(k->a, l->b.port_name),
			    md_code(k->a, l->a.device),
			    md_code(k->a, l->a.port_name),
			    md_code(k->a, l->b.label));
	}
	buf_putc(k->b, '\n');
	check(k, link_check[runbook_kind(k, x->host)]);
	back(k, "unplug them; nothing uses them yet");
}

/* today's virtual switch that has the name of the new one */
static const char *
vswitch_of(const struct dhost *h)
{
	for (size_t i = 0; i < h->nnic; i++)
		if (h->nic[i].sw != NONE && h->nic[i].vswitch != NULL)
			return h->nic[i].vswitch;
	return NULL;
}

static const char *
undo_hyper_v(struct runbook *k, size_t host)
{
	const struct dhost *h = &k->g->host[host];
	const struct cluster *c = &k->m->cluster[h->host->cluster];
	struct buf b = buf_new(k->a);
	size_t i;

	for (i = 0; i < h->nvnic; i++)
		if (h->vnic[i].vswitch == NULL && h->vnic[i].address != 0)
			buf_printf(&b,
			    "%s`Remove-NetIPAddress -IPAddress %s "
			    "-Confirm:$false`",
			    b.len > 0 ? ", " : "",
			    ip_text(k->a, h->vnic[i].address));
	for (i = 0; i < h->nnic; i++) {
		if (h->nic[i].vswitch == NULL ||
		    (i > 0 && str_eq(h->nic[i].vswitch, h->nic[i - 1].vswitch)))
			continue;
		buf_printf(&b, "%s`Remove-VMSwitch -Name '%s' -Force`",
		    b.len > 0 ? ", " : "", h->nic[i].vswitch);
		if (h->team && !c->set)
			buf_printf(&b,
			    ", then the team on it: "
			    "`Get-NetLbfoTeam`, `Remove-NetLbfoTeam`");
	}
	return b.len > 0 ? b.text : "nothing was configured";
}

static const char *
undo_esxi(struct runbook *k, size_t host)
{
	const struct dhost *h = &k->g->host[host];
	struct buf b = buf_new(k->a);
	size_t i;

	/* numbers as in its file */
	for (i = 0; i < h->nvnic; i++)
		buf_printf(&b,
		    "`esxcli network ip interface remove "
		    "--interface-name=vmk1%zu`, ",
		    i + 1);
	for (i = 0; i < h->nnic; i++) {
		const char *name = h->nic[i].vswitch != NULL ?
		    h->nic[i].vswitch :
		    str_fmt(k->a, "EastWest-%s", h->nic[i].name);

		if (h->nic[i].sw == NONE ||
		    (i > 0 && h->nic[i].vswitch != NULL &&
		        str_eq(h->nic[i].vswitch, h->nic[i - 1].vswitch)))
			continue;
		buf_printf(&b,
		    "`esxcli network vswitch standard remove "
		    "--vswitch-name=%s`, ",
		    name);
	}
	if (b.len > 2)
		b.text[b.len - 2] = '\0';
	return b.len > 0 ? b.text : "nothing was configured";
}

/* "lm (VLAN 120), csv (VLAN 110)"; what moves with the host's own address is
 * said, since that cuts off whoever works over it */
static const char *
networks_of(struct runbook *k, const struct dhost *h)
{
	struct buf b = buf_new(k->a);
	const char *own = NULL;
	size_t i, n;

	for (i = 0; i < h->nvnic; i++) {
		const struct network *net = k->g->net[h->vnic[i].net].net;

		for (n = 0; n < i && h->vnic[n].net != h->vnic[i].net; n++)
			continue;
		if (n < i)
			continue;
		buf_printf(&b, "%s%s", b.len > 0 ? ", " : "", net->name);
		if (h->vnic[i].vlan > 0)
			buf_printf(&b, " (VLAN %d)", h->vnic[i].vlan);
		if (!net->east_west)
			own = net->name;
	}
	if (own != NULL)
		buf_printf(&b,
		    "; its own address moves to %s here: remove it from "
		    "today's port first, and work on the console",
		    own);
	return b.len > 0 ? b.text : "none";
}

static void
settings(struct runbook *k, const struct moving_host *x)
{
	const struct platform *p =
	    design_host_platform(k->g->model, k->g->host[x->host].host);
	const struct dhost *h = &k->g->host[x->host];
	const struct cluster *c = &k->m->cluster[h->host->cluster];
	const char *file = p != NULL ?
	    str_fmt(k->a, "%s.%s", runbook_host_name(k, x->host),
	        p->extension) :
	    NULL;

	step(k, 3, "Configure it");
	buf_printf(k->b, " %s, networks %s.",
	    h->team ? "A team over both ports" :
	              "No team: one network per port",
	    networks_of(k, h));
	switch (file != NULL ? runbook_kind(k, x->host) : KIND_OTHER) {
	case KIND_HYPER_V:
		if (vswitch_of(h) != NULL)
			buf_printf(k->b,
			    " If the host has a virtual switch `%s` today, "
			    "rename it first; the host is drained, so no VM "
			    "uses it: `Rename-VMSwitch -Name '%s' -NewName "
			    "'%s-today'`.",
			    vswitch_of(h), vswitch_of(h), vswitch_of(h));
		buf_printf(k->b,
		    " Copy `hosts/%s` to the host; on its "
		    "console: `powershell -ExecutionPolicy Bypass -File "
		    ".\\%s`\n",
		    file, file);
		check(k,
		    "it ends without an error; `Get-NetIPAddress` shows "
		    "the addresses of addresses.csv");
		if (h->team && c->set)
			check(k,
			    str_fmt(k->a,
			        "`(Get-VMSwitchTeam -Name "
			        "'%s').NetAdapterInterfaceDescription` names "
			        "both ports: the team exists",
			        vswitch_of(h)));
		back(k,
		    vswitch_of(h) != NULL ?
		        str_fmt(k->a,
		            "%s; then `Rename-VMSwitch -Name '%s-today' "
		            "-NewName '%s'`, if it was renamed",
		            undo_hyper_v(k, x->host), vswitch_of(h),
		            vswitch_of(h)) :
		        undo_hyper_v(k, x->host));
		break;
	case KIND_KVM:
		if (strcmp(p->extension, "interfaces") == 0) {
			buf_printf(k->b,
			    " Copy `hosts/%s` to "
			    "`/etc/network/interfaces.d/eastwest`; on its "
			    "console: `ifup -a -s -i "
			    "/etc/network/interfaces.d/eastwest`, which must "
			    "print nothing, then `ifreload -a`\n",
			    file);
			check(k,
			    "`ip -br address` shows the addresses of "
			    "addresses.csv");
			back(k,
			    "`rm /etc/network/interfaces.d/eastwest`, "
			    "`ifreload -a`");
			break;
		}
		if (strcmp(p->extension, "yaml") != 0) {
			buf_printf(k->b,
			    " Copy `hosts/%s` to the host; on "
			    "its console, as root: `cp -a "
			    "/etc/systemd/network /root/network.before`, "
			    "`sh %s`, `networkctl reload`\n",
			    file, file);
			check(k,
			    "`ip -br address` shows the addresses of "
			    "addresses.csv");
			back(k,
			    "restore `/etc/systemd/network` from "
			    "`/root/network.before`, then `networkctl reload`");
			break;
		}
		buf_printf(k->b,
		    " Copy `hosts/%s` to "
		    "`/etc/netplan/60-eastwest.yaml`, owned by root, mode "
		    "600; on its console: `netplan try`\n",
		    file);
		check(k,
		    "`ip -br address` shows the addresses of "
		    "addresses.csv");
		back(k,
		    "don't confirm `netplan try`, or remove the file and "
		    "`netplan apply`");
		break;
	case KIND_ESXI:
	case KIND_OTHER:
		if (file != NULL) {
			buf_printf(k->b,
			    " Copy `hosts/%s` to the host's `/tmp`; on its "
			    "console: `sh /tmp/%s`\n",
			    file, file);
			check(k,
			    "it ends without output; `esxcli network ip "
			    "interface ipv4 get` shows the addresses of "
			    "addresses.csv");
			back(k, undo_esxi(k, x->host));
			break;
		}
		buf_puts(k->b,
		    " The bundle has no file for this system: configure the "
		    "team, the VLANs and the addresses of addresses.csv with "
		    "its own tools.\n");
		check(k, "its addresses are those of addresses.csv");
		back(k, "remove them again");
		break;
	}
}

/* the partner's address on a network, 0: none */
static uint32_t
address_on(const struct runbook *k, size_t host, size_t net)
{
	const struct dhost *h = &k->g->host[host];
	size_t i;

	for (i = 0; i < h->nvnic; i++)
		if (h->vnic[i].net == net && h->vnic[i].address != 0)
			return h->vnic[i].address;
	return 0;
}

/* large frames where the new switches carry them alone: 9,000 bytes less 20 of
 * IPv4 and 8 of ICMP */
static void
pings(struct runbook *k, const struct moving_host *x)
{
	static const char *const large[] = { [KIND_HYPER_V] = "-f -l 8972 ",
		[KIND_KVM] = "-M do -s 8972 -c 4 ",
		[KIND_ESXI] = "-d -s 8972 ",
		[KIND_OTHER] = "-M do -s 8972 -c 4 " };
	enum host_kind kind = runbook_kind(k, x->host);
	size_t i;

	for (i = 0; i < k->g->nnet; i++) {
		const struct network *n = k->g->net[i].net;
		uint32_t ip =
		    x->partner != NONE ? address_on(k, x->partner, i) : 0;

		if (ip == 0 || address_on(k, x->host, i) == 0)
			continue;
		buf_printf(k->b,
		    "   - %s: `%s %s%s%s`: every reply arrives, none is "
		    "fragmented\n",
		    n->name, kind == KIND_ESXI ? "vmkping" : "ping",
		    kind == KIND_ESXI && n->purpose == PURPOSE_LM ?
		        "-S vmotion " :
		        "",
		    n->east_west ? large[kind] : "", ip_text(k->a, ip));
	}
}

static void
test(struct runbook *k, const struct moving_host *x)
{
	step(k, 4, "Test it before any VM runs on it");
	if (x->partner == NONE) {
		buf_puts(k->b,
		    " It is the first of its cluster on the new network, so "
		    "there is no peer to ping yet: check its ports on the "
		    "switches, and rely on the pings of the next host.\n");
	} else {
		buf_printf(k->b,
		    " Against %s, which is on the new network "
		    "already%s.\n",
		    md_code(k->a, runbook_host_name(k, x->partner)),
		    k->g->host[x->host].team ?
		        "; then again with each of its cables unplugged in "
		        "turn" :
		        "");
		pings(k, x);
	}
	runbook_storage_test(k, x);
	back(k, "steps 3 and 2; today's network was not touched");
}

static void
undrain(struct runbook *k, const struct moving_host *x)
{
	const char *h = runbook_host_name(k, x->host);

	step(k, 5, "Return it to service");
	if (!x->empties)
		buf_puts(k->b, " Start those VMs again that step 1 shut down.");
	switch (runbook_kind(k, x->host)) {
	case KIND_HYPER_V:
		buf_printf(k->b,
		    " `Resume-ClusterNode -Name '%s' -Failback "
		    "Immediate`\n",
		    h);
		check(k,
		    str_fmt(k->a,
		        "`Get-ClusterNode '%s'` is Up, its VMs are back, "
		        "`Get-ClusterNetworkInterface -Node '%s'` shows every "
		        "network Up",
		        h, h));
		back(k,
		    str_fmt(k->a,
		        "step 1 again, then steps 3 and 2; "
		        "`Suspend-ClusterNode -Name '%s' -Drain -Wait`",
		        h));
		break;
	case KIND_KVM:
		if (runbook_is_proxmox(k, x->host)) {
			buf_puts(k->b,
			    " On each target, the commands of step 1 with "
			    "this host's name.\n");
			check(k, "`qm list` shows its VMs running");
			back(k, "step 1 again, then steps 3 and 2");
			break;
		}
		buf_printf(k->b,
		    " On each target, the commands of step 1 "
		    "with `qemu+ssh://%s/system`.\n",
		    h);
		check(k,
		    str_fmt(k->a,
		        "`virsh -c qemu+ssh://%s/system list` shows its VMs "
		        "running",
		        h));
		back(k, "step 1 again, then steps 3 and 2");
		break;
	case KIND_ESXI:
		buf_puts(k->b,
		    " `esxcli system maintenanceMode set --enable "
		    "false`\n");
		check(k, "its VMs are back");
		back(k, "step 1 again, then steps 3 and 2");
		break;
	case KIND_OTHER:
		buf_puts(k->b, " Migrate its VMs back.\n");
		check(k, "its VMs are back");
		back(k, "step 1 again, then steps 3 and 2");
		break;
	}
}

/* one setting of the cluster, which every host must be able to follow */
static void
proxmox_migration(struct runbook *k, size_t host)
{
	const struct dhost *h = &k->g->host[host];
	const struct cluster *c = &k->m->cluster[h->host->cluster];
	const struct network *n;

	if (h->nlm_order == 0)
		return;
	n = &k->g->model->network[h->lm_order[0]];
	if (!n->has_subnet)
		return;
	buf_printf(k->b,
	    "Only now, because hosts not yet migrated have no address there: "
	    "once, on one node, `pvesh set /cluster/options --migration "
	    "type=%s,network=%s/%d`.\n"
	    "   - check: `grep migration /etc/pve/datacenter.cfg`, and one VM "
	    "migrates there and back\n"
	    "   - rollback: `pvesh set /cluster/options --delete migration`\n"
	    "\n",
	    c->encrypts != NULL ? "secure" : "insecure", ip_text(k->a, n->base),
	    n->prefix);
}

/* when the last host of a cluster is over */
static void
finish(struct runbook *k, const struct moving_host *x)
{
	const struct platform *p =
	    design_host_platform(k->g->model, k->g->host[x->host].host);
	const char *cluster = k->m->cluster[k->m->host[x->host].cluster].name;

	if (!x->last)
		return;
	buf_printf(k->b,
	    "\n**Migration of cluster %s is "
	    "complete.** ",
	    md_code(k->a, cluster));
	if (runbook_kind(k, x->host) == KIND_HYPER_V && p != NULL)
		buf_printf(k->b,
		    "Only now, because hosts not yet migrated have none of the "
		    "new networks:\n\n"
		    "1. On each host, its own file: `powershell "
		    "-ExecutionPolicy Bypass -File .\\HOST.%s -Migration`. "
		    "Live migration goes over the new networks only.\n"
		    "   - check: `Get-VMMigrationNetwork` shows them, and one "
		    "VM migrates there and back\n"
		    "   - rollback: `Set-VMHost -UseAnyNetworkForMigration "
		    "$true`\n"
		    "2. Once, on one node: `powershell -ExecutionPolicy Bypass "
		    "-File .\\%s.%s -ClusterNetworks`. It names the cluster's "
		    "networks and takes today's out of live migration.\n"
		    "   - check: `Get-ClusterNetwork` shows their names and "
		    "roles\n"
		    "   - rollback: `Get-ClusterResourceType -Name 'Virtual "
		    "Machine' | Set-ClusterParameter -Name "
		    "MigrationExcludeNetworks -Value ''`\n\n",
		    p->extension, runbook_host_name(k, x->host), p->extension);
	else if (runbook_is_proxmox(k, x->host))
		proxmox_migration(k, x->host);
	runbook_storage_finish(k, x);
	buf_puts(k->b,
	    "Only now remove the cables to today's switch, for those networks "
	    "that the new one carries.\n");
}

void
runbook_steps(struct runbook *k, const struct moving_host *x)
{
	drain(k, x);
	runbook_storage_quiet(k, x);
	cables(k, x);
	settings(k, x);
	test(k, x);
	undrain(k, x);
	finish(k, x);
}
