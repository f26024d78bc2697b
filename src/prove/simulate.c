/*
 * Every host of every cluster drained, and the largest cluster rolled, on a
 * fabric; with the band, the bottleneck in words and what would help first.
 */
#include "prove/fabric.h"
#include "prove/prove.h"
#include "prove/rules.h"

#include <math.h>
#include <string.h>

#include "base/num.h"
#include "base/str.h"

/* a cluster as the engine takes it */
struct cast {
	struct drain_problem p;
	size_t *vm;		/* of the model */
};

static struct cast
cast_new(struct arena *a, const struct model *m, size_t cluster,
    const struct fabric *f)
{
	const struct cluster *c = &m->cluster[cluster];
	struct drain_host *host = NEW(a, struct drain_host, c->nhost + 1);
	struct drain_vm *vm = NEW(a, struct drain_vm, m->nvm + 1);
	size_t *index = NEW(a, size_t, m->nhost + 1), i, n = 0;
	struct cast x = {0};

	x.vm = NEW(a, size_t, m->nvm + 1);
	for (i = 0; i < c->nhost; i++) {
		index[c->host[i]] = i;
		host[i].name = m->host[c->host[i]].name;
		host[i].memory_bytes =
		    (double)m->host[c->host[i]].memory_bytes;
		host[i].slots = c->simultaneous > 0 ?
		    (size_t)c->simultaneous : 1;
	}
	for (i = 0; i < m->nvm; i++) {
		if (m->vm[i].cluster != cluster)
			continue;
		vm[n].host = index[m->vm[i].host];
		vm[n].memory_bytes = (double)m->vm[i].memory_bytes;
		vm[n].load = load_of_vm(m, &m->vm[i]);
		vm[n].apart = m->vm[i].apart;
		x.vm[n++] = i;
	}
	x.p.net = fabric_net(a, f, cluster);
	x.p.host = host;
	x.p.nhost = c->nhost;
	x.p.vm = vm;
	x.p.nvm = n;
	x.p.rules = rules_of_hypervisor(c->hyp);
	x.p.stream_cap_Bps = stream_cap_Bps(c, false);
	x.p.parallel = (size_t)c->parallel;
	x.p.reserve = (size_t)c->reserve;
	return x;
}

/* an end of the band: the same machines with less or more rewriting */
static struct drain_problem
band_end(struct arena *a, const struct cast *x, const struct cluster *c,
    bool high)
{
	struct drain_problem p = x->p;
	struct drain_vm *vm = NEW(a, struct drain_vm, p.nvm + 1);
	double o = high ? p.rules.overhead_high_s : p.rules.overhead_low_s;
	size_t i;

	for (i = 0; i < p.nvm; i++) {
		vm[i] = p.vm[i];
		vm[i].load.dirty = high ? dirty_pessimistic(
		    &p.vm[i].load.dirty) : dirty_optimistic(
		    &p.vm[i].load.dirty);
	}
	p.vm = vm;
	if (o > 0)
		p.rules.overhead_s = o;
	if (high)
		p.stream_cap_Bps = stream_cap_Bps(c, true);
	return p;
}

static void
words(struct arena *a, const struct model *m, const struct cluster *c,
    const struct cast *x, const struct drain_answer *r,
    struct host_result *out)
{
	double gain = r->seconds > 0 ? 1 - r->helped_s / r->seconds : 0;

	(void)m;
	if (r->by_slots) {
		out->bottleneck = str_fmt(a, "%lld migrations at once",
		    (long long)c->simultaneous);
		out->advice = str_fmt(a, "one more migration at once "
		    "(%.0f %% less)", gain * 100);
	} else if (r->by_overhead) {
		out->bottleneck = str_fmt(a, "the fixed time of each migration "
		    "(%s) with %lld at once", time_pretty(a,
		    x->p.rules.overhead_s), (long long)c->simultaneous);
		out->advice = "more migrations at once, or fewer and larger "
		    "machines";
	} else if (r->by_stream) {
		out->bottleneck = str_fmt(a, "what one %s stream of %s can "
		    "carry (%.1f Gbit/s), %lld at once",
		    transport_word[c->transport], c->hyp->name,
		    x->p.stream_cap_Bps * 8 / 1e9, (long long)c->simultaneous);
		out->advice = "more simultaneous migrations, or another "
		    "transport; a faster network would not help";
	} else if (r->bottleneck != DRAIN_NONE) {
		out->bottleneck = x->p.net->name[r->bottleneck];
		out->advice = str_fmt(a, "a faster one of %s",
		    out->bottleneck);
	} else {
		out->bottleneck = "nothing: there is nothing to move";
	}
}

static void
one_host(struct arena *a, const struct model *m, size_t cluster,
    const struct cast *x, size_t host, struct host_result *out)
{
	const struct cluster *c = &m->cluster[cluster];
	const struct drain_answer *r = drain_best(a, &x->p, host), *e;
	struct drain_problem p;
	double longest = x->p.rules.downtime_s;
	size_t i;

	out->host = x->p.host[host].name;
	out->finished = r->finished;
	out->seconds = out->low_s = out->high_s = r->seconds;
	out->lower_bound_s = r->lower_bound_s;
	out->bytes = r->bytes;
	out->vms = r->moved;
	words(a, m, c, x, r, out);
	out->unfinished = NEW(a, const char *, r->nunfinished + 1);
	out->why = NEW(a, const char *, r->nunfinished + 1);
	out->blackout = NEW(a, struct named_seconds, r->moved + 1);
	for (i = 0; i < r->nunfinished; i++) {
		static const char *const why[] = {
			[DRAIN_NO_ROOM] = "no other host has the memory free",
			[DRAIN_APART] = "every host with room runs a machine "
			    "it must be apart from",
			[DRAIN_NO_END] = "it rewrites memory faster than it "
			    "can be sent: the migration never ends"
		};

		out->unfinished[i] = m->vm[x->vm[r->unfinished[i]]].name;
		out->why[i] = str_fmt(a, "%s: %s", out->unfinished[i],
		    why[r->why[i]]);
	}
	out->nunfinished = r->nunfinished;
	for (i = 0; i < r->nmove; i++)
		if (r->move[i].done && r->move[i].downtime_s > longest)
			out->blackout[out->nblackout++] =
			    (struct named_seconds){
			    m->vm[x->vm[r->move[i].vm]].name,
			    r->move[i].downtime_s};
	if (!r->finished)
		return;
	p = band_end(a, x, c, false);
	e = drain_best(a, &p, host);
	if (e->finished && e->seconds < out->low_s)
		out->low_s = e->seconds;
	p = band_end(a, x, c, true);
	e = drain_best(a, &p, host);
	if (e->finished && e->seconds > out->high_s)
		out->high_s = e->seconds;
}

static void
roll(struct arena *a, const struct model *m, const struct cast *x,
    struct rolling_result *out)
{
	const struct rolling_answer *r = rolling_run(a, &x->p,
	    (double)m->maintenance.service_us / 1e6,
	    m->maintenance.failback_immediate);
	size_t i;

	out->cluster = m->cluster[m->largest].name;
	out->finished = r->finished;
	out->seconds = r->seconds;
	out->bytes = r->bytes;
	out->bytes_lower_bound = r->bytes_lower_bound;
	out->order = NEW(a, const char *, x->p.nhost + 1);
	for (i = 0; i < x->p.nhost; i++)
		out->order[i] = x->p.host[r->order[i]].name;
	out->norder = x->p.nhost;
	if (!r->finished)
		out->why = str_fmt(a, "'%s' can't be emptied when its turn "
		    "comes", x->p.host[r->stuck].name);
}

static struct net_result
simulate(struct arena *a, const struct model *m, const struct fabric *f,
    const char *name, const char *what)
{
	struct net_result out = {0};
	size_t i, k;

	out.name = name;
	out.what = what;
	out.host = NEW(a, struct host_result, m->nhost + 1);
	out.nhost = m->nhost;
	for (i = 0; i < m->ncluster; i++) {
		struct cast x = cast_new(a, m, i, f);

		for (k = 0; k < m->cluster[i].nhost; k++)
			one_host(a, m, i, &x, k,
			    &out.host[m->cluster[i].host[k]]);
		if (i == m->largest)
			roll(a, m, &x, &out.rolling);
	}
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
simulate_today(struct arena *a, const struct model *m)
{
	struct results *r = NEW(a, struct results, 1);
	size_t i;

	r->net = NEW(a, struct net_result, 2);
	r->net[0] = simulate(a, m, fabric_today(a, m), "today", str_fmt(a,
	    "%lld port(s) of %s a host, one non-blocking switch",
	    (long long)m->today.ports, num_text(a, m->today.speed_bps,
	    UNIT_SPEED)));
	r->nnet = 1;
	assume(a, r, "today: one non-blocking switch, 1,500-byte packets, "
	    "shared with the steady traffic; migration keeps at least a tenth "
	    "of a link");
	assume(a, r, "the new network: 9,000-byte packets; a LAG counts as one "
	    "link of all its members");
	for (i = 0; i < m->ncluster; i++) {
		const struct hypervisor *h = m->cluster[i].hyp;

		assume(a, r, str_fmt(a, "cluster %s: %s over %s, %lld at once "
		    "a host, %s of fixed time each, %s", m->cluster[i].name,
		    h->name, transport_word[m->cluster[i].transport],
		    (long long)m->cluster[i].simultaneous, time_pretty(a,
		    (double)h->overhead_us / 1e6),
		    isinf(stream_cap_Bps(&m->cluster[i], false)) ?
		    "no cap on a stream" : str_fmt(a, "one stream at most "
		    "%.1f Gbit/s", stream_cap_Bps(&m->cluster[i], false) * 8 /
		    1e9)));
	}
	assume(a, r, "the band: from no rewriting of hot memory to all of it "
	    "rewritten in every pass, and the catalog's range of stream caps "
	    "and fixed times");
	return r;
}

void
simulate_design(struct arena *a, const struct model *m,
    const struct design *g, struct results *out)
{
	struct net_result *net = NEW(a, struct net_result, 2);

	net[0] = out->net[0];
	net[1] = simulate(a, m, fabric_design(a, m, g), "design", str_fmt(a,
	    "%s, %zu switches", topology_word[g->topology], g->nsw));
	out->net = net;
	out->nnet = 2;
}

struct net_result
simulate_mixed(struct arena *a, const struct model *m, const struct design *g,
    const bool *moved)
{
	return simulate(a, m, fabric_mixed(a, m, g, moved), "design",
	    str_fmt(a, "%s; with hosts still to come over today's network",
	    topology_word[g->topology]));
}

double
simulate_worst(struct arena *a, const struct model *m, const struct design *g,
    const bool *moved, const bool *host, size_t *worst)
{
	const struct fabric *f = moved != NULL ? fabric_mixed(a, m, g, moved) :
	    fabric_design(a, m, g);
	double s = -1;
	size_t i, k;

	for (i = 0; i < m->ncluster; i++) {
		struct cast x = cast_new(a, m, i, f);

		for (k = 0; k < x.p.nhost; k++) {
			size_t h = m->cluster[i].host[k];
			const struct drain_answer *r;

			if (!host[h])
				continue;
			r = drain_best(a, &x.p, k);
			if (!r->finished) {
				*worst = h;
				return -1;
			}
			if (r->seconds > s) {
				s = r->seconds;
				*worst = h;
			}
		}
	}
	return s;
}

struct today_move *
simulate_moves_today(struct arena *a, const struct model *m, size_t host,
    size_t *n)
{
	size_t cluster = m->host[host].cluster, i;
	const struct cluster *c = &m->cluster[cluster];
	struct cast x = cast_new(a, m, cluster, fabric_today(a, m));
	const struct drain_answer *r;
	struct today_move *move;

	for (i = 0; c->host[i] != host; i++)
		continue;
	r = drain_best(a, &x.p, i);
	move = NEW(a, struct today_move, r->nmove + 1);
	for (i = 0; i < r->nmove; i++)
		move[i] = (struct today_move){x.vm[r->move[i].vm],
		    c->host[r->move[i].to]};
	*n = r->nmove;
	return move;
}
