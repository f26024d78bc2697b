/*
 * DOC: which links a VM's data crosses.
 *
 * Off-host the proxy on the target reads the volumes' snapshots itself, over
 * its own ports: source, the target's receiving ports, the proxy's cores, the
 * repository.  In-host each host reads its own VMs and compresses what it
 * sends: source, the host's cores, the way from host to target, the repository.
 * A VM on the target itself crosses no network.  Where the storage hangs
 * is not in a site file, so off-host nothing between the switches is crossed.
 *
 * Steady traffic is off the links already (prove/netgraph).  Input and output
 * of a volume that is redirected goes from every other host of its cluster to
 * the owner, each an even part, and shares the links with the backup.
 */
#include "prove/prove_backup.h"

#include <math.h>

#include "base/num.h"
#include "base/str.h"
#include "drain/goodput.h"
#include "prove/netgraph.h"
#include "size/size.h"

enum { LINKS = 16 };

struct backup_ctx {
	struct arena *a;
	const struct model *m;
	const struct drain_net *net;
	double share; /* of its capacities that a backup gets */
	const char *network;
	int64_t mtu;
	struct backup_report *out;
};

/* links of one run: the network's, then the stages' own */
struct links {
	double *capacity;
	enum backup_stage *stage;
	const char **name;
	size_t n;
	size_t source, repository, *proxy; /* NONE: no limit known */
};

static void
assume(struct backup_ctx *k, const char *text)
{
	PUSH(k->a, k->out->assumption, k->out->nassumption, k->out->cap, text);
}

/* the network that carries it, or NONE */
static size_t
network_of(const struct model *m)
{
	static const enum purpose order[] = { PURPOSE_BACKUP,
		PURPOSE_MANAGEMENT, PURPOSE_DATA };

	if (m->backup.network != NONE)
		return m->backup.network;
	for (size_t p = 0; p < 3; p++)
		for (size_t i = 0; i < m->nnetwork; i++)
			if (m->network[i].purpose == order[p])
				return i;
	return NONE;
}

static size_t
link_add(struct links *l, double bytes_s, enum backup_stage stage,
    const char *name)
{
	l->capacity[l->n] = bytes_s;
	l->stage[l->n] = stage;
	l->name[l->n] = name;
	return l->n++;
}

static struct links
links_make(struct backup_ctx *k, bool off_host, bool full)
{
	const struct model *m = k->m;
	const struct backup *b = &m->backup;
	double core = full ? CORE_FULL_BPS : CORE_INCREMENTAL_BPS;
	size_t room = k->net->nlink + m->nend + 2;
	struct links l = { 0 };

	l.capacity = NEW(k->a, double, room);
	l.stage = NEW(k->a, enum backup_stage, room);
	l.name = NEW(k->a, const char *, room);
	l.proxy = NEW(k->a, size_t, m->nend + 1);
	for (size_t i = 0; i < k->net->nlink; i++)
		link_add(&l, k->net->capacity_Bps[i] * k->share, STAGE_NETWORK,
		    k->net->name[i]);
	l.source = l.repository = NONE;
	if (b->source_bps > 0)
		l.source = link_add(&l, (double)b->source_bps / 8, STAGE_SOURCE,
		    "read rate");
	if (b->repository_bps > 0)
		l.repository = link_add(&l, (double)b->repository_bps / 8,
		    STAGE_REPOSITORY, "write rate");
	for (size_t i = 0; i < m->nend; i++) {
		int64_t cores = b->cores > 0 ? b->cores : m->host[i].cores;

		l.proxy[i] = NONE;
		if (cores > 0 && (!off_host || i == b->target))
			l.proxy[i] =
			    link_add(&l, (double)cores * core, STAGE_PROXY,
			        str_fmt(k->a, "%lld cores on %s",
			            (long long)cores, m->host[i].name));
	}
	return l;
}

/* what one stream gets of a link, by one member of a LAG; 0: all of it */
static double
narrower(const struct backup_ctx *k, size_t link, double cap_Bps)
{
	double one = k->net->one_Bps != NULL ?
	    k->net->one_Bps[link] * k->share :
	    INFINITY;

	return isinf(one) || (cap_Bps > 0 && cap_Bps <= one) ? cap_Bps : one;
}

/* the way of one VM's data, and what its stream gets of it at most */
static size_t
way(struct backup_ctx *k, const struct links *l, bool off_host, size_t host,
    size_t *link, double *cap_Bps)
{
	size_t target = k->m->backup.target, n = 0, proxy, hop[LINKS], nhop;
	size_t from = host != target ? host : target > 0 ? 0 : 1;

	if (l->source != NONE)
		link[n++] = l->source;
	proxy = l->proxy[off_host ? target : host];
	if (proxy != NONE)
		link[n++] = proxy;
	if (off_host && from < k->m->nend) {
		/* the last link of any way there is the target's port */
		nhop = k->net->route(k->net->ctx, from, target, hop);
		if (nhop > 0)
			link[n++] = hop[nhop - 1];
	} else if (host != target) {
		nhop = k->net->route(k->net->ctx, host, target, hop);
		for (size_t i = 0; i < nhop; i++) {
			*cap_Bps = narrower(k, hop[i], *cap_Bps);
			link[n++] = hop[i];
		}
	}
	if (l->repository != NONE)
		link[n++] = l->repository;
	return n;
}

static enum redirected
redirected_of(const struct backup *b, bool off_host)
{
	if (b->redirected >= 0)
		return (enum redirected)b->redirected;
	return off_host ? REDIRECTED_SNAPSHOT : REDIRECTED_NEVER;
}

static void
redirects(struct backup_ctx *k, struct backup_problem *p, size_t nvolume)
{
	const struct model *m = k->m;
	double part = (double)m->backup.io_bps / 8 / (double)nvolume;
	size_t per = (size_t)m->backup.volumes, c, v, i, n = 0;
	struct backup_redirect *x =
	    NEW(k->a, struct backup_redirect, nvolume * m->nhost + 1);

	if (m->backup.io_bps == 0 || p->redirected == REDIRECTED_NEVER)
		return;
	for (c = 0; c < m->ncluster; c++)
		for (v = 0; v < per; v++)
			for (i = 0; i < m->cluster[c].nhost; i++) {
				const struct cluster *z = &m->cluster[c];
				size_t owner = z->host[v % z->nhost];
				size_t *hop = NEW(k->a, size_t, LINKS);

				if (z->host[i] == owner)
					continue;
				x[n].volume = c * per + v;
				x[n].cap_Bps = part / (double)z->nhost;
				x[n].nlink = k->net->route(k->net->ctx,
				    z->host[i], owner, hop);
				x[n++].link = hop;
			}
	p->redirect = x;
	p->nredirect = n;
}

static struct backup_problem
problem(struct backup_ctx *k, const struct links *l,
    const struct backup_case *c)
{
	const struct model *m = k->m;
	const struct backup *b = &m->backup;
	struct backup_vm *vm = NEW(k->a, struct backup_vm, c->vms + 1);
	size_t *in_cluster = NEW(k->a, size_t, m->ncluster + 1), i;
	struct backup_problem p = { 0 };
	double bytes = (double)b->data_bytes / (double)m->nvm *
	    (c->full ? 1 : num_share(b->change_ppm));

	for (i = 0; i < c->vms; i++) {
		const struct vm *like = &m->vm[i % m->nvm];
		size_t *link = NEW(k->a, size_t, LINKS + 4);

		vm[i].bytes = bytes;
		vm[i].volume = like->cluster * (size_t)b->volumes +
		    in_cluster[like->cluster]++ % (size_t)b->volumes;
		vm[i].nlink =
		    way(k, l, c->off_host, like->host, link, &vm[i].cap_Bps);
		vm[i].link = link;
	}
	p.capacity_Bps = l->capacity;
	p.stage = l->stage;
	p.nlink = l->n;
	p.vm = vm;
	p.nvm = c->vms;
	p.nvolume = m->ncluster * (size_t)b->volumes;
	p.streams = (size_t)b->streams;
	p.per_lun = c->per_lun;
	p.per_volume = (size_t)b->snapshots;
	p.snapshot_s = num_seconds(b->snapshot_us);
	p.redirected = redirected_of(b, c->off_host);
	redirects(k, &p, p.nvolume);
	return p;
}

static const char *
streams_text(const struct backup_ctx *k)
{
	return str_count(k->a, (size_t)k->m->backup.streams,
	    "concurrent stream");
}

static const char *
first_limit(struct backup_ctx *k, const struct links *l,
    const struct backup_case *c)
{
	const struct backup_answer *r = &c->answer;
	const struct backup *b = &k->m->backup;
	size_t link;

	switch (r->hold) {
	case HOLD_SOURCE:
	case HOLD_NETWORK:
	case HOLD_PROXY:
	case HOLD_REPOSITORY:
		link = r->stage_link[r->hold];
		return link == NONE ?
		    backup_stage_word[r->hold] :
		    str_fmt(k->a, "%s: %s", backup_stage_word[r->hold],
		        l->name[link]);
	case HOLD_STREAMS:
		return streams_text(k);
	case HOLD_SNAPSHOTS:
		return c->per_lun ?
		    str_fmt(k->a, "snapshots: %s each",
		        num_time_pretty(k->a, num_seconds(b->snapshot_us))) :
		    str_fmt(k->a,
		        "snapshots: %lld concurrent per volume, %s each",
		        (long long)b->snapshots,
		        num_time_pretty(k->a, num_seconds(b->snapshot_us)));
	case HOLD_NOTHING:
		break;
	}
	return "no limit given in the site file";
}

/* what helps most; and streams, which cost nothing to add, where more of them
 * save a tenth of the time too */
static const char *
limits(struct backup_ctx *k, const struct links *l, const struct backup_case *c)
{
	const struct backup_answer *r = &c->answer;
	const char *first = first_limit(k, l, c);

	return r->hold != HOLD_STREAMS && r->finishes &&
	        r->streams_s < 0.9 * r->seconds ?
	    str_fmt(k->a, "%s; and %s", first, streams_text(k)) :
	    first;
}

static void
run(struct backup_ctx *k, struct backup_case *c)
{
	struct links l = links_make(k, c->off_host, c->full);
	struct backup_problem p = problem(k, &l, c);
	const struct backup *b = &k->m->backup;

	c->answer = backup_run(k->a, &p);
	c->hold = limits(k, &l, c);
	c->fits = k->out->window_s <= 0 ||
	    (c->answer.finishes &&
	        c->answer.seconds <= k->out->window_s + 1e-6);
	if (k->out->window_s > 0)
		c->cores = backup_cores((double)b->data_bytes /
		        (double)k->m->nvm * (double)c->vms,
		    k->out->window_s, num_share(b->change_ppm), c->full);
}

static void
by_size(struct backup_ctx *k)
{
	static const size_t sizes[] = { 200, 500, 1000 };
	const struct backup *b = &k->m->backup;
	struct backup_report *out = k->out;

	out->own = NEW(k->a, struct backup_case, 8);
	for (size_t i = 0; i < 8; i++) {
		struct backup_case c = { 0 };

		c.vms = i < 2 ? k->m->nvm : sizes[i / 2 - 1];
		c.full = i % 2 == 0;
		c.off_host = b->off_host;
		c.per_lun = b->per_lun;
		run(k, &c);
		out->own[out->nown++] = c;
	}
	out->way = NEW(k->a, struct backup_case, 8);
	for (size_t i = 0; i < 8; i++) {
		struct backup_case c = { 0 };

		c.vms = k->m->nvm;
		c.full = i % 2 == 0;
		c.off_host = i < 4;
		c.per_lun = i / 2 % 2 == 0;
		run(k, &c);
		out->way[out->nway++] = c;
	}
}

static void
assumptions(struct backup_ctx *k)
{
	const struct model *m = k->m;
	const struct backup *b = &m->backup;
	bool cores = b->cores > 0 || m->host[b->target].cores > 0;

	assume(k,
	    str_fmt(k->a,
	        "%s of data over %zu VMs, an equal share each (%.1f GB); "
	        "larger sizes are modelled as more of the same VMs on the same "
	        "hosts, volumes and network",
	        num_text(k->a, b->data_bytes, UNIT_BYTES), m->nvm,
	        num_gb((double)b->data_bytes / (double)m->nvm)));
	assume(k,
	    str_fmt(k->a,
	        "an incremental backup reads and transfers changed blocks "
	        "only, %s, and needs changed block tracking",
	        num_text(k->a, b->change_ppm, UNIT_SHARE)));
	assume(k,
	    str_fmt(k->a,
	        "concurrent: %lld; no compression on the wire; TCP with an MTU "
	        "of %lld bytes; steady traffic is subtracted from the links, "
	        "leaving at least a tenth of each",
	        (long long)b->streams, (long long)k->mtu));
	assume(k,
	    "off-host: the target reads transportable hardware snapshots over "
	    "its own ports; in-host: every host reads its own VMs and sends "
	    "them to the target");
	assume(k,
	    str_fmt(k->a,
	        "volumes per cluster: %lld; a snapshot takes %s; %lld "
	        "concurrent per volume where each VM has its own",
	        (long long)b->volumes,
	        b->snapshot_us > 0 ?
	            num_time_pretty(k->a, num_seconds(b->snapshot_us)) :
	            "no time (snapshot_time is not given)",
	        (long long)b->snapshots));
	assume(k,
	    cores ?
	        "a proxy core processes 100 MiB/s of a full backup and 25 "
	        "MiB/s of an incremental one (Veeam Backup & Replication Best "
	        "Practices); in-host, the hosts' cores are assumed to do "
	        "nothing else during the backup" :
	        "proxy cores are not given: assumed not to be a bottleneck");
	if (b->source_bps == 0)
		assume(k,
		    "the storage read rate (source) is not given: assumed not "
		    "to be a bottleneck");
	if (b->repository_bps == 0)
		assume(k,
		    "the target's write rate (repository) is not given: "
		    "assumed not to be a bottleneck");
	if (b->io_bps == 0)
		assume(k,
		    "redirected I/O of Cluster Shared Volumes: not counted, "
		    "since io is not given");
	else
		assume(k,
		    str_fmt(k->a, "%s of I/O; volumes are redirected %s",
		        num_text(k->a, b->io_bps, UNIT_RATE),
		        b->redirected == 0 ?
		            "never" :
		            b->redirected == 1 ?
		            "while a snapshot is taken" :
		            b->redirected == 2 ?
		            "always" :
		            "off-host while a snapshot is taken, in-host "
		            "never"));
}

/* the network, and which links its data crosses */
static struct backup_ctx
maker_new(struct arena *a, const struct model *m, const struct design *g,
    bool worst)
{
	struct backup_ctx k = { .a = a, .m = m };
	const struct host *target = &m->host[m->backup.target];
	size_t net = network_of(m), like = target->cluster;
	bool ours = g != NULL && net != NONE && g->net[net].carried;

	/* a device is of no cluster: its peers team as those of the first */
	if (like == m->ncluster)
		like = 0;
	k.mtu = ours ? design_net_mtu(m, target, net) : MTU_PLAIN;
	k.net = netgraph_hosts(a,
	    ours ? netgraph_on(a, m, g, net) : netgraph_today(a, m), like,
	    (size_t)m->backup.streams, worst ? -DRAIN_ONE_IN_TWENTY : 0);
	k.share = netgraph_tcp_share(m, target, !ours, k.mtu);
	if (ours)
		k.network = str_fmt(a, "network '%s' on the design (%s)",
		    m->network[net].name, model_topology_word[g->topology]);
	else
		k.network = str_fmt(a,
		    "today's network (%lld x %s per host), "
		    "%s",
		    (long long)m->today.ports,
		    num_text(a, m->today.speed_bps, UNIT_SPEED),
		    net != NONE ?
		        str_fmt(a, "where '%s' stays", m->network[net].name) :
		        "since the site has no network for backup, management "
		        "or data");
	return k;
}

const struct backup_report *
prove_backup_report(struct arena *a, const struct model *m,
    const struct design *g)
{
	struct backup_report *out = NEW(a, struct backup_report, 1);
	struct backup_ctx k = maker_new(a, m, g, false);

	k.out = out;
	out->window_s = num_seconds(m->want.backup_us);
	out->network = k.network;
	by_size(&k);
	assumptions(&k);
	return out;
}

double
prove_backup_nightly(struct arena *a, const struct model *m,
    const struct design *g, bool worst, const char **note)
{
	struct backup_report out = { 0 };
	struct backup_ctx k = maker_new(a, m, g, worst);
	struct backup_case c = { .vms = m->nvm,
		.off_host = m->backup.off_host,
		.per_lun = m->backup.per_lun };

	*note = "there is no VM to back up";
	if (m->nvm == 0)
		return 0;
	k.out = &out;
	run(&k, &c);
	*note = str_fmt(a, "an incremental over %s; limited by %s", k.network,
	    c.hold);
	return c.answer.finishes ? c.answer.seconds : -1;
}
