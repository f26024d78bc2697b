/*
 * Branch and bound for small programs, on tableau.h: what takes a general
 * solver mostly its preparations.  A program that is too large or does not end
 * soon is left to that.  Limits are on nodes and on work counted, never on
 * time.
 */
#ifndef SOLVE_BRANCH_H
#define SOLVE_BRANCH_H

#include "solve/lp.h"

/* the program solved, as far as answers of cost `most` or less are concerned
 * (INFINITY: all): optimal or infeasible, proven.  False: it did not end, and
 * out is as it was */
bool branch_solve(struct arena *a, const struct lp *lp, long nodes, double most,
    struct lp_answer *out);
/* lp_relaxed; false: not known */
bool
branch_relaxed(struct arena *a, const struct lp *lp, double *least, bool *some);
/* lp_squeeze; false: lp is unchanged */
bool branch_squeeze(struct lp *lp, double most);

#endif
