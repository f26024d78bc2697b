/* Rules on clusters and VMs: limits of the hypervisor, and memory. */
#include "model/check.h"

#include <stdlib.h>

#include "base/num.h"
#include "model/bond.h"

static void
size_check(struct checker *c, const struct cluster *k)
{
	const struct model *m = c->m;

	if (k->nhost == 0 && !m->unread.members) {
		diag_error(c->d, k->at, "cluster-empty",
		    "cluster '%s' has no hosts", k->name);
		diag_hint(c->d,
		    "assign a host to it ('cluster: %s'), or remove it",
		    k->name);
	}
	if (k->nhost == 1 && !m->unread.members) {
		diag_warn(c->d, k->at, "cluster-alone",
		    "cluster '%s' has only one host, which can't be drained",
		    k->name);
		diag_hint(c->d, "VMs migrate within their cluster only");
	}
	if (k->reserve >= (int64_t)k->nhost && k->nhost > 0 && k->reserve > 0 &&
	    !m->unread.members)
		diag_error(c->d, node_at(k->node, "reserve"), "reserve-all",
		    "cluster '%s' can't keep running after losing %lld of its "
		    "%zu hosts",
		    k->name, (long long)k->reserve, k->nhost);
	if (k->hyp == NULL)
		return;
	if (k->hyp->max_hosts > 0 && (int64_t)k->nhost > k->hyp->max_hosts) {
		diag_error(c->d, k->at, "cluster-hosts",
		    "cluster '%s' has %zu hosts, the limit of %s is %lld",
		    k->name, k->nhost, k->hyp->name,
		    (long long)k->hyp->max_hosts);
		diag_hint(c->d, "split it");
	}
	if (k->hyp->max_vms > 0 && (int64_t)k->nvm > k->hyp->max_vms) {
		diag_error(c->d, k->at, "cluster-vms",
		    "cluster '%s' has %zu VMs, the limit of %s is %lld",
		    k->name, k->nvm, k->hyp->name, (long long)k->hyp->max_vms);
		diag_hint(c->d, "split it");
	}
}

/* a bond that writes its members' addresses into frames of bridged VMs
 * (Linux networking/bonding: balance-tlb, balance-alb) */
static void
bond_check(struct checker *c, const struct cluster *k)
{
	const struct model *m = c->m;
	size_t i, n;

	if (!model_bond_by_peer(k->bond))
		return;
	for (n = 0; n < m->nnetwork; n++) {
		const struct network *net = &m->network[n];

		for (i = 0; i < k->nhost; i++)
			if (net->purpose == PURPOSE_DATA && net->vlan != 0 &&
			    !net->on_today && m->host[k->host[i]].network[n])
				break;
		if (i < k->nhost)
			break;
	}
	if (n == m->nnetwork)
		return;
	diag_error(c->d, node_at(k->node, "bond"), "bond-bridged",
	    "the VMs of cluster '%s' are bridged over its bonds (network "
	    "'%s'), and %s rewrites source addresses to those of the ports",
	    k->name, m->network[n].name, model_bond_word[k->bond - 1]);
	diag_hint(c->d, "active-backup works with bridges");
}

static bool
has_lacp(const struct model *m, const struct cluster *k)
{
	for (size_t i = 0; i < k->nhost; i++)
		for (size_t g = 0; g < m->host[k->host[i]].ngroup; g++)
			if (model_group_lacp(&m->host[k->host[i]].group[g]))
				return true;
	return false;
}

/* LACP is what the ports' own entry says, whatever the cluster's bond */
static void
bond_lacp_check(struct checker *c, const struct cluster *k)
{
	if (!k->bond_given || k->bond == BOND_LACP || !has_lacp(c->m, k))
		return;
	diag_warn(c->d, node_at(k->node, "bond"), "bond-lacp",
	    "'bond: %s' does not apply to ports of cluster '%s' with "
	    "'teaming: lacp': those are bonded by 802.3ad",
	    model_bond_word[k->bond - 1], k->name);
	diag_hint(c->d,
	    "'teaming: switch-independent' at their nics, or 'bond: 802.3ad'");
}

/* no host has two ports to team */
static bool
one_port(const struct model *m, const struct cluster *k)
{
	size_t g, n;

	for (size_t i = 0; i < k->nhost; i++) {
		const struct host *h = &m->host[k->host[i]];

		for (g = n = 0; g < h->ngroup; g++)
			n += h->group[g].on_today ? 0 : h->group[g].n;
		if (n > 1)
			return false;
	}
	return !m->unread.members;
}

/* more at once on a host than 'parallel' lets the cluster do */
static void
parallel_check(struct checker *c, const struct cluster *k)
{
	if (!node_says(k->node, "parallel") ||
	    !node_says(k->node, "simultaneous") ||
	    k->parallel >= k->simultaneous)
		return;
	diag_warn(c->d, node_at(k->node, "simultaneous"), "simultaneous-unused",
	    "'simultaneous' of cluster '%s' is %lld, and no more than %lld run "
	    "at once in the whole cluster ('parallel')",
	    k->name, (long long)k->simultaneous, (long long)k->parallel);
	diag_hint(c->d,
	    "%lld is calculated: 'simultaneous' is of a host, 'parallel' of "
	    "all of them",
	    (long long)k->parallel);
}

/* bonds that do not ask how streams are hashed; today's ports are no bond of
 * ours unless the site says so, and LACP hashes whatever the other ports do */
static void
hash_check(struct checker *c, const struct cluster *k)
{
	if (!k->team_hash_given || has_lacp(c->m, k) ||
	    (!k->bond_given && c->m->today.ports > 1))
		return;
	if (model_bond_by_peer(k->bond) && k->team_hash != HASH_PAIR) {
		diag_warn(c->d, node_at(k->node, "team_hash"),
		    "team-hash-unused",
		    "'team_hash: %s' has no effect on cluster '%s': a %s bond "
		    "sends all streams between two hosts by one port",
		    model_team_hash_word[k->team_hash], k->name,
		    model_bond_word[k->bond - 1]);
		diag_hint(c->d,
		    "it is calculated as 'pair'; with 'bond: "
		    "802.3ad' streams are hashed one by one");
	}
	if (k->bond != BOND_ACTIVE_BACKUP)
		return;
	if (one_port(c->m, k)) {
		diag_warn(c->d, node_at(k->node, "team_hash"),
		    "team-hash-unused",
		    "'team_hash' has no effect on cluster '%s': none of its "
		    "hosts has more than one port on the new network",
		    k->name);
		diag_hint(c->d,
		    "remove it, or give the hosts' nics 'ports: 2'");
		return;
	}
	diag_warn(c->d, node_at(k->node, "team_hash"), "team-hash-unused",
	    "'team_hash' has no effect on cluster '%s': one port of an "
	    "active-backup bond carries everything",
	    k->name);
	diag_hint(c->d,
	    "'bond: balance-tlb' sends over all ports, if no VM is bridged "
	    "over them");
}

/* a stream's cap that no host's ports reach: a stream goes over one port,
 * unless it is spread evenly or over as many as there are (smb) */
static void
cap_check(struct checker *c, const struct cluster *k)
{
	bool spread = model_spreads_evenly(k->team_hash, k->bond) ||
	    k->transport == TRANSPORT_SMB;
	int64_t most = 0, bps, sum;
	size_t g;

	for (size_t i = 0; i < k->nhost; i++) {
		const struct host *h = &c->m->host[k->host[i]];

		for (g = 0, sum = 0; g < h->ngroup; g++)
			if (!num_mul(h->group[g].speed_bps,
			        spread ? (int64_t)h->group[g].n : 1, &bps))
				continue;
			else if (spread)
				sum += bps;
			else if (bps > sum)
				sum = bps;
		if (sum > most)
			most = sum;
	}
	if (k->stream_cap_bps <= most || most == 0 || c->m->unread.members)
		return;
	diag_warn(c->d, node_at(k->node, "stream_cap"), "stream-cap-link",
	    "'stream_cap' of cluster '%s' is %s and has no effect: its hosts "
	    "have at most %s, %s",
	    k->name, num_text(c->a, k->stream_cap_bps, UNIT_RATE),
	    num_text(c->a, most, UNIT_SPEED),
	    spread ? "all ports together" : "and one port carries a stream");
	diag_hint(c->d,
	    "it is the measured throughput of one migration stream");
}

static int
larger_first(const void *px, const void *py)
{
	const int64_t *x = px, *y = py;

	return *x > *y ? -1 : *x < *y;
}

/* what its hosts have less the `lose` largest; false: not all is known */
static bool
memory_left(struct checker *c, const struct cluster *k, int64_t lose,
    int64_t *out)
{
	int64_t *bytes = NEW(c->a, int64_t, k->nhost + 1);

	*out = 0;
	for (size_t i = 0; i < k->nhost; i++) {
		bytes[i] = c->m->host[k->host[i]].memory_bytes;
		if (bytes[i] == 0)
			return false;
	}
	qsort(bytes, k->nhost, sizeof(*bytes), larger_first);
	for (size_t i = (size_t)lose; i < k->nhost; i++)
		if (!num_add(*out, bytes[i], out))
			return false;
	return true;
}

/* what its VMs have; a million of 2^50 are more than fits */
static int64_t *
memory_used(struct checker *c)
{
	const struct model *m = c->m;
	int64_t *sum = NEW(c->a, int64_t, m->ncluster + 1);

	for (size_t i = 0; i < m->nvm; i++) {
		size_t k = m->vm[i].cluster;

		if (k != NO_INDEX &&
		    !num_add(sum[k], m->vm[i].memory_bytes, &sum[k]))
			sum[k] = INT64_MAX;
	}
	return sum;
}

static const char *
size_text(struct checker *c, int64_t bytes)
{
	return num_text(c->a, bytes, UNIT_BYTES);
}

/* false where its hosts are overfull as a whole */
static bool
memory_check(struct checker *c, const struct cluster *k, int64_t used)
{
	int64_t all, left;

	if (c->m->unread.members || k->nhost == 0 ||
	    !memory_left(c, k, 0, &all))
		return true;
	if (used > all) {
		diag_error(c->d, k->at, "cluster-memory",
		    "the VMs of cluster '%s' have %s of memory, its hosts %s",
		    k->name, size_text(c, used), size_text(c, all));
		return false;
	}
	if (k->reserve > 0 && k->reserve < (int64_t)k->nhost &&
	    memory_left(c, k, k->reserve, &left) && used > left) {
		diag_warn(c->d,
		    node_says(k->node, "reserve") ?
		        node_at(k->node, "reserve") :
		        k->at,
		    "cluster-reserve",
		    "cluster '%s' can't lose %lld of its hosts: its VMs have "
		    "%s of memory, the remaining hosts %s",
		    k->name, (long long)k->reserve, size_text(c, used),
		    size_text(c, left));
		diag_hint(c->d,
		    "some host can't be drained for maintenance either");
	}
	return true;
}

void
check_clusters(struct checker *c)
{
	const struct model *m = c->m;
	int64_t *used = memory_used(c);
	int64_t *on = NEW(c->a, int64_t, m->nhost + 1);
	bool *reported = NEW(c->a, bool, m->ncluster + 1);

	for (size_t i = 0; i < m->ncluster; i++) {
		size_check(c, &m->cluster[i]);
		bond_check(c, &m->cluster[i]);
		bond_lacp_check(c, &m->cluster[i]);
		hash_check(c, &m->cluster[i]);
		parallel_check(c, &m->cluster[i]);
		cap_check(c, &m->cluster[i]);
		reported[i] = !memory_check(c, &m->cluster[i], used[i]);
	}
	for (size_t i = 0; i < m->nvm; i++)
		if (m->vm[i].host != NO_INDEX &&
		    !num_add(on[m->vm[i].host], m->vm[i].memory_bytes,
		        &on[m->vm[i].host]))
			on[m->vm[i].host] = INT64_MAX;
	for (size_t i = 0; i < m->nhost; i++) {
		const struct host *h = &m->host[i];

		if (h->memory_bytes == 0 || on[i] <= h->memory_bytes ||
		    h->cluster == NO_INDEX || reported[h->cluster])
			continue;
		reported[h->cluster] = true; /* the others will be the same */
		diag_error(c->d, h->at, "host-memory",
		    "the VMs on host '%s' have %s of memory, the host %s",
		    h->name, size_text(c, on[i]),
		    size_text(c, h->memory_bytes));
		diag_hint(c->d,
		    "they were placed there by 'host:' or, where that is not "
		    "given, because no host of the cluster has more free "
		    "memory");
	}
}

/* the two hosts of each cluster with most memory, NO_INDEX: none */
struct top {
	size_t first, second;
};

static struct top *
tops(struct checker *c)
{
	const struct model *m = c->m;
	struct top *t = NEW(c->a, struct top, m->ncluster + 1);

	for (size_t i = 0; i < m->ncluster; i++) {
		const struct cluster *g = &m->cluster[i];

		t[i] = (struct top){ NO_INDEX, NO_INDEX };
		for (size_t k = 0; k < g->nhost; k++) {
			size_t h = g->host[k];

			if (t[i].first == NO_INDEX ||
			    m->host[h].memory_bytes >
			        m->host[t[i].first].memory_bytes) {
				t[i].second = t[i].first;
				t[i].first = h;
			} else if (t[i].second == NO_INDEX ||
			    m->host[h].memory_bytes >
			        m->host[t[i].second].memory_bytes) {
				t[i].second = h;
			}
		}
	}
	return t;
}

static void
fits_check(struct checker *c, const struct vm *v, const struct top *t)
{
	const struct model *m = c->m;
	size_t other = v->host == t->first ? t->second : t->first;

	if (v->host == NO_INDEX || other == NO_INDEX ||
	    m->host[other].memory_bytes == 0 ||
	    v->memory_bytes <= m->host[other].memory_bytes)
		return;
	diag_error(c->d, node_at(v->node, "memory"), "vm-too-big",
	    "VM '%s' of %s on host '%s' fits no other host of its cluster: "
	    "the largest, '%s', has %s",
	    v->name, size_text(c, v->memory_bytes), m->host[v->host].name,
	    m->host[other].name, size_text(c, m->host[other].memory_bytes));
	diag_hint(c->d, "its host could never be drained");
}

struct apart_count *
model_apart_counts(struct arena *a, const struct model *m)
{
	struct apart_count *of = NEW(a, struct apart_count, m->napart + 1);
	size_t hosts;

	for (size_t i = 0; i <= m->napart; i++)
		of[i].over = NO_INDEX;
	for (size_t i = 0; i < m->nvm; i++) {
		const struct vm *v = &m->vm[i];
		struct apart_count *n = &of[v->apart];

		if (v->apart == 0 || v->cluster == NO_INDEX)
			continue;
		n->last = i;
		if (n->vms == 0)
			n->cluster = v->cluster;
		if (n->cluster != v->cluster)
			continue;
		hosts = m->cluster[v->cluster].nhost;
		if (++n->vms == hosts + 1 && hosts > 0)
			n->over = i;
	}
	return of;
}

/* the marks of which there are more than hosts */
static bool *
marks_check(struct checker *c)
{
	bool *over = NEW(c->a, bool, c->m->napart + 1);
	const struct model *m = c->m;
	const struct apart_count *n = model_apart_counts(c->a, m);
	size_t k;

	for (size_t i = 1; i <= m->napart && !m->unread.members; i++) {
		if (n[i].vms == 0)
			continue;
		k = m->cluster[n[i].cluster].nhost;
		over[i] = n[i].over != NO_INDEX;
		if (over[i]) {
			diag_error(c->d,
			    node_at(m->vm[n[i].over].node, "apart"),
			    "apart-too-many",
			    "more VMs are marked '%s' than "
			    "cluster '%s' has hosts (%zu)",
			    m->apart[i], m->cluster[n[i].cluster].name, k);
			diag_hint(c->d,
			    "VMs with the same mark must be on different "
			    "hosts");
		} else if (n[i].vms == k && k > 1) {
			diag_warn(c->d, node_at(m->vm[n[i].last].node, "apart"),
			    "apart-full",
			    "as many VMs are marked '%s' as cluster '%s' has "
			    "hosts (%zu): each host runs one, no other host "
			    "may take it, and no host can be drained",
			    m->apart[i], m->cluster[n[i].cluster].name, k);
			diag_hint(c->d,
			    "add a host, remove one of these VMs, or remove "
			    "'apart' from one of them");
		}
	}
	return over;
}

static int
by_host_and_mark(const void *px, const void *py)
{
	const struct vm *x = *(const struct vm *const *)px;
	const struct vm *y = *(const struct vm *const *)py;

	if (x->apart != y->apart)
		return x->apart < y->apart ? -1 : 1;
	if (x->host != y->host)
		return x->host < y->host ? -1 : 1;
	return x < y ? -1 : x > y;
}

static void
together_check(struct checker *c, const bool *over)
{
	const struct model *m = c->m;
	const struct vm **v = NEW(c->a, const struct vm *, m->nvm + 1);
	size_t n = 0;

	for (size_t i = 0; i < m->nvm; i++)
		if (m->vm[i].apart > 0 && m->vm[i].host != NO_INDEX &&
		    !over[m->vm[i].apart])
			v[n++] = &m->vm[i];
	if (n > 1)
		qsort(v, n, sizeof(*v), by_host_and_mark);
	for (size_t i = 1; i < n; i++) {
		if (v[i]->apart != v[i - 1]->apart ||
		    v[i]->host != v[i - 1]->host ||
		    (i > 1 && v[i]->apart == v[i - 2]->apart &&
		        v[i]->host == v[i - 2]->host))
			continue;
		diag_warn(c->d,
		    node_at(v[i]->node, v[i]->placed ? "host" : "apart"),
		    "apart-together",
		    "VMs '%s' and '%s' are marked '%s', and both are on host "
		    "'%s' today",
		    v[i - 1]->name, v[i]->name, m->apart[v[i]->apart],
		    m->host[v[i]->host].name);
		diag_hint(c->d,
		    "a drain separates them, but nothing moves them before "
		    "that");
	}
}

void
check_vms(struct checker *c)
{
	const struct model *m = c->m;
	struct top *t = tops(c);
	const struct node *last = NULL, *hot = NULL;

	for (size_t i = 0; i < m->nvm; i++) {
		const struct vm *v = &m->vm[i];
		size_t before;

		if (v->memory_bytes == 0)
			continue;
		if (v->hot_bytes > v->memory_bytes && v->node != hot) {
			diag_error(c->d, node_at(v->node, "hot"),
			    "hot-too-large",
			    "the hot set of VM '%s' is %s, "
			    "its memory %s",
			    v->name, size_text(c, v->hot_bytes),
			    size_text(c, v->memory_bytes));
			diag_hint(c->d,
			    "it is the part of the memory that is rewritten "
			    "continuously");
			hot = v->node;
		} else if (v->hot_bytes > v->nonzero_bytes && v->node != hot) {
			diag_warn(c->d, node_at(v->node, "hot"),
			    "hot-beyond-nonzero",
			    "the hot set of VM '%s' is %s, more than the %s "
			    "that are non-zero",
			    v->name, size_text(c, v->hot_bytes),
			    size_text(c, v->nonzero_bytes));
			hot = v->node;
		}
		/* VMs of one entry are equal: once is enough */
		if (v->cluster == NO_INDEX || v->node == last ||
		    m->unread.members)
			continue;
		before = c->d->n;
		fits_check(c, v, &t[v->cluster]);
		if (c->d->n > before)
			last = v->node;
	}
	together_check(c, marks_check(c));
}
