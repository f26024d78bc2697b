/*
 * One attempt: a plan, laid out, and its drains simulated once; of networks
 * that are the same to the simulation, only the first is.
 */
#include "prove/attempt.h"

#include <string.h>

#include "base/str.h"
#include "prove/evaluated.h"

void
attempt_reason(struct arena *a, struct candidate *c, const char *text)
{
	const char *s = str_dup(a, text, strlen(text));

	if (str_set_add(a, &c->reasons, s))
		PUSH(a, c->reason, c->nreason, c->capreason, s);
}

static void
forward_finding(struct diags *to, const struct diag *x)
{
	const char *text = str_dup(to->a, x->message, strlen(x->message));

	if (x->kind == DIAG_INFEASIBLE)
		diag_infeasible(to, x->at, x->id, "%s", text);
	else
		diag_error(to, x->at, x->id, "%s", text);
	if (x->hint != NULL)
		diag_hint(to, "%s", str_dup(to->a, x->hint, strlen(x->hint)));
}

struct design *
attempt_lay_out(struct trial_cache *cache, struct arena *own, struct arena *a,
    const struct model *m, const struct sizing *p, struct candidate *c)
{
	struct diags *found = diags_new(own);
	struct design *g = design_make(own, found, m, p);

	for (size_t i = 0; i < found->n; i++) {
		const struct diag *x = &found->item[i];
		/* an internal finding, reported only where no other topology is
		 * left */
		bool bug = strncmp(x->id, "bug-", 4) == 0,
		     out = bug || x->kind == DIAG_INFEASIBLE;

		forward_finding(out ? cache->kept : cache->d, x);
		if (out)
			attempt_reason(a, c,
			    bug ? str_fmt(a, "a defect of eastwest: %s",
			              x->message) :
			          x->message);
	}
	return g;
}

/* the network as the simulation sees it: which switch each host port is on,
 * and what the links between the switches carry */
static const char *
net_text(struct arena *a, const struct design *g)
{
	struct buf b = buf_new(a);

	buf_printf(&b, "%s|", model_topology_word[g->topology]);
	for (size_t i = 0; i < g->nsw; i++) {
		int64_t bps[PORT_ROLES] = { 0 };

		for (size_t k = 0; k < g->sw[i].nport; k++)
			bps[g->sw[i].port[k].role] +=
			    g->sw[i].port[k].speed_bps;
		buf_printf(&b, "%d.%zu", (int)g->sw[i].role, g->sw[i].rack);
		for (int role = PORT_UPLINK; role <= PORT_FABRIC; role++)
			buf_printf(&b, ".%lld",
			    (long long)(bps[role] / 1000000));
		buf_putc(&b, '|');
	}
	for (size_t i = 0; i < g->nhost; i++)
		for (size_t k = 0; k < g->host[i].nnic; k++)
			buf_printf(&b, "%zx ", g->host[i].nic[k].sw);
	return b.text;
}

struct results *
attempt_results(struct trial_cache *cache, struct arena *a,
    const struct model *m, const struct design *g)
{
	struct results *r = NEW(a, struct results, 1);

	*r = *trial_cache_today(cache);
	simulate_design(a, m, g, r);
	return r;
}

/* how long drains take, of one network once; its results, if they were found
 * for it and all is wanted */
static void
times(struct trial_cache *cache, const struct model *m, enum trial_depth depth,
    struct trial *t)
{
	const char *net = net_text(t->own, t->design);
	struct drain_times today = { 0 };
	struct arena *scratch;
	struct known k;
	struct results *r;
	size_t i;

	if (depth == TRIAL_LAYOUT && m->want.drain_us == 0 &&
	    m->want.rolling_us == 0) {
		t->t = today;
		requirements_judge(t->own, t->design, &t->t, &today);
		return;
	}
	for (i = 0; i < cache->nknown && strcmp(cache->known[i].net, net) != 0;
	     i++)
		continue;
	today = requirements_drain_times(&trial_cache_today(cache)->net[0]);
	if (i < cache->nknown) {
		t->t = cache->known[i].t;
		requirements_judge(t->own, t->design, &t->t, &today);
		return;
	}
	scratch = depth == TRIAL_FULL ? t->own : arena_new();
	r = attempt_results(cache, scratch, m, t->design);
	t->t = requirements_drain_times(&r->net[1]);
	k.net = str_dup(cache->own, net, strlen(net));
	k.t = t->t;
	if (t->t.bottleneck != NULL)
		k.t.bottleneck = str_dup(cache->own, t->t.bottleneck,
		    strlen(t->t.bottleneck));
	PUSH(cache->own, cache->known, cache->nknown, cache->capknown, k);
	if (depth == TRIAL_FULL) {
		t->results = r;
	} else {
		arena_free(scratch);
		t->t.bottleneck = k.t.bottleneck;
	}
	requirements_judge(t->own, t->design, &t->t, &today);
}

struct trial
attempt_run(struct trial_cache *cache, struct arena *a, const struct model *m,
    enum topology topology, const struct min_bandwidth *f,
    enum trial_depth depth, int64_t ceiling_cents, struct candidate *c)
{
	struct trial t = { arena_new(), NULL, NULL, NULL,
		{ -1, -1, -1, -1, NULL, NULL }, false };

	t.plan = pick_cheapest(t.own, cache->memo, m, topology, f);
	if (t.plan->status != LP_OPTIMAL && t.plan->status != LP_FEASIBLE)
		return t;
	if (ceiling_cents > 0 && sizing_whole(t.plan) >= ceiling_cents)
		return t;
	t.from_cache = depth == TRIAL_TIMES && evaluated_take(cache, m, &t);
	if (t.from_cache)
		return t;
	t.design = attempt_lay_out(cache, t.own, a, m, t.plan, c);
	if (t.design == NULL) {
		t.plan->status = LP_ERROR;
		return t;
	}
	times(cache, m, depth, &t);
	if (depth != TRIAL_LAYOUT)
		evaluated_keep(cache, m, &t);
	return t;
}
