/*
 * DOC: branch and bound on one tableau.
 *
 * Bounds are moved on it from node to node, and it is solved on from where it
 * is.  A node's variable is the one whose sides cost most more, each tried once
 * and then expected as it was (pseudo-costs: Benichou and others, Mathematical
 * Programming 1, 1971); first its cheaper side is looked at, and where that
 * ends, the node nearest to an answer, or by the best projection where one is
 * known.  What a reduced cost or a trial shows to be above the best answer is
 * fixed; where whole variables cost whole numbers, only an answer that is
 * cheaper by one is looked for.
 *
 * Nothing is left out but by a bound of tableau.h, and no answer is taken but
 * one that holds in plain arithmetic.
 */
#include "solve/branch.h"

#include <math.h>
#include <string.h>

#include "solve/tableau.h"

/* most programs are done in a tenth of the first; the second costs less than a
 * general solver takes for what is not easy */
static const double solve_most = 1.2e7, solve_most_alone = 6e7;
enum { NODES_MOST = 2000, FIRST_NODES = 30, IN_VAIN = 48 };

static const double whole = 1e-7; /* farther from a whole number is a part */

/* a side of a node that is not looked at yet */
struct side {
	const double *lo, *hi; /* of the node */
	size_t var;
	double from, to;    /* the variable's bounds here */
	double least, part; /* of the node: its cost, and what is not whole */
	double step;        /* from the node's value to this side */
};

struct search {
	struct arena *a;
	const struct lp *lp;
	struct tableau *t;
	double *x, *reduced; /* scratch */
	struct lp_answer *best;
	bool any;
	double most, grain; /* answers cost multiples of it apart */
	long seen;
	double work;
	double least, part; /* of the program itself */
	struct side *open;
	size_t nopen, capopen;
	/* what sides cost more, a whole one: in all, and how many */
	struct gain {
		double sum[2];
		long n[2];
	} * gain;
	/* which ways no row minds: up is right, down is right */
	bool *up, *down;
};

/* an answer is of interest up to here */
static double
limit(const struct search *s)
{
	const double eps = 1e-6 + 1e-9 * fabs(s->best->objective);

	if (!s->any)
		return s->most;
	return s->best->objective -
	    (s->grain > 0 ? s->grain - eps : 1e-4 * eps);
}

static double
cost_of(const struct lp *lp, const double *x)
{
	double sum = 0;

	for (size_t i = 0; i < lp->nvar; i++)
		sum += lp->var[i].cost * x[i];
	return sum;
}

/* x is taken if it is the best answer; false: it is none */
static bool
take(struct search *s, const double *x)
{
	const double cost = cost_of(s->lp, x);
	struct arena_mark mark = arena_save(s->a);
	const bool holds = lp_holds(s->a, s->lp, x);

	arena_restore(s->a, mark);
	if (!holds)
		return false;
	if (cost > s->most || (s->any && cost >= s->best->objective))
		return true;
	s->any = true;
	s->best->objective = cost;
	memcpy(s->best->x, x, s->lp->nvar * sizeof *x);
	return true;
}

static bool
is_part(const struct search *s, size_t i)
{
	return s->lp->var[i].integer && fabs(s->x[i] - round(s->x[i])) > whole;
}

/* the node's values rounded to where no row minds */
static void
round_off(struct search *s, double *x)
{
	for (size_t i = 0; i < s->lp->nvar; i++) {
		x[i] = s->x[i];
		if (!s->lp->var[i].integer)
			continue;
		if (!is_part(s, i))
			x[i] = round(x[i]);
		else if (s->up[i])
			x[i] = ceil(x[i]);
		else if (s->down[i])
			x[i] = floor(x[i]);
		else
			return;
	}
	take(s, x);
}

/* what is dearer than of interest by its reduced cost stays at its end */
static void
fix(struct search *s, double least)
{
	const double above = limit(s);

	for (size_t i = 0; isfinite(above) && i < s->lp->nvar; i++) {
		const double lo = tableau_lo(s->t, i), hi = tableau_hi(s->t, i);

		if (!s->lp->var[i].integer || lo >= hi)
			continue;
		if (s->reduced[i] > 0 && least + s->reduced[i] > above)
			tableau_bounds(s->t, i, lo, lo);
		else if (s->reduced[i] < 0 && least - s->reduced[i] > above)
			tableau_bounds(s->t, i, hi, hi);
	}
}

/* a side was solved, `step` from where the variable was */
static void
learn(struct search *s, size_t var, double step, double more)
{
	struct gain *g = &s->gain[var];
	const int up = step > 0;

	if (isinf(more))
		more = 1 + fabs(s->least);
	g->sum[up] += fmax(0, more) / fabs(step);
	g->n[up]++;
}

/* how much dearer a side may be; tried where it never was */
static double
expected(struct search *s, size_t var, bool up, double least)
{
	const struct gain *g = &s->gain[var];
	const double x = s->x[var], step = (up ? ceil(x) : floor(x)) - x;

	if (g->n[up] == 0) {
		const double lo = tableau_lo(s->t, var);
		const double hi = tableau_hi(s->t, var);
		enum tableau_end end;
		double to;

		tableau_bounds(s->t, var, up ? ceil(x) : lo,
		    up ? hi : floor(x));
		end = tableau_solve(s->t, limit(s), &s->work);
		to = end == TABLEAU_OPTIMAL ? tableau_cost(s->t) : limit(s);
		tableau_bounds(s->t, var, lo, hi);
		if (end == TABLEAU_LOST)
			return 0;
		learn(s, var, step, to - least);
	}
	return g->sum[up] / (double)g->n[up] * fabs(step);
}

/* what to branch on; false: all that must be whole is */
static bool
choose(struct search *s, double least, size_t *var, bool *up)
{
	double best = -1;

	for (size_t i = 0; i < s->lp->nvar; i++) {
		double down_by, up_by, both;

		if (!is_part(s, i))
			continue;
		down_by = expected(s, i, false, least);
		up_by = expected(s, i, true, least);
		both = (fmin(down_by, up_by) + 1e-6) *
		    (fmax(down_by, up_by) + 1e-6);
		if (both > best) {
			best = both;
			*var = i;
			*up = up_by <= down_by;
		}
	}
	return best >= 0;
}

static double
parts_of(const struct search *s)
{
	double sum = 0;

	for (size_t i = 0; i < s->lp->nvar; i++)
		if (s->lp->var[i].integer)
			sum += fabs(s->x[i] - round(s->x[i]));
	return sum;
}

/* both sides of the node, the one to look at first at the end */
static void
branch(struct search *s, double least, size_t var, double x, bool up)
{
	const size_t n = s->lp->nvar;
	double *lo = NEW(s->a, double, n + 1), *hi = NEW(s->a, double, n + 1);
	struct side one = { lo, hi, var, 0, 0, least, parts_of(s), 0 };

	for (size_t i = 0; i < n; i++) {
		lo[i] = tableau_lo(s->t, i);
		hi[i] = tableau_hi(s->t, i);
	}
	for (int turn = 0; turn < 2; turn++) {
		const bool this_up = (turn == 1) == up;

		one.from = this_up ? ceil(x) : lo[var];
		one.to = this_up ? hi[var] : floor(x);
		one.step = (this_up ? ceil(x) : floor(x)) - x;
		PUSH(s->a, s->open, s->nopen, s->capopen, one);
	}
}

/* all that must be whole is: is that the best below this node? */
static bool
finish(struct search *s, double least, double *x)
{
	for (size_t i = 0; i < s->lp->nvar; i++)
		x[i] = s->lp->var[i].integer ? round(s->x[i]) : s->x[i];
	return take(s, x) &&
	    cost_of(s->lp, x) <= least + 1e-6 * (1 + 1e-3 * fabs(least));
}

enum node_end { NODE_ENDED, NODE_BRANCHED, NODE_LOST };

/* the tableau's bounds are the node's; of: NULL for the program itself */
static enum node_end
node(struct search *s, const struct side *of)
{
	enum tableau_end end = tableau_solve(s->t, limit(s), &s->work);
	double *x, least, at;
	size_t var = 0;
	bool up = false;

	s->seen++;
	if (end == TABLEAU_LOST)
		return NODE_LOST;
	least =
	    end == TABLEAU_OPTIMAL ? tableau_least(s->t, s->reduced) : limit(s);
	if (of != NULL)
		learn(s, of->var, of->step, least - of->least);
	if (end != TABLEAU_OPTIMAL || least > limit(s))
		return NODE_ENDED;
	tableau_values(s->t, s->x);
	x = NEW(s->a, double, s->lp->nvar + 1);
	if (of == NULL) {
		s->least = least;
		s->part = parts_of(s);
		for (size_t i = 0; i < s->lp->nvar; i++)
			s->best->reduced[i] = fmax(0, s->reduced[i]);
	}
	fix(s, least);
	if (!choose(s, least, &var, &up))
		return finish(s, least, x) ? NODE_ENDED : NODE_LOST;
	at = s->x[var];
	round_off(s, x);
	if (least > limit(s))
		return NODE_ENDED;
	branch(s, least, var, at, up);
	return NODE_BRANCHED;
}

/* which to look at next: the nearest to an answer, or that may have the best */
static size_t
nearest(const struct search *s)
{
	const double by = s->any && s->part > 0 ?
	    (s->best->objective - s->least) / s->part :
	    0;
	double best = INFINITY;
	size_t at = 0;

	for (size_t i = 0; i < s->nopen; i++) {
		const struct side *o = &s->open[i];
		const double far = s->any ? o->least + by * o->part : o->part;

		if (far < best) {
			best = far;
			at = i;
		}
	}
	return at;
}

/* sides whose node is above what is of interest now are none */
static void
drop_above(struct search *s)
{
	size_t n = 0;

	for (size_t i = 0; i < s->nopen; i++)
		if (s->open[i].least <= limit(s))
			s->open[n++] = s->open[i];
	s->nopen = n;
}

enum search_end { SEARCH_DONE, SEARCH_STOPPED, SEARCH_LOST };

/* the tree below the tableau's bounds, some nodes of it */
static enum search_end
tree(struct search *s, long nodes)
{
	const struct side *of = NULL;
	struct side one;
	size_t at;

	s->nopen = 0;
	while (nodes-- > 0) {
		const bool had = s->any;
		const double cost = s->best->objective;
		const enum node_end end = node(s, of);

		if (end == NODE_LOST)
			return SEARCH_LOST;
		if (s->any && (!had || s->best->objective < cost))
			drop_above(s);
		if (s->nopen == 0)
			return SEARCH_DONE;
		at = end == NODE_BRANCHED ? s->nopen - 1 : nearest(s);
		one = s->open[at];
		s->open[at] = s->open[--s->nopen];
		of = &one;
		for (size_t i = 0; i < s->lp->nvar; i++) {
			const double lo = i == one.var ? one.from : one.lo[i];
			const double hi = i == one.var ? one.to : one.hi[i];

			if (tableau_lo(s->t, i) != lo ||
			    tableau_hi(s->t, i) != hi)
				tableau_bounds(s->t, i, lo, hi);
		}
	}
	return SEARCH_STOPPED;
}

/* rows a variable is in mind more of it, or less */
static void
find_ways(struct search *s)
{
	const struct lp *lp = s->lp;

	s->up = NEW(s->a, bool, lp->nvar + 1);
	s->down = NEW(s->a, bool, lp->nvar + 1);
	memset(s->up, 1, lp->nvar);
	memset(s->down, 1, lp->nvar);
	for (size_t i = 0; i < lp->nterm; i++) {
		const struct lp_term *x = &lp->term[i];
		const struct lp_row *r = &lp->row[x->row];

		if (isfinite(r->hi))
			*(x->coef > 0 ? &s->up[x->var] : &s->down[x->var]) =
			    false;
		if (isfinite(r->lo))
			*(x->coef > 0 ? &s->down[x->var] : &s->up[x->var]) =
			    false;
	}
}

/* 1: all that may differ costs whole numbers; 0: not */
static double
grain_of(const struct lp *lp)
{
	for (size_t i = 0; i < lp->nvar; i++) {
		const struct lp_var *v = &lp->var[i];

		if (v->lo < v->hi && v->cost != 0 &&
		    (!v->integer || v->cost != round(v->cost)))
			return 0;
	}
	return 1;
}

/* which the tableau has left out, as no answer was found yet */
static void
find_unused(struct search *s)
{
	for (size_t i = 0; i < s->lp->nvar; i++)
		s->best->unused[i] = s->lp->var[i].integer &&
		    s->lp->var[i].lo == 0 && tableau_hi(s->t, i) <= 0;
}

/* searched for a while, and again with what an answer found meanwhile shows to
 * be left out */
static bool
search(struct search *s, long nodes)
{
	const size_t n = s->lp->nvar;
	double *lo = NEW(s->a, double, n + 1), *hi = NEW(s->a, double, n + 1);
	long round = FIRST_NODES;
	double with = INFINITY;
	enum search_end end;

	while (nodes > 0) {
		if (limit(s) < with &&
		    !tableau_squeeze(s->a, s->lp, s->t, limit(s), IN_VAIN,
		        &s->work))
			return true;
		if (isinf(with) && !s->any)
			find_unused(s);
		with = limit(s);
		for (size_t i = 0; i < n; i++) {
			lo[i] = tableau_lo(s->t, i);
			hi[i] = tableau_hi(s->t, i);
		}
		end = tree(s, round < nodes ? round : nodes);
		if (end != SEARCH_STOPPED)
			return end == SEARCH_DONE;
		for (size_t i = 0; i < n; i++)
			tableau_bounds(s->t, i, lo[i], hi[i]);
		nodes -= round;
		round *= 3;
	}
	return false;
}

bool
branch_solve(struct arena *a, const struct lp *lp, long nodes, double most,
    struct lp_answer *out)
{
	struct arena *scratch = arena_new();
	struct lp_answer best = { .status = LP_INFEASIBLE };
	struct search s = { .a = scratch,
		.lp = lp,
		.most = tableau_rounded(most),
		.grain = grain_of(lp),
		.work = isinf(most) ? solve_most_alone : solve_most };
	bool done;

	s.t = tableau_new(scratch, lp);
	if (s.t == NULL) {
		arena_free(scratch);
		return false;
	}
	best.x = NEW(a, double, lp->nvar + 1);
	best.reduced = NEW(a, double, lp->nvar + 1);
	best.unused = NEW(a, bool, lp->nvar + 1);
	s.best = &best;
	s.x = NEW(scratch, double, lp->nvar + 1);
	s.reduced = NEW(scratch, double, lp->nvar + 1);
	s.gain = NEW(scratch, struct gain, lp->nvar + 1);
	find_ways(&s);
	done = search(&s, nodes < NODES_MOST ? nodes : NODES_MOST);
	arena_free(scratch);
	if (!done)
		return false;
	if (s.any) {
		best.status = LP_OPTIMAL;
		best.bound = best.objective;
	}
	best.nodes = s.seen;
	*out = best;
	return true;
}

bool
branch_relaxed(struct arena *a, const struct lp *lp, double *least, bool *some)
{
	struct arena_mark mark = arena_save(a);
	struct tableau *t = tableau_new(a, lp);
	double work = solve_most;
	enum tableau_end end = TABLEAU_LOST;

	if (t != NULL)
		end = tableau_solve(t, INFINITY, &work);
	if (end == TABLEAU_OPTIMAL)
		*least = tableau_least(t, NULL);
	*some = end == TABLEAU_OPTIMAL;
	arena_restore(a, mark);
	return end == TABLEAU_OPTIMAL || end == TABLEAU_NONE;
}
