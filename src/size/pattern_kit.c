/*
 * What a pattern is made of: the parts of its switches, the cables to hosts,
 * rack by rack, the management cables; and the recipe that comes of it, if all
 * of it has a price.
 */
#include "size/pattern.h"

#include <string.h>

#include "base/str.h"

/* cables to equal ports, of one length */
struct pattern_run {
	enum media media;
	int64_t speed_bps, raw_mm;
	int64_t n;
};

/* a port of a host, with all that size_splits looks at: hosts with equal ports
 * in equal order have equal cables, those that are broken out among them */
struct pattern_port {
	enum media media;
	int64_t speed_bps, raw_mm;
	size_t side, unit;
	bool next_rack; /* the first port of a rack's hosts */
};

void
pattern_switch_parts(struct pattern_ctx *k, struct kit *to,
    const struct switch_model *s, unsigned options, int64_t times)
{
	struct ledger l = { k->a, NULL, 0, 0 };

	ledger_add_switch(&l, k->m, s, options, times);
	for (size_t i = 0; i < l.n; i++)
		kit_part(k->recipes->market, k->a, to, l.line[i].part,
		    l.line[i].quantity);
}

bool
pattern_cables_add(struct pattern_ctx *k, struct kit *to, struct cage x,
    struct cage y, size_t into, int64_t speed_bps, int64_t raw_mm,
    const char *family, int64_t times)
{
	int link = market_link(k->recipes->market, x, y, into, speed_bps,
	    raw_mm, family);

	if (link == NONE_LINK)
		return false;
	kit_link(k->a, to, link, times);
	return true;
}

bool
pattern_links_add(struct pattern_ctx *k, struct kit *to, struct cage x,
    struct cage y, int64_t speed_bps, int64_t raw_mm, const char *family,
    int64_t times)
{
	return pattern_cables_add(k, to, x, y, 1, speed_bps, raw_mm, family,
	    times);
}

void
pattern_oob_parts(struct pattern_ctx *k, struct kit *to, struct place at)
{
	size_t i;
	struct cage rj = { MEDIA_10GT, 0, true, NULL };

	for (i = 0; i < k->m->nnetwork; i++)
		if (k->m->network[i].purpose == PURPOSE_OOB)
			break;
	if (i < k->m->nnetwork)
		pattern_links_add(k, to, rj, rj, GBPS,
		    place_oob_length_mm(k->m, at), NULL, 1);
}

static size_t
kit_hash(const struct kit *kit)
{
	size_t h = kit->n;

	for (size_t i = 0; i < kit->n; i++) {
		const struct kit_line *l = &kit->line[i];

		h = (h ^ kit_line_number(l)) * 0x9e3779b97f4a7c15u;
		h = (h ^ h >> 29 ^ (size_t)l->n) * 0x9e3779b97f4a7c15u;
	}
	return h ^ h >> 29;
}

static bool
kit_same(const struct kit *x, const struct kit *y)
{
	for (size_t i = 0; i < x->n && i < y->n; i++)
		if (x->line[i].link != y->line[i].link ||
		    x->line[i].which != y->line[i].which ||
		    x->line[i].n != y->line[i].n)
			return false;
	return x->n == y->n;
}

size_t
pattern_half(struct pattern_ctx *k, const struct kit *kit)
{
	size_t buckets = sizeof k->half_bucket / sizeof *k->half_bucket;
	size_t *at = &k->half_bucket[kit_hash(kit) % buckets];
	struct recipes *s = k->recipes;
	struct kit *half;

	for (size_t i = *at; i > 0; i = k->half_before[i - 1])
		if (kit_same(s->half[i - 1], kit))
			return i - 1;
	half = NEW(k->a, struct kit, 1);
	*half = kit_kept(k->a, kit);
	PUSH(k->a, k->half_before, k->nhalf, k->caphalf, *at);
	PUSH(k->a, s->half, s->nhalf, s->caphalf, half);
	*at = s->nhalf;
	return s->nhalf - 1;
}

const struct pattern *
pattern_kept(struct pattern_ctx *k, const struct pattern *p)
{
	struct pattern *kept = NEW(k->a, struct pattern, 1);

	*kept = *p;
	return kept;
}

void
pattern_add(struct pattern_ctx *k, struct rack_class *c,
    const struct pattern *p, const char *host_family, const char *uplink_family,
    size_t first, size_t second)
{
	struct recipe r = { p, host_family, uplink_family, { first, second } };
	const struct recipes *s = k->recipes;
	const struct part *lacking = kit_unpriced(s->market, s->half[first],
	    second != NONE_HALF ? s->half[second] : NULL, &c->owned);

	if (lacking != NULL)
		pattern_reason(k, c,
		    "%s: no price in %s "
		    "for %s",
		    p->model != NULL ? p->model->id : "-", k->m->currency,
		    lacking->id);
	else
		PUSH(k->growing, c->recipe, c->nrecipe, c->caprecipe, r);
}

static bool
place_is(struct place x, struct place y)
{
	return x.rack == y.rack && x.u == y.u;
}

/* are these the switches asked for last?  They are from now on. */
static bool
switches_again(struct pattern_switches *last, size_t rack,
    const struct place *at)
{
	bool again = last->there && last->rack == rack &&
	    place_is(last->at[0], at[0]) && place_is(last->at[1], at[1]);

	*last = (struct pattern_switches){ true, rack, { at[0], at[1] } };
	return again;
}

static void
run_add(struct pattern_runs *to, const struct nic_group *g, int64_t raw_mm)
{
	struct pattern_run *r = to->run;

	for (size_t i = 0; i < to->n; i++)
		if (r[i].media == g->media && r[i].speed_bps == g->speed_bps &&
		    r[i].raw_mm == raw_mm) {
			r[i].n++;
			return;
		}
	r[to->n++] = (struct pattern_run){ g->media, g->speed_bps, raw_mm, 1 };
}

static bool
runs_same(const struct pattern_runs *x, const struct pattern_runs *y)
{
	for (size_t i = 0; i < x->n && i < y->n; i++)
		if (x->run[i].media != y->run[i].media ||
		    x->run[i].speed_bps != y->run[i].speed_bps ||
		    x->run[i].raw_mm != y->run[i].raw_mm ||
		    x->run[i].n != y->run[i].n)
			return false;
	return x->n == y->n;
}

static void
runs_take(struct pattern_ctx *k, const struct pattern_runs *x)
{
	for (k->run = 0; k->run < k->nruns; k->run++)
		if (runs_same(&k->runs[k->run], x))
			return;
	PUSH(k->a, k->runs, k->nruns, k->capruns, *x);
	k->runs[k->run].run = NEW(k->a, struct pattern_run, x->n + 1);
	if (x->n > 0)
		memcpy(k->runs[k->run].run, x->run, x->n * sizeof *x->run);
}

static bool
is_shared(const struct splits *x, size_t host, size_t port)
{
	for (size_t i = 0; i < x->nlink; i++)
		if (x->link[i].host == host && x->link[i].port == port)
			return true;
	return false;
}

/* all cables from hosts to two switches: the same for every model as high, and
 * there are many of those */
static void
runs_find(struct pattern_ctx *k, size_t rack, const struct place *at,
    enum topology t, const int64_t *from)
{
	struct splits shared[2][POOLS] = { { { .link = NULL } } };
	struct pattern_runs all = { 0 };
	struct arena_mark mark = arena_save(k->scratch);
	size_t n = 0;
	int q;

	if (switches_again(&k->run_for, rack, at) &&
	    memcmp(k->run_from, from, sizeof k->run_from) == 0)
		return;
	memcpy(k->run_from, from, sizeof k->run_from);
	for (size_t i = 0; i < k->m->nend; i++)
		if (rack == (size_t)-1 ||
		    size_head(k->plan->head, k->m->host[i].rack) == rack)
			n += k->m->host[i].nports;
	all.run = NEW(k->scratch, struct pattern_run, n + 1);
	for (q = SPEED_10G; q <= SPEED_25G; q++)
		for (size_t i = 0; i < 2; i++) {
			enum speed_class split =
			    speed_class_split((enum speed_class)q);
			int64_t first = from[split - SPLIT_10G];

			if (first != INT64_MAX)
				shared[i][split] = size_splits(k->scratch, k->m,
				    k->plan->head,
				    rack == (size_t)-1 ? NONE_RACK : rack, t, i,
				    (enum speed_class)q, at[i], first);
		}
	for (size_t i = 0; i < k->m->nend; i++) {
		const struct host *h = &k->m->host[k->by_rack[i]];
		struct place here = { h->rack, (int64_t)h->position_u };

		if (rack != (size_t)-1 &&
		    size_head(k->plan->head, h->rack) != rack)
			continue;
		for (size_t port = 0; port < h->nports; port++) {
			size_t side = size_port_side(k->m, h, port, t);
			const struct nic_group *x = model_port(h, port);
			enum speed_class p, split;

			if (side == NO_SIDE)
				continue;
			p = speed_class_of(x->media, x->speed_bps);
			split = speed_class_split(p);
			/* those are cabled by size_splits */
			if (split != POOLS &&
			    is_shared(&shared[side][split], k->by_rack[i],
			        port))
				continue;
			run_add(&all, x, place_length_mm(k->m, at[side], here));
		}
	}
	runs_take(k, &all);
	arena_restore(k->scratch, mark);
}

static bool
order_same(const struct pattern_order *x, const struct pattern_order *y)
{
	for (size_t i = 0; i < x->n && i < y->n; i++)
		if (x->port[i].media != y->port[i].media ||
		    x->port[i].speed_bps != y->port[i].speed_bps ||
		    x->port[i].raw_mm != y->port[i].raw_mm ||
		    x->port[i].side != y->port[i].side ||
		    x->port[i].unit != y->port[i].unit ||
		    x->port[i].next_rack != y->port[i].next_rack)
			return false;
	return x->n == y->n;
}

static void
order_take(struct pattern_ctx *k, const struct pattern_order *x)
{
	for (k->order = 0; k->order < k->norder; k->order++)
		if (order_same(&k->orders[k->order], x))
			return;
	PUSH(k->a, k->orders, k->norder, k->caporder, *x);
	k->orders[k->order].port = NEW(k->a, struct pattern_port, x->n + 1);
	if (x->n > 0)
		memcpy(k->orders[k->order].port, x->port,
		    x->n * sizeof *x->port);
}

/* ports of the hosts of a rack, or of the racks that share its leaves, in the
 * order of size_splits */
static void
order_find(struct pattern_ctx *k, size_t rack, const struct place *at,
    enum topology t)
{
	struct pattern_order all = { 0 };
	struct arena_mark mark = arena_save(k->scratch);
	size_t cap = 0, last = NONE_RACK;

	if (switches_again(&k->order_for, rack, at))
		return;
	for (size_t i = 0; i < k->m->nend; i++) {
		const struct host *h = &k->m->host[k->by_rack[i]];

		if (size_head(k->plan->head, h->rack) != rack)
			continue;
		for (size_t port = 0; port < h->nports; port++) {
			const struct nic_group *x = model_port(h, port);
			struct pattern_port p = { x->media, x->speed_bps, 0,
				size_port_side(k->m, h, port, t), h->position_u,
				h->rack != last };

			if (p.side == NO_SIDE)
				continue;
			last = h->rack;
			p.raw_mm = place_length_mm(k->m, at[p.side],
			    (struct place){ h->rack, (int64_t)h->position_u });
			PUSH(k->scratch, all.port, all.n, cap, p);
		}
	}
	order_take(k, &all);
	arena_restore(k->scratch, mark);
}

struct pattern_bases *
pattern_bases_of(struct pattern_ctx *k, size_t rack, const struct place *at,
    enum topology t, const int64_t *from)
{
	if (memcmp(from, pattern_no_split, sizeof pattern_no_split) == 0) {
		runs_find(k, rack, at, t, from);
		return &k->runs[k->run].bases;
	}
	/* the cables its ports are on by now */
	if (k->m->previous != NULL)
		return NULL;
	order_find(k, rack, at, t);
	return &k->orders[k->order].bases;
}

/* cables to hosts that are broken out at two switches */
static bool
split_links(struct pattern_ctx *k, struct kit *to, const struct switch_model *s,
    size_t rack, const struct place *at, enum topology t, const char *family,
    const int64_t *from)
{
	struct arena_mark mark = arena_save(k->scratch);
	size_t side;
	bool all = true;

	for (int p = SPEED_10G; p <= SPEED_25G && all; p++) {
		enum speed_class q = (enum speed_class)p;
		int64_t first = from[speed_class_split(q) - SPLIT_10G];

		for (side = 0; side < 2 && first != INT64_MAX && all; side++) {
			struct splits x =
			    size_splits(k->scratch, k->m, k->plan->head,
			        rack == (size_t)-1 ? NONE_RACK : rack, t, side,
			        q, at[side], first);

			for (size_t i = 0; i < x.ncable && all; i++)
				all = pattern_cables_add(k, to,
				    speed_class_trunk(q, s->dac_max_mm),
				    speed_class_plug(q), SPLIT_INTO,
				    speed_class_bps[q], x.cable_mm[i], family,
				    1);
		}
	}
	arena_restore(k->scratch, mark);
	return all;
}

bool
pattern_host_links(struct pattern_ctx *k, struct kit *to,
    const struct switch_model *s, unsigned options, size_t rack,
    const struct place *at, enum topology t, const char *family,
    const int64_t *from)
{
	if (!split_links(k, to, s, rack, at, t, family, from))
		return false;
	runs_find(k, rack, at, t, from);
	for (size_t i = 0; i < k->runs[k->run].n; i++) {
		const struct pattern_run *r = &k->runs[k->run].run[i];
		enum speed_class p = speed_class_of(r->media, r->speed_bps);
		struct cage nic = { r->media, 0, true, NULL }, cage;

		if (p == SPEED_CLASSES ||
		    !speed_class_cage(s, options, p, &cage) ||
		    !pattern_links_add(k, to, cage, nic, speed_class_bps[p],
		        r->raw_mm, family, r->n))
			return false;
	}
	return true;
}
