/*
 * Storage while hosts move: what is plugged in when, how the hosts of both
 * sides reach it midway, what each host looks for again, and what only the last
 * host lets be done.  The design has devices, their ports and networks by
 * purpose; it has nothing of how storage is set up today, which is said.
 */
#include "phases/moving_steps.h"

#include "base/ip.h"
#include "phases/md.h"

/* networks of a purpose that the new switches carry, or that stay on today's;
 * `list` gets their names */
static size_t
networks_on(const struct runbook *k, enum purpose what, bool today,
    const char **list)
{
	struct buf b = buf_new(k->a);
	size_t n = 0;

	for (size_t i = 0; i < k->g->nnet; i++) {
		const struct network *net = k->g->net[i].net;

		if (net->purpose != what ||
		    (today ? !net->on_today : !k->g->net[i].carried))
			continue;
		buf_printf(&b, "%s%s", n++ > 0 ? ", " : "",
		    md_code(k->a, net->name));
		if (net->has_subnet)
			buf_printf(&b, " (%s/%d)", ip_text(k->a, net->base),
			    net->prefix);
	}
	*list = b.text;
	return n;
}

static size_t
networks(const struct runbook *k, enum purpose what, const char **list)
{
	return networks_on(k, what, false, list);
}

static bool
any_proxmox(const struct runbook *k)
{
	for (size_t i = 0; i < k->mv->n; i++)
		if (runbook_is_proxmox(k, k->mv->host[i].host))
			return true;
	return false;
}

static const char *
device_addresses(const struct runbook *k, const struct dend *e)
{
	struct buf b = buf_new(k->a);

	for (size_t i = 0; i < k->g->naddr; i++) {
		const struct daddr *d = &k->g->addr[i];

		if (str_eq(d->device, e->device) &&
		    str_eq(d->interface, e->port_name) && d->address != 0)
			buf_printf(&b, "%s%s/%d of %s", b.len > 0 ? ", " : "",
			    ip_text(k->a, d->address), d->prefix,
			    md_code(k->a, k->g->model->network[d->net].name));
	}
	return b.len > 0 ? b.text : "none in the design";
}

static void
devices(struct runbook *k)
{
	size_t n = 0;

	for (size_t i = 0; i < k->g->nlink; i++) {
		const struct dlink *l = &k->g->link[i];

		if (l->kind != LINK_HOST || l->b.host < k->g->nhost)
			continue;
		if (n++ == 0)
			buf_puts(k->b,
			    "Devices are plugged in before the first host "
			    "moves. Their ports, cables and addresses of today "
			    "stay until the last host has moved.\n\n"
			    "| cable | device | port | switch | port | address "
			    "|\n"
			    "|---|---|---|---|---|---|\n");
		buf_printf(k->b, "| %s | %s | %s | %s | %s | %s |\n",
		    md_code(k->a, design_cable_id(k->a, l)),
		    md_code(k->a, l->b.device), md_code(k->a, l->b.port_name),
		    md_code(k->a, l->a.device), md_code(k->a, l->a.port_name),
		    device_addresses(k, &l->b));
	}
	if (n > 0)
		buf_puts(k->b,
		    "\n"
		    "* Give each device the addresses of the table with its "
		    "own tools, in addition to those of today; before the "
		    "first host moves, each must answer on both.\n"
		    "* Not known here: whether a device has ports free for "
		    "both networks at once, its addresses and targets of "
		    "today, and who has access to them.\n");
}

static bool
any_array(const struct runbook *k)
{
	for (size_t i = k->g->nhost; i < k->g->nend; i++)
		if (k->g->host[i].host->device == DEVICE_STORAGE)
			return true;
	return false;
}

static void
shared_storage(struct runbook *k)
{
	const char *iscsi, *nfs, *smb;
	size_t n = networks(k, PURPOSE_ISCSI, &iscsi), m, s;

	m = networks(k, PURPOSE_NFS, &nfs);
	s = networks(k, PURPOSE_STORAGE, &smb);
	if (n + m > 0 || any_array(k))
		buf_puts(k->b,
		    "* Midway, hosts not yet migrated reach their storage at its "
		    "addresses of today, migrated hosts at the new ones. A VM migrates "
		    "only between hosts that reach the same storage: where it can't "
		    "serve both sides at once, don't migrate host by host: join "
		    "today's network and the new one for it, or move all of it with "
		    "the VMs shut down.\n");
	if (n > 0)
		buf_printf(k->b,
		    "* iSCSI, %s: the portals of the array that migrated hosts "
		    "discover must be those of the new addresses, or discovery "
		    "hands out today's, which they don't reach. A LUN is the "
		    "same over either; hosts' initiator names stay.\n",
		    iscsi);
	if (m > 0)
		buf_printf(k->b,
		    "* NFS, %s: mount by a name which resolves to the new "
		    "address on migrated hosts and to today's on the others: "
		    "by another address, ESXi takes the same export for "
		    "another datastore. Exports must admit the new subnets.\n",
		    nfs);
	if (s > 0)
		buf_printf(k->b,
		    "* Other storage, %s: hosts not yet migrated have no "
		    "address there. Storage that hosts hold together, such as "
		    "Storage Spaces Direct, must stay reachable over today's "
		    "network until the last host has moved; not known here is "
		    "whether yours is.\n",
		    smb);
}

/* every network for its links is given to stay */
static bool
corosync_stays(const struct runbook *k, const char **list)
{
	const char *ours;

	return networks(k, PURPOSE_HEARTBEAT, &ours) == 0 &&
	    networks_on(k, PURPOSE_HEARTBEAT, true, list) > 0;
}

static bool
is_on(const struct runbook *k, size_t host, enum purpose what)
{
	const struct dhost *h = &k->g->host[host];

	for (size_t i = 0; i < h->nvnic; i++)
		if (k->g->net[h->vnic[i].net].net->purpose == what)
			return true;
	return false;
}

/* is there one that stays where it is, over cables from host to host, say? */
static bool
stays(const struct runbook *k, enum purpose what)
{
	const char *list;

	return networks_on(k, what, true, &list) > 0;
}

/* of hosts' own storage that is one over all of them */
static bool
holds(const struct runbook *k, size_t host, enum purpose what)
{
	return is_on(k, host, what) || stays(k, what);
}

/* "* Ceph stays where it is" */
static void
stays_words(struct runbook *k, const char *what, enum purpose of)
{
	const char *list;

	if (networks_on(k, of, true, &list) == 0)
		return;
	buf_printf(k->b,
	    "* %s stays where it is, on %s: no step here touches its ports, "
	    "cables and addresses.\n",
	    what, list);
}

/* may its disks be a part of what a cluster of Windows hosts holds together?
 * The design says of no host that they are */
static bool
may_be_spaces(const struct runbook *k, size_t host)
{
	return runbook_kind(k, host) == KIND_HYPER_V &&
	    holds(k, host, PURPOSE_STORAGE) && !any_array(k);
}

static bool
any_spaces(const struct runbook *k)
{
	for (size_t i = 0; i < k->mv->n; i++)
		if (may_be_spaces(k, k->mv->host[i].host))
			return true;
	return false;
}

static void
own_storage(struct runbook *k)
{
	const char *ceph, *vsan, *ring;

	/* Microsoft, taking a Storage Spaces Direct server offline for
	 * maintenance */
	if (any_spaces(k))
		buf_puts(k->b,
		    "* Storage Spaces Direct, if these hosts have it: before "
		    "any host's step 1, `Get-VirtualDisk` shows every volume "
		    "Healthy and `Get-StorageJob` no job that runs. A host that "
		    "is taken out while volumes still repair may take them "
		    "offline, with all VMs on them.\n");
	stays_words(k, "Storage", PURPOSE_STORAGE);
	stays_words(k, "Ceph", PURPOSE_CEPH);
	stays_words(k, "vSAN", PURPOSE_VSAN);
	if (networks(k, PURPOSE_CEPH, &ceph) > 0)
		buf_printf(k->b,
		    "* Ceph, %s: monitors keep the addresses of their monitor "
		    "map, and a daemon on a new address isn't reached by hosts "
		    "without one. So Ceph stays on today's networks until the "
		    "last host has moved, and changes over then: see the end. "
		    "Not known here: which of today's networks are its public "
		    "and its cluster network, where monitors run, and which of "
		    "the new networks is to be which. If step 3 moves the "
		    "address that Ceph uses, the host's address must stay the "
		    "same and today's hosts must reach it there.\n",
		    ceph);
	if (networks(k, PURPOSE_VSAN, &vsan) > 0)
		buf_printf(k->b,
		    "* vSAN, %s: a host that has vSAN on the new network only "
		    "is cut off from the others. Keep today's interface tagged "
		    "for vSAN on every host until the last one has moved; "
		    "`esxcli vsan network list` shows both (the host's file "
		    "adds the new one). Enter maintenance "
		    "mode with ensured accessibility, one host at a time, and "
		    "only when `esxcli vsan health cluster list` shows no "
		    "error.\n",
		    vsan);
	if (any_proxmox(k) && corosync_stays(k, &ring)) {
		buf_printf(k->b,
		    "* Corosync: its links stay on today's network for good: "
		    "%s. No step here touches them; `corosync-cfgtool -s` shows "
		    "that each is connected before and after each host. Their "
		    "cables stay too.\n",
		    ring);
	} else if (any_proxmox(k)) {
		size_t n = networks(k, PURPOSE_HEARTBEAT, &ring);

		buf_printf(k->b,
		    "* Corosync: its links stay on today's network until the "
		    "last host has moved, and change over then: see the "
		    "end. Not known here: which addresses they have today "
		    "(`corosync-cfgtool -s`)%s%s. If step 3 moves such an "
		    "address, it must stay the same, and today's hosts must "
		    "reach it there: else the node loses quorum.\n",
		    n > 0 ? "; the new network for them is " :
		            "; the design has no network of their own for them",
		    n > 0 ? ring : "");
	}
}

/* before the timeline; nothing where there is nothing to say */
void
runbook_storage(struct runbook *k)
{
	size_t before = k->b->len, head;

	buf_puts(k->b, "## Devices and storage\n\n");
	head = k->b->len;
	devices(k);
	shared_storage(k);
	own_storage(k);
	if (k->b->len == head) {
		k->b->len = before;
		k->b->text[before] = '\0';
		return;
	}
	buf_putc(k->b, '\n');
}

void
runbook_storage_quiet(struct runbook *k, const struct moving_host *x)
{
	if (holds(k, x->host, PURPOSE_CEPH))
		buf_puts(k->b,
		    "   - Ceph, if this host runs any of it: go on only when "
		    "`ceph -s` shows HEALTH_OK; then `ceph osd set noout`, so "
		    "that nothing is copied elsewhere while it is away\n"
		    "   - rollback: `ceph osd unset noout`\n");
}

/* the same by system, with what its administrator has to fill in */
static const struct {
	const char *iscsi, *nfs;
} rescan[] = {
	[KIND_HYPER_V] = { "`New-IscsiTargetPortal -TargetPortalAddress "
	                   "ADDRESS`, `Get-IscsiTarget | Connect-IscsiTarget "
	                   "-IsPersistent $true -IsMultipathEnabled $true`, "
	                   "`Update-HostStorageCache`; `Get-IscsiSession` "
	                   "shows a session to every new address, `mpclaim -s "
	                   "-d` the disks over all paths",
	    NULL },
	[KIND_KVM] = { "`iscsiadm -m discovery -t sendtargets -p ADDRESS`, "
	               "`iscsiadm -m node --login`, `iscsiadm -m session "
	               "--rescan`; `iscsiadm -m session` shows a session to "
	               "every new address, `multipath -ll` the disks over all "
	               "paths",
	    "`showmount -e ADDRESS` lists its exports, and each is mounted "
	    "from there" },
	[KIND_ESXI] = { "`esxcli iscsi adapter discovery sendtarget add "
	                "--adapter=ADAPTER --address=ADDRESS`, `esxcli storage "
	                "core adapter rescan --all`; `esxcli iscsi session "
	                "connection list` shows every new address, `esxcli "
	                "storage core path list` the disks over all paths, "
	                "`esxcli storage vmfs extent list` every datastore",
	    "`esxcli storage nfs list` shows every datastore mounted and "
	    "accessible" },
	[KIND_OTHER] = { "discover the array at each ADDRESS and rescan with "
	                 "the host's own tools; every disk has all its paths",
	    "every export is mounted from its new address" }
};

void
runbook_storage_test(struct runbook *k, const struct moving_host *x)
{
	enum host_kind kind = runbook_kind(k, x->host);

	if (is_on(k, x->host, PURPOSE_ISCSI))
		buf_printf(k->b,
		    "   - iSCSI, for each new ADDRESS of the array: %s. No VM "
		    "returns before that\n",
		    rescan[kind].iscsi);
	if (is_on(k, x->host, PURPOSE_NFS) && rescan[kind].nfs != NULL)
		buf_printf(k->b, "   - NFS: %s. No VM returns before that\n",
		    rescan[kind].nfs);
	if (holds(k, x->host, PURPOSE_CEPH))
		buf_puts(k->b,
		    "   - Ceph, if this host runs any of it: `ceph osd unset "
		    "noout`; `ceph -s` shows every OSD up and HEALTH_OK before "
		    "the next host begins\n");
	if (holds(k, x->host, PURPOSE_VSAN))
		buf_puts(k->b,
		    "   - vSAN: `esxcli vsan cluster get` shows all members "
		    "and `esxcli vsan debug resync summary get` nothing to "
		    "resync before the next host begins\n");
	if (may_be_spaces(k, x->host))
		buf_puts(k->b,
		    "   - Storage Spaces Direct, if this host has disks in it: "
		    "`Get-StorageJob` shows no job that runs and "
		    "`Get-VirtualDisk` every volume Healthy before the next "
		    "host begins, after step 5\n");
}

/* when every host of a cluster has an address on both sides */
void
runbook_storage_finish(struct runbook *k, const struct moving_host *x)
{
	const char *list;

	if (is_on(k, x->host, PURPOSE_CEPH)) {
		networks(k, PURPOSE_CEPH, &list);
		buf_printf(k->b,
		    "Ceph changes over now, while every host has addresses on "
		    "both sides, to %s:\n\n"
		    "1. Copy `/etc/ceph/ceph.conf`. `ceph -s` shows HEALTH_OK; "
		    "`ceph osd set noout`.\n"
		    "2. In it, add the new subnets to today's in "
		    "`public_network` and `cluster_network`, with a comma "
		    "between.\n"
		    "3. Monitors one at a time: remove one, create it again "
		    "with its new address%s. Next only when `ceph quorum_status` "
		    "shows all of them. Then set `mon_host` to the new "
		    "addresses.\n"
		    "4. Take today's subnets out of `public_network` and "
		    "`cluster_network`; restart managers, then OSDs, host by "
		    "host: `systemctl restart ceph-osd.target`. Next only when "
		    "`ceph -s` shows every OSD up and every placement group "
		    "active+clean.\n"
		    "5. `ceph osd unset noout`.\n"
		    "   - check: `ceph mon dump` and `ceph osd dump` show new "
		    "addresses only; VMs that ran meanwhile keep their old "
		    "monitors until they migrate or restart: do that before "
		    "today's cables go\n"
		    "   - rollback: the copy back, and steps 3 to 5 with "
		    "today's addresses\n"
		    "   - from Ceph's documentation (adding and removing "
		    "monitors)%s; not tried here: try it on a cluster of no "
		    "consequence first\n\n",
		    list,
		    runbook_is_proxmox(k, x->host) ?
		        " (`pveceph mon destroy NODE`, `pveceph mon create "
		        "--mon-address ADDRESS`)" :
		        "",
		    runbook_is_proxmox(k, x->host) ?
		        " and Proxmox VE's API (an address of a monitor must "
		        "be in a public network)" :
		        "");
	}
	if (is_on(k, x->host, PURPOSE_VSAN))
		buf_puts(k->b,
		    "vSAN: on each host, `esxcli vsan network remove "
		    "--interface-name=VMK` for today's interface; next only "
		    "when `esxcli vsan cluster get` shows all members.\n"
		    "   - rollback: `esxcli vsan network ip add "
		    "--interface-name=VMK`\n\n");
	if (runbook_is_proxmox(k, x->host) && !corosync_stays(k, &list))
		buf_puts(k->b,
		    "Corosync, if its links are to leave today's network: copy "
		    "`/etc/pve/corosync.conf`; add a `ring1_addr` of the new "
		    "network to each node and its `interface` to `totem`, and "
		    "count `config_version` up by one. Only when that link is "
		    "connected to every node, take `ring0_addr` out in a second "
		    "change.\n"
		    "   - check: `corosync-cfgtool -s` on every node, `pvecm "
		    "status` says Quorate: Yes\n"
		    "   - rollback: the copy back, with a `config_version` "
		    "higher than the last (these steps are recalled: compare "
		    "them with the cluster manager's chapter of Proxmox VE's "
		    "documentation)\n\n");
}
