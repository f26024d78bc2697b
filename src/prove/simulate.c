/*
 * Every host of every cluster drained, and every cluster rolled, on a
 * fabric; with the range, the bottleneck in words and what would help first.
 */
#include "prove/cast.h"
#include "prove/engine_input.h"
#include "prove/netgraph.h"
#include "prove/prove.h"
#include "prove/simulate.h"

#include <math.h>
#include <string.h>

#include "base/num.h"
#include "base/str.h"
#include "drain/goodput.h"
#include "drain/twin.h"

/* a network with one more link a host, which all its streams cross */
struct capped {
	const struct drain_net *net;
	size_t from; /* first of those links */
};

static size_t
capped_route(const void *ctx, size_t from, size_t to, size_t *link)
{
	const struct capped *x = ctx;
	size_t n = x->net->route(x->net->ctx, from, to, link);

	if (n + 2 <= DRAIN_ROUTE) {
		link[n++] = x->from + from;
		link[n++] = x->from + to;
	}
	return n;
}

static const struct drain_net *
capped_net(struct arena *a, const struct drain_net *net, size_t nhost,
    double cap_Bps)
{
	struct drain_net *out = NEW(a, struct drain_net, 1);
	struct capped *x = NEW(a, struct capped, 1);
	double *capacity = NEW(a, double, net->nlink + nhost + 1);
	size_t i;

	*x = (struct capped){ net, net->nlink };
	for (i = 0; i < net->nlink + nhost; i++)
		capacity[i] = i < net->nlink ? net->capacity_Bps[i] : cap_Bps;
	out->nlink = net->nlink + nhost;
	out->capacity_Bps = capacity;
	out->route = capped_route;
	out->place = net->place;
	out->tx = net->tx;
	out->rx = net->rx;
	out->ctx = x;
	return out;
}

/* an end of the range; luck with the hash of a team is drawn anew for every
 * round of migrations */
static struct drain_problem
band_end(struct arena *a, const struct cast *x, const struct cluster *c,
    double rounds, enum rules_end end)
{
	struct drain_problem p = x->p;
	double cap = engine_host_cap_Bps(c, end);

	p.vm = x->end[end];
	p.rules = engine_rules_at_end(c, end);
	if (end == RULES_QUICK && x->even != NULL)
		p.net = x->even;
	p.stream_cap_Bps = engine_stream_cap_Bps(c, end);
	p.luck =
	    (end == RULES_SLOW ? -DRAIN_ONE_IN_TWENTY : DRAIN_ONE_IN_TWENTY) /
	    sqrt(fmax(1, rounds));
	if (!isinf(cap))
		p.net = capped_net(a, p.net, p.nhost, cap);
	return p;
}

/* the same drain there; INFINITY: not finished.  Leaves nothing behind: a copy
 * of the VMs for each host of a big cluster would fill the memory. */
static double
at_end_s(struct arena *a, const struct model *m, size_t cluster,
    const struct cast *x, size_t host, enum drain_policy policy,
    enum rules_end end)
{
	struct arena_mark mark = arena_save(a);
	const struct drain_answer *r;
	struct drain_problem p;
	double seconds, n = 0;
	size_t i;

	for (i = 0; i < x->p.nvm; i++)
		n += x->p.vm[i].host == host;
	p = band_end(a, x, &m->cluster[cluster],
	    n / (double)x->p.host[host].slots, end);
	r = drain_host(a, &p, host, policy);
	seconds = !r->finished      ? INFINITY :
	    policy != DRAIN_DEFAULT ? r->seconds :
	    end == RULES_QUICK      ? r->order_low_s :
	                              r->order_high_s;
	arena_restore(a, mark);
	return seconds;
}

static void
words(struct arena *a, const struct cluster *c, const struct cast *x,
    size_t host, const struct drain_answer *r, struct host_result *out)
{
	size_t slots = x->p.host[host].slots;
	double gain = r->seconds > 0 ? 1 - r->helped_s / r->seconds : 0;

	if (r->by_slots) {
		out->bottleneck =
		    str_fmt(a, "%zu concurrent migration%s per host", slots,
		        slots == 1 ? "" : "s");
		out->help = str_fmt(a,
		    "one more concurrent migration (%.0f %% less)", gain * 100);
	} else if (r->by_overhead) {
		out->bottleneck =
		    str_fmt(a, "fixed time per migration (%s), %zu concurrent",
		        num_time_pretty(a, x->p.rules.overhead_s), slots);
		out->help = "more concurrent migrations, or fewer and larger "
		            "VMs";
	} else if (r->by_stream) {
		out->bottleneck = str_fmt(a,
		    "per-stream limit of live migration (%s) on %s (%.1f Gbit/s x %zu "
		    "concurrent)",
		    model_transport_word[c->transport], c->hyp->name,
		    x->p.stream_cap_Bps * 8 / 1e9, slots);
		out->help = "more concurrent migrations, or another transport; "
		            "a faster network would not help";
	} else if (r->bottleneck != DRAIN_NONE) {
		out->bottleneck = r->by_group ?
		    x->p.net->group_name[x->p.net->group[r->bottleneck]] :
		    x->p.net->name[r->bottleneck];
		out->help = str_fmt(a, "%s twice as fast (%.0f %% less)",
		    out->bottleneck, gain * 100);
	} else {
		out->bottleneck = r->nunfinished > 0 ?
		    "nothing: no VM has a host to go to" :
		    "nothing: there is no VM to migrate";
	}
}

/* there is room for all, and only rewriting keeps some from ending */
static bool
never_ends(const struct drain_answer *r)
{
	size_t i;

	for (i = 0; i < r->nunfinished; i++)
		if (r->why[i] != DRAIN_NO_END)
			return false;
	return true;
}

/* the link on a VM's way that the steady load fills; DRAIN_NONE: none is */
static size_t
full_link(const struct cast *x, const struct drain_answer *r, size_t vm)
{
	const struct drain_net *net = x->p.net;
	size_t link[DRAIN_ROUTE], i, k, n;

	for (i = 0; i < r->nmove; i++) {
		const struct drain_move *v = &r->move[i];

		if (v->vm != vm || net->full == NULL)
			continue;
		n = net->route(net->ctx, v->from, v->to, link);
		for (k = 0; k < n; k++)
			if (net->full[link[k]])
				return link[k];
	}
	return DRAIN_NONE;
}

/* why VM vm of a drain stays where it is */
static const char *
why_stuck(struct arena *a, const struct cast *x, const struct drain_answer *r,
    size_t vm, enum drain_why cause)
{
	static const char *const why[] = {
		[DRAIN_NO_ROOM] = "no other host has enough free memory",
		[DRAIN_APART] = "every host with enough memory runs a VM it "
		                "must be kept apart from",
		[DRAIN_NO_END] = "it dirties memory faster than the network "
		                 "can copy it: the migration never converges"
	};
	size_t link = cause == DRAIN_NO_END ? full_link(x, r, vm) : DRAIN_NONE;

	if (link == DRAIN_NONE)
		return why[cause];
	return str_fmt(a,
	    "the steady traffic fills %s, and what is kept for migrations (a "
	    "tenth) is less than it dirties: the migration never converges",
	    x->p.net->name[link]);
}

/* an answer with its names; no band yet */
static void
one_host(struct arena *a, const struct model *m, size_t cluster,
    const struct cast *x, size_t host, const struct drain_answer *r,
    struct host_result *out)
{
	const struct cluster *c = &m->cluster[cluster];
	double longest = x->p.rules.downtime_s;
	size_t i;

	out->host = x->p.host[host].name;
	out->finished = r->finished;
	out->seconds = out->low_s = out->high_s = r->seconds;
	out->lower_bound_s = r->lower_bound_s;
	out->bytes = r->bytes;
	out->vms = r->moved;
	out->default_ends = !isinf(r->default_s);
	out->default_s = out->default_ends ? r->default_s : 0;
	out->short_of_reserve = r->short_of_reserve;
	out->move = NEW(a, struct move_result, r->nmove + 1);
	out->planned = NEW(a, struct planned_move, r->nmove + 1);
	for (i = 0; i < r->nmove; i++)
		out->planned[out->nplanned++] =
		    (struct planned_move){ x->vm[r->move[i].vm],
			    x->host[r->move[i].to] };
	for (i = 0; i < r->nmove; i++)
		if (r->move[i].done)
			out->move[out->nmove++] = (struct move_result){
				m->vm[x->vm[r->move[i].vm]].name,
				x->p.host[r->move[i].to].name,
				r->move[i].start_s, r->move[i].end_s,
				r->move[i].downtime_s
			};
	words(a, c, x, host, r, out);
	out->unfinished = NEW(a, const char *, r->nunfinished + 1);
	out->why = NEW(a, const char *, r->nunfinished + 1);
	out->blackout = NEW(a, struct named_seconds, r->moved + 1);
	for (i = 0; i < r->nunfinished; i++) {
		out->unfinished[i] = m->vm[x->vm[r->unfinished[i]]].name;
		out->why[i] = str_fmt(a, "%s: %s", out->unfinished[i],
		    why_stuck(a, x, r, r->unfinished[i], r->why[i]));
	}
	out->nunfinished = r->nunfinished;
	for (i = 0; i < r->nmove; i++)
		if (r->move[i].done && r->move[i].downtime_s > longest)
			out->blackout[out->nblackout++] =
			    (struct named_seconds){
				    m->vm[x->vm[r->move[i].vm]].name,
				    r->move[i].downtime_s
			    };
}

static void
band(struct arena *a, const struct model *m, size_t cluster,
    const struct cast *x, size_t host, enum drain_policy policy,
    const struct drain_answer *r, struct host_result *out)
{
	double end;

	if (!r->finished && !never_ends(r))
		return;
	end = at_end_s(a, m, cluster, x, host, policy, RULES_QUICK);
	out->may_end = !isinf(end);
	out->low_s = r->finished ? fmin(out->low_s, end) :
	    out->may_end         ? end :
	                           0;
	if (!r->finished)
		return;
	end = at_end_s(a, m, cluster, x, host, policy, RULES_SLOW);
	out->open_end = isinf(end);
	if (!out->open_end)
		out->high_s = fmax(out->high_s, end);
}

/* what was simulated of a cluster, for others that are run as it is */
struct like {
	struct buf picture;
	struct rolling_answer *roll;
	struct rolling_result worst; /* high_s and open_end */
	struct host_result *end;     /* by host in the engine's order: bands */
};

static void
copy_band(struct host_result *to, const struct host_result *from)
{
	to->low_s = from->low_s;
	to->high_s = from->high_s;
	to->may_end = from->may_end;
	to->open_end = from->open_end;
}

/* every host, those whose drains are one by one run; results live in a.  like:
 * a cluster whose bands are this one's; NULL: none is */
static void
all_hosts(struct arena *a, struct arena *own, const struct model *m,
    size_t cluster, const struct cast *x, enum drain_policy policy,
    const struct like *like, struct host_result *out)
{
	const struct drain_answer **r =
	    NEW(own, const struct drain_answer *, x->p.nhost + 1);
	struct drain_twins *t =
	    drain_twins_new(own, &x->p, x->class, x->type, policy);
	size_t k, first;

	for (k = 0; k < x->p.nhost; k++) {
		struct host_result *mine = &out[x->host[k]];

		first = drain_twin(t, k);
		r[k] = first == DRAIN_NONE ?
		    drain_host(own, &x->p, k, policy) :
		    drain_twin_answer(own, t, first, r[first], k);
		one_host(a, m, cluster, x, k, r[k], mine);
		if (like != NULL)
			copy_band(mine, &like->end[k]);
		else if (first != DRAIN_NONE)
			copy_band(mine, &out[x->host[first]]);
		else
			band(own, m, cluster, x, k, policy, r[k], mine);
	}
}

static void
roll_worst(struct arena *a, const struct model *m, size_t cluster,
    const struct cast *x, struct rolling_result *out)
{
	struct arena_mark mark = arena_save(a);
	struct drain_problem p = band_end(a, x, &m->cluster[cluster],
	    x->p.nhost > 0 ? (double)x->p.nvm / (double)x->p.host[0].slots : 1,
	    RULES_SLOW);
	const struct rolling_answer *r =
	    rolling_run(a, &p, (double)m->maintenance.service_us / 1e6,
	        m->maintenance.failback_immediate);

	out->open_end = !r->finished;
	out->high_s = r->finished ? fmax(r->seconds, out->seconds) : 0;
	arena_restore(a, mark);
}

static void
roll(struct arena *a, struct arena *own, const struct model *m, size_t cluster,
    const struct cast *x, const struct like *like,
    const struct rolling_answer *r, struct rolling_result *out)
{
	size_t i;

	out->cluster = m->cluster[cluster].name;
	out->finished = r->finished;
	out->seconds = r->seconds;
	out->bytes = r->bytes;
	out->bytes_lower_bound = r->bytes_lower_bound;
	out->order = NEW(a, const char *, x->p.nhost + 1);
	out->out_s = arena_grow(a, r->out_s, x->p.nhost, x->p.nhost + 1,
	    sizeof *r->out_s);
	out->back_s = arena_grow(a, r->back_s, x->p.nhost, x->p.nhost + 1,
	    sizeof *r->back_s);
	for (i = 0; i < x->p.nhost; i++)
		out->order[i] = x->p.host[r->order[i]].name;
	out->norder = x->p.nhost;
	out->service_s = (double)m->maintenance.service_us / 1e6;
	if (!r->finished)
		out->why = str_fmt(a,
		    r->away ? "'%s' can be drained, but not all of its VMs can "
		              "fail back" :
		              "'%s' can't be drained when its turn comes",
		    x->p.host[r->stuck].name);
	else if (like == NULL)
		roll_worst(own, m, cluster, x, out);
	if (like != NULL) {
		out->high_s = like->worst.high_s;
		out->open_end = like->worst.open_end;
	}
}

static struct buf
picture_of(struct arena *a, const struct cast_kept *kept, const struct cast *x,
    const struct model *m, size_t cluster, const struct netgraph *f,
    const struct netgraph *even)
{
	struct buf b = buf_new(a);

	cast_picture_rules(kept, m, cluster, &b);
	cast_picture_vms(a, x, &b);
	cast_picture(a, x, f, &b);
	if (even != NULL)
		cast_picture(a, x, even, &b);
	return b;
}

/* a cluster, as one before it where that is run as it is */
static void
one_cluster(struct arena *a, struct arena *shared, const struct model *m,
    size_t cluster, const struct netgraph *f, const struct netgraph *even,
    enum drain_policy policy, struct like *done, size_t *ndone,
    struct net_result *out)
{
	struct arena *own = arena_new();
	const struct cast_kept *kept = cast_kept_new(own, m, cluster);
	struct cast x = cast_new(own, kept, m, cluster, f);
	struct buf now = picture_of(own, kept, &x, m, cluster, f, even);
	struct like *like = NULL, *mine = &done[*ndone];
	struct rolling_result *r = &out->roll[out->nroll++];
	size_t i;

	cast_ends(own, kept, &x);
	if (even != NULL)
		x.even = netgraph_net(own, even, cluster, x.host, x.p.nhost);
	/* the best is looked for by other rules than pictures know */
	for (i = 0; i < *ndone && policy == DRAIN_DEFAULT; i++)
		if (done[i].picture.len == now.len &&
		    memcmp(done[i].picture.text, now.text, now.len) == 0)
			like = &done[i];
	all_hosts(a, own, m, cluster, &x, policy, like, out->host);
	if (like == NULL)
		mine->roll = rolling_run(shared, &x.p,
		    (double)m->maintenance.service_us / 1e6,
		    m->maintenance.failback_immediate);
	roll(a, own, m, cluster, &x, like, (like != NULL ? like : mine)->roll,
	    r);
	if (like == NULL) {
		mine->picture = buf_new(shared);
		buf_add(&mine->picture, now.text, now.len);
		mine->worst = *r;
		mine->end = NEW(shared, struct host_result, x.p.nhost + 1);
		for (i = 0; i < x.p.nhost; i++)
			copy_band(&mine->end[i], &out->host[x.host[i]]);
		++*ndone;
	}
	arena_free(own);
}

const struct rolling_result *
rolling_of(const struct net_result *n, const char *cluster)
{
	size_t i;

	for (i = 0; i < n->nroll; i++)
		if (strcmp(n->roll[i].cluster, cluster) == 0)
			return &n->roll[i];
	return NULL;
}

void
results_sum_rolls(struct net_result *n)
{
	size_t i;

	n->rolling = (struct rolling_result){ 0 };
	n->all_s = 0;
	for (i = 0; i < n->nroll; i++) {
		const struct rolling_result *r = &n->roll[i];

		if (i == 0 ||
		    (n->rolling.finished &&
		        (!r->finished || r->seconds > n->rolling.seconds)))
			n->rolling = *r;
		if (!r->finished)
			n->all_s = -1;
		else if (n->all_s >= 0)
			n->all_s += r->seconds;
	}
}

double
results_waiting_s(const struct net_result *n)
{
	double s = n->all_s;
	size_t i;

	for (i = 0; i < n->nroll && s >= 0; i++)
		s = fmax(0,
		    s - (double)n->roll[i].norder * n->roll[i].service_s);
	return s;
}

/* even: NULL, or the same network with teams at their best */
static struct net_result
simulate(struct arena *a, const struct model *m, const struct netgraph *f,
    const struct netgraph *even, enum drain_policy policy, const char *name,
    const char *what)
{
	struct arena *shared = arena_new();
	struct like *done = NEW(shared, struct like, m->ncluster + 1);
	struct net_result out = { 0 };
	size_t ndone = 0, i;

	out.name = name;
	out.what = what;
	out.host = NEW(a, struct host_result, m->nhost + 1);
	out.nhost = m->nhost;
	out.roll = NEW(a, struct rolling_result, m->ncluster + 1);
	for (i = 0; i < m->ncluster; i++)
		if (m->cluster[i].nhost > 0)
			one_cluster(a, shared, m, i, f, even, policy, done,
			    &ndone, &out);
	arena_free(shared);
	results_sum_rolls(&out);
	return out;
}

static void
assume(struct arena *a, struct results *r, const char *text)
{
	r->assumption = arena_grow(a, r->assumption, r->nassumption,
	    r->nassumption + 1, sizeof *r->assumption);
	r->assumption[r->nassumption++] = text;
}

struct results *
simulate_today_by(struct arena *a, const struct model *m,
    enum drain_policy policy)
{
	struct results *r = NEW(a, struct results, 1);
	size_t i;

	r->net = NEW(a, struct net_result, 2);
	r->net[0] = simulate(a, m, netgraph_today(a, m),
	    netgraph_today_even(a, m), policy, "today",
	    str_fmt(a, "%lld port%s of %s per host, one non-blocking switch",
	        (long long)m->today.ports, m->today.ports == 1 ? "" : "s",
	        num_text(a, m->today.speed_bps, UNIT_SPEED)));
	r->nnet = 1;
	if (!m->today.given)
		assume(a, r,
		    str_fmt(a,
		        "the site doesn't say what hosts migrate over today "
		        "(today:): one port of %s each is assumed, and every "
		        "time and saving against today rests on that",
		        num_text(a, m->today.speed_bps, UNIT_SPEED)));
	assume(a, r,
	    "today: one non-blocking switch, MTU 1,500 bytes, shared with the "
	    "steady traffic; migration keeps at least a tenth of a link");
	assume(a, r,
	    "new network: MTU 9,000 bytes; a LAG is modelled as one link of "
	    "all its members");
	for (i = 0; i < m->ncluster; i++) {
		const struct hypervisor *h = m->cluster[i].hyp;

		assume(a, r,
		    str_fmt(a,
		        "cluster %s: %s%s%s over %s%s, concurrent migrations "
		        "per host: %lld, fixed time of each: %s, %s",
		        m->cluster[i].name, h->name,
		        m->cluster[i].driver != NULL ? ", by " : "",
		        m->cluster[i].driver != NULL ?
		            m->cluster[i].driver->name :
		            "",
		        model_transport_word[m->cluster[i].transport],
		        m->cluster[i].encrypts == NULL ?
		            "" :
		            str_fmt(a, " encrypted by %s",
		                m->cluster[i].encrypts->name),
		        (long long)m->cluster[i].simultaneous,
		        num_time_pretty(a,
		            engine_rules_of_cluster(&m->cluster[i]).overhead_s),
		        isinf(engine_stream_cap_Bps(&m->cluster[i],
		            RULES_LIKELY)) ?
		            "no per-stream limit" :
		            str_fmt(a, "per-stream limit %.1f Gbit/s",
		                engine_stream_cap_Bps(&m->cluster[i],
		                    RULES_LIKELY) *
		                    8 / 1e9)));
	}
	assume(a, r,
	    "drains follow the platform's own behaviour: the configured number "
	    "of concurrent migrations, each VM to the host with the most free "
	    "memory, averaged over VM orders (largest first, smallest first, "
	    "round robin, scattered), since the order is not documented; "
	    "--policy best shows what a planned order would achieve");
	assume(a, r,
	    "expected range: from half the given dirty rate without a hot set "
	    "to one and a half times the given rate (from 0 to 2 MB/s per GiB, "
	    "at most 10 MB/s, where none is given); a fifth of memory never "
	    "touched at the fast end where 'nonzero' isn't given; the "
	    "catalog's ranges of stream limits, compression and fixed times; "
	    "the fastest and the slowest VM order; team hashing at its 95th "
	    "percentile and, at the fast end, all members of today's teams "
	    "where the site doesn't say");
	assume(a, r,
	    "the lower bound is for the memory as given: no order of "
	    "migrations can be faster; an expected range may begin below it "
	    "where 'nonzero' is not given");
	return r;
}

struct results *
simulate_today(struct arena *a, const struct model *m)
{
	return simulate_today_by(a, m, DRAIN_DEFAULT);
}

void
simulate_design(struct arena *a, const struct model *m, const struct design *g,
    struct results *out)
{
	simulate_design_by(a, m, g, DRAIN_DEFAULT, out);
}

/* what hashing costs the streams of a team on average */
static void
assume_team(struct arena *a, struct results *r, const struct model *m,
    const struct design *g, size_t cluster)
{
	const struct cluster *c = &m->cluster[cluster];
	const struct dhost *h = c->nhost > 0 ? &g->host[c->host[0]] : NULL;
	size_t k = (size_t)c->simultaneous;

	if (h != NULL && h->bond == BOND_ACTIVE_BACKUP && h->nnic > 1) {
		assume(a, r,
		    str_fmt(a,
		        "cluster %s: one port of an active-backup bond "
		        "carries everything, the other%s idle",
		        c->name, h->nnic > 2 ? "s are" : " is"));
		return;
	}
	if (h == NULL || !h->team || h->nnic < 2 ||
	    c->team_hash == HASH_IDEAL ||
	    (c->transport == TRANSPORT_SMB && c->set))
		return;
	assume(a, r,
	    str_fmt(a,
	        "cluster %s: each stream uses one of the %zu members of a "
	        "team, chosen by a hash of %s that is not known in advance; "
	        "the concurrent streams of a host (%zu) get %.0f %% of a team "
	        "on average",
	        c->name, h->nnic,
	        c->team_hash == HASH_FLOW &&
	                (h->bond == BOND_NO || h->bond == BOND_LACP) ?
	            "its hosts and itself" :
	            "its two hosts",
	        k, 100 * (1 - pow(1 - 1 / (double)h->nnic, (double)k))));
}

void
simulate_design_by(struct arena *a, const struct model *m,
    const struct design *g, enum drain_policy policy, struct results *out)
{
	struct net_result *net = NEW(a, struct net_result, 2);
	size_t i;

	for (i = 0; i < m->ncluster; i++)
		assume_team(a, out, m, g, i);
	net[0] = out->net[0];
	net[1] =
	    simulate(a, m, netgraph_design(a, m, g), NULL, policy, "design",
	        str_fmt(a, "%s, %zu switches", model_topology_word[g->topology],
	            g->nsw));
	out->net = net;
	out->nnet = 2;
}

struct net_result
simulate_mixed(struct arena *a, const struct model *m, const struct design *g,
    const bool *moved)
{
	return simulate(a, m, netgraph_mixed(a, m, g, moved), NULL,
	    DRAIN_DEFAULT, "design",
	    str_fmt(a, "%s; hosts not migrated yet over today's network",
	        model_topology_word[g->topology]));
}

struct simulate_problem
simulate_problem(struct arena *a, const struct model *m,
    const struct netgraph *f, size_t cluster)
{
	struct cast x =
	    cast_new(a, cast_kept_new(a, m, cluster), m, cluster, f);

	return (struct simulate_problem){ x.p, x.vm, x.host, x.class };
}
