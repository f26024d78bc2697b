/*
 * Every host of every cluster drained, and every cluster rolled, on a
 * fabric; with the range, the bottleneck in words and what would help first.
 */
#include "prove/drain_input.h"
#include "prove/prove.h"
#include "prove/simulate.h"

#include <math.h>
#include <string.h>

#include "base/num.h"
#include "base/str.h"
#include "drain/goodput.h"
#include "drain/twin.h"

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
	p = drain_input_at_end(a, x, &m->cluster[cluster],
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
		    "per-stream limit of %s migration on %s (%.1f Gbit/s x %zu "
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

/* an answer with its names; no band yet */
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
		static const char *const why[] = {
			[DRAIN_NO_ROOM] = "no other host has enough free "
			                  "memory",
			[DRAIN_APART] = "every host with enough memory runs a "
			                "VM it must be kept apart from",
			[DRAIN_NO_END] = "it dirties memory faster than the "
			                 "network can copy it: the migration "
			                 "never converges"
		};

		out->unfinished[i] = m->vm[x->vm[r->unfinished[i]]].name;
		out->why[i] =
		    str_fmt(a, "%s: %s", out->unfinished[i], why[r->why[i]]);
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

/* every host, those whose drains are one by one run */
static void
all_hosts(struct arena *a, const struct model *m, size_t cluster,
    const struct drain_input *x, enum drain_policy policy,
    struct host_result *out)
{
	const struct drain_answer **r =
	    NEW(a, const struct drain_answer *, x->p.nhost + 1);
	struct arena *own = arena_new();
	struct drain_twins *t =
	    drain_twins_new(own, &x->p, x->class, x->type, policy);
	size_t k, first;

	for (k = 0; k < x->p.nhost; k++) {
		struct host_result *mine = &out[x->host[k]], *like;

		first = drain_twin(t, k);
		r[k] = first == DRAIN_NONE ?
		    drain_host(a, &x->p, k, policy) :
		    drain_twin_answer(a, t, first, r[first], k);
		one_host(a, m, cluster, x, k, r[k], mine);
		if (first == DRAIN_NONE) {
			band(a, m, cluster, x, k, policy, r[k], mine);
			continue;
		}
		like = &out[x->host[first]];
		mine->low_s = like->low_s;
		mine->high_s = like->high_s;
		mine->may_end = like->may_end;
		mine->open_end = like->open_end;
	}
	arena_free(own);
}

static void
roll_worst(struct arena *a, const struct model *m, size_t cluster,
    const struct drain_input *x, struct rolling_result *out)
{
	struct arena_mark mark = arena_save(a);
	struct drain_problem p = drain_input_at_end(a, x, &m->cluster[cluster],
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
roll(struct arena *a, const struct model *m, size_t cluster,
    const struct drain_input *x, struct rolling_result *out)
{
	const struct rolling_answer *r =
	    rolling_run(a, &x->p, (double)m->maintenance.service_us / 1e6,
	        m->maintenance.failback_immediate);
	size_t i;

	out->cluster = m->cluster[cluster].name;
	out->finished = r->finished;
	out->seconds = r->seconds;
	out->bytes = r->bytes;
	out->bytes_lower_bound = r->bytes_lower_bound;
	out->order = NEW(a, const char *, x->p.nhost + 1);
	for (i = 0; i < x->p.nhost; i++)
		out->order[i] = x->p.host[r->order[i]].name;
	out->norder = x->p.nhost;
	out->out_s = r->out_s;
	out->back_s = r->back_s;
	out->service_s = (double)m->maintenance.service_us / 1e6;
	if (!r->finished)
		out->why = str_fmt(a,
		    r->away ? "'%s' can be drained, but not all of its VMs can "
		              "fail back" :
		              "'%s' can't be drained when its turn comes",
		    x->p.host[r->stuck].name);
	else
		roll_worst(a, m, cluster, x, out);
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

/* which of them is judged, and all of them together */
static void
rolls_sum(struct net_result *n)
{
	size_t i;

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

/* even: NULL, or the same network with teams at their best */
static struct net_result
simulate(struct arena *a, const struct model *m, const struct netgraph *f,
    const struct netgraph *even, enum drain_policy policy, const char *name,
    const char *what)
{
	struct net_result out = { 0 };
	size_t i;

	out.name = name;
	out.what = what;
	out.host = NEW(a, struct host_result, m->nhost + 1);
	out.nhost = m->nhost;
	out.roll = NEW(a, struct rolling_result, m->ncluster + 1);
	for (i = 0; i < m->ncluster; i++) {
		struct drain_input x = drain_input_new(a, m, i, f);

		if (even != NULL)
			x.even = netgraph_net(a, even, i, x.host, x.p.nhost);
		all_hosts(a, m, i, &x, policy, out.host);
		if (m->cluster[i].nhost > 0)
			roll(a, m, i, &x, &out.roll[out.nroll++]);
	}
	rolls_sum(&out);
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
	    str_fmt(a, "%lld port(s) of %s per host, one non-blocking switch",
	        (long long)m->today.ports,
	        num_text(a, m->today.speed_bps, UNIT_SPEED)));
	r->nnet = 1;
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
	        c->team_hash == HASH_FLOW && h->bond == BOND_NO ?
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

double *
simulate_seconds(struct arena *a, const struct model *m, const struct design *g,
    const bool *moved, const bool *host)
{
	const struct netgraph *f = moved != NULL ?
	    netgraph_mixed(a, m, g, moved) :
	    netgraph_design(a, m, g);
	double *s = NEW(a, double, m->nhost + 1);
	size_t i, k;

	for (i = 0; i < m->ncluster; i++) {
		/* asked for every switch in turn: nothing is left behind */
		struct arena_mark mark = arena_save(a);
		struct drain_input x = drain_input_new(a, m, i, f);
		struct drain_twins *t =
		    drain_twins_new(a, &x.p, x.class, x.type, DRAIN_DEFAULT);

		for (k = 0; k < x.p.nhost; k++) {
			const struct drain_answer *r;
			size_t first;

			if (host != NULL && !host[x.host[k]])
				continue;
			first = drain_twin(t, k);
			if (first != DRAIN_NONE) {
				s[x.host[k]] = s[x.host[first]];
				continue;
			}
			r = drain_host(a, &x.p, k, DRAIN_DEFAULT);
			s[x.host[k]] = r->finished ? r->seconds : -1;
		}
		arena_restore(a, mark);
	}
	return s;
}

double
simulate_worst(struct arena *a, const struct model *m, const struct design *g,
    const bool *moved, const bool *host, size_t *worst)
{
	const double *s = simulate_seconds(a, m, g, moved, host);
	double most = -1;
	size_t i;

	for (i = 0; i < m->nhost; i++) {
		if (!host[i])
			continue;
		if (s[i] < 0) {
			*worst = i;
			return -1;
		}
		if (s[i] > most) {
			most = s[i];
			*worst = i;
		}
	}
	return most;
}

struct simulate_problem
simulate_problem(struct arena *a, const struct model *m,
    const struct netgraph *f, size_t cluster)
{
	struct drain_input x = drain_input_new(a, m, cluster, f);

	return (struct simulate_problem){ x.p, x.vm, x.host, x.class };
}
