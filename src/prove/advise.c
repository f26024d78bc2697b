/*
 * What an administrator could do about a drain without buying anything: another
 * number at once, another order; and what of his VMs he should measure
 * first, since the headline rests on a guess of what they rewrite.
 */
#include "prove/prove.h"

#include <math.h>
#include <string.h>

#include "base/num.h"
#include "base/str.h"
#include "prove/engine_input.h"
#include "prove/simulate.h"

/* faster by less is not worth a setting */
static const double worth = 0.01;
enum { MEASURE = 3 };

/* with the settings it needs */
static const char *
advice_text(struct arena *a, const struct host_result *h, size_t slots,
    const struct drain_answer *best)
{
	size_t c = best->slots > 0 ? best->slots : slots;

	if (!best->finished)
		return "none of the orders and numbers of concurrent "
		       "migrations tried drains it";
	if (h->finished && best->seconds > h->seconds * (1 - worth))
		return str_fmt(a,
		    "keep %zu concurrent: no order and no smaller number is "
		    "faster by 1 %% or more",
		    slots);
	if (c == slots)
		return str_fmt(a,
		    "%zu concurrent as now, with the order and targets of "
		    "--policy best: %s",
		    slots, num_time_pretty(a, best->seconds));
	return str_fmt(a,
	    "%zu concurrent instead of %zu, with the order and targets of "
	    "--policy best: %s",
	    c, slots, num_time_pretty(a, best->seconds));
}

static void
advise_host(struct arena *a, const struct simulate_problem *x, size_t host,
    struct host_result *h)
{
	struct arena_mark mark;
	struct drain_answer best;
	size_t slots = x->p.host[host].slots;

	h->advised = true;
	if (h->vms == 0 && h->nunfinished == 0) {
		h->advice = "there is no VM to migrate";
		h->advice_ends = true;
		h->advice_slots = slots;
		return;
	}
	mark = arena_save(a);
	best = *drain_host(a, &x->p, host, DRAIN_BEST);
	arena_restore(a, mark);
	h->advice = advice_text(a, h, slots, &best);
	h->advice_ends = best.finished;
	if (!best.finished)
		return;
	h->advice_s =
	    h->finished ? fmin(h->seconds, best.seconds) : best.seconds;
	h->advice_slots = best.slots > 0 ? best.slots : slots;
}

/* ---- what to measure ---- */

/* the drain, were VM i to rewrite what the slow end of the range assumes */
static double
if_it_wrote(struct arena *a, const struct model *m,
    const struct simulate_problem *x, size_t host, size_t i)
{
	struct arena_mark mark = arena_save(a);
	struct drain_vm *vm = NEW(a, struct drain_vm, x->p.nvm + 1);
	struct drain_problem p = x->p;
	const struct drain_answer *r;
	double seconds;

	memcpy(vm, x->p.vm, x->p.nvm * sizeof *vm);
	vm[i].load.dirty =
	    engine_load_at_end(m, &m->vm[x->vm[i]], RULES_SLOW).dirty;
	p.vm = vm;
	r = drain_host(a, &p, host, DRAIN_DEFAULT);
	seconds = r->finished ? r->seconds : INFINITY;
	arena_restore(a, mark);
	return seconds;
}

/* the slowest first; of equal VMs one is tried */
static void
measure_first(struct arena *a, const struct model *m,
    const struct simulate_problem *x, size_t host, struct net_result *n)
{
	double was = n->host[x->host[host]].seconds, last = 0;
	size_t k, tried = DRAIN_NONE;

	n->measure_host = m->host[x->host[host]].name;
	n->measure = NEW(a, struct named_seconds, MEASURE + 1);
	for (size_t i = 0; i < x->p.nvm; i++) {
		const struct vm *v = &m->vm[x->vm[i]];
		struct named_seconds y = { v->name, last };

		if (x->p.vm[i].host != host || v->dirty_given)
			continue;
		if (tried == DRAIN_NONE ||
		    drain_vm_compare(&x->p.vm[i], &x->p.vm[tried]) != 0)
			y.seconds = last = if_it_wrote(a, m, x, host, i);
		tried = i;
		if (y.seconds <= was * (1 + 1e-6))
			continue;
		for (k = n->nmeasure;
		     k > 0 && n->measure[k - 1].seconds < y.seconds; k--)
			if (k < MEASURE)
				n->measure[k] = n->measure[k - 1];
		if (k < MEASURE) {
			n->measure[k] = y;
			n->nmeasure += n->nmeasure < MEASURE;
		}
	}
}

/* ---- all of a network ---- */

static void
advise_as(struct host_result *h, const struct host_result *like)
{
	h->advised = true;
	h->advice = like->advice;
	h->advice_ends = like->advice_ends;
	h->advice_s = like->advice_s;
	h->advice_slots = like->advice_slots;
}

/* like: a cluster that was advised and is as this one is; NULL: none */
static void
advise_cluster(struct arena *a, const struct simulate_problem *x,
    const struct simulate_problem *like, const char *only, struct net_result *n)
{
	const struct host_result **of =
	    NEW(a, const struct host_result *, x->p.nhost + 1);

	for (size_t i = 0; i < x->p.nhost; i++) {
		struct host_result *h = &n->host[x->host[i]];

		if (only != NULL && !str_eq(only, h->host))
			continue;
		if (like != NULL)
			advise_as(h, &n->host[like->host[i]]);
		else if (of[x->class[i]] != NULL)
			advise_as(h, of[x->class[i]]);
		else
			advise_host(a, x, i, h);
		of[x->class[i]] = h;
	}
}

/* what of x[0..n) is as x[n] is; NULL: none */
static const struct simulate_problem *
advised_like(const struct simulate_problem *x, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (x[i].fingerprint.len == x[n].fingerprint.len &&
		    memcmp(x[i].fingerprint.text, x[n].fingerprint.text,
		        x[n].fingerprint.len) == 0)
			return &x[i];
	return NULL;
}

/* the host whose time is the headline, or the selected one */
static bool
is_headline(const struct net_result *n, size_t host, const char *only)
{
	if (only != NULL)
		return str_eq(n->host[host].host, only);
	for (size_t i = 0; i < n->nhost; i++)
		if (n->host[i].seconds > n->host[host].seconds ||
		    !n->host[i].finished)
			return false;
	return true;
}

void
advise_drains(struct arena *a, const struct model *m, const struct design *g,
    const char *only, struct results *r)
{
	for (size_t i = 0; i < r->nnet; i++) {
		struct net_result *n = &r->net[i];
		const struct netgraph *f =
		    i == 0 ? netgraph_today(a, m) : netgraph_design(a, m, g);
		struct simulate_problem *of =
		    NEW(a, struct simulate_problem, m->ncluster + 1);

		for (size_t c = 0; c < m->ncluster; c++) {
			struct simulate_problem *x = &of[c];

			*x = simulate_problem(a, m, f, c);
			/* what is asked of one host is asked of one cluster */
			advise_cluster(a, x,
			    only == NULL ? advised_like(of, c) : NULL, only, n);
			for (size_t k = 0; k < x->p.nhost; k++)
				if (n->measure_host == NULL &&
				    n->host[x->host[k]].finished &&
				    is_headline(n, x->host[k], only))
					measure_first(a, m, x, k, n);
		}
	}
}
