/*
 * DOC: the program, for one topology.
 *
 * Sets: classes c of racks that are alike (n_c of them), one class of one for
 * each pair of spines (or for the pair of a small site) and for the LAG between
 * two domains; patterns p of class c (pattern.c); parts k; sets T of port pools
 * (speeds).
 * Variables: x[c,p] = racks of class c equipped as pattern p, integer;
 * s[k] = spares of part k, integer; e[m,r] = switches of model m that are there
 * and used in role r, integer, at most as many as there are.
 * Constraints:
 *   rack    sum_p x[c,p] = n_c                              for each class
 *   ports   sum over the racks of a domain of x[c,p] use[p,T]
 *           + (own[p,T] - has[p,T]) x[spines,p] <= 0        for each set T
 *           (Hall's condition: whatever set of speeds is asked of a spine, the
 *           ports that can serve any of them are enough)
 *   power   what leaves and spines in one rack draw <= its limit
 *   lags    LAGs a spine makes <= what its model can
 *   members where a spine of few LAG members is chosen, no LAG of more is
 *   spares  s[k] >= share_k * sum x[c,p] quantity[p,k]
 *   there   e[m,r] <= switches of model m used in role r, and sum e[m,r] <=
 *           those used at all (equal to it where the model is sold no
 *           more): what is there and is used is not bought
 *   budget  objective without energy <= budget
 * Objective: sum x[c,p] (cost[p] + energy[p]) + sum s[k] price[k] - sum e[m,r]
 * price[m] + what is bought in any case, energy being nothing where the policy
 * has no price for it; and the premiums of what goes against policy.prefer
 * (prefer.c), shares of the cheapest plan without them.
 * One class is dozens of patterns at most, so the program's size is the number
 * of distinct racks; see also the class-and-pattern form of cutting stock
 * (Gilmore and Gomory, Operations Research 9(6), 1961).
 * Ties are broken in ties.c.
 */
#include "size/size.h"

#include <math.h>
#include <string.h>

#include "base/num.h"
#include "base/str.h"
#include "size/stock.h"

/* racks beside each other that may have one pair of leaves */
enum { SHARE_MOST = 4 };

/* switches that are there make many choices equal, and the tree wide: the gap is
 * printed where it stays */
enum { NODES = 20000, NODES_EXISTING = 1000 };

struct program {
	struct arena *a;
	struct size_memo *memo;
	const struct model *m;
	struct sizing *plan;
	struct rack_class *cls;
	size_t ncls;
	struct lp *lp;
	size_t *first; /* variable of the first pattern of a class */
	size_t budget_row;
	const struct prefer_price *premium; /* NULL: nothing is preferred */
};

static const char *
pattern_name(struct program *g, const struct rack_class *c,
    const struct pattern *p)
{
	static const char *const trunk[] = { "", "s", "l" };
	struct buf split = buf_new(g->a);
	int q;

	for (q = 0; q < POOLS - SPLIT_10G; q++)
		if (p->model != NULL && p->split_from[q] != INT64_MAX)
			buf_printf(&split, "%s%lld", q == 0 ? ".t" : ".w",
			    (long long)p->split_from[q]);
	return str_fmt(g->a, "%s.%s%s.%s%lldx%lldG.%s.%s", c->name,
	    p->model != NULL ? p->model->id : "lag",
	    split.len > 0 ? split.text : "", trunk[p->trunk],
	    (long long)(p->uplinks > 0 ? p->uplinks : p->peers),
	    (long long)(speed_class_bps[p->uplinks > 0 ? p->uplink_speed :
	                                                 p->peer_speed] /
	        1000000000),
	    p->host_family != NULL ? p->host_family : "any",
	    p->uplink_family != NULL   ? p->uplink_family :
	        p->uplinks > 0         ? "any" :
	        p->peer_family != NULL ? p->peer_family :
	                                 "none");
}

/* racks a pattern may be used in: all, or as many as there are pairs of what
 * is sold no more */
static int64_t
most_of(const struct program *g, const struct rack_class *c,
    const struct pattern *p)
{
	int64_t n = 0;
	int role;

	if (p->model == NULL || g->m->nexisting == 0 ||
	    !candidate_only_existing(g->m, p->model))
		return (int64_t)c->n;
	for (role = EXISTING_ANY; role <= EXISTING_SPINE; role++)
		n += size_existing(g->m, p->model, (enum existing_role)role);
	return n / 2 < (int64_t)c->n ? n / 2 : (int64_t)c->n;
}

static void
add_choices(struct program *g)
{
	size_t i, k;

	for (i = 0; i < g->ncls; i++) {
		struct rack_class *c = &g->cls[i];
		size_t row = lp_row(g->lp, str_fmt(g->a, "rack.%s", c->name),
		    (double)c->n, (double)c->n);

		g->first[i] = g->lp->nvar;
		for (k = 0; k < c->npattern; k++) {
			size_t v =
			    lp_var(g->lp, pattern_name(g, c, &c->pattern[k]), 0,
			        (double)most_of(g, c, &c->pattern[k]),
			        (double)(c->pattern[k].cents +
			            c->pattern[k].energy_cents),
			        true);

			lp_term(g->lp, row, v, 1);
		}
	}
}

/* a rack's share of the spines, with what is kept for others like it */
static double
expansion(const struct program *g)
{
	return 1 + (double)g->m->want.expansion_ppm / 1e6;
}

/* what one pattern asks of each spine of domain d for a set of pools; of a
 * rack's with what expansion keeps for others like it */
static double
set_use(const struct program *g, const struct rack_class *c,
    const struct pattern *p, size_t d, unsigned set)
{
	double n = 0;
	int q;

	if (c->kind != CLASS_FABRIC && c->domain != d)
		return 0;
	for (q = 0; q < POOLS; q++)
		if ((set >> q & 1) != 0)
			n += (double)p->use.n[q];
	if (c->kind == CLASS_RACKS)
		n *= expansion(g);
	if (c->kind == CLASS_SPINES)
		n -= (double)media_ports_serving(p->model, p->options, set);
	return n;
}

/* ".10G.40G": the pools of a set */
static const char *
set_name(struct arena *a, unsigned set)
{
	static const char *const pool[POOLS] = { "10GT", "10G", "25G", "40G",
		"100G", "4x10G", "4x25G" };
	struct buf b = buf_new(a);
	int p;

	for (p = 0; p < POOLS; p++)
		if ((set >> p & 1) != 0)
			buf_printf(&b, ".%s", pool[p]);
	return b.text;
}

/* the pools of spines' ports that any pattern takes of */
static unsigned
pools_used(const struct program *g)
{
	unsigned used = 0;
	size_t i, k;
	int q;

	for (i = 0; i < g->ncls; i++)
		for (k = 0; k < g->cls[i].npattern; k++)
			for (q = 0; q < POOLS; q++)
				if (g->cls[i].pattern[k].use.n[q] > 0)
					used |= 1u << q;
	return used;
}

/* ports of each spine pattern of a domain that serve each set of pools: those of
 * set s from s * n on */
struct serving {
	int64_t *ports;
	size_t n;
};

static struct serving
serving_of(const struct program *g, size_t d, unsigned used)
{
	struct serving x = { NULL, 0 };
	const struct rack_class *c = NULL;
	unsigned set;
	size_t i, k;

	for (i = 0; i < g->ncls; i++)
		if (g->cls[i].kind == CLASS_SPINES && g->cls[i].domain == d)
			c = &g->cls[i];
	x.n = c != NULL ? c->npattern : 0;
	x.ports = NEW(g->a, int64_t, (used + 1) * x.n + 1);
	for (set = 1; set <= used; set++)
		for (k = 0; k < x.n && (set & ~used) == 0; k++)
			x.ports[set * x.n + k] =
			    media_ports_serving(c->pattern[k].model,
			        c->pattern[k].options, set);
	return x;
}

/* is what a set asks of the spines asked by two parts of it, which no port of
 * any of them serves both? */
static bool
falls_apart(const struct serving *x, unsigned set)
{
	unsigned part;
	size_t k;

	for (part = (set - 1) & set; part != 0; part = (part - 1) & set) {
		for (k = 0; k < x->n; k++)
			if (x->ports[part * x->n + k] +
			        x->ports[(set & ~part) * x->n + k] !=
			    x->ports[set * x->n + k])
				break;
		if (k == x->n)
			return true;
	}
	return false;
}

static void
add_ports(struct program *g)
{
	unsigned used = pools_used(g), set;
	size_t d, i, k;

	for (d = 0; d < g->plan->ndomain; d++) {
		size_t lags = lp_row(g->lp, str_fmt(g->a, "lags.%zu", d + 1),
		    -INFINITY, 0);
		struct serving ports = serving_of(g, d, used);

		for (set = 1; set <= used; set++) {
			size_t row;

			if ((set & ~used) != 0 || falls_apart(&ports, set))
				continue;
			row = lp_row(g->lp,
			    str_fmt(g->a, "ports.%zu%s", d + 1,
			        set_name(g->a, set)),
			    -INFINITY, 0);
			for (i = 0; i < g->ncls; i++)
				for (k = 0; k < g->cls[i].npattern; k++)
					lp_term(g->lp, row, g->first[i] + k,
					    set_use(g, &g->cls[i],
					        &g->cls[i].pattern[k], d, set));
		}
		for (i = 0; i < g->ncls; i++) {
			struct rack_class *c = &g->cls[i];

			for (k = 0; k < c->npattern; k++) {
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

/* members a pattern asks of a LAG on each spine of its domain */
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
	size_t i, k;

	for (i = 0; i < g->ncls; i++)
		all += (double)g->cls[i].n;
	g->lp->row[row].hi = all;
	for (i = 0; i < g->ncls; i++) {
		struct rack_class *c = &g->cls[i];

		for (k = 0; k < c->npattern; k++) {
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

static void
add_members(struct program *g)
{
	int64_t most = 0, limit;
	size_t d, i, k;

	for (i = 0; i < g->ncls; i++)
		for (k = 0; k < g->cls[i].npattern; k++)
			if (spine_members(&g->cls[i], &g->cls[i].pattern[k]) >
			    most)
				most = spine_members(&g->cls[i],
				    &g->cls[i].pattern[k]);
	for (d = 0; d < g->plan->ndomain; d++)
		for (limit = 0; limit < most; limit++) {
			bool there = false;

			for (i = 0; i < g->ncls; i++)
				for (k = 0; k < g->cls[i].npattern; k++)
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

/* a rack with a limit where leaves and spines stand together */
static void
add_power(struct program *g)
{
	size_t s, i, k, row;

	for (s = 0; s < 2 * g->plan->ndomain; s++) {
		size_t rack = g->plan->spine[s].rack;
		bool both = g->plan->spine[s ^ 1].rack == rack;
		int64_t left = power_rack_left_mw(g->m, rack);

		if (left == INT64_MAX || (both && s % 2 == 1))
			continue;
		row = lp_row(g->lp,
		    str_fmt(g->a, "power.%s", g->m->rack[rack].name), -INFINITY,
		    (double)left / 1e3);
		for (i = 0; i < g->ncls; i++) {
			struct rack_class *c = &g->cls[i];
			int64_t n =
			    c->kind == CLASS_RACKS && c->rack[0] == rack ?
			    2 :
			    c->kind == CLASS_SPINES && c->domain == s / 2 ?
			    (both ? 2 : 1) :
			    0;

			for (k = 0; n > 0 && k < c->npattern; k++)
				lp_term(g->lp, row, g->first[i] + k,
				    (double)(n *
				        power_switch_most_mw(
				            c->pattern[k].model)) /
				        1e3);
		}
	}
}

/* parts that need spares, each once */
static void
add_spares(struct program *g)
{
	struct ledger all = { g->a, NULL, 0, 0 };
	size_t i, k, j;
	int64_t unit;

	for (i = 0; i < g->ncls; i++)
		for (k = 0; k < g->cls[i].npattern; k++)
			ledger_merge(&all, &g->cls[i].pattern[k].parts, 1);
	for (j = 0; j < all.n; j++) {
		const struct part *p = all.line[j].part;
		int64_t share = price_spares_wanted(g->m, p, 1000000);
		size_t v, row;

		if (share == 0 || !price_unit(g->m, p, &unit))
			continue;
		v = lp_var(g->lp, str_fmt(g->a, "spare.%s", p->id), 0, INFINITY,
		    (double)unit, true);
		row = lp_row(g->lp, str_fmt(g->a, "spares.%s", p->id), 0,
		    INFINITY);
		lp_term(g->lp, row, v, 1);
		for (i = 0; i < g->ncls; i++)
			for (k = 0; k < g->cls[i].npattern; k++) {
				const struct ledger *l =
				    &g->cls[i].pattern[k].parts;
				size_t q;

				for (q = 0; q < l->n; q++)
					if (strcmp(l->line[q].part->id,
					        p->id) == 0)
						lp_term(g->lp, row,
						    g->first[i] + k,
						    -(double)share / 1e6 *
						        (double)l->line[q]
						            .quantity);
			}
	}
}

/* network cards and the like: a variable that is always 1 */
static void
add_fixed(struct program *g)
{
	struct ledger l = { g->a, NULL, 0, 0 };
	int64_t cents;

	ledger_add_fixed(&l, g->m, NONE_RACK);
	if (ledger_cost(g->m, &l, &cents, NULL) && cents > 0)
		lp_var(g->lp, "anyway", 1, 1, (double)cents, false);
}

/* what a switch costs with what is bought beside it */
static int64_t
switch_cents(const struct program *g, const struct switch_model *s)
{
	struct ledger l = { g->a, NULL, 0, 0 };
	int64_t cents;

	ledger_add_switch(&l, g->m, s, 0, 1);
	return ledger_cost(g->m, &l, &cents, NULL) ? cents : 0;
}

/* switches of a model that a pattern puts into a role (EXISTING_ANY: any) */
static double
switches_used(const struct rack_class *c, const struct pattern *p,
    const struct switch_model *s, enum existing_role role)
{
	enum existing_role is = c->kind == CLASS_RACKS ? EXISTING_LEAF :
	    c->kind == CLASS_SPINES                    ? EXISTING_SPINE :
	                                                 EXISTING_STANDALONE;

	if (c->kind == CLASS_FABRIC || p->model != s ||
	    (role != EXISTING_ANY && role != is))
		return 0;
	return 2;
}

static void
add_existing_of(struct program *g, const struct switch_model *s)
{
	static const char *const word[] = { "any", "pair", "leaf", "spine" };
	size_t all = lp_row(g->lp, str_fmt(g->a, "there.%s", s->id),
	           candidate_only_existing(g->m, s) ? 0 : -INFINITY, 0),
	       i, k;
	int role;

	for (role = EXISTING_ANY; role <= EXISTING_SPINE; role++) {
		int64_t n = size_existing(g->m, s, (enum existing_role)role);
		size_t row, v;

		if (n == 0)
			continue;
		v = lp_var(g->lp,
		    str_fmt(g->a, "existing.%s.%s", s->id, word[role]), 0,
		    (double)n, -(double)switch_cents(g, s), true);
		lp_term(g->lp, all, v, 1);
		if (role == EXISTING_ANY)
			continue;
		row = lp_row(g->lp,
		    str_fmt(g->a, "there.%s.%s", s->id, word[role]), -INFINITY,
		    0);
		lp_term(g->lp, row, v, 1);
		for (i = 0; i < g->ncls; i++)
			for (k = 0; k < g->cls[i].npattern; k++)
				lp_term(g->lp, row, g->first[i] + k,
				    -switches_used(&g->cls[i],
				        &g->cls[i].pattern[k], s,
				        (enum existing_role)role));
	}
	for (i = 0; i < g->ncls; i++)
		for (k = 0; k < g->cls[i].npattern; k++)
			lp_term(g->lp, all, g->first[i] + k,
			    -switches_used(&g->cls[i], &g->cls[i].pattern[k], s,
			        EXISTING_ANY));
}

static void
add_existing(struct program *g)
{
	size_t i, k;

	for (i = 0; i < g->m->nexisting; i++) {
		const struct switch_model *s = g->m->existing[i].model;

		for (k = 0; k < i && g->m->existing[k].model != s; k++)
			;
		if (k == i && s != NULL)
			add_existing_of(g, s);
	}
}

/* those that are there and used, off the list of what is bought */
static void
take_existing(struct program *g)
{
	const struct model *m = g->m;
	size_t i, k;
	int role;

	for (i = 0; i < m->nexisting; i++) {
		const struct switch_model *s = m->existing[i].model;
		int64_t used[EXISTING_SPINE + 1] = { 0 }, own = 0, n;

		for (k = 0; k < i && m->existing[k].model != s; k++)
			;
		if (k < i || s == NULL)
			continue;
		for (k = 0; k < g->plan->nrack; k++)
			if (g->plan->rack_pattern != NULL &&
			    g->plan->rack_pattern[k] != NULL &&
			    g->plan->rack_pattern[k]->model == s)
				used[EXISTING_LEAF] += 2;
		for (k = 0; k < 2; k++)
			if (g->plan->spine_pattern[k] != NULL &&
			    g->plan->spine_pattern[k]->model == s)
				used[g->cls[0].kind == CLASS_PAIR ?
				        EXISTING_STANDALONE :
				        EXISTING_SPINE] += 2;
		for (role = EXISTING_STANDALONE; role <= EXISTING_SPINE;
		     role++) {
			n = size_existing(m, s, (enum existing_role)role);
			n = n < used[role] ? n : used[role];
			used[EXISTING_ANY] += used[role] - n;
			own += n;
		}
		n = size_existing(m, s, EXISTING_ANY);
		own += n < used[EXISTING_ANY] ? n : used[EXISTING_ANY];
		ledger_add_switch(&g->plan->parts, m, s, 0, -own);
	}
}

static void
add_budget(struct program *g)
{
	size_t i, k;

	g->budget_row =
	    lp_row(g->lp, "budget", -INFINITY, (double)g->m->want.budget_cents);
	for (i = 0; i < g->lp->nvar; i++)
		lp_term(g->lp, g->budget_row, i, g->lp->var[i].cost);
	/* the budget is of what is bought */
	for (i = 0; i < g->ncls; i++)
		for (k = 0; k < g->cls[i].npattern; k++)
			lp_term(g->lp, g->budget_row, g->first[i] + k,
			    -(double)g->cls[i].pattern[k].energy_cents);
}

/* racks to patterns in the racks' order, patterns in theirs */
static void
take_answer(struct program *g, const struct lp_answer *ans)
{
	struct sizing *plan = g->plan;
	size_t i, k, r;

	plan->parts.a = g->a;
	for (i = 0; i < g->ncls; i++) {
		struct rack_class *c = &g->cls[i];

		for (k = 0, r = 0; k < c->npattern; k++) {
			int64_t n = llround(ans->x[g->first[i] + k]);
			const struct pattern *p = &c->pattern[k];

			if (n <= 0)
				continue;
			ledger_merge(&plan->parts, &p->parts, n);
			plan->energy_cents += n * p->energy_cents;
			switch (c->kind) {
			case CLASS_RACKS:
				for (; n > 0 && r < c->n; n--)
					plan->rack_pattern[c->rack[r++]] = p;
				break;
			case CLASS_PAIR:
				plan->spine_pattern[0] = p;
				break;
			case CLASS_SPINES:
				plan->spine_pattern[c->domain] = p;
				break;
			case CLASS_FABRIC:
				plan->fabric = p;
				break;
			}
		}
	}
	take_existing(g);
	ledger_add_fixed(&plan->parts, g->m, NONE_RACK);
	if (!ledger_cost(g->m, &plan->parts, &plan->cents, NULL))
		plan->status = LP_ERROR;
	for (i = 0; i < g->ncls; i++)
		plan->energy_bound_cents +=
		    g->cls[i].least_energy_cents * (int64_t)g->cls[i].n;
	if (g->premium != NULL) {
		struct prefer_count against = prefer_against(g->m, plan);

		plan->premium_cents = prefer_pays(&against, g->premium);
	}
	plan->whole_bound_cents = plan->status == LP_OPTIMAL ?
	    sizing_whole(plan) :
	    (int64_t)ceil(ans->bound - 1e-6);
	/* with energy a bound on the whole says little of what is bought:
	 * pick_purchase_bound asks */
	plan->bound_cents =
	    plan->energy_bound_cents == 0 && plan->energy_cents == 0 ?
	    plan->whole_bound_cents :
	    0;
}

/* the set of pools that no candidate spine has enough of, said in words */
static void
explain_ports(struct program *g)
{
	size_t d, i, k;
	unsigned used = pools_used(g), set;
	bool limited = false;

	for (i = 0; i < g->m->nrack; i++)
		limited |= g->m->rack[i].power_mw > 0;
	for (d = 0; d < g->plan->ndomain; d++)
		for (set = 1; set <= used; set++) {
			double want = 0, have = 0;

			if ((set & ~used) != 0)
				continue;

			for (i = 0; i < g->ncls; i++) {
				struct rack_class *c = &g->cls[i];
				double least = INFINITY;

				for (k = 0; k < c->npattern; k++) {
					double n = set_use(g, c, &c->pattern[k],
					    d, set);

					if (n < least)
						least = n;
				}
				if (isinf(least))
					continue;
				if (c->kind == CLASS_SPINES && c->domain == d)
					have = fmax(have, -least);
				else
					want += least * (double)c->n;
			}
			if (want > have) {
				sizing_reason(g->a, g->plan,
				    "the leaves' uplinks "
				    "take at least %.0f ports of each spine; the "
				    "largest candidate has %.0f left for them",
				    want, have);
				return;
			}
		}
	sizing_reason(g->a, g->plan,
	    "no combination of candidate leaves' uplinks fits the ports and "
	    "LAGs of any candidate spine%s",
	    limited ? ", and the power limits of their racks" : "");
}

/* spines that hold the least the leaves can ask for, whatever is chosen: the
 * others would only be mixed in by the relaxed program, and hide its bound */
static void
drop_small_spines(struct program *g, struct rack_class *spines)
{
	bool *out = NEW(g->a, bool, spines->npattern + 1);
	size_t i, k, n = 0, left = 0;
	unsigned used = pools_used(g), set;

	for (set = 1; set <= used; set++) {
		double want = 0;

		if ((set & ~used) != 0)
			continue;

		for (i = 0; i < g->ncls; i++) {
			const struct rack_class *c = &g->cls[i];
			double least = INFINITY;

			if (c->kind == CLASS_SPINES)
				continue;
			for (k = 0; k < c->npattern; k++)
				least = fmin(least,
				    set_use(g, c, &c->pattern[k],
				        spines->domain, set));
			want += least * (double)c->n;
		}
		for (k = 0; k < spines->npattern; k++)
			out[k] |= want +
			        set_use(g, spines, &spines->pattern[k],
			            spines->domain, set) >
			    0;
	}
	for (k = 0; k < spines->npattern; k++)
		left += !out[k];
	/* none: the program proves it, and the reason is reported from all */
	for (k = 0; left > 0 && k < spines->npattern; k++)
		if (!out[k])
			spines->pattern[n++] = spines->pattern[k];
	if (left > 0)
		spines->npattern = n;
}

static bool
by_policy(const char *reason)
{
	return strstr(reason, "in policy.") != NULL;
}

/* "MODEL: why" of a list, models that are out for the same told together; of
 * those the site itself rules out, or of the others */
static void
say_alike(struct program *g, const char *const *list, size_t n, bool policy)
{
	bool *said = NEW(g->a, bool, n + 1);
	size_t i, k, more;

	for (i = 0; i < n; i++) {
		const char *why = strstr(list[i], ": "), *other;

		if (said[i] || by_policy(list[i]) != policy)
			continue;
		for (k = i + 1, more = 0; why != NULL && k < n; k++) {
			other = strstr(list[k], ": ");
			if (said[k] || other == NULL || strcmp(other, why) != 0)
				continue;
			said[k] = true;
			more++;
		}
		if (more == 0)
			sizing_reason(g->a, g->plan, "%s", list[i]);
		else
			sizing_reason(g->a, g->plan, "%.*s and %zu other%s%s",
			    (int)(why - list[i]), list[i], more,
			    more > 1 ? "s" : "", why);
	}
}

static void
explain_classes(struct program *g)
{
	size_t i;

	for (i = 0; i < g->ncls; i++) {
		struct rack_class *c = &g->cls[i];

		if (c->npattern > 0)
			continue;
		sizing_reason(g->a, g->plan, "no switch fits %s",
		    c->kind == CLASS_RACKS ? str_fmt(g->a,
		                                 "as leaf of rack "
		                                 "'%s'",
		                                 g->m->rack[c->rack[0]].name) :
		        c->kind == CLASS_SPINES ?
		                             "as spine" :
		        c->kind == CLASS_FABRIC ?
		                             "the LAG between the domains" :
		                             "as one switch of the pair");
		say_alike(g, c->reason, c->nreason, false);
		/* what the site itself rules out says least: it comes last */
		say_alike(g, c->out, c->nout, false);
		say_alike(g, c->out, c->nout, true);
	}
}

static void
make_program(struct program *g, bool budget)
{
	g->lp = lp_new(g->a);
	add_choices(g);
	if (g->cls[0].kind != CLASS_PAIR) {
		add_ports(g);
		add_members(g);
		add_power(g);
	}
	add_spares(g);
	add_existing(g);
	add_fixed(g);
	if (budget)
		add_budget(g);
	/* no money is paid for these: after the budget */
	if (g->premium != NULL)
		prefer_rows(g->a, g->lp, g->cls, g->ncls, g->first, g->premium);
}

static struct lp_answer
solve_once(struct program *g, bool budget)
{
	make_program(g, budget);
	g->plan->nrow = g->lp->nrow;
	g->plan->nvar = g->lp->nvar;
	/* costs are whole cents; ties ask the same, so that it is found once */
	return lp_solve_known(size_memo_programs(g->memo), g->a, g->lp,
	    g->m->nexisting > 0 ? NODES_EXISTING : NODES,
	    size_memo_known(g->memo, g->m, g->plan, g->premium) + 1,
	    SQUEEZE_STEPS);
}

int64_t
sizing_whole(const struct sizing *p)
{
	return p->cents + p->energy_cents + p->premium_cents;
}

static struct sizing *
pick(struct arena *a, struct size_memo *memo, const struct model *m,
    enum topology t, const struct min_bandwidth *floors, size_t share,
    const struct prefer_price *premium)
{
	struct sizing *plan = NEW(a, struct sizing, 1);
	struct program g = { a, memo, m, plan, NULL, 0, NULL, NULL, 0,
		premium };
	struct lp_answer ans;
	size_t i;

	plan->topology = t;
	plan->floors = *floors;
	plan->share = share;
	plan->nrack = m->nrack;
	plan->spine = NEW(a, struct place, 4);
	plan->status = LP_INFEASIBLE;
	if (!patterns_make(a, memo, m, plan, floors, &g.cls, &g.ncls))
		return plan;
	for (i = 0; i < g.ncls; i++)
		if (g.cls[i].npattern == 0) {
			explain_classes(&g);
			return plan;
		}
	for (i = 0; i < g.ncls; i++)
		if (g.cls[i].kind == CLASS_SPINES)
			drop_small_spines(&g, &g.cls[i]);
	g.first = NEW(a, size_t, g.ncls);
	ans = solve_once(&g, m->want.budget_cents > 0);
	plan->lp = g.lp;
	if (ans.status == LP_INFEASIBLE && m->want.budget_cents > 0) {
		ans = solve_once(&g, false);
		plan->over_budget =
		    ans.status == LP_OPTIMAL || ans.status == LP_FEASIBLE;
	}
	plan->status = ans.status;
	plan->nodes = ans.nodes;
	if (ans.status == LP_OPTIMAL &&
	    !tie_break(a, size_memo_programs(memo), g.lp, g.cls, g.ncls,
	        g.first, &ans))
		sizing_reason(a, plan,
		    "other designs may cost the same and have fewer kinds of "
		    "parts: the search among them ended at its limit");
	if (ans.status == LP_OPTIMAL || ans.status == LP_FEASIBLE) {
		take_answer(&g, &ans);
		if (plan->status == LP_OPTIMAL && !plan->over_budget)
			size_memo_keep(memo, m, plan);
		if (ans.status == LP_FEASIBLE)
			sizing_reason(a, plan,
			    "not proven lowest cost: the search ended with a "
			    "gap; lower bound %s %s%s",
			    m->currency,
			    num_money_pretty(a, plan->whole_bound_cents),
			    m->policy.energy_micro > 0 ? " with energy" :
			        premium != NULL        ? " with premiums" :
			                                 "");
	} else if (ans.status == LP_INFEASIBLE) {
		explain_ports(&g);
	} else {
		sizing_reason(a, plan,
		    "the solver found no design within its limit of search "
		    "nodes");
	}
	return plan;
}

static bool
has_plan(const struct sizing *p)
{
	return p->status == LP_OPTIMAL || p->status == LP_FEASIBLE;
}

static struct sizing *
pick_shared(struct arena *a, struct size_memo *memo, const struct model *m,
    enum topology t, const struct min_bandwidth *floors, size_t share)
{
	struct model plain = *m;
	struct sizing *cheapest, *p;
	struct prefer_price price;
	struct prefer_count against;

	memset(plain.policy.prefer, 0, sizeof plain.policy.prefer);
	cheapest = pick(a, memo, &plain, t, floors, share, NULL);
	if (!prefer_any(m) || !has_plan(cheapest))
		return cheapest;
	price = prefer_prices(m, cheapest->cents);
	against = prefer_against(m, cheapest);
	cheapest->cheapest_cents = cheapest->cents;
	cheapest->premium_cents = prefer_pays(&against, &price);
	cheapest->whole_bound_cents +=
	    cheapest->ndomain > 1 ? price.cents[PREFER_ONE_DOMAIN] : 0;
	/* nothing to be had by paying: it is the best of these as well */
	if (cheapest->premium_cents ==
	    (int64_t)against.n[PREFER_ONE_DOMAIN] *
	        price.cents[PREFER_ONE_DOMAIN])
		return cheapest;
	p = pick(a, memo, m, t, floors, share, &price);
	if (!has_plan(p) || sizing_whole(p) > sizing_whole(cheapest)) {
		sizing_reason(a, cheapest,
		    "what is preferred was searched for and not found within "
		    "the limit of search nodes");
		cheapest->status = LP_FEASIBLE;
		return cheapest;
	}
	if (p->status == LP_FEASIBLE && p->ndomain > 1)
		p->whole_bound_cents += price.cents[PREFER_ONE_DOMAIN];
	p->cheapest_cents = cheapest->cents;
	p->bound_cents =
	    m->policy.energy_micro == 0 ? cheapest->bound_cents : 0;
	return p;
}

/* how many neighbouring racks may have one pair of leaves: not all, since one
 * pair needs no spines; and none in a plan, whose phases are of racks */
static size_t
share_most(const struct model *m, enum topology t)
{
	size_t racks = 0, i, k;

	if (m->want.failure_domain_rack || m->plan != NULL ||
	    (t != TOPOLOGY_SPINE_LEAF && t != TOPOLOGY_EVLT))
		return 1;
	for (i = 0; i < m->nrack; i++) {
		for (k = 0; k < m->nend && m->host[k].rack != i; k++)
			continue;
		racks += k < m->nend;
	}
	return racks < 2 ? 1 : racks <= SHARE_MOST ? racks - 1 : SHARE_MOST;
}

struct sizing *
pick_cheapest(struct arena *a, struct size_memo *memo, const struct model *m,
    enum topology t, const struct min_bandwidth *floors)
{
	struct sizing *best = pick_shared(a, memo, m, t, floors, 1), *p;
	int64_t bound = best->bound_cents, whole = best->whole_bound_cents;
	int64_t energy = best->energy_bound_cents;
	bool found = has_plan(best);
	size_t share;

	for (share = 2; share <= share_most(m, t); share++) {
		p = pick_shared(a, memo, m, t, floors, share);
		if (!has_plan(p))
			continue;
		if (!found || p->bound_cents < bound)
			bound = p->bound_cents;
		if (!found || p->whole_bound_cents < whole)
			whole = p->whole_bound_cents;
		if (!found || p->energy_bound_cents < energy)
			energy = p->energy_bound_cents;
		if (!found || sizing_whole(p) < sizing_whole(best))
			best = p;
		found = true;
	}
	if (found) {
		best->bound_cents = bound;
		best->whole_bound_cents = whole;
		best->energy_bound_cents = energy;
	}
	return best;
}

/* what its relaxed program says that every plan costs at least; INFINITY: there
 * is none */
static double
shared_least(struct arena *a, struct size_memo *memo, const struct model *m,
    enum topology t, const struct min_bandwidth *floors, size_t share)
{
	struct program g = { .a = a,
		.memo = memo,
		.m = m,
		.plan = NEW(a, struct sizing, 1) };
	double least;
	size_t i;

	g.plan->topology = t;
	g.plan->share = share;
	g.plan->nrack = m->nrack;
	g.plan->spine = NEW(a, struct place, 4);
	if (!patterns_make(a, memo, m, g.plan, floors, &g.cls, &g.ncls))
		return INFINITY;
	for (i = 0; i < g.ncls; i++)
		if (g.cls[i].npattern == 0)
			return INFINITY;
	g.first = NEW(a, size_t, g.ncls);
	make_program(&g, false);
	return lp_relaxed(a, g.lp, &least) ? least : INFINITY;
}

bool
pick_above(struct arena *a, struct size_memo *memo, const struct model *m,
    enum topology t, const struct min_bandwidth *floors, int64_t cents)
{
	/* costs are whole cents */
	const double above = (double)cents - 0.5;
	bool any = floors->uplink_bps == 0 && floors->peer_bps == 0 &&
	    floors->fabric_bps == 0 && floors->pools == 0 &&
	    floors->rack_bps == NULL;
	double least = INFINITY;
	size_t share;

	if (any && size_memo_least(memo, m, t) > above)
		return true;
	for (share = 1; share <= share_most(m, t) && least > above; share++)
		least = fmin(least, shared_least(a, memo, m, t, floors, share));
	if (any && least > above)
		size_memo_bound(memo, m, t, least);
	return least > above;
}

void
pick_purchase_bound(struct arena *a, struct size_memo *memo,
    const struct model *m, struct sizing *plan)
{
	struct model plain = *m;
	const struct sizing *p;

	if (m->policy.energy_micro == 0 && !prefer_any(m) &&
	    m->policy.spine_above == NULL)
		return;
	plain.policy.energy_micro = 0;
	memset(plain.policy.prefer, 0, sizeof plain.policy.prefer);
	plain.policy.spine_above = NULL;
	p = pick_cheapest(a, memo, &plain, plan->topology, &plan->floors);
	if (p->status == LP_OPTIMAL || p->status == LP_FEASIBLE)
		plan->bound_cents = p->bound_cents;
}
