/*
 * Results against what had to be reached.  The bundle's list is what counts: a
 * figure changed in the filled-in copy changes nothing, and is told.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/num.h"
#include "base/str.h"
#include "input/csv.h"
#include "ready/acceptance.h"

struct judge {
	struct arena *a;
	struct diags *d;
	const struct source *src; /* of the results */
	struct csv list, got;
	/* columns of the list; most: -1 in one of an older version */
	int id, where, device, test, must, unit, most;
	int gid, gresult, gmust, gunit; /* of the results; gmust, gunit: -1 */
	const struct csv_row **by_id;   /* the list's rows, sorted */
	const struct csv_row **given;   /* result of each of by_id, or NULL */
};

static bool
ends_with(const char *s, const char *end)
{
	size_t n = strlen(s), k = strlen(end);

	return n >= k && strcmp(s + n - k, end) == 0;
}

static const char *
trimmed(struct arena *a, const char *s)
{
	size_t n;

	s += strspn(s, " \t");
	for (n = strlen(s); n > 0 && strchr(" \t", s[n - 1]) != NULL; n--)
		continue;
	return str_dup(a, s, n);
}

static struct span
cell_at(const struct source *src, const struct csv_row *r, int col)
{
	size_t n = strlen(r->cell[col]);
	struct span at = { src, r->at[col].line, r->at[col].col,
		n > 0 && n < 200 ? (int)n : 1 };

	return at;
}

static bool
column(struct diags *d, const struct source *src, const struct csv *c,
    const char *name, int *out)
{
	*out = csv_col(c, name);
	if (*out >= 0)
		return true;
	diag_error(d, (struct span){ src, 1, 1, 1 }, "csv-column",
	    "no column '%s'", name);
	if (c->ncol == 1 && strchr(c->head[0], ';') != NULL)
		diag_hint(d,
		    "its columns are apart by ';': save it with "
		    "commas");
	return false;
}

static int
by_text(const void *px, const void *py)
{
	const struct csv_row *x = *(const struct csv_row *const *)px;
	const struct csv_row *y = *(const struct csv_row *const *)py;

	return strcmp(x->cell[0], y->cell[0]);
}

/* the rows of a list by id; the id is its first column */
static bool
sort_list(struct judge *j, const struct source *src)
{
	size_t i;
	bool ok = true;

	j->by_id = NEW(j->a, const struct csv_row *, j->list.n + 1);
	j->given = NEW(j->a, const struct csv_row *, j->list.n + 1);
	for (i = 0; i < j->list.n; i++)
		j->by_id[i] = &j->list.row[i];
	qsort(j->by_id, j->list.n, sizeof *j->by_id, by_text);
	for (i = 1; i < j->list.n; i++)
		if (strcmp(j->by_id[i - 1]->cell[0], j->by_id[i]->cell[0]) == 0)
			ok = diag_error(j->d, cell_at(src, j->by_id[i], 0),
			    "accept-twice", "the test '%s' is there twice",
			    j->by_id[i]->cell[0]);
	return ok;
}

/* a plain decimal, exact enough for figures people read off a screen */
static bool
number(const char *s, double *out)
{
	size_t whole = strspn(s, "0123456789"), part = 0;

	if (s[whole] == '.')
		part = strspn(s + whole + 1, "0123456789") + 1;
	if (whole == 0 || part == 1 || s[whole + part] != '\0' || whole > 15 ||
	    part > 16)
		return false;
	*out = strtod(s, NULL);
	return true;
}

static void
unknown(struct judge *j, const struct csv_row *r)
{
	const char *id = r->cell[j->gid], *near;
	const char **cand = NEW(j->a, const char *, j->list.n + 1);
	size_t i;

	for (i = 0; i < j->list.n; i++)
		cand[i] = j->list.row[i].cell[0];
	diag_error(j->d, cell_at(j->src, r, j->gid), "accept-unknown",
	    "the bundle's list has no test '%s'", id);
	near = str_nearest(id, cand, j->list.n);
	if (near != NULL)
		diag_hint(j->d, "did you mean '%s'?", near);
	else if (j->list.n > 0)
		diag_hint(j->d,
		    "is it another bundle's, or was the design "
		    "made again since?");
}

static bool
bad_result(struct judge *j, const struct csv_row *r, const char *result,
    const char *unit)
{
	diag_error(j->d, cell_at(j->src, r, j->gresult), "accept-result",
	    "the result of '%s' is '%s': a number is meant (%s)",
	    r->cell[j->gid], result, unit);
	if (strchr(result, ',') != NULL)
		diag_hint(j->d, "decimals come after a point");
	else if (strspn(result, "0123456789.") > 0)
		diag_hint(j->d, "write the number alone");
	return false;
}

/* figures of the copy that are not the bundle's */
static void
changed(struct judge *j, const struct csv_row *r, const struct csv_row *want)
{
	int pair[2][2] = { { j->gmust, j->must }, { j->gunit, j->unit } };
	int i;

	for (i = 0; i < 2; i++) {
		if (pair[i][0] < 0 ||
		    strcmp(r->cell[pair[i][0]], want->cell[pair[i][1]]) == 0)
			continue;
		diag_warn(j->d, cell_at(j->src, r, pair[i][0]),
		    "accept-changed",
		    "'%s' of '%s' is '%s' here and '%s' in "
		    "the bundle, which counts",
		    j->list.head[pair[i][1]], r->cell[j->gid],
		    r->cell[pair[i][0]], want->cell[pair[i][1]]);
	}
}

static void
match(struct judge *j)
{
	size_t i;

	for (i = 0; i < j->got.n; i++) {
		const struct csv_row *r = &j->got.row[i], *key, **found;
		struct csv_row probe = { 0 };

		if (!str_is_text(r->cell[j->gid]) ||
		    !str_is_text(r->cell[j->gresult])) {
			diag_error(j->d, (struct span){ j->src, r->line, 1, 1 },
			    "bad-text",
			    "an id and its result must be "
			    "printable text on one line");
			continue;
		}
		probe.cell = &r->cell[j->gid];
		key = &probe;
		found = bsearch(&key, j->by_id, j->list.n, sizeof *j->by_id,
		    by_text);
		if (found == NULL) {
			unknown(j, r);
			continue;
		}
		if (j->given[found - j->by_id] != NULL) {
			diag_error(j->d, cell_at(j->src, r, j->gid),
			    "accept-twice", "the test '%s' is there twice",
			    r->cell[j->gid]);
			diag_hint(j->d, "first at line %d",
			    j->given[found - j->by_id]->line);
			continue;
		}
		j->given[found - j->by_id] = r;
		changed(j, r, *found);
	}
}

/* more than what is cabled can show or carry */
static bool
impossible(struct judge *j, const struct csv_row *want, const struct csv_row *r,
    const struct accept_row *out, double is)
{
	const char *most = j->most < 0 ? "" : want->cell[j->most];
	double can;

	if (!number(most, &can) || is <= can)
		return false;
	diag_error(j->d, cell_at(j->src, r, j->gresult), "accept-impossible",
	    "the result of '%s' is '%s': no more than %s is possible (%s)",
	    out->id, out->result, most, out->unit);
	diag_hint(j->d, "is it in another unit, or of another port?");
	return true;
}

static enum verdict_kind
judge_one(struct judge *j, const struct csv_row *want, const struct csv_row *r,
    struct accept_row *out)
{
	double must, is;

	if (r == NULL || out->result[0] == '\0')
		return ACCEPT_MISSING;
	if (ends_with(out->unit, UNIT_AS_SAID))
		return strcasecmp(out->result, out->must) == 0 ? ACCEPT_PASSED :
		                                                 ACCEPT_FAILED;
	if (!number(out->must, &must) ||
	    (!ends_with(out->unit, UNIT_AT_LEAST) &&
	        !ends_with(out->unit, UNIT_AT_MOST))) {
		diag_error(j->d, (struct span){ j->src, r->line, 1, 1 },
		    "accept-list",
		    "the bundle's own list, line %d, has no "
		    "figure to hold '%s' against: '%s %s'",
		    want->line, out->id, out->must, out->unit);
		return ACCEPT_FAILED;
	}
	if (!number(out->result, &is)) {
		bad_result(j, r, out->result, out->unit);
		return ACCEPT_FAILED;
	}
	if (impossible(j, want, r, out, is))
		return ACCEPT_FAILED;
	if (ends_with(out->unit, UNIT_AT_MOST))
		return is <= must ? ACCEPT_PASSED : ACCEPT_FAILED;
	return is >= must ? ACCEPT_PASSED : ACCEPT_FAILED;
}

static bool
list_text(struct judge *j, const struct source *src)
{
	size_t i, k;
	bool ok = true;

	for (i = 0; i < j->list.n; i++)
		for (k = 0; k < j->list.ncol; k++)
			if (!str_is_text(j->list.row[i].cell[k]))
				ok = diag_error(j->d,
				    cell_at(src, &j->list.row[i], (int)k),
				    "bad-text",
				    "'%s' must be printable text on one line",
				    j->list.head[k]);
	return ok;
}

static bool
open_list(struct judge *j, const struct source *src)
{
	bool ok = csv_read(j->a, j->d, src, &j->list);

	if (j->list.ncol == 0)
		return false;
	ok &= column(j->d, src, &j->list, "id", &j->id);
	ok &= column(j->d, src, &j->list, "device", &j->device);
	ok &= column(j->d, src, &j->list, "port_or_peer", &j->where);
	ok &= column(j->d, src, &j->list, "test", &j->test);
	ok &= column(j->d, src, &j->list, "must_reach", &j->must);
	ok &= column(j->d, src, &j->list, "unit", &j->unit);
	j->most = csv_col(&j->list, "no_more_than");
	if (ok && j->id != 0)
		ok = diag_error(j->d, (struct span){ src, 1, 1, 1 },
		    "csv-column", "'id' must be the first column");
	if (ok && j->list.n == 0)
		ok = diag_error(j->d, (struct span){ src, 1, 1, 1 },
		    "accept-list", "a list without a test");
	return ok && list_text(j, src) && sort_list(j, src);
}

static bool
open_results(struct judge *j)
{
	bool ok = csv_read(j->a, j->d, j->src, &j->got);

	if (j->got.ncol == 0)
		return false;
	ok &= column(j->d, j->src, &j->got, "id", &j->gid);
	ok &= column(j->d, j->src, &j->got, "result", &j->gresult);
	j->gmust = csv_col(&j->got, "must_reach");
	j->gunit = csv_col(&j->got, "unit");
	return ok;
}

const struct accepted *
acceptance_judge(struct arena *a, struct diags *d, const struct source *list,
    const struct source *results)
{
	struct judge *j = NEW(a, struct judge, 1);
	struct accepted *x = NEW(a, struct accepted, 1);
	bool ok;
	size_t i;

	j->a = a;
	j->d = d;
	j->src = results;
	ok = open_list(j, list);
	if (!open_results(j) || !ok)
		return NULL;
	match(j);
	x->row = NEW(a, struct accept_row, j->list.n + 1);
	for (i = 0; i < j->list.n; i++) {
		const struct csv_row *want = &j->list.row[i], *r, **found;
		struct accept_row *row = &x->row[x->n++];

		found = bsearch(&want, j->by_id, j->list.n, sizeof *j->by_id,
		    by_text);
		r = j->given[found - j->by_id];
		row->id = want->cell[j->id];
		row->device = want->cell[j->device];
		row->where = want->cell[j->where];
		row->test = want->cell[j->test];
		row->must = want->cell[j->must];
		row->unit = want->cell[j->unit];
		row->result = r != NULL ? trimmed(a, r->cell[j->gresult]) : "";
		row->verdict = judge_one(j, want, r, row);
		x->count[row->verdict]++;
	}
	return x;
}
