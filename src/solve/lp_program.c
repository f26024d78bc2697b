/*
 * A program as it is built, and as text. No library is used.
 */
#include "solve/lp.h"

#include <math.h>
#include <string.h>

#include "base/str.h"

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

/* counting sort by row, or by variable; equal ones stay in their order */
static void
terms_sort(struct arena *a, const struct lp_term *from, size_t n, size_t keys,
    bool by_row, struct lp_term *to)
{
	size_t *next = NEW(a, size_t, keys + 2), i;

	for (i = 0; i < n; i++)
		next[(by_row ? from[i].row : from[i].var) + 1]++;
	for (i = 0; i < keys; i++)
		next[i + 1] += next[i];
	for (i = 0; i < n; i++)
		to[next[by_row ? from[i].row : from[i].var]++] = from[i];
}

/* terms sorted by row and variable, equal ones added up: GLPK refuses both
 * disorder and repeats */
struct lp_term *
lp_terms_merged(struct arena *a, const struct lp *lp, size_t *n)
{
	struct lp_term *by_var = NEW(a, struct lp_term, lp->nterm + 1);
	struct lp_term *t = NEW(a, struct lp_term, lp->nterm + 1);
	size_t k = 0;

	terms_sort(a, lp->term, lp->nterm, lp->nvar, false, by_var);
	terms_sort(a, by_var, lp->nterm, lp->nrow, true, t);
	for (size_t i = 0; i < lp->nterm; i++) {
		if (k > 0 && t[k - 1].row == t[i].row &&
		    t[k - 1].var == t[i].var)
			t[k - 1].coef += t[i].coef;
		else
			t[k++] = t[i];
	}
	*n = k;
	return t;
}

bool
lp_holds(struct arena *a, const struct lp *lp, const double *x)
{
	double *sum = NEW(a, double, lp->nrow + 1);
	double *size = NEW(a, double, lp->nrow + 1);

	for (size_t i = 0; i < lp->nvar; i++) {
		const struct lp_var *v = &lp->var[i];

		if (x[i] < v->lo - 1e-6 || x[i] > v->hi + 1e-6)
			return false;
		if (v->integer && fabs(x[i] - round(x[i])) > 1e-6)
			return false;
	}
	for (size_t i = 0; i < lp->nterm; i++) {
		double part = lp->term[i].coef * x[lp->term[i].var];

		sum[lp->term[i].row] += part;
		size[lp->term[i].row] += fabs(part);
	}
	for (size_t i = 0; i < lp->nrow; i++) {
		double eps = 1e-6 * (1 + size[i]);

		if (sum[i] < lp->row[i].lo - eps ||
		    sum[i] > lp->row[i].hi + eps)
			return false;
	}
	return true;
}

/* names in an LP file: letters, digits and a few signs; the rest becomes _ */
static const char *
lp_name(struct arena *a, const char *name, char kind, size_t i)
{
	char *s;

	if (name == NULL)
		return str_fmt(a, "%c%zu", kind, i);
	s = str_dup(a, name, strlen(name));
	for (size_t k = 0; s[k] != '\0'; k++)
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
	for (size_t k = 0; k < n; k++)
		buf_printf(b, "%s %+.12g %s", k > 0 && k % 3 == 0 ? "\n  " : "",
		    t[k].coef, vn[t[k].var]);
}

const char *
lp_text(struct arena *a, const struct lp *lp, const char *about)
{
	struct buf b = buf_new(a);
	size_t nterm, i, k, n = 0;
	const struct lp_term *t = lp_terms_merged(a, lp, &nterm);
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
