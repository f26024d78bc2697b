/* VMs leave a host over today's network, and come back to it. */
#include "phases/moving_steps.h"

#include <string.h>

#include "base/ip.h"
#include "base/num.h"
#include "phases/md.h"
#include "prove/results.h"

static bool
stays(const struct host_result *r, const char *vm)
{
	for (size_t i = 0; i < r->nunfinished; i++)
		if (str_eq(r->unfinished[i], vm))
			return true;
	return false;
}

/* of KVM, where something drives its hosts that must know of every migration:
 * %s is the host */
static const struct driven {
	const char *driver, *drain, *check, *undo, *back, *is_back;
} driven[] = {
	{ "ovirt",
	    "In the engine: Compute, Hosts, `%s`, Management, Maintenance",
	    "the engine shows `%s` in Maintenance",
	    "in the engine: `%s`, Management, Activate",
	    "In the engine: `%s`, Management, Activate; then migrate its VMs "
	    "back",
	    "the engine shows `%s` Up, with its VMs" },
	{ "nova",
	    "`openstack compute service set --disable %s nova-compute`; then, "
	    "for each server it has, `openstack server migrate "
	    "--live-migration SERVER`",
	    "`openstack server list --all-projects --host %s` is empty",
	    "`openstack compute service set --enable %s nova-compute`, and "
	    "migrate its servers back with `--host`",
	    "`openstack compute service set --enable %s nova-compute`; then "
	    "migrate its servers back with `--host`",
	    "`openstack server list --all-projects --host %s` shows them" },
	{ "kubevirt",
	    "`kubectl cordon %s`; then `virtctl migrate VM` for each virtual "
	    "machine that runs there",
	    "`kubectl get vmi -A -o wide` shows none on `%s`",
	    "`kubectl uncordon %s`",
	    "`kubectl uncordon %s`; VMs come back as they migrate again",
	    "`kubectl get nodes` shows `%s` Ready" },
};

static const struct driven *
driven_of(const struct runbook *k, size_t host)
{
	for (size_t i = 0; i < sizeof driven / sizeof *driven; i++)
		if (str_eq(driven[i].driver, runbook_driver(k, host)))
			return &driven[i];
	return NULL;
}

/* the host in place of %s */
static const char *
named(const struct runbook *k, const char *pattern, const char *host)
{
	const char *at = strstr(pattern, "%s");

	return str_fmt(k->a, "%.*s%s%s", (int)(at - pattern), pattern, host,
	    at + 2);
}

/* only VMs that get there running */
static void
kvm_moves(struct runbook *k, const struct moving_host *x)
{
	const struct host_result *r = &k->mv->r->net[0].host[x->host];
	size_t n = 0;

	for (size_t i = 0; i < r->nplanned; i++) {
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

/* every VM that can't leave running, by reason */
static void
left_behind(struct runbook *k, const struct moving_host *x)
{
	const struct host_result *r = &k->mv->r->net[0].host[x->host];
	size_t n, others = 0;

	for (size_t i = 0; i < r->nplanned; i++)
		others += !stays(r, k->m->vm[r->planned[i].vm].name);
	if (r->nunfinished == 0) {
		buf_puts(k->b,
		    " It can't be drained with all VMs running (not enough "
		    "memory elsewhere): shut down as many as necessary, or "
		    "move them by hand.");
		return;
	}
	buf_printf(k->b,
	    " It can't be drained with all VMs running. First shut down "
	    "%s, or move %s by hand, and start no live migration of %s:\n",
	    r->nunfinished == 1 ? "this VM" : "these VMs",
	    r->nunfinished == 1 ? "it" : "them",
	    r->nunfinished == 1 ? "it" : "them");
	for (size_t i = 0; i < r->nunfinished; i++) {
		for (n = 0; n < i; n++)
			if (str_eq(results_why(r, n), results_why(r, i)))
				break;
		if (n < i)
			continue;
		buf_puts(k->b, "   - ");
		for (n = i; n < r->nunfinished; n++)
			if (str_eq(results_why(r, n), results_why(r, i)))
				buf_printf(k->b, "%s%s", n > i ? ", " : "",
				    md_code(k->a, r->unfinished[n]));
		buf_printf(k->b, "%s\n", md_text(k->a, results_why(r, i)));
	}
	buf_printf(k->b, "\n  %s", others > 0 ? " Then the others:" : "");
}

void
runbook_drain(struct runbook *k, const struct moving_host *x)
{
	const struct driven *d = driven_of(k, x->host);
	const char *h = runbook_host_name(k, x->host);

	if (x->joins) {
		runbook_step(k, 1, "Check that no VM runs on it");
		buf_puts(k->b,
		    " None can migrate to or from it before step 5.\n");
		runbook_check(k,
		    runbook_kind(k, x->host) == KIND_HYPER_V ?
		        "`Get-VM` lists none that runs" :
		        runbook_is_proxmox(k, x->host) ?
		        "`qm list` shows no VM running" :
		        runbook_kind(k, x->host) == KIND_KVM ?
		        "`virsh list --name` is empty" :
		        runbook_kind(k, x->host) == KIND_ESXI ?
		        "`esxcli vm process list` is empty" :
		        "no VM runs on it");
		runbook_back(k, "nothing has changed");
		return;
	}
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
		if (d != NULL) {
			buf_printf(k->b, " %s\n", named(k, d->drain, h));
			runbook_check(k, named(k, d->check, h));
			runbook_back(k, named(k, d->undo, h));
			break;
		}
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

/* targets that are on the new network as well may use it for the failback */
static void
over_the_new(struct runbook *k, const struct moving_host *x)
{
	const struct host_result *r = &k->mv->r->net[0].host[x->host];
	const struct cluster *c = &k->m->cluster[k->m->host[x->host].cluster];
	const struct dvnic *v = runbook_lm(k, x->host), *w;
	const struct network *net;
	struct buf b = buf_new(k->a);
	size_t i, n;

	for (n = 0; v != NULL && n < c->nhost; n++) {
		if (!runbook_is_over(k, x, c->host[n]))
			continue;
		w = runbook_lm(k, c->host[n]);
		if (w == NULL || w->net != v->net)
			continue;
		for (i = 0; i < r->nplanned; i++)
			if (r->planned[i].to == c->host[n] &&
			    !stays(r, k->m->vm[r->planned[i].vm].name))
				break;
		if (i < r->nplanned)
			buf_printf(&b, "%s%s", b.len > 0 ? ", " : "",
			    md_code(k->a, runbook_host_name(k, c->host[n])));
	}
	if (v == NULL || b.len == 0) {
		buf_putc(k->b, '\n');
		return;
	}
	net = k->g->net[v->net].net;
	buf_printf(k->b,
	    " From %s, on the new network as well, over %s: ", b.text,
	    md_code(k->a, net->name));
	if (runbook_is_proxmox(k, x->host))
		buf_printf(k->b, "add `--migration_network %s/%d`.\n",
		    ip_text(k->a, net->base), net->prefix);
	else
		buf_printf(k->b, "add `--migrateuri tcp://%s`.\n",
		    ip_text(k->a, v->address));
}

void
runbook_undrain(struct runbook *k, const struct moving_host *x)
{
	const struct driven *d = driven_of(k, x->host);
	const char *h = runbook_host_name(k, x->host);

	if (x->joins) {
		runbook_step(k, 5, "Let it take VMs");
		runbook_change_one(k, x);
		return;
	}
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
		if (d != NULL) {
			buf_printf(k->b, " %s\n", named(k, d->back, h));
			runbook_check(k, named(k, d->is_back, h));
			runbook_back(k, "step 1 again, then steps 3 and 2");
			break;
		}
		if (runbook_is_proxmox(k, x->host)) {
			buf_puts(k->b,
			    " On each target, the commands of step 1 with "
			    "this host's name.");
			over_the_new(k, x);
			runbook_check(k, "`qm list` shows its VMs running");
			runbook_back(k, "step 1 again, then steps 3 and 2");
			break;
		}
		buf_printf(k->b,
		    " On each target, the commands of step 1 "
		    "with `qemu+ssh://%s/system`.",
		    h);
		over_the_new(k, x);
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
