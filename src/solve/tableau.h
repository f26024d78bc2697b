/*
 * The dual simplex method for small programs, on a dense tableau of bounded
 * variables whose bounds are moved in place: one of a search tree's nodes is a
 * few steps from another.  Knows no integers and no GLPK.
 *
 * What is concluded does not rest on the tableau, whose numbers wear out:
 * bounds are computed from the program's own numbers and the tableau's duals,
 * and any duals give a true bound (Neumaier and Shcherbina, Mathematical
 * Programming 99, 2004).
 */
#ifndef SOLVE_TABLEAU_H
#define SOLVE_TABLEAU_H

#include "solve/lp.h"

struct tableau;

enum tableau_end {
	TABLEAU_OPTIMAL,
	TABLEAU_ABOVE, /* it costs more than `most` */
	TABLEAU_NONE,  /* no answer */
	TABLEAU_LOST   /* steps ran out, or rounding was too coarse */
};

/* NULL: too large, or not to be started (a variable without end that is better
 * the larger it is).  It belongs to the arena; lp stays as it is meanwhile */
struct tableau *tableau_new(struct arena *a, const struct lp *lp);
/* variables that can only have the value they have are computed with no more */
void tableau_drop_fixed(struct tableau *t);

/* solved on; at most `most`, in the objective's unit.  work: what is left of
 * it, in cells changed */
enum tableau_end tableau_solve(struct tableau *t, double most, double *work);
/* a variable's bounds */
void tableau_bounds(struct tableau *t, size_t var, double lo, double hi);
double tableau_lo(const struct tableau *t, size_t var);
double tableau_hi(const struct tableau *t, size_t var);

/* after TABLEAU_OPTIMAL: each variable's value, and what it comes to */
void tableau_values(const struct tableau *t, double *x);
double tableau_cost(const struct tableau *t);
/* what every answer costs at least; reduced: by how much one more of each
 * variable that is at its lower end raises that */
double tableau_least(const struct tableau *t, double *reduced);

/* ---- squeeze.c, which knows what is whole ---- */

/* what costs as much but for rounding does not cost more */
double tableau_rounded(double most);
/* Leaves out of t, the tableau of lp, what no answer that costs at most `most`
 * uses; so many trials in vain end it (SIZE_MAX: none does), or `work`, which
 * is counted down.  False: there is no such answer. */
bool tableau_squeeze(struct arena *a, const struct lp *lp, struct tableau *t,
    double most, size_t in_vain, double *work);

#endif
