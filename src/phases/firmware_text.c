/*
 * firmware.md: what happens to the hosts in each step, which lose a network,
 * what is typed, and why two at once (which is what a stack does) can't be
 * done.
 */
#include "phases/firmware.h"

#include <string.h>

#include "base/num.h"
#include "phases/md.h"
#include "phases/procedure.h"
#include "render/device_text.h"

enum { FEW = 12 };

struct runbook {
	struct arena *a;
	struct buf *b;
	const struct design *g;
	struct firmware_stage *step;
	size_t n;
};

static const char *
switch_code(struct runbook *k, size_t sw)
{
	return md_code(k->a, k->g->sw[sw].name);
}

static const char *
pair_role(const struct dswitch *s)
{
	if (s->domain == 0)
		return design_switch_role_word[s->role];
	return str_eq(design_switch_role_word[s->role], "spine") ?
	    (s->unit_id == 0 ? "spine, primary" : "spine, secondary") :
	    (s->unit_id == 0 ? "primary" : "secondary");
}

/* hosts that lose a network: with something instead, or with nothing */
static const char *
who_loses(struct runbook *k, const struct outage *o, bool nothing,
    size_t *count)
{
	const char **name = NEW(k->a, const char *, o->nlost + 1);
	size_t i;

	*count = 0;
	for (i = 0; i < o->nlost; i++) {
		const char *host = k->g->host[o->lost[i].host].host->name;

		if ((o->lost[i].instead == NONE) != nothing ||
		    (*count > 0 && strcmp(name[*count - 1], host) == 0))
			continue;
		name[(*count)++] = host;
	}
	return md_few(k->a, name, *count, FEW);
}

/* the networks lost, each once */
static const char *
lost_nets(struct runbook *k, const struct outage *o, bool nothing)
{
	const char **name = NEW(k->a, const char *, k->g->nnet + 1);
	size_t i, n, count = 0;

	for (n = 0; n < k->g->nnet; n++)
		for (i = 0; i < o->nlost; i++)
			if (o->lost[i].net == n &&
			    (o->lost[i].instead == NONE) == nothing) {
				name[count++] = k->g->net[n].net->name;
				break;
			}
	return md_few(k->a, name, count, FEW);
}

/* what takes the place of the networks lost, each once */
static const char *
stands_in(struct runbook *k, const struct outage *o)
{
	const char **name = NEW(k->a, const char *, k->g->nnet + 1);
	size_t i, n, count = 0;

	for (n = 0; n < k->g->nnet; n++)
		for (i = 0; i < o->nlost; i++)
			if (o->lost[i].instead == n) {
				name[count++] = k->g->net[n].net->name;
				break;
			}
	return md_few(k->a, name, count, FEW);
}

static const char *
loses_text(struct runbook *k, const struct outage *o)
{
	size_t n;

	who_loses(k, o, true, &n);
	if (n > 0)
		return str_fmt(k->a, "**%s %s %s**", str_count(k->a, n, "host"),
		    n == 1 ? "loses" : "lose", lost_nets(k, o, true));
	who_loses(k, o, false, &n);
	if (n > 0)
		return str_fmt(k->a, "none; %s of %s uses %s instead",
		    lost_nets(k, o, false), str_count(k->a, n, "host"),
		    stands_in(k, o));
	return "none";
}

static void
order(struct runbook *k)
{
	size_t i;

	buf_puts(k->b,
	    "## Order\n"
	    "\nOne switch at a time; start the next only when the previous one "
	    "is back and has passed its checks. Each step was simulated with "
	    "that switch out of service, under the steady load of the site "
	    "file.\n"
	    "\n| step | switch | role | system | hosts losing connectivity | "
	    "most utilised remaining link | longest drain during the step |\n"
	    "|---:|---|---|---|---|---|---:|\n");
	for (i = 0; i < k->n; i++) {
		const struct dswitch *s = &k->g->sw[k->step[i].sw];
		const struct outage *o = k->step[i].o;

		buf_printf(k->b, "| %zu | %s | %s | %s | %s | %s | %s |\n",
		    i + 1, switch_code(k, k->step[i].sw), pair_role(s),
		    md_text(k->a, s->model->platform->name), loses_text(k, o),
		    o->busiest != NULL ? str_fmt(k->a, "%.1f %%, %s",
		                             o->load * 100, o->busiest) :
		                         "no steady load",
		    o->drain_s >= 0 ? num_time_pretty(k->a, o->drain_s) :
		                      "not possible");
	}
	buf_putc(k->b, '\n');
}

/* hosts of two ports each have "both" */
static const char *
all_ports(const struct runbook *k)
{
	size_t h, i, n;

	for (h = 0; h < k->g->nhost; h++) {
		for (i = n = 0; i < k->g->host[h].nnic; i++)
			n += k->g->host[h].nic[i].sw != NONE;
		if (n != 2)
			return "all";
	}
	return "both";
}

/* printed before anything is changed */
static void
before_all(struct runbook *k)
{
	bool any = false;
	size_t i, n;

	buf_puts(k->b, "## Prerequisites\n\n");
	for (i = 0; i < k->n; i++) {
		const char *who = who_loses(k, k->step[i].o, true, &n);

		if (n == 0)
			continue;
		any = true;
		buf_printf(k->b,
		    "* With %s out of service these hosts lose a network (%s): "
		    "%s. %s\n",
		    switch_code(k, k->step[i].sw),
		    lost_nets(k, k->step[i].o, true), who,
		    n < k->g->nhost ?
		        "Drain them first, or cable them to its peer as well." :
		        "All hosts are affected, so there is nowhere to drain "
		        "them to. Schedule an outage, or cable an alternative "
		        "path first.");
	}
	for (i = 0; i < k->n; i++) {
		const struct outage *o = k->step[i].o;

		who_loses(k, o, false, &n);
		if (n == 0)
			continue;
		any = true;
		buf_printf(k->b,
		    "* With %s out of service %s of %zu hosts is down and "
		    "traffic uses %s instead: %s ports of every host must be "
		    "up. Check that first.\n",
		    switch_code(k, k->step[i].sw), lost_nets(k, o, false), n,
		    stands_in(k, o), all_ports(k));
	}
	if (!any)
		buf_puts(k->b,
		    "* No host loses a network in any step, provided both of "
		    "its ports are up: check that first, on every host.\n");
	buf_puts(k->b,
	    "* Start no live migration and no host maintenance during a step: "
	    "it would be slower, and the redundant path is the one in use.\n"
	    "* Install the same release on both switches of a pair; between "
	    "the two steps they differ, which the release notes must allow.\n"
	    "* `<<IMAGE_URL>>` is the location of the new image, `<<IMAGE>>` "
	    "its file name. Compare its checksum with the vendor's.\n"
	    "\n");
}

static void
steps(struct runbook *k, const struct platform *p, enum firmware_part part,
    size_t sw)
{
	static const char *const title[] = {
		"Before, with both switches of the pair in service",
		"The step itself",
		("After; continue with the next switch only if this "
		 "passes"),
		"Rollback"
	};
	size_t i, n = 0;

	for (i = 0; i < p->nfirmware[part]; i++)
		n += procedure_applies(&p->firmware[part][i], k->g, sw);
	if (n == 0)
		return;
	buf_printf(k->b, "%s:\n\n", title[part]);
	for (i = 0; i < p->nfirmware[part]; i++) {
		const struct firmware_step *x = &p->firmware[part][i];

		if (!procedure_applies(x, k->g, sw))
			continue;
		buf_puts(k->b, "* ");
		procedure_step(k->a, k->b, x, k->g->sw[sw].domain);
	}
	buf_putc(k->b, '\n');
}

/* clusters with hosts of one kind */
static bool
any_cluster(const struct runbook *k, bool hyper_v, const char *hypervisor,
    const char *driver)
{
	const struct model *m = k->g->model;
	size_t i;

	for (i = 0; i < m->ncluster; i++) {
		const struct cluster *c = &m->cluster[i];

		if (c->nhost > 0 && (c->version != NULL) == hyper_v &&
		    (hypervisor == NULL || str_eq(c->hyp->id, hypervisor)) &&
		    (driver == NULL ||
		        (c->driver != NULL && str_eq(c->driver->name, driver))))
			return true;
	}
	return false;
}

static bool
carries(const struct runbook *k, enum purpose what)
{
	size_t i;

	for (i = 0; i < k->g->nnet; i++)
		if (k->g->net[i].carried && k->g->net[i].net->purpose == what)
			return true;
	return false;
}

/* what the hosts' own systems must show; only systems of this site */
static void
hosts_after(struct runbook *k)
{
	const struct {
		bool there;
		const char *system, *ports, *cluster;
	} ask[] = {
		{ any_cluster(k, true, NULL, NULL), "Hyper-V",
		    "`Get-NetAdapter`",
		    "`Get-ClusterNetworkInterface` shows every network Up" },
		{ any_cluster(k, false, "kvm", NULL) ||
		        any_cluster(k, false, "xen", NULL) ||
		        any_cluster(k, false, "xen-old", NULL),
		    "Linux", "`ip -br link`",
		    any_cluster(k, false, "kvm", "proxmox") ?
		        "on Proxmox VE `pvecm status` says Quorate: Yes" :
		        NULL },
		{ any_cluster(k, false, "vsphere", NULL), "ESXi",
		    "`esxcli network nic list`", NULL },
	};
	bool team = false;
	size_t i;

	for (i = 0; i < k->g->nhost; i++)
		team |= k->g->host[i].team;
	buf_printf(k->b,
	    "On the hosts, after each step, check that %s ports%s are up "
	    "again, and that the cluster sees every network:\n"
	    "\n",
	    all_ports(k), team ? " of the team" : "");
	for (i = 0; i < sizeof ask / sizeof *ask; i++)
		if (ask[i].there)
			buf_printf(k->b, "* %s: %s%s%s\n", ask[i].system,
			    ask[i].ports, ask[i].cluster != NULL ? "; " : "",
			    ask[i].cluster != NULL ? ask[i].cluster : "");
	if (any_cluster(k, false, "kvm", "libvirt") && carries(k, PURPOSE_LM))
		buf_puts(k->b,
		    "* libvirt: each host's `migration_host` is its address in "
		    "one network. While a step takes that network down, an "
		    "urgent live migration must name another address of its "
		    "target (addresses.csv): `virsh migrate … --migrateuri "
		    "tcp://ADDRESS`.\n");
	if (carries(k, PURPOSE_CEPH))
		buf_puts(k->b,
		    "* Ceph: `ceph -s` shows HEALTH_OK before each step. Where "
		    "a host loses a network in a step, `ceph osd set noout` "
		    "before and `ceph osd unset noout` after, so that no data "
		    "is rebalanced meanwhile.\n");
	if (any_cluster(k, false, "kvm", "proxmox"))
		buf_puts(k->b,
		    "* Corosync: `corosync-cfgtool -s` shows each link "
		    "connected before each step. Which networks its links use "
		    "is not known here; a link on an unteamed port goes down "
		    "with its switch.\n");
	buf_putc(k->b, '\n');
}

static void
commands(struct runbook *k)
{
	size_t i, n;
	int part;

	buf_puts(k->b, "## Commands\n\n");
	for (i = 0; i < k->n; i++) {
		size_t sw = k->step[i].sw;
		const struct platform *p = k->g->sw[sw].model->platform;

		for (n = 0; n < i; n++)
			if (procedure_alike(k->g, k->step[n].sw, sw))
				break;
		if (n < i)
			continue;
		buf_printf(k->b, "### %s:", md_text(k->a, p->name));
		for (n = i; n < k->n; n++)
			if (procedure_alike(k->g, k->step[n].sw, sw))
				buf_printf(k->b, " %s",
				    switch_code(k, k->step[n].sw));
		buf_puts(k->b, "\n\n");
		if (p->nfirmware[FIRMWARE_DURING] == 0)
			buf_puts(k->b,
			    "The catalog has no procedure for it; see its "
			    "manual.\n\n");
		for (part = 0; part < FIRMWARE_PARTS; part++)
			steps(k, p, (enum firmware_part)part, sw);
		if (p->nfirmware[FIRMWARE_DURING] > 0)
			procedure_sources(k->a, k->b, p->firmware, p->nfirmware,
			    FIRMWARE_PARTS);
	}
	hosts_after(k);
}

/* a stack restarts as one: both of a pair out at once */
static void
both_at_once(struct runbook *k)
{
	bool *out = NEW(k->a, bool, k->g->nsw + 1);
	size_t i, hosts;

	buf_puts(k->b,
	    "## Why not both at once, and why no stack\n\n"
	    "A stack is one control plane: new firmware restarts all of it, so "
	    "both switches of a pair are down together. The same simulation "
	    "shows the effect here:\n\n"
	    "| down together | hosts losing connectivity | networks | which "
	    "hosts |\n"
	    "|---|---:|---|---|\n");
	for (i = 0; i < k->g->nsw; i++) {
		const size_t pair = k->g->sw[i].pair;
		const struct outage *both;
		const char *who;

		if (pair == NONE || pair < i)
			continue;
		out[i] = out[pair] = true;
		both = outage_networks(k->a, k->g, out);
		out[i] = out[pair] = false;
		who = who_loses(k, both, true, &hosts);
		buf_printf(k->b, "| %s %s | %zu | %s | %s |\n",
		    switch_code(k, i), switch_code(k, pair), hosts,
		    hosts > 0 ? lost_nets(k, both, true) : "none",
		    hosts > 0 ? who : "none");
	}
	buf_puts(k->b,
	    "\n"
	    "They lose these networks for as long as the restart takes. Two "
	    "switches that are not stacked restart one at a time, as above.\n");
}

void
firmware_markdown(struct buf *b, const struct firmware_site *s)
{
	struct runbook k = { b->a, b, s->g, NULL, 0 };

	k.step = firmware_stages(b->a, s, &k.n);
	buf_printf(b, "# Firmware upgrade of the switches of %s\n\n",
	    md_code(b->a, s->g->model->site));
	order(&k);
	before_all(&k);
	commands(&k);
	both_at_once(&k);
}
