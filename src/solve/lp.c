/*
 * DOC: GLPK is given the program whole, presolved, and searched in several ways
 * one after the other until one proves its answer.  Each stops on the size of
 * its search tree and on the work it was (counted in the callback), never on
 * time: the answer must not depend on the machine.  The solution is then
 * checked here against every row, in plain arithmetic, since a wrong optimum
 * would be believed by everybody further on.
 *
 * GLPK calls abort() when misused; glp_error_hook and longjmp bring us back
 * and glp_free_env gives back all it holds, half-built problems too.
 */
#include "solve/lp.h"

#include <glpk.h>
#include <math.h>
#include <setjmp.h>
#include <stdint.h>

#include "solve/branch.h"

static jmp_buf lp_jump; /* the one mutable global; see house rules */

static void
lp_bail(void *unused)
{
	(void)unused;
	longjmp(lp_jump, 1);
}

static int
lp_silent(void *unused, const char *text)
{
	(void)unused;
	(void)text;
	return 1;
}

/* work is counted in terms of the program looked at: a node of a tree is about
 * one look at all of them, a round of cuts about ten */
enum { TERMS_A_NODE = 2000, LOOKS_A_CUT = 10 };

struct lp_limit {
	long nodes, seen;
	double terms, work; /* of the program; left */
	bool cuts;
};

static void
lp_watch(glp_tree *tree, void *info)
{
	struct lp_limit *limit = info;
	int total;

	if (glp_ios_reason(tree) == GLP_ICUTGEN && limit->cuts)
		limit->work -= LOOKS_A_CUT * limit->terms;
	if (glp_ios_reason(tree) == GLP_ISELECT) {
		glp_ios_tree_size(tree, NULL, NULL, &total);
		limit->seen = total;
		limit->work -= limit->terms;
	}
	if (limit->seen > limit->nodes || limit->work < 0)
		glp_ios_terminate(tree);
}

static int
lp_bound_kind(double lo, double hi)
{
	if (isinf(lo) && isinf(hi))
		return GLP_FR;
	if (isinf(lo))
		return GLP_UP;
	if (isinf(hi))
		return GLP_LO;
	return lo == hi ? GLP_FX : GLP_DB;
}

static glp_prob *
lp_build(struct arena *a, const struct lp *lp)
{
	glp_prob *p = glp_create_prob();
	size_t nterm;
	const struct lp_term *t = lp_terms_merged(a, lp, &nterm);
	int *ia = NEW(a, int, nterm + 1), *ja = NEW(a, int, nterm + 1);
	double *ar = NEW(a, double, nterm + 1);

	glp_set_obj_dir(p, GLP_MIN);
	if (lp->nrow > 0)
		glp_add_rows(p, (int)lp->nrow);
	if (lp->nvar > 0)
		glp_add_cols(p, (int)lp->nvar);
	for (size_t i = 0; i < lp->nrow; i++)
		glp_set_row_bnds(p, (int)i + 1,
		    lp_bound_kind(lp->row[i].lo, lp->row[i].hi), lp->row[i].lo,
		    lp->row[i].hi);
	for (size_t i = 0; i < lp->nvar; i++) {
		const struct lp_var *v = &lp->var[i];

		glp_set_col_bnds(p, (int)i + 1, lp_bound_kind(v->lo, v->hi),
		    v->lo, v->hi);
		glp_set_obj_coef(p, (int)i + 1, v->cost);
		glp_set_col_kind(p, (int)i + 1, v->integer ? GLP_IV : GLP_CV);
	}
	for (size_t i = 0; i < nterm; i++) {
		ia[i + 1] = (int)t[i].row + 1;
		ja[i + 1] = (int)t[i].var + 1;
		ar[i + 1] = t[i].coef;
	}
	glp_load_matrix(p, (int)nterm, ia, ja, ar);
	return p;
}

/* an answer that was found is one */
static bool
lp_true(struct arena *a, const struct lp *lp, const struct lp_answer *ans)
{
	return (ans->status != LP_OPTIMAL && ans->status != LP_FEASIBLE) ||
	    lp_holds(a, lp, ans->x);
}

static enum lp_status
lp_status_of(int rc, int status)
{
	if (rc == GLP_ENOPFS)
		return LP_INFEASIBLE;
	if (rc == GLP_ENODFS)
		return LP_UNBOUNDED;
	if (rc != 0 && rc != GLP_ESTOP && rc != GLP_EMIPGAP)
		return LP_ERROR;
	if (status == GLP_OPT)
		return rc == 0 ? LP_OPTIMAL : LP_FEASIBLE;
	if (status == GLP_FEAS)
		return LP_FEASIBLE;
	if (status == GLP_NOFEAS)
		return LP_INFEASIBLE;
	return LP_UNKNOWN;
}

/* ways to search the tree.  Where many mixes cost nearly the same none is best
 * on all programs, and one that does not end in a while seldom ends at all */
static const struct lp_way {
	int branch, next, cuts;
	long share; /* of the nodes, in tenths */
} lp_ways[] = {
	{ GLP_BR_PCH, GLP_BT_BPH, GLP_OFF, 1 },
	{ GLP_BR_PCH, GLP_BT_BPH, GLP_ON, 1 },
	{ GLP_BR_DTH, GLP_BT_BLB, GLP_ON, 1 },
	{ GLP_BR_DTH, GLP_BT_BLB, GLP_OFF, 1 },
	{ GLP_BR_PCH, GLP_BT_BLB, GLP_ON, 3 },
	{ GLP_BR_DTH, GLP_BT_BLB, GLP_ON, 4 },
};

static void
lp_search(glp_prob *p, const struct lp *lp, const struct lp_way *way,
    long nodes, bool presolve, struct lp_answer *out)
{
	struct lp_limit limit = { nodes * way->share / 10, 0, (double)lp->nterm,
		0, way->cuts == GLP_ON };
	glp_iocp search;
	enum lp_status status;
	double objective = 0;
	int rc;

	limit.work = (double)limit.nodes * TERMS_A_NODE;
	glp_init_iocp(&search);
	search.msg_lev = GLP_MSG_OFF;
	search.presolve = presolve ? GLP_ON : GLP_OFF;
	/* nearly whole is not whole: times a price it is a cent too much */
	search.tol_int = 1e-9;
	search.gmi_cuts = search.mir_cuts = way->cuts;
	search.cov_cuts = way->cuts;
	/* no clique cuts: in 5.0 their maker writes past an array of its own
	 * (cfg_find_clique; seen by valgrind) */
	search.br_tech = way->branch;
	search.bt_tech = way->next;
	search.cb_func = lp_watch;
	search.cb_info = &limit;
	rc = glp_intopt(p, &search);
	status = lp_status_of(rc, glp_mip_status(p));
	out->nodes += limit.seen;
	if (status != LP_OPTIMAL && status != LP_FEASIBLE) {
		if (status != LP_UNKNOWN && out->status == LP_UNKNOWN)
			out->status = status;
		return;
	}
	for (size_t i = 0; i < lp->nvar; i++)
		objective += lp->var[i].cost *
		    (lp->var[i].integer ?
		            round(glp_mip_col_val(p, (int)i + 1)) :
		            glp_mip_col_val(p, (int)i + 1));
	if (out->status == LP_FEASIBLE && objective >= out->objective &&
	    status != LP_OPTIMAL)
		return;
	out->status = status;
	out->objective = objective;
	for (size_t i = 0; i < lp->nvar; i++) {
		double x = glp_mip_col_val(p, (int)i + 1);

		out->x[i] = lp->var[i].integer ? round(x) : x;
	}
	if (status == LP_OPTIMAL)
		out->bound = objective;
}

/* far more than any program here takes, and an end where it goes in circles */
enum { SIMPLEX_STEPS = 1000000 };

/* the program without integers; unscaled, GLPK sometimes calls a bounded one
 * unbounded; scaled, it solves it */
static int
lp_simplex(glp_prob *p, const glp_smcp *how)
{
	int rc = glp_simplex(p, how);

	if (rc == 0 &&
	    (glp_get_status(p) == GLP_OPT || glp_get_status(p) == GLP_NOFEAS))
		return rc;
	glp_scale_prob(p, GLP_SF_AUTO);
	glp_adv_basis(p, 0);
	return glp_simplex(p, how);
}

static void
lp_run(struct arena *a, const struct lp *lp, long nodes, bool presolve,
    struct lp_answer *out)
{
	glp_prob *p = lp_build(a, lp);
	glp_smcp simplex;
	int rc;
	size_t i;

	/* the relaxation first: its value is a bound even where the search
	 * is cut short */
	glp_init_smcp(&simplex);
	simplex.msg_lev = GLP_MSG_OFF;
	simplex.it_lim = SIMPLEX_STEPS;
	rc = lp_simplex(p, &simplex);
	if (rc != 0) {
		out->status = LP_ERROR;
		return;
	}
	if (glp_get_status(p) == GLP_NOFEAS ||
	    glp_get_dual_stat(p) == GLP_NOFEAS) {
		out->status = glp_get_status(p) == GLP_UNBND ? LP_UNBOUNDED :
		                                               LP_INFEASIBLE;
		return;
	}
	out->bound = glp_get_obj_val(p);
	for (i = 0; i < lp->nvar; i++)
		out->reduced[i] = glp_get_col_stat(p, (int)i + 1) == GLP_NL ?
		    glp_get_col_dual(p, (int)i + 1) :
		    0;
	/* an answer of any search method is kept; a proven one ends the
	 * search */
	out->status = LP_UNKNOWN;
	for (i = 0; i < sizeof lp_ways / sizeof lp_ways[0] &&
	     (out->status == LP_UNKNOWN || out->status == LP_FEASIBLE);
	     i++)
		lp_search(p, lp, &lp_ways[i], nodes > 0 ? nodes : 100000,
		    presolve, out);
}

struct lp_answer
lp_solve(struct arena *a, const struct lp *lp, long nodes)
{
	struct lp_answer *out = NEW(a, struct lp_answer, 1);
	volatile int again;

	if (branch_solve(a, lp, nodes > 0 ? nodes : 100000, INFINITY, out))
		return *out;
	out->x = NEW(a, double, lp->nvar + 1);
	out->reduced = NEW(a, double, lp->nvar + 1);
	/* a program whose columns the presolver can all take away while rows
	 * are left makes it abort; and a bound of a row on one whole variable
	 * it rounds up by a thousandth (npp_improve_bounds), which lets through
	 * what costs a little more than there is.  The search alone bears
	 * both */
	for (again = 0; again < 2; again++) {
		out->status = LP_ERROR;
		out->objective = 0;
		out->nodes = 0;
		glp_term_hook(lp_silent, NULL);
		glp_error_hook(lp_bail, NULL);
		if (setjmp(lp_jump) == 0) {
			lp_run(a, lp, nodes, again == 0, out);
			glp_free_env();
			if (lp_true(a, lp, out))
				break;
		}
		glp_free_env();
	}
	if (!lp_true(a, lp, out))
		out->status = LP_ERROR;
	return *out;
}

static bool
relaxed(struct arena *a, const struct lp *lp, double *least)
{
	glp_prob *p = lp_build(a, lp);
	glp_smcp simplex;

	glp_init_smcp(&simplex);
	simplex.msg_lev = GLP_MSG_OFF;
	simplex.it_lim = SIMPLEX_STEPS;
	*least = -INFINITY;
	/* neither an answer nor a proof of none: nothing is known */
	if (lp_simplex(p, &simplex) != 0)
		return true;
	if (glp_get_status(p) == GLP_NOFEAS)
		return false;
	if (glp_get_status(p) == GLP_OPT)
		*least = glp_get_obj_val(p);
	return true;
}

bool
lp_relaxed(struct arena *a, const struct lp *lp, double *least)
{
	volatile bool some = true;
	bool found;

	if (branch_relaxed(a, lp, least, &found))
		return found;
	*least = -INFINITY;
	glp_term_hook(lp_silent, NULL);
	glp_error_hook(lp_bail, NULL);
	if (setjmp(lp_jump) == 0)
		some = relaxed(a, lp, least);
	glp_free_env();
	return some;
}

enum { TRIAL_STEPS = 500 };

struct lp_squeeze {
	glp_prob *p;
	struct lp *lp;
	double most;
	glp_smcp simplex;
	double *x; /* of the relaxed program */
	long work;
};

/* the relaxed program solved on from its current basis; false: it costs more.
 * A trial is a few steps from the last; the dual simplex may also go in
 * circles, which it does not see by itself */
static bool
relaxed_holds(struct lp_squeeze *s)
{
	const long left = s->work - glp_get_it_cnt(s->p);
	const long steps = TRIAL_STEPS + glp_get_num_rows(s->p);
	int rc;

	s->simplex.it_lim = (int)(left < 1 ? 1 : left < steps ? left : steps);
	rc = glp_simplex(s->p, &s->simplex);
	if (rc == GLP_EOBJUL)
		return false;
	/* neither an answer nor a proof of none: nothing may be drawn from
	 * it */
	if (rc != 0)
		return true;
	return glp_get_status(s->p) != GLP_NOFEAS &&
	    (glp_get_status(s->p) != GLP_OPT ||
	        glp_get_obj_val(s->p) <= s->most);
}

static bool
may_be_used(const struct lp_var *v)
{
	return v->integer && v->lo == 0 && v->hi >= 1;
}

static void
take_out(struct lp_squeeze *s, size_t i)
{
	s->lp->var[i].hi = 0;
	glp_set_col_bnds(s->p, (int)i + 1, GLP_FX, 0, 0);
}

/* what is too expensive by its reduced cost is removed; false: no program is
 * left */
static bool
relax_and_price(struct lp_squeeze *s)
{
	if (!relaxed_holds(s))
		return false;
	if (glp_get_status(s->p) != GLP_OPT)
		return false;
	for (size_t i = 0; i < s->lp->nvar; i++) {
		s->x[i] = glp_get_col_prim(s->p, (int)i + 1);
		if (may_be_used(&s->lp->var[i]) &&
		    glp_get_col_stat(s->p, (int)i + 1) == GLP_NL &&
		    glp_get_obj_val(s->p) + glp_get_col_dual(s->p, (int)i + 1) >
		        s->most)
			take_out(s, i);
	}
	return true;
}

/* one of each variable tried; false: nothing more was found */
static bool
try_each(struct lp_squeeze *s)
{
	bool found = false;
	size_t i;

	for (i = s->lp->nvar; i-- > 0 && glp_get_it_cnt(s->p) < s->work;) {
		const struct lp_var *v = &s->lp->var[i];
		bool used, holds;

		if (!may_be_used(v) || s->x[i] >= 1)
			continue;
		used = s->x[i] > 1e-9;
		glp_set_col_bnds(s->p, (int)i + 1, lp_bound_kind(1, v->hi), 1,
		    v->hi);
		holds = relaxed_holds(s);
		glp_set_col_bnds(s->p, (int)i + 1, lp_bound_kind(0, v->hi), 0,
		    v->hi);
		if (holds)
			continue;
		take_out(s, i);
		found = true;
		if (used && !relax_and_price(s))
			return false;
	}
	return found;
}

static void
squeeze(struct lp_squeeze *s)
{
	glp_init_smcp(&s->simplex);
	s->simplex.msg_lev = GLP_MSG_OFF;
	s->simplex.it_lim = SIMPLEX_STEPS;
	if (lp_simplex(s->p, &s->simplex) != 0 || !relax_and_price(s))
		return;
	s->simplex.meth = GLP_DUALP;
	s->simplex.obj_ul = s->most;
	while (glp_get_it_cnt(s->p) < s->work && try_each(s))
		continue;
}

void
lp_squeeze(struct arena *a, struct lp *lp, double most, long work)
{
	struct lp_squeeze s = { NULL, lp, most, { 0 }, NULL, work };

	if (branch_squeeze(lp, most))
		return;
	s.x = NEW(a, double, lp->nvar + 1);
	glp_term_hook(lp_silent, NULL);
	glp_error_hook(lp_bail, NULL);
	if (setjmp(lp_jump) == 0) {
		s.p = lp_build(a, lp);
		squeeze(&s);
	}
	glp_free_env();
}
