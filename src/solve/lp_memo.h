/*
 * A cache of solved programs. Knows nothing of what the programs are for; names
 * are ignored, all numbers count, to the last bit.  Keys and answers belong to
 * the arena of lp_memo_new, answers are copied to the caller's.
 */
#ifndef SOLVE_LP_MEMO_H
#define SOLVE_LP_MEMO_H

#include "solve/lp.h"

struct lp_memo;

struct lp_memo *lp_memo_new(struct arena *a);
/* lp_solve; memo NULL: no cache */
struct lp_answer lp_memo_solve(struct lp_memo *memo, struct arena *a,
    const struct lp *lp, long nodes);
/* an optimum that costs `known` or less, by branch.h; false: none was found */
bool lp_memo_within(struct lp_memo *memo, struct arena *a, const struct lp *lp,
    long nodes, double known, struct lp_answer *out);
/* lp_squeeze */
void lp_memo_squeeze(struct lp_memo *memo, struct arena *a, struct lp *lp,
    double most, long work);
/* programs that were solved, and those that were remembered; for tests */
void lp_memo_count(const struct lp_memo *memo, size_t *solved, size_t *again);

#endif
