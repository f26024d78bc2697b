/*
 * Reduces programs: what can't be in a cheapest answer is left out before they
 * are solved.  Knows nothing of what they are for.  Everything belongs to the
 * arena of the call.
 */
#ifndef SOLVE_LP_SMALL_H
#define SOLVE_LP_SMALL_H

#include "solve/lp_memo.h"

struct lp *lp_copy(struct arena *a, const struct lp *from);
/* the program without variables that can only be 0, and rows of none others;
 * at: its variables' old numbers (from->nvar of them).  NULL: one of those rows
 * does not hold, so that there is no answer */
struct lp *lp_compact(struct arena *a, const struct lp *from, size_t *at);
/*
 * lp_memo_solve, quicker where an answer of cost `known` or less is known to be
 * there (INFINITY: none is): what is in no such answer is left out first, by
 * lp_squeeze within `work`.  Of several optima it may be another, and `reduced`
 * is of the smaller program.
 */
struct lp_answer lp_solve_known(struct lp_memo *memo, struct arena *a,
    const struct lp *lp, long nodes, double known, long work);

#endif
