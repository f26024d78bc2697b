/*
 * DOC: the program.
 *
 * Sets: classes c of racks that are alike (the same parts, weight, base and
 * earliest date; n_c of them), bases d (a pair of spines with its peer link and
 * its links to the core, or the pair of a small site), parts k with spares,
 * dates t at which money comes.
 * Variables: x[c,t] = racks of class c bought at t, integer; y[d,t] = 1 if base
 * d is bought at t; s[k,t] = spares of part k held at t, integer.
 * Constraints, with X[c,t], Y[d,t] the sums up to t:
 *   all     X[c,T] = n_c, Y[d,T] = 1; x[c,t] = 0 before the class's earliest
 *           date
 *   base    X[c,t] <= n_c Y[d,t]: no rack before the base it depends on
 *   rack    Y[d,t] <= sum of X[c,t] over its racks: no base without a rack, so
 *           that every phase leaves a network that carries hosts
 *   order   Y[2,t] <= Y[1,t]: the first domain has the links to the core
 *   spares  s[k,t] >= share_k * (parts k in X[.,t] and Y[.,t])
 *   money   cost of X[.,t], Y[.,t] and s[.,t], and for each rack bought before
 *           its class is due what those months cost <= money that has come by t
 *   ceiling the weight, and the number, of the racks bought by t are at most
 *           what the money of t could buy at once, the other dates left aside:
 *           a small program for each date.  No schedule loses by it, and
 *           without it the search is lost among fractions of racks.
 * Objective: the waiting, sum of weight_c * months(t) * x[c,t], where the
 * weight is the drain time saved, summed over a rack's hosts.  This is the
 * weighted completion time of scheduling (Smith, Naval Research Logistics
 * Quarterly 3, 1956) with money in the place of the machine's time.
 * Then, kept at that optimum, the cost of racks that come before they are due;
 * then the months waited; and then x[c,t] itself, classes in the order of their
 * names, as many as early as possible: that leaves one answer, the same on
 * every computer.  Racks of a class go in the order of their names.
 */
#include "phases/schedule.h"

#include <math.h>
#include <string.h>

#include "base/str.h"

enum { NODES = 20000 };

struct program {
	struct arena *a;
	const struct schedule_asked *q;
	struct build_class *cls;
	size_t ncls;
	struct lp *lp;
	size_t x, y; /* first variables */
	bool one;    /* of one date: not all need be bought */
	bool feasible_only;
};

static const struct build_unit *
first(const struct program *g, size_t c)
{
	return &g->q->pieces->rack[g->cls[c].rack[0]];
}

static size_t
var_x(const struct program *g, size_t c, size_t t)
{
	return g->x + c * g->q->nperiod + t;
}

static size_t
var_y(const struct program *g, size_t d, size_t t)
{
	return g->y + d * g->q->nperiod + t;
}

/* what rack i pays for coming on a date before it is due */
static int64_t
early_cents(const struct schedule_asked *q, size_t i, int month)
{
	return q->due == NULL || month >= q->due[i] ?
	    0 :
	    (q->due[i] - month) * q->early_cents[i];
}

/* of one rack of class c at t */
static double
early(const struct program *g, size_t c, size_t t)
{
	return (
	    double)early_cents(g->q, g->cls[c].rack[0], g->q->period[t].month);
}

static int
months(const struct program *g, size_t t)
{
	return g->q->period[t].month - g->q->period[0].month;
}

static bool
are_alike(const void *of, size_t i, size_t k)
{
	const struct schedule_asked *q = of;

	return q->weight[i] == q->weight[k] &&
	    q->earliest[i] == q->earliest[k] &&
	    (q->due == NULL ||
	        (q->due[i] == q->due[k] &&
	            q->early_cents[i] == q->early_cents[k])) &&
	    build_units_alike(&q->pieces->rack[i], &q->pieces->rack[k]);
}

static void
variables(struct program *g)
{
	const struct schedule_asked *q = g->q;

	g->x = g->lp->nvar;
	for (size_t i = 0; i < g->ncls; i++)
		for (size_t t = 0; t < q->nperiod; t++)
			lp_var(g->lp,
			    str_fmt(g->a, "x.%s.%d", first(g, i)->name,
			        q->period[t].month),
			    0,
			    q->period[t].month <
			            q->earliest[g->cls[i].rack[0]] ?
			        0 :
			        (double)g->cls[i].n,
			    0, true);
	g->y = g->lp->nvar;
	for (size_t i = 0; i < q->pieces->nbase; i++)
		for (size_t t = 0; t < q->nperiod; t++)
			lp_var(g->lp,
			    str_fmt(g->a, "y.%zu.%d", i + 1,
			        q->period[t].month),
			    0, 1, 0, true);
}

/* coef times everything of a piece bought up to t */
static void
up_to(struct program *g, size_t row, size_t first_var, size_t t, double coef)
{
	for (size_t i = 0; i <= t; i++)
		lp_term(g->lp, row, first_var + i, coef);
}

static void
precedence(struct program *g)
{
	const struct schedule_asked *q = g->q;
	size_t row;

	for (size_t i = 0; i < g->ncls; i++) {
		row = lp_row(g->lp, str_fmt(g->a, "all.%s", first(g, i)->name),
		    g->one ? 0 : (double)g->cls[i].n, (double)g->cls[i].n);
		up_to(g, row, var_x(g, i, 0), q->nperiod - 1, 1);
		for (size_t t = 0; t < q->nperiod; t++) {
			row = lp_row(g->lp, "base", -INFINITY, 0);
			up_to(g, row, var_x(g, i, 0), t, 1);
			up_to(g, row, var_y(g, first(g, i)->base, 0), t,
			    -(double)g->cls[i].n);
		}
	}
	for (size_t d = 0; d < q->pieces->nbase; d++) {
		row = lp_row(g->lp, "once", g->one ? 0 : 1, 1);
		up_to(g, row, var_y(g, d, 0), q->nperiod - 1, 1);
		for (size_t t = 0; t < q->nperiod; t++) {
			row = lp_row(g->lp, "rack", -INFINITY, 0);
			up_to(g, row, var_y(g, d, 0), t, 1);
			for (size_t i = 0; i < g->ncls; i++)
				if (first(g, i)->base == d)
					up_to(g, row, var_x(g, i, 0), t, -1);
			if (d == 0)
				continue;
			row = lp_row(g->lp, "order", -INFINITY, 0);
			up_to(g, row, var_y(g, d, 0), t, 1);
			up_to(g, row, var_y(g, d - 1, 0), t, -1);
		}
	}
}

/* spares of one part at one date, in the money row of that date */
static void
spares(struct program *g, const struct part *p, double share, double unit,
    size_t t, size_t money)
{
	size_t v = lp_var(g->lp, str_fmt(g->a, "s.%s.%zu", p->id, t), 0,
	           INFINITY, 0, true),
	       row = lp_row(g->lp, "spares", 0, INFINITY), i;

	lp_term(g->lp, row, v, 1);
	lp_term(g->lp, money, v, unit);
	for (i = 0; i < g->ncls; i++)
		up_to(g, row, var_x(g, i, 0), t,
		    -share * (double)ledger_quantity(&first(g, i)->parts, p));
	for (i = 0; i < g->q->pieces->nbase; i++)
		up_to(g, row, var_y(g, i, 0), t,
		    -share *
		        (double)ledger_quantity(&g->q->pieces->base[i].parts,
		            p));
}

static void
money(struct program *g)
{
	const struct schedule_asked *q = g->q;
	struct ledger all = { g->a, NULL, 0, 0 };
	size_t row;

	for (size_t i = 0; i < g->ncls; i++)
		ledger_merge(&all, &first(g, i)->parts, 1);
	for (size_t i = 0; i < q->pieces->nbase; i++)
		ledger_merge(&all, &q->pieces->base[i].parts, 1);
	for (size_t t = 0; t < q->nperiod; t++) {
		row =
		    lp_row(g->lp, str_fmt(g->a, "money.%d", q->period[t].month),
		        -INFINITY, (double)q->period[t].money_cents);
		for (size_t i = 0; i < g->ncls; i++)
			for (size_t k = 0; k <= t; k++)
				if (early(g, i, k) > 0)
					lp_term(g->lp, row, var_x(g, i, k),
					    early(g, i, k));
		for (size_t k = 0; k < all.n; k++) {
			const struct part *p = all.line[k].part;
			int64_t share = price_spares_ppm(q->m, p), unit;

			if (!schedule_pays(q->m, p) ||
			    !price_unit(q->m, p, &unit))
				continue;
			for (size_t i = 0; i < g->ncls; i++)
				up_to(g, row, var_x(g, i, 0), t,
				    (double)(unit *
				        ledger_quantity(&first(g, i)->parts,
				            p)));
			for (size_t i = 0; i < q->pieces->nbase; i++)
				up_to(g, row, var_y(g, i, 0), t,
				    (double)(unit *
				        ledger_quantity(&q->pieces->base[i]
				                             .parts,
				            p)));
			if (share > 0)
				spares(g, p, num_share(share), (double)unit, t,
				    row);
		}
	}
}

/* what is made least, one after the other */
enum { WAITING, EARLY, MONTHS, LEVELS };

/* what a rack of a class counts for: its weight, or itself */
static double
worth(const struct program *g, size_t c, int level)
{
	return level == WAITING ? (double)g->q->weight[g->cls[c].rack[0]] : 1;
}

/* what a variable of class c at t counts for */
static double
counts(const struct program *g, size_t c, size_t t, int level)
{
	return level == EARLY ? early(g, c, t) :
	                        (double)months(g, t) * worth(g, c, level);
}

/* the most that the money of one date buys; false: not found */
static bool
most_at_once(struct program *g, size_t t, int level, double *most)
{
	struct schedule_asked q = *g->q;
	struct program one = { .a = g->a,
		.q = &q,
		.cls = g->cls,
		.ncls = g->ncls,
		.lp = lp_new(g->a),
		.one = true };
	struct lp_answer ans;

	q.period = &g->q->period[t];
	q.nperiod = 1;
	variables(&one);
	precedence(&one);
	money(&one);
	for (size_t i = 0; i < g->ncls; i++)
		one.lp->var[var_x(&one, i, 0)].cost = -worth(g, i, level);
	ans = lp_solve(g->a, one.lp, NODES);
	*most = -ans.objective;
	return ans.status == LP_OPTIMAL;
}

static void
ceilings(struct program *g)
{
	double most;
	size_t row;

	for (int level = WAITING; level < LEVELS; level++)
		for (size_t t = 0; t + 1 < g->q->nperiod; t++) {
			if (level == EARLY || !most_at_once(g, t, level, &most))
				continue;
			row = lp_row(g->lp,
			    level == WAITING ? "ceiling.weight" :
			                       "ceiling.racks",
			    -INFINITY, most);
			for (size_t i = 0; i < g->ncls; i++)
				for (size_t k = 0; k <= t; k++)
					lp_term(g->lp, row, var_x(g, i, k),
					    worth(g, i, level));
		}
}

/* the best of one level, and a row that keeps it */
static bool
level(struct program *g, int which, struct lp_answer *ans)
{
	static const char *const keep[] = { "keep.waiting", "keep.early",
		"keep.months" };
	size_t row;
	double best;

	for (size_t i = 0; i < g->ncls; i++)
		for (size_t t = 0; t < g->q->nperiod; t++)
			g->lp->var[var_x(g, i, t)].cost =
			    counts(g, i, t, which);
	*ans = lp_solve(g->a, g->lp, NODES);
	if (ans->status != LP_OPTIMAL && ans->status != LP_FEASIBLE)
		return false;
	g->feasible_only |= ans->status == LP_FEASIBLE;
	/* over its own size, so that the solver's tolerance, which is of the
	 * row's size, stays below one part in ten million of it */
	best = ans->objective > 1 ? ans->objective : 1;
	row = lp_row(g->lp, keep[which], -INFINITY, ans->objective / best);
	for (size_t i = 0; i < g->ncls; i++)
		for (size_t t = 0; t < g->q->nperiod; t++)
			lp_term(g->lp, row, var_x(g, i, t),
			    counts(g, i, t, which) / best);
	return true;
}

/* of what is left: classes by name, as many as early as can be */
static void
settle(struct program *g, struct lp_answer *ans)
{
	const size_t last = g->q->nperiod - 1;

	for (size_t i = 0; i < g->lp->nvar; i++)
		g->lp->var[i].cost = 0;
	for (size_t i = 0; i < g->ncls; i++) {
		double left = (double)g->cls[i].n;

		for (size_t t = 0; t < g->q->nperiod; t++) {
			struct lp_var *v = &g->lp->var[var_x(g, i, t)];
			struct lp_answer more;

			if (t < last && v->hi > 0 &&
			    ans->x[var_x(g, i, t)] < left) {
				v->cost = -1;
				more = lp_solve(g->a, g->lp, NODES);
				v->cost = 0;
				if (more.status == LP_OPTIMAL)
					*ans = more;
				else
					g->feasible_only = true;
			}
			v->lo = v->hi = ans->x[var_x(g, i, t)];
			left -= v->lo;
			for (size_t k = t + 1; left < 0.5 && k <= last; k++)
				g->lp->var[var_x(g, i, k)].lo =
				    g->lp->var[var_x(g, i, k)].hi = 0;
		}
	}
}

static void
take_answer(const struct program *g, const struct lp_answer *ans,
    struct schedule *out)
{
	size_t i, t, k;

	out->waiting = out->rack_months = out->early_cents = 0;
	for (i = 0; i < g->ncls; i++)
		for (t = 0, k = 0; t < g->q->nperiod; t++) {
			int64_t n = llround(ans->x[var_x(g, i, t)]);

			out->waiting +=
			    n * months(g, t) * g->q->weight[g->cls[i].rack[0]];
			out->rack_months += n * months(g, t);
			out->early_cents += n * (int64_t)early(g, i, t);
			for (; n > 0 && k < g->cls[i].n; n--)
				out->period[g->cls[i].rack[k++]] = t;
		}
}

struct schedule *
schedule_make(struct arena *a, const struct schedule_asked *q)
{
	struct schedule *out = NEW(a, struct schedule, 1);
	struct program g = { .a = a, .q = q, .lp = lp_new(a) };
	struct lp_answer ans, same;
	bool whole;

	out->period = NEW(a, size_t, q->pieces->nrack + 1);
	g.cls = build_units_classes(a, q->pieces, are_alike, q, &g.ncls);
	variables(&g);
	precedence(&g);
	money(&g);
	ceilings(&g);
	if (!level(&g, WAITING, &ans)) {
		out->status = ans.status;
		return out;
	}
	out->lp = lp_text(a, g.lp, "which rack comes when");
	whole = q->due == NULL || level(&g, EARLY, &same);
	if (whole && q->due != NULL)
		ans = same;
	if (whole && level(&g, MONTHS, &same)) {
		ans = same;
		settle(&g, &ans);
	} else {
		g.feasible_only = true;
	}
	take_answer(&g, &ans, out);
	out->status = g.feasible_only ? LP_FEASIBLE : LP_OPTIMAL;
	return out;
}
