/*
 * Every host of every cluster drained, and every cluster rolled, on a
 * fabric; with the range, the bottleneck in words and what would help first.
 */
#include "prove/assumptions.h"
#include "prove/band.h"
#include "prove/drain_input.h"
#include "prove/netgraph.h"
#include "prove/prove.h"
#include "prove/simulate.h"

#include <math.h>
#include <string.h>

#include "base/num.h"
#include "base/str.h"
#include "drain/equal_drains.h"

/* the same drain there; INFINITY: not finished.  Leaves nothing behind: a copy
 * of the VMs for each host of a big cluster would fill the memory. */
static double
at_end_s(struct arena *a, const struct model *m, size_t cluster,
    const struct drain_input *x, size_t host, enum drain_policy policy,
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
words(struct arena *a, const struct cluster *c, const struct drain_input *x,
    size_t host, const struct drain_answer *r, struct host_result *out)
{
	size_t slots = x->p.host[host].slots;
	double gain = r->seconds > 0 ? 1 - r->helped_s / r->seconds : 0;
	/* of a drain that doesn't end no part can be saved */
	bool helps = r->finished && gain * 100 >= 0.5;

	if (r->by_slots) {
		out->bottleneck = str_fmt(a, "%s per host",
		    str_count(a, slots, "concurrent migration"));
		if (helps)
			out->help = str_fmt(a,
			    "one more concurrent migration (%.0f %% less)",
			    gain * 100);
	} else if (r->by_overhead) {
		out->bottleneck =
		    str_fmt(a, "fixed time per migration (%s), %zu concurrent",
		        num_time_pretty(a, x->p.rules.overhead_s), slots);
		out->help = "more concurrent migrations, or fewer and larger "
		            "VMs";
	} else if (r->by_stream) {
		const bool encrypted = engine_capped_by_encryption(c);

		out->bottleneck = str_fmt(a,
		    "%s of live migration (%s) on %s (%.1f Gbit/s x %zu "
		    "concurrent)",
		    encrypted ? "encryption" : "per-stream limit",
		    encrypted ? c->encrypts->name :
		                model_transport_word[c->transport],
		    engine_platform_name(a, c), x->p.stream_cap_Bps * 8 / GBPS,
		    slots);
		out->help = str_fmt(a, "%s; a faster network would not help",
		    encrypted ?
		        "no encryption, on a network of its own, or more "
		        "concurrent migrations" :
		        "more concurrent migrations, or another "
		        "transport");
	} else if (r->bottleneck != DRAIN_NONE) {
		out->bottleneck = r->by_group ?
		    x->p.net->group_name[x->p.net->group[r->bottleneck]] :
		    x->p.net->name[r->bottleneck];
		if (helps)
			out->help =
			    str_fmt(a, "%s twice as fast (%.0f %% less)",
			        out->bottleneck, gain * 100);
	} else {
		out->bottleneck = r->nunfinished > 0 ?
		    "none: no VM can migrate to another host" :
		    "none: there is no VM to migrate";
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

/* the link on a VM's way most of which the steady load takes;
 * DRAIN_NONE: none is */
static size_t
full_link(const struct drain_input *x, const struct drain_answer *r, size_t vm)
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
why_stuck(struct arena *a, const struct drain_input *x,
    const struct drain_answer *r, size_t vm, enum drain_why cause)
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
	    "the steady traffic leaves migrations %.0f MB/s of %s (a tenth is "
	    "always kept), too little for its dirty rate: the migration never "
	    "converges",
	    x->p.net->capacity_Bps[link] / 1e6, x->p.net->name[link]);
}

/* an answer with its names; no range yet */
static void
one_host(struct arena *a, const struct model *m, size_t cluster,
    const struct drain_input *x, size_t host, const struct drain_answer *r,
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
	out->vms = r->moved + r->nunfinished;
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
    const struct drain_input *x, size_t host, enum drain_policy policy,
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
	struct buf fingerprint;
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
    size_t cluster, const struct drain_input *x, enum drain_policy policy,
    const struct like *like, struct host_result *out)
{
	const struct drain_answer **r =
	    NEW(own, const struct drain_answer *, x->p.nhost + 1);
	struct equal_drains *t =
	    equal_drains_new(own, &x->p, x->class, x->type, policy);
	size_t k, first;

	for (k = 0; k < x->p.nhost; k++) {
		struct host_result *mine = &out[x->host[k]];

		first = equal_drain_find(t, k);
		r[k] = first == DRAIN_NONE ?
		    drain_host(own, &x->p, k, policy) :
		    equal_drain_answer(own, t, first, r[first], k);
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
    const struct drain_input *x, struct rolling_result *out)
{
	struct arena_mark mark = arena_save(a);
	struct drain_problem p = band_end(a, x, &m->cluster[cluster],
	    x->p.nhost > 0 ? (double)x->p.nvm / (double)x->p.host[0].slots : 1,
	    RULES_SLOW);
	const struct rolling_answer *r =
	    rolling_run(a, &p, num_seconds(m->maintenance.service_us),
	        m->maintenance.failback_immediate);

	out->open_end = !r->finished;
	out->high_s = r->finished ? fmax(r->seconds, out->seconds) : 0;
	arena_restore(a, mark);
}

static void
roll(struct arena *a, struct arena *own, const struct model *m, size_t cluster,
    const struct drain_input *x, const struct like *like,
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
	out->service_s = num_seconds(m->maintenance.service_us);
	if (!r->finished)
		out->why = str_fmt(a,
		    r->away ? "'%s' can be drained, but not all of its VMs can "
		              "fail back" :
		              "'%s' can't be drained in its turn",
		    x->p.host[r->stuck].name);
	else if (like == NULL)
		roll_worst(own, m, cluster, x, out);
	if (like != NULL) {
		out->high_s = like->worst.high_s;
		out->open_end = like->worst.open_end;
	}
}

static struct buf
fingerprint_of(struct arena *a, const struct drain_vms *kept,
    const struct drain_input *x, const struct model *m, size_t cluster,
    const struct netgraph *f, const struct netgraph *even)
{
	struct buf b = buf_new(a);

	drain_input_fingerprint_rules(kept, m, cluster, &b);
	drain_input_fingerprint_vms(a, x, &b);
	drain_input_fingerprint(a, x, f, &b);
	if (even != NULL)
		drain_input_fingerprint(a, x, even, &b);
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
	const struct drain_vms *kept = drain_vms_new(own, m, cluster);
	struct drain_input x = drain_input_new(own, kept, m, cluster, f);
	struct buf now = fingerprint_of(own, kept, &x, m, cluster, f, even);
	struct like *like = NULL, *mine = &done[*ndone];
	struct rolling_result *r = &out->roll[out->nroll++];
	size_t i;

	drain_input_ends(own, kept, &x);
	if (even != NULL)
		x.even = netgraph_net(own, even, cluster, x.host, x.p.nhost);
	/* the best is looked for by rules that fingerprints don't contain */
	for (i = 0; i < *ndone && policy == DRAIN_DEFAULT; i++)
		if (done[i].fingerprint.len == now.len &&
		    memcmp(done[i].fingerprint.text, now.text, now.len) == 0)
			like = &done[i];
	all_hosts(a, own, m, cluster, &x, policy, like, out->host);
	if (like == NULL)
		mine->roll = rolling_run(shared, &x.p,
		    num_seconds(m->maintenance.service_us),
		    m->maintenance.failback_immediate);
	roll(a, own, m, cluster, &x, like, (like != NULL ? like : mine)->roll,
	    r);
	if (like == NULL) {
		mine->fingerprint = buf_new(shared);
		buf_add(&mine->fingerprint, now.text, now.len);
		mine->worst = *r;
		mine->end = NEW(shared, struct host_result, x.p.nhost + 1);
		for (i = 0; i < x.p.nhost; i++)
			copy_band(&mine->end[i], &out->host[x.host[i]]);
		++*ndone;
	}
	arena_free(own);
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

struct results *
simulate_today_by(struct arena *a, const struct model *m,
    enum drain_policy policy)
{
	struct results *r = NEW(a, struct results, 1);

	r->net = NEW(a, struct net_result, 2);
	r->net[0] = simulate(a, m, netgraph_today(a, m),
	    netgraph_today_even(a, m), policy, "today",
	    str_fmt(a, "%s of %s per host, one non-blocking switch",
	        str_count(a, (size_t)m->today.ports, "port"),
	        num_text(a, m->today.speed_bps, UNIT_SPEED)));
	r->nnet = 1;
	assumptions_today(a, m, r);
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

void
simulate_design_by(struct arena *a, const struct model *m,
    const struct design *g, enum drain_policy policy, struct results *out)
{
	struct net_result *net = NEW(a, struct net_result, 2);
	size_t i;

	for (i = 0; i < m->ncluster; i++)
		assumptions_team(a, m, g, i, out);
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
	const struct drain_vms *kept = drain_vms_new(a, m, cluster);
	struct drain_input x = drain_input_new(a, kept, m, cluster, f);

	return (struct simulate_problem){ x.p, x.vm, x.host, x.class,
		fingerprint_of(a, kept, &x, m, cluster, f, NULL) };
}
