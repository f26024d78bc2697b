#include "prove/evaluated.h"

#include <string.h>

#include "base/str.h"

/* parts aside: which cables and optics make its links is of prices, and no
 * requirement but the budget asks for them, which is judged anew */
static void
pattern_key(struct buf *b, const struct pattern *p)
{
	const int64_t number[] = { p->uplinks, p->peers, (int64_t)p->options,
		(int64_t)p->uplink_speed, (int64_t)p->peer_speed,
		(int64_t)p->trunk };
	const void *const of[] = { p->model, p->host_family, p->uplink_family,
		p->peer_family };

	buf_add(b, number, sizeof number);
	buf_add(b, p->split_from, sizeof p->split_from);
	buf_add(b, p->split_ports, sizeof p->split_ports);
	buf_add(b, of, sizeof of);
}

/* what a plan is besides its cost, and what it is judged by */
static struct buf
plan_key(struct arena *a, const struct model *m, const struct sizing *p)
{
	const struct pattern *const pair[] = { p->spine_pattern[0],
		p->spine_pattern[1], p->fabric };
	struct buf b = buf_new(a);
	size_t k, head;

	buf_add(&b, &m->want, sizeof m->want);
	buf_add(&b, &m->policy, sizeof m->policy);
	buf_add(&b, &p->topology, sizeof p->topology);
	for (size_t i = 0; i < sizeof pair / sizeof pair[0]; i++) {
		bool there = pair[i] != NULL;

		buf_add(&b, &there, sizeof there);
		if (there)
			pattern_key(&b, pair[i]);
	}
	for (size_t i = 0; p->rack_pattern != NULL && i < p->nrack; i++) {
		for (k = 0; p->rack_pattern[k] != p->rack_pattern[i]; k++)
			continue;
		buf_add(&b, &k, sizeof k);
		head = size_head(p->head, i);
		buf_add(&b, &head, sizeof head);
		if (k == i && p->rack_pattern[i] != NULL)
			pattern_key(&b, p->rack_pattern[i]);
	}
	return b;
}

static struct evaluated *
find(const struct trial_cache *cache, const struct model *m,
    const struct trial *t)
{
	struct arena *own = arena_new();
	struct buf key = plan_key(own, m, t->plan);
	struct evaluated *found = NULL;

	for (size_t i = 0; i < cache->nevaluated && found == NULL; i++)
		if (cache->evaluated[i].nkey == key.len &&
		    memcmp(cache->evaluated[i].key, key.text, key.len) == 0)
			found = &cache->evaluated[i];
	arena_free(own);
	return found;
}

bool
evaluated_take(const struct trial_cache *cache, const struct model *m,
    struct trial *t)
{
	const struct evaluated *s = find(cache, m, t);

	if (s == NULL)
		return false;
	t->design = NEW(t->own, struct design, 1);
	*t->design = *s->g;
	t->design->model = m;
	t->design->req = NEW(t->own, struct requirement, s->g->nreq + 1);
	memcpy(t->design->req, s->g->req, s->g->nreq * sizeof *s->g->req);
	t->design->total_cents = t->plan->cents + s->g->after_cents;
	requirements_judge_cost(t->own, t->design);
	t->t = s->t;
	return true;
}

static const char *
kept_text(struct arena *a, const char *s)
{
	return s != NULL ? str_dup(a, s, strlen(s)) : NULL;
}

static struct requirement
kept_row(struct arena *a, const struct requirement *from)
{
	struct requirement r = *from;

	r.wanted = kept_text(a, r.wanted);
	r.achieved = kept_text(a, r.achieved);
	r.note = kept_text(a, r.note);
	r.today = kept_text(a, r.today);
	r.worst = kept_text(a, r.worst);
	return r;
}

void
evaluated_keep(struct trial_cache *cache, const struct model *m,
    const struct trial *t)
{
	struct buf key = plan_key(cache->own, m, t->plan);
	struct design *g = NEW(cache->own, struct design, 1);
	struct evaluated s = { (const unsigned char *)key.text, key.len, g,
		t->t, NULL };

	g->topology = t->design->topology;
	g->low_cents = t->design->low_cents;
	g->high_cents = t->design->high_cents;
	g->estimate_cents = t->design->estimate_cents;
	g->after_cents = t->design->after_cents;
	g->nsw = t->design->nsw;
	g->sw = NEW(cache->own, struct dswitch, g->nsw + 1);
	for (size_t i = 0; i < g->nsw; i++) {
		g->sw[i].model = t->design->sw[i].model;
		g->sw[i].role = t->design->sw[i].role;
	}
	g->nreq = t->design->nreq;
	g->req = NEW(cache->own, struct requirement, g->nreq + 1);
	for (size_t i = 0; i < g->nreq; i++)
		g->req[i] = kept_row(cache->own, &t->design->req[i]);
	s.t.bottleneck = kept_text(cache->own, s.t.bottleneck);
	PUSH(cache->own, cache->evaluated, cache->nevaluated,
	    cache->capevaluated, s);
}

bool
evaluated_survives(const struct trial_cache *cache, const struct model *m,
    const struct trial *t, struct requirement *out)
{
	const struct evaluated *s = find(cache, m, t);

	if (s == NULL || s->survive == NULL)
		return false;
	*out = *s->survive;
	return true;
}

void
evaluated_keep_survives(struct trial_cache *cache, const struct model *m,
    const struct trial *t, const struct requirement *r)
{
	struct evaluated *s = find(cache, m, t);

	if (s == NULL || s->survive != NULL)
		return;
	s->survive = NEW(cache->own, struct requirement, 1);
	*s->survive = kept_row(cache->own, r);
}
