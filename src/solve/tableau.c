/*
 * DOC: basic variables are rows, the others columns:
 *   x[basic i] = sum_j cell[i][j] x[outside j]
 *   objective  = sum_j cost[j] x[outside j]
 * A row of the program is a variable as well (its sum), and basic at first.
 * With each variable of cost 0 or more at its lower end and the others at their
 * upper end the start is dual feasible, so no first phase is needed.  Rows are
 * scaled by powers of two, which changes no digit.
 */
#include "solve/tableau.h"

#include <math.h>
#include <stdint.h>
#include <string.h>

/* larger ones are better left to sparse methods */
enum { CELLS_MOST = 200000 };

/* a variable without an end has no more than this */
static const double endless = 1e7;
/* what is this small is left of a subtraction */
static const double noise = 1e-13;

struct tableau {
	size_t nrow, nvar, ncol;
	/* a row of cells: the columns, and one of zeros where they are odd */
	size_t width;
	double *cell, *cost, *value, *weight, *lo, *hi;
	double objective;
	int32_t *basic, *outside;
	int32_t
	    *place;   /* of each variable: its column, or -1 - its row; GONE */
	bool *upper;  /* of each column */
	size_t *some; /* scratch: pairs of columns */
	/* the row that shows there is no answer, and which end it misses */
	size_t ray;
	bool ray_low;
	const struct rows *of;
};

enum { GONE = INT32_MAX };

/* the program, rows scaled; the terms of row i are from first[i] on */
struct rows {
	struct lp_term *term;
	size_t nterm, *first;
	const double *cost;
	double *y, *reduced; /* scratch */
};

/* rows are gone through in pairs of columns */
static size_t
even(size_t n)
{
	return n + n % 2;
}

static void
lay(struct arena *a, struct tableau *t)
{
	const size_t all = t->nvar + t->nrow;

	t->width = even(t->nvar);
	t->cell = NEW(a, double, t->width * t->nrow + 1);
	t->cost = NEW(a, double, t->width + 1);
	t->value = NEW(a, double, t->nrow + 1);
	t->weight = NEW(a, double, t->nrow + 1);
	t->lo = NEW(a, double, all + 1);
	t->hi = NEW(a, double, all + 1);
	t->basic = NEW(a, int32_t, t->nrow + 1);
	t->outside = NEW(a, int32_t, t->nvar + 1);
	t->place = NEW(a, int32_t, all + 1);
	t->upper = NEW(a, bool, t->nvar + 1);
	t->some = NEW(a, size_t, t->nvar + 1);
}

static double
row_scale(double most)
{
	int e;

	frexp(most, &e);
	return most > 0 ? ldexp(1, -e) : 1;
}

static struct rows *
rows_of(struct arena *a, const struct lp *lp, double *scale)
{
	struct rows *r = NEW(a, struct rows, 1);
	double *cost = NEW(a, double, lp->nvar + 1);

	r->term = lp_terms_merged(a, lp, &r->nterm);
	r->first = NEW(a, size_t, lp->nrow + 1);
	for (size_t i = 0; i < r->nterm; i++)
		r->first[r->term[i].row + 1] = i + 1;
	for (size_t i = 0; i < lp->nrow; i++)
		if (r->first[i + 1] == 0)
			r->first[i + 1] = r->first[i];
	for (size_t i = 0; i < r->nterm; i++)
		scale[r->term[i].row] =
		    fmax(scale[r->term[i].row], fabs(r->term[i].coef));
	for (size_t i = 0; i < lp->nrow; i++)
		scale[i] = row_scale(scale[i]);
	for (size_t i = 0; i < r->nterm; i++)
		r->term[i].coef *= scale[r->term[i].row];
	for (size_t i = 0; i < lp->nvar; i++)
		cost[i] = lp->var[i].cost;
	r->cost = cost;
	r->y = NEW(a, double, lp->nrow + 1);
	r->reduced = NEW(a, double, lp->nvar + 1);
	return r;
}

/* can it be started, and are all its numbers numbers? */
static bool
fits(const struct lp *lp)
{
	if (lp->nrow == 0 || lp->nvar == 0 || lp->nrow > CELLS_MOST / lp->nvar)
		return false;
	for (size_t i = 0; i < lp->nvar; i++) {
		const struct lp_var *v = &lp->var[i];

		if (!isfinite(v->cost) || !(v->lo <= v->hi) ||
		    (v->cost >= 0 ? !isfinite(v->lo) : !isfinite(v->hi)))
			return false;
	}
	for (size_t i = 0; i < lp->nrow; i++)
		if (!(lp->row[i].lo <= lp->row[i].hi))
			return false;
	for (size_t i = 0; i < lp->nterm; i++)
		if (!isfinite(lp->term[i].coef))
			return false;
	return true;
}

static double
at_end(const struct tableau *t, size_t col)
{
	const int32_t v = t->outside[col];

	return t->upper[col] ? t->hi[v] : t->lo[v];
}

/* the least a row's other terms can come to (sign -1: the most, negative) */
static double
others_least(const struct tableau *t, const struct lp_term *term, size_t n,
    size_t var, double sign)
{
	double sum = 0;

	for (size_t i = 0; i < n; i++) {
		const double x = sign * term[i].coef;

		if (term[i].var != var)
			sum += x *
			    (x > 0 ? t->lo[term[i].var] : t->hi[term[i].var]);
	}
	return sum;
}

/* more of a variable than rows can ever need of it is in no cheapest answer:
 * with that for its end every variable has two */
static void
find_ends(struct arena *a, struct tableau *t)
{
	const struct rows *r = t->of;
	double *need = NEW(a, double, t->nvar + 1);
	size_t first = 0, next = 0;

	for (size_t i = 0; i < r->nterm; i++) {
		const struct lp_term *x = &r->term[i];
		const double sign = x->coef > 0 ? 1 : -1;
		const size_t row = t->nvar + x->row;
		const double end = sign > 0 ? t->lo[row] : -t->hi[row];

		if (i == next)
			for (first = i;
			     next < r->nterm && r->term[next].row == x->row;)
				next++;
		if (isinf(t->hi[x->var]) && isfinite(end))
			need[x->var] = fmax(need[x->var],
			    (end -
			        others_least(t, r->term + first, next - first,
			            x->var, sign)) /
			        fabs(x->coef));
	}
	for (size_t i = 0; i < t->nvar; i++)
		if (isinf(t->hi[i]))
			t->hi[i] =
			    fmax(t->lo[i], fmin(endless, ceil(need[i]) + 1));
}

struct tableau *
tableau_new(struct arena *a, const struct lp *lp)
{
	struct tableau *t;
	struct rows *r;
	double *scale;

	if (!fits(lp))
		return NULL;
	t = NEW(a, struct tableau, 1);
	t->nrow = lp->nrow;
	t->nvar = t->ncol = lp->nvar;
	lay(a, t);
	scale = NEW(a, double, lp->nrow + 1);
	t->of = r = rows_of(a, lp, scale);
	for (size_t i = 0; i < t->nvar; i++) {
		t->lo[i] = lp->var[i].lo;
		t->hi[i] = lp->var[i].hi;
		t->cost[i] = lp->var[i].cost;
		t->upper[i] = t->cost[i] < 0;
		t->outside[i] = t->place[i] = (int32_t)i;
		t->objective += t->cost[i] * at_end(t, i);
	}
	for (size_t i = 0; i < t->nrow; i++) {
		t->lo[t->nvar + i] = lp->row[i].lo * scale[i];
		t->hi[t->nvar + i] = lp->row[i].hi * scale[i];
		t->weight[i] = 1;
		t->basic[i] = (int32_t)(t->nvar + i);
		t->place[t->nvar + i] = -1 - (int32_t)i;
	}
	for (size_t i = 0; i < r->nterm; i++) {
		const struct lp_term *x = &r->term[i];

		t->cell[x->row * t->width + x->var] = x->coef;
		t->value[x->row] += x->coef * at_end(t, x->var);
	}
	find_ends(a, t);
	return t;
}

void
tableau_drop_fixed(struct tableau *t)
{
	const size_t was = t->width;
	size_t n = 0;

	for (size_t j = 0; j < t->ncol; j++) {
		const int32_t v = t->outside[j];
		const bool gone = (size_t)v < t->nvar && t->lo[v] >= t->hi[v];

		if (gone) {
			t->place[v] = GONE;
			continue;
		}
		t->outside[n] = v;
		t->cost[n] = t->cost[j];
		t->upper[n] = t->upper[j];
		t->place[v] = (int32_t)n;
		t->some[n++] = j;
	}
	if (n == t->ncol)
		return;
	/* rows as wide as what is left */
	t->ncol = n;
	t->width = even(n);
	for (size_t i = 0; i < t->nrow; i++) {
		double *to = t->cell + i * t->width;
		const double *of = t->cell + i * was;

		for (size_t j = 0; j < n; j++)
			to[j] = of[t->some[j]];
		if (n < t->width)
			to[n] = 0;
	}
	if (n < t->width)
		t->cost[n] = 0;
}

double
tableau_lo(const struct tableau *t, size_t var)
{
	return t->lo[var];
}

double
tableau_hi(const struct tableau *t, size_t var)
{
	return t->hi[var];
}

static void
shift(struct tableau *t, size_t col, double by)
{
	if (by == 0)
		return;
	for (size_t i = 0; i < t->nrow; i++)
		t->value[i] += t->cell[i * t->width + col] * by;
	t->objective += t->cost[col] * by;
}

void
tableau_bounds(struct tableau *t, size_t var, double lo, double hi)
{
	const int32_t at = t->place[var];
	double was;

	if (at == GONE)
		return;
	if (at < 0) {
		t->lo[var] = lo;
		t->hi[var] = hi;
		return;
	}
	was = at_end(t, (size_t)at);
	t->lo[var] = lo;
	t->hi[var] = hi;
	/* what was fixed may be at the wrong end of what it is now */
	if (t->cost[at] != 0)
		t->upper[at] = t->cost[at] < 0;
	shift(t, (size_t)at, at_end(t, (size_t)at) - was);
}

/* rounding below this is no infeasibility */
static double
slack_of(double bound)
{
	return 1e-9 * (1 + fabs(bound));
}

/* the basic variable that is farthest outside its bounds, by the length of its
 * row (Devex: Harris, Mathematical Programming 5, 1973); false: none is */
static bool
leaving(const struct tableau *t, size_t *row, bool *low)
{
	double most = 0;

	for (size_t i = 0; i < t->nrow; i++) {
		const double lo = t->lo[t->basic[i]], hi = t->hi[t->basic[i]];
		const double x = t->value[i];
		double far;

		if (x >= lo && x <= hi)
			continue;
		far = x < lo ? lo - x : x - hi;
		if (far > slack_of(x < lo ? lo : hi) &&
		    far * far > most * t->weight[i]) {
			most = far * far / t->weight[i];
			*row = i;
			*low = x < lo;
		}
	}
	return most > 0;
}

/* can the column move so that its row gets larger (smaller)? */
static bool
helps(const struct tableau *t, size_t col, double cell, bool larger)
{
	const int32_t v = t->outside[col];

	return fabs(cell) > 1e-9 && t->lo[v] < t->hi[v] &&
	    (cell > 0) == (larger != t->upper[col]);
}

/* the column that is the first to get the wrong sign; false: none can move */
static bool
entering(const struct tableau *t, size_t row, bool larger, size_t *col)
{
	const double *cell = t->cell + row * t->width;
	double least = INFINITY, widest = 0;

	for (size_t j = 0; j < t->ncol; j++) {
		double ratio;

		if (cell[j] == 0 || !helps(t, j, cell[j], larger))
			continue;
		ratio = fabs(t->cost[j] / cell[j]);
		if (ratio < least * (1 - 1e-10) - 1e-12 ||
		    (ratio <= least * (1 + 1e-10) + 1e-12 &&
		        fabs(cell[j]) > widest)) {
			least = fmin(ratio, least);
			widest = fabs(cell[j]);
			*col = j;
		}
	}
	return widest > 0;
}

/* a row with the leaving row's variable for the entering one, whose cell it had
 * was f; some: the pairs of columns in which there is anything to add */
static void
add_row(const struct tableau *t, double *restrict to, const double *restrict of,
    size_t some, double f)
{
	const size_t *at = t->some, *end = t->some + some;

	for (; at < end; at++) {
		double *restrict x = to + *at;
		const double *restrict y = of + *at;

		x[0] += f * y[0];
		x[1] += f * y[1];
	}
}

/* the leaving row solved for the entering variable; which pairs of columns have
 * anything in it */
static size_t
turn_row(const struct tableau *t, double *of, size_t col, double by)
{
	size_t some = 0;

	of[col] = -1;
	for (size_t j = 0; j < t->width; j += 2) {
		if (of[j] == 0 && of[j + 1] == 0)
			continue;
		of[j] = fabs(of[j]) > noise ? -by * of[j] : 0;
		of[j + 1] = fabs(of[j + 1]) > noise ? -by * of[j + 1] : 0;
		if (of[j] != 0 || of[j + 1] != 0)
			t->some[some++] = j;
	}
	return some;
}

static void
pivot(struct tableau *t, size_t row, size_t col, bool low)
{
	double *of = t->cell + row * t->width, *to = t->cell;
	const int32_t out = t->basic[row], in = t->outside[col];
	const double pivot = of[col], by = 1 / pivot, with = t->weight[row];
	const double step =
	    ((low ? t->lo[out] : t->hi[out]) - t->value[row]) * by;
	const double value = at_end(t, col) + step, cost = t->cost[col];
	const size_t some = turn_row(t, of, col, by);

	for (size_t i = 0; i < t->nrow; i++, to += t->width) {
		const double f = to[col], part = f / pivot;

		if (f == 0 || i == row)
			continue;
		if (part * part * with > t->weight[i])
			t->weight[i] = part * part * with;
		t->value[i] += f * step;
		to[col] = 0;
		add_row(t, to, of, some, f);
	}
	t->weight[row] = fmax(with / (pivot * pivot), 1);
	t->value[row] = value;
	t->objective += cost * step;
	t->cost[col] = 0;
	add_row(t, t->cost, of, some, cost);
	t->basic[row] = in;
	t->outside[col] = out;
	t->place[in] = -1 - (int32_t)row;
	t->place[out] = (int32_t)col;
	t->upper[col] = !low;
}

/* what every answer costs at least, by these duals of the rows (which are
 * changed to those that are meant) */
static double
least_by(const struct tableau *t, double *y, const double *cost,
    double *reduced)
{
	const struct rows *r = t->of;
	double least = 0;

	for (size_t i = 0; i < t->nvar; i++)
		reduced[i] = cost != NULL ? cost[i] : 0;
	for (size_t i = 0; i < t->nrow; i++) {
		const double end =
		    y[i] > 0 ? t->lo[t->nvar + i] : t->hi[t->nvar + i];

		if (y[i] == 0)
			continue;
		if (isinf(end)) {
			y[i] = 0;
			continue;
		}
		least += y[i] * end;
		for (size_t k = r->first[i]; k < r->first[i + 1]; k++)
			reduced[r->term[k].var] -= y[i] * r->term[k].coef;
	}
	for (size_t i = 0; i < t->nvar; i++) {
		double end;

		if (reduced[i] == 0)
			continue;
		end = reduced[i] > 0 ? t->lo[i] : t->hi[i];
		least += reduced[i] * (isfinite(end) ? end : -endless);
	}
	return least;
}

double
tableau_least(const struct tableau *t, double *reduced)
{
	double *y = t->of->y;

	memset(y, 0, t->nrow * sizeof *y);
	for (size_t i = 0; i < t->ncol; i++)
		if ((size_t)t->outside[i] >= t->nvar)
			y[(size_t)t->outside[i] - t->nvar] = t->cost[i];
	return least_by(t, y, t->of->cost,
	    reduced != NULL ? reduced : t->of->reduced);
}

/* does the row show that there is no answer?  Its variable can't come to the
 * end it misses, wherever the others are */
static bool
no_answer(const struct tableau *t, size_t row, bool low)
{
	const double *cell = t->cell + row * t->width;
	const double sign = low ? 1 : -1;
	double *y = t->of->y;

	memset(y, 0, t->nrow * sizeof *y);
	for (size_t i = 0; i < t->ncol; i++)
		if ((size_t)t->outside[i] >= t->nvar)
			y[(size_t)t->outside[i] - t->nvar] = -sign * cell[i];
	if ((size_t)t->basic[row] >= t->nvar)
		y[(size_t)t->basic[row] - t->nvar] = sign;
	return least_by(t, y, NULL, t->of->reduced) > 1e-7;
}

enum tableau_end
tableau_solve(struct tableau *t, double most, double *work)
{
	long steps = 100 + 4 * (long)(t->nrow + t->ncol);
	size_t row = 0, col = 0;
	bool low = false;

	/* equal but for rounding is not above */
	while (t->objective <= most + slack_of(most)) {
		if (!leaving(t, &row, &low))
			return TABLEAU_OPTIMAL;
		if (!entering(t, row, low, &col))
			return no_answer(t, row, low) ? TABLEAU_NONE :
			                                TABLEAU_LOST;
		*work -= (double)(t->nrow * t->ncol);
		if (--steps < 0 || *work < 0)
			return TABLEAU_LOST;
		pivot(t, row, col, low);
	}
	return tableau_least(t, NULL) > most ? TABLEAU_ABOVE : TABLEAU_LOST;
}

double
tableau_cost(const struct tableau *t)
{
	return t->objective;
}

void
tableau_values(const struct tableau *t, double *x)
{
	for (size_t i = 0; i < t->nvar; i++) {
		const int32_t at = t->place[i];

		x[i] = at == GONE ? t->lo[i] :
		    at < 0        ? t->value[-1 - at] :
		                    at_end(t, (size_t)at);
	}
}
