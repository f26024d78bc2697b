/* Step 3: the host's own file, and how each system takes it and gives it
 * back. */
#include "phases/moving_steps.h"

#include <string.h>

#include "base/ip.h"
#include "phases/md.h"

/* today's virtual switch that has the name of the new one */
static const char *
vswitch_of(const struct dhost *h)
{
	const char *name = NULL;

	for (size_t i = 0; i < h->nnic; i++) {
		const struct dnic *n = &h->nic[i];

		if (n->sw == NONE || n->vswitch == NULL)
			continue;
		if (name == NULL || h->group[n->group].nth == 0)
			name = n->vswitch;
	}
	return name;
}

/* "A team over both ports", "2 teams, and ports without one" */
static const char *
teams_of(struct runbook *k, size_t host)
{
	const struct dhost *h = &k->g->host[host];
	size_t teams = 0, alone = 0;

	for (size_t i = 0; i < h->ngroup; i++) {
		teams += h->group[i].team;
		alone += !h->group[i].team && !h->group[i].asked->on_today;
	}
	if (teams == 0)
		return "No team: one network per port";
	if (teams == 1 && alone == 0)
		return str_fmt(k->a, "A team over %s", runbook_ports(k, host));
	return str_fmt(k->a, "%s%s",
	    teams == 1 ? "A team" : str_fmt(k->a, "%zu teams", teams),
	    alone > 0 ? ", and ports without one" : "");
}

static const char *
undo_hyper_v(struct runbook *k, size_t host)
{
	const struct dhost *h = &k->g->host[host];
	const struct cluster *c = &k->m->cluster[h->host->cluster];
	struct buf b = buf_new(k->a);

	for (size_t i = 0; i < h->nvnic; i++)
		if (h->vnic[i].vswitch == NULL && h->vnic[i].address != 0)
			buf_printf(&b,
			    "%s`Remove-NetIPAddress -IPAddress %s "
			    "-Confirm:$false`",
			    b.len > 0 ? ", " : "",
			    ip_text(k->a, h->vnic[i].address));
	for (size_t i = 0; i < h->nnic; i++) {
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

	/* numbers as in its file; live migration has none yet */
	for (size_t i = 0; i < h->nvnic; i++)
		if (k->g->model->network[h->vnic[i].net].purpose ==
		    PURPOSE_VSAN)
			buf_printf(&b,
			    "`esxcli vsan network remove "
			    "--interface-name=vmk1%zu` (today's stays in use), ",
			    i + 1);
	for (size_t i = 0; i < h->nvnic; i++)
		if (k->g->net[h->vnic[i].net].net->purpose != PURPOSE_LM)
			buf_printf(&b,
			    "`esxcli network ip interface remove "
			    "--interface-name=vmk1%zu`, ",
			    i + 1);
	for (size_t i = 0; i < h->nnic; i++) {
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

/* links that a Linux host's file makes and no reload takes away: teams, the
 * VLANs of ports without one, bridges */
static const char *
undo_links(struct runbook *k, size_t host)
{
	const struct dhost *h = &k->g->host[host];
	const struct platform *p = design_host_platform(k->m, h->host);
	struct buf b = buf_new(k->a);

	for (size_t i = 0; i < h->ngroup; i++)
		if (h->group[i].team)
			buf_printf(&b, ", `ip link delete %s`",
			    design_name_nth(k->a,
			        platform_word(p, "team_name", "bond0"),
			        h->group[i].nth));
	for (size_t i = 0; i < h->nvnic; i++)
		if (!h->group[h->vnic[i].group].team && h->vnic[i].vlan > 0)
			buf_printf(&b, ", `ip link delete vlan%d`",
			    h->vnic[i].vlan);
	for (size_t i = 0; i < k->g->nnet && h->team; i++)
		if (k->g->net[i].carried && h->host->network[i] &&
		    k->g->net[i].net->purpose == PURPOSE_DATA &&
		    k->g->net[i].net->vlan > 0)
			buf_printf(&b, ", `ip link delete br%d`",
			    k->g->net[i].net->vlan);
	return b.len > 0 ? b.text : "";
}

/* "lm (VLAN 120), csv (VLAN 110)" */
static const char *
networks_of(struct runbook *k, const struct dhost *h)
{
	struct buf b = buf_new(k->a);
	size_t n;

	for (size_t i = 0; i < h->nvnic; i++) {
		const struct network *net = k->g->net[h->vnic[i].net].net;

		for (n = 0; n < i && h->vnic[n].net != h->vnic[i].net; n++)
			continue;
		if (n < i)
			continue;
		buf_printf(&b, "%s%s", b.len > 0 ? ", " : "", net->name);
		if (h->vnic[i].vlan > 0)
			buf_printf(&b, " (VLAN %d)", h->vnic[i].vlan);
	}
	return b.len > 0 ? b.text : "none";
}

/* "'lm', 'csv'": what the host's own adapters on the new switch are called */
static const char *
adapters_of(struct runbook *k, const struct dhost *h)
{
	struct buf b = buf_new(k->a);

	for (size_t i = 0; i < h->nvnic; i++)
		if (h->vnic[i].vswitch != NULL)
			buf_printf(&b, "%s%s", b.len > 0 ? ", " : "",
			    md_code(k->a, h->vnic[i].name));
	return b.text;
}

/* networks of VMs that the host tags on a bridge or port group of its own:
 * "`br200`" by a pattern; "": none */
static const char *
guests_of(struct runbook *k, size_t host, const char *pattern)
{
	const struct dhost *h = &k->g->host[host];
	struct buf b = buf_new(k->a);

	for (size_t i = 0; i < k->g->nnet && h->team; i++) {
		const struct network *n = k->g->net[i].net;

		if (k->g->net[i].carried && h->host->network[i] &&
		    n->purpose == PURPOSE_DATA && n->vlan > 0)
			buf_printf(&b, "%s%s", b.len > 0 ? ", " : "",
			    str_fill(k->a, pattern, "vlan",
			        str_fmt(k->a, "%d", n->vlan), "name", n->name,
			        NULL));
	}
	return b.len > 0 ? b.text : "";
}

static void
hyper_v(struct runbook *k, const struct moving_host *x, const char *file)
{
	const struct dhost *h = &k->g->host[x->host];
	const struct cluster *c = &k->m->cluster[h->host->cluster];
	const char *name = vswitch_of(h), *undo = undo_hyper_v(k, x->host);

	if (name != NULL) {
		buf_printf(k->b,
		    " If the host has a virtual switch `%s` today, rename it "
		    "first; the host is drained, so no VM uses it: "
		    "`Rename-VMSwitch -Name '%s' -NewName '%s-today'`.",
		    name, name, name);
		if (h->nvnic > 0)
			buf_printf(k->b,
			    " Adapters of the host itself with a name of the "
			    "new ones (%s; `Get-VMNetworkAdapter "
			    "-ManagementOS`) are renamed too, and their "
			    "connections: `Rename-VMNetworkAdapter "
			    "-ManagementOS -Name 'NAME' -NewName "
			    "'NAME-today'`, `Rename-NetAdapter -Name "
			    "'vEthernet (NAME)' -NewName 'vEthernet "
			    "(NAME-today)'`; the script refuses to go on over "
			    "them.",
			    adapters_of(k, h));
		undo = str_fmt(k->a,
		    "%s; then `Rename-VMSwitch -Name '%s-today' -NewName "
		    "'%s'`, if it was renamed, and adapters likewise",
		    undo, name, name);
	}
	buf_printf(k->b, " Copy `hosts/%s` to the host.", file);
	runbook_own_take(k, x->host);
	runbook_console(k, x->host,
	    str_fmt(k->a, "`powershell -ExecutionPolicy Bypass -File .\\%s`",
	        file));
	runbook_check(k,
	    "it ends without an error; `Get-NetIPAddress` shows the addresses "
	    "of addresses.csv");
	if (h->team && c->set)
		runbook_check(k,
		    str_fmt(k->a,
		        "`(Get-VMSwitchTeam -Name "
		        "'%s').NetAdapterInterfaceDescription` names both "
		        "ports: the team exists",
		        name));
	runbook_back(k, runbook_own_give(k, x->host, undo));
}

/* what was saved stays when the step is taken once more: by then the files are
 * no longer those of today */
static const char *
save_words(struct runbook *k, const char *what)
{
	return str_fmt(k->a,
	    "Save its files of today, once: `test -e /root/before || cp -a %s "
	    "/root/before`.",
	    what);
}

/* before a Linux host's files change, where any of today's does.  guests: a
 * bridge that is there already */
static bool
saves(struct runbook *k, const struct moving_host *x, const char *what,
    const char *guests)
{
	if (runbook_own(k, x->host) == NULL && guests[0] == '\0')
		return false;
	buf_printf(k->b, " %s", save_words(k, what));
	if (guests[0] != '\0')
		buf_printf(k->b,
		    " If the host has %s today, take it out of them: the host "
		    "is drained, so no VM uses it.",
		    guests);
	return true;
}

/* `netplan try` refuses what it can't revert, which is any bond or bridge with
 * parameters (netplan, try_command) */
static void
netplan(struct runbook *k, const struct moving_host *x, const char *file)
{
	const char *links = undo_links(k, x->host);
	bool plain = !k->g->host[x->host].team;
	bool saved =
	    saves(k, x, "/etc/netplan", guests_of(k, x->host, "`br{vlan}`"));

	buf_printf(k->b,
	    " Copy `hosts/%s` to `/etc/netplan/60-eastwest.yaml`, owned by "
	    "root, mode 600.",
	    file);
	runbook_own_take(k, x->host);
	runbook_console(k, x->host,
	    plain ? "`netplan try`" :
	            "`netplan generate`, which must print nothing, then "
	            "`netplan apply`; `netplan try` can't take a team or a "
	            "bridge back, and refuses");
	runbook_check(k,
	    "`ip -br address` shows the addresses of addresses.csv");
	runbook_back(k,
	    runbook_own_give(k, x->host,
	        str_fmt(k->a, "%s%s%s, `netplan apply`",
	            plain ? "don't confirm `netplan try`, or " : "",
	            saved ? "`rm /etc/netplan/*.yaml`, `cp -a "
	                    "/root/before/. /etc/netplan/`" :
	                    "`rm /etc/netplan/60-eastwest.yaml`",
	            links)));
}

static void
interfaces(struct runbook *k, const struct moving_host *x, const char *file)
{
	const char *bridge = vswitch_of(&k->g->host[x->host]);
	bool saved = saves(k, x, "/etc/network/interfaces",
	    bridge == NULL || guests_of(k, x->host, "{name}")[0] == '\0' ?
	        "" :
	        str_fmt(k->a, "a bridge %s", md_code(k->a, bridge)));

	buf_printf(k->b,
	    " Copy `hosts/%s` to `/etc/network/interfaces.d/eastwest`.", file);
	runbook_own_take(k, x->host);
	runbook_console(k, x->host,
	    "`ifup -a -s -i /etc/network/interfaces.d/eastwest`, which must "
	    "print nothing, then `ifreload -a`");
	runbook_check(k,
	    "`ip -br address` shows the addresses of addresses.csv");
	runbook_back(k,
	    runbook_own_give(k, x->host,
	        str_fmt(k->a,
	            "`rm /etc/network/interfaces.d/eastwest`, %s`ifreload -a`",
	            saved ? "`cp -a /root/before /etc/network/interfaces`, " :
	                    "")));
}

static void
linux_host(struct runbook *k, const struct moving_host *x, const char *file,
    const char *extension)
{
	if (str_eq(extension, "yaml")) {
		netplan(k, x, file);
		return;
	}
	if (str_eq(extension, "interfaces")) {
		interfaces(k, x, file);
		return;
	}
	buf_printf(k->b, " Copy `hosts/%s` to the host. %s", file,
	    save_words(k, "/etc/systemd/network"));
	runbook_own_take(k, x->host);
	runbook_console(k, x->host,
	    str_fmt(k->a, "as root, `sh %s`, `networkctl reload`", file));
	runbook_check(k,
	    "`ip -br address` shows the addresses of addresses.csv");
	runbook_back(k,
	    runbook_own_give(k, x->host,
	        str_fmt(k->a,
	            "`rm -r /etc/systemd/network`, `cp -a /root/before "
	            "/etc/systemd/network`%s, `networkctl reload`",
	            undo_links(k, x->host))));
}

/* VDSM sets up the networks of such a host and undoes what it finds otherwise;
 * without contact to the engine it takes its last change back (oVirt,
 * administration guide: host networking) */
static void
ovirt(struct runbook *k, const struct moving_host *x, const char *file)
{
	const struct dvnic *own = runbook_own(k, x->host);

	buf_printf(k->b,
	    " Don't copy `hosts/%s` to the host, whose networks the engine "
	    "sets up: take from it what to enter in the engine. In the engine, "
	    "Compute, Hosts, %s, Network Interfaces, Setup Host Networks: the "
	    "ports of step 2 as a bond where the file has one, with its mode, "
	    "and on them the logical networks with the VLANs, MTUs and "
	    "addresses of the file%s. Verify connectivity and Save network "
	    "configuration stay on.\n",
	    file, md_code(k->a, runbook_host_name(k, x->host)),
	    own == NULL ?
	        "" :
	        str_fmt(k->a,
	            "; %s, its own address with it, is moved there from "
	            "today's port in the same dialogue, last",
	            md_code(k->a, k->g->net[own->net].net->name)));
	runbook_check(k,
	    "`ip -br address` shows the addresses of addresses.csv, and the "
	    "engine no network out of sync");
	runbook_back(k,
	    "in the same dialogue, the networks back where they were; a host "
	    "that the engine loses reverts the change by itself");
}

static void
esxi(struct runbook *k, const struct moving_host *x, const char *file)
{
	const struct dhost *h = &k->g->host[x->host];
	const char *groups = guests_of(k, x->host, "`{name}`");
	struct buf later = buf_new(k->a);

	for (size_t i = 0; i < h->nvnic; i++)
		if (k->g->net[h->vnic[i].net].net->purpose == PURPOSE_LM)
			buf_printf(&later, "%s%s", later.len > 0 ? ", " : "",
			    h->vnic[i].name);
	buf_printf(k->b, " Copy `hosts/%s` to the host's `/tmp`.", file);
	if (groups[0] != '\0')
		buf_printf(k->b,
		    " Port groups that have the name of new ones today (%s) go "
		    "first, which the script asks for; the host is drained, so "
		    "no VM uses them: `esxcli network vswitch standard "
		    "portgroup remove --portgroup-name=NAME "
		    "--vswitch-name=TODAYS`.",
		    groups);
	runbook_own_take(k, x->host);
	runbook_console(k, x->host, str_fmt(k->a, "`sh /tmp/%s`", file));
	runbook_check(k,
	    str_fmt(k->a,
	        "it ends without output; `esxcli network ip interface ipv4 "
	        "get` shows the addresses of addresses.csv%s",
	        later.len == 0 ?
	            "" :
	            str_fmt(k->a,
	                ", all but %s: that interface is created when the "
	                "migration of the whole cluster is complete",
	                later.text)));
	runbook_back(k,
	    runbook_own_give(k, x->host,
	        str_fmt(k->a, "%s%s", undo_esxi(k, x->host),
	            groups[0] == '\0' ?
	                "" :
	                "; then, for each port group that was there, `esxcli "
	                "network vswitch standard portgroup add "
	                "--portgroup-name=NAME --vswitch-name=TODAYS` and "
	                "`esxcli network vswitch standard portgroup set "
	                "--portgroup-name=NAME --vlan-id=VLAN`")));
}

void
runbook_settings(struct runbook *k, const struct moving_host *x)
{
	const struct dhost *h = &k->g->host[x->host];
	const struct platform *p = design_host_platform(k->m, h->host);
	const char *file = p != NULL ?
	    str_fmt(k->a, "%s.%s", runbook_host_name(k, x->host),
	        p->extension) :
	    NULL;

	runbook_step(k, 3, "Configure it");
	buf_printf(k->b, " %s, networks %s.", teams_of(k, x->host),
	    networks_of(k, h));
	switch (file != NULL ? runbook_kind(k, x->host) : KIND_OTHER) {
	case KIND_HYPER_V:
		hyper_v(k, x, file);
		return;
	case KIND_KVM:
		if (str_eq(runbook_driver(k, x->host), "ovirt"))
			ovirt(k, x, file);
		else {
			/* OpenShift Virtualization: node networking */
			if (str_eq(runbook_driver(k, x->host), "kubevirt"))
				buf_puts(k->b,
				    " Where NMState sets up the nodes (as on "
				    "OpenShift), read the file, don't copy it: "
				    "a NodeNetworkConfigurationPolicy of this "
				    "node must have the same settings.");
			linux_host(k, x, file, p->extension);
		}
		return;
	case KIND_ESXI:
		esxi(k, x, file);
		return;
	case KIND_OTHER:
		break;
	}
	buf_puts(k->b, " The bundle has no file for this system.");
	runbook_own_take(k, x->host);
	runbook_console(k, x->host,
	    "the team, the VLANs and the addresses of addresses.csv, with its "
	    "own tools");
	runbook_check(k, "its addresses are those of addresses.csv");
	runbook_back(k, runbook_own_give(k, x->host, "remove them again"));
}
