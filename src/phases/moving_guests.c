/*
 * DOC: the VLANs of VMs.  Migrated hosts tag them; today's may not.  A port of
 * a switch delivers a VLAN tagged or untagged, not both, so where today's is
 * untagged its port and what tags on the host change together, host by host,
 * before any host moves.  With Hyper-V and Proxmox VE the tag is the VM's own
 * and goes with it, so no VM may migrate between a host that has changed and
 * one that hasn't; with bridges and port groups it is the host's.
 */
#include "phases/moving_steps.h"

#include <string.h>

#include "base/ip.h"
#include "phases/md.h"

/* {vlan}, {name} of the network, {switch} of the host */
static const struct tagging {
	enum host_kind kind;
	const char *driver; /* NULL: any */
	const char *before; /* on each host, noticed by no VM; NULL: nothing */
	const char *set, *check, *undo;
	bool travels; /* the tag goes with the VM */
} taggings[] = {
	{ KIND_HYPER_V, NULL, NULL,
	    "`Get-VMNetworkAdapter -VMName * | Where-Object { $_.SwitchName "
	    "-eq 'SWITCH' } | ForEach-Object { Set-VMNetworkAdapterVlan "
	    "-VMNetworkAdapter $_ -Access -VlanId {vlan} }`, with the name of "
	    "today's virtual switch",
	    "`Get-VMNetworkAdapterVlan -VMName *` shows Access {vlan}",
	    "the same with `-Untagged` in place of `-Access -VlanId {vlan}`",
	    true },
	{ KIND_KVM, "proxmox",
	    "in `/etc/network/interfaces`, `bridge-vlan-aware yes` and "
	    "`bridge-vids 2-4094` at today's bridge, then `ifreload -a`; check "
	    "with `bridge vlan show`, rollback: the two lines out again",
	    "for each VM of the network, `qm set VMID --net0 \"$(qm config "
	    "VMID | sed -n 's/^net0: //p'),tag={vlan}\"`",
	    "`qm config VMID` shows tag={vlan}",
	    "`qm set VMID --net0 \"$(qm config VMID | sed -n 's/^net0: "
	    "//p' | sed 's/,tag={vlan}//')\"`",
	    true },
	{ KIND_KVM, "libvirt",
	    "VMs of the network are on a bridge `br{vlan}`, since that is its "
	    "name on migrated hosts: else make one over today's port, and move "
	    "each VM there with `virsh update-device VM NIC.xml --live "
	    "--config`, rollback: the same with the bridge it had",
	    "`ip link add link PORT name today{vlan} type vlan id {vlan}`, `ip "
	    "link set PORT nomaster`, `ip link set today{vlan} master "
	    "br{vlan}`, `ip link set today{vlan} up`, and the same in the "
	    "host's own files",
	    "`bridge link` shows today{vlan} in br{vlan}",
	    "`ip link delete today{vlan}`, `ip link set PORT master br{vlan}`, "
	    "and the files as before",
	    false },
	{ KIND_ESXI, NULL, NULL,
	    "`esxcli network vswitch standard portgroup set "
	    "--portgroup-name='{name}' --vlan-id={vlan}`",
	    "`esxcli network vswitch standard portgroup list` shows {vlan}",
	    "the same with the number it had (0: untagged)", false },
	{ KIND_KVM, NULL, NULL,
	    "with the tools that set up its networks, tag VLAN {vlan}",
	    "they show VLAN {vlan}", "untag it again", false },
	{ KIND_OTHER, NULL, NULL, "with its own tools, tag VLAN {vlan}",
	    "they show VLAN {vlan}", "untag it again", false },
};

static const struct tagging *
tagging_of(const struct runbook *k, size_t host)
{
	const struct tagging *t = taggings;

	while (t->kind != runbook_kind(k, host) ||
	    (t->driver != NULL && !str_eq(t->driver, runbook_driver(k, host))))
		t++;
	return t;
}

static bool
is_tagged(const struct runbook *k, size_t net)
{
	return k->g->net[net].carried &&
	    k->g->net[net].net->purpose == PURPOSE_DATA &&
	    k->g->net[net].net->vlan > 0;
}

static const char *
filled(const struct runbook *k, const char *pattern, const struct network *n)
{
	return str_fill(k->a, pattern, "vlan", str_fmt(k->a, "%d", n->vlan),
	    "name", n->name, NULL);
}

/* each way of tagging that the hosts of this run-book have, once */
static void
by_system(struct runbook *k, const struct network *n)
{
	const size_t most = sizeof taggings / sizeof *taggings;
	bool travels = false, said[sizeof taggings / sizeof *taggings] = { 0 };

	for (size_t i = 0; i < k->mv->n; i++) {
		const struct tagging *t = tagging_of(k, k->mv->host[i].host);

		said[t - taggings] = true;
		travels |= t->travels;
	}
	for (size_t i = 0; i < most; i++)
		if (said[i] && taggings[i].before != NULL)
			buf_printf(k->b, "   - on each host: %s\n",
			    filled(k, taggings[i].before, n));
	buf_printf(k->b,
	    "2. **From here to the end of step 3 no VM migrates%s.** Turn off "
	    "whatever migrates VMs automatically.\n"
	    "3. **Host by host: its port and the tagging.** On today's switch, "
	    "the port to the host: VLAN %d tagged in place of untagged; "
	    "immediately afterwards, on the host:\n",
	    travels ? " (it would take its tag, or none, to a host whose port "
	              "is otherwise)" :
	              "",
	    n->vlan);
	for (size_t i = 0; i < most; i++)
		if (said[i])
			buf_printf(k->b,
			    "   - %s\n"
			    "   - check: %s; a VM there reaches its gateway, a "
			    "VM of a host that has changed and one of a host "
			    "that hasn't\n"
			    "   - rollback: %s, and the port as it was\n",
			    filled(k, taggings[i].set, n),
			    filled(k, taggings[i].check, n),
			    filled(k, taggings[i].undo, n));
}

void
runbook_guests(struct runbook *k)
{
	bool any = false;

	for (size_t i = 0; i < k->g->nnet && k->mv->n > 0; i++) {
		const struct network *n = k->g->net[i].net;

		if (!is_tagged(k, i))
			continue;
		if (!any)
			buf_puts(k->b, "## VLANs of VMs\n\n");
		any = true;
		buf_printf(k->b,
		    "On migrated hosts, VMs of %s are in VLAN %d, tagged by "
		    "the host. This is done for all hosts before the first one "
		    "moves, so that a VM finds the same on both sides. What "
		    "today's switch has on its ports to the hosts decides:\n"
		    "\n* VLAN %d tagged, and VMs are in it: nothing is to be "
		    "done here.\n"
		    "* VLAN %d untagged: the steps below. A port has a VLAN "
		    "tagged or untagged, not both, so the VMs of a host are "
		    "cut off for the seconds between its port and the host. "
		    "The host's own address, if it is in that VLAN on that "
		    "port, changes with them: work on the console.\n"
		    "* Another VLAN: VMs would change their subnet, which no "
		    "step here does. Give %s that VLAN in the site file, or "
		    "first have VLAN %d tagged on these ports as well, which "
		    "no VM notices, and then give VM by VM the tag%s.\n"
		    "\n1. **Write down** how each port to a host is set on "
		    "today's switch, and which VLAN untagged frames will be in "
		    "once VLAN %d is tagged (an unused one, or the hosts' "
		    "own).\n",
		    md_code(k->a, n->name), n->vlan, n->vlan, n->vlan,
		    md_code(k->a, n->name), n->vlan,
		    n->has_subnet ? str_fmt(k->a, " and an address of %s/%d",
		                        ip_text(k->a, n->base), n->prefix) :
		                    " and a new address",
		    n->vlan);
		by_system(k, n);
		buf_putc(k->b, '\n');
	}
}

void
runbook_guests_test(struct runbook *k, const struct moving_host *x)
{
	for (size_t i = 0; i < k->g->nnet; i++) {
		const struct network *n = k->g->net[i].net;

		if (!k->g->net[i].carried || n->purpose != PURPOSE_DATA ||
		    !k->g->host[x->host].host->network[i])
			continue;
		buf_printf(k->b,
		    "   - %s%s: an unimportant VM, first of all here, reaches "
		    "its gateway%s%s and VMs of other hosts, migrated and "
		    "not\n",
		    md_code(k->a, n->name),
		    n->vlan > 0 ? str_fmt(k->a, " (VLAN %d)", n->vlan) : "",
		    n->gateway != 0 ? " " : "",
		    n->gateway != 0 ? ip_text(k->a, n->gateway) : "");
	}
}
