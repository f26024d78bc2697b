/*
 * What the spines can give, as rows of the program: ports for each set of
 * pools, LAGs, their members, and the power of a rack that has leaves and
 * spines.  Spines that are too small whatever is chosen are left out before.
 */
#include "size/program.h"

#include <math.h>

#include "base/str.h"

/* a rack's share of the spines, with what is kept for others like it */
static double
expansion(const struct program *g)
{
	return 1 + num_share(g->m->want.expansion_ppm);
}

/* what may be needed of a spine.  Where breaking one out takes another, how
 * many are left depends on how many are: such ports are not broken out here. */
struct spine {
	struct port_uses uses;
	unsigned may;
};

static struct spine
spine_of(struct arena *a, const struct pattern *p)
{
	struct spine x = { media_ports_uses(a, p->model, p->options), ~0u };

	for (int q = SPEED_10G; q <= SPEED_25G; q++)
		for (size_t i = 0; i < p->model->nblock; i++)
			if (p->model->block[i].breakout_takes_next &&
			    split_block_can(p->model, &p->model->block[i],
			        (enum speed_class)q))
				x.may &= ~(1u
				    << speed_class_split((enum speed_class)q));
	return x;
}

/* ports of a spine for a set of pools */
static int64_t
spine_ports(const struct spine *x, unsigned set)
{
	return media_ports_uses_serving(&x->uses, set & x->may);
}

/* does a class take ports of the spines of a domain? */
static bool
takes_of(const struct rack_class *c, size_t d)
{
	return c->kind == CLASS_FABRIC || c->domain == d;
}

/* what a pattern takes of the spines where it needs n ports; of spines, which
 * give: what they take themselves */
static double
taken(const struct program *g, const struct rack_class *c, int64_t n)
{
	return c->kind == CLASS_RACKS ? (double)n * expansion(g) : (double)n;
}

double
program_set_use(const struct program *g, const struct rack_class *c,
    const struct pattern *p, size_t d, unsigned set)
{
	double n = 0;
	int64_t ports = 0;

	for (int q = 0; q < POOLS && takes_of(c, d); q++)
		if ((set >> q & 1) != 0)
			ports += p->use.n[q];
	n = taken(g, c, ports);
	if (c->kind == CLASS_SPINES && c->domain == d) {
		struct spine x = spine_of(g->a, p);

		n -= (double)spine_ports(&x, set);
	}
	return n;
}

/* ".10G.40G": the pools of a set */
static const char *
set_name(struct arena *a, unsigned set)
{
	static const char *const pool[POOLS] = { "1GT", "1G", "10GT", "10G",
		"25G", "40G", "100G", "4x10G", "4x25G" };
	struct buf b = buf_new(a);

	for (int p = 0; p < POOLS; p++)
		if ((set >> p & 1) != 0)
			buf_printf(&b, ".%s", pool[p]);
	return b.text;
}

unsigned
program_pools_used(const struct program *g)
{
	unsigned used = 0;

	for (size_t i = 0; i < g->ncls; i++)
		for (size_t k = 0; k < g->cls[i].npattern; k++)
			for (int q = 0; q < POOLS; q++)
				if (g->cls[i].pattern[k].use.n[q] > 0)
					used |= 1u << q;
	return used;
}

/* Sets of pools in use are numbered: bit i of a number is the ith pool in use.
 * Their order is that of the sets. */
static unsigned
set_of(unsigned used, unsigned number)
{
	unsigned set = 0;

	for (; number != 0; number >>= 1, used &= used - 1)
		if ((number & 1) != 0)
			set |= used & ~(used - 1);
	return set;
}

static unsigned
sets(unsigned used)
{
	unsigned n = 1;

	for (; used != 0; used &= used - 1)
		n *= 2;
	return n;
}

/* something of each of n patterns for each set of pools in use: for the one of
 * number s from s * n on */
struct by_set {
	int64_t *of;
	size_t n;
};

/* what each pattern of a class takes of each set of pools in use */
static struct by_set
uses_of(struct arena *a, const struct rack_class *c, unsigned used)
{
	const size_t n = c->npattern;
	struct by_set x = { NEW(a, int64_t, sets(used) * n + 1), n };
	size_t all = 1;

	/* each set that was there, and one more pool */
	for (int q = 0; q < POOLS; q++) {
		if ((used >> q & 1) == 0)
			continue;
		for (size_t i = 0; i < all; i++)
			for (size_t k = 0; k < n; k++)
				x.of[(all + i) * n + k] =
				    x.of[i * n + k] + c->pattern[k].use.n[q];
		all *= 2;
	}
	return x;
}

/* ports of each spine pattern of a domain that serve each set of pools */
static struct by_set
ports_of(const struct program *g, const struct rack_class *c, unsigned used)
{
	struct by_set x = { NULL, c != NULL ? c->npattern : 0 };
	struct spine spine = { { NULL, 0 }, 0 };
	const unsigned n = sets(used);

	x.of = NEW(g->a, int64_t, n * x.n + 1);
	for (size_t k = 0; k < x.n; k++) {
		const struct pattern *p = &c->pattern[k];
		/* they follow one another by model */
		const bool again = k > 0 && p[-1].model == p->model &&
		    p[-1].options == p->options;

		if (!again)
			spine = spine_of(g->a, p);
		for (unsigned s = 1; s < n; s++)
			x.of[s * x.n + k] = again ?
			    x.of[s * x.n + k - 1] :
			    spine_ports(&spine, set_of(used, s));
	}
	return x;
}

static const struct rack_class *
spines_of(const struct program *g, size_t d)
{
	const struct rack_class *c = NULL;

	for (size_t i = 0; i < g->ncls; i++)
		if (g->cls[i].kind == CLASS_SPINES && g->cls[i].domain == d)
			c = &g->cls[i];
	return c;
}

/* is the need of a set made up of two parts of it, which no port of any of them
 * serves both? */
static bool
falls_apart(const struct by_set *x, unsigned set)
{
	unsigned part;
	size_t k;

	for (part = (set - 1) & set; part != 0; part = (part - 1) & set) {
		for (k = 0; k < x->n; k++)
			if (x->of[part * x->n + k] +
			        x->of[(set & ~part) * x->n + k] !=
			    x->of[set * x->n + k])
				break;
		if (k == x->n)
			return true;
	}
	return false;
}

/* the terms of a class in the row of a set of pools; ports: of the spines of
 * the domain, which has one class of them */
static void
add_set(struct program *g, size_t i, size_t d, unsigned set,
    const struct by_set *use, const struct by_set *ports, size_t row)
{
	const struct rack_class *c = &g->cls[i];
	const bool gives = c->kind == CLASS_SPINES && c->domain == d;

	for (size_t k = 0; k < c->npattern && takes_of(c, d); k++)
		lp_term(g->lp, row, g->first[i] + k,
		    taken(g, c, use->of[set * use->n + k]) -
		        (gives ? (double)ports->of[set * ports->n + k] : 0));
}

void
program_add_ports(struct program *g)
{
	unsigned used = program_pools_used(g), s;
	struct by_set *use = NEW(g->a, struct by_set, g->ncls + 1);

	for (size_t i = 0; i < g->ncls; i++)
		use[i] = uses_of(g->a, &g->cls[i], used);
	for (size_t d = 0; d < g->plan->ndomain; d++) {
		size_t lags = lp_row(g->lp, str_fmt(g->a, "lags.%zu", d + 1),
		    -INFINITY, 0);
		struct by_set ports = ports_of(g, spines_of(g, d), used);

		for (s = 1; s < sets(used); s++) {
			size_t row;

			if (falls_apart(&ports, s))
				continue;
			row = lp_row(g->lp,
			    str_fmt(g->a, "ports.%zu%s", d + 1,
			        set_name(g->a, set_of(used, s))),
			    -INFINITY, 0);
			for (size_t i = 0; i < g->ncls; i++)
				add_set(g, i, d, s, &use[i], &ports, row);
		}
		for (size_t i = 0; i < g->ncls; i++) {
			struct rack_class *c = &g->cls[i];

			for (size_t k = 0; k < c->npattern; k++) {
				double n = (double)c->pattern[k].lags;

				if (c->kind != CLASS_FABRIC && c->domain != d)
					continue;
				if (c->kind == CLASS_RACKS)
					n *= expansion(g);
				if (c->kind == CLASS_SPINES)
					n -= (double)c->pattern[k].model->lags;
				lp_term(g->lp, lags, g->first[i] + k, n);
			}
		}
	}
}

/* members a pattern needs in a LAG on each spine of its domain */
static int64_t
spine_members(const struct rack_class *c, const struct pattern *p)
{
	return c->kind == CLASS_RACKS ? p->uplinks / 2 :
	    c->kind == CLASS_FABRIC   ? p->uplinks :
	                                0;
}

/* where spines of few LAG members are chosen, no LAG of more may be */
static void
add_members_of(struct program *g, size_t d, int64_t limit, size_t row)
{
	double all = 1;

	for (size_t i = 0; i < g->ncls; i++)
		all += (double)g->cls[i].n;
	g->lp->row[row].hi = all;
	for (size_t i = 0; i < g->ncls; i++) {
		struct rack_class *c = &g->cls[i];

		for (size_t k = 0; k < c->npattern; k++) {
			const struct pattern *p = &c->pattern[k];

			if (c->kind != CLASS_FABRIC && c->domain != d)
				continue;
			if (c->kind == CLASS_SPINES)
				lp_term(g->lp, row, g->first[i] + k,
				    (int64_t)p->model->lag_members == limit ?
				        all :
				        0);
			else if (spine_members(c, p) > limit)
				lp_term(g->lp, row, g->first[i] + k, 1);
		}
	}
}

void
program_add_members(struct program *g)
{
	int64_t most = 0;
	size_t d;

	for (size_t i = 0; i < g->ncls; i++)
		for (size_t k = 0; k < g->cls[i].npattern; k++)
			if (spine_members(&g->cls[i], &g->cls[i].pattern[k]) >
			    most)
				most = spine_members(&g->cls[i],
				    &g->cls[i].pattern[k]);
	for (d = 0; d < g->plan->ndomain; d++)
		for (int64_t limit = 0; limit < most; limit++) {
			bool there = false;

			for (size_t i = 0; i < g->ncls; i++)
				for (size_t k = 0; k < g->cls[i].npattern; k++)
					there |=
					    g->cls[i].kind == CLASS_SPINES &&
					    g->cls[i].domain == d &&
					    (int64_t)g->cls[i]
					            .pattern[k]
					            .model->lag_members ==
					        limit;
			if (there)
				add_members_of(g, d, limit,
				    lp_row(g->lp,
				        str_fmt(g->a, "members.%zu.%lld", d + 1,
				            (long long)limit),
				        -INFINITY, 0));
		}
}

void
program_add_power(struct program *g)
{
	size_t row;

	for (size_t s = 0; s < 2 * g->plan->ndomain; s++) {
		size_t rack = g->plan->spine[s].rack;
		bool both = g->plan->spine[s ^ 1].rack == rack;
		int64_t left = power_rack_left_mw(g->m, rack);

		if (left == INT64_MAX || (both && s % 2 == 1))
			continue;
		row = lp_row(g->lp,
		    str_fmt(g->a, "power.%s", g->m->rack[rack].name), -INFINITY,
		    (double)left / 1e3);
		for (size_t i = 0; i < g->ncls; i++) {
			struct rack_class *c = &g->cls[i];
			int64_t n =
			    c->kind == CLASS_RACKS && c->rack[0] == rack ?
			    2 :
			    c->kind == CLASS_SPINES && c->domain == s / 2 ?
			    (both ? 2 : 1) :
			    0;

			for (size_t k = 0; n > 0 && k < c->npattern; k++)
				lp_term(g->lp, row, g->first[i] + k,
				    (double)(n *
				        power_switch_most_mw(
				            c->pattern[k].model)) /
				        1e3);
		}
	}
}

/* the least a class takes of a set of pools */
static double
least_taken(const struct program *g, const struct rack_class *c,
    const struct by_set *use, unsigned set)
{
	const int64_t *n = use->of + set * use->n;
	int64_t least = c->npattern > 0 ? n[0] : 0;

	for (size_t k = 1; k < c->npattern; k++)
		if (n[k] < least)
			least = n[k];
	return taken(g, c, least);
}

void
program_drop_small_spines(struct program *g, struct rack_class *spines)
{
	bool *out = NEW(g->a, bool, spines->npattern + 1);
	struct by_set *use = NEW(g->a, struct by_set, g->ncls + 1), own, ports;
	unsigned used = program_pools_used(g), s;
	size_t n = 0, left = 0;

	for (size_t i = 0; i < g->ncls; i++)
		use[i] = uses_of(g->a, &g->cls[i], used);
	own = uses_of(g->a, spines, used);
	ports = ports_of(g, spines, used);
	for (s = 1; s < sets(used); s++) {
		double want = 0;

		for (size_t i = 0; i < g->ncls; i++)
			if (g->cls[i].kind != CLASS_SPINES &&
			    takes_of(&g->cls[i], spines->domain))
				want += least_taken(g, &g->cls[i], &use[i], s) *
				    (double)g->cls[i].n;
		for (size_t k = 0; k < spines->npattern; k++)
			out[k] |= want +
			        (taken(g, spines, own.of[s * own.n + k]) -
			            (double)ports.of[s * ports.n + k]) >
			    0;
	}
	for (size_t k = 0; k < spines->npattern; k++)
		left += !out[k];
	/* none: the program proves it, and the reason is reported from all */
	for (size_t k = 0; left > 0 && k < spines->npattern; k++)
		if (!out[k])
			spines->pattern[n++] = spines->pattern[k];
	if (left > 0)
		spines->npattern = n;
}
