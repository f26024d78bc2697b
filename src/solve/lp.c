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
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/str.h"

static jmp_buf lp_jump; /* the one mutable global; see house rules */

struct lp *
lp_new(struct arena *a)
{
	struct lp *lp = NEW(a, struct lp, 1);

	lp->a = a;
	return lp;
}

size_t
lp_var(struct lp *lp, const char *name, double lo, double hi, double cost,
    bool integer)
{
	struct lp_var v = { name, lo, hi, cost, integer };

	PUSH(lp->a, lp->var, lp->nvar, lp->capvar, v);
	return lp->nvar - 1;
}

size_t
lp_row(struct lp *lp, const char *name, double lo, double hi)
{
	struct lp_row r = { name, lo, hi };

	PUSH(lp->a, lp->row, lp->nrow, lp->caprow, r);
	return lp->nrow - 1;
}

void
lp_term(struct lp *lp, size_t row, size_t var, double coef)
{
	struct lp_term t = { row, var, coef };

	if (coef != 0)
		PUSH(lp->a, lp->term, lp->nterm, lp->capterm, t);
}

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

/* terms sorted by row and variable, equal ones added up: GLPK refuses both
 * disorder and repeats */
static int
term_order(const void *x, const void *y)
{
	const struct lp_term *s = x, *t = y;

	if (s->row != t->row)
		return s->row < t->row ? -1 : 1;
	if (s->var != t->var)
		return s->var < t->var ? -1 : 1;
	return 0;
}

static struct lp_term *
terms_merged(struct arena *a, const struct lp *lp, size_t *n)
{
	struct lp_term *t = NEW(a, struct lp_term, lp->nterm + 1);
	size_t i, k = 0;

	if (lp->nterm > 0)
		memcpy(t, lp->term, lp->nterm * sizeof *t);
	qsort(t, lp->nterm, sizeof *t, term_order);
	for (i = 0; i < lp->nterm; i++) {
		if (k > 0 && term_order(&t[k - 1], &t[i]) == 0)
			t[k - 1].coef += t[i].coef;
		else
			t[k++] = t[i];
	}
	*n = k;
	return t;
}

static glp_prob *
lp_build(struct arena *a, const struct lp *lp)
{
	glp_prob *p = glp_create_prob();
	size_t nterm, i;
	const struct lp_term *t = terms_merged(a, lp, &nterm);
	int *ia = NEW(a, int, nterm + 1), *ja = NEW(a, int, nterm + 1);
	double *ar = NEW(a, double, nterm + 1);

	glp_set_obj_dir(p, GLP_MIN);
	if (lp->nrow > 0)
		glp_add_rows(p, (int)lp->nrow);
	if (lp->nvar > 0)
		glp_add_cols(p, (int)lp->nvar);
	for (i = 0; i < lp->nrow; i++)
		glp_set_row_bnds(p, (int)i + 1,
		    lp_bound_kind(lp->row[i].lo, lp->row[i].hi), lp->row[i].lo,
		    lp->row[i].hi);
	for (i = 0; i < lp->nvar; i++) {
		const struct lp_var *v = &lp->var[i];

		glp_set_col_bnds(p, (int)i + 1, lp_bound_kind(v->lo, v->hi),
		    v->lo, v->hi);
		glp_set_obj_coef(p, (int)i + 1, v->cost);
		glp_set_col_kind(p, (int)i + 1, v->integer ? GLP_IV : GLP_CV);
	}
	for (i = 0; i < nterm; i++) {
		ia[i + 1] = (int)t[i].row + 1;
		ja[i + 1] = (int)t[i].var + 1;
		ar[i + 1] = t[i].coef;
	}
	glp_load_matrix(p, (int)nterm, ia, ja, ar);
	return p;
}

/* does x really satisfy the program? */
static bool
lp_holds(struct arena *a, const struct lp *lp, const double *x)
{
	double *sum = NEW(a, double, lp->nrow + 1);
	double *size = NEW(a, double, lp->nrow + 1);
	size_t i;

	for (i = 0; i < lp->nvar; i++) {
		const struct lp_var *v = &lp->var[i];

		if (x[i] < v->lo - 1e-6 || x[i] > v->hi + 1e-6)
			return false;
		if (v->integer && fabs(x[i] - round(x[i])) > 1e-6)
			return false;
	}
	for (i = 0; i < lp->nterm; i++) {
		double part = lp->term[i].coef * x[lp->term[i].var];

		sum[lp->term[i].row] += part;
		size[lp->term[i].row] += fabs(part);
	}
	for (i = 0; i < lp->nrow; i++) {
		double eps = 1e-6 * (1 + size[i]);

		if (sum[i] < lp->row[i].lo - eps ||
		    sum[i] > lp->row[i].hi + eps)
			return false;
	}
	return true;
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
	size_t i;

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
	for (i = 0; i < lp->nvar; i++)
		objective += lp->var[i].cost *
		    (lp->var[i].integer ?
		            round(glp_mip_col_val(p, (int)i + 1)) :
		            glp_mip_col_val(p, (int)i + 1));
	if (out->status == LP_FEASIBLE && objective >= out->objective &&
	    status != LP_OPTIMAL)
		return;
	out->status = status;
	out->objective = objective;
	for (i = 0; i < lp->nvar; i++) {
		double x = glp_mip_col_val(p, (int)i + 1);

		out->x[i] = lp->var[i].integer ? round(x) : x;
	}
	if (status == LP_OPTIMAL)
		out->bound = objective;
}

/* the program without integers; as it stands GLPK sometimes calls one that is
 * bounded unbounded, and scaled it solves it */
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
	out->bound = out->relaxed = glp_get_obj_val(p);
	for (i = 0; i < lp->nvar; i++)
		out->reduced[i] = glp_get_col_stat(p, (int)i + 1) == GLP_NL ?
		    glp_get_col_dual(p, (int)i + 1) :
		    0;
	/* an answer of any way to search stands; what is proven ends it */
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

	out->x = NEW(a, double, lp->nvar + 1);
	out->reduced = NEW(a, double, lp->nvar + 1);
	/* a program whose columns the presolver can all take away while rows
	 * are left makes it abort; the search alone bears it */
	for (again = 0; again < 2; again++) {
		out->status = LP_ERROR;
		out->objective = 0;
		out->nodes = 0;
		glp_term_hook(lp_silent, NULL);
		glp_error_hook(lp_bail, NULL);
		if (setjmp(lp_jump) == 0) {
			lp_run(a, lp, nodes, again == 0, out);
			glp_free_env();
			break;
		}
		glp_free_env();
	}
	if ((out->status == LP_OPTIMAL || out->status == LP_FEASIBLE) &&
	    !lp_holds(a, lp, out->x))
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

	*least = -INFINITY;
	glp_term_hook(lp_silent, NULL);
	glp_error_hook(lp_bail, NULL);
	if (setjmp(lp_jump) == 0)
		some = relaxed(a, lp, least);
	glp_free_env();
	return some;
}

struct lp_squeeze {
	glp_prob *p;
	struct lp *lp;
	double most;
	glp_smcp simplex;
	double *x; /* of the relaxed program */
	long work;
};

/* the relaxed program solved on from where it stands; false: it costs more */
static bool
relaxed_holds(struct lp_squeeze *s)
{
	const int rc = glp_simplex(s->p, &s->simplex);

	if (rc == GLP_EOBJUL)
		return false;
	/* neither an answer nor a proof of none: nothing may be drawn from it */
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

/* what is too dear by its reduced cost goes; false: no program is left */
static bool
relax_and_price(struct lp_squeeze *s)
{
	size_t i;

	if (!relaxed_holds(s))
		return false;
	if (glp_get_status(s->p) != GLP_OPT)
		return false;
	for (i = 0; i < s->lp->nvar; i++) {
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

	s.x = NEW(a, double, lp->nvar + 1);
	glp_term_hook(lp_silent, NULL);
	glp_error_hook(lp_bail, NULL);
	if (setjmp(lp_jump) == 0) {
		s.p = lp_build(a, lp);
		squeeze(&s);
	}
	glp_free_env();
}

/* names in an LP file: letters, digits and a few signs; the rest becomes _ */
static const char *
lp_name(struct arena *a, const char *name, char kind, size_t i)
{
	char *s;
	size_t k;

	if (name == NULL)
		return str_fmt(a, "%c%zu", kind, i);
	s = str_dup(a, name, strlen(name));
	for (k = 0; s[k] != '\0'; k++)
		if (!((s[k] >= 'a' && s[k] <= 'z') ||
		        (s[k] >= 'A' && s[k] <= 'Z') ||
		        (s[k] >= '0' && s[k] <= '9') || s[k] == '_' ||
		        s[k] == '.'))
			s[k] = '_';
	return str_fmt(a, "%c%zu_%s", kind, i, s);
}

/* terms over several lines: some readers of this format take 255 characters
 * in one */
static void
lp_terms(struct buf *b, const struct lp_term *t, size_t n, const char **vn)
{
	size_t k;

	for (k = 0; k < n; k++)
		buf_printf(b, "%s %+.12g %s", k > 0 && k % 3 == 0 ? "\n  " : "",
		    t[k].coef, vn[t[k].var]);
}

const char *
lp_text(struct arena *a, const struct lp *lp, const char *about)
{
	struct buf b = buf_new(a);
	size_t nterm, i, k, n = 0;
	const struct lp_term *t = terms_merged(a, lp, &nterm);
	struct lp_term *cost = NEW(a, struct lp_term, lp->nvar + 1);
	const char **vn = NEW(a, const char *, lp->nvar + 1);

	for (i = 0; i < lp->nvar; i++) {
		vn[i] = lp_name(a, lp->var[i].name, 'v', i);
		if (lp->var[i].cost != 0)
			cost[n++] = (struct lp_term){ 0, i, lp->var[i].cost };
	}
	/* an objective with no term at all is not in the format */
	if (n == 0 && lp->nvar > 0)
		n = 1;
	buf_printf(&b, "\\ %s\nMinimize\n cost:", about);
	lp_terms(&b, cost, n, vn);
	buf_puts(&b, "\nSubject To\n");
	for (i = 0, k = 0; i < lp->nrow; i++) {
		const struct lp_row *r = &lp->row[i];
		const char *name = lp_name(a, r->name, 'r', i);
		const struct lp_term *first = &t[k];
		struct buf left = buf_new(a);

		for (; k < nterm && t[k].row == i; k++)
			continue;
		if (&t[k] == first)
			continue;
		lp_terms(&left, first, (size_t)(&t[k] - first), vn);
		if (r->lo == r->hi) {
			buf_printf(&b, " %s:%s = %.12g\n", name, left.text,
			    r->lo);
			continue;
		}
		if (!isinf(r->hi))
			buf_printf(&b, " %s_hi:%s <= %.12g\n", name, left.text,
			    r->hi);
		if (!isinf(r->lo))
			buf_printf(&b, " %s_lo:%s >= %.12g\n", name, left.text,
			    r->lo);
	}
	buf_puts(&b, "Bounds\n");
	for (i = 0; i < lp->nvar; i++) {
		const struct lp_var *v = &lp->var[i];

		if (isinf(v->hi))
			buf_printf(&b, " %s >= %.12g\n", vn[i], v->lo);
		else
			buf_printf(&b, " %.12g <= %s <= %.12g\n", v->lo, vn[i],
			    v->hi);
	}
	buf_puts(&b, "General\n");
	for (i = 0; i < lp->nvar; i++)
		if (lp->var[i].integer)
			buf_printf(&b, " %s\n", vn[i]);
	buf_puts(&b, "End\n");
	return b.text;
}
