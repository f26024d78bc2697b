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
 *           more): what is there and is used is not bought;
 *           no more are bought than a bounded offer is for
 *   budget  objective without energy <= budget
 * Objective: sum x[c,p] (cost[p] + energy[p]) + sum s[k] price[k] - sum e[m,r]
 * price[m] + what is bought in any case, energy being nothing where the policy
 * has no price for it; and the premiums of what goes against policy.prefer
 * (prefer.c), shares of the cheapest plan without them. One class is dozens of
 * patterns at most, so the program's size is the number of distinct racks; see
 * also the class-and-pattern form of cutting stock (Gilmore and Gomory,
 * Operations Research 9(6), 1961). Ties are broken in tie_break.c; what spines
 * can give is in program_spines.c, what is there already in program_existing.c.
 */
#include "size/program.h"

#include <math.h>
#include <string.h>

#include "base/str.h"

static const char *
pattern_name(struct program *g, const struct rack_class *c,
    const struct pattern *p)
{
	static const char *const trunk[] = { "", "s", "l" };
	struct buf split = buf_new(g->a);

	if (!g->named)
		return NULL;
	for (int q = 0; q < POOLS - SPLIT_10G; q++)
		if (p->model != NULL && p->split_from[q] != INT64_MAX)
			buf_printf(&split, "%s%lld", q == 0 ? ".t" : ".w",
			    (long long)p->split_from[q]);
	return str_fmt(g->a, "%s.%s%s.%s%lldx%lldG.%s.%s", c->name,
	    p->model != NULL ? p->model->id : "lag",
	    split.len > 0 ? split.text : "", trunk[p->trunk],
	    (long long)(p->uplinks > 0 ? p->uplinks : p->peers),
	    (long long)(speed_class_bps[p->uplinks > 0 ? p->uplink_speed :
	                                                 p->peer_speed] /
	        GBPS),
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

	if (p->model == NULL ||
	    (g->m->nexisting == 0 && g->m->previous == NULL) ||
	    !candidate_only_existing(g->m, p->model) ||
	    program_bought(c, p) == 0)
		return (int64_t)c->n;
	n = program_standing(c, p->model);
	for (int role = EXISTING_ANY; role <= EXISTING_SPINE; role++)
		n += size_existing(g->m, g->plan->topology, p->model,
		    (enum existing_role)role);
	return n / 2 < (int64_t)c->n ? n / 2 : (int64_t)c->n;
}

static void
add_choices(struct program *g)
{
	for (size_t i = 0; i < g->ncls; i++) {
		struct rack_class *c = &g->cls[i];
		size_t row = lp_row(g->lp, str_fmt(g->a, "rack.%s", c->name),
		    (double)c->n, (double)c->n);

		g->first[i] = g->lp->nvar;
		for (size_t k = 0; k < c->npattern; k++) {
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

/* the spares of a part: a variable and its row; 0: it needs none, else the row
 * and 1 */
static size_t
spares_row(struct program *g, const struct part *p, double *share)
{
	const int64_t ppm = price_spares_ppm(g->m, p);
	int64_t unit;
	size_t v, row;

	if (ppm == 0 || !price_unit(g->m, p, &unit))
		return 0;
	*share = num_share(ppm);
	v = lp_var(g->lp, str_fmt(g->a, "spare.%s", p->id), 0, INFINITY,
	    (double)unit, true);
	row = lp_row(g->lp, str_fmt(g->a, "spares.%s", p->id), 0, INFINITY);
	lp_term(g->lp, row, v, 1);
	return row + 1;
}

/* which line of a ledger is a part's; l->n: none */
static size_t
line_of(const struct ledger *l, const struct part *p)
{
	size_t i;

	for (i = 0; i < l->n && l->line[i].part != p; i++)
		continue;
	if (i == l->n)
		for (i = 0; i < l->n && strcmp(l->line[i].part->id, p->id) != 0;
		     i++)
			continue;
	return i;
}

/* parts that need spares, each once */
static void
add_spares(struct program *g)
{
	struct ledger all = { g->a, NULL, 0, 0 };
	double *share;
	size_t *row, i, j;

	for (i = 0; i < g->ncls; i++)
		for (size_t k = 0; k < g->cls[i].npattern; k++)
			ledger_merge(&all, &g->cls[i].pattern[k].parts, 1);
	share = NEW(g->a, double, all.n + 1);
	row = NEW(g->a, size_t, all.n + 1);
	for (j = 0; j < all.n; j++)
		row[j] = spares_row(g, all.line[j].part, &share[j]);
	for (i = 0; i < g->ncls; i++)
		for (size_t k = 0; k < g->cls[i].npattern; k++) {
			const struct ledger *l = &g->cls[i].pattern[k].parts;

			for (size_t q = 0; q < l->n; q++) {
				j = line_of(&all, l->line[q].part);
				if (row[j] == 0)
					continue;
				lp_term(g->lp, row[j] - 1, g->first[i] + k,
				    -share[j] * (double)l->line[q].quantity);
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

static void
add_budget(struct program *g)
{
	g->budget_row =
	    lp_row(g->lp, "budget", -INFINITY, (double)g->m->want.budget_cents);
	for (size_t i = 0; i < g->lp->nvar; i++)
		lp_term(g->lp, g->budget_row, i, g->lp->var[i].cost);
	/* the budget is of what is bought */
	for (size_t i = 0; i < g->ncls; i++)
		for (size_t k = 0; k < g->cls[i].npattern; k++)
			lp_term(g->lp, g->budget_row, g->first[i] + k,
			    -(double)g->cls[i].pattern[k].energy_cents);
}

void
program_make(struct program *g, bool budget)
{
	g->lp = lp_new(g->a);
	add_choices(g);
	if (g->cls[0].kind != CLASS_PAIR) {
		program_add_ports(g);
		program_add_members(g);
		program_add_power(g);
	}
	add_spares(g);
	program_add_existing(g);
	add_fixed(g);
	if (budget)
		add_budget(g);
	/* no money is paid for these: after the budget */
	if (g->premium != NULL)
		prefer_rows(g->a, g->lp, g->cls, g->ncls, g->first, g->premium);
}
