/*
 * Switches and their ports: which models stand where, under what name, and
 * every port they have in the order of their catalog.
 */
#include "design/design.h"

#include <string.h>

#include "base/str.h"
#include "size/size.h"

/* the children of the port just added, which is broken out into this speed */
static void
children(struct arena *a, struct dswitch *s, enum speed_class pool)
{
	size_t parent = s->nport - 1;
	const struct port_block *b = &s->model->block[s->port[parent].block];

	s->port[parent].role = PORT_SPLIT;
	for (size_t k = 0; k < b->into; k++) {
		struct dport *p = &s->port[s->nport++];

		*p = s->port[parent];
		p->name = port_block_child(a, b, s->port[parent].index, k);
		p->speed_name = p->name;
		p->index = k;
		p->parent = parent;
		p->media = pool == SPEED_10G ? MEDIA_SFPP : MEDIA_SFP28;
		p->speed_bps = speed_class_bps[pool];
		p->role = PORT_UNUSED;
	}
}

/* ports of a run that are broken out, into either speed */
struct run_splits {
	size_t slow, fast;
};

/* runs are taken in this order: of 40G, of one speed of parts, of two */
static size_t
split_pass(const struct port_block *b)
{
	return b->speed_bps <= speed_class_bps[SPEED_40G] ? 0 :
	    b->breakout_slow_bps == 0                     ? 1 :
	                                                    2;
}

/* split: ports to be broken out, by SPLIT_ pools less the first */
static void
splits_left(const struct dswitch *s, unsigned options, const int64_t *split,
    struct run_splits *of)
{
	const struct switch_model *m = s->model;
	size_t pass;

	for (int p = SPEED_10G; p <= SPEED_25G; p++) {
		enum speed_class q = (enum speed_class)p;
		int64_t left = split[speed_class_split(q) - SPLIT_10G];

		for (pass = 0; pass <= 2 && left > 0; pass++)
			for (size_t i = 0; i < m->nblock && left > 0; i++) {
				const struct port_block *b = &m->block[i];
				size_t n = b->breakout_max - of[i].slow;

				if (split_pass(b) != pass ||
				    !media_block_there(m, b, options) ||
				    !split_block_can(m, b, q))
					continue;
				n = n < (size_t)left ? n : (size_t)left;
				*(q == SPEED_10G ? &of[i].slow : &of[i].fast) =
				    n;
				left -= (int64_t)n;
			}
	}
}

/* what a port of a run is broken out into, SPEED_CLASSES: it is not.  The first
 * ones are; beside slower ones the faster begin in the middle, so that more of
 * either move none of the other, nor what is whole and comes last */
static enum speed_class
split_into(const struct port_block *b, size_t index, struct run_splits n)
{
	size_t i = b->breakout_takes_next ? index / 2 : index;
	size_t last = b->breakout_max - n.fast, from = b->breakout_max / 2;

	from = n.slow == 0 ? 0 : from < last ? from : last;
	from = from < n.slow ? n.slow : from;
	if (b->into == 0 || (b->breakout_takes_next && index % 2 != 0))
		return SPEED_CLASSES;
	return i < n.slow                  ? SPEED_10G :
	    i >= from && i < from + n.fast ? SPEED_25G :
	                                     SPEED_CLASSES;
}

static void
switch_ports(struct arena *a, struct dswitch *s, unsigned options,
    const int64_t *split)
{
	const struct switch_model *m = s->model;
	struct run_splits *of = NEW(a, struct run_splits, m->nblock + 1);
	size_t n = 0;

	splits_left(s, options, split, of);
	for (size_t i = 0; i < m->nblock; i++)
		n += m->block[i].count +
		    (of[i].slow + of[i].fast) * m->block[i].into;
	s->port = NEW(a, struct dport, n + 1);
	for (size_t i = 0; i < m->nblock; i++) {
		if (!media_block_there(m, &m->block[i], options))
			continue;
		for (size_t k = 0; k < m->block[i].count; k++) {
			struct dport *p = &s->port[s->nport++];
			enum speed_class q = split_into(&m->block[i], k, of[i]);

			p->name = port_block_name(a, &m->block[i], k);
			p->speed_name =
			    port_block_speed_name(a, &m->block[i], k);
			p->block = i;
			p->index = k;
			p->parent = NONE;
			p->media = m->block[i].media;
			p->speed_bps = m->block[i].speed_bps;
			p->role = PORT_UNUSED;
			p->description = "spare";
			p->lag = p->link = NONE;
			if (q != SPEED_CLASSES)
				children(a, s, q);
			else if (m->block[i].breakout_takes_next && k > 0 &&
			    split_into(&m->block[i], k - 1, of[i]) !=
			        SPEED_CLASSES) {
				p->role = PORT_TAKEN;
				p->description = str_fmt(a,
				    "unusable: %s is broken out",
				    port_block_name(a, &m->block[i], k - 1));
			}
		}
	}
	s->option = NEW(a, const struct option *, m->noption + 1);
	for (size_t i = 0; i < m->noption; i++)
		if ((options >> i & 1) != 0)
			s->option[s->noption++] = &m->option[i];
}

static bool
same_group(const struct dswitch *s, size_t i, size_t k)
{
	const struct dport *p = &s->port[i], *q = &s->port[k];
	size_t size = s->model->block[p->block].group;

	return p->block == q->block && p->parent == NONE && q->parent == NONE &&
	    (i == k || (size > 1 && p->index / size == q->index / size));
}

bool
design_ports_group_open(const struct dswitch *s, size_t i, int64_t speed_bps)
{
	size_t k;

	for (k = 0; k < s->nport && s->model->block[s->port[i].block].group > 1;
	     k++)
		if (same_group(s, i, k) && s->port[k].role != PORT_UNUSED &&
		    s->port[k].speed_bps != speed_bps)
			return false;
	return true;
}

bool
design_ports_group_free(const struct dswitch *s, size_t i, int64_t speed_bps)
{
	size_t k;

	for (k = 0; k < s->nport && s->model->block[s->port[i].block].group > 1;
	     k++)
		if (k != i && same_group(s, i, k) && s->port[k].kept &&
		    s->port[k].kept_bps != speed_bps)
			return false;
	return design_ports_group_open(s, i, speed_bps);
}

static enum speed_class
pool_of(const struct dswitch *s, const struct dport *p, int64_t speed_bps)
{
	return speed_class_of(s->model->block[p->block].media, speed_bps);
}

/* the pools with something to give out that a block serves, but 10GBASE-T: its
 * ports serve that and 1000BASE-T alone, or are kept for modules before */
static unsigned
pools_served(const struct dswitch *s, size_t block)
{
	unsigned set = 0;

	for (int p = 0; p < SPEED_CLASSES; p++)
		if (p != SPEED_COPPER && s->left.n[p] + s->spare.n[p] > 0 &&
		    media_model_serves(s->model, &s->model->block[block],
		        (enum speed_class)p))
			set |= 1u << p;
	return set;
}

void
design_ports_expect(struct dswitch *s)
{
	s->contested = false;
	for (size_t i = 0; i < s->model->nblock; i++) {
		unsigned set = pools_served(s, i);

		s->contested |= (set & (set - 1)) != 0;
	}
}

/* the ports of a group, or one by itself, that begin with the i-th: room for
 * what is left if `taken` is at that speed; the next after them */
static size_t
group_room(const struct dswitch *s, size_t i, size_t taken, int64_t speed_bps,
    unsigned heed, struct port_rooms *r)
{
	const struct port_block *b = &s->model->block[s->port[i].block];
	size_t size = b->group > 1 ? b->group : 1, k, first = i;
	int64_t n = 0, fixed = 0;
	unsigned set;

	for (; i < s->nport && s->port[i].block == s->port[first].block &&
	     s->port[i].index / size == s->port[first].index / size &&
	     s->port[i].parent == NONE;
	     i = k) {
		const struct dport *p = &s->port[i];

		for (k = i + 1; k < s->nport && s->port[k].parent == i;)
			k++;
		if (i == taken)
			fixed = speed_bps;
		else if (p->role != PORT_UNUSED)
			fixed = p->speed_bps;
		else if ((heed & PORTS_KEPT) != 0 && p->kept && fixed == 0)
			fixed = p->kept_bps;
		n += i != taken && p->role == PORT_UNUSED && !p->for_copper;
	}
	set = pools_served(s, s->port[first].block);
	if (fixed != 0) {
		enum speed_class p = pool_of(s, &s->port[first], fixed);

		set &= p == SPEED_CLASSES ? 0 : 1u << p;
	}
	port_rooms_add(r, set, n, n);
	return i;
}

bool
design_ports_allow(const struct dswitch *s, size_t port, enum speed_class pool,
    unsigned heed)
{
	struct port_rooms r = { .n = 0 };
	int64_t need[POOLS] = { 0 };

	if (!s->contested || s->port[port].for_copper)
		return true;
	for (int p = 0; p < SPEED_CLASSES; p++)
		if (p != SPEED_COPPER)
			need[p] = s->left.n[p] +
			    ((heed & PORTS_SPARE) != 0 ? s->spare.n[p] : 0) -
			    (p == (int)pool);
	for (size_t i = 0; i < s->nport;)
		i = group_room(s, i, port, speed_class_bps[pool], heed, &r);
	return port_rooms_fit(&r, need);
}

void
design_ports_use(struct dswitch *s, size_t i, enum speed_class pool,
    enum port_role role)
{
	int64_t speed_bps = speed_class_bps[pool];
	bool slowed = speed_bps != s->model->block[s->port[i].block].speed_bps;

	for (size_t k = 0; k < s->nport; k++) {
		if (!same_group(s, i, k))
			continue;
		s->port[k].speed_bps = speed_bps;
		if (slowed && s->model->block[s->port[k].block].group > 1)
			s->port[k].name = s->port[k].speed_name;
	}
	s->port[i].role = role;
	if (s->left.n[pool] > 0)
		s->left.n[pool]--;
}

/* may it hold a module for 10GBASE-T? */
static bool
holds_copper(const struct dswitch *s, const struct dport *p)
{
	size_t every = s->model->block[p->block].copper_every;

	return p->parent == NONE && every > 0 && p->index % every == 0;
}

void
design_ports_reserve(struct dswitch *s, int64_t n)
{
	for (size_t i = 0; n > 0 && i < s->nport; i++)
		s->port[i].may_copper = holds_copper(s, &s->port[i]);
	for (size_t i = 0; n > 0 && i < s->nport; i++) {
		struct dport *p = &s->port[i];

		if (p->may_copper && p->role == PORT_UNUSED && !p->kept) {
			p->for_copper = true;
			n--;
		}
	}
}

bool
design_port_serves(const struct dswitch *s, const struct dport *p,
    enum speed_class pool)
{
	if (p->parent != NONE)
		return speed_class_of(p->media, p->speed_bps) == pool;
	if (pool == SPEED_COPPER && p->media != MEDIA_10GT)
		return holds_copper(s, p);
	return media_model_serves(s->model, &s->model->block[p->block], pool);
}

size_t
design_ports_child(struct dswitch *s, int64_t speed_bps, bool last,
    enum port_role role)
{
	size_t best = NONE;

	/* those that are kept last */
	for (int pass = 0; pass < 2 && best == NONE; pass++)
		for (size_t i = 0; i < s->nport; i++)
			if (s->port[i].parent != NONE &&
			    s->port[i].role == PORT_UNUSED &&
			    s->port[i].speed_bps == speed_bps &&
			    (pass == 1 || !s->port[i].kept) &&
			    (best == NONE ||
			        (last &&
			            s->port[i].parent != s->port[best].parent)))
				best = i;
	if (best != NONE)
		s->port[best].role = role;
	return best;
}

/* may the port be taken at this speed, in this pass? */
static bool
may_take(const struct dswitch *s, size_t i, enum speed_class pool,
    unsigned heed)
{
	int64_t speed_bps = speed_class_bps[pool];

	if ((heed & PORTS_KEPT) != 0 &&
	    (s->port[i].kept || !design_ports_group_free(s, i, speed_bps)))
		return false;
	return design_ports_group_open(s, i, speed_bps) &&
	    (pool == SPEED_COPPER || design_ports_allow(s, i, pool, heed));
}

/* a port for a module is taken: if it is not one of those that are kept for
 * them, one of those is free */
static void
take_copper(struct dswitch *s, size_t i)
{
	for (size_t k = 0; !s->port[i].for_copper && k < s->nport; k++)
		if (s->port[k].for_copper && s->port[k].role == PORT_UNUSED &&
		    !s->port[k].kept) {
			s->port[k].for_copper = false;
			break;
		}
	s->port[i].for_copper = true;
}

/* is it of a block that is preferred to the best so far's? */
static bool
is_better(const struct dswitch *s, size_t i, size_t best, bool last)
{
	const struct port_block *b = &s->model->block[s->port[i].block], *have;

	if (best == NONE)
		return true;
	have = &s->model->block[s->port[best].block];
	return b->speed_bps < have->speed_bps ||
	    (b->speed_bps == have->speed_bps && last);
}

size_t
design_ports_take(struct dswitch *s, enum speed_class pool, bool last,
    enum port_role role)
{
	/* those that are kept last; before them those that modules may need */
	static const unsigned pass[] = { PORTS_KEPT | PORTS_SPARE |
		    PORTS_COPPER,
		PORTS_KEPT | PORTS_SPARE, PORTS_KEPT, PORTS_COPPER, PORTS_SPARE,
		0 };
	bool copper = pool == SPEED_COPPER;
	size_t t, best = NONE;

	for (t = 0; t < sizeof pass / sizeof pass[0] && best == NONE; t++)
		for (size_t i = 0; i < s->nport; i++)
			if (s->port[i].role == PORT_UNUSED &&
			    s->port[i].parent == NONE &&
			    (copper || !s->port[i].for_copper) &&
			    (copper || (pass[t] & PORTS_COPPER) == 0 ||
			        !s->port[i].may_copper) &&
			    design_port_serves(s, &s->port[i], pool) &&
			    is_better(s, i, best, last) &&
			    may_take(s, i, pool, pass[t]))
				best = i;
	if (best != NONE) {
		if (copper && s->port[best].media != MEDIA_10GT)
			take_copper(s, best);
		design_ports_use(s, best, pool, role);
		s->port[best].kept = false;
	}
	return best;
}

size_t
design_ports_beside(struct dswitch *s, enum speed_class pool,
    enum port_role role)
{
	int64_t speed_bps = speed_class_bps[pool];

	for (size_t i = 0; i < s->nport; i++) {
		const struct port_block *b = &s->model->block[s->port[i].block];

		if (s->port[i].role != PORT_UNUSED || s->port[i].kept ||
		    s->port[i].parent != NONE || b->speed_bps == speed_bps ||
		    !design_ports_group_free(s, i, speed_bps) ||
		    !design_ports_allow(s, i, pool, PORTS_KEPT | PORTS_SPARE))
			continue;
		for (size_t k = 0; k < s->nport; k++)
			if (k != i && same_group(s, i, k) &&
			    s->port[k].role != PORT_UNUSED) {
				design_ports_use(s, i, pool, role);
				return i;
			}
	}
	return NONE;
}

static struct dswitch *
switch_new(struct arena *a, struct design *g, const char *name,
    enum switch_role role, const struct pattern *p, const int64_t *split,
    struct place lowest)
{
	struct dswitch *s = &g->sw[g->nsw++];

	s->name = strlen(name) <= 63 ? name : str_fmt(a, "switch%zu", g->nsw);
	s->role = role;
	s->model = p->model;
	s->rack = lowest.rack;
	s->position_u = (size_t)lowest.u;
	s->pair = NONE;
	s->uplink_lag = NONE;
	switch_ports(a, s, p->options, split);
	return s;
}

/* ports that a domain's spines have broken out for its leaves */
static int64_t *
spine_splits(struct arena *a, const struct sizing *plan, size_t domain)
{
	int64_t *n = NEW(a, int64_t, POOLS - SPLIT_10G + 1);

	for (size_t i = 0; i < plan->nrack; i++)
		for (int q = SPLIT_10G; q < POOLS; q++)
			if (plan->rack_pattern[i] != NULL &&
			    plan->rack_domain[i] == domain)
				n[q - SPLIT_10G] +=
				    plan->rack_pattern[i]->use.n[q];
	return n;
}

size_t
design_switch_named(const struct design *g, const char *name)
{
	for (size_t i = 0; i < g->nsw; i++)
		if (strcmp(g->sw[i].name, name) == 0)
			return i;
	return NONE;
}

static bool
name_taken(const struct design *g, size_t sw)
{
	const struct model *m = g->model;
	const char *name = g->sw[sw].name;

	for (size_t i = 0; i < g->nsw; i++)
		if (i != sw && strcmp(g->sw[i].name, name) == 0)
			return true;
	for (size_t i = 0; m->core.given && i < m->core.switches.n; i++)
		if (strcmp(m->core.switches.name[i], name) == 0)
			return true;
	return model_host_named(m, name) != NO_INDEX;
}

static void
pair_up(struct design *g, size_t x, size_t y)
{
	g->sw[x].pair = y;
	g->sw[y].pair = x;
}

bool
design_switches(struct arena *a, struct diags *d, struct design *g,
    const struct sizing *plan)
{
	const struct model *m = g->model;

	g->sw = NEW(a, struct dswitch, 2 * m->nrack + 4);
	if (plan->topology == TOPOLOGY_STANDALONE ||
	    plan->topology == TOPOLOGY_LINKED) {
		for (size_t i = 0; i < 2; i++)
			switch_new(a, g, str_fmt(a, "ew%zu", i + 1),
			    ROLE_STANDALONE, plan->spine_pattern[0],
			    plan->spine_pattern[0]->split_ports,
			    place_of_two(plan->pair, i,
			        plan->spine_pattern[0]->model->height_u));
		pair_up(g, 0, 1);
	} else {
		for (size_t i = 0; i < 2 * plan->ndomain; i++)
			switch_new(a, g, str_fmt(a, "spine%zu", i + 1),
			    ROLE_SPINE, plan->spine_pattern[i / 2],
			    spine_splits(a, plan, i / 2),
			    place_of_two(&plan->spine[i / 2 * 2], i % 2,
			        plan->spine_pattern[i / 2]->model->height_u));
		for (size_t i = 0; i < plan->ndomain; i++)
			pair_up(g, 2 * i, 2 * i + 1);
		for (size_t i = 0; i < m->nrack; i++) {
			const struct pattern *p = plan->rack_pattern[i];

			if (p == NULL)
				continue;
			for (size_t k = 0; k < 2; k++) {
				struct place at = place_top(m, i,
				    (int64_t)k * p->model->height_u,
				    p->model->height_u);

				switch_new(a, g,
				    str_fmt(a, "%s-leaf%zu", m->rack[i].name,
				        k + 1),
				    ROLE_LEAF, p, p->split_ports, at);
			}
			pair_up(g, g->nsw - 2, g->nsw - 1);
		}
	}
	design_existing(a, g);
	for (size_t i = 0; i < g->nsw; i++)
		if (name_taken(g, i))
			return diag_error(d, SPAN_NONE, "switch-name-taken",
			    "'%s' is the name of a switch of the design, and "
			    "already used in the site",
			    g->sw[i].name);
	return true;
}
