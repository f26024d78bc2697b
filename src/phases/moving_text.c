/* moving.md: the timeline, then the steps of each host. */
#include "phases/moving_steps.h"

#include "base/num.h"
#include "phases/md.h"

enum { FEW = 12 };

const char *
runbook_host_name(const struct runbook *k, size_t host)
{
	return k->m->host[host].name;
}

static const char *
begins(struct arena *a, double s)
{
	return s > 0 ? str_fmt(a, "Begins after %s", num_time_pretty(a, s)) :
	               "The first host";
}

static const char *
gib(struct arena *a, double bytes)
{
	return str_fmt(a, "%.0f GiB", bytes / 1073741824.0);
}

/* of the whole; what is done by hand has no time */
static void
total(struct runbook *k)
{
	size_t by_hand = 0, i;
	double live = 0;

	for (i = 0; i < k->mv->n; i++) {
		by_hand += !k->mv->host[i].empties;
		live += k->mv->host[i].drain_s + k->mv->host[i].back_s;
	}
	buf_printf(k->b, "%s, one after another: %s in total",
	    str_count(k->a, k->mv->n, "host"),
	    num_time_pretty(k->a, k->mv->seconds));
	if (live > 0)
		buf_printf(k->b, ", of which %s are live migrations",
		    num_time_pretty(k->a, live));
	if (by_hand > 0)
		buf_printf(k->b,
		    ", plus the time for draining and failing back the %s "
		    "marked `by hand`, which isn't known",
		    str_count(k->a, by_hand, "host"));
	buf_puts(k->b,
	    ". It may be spread over as many evenings as you like: between "
	    "two hosts everything is in normal operation.\n\n");
}

static void
timeline(struct runbook *k)
{
	size_t i;

	buf_puts(k->b, "## Timeline\n\n");
	total(k);
	buf_puts(k->b,
	    "| | host | cluster | begins after | drain | cabling and "
	    "configuration | failback | free memory on the other hosts |\n"
	    "|---:|---|---|---:|---:|---:|---:|---|\n");
	for (i = 0; i < k->mv->n; i++) {
		const struct moving_host *x = &k->mv->host[i];
		const char *drain = x->joins ? "none" :
		    x->empties ? num_time_pretty(k->a, x->drain_s) :
		                 "by hand";

		buf_printf(k->b,
		    "| %zu | %s | %s | %s | %s | %s | %s | %s of "
		    "%s |\n",
		    i + 1, md_code(k->a, runbook_host_name(k, x->host)),
		    md_code(k->a,
		        k->m->cluster[k->m->host[x->host].cluster].name),
		    x->start_s > 0 ? num_time_pretty(k->a, x->start_s) :
		                     "at once",
		    drain, num_time_pretty(k->a, x->work_s), drain,
		    gib(k->a, x->free_bytes), gib(k->a, x->total_bytes));
	}
	buf_puts(k->b,
	    "\n"
	    "Drains were simulated on today's network with its steady load. "
	    "Cabling and configuration are assumed to take as long as the work "
	    "of a maintenance (maintenance.service of the site file); failback "
	    "takes as long as the drain.\n\n");
}

static void
one_host(struct runbook *k, size_t i)
{
	const struct moving_host *x = &k->mv->host[i];
	const struct host *h = &k->m->host[x->host];
	size_t others = k->m->cluster[h->cluster].nhost - 1;

	buf_printf(k->b,
	    "## %zu: %s\n\n"
	    "Cluster %s, rack %s, unit %zu. %s. ",
	    i + 1, md_code(k->a, h->name),
	    md_code(k->a, k->m->cluster[h->cluster].name),
	    md_code(k->a, k->m->rack[h->rack].name), h->position_u,
	    begins(k->a, x->start_s));
	if (x->joins)
		buf_puts(k->b,
		    "Its cluster is on the new network already, and the host "
		    "joins it there.\n"
		    "\n");
	else
		buf_printf(k->b,
		    "While it is out of service, the other %s of its cluster "
		    "%s %s free for its VMs.\n\n",
		    others == 1 ? "host" : str_fmt(k->a, "%zu hosts", others),
		    others == 1 ? "has" : "have", gib(k->a, x->free_bytes));
	runbook_steps(k, x);
	buf_putc(k->b, '\n');
}

static const char *
hosts_of(struct runbook *k, const bool *in, size_t *n)
{
	const char **who = NEW(k->a, const char *, k->m->nhost + 1);
	size_t i;

	*n = 0;
	for (i = 0; i < k->m->nhost; i++)
		if (in[i])
			who[(*n)++] = md_code(k->a, k->m->host[i].name);
	return md_few(k->a, who, *n, FEW);
}

/* what this list goes on from */
static void
earlier(struct runbook *k)
{
	const struct moving *m = k->mv;
	size_t i, n;
	const char *who;
	bool joins = false, phased;

	for (i = 0; i < m->n; i++)
		joins |= m->host[i].joins;
	phased = m->earlier != NULL;
	if (phased)
		buf_printf(k->b,
		    "* This continues from `%s`, which must be complete: its "
		    "switches loaded, its acceptance tests passed, its hosts "
		    "in service.\n",
		    m->earlier);
	if (m->proof != NULL) {
		who = hosts_of(k, m->proof, &n);
		buf_printf(k->b,
		    "* %s %s in that phase's proof of concept, and first go "
		    "back to today's network, one at a time: step 1 here, then "
		    "the rollbacks of steps 3 and 2 in `%s/moving.md`, then "
		    "step 5 here. Its switches are loaded for this phase only "
		    "after the last of them (loading.md).\n"
		    "  * check: %s answers no ping on the networks of the "
		    "proof of concept, and its VMs are back\n"
		    "  * rollback: steps 2 to 4 of that file again\n",
		    who, n == 1 ? "was" : "were", m->earlier,
		    n == 1 ? "it" : "each host");
	}
	if (m->nbefore > 0) {
		who = hosts_of(k, m->before, &n);
		buf_printf(k->b,
		    "* On the new network already, and not in this list: %s "
		    "(%zu). %s\n",
		    who, n,
		    phased ? "Step 4 pings those of the host's cluster." :
		             "First complete the moving.md of the earlier "
		             "design, at the end of which their clusters use "
		             "the new network for live migration.");
	}
	if (joins)
		buf_puts(k->b,
		    "* New hosts of such a cluster carry no VM before step 5: "
		    "those of its other hosts migrate over the new networks "
		    "only. A host that does carry some is drained with its VMs "
		    "shut down.\n");
}

/* vCenter refuses a migration from a distributed switch to a standard one
 * (VMware vSphere, migration between switches: network compatibility checks) */
static void
distributed(struct runbook *k)
{
	size_t i;

	for (i = 0; i < k->mv->n; i++)
		if (runbook_kind(k, k->mv->host[i].host) == KIND_ESXI)
			break;
	if (i == k->mv->n)
		return;
	buf_puts(k->b,
	    "* Where VMs are on a distributed switch (vDS) today, read the "
	    "hosts' files, don't run them: they create standard switches, and "
	    "vCenter migrates no VM from a distributed switch to a standard "
	    "one. Keep it, at an MTU of 9000 before the first host moves, and "
	    "in step 3, in vCenter, Add and Manage Hosts: the host's new ports "
	    "are its uplinks in place of today's, its port groups have the "
	    "VLANs of the file, and its VMkernel adapters the addresses. Its "
	    "rollback is today's ports as uplinks again.\n");
}

static void
caveats(struct runbook *k)
{
	size_t by_hand = 0, guests = 0, i;

	for (i = 0; i < k->mv->n; i++)
		by_hand += !k->mv->host[i].empties;
	for (i = 0; i < k->g->nnet; i++)
		guests += k->g->net[i].carried &&
		    k->g->net[i].net->purpose == PURPOSE_DATA;
	earlier(k);
	if (by_hand == 0)
		buf_puts(k->b,
		    "* No VM is stopped: every host can be drained with all "
		    "VMs running.\n");
	else
		buf_printf(k->b,
		    "* %zu of %s can't be drained with all VMs running, marked "
		    "`by hand`, with the reason.\n",
		    by_hand, str_count(k->a, k->mv->n, "host"));
	if (guests > 0)
		buf_puts(k->b,
		    "* A VM needs a virtual switch, bridge or port group of "
		    "the same name on both hosts it moves between: "
		    "`clusters[].switch` gives the new one the name VMs use "
		    "today, and today's is renamed on each host while it is "
		    "drained (step 3).\n");
	if (guests > 0)
		distributed(k);
	buf_putc(k->b, '\n');
}

/* new hosts of clusters that are over change nothing of today's */
static bool
any_moves(const struct runbook *k)
{
	size_t i;

	for (i = 0; i < k->mv->n; i++)
		if (!k->mv->host[i].joins)
			return true;
	return false;
}

void
moving_markdown(struct buf *b, const struct moving *mv)
{
	struct runbook k = { b->a, b, mv, mv->g, mv->g->model };
	size_t i;

	buf_printf(b, "# Migrating the hosts of %s to the new network\n\n",
	    md_code(b->a, k.m->site));
	buf_puts(b,
	    "The new network is cabled, configured and verified before the "
	    "first host moves: cabling.csv, configs/, `eastwest verify`. A "
	    "host keeps its cables to today's network until its whole cluster "
	    "is complete, so that at every step the VMs of both sides reach "
	    "each other, and every step has a rollback.\n\n");
	if (mv->n == 0) {
		size_t n;
		const char *who = hosts_of(&k, mv->before, &n);

		buf_printf(b,
		    "No host has to be migrated: %s (%zu) are on the new "
		    "network already.\n",
		    who, n);
		return;
	}
	caveats(&k);
	if (any_moves(&k)) {
		runbook_guests(&k);
		runbook_storage(&k);
	}
	timeline(&k);
	for (i = 0; i < mv->n; i++)
		one_host(&k, i);
	if (b->len > 1 && b->text[b->len - 2] == '\n')
		b->text[--b->len] = '\0';
}
