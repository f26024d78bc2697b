/*
 * Moving over: how one host gets its new settings, by whose commands, and how
 * they are taken back.
 */
#include "phases/moving_steps.h"

#include <string.h>

#include "base/ip.h"
#include "phases/md.h"

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
		if (k->g->model->network[h->vnic[i].net].purpose ==
		    PURPOSE_VSAN)
			buf_printf(&b,
			    "`esxcli vsan network remove "
			    "--interface-name=vmk1%zu` (today's stays in use), ",
			    i + 1);
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

void
runbook_settings(struct runbook *k, const struct moving_host *x)
{
	const struct platform *p =
	    design_host_platform(k->g->model, k->g->host[x->host].host);
	const struct dhost *h = &k->g->host[x->host];
	const struct cluster *c = &k->m->cluster[h->host->cluster];
	const char *file = p != NULL ?
	    str_fmt(k->a, "%s.%s", runbook_host_name(k, x->host),
	        p->extension) :
	    NULL;

	runbook_step(k, 3, "Configure it");
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
		runbook_check(k,
		    "it ends without an error; `Get-NetIPAddress` shows "
		    "the addresses of addresses.csv");
		if (h->team && c->set)
			runbook_check(k,
			    str_fmt(k->a,
			        "`(Get-VMSwitchTeam -Name "
			        "'%s').NetAdapterInterfaceDescription` names "
			        "both ports: the team exists",
			        vswitch_of(h)));
		runbook_back(k,
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
			runbook_check(k,
			    "`ip -br address` shows the addresses of "
			    "addresses.csv");
			runbook_back(k,
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
			runbook_check(k,
			    "`ip -br address` shows the addresses of "
			    "addresses.csv");
			runbook_back(k,
			    "restore `/etc/systemd/network` from "
			    "`/root/network.before`, then `networkctl reload`");
			break;
		}
		buf_printf(k->b,
		    " Copy `hosts/%s` to "
		    "`/etc/netplan/60-eastwest.yaml`, owned by root, mode "
		    "600; on its console: `netplan try`\n",
		    file);
		runbook_check(k,
		    "`ip -br address` shows the addresses of "
		    "addresses.csv");
		runbook_back(k,
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
			runbook_check(k,
			    "it ends without output; `esxcli network ip "
			    "interface ipv4 get` shows the addresses of "
			    "addresses.csv");
			runbook_back(k, undo_esxi(k, x->host));
			break;
		}
		buf_puts(k->b,
		    " The bundle has no file for this system: configure the "
		    "team, the VLANs and the addresses of addresses.csv with "
		    "its own tools.\n");
		runbook_check(k, "its addresses are those of addresses.csv");
		runbook_back(k, "remove them again");
		break;
	}
}
