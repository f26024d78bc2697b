/*
 * DOC: of designs that cost the same, the one of the fewest distinct parts, and
 * of those the one whose patterns come first (they are in order of the models'
 * ids, then of the cables as the catalog lists them).
 *
 * The program once more with its cost held at the optimum:
 *   minimise  M sum_k y[k] + sum_cp rank[c,p] x[c,p]
 *   parts     sum of x[c,p] over the patterns with part k <= N y[k], y binary
 * A pattern whose reduced cost in the relaxed program is more than what lies
 * between that and the optimum is in no optimum and is left out.
 * M is above any sum of ranks and N the number of racks.  It must end within
 * its search nodes, else the first answer stays; either way the same program
 * gives the same answer.
 */
#include "size/size.h"

#include <math.h>

enum { NODES = 5000 };

static bool
has_part(const struct pattern *p, const struct part *part)
{
	size_t i;

	for (i = 0; i < p->parts.n; i++)
		if (p->parts.line[i].part == part)
			return true;
	return false;
}

/* the program's rows and variables, and its cost as a row */
static struct lp *
copy_held(struct arena *a, const struct lp *from, double cost)
{
	struct lp *lp = lp_new(a);
	size_t i, row;

	for (i = 0; i < from->nvar; i++)
		lp_var(lp, from->var[i].name, from->var[i].lo, from->var[i].hi,
		    0, from->var[i].integer);
	for (i = 0; i < from->nrow; i++)
		lp_row(lp, from->row[i].name, from->row[i].lo, from->row[i].hi);
	for (i = 0; i < from->nterm; i++)
		lp_term(lp, from->term[i].row, from->term[i].var,
		    from->term[i].coef);
	/* costs are whole cents */
	row = lp_row(lp, "cost", -INFINITY, cost + 0.5);
	for (i = 0; i < from->nvar; i++)
		lp_term(lp, row, i, from->var[i].cost);
	return lp;
}

/* every part of any pattern, once */
static struct ledger
all_parts(struct arena *a, const struct rack_class *cls, size_t ncls)
{
	struct ledger l = { a, NULL, 0, 0 };
	size_t i, k;

	for (i = 0; i < ncls; i++)
		for (k = 0; k < cls[i].npattern; k++)
			ledger_merge(&l, &cls[i].pattern[k].parts, 1);
	return l;
}

void
tie_break(struct arena *a, const struct lp *program,
    const struct rack_class *cls, size_t ncls, const size_t *first,
    struct lp_answer *ans)
{
	struct lp *lp = copy_held(a, program, ans->objective);
	bool *out = NEW(a, bool, program->nvar + 1);
	const struct ledger parts = all_parts(a, cls, ncls);
	struct lp_answer second;
	double most = 1, racks = 0;
	size_t i, k, j;

	for (i = 0; i < program->nvar; i++)
		if (program->var[i].lo == 0 &&
		    ans->relaxed + ans->reduced[i] > ans->objective + 1) {
			out[i] = true;
			lp->var[i].hi = 0;
		}
	for (i = 0; i < ncls; i++) {
		for (k = 0; k < cls[i].npattern; k++)
			lp->var[first[i] + k].cost = (double)k;
		most += (double)(cls[i].n * cls[i].npattern);
		racks += (double)cls[i].n;
	}
	for (j = 0; j < parts.n; j++) {
		size_t y = lp_var(lp, NULL, 0, 1, most, true);
		size_t row = lp_row(lp, NULL, -INFINITY, 0);

		lp_term(lp, row, y, -racks);
		for (i = 0; i < ncls; i++)
			for (k = 0; k < cls[i].npattern; k++)
				if (!out[first[i] + k] &&
				    has_part(&cls[i].pattern[k],
				        parts.line[j].part))
					lp_term(lp, row, first[i] + k, 1);
	}
	second = lp_solve(a, lp, NODES);
	if (second.status == LP_OPTIMAL)
		ans->x = second.x;
}
