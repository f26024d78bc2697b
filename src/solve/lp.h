/*
 * Mixed-integer programs as plain arrays.
 * The fence around GLPK: nothing outside lp.c sees <glpk.h>.  Knows nothing
 * of networks.  Same program in, same answer out, on every machine: limits are
 * on the size of the search tree and on work counted, never on time.
 */
#ifndef SOLVE_LP_H
#define SOLVE_LP_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"

enum lp_status {
	LP_OPTIMAL,    /* proven */
	LP_FEASIBLE,   /* a solution, the gap was not closed */
	LP_INFEASIBLE, /* proven */
	LP_UNBOUNDED,
	LP_UNKNOWN, /* the limit came first */
	LP_ERROR    /* the library refused the program: a bug of ours */
};

struct lp {
	struct arena *a;
	struct lp_var {
		const char *name;
		double lo, hi; /* hi = INFINITY: none */
		double cost;
		bool integer;
	} * var;
	size_t nvar, capvar;
	struct lp_row {
		const char *name;
		double lo, hi; /* -INFINITY, INFINITY: none */
	} * row;
	size_t nrow, caprow;
	struct lp_term {
		size_t row, var;
		double coef;
	} * term;
	size_t nterm, capterm;
};

struct lp_answer {
	enum lp_status status;
	double objective, bound;
	double *x; /* nvar */
	/* what one more of each variable that is 0 without integers adds to the
	 * value there at least */
	double *reduced;
	/* whole variables that are 0 in every answer of the cost asked for, as
	 * far as it was seen; NULL: none was looked for */
	bool *unused;
	long nodes; /* of the search tree */
};

struct lp *lp_new(struct arena *a);
size_t lp_var(struct lp *lp, const char *name, double lo, double hi,
    double cost, bool integer);
size_t lp_row(struct lp *lp, const char *name, double lo, double hi);
/* terms of one row and variable are added up */
void lp_term(struct lp *lp, size_t row, size_t var, double coef);
/* by row, then by variable: those of one row and variable added up */
struct lp_term *
lp_terms_merged(struct arena *a, const struct lp *lp, size_t *nout);
/* does x (nvar) really satisfy the program? */
bool lp_holds(struct arena *a, const struct lp *lp, const double *x);
/* minimise; about `nodes` branch-and-bound nodes at most (0: 100000), less
 * where the program is a large one */
struct lp_answer lp_solve(struct arena *a, const struct lp *lp, long nodes);
/* a lower bound of the cost, from the relaxed program; -INFINITY: no bound is
 * known.  False: there is no answer */
bool lp_relaxed(struct arena *a, const struct lp *lp, double *least);
/* whole variables that are 0 in every answer of cost `most` or less get hi = 0,
 * as far as the relaxed program shows it within `work` steps of the simplex */
void lp_squeeze(struct arena *a, struct lp *lp, double most, long work);
/* the program in CPLEX LP format; about: one line of comment at its top */
const char *lp_text(struct arena *a, const struct lp *lp, const char *about);

#endif
