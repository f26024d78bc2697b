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

void
runbook_step(struct runbook *k, size_t n, const char *what)
{
	buf_printf(k->b, "%zu. **%s.**", n, what);
}

void
runbook_back(struct runbook *k, const char *how)
{
	buf_printf(k->b, "   - rollback: %s\n", how);
}

void
runbook_check(struct runbook *k, const char *what)
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

	runbook_step(k, 1, "Drain it");
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
		runbook_check(k,
		    str_fmt(k->a,
		        "`Get-ClusterGroup | Where-Object { $_.OwnerNode.Name "
		        "-eq '%s' }` shows no VM, `(Get-ClusterNode "
		        "'%s').DrainStatus` is Completed",
		        h, h));
		runbook_back(k,
		    str_fmt(k->a,
		        "`Resume-ClusterNode -Name '%s' "
		        "-Failback Immediate`",
		        h));
		break;
	case KIND_KVM:
		kvm_moves(k, x);
		if (runbook_is_proxmox(k, x->host)) {
			runbook_check(k, "`qm list` shows no VM running");
			runbook_back(k,
			    "on each target, the same with this host's name");
			break;
		}
		runbook_check(k,
		    str_fmt(k->a,
		        "`virsh -c qemu+ssh://%s/system list "
		        "--name` is empty",
		        h));
		runbook_back(k,
		    str_fmt(k->a,
		        "on each target, the same command with "
		        "`qemu+ssh://%s/system`",
		        h));
		break;
	case KIND_ESXI:
		buf_printf(k->b,
		    " On the host: `esxcli system maintenanceMode set --enable "
		    "true`; migrate its VMs with the tools you use today.\n");
		runbook_check(k, "no VM runs on it");
		runbook_back(k,
		    "`esxcli system maintenanceMode set --enable false`");
		break;
	case KIND_OTHER:
		buf_puts(k->b,
		    " Migrate its VMs with the tools you use today.\n");
		runbook_check(k, "no VM runs on it");
		runbook_back(k, "migrate them back");
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

	runbook_step(k, 2, "Cable it");
	buf_puts(k->b,
	    " Today's cable stays in place.\n\n"
	    "   | cable | port of the host | switch | port | label |\n"
	    "   |---|---|---|---|---|\n");
	for (i = 0; i < k->g->nlink; i++) {
		const struct dlink *l = &k->g->link[i];

		if (l->kind == LINK_HOST && l->b.host == x->host)
			buf_printf(k->b, "   | %s | %s | %s | %s | %s |\n",
			    md_code(k->a, design_cable_id(k->a, l)),
			    md_code(k->a, l->b.port_name),
			    md_code(k->a, l->a.device),
			    md_code(k->a, l->a.port_name),
			    md_code(k->a, l->b.label));
	}
	buf_putc(k->b, '\n');
	runbook_check(k, link_check[runbook_kind(k, x->host)]);
	runbook_back(k, "unplug them; nothing uses them yet");
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
	runbook_step(k, 4, "Test it before any VM runs on it");
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
	runbook_back(k, "steps 3 and 2; today's network was not touched");
}

static void
undrain(struct runbook *k, const struct moving_host *x)
{
	const char *h = runbook_host_name(k, x->host);

	runbook_step(k, 5, "Return it to service");
	if (!x->empties)
		buf_puts(k->b, " Start those VMs again that step 1 shut down.");
	switch (runbook_kind(k, x->host)) {
	case KIND_HYPER_V:
		buf_printf(k->b,
		    " `Resume-ClusterNode -Name '%s' -Failback "
		    "Immediate`\n",
		    h);
		runbook_check(k,
		    str_fmt(k->a,
		        "`Get-ClusterNode '%s'` is Up, its VMs are back, "
		        "`Get-ClusterNetworkInterface -Node '%s'` shows every "
		        "network Up",
		        h, h));
		runbook_back(k,
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
			runbook_check(k, "`qm list` shows its VMs running");
			runbook_back(k, "step 1 again, then steps 3 and 2");
			break;
		}
		buf_printf(k->b,
		    " On each target, the commands of step 1 "
		    "with `qemu+ssh://%s/system`.\n",
		    h);
		runbook_check(k,
		    str_fmt(k->a,
		        "`virsh -c qemu+ssh://%s/system list` shows its VMs "
		        "running",
		        h));
		runbook_back(k, "step 1 again, then steps 3 and 2");
		break;
	case KIND_ESXI:
		buf_puts(k->b,
		    " `esxcli system maintenanceMode set --enable "
		    "false`\n");
		runbook_check(k, "its VMs are back");
		runbook_back(k, "step 1 again, then steps 3 and 2");
		break;
	case KIND_OTHER:
		buf_puts(k->b, " Migrate its VMs back.\n");
		runbook_check(k, "its VMs are back");
		runbook_back(k, "step 1 again, then steps 3 and 2");
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
	runbook_settings(k, x);
	test(k, x);
	undrain(k, x);
	finish(k, x);
}
